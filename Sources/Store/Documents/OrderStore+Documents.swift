// SPDX-License-Identifier: Apache-2.0

package import Foundation
import GRDB
import MailModel
package import OrderCore

/// How far a document is.
package enum DocumentState: String, Hashable, Sendable, CaseIterable {
  /// It will be read.
  case waiting
  /// Its text is known.
  case read
  /// It has no text, for good.
  case unreadable
}

/// A document as people are told of it.
package struct DocumentEntry: Hashable, Sendable {
  /// The document.
  package let id: DocumentID
  /// How it is read.
  package let format: DocumentFormat
  /// How far it is.
  package let state: DocumentState
  /// Why it is unreadable, or could not be tried; empty else.
  package let reason: String
  /// How many characters of text it gave.
  package let length: Int
  /// The file name in a message that carries it; for display only.
  package let filename: String
  /// That message's `Message-ID`, in brackets; nil when it has none.
  package let messageID: String?
  /// When it was tried last, else when it came.
  package let changed: Date
}

extension OrderStore {
  /// Whether there are documents to be read, but for those of `except`, or messages that have not got what theirs say.
  package func documentsWait(except: Set<DocumentFormat> = []) async throws(LedgerError) -> Bool {
    try await read { db in
      let sql = """
        SELECT EXISTS (
          SELECT 1 FROM document WHERE state = 'waiting' AND format NOT IN (SELECT value FROM json_each(?)))
          OR EXISTS (SELECT 1 FROM message_document o WHERE o.revised = 0 AND NOT EXISTS (
            SELECT 1 FROM message_document w JOIN document d ON d.id = w.document
            WHERE w.message = o.message AND d.state = 'waiting'))
        """
      return try Bool.fetchOne(db, sql: sql, arguments: [Stored.list(except.map(\.rawValue).sorted())])
        ?? false
    }
  }

  /// How many documents are in each state.
  package func documentCounts() async throws(LedgerError) -> [DocumentState: Int] {
    try await read { db in
      let sql = "SELECT state, count(*) FROM document GROUP BY state"
      return try Row.fetchAll(db, sql: sql).reduce(into: [:]) { $0[try Stored.word($1[0])] = $1[1] }
    }
  }

  /// Returns documents in one of these states, the newest first.
  ///
  /// - Parameter limit: at most so many; 0 for all.
  package func documents(in states: Set<DocumentState>, limit: Int) async throws(LedgerError)
    -> [DocumentEntry]
  {
    try await read { db in
      let sql = """
        SELECT d.id, d.format, d.state, d.reason, length(d.text), p.filename, m.message_id, d.changed
        FROM document d
        JOIN (SELECT document, min(message) AS message FROM message_document GROUP BY document) f
          ON f.document = d.id
        JOIN message_document o ON o.document = d.id AND o.message = f.message
        JOIN message m ON m.id = o.message
        JOIN message_part p ON p.message = o.message AND p.position = o.position
        WHERE d.state IN (SELECT value FROM json_each(?)) GROUP BY d.id ORDER BY d.id DESC LIMIT ?
        """
      let arguments: StatementArguments = [
        Stored.list(states.map(\.rawValue).sorted()), limit == 0 ? -1 : limit,
      ]
      return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
        DocumentEntry(
          id: DocumentID(row[0]), format: try Stored.word(row[1]), state: try Stored.word(row[2]),
          reason: row[3], length: row[4], filename: row[5], messageID: Stored.bracketed(row[6]),
          changed: Stored.date(row[7]))
      }
    }
  }

  /// Returns the text of a document.
  ///
  /// - Throws: `notFound` when there is none, or it has not been read.
  package func documentText(_ id: DocumentID) async throws(LedgerError) -> String {
    try await read { db in
      let sql = "SELECT text FROM document WHERE id = ? AND state = 'read'"
      guard let text = try String.fetchOne(db, sql: sql, arguments: [id.value]) else {
        throw LedgerError.notFound("text of document \(id.value)")
      }
      return text
    }
  }

  /// Has the unreadable documents tried once more; returns how many they are.
  package func retryDocuments() async throws(LedgerError) -> Int {
    try await write { transaction in
      try transaction.run(
        """
        UPDATE message_document SET revised = 0 WHERE document IN
          (SELECT id FROM document WHERE state = 'unreadable')
        """, [])
      return try transaction.run(
        "UPDATE document SET state = 'waiting', attempts = 0, reason = '' WHERE state = 'unreadable'", [])
    }
  }
}
