// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Links a message to its orders, making the one it opens; returns those that it really belongs to, in the order
  /// of the links.
  ///
  /// A held link (below the threshold) is noted for a person and does nothing else: a stranger who names an order
  /// neither joins its parties nor brings its thread along.
  func link(_ record: MessageRecord, message: Int64, thread: Int64) throws -> [OrderID] {
    var linked: [OrderID] = []
    var seen: Set<OrderID> = []
    var opened: OrderID?
    for link in record.links {
      let id: OrderID
      switch link.target {
      case .existing(let known): id = known
      case .opened:
        id = try opened ?? open(record)
        opened = id
      }
      guard seen.insert(id).inserted else { continue }
      let isHeld = link.score < Linker.threshold
      try run(
        "INSERT INTO link (message, order_, position, held, score, evidence) VALUES (?, ?, ?, ?, ?, ?)",
        [message, id.value, seen.count - 1, isHeld, link.score, Stored.list(link.evidence)])
      if isHeld { continue }
      let sql = """
        INSERT INTO thread_order (thread, order_, message) VALUES (?, ?, ?)
        ON CONFLICT (thread, order_) DO UPDATE SET message = excluded.message
        """
      try run(sql, [thread, id.value, message])
      linked.append(id)
      // An order that begins is known by its first message.
      if id == opened, memory.fingerprints[id] == nil { memory.fingerprints[id] = Fingerprint() }
      memory.fingerprints[id]?.formUnion(record.fingerprint)
      try touch(id, by: record)
    }
    if let first = linked.first {
      try learn(record.learnt, for: first, from: message, by: record.sender.role)
    }
    return linked
  }

  private func open(_ record: MessageRecord) throws -> OrderID {
    let state = record.openingState
    let time = Stored.time(record.date)
    let sql = "INSERT INTO order_ (state, opened, last_activity) VALUES (?, ?, ?)"
    let id = OrderID(try insert(sql, [state.rawValue, time, time]))
    memory.orders[id] = Order(id: id, state: state, lastActivity: Double(time) / 1000)
    try audit(
      AuditEntry(
        actor: .agent, action: "order opened", subject: "order \(id.name)", detail: state.rawValue,
        digest: record.raw.digest))
    return id
  }

  /// Brings an order's parties and last activity up to date with a message.
  private func touch(_ id: OrderID, by record: MessageRecord) throws {
    var order = try order(id)
    let time = Stored.time(record.date)
    for party in record.parties where !party.address.isEmpty {
      try join(party, to: &order, at: time)
    }
    if record.sender.role == .customer, record.message.language != .undetermined,
      memory.languageTimes[id].map({ time >= $0 }) ?? true
    {
      order.language = record.message.language
      memory.languageTimes[id] = time
    }
    if Double(time) / 1000 > order.lastActivity {
      order.lastActivity = Double(time) / 1000
      try run("UPDATE order_ SET last_activity = ? WHERE id = ?", [time, id.value])
      let sql = "UPDATE order_party SET last_activity = ? WHERE order_ = ? AND last_activity < ?"
      try run(sql, [time, id.value, time])
    }
    memory.orders[id] = order
  }

  func join(_ party: Party, to order: inout Order, at time: Int64) throws {
    if let place = order.parties.firstIndex(where: { $0.address == party.address }) {
      let known = order.parties[place]
      let better = Party(
        address: known.address, name: known.name.isEmpty ? party.name : known.name,
        role: known.role == .unknown ? party.role : known.role,
        company: known.company.isEmpty ? party.company : known.company)
      guard better != known else { return }
      order.parties[place] = better
      memory.fingerprints[order.id]?.note([better])
      try run(
        "UPDATE order_party SET name = ?, role = ?, company = ? WHERE order_ = ? AND address = ?",
        [better.name, better.role.rawValue, better.company, order.id.value, better.address])
      return
    }
    order.parties.append(party)
    memory.fingerprints[order.id]?.note([party])
    if !order.isFrozen { order.isFrozen = try isHeld(party) }
    let sql = """
      INSERT INTO order_party (order_, address, position, domain, name, role, company, last_activity)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      """
    let activity = max(time, Int64((order.lastActivity * 1000).rounded()))
    try run(
      sql,
      [
        order.id.value, party.address, order.parties.count, party.domain, party.name, party.role.rawValue,
        party.company, activity,
      ])
  }

  /// Adds keys to an order's ring, but for those that would make it two orders in one.
  ///
  /// Left out are a second number of ours, and whatever is the number of another order.
  func learn(_ keys: [OrderKey], for id: OrderID, from message: Int64, by role: PartyRole) throws {
    var order = try order(id)
    for key in keys where !key.normalised.isEmpty && !order.keys.contains(key) {
      if key.kind == .ourOrder, order.keys.contains(where: { $0.kind == .ourOrder }) { continue }
      let taken =
        "SELECT 1 FROM order_key WHERE normalised = ? AND kind = 'our_order' AND order_ <> ? LIMIT 1"
      guard try value(taken, [key.normalised, id.value], as: Int.self) == nil else { continue }
      try run(
        "INSERT INTO order_key (order_, kind, normalised, value, message) VALUES (?, ?, ?, ?, ?)",
        [id.value, key.kind.rawValue, key.normalised, key.value, message])
      order.keys.append(key)
      if role.keepsFromCustomers(key.kind) { order.partnerKeys.insert(key) }
    }
    memory.orders[id] = order
  }

  /// Records a message's events, and what they do to the order of its first link.
  func advance(_ id: OrderID?, by record: MessageRecord, message: Int64) throws {
    for event in record.recognition.events {
      let source = record.recognition.source(of: event)
      try run(
        "INSERT INTO event (message, order_, name, rule, score) VALUES (?, ?, ?, ?, ?)",
        [message, id?.value, event.rawValue, source.rule, source.score])
    }
    guard let id else { return }
    var order = try order(id)
    order.history += record.recognition.events
    memory.orders[id] = order
    try move(
      id, by: record.transitions, anomalies: record.anomalies, message: message, digest: record.raw.digest)
    try noteAwaited(record.awaited, of: id, message: message, digest: record.raw.digest)
  }

  /// Records the steps of an order and what did not fit, as a message's events brought them about.
  func move(
    _ id: OrderID, by transitions: [Transition], anomalies: [Anomaly], message: Int64, digest: ContentDigest?,
    actor: Actor = .agent, note: String = ""
  ) throws {
    var order = try order(id)
    let before = order.state
    for transition in transitions {
      let sql = """
        INSERT INTO transition (order_, message, event, state_before, state_after, warrant) VALUES (?, ?, ?, ?, ?, ?)
        """
      let (from, to) = (transition.from.rawValue, transition.to.rawValue)
      let warrant = transition.warrant.rawValue
      try run(sql, [id.value, message, transition.event.rawValue, from, to, warrant])
      guard transition.to != order.state else { continue }
      order.state = transition.to
      try audit(
        AuditEntry(
          actor: actor, action: "order advanced", subject: "order \(id.name)",
          detail: ["\(from) to \(to) by \(transition.event.rawValue)", warrant, note].filter { !$0.isEmpty }
            .joined(separator: ", "), digest: digest))
    }
    if order.state != before {
      try run("UPDATE order_ SET state = ? WHERE id = ?", [order.state.rawValue, id.value])
      try overtakeSteps(of: id, in: order.state)
    }
    for anomaly in anomalies {
      try run(
        "INSERT INTO anomaly (order_, message, event, state, reason) VALUES (?, ?, ?, ?, ?)",
        [id.value, message, anomaly.event.rawValue, anomaly.state.rawValue, anomaly.reason])
    }
    memory.orders[id] = order
  }
}
