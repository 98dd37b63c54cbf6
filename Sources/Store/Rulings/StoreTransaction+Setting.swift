// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import OrderCore

extension StoreTransaction {
  /// Notes a person's word in the table and in the audit log; returns its number.
  @discardableResult
  func note(
    _ ruling: Ruling, _ act: String, on order: OrderID, message: Int64 = 0, field: String = "",
    from before: String = "", to after: String = ""
  ) throws -> Int64 {
    let sql = """
      INSERT INTO ruling (at, actor, uid, act, order_, message, field, value_before, value_after, reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let id = try insert(
      sql,
      [
        now, ruling.actor.name, ruling.actor.uid, act, order.value, message, field, before, after,
        ruling.reason,
      ])
    let digest = try value("SELECT digest FROM message WHERE id = ?", [message], as: Data.self)
      .map(Stored.digest)
    let what = [field, before.isEmpty || after.isEmpty ? before + after : "\(before) to \(after)"]
      .filter { !$0.isEmpty }.joined(separator: " ")
    try audit(
      AuditEntry(
        actor: ruling.actor, action: "order \(act)", subject: "order \(order.name)",
        detail: [what, ruling.reason].filter { !$0.isEmpty }.joined(separator: ": "), digest: digest))
    return id
  }

  /// Changes an order by a person's word.
  ///
  /// - Throws: `notFound`; `conflict` when the number is another order's, or nothing would change.
  func change(_ id: OrderID, _ change: OrderChange, _ ruling: Ruling) throws {
    let before = try orderStanding(id)
    guard let message = try newestMessage(of: id) else {
      throw LedgerError.conflict("Order \(id.name) has no message")
    }
    if let number = change.number { try setNumber(number, of: id, before.number, message, ruling) }
    for key in change.removed { try remove(key, from: id, ruling) }
    for key in change.added { try add(key, to: id, message, ruling) }
    guard let state = change.state else {
      forget(id)
      return
    }
    guard state != before.state else {
      throw LedgerError.conflict("Order \(before.number ?? id.name) is \(state.rawValue) already")
    }
    let newest = try value("SELECT max(id) FROM message", [], as: Int64.self) ?? message
    try note(
      ruling, "set", on: id, message: newest, field: "state", from: before.state.rawValue, to: state.rawValue)
    try retrace(id)
  }

  private func setNumber(
    _ number: String, of id: OrderID, _ before: String?, _ message: Int64, _ ruling: Ruling
  ) throws {
    let key = OrderKey(kind: .ourOrder, value: number)
    let taken =
      "SELECT order_ FROM order_key WHERE normalised = ? AND kind = 'our_order' AND order_ <> ? LIMIT 1"
    if let other = try value(taken, [key.normalised, id.value], as: Int64.self) {
      throw LedgerError.conflict(
        "\(number) is the number of order \(OrderID(other).name); merge the two if they are one")
    }
    if before.map(OrderKey.normalised) == key.normalised {
      throw LedgerError.conflict("The number of order \(id.name) is \(number) already")
    }
    try run("DELETE FROM order_key WHERE order_ = ? AND kind = 'our_order'", [id.value])
    try insert(key, for: id, message)
    try note(ruling, "set", on: id, field: "number", from: before ?? "", to: number)
  }

  private func add(_ key: OrderKey, to id: OrderID, _ message: Int64, _ ruling: Ruling) throws {
    let known = "SELECT 1 FROM order_key WHERE order_ = ? AND kind = ? AND normalised = ?"
    let name = "\(key.kind.rawValue) \(key.value)"
    guard try value(known, [id.value, key.kind.rawValue, key.normalised], as: Int.self) == nil else {
      throw LedgerError.conflict("Order \(id.name) has the key \(name) already")
    }
    try insert(key, for: id, message)
    try note(ruling, "set", on: id, field: "key", to: name)
  }

  private func remove(_ key: OrderKey, from id: OrderID, _ ruling: Ruling) throws {
    let sql = "DELETE FROM order_key WHERE order_ = ? AND kind = ? AND normalised = ?"
    let name = "\(key.kind.rawValue) \(key.value)"
    guard try run(sql, [id.value, key.kind.rawValue, key.normalised]) > 0 else {
      throw LedgerError.notFound("key \(name) of order \(id.name)")
    }
    try note(ruling, "set", on: id, field: "key", from: name)
  }

  private func insert(_ key: OrderKey, for id: OrderID, _ message: Int64) throws {
    try run(
      "INSERT INTO order_key (order_, kind, normalised, value, message) VALUES (?, ?, ?, ?, ?)",
      [id.value, key.kind.rawValue, key.normalised, key.value, message])
  }
}
