// SPDX-License-Identifier: Apache-2.0

/// A JSON value with its members in the order written; what `--json` and `--jsonl` print.
enum JSONValue: Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])

  /// A string, or null.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// An array of strings.
  static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }

  /// The value on one line; controls and invisible characters are escaped.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The same in UTF-8.
  var bytes: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  private func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): out += (value.isFinite ? String(value) : "null").utf8
    case .string(let value): Self.write(value, to: &out)
    case .array(let values):
      out.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { out += ", ".utf8 }
        value.write(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out += ", ".utf8 }
        Self.write(member.0, to: &out)
        out += ": ".utf8
        member.1.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// Writes a string: runs of harmless bytes at once, the scalars between them one by one.
  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let start = index
        while index < bytes.count, let width = harmless(bytes, at: index) { index += width }
        out += bytes[start..<index]
        guard index < bytes.count else { break }
        let width = min(Unicode.UTF8.width(of: bytes[index]), bytes.count - index)
        write(bytes[index..<index + width], to: &out)
        index += width
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// The width of a character that is written as it is, as far as its first byte tells; nil else.
  ///
  /// U+00C0 to U+05FF, the letters of Latin, Greek, Cyrillic and Hebrew, hold nothing invisible.
  private static func harmless(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): nil
    case 0x20...0x7E: 1
    case 0xC3...0xD7 where index + 1 < bytes.count: 2
    default: nil
    }
  }

  /// Writes one character, escaped where it must be.
  private static func write(_ character: Slice<UnsafeBufferPointer<UInt8>>, to out: inout [UInt8]) {
    switch character[character.startIndex] {
    case UInt8(ascii: "\""): out += "\\\"".utf8
    case UInt8(ascii: "\\"): out += "\\\\".utf8
    case UInt8(ascii: "\n"): out += "\\n".utf8
    case UInt8(ascii: "\r"): out += "\\r".utf8
    case UInt8(ascii: "\t"): out += "\\t".utf8
    default:
      let scalar = Unicode.UTF8.scalar(of: character)
      guard Visible.isDangerous(scalar) else {
        out += character
        return
      }
      for unit in String(scalar).utf16 {
        let hex = String(unit, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      }
    }
  }
}

extension Unicode.UTF8 {
  /// The length of the sequence that a lead byte begins.
  fileprivate static func width(of lead: UInt8) -> Int {
    switch lead {
    case ..<0x80: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  /// The scalar of a well-formed sequence.
  fileprivate static func scalar(of sequence: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar {
    let lead = UInt32(sequence[sequence.startIndex])
    let head = lead < 0x80 ? lead : lead & (0x7F >> UInt32(sequence.count))
    let value = sequence.dropFirst().reduce(head) { $0 << 6 | UInt32($1 & 0x3F) }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
