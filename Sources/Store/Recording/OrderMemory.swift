// SPDX-License-Identifier: Apache-2.0

import OrderCore

/// Orders as they stand in the store, kept from one write transaction to the next: a conversation comes back to the
/// same ones, and reading one takes four questions.
///
/// The writer of the store is one process, and its transactions run one after the other; one that fails forgets all.
/// It belongs to the writer's queue.
final class OrderMemory {
  /// The orders known.
  var orders: [OrderID: Order] = [:]
  /// What the orders are about, as far as that was asked for.
  var fingerprints: [OrderID: Fingerprint] = [:]
  /// When the message was dated that told the language of an order, as stored.
  var languageTimes: [OrderID: Int64] = [:]

  /// Orders kept: some ten megabytes.
  private static let most = 4_000

  /// Makes room.
  func trim() { if orders.count > Self.most { forget() } }

  /// Forgets where the orders stand and who holds them, not what they are about.
  func forgetOrders() {
    orders.removeAll(keepingCapacity: true)
    languageTimes.removeAll(keepingCapacity: true)
  }

  /// Forgets all.
  func forget() {
    orders.removeAll(keepingCapacity: true)
    fingerprints.removeAll(keepingCapacity: true)
    languageTimes.removeAll(keepingCapacity: true)
  }
}
