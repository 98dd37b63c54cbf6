// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

extension IMAPSession {
  /// A message with its sequence number, which proves that none is left out.
  private struct Row {
    let sequence: Int
    var message: ListedMessage
  }

  /// Sizes that are remembered at most; more are asked for again.
  private static let sizesKept = 200_000

  /// The extensions that name a message across folders.
  private static let objectNames: Set = ["OBJECTID", "X-GM-EXT-1"]

  /// Lists the messages of the open folder whose UIDs lie in `range`, ascending, all of them.
  ///
  /// The sequence numbers must be unbroken and the UIDs ascending: a hole is an error, because a message that is
  /// missing here would be passed over for ever.
  ///
  /// - Parameter naming: whether to ask for the Message-ID as well.
  package func list(
    _ range: ClosedRange<UInt32>, naming: Bool
  ) throws(MailServerError) -> [ListedMessage] {
    var items = "UID FLAGS INTERNALDATE RFC822.SIZE"
    // Always: a renumbered folder is recognised by the names of before.
    if capabilities.contains("OBJECTID") {
      items += " EMAILID"
    } else if capabilities.contains("X-GM-EXT-1") {
      items += " X-GM-MSGID"
    }
    if naming { items += " BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)]" }
    let command = IMAPCommand("UID FETCH \(UIDSet.text(range)) (\(items))", named: "UID FETCH")
    for _ in 0..<3 {
      guard let before = folder else { throw noFolder(command.name) }
      // There is no sequence number in an empty folder, and some servers call the command bad.
      guard before.exists > 0 else { return [] }
      var rows: [Row] = []
      var later: [UInt32: MessageFlags] = [:]
      let status = try exchange([command]) { response in
        guard case .fetch(let items) = response, let uid = items.uid else { return }
        guard let size = items.size else {
          later[uid] = items.flags
          return
        }
        let message = ListedMessage(
          uid: uid, size: size, received: items.received, flags: items.flags ?? [],
          objectID: items.objectID, messageID: items.messageID)
        rows.append(Row(sequence: items.sequence, message: message))
      }[0]
      guard status.condition == .ok else {
        // A header that can't be read must not keep the whole folder from being listed.
        let isNamed = naming || !capabilities.isDisjoint(with: Self.objectNames)
        guard isNamed, ServerPlea.read(status) == nil else { throw refusal(status, of: command.name) }
        capabilities.subtract(Self.objectNames)
        return try list(range, naming: false)
      }
      // Messages went meanwhile, so sequence numbers prove nothing: once more.
      guard folder?.expunged == before.expunged else { continue }
      return try checked(rows, in: range, exists: before.exists, later: later)
    }
    throw .refused(server: server, command: command.name, reply: "messages vanish while they are listed")
  }

  private func checked(
    _ rows: [Row], in range: ClosedRange<UInt32>, exists: Int, later: [UInt32: MessageFlags]
  ) throws(MailServerError) -> [ListedMessage] {
    var messages: [ListedMessage] = []
    messages.reserveCapacity(rows.count)
    if sizes.count + rows.count > Self.sizesKept { sizes = [:] }
    var previous: (sequence: Int, uid: UInt32)?
    for row in rows.sorted(by: { $0.sequence < $1.sequence }) {
      let uid = row.message.uid
      guard uid > 0, row.sequence > 0 else { throw broken("it lists a message without a number") }
      if let previous {
        if previous == (row.sequence, uid) { continue }
        guard previous.sequence + 1 == row.sequence else {
          throw broken("its list leaves out message \(previous.sequence + 1) of \(exists)")
        }
        guard previous.uid < uid else { throw broken("UIDs do not ascend: \(uid) after \(previous.uid)") }
      } else if range.lowerBound <= 1, row.sequence > 1 {
        throw broken("its list leaves out message 1 of \(exists)")
      }
      previous = (row.sequence, uid)
      // n:* always names the last message, even one below n.
      guard range.contains(uid) else { continue }
      sizes[uid] = row.message.size
      messages.append(row.message.with(later[uid]))
    }
    if let previous, range.upperBound == .max, previous.sequence < exists {
      throw broken("its list ends before message \(exists)")
    }
    return messages
  }

  /// Returns which UIDs of the open folder lie in `range`.
  package func uids(in range: ClosedRange<UInt32>) throws(MailServerError) -> UIDIntervals {
    guard let folder else { throw noFolder("UID SEARCH") }
    guard folder.exists > 0 else { return UIDIntervals() }
    let form = capabilities.contains("ESEARCH") ? "RETURN (ALL) " : ""
    return try search(IMAPCommand("UID SEARCH \(form)UID \(UIDSet.text(range))", named: "UID SEARCH"))
      .within(range)
  }

  /// Returns the flags of the messages of the open folder whose UIDs lie in `range`.
  package func flags(in range: ClosedRange<UInt32>) throws(MailServerError) -> [FlagChange] {
    guard let folder else { throw noFolder("UID FETCH") }
    guard folder.exists > 0 else { return [] }
    var flags: [UInt32: MessageFlags] = [:]
    try run(IMAPCommand("UID FETCH \(UIDSet.text(range)) (UID FLAGS)", named: "UID FETCH")) { response in
      guard case .fetch(let items) = response, let uid = items.uid, range.contains(uid) else { return }
      flags[uid] = items.flags ?? flags[uid]
    }
    return Self.changes(flags)
  }

  /// Finds messages of a folder by their Message-ID; opens that folder read-only.
  package func find(_ messageID: MessageID, in folder: String) throws(MailServerError) -> [UInt32] {
    _ = try open(folder, since: nil)
    let id = Array(messageID.description.utf8)
    // A charset is to be named for what is not ASCII.
    let charset = id.allSatisfy { $0 < 128 } ? "" : " CHARSET UTF-8"
    let command = try command("UID SEARCH") { command throws(IMAPFault) in
      try command.text("\(charset) HEADER Message-ID ").value(id)
    }
    let found = try search(command)
    guard found.count <= Self.sizesKept else { throw broken("it found \(found.count) messages of one ID") }
    return found.ranges.flatMap { Array($0) }
  }

  private func search(_ command: IMAPCommand) throws(MailServerError) -> UIDIntervals {
    var found: [ClosedRange<UInt32>]?
    try run(command) { response in
      if case .search(let uids) = response { found = (found ?? []) + uids.ranges }
    }
    guard let found else { throw broken("it ended a search without a result") }
    return UIDIntervals(found)
  }
}

extension ListedMessage {
  /// The same message with other flags; itself for nil.
  fileprivate func with(_ flags: MessageFlags?) -> ListedMessage {
    guard let flags else { return self }
    return ListedMessage(
      uid: uid, size: size, received: received, flags: flags, objectID: objectID, messageID: messageID)
  }
}
