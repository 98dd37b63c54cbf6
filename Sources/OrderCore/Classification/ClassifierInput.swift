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

extension ClassifierInput {
  /// The fields that phrases are looked for in.
  package var fields: RuleText {
    RuleText(
      text: text, signature: signature, subject: subject, attachments: attachments, documents: documents,
      isReply: isReply)
  }
}
