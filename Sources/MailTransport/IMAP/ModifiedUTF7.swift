// SPDX-License-Identifier: Apache-2.0

/// Folder names on the wire: modified UTF-7 (RFC 3501 §5.1.3).
package enum ModifiedUTF7 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)
  private static let values: [UInt8: UInt32] = Dictionary(
    uniqueKeysWithValues: zip(digits, UInt32(0)...))

  /// Writes a name for the wire.
  package static func encode(_ name: String) -> [UInt8] {
    var out: [UInt8] = []
    var shifted: [UInt16] = []
    for scalar in name.unicodeScalars {
      guard (0x20...0x7E).contains(scalar.value) else {
        shifted.append(contentsOf: String(scalar).utf16)
        continue
      }
      flush(&shifted, into: &out)
      out.append(UInt8(scalar.value))
      if scalar == "&" { out.append(UInt8(ascii: "-")) }
    }
    flush(&shifted, into: &out)
    return out
  }

  /// Reads a name from the wire, nil where it is not well-formed.
  package static func decode(_ wire: [UInt8]) -> String? {
    var units: [UInt16] = []
    var index = 0
    while index < wire.count {
      let byte = wire[index]
      index += 1
      guard (0x20...0x7E).contains(byte) else { return nil }
      guard byte == UInt8(ascii: "&") else {
        units.append(UInt16(byte))
        continue
      }
      guard let end = wire[index...].firstIndex(of: UInt8(ascii: "-")) else { return nil }
      if end == index {
        units.append(UInt16(UInt8(ascii: "&")))
      } else {
        guard let decoded = decode(shifted: wire[index..<end]) else { return nil }
        units.append(contentsOf: decoded)
      }
      index = end + 1
    }
    return String(validating: units, as: UTF16.self)
  }

  private static func flush(_ shifted: inout [UInt16], into out: inout [UInt8]) {
    guard !shifted.isEmpty else { return }
    out.append(UInt8(ascii: "&"))
    var bits: UInt32 = 0
    var count = 0
    for unit in shifted {
      bits = bits << 16 | UInt32(unit)
      count += 16
      while count >= 6 {
        count -= 6
        out.append(digits[Int(bits >> UInt32(count) & 63)])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { out.append(digits[Int(bits << UInt32(6 - count) & 63)]) }
    out.append(UInt8(ascii: "-"))
    shifted.removeAll()
  }

  private static func decode(shifted: ArraySlice<UInt8>) -> [UInt16]? {
    var units: [UInt16] = []
    var bits: UInt32 = 0
    var count = 0
    for digit in shifted {
      guard let value = values[digit] else { return nil }
      bits = bits << 6 | value
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    return count < 6 && bits == 0 ? units : nil
  }
}
