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

  /// Goes once more through all that the messages of an order report and people have set, after its messages or what
  /// they report have changed, and puts the steps in the place of those it took.
  func retrace(_ id: OrderID) throws {
    forget(id)
    let reader = CourseReader(db: db)
    try rewrite(id, by: OrderCourse(from: try reader.opening(of: id), try reader.entries(of: id)))
  }

  /// Puts the steps of an order that was gone through once more in the place of those it took.
  private func rewrite(_ id: OrderID, by course: OrderCourse) throws {
    try run("DELETE FROM transition WHERE order_ = ?", [id.value])
    try run("DELETE FROM anomaly WHERE order_ = ?", [id.value])
    // What still waits is opened again below.
    try run(
      "UPDATE awaited_step SET state = 'overtaken', decided = ? WHERE order_ = ? AND state = 'waiting'",
      [now, id.value])
    for leg in course.legs {
      let message = leg.message.value
      for step in leg.progress.transitions {
        let sql = """
          INSERT INTO transition (order_, message, event, state_before, state_after, warrant) VALUES (?, ?, ?, ?, ?, ?)
          """
        let (from, to) = (step.from.rawValue, step.to.rawValue)
        try run(sql, [id.value, message, step.event.rawValue, from, to, step.warrant.rawValue])
      }
      for anomaly in leg.progress.anomalies {
        try run(
          "INSERT INTO anomaly (order_, message, event, state, reason) VALUES (?, ?, ?, ?, ?)",
          [id.value, message, anomaly.event.rawValue, anomaly.state.rawValue, anomaly.reason])
      }
      try reopen(leg.progress.awaited, of: id, message: message, in: course.state)
    }
    try run("UPDATE order_ SET state = ? WHERE id = ?", [course.state.rawValue, id.value])
    forget(id)
  }

  /// Lets steps wait that a person has to decide about, unless the order has got past them since.
  private func reopen(
    _ steps: [AwaitedStep], of id: OrderID, message: Int64, in state: OrderState
  ) throws {
    for step in steps where !Lifecycle.isOvertaken(step.event, in: state) {
      let sql = """
        INSERT INTO awaited_step (order_, message, event, reason, state, decided, actor, note)
        VALUES (?, ?, ?, ?, 'waiting', 0, '', '') ON CONFLICT (order_, message, event)
        DO UPDATE SET state = 'waiting', decided = 0 WHERE state = 'overtaken'
        """
      try run(sql, [id.value, message, step.event.rawValue, step.reason])
    }
  }

  /// Forgets what was read of an order.
  func forget(_ id: OrderID) {
    memory.orders[id] = nil
    memory.fingerprints[id] = nil
    memory.languageTimes[id] = nil
  }

  /// Returns the newest message of an order that was there when `message` was the store's newest.
  func newestMessage(of id: OrderID, upTo message: Int64 = .max) throws -> Int64? {
    let sql = "SELECT max(message) FROM link WHERE order_ = ? AND held = 0 AND message <= ?"
    return try value(sql, [id.value, message], as: Int64.self)
  }
}
