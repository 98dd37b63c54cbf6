// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
package import OrderCore

/// What a person has found out about announced bank details.
package enum HoldVerdict: String, Hashable, Sendable, CaseIterable {
  /// The party confirmed them when called back; from now on they are the party's.
  case genuine
  /// They are not the party's; they stay suspicious for good.
  case `false`
}

/// What a person's word on holds brought about.
package struct HoldRelease: Hashable, Sendable {
  /// The holds that are released now.
  package let released: [HoldEntry]
  /// Those that wait for another person's word.
  package let waiting: [HoldEntry]
}

extension OrderStore {
  /// Notes that a person asks for the release of an order's holds; two people release them, a manager among them.
  ///
  /// - Parameters:
  ///   - callback: whom they reached, and how: by a number that was on file before.
  ///   - role: the person's role.
  /// - Throws: `notFound` when nothing holds the order; `conflict` when the person has said so before, or says
  ///   otherwise than the other one.
  package func release(
    _ order: OrderID, verdict: HoldVerdict, reason: String, callback: String, by actor: Actor, role: UserRole
  ) async throws(LedgerError) -> HoldRelease {
    try await write { transaction in
      _ = try transaction.order(order)
      let holds = try TrustReader(db: transaction.db).openHolds(of: order)
      guard !holds.isEmpty else { throw LedgerError.notFound("hold of order \(order.name)") }
      var released: [HoldEntry] = []
      for hold in holds {
        let word = HoldWord(
          hold: hold.id, verdict: verdict, reason: reason, callback: callback, actor: actor, role: role)
        if try transaction.release(word, of: order) { released.append(hold) }
      }
      let waiting = try TrustReader(db: transaction.db).openHolds(of: order)
      return HoldRelease(released: released, waiting: waiting)
    }
  }

  /// Returns the holds that stand over an order.
  package func holds(of order: OrderID) async throws(LedgerError) -> [HoldEntry] {
    try await read { db in try TrustReader(db: db).openHolds(of: order) }
  }
}

/// One person's word on one hold.
struct HoldWord {
  let hold: Int64
  let verdict: HoldVerdict
  let reason: String
  let callback: String
  let actor: Actor
  let role: UserRole
}

extension StoreTransaction {
  /// Notes a person's word on a hold; whether it is released by that.
  func release(_ word: HoldWord, of order: OrderID) throws -> Bool {
    let earlier = try rows("SELECT uid, role, verdict FROM hold_release WHERE hold = ?", [word.hold])
    guard !earlier.contains(where: { $0[0] as UInt32 == word.actor.uid }) else {
      throw LedgerError.conflict("\(word.actor.name) has asked for it already; another person has to")
    }
    if let other = earlier.first, other[2] as String != word.verdict.rawValue {
      throw LedgerError.conflict(
        "The other person found the bank details \(other[2] as String); settle that first")
    }
    let sql = """
      INSERT INTO hold_release (hold, uid, actor, role, at, verdict, reason, callback) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    try run(
      sql,
      [
        word.hold, word.actor.uid, word.actor.name, word.role.rawValue, now, word.verdict.rawValue,
        word.reason,
        word.callback,
      ])
    let detail =
      "order \(order.name), \(word.verdict.rawValue): \(word.reason); called back: \(word.callback)"
    try audit(
      AuditEntry(actor: word.actor, action: "release asked", subject: "hold \(word.hold)", detail: detail))
    let hasManager =
      word.role == .manager || earlier.contains { $0[1] as String == UserRole.manager.rawValue }
    guard !earlier.isEmpty, hasManager else { return false }
    try run(
      "UPDATE hold SET released = ?, verdict = ? WHERE id = ?", [now, word.verdict.rawValue, word.hold])
    if word.verdict == .genuine {
      try run("UPDATE party_account SET hold = NULL WHERE hold = ?", [word.hold])
    }
    try audit(
      AuditEntry(actor: word.actor, action: "hold released", subject: "hold \(word.hold)", detail: detail))
    memory.forgetOrders()
    return true
  }

  /// Refuses to let a letter about money go while money of the order's parties stands still.
  func checkHolds(of draft: DraftRow) throws {
    guard let order = draft.reviewed.order, draft.reviewed.draft.event.isAboutMoney, try isFrozen(order)
    else { return }
    throw LedgerError.conflict(
      "Draft \(draft.reviewed.id.value) is about money, and bank details of a party of the order are to be verified first; "
        + "see 'kontor order release'")
  }
}
