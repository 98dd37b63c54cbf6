// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

@testable import Store

@Suite("Mail that arrives")
struct LandingTests {
  /// The rows of `work`, a line each.
  private func work(_ store: OrderStore) async throws -> [String] {
    try await store.database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT state, mailbox, origin, reason, attempts, tried <> 0 FROM work ORDER BY content"
      ).map { row in
        "\(row[0] as String) \(row[1] as String) \(row[2] as String) '\(row[3] as String)' \(row[4] as Int) "
          + (row[5] ? "tried" : "new")
      }
    }
  }

  @Test("is durable with its place and the work that it makes")
  func landing() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...2)
    #expect(try await fixture.landAll() == [.new(ContentID(1)), .new(ContentID(2))])
    #expect(
      try await work(fixture.store) == [
        "landed orders orders/INBOX/1 '' 0 new", "landed orders orders/INBOX/2 '' 0 new",
      ])
    #expect(try await fixture.pending().isEmpty)
    #expect(try await fixture.folder()?.present == 2)
    #expect(try await fixture.store.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
  }

  @Test("counts as begun when it is processed at once, but for what waits for a person")
  func begun() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...1)
    try await fixture.landAll(isBegun: true)
    try await fixture.list(2...2, in: sentMail)
    let held = try await fixture.landAll(isBegun: true, hold: "It is older than the renumbering.")
    #expect(held == [.held(ContentID(2))])
    #expect(
      try await work(fixture.store) == [
        "landed orders orders/INBOX/1 '' 1 tried",
        "held orders orders/Sent/2 'It is older than the renumbering.' 0 new",
      ])
    #expect(try await fixture.store.heldCount(mailbox: "orders") == 1)
    #expect(try await fixture.store.heldCount(mailbox: "claims") == 0)
  }

  @Test("is known by its bytes, whether they are a message, landed, held or in quarantine")
  func known() async throws {
    let fixture = try LedgerFixture()
    let store = fixture.store
    let message = mail("Text", id: "a@kunde.example")
    try await store.record(message)
    let broken = RawMessage(bytes: Array("rubble".utf8))
    try await store.transaction { ledger throws(LedgerError) in
      let record = QuarantineRecord(raw: broken, origin: "x.eml", reason: "No.")
      try ledger.quarantine(record, now: agentNow)
    }
    try await fixture.list(1...6)
    let raws = [message.raw, broken, bytes(1), bytes(2), bytes(1), bytes(2)]
    let arrivals = zip(try await fixture.pending(), raws).enumerated().map { place, arrival in
      ArrivedMessage(pending: arrival.0, raw: arrival.1, hold: place == 3 ? "Held." : nil)
    }
    #expect(
      try await store.land(arrivals, isBegun: true, now: agentNow)
        == [.known, .known, .new(ContentID(3)), .held(ContentID(4)), .known, .known])
    #expect(
      try await work(store) == [
        "quarantined  x.eml 'No.' 1 tried", "landed orders orders/INBOX/3 '' 1 tried",
        "held orders orders/INBOX/4 'Held.' 0 new",
      ])
    #expect(try await fixture.pending().isEmpty)
    #expect(try await store.count(SearchQuery("in:INBOX")) == 1)
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
  }

  @Test("keeps the first bytes of a UID, and is noted where nothing was listed")
  func places() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...1)
    let pending = try #require(try await fixture.pending().first)
    let unlisted = PendingMessage(
      name: inbox, generation: pending.generation, uidValidity: 1, uid: 7, size: 1, received: 0, attempts: 0)
    let arrivals = [(pending, 1), (pending, 2), (unlisted, 3)].map {
      ArrivedMessage(pending: $0.0, raw: bytes($0.1))
    }
    #expect(try await fixture.store.land(arrivals, isBegun: false, now: agentNow).count == 3)
    let places = try await fixture.store.database.read {
      try Row.fetchAll($0, sql: "SELECT uid, content FROM location ORDER BY uid").map {
        [$0[0] as Int, $0[1] as Int]
      }
    }
    #expect(places == [[1, 1], [7, 3]])
    #expect(try await fixture.folder()?.present == 2)
    #expect(try await work(fixture.store).count == 3)
  }

  @Test("comes back byte for byte, small and large, many at a time")
  func many() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...200)
    let raws = (1...200).map { bytes($0, filler: $0 % 7 == 0 ? 60_000 : $0 * 11) }
    let arrivals = zip(try await fixture.pending(), raws).map { ArrivedMessage(pending: $0, raw: $1) }
    #expect(try await fixture.store.land(arrivals, isBegun: false, now: agentNow).count == 200)
    #expect(try await fixture.claim().map(\.raw) == raws)
  }

  @Test("is not kept in part: what fails leaves nothing behind, and it lands the next time")
  func wholeOrNothing() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...3)
    try await fixture.store.damage(
      "CREATE TRIGGER no BEFORE INSERT ON work WHEN NEW.content = 3 BEGIN SELECT RAISE (ABORT, 'no'); END")
    await #expect(throws: LedgerError.self) { try await fixture.landAll(isBegun: true) }
    let counts = try await fixture.store.database.read {
      try Int.fetchAll($0, sql: "SELECT count(*) FROM content UNION ALL SELECT count(*) FROM work")
    }
    #expect(counts == [0, 0])
    #expect(try await fixture.pending().count == 3)
    try await fixture.store.damage("DROP TRIGGER no")
    #expect(try await fixture.landAll().count == 3)
  }

  @Test("that the server does not give is asked for again, and given up when the caller says so")
  func withheld() async throws {
    let fixture = try LedgerFixture()
    try await fixture.list(1...2)
    let pending = try await fixture.pending()
    let first = WithheldMessage(pending: pending[0], reason: "NO try later", isGivenUp: false)
    try await fixture.store.note([first], now: agentNow)
    #expect(try await fixture.pending(retryBefore: agentNow).map(\.uid) == [2])
    let later = agentNow.addingTimeInterval(1)
    #expect(try await fixture.pending(retryBefore: later).map(\.uid) == [1, 2])
    #expect(try await fixture.pending(retryBefore: later).map(\.attempts) == [1, 0])
    let last = WithheldMessage(pending: pending[0], reason: "NO never", isGivenUp: true)
    try await fixture.store.note([last], now: later)
    #expect(try await fixture.pending(retryBefore: .distantFuture).map(\.uid) == [2])
    #expect(try await fixture.folder()?.pending == 1)
    #expect(try await fixture.folder()?.present == 2)
    try await fixture.landAll()
    try await fixture.store.note(
      [WithheldMessage(pending: pending[1], reason: "NO", isGivenUp: true)], now: later)
    #expect(try await fixture.claim().count == 1, "what has landed is not withheld")
  }

  @Test("fares as its mailbox does")
  func contact() async throws {
    let store = try OrderStore.fixture()
    try await store.noteContact(mailbox: "orders", failure: nil, now: day(1, 1))
    try await store.noteContact(mailbox: "orders", failure: "No route.", now: day(1, 2))
    try await store.noteContact(mailbox: "claims", failure: "No login.", now: day(1, 2))
    try await store.noteContact(mailbox: "orders", failure: nil, now: day(1, 3))
    let rows = try await store.database.read {
      try Row.fetchAll($0, sql: "SELECT * FROM mailbox ORDER BY name").map {
        [
          Stored.time($0[1] as Int64 == 0 ? Date(timeIntervalSince1970: 0) : Stored.date($0[1])),
          $0[2] as Int64,
        ]
      }
    }
    #expect(rows == [[0, Stored.time(day(1, 2))], [Stored.time(day(1, 3)), Stored.time(day(1, 2))]])
  }
}
