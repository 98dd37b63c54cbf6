// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A sync that is cut off")
struct SyncFailureTests {
  /// Two folders in batches of two: questions, answers, one in both folders, rubble, and one that is not given.
  private static func fixture() throws -> MailboxFixture {
    var fixture = try MailboxFixture()
    fixture.limits.batchCount = 2
    let mailbox = fixture.mailbox
    mailbox.add(folder: "Sent", attributes: ["\\sent"])
    for number in 1...2 {
      mailbox.add(MailboxFixture.inquiry(number), received: Double(number * 10))
      mailbox.add(
        MailboxFixture.quotation(for: number, day: number + 1), to: "Sent", received: Double(number * 10 + 5))
      mailbox.skip(3)
    }
    mailbox.add(MailboxFixture.rubble, received: 12)
    mailbox.add(MailboxFixture.quotation(for: 1, day: 2), received: 40)
    mailbox.hollow(mailbox.add(MailboxFixture.inquiry(9), received: 22))
    return fixture
  }

  private static let uids: [String: Set<UInt32>] = ["INBOX": [1, 5, 9, 10, 11], "Sent": [1, 2]]

  private func expectWhole(_ fixture: MailboxFixture, _ expected: [String], _ comment: Comment) async throws {
    #expect(try await exportedText(fixture.store) == expected, comment)
    #expect(try await fixture.waiting() == 0, comment)
    for (folder, uids) in Self.uids { #expect(try await fixture.noted(folder) == uids, comment) }
  }

  @Test("loses nothing and doubles nothing, whichever call of the server fails")
  func everyCall() async throws {
    let whole = try Self.fixture()
    try await whole.run()
    let expected = try await exportedText(whole.store)
    let calls = whole.mailbox.calls
    #expect(calls.count > 10)
    for call in calls.indices {
      let fixture = try Self.fixture()
      fixture.mailbox.breakConnection(atCall: call)
      let comment: Comment = "call \(call): \(calls[call])"
      await #expect(throws: MailServerError.self, comment) { try await fixture.run() }
      // What had arrived was taken in, though the session ended.
      #expect(try await fixture.waiting() == 0, comment)
      fixture.mailbox.reconnect()
      try await fixture.run()
      try await expectWhole(fixture, expected, comment)
    }
  }

  @Test(
    "loses nothing and doubles nothing, whichever call of the ledger is the last", arguments: [false, true])
  func everyLedgerCall(isApplied: Bool) async throws {
    func make() -> SyncFixture {
      var fixture = SyncFixture([.qresync], folders: ["INBOX", "Sent"])
      fixture.limits.batchCount = 2
      fixture.mailbox.add(folder: "Sent")
      for number in 1...5 { fixture.deliver(number, received: Double(2 * number)) }
      for number in 5...7 { fixture.deliver(number, to: "Sent", received: Double(2 * number + 1)) }
      fixture.mailbox.withhold(3)
      fixture.mailbox.before(call: 5) { $0.drop(4) }
      return fixture
    }
    let whole = make()
    try await whole.run()
    let calls = whole.ledger.calls
    #expect(calls.count > 20)
    for call in calls.indices {
      let fixture = make()
      fixture.ledger.die(atCall: call, isApplied: isApplied)
      let comment: Comment = "call \(call): \(calls[call])"
      await #expect(throws: LedgerError.self, comment) { try await fixture.run() }
      fixture.ledger.revive()
      fixture.mailbox.reconnect()
      fixture.mailbox.drop(4)
      fixture.clock.advance(by: 301)
      try await fixture.run()
      let wanted = Set([1, 2, 5, 6, 7].map { SyncFixture.mail($0) })
      #expect(Set(fixture.ledger.processed.keys).subtracting([SyncFixture.mail(4)]) == wanted, comment)
      #expect(fixture.ledger.processed.values.allSatisfy { $0 == 1 }, comment)
      #expect(fixture.ledger.waiting.isEmpty, comment)
      #expect(try await fixture.present() == [1, 2, 3, 5], comment)
      #expect(try await fixture.present("Sent") == [1, 2, 3], comment)
    }
  }

  @Test("loses nothing and doubles nothing, whichever write of the store fails")
  func everyWrite() async throws {
    let whole = try Self.fixture()
    try await whole.run()
    let expected = try await exportedText(whole.store)
    var write = 0
    while true {
      var fixture = try Self.fixture()
      let ledger = FailingLedger(fixture.store, atWrite: write)
      fixture.ledger = ledger
      do {
        try await fixture.run()
        break
      } catch LedgerError.diskFull {
        let comment: Comment = "write \(write)"
        fixture.ledger = fixture.store
        fixture.mailbox.reconnect()
        try await fixture.run()
        try await expectWhole(fixture, expected, comment)
      }
      write += 1
    }
    // Four records and a quarantine.
    #expect(write >= 5)
  }

  @Test("notes how each pass ended, and nothing when it was called off")
  func contacts() async throws {
    let fixture = SyncFixture()
    fixture.mailbox.breakConnection(atCall: 1)
    await #expect(throws: MailServerError.self) { try await fixture.run() }
    fixture.mailbox.reconnect()
    let cancelled = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await fixture.run()
    }
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    try await fixture.run()
    #expect(
      fixture.ledger.contacts == [
        "The connection to mail.example was lost during NOOP: as the test wants.", "ok",
      ])
  }
}

