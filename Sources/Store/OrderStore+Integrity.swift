// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
package import OrderCore

/// One thing that was looked at, and what was wrong with it.
package struct IntegrityFinding: Hashable, Sendable {
  /// What was looked at, such as `foreign keys`.
  package let subject: String
  /// What is wrong, a sentence each, at most ten; empty when all is well.
  package let problems: [String]
}

extension OrderStore {
  /// Looks for damage: in the file, in the full-text index and in what must always hold.
  ///
  /// - Parameter deep: also expands all mail and compares it with its identity, and runs SQLite's full check
  ///   instead of the quick one.
  /// - Throws: `LedgerError` when the store can't even be read.
  package func checkIntegrity(deep: Bool = false) async throws(LedgerError) -> [IntegrityFinding] {
    var findings = try await read { db in
      let check = IntegrityCheck(db: db)
      var findings = [
        IntegrityFinding(subject: "database file", problems: try check.file(deep: deep)),
        IntegrityFinding(subject: "foreign keys", problems: try check.foreignKeys()),
        IntegrityFinding(subject: "mail", problems: try check.mail()),
        IntegrityFinding(subject: "folders", problems: try check.folders()),
        IntegrityFinding(subject: "orders", problems: try check.orders()),
        IntegrityFinding(subject: "outbox", problems: try check.outbox()),
        IntegrityFinding(subject: "audit log", problems: try check.audit()),
      ]
      if deep { findings.append(IntegrityFinding(subject: "bytes", problems: try check.bytes())) }
      return findings
    }
    // FTS5's own check is an INSERT, so readers can't run it.
    if lock != nil || path == ":memory:" {
      findings.append(IntegrityFinding(subject: "full-text index", problems: try await checkSearch()))
    }
    return findings
  }

  private func checkSearch() async throws(LedgerError) -> [String] {
    try await write { transaction in
      do {
        try transaction.run(
          "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)", [])
        return []
      } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
        return ["The full-text index doesn't fit the messages; it must be rebuilt."]
      }
    }
  }

  /// Makes the full-text index anew from the messages.
  package func rebuildSearch() async throws(LedgerError) {
    try await write { transaction in
      _ = try transaction.run("INSERT INTO message_search (message_search) VALUES ('rebuild')", [])
    }
  }
}

/// The single checks.
struct IntegrityCheck {
  let db: Database

  static let limit = 10

  func file(deep: Bool) throws -> [String] {
    let check = deep ? "integrity_check" : "quick_check"
    return try String.fetchAll(db, sql: "PRAGMA \(check)(\(Self.limit))").filter { $0 != "ok" }
  }

  func foreignKeys() throws -> [String] {
    try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").prefix(Self.limit).map { row in
      "A row of \(row[0] as String) points to a row of \(row[2] as String) that is not there."
    }
  }

  /// An order stands where its last transition has brought it, and an event's message belongs to its order.
  func orders() throws -> [String] {
    let states = """
      SELECT o.id, o.state, t.state_after FROM order_ o
      JOIN transition t ON t.id = (SELECT max(id) FROM transition WHERE order_ = o.id)
      WHERE o.state <> t.state_after LIMIT ?
      """
    let links = """
      SELECT e.order_, e.message FROM event e
      LEFT JOIN link l ON l.message = e.message AND l.order_ = e.order_
      WHERE e.order_ IS NOT NULL AND l.message IS NULL LIMIT ?
      """
    var problems = try Row.fetchAll(db, sql: states, arguments: [Self.limit]).map { row in
      let (state, last): (String, String) = (row[1], row[2])
      return "Order \(OrderID(row[0]).name) is \(state), but its last step led to \(last)."
    }
    problems += try Row.fetchAll(db, sql: links, arguments: [Self.limit]).map { row in
      "An event of order \(OrderID(row[0]).name) comes from message \(row[1] as Int64), which is not linked to it."
    }
    return problems
  }

  /// What went out, or may have, was approved before, byte for byte.
  func outbox() throws -> [String] {
    var problems: [String] = []
    let cursor = try Row.fetchCursor(
      db, sql: "\(OutboxRow.columns) WHERE o.state NOT IN ('queued', 'cancelled')")
    while let row = try cursor.next(), problems.count < Self.limit {
      let row = try OutboxRow(row)
      let item = row.item
      let digest = FrozenLetter.digest(of: item.message, envelope: item.envelope, mailbox: item.mailbox)
      guard digest != row.frozen else { continue }
      problems.append("The bytes or recipients of outbox row \(item.id.value) are not those approved.")
    }
    return problems
  }

  /// Every row of the log seals the one before.
  func audit() throws -> [String] {
    var head = AuditHead(id: 0, chain: [UInt8](repeating: 0, count: 32))
    let cursor = try Row.fetchCursor(db, sql: "\(AuditReader.columns) ORDER BY id")
    while let row = try cursor.next() {
      let kept = try AuditReader.entry(row)
      let entry = AuditEntry(
        actor: kept.actor, action: kept.action, subject: kept.subject, detail: kept.detail,
        digest: kept.digest)
      guard kept.id == head.id + 1, entry.seal(after: head, at: Stored.time(kept.at)) == kept.chain.bytes
      else {
        return ["The audit log has been changed at row \(head.id + 1) or before it."]
      }
      head = AuditHead(id: kept.id, chain: kept.chain.bytes)
    }
    let last = try Int64.fetchOne(db, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'audit'") ?? 0
    return last == head.id ? [] : ["The audit log has lost its last rows: \(last) were written."]
  }
}
