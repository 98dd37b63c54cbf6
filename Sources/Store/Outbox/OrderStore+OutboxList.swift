// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import OrderCore

/// An outbox row as lists show it.
package struct OutboxEntry: Hashable, Sendable {
  /// The row.
  package let id: OutboxID
  /// The draft it was frozen from.
  package let draft: DraftID
  /// The account it goes out from.
  package let mailbox: String
  /// Its identifier in brackets.
  package let messageID: String
  /// Who it goes to.
  package let recipients: [String]
  /// Its subject.
  package let subject: String
  /// The stable name of its order.
  package let order: String?
  /// How far it is.
  package let state: OutboxState
  /// How often it was opened.
  package let attempts: Int
  /// The server's words, or why it is where it is.
  package let note: String
  /// Who approved it.
  package let approver: String
  /// When it was queued.
  package let created: Date
  /// When it moved last.
  package let changed: Date
  /// When it is tried next, for queued rows.
  package let due: Date
}

extension OrderStore {
  /// Returns outbox rows, the newest first.
  ///
  /// - Parameters:
  ///   - states: only those in one of these; empty for all.
  ///   - limit: at most so many; 0 for all.
  package func outbox(
    in states: Set<OutboxState> = [], limit: Int = 0
  ) async throws(LedgerError) -> [OutboxEntry] {
    try await read { db in
      let list = Stored.list((states.isEmpty ? Set(OutboxState.allCases) : states).map(\.rawValue))
      let sql = """
        SELECT o.id, o.draft, o.mailbox, o.message_id, o.recipients, d.subject, d.order_, o.state, o.attempts,
          o.note, a.approver, o.created, o.changed, o.due
        FROM outbox o JOIN draft d ON d.id = o.draft JOIN approval a ON a.id = o.approval
        WHERE o.state IN (SELECT value FROM json_each(?)) ORDER BY o.id DESC LIMIT ?
        """
      return try Row.fetchAll(db, sql: sql, arguments: [list, limit == 0 ? -1 : limit]).map { row in
        let order: Int64? = row[6]
        return OutboxEntry(
          id: OutboxID(row[0]), draft: DraftID(row[1]), mailbox: row[2], messageID: "<\(row[3] as String)>",
          recipients: Stored.strings(row[4]), subject: row[5], order: order.map { OrderID($0).name },
          state: try Stored.word(row[7]), attempts: row[8], note: row[9], approver: row[10],
          created: Stored.date(row[11]), changed: Stored.date(row[12]), due: Stored.date(row[13]))
      }
    }
  }
}
