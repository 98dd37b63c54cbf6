// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
package import OrderCore

extension OrderStore {
  /// Takes steps of an order that wait, by a person's word; returns them as they were taken.
  ///
  /// - Parameters:
  ///   - event: only these, nil for all that wait; `claim_opened` settles the claims that are open.
  ///   - reason: why, for the log.
  /// - Throws: `notFound` when nothing of the kind waits; `conflict` when a step can't follow from where the order
  ///   stands, or when money stands still: then nothing is changed.
  package func confirmSteps(
    of order: OrderID, event: Event?, reason: String, by actor: Actor
  ) async throws(LedgerError) -> [Transition] {
    try await write { transaction in
      if event == .claimOpened { return [try transaction.settleClaims(of: order, reason: reason, by: actor)] }
      let steps = try transaction.awaitedSteps(of: order, event: event)
      var taken: [Transition] = []
      for step in steps {
        taken.append(try transaction.take(step, of: order, reason: reason, by: actor))
      }
      return taken
    }
  }

  /// Refuses steps of an order that wait; returns their events.
  ///
  /// - Throws: `notFound` when nothing of the kind waits.
  package func refuseSteps(
    of order: OrderID, event: Event?, reason: String, by actor: Actor
  ) async throws(LedgerError) -> [Event] {
    try await write { transaction in
      let steps = try transaction.awaitedSteps(of: order, event: event)
      for step in steps {
        try transaction.close(step, as: .refused, reason: reason, by: actor)
        try transaction.audit(
          AuditEntry(
            actor: actor, action: "step refused", subject: "order \(order.name)",
            detail: "\(step.event.rawValue): \(reason)", digest: step.digest))
      }
      return steps.map(\.event)
    }
  }
}

/// A step that waits, as its row has it.
struct WaitingStep {
  let id: Int64
  let message: Int64
  let event: Event
  let digest: ContentDigest
}

extension StoreTransaction {
  /// The steps that wait, in the order of the process, the oldest of an event first.
  func awaitedSteps(of order: OrderID, event: Event?) throws -> [WaitingStep] {
    _ = try self.order(order)
    let sql = """
      SELECT s.id, s.message, s.event, m.digest FROM awaited_step s INDEXED BY awaited_step_waiting
      JOIN message m ON m.id = s.message WHERE s.order_ = ? AND s.state = 'waiting' ORDER BY s.id
      """
    let steps = try rows(sql, [order.value]).map { row in
      WaitingStep(
        id: row[0], message: row[1], event: try Stored.word(row[2]), digest: try Stored.digest(row[3]))
    }.filter { event == nil || $0.event == event }
    guard !steps.isEmpty else {
      throw LedgerError.notFound(
        "step of order \(order.name) that waits\(event.map { " for \($0.rawValue)" } ?? "")")
    }
    let ranks = Dictionary(uniqueKeysWithValues: Event.allCases.enumerated().map { ($1, $0) })
    return steps.sorted { (ranks[$0.event] ?? 0, $0.id) < (ranks[$1.event] ?? 0, $1.id) }
  }

  /// Takes one step by a person's word.
  func take(_ step: WaitingStep, of id: OrderID, reason: String, by actor: Actor) throws -> Transition {
    let order = try order(id)
    if order.isFrozen, step.event == .paymentReceived {
      throw LedgerError.conflict(
        "Bank details of a party of order \(id.name) are to be verified first; see 'kontor order release'")
    }
    let transition: Transition
    do {
      transition = try Lifecycle.step(by: step.event, from: order.state)
    } catch {
      throw LedgerError.conflict(error.description)
    }
    // Before the step is taken: what it makes superfluous is overtaken, not this one.
    try close(step, as: .confirmed, reason: reason, by: actor)
    try move(
      id, by: [transition], anomalies: [], message: step.message, digest: step.digest, actor: actor,
      note: reason)
    if transition.from == transition.to {
      try audit(
        AuditEntry(
          actor: actor, action: "step confirmed", subject: "order \(id.name)",
          detail: "\(step.event.rawValue): \(reason)", digest: step.digest))
    }
    return transition
  }

  func close(_ step: WaitingStep, as state: AwaitedState, reason: String, by actor: Actor) throws {
    try run(
      "UPDATE awaited_step SET state = ?, decided = ?, actor = ?, note = ? WHERE id = ?",
      [state.rawValue, now, actor.name, reason, step.id])
  }

  /// Notes that a person has settled all claims of an order so far.
  func settleClaims(of id: OrderID, reason: String, by actor: Actor) throws -> Transition {
    let order = try order(id)
    guard try TrustReader(db: db).standing(of: id, in: order.state).openClaims > 0 else {
      throw LedgerError.notFound("open claim of order \(id.name)")
    }
    let newest =
      "SELECT message FROM event WHERE order_ = ? AND name = 'claim_opened' ORDER BY id DESC LIMIT 1"
    guard let message = try value(newest, [id.value], as: Int64.self) else {
      throw LedgerError.notFound("claim of order \(id.name)")
    }
    let sql = """
      INSERT INTO awaited_step (order_, message, event, reason, state, decided, actor, note)
      VALUES (?, ?, 'claim_opened', '', 'confirmed', ?, ?, ?)
      ON CONFLICT (order_, message, event) DO UPDATE SET decided = excluded.decided, note = excluded.note
      """
    try run(sql, [id.value, message, now, actor.name, reason])
    try audit(
      AuditEntry(actor: actor, action: "claims settled", subject: "order \(id.name)", detail: reason))
    return Transition(event: .claimOpened, from: order.state, to: order.state, warrant: .person)
  }
}
