// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

/// A conversation that goes through the real stages message by message, and is told line by line.
///
/// `writes` and `replies` build the bytes that the sender's program would send; every message is taken in as a sync
/// takes it in. `end` checks what must hold in every story and compares the telling with its golden file.
final class Story {
  let store: OrderStore
  private let name: String
  private let intake: Intake
  private let clock = StoppedClock(at: march(2).timeIntervalSince1970)
  private var count = 0
  private var telling: StoryTelling

  init(_ name: String, pipeline: Pipeline? = nil) throws {
    self.name = name
    let clock = clock
    store = try OrderStore.inMemory(clock: { Date(timeIntervalSince1970: clock.seconds) })
    intake = Intake(parser: Company.parser, pipeline: try pipeline ?? Company.pipeline(), ledger: store)
    telling = StoryTelling()
  }

  // MARK: What happens

  /// Begins a part of the story.
  func part(_ title: String) { telling.begin(title) }

  /// Lets days pass.
  func later(days: Double = 1) { clock.advance(by: days * 86_400) }

  /// Somebody writes in a new thread; to our mailbox unless said otherwise.
  @discardableResult
  func writes(
    _ sender: Party, to recipients: Party..., cc: [Party] = [], subject: String, _ body: String,
    attaching attachments: [String] = [], headers: [String] = []
  ) async throws -> RawMail {
    var mail = RawMail(
      from: sender, to: recipients.isEmpty ? [Company.mailbox] : recipients, cc: cc, subject: subject,
      date: now, messageID: nextMessageID(sender), body: body, attachments: attachments)
    mail.headers = headers
    try await arrives(mail)
    return mail
  }

  /// Somebody answers a message: to its sender, or to us when we sent it; with the original quoted below.
  @discardableResult
  func replies(
    _ sender: Party, to original: RawMail, _ body: String, subject: String? = nil, cc: [Party] = [],
    attaching attachments: [String] = [], headers: [String] = []
  ) async throws -> RawMail {
    let quoted = original.body.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    let author = original.from?.name ?? ""
    let isOurs = original.from?.role == .internal
    var mail = RawMail(
      from: sender, to: isOurs ? [Company.mailbox] : [original.from].compactMap { $0 }, cc: cc,
      subject: subject ?? "Re: \(original.subject.withoutMark)", date: now, messageID: nextMessageID(sender),
      inReplyTo: original.messageID,
      references: original.references + [original.messageID].compactMap { $0 },
      body: "\(body)\n\nOn 2 March 2026 \(author) wrote:\n\(quoted)", attachments: attachments)
    mail.headers = headers
    try await arrives(mail)
    return mail
  }

  /// Takes in a message, as it stands in a folder of our mailbox.
  @discardableResult
  func arrives(_ mail: RawMail, in folder: String? = nil) async throws -> IntakeResult {
    count += 1
    let isOurs = mail.from?.role == .internal && mail.to.contains { $0.role != .internal }
    let delivery = Delivery(
      mailbox: "orders", folder: folder ?? (isOurs ? "Sent" : "INBOX"), uidValidity: 1, uid: UInt32(count))
    let items = [Intake.Item(raw: mail.raw, delivery: delivery, origin: "orders/\(count)")]
    let results = try await intake.store(
      await intake.parse(items), now: Date(timeIntervalSince1970: clock.seconds))
    clock.advance(by: 3600)
    guard let result = results.first else { throw LedgerError.storage("no result") }
    try await telling.tell(mail, result, store)
    return result
  }

  /// A person of ours takes steps that wait.
  func confirms(_ event: Event, of order: OrderID, reason: String) async throws {
    let person = Actor(name: "irina", uid: 1000)
    for step in try await store.confirmSteps(of: order, event: event, reason: reason, by: person) {
      telling.decide(
        "irina confirms \(event.rawValue) of \(order.name): \(step.from.rawValue) → \(step.to.rawValue)")
    }
  }

  private var now: Date { Date(timeIntervalSince1970: clock.seconds) }

  private func nextMessageID(_ sender: Party) -> String { "\(name).\(count + 1)@\(sender.domain)" }

  // MARK: How it ends

  /// Expects the orders, in the order they were opened, to stand there.
  func expect(_ states: OrderState..., sourceLocation: SourceLocation = #_sourceLocation) async throws {
    #expect(try await store.dossiers().map(\.state) == states, sourceLocation: sourceLocation)
  }

  /// The state of every draft, in the order they were written.
  func drafts() async throws -> [DraftState] { try await store.drafts(in: []).map(\.state) }

  /// Checks what must always hold, and the telling against its golden file.
  func end(sourceLocation: SourceLocation = #_sourceLocation) async throws {
    try await expectInvariants(of: store, sourceLocation: sourceLocation)
    let text = try await telling.text(endingWith: store)
    try expectGolden(text, "\(name).txt", test: Company.goldens, sourceLocation: sourceLocation)
  }
}

extension String {
  /// A subject without the mark of a reply.
  fileprivate var withoutMark: String { hasPrefix("Re: ") ? String(dropFirst(4)) : self }
}
