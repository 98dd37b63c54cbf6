// SPDX-License-Identifier: Apache-2.0

/// Frequent words, greetings and word shapes by language: function words first, then those of order mail.
enum LanguageWords {
  /// The languages of a word in Latin letters (lower case), as a range of `latinShares`.
  static let latin: WordTable<Range<Int>> = latinTable.words
  /// What a word says for each of its languages, by their places in a tally.
  ///
  /// One that a language of this trade shares with its neighbours speaks for that one more.
  static let latinShares: [(language: Int, share: Double)] = latinTable.shares

  private static let latinTable: (words: WordTable<Range<Int>>, shares: [(language: Int, share: Double)]) = {
    var words: [String: [String]] = [:]
    for (language, list) in lists + neighbours {
      for word in Set(list.split(whereSeparator: \.isWhitespace)) {
        words[String(word), default: []].append(language)
      }
    }
    var shares: [(language: Int, share: Double)] = []
    let ranges = words.mapValues { languages in
      let inTrade = Double(languages.count { main.contains($0) })
      let all = Double(languages.count)
      let start = shares.count
      for language in languages {
        let weight = main.contains(language) ? inTrade + (all - inTrade) / 3 : all
        shares.append((LanguageTally.index(of: language), 1.5 / weight))
      }
      return start..<shares.count
    }
    return (WordTable(ranges), shares)
  }()

  /// The languages that a single word is enough for.
  static let main: Set<String> = ["ru", "en", "de"]

  /// The other languages, those that more people write first.
  static let byUse = [
    "fr", "es", "it", "nl", "pl", "pt", "tr", "cs", "sv", "da", "no", "fi", "hu", "ro", "sk",
  ]

  /// Whether a word of one letter is Russian.
  static func isRussian(letter: UnsafeBufferPointer<UInt8>) -> Bool {
    russianLetters.contains { letter.elementsEqual($0.utf8) }
  }

  private static let russianLetters = ["я", "и", "в", "к", "с", "у", "о", "а"]

  /// The Cyrillic language that a word alone gives away, as a place in a tally; nil for what could be
  /// Russian as well.
  ///
  /// Ukrainian has і, ї, є (U+0454 to U+0457) and ґ, which Russian has not.
  static func cyrillicLanguage(of word: UnsafeBufferPointer<UInt8>) -> Int? {
    var other: Int?
    for index in 0..<(word.count - 1) {
      switch (word[index], word[index + 1]) {
      case (0xD1, 0x94), (0xD1, 0x96), (0xD1, 0x97), (0xD2, 0x91): return places.uk
      case (0xD1, 0x9E): other = other ?? places.be
      case (0xD1, 0x98), (0xD1, 0x99), (0xD1, 0x9A), (0xD1, 0x9B), (0xD1, 0x92), (0xD1, 0x9F):
        other = other ?? places.sr
      case (0xD3, 0x99), (0xD2, 0x9B), (0xD2, 0xA3), (0xD2, 0x93), (0xD2, 0xAF), (0xD2, 0xB1):
        other = other ?? places.kk
      case (0xD1, 0x8A) where !isSoftened(word, behind: index + 2): other = other ?? places.bg
      default: continue
      }
    }
    return other ?? cyrillic[word]
  }

  private static let places = (
    uk: LanguageTally.index(of: "uk"), be: LanguageTally.index(of: "be"), sr: LanguageTally.index(of: "sr"),
    kk: LanguageTally.index(of: "kk"), bg: LanguageTally.index(of: "bg")
  )

  /// In Russian a hard sign stands before е, ё, ю and я.
  private static func isSoftened(_ word: UnsafeBufferPointer<UInt8>, behind index: Int) -> Bool {
    guard index + 1 < word.count else { return false }
    return word[index] == 0xD0 && word[index + 1] == 0xB5
      || word[index] == 0xD1 && [0x8E, 0x8F, 0x91].contains(word[index + 1])
  }

  private static let cyrillic: WordTable<Int> = {
    var words: [String: Int] = [:]
    for word in ukrainian.split(whereSeparator: \.isWhitespace) { words[String(word)] = places.uk }
    for word in bulgarian.split(whereSeparator: \.isWhitespace) { words[String(word)] = places.bg }
    return WordTable(words)
  }()

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
}
