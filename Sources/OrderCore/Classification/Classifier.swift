// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What the rules look at: a message and its place in the trade.
package struct ClassifierInput: Hashable, Sendable {
  /// The new text.
  package var text: String
  /// The subject.
  package var subject: String
  /// The names of the attachments.
  package var attachments: [String]
  /// What the sender is to us.
  package var sender: PartyRole
  /// Which way it goes.
  package var direction: Direction
  /// Person or machine.
  package var kind: MessageKind
  /// The state of the linked order, nil when there is none.
  package var state: OrderState?
  /// Whether it answers or forwards something.
  package var isReply: Bool
  /// The kinds of keys named in it.
  package var keys: Set<KeyKind>
  /// The language of the new text.
  package var language: Language

  /// Creates an input.
  package init(
    text: String, subject: String = "", attachments: [String] = [], sender: PartyRole, direction: Direction,
    kind: MessageKind = .message, state: OrderState? = nil, isReply: Bool = false, keys: Set<KeyKind> = [],
    language: Language = .undetermined
  ) {
    self.text = text
    self.subject = subject
    self.attachments = attachments
    self.sender = sender
    self.direction = direction
    self.kind = kind
    self.state = state
    self.isReply = isReply
    self.keys = keys
    self.language = language
  }
}

/// Applies rules to messages; pure, but it remembers word forms, so it belongs to one thread at a time.
package final class Classifier {
  private let rules: RuleSet
  private let tokenization: Tokenization

  /// Creates a classifier for a set of rules.
  package init(_ rules: RuleSet) {
    self.rules = rules
    tokenization = Tokenization(rules)
  }

  /// Returns the events that a message reports, with every rule that fired or nearly did.
  package func classify(_ input: ClassifierInput) -> Recognition {
    var ledger = EvidenceLedger(ruleCount: rules.count)
    for (field, text) in fields(of: input) {
      collect(from: tokenization.tokens(of: text, field: field), into: &ledger)
    }
    var outcomes: [RuleOutcome] = []
    for number in rules.rules.indices {
      guard let outcome = outcome(of: number, input: input, evidence: ledger) else { continue }
      outcomes.append(outcome)
    }
    return suppress(outcomes)
  }

  private func fields(of input: ClassifierInput) -> [(RuleField, String)] {
    var fields: [(RuleField, String)] = [(.text, input.text)]
    if !input.subject.isEmpty {
      fields.append((.subject, input.subject))
      if !input.isReply { fields.append((.freshSubject, input.subject)) }
    }
    if !input.attachments.isEmpty {
      fields.append((.attachments, input.attachments.joined(separator: "\n")))
    }
    return fields
  }

  private func collect(from stream: TokenStream, into ledger: inout EvidenceLedger) {
    let matcher = PhraseMatcher(rules: rules, stream: stream)
    var found: [PhraseMatcher.Found] = []
    var exceptions: [Int: Set<Int32>] = [:]
    matcher.forEach { match in
      let phrase = rules.phrases[match.phrase]
      guard phrase.negated.allows(match.isNegated), phrase.conditional.allows(match.isConditional) else {
        return
      }
      if phrase.part == .except {
        exceptions[phrase.rule, default: []].insert(match.sentence)
      } else {
        found.append(match)
      }
    }
    for match in found {
      let phrase = rules.phrases[match.phrase]
      if exceptions[phrase.rule]?.contains(match.sentence) == true, phrase.part != .unless { continue }
      ledger.add(match.phrase, phrase: phrase, field: stream.field) { stream.excerpt(match.tokens) }
    }
  }

  private func outcome(of number: Int, input: ClassifierInput, evidence: EvidenceLedger) -> RuleOutcome? {
    let rule = rules.rules[number]
    let found = evidence.found[number]
    guard rule.always || found != nil else { return nil }
    guard rule.kinds.contains(input.kind), rule.senders.contains(input.sender),
      rule.directions.contains(input.direction), rule.reply.map({ $0 == input.isReply }) ?? true
    else { return nil }
    guard rule.always || reads(rule.language, in: input, found: found) else { return nil }
    if let states = rule.states {
      guard let state = input.state, states.contains(state) else { return nil }
    }
    let score = rule.always ? 1 : found?.score ?? 0
    let groups = found?.groups ?? []
    let hasEnough = rule.always || (rule.hasEvidence ? score >= 0.999 : groups.count == rule.groupCount)
    var obstacle = ""
    if let veto = found?.veto {
      obstacle = "unless “\(veto)”"
    } else if groups.count < rule.groupCount {
      obstacle = "only \(groups.count) of \(rule.groupCount) groups found"
    } else if !rule.keys.isEmpty, rule.keys.isDisjoint(with: input.keys) {
      obstacle = "names no \(rule.keys.map(\.rawValue).sorted().joined(separator: " or "))"
    } else if !hasEnough {
      obstacle = "not enough evidence"
    }
    let fired = obstacle.isEmpty && hasEnough
    guard fired || score >= 0.4 || !groups.isEmpty else { return nil }
    return RuleOutcome(
      rule: rule.id, event: rule.event, score: rule.hasEvidence || rule.always ? score : fired ? 1 : 0.5,
      fired: fired, hits: found?.hits ?? [], obstacle: obstacle)
  }

  /// Whether rules of a language have a say in a message.
  ///
  /// Words of one language look like those of another („will“, „also“, „Order“), so a message in a language that has
  /// rules is read by these alone; Cyrillic words are Russian wherever they stand.
  private func reads(_ language: Language, in input: ClassifierInput, found: EvidenceLedger.Found?) -> Bool {
    guard input.language != language, rules.languages.contains(input.language) else { return true }
    return language == .russian && found?.hasCyrillic == true
  }

  private func suppress(_ outcomes: [RuleOutcome]) -> Recognition {
    let fired = Set(outcomes.filter(\.fired).map(\.event))
    var suppressedBy: [Event: Event] = [:]
    for event in Event.allCases where fired.contains(event) && suppressedBy[event] == nil {
      for lower in rules.suppression[event] ?? [] where fired.contains(lower) && lower != event {
        suppressedBy[lower] = event
      }
    }
    let events = Event.allCases.filter { fired.contains($0) && suppressedBy[$0] == nil }
    let explained = outcomes.map { outcome in
      guard outcome.fired, let by = suppressedBy[outcome.event] else { return outcome }
      return RuleOutcome(
        rule: outcome.rule, event: outcome.event, score: outcome.score, fired: false, hits: outcome.hits,
        obstacle: "suppressed by \(by.rawValue)")
    }
    return Recognition(
      events: events,
      outcomes: explained.sorted {
        ($0.fired ? 1 : 0, $0.score, $1.rule) > ($1.fired ? 1 : 0, $1.score, $0.rule)
      })
  }
}

extension Polarity {
  fileprivate func allows(_ isNegated: Bool) -> Bool {
    switch self {
    case .affirmed: !isNegated
    case .negated: isNegated
    case .any: true
    }
  }
}

extension Conditionality {
  fileprivate func allows(_ isConditional: Bool) -> Bool {
    switch self {
    case .unconditional: !isConditional
    case .conditional: isConditional
    case .any: true
    }
  }
}
