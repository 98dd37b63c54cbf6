// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailParsing
import OrderCore
import Testing

/// Each limit one below, at and one above: what is over is left out with a warning, and the rest is read.
@Suite("A limit")
struct LimitTests {
  @Test("of header fields", arguments: [-1, 0, 1])
  func fields(_ offset: Int) throws {
    let count = ParseLimits.headerFields + offset
    let filler = String(repeating: "X-Filler: 1\n", count: count - 1)
    let message = try parse("\(filler)Subject: last\n\nText.\n")
    #expect(message.subject == (offset > 0 ? "" : "last"))
    #expect(message.warnings.contains("There are more than 1000 header fields.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
    #expect(message.text == "Text.")
  }

  @Test("of a header field's size", arguments: [-1, 0, 1])
  func fieldSize(_ offset: Int) throws {
    let size = ParseLimits.headerBytes + offset
    let message = try parse("Subject: \(String(repeating: "a", count: size))\nTo: a@b.example\n\nText.\n")
    #expect(message.subject.utf8.count == min(size, ParseLimits.headerBytes))
    #expect(message.warnings.contains("A header field is longer than 262144 bytes.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
    #expect(message.to.count == 1)
  }

  @Test("of a header's size", arguments: [-1, 0, 1])
  func headerSize(_ offset: Int) throws {
    let last = "Subject: last"
    let line = "X: " + String(repeating: "a", count: 10_000 - 3) + "\n"
    let lines = (ParseLimits.headerBlockBytes - last.utf8.count) / 10_000
    let rest = ParseLimits.headerBlockBytes - last.utf8.count - lines * 10_000 + offset
    let source =
      String(repeating: line, count: lines) + "Y: " + String(repeating: "b", count: rest - 3) + "\n"
    let message = try parse("\(source)\(last)\n\nText.\n")
    #expect(message.subject == (offset > 0 ? "" : "last"))
    #expect(message.warnings.contains("The header is larger than 1048576 bytes.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
    #expect(message.text == "Text.")
  }

  @Test("of a header's size, lines that are no fields included", arguments: [-1, 0, 1])
  func strangeHeaderSize(_ offset: Int) throws {
    let last = "Subject: last"
    let strange = String(repeating: "X: a\n" + String(repeating: "j", count: 99_995) + "\n", count: 10)
    let rest = ParseLimits.headerBlockBytes - last.utf8.count - 10 * 100_000 + offset
    let message = try parse(
      "\(strange)Y: " + String(repeating: "b", count: rest - 3) + "\n\(last)\n\nText.\n")
    #expect(message.subject == (offset > 0 ? "" : "last"))
    #expect(message.warnings.contains("The header is larger than 1048576 bytes.") == (offset > 0))
    #expect(message.cautions.contains(.truncated) == (offset > 0))
    #expect(message.text == "Text.")
  }

