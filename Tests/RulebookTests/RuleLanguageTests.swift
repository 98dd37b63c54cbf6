// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Rulebook
import Testing

@Suite("A rule file for several languages")
struct RuleLanguageTests {
  private let text = """
    rules:
      - id: shipped
        event: order_shipped
        request: no
        future: no
        question: yes
        after: order_placed
        not_after: [order_shipped, order_cancelled]
        decides: no
        any: ["@goods & @ship", {say: "@ship", request: any}]
        examples:
          - {text: "Ware weg", language: de, direction: out, state: confirmed, after: [order_placed], reply: yes}
        counterexamples: ["goods"]
    lexicon:
      goods:
        ru: [товар]
        en: [goods, "the parcel"]
        de: Ware
      ship: [DHL]
    precedence:
      - {event: order_shipped, suppresses: order_placed}
    """

  @Test("holds rules, lexicons and precedences side by side")
  func mixed() throws {
    let book = try RuleFiles.load(text: text, file: "all.yaml")
    #expect(
      book.lexicons.map { "\($0.language) \($0.name) \($0.entries.count)" } == [
        "ru goods 1", "en goods 2", "de goods 1", "de ship 1", "en ship 1", "ru ship 1",
      ])
    #expect(book.precedences.map(\.event) == [.orderShipped])
    #expect(try RuleSet(book).count == 1)
  }

  @Test("says of its rules what is written, and nothing of the rest")
  func rule() throws {
    let rule = try #require(RuleFiles.load(text: text, file: "all.yaml").rules.first)
    #expect(rule.event == .orderShipped)
    #expect(rule.languages.isEmpty)
    #expect(rule.moods == [.request: .no, .future: .no, .question: .yes])
    #expect(rule.any.last?.moods == [.request: .any])
    #expect(rule.after == [.orderPlaced])
    #expect(rule.notAfter == [.orderShipped, .orderCancelled])
    #expect(!rule.decides)
    let example = try #require(rule.examples.first)
    #expect(example.language == .german && example.direction == .outbound && example.state == .confirmed)
    #expect(example.after == [.orderPlaced] && example.reply == true)
    #expect(rule.counterexamples.first?.after == nil)
  }

  @Test(
    "is refused with its place when something is missing",
    arguments: [
      ("rules:\n  - {id: a, any: [x], examples: [x], counterexamples: [y]}", "a.yaml:2:10: neither the rule"),
      ("language: [ru, fr]\nlexicon: {a: [x]}", "a.yaml:1:16: unknown language 'fr'"),
      ("language: []\nlexicon: {a: [x]}", "a.yaml:1:11: expected at least one language"),
      ("lexicon: {a: {ru: [x], it: [y]}}", "a.yaml:1:24: unknown language 'it'"),
      ("lexicon: {a: [x]}\n---\n", "a.yaml"),
      ("lexicon:\n  a: {ru: [x]}\n  b: {ru: []}", "a.yaml:3:7: the list 'b' is empty"),
    ])
  func refused(text: String, report: String) {
    let error = #expect(throws: RulebookError.self) { try RuleFiles.load(text: text, file: "a.yaml") }
    #expect(error?.description.contains(report) == true, "\(String(describing: error))")
  }
}
