// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// Languages that only Cyrillic words speak for.
  static let cyrillicOnly = ["uk", "bg", "be", "sr", "kk"]

  /// What stands before an apostrophe, and whose it is: `c'est`, `dell'ordine`.
  static let elisions: [String: [String]] = [
    "l": ["fr", "it"], "d": ["fr", "it"], "c": ["fr", "it"], "j": ["fr"], "n": ["fr"], "qu": ["fr"],
    "s": ["fr"],
    "aujourd": ["fr"], "lorsqu": ["fr"], "jusqu": ["fr"], "dell": ["it"], "all": ["it"], "nell": ["it"],
    "sull": ["it"], "dall": ["it"], "un": ["it"], "quest": ["it"],
  ]

  /// The languages of a word in a script that few languages share, with its letters; nil for Latin.
  static func script(of word: [UInt8]) -> [(String, Double)]? {
    switch word[0] {
    case 0xCE, 0xCF: return [("el", Double(word.count) / 2)]
    case 0xD5,
      0xD6 where word[0] != 0xD6 || word.count < 2 || word[1] < 0x90:
      return [("hy", Double(word.count) / 2)]
    case 0xD7: return [("he", Double(word.count) / 2)]
    case 0xD8...0xDB: return [(isPersian(word) ? "fa" : "ar", Double(word.count) / 2)]
    case 0xE0 where word.count > 1 && word[1] == 0xB8: return [("th", Double(word.count) / 3)]
    case 0xE1 where word.count > 1 && word[1] == 0x83: return [("ka", Double(word.count) / 3)]
    case 0xE3...0xEF: return eastAsian(word)
    default: return nil
    }
  }

  /// Letters that Persian has and Arabic has not: پ چ ژ گ.
  private static func isPersian(_ word: [UInt8]) -> Bool {
    word.indices.dropLast().contains { index in
      switch (word[index], word[index + 1]) {
      case (0xD9, 0xBE), (0xDA, 0x86), (0xDA, 0x98), (0xDA, 0xAF): true
      default: false
      }
    }
  }

  private static func eastAsian(_ word: [UInt8]) -> [(String, Double)] {
    var kana = 0.0
    var han = 0.0
    var hangul = 0.0
    var index = 0
    while index + 2 < word.count {
      switch (word[index], word[index + 1]) {
      case (0xE3, 0x81...0x83): kana += 1
      case (0xE4...0xE9, _): han += 1
      case (0xEA...0xED, _): hangul += 1
      default: break
      }
      index += word[index] < 0x80 ? 1 : word[index] < 0xE0 ? 2 : 3
    }
    return [("ja", kana), ("zh", han), ("ko", hangul)].filter { $0.1 > 0 }
  }
}
