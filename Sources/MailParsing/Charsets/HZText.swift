// SPDX-License-Identifier: Apache-2.0

/// Chinese text in seven bits (RFC 1843): `~{` leads to characters of two bytes, `~}` back to ASCII.
enum HZText {
  /// The text in GB 2312 with the high bits; what is no HZ stays as it is.
  static func unfolded(_ bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var isShifted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      index += 2
      switch (byte, next) {
      case (UInt8(ascii: "~"), UInt8(ascii: "}")) where isShifted: isShifted = false
      case (UInt8(ascii: "~"), UInt8(ascii: "{")) where !isShifted && shifts(bytes, at: index):
        isShifted = true
      case (UInt8(ascii: "~"), UInt8(ascii: "~")) where !isShifted: out.append(byte)
      case (UInt8(ascii: "~"), 10) where !isShifted: break
      case _ where isShifted && isPair(byte, next): out += [byte | 0x80, next | 0x80]
      default:
        // A line ends what nobody has closed.
        if byte == 10 { isShifted = false }
        out.append(byte)
        index -= 1
      }
    }
    return out
  }

  /// Whether a character follows, or nothing but the way back.
  private static func shifts(_ bytes: [UInt8], at index: Int) -> Bool {
    guard index + 1 < bytes.count else { return false }
    return isPair(bytes[index], bytes[index + 1])
      || bytes[index] == UInt8(ascii: "~") && bytes[index + 1] == 125
  }

  private static func isPair(_ lead: UInt8, _ trail: UInt8) -> Bool {
    lead > 0x20 && lead < 0x7E && trail > 0x20 && trail < 0x7F
  }
}
