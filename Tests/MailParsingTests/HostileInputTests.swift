// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import TestSupport
import Testing

/// Input made to cost time, memory or stack: each is read to its end, and twice the size costs about twice
/// the time.
@Suite("Hostile input")
struct HostileInputTests {
  struct Attack: CustomTestStringConvertible, Sendable {
    let name: String
    let size: Int
    let make: @Sendable (Int) -> String
    init(_ name: String, _ size: Int, _ make: @escaping @Sendable (Int) -> String) {
      self.name = name
      self.size = size
      self.make = make
    }
    var testDescription: String { name }
  }

  static let attacks: [Attack] = [
    Attack("nested multiparts", 1000) { LimitTests.nested($0) },
    Attack("nested messages", 2000) {
      "Subject: x\n" + String(repeating: "Content-Type: message/rfc822\n\n", count: $0) + "\nText.\n"
    },
    Attack("empty parts", 30000) {
      "Content-Type: multipart/mixed; boundary=x\n\n" + String(repeating: "--x\n", count: $0)
    },
    Attack("parts that are nearly alike", 2_000) { size in
      let same = String(repeating: "a", count: 1_000)
      let parts = (0..<size).map { "--x\n\n\(same)\($0)\n" }.joined()
      return "Content-Type: multipart/mixed; boundary=x\n\n\(parts)--x--\n"
    },
    Attack("almost boundaries", 30000) {
      var source = "Subject: x\n"
      for level in 0..<64 { source += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
      return source + "\n" + String(repeating: "--b\n", count: $0)
    },
    Attack("addresses", 10000) { "To: " + String(repeating: "a@b.example, ", count: $0) + "\n\nx" },
    Attack("To fields", 10000) { String(repeating: "To: a@b.example\n", count: $0) + "\nx" },
    Attack("open quotes", 20000) { "To: " + String(repeating: "\"<a", count: $0) + "\n\nx" },
    Attack("nested comments", 40000) { "To: " + String(repeating: "(", count: $0) + "\n\nx" },
    Attack("open encoded-words", 10000) { "Subject: " + String(repeating: "=?a?q?", count: $0) + "\n\nx" },
    Attack("encoded-words", 2000) {
      "Subject: " + String(repeating: "=?a?q?b?= =?c?b?YQ==?= ", count: $0) + "\n\nx"
    },
    Attack("folded lines", 40000) { "Subject: x\n" + String(repeating: " a\n", count: $0) + "\nx" },
    Attack("lines that are no fields", 40000) {
      "Subject: x\n" + String(repeating: "a\n b\n", count: $0) + "\nx"
    },
    Attack("references", 10000) { "References: " + String(repeating: "<a@b>", count: $0) + "\n\nx" },
    Attack("parameters", 4000) {
      "Content-Type: text/plain" + String(repeating: "; a=b", count: $0) + "\n\nx"
    },
    Attack("parameter continuations", 2000) { size in
      "Content-Type: text/plain" + (0..<size).map { "; name*\($0)=a" }.joined() + "\n\nx"
    },
    Attack("parameters in quotes", 4000) {
      "Content-Type: text/plain;" + String(repeating: " a=\"b\" \"c\"", count: $0) + "\n\nx"
    },
    Attack("open quotes of parameters", 4000) {
      "Content-Type: text/plain" + String(repeating: "; a=\"", count: $0) + "\n\nx"
    },
    Attack("open comments of a type", 20000) {
      "Content-Type: " + String(repeating: "(", count: $0) + "\n\nx"
    },
    Attack("wrong boundaries", 2000) {
      "Content-Type: multipart/mixed; boundary=x\n\n"
        + String(repeating: "--y\nContent-Type: multipart/mixed; boundary=z\n\n", count: $0)
    },
    Attack("shared boundaries", 2000) {
      "Content-Type: multipart/mixed; boundary=x\n\n"
        + String(repeating: "--x\nContent-Type: multipart/mixed; boundary=x\n\n", count: $0)
    },
    Attack("multiparts without boundaries", 1000) {
      let part = "--x\nContent-Type: multipart/mixed\n\n" + String(repeating: "-- \n", count: 60)
      return "Content-Type: multipart/mixed; boundary=x\n\n" + String(repeating: part, count: $0)
    },
    Attack("foreign bytes in base64", 20000) {
      "Content-Transfer-Encoding: base64\n\nYWJj" + String(repeating: "*YWJjYWJjYWJjYWJjYWJj", count: $0)
    },
    Attack("padded blocks of base64", 40000) {
      "Content-Transfer-Encoding: base64\n\n" + String(repeating: "YQ==", count: $0)
    },
    Attack("open files in uuencode", 20000) {
      "Subject: x\n\n" + String(repeating: "begin 644 a\nM\n", count: $0)
    },
    Attack("attached messages", 1000) {
      let part = "--x\nContent-Type: message/rfc822\n\nContent-Type: message/rfc822\n\nSubject: y\n\nz\n"
      return "Content-Type: multipart/mixed; boundary=x\n\n" + String(repeating: part, count: $0)
    },
    Attack("blank lines", 40000) { "Subject: x\n\n" + String(repeating: "\n", count: $0) },
    Attack("attribution lines", 10000) {
      "Subject: x\n\n" + String(repeating: "On 1 May 2026 9:14 a@b wrote:\nx\n", count: $0)
    },
    Attack("labels", 4000) { "Subject: x\n\n" + String(repeating: "From: a\nx\n", count: $0) },
    Attack("dates", 20000) { "Date: " + String(repeating: "1 ", count: $0) + "\n\nx" },
    Attack("open tags", 20000) { page(String(repeating: "<a <b", count: $0)) },
    Attack("open comments", 20000) { page(String(repeating: "<!-- a >", count: $0)) },
    Attack("open style sheets", 20000) { page(String(repeating: "<style>", count: $0)) },
    Attack("open attributes", 20000) { page("<a " + String(repeating: "b='", count: $0)) },
    Attack("nested tables", 4000) { page(String(repeating: "<table><tr><td>a", count: $0)) },
    Attack("nested quotes", 10000) { page(String(repeating: "<blockquote>a", count: $0)) },
    Attack("cells", 10000) { page("<table><tr>" + String(repeating: "<td>a", count: $0)) },
    Attack("links", 5000) { page(String(repeating: "<a href='http://a.example'>b", count: $0)) },
    Attack("hidden elements", 10000) { page(String(repeating: "<p hidden>", count: $0)) },
    Attack("references of characters", 20000) { page(String(repeating: "&#x41;&amp&foo;", count: $0)) },
    Attack("fonts of rich text", 5000) { richText(String(repeating: "\\f0\\'e0\\f1\\'e0", count: $0)) },
    Attack("lines of another charset", 20000) {
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + String(repeating: "=D0=B0=D0=B1\n=E0\n", count: $0)
    },
    Attack("flowed lines", 20000) {
      "Content-Type: text/plain; format=flowed\n\n" + String(repeating: "> a \n", count: $0)
    },
    Attack("daemon text", 5000) {
      "From: mailer-daemon@a\n\n" + String(repeating: "<a@b.example>: 5.1.1\n", count: $0)
    },
  ]

  /// A letter in rich text with two fonts, one of them Cyrillic.
  private static func richText(_ body: String) -> String {
    let fonts = "{\\fonttbl{\\f0\\fcharset204 A;}{\\f1\\fcharset0 B;}}"
    let rtf = Array("\0\0\0\0\0\0\0\0MELA\0\0\0\0{\\rtf1\\ansi\(fonts)\(body)}".utf8)
    let stream = TNEF.stream(
      TNEF.attribute(1, 0x69003, TNEF.properties([TNEF.property(0x1009, 0x102, rtf)])))
    return "Content-Type: application/ms-tnef\nContent-Transfer-Encoding: base64\n\n"
      + Data(stream).base64EncodedString()
  }

  @Test("in rich text costs no decoding for each change of its font")
  func decodesFontsTogether() throws {
    let one = try Self.time(Self.richText(String(repeating: "\\f0\\'e0\\f0\\'e0", count: 30_000)))
    let two = try Self.time(Self.richText(String(repeating: "\\f0\\'e0\\f1\\'e0", count: 30_000)))
    #expect(two < one * 3, "\(one) became \(two)")
  }

  private static func page(_ body: String) -> String { "Content-Type: text/html\n\n" + body }

  @Test("is read in time that grows with its size", .timeLimit(.minutes(2)), arguments: attacks)
  func isLinear(_ attack: Attack) throws {
    let small = try Self.time(attack.make(attack.size))
    let large = try Self.time(attack.make(attack.size * 4))
    // Four times the size; quadratic work would take sixteen times as long. Short times measure nothing.
    #expect(large < max(small * 9, .milliseconds(400)), "\(small) became \(large)")
  }

  @Test("from many tasks at once reads as from one")
  func isReadInParallel() async throws {
    let raw = RawMessage(bytes: Array(Self.sample.utf8))
    let expected = try MailParser().parse(raw)
    await withTaskGroup(of: Message?.self) { group in
      for _ in 0..<64 { group.addTask { try? MailParser().parse(raw) } }
      for await message in group { #expect(message == expected) }
    }
  }

  @Test("cut off anywhere is read all the same")
  func isReadWhenCut() throws {
    let source = Array(
      """
      From: "Ann (x" <a@b.example>
      Subject: =?utf-8?B?0KHRh9GR0YI=?=
      Content-Type: multipart/mixed; boundary="=_x"

      --=_x
      Content-Type: text/html; charset=utf-8

      <table><tr><td>A &amp; <a href="https://b.example">B</a></table>
      --=_x
      Content-Type: application/pdf; name*0*=utf-8''%D0%A1; name*1=.pdf
      Content-Transfer-Encoding: base64

      JVBERi0x
      --=_x--
      """.utf8)
    for count in 1...source.count {
      _ = try? MailParser().parse(RawMessage(bytes: Array(source.prefix(count))))
    }
    #expect(try MailParser().parse(RawMessage(bytes: source)).text == "A & B <https://b.example>")
  }

  @Test("of any bytes is read all the same")
  func isReadWhenChanged() throws {
    let source = Array(Self.sample.utf8)
    var generator = SplitMix(state: 42)
    for _ in 0..<500 {
      var bytes = source
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      let message = try? MailParser().parse(RawMessage(bytes: bytes))
      #expect(message?.subject.utf8.contains { $0 < 32 } != true)
    }
  }

  private static let sample = """
    From: =?utf-8?Q?J=C3=BCrgen?= <j@b.example>, "Bo" <b@c.example>
    To: Team: a@b.example;
    Subject: =?utf-8?B?0KHRh9GR0YI=?= =?koi8-r?Q?=F0=D2?=
    Date: Mon, 2 Mar 2026 09:14:00 +0300
    References: <a@b> <c@d>
    Content-Type: multipart/alternative; boundary="=_x"

    --=_x
    Content-Type: text/plain; charset=windows-1251; format=flowed
    Content-Transfer-Encoding: quoted-printable

    =CF=F0=E8=E2=E5=F2

    On Mon, 2 Mar 2026 at 09:14, Ann <a@b.example> wrote:
    > Text
    --=_x
    Content-Type: text/html

    <div style="display:none">x</div><p>Text &amp; more<blockquote>y</blockquote>
    --=_x--
    """

  /// The processor time of reading a message.
  static func time(_ source: String) throws -> Duration {
    let raw = RawMessage(bytes: Array(source.utf8))
    return try threadTime { _ = try MailParser().parse(raw) }
  }
}

/// A random generator with a known start, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
