// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import OrderCore
import Store

/// The reading of the documents that wait in a store, for commands that have the store to themselves.
struct DocumentWork: Sendable {
  let store: OrderStore
  let round: DocumentRound

  /// What was done.
  struct Report: Sendable {
    var read = 0
    var unreadable = 0
    /// Why documents wait on, each reason once.
    var postponed: Set<String> = []
    /// Formats whose tool is not installed.
    var missing: Set<DocumentFormat> = []
    var revised: [RevisionResult] = []

    /// One sentence; nil when there was nothing to do.
    var line: String? {
      guard read + unreadable + revised.count > 0 else { return nil }
      let events = revised.reduce(0) { $0 + $1.events.count }
      let links = revised.count { $0.isNewlyLinked }
      return "\(read) documents read, \(unreadable) without text; "
        + "\(events) events and \(links) links more by them"
    }
  }

  /// Reads all documents that wait; ends early when the task is cancelled, or a reader can't be started.
  func run(progress: @Sendable (Int) -> Void = { _ in }) async throws -> Report {
    var report = Report()
    while !Task.isCancelled {
      let claimed = try await store.claimDocuments(
        limit: Self.batch, except: report.missing, now: Date())
      guard !claimed.isEmpty else { break }
      let outcomes = await round.read(claimed)
      try await store.finishDocuments(outcomes, now: Date())
      let hindered = report.count(outcomes, of: claimed)
      report.revised += try await round.revise(in: store, store, now: Date())
      progress(report.read + report.unreadable)
      // What can't be started now can't be started at once again.
      if hindered { break }
    }
    // A document that was known before needs no reading, but its message wants to have it.
    report.revised += try await round.revise(in: store, store, now: Date())
    return report
  }

  /// Documents claimed at once: each brings its message, which may be large.
  static let batch = 4
}

extension DocumentWork.Report {
  /// Counts what came of documents; returns whether readers can't be started at all.
  mutating func count(
    _ outcomes: [DocumentID: DocumentOutcome], of claimed: [ClaimedDocument]
  ) -> Bool {
    var isHindered = false
    for document in claimed {
      switch outcomes[document.id] {
      case .read: read += 1
      case .unreadable: unreadable += 1
      case .toolMissing(let tool):
        missing.insert(document.format)
        postponed.insert(DocumentError.toolMissing(tool).description)
      case .postponed(let reason):
        postponed.insert(reason)
        isHindered = true
      case nil: break
      }
    }
    return isHindered
  }
}
