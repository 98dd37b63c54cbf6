// SPDX-License-Identifier: Apache-2.0

import TextAnalysis

/// What words that set a mood do, and the idioms that only look so: bits of an element.
struct Scope: OptionSet {
  let rawValue: UInt16

  static let russianNegation = Scope(rawValue: 1)
  static let englishNegation = Scope(rawValue: 2)
  static let germanNegation = Scope(rawValue: 4)

  static let negation: Scope = [.russianNegation, .englishNegation, .germanNegation]
  static let idioms = Mood.allCases.reduce(into: Scope()) { $0.formUnion(.idiom(of: $1)) }

  /// What a word of the mood's lexicon does; of `negated` each language has its own.
  static func word(of mood: Mood, in language: StemLanguage) -> Scope {
    switch mood {
    case .negated:
      switch language {
      case .russian: .russianNegation
      case .english: .englishNegation
      case .german: .germanNegation
      }
    case .conditional: Scope(rawValue: 1 << 3)
    case .question: Scope(rawValue: 1 << 4)
    case .request: Scope(rawValue: 1 << 5)
    case .future: Scope(rawValue: 1 << 6)
    }
  }

  /// What a group that only looks like one of the mood does.
  static func idiom(of mood: Mood) -> Scope {
    switch mood {
    case .negated: Scope(rawValue: 1 << 8)
    case .conditional: Scope(rawValue: 1 << 9)
    case .question: Scope(rawValue: 1 << 10)
    case .request: Scope(rawValue: 1 << 11)
    case .future: Scope(rawValue: 1 << 12)
    }
  }
}
