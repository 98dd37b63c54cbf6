// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

/// What an approval binds of the frozen letter.
enum FrozenLetter {
  /// The digest over bytes, envelope and account, each part with its length in front.
  static func digest(of message: RawMessage, envelope: Envelope, mailbox: String) -> ContentDigest {
    var bytes: [UInt8] = []
    for part in [mailbox, envelope.sender] + envelope.recipients {
      bytes += Array("\(part.utf8.count):\(part)".utf8)
    }
    // The digest is computed here, not taken from the value: the bytes may come from a damaged store.
    bytes += ContentDigest(of: message.bytes).bytes
    return ContentDigest(of: bytes)
  }
}

/// An outbox row with the approval it stands on.
struct OutboxRow {
  var item: OutboxItem
  var approval: Int64
  var reviewed: ContentDigest
  var frozen: ContentDigest
  var expires: Int64
  var void: String

  /// The query for rows, to be continued with WHERE.
  static let columns = """
    SELECT o.id, o.draft, o.mailbox, o.bytes, o.sender, o.recipients, o.message_id, o.state, o.attempts,
      a.id, a.reviewed, a.frozen, a.expires, a.void
    FROM outbox o JOIN approval a ON a.id = o.approval
    """

  /// Reads a row of `columns`.
  init(_ row: Row) throws {
    let bytes: Data = row[3]
    guard let messageID = MessageID(row[6] as String) else {
      throw LedgerError.storage("an outbox row without Message-ID")
    }
    item = OutboxItem(
      id: OutboxID(row[0]), draft: DraftID(row[1]), mailbox: row[2], message: RawMessage(bytes: Array(bytes)),
      envelope: Envelope(sender: row[4], recipients: Stored.strings(row[5])), messageID: messageID,
      state: try Stored.word(row[7]), attempts: row[8])
    approval = row[9]
    reviewed = try Stored.digest(row[10])
    frozen = try Stored.digest(row[11])
    expires = row[12]
    void = row[13]
  }
}

extension StoreTransaction {
  /// Returns an outbox row.
  func outboxRow(_ id: OutboxID) throws -> OutboxRow {
    guard let row = try row("\(OutboxRow.columns) WHERE o.id = ?", [id.value]) else {
      throw LedgerError.notFound("outbox row \(id.value)")
    }
    return try OutboxRow(row)
  }

  /// Returns the next due row of an account.
  func nextDue(mailbox: String) throws -> OutboxRow? {
    let sql = """
      \(OutboxRow.columns) WHERE o.state = 'queued' AND o.mailbox = ? AND o.due <= ? ORDER BY o.due, o.id LIMIT 1
      """
    return try row(sql, [mailbox, now]).map { try OutboxRow($0) }
  }

  /// Returns why a row may not go out, nil when it may.
  func obstacle(to row: OutboxRow) throws -> String? {
    guard row.void.isEmpty else { return row.void }
    guard now < row.expires else { return "the approval has lapsed" }
    let item = row.item
    let frozen = FrozenLetter.digest(of: item.message, envelope: item.envelope, mailbox: item.mailbox)
    guard frozen == row.frozen else { return "the frozen bytes or their recipients are not those approved" }
    let draft = try draftRow(item.draft)
    guard draft.state == .approved else { return "the draft is \(draft.state.rawValue)" }
    guard draft.reviewed.digest == row.reviewed else { return "the draft is not as it was approved" }
    return nil
  }

  /// Moves a row from one of some states to another.
  ///
  /// - Throws: `conflict` when it is in none of them.
  func move(
    _ row: OutboxRow, from states: Set<OutboxState>, to state: OutboxState, note: String,
    by actor: Actor = .agent
  ) throws {
    let id = row.item.id
    guard states.contains(row.item.state) else {
      throw LedgerError.conflict("Outbox row \(id.value) is \(row.item.state.rawValue)")
    }
    let changed = try run(
      "UPDATE outbox SET state = ?, note = ?, changed = ? WHERE id = ? AND state = ?",
      [state.rawValue, note, now, id.value, row.item.state.rawValue])
    guard changed == 1 else { throw LedgerError.conflict("Outbox row \(id.value) has moved on") }
    try audit(
      AuditEntry(
        actor: actor, action: "outbox \(state.rawValue)", subject: "outbox \(id.value)", detail: note,
        digest: row.frozen))
  }

  /// Cancels a queued row whose approval doesn't hold; its draft waits for a person again, or is stale.
  func withdraw(_ row: OutboxRow, because reason: String) throws {
    try void(approval: row.approval, reason: reason)
    try cancel(row.item.id, reason: reason)
    try handBack(row, because: reason)
  }

  /// Gives a draft back to people after its letter has certainly not gone out.
  func handBack(_ row: OutboxRow, because reason: String) throws {
    let draft = try draftRow(row.item.draft)
    guard draft.state == .approved else { return }
    // What is not as it was reviewed has been overtaken while the row was under way.
    let state: DraftState = draft.reviewed.digest == row.reviewed ? .pending : .stale
    try setDraft(row.item.draft, to: state, reason: reason, by: .agent)
  }
}
