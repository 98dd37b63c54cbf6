// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// A place in a file that a person wrote: what diagnostics point at.
package struct SourcePlace: Hashable, Sendable, CustomStringConvertible {
  /// The file's path as given by the user.
  package let file: String
  /// The line, from 1.
  package let line: Int
  /// The column, from 1, in characters.
  package let column: Int

  /// Creates a place.
  package init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`.
  package var description: String { "\(file):\(line):\(column)" }
}

/// Something wrong in a file that a person wrote: where, what, and what to do.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  /// Where.
  package let place: SourcePlace
  /// What is wrong, and the remedy; no full stop.
  package let message: String

  /// Creates a diagnostic.
  package init(_ place: SourcePlace, _ message: String) {
    self.place = place
    self.message = message
  }

  /// `file:line:column: message`.
  package var description: String { "\(place): \(message)" }
}

/// Which part of a message a phrase is looked for in.
package enum RuleField: String, Hashable, Sendable, CaseIterable {
  /// The new text.
  case text
  /// The subject, also of replies.
  case subject
  /// The subject of a message that starts a thread, ignored on replies and forwards (their subject is history).
  case freshSubject = "fresh_subject"
  /// The signature and the notices below the new text, where lists say how to leave them.
  case signature
  /// The names of the attachments.
  case attachments
  /// What the attached documents say; nothing until they have been read.
  case documents
  /// How the attached documents begin: letterhead and title.
  case documentHeads = "document_heads"
}

/// Whether a phrase counts when the sentence denies it.
package enum Polarity: String, Hashable, Sendable, CaseIterable {
  /// Only when it is stated.
  case affirmed = "no"
  /// Only when it is denied.
  case negated = "yes"
  /// Either way.
  case any
}

/// Whether a phrase counts in a conditional sentence ("as soon as we confirm …").
package enum Conditionality: String, Hashable, Sendable, CaseIterable {
  /// Only outside of conditions.
  case unconditional = "no"
  /// Only inside a condition.
  case conditional = "yes"
  /// Either way.
  case any
}

/// A phrase as a rule file writes it.
package struct PhraseDefinition: Hashable, Sendable {
  /// The phrase in the syntax of docs/rules.md.
  package var text: String
  /// The evidence it adds; a rule fires at 1.
  package var weight: Double
  /// Where it is looked for.
  package var fields: Set<RuleField>
  /// Whether it counts when denied; nil for the rule's setting.
  package var negated: Polarity?
  /// Whether it counts under a condition; nil for the rule's setting.
  package var conditional: Conditionality?
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a phrase.
  package init(
    text: String, weight: Double = 1, fields: Set<RuleField> = [.text, .freshSubject],
    negated: Polarity? = nil,
    conditional: Conditionality? = nil, place: SourcePlace
  ) {
    self.text = text
    self.weight = weight
    self.fields = fields
    self.negated = negated
    self.conditional = conditional
    self.place = place
  }
}

/// A message that a rule must recognise, or must not.
package struct RuleExample: Hashable, Sendable {
  /// The new text.
  package var text: String
  /// The subject, empty when left out.
  package var subject: String
  /// The attachments' names.
  package var attachments: [String]
  /// What the attached documents say.
  package var documents: [String]
  /// Who says it; nil for the first role that the rule allows.
  package var sender: PartyRole?
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates an example.
  package init(
    text: String, subject: String = "", attachments: [String] = [], documents: [String] = [],
    sender: PartyRole? = nil, place: SourcePlace
  ) {
    self.text = text
    self.subject = subject
    self.attachments = attachments
    self.documents = documents
    self.sender = sender
    self.place = place
  }
}

/// A rule as its file writes it.
package struct RuleDefinition: Hashable, Sendable {
  /// The name that explanations show; unique over all files.
  package var id: String
  /// What it recognises.
  package var event: Event
  /// The language whose stems its phrases use.
  package var language: Language
  /// Who may say it; nil for everyone that the event's own vocabulary allows.
  package var senders: Set<PartyRole>?
  /// Which way; nil for what the event's own vocabulary allows.
  package var directions: Set<Direction>?
  /// Kinds of mail it looks at.
  package var kinds: Set<MessageKind>
  /// States of the linked order it looks at; nil for any, and for messages of no order.
  package var states: Set<OrderState>?
  /// True for replies only, false for thread starts only, nil for both.
  package var reply: Bool?
  /// Kinds of keys of which one must be named in the message; empty for none.
  package var keys: Set<KeyKind>
  /// Evidence: the rule fires when the weights of those found add up to 1.
  package var any: [PhraseDefinition]
  /// Groups, of each of which at least one phrase must be found somewhere in the message.
  package var all: [[PhraseDefinition]]
  /// Phrases that keep the rule from firing wherever they stand in the message.
  package var unless: [PhraseDefinition]
  /// Phrases that take the evidence out of the sentence they stand in.
  package var except: [PhraseDefinition]
  /// Fires on its conditions alone, without a phrase.
  package var always: Bool
  /// The phrases' setting where they have none.
  package var negated: Polarity
  /// The phrases' setting where they have none.
  package var conditional: Conditionality
  /// Messages it must recognise.
  package var examples: [RuleExample]
  /// Messages it must leave alone.
  package var counterexamples: [RuleExample]
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a rule with the defaults of docs/rules.md.
  package init(
    id: String, event: Event, language: Language, senders: Set<PartyRole>? = nil,
    directions: Set<Direction>? = nil, kinds: Set<MessageKind> = [.message], states: Set<OrderState>? = nil,
    reply: Bool? = nil, keys: Set<KeyKind> = [], any: [PhraseDefinition] = [], all: [[PhraseDefinition]] = [],
    unless: [PhraseDefinition] = [], except: [PhraseDefinition] = [], always: Bool = false,
    negated: Polarity = .affirmed, conditional: Conditionality = .unconditional, examples: [RuleExample] = [],
    counterexamples: [RuleExample] = [], place: SourcePlace
  ) {
    self.id = id
    self.event = event
    self.language = language
    self.senders = senders
    self.directions = directions
    self.kinds = kinds
    self.states = states
    self.reply = reply
    self.keys = keys
    self.any = any
    self.all = all
    self.unless = unless
    self.except = except
    self.always = always
    self.negated = negated
    self.conditional = conditional
    self.examples = examples
    self.counterexamples = counterexamples
    self.place = place
  }
}

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
