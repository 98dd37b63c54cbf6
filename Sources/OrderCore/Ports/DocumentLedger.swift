// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
package import MailModel

/// The store's number of a document; never re-used.
package struct DocumentID: Hashable, Sendable, Comparable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }

  package static func < (left: DocumentID, right: DocumentID) -> Bool { left.value < right.value }
}

/// A document that is to be read now.
package struct ClaimedDocument: Sendable {
  /// The document.
  package let id: DocumentID
  /// The digest of its decoded bytes.
  package let digest: ContentDigest
  /// How it is read.
  package let format: DocumentFormat
  /// A message that carries it.
  package let raw: RawMessage

  /// Creates a claim.
  package init(id: DocumentID, digest: ContentDigest, format: DocumentFormat, raw: RawMessage) {
    self.id = id
    self.digest = digest
    self.format = format
    self.raw = raw
  }
}

/// What came of reading a document.
package enum DocumentOutcome: Hashable, Sendable {
  /// It has been read.
  case read(DocumentText)
  /// It has no text, for good; why.
  case unreadable(String)
  /// The tool that reads its format is not installed: it waits on, and the try does not count; the tool.
  case toolMissing(String)
  /// It could not be tried: it waits on, and the try does not count; why.
  case postponed(String)
}

/// A stored message whose documents have all been read, at least one of them since it was decided about.
package struct UnrevisedMessage: Sendable {
  /// The message.
  package let id: StoredMessageID
  /// Its bytes.
  package let raw: RawMessage
  /// The account it came through, nil for an imported file.
  package let mailbox: String?
  /// When it was taken in: its date where the header has none.
  package let recorded: Date
  /// What its documents say, in their order in the message.
  package let documents: [DocumentText]

  /// Creates a message.
  package init(
    id: StoredMessageID, raw: RawMessage, mailbox: String?, recorded: Date, documents: [DocumentText]
  ) {
    self.id = id
    self.raw = raw
    self.mailbox = mailbox
    self.recorded = recorded
    self.documents = documents
  }
}

/// The store as the reading of documents sees it.
package protocol DocumentLedger: Sendable {
  /// Takes documents that wait to be read, the newest first, at most `limit`; those of `except` wait on.
  ///
  /// The try is counted before the work, durably: a document whose reader was never heard of three times is given up.
  func claimDocuments(
    limit: Int, except: Set<DocumentFormat>, now: Date
  ) async throws(LedgerError) -> [ClaimedDocument]
  /// Notes what came of documents; a document that is not waiting is left alone.
  func finishDocuments(_ outcomes: [DocumentID: DocumentOutcome], now: Date) async throws(LedgerError)
  /// Returns messages whose documents are read and have not been looked at yet, the oldest first: at most `limit`, and
  /// more than one only as long as they have at most so many `bytes`.
  func unrevisedMessages(limit: Int, bytes: Int) async throws(LedgerError) -> [UnrevisedMessage]
  /// Leaves a message as it is although its documents say more.
  func dismissUnrevised(_ message: StoredMessageID) async throws(LedgerError)
}

/// Where a stored message stands in a transaction.
package struct MessageStanding: Sendable {
  /// Its thread.
  package let thread: ThreadID
  /// What it reports.
  package let events: [Event]
  /// The order that it belongs to first of all, nil when it belongs to none; held links don't count.
  package let order: Order?
  /// Whether it may still be answered by a draft: it has none, and nothing newer stands in its thread.
  package let mayBeAnswered: Bool
  /// Whether a person has said what it reports: no program adds to that.
  package let isCorrected: Bool

  /// Creates a standing.
  package init(
    thread: ThreadID, events: [Event], order: Order?, mayBeAnswered: Bool, isCorrected: Bool = false
  ) {
    self.thread = thread
    self.events = events
    self.order = order
    self.mayBeAnswered = mayBeAnswered
    self.isCorrected = isCorrected
  }
}

/// What documents add to a message; nothing that was decided before is taken back.
package struct MessageRevision: Sendable {
  /// The record as it would be if the message came now.
  ///
  /// Of it count: the links of a message that has none, the keys, those learnt, and the draft.
  package var record: MessageRecord
  /// What is reported besides what was recognised before.
  package var events: [Event]
  /// What those events do to the order, in order.
  package var transitions: [Transition]
  /// Those that don't fit.
  package var anomalies: [Anomaly]
  /// Steps that wait for a person.
  package var awaited: [AwaitedStep]

  /// Creates a revision.
  package init(
    record: MessageRecord, events: [Event], transitions: [Transition] = [], anomalies: [Anomaly] = [],
    awaited: [AwaitedStep] = []
  ) {
    self.record = record
    self.events = events
    self.transitions = transitions
    self.anomalies = anomalies
    self.awaited = awaited
  }
}
