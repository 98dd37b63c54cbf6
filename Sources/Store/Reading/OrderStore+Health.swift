// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

extension OrderStore {
  /// Returns how the work goes, for `kontor health` and alarms.
  package func health() async throws(LedgerError) -> StoreHealth {
    try await read { db in
      let reader = HealthReader(db: db)
      return StoreHealth(
        mailboxes: try reader.mailboxes(),
        unsent: try reader.queue(
          "SELECT count(*), min(created) FROM outbox WHERE state IN ('queued', 'open', 'committing')"),
        uncertain: try reader.queue("SELECT count(*), min(created) FROM outbox WHERE state = 'uncertain'"),
        documents: try reader.queue("SELECT count(*), min(changed) FROM document WHERE state = 'waiting'"),
        holds: try reader.queue("SELECT count(*), min(opened) FROM hold WHERE released = 0"),
        awaited: try reader.queue(
          """
          SELECT count(*), min(m.recorded) FROM awaited_step s JOIN message m ON m.id = s.message
          WHERE s.state = 'waiting'
          """))
    }
  }
}

extension OrderStore {
  /// Returns how many messages of a mailbox are durable and not decided about.
  ///
  /// They are held, or landed and not processed, through whichever mailbox they came. One of them may be what voids an
  /// approval.
  package func undecidedCount(mailbox: String) async throws(LedgerError) -> Int {
    try await read { db in
      let sql = """
        SELECT count(*) FROM work w WHERE w.state <> 'quarantined' AND (w.mailbox = ?1 OR EXISTS (
          SELECT 1 FROM location l JOIN generation g ON g.id = l.generation JOIN folder f ON f.id = g.folder
          WHERE l.content = w.content AND f.mailbox = ?1))
        """
      return try Int.fetchOne(db, sql: sql, arguments: [mailbox]) ?? 0
    }
  }
}

/// Reads how the work goes.
private struct HealthReader {
  let db: Database

  func queue(_ sql: String, _ arguments: StatementArguments = []) throws -> StoreHealth.Queue {
    let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: arguments)
    return StoreHealth.Queue(count: row?[0] ?? 0, oldest: (row?[1] as Int64?).map { Stored.date($0) })
  }

  func mailboxes() throws -> [StoreHealth.Mailbox] {
    let names = """
      SELECT name FROM mailbox UNION SELECT mailbox FROM folder UNION SELECT mailbox FROM work ORDER BY 1
      """
    return try String.fetchAll(db, sql: names).map { try mailbox($0) }
  }

  private func mailbox(_ name: String) throws -> StoreHealth.Mailbox {
    let contact = "SELECT last_success, last_failure, failure FROM mailbox WHERE name = ?"
    let row = try Row.fetchOne(db, sql: contact, arguments: [name])
    let work = "SELECT count(*), min(landed) FROM work WHERE state = ? AND mailbox = ?"
    return StoreHealth.Mailbox(
      name: name, lastSuccess: Stored.moment(row?[0] ?? 0), lastFailure: Stored.moment(row?[1] ?? 0),
      failure: row?[2] ?? "", folders: try folders(of: name), landed: try queue(work, ["landed", name]),
      held: try queue(work, ["held", name]), quarantined: try queue(work, ["quarantined", name]))
  }

  private func folders(of mailbox: String) throws -> [StoreHealth.Folder] {
    let sql = """
      SELECT f.name, g.completed, g.present,
        (SELECT count(*) FROM location INDEXED BY location_to_come
          WHERE generation = g.id AND content IS NULL AND gone = 0 AND state = 'listed'),
        (SELECT count(*) FROM location INDEXED BY location_unavailable
          WHERE generation = g.id AND gone = 0 AND state = 'unavailable')
      FROM \(FolderReader.presentGenerations) WHERE f.mailbox = ? ORDER BY f.name
      """
    return try Row.fetchAll(db, sql: sql, arguments: [mailbox]).map { row in
      StoreHealth.Folder(
        name: row[0], completed: Stored.moment(row[1]), present: row[2], pending: row[3], unavailable: row[4])
    }
  }
}
