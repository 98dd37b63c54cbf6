// SPDX-License-Identifier: Apache-2.0

import MailModel
package import OrderCore

extension IMAPSession {
  /// Messages of one command at most: by their number, and by their sizes in bytes.
  private static let groupCount = 50
  private static let groupBytes = 4 << 20

  /// Fetches messages whole, pipelined and without a change of flags; every UID gets an outcome.
  ///
  /// Only bodies for which a tagged OK vouches are given. One message that can't be given does not hold up
  /// the others: a command that is refused is repeated for each of its messages alone.
  ///
  /// - Throws: `busy` where the server asks to come back: then nothing is known of any of them.
  package func fetch(_ uids: [UInt32]) throws(MailServerError) -> [UInt32: FetchOutcome] {
    guard folder != nil else { throw noFolder("UID FETCH") }
    let wanted = Set(uids).sorted()
    try learnSizes(of: wanted)
    var outcomes: [UInt32: FetchOutcome] = [:]
    outcomes.reserveCapacity(wanted.count)
    let groups = groups(of: wanted.filter { !isLong($0) })
    let refused = try fetch(groups, into: &outcomes)
    var reasons: [UInt32: String] = [:]
    // Alone, so that the one message at fault is found.
    let alone = refused.flatMap { $0.group.count > 1 ? $0.group : [] }
    for (group, words) in refused where group.count == 1 { reasons[group[0]] = words }
    for (group, words) in try fetch(alone.map { [$0] }, into: &outcomes) { reasons[group[0]] = words }
    for uid in wanted where isLong(uid) {
      switch try fetchLong(uid) {
      case .outcome(let outcome): outcomes[uid] = outcome
      case .refused(let words): reasons[uid] = words
      case .missing: break
      }
    }
    let missing = wanted.filter { outcomes[$0] == nil }
    if !missing.isEmpty { try settle(missing, reasons: reasons, into: &outcomes) }
    for uid in wanted { sizes[uid] = nil }
    return outcomes
  }

  private func isLong(_ uid: UInt32) -> Bool { (sizes[uid] ?? 0) > limits.chunk }

  /// Asks for the sizes that no list has told.
  private func learnSizes(of uids: [UInt32]) throws(MailServerError) {
    let unknown = uids.filter { sizes[$0] == nil }
    guard !unknown.isEmpty else { return }
    let commands = UIDSet.chunks(of: unknown).map { set in
      IMAPCommand("UID FETCH \(set) (UID RFC822.SIZE)", named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      if case .fetch(let items) = response, let uid = items.uid, let size = items.size { sizes[uid] = size }
    }
    for status in statuses where ServerPlea.read(status) != nil {
      throw refusal(status, of: "UID FETCH")
    }
  }

  /// Divides ascending UIDs into what one command asks for.
  private func groups(of uids: [UInt32]) -> [[UInt32]] {
    var groups: [[UInt32]] = []
    var group: [UInt32] = []
    var bytes = 0
    for uid in uids {
      let size = sizes[uid] ?? 0
      if !group.isEmpty, group.count == Self.groupCount || bytes + size > Self.groupBytes {
        groups.append(group)
        group = []
        bytes = 0
      }
      group.append(uid)
      bytes += size
    }
    if !group.isEmpty { groups.append(group) }
    return groups
  }

  /// Fetches groups of messages; returns those whose command was refused, with the server's words.
  private func fetch(
    _ groups: [[UInt32]], into outcomes: inout [UInt32: FetchOutcome]
  ) throws(MailServerError) -> [(group: [UInt32], words: String)] {
    guard !groups.isEmpty else { return [] }
    let wanted = Set(groups.joined())
    var isUnnamed = false
    let commands = groups.map { group in
      IMAPCommand(
        "UID FETCH \(UIDSet.chunks(of: group).joined(separator: ",")) (UID BODY.PEEK[])", named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      guard case .fetch(let items) = response, let body = items.body else { return }
      guard let uid = items.uid else {
        isUnnamed = true
        return
      }
      guard wanted.contains(uid) else { return }
      switch body {
      // Exchange gives nothing of a message that it can't convert.
      case .bytes(let bytes) where bytes.isEmpty && sizes[uid] != 0: break
      case .bytes(let bytes): outcomes[uid] = .given(RawMessage(bytes: bytes))
      case .dropped(let count): outcomes[uid] = .tooLong(bytes: count)
      case .missing: break
      }
    }
    guard !isUnnamed else { throw broken("it gave a message without its UID") }
    var refused: [(group: [UInt32], words: String)] = []
    for (group, status) in zip(groups, statuses) where status.condition != .ok {
      guard ServerPlea.read(status) == nil else { throw refusal(status, of: "UID FETCH") }
      for uid in group { outcomes[uid] = nil }
      refused.append((group, WireText.phrase(status.words)))
    }
    return refused
  }

  /// Tells messages that are not there any more from those that are not given.
  private func settle(
    _ uids: [UInt32], reasons: [UInt32: String], into outcomes: inout [UInt32: FetchOutcome]
  ) throws(MailServerError) {
    // Lets the server tell us first what was expunged.
    try run(IMAPCommand("NOOP"))
    let asked = Set(uids)
    var present: Set<UInt32> = []
    let groups = groups(of: uids)
    let commands = groups.map { group in
      IMAPCommand("UID FETCH \(UIDSet.chunks(of: group).joined(separator: ",")) (UID)", named: "UID FETCH")
    }
    let statuses = try exchange(commands) { response in
      if case .fetch(let items) = response, let uid = items.uid, asked.contains(uid) { present.insert(uid) }
    }
    for (group, status) in zip(groups, statuses) {
      guard ServerPlea.read(status) == nil else { throw refusal(status, of: "UID FETCH") }
      let isTold = status.condition == .ok
      for uid in group {
        outcomes[uid] =
          isTold && !present.contains(uid)
          ? .gone
          : .withheld(reason: reasons[uid] ?? (isTold ? "it gave no body" : WireText.phrase(status.words)))
      }
    }
  }
}
