// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Store

/// The store of a long-lived process: held while somebody works with it, free for other commands in between.
///
/// Several mailboxes work with it at once; the first opens it and the last lets it go.
actor SharedStore {
  /// How long another process that has the store is waited for, in seconds.
  private static let patience = 20.0

  private let open: @Sendable () throws -> OrderStore
  private let opened: @Sendable (OrderStore) async throws -> Void
  private var store: OrderStore?
  private var users = 0
  private var isOpening = false

  /// Creates a store that is not open yet.
  ///
  /// - Parameters:
  ///   - open: opens it, without waiting for another process.
  ///   - opened: runs each time it was opened, before anybody works with it.
  init(
    open: @escaping @Sendable () throws -> OrderStore,
    opened: @escaping @Sendable (OrderStore) async throws -> Void
  ) {
    self.open = open
    self.opened = opened
  }

  /// Lends the store to `body`.
  func use<Result: Sendable>(
    _ body: @Sendable (OrderStore) async throws -> Result
  ) async throws -> Result {
    let store = try await take()
    defer { release() }
    return try await body(store)
  }

  private func take() async throws -> OrderStore {
    let deadline = ContinuousClock.now.advanced(by: .seconds(Self.patience))
    while true {
      if let store {
        users += 1
        return store
      }
      if !isOpening {
        do {
          return try await openFirst()
        } catch LedgerError.busy(let path) {
          guard ContinuousClock.now < deadline else { throw LedgerError.busy(path: path) }
        }
      }
      try await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Opens the store for its first user; the others wait until that is done.
  private func openFirst() async throws -> OrderStore {
    isOpening = true
    defer { isOpening = false }
    let fresh = try open()
    try await opened(fresh)
    store = fresh
    users += 1
    return fresh
  }

  private func release() {
    users -= 1
    if users == 0 { store = nil }
  }
}
