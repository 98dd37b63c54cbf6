// SPDX-License-Identifier: Apache-2.0

import MailModel

/// A phrase ready to be matched.
struct CompiledPhrase: Sendable {
  /// The phrase as written.
  let text: String
  let sequences: [CompiledSequence]
  let isQuestion: Bool
  let weight: Double
  let fields: Set<RuleField>
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

/// Places in order.
struct CompiledSequence: Sendable {
  let steps: [CompiledStep]
  /// The place that a search starts from: the one that the fewest words fit.
  let anchor: Int
}

/// A place: its element and the words that may stand between it and the place before.
struct CompiledStep: Sendable {
  let element: Element
  let gap: Int
  let startsSentence: Bool
}

/// A rule ready to be applied.
struct CompiledRule: Sendable {
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
}

/// The elements of words that deny or condition what is said, and of the idioms that only look so.
struct ScopeElements: Sendable {
  /// By stem language: how far a negation reaches differs.
  var negation: [Element?] = [nil, nil, nil]
  var negationIdiom: Set<Element> = []
  var condition: Set<Element> = []
  var conditionIdiom: Set<Element> = []
}

/// Rules compiled into one automaton over stems: one pass over the text, whatever their number.
package struct RuleSet: Sendable {
  let rules: [CompiledRule]
  let phrases: [CompiledPhrase]
  /// The phrases to try at a word that fits an element: those whose first sequence is anchored there.
  let anchored: [Element: [Int]]
  let words: WordIndex
  let scopes: ScopeElements
  /// What each event suppresses.
  let suppression: [Event: Set<Event>]
  /// The languages that there are rules in.
  let languages: Set<Language>
  /// What the rules were compiled from.
  package let definition: RulebookDefinition

  /// The number of rules.
  package var count: Int { rules.count }
}
