// SPDX-License-Identifier: Apache-2.0

import MailModel
import TextAnalysis

/// A way to fill a place, with lexicons resolved: what is compared when two phrases are.
enum Filling: Hashable {
  case stem(StemLanguage, String)
  case exact(String)
  case prefix(String)
  case suffix(String)
  case infix(String)
  case number
  /// Words side by side, each one of a set of `Wording`.
  case group([Int])
}

/// The fillings of places as numbered sets, so that comparing two is done once.
final class Wording {
  private let lexicons: [String: [Language: LexiconDefinition]]
  private let stemmers = Stemmers()
  private var numbers: [[WordSyntax]: [Language: Int]] = [:]
  private var sets: [Set<Filling>] = []
  private var lengths: [Int] = []
  private var known: [Pair: Bool] = [:]

  private struct Pair: Hashable {
    let narrow: Int
    let wide: Int
  }

  init(_ lexicons: [LexiconDefinition]) {
    var named: [String: [Language: LexiconDefinition]] = [:]
    for lexicon in lexicons { named[lexicon.name, default: [:]][lexicon.language] = lexicon }
    self.lexicons = named
  }

  /// Returns the number of the fillings of a place.
  func number(of choices: [WordSyntax], _ language: Language) -> Int {
    if let known = numbers[choices]?[language] { return known }
    var fillings: Set<Filling> = []
    for choice in choices { fillings.formUnion(self.fillings(of: choice, language, depth: 0)) }
    sets.append(fillings)
    lengths.append(fillings.map(length).max() ?? 1)
    numbers[choices, default: [:]][language] = sets.count - 1
    return sets.count - 1
  }

  /// The most words that one filling of a place takes.
  func length(of number: Int) -> Int { lengths[number] }

  /// Whether all that fits one place fits another.
  func covers(_ wide: Int, _ narrow: Int) -> Bool {
    guard wide != narrow else { return true }
    if sets[narrow].count == 1, let only = sets[narrow].first {
      return sets[wide].contains(only) || isFound(only, byOneOf: sets[wide])
    }
    let pair = Pair(narrow: narrow, wide: wide)
    if let known = known[pair] { return known }
    let wideSet = sets[wide]
    let covers = sets[narrow].allSatisfy { wideSet.contains($0) || isFound($0, byOneOf: wideSet) }
    known[pair] = covers
    return covers
  }

  /// Whether some filling of one place fits another.
  func overlaps(_ one: Int, _ other: Int) -> Bool {
    let otherSet = sets[other]
    return sets[one].contains { otherSet.contains($0) || isFound($0, byOneOf: otherSet) }
  }

  private func length(_ filling: Filling) -> Int {
    guard case .group(let words) = filling else { return 1 }
    return words.reduce(0) { $0 + lengths[$1] }
  }

  private func fillings(of choice: WordSyntax, _ language: Language, depth: Int) -> Set<Filling> {
    switch choice {
    case .stem(let word): [filling(of: word, language)]
    case .exact(let word): [.exact(word)]
    case .prefix(let part): [.prefix(part)]
    case .suffix(let part): [.suffix(part)]
    case .infix(let part): [.infix(part)]
    case .number: [.number]
    case .group(let words): [.group(words.map { number(of: [$0], language) })]
    case .lexicon(let name):
      (depth < 16 ? lexicons[name]?[language]?.entries ?? [] : []).reduce(into: []) { fillings, entry in
        guard let words = try? PhraseReader.entry(entry.text), let first = words.first else { return }
        fillings.formUnion(
          self.fillings(of: words.count == 1 ? first : .group(words), language, depth: depth + 1))
      }
    }
  }

  private func filling(of word: String, _ language: Language) -> Filling {
    var folded = word
    let (script, hasDigit) = folded.withUTF8 { bytes in
      var scanner = WordScanner(bytes)
      let word = scanner.next()
      return (word?.script ?? .other, word?.hasDigit ?? false)
    }
    guard script != .other, !hasDigit else { return .exact(word) }
    let stemLanguage = StemLanguage(script: script, language: language)
    return .stem(
      stemLanguage, String(decoding: stemmers.stem(Array(word.utf8), stemLanguage), as: UTF8.self))
  }

  private func isFound(_ narrow: Filling, byOneOf wide: Set<Filling>) -> Bool {
    wide.contains { wide in
      switch (narrow, wide) {
      case (.exact(let word), .stem(let language, let stem)):
        stemmers.stem(Array(word.utf8), language).elementsEqual(stem.utf8)
      case (.exact(let word), .number): word.utf8.contains { (0x30...0x39).contains($0) }
      case (.exact(let text), .prefix(let part)), (.prefix(let text), .prefix(let part)),
        (.stem(_, let text), .prefix(let part)):
        text.hasPrefix(part)
      case (.exact(let text), .suffix(let part)): text.hasSuffix(part) && text.count > part.count
      case (.suffix(let text), .suffix(let part)): text.hasSuffix(part)
      case (.exact(let text), .infix(let part)), (.stem(_, let text), .infix(let part)),
        (.prefix(let text), .infix(let part)), (.suffix(let text), .infix(let part)),
        (.infix(let text), .infix(let part)):
        text.contains(part)
      case (.group(let some), .group(let others)):
        some.count == others.count && zip(some, others).allSatisfy { covers($1, $0) }
      default: false
      }
    }
  }
}
