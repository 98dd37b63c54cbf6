// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// One round of a mailbox: fetch what is new, send what is approved, file the copies.
struct MailExchange: Sendable {
  /// How much of a round is done.
  enum Mode: Sendable {
    /// Everything.
    case whole
    /// Nothing is sent.
    case withoutSending
    /// Mail is fetched and made durable; it is processed by a later round.
    case fetchOnly
  }

  let store: OrderStore
  /// Made when there is mail to process: a mailbox without news must not wait for rules to be read.
  let intake: Deferred<Intake>

  /// What a round brought.
  struct Result: Sendable {
    var sync: SyncReport
    var outbox = OutboxReport()
    /// What went wrong with messages on their way out, a sentence each.
    var failures: [String] = []
  }

  /// Runs a round over an open session; mail is fetched before anything is sent, so that an answer which a colleague
  /// has given meanwhile voids the approvals of its thread.
  func run(
    _ account: MailAccount, over session: any MailboxSession, mode: Mode, outgoing: OutgoingMail,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> Result {
    let sync = MailboxSync(
      account: account, takerWhenNeeded: { try intake.get() }, ledger: store, clock: { Date() })
    let report = try await sync.run(
      from: session, mode: mode == .fetchOnly ? .fetchOnly : .whole, progress: progress)
    var result = Result(sync: report)
    if mode == .whole { try await send(account, over: session, through: outgoing, into: &result) }
    return result
  }

  /// Sends what is approved and files the copies.
  private func send(
    _ account: MailAccount, over session: any MailboxSession, through outgoing: OutgoingMail,
    into result: inout Result
  ) async throws {
    guard let sender = outgoing.sender else { return }
    // What was not read, or not decided about, may be the answer that voids an approval.
    guard result.sync.unread.isEmpty else {
      let folders = result.sync.unread.joined(separator: ", ")
      result.failures.append("\(account.name): nothing is sent while \(folders) can't be read.")
      return
    }
    let undecided = try await store.undecidedCount(mailbox: account.name)
    guard undecided == 0 else {
      result.failures.append(
        "\(account.name): nothing is sent while \(undecided) messages are not decided about; see 'kontor health'."
      )
      return
    }
    let profile = await session.profile
    let runner = OutboxRunner(account: account, ledger: store, clock: { Date() }, pace: outgoing.pace)
    try await runner.submit(through: sender, profile: profile, report: &result.outbox)
    try await runner.file(in: session, profile: profile, report: &result.outbox)
    result.failures += result.outbox.failures(of: account)
  }
}

/// The way out of a mailbox, kept from round to round: it remembers what the server asked for.
struct OutgoingMail: Sendable {
  /// Hands messages over; nil where nothing is sent from the mailbox.
  let sender: (any MailSender)?
  /// How fast it sends.
  let pace = SendingPace()

  init(_ account: MailAccount) { sender = MailTransport.sender(account: account) }
}
