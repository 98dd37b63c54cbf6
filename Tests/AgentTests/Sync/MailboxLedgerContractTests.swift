// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

/// A ledger that the contract is held to, and how its mail is processed.
struct LedgerSubject: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let make: @Sendable () throws -> Instance

  /// One fresh ledger.
  struct Instance: Sendable {
    let ledger: any MailboxLedger
    /// Records a piece of mail as a message, as the pipeline does.
    let finish: @Sendable (RawMessage) async throws -> Void
  }

  static let all: [LedgerSubject] = [
    LedgerSubject(testDescription: "in memory") {
      let ledger = InMemoryMailboxLedger()
      return Instance(ledger: ledger, finish: { raw in try await ledger.finish([raw]) })
    },
    LedgerSubject(testDescription: "in SQLite") {
      let store = try OrderStore.inMemory(clock: { march(30) })
      let intake = Intake(parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: store)
      return Instance(
        ledger: store,
        finish: { raw in
          let mail = ParsedMail(raw, delivery: nil, origin: "a test", parser: Company.parser)
          _ = try await intake.store([mail], now: march(30))
        })
    },
  ]
}

@Suite("A ledger of mailboxes")
struct MailboxLedgerContractTests {
  /// A ledger with one folder.
  private struct Subject {
    let instance: LedgerSubject.Instance
    var ledger: any MailboxLedger { instance.ledger }
    let name = FolderName(mailbox: "orders", folder: "INBOX")
    let record: FolderRecord

    init(_ subject: LedgerSubject) async throws {
      instance = try subject.make()
      record = try await instance.ledger.beginGeneration(of: name, uidValidity: 7, now: march(1))
    }

    var generation: GenerationID { record.generation }

    /// Lists messages of these numbers, each under its own UID.
    func list(_ numbers: ClosedRange<Int>, naming: Bool = false) async throws {
      _ = try await ledger.record(
        numbers.map { Self.listed(UInt32($0), number: $0, naming: naming) },
        interval: UInt32(numbers.lowerBound)...UInt32(numbers.upperBound), generation: generation)
    }

    static func listed(_ uid: UInt32, number: Int, naming: Bool, objectID: String = "") -> ListedMessage {
      let raw = SyncFixture.mail(number)
      return ListedMessage(
        uid: uid, size: raw.bytes.count, received: Double(1000 + number), objectID: objectID,
        messageID: naming ? raw.messageIDField : "")
    }

    func pending(newestFirst: Bool = false, limit: Int = 100, retryBefore: Date = march(30)) async throws
      -> [PendingMessage]
    {
      try await ledger.pending(
        [generation], retryBefore: retryBefore, newestFirst: newestFirst, limit: limit)
    }

    /// Lands the pending messages of these UIDs; message `n` has UID `n`.
    @discardableResult
    func land(_ uids: Set<UInt32>, isBegun: Bool = true, hold: String? = nil) async throws -> [Landing] {
      let arrivals = try await pending().filter { uids.contains($0.uid) }
        .map { ArrivedMessage(pending: $0, raw: SyncFixture.mail(Int($0.uid)), hold: hold) }
      return try await ledger.land(arrivals, isBegun: isBegun, now: march(1, 10))
    }

    func folder() async throws -> FolderRecord { try #require(try await ledger.folder(name)) }

    func claim(count: Int = 10, bytes: Int = 10_000) async throws -> [UInt32?] {
      try await ledger.claimLanded(mailbox: "orders", count: count, bytes: bytes, now: march(1, 11))
        .map { $0.delivery?.uid }
    }
  }

  @Test("knows a folder from its first generation on", arguments: LedgerSubject.all)
  func firstGeneration(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    #expect(try await subject.ledger.folder(FolderName(mailbox: "orders", folder: "Sent")) == nil)
    let record = try await subject.folder()
    #expect(record == subject.record)
    #expect(record.uidValidity == 7 && record.uidNext == 0 && record.modSeq == 0 && !record.isRenumbered)
    #expect(record.scanned.isEmpty && record.present == 0 && record.pending == 0 && record.completed == nil)
  }

  @Test("keeps what was listed, once, with the interval", arguments: LedgerSubject.all)
  func listing(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(3...5)
    try await subject.list(1...4)
    let record = try await subject.folder()
    #expect(record.scanned == UIDIntervals([1...5]))
    #expect(record.present == 5 && record.pending == 5)
    #expect(try await subject.ledger.presentUIDs(subject.generation) == UIDIntervals([1...5]))
    try await subject.ledger.forget(2...3, generation: subject.generation)
    #expect(try await subject.folder().scanned == UIDIntervals([1...1, 4...5]))
    #expect(try await subject.folder().present == 5)
  }

  @Test("notes an interval in which nothing was", arguments: LedgerSubject.all)
  func emptyInterval(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    _ = try await subject.ledger.record([], interval: 1...900, generation: subject.generation)
    #expect(try await subject.folder().scanned == UIDIntervals([1...900]))
  }

