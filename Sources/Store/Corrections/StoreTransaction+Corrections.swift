// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import OrderCore

extension StoreTransaction {
  /// Whether a person has said what a message reports.
  func isCorrected(_ message: Int64) throws -> Bool {
    try value("SELECT 1 FROM correction WHERE message = ? LIMIT 1", [message], as: Int.self) != nil
  }

  /// Returns what a correction of a message would change.
  ///
  /// - Throws: `notFound`.
  func effect(of message: Int64, to events: [Event]) throws -> CorrectionEffect {
    guard try value("SELECT 1 FROM message WHERE id = ?", [message], as: Int.self) != nil else {
      throw LedgerError.notFound("message \(message)")
    }
    let reader = CorrectionReader(db: db)
    let before = try reader.recordedEvents(of: message)
    let after = Event.allCases.filter(events.contains)
    let gone = before.map(\.event).filter { !after.contains($0) }
    return CorrectionEffect(
      before: before, after: after, order: try orderChange(by: message, reporting: after),
      staleDrafts: try answers(to: message, about: gone).map { DraftID($0[0]) },
      settled: try reader.unclear(of: message).map(\.event))
  }

  private func orderChange(
    by message: Int64, reporting events: [Event]
  ) throws -> CorrectionEffect.OrderChange? {
    let messages = MessageReader(db: db)
    guard let id = try messages.order(of: message) else { return nil }
    let reports = try CorrectionReader(db: db).reports(of: id).map { report in
      report.message.value == message ? EventReport(message: report.message, events: events) : report
    }
    let odd = "SELECT count(*) FROM anomaly WHERE order_ = ?"
    return CorrectionEffect.OrderChange(
      order: id, number: try messages.number(of: id), before: try order(id).state,
      course: OrderCourse(from: try CorrectionReader(db: db).opening(of: id), reports),
      oddBefore: try value(odd, [id.value], as: Int.self) ?? 0)
  }

  /// The drafts that answer an event of a message and have not gone out, with their outbox rows.
  private func answers(to message: Int64, about events: [Event]) throws -> [Row] {
    guard !events.isEmpty else { return [] }
    let sql = """
      SELECT d.id, o.id, o.state, o.approval FROM draft d
      LEFT JOIN outbox o ON o.draft = d.id AND o.state NOT IN ('failed', 'cancelled')
      WHERE d.message = ? AND d.state IN ('pending', 'approved') AND d.event IN (SELECT value FROM json_each(?))
        AND (o.state IS NULL OR o.state IN ('queued', 'open'))
      ORDER BY d.id
      """
    return try rows(sql, [message, Stored.list(events.map(\.rawValue))])
  }

  /// Makes a person's word what a message reports, with all that follows for its order and its drafts.
  func correct(
    _ message: Int64, to events: [Event], reason: String, by actor: Actor
  ) throws -> CorrectionEffect {
    let effect = try effect(of: message, to: events)
    let digest = try value("SELECT digest FROM message WHERE id = ?", [message], as: Data.self)
      .map(Stored.digest)
    for row in try answers(to: message, about: effect.removed) {
      try overtake(
        DraftID(row[0]), outbox: row[1], state: row[2], approval: row[3],
        reason: "\(actor.name) has said that the message it answers does not report what it answers")
    }
    try replaceEvents(of: message, by: effect)
    let sql = """
      INSERT INTO correction (message, at, actor, uid, reason, events_before, events_after)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    let before = Stored.list(effect.before.flatMap { [$0.event.rawValue, $0.rule] })
    let after = Stored.list(effect.after.map(\.rawValue))
    try run(sql, [message, now, actor.name, actor.uid, reason, before, after])
    try settleUnclear(of: message)
    let words = [effect.before.map(\.event), effect.after].map { events in
      events.isEmpty ? "none" : events.map(\.rawValue).joined(separator: ", ")
    }
    try audit(
      AuditEntry(
        actor: actor, action: "message corrected", subject: "message \(message)",
        detail: "\(words[0]) to \(words[1]): \(reason)", digest: digest))
    if let change = effect.order { try rewrite(change, because: message, by: actor, digest: digest) }
    return effect
  }

  private func replaceEvents(of message: Int64, by effect: CorrectionEffect) throws {
    for event in effect.removed {
      try run("DELETE FROM event WHERE message = ? AND name = ?", [message, event.rawValue])
    }
    for event in effect.added {
      try run(
        "INSERT INTO event (message, order_, name, rule, score) VALUES (?, ?, ?, '', 1)",
        [message, effect.order?.order.value, event.rawValue])
    }
  }

  /// Puts the steps of an order that were gone through once more in the place of those it took.
  private func rewrite(
    _ change: CorrectionEffect.OrderChange, because message: Int64, by actor: Actor, digest: ContentDigest?
  ) throws {
    let id = change.order
    try run("DELETE FROM transition WHERE order_ = ?", [id.value])
    try run("DELETE FROM anomaly WHERE order_ = ?", [id.value])
    for leg in change.course.legs { try write(leg, of: id) }
    // The history has changed, too.
    memory.orders[id] = nil
    guard change.course.state != change.before else { return }
    try run("UPDATE order_ SET state = ? WHERE id = ?", [change.course.state.rawValue, id.value])
    try audit(
      AuditEntry(
        actor: actor, action: "order corrected", subject: "order \(id.name)",
        detail:
          "\(change.before.rawValue) to \(change.course.state.rawValue) by the correction of message \(message)",
        digest: digest))
  }

  private func write(_ leg: OrderCourse.Leg, of order: OrderID) throws {
    for step in leg.transitions {
      try run(
        "INSERT INTO transition (order_, message, event, state_before, state_after) VALUES (?, ?, ?, ?, ?)",
        [order.value, leg.message.value, step.event.rawValue, step.from.rawValue, step.to.rawValue])
    }
    for anomaly in leg.anomalies {
      try run(
        "INSERT INTO anomaly (order_, message, event, state, reason) VALUES (?, ?, ?, ?, ?)",
        [order.value, leg.message.value, anomaly.event.rawValue, anomaly.state.rawValue, anomaly.reason])
    }
  }
}
