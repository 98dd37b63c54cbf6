// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import MailTransport
import OrderCore
import Store

/// One round of a mailbox: fetch what is new, send what is approved, file the copies.
struct MailExchange: Sendable {
  let workspace: Workspace
  let store: OrderStore
  let intake: Intake

  /// What a round brought.
  struct Result: Sendable {
    var sync: SyncReport
    var outbox: OutboxReport
    /// What went wrong with messages on their way out, a sentence each.
    var failures: [String] = []
  }

  /// Runs a round over one connection; mail is fetched before anything is sent, so that an answer which a colleague
  /// has given meanwhile voids the approvals of its thread.
  func run(
    _ account: MailAccount, sends: Bool, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) async throws -> Result {
    let source = try await MailTransport.openSource(account: account)
    do {
      let sync = MailboxSync(account: account, intake: intake, ledger: store, clock: { Date() })
      let report = try await sync.run(from: source, progress: progress)
      var result = Result(sync: report, outbox: OutboxReport())
      if sends { try await send(account, filing: source, into: &result) }
      await source.close()
      return result
    } catch {
      await source.close()
      throw error
    }
  }

  /// Sends what is approved and files the copies over an open session.
  func send(_ account: MailAccount, filing source: any MailSource, into result: inout Result) async throws {
    guard let sender = MailTransport.sender(account: account) else { return }
    let runner = OutboxRunner(account: account, ledger: store, clock: { Date() })
    try await runner.submit(through: sender, report: &result.outbox)
    try await runner.file(in: source, report: &result.outbox)
    result.failures += result.outbox.failures(of: account)
  }
}

extension OutboxReport {
  /// What a person should know of, a sentence each.
  func failures(of account: MailAccount) -> [String] {
    let waiting = fault.map {
      ["\(account.name): nothing can be sent, \(held.count) messages wait and are tried again later: \($0)"]
    }
    return (waiting ?? [])
      + submitted.compactMap { entry in
        switch entry.outcome {
        case .accepted: nil
        case .deferred(let reason): "Outbox \(entry.id.value): not sent yet, tried again later: \(reason)"
        case .rejected(let reason): "Outbox \(entry.id.value): not sent: \(reason)"
        case .uncertain(let reason):
          "Outbox \(entry.id.value): nobody can know whether it was sent: \(reason) "
            + "It is not sent again by itself; see 'kontor outbox'."
        }
      } + filingFailures.map { "\(account.name): a copy could not be put into the Sent folder: \($0)" }
  }
}

extension OutboxReport {
  /// What was sent, filed and settled, a line each.
  var lines: [String] {
    let sent: [String] = submitted.compactMap { entry in
      guard case .accepted(let reply) = entry.outcome else { return nil }
      return "outbox \(entry.id.value): sent (\(Visible.line(reply)))"
    }
    return sent + settled.map { "outbox \($0.value): was sent after all; it stands in Sent" }
      + filed.map { "outbox \($0.value): filed in Sent" }
  }
}

extension MailExchange.Result {
  /// The round as one JSON object.
  var json: JSONValue {
    .object([
      ("mailbox", .string(sync.mailbox)),
      (
        "folders",
        .array(
          sync.folders.map { folder in
            .object([
              ("folder", .string(folder.folder)), ("stored", .integer(Int64(folder.stored))),
              ("known", .integer(Int64(folder.known))), ("quarantined", .integer(Int64(folder.quarantined))),
              ("gone", .integer(Int64(folder.gone))), ("events", .integer(Int64(folder.events))),
              ("drafts", .integer(Int64(folder.drafts))),
            ])
          })
      ),
      ("sent", .array(outbox.submitted.filter(\.isAccepted).map { .integer($0.id.value) })),
      ("filed", .array(outbox.filed.map { .integer($0.value) })),
      ("settled", .array(outbox.settled.map { .integer($0.value) })),
      ("failures", .strings(failures)),
    ])
  }
}

extension OutboxReport.Entry {
  /// Whether the server took responsibility.
  fileprivate var isAccepted: Bool {
    if case .accepted = outcome { true } else { false }
  }
}
