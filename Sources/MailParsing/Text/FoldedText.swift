// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#endif

/// Text in lower case as UTF-8 bytes, for looking up phrases.
///
/// `String.contains` works on characters and builds tables for each call, thousands of times slower than
/// this.
struct FoldedText {
  /// The bytes.
  let bytes: [UInt8]

  /// Folds at most `limit` bytes of a text.
  init(_ text: some StringProtocol, limit: Int = .max) {
    let start = text.utf8.prefix(limit)
    bytes = start.withContiguousStorageIfAvailable { Self.fold($0) } ?? Self.fold(Array(start))
  }

  /// Folds at most `limit` bytes of UTF-8.
  init(_ text: ArraySlice<UInt8>, limit: Int = .max) {
    bytes = Self.fold(text.prefix(limit))
  }

  /// Takes bytes that are in lower case.
  init(folded: [UInt8]) { bytes = folded }

  /// UTF-8 in lower case: ASCII, Latin-1, Latin Extended-A and Cyrillic, which the phrases and word lists
  /// are made of.
  static func fold(_ text: ArraySlice<UInt8>) -> [UInt8] { text.withUnsafeBufferPointer { fold($0) } }

  /// The same for a whole array.
  static func fold(_ text: [UInt8]) -> [UInt8] { text.withUnsafeBufferPointer { fold($0) } }

  private static func fold(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: text.count) { out, count in
      count = text.count
      _ = out.initialize(fromContentsOf: text)
      fold(UnsafeMutableRawBufferPointer(out))
    }
  }

  private static func fold(_ out: UnsafeMutableRawBufferPointer) {
    var index = 0
    while index < out.count {
      // Eight bytes of ASCII at once: the top bit of each tells whether it is A…Z, a quarter of that is 0x20.
      while index + 8 <= out.count {
        let word = out.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        guard word & 0x8080_8080_8080_8080 == 0 else { break }
        let isCapital = (word &+ 0x3F3F_3F3F_3F3F_3F3F) ^ (word &+ 0x2525_2525_2525_2525)
        let lowered = word | (isCapital & 0x8080_8080_8080_8080) >> 2
        out.storeBytes(of: lowered, toByteOffset: index, as: UInt64.self)
        index += 8
      }
      guard index < out.count else { return }
      let lead = out[index]
      guard lead >= 0xC0 else {
        out[index] = lead.lowered
        index += 1
        continue
      }
      let next = index + 1 < out.count ? out[index + 1] : 0
      switch (lead, next) {
      case (0xD0, 0x80...0x8F): (out[index], out[index + 1]) = (0xD1, next + 0x10)
      case (0xD0, 0x90...0x9F): out[index + 1] = next + 0x20
      case (0xD0, 0xA0...0xAF): (out[index], out[index + 1]) = (0xD1, next - 0x20)
      case (0xC3, 0x80...0x9E) where next != 0x97: out[index + 1] = next + 0x20
      case (0xC4, 0x80...0xBF), (0xC5, 0x80...0xBF): foldExtended(out, at: index)
      case (0xD2, 0x90): out[index + 1] = 0x91
      default: break
      }
      index += 2
    }
  }

  /// The first two bytes of a text in lower case.
  static func folded(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
    switch (first, second) {
    case (0xD0, 0x80...0x8F): (0xD1, second + 0x10)
    case (0xD0, 0x90...0x9F): (0xD0, second + 0x20)
    case (0xD0, 0xA0...0xAF): (0xD1, second - 0x20)
    case (0xC3, 0x80...0x9E) where second != 0x97: (0xC3, second + 0x20)
    default: (first.lowered, first < 0x80 ? second.lowered : second)
    }
  }

  /// Latin Extended-A (U+0100…U+017F): capital and small letter alternate.
  private static func foldExtended(_ out: UnsafeMutableRawBufferPointer, at index: Int) {
    let letter = Int(out[index] & 0x1F) << 6 | Int(out[index + 1] & 0x3F)
    let isOdd = (0x139...0x148).contains(letter) || letter >= 0x179
    // İ, ĸ, ŉ, Ÿ and ſ are no such pairs.
    guard ![0x130, 0x131, 0x138, 0x149, 0x178, 0x17F].contains(letter), (letter % 2 == 1) == isOdd else {
      return
    }
    out[index] = 0xC0 | UInt8((letter + 1) >> 6)
    out[index + 1] = 0x80 | UInt8((letter + 1) & 0x3F)
  }

  /// Whether the phrase (lower case) stands in it.
  func contains(_ phrase: String) -> Bool { index(of: phrase, from: 0) != nil }

  /// Whether another text stands in it.
  func contains(_ other: FoldedText) -> Bool {
    other.bytes.withUnsafeBufferPointer { index(of: $0, from: 0) } != nil
  }

  /// Where the phrase (lower case) stands first at or behind `start`, nil when it does not.
  func index(of phrase: String, from start: Int) -> Int? {
    var phrase = phrase
    return phrase.withUTF8 { index(of: $0, from: start) }
  }

  private func index(of needle: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    bytes.withUnsafeBytes { hay -> Int? in
      guard let base = hay.baseAddress, let pattern = needle.baseAddress, !needle.isEmpty else { return nil }
      var position = start
      let last = hay.count - needle.count
      while position <= last, let hit = memchr(base + position, Int32(needle[0]), last - position + 1) {
        position = UnsafeRawPointer(hit) - base
        if memcmp(base + position, pattern, needle.count) == 0 { return position }
        position += 1
      }
      return nil
    }
  }

  /// Whether it starts with the phrase (lower case).
  func hasPrefix(_ phrase: String) -> Bool {
    var phrase = phrase
    return phrase.withUTF8 { phrase in
      bytes.withUnsafeBufferPointer {
        $0.count >= phrase.count && $0.prefix(phrase.count).elementsEqual(phrase)
      }
    }
  }

  /// Whether it ends with the phrase (lower case).
  func hasSuffix(_ phrase: String) -> Bool {
    bytes.count >= phrase.utf8.count && bytes.suffix(phrase.utf8.count).elementsEqual(phrase.utf8)
  }

  /// Whether the phrase stands in it as whole words.
  func containsWord(_ word: String) -> Bool {
    var start = 0
    while let found = index(of: word, from: start) {
      let end = found + word.utf8.count
      let before = found == 0 ? 32 : bytes[found - 1]
      let after = end == bytes.count ? 32 : bytes[end]
      if !Self.isWordByte(before), !Self.isWordByte(after) { return true }
      start = found + 1
    }
    return false
  }

  /// Whether one of the phrases stands in it.
  func contains(anyOf phrases: [String]) -> Bool { phrases.contains { contains($0) } }

  /// Whether it starts with one of the phrases.
  func hasPrefix(anyOf phrases: [String]) -> Bool { phrases.contains { hasPrefix($0) } }

  /// Whether it ends with one of the phrases.
  func hasSuffix(anyOf phrases: [String]) -> Bool { phrases.contains { hasSuffix($0) } }

  /// A letter, or part of one outside ASCII.
  private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }
}
