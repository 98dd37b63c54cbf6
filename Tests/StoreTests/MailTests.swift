// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

// The row is looked at: how bytes are kept is the promise.
@testable import Store

@Suite("Kept mail")
struct MailTests {
  @Test("comes back byte for byte, compressed or not", arguments: [0, 1, 1023, 1024, 100_000])
  func raw(size: Int) async throws {
    let store = try OrderStore.fixture()
    var letter = mail("Text", id: "a@kunde.example")
    letter.raw = RawMessage(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 / 3) })
    let id = try await store.record(letter)
    #expect(try await store.raw(of: id) == letter.raw)
    let coding = try await store.database.read { try String.fetchOne($0, sql: "SELECT coding FROM content") }
    #expect(coding == (size < 1024 ? "none" : "zstd"))
  }

  @Test("is found by Message-ID and by the beginning of its digest")
  func names() async throws {
    let store = try OrderStore.fixture()
    let letter = mail("Text", id: "a@kunde.example")
    let id = try await store.record(letter)
    try await store.record(mail("Andere", id: "a@kunde.example", date: day(1, 6)))
    let digest = letter.raw.digest.description
    #expect(try await store.messages(named: "<a@kunde.example>").count == 2)
    #expect(try await store.messages(named: digest) == [id])
    #expect(try await store.messages(named: String(digest.prefix(9)).uppercased()) == [id])
    for name in [String(digest.prefix(7)), digest + "0", "", "a@other.example", "zzzzzzzz"] {
      #expect(try await store.messages(named: name).isEmpty)
    }
    #expect(try await store.message(id).messageID == "<a@kunde.example>")
  }

  @Test("that could not be read is kept once, with its first origin and its attempts")
  func quarantine() async throws {
    let store = try OrderStore.fixture()
    let raw = RawMessage(bytes: Array("garbage".utf8))
    try await store.transaction { ledger throws(LedgerError) in
      let record = QuarantineRecord(
        raw: raw, origin: "orders/INBOX/4", mailbox: "orders", reason: "It is no mail.")
      try ledger.quarantine(record, now: agentNow)
      try ledger.quarantine(record, now: agentNow)
      try ledger.quarantine(QuarantineRecord(raw: raw, origin: "x.eml", reason: "No."), now: agentNow)
    }
    let kept = try await store.untaken()
    #expect(kept.map(\.attempts) == [3])
    #expect(kept.map(\.origin) == ["orders/INBOX/4"])
    #expect(kept.map(\.mailbox) == ["orders"])
    #expect(kept.map(\.reason) == ["No."])
    #expect(try await store.untakenBytes(kept[0].name) == raw)
    #expect(try await store.counts().quarantined == 1)
  }

  @Test("is counted")
  func counts() async throws {
    let store = try OrderStore.fixture()
    _ = try await store.queueReply()
    try await store.record(mail("Frage", id: "b@kunde.example", links: [opened], draft: reply()))
    let counts = try await store.counts()
    #expect(counts.messages == 2 && counts.orders == 2 && counts.openOrders == 2)
    #expect(counts.pendingDrafts == 1 && counts.oldestPendingDraft == agentNow)
    #expect(counts.outbox == [.queued: 1] && counts.oldestUnsent == agentNow)
  }

  @Test("is dated within what can be written, whatever its header says")
  func dates() async throws {
    let store = try OrderStore.fixture()
    for (index, seconds) in [Double.infinity, -Double.infinity, .nan, 1e300, -1e300].enumerated() {
      try await store.record(
        mail("Text \(index)", id: "\(index)@x.example", date: Date(timeIntervalSince1970: seconds)))
    }
    let dates = try await store.exported().map { $0.date.timeIntervalSince1970 }
    #expect(dates == [-62_167_219_200, 0, 0, 0, 253_402_300_799])
  }
}
