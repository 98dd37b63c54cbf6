// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
package import OrderCore

/// A step of an order that waits, or waited, for a person.
package struct AwaitedEntry: Hashable, Sendable {
  /// The date of the message that asks for it.
  package let date: Date
  /// The message.
  package let messageID: String?
  /// Who wrote it.
  package let sender: String
  /// The step.
  package let step: AwaitedStep
}

/// A day that a message has promised.
package struct PromiseEntry: Hashable, Sendable {
  /// The day or week.
  package let day: PromisedDay
  /// What is to happen then: the event of the message.
  package let event: Event
  /// The date of the message.
  package let date: Date
  /// The message.
  package let messageID: String?
  /// Who wrote it.
  package let sender: String
}

/// A hold over bank details.
package struct HoldEntry: Hashable, Sendable {
  /// The row number.
  package let id: Int64
  /// Whose money it is about.
  package let party: String
  /// The date of the message that raised it.
  package let date: Date
  /// The message.
  package let messageID: String?
  /// Why, one sentence.
  package let reason: String
  /// Who has asked for its release so far.
  package let releasedBy: [String]
}

/// Reads what waits for people.
struct TrustReader {
  let db: Database

  private static let holds = """
    SELECT h.id, h.party, m.date, m.message_id, h.reason FROM hold h JOIN message m ON m.id = h.message
    """

  /// The holds that stand over an order: its own, and those over money of its parties.
  func openHolds(of order: OrderID) throws -> [HoldEntry] {
    let sql = """
      \(Self.holds) WHERE h.released = 0 AND (
        EXISTS (SELECT 1 FROM hold_order o WHERE o.order_ = ?1 AND o.hold = h.id)
        OR h.party IN (SELECT domain FROM order_party WHERE order_ = ?1
          UNION SELECT address FROM order_party WHERE order_ = ?1))
      ORDER BY h.id
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [order.value]).map { try entry($0) }
  }

  /// All holds that stand.
  func openHolds() throws -> [HoldEntry] {
    try Row.fetchAll(db.cachedStatement(sql: "\(Self.holds) WHERE h.released = 0 ORDER BY h.id")).map {
      try entry($0)
    }
  }

  private func entry(_ row: Row) throws -> HoldEntry {
    let names = "SELECT actor FROM hold_release WHERE hold = ? ORDER BY at"
    return HoldEntry(
      id: row[0], party: row[1], date: Stored.date(row[2]), messageID: Stored.bracketed(row[3]),
      reason: row[4],
      releasedBy: try String.fetchAll(db.cachedStatement(sql: names), arguments: [row[0] as Int64]))
  }

  /// What is open about an order that stands there.
  func standing(of order: OrderID, in state: OrderState) throws -> OrderStanding {
    let events = """
      SELECT e.name, m.date, e.message,
        (SELECT t.state_before FROM transition t WHERE t.order_ = e.order_ AND t.message = e.message
          AND t.event = e.name LIMIT 1)
      FROM event e JOIN message m ON m.id = e.message WHERE e.order_ = ? ORDER BY m.date, e.id
      """
    let settled = """
      SELECT max(message) FROM awaited_step WHERE order_ = ? AND event = 'claim_opened' AND state = 'confirmed'
      """
    let last = try Int64.fetchOne(db.cachedStatement(sql: settled), arguments: [order.value]) ?? 0
    var facts: [OrderStanding.Fact] = []
    var settledAt: Int?
    for row in try Row.fetchAll(db.cachedStatement(sql: events), arguments: [order.value]) {
      let met: String? = row[3]
      let message: Int64 = row[2]
      facts.append(.event(try Stored.word(row[0]), in: try met.map { try Stored.word($0) }))
      if message <= last { settledAt = facts.count }
    }
    if last > 0, let settledAt { facts.insert(.claimsSettled, at: settledAt) }
    return OrderStanding(state: state, facts: facts)
  }

  /// The newest day promised with each event that is about a day to come; none of an order that is done.
  func promises(of order: OrderID, in state: OrderState) throws -> [PromiseEntry] {
    switch state {
    case .delivered, .paid, .declined, .cancelled: return []
    case .inquiry, .quoted, .confirmed, .placed, .materialReceived, .shipped: break
    }
    let sql = """
      SELECT e.name, m.date, m.message_id, m.sender, t.new_text FROM event e
      JOIN message m ON m.id = e.message JOIN message_text t ON t.message = m.id
      WHERE e.order_ = ? AND e.name IN ('supplier_order_confirmed', 'delivery_delayed', 'order_placed',
        'payment_advised', 'supplier_shipped') ORDER BY m.date DESC, e.id DESC LIMIT 50
      """
    var found: [PromiseEntry] = []
    for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [order.value]) {
      let event: Event = try Stored.word(row[0])
      let date = Stored.date(row[1])
      guard !found.contains(where: { $0.event == event }),
        let day = PromisedDay(in: row[4], written: date.timeIntervalSince1970)
      else { continue }
      found.append(
        PromiseEntry(
          day: day, event: event, date: date, messageID: Stored.bracketed(row[2]), sender: row[3]))
    }
    return found
  }

  /// The steps of an order that wait.
  func awaited(of order: OrderID) throws -> [AwaitedEntry] {
    let sql = """
      SELECT m.date, m.message_id, m.sender, s.event, s.reason
      FROM awaited_step s INDEXED BY awaited_step_waiting JOIN message m ON m.id = s.message
      WHERE s.order_ = ? AND s.state = 'waiting' ORDER BY s.id
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [order.value]).map { row in
      AwaitedEntry(
        date: Stored.date(row[0]), messageID: Stored.bracketed(row[1]), sender: row[2],
        step: AwaitedStep(event: try Stored.word(row[3]), reason: row[4]))
    }
  }
}
