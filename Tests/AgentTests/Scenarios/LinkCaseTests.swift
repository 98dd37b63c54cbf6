// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

/// Each message of a case, with the orders that it is about and those that it was linked to.
///
/// The goldens show what is right and what is not yet; a pair of messages in one order that do not belong together
/// fails, whatever the golden says.
@Suite("Several open orders")
struct LinkCaseTests {
  private static let numbers: [KeyKind: [KeyPatternDefinition]] = {
    func patterns(_ expressions: String...) -> [KeyPatternDefinition] {
      let place = SourcePlace(file: "kontor.yaml", line: 1, column: 1)
      return expressions.map { KeyPatternDefinition(expression: $0, place: place) }
    }
    return [
      .ourOrder: patterns(#"ЗК-\d{6}"#, #"SO-\d{4}-\d{5}"#),
      .ourQuote: patterns(#"КП-\d{4}/\d{3}"#, #"QT-\d{4}-\d{4}"#, #"AN-\d{4}-\d{4}"#),
      .supplierOrder: patterns(#"ЗП-\d{5}"#, #"PO-S-\d{4}-\d{3}"#),
    ]
  }()

  @Test("are kept apart", arguments: LinkCase.names)
  func apart(_ name: String) async throws {
    let script = try LinkCase(name)
    let store = try OrderStore.inMemory(clock: { march(30) })
    let pipeline = try Company.pipeline(script.directory, keys: Self.numbers)
    let intake = Intake(parser: Company.parser, pipeline: pipeline, ledger: store)
    for line in script.lines {
      let item = Intake.Item(raw: line.mail.raw, origin: "\(name)/\(line.id)")
      _ = try await intake.store(await intake.parse([item]), now: march(30))
    }
    try await expectInvariants(of: store, directory: script.directory)
    let stored = try await store.messages()
    var told: [String] = []
    var groups: [String: Set<String>] = [:]
    var right = 0
    for line in script.lines {
      let message = try #require(stored.first { $0.messageID == "<\(line.mail.messageID ?? "")>" })
      let linked = message.links.filter { $0.score >= Linker.threshold }.map(\.order)
      for order in linked {
        groups[order, default: []].formUnion(line.orders.isEmpty ? ["none"] : line.orders)
      }
      let events = message.events.map(\.rawValue).joined(separator: ", ")
      told.append(
        "\(line.id) \(line.orders.isEmpty ? "–" : line.orders.joined(separator: "+")): "
          + (linked.isEmpty ? "–" : linked.joined(separator: "+")) + (events.isEmpty ? "" : "  [\(events)]"))
      for link in message.links {
        let sure = link.score >= Linker.threshold ? "" : "held "
        let score = String(format: "%.2f", link.score)
        told.append("    \(sure)\(link.order) \(score): \(link.evidence.joined(separator: "; "))")
      }
      if linked.isEmpty == line.orders.isEmpty { right += 1 }
    }
    for (order, labels) in groups.sorted(by: { $0.key < $1.key }) where labels.count > 1 {
      // A message about several orders stands in each of them.
      let single = Set(
        script.lines.filter { line in
          line.orders.count < 2
            && stored.contains { message in
              message.messageID == "<\(line.mail.messageID ?? "")>"
                && message.links.contains { $0.order == order && $0.score >= Linker.threshold }
            }
        }.map { $0.orders.first ?? "none" })
      #expect(single.count <= 1, "\(name): \(order) holds messages about \(single.sorted())")
    }
    told.append("\n\(right) of \(script.lines.count) belong to an order or to none as they should")
    try expectGolden(told.joined(separator: "\n") + "\n", "links/\(name).txt", test: Company.goldens)
  }
}
