// SPDX-License-Identifier: Apache-2.0

import GRDB
import OrderCore

extension StoreTransaction {
  /// Links a message to an order by a person's word, and teaches its thread.
  ///
  /// - Parameter instead: whether it leaves its other orders.
  /// - Throws: `notFound`; `conflict` when it is linked already, or a letter that answers it is on its way.
  func link(_ message: Int64, to id: OrderID, instead: Bool, _ ruling: Ruling) throws {
    _ = try orderStanding(id)
    let thread = try thread(of: message)
    let others = try orders(of: message).filter { $0 != id }
    let isLinked = try orders(of: message).contains(id)
    guard !isLinked || (instead && !others.isEmpty) else {
      throw LedgerError.conflict("The message is linked to order \(id.name) already")
    }
    if instead { for other in others { try unlink(message, from: other, ruling, isNoted: false) } }
    if !isLinked { try joinOrder(message, id, ruling) }
    let number = try note(ruling, "link", on: id, message: message)
    try teach(thread, id, isLinked: true, ruling: number)
    try retrace(id)
    try adoptThread(of: message, thread, by: id)
  }

  private func joinOrder(_ message: Int64, _ id: OrderID, _ ruling: Ruling) throws {
    let isFirst = try orders(of: message).isEmpty
    try refuseApproved("d.message = ? AND d.order_ IS NOT NULL", [message])
    let words = ruling.reason.isEmpty ? "" : ": \(ruling.reason)"
    let sql = """
      INSERT INTO link (message, order_, position, held, score, evidence)
      VALUES (?1, ?2, (SELECT count(*) FROM link WHERE message = ?1 AND held = 0), 0, 1, ?3)
      ON CONFLICT (message, order_) DO UPDATE SET position = excluded.position, held = 0, score = 1,
        evidence = excluded.evidence
      """
    try run(sql, [message, id.value, Stored.list(["\(ruling.actor.name) linked it\(words)"])])
    if isFirst {
      // What was only supposed is settled.
      try run("DELETE FROM link WHERE message = ? AND held = 1", [message])
      try run("UPDATE event SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
      try run("UPDATE draft SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
    }
    let sender = """
      SELECT sender, sender_name, sender_role, sender_company, date FROM message WHERE id = ?
      """
    guard let row = try row(sender, [message]) else { return }
    let role: PartyRole = try Stored.word(row[2])
    forget(id)
    var order = try order(id)
    let party = Party(address: row[0], name: row[1], role: role, company: row[3])
    if role != .internal, !party.address.isEmpty { try join(party, to: &order, at: row[4]) }
    memory.orders[id] = order
    let keys = try rows("SELECT kind, value FROM message_key WHERE message = ?", [message])
      .map { OrderKey(kind: try Stored.word($0[0]), value: $0[1]) }
    try learn(keys, for: id, from: message, by: role)
    let time: Int64 = row[4]
    try run("UPDATE order_ SET last_activity = max(last_activity, ?) WHERE id = ?", [time, id.value])
    try joinHold(of: message)
  }

  /// Brings in the messages of the thread, and of the keys that it named, which had no order.
  private func adoptThread(of message: Int64, _ thread: ThreadID, by id: OrderID) throws {
    let keys = try rows(
      "SELECT kind, value FROM order_key WHERE order_ = ? AND message = ?", [id.value, message]
    )
    .map { OrderKey(kind: try Stored.word($0[0]), value: $0[1]) }
    let adopted = try Adoption.plan(for: order(id), learnt: keys, thread: thread, in: self)
    if !adopted.isEmpty { try adopt(adopted, by: id) }
  }

  /// Takes a message out of an order by a person's word, and teaches its thread.
  ///
  /// An order that loses its last message is no more.
  /// - Throws: `notFound` when it is not linked to it, `conflict` when a letter that answers it is on its way.
  func unlink(_ message: Int64, from id: OrderID, _ ruling: Ruling, isNoted: Bool = true) throws {
    _ = try orderStanding(id)
    let thread = try thread(of: message)
    try refuseApproved("d.message = ? AND d.order_ = ?", [message, id.value])
    let sql = "DELETE FROM link WHERE message = ? AND order_ = ?"
    guard try run(sql, [message, id.value]) > 0 else {
      throw LedgerError.notFound("link of the message to order \(id.name)")
    }
    try forgetMessage(message, of: id)
    let number = isNoted ? try note(ruling, "unlink", on: id, message: message) : 0
    if try newestMessage(of: id) == nil {
      try dissolve(id)
    } else {
      if isNoted { try teach(thread, id, isLinked: false, ruling: number) }
      try retrace(id)
    }
    if let next = try orders(of: message).first { try retrace(next) }
  }

  /// Takes from an order what it has from a message: keys that no other message of it names, events, drafts, the
  /// thread.
  private func forgetMessage(_ message: Int64, of id: OrderID) throws {
    let next = try orders(of: message).first?.value
    let keys = """
      DELETE FROM order_key WHERE order_ = ?1 AND message = ?2 AND NOT EXISTS (
        SELECT 1 FROM message_key k JOIN link l ON l.message = k.message AND l.order_ = ?1 AND l.held = 0
        WHERE k.normalised = order_key.normalised AND k.kind = order_key.kind)
      """
    try run(keys, [id.value, message])
    let heirs = """
      UPDATE order_key SET message = (
        SELECT min(k.message) FROM message_key k JOIN link l ON l.message = k.message AND l.order_ = ?1 AND l.held = 0
        WHERE k.normalised = order_key.normalised AND k.kind = order_key.kind)
      WHERE order_ = ?1 AND message = ?2
      """
    try run(heirs, [id.value, message])
    try run("UPDATE event SET order_ = ? WHERE message = ? AND order_ = ?", [next, message, id.value])
    try run("UPDATE draft SET order_ = ? WHERE message = ? AND order_ = ?", [next, message, id.value])
    let thread = """
      DELETE FROM thread_order WHERE order_ = ?1 AND thread = (SELECT thread FROM message WHERE id = ?2)
        AND NOT EXISTS (
          SELECT 1 FROM link l JOIN message m ON m.id = l.message
          WHERE l.order_ = ?1 AND l.held = 0 AND m.thread = thread_order.thread)
      """
    try run(thread, [id.value, message])
    let newest = """
      UPDATE thread_order SET message = (
        SELECT max(l.message) FROM link l JOIN message m ON m.id = l.message
        WHERE l.order_ = ?1 AND l.held = 0 AND m.thread = thread_order.thread)
      WHERE order_ = ?1 AND message = ?2
      """
    try run(newest, [id.value, message])
    forget(id)
  }

  /// Removes an order that has no message left.
  private func dissolve(_ id: OrderID) throws {
    for (table, column) in try orderColumns() {
      // What stands on its own goes on without an order.
      let isOwn = table == "draft" || table == "event"
      let statement =
        isOwn
        ? "UPDATE \"\(table)\" SET \"\(column)\" = NULL WHERE \"\(column)\" = ?"
        : "DELETE FROM \"\(table)\" WHERE \"\(column)\" = ?"
      try db.execute(sql: statement, arguments: [id.value])
    }
    try run("DELETE FROM order_ WHERE id = ?", [id.value])
    forget(id)
  }

  /// Notes that a person has given a thread to an order, or taken it away.
  private func teach(_ thread: ThreadID, _ id: OrderID, isLinked: Bool, ruling: Int64) throws {
    let sql = """
      INSERT INTO taught_thread (thread, order_, linked, ruling) VALUES (?, ?, ?, ?)
      ON CONFLICT (thread, order_) DO UPDATE SET linked = excluded.linked, ruling = excluded.ruling
      """
    try run(sql, [thread.value, id.value, isLinked, ruling])
    guard isLinked else { return }
    let thread_order = """
      INSERT INTO thread_order (thread, order_, message)
      SELECT ?1, ?2, max(l.message) FROM link l JOIN message m ON m.id = l.message
      WHERE l.order_ = ?2 AND l.held = 0 AND m.thread = ?1 HAVING max(l.message) IS NOT NULL
      ON CONFLICT (thread, order_) DO UPDATE SET message = excluded.message
      """
    try run(thread_order, [thread.value, id.value])
  }

  /// Gives messages of an order an order of their own.
  ///
  /// - Returns: the new order.
  /// - Throws: `notFound` when it has none of them; `conflict` when it has no others, or a letter is on its way.
  func split(_ id: OrderID, _ selection: SplitSelection, _ ruling: Ruling) throws -> OrderID {
    let before = try orderStanding(id)
    let chosen = try linked(to: id, selection)
    guard chosen.count < before.messages else {
      throw LedgerError.conflict("Order \(id.name) has no other messages: it would only change its name")
    }
    let time = "SELECT min(date), max(date) FROM message WHERE id IN (SELECT value FROM json_each(?))"
    let dates = try row(time, [Stored.list(chosen)])
    let new = OrderID(
      try insert(
        "INSERT INTO order_ (state, opened, last_activity) VALUES ('inquiry', ?, ?)",
        [dates?[0] ?? now, dates?[1] ?? now]))
    try note(ruling, "split", on: id, from: id.name, to: new.name)
    let threads = Set(try chosen.map { try thread(of: $0) })
    for message in chosen {
      try unlink(message, from: id, ruling, isNoted: false)
      try joinOrder(message, new, ruling)
      // What people have decided about its events needs no second word.
      try run(
        "UPDATE awaited_step SET order_ = ? WHERE order_ = ? AND message = ?", [new.value, id.value, message])
    }
    let isPlaced = try MessageReader(db: db).number(of: new) != nil
    if isPlaced { try run("UPDATE order_ SET state = 'placed' WHERE id = ?", [new.value]) }
    try retrace(new)
    let number = try value("SELECT max(id) FROM ruling", [], as: Int64.self) ?? 0
    for thread in threads {
      try teach(thread, new, isLinked: true, ruling: number)
      let stays = "SELECT 1 FROM thread_order WHERE thread = ? AND order_ = ?"
      if try value(stays, [thread.value, id.value], as: Int.self) == nil {
        try teach(thread, id, isLinked: false, ruling: number)
      }
    }
    return new
  }

  private func linked(to id: OrderID, _ selection: SplitSelection) throws -> [Int64] {
    switch selection {
    case .thread(let thread):
      let sql = """
        SELECT m.id FROM message m JOIN link l ON l.message = m.id
        WHERE l.order_ = ? AND l.held = 0 AND m.thread = ? ORDER BY m.id
        """
      let found: [Int64] = try rows(sql, [id.value, thread.value]).map { $0[0] }
      guard !found.isEmpty else {
        throw LedgerError.notFound("message of thread \(thread.name) in order \(id.name)")
      }
      return found
    case .messages(let messages):
      for message in messages where try !orders(of: message.value).contains(id) {
        throw LedgerError.notFound("link of message \(message.value) to order \(id.name)")
      }
      return messages.map(\.value).sorted()
    }
  }

  private func thread(of message: Int64) throws -> ThreadID {
    guard let thread = try value("SELECT thread FROM message WHERE id = ?", [message], as: Int64.self) else {
      throw LedgerError.notFound("message \(message)")
    }
    return ThreadID(thread)
  }

  /// The orders that a message belongs to, the leading one first.
  private func orders(of message: Int64) throws -> [OrderID] {
    try rows("SELECT order_ FROM link WHERE message = ? AND held = 0 ORDER BY position", [message])
      .map { OrderID($0[0]) }
  }
}
