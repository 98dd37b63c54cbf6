// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@testable import Agent

@Suite("A submission server that can't be used")
struct OutboxFaultTests {
  /// Why, and after how many minutes all is tried again.
  struct Fault: CustomTestStringConvertible, Sendable {
    let error: MailServerError
    let minutes: Double
    var testDescription: String { error.description }

    static let all = [
      Fault(error: .unreachable(server: "s", reason: "refused"), minutes: 1),
      Fault(error: .busy(server: "s", reason: "421", seconds: nil), minutes: 1),
      Fault(error: .busy(server: "s", reason: "throttled", seconds: 300), minutes: 5),
      Fault(error: .untrusted(server: "s", reason: "expired"), minutes: 15),
      Fault(error: .encryptionUnavailable(server: "s"), minutes: 15),
      Fault(error: .credentialsRefused(server: "s", user: "u", reply: "535"), minutes: 15),
      Fault(error: .secretUnavailable(source: "f", reason: "gone"), minutes: 15),
    ]
  }

  @Test("is dialled once for all that is due, and no row is a person's to resolve", arguments: Fault.all)
  func holdsAll(_ fault: Fault) async throws {
    let fixture = try OutboxFixture()
    var rows: [OutboxID] = []
    for name in ["one", "two", "three"] { rows.append(try await fixture.queue(name).row) }
    let sender = RecordingSender(faults: [fault.error])
    var report = try await fixture.submit(through: sender)
    #expect(sender.opens == 1)
    #expect(sender.submissions == [])
    #expect(report.fault == fault.error && report.held == rows && report.submitted == [])
    #expect(try await fixture.states() == [.queued, .queued, .queued])
    let entries = try await fixture.store.outbox()
    #expect(entries.map(\.note) == Array(repeating: fault.error.description, count: 3))
    #expect(entries.allSatisfy { $0.due.timeIntervalSince(fixture.now) == fault.minutes * 60 })
    fixture.clock.advance(by: fault.minutes * 60 - 1)
    report = try await fixture.submit(through: sender)
    #expect(sender.opens == 1 && report == OutboxReport())
    fixture.clock.advance(by: 1)
    report = try await fixture.submit(through: sender)
    #expect(report.submitted.map(\.id) == rows)
    #expect(try await fixture.states() == [.sent, .sent, .sent])
  }

  @Test("half-way holds the rest, and not what went before")
  func halfWay() async throws {
    let fixture = try OutboxFixture()
    for name in ["one", "two", "three"] { try await fixture.queue(name) }
    let fault = MailServerError.busy(server: "s", reason: "432", seconds: 20)
    let sender = RecordingSender(faults: [nil, fault])
    let report = try await fixture.submit(through: sender)
    #expect(report.submitted.count == 1 && report.held.count == 2)
    #expect(try await fixture.states() == [.queued, .queued, .sent])
  }

  @Test("is waited for a quarter of an hour at most, however often")
  func longOutage() {
    let fault = MailServerError.unreachable(server: "s", reason: "r")
    #expect(
      (0...9).map { OutboxRunner.delay(because: fault, afterAttempt: $0) / 60 } == [
        1, 1, 5, 15, 15, 15, 15, 15, 15, 15,
      ])
    let endless = MailServerError.busy(server: "s", reason: "r", seconds: .max)
    #expect(OutboxRunner.delay(because: endless, afterAttempt: 1) == 3600)
  }

  @Test("that takes so many a minute gets no more, over passes that share the pace")
  func pace() async throws {
    let fixture = try OutboxFixture()
    for number in 1...7 { try await fixture.queue("n\(number)") }
    let profile = ProviderProfile(name: "slow", filing: .server, pipelineDepth: 1, sendsPerMinute: 3)
    let pace = SendingPace()
    let sender = RecordingSender()
    func pass() async throws -> OutboxReport {
      let clock = fixture.clock
      let runner = OutboxRunner(
        account: fixture.account, ledger: fixture.store,
        clock: { Date(timeIntervalSince1970: clock.seconds) }, pace: pace)
      var report = OutboxReport()
      try await runner.submit(through: sender, profile: profile, report: &report)
      return report
    }
    let start = fixture.now
    let first = try await pass()
    #expect(first.submitted.count == 3)
    #expect(first.pausedUntil == start.addingTimeInterval(60))
    fixture.clock.advance(by: 59)
    #expect(try await pass().submitted.isEmpty)
    fixture.clock.advance(by: 1)
    #expect(try await pass().submitted.count == 3)
    fixture.clock.advance(by: 61)
    let last = try await pass()
    #expect(last.submitted.count == 1 && last.pausedUntil == nil)
    #expect(sender.taken.count == 7)
  }

  // MARK: - Filing

  private func profile(_ filing: ProviderProfile.Filing) -> ProviderProfile {
    ProviderProfile(name: "p", filing: filing, pipelineDepth: 1)
  }

  @Test("files a copy itself, by its provider's habit: then none is added", arguments: [false, true])
  func serverFiles(_ isThere: Bool) async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    _ = try await fixture.submit(through: RecordingSender())
    let mailbox = ScriptedMailbox()
    mailbox.add(folder: "Sent", attributes: ["\\sent"])
    if isThere { mailbox.add(queued.frozen, to: "Sent") }
    var report = OutboxReport()
    try await fixture.runner().file(in: mailbox, profile: profile(.server), report: &report)
    #expect(report.filed == (isThere ? [queued.row] : []))
    #expect(try await fixture.states() == [isThere ? .filed : .sent])
    #expect(mailbox.messages(in: "Sent").count == (isThere ? 1 : 0))
    // It comes late: the next pass finds it.
    if !isThere {
      mailbox.add(queued.frozen, to: "Sent")
      try await fixture.runner().file(in: mailbox, profile: profile(.server), report: &report)
      #expect(report.filed == [queued.row])
    }
  }

  @Test("files nothing: then a copy is added, once", arguments: [ProviderProfile.Filing.append, .lookFirst])
  func weFile(_ filing: ProviderProfile.Filing) async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    _ = try await fixture.submit(through: RecordingSender())
    let mailbox = ScriptedMailbox()
    mailbox.add(folder: "Sent", attributes: ["\\sent"])
    var report = OutboxReport()
    for _ in 0..<2 { try await fixture.runner().file(in: mailbox, profile: profile(filing), report: &report) }
    #expect(report.filed == [queued.row])
    #expect(mailbox.messages(in: "Sent").count == 1)
  }
}
