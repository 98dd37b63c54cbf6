// SPDX-License-Identifier: Apache-2.0

import Foundation
import MailModel
import OrderCore

/// The side of a sync that talks to the server: looks at folders and fetches what is new, a batch at a time.
///
/// All it knows between two calls may be lost: what matters is in the ledger before the next step depends on it.
actor MailFeed {
  /// Messages as they came, in the order in which they are taken in.
  struct Batch: Sendable {
    /// Those that the server gave.
    var arrivals: [ArrivedMessage] = []
    /// How many messages of the work list are dealt with, whatever became of them.
    var handled = 0
  }

  /// A folder in this pass.
  struct Folder {
    let name: FolderName
    /// What the ledger knew after the last look; nil before the first.
    var record: FolderRecord?
    /// What the server said at the last look.
    var status: FolderStatus?
    /// What keeps its mail from acting as new.
    var brake: RenumberingBrake?
    /// The lowest UID that was not there at the last look.
    var mark: UInt32 = 0
    /// Whether every look found nothing new.
    var isUnchanged = true
    /// Whether it is left alone for the rest of the pass.
    var hasFailed = false
  }

  let session: any MailboxSession
  let ledger: any MailboxLedger
  let account: MailAccount
  let limits: SyncLimits
  let clock: @Sendable () -> Date
  var folders: [Folder]
  /// The folder that is open, by its place in `folders`.
  var opened: Int?
  /// What was done so far.
  var report: SyncReport
  /// How many messages there are to deal with in all, as far as was known at the last look.
  private(set) var total = 0
  private var queue = FetchQueue()
  /// The last batch given out: it may not be in the ledger yet.
  private var handed: Set<Place> = []
  private var handled = 0
  private var lastLook: Date
  private let retryBefore: Date

  private struct Place: Hashable {
    let generation: GenerationID
    let uid: UInt32

    init(_ message: PendingMessage) {
      generation = message.generation
      uid = message.uid
    }
  }

  /// Creates a feed of these folders.
  init(
    of names: [String], session: any MailboxSession, ledger: any MailboxLedger, account: MailAccount,
    limits: SyncLimits, clock: @escaping @Sendable () -> Date
  ) {
    self.session = session
    self.ledger = ledger
    self.account = account
    self.limits = limits
    self.clock = clock
    folders = names.map { Folder(name: FolderName(mailbox: account.name, folder: $0)) }
    report = SyncReport(mailbox: account.name, folders: names.map { SyncReport.FolderCounts(folder: $0) })
    let now = clock()
    lastLook = now
    retryBefore = WithholdingRule.retryBefore(now)
  }

  /// Looks at all folders for the first time.
  func begin() async throws {
    try await lookAtAll()
    guard total > limits.tailThreshold else { return }
    queue.add(urgent: try await pending(newestFirst: true, limit: limits.tail))
  }

  /// Fetches the next batch, nil when nothing is left to fetch.
  func next() async throws -> Batch? {
    if clock().timeIntervalSince(lastLook) >= limits.lookAgain { try await lookAgain() }
    while true {
      try Task.checkCancellation()
      if queue.isEmpty { queue.add(history: try await pending(newestFirst: false, limit: limits.chunk)) }
      guard let wanted = queue.next(bytes: limits.batchBytes, count: limits.batchCount) else { return nil }
      let batch = try await fetch(wanted)
      guard batch.handled > 0 else { continue }
      handed = Set(wanted.map(Place.init))
      handled += batch.handled
      return batch
    }
  }

  /// Notes the folders as gone through; call it when all that was given out is durable.
  func finish() async throws {
    try await noteVanished()
    for folder in active {
      guard let record = folder.record, let status = folder.status, needsCompletion(folder) else { continue }
      try await ledger.complete(
        record.generation, uidNext: status.uidNext, modSeq: status.modSeq, now: clock())
    }
    report.isUnchanged = folders.allSatisfy { $0.isUnchanged && !$0.hasFailed }
  }

  /// An unchanged folder is noted once an hour only: polling must not write.
  private func needsCompletion(_ folder: Folder) -> Bool {
    guard folder.isUnchanged, let completed = folder.record?.completed else { return true }
    return clock().timeIntervalSince(completed) >= 3600
  }

  private var active: [Folder] { folders.filter { !$0.hasFailed } }

  private var generations: [GenerationID] { active.compactMap(\.record?.generation) }

  private func pending(newestFirst: Bool, limit: Int) async throws -> [PendingMessage] {
    guard !generations.isEmpty else { return [] }
    return try await ledger.pending(
      generations, retryBefore: retryBefore, newestFirst: newestFirst, limit: limit + handed.count
    ).filter { !handed.contains(Place($0)) }.prefix(limit).map { $0 }
  }

  private func lookAtAll() async throws {
    for index in folders.indices where !folders[index].hasFailed {
      try await surviving(index) { try await look(at: index) }
    }
    lastLook = clock()
    total = handled + active.reduce(0) { $0 + ($1.record?.pending ?? 0) }
  }

  /// Looks at all folders again in a long pass: what came meanwhile goes before the history.
  private func lookAgain() async throws {
    let marks = Dictionary(
      uniqueKeysWithValues: active.compactMap { folder in folder.record.map { ($0.generation, folder.mark) } }
    )
    try await lookAtAll()
    queue.keep(Set(generations))
    let newest = try await pending(newestFirst: true, limit: limits.tail)
    queue.add(
      urgent: newest.filter { message in marks[message.generation].map { message.uid >= $0 } ?? false })
  }

  /// Runs a step on a folder; a folder that the server refuses, or that is not believed, fails alone.
  private func surviving(_ index: Int, _ step: () async throws -> Void) async throws {
    let sentence: String
    do {
      return try await step()
    } catch MailServerError.refused(let server, let command, let reply) {
      let folder = folders[index].name.folder
      let error = MailServerError.refused(
        server: server, command: command, reply: try await explanation(of: folder) ?? reply)
      sentence = error.description
    } catch let problem as FolderProblem {
      sentence = problem.description
    }
    folders[index].hasFailed = true
    report.unread.append(folders[index].name.folder)
    report.problems.append("\(folders[index].name.folder): \(sentence)")
    queue.keep(Set(generations))
  }

  /// Why a folder may have been refused: there is none of this name.
  private func explanation(of folder: String) async throws -> String? {
    let names = try await session.folders().map(\.name)
    guard folder != "INBOX", !names.contains(folder) else { return nil }
    return "there is no such folder; the account has \(names.sorted().joined(separator: ", "))"
  }

  private func fetch(_ wanted: [PendingMessage]) async throws -> Batch {
    var batch = Batch()
    var given: [Place: ArrivedMessage] = [:]
    // The open folder first: batches that alternate between two folders open one each.
    let order = folders.indices.sorted { ($0 == opened ? 0 : 1, $0) < ($1 == opened ? 0 : 1, $1) }
    for index in order {
      guard let generation = folders[index].record?.generation, !folders[index].hasFailed else { continue }
      let mine = wanted.filter { $0.generation == generation }
      guard !mine.isEmpty else { continue }
      try await surviving(index) {
        guard try await reopen(index) else { return }
        let outcomes = try await session.fetch(mine.map(\.uid).sorted())
        for arrival in try await sort(outcomes, of: mine, in: index) {
          given[Place(arrival.pending)] = arrival
        }
        batch.handled += mine.count
      }
    }
    batch.arrivals = wanted.compactMap { given[Place($0)] }
    return batch
  }

  /// Opens a folder again to fetch from it; false if its UIDs are void, and it was looked at afresh.
  private func reopen(_ index: Int) async throws -> Bool {
    guard opened != index, let record = folders[index].record else { return true }
    switch FolderVerdict(of: try await open(index, since: nil), record: record) {
    case .firstSight, .unchanged, .changed: return true
    case .distrusted: throw FolderProblem.noUIDValidity
    case .renumbered:
      try await look(at: index)
      queue.keep(Set(generations))
      return false
    }
  }

  /// Notes what was not given, and returns what was.
  private func sort(
    _ outcomes: [UInt32: FetchOutcome], of wanted: [PendingMessage], in index: Int
  ) async throws -> [ArrivedMessage] {
    var arrivals: [ArrivedMessage] = []
    var withheld: [WithheldMessage] = []
    var gone: [UInt32] = []
    for message in wanted {
      switch outcomes[message.uid] {
      case .given(let raw):
        let hold = folders[index].brake?.reason(received: message.received)
        arrivals.append(ArrivedMessage(pending: message, raw: raw, hold: hold))
      case .gone: gone.append(message.uid)
      case .withheld(let reason): withheld.append(WithholdingRule.note(message, reason: reason))
      case .tooLong(let bytes): withheld.append(WithholdingRule.note(message, tooLong: bytes))
      case nil: withheld.append(WithholdingRule.note(message, reason: "no outcome was told"))
      }
    }
    try await noteGone(UIDIntervals(uids: gone), in: index)
    if !withheld.isEmpty {
      try await ledger.note(withheld, now: clock())
      let givenUp = withheld.count { $0.isGivenUp }
      let folder = folders[index].name.folder
      report.count(folder) {
        $0.unavailable += givenUp
        $0.withheld += withheld.count - givenUp
      }
    }
    return arrivals
  }
}
