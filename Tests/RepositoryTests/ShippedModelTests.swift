// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("The shipped model")
struct ShippedModelTests {
  private let folder = Repository.path("rules")

  @Test("can be used, and was learned beside the shipped rules: else train it with 'kontor rules train'")
  func current() throws {
    let model = try #require(try ModelFile.load(folders: [folder]))
    #expect(model.origin.rules == (try RuleSet(RuleFiles.load(folders: [folder]))).fingerprint)
    #expect(model.origin.corrections == 0)
  }

  @Test("was learned from the shipped messages")
  func messages() throws {
    let lines = try Repository.files(in: "rules/labelled", suffix: ".jsonl").reduce(0) { count, file in
      count + (try Repository.text(file)).split(separator: "\n").count
    }
    #expect(try ModelFile.load(folders: [folder])?.origin.messages == lines)
  }

  @Test("is small")
  func size() throws {
    let file = "\(folder)/\(ModelFile.name)"
    let size = try #require(FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
    #expect(size <= 2 << 20)
  }
}
