// SPDX-License-Identifier: Apache-2.0

/// A charset of one byte a character, with a language: what text costs that is read in it.
struct OneByteCharset {
  let name: CharsetName
  /// Bits that it must be better by than the most usual charset.
  let handicap: Float
  private let costs: [Float]
  private let kinds: [Kind]

  /// What a character is to its neighbours.
  private enum Kind {
    case other
    case ascii
    case lower
    case upper
    case accented
    case accentedUpper

    var isCyrillic: Bool { self == .lower || self == .upper }
    var isAccented: Bool { self == .accented || self == .accentedUpper }
  }

  /// All that are looked for.
  static let all: [OneByteCharset] = {
    let western = [("de", 0), ("fr", 0), ("es", 1), ("it", 1), ("no", 1), ("pt", 2)]
    var all = western.compactMap { OneByteCharset("windows-1252", $0.0, Float($0.1)) }
    all += [("pl", 2), ("cs", 2), ("hu", 3)].compactMap { OneByteCharset("windows-1250", $0.0, $0.1) }
    all += [("pl", 3), ("cs", 3), ("hu", 4)].compactMap { OneByteCharset("iso-8859-2", $0.0, $0.1) }
    let others: [(String, String, Float)] = [
      ("windows-1254", "tr", 5), ("windows-1251", "ru", 0), ("koi8-u", "ru", 1), ("koi8-r", "ru", 1.5),
      ("ibm866", "ru", 2), ("iso-8859-5", "ru", 4), ("mac-cyrillic", "ru", 3),
    ]
    return all + others.compactMap { OneByteCharset($0.0, $0.1, $0.2) }
  }()

  private init?(_ name: String, _ language: String, _ handicap: Float) {
    self.name = .known(name)
    self.handicap = handicap
    guard let text = CharsetDecoding.convert((128...255).map { UInt8($0) }, from: self.name) else {
      return nil
    }
    var costs = (0..<128).map { Self.ascii(UInt8($0)) }
    var kinds = (0..<128).map { UInt8($0).isLetter ? Kind.ascii : .other }
    for scalar in text.unicodeScalars {
      let (cost, kind) = Self.weigh(scalar, language)
      costs.append(cost)
      kinds.append(kind)
    }
    guard costs.count == 256 else { return nil }
    (self.costs, self.kinds) = (costs, kinds)
  }

  /// The bits that `bytes` cost as text of this charset.
  func cost(of bytes: ArraySlice<UInt8>) -> Float {
    var sum: Float = 0
    var before = Kind.other
    var lastLetter = Kind.other
    var uppers = 0
    var accents = 0
    var isAllCapitals = false
    for byte in bytes {
      let kind = kinds[Int(byte)]
      sum += costs[Int(byte)]
      switch kind {
      case .other: break
      case .ascii:
        // Words in two scripts at once are rare, and so are changes between them.
        if before.isCyrillic { sum += 8 } else if lastLetter.isCyrillic { sum += 4 }
      case .lower, .upper:
        if before == .ascii { sum += 8 } else if lastLetter == .ascii { sum += 4 }
        if kind == .upper {
          sum += before == .lower ? 8 : before == .upper ? 0 : isAllCapitals ? 0.5 : 3
        } else if before == .upper, uppers > 1 {
          sum += 6
        } else if before == .other {
          sum += 0.5
        }
      case .accented, .accentedUpper:
        if kind == .accentedUpper { sum += before == .accented ? 8 : before == .accentedUpper ? 0.5 : 3 }
        if before == .other { sum += 1 }
      }
      accents = kind.isAccented ? accents + 1 : 0
      if accents > 1 { sum += 2 }
      if kind == .lower || kind == .ascii {
        isAllCapitals = false
      } else if uppers > 1 {
        isAllCapitals = true
      }
      uppers = kind == .upper ? (before == .upper ? uppers + 1 : 1) : 0
      before = kind
      if kind != .other { lastLetter = kind }
    }
    return sum
  }

  /// The bits of what is ASCII in `bytes`, the same in every charset.
  static func asciiCost(_ bytes: ArraySlice<UInt8>) -> Float {
    bytes.reduce(0) { $1 < 128 ? $0 + ascii($1) : $0 }
  }

  /// The bits of an ASCII character.
  static func ascii(_ byte: UInt8) -> Float {
    switch byte {
    case 32: 3
    case 9, 10, 13: 5
    case 0..<32, 127: 20
    default: 5
    }
  }

  private static func weigh(_ scalar: Unicode.Scalar, _ language: String) -> (Float, Kind) {
    let lower = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
    let isUpper = lower != scalar
    switch scalar.value {
    case 0x80..<0xA0: return (30, .other)
    case 0x400..<0x530:
      return (Self.cyrillic[lower] ?? 14, isUpper ? .upper : .lower)
    case _ where scalar.properties.isAlphabetic || scalar == "¿" || scalar == "¡":
      let letters = Self.letters[language] ?? []
      let kind: Kind = isUpper ? .accentedUpper : .accented
      guard let rank = letters.firstIndex(of: lower) else { return (15, kind) }
      return (rank < 4 ? 6 : rank < 9 ? 7 : 9, scalar.properties.isAlphabetic ? kind : .other)
    case _ where Self.marks.contains(scalar): return (9, .other)
    case _ where Self.signs.contains(scalar): return (12, .other)
    case 0xFFFD: return (25, .other)
    default: return (15, .other)
    }
  }

  /// The letters outside ASCII of a language, the most frequent first.
  private static let letters: [String: [Unicode.Scalar]] = [
    "de": "üäöß", "fr": "éàèêçôûîùœâïëæÿ", "es": "óíáñéúü¿¡", "pt": "ãçáéíóõêâúàô", "it": "èàùòìé",
    "no": "åäöøæé", "pl": "łążęśóćńź", "cs": "íáěčřžšéýůúťďňóľôäĺŕ", "hu": "áéöóőüíúű", "tr": "ıüşçğöİâ",
  ].mapValues { Array($0.unicodeScalars) }

  /// The bits of the letters of Russian, and of those that Ukrainian and Belarusian have besides.
  private static let cyrillic: [Unicode.Scalar: Float] = {
    let ranked: [(String, Float)] = [
      ("о", 3.4), ("еа", 3.8), ("и", 4), ("нт", 4.2), ("с", 4.4), ("р", 4.6), ("вл", 4.7), ("к", 5.1),
      ("мдп", 5.3), ("у", 5.5), ("яы", 5.9), ("ьгзб", 6.1), ("ч", 6.3), ("йхі", 6.7), ("жш", 7.2),
      ("юцї", 7.7), ("щэє", 8.2), ("фў", 8.6), ("ё", 9.6), ("ъ", 11.5), ("ґ", 12),
    ]
    var costs: [Unicode.Scalar: Float] = [:]
    for (letters, bits) in ranked {
      for letter in letters.unicodeScalars { costs[letter] = bits }
    }
    return costs
  }()

  private static let marks = Set("«»„“”‘’–—…€£¥№§°½´\u{A0}".unicodeScalars)
  private static let signs = Set("·©®™•±×¹²³¢µ".unicodeScalars)
}
