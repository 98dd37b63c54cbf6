// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store
import Synchronization
import TestSupport
import Testing

@Suite("A sync of a large mailbox", .enabled(if: TestServers.areExpected))
struct LargeMailboxTests {
  private func mail(_ numbers: some Sequence<Int>, isNamed: Bool = true) -> [String] {
    numbers.map { number in
      let name = isNamed ? "Message-ID: <\(number)@bearings.example>\r\n" : ""
      return """
        From: lee@bearings.example\r
        To: sales@ourco.example\r
        Subject: Enquiry \(number)\r
        Date: Mon, 01 Jun 2026 10:00:00 +0000\r
        \(name)\r
        Please send us your offer for \(number) bearings.\r

        """
    }
  }

  @Test("knows every UID of 20,000 messages that the server knows", arguments: [false, true])
  func everyUID(_ isPlain: Bool) async throws {
    let place = try SyncPlace(port: isPlain ? TestServers().plainIMAP : nil)
    try place.fill("INBOX", mail(1...20_000))
    let gaps = try place.client()
    // Some holes, so that a UID is not the number of its message.
    for command in ["SELECT INBOX", "UID STORE 1,77,500:620,19999 +FLAGS.SILENT (\\Deleted)", "EXPUNGE"] {
      try gaps.run(command)
    }
    try await QuickFolder().withStore { store in
      let report = try await place.pass(store, mode: .fetchOnly)
      #expect(report.problems == [] && report.total(\.landed) == 20_000 - 124)
      #expect(try await place.differences(store, waiting: 20_000 - 124) == [])
      let again = try await place.pass(store, mode: .fetchOnly)
      #expect(again.isUnchanged)
    }
  }

  @Test("does nothing new to any order when the server numbers 2,000 messages anew")
  func renumbering() async throws {
    let place = try SyncPlace()
    // Some can be told by their bytes only.
    try place.fill(
      "INBOX", mail(1...1_980) + mail(1_981...2_000, isNamed: false), date: "01-Jun-2026 10:00:00 +0000")
    try await QuickFolder().withStore { store in
      let first = try await place.pass(store)
      #expect(first.problems == [] && first.total(\.stored) == 2_000)
      let before = try await exports(store)
      #expect(before.orders.count > 1_900)

      let generation = try await place.session().open("INBOX", since: nil).status
      try forgetUIDs(of: place.user)
      let renumbered = try await place.session().open("INBOX", since: nil).status
      try #require(renumbered.uidValidity != generation.uidValidity && renumbered.exists == 2_000)

      let second = try await place.pass(store)
      #expect(second.problems == [] && second.total(\.rebound) + second.total(\.known) == 2_000)
      #expect(second.total(\.stored) == 0 && second.total(\.held) == 0)
      #expect(try await place.differences(store) == [])
      let after = try await exports(store)
      #expect(after == before)
      #expect(try await place.pass(store).isUnchanged)
    }
  }

  /// Everything that an order is, and every message.
  private struct Exports: Equatable {
    var orders: [OrderDossier] = []
    var events: [ExportedEvent] = []
    var messages: [ExportedMessage] = []
    var counts: StoreCounts
  }

  private func exports(_ store: OrderStore) async throws -> Exports {
    let all = Mutex(Exports(counts: try await store.counts()))
    try await store.exportOrders { order in all.withLock { $0.orders.append(order) } }
    try await store.exportEvents { event in all.withLock { $0.events.append(event) } }
    try await store.exportMessages { message in all.withLock { $0.messages.append(message) } }
    return all.withLock { $0 }
  }

  /// Lets Dovecot number a mailbox anew, as after a restored backup: the messages are there, its notes not.
  private func forgetUIDs(of user: String) throws {
    let root = try #require(ProcessInfo.processInfo.environment["KONTOR_TEST_MAIL_DIR"])
    let folder = URL(fileURLWithPath: root).appendingPathComponent(user)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name == "dovecot-uidlist" || name.hasPrefix("dovecot.index") {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
  }

  @Test(
    "agrees with the server although another client moves, deletes and flags meanwhile",
    arguments: [false, true])
  func anotherClient(_ isPlain: Bool) async throws {
    let place = try SyncPlace(port: isPlain ? TestServers().plainIMAP : nil)
    try place.fill("INBOX", mail(1...600), date: "01-Jun-2026 10:00:00 +0000")
    try place.fill("Sent", mail(601...650), date: "02-Jun-2026 10:00:00 +0000")
    var limits = SyncLimits()
    limits.batchCount = 50
    let other = try place.client()
    try other.run("CREATE Archive")
    try other.run("SELECT INBOX")
    // Before and after the place where the sync is at the time.
    let script = [
      "UID STORE 10:20,300:320 +FLAGS (\\Deleted)", "EXPUNGE", "UID MOVE 30:40,400:410 Archive",
      "UID STORE 1:5,590:600 +FLAGS (\\Answered)", "UID MOVE 500:505 Sent",
      "UID STORE 550 +FLAGS (\\Deleted)",
      "UID EXPUNGE 550", "SELECT Sent", "UID STORE 3,40:45 +FLAGS (\\Deleted)", "EXPUNGE", "UID MOVE 1 INBOX",
    ]
    let steps = Mutex((commands: script[...], client: other, failures: [String]()))
    try await QuickFolder().withStore { store in
      let report = try await place.pass(store, limits: limits) { done, _ in
        steps.withLock { steps in
          guard done >= 100, let command = steps.commands.popFirst() else { return }
          do { try steps.client.run(command) } catch { steps.failures.append("\(command): \(error)") }
        }
      }
      #expect(report.problems == [])
      steps.withLock { steps in
        #expect(steps.failures == [] && steps.commands.isEmpty)
      }
      let second = try await place.pass(store)
      #expect(second.problems == [])
      #expect(try await place.differences(store) == [])
      #expect(try await store.counts().quarantined == 0)
    }
  }
}
