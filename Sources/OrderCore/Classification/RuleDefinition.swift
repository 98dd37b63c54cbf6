// SPDX-License-Identifier: Apache-2.0

package import MailModel

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

/// A phrase as a rule file writes it.
package struct PhraseDefinition: Hashable, Sendable {
  /// The phrase in the syntax of docs/rules.md.
  package var text: String
  /// The evidence it adds; a rule fires at 1.
  package var weight: Double
  /// Where it is looked for.
  package var fields: Set<RuleField>
  /// Whether it counts in a mood; the rule's setting where nothing is said.
  package var moods: [Mood: Allowance]
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a phrase.
  package init(
    text: String, weight: Double = 1, fields: Set<RuleField> = [.text, .freshSubject],
    moods: [Mood: Allowance] = [:], place: SourcePlace
  ) {
    self.text = text
    self.weight = weight
    self.fields = fields
    self.moods = moods
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
  /// Which way it goes; nil for the way that fits the sender and the rule.
  package var direction: Direction?
  /// The state of the linked order; nil for one that the rule allows.
  package var state: OrderState?
  /// What the linked order has reported; nil for what the rule asks for.
  package var after: Set<Event>?
  /// Whether it answers something; nil for what the rule asks for.
  package var reply: Bool?
  /// Its language; nil for the rule's, or for undetermined when the rule has several.
  package var language: Language?
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates an example.
  package init(
    text: String, subject: String = "", attachments: [String] = [], documents: [String] = [],
    sender: PartyRole? = nil, direction: Direction? = nil, state: OrderState? = nil, after: Set<Event>? = nil,
    reply: Bool? = nil, language: Language? = nil, place: SourcePlace
  ) {
    self.text = text
    self.subject = subject
    self.attachments = attachments
    self.documents = documents
    self.sender = sender
    self.direction = direction
    self.state = state
    self.after = after
    self.reply = reply
    self.language = language
    self.place = place
  }
}

/// A rule as its file writes it.
package struct RuleDefinition: Hashable, Sendable {
  /// The name that explanations show; unique over all files.
  package var id: String
  /// What it recognises.
  package var event: Event
  /// The languages that it is compiled for; empty for all that the rulebook has lexicons in.
  ///
  /// The phrases of one language hold words of it; those of several, or of all, name lexicons only.
  package var languages: [Language]
  /// Who may say it; nil for everyone that the event's own vocabulary allows.
  package var senders: Set<PartyRole>?
  /// Which way; nil for what the event's own vocabulary allows.
  package var directions: Set<Direction>?
  /// Kinds of mail it looks at.
  package var kinds: Set<MessageKind>
  /// States of the linked order it looks at; nil for any, and for messages of no order.
  package var states: Set<OrderState>?
  /// Events of which the linked order must have reported one; empty for none.
  package var after: Set<Event>
  /// Events of which the linked order must have reported none.
  package var notAfter: Set<Event>
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
  /// Whether it makes its event; without, its evidence is only reported, for the learned model to weigh.
  package var decides: Bool
  /// The phrases' settings where they have none.
  package var moods: [Mood: Allowance]
  /// Messages it must recognise.
  package var examples: [RuleExample]
  /// Messages it must leave alone.
  package var counterexamples: [RuleExample]
  /// Where it stands in its file.
  package var place: SourcePlace

  /// Creates a rule with the defaults of docs/rules.md.
  package init(
    id: String, event: Event, languages: [Language], senders: Set<PartyRole>? = nil,
    directions: Set<Direction>? = nil, kinds: Set<MessageKind> = [.message], states: Set<OrderState>? = nil,
    after: Set<Event> = [], notAfter: Set<Event> = [], reply: Bool? = nil, keys: Set<KeyKind> = [],
    any: [PhraseDefinition] = [], all: [[PhraseDefinition]] = [], unless: [PhraseDefinition] = [],
    except: [PhraseDefinition] = [], always: Bool = false, decides: Bool = true,
    moods: [Mood: Allowance] = [:], examples: [RuleExample] = [], counterexamples: [RuleExample] = [],
    place: SourcePlace
  ) {
    self.id = id
    self.event = event
    self.languages = languages
    self.senders = senders
    self.directions = directions
    self.kinds = kinds
    self.states = states
    self.after = after
    self.notAfter = notAfter
    self.reply = reply
    self.keys = keys
    self.any = any
    self.all = all
    self.unless = unless
    self.except = except
    self.always = always
    self.decides = decides
    self.moods = moods
    self.examples = examples
    self.counterexamples = counterexamples
    self.place = place
  }
}
