// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

extension IMAPSession {
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
      return try checked(listed, above: uid, exists: before.exists)
    }
    throw .refused(server: server, command: command.name, reply: "messages vanish while they are listed")
  }

  private func checked(
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

  /// Finds messages of a folder by their Message-ID; opens that folder read-only.
  package func find(_ messageID: MessageID, in folder: String) throws(MailServerError) -> [UInt32] {
    _ = try examine(folder)
    let id = Array(messageID.description.utf8)
    // A charset is to be named for what is not ASCII.
    let charset = id.allSatisfy { $0 < 128 } ? "" : " CHARSET UTF-8"
    let command = try command("UID SEARCH") { command throws(IMAPFault) in
      try command.text("\(charset) HEADER Message-ID ").value(id)
    }
    var found: [UInt32]?
    try run(command) { response in
      if case .search(let uids) = response { found = (found ?? []) + uids }
    }
    guard let found else { throw broken("it ended a search without a result") }
    return Set(found).sorted()
  }

  func noFolder(_ command: String) -> MailServerError {
    .refused(server: server, command: command, reply: "no folder is open")
  }
}
