// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Orders, how messages name them, and what the messages did to them.
  static let orderTables = [
    """
    CREATE TABLE order_ (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      state TEXT NOT NULL,
      opened INTEGER NOT NULL,
      last_activity INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX order_by_activity ON order_ (last_activity)",
    """
    CREATE TABLE order_key (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      kind TEXT NOT NULL,
      normalised TEXT NOT NULL,
      value TEXT NOT NULL,
      message INTEGER NOT NULL REFERENCES message (id),
      UNIQUE (order_, kind, normalised)
    ) STRICT
    """,
    "CREATE INDEX order_key_by_value ON order_key (normalised, kind)",
    """
    CREATE TABLE order_party (
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      address TEXT NOT NULL,
      position INTEGER NOT NULL,
      domain TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      company TEXT NOT NULL,
      last_activity INTEGER NOT NULL,
      PRIMARY KEY (order_, address)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX order_party_by_address ON order_party (address, last_activity)",
    "CREATE INDEX order_party_by_domain ON order_party (domain, last_activity)",
    """
    CREATE TABLE link (
      message INTEGER NOT NULL REFERENCES message (id),
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      position INTEGER NOT NULL,
      held INTEGER NOT NULL CHECK (held IN (0, 1)),
      score REAL NOT NULL,
      evidence TEXT NOT NULL,
      PRIMARY KEY (message, order_)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX link_by_order ON link (order_, held, message)",
    """
    CREATE TABLE thread_order (
      thread INTEGER NOT NULL REFERENCES thread (id),
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      message INTEGER NOT NULL REFERENCES message (id),
      PRIMARY KEY (thread, order_)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE event (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message INTEGER NOT NULL REFERENCES message (id),
      order_ INTEGER REFERENCES order_ (id),
      name TEXT NOT NULL,
      rule TEXT NOT NULL,
      score REAL NOT NULL,
      UNIQUE (message, name)
    ) STRICT
    """,
    "CREATE INDEX event_by_order ON event (order_) WHERE order_ IS NOT NULL",
    """
    CREATE TABLE transition (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      message INTEGER NOT NULL REFERENCES message (id),
      event TEXT NOT NULL,
      state_before TEXT NOT NULL,
      state_after TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX transition_by_order ON transition (order_)",
    """
    CREATE TABLE anomaly (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      message INTEGER NOT NULL REFERENCES message (id),
      event TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX anomaly_by_order ON anomaly (order_)",
  ]
}
