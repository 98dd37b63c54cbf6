// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A sync that is cut off")
struct SyncFailureTests {
  /// Two folders in batches of two: questions, answers, one in both folders, rubble, and one that is gone.
  private static func fixture() throws -> MailboxFixture {
    let fixture = try MailboxFixture()
    let mailbox = fixture.mailbox
    mailbox.add(folder: "Sent", attributes: ["\\sent"])
    for number in 1...2 {
      mailbox.add(MailboxFixture.inquiry(number), received: Double(number * 10), claimedSize: 8 << 20)
      mailbox.add(
        MailboxFixture.quotation(for: number, day: number + 1), to: "Sent", received: Double(number * 10 + 5),
        claimedSize: 8 << 20)
      mailbox.skip(3)
    }
    mailbox.add(MailboxFixture.rubble, received: 12, claimedSize: 8 << 20)
    mailbox.add(MailboxFixture.quotation(for: 1, day: 2), received: 40, claimedSize: 8 << 20)
    mailbox.hollow(mailbox.add(MailboxFixture.inquiry(9), received: 22, claimedSize: 8 << 20))
    return fixture
  }

  /// The UIDs of the folders' messages that can be fetched.
  private static let fetchable: [String: Set<UInt32>] = ["INBOX": [1, 5, 9, 10], "Sent": [1, 2]]

  private func expectHonestCursors(_ fixture: MailboxFixture, _ comment: Comment) async throws {
    for (folder, uids) in Self.fetchable {
      let reached = try await fixture.cursor(folder) ?? 0
      let noted = try await fixture.noted(folder)
      let passed = uids.filter { $0 <= reached }
      #expect(noted.isSuperset(of: passed), comment)
    }
  }

  @Test("loses nothing and doubles nothing, whichever call of the server fails")
  func everyCall() async throws {
    let whole = try Self.fixture()
    try await whole.run()
    let expected = try await exportedText(whole.store)
    let calls = whole.mailbox.calls.count
    #expect(calls > 10)
    for call in 0..<calls {
      let fixture = try Self.fixture()
      fixture.mailbox.breakConnection(atCall: call)
      let comment: Comment = "call \(call): \(whole.mailbox.calls[call])"
      await #expect(throws: MailServerError.self, comment) { try await fixture.run() }
      try await expectHonestCursors(fixture, comment)
      fixture.mailbox.reconnect()
      try await fixture.run()
      #expect(try await exportedText(fixture.store) == expected, comment)
      for (folder, uids) in Self.fetchable { #expect(try await fixture.noted(folder) == uids, comment) }
    }
  }

  @Test("loses nothing and doubles nothing, whichever write of the store fails")
  func everyWrite() async throws {
    let whole = try Self.fixture()
    try await whole.run()
    let expected = try await exportedText(whole.store)
    var write = 0
    while true {
      var fixture = try Self.fixture()
      let ledger = FailingLedger(fixture.store, atWrite: write)
      fixture.ledger = ledger
      do {
        try await fixture.run()
        break
      } catch LedgerError.diskFull {
        let comment: Comment = "write \(write)"
        try await expectHonestCursors(fixture, comment)
        fixture.ledger = fixture.store
        try await fixture.run()
        #expect(try await exportedText(fixture.store) == expected, comment)
      }
      write += 1
    }
    // Four records, six deliveries, and the cursors.
    #expect(write > 10)
  }
}
