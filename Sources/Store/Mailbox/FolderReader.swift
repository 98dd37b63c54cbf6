// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

/// Reads what is known of the folders of mailboxes.
///
/// The queries name their index where SQLite would go through the whole generation, taking that for the shorter way.
struct FolderReader {
  let db: Database

  /// The present generation of each folder, the one with the highest number, to be continued with conditions.
  static let presentGenerations = """
    folder f JOIN generation g ON g.id = (SELECT max(id) FROM generation WHERE folder = f.id)
    """

  /// Reads a folder in its present generation.
  func folder(_ name: FolderName) throws -> FolderRecord? {
    let sql = """
      SELECT g.id, g.uid_validity, g.uid_next, g.mod_seq, g.present, g.completed,
        (SELECT count(*) FROM location INDEXED BY location_to_come
          WHERE generation = g.id AND content IS NULL AND gone = 0 AND state = 'listed'),
        (SELECT max(completed) FROM generation WHERE folder = f.id AND id < g.id)
      FROM \(Self.presentGenerations) WHERE f.mailbox = ? AND f.name = ?
      """
    let arguments: StatementArguments = [name.mailbox, name.folder]
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments) else { return nil }
    let former: Int64? = row[7]
    return FolderRecord(
      generation: GenerationID(row[0]), uidValidity: row[1], uidNext: row[2], modSeq: row[3],
      scanned: try scanned(row[0]), present: row[4], pending: row[6], completed: Stored.moment(row[5]),
      isRenumbered: former != nil, formerlyCompleted: Stored.moment(former ?? 0))
  }

  /// Reads the intervals that were listed to the end.
  private func scanned(_ generation: Int64) throws -> UIDIntervals {
    let sql = "SELECT low, high FROM scanned WHERE generation = ? ORDER BY low"
    let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [generation])
    return try UIDIntervals(
      rows.map { row in
        let (low, high): (UInt32, UInt32) = (row[0], row[1])
        guard low <= high else { throw LedgerError.storage("a scanned interval that ends before it begins") }
        return low...high
      })
  }

  /// Gathers the UIDs of an ascending query, without holding them singly.
  func intervals(_ sql: String, _ arguments: StatementArguments) throws -> UIDIntervals {
    var found = UIDIntervals()
    let uids = try UInt32.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
    guard var low = try uids.next() else { return found }
    var high = low
    while let uid = try uids.next() {
      if uid - high > 1 {
        found.insert(low...high)
        low = uid
      }
      high = uid
    }
    found.insert(low...high)
    return found
  }

  /// Reads what is still to be fetched of present generations, in the order in which it was received or the other
  /// way round.
  func pending(
    _ generations: [GenerationID], retryBefore: Date, newestFirst: Bool, limit: Int
  ) throws -> [PendingMessage] {
    let folder = "SELECT f.mailbox, f.name, g.uid_validity FROM \(Self.presentGenerations) WHERE g.id = ?"
    let direction = newestFirst ? "DESC" : "ASC"
    let sql = """
      SELECT uid, size, received, attempts FROM location INDEXED BY location_to_come
      WHERE generation = ? AND content IS NULL AND gone = 0 AND state = 'listed'
        AND (attempts = 0 OR tried < ?)
      ORDER BY received \(direction), uid \(direction) LIMIT ?
      """
    var pending: [PendingMessage] = []
    for generation in generations {
      guard let row = try Row.fetchOne(db.cachedStatement(sql: folder), arguments: [generation.value]) else {
        continue
      }
      let name = FolderName(mailbox: row[0], folder: row[1])
      let uidValidity: UInt32 = row[2]
      let arguments: StatementArguments = [generation.value, Stored.time(retryBefore), limit]
      let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
      while let row = try rows.next() {
        let received: Int64 = row[2]
        pending.append(
          PendingMessage(
            name: name, generation: generation, uidValidity: uidValidity, uid: row[0], size: row[1],
            received: Double(received) / 1000, attempts: row[3]))
      }
    }
    guard generations.count > 1 else { return pending }
    let sorted = pending.sorted {
      ($0.received, $0.generation.value, $0.uid) < ($1.received, $1.generation.value, $1.uid)
    }
    return Array((newestFirst ? sorted.reversed() : sorted).prefix(limit))
  }
}
