// SPDX-License-Identifier: Apache-2.0

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

  /// Has the documents of the messages that are stored already read, too.
  static let earlierDocuments = [
    """
    CREATE TEMP TABLE earlier_document AS
    SELECT p.message, p.position, p.digest, CASE
        WHEN p.type IN ('application/pdf', 'application/x-pdf') OR p.filename LIKE '%.pdf' THEN 'pdf'
        WHEN p.filename LIKE '%.docx' THEN 'docx' WHEN p.filename LIKE '%.xlsx' THEN 'xlsx'
        WHEN p.filename LIKE '%.csv' THEN 'csv' WHEN p.filename LIKE '%.txt' THEN 'text'
        WHEN p.filename LIKE '%.xml' THEN 'xml' END AS format
    FROM message_part p JOIN message m ON m.id = p.message
    WHERE p.filename <> '' AND p.size BETWEEN 1 AND 33554432 AND m.kind = 'message'
    """,
    "DELETE FROM earlier_document WHERE format IS NULL",
    """
    INSERT INTO document (digest, format, state, attempts, reason, text, reference_list, cut, changed)
    SELECT digest, min(format), 'waiting', 0, '', '', '[]', 0, 0 FROM earlier_document GROUP BY digest
    ORDER BY max(message) DESC
    """,
    """
    INSERT INTO message_document (message, position, document, revised)
    SELECT e.message, e.position, d.id, 0 FROM earlier_document e JOIN document d ON d.digest = e.digest
    """,
    "DROP TABLE earlier_document",
  ]
}
