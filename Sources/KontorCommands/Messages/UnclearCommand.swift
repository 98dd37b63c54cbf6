// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import Foundation
import OrderCore
import Store

extension UnclearOrdering: ExpressibleByArgument {}

/// `kontor unclear`: what a person must decide before it counts.
struct UnclearCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unclear", abstract: "List the messages whose meaning is not sure.",
    discussion: """
      Nothing here has moved an order or drafted a letter. 'message correct' says what a message reports,
      'message dismiss' leaves it as it is. Exit code 4 when nothing is unclear.
      """)

  @Option(help: "At most so many; 0 for all.")
  var limit = ListLimit(50)

  @Option(help: "Only those of a mailbox.")
  var mailbox: String?

  @Option(help: "What comes first: newest or likeliest.")
  var by: UnclearOrdering = .newest

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let messages = limit.shown(
      try await store.unclear(mailbox: mailbox, by: by, limit: limit.asked))
    if output.json {
      Output.line(JSONValue.object([("messages", .array(messages.map(\.json)))]))
    } else if output.jsonl {
      for message in messages { Output.line(message.json) }
    } else {
      for message in messages { message.print() }
      let held = try await store.heldMessages().count
      if held > 0 {
        Output.line(
          Style.dim(
            held == 1
              ? "One message waits for its order: 'kontor order held'."
              : "\(held) messages wait for their orders: 'kontor order held'."))
      }
    }
    if messages.isEmpty {
      throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "Nothing is unclear.")
    }
  }
}

extension UnclearMessage {
  /// The message with its candidates as a few lines.
  fileprivate func print() {
    let order = order.map { orderNumber ?? $0.name } ?? "no order"
    let arrow = direction == .inbound ? "←" : "→"
    Output.line(
      Style.bold("\(Timestamp.short(date)) \(arrow) \(Visible.line(sender.label))")
        + "  \(Visible.line(order))  \(digest.description.prefix(12))")
    Output.line("    \(Visible.line(subject))")
    if !gist.isEmpty { Output.line(Style.dim("    \(Visible.line(gist))")) }
    if !events.isEmpty { Output.line("    for sure: \(events.map(\.rawValue).joined(separator: ", "))") }
    for candidate in candidates {
      let reasons = candidate.reasons.joined(separator: "; ")
      Output.line("    \(candidate.label)  \(Style.dim(Visible.line(reasons)))")
    }
  }

  /// One line of `kontor unclear --jsonl`.
  fileprivate var json: JSONValue {
    .object([
      ("message_id", .optional(messageID)), ("sha256", .string(digest.description)),
      ("date", .string(Timestamp.rfc3339(date))), ("mailbox", .optional(mailbox)),
      ("direction", .string(direction.rawValue)), ("sender", .string(sender.address)),
      ("sender_name", .string(sender.name)), ("sender_role", .string(sender.role.rawValue)),
      ("order", .optional(order?.name)), ("order_number", .optional(orderNumber)),
      ("subject", .string(subject)), ("gist", .string(gist)), ("events", .strings(events.map(\.rawValue))),
      ("candidates", .array(candidates.map(\.json))),
    ])
  }
}
