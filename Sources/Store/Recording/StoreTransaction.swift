// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

/// One write transaction: what the decisions ask and tell, over prepared statements.
///
/// A write that fails half-way leaves the transaction unfit to commit, whatever the caller makes of the error:
/// see `failure`.
final class StoreTransaction {
  let db: Database
  let path: String
  /// When it began, as stored.
  let now: Int64
  /// The first failure that may have left something half-written; the transaction then does not commit.
  private(set) var failure: LedgerError?
  /// Orders read so far, kept up to date by writes.
  let memory: OrderMemory
  /// The last row of the audit log, once it is known.
  var auditHead: AuditHead?
  /// The first message of this transaction, whose words are not in the full-text index yet.
  var firstUnindexed: Int64?
  lazy var compressor = Compressor()
  /// The message that was last asked for and is not stored: it need not be looked for again.
  var absent: ContentDigest?

  /// Begins at `now`, with the orders that `memory` holds.
  init(_ db: Database, path: String, now: Date, memory: OrderMemory = OrderMemory()) {
    self.db = db
    self.path = path
    self.now = Stored.time(now)
    self.memory = memory
  }

  /// Ends the work of the transaction, right before it commits.
  ///
  /// The full-text index comes last and all at once: FTS5 writes its pending words out at each savepoint, and SQLite
  /// makes one for every upsert, so that indexing message by message takes nearly twice as long.
  func finish() throws {
    if let failure { throw failure }
    guard let firstUnindexed else { return }
    let columns = SearchColumn.list
    let sql = """
      INSERT INTO message_search (rowid, \(columns))
      SELECT message, \(columns) FROM message_text WHERE message >= ? ORDER BY message
      """
    try run(sql, [firstUnindexed])
  }

  /// Runs a statement that changes rows; returns how many.
  @discardableResult
  func run(_ sql: String, _ arguments: StatementArguments) throws -> Int {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
    return db.changesCount
  }

  /// Runs an INSERT; returns the row's number.
  func insert(_ sql: String, _ arguments: StatementArguments) throws -> Int64 {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
    return db.lastInsertedRowID
  }

  /// Returns the rows of a query.
  func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// Returns the first row of a query.
  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// Returns the first column of the first row of a query.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ sql: String, _ arguments: StatementArguments, as type: Value.Type = Value.self
  ) throws -> Value? {
    try Value.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// Runs a read of the port.
  func reading<Result>(_ body: () throws -> Result) throws(LedgerError) -> Result {
    try ledger(path, body)
  }

  /// Runs a write of the port; if it fails, nothing of the transaction will be kept.
  func writing<Result>(_ body: () throws -> Result) throws(LedgerError) -> Result {
    do {
      return try ledger(path, body)
    } catch {
      if failure == nil { failure = error }
      throw error
    }
  }
}

extension StoreTransaction: LedgerTransaction {
  func message(with digest: ContentDigest) throws(LedgerError) -> StoredMessageID? {
    try reading {
      if absent == digest { return nil }
      let sql = "SELECT id FROM message WHERE digest = ?"
      let found = try value(sql, [digest.column], as: Int64.self).map { StoredMessageID($0) }
      absent = found == nil ? digest : nil
      return found
    }
  }

  func threads(naming ids: [MessageID]) throws(LedgerError) -> [MessageID: ThreadID] {
    try reading {
      var found: [MessageID: ThreadID] = [:]
      for id in ids {
        let sql = "SELECT thread FROM thread_reference WHERE message_id = ?"
        if let thread = try value(sql, [id.value], as: Int64.self) { found[id] = ThreadID(thread) }
      }
      return found
    }
  }

  func thread(
    foldedSubject: String, correspondents: [String], since: Date
  ) throws(LedgerError) -> ThreadID? {
    guard !foldedSubject.isEmpty else { return nil }
    return try reading {
      let subject = Self.subjectNumber(foldedSubject)
      var newest: (date: Int64, thread: Int64)?
      for address in Set(correspondents) {
        let sql = """
          SELECT t.date, m.thread FROM subject_trail t JOIN message m ON m.id = t.message
          WHERE t.subject = ? AND t.address = ? AND t.date >= ?
          """
        guard let row = try row(sql, [subject, address, Stored.time(since)]) else { continue }
        let found: (date: Int64, thread: Int64) = (row[0], row[1])
        if newest.map({ found > $0 }) ?? true { newest = found }
      }
      return newest.map { ThreadID($0.thread) }
    }
  }

  func record(_ record: MessageRecord) throws(LedgerError) -> RecordedMessage {
    // Nothing has been written when this fails, so the caller may go on.
    try reading { try validate(record) }
    return try writing { try write(record) }
  }

  func quarantine(_ record: QuarantineRecord, now: Date) throws(LedgerError) {
    try writing { try keepApart(record) }
  }

  /// The number that a folded subject is looked up by: eight bytes of its SHA-256, so nobody can craft another
  /// subject with the same one.
  static func subjectNumber(_ folded: String) -> Int64 {
    ContentDigest(of: Array(folded.utf8)).bytes.prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }
}
