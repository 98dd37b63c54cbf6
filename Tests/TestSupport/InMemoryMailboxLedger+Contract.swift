// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

extension InMemoryMailboxLedger: MailboxLedger {
  package func folder(_ name: FolderName) async throws(LedgerError) -> FolderRecord? {
    try call("folder") { $0.record(name) }
  }

  package func beginGeneration(
    of name: FolderName, uidValidity: UInt32, now: Date
  ) async throws(LedgerError) -> FolderRecord {
    try call("beginGeneration") { state in
      state.generations.append(Generation(name: name, uidValidity: uidValidity, opened: now))
      return state.record(name)
        ?? FolderRecord(generation: GenerationID(Int64(state.generations.count)), uidValidity: uidValidity)
    }
  }

  package func generations(of name: FolderName, since: Date) async throws(LedgerError) -> Int {
    try call("generations") { state in state.generations.count { $0.name == name && $0.opened >= since } }
  }

  package func record(
    _ listed: [ListedMessage], interval: ClosedRange<UInt32>, generation: GenerationID
  ) async throws(LedgerError) -> Int {
    try call("record") { state in
      let index = State.index(generation)
      let before = state.generations.indices.last {
        $0 < index && state.generations[$0].name == state.generations[index].name
      }
      let names = before.map { state.names(in: $0) } ?? [:]
      var rebound = 0
      for message in listed {
        if state.generations[index].rows[message.uid] != nil {
          state.generations[index].rows[message.uid]?.isGone = false
          continue
        }
        var row = Row(listed: message, flags: message.flags)
        if let content = names.content(of: message) {
          row.state = .landed
          row.content = content
          rebound += 1
        }
        state.generations[index].rows[message.uid] = row
      }
      state.generations[index].scanned.insert(interval)
      return rebound
    }
  }

  package func forget(_ interval: ClosedRange<UInt32>, generation: GenerationID) async throws(LedgerError) {
    try call("forget") { $0.generations[State.index(generation)].scanned.remove(interval) }
  }

  package func markGone(
    _ uids: UIDIntervals, generation: GenerationID, now: Date
  ) async throws(LedgerError) -> Int {
    try call("markGone") { state in
      let index = State.index(generation)
      var count = 0
      for (uid, row) in state.generations[index].rows where !row.isGone && uids.contains(uid) {
        state.generations[index].rows[uid]?.isGone = true
        count += 1
      }
      return count
    }
  }

  package func note(_ flags: [FlagChange], generation: GenerationID) async throws(LedgerError) {
    try call("note flags") { state in
      for change in flags {
        state.generations[State.index(generation)].rows[change.uid]?.flags = change.flags
      }
    }
  }

  package func complete(
    _ generation: GenerationID, uidNext: UInt32, modSeq: UInt64, now: Date
  ) async throws(LedgerError) {
    try call("complete") { state in
      let index = State.index(generation)
      state.generations[index].uidNext = max(state.generations[index].uidNext, uidNext)
      state.generations[index].modSeq = modSeq
      state.generations[index].completed = now
    }
  }

  package func presentUIDs(_ generation: GenerationID) async throws(LedgerError) -> UIDIntervals {
    try call("presentUIDs") { state in
      UIDIntervals(
        uids: state.generations[State.index(generation)].rows.filter { !$0.value.isGone }.map(\.key))
    }
  }

  package func pending(
    _ generations: [GenerationID], retryBefore: Date, newestFirst: Bool, limit: Int
  ) async throws(LedgerError) -> [PendingMessage] {
    try call("pending") { state in
      var found: [PendingMessage] = []
      for id in generations where state.isPresent(State.index(id)) {
        let generation = state.generations[State.index(id)]
        for (uid, row) in generation.rows where row.state == .listed && !row.isGone {
          if let tried = row.tried, tried >= retryBefore { continue }
          found.append(
            PendingMessage(
              name: generation.name, generation: id, uidValidity: generation.uidValidity, uid: uid,
              size: row.listed.size, received: row.listed.received ?? 0, attempts: row.attempts))
        }
      }
      let sorted = found.sorted {
        ($0.received, $0.generation.value, $0.uid) < ($1.received, $1.generation.value, $1.uid)
      }
      return Array((newestFirst ? sorted.reversed() : sorted).prefix(limit))
    }
  }

