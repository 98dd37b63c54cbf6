// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store

/// Tells a story in plain text: what each message was taken for, and what it changed.
struct StoryTelling {
  private var lines: [String] = []
  private var drafts: [DraftID: DraftState] = [:]
  private var orders: [OrderID: OrderDossier] = [:]

  /// Begins a part.
  mutating func begin(_ title: String) { lines += ["", "# \(title)"] }

  /// Tells what a person of ours decided.
  mutating func decide(_ line: String) { lines += ["", line] }

  /// Tells what became of a message.
  mutating func tell(_ mail: RawMail, _ result: IntakeResult, _ store: OrderStore) async throws {
    let sender = mail.from.map { "\($0.name) (\($0.role.rawValue))" } ?? "nobody"
    lines += ["", "\(sender): \(mail.subject)"]
    let id: StoredMessageID
    switch result {
    case .stored(let stored, _, _): id = stored
    case .known(let known):
      add("known", "its bytes are message \(known.value)")
      return
    case .quarantined(let reason):
      add("quarantined", reason)
      return
    }
    let message = try await store.message(id)
    add("message", "\(id.value), \(message.direction.rawValue), \(message.language), \(message.thread)")
    add("events", message.events.map(\.rawValue).joined(separator: ", "))
    for kind in KeyKind.allCases {
      for key in message.keys[kind] ?? [] { add("key", "\(kind.rawValue) \(key)") }
    }
    for link in message.links {
      let score = String(format: "%.2f", link.score)
      add(
        link.score < Linker.threshold ? "held" : "link",
        "\(link.order) \(score): \(link.evidence.joined(separator: "; "))")
    }
    for order in try await store.dossiers() { tell(order) }
    for draft in try await store.drafts(in: []) { tell(draft) }
  }

  private mutating func tell(_ order: OrderDossier) {
    let before = orders.updateValue(order, forKey: order.id)
    for key in order.keys where before?.keys.contains(key) != true {
      add("learnt", "\(order.id.name) \(key.kind.rawValue) \(key.value)")
    }
    for step in order.steps.dropFirst(before?.steps.count ?? 0) {
      let move = step.transition
      let way =
        move.from == move.to ? "stays \(move.to.rawValue)" : "\(move.from.rawValue) → \(move.to.rawValue)"
      add("step", "\(order.id.name) \(way) (\(move.event.rawValue))")
    }
    for oddity in order.anomalies.dropFirst(before?.anomalies.count ?? 0) {
      add("anomaly", "\(order.id.name) \(oddity.anomaly.event.rawValue): \(oddity.anomaly.reason)")
    }
    for entry in order.awaited where before?.awaited.contains(entry) != true {
      add("waits", "\(order.id.name) \(entry.step.event.rawValue): \(entry.step.reason)")
    }
    if before == nil || before?.state != order.state {
      add("order", "\(order.id.name) \(order.state.rawValue)")
    }
  }

  private mutating func tell(_ draft: StoredDraft) {
    let id = draft.reviewed.id
    let before = drafts.updateValue(draft.state, forKey: id)
    guard before != draft.state else { return }
    let reason = draft.reason.isEmpty ? "" : ": \(draft.reason)"
    guard before == nil else {
      add("draft", "\(id.value) \(draft.state.rawValue)\(reason)")
      return
    }
    let text = draft.reviewed.draft
    let order = draft.reviewed.order.map { " about \($0.name)" } ?? ""
    add(
      "draft",
      "\(id.value) \(text.template) (\(text.language))\(order) to "
        + (text.to + text.cc).map(\.address).joined(separator: ", "))
  }

  private mutating func add(_ label: String, _ text: String) {
    lines.append("  \(label.padding(toLength: 8, withPad: " ", startingAt: 0)) \(text.isEmpty ? "–" : text)")
  }

  /// The whole text, with how the orders stand in the end and what the drafts say.
  func text(endingWith store: OrderStore) async throws -> String {
    var text = lines.drop { $0.isEmpty } + ["", "# In the end"]
    for order in try await store.dossiers() {
      text += ["", "\(order.id.name) \(order.number ?? "without a number"): \(order.state.rawValue)"]
      text.append(
        "  keys     \(order.keys.map { "\($0.kind.rawValue) \($0.value)" }.joined(separator: ", "))")
      text += order.parties.map { "  party    \($0.role.rawValue) \($0.address) \($0.company)".trimmed }
      text += order.holds.map { "  hold     \($0.reason)" }
      text += order.awaited.map { "  waits    \($0.step.event.rawValue)" }
      if !order.standing.open.isEmpty {
        text.append("  open     \(order.standing.open.joined(separator: "; "))")
      }
    }
    for draft in try await store.drafts(in: []) {
      let letter = draft.reviewed.draft
      text += ["", "Draft \(draft.reviewed.id.value), \(draft.state.rawValue): \(letter.subject)"]
      text += letter.body.split(separator: "\n", omittingEmptySubsequences: false).map { "  | \($0)".trimmed }
    }
    return text.joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
