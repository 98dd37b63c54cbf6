// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import OrderCore
import Store

/// A message as a page for people: what it reports, what is unclear, and what people have said.
struct MessagePage {
  let message: UnclearMessage
  let events: [RecordedEvent]
  let corrections: [Correction]
  let text: String

  /// Prints the page.
  func print() {
    Output.line(Style.bold(Visible.line(message.subject)))
    line("From", "\(message.sender.label) <\(message.sender.address)>, \(message.sender.role.rawValue)")
    line("Date", "\(Timestamp.short(message.date)), \(message.direction.rawValue)")
    line("Message", message.messageID ?? message.digest.description)
    line("Order", message.order.map { message.orderNumber ?? $0.name } ?? "–")
    for event in events {
      line("Event", "\(event.event.rawValue)  by \(event.rule.isEmpty ? "a person" : event.rule)")
    }
    if events.isEmpty { line("Event", "–") }
    for candidate in message.candidates {
      line("Unclear", "\(candidate.label): \(candidate.reasons.joined(separator: "; "))")
    }
    for correction in corrections { line("Corrected", correction.sentence) }
    Output.line("\n" + Visible.text(text))
  }

  private func line(_ name: String, _ value: String) {
    Output.line("\(name.padded(to: 10)) \(Visible.line(value))")
  }

  /// The page as JSON.
  var json: JSONValue {
    .object([
      ("message_id", .optional(message.messageID)), ("sha256", .string(message.digest.description)),
      ("date", .string(Timestamp.rfc3339(message.date))), ("mailbox", .optional(message.mailbox)),
      ("direction", .string(message.direction.rawValue)), ("sender", .string(message.sender.address)),
      ("sender_role", .string(message.sender.role.rawValue)), ("order", .optional(message.order?.name)),
      ("order_number", .optional(message.orderNumber)), ("subject", .string(message.subject)),
      ("events", .array(events.map(\.json))), ("unclear", .array(message.candidates.map(\.json))),
      ("corrections", .array(corrections.map(\.json))), ("new_text", .string(text)),
    ])
  }
}

extension UnclearEvent {
  /// The event with how likely it is.
  var label: String { "\(event.rawValue) \(Int((probability * 100).rounded())) %" }

  /// The candidate as JSON.
  var json: JSONValue {
    .object([
      ("event", .string(event.rawValue)), ("probability", .number(probability)),
      ("reasons", .strings(reasons)),
    ])
  }
}

extension RecordedEvent {
  /// The event as JSON; no rule where a person said so.
  var json: JSONValue {
    .object([("event", .string(event.rawValue)), ("rule", .optional(rule.isEmpty ? nil : rule))])
  }
}

extension Correction {
  /// Who said what and why, on one line.
  var sentence: String {
    func list(_ events: [Event]) -> String {
      events.isEmpty ? "none" : events.map(\.rawValue).joined(separator: ", ")
    }
    return "\(Timestamp.short(at)) by \(actor.name): \(list(before.map(\.event))) → \(list(after)): \(reason)"
  }

  /// The correction as JSON.
  var json: JSONValue {
    .object([
      ("at", .string(Timestamp.rfc3339(at))), ("actor", .string(actor.name)),
      ("uid", .integer(Int64(actor.uid))), ("reason", .string(reason)),
      ("before", .array(before.map(\.json))),
      ("after", .strings(after.map(\.rawValue))),
    ])
  }
}
