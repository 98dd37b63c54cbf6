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
    var missing: Set<DocumentFormat> = []
    var forgets = ContinuousClock.now
    while !Task.isCancelled {
      // A tool may have been installed since.
      if ContinuousClock.now >= forgets { missing = [] }
      let isKnown = missing
      let pause = await look(&missing)
      if missing != isKnown { forgets = ContinuousClock.now.advanced(by: .seconds(Self.pause)) }
      do { try await Task.sleep(for: .seconds(pause)) } catch { return }
    }
  }

  /// Reads what waits now, but for the formats whose tool is missing; returns how long to wait before the next look.
  private func look(_ missing: inout Set<DocumentFormat>) async -> Int {
    do {
      // The store may not be there yet, or be of an older version: the rounds see to that.
      let except = missing
      guard let reader = try? workspace.readStore(), try await reader.documentsWait(except: except) else {
        return Self.interval
      }
      let claimed = try await store.use { store in
        try await store.claimDocuments(limit: DocumentWork.batch, except: except, now: Date())
      }
      let outcomes = await round.read(claimed)
      let revised = try await store.use { store in
        try await store.finishDocuments(outcomes, now: Date())
        return try await round.revise(in: store, store, now: Date())
      }
      var report = DocumentWork.Report(missing: missing)
      let isHindered = report.count(outcomes, of: claimed)
      tell(report, revised)
      missing = report.missing
      if isHindered { return Self.pause }
      return report.read + report.unreadable + revised.count > 0 ? 0 : Self.interval
    } catch {
      log.warning(
        "Documents could not be read; they are tried again.", ["error": CommandFailure(error).message])
      return Self.pause
    }
  }

  private func tell(_ report: DocumentWork.Report, _ revised: [RevisionResult]) {
    if report.read + report.unreadable + revised.count > 0 {
      log.info(
        "Documents were read.",
        [
          "read": "\(report.read)", "without text": "\(report.unreadable)",
          "events": "\(revised.reduce(0) { $0 + $1.events.count })",
          "links": "\(revised.count { $0.isNewlyLinked })",
        ])
    }
    guard !Task.isCancelled else { return }
    for reason in report.postponed.sorted() { log.warning("Documents wait on.", ["reason": reason]) }
  }
}
