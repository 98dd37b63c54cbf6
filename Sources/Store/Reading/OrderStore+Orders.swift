// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

extension OrderStore {
  /// Returns orders, the newest activity first.
  ///
  /// - Parameters:
  ///   - states: only those in one of these; empty for all.
  ///   - query: only those with a message that matches, nil for all.
  ///   - limit: at most so many; 0 for all.
  package func orders(
    in states: Set<OrderState> = [], matching query: SearchQuery? = nil, limit: Int = 0
  ) async throws(LedgerError) -> [OrderSummary] {
    try await read { db in
      var conditions = [SQLCondition("1", [])]
      if !states.isEmpty {
        let list = Stored.list(states.map(\.rawValue))
        conditions.append(SQLCondition("o.state IN (SELECT value FROM json_each(?))", [list]))
      }
      if let query {
        let matching = try SearchStatement(query, in: db).condition
        let sql = """
          o.id IN (SELECT l.order_ FROM link l JOIN message m ON m.id = l.message
            WHERE l.held = 0 AND \(matching.sql))
          """
        conditions.append(SQLCondition(sql, matching.arguments))
      }
      return try OrderReader(db: db).summaries(SQLCondition(all: conditions), limit: limit)
    }
  }

  /// Returns the orders that a person may mean by a name: any key of the ring as people write it, or the stable
  /// name; several when it is ambiguous, none when there is no such order.
  package func orders(named name: String) async throws(LedgerError) -> [OrderSummary] {
    try await read { db in
      let list = Stored.list(try OrderName(name).orders(in: db).map(\.value))
      let condition = SQLCondition("o.id IN (SELECT value FROM json_each(?))", [list])
      return try OrderReader(db: db).summaries(condition, limit: 0)
    }
  }

  /// Returns everything about an order.
  ///
  /// - Throws: `notFound`.
  package func dossier(of id: OrderID) async throws(LedgerError) -> OrderDossier {
    try await read { db in try OrderReader(db: db).dossier(of: id) }
  }
}

extension OrderReader {
  /// Reads the orders that meet a condition on `order_ o`, the newest activity first.
  func summaries(_ condition: SQLCondition, limit: Int) throws -> [OrderSummary] {
    let sql = """
      SELECT o.id, o.state, o.opened, o.last_activity,
        (SELECT count(*) FROM link WHERE order_ = o.id AND held = 0),
        (SELECT count(*) FROM draft WHERE order_ = o.id AND state = 'pending'),
        (SELECT count(*) FROM anomaly WHERE order_ = o.id)
          + (SELECT count(*) FROM link WHERE order_ = o.id AND held = 1),
        (SELECT count(*) FROM awaited_step INDEXED BY awaited_step_waiting WHERE order_ = o.id AND state = 'waiting')
      FROM order_ o WHERE \(condition.sql)
      ORDER BY o.last_activity DESC, o.id DESC LIMIT ?
      """
    let arguments = condition.arguments + [limit == 0 ? -1 : limit]
    let numbers = MessageReader(db: db)
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
      let id = OrderID(row[0])
      let holds = try TrustReader(db: db).openHolds(of: id).count
      let (oddities, awaited): (Int, Int) = (row[6], row[7])
      return OrderSummary(
        id: id, number: try numbers.number(of: id), state: try Stored.word(row[1]),
        customer: try parties(of: id).first, opened: Stored.date(row[2]), lastActivity: Stored.date(row[3]),
        messages: row[4], pendingDrafts: row[5], warnings: oddities + awaited + holds, holds: holds,
        awaited: awaited)
    }
  }
}
