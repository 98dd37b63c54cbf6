// SPDX-License-Identifier: Apache-2.0

import MailModel

/// Lists of values by element, one after the other in memory.
struct ElementTable<Value: Sendable>: Sendable {
  /// Where the list of an element starts; one more than there are elements.
  private let starts: [Int32]
  private let values: [Value]

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

  /// The values of an element.
  @inline(__always)
  subscript(_ element: Element) -> ArraySlice<Value> {
    values[Int(starts[Int(element)])..<Int(starts[Int(element) + 1])]
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
  /// By element: whether phrases look for it before they are tried at another word.
  let isProbe: [Bool]
  /// Word groups by the element of their first word.
  let groups: ElementTable<WordGroup>
  /// The elements of the third and later words of groups.
  let groupWords: [Element]
  let words: WordIndex
  /// By element: what it does to the words around it.
  let scopes: [Scope]
  /// By element: the lexicon whose entries fit it.
  let concepts: [ElementConcept?]
  /// The names of the lexicons, as concepts are numbered; without those whose name starts with `_`.
  package let conceptNames: [String]
  /// What each event suppresses.
  let suppression: [Event: Set<Event>]
  /// The languages that there are rules in.
  let languages: Set<Language>
  /// What the rules were compiled from.
  package let definition: RulebookDefinition

  /// The number of rules.
  package var count: Int { definition.rules.count }
}
