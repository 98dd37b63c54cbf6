// SPDX-License-Identifier: Apache-2.0

/// How sure a sender is, what waits for a person, and what holds an order: version 4.
extension Schema {
  static let trustTables =
    [
      "ALTER TABLE transition ADD COLUMN warrant TEXT NOT NULL DEFAULT ''",
      """
      CREATE TABLE message_trust (
        message INTEGER PRIMARY KEY REFERENCES message (id),
        authentication TEXT NOT NULL CHECK (authentication IN ('unchecked', 'failed', 'passed', 'inside')),
        token INTEGER NOT NULL CHECK (token IN (0, 1))
      ) STRICT
      """,
      """
      CREATE TABLE awaited_step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        order_ INTEGER NOT NULL REFERENCES order_ (id),
        message INTEGER NOT NULL REFERENCES message (id),
        event TEXT NOT NULL,
        reason TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'overtaken')),
        decided INTEGER NOT NULL,
        actor TEXT NOT NULL,
        note TEXT NOT NULL,
        UNIQUE (order_, message, event)
      ) STRICT
      """,
      "CREATE INDEX awaited_step_waiting ON awaited_step (order_) WHERE state = 'waiting'",
      """
      CREATE TABLE hold (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        party TEXT NOT NULL,
        message INTEGER NOT NULL UNIQUE REFERENCES message (id),
        reason TEXT NOT NULL,
        opened INTEGER NOT NULL,
        released INTEGER NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('', 'genuine', 'false'))
      ) STRICT
      """,
      "CREATE INDEX hold_open ON hold (party) WHERE released = 0",
      """
      CREATE TABLE hold_order (
        order_ INTEGER NOT NULL REFERENCES order_ (id),
        hold INTEGER NOT NULL REFERENCES hold (id),
        PRIMARY KEY (order_, hold)
      ) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TABLE hold_release (
        hold INTEGER NOT NULL REFERENCES hold (id),
        uid INTEGER NOT NULL,
        actor TEXT NOT NULL,
        role TEXT NOT NULL,
        at INTEGER NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('genuine', 'false')),
        reason TEXT NOT NULL,
        callback TEXT NOT NULL,
        PRIMARY KEY (hold, uid)
      ) STRICT, WITHOUT ROWID
      """,
      """
      CREATE TABLE party_account (
        party TEXT NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        message INTEGER NOT NULL REFERENCES message (id),
        hold INTEGER REFERENCES hold (id),
        PRIMARY KEY (party, kind, value)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX party_account_by_hold ON party_account (hold) WHERE hold IS NOT NULL",
    ] + heldBefore

  /// Holds what was announced before anything was held: nobody has looked into it, as far as the store knows.
  private static let heldBefore = [
    """
    INSERT INTO hold (party, message, reason, opened, released, verdict)
    SELECT m.sender, m.id, m.sender || ' announces other bank details: ask by telephone before anything is paid.',
      m.date, 0, ''
    FROM event e JOIN message m ON m.id = e.message WHERE e.name = 'bank_details_changed' ORDER BY e.id
    """,
    """
    INSERT INTO hold_order (hold, order_)
    SELECT h.id, l.order_ FROM hold h JOIN link l ON l.message = h.message
    """,
  ]
}
