// SPDX-License-Identifier: Apache-2.0

import GRDB
package import OrderCore

extension OrderStore {
  /// Runs `body` on a snapshot of the store, as if in a transaction, for those who decide without recording.
  ///
  /// - Throws: what `body` throws; a write is refused by SQLite.
  package func inspect<Result: Sendable>(
    _ body: @Sendable (any LedgerTransaction) throws(LedgerError) -> Result
  ) async throws(LedgerError) -> Result {
    try await read { db in try body(StoreTransaction(db, path: path, now: clock())) }
  }
}
