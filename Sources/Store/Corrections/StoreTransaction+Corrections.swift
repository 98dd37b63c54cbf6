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
    let reader = CourseReader(db: db)
    let entries = try reader.entries(of: id, replacing: (message, events))
    let odd = "SELECT count(*) FROM anomaly WHERE order_ = ?"
    return CorrectionEffect.OrderChange(
      order: id, number: try messages.number(of: id), before: try order(id).state,
      course: OrderCourse(from: try reader.opening(of: id), entries),
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
    if effect.added.contains(.bankDetailsChanged) { try holdMoney(by: message, actor, digest) }
    let words = [effect.before.map(\.event), effect.after].map { events in
      events.isEmpty ? "none" : events.map(\.rawValue).joined(separator: ", ")
    }
    try audit(
      AuditEntry(
        actor: actor, action: "message corrected", subject: "message \(message)",
        detail: "\(words[0]) to \(words[1]): \(reason)", digest: digest))
    if let change = effect.order { try follow(change, because: message, by: actor, digest: digest) }
    return effect
  }

  /// Holds the money of a message's sender: a person says that it announces other bank details.
  ///
  /// One person opens a hold; to take the event out again does not release it, that takes two.
  private func holdMoney(by message: Int64, _ actor: Actor, _ digest: ContentDigest?) throws {
    let sql = "SELECT sender, sender_name, sender_role, sender_company FROM message WHERE id = ?"
    guard let row = try row(sql, [message]) else { return }
    let sender = Party(address: row[0], name: row[1], role: try Stored.word(row[2]), company: row[3])
    let reason =
      "\(actor.name) says that \(sender.address) announces other bank details: ask by telephone before anything is paid."
    try hold(
      HoldNotice(party: sender.paymentName, reason: reason), message: message, by: actor, digest: digest)
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

  /// Lets the order of a corrected message follow.
  private func follow(
    _ change: CorrectionEffect.OrderChange, because message: Int64, by actor: Actor, digest: ContentDigest?
  ) throws {
    let id = change.order
    try retrace(id)
    let after = try order(id).state
    guard after != change.before else { return }
    try audit(
      AuditEntry(
        actor: actor, action: "order corrected", subject: "order \(id.name)",
        detail: "\(change.before.rawValue) to \(after.rawValue) by the correction of message \(message)",
        digest: digest))
  }
}
