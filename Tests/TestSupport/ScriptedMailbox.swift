// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore
import Synchronization

/// A mailbox in memory that does what a test tells it: it gains and loses messages between two calls, renumbers
/// its folders, tells more or less than it should, and breaks the connection at a given call.
///
/// As with a real session, nothing works after a broken call until `reconnect()`.
package final class ScriptedMailbox: Sendable {
  /// A way in which a server differs from another, or from the standard.
  package enum Trait: Hashable, Sendable {
    /// Tells HIGHESTMODSEQ and changes of flags (RFC 7162).
    case condstore
    /// Tells what is gone as well; implies CONDSTORE.
    case qresync
    /// Does not say UIDNEXT.
    case hidesUIDNext
    /// Says HIGHESTMODSEQ 0 whatever happens.
    case zeroModSeq
    /// Does not say INTERNALDATE.
    case hidesDates
    /// Names messages by EMAILID.
    case objectIDs
  }

  struct Message {
    var uid: UInt32
    var raw: RawMessage
    var received: Double?
    var claimedSize: Int
    var flags: MessageFlags = []
    var modSeq: UInt64
    var objectID: String
  }

  struct Folder {
    var attributes: Set<String>
    var uidValidity: UInt32 = 1
    var nextUID: UInt32 = 1
    var messages: [Message] = []
    var modSeq: UInt64 = 1
    /// What was expunged, and when.
    var vanished: [(uid: UInt32, modSeq: UInt64)] = []
    /// UIDs that are listed and then left out of every FETCH.
    var ghosts: Set<UInt32> = []
    /// UIDs that no list has, although a search finds them.
    var concealed: Set<UInt32> = []
    /// UIDs that make a FETCH fail with NO.
    var withheld: Set<UInt32> = []
    /// UIDs of messages over the limit.
    var long: Set<UInt32> = []
    /// What it claims instead of the truth.
    var claimedExists: Int?
    var claimedNext: UInt32?
    var claimedValidity: UInt32?
    /// Whether EXAMINE is refused.
    var isRefused = false
  }

  struct Session {
    var folders: [String: Folder] = [:]
    var traits: Set<Trait> = []
    var examined: String?
    /// UIDs told to be gone and not asked for yet.
    var announced: Set<UInt32> = []
    var isBroken = false
    var calls: [String] = []
    var breaking: Int?
    var failure = MailServerError.lost(server: "mail.example", command: "NOOP", reason: "as the test wants")
    var interruptions: [Int: @Sendable (ScriptedMailbox) -> Void] = [:]
    var mayAppend = true
    var tellsUIDs = true
    var delivered: UInt64 = 0
  }

  let session = Mutex(Session())

  /// Creates a mailbox with an empty INBOX.
  package init(_ traits: Set<Trait> = []) {
    session.withLock { $0.traits = traits }
    add(folder: "INBOX")
  }

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
      session.delivered += 1
      let number = session.delivered
      return session.change(folder) { folder in
        let uid = folder.nextUID
        folder.modSeq += 1
        folder.messages.append(
          Message(
            uid: uid, raw: raw, received: received, claimedSize: claimedSize ?? raw.bytes.count,
            modSeq: folder.modSeq, objectID: "M\(number)"))
        folder.nextUID += 1
        return uid
      } ?? 0
    }
  }

  /// Gives a message a UID below UIDNEXT, as no server may.
  package func insert(_ raw: RawMessage, uid: UInt32, in folder: String = "INBOX", received: Double? = nil) {
    session.withLock { session in
      session.change(folder) { folder in
        folder.modSeq += 1
        folder.messages.append(
          Message(
            uid: uid, raw: raw, received: received, claimedSize: raw.bytes.count, modSeq: folder.modSeq,
            objectID: ""))
        folder.messages.sort { $0.uid < $1.uid }
      }
    }
  }

  /// Expunges a message.
  package func drop(_ uid: UInt32, from name: String = "INBOX") {
    session.withLock { session in
      let isThere = session.change(name) { folder in
        guard let index = folder.messages.firstIndex(where: { $0.uid == uid }) else { return false }
        folder.messages.remove(at: index)
        folder.modSeq += 1
        folder.vanished.append((uid, folder.modSeq))
        return true
      }
      if isThere == true, session.examined == name, session.traits.contains(.qresync) {
        session.announced.insert(uid)
      }
    }
  }

  /// Moves a message to another folder, as a person does.
  package func move(_ uid: UInt32, from folder: String, to other: String) {
    let moved = session.withLock { $0.folders[folder]?.messages.first { $0.uid == uid } }
    guard let moved else { return }
    drop(uid, from: folder)
    add(moved.raw, to: other, received: moved.received, claimedSize: moved.claimedSize)
  }

  /// Sets the flags of a message.
  package func mark(_ uid: UInt32, _ flags: MessageFlags, in folder: String = "INBOX") {
    session.withLock { session in
      session.change(folder) { folder in
        guard let index = folder.messages.firstIndex(where: { $0.uid == uid }) else { return }
        folder.modSeq += 1
        folder.messages[index].flags = flags
        folder.messages[index].modSeq = folder.modSeq
      }
    }
  }

  /// Goes on listing a message that no FETCH returns any more.
  package func hollow(_ uid: UInt32, in folder: String = "INBOX") {
    session.withLock { _ = $0.folders[folder]?.ghosts.insert(uid) }
  }

  /// Refuses to give a message, as servers do whose storage is damaged; or gives it again.
  package func withhold(_ uid: UInt32, in folder: String = "INBOX", _ isWithheld: Bool = true) {
    session.withLock { session in
      session.change(folder) { folder in
        if isWithheld { folder.withheld.insert(uid) } else { folder.withheld.remove(uid) }
      }
    }
  }

  /// Lists a message no more, although a search finds it; or lists it again.
  package func conceal(_ uid: UInt32, in folder: String = "INBOX", _ isConcealed: Bool = true) {
    session.withLock { session in
      session.change(folder) { folder in
        if isConcealed { folder.concealed.insert(uid) } else { folder.concealed.remove(uid) }
      }
    }
  }

  /// Says that a message is over the limit.
  package func lengthen(_ uid: UInt32, in folder: String = "INBOX") {
    session.withLock { _ = $0.folders[folder]?.long.insert(uid) }
  }

  /// Leaves out the next UIDs, as servers may.
  package func skip(_ count: UInt32, in folder: String = "INBOX") {
    session.withLock { $0.folders[folder]?.nextUID += count }
  }

  /// Gives the folder another UIDVALIDITY and its messages new UIDs, the newest first; a session that has it open
  /// ends.
  package func renumber(_ folder: String = "INBOX") {
    session.withLock { session in
      if session.examined == folder { session.isBroken = true }
      session.change(folder) { folder in
        // A damaged message stays damaged.
        let withheld = folder.withheld
        let damaged = Set(folder.messages.filter { withheld.contains($0.uid) }.map(\.raw))
        folder.uidValidity += 1
        folder.messages = zip(1..., folder.messages.reversed()).map { uid, message in
          var message = message
          message.uid = UInt32(uid)
          return message
        }
        folder.nextUID = UInt32(folder.messages.count) + 1
        folder.vanished = []
        folder.withheld = Set(folder.messages.filter { damaged.contains($0.raw) }.map(\.uid))
      }
    }
  }

  /// Puts the folder back to what a backup holds: its first `count` messages, under the same UIDVALIDITY.
  package func restore(_ folder: String = "INBOX", first count: Int) {
    session.withLock { session in
      if session.examined == folder { session.isBroken = true }
      session.change(folder) { folder in
        folder.messages = Array(folder.messages.prefix(count))
        folder.nextUID = (folder.messages.last?.uid ?? 0) + 1
        folder.vanished = []
      }
    }
  }

  /// Whether it has a trait.
  package func has(_ trait: Trait) -> Bool { session.withLock { $0.traits.contains(trait) } }

  /// Takes a trait on, or off.
  package func set(_ trait: Trait, _ isOn: Bool = true) {
    session.withLock { session in
      if isOn { session.traits.insert(trait) } else { session.traits.remove(trait) }
    }
  }

  /// Claims what is not so; nil for the truth.
  package func claim(
    exists: Int? = nil, uidNext: UInt32? = nil, uidValidity: UInt32? = nil, in folder: String = "INBOX"
  ) {
    session.withLock { session in
      session.change(folder) { folder in
        folder.claimedExists = exists
        folder.claimedNext = uidNext
        folder.claimedValidity = uidValidity
      }
    }
  }

  /// Refuses to open a folder, or opens it again.
  package func refuse(_ folder: String, _ isRefused: Bool = true) {
    session.withLock { $0.folders[folder]?.isRefused = isRefused }
  }

  /// The messages of a folder in the order of their UIDs.
  package func messages(in folder: String) -> [RawMessage] {
    session.withLock { $0.folders[folder]?.messages.map(\.raw) ?? [] }
  }

  /// The UIDs of a folder, ascending.
  package func uids(of folder: String = "INBOX") -> [UInt32] {
    session.withLock { $0.folders[folder]?.messages.map(\.uid) ?? [] }
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
      session.announced = []
      session.interruptions = [:]
    }
  }
}

extension ScriptedMailbox.Session {
  /// Changes a folder, if there is one of this name.
  @discardableResult
  mutating func change<Result>(
    _ name: String, _ body: (inout ScriptedMailbox.Folder) -> Result
  ) -> Result? {
    guard folders[name] != nil else { return nil }
    return folders[name].map { folder in
      var changed = folder
      let result = body(&changed)
      folders[name] = changed
      return result
    }
  }
}

extension RawMessage {
  /// Whether the header block has this Message-ID.
  package func names(_ id: MessageID) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains("Message-ID: \(id)")
  }

  /// The Message-ID, without brackets as a session tells it; empty for none.
  package var messageIDField: String {
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let field = lines.prefix { !$0.isEmpty }.first { $0.hasPrefix("Message-ID: ") }
    return field.flatMap { MessageID($0.dropFirst(12)) }?.value ?? ""
  }
}
