// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What the words of a text say for each language.
struct LanguageEvidence {
  private var cyrillic = 0.0
  private var latin = 0.0
  /// What scripts that few languages use have, by language.
  private var scripts: [String: Double] = [:]
  private var scores = LanguageTally()

  /// Reads a text; its first 80 words say enough.
  init(of text: String) {
    var hasBody = false
    let bytes = Array(text.utf8.prefix(8_192))
    for (number, line) in bytes.split(separator: 10).enumerated() {
      let trimmed = line.trimmed(where: \.isWhitespace)
      if trimmed.isEmpty { continue }
      if total > 80 { break }
      if trimmed.elementsEqual([45, 45]) { break }
      let start = FoldedText(trimmed, limit: 80)
      let isClosing = LanguageWords.closings.start(start)
      if isClosing, hasBody { break }
      let isShort = trimmed.count <= 32 || trimmed.count < 80 && (trimmed.last == 44 || trimmed.last == 33)
      let isQuestion = trimmed.last == UInt8(ascii: "?")
      let isGreeting = number < 2 && isShort && !isQuestion && LanguageWords.greetings.start(start)
      let before = total
      read(trimmed, weight: isGreeting || isClosing ? 0.35 : 1)
      if total - before >= 2, !isGreeting { hasBody = true }
    }
  }

  /// How much was found.
  var total: Double { cyrillic + latin + scripts.values.reduce(0, +) }

  /// Weakens the evidence.
  mutating func scale(by factor: Double) {
    cyrillic *= factor
    latin *= factor
    scores.scale(by: factor)
    scripts = scripts.mapValues { $0 * factor }
  }

  /// Adds other evidence.
  mutating func add(_ other: LanguageEvidence) {
    cyrillic += other.cyrillic
    latin += other.latin
    scores.add(other.scores)
    scripts.merge(other.scripts) { $0 + $1 }
  }

  /// The language that the evidence speaks for.
  var verdict: Language {
    if let script = scriptVerdict { return script }
    if cyrillic > 0, cyrillic >= latin * 0.8 {
      let others = LanguageWords.cyrillicOnly.map { (scores[$0], $0) }
      if let best = others.max(by: { $0.0 < $1.0 }), best.0 * 3 >= cyrillic {
        return Language(rawValue: best.1)
      }
      return .russian
    }
    let ranked = scores.ranked
    guard let best = ranked.first, isEnough(best.key, best.value) else {
      return cyrillic > 0 && latin == 0 ? .russian : .undetermined
    }
    guard ranked.count > 1, best.value < ranked[1].value * 1.1 + 0.05 else {
      return Language(rawValue: best.key)
    }
    // Of two that are equal, one of this trade.
    let main = [best.key, ranked[1].key].filter { LanguageWords.main.contains($0) }
    if main.count == 1 {
      return isEnough(main[0], scores[main[0]]) ? Language(rawValue: main[0]) : .undetermined
    }
    // Of two that share the words, such as Spanish and Portuguese, the one that more people write.
    guard main.isEmpty,
      let first = LanguageWords.byUse.first(where: { $0 == best.key || $0 == ranked[1].key })
    else {
      return .undetermined
    }
    return Language(rawValue: first)
  }

  /// The languages of this trade speak up with a word, the others need most of the words.
  private func isEnough(_ language: String, _ value: Double) -> Bool {
    if LanguageWords.main.contains(language) { return value >= 0.5 }
    return value >= 3 || value >= 0.7 && value >= latin * 0.6
  }

  /// The language of most of the words where their script tells it.
  private var scriptVerdict: Language? {
    guard let best = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) else { return nil }
    let sum = scripts.values.reduce(0, +)
    guard sum >= (latin + cyrillic) * 0.8 else { return nil }
    // Japanese writes Chinese characters between its own.
    if best.key == "zh", let kana = scripts["ja"], kana * 8 >= best.value { return Language(rawValue: "ja") }
    return Language(rawValue: best.key)
  }

  /// Reads a line; chunks with digits, addresses and links say nothing.
  private mutating func read(_ line: ArraySlice<UInt8>, weight: Double) {
    for chunk in line.split(whereSeparator: \.isWhitespace) {
      let isCode = chunk.contains { $0.isDigit || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "_") }
      if isCode || chunk.startsFolded(with: "http") || chunk.startsFolded(with: "www.") { continue }
      for word in LanguageWords.letterRuns(in: chunk) { add(word, weight) }
    }
  }

  private mutating func add(_ word: ArraySlice<UInt8>, _ weight: Double) {
    guard word.count <= 120 else { return }
    let folded = FoldedText.fold(word)
    let isName = folded.first != word.first || folded.dropFirst().first != word.dropFirst().first
    let isUpper = isName && folded.count > 2 && folded.suffix(2) != word.suffix(2)
    if folded[0] >= 0xD0, folded[0] <= 0xD3 {
      addCyrillic(folded, weight * (isUpper ? 0.6 : 1))
    } else if let script = LanguageWords.script(of: folded) {
      for (language, letters) in script { scripts[language, default: 0] += weight * max(1, letters / 2) }
    } else if let languages = LanguageWords.latin[String(decoding: folded, as: UTF8.self)] {
      addKnown(languages, weight)
    } else if let mark = folded.firstIndex(of: UInt8(ascii: "'")), mark < folded.count - 2,
      let share = LanguageWords.elisions[String(decoding: folded[..<mark], as: UTF8.self)]
    {
      for language in share { scores[language] += weight / Double(share.count) }
      let rest = folded[(mark + 1)...]
      if let languages = LanguageWords.latin[String(decoding: rest, as: UTF8.self)] {
        addKnown(languages, weight)
      } else {
        latin += weight
      }
    } else {
      addUnknown(FoldedText(folded: folded), weight, isName: isName, isUpper: isUpper)
    }
  }

  private mutating func addKnown(_ languages: [(Int, Double)], _ weight: Double) {
    latin += weight
    for (language, share) in languages { scores.add(weight * share, at: language) }
  }

  private mutating func addCyrillic(_ word: [UInt8], _ weight: Double) {
    let isLetter = word.count <= 2
    guard !isLetter || LanguageWords.russianLetters.contains(String(decoding: word, as: UTF8.self)) else {
      return
    }
    cyrillic += weight
    if let language = LanguageWords.cyrillicLanguage(of: word) { scores[language] += weight }
  }

  /// Names of firms, goods and people start with a capital: inside a text they say little about it.
  private mutating func addUnknown(_ word: FoldedText, _ weight: Double, isName: Bool, isUpper: Bool) {
    latin += weight * (isUpper ? 0.1 : isName ? 0.3 : 0.8)
    guard !isUpper, word.bytes.count > 2 else { return }
    for (language, share) in LanguageWords.stems(in: word) { scores[language] += weight * share }
    for (language, share) in LanguageWords.shape(of: word) {
      scores[language] += weight * share * (isName ? 0.5 : 1)
    }
  }
}
