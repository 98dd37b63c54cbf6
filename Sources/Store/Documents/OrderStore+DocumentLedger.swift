// SPDX-License-Identifier: Apache-2.0

import ContentHashing
package import Foundation
import GRDB
import MailModel
package import OrderCore

extension OrderStore: DocumentLedger {
  package func claimDocuments(
    limit: Int, except: Set<DocumentFormat>, now: Date
  ) async throws(LedgerError) -> [ClaimedDocument] {
    try await write(at: now) { transaction in
      try transaction.claimDocuments(limit: limit, except: except).map { id, row in
        ClaimedDocument(
          id: id, digest: try Stored.digest(row[0]), format: try Stored.word(row[1]),
          raw: RawMessage(
            bytes: try Compressor.expand(
              CompressedBytes(size: row[2], coding: row[3], bytes: row[4]))))
      }
    }
  }

  package func finishDocuments(
    _ outcomes: [DocumentID: DocumentOutcome], now: Date
  ) async throws(LedgerError) {
    try await write(at: now) { transaction in
      for (id, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
        try transaction.finish(id, with: outcome)
      }
    }
  }

  package func unrevisedMessages(
    limit: Int, bytes: Int
  ) async throws(LedgerError) -> [UnrevisedMessage] {
    try await read { db in
      let sql = """
        SELECT DISTINCT o.message, c.size FROM message_document o JOIN message m ON m.id = o.message
        JOIN content c ON c.digest = m.digest WHERE o.revised = 0 AND NOT EXISTS (
          SELECT 1 FROM message_document w JOIN document d ON d.id = w.document
          WHERE w.message = o.message AND d.state = 'waiting')
        ORDER BY o.message LIMIT ?
        """
      var messages: [UnrevisedMessage] = []
      var size = 0
      for row in try Row.fetchAll(db, sql: sql, arguments: [limit]) {
        size += row[1] as Int
        guard messages.isEmpty || size <= bytes else { break }
        messages.append(try Self.unrevised(row[0], in: db))
      }
      return messages
    }
  }

  package func dismissUnrevised(_ message: StoredMessageID) async throws(LedgerError) {
    try await write { transaction in
      _ = try transaction.run(
        "UPDATE message_document SET revised = 1 WHERE message = ?", [message.value])
    }
  }

  private static func unrevised(_ id: Int64, in db: Database) throws -> UnrevisedMessage {
    let sql = """
      SELECT c.size, c.coding, c.bytes, m.mailbox, m.date FROM message m JOIN content c ON c.digest = m.digest
      WHERE m.id = ?
      """
    guard let row = try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id]) else {
      throw LedgerError.notFound("message \(id)")
    }
    let mailbox: String = row[3]
    return UnrevisedMessage(
      id: StoredMessageID(id), raw: RawMessage(bytes: try Compressor.expand(CompressedBytes(row))),
      mailbox: mailbox.isEmpty ? nil : mailbox, recorded: Stored.date(row[4]),
      documents: try texts(of: id, in: db))
  }

  /// What the documents of a message say, in their order in it.
  private static func texts(of message: Int64, in db: Database) throws -> [DocumentText] {
    let sql = """
      SELECT d.text, d.reference_list, d.cut FROM message_document o JOIN document d ON d.id = o.document
      WHERE o.message = ? AND d.state = 'read' ORDER BY o.position
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [message]).map { row in
      let flat = Stored.strings(row[1])
      let references = stride(from: 0, to: flat.count - 1, by: 2).compactMap { place in
        DocumentReference.Role(rawValue: flat[place]).map {
          DocumentReference(role: $0, value: flat[place + 1])
        }
      }
      return DocumentText(text: row[0], references: references, isCut: row[2])
    }
  }

  /// Returns what the documents of a message say, as far as they have been read.
  package func documentTexts(of message: StoredMessageID) async throws(LedgerError) -> [DocumentText] {
    try await read { db in try Self.texts(of: message.value, in: db) }
  }
}
