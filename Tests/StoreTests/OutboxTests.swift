// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore
import Testing

// The rows are damaged from below, past every check.
@testable import Store
import TestSupport

let reviewer = Actor(name: "irina", uid: 1000)

extension OrderStore {
  /// Records an inquiry with a draft and approves the draft.
  func queueReply(id: String = "a@kunde.example", at now: Date = agentNow) async throws -> OutboxID {
    try await record(mail(id, id: id, links: [opened], draft: reply()))
    let drafts = try await drafts()
    return try await approve(try #require(drafts.last), at: now)
  }

  /// Approves a draft as it was read.
  @discardableResult
  func approve(_ draft: StoredDraft, at now: Date = agentNow) async throws -> OutboxID {
    let reviewed = draft.reviewed
    let approval = Approval(
      draft: reviewed.id, digest: reviewed.digest, approver: "irina", uid: 1000, at: now,
      expires: now + Approval.lifetime)
    let approved = try ApprovedDraft(reviewed, approval: approval, now: now)
    let messageID = try #require(MessageID("draft-\(reviewed.id.value)@ourco.example"))
    let letter = approved.letter(messageID: messageID)
    let bytes = RawMessage(bytes: Array("Subject: \(letter.subject)\r\n\r\n\(letter.body)\r\n".utf8))
    return try await approve(approved, frozen: bytes, envelope: letter.envelope, messageID: messageID)
  }

  /// The state of an outbox row and of its draft.
  func states(_ id: OutboxID) async throws -> [String] {
    let entry = try #require(try await outbox().first { $0.id == id })
    return [entry.state.rawValue, try await draft(entry.draft).state.rawValue]
  }

  /// Claims the next row.
  func claim(at now: Date = agentNow) async throws -> OutboxItem? {
    try await claimNext(mailbox: "orders", now: now)
  }

  /// Changes rows without asking anyone.
  func damage(_ sql: String) async throws {
    try await database.write { try $0.execute(sql: sql) }
  }
}

@Suite("An outbox row")
struct OutboxTests {
  private static let later = agentNow + 600

  @Test("goes its way to the Sent folder, each step audited")
  func way() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    #expect(try await store.states(id) == ["queued", "approved"])
    let item = try #require(try await store.claim())
    #expect(item.id == id && item.attempts == 1 && item.state == .open)
    #expect(item.envelope == Envelope(sender: "orders@ourco.example", recipients: ["anna@kunde.example"]))
    #expect(String(decoding: item.message.bytes, as: UTF8.self).contains("unser Angebot folgt"))
    #expect(try await store.claim() == nil)
    try await store.commit(id, now: agentNow)
    #expect(try await store.states(id) == ["committing", "approved"])
    try await store.finish(id, outcome: .accepted(reply: "250 ok"), retryAt: Self.later, now: agentNow)
    #expect(try await store.states(id) == ["sent", "sent"])
    #expect(try await store.unfiled(mailbox: "orders").map(\.id) == [id])
    try await store.file(id, folder: "Sent", uid: 7, now: agentNow)
    #expect(try await store.states(id) == ["filed", "sent"])
    let log = Collected<ExportedAudit>()
    try await store.exportAudit { log.add($0) }
    let steps = [
      "draft approved", "outbox queued", "outbox open", "outbox committing", "outbox sent", "draft sent",
      "outbox filed",
    ]
    #expect(log.values.map(\.action) == ["order opened"] + steps)
    #expect(log.values[1].actor == reviewer && log.values[3].actor == .agent)
    #expect(try await store.checkIntegrity(deep: true).flatMap(\.problems).isEmpty)
  }

  /// What is called on a row, and how it and its draft end; nil for a conflict.
  private static let table: [(from: String, call: String, ends: [String]?)] = [
    ("queued", "commit", nil), ("queued", "accepted", nil), ("queued", "file", nil),
    ("queued", "settle", nil),
    ("open", "commit", ["committing", "approved"]), ("open", "accepted", ["sent", "sent"]),
    ("open", "deferred", ["queued", "approved"]), ("open", "rejected", ["failed", "pending"]),
    ("open", "uncertain", ["uncertain", "approved"]), ("open", "file", nil), ("open", "settle", nil),
    ("committing", "commit", nil), ("committing", "accepted", ["sent", "sent"]),
    ("committing", "deferred", ["queued", "approved"]), ("committing", "rejected", ["failed", "pending"]),
    ("committing", "uncertain", ["uncertain", "approved"]), ("committing", "settle", nil),
    ("uncertain", "accepted", nil), ("uncertain", "deferred", nil), ("uncertain", "file", nil),
    ("uncertain", "settle", ["sent", "sent"]), ("uncertain", "resolve sent", ["sent", "sent"]),
    ("uncertain", "resolve failed", ["failed", "pending"]), ("uncertain", "commit", nil),
    ("uncertain", "resolve requeue", ["queued", "approved"]), ("sent", "commit", nil),
    ("sent", "deferred", nil),
    ("sent", "settle", nil), ("sent", "resolve requeue", nil), ("sent", "file", ["filed", "sent"]),
    ("failed", "commit", nil), ("failed", "accepted", nil), ("failed", "resolve requeue", nil),
    ("filed", "commit", nil), ("filed", "file", nil), ("filed", "resolve failed", nil),
  ]

