// SPDX-License-Identifier: Apache-2.0

/// How good rules, words and both are on stories that were held out.
package struct TrainingReport: Sendable {
  /// Counts by event, for messages that the rules were written on and for the others.
  package struct Measure: Sendable {
    /// Messages that the rules were not written on.
    package internal(set) var fresh = Agreement()
    /// Messages that the rules were written on: rules look better here than they are.
    package internal(set) var known = Agreement()

    mutating func note(_ found: Set<Event>, _ message: LabelledMessage) {
      if message.isKnownToRules {
        known.note(found, of: message)
      } else {
        fresh.note(found, of: message)
      }
    }
  }

  /// A tenth of the probabilities, and how often what they say was so.
  package struct Reliability: Sendable {
    /// By tenth: pairs of message and event, the sum of their probabilities, and how many were so.
    package private(set) var tenths = [(count: Int, sum: Double, right: Int)](
      repeating: (0, 0, 0), count: 10)

    mutating func note(_ probability: Double, _ isSo: Bool) {
      let tenth = min(9, max(0, Int(probability * 10)))
      tenths[tenth].count += 1
      tenths[tenth].sum += probability
      if isSo { tenths[tenth].right += 1 }
    }
  }

  /// Decisions and how many were right.
  package struct Share: Hashable, Sendable {
    /// The decisions.
    package private(set) var count = 0
    /// Those that were right.
    package private(set) var right = 0

    mutating func note(_ isRight: Bool) {
      count += 1
      if isRight { right += 1 }
    }
  }

  /// The rules alone.
  package internal(set) var rules = Measure()
  /// The words alone.
  package internal(set) var words = Measure()
  /// Both, as they decide.
  package internal(set) var both = Measure()
  /// What words decided where rules had nothing.
  package internal(set) var alone = Share()
  /// What was decided about mail of people unknown.
  package internal(set) var strangers = Share()
  /// Business of people unknown that was missed.
  package internal(set) var strangersMissed = 0
  /// How far the probabilities can be believed.
  package internal(set) var reliability = Reliability()
  /// Messages with an unclear event, of those that the rules were not written on.
  package private(set) var unclearMessages = 0
  /// Unclear events, and those of them that are so.
  package private(set) var unclear = Share()
  /// Missed events that are unclear at least.
  package private(set) var missedButUnclear = 0
  /// Missed events for which no rule had anything to say, by event: where rules are wanted.
  package private(set) var unsupported: [Event: Int] = [:]

  mutating func noteUnclear(_ pairs: [TrustSet.Pair], missed: Set<Event>, _ message: LabelledMessage) {
    guard !message.isKnownToRules else { return }
    if !pairs.isEmpty { unclearMessages += 1 }
    for pair in pairs {
      unclear.note(pair.isSo)
      if missed.contains(pair.event) { missedButUnclear += 1 }
    }
  }

  mutating func noteMissed(_ missed: Set<Event>, supported: Set<Event>, _ message: LabelledMessage) {
    guard !message.isKnownToRules else { return }
    for event in missed.subtracting(supported) { unsupported[event, default: 0] += 1 }
  }
}
