// SPDX-License-Identifier: Apache-2.0

import MailModel
import MailTransport
import OrderCore
import Synchronization
import TestSupport
import Testing

@Suite("Changes on a real IMAP server", .enabled(if: TestServers.areExpected))
struct IMAPChangesTests {
  private let servers: TestServers
  private let user = TestServers.freshUser()

  init() throws { servers = try TestServers() }

  private func raw(_ text: String) -> RawMessage { RawMessage(bytes: Array(text.utf8)) }

  private func session(compress: Bool = false, plain: Bool = false) async throws -> IMAPSession {
    var settings = servers.settings(
      port: plain ? servers.plainIMAP : servers.imaps, security: plain ? .none : .implicit, user: user)
    settings.compress = compress
    return try await IMAPSession.open(settings)
  }

  /// Another client, which may do what Kontor never does.
  private func elsewhere(_ commands: [String]) throws {
    let client = try PlainClient(port: servers.imap)
    try client.run("LOGIN \(user) secret")
    for command in commands { try client.run(command) }
    try client.run("LOGOUT")
  }

  private func fill(_ session: IMAPSession, _ count: Int, folder: String = "INBOX") async throws {
    for number in 1...count {
      _ = try await session.append(
        raw("Message-ID: <\(number)@b.example>\r\nSubject: x\r\n\r\nText \(number)\r\n"), to: folder)
    }
  }

  @Test("are told at the opening: what another client removed and flagged")
  func resync() async throws {
    let session = try await session()
    try await fill(session, 9)
    let first = try await session.open("INBOX", since: nil)
    #expect(first.status.modSeq > 0 && first.status.exists == 9)
    #expect(!first.tellsVanished && !first.tellsFlags)
    let listed = try await session.list(1...9, naming: true)
    #expect(listed.map(\.messageID) == (1...9).map { "\($0)@b.example" })
    #expect(listed.allSatisfy { $0.flags == .seen })
    try elsewhere([
      "SELECT INBOX", "UID STORE 2,4:5 +FLAGS (\\Deleted)", "EXPUNGE", "UID STORE 7 +FLAGS (\\Answered)",
    ])
    let baseline = FolderBaseline(
      uidValidity: first.status.uidValidity, modSeq: first.status.modSeq, known: 1...9)
    let second = try await session.open("INBOX", since: baseline)
    #expect(second.tellsVanished && second.tellsFlags)
    #expect(second.vanished == UIDIntervals(uids: [2, 4, 5]))
    #expect(second.flags == [FlagChange(uid: 7, flags: [.seen, .answered])])
    #expect(second.status.exists == 6)
    #expect(try await session.uids(in: 1...(.max)) == UIDIntervals(uids: [1, 3, 6, 7, 8, 9]))
    let other = FolderBaseline(uidValidity: baseline.uidValidity + 1, modSeq: baseline.modSeq, known: nil)
    let third = try await session.open("INBOX", since: other)
    #expect(!third.tellsVanished && !third.tellsFlags && third.vanished.isEmpty)
    await session.close()
  }

  @Test("that come meanwhile are told on any command")
  func vanished() async throws {
    let session = try await session()
    try await fill(session, 5)
    _ = try await session.open("INBOX", since: nil)
    try elsewhere(["SELECT INBOX", "UID STORE 2:3 +FLAGS (\\Deleted)", "EXPUNGE"])
    let outcomes = try await session.fetch([1, 2, 3, 4])
    #expect(outcomes[1] == .given(raw("Message-ID: <1@b.example>\r\nSubject: x\r\n\r\nText 1\r\n")))
    #expect(outcomes[2] == .gone && outcomes[3] == .gone)
    #expect(await session.takeVanished() == UIDIntervals(uids: [2, 3]))
    #expect(try await session.list(1...9, naming: false).map(\.uid) == [1, 4, 5])
    await session.close()
  }

  @Test(
    "end a wait: in the open folder, in another one, and when the caller wants it", arguments: [false, true])
  func waiting(_ isPlain: Bool) async throws {
    let session = try await session(plain: isPlain)
    #expect(await session.canWait)
    try await fill(session, 1)
    try await fill(session, 1, folder: "Sent")
    _ = try await session.open("Sent", since: nil)
    _ = try await session.open("INBOX", since: nil)
    #expect(try await session.wait(for: ["INBOX", "Sent"], seconds: 30) { true } == .interrupted)
    #expect(try await session.wait(for: ["INBOX"], seconds: 1) { false } == .quiet)
    let other = try await self.session()
    let asked = Mutex(false)
    async let first = session.wait(for: ["INBOX", "Sent"], seconds: 30) {
      asked.withLock { $0 = true }
      return false
    }
    while !asked.withLock({ $0 }) { await Task.yield() }
    _ = try await other.append(raw("Subject: y\r\n\r\n"), to: "INBOX")
    #expect(try await first == .changed)
    #expect(try await session.open("INBOX", since: nil).status.exists == 2)
    if !isPlain {
      // By NOTIFY, and also what came before it was asked for.
      _ = try await other.append(raw("Subject: z\r\n\r\n"), to: "Sent")
      #expect(try await session.wait(for: ["INBOX", "Sent"], seconds: 30) { false } == .changed)
      _ = try await session.open("Sent", since: nil)
      _ = try await session.open("INBOX", since: nil)
      #expect(try await session.wait(for: ["INBOX", "Sent"], seconds: 0) { false } == .quiet)
    }
    await other.close()
    await session.close()
  }

  @Test("come through a compressed connection as through a plain one")
  func compressed() async throws {
    let session = try await session(compress: true)
    #expect(await session.isCompressed)
    let text = "Subject: long\r\n\r\n" + String(repeating: "All work and no play.\r\n", count: 100_000)
    _ = try await session.append(raw(text), to: "INBOX")
    try await fill(session, 20)
    _ = try await session.open("INBOX", since: nil)
    let listed = try await session.list(1...(.max), naming: true)
    #expect(listed.count == 21 && listed[0].size == text.utf8.count)
    let outcomes = try await session.fetch(listed.map(\.uid))
    #expect(outcomes[1] == .given(raw(text)))
    #expect(outcomes.count == 21)
    #expect(try await session.wait(for: ["INBOX"], seconds: 1) { false } == .quiet)
    await session.close()
  }

  @Test("are found without any extension as well")
  func plain() async throws {
    let session = try await session(plain: true)
    #expect(await session.capabilities.isDisjoint(with: ["CONDSTORE", "QRESYNC", "ESEARCH", "SPECIAL-USE"]))
    #expect(try await session.folders().filter(\.isSent).map(\.name) == ["Sent"])
    try await fill(session, 5)
    let opening = try await session.open(
      "INBOX", since: FolderBaseline(uidValidity: 1, modSeq: 5, known: nil))
    #expect(!opening.tellsFlags && !opening.tellsVanished && opening.status.exists == 5)
    try elsewhere(["SELECT INBOX", "UID STORE 2:3 +FLAGS (\\Deleted)", "EXPUNGE"])
    let outcomes = try await session.fetch([2, 5])
    #expect(outcomes[2] == .gone)
    #expect(outcomes[5] != .gone)
    #expect(try await session.uids(in: 1...(.max)) == UIDIntervals(uids: [1, 4, 5]))
    #expect(try await session.list(1...(.max), naming: true).map(\.uid) == [1, 4, 5])
    #expect(try await session.flags(in: 4...5).map(\.uid) == [4, 5])
    await session.close()
  }
}
