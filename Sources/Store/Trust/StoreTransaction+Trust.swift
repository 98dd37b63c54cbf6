// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  func accounts(ofParty name: String) throws(LedgerError) -> [BankAccount] {
    try reading {
      try rows("SELECT kind, value FROM party_account WHERE party = ? AND hold IS NULL", [name])
        .map { BankAccount(kind: try Stored.word($0[0]), value: $0[1]) }
    }
  }

  /// Notes how sure a message's sender is, the accounts it names, and that it holds its orders and its sender's money.
  func noteTrust(_ record: MessageRecord, message: Int64) throws {
    let evidence = record.evidence
    if evidence.authentication != .unchecked || evidence.hasToken {
      let sql = """
        INSERT INTO message_trust (message, authentication, token) VALUES (?, ?, ?) ON CONFLICT (message) DO NOTHING
        """
      try run(sql, [message, evidence.authentication.rawValue, evidence.hasToken])
    }
    let hold = try record.notice.map { try self.hold($0, message: message, record: record) }
    for account in record.accounts {
      let sql = """
        INSERT INTO party_account (party, kind, value, message, hold) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (party, kind, value) DO NOTHING
        """
      try run(sql, [record.sender.paymentName, account.kind.rawValue, account.value, message, hold])
    }
  }

  private func hold(_ notice: HoldNotice, message: Int64, record: MessageRecord) throws -> Int64 {
    try hold(notice, message: message, by: .agent, digest: record.raw.digest)
  }

  /// Holds the orders that a message is linked to, also those it may only belong to; returns the hold.
  @discardableResult
  func hold(_ notice: HoldNotice, message: Int64, by actor: Actor, digest: ContentDigest?) throws -> Int64 {
    if let known = try value("SELECT id FROM hold WHERE message = ?", [message], as: Int64.self) {
      return known
    }
    let sql =
      "INSERT INTO hold (party, message, reason, opened, released, verdict) VALUES (?, ?, ?, ?, 0, '')"
    let id = try insert(sql, [notice.party, message, notice.reason, now])
    try joinHold(of: message)
    try audit(
      AuditEntry(
        actor: actor, action: "hold opened", subject: "hold \(id)", detail: notice.party, digest: digest))
    return id
  }

  /// Lets the hold that a message has raised, if any, be of all orders that the message is linked to.
  func joinHold(of message: Int64) throws {
    let sql = """
      INSERT INTO hold_order (hold, order_)
      SELECT h.id, l.order_ FROM hold h JOIN link l ON l.message = h.message WHERE h.message = ?
      ON CONFLICT (order_, hold) DO NOTHING
      """
    // The orders known to be free may not be so any more.
    if try run(sql, [message]) > 0 || isHolding(message) { memory.forgetOrders() }
  }

  private func isHolding(_ message: Int64) throws -> Bool {
    try value("SELECT 1 FROM hold WHERE message = ? AND released = 0", [message], as: Int.self) != nil
  }

  /// Whether money of an order's parties stands still.
  func isFrozen(_ order: OrderID) throws -> Bool {
    guard try value("SELECT 1 FROM hold WHERE released = 0 LIMIT 1", [], as: Int.self) != nil else {
      return false
    }
    return try !TrustReader(db: db).openHolds(of: order).isEmpty
  }

  /// Whether a party's money stands still.
  func isHeld(_ party: Party) throws -> Bool {
    let sql = "SELECT 1 FROM hold WHERE released = 0 AND party IN (?, ?) LIMIT 1"
    return try value(sql, [party.paymentName, party.address], as: Int.self) != nil
  }

  // MARK: Steps

  /// Notes the steps of an order that wait for a person.
  func noteAwaited(_ steps: [AwaitedStep], of order: OrderID, message: Int64, digest: ContentDigest?) throws {
    for step in steps {
      let sql = """
        INSERT INTO awaited_step (order_, message, event, reason, state, decided, actor, note)
        VALUES (?, ?, ?, ?, 'waiting', 0, '', '') ON CONFLICT (order_, message, event) DO NOTHING
        """
      guard try run(sql, [order.value, message, step.event.rawValue, step.reason]) > 0 else { continue }
      try audit(
        AuditEntry(
          actor: .agent, action: "step awaited", subject: "order \(order.name)",
          detail: "\(step.event.rawValue): \(step.reason)", digest: digest))
    }
  }

  /// Closes the steps that an order has got past otherwise.
  func overtakeSteps(of order: OrderID, in state: OrderState) throws {
    let waiting =
      "SELECT id, event FROM awaited_step INDEXED BY awaited_step_waiting WHERE order_ = ? AND state = 'waiting'"
    for row in try rows(waiting, [order.value])
    where Lifecycle.isOvertaken(try Stored.word(row[1]), in: state) {
      try run(
        "UPDATE awaited_step SET state = 'overtaken', decided = ? WHERE id = ?", [now, row[0] as Int64])
    }
  }
}
