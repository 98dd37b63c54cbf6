// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension StoreTransaction {
  /// How an order stands before a ruling, to tell afterwards what it did.
  struct Standing {
    let number: String?
    let state: OrderState
    let messages: Int
  }

  /// Returns how an order stands.
  ///
  /// - Throws: `notFound`.
  func orderStanding(_ id: OrderID) throws -> Standing {
    let sql =
      "SELECT state, (SELECT count(*) FROM link WHERE order_ = o.id AND held = 0) FROM order_ o WHERE id = ?"
    guard let row = try row(sql, [id.value]) else { throw LedgerError.notFound("order \(id.name)") }
    return Standing(
      number: try MessageReader(db: db).number(of: id), state: try Stored.word(row[0]), messages: row[1])
  }

  /// Returns what has become of an order since.
  func effect(on id: OrderID, since before: Standing?) throws -> RulingEffect {
    let exists = try value("SELECT 1 FROM order_ WHERE id = ?", [id.value], as: Int.self) != nil
    let after = exists ? try orderStanding(id) : nil
    return RulingEffect(
      order: id, number: after?.number ?? before?.number, before: before?.state, after: after?.state,
      messages: (after?.messages ?? 0) - (before?.messages ?? 0))
  }

  /// Goes once more through all that the messages of an order report and people have set, after its messages have
  /// changed, and puts the steps in the place of those it took.
  func retrace(_ id: OrderID) throws {
    let opening = try openingState(of: id)
    try run("DELETE FROM transition WHERE order_ = ?", [id.value])
    try run("DELETE FROM anomaly WHERE order_ = ?", [id.value])
    var state = opening
    for step in try course(of: id) {
      let (transitions, anomalies) =
        switch step.what {
        case .reported(let events): Lifecycle.advance(Order(id: id, state: state), by: events)
        case .set(let to): ([Transition(event: to.reachedBy, from: state, to: to)], [])
        }
      for transition in transitions {
        let sql = """
          INSERT INTO transition (order_, message, event, state_before, state_after) VALUES (?, ?, ?, ?, ?)
          """
        try run(
          sql,
          [
            id.value, step.message, transition.event.rawValue, transition.from.rawValue,
            transition.to.rawValue,
          ])
        state = transition.to
      }
      for anomaly in anomalies {
        try run(
          "INSERT INTO anomaly (order_, message, event, state, reason) VALUES (?, ?, ?, ?, ?)",
          [id.value, step.message, anomaly.event.rawValue, anomaly.state.rawValue, anomaly.reason])
      }
    }
    try run("UPDATE order_ SET state = ? WHERE id = ?", [state.rawValue, id.value])
    forget(id)
  }

  /// Forgets what was read of an order.
  func forget(_ id: OrderID) {
    memory.orders[id] = nil
    memory.fingerprints[id] = nil
    memory.languageTimes[id] = nil
  }

  /// Where an order began: before its first step, else where its ring says.
  private func openingState(of id: OrderID) throws -> OrderState {
    let first = "SELECT state_before FROM transition WHERE order_ = ? ORDER BY id LIMIT 1"
    if let state = try value(first, [id.value], as: String.self) { return try Stored.word(state) }
    return try value("SELECT state FROM order_ WHERE id = ?", [id.value], as: String.self)
      .map { try Stored.word($0) } ?? .inquiry
  }

  private struct CourseStep {
    enum What {
      case reported([Event])
      case set(OrderState)
    }
    let message: Int64
    let what: What
  }

  /// What happened to an order, in order.
  private func course(of id: OrderID) throws -> [CourseStep] {
    var reports: [(message: Int64, events: [Event])] = []
    for row in try rows("SELECT message, name FROM event WHERE order_ = ? ORDER BY message, id", [id.value]) {
      let event: Event = try Stored.word(row[1])
      if reports.last?.message == row[0] {
        reports[reports.count - 1].events.append(event)
      } else {
        reports.append((row[0], [event]))
      }
    }
    let set = """
      SELECT message, value_after FROM ruling
      WHERE order_ = ? AND act = 'set' AND field = 'state' ORDER BY id
      """
    var steps = reports.map { CourseStep(message: $0.message, what: .reported($0.events)) }
    for row in try rows(set, [id.value]) {
      let message: Int64 = row[0]
      let place = steps.firstIndex { $0.message > message } ?? steps.endIndex
      let newest = try newestMessage(of: id, upTo: message) ?? message
      steps.insert(CourseStep(message: newest, what: .set(try Stored.word(row[1]))), at: place)
    }
    return steps
  }

  /// Returns the newest message of an order that was there when `message` was the store's newest.
  func newestMessage(of id: OrderID, upTo message: Int64 = .max) throws -> Int64? {
    let sql = "SELECT max(message) FROM link WHERE order_ = ? AND held = 0 AND message <= ?"
    return try value(sql, [id.value, message], as: Int64.self)
  }
}

extension OrderState {
  /// The event that brings an order here.
  fileprivate var reachedBy: Event {
    switch self {
    case .inquiry: .inquiryReceived
    case .quoted: .quoteSent
    case .confirmed: .quoteConfirmed
    case .placed: .orderPlaced
    case .materialReceived: .materialReceived
    case .shipped: .orderShipped
    case .delivered: .deliveryConfirmed
    case .paid: .paymentReceived
    case .declined: .quoteDeclined
    case .cancelled: .orderCancelled
    }
  }
}
