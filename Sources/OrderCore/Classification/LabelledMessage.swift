// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A message with the events that a person sees in it: what rules are measured against.
package struct LabelledMessage: Hashable, Sendable {
  /// The name it has in its collection.
  package var id: String
  /// What the rules get to see.
  package var input: ClassifierInput
  /// What a person sees.
  package var events: Set<Event>
  /// What it belongs to: messages of one story are kept together when parts are held out to measure.
  package var story: String
  /// Whether rules were written with it in sight, so that they look better on it than they are.
  package var isKnownToRules: Bool

  /// Creates a labelled message; without a story it is one of its own.
  package init(
    id: String, input: ClassifierInput, events: Set<Event>, story: String? = nil, isKnownToRules: Bool = false
  ) {
    self.id = id
    self.input = input
    self.events = events
    self.story = story ?? id
    self.isKnownToRules = isKnownToRules
  }
}

/// How well rules agree with people, over pairs of message and event.
package struct Agreement: Hashable, Sendable {
  /// Counts for one event, or for all.
  package struct Counts: Hashable, Sendable {
    /// Found and right.
    package var right = 0
    /// Found and wrong.
    package var wrong = 0
    /// Missed.
    package var missed = 0

    /// Creates counts of nothing.
    package init() {}

    /// The share of what was found that is right; 1 when nothing was found.
    package var precision: Double { right + wrong == 0 ? 1 : Double(right) / Double(right + wrong) }
    /// The share of what should be found that was; 1 when there is nothing to find.
    package var recall: Double { right + missed == 0 ? 1 : Double(right) / Double(right + missed) }
    /// The harmonic mean of both.
    package var f1: Double {
      precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall)
    }
  }

  /// A message on which the rules and the person differ.
  package struct Difference: Hashable, Sendable {
    /// The message.
    package let id: String
    /// Events that the person sees and the rules don't.
    package let missed: [Event]
    /// Events that the rules see and the person doesn't.
    package let wrong: [Event]
    /// The rules that fired for the wrong ones.
    package let rules: [String]
  }

  /// Over all events.
  package var total = Counts()
  /// By event.
  package var byEvent: [Event: Counts] = [:]
  /// The messages whose events are exactly right.
  package var exact = 0
  /// The messages looked at.
  package var messages = 0
  /// Where they differ, in the order of the messages.
  package var differences: [Difference] = []
}

extension Agreement {
  /// Counts what was found in a message; `rules` names what a wrong event is due to.
  package mutating func note(
    _ found: Set<Event>, of message: LabelledMessage, rules: (Event) -> [String] = { _ in [] }
  ) {
    messages += 1
    if found == message.events { exact += 1 }
    for event in found.union(message.events) {
      var counts = byEvent[event] ?? Counts()
      switch (found.contains(event), message.events.contains(event)) {
      case (true, true):
        counts.right += 1
        total.right += 1
      case (true, false):
        counts.wrong += 1
        total.wrong += 1
      default:
        counts.missed += 1
        total.missed += 1
      }
      byEvent[event] = counts
    }
    guard found != message.events else { return }
    let wrong = Event.allCases.filter { found.contains($0) && !message.events.contains($0) }
    differences.append(
      Difference(
        id: message.id,
        missed: Event.allCases.filter { message.events.contains($0) && !found.contains($0) },
        wrong: wrong, rules: wrong.flatMap(rules)))
  }
}

extension Recogniser {
  /// Measures rules and learned evidence against labelled messages.
  package func agreement(with labelled: [LabelledMessage]) -> Agreement {
    let reader = RecognitionReader(self)
    var agreement = Agreement()
    for message in labelled {
      let recognition = recognise(message.input, by: reader.read(message.input), quotes: false)
      agreement.note(Set(recognition.events), of: message) { event in
        let fired = recognition.outcomes.filter { $0.fired && $0.decides && $0.event == event }.map(\.rule)
        return fired.isEmpty ? [recognition.source(of: event).rule] : fired
      }
    }
    return agreement
  }

  /// Returns the events that a message reports and no rule hints at: where rules are wanted, for without a hint of
  /// theirs words alone must be all but sure.
  package func unhinted(of message: LabelledMessage, by reader: RecognitionReader) -> [Event] {
    let hinted = rules.outcomes(message.input, by: reader.read(message.input).phrases, quotes: false)
      .filter { $0.fired || $0.score >= RuleSupport.leastScore }.map(\.event)
    return Event.allCases.filter { message.events.contains($0) && !hinted.contains($0) }
  }
}
