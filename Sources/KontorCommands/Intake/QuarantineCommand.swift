// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import ContentHashing
import Foundation
import MailModel
import Store

/// `kontor quarantine`: mail that could not be taken in.
struct QuarantineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quarantine", abstract: "Look at mail that could not be taken in.",
    subcommands: [QuarantineList.self, QuarantineExport.self], defaultSubcommand: QuarantineList.self)
}

/// `kontor quarantine list`.
struct QuarantineList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List what is in quarantine.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let rows = try await Workspace(global).readStore().quarantined()
    if output.json {
      Output.line(JSONValue.object([("quarantine", .array(rows.map(\.json)))]).text)
    } else if output.jsonl {
      for row in rows { Output.line(row.json.text) }
    } else if !rows.isEmpty {
      var table = Table("NUMBER", "SINCE", "BYTES", "FROM", "WHY")
      for row in rows {
        table.add(String(row.id), Timestamp.short(row.firstSeen), String(row.size), row.origin, row.reason)
      }
      table.print()
    }
    if rows.isEmpty {
      throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "The quarantine is empty.")
    }
  }
}

/// `kontor quarantine export`.
struct QuarantineExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the bytes of quarantined mail to standard output, as they came.")

  @Argument(help: "The number.")
  var number: Int64

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let raw = try await Workspace(global).readStore().quarantinedBytes(number)
    Output.bytes(raw.bytes)
  }
}

extension QuarantineEntry {
  /// The row as JSON.
  fileprivate var json: JSONValue {
    .object([
      ("id", .integer(id)), ("sha256", .string(digest.description)), ("origin", .string(origin)),
      ("reason", .string(reason)), ("attempts", .integer(Int64(attempts))),
      ("first_seen", .string(Timestamp.rfc3339(firstSeen))), ("size", .integer(Int64(size))),
    ])
  }
}
