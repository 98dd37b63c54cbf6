// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel

/// The store's number of a message; never re-used.
package struct StoredMessageID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: StoredMessageID, right: StoredMessageID) -> Bool { left.value < right.value }
}

/// A message with all that was decided about it: what one commit stores.
package struct MessageRecord: Sendable {
  /// The message as values.
  package var message: Message
  /// Its bytes, kept compressed.
  package var raw: RawMessage
  /// The account it came through, nil for an imported file.
  package var mailbox: String?
  /// Its date: the header's, else when it was taken in.
  package var date: Date
  /// Which way it goes.
  package var direction: Direction
  /// Who sent it.
  package var sender: Party
  /// Its thread.
  package var thread: ThreadPlacement
  /// Its subject as `LedgerTransaction.thread(foldedSubject:…)` asks for it; empty to be found by its references only.
  package var foldedSubject: String
  /// Its orders, strongest first.
  package var links: [Link]
  /// What it reports and why.
  package var recognition: Recognition
  /// The keys named in it.
  package var keys: [OrderKey]
  /// Those of the keys that join the ring of the order of its first link.
  package var learnt: [OrderKey]
  /// The people of other companies in it: they join the orders' parties.
  package var parties: [Party]
  /// Where an order that it opens begins.
  package var openingState: OrderState
  /// What its events do to the order of its first link, in order.
  package var transitions: [Transition]
  /// Events that don't fit the order of its first link.
  package var anomalies: [Anomaly]
  /// What speaks for it being from whom it says, seen from the order of its first link.
  package var evidence: SenderEvidence
  /// Steps of the order of its first link that wait for a person.
  package var awaited: [AwaitedStep]
  /// Why it holds its orders and its sender's money, nil when it doesn't.
  package var notice: HoldNotice?
  /// The accounts that it names, ours left out: known to be the sender's from now on, or once a hold is released.
  package var accounts: [BankAccount]
  /// The reply that it calls for.
  package var draft: Draft?
  /// What it is about, in terms that are compared.
  package var fingerprint: Fingerprint

  /// Creates a record.
  package init(
    message: Message, raw: RawMessage, mailbox: String?, date: Date, direction: Direction, sender: Party,
    thread: ThreadPlacement, foldedSubject: String, links: [Link] = [],
    recognition: Recognition = Recognition(),
    keys: [OrderKey] = [], learnt: [OrderKey] = [], parties: [Party] = [],
    openingState: OrderState = .inquiry,
    transitions: [Transition] = [], anomalies: [Anomaly] = [], evidence: SenderEvidence = SenderEvidence(),
    awaited: [AwaitedStep] = [], notice: HoldNotice? = nil, accounts: [BankAccount] = [], draft: Draft? = nil,
    fingerprint: Fingerprint = Fingerprint()
  ) {
    self.message = message
    self.raw = raw
    self.mailbox = mailbox
    self.date = date
    self.direction = direction
    self.sender = sender
    self.thread = thread
    self.foldedSubject = foldedSubject
    self.links = links
    self.recognition = recognition
    self.keys = keys
    self.learnt = learnt
    self.parties = parties
    self.openingState = openingState
    self.transitions = transitions
    self.anomalies = anomalies
    self.evidence = evidence
    self.awaited = awaited
    self.notice = notice
    self.accounts = accounts
    self.draft = draft
    self.fingerprint = fingerprint
  }
}

/// Where a recorded message ended up.
package struct RecordedMessage: Hashable, Sendable {
  /// The message.
  package let id: StoredMessageID
  /// Its thread.
  package let thread: ThreadID
  /// The order of its first link that is not held, nil when it has none.
  package let order: OrderID?

  /// Creates a result.
  package init(id: StoredMessageID, thread: ThreadID, order: OrderID?) {
    self.id = id
    self.thread = thread
    self.order = order
  }
}

