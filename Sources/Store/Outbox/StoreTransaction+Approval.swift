// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Returns a draft on which a person may still decide.
  ///
  /// - Parameter expected: the digest of what the person saw, nil where that doesn't matter.
  func reviewable(_ id: DraftID, expected: ContentDigest?) throws -> DraftRow {
    let draft = try draftRow(id)
    switch draft.state {
    case .pending, .approved: break
    case .rejected, .stale, .sent:
      let reason = draft.reason.isEmpty ? "" : ": \(draft.reason)"
      throw LedgerError.conflict("Draft \(id.value) is \(draft.state.rawValue)\(reason)")
    }
    guard expected == nil || draft.reviewed.digest == expected else {
      throw LedgerError.conflict("Draft \(id.value) has changed since it was shown; look at it again")
    }
    return draft
  }

  /// Cancels the queued row of an approved draft and voids the approval.
  func takeBack(_ id: DraftID, reason: String) throws {
    let sql = "\(OutboxRow.columns) WHERE o.draft = ? AND o.state NOT IN ('failed', 'cancelled')"
    guard let row = try row(sql, [id.value]).map({ try OutboxRow($0) }) else { return }
    guard row.item.state == .queued else {
      throw LedgerError.conflict(
        "Draft \(id.value) is on its way: its outbox row is \(row.item.state.rawValue)")
    }
    try void(approval: row.approval, reason: reason)
    try cancel(row.item.id, reason: reason)
  }

  /// Refuses recipients that the draft does not name.
  func checkRecipients(of envelope: Envelope, against draft: Draft) throws {
    // The sender may get a copy of its own.
    let named = Set((draft.to + draft.cc + [draft.from]).map(\.folded))
    guard !envelope.recipients.isEmpty,
      named.isSuperset(of: envelope.recipients.map { Address(address: $0).folded })
    else {
      throw LedgerError.conflict("The envelope has other recipients than the draft")
    }
  }

  /// Stores a person's yes; returns its row.
  func insertApproval(_ approval: Approval, reviewed: ContentDigest, frozen: ContentDigest) throws -> Int64 {
    let sql = """
      INSERT INTO approval (draft, reviewed, frozen, approver, uid, at, expires, void)
      VALUES (?, ?, ?, ?, ?, ?, ?, '')
      """
    return try insert(
      sql,
      [
        approval.draft.value, reviewed.column, frozen.column, approval.approver, approval.uid,
        Stored.time(approval.at), Stored.time(approval.expires),
      ])
  }

  /// Puts a person's new yes to the same bytes under a row that goes out again.
  func renewApproval(of row: OutboxRow, by actor: Actor) throws {
    try void(approval: row.approval, reason: "sent again by \(actor.name)")
    let reviewed = try draftRow(row.item.draft).reviewed.digest
    let at = Stored.date(now)
    let approval = Approval(
      draft: row.item.draft, digest: reviewed, approver: actor.name, uid: actor.uid, at: at,
      expires: at + Approval.lifetime)
    let id = try insertApproval(approval, reviewed: reviewed, frozen: row.frozen)
    try run("UPDATE outbox SET approval = ?, due = ? WHERE id = ?", [id, now, row.item.id.value])
  }
}

/// A draft as its row has it.
struct DraftRow {
  var reviewed: ReviewedDraft
  var message: StoredMessageID
  var state: DraftState
  var reason: String
  var created: Date
  var changed: Date

  /// The query for drafts, to be continued with WHERE.
  static let columns = """
    SELECT d.id, d.message, d.order_, d.state, d.reason, d.event, d.template, d.language, d.mailbox,
      d.from_address, d.from_name, d.to_list, d.cc_list, d.subject, d.body, d.in_reply_to, d.reference_list,
      d.created, d.changed, (SELECT max(id) FROM message WHERE thread = d.thread)
    FROM draft d
    """

  /// Reads a row of `columns`.
  init(_ row: Row) throws {
    let order: Int64? = row[2]
    let head: Int64? = row[19]
    let draft = Draft(
      event: try Stored.word(row[5]), template: row[6], language: Language(rawValue: row[7]), mailbox: row[8],
      from: Address(name: row[10], address: row[9]), to: Stored.addresses(row[11]),
      cc: Stored.addresses(row[12]), subject: row[13], body: row[14], inReplyTo: MessageID(row[15] as String),
      references: Stored.strings(row[16]).compactMap { MessageID($0) })
    reviewed = ReviewedDraft(
      id: DraftID(row[0]), draft: draft, order: order.map { OrderID($0) },
      threadHead: head.map { StoredMessageID($0) })
    message = StoredMessageID(row[1])
    state = try Stored.word(row[3])
    reason = row[4]
    created = Stored.date(row[17])
    changed = Stored.date(row[18])
  }
}

extension StoreTransaction {
  /// Returns a draft.
  func draftRow(_ id: DraftID) throws -> DraftRow {
    guard let row = try row("\(DraftRow.columns) WHERE d.id = ?", [id.value]) else {
      throw LedgerError.notFound("draft \(id.value)")
    }
    return try DraftRow(row)
  }
}
