// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor export`: everything, for other tools.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Print everything of a kind as JSON, one object a line.")

  /// What can be exported.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case messages, orders, events, audit
  }

  @Argument(help: "messages, orders, events or audit.")
  var kind: Kind

  @Flag(help: "One object a line (always so).")
  var jsonl = false

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    switch kind {
    case .messages: try await store.exportMessages { Output.line($0.json.text) }
    case .orders: try await store.exportOrders { Output.line($0.json.text) }
    case .events: try await store.exportEvents { Output.line($0.json.text) }
    case .audit: try await store.exportAudit { Output.line($0.json.text) }
    }
  }
}

extension ExportedMessage {
  /// One line of `kontor export messages --jsonl`.
  var json: JSONValue {
    .object([
      ("message_id", .optional(messageID)),
      ("sha256", .string(digest.description)),
      ("date", .string(Timestamp.rfc3339(date))),
      ("mailbox", .optional(mailbox)),
      ("direction", .string(direction.rawValue)),
      ("sender", .string(sender)),
      ("sender_role", .string(senderRole.rawValue)),
      ("language", .string(language.rawValue)),
      ("thread", .string(thread)),
      ("order", .optional(order)),
      ("order_number", .optional(orderNumber)),
      ("state", .optional(state?.rawValue)),
      ("events", .strings(events.map(\.rawValue))),
      ("keys", keys.json),
      ("new_text", .string(newText)),
      (
        "links",
        .array(
          links.map { link in
            .object([
              ("order", .string(link.order)), ("score", .number(link.score)),
              ("evidence", .strings(link.evidence)),
            ])
          })
      ),
      ("draft", draft.map { .integer($0.value) } ?? .null),
    ])
  }
}

extension [KeyKind: [String]] {
  /// `{kind: [values as written]}`, in the order of the kinds.
  var json: JSONValue {
    .object(
      KeyKind.allCases.compactMap { kind in
        self[kind].map { (kind.rawValue, .strings($0)) }
      })
  }
}

extension ExportedEvent {
  /// One line of `kontor export events --jsonl`.
  fileprivate var json: JSONValue {
    .object([
      ("event", .string(event.rawValue)), ("message_id", .optional(messageID)),
      ("sha256", .string(digest.description)), ("date", .string(Timestamp.rfc3339(date))),
      ("order", .optional(order)), ("order_number", .optional(orderNumber)), ("rule", .string(rule)),
      ("score", .number(score)),
    ])
  }
}

extension ExportedAudit {
  /// One line of `kontor export audit --jsonl`.
  fileprivate var json: JSONValue {
    .object([
      ("id", .integer(id)), ("at", .string(Timestamp.rfc3339(at))), ("actor", .string(actor.name)),
      ("uid", .integer(Int64(actor.uid))), ("action", .string(action)), ("subject", .string(subject)),
      ("detail", .string(detail)), ("digest", .optional(digest?.description)),
      ("chain", .string(chain.description)),
    ])
  }
}
