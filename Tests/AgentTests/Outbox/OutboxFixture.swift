// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailParsing
import OrderCore
import Store
import TestSupport

/// A store with drafts, and people who decide about them.
struct OutboxFixture {
  let store: OrderStore
  let clock = StoppedClock(at: march(2).timeIntervalSince1970)
  var account = Company.account
  private static let person = Actor(name: "vera", uid: 501)

  init() throws {
    let clock = clock
    store = try OrderStore.inMemory(clock: { Date(timeIntervalSince1970: clock.seconds) })
  }

  var now: Date { Date(timeIntervalSince1970: clock.seconds) }

  /// The runner over a ledger, the store's unless told otherwise.
  func runner(_ ledger: (any OutboxLedger)? = nil) -> OutboxRunner {
    let clock = clock
    return OutboxRunner(
      account: account, ledger: ledger ?? store, clock: { Date(timeIntervalSince1970: clock.seconds) })
  }

  /// Sends what is due.
  func submit(through sender: RecordingSender) async throws -> OutboxReport {
    var report = OutboxReport()
    try await runner().submit(through: sender, report: &report)
    return report
  }

  /// Settles and files in a mailbox.
  func file(in mailbox: ScriptedMailbox) async throws -> OutboxReport {
    var report = OutboxReport()
    try await runner().file(in: mailbox, report: &report)
    return report
  }

  // MARK: Mail

  /// Takes in a customer's inquiry in a thread of its own, with the draft that answers it.
  func ask(_ name: String) async throws -> DraftID {
    let message = try await record(name, text: "Please quote for \(name).", draft: draft(answering: name))
    guard let id = try await store.message(message).draft else { throw LedgerError.notFound("draft") }
    return id
  }

  /// Takes in another message in the thread of an inquiry.
  func writeAgain(_ name: String, _ text: String) async throws {
    guard let root = MessageID("\(name)@quillgrowers.example") else { return }
    let thread = try await store.transaction { ledger throws(LedgerError) in
      try ledger.threads(naming: [root])
    }[root]
    guard let thread else { throw LedgerError.notFound("thread") }
    try await record(name, text: text, thread: thread)
  }

  @discardableResult
  private func record(
    _ name: String, text: String, thread: ThreadID? = nil, draft: Draft? = nil
  ) async throws -> StoredMessageID {
    let id = thread == nil ? "\(name)@quillgrowers.example" : "\(name).\(text)@quillgrowers.example"
    let raw = RawMessage(bytes: Array("Message-ID: <\(id)>\r\n\r\n\(text)\r\n".utf8))
    var message = Message(digest: raw.digest, messageID: MessageID(id), date: now, subject: name)
    message.from = [Address(name: Company.martha.name, address: Company.martha.address)]
    message.to = [Address(address: "orders@ourco.example")]
    message.text = text
    message.newText = text
    let record = MessageRecord(
      message: message, raw: raw, mailbox: account.name, date: now, direction: .inbound,
      sender: Company.martha,
      thread: thread.map { .existing($0, absorbing: []) } ?? .new, foldedSubject: "", draft: draft)
    return try await store.transaction { ledger throws(LedgerError) in try ledger.record(record).id }
  }

  private func draft(answering name: String) -> Draft {
    Draft(
      event: .inquiryReceived, template: "inquiry_acknowledgement", language: .english, mailbox: account.name,
      from: Address(name: "OurCo", address: "orders@ourco.example"),
      to: [Address(name: Company.martha.name, address: Company.martha.address)], subject: "Re: \(name)",
      body: "Dear Martha Quill,\n\nThank you for your inquiry.\n",
      inReplyTo: MessageID("\(name)@quillgrowers.example"))
  }

  // MARK: People

  /// Approves a draft as it stands; returns its outbox row and the frozen bytes.
  @discardableResult
  func approve(_ id: DraftID, as messageID: String? = nil) async throws -> (row: OutboxID, frozen: RawMessage)
  {
    let reviewed = try await store.draft(id).reviewed
    let approval = Approval(
      draft: id, digest: reviewed.digest, approver: "vera", uid: 501, at: now,
      expires: now.addingTimeInterval(Approval.lifetime))
    let approved = try ApprovedDraft(reviewed, approval: approval, now: now)
    guard let messageID = MessageID(messageID ?? "letter\(id.value)@ourco.example") else {
      throw LedgerError.notFound("Message-ID")
    }
    let letter = approved.letter(messageID: messageID)
    let frozen = try MessageWriter().build(letter)
    let row = try await store.approve(
      approved, frozen: frozen, envelope: letter.envelope, messageID: messageID)
    return (row, frozen)
  }

  /// Takes in an inquiry and approves its draft.
  @discardableResult
  func queue(_ name: String) async throws -> (draft: DraftID, row: OutboxID, frozen: RawMessage) {
    let draft = try await ask(name)
    let (row, frozen) = try await approve(draft)
    return (draft, row, frozen)
  }

  /// Changes the text of a draft.
  func edit(_ id: DraftID, _ text: String) async throws {
    let expected = try await store.draft(id).reviewed.digest
    try await store.edit(id, DraftChange(body: text), expected: expected, by: Self.person)
  }

  /// Declines a draft.
  func reject(_ id: DraftID) async throws {
    try await store.reject(id, reason: "not today", by: Self.person)
  }

  /// Settles an uncertain row by a person's word.
  func resolve(_ id: OutboxID, as resolution: Resolution) async throws {
    try await store.resolve(id, as: resolution, reason: "asked by telephone", by: Self.person)
  }

  /// The newest first.
  func states() async throws -> [OutboxState] { try await store.outbox().map(\.state) }
}
