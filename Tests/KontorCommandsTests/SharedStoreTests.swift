// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Store
import TestSupport
import Testing

@testable import KontorCommands

@Suite("A shared store")
struct SharedStoreTests {
  /// Lets what opens the store start another user of it.
  private actor Users {
    var shared: SharedStore?
    var tasks: [Task<Void, any Error>] = []

    func share(_ store: SharedStore) { shared = store }

    func start(_ log: Collected<String>) {
      guard let shared else { return }
      tasks.append(Task { try await shared.use { _ in log.add("used") } })
    }

    func finish() async throws {
      for task in tasks { try await task.value }
    }
  }

  @Test("is lent to nobody before it is put in order")
  func order() async throws {
    let log = Collected<String>()
    let users = Users()
    let shared = SharedStore(open: { try OrderStore.inMemory() }) { _ in
      log.add("open")
      await users.start(log)
      for _ in 0..<10_000 { await Task.yield() }
      log.add("opened")
    }
    await users.share(shared)
    try await shared.use { _ in log.add("first") }
    try await users.finish()
    #expect(log.values.prefix(2) == ["open", "opened"])
    #expect(log.values.filter { $0 == "used" }.count == 1)
  }

  @Test("is opened anew after it could not be put in order")
  func failure() async throws {
    let log = Collected<String>()
    let shared = SharedStore(open: { try OrderStore.inMemory() }) { _ in
      log.add("open")
      if log.values.count == 1 { throw LedgerError.storage("as the test wants") }
    }
    await #expect(throws: LedgerError.self) { try await shared.use { _ in } }
    try await shared.use { _ in log.add("used") }
    #expect(log.values == ["open", "open", "used"])
  }
}
