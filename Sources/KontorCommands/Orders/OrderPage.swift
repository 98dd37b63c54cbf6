// SPDX-License-Identifier: Apache-2.0

import MailModel
import OrderCore
import Store

/// An order as a page for people.
struct OrderPage {
  private let order: OrderDossier

  init(_ order: OrderDossier) { self.order = order }

  /// Prints the page.
  func print() {
    Output.line(Style.bold("\(Visible.line(order.number ?? order.id.name))  \(order.state.rawValue)"))
    Output.line(
      "opened \(Timestamp.short(order.opened)), last message \(Timestamp.short(order.lastActivity)), \(order.id.name)"
    )
    section("Held", held, style: Style.failure)
    section("Waits for a person", order.awaited.map(awaited), style: Style.warning)
    section(
      "Open",
      order.standing.open
        + order.promises.map { "\($0.day.text) named in \($0.event.rawValue) by \($0.sender)" })
    section("Parties", order.parties.map { "\($0.role.rawValue.padded(to: 9)) \($0.label) <\($0.address)>" })
    section("Keys", keys)
    section("Steps", order.steps.filter { $0.transition.from != $0.transition.to }.map(step))
    timeline()
    section(
      "Documents", order.documents.map { "\(Timestamp.short($0.date))  \($0.filename)  (\($0.size) bytes)" })
    section("Drafts", order.drafts.map(draft))
    section(
      "Anomalies", order.anomalies.map { "\(Timestamp.short($0.date))  \($0.anomaly.reason)" },
      style: Style.warning)
    section(
      "To be judged by a person",
      order.holds.filter { $0.kind != .bankDetails }.map { "\(Timestamp.short($0.date))  \($0.reason)" },
      style: Style.warning)
  }

  private var held: [String] {
    order.holds.filter { $0.kind == .bankDetails }.map { hold in
      let names =
        hold.releasedBy.isEmpty ? "" : "  (released by \(hold.releasedBy.joined(separator: ", ")) so far)"
      return "\(Timestamp.short(hold.date))  \(hold.reason)\(names)"
    }
  }

  private func awaited(_ entry: AwaitedEntry) -> String {
    "\(Timestamp.short(entry.date))  \(entry.step.event.rawValue)  by \(entry.sender): \(entry.step.reason)"
  }

  private var keys: [String] {
    KeyKind.allCases.compactMap { kind in
      let values = order.keys.filter { $0.kind == kind }.map(\.value)
      return values.isEmpty ? nil : "\(kind.rawValue.padded(to: 15)) \(values.joined(separator: ", "))"
    }
  }

  private func step(_ step: OrderDossier.Step) -> String {
    let change = step.transition
    let warrant = change.warrant == .none ? "" : "  (\(change.warrant.rawValue))"
    let way = "\(change.from.rawValue) → \(change.to.rawValue)  by \(change.event.rawValue)"
    return "\(Timestamp.short(step.date))  \(way)\(warrant)"
  }

  private func draft(_ draft: OrderDossier.DraftEntry) -> String {
    let outbox = draft.outbox.map { ", \($0.rawValue)" } ?? ""
    return "\(draft.id.value)  \(draft.state.rawValue)\(outbox)  \(draft.event.rawValue)  \(draft.subject)"
  }

  private func timeline() {
    Output.line("\n" + Style.bold("Timeline"))
    for entry in order.timeline {
      let arrow = entry.direction == .inbound ? "←" : "→"
      let events = entry.events.map(\.rawValue).joined(separator: ", ")
      Output.line(
        "  \(Timestamp.short(entry.date)) \(arrow) \(Visible.line(entry.sender.label))"
          + (events.isEmpty ? "" : "  [\(events)]"))
      Output.line("      \(Visible.line(entry.subject))")
      if !entry.gist.isEmpty { Output.line(Style.dim("      \(Visible.line(entry.gist))")) }
    }
  }

  private func section(_ title: String, _ lines: [String], style: (String) -> String = { $0 }) {
    guard !lines.isEmpty else { return }
    Output.line("\n" + Style.bold(title))
    for line in lines { Output.line("  " + style(Visible.line(line))) }
  }
}
