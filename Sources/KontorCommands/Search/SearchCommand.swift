// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import OrderCore
import Store

/// `kontor search`: full text with fields.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Search the correspondence.",
    discussion: """
      Words match in any inflected form; all must match. Fields: order: from: to: party: event: has: before: after:
      in: lang:, phrases in "…", and -word for what must not match. Put a query with a leading - after --.
      """)

  @Argument(help: "The query.")
  var query: [String]

  @Option(help: "At most this many hits; 0 for all.")
  var limit = ListLimit(20)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let query = try SearchQuery(query.joined(separator: " "))
    let store = try Workspace(global).readStore()
    let hits = try await store.search(query, limit: limit.value)
    if output.json {
      Output.line(JSONValue.object([("hits", .array(hits.map(\.json)))]).text)
    } else if output.jsonl {
      for hit in hits { Output.line(hit.json.text) }
    } else {
      try await show(hits, query: query, store: store)
    }
    if hits.isEmpty { throw CommandFailure(.nothing, output.json || output.jsonl ? "" : "Nothing matches.") }
  }

  /// Shows hits by order: people search for an order's story, not for single messages.
  private func show(_ hits: [SearchHit], query: SearchQuery, store: OrderStore) async throws {
    guard !hits.isEmpty else { return }
    var groups: [(name: String, hits: [SearchHit])] = []
    for hit in hits {
      let name = hit.orderNumber ?? hit.order ?? "no order"
      if let index = groups.firstIndex(where: { $0.name == name }) {
        groups[index].hits.append(hit)
      } else {
        groups.append((name, [hit]))
      }
    }
    for group in groups {
      Output.line(Style.bold(Visible.line(group.name)))
      for hit in group.hits {
        Output.line(
          "  \(Timestamp.short(hit.date))  \(Visible.line(hit.sender))  \(Visible.line(hit.subject))")
        if !hit.snippet.isEmpty { Output.line(Style.dim("      \(Visible.line(hit.snippet))")) }
      }
    }
    let all = try await store.count(query)
    if all > hits.count { Output.line("\(hits.count) of \(all) hits; --limit 0 shows all.") }
  }
}

extension SearchHit {
  /// One line of `kontor search --jsonl`.
  var json: JSONValue {
    .object([
      ("message_id", .optional(messageID)), ("order", .optional(order)),
      ("order_number", .optional(orderNumber)),
      ("thread", .string(thread)), ("date", .string(Timestamp.rfc3339(date))), ("sender", .string(sender)),
      ("subject", .string(subject)), ("snippet", .string(snippet)), ("score", .number(score)),
    ])
  }
}
