// SPDX-License-Identifier: Apache-2.0

extension LanguageWords {
  /// A part of words, and what it says for a language, by its place in a tally.
  private struct Part {
    let bytes: [UInt8]
    let language: Int
    let share: Double
  }

  /// Gives what the parts of a compound say.
  static func eachStem(in word: UnsafeBufferPointer<UInt8>, _ say: (_ language: Int, _ share: Double) -> Void)
  {
    guard word.count > 6 else { return }
    for index in 0..<(word.count - 1) {
      for stem in stemsByStart[slot(word[index], word[index + 1])] where word.holds(stem.bytes, at: index) {
        say(stem.language, stem.share)
      }
    }
  }

  /// Gives what the shape of an unknown word of two bytes or more says: endings and letters.
  static func eachSign(in word: UnsafeBufferPointer<UInt8>, _ say: (_ language: Int, _ share: Double) -> Void)
  {
    let count = word.count
    for ending in endingsByEnd[slot(word[count - 2], word[count - 1])]
    where ending.bytes.count <= count && word.holds(ending.bytes, at: count - ending.bytes.count) {
      say(ending.language, ending.share)
    }
    for index in 0..<(count - 1) where word[index] >= 0xC3 && word[index] < 0xCA {
      for sign in signs[Int(word[index] & 0x1F) << 6 | Int(word[index + 1] & 0x3F)] {
        say(sign.language, sign.share)
      }
    }
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int { Int(first &* 37 &+ second) }

  private static let stemsByStart = parts(stems) { slot($0[0], $0[1]) }
  private static let endingsByEnd = parts(endings) { slot($0[$0.count - 2], $0[$0.count - 1]) }

  private static func parts(_ list: [(String, String, Double)], _ slot: ([UInt8]) -> Int) -> [[Part]] {
    var slots = [[Part]](repeating: [], count: 256)
    for (language, text, share) in list {
      let part = Part(bytes: Array(text.utf8), language: LanguageTally.index(of: language), share: share)
      slots[slot(part.bytes)].append(part)
    }
    return slots
  }

  /// What letters say, by their code point below U+0280.
  private static let signs: [[(language: Int, share: Double)]] = {
    var signs = [[(language: Int, share: Double)]](repeating: [], count: 0x280)
    for (letters, said) in letters {
      for letter in letters.unicodeScalars {
        signs[Int(letter.value)] = said.map { (LanguageTally.index(of: $0.0), $0.1) }
      }
    }
    return signs
  }()

  private static let letters: [(String, [(String, Double)])] = [
    ("ß", [("de", 1)]), ("äöü", [("de", 0.6)]), ("łżśńąęź", [("pl", 0.8)]), ("ñ", [("es", 0.8)]),
    ("êûîœ", [("fr", 0.6)]), ("ç", [("fr", 0.4), ("pt", 0.3), ("tr", 0.2)]),
    ("è", [("fr", 0.5), ("it", 0.3)]),
    ("à", [("fr", 0.3), ("it", 0.3)]), ("é", [("fr", 0.4)]), ("òìù", [("it", 0.6)]), ("áíóú", [("es", 0.3)]),
    ("ãõ", [("pt", 0.9)]), ("ěřů", [("cs", 0.9)]), ("čšžý", [("cs", 0.4), ("sk", 0.3)]),
    ("ľĺŕô", [("sk", 0.6)]), ("å", [("sv", 0.4), ("da", 0.3), ("no", 0.3)]),
    ("øæ", [("da", 0.5), ("no", 0.5)]), ("ğış", [("tr", 0.9)]), ("őű", [("hu", 0.9)]),
    ("ățș", [("ro", 0.9)]),
  ]

  /// Parts of compounds, and of Russian written in Latin letters.
  private static let stems: [(String, String, Double)] = [
    ("de", "schein", 0.8), ("de", "liefer", 0.8), ("de", "zahlung", 0.8), ("de", "rechnung", 0.8),
    ("de", "bestell", 0.8),
    ("de", "auftrag", 0.8), ("de", "versand", 0.8), ("de", "sendung", 0.8), ("de", "bestätig", 0.8),
    ("de", "preis", 0.5), ("de", "lager", 0.5), ("de", "schaft", 0.6),
    ("de", "zeich", 0.5), ("de", "gericht", 0.5), ("de", "nehm", 0.4), ("de", "fracht", 0.6),
    ("de", "abteil", 0.6),
    ("ru", "podtver", 0.8), ("ru", "zhd", 0.6), ("ru", "otgruz", 0.8), ("ru", "oplat", 0.8),
    ("ru", "zakaz", 0.8), ("ru", "prilozh", 0.8), ("ru", "vlozhen", 0.8),
    ("ru", "predlozh", 0.8), ("ru", "dostav", 0.8), ("ru", "nakladn", 0.8), ("ru", "zdravstv", 0.8),
    ("ru", "pozhaluy", 0.8), ("ru", "izvinit", 0.8), ("ru", "otprav", 0.8),
    ("ru", "uvazha", 0.8), ("ru", "napomin", 0.8), ("ru", "segodn", 0.8), ("ru", "soobshch", 0.8),
    ("ru", "soobsch", 0.8), ("ru", "postavk", 0.8), ("ru", "shch", 0.8), ("ru", "prodolzh", 0.8),
    ("ru", "obyazat", 0.8), ("ru", "soglas", 0.8),
  ]

  private static let endings: [(String, String, Double)] = [
    ("de", "ung", 0.6), ("de", "ungen", 0.8), ("de", "keit", 0.8), ("de", "heit", 0.8), ("de", "lich", 0.8),
    ("de", "lichen", 0.8), ("de", "isch", 0.6), ("de", "ische", 0.6), ("de", "schen", 0.5),
    ("de", "chen", 0.4), ("de", "ieren", 0.6), ("de", "iert", 0.6), ("de", "igen", 0.5),
    ("de", "tigen", 0.6), ("de", "tigung", 0.8), ("de", "rung", 0.6), ("de", "eren", 0.2), ("de", "en", 0.12),
    ("de", "zug", 0.3), ("de", "zeit", 0.5), ("de", "stellung", 0.8), ("de", "stellt", 0.6),
    ("de", "schein", 0.6),
    ("en", "ing", 0.5), ("en", "tion", 0.25), ("en", "tions", 0.5), ("en", "ness", 0.5), ("en", "ould", 0.8),
    ("en", "ight", 0.6),
    ("en", "ments", 0.4), ("en", "ment", 0.2), ("en", "able", 0.3), ("en", "ally", 0.6), ("en", "ly", 0.4),
    ("en", "ed", 0.3), ("en", "ful", 0.4), ("en", "ship", 0.4), ("en", "ity", 0.5), ("en", "ies", 0.3),
    ("en", "ous", 0.4), ("en", "ck", 0.1), ("en", "ough", 0.8),
    ("en", "'s", 0.4), ("en", "n't", 0.8), ("en", "n’t", 0.8), ("en", "'ll", 0.8), ("en", "'re", 0.8),
    ("en", "'ve", 0.8),
    ("fr", "ement", 0.3), ("fr", "eux", 0.5), ("fr", "aux", 0.4), ("fr", "ez", 0.5), ("fr", "ons", 0.3),
    ("fr", "ée", 0.6),
    ("it", "zione", 0.8), ("it", "zioni", 0.8), ("it", "mento", 0.4), ("it", "iamo", 0.7),
    ("es", "ción", 0.9), ("es", "ciones", 0.9), ("es", "amos", 0.5), ("es", "dad", 0.4),
    ("nl", "ing", 0.15), ("nl", "ijk", 0.8), ("nl", "lijk", 0.8), ("nl", "heid", 0.8), ("nl", "aan", 0.3),
    ("nl", "ij", 0.6),
    ("pl", "owej", 0.6), ("pl", "ego", 0.4), ("pl", "ość", 0.9), ("pl", "amy", 0.4),
  ]
}
