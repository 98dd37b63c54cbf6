// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Store

/// `kontor outbox`: what is approved and on its way.
struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Show what is being sent, was sent, is uncertain.",
    subcommands: [OutboxList.self, OutboxSend.self, OutboxResolve.self], defaultSubcommand: OutboxList.self)
}

/// `kontor outbox list`.
struct OutboxList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the outbox, newest first.")

  @Option(help: "At most this many; 0 for all.")
  var limit = ListLimit(50)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let rows = limit.shown(try await store.outbox(limit: limit.asked))
    if output.json {
      Output.line(JSONValue.object([("outbox", .array(rows.map(\.json)))]).text)
    } else if output.jsonl {
      for row in rows { Output.line(row.json.text) }
    } else if !rows.isEmpty {
      var table = Table("OUTBOX", "STATE", "DRAFT", "TO", "SUBJECT", "APPROVED BY", "SINCE", "NOTE")
      for row in rows {
        table.add(
          String(row.id.value), row.state.rawValue, String(row.draft.value),
          DisplayWidth.cut(row.recipients.joined(separator: ", "), to: 36),
          DisplayWidth.cut(row.subject, to: 44),
          row.approver, Timestamp.short(row.changed), row.note)
      }
      table.print()
    }
    if rows.isEmpty {
      throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "The outbox is empty.")
    }
  }
}

/// `kontor outbox send`.
struct OutboxSend: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Send what is approved and due, and file the copies.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let workspace = try Workspace(global)
    _ = try workspace.accounts(named: nil)
    try await OutboxDelivery.run(workspace, store: try workspace.openStore())
  }
}

/// `kontor outbox resolve`.
struct OutboxResolve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Settle a message of which nobody can know whether it was sent.",
    discussion: """
      sent: it arrived. failed: it did not, and its draft waits for a person again. requeue: it did not, and the
      same bytes go out again under the same Message-ID.
      """)

  @Argument(help: "The number of the outbox row.")
  var row: Int64

  @Option(name: .customLong("as"), help: "sent, failed or requeue.")
  var resolution: String

  @Option(help: "How you know; kept in the audit trail.")
  var reason: String

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard Resolution(rawValue: resolution) != nil else {
      throw ValidationError("--as takes \(Resolution.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard !reason.trimmingBlanks.isEmpty else { throw ValidationError("--reason must say how you know.") }
  }

  func run() async throws {
    guard let resolution = Resolution(rawValue: resolution) else { return }
    let workspace = try Workspace(global)
    let desk = Desk(
      store: try workspace.openStore(), identity: workspace.identity, secret: workspace.replySecret)
    try await desk.resolve(OutboxID(row), as: resolution, reason: reason)
    Output.line("Outbox \(row) is settled: \(resolution.rawValue).")
  }
}

extension OutboxEntry {
  /// The row as JSON.
  var json: JSONValue {
    .object([
      ("id", .integer(id.value)), ("state", .string(state.rawValue)), ("draft", .integer(draft.value)),
      ("mailbox", .string(mailbox)), ("message_id", .string(messageID)), ("recipients", .strings(recipients)),
      ("subject", .string(subject)), ("order", .optional(order)), ("attempts", .integer(Int64(attempts))),
      ("approver", .string(approver)), ("note", .string(note)),
      ("created", .string(Timestamp.rfc3339(created))),
      ("changed", .string(Timestamp.rfc3339(changed))), ("due", .string(Timestamp.rfc3339(due))),
    ])
  }
}
