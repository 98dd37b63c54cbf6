// SPDX-License-Identifier: Apache-2.0

extension Schema {
  /// Replies on their way out: drafts, the yes to them, and the frozen bytes.
  static let outgoingTables = [
    """
    CREATE TABLE draft (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      message INTEGER NOT NULL REFERENCES message (id),
      thread INTEGER NOT NULL REFERENCES thread (id),
      order_ INTEGER REFERENCES order_ (id),
      state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'stale', 'sent')),
      reason TEXT NOT NULL,
      event TEXT NOT NULL,
      template TEXT NOT NULL,
      language TEXT NOT NULL,
      mailbox TEXT NOT NULL,
      from_address TEXT NOT NULL,
      from_name TEXT NOT NULL,
      to_list TEXT NOT NULL,
      cc_list TEXT NOT NULL,
      subject TEXT NOT NULL,
      body TEXT NOT NULL,
      in_reply_to TEXT NOT NULL,
      reference_list TEXT NOT NULL,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX draft_by_thread ON draft (thread) WHERE state IN ('pending', 'approved')",
    "CREATE INDEX draft_by_message ON draft (message)",
    "CREATE INDEX draft_by_order ON draft (order_) WHERE order_ IS NOT NULL",
    """
    CREATE TABLE approval (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      draft INTEGER NOT NULL REFERENCES draft (id),
      reviewed BLOB NOT NULL CHECK (length(reviewed) = 32),
      frozen BLOB NOT NULL CHECK (length(frozen) = 32),
      approver TEXT NOT NULL,
      uid INTEGER NOT NULL,
      at INTEGER NOT NULL,
      expires INTEGER NOT NULL,
      void TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX approval_by_draft ON approval (draft)",
    """
    CREATE TABLE outbox (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      draft INTEGER NOT NULL REFERENCES draft (id),
      approval INTEGER NOT NULL REFERENCES approval (id),
      mailbox TEXT NOT NULL,
      message_id TEXT NOT NULL,
      bytes BLOB NOT NULL,
      sender TEXT NOT NULL,
      recipients TEXT NOT NULL,
      state TEXT NOT NULL CHECK (
        state IN ('queued', 'open', 'committing', 'sent', 'filed', 'failed', 'uncertain', 'cancelled')
      ),
      attempts INTEGER NOT NULL,
      due INTEGER NOT NULL,
      note TEXT NOT NULL,
      created INTEGER NOT NULL,
      changed INTEGER NOT NULL,
      filed_folder TEXT NOT NULL,
      filed_uid INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX outbox_by_draft ON outbox (draft) WHERE state NOT IN ('failed', 'cancelled')",
    "CREATE UNIQUE INDEX outbox_by_message_id ON outbox (message_id) WHERE state NOT IN ('failed', 'cancelled')",
    "CREATE INDEX outbox_by_state ON outbox (state, mailbox, due)",
  ]

  /// The log of who did what: it only grows, and each row seals the one before.
  static let auditTables = [
    """
    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      uid INTEGER NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      digest BLOB NOT NULL,
      chain BLOB NOT NULL CHECK (length(chain) = 32)
    ) STRICT
    """,
    """
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END
    """,
    """
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END
    """,
  ]
}
