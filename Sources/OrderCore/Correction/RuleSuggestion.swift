// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// A phrase that would have helped, with what the archive says of it, counted by the rule engine itself.
package struct SuggestedPhrase: Hashable, Sendable {
  /// The phrase in the rule language.
  package let text: String
  /// On how many of the corrected messages it helps.
  package let helped: Int
  /// How many these are.
  package let corrected: Int
  /// On how many other messages it would do harm, as far as anybody knows.
  package let harmed: Int
  /// How many these are.
  package let others: Int
  /// How much more often the corrected messages have it, as log-odds.
  package let logOdds: Double

  /// Creates a phrase.
  package init(text: String, helped: Int, corrected: Int, harmed: Int, others: Int, logOdds: Double) {
    self.text = text
    self.helped = helped
    self.corrected = corrected
    self.harmed = harmed
    self.others = others
    self.logOdds = logOdds
  }
}

/// A change of a rule file that people's corrections ask for.
package struct RuleSuggestion: Hashable, Sendable {
  /// What is to be changed.
  package enum Change: Hashable, Sendable {
    /// A new rule for an event that was missed.
    case rule(Event, Language)
    /// Phrases that take evidence out of the sentences they stand in.
    case except(rule: String)
    /// Phrases that forbid a rule.
    case unless(rule: String)
  }

  /// What is to be changed.
  package let change: Change
  /// The phrases.
  package let phrases: [SuggestedPhrase]
  /// Sentences of corrected messages that the rule must recognise.
  package let examples: [RuleExample]
  /// Sentences that it must leave alone.
  package let counterexamples: [RuleExample]

  /// Creates a suggestion.
  package init(
    change: Change, phrases: [SuggestedPhrase], examples: [RuleExample], counterexamples: [RuleExample]
  ) {
    self.change = change
    self.phrases = phrases
    self.examples = examples
    self.counterexamples = counterexamples
  }
}

/// A phrase on trial: which of the corrected messages it helps, and how many others it harms.
package struct PhraseTrial: Hashable, Sendable {
  /// The phrase, as it was found.
  package let candidate: PhraseStatistics.Candidate
  /// The corrected messages that it helps.
  package var helped: Set<StoredMessageID> = []
  /// How many others it harms.
  package var harmed = 0

  /// Creates a trial without an outcome.
  package init(_ candidate: PhraseStatistics.Candidate) { self.candidate = candidate }

  /// Whether four of five messages that it changes are better for it.
  private var isGood: Bool { harmed * 4 <= helped.count }

  /// Returns the phrases that together help the most messages with the least harm, each at least `minimum` of them: the
  /// best first, and none whose messages the others help already.
  package static func choose(_ trials: [PhraseTrial], minimum: Int, limit: Int = 8) -> [PhraseTrial] {
    // One word alone says less than several: it must help one message more.
    var open = trials.filter { trial in
      trial.isGood && trial.helped.count >= minimum + (trial.candidate.phrase.stems.count == 1 ? 1 : 0)
    }
    var chosen: [PhraseTrial] = []
    var helped: Set<StoredMessageID> = []
    while chosen.count < limit {
      let ranked = open.map { (trial: $0, gain: $0.helped.subtracting(helped).count - $0.harmed) }
      guard let best = ranked.max(by: { isWorse($0, $1) }), best.gain > 0 else { break }
      chosen.append(best.trial)
      helped.formUnion(best.trial.helped)
      open.removeAll { $0.candidate.phrase == best.trial.candidate.phrase }
    }
    return chosen
  }

  private static func isWorse(
    _ left: (trial: PhraseTrial, gain: Int), _ right: (trial: PhraseTrial, gain: Int)
  ) -> Bool {
    let (a, b) = (left.trial.candidate, right.trial.candidate)
    return (left.gain, a.surely, b.phrase) < (right.gain, b.surely, a.phrase)
  }

  /// The phrase as it is suggested.
  package func suggested(corrected: Int, others: Int) -> SuggestedPhrase {
    SuggestedPhrase(
      text: candidate.text, helped: helped.count, corrected: corrected, harmed: harmed, others: others,
      logOdds: candidate.logOdds)
  }
}

extension RuleSet {
  /// Returns those of some examples that a rule would live up to if it stood among these rules, and those of some
  /// counter-examples likewise.
  package func proven(
    _ rule: RuleDefinition, examples: [RuleExample], counterexamples: [RuleExample]
  ) -> (examples: [RuleExample], counterexamples: [RuleExample]) {
    func numbered(_ examples: [RuleExample], from start: Int) -> [RuleExample] {
      examples.enumerated().map { number, example in
        var example = example
        example.place = SourcePlace(file: "", line: start + number, column: 1)
        return example
      }
    }
    var definition = definition
    definition.rules = definition.rules.filter { $0.id != rule.id }.map { other in
      var other = other
      (other.examples, other.counterexamples) = ([], [])
      return other
    }
    var rule = rule
    rule.examples = numbered(examples, from: 1)
    rule.counterexamples = numbered(counterexamples, from: examples.count + 1)
    definition.rules.append(rule)
    guard let set = try? RuleSet(definition) else { return ([], []) }
    let failed = Set(set.runExamples().failures.map(\.place.line))
    return (
      zip(examples, 1...).filter { !failed.contains($0.1) }.map(\.0),
      zip(counterexamples, (examples.count + 1)...).filter { !failed.contains($0.1) }.map(\.0)
    )
  }
}
