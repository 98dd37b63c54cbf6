// SPDX-License-Identifier: Apache-2.0

package import OrderCore
import MailModel

extension IMAPSession {
  /// What the answer to EXAMINE says.
  private struct Answer {
    var exists: Int?
    var validity: UInt32?
    var next: UInt32 = 0
    var modSeq: UInt64 = 0
    var vanished: [ClosedRange<UInt32>] = []
    var flags: [UInt32: MessageFlags] = [:]

    mutating func take(_ response: IMAPResponse) {
      switch response {
      case .exists(let count): exists = count
      case .vanished(let uids, _): vanished += uids.ranges
      case .fetch(let items):
        if let uid = items.uid, let flags = items.flags { self.flags[uid] = flags }
      case .status(let status): take(status.code)
      default: break
      }
    }

    mutating func take(_ code: ResponseCode?) {
      switch code {
      case .uidValidity(let number): validity = number
      case .uidNext(let number): next = number
      case .highestModSeq(let number): modSeq = number
      // All before it was still about the folder that was open until now.
      case .closed?: self = Answer()
      default: break
      }
    }
  }

  /// Opens a folder read-only and hears what happened since the baseline (RFC 7162 §3.1.2, §3.2.5).
  ///
  /// A baseline that the server does not honour is no error: then nothing of the kind is told.
  ///
  /// - Throws: `refused` where there is no such folder; `protocolViolation` where the server doesn't say how many
  ///   messages it has.
  package func open(
    _ name: String, since baseline: FolderBaseline?
  ) throws(MailServerError) -> FolderOpening {
    folder = nil
    sizes = [:]
    vanished = []
    told[name] = nil
    // Also where it can't be opened: news that nobody can look into would end every wait at once.
    newsElsewhere.remove(name)
    let answer = try examine(name, since: baseline)
    guard let exists = answer.exists else {
      throw broken("it did not say how many messages \(WireText.shown(name)) has")
    }
    // Without one (0) it is for the caller to leave this folder alone, and to go on with the others.
    let validity = answer.validity ?? 0
    folder = OpenFolder(name: name, uidValidity: validity, exists: exists)
    let next = answer.next > 0 ? answer.next : try nextUID(of: name)
    var opening = FolderOpening(
      status: FolderStatus(uidValidity: validity, uidNext: next, exists: exists, modSeq: answer.modSeq))
    // A mod-sequence that went back means that the server has been restored: its history is not ours.
    if let baseline, validity > 0, baseline.uidValidity == validity, baseline.modSeq > 0,
      answer.modSeq >= baseline.modSeq
    {
      opening.tellsFlags = true
      if enabled.contains("QRESYNC") {
        opening.tellsVanished = true
        opening.vanished = UIDIntervals(answer.vanished)
        opening.flags = Self.changes(answer.flags)
      } else if answer.modSeq > baseline.modSeq {
        opening.flags = try flags(changedSince: baseline.modSeq)
      }
    }
    newsElsewhere.remove(name)
    told[name] = opening.status
    return opening
  }

  private func examine(
    _ name: String, since baseline: FolderBaseline?
  ) throws(MailServerError) -> Answer {
    var parameters = ""
    if let baseline, baseline.modSeq > 0, enabled.contains("QRESYNC") {
      let known = baseline.known.map { " \($0.lowerBound):\($0.upperBound)" } ?? ""
      parameters = " (QRESYNC (\(baseline.uidValidity) \(baseline.modSeq)\(known)))"
    } else if keepsModSeq, enabled.isEmpty {
      parameters = " (CONDSTORE)"
    }
    var answer = Answer()
    let command = try command("EXAMINE") { command throws(IMAPFault) in
      try command.text(" ").value(wireName(of: name)).text(parameters)
    }
    let status = try exchange([command]) { answer.take($0) }[0]
    if status.condition == .bad, !parameters.isEmpty, ServerPlea.read(status) == nil {
      // It claims the extension and does not know its syntax: without it, then, from now on.
      enabled = []
      capabilities.subtract(["CONDSTORE", "QRESYNC"])
      return try examine(name, since: nil)
    }
    guard status.condition == .ok else { throw refusal(status, of: command.name) }
    answer.take(status.code)
    return answer
  }

  /// Asks for the UIDNEXT that EXAMINE did not tell; 0 where the server won't tell at all.
  private func nextUID(of name: String) throws(MailServerError) -> UInt32 {
    var next: UInt32 = 0
    let command = try command("STATUS") { command throws(IMAPFault) in
      try command.text(" ").value(wireName(of: name)).text(" (UIDNEXT)")
    }
    let status = try exchange([command]) { response in
      if case .numbers(let numbers) = response { next = numbers.uidNext ?? next }
    }[0]
    guard ServerPlea.read(status) == nil else { throw refusal(status, of: command.name) }
    return next
  }

  private func flags(changedSince modSeq: UInt64) throws(MailServerError) -> [FlagChange] {
    // There is no sequence number in an empty folder, and some servers call the command bad.
    guard let folder, folder.exists > 0 else { return [] }
    var flags: [UInt32: MessageFlags] = [:]
    let command = IMAPCommand("UID FETCH 1:* (UID FLAGS) (CHANGEDSINCE \(modSeq))", named: "UID FETCH")
    try run(command) { response in
      if case .fetch(let items) = response, let uid = items.uid { flags[uid] = items.flags ?? flags[uid] }
    }
    return Self.changes(flags)
  }

  static func changes(_ flags: [UInt32: MessageFlags]) -> [FlagChange] {
    flags.map { FlagChange(uid: $0.key, flags: $0.value) }.sorted { $0.uid < $1.uid }
  }

  /// Creates a command with arguments; one that can't be written is refused before anything is sent.
  func command(
    _ name: String, _ arguments: (IMAPCommand) throws(IMAPFault) -> IMAPCommand
  ) throws(MailServerError) -> IMAPCommand {
    do {
      return try arguments(IMAPCommand(name))
    } catch {
      throw .refused(server: server, command: name, reply: error.reason)
    }
  }

  func noFolder(_ command: String) -> MailServerError {
    .refused(server: server, command: command, reply: "no folder is open")
  }
}
