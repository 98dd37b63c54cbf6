// SPDX-License-Identifier: Apache-2.0

/// Frequent words, greetings and word shapes by language: function words first, then those of order mail.
enum LanguageWords {
  /// What a word in Latin letters (lower case) says for each of its languages.
  ///
  /// One that a language of this trade shares with its neighbours speaks for that one more.
  static let latin: [String: [(Int, Double)]] = {
    var words: [String: [String]] = [:]
    for (language, list) in lists + neighbours {
      for word in Set(list.split(whereSeparator: \.isWhitespace)) {
        words[String(word), default: []].append(language)
      }
    }
    return words.mapValues { languages in
      let inTrade = Double(languages.count { main.contains($0) })
      let all = Double(languages.count)
      return languages.map { ($0, main.contains($0) ? inTrade + (all - inTrade) / 3 : all) }
        .map { (LanguageTally.index(of: $0.0), 1.5 / $0.1) }
    }
  }()

  /// The languages that a single word is enough for.
  static let main: Set<String> = ["ru", "en", "de"]

  /// The other languages, those that more people write first.
  static let byUse = [
    "fr", "es", "it", "nl", "pl", "pt", "tr", "cs", "sv", "da", "no", "fi", "hu", "ro", "sk",
  ]

  /// Russian words of one letter.
  static let russianLetters: Set<String> = ["я", "и", "в", "к", "с", "у", "о", "а"]

  /// Whether a letter stands in the word that Ukrainian has and Russian has not: і, ї, є (U+0454…U+0457) or
  /// ґ.
  static func hasUkrainianLetter(_ word: [UInt8]) -> Bool {
    word.indices.dropLast().contains { index in
      switch (word[index], word[index + 1]) {
      case (0xD1, 0x94), (0xD1, 0x96), (0xD1, 0x97), (0xD2, 0x91): true
      default: false
      }
    }
  }

  /// The Cyrillic language that a word alone gives away, nil for what could be Russian as well.
  static func cyrillicLanguage(of word: [UInt8]) -> String? {
    if hasUkrainianLetter(word) { return "uk" }
    for index in word.indices.dropLast() {
      switch (word[index], word[index + 1]) {
      case (0xD1, 0x9E): return "be"
      case (0xD1, 0x98), (0xD1, 0x99), (0xD1, 0x9A), (0xD1, 0x9B), (0xD1, 0x92), (0xD1, 0x9F): return "sr"
      case (0xD3, 0x99), (0xD2, 0x9B), (0xD2, 0xA3), (0xD2, 0x93), (0xD2, 0xAF), (0xD2, 0xB1): return "kk"
      case (0xD1, 0x8A) where !isSoftened(word, behind: index + 2): return "bg"
      default: continue
      }
    }
    guard word.count <= longestCyrillic else { return nil }
    return cyrillic[String(decoding: word, as: UTF8.self)]
  }

  /// In Russian a hard sign stands before е, ё, ю and я.
  private static func isSoftened(_ word: [UInt8], behind index: Int) -> Bool {
    guard index + 1 < word.count else { return false }
    return word[index] == 0xD0 && word[index + 1] == 0xB5
      || word[index] == 0xD1 && [0x8E, 0x8F, 0x91].contains(word[index + 1])
  }

  private static let cyrillic: [String: String] = {
    var words: [String: String] = [:]
    for word in ukrainian.split(whereSeparator: \.isWhitespace) { words[String(word)] = "uk" }
    for word in bulgarian.split(whereSeparator: \.isWhitespace) { words[String(word)] = "bg" }
    return words
  }()

  private static let longestCyrillic = cyrillic.keys.map(\.utf8.count).max() ?? 0

  /// Words that Ukrainian has and Russian has not, without the letters that show it anyway.
  private static let ukrainian = """
    та що але якщо будь ласка дякую дякуємо рахунок рахунку замовлення або щодо чи цього отримали отримано
    отримав
    добре погоджено погоджуємо погоджую чекаємо чекаю немає буде коли вже гаразд згоден згодна сплачено
    сплатили додаток додатку вантаж вартості замовляємо скасуйте скасувати потребуємо
    """

  /// Words that Bulgarian has and Russian has not.
  private static let bulgarian = """
    моля благодаря благодарим поръчка поръчката ще са съм сме сте ви че това които оферта офертата изпратете
    изпратихме потвърждавам потвърждаваме здравейте добър ден колко цената очакваме получихме стоката плащане
    плащането доставката фактурата кога приемаме съгласни също няма имаме
    """

