// SPDX-License-Identifier: Apache-2.0

/// Reads the tokens of a structured header field (RFC 5322 §3.2, RFC 2045 §5.1); linear.
struct FieldScanner {
  private let bytes: [UInt8]
  private(set) var position = 0
  /// Whether something was met that no grammar allows: an open comment or quote, a control character.
  private(set) var isMalformed = false

  /// Comments nested deeper are malformed.
  private static let deepestComment = 16

  init(_ text: String) {
    bytes = Array(text.utf8)
    isMalformed = bytes.contains { $0 < 0x20 && $0 != 9 || $0 == 0x7F }
  }

  var isAtEnd: Bool { position >= bytes.count }

  /// The byte at the position, nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Passes over blanks and comments.
  mutating func skipBlanks() {
    while let byte = next {
      switch byte {
      case 9, 32: position += 1
      case UInt8(ascii: "("): skipComment()
      default: return
      }
    }
  }

  private mutating func skipComment() {
    var depth = 0
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "("):
        depth += 1
        if depth > Self.deepestComment { isMalformed = true }
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return }
      case UInt8(ascii: "\\"): position += 1
      default: break
      }
    }
    isMalformed = true
  }

  /// Takes one byte if it comes next.
  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Takes the bytes that `isPart` allows, nil when there is none.
  mutating func take(while isPart: (UInt8) -> Bool) -> String? {
    let start = position
    while let byte = next, isPart(byte) { position += 1 }
    return position == start ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Takes a keyword in lower case: letters, digits, `-` and `_`.
  mutating func keyword() -> String? {
    take { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
      default: false
      }
    }?.lowercased()
  }

  /// Takes a quoted string without its quotes, or a run of what is neither blank nor special.
  mutating func value() -> String? {
    if next == UInt8(ascii: "\"") { return quoted() }
    return take(while: Self.isValue)
  }

  private mutating func quoted() -> String? {
    var content: [UInt8] = []
    position += 1
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let escaped = next else { break }
        content.append(escaped)
        position += 1
      default: content.append(byte)
      }
    }
    isMalformed = true
    return nil
  }

  /// Text of dot-atoms, and the colon of an address of IPv6; all else means something or must be quoted.
  private static func isValue(_ byte: UInt8) -> Bool {
    guard byte > 32, byte != 0x7F else { return false }
    return !#"()<>[],;@\""#.utf8.contains(byte)
  }
}
