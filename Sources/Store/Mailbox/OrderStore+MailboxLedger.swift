// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import MailModel
package import OrderCore

/// The store as the sync sees it: each call is one transaction, durable when it returns; see the port for the rules.
extension OrderStore: MailboxLedger {
  package func folder(_ name: FolderName) async throws(LedgerError) -> FolderRecord? {
    try await read { db in try FolderReader(db: db).folder(name) }
  }

  package func beginGeneration(
    of name: FolderName, uidValidity: UInt32, now: Date
  ) async throws(LedgerError) -> FolderRecord {
    try await write(at: now) { transaction in
      try transaction.beginGeneration(of: name, uidValidity: uidValidity)
      guard let record = try FolderReader(db: transaction.db).folder(name) else {
        throw LedgerError.notFound("folder \(name.folder)")
      }
      return record
    }
  }

  package func generations(of name: FolderName, since: Date) async throws(LedgerError) -> Int {
    try await read { db in
      let sql = """
        SELECT count(*) FROM folder f JOIN generation g ON g.folder = f.id
        WHERE f.mailbox = ? AND f.name = ? AND g.opened >= ?
        """
      let arguments: StatementArguments = [name.mailbox, name.folder, Stored.time(since)]
      return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
    }
  }

  package func record(
    _ listed: [ListedMessage], interval: ClosedRange<UInt32>, generation: GenerationID
  ) async throws(LedgerError) -> Int {
    try await write { transaction in
      let rebound = try transaction.note(listed, in: generation)
      try transaction.noteScanned(interval, in: generation)
      return rebound
    }
  }

  package func forget(
    _ interval: ClosedRange<UInt32>, generation: GenerationID
  ) async throws(LedgerError) {
    try await write { transaction in try transaction.forgetScanned(interval, in: generation) }
  }

  package func markGone(
    _ uids: UIDIntervals, generation: GenerationID, now: Date
  ) async throws(LedgerError) -> Int {
    try await write(at: now) { transaction in try transaction.markGone(uids, in: generation) }
  }

  package func note(_ flags: [FlagChange], generation: GenerationID) async throws(LedgerError) {
    try await write { transaction in
      let sql = "UPDATE location SET flags = ?1 WHERE generation = ? AND uid = ? AND flags <> ?1"
      for change in flags {
        try transaction.run(sql, [change.flags.rawValue, generation.value, change.uid])
      }
    }
  }

  package func complete(
    _ generation: GenerationID, uidNext: UInt32, modSeq: UInt64, now: Date
  ) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let sql = "UPDATE generation SET uid_next = max(uid_next, ?), mod_seq = ?, completed = ? WHERE id = ?"
      let arguments: StatementArguments = [
        uidNext, Int64(clamping: modSeq), transaction.now, generation.value,
      ]
      guard try transaction.run(sql, arguments) == 1 else {
        throw LedgerError.notFound("generation \(generation.value)")
      }
    }
  }

  package func presentUIDs(_ generation: GenerationID) async throws(LedgerError) -> UIDIntervals {
    try await read { db in
      let sql = "SELECT uid FROM location WHERE generation = ? AND gone = 0 ORDER BY uid"
      return try FolderReader(db: db).intervals(sql, [generation.value])
    }
  }

  package func pending(
    _ generations: [GenerationID], retryBefore: Date, newestFirst: Bool, limit: Int
  ) async throws(LedgerError) -> [PendingMessage] {
    try await read { db in
      try FolderReader(db: db).pending(
        generations, retryBefore: retryBefore, newestFirst: newestFirst, limit: limit)
    }
  }

  /// Makes bytes durable, with where they come from.
  ///
  /// They are compressed on the caller's side, on as many threads as there are cores, so that the writer only
  /// inserts.
  package func land(
    _ arrivals: [ArrivedMessage], isBegun: Bool, now: Date
  ) async throws(LedgerError) -> [Landing] {
    let kept = await Compressor.compressAll(arrivals.map(\.raw.bytes))
    return try await write(at: now) { transaction in
      try zip(arrivals, kept).map { try transaction.land($0, kept: $1, isBegun: isBegun) }
    }
  }

  package func note(_ withheld: [WithheldMessage], now: Date) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let sql = """
        UPDATE location SET attempts = attempts + 1, tried = ?, reason = ?, state = ?
        WHERE generation = ? AND uid = ? AND state = 'listed'
        """
      for item in withheld {
        try transaction.run(
          sql,
          [
            transaction.now, item.reason, item.isGivenUp ? "unavailable" : "listed",
            item.pending.generation.value, item.pending.uid,
          ])
      }
    }
  }

  package func hasLanded(mailbox: String) async throws(LedgerError) -> Bool {
    try await read { db in
      let sql = "SELECT EXISTS (SELECT 1 FROM work WHERE state = 'landed' AND mailbox = ?)"
      return try Bool.fetchOne(db, sql: sql, arguments: [mailbox]) ?? false
    }
  }

  /// Takes mail that is durable and not processed, and counts the attempt.
  ///
  /// What a caller has begun is claimed again by the next call: whoever landed mail with `isBegun` finishes it first.
  package func claimLanded(
    mailbox: String?, count: Int, bytes: Int, now: Date
  ) async throws(LedgerError) -> [LandedMail] {
    try await write(at: now) { transaction in
      try transaction.claim(mailbox: mailbox, count: count, bytes: bytes)
    }
  }

  package func heldCount(mailbox: String) async throws(LedgerError) -> Int {
    try await read { db in
      let sql = "SELECT count(*) FROM work WHERE state = 'held' AND mailbox = ?"
      return try Int.fetchOne(db, sql: sql, arguments: [mailbox]) ?? 0
    }
  }

  package func noteContact(
    mailbox: String, failure: String?, now: Date
  ) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let success = """
        INSERT INTO mailbox (name, last_success, last_failure, failure) VALUES (?, ?, 0, '')
        ON CONFLICT (name) DO UPDATE SET last_success = excluded.last_success
        """
      let failed = """
        INSERT INTO mailbox (name, last_success, last_failure, failure) VALUES (?, 0, ?, ?)
        ON CONFLICT (name) DO UPDATE SET last_failure = excluded.last_failure, failure = excluded.failure
        """
      if let failure {
        try transaction.run(failed, [mailbox, transaction.now, failure])
      } else {
        try transaction.run(success, [mailbox, transaction.now])
      }
    }
  }
}
