// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// The store's number of a draft, as people type it.
package struct DraftID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: DraftID, right: DraftID) -> Bool { left.value < right.value }
}

/// Where a draft stands.
package enum DraftState: String, Hashable, Sendable, CaseIterable {
  /// Waits for a person.
  case pending
  /// Approved and frozen; its outbox row says how far it is.
  case approved
  /// Declined by a person.
  case rejected
  /// Overtaken: the thread has gone on, or a colleague has answered.
  case stale
  /// Sent.
  case sent
}

/// A reply that waits for a person's approval.
package struct Draft: Hashable, Sendable {
  /// The event that calls for it.
  package var event: Event
  /// The template it was made from.
  package var template: String
  /// The language it is written in.
  package var language: Language
  /// The mailbox account it goes out from.
  package var mailbox: String
  /// The author.
  package var from: Address
  /// The recipients in `To`.
  package var to: [Address]
  /// The recipients in `Cc`.
  package var cc: [Address]
  /// The subject.
  package var subject: String
  /// The text with signature and quoted original.
  package var body: String
  /// What it answers, nil for a message that starts a thread.
  package var inReplyTo: MessageID?
  /// The thread, oldest first.
  package var references: [MessageID]

  /// Creates a draft.
  package init(
    event: Event, template: String, language: Language, mailbox: String, from: Address, to: [Address],
    cc: [Address] = [], subject: String, body: String, inReplyTo: MessageID? = nil,
    references: [MessageID] = []
  ) {
    self.event = event
    self.template = template
    self.language = language
    self.mailbox = mailbox
    self.from = from
    self.to = to
    self.cc = cc
    self.subject = subject
    self.body = body
    self.inReplyTo = inReplyTo
    self.references = references
  }
}
