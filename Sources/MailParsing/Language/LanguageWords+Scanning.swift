// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// The words of a chunk of UTF-8: runs of letters and apostrophes.
  ///
  /// What is not ASCII counts as letters, but for the punctuation of Latin-1 and of the block U+2000, and for
  /// signs.
  static func letterRuns(in chunk: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var runs: [ArraySlice<UInt8>] = []
    var start: Int?
    var index = chunk.startIndex
    while index < chunk.endIndex {
      let byte = chunk[index]
      let width = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let isLetter = byte.isLetter || byte == UInt8(ascii: "'") || byte > 0xC2 && byte != 0xE2 && byte < 0xF0
      if isLetter {
        start = start ?? index
      } else if let begin = start {
        runs.append(chunk[begin..<index])
        start = nil
      }
      index += width
    }
    if let begin = start { runs.append(chunk[begin...]) }
    return runs
  }
}
