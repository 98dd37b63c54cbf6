// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// How far a sync goes.
package enum SyncMode: Hashable, Sendable {
  /// Fetches, makes durable, parses, decides and stores.
  case whole
  /// Fetches and makes durable; a later pass does the rest.
  case fetchOnly
}

/// Keeps the ledger and a mailbox in step, one pass at a time.
///
/// The work list is a row for each UID, never the \Seen flag and never one number. Every step is durable before the
/// next one builds on it and may be repeated, so a pass may end anywhere: the next one goes on. See `docs/sync.md`.
package struct MailboxSync: Sendable {
  private let account: MailAccount
  private let taker: @Sendable () throws -> any MailTaking
  private let ledger: any MailboxLedger
  private let limits: SyncLimits
  private let clock: @Sendable () -> Date

  /// Creates a sync for an account.
  ///
  /// - Parameter taker: parses and stores what has landed in `ledger`; usually an `Intake` over the same store.
  package init(
    account: MailAccount, taker: any MailTaking, ledger: any MailboxLedger, limits: SyncLimits = SyncLimits(),
    clock: @escaping @Sendable () -> Date
  ) {
    self.init(account: account, takerWhenNeeded: { taker }, ledger: ledger, limits: limits, clock: clock)
  }

  /// Creates a sync whose taker is asked for when there is mail to process; a pass throws what asking throws.
  package init(
    account: MailAccount, takerWhenNeeded taker: @escaping @Sendable () throws -> any MailTaking,
    ledger: any MailboxLedger, limits: SyncLimits = SyncLimits(), clock: @escaping @Sendable () -> Date
  ) {
    self.account = account
    self.taker = taker
    self.ledger = ledger
    self.limits = limits
    self.clock = clock
  }

  /// Goes through all folders of the account once; `progress` hears how much of the work list is done.
  ///
  /// A folder that fails does not stop the others: see `SyncReport.problems`. An error ends the pass, after what had
  /// arrived was taken in; the ledger hears how it ended.
  ///
  /// - Throws: `MailServerError` (the session is over, open another), `LedgerError`, or `CancellationError`.
  package func run(
    from session: any MailboxSession, mode: SyncMode = .whole,
    progress: @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws -> SyncReport {
    do {
      let report = try await pass(over: session, mode: mode, progress: progress)
      try await ledger.noteContact(
        mailbox: account.name,
        failure: report.problems.isEmpty ? nil : report.problems.joined(separator: " "), now: clock())
      return report
    } catch {
      // A store says of its own accord that it was called off, in its own words.
      try Task.checkCancellation()
      // The error that ended the pass says more than one from noting it.
      try? await ledger.noteContact(mailbox: account.name, failure: "\(error)", now: clock())
      throw error
    }
  }

  /// Takes in what earlier passes made durable and did not process; needs no server.
  package func takeLanded() async throws -> SyncReport {
    let sink = makeSink(.whole)
    try await sink.takeLanded()
    return await sink.report
  }

  private func pass(
    over session: any MailboxSession, mode: SyncMode, progress: @Sendable (Int, Int) -> Void
  ) async throws -> SyncReport {
    let sink = makeSink(mode)
    if mode == .whole { try await sink.takeLanded() }
    let feed = MailFeed(
      of: try await FolderChoice.folders(of: account, over: session), session: session, ledger: ledger,
      account: account, limits: limits,
      clock: clock)
    try await feed.begin()
    try await move(from: feed, to: sink, progress: progress)
    try await feed.finish()
    var report = await feed.report
    let taken = await sink.report
    report.isUnchanged = report.isUnchanged && taken.folders.isEmpty
    report.add(taken)
    return report
  }

  /// Moves batch after batch: one is sent, one made durable, one parsed and one stored at a time.
  private func move(
    from feed: MailFeed, to sink: MailSink, progress: @Sendable (Int, Int) -> Void
  ) async throws {
    var batch = MailFeed.Batch()
    var done = 0
    while true {
      async let following = feed.next()
      try await sink.take(batch.arrivals)
      if batch.handled > 0 {
        done += batch.handled
        progress(done, max(done, await feed.total))
      }
      let next: MailFeed.Batch?
      do {
        next = try await following
      } catch {
        if !Task.isCancelled { try await sink.finish() }
        throw error
      }
      guard let next else { break }
      batch = next
    }
    try await sink.finish()
  }

  private func makeSink(_ mode: SyncMode) -> MailSink {
    MailSink(
      mailbox: account.name, ledger: ledger, taker: taker, mode: mode, limits: limits, clock: clock)
  }
}
