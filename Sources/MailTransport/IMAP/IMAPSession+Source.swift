// SPDX-License-Identifier: Apache-2.0

import MailModel
package import OrderCore

/// The calls of `MailSource`, over those of `MailboxSession`.
extension IMAPSession {
  /// Opens a folder read-only.
  package func examine(_ name: String) throws(MailServerError) -> FolderStatus {
    try open(name, since: nil).status
  }

  /// Fetches messages whole, in ascending order of their UIDs; those that are gone are left out.
  ///
  /// - Throws: `refused` for a message that is there and is not given, or is longer than the limit.
  package func fetch(_ uids: [UInt32]) throws(MailServerError) -> [FetchedMessage] {
    let outcomes: [UInt32: FetchOutcome] = try fetch(uids)
    var messages: [FetchedMessage] = []
    for (uid, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
      switch outcome {
      case .given(let raw): messages.append(FetchedMessage(uid: uid, raw: raw))
      case .gone: break
      case .withheld(let reason):
        throw .refused(server: server, command: "UID FETCH \(uid)", reply: reason)
      case .tooLong(let bytes):
        throw .refused(
          server: server, command: "UID FETCH \(uid)",
          reply: "the message has \(bytes) bytes, more than the limit of \(limits.literal)")
      }
    }
    return messages
  }

  /// Lists the messages of the open folder with a UID above `uid`, ascending.
  ///
  /// The list must be an unbroken end of the folder, from the first message above `uid` to the last there is; a
  /// hole in it is an error, because a message that is missing here would be passed over for ever.
  package func messages(above uid: UInt32) throws(MailServerError) -> [ListedMessage] {
    guard uid < UInt32.max else { return [] }
    let command = IMAPCommand("UID FETCH \(uid + 1):* (UID RFC822.SIZE INTERNALDATE)", named: "UID FETCH")
    for _ in 0..<3 {
      guard let before = folder else { throw noFolder(command.name) }
      // There is no sequence number in an empty folder, and some servers call the command bad.
      guard before.exists > 0 else { return [] }
      var listed: [FetchedItems] = []
      try run(command) { response in
        if case .fetch(let items) = response, items.uid != nil, items.size != nil { listed.append(items) }
      }
      // Messages went meanwhile, so sequence numbers prove nothing: once more.
      guard folder?.expunged == before.expunged else { continue }
      return try unbroken(listed, above: uid, exists: before.exists)
    }
    throw .refused(server: server, command: command.name, reply: "messages vanish while they are listed")
  }

  private func unbroken(
    _ listed: [FetchedItems], above uid: UInt32, exists: Int
  ) throws(MailServerError) -> [ListedMessage] {
    var messages: [ListedMessage] = []
    var previous: (sequence: Int, uid: UInt32)?
    var firstNew = exists + 1
    for items in listed.sorted(by: { $0.sequence < $1.sequence }) {
      guard let number = items.uid, number > 0, let size = items.size else { continue }
      if let previous {
        if previous.sequence == items.sequence, previous.uid == number { continue }
        guard previous.sequence + 1 == items.sequence else {
          throw broken("its list leaves out message \(previous.sequence + 1) of \(exists)")
        }
        guard previous.uid < number else {
          throw broken("UIDs do not ascend: \(number) after \(previous.uid)")
        }
      }
      previous = (items.sequence, number)
      sizes[number] = size
      // n:* always names the last message, even one below n.
      guard number > uid else { continue }
      if messages.isEmpty { firstNew = items.sequence }
      messages.append(ListedMessage(uid: number, size: size, received: items.received))
    }
    if let previous, previous.sequence < exists { throw broken("its list ends before message \(exists)") }
    let isConfirmed = listed.contains { $0.sequence == firstNew - 1 && ($0.uid ?? .max) <= uid }
    if firstNew > 1, !isConfirmed { try confirm(firstNew - 1, isUpTo: uid) }
    return messages
  }

  /// Makes sure that the message before a list is an old one, and so that the list begins where it must.
  private func confirm(_ sequence: Int, isUpTo uid: UInt32) throws(MailServerError) {
    guard uid > 0 else { throw broken("its list leaves out message \(sequence)") }
    var last: UInt32?
    try run(IMAPCommand("FETCH \(sequence) (UID)", named: "FETCH")) { response in
      if case .fetch(let items) = response, items.sequence == sequence, let number = items.uid {
        last = number
      }
    }
    guard let last, last <= uid else {
      throw broken("its list of messages above UID \(uid) leaves out message \(sequence)")
    }
  }
}
