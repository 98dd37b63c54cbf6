// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Rulebook
import TestSupport
import Testing

@Suite("An invalid file")
struct InvalidFileTests {
  @Test(
    "is reported with everything that is wrong in it, each with its place",
    arguments: Fixture.all(in: "invalid"))
  func diagnostics(_ fixture: Fixture) throws {
    let error = try #require(throws: RulebookError.self) {
      switch fixture.path.split(separator: "/").last?.split(separator: "-").first {
      case "kontor": _ = try ConfigurationFile.load(fixture.absolutePath)
      case "directory":
        _ = try ConfigurationFile.load(text: configuration(directory: fixture), file: "kontor.yaml")
      default: _ = try RuleFiles.load(text: fixture.text, file: fixture.absolutePath)
      }
    }
    let folder = Fixture.folder.appendingPathComponent("invalid").path + "/"
    let text = error.description.replacing(folder, with: "") + "\n"
    try expectGolden(text, fixture.path.replacing(".yaml", with: ".diagnostics"))
  }

  @Test("is there for every part of the language")
  func fixturesAreFound() {
    #expect(Fixture.all(in: "invalid").count >= 25)
  }

  private func configuration(directory: Fixture) -> String {
    "store: a.sqlite\ncompany: {name: OurCo}\ndirectory: \(directory.absolutePath)\n"
  }
}
