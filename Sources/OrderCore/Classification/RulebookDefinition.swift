// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// A named list of words and word groups that phrases refer to as `@name`.
package struct LexiconDefinition: Hashable, Sendable {
  /// The name, unique within its language.
  package var name: String
  /// The language of the rules that may use it.
  package var language: Language
  /// Its entries: words, word groups, or `@other`.
  package var entries: [(text: String, place: SourcePlace)]
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a lexicon.
  package init(
    name: String, language: Language, entries: [(text: String, place: SourcePlace)], place: SourcePlace
  ) {
    self.name = name
    self.language = language
    self.entries = entries
    self.place = place
  }

  package static func == (left: LexiconDefinition, right: LexiconDefinition) -> Bool {
    left.name == right.name && left.language == right.language && left.place == right.place
      && left.entries.map(\.text) == right.entries.map(\.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(language)
  }
}

/// An event that outranks others found in the same message.
package struct Precedence: Hashable, Sendable {
  /// The event that stays.
  package var event: Event
  /// The events that go when it is found.
  package var suppresses: Set<Event>
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a precedence.
  package init(event: Event, suppresses: Set<Event>, place: SourcePlace) {
    self.event = event
    self.suppresses = suppresses
    self.place = place
  }
}

/// All that the rule files say.
package struct RulebookDefinition: Hashable, Sendable {
  /// The rules, in the order of their files.
  package var rules: [RuleDefinition]
  /// The shared word lists.
  package var lexicons: [LexiconDefinition]
  /// Which event outranks which.
  package var precedences: [Precedence]

  /// Creates a rulebook.
  package init(
    rules: [RuleDefinition] = [], lexicons: [LexiconDefinition] = [], precedences: [Precedence] = []
  ) {
    self.rules = rules
    self.lexicons = lexicons
    self.precedences = precedences
  }
}
