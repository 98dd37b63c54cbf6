// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Testing

@Suite("Phrases that stand out")
struct PhraseStatisticsTests {
  /// Statistics over English messages, and others of which the archive has so many.
  private func statistics(_ inside: [String], _ others: [String], times: Int = 20) -> PhraseStatistics {
    let scanner = StemScanner(.english)
    var statistics = PhraseStatistics()
    for text in inside { statistics.add(scanner.sentences(of: text)) }
    statistics.keep(atLeast: 2)
    for text in inside { statistics.addArchived(scanner.sentences(of: text), isOther: false) }
    for _ in 0..<times {
      for text in others { statistics.addArchived(scanner.sentences(of: text), isOther: true) }
    }
    return statistics
  }

  @Test("are those of the messages, in any form of their words, not those of all mail")
  func outstanding() throws {
    let found = statistics(
      ["Please reserve the crane for us.", "Could you reserved the cranes, thanks", "We reserve a crane!"],
      ["Please send the invoice for us.", "We need the price, thanks."]
    ).candidates(limit: 50)
    let pair = try #require(found.first { $0.phrase.stems == ["reserv", "crane"] })
    #expect(pair.inside == 3 && pair.outside == 0 && pair.logOdds > 3)
    #expect(["reserve crane", "reserve cranes", "reserved cranes"].contains(pair.text))
    #expect(!found.contains { $0.text == "please" || $0.text == "the" || $0.text == "us" })
  }

  @Test("are no common words, however few the messages are that they are compared with")
  func common() {
    let scanner = StemScanner(.german)
    var statistics = PhraseStatistics()
    for _ in 0..<3 { statistics.add(scanner.sentences(of: "Wir haben das Thema")) }
    for _ in 0..<4 { statistics.addArchived(scanner.sentences(of: "Die Ware kam"), isOther: true) }
    for _ in 0..<300 { statistics.addArchived(scanner.sentences(of: "Die Ware kam"), isOther: false) }
    for _ in 0..<300 { statistics.addArchived(scanner.sentences(of: "Wir haben Hunger"), isOther: false) }
    let words = Set(statistics.candidates(limit: 50).map(\.text))
    #expect(!words.contains("wir") && !words.contains("wir haben"))
    #expect(words.contains("thema"))
  }

  @Test("name numbers by their place, never by their value")
  func numbers() {
    let found = statistics(["Book lot 4711 for us", "Book lot 82 now"], ["Send lot news"]).candidates(
      limit: 50)
    #expect(found.contains { $0.text == "book lot #" })
    #expect(found.allSatisfy { !$0.text.contains("4711") && $0.text != "#" })
  }

  @Test("come in the same order each time")
  func deterministic() {
    let texts = [
      "alpha beta gamma delta epsilon", "alpha beta gamma delta epsilon", "beta alpha delta gamma",
    ]
    let first = statistics(texts, ["zeta eta theta"]).candidates(limit: 100)
    for _ in 0..<5 { #expect(statistics(texts, ["zeta eta theta"]).candidates(limit: 100) == first) }
    #expect(first.count > 5)
  }

  /// A text and its sentences.
  struct Split: CustomTestStringConvertible, Sendable {
    var text: String
    var sentences: [String]
    var testDescription: String { text }
  }

  private static let splits = [
    Split(text: "One two. Three four? Five!", sentences: ["One two.", "Three four?", "Five"]),
    Split(text: "At 3.50 each, yes", sentences: ["At 3.50 each, yes"]),
    Split(text: "A long line that\nwas wrapped here", sentences: ["A long line that was wrapped here"]),
    Split(text: "First point\nSecond point", sentences: ["First point", "Second point"]),
    Split(text: "Перенос\nстроки. Новая", sentences: ["Перенос строки.", "Новая"]),
    Split(text: "", sentences: []),
    Split(text: " \n…\n", sentences: []),
  ]

  @Test("stand in one sentence", arguments: splits)
  func sentences(_ split: Split) {
    #expect(StemScanner(.english).sentences(of: split.text).map(\.text) == split.sentences)
  }

  private func trial(_ text: String, helped: Set<Int64>, harmed: Int = 0) throws -> PhraseTrial {
    let scanner = StemScanner(.english)
    var statistics = PhraseStatistics()
    for _ in 0..<3 { statistics.add(scanner.sentences(of: text)) }
    for _ in 0..<30 { statistics.addArchived(scanner.sentences(of: "zeta"), isOther: true) }
    let longest = statistics.candidates(limit: 100).max { $0.phrase.stems.count < $1.phrase.stems.count }
    var trial = PhraseTrial(try #require(longest))
    trial.helped = Set(helped.map { StoredMessageID($0) })
    trial.harmed = harmed
    return trial
  }

  @Test("are chosen for what they help, not for what they harm, and none for what another helps already")
  func choice() throws {
    let trials = [
      try trial("alpha beta", helped: [1, 2, 3]), try trial("gamma delta", helped: [1, 2]),
      try trial("epsilon zeta", helped: [4, 5, 6, 7], harmed: 2),
      try trial("eta theta", helped: [8, 9, 10, 11], harmed: 1),
      try trial("iota kappa", helped: [12]), try trial("lambda", helped: [13, 14]),
      try trial("omega", helped: [15, 16, 17]),
    ]
    let chosen = PhraseTrial.choose(trials, minimum: 2).map(\.candidate.text)
    #expect(Set(chosen) == ["alpha beta", "eta theta", "omega"])
    #expect(PhraseTrial.choose(trials, minimum: 2, limit: 1).count == 1)
  }
}
