// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import Testing

@Suite("A draft")
struct DraftTests {
  private static func next(_ id: String = "b@kunde.example") -> MessageRecord {
    mail("Noch etwas", id: id, thread: .existing(ThreadID(1), absorbing: []), links: [linked(OrderID(1))])
  }

  private static func filled() async throws -> OrderStore {
    let store = try OrderStore.fixture()
    try await store.record(mail("Anfrage", id: "a@kunde.example", links: [opened], draft: reply()))
    return store
  }

  @Test("is shown with all that its approval binds and the message it answers")
  func shown() async throws {
    let store = try await Self.filled()
    let draft = try #require(try await store.drafts().first)
    #expect(draft.reviewed.draft == reply())
    #expect(draft.reviewed.order == OrderID(1) && draft.reviewed.threadHead == StoredMessageID(1))
    #expect(draft.answered.newText == "Anfrage" && draft.answered.sender == customer)
    #expect(draft.answered.recipients == [Address(name: "Orders", address: "orders@ourco.example")])
    #expect(draft.outbox == nil && draft.orderState == .inquiry)
    await #expect(throws: LedgerError.notFound("draft 9")) { try await store.draft(DraftID(9)) }
  }

  @Test("is stale once its thread goes on, and can't be decided then")
  func stale() async throws {
    let store = try await Self.filled()
    let seen = try await store.draft(DraftID(1))
    try await store.record(Self.next())
    #expect(try await store.drafts().isEmpty)
    #expect(try await store.drafts(in: [.stale]).first?.reason == "a newer message has come in the thread")
    await #expect(throws: LedgerError.self) { try await store.approve(seen) }
    await #expect(throws: LedgerError.self) { try await store.reject(DraftID(1), reason: "", by: reviewer) }
  }

  @Test("of another thread stays")
  func otherThread() async throws {
    let store = try await Self.filled()
    try await store.record(mail("Fremd", id: "c@kunde.example"))
    #expect(try await store.drafts().count == 1)
  }

  @Test("that is queued is taken back when its thread goes on")
  func queuedOvertaken() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    try await store.record(Self.next())
    #expect(try await store.states(id) == ["cancelled", "stale"])
    #expect(try await store.claim() == nil)
  }

  @Test("that is open may not pass the point of no return when its thread goes on")
  func openOvertaken() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    _ = try await store.claim()
    try await store.record(Self.next())
    await #expect(throws: LedgerError.self) { try await store.commit(id, now: agentNow) }
    try await store.finish(id, outcome: .deferred(reason: "not committed"), retryAt: agentNow, now: agentNow)
    #expect(try await store.claim() == nil)
    #expect(try await store.states(id) == ["cancelled", "stale"])
  }

  @Test("whose letter is past the point of no return is not touched by a newer message")
  func committedNotOvertaken() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    _ = try await store.claim()
    try await store.commit(id, now: agentNow)
    try await store.record(Self.next())
    #expect(try await store.states(id) == ["committing", "approved"])
    try await store.finish(id, outcome: .rejected(reason: "550 no"), retryAt: agentNow, now: agentNow)
    #expect(try await store.states(id) == ["failed", "stale"])
  }

  @Test("is edited only as it was seen, and then has another digest")
  func edited() async throws {
    let store = try await Self.filled()
    let seen = try await store.draft(DraftID(1))
    let change = DraftChange(body: "Anderer Text", cc: [Address(address: "chef@kunde.example")])
    try await store.edit(DraftID(1), change, expected: seen.reviewed.digest, by: reviewer)
    let edited = try await store.draft(DraftID(1))
    #expect(edited.reviewed.draft.body == "Anderer Text" && edited.reviewed.draft.subject == "Re: Anfrage")
    #expect(edited.reviewed.draft.cc.map(\.address) == ["chef@kunde.example"])
    #expect(edited.reviewed.digest != seen.reviewed.digest)
    await #expect(throws: LedgerError.self) {
      try await store.edit(DraftID(1), change, expected: seen.reviewed.digest, by: reviewer)
    }
    await #expect(throws: LedgerError.self) { try await store.approve(seen) }
    try await store.approve(edited)
  }

  @Test("that is queued is void once it is edited")
  func queuedEdited() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    let seen = try await store.draft(DraftID(1))
    try await store.edit(
      DraftID(1), DraftChange(subject: "Neu"), expected: seen.reviewed.digest, by: reviewer)
    #expect(try await store.states(id) == ["cancelled", "pending"])
    try await store.approve(try await store.draft(DraftID(1)))
    let item = try #require(try await store.claim())
    #expect(String(decoding: item.message.bytes, as: UTF8.self).hasPrefix("Subject: Neu"))
  }

  @Test("that is on its way can't be edited or rejected")
  func openEdited() async throws {
    let store = try OrderStore.fixture()
    let id = try await store.queueReply()
    _ = try await store.claim()
    let digest = try await store.draft(DraftID(1)).reviewed.digest
    let conflict = LedgerError.conflict("Draft 1 is on its way: its outbox row is open")
    await #expect(throws: conflict) {
      try await store.edit(DraftID(1), DraftChange(body: "x"), expected: digest, by: reviewer)
    }
    await #expect(throws: conflict) { try await store.reject(DraftID(1), reason: "no", by: reviewer) }
    #expect(try await store.states(id) == ["open", "approved"])
  }

  @Test("is rejected with a reason")
  func rejected() async throws {
    let store = try await Self.filled()
    try await store.reject(DraftID(1), reason: "answered by phone", by: reviewer)
    #expect(try await store.draft(DraftID(1)).reason == "answered by phone")
    await #expect(throws: LedgerError.conflict("Draft 1 is rejected: answered by phone")) {
      try await store.reject(DraftID(1), reason: "again", by: reviewer)
    }
  }

  @Test("is approved once")
  func once() async throws {
    let store = try await Self.filled()
    let seen = try await store.draft(DraftID(1))
    try await store.approve(seen)
    await #expect(throws: LedgerError.conflict("Draft 1 is approved")) { try await store.approve(seen) }
    #expect(try await store.outbox().count == 1)
  }

  @Test("goes to nobody whom it does not name")
  func recipients() async throws {
    let store = try await Self.filled()
    let reviewed = try await store.draft(DraftID(1)).reviewed
    let approval = Approval(
      draft: reviewed.id, digest: reviewed.digest, approver: "irina", uid: 1000, at: agentNow,
      expires: agentNow + 60)
    let approved = try ApprovedDraft(reviewed, approval: approval, now: agentNow)
    let id = try #require(MessageID("x@ourco.example"))
    for recipients in [["anna@kunde.example", "x@evil.example"], []] {
      let envelope = Envelope(sender: "orders@ourco.example", recipients: recipients)
      await #expect(throws: LedgerError.conflict("The envelope has other recipients than the draft")) {
        try await store.approve(
          approved, frozen: RawMessage(bytes: Array("x".utf8)), envelope: envelope, messageID: id)
      }
    }
    #expect(try await store.outbox().isEmpty)
  }
}
