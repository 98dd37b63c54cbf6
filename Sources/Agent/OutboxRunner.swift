// SPDX-License-Identifier: Apache-2.0

package import Foundation
package import MailModel
package import OrderCore

/// What one pass over an outbox did.
package struct OutboxReport: Hashable, Sendable {
  /// One message and how its handing over ended.
  package struct Entry: Hashable, Sendable {
    /// The row.
    package let id: OutboxID
    /// How it ended.
    package let outcome: SubmissionOutcome
  }

  /// What was handed over, in order.
  package var submitted: [Entry] = []
  /// Copies put into (or found in) the Sent folder.
  package var filed: [OutboxID] = []
  /// Uncertain rows whose message was found in the Sent folder after all.
  package var settled: [OutboxID] = []
  /// Why copies could not be filed, a sentence each; the messages are sent all the same.
  package var filingFailures: [String] = []

  /// Creates an empty report.
  package init() {}
}

/// Sends what is approved: at most once, with a third outcome.
///
/// The ledger's `commit` is durable before the final dot goes out; whatever then gets no answer is uncertain and is
/// never repeated by a machine, only settled by evidence or a person.
package struct OutboxRunner: Sendable {
  private let account: MailAccount
  private let ledger: any OutboxLedger
  private let clock: @Sendable () -> Date

  /// Creates a runner for an account.
  package init(account: MailAccount, ledger: any OutboxLedger, clock: @escaping @Sendable () -> Date) {
    self.account = account
    self.ledger = ledger
    self.clock = clock
  }

  /// Hands over all that is due, at most `limit` messages.
  package func submit(
    through sender: any MailSender, limit: Int = 1000, report: inout OutboxReport
  ) async throws(LedgerError) {
    for _ in 0..<limit {
      guard let item = try await ledger.claimNext(mailbox: account.name, now: clock()) else { return }
      let ledger = ledger
      let clock = clock
      let outcome = await sender.submit(item.message, envelope: item.envelope) {
        try await ledger.commit(item.id, now: clock())
      }
      let now = clock()
      let retryAt = now.addingTimeInterval(Self.delay(afterAttempt: item.attempts))
      try await ledger.finish(item.id, outcome: outcome, retryAt: retryAt, now: now)
      report.submitted.append(OutboxReport.Entry(id: item.id, outcome: outcome))
    }
  }

  /// Settles uncertain rows by what stands in the Sent folder, and puts copies of sent messages there.
  ///
  /// A copy is looked for before it is added, so a server that files by itself, or an earlier run that was cut off,
  /// leaves one copy.
  package func file(in source: any MailboxSession, report: inout OutboxReport) async throws(LedgerError) {
    let uncertain = try await ledger.uncertain(mailbox: account.name)
    let unfiled = try await ledger.unfiled(mailbox: account.name)
    guard !uncertain.isEmpty || !unfiled.isEmpty else { return }
    do {
      let folder = try await sentFolder(of: source)
      for item in uncertain where !(try await source.find(item.messageID, in: folder)).isEmpty {
        try await ledger.settle(item.id, evidence: "found in \(folder)", now: clock())
        report.settled.append(item.id)
      }
      for item in unfiled {
        let there = try await source.find(item.messageID, in: folder)
        let uid =
          if let found = there.first { found } else { try await source.append(item.message, to: folder) }
        try await ledger.file(item.id, folder: folder, uid: uid, now: clock())
        report.filed.append(item.id)
      }
    } catch let error as MailServerError {
      report.filingFailures.append(error.description)
    } catch let error as LedgerError {
      throw error
    } catch {
      report.filingFailures.append("\(error)")
    }
  }

  private func sentFolder(of source: any MailboxSession) async throws(MailServerError) -> String {
    let folders = try await source.folders()
    if let special = folders.first(where: \.isSent) { return special.name }
    let usual = ["Sent", "Sent Items", "Sent Messages", "Отправленные", "Gesendet", "Gesendete Elemente"]
    if let name = usual.first(where: { name in
      folders.contains { $0.name == name || $0.name == "INBOX.\(name)" }
    }) {
      return folders.contains { $0.name == name } ? name : "INBOX.\(name)"
    }
    throw .refused(server: account.imap.host, command: "LIST", reply: "no folder is marked \\Sent")
  }

  /// Seconds until a deferred message is tried again: 1, 5, 15, 60 minutes, then every 4 hours.
  static func delay(afterAttempt attempt: Int) -> TimeInterval {
    let minutes: [Double] = [1, 5, 15, 60]
    return 60 * (attempt >= 1 && attempt <= minutes.count ? minutes[attempt - 1] : 240)
  }
}
