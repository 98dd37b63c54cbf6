// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor order held`: the queue of links that a person must judge.
struct OrderHeld: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "held", abstract: "List messages that may belong to orders, for a person to decide.",
    discussion: """
      The newest first, each with the orders that it may belong to and why it is held. 'kontor order link MESSAGE
      NUMBER' says where it belongs; with --unlink, where it does not.
      """)

  @Option(help: "At most this many; 0 for all.")
  var limit = ListLimit(50)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let held = limit.shown(try await store.heldMessages(limit: limit.asked))
    if output.jsonl {
      for message in held { Output.line(message.json.text) }
    } else if output.json {
      Output.line(JSONValue.object([("messages", .array(held.map(\.json)))]).text)
    } else {
      for message in held { message.print() }
    }
    if held.isEmpty {
      throw CommandFailure(.nothing, output.jsonl || output.json ? "" : "No message waits for its order.")
    }
  }
}

extension HeldMessage {
  /// What the person names it by.
  private var name: String { messageID ?? String(digest.description.prefix(12)) }

  fileprivate func print() {
    Output.line("\(Timestamp.short(date))  \(Visible.line(sender.label))  \(Visible.line(subject))")
    Output.line(Style.dim("  \(Visible.line(name))"))
    for proposal in proposals {
      Output.line("  \(Visible.line(proposal.number ?? proposal.order.name)) (\(proposal.order.name))?")
      for line in proposal.evidence { Output.line(Style.dim("    \(Visible.line(line))")) }
    }
  }

  fileprivate var json: JSONValue {
    .object([
      ("message_id", .optional(messageID)), ("sha256", .string(digest.description)),
      ("date", .string(Timestamp.rfc3339(date))), ("sender", .string(sender.address)),
      ("sender_role", .string(sender.role.rawValue)), ("subject", .string(subject)),
      ("thread", .string(thread)), ("proposals", .array(proposals.map(\.json))),
    ])
  }
}

extension HeldMessage.Proposal {
  fileprivate var json: JSONValue {
    .object([
      ("order", .string(order.name)), ("number", .optional(number)), ("score", .number(score)),
      ("evidence", .strings(evidence)),
    ])
  }
}