  package func land(
    _ arrivals: [ArrivedMessage], isBegun: Bool, now: Date
  ) async throws(LedgerError) -> [Landing] {
    try call("land") { state in
      arrivals.map { arrival in
        let place = arrival.pending
        let index = State.index(place.generation)
        state.generations[index].rows[place.uid]?.state = .landed
        if let content = state.contents[arrival.raw] {
          state.generations[index].rows[place.uid]?.content = content
          return .known
        }
        let content = ContentID(Int64(state.contents.count + 1))
        state.contents[arrival.raw] = content
        state.raws[content] = arrival.raw
        state.generations[index].rows[place.uid]?.content = content
        state.work[content] = Work(
          state: arrival.hold == nil ? .landed : .held, mailbox: place.name.mailbox, raw: arrival.raw,
          delivery: Delivery(
            mailbox: place.name.mailbox, folder: place.name.folder, uidValidity: place.uidValidity,
            uid: place.uid),
          origin: "\(place.name.mailbox)/\(place.name.folder)/\(place.uid)", received: place.received,
          attempts: isBegun && arrival.hold == nil ? 1 : 0)
        return arrival.hold == nil ? .new(content) : .held(content)
      }
    }
  }

  package func note(_ withheld: [WithheldMessage], now: Date) async throws(LedgerError) {
    try call("note withheld") { state in
      for message in withheld {
        let index = State.index(message.pending.generation)
        let uid = message.pending.uid
        state.generations[index].rows[uid]?.attempts += 1
        state.generations[index].rows[uid]?.tried = now
        if message.isGivenUp { state.generations[index].rows[uid]?.state = .unavailable }
      }
    }
  }

  package func hasLanded(mailbox: String) async throws(LedgerError) -> Bool {
    try call("hasLanded") { state in
      state.work.values.contains { $0.state == .landed && $0.mailbox == mailbox }
    }
  }

  package func claimLanded(
    mailbox: String?, count: Int, bytes: Int, now: Date
  ) async throws(LedgerError) -> [LandedMail] {
    try call("claimLanded") { state in
      for (content, work) in state.work where work.state == .landed && work.attempts >= 3 {
        state.work[content]?.state = .quarantined
      }
      let waiting = state.work
        .filter { $0.value.state == .landed && (mailbox == nil || $0.value.mailbox == mailbox) }
        .sorted { ($0.value.received, $0.key.value) < ($1.value.received, $1.key.value) }
      var claimed: [LandedMail] = []
      var total = 0
      for (content, work) in waiting {
        total += work.raw.bytes.count
        let isAlone = work.attempts > 0
        if !claimed.isEmpty, isAlone || claimed.count == count || total > bytes { break }
        state.work[content]?.attempts += 1
        claimed.append(
          LandedMail(
            content: content, raw: work.raw, delivery: work.delivery, origin: work.origin,
            attempts: work.attempts + 1))
        if isAlone { break }
      }
      return claimed
    }
  }

  package func heldCount(mailbox: String) async throws(LedgerError) -> Int {
    try call("heldCount") { state in
      state.work.values.count { $0.state == .held && $0.mailbox == mailbox }
    }
  }

  package func noteContact(mailbox: String, failure: String?, now: Date) async throws(LedgerError) {
    try call("noteContact") { $0.contacts.append(failure ?? "ok") }
  }
}

extension InMemoryMailboxLedger.State {
  /// What is known of a folder.
  func record(_ name: FolderName) -> FolderRecord? {
    guard let index = generations.lastIndex(where: { $0.name == name }) else { return nil }
    let generation = generations[index]
    let earlier = generations[..<index].filter { $0.name == name }
    let present = generation.rows.values.filter { !$0.isGone }
    return FolderRecord(
      generation: GenerationID(Int64(index + 1)), uidValidity: generation.uidValidity,
      uidNext: generation.uidNext, modSeq: generation.modSeq, scanned: generation.scanned,
      present: present.count, pending: present.count { $0.state == .listed },
      completed: generation.completed, isRenumbered: !earlier.isEmpty,
      formerlyCompleted: earlier.compactMap(\.completed).max())
  }

  /// The rows of a generation that have bytes, by what names them.
  func names(in generation: Int) -> [String: [InMemoryMailboxLedger.Row]] {
    var names: [String: [InMemoryMailboxLedger.Row]] = [:]
    for row in generations[generation].rows.values {
      if !row.listed.objectID.isEmpty { names[row.listed.objectID, default: []].append(row) }
      if let name = row.content.flatMap({ raws[$0]?.messageIDField }), !name.isEmpty {
        names[name, default: []].append(row)
      }
    }
    return names
  }
}

extension [String: [InMemoryMailboxLedger.Row]] {
  /// The bytes of the one row that names the same message.
  fileprivate func content(of message: ListedMessage) -> ContentID? {
    if !message.objectID.isEmpty, let same = self[message.objectID], same.count == 1,
      let content = same[0].content
    {
      return content
    }
    guard !message.messageID.isEmpty, let received = message.received else { return nil }
    let same = (self[message.messageID] ?? []).filter {
      $0.listed.received == received && $0.listed.size == message.size
    }
    return same.count == 1 ? same[0].content : nil
  }
}
