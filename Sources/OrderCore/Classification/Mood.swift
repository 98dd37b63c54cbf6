// SPDX-License-Identifier: Apache-2.0

/// How something is said, beside what is said: each is a setting of rules and phrases, and seen by the engine.
package enum Mood: String, Hashable, Sendable, CaseIterable {
  /// A word of the lexicon `negation` denies it.
  case negated
  /// The sentence holds a word of the lexicon `condition`.
  case conditional
  /// The sentence ends with a question mark or holds a word of the lexicon `question`.
  case question
  /// The clause holds a word of the lexicon `request`.
  case request
  /// The clause holds a word of the lexicon `future`.
  case future

  /// The lexicon whose words set it; the lexicon of the groups that only look so has `_idioms` after that name.
  package var lexicon: String {
    switch self {
    case .negated: "negation"
    case .conditional: "condition"
    case .question, .request, .future: rawValue
    }
  }

  /// What a rule says of it when it says nothing: reports are neither denied nor conditional.
  var usual: Allowance {
    switch self {
    case .negated, .conditional: .no
    case .question, .request, .future: .any
    }
  }

  /// The lexicons that the engine itself uses.
  package static let lexicons: Set<String> = Set(allCases.flatMap { [$0.lexicon, $0.lexicon + "_idioms"] })
}

/// Whether a phrase counts where a mood is.
package enum Allowance: String, Hashable, Sendable, CaseIterable {
  /// Only outside of it.
  case no
  /// Only in it.
  case yes
  /// Either way.
  case any
}

/// Moods as bits.
package struct Moods: OptionSet, Hashable, Sendable {
  /// The bits.
  package let rawValue: UInt8

  /// Creates moods from their bits.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ mood: Mood) {
    switch mood {
    case .negated: self = .negated
    case .conditional: self = .conditional
    case .question: self = .question
    case .request: self = .request
    case .future: self = .future
    }
  }

  /// A word denies it.
  package static let negated = Moods(rawValue: 1)
  /// It holds under a condition.
  package static let conditional = Moods(rawValue: 2)
  /// It is asked.
  package static let question = Moods(rawValue: 4)
  /// It is asked for.
  package static let request = Moods(rawValue: 8)
  /// It is still to come.
  package static let future = Moods(rawValue: 16)
}

/// The moods in which a phrase counts.
struct MoodFilter: Sendable {
  let required: Moods
  let forbidden: Moods

  /// Takes what `settings` say of each mood.
  init(_ settings: (Mood) -> Allowance) {
    var required: Moods = []
    var forbidden: Moods = []
    for mood in Mood.allCases {
      switch settings(mood) {
      case .no: forbidden.insert(Moods(mood))
      case .yes: required.insert(Moods(mood))
      case .any: break
      }
    }
    self.required = required
    self.forbidden = forbidden
  }

  @inline(__always)
  func allows(_ moods: Moods) -> Bool { moods.isSuperset(of: required) && moods.isDisjoint(with: forbidden) }
}
