// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

/// Reads what happened to orders, to go through it once more.
struct CourseReader {
  let db: Database

  private func rows(_ sql: String, _ arguments: StatementArguments) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// The state in which an order began: before its first step, or as it stands when it took none.
  func opening(of order: OrderID) throws -> OrderState {
    let first = "SELECT state_before FROM transition WHERE order_ = ? ORDER BY id LIMIT 1"
    let now = "SELECT state FROM order_ WHERE id = ?"
    guard let row = try rows(first, [order.value]).first ?? rows(now, [order.value]).first else {
      throw LedgerError.notFound("order \(order.name)")
    }
    return try Stored.word(row[0])
  }

  /// What happened to an order, by the dates of its messages; a state that a person set comes after all messages that
  /// the store had by then.
  ///
  /// - Parameter replacing: what one message is to report instead, by a person's word.
  func entries(
    of order: OrderID, replacing: (message: Int64, events: [Event])? = nil
  ) throws -> [CourseEntry] {
    let sql = """
      SELECT m.id, e.name FROM link l JOIN message m ON m.id = l.message
      LEFT JOIN event e ON e.message = m.id AND e.order_ = l.order_
      WHERE l.order_ = ? AND l.held = 0 ORDER BY m.date, m.id, e.id
      """
    var reports: [(message: Int64, events: [Event])] = []
    for row in try rows(sql, [order.value]) {
      let message: Int64 = row[0]
      if reports.last?.message != message { reports.append((message, [])) }
      if let name = row[1] as String? { reports[reports.count - 1].events.append(try Stored.word(name)) }
    }
    var entries: [(newest: Int64, entry: CourseEntry)] = []
    for report in reports {
      var voices = try voices(of: report.message, in: order)
      var events = report.events
      if let replacing, replacing.message == report.message {
        for event in replacing.events where !events.contains(event) {
          voices.decided[event] = .moves(.person)
        }
        events = replacing.events
      }
      let entry = CourseEntry.reported(
        message: StoredMessageID(report.message), events: voices.voiced(events))
      entries.append((report.message, entry))
    }
    let set = """
      SELECT message, value_after FROM ruling WHERE order_ = ? AND act = 'set' AND field = 'state' ORDER BY id
      """
    for row in try rows(set, [order.value]) {
      let known: Int64 = row[0]
      let place = (entries.lastIndex { $0.newest <= known } ?? -1) + 1
      let newest = entries[..<place].map(\.newest).max() ?? entries.first?.newest ?? known
      let state: OrderState = try Stored.word(row[1])
      entries.insert((known, .set(message: StoredMessageID(newest), state)), at: place)
    }
    return entries.map(\.entry)
  }

  /// Returns what gives the events of a message their voices in an order: what was decided about them, else who wrote it.
  func voices(of message: Int64, in order: OrderID) throws -> EventVoices {
    let sql = """
      SELECT m.sender, m.sender_name, m.sender_role, m.sender_company, coalesce(t.authentication, 'unchecked'),
        coalesce(t.token, 0), EXISTS (SELECT 1 FROM hold h WHERE h.message = m.id AND h.released = 0)
      FROM message m LEFT JOIN message_trust t ON t.message = m.id WHERE m.id = ?
      """
    guard let row = try rows(sql, [message]).first else { return EventVoices(SenderEvidence()) }
    let role: PartyRole = try Stored.word(row[2])
    let sender = Party(address: row[0], name: row[1], role: role, company: row[3])
    let evidence = SenderEvidence(authentication: try Stored.word(row[4]), hasToken: row[5], role: role)
    let seen = Order(id: order, state: .inquiry, parties: try parties(of: order))
    return EventVoices(
      evidence.about(seen, sender: sender), decided: try decided(message, in: order), isHeld: row[6],
      isFrozen: try !TrustReader(db: db).openHolds(of: order).isEmpty)
  }

  private func parties(of order: OrderID) throws -> [Party] {
    let sql = "SELECT address, name, role, company FROM order_party WHERE order_ = ? ORDER BY position"
    return try rows(sql, [order.value]).map {
      Party(address: $0[0], name: $0[1], role: try Stored.word($0[2]), company: $0[3])
    }
  }

  /// What was decided about the events of a message: steps that were taken stay taken, and a person's word stands.
  private func decided(_ message: Int64, in order: OrderID) throws -> [Event: EventVoice] {
    var decided: [Event: EventVoice] = [:]
    let awaited = "SELECT event, state, reason FROM awaited_step WHERE order_ = ? AND message = ?"
    for row in try rows(awaited, [order.value, message]) {
      let state: AwaitedState = try Stored.word(row[1])
      decided[try Stored.word(row[0])] =
        switch state {
        case .confirmed: .moves(.person)
        case .refused: .refused
        case .waiting, .overtaken: .waits(row[2])
        }
    }
    let said = """
      SELECT name FROM event
      WHERE message = ?1 AND rule = '' AND EXISTS (SELECT 1 FROM correction WHERE message = ?1)
      """
    for row in try rows(said, [message]) {
      let event: Event = try Stored.word(row[0])
      if decided[event] != .refused { decided[event] = .moves(.person) }
    }
    let taken = """
      SELECT event, warrant FROM transition
      WHERE order_ = ? AND message = ? AND (state_before <> state_after OR warrant = ?)
      """
    for row in try rows(taken, [order.value, message, Warrant.person.rawValue]) {
      decided[try Stored.word(row[0])] = .moves(try Stored.word(row[1]))
    }
    return decided
  }
}
