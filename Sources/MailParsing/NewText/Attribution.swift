// SPDX-License-Identifier: Apache-2.0

/// A line that introduces a quote: “On … wrote:”, “… пишет:”, “Am … schrieb …:”, also wrapped over up to five
/// lines.
struct Attribution {
  /// How far it can be trusted.
  enum Certainty {
    /// It introduces a quote even when no `>` follows.
    case certain
    /// It does so where it stands alone between empty lines.
    case alone
    /// It does so where a marked line follows.
    case marked
  }

  /// How many lines it takes.
  let lines: Int
  /// Whether a quote follows even without marks.
  let certainty: Certainty

  /// Reads one that starts at `index`, nil when there is none.
  init?(in lines: [QuoteLine], at index: Int) {
    guard Self.mayStart(lines[index].trimmed) else { return nil }
    if let count = Self.scattered(lines, at: index) {
      self.lines = count
      certainty = .certain
      return
    }
    for count in 1...5 where index + count <= lines.count {
      let last = lines[index + count - 1]
      guard !last.isBlank, !last.isQuote, last.trimmed.count <= 400 else { return nil }
      let hasColon = Self.endsWithColon(last.trimmed)
      if count == 1, !hasColon, Self.isBareDate(last) {
        self.lines = 1
        certainty = .marked
        return
      }
      guard hasColon || count == 1 && Self.isWhole(last) else { continue }
      let joined = lines[index..<index + count].map(\.trimmed).joined(separator: [32])
      let text = QuoteLine(ArraySlice(joined)).folded
      guard text.bytes.count <= 800, let certainty = Self.judge(text) else { return nil }
      // A wrapped one starts with its date or its address, and no shorter one stands inside: else the
      // sentence before would be taken for a part.
      if count > 1 {
        let first = lines[index]
        guard Self.startsWithDate(first.folded) || first.trimmed.contains(UInt8(ascii: "@")) else {
          return nil
        }
        let isOpen = [44, 60, 40].contains(first.trimmed.last)
        let isShorter = (1..<count).contains { Self.standsAlone(lines[(index + $0)..<(index + count)]) }
        guard isOpen || !isShorter else { return nil }
      }
      self.lines = count
      self.certainty = certainty
      return
    }
    return nil
  }

  /// Whether a text without a colon is a whole attribution.
  ///
  /// “On Wed, 24 Feb 2021 14:02 john@mail.example wrote” is one; between rules a name and the verb are
  /// enough.
  static func isWhole(_ text: FoldedText, betweenRules: Bool = false) -> Bool {
    guard verbs.contains(where: { text.hasSuffix(" " + $0) }) else { return false }
    if betweenRules { return text.bytes.count <= 300 }
    return text.bytes.contains(UInt8(ascii: "@")) && DateMarks.hasTime(text.bytes) && startsWithDate(text)
  }

  private static func isWhole(_ line: QuoteLine) -> Bool {
    line.trimmed.contains(UInt8(ascii: "@")) && isWhole(line.folded)
  }

  /// `2013/7/20 Ann Lee <ann@b.example>`, as Gmail wrote once.
  private static func isBareDate(_ line: QuoteLine) -> Bool {
    line.trimmed.last == UInt8(ascii: ">") && line.trimmed.first?.isDigit == true
      && line.trimmed.contains(UInt8(ascii: "@")) && DateMarks.startsWithDate(line.trimmed)
  }

  /// An attribution whose address stands on lines of its own: `On … Ann Lee`, `<`, `mailto:…`, `> wrote:`.
  private static func scattered(_ lines: [QuoteLine], at index: Int) -> Int? {
    guard index + 3 < lines.count else { return nil }
    let bracket = lines[index + 1].isBlank ? index + 2 : index + 1
    guard bracket + 2 < lines.count, lines[bracket].trimmed.first == 60, lines[bracket].trimmed.count == 1,
      lines[bracket + 1].trimmed.contains(UInt8(ascii: "@")), endsWithColon(lines[bracket + 2].trimmed),
      lines[bracket + 2].trimmed.first == 62, startsWithDate(lines[index].folded)
    else { return nil }
    return bracket + 3 - index
  }

