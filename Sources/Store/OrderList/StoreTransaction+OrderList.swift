// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension StoreTransaction {
  func listing(of keys: [OrderKey]) throws(LedgerError) -> OrderListing {
    try reading {
      var listing = OrderListing()
      for key in keys where !key.normalised.isEmpty {
        if key.kind == .ourOrder {
          if let order = try listedOrder(key.normalised) {
            listing.entries.append(OrderListing.Entry(order: order, key: key))
          } else if try covers(key) {
            listing.missing.insert(key.normalised)
          }
        } else {
          let sql = "SELECT number FROM listed_key WHERE normalised = ? AND kind = ?"
          for row in try rows(sql, [key.normalised, key.kind.rawValue]) {
            guard let order = try listedOrder(row[0]) else { continue }
            listing.entries.append(OrderListing.Entry(order: order, key: key))
          }
        }
      }
      return listing
    }
  }

  /// Whether the list has numbers below and above this one: then it would have this one.
  private func covers(_ key: OrderKey) throws -> Bool {
    guard let number = NumberShape(key.normalised) else { return false }
    let sql = "SELECT min(serial), max(serial) FROM listed_order WHERE shape = ?"
    guard let row = try row(sql, [number.shape]), let low = row[0] as Int64?, let high = row[1] as Int64?
    else {
      return false
    }
    return low < number.serial && number.serial < high
  }

  /// Returns an order of the list, by the comparable form of its number.
  func listedOrder(_ number: String) throws -> ListedOrder? {
    let sql = """
      SELECT value, customer, customer_number, amount, currency, date, state FROM listed_order WHERE number = ?
      """
    guard let row = try row(sql, [number]) else { return nil }
    var order = ListedOrder(number: row[0])
    order.customer = row[1]
    order.customerNumber = row[2]
    order.amount = row[3]
    order.currency = row[4]
    order.date = row[5]
    order.state = row[6]
    order.keys = try rows(
      "SELECT kind, value FROM listed_key WHERE number = ? ORDER BY kind, value", [number]
    )
    .map { OrderKey(kind: try Stored.word($0[0]), value: $0[1]) }
    return order
  }

  /// Takes orders into the list.
  func importOrders(
    _ orders: [ListedOrder], from source: String, replacing: Bool, by actor: Actor
  ) throws -> OrderListEffect {
    var (added, changed, unchanged, removed) = (0, 0, 0, 0)
    for order in orders {
      let known = try listedOrder(order.number.normalised)
      if known.map({ $0.isSame(as: order) }) ?? false {
        unchanged += 1
        continue
      }
      if known == nil { added += 1 } else { changed += 1 }
      try drop(order.number.normalised)
      try insert(order, from: source)
    }
    if replacing {
      let kept = Set(orders.map(\.number.normalised))
      for row in try rows("SELECT number FROM listed_order", []) where !kept.contains(row[0]) {
        try drop(row[0])
        removed += 1
      }
    }
    try audit(
      AuditEntry(
        actor: actor, action: "order list imported", subject: source,
        detail: "\(added) added, \(changed) changed, \(unchanged) unchanged, \(removed) removed"))
    // What orders are about includes what the list says of them.
    memory.fingerprints.removeAll()
    return OrderListEffect(added: added, changed: changed, unchanged: unchanged, removed: removed)
  }

  private func drop(_ number: String) throws {
    try run("DELETE FROM listed_key WHERE number = ?", [number])
    try run("DELETE FROM listed_order WHERE number = ?", [number])
  }

  private func insert(_ order: ListedOrder, from source: String) throws {
    let sql = """
      INSERT INTO listed_order (number, value, shape, serial, customer, customer_number, amount, currency, date, state,
        source, imported)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let number = order.number.normalised
    let shape = NumberShape(number)
    try run(
      sql,
      [
        number, order.number.value, shape?.shape ?? number, shape?.serial ?? 0, order.customer,
        order.customerNumber, order.amount, order.currency, order.date, order.state, source, now,
      ])
    for key in order.keys {
      try run(
        "INSERT INTO listed_key (normalised, kind, number, value) VALUES (?, ?, ?, ?)",
        [key.normalised, key.kind.rawValue, number, key.value])
    }
  }
}

extension ListedOrder {
  /// Whether two say the same, in whatever order their keys stand.
  fileprivate func isSame(as other: ListedOrder) -> Bool {
    var (left, right) = (self, other)
    left.keys.sort { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
    right.keys.sort { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
    return left == right && left.number.value == right.number.value
  }
}