/// Bytes that could not be taken in, and why.
package struct QuarantineRecord: Hashable, Sendable {
  /// The bytes.
  package var raw: RawMessage
  /// Where they came from: a path, or mailbox/folder/UID.
  package var origin: String
  /// The account it came through, nil for an imported file.
  package var mailbox: String?
  /// Why, one sentence.
  package var reason: String

  /// Creates a record.
  package init(raw: RawMessage, origin: String, mailbox: String? = nil, reason: String) {
    self.raw = raw
    self.origin = origin
    self.mailbox = mailbox
    self.reason = reason
  }
}

/// What the decisions may ask and tell the store inside one transaction.
///
/// Reads see what earlier writes of the same transaction did, so a batch may hold a whole conversation.
package protocol LedgerTransaction: UnlinkedReading {
  /// Returns the message with these bytes, if it is stored.
  func message(with digest: ContentDigest) throws(LedgerError) -> StoredMessageID?
  /// Returns the threads in which messages with these identifiers stand, or are referred to.
  func threads(naming ids: [MessageID]) throws(LedgerError) -> [MessageID: ThreadID]
  /// Returns the thread of the newest message since `since` that has this folded subject and one of these
  /// correspondents (addresses in lower case) as sender or recipient.
  func thread(foldedSubject: String, correspondents: [String], since: Date) throws(LedgerError) -> ThreadID?
  /// Returns the orders that messages of a thread are linked to, the newest link first.
  func orders(ofThread thread: ThreadID) throws(LedgerError) -> [Order]
  /// Returns the orders whose ring has one of these keys (by kind and normalised value).
  func orders(withKeys keys: [OrderKey]) throws(LedgerError) -> [Order]
  /// Returns the orders in which one of these addresses (lower case) takes part, the newest activity first, at
  /// most `limit`.
  func orders(ofAddresses addresses: [String], limit: Int) throws(LedgerError) -> [Order]
  /// Returns the orders in which somebody of one of these domains (lower case) takes part, the newest activity
  /// first, at most `limit`.
  func orders(ofDomains domains: [String], limit: Int) throws(LedgerError) -> [Order]
  /// Returns the accounts that a party has named and that no hold is in the way of, by `Party.paymentName`.
  func accounts(ofParty name: String) throws(LedgerError) -> [BankAccount]
  /// Returns orders by the store's numbers; those that were merged into another give that one, and there may be fewer.
  func orders(_ ids: [OrderID]) throws(LedgerError) -> [Order]
  /// Returns what the order list says about keys.
  func listing(of keys: [OrderKey]) throws(LedgerError) -> OrderListing
  /// Returns what people have said about a thread: orders that it is about, and orders that it is not about.
  func teachings(ofThread thread: ThreadID) throws(LedgerError) -> [OrderID: Bool]
  /// Returns the orders that moved last, the newest activity first, at most `limit`.
  func recentOrders(limit: Int) throws(LedgerError) -> [Order]
  /// Returns what the messages of these orders are about, as far as they have any.
  func fingerprints(of orders: [OrderID]) throws(LedgerError) -> [OrderID: Fingerprint]
  /// Stores a message with everything decided about it; drafts that it overtakes become stale.
  func record(_ record: MessageRecord) throws(LedgerError) -> RecordedMessage
  /// Links earlier messages to an order that a newly learnt key shows to be theirs, with all that follows.
  func adopt(_ messages: [AdoptedMessage], by order: OrderID) throws(LedgerError)
  /// Returns where a stored message stands.
  func standing(of message: StoredMessageID) throws(LedgerError) -> MessageStanding
  /// Adds to a message what its documents say, and marks it as revised.
  ///
  /// - Returns: its leading order, nil when it has none.
  @discardableResult
  func revise(_ message: StoredMessageID, with revision: MessageRevision) throws(LedgerError) -> OrderID?
  /// Keeps bytes that could not be taken in; the same bytes from the same origin are kept once.
  func quarantine(_ record: QuarantineRecord, now: Date) throws(LedgerError)
}

/// The store as the pipeline sees it.
package protocol OrderLedger: Sendable {
  /// Runs `body` in one transaction: all of it is durable when this returns, nothing of it if `body` throws.
  func transaction<Result: Sendable>(
    _ body: @Sendable (any LedgerTransaction) throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result
}
