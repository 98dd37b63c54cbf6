// SPDX-License-Identifier: Apache-2.0

import Agent
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport
import Testing

@Suite("The sample mail")
struct SamplesTests {
  @Test("is taken for what it is")
  func summary() async throws {
    let store = try OrderStore.inMemory(clock: { march(30) })
    let mail = try Samples.parsed()
    let results = try await Samples.intake(store).store(mail, now: march(30))
    var lines: [String] = []
    for (item, result) in zip(mail, results) {
      guard case .stored(let id, let events, let hasDraft) = result else {
        lines.append("\(item.origin): \(result)")
        continue
      }
      let message = try await store.message(id)
      let held = message.links.filter { $0.score < Linker.threshold }.map { "(\($0.order))" }
      let order = message.order.map { [$0, message.orderNumber].compactMap { $0 }.joined(separator: " ") }
      lines.append(
        "\(item.origin): \(order ?? held.first ?? "–"): "
          + (events.isEmpty ? "–" : events.map(\.rawValue).joined(separator: ", "))
          + (hasDraft ? " → draft" : ""))
    }
    lines.append("")
    for order in try await store.dossiers() {
      let steps = order.steps.map(\.transition).filter { $0.from != $0.to }.map(\.to.rawValue)
      lines.append("\(order.id.name) \(order.number ?? "without a number"): \(order.state.rawValue)")
      lines.append("  steps    \(steps.joined(separator: ", "))")
      lines.append(
        "  keys     \(order.keys.map { "\($0.kind.rawValue) \($0.value)" }.joined(separator: ", "))")
      lines += order.anomalies.map { "  anomaly  \($0.anomaly.event.rawValue): \($0.anomaly.reason)" }
      lines += order.holds.map { "  hold     \($0.reason)" }
    }
    lines.append("")
    for draft in try await store.drafts(in: []) {
      let letter = draft.reviewed.draft
      lines.append(
        "draft \(draft.reviewed.id.value) \(draft.state.rawValue): \(letter.template) (\(letter.language)) to "
          + (letter.to + letter.cc).map(\.address).joined(separator: ", "))
    }
    try await expectInvariants(of: store, directory: Samples.directory())
    try expectGolden(lines.joined(separator: "\n") + "\n", "samples.txt", test: Company.goldens)
  }
}
