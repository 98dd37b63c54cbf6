// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Store
import Testing

@Suite("The order list of the store")
struct OrderListTests {
  private static let actor = Actor(name: "irina", uid: 1000)

  private static func order(_ number: String, _ customer: String = "", keys: [OrderKey] = []) -> ListedOrder {
    var order = ListedOrder(number: number)
    order.customer = customer
    order.keys = keys
    return order
  }

  private static func listing(_ store: OrderStore, _ keys: OrderKey...) async throws -> OrderListing {
    try await store.asking { ledger throws(LedgerError) in try ledger.listing(of: keys) }
  }

  @Test("is brought up to date line by line, and replaced when asked")
  func imports() async throws {
    let store = try OrderStore.fixture()
    let first = [Self.order("SO-1", "Mill"), Self.order("SO-5")]
    let added = try await store.importOrders(first, from: "a.csv", by: Self.actor)
    #expect((added.added, added.changed, added.unchanged, added.removed) == (2, 0, 0, 0))
    let second = [Self.order("SO-1", "Mill Ltd"), Self.order("so 5"), Self.order("SO-7")]
    let rehearsed = try await store.importOrders(
      second, from: "b.csv", replacing: true, by: Self.actor, isRehearsal: true)
    #expect(rehearsed.added == 1)
    #expect(try await store.listedOrders().count == 2)
    let changed = try await store.importOrders(Array(second.dropLast()), from: "b.csv", by: Self.actor)
    #expect((changed.added, changed.changed, changed.unchanged) == (0, 2, 0))
    let replaced = try await store.importOrders(
      [Self.order("SO-7")], from: "c.csv", replacing: true, by: Self.actor)
    #expect((replaced.added, replaced.removed) == (1, 2))
    #expect(try await store.listedOrders().map(\.number.value) == ["SO-7"])
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems) == [])
  }

  @Test("says which numbers it has, by any of their names, and which it covers and has not")
  func listing() async throws {
    let store = try OrderStore.fixture()
    let theirs = OrderKey(kind: .customerOrder, value: "4500-1")
    try await _ = store.importOrders(
      [Self.order("SO-2026-00410", "Mill", keys: [theirs]), Self.order("SO-2026-00420")], from: "a.csv",
      by: Self.actor)
    let listing = try await Self.listing(
      store, OrderKey(kind: .ourOrder, value: "so 2026 410"), theirs,
      OrderKey(kind: .ourOrder, value: "SO-2026-00415"), OrderKey(kind: .ourOrder, value: "SO-2026-00421"),
      OrderKey(kind: .ourOrder, value: "SO-2025-00415"))
    #expect(listing.entries.map(\.order.number.value) == ["SO-2026-00410", "SO-2026-00410"])
    #expect(listing.missing == [OrderKey.normalised("SO-2026-00415")])
  }
}
