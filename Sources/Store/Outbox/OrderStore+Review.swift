// SPDX-License-Identifier: Apache-2.0

package import ContentHashing
import Foundation
import GRDB
package import MailModel
package import OrderCore

/// What a person changes in a draft; what is nil stays.
package struct DraftChange: Hashable, Sendable {
  /// The subject.
  package var subject: String?
  /// The text.
  package var body: String?
  /// The recipients in `To`.
  package var to: [Address]?
  /// The recipients in `Cc`.
  package var cc: [Address]?

  /// Creates a change.
  package init(subject: String? = nil, body: String? = nil, to: [Address]? = nil, cc: [Address]? = nil) {
    self.subject = subject
    self.body = body
    self.to = to
    self.cc = cc
  }
}

/// How a person settles a row that nobody can know the outcome of.
package enum Resolution: String, Hashable, Sendable, CaseIterable {
  /// It arrived.
  case sent
  /// It did not; the draft waits for a person again.
  case failed
  /// It did not, and the same bytes go out again under the same Message-ID.
  case requeue
}

extension OrderStore {
  /// Changes a draft that waits, or takes one back that is queued but not open yet.
  ///
  /// - Parameter expected: the digest of the draft as the person saw it.
  /// - Throws: `notFound`; `conflict` when it has changed since, is decided or under way.
  package func edit(
    _ id: DraftID, _ change: DraftChange, expected: ContentDigest, by actor: Actor
  ) async throws(LedgerError) {
    try await write { transaction in
      let draft = try transaction.reviewable(id, expected: expected)
      if draft.state == .approved { try transaction.takeBack(id, reason: "edited by \(actor.name)") }
      let text = draft.reviewed.draft
      let sql = """
        UPDATE draft SET state = 'pending', reason = '', subject = ?, body = ?, to_list = ?, cc_list = ?, changed = ?
        WHERE id = ?
        """
      try transaction.run(
        sql,
        [
          change.subject ?? text.subject, change.body ?? text.body, Stored.list(change.to ?? text.to),
          Stored.list(change.cc ?? text.cc), transaction.now, id.value,
        ])
      let digest = try transaction.draftRow(id).reviewed.digest
      try transaction.audit(
        AuditEntry(actor: actor, action: "draft edited", subject: "draft \(id.value)", digest: digest))
    }
  }

  /// Declines a draft that waits, or one that is queued but not open yet.
  ///
  /// - Throws: `notFound`; `conflict` when it is decided or under way.
  package func reject(_ id: DraftID, reason: String, by actor: Actor) async throws(LedgerError) {
    try await write { transaction in
      let draft = try transaction.reviewable(id, expected: nil)
      if draft.state == .approved { try transaction.takeBack(id, reason: "rejected by \(actor.name)") }
      try transaction.setDraft(id, to: .rejected, reason: reason, by: actor)
    }
  }

  /// Approves a draft and queues its frozen letter, in one transaction.
  ///
  /// - Parameters:
  ///   - approved: the draft as it was shown, with the person's yes.
  ///   - frozen: the final bytes.
  ///   - envelope: who it goes to; nobody but the draft's recipients and its sender.
  ///   - messageID: the letter's identifier, the same on every try.
  /// - Throws: `notFound`; `conflict` when the draft, its order or its thread is not what was shown, or it is
  ///   decided already.
  package func approve(
    _ approved: ApprovedDraft, frozen: RawMessage, envelope: Envelope, messageID: MessageID
  ) async throws(LedgerError) -> OutboxID {
    try await write { transaction in
      let approval = approved.approval
      let draft = try transaction.reviewable(approval.draft, expected: approval.digest)
      guard draft.state == .pending else {
        throw LedgerError.conflict("Draft \(approval.draft.value) is \(draft.state.rawValue)")
      }
      try transaction.checkHolds(of: draft)
      try transaction.checkRecipients(of: envelope, against: draft.reviewed.draft)
      let actor = Actor(name: approval.approver, uid: approval.uid)
      let mailbox = draft.reviewed.draft.mailbox
      let digest = FrozenLetter.digest(of: frozen, envelope: envelope, mailbox: mailbox)
      let row = try transaction.insertApproval(approval, reviewed: approval.digest, frozen: digest)
      let sql = """
        INSERT INTO outbox (draft, approval, mailbox, message_id, bytes, sender, recipients, state, attempts, due,
          note, created, changed, filed_folder, filed_uid)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', 0, ?, '', ?, ?, '', 0)
        """
      let now = transaction.now
      let id = try transaction.insert(
        sql,
        [
          approval.draft.value, row, mailbox, messageID.value, Data(frozen.bytes), envelope.sender,
          Stored.list(envelope.recipients), now, now, now,
        ])
      try transaction.setDraft(approval.draft, to: .approved, reason: "", by: actor)
      try transaction.audit(
        AuditEntry(
          actor: actor, action: "outbox queued", subject: "outbox \(id)",
          detail: "draft \(approval.draft.value)",
          digest: digest))
      return OutboxID(id)
    }
  }

  /// Settles an uncertain row by a person's word.
  ///
  /// - Throws: `notFound`; `conflict` when the row is not uncertain.
  package func resolve(
    _ id: OutboxID, as resolution: Resolution, reason: String, by actor: Actor
  ) async throws(LedgerError) {
    try await write { transaction in
      let row = try transaction.outboxRow(id)
      switch resolution {
      case .sent:
        try transaction.move(row, from: [.uncertain], to: .sent, note: reason, by: actor)
        try transaction.setDraft(row.item.draft, to: .sent, reason: "", by: actor)
      case .failed:
        try transaction.move(row, from: [.uncertain], to: .failed, note: reason, by: actor)
        try transaction.handBack(row, because: reason)
      case .requeue:
        try transaction.move(row, from: [.uncertain], to: .queued, note: reason, by: actor)
        try transaction.renewApproval(of: row, by: actor)
      }
    }
  }
}
