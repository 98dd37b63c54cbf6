// SPDX-License-Identifier: Apache-2.0

/// The ERP's order list, and what people decide about orders and their messages: version 4.
extension Schema {
  static let orderListTables: [String] = [
    "CREATE INDEX message_by_sender ON message (sender, date)",
    """
    CREATE TABLE ruling (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      uid INTEGER NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('set', 'merge', 'split', 'link', 'unlink')),
      order_ INTEGER NOT NULL,
      message INTEGER NOT NULL,
      field TEXT NOT NULL,
      value_before TEXT NOT NULL,
      value_after TEXT NOT NULL,
      reason TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX ruling_by_order ON ruling (order_)",
    """
    CREATE TABLE taught_thread (
      thread INTEGER NOT NULL REFERENCES thread (id),
      order_ INTEGER NOT NULL REFERENCES order_ (id),
      linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
      ruling INTEGER NOT NULL REFERENCES ruling (id),
      PRIMARY KEY (thread, order_)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE merged_order (
      order_ INTEGER PRIMARY KEY,
      survivor INTEGER NOT NULL REFERENCES order_ (id)
    ) STRICT
    """,
    """
    CREATE TABLE listed_order (
      number TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      shape TEXT NOT NULL,
      serial INTEGER NOT NULL,
      customer TEXT NOT NULL,
      customer_number TEXT NOT NULL,
      amount TEXT NOT NULL,
      currency TEXT NOT NULL,
      date TEXT NOT NULL,
      state TEXT NOT NULL,
      source TEXT NOT NULL,
      imported INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX listed_order_by_shape ON listed_order (shape, serial)",
    """
    CREATE TABLE listed_key (
      normalised TEXT NOT NULL,
      kind TEXT NOT NULL,
      number TEXT NOT NULL REFERENCES listed_order (number),
      value TEXT NOT NULL,
      PRIMARY KEY (normalised, kind, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX listed_key_by_number ON listed_key (number)",
  ]
}
