// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#endif

extension UInt8 {
  /// Space or tab.
  var isBlank: Bool { self == 32 || self == 9 }
  /// Space, tab, CR or LF.
  var isWhitespace: Bool { self == 32 || self == 9 || self == 10 || self == 13 }
  /// An ASCII digit.
  var isDigit: Bool { self >= 48 && self <= 57 }
  /// An ASCII letter.
  var isLetter: Bool { (self | 32) >= 97 && (self | 32) <= 122 }
  /// The ASCII letter in lower case, anything else unchanged.
  var lowered: UInt8 { self >= 65 && self <= 90 ? self | 32 : self }

  /// The value of a hexadecimal digit, nil for other bytes.
  var hexValue: UInt8? {
    switch self {
    case 48...57: self - 48
    case 65...70: self - 55
    case 97...102: self - 87
    default: nil
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The line that starts at `start`: its content without the line end (CRLF or LF), and where the next
  /// starts.
  func line(at start: Int, to limit: Int) -> (content: Range<Int>, next: Int) {
    guard start < limit, let base = baseAddress else { return (start..<start, start) }
    guard let found = memchr(base + start, 10, limit - start) else { return (start..<limit, limit) }
    let newline = UnsafeRawPointer(found) - UnsafeRawPointer(base)
    var end = newline
    // Several CRs come from line ends that were converted twice.
    while end > start, self[end - 1] == 13 { end -= 1 }
    return (start..<end, newline + 1)
  }

  /// Whether a CR stands there that ends no line, alone or with other CRs in front of an LF.
  func hasBareCR(_ range: Range<Int>) -> Bool {
    guard let base = baseAddress else { return false }
    var position = range.lowerBound
    while position < range.upperBound, let found = memchr(base + position, 13, range.upperBound - position) {
      position = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      while position < range.upperBound, self[position] == 13 { position += 1 }
      if position < range.upperBound, self[position] != 10 { return true }
    }
    return false
  }

  /// Whether those bytes stand at `start`, which leaves room for them.
  func holds(_ pattern: [UInt8], at start: Int) -> Bool {
    guard let base = baseAddress, start + pattern.count <= count else { return false }
    return memcmp(base + start, pattern, pattern.count) == 0
  }

  /// The same for a part of a list of patterns.
  func holds(_ pattern: Slice<UnsafeBufferPointer<UInt8>>, at start: Int) -> Bool {
    guard start + pattern.count <= count else { return false }
    // Most patterns of a few bytes differ soon: a call costs more than the loop.
    var index = start
    for byte in pattern {
      if self[index] != byte { return false }
      index += 1
    }
    return true
  }
}

extension [UInt8] {
  /// Whether nothing but ASCII is in it, looked at by eight bytes.
  var isASCII: Bool {
    withUnsafeBytes { bytes in
      var index = 0
      while index + 8 <= bytes.count {
        let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if word & 0x8080_8080_8080_8080 != 0 { return false }
        index += 8
      }
      return bytes[index...].allSatisfy { $0 < 128 }
    }
  }
}

extension StringProtocol {
  /// The first bytes of the text in UTF-8.
  func bytes(upTo limit: Int) -> [UInt8] {
    let start = utf8.prefix(limit)
    return start.withContiguousStorageIfAvailable { Array($0) } ?? Array(start)
  }
}

extension Collection<UInt8> {
  /// Whether the bytes start with the ASCII text, letter case set aside; `text` is in lower case.
  func startsFolded(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    var index = startIndex
    for offset in 0..<text.utf8CodeUnitCount {
      if self[index].lowered != text.utf8Start[offset] { return false }
      formIndex(after: &index)
    }
    return true
  }
}
