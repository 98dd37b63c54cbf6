// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore
import Synchronization

/// A mailbox in memory that does what a test tells it: it gains and loses messages between two calls, renumbers
/// its folders, and breaks the connection at a given call.
///
/// As with a real session, nothing works after a broken call until `reconnect()`.
package final class ScriptedMailbox: MailSource {
  private struct Message {
    var uid: UInt32
    var raw: RawMessage
    var received: Double?
    var claimedSize: Int
  }

  private struct Folder {
    var attributes: Set<String>
    var uidValidity: UInt32 = 1
    var nextUID: UInt32 = 1
    var messages: [Message] = []
    /// UIDs that are listed and then left out of every FETCH.
    var ghosts: Set<UInt32> = []
    /// UIDs that make a FETCH fail with NO.
    var withheld: Set<UInt32> = []
  }

  private struct Session {
    var folders: [String: Folder] = [:]
    var examined: String?
    var isBroken = false
    var calls: [String] = []
    var breaking: Int?
    var failure = MailServerError.lost(server: "mail.example", command: "NOOP", reason: "as the test wants")
    var interruptions: [Int: @Sendable (ScriptedMailbox) -> Void] = [:]
    var mayAppend = true
    var tellsUIDs = true
  }

  private let session = Mutex(Session())

  /// Creates a mailbox with an empty INBOX.
  package init() { add(folder: "INBOX") }

  // MARK: What it holds

  /// Adds an empty folder.
  package func add(folder: String, attributes: Set<String> = []) {
    session.withLock { $0.folders[folder] = Folder(attributes: attributes) }
  }

  /// Delivers a message; returns its UID.
  ///
  /// - Parameters:
  ///   - received: INTERNALDATE, in seconds since 1970.
  ///   - claimedSize: what the listing says of its size, nil for the truth.
  @discardableResult
  package func add(
    _ raw: RawMessage, to folder: String = "INBOX", received: Double? = nil, claimedSize: Int? = nil
  ) -> UInt32 {
    session.withLock { session in
      let uid = session.folders[folder]?.nextUID ?? 0
      session.folders[folder]?.messages.append(
        Message(uid: uid, raw: raw, received: received, claimedSize: claimedSize ?? raw.bytes.count))
      session.folders[folder]?.nextUID += 1
      return uid
    }
  }

  /// Expunges a message.
  package func drop(_ uid: UInt32, from folder: String = "INBOX") {
    session.withLock { $0.folders[folder]?.messages.removeAll { $0.uid == uid } }
  }

  /// Goes on listing a message that no FETCH returns any more.
  package func hollow(_ uid: UInt32, in folder: String = "INBOX") {
    session.withLock { _ = $0.folders[folder]?.ghosts.insert(uid) }
  }

  /// Refuses every FETCH that asks for a UID, as servers do whose storage is damaged.
  package func withhold(_ uid: UInt32, in folder: String = "INBOX") {
    session.withLock { _ = $0.folders[folder]?.withheld.insert(uid) }
  }

  /// Leaves out the next UIDs, as servers may.
  package func skip(_ count: UInt32, in folder: String = "INBOX") {
    session.withLock { $0.folders[folder]?.nextUID += count }
  }

  /// Gives the folder another UIDVALIDITY and its messages new UIDs, the newest first.
  package func renumber(_ folder: String = "INBOX") {
    session.withLock { session in
      guard var renumbered = session.folders[folder] else { return }
      renumbered.uidValidity += 1
      renumbered.messages = zip(1..., renumbered.messages.reversed()).map { uid, message in
        var message = message
        message.uid = UInt32(uid)
        return message
      }
      renumbered.nextUID = UInt32(renumbered.messages.count) + 1
      session.folders[folder] = renumbered
    }
  }

  /// The messages of a folder in the order of their UIDs.
  package func messages(in folder: String) -> [RawMessage] {
    session.withLock { $0.folders[folder]?.messages.map(\.raw) ?? [] }
  }

  /// The UIDVALIDITY of a folder.
  package func uidValidity(of folder: String = "INBOX") -> UInt32 {
    session.withLock { $0.folders[folder]?.uidValidity ?? 0 }
  }

  // MARK: What it does

  /// What was asked so far, a line a call.
  package var calls: [String] { session.withLock(\.calls) }

  /// Breaks the connection at the `number`th call from now, counted from 0; nil for never.
  package func breakConnection(atCall number: Int?, with error: MailServerError? = nil) {
    session.withLock { session in
      session.breaking = number.map { session.calls.count + $0 }
      if let error { session.failure = error }
    }
  }

  /// Runs `body` before the `number`th call from now is answered, counted from 0.
  package func before(call number: Int, _ body: @escaping @Sendable (ScriptedMailbox) -> Void) {
    session.withLock { $0.interruptions[$0.calls.count + number] = body }
  }

  /// Refuses APPEND from now on, or takes it again.
  package func allowAppend(_ isAllowed: Bool) { session.withLock { $0.mayAppend = isAllowed } }

  /// Whether APPEND tells the new UID (UIDPLUS).
  package func tellUIDs(_ tells: Bool) { session.withLock { $0.tellsUIDs = tells } }

  /// Begins another session.
  package func reconnect() {
    session.withLock { session in
      session.isBroken = false
      session.breaking = nil
      session.examined = nil
    }
  }

  private func note(_ call: String) throws(MailServerError) {
    let interruption = session.withLock { $0.interruptions.removeValue(forKey: $0.calls.count) }
    interruption?(self)
    let failure: MailServerError? = session.withLock { session in
      let number = session.calls.count
      session.calls.append(call)
      if session.breaking == number { session.isBroken = true }
      return session.isBroken ? session.failure : nil
    }
    if let failure { throw failure }
  }

  private func folder(_ name: String?, for command: String) throws(MailServerError) -> Folder {
    guard let name, let folder = session.withLock({ $0.folders[name] }) else {
      throw .refused(server: "mail.example", command: command, reply: "NO such folder")
    }
    return folder
  }

  // MARK: MailSource

  package func folders() async throws(MailServerError) -> [MailFolder] {
    try note("LIST")
    return session.withLock { session in
      session.folders.sorted { $0.key < $1.key }
        .map { MailFolder(name: $0.key, attributes: $0.value.attributes) }
    }
  }

  package func examine(_ name: String) async throws(MailServerError) -> FolderStatus {
    try note("EXAMINE \(name)")
    let folder = try folder(name, for: "EXAMINE \(name)")
    session.withLock { $0.examined = name }
    return FolderStatus(
      uidValidity: folder.uidValidity, uidNext: folder.nextUID, exists: folder.messages.count)
  }

  package func messages(above uid: UInt32) async throws(MailServerError) -> [ListedMessage] {
    try note("LIST ABOVE \(uid)")
    return try folder(session.withLock { $0.examined }, for: "UID FETCH").messages
      .filter { $0.uid > uid }
      .map { ListedMessage(uid: $0.uid, size: $0.claimedSize, received: $0.received) }
  }

  package func fetch(_ uids: [UInt32]) async throws(MailServerError) -> [FetchedMessage] {
    try note("FETCH \(uids.map(String.init).joined(separator: ","))")
    let folder = try folder(session.withLock { $0.examined }, for: "UID FETCH")
    guard folder.withheld.isDisjoint(with: uids) else {
      throw .refused(server: "mail.example", command: "UID FETCH", reply: "NO [SERVERBUG] input/output error")
    }
    return folder.messages.filter { uids.contains($0.uid) && !folder.ghosts.contains($0.uid) }
      .map { FetchedMessage(uid: $0.uid, raw: $0.raw) }
  }

  package func find(_ messageID: MessageID, in name: String) async throws(MailServerError) -> [UInt32] {
    try note("FIND \(messageID) IN \(name)")
    let folder = try folder(name, for: "EXAMINE \(name)")
    session.withLock { $0.examined = name }
    return folder.messages.filter { $0.raw.names(messageID) }.map(\.uid)
  }

  package func append(_ message: RawMessage, to name: String) async throws(MailServerError) -> UInt32? {
    try note("APPEND \(name)")
    guard session.withLock(\.mayAppend) else {
      throw .refused(server: "mail.example", command: "APPEND", reply: "NO over quota")
    }
    _ = try folder(name, for: "APPEND")
    let uid = add(message, to: name)
    return session.withLock(\.tellsUIDs) ? uid : nil
  }

  package func close() async {}
}

extension RawMessage {
  /// Whether the header block has this Message-ID.
  package func names(_ id: MessageID) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("Message-ID: \(id)")
  }
}
