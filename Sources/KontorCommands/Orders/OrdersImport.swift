// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import MailModel
import OrderCore
import Store

/// `kontor orders import`: the order list of the ERP.
struct OrdersImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take in the order list of your ERP.",
    discussion: """
      FILE is a table with headings: CSV with commas, semicolons or tabs, in UTF-8 or the charset of Windows. Columns are
      found by their headings in Russian, English or German: number, customer, customer_number, amount, currency, date,
      state, customer_order, quote, supplier_order, invoice, contract; --column names others. The list is the authority
      on numbers: a number that it covers and does not have is doubted, and so is a customer who names an order of
      another. Orders that are in the list already are brought up to date. Exit code 1 when lines were left out.
      """)

  @Argument(help: "The file.", completion: .file(extensions: ["csv", "txt", "tsv"]))
  var file: String

  @Option(help: "A column and its heading in the file, such as number=Beleg; may be repeated.")
  var column: [String] = []

  @Flag(help: "Drop from the list what the file does not have.")
  var replace = false

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let headings = try Dictionary(column.map(Self.column)) { _, last in last }
    let workspace = try Workspace(global)
    let identity = workspace.identity
    try identity.require([.specialist, .manager], to: "import the order list")
    let list = OrderListFile(try TableFile.read(file), path: file, headings: headings)
    for problem in list.problems { Output.warn(Visible.line(problem.description)) }
    guard !list.orders.isEmpty else {
      throw CommandFailure(.failed, list.problems.isEmpty ? "\(Visible.line(file)): no order is in it" : "")
    }
    let store = try workspace.openStore()
    let effect = try await store.importOrders(
      list.orders, from: URL(fileURLWithPath: file).lastPathComponent, replacing: replace,
      by: Actor(name: identity.name, uid: identity.uid), isRehearsal: dryRun)
    tell(effect, list)
    if !list.problems.isEmpty { throw CommandFailure(.failed, "") }
  }

  private func tell(_ effect: OrderListEffect, _ list: OrderListFile) {
    if output.json || output.jsonl {
      let all = JSONValue.object([
        ("dry_run", .bool(dryRun)), ("added", .integer(Int64(effect.added))),
        ("changed", .integer(Int64(effect.changed))), ("unchanged", .integer(Int64(effect.unchanged))),
        ("removed", .integer(Int64(effect.removed))), ("unknown_headings", .strings(list.unknownHeadings)),
        ("problems", .strings(list.problems.map(\.description))),
      ])
      Output.line(all.text)
      return
    }
    if dryRun { Output.line(Style.dim("Nothing is changed (--dry-run). It would be:")) }
    Output.line(
      "\(effect.added) added, \(effect.changed) changed, \(effect.unchanged) unchanged, \(effect.removed) removed"
    )
    if !list.unknownHeadings.isEmpty {
      let names = list.unknownHeadings.map(Visible.line).joined(separator: ", ")
      Output.line(Style.dim("Columns that mean nothing here: \(names)"))
    }
  }

  /// Reads `number=Beleg`.
  static func column(_ text: String) throws -> (OrderListColumn, String) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, let column = OrderListColumn(rawValue: parts[0]) else {
      let names = OrderListColumn.allCases.map(\.rawValue).joined(separator: ", ")
      throw CommandFailure(.usage, "“\(Visible.line(text))” is no column=heading; columns are \(names).")
    }
    return (column, parts[1])
  }
}
