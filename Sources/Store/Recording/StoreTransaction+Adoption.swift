// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  func unlinkedMessages(naming keys: [OrderKey], limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    try reading {
      var found: Set<Int64> = []
      for key in keys where !key.normalised.isEmpty {
        let sql = """
          SELECT k.message FROM message_key k WHERE k.normalised = ? AND k.kind = ?
            AND NOT EXISTS (SELECT 1 FROM link l WHERE l.message = k.message AND l.held = 0)
          ORDER BY k.message LIMIT ?
          """
        for row in try rows(sql, [key.normalised, key.kind.rawValue, limit]) { found.insert(row[0]) }
      }
      return try found.sorted().prefix(limit).map { try unlinked($0) }
    }
  }

  func unlinkedMessages(ofThread thread: ThreadID, limit: Int) throws(LedgerError) -> [UnlinkedMessage] {
    try reading {
      let sql = """
        SELECT m.id FROM message m WHERE m.thread = ?
          AND NOT EXISTS (SELECT 1 FROM link l WHERE l.message = m.id AND l.held = 0)
        ORDER BY m.id LIMIT ?
        """
      return try rows(sql, [thread.value, limit]).map { try unlinked($0[0]) }
    }
  }

  func unlinkedMessages(
    from addresses: [String], since: Double, limit: Int
  ) throws(LedgerError) -> [UnlinkedMessage] {
    try reading {
      var found: [Int64] = []
      for address in Set(addresses) {
        let sql = """
          SELECT m.id FROM message m WHERE m.sender = ? AND m.date >= ?
            AND NOT EXISTS (SELECT 1 FROM link l WHERE l.message = m.id AND l.held = 0)
          ORDER BY m.id LIMIT ?
          """
        let time = Stored.time(Date(timeIntervalSince1970: since))
        found += try rows(sql, [address, time, limit]).map { $0[0] }
      }
      return try found.sorted().prefix(limit).map { try unlinked($0, isRead: true) }
    }
  }

  func adopt(_ messages: [AdoptedMessage], by order: OrderID) throws(LedgerError) {
    try writing {
      for item in messages { try adopt(item, by: order) }
      // Earlier messages have joined it: it is read anew.
      memory.orders[order] = nil
      memory.fingerprints[order] = nil
    }
  }

  private func adopt(_ item: AdoptedMessage, by id: OrderID) throws {
    let message = item.message.id.value
    let position = "SELECT count(*) FROM link WHERE message = ?"
    let sql = """
      INSERT INTO link (message, order_, position, held, score, evidence) VALUES (?, ?, ?, 0, ?, ?)
      ON CONFLICT (message, order_) DO UPDATE SET held = 0, score = excluded.score, evidence = excluded.evidence
      """
    let place = try value(position, [message], as: Int.self) ?? 0
    try run(sql, [message, id.value, place, item.link.score, Stored.list(item.link.evidence)])
    let thread = """
      INSERT INTO thread_order (thread, order_, message) VALUES (?, ?, ?) ON CONFLICT (thread, order_) DO NOTHING
      """
    try run(thread, [item.message.thread.value, id.value, message])
    try run("UPDATE event SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
    let time = try value("SELECT date FROM message WHERE id = ?", [message], as: Int64.self) ?? 0
    var order = try order(id)
    for party in item.message.parties where !party.address.isEmpty { try join(party, to: &order, at: time) }
    order.history += item.message.events
    memory.orders[id] = order
    try learn(item.learnt, for: id, from: message, by: item.message.sender.role)
    let digest = try value("SELECT digest FROM message WHERE id = ?", [message], as: Data.self)
    try move(
      id, by: item.transitions, anomalies: item.anomalies, message: message,
      digest: try digest.map(Stored.digest))
    try noteAwaited(item.awaited, of: id, message: message, digest: try digest.map(Stored.digest))
    try joinHold(of: message)
    try run("UPDATE draft SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
  }

  private func unlinked(_ id: Int64, isRead: Bool = false) throws -> UnlinkedMessage {
    let sql = """
      SELECT thread, sender, sender_name, sender_role, sender_company, kind, cautions, date FROM message
      WHERE id = ?
      """
    guard let row = try row(sql, [id]) else { throw LedgerError.notFound("message \(id)") }
    let sender = Party(address: row[1], name: row[2], role: try Stored.word(row[3]), company: row[4])
    let trust = try self.row("SELECT authentication, token FROM message_trust WHERE message = ?", [id])
    let held = try self.row("SELECT party, reason FROM hold WHERE message = ? AND verdict <> 'genuine'", [id])
    let keys = try rows("SELECT kind, value FROM message_key WHERE message = ?", [id])
      .map { OrderKey(kind: try Stored.word($0[0]), value: $0[1]) }
    let events = try rows("SELECT name FROM event WHERE message = ? ORDER BY id", [id])
      .map { try Stored.word($0[0]) as Event }
    return UnlinkedMessage(
      id: StoredMessageID(id), thread: ThreadID(row[0]), sender: sender, kind: try Stored.word(row[5]),
      cautions: Set(Stored.strings(row[6]).compactMap(MessageCaution.init)), keys: keys, events: events,
      parties: sender.role == .internal ? [] : [sender],
      authentication: try trust.map { try Stored.word($0[0]) } ?? .unchecked, hasToken: trust?[1] ?? false,
      notice: held.map { HoldNotice(party: $0[0], reason: $0[1]) },
      date: Stored.date(row[7]).timeIntervalSince1970, fingerprint: isRead ? try words(of: id) : Fingerprint()
    )
  }

  /// Returns what a message says.
  func words(of message: Int64) throws -> Fingerprint {
    let sql = "SELECT subject, new_text, attachments FROM message_text WHERE message = ?"
    guard let row = try row(sql, [message]) else { return Fingerprint() }
    let attachments: String = row[2]
    return Fingerprint(of: [row[0], row[1]] + attachments.split(separator: "\n").prefix(10).map(String.init))
  }
}
