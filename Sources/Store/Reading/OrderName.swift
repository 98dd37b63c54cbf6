// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

/// Finds orders by what people call them: any key of the ring, as they write it, or our stable name.
struct OrderName {
  private let text: String
  private let normalised: String

  /// Takes what a person typed.
  init(_ text: String) {
    self.text = text
    normalised = OrderKey.normalised(text)
  }

  /// Returns the orders meant, in the order they were opened; several when the name is ambiguous.
  ///
  /// Spaces, dashes, leading zeros and look-alikes don't matter. Where no key is the whole name, its number alone
  /// is looked for at the end of keys: `заказ № 4512` and `4512` find `ЗК-004512`, `417` finds `SO-2026-00417`.
  func orders(in db: Database) throws -> [OrderID] {
    var found = Set(try stableName(in: db).map { [$0] } ?? [])
    if !normalised.isEmpty {
      let sql = "SELECT order_ FROM order_key WHERE normalised = ?"
      found.formUnion(try Int64.fetchAll(db, sql: sql, arguments: [normalised]).map { OrderID($0) })
    }
    if found.isEmpty, let number = trailingNumber { found = try ending(with: number, in: db) }
    return found.sorted()
  }

  private func stableName(in db: Database) throws -> OrderID? {
    guard text.lowercased().hasPrefix("o-"), let number = Int64(text.dropFirst(2)) else { return nil }
    // An order that was merged is found under its old name.
    let sql = """
      SELECT id FROM order_
      WHERE id = coalesce((SELECT survivor FROM merged_order WHERE order_ = ?1), ?1)
      """
    return try Int64.fetchOne(db, sql: sql, arguments: [number]).map { OrderID($0) }
  }

  /// The digits and dots that end the normalised name.
  private var trailingNumber: String? {
    let tail = normalised.reversed().prefix { $0.isNumber || $0 == "." }.reversed()
    let number = String(tail).drop { $0 == "." }
    return number.isEmpty ? nil : String(number)
  }

  private func ending(with number: String, in db: Database) throws -> Set<OrderID> {
    // The character before must not be a digit: 12 is not the end of 4512.
    let sql = """
      SELECT order_ FROM order_key
      WHERE substr(normalised, -length(?1)) = ?1
        AND substr(normalised, -length(?1) - 1, 1) NOT BETWEEN '0' AND '9'
      """
    return Set(try Int64.fetchAll(db, sql: sql, arguments: [number]).map { OrderID($0) })
  }
}
