// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor order`: one order.
struct OrderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "order", abstract: "Look at one order, or decide about it.",
    subcommands: [
      OrderShow.self, OrderSet.self, OrderMerge.self, OrderSplit.self, OrderLink.self, OrderHeld.self,
      OrderConfirm.self, OrderRefuse.self, OrderRelease.self,
    ])
}

/// `kontor order show`: everything about one order.
struct OrderShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show an order: state, timeline, keys, drafts, documents, warnings.",
    discussion:
      "NUMBER is any key of the order, as people write it: our number, theirs, a container, an invoice.")

  @Argument(help: "Any reference that names the order, or its stable name (o-17).")
  var number: String

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let store = try Workspace(global).readStore()
    let dossier = try await store.dossier(of: Self.find(number, in: store))
    if output.json || output.jsonl {
      Output.line(dossier.json.text)
    } else {
      OrderPage(dossier).print()
    }
  }

  /// Finds the one order that a reference names.
  static func find(_ number: String, in store: OrderStore) async throws -> OrderID {
    let found = try await store.orders(named: number)
    guard let only = found.first else {
      throw CommandFailure(.nothing, "No order has a key “\(Visible.line(number))”.")
    }
    guard found.count == 1 else {
      let names = found.map { "\($0.label) (\($0.id.name))" }.joined(separator: ", ")
      throw CommandFailure(
        .nothing,
        "“\(Visible.line(number))” names several orders: \(Visible.line(names)). Take one of the names.")
    }
    return only.id
  }
}
