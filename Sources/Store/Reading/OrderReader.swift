// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

/// Reads orders for people.
struct OrderReader {
  let db: Database

  private func rows(_ sql: String, _ order: OrderID) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [order.value])
  }

  /// Reads everything about an order.
  func dossier(of id: OrderID) throws -> OrderDossier {
    let sql = "SELECT state, opened, last_activity FROM order_ WHERE id = ?"
    guard let row = try rows(sql, id).first else { throw LedgerError.notFound("order \(id.name)") }
    return OrderDossier(
      id: id, number: try MessageReader(db: db).number(of: id), state: try Stored.word(row[0]),
      opened: Stored.date(row[1]), lastActivity: Stored.date(row[2]), parties: try parties(of: id),
      keys: try keys(of: id), timeline: try timeline(of: id), drafts: try drafts(of: id),
      documents: try documents(of: id), steps: try steps(of: id), anomalies: try oddities(of: id),
      holds: try holds(of: id), awaited: try TrustReader(db: db).awaited(of: id),
      standing: try TrustReader(db: db).standing(of: id, in: try Stored.word(row[0])),
      promises: try TrustReader(db: db).promises(of: id, in: try Stored.word(row[0])))
  }

  /// The parties of an order: customers first, then by address.
  func parties(of id: OrderID) throws -> [Party] {
    let sql = """
      SELECT address, name, role, company FROM order_party WHERE order_ = ?
      ORDER BY role <> 'customer', role = 'unknown', address
      """
    return try rows(sql, id)
      .map { Party(address: $0[0], name: $0[1], role: try Stored.word($0[2]), company: $0[3]) }
  }

  private func keys(of id: OrderID) throws -> [OrderKey] {
    try rows("SELECT kind, value FROM order_key WHERE order_ = ? ORDER BY id", id)
      .map { OrderKey(kind: try Stored.word($0[0]), value: $0[1]) }
  }

  private func timeline(of id: OrderID) throws -> [OrderDossier.Entry] {
    let reader = MessageReader(db: db)
    let sql = """
      SELECT m.id, m.message_id, m.date, m.direction, m.sender, m.sender_name, m.sender_role, m.sender_company,
        t.subject, t.new_text, m.thread
      FROM link l JOIN message m ON m.id = l.message JOIN message_text t ON t.message = m.id
      WHERE l.order_ = ? AND l.held = 0 ORDER BY m.date, m.id
      """
    return try rows(sql, id).map { row in
      OrderDossier.Entry(
        message: StoredMessageID(row[0]), messageID: Stored.bracketed(row[1]), date: Stored.date(row[2]),
        direction: try Stored.word(row[3]),
        sender: Party(address: row[4], name: row[5], role: try Stored.word(row[6]), company: row[7]),
        subject: row[8], events: try reader.events(of: row[0]), gist: Gist.of(row[9]),
        thread: ThreadID(row[10]).name)
    }
  }

  private func drafts(of id: OrderID) throws -> [OrderDossier.DraftEntry] {
    let sql = """
      SELECT d.id, d.state, d.event, d.subject,
        (SELECT o.state FROM outbox o WHERE o.draft = d.id ORDER BY o.id DESC LIMIT 1)
      FROM draft d WHERE d.order_ = ? ORDER BY d.id
      """
    return try rows(sql, id).map { row in
      OrderDossier.DraftEntry(
        id: DraftID(row[0]), state: try Stored.word(row[1]), event: try Stored.word(row[2]), subject: row[3],
        outbox: try (row[4] as String?).map { try Stored.word($0) })
    }
  }

  private func documents(of id: OrderID) throws -> [OrderDossier.Document] {
    let sql = """
      SELECT p.filename, p.type, p.size, p.digest, m.message_id, m.date
      FROM link l JOIN message m ON m.id = l.message JOIN message_part p ON p.message = m.id
      WHERE l.order_ = ? AND l.held = 0 AND p.filename <> '' ORDER BY m.date, m.id, p.position
      """
    return try rows(sql, id).map { row in
      OrderDossier.Document(
        filename: row[0], type: row[1], size: row[2], digest: try Stored.digest(row[3]),
        messageID: Stored.bracketed(row[4]), date: Stored.date(row[5]))
    }
  }

  private func steps(of id: OrderID) throws -> [OrderDossier.Step] {
    let sql = """
      SELECT m.date, m.message_id, t.event, t.state_before, t.state_after, t.warrant
      FROM transition t JOIN message m ON m.id = t.message WHERE t.order_ = ? ORDER BY t.id
      """
    return try rows(sql, id).map { row in
      let transition = Transition(
        event: try Stored.word(row[2]), from: try Stored.word(row[3]), to: try Stored.word(row[4]),
        warrant: try Stored.word(row[5]))
      return OrderDossier.Step(
        date: Stored.date(row[0]), messageID: Stored.bracketed(row[1]), transition: transition)
    }
  }

  private func oddities(of id: OrderID) throws -> [OrderDossier.Oddity] {
    let sql = """
      SELECT m.date, m.message_id, a.event, a.state, a.reason
      FROM anomaly a JOIN message m ON m.id = a.message WHERE a.order_ = ? ORDER BY a.id
      """
    return try rows(sql, id).map { row in
      let anomaly = Anomaly(event: try Stored.word(row[2]), state: try Stored.word(row[3]), reason: row[4])
      return OrderDossier.Oddity(
        date: Stored.date(row[0]), messageID: Stored.bracketed(row[1]), anomaly: anomaly)
    }
  }

  private func holds(of id: OrderID) throws -> [OrderDossier.Hold] {
    let links = """
      SELECT m.date, m.message_id, l.evidence, m.sender FROM link l JOIN message m ON m.id = l.message
      WHERE l.order_ = ? AND l.held = 1
      """
    let sends = """
      SELECT o.changed, o.message_id, o.id FROM draft d JOIN outbox o ON o.draft = d.id
      WHERE d.order_ = ? AND o.state = 'uncertain'
      """
    var holds = try rows(links, id).map { row in
      let evidence = Stored.strings(row[2]).joined(separator: "; ")
      let reason = "a message from \(row[3] as String) may belong here: \(evidence)"
      return OrderDossier.Hold(
        date: Stored.date(row[0]), messageID: Stored.bracketed(row[1]), reason: reason, kind: .link)
    }
    holds += try TrustReader(db: db).openHolds(of: id).map { hold in
      OrderDossier.Hold(
        date: hold.date, messageID: hold.messageID, reason: hold.reason, kind: .bankDetails,
        releasedBy: hold.releasedBy)
    }
    holds += try rows(sends, id).map { row in
      let reason = "nobody knows whether outbox row \(row[2] as Int64) has gone out"
      return OrderDossier.Hold(
        date: Stored.date(row[0]), messageID: Stored.bracketed(row[1]), reason: reason, kind: .uncertain)
    }
    return holds.sorted { $0.date < $1.date }
  }
}
