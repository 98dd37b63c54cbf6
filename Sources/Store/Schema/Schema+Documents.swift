// SPDX-License-Identifier: Apache-2.0

import Foundation
import GRDB
import OrderCore

extension Schema {
  /// Documents, and the texts of messages with two more fields that are searched, as of version 3.
  static let documentTables = [
    """
    CREATE TABLE document (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
      format TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'unreadable')),
      attempts INTEGER NOT NULL,
      reason TEXT NOT NULL,
      text TEXT NOT NULL,
      reference_list TEXT NOT NULL,
      cut INTEGER NOT NULL CHECK (cut IN (0, 1)),
      changed INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX document_waiting ON document (id) WHERE state = 'waiting'",
    """
    CREATE TABLE message_document (
      message INTEGER NOT NULL REFERENCES message (id),
      position INTEGER NOT NULL,
      document INTEGER NOT NULL REFERENCES document (id),
      revised INTEGER NOT NULL CHECK (revised IN (0, 1)),
      PRIMARY KEY (message, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX message_document_by_document ON message_document (document)",
    "CREATE INDEX message_document_unrevised ON message_document (message) WHERE revised = 0",
  ]

  /// Gives the texts of messages their new fields, and the index anew.
  static let widenedTexts = [
    "DROP TABLE message_search",
    "ALTER TABLE message_text RENAME TO message_text_2",
    """
    CREATE TABLE message_text (
      message INTEGER PRIMARY KEY REFERENCES message (id),
      subject TEXT NOT NULL,
      new_text TEXT NOT NULL,
      quoted_text TEXT NOT NULL,
      attachments TEXT NOT NULL,
      sender TEXT NOT NULL,
      recipients TEXT NOT NULL,
      signature TEXT NOT NULL,
      documents TEXT NOT NULL
    ) STRICT
    """,
    """
    INSERT INTO message_text (message, subject, new_text, quoted_text, attachments, sender, recipients, signature,
      documents)
    SELECT message, subject, new_text, quoted_text, attachments, sender, recipients, '', '' FROM message_text_2
    """,
    "DROP TABLE message_text_2",
    """
    CREATE VIRTUAL TABLE message_search USING fts5(
      subject, new_text, quoted_text, attachments, sender, recipients, signature, documents,
      content='message_text', content_rowid='message', tokenize='kontor'
    )
    """,
    "INSERT INTO message_search (message_search) VALUES ('rebuild')",
  ]

  /// Keeps why no program acts on a message by itself; of older messages nobody knows.
  static let cautionColumn = [
    "ALTER TABLE message ADD COLUMN cautions TEXT NOT NULL DEFAULT '[]'"
  ]

  /// Has the documents of the messages that are stored already read, too, those of the newest messages first.
  static func noteEarlierDocuments(_ db: Database) throws {
    let parts = """
      SELECT p.message, p.position, p.type, p.filename, p.size, p.digest FROM message_part p
      JOIN message m ON m.id = p.message WHERE m.kind <> 'bounce' AND (p.filename <> '' OR p.type LIKE 'application/%')
      ORDER BY p.message
      """
    let document = """
      INSERT INTO document (digest, format, state, attempts, reason, text, reference_list, cut, changed)
      VALUES (?, ?, 'waiting', 0, '', '', '[]', 0, 0) ON CONFLICT (digest) DO NOTHING
      """
    let link = """
      INSERT INTO message_document (message, position, document, revised)
      SELECT ?, ?, id, 0 FROM document WHERE digest = ?
      """
    let rows = try Row.fetchCursor(db, sql: parts)
    while let row = try rows.next() {
      let filename: String = row[3]
      let format = StoreTransaction.format(
        type: row[2], filename: filename.isEmpty ? nil : filename, size: row[4])
      guard let format else { continue }
      let digest: Data = row[5]
      try db.cachedStatement(sql: document).execute(arguments: [digest, format.rawValue])
      try db.cachedStatement(sql: link).execute(arguments: [row[0] as Int64, row[1] as Int64, digest])
    }
  }
}
