// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

extension OrderStore {
  /// Stores a draft that a person asks for; it is about the order and waits for approval like any other.
  ///
  /// It belongs to the thread of the order's newest message, so that whatever comes there makes it stale.
  /// - Throws: `notFound` when there is no such order, or no message of it.
  package func compose(_ draft: Draft, about order: OrderID, by actor: Actor) async throws(LedgerError)
    -> DraftID
  {
    try await write { transaction in
      let sql = """
        SELECT m.id, m.thread FROM link l JOIN message m ON m.id = l.message
        WHERE l.order_ = ? AND l.held = 0 ORDER BY m.date DESC, m.id DESC LIMIT 1
        """
      guard let newest = try transaction.row(sql, [order.value]) else {
        throw LedgerError.notFound("message of order \(order.name)")
      }
      let id = try transaction.insertDraft(draft, message: newest[0], thread: newest[1], order: order)
      try transaction.audit(
        AuditEntry(
          actor: actor, action: "draft composed", subject: "draft \(id.value)", detail: draft.template))
      return id
    }
  }

  /// Returns an order as the decisions see it.
  ///
  /// - Throws: `notFound`.
  package func order(_ id: OrderID) async throws(LedgerError) -> Order {
    try await read { db in try StoreTransaction(db, path: path, now: clock()).order(id) }
  }
}
