// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import MailModel
import OrderCore
import Store
import TestSupport

/// Everything that a store exports, as lines of text: two stores with the same lines hold the same.
func exportedText(_ store: OrderStore) async throws -> [String] {
  let lines = Collected<String>()
  try await store.exportMessages { message in
    let keys = message.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key) \($0.value)" }
    lines.add(
      "message \(message.digest) \(message.date) \(message.mailbox ?? "") \(message.direction) \(message.sender) "
        + "\(message.senderRole) \(message.language) \(message.thread) \(message.order ?? "") "
        + "\(message.events) \(keys) \(message.links) \(message.draft.map { "\($0)" } ?? "")")
  }
  try await store.exportOrders { lines.add("order \($0)") }
  try await store.exportEvents { lines.add("event \($0)") }
  try await store.exportAudit { entry in
    // Without row numbers and seals, which say in which order the rows came.
    lines.add("audit \(entry.at) \(entry.actor) \(entry.action) \(entry.subject) \(entry.detail)")
  }
  for draft in try await store.drafts(in: []) { lines.add("draft \(draft)") }
  for entry in try await store.untaken() { lines.add("quarantine \(entry.origin) \(entry.reason)") }
  return lines.values
}

extension OrderStore {
  /// All messages as they are exported.
  func messages() async throws -> [ExportedMessage] {
    let all = Collected<ExportedMessage>()
    try await exportMessages { all.add($0) }
    return all.values
  }

  /// All orders with everything about them.
  func dossiers() async throws -> [OrderDossier] {
    let all = Collected<OrderDossier>()
    try await exportOrders { all.add($0) }
    return all.values
  }
}
