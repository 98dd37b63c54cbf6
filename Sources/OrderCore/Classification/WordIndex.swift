// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// A way to fill a place of a phrase, numbered: words are resolved to the numbers they fit, once per word form.
typealias Element = Int32

/// Which elements a word fits: built once from all phrases, then only read.
struct WordIndex: Sendable {
  /// Elements by stem, a table a stem language.
  var stems: [[String: [Element]]] = Array(repeating: [:], count: StemLanguage.allCases.count)
  /// Elements by folded form.
  var exact: [String: [Element]] = [:]
  /// Elements by beginning, ending, and part of the folded form.
  var prefixes: [(part: [UInt8], element: Element)] = []
  var suffixes: [(part: [UInt8], element: Element)] = []
  var infixes: [(part: [UInt8], element: Element)] = []
  /// Elements that any word with a digit fits.
  var numbers: [Element] = []
  /// Word groups by the element of their first word.
  var groups: [Element: [WordGroup]] = [:]

  /// Words side by side that together fit an element.
  struct WordGroup: Sendable {
    /// The elements of the words after the first.
    let rest: [Element]
    /// What the group as a whole fits.
    let element: Element
  }

  /// Returns the elements that a folded word fits, ascending, without repeats.
  func elements(of folded: [UInt8], script: Script, hasDigit: Bool, stemmers: Stemmers) -> [Element] {
    var found: [Element] = []
    if let listed = exact[String(decoding: folded, as: UTF8.self)] { found += listed }
    switch script {
    case .cyrillic: found += elements(stem: stemmers.stem(folded, .russian), .russian)
    case .latin:
      found += elements(stem: stemmers.stem(folded, .english), .english)
      found += elements(stem: stemmers.stem(folded, .german), .german)
    case .other: break
    }
    for (part, element) in prefixes where folded.starts(with: part) { found.append(element) }
    for (part, element) in suffixes
    where folded.count > part.count && folded.suffix(part.count).elementsEqual(part) {
      found.append(element)
    }
    for (part, element) in infixes where contains(folded, part) { found.append(element) }
    if hasDigit { found += numbers }
    return Array(Set(found)).sorted()
  }

  private func elements(stem: [UInt8], _ language: StemLanguage) -> [Element] {
    stems[language.rawValue][String(decoding: stem, as: UTF8.self)] ?? []
  }

  private func contains(_ word: [UInt8], _ part: [UInt8]) -> Bool {
    guard word.count >= part.count else { return false }
    return (0...(word.count - part.count)).contains { word[$0...].starts(with: part) }
  }
}

/// One stemmer a language; belongs to one thread at a time.
struct Stemmers {
  private let all = StemLanguage.allCases.map { Stemmer($0) }

  /// Returns the stem of a folded word.
  func stem(_ folded: [UInt8], _ language: StemLanguage) -> [UInt8] {
    all[language.rawValue].stem(folded)
  }
}

extension StemLanguage {
  /// The stemmer for a word of a rule file: by its script, then by the file's language.
  init(script: Script, language: Language) {
    switch (script, language) {
    case (.cyrillic, _): self = .russian
    case (_, .german): self = .german
    default: self = .english
    }
  }
}
