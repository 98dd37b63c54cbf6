// SPDX-License-Identifier: Apache-2.0

import Foundation
import OrderCore
import Store

/// What a replay found, for people and for programs.
struct ReplayPage {
  let diff: ReplayDiff
  let limit: Int
  let old: String
  let new: String

  private var orders: [ReplayDiff.OrderChange] {
    limit == 0 ? diff.orders : Array(diff.orders.prefix(limit))
  }

  /// Prints the page.
  func print() {
    Output.line("Old: \(Visible.line(old)). New: \(Visible.line(new)).")
    Output.line(
      "\(diff.messages) messages, \(diff.changed) differ; \(diff.orders.count) orders end elsewhere.")
    Output.line("Unclear messages: \(diff.unclear.old) → \(diff.unclear.new).")
    printEvents()
    printMessages()
    if !orders.isEmpty { Output.line("\n" + Style.bold("Orders")) }
    for change in orders {
      Output.line(
        "  \(Visible.line(change.order.label))  \(change.before.rawValue) → \(change.after.rawValue)")
    }
    if orders.count < diff.orders.count { Output.line("  … and \(diff.orders.count - orders.count) more") }
    printAgreement()
  }

  private func printEvents() {
    guard diff.changed > 0 else { return }
    Output.line("\n\(Style.dim("event".padded(to: 30) + "gained   lost"))")
    for event in Event.allCases where diff.gained[event] != nil || diff.lost[event] != nil {
      let counts = [diff.gained[event] ?? 0, diff.lost[event] ?? 0].map { String($0).leftPadded(to: 6) }
      Output.line("\(event.rawValue.padded(to: 30))\(counts.joined(separator: " "))")
    }
  }

  private func printMessages() {
    guard !diff.changes.isEmpty else { return }
    Output.line("\n" + Style.bold("Messages"))
    for change in diff.changes {
      let message = change.message
      let order = message.order.map { "  \($0.label)" } ?? ""
      Output.line(
        "  \(Timestamp.short(message.place.date))  \(Visible.line(message.input.subject))\(Visible.line(order))"
      )
      Output.line(Style.dim("    \(Visible.line(message.name))"))
      for event in change.gained { Output.line(Style.success("    + \(label(event, in: message))")) }
      for event in change.lost { Output.line(Style.failure("    − \(label(event, in: message))")) }
    }
    if diff.changes.count < diff.changed { Output.line("  … and \(diff.changed - diff.changes.count) more") }
  }

  private func label(_ event: RecordedEvent, in message: ArchivedMessage) -> String {
    let rule = event.rule.isEmpty ? "" : "  by \(event.rule)"
    let word = message.corrected.map { $0.contains(event.event) ? "  (people say so)" : "  (people say no)" }
    return "\(event.event.rawValue)\(rule)\(word ?? "")"
  }

  private func printAgreement() {
    guard diff.agreement.new.messages > 0 else { return }
    Output.line(
      "\n" + Style.bold("Against \(diff.agreement.new.messages) messages that people have corrected"))
    for (name, agreement) in [("old", diff.agreement.old), ("new", diff.agreement.new)] {
      let figures = [agreement.total.precision, agreement.total.recall].map { String(format: "%.3f", $0) }
      Output.line("  \(name)  precision \(figures[0])  recall \(figures[1])")
    }
  }

  /// The page as one JSON object.
  var json: JSONValue {
    .object([
      ("old", .string(old)), ("new", .string(new)), ("messages", .integer(Int64(diff.messages))),
      ("changed", .integer(Int64(diff.changed))),
      ("events", .array(events)),
      ("unclear", .object([("old", count(diff.unclear.old)), ("new", count(diff.unclear.new))])),
      ("changes", .array(diff.changes.map(change))),
      ("orders_changed", count(diff.orders.count)),
      (
        "orders",
        .array(
          orders.map {
            .object([
              ("order", .string($0.order.id.name)), ("label", .string($0.order.label)),
              ("before", .string($0.before.rawValue)), ("after", .string($0.after.rawValue)),
            ])
          })
      ),
      ("corrected_messages", count(diff.agreement.new.messages)),
      (
        "agreement",
        .object([("old", diff.agreement.old.total.json), ("new", diff.agreement.new.total.json)])
      ),
    ])
  }

  private func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }

  private var events: [JSONValue] {
    Event.allCases.filter { diff.gained[$0] != nil || diff.lost[$0] != nil }.map { event in
      .object([
        ("event", .string(event.rawValue)), ("gained", count(diff.gained[event] ?? 0)),
        ("lost", count(diff.lost[event] ?? 0)),
      ])
    }
  }

  private func change(_ change: ReplayDiff.Change) -> JSONValue {
    let message = change.message
    return .object([
      ("message", .string(message.name)), ("date", .string(Timestamp.rfc3339(message.place.date))),
      ("subject", .string(message.input.subject)), ("order", .optional(message.order?.id.name)),
      ("gained", .array(change.gained.map(\.json))), ("lost", .array(change.lost.map(\.json))),
      ("corrected", message.corrected.map { .strings($0.map(\.rawValue)) } ?? .null),
    ])
  }
}

extension Agreement.Counts {
  /// The counts as JSON.
  var json: JSONValue {
    .object([
      ("right", .integer(Int64(right))), ("wrong", .integer(Int64(wrong))),
      ("missed", .integer(Int64(missed))), ("precision", .number(precision)), ("recall", .number(recall)),
    ])
  }
}
