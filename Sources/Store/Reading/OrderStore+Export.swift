// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
package import Foundation
import GRDB
package import OrderCore

/// One line of `kontor export events --jsonl`.
package struct ExportedEvent: Hashable, Sendable {
  /// The event.
  package let event: Event
  /// The `Message-ID` of the message that reports it, in brackets, nil when there is none.
  package let messageID: String?
  /// The identity of that message.
  package let digest: ContentDigest
  /// The date of that message.
  package let date: Date
  /// The stable name of the order it counts for.
  package let order: String?
  /// Our number of that order, where it is known.
  package let orderNumber: String?
  /// The rule that recognised it; empty when a person set it.
  package let rule: String
  /// The evidence the rule found.
  package let score: Double
}

/// One line of `kontor export audit --jsonl`.
package struct ExportedAudit: Hashable, Sendable {
  /// The row.
  package let id: Int64
  /// When.
  package let at: Date
  /// Who.
  package let actor: Actor
  /// What was done.
  package let action: String
  /// To what.
  package let subject: String
  /// More in words.
  package let detail: String
  /// The digest of what it was done to.
  package let digest: ContentDigest?
  /// The seal over this row and all before it.
  package let chain: ContentDigest
}

extension OrderStore {
  /// Passes all messages to `body`, ordered by date, from one snapshot of the store and without holding them.
  ///
  /// - Throws: `LedgerError`, or what `body` throws, which ends the export.
  package func exportMessages(_ body: @Sendable (ExportedMessage) throws -> Void) async throws {
    try await export { db in
      let cursor = try Row.fetchCursor(db, sql: "\(MessageReader.columns) ORDER BY m.date, m.id")
      let reader = MessageReader(db: db)
      while let row = try cursor.next() { try body(reader.message(row)) }
    }
  }

  /// Passes all orders to `body`, in the order they were opened; see `exportMessages(_:)`.
  package func exportOrders(_ body: @Sendable (OrderDossier) throws -> Void) async throws {
    try await export { db in
      let cursor = try Int64.fetchCursor(db, sql: "SELECT id FROM order_ ORDER BY id")
      while let id = try cursor.next() { try body(OrderReader(db: db).dossier(of: OrderID(id))) }
    }
  }

  /// Passes all events to `body`, ordered by the date of their message; see `exportMessages(_:)`.
  package func exportEvents(_ body: @Sendable (ExportedEvent) throws -> Void) async throws {
    try await export { db in
      let sql = """
        SELECT e.name, m.message_id, m.digest, m.date, e.order_, e.rule, e.score
        FROM event e JOIN message m ON m.id = e.message ORDER BY m.date, m.id, e.id
        """
      let cursor = try Row.fetchCursor(db, sql: sql)
      let reader = MessageReader(db: db)
      while let row = try cursor.next() {
        let order = (row[4] as Int64?).map { OrderID($0) }
        try body(
          ExportedEvent(
            event: try Stored.word(row[0]), messageID: Stored.bracketed(row[1]),
            digest: try Stored.digest(row[2]), date: Stored.date(row[3]), order: order?.name,
            orderNumber: try order.flatMap { try reader.number(of: $0) }, rule: row[5], score: row[6]))
      }
    }
  }

  /// Passes the audit log to `body`, oldest first; see `exportMessages(_:)`.
  package func exportAudit(_ body: @Sendable (ExportedAudit) throws -> Void) async throws {
    try await export { db in
      let cursor = try Row.fetchCursor(db, sql: "\(AuditReader.columns) ORDER BY id")
      while let row = try cursor.next() { try body(AuditReader.entry(row)) }
    }
  }

  /// Runs `body` on a snapshot; only what SQLite throws becomes a `LedgerError`.
  private func export(_ body: @Sendable (Database) throws -> Void) async throws {
    do {
      try await database.read(body)
    } catch let error as DatabaseError {
      throw LedgerError(error, path: path)
    }
  }
}

/// Reads rows of the audit log.
enum AuditReader {
  /// The query for rows, to be continued with WHERE and ORDER BY.
  static let columns = "SELECT id, at, actor, uid, action, subject, detail, digest, chain FROM audit"

  /// Makes an entry of a row of `columns`.
  static func entry(_ row: Row) throws -> ExportedAudit {
    let digest: Data = row[7]
    return ExportedAudit(
      id: row[0], at: Stored.date(row[1]), actor: Actor(name: row[2], uid: row[3]), action: row[4],
      subject: row[5], detail: row[6], digest: digest.isEmpty ? nil : try Stored.digest(digest),
      chain: try Stored.digest(row[8]))
  }
}
