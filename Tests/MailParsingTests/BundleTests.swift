// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import MailParsing
import Testing

@Suite("A file inside of a leaf")
struct BundleTests {
  @Test("in uuencode is a part and leaves the text")
  func uuencode() throws {
    let block = "begin 644 a b.bin\n#8<.\\\n`\nend\n"
    let message = try parse(body: "Above.\n\(block)Between.\n\(block)Below.\n")
    #expect(message.parts.map(\.filename) == [nil, "a b.bin", "a b.bin"])
    #expect(
      message.parts.map(\.type) == ["text/plain", "application/octet-stream", "application/octet-stream"])
    #expect(message.parts[1].size == 3)
    #expect(message.text == "Above.\nBetween.\nBelow.")
  }

  @Test(
    "is not what only starts like uuencode",
    arguments: [
      "begin 644 a\n#8<.\\\n", "begin 644 a\nplain words\nend\n", "begin with the end\nend\n",
      " begin 644 a\n`\nend\n",
      "begin 999 a\n`\nend\n", "> begin 644 a\n> `\n> end\n", "begin 644a\n`\nend\n",
    ])
  func noUuencode(_ body: String) throws {
    let message = try parse(body: body + "x\n")
    #expect(message.parts.count == 1)
    #expect(message.text.hasSuffix("x") && message.text.contains("begin"))
  }

  @Test("that has lost its blanks at line ends decodes all the same")
  func trimmedUuencode() throws {
    let whole = try parse(body: "begin 644 a\n#    \n`\nend\n").parts.last
    let trimmed = try parse(body: "begin 644 a\n#\n\nend\n").parts.last
    #expect(whole?.size == 3)
    #expect(trimmed?.digest == whole?.digest)
  }

  @Test("of an attached message is a part, but its letter is not")
  func attached() throws {
    let inner =
      "Subject: in\nContent-Type: multipart/mixed; boundary=i\n\n--i\n\nText\n--i\nContent-Type: a/b; name=f\n\n1\n--i--\n"
    let message = try parse(
      "Content-Type: multipart/mixed; boundary=o\n\n--o\n\nx\n--o\nContent-Type: message/rfc822\n\n\(inner)\n--o--\n"
    )
    #expect(message.parts.map(\.type) == ["text/plain", "message/rfc822", "a/b"])
    #expect(message.text == "x")
    let returned = try parse(
      "Content-Type: multipart/report; boundary=o\n\n--o\n\nx\n--o\nContent-Type: message/rfc822\n\n\(inner)\n--o--\n"
    )
    #expect(returned.parts.map(\.type) == ["text/plain", "message/rfc822"])
  }

  @Test("of a TNEF bundle has its long name and its type")
  func tnef() throws {
    let files =
      TNEF.attachment(name: "Ünit.pdf", content: Array("%PDF".utf8))
      + TNEF.attachment(name: "a.unknown", content: [1, 2, 3])
    let message = try MailParser().parse(TNEF.message(TNEF.stream(files)))
    #expect(
      message.parts.map(\.type) == ["application/ms-tnef", "application/pdf", "application/octet-stream"])
    #expect(message.parts.map(\.filename) == ["winmail.dat", "Ünit.pdf", "a.unknown"])
    #expect(message.parts.map(\.size).suffix(2) == [4, 3])
    #expect(message.cautions == [])
  }

  @Test("that is the letter in rich text is the text of the message")
  func richText() throws {
    let rtf = """
      {\\rtf1\\ansi\\ansicpg1251{\\fonttbl{\\f0\\fcharset204 Arial;}{\\f1\\fcharset0 Arial;}}{\\*\\generator x;}
      \\f0 \\'c4\\'e0, \\u8364?5\\par{\\f1 caf\\'e9}\\tab \\{x\\}\\line end\\par}
      """
    let compressed = Array("\0\0\0\0\0\0\0\0MELA\0\0\0\0".utf8) + Array(rtf.utf8)
    let letter = TNEF.attribute(1, 0x69003, TNEF.properties([TNEF.property(0x1009, 0x102, compressed)]))
    #expect(try MailParser().parse(TNEF.message(TNEF.stream(letter))).text == "Да, €5\ncafé\t{x}\nend")
  }

  @Test("in rich text changes its charset with each font")
  func manyFonts() throws {
    let rtf = """
      {\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset204 A;}{\\f1\\fcharset0 B;}{\\f2\\fcharset128 C;}}
      \\f0 \\'c4\\'e0\\f1 \\'e9\\f0 \\'c4\\par\\par\\'e0\\'0a\\f2 \\'83\\'65\\f1\\u8364?\\'e9}
      """
    let compressed = Array("\0\0\0\0\0\0\0\0MELA\0\0\0\0".utf8) + Array(rtf.utf8)
    let letter = TNEF.attribute(1, 0x69003, TNEF.properties([TNEF.property(0x1009, 0x102, compressed)]))
    #expect(try MailParser().parse(TNEF.message(TNEF.stream(letter))).text == "ДаéД\n\nа\nテ€é")
  }

  @Test("in compressed rich text is unfolded")
  func compressedText() throws {
    // "{\rtf1\ansi" out of the dictionary, then literals, a repetition and the end mark.
    let stream: [UInt8] = [0b1, 0x00, 0x09] + Array(" abc ab".utf8) + [0b11, 0x0D, 0xB1, 0x0E, 0x40]
    let compressed = [UInt8](repeating: 0, count: 8) + Array("LZFu\0\0\0\0".utf8) + stream
    let letter = TNEF.attribute(1, 0x69003, TNEF.properties([TNEF.property(0x1009, 0x102, compressed)]))
    #expect(try MailParser().parse(TNEF.message(TNEF.stream(letter))).text == "abc ababc")
  }

  @Test("cut off or changed anywhere does no harm")
  func hostile() throws {
    let inner = TNEF.stream(TNEF.attachment(name: "in", content: [1]))
    let object = TNEF.property(0x3701, 0x0D, [7, 3, 2, 0] + [UInt8](repeating: 0, count: 12) + inner)
    let stream = TNEF.stream(
      TNEF.attribute(1, 0x69003, TNEF.properties([TNEF.property(0x1000, 0x1F, [97, 0, 98, 0])]))
        + TNEF.attachment(name: "a.pdf", content: [1, 2], more: [object]))
    #expect(try MailParser().parse(TNEF.message(stream)).parts.map(\.filename) == ["winmail.dat", "in"])
    for count in stream.indices { _ = try MailParser().parse(TNEF.message(Array(stream.prefix(count)))) }
    var generator = SplitMix(state: 7)
    for _ in 0..<2_000 {
      var bytes = stream
      for _ in 0..<4 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] =
          [0, 1, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &generator)].randomElement(using: &generator)
          ?? 0
      }
      let message = try MailParser().parse(TNEF.message(bytes))
      #expect(message.parts.dropFirst().allSatisfy { $0.size <= bytes.count })
    }
  }
}

