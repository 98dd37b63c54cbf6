// SPDX-License-Identifier: Apache-2.0

import Foundation
@testable import KontorCommands
import OrderCore
import Rulebook
import TestSupport
import Testing

/// Every labelled case, message by message, as the shipped rules and the shipped model recognise it: a change of either
/// is read here in review.
@Suite("The labelled cases")
struct CaseOutcomeTests {
  private static let rules = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../rules").standardizedFileURL.path

  @Test("are recognised as written down", arguments: ["de", "en", "ru"])
  func outcomes(_ language: String) throws {
    let recogniser = Recogniser(
      rules: try RuleSet(RuleFiles.load(folders: [Self.rules])),
      model: try ModelFile.load(folders: [Self.rules]))
    let reader = RecognitionReader(recogniser)
    var told: [String] = []
    var (right, wrong, missed) = (0, 0, 0)
    for message in try LabelledFile.read("\(Self.rules)/labelled/cases-\(language).jsonl") {
      let recognition = recogniser.recognise(message.input, by: reader.read(message.input), quotes: false)
      let expected = Event.allCases.filter(message.events.contains)
      let found = recognition.events
      let lost = expected.filter { !found.contains($0) }
      let spurious = found.filter { !expected.contains($0) }
      right += expected.count - lost.count
      wrong += spurious.count
      missed += lost.count
      var words = found.isEmpty ? "–" : found.map(\.rawValue).joined(separator: ", ")
      if !lost.isEmpty { words += "  MISSED \(lost.map(\.rawValue).joined(separator: ", "))" }
      if !spurious.isEmpty { words += "  WRONG \(spurious.map(\.rawValue).joined(separator: ", "))" }
      told.append("\(message.id): \(words)")
    }
    told.append("\n\(right) right, \(wrong) wrong, \(missed) missed")
    try expectGolden(told.joined(separator: "\n") + "\n", "cases-\(language).txt")
  }
}
