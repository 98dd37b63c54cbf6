// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import OrderCore
import TestSupport
import Testing

@Suite("A header that is written and read again")
struct HeaderRoundTripTests {
  /// What a letter is asked to say.
  private struct Wish {
    var from: String
    var to: [String]
    var subject: String
    var texts: [String] { [from, subject] + to }
  }

  @Test("holds exactly what was meant, or was refused for a line break or NUL", arguments: 0..<8)
  func holdsWhatWasMeant(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<250 {
      let wish = Wish(
        from: Self.text(&generator),
        to: (0..<Int.random(in: 1...4, using: &generator)).map { _ in Self.text(&generator) },
        subject: Self.text(&generator))
      let isRefused = wish.texts.contains { $0.unicodeScalars.contains { [0, 10, 13].contains($0.value) } }
      let letter = Letter(
        from: Address(name: wish.from, address: "me@ourco.example"),
        to: wish.to.enumerated().map { Address(name: $1, address: "u\($0)@b.example") }, cc: [],
        subject: wish.subject, body: "Text", messageID: try #require(MessageID("1@ourco.example")),
        inReplyTo: nil, references: [], date: Date(timeIntervalSince1970: 1_772_432_040))
      guard let raw = try? MessageWriter().build(letter) else {
        #expect(isRefused, "\(wish)")
        continue
      }
      #expect(!isRefused, "\(wish)")
      #expect(Self.fieldNames(raw) == Self.intended)
      let message = try MailParser().parse(raw)
      #expect(message.from == [Address(name: Self.shown(wish.from), address: "me@ourco.example")])
      #expect(
        message.to == wish.to.enumerated().map { Address(name: Self.shown($1), address: "u\($0)@b.example") })
      #expect(message.subject == Self.shown(wish.subject))
      #expect(message.cautions.isEmpty && message.warnings.isEmpty && message.text == "Text")
    }
  }

  private static let intended = [
    "Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding",
  ]

  /// The names of the fields, told by their bytes alone.
  private static func fieldNames(_ raw: RawMessage) -> [String] {
    let lines = String(decoding: raw.bytes, as: UTF8.self).components(separatedBy: "\r\n").prefix {
      !$0.isEmpty
    }
    #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 && $0 < 127 } })
    return lines.filter { $0.first != " " }.map { String($0.prefix { $0 != ":" }) }
  }

  /// The text as a reader shows it: controls replaced, on one line.
  private static func shown(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 9, 0x2028, 0x2029: out.append(" ")
      case 0..<32, 127..<160: out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(out).trimmingCharacters(in: CharacterSet(charactersIn: " "))
  }

  /// Pieces that break careless writers and readers.
  private static let pieces = [
    "a", "Б", "ü", "中", "한", "🎉", "e\u{301}", "👩‍👩‍👧", "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{FFFD}",
    "\u{1B}[2J", "\u{7}", "\t",
    "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{A0}", " ", "   ", ",", ";", ":", "\"", "\\", "\\\"", "<",
    ">", "<x@evil.example>",
    "(", ")", "@", "=", "=?", "?=", "?", "_", "=?utf-8?Q?=0D=0ABcc:_x?=", "=?utf-8?B?", "=0D=0A", "%0d%0a",
    "Bcc: x@evil.example",
    "'", "boss@bank.example, ", "Group: a;", "{{subject}}", "\u{10FFFF}", "word", "Angebot", "Счёт",
    "long-word-that-goes-on-and-on-without-any-blank-in-it-so-that-it-can-not-be-folded-anywhere",
  ]

  /// Rarely with what must be refused.
  private static func text(_ generator: inout SeededGenerator) -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0...14, using: &generator) {
      if Int.random(in: 0..<60, using: &generator) == 0 {
        text += ["\r\n", "\n", "\r", "\0", "\r\nBcc: x@evil.example"].randomElement(using: &generator) ?? ""
      } else if Int.random(in: 0..<8, using: &generator) == 0 {
        text.unicodeScalars.append(Unicode.Scalar(UInt32.random(in: 1..<0xD800, using: &generator)) ?? "x")
      } else {
        text += pieces.randomElement(using: &generator) ?? ""
      }
    }
    return text
  }
}
