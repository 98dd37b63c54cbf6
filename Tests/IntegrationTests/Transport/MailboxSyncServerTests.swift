// SPDX-License-Identifier: Apache-2.0

import Agent
import ContentHashing
import Foundation
import MailModel
import MailTransport
import OrderCore
import TestSupport
import Testing

/// Passes over a mailbox in which another client works, between them and during them.
@Suite("A sync with a real IMAP server", .enabled(if: TestServers.areExpected))
struct MailboxSyncServerTests {
  /// Takes mail in by counting it.
  private struct CountingTaker: MailTaking, MessageParsing {
    let ledger: InMemoryMailboxLedger
    /// Runs before each batch is stored: while the session fetches the next.
    let meanwhile: @Sendable () -> Void

    func parse(_ raw: RawMessage) throws(ParseError) -> Message { Message(digest: raw.digest) }

    func date(of bytes: [UInt8]) -> Date? { nil }
    func content(ofPart digest: ContentDigest, in raw: RawMessage) -> PartContent? { nil }

    func parse(_ mail: [LandedMail]) async -> [ParsedMail] {
      mail.map { ParsedMail($0.raw, delivery: $0.delivery, origin: $0.origin, parser: self) }
    }

    func store(_ mail: [ParsedMail], now: Date) async throws(LedgerError) -> [IntakeResult] {
      meanwhile()
      try await ledger.finish(mail.map(\.raw))
      return mail.map { _ in .stored(StoredMessageID(1), events: [], draft: false) }
    }
  }

  private let servers: TestServers
  private let user = TestServers.freshUser()
  private let ledger = InMemoryMailboxLedger()
  private let folders = ["INBOX", "Archive"]

  init() throws { servers = try TestServers() }

  private func settings(plain: Bool) -> ServerSettings {
    servers.settings(
      port: plain ? servers.plainIMAP : servers.imaps, security: plain ? .none : .implicit, user: user)
  }

  private func elsewhere(_ commands: [String]) {
    guard let client = try? PlainClient(port: servers.imap), (try? client.run("LOGIN \(user) secret")) != nil
    else { return }
    // Some find nothing to work on: what becomes of them is the server's business.
    for command in commands { try? client.run(command) }
    try? client.run("LOGOUT")
  }

  private func pass(plain: Bool, meanwhile: @escaping @Sendable () -> Void = {}) async throws -> SyncReport {
    var account = servers.account(user: user)
    account.folders = folders
    var limits = SyncLimits()
    limits.batchCount = 7
    limits.lookAgain = 0
    let session = try await IMAPSession.open(settings(plain: plain))
    let sync = MailboxSync(
      account: account, taker: CountingTaker(ledger: ledger, meanwhile: meanwhile), ledger: ledger,
      limits: limits, clock: { Date() })
    do {
      let report = try await sync.run(from: session)
      await session.close()
      return report
    } catch {
      await session.close()
      throw error
    }
  }

  /// What the server and the ledger have of a folder.
  private func both(_ folder: String) async throws -> (server: UIDIntervals, ledger: UIDIntervals) {
    let session = try await IMAPSession.open(settings(plain: false))
    _ = try await session.open(folder, since: nil)
    let uids = try await session.uids(in: 1...UInt32.max)
    await session.close()
    let name = FolderName(mailbox: user, folder: folder)
    guard let record = try await ledger.folder(name) else { return (uids, UIDIntervals()) }
    return (uids, try await ledger.presentUIDs(record.generation))
  }

  private func deliver(_ numbers: ClosedRange<Int>) async throws {
    let session = try await IMAPSession.open(settings(plain: false))
    for number in numbers {
      let text = "Message-ID: <\(number)@b.example>\r\nSubject: \(number)\r\n\r\nText \(number)\r\n"
      _ = try await session.append(RawMessage(bytes: Array(text.utf8)), to: "INBOX")
    }
    await session.close()
  }

  @Test("has what the server has, each message once, whatever another client does", arguments: [false, true])
  func anotherClient(plain: Bool) async throws {
    elsewhere(["CREATE Archive"])
    var random = SeededGenerator(seed: 41)
    var last = 0
    for round in 0..<12 {
      let count = Int.random(in: 1...25, using: &random)
      try await deliver((last + 1)...(last + count))
      last += count
      func work() -> [String] {
        let low = Int.random(in: 1...(last + 1), using: &random)
        let set = "\(low):\(low + Int.random(in: 0...4, using: &random))"
        return switch Int.random(in: 0..<4, using: &random) {
        case 0: ["SELECT INBOX", "UID STORE \(set) +FLAGS (\\Deleted)", "EXPUNGE"]
        case 1: ["SELECT INBOX", "UID MOVE \(set) Archive"]
        case 2: ["SELECT Archive", "UID MOVE \(set) INBOX"]
        default: ["SELECT INBOX", "UID STORE \(set) +FLAGS (\\Answered)"]
        }
      }
      elsewhere(work())
      let meanwhile = work()
      let report = try await pass(plain: plain) { elsewhere(meanwhile) }
      #expect(report.problems == [], "round \(round)")
    }
    let report = try await pass(plain: plain)
    #expect(report.problems == [])
    for folder in folders {
      let (server, known) = try await both(folder)
      #expect(server == known, "\(folder)")
      #expect(!server.isEmpty)
    }
    for folder in folders {
      let record = try #require(try await ledger.folder(FolderName(mailbox: user, folder: folder)))
      #expect(record.pending == 0 && record.scanned.contains(1))
    }
    #expect(ledger.processed.values.allSatisfy { $0 == 1 })
    #expect(try await pass(plain: plain).isUnchanged)
  }

  @Test("does nothing new when a folder is made anew from the same messages", arguments: [false, true])
  func madeAnew(plain: Bool) async throws {
    elsewhere(["CREATE Archive"])
    try await deliver(1...120)
    elsewhere(["SELECT INBOX", "UID MOVE 1:100 Archive"])
    _ = try await pass(plain: plain)
    #expect(ledger.processed.count == 120)
    elsewhere([
      "RENAME Archive Old", "CREATE Archive", "SELECT Old", "UID MOVE 51:100 Archive",
      "UID MOVE 1:50 Archive",
    ])
    let counts = try #require(try await pass(plain: plain).folders.last)
    #expect(counts.rebound + counts.known == 100 && counts.rebound > 90)
    #expect(counts.stored == 0 && counts.held == 0)
    #expect(ledger.processed.count == 120 && ledger.processed.values.allSatisfy { $0 == 1 })
    let (server, known) = try await both("Archive")
    #expect(server == known && server.count == 100)
  }
}
