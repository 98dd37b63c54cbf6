// SPDX-License-Identifier: Apache-2.0

/// An event of a message with what recognised it.
package struct RecordedEvent: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// The rule; empty when a person said so.
  package let rule: String

  /// Creates an event.
  package init(_ event: Event, rule: String) {
    self.event = event
    self.rule = rule
  }
}

extension Recognition {
  /// The events with the rules that they are due to.
  package var recorded: [RecordedEvent] {
    events.map { RecordedEvent($0, rule: firing(of: $0)?.rule ?? "") }
  }

  /// The same with what a person said in the place of what was recognised; nothing stays unclear.
  package func corrected(to events: [Event]) -> Recognition {
    Recognition(events: Event.allCases.filter(events.contains), outcomes: outcomes)
  }

  /// The same with the events that a rule nearly recognised as unclear, where nothing else tells what is.
  ///
  /// A rule that was forbidden, or lacks a part that it can't do without, has nothing to say.
  package func withNearMisses() -> Recognition {
    guard unclear.isEmpty else { return self }
    var candidates: [Event: RuleOutcome] = [:]
    for outcome in outcomes where outcome.isNearMiss && !events.contains(outcome.event) {
      if candidates[outcome.event].map({ $0.score >= outcome.score }) ?? false { continue }
      candidates[outcome.event] = outcome
    }
    guard !candidates.isEmpty else { return self }
    let unclear = Event.allCases.compactMap { candidates[$0] }.map { outcome in
      let share = Int((outcome.score * 100).rounded(.down))
      return UnclearEvent(
        event: outcome.event, probability: outcome.score,
        reasons: ["rule \(outcome.rule) has \(share) % of the evidence that it needs"])
    }
    let likeliest = unclear.enumerated().sorted {
      ($0.element.probability, -$0.offset) > ($1.element.probability, -$1.offset)
    }
    return Recognition(events: events, outcomes: outcomes, unclear: likeliest.map(\.element))
  }
}

extension RuleOutcome {
  /// Whether nothing but evidence is lacking, and most of it is there.
  fileprivate var isNearMiss: Bool {
    !fired && obstacle == RuleOutcome.lacksEvidence && score >= RuleOutcome.nearMiss && score < 0.999
  }

  /// The evidence from which a rule is heard without firing: from 0.6 on more than a third of such events are there, at
  /// half of the evidence every sixth.
  private static let nearMiss = 0.6

  /// What keeps a rule from firing when all that it lacks is evidence.
  package static let lacksEvidence = "not enough evidence"
}