  @Test("of references, which keeps the last", arguments: [-1, 0, 1])
  func references(_ offset: Int) throws {
    let count = ParseLimits.references + offset
    let list = (1...count).map { "<\($0)@b.example>" }.joined(separator: "\n ")
    let message = try parse(header: "References: \(list)")
    #expect(message.references.count == min(count, ParseLimits.references))
    #expect(message.references.last?.value == "\(count)@b.example")
    #expect(message.warnings.contains("References names more than 100 messages.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of parts", arguments: [-1, 0, 1])
  func parts(_ offset: Int) throws {
    let count = ParseLimits.parts + offset
    let body = String(repeating: "--x\n\na\n", count: count)
    let message = try parse("Content-Type: multipart/mixed; boundary=x\n\n\(body)--x--\n")
    #expect(message.parts.count == min(count, ParseLimits.parts))
    #expect(message.warnings.contains("There are more than 10000 parts.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of depth", arguments: [-1, 0, 1])
  func depth(_ offset: Int) throws {
    let message = try parse(Self.nested(ParseLimits.depth + offset))
    let isCut = message.warnings.contains("Multiparts are nested deeper than 64.")
    #expect(isCut == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
    #expect(message.parts.count == 1)
    #expect(message.parts.first?.type == (offset > 0 ? "multipart/mixed" : "text/plain"))
  }

  @Test("of parameters", arguments: [-1, 0, 1])
  func parameters(_ offset: Int) throws {
    let others = (2..<ParseLimits.parameters + offset).map { "; p\($0)=x" }.joined()
    let message = try parse(header: "Content-Type: a/b; first=1\(others); name=last")
    #expect(message.parts.first?.filename == (offset > 0 ? nil : "last"))
    #expect(message.warnings.contains("A header field has too many parameters.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of continuations of a parameter", arguments: [-1, 0, 1])
  func continuations(_ offset: Int) throws {
    let count = ParseLimits.continuations + offset
    let pieces = (0..<count).map { "; name*\($0)=x" }.joined()
    let message = try parse(header: "Content-Type: a/b\(pieces)")
    #expect(message.parts.first?.filename?.count == min(count, ParseLimits.continuations))
    #expect(message.warnings.contains("A header field has too many parameters.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of parts with the files inside of leaves", arguments: [-1, 0, 1])
  func innerFiles(_ offset: Int) throws {
    let count = ParseLimits.parts + offset
    let message = try parse(body: String(repeating: "begin 644 a\n`\nend\n", count: count - 1))
    #expect(message.parts.count == min(count, ParseLimits.parts))
    #expect(message.warnings.contains("There are more than 10000 parts.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of attached messages one in another", arguments: [-1, 0, 1])
  func attachedDepth(_ offset: Int) throws {
    let levels = String(
      repeating: "Content-Type: message/rfc822\n\n", count: ParseLimits.attachedDepth + offset)
    let message = try parse("Subject: x\n\(levels)Content-Type: application/pdf; name=a.pdf\n\n%PDF")
    #expect(message.parts.map(\.filename) == (offset > 0 ? [nil] : [nil, "a.pdf"]))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of a TNEF bundle's size", arguments: [-1, 0, 1])
  func bundleSize(_ offset: Int) throws {
    let file = TNEF.attachment(name: "a.bin", content: [1])
    let used = TNEF.stream(file).count + 11
    // Written by hand: its checksum, which nobody reads, would take long.
    let size = ParseLimits.bundleBytes + offset - used
    let filler =
      [1] + TNEF.number(0x1234_5678, 4) + TNEF.number(size, 4) + [UInt8](repeating: 0, count: size + 2)
    let message = try MailParser().parse(TNEF.message(TNEF.stream(file + filler)))
    #expect(message.parts.map(\.filename) == (offset > 0 ? ["winmail.dat"] : ["winmail.dat", "a.bin"]))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of a part's text", arguments: [-1, 0, 1])
  func sourceSize(_ offset: Int) throws {
    let size = ParseLimits.sourceBytes + offset
    let message = try parse("Content-Type: text/html\n\n<p>a" + String(repeating: " ", count: size - 4))
    #expect(message.text == "a")
    #expect(message.warnings.contains("A text part is larger than 8388608 bytes.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
  }

  @Test("of a message's size", arguments: [-1, 0, 1])
  func messageSize(_ offset: Int) throws {
    let header = Array("Subject: big\r\nContent-Type: application/pdf\r\n\r\n".utf8)
    let count = ParseLimits.messageBytes + offset - header.count
    let raw = RawMessage(bytes: header + [UInt8](repeating: 97, count: count))
    if offset > 0 {
      let size = raw.bytes.count
      #expect(throws: ParseError.tooLarge(size: size, limit: 64 << 20)) { try MailParser().parse(raw) }
    } else {
      #expect(try MailParser().parse(raw).parts.first?.size == count)
    }
  }

  @Test("of text", arguments: [-1, 0, 1])
  func text(_ offset: Int) throws {
    let size = ParseLimits.textBytes + offset
    let message = try parse(body: String(repeating: "a", count: size))
    #expect(message.text.utf8.count == min(size, ParseLimits.textBytes))
    #expect(message.warnings.contains("The text is longer than 1048576 bytes.") == (offset > 0))
    #expect(message.cautions == (offset > 0 ? [.truncated] : []))
    #expect(message.parts.first?.size == size)
  }

  /// A text inside that many multiparts.
  static func nested(_ depth: Int) -> String {
    var source = "Subject: x\n"
    for level in 0..<depth {
      source += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n"
    }
    return source + "\nText.\n" + (0..<depth).reversed().map { "--b\($0)--\n" }.joined()
  }
}
