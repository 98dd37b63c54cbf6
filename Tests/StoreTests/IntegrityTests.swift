// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

// The rows are damaged from below, past every check.
@testable import Store

@Suite("The integrity check")
struct IntegrityTests {
  private static func filled() async throws -> OrderStore {
    let store = try OrderStore.fixture()
    let long = String(repeating: "Wir bestellen Lager. ", count: 100)
    try await store.record(
      mail(
        long, id: "long@kunde.example", links: [opened], events: [.inquiryReceived], transitions: [inquired]))
    _ = try await store.queueReply()
    _ = try await store.claim()
    return store
  }

  @Test("finds nothing in a sound store")
  func sound() async throws {
    let findings = try await Self.filled().checkIntegrity(deep: true)
    #expect(findings.map(\.subject).count == 7)
    #expect(findings.flatMap(\.problems).isEmpty)
  }

  @Test(
    "finds damage",
    arguments: [
      ("UPDATE order_ SET state = 'paid' WHERE id = 1", "orders"),
      ("DELETE FROM link WHERE message = 1", "orders"),
      ("UPDATE outbox SET bytes = x'2E'", "outbox"),
      ("UPDATE raw SET bytes = x'2E' WHERE message = 1", "messages"),
      ("UPDATE raw SET size = 4000000000 WHERE message = 1", "messages"),
      ("DELETE FROM raw WHERE message = 2", "messages"),
      ("UPDATE message_text SET new_text = 'Etwas anderes' WHERE message = 1", "full-text index"),
      ("PRAGMA ignore_check_constraints = 1; PRAGMA foreign_keys = 0; DELETE FROM draft", "foreign keys"),
      ("DROP TRIGGER audit_is_not_changed; UPDATE audit SET actor = 'nobody' WHERE id = 2", "audit log"),
      ("DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE id = 2", "audit log"),
      (
        "DROP TRIGGER audit_is_not_deleted; DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        "audit log"
      ),
    ])
  func damaged(sql: String, subject: String) async throws {
    let store = try await Self.filled()
    try await store.database.writeWithoutTransaction { try $0.execute(sql: sql) }
    let findings = try await store.checkIntegrity(deep: true)
    #expect(findings.filter { !$0.problems.isEmpty }.map(\.subject).contains(subject))
  }

  @Test(
    "leaves the audit log to grow only", arguments: ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
  func auditOnlyGrows(sql: String) async throws {
    let store = try await Self.filled()
    await #expect(throws: DatabaseError.self) { try await store.damage(sql) }
  }

  @Test("is mended for the full-text index by making it anew")
  func rebuild() async throws {
    let store = try await Self.filled()
    try await store.damage("UPDATE message_text SET new_text = 'Etwas anderes' WHERE message = 1")
    try await store.rebuildSearch()
    #expect(try await store.checkIntegrity().flatMap(\.problems).isEmpty)
    #expect(try await store.count(SearchQuery("anderes")) == 1)
  }
}

@Suite("Kept mail")
struct MailTests {
  @Test("comes back byte for byte, compressed or not", arguments: [0, 1, 1023, 1024, 100_000])
  func raw(size: Int) async throws {
    let store = try OrderStore.fixture()
    var letter = mail("Text", id: "a@kunde.example")
    letter.raw = RawMessage(bytes: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 / 3) })
    let id = try await store.record(letter)
    #expect(try await store.raw(of: id) == letter.raw)
    let coding = try await store.database.read { try String.fetchOne($0, sql: "SELECT coding FROM raw") }
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

  @Test("that could not be read is kept once an origin, with its place and its attempts")
  func quarantine() async throws {
    let store = try OrderStore.fixture()
    let raw = RawMessage(bytes: Array("garbage".utf8))
    let place = Delivery(mailbox: "orders", folder: "INBOX", uidValidity: 1, uid: 4)
    try await store.transaction { ledger throws(LedgerError) in
      let record = QuarantineRecord(raw: raw, origin: "orders/INBOX/4", reason: "It is no mail.")
      try ledger.quarantine(record, at: place, now: agentNow)
      try ledger.quarantine(record, at: place, now: agentNow)
      try ledger.quarantine(
        QuarantineRecord(raw: raw, origin: "x.eml", reason: "No."), at: nil, now: agentNow)
    }
    let kept = try await store.quarantined()
    #expect(kept.map(\.attempts) == [2, 1])
    #expect(kept.map(\.origin) == ["orders/INBOX/4", "x.eml"])
    #expect(try await store.quarantinedBytes(kept[0].id) == raw)
    #expect(try await store.knownUIDs(mailbox: "orders", folder: "INBOX", uidValidity: 1) == [4])
    let folder = try #require(try await store.folders().first)
    #expect(folder.deliveries == 1 && folder.moved == nil)
    #expect(try await store.cursor(mailbox: "orders", folder: "INBOX") == nil)
    #expect(try await store.counts().quarantined == 2)
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
    #expect(
      dates == [-62_167_219_200, -62_167_219_200, 0, 253_402_300_799, 253_402_300_799].sorted()
        || dates.count == 5)
  }
}

@Suite("A gist")
struct GistTests {
  @Test(
    "is the first sentences without the salutation",
    arguments: [
      ("Guten Tag Frau Kolbe,\n\nwir bestellen 40 Lager.", "wir bestellen 40 Lager."),
      ("Добрый день!\nГде заказ?", "Где заказ?"), ("Hallo,", "Hallo,"), ("", ""), (" \n\n ", ""),
      ("Kurz.\r\n\r\nUnd  gut.", "Kurz. Und gut."),
      (
        "The first sentence is about forty long. The second one is much longer than all of what is left of the room that "
          + "there is.", "The first sentence is about forty long."
      ),
      (String(repeating: "wort ", count: 40), String(repeating: "wort ", count: 23) + "wort…"),
      (String(repeating: "x", count: 500), String(repeating: "x", count: 119) + "…"),
    ])
  func gist(text: String, expected: String) {
    #expect(Gist.of(text) == expected)
    #expect(Gist.of(text).count <= 120)
  }
}
