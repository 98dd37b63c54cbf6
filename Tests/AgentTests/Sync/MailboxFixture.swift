// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// A mailbox, a store and the sync between them.
struct MailboxFixture {
  let mailbox = ScriptedMailbox()
  let store: OrderStore
  var account = Company.account
  /// Where the sync writes to, when not straight to the store.
  var ledger: any OrderLedger

  init(folders: [String]? = nil) throws {
    account.folders = folders
    store = try OrderStore.inMemory(clock: { march(30) })
    ledger = store
  }

  /// Runs one sync.
  @discardableResult
  func run(progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }) async throws -> SyncReport {
    let intake = Intake(parser: Company.parser, pipeline: try Company.englishPipeline(), ledger: ledger)
    return try await MailboxSync(account: account, intake: intake, ledger: ledger, clock: { march(30) })
      .run(from: mailbox, progress: progress)
  }

  /// How far a folder has been read.
  func cursor(_ folder: String = "INBOX") async throws -> UInt32? {
    try await store.cursor(mailbox: "orders", folder: folder)?.lastUID
  }

  /// The UIDs of a folder that the store has under the folder's present UIDVALIDITY.
  func noted(_ folder: String = "INBOX") async throws -> Set<UInt32> {
    try await store.knownUIDs(
      mailbox: "orders", folder: folder, uidValidity: mailbox.uidValidity(of: folder))
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
