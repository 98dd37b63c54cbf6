// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import OrderCore
import Store

/// Reads documents as they come, beside the mailboxes, for as long as the agent runs.
///
/// The store is held to take documents and to keep what they say, not while they are read.
struct DocumentWatch: Sendable {
  /// How often it looks for documents that wait, in seconds.
  private static let interval = 1
  /// How long it leaves documents alone that could not be tried, in seconds: until a tool is installed.
  private static let pause = 300

  private let workspace: Workspace
  private let round: DocumentRound
  private let log: AgentLog
  private let store: SharedStore

  init(workspace: Workspace, pipeline: Pipeline, log: AgentLog, store: SharedStore) {
    self.workspace = workspace
    self.log = log
    self.store = store
    round = workspace.documentRound(pipeline: pipeline)
  }

  /// Works until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      let pause = await look()
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  /// Reads what waits now; returns how long to wait before the next look.
  private func look() async -> Int {
    do {
      // The store may not be there yet, or be of an older version: the rounds see to that.
      guard let reader = try? workspace.readStore(), try await reader.documentsWait() else {
        return Self.interval
      }
      let claimed = try await store.use { store in
        try await store.claimDocuments(limit: DocumentWork.batch, now: Date())
      }
      let outcomes = await round.read(claimed)
      let revised = try await store.use { store in
        try await store.finishDocuments(outcomes, now: Date())
        return try await round.revise(in: store, store, now: Date())
      }
      return report(outcomes, revised, claimed: claimed.count)
    } catch {
      log.warning(
        "Documents could not be read; they are tried again.", ["error": CommandFailure(error).message])
      return Self.pause
    }
  }

  private func report(
    _ outcomes: [DocumentID: DocumentOutcome], _ revised: [RevisionResult], claimed: Int
  ) -> Int {
    var report = DocumentWork.Report()
    report.count(outcomes.values)
    if claimed > 0 || !revised.isEmpty {
      log.info(
        "Documents were read.",
        [
          "read": "\(report.read)", "without text": "\(report.unreadable)",
          "events": "\(revised.reduce(0) { $0 + $1.events.count })",
          "links": "\(revised.count { $0.isNewlyLinked })",
        ])
    }
    guard let reason = report.postponed.first, !Task.isCancelled else { return 0 }
    log.warning("Documents wait on.", ["reason": reason])
    return Self.pause
  }
}
