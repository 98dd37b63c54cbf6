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

  /// Creates a labelled message.
  package init(id: String, input: ClassifierInput, events: Set<Event>) {
    self.id = id
    self.input = input
    self.events = events
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

extension RuleSet {
  /// Measures the rules against labelled messages.
  package func agreement(with labelled: [LabelledMessage]) -> Agreement {
    let classifier = Classifier(self)
    var agreement = Agreement()
    for message in labelled {
      let recognition = classifier.classify(message.input)
      let found = Set(recognition.events)
      agreement.messages += 1
      if found == message.events { agreement.exact += 1 }
      for event in found.union(message.events) {
        var counts = agreement.byEvent[event] ?? Agreement.Counts()
        switch (found.contains(event), message.events.contains(event)) {
        case (true, true):
          counts.right += 1
          agreement.total.right += 1
        case (true, false):
          counts.wrong += 1
          agreement.total.wrong += 1
        default:
          counts.missed += 1
          agreement.total.missed += 1
        }
        agreement.byEvent[event] = counts
      }
      guard found != message.events else { continue }
      let wrong = Event.allCases.filter { found.contains($0) && !message.events.contains($0) }
      agreement.differences.append(
        Agreement.Difference(
          id: message.id,
          missed: Event.allCases.filter { message.events.contains($0) && !found.contains($0) },
          wrong: wrong,
          rules: recognition.outcomes.filter { $0.fired && $0.decides && wrong.contains($0.event) }.map(
            \.rule)))
    }
    return agreement
  }
}
