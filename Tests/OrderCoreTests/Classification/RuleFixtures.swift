// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore

/// Small rulebooks for tests: three languages with the lexicons that the engine uses and a few of the trade.
enum RuleFixture {
  static let place = SourcePlace(file: "test.yaml", line: 7, column: 3)

  static func lexicon(_ name: String, _ language: Language, _ entries: [String]) -> LexiconDefinition {
    LexiconDefinition(
      name: name, language: language, entries: entries.map { ($0, place) }, place: place)
  }

  static let lexicons =
    [
      ("negation", ["=не"], ["not"], ["nicht"]),
      ("condition", ["если"], ["=if"], ["wenn"]),
      ("question", ["=ли"], ["whether"], ["=ob"]),
      ("request", ["=прошу", "=просим", "пожалуйста"], ["=please", "could you"], ["=bitte"]),
      ("request_idioms", ["=пожалуйста не"], ["please find"], ["bitte sehr"]),
      ("future", ["=будет", "=будут"], ["=will"], ["=wird", "=werden"]),
      ("future_idioms", ["=будет удобно"], ["will you"], ["=werden sie"]),
      ("goods", ["товар", "готовая продукция"], ["goods", "shipment"], ["Ware"]),
      ("send", ["отправить", "отгрузить"], ["send", "sent", "ship"], ["senden", "versenden", "versandt"]),
      ("papers", ["документы", "счет фактура"], ["documents", "invoice"], ["Papiere", "Rechnung"]),
    ].flatMap { name, russian, english, german in
      [
        lexicon(name, .russian, russian), lexicon(name, .english, english), lexicon(name, .german, german),
      ]
    }

  static func phrases(_ texts: [String], _ moods: [Mood: Allowance] = [:]) -> [PhraseDefinition] {
    texts.map { PhraseDefinition(text: $0, moods: moods, place: place) }
  }

  /// A rule that speaks all languages unless some are named.
  static func rule(
    _ id: String = "r", event: Event = .orderShipped, in languages: [Language] = [], any: [String] = [],
    unless: [String] = [], moods: [Mood: Allowance] = [:], decides: Bool = true, after: Set<Event> = [],
    notAfter: Set<Event> = [], examples: [RuleExample] = []
  ) -> RuleDefinition {
    RuleDefinition(
      id: id, event: event, languages: languages, senders: Set(PartyRole.allCases),
      directions: [.inbound, .outbound], after: after, notAfter: notAfter, any: phrases(any),
      unless: phrases(unless), decides: decides, moods: moods, examples: examples, place: place)
  }

  static func set(_ rules: [RuleDefinition], precedences: [Precedence] = []) throws -> RuleSet {
    try RuleSet(RulebookDefinition(rules: rules, lexicons: lexicons, precedences: precedences))
  }

  static func input(
    _ text: String, language: Language = .undetermined, history: Set<Event> = []
  ) -> ClassifierInput {
    ClassifierInput(
      text: text, sender: .customer, direction: .inbound, history: history, language: language)
  }

  static func fires(_ set: RuleSet, on text: String, language: Language = .undetermined) -> Bool {
    !Classifier(set).classify(input(text, language: language)).events.isEmpty
  }
}
