// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@testable import Agent

/// How a server meets a submission, and where that leaves the row and its draft.
struct SubmissionCase: CustomTestStringConvertible {
  let name: String
  let answer: RecordingSender.Answer
  let row: OutboxState
  let draft: DraftState
  /// Whether the row goes out again by itself when its time has come.
  let goesAgain: Bool

  var testDescription: String { name }

  static let all = [
    SubmissionCase(
      name: "accepted", answer: .atDot(.accepted(reply: "250 ok")), row: .sent, draft: .sent, goesAgain: false
    ),
    SubmissionCase(
      name: "deferred before the dot", answer: .early(.deferred(reason: "451 busy")), row: .queued,
      draft: .approved, goesAgain: true),
    SubmissionCase(
      name: "deferred at the dot", answer: .atDot(.deferred(reason: "452 full")), row: .queued,
      draft: .approved, goesAgain: true),
    SubmissionCase(
      name: "rejected before the dot", answer: .early(.rejected(reason: "550 no such user")), row: .failed,
      draft: .pending, goesAgain: false),
    SubmissionCase(
      name: "rejected at the dot", answer: .atDot(.rejected(reason: "554 no")), row: .failed, draft: .pending,
      goesAgain: false),
    SubmissionCase(
      name: "uncertain, not taken", answer: .atDot(.uncertain(reason: "connection lost")), row: .uncertain,
      draft: .approved, goesAgain: false),
    SubmissionCase(
      name: "uncertain, but taken", answer: .takenUnheard, row: .uncertain, draft: .approved, goesAgain: false
    ),
  ]
}

@Suite("The outbox runner")
struct OutboxRunnerTests {
  @Test("leaves the row where the outcome of the submission says", arguments: SubmissionCase.all)
  func outcomes(_ submission: SubmissionCase) async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let sender = RecordingSender([submission.answer])
    let report = try await fixture.submit(through: sender)
    #expect(try await fixture.states() == [submission.row])
    #expect(try await fixture.store.draft(queued.draft).state == submission.draft)
    #expect(report.submitted.map(\.id) == [queued.row])
    #expect(report.submitted.map(\.outcome) == sender.submissions.map(\.outcome))
    #expect(sender.submissions.map(\.message) == [queued.frozen])
    #expect(sender.submissions.map(\.envelope.recipients) == [[Company.martha.address]])
    #expect(try await fixture.store.outbox().map(\.attempts) == [1])

