// SPDX-License-Identifier: Apache-2.0

import Agent
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import Synchronization
import TestSupport
import Testing

/// People, mail, time and crashes at a draft, and at the next when it is done with, in any order.
private actor Muddle {
  /// What the test knows of the draft, by its own book-keeping.
  private struct Approved {
    var frozen: RawMessage
    var expires: Date
  }

  private let fixture: OutboxFixture
  private var name: String
  private var draft: DraftID
  private let mailbox = ScriptedMailbox()
  private var random: SeededGenerator
  private var live: Approved?
  private var letters = 0
  private var texts = 0
  private var taken: [RawMessage] = []
  private(set) var failures: [String] = []
  private(set) var sends = 0

  init(_ fixture: OutboxFixture, seed: UInt64) async throws {
    var fixture = fixture
    name = "muddle\(seed)"
    fixture.account.name = name
    self.fixture = fixture
    draft = try await fixture.ask(name)
    random = SeededGenerator(seed: seed)
    mailbox.add(folder: "Sent", attributes: ["\\sent"])
  }

  func run(steps: Int) async throws {
    try await approve()
    for number in 0..<steps {
      try await step(mayBeAtDot: false)
      let state = try await fixture.store.draft(draft).state
      guard state == .rejected || state == .stale || state == .sent else { continue }
      name = "\(fixture.account.name).\(number)"
      draft = try await fixture.ask(name)
      live = nil
    }
  }

  /// One thing happens; `mayBeAtDot` when a submission is under way, which then goes on.
  private func step(mayBeAtDot: Bool) async throws {
    switch Int.random(in: 0..<(mayBeAtDot ? 6 : 16), using: &random) {
    case 0: try await edit()
    case 1: try await write()
    case 2: await pass(hours: 25)
    case 3: await pass(hours: 0.1)
    case 4: try await reject()
    case 5...8: try await approve()
    case 9...12: await submit(dying: nil)
    case 13: await submit(dying: Int.random(in: 0..<3, using: &random))
    case 14: _ = try await fixture.file(in: mailbox)
    default: try await resolve()
    }
  }

  private func edit() async throws {
    texts += 1
    // A refused change (decided, or on its way) leaves everything as it was.
    guard (try? await fixture.edit(draft, "Text \(texts).")) != nil else { return }
    live = nil
  }

  private func write() async throws {
    texts += 1
    try await fixture.writeAgain(name, "word \(texts)")
    live = nil
  }

  private func reject() async throws {
    if (try? await fixture.reject(draft)) != nil { live = nil }
  }

  private func pass(hours: Double) async { fixture.clock.advance(by: hours * 3600) }

  private func approve() async throws {
    letters += 1
    guard let approved = try? await fixture.approve(draft, as: "\(name).\(letters)@ourco.example") else {
      return
    }
    live = Approved(frozen: approved.frozen, expires: fixture.now.addingTimeInterval(Approval.lifetime))
  }

  private func resolve() async throws {
    guard let row = try await fixture.store.uncertain(mailbox: fixture.account.name).first else { return }
    // The person finds out the truth before they say anything.
    if taken.contains(row.message) {
      try await fixture.resolve(row.id, as: .sent)
    } else if Bool.random(using: &random) {
      try await fixture.resolve(row.id, as: .failed)
    } else if (try? await fixture.resolve(row.id, as: .requeue)) != nil,
      row.draft == draft
    {
      live = Approved(frozen: row.message, expires: fixture.now.addingTimeInterval(Approval.lifetime))
    }
  }

  private func submit(dying: Int?) async {
    let answers: [RecordingSender.Answer] = [
      .atDot(.accepted(reply: "250")), .atDot(.deferred(reason: "451")), .early(.deferred(reason: "421")),
      .early(.rejected(reason: "550")), .atDot(.uncertain(reason: "lost")), .takenUnheard,
    ]
    let sender = RecordingSender(
      answers.shuffled(using: &random),
      beforeDot: { _ in await self.meddle() },
      afterDot: { message in await self.checkDot(message) })
    let death: MortalLedger.Death? =
      dying.map { Bool.random(using: &random) ? .before(call: $0) : .after(call: $0) }
    let ledger = MortalLedger(fixture.store, dying: death)
    var report = OutboxReport()
    try? await fixture.runner(ledger).submit(through: sender, limit: 3, report: &report)
    for message in sender.taken {
      sends += 1
      if taken.contains(message) { failures.append("\(name): accepted twice") }
      taken.append(message)
      if Bool.random(using: &random) { mailbox.add(message, to: "Sent") }
    }
    if death != nil { _ = try? await fixture.store.recoverOutbox(now: fixture.now) }
    if let live, sender.submissions.contains(where: { $0.message == live.frozen && Self.ends($0, dying) }) {
      self.live = nil
    }
  }

  /// Whether a submission leaves nothing approved: the server took the message or may have, or refused it for good.
  ///
  /// A process that dies before it has noted a refusal asks again; the approval still stands then.
  private static func ends(_ submission: RecordingSender.Submission, _ dying: Int?) -> Bool {
    switch submission.outcome {
    case .accepted, .uncertain: true
    case .rejected: submission.isDotted || dying == nil
    case .deferred: submission.isTaken
    }
  }

  /// Something happens while the text is on its way.
  private func meddle() async {
    guard Bool.random(using: &random) else { return }
    try? await step(mayBeAtDot: true)
  }

  private func checkDot(_ message: RawMessage) async {
    guard let live else {
      failures.append("\(name): sent without an approval")
      return
    }
    if live.frozen != message { failures.append("\(name): sent other bytes than were approved") }
    if fixture.now >= live.expires { failures.append("\(name): sent after the approval had lapsed") }
    let states = (try? await fixture.store.outbox(in: [.committing])) ?? []
    if states.isEmpty { failures.append("\(name): the intent is not durable at the dot") }
  }
}

@Suite("The outbox among people, mail and crashes")
struct OutboxRaceTests {
  @Test("never sends without a live approval of exactly those bytes, and nothing twice", arguments: 0..<20)
  func muddle(_ batch: Int) async throws {
    let fixture = try OutboxFixture()
    var sends = 0
    for number in 0..<100 {
      let muddle = try await Muddle(fixture, seed: UInt64(batch * 1000 + number))
      try await muddle.run(steps: 6)
      let failures = await muddle.failures
      #expect(failures == [])
      sends += await muddle.sends
    }
    // The muddle must let letters through, or it would prove nothing.
    #expect(sends > 8)
    #expect(try await fixture.store.checkIntegrity().flatMap(\.problems) == [])
  }
}
