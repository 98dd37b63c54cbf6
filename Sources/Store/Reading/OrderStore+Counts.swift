// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import OrderCore

/// How much of everything there is.
package struct StoreCounts: Hashable, Sendable {
  /// Messages.
  package let messages: Int
  /// Orders.
  package let orders: Int
  /// Orders with steps to come.
  package let openOrders: Int
  /// Mail in quarantine.
  package let quarantined: Int
  /// Drafts that wait for a person.
  package let pendingDrafts: Int
  /// When the oldest of them was made.
  package let oldestPendingDraft: Date?
  /// Outbox rows by state; states without rows are left out.
  package let outbox: [OutboxState: Int]
  /// When the oldest row that is queued, open or committing was queued.
  package let oldestUnsent: Date?
}

extension OrderStore {
  /// Counts everything, for `sync`, `health` and `check`.
  package func counts() async throws(LedgerError) -> StoreCounts {
    try await read { db in
      func number(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
      }
      func date(_ sql: String) throws -> Date? {
        try Int64.fetchOne(db, sql: sql).map { Stored.date($0) }
      }
      let open = OrderState.allCases.filter { Order(id: OrderID(0), state: $0).isOpen }
      var outbox: [OutboxState: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM outbox GROUP BY state") {
        outbox[try Stored.word(row[0])] = row[1]
      }
      return StoreCounts(
        messages: try number("SELECT count(*) FROM message"),
        orders: try number("SELECT count(*) FROM order_"),
        openOrders: try number(
          "SELECT count(*) FROM order_ WHERE state IN (SELECT value FROM json_each(?))",
          [Stored.list(open.map(\.rawValue))]),
        quarantined: try number("SELECT count(*) FROM work WHERE state = 'quarantined'"),
        pendingDrafts: try number("SELECT count(*) FROM draft WHERE state = 'pending'"),
        oldestPendingDraft: try date("SELECT min(created) FROM draft WHERE state = 'pending'"),
        outbox: outbox,
        oldestUnsent: try date(
          "SELECT min(created) FROM outbox WHERE state IN ('queued', 'open', 'committing')"))
    }
  }
}
