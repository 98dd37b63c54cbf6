// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A phrase ready to be matched: numbers and ranges only, so that looking at one costs no reference counting.
struct CompiledPhrase: Sendable {
  /// Its sequences among those of the rule set, and the steps of all of them.
  let sequences: Range<Int>
  let steps: Range<Int>
  let isQuestion: Bool
  let weight: Double
  let fields: FieldMask
  let negated: Polarity
  let conditional: Conditionality
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
  let phrase: Int
  let fields: FieldMask
  /// Of its places but the anchor the one that the fewest words fit; that of the anchor when there is no other.
  let probe: Element
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

  init(_ fields: Set<RuleField>) { self = fields.reduce(into: []) { $0.insert(FieldMask($1)) } }
}

/// Places in order.
struct CompiledSequence: Sendable {
  /// Its places among the steps of the rule set.
  let steps: Range<Int>
  /// The place that a search starts from: the one that the fewest words fit.
  let anchor: Int
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
  let language: Language
  let senders: Set<PartyRole>
  let directions: Set<Direction>
  let kinds: Set<MessageKind>
  let states: Set<OrderState>?
  let reply: Bool?
  let keys: Set<KeyKind>
  let groupCount: Int
  let always: Bool
  let hasEvidence: Bool

  init(_ rule: RuleDefinition) {
    id = rule.id
    event = rule.event
    language = rule.language
    senders = rule.senders ?? rule.event.senders
    directions = rule.directions ?? rule.event.directions
    kinds = rule.kinds
    states = rule.states
    reply = rule.reply
    keys = rule.keys
    groupCount = rule.all.count
    always = rule.always
    hasEvidence = !rule.any.isEmpty
  }
}

/// What words that deny or condition do, and the idioms that only look so: bits of an element.
struct Scope: OptionSet {
  let rawValue: UInt8

  static let russianNegation = Scope(rawValue: 1)
  static let englishNegation = Scope(rawValue: 2)
  static let germanNegation = Scope(rawValue: 4)
  static let negationIdiom = Scope(rawValue: 8)
  static let condition = Scope(rawValue: 16)
  static let conditionIdiom = Scope(rawValue: 32)

  static let negation: Scope = [.russianNegation, .englishNegation, .germanNegation]
}

/// Lists of values by element, one after the other in memory.
struct ElementTable<Value: Sendable>: Sendable {
  /// Where the list of an element starts; one more than there are elements.
  private let starts: [Int32]
  let values: [Value]

  init(_ lists: [Element: [Value]], elements: Int) {
    var starts: [Int32] = []
    var values: [Value] = []
    for element in 0..<Element(elements) {
      starts.append(Int32(values.count))
      values += lists[element] ?? []
    }
    starts.append(Int32(values.count))
    self.starts = starts
    self.values = values
  }

  /// The places of an element's values in `values`.
  @inline(__always)
  func range(of element: Element) -> Range<Int> {
    Int(starts[Int(element)])..<Int(starts[Int(element) + 1])
  }
}

/// Rules compiled into one automaton over stems: one pass over the text, whatever their number.
package struct RuleSet: Sendable {
  let rules: [CompiledRule]
  /// The rules that need no phrase.
  let unconditional: [Int]
  let phrases: [CompiledPhrase]
  /// The phrases as written.
  let texts: [String]
  let sequences: [CompiledSequence]
  let steps: [CompiledStep]
  /// The number of elements.
  let elementCount: Int
  /// The phrases to try at a word that fits an element: those whose first sequence is anchored there.
  let anchored: ElementTable<PhraseCandidate>
  /// Word groups by the element of their first word.
  let groups: ElementTable<WordGroup>
  /// The elements of the third and later words of groups.
  let groupWords: [Element]
  let words: WordIndex
  /// By element: what it does to the words around it.
  let scopes: [Scope]
  /// What each event suppresses.
  let suppression: [Event: Set<Event>]
  /// The languages that there are rules in.
  let languages: Set<Language>
  /// What the rules were compiled from.
  package let definition: RulebookDefinition

  /// The number of rules.
  package var count: Int { rules.count }
}
