// SPDX-License-Identifier: Apache-2.0

import Agent
import MailModel
import MailTransport
import OrderCore
import Store
import TestSupport
import Testing

@Suite("A sync with Cyrus", .enabled(if: TestServers.areExpected))
struct CyrusTests {
  private let place: SyncPlace

  init() throws {
    place = try SyncPlace(port: TestServers.cyrusPort())
  }

  private func mail(_ numbers: ClosedRange<Int>) -> [String] {
    numbers.map { "Message-ID: <\($0)@b.example>\r\nSubject: x\r\n\r\nText \($0)\r\n" }
  }

  @Test("hears at the opening what went and what was flagged (QRESYNC)")
  func resync() async throws {
    try place.fill("INBOX", mail(1...9))
    let first = try await place.session().open("INBOX", since: nil).status
    let other = try place.client()
    for command in [
      "SELECT INBOX", "UID STORE 2,4:5 +FLAGS (\\Deleted)", "EXPUNGE", "UID STORE 7 +FLAGS (\\Answered)",
    ] { try other.run(command) }
    let session = try await place.session()
    let baseline = FolderBaseline(uidValidity: first.uidValidity, modSeq: first.modSeq, known: 1...9)
    let second = try await session.open("INBOX", since: baseline)
    #expect(second.tellsVanished && second.tellsFlags)
    #expect(second.vanished == UIDIntervals(uids: [2, 4, 5]))
    #expect(second.flags == [FlagChange(uid: 7, flags: .answered)])
    #expect(second.status.exists == 6)
    await session.close()
  }

  @Test("keeps in step with it, one round trip a folder when nothing happened")
  func inStep() async throws {
    try place.fill("INBOX", mail(1...40))
    try place.fill("Sent", mail(41...50))
    try await QuickFolder().withStore { store in
      try await place.pass(store)
      #expect(try await place.differences(store) == [])
      #expect(try await place.pass(store).isUnchanged)
      let other = try place.client()
      for command in ["SELECT INBOX", "UID STORE 3:9 +FLAGS (\\Deleted)", "EXPUNGE", "UID MOVE 20 Sent"] {
        try other.run(command)
      }
      try place.fill("INBOX", mail(51...53))
      let report = try await place.pass(store)
      #expect(report.problems == [] && report.total(\.gone) == 8)
      #expect(try await place.differences(store) == [])
      #expect(try await place.pass(store).isUnchanged)
    }
  }

  @Test("knows messages again by their EMAILID in a folder that was made anew (RFC 8474)")
  func objectIDs() async throws {
    let other = try place.client()
    // The server tells nothing else in which they differ: without this name they would be fetched again.
    let twins = (1...30).map { "Subject: x\r\n\r\nText \(10 + $0)\r\n" }
    try place.fill("Sent", twins, date: "01-Jun-2026 10:00:00 +0000")
    try other.run("CREATE Away")
    for command in ["SELECT Sent", "UID COPY 1:* Away", "UNSELECT"] { try other.run(command) }
    try await QuickFolder().withStore { store in
      try await place.pass(store)
      for _ in 0...1 {
        for command in ["DELETE Sent", "CREATE Sent", "SELECT Away", "UID COPY 1:* Sent", "UNSELECT"] {
          try other.run(command)
        }
        let report = try await place.pass(store)
        #expect(report.problems == [] && report.total(\.stored) + report.total(\.held) == 0)
        #expect(report.total(\.rebound) == 30 && report.total(\.known) == 0)
        #expect(try await place.differences(store) == [])
      }
    }
  }
}
