// SPDX-License-Identifier: Apache-2.0

import Agent
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// A mailbox and a ledger in memory, and the sync between them; what is processed is only counted.
struct SyncFixture {
  let mailbox: ScriptedMailbox
  let ledger = InMemoryMailboxLedger()
  /// A store that takes the place of the ledger in memory, with all the stages of the pipeline before it.
  var store: OrderStore?
  let clock = StoppedClock(at: march(2).timeIntervalSince1970)
  var account = Company.account
  var limits = SyncLimits()

  init(_ traits: Set<ScriptedMailbox.Trait> = [], folders: [String]? = nil) {
    mailbox = ScriptedMailbox(traits)
    account.folders = folders
  }

  /// Runs a pass.
  @discardableResult
  func run(
    _ mode: SyncMode = .whole, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> SyncReport {
    try await sync.run(from: mailbox, mode: mode, progress: progress)
  }

  /// The sync itself.
  var sync: MailboxSync {
    get throws {
      let clock = clock
      let taker: any MailTaking =
        if let store {
          Intake(parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: store)
        } else {
          CountingTaker(ledger: ledger)
        }
      return MailboxSync(
        account: account, taker: taker, ledger: durable, limits: limits,
        clock: { Date(timeIntervalSince1970: clock.seconds) })
    }
  }

  /// What the sync keeps its rows in.
  var durable: any MailboxLedger { if let store { store } else { ledger } }

  /// Runs a pass and returns what it asked the server.
  func calls() async throws -> [String] {
    let before = mailbox.calls.count
    try await run()
    return Array(mailbox.calls.dropFirst(before))
  }

  /// A folder's name in the ledger.
  func name(_ folder: String = "INBOX") -> FolderName { FolderName(mailbox: account.name, folder: folder) }

  /// The UIDs that the ledger takes for present.
  func present(_ folder: String = "INBOX") async throws -> [UInt32] {
    guard let record = try await durable.folder(name(folder)) else { return [] }
    return try await durable.presentUIDs(record.generation).ranges.flatMap { Array($0) }
  }

  /// Delivers message number `number`, now by the clock or at another time.
  @discardableResult
  func deliver(
    _ number: Int, to folder: String = "INBOX", received: Double? = nil, claimedSize: Int? = nil
  ) -> UInt32 {
    mailbox.add(
      Self.mail(number), to: folder, received: received ?? clock.seconds, claimedSize: claimedSize)
  }

  /// A message that is not like another.
  static func mail(_ number: Int, isNamed: Bool = true) -> RawMessage {
    let name = isNamed ? "Message-ID: <m\(number)@mail.example>\r\n" : ""
    return RawMessage(bytes: Array("Subject: \(number)\r\n\(name)\r\nNumber \(number).\r\n".utf8))
  }
}

/// Takes mail in by counting it, in one transaction with the ledger.
struct CountingTaker: MailTaking {
  let ledger: InMemoryMailboxLedger

  func parse(_ mail: [LandedMail]) async -> [ParsedMail] {
    mail.map { ParsedMail($0.raw, delivery: $0.delivery, origin: $0.origin, parser: BareParser()) }
  }

  func store(_ mail: [ParsedMail], now: Date) async throws(LedgerError) -> [IntakeResult] {
    try await ledger.finish(mail.map(\.raw))
    return mail.map { _ in .stored(StoredMessageID(1), events: [], draft: false) }
  }
}

/// Reads nothing but the identity.
struct BareParser: MessageParsing {
  func parse(_ raw: RawMessage) throws(ParseError) -> Message { Message(digest: raw.digest) }
  func date(of bytes: [UInt8]) -> Date? { nil }
  func content(ofPart digest: ContentDigest, in raw: RawMessage) -> PartContent? { nil }
}