  @Test(
    "gives what is to be fetched in the order in which it came, from either end", arguments: LedgerSubject.all
  )
  func pendingOrder(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    let listed = [(1, 30.0), (2, 10), (3, 20), (4, 10), (5, nil)].map { uid, received in
      ListedMessage(uid: uid, size: Int(uid) * 100, received: received)
    }
    _ = try await subject.ledger.record(listed, interval: 1...5, generation: subject.generation)
    let pending = try await subject.pending()
    #expect(pending.map(\.uid) == [5, 2, 4, 3, 1])
    #expect(pending.first?.name == subject.name && pending.first?.uidValidity == 7)
    #expect(pending.last?.size == 100 && pending.last?.received == 30 && pending.last?.attempts == 0)
    #expect(try await subject.pending(limit: 2).map(\.uid) == [5, 2])
    #expect(try await subject.pending(newestFirst: true, limit: 2).map(\.uid) == [1, 3])
    #expect(
      try await subject.ledger.pending([], retryBefore: march(30), newestFirst: false, limit: 9).isEmpty)
  }

  @Test("lands bytes once, wherever they come from", arguments: LedgerSubject.all)
  func landing(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...3)
    let pending = try await subject.pending()
    let same = SyncFixture.mail(1)
    let landings = try await subject.ledger.land(
      [
        ArrivedMessage(pending: pending[0], raw: same), ArrivedMessage(pending: pending[1], raw: same),
        ArrivedMessage(pending: pending[2], raw: SyncFixture.mail(3), hold: "old"),
      ], isBegun: false, now: march(1))
    guard case .new(let first) = landings[0], case .held(let third) = landings[2] else {
      Issue.record("landed as \(landings)")
      return
    }
    #expect(landings[1] == .known && first != third)
    #expect(try await subject.folder().pending == 0)
    #expect(try await subject.folder().present == 3)
    #expect(try await subject.ledger.heldCount(mailbox: "orders") == 1)
    #expect(try await subject.ledger.heldCount(mailbox: "other") == 0)
    let claimed = try await subject.ledger.claimLanded(mailbox: nil, count: 9, bytes: 9999, now: march(1))
    #expect(claimed.map(\.content) == [first])
    #expect(claimed.map(\.raw) == [same])
    #expect(claimed.map(\.attempts) == [1])
    #expect(claimed.first?.delivery == Delivery(mailbox: "orders", folder: "INBOX", uidValidity: 7, uid: 1))
  }

  @Test("gives landed mail out in bounds, and mail that was begun alone", arguments: LedgerSubject.all)
  func claiming(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...5)
    try await subject.land([3], isBegun: true)
    try await subject.land([1, 2, 4, 5], isBegun: false)
    #expect(
      try await subject.ledger.claimLanded(mailbox: "other", count: 9, bytes: 999, now: march(1)).isEmpty)
    #expect(try await !subject.ledger.hasLanded(mailbox: "other"))
    #expect(try await subject.ledger.hasLanded(mailbox: "orders"))
    #expect(try await subject.claim(count: 2) == [1, 2])
    for number in 1...2 { try await subject.instance.finish(SyncFixture.mail(number)) }
    #expect(try await subject.claim() == [3])
    try await subject.instance.finish(SyncFixture.mail(3))
    #expect(try await subject.claim(bytes: 1) == [4])
    try await subject.instance.finish(SyncFixture.mail(4))
    #expect(try await subject.claim() == [5])
    try await subject.instance.finish(SyncFixture.mail(5))
    #expect(try await subject.claim() == [])
  }

  @Test("keeps apart what was begun three times without a result", arguments: LedgerSubject.all)
  func threeAttempts(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...2)
    try await subject.land([1, 2], isBegun: true)
    #expect(try await subject.claim() == [1])
    #expect(try await subject.claim() == [1])
    #expect(try await subject.claim() == [2])
    #expect(try await subject.claim() == [2])
    #expect(try await subject.claim() == [])
  }

  @Test("does not land what is a message already", arguments: LedgerSubject.all)
  func knownMessage(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...1)
    try await subject.land([1])
    try await subject.instance.finish(SyncFixture.mail(1))
    try await subject.list(2...2)
    let pending = try await subject.pending()
    let landings = try await subject.ledger.land(
      pending.map { ArrivedMessage(pending: $0, raw: SyncFixture.mail(1), hold: "old") }, isBegun: true,
      now: march(1))
    #expect(landings == [.known])
    #expect(try await subject.claim() == [])
  }

  @Test("drops what is gone from the list, and keeps its bytes", arguments: LedgerSubject.all)
  func gone(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...4)
    let before = try await subject.pending()
    #expect(
      try await subject.ledger.markGone(
        UIDIntervals([2...3, 9...9]), generation: subject.generation, now: march(1)) == 2)
    #expect(
      try await subject.ledger.markGone(UIDIntervals([2...2]), generation: subject.generation, now: march(1))
        == 0)
    #expect(try await subject.pending().map(\.uid) == [1, 4])
    #expect(try await subject.folder().present == 2)
    #expect(try await subject.folder().pending == 2)
    // Its bytes were on their way when the server dropped it.
    let landings = try await subject.ledger.land(
      [ArrivedMessage(pending: before[1], raw: SyncFixture.mail(2))], isBegun: false, now: march(1))
    guard case .new = landings.first else {
      Issue.record("landed as \(landings)")
      return
    }
    #expect(try await subject.folder().present == 2)
    #expect(try await subject.claim() == [2])
  }

  @Test("has a message present again that is listed again", arguments: LedgerSubject.all)
  func listedAgain(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...3)
    try await subject.land([1])
    _ = try await subject.ledger.markGone(
      UIDIntervals([1...2]), generation: subject.generation, now: march(1))
    try await subject.list(1...3)
    #expect(try await subject.ledger.presentUIDs(subject.generation) == UIDIntervals([1...3]))
    #expect(try await subject.pending().map(\.uid) == [2, 3])
  }

  @Test(
    "counts what is withheld, asks for it no sooner than told, and gives it up", arguments: LedgerSubject.all)
  func withheld(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...2)
    let first = try await subject.pending()[0]
    try await subject.ledger.note(
      [WithheldMessage(pending: first, reason: "NO", isGivenUp: false)], now: march(2))
    #expect(try await subject.pending(retryBefore: march(2)).map(\.uid) == [2])
    let due = try await subject.pending(retryBefore: march(2, 9, 1))
    #expect(due.map(\.uid) == [1, 2] && due.map(\.attempts) == [1, 0])
    try await subject.ledger.note(
      [WithheldMessage(pending: due[0], reason: "NO", isGivenUp: true)], now: march(3))
    #expect(try await subject.pending().map(\.uid) == [2])
    let record = try await subject.folder()
    #expect(record.present == 2 && record.pending == 1)
  }

  @Test("keeps what a completed pass vouches for", arguments: LedgerSubject.all)
  func completing(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.ledger.complete(
      subject.generation, uidNext: 9, modSeq: UInt64(Int64.max), now: march(4))
    let record = try await subject.folder()
    #expect(record.uidNext == 9 && record.modSeq == UInt64(Int64.max) && record.completed == march(4))
    try await subject.ledger.complete(subject.generation, uidNext: 0, modSeq: 5, now: march(5))
    let later = try await subject.folder()
    #expect(later.uidNext == 9 && later.modSeq == 5 && later.completed == march(5))
  }

  @Test(
    "begins a generation without forgetting when the one before was complete", arguments: LedgerSubject.all)
  func nextGeneration(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...3)
    try await subject.ledger.complete(subject.generation, uidNext: 4, modSeq: 2, now: march(4))
    let next = try await subject.ledger.beginGeneration(of: subject.name, uidValidity: 8, now: march(5))
    #expect(next.generation != subject.generation && next.uidValidity == 8)
    #expect(next.isRenumbered && next.completed == nil && next.formerlyCompleted == march(4))
    #expect(next.present == 0 && next.pending == 0 && next.scanned.isEmpty && next.modSeq == 0)
    #expect(try await subject.folder() == next)
    // What the generation before had still to fetch can't be fetched any more.
    #expect(try await subject.pending().isEmpty)
    #expect(try await subject.ledger.generations(of: subject.name, since: march(1)) == 2)
    #expect(try await subject.ledger.generations(of: subject.name, since: march(2)) == 1)
    // The same UIDVALIDITY again is a new generation all the same: a restored backup.
    let third = try await subject.ledger.beginGeneration(of: subject.name, uidValidity: 8, now: march(6))
    #expect(third.generation != next.generation && third.formerlyCompleted == march(4))
  }

  @Test("takes over the bytes of the one message of the same name", arguments: LedgerSubject.all)
  func rebinding(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...4)
    try await subject.land([1, 2, 3])
    for number in 1...3 {
      try await subject.instance.finish(SyncFixture.mail(number))
    }
    let next = try await subject.ledger.beginGeneration(of: subject.name, uidValidity: 8, now: march(5))
    let other = ListedMessage(
      uid: 5, size: 1, received: 1002, messageID: SyncFixture.mail(2).messageIDField)
    let rebound = try await subject.ledger.record(
      [
        Subject.listed(1, number: 3, naming: true), Subject.listed(2, number: 1, naming: true),
        Subject.listed(3, number: 4, naming: true), Subject.listed(4, number: 9, naming: true), other,
      ], interval: 1...5, generation: next.generation)
    #expect(rebound == 2)
    let pending = try await subject.ledger.pending(
      [next.generation], retryBefore: march(30), newestFirst: false, limit: 9)
    #expect(Set(pending.map(\.uid)) == [3, 4, 5])
    #expect(try await subject.folder().present == 5)
  }

  @Test("notes flags and contacts", arguments: LedgerSubject.all)
  func notes(_ kind: LedgerSubject) async throws {
    let subject = try await Subject(kind)
    try await subject.list(1...2)
    try await subject.ledger.note(
      [FlagChange(uid: 1, flags: [.seen, .answered]), FlagChange(uid: 77, flags: .seen)],
      generation: subject.generation)
    try await subject.ledger.noteContact(mailbox: "orders", failure: "It failed.", now: march(1))
    try await subject.ledger.noteContact(mailbox: "orders", failure: nil, now: march(2))
    #expect(try await subject.folder().present == 2)
  }
}
