// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  func orders(ofThread thread: ThreadID) throws(LedgerError) -> [Order] {
    try reading {
      let sql = "SELECT order_ FROM thread_order WHERE thread = ? ORDER BY message DESC, order_"
      return try rows(sql, [thread.value]).map { try order(OrderID($0[0])) }
    }
  }

  func orders(withKeys keys: [OrderKey]) throws(LedgerError) -> [Order] {
    try reading {
      var found: Set<OrderID> = []
      var kinds: [String: Set<String>] = [:]
      for key in keys where !key.normalised.isEmpty {
        kinds[key.normalised, default: []].insert(key.kind.rawValue)
      }
      // One question a value: most are asked about as every kind.
      for (value, kinds) in kinds {
        let sql = "SELECT order_, kind FROM order_key WHERE normalised = ?"
        for row in try rows(sql, [value]) where kinds.contains(row[1]) { found.insert(OrderID(row[0])) }
      }
      return try found.map { try order($0) }
        .sorted { ($0.lastActivity, $0.id) > ($1.lastActivity, $1.id) }
    }
  }

  func orders(ofAddresses addresses: [String], limit: Int) throws(LedgerError) -> [Order] {
    try reading {
      try newestOrders(
        "SELECT order_, last_activity FROM order_party WHERE address = ? ORDER BY last_activity DESC",
        addresses, limit: limit)
    }
  }

  func orders(ofDomains domains: [String], limit: Int) throws(LedgerError) -> [Order] {
    try reading {
      try newestOrders(
        "SELECT order_, last_activity FROM order_party WHERE domain = ? ORDER BY last_activity DESC",
        domains, limit: limit)
    }
  }

  /// Reads the newest orders of each value from the index, as few rows as needed, and merges them.
  private func newestOrders(_ sql: String, _ values: [String], limit: Int) throws -> [Order] {
    guard limit > 0 else { return [] }
    var found: [OrderID: Int64] = [:]
    for value in Set(values) {
      var seen: Set<OrderID> = []
      let cursor = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: [value])
      while seen.count < limit, let row = try cursor.next() {
        let id = OrderID(row[0])
        seen.insert(id)
        found[id] = row[1]
      }
    }
    return try found.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(limit).map {
      try order($0.key)
    }
  }

  func orders(_ ids: [OrderID]) throws(LedgerError) -> [Order] {
    try reading {
      let sql = """
        SELECT id FROM order_ WHERE id = coalesce((SELECT survivor FROM merged_order WHERE order_ = ?1), ?1)
        """
      return try ids.compactMap { try value(sql, [$0.value], as: Int64.self) }.map { try order(OrderID($0)) }
    }
  }

  func teachings(ofThread thread: ThreadID) throws(LedgerError) -> [OrderID: Bool] {
    try reading {
      var said: [OrderID: Bool] = [:]
      let sql = "SELECT order_, linked FROM taught_thread WHERE thread = ?"
      for row in try rows(sql, [thread.value]) { said[OrderID(row[0])] = row[1] }
      return said
    }
  }

  func recentOrders(limit: Int) throws(LedgerError) -> [Order] {
    try reading {
      let sql = "SELECT id FROM order_ ORDER BY last_activity DESC LIMIT ?"
      return try rows(sql, [limit]).map { try order(OrderID($0[0])) }
    }
  }

  func fingerprints(of orders: [OrderID]) throws(LedgerError) -> [OrderID: Fingerprint] {
    try reading {
      var found: [OrderID: Fingerprint] = [:]
      for id in orders { found[id] = try fingerprint(of: id) }
      return found
    }
  }

  /// Returns what an order is about, from its first messages: they name the goods.
  private func fingerprint(of id: OrderID) throws -> Fingerprint {
    if let known = memory.fingerprints[id] { return known }
    let sql = "SELECT message FROM link WHERE order_ = ? AND held = 0 ORDER BY message LIMIT 40"
    var fingerprint = Fingerprint()
    for row in try rows(sql, [id.value]) { fingerprint.formUnion(try words(of: row[0])) }
    let number =
      "SELECT normalised FROM order_key WHERE order_ = ? AND kind = 'our_order' ORDER BY id LIMIT 1"
    if let number = try value(number, [id.value], as: String.self), let listed = try listedOrder(number) {
      fingerprint.formUnion(Fingerprint(of: [listed.customer, listed.amount]))
    }
    fingerprint.note(try order(id).parties)
    memory.fingerprints[id] = fingerprint
    return fingerprint
  }

  /// Returns an order as the decisions see it.
  func order(_ id: OrderID) throws -> Order {
    if let known = memory.orders[id] { return known }
    guard let row = try row("SELECT state, last_activity FROM order_ WHERE id = ?", [id.value]) else {
      throw LedgerError.notFound("order \(id.name)")
    }
    let time: Int64 = row[1]
    var order = Order(id: id, state: try Stored.word(row[0]), lastActivity: Double(time) / 1000)
    let keys = """
      SELECT k.kind, k.value, m.sender_role FROM order_key k JOIN message m ON m.id = k.message
      WHERE k.order_ = ? ORDER BY k.id
      """
    for row in try rows(keys, [id.value]) {
      let key = OrderKey(kind: try Stored.word(row[0]), value: row[1])
      let role: PartyRole = try Stored.word(row[2])
      order.keys.append(key)
      if role.keepsFromCustomers(key.kind) { order.partnerKeys.insert(key) }
    }
    let parties = "SELECT address, name, role, company FROM order_party WHERE order_ = ? ORDER BY position"
    order.parties = try rows(parties, [id.value])
      .map { Party(address: $0[0], name: $0[1], role: try Stored.word($0[2]), company: $0[3]) }
    let language = """
      SELECT m.language, m.date FROM link l JOIN message m ON m.id = l.message
      WHERE l.order_ = ? AND l.held = 0 AND m.sender_role = 'customer' AND m.language <> 'und'
      ORDER BY m.date DESC, m.id DESC LIMIT 1
      """
    let told = try self.row(language, [id.value])
    order.language = told.map { Language(rawValue: $0[0]) }
    memory.languageTimes[id] = told.map { $0[1] }
    order.history = try rows("SELECT name FROM event WHERE order_ = ? ORDER BY id", [id.value])
      .map { try Stored.word($0[0]) }
    order.isFrozen = try isFrozen(id)
    memory.orders[id] = order
    return order
  }
}
