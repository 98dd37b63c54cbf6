// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Stores a reply that waits for a person.
  @discardableResult
  func insertDraft(_ draft: Draft, message: Int64, thread: Int64, order: OrderID?) throws -> DraftID {
    let sql = """
      INSERT INTO draft (message, thread, order_, state, reason, event, template, language, mailbox, from_address,
        from_name, to_list, cc_list, subject, body, in_reply_to, reference_list, created, changed)
      VALUES (?, ?, ?, 'pending', '', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    let id = try insert(
      sql,
      [
        message, thread, order?.value, draft.event.rawValue, draft.template, draft.language.rawValue,
        draft.mailbox, draft.from.address, draft.from.name, Stored.list(draft.to), Stored.list(draft.cc),
        draft.subject, draft.body, draft.inReplyTo?.value ?? "",
        Stored.list(draft.references.map(\.value)), now, now,
      ])
    return DraftID(id)
  }

  /// Makes the open drafts stale that a message overtakes: those of its thread, since it says what their author did
  /// not see, and, when it is ours, those of its order that answer the same company.
  func overtakeDrafts(of thread: Int64, order: OrderID?, by record: MessageRecord) throws {
    let open = """
      SELECT d.id, d.thread, d.to_list, o.id, o.state, o.approval FROM draft d
      LEFT JOIN outbox o ON o.draft = d.id AND o.state NOT IN ('failed', 'cancelled')
      """
    var sql = open + " WHERE d.thread = ? AND d.state IN ('pending', 'approved') ORDER BY d.id"
    var arguments: StatementArguments = [thread]
    if record.direction == .outbound, let order {
      sql = """
        \(open) WHERE d.id IN (
          SELECT id FROM draft WHERE thread = ? AND state IN ('pending', 'approved')
          UNION SELECT id FROM draft WHERE order_ = ? AND state IN ('pending', 'approved'))
        """
      arguments = [thread, order.value]
    }
    let written = Set((record.message.to + record.message.cc).map(\.domain))
    for row in try rows(sql, arguments) {
      let isOfThread = row[1] as Int64 == thread
      guard isOfThread || !written.isDisjoint(with: Stored.addresses(row[2]).map(\.domain)) else { continue }
      let reason =
        isOfThread
        ? "a newer message has come in the thread"
        : "a colleague has written to \(written.sorted().joined(separator: ", ")) about the order since"
      try overtake(DraftID(row[0]), outbox: row[3], state: row[4], approval: row[5], reason: reason)
    }
  }

  /// Makes one draft stale.
  ///
  /// An approval is void up to the point of no return: a queued row is cancelled here, and for a row that is open
  /// the runner finds the approval void when it wants to commit.
  func overtake(
    _ draft: DraftID, outbox: Int64?, state: String?, approval: Int64?, reason: String
  ) throws {
    if let outbox, let state, let approval {
      let state: OutboxState = try Stored.word(state)
      guard state == .queued || state == .open else { return }
      try void(approval: approval, reason: reason)
      if state == .queued { try cancel(OutboxID(outbox), reason: reason) }
    }
    try setDraft(draft, to: .stale, reason: reason, by: .agent)
  }

  /// Moves a draft to another state.
  func setDraft(_ id: DraftID, to state: DraftState, reason: String, by actor: Actor) throws {
    try run(
      "UPDATE draft SET state = ?, reason = ?, changed = ? WHERE id = ?",
      [state.rawValue, reason, now, id.value])
    try audit(
      AuditEntry(
        actor: actor, action: "draft \(state.rawValue)", subject: "draft \(id.value)", detail: reason))
  }

  /// Makes an approval worth nothing.
  func void(approval: Int64, reason: String) throws {
    try run("UPDATE approval SET void = ? WHERE id = ? AND void = ''", [reason, approval])
  }

  /// Withdraws a queued row.
  func cancel(_ id: OutboxID, reason: String) throws {
    try run(
      "UPDATE outbox SET state = 'cancelled', note = ?, changed = ? WHERE id = ? AND state = 'queued'",
      [reason, now, id.value])
    try audit(
      AuditEntry(actor: .agent, action: "outbox cancelled", subject: "outbox \(id.value)", detail: reason))
  }
}
