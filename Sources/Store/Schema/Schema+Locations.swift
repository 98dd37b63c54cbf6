// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Bytes, the work that they still make, and where servers keep them.
  ///
  /// A row of `location` is narrow: a mailbox of a million messages has a million of them.
  static let locationTables = [
    """
    CREATE TABLE content (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
      size INTEGER NOT NULL,
      coding TEXT NOT NULL CHECK (coding IN ('zstd', 'none')),
      bytes BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE work (
      content INTEGER PRIMARY KEY REFERENCES content (id),
      state TEXT NOT NULL CHECK (state IN ('landed', 'held', 'quarantined')),
      mailbox TEXT NOT NULL,
      origin TEXT NOT NULL,
      reason TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      received INTEGER NOT NULL,
      landed INTEGER NOT NULL,
      tried INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX work_by_turn ON work (state, mailbox, received)",
    """
    CREATE TABLE generation (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      folder INTEGER NOT NULL REFERENCES folder (id),
      uid_validity INTEGER NOT NULL,
      opened INTEGER NOT NULL,
      uid_next INTEGER NOT NULL,
      mod_seq INTEGER NOT NULL,
      completed INTEGER NOT NULL,
      present INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX generation_by_folder ON generation (folder)",
    """
    CREATE TABLE scanned (
      generation INTEGER NOT NULL REFERENCES generation (id),
      low INTEGER NOT NULL,
      high INTEGER NOT NULL CHECK (low <= high),
      PRIMARY KEY (generation, low)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE location (
      generation INTEGER NOT NULL REFERENCES generation (id),
      uid INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('listed', 'landed', 'unavailable')),
      content INTEGER REFERENCES content (id),
      size INTEGER NOT NULL,
      received INTEGER NOT NULL,
      flags INTEGER NOT NULL,
      object_id TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      tried INTEGER NOT NULL,
      reason TEXT NOT NULL,
      gone INTEGER NOT NULL,
      PRIMARY KEY (generation, uid),
      CHECK ((state = 'landed') = (content IS NOT NULL))
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE INDEX location_to_come ON location (generation, received)
      WHERE content IS NULL AND gone = 0 AND state = 'listed'
    """,
    "CREATE INDEX location_unavailable ON location (generation) WHERE state = 'unavailable'",
    "CREATE INDEX location_by_content ON location (content) WHERE content IS NOT NULL",
    "CREATE INDEX location_by_object_id ON location (object_id) WHERE object_id <> ''",
    """
    CREATE TABLE mailbox (
      name TEXT PRIMARY KEY,
      last_success INTEGER NOT NULL,
      last_failure INTEGER NOT NULL,
      failure TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
