// SPDX-License-Identifier: Apache-2.0

import GRDB
import MailModel
import OrderCore

extension StoreTransaction {
  /// Returns the thread of a record, made or merged as its placement says.
  func place(_ record: MessageRecord) throws -> Int64 {
    switch record.thread {
    case .new:
      return try insert("INSERT INTO thread (opened) VALUES (?)", [Stored.time(record.date)])
    case .existing(let thread, let absorbed):
      for other in Set(absorbed) where other != thread { try absorb(other.value, into: thread.value) }
      return thread.value
    }
  }

  /// Points everything of one thread to another; the empty thread's row stays, so its number is not used again.
  private func absorb(_ other: Int64, into thread: Int64) throws {
    try run("UPDATE message SET thread = ? WHERE thread = ?", [thread, other])
    try run("UPDATE thread_reference SET thread = ? WHERE thread = ?", [thread, other])
    try run("UPDATE draft SET thread = ? WHERE thread = ?", [thread, other])
    let sql = """
      INSERT INTO thread_order (thread, order_, message)
      SELECT ?, order_, message FROM thread_order WHERE thread = ?
      ON CONFLICT (thread, order_) DO UPDATE SET message = max(message, excluded.message)
      """
    try run(sql, [thread, other])
    try run("DELETE FROM thread_order WHERE thread = ?", [other])
    try run("UPDATE OR IGNORE taught_thread SET thread = ? WHERE thread = ?", [thread, other])
    try run("DELETE FROM taught_thread WHERE thread = ?", [other])
  }

  /// Notes the identifiers seen and referred to, so that a parent that comes late joins its replies.
  func insertReferences(_ record: MessageRecord, thread: Int64) throws {
    let message = record.message
    let ids = [message.messageID].compactMap { $0 } + message.inReplyTo + message.references
    for id in Set(ids) {
      let sql = """
        INSERT INTO thread_reference (message_id, thread) VALUES (?, ?) ON CONFLICT (message_id) DO NOTHING
        """
      try run(sql, [id.value, thread])
    }
  }
}
