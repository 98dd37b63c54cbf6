// SPDX-License-Identifier: Apache-2.0

package import MailModel
package import OrderCore

extension IMAPSession {
  /// Fetches messages whole, pipelined and without a change of flags, in ascending order of their UIDs.
  ///
  /// Messages that are gone are left out, after the server has confirmed it.
  ///
  /// - Throws: `refused` for a message that is there and is not given, or is longer than the limit.
  package func fetch(_ uids: [UInt32]) throws(MailServerError) -> [FetchedMessage] {
    guard folder != nil else { throw noFolder("UID FETCH") }
    let wanted = Set(uids)
    var bodies: [UInt32: [UInt8]] = [:]
    var tooLong: (uid: UInt32, size: Int)?
    var isUnnamed = false
    let commands = UIDSet.chunks(of: uids).map { set in
      IMAPCommand("UID FETCH \(set) (UID BODY.PEEK[])", named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      guard case .fetch(let items) = response, let body = items.body else { return }
      guard let uid = items.uid else {
        isUnnamed = true
        return
      }
      guard wanted.contains(uid) else { return }
      switch body {
      case .bytes(let bytes): bodies[uid] = bytes
      case .dropped(let size): tooLong = (uid, size)
      case .missing: break
      }
    }
    guard !isUnnamed else { throw broken("it gave a message without its UID") }
    if let tooLong {
      throw .refused(
        server: server, command: "UID FETCH \(tooLong.uid)",
        reply: "the message has \(tooLong.size) bytes, more than the limit of \(limits.literal)")
    }
    let missing = wanted.subtracting(bodies.keys)
    if !missing.isEmpty { try confirmGone(missing, refusal: statuses.first { $0.condition != .ok }) }
    return bodies.sorted { $0.key < $1.key }
      .map { FetchedMessage(uid: $0.key, raw: RawMessage(bytes: $0.value)) }
  }

  /// Makes sure that messages which were not given are not there any more.
  private func confirmGone(_ uids: Set<UInt32>, refusal: IMAPStatus?) throws(MailServerError) {
    // Lets the server tell us first what was expunged.
    try run(IMAPCommand("NOOP"))
    var present: Set<UInt32> = []
    let commands = UIDSet.chunks(of: Array(uids)).map { set in
      IMAPCommand("UID FETCH \(set) (UID)", named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      if case .fetch(let items) = response, let uid = items.uid, uids.contains(uid) { present.insert(uid) }
    }
    let failure = statuses.first { $0.condition != .ok }
    guard present.isEmpty, failure == nil else {
      let words = (failure ?? refusal)?.words ?? "it gave no body"
      let uid = present.min().map { " \($0)" } ?? ""
      throw .refused(server: server, command: "UID FETCH\(uid)", reply: WireText.phrase(words))
    }
  }

  /// Adds a message to a folder, marked as read, with CRLF line ends.
  ///
  /// - Returns: its UID where the server tells (UIDPLUS).
  /// - Throws: `lost` where nobody knows whether it was added: look for its Message-ID before trying again.
  package func append(_ message: RawMessage, to folder: String) throws(MailServerError) -> UInt32? {
    let bytes: [UInt8]
    do {
      bytes = try LineEnds.canonical(message.bytes)
    } catch {
      throw .refused(server: server, command: "APPEND", reply: "the message holds a NUL byte")
    }
    let command = try command("APPEND") { command throws(IMAPFault) in
      try command.text(" ").value(wireName(of: folder)).text(" (\\Seen) ").message(bytes)
    }
    let status = try run(command)
    guard case .appendUID(_, let uid)? = status.code else { return nil }
    return uid
  }
}
