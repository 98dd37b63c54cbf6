// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor orders`: the orders by state.
struct OrdersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders", abstract: "List orders, those that moved last first.",
    subcommands: [OrdersImport.self])

  @Option(help: "Only this state; may be repeated.")
  var state: [String] = []

  @Option(help: "Only orders with a message that matches this query (see 'kontor search').")
  var matching: String?

  @Option(help: "At most this many; 0 for all.")
  var limit = ListLimit(50)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let states = try Set(state.map(Self.state))
    let workspace = try Workspace(global)
    let store = try workspace.readStore()
    let query = try matching.map { try SearchQuery($0) }
    let orders = limit.shown(try await store.orders(in: states, matching: query, limit: limit.asked))
    if output.json || output.jsonl {
      if output.json {
        Output.line(JSONValue.object([("orders", .array(orders.map(\.json)))]).text)
      } else {
        for order in orders { Output.line(order.json.text) }
      }
    } else {
      show(orders)
    }
    if orders.isEmpty {
      throw CommandFailure(.nothing, output.jsonl || output.json ? "" : "No order matches.")
    }
  }

  /// Reads the name of a state.
  static func state(_ name: String) throws -> OrderState {
    guard let state = OrderState(rawValue: name) else {
      let names = OrderState.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(.usage, "There is no state “\(Visible.line(name))”; states are \(names).")
    }
    return state
  }

  private func show(_ orders: [OrderSummary]) {
    guard !orders.isEmpty else { return }
    var table = Table("ORDER", "STATE", "CUSTOMER", "MESSAGES", "DRAFTS", "WARNINGS", "LAST")
    for order in orders {
      table.add(
        order.label, order.holds > 0 ? "\(order.state.rawValue), HELD" : order.state.rawValue,
        DisplayWidth.cut(order.customer?.label ?? "–", to: 34),
        String(order.messages), order.pendingDrafts == 0 ? "–" : String(order.pendingDrafts),
        order.warnings == 0 ? "–" : String(order.warnings), Timestamp.short(order.lastActivity))
    }
    table.print()
  }
}

extension OrderSummary {
  /// Our number, or the stable name while there is none.
  var label: String { number ?? id.name }

  /// One line of `kontor orders --jsonl`.
  var json: JSONValue {
    .object([
      ("order", .string(id.name)), ("number", .optional(number)), ("state", .string(state.rawValue)),
      ("customer", customer?.json ?? .null), ("opened", .string(Timestamp.rfc3339(opened))),
      ("last_activity", .string(Timestamp.rfc3339(lastActivity))), ("messages", .integer(Int64(messages))),
      ("pending_drafts", .integer(Int64(pendingDrafts))), ("warnings", .integer(Int64(warnings))),
      ("holds", .integer(Int64(holds))), ("awaiting", .integer(Int64(awaited))),
    ])
  }
}

extension Party {
  /// Company and name, as far as they are known, else the address.
  var label: String {
    let parts = [company, name].filter { !$0.isEmpty }
    return parts.isEmpty ? address : parts.joined(separator: ", ")
  }

  /// `{email, name, role, company}`.
  var json: JSONValue {
    .object([
      ("email", .string(address)), ("name", .string(name)), ("role", .string(role.rawValue)),
      ("company", .string(company)),
    ])
  }
}
