// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("The sync of a mailbox")
struct MailboxSyncTests {
  @Test("reads INBOX and the folder marked as Sent, whatever it is called")
  func sentByAttribute() async throws {
    let fixture = try MailboxFixture()
    fixture.mailbox.add(folder: "Sent")
    fixture.mailbox.add(folder: "Отправленные", attributes: ["\\sent", "\\hasnochildren"])
    fixture.mailbox.add(folder: "Archive")
    fixture.mailbox.add(MailboxFixture.inquiry(1))
    fixture.mailbox.add(MailboxFixture.quotation(for: 1, day: 2), to: "Отправленные")
    fixture.mailbox.add(MailboxFixture.inquiry(2), to: "Archive")
    let report = try await fixture.run()
    #expect(report.folders.map(\.folder) == ["INBOX", "Отправленные"])
    #expect(report.folders.map(\.stored) == [1, 1])
  }

  @Test("reads INBOX alone where no folder is marked as Sent")
  func noSentFolder() async throws {
    let fixture = SyncFixture()
    fixture.mailbox.add(folder: "Sent")
    #expect(try await fixture.run().folders.map(\.folder) == ["INBOX"])
  }

  @Test("reads the configured folders and no other, each once")
  func configuredFolders() async throws {
    let fixture = SyncFixture(folders: ["Archive", "inbox", "INBOX"])
    fixture.mailbox.add(folder: "Sent", attributes: ["\\sent"])
    fixture.mailbox.add(folder: "Archive")
    #expect(try await fixture.run().folders.map(\.folder) == ["Archive", "INBOX"])
  }

