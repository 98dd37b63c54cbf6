// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A model file")
struct ModelFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "model-\(ProcessInfo.processInfo.globallyUniqueString)")
    for name in ["a", "b"] {
      try FileManager.default.createDirectory(
        at: folder.appendingPathComponent(name), withIntermediateDirectories: true)
    }
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func model(_ count: Int) async throws -> LearnedModel {
    let message = LabelledMessage(
      id: "1", input: ClassifierInput(text: "Where is it?", sender: .customer, direction: .inbound),
      events: [.statusRequested])
    return await EvidenceTrainer(try RuleSet(RulebookDefinition()))
      .train([LabelledMessage](repeating: message, count: count)).model
  }

  @Test("is that of the last folder that has one, or none")
  func last() async throws {
    let folders = [path("a"), path("b") + "/"]
    #expect(try ModelFile.load(folders: folders)?.origin == nil)
    try Data(try await model(3).encoded()).write(to: URL(fileURLWithPath: path("a/learned.model")))
    #expect(try ModelFile.load(folders: folders)?.origin.messages == 3)
    try Data(try await model(5).encoded()).write(to: URL(fileURLWithPath: path("b/learned.model")))
    #expect(try ModelFile.load(folders: folders)?.origin.messages == 5)
  }

  @Test("that can't be used is named with the remedy, and is no reason to go without")
  func damaged() async throws {
    let file = path("a/learned.model")
    try Data(try await model(3).encoded().dropLast(1)).write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: RulebookError.self) { try ModelFile.load(folders: [path("a")]) }
    #expect(
      error?.description
        == "\(file):1:1: the learned model is damaged; restore it, or train it anew with 'kontor rules train'"
    )
    #expect(throws: RulebookError.self) { try ModelFile.load(path("missing.model")) }
  }
}
