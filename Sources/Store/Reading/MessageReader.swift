// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

/// Reads messages with what was decided about them, over prepared statements.
struct MessageReader {
  let db: Database

  /// The query for whole messages, to be continued with WHERE and ORDER BY.
  static let columns = """
    SELECT m.id, m.message_id, m.digest, m.date, m.mailbox, m.direction, m.sender, m.sender_role, m.language,
      m.thread, t.new_text
    FROM message m JOIN message_text t ON t.message = m.id
    """

  /// Makes a message of a row of `columns`.
  func message(_ row: Row) throws -> ExportedMessage {
    let id: Int64 = row[0]
    let mailbox: String = row[4]
    let links = try links(of: id)
    let order = links.first { !$0.isHeld }?.order
    return ExportedMessage(
      messageID: Stored.bracketed(row[1]),
      digest: try Stored.digest(row[2]),
      date: Stored.date(row[3]),
      mailbox: mailbox.isEmpty ? nil : mailbox,
      direction: try Stored.word(row[5]),
      sender: row[6],
      senderRole: try Stored.word(row[7]),
      language: Language(rawValue: row[8]),
      thread: ThreadID(row[9]).name,
      order: order?.name,
      orderNumber: try order.flatMap { try number(of: $0) },
      state: try order.flatMap { try state(of: $0) },
      events: try events(of: id),
      keys: try keys(of: id),
      newText: row[10],
      links: links.map { ExportedMessage.Link(order: $0.order.name, score: $0.score, evidence: $0.evidence) },
      draft: try draft(of: id))
  }

  /// Our number of an order, the first that was learnt.
  func number(of order: OrderID) throws -> String? {
    let sql = "SELECT value FROM order_key WHERE order_ = ? AND kind = 'our_order' ORDER BY id LIMIT 1"
    return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [order.value])
  }

  /// The order a message belongs to, nil when it belongs to none.
  func order(of message: Int64) throws -> OrderID? {
    let sql = "SELECT order_ FROM link WHERE message = ? AND held = 0 ORDER BY position LIMIT 1"
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [message]).map { OrderID($0) }
  }

  /// The events of a message, in the order of the vocabulary.
  func events(of message: Int64) throws -> [Event] {
    let sql = "SELECT name FROM event WHERE message = ? ORDER BY id"
    return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [message]).map { try Stored.word($0) }
  }

  private struct StoredLink {
    var order: OrderID
    var isHeld: Bool
    var score: Double
    var evidence: [String]
  }

  private func links(of message: Int64) throws -> [StoredLink] {
    let sql = "SELECT order_, held, score, evidence FROM link WHERE message = ? ORDER BY position"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [message])
      .map { StoredLink(order: OrderID($0[0]), isHeld: $0[1], score: $0[2], evidence: Stored.strings($0[3])) }
  }

  private func state(of order: OrderID) throws -> OrderState? {
    let sql = "SELECT state FROM order_ WHERE id = ?"
    return try String.fetchOne(db.cachedStatement(sql: sql), arguments: [order.value]).map {
      try Stored.word($0)
    }
  }

  private func keys(of message: Int64) throws -> [KeyKind: [String]] {
    let sql = "SELECT kind, value FROM message_key WHERE message = ? ORDER BY kind, normalised"
    var keys: [KeyKind: [String]] = [:]
    for row in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [message]) {
      keys[try Stored.word(row[0]), default: []].append(row[1])
    }
    return keys
  }

  private func draft(of message: Int64) throws -> DraftID? {
    let sql = "SELECT max(id) FROM draft WHERE message = ?"
    return try Int64.fetchOne(db.cachedStatement(sql: sql), arguments: [message]).map { DraftID($0) }
  }
}
