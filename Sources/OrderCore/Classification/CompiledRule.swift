// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A phrase ready to be matched: numbers and ranges only, so that looking at one costs no reference counting.
struct CompiledPhrase: Sendable {
  /// Its sequences among those of the rule set, and the steps of all of them.
  let sequences: Range<Int>
  let steps: Range<Int>
  let weight: Double
  let fields: FieldMask
  let moods: MoodFilter
  /// The rule it belongs to, and in which part of it it stands.
  let rule: Int
  let part: Part

  enum Part: Hashable, Sendable {
    case evidence
    case group(Int)
    case unless
    case except
  }
}

/// A phrase as the words that anchor it name it: what tells at once that it is not meant.
struct PhraseCandidate: Sendable {
  let phrase: Int32
  /// Of its places but the anchor the one that the fewest words fit; negative when there is no other.
  let probe: Element
  let fields: FieldMask
}

/// Fields as bits.
struct FieldMask: OptionSet {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ field: RuleField) {
    switch field {
    case .text: rawValue = 1
    case .subject: rawValue = 2
    case .freshSubject: rawValue = 4
    case .attachments: rawValue = 8
    case .documents: rawValue = 16
    case .documentHeads: rawValue = 32
    case .signature: rawValue = 64
    }
  }

  init(_ fields: some Sequence<RuleField>) { self = fields.reduce(into: []) { $0.insert(FieldMask($1)) } }
}

/// Places in order.
struct CompiledSequence: Sendable {
  /// Its places among the steps of the rule set.
  let steps: Range<Int>
  /// The place that a search starts from: the one that the fewest words fit.
  let anchor: Int
  /// Whether it must stand in the clause of the sequence before it.
  let joinsClause: Bool
}

/// A place: its element and the words that may stand between it and the place before.
struct CompiledStep: Sendable {
  let element: Element
  let gap: Int
  let startsSentence: Bool
}

/// A rule ready to be applied; a class, since its sets are only read and copies would count references.
final class CompiledRule: Sendable {
  let id: String
  let event: Event
  /// The language of its words; one of several where `hasVariants`.
  let language: Language
  /// Whether the rule is compiled for other languages too, under the same id.
  let hasVariants: Bool
  let decides: Bool
  let senders: Set<PartyRole>
  let directions: Set<Direction>
  let kinds: Set<MessageKind>
  let states: Set<OrderState>?
  let after: Set<Event>
  let notAfter: Set<Event>
  let reply: Bool?
  let keys: Set<KeyKind>
  let groupCount: Int
  let always: Bool
  let hasEvidence: Bool

  init(_ rule: RuleDefinition, language: Language, hasVariants: Bool) {
    id = rule.id
    event = rule.event
    self.language = language
    self.hasVariants = hasVariants
    decides = rule.decides
    senders = rule.senders ?? rule.event.senders
    directions = rule.directions ?? rule.event.directions
    kinds = rule.kinds
    states = rule.states
    after = rule.after
    notAfter = rule.notAfter
    reply = rule.reply
    keys = rule.keys
    groupCount = rule.all.count
    always = rule.always
    hasEvidence = !rule.any.isEmpty
  }
}
