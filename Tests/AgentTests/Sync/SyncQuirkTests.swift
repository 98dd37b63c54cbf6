// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import TestSupport
import Testing

@Suite("A sync with a server of its own kind")
struct SyncQuirkTests {
  static let kinds: [Set<ScriptedMailbox.Trait>] = [
    [], [.condstore], [.qresync], [.hidesUIDNext], [.qresync, .zeroModSeq], [.hidesDates, .hidesUIDNext],
  ]

  @Test("notes what another client deletes, moves and flags between two passes", arguments: kinds)
  func otherClient(_ traits: Set<ScriptedMailbox.Trait>) async throws {
    let fixture = SyncFixture(traits, folders: ["INBOX", "Archive"])
    fixture.mailbox.add(folder: "Archive")
    for number in 1...9 { fixture.deliver(number) }
    try await fixture.run()
    fixture.mailbox.drop(2)
    fixture.mailbox.move(5, from: "INBOX", to: "Archive")
    fixture.mailbox.mark(8, [.seen, .answered])
    fixture.deliver(10)
    let report = try await fixture.run()
    #expect(report.folders.map(\.gone) == [2, 0])
    #expect(report.folders.map(\.stored) == [1, 0])
    #expect(report.folders.map(\.known) == [0, 1])
    #expect(try await fixture.present() == [1, 3, 4, 6, 7, 8, 9, 10])
    #expect(try await fixture.present("Archive") == [1])
    #expect(fixture.ledger.flags(fixture.name())[8] == [.seen, .answered])
    #expect(fixture.ledger.processed.values.allSatisfy { $0 == 1 })
    #expect(fixture.ledger.processed.count == 10)
  }

  @Test("hears of changes in the round trip that opens the folder, where the server tells them")
  func quick() async throws {
    let fixture = SyncFixture([.qresync], folders: ["INBOX"])
    for number in 1...9 { fixture.deliver(number) }
    try await fixture.run()
    fixture.mailbox.drop(2)
    fixture.mailbox.mark(8, .flagged)
    #expect(try await fixture.calls() == ["EXAMINE INBOX"])
    #expect(try await fixture.present() == [1, 3, 4, 5, 6, 7, 8, 9])
    #expect(fixture.ledger.flags(fixture.name())[8] == .flagged)
    #expect(try await fixture.run().isUnchanged)
  }

  @Test("asks for the UIDs only when the numbers differ, the newest first")
  func reconciles() async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.reconciliation = 10
    fixture.limits.flagWindow = 3
    for number in 1...90 { fixture.deliver(number) }
    try await fixture.run()
    fixture.mailbox.drop(85)
    #expect(try await fixture.calls() == ["EXAMINE INBOX", "FLAGS 88:90", "UIDS 81:90"])
    fixture.mailbox.drop(3)
    #expect(
      try await fixture.calls()
        == ["EXAMINE INBOX", "FLAGS 88:90", "UIDS 80:90", "UIDS 40:79", "UIDS 1:39"])
    #expect(try await fixture.run().isUnchanged)
  }

  @Test("lists a big folder in pieces, the newest first")
  func pieces() async throws {
    var fixture = SyncFixture(folders: ["INBOX"])
    fixture.limits.listing = 4
    for number in 1...9 {
      fixture.mailbox.skip(100)
      fixture.deliver(number)
    }
    let calls = try await fixture.calls()
    #expect(
      calls.prefix(5) == [
        "EXAMINE INBOX", "UIDS 1:909", "LISTING 606:909", "LISTING 202:605", "LISTING 1:201",
      ])
    #expect(fixture.ledger.processed.count == 9)
    fixture.deliver(10)
    #expect(
      try await fixture.calls() == ["EXAMINE INBOX", "LISTING 910:910", "FLAGS 710:909", "FETCH 910"])
  }

  @Test("notes nothing as listed above the newest message of a server that does not say UIDNEXT")
  func hiddenNext() async throws {
    let fixture = SyncFixture([.hidesUIDNext], folders: ["INBOX"])
    fixture.deliver(1)
    fixture.mailbox.skip(7)
    fixture.deliver(2)
    try await fixture.run()
    #expect(try await fixture.ledger.folder(fixture.name())?.scanned == UIDIntervals([1...9]))
    fixture.deliver(3)
    #expect(
      try await fixture.calls() == [
        "EXAMINE INBOX", "LISTING 10:4294967295", "FLAGS 1:9", "FETCH 10",
      ])
    #expect(try await fixture.present() == [1, 9, 10])
  }

  @Test("finds messages above a UIDNEXT that lags behind")
  func staleNext() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    fixture.mailbox.claim(uidNext: 3)
    try await fixture.run()
    #expect(try await fixture.present() == [1, 2, 3])
    #expect(fixture.ledger.processed.count == 3)
    try await fixture.run()
    #expect(try await fixture.ledger.generations(of: fixture.name(), since: .distantPast) == 1)
  }

  @Test("finds a message that is given a UID where there was none", arguments: kinds)
  func goingDown(_ traits: Set<ScriptedMailbox.Trait>) async throws {
    let fixture = SyncFixture(traits, folders: ["INBOX"])
    fixture.deliver(1)
    fixture.mailbox.skip(7)
    fixture.deliver(2)
    try await fixture.run()
    fixture.mailbox.insert(SyncFixture.mail(3), uid: 4)
    try await fixture.run()
    #expect(try await fixture.present() == [1, 4, 9])
    #expect(fixture.ledger.processed.count == 3)
    #expect(try await fixture.ledger.folder(fixture.name())?.scanned == UIDIntervals([1...9]))
  }

  @Test("loses nothing to a server that counts wrongly", arguments: [0, 2, 17])
  func wrongCount(exists: Int) async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...5 { fixture.deliver(number) }
    fixture.mailbox.claim(exists: exists)
    try await fixture.run()
    fixture.deliver(6)
    fixture.mailbox.drop(1)
    try await fixture.run()
    #expect(try await fixture.present() == [2, 3, 4, 5, 6])
    #expect(fixture.ledger.processed.count == 6)
  }

  @Test("takes the same UIDs for other messages once UIDNEXT goes down")
  func restoredBackup() async throws {
    let fixture = SyncFixture([.qresync], folders: ["INBOX"])
    for number in 1...5 { fixture.deliver(number) }
    try await fixture.run()
    fixture.mailbox.restore(first: 3)
    fixture.mailbox.reconnect()
    fixture.deliver(14)
    let report = try await fixture.run()
    #expect(report.folders.map(\.rebound) == [3])
    #expect(report.folders.map(\.stored) == [1])
    #expect(try await fixture.present() == [1, 2, 3, 4])
    #expect(fixture.ledger.processed[SyncFixture.mail(14)] == 1)
  }

  @Test("notes what is told to be gone during another command")
  func unsolicited() async throws {
    let fixture = SyncFixture([.qresync], folders: ["INBOX"])
    for number in 1...4 { fixture.deliver(number) }
    fixture.mailbox.before(call: 2) { $0.drop(1) }
    // 1 goes after it was listed; it is fetched in vain, and told to be gone.
    let report = try await fixture.run()
    #expect(report.folders.map(\.gone) == [1])
    fixture.deliver(5)
    fixture.mailbox.before(call: 2) { $0.drop(3) }
    try await fixture.run()
    #expect(try await fixture.present() == [2, 4, 5])
  }

  @Test("believes no folder without a UIDVALIDITY, and reads the others")
  func noUIDValidity() async throws {
    let fixture = SyncFixture(folders: ["INBOX", "Archive"])
    fixture.mailbox.add(folder: "Archive")
    fixture.mailbox.claim(uidValidity: 0)
    fixture.deliver(1)
    fixture.deliver(2, to: "Archive")
    let report = try await fixture.run()
    #expect(
      report.problems
        == ["INBOX: The server gives the folder no UIDVALIDITY; its messages can't be told apart."])
    #expect(report.folders.map(\.stored) == [0, 1])
  }
}

