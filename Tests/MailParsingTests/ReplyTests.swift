// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

/// Replies as mail programs write them: each line of the files in Fixtures/replies says what it is by its
/// first sign, `+` new, `-` quoted, `~` signature or footer.
@Suite("A reply")
struct ReplyTests {
  struct Case: CustomTestStringConvertible {
    let name: String
    var lines: [(sign: Character, text: Substring)] = []
    var testDescription: String { name }

    var text: String { lines.map(\.text).joined(separator: "\n") }

    func words(_ sign: Character) -> [Substring] {
      lines.filter { $0.sign == sign }.flatMap { $0.text.split(whereSeparator: \.isWhitespace) }
    }
  }

  @Test("falls into what is new, what is quoted and what closes it", arguments: Self.cases)
  func parts(_ item: Case) {
    let split = NewText.split(item.text)
    #expect(split.newText.split(whereSeparator: \.isWhitespace) == item.words("+"))
    #expect(split.quotedText.split(whereSeparator: \.isWhitespace) == item.words("-"))
    #expect(split.signature.split(whereSeparator: \.isWhitespace) == item.words("~"))
  }

  @Test("has many forms in the files")
  func forms() {
    #expect(Self.cases.count >= 120)
  }

  @Test("gives its answers between the lines with what they answer")
  func inlineAnswers() {
    let split = NewText.split(
      """
      Hi Ann,

      On Mon, 2 Mar 2026 at 09:14, Ann Lee <ann@b.example> wrote:
      > Two questions.
      >
      > How many?
      24 pieces.
      They go to Celle.

      >> When?
      In week 12.

      Kind regards
      Bo
      """)
    #expect(
      split.inlineAnswers == [
        InlineAnswer(
          question: "Two questions.\n\nHow many?", answer: "24 pieces.\nThey go to Celle."),
        InlineAnswer(question: "When?", answer: "In week 12.\n\nKind regards\nBo"),
      ])
  }

  @Test(
    "has no inline answers where it stands above or below the whole quote",
    arguments: [
      "Fine.\n\nOn Mon, 2 Mar 2026 at 09:14, Ann <a@b.example> wrote:\n> How many?",
      "On Mon, 2 Mar 2026 at 09:14, Ann <a@b.example> wrote:\n> How many?\n\n24 pieces.",
      "> How many?\n24\n\n-- \nBo",
    ])
  func noInlineAnswers(_ text: String) {
    #expect(NewText.split(text).inlineAnswers.isEmpty)
  }

  @Test("may share a line with the attribution")
  func sharesLine() {
    let split = NewText.split("ok for us On Mon, Mar 2, 2026 at 9:14 AM, ann@b.example wrote:\n> How many?")
    #expect(split.newText == "ok for us")
    #expect(split.quotedText == "On Mon, Mar 2, 2026 at 9:14 AM, ann@b.example wrote:\n> How many?")
  }

  @Test("keeps its parts apart in the message")
  func inMessage() throws {
    let quote = "Am 02.03.26 um 09:14 schrieb Bo:\n> Now?\n24\n> 2?"
    let message = try parse(body: "Ja, bitte liefern.\n\nVon meinem iPhone gesendet\n\n\(quote)")
    #expect(message.newText == "Ja, bitte liefern.\n\n24")
    #expect(message.signature == "Von meinem iPhone gesendet")
    #expect(message.inlineAnswers == [InlineAnswer(question: "Now?", answer: "24")])
    #expect(message.language == .german)
  }

  static let cases: [Case] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/replies")
    return ["ru", "en", "de", "other"].flatMap { name -> [Case] in
      let file = folder.appending(path: "\(name).txt")
      var cases: [Case] = []
      for line in ((try? String(contentsOf: file, encoding: .utf8)) ?? "").split(separator: "\n") {
        if line.hasPrefix("=== ") {
          cases.append(Case(name: "\(name): \(line.dropFirst(4))"))
        } else if let sign = line.first, !cases.isEmpty {
          cases[cases.count - 1].lines.append((sign, line.dropFirst()))
        }
      }
      return cases
    }
  }()
}
