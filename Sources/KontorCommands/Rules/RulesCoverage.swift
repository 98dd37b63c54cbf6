// SPDX-License-Identifier: Apache-2.0

import Agent
import ArgumentParser
import Foundation
import OrderCore
import Store

/// `kontor rules coverage`: what rules do on the mail of the last months.
struct RulesCoverage: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "Say which rules fire, which never do, and which people correct away.",
    discussion: """
      The rules of the configuration are applied to the messages of the period once more; what people have corrected
      tells how often the rules were right. Nothing is changed.
      """)

  @Option(help: "How many days back.")
  var days = 90

  @Option(help: "List so many of each kind; 0 for all.")
  var limit = ListLimit(20)

  @OptionGroup var global: GlobalOptions

  @Flag(help: "Print one JSON object.")
  var json = false

  func validate() throws {
    guard (1...36_500).contains(days) else { throw ValidationError("--days takes 1 to 36500.") }
  }

  func run() async throws {
    let workspace = try Workspace(global)
    let rules = try workspace.rules()
    let store = try workspace.readStore()
    var coverage = RuleCoverage(rules)
    let since = Date().addingTimeInterval(-Double(days) * 86_400)
    try await ArchivePass(store, rules: [rules]).run(since: since) { step in
      if let reading = step.readings.first {
        coverage.take(step.message, reading: reading)
      } else {
        coverage.pass(step.message)
      }
    }
    if json { Output.line(page(coverage)) } else { print(coverage) }
  }

  private func cut<Item>(_ items: [Item]) -> [Item] {
    limit.value == 0 ? items : Array(items.prefix(limit.value))
  }

  private func print(_ coverage: RuleCoverage) {
    Output.line(
      "\(coverage.messages) messages of \(days) days, \(coverage.counts.count) rules, \(coverage.idle.count) never fired."
    )
    section("Corrected away by people", coverage.doubtful) { rule in
      let share = String(format: "%.2f", rule.precision ?? 0)
      return
        "\(rule.id)  \(rule.event.rawValue)  \(rule.wrong) wrong, \(rule.right) right, precision \(share)"
    }
    section("Fire most", coverage.busy) { "\($0.id)  \($0.event.rawValue)  \($0.fired)" }
    section("Never fired", coverage.idle) { "\($0.id)  \($0.event.rawValue)" }
    section("Phrases never seen", coverage.unseen) { "\($0.rule)  \($0.text)" }
  }

  private func section<Item>(_ title: String, _ items: [Item], _ line: (Item) -> String) {
    guard !items.isEmpty else { return }
    Output.line("\n" + Style.bold("\(title) (\(items.count))"))
    for item in cut(items) { Output.line("  " + Visible.line(line(item))) }
    if cut(items).count < items.count { Output.line("  … and \(items.count - cut(items).count) more") }
  }

  private func page(_ coverage: RuleCoverage) -> JSONValue {
    func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }
    func rule(_ rule: RuleCoverage.Rule) -> JSONValue {
      .object([
        ("rule", .string(rule.id)), ("event", .string(rule.event.rawValue)), ("fired", count(rule.fired)),
        ("right", count(rule.right)), ("wrong", count(rule.wrong)),
        ("precision", rule.precision.map { .number($0) } ?? .null),
      ])
    }
    return .object([
      ("days", count(days)), ("messages", count(coverage.messages)),
      ("rules", .array(coverage.counts.map(rule))),
      ("never_fired", .strings(coverage.idle.map(\.id))),
      ("corrected_away", .array(coverage.doubtful.map(rule))),
      (
        "phrases_never_seen",
        .array(coverage.unseen.map { .object([("rule", .string($0.rule)), ("phrase", .string($0.text))]) })
      ),
    ])
  }
}