@Suite("A message that the server does not give")
struct WithheldMessageTests {
  @Test(
    "nor lists is told of in every pass until it is listed",
    arguments: [ScriptedMailbox.Trait.qresync, nil])
  func unlisted(_ trait: ScriptedMailbox.Trait?) async throws {
    let fixture = SyncFixture(trait.map { [$0] } ?? [], folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    fixture.mailbox.conceal(2)
    for _ in 0..<2 {
      let report = try await fixture.run()
      #expect(
        report.problems == [
          "INBOX: the server finds 1 messages that it does not list, the first with UID 2."
        ])
    }
    fixture.mailbox.conceal(2, false)
    let report = try await fixture.run()
    #expect(report.problems.isEmpty && report.folders.map(\.stored) == [1])
  }

  @Test("holds up no other, is asked for again five minutes later, and given up after three passes")
  func givenUp() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...3 { fixture.deliver(number) }
    fixture.mailbox.withhold(2)
    let first = try #require(try await fixture.run().folders.first)
    #expect(first.stored == 2 && first.withheld == 1 && first.unavailable == 0)
    fixture.clock.advance(by: 60)
    #expect(try await fixture.calls() == ["EXAMINE INBOX"])
    fixture.clock.advance(by: 300)
    #expect(try await fixture.calls() == ["EXAMINE INBOX", "FETCH 2"])
    fixture.clock.advance(by: 301)
    let third = try #require(try await fixture.run().folders.first)
    #expect(third.unavailable == 1)
    #expect(fixture.ledger.unavailable(fixture.name()) == [2])
    #expect(try await fixture.present() == [1, 2, 3])
    fixture.clock.advance(by: 301)
    #expect(try await fixture.run().isUnchanged)
  }

  @Test("is taken in when the server gives it after all")
  func afterAll() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    fixture.deliver(1)
    fixture.mailbox.withhold(1)
    try await fixture.run()
    fixture.mailbox.withhold(1, false)
    fixture.clock.advance(by: 301)
    #expect(try await fixture.run().folders.map(\.stored) == [1])
  }

  @Test("is given up at once when it is over the limit")
  func tooLong() async throws {
    let fixture = SyncFixture(folders: ["INBOX"])
    for number in 1...2 { fixture.deliver(number) }
    fixture.mailbox.lengthen(1)
    let counts = try #require(try await fixture.run().folders.first)
    #expect(counts.unavailable == 1 && counts.stored == 1)
    #expect(fixture.ledger.unavailable(fixture.name()) == [1])
  }
}
