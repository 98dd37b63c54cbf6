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
    let fixture = try MailboxFixture()
    fixture.mailbox.add(folder: "Sent")
    #expect(try await fixture.run().folders.map(\.folder) == ["INBOX"])
  }

  @Test("reads the configured folders and no other")
  func configuredFolders() async throws {
    let fixture = try MailboxFixture(folders: ["Archive", "INBOX"])
    fixture.mailbox.add(folder: "Sent", attributes: ["\\sent"])
    fixture.mailbox.add(folder: "Archive")
    #expect(try await fixture.run().folders.map(\.folder) == ["Archive", "INBOX"])
  }

  @Test("says which configured folder is missing, and which there are, before it reads any")
  func unknownFolder() async throws {
    let fixture = try MailboxFixture(folders: ["INBOX", "Gesendete"])
    fixture.mailbox.add(folder: "Gesendet", attributes: ["\\sent"])
    fixture.mailbox.add(MailboxFixture.inquiry(1))
    let error = await #expect(throws: MailServerError.self) { try await fixture.run() }
    #expect(
      error?.description == "mail.example refused EXAMINE Gesendete: there is no such folder; "
        + "the account has Gesendet, INBOX.")
    #expect(fixture.mailbox.calls == ["LIST"])
    #expect(try await fixture.store.messages().isEmpty)
  }

  @Test("keeps a message that the server does not give in quarantine, and takes the others")
  func withheldMessage() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    fixture.mailbox.withhold(2)
    let counts = try #require(try await fixture.run().folders.first)
    #expect(counts.stored == 2 && counts.quarantined == 1 && counts.gone == 0)
    let kept = try await fixture.store.quarantined()
    #expect(kept.map(\.origin) == ["orders/INBOX/2"])
    #expect(kept.first?.reason.contains("SERVERBUG") == true)
    let again = try #require(try await fixture.run().folders.first)
    #expect(again.stored == 0 && again.quarantined == 0)
  }

  @Test("fetches in batches, reports how far it is, and counts what became of everything")
  func batches() async throws {
    let fixture = try MailboxFixture()
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
    #expect(try await fixture.cursor() == 5)
  }

  @Test("fetches nothing twice")
  func nothingTwice() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    try await fixture.run()
    let before = fixture.mailbox.calls.count
    let stored = try await exportedText(fixture.store)
    let report = try await fixture.run()
    #expect(fixture.mailbox.calls.dropFirst(before).filter { $0.hasPrefix("FETCH") } == [])
    #expect(report.folders.map(\.stored) == [0])
    #expect(try await exportedText(fixture.store) == stored)
  }

  @Test("leaves what arrives while it runs to the next run")
  func arrivesMeanwhile() async throws {
    let fixture = try MailboxFixture()
    fixture.mailbox.add(MailboxFixture.inquiry(1))
    fixture.mailbox.skip(5)
    // LIST, EXAMINE and the listing come before the EXAMINE and FETCH of the batch.
    fixture.mailbox.before(call: 3) { $0.add(MailboxFixture.inquiry(2)) }
    #expect(try await fixture.run().folders.map(\.stored) == [1])
    #expect(try await fixture.cursor() == 1)
    #expect(try await fixture.run().folders.map(\.stored) == [1])
    #expect(try await fixture.cursor() == 7)
  }

  @Test("counts a message as gone when it is left out twice, and goes on")
  func gone() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    fixture.mailbox.hollow(2)
    fixture.mailbox.before(call: 4) { $0.drop(3) }
    let report = try await fixture.run()
    #expect(fixture.mailbox.calls.suffix(2) == ["FETCH 1,2,3", "FETCH 2,3"])
    #expect(report.folders.map(\.gone) == [2])
    #expect(report.folders.map(\.stored) == [1])
    #expect(try await fixture.cursor() == 3)
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
}

@Suite("A folder with another UIDVALIDITY")
struct UIDValidityTests {
  @Test("is listed again from the start, and known bytes bring no new events")
  func knownBytes() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    fixture.mailbox.add(MailboxFixture.rubble)
    try await fixture.run()
    let stored = try await exportedText(fixture.store)
    fixture.mailbox.renumber()
    let report = try await fixture.run()
    #expect(report.folders.map(\.known) == [3])
    #expect(report.folders.map(\.stored) == [0])
    #expect(
      try await exportedText(fixture.store).filter { !$0.hasPrefix("quarantine") }
        == stored.filter { !$0.hasPrefix("quarantine") })
    #expect(try await fixture.noted() == [1, 2, 3, 4])
    let folder = try #require(try await fixture.store.folders().first)
    #expect(folder.cursor.uidValidity == 2)
    #expect(folder.cursor.lastUID == 4)
    #expect(folder.deliveries == 8)
  }

  @Test("takes in what came with the change")
  func newToo() async throws {
    let fixture = try MailboxFixture()
    fixture.mailbox.add(MailboxFixture.inquiry(1))
    try await fixture.run()
    fixture.mailbox.add(MailboxFixture.inquiry(2))
    fixture.mailbox.renumber()
    let report = try await fixture.run()
    #expect(report.folders.map(\.known) == [1])
    #expect(report.folders.map(\.stored) == [1])
  }

  @Test("ends a sync that had listed the old UIDs, and takes no message for another")
  func changedMeanwhile() async throws {
    let fixture = try MailboxFixture()
    for number in 1...3 { fixture.mailbox.add(MailboxFixture.inquiry(number)) }
    fixture.mailbox.before(call: 3) { $0.renumber() }
    let error = await #expect(throws: MailServerError.self) { try await fixture.run() }
    #expect(
      error?.description
        == "mail.example broke the protocol: UIDVALIDITY of INBOX changed during the sync; run it again.")
    #expect(try await fixture.store.messages().isEmpty)
    #expect(try await fixture.run().folders.map(\.stored) == [3])
  }
}
