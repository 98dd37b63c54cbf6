// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel

/// A folder of a mailbox, by the names people know.
package struct FolderName: Hashable, Sendable {
  /// The configured name of the mailbox account.
  package let mailbox: String
  /// The folder's decoded name.
  package let folder: String

  /// Creates a name.
  package init(mailbox: String, folder: String) {
    self.mailbox = mailbox
    self.folder = folder
  }
}

/// The store's number of a generation of a folder, the time between two changes of its UIDVALIDITY; never re-used.
package struct GenerationID: Hashable, Sendable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }
}

/// The store's number of a piece of mail as bytes; never re-used.
package struct ContentID: Hashable, Sendable {
  /// The row number.
  package let value: Int64

  /// Creates an identifier.
  package init(_ value: Int64) { self.value = value }
}

/// What the ledger knows of a folder in its present generation.
///
/// Progress is kept as rows (a UID each) and as intervals that were listed to the end, never as one number: a number
/// that runs ahead of the work loses mail.
package struct FolderRecord: Hashable, Sendable {
  /// The present generation.
  package var generation: GenerationID
  /// Its UIDVALIDITY.
  package var uidValidity: UInt32
  /// The highest UIDNEXT seen in it; 0 for none.
  package var uidNext: UInt32
  /// The HIGHESTMODSEQ of the last pass that was completed; 0 for none.
  package var modSeq: UInt64
  /// The UIDs that were listed to the end: a UID in here is a row or was not there.
  package var scanned: UIDIntervals
  /// How many messages are known and not gone.
  package var present: Int
  /// How many of those are not fetched yet.
  package var pending: Int
  /// When a pass over this generation was last completed, nil for never.
  package var completed: Date?
  /// Whether there was a generation before this one.
  package var isRenumbered: Bool
  /// When a pass over an earlier generation was last completed, nil for never: what is older should be known here.
  package var formerlyCompleted: Date?

  /// Creates a record.
  package init(
    generation: GenerationID, uidValidity: UInt32, uidNext: UInt32 = 0, modSeq: UInt64 = 0,
    scanned: UIDIntervals = UIDIntervals(), present: Int = 0, pending: Int = 0, completed: Date? = nil,
    isRenumbered: Bool = false, formerlyCompleted: Date? = nil
  ) {
    self.generation = generation
    self.uidValidity = uidValidity
    self.uidNext = uidNext
    self.modSeq = modSeq
    self.scanned = scanned
    self.present = present
    self.pending = pending
    self.completed = completed
    self.isRenumbered = isRenumbered
    self.formerlyCompleted = formerlyCompleted
  }
}

/// A message that is known to be on the server and is still to be fetched.
package struct PendingMessage: Hashable, Sendable {
  /// The folder.
  package let name: FolderName
  /// The generation of the folder.
  package let generation: GenerationID
  /// The generation's UIDVALIDITY.
  package let uidValidity: UInt32
  /// The UID.
  package let uid: UInt32
  /// RFC822.SIZE in bytes, a hint.
  package let size: Int
  /// INTERNALDATE in seconds since 1970, 0 when unknown.
  package let received: Double
  /// How often the server was asked in vain.
  package let attempts: Int

  /// Creates an entry.
  package init(
    name: FolderName, generation: GenerationID, uidValidity: UInt32, uid: UInt32, size: Int,
    received: Double, attempts: Int
  ) {
    self.name = name
    self.generation = generation
    self.uidValidity = uidValidity
    self.uid = uid
    self.size = size
    self.received = received
    self.attempts = attempts
  }
}

/// A message whose bytes have arrived and are to be made durable.
package struct ArrivedMessage: Hashable, Sendable {
  /// Where it comes from.
  package let pending: PendingMessage
  /// Its bytes.
  package let raw: RawMessage
  /// Whether it waits for a person if it turns out to be new (the brake after a renumbering), and why.
  package let hold: String?

  /// Creates an arrival.
  package init(pending: PendingMessage, raw: RawMessage, hold: String? = nil) {
    self.pending = pending
    self.raw = raw
    self.hold = hold
  }
}

/// What the ledger made of an arrival.
package enum Landing: Hashable, Sendable {
  /// New bytes, now durable; they are to be processed.
  case new(ContentID)
  /// New bytes, now durable; they wait for a person.
  case held(ContentID)
  /// Bytes that were here before: the location is noted, nothing else happens.
  case known
}

/// A message that the server has and does not give.
package struct WithheldMessage: Hashable, Sendable {
  /// Which.
  package let pending: PendingMessage
  /// Why, one sentence.
  package let reason: String
  /// Whether it is given up: it is `unavailable` from now on, with an alarm, until a person has it asked for again.
  package let isGivenUp: Bool

  /// Creates an entry.
  package init(pending: PendingMessage, reason: String, isGivenUp: Bool) {
    self.pending = pending
    self.reason = reason
    self.isGivenUp = isGivenUp
  }
}

