// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

@testable import Store

@Suite("Landed mail")
struct ClaimTests {
  /// A store with mail that landed and was never begun: UIDs 1…5 of INBOX, and 6…7 of another mailbox.
  private static func filled() async throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    try await fixture.list(
      [5, 3, 1, 2, 4].enumerated().map { listed($1, received: received(UInt32($0) + 1)) })
    try await fixture.landAll()
    let claims = FolderName(mailbox: "claims", folder: "INBOX")
    try await fixture.list(6...7, in: claims)
    let arrivals = try await fixture.store.pending(mailbox: "claims", retryBefore: agentNow).map {
      ArrivedMessage(pending: $0, raw: bytes(Int($0.uid)))
    }
    _ = try await fixture.store.land(arrivals, isBegun: false, now: agentNow)
    return fixture
  }

  @Test("is claimed in the order in which servers received it, with its place")
  func order() async throws {
    let fixture = try await Self.filled()
    let claimed = try await fixture.claim()
    #expect(claimed.map(\.raw) == [5, 3, 1, 2, 4, 6, 7].map { bytes($0) })
    #expect(claimed.allSatisfy { $0.attempts == 1 })
    #expect(claimed[1].delivery == Delivery(mailbox: "orders", folder: "INBOX", uidValidity: 1, uid: 3))
    #expect(claimed[1].origin == "orders/INBOX/3")
    #expect(claimed[6].delivery?.mailbox == "claims")
  }

  @Test(
    "is claimed within bounds, but at least one",
    arguments: [(2, 1 << 20, 2), (9, 1, 1), (9, 100, 2), (0, 0, 1)])
  func bounds(count: Int, bytes: Int, claimed: Int) async throws {
    let fixture = try await Self.filled()
    #expect(try await fixture.claim(count: count, bytes: bytes).count == claimed)
  }

  @Test("is claimed for one mailbox or for all")
  func mailboxes() async throws {
    let fixture = try await Self.filled()
    #expect(try await fixture.claim(mailbox: "claims").map(\.raw) == [bytes(6), bytes(7)])
    #expect(try await fixture.claim(mailbox: "none").isEmpty)
    #expect(try await fixture.claim(mailbox: "orders").count == 5)
  }

  @Test("comes alone once it was begun, so that what kills the process does so to itself only")
  func alone() async throws {
    let fixture = try await Self.filled()
    #expect(try await fixture.claim(count: 2).map(\.raw) == [bytes(5), bytes(3)])
    // The process ended here. What was begun is still first in turn, one by one.
    #expect(try await fixture.claim().map(\.raw) == [bytes(5)])
    #expect(try await fixture.claim().map(\.attempts) == [3])
    // Its third attempt was the last one.
    #expect(try await fixture.claim().map(\.raw) == [bytes(3)])
    let kept = try #require(try await fixture.store.untaken().first)
    #expect(kept.digest == bytes(5).digest && kept.attempts == 3)
    #expect(kept.reason == "Its processing ended three times without a result.")
    #expect(try await fixture.store.untakenBytes(kept.name) == bytes(5))
  }

  @Test("that was never begun is not claimed together with mail that was")
  func notTogether() async throws {
    let fixture = try await Self.filled()
    try await fixture.store.damage("UPDATE work SET attempts = 1 WHERE content = 3")
    #expect(try await fixture.claim().map(\.raw) == [bytes(5), bytes(3)])
  }

  @Test("is passed over when its attempts are used up, however many there are")
  func usedUp() async throws {
    let fixture = try await Self.filled()
    try await fixture.store.damage("UPDATE work SET attempts = 3 WHERE mailbox = 'orders'")
    #expect(try await fixture.claim(count: 5).map(\.raw) == [bytes(6), bytes(7)])
    #expect(try await fixture.store.untaken().count == 5)
    try await fixture.store.damage("UPDATE work SET attempts = 3")
    #expect(try await fixture.claim(count: 2).isEmpty)
  }

  @Test("whose bytes have changed is kept apart, and the others go on")
  func changed() async throws {
    let fixture = try await Self.filled()
    try await fixture.store.damage("UPDATE content SET bytes = x'2E' WHERE id = 1")
    #expect(try await fixture.claim(mailbox: "orders").count == 4)
    #expect(try await fixture.store.untaken().map(\.reason) == ["Its bytes have changed in the store."])
  }

  @Test("is no work any more once it is a message, in the same transaction")
  func finished() async throws {
    let fixture = try LedgerFixture()
    let store = fixture.store
    let message = mail("Text", id: "a@kunde.example")
    try await fixture.list(1...1)
    let arrivals = try await fixture.pending().map { ArrivedMessage(pending: $0, raw: message.raw) }
    _ = try await store.land(arrivals, isBegun: true, now: agentNow)
    await #expect(throws: LedgerError.conflict("no")) {
      try await store.transaction { ledger throws(LedgerError) in
        _ = try ledger.record(message)
        throw LedgerError.conflict("no")
      }
    }
    #expect(try await fixture.claim().map(\.attempts) == [2])
    let id = try await store.record(message)
    #expect(try await fixture.claim().isEmpty)
    #expect(try await store.raw(of: id) == message.raw)
    let contents = try await store.database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM content") }
    #expect(contents == 1)
    #expect(try await store.count(SearchQuery("in:INBOX")) == 1)
  }

  @Test("goes to quarantine with the attempts that were counted when they began")
  func quarantined() async throws {
    let fixture = try await Self.filled()
    let claimed = try await fixture.claim(count: 1)
    let record = QuarantineRecord(raw: claimed[0].raw, origin: claimed[0].origin, reason: "It is no mail.")
    try await fixture.store.transaction { ledger throws(LedgerError) in
      try ledger.quarantine(record, now: agentNow)
    }
    let kept = try #require(try await fixture.store.untaken().first)
    #expect(kept.attempts == 1 && kept.reason == "It is no mail." && kept.origin == "orders/INBOX/5")
    #expect(try await fixture.claim().count == 6)
  }
}
