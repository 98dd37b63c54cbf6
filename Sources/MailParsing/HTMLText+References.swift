// SPDX-License-Identifier: Apache-2.0

extension HTMLText {
  /// Undoes the character references of an attribute's value.
  static func unescape(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: unescaped(bytes), as: UTF8.self)
  }

  /// Undoes character references; unknown ones stay as they are.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.contains(UInt8(ascii: "&")) else { return Array(bytes) }
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == UInt8(ascii: "&"), let (scalar, end) = reference(bytes, at: index) {
        out += Array(String(Character(scalar)).utf8)
        index = end
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return out
  }

  private static func reference(_ bytes: ArraySlice<UInt8>, at start: Int) -> (Unicode.Scalar, Int)? {
    var index = start + 1
    guard index < bytes.endIndex else { return nil }
    if bytes[index] == UInt8(ascii: "#") {
      index += 1
      let isHex = index < bytes.endIndex && bytes[index] | 32 == UInt8(ascii: "x")
      if isHex { index += 1 }
      let digits = bytes[index...].prefix(8).prefix { isHex ? $0.hexValue != nil : $0.isDigit }
      guard !digits.isEmpty,
        let number = UInt32(String(decoding: digits, as: UTF8.self), radix: isHex ? 16 : 10),
        let scalar = HTMLEntities.scalar(numbered: number)
      else { return nil }
      return (scalar, afterSemicolon(bytes, digits.endIndex))
    }
    let name = bytes[index...].prefix(12).prefix { $0.isLetter || $0.isDigit }
    guard !name.isEmpty, let scalar = HTMLEntities.scalar(named: String(decoding: name, as: UTF8.self)) else {
      return nil
    }
    // Without a semicolon `&copy=1` in a link is a parameter; in text the old names count.
    if name.endIndex == bytes.endIndex || bytes[name.endIndex] != UInt8(ascii: ";") {
      let isOld = ["amp", "lt", "gt", "quot", "nbsp", "copy", "reg", "shy"].contains(
        String(decoding: name, as: UTF8.self))
      let next = name.endIndex < bytes.endIndex ? bytes[name.endIndex] : 0
      guard isOld, next != UInt8(ascii: "=") else { return nil }
    }
    return (scalar, afterSemicolon(bytes, name.endIndex))
  }

  private static func afterSemicolon(_ bytes: ArraySlice<UInt8>, _ index: Int) -> Int {
    index < bytes.endIndex && bytes[index] == UInt8(ascii: ";") ? index + 1 : index
  }

  /// The charset that a page declares in a `meta` element near its start, nil when it names none.
  static func declaredCharset(_ page: [UInt8]) -> String? {
    let head = page.prefix(2048)
    let mark = Array("charset=".utf8)
    var index = head.startIndex
    while index + mark.count < head.endIndex {
      if head[index].lowered == UInt8(ascii: "c"), head[index...].startsFolded(with: "charset=") {
        let rest = head[(index + mark.count)...].drop {
          $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 32
        }
        let name = rest.prefix { $0.isLetter || $0.isDigit || $0 == 45 || $0 == 95 }
        return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
      }
      index += 1
    }
    return nil
  }
}
