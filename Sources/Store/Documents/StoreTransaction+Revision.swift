// SPDX-License-Identifier: Apache-2.0

import ContentHashing
import Foundation
import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  func standing(of message: StoredMessageID) throws(LedgerError) -> MessageStanding {
    try reading {
      let id = message.value
      guard let thread = try value("SELECT thread FROM message WHERE id = ?", [id], as: Int64.self) else {
        throw LedgerError.notFound("message \(id)")
      }
      let events = try rows("SELECT name FROM event WHERE message = ? ORDER BY id", [id])
        .map { try Stored.word($0[0]) as Event }
      let first = "SELECT order_ FROM link WHERE message = ? AND held = 0 ORDER BY position LIMIT 1"
      let leading = try value(first, [id], as: Int64.self)
      let hasDraft = try value("SELECT 1 FROM draft WHERE message = ? LIMIT 1", [id], as: Int.self) != nil
      let newest = try value("SELECT max(id) FROM message WHERE thread = ?", [thread], as: Int64.self)
      return MessageStanding(
        thread: ThreadID(thread), events: events, order: try leading.map { try order(OrderID($0)) },
        mayBeAnswered: !hasDraft && newest == id, isCorrected: try isCorrected(id))
    }
  }

  @discardableResult
  func revise(_ message: StoredMessageID, with revision: MessageRevision) throws(LedgerError) -> OrderID? {
    let standing = try standing(of: message)
    return try writing {
      let id = message.value
      let record = revision.record
      var order = standing.order?.id
      if let order {
        try learn(record.learnt, for: order, from: id, by: record.sender.role)
      } else if !record.links.isEmpty {
        // What was held before is judged anew.
        try run("DELETE FROM link WHERE message = ? AND held = 1", [id])
        order = try link(record, message: id, thread: standing.thread.value).first
      }
      try insertKeys(record.keys, message: id)
      try report(revision, message: id, order: order, isNewlyLinked: standing.order == nil)
      try noteTrust(record, message: id)
      if let draft = record.draft {
        try insertDraft(draft, message: id, thread: standing.thread.value, order: order)
      }
      try reviseUnclear(record.recognition.unclear, message: id)
      try searchDocuments(of: id)
      try run("UPDATE message_document SET revised = 1 WHERE message = ?", [id])
      return order
    }
  }

  /// Records the events that documents add, and what they do to the order.
  private func report(
    _ revision: MessageRevision, message: Int64, order id: OrderID?, isNewlyLinked: Bool
  ) throws {
    for event in revision.events {
      let source = revision.record.recognition.source(of: event)
      try run(
        "INSERT INTO event (message, order_, name, rule, score) VALUES (?, ?, ?, ?, ?)",
        [message, id?.value, event.rawValue, source.rule, source.score])
    }
    guard let id else { return }
    if isNewlyLinked {
      try run("UPDATE event SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
      try run("UPDATE draft SET order_ = ? WHERE message = ? AND order_ IS NULL", [id.value, message])
      memory.orders[id] = nil
    } else {
      var order = try order(id)
      order.history += revision.events
      memory.orders[id] = order
    }
    try move(
      id, by: revision.transitions, anomalies: revision.anomalies, message: message,
      digest: revision.record.raw.digest)
    try noteAwaited(revision.awaited, of: id, message: message, digest: revision.record.raw.digest)
  }
}
