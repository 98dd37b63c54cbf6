// SPDX-License-Identifier: Apache-2.0

/// A phrase found in a message.
package struct PhraseHit: Hashable, Sendable {
  /// The phrase as the rule writes it.
  package let phrase: String
  /// Where it was found.
  package let field: RuleField
  /// The words found, as the sender wrote them.
  package let excerpt: String
  /// The evidence it gave.
  package let weight: Double

  /// Creates a hit.
  package init(phrase: String, field: RuleField, excerpt: String, weight: Double) {
    self.phrase = phrase
    self.field = field
    self.excerpt = excerpt
    self.weight = weight
  }
}

/// What one rule made of a message.
package struct RuleOutcome: Hashable, Sendable {
  /// The rule.
  package let rule: String
  /// What it recognises.
  package let event: Event
  /// The evidence found; the rule fires at 1.
  package let score: Double
  /// Whether it fired.
  package let fired: Bool
  /// Whether it makes its event when it fires; false for rules whose evidence is only for the learned model.
  package let decides: Bool
  /// What it found.
  package let hits: [PhraseHit]
  /// Why it did not fire, or what suppressed its event; empty when it counts.
  package let obstacle: String

  /// Creates an outcome.
  package init(
    rule: String, event: Event, score: Double, fired: Bool, decides: Bool = true, hits: [PhraseHit],
    obstacle: String
  ) {
    self.rule = rule
    self.event = event
    self.score = score
    self.fired = fired
    self.decides = decides
    self.hits = hits
    self.obstacle = obstacle
  }
}

extension RuleOutcome {
  /// Whether it says more for the event than another of the same rule.
  func isStronger(than other: RuleOutcome) -> Bool {
    (fired ? 1 : 0, score, hits.count) > (other.fired ? 1 : 0, other.score, other.hits.count)
  }
}

/// What the rules recognised in a message.
package struct Recognition: Hashable, Sendable {
  /// The events, in the order of the vocabulary, without repeats.
  package let events: [Event]
  /// Every rule that fired or nearly did, strongest first.
  package let outcomes: [RuleOutcome]
  /// Events that may be meant and are not sure enough, likeliest first; none of them is in `events`.
  package let unclear: [UnclearEvent]
  /// What rules and learned evidence together made of each event; empty without a model.
  package let judgements: [EventJudgement]

  /// Creates a recognition.
  package init(
    events: [Event] = [], outcomes: [RuleOutcome] = [], unclear: [UnclearEvent] = [],
    judgements: [EventJudgement] = []
  ) {
    self.events = events
    self.outcomes = outcomes
    self.unclear = unclear
    self.judgements = judgements
  }

  /// What an event of the message is due to: the rule that fired and its evidence, else `learned` and how likely it
  /// is.
  package func source(of event: Event) -> (rule: String, score: Double) {
    if let firing = firing(of: event) { return (firing.rule, firing.score) }
    guard let judgement = judgements.first(where: { $0.event == event }) else { return ("", 0) }
    return ("learned", judgement.probability)
  }

  /// The rule that an event is due to, the strongest of several.
  package func firing(of event: Event) -> RuleOutcome? {
    outcomes.first { $0.event == event && $0.fired && $0.decides && $0.obstacle.isEmpty }
  }
}
