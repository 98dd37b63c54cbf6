// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// Tells the language of a short business text.
///
/// Cyrillic against Latin words decides first; among the Latin languages frequent words, endings and letters
/// do. Codes, addresses and links say nothing; greetings say little, and what follows a closing formula or a
/// signature mark nothing, since people keep those in another language than the letter.
package enum LanguageDetection {
  /// The language of `text`; `subject` helps where the text says too little.
  package static func language(of text: String, subject: String = "") -> Language {
    var evidence = LanguageEvidence(of: text)
    if evidence.total < 3 {
      var more = LanguageEvidence(of: subject)
      if evidence.total > 0 { more.scale(by: 0.5) }
      evidence.add(more)
    }
    return evidence.verdict
  }
}

/// What the words of a text say for each language.
struct LanguageEvidence {
  private var cyrillic = 0.0
  private var ukrainian = 0.0
  private var latin = 0.0
  private var scores: [String: Double] = [:]

  /// Reads a text.
  init(of text: String) {
    var hasBody = false
    for (number, line) in text.utf8.split(separator: 10).prefix(400).enumerated() {
      let trimmed = Substring(line).trimmingBlanks()
      if trimmed.isEmpty { continue }
      if trimmed == "--" { break }
      let start = String(trimmed.prefix(40)).lowercased()
      let isClosing = LanguageWords.closings.contains { start.hasPrefix($0) }
      if isClosing, hasBody { break }
      let isGreeting =
        number < 2 && trimmed.utf8.count < 80 && LanguageWords.greetings.contains { start.hasPrefix($0) }
      let before = total
      read(trimmed, weight: isGreeting || isClosing ? 0.3 : 1)
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

  private mutating func read(_ line: Substring, weight: Double) {
    for chunk in line.utf8.split(whereSeparator: \.isWhitespace) {
      if chunk.contains(where: { $0.isDigit || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "_") }) {
        continue
      }
      let text = Substring(chunk)
      if text.contains("://") || text.hasPrefix("www.") { continue }
      var word = ""
      for scalar in text.unicodeScalars {
        if scalar.properties.isAlphabetic || scalar == "'" || scalar == "’" {
          word.unicodeScalars.append(scalar)
        } else {
          add(word, weight)
          word = ""
        }
      }
      add(word, weight)
    }
  }

  private mutating func add(_ word: String, _ weight: Double) {
    guard !word.isEmpty, word.utf8.count <= 120 else { return }
    let folded = word.lowercased()
    let isUpper = word.utf8.count > 1 && folded != word && word.uppercased() == word
    if let first = folded.unicodeScalars.first, (0x400...0x52F).contains(first.value) {
      guard folded.unicodeScalars.count > 1 || "яивксуоа".contains(folded) else { return }
      cyrillic += weight * (isUpper ? 0.6 : 1)
      if folded.unicodeScalars.contains(where: { "іїєґ".unicodeScalars.contains($0) })
        || LanguageWords.ukrainian.contains(folded)
      {
        ukrainian += weight
      }
      return
    }
    if let languages = LanguageWords.latin[folded] {
      latin += weight
      for language in languages { scores[language, default: 0] += weight / Double(languages.count) * 1.5 }
      return
    }
    // Names of firms, goods and people: capitals inside a text say little about it.
    let isName = word.first?.isUppercase == true
    latin += weight * (isUpper ? 0.1 : isName ? 0.3 : 0.8)
    guard !isUpper, folded.utf8.count > 2 else { return }
    for (language, share) in LanguageWords.stems(in: folded) {
      scores[language, default: 0] += weight * share
    }
    for (language, share) in LanguageWords.shape(of: folded) {
      scores[language, default: 0] += weight * share * (isName ? 0.5 : 1)
    }
  }
}