  /// Whether the rest of a wrapped candidate is an attribution by itself.
  private static func standsAlone(_ lines: ArraySlice<QuoteLine>) -> Bool {
    guard let first = lines.first, startsWithDate(first.folded) else { return false }
    let joined = lines.map(\.trimmed).joined(separator: [32])
    return judge(QuoteLine(ArraySlice(joined)).folded) == .certain
  }

  /// Ordinary lines are sorted out by their first byte: no attribution starts with a mark of a list or a
  /// table.
  private static func mayStart(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    // Yahoo: `--- Ann Lee <ann@b.example> wrote:`.
    if line.startsFolded(with: "--- ") || line.startsFolded(with: "--on ") {
      return line.contains(UInt8(ascii: "@"))
    }
    return first.isLetter || first.isDigit || first >= 0x80
      || first == UInt8(ascii: "<") || first == UInt8(ascii: "\"") || first == UInt8(ascii: "*")
      || first == UInt8(ascii: "'") || first == UInt8(ascii: "[") || first == UInt8(ascii: "(")
  }

  private static func endsWithColon(_ line: ArraySlice<UInt8>) -> Bool {
    switch line.last {
    case UInt8(ascii: ":"): true
    case UInt8(ascii: "*"): line.dropLast().last == UInt8(ascii: ":")
    case 0x9A: line.dropLast().last == 0xBC && line.dropLast(2).last == 0xEF
    default: false
    }
  }

  /// Whether the text introduces a quote, and how certain that is.
  private static func judge(_ text: FoldedText) -> Certainty? {
    let hasAddress = text.bytes.contains(UInt8(ascii: "@"))
    let hasTime = DateMarks.hasTime(text.bytes)
    let hasDate = hasTime || DateMarks.hasYear(text.bytes)
    let isDated = startsWithDate(text)
    let end = text.bytes.lastIndex { $0 < 0x80 && $0 != 58 && $0 != 32 || $0 >= 0x80 && $0 != 0x9A }
    let body = FoldedText(folded: Array(text.bytes[...(end ?? 0)]))
    guard hasVerb(text) else {
      // Yandex, mail.ru and Gmail in Russian: date, name and address, no verb.
      let isBracketed = [UInt8(ascii: ">"), UInt8(ascii: ")"), UInt8(ascii: "]")].contains(body.bytes.last)
      if hasAddress, hasDate, isDated, isBracketed { return .certain }
      if body.hasSuffix(anyOf: weakVerbs), isDated || hasAddress || isName(body) { return .marked }
      return isDated && hasTime ? .marked : nil
    }
    let endsWithVerb = body.hasSuffix(anyOf: verbs)
    let hasDigit = text.bytes.contains(where: \.isDigit)
    if hasAddress, hasDigit, isDated || endsWithVerb || hasTime && namesFollow(text) { return .certain }
    if hasAddress, endsWithVerb, body.bytes.contains(62), text.bytes.count < 120 { return .alone }
    if isDated, hasDate, endsWithVerb || namesFollow(text) { return hasTime ? .certain : .alone }
    // “Ann Lee wrote:”, “Вы писали 2 марта 2026 г., 9:14:33:”; a sentence that leads to a quote stays.
    let isShort = hasDate && text.bytes.count <= 80
    return hasTime || hasAddress || isShort || endsWithVerb && isName(body) ? .marked : nil
  }

  private static func hasVerb(_ text: FoldedText) -> Bool {
    verbs.contains { text.containsWord($0) } || text.contains(anyOf: asianVerbs)
  }

  /// In some languages the writer stands behind the verb: “schrieb Ann Lee”, “skrev Ann Lee”.
  private static func namesFollow(_ text: FoldedText) -> Bool {
    leadingVerbs.contains { text.containsWord($0) } || text.contains(anyOf: asianVerbs)
  }

  /// At most six words without a stop inside: a name and a verb.
  private static func isName(_ text: FoldedText) -> Bool {
    let words = text.bytes.split(separator: 32)
    guard text.bytes.count <= 80, words.count >= 2, words.count <= 6 else { return false }
    let isSentence = text.bytes.contains { [44, 33, 63, 59, 58].contains($0) }
    return !isSentence && !sentenceOpeners.contains(String(decoding: words[0], as: UTF8.self))
  }
}