@Suite("Mail that can't be stored")
struct UnstorableMailTests {
  /// Refuses one message as a store with a fault does.
  private struct FaultyTaker: MailTaking {
    let good: CountingTaker
    let bad: Set<RawMessage>
    var error = LedgerError.storage("constraint failed")

    func parse(_ mail: [LandedMail]) async -> [ParsedMail] { await good.parse(mail) }

    func store(_ mail: [ParsedMail], now: Date) async throws(LedgerError) -> [IntakeResult] {
      guard !mail.contains(where: { bad.contains($0.raw) }) else { throw error }
      return try await good.store(mail, now: now)
    }
  }

  private func sync(_ fixture: SyncFixture, _ taker: FaultyTaker) -> MailboxSync {
    MailboxSync(account: fixture.account, taker: taker, ledger: fixture.ledger, clock: { march(2) })
  }

  @Test("does not stop the rest, is tried again in three passes, and then kept apart")
  func onlyOne() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...5 { fixture.deliver(number) }
    let sync = sync(
      fixture, FaultyTaker(good: CountingTaker(ledger: fixture.ledger), bad: [SyncFixture.mail(3)]))
    let report = try await sync.run(from: fixture.mailbox)
    #expect(report.folders.map(\.stored) == [4])
    #expect(
      report.problems == [
        "orders/INBOX/3 could not be stored and is tried again: "
          + "The store failed: constraint failed."
      ])
    #expect(fixture.ledger.waiting == [SyncFixture.mail(3)])
    _ = try await sync.run(from: fixture.mailbox)
    #expect(fixture.ledger.waiting.isEmpty)
    #expect(fixture.ledger.quarantined == [SyncFixture.mail(3)])
    #expect(try await sync.run(from: fixture.mailbox).isUnchanged)
  }

  @Test("ends the pass when it is the store that fails")
  func brokenStore() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...9 { fixture.deliver(number) }
    let all = Set((1...9).map { SyncFixture.mail($0) })
    let sync = sync(fixture, FaultyTaker(good: CountingTaker(ledger: fixture.ledger), bad: all))
    await #expect(throws: LedgerError.self) { try await sync.run(from: fixture.mailbox) }
    #expect(fixture.ledger.waiting == all)
    let whole = self.sync(fixture, FaultyTaker(good: CountingTaker(ledger: fixture.ledger), bad: []))
    #expect(try await whole.run(from: fixture.mailbox).folders.map(\.stored) == [9])
  }

  @Test("is not all sent to quarantine while the store fails")
  func lastingFault() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...9 { fixture.deliver(number) }
    let all = Set((1...9).map { SyncFixture.mail($0) })
    let sync = sync(fixture, FaultyTaker(good: CountingTaker(ledger: fixture.ledger), bad: all))
    for _ in 0..<3 {
      await #expect(throws: LedgerError.self) { try await sync.run(from: fixture.mailbox) }
    }
    #expect(fixture.ledger.quarantined.count < 4)
  }

  @Test("ends the pass at once when the disk is full")
  func diskFull() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    let taker = FaultyTaker(
      good: CountingTaker(ledger: fixture.ledger), bad: [SyncFixture.mail(2)], error: .diskFull(path: "/"))
    await #expect(throws: LedgerError.diskFull(path: "/")) {
      try await self.sync(fixture, taker).run(from: fixture.mailbox)
    }
    #expect(fixture.ledger.waiting.count == 3)
  }
}
