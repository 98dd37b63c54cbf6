// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

@testable import Store

@Suite("A folder in the ledger")
struct ListingTests {
  @Test("is unknown until a generation of it begins")
  func unknown() async throws {
    let fixture = try LedgerFixture()
    #expect(try await fixture.folder() == nil)
    let begun = try await fixture.store.beginGeneration(of: inbox, uidValidity: 7, now: agentNow)
    #expect(begun == FolderRecord(generation: GenerationID(1), uidValidity: 7))
    #expect(try await fixture.folder() == begun)
    #expect(try await fixture.folder(sentMail) == nil)
  }

  @Test("knows what was listed, and how much of it is to be fetched")
  func listing() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list([listed(2), listed(5, flags: [.answered])])
    let folder = try #require(try await fixture.folder())
    #expect(folder.present == 2 && folder.pending == 2 && folder.scanned == UIDIntervals([1...5]))
    #expect(folder.completed == nil && folder.uidNext == 0)
    #expect(try await fixture.store.presentUIDs(generation) == UIDIntervals([2...2, 5...5]))
    #expect(try await fixture.pending().map(\.uid) == [2, 5])
    let pending = try #require(try await fixture.pending().first)
    #expect(pending.name == inbox && pending.uidValidity == 1 && pending.size == 102 && pending.attempts == 0)
    #expect(pending.received == received(2) && pending.generation == generation)
  }

  @Test("is listed again without change: known rows stay as they are")
  func again() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list(1...3)
    try await fixture.landAll()
    _ = try await fixture.store.record(
      [listed(1, size: 9), listed(4)], interval: 1...4, generation: generation)
    let folder = try #require(try await fixture.folder())
    #expect(folder.present == 4 && folder.pending == 1 && folder.scanned == UIDIntervals([1...4]))
    #expect(try await fixture.pending().map(\.uid) == [4])
  }

  @Test(
    "keeps its intervals disjoint and joined",
    arguments: [
      ([1...5, 6...9], [1...9]), ([1...5, 7...9], [1...5, 7...9]), ([1...5, 7...9, 6...6], [1...9]),
      ([3...8, 1...20], [1...20]), ([1...20, 3...8], [1...20]), ([5...9, 1...5], [1...9]),
      ([1...2, 4...5, 7...8, 2...7], [1...8]), ([1...2, 4...5, 7...8, 4...10], [1...2, 4...10]),
      ([1...UInt32.max], [1...UInt32.max]),
      ([UInt32.max...UInt32.max, 1...(UInt32.max - 1)], [1...UInt32.max]),
    ] as [([ClosedRange<UInt32>], [ClosedRange<UInt32>])])
  func intervals(noted: [ClosedRange<UInt32>], kept: [ClosedRange<UInt32>]) async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.store.beginGeneration(of: inbox, uidValidity: 1, now: agentNow)
      .generation
    for interval in noted {
      _ = try await fixture.store.record([], interval: interval, generation: generation)
    }
    #expect(try await fixture.folder()?.scanned.ranges == kept)
  }

  @Test(
    "forgets an interval and keeps what stands beside it",
    arguments: [
      ([1...9], 4...5, [1...3, 6...9]), ([1...9], 1...9, []), ([1...9], 1...20, []),
      ([5...9], 1...4, [5...9]),
      ([1...3, 5...9], 3...5, [1...2, 6...9]), ([1...UInt32.max], 2...UInt32.max, [1...1]),
      ([1...3, 5...6, 8...9], 2...8, [1...1, 9...9]), ([], 1...2, []),
    ] as [([ClosedRange<UInt32>], ClosedRange<UInt32>, [ClosedRange<UInt32>])])
  func forgetting(
    noted: [ClosedRange<UInt32>], forgotten: ClosedRange<UInt32>, kept: [ClosedRange<UInt32>]
  ) async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.store.beginGeneration(of: inbox, uidValidity: 1, now: agentNow)
      .generation
    for interval in noted {
      _ = try await fixture.store.record([], interval: interval, generation: generation)
    }
    try await fixture.store.forget(forgotten, generation: generation)
    #expect(try await fixture.folder()?.scanned.ranges == kept)
  }

  @Test("counts what goes once, and what comes again")
  func gone() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list(1...5)
    let vanished = UIDIntervals([2...3, 9...UInt32.max])
    #expect(try await fixture.store.markGone(vanished, generation: generation, now: agentNow) == 2)
    #expect(try await fixture.store.markGone(vanished, generation: generation, now: agentNow) == 0)
    #expect(try await fixture.folder()?.present == 3)
    #expect(try await fixture.folder()?.pending == 3)
    #expect(try await fixture.pending().map(\.uid) == [1, 4, 5])
    #expect(try await fixture.store.presentUIDs(generation) == UIDIntervals([1...1, 4...5]))
    _ = try await fixture.store.record([listed(3)], interval: 3...3, generation: generation)
    #expect(try await fixture.folder()?.present == 4)
    #expect(try await fixture.pending().map(\.uid) == [1, 3, 4, 5])
  }

  @Test("keeps flags as they were told last")
  func flags() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list([listed(1, flags: [.seen]), listed(2)])
    try await fixture.store.note(
      [FlagChange(uid: 2, flags: [.answered, .seen]), FlagChange(uid: 9, flags: [.seen])],
      generation: generation)
    let flags = try await fixture.store.database.read {
      try UInt8.fetchAll($0, sql: "SELECT flags FROM location ORDER BY uid")
    }
    #expect(flags.map { MessageFlags(rawValue: $0) } == [[.seen], [.answered, .seen]])
  }

  @Test("remembers the last completed pass; UIDNEXT never goes down")
  func completion() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list(1...2)
    try await fixture.store.complete(generation, uidNext: 9, modSeq: .max, now: day(2, 1))
    #expect(try await fixture.folder()?.uidNext == 9)
    #expect(try await fixture.folder()?.modSeq == UInt64(Int64.max))
    try await fixture.store.complete(generation, uidNext: 0, modSeq: 0, now: day(2, 2))
    let folder = try #require(try await fixture.folder())
    #expect(folder.uidNext == 9 && folder.modSeq == 0 && folder.completed == day(2, 2))
    await #expect(throws: LedgerError.notFound("generation 99")) {
      try await fixture.store.complete(GenerationID(99), uidNext: 1, modSeq: 0, now: agentNow)
    }
  }

  @Test("of another UIDVALIDITY begins anew and knows when it was last gone through")
  func renumbering() async throws {
    let fixture = try LedgerFixture()
    let first = try await fixture.store.beginGeneration(of: inbox, uidValidity: 1, now: day(2, 1)).generation
    _ = try await fixture.store.record([listed(1), listed(2)], interval: 1...3, generation: first)
    try await fixture.store.complete(first, uidNext: 4, modSeq: 1, now: day(2, 1))
    let begun = try await fixture.store.beginGeneration(of: inbox, uidValidity: 2, now: day(2, 3))
    #expect(
      begun
        == FolderRecord(
          generation: GenerationID(2), uidValidity: 2, isRenumbered: true, formerlyCompleted: day(2, 1)))
    #expect(try await fixture.folder() == begun)
    #expect(try await fixture.pending().isEmpty)
    #expect(try await fixture.store.generations(of: inbox, since: day(2, 2)) == 1)
    #expect(try await fixture.store.generations(of: inbox, since: .distantPast) == 2)
    #expect(try await fixture.store.generations(of: sentMail, since: .distantPast) == 0)
  }

  @Test("is told apart from the same name in another mailbox")
  func mailboxes() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...2)
    try await fixture.list(1...3, in: FolderName(mailbox: "claims", folder: "INBOX"))
    #expect(try await fixture.pending().count == 2)
    #expect(try await fixture.store.pending(mailbox: "claims", retryBefore: agentNow).count == 3)
  }

  @Test("gives what is to be fetched in the order in which the server received it, over all folders")
  func order() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list([listed(1, received: 50), listed(2, received: 10), listed(3, received: 20)])
    try await fixture.list([listed(1, received: 30), listed(2, received: 20)], in: sentMail)
    let pending = try await fixture.pending()
    #expect(pending.map(\.received) == [10, 20, 20, 30, 50])
    #expect(pending.map(\.name.folder) == ["INBOX", "INBOX", "Sent", "Sent", "INBOX"])
  }

  @Test("takes what a server claims without harm", arguments: [Double.nan, .infinity, -.infinity, -1e300])
  func nonsense(time: Double) async throws {
    let fixture = try LedgerFixture()
    try await fixture.list([listed(1, size: -5, received: time), listed(.max, size: .max, received: nil)])
    #expect(try await fixture.pending().allSatisfy { $0.received.isFinite && $0.size >= 0 })
    #expect(try await fixture.landAll().count == 2)
  }

  @Test("is not changed in part: what fails leaves nothing behind")
  func wholeOrNothing() async throws {
    let fixture = try LedgerFixture()
    let generation = try await fixture.list(1...2)
    let before = try await fixture.folder()
    try await fixture.store.damage(
      "CREATE TRIGGER no BEFORE INSERT ON location WHEN NEW.uid = 5 BEGIN SELECT RAISE (ABORT, 'no'); END")
    await #expect(throws: LedgerError.self) {
      try await fixture.store.record([listed(4), listed(5)], interval: 3...5, generation: generation)
    }
    #expect(try await fixture.folder() == before)
    #expect(try await fixture.store.presentUIDs(generation) == UIDIntervals([1...2]))
    await #expect(throws: LedgerError.self) {
      _ = try await fixture.store.record([listed(1)], interval: 1...1, generation: GenerationID(99))
    }
  }
}
