// SPDX-License-Identifier: Apache-2.0

import MailModel

/// What the words of a text say for each language.
struct LanguageEvidence {
  private var cyrillic = 0.0
  private var ukrainian = 0.0
  private var latin = 0.0
  private var scores: [String: Double] = [:]

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
      let isGreeting = number < 2 && isShort && LanguageWords.greetings.start(start)
      let before = total
      read(trimmed, weight: isGreeting || isClosing ? 0.35 : 1)
      if total - before >= 2, !isGreeting { hasBody = true }
    }
  }

  /// How much was found.
  var total: Double { cyrillic + latin }

  /// Weakens the evidence.
  mutating func scale(by factor: Double) {
    cyrillic *= factor
    ukrainian *= factor
    latin *= factor
    scores = scores.mapValues { $0 * factor }
  }

  /// Adds other evidence.
  mutating func add(_ other: LanguageEvidence) {
    cyrillic += other.cyrillic
    ukrainian += other.ukrainian
    latin += other.latin
    scores.merge(other.scores) { $0 + $1 }
  }

  /// The language that the evidence speaks for.
  var verdict: Language {
    if cyrillic > 0, cyrillic >= latin * 0.8 {
      return ukrainian * 3 >= cyrillic ? Language(rawValue: "uk") : .russian
    }
    let ranked = scores.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
    // The languages of this trade speak up with a word, the others need a sentence.
    let isMain = ranked.first.map { LanguageWords.main.contains($0.key) } ?? false
    guard let best = ranked.first, best.value >= (isMain ? 0.5 : 3) else {
      return cyrillic > 0 && latin == 0 ? .russian : .undetermined
    }
    if ranked.count > 1, best.value < ranked[1].value * 1.1 + 0.05 { return .undetermined }
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
    } else if let languages = LanguageWords.latin[String(decoding: folded, as: UTF8.self)] {
      latin += weight
      for language in languages { scores[language, default: 0] += weight / Double(languages.count) * 1.5 }
    } else {
      addUnknown(FoldedText(folded: folded), weight, isName: isName, isUpper: isUpper)
    }
  }

  private mutating func addCyrillic(_ word: [UInt8], _ weight: Double) {
    let isLetter = word.count <= 2
    guard !isLetter || LanguageWords.russianLetters.contains(String(decoding: word, as: UTF8.self)) else {
      return
    }
    cyrillic += weight
    if LanguageWords.hasUkrainianLetter(word) {
      ukrainian += weight
    } else if word.count <= LanguageWords.longestUkrainian,
      LanguageWords.ukrainian.contains(String(decoding: word, as: UTF8.self))
    {
      ukrainian += weight
    }
  }

  /// Names of firms, goods and people start with a capital: inside a text they say little about it.
  private mutating func addUnknown(_ word: FoldedText, _ weight: Double, isName: Bool, isUpper: Bool) {
    latin += weight * (isUpper ? 0.1 : isName ? 0.3 : 0.8)
    guard !isUpper, word.bytes.count > 2 else { return }
    for (language, share) in LanguageWords.stems(in: word) { scores[language, default: 0] += weight * share }
    for (language, share) in LanguageWords.shape(of: word) {
      scores[language, default: 0] += weight * share * (isName ? 0.5 : 1)
    }
  }
}
