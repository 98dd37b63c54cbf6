// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension StoreTransaction {
  /// Notes what a new message may report.
  func insertUnclear(_ events: [UnclearEvent], message: Int64) throws {
    for event in events {
      let sql = """
        INSERT INTO unclear_event (message, name, probability, reasons, settled) VALUES (?, ?, ?, ?, 0)
        ON CONFLICT (message, name) DO UPDATE SET probability = excluded.probability, reasons = excluded.reasons
          WHERE settled = 0
        """
      try run(sql, [message, event.event.rawValue, event.probability, Stored.list(event.reasons)])
    }
  }

  /// Notes what a message may report now that more is known of it; what people have decided stays.
  func reviseUnclear(_ events: [UnclearEvent], message: Int64) throws {
    let sure = Set(try rows("SELECT name FROM event WHERE message = ?", [message]).map { $0[0] as String })
    let open = events.filter { !sure.contains($0.event.rawValue) }
    let sql = """
      DELETE FROM unclear_event
      WHERE message = ? AND settled = 0 AND name NOT IN (SELECT value FROM json_each(?))
      """
    try run(sql, [message, Stored.list(open.map(\.event.rawValue))])
    try insertUnclear(open, message: message)
  }

  /// Takes a message out of the queue.
  func settleUnclear(of message: Int64) throws {
    try run("UPDATE unclear_event SET settled = ? WHERE message = ? AND settled = 0", [now, message])
  }

  /// Takes a message out of the queue and leaves it as it is; returns what was unclear.
  func dismissUnclear(of message: Int64, reason: String, by actor: Actor) throws -> [Event] {
    let open = try CorrectionReader(db: db).unclear(of: message).map(\.event)
    guard !open.isEmpty else { throw LedgerError.notFound("unclear event of message \(message)") }
    try settleUnclear(of: message)
    let names = open.map(\.rawValue).joined(separator: ", ")
    try audit(
      AuditEntry(
        actor: actor, action: "unclear events dismissed", subject: "message \(message)",
        detail: reason.isEmpty ? names : "\(names): \(reason)"))
    return open
  }
}
