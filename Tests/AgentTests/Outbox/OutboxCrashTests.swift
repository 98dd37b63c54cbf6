// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("An outbox whose process dies")
struct OutboxCrashTests {
  @Test("goes on from a safe state, whichever call was the last")
  func everyCall() async throws {
    for number in 0..<6 {
      for death in [MortalLedger.Death.before(call: number), .after(call: number)] {
        let fixture = try OutboxFixture()
        let first = try await fixture.queue("one")
        let second = try await fixture.queue("two")
        let sender = RecordingSender()
        let ledger = MortalLedger(fixture.store, dying: death)
        var report = OutboxReport()
        try? await fixture.runner(ledger).submit(through: sender, report: &report)

        let uncertain = try await fixture.store.recoverOutbox(now: fixture.now)
        let states = try await fixture.states()
        let comment: Comment = "\(death)"
        #expect(!states.contains(.open) && !states.contains(.committing), comment)
        #expect(states.count { $0 == .uncertain } == uncertain, comment)
        // What the server took is sent or uncertain; what is queued, it did not take.
        for (row, frozen) in [(second.row, second.frozen), (first.row, first.frozen)] {
          let state = try await fixture.store.outbox().first { $0.id == row }?.state
          if sender.taken.contains(frozen) { #expect(state == .sent || state == .uncertain, comment) }
        }
        // Whatever happens from now on, nothing that may have gone out goes out again.
        for _ in 0..<30 {
          fixture.clock.advance(by: 2000)
          _ = try await fixture.submit(through: sender)
        }
        #expect(Set(sender.taken).count == sender.taken.count, comment)
        let left = try await fixture.states().filter { $0 != .sent && $0 != .uncertain }
        #expect(left == [], comment)
      }
    }
  }

  @Test("takes an interruption before the dot for nothing, and one at the dot for uncertain")
  func recovery() async throws {
    let fixture = try OutboxFixture()
    let open = try await fixture.queue("open")
    let committing = try await fixture.queue("committing")
    try await fixture.queue("queued")
    _ = try await fixture.store.claimNext(mailbox: "orders", now: fixture.now)
    _ = try await fixture.store.claimNext(mailbox: "orders", now: fixture.now)
    try await fixture.store.commit(committing.row, now: fixture.now)
    #expect(try await fixture.states() == [.queued, .committing, .open])
    #expect(try await fixture.store.recoverOutbox(now: fixture.now) == 1)
    #expect(try await fixture.states() == [.queued, .uncertain, .queued])
    #expect(try await fixture.store.recoverOutbox(now: fixture.now) == 0)
    let sender = RecordingSender()
    _ = try await fixture.submit(through: sender)
    #expect(sender.taken.count == 2)
    #expect(sender.taken.contains(open.frozen))
    #expect(!sender.taken.contains(committing.frozen))
  }
}

@Suite("The filing of what was sent")
struct FilingTests {
  private func mailbox(_ folder: String = "Sent", attributes: Set<String> = ["\\sent"]) -> ScriptedMailbox {
    let mailbox = ScriptedMailbox()
    mailbox.add(folder: folder, attributes: attributes)
    return mailbox
  }

  @Test("puts one copy into the folder marked as Sent, once")
  func once() async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let mailbox = mailbox("Отправленные")
    mailbox.add(folder: "Sent")
    _ = try await fixture.submit(through: RecordingSender())
    #expect(try await fixture.file(in: mailbox).filed == [queued.row])
    #expect(try await fixture.states() == [.filed])
    #expect(mailbox.messages(in: "Отправленные") == [queued.frozen])
    let calls = mailbox.calls.count
    #expect(try await fixture.file(in: mailbox) == OutboxReport())
    #expect(mailbox.calls.count == calls)
  }

  @Test(
    "finds the folder by its usual names where none is marked", arguments: ["Gesendet", "INBOX.Sent Items"])
  func usualNames(_ folder: String) async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let mailbox = mailbox(folder, attributes: [])
    _ = try await fixture.submit(through: RecordingSender())
    #expect(try await fixture.file(in: mailbox).filed == [queued.row])
    #expect(mailbox.messages(in: folder) == [queued.frozen])
  }

  @Test("looks before it appends: a server that files by itself keeps one copy")
  func looksFirst() async throws {
    let fixture = try OutboxFixture()
    let queued = try await fixture.queue("fans")
    let mailbox = mailbox()
    _ = try await fixture.submit(through: RecordingSender())
    mailbox.add(queued.frozen, to: "Sent")
    #expect(try await fixture.file(in: mailbox).filed == [queued.row])
    #expect(mailbox.messages(in: "Sent").count == 1)
    #expect(!mailbox.calls.contains("APPEND Sent"))
  }

  @Test("keeps one copy when it is cut off at any call")
  func cutOff() async throws {
    for call in 0..<3 {
      for isAfter in [false, true] {
        let fixture = try OutboxFixture()
        try await fixture.queue("fans")
        let mailbox = mailbox()
        _ = try await fixture.submit(through: RecordingSender())
        let ledger = MortalLedger(
          fixture.store, dying: isAfter ? .after(call: call) : .before(call: call))
        var report = OutboxReport()
        await #expect(throws: LedgerError.self) {
          try await fixture.runner(ledger).file(in: mailbox, report: &report)
        }
        mailbox.reconnect()
        _ = try await fixture.file(in: mailbox)
        #expect(mailbox.messages(in: "Sent").count == 1, "call \(call)")
        #expect(try await fixture.states() == [.filed])
      }
    }
  }

  @Test("says why a copy could not be filed; the message is sent all the same, and filed later")
  func refused() async throws {
    let fixture = try OutboxFixture()
    try await fixture.queue("fans")
    let mailbox = mailbox()
    mailbox.allowAppend(false)
    _ = try await fixture.submit(through: RecordingSender())
    let report = try await fixture.file(in: mailbox)
    #expect(report.filingFailures == ["mail.example refused APPEND: NO over quota."])
    #expect(try await fixture.states() == [.sent])
    mailbox.allowAppend(true)
    mailbox.tellUIDs(false)
    #expect(try await fixture.file(in: mailbox).filed.count == 1)
    #expect(try await fixture.states() == [.filed])
  }

  @Test("says that there is no folder for it")
  func noFolder() async throws {
    let fixture = try OutboxFixture()
    try await fixture.queue("fans")
    _ = try await fixture.submit(through: RecordingSender())
    let report = try await fixture.file(in: ScriptedMailbox())
    #expect(report.filingFailures == ["mail.example refused LIST: no folder is marked \\Sent."])
  }

  @Test("settles an uncertain row by the Message-ID in Sent, and leaves the others to a person")
  func settles() async throws {
    let fixture = try OutboxFixture()
    let arrived = try await fixture.queue("arrived")
    let lost = try await fixture.queue("lost")
    let sender = RecordingSender([.takenUnheard, .atDot(.uncertain(reason: "connection lost"))])
    _ = try await fixture.submit(through: sender)
    #expect(try await fixture.states() == [.uncertain, .uncertain])
    let mailbox = mailbox()
    mailbox.add(arrived.frozen, to: "Sent")
    let report = try await fixture.file(in: mailbox)
    #expect(report.settled == [arrived.row])
    #expect(try await fixture.states() == [.uncertain, .sent])
    #expect(try await fixture.store.draft(arrived.draft).state == .sent)
    #expect(try await fixture.store.draft(lost.draft).state == .approved)
    // Its copy stands there already.
    #expect(try await fixture.file(in: mailbox).filed == [arrived.row])
    #expect(mailbox.messages(in: "Sent").count == 1)
  }
}
