// SPDX-License-Identifier: Apache-2.0

/// Makes decoded text harmless and uniform.
enum CleanText {
  /// One line for headers: tabs and line ends become spaces, other controls U+FFFD, the ends are trimmed.
  static func line(_ text: String) -> String {
    // Nothing to replace, as nearly always: no control, and no lead byte of one or of a line separator.
    if text.utf8.allSatisfy({ $0 >= 32 && $0 != 127 && $0 != 0xC2 && $0 != 0xE2 }) {
      return String(text[...].trimmingBlanks())
    }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 9, 10, 13, 0x2028, 0x2029: out.append(" ")
      case 0..<32, 127..<160: out.append("\u{FFFD}")
      default: out.append(scalar)
      }
    }
    return String(String(out)[...].trimmingBlanks())
  }

  /// A body: LF line ends, no controls but tab and LF, no zero-width characters, no-break spaces as spaces.
  static func body(_ text: String) -> String {
    var text = text
    return text.withUTF8 { source in
      // Nothing gets longer.
      String(unsafeUninitializedCapacity: source.count) { clean(source, into: $0) }
    }
  }

  private static func clean(
    _ source: UnsafeBufferPointer<UInt8>, into out: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var count = 0
    func put(_ byte: UInt8) {
      out[count] = byte
      count += 1
    }
    var index = 0
    while index < source.count {
      let byte = source[index]
      index += 1
      switch byte {
      case 32..<127, 9, 10: put(byte)
      case 13:
        if index < source.count, source[index] == 10 { index += 1 }
        put(10)
      case 12: put(10)
      case 0..<32, 127: put(32)
      case 0xC2 where index < source.count && source[index] < 0xA1:
        put(32)
        index += 1
      case 0xC2 where index < source.count && source[index] == 0xAD: index += 1
      case 0xE2 where index + 1 < source.count && source[index] == 0x80 && source[index + 1] == 0x8B:
        index += 2
      case 0xE2 where index + 1 < source.count && source[index] == 0x81 && source[index + 1] == 0xA0:
        index += 2
      case 0xE2 where index + 1 < source.count && source[index] == 0x80 && source[index + 1] & 0xFE == 0xA8:
        put(10)
        index += 2
      case 0xEF where index + 1 < source.count && source[index] == 0xBB && source[index + 1] == 0xBF:
        index += 2
      default: put(byte)
      }
    }
    return count
  }
}

extension Substring {
  /// The text without spaces, tabs and line ends around it.
  func trimmingBlanks() -> Substring {
    var view = utf8[...]
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return Substring(view)
  }
}
