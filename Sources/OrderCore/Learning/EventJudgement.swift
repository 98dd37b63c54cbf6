// SPDX-License-Identifier: Apache-2.0

import Foundation

/// What rules and words together made of one event of a message.
package struct EventJudgement: Hashable, Sendable {
  /// How it ended.
  package enum Verdict: Hashable, Sendable {
    /// The message reports it.
    case counts
    /// A person decides.
    case unclear
    /// Too unlikely to speak of.
    case silent
    /// Another event of the message outranks it.
    case suppressed(by: Event)
  }

  /// The event.
  package let event: Event
  /// How likely it is by rules and words together.
  package let probability: Double
  /// How likely it is by the words alone; nil where words have no say.
  package let wordProbability: Double?
  /// Whether a rule fired for it; nil when the rules have nothing to speak of.
  package let ruleFired: Bool?
  /// How it ended.
  package internal(set) var verdict: Verdict
  /// The probability that it needed; nil when words alone may not decide it.
  package internal(set) var threshold: Double?
  /// The features that speak for and against it, strongest first; empty when they were not asked for.
  package internal(set) var reasons: [LearnedReason] = []

  init(
    event: Event, probability: Double, wordProbability: Double?, support: RuleSupport, verdict: Verdict
  ) {
    self.event = event
    self.probability = probability
    self.wordProbability = wordProbability
    switch support {
    case .fired: ruleFired = true
    case .weak: ruleFired = false
    case .none: ruleFired = nil
    }
    self.verdict = verdict
  }

  /// Why it ended so, as a sentence without its full stop.
  package var why: String {
    let likely = "\(Self.percent(probability)) likely"
    let needed = threshold.map { " of \(Self.percent($0)) needed" } ?? ""
    switch verdict {
    case .counts:
      guard wordProbability != nil else { return "a rule fired, and words have no say in it" }
      return ruleFired == nil ? "words alone make it \(likely)\(needed)" : "\(likely)\(needed)"
    case .unclear:
      if threshold == nil {
        if event == .bankDetailsChanged { return "\(likely), but no rule fired" }
        return event.movesMoney
          ? "\(likely), but words alone move no money" : "\(likely), but words alone are not sure enough"
      }
      return ruleFired == true
        ? "a rule fired, but it is only \(likely)\(needed)" : "only \(likely)\(needed)"
    case .silent: return "only \(likely)\(needed)"
    case .suppressed(let by): return "suppressed by \(by.rawValue)"
    }
  }

  /// The reasons in words: why it ended so, what the rules gave, then what the words say, strongest first.
  func words(_ outcomes: [RuleOutcome]) -> [String] {
    let rules = outcomes.filter { $0.event == event }.prefix(3).map { outcome in
      outcome.fired ? "rule \(outcome.rule) fired" : "rule \(outcome.rule): \(outcome.obstacle)"
    }
    return [why] + rules + reasons.prefix(5).map(\.description)
  }

  /// A share of 1 in per cent.
  static func percent(_ share: Double) -> String { String(format: "%.0f %%", share * 100) }
}

/// A feature of a message and what it adds to the evidence for an event.
package struct LearnedReason: Hashable, Sendable, CustomStringConvertible {
  /// What the feature is called.
  package let name: String
  /// What it adds, as log-odds; below 0 it speaks against the event.
  package let weight: Double

  /// The weight and the name.
  package var description: String { String(format: "%+.1f ", weight) + name }
}
