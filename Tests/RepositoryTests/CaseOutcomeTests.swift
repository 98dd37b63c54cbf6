// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Rulebook
import TestSupport
import Testing

/// Every labelled case, message by message, as the shipped rules and the shipped model recognise it: a change of either
/// is read here in review.
@Suite("The labelled cases")
struct CaseOutcomeTests {
  private struct Line: Decodable {
    var id: String
    var party: String
    var direction: String
    var subject: String
    var text: String
    var attachments: [String]
    var events: [String]
    var reply: Bool?
    var state: String?
    var history: [String]?
    var language: String
  }

  @Test("are recognised as written down", arguments: ["de", "en", "ru"])
  func outcomes(_ language: String) throws {
    let folder = Repository.path("rules")
    let recogniser = Recogniser(
      rules: try RuleSet(RuleFiles.load(folders: [folder])), model: try ModelFile.load(folders: [folder]))
    let reader = RecognitionReader(recogniser)
    var told: [String] = []
    var (right, wrong, missed) = (0, 0, 0)
    for line in try Repository.text("rules/labelled/cases-\(language).jsonl").split(separator: "\n") {
      let message = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
      let input = ClassifierInput(
        text: message.text, subject: message.subject, attachments: message.attachments,
        sender: try #require(PartyRole(rawValue: message.party)),
        direction: try #require(Direction(rawValue: message.direction)),
        state: message.state.flatMap(OrderState.init(rawValue:)),
        history: Set((message.history ?? []).compactMap(Event.init(rawValue:))),
        isReply: message.reply ?? false, language: Language(rawValue: message.language))
      let recognition = recogniser.recognise(input, by: reader.read(input), quotes: false)
      let expected = Event.allCases.filter { message.events.contains($0.rawValue) }
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
