// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

extension OrderStore {
  /// Changes an order by a person's word.
  ///
  /// - Parameter isRehearsal: whether nothing is kept.
  /// - Throws: `notFound`; `conflict` when the number is another order's, or nothing would change.
  package func change(
    _ order: OrderID, _ change: OrderChange, _ ruling: Ruling, isRehearsal: Bool = false
  ) async throws(LedgerError) -> [RulingEffect] {
    try await rule(isRehearsal, on: [order]) { transaction in
      try transaction.change(order, change, ruling)
      return []
    }
  }

  /// Makes one order a part of another; its names find the survivor from then on.
  ///
  /// - Throws: `notFound`; `conflict` when the two are one, or a letter about the other is on its way.
  package func merge(
    _ other: OrderID, into survivor: OrderID, _ ruling: Ruling, isRehearsal: Bool = false
  ) async throws(LedgerError) -> [RulingEffect] {
    try await rule(isRehearsal, on: [survivor, other]) { transaction in
      try transaction.merge(other, into: survivor, ruling)
      return []
    }
  }

  /// Gives messages of an order an order of their own, which comes last in the result.
  ///
  /// - Throws: `notFound` when it has none of them; `conflict` when it has no others, or a letter is on its way.
  package func split(
    _ order: OrderID, _ selection: SplitSelection, _ ruling: Ruling, isRehearsal: Bool = false
  ) async throws(LedgerError) -> [RulingEffect] {
    try await rule(isRehearsal, on: [order]) { transaction in
      [try transaction.split(order, selection, ruling)]
    }
  }

  /// Links a message to an order, in the place of its other orders where `instead` says so, and teaches its thread.
  ///
  /// - Throws: `notFound`; `conflict` when it is linked already, or a letter that answers it is on its way.
  package func link(
    _ message: StoredMessageID, to order: OrderID, instead: Bool = false, _ ruling: Ruling,
    isRehearsal: Bool = false
  ) async throws(LedgerError) -> [RulingEffect] {
    try await rule(isRehearsal, on: [order]) { transaction in
      try transaction.link(message.value, to: order, instead: instead, ruling)
      return []
    }
  }

  /// Takes a message out of an order, and teaches its thread; an order that loses its last message is no more.
  ///
  /// - Throws: `notFound` when it is not linked to it; `conflict` when a letter that answers it is on its way.
  package func unlink(
    _ message: StoredMessageID, from order: OrderID, _ ruling: Ruling, isRehearsal: Bool = false
  ) async throws(LedgerError) -> [RulingEffect] {
    try await rule(isRehearsal, on: [order]) { transaction in
      try transaction.unlink(message.value, from: order, ruling)
      return []
    }
  }

  /// Runs a ruling in a write transaction, which is taken back when it is a rehearsal; `body` returns new orders.
  private func rule(
    _ isRehearsal: Bool, on orders: [OrderID],
    _ body: @escaping @Sendable (StoreTransaction) throws -> [OrderID]
  ) async throws(LedgerError) -> [RulingEffect] {
    let whole: @Sendable (StoreTransaction) throws -> [RulingEffect] = { transaction in
      let before = try orders.map { try transaction.orderStanding($0) }
      let new = try body(transaction)
      var effects = try zip(orders, before).map { try transaction.effect(on: $0, since: $1) }
      effects += try new.map { try transaction.effect(on: $0, since: nil) }
      return effects
    }
    return isRehearsal ? try await rehearse(whole) : try await write(whole)
  }

  /// Runs `body` in a write transaction and keeps nothing of it.
  func rehearse<Result: Sendable>(
    _ body: @escaping @Sendable (StoreTransaction) throws -> Result
  ) async throws(LedgerError) -> Result {
    try await writer.perform { _ in
      do {
        var result: Result?
        try database.writeWithoutTransaction { db in
          try db.inTransaction {
            result = try body(StoreTransaction(db, path: path, now: clock()))
            return .rollback
          }
        }
        guard let result else { throw LedgerError.storage("a rehearsal without an end") }
        return Swift.Result<Result, LedgerError>.success(result)
      } catch {
        return .failure(LedgerError(error, path: path))
      }
    }.get()
  }
}
