// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import OrderCore
import Synchronization
import TestSupport
import Testing

@Suite("What takes mail in")
struct DeferredTakerTests {
  private struct BrokenRules: Error {}

  /// Counts how often the taker is made.
  private final class Makings: Sendable {
    let count = Mutex(0)
    func add() { count.withLock { $0 += 1 } }
    var value: Int { count.withLock { $0 } }
  }

  private func sync(
    _ fixture: SyncFixture, _ taker: @escaping @Sendable () throws -> any MailTaking
  ) -> MailboxSync {
    MailboxSync(
      account: fixture.account, takerWhenNeeded: taker, ledger: fixture.ledger, clock: { march(2) })
  }

  @Test("is made once for all who need it, and not before mail is there")
  func onlyWhenNeeded() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    let makings = Makings()
    let taker = Deferred<CountingTaker> {
      makings.add()
      return CountingTaker(ledger: fixture.ledger)
    }
    let sync = sync(fixture) { try taker.get() }
    _ = try await sync.run(from: fixture.mailbox)
    fixture.deliver(1)
    _ = try await sync.run(from: fixture.mailbox, mode: .fetchOnly)
    #expect(makings.value == 0)
    fixture.deliver(2)
    _ = try await sync.run(from: fixture.mailbox)
    _ = try await sync.run(from: fixture.mailbox)
    #expect(makings.value == 1)
    #expect(fixture.ledger.processed.count == 2)
  }

  @Test("costs mail no attempt when it can't be made, and mail that has come stays")
  func broken() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    let broken = sync(fixture) { throw BrokenRules() }
    // More often than an attempt may end without a result.
    for _ in 1...4 {
      await #expect(throws: BrokenRules.self) { try await broken.run(from: fixture.mailbox) }
      #expect(fixture.ledger.waiting.count == 3)
    }
    let calls = fixture.mailbox.calls.count
    let report = try await fixture.sync.run(from: fixture.mailbox)
    #expect(report.folders.map(\.stored) == [3])
    #expect(fixture.ledger.waiting.isEmpty)
    #expect(!fixture.mailbox.calls.dropFirst(calls).contains { $0.hasPrefix("FETCH") })
  }
}
