// SPDX-License-Identifier: Apache-2.0

/// What people say a message means, and what is unclear: version 4.
extension Schema {
  static let correctionTables: [String] = [
    """
    CREATE TABLE unclear_event (
      message INTEGER NOT NULL REFERENCES message (id),
      name TEXT NOT NULL,
      probability REAL NOT NULL,
      reasons TEXT NOT NULL,
      settled INTEGER NOT NULL,
      PRIMARY KEY (message, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX unclear_event_waiting ON unclear_event (message) WHERE settled = 0",
    """
    CREATE TABLE correction (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message INTEGER NOT NULL REFERENCES message (id),
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      uid INTEGER NOT NULL,
      reason TEXT NOT NULL,
      events_before TEXT NOT NULL,
      events_after TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX correction_by_message ON correction (message)",
  ]
}
