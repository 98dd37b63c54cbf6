// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// Why a folder is left alone although the server does not refuse it.
enum FolderProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// The server gives no UIDVALIDITY.
  case noUIDValidity
  /// The folder was renumbered too often.
  case renumberedTooOften(times: Int)

  /// One sentence for people.
  var description: String {
    switch self {
    case .noUIDValidity: "The server gives the folder no UIDVALIDITY; its messages can't be told apart."
    case .renumberedTooOften(let times):
      "The server numbered the folder anew \(times) times in a day; it is left alone until that has passed."
    }
  }
}

extension MailFeed {
  /// Looks at a folder: hears what happened, lists what is new, and finds out what is gone.
  ///
  /// When it returns, the ledger has a row for every message that was on the server when the folder was opened, and
  /// all that the server told up to `status.modSeq` is applied.
  func look(at index: Int) async throws {
    let name = folders[index].name
    let known = try await ledger.folder(name)
    let opening = try await open(index, since: baseline(of: known, in: index))
    let verdict = FolderVerdict(of: opening, record: known)
    let record: FolderRecord
    switch (verdict, known) {
    case (.distrusted, _): throw FolderProblem.noUIDValidity
    case (.unchanged, let known?):
      accept(known, status: opening.status, in: index)
      return
    case (.changed, let known?): record = known
    case (.renumbered, _), (.firstSight, _), (_, nil):
      record = try await beginGeneration(of: name, uidValidity: opening.status.uidValidity)
    }
    let seen = folders[index].status
    folders[index].isUnchanged = false
    folders[index].record = record
    if verdict == .changed {
      try await noteGone(opening.vanished, in: index)
      if !opening.flags.isEmpty { try await ledger.note(opening.flags, generation: record.generation) }
    }
    for gap in ListingPlan.gaps(scanned: record.scanned, uidNext: opening.status.uidNext) {
      try await list(gap, of: record, exists: opening.status.exists, in: index)
    }
    if verdict == .changed, needsFlags(opening, record: record, seen: seen) {
      try await readFlags(of: record)
    }
    try await noteVanished()
    var current = try await ledger.folder(name) ?? record
    if current.present != opening.status.exists {
      try await reconcile(current, with: opening.status, in: index)
      current = try await ledger.folder(name) ?? current
    }
    try await setBrake(of: current, in: index)
    accept(current, status: opening.status, in: index)
  }

  /// Opens a folder, after noting what the server said of the one before.
  func open(_ index: Int, since baseline: FolderBaseline?) async throws -> FolderOpening {
    try await noteVanished()
    opened = nil
    let opening = try await session.open(folders[index].name.folder, since: baseline)
    opened = index
    return opening
  }

  /// Notes what the server has said is gone from the open folder, whatever the command was.
  func noteVanished() async throws {
    guard let opened else { return }
    try await noteGone(await session.takeVanished(), in: opened)
  }

  /// Notes messages as gone.
  func noteGone(_ uids: UIDIntervals, in index: Int) async throws {
    guard !uids.isEmpty, let record = folders[index].record else { return }
    let count = try await ledger.markGone(uids, generation: record.generation, now: clock())
    report.count(folders[index].name.folder) { $0.gone += count }
  }

  private func accept(_ record: FolderRecord, status: FolderStatus, in index: Int) {
    var record = record
    record.uidNext = max(record.uidNext, status.uidNext)
    folders[index].record = record
    folders[index].status = status
    folders[index].mark = max(status.uidNext, (record.scanned.highest ?? 0).saturatingSuccessor)
  }

  /// What the server need not tell again: up to the last completed pass, or the last look of this one.
  private func baseline(of record: FolderRecord?, in index: Int) -> FolderBaseline? {
    guard let record else { return nil }
    let isSameGeneration = folders[index].record?.generation == record.generation
    let modSeq = (isSameGeneration ? folders[index].status?.modSeq : nil) ?? record.modSeq
    guard modSeq > 0 else { return nil }
    return FolderBaseline(
      uidValidity: record.uidValidity, modSeq: modSeq, known: record.scanned.highest.map { 1...$0 })
  }

  private func beginGeneration(of name: FolderName, uidValidity: UInt32) async throws -> FolderRecord {
    let now = clock()
    let begun = try await ledger.generations(of: name, since: now.addingTimeInterval(-GenerationStorm.window))
    guard !GenerationStorm.isReached(begun: begun) else {
      throw FolderProblem.renumberedTooOften(times: begun)
    }
    return try await ledger.beginGeneration(of: name, uidValidity: uidValidity, now: now)
  }

