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
  /// Why the server could not be used, for any message; nil when it could.
  package var fault: MailServerError?
  /// What waits because of `fault`; tried again later by itself.
  package var held: [OutboxID] = []
  /// Until when the rest waits so as not to send faster than the provider allows; nil where nothing waits.
  package var pausedUntil: Date?
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
  private let pace: SendingPace

  /// Creates a runner for an account; `pace` holds over its passes, and over runners that share it.
  package init(
    account: MailAccount, ledger: any OutboxLedger, clock: @escaping @Sendable () -> Date,
    pace: SendingPace = SendingPace()
  ) {
    self.account = account
    self.ledger = ledger
    self.clock = clock
    self.pace = pace
  }

  /// Hands over all that is due, at most `limit` messages, over one connection and no faster than `profile` allows.
  ///
  /// A server that can't be used is dialled once: all that is due waits then, whatever it was.
  package func submit(
    through sender: any MailSender, profile: ProviderProfile = .standard, limit: Int = 1000,
    report: inout OutboxReport
  ) async throws(LedgerError) {
    do {
      try await submitDue(through: sender, profile: profile, limit: limit, report: &report)
    } catch {
      await sender.close()
      throw error
    }
    await sender.close()
  }

  private func submitDue(
    through sender: any MailSender, profile: ProviderProfile, limit: Int, report: inout OutboxReport
  ) async throws(LedgerError) {
    for _ in 0..<limit {
      report.pausedUntil = pace.pause(at: clock(), perMinute: profile.sendsPerMinute)
      guard report.pausedUntil == nil || report.fault != nil else { return }
      guard let item = try await ledger.claimNext(mailbox: account.name, now: clock()) else { return }
      if report.fault == nil {
        do {
          try await sender.open()
        } catch {
          report.fault = error
        }
      }
      if let fault = report.fault {
        try await hold(item, because: fault)
        report.held.append(item.id)
        continue
      }
      let ledger = ledger
      let clock = clock
      let outcome = await sender.submit(item.message, envelope: item.envelope) {
        try await ledger.commit(item.id, now: clock())
      }
      let now = clock()
      pace.note(now)
      let retryAt = now.addingTimeInterval(Self.delay(afterAttempt: item.attempts))
      try await ledger.finish(item.id, outcome: outcome, retryAt: retryAt, now: now)
      report.submitted.append(OutboxReport.Entry(id: item.id, outcome: outcome))
    }
  }

  /// Puts a row back that is not at fault.
  private func hold(_ item: OutboxItem, because fault: MailServerError) async throws(LedgerError) {
    let now = clock()
    let retryAt = now.addingTimeInterval(Self.delay(because: fault, afterAttempt: item.attempts))
    let outcome = SubmissionOutcome.deferred(reason: fault.description)
    try await ledger.finish(item.id, outcome: outcome, retryAt: retryAt, now: now)
  }

  /// Settles uncertain rows by what stands in the Sent folder, and puts copies of sent messages there.
  ///
  /// A copy is looked for before it is added, so a server that files by itself, or an earlier run that was cut off,
  /// leaves one copy. Where the provider is known to file, none is added ever: what is not there yet is looked for
  /// again in the next pass, the newest first, for a copy that went elsewhere (to the Sent folder of the person who
  /// logged in) would be waited for without end.
  package func file(
    in source: any MailboxSession, profile: ProviderProfile = .standard, report: inout OutboxReport
  ) async throws(LedgerError) {
    let uncertain = try await ledger.uncertain(mailbox: account.name)
    var unfiled = try await ledger.unfiled(mailbox: account.name)
    if profile.filing == .server { unfiled = Array(unfiled.suffix(Self.awaitedCopies)) }
    guard !uncertain.isEmpty || !unfiled.isEmpty else { return }
    do {
      let folder = try await sentFolder(of: source)
      for item in uncertain where !(try await source.find(item.messageID, in: folder)).isEmpty {
        try await ledger.settle(item.id, evidence: "found in \(folder)", now: clock())
        report.settled.append(item.id)
      }
      for item in unfiled {
        var uid = try await source.find(item.messageID, in: folder).first
        if uid == nil {
          if profile.filing == .server { continue }
          uid = try await source.append(item.message, to: folder)
        }
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

  /// How many copies are looked for in a pass where the provider files them.
  private static let awaitedCopies = 100

  /// Seconds until a message is tried again that waits for its server: what the server asks for, else a quarter of
  /// an hour at most, for then all may be well again, and a refused login must not be repeated fast.
  static func delay(because fault: MailServerError, afterAttempt attempt: Int) -> TimeInterval {
    switch fault {
    case .busy(_, _, let seconds?): Double(min(max(seconds, 10), 3600))
    case .busy, .unreachable, .lost, .protocolViolation, .refused:
      delay(afterAttempt: min(max(attempt, 1), 3))
    case .untrusted, .encryptionUnavailable, .credentialsRefused, .secretUnavailable: 15 * 60
    }
  }

  /// Seconds until a deferred message is tried again: 1, 5, 15, 60 minutes, then every 4 hours.
  static func delay(afterAttempt attempt: Int) -> TimeInterval {
    let minutes: [Double] = [1, 5, 15, 60]
    return 60 * (attempt >= 1 && attempt <= minutes.count ? minutes[attempt - 1] : 240)
  }
}
