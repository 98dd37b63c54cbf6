// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// Sends what is approved, once, and files the copies.
enum OutboxDelivery {
  /// Works through the outboxes of mailboxes; a copy that can't be filed is said and tried again later.
  ///
  /// - Parameter mailboxes: the mailboxes to send from, each of which must be able to; nil for all that are.
  static func run(_ workspace: Workspace, store: OrderStore, mailboxes: [String]? = nil) async throws {
    var failures: [CommandFailure] = []
    _ = try await store.recoverOutbox(now: Date())
    for account in workspace.configuration.mailboxes where mailboxes?.contains(account.name) ?? true {
      guard let sender = MailTransport.sender(account: account) else {
        if mailboxes != nil {
          let reason = "nothing is sent, for no smtp server is configured; what is queued waits."
          failures.append(CommandFailure(.invalid, "\(account.name): \(reason)"))
        }
        continue
      }
      let runner = OutboxRunner(account: account, ledger: store, clock: { Date() })
      var report = OutboxReport()
      try await runner.submit(through: sender, report: &report)
      do {
        let session = try await MailTransport.openSession(account: account)
        try await runner.file(in: session, profile: await session.profile, report: &report)
        await session.close()
      } catch let error as MailServerError {
        report.filingFailures.append(error.description)
      }
      for line in report.lines { Output.line(line) }
      failures += report.failures(of: account).map { CommandFailure(.network, $0) }
    }
    if let failure = CommandFailure(failures) { throw failure }
  }
}
