// SPDX-License-Identifier: Apache-2.0

extension RuleSet {
  /// Decides by the rules alone.
  func decide(_ outcomes: [RuleOutcome]) -> Recognition {
    guard !outcomes.isEmpty else { return Recognition() }
    let fired = Set(outcomes.filter { $0.fired && $0.decides }.map(\.event))
    let suppressedBy = suppressed(among: fired)
    let events = Event.allCases.filter { fired.contains($0) && suppressedBy[$0] == nil }
    return Recognition(
      events: events,
      outcomes: Self.byStrength(
        outcomes.map { outcome in
          guard outcome.fired, outcome.decides, let by = suppressedBy[outcome.event] else { return outcome }
          return outcome.silenced("suppressed by \(by.rawValue)")
        }))
  }

  /// Returns which of some events are outranked, and by which.
  func suppressed(among events: Set<Event>) -> [Event: Event] {
    var suppressedBy: [Event: Event] = [:]
    guard events.count > 1 else { return suppressedBy }
    for event in Event.allCases where events.contains(event) && suppressedBy[event] == nil {
      for lower in suppression[event] ?? [] where events.contains(lower) && lower != event {
        suppressedBy[lower] = event
      }
    }
    return suppressedBy
  }

  /// Those of some events that no other of them outranks.
  func kept(of events: Set<Event>) -> Set<Event> {
    let outranked = suppressed(among: events)
    return events.filter { outranked[$0] == nil }
  }

  /// Returns outcomes with what silenced those that fired for events that do not count.
  func explained(_ outcomes: [RuleOutcome], by judgements: [EventJudgement]) -> [RuleOutcome] {
    Self.byStrength(
      outcomes.map { outcome in
        guard outcome.fired, outcome.decides,
          let judgement = judgements.first(where: { $0.event == outcome.event }), judgement.verdict != .counts
        else { return outcome }
        return outcome.silenced(judgement.why)
      })
  }

  private static func byStrength(_ outcomes: [RuleOutcome]) -> [RuleOutcome] {
    outcomes.sorted { ($0.fired ? 1 : 0, $0.score, $1.rule) > ($1.fired ? 1 : 0, $1.score, $0.rule) }
  }
}

extension RuleOutcome {
  /// The outcome as one that does not count, and why.
  fileprivate func silenced(_ obstacle: String) -> RuleOutcome {
    RuleOutcome(
      rule: rule, event: event, score: score, fired: false, decides: decides, hits: hits, obstacle: obstacle)
  }
}
