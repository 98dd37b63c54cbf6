// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// The first word of UTF-8 from `start` on, a run of letters and apostrophes; nil when none stands before
  /// `end`.
  ///
  /// What is not ASCII counts as letters, but for the punctuation of Latin-1 and of the block U+2000, and for
  /// signs.
  static func word(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    var begin: Int?
    var index = start
    while index < end {
      let byte = bytes[index]
      let isLetter = byte.isLetter || byte == UInt8(ascii: "'") || byte > 0xC2 && byte != 0xE2 && byte < 0xF0
      if isLetter {
        begin = begin ?? index
      } else if let begin {
        return begin..<index
      }
      index += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
    }
    return begin.map { $0..<end }
  }
}
