// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

/// Turns a letter into the bytes that go out: one text part, 7-bit clean, CRLF, no line over 76 but long
/// identifiers.
///
/// It bears no `Auto-Submitted` header: what a person has approved is manual mail (RFC 3834 §5). Values with
/// line breaks are refused and not repaired, so nothing in a letter can become a header of its own.
package struct MessageWriter: MessageBuilding {
  /// Creates a writer.
  package init() {
    GMime.start
  }

  /// Writes one message.
  ///
  /// - Throws: `LetterError` for a line break or NUL in a header, an address that is no plain addr-spec, or
  /// no recipient.
  package func build(_ letter: Letter) throws(LetterError) -> RawMessage {
    guard !letter.to.isEmpty || !letter.cc.isEmpty else { throw .noRecipient }
    var header = HeaderWriter()
    header.write("Date", raw: DateField.format(letter.date))
    try header.write("From", addresses: [letter.from])
    if !letter.to.isEmpty { try header.write("To", addresses: letter.to) }
    if !letter.cc.isEmpty { try header.write("Cc", addresses: letter.cc) }
    try header.write("Subject", text: letter.subject)
    guard HeaderWriter.isPlain(letter.messageID) else { throw .badAddress(letter.messageID.value) }
    header.write("Message-ID", identifiers: [letter.messageID])
    let references = letter.references.filter(HeaderWriter.isPlain).suffix(ParseLimits.references)
    header.write(
      "In-Reply-To", identifiers: [letter.inReplyTo].compactMap { $0 }.filter(HeaderWriter.isPlain))
    header.write("References", identifiers: Array(references))
    header.write("MIME-Version", raw: "1.0")
    header.write("Content-Type", raw: "text/plain; charset=utf-8")
    let body = EncodedBody(letter.body)
    header.write("Content-Transfer-Encoding", raw: body.encoding)
    return RawMessage(bytes: header.bytes + [13, 10] + body.bytes)
  }
}

/// A text body in its transfer encoding.
struct EncodedBody {
  /// The value of `Content-Transfer-Encoding`.
  let encoding: String
  /// The encoded lines, each ended by CRLF.
  let bytes: [UInt8]

  /// Encodes a text: readable where most of it is ASCII.
  init(_ text: String) {
    let lines = text.normalizedLines
    let high = text.utf8.count { $0 >= 128 }
    if high == 0, lines.allSatisfy(Self.isPlain) {
      encoding = "7bit"
      bytes = lines.flatMap { Array($0) + [13, 10] }
    } else if high * 4 <= text.utf8.count {
      encoding = "quoted-printable"
      bytes = lines.flatMap(Self.quotedPrintable)
    } else {
      encoding = "base64"
      let encoded = TransferDecoding.encode(lines.flatMap { Array($0) + [13, 10] }, encoding: .base64)
      bytes = encoded.split(separator: 10).flatMap { Array($0) + [13, 10] }
    }
  }

  /// Whether a line needs no encoding: printable, short, no trailing blank, nothing that gateways change.
  private static func isPlain(_ line: Substring.UTF8View) -> Bool {
    line.count <= 76 && line.allSatisfy { $0 >= 32 && $0 < 127 || $0 == 9 } && line.last?.isBlank != true
      && !line.startsFolded(with: "from ") && line.first != UInt8(ascii: ".")
  }

  private static func quotedPrintable(_ line: Substring.UTF8View) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    var width = 0
    let isFrom = line.startsFolded(with: "from ")
    let bytes = Array(line)
    for (index, byte) in bytes.enumerated() {
      let isLast = index == bytes.count - 1
      let isGuarded = index == 0 && (isFrom || byte == UInt8(ascii: "."))
      let isLiteral =
        byte > 32 && byte < 127 && byte != UInt8(ascii: "=") && !isGuarded || byte.isBlank && !isLast
      let size = isLiteral ? 1 : 3
      if width + size > 75 {
        out += [UInt8(ascii: "="), 13, 10]
        width = 0
      }
      if isLiteral {
        out.append(byte)
      } else {
        out += [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
      width += size
    }
    return out + [13, 10]
  }
}

extension String {
  /// The lines, whichever line ends they have, without empty ones at the end.
  fileprivate var normalizedLines: [Substring.UTF8View] {
    let unified = replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    var lines = Array(unified[...].utf8.split(separator: 10, omittingEmptySubsequences: false))
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
