// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import OrderCore
import Testing

@Suite("A letter turned into bytes")
struct MessageWriterTests {
  private static func letter(
    from: Address = Address(name: "Ирина Соколова", address: "i.sokolova@ourco.example"),
    to: [Address] = [Address(name: "Jens Ahlers", address: "ahlers@maschinen.example")],
    cc: [Address] = [],
    subject: String = "AW: Angebot QT-2026-0093",
    body: String = "Guten Tag Herr Ahlers,\n\nanbei unser Angebot.\n",
    references: [MessageID] = []
  ) throws -> Letter {
    Letter(
      from: from, to: to, cc: cc, subject: subject, body: body,
      messageID: try #require(MessageID("offer-118@ourco.example")), inReplyTo: references.last,
      references: references, date: Date(timeIntervalSince1970: 1_772_432_040))
  }

  @Test("is written as mail programs expect it")
  func isWritten() throws {
    let references = [try #require(MessageID("a1@b.example")), try #require(MessageID("a2@b.example"))]
    let raw = try MessageWriter().build(
      Self.letter(cc: [Address(address: "c@d.example")], references: references))
    #expect(
      String(decoding: raw.bytes, as: UTF8.self)
        == """
        Date: Mon, 02 Mar 2026 06:14:00 +0000
        From: =?utf-8?B?0JjRgNC40L3QsCDQodC+0LrQvtC70L7QstCw?=
         <i.sokolova@ourco.example>
        To: Jens Ahlers <ahlers@maschinen.example>
        Cc: c@d.example
        Subject: AW: Angebot QT-2026-0093
        Message-ID: <offer-118@ourco.example>
        In-Reply-To: <a2@b.example>
        References: <a1@b.example> <a2@b.example>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 7bit

        Guten Tag Herr Ahlers,

        anbei unser Angebot.

        """.replacing("\n", with: "\r\n"))
  }

