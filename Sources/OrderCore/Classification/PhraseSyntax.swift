// SPDX-License-Identifier: Apache-2.0

/// Why a phrase can't be read.
package struct PhraseError: Error, Hashable, Sendable {
  /// Where in the phrase, in characters from 0.
  package let offset: Int
  /// What is wrong and the remedy.
  package let message: String
}

/// A phrase as a tree: sequences that must all stand in one sentence.
struct PhraseSyntax: Hashable, Sendable {
  /// One or more sequences joined by `+` or `&`, in any order.
  var sequences: [SequenceSyntax]
  /// Whether the sentence must be a question (`?` at the end).
  var isQuestion: Bool

  /// The first word that only one language has, as it would be written.
  var wordOfLanguage: String? {
    for sequence in sequences {
      for step in sequence.steps {
        if let word = step.choices.lazy.compactMap(\.wordOfLanguage).first { return word }
      }
    }
    return nil
  }
}

/// Words in order.
struct SequenceSyntax: Hashable, Sendable {
  var steps: [StepSyntax]
  /// Whether it must stand in the clause of the sequence before it (`&`), not just in the sentence.
  var joinsClause = false
}

/// A place in a sequence and how far it may be from the one before.
struct StepSyntax: Hashable, Sendable {
  /// The words that fit.
  var choices: [WordSyntax]
  /// Words that may stand between this one and the one before.
  var gap: Int
  /// Whether it must be the first word of its sentence.
  var startsSentence: Bool
}

/// One way to fill a place.
enum WordSyntax: Hashable, Sendable {
  /// Any form of a word.
  case stem(String)
  /// Exactly this form.
  case exact(String)
  /// Words that start so.
  case prefix(String)
  /// Words that end so.
  case suffix(String)
  /// Words that hold it.
  case infix(String)
  /// A word with a digit in it.
  case number
  /// An entry of a lexicon.
  case lexicon(String)
  /// Words side by side.
  case group([WordSyntax])

  /// What of it only one language has, as it would be written; nil for lexicons and numbers.
  var wordOfLanguage: String? {
    switch self {
    case .lexicon, .number: nil
    case .group(let words): words.lazy.compactMap(\.wordOfLanguage).first
    case .stem(let word): word
    case .exact(let word): "=\(word)"
    case .prefix(let part): "\(part)*"
    case .suffix(let part): "*\(part)"
    case .infix(let part): "*\(part)*"
    }
  }
}
