// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import OrderCore

extension OrderStore: OutboxLedger {
  /// Puts rows that a crash left half-way into a safe state; returns how many became uncertain.
  package func recoverOutbox(now: Date) async throws(LedgerError) -> Int {
    try await write(at: now) { transaction in
      let sql = "\(OutboxRow.columns) WHERE o.state IN ('open', 'committing') ORDER BY o.id"
      var uncertain = 0
      for row in try transaction.rows(sql, []).map({ try OutboxRow($0) }) {
        if row.item.state == .open {
          try transaction.move(row, from: [.open], to: .queued, note: "interrupted before the final dot")
        } else {
          try transaction.move(row, from: [.committing], to: .uncertain, note: "interrupted at the final dot")
          uncertain += 1
        }
      }
      return uncertain
    }
  }

  /// Claims the next due row of an account, withdrawing those whose approval doesn't hold.
  package func claimNext(mailbox: String, now: Date) async throws(LedgerError) -> OutboxItem? {
    try await write(at: now) { transaction in
      while var row = try transaction.nextDue(mailbox: mailbox) {
        if let obstacle = try transaction.obstacle(to: row) {
          try transaction.withdraw(row, because: obstacle)
          continue
        }
        try transaction.move(row, from: [.queued], to: .open, note: "")
        try transaction.run("UPDATE outbox SET attempts = attempts + 1 WHERE id = ?", [row.item.id.value])
        row.item.state = .open
        row.item.attempts += 1
        return row.item
      }
      return nil
    }
  }

  /// Passes the point of no return, if the approval still holds.
  package func commit(_ id: OutboxID, now: Date) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let row = try transaction.outboxRow(id)
      if let obstacle = try transaction.obstacle(to: row) {
        throw LedgerError.conflict("Outbox row \(id.value) may not go out: \(obstacle)")
      }
      try transaction.move(row, from: [.open], to: .committing, note: "")
    }
  }

  /// Records how the handing over ended.
  package func finish(
    _ id: OutboxID, outcome: SubmissionOutcome, retryAt: Date, now: Date
  ) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let row = try transaction.outboxRow(id)
      switch outcome {
      case .accepted(let reply):
        // A server's yes is a fact, whatever state the row is thought to be in.
        try transaction.move(row, from: [.open, .committing], to: .sent, note: reply)
        try transaction.setDraft(row.item.draft, to: .sent, reason: "", by: .agent)
      case .deferred(let reason):
        try transaction.move(row, from: [.open, .committing], to: .queued, note: reason)
        let due = Stored.time(retryAt)
        try transaction.run("UPDATE outbox SET due = ? WHERE id = ?", [due, id.value])
      case .rejected(let reason):
        try transaction.move(row, from: [.open, .committing], to: .failed, note: reason)
        try transaction.handBack(row, because: reason)
      case .uncertain(let reason):
        try transaction.move(row, from: [.open, .committing], to: .uncertain, note: reason)
      }
    }
  }

  /// Returns the sent rows of an account whose copy is not in the Sent folder yet.
  package func unfiled(mailbox: String) async throws(LedgerError) -> [OutboxItem] {
    try await items(in: .sent, mailbox: mailbox)
  }

  /// Returns the uncertain rows of an account.
  package func uncertain(mailbox: String) async throws(LedgerError) -> [OutboxItem] {
    try await items(in: .uncertain, mailbox: mailbox)
  }

  /// Records that the copy stands in the Sent folder.
  package func file(_ id: OutboxID, folder: String, uid: UInt32?, now: Date) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let row = try transaction.outboxRow(id)
      try transaction.move(row, from: [.sent], to: .filed, note: "")
      let sql = "UPDATE outbox SET filed_folder = ?, filed_uid = ? WHERE id = ?"
      try transaction.run(sql, [folder, uid ?? 0, id.value])
    }
  }

  /// Settles an uncertain row by evidence.
  package func settle(_ id: OutboxID, evidence: String, now: Date) async throws(LedgerError) {
    try await write(at: now) { transaction in
      let row = try transaction.outboxRow(id)
      try transaction.move(row, from: [.uncertain], to: .sent, note: evidence)
      try transaction.setDraft(row.item.draft, to: .sent, reason: "", by: .agent)
    }
  }

  private func items(in state: OutboxState, mailbox: String) async throws(LedgerError) -> [OutboxItem] {
    try await read { db in
      let sql = "\(OutboxRow.columns) WHERE o.state = ? AND o.mailbox = ? ORDER BY o.id"
      return try Row.fetchAll(db, sql: sql, arguments: [state.rawValue, mailbox]).map {
        try OutboxRow($0).item
      }
    }
  }
}
