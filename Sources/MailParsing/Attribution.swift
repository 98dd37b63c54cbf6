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
      let hasColon = last.trimmed.last == UInt8(ascii: ":")
      guard hasColon || count == 1 && Self.isWhole(last) else { continue }
      let joined = lines[index..<index + count].map(\.trimmed).joined(separator: [32])
      let text = QuoteLine(ArraySlice(joined)).folded
      guard text.bytes.count <= 800, let certain = Self.judge(text) else { return nil }
      // A wrapped one starts with its date or its address, else the sentence before would be taken for a
      // part.
      let first = lines[index]
      guard count == 1 || Self.startsWithDate(first.folded) || first.trimmed.contains(UInt8(ascii: "@"))
      else {
        return nil
      }
      self.lines = count
      isCertain = certain
      return
    }
    return nil
  }

  /// Whether the text introduces a quote, and whether that is certain.
  private static func judge(_ text: FoldedText) -> Bool? {
    let hasAddress = text.bytes.contains(UInt8(ascii: "@"))
    let hasDigit = text.bytes.contains(where: \.isDigit)
    let hasDate = hasTime(text) || hasYear(text)
    guard verbs.contains(where: { text.containsWord($0) }) else {
      // Yandex and mail.ru: date, name and address, no verb.
      if hasAddress && hasDate && text.hasSuffix(">:") { return true }
      return text.bytes.first?.isDigit == true && hasTime(text) ? false : nil
    }
    if hasAddress && hasDigit, startsWithDate(text) || endsWithVerb(text) { return true }
    return hasDate && startsWithDate(text) && endsWithVerb(text)
  }

  /// Whether a text without a colon is a whole attribution: “On Wed, 24 Feb 2021 14:02 john@mail.example
  /// wrote”.
  static func isWhole(_ text: FoldedText) -> Bool {
    guard text.bytes.contains(UInt8(ascii: "@")), hasTime(text) else { return false }
    return startsWithDate(text) && verbs.contains { text.hasSuffix(" " + $0) }
  }

  private static func isWhole(_ line: QuoteLine) -> Bool {
    line.trimmed.contains(UInt8(ascii: "@")) && isWhole(line.folded)
  }

  /// Whether it starts with a date or with the word that leads to one.
  private static func startsWithDate(_ text: FoldedText) -> Bool {
    if text.bytes.first?.isDigit == true { return true }
    let word = text.bytes.prefix { $0 != 32 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: ".") }
    return word.count <= 30 && openers.contains(String(decoding: word, as: UTF8.self))
  }

  private static func endsWithVerb(_ text: FoldedText) -> Bool {
    let end = FoldedText(text.bytes.dropLast().trimmed { $0 == 32 })
    return end.hasSuffix(anyOf: verbs) || text.containsWord("schrieb")
  }

  /// `9:14`.
  private static func hasTime(_ text: FoldedText) -> Bool {
    let bytes = text.bytes
    return bytes.indices.dropFirst().dropLast(2).contains {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 - 1].isDigit && bytes[$0 + 1].isDigit
        && bytes[$0 + 2].isDigit
    }
  }

  /// Four digits in a row.
  private static func hasYear(_ text: FoldedText) -> Bool {
    var run = 0
    for byte in text.bytes {
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
