// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import OrderCore

/// The store: one SQLite file with all mail, orders, drafts and the outbox.
///
/// A `DatabasePool` on disk: one writer connection, and readers that don't wait for it (a search during a sync).
/// One process has the writer (`StoreLock`); others open read-only. Every write is one transaction that is durable
/// when the call returns, and that the cancelling of a task does not cut off.
package struct OrderStore: Sendable {
  let database: any DatabaseWriter
  let writer = WriterQueue()
  /// The file, or `:memory:`.
  package let path: String
  let clock: @Sendable () -> Date
  /// Held for as long as a copy of this value lives; nil for readers and in memory.
  let lock: StoreLock?

  /// Runs `body` in a write transaction, on the writer's queue; its rows are dated `now`, else by the clock.
  func write<Result: Sendable>(
    at now: Date? = nil, _ body: @Sendable (StoreTransaction) throws -> Result
  ) async throws(LedgerError) -> Result {
    try await writer.perform { transact(now: now ?? clock(), memory: $0, body) }.get()
  }

  private func transact<Result: Sendable>(
    now: Date, memory: OrderMemory, _ body: @Sendable (StoreTransaction) throws -> Result
  ) -> Swift.Result<Result, LedgerError> {
    do {
      let value = try database.write { db in
        memory.trim()
        let transaction = StoreTransaction(db, path: path, now: now, memory: memory)
        let value = try body(transaction)
        try transaction.finish()
        return value
      }
      return .success(value)
    } catch {
      memory.forget()
      return .failure(LedgerError(error, path: path))
    }
  }

  /// Runs `body` on a snapshot of the store.
  func read<Result: Sendable>(
    _ body: @Sendable (Database) throws -> Result
  ) async throws(LedgerError) -> Result {
    do {
      return try await database.read(body)
    } catch {
      throw LedgerError(error, path: path)
    }
  }
}

extension OrderStore: OrderLedger {
  /// Runs `body` in one transaction; see the port.
  package func transaction<Result: Sendable>(
    _ body: @Sendable (any LedgerTransaction) throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result {
    try await write { transaction in try body(transaction) }
  }
}
