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
    var number = 0
    var rest = text.bytes(upTo: 8_192)[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != 10 }
      rest = rest[line.endIndex...].dropFirst()
      if line.isEmpty { continue }
      number += 1
      let trimmed = line.trimmed(where: \.isWhitespace)
      if trimmed.isEmpty { continue }
      if total > 80 { break }
      if trimmed.elementsEqual([45, 45]) { break }
      let folded = FoldedText(trimmed)
      let isClosing = LanguageWords.closings.start(folded)
      if isClosing, hasBody { break }
      let isShort = trimmed.count <= 32 || trimmed.count < 80 && (trimmed.last == 44 || trimmed.last == 33)
      let isQuestion = trimmed.last == UInt8(ascii: "?")
      let isGreeting = number <= 2 && isShort && !isQuestion && LanguageWords.greetings.start(folded)
      let before = total
      let weight = isGreeting || isClosing ? 0.35 : 1
      trimmed.withUnsafeBufferPointer { line in
        folded.bytes.withUnsafeBufferPointer { read(line, folded: $0, weight: weight) }
      }
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
  private mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, folded: UnsafeBufferPointer<UInt8>, weight: Double
  ) {
    var end = 0
    while end < line.count {
      var start = end
      var isCode = false
      while end < line.count, !line[end].isWhitespace {
        isCode =
          isCode || line[end].isDigit || line[end] == UInt8(ascii: "@") || line[end] == UInt8(ascii: "_")
        end += 1
      }
      let chunk = folded[start..<end]
      if !isCode, !chunk.startsFolded(with: "http"), !chunk.startsFolded(with: "www.") {
        while let word = LanguageWords.word(in: line, from: start, to: end) {
          add(UnsafeBufferPointer(rebasing: folded[word]), line[word], weight)
          start = word.upperBound
        }
      }
      end += 1
    }
  }

  private mutating func add(
    _ folded: UnsafeBufferPointer<UInt8>, _ word: Slice<UnsafeBufferPointer<UInt8>>, _ weight: Double
  ) {
    let count = word.count
    guard count <= 120 else { return }
    let isName = folded[0] != word[word.startIndex] || count > 1 && folded[1] != word[word.startIndex + 1]
    let isUpper = isName && count > 2 && !folded.suffix(2).elementsEqual(word.suffix(2))
    if folded[0] >= 0xD0, folded[0] <= 0xD3 {
      addCyrillic(folded, weight * (isUpper ? 0.6 : 1))
    } else if folded[0] >= 0xCE, let script = LanguageWords.script(of: Array(folded)) {
      for (language, letters) in script { scripts[language, default: 0] += weight * max(1, letters / 2) }
    } else if let languages = LanguageWords.latin[folded] {
      addKnown(languages, weight)
    } else if let mark = folded.firstIndex(of: UInt8(ascii: "'")), mark < count - 2,
      let share = LanguageWords.elisions[String(decoding: folded[..<mark], as: UTF8.self)]
    {
      for language in share { scores[language] += weight / Double(share.count) }
      if let languages = LanguageWords.latin[UnsafeBufferPointer(rebasing: folded[(mark + 1)...])] {
        addKnown(languages, weight)
      } else {
        latin += weight
      }
    } else {
      addUnknown(folded, weight, isName: isName, isUpper: isUpper)
    }
  }

  private mutating func addKnown(_ languages: Range<Int>, _ weight: Double) {
    latin += weight
    for one in LanguageWords.latinShares[languages] { scores.add(weight * one.share, at: one.language) }
  }

  private mutating func addCyrillic(_ word: UnsafeBufferPointer<UInt8>, _ weight: Double) {
    guard word.count > 2 || LanguageWords.isRussian(letter: word) else { return }
    cyrillic += weight
    if let language = LanguageWords.cyrillicLanguage(of: word) { scores.add(weight, at: language) }
  }

  /// Names of firms, goods and people start with a capital: inside a text they say little about it.
  private mutating func addUnknown(
    _ word: UnsafeBufferPointer<UInt8>, _ weight: Double, isName: Bool, isUpper: Bool
  ) {
    latin += weight * (isUpper ? 0.1 : isName ? 0.3 : 0.8)
    guard !isUpper, word.count > 2 else { return }
    LanguageWords.eachStem(in: word) { scores.add(weight * $1, at: $0) }
    LanguageWords.eachSign(in: word) { scores.add(weight * $1 * (isName ? 0.5 : 1), at: $0) }
  }
}