  @Test(
    "refuses line breaks and NUL in headers", arguments: ["a\r\nBcc: x@y.example", "a\nb", "a\rb", "a\u{0}b"])
  func refusesControls(_ value: String) throws {
    let address = Address(name: value, address: "a@b.example")
    #expect(throws: LetterError.controlInHeader(field: "Subject")) {
      try MessageWriter().build(Self.letter(subject: value))
    }
    #expect(throws: LetterError.controlInHeader(field: "From")) {
      try MessageWriter().build(Self.letter(from: address))
    }
    #expect(throws: LetterError.controlInHeader(field: "To")) {
      try MessageWriter().build(Self.letter(to: [address]))
    }
    #expect(throws: LetterError.controlInHeader(field: "Cc")) {
      try MessageWriter().build(Self.letter(cc: [address]))
    }
  }

  @Test(
    "refuses what is no plain address",
    arguments: [
      "", "a", "@b.example", "a@", "a b@c.example", "a@b.example\r\nRCPT TO:<x@y>", "<a@b.example>",
      "\"a b\"@c.example",
      "a@b..example", "a@.example", "a@-b.example", "a@b-.example", ".a@b.example", "a..b@c.example",
      "a.@b.example",
      "ü@b.example", "a@bücher.example", "a@[127.0.0.1]", "a@b@c.example", "a,b@c.example", "a@b_c.example",
      String(repeating: "a", count: 65) + "@b.example", "a@" + String(repeating: "b", count: 64) + ".example",
      "a@" + String(repeating: "bbbbbbbbb.", count: 26) + "example",
    ])
  func refusesAddresses(_ address: String) throws {
    #expect(throws: LetterError.badAddress(address)) {
      try MessageWriter().build(Self.letter(to: [Address(address: address)]))
    }
  }

  @Test("needs a recipient")
  func needsRecipient() throws {
    #expect(throws: LetterError.noRecipient) { try MessageWriter().build(Self.letter(to: [])) }
  }

  @Test(
    "accepts plain addresses",
    arguments: ["a@b", "a.b+c=d@xn--bcher-kva.example", "o'neil@b.example", "1@2.example"])
  func acceptsAddresses(_ address: String) throws {
    let raw = try MessageWriter().build(Self.letter(to: [Address(address: address)]))
    #expect(try MailParser().parse(raw).to == [Address(address: address)])
  }

  @Test(
    "chooses a readable encoding where it can",
    arguments: [
      ("plain text", "7bit"), ("Grüße aus Bremen", "quoted-printable"), ("Добрый день", "base64"),
      ("From here", "quoted-printable"), (".", "quoted-printable"), ("trailing ", "quoted-printable"),
      (String(repeating: "a", count: 77), "quoted-printable"),
    ])
  func choosesEncoding(_ body: String, _ encoding: String) throws {
    let text = String(decoding: try MessageWriter().build(Self.letter(body: body)).bytes, as: UTF8.self)
    #expect(text.contains("Content-Transfer-Encoding: \(encoding)\r\n"))
  }

  @Test("reads back as it was meant, 7-bit clean, in short lines ended by CRLF")
  func readsBack() throws {
    var generator = SplitMix(state: 7)
    for _ in 0..<400 {
      let letter = try Self.random(&generator)
      let raw = try MessageWriter().build(letter)
      let message = try MailParser().parse(raw)
      #expect(message.from == [letter.from])
      #expect(message.to == letter.to)
      #expect(message.cc == letter.cc)
      #expect(message.subject == letter.subject)
      #expect(message.messageID == letter.messageID)
      #expect(message.inReplyTo == [letter.inReplyTo].compactMap { $0 })
      #expect(message.references == letter.references)
      #expect(message.date == letter.date)
      #expect(message.text == letter.body)
      #expect(message.warnings.isEmpty)
      let lines = String(decoding: raw.bytes, as: UTF8.self).components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 76 || $0.contains("@") && $0.utf8.count <= 998 })
      #expect(lines.allSatisfy { $0.utf8.allSatisfy { $0 >= 32 && $0 < 127 || $0 == 9 } })
      let fields = lines.prefix { !$0.isEmpty }.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
      #expect(Set(fields).isSubset(of: Self.fields) && Set(fields).count == fields.count)
    }
  }

  private static let fields: Set<Substring> = [
    "Date", "From", "To", "Cc", "Subject", "Message-ID", "In-Reply-To", "References", "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
  ]

  /// Pieces that break careless writers.
  private static let pieces = [
    "a", "B", "z9", " ", "  ", ",", ";", ":", "\"", "\\", "<", ">", "(", ")", "@", ".", "=?", "?=",
    "=?utf-8?Q?x?=", "_", "=",
    "=20", "ü", "ß", "Ж", "щ", "🎉", "中", "é", "word", "заказ", "x@y.example", "Subject:", "%", "{{x}}",
    "\u{202E}",
    "long-word-that-goes-on-and-on-without-any-blank-in-it-so-that-it-can-not-be-folded",
  ]

  private static func text(_ count: ClosedRange<Int>, _ generator: inout SplitMix) -> String {
    let pieces = (0..<Int.random(in: count, using: &generator)).map { _ in
      Self.pieces.randomElement(using: &generator) ?? ""
    }
    return pieces.joined().trimmingCharacters(in: .whitespaces)
  }

  private static func random(_ generator: inout SplitMix) throws -> Letter {
    func address(_ generator: inout SplitMix) -> Address {
      Address(
        name: text(0...12, &generator),
        address: "u\(Int.random(in: 0...999_999, using: &generator))@b.example")
    }
    func addresses(_ count: ClosedRange<Int>, _ generator: inout SplitMix) -> [Address] {
      (0..<Int.random(in: count, using: &generator)).map { _ in address(&generator) }
    }
    func identifier(_ generator: inout SplitMix) throws -> MessageID {
      let length = [8, 40, 200].randomElement(using: &generator) ?? 8
      let number = UInt64.random(in: 0 ... .max, using: &generator)
      return try #require(MessageID("\(number)\(String(repeating: "x", count: length))@b.example"))
    }
    var references: [MessageID] = []
    for _ in 0..<Int.random(in: 0...20, using: &generator) { references.append(try identifier(&generator)) }
    var lines: [String] = []
    for _ in 0..<Int.random(in: 1...8, using: &generator) { lines.append(text(0...30, &generator)) }
    let body = lines.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
    return Letter(
      from: address(&generator), to: addresses(1...5, &generator), cc: addresses(0...3, &generator),
      subject: text(0...25, &generator), body: body, messageID: try identifier(&generator),
      inReplyTo: references.last, references: references,
      date: Date(timeIntervalSince1970: Double(Int.random(in: 0...2_000_000_000, using: &generator))))
  }
}
