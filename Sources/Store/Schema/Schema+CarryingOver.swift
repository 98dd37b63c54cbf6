// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Brings what a store of version 1 holds into the tables of version 2.
  static let carriedOver = [
    // What was quarantined without bytes is a message that the server did not give: it becomes a location below.
    """
    CREATE VIEW kept_quarantine AS SELECT * FROM quarantine
    WHERE size > 0 OR id NOT IN (SELECT quarantine FROM delivery WHERE quarantine IS NOT NULL)
    """,
    // The bytes of messages, then those of quarantined mail that are no message.
    """
    INSERT INTO content (digest, size, coding, bytes)
    SELECT m.digest, r.size, r.coding, r.bytes FROM raw r JOIN message m ON m.id = r.message ORDER BY m.id
    """,
    """
    INSERT INTO content (digest, size, coding, bytes)
    SELECT digest, size, coding, bytes FROM kept_quarantine q
    WHERE id = (SELECT min(id) FROM kept_quarantine WHERE digest = q.digest)
      AND NOT EXISTS (SELECT 1 FROM content WHERE digest = q.digest)
    ORDER BY id
    """,
    // The same bytes from several origins are one piece of work, told by its first origin.
    """
    INSERT INTO work (content, state, mailbox, origin, reason, attempts, received, landed, tried)
    SELECT c.id, 'quarantined',
      coalesce((SELECT f.mailbox FROM delivery d JOIN folder f ON f.id = d.folder WHERE d.quarantine = q.id), ''),
      q.origin, q.reason, (SELECT sum(attempts) FROM kept_quarantine WHERE digest = q.digest), q.first_seen,
      q.first_seen, (SELECT max(last_seen) FROM kept_quarantine WHERE digest = q.digest)
    FROM kept_quarantine q JOIN content c ON c.digest = q.digest
    WHERE q.id = (SELECT min(id) FROM kept_quarantine WHERE digest = q.digest)
      AND NOT EXISTS (SELECT 1 FROM message WHERE digest = q.digest)
    """,
    // The newest generation of a folder, the one with the highest number, is that of its cursor.
    """
    INSERT INTO generation (folder, uid_validity, opened, uid_next, mod_seq, completed, present)
    SELECT f.id, v.uid_validity, CASE WHEN v.uid_validity = f.uid_validity THEN f.moved ELSE 0 END,
      CASE WHEN v.uid_validity = f.uid_validity AND f.last_uid > 0 THEN f.last_uid + 1 ELSE 0 END, 0,
      CASE WHEN v.uid_validity = f.uid_validity THEN f.moved ELSE 0 END,
      (SELECT count(*) FROM delivery WHERE folder = f.id AND uid_validity = v.uid_validity)
    FROM (SELECT folder, uid_validity FROM delivery
      UNION SELECT id, uid_validity FROM folder WHERE uid_validity <> 0) v
    JOIN folder f ON f.id = v.folder
    ORDER BY f.id, v.uid_validity = f.uid_validity, v.uid_validity
    """,
    """
    INSERT INTO scanned (generation, low, high)
    SELECT g.id, 1, f.last_uid FROM generation g
    JOIN folder f ON f.id = g.folder AND f.uid_validity = g.uid_validity WHERE f.last_uid > 0
    """,
    """
    INSERT INTO location (generation, uid, state, content, size, received, flags, object_id, attempts, tried, reason,
      gone)
    SELECT g.id, d.uid, iif(c.id IS NULL, 'unavailable', 'landed'), c.id, coalesce(c.size, 0), 0, 0, '',
      iif(c.id IS NULL, q.attempts, 0), iif(c.id IS NULL, q.last_seen, 0), iif(c.id IS NULL, q.reason, ''), 0
    FROM delivery d JOIN generation g ON g.folder = d.folder AND g.uid_validity = d.uid_validity
    LEFT JOIN message m ON m.id = d.message
    LEFT JOIN quarantine q ON q.id = d.quarantine
    LEFT JOIN content c ON c.digest = coalesce(m.digest, iif(q.size > 0, q.digest, NULL))
    ORDER BY g.id, d.uid
    """,
  ]

  /// Takes away what only version 1 had.
  static let droppedWithVersion1 = [
    "DROP VIEW kept_quarantine",
    "DROP TABLE delivery",
    "DROP TABLE quarantine",
    "DROP TABLE raw",
    "ALTER TABLE folder DROP COLUMN uid_validity",
    "ALTER TABLE folder DROP COLUMN last_uid",
    "ALTER TABLE folder DROP COLUMN moved",
  ]
}
