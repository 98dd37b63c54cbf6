// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import MailModel
import MailParsing
import OrderCore
import Store

/// What people do with drafts: each act is checked against their role and recorded with who did it.
struct Desk: Sendable {
  let store: OrderStore
  let identity: Identity
  let accounts: AccountGuard
  /// What makes the identifiers of letters.
  let secret: ReplySecret

  /// Who acts, as the audit log names them.
  var actor: Actor { Actor(name: identity.name, uid: identity.uid) }

  /// Stores a draft that a person asks for.
  func compose(_ draft: Draft, about order: OrderID) async throws -> DraftID {
    try identity.require([.assistant, .specialist, .manager], to: "draft letters")
    return try await store.compose(draft, about: order, by: actor)
  }

  /// Changes a draft as it was shown.
  func edit(_ draft: StoredDraft, _ edited: DraftText.Edited) async throws {
    try identity.require([.assistant, .specialist, .manager], to: "edit drafts")
    let change = DraftChange(subject: edited.subject, body: edited.body, to: edited.to, cc: edited.cc)
    try await store.edit(draft.reviewed.id, change, expected: draft.reviewed.digest, by: actor)
  }

  /// Declines a draft.
  func reject(_ id: DraftID, reason: String) async throws {
    try identity.require([.specialist, .manager], to: "reject drafts")
    try await store.reject(id, reason: reason, by: actor)
  }

  /// Approves a draft exactly as it was shown: its letter is frozen to bytes and queued.
  func approve(_ draft: StoredDraft, now: Date = Date()) async throws -> OutboxID {
    try identity.require([.specialist, .manager], to: "approve drafts")
    let reviewed = draft.reviewed
    if let account = accounts.foreign(in: reviewed.draft).first {
      throw CommandFailure(
        .notAllowed,
        "Draft \(reviewed.id.value) names the account \(Visible.line(account.value)), which is not ours; take it out, or "
          + "list it under 'company: accounts:' in kontor.yaml.")
    }
    let approval = Approval(
      draft: reviewed.id, digest: reviewed.digest, approver: identity.name, uid: identity.uid, at: now,
      expires: now.addingTimeInterval(Approval.lifetime))
    let approved = try ApprovedDraft(reviewed, approval: approval, now: now)
    let messageID = try messageID(of: reviewed)
    let letter = approved.letter(messageID: messageID)
    let frozen = try MessageWriter().build(letter)
    return try await store.approve(approved, frozen: frozen, envelope: letter.envelope, messageID: messageID)
  }

  /// Settles an outbox row that nobody can know the outcome of.
  func resolve(_ id: OutboxID, as resolution: Resolution, reason: String) async throws {
    try identity.require([.specialist, .manager], to: "settle uncertain messages")
    try await store.resolve(id, as: resolution, reason: reason, by: actor)
  }

  /// Takes steps of an order that wait.
  func confirm(_ order: OrderID, event: Event?, reason: String) async throws -> [Transition] {
    try identity.require([.specialist, .manager], to: "confirm steps of orders")
    return try await store.confirmSteps(of: order, event: event, reason: reason, by: actor)
  }

  /// Refuses steps of an order that wait.
  func refuse(_ order: OrderID, event: Event?, reason: String) async throws -> [Event] {
    try identity.require([.specialist, .manager], to: "refuse steps of orders")
    return try await store.refuseSteps(of: order, event: event, reason: reason, by: actor)
  }

  /// Says one of the two words that release an order's holds.
  func release(
    _ order: OrderID, verdict: HoldVerdict, reason: String, callback: String
  ) async throws -> HoldRelease {
    try identity.require([.specialist, .manager], to: "release held orders")
    return try await store.release(
      order, verdict: verdict, reason: reason, callback: callback, by: actor, role: identity.role)
  }

  /// A new identifier in the author's domain (RFC 5322 §3.6.4) that proves itself: an answer to it is one to us.
  private func messageID(of reviewed: ReviewedDraft) throws -> MessageID {
    var generator = SystemRandomNumberGenerator()
    let domain = reviewed.draft.from.domain
    let id = try secret.made().messageID(about: reviewed.order, nonce: generator.next(), domain: domain)
    guard let id else { throw LetterError.badAddress(domain) }
    return id
  }
}
