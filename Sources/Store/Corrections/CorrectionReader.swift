// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import OrderCore

/// Reads what people corrected, and what corrections are made of.
struct CorrectionReader {
  let db: Database

  private func rows(_ sql: String, _ id: Int64) throws -> [Row] {
    try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [id])
  }

  /// The events of a message, in the order of the vocabulary, with the rules that they are due to.
  func recordedEvents(of message: Int64) throws -> [RecordedEvent] {
    let events = try rows("SELECT name, rule FROM event WHERE message = ?", message)
      .map { RecordedEvent(try Stored.word($0[0]), rule: $0[1]) }
    return Event.allCases.compactMap { event in events.first { $0.event == event } }
  }

  /// What a message may report and nobody has decided, likeliest first.
  func unclear(of message: Int64) throws -> [UnclearEvent] {
    let sql = """
      SELECT name, probability, reasons FROM unclear_event WHERE message = ? AND settled = 0
      ORDER BY probability DESC, name
      """
    return try rows(sql, message).map {
      UnclearEvent(event: try Stored.word($0[0]), probability: $0[1], reasons: Stored.strings($0[2]))
    }
  }

  /// What people have said about a message, oldest first.
  func corrections(of message: Int64) throws -> [Correction] {
    let sql = """
      SELECT message, at, actor, uid, reason, events_before, events_after FROM correction
      WHERE message = ? ORDER BY id
      """
    return try rows(sql, message).map { row in
      Correction(
        message: StoredMessageID(row[0]), at: Stored.date(row[1]), actor: Actor(name: row[2], uid: row[3]),
        reason: row[4], before: try Self.recorded(row[5]),
        after: try Stored.strings(row[6]).map { try Stored.word($0) })
    }
  }

  /// The events and rules of a column.
  static func recorded(_ column: String) throws -> [RecordedEvent] {
    let flat = Stored.strings(column)
    return try stride(from: 0, to: flat.count - 1, by: 2).map {
      RecordedEvent(try Stored.word(flat[$0]), rule: flat[$0 + 1])
    }
  }
}
