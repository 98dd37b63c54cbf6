// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore
import Synchronization

extension ScriptedMailbox {
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
    guard let name, let folder = session.withLock({ $0.folders[name] }), !folder.isRefused else {
      throw .refused(server: "mail.example", command: command, reply: "NO such folder")
    }
    return folder
  }

  private func openFolder(for command: String) throws(MailServerError) -> Folder {
    try folder(session.withLock { $0.examined }, for: command)
  }
}

extension ScriptedMailbox: MailboxSession {
  package var profile: ProviderProfile { .standard }

  package var canWait: Bool { false }
  package var hearsOtherFolders: Bool { false }

  package func folders() async throws(MailServerError) -> [MailFolder] {
    try note("LIST")
    return session.withLock { session in
      session.folders.sorted { $0.key < $1.key }
        .map { MailFolder(name: $0.key, attributes: $0.value.attributes) }
    }
  }

  package func open(
    _ name: String, since baseline: FolderBaseline?
  ) async throws(MailServerError) -> FolderOpening {
    try note("EXAMINE \(name)")
    let folder = try folder(name, for: "EXAMINE \(name)")
    let traits = session.withLock { session in
      session.examined = name
      session.announced = []
      return session.traits
    }
    let keepsModSeq =
      !traits.contains(.zeroModSeq) && !traits.isDisjoint(with: [.qresync, .condstore])
    let status = FolderStatus(
      uidValidity: folder.claimedValidity ?? folder.uidValidity,
      uidNext: traits.contains(.hidesUIDNext) ? 0 : folder.claimedNext ?? folder.nextUID,
      exists: folder.claimedExists ?? folder.messages.count, modSeq: keepsModSeq ? folder.modSeq : 0)
    guard keepsModSeq, let baseline, baseline.uidValidity == folder.uidValidity else {
      return FolderOpening(status: status)
    }
    let known = baseline.known ?? 1...UInt32.max
    let isQuick = traits.contains(.qresync)
    let vanished = folder.vanished.filter { $0.modSeq > baseline.modSeq && known.contains($0.uid) }
    let changed = folder.messages.filter { $0.modSeq > baseline.modSeq && known.contains($0.uid) }
    return FolderOpening(
      status: status, tellsVanished: isQuick, tellsFlags: true,
      vanished: UIDIntervals(uids: isQuick ? vanished.map(\.uid) : []),
      flags: changed.map { FlagChange(uid: $0.uid, flags: $0.flags) })
  }

  package func list(
    _ range: ClosedRange<UInt32>, naming: Bool
  ) async throws(MailServerError) -> [ListedMessage] {
    try note("LISTING \(range.lowerBound):\(range.upperBound)")
    let traits = session.withLock(\.traits)
    let folder = try openFolder(for: "UID FETCH")
    return folder.messages.filter { range.contains($0.uid) && !folder.concealed.contains($0.uid) }.map {
      ListedMessage(
        uid: $0.uid, size: $0.claimedSize, received: traits.contains(.hidesDates) ? nil : $0.received,
        flags: $0.flags, objectID: naming && traits.contains(.objectIDs) ? $0.objectID : "",
        messageID: naming ? $0.raw.messageIDField : "")
    }
  }

  package func uids(in range: ClosedRange<UInt32>) async throws(MailServerError) -> UIDIntervals {
    try note("UIDS \(range.lowerBound):\(range.upperBound)")
    let folder = try openFolder(for: "UID SEARCH")
    return UIDIntervals(uids: folder.messages.map(\.uid).filter { range.contains($0) })
  }

  package func flags(in range: ClosedRange<UInt32>) async throws(MailServerError) -> [FlagChange] {
    try note("FLAGS \(range.lowerBound):\(range.upperBound)")
    return try openFolder(for: "UID FETCH").messages.filter { range.contains($0.uid) }
      .map { FlagChange(uid: $0.uid, flags: $0.flags) }
  }

  package func fetch(_ uids: [UInt32]) async throws(MailServerError) -> [UInt32: FetchOutcome] {
    try note("FETCH \(uids.map(String.init).joined(separator: ","))")
    let folder = try openFolder(for: "UID FETCH")
    let there = Dictionary(uniqueKeysWithValues: folder.messages.map { ($0.uid, $0.raw) })
    return Dictionary(
      uniqueKeysWithValues: uids.map { uid in
        guard let raw = there[uid] else { return (uid, .gone) }
        if folder.withheld.contains(uid) {
          return (uid, .withheld(reason: "NO [SERVERBUG] input/output error"))
        }
        if folder.ghosts.contains(uid) { return (uid, .withheld(reason: "the server left it out")) }
        return (uid, folder.long.contains(uid) ? .tooLong(bytes: 70_000_000) : .given(raw))
      })
  }

  package func takeVanished() async -> UIDIntervals {
    session.withLock { session in
      defer { session.announced = [] }
      return UIDIntervals(uids: session.announced)
    }
  }

  package func wait(
    for folders: [String], seconds: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) async throws(MailServerError) -> WaitOutcome {
    try note("WAIT")
    return isInterrupted() ? .interrupted : .quiet
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
