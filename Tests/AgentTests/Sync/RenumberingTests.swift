// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import TestSupport
import Testing

@Suite("A folder that the server numbers anew")
struct RenumberingTests {
  @Test("brings no new events, whether its messages are known by name or by their bytes")
  func knownBytes() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number), received: Double(number)) }
    fixture.mailbox.add(MailboxFixture.rubble, received: 4)
    try await fixture.run()
    let stored = try await exportedText(fixture.store)
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    let report = try await fixture.run()
    #expect(report.folders.map(\.rebound) == [3])
    #expect(report.folders.map(\.known) == [1])
    #expect(report.folders.map(\.stored) == [0])
    #expect(fixture.mailbox.calls.suffix(1) == ["FETCH 1"])
    #expect(try await exportedText(fixture.store) == stored)
    #expect(try await fixture.noted() == [1, 2, 3, 4])
    #expect(try await fixture.run().isUnchanged)
  }

  @Test("brings what came with the change")
  func newToo() async throws {
    let fixture = SyncFixture()
    fixture.deliver(1)
    try await fixture.run()
    fixture.deliver(2)
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    let counts = try #require(try await fixture.run().folders.first)
    #expect(counts.rebound == 1 && counts.stored == 1 && counts.held == 0)
  }

  @Test("does nothing new with 2,000 messages, however few of them are named")
  func manyMessages() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...2000 {
      fixture.mailbox.add(
        SyncFixture.mail(number, isNamed: number % 10 != 0), received: fixture.clock.seconds - Double(number))
    }
    try await fixture.run()
    let processed = fixture.ledger.processed
    fixture.clock.advance(by: 3600)
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    let counts = try #require(try await fixture.run().folders.first)
    #expect(counts.rebound == 1800 && counts.known == 200)
    #expect(counts.stored == 0 && counts.held == 0)
    #expect(fixture.ledger.processed == processed && fixture.ledger.held.isEmpty)
    #expect(try await fixture.present() == (1...2000).map { UInt32($0) })
  }

  @Test("has what is new and old wait for a person, and what is new and recent not")
  func oldMail() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    fixture.deliver(1)
    try await fixture.run()
    fixture.deliver(2, received: fixture.clock.seconds - 8 * 86_400)
    fixture.deliver(3, received: fixture.clock.seconds - 6 * 86_400)
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    let counts = try #require(try await fixture.run().folders.first)
    #expect(counts.held == 1 && counts.stored == 1)
    #expect(fixture.ledger.held == [SyncFixture.mail(2)])
    fixture.deliver(4, received: fixture.clock.seconds - 8 * 86_400)
    #expect(try await fixture.run().folders.map(\.stored) == [1])
  }

  @Test("has everything new wait for a person when more than 50 are new at once", arguments: [50, 51])
  func manyNew(count: Int) async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.batchCount = 20
    fixture.deliver(1)
    try await fixture.run()
    for number in 1...count { fixture.deliver(1 + number) }
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    // Cut off after the first batch: what is left is still too much.
    fixture.mailbox.breakConnection(atCall: 3)
    await #expect(throws: MailServerError.self) { try await fixture.run() }
    fixture.mailbox.reconnect()
    try await fixture.run()
    #expect(fixture.ledger.held.count == (count > 50 ? count : 0))
    #expect(fixture.ledger.processed.count == (count > 50 ? 1 : count + 1))
  }

  @Test("is read as a new one when it had never been read through")
  func neverRead() async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.batchCount = 10
    for number in 1...80 { fixture.deliver(number) }
    fixture.mailbox.breakConnection(atCall: 4)
    await #expect(throws: MailServerError.self) { try await fixture.run() }
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    try await fixture.run()
    #expect(fixture.ledger.held.isEmpty && fixture.ledger.processed.count == 80)
    #expect(fixture.ledger.processed.values.allSatisfy { $0 == 1 })
  }

  @Test("is listed again when the change comes between two batches, and no message is taken for another")
  func betweenBatches() async throws {
    var fixture = SyncFixture(folders: ["INBOX", "Sent"])
    fixture.limits.batchCount = 1
    fixture.mailbox.add(folder: "Sent")
    for number in 1...3 {
      fixture.deliver(number, received: Double(2 * number))
      fixture.deliver(number + 10, to: "Sent", received: Double(2 * number + 1))
    }
    // Sent is open when INBOX changes: EXAMINE and LISTING of both, then INBOX's first message and Sent's.
    fixture.mailbox.before(call: 7) { $0.renumber("INBOX") }
    try await fixture.run()
    #expect(fixture.mailbox.calls[6...7] == ["EXAMINE Sent", "FETCH 1"])
    #expect(fixture.ledger.processed.count == 6 && fixture.ledger.processed.values.allSatisfy { $0 == 1 })
    #expect(try await fixture.present() == [1, 2, 3])
    #expect(try await fixture.run().problems == [])
  }

  @Test("is left alone after five times in a day, and the others are read")
  func storm() async throws {
    let fixture = SyncFixture(folders: ["INBOX", "Archive"])
    fixture.mailbox.add(folder: "Archive")
    fixture.deliver(1)
    try await fixture.run()
    for _ in 1...4 {
      fixture.mailbox.renumber()
      fixture.mailbox.reconnect()
      #expect(try await fixture.run().problems == [])
    }
    fixture.mailbox.renumber()
    fixture.mailbox.reconnect()
    fixture.deliver(2, to: "Archive")
    let report = try await fixture.run()
    #expect(
      report.problems == [
        "INBOX: The server numbered the folder anew 5 times in a day; it is left alone until that has passed."
      ])
    #expect(report.folders.map(\.stored) == [0, 1])
    fixture.clock.advance(by: 86_401)
    #expect(try await fixture.run().problems == [])
    #expect(fixture.ledger.processed.values.allSatisfy { $0 == 1 })
  }
}

@Suite("A long pass")
struct LongPassTests {
  @Test("takes the newest first when very many wait, then the history from its beginning")
  func liveTail() async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.tailThreshold = 10
    fixture.limits.tail = 2
    fixture.limits.batchCount = 4
    fixture.limits.chunk = 5
    for number in 1...11 { fixture.deliver(number, received: Double(number)) }
    let calls = try await fixture.calls()
    #expect(calls.dropFirst(2) == ["FETCH 10,11", "FETCH 1,2,3,4", "FETCH 5", "FETCH 6,7,8,9"])
    #expect(fixture.ledger.processed.count == 11 && fixture.ledger.processed.values.allSatisfy { $0 == 1 })
  }

  @Test("looks again meanwhile, and takes what has come before it goes on")
  func looksAgain() async throws {
    var fixture = SyncFixture([.qresync], folders: ["INBOX"])
    fixture.limits.batchCount = 2
    for number in 1...8 { fixture.deliver(number, received: Double(number)) }
    fixture.mailbox.before(call: 3) { [clock = fixture.clock] mailbox in
      mailbox.add(SyncFixture.mail(9), received: 100)
      mailbox.drop(7)
      clock.advance(by: 31)
    }
    let calls = try await fixture.calls()
    #expect(
      calls == [
        "EXAMINE INBOX", "LISTING 1:8", "FETCH 1,2", "FETCH 3,4", "EXAMINE INBOX", "LISTING 9:9", "FETCH 9",
        "FETCH 5,6", "FETCH 7,8",
      ])
    #expect(try await fixture.present() == [1, 2, 3, 4, 5, 6, 8, 9])
    #expect(fixture.ledger.processed.count == 8)
    #expect(try await fixture.run().isUnchanged)
  }
}
