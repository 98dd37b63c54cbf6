// SPDX-License-Identifier: Apache-2.0

import ContentHashing
package import Foundation
import GRDB
import MailModel
package import OrderCore

extension OrderStore: ArchiveReading {
  package func archivedMessages(
    after place: ArchivePlace?, limit: Int, bytes: Int
  ) async throws(LedgerError) -> [ArchivedMessage] {
    try await read { db in
      let reader = ArchiveReader(db: db)
      var messages: [ArchivedMessage] = []
      var size = 0
      let cursor = try reader.rows(after: place, limit: limit)
      while let row = try cursor.next() {
        let message = try reader.message(row)
        size += message.input.size
        guard messages.isEmpty || size <= bytes else { break }
        messages.append(message)
      }
      return messages
    }
  }

  package func archivedCount(since: Date?) async throws(LedgerError) -> Int {
    try await read { db in
      let sql = "SELECT count(*) FROM message WHERE date >= ?"
      return try Int.fetchOne(db, sql: sql, arguments: [since.map(Stored.time) ?? Int64.min]) ?? 0
    }
  }
}

extension OrderStore: CorrectionReading {
  /// Returns the corrected messages; the state and the history of their orders are what other messages, as they stand
  /// now, had brought about by then.
  package func correctedMessages() async throws(LedgerError) -> [LabelledMessage] {
    try await read { db in
      let reader = ArchiveReader(db: db)
      let courses = CourseReader(db: db)
      return try reader.corrected().map { row in
        let message = try reader.message(row)
        var input = message.input
        if let order = message.order {
          var point = OrderPoint(order.opening)
          var isFirst = true
          history: for entry in try courses.entries(of: order.id) {
            switch entry {
            case .reported(message.place.message, _): break history
            case .reported(_, let events): point.take(events)
            case .set(_, let state): _ = point.set(state)
            }
            isFirst = false
          }
          // The message that opens an order knows none.
          if !isFirst { (input.state, input.history) = (point.state, point.history) }
        }
        return LabelledMessage(id: message.name, input: input, events: Set(message.corrected ?? []))
      }
    }
  }
}

extension ClassifierInput {
  /// The bytes of its texts.
  fileprivate var size: Int {
    text.utf8.count + signature.utf8.count + subject.utf8.count + documents.reduce(0) { $0 + $1.utf8.count }
  }
}

/// Reads messages as they are recognised once more: from their stored texts, since most of their bytes are attachments.
struct ArchiveReader {
  let db: Database

  /// So much of a document is read, in characters: more than is looked at.
  private static let reach = 70_000

  private static let columns = """
    SELECT m.id, m.message_id, m.digest, m.date, m.direction, m.kind, m.language, m.sender_role, m.thread,
      t.subject, t.new_text, t.signature, t.attachments
    FROM message m JOIN message_text t ON t.message = m.id
    """

  /// The rows after a place.
  func rows(after place: ArchivePlace?, limit: Int) throws -> RowCursor {
    let sql = "\(Self.columns) WHERE (m.date, m.id) > (?, ?) ORDER BY m.date, m.id LIMIT ?"
    let arguments: StatementArguments = [
      place.map { Stored.time($0.date) } ?? Int64.min, place?.message.value ?? 0, limit,
    ]
    return try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
  }

  /// The rows of the messages that people have corrected, by date.
  func corrected() throws -> [Row] {
    let sql = "\(Self.columns) WHERE m.id IN (SELECT message FROM correction) ORDER BY m.date, m.id"
    return try Row.fetchAll(db, sql: sql)
  }

  /// Makes a message of a row of `columns`.
  func message(_ row: Row) throws -> ArchivedMessage {
    let id: Int64 = row[0]
    let date: Int64 = row[3]
    let messages = MessageReader(db: db)
    let corrections = try CorrectionReader(db: db).corrections(of: id)
    let recorded = try corrections.first?.before ?? CorrectionReader(db: db).recordedEvents(of: id)
    let subject: String = row[9]
    let attachments: String = row[12]
    let input = ClassifierInput(
      text: row[10], signature: row[11], subject: subject,
      attachments: attachments.split(separator: "\n").map(String.init), documents: try documents(of: id),
      sender: try Stored.word(row[7]), direction: try Stored.word(row[4]), kind: try Stored.word(row[5]),
      isReply: try isReply(subject: subject, thread: row[8], date: date, id: id), keys: try keys(of: id),
      language: Language(rawValue: row[6]))
    let order = try messages.order(of: id)
    let isUnclear = try !CorrectionReader(db: db).unclear(of: id).isEmpty
    return ArchivedMessage(
      place: ArchivePlace(date: Stored.date(date), message: StoredMessageID(id)),
      name: try Stored.bracketed(row[1]) ?? Stored.digest(row[2]).description, input: input,
      order: try order.map(self.order),
      voices: try order.map { try CourseReader(db: db).voices(of: id, in: $0) },
      recognised: recorded, isUnclear: isUnclear, corrected: corrections.last?.after)
  }

  private func order(_ id: OrderID) throws -> ArchivedOrder {
    ArchivedOrder(
      id: id, label: try MessageReader(db: db).number(of: id) ?? id.name,
      opening: try CourseReader(db: db).opening(of: id))
  }

  /// Whether a message answers or forwards something.
  ///
  /// The references of stored messages are known by their thread only: what stands in a thread before it is answered,
  /// and the first of a thread that names messages nobody has taken in answers one of these.
  private func isReply(subject: String, thread: Int64, date: Int64, id: Int64) throws -> Bool {
    let folded = FoldedSubject.fold(subject)
    if folded.isReply || folded.isForward { return true }
    let sql = """
      SELECT EXISTS (SELECT 1 FROM message WHERE thread = ?1 AND (date, id) < (?2, ?3))
        OR EXISTS (SELECT 1 FROM thread_reference r WHERE r.thread = ?1
          AND NOT EXISTS (SELECT 1 FROM message m WHERE m.message_id = r.message_id AND m.message_id <> ''))
      """
    return try Bool.fetchOne(db.cachedStatement(sql: sql), arguments: [thread, date, id]) ?? false
  }

  private func keys(of message: Int64) throws -> Set<KeyKind> {
    let sql = "SELECT DISTINCT kind FROM message_key WHERE message = ?"
    return Set(
      try String.fetchAll(db.cachedStatement(sql: sql), arguments: [message]).map { try Stored.word($0) })
  }

  private func documents(of message: Int64) throws -> [String] {
    let sql = """
      SELECT substr(d.text, 1, \(Self.reach)) FROM message_document o JOIN document d ON d.id = o.document
      WHERE o.message = ? AND d.state = 'read' ORDER BY o.position
      """
    return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [message])
  }
}
