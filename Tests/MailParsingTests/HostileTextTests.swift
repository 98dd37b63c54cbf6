// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailParsing
import TestSupport
import Testing

/// Bodies made to cost time or to lose words in the split.
@Suite("Hostile text")
struct HostileTextTests {
  struct Attack: CustomTestStringConvertible, Sendable {
    let name: String
    let make: @Sendable (Int) -> String
    init(_ name: String, _ make: @escaping @Sendable (Int) -> String) {
      self.name = name
      self.make = make
    }
    init(_ name: String, lines: String) { self.init(name) { String(repeating: lines, count: $0) } }
    var testDescription: String { name }
  }

  @Test(
    "is split in time that grows with its size", .timeLimit(.minutes(2)),
    arguments: [
      Attack("marks", lines: "> a\n"), Attack("deep marks", lines: ">>>>>>>>>>\n"),
      Attack("numbers behind marks", lines: ">1 a\n"), Attack("initials", lines: "AB> a\n"),
      Attack("openers", lines: "On\n"), Attack("dates", lines: "On 1 May 2026\n"),
      Attack("verbs", lines: "wrote:\n"), Attack("names and verbs", lines: "Ann wrote:\n\n"),
      Attack("attributions", lines: "On 1 May 2026 9:14 a@b.example wrote:\nx\n"),
      Attack("attributions and marks", lines: "On 1 May 2026 9:14 a@b.example wrote:\nx\n> y\n"),
      Attack("open attributions", lines: "On 1 May 2026, Ann <\n"),
      Attack("brackets", lines: "On 1 May 2026 Ann\n\n<\n"), Attack("labels", lines: "From: a@b.example\n"),
      Attack("labels apart", lines: "From: a@b.example\n\nTo: b\n\n"), Attack("rules", lines: "_____\n"),
      Attack("forwards", lines: "---- Forwarded message ----\n> a\nb\n"),
      Attack("ends of forwards", lines: "-- Forwarded message --\nb\n-- End of forwarded message --\n"),
      Attack("delimiters", lines: "-- \na\n"), Attack("dashes", lines: "--\n\n"),
      Attack("telephones", lines: "Sent from my iPhone\n\n"), Attack("answers", lines: "> a\n\nb\n\n"),
      Attack("notices", lines: "This e-mail is confidential. If received in error, delete it.\n\n"),
      Attack("lists", lines: "To unsubscribe, write us.\n\n"),
      Attack("legal words", lines: "virus sender\n\n"),
      Attack("blank lines", lines: "\n"), Attack("blank lines and marks", lines: "\n\n\na\n>\n"),
      Attack("one line") { String(repeating: "On 1 May 2026 a@b.example wrote: ", count: $0) },
      Attack("one line of marks") { String(repeating: "> ", count: $0) },
      Attack("one line of labels") { "From: " + String(repeating: "To: a@b.example ", count: $0) },
    ])
  func isLinear(_ attack: Attack) {
    let small = Self.time(attack.make(3_000))
    let large = Self.time(attack.make(12_000))
    // Four times the size; quadratic work would take sixteen times as long. Short times measure nothing.
    #expect(large < max(small * 9, .milliseconds(400)), "\(small) became \(large)")
  }

  @Test("loses and repeats no word, whatever stands in it")
  func keepsWords() {
    let pieces =
      ReplyTests.cases.flatMap { $0.lines.map { String($0.text) } } + ["", "", "", "> 1", "-- ", "<"]
    var generator = SplitMix(state: 7)
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...25, using: &generator)
      let lines = (0..<count).compactMap { _ in pieces.randomElement(using: &generator) }
      let text = lines.joined(separator: "\n")
      let split = NewText.split(text)
      let parts = [split.newText, split.quotedText, split.signature].flatMap {
        $0.split(whereSeparator: \.isWhitespace)
      }
      #expect(parts.sorted() == text.split(whereSeparator: \.isWhitespace).sorted(), "\(text)")
    }
  }

  private static func time(_ text: String) -> Duration {
    threadTime { withExtendedLifetime(NewText.split(text)) {} }
  }
}
