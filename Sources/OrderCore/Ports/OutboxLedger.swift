// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel

/// The store's number of an outbox row.
package struct OutboxID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: OutboxID, right: OutboxID) -> Bool { left.value < right.value }
}

/// How far an approved message is on its way out.
///
/// `queued → open → committing → sent → filed`, with `failed` (certainly not taken) and `uncertain` (nobody can
/// know) beside it. A crash in `open` goes back to `queued`, a crash in `committing` is `uncertain`.
package enum OutboxState: String, Hashable, Sendable, CaseIterable {
  /// Frozen and waiting.
  case queued
  /// A connection works on it; the final dot has not been written.
  case open
  /// The final dot may have been written.
  case committing
  /// The server took responsibility.
  case sent
  /// Sent, and its copy stands in the Sent folder.
  case filed
  /// Certainly not taken; a person must act.
  case failed
  /// The final dot may have been seen and no answer came; never re-sent by a machine.
  case uncertain
  /// Withdrawn before it was opened.
  case cancelled
}

/// A frozen message on its way out.
package struct OutboxItem: Hashable, Sendable {
  /// The row.
  package var id: OutboxID
  /// The draft it was frozen from.
  package var draft: DraftID
  /// The account it goes out from.
  package var mailbox: String
  /// The final bytes, as approved.
  package var message: RawMessage
  /// Who from and to.
  package var envelope: Envelope
  /// Its identifier: the same on every try.
  package var messageID: MessageID
  /// How far it is.
  package var state: OutboxState
  /// How often it was opened.
  package var attempts: Int

  /// Creates an item.
  package init(
    id: OutboxID, draft: DraftID, mailbox: String, message: RawMessage, envelope: Envelope,
    messageID: MessageID,
    state: OutboxState, attempts: Int
  ) {
    self.id = id
    self.draft = draft
    self.mailbox = mailbox
    self.message = message
    self.envelope = envelope
    self.messageID = messageID
    self.state = state
    self.attempts = attempts
  }
}

/// The outbox as the runner sees it; every call is one durable transaction.
package protocol OutboxLedger: Sendable {
  /// Puts rows that a crash left half-way into a safe state: `open` back to `queued`, `committing` to `uncertain`.
  /// Returns how many became uncertain.
  func recoverOutbox(now: Date) async throws(LedgerError) -> Int
  /// Claims the next due row of an account: `queued → open`, after checking that its approval is live and that
  /// the bytes and envelope are those approved. A row whose approval no longer holds is cancelled and passed over.
  func claimNext(mailbox: String, now: Date) async throws(LedgerError) -> OutboxItem?
  /// `open → committing`: must be durable before the final dot is written.
  func commit(_ id: OutboxID, now: Date) async throws(LedgerError)
  /// Records how the handing over ended; `deferred` is queued again for `retryAt`.
  func finish(_ id: OutboxID, outcome: SubmissionOutcome, retryAt: Date, now: Date) async throws(LedgerError)
  /// Returns the sent rows of an account whose copy is not yet in the Sent folder.
  func unfiled(mailbox: String) async throws(LedgerError) -> [OutboxItem]
  /// `sent → filed`, with the UID of the copy where it is known.
  func file(_ id: OutboxID, folder: String, uid: UInt32?, now: Date) async throws(LedgerError)
  /// Returns the uncertain rows of an account.
  func uncertain(mailbox: String) async throws(LedgerError) -> [OutboxItem]
  /// Settles an uncertain row by evidence found: `uncertain → sent`.
  func settle(_ id: OutboxID, evidence: String, now: Date) async throws(LedgerError)
}
