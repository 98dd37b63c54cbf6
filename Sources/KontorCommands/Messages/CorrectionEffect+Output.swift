// SPDX-License-Identifier: Apache-2.0

import OrderCore
import Store

extension CorrectionEffect {
  /// Says what a correction changes, or would change.
  func print(isDone: Bool) {
    func list(_ events: [Event]) -> String {
      events.isEmpty ? "nothing" : events.map(\.rawValue).joined(separator: ", ")
    }
    if !isDone { Output.line(Style.dim("Nothing is changed (--dry-run).")) }
    let verb = isDone ? "reports now" : "would report"
    Output.line("The message \(verb) \(list(after)); before: \(list(before.map(\.event))).")
    if let order {
      let name = Visible.line(order.number ?? order.order.name)
      Output.line(
        order.course.state == order.before
          ? "Order \(name) stays \(order.before.rawValue)."
          : "Order \(name): \(order.before.rawValue) → \(order.course.state.rawValue).")
      if order.course.anomalies.count != order.oddBefore {
        Output.line(
          "Events of it that don't fit: \(order.course.anomalies.count), before: \(order.oddBefore).")
      }
      for anomaly in order.course.anomalies { Output.line(Style.warning("Anomaly: \(anomaly.reason)")) }
    } else {
      Output.line("It belongs to no order.")
    }
    for draft in staleDrafts { Output.line("Draft \(draft.value) \(isDone ? "is" : "would be") stale.") }
    if !settled.isEmpty { Output.line("No longer unclear: \(list(settled)).") }
  }

  /// The same as JSON.
  func json(isDone: Bool) -> JSONValue {
    let change: JSONValue =
      order.map { order in
        .object([
          ("order", .string(order.order.name)), ("order_number", .optional(order.number)),
          ("before", .string(order.before.rawValue)), ("after", .string(order.course.state.rawValue)),
          ("anomalies", .strings(order.course.anomalies.map(\.reason))),
        ])
      } ?? .null
    return .object([
      ("done", .bool(isDone)), ("before", .array(before.map(\.json))),
      ("after", .strings(after.map(\.rawValue))), ("order", change),
      ("stale_drafts", .array(staleDrafts.map { .integer($0.value) })),
      ("settled", .strings(settled.map(\.rawValue))),
    ])
  }
}