    // A day's worth of rounds later, short of the approval's end.
    for _ in 0..<20 {
      fixture.clock.advance(by: 4000)
      _ = try await fixture.submit(through: sender)
    }
    #expect(sender.submissions.count == (submission.goesAgain ? 2 : 1))
    if submission.goesAgain {
      #expect(sender.submissions.map(\.message) == [queued.frozen, queued.frozen])
      #expect(try await fixture.states() == [.sent])
    }
  }

  @Test("has the intent durable before the final dot")
  func durableIntent() async throws {
    let fixture = try OutboxFixture()
    try await fixture.queue("fans")
    let before = Collected<[OutboxState]>()
    let after = Collected<[OutboxState]>()
    let store = fixture.store
    let sender = RecordingSender(
      beforeDot: { _ in before.add((try? await store.outbox().map(\.state)) ?? []) },
      afterDot: { _ in after.add((try? await store.outbox().map(\.state)) ?? []) })
    _ = try await fixture.submit(through: sender)
    #expect(before.values == [[.open]])
    #expect(after.values == [[.committing]])
    #expect(try await fixture.states() == [.sent])
  }

  @Test("sends nothing when the intent can't be made durable, and tries again later")
  func failingCommit() async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let ledger = MortalLedger(fixture.store, failing: .commit)
    let sender = RecordingSender()
    var report = OutboxReport()
    try await fixture.runner(ledger).submit(through: sender, report: &report)
    #expect(sender.submissions.map(\.isDotted) == [false])
    #expect(report.submitted.map(\.id) == [queued.row])
    #expect(try await fixture.states() == [.queued])
    fixture.clock.advance(by: 60)
    _ = try await fixture.submit(through: sender)
    #expect(sender.taken == [queued.frozen])
  }

  @Test("sends what is due in order, at most so many, and only of its account")
  func limits() async throws {
    var fixture = try OutboxFixture()
    var rows: [OutboxID] = []
    for name in ["one", "two", "three"] { rows.append(try await fixture.queue(name).row) }
    fixture.account.name = "service"
    try await fixture.queue("elsewhere")
    fixture.account.name = "orders"
    let sender = RecordingSender()
    var report = OutboxReport()
    try await fixture.runner().submit(through: sender, limit: 2, report: &report)
    #expect(report.submitted.map(\.id) == [rows[0], rows[1]])
    report = OutboxReport()
    try await fixture.runner().submit(through: sender, report: &report)
    #expect(report.submitted.map(\.id) == [rows[2]])
    #expect(try await fixture.states() == [.queued, .sent, .sent, .sent])
  }

  @Test("waits 1, 5, 15 and 60 minutes, then 4 hours each time")
  func backOff() async throws {
    #expect((0...6).map { OutboxRunner.delay(afterAttempt: $0) / 60 } == [240, 1, 5, 15, 60, 240, 240])
    let fixture = try OutboxFixture()
    try await fixture.queue("fans")
    let sender = RecordingSender(Array(repeating: .early(.deferred(reason: "451 busy")), count: 5))
    var waits: [Int] = []
    for attempt in 1...5 {
      _ = try await fixture.submit(through: sender)
      #expect(sender.submissions.count == attempt)
      let entry = try #require(try await fixture.store.outbox().first)
      waits.append(Int(entry.due.timeIntervalSince(fixture.now)) / 60)
      #expect(entry.note == "451 busy")
      fixture.clock.set(to: entry.due.timeIntervalSince1970 - 1)
      _ = try await fixture.submit(through: sender)
      #expect(sender.submissions.count == attempt)
      fixture.clock.advance(by: 1)
    }
    #expect(waits == [1, 5, 15, 60, 240])
  }

  @Test("passes over rows whose approval is void or has lapsed, and sends the others")
  func voided() async throws {
    let fixture = try OutboxFixture()
    let lapsed = try await fixture.queue("lapsed")
    fixture.clock.advance(by: Approval.lifetime)
    let edited = try await fixture.queue("edited")
    let answered = try await fixture.queue("answered")
    let rejected = try await fixture.queue("rejected")
    let good = try await fixture.queue("good")
    try await fixture.edit(edited.draft, "Another text.")
    try await fixture.writeAgain("answered", "Never mind.")
    try await fixture.reject(rejected.draft)
    let sender = RecordingSender()
    _ = try await fixture.submit(through: sender)
    #expect(sender.taken == [good.frozen])
    let drafts = [lapsed, edited, answered, rejected, good].map(\.draft)
    var states: [DraftState] = []
    for draft in drafts { states.append(try await fixture.store.draft(draft).state) }
    #expect(states == [.pending, .pending, .stale, .rejected, .sent])
    #expect(try await fixture.states() == [.sent, .cancelled, .cancelled, .cancelled, .cancelled])
  }

  @Test("does not write the dot when the thread goes on while the text is on its way")
  func overtakenMeanwhile() async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let sender = RecordingSender(beforeDot: { _ in
      try? await fixture.writeAgain("fans", "We have found some.")
    })
    _ = try await fixture.submit(through: sender)
    #expect(sender.submissions.map(\.isDotted) == [false])
    #expect(try await fixture.store.draft(queued.draft).state == .stale)
    fixture.clock.advance(by: 3600)
    _ = try await fixture.submit(through: sender)
    #expect(sender.taken == [])
    #expect(try await fixture.states() == [.cancelled])
  }

  @Test("sends a draft again under another approval after it was handed back")
  func approvedAgain() async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let sender = RecordingSender([.early(.rejected(reason: "550 no such user"))])
    _ = try await fixture.submit(through: sender)
    try await fixture.edit(queued.draft, "A better text.")
    let second = try await fixture.approve(queued.draft, as: "second@ourco.example")
    _ = try await fixture.submit(through: sender)
    #expect(sender.taken == [second.frozen])
    #expect(try await fixture.states() == [.sent, .failed])
  }
}
