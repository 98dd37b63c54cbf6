// SPDX-License-Identifier: Apache-2.0

/// A line that introduces a quote: “On … wrote:”, “… пишет:”, “Am … schrieb …:”, also wrapped over up to four
/// lines.
struct Attribution {
  /// How many lines it takes.
  let lines: Int
  /// Whether it introduces a quote even when no `>` follows.
  let isCertain: Bool

  /// Reads one that starts at `index`, nil when there is none.
  init?(in lines: [QuoteLine], at index: Int) {
    for count in 1...4 where index + count <= lines.count {
      let last = lines[index + count - 1]
      guard !last.isBlank, !last.isQuote, last.trimmed.count <= 400 else { return nil }
      guard last.trimmed.last == UInt8(ascii: ":") || count == 1 && Self.isWhole(last.folded) else {
        continue
      }
      let joined = lines[index..<index + count].map(\.folded).joined(separator: " ")
      guard joined.utf8.count <= 600, let certain = Self.judge(joined) else { return nil }
      // A wrapped one starts with its date or its address, else the sentence before would be taken for a
      // part.
      let first = lines[index].folded
      guard count == 1 || Self.startsWithDate(first) || first.contains("@") else { return nil }
      self.lines = count
      isCertain = certain
      return
    }
    return nil
  }

  /// Whether the text introduces a quote, and whether that is certain.
  private static func judge(_ text: String) -> Bool? {
    let hasAddress = text.contains("@")
    let hasDigit = text.utf8.contains(where: \.isDigit)
    let hasDate = hasTime(text) || hasYear(text)
    guard verbs.contains(where: { hasWord($0, in: text) }) else {
      // Yandex and mail.ru: date, name and address, no verb.
      if hasAddress && hasDate && text.contains("<") && text.hasSuffix(">:") { return true }
      return text.utf8.first?.isDigit == true && hasTime(text) ? false : nil
    }
    if hasAddress && hasDigit, startsWithDate(text) || endsWithVerb(text) { return true }
    return hasDate && startsWithDate(text) && endsWithVerb(text)
  }

  /// Whether a line without a colon is a whole attribution: “On Wed, 24 Feb 2021 14:02:50 john@mail.example
  /// wrote”.
  static func isWhole(_ text: String) -> Bool {
    guard text.utf8.count <= 400, text.contains("@"), hasTime(text) else { return false }
    return startsWithDate(text) && verbs.contains { text.hasSuffix(" " + $0) }
  }

  /// Whether it starts with a date or with the word that leads to one.
  private static func startsWithDate(_ text: String) -> Bool {
    if text.utf8.first?.isDigit == true { return true }
    return openers.contains(String(text.prefix { $0 != " " && $0 != "," && $0 != "." }))
  }

  private static func endsWithVerb(_ text: String) -> Bool {
    let end = String(text.dropLast()).trimmed(where: { $0 == " " })
    return verbs.contains { end.hasSuffix($0) } || hasWord("schrieb", in: text)
  }

  private static func hasWord(_ word: String, in text: String) -> Bool {
    var rest = text[...]
    while let found = rest.firstRange(of: word) {
      let before = found.lowerBound == text.startIndex ? " " : text[text.index(before: found.lowerBound)]
      let after = found.upperBound == text.endIndex ? " " : text[found.upperBound]
      if !before.isLetter, !after.isLetter { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }

  /// `9:14`.
  private static func hasTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.dropFirst().dropLast(2).contains {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 - 1].isDigit && bytes[$0 + 1].isDigit
        && bytes[$0 + 2].isDigit
    }
  }

  /// Four digits in a row.
  private static func hasYear(_ text: String) -> Bool {
    var run = 0
    for byte in text.utf8 {
      run = byte.isDigit ? run + 1 : 0
      if run == 4 { return true }
    }
    return false
  }

  private static let verbs = [
    "wrote", "writes", "пишет", "писал", "писала", "писал(а)", "написал", "написала", "написал(а)",
    "написали", "писали", "schrieb",
    "schrieb am", "geschrieben", "a écrit", "escribió", "ha scritto", "schreef", "napisał", "napisała",
    "napisał(a)",
    "пише", "написав", "skrev", "kirjoitti", "escreveu",
  ]

  private static let openers: Set<String> = [
    "on", "am", "le", "el", "il", "op", "em", "dnia", "w", "в", "во", "den", "at",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье", "пн", "вт", "ср", "чт",
    "пт", "сб", "вс",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "mo", "di", "mi", "do",
    "fr", "sa", "so",
    "lun", "mar", "mer", "jeu", "ven", "sam", "dim",
  ]
}
