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
  var text: String {
    var out: [UInt8] = []
    write(to: &out)
    return String(decoding: out, as: UTF8.self)
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
        let width = Unicode.UTF8.width(of: bytes[index])
        for scalar in String(decoding: bytes[index..<min(index + width, bytes.count)], as: UTF8.self)
          .unicodeScalars
        { write(scalar, to: &out) }
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

  private static func write(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
    switch scalar {
    case "\"": out += "\\\"".utf8
    case "\\": out += "\\\\".utf8
    case "\n": out += "\\n".utf8
    case "\r": out += "\\r".utf8
    case "\t": out += "\\t".utf8
    case _ where Visible.isDangerous(scalar):
      for unit in String(scalar).utf16 {
        let hex = String(unit, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      }
    default: out += String(scalar).utf8
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
}
