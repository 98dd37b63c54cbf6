// SPDX-License-Identifier: Apache-2.0

package import MailModel

/// A stored message that belongs to no order, as adoption sees it.
package struct UnlinkedMessage: Hashable, Sendable {
  /// The store's number.
  package let id: StoredMessageID
  /// Its thread.
  package let thread: ThreadID
  /// Who sent it.
  package let sender: Party
  /// Person or machine.
  package let kind: MessageKind
  /// Why no program may act on it by itself.
  package let cautions: Set<MessageCaution>
  /// The keys that it names.
  package let keys: [OrderKey]
  /// What was recognised in it.
  package let events: [Event]
  /// Everyone outside our company in it.
  package let parties: [Party]
  /// What our border found about it.
  package let authentication: SenderAuthentication
  /// Whether it bears a valid token of our own.
  package let hasToken: Bool
  /// Why it holds its sender's money, nil when it doesn't.
  package let notice: HoldNotice?
  /// Its date, seconds since 1970.
  package let date: Double
  /// What it says; empty where nobody asked for messages by their senders.
  package let fingerprint: Fingerprint

  /// Creates a snapshot.
  package init(
    id: StoredMessageID, thread: ThreadID, sender: Party, kind: MessageKind = .message,
    cautions: Set<MessageCaution> = [], keys: [OrderKey], events: [Event] = [], parties: [Party] = [],
    authentication: SenderAuthentication = .unchecked, hasToken: Bool = false, notice: HoldNotice? = nil,
    date: Double = 0, fingerprint: Fingerprint = Fingerprint()
  ) {
    self.id = id
    self.thread = thread
    self.sender = sender
    self.kind = kind
    self.cautions = cautions
    self.keys = keys
    self.events = events
    self.parties = parties
    self.authentication = authentication
    self.hasToken = hasToken
    self.notice = notice
    self.date = date
    self.fingerprint = fingerprint
  }
}

/// What the store says about messages that belong to no order yet.
package protocol UnlinkedReading {
  /// Returns the messages without a link that name one of these keys, oldest first, at most `limit`.
  func unlinkedMessages(naming keys: [OrderKey], limit: Int) throws(LedgerError) -> [UnlinkedMessage]
  /// Returns the messages without a link that stand in a thread, oldest first, at most `limit`.
  func unlinkedMessages(ofThread thread: ThreadID, limit: Int) throws(LedgerError) -> [UnlinkedMessage]
  /// Returns the messages without a link that one of these addresses (lower case) sent since a date (seconds since
  /// 1970), oldest first, at most `limit`.
  func unlinkedMessages(from addresses: [String], since: Double, limit: Int) throws(LedgerError)
    -> [UnlinkedMessage]
}
