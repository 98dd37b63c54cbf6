// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import MailModel
package import OrderCore

/// A folder as a pass with cursors has read it so far.
package struct FolderEntry: Hashable, Sendable {
  /// How far it has been read.
  package let cursor: MailboxCursor
  /// When its cursor moved last, nil when it never did.
  package let moved: Date?
  /// How many of its messages are stored or quarantined, under all UIDVALIDITYs.
  package let deliveries: Int
}

// The calls of a sync with cursors over rows and intervals: what a cursor vouches for is an interval from 1 on.
extension OrderStore {
  /// Returns how far a folder has been read.
  package func cursor(mailbox: String, folder: String) async throws(LedgerError) -> MailboxCursor? {
    try await read { db in
      let sql = """
        SELECT g.uid_validity, s.high FROM \(FolderReader.presentGenerations)
        JOIN scanned s ON s.generation = g.id AND s.low = 1 WHERE f.mailbox = ? AND f.name = ?
        """
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [mailbox, folder]) else { return nil }
      return MailboxCursor(mailbox: mailbox, folder: folder, uidValidity: row[0], lastUID: row[1])
    }
  }

  /// Returns the UIDs of a folder that are stored or quarantined.
  package func knownUIDs(
    mailbox: String, folder: String, uidValidity: UInt32
  ) async throws(LedgerError) -> Set<UInt32> {
    try await read { db in
      let sql = """
        SELECT l.uid FROM folder f JOIN generation g ON g.folder = f.id AND g.uid_validity = ?
        JOIN location l ON l.generation = g.id AND l.content IS NOT NULL WHERE f.mailbox = ? AND f.name = ?
        """
      return try UInt32.fetchSet(db, sql: sql, arguments: [uidValidity, mailbox, folder])
    }
  }

  /// Returns all folders that have been read, by mailbox and name.
  package func folders() async throws(LedgerError) -> [FolderEntry] {
    try await read { db in
      let sql = """
        SELECT f.mailbox, f.name, g.uid_validity, g.completed,
          (SELECT high FROM scanned WHERE generation = g.id AND low = 1),
          (SELECT count(*) FROM location l JOIN generation o ON o.id = l.generation WHERE o.folder = f.id)
        FROM \(FolderReader.presentGenerations) ORDER BY f.mailbox, f.name
        """
      return try Row.fetchAll(db, sql: sql).map { row in
        let cursor = MailboxCursor(
          mailbox: row[0], folder: row[1], uidValidity: row[2], lastUID: row[4] ?? 0)
        return FolderEntry(cursor: cursor, moved: Stored.moment(row[3]), deliveries: row[5])
      }
    }
  }
}

extension StoreTransaction {
  func recordDelivery(_ delivery: Delivery, of message: StoredMessageID) throws(LedgerError) {
    try writing {
      let sql = "SELECT c.id FROM message m JOIN content c ON c.digest = m.digest WHERE m.id = ?"
      guard let content = try value(sql, [message.value], as: Int64.self) else {
        throw LedgerError.notFound("message \(message.value)")
      }
      try note(content, at: delivery)
    }
  }

  func move(_ cursor: MailboxCursor) throws(LedgerError) {
    try writing {
      let name = FolderName(mailbox: cursor.mailbox, folder: cursor.folder)
      let generation = try generation(of: name, uidValidity: cursor.uidValidity)
      if cursor.lastUID > 0 { try noteScanned(1...cursor.lastUID, in: generation) }
      let sql = "UPDATE generation SET completed = ?, uid_next = max(uid_next, ?) WHERE id = ?"
      try run(sql, [now, Int64(cursor.lastUID) + 1, generation.value])
    }
  }

  /// Notes where a server keeps bytes.
  func note(_ content: Int64, at delivery: Delivery) throws {
    let name = FolderName(mailbox: delivery.mailbox, folder: delivery.folder)
    let generation = try generation(of: name, uidValidity: delivery.uidValidity)
    try noteLanded(content, at: delivery.uid, in: generation, size: 0, received: 0)
  }

  /// The present generation of a folder, opened when the last one has another UIDVALIDITY.
  private func generation(of name: FolderName, uidValidity: UInt32) throws -> GenerationID {
    let sql = """
      SELECT g.id, g.uid_validity FROM \(FolderReader.presentGenerations) WHERE f.mailbox = ? AND f.name = ?
      """
    if generations[name] == nil, let row = try row(sql, [name.mailbox, name.folder]) {
      generations[name] = (row[0], row[1])
    }
    if let known = generations[name], known.uidValidity == uidValidity { return GenerationID(known.id) }
    return GenerationID(try beginGeneration(of: name, uidValidity: uidValidity))
  }
}