  /// How a letter opens, lower case.
  static let greetings = Openings([
    "dear", "hello", "hi", "good morning", "good day", "good afternoon", "greetings", "добрый день",
    "здравствуйте",
    "доброе утро", "добрый вечер", "уважаем", "привет", "коллеги", "sehr geehrte", "hallo", "guten tag",
    "guten morgen",
    "liebe", "moin", "grüezi", "servus", "grüß gott", "bonjour", "madame", "cher", "buongiorno", "gentile",
    "hola", "estimad", "buenos días", "buenas tardes", "olá", "bom dia", "prezad", "dobrý den", "hej", "hei",
    "merhaba",
    "geachte", "beste", "dzień dobry", "szanown", "добрий день", "вітаю",
  ])

  /// How a letter closes, lower case.
  static let closings = Openings([
    "best regards", "kind regards", "regards", "with kind regards", "with best regards", "b. rgds",
    "best wishes",
    "yours sincerely", "yours faithfully", "sincerely", "rgds", "cheers", "с уважением", "с наилучшими",
    "с ув.", "с пожеланиями",
    "mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichem gruß", "mit besten grüßen",
    "freundliche grüße",
    "freundliche gruesse", "viele grüße", "viele gruesse", "beste grüße", "beste gruesse", "liebe grüße",
    "schöne grüße", "gruß", "mfg",
    "lg,", "vg,", "cordialement", "bien cordialement", "cordiali saluti", "distinti saluti", "saludos",
    "un saludo", "met vriendelijke groet",
    "z poważaniem", "pozdrawiam", "з повагою", "sent from my", "отправлено с", "отправлено из", "von meinem",
    "gesendet mit", "gesendet von", "get outlook for",
  ])

  /// What the parts of a compound say.
  static func stems(in word: FoldedText) -> [(String, Double)] {
    guard word.bytes.count > 6 else { return [] }
    var found: [(String, Double)] = []
    for (index, byte) in word.bytes.enumerated() {
      for stem in stemsByFirstByte[Int(byte)] where word.bytes[index...].starts(with: stem.1.utf8) {
        found.append((stem.0, stem.2))
      }
    }
    return found
  }

  /// What the shape of an unknown word says: endings and letters.
  static func shape(of word: FoldedText) -> [(String, Double)] {
    var found: [(String, Double)] = []
    for (language, ending, share) in endingsByLastByte[Int(word.bytes.last ?? 0)] where word.hasSuffix(ending)
    {
      found.append((language, share))
    }
    guard word.bytes.contains(where: { $0 >= 0x80 }) else { return found }
    for scalar in String(decoding: word.bytes, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "ß": found.append(("de", 1))
      case "ä", "ö", "ü": found.append(("de", 0.6))
      case "ł", "ż", "ś", "ń", "ą", "ę", "ź": found.append(("pl", 0.8))
      case "ñ", "¿", "¡": found.append(("es", 0.8))
      case "ê", "û", "î", "œ": found.append(("fr", 0.6))
      case "ç": found += [("fr", 0.4), ("pt", 0.3), ("tr", 0.2)]
      case "è": found += [("fr", 0.5), ("it", 0.3)]
      case "à": found += [("fr", 0.3), ("it", 0.3)]
      case "é": found.append(("fr", 0.4))
      case "ò", "ì", "ù": found.append(("it", 0.6))
      case "á", "í", "ó", "ú": found.append(("es", 0.3))
      case "ã", "õ": found.append(("pt", 0.9))
      case "ě", "ř", "ů": found.append(("cs", 0.9))
      case "č", "š", "ž", "ý": found += [("cs", 0.4), ("sk", 0.3)]
      case "ľ", "ĺ", "ŕ", "ô": found.append(("sk", 0.6))
      case "å": found += [("sv", 0.4), ("da", 0.3), ("no", 0.3)]
      case "ø", "æ": found += [("da", 0.5), ("no", 0.5)]
      case "ğ", "ı", "ş": found.append(("tr", 0.9))
      case "ő", "ű": found.append(("hu", 0.9))
      case "ă", "ț", "ș": found.append(("ro", 0.9))
      default: break
      }
    }
    return found
  }

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

  private static let stemsByFirstByte: [[(String, String, Double)]] = {
    var lists = [[(String, String, Double)]](repeating: [], count: 256)
    for stem in stems { if let first = stem.1.utf8.first { lists[Int(first)].append(stem) } }
    return lists
  }()

  private static let endingsByLastByte: [[(String, String, Double)]] = {
    var lists = [[(String, String, Double)]](repeating: [], count: 256)
    for ending in endings { if let last = ending.1.utf8.last { lists[Int(last)].append(ending) } }
    return lists
  }()

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
