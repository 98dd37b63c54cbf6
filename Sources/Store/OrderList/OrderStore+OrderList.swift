// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

/// What an import changed in the order list.
package struct OrderListEffect: Hashable, Sendable {
  /// Orders that were not in the list.
  package let added: Int
  /// Orders that the list had otherwise.
  package let changed: Int
  /// Orders that the list has just so.
  package let unchanged: Int
  /// Orders that left it.
  package let removed: Int
}

extension OrderStore {
  /// Takes orders into the list; with `replacing` the list is then nothing but these.
  ///
  /// - Parameters:
  ///   - source: the name of the file.
  ///   - isRehearsal: whether nothing is kept.
  package func importOrders(
    _ orders: [ListedOrder], from source: String, replacing: Bool = false, by actor: Actor,
    isRehearsal: Bool = false
  ) async throws(LedgerError) -> OrderListEffect {
    let body: @Sendable (StoreTransaction) throws -> OrderListEffect = { transaction in
      try transaction.importOrders(orders, from: source, replacing: replacing, by: actor)
    }
    return isRehearsal ? try await rehearse(body) : try await write(body)
  }

  /// Returns the list, by number.
  package func listedOrders() async throws(LedgerError) -> [ListedOrder] {
    try await read { db in
      let transaction = StoreTransaction(db, path: path, now: clock())
      return try Row.fetchAll(db, sql: "SELECT number FROM listed_order ORDER BY shape, serial, number")
        .compactMap { try transaction.listedOrder($0[0]) }
    }
  }
}
