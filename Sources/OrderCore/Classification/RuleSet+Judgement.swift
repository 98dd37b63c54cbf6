// SPDX-License-Identifier: Apache-2.0

import MailModel

extension RuleSet {
  /// Returns the events that a message reports, with every rule that fired or nearly did.
  ///
  /// - Parameters:
  ///   - reading: what the phrases of these rules found in the message.
  ///   - quotes: whether the outcomes tell the words found; what is only recorded needs none.
  package func judge(_ input: ClassifierInput, by reading: PhraseReading, quotes: Bool = true) -> Recognition
  {
    decide(outcomes(input, by: reading, quotes: quotes))
  }

  /// Returns what each rule that fired or nearly did makes of a message, before one event suppresses another.
  func outcomes(_ input: ClassifierInput, by reading: PhraseReading, quotes: Bool) -> [RuleOutcome] {
    var outcomes: [RuleOutcome] = []
    for evidence in reading.evidence {
      guard let outcome = outcome(of: evidence, input: input, quotes: quotes) else { continue }
      // Of a rule compiled for several languages the strongest counts.
      if rules[evidence.rule].hasVariants,
        let known = outcomes.firstIndex(where: { $0.rule == outcome.rule })
      {
        if outcome.isStronger(than: outcomes[known]) { outcomes[known] = outcome }
      } else {
        outcomes.append(outcome)
      }
    }
    for number in unconditional where !reading.evidence.contains(where: { $0.rule == number }) {
      let nothing = PhraseReading.Evidence(rule: number)
      if let outcome = outcome(of: nothing, input: input, quotes: quotes) { outcomes.append(outcome) }
    }
    return outcomes
  }

  private func outcome(
    of evidence: PhraseReading.Evidence, input: ClassifierInput, quotes: Bool
  ) -> RuleOutcome? {
    let rule = rules[evidence.rule]
    guard rule.always || reads(rule.language, inMessageOf: input.language, hasCyrillic: evidence.hasCyrillic)
    else { return nil }
    guard rule.kinds.contains(input.kind), rule.senders.contains(input.sender),
      rule.directions.contains(input.direction), rule.reply.map({ $0 == input.isReply }) ?? true
    else { return nil }
    if let states = rule.states {
      guard let state = input.state, states.contains(state) else { return nil }
    }
    guard rule.after.isEmpty || !rule.after.isDisjoint(with: input.history),
      rule.notAfter.isDisjoint(with: input.history)
    else { return nil }
    let score = rule.always ? 1 : evidence.score
    let groups = evidence.groups
    let hasEnough = rule.always || (rule.hasEvidence ? score >= 0.999 : groups.count == rule.groupCount)
    var obstacle = ""
    if let veto = evidence.veto {
      obstacle = "unless “\(texts[veto])”"
    } else if groups.count < rule.groupCount {
      obstacle = "only \(groups.count) of \(rule.groupCount) groups found"
    } else if !rule.keys.isEmpty, rule.keys.isDisjoint(with: input.keys) {
      obstacle = "names no \(rule.keys.map(\.rawValue).sorted().joined(separator: " or "))"
    } else if !hasEnough {
      obstacle = RuleOutcome.lacksEvidence
    }
    let fired = obstacle.isEmpty && hasEnough
    guard fired || score >= 0.4 || !groups.isEmpty else { return nil }
    let fields = quotes ? input.fields : nil
    // Half of what a rule of groups needs may be any number, and hints at nothing.
    let found = 0.5 * Double(groups.count) / Double(max(1, rule.groupCount))
    return RuleOutcome(
      rule: rule.id, event: rule.event, score: rule.hasEvidence || rule.always ? score : fired ? 1 : found,
      fired: fired, decides: rule.decides,
      hits: fields.map { fields in evidence.hits.map { hit($0, in: fields) } } ?? [], obstacle: obstacle)
  }

  /// Whether rules of a language have a say in a message.
  ///
  /// Words of one language look like those of another („will“, „also“, „Order“), so a message in a language that has
  /// rules is read by these alone; Cyrillic words are Russian wherever they stand.
  func reads(_ language: Language, inMessageOf spoken: Language, hasCyrillic: Bool) -> Bool {
    guard spoken != language, languages.contains(spoken) else { return true }
    return language == .russian && hasCyrillic
  }

  /// A phrase found with the words as the sender wrote them, blanks run together.
  private func hit(_ hit: PhraseReading.Hit, in fields: RuleText) -> PhraseHit {
    let bytes = fields.text(of: hit.field).utf8.dropFirst(hit.excerpt.lowerBound).prefix(hit.excerpt.count)
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return PhraseHit(
      phrase: texts[hit.phrase], field: hit.field, excerpt: words.joined(separator: " "),
      weight: phrases[hit.phrase].weight)
  }
}
