// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Messages, where they were found, their threads and their full-text index, as of version 1.
  ///
  /// Version 2 puts `locationTables` in the place of the last four and of `raw`.
  static let mailTables = [
    """
    CREATE TABLE thread (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      opened INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
      message_id TEXT NOT NULL,
      thread INTEGER NOT NULL REFERENCES thread (id),
      mailbox TEXT NOT NULL,
      date INTEGER NOT NULL,
      recorded INTEGER NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
      kind TEXT NOT NULL,
      language TEXT NOT NULL,
      sender TEXT NOT NULL,
      sender_name TEXT NOT NULL,
      sender_role TEXT NOT NULL,
      sender_company TEXT NOT NULL,
      warnings TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX message_by_thread ON message (thread)",
    "CREATE INDEX message_by_date ON message (date)",
    "CREATE INDEX message_by_message_id ON message (message_id) WHERE message_id <> ''",
    """
    CREATE TABLE message_text (
      message INTEGER PRIMARY KEY REFERENCES message (id),
      subject TEXT NOT NULL,
      new_text TEXT NOT NULL,
      quoted_text TEXT NOT NULL,
      attachments TEXT NOT NULL,
      sender TEXT NOT NULL,
      recipients TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE VIRTUAL TABLE message_search USING fts5(
      subject, new_text, quoted_text, attachments, sender, recipients,
      content='message_text', content_rowid='message', tokenize='kontor'
    )
    """,
    """
    CREATE TABLE raw (
      message INTEGER PRIMARY KEY REFERENCES message (id),
      size INTEGER NOT NULL,
      coding TEXT NOT NULL CHECK (coding IN ('zstd', 'none')),
      bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE recipient (
      message INTEGER NOT NULL REFERENCES message (id),
      position INTEGER NOT NULL,
      field TEXT NOT NULL CHECK (field IN ('to', 'cc')),
      address TEXT NOT NULL,
      name TEXT NOT NULL,
      PRIMARY KEY (message, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE message_part (
      message INTEGER NOT NULL REFERENCES message (id),
      position INTEGER NOT NULL,
      type TEXT NOT NULL,
      filename TEXT NOT NULL,
      size INTEGER NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      PRIMARY KEY (message, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE message_key (
      message INTEGER NOT NULL REFERENCES message (id),
      kind TEXT NOT NULL,
      normalised TEXT NOT NULL,
      value TEXT NOT NULL,
      PRIMARY KEY (message, kind, normalised)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX message_key_by_value ON message_key (normalised, kind)",
    """
    CREATE TABLE thread_reference (
      message_id TEXT PRIMARY KEY,
      thread INTEGER NOT NULL REFERENCES thread (id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX thread_reference_by_thread ON thread_reference (thread)",
    """
    CREATE TABLE subject_trail (
      subject INTEGER NOT NULL,
      address TEXT NOT NULL,
      date INTEGER NOT NULL,
      message INTEGER NOT NULL REFERENCES message (id),
      PRIMARY KEY (subject, address)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      origin TEXT NOT NULL,
      reason TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      first_seen INTEGER NOT NULL,
      last_seen INTEGER NOT NULL,
      size INTEGER NOT NULL,
      coding TEXT NOT NULL CHECK (coding IN ('zstd', 'none')),
      bytes BLOB NOT NULL,
      UNIQUE (digest, origin)
    ) STRICT
    """,
    """
    CREATE TABLE folder (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      mailbox TEXT NOT NULL,
      name TEXT NOT NULL,
      uid_validity INTEGER NOT NULL,
      last_uid INTEGER NOT NULL,
      moved INTEGER NOT NULL,
      UNIQUE (mailbox, name)
    ) STRICT
    """,
    """
    CREATE TABLE delivery (
      folder INTEGER NOT NULL REFERENCES folder (id),
      uid_validity INTEGER NOT NULL,
      uid INTEGER NOT NULL,
      message INTEGER REFERENCES message (id),
      quarantine INTEGER REFERENCES quarantine (id),
      PRIMARY KEY (folder, uid_validity, uid),
      CHECK ((message IS NULL) <> (quarantine IS NULL))
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX delivery_by_message ON delivery (message) WHERE message IS NOT NULL",
  ]
}