  /// Lists a range in pieces of bounded length, and notes each as listed.
  ///
  /// Above the highest message of an open end nothing is known to be listed: a message may be given any UID there.
  private func list(
    _ range: ClosedRange<UInt32>, of record: FolderRecord, exists: Int, in index: Int
  ) async throws {
    var pieces = [range]
    if range.count > limits.listing, exists - record.present > limits.listing {
      pieces = ListingPlan.pieces(
        of: range, holding: try await session.uids(in: range), limit: limits.listing)
    }
    let isNaming = record.isRenumbered && record.completed == nil
    for piece in pieces {
      let listed = try await session.list(piece, naming: isNaming).filter { piece.contains($0.uid) }
      let end = piece.upperBound == .max ? listed.last?.uid : piece.upperBound
      guard let end else { continue }
      let rebound = try await ledger.record(
        listed, interval: piece.lowerBound...end, generation: record.generation)
      if rebound > 0 { report.count(folders[index].name.folder) { $0.rebound += rebound } }
    }
  }

  /// Whether flags are read again: the server did not tell all changes, and the folder is not as it was.
  ///
  /// CONDSTORE alone is not enough: Gmail tells a HIGHESTMODSEQ before it shows the changes.
  private func needsFlags(_ opening: FolderOpening, record: FolderRecord, seen: FolderStatus?) -> Bool {
    guard !opening.tellsVanished || !opening.tellsFlags else { return false }
    let status = opening.status
    return status.uidNext != seen?.uidNext ?? record.uidNext
      || status.exists != seen?.exists ?? record.present
  }

  private func readFlags(of record: FolderRecord) async throws {
    guard let top = record.scanned.highest else { return }
    let low = top > limits.flagWindow ? top - limits.flagWindow + 1 : 1
    let flags = try await session.flags(in: low...top)
    if !flags.isEmpty { try await ledger.note(flags, generation: record.generation) }
  }

  /// Finds out which messages the server and the ledger disagree about, and believes the server.
  private func reconcile(
    _ record: FolderRecord, with status: FolderStatus, in index: Int
  ) async throws {
    let present = try await ledger.presentUIDs(record.generation)
    let top = status.uidNext == 0 ? .max : max(status.uidNext - 1, present.highest ?? 0)
    var search = Reconciliation(
      present: present, exists: status.exists, through: top, first: limits.reconciliation)
    for step in search.steps where !search.isSettled {
      search.learn(try await session.uids(in: step), in: step)
    }
    try await noteGone(search.gone, in: index)
    let unknown = search.unknown
    if let low = unknown.lowest, let high = unknown.highest {
      try await ledger.forget(low...high, generation: record.generation)
      try await list(low...high, of: record, exists: status.exists, in: index)
      try await noteVanished()
      reportUnlisted(unknown.subtracting(try await ledger.presentUIDs(record.generation)), in: index)
    }
    // A UIDNEXT that lags behind hides the newest messages.
    if !search.isSettled, status.uidNext != 0, top < .max {
      try await list((top + 1)...UInt32.max, of: record, exists: status.exists, in: index)
    }
  }

  /// Tells of messages that the server finds and does not list: they can't be fetched, and must not be passed over
  /// in silence.
  private func reportUnlisted(_ uids: UIDIntervals, in index: Int) {
    guard let first = uids.lowest else { return }
    let problem =
      "\(folders[index].name.folder): the server finds \(uids.count) messages that it does not list, "
      + "the first with UID \(first)."
    if !report.problems.contains(problem) { report.problems.append(problem) }
  }

  private func setBrake(of record: FolderRecord, in index: Int) async throws {
    guard let line = RenumberingBrake.line(of: record) else {
      folders[index].brake = nil
      return
    }
    let newest = try await ledger.pending(
      [record.generation], retryBefore: clock().addingTimeInterval(1), newestFirst: true,
      limit: RenumberingBrake.limit + 1)
    let recent = newest.count { $0.received >= line.timeIntervalSince1970 }
    let held = try await ledger.heldCount(mailbox: account.name)
    folders[index].brake = RenumberingBrake(line: line, recent: recent, held: held)
  }
}

extension UInt32 {
  /// The number after it, itself if there is none.
  fileprivate var saturatingSuccessor: UInt32 { self == .max ? self : self + 1 }
}
