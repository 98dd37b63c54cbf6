// SPDX-License-Identifier: Apache-2.0

/// From which probability an event counts, and from which a person is asked.
///
/// With some support of the rules both decide together. Words alone decide nothing that moves money, and the rest only
/// where they were right in 97 of 100 cases.
struct DecisionPolicy: Hashable, Sendable {
  /// The probability from which rules and words together decide.
  ///
  /// One for all events: calibrated probabilities mean the same for each, and thresholds of their own were measured to
  /// do no better on held-out stories.
  var together: Double
  /// The probability from which mail of somebody unknown, who writes about no order of theirs, counts: most of what
  /// strangers write to real mailboxes is nobody's business, much more of it than of labelled mail.
  var stranger: Double
  /// The probability from which words alone decide; above 1 where they never were right often enough.
  var alone: Double
  /// The probability from which an event that does not count is put to a person.
  var unclear: Double

  /// The share of right decisions that words alone must show where their threshold is chosen, to reach 0.97 elsewhere:
  /// what is chosen among many looks better than it is.
  static let alonePrecision = 0.98

  /// The share of right decisions that business of strangers must show where its threshold is chosen.
  static let strangerPrecision = 0.92

  /// The probability from which an event counts, nil when it can't.
  func threshold(of event: Event, with support: RuleSupport, isStrange: Bool = false) -> Double? {
    let least = isStrange && event.isBusiness ? max(stranger, together) : together
    return switch support {
    case .fired: least
    // An invoice that names its account is told from another account by what a rule requires, not by a hint.
    case .weak: event == .bankDetailsChanged ? nil : least
    case .none: event.movesMoney || alone > 1 ? nil : max(alone, least)
    }
  }

  /// Decides about an event; who is outranked is not decided here.
  func verdict(
    on event: Event, probability: Double, support: RuleSupport, isStrange: Bool = false
  ) -> EventJudgement.Verdict {
    let threshold = threshold(of: event, with: support, isStrange: isStrange)
    if let threshold, probability >= threshold { return .counts }
    return probability >= unclear || support == .fired ? .unclear : .silent
  }
}

extension ClassifierInput {
  /// Whether somebody unknown writes about no order of theirs.
  var isStrange: Bool { sender == .unknown && state == nil }
}