  @Test("moves only as its states allow", arguments: table.indices)
  func states(row: Int) async throws {
    let (from, call, ends) = Self.table[row]
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await Self.bring(id, to: from, in: store)
    let before = try await store.states(id)
    do {
      try await Self.call(call, on: id, in: store)
      #expect(try await store.states(id) == ends, "\(call) on \(from)")
    } catch LedgerError.conflict {
      #expect(ends == nil, "\(call) on \(from)")
      #expect(try await store.states(id) == before)
    }
  }

  private static func bring(_ id: OutboxID, to state: String, in store: OrderStore) async throws {
    guard state != "queued" else { return }
    _ = try await store.claim()
    let outcomes: [String: SubmissionOutcome] = [
      "uncertain": .uncertain(reason: "cut"), "sent": .accepted(reply: "250"),
      "filed": .accepted(reply: "250"),
      "failed": .rejected(reason: "550"),
    ]
    if state != "open" { try await store.commit(id, now: agentNow) }
    if let outcome = outcomes[state] {
      try await store.finish(id, outcome: outcome, retryAt: later, now: agentNow)
    }
    if state == "filed" { try await store.file(id, folder: "Sent", uid: nil, now: agentNow) }
  }

  private static func call(_ name: String, on id: OutboxID, in store: OrderStore) async throws {
    switch name {
    case "commit": try await store.commit(id, now: agentNow)
    case "accepted":
      try await store.finish(id, outcome: .accepted(reply: "250"), retryAt: later, now: agentNow)
    case "deferred":
      try await store.finish(id, outcome: .deferred(reason: "451"), retryAt: later, now: agentNow)
    case "rejected":
      try await store.finish(id, outcome: .rejected(reason: "550"), retryAt: later, now: agentNow)
    case "uncertain":
      try await store.finish(id, outcome: .uncertain(reason: "?"), retryAt: later, now: agentNow)
    case "file": try await store.file(id, folder: "Sent", uid: 1, now: agentNow)
    case "settle": try await store.settle(id, evidence: "found in Sent", now: agentNow)
    default:
      let resolution = try #require(Resolution(rawValue: String(name.dropFirst("resolve ".count))))
      try await store.resolve(id, as: resolution, reason: "asked the customer", by: reviewer)
    }
  }

  @Test("that was deferred is due again at its time, not before")
  func deferred() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await Self.bring(id, to: "open", in: store)
    try await store.finish(id, outcome: .deferred(reason: "451"), retryAt: Self.later, now: agentNow)
    #expect(try await store.claim(at: Self.later - 1) == nil)
    #expect(try await store.claim(at: Self.later)?.attempts == 2)
  }

  @Test(
    "that a crash left half-way is safe after recovery",
    arguments: [("open", "queued"), ("committing", "uncertain")])
  func recovery(state: String, recovered: String) async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await Self.bring(id, to: state, in: store)
    #expect(try await store.recoverOutbox(now: Self.later) == (recovered == "uncertain" ? 1 : 0))
    #expect(try await store.states(id) == [recovered, "approved"])
    #expect(try await store.uncertain(mailbox: "orders").count == (recovered == "uncertain" ? 1 : 0))
    #expect((try await store.claim() != nil) == (recovered == "queued"))
  }

  @Test("that a person sends again goes out under the same Message-ID, by their yes")
  func requeue() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await Self.bring(id, to: "uncertain", in: store)
    try await store.record(
      mail(
        "Und?", id: "b@kunde.example", thread: .existing(ThreadID(1), absorbing: []),
        links: [linked(OrderID(1))]))
    let boss = Actor(name: "boss", uid: 1)
    try await store.resolve(id, as: .requeue, reason: "the customer has nothing", by: boss)
    let item = try #require(try await store.claim())
    #expect(item.messageID.value == "draft-1@ourco.example")
    #expect(try await store.outbox().first?.approver == "boss")
    try await store.commit(id, now: agentNow)
  }

  @Test(
    "is cancelled when its approval no longer holds",
    arguments: [
      ("UPDATE outbox SET bytes = x'2E'", "pending"),
      ("UPDATE outbox SET recipients = '[\"x@evil.example\"]'", "pending"),
      ("UPDATE outbox SET sender = 'x@evil.example'", "pending"),
      ("UPDATE approval SET expires = at", "pending"),
      ("UPDATE approval SET void = 'no'", "pending"),
      ("UPDATE draft SET body = 'Pay now'", "stale"),
      ("UPDATE draft SET state = 'rejected'", "rejected"),
    ])
  func tampered(sql: String, draft: String) async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await store.damage(sql)
    #expect(try await store.claim() == nil)
    #expect(try await store.states(id) == ["cancelled", draft])
  }

  @Test("is passed over when it is cancelled, and the next one taken")
  func passedOver() async throws {
    let store = try OrderStore.fixture()
    _ = try await store.queueReply()
    let second = try await store.queueReply(id: "b@kunde.example", at: agentNow + 1)
    try await store.damage("UPDATE approval SET expires = at WHERE id = 1")
    #expect(try await store.claim(at: agentNow + 2)?.id == second)
    #expect(try await store.claimNext(mailbox: "sales", now: Self.later) == nil)
  }

  @Test("lapses after a day, and the draft waits for a person again")
  func expiry() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    #expect(try await store.claim(at: agentNow + Approval.lifetime) == nil)
    #expect(try await store.states(id) == ["cancelled", "pending"])
    try await store.approve(try await store.draft(DraftID(1)))
    #expect(try await store.outbox().map(\.state) == [.queued, .cancelled])
  }
}
