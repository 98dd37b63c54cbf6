// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Testing

@testable import Store
import TestSupport

@Suite("Mail that is not taken in")
struct UntakenTests {
  private static let person = Actor(name: "irina", uid: 1000)
  private static let nested = FolderName(mailbox: "orders", folder: "Archive/2026")

  /// A store with a file in quarantine (Q1), held mail (Q2), landed mail, and a message that is never given.
  private static func filled() async throws -> LedgerFixture {
    let fixture = try LedgerFixture()
    try await fixture.store.transaction { ledger throws(LedgerError) in
      let record = QuarantineRecord(raw: bytes(7), origin: "mail/7.eml", reason: "It is no mail.")
      try ledger.quarantine(record, now: agentNow)
    }
    try await fixture.list(1...1)
    try await fixture.landAll(hold: "It is older than the renumbering.")
    try await fixture.list(2...2, in: sentMail)
    try await fixture.landAll()
    try await fixture.list(3...3, in: nested)
    let withheld = try await fixture.pending().map {
      WithheldMessage(pending: $0, reason: "NO mailbox is broken", isGivenUp: true)
    }
    try await fixture.store.note(withheld, now: agentNow)
    return fixture
  }

  @Test("is listed with its name, its origin and the reason")
  func list() async throws {
    let mail = try await Self.filled().store.untaken()
    #expect(mail.map(\.name.description) == ["Q1", "Q2", "orders/Archive/2026/3"])
    #expect(mail.map(\.state) == [.quarantined, .held, .unavailable])
    #expect(mail.map(\.mailbox) == ["", "orders", "orders"])
    #expect(mail.map(\.origin) == ["mail/7.eml", "orders/INBOX/1", "orders/Archive/2026/3"])
    #expect(
      mail.map(\.reason) == ["It is no mail.", "It is older than the renumbering.", "NO mailbox is broken"])
    #expect(mail.map(\.attempts) == [1, 0, 1])
    #expect(mail.map(\.since) == [agentNow, agentNow, agentNow])
    #expect(mail.map(\.size) == [bytes(7).bytes.count, bytes(1).bytes.count, 103])
    #expect(mail.map(\.digest) == [bytes(7).digest, bytes(1).digest, nil])
  }

  @Test("gives its bytes back, where there are any")
  func rawBytes() async throws {
    let store = try await Self.filled().store
    #expect(try await store.untakenBytes(.content(ContentID(1))) == bytes(7))
    #expect(try await store.untakenBytes(.content(ContentID(2))) == bytes(1))
    for number in [3, 99] as [Int64] {
      await #expect(throws: LedgerError.notFound("untaken mail Q\(number)")) {
        try await store.untakenBytes(.content(ContentID(number)))
      }
    }
    await #expect(throws: LedgerError.conflict("The server has never given orders/Archive/2026/3")) {
      try await store.untakenBytes(.location(Self.nested, uid: 3))
    }
    try await store.damage("UPDATE content SET bytes = x'2E' WHERE id = 1")
    await #expect(throws: LedgerError.unusable(path: ":memory:", reason: "the bytes of Q1 have changed")) {
      try await store.untakenBytes(.content(ContentID(1)))
    }
  }

  @Test("is tried again by name, as if it had never been, and the log says who wanted it")
  func retry() async throws {
    let fixture = try await Self.filled()
    let names = ["q1", "orders/Archive/2026/3", "Q1"].compactMap { UntakenName($0) }
    #expect(
      try await fixture.store.retry(names, by: Self.person).map(\.state) == [.quarantined, .unavailable])
    #expect(try await fixture.store.untaken().map(\.state) == [.held])
    let pending = try await fixture.pending(retryBefore: .distantPast)
    #expect(pending.map(\.uid) == [3] && pending.map(\.attempts) == [0])
    #expect(Set(try await fixture.claim().map(\.raw)) == [bytes(2), bytes(7)])
    let log = Collected<String>()
    try await fixture.store.exportAudit {
      log.add("\($0.actor.name): \($0.action) \($0.subject), \($0.detail)")
    }
    #expect(
      log.values == [
        "irina: mail retried Q1, quarantined after 1 attempts",
        "irina: mail retried orders/Archive/2026/3, unavailable after 1 attempts",
      ])
    #expect(try await fixture.store.checkIntegrity().flatMap(\.problems).isEmpty)
  }

  @Test("is tried again by kind and by account")
  func retryAll() async throws {
    let store = try await Self.filled().store
    #expect(try await store.retryAll([.held, .quarantined], mailbox: "orders", by: Self.person).count == 1)
    #expect(try await store.untaken().map(\.state) == [.quarantined, .unavailable])
    #expect(try await store.retryAll([.quarantined, .unavailable], by: Self.person).count == 2)
    #expect(try await store.untaken().isEmpty)
  }

  @Test("is left as it is when one of the names stands for nothing")
  func unknown() async throws {
    let store = try await Self.filled().store
    for name in ["Q3", "Q99", "orders/INBOX/1", "orders/Archive/2026/4", "other/Archive/2026/3"] {
      let names = ["Q1", name].compactMap { UntakenName($0) }
      #expect(names.count == 2)
      await #expect(throws: LedgerError.notFound("untaken mail \(name)")) {
        try await store.retry(names, by: Self.person)
      }
    }
    #expect(try await store.untaken().count == 3)
  }

  @Test(
    "has a name that reads as it is written",
    arguments: ["Q1", "orders/INBOX/1", "a/b/c/4294967295", "Q/x/1"])
  func names(text: String) {
    #expect(UntakenName(text)?.description == text)
  }

  @Test(
    "is not named by anything else",
    arguments: ["", "Q", "Q0", "Q-1", "12", "a/1", "a/b/", "a/b/-1", "a/b/x"])
  func noNames(text: String) {
    #expect(UntakenName(text) == nil)
  }
}

