// SPDX-License-Identifier: Apache-2.0

/// A text as account numbers are looked for in it: a byte a character, capitals, what is drawn like a Latin letter as
/// that letter, invisible characters left out.
///
/// So neither a Cyrillic `Е` in `DE89…` nor a soft hyphen hides a number. Cyrillic letters that look like no other have
/// bytes of their own, so that labels can be found; `р/с` and `P/C` are the same.
struct AccountText {
  private(set) var bytes: [UInt8] = []
  /// Where each byte comes from in the UTF-8 of the text.
  private(set) var offsets: [Int] = []
  /// The text as it is.
  let source: [UInt8]

  /// More of a text is not looked at: an account number stands in letters, not in price lists.
  static let longest = 256 << 10

  /// Folds the first `longest` bytes.
  init(_ text: String) {
    source = Array(text.utf8.prefix(Self.longest))
    bytes.reserveCapacity(source.count)
    offsets.reserveCapacity(bytes.capacity)
    var offset = 0
    for scalar in text.unicodeScalars {
      guard offset < Self.longest else { break }
      let byte = Self.fold(scalar.value)
      if byte != 0 {
        bytes.append(byte)
        offsets.append(offset)
      }
      offset += UTF8.width(scalar)
    }
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLatin(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isPlain(_ byte: UInt8) -> Bool { isDigit(byte) || isLatin(byte) }
  static func isWord(_ byte: UInt8) -> Bool { isPlain(byte) || byte >= 0x80 }

  /// A letter that is none of those below.
  private static let foreign: UInt8 = 0xFE

  /// The byte of a scalar; 0 for those that are left out.
  private static func fold(_ scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x61...0x7A: return UInt8(scalar - 0x20)
    case 0..<0x80: return UInt8(max(scalar, 1))
    case 0x400..<0x460: return cyrillic[Int(scalar - 0x400)]
    // Invisible: soft hyphen, joiners, marks of direction, byte order mark.
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: return 0
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: return 0x20
    case 0x2010...0x2015, 0x2212: return UInt8(ascii: "-")
    case 0xFF01...0xFF5E: return fold(scalar - 0xFEE0)
    case 0xC0...0xC5, 0xE0...0xE5: return UInt8(ascii: "A")
    case 0xC8...0xCB, 0xE8...0xEB: return UInt8(ascii: "E")
    case 0xD2...0xD6, 0xF2...0xF6: return UInt8(ascii: "O")
    case 0xD9...0xDC, 0xF9...0xFC: return UInt8(ascii: "U")
    default:
      guard let value = Unicode.Scalar(scalar) else { return 0x20 }
      if value.properties.numericType == .decimal, let digit = value.properties.numericValue {
        return 0x30 + UInt8(digit)
      }
      return value.properties.isAlphabetic ? foreign : UInt8(ascii: "?")
    }
  }

  /// U+0400…U+045F: those drawn like Latin letters as these, the others numbered from 0x80.
  private static let cyrillic: [UInt8] = {
    let alikes: [Character: Character] = [
      "А": "A", "В": "B", "Е": "E", "К": "K", "М": "M", "Н": "H", "О": "O", "Р": "P", "С": "C", "Т": "T",
      "У": "Y", "Х": "X", "І": "I", "Ј": "J", "Ѕ": "S", "Ё": "E",
    ]
    return (0x400..<0x460).map { scalar in
      let upper: UInt32 =
        switch scalar {
        case 0x430...0x44F: UInt32(scalar - 0x20)
        case 0x450...0x45F: UInt32(scalar - 0x50)
        default: UInt32(scalar)
        }
      let letter = Unicode.Scalar(upper).map(Character.init)
      if let letter, let alike = alikes[letter]?.asciiValue { return alike }
      return upper >= 0x410 && upper < 0x430 ? 0x80 + UInt8(upper - 0x410) : foreign
    }
  }()
}