  @Test("says which configured folder is missing, and which there are, and reads the others")
  func unknownFolder() async throws {
    let fixture = SyncFixture(folders: ["Gesendete", "INBOX"])
    fixture.mailbox.add(folder: "Gesendet", attributes: ["\\sent"])
    fixture.deliver(1)
    let report = try await fixture.run()
    #expect(
      report.problems == [
        "Gesendete: mail.example refused EXAMINE Gesendete: there is no such folder; "
          + "the account has Gesendet, INBOX."
      ])
    #expect(report.folders.map(\.stored) == [0, 1])
    #expect(fixture.ledger.contacts == report.problems)
    #expect(!report.isUnchanged)
  }

  @Test("goes on with the other folders when one is refused, and comes back to it")
  func refusedFolder() async throws {
    let fixture = SyncFixture(folders: ["INBOX", "Archive"])
    fixture.mailbox.add(folder: "Archive")
    fixture.deliver(1)
    fixture.deliver(2, to: "Archive")
    fixture.mailbox.refuse("INBOX")
    let report = try await fixture.run()
    #expect(report.problems == ["INBOX: mail.example refused EXAMINE INBOX: NO such folder."])
    #expect(report.folders.map(\.stored) == [0, 1])
    fixture.mailbox.refuse("INBOX", false)
    #expect(try await fixture.run().folders.map(\.stored) == [1, 0])
    #expect(fixture.ledger.contacts == [report.problems[0], "ok"])
  }

  @Test("fetches in batches, reports how far it is, and counts what became of everything")
  func batches() async throws {
    var fixture = try MailboxFixture()
    fixture.limits.batchBytes = 16 << 20
    for number in 1...3 {
      fixture.mailbox.add(MailboxFixture.inquiry(number), received: Double(number), claimedSize: 8 << 20)
    }
    fixture.mailbox.add(MailboxFixture.rubble, received: 4, claimedSize: 8 << 20)
    fixture.mailbox.add(MailboxFixture.inquiry(1), received: 5, claimedSize: 8 << 20)
    let progress = Collected<[Int]>()
    let report = try await fixture.run { progress.add([$0, $1]) }
    #expect(progress.values == [[2, 5], [4, 5], [5, 5]])
    #expect(fixture.mailbox.calls.filter { $0.hasPrefix("FETCH") } == ["FETCH 1,2", "FETCH 3,4", "FETCH 5"])
    let counts = try #require(report.folders.first)
    #expect(counts.stored == 3)
    #expect(counts.known == 1)
    #expect(counts.quarantined == 1)
    #expect(counts.gone == 0)
    #expect(counts.events == 3)
    #expect(counts.drafts == 3)
    #expect(try await fixture.noted() == [1, 2, 3, 4, 5])
  }

  @Test("fetches nothing twice")
  func nothingTwice() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    #expect(try await !fixture.run().isUnchanged)
    let before = fixture.mailbox.calls.count
    let stored = try await exportedText(fixture.store)
    let report = try await fixture.run()
    #expect(report.isUnchanged)
    #expect(Array(fixture.mailbox.calls.dropFirst(before)) == ["LIST", "EXAMINE INBOX"])
    #expect(report.folders.map(\.stored) == [0])
    #expect(try await exportedText(fixture.store) == stored)
  }

  @Test("asks for an unchanged mailbox once a folder, and writes down no more than that")
  func unchanged() async throws {
    let fixture = SyncFixture(folders: ["INBOX", "Archive"])
    fixture.mailbox.add(folder: "Archive")
    for number in 1...3 { fixture.deliver(number) }
    try await fixture.run()
    let before = fixture.ledger.calls.count
    #expect(try await fixture.calls() == ["EXAMINE INBOX", "EXAMINE Archive"])
    #expect(
      Array(fixture.ledger.calls.dropFirst(before))
        == ["hasLanded", "folder", "folder", "pending", "noteContact"])
    // The last completed pass is what a renumbering is judged by: it must not fall too far behind.
    fixture.clock.advance(by: 3600)
    #expect(try await fixture.run().isUnchanged)
    #expect(fixture.ledger.calls.suffix(3) == ["complete", "complete", "noteContact"])
  }

  @Test("leaves what arrives while it runs to the next run")
  func arrivesMeanwhile() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    fixture.deliver(1)
    fixture.mailbox.skip(5)
    fixture.mailbox.before(call: 2) { $0.add(SyncFixture.mail(2)) }
    #expect(try await fixture.run().folders.map(\.stored) == [1])
    #expect(try await fixture.present() == [1])
    #expect(try await fixture.run().folders.map(\.stored) == [1])
    #expect(try await fixture.present() == [1, 7])
  }

  @Test("notes a message that is gone before it could be fetched, and goes on")
  func gone() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    fixture.mailbox.before(call: 2) { $0.drop(3) }
    let report = try await fixture.run()
    #expect(fixture.mailbox.calls == ["EXAMINE INBOX", "LISTING 1:3", "FETCH 1,2,3"])
    #expect(report.folders.map(\.gone) == [1])
    #expect(report.folders.map(\.stored) == [2])
    #expect(try await fixture.present() == [1, 2])
    #expect(try await fixture.run().isUnchanged)
  }

  @Test("decides on an answer in Sent after the question in INBOX, whichever folder comes first")
  func inStep() async throws {
    let fixture = try MailboxFixture(folders: ["Sent", "INBOX"])
    fixture.mailbox.add(folder: "Sent", attributes: ["\\sent"])
    for number in 1...4 {
      // Batches of one: the order of the folders, not of the dates in a batch, is what is seen here.
      fixture.mailbox.add(
        MailboxFixture.inquiry(number, day: number), received: march(number).timeIntervalSince1970,
        claimedSize: 17 << 20)
      fixture.mailbox.add(
        MailboxFixture.quotation(for: number, day: number + 1), to: "Sent",
        received: march(number, 15).timeIntervalSince1970, claimedSize: 17 << 20)
    }
    try await fixture.run()
    #expect(try await fixture.store.dossiers().map(\.state) == [.quoted, .quoted, .quoted, .quoted])
    #expect(try await fixture.store.drafts(in: []).map(\.state) == [.stale, .stale, .stale, .stale])
  }

  @Test("decides on the messages of a batch by their dates, not by their UIDs")
  func byDate() async throws {
    let fixture = try MailboxFixture()
    fixture.mailbox.add(MailboxFixture.quotation(for: 1, day: 3))
    fixture.mailbox.add(MailboxFixture.inquiry(1, day: 2))
    try await fixture.run()
    let order = try #require(try await fixture.store.dossiers().first)
    #expect(order.steps.map(\.transition.event) == [.inquiryReceived, .quoteSent])
  }

  @Test("opens the folder that is open already first, when batches alternate between two")
  func fewOpenings() async throws {
    var fixture = SyncFixture(folders: ["INBOX", "Sent"])
    fixture.limits.batchCount = 2
    fixture.mailbox.add(folder: "Sent")
    for number in 1...3 {
      fixture.deliver(number, received: Double(10 * number))
      fixture.deliver(number + 10, to: "Sent", received: Double(10 * number + 5))
    }
    let calls = try await fixture.calls()
    #expect(
      calls.dropFirst(4) == [
        "FETCH 1", "EXAMINE INBOX", "FETCH 1", "FETCH 2", "EXAMINE Sent", "FETCH 2", "FETCH 3",
        "EXAMINE INBOX", "FETCH 3",
      ])
  }

  @Test("lands mail without processing it, and a later run processes it without fetching it again")
  func fetchOnly() async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.batchCount = 2
    for number in 1...5 { fixture.deliver(number, received: Double(number)) }
    #expect(try await fixture.run(.fetchOnly).folders.map(\.landed) == [5])
    #expect(fixture.ledger.processed.isEmpty && fixture.ledger.waiting.count == 5)
    #expect(try await fixture.run(.fetchOnly).isUnchanged)
    let before = fixture.mailbox.calls.count
    let report = try await fixture.run()
    #expect(Array(fixture.mailbox.calls.dropFirst(before)) == ["EXAMINE INBOX"])
    #expect(report.folders.map(\.stored) == [5])
    #expect(fixture.ledger.processed.count == 5 && fixture.ledger.processed.values.allSatisfy { $0 == 1 })
  }

  @Test("processes what landed without a server")
  func takeLanded() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    try await fixture.run(.fetchOnly)
    #expect(try await fixture.sync.takeLanded().folders.map(\.stored) == [3])
    #expect(fixture.ledger.waiting.isEmpty)
  }
}
