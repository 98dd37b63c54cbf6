// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

@testable import Store

let inbox = FolderName(mailbox: "orders", folder: "INBOX")
let sentMail = FolderName(mailbox: "orders", folder: "Sent")

/// Seconds since 1970 at which the server received a fixture's message: an hour a UID.
func received(_ uid: UInt32) -> Double {
  day(1, 5).timeIntervalSince1970 + Double(uid) * 3600
}

/// A line of a listing; its size and time follow from the UID.
func listed(
  _ uid: UInt32, size: Int? = nil, received time: Double? = nil, flags: MessageFlags = [],
  object: String = "",
  messageID: String = ""
) -> ListedMessage {
  ListedMessage(
    uid: uid, size: size ?? 100 + Int(uid), received: time ?? received(uid), flags: flags, objectID: object,
    messageID: messageID)
}

/// Bytes that tell which message they are.
func bytes(_ number: Int, filler: Int = 0) -> RawMessage {
  let filling = String(repeating: "x", count: filler)
  return RawMessage(
    bytes: Array("Message-ID: <\(number)@kunde.example>\r\n\r\nText \(number)\(filling)\r\n".utf8))
}

/// A store in memory with the calls that its tests repeat.
struct LedgerFixture {
  let store: OrderStore

  init() throws {
    store = try OrderStore.fixture()
  }

  /// Opens a generation and lists messages in it, from UID 1 on to the highest.
  @discardableResult
  func list(
    _ messages: [ListedMessage], in name: FolderName = inbox, uidValidity: UInt32 = 1
  ) async throws -> GenerationID {
    let folder = try await store.beginGeneration(of: name, uidValidity: uidValidity, now: agentNow)
    let high = messages.map(\.uid).max() ?? 1
    _ = try await store.record(messages, interval: 1...high, generation: folder.generation)
    return folder.generation
  }

  /// Lists UIDs.
  @discardableResult
  func list(_ uids: ClosedRange<UInt32>, in name: FolderName = inbox) async throws -> GenerationID {
    try await list(uids.map { listed($0) }, in: name)
  }

  /// What is to be fetched.
  func pending(retryBefore: Date = agentNow) async throws -> [PendingMessage] {
    try await store.pending(mailbox: "orders", retryBefore: retryBefore)
  }

  /// Lands every pending message, each with the bytes of its place in the list.
  @discardableResult
  func landAll(isBegun: Bool = false, hold: String? = nil) async throws -> [Landing] {
    let arrivals = try await pending().map { pending in
      ArrivedMessage(pending: pending, raw: bytes(Int(pending.uid)), hold: hold)
    }
    return try await store.land(arrivals, isBegun: isBegun, now: agentNow)
  }

  /// Claims landed mail and returns which UIDs' bytes came, with their attempts.
  func claim(count: Int = 500, bytes: Int = 1 << 24, mailbox: String? = nil) async throws -> [LandedMail] {
    try await store.claimLanded(mailbox: mailbox, count: count, bytes: bytes, now: agentNow)
  }

  /// The present state of a folder.
  func folder(_ name: FolderName = inbox) async throws -> FolderRecord? {
    try await store.folder(name)
  }
}

extension OrderStore {
  /// Everything that is still to be fetched of a mailbox.
  func pending(mailbox: String, retryBefore: Date) async throws -> [PendingMessage] {
    var generations: [GenerationID] = []
    for known in try await health().mailboxes.first(where: { $0.name == mailbox })?.folders ?? [] {
      let name = FolderName(mailbox: mailbox, folder: known.name)
      if let record = try await folder(name) { generations.append(record.generation) }
    }
    return try await pending(generations, retryBefore: retryBefore, newestFirst: false, limit: 1_000)
  }
}