@Suite("What the ledger knows")
struct LocationTests {
  @Test("of a folder can be compared with the server")
  func locations() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list(1...9)
    let pending = try await fixture.pending()
    let holds = [nil, "Held.", nil]
    let arrivals = zip(pending, holds).map { ArrivedMessage(pending: $0, raw: bytes(Int($0.uid)), hold: $1) }
    _ = try await fixture.store.land(arrivals, isBegun: false, now: agentNow)
    try await fixture.store.transaction { ledger throws(LedgerError) in
      try ledger.quarantine(
        QuarantineRecord(raw: bytes(3), origin: "x", mailbox: "orders", reason: "No."), now: agentNow)
    }
    try await fixture.store.note(
      [WithheldMessage(pending: pending[4], reason: "NO", isGivenUp: true)], now: agentNow)
    _ = try await fixture.store.markGone(UIDIntervals([7...8]), generation: generation, now: agentNow)
    let found = try #require(try await fixture.store.locations(of: inbox))
    #expect(found.name == inbox && found.generation == generation && found.uidValidity == 1)
    #expect(found.present == UIDIntervals([1...6, 9...9]))
    #expect(found.pending == UIDIntervals([4...4, 6...6, 9...9]))
    #expect(found.unavailable == [FolderLocations.Unavailable(uid: 5, reason: "NO")])
    #expect(found.waiting == 1 && found.held == 1 && found.quarantined == 1)
    #expect(try await fixture.store.locations(of: sentMail) == nil)
  }

  @Test("of the work tells how it goes")
  func health() async throws {
    let fixture = try LedgerFixture()
    let store = fixture.store
    let generation = try await fixture.list(1...4)
    try await store.complete(generation, uidNext: 5, modSeq: 0, now: day(3, 1))
    let pending = try await fixture.pending()
    _ = try await store.land(
      [ArrivedMessage(pending: pending[0], raw: bytes(1))], isBegun: false, now: day(3, 2))
    _ = try await store.land(
      [ArrivedMessage(pending: pending[1], raw: bytes(2), hold: "Held.")], isBegun: false, now: day(3, 3))
    try await store.note(
      [WithheldMessage(pending: pending[2], reason: "NO", isGivenUp: true)], now: day(3, 4))
    try await store.noteContact(mailbox: "orders", failure: nil, now: day(3, 5))
    try await store.noteContact(mailbox: "claims", failure: "No login.", now: day(3, 6))
    try await store.transaction { ledger throws(LedgerError) in
      try ledger.quarantine(
        QuarantineRecord(raw: bytes(9), origin: "x", reason: "No."), now: day(3, 7))
    }
    let health = try await store.health()
    #expect(health.mailboxes.map(\.name) == ["", "claims", "orders"])
    #expect(health.mailboxes.map(\.isFailing) == [false, true, false])
    let files = health.mailboxes[0]
    #expect(files.quarantined.count == 1 && files.folders.isEmpty && files.lastSuccess == nil)
    let claims = health.mailboxes[1]
    #expect(claims.lastFailure == day(3, 6) && claims.failure == "No login." && claims.lastSuccess == nil)
    let orders = health.mailboxes[2]
    #expect(orders.lastSuccess == day(3, 5) && orders.lastFailure == nil)
    #expect(orders.landed == StoreHealth.Queue(count: 1, oldest: day(3, 2)))
    #expect(orders.held == StoreHealth.Queue(count: 1, oldest: day(3, 3)))
    #expect(orders.quarantined == StoreHealth.Queue(count: 0, oldest: nil))
    let folder = StoreHealth.Folder(
      name: "INBOX", completed: day(3, 1), present: 4, pending: 1, unavailable: 1)
    #expect(orders.folders == [folder])
    #expect(health.unsent.count == 0 && health.uncertain.count == 0)
    _ = try await store.queueReply()
    #expect(try await store.health().unsent == StoreHealth.Queue(count: 1, oldest: agentNow))
  }
}
