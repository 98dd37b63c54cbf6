// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// What the rules look at: a message and its place in the trade.
package struct ClassifierInput: Hashable, Sendable {
  /// The new text.
  package var text: String
  /// What closes the new text: signature, notices, the footer of a list.
  package var signature: String
  /// The subject.
  package var subject: String
  /// The names of the attachments.
  package var attachments: [String]
  /// What the attached documents say, as far as they have been read.
  package var documents: [String]
  /// What the sender is to us.
  package var sender: PartyRole
  /// Which way it goes.
  package var direction: Direction
  /// Person or machine.
  package var kind: MessageKind
  /// The state of the linked order, nil when there is none.
  package var state: OrderState?
  /// What the linked order has reported so far; empty when there is none.
  package var history: Set<Event>
  /// Whether it answers or forwards something.
  package var isReply: Bool
  /// The kinds of keys named in it.
  package var keys: Set<KeyKind>
  /// The language of the new text.
  package var language: Language

  /// Creates an input.
  package init(
    text: String, signature: String = "", subject: String = "", attachments: [String] = [],
    documents: [String] = [],
    sender: PartyRole, direction: Direction, kind: MessageKind = .message, state: OrderState? = nil,
    history: Set<Event> = [], isReply: Bool = false, keys: Set<KeyKind> = [],
    language: Language = .undetermined
  ) {
    self.text = text
    self.signature = signature
    self.subject = subject
    self.attachments = attachments
    self.documents = documents
    self.sender = sender
    self.direction = direction
    self.kind = kind
    self.state = state
    self.history = history
    self.isReply = isReply
    self.keys = keys
    self.language = language
  }
}

/// Looks for the phrases of rules in messages and applies the rules.
///
/// It is pure, but it remembers word forms, so it belongs to one thread at a time.
package final class Classifier {
  private let rules: RuleSet
  private let tokenization: Tokenization
  private var presence: Presence

  /// Creates a classifier for a set of rules.
  package init(_ rules: RuleSet) {
    self.rules = rules
    tokenization = Tokenization(rules)
    presence = Presence(elements: rules.elementCount)
  }

  /// Returns the events that a message reports, with every rule that fired or nearly did.
  package func classify(_ input: ClassifierInput) -> Recognition {
    rules.judge(input, by: read(input.fields))
  }

  /// Returns what the phrases find in a message.
  package func read(_ fields: RuleText) -> PhraseReading {
    var reading = PhraseReading()
    read(fields.text, as: [.text], into: &reading)
    read(fields.signature, as: [.signature], into: &reading)
    read(fields.subject, as: fields.isReply ? [.subject] : [.subject, .freshSubject], into: &reading)
    read(fields.attachments, as: [.attachments], into: &reading)
    read(fields.documents, as: [.documents], into: &reading)
    read(fields.documentHeads, as: [.documentHeads], into: &reading)
    return reading
  }

  /// Reads a text as one field after the other.
  private func read(_ text: String, as fields: [RuleField], into reading: inout PhraseReading) {
    guard let first = fields.first, !text.isEmpty else { return }
    let stream = tokenization.tokens(of: text, field: first)
    let matcher = PhraseMatcher(rules: rules, stream: stream)
    var found: [PhraseMatcher.Found] = []
    matcher.forEach(in: FieldMask(Set(fields)), &presence) { match in
      let phrase = rules.phrases[match.phrase]
      guard phrase.negated.allows(match.isNegated), phrase.conditional.allows(match.isConditional) else {
        return
      }
      found.append(match)
    }
    guard !found.isEmpty else { return }
    var text = text
    text.withUTF8 { bytes in
      for field in fields { add(found, in: stream, of: field, bytes, to: &reading) }
    }
  }

  /// Adds what was found of the phrases for a field, but for sentences that say an exception.
  private func add(
    _ found: [PhraseMatcher.Found], in stream: TokenStream, of field: RuleField,
    _ bytes: UnsafeBufferPointer<UInt8>, to reading: inout PhraseReading
  ) {
    let mask = FieldMask(field)
    var exceptions: [Int: Set<Int32>] = [:]
    for match in found where rules.phrases[match.phrase].part == .except {
      let phrase = rules.phrases[match.phrase]
      if phrase.fields.contains(mask) { exceptions[phrase.rule, default: []].insert(match.sentence) }
    }
    for match in found {
      let phrase = rules.phrases[match.phrase]
      guard phrase.fields.contains(mask), phrase.part != .except else { continue }
      if exceptions[phrase.rule]?.contains(match.sentence) == true, phrase.part != .unless { continue }
      let excerpt = stream.excerpt(match.tokens)
      reading.add(
        match.phrase, phrase,
        (
          PhraseReading.Hit(phrase: match.phrase, field: field, excerpt: excerpt),
          isCyrillic: Self.hasCyrillic(bytes[excerpt])
        ))
    }
  }

  /// Whether a letter of U+0400…U+052F stands in UTF-8.
  private static func hasCyrillic(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var lead: UInt8 = 0
    for byte in bytes {
      if (0xD0...0xD3).contains(lead) || lead == 0xD4 && byte < 0xB0, byte & 0xC0 == 0x80 { return true }
      lead = byte
    }
    return false
  }
}

