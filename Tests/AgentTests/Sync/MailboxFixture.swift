// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// A mailbox, a store and the sync between them, with all the stages of the pipeline.
struct MailboxFixture {
  let mailbox = ScriptedMailbox()
  let store: OrderStore
  var account = Company.account
  /// Where the intake writes to, when not straight to the store.
  var ledger: any OrderLedger
  var limits = SyncLimits()

  init(folders: [String]? = nil) throws {
    account.folders = folders
    store = try OrderStore.inMemory(clock: { march(30) })
    ledger = store
  }

  /// Runs one sync.
  @discardableResult
  func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> SyncReport {
    let intake = Intake(parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: ledger)
    return try await MailboxSync(
      account: account, taker: intake, ledger: store, limits: limits, clock: { march(30) }
    ).run(from: mailbox, progress: progress)
  }

  /// The UIDs of a folder that the store takes for present.
  func noted(_ folder: String = "INBOX") async throws -> Set<UInt32> {
    guard let record = try await store.folder(FolderName(mailbox: "orders", folder: folder)) else {
      return []
    }
    return Set(try await store.presentUIDs(record.generation).ranges.flatMap { Array($0) })
  }

  /// How much mail has landed and is not taken in.
  func waiting() async throws -> Int {
    try await store.claimLanded(mailbox: "orders", count: 100, bytes: 1 << 20, now: march(30)).count
  }

  /// A mail of Martha's that asks for something else each time.
  static func inquiry(_ number: Int, day: Int? = nil) -> RawMessage {
    RawMail(
      from: Company.martha, to: [Company.mailbox], subject: "Roof vents, house \(number)",
      date: march(day ?? number), messageID: "ask\(number)@quillgrowers.example",
      body: "Hello,\n\nplease quote us for \(number * 4) roof vents for house \(number).\n\nMartha Quill"
    ).raw
  }

  /// Our quotation that answers it, as it stands in Sent.
  static func quotation(for number: Int, day: Int) -> RawMessage {
    RawMail(
      from: Company.jack, to: [Company.martha], subject: "Re: Roof vents, house \(number)", date: march(day),
      messageID: "quote\(number)@ourco.example", inReplyTo: "ask\(number)@quillgrowers.example",
      body: "Dear Martha,\n\nplease find attached our quotation QT-2026-01\(number): 214 GBP each, "
        + "delivery in three weeks.\n\nJack Fielding",
      attachments: ["QT-2026-01\(number).pdf"]
    ).raw
  }

  /// Bytes that are no message.
  static let rubble = RawMessage(bytes: Array("\r\nno header here\r\n".utf8))
}