/// Writes TNEF streams (MS-OXTNEF), as the tests need them.
enum TNEF {
  static func message(_ stream: [UInt8]) -> RawMessage {
    let head = "Subject: x\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n"
    return RawMessage(bytes: Array(head.utf8) + stream)
  }

  static func stream(_ attributes: [UInt8]) -> [UInt8] {
    number(0x223E_9F78, 4) + [1, 0] + attribute(1, 0x69007, number(1252, 4) + number(0, 4)) + attributes
  }

  static func attribute(_ level: UInt8, _ identifier: Int, _ value: [UInt8]) -> [UInt8] {
    [level] + number(identifier, 4) + number(value.count, 4) + value
      + number(value.reduce(0) { $0 + Int($1) } & 0xFFFF, 2)
  }

  static func properties(_ list: [[UInt8]]) -> [UInt8] { number(list.count, 4) + list.flatMap { $0 } }

  static func property(_ identifier: Int, _ kind: Int, _ value: [UInt8]) -> [UInt8] {
    number(kind, 2) + number(identifier, 2) + number(1, 4) + number(value.count, 4) + value
      + [UInt8](repeating: 0, count: -value.count & 3)
  }

  static func attachment(name: String, content: [UInt8], more: [[UInt8]] = []) -> [UInt8] {
    let long = property(0x3707, 0x1F, name.utf16.flatMap { number(Int($0), 2) } + [0, 0])
    return attribute(2, 0x69002, [UInt8](repeating: 0, count: 14))
      + attribute(2, 0x18010, Array("SHORT~1\0".utf8))
      + attribute(2, 0x6800F, content) + attribute(2, 0x69005, properties([long] + more))
  }

  static func number(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
}