extension ClassifierInput {
  /// The fields that phrases are looked for in.
  package var fields: RuleText {
    RuleText(
      text: text, signature: signature, subject: subject, attachments: attachments, documents: documents,
      isReply: isReply)
  }
}

extension RuleSet {
  /// Returns the events that a message reports, with every rule that fired or nearly did.
  ///
  /// - Parameters:
  ///   - reading: what the phrases of these rules found in the message.
  ///   - quotes: whether the outcomes tell the words found; what is only recorded needs none.
  package func judge(_ input: ClassifierInput, by reading: PhraseReading, quotes: Bool = true) -> Recognition
  {
    var outcomes: [RuleOutcome] = []
    for evidence in reading.evidence {
      if let outcome = outcome(of: evidence, input: input, quotes: quotes) { outcomes.append(outcome) }
    }
    for number in unconditional where !reading.evidence.contains(where: { $0.rule == number }) {
      let nothing = PhraseReading.Evidence(rule: number)
      if let outcome = outcome(of: nothing, input: input, quotes: quotes) { outcomes.append(outcome) }
    }
    return outcomes.isEmpty ? Recognition() : suppress(outcomes)
  }

  private func outcome(
    of evidence: PhraseReading.Evidence, input: ClassifierInput, quotes: Bool
  ) -> RuleOutcome? {
    let rule = rules[evidence.rule]
    guard rule.always || reads(rule.language, in: input, evidence) else { return nil }
    guard rule.kinds.contains(input.kind), rule.senders.contains(input.sender),
      rule.directions.contains(input.direction), rule.reply.map({ $0 == input.isReply }) ?? true
    else { return nil }
    if let states = rule.states {
      guard let state = input.state, states.contains(state) else { return nil }
    }
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
    return RuleOutcome(
      rule: rule.id, event: rule.event, score: rule.hasEvidence || rule.always ? score : fired ? 1 : 0.5,
      fired: fired, hits: fields.map { fields in evidence.hits.map { hit($0, in: fields) } } ?? [],
      obstacle: obstacle)
  }

  /// Whether rules of a language have a say in a message.
  ///
  /// Words of one language look like those of another („will“, „also“, „Order“), so a message in a language that has
  /// rules is read by these alone; Cyrillic words are Russian wherever they stand.
  private func reads(
    _ language: Language, in input: ClassifierInput, _ evidence: PhraseReading.Evidence
  ) -> Bool {
    guard input.language != language, languages.contains(input.language) else { return true }
    return language == .russian && evidence.hasCyrillic
  }

  /// A phrase found with the words as the sender wrote them, blanks run together.
  private func hit(_ hit: PhraseReading.Hit, in fields: RuleText) -> PhraseHit {
    let bytes = fields.text(of: hit.field).utf8.dropFirst(hit.excerpt.lowerBound).prefix(hit.excerpt.count)
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return PhraseHit(
      phrase: texts[hit.phrase], field: hit.field, excerpt: words.joined(separator: " "),
      weight: phrases[hit.phrase].weight)
  }

  private func suppress(_ outcomes: [RuleOutcome]) -> Recognition {
    let fired = Set(outcomes.filter(\.fired).map(\.event))
    var suppressedBy: [Event: Event] = [:]
    for event in Event.allCases where fired.contains(event) && suppressedBy[event] == nil {
      for lower in suppression[event] ?? [] where fired.contains(lower) && lower != event {
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