/// A piece of mail that is durable and not processed yet.
package struct LandedMail: Sendable {
  /// Its bytes' number.
  package let content: ContentID
  /// Its bytes.
  package let raw: RawMessage
  /// Where a server keeps it, nil for a file.
  package let delivery: Delivery?
  /// Where it came from, for people.
  package let origin: String
  /// How often its processing was begun, this time included.
  package let attempts: Int

  /// Creates a piece of mail.
  package init(content: ContentID, raw: RawMessage, delivery: Delivery?, origin: String, attempts: Int) {
    self.content = content
    self.raw = raw
    self.delivery = delivery
    self.origin = origin
    self.attempts = attempts
  }
}

/// The ledger of what is on the servers: each call is one transaction, durable when it returns.
package protocol MailboxLedger: Sendable {
  /// Returns what is known of a folder, nil for a folder never seen.
  func folder(_ name: FolderName) async throws(LedgerError) -> FolderRecord?
  /// Begins a new generation of a folder; the rows of the one before stay for `rebind`.
  func beginGeneration(
    of name: FolderName, uidValidity: UInt32, now: Date
  ) async throws(LedgerError) -> FolderRecord
  /// How many generations of a folder were begun since `since`.
  func generations(of name: FolderName, since: Date) async throws(LedgerError) -> Int
  /// Notes messages that were listed, and `interval` as listed to the end; known rows stay as they are, but one that
  /// was noted as gone is present again.
  ///
  /// In a renumbered folder, rows that name the same message as exactly one row of the generation before (by
  /// EMAILID or X-GM-MSGID, else by Message-ID, INTERNALDATE and size together) take over its bytes unfetched.
  /// Returns how many did.
  func record(
    _ listed: [ListedMessage], interval: ClosedRange<UInt32>, generation: GenerationID
  ) async throws(LedgerError) -> Int
  /// Forgets that an interval was listed, because the server and the ledger disagree about it.
  func forget(_ interval: ClosedRange<UInt32>, generation: GenerationID) async throws(LedgerError)
  /// Notes that messages are gone from the server; their bytes stay. Returns how many were known and present.
  func markGone(_ uids: UIDIntervals, generation: GenerationID, now: Date) async throws(LedgerError) -> Int
  /// Notes new flags of known messages.
  func note(_ flags: [FlagChange], generation: GenerationID) async throws(LedgerError)
  /// Notes that a folder was gone through to the end: UIDNEXT and HIGHESTMODSEQ as they were at its beginning.
  func complete(
    _ generation: GenerationID, uidNext: UInt32, modSeq: UInt64, now: Date
  ) async throws(LedgerError)
  /// Returns the known UIDs of a folder that are not gone.
  func presentUIDs(_ generation: GenerationID) async throws(LedgerError) -> UIDIntervals
  /// Returns messages of these generations that are present and still to be fetched, at most `limit`, in the order
  /// in which the server received them (then by generation and UID), or the other way round; withheld ones only if
  /// they were last asked for before `retryBefore`.
  func pending(
    _ generations: [GenerationID], retryBefore: Date, newestFirst: Bool, limit: Int
  ) async throws(LedgerError) -> [PendingMessage]
  /// Makes bytes durable, with where they come from, also if the server has dropped the message meanwhile.
  ///
  /// - Parameter isBegun: whether the caller goes on to process the new ones at once: this counts as an attempt.
  /// - Returns: what became of each, in the same order.
  func land(
    _ arrivals: [ArrivedMessage], isBegun: Bool, now: Date
  ) async throws(LedgerError) -> [Landing]
  /// Notes messages that the server does not give.
  func note(_ withheld: [WithheldMessage], now: Date) async throws(LedgerError)
  /// Whether a mailbox has mail that is durable and not processed; writes nothing.
  func hasLanded(mailbox: String) async throws(LedgerError) -> Bool
  /// Takes mail that is durable and not processed, the longest received first, within the bounds but at least one,
  /// and counts the attempt. Mail that was begun before comes alone; what was begun three times goes to quarantine.
  func claimLanded(
    mailbox: String?, count: Int, bytes: Int, now: Date
  ) async throws(LedgerError) -> [LandedMail]
  /// How many messages of a mailbox wait for a person because of a renumbering.
  func heldCount(mailbox: String) async throws(LedgerError) -> Int
  /// Notes how a mailbox fared: `failure` is a sentence, nil when all went well.
  func noteContact(mailbox: String, failure: String?, now: Date) async throws(LedgerError)
}
