// SPDX-License-Identifier: Apache-2.0

import MailTransport
import Testing
import TestSupport

@Suite("A message on the wire")
struct DotStuffingTests {
  private func wire(_ message: [UInt8], parts: [Int] = []) throws(NULByte) -> [UInt8] {
    let body = try LineEnds.canonical(message)
    var stuffing = DotStuffing()
    var out: [UInt8] = []
    var start = 0
    for end in parts.sorted() + [body.count] where end <= body.count {
      stuffing.stuff(body[start..<end], into: &out)
      start = end
    }
    return out + stuffing.lastLineEnd
  }

  /// What a server makes of it (RFC 5321 §4.5.2), nil where the final dot comes too early.
  private func received(_ wire: [UInt8]) -> [UInt8]? {
    var message: [UInt8] = []
    for line in String(decoding: wire, as: UTF8.self).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      let bytes = Array(String(String.UnicodeScalarView(line)).utf8)
      if bytes == [46, 13] { return nil }
      message += (bytes.first == 46 ? Array(bytes.dropFirst()) : bytes) + [10]
    }
    return message.dropLast()
  }

  @Test(
    "has CRLF at each line's end and its dots doubled",
    arguments: [
      ("", ""), ("a", "a\r\n"), ("a\r\n", "a\r\n"), ("a\nb", "a\r\nb\r\n"), ("a\rb\r\n", "a\r\nb\r\n"),
      ("a\r\r\nb", "a\r\n\r\nb\r\n"), ("a\n\rb", "a\r\n\r\nb\r\n"), (".", "..\r\n"),
      (".a\r\n..b\r\nc.", "..a\r\n...b\r\nc.\r\n"),
      // The shapes of SMTP smuggling: an end of data that only some servers see.
      ("x\n.\r\nMAIL", "x\r\n..\r\nMAIL\r\n"), ("x\n.\nMAIL", "x\r\n..\r\nMAIL\r\n"),
      ("x\r.\rMAIL", "x\r\n..\r\nMAIL\r\n"), ("x\r\n.\rMAIL", "x\r\n..\r\nMAIL\r\n"), ("\r", "\r\n"),
    ])
  func examples(_ message: String, _ expected: String) throws {
    #expect(String(decoding: try wire(Array(message.utf8)), as: UTF8.self) == expected)
  }

  @Test("comes back as it was, never ends early and does not depend on the cut into parts")
  func properties() throws {
    var random = SeededGenerator(seed: 5321)
    let alphabet: [UInt8] = [46, 46, 13, 10, 97, 13, 10, 32]
    for _ in 0..<3000 {
      let count = Int.random(in: 0...24, using: &random)
      let message = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      let canonical = try LineEnds.canonical(message)
      let sent = try wire(message)
      let got = received(sent)
      #expect(got == canonical || got == canonical + [13, 10])
      #expect(sent.isEmpty || sent.suffix(2) == [13, 10])
      for (index, byte) in sent.enumerated() where byte == 10 { #expect(sent[index - 1] == 13) }
      for (index, byte) in sent.enumerated() where byte == 13 { #expect(sent[index + 1] == 10) }
      #expect(try LineEnds.canonical(canonical) == canonical)
      #expect(try wire(message, parts: (0..<3).map { _ in Int.random(in: 0...24, using: &random) }) == sent)
      #expect(try wire(message, parts: Array(0...canonical.count)) == sent)
    }
  }

  @Test("holds no NUL byte")
  func nul() {
    #expect(throws: NULByte.self) { try LineEnds.canonical([97, 0]) }
  }
}

@Suite("An address for MAIL and RCPT")
struct MailPathTests {
  @Test(
    "may be",
    arguments: [
      "a@b", "i.sokolova@ourco.example", "a+tag@b.example", "o'neil@b.example", "x_y@b-c.example",
      "a@[192.0.2.1]",
      "a@[IPv6:2001:db8::1]", "A!#$%&'*+-/=?^_`{|}~@b.example",
    ])
  func accepted(_ address: String) {
    #expect(MailPath(address)?.address == address)
  }

  @Test(
    "may not be",
    arguments: [
      "", "@", "a", "a@", "@b", "a b@c", "a@b c", "a@b>\r\nRCPT TO:<evil@x", "a\r@b", "a\n@b", "a\0@b",
      "a@b\u{7F}",
      "\"a b\"@c", "\"a\"@c", "a@b>", "<a@b", "a,b@c", "a@b@c", "a..b@c", ".a@c", "a.@c", "a@b..c", "a@.b",
      "a@b.",
      "ü@b.example", "a@münchen.example", "a@[", "a@[]", "a@[1 2]", "a\t@b", "a@b\t", "a@b SIZE=1",
      "a@b\u{2028}",
      String(repeating: "a", count: 65) + "@b", "a@" + String(repeating: "b", count: 253),
    ])
  func refused(_ address: String) {
    #expect(MailPath(address) == nil)
  }
}
