// SPDX-License-Identifier: Apache-2.0

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
    let folder = try await store.beginGeneration(of: inbox, uidValidity: 1, now: agentNow)
    _ = try await store.record([listed(1), listed(2)], interval: 1...5, generation: folder.generation)
    let pending = try await store.pending(mailbox: "orders", retryBefore: agentNow)
    _ = try await store.land(
      [ArrivedMessage(pending: pending[0], raw: bytes(9))], isBegun: false, now: agentNow)
    return store
  }

  @Test("finds nothing in a sound store")
  func sound() async throws {
    let findings = try await Self.filled().checkIntegrity(deep: true)
    #expect(findings.map(\.subject).count == 9)
    #expect(findings.flatMap(\.problems).isEmpty)
  }

  @Test(
    "finds damage",
    arguments: [
      ("UPDATE order_ SET state = 'paid' WHERE id = 1", "orders"),
      ("DELETE FROM link WHERE message = 1", "orders"),
      ("UPDATE outbox SET bytes = x'2E'", "outbox"),
      ("UPDATE content SET bytes = x'2E' WHERE id = 1", "bytes"),
      ("UPDATE content SET size = 4000000000 WHERE id = 1", "bytes"),
      ("UPDATE content SET bytes = x'2E' WHERE id = 3", "bytes"),
      ("DELETE FROM content WHERE id = 2", "mail"),
      ("DELETE FROM work", "mail"),
      (
        """
        UPDATE content SET digest = zeroblob(32) WHERE id = 2;
        UPDATE content SET digest = (SELECT digest FROM message WHERE id = 2) WHERE id = 3
        """, "mail"
      ),
      ("PRAGMA foreign_keys = 0; DELETE FROM content WHERE id = 3", "foreign keys"),
      (
        """
        PRAGMA ignore_check_constraints = 1; UPDATE location SET content = NULL;
        PRAGMA ignore_check_constraints = 0
        """, "database file"
      ),
      ("INSERT INTO scanned SELECT generation, 3, 9 FROM scanned", "folders"),
      ("INSERT INTO scanned SELECT generation, 6, 9 FROM scanned", "folders"),
      ("UPDATE location SET gone = 1 WHERE uid = 1", "folders"),
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
