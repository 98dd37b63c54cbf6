// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension StoreTransaction {
  /// Makes one order a part of another: its messages, keys, parties and drafts are the survivor's, and its names find
  /// the survivor.
  ///
  /// - Throws: `notFound`; `conflict` when the two are one, or a letter about the other is on its way.
  func merge(_ other: OrderID, into survivor: OrderID, _ ruling: Ruling) throws {
    guard other != survivor else {
      throw LedgerError.conflict("Order \(survivor.name) can't be merged with itself")
    }
    let number = try orderStanding(survivor).number
    let otherNumber = try orderStanding(other).number
    try refuseApproved("d.order_ = ?", [other.value])
    try moveKeys(from: other, to: survivor)
    try moveLinks(from: other, to: survivor)
    try moveRows(from: other, to: survivor)
    try run(
      "UPDATE order_ SET opened = min(opened, (SELECT opened FROM order_ WHERE id = ?2)), "
        + "last_activity = max(last_activity, (SELECT last_activity FROM order_ WHERE id = ?2)) WHERE id = ?1",
      [survivor.value, other.value])
    try run("UPDATE ruling SET order_ = ? WHERE order_ = ? AND act = 'set'", [survivor.value, other.value])
    try run("DELETE FROM order_ WHERE id = ?", [other.value])
    try run("INSERT INTO merged_order (order_, survivor) VALUES (?, ?)", [other.value, survivor.value])
    let names = [other.name, otherNumber ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    try note(
      ruling, "merge", on: survivor, field: "", from: names,
      to: [survivor.name, number ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
    forget(other)
    try retrace(survivor)
  }

  /// The survivor's keys stay first: its number stays its number.
  private func moveKeys(from other: OrderID, to survivor: OrderID) throws {
    let sql = """
      INSERT INTO order_key (order_, kind, normalised, value, message)
      SELECT ?, kind, normalised, value, message FROM order_key WHERE order_ = ? ORDER BY id
      ON CONFLICT (order_, kind, normalised) DO NOTHING
      """
    try run(sql, [survivor.value, other.value])
    try run("DELETE FROM order_key WHERE order_ = ?", [other.value])
  }

  /// A link that is sure in one of them is sure.
  private func moveLinks(from other: OrderID, to survivor: OrderID) throws {
    let sql = """
      INSERT INTO link (message, order_, position, held, score, evidence)
      SELECT message, ?, position, held, score, evidence FROM link WHERE order_ = ?
      ON CONFLICT (message, order_) DO UPDATE SET held = min(held, excluded.held),
        position = min(position, excluded.position), score = max(score, excluded.score)
      """
    try run(sql, [survivor.value, other.value])
    try run("DELETE FROM link WHERE order_ = ?", [other.value])
  }

  /// Points every other row of the store to the survivor; where it has the row already, the other's is dropped.
  private func moveRows(from other: OrderID, to survivor: OrderID) throws {
    for (table, column) in try orderColumns() {
      let name = "\"\(table)\""
      try db.execute(
        sql: "UPDATE OR IGNORE \(name) SET \"\(column)\" = ? WHERE \"\(column)\" = ?",
        arguments: [survivor.value, other.value])
      try db.execute(sql: "DELETE FROM \(name) WHERE \"\(column)\" = ?", arguments: [other.value])
    }
  }

  /// The columns of the schema that point to orders.
  func orderColumns() throws -> [(table: String, column: String)] {
    let sql = """
      SELECT t.name, f."from" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
      WHERE t.type = 'table' AND f."table" = 'order_' ORDER BY t.name, f."from"
      """
    return try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }
  }

  /// Refuses while a letter is approved and has not gone out: it was approved for the order as it was shown.
  func refuseApproved(_ condition: String, _ arguments: StatementArguments) throws {
    let sql = "SELECT d.id FROM draft d WHERE d.state = 'approved' AND \(condition) ORDER BY d.id LIMIT 1"
    if let draft = try value(sql, arguments, as: Int64.self) {
      throw LedgerError.conflict("Draft \(draft) is approved for it; let it go out, edit or reject it first")
    }
  }
}
