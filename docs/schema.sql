-- The store: one SQLite file. This page documents the schema; the migrations in Sources/Store/Schema make it, and a
-- test compares the two.
--
-- Rules
--   Tables are STRICT. Row numbers that people or other tables see are AUTOINCREMENT: a number is never used again.
--   Times are milliseconds since 1970 (UTC). Lists are JSON arrays of strings. Digests are SHA-256, 32 bytes.
--   An empty string stands for "none" where NULL would say no more; NULL stands for a row that is not referred to.
--   Text columns hold what mail says: they are bound, never pasted into SQL, FTS5 syntax, paths or terminals.

-- Mail -------------------------------------------------------------------------------------------------------------

-- A conversation. Its messages point to it; a thread that another one has absorbed stays as an empty row.
CREATE TABLE thread (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  opened INTEGER NOT NULL                    -- date of the message that started it
) STRICT;

-- A message, once, however many folders it was found in.
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32), -- of the raw bytes: the identity of the message
  message_id TEXT NOT NULL,                  -- Message-ID without brackets; given by the sender, so not unique
  thread INTEGER NOT NULL REFERENCES thread (id),
  mailbox TEXT NOT NULL,                     -- the account it came through; empty for an imported file
  date INTEGER NOT NULL,                     -- the header's, else when it was taken in
  recorded INTEGER NOT NULL,                 -- when it was taken in
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  kind TEXT NOT NULL,                        -- message, auto_reply, bounce, bulk
  language TEXT NOT NULL,                    -- of the new text: ru, en, de, …, und
  sender TEXT NOT NULL,                      -- address in lower case
  sender_name TEXT NOT NULL,
  sender_role TEXT NOT NULL,                 -- customer, supplier, carrier, broker, bank, internal, unknown
  sender_company TEXT NOT NULL,
  warnings TEXT NOT NULL,                    -- JSON: what was wrong or ambiguous in it
  cautions TEXT NOT NULL DEFAULT '[]'        -- JSON: why no program acts on it: ambiguous_identity, ambiguous_mime, truncated
) STRICT;
CREATE INDEX message_by_thread ON message (thread);
CREATE INDEX message_by_date ON message (date);
CREATE INDEX message_by_message_id ON message (message_id) WHERE message_id <> '';

-- What is searched and shown of a message, apart from the row above so that lists need not read past it.
CREATE TABLE message_text (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  subject TEXT NOT NULL,
  new_text TEXT NOT NULL,                    -- what the sender says now
  quoted_text TEXT NOT NULL,                 -- the history that new_text leaves out
  attachments TEXT NOT NULL,                 -- file names, a line each
  sender TEXT NOT NULL,                      -- name, address, company
  recipients TEXT NOT NULL,                  -- name, address, company, a line each
  signature TEXT NOT NULL,                   -- what closes the new text: signature, legal notices
  documents TEXT NOT NULL                    -- what its documents say, once they have been read
) STRICT;

-- The full-text index. External content: the words are indexed, the texts stay in message_text, once; it can be made
-- anew from there when the tokenizer changes. The tokenizer is Kontor's own (Snowball stems of Russian, English and
-- German; numbers without leading zeros): other programs can read all tables but this one.
CREATE VIRTUAL TABLE message_search USING fts5(
  subject, new_text, quoted_text, attachments, sender, recipients, signature, documents,
  content='message_text', content_rowid='message', tokenize='kontor'
);

-- Who a message went to.
CREATE TABLE recipient (
  message INTEGER NOT NULL REFERENCES message (id),
  position INTEGER NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('to', 'cc')),
  address TEXT NOT NULL,                     -- in lower case
  name TEXT NOT NULL,
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- The leaves of a message's MIME tree.
CREATE TABLE message_part (
  message INTEGER NOT NULL REFERENCES message (id),
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  filename TEXT NOT NULL,                    -- for display, never a path; empty for bodies
  size INTEGER NOT NULL,                     -- of the decoded content
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- A document that came as a part of a message, once, however many messages carry it. Its text is read apart from the
-- intake, by a program that is confined.
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32), -- of the part's decoded content
  format TEXT NOT NULL,                      -- pdf, docx, xlsx, csv, text, xml, html
  state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'unreadable')),
  attempts INTEGER NOT NULL,                 -- how often its reading was begun: counted before the work
  reason TEXT NOT NULL,                      -- why it is unreadable, or could not be tried
  text TEXT NOT NULL,
  reference_list TEXT NOT NULL,              -- JSON: role, value, role, value, … of a structured document
  cut INTEGER NOT NULL CHECK (cut IN (0, 1)), -- 1: there was more text
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX document_waiting ON document (id) WHERE state = 'waiting';

-- Which part of a message is which document.
CREATE TABLE message_document (
  message INTEGER NOT NULL REFERENCES message (id),
  position INTEGER NOT NULL,                 -- of the part
  document INTEGER NOT NULL REFERENCES document (id),
  revised INTEGER NOT NULL CHECK (revised IN (0, 1)), -- 1: the message was decided about with its text
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_document_by_document ON message_document (document);
CREATE INDEX message_document_unrevised ON message_document (message) WHERE revised = 0;

-- The references that a message names.
CREATE TABLE message_key (
  message INTEGER NOT NULL REFERENCES message (id),
  kind TEXT NOT NULL,                        -- our_order, our_quote, customer_order, supplier_order, invoice, shipping, contract
  normalised TEXT NOT NULL,                  -- as it is compared
  value TEXT NOT NULL,                       -- as it was written
  PRIMARY KEY (message, kind, normalised)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_key_by_value ON message_key (normalised, kind);

-- The thread of every Message-ID seen or referred to: a parent that comes late joins its replies.
CREATE TABLE thread_reference (
  message_id TEXT PRIMARY KEY,
  thread INTEGER NOT NULL REFERENCES thread (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_reference_by_thread ON thread_reference (thread);

-- The newest message of each correspondent under a subject: where a reply without references belongs.
CREATE TABLE subject_trail (
  subject INTEGER NOT NULL,                  -- eight bytes of the folded subject's digest
  address TEXT NOT NULL,
  date INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (subject, address)
) STRICT, WITHOUT ROWID;

-- Servers ----------------------------------------------------------------------------------------------------------

-- The bytes of a piece of mail, once, however many folders it was found in; they never change and never go. A message
-- has the content with its digest; what is no message (yet) has a row in work.
CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
  size INTEGER NOT NULL,                     -- before compression
  coding TEXT NOT NULL CHECK (coding IN ('zstd', 'none')),
  bytes BLOB NOT NULL
) STRICT;

-- Mail that is durable and not a message: to be processed (landed), waiting for a person since its folder was
-- renumbered (held), or kept apart because it could not be taken in (quarantined). The row goes in the transaction that
-- makes the message.
CREATE TABLE work (
  content INTEGER PRIMARY KEY REFERENCES content (id),
  state TEXT NOT NULL CHECK (state IN ('landed', 'held', 'quarantined')),
  mailbox TEXT NOT NULL,                     -- the account it came through; empty for a file
  origin TEXT NOT NULL,                      -- a path, or mailbox/folder/UID, where it was met first
  reason TEXT NOT NULL,                      -- why it is held or quarantined
  attempts INTEGER NOT NULL,                 -- how often its processing was begun: counted before the work
  received INTEGER NOT NULL,                 -- by the server, else when it landed: the order of processing
  landed INTEGER NOT NULL,                   -- when it became durable
  tried INTEGER NOT NULL                     -- when its processing was begun last; 0 for never
) STRICT;
CREATE INDEX work_by_turn ON work (state, mailbox, received);

-- A folder of a mailbox.
CREATE TABLE folder (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox TEXT NOT NULL,
  name TEXT NOT NULL,                        -- decoded
  UNIQUE (mailbox, name)
) STRICT;

-- The time of a folder between two changes of its UIDVALIDITY; the one with the highest number is the present one.
CREATE TABLE generation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  folder INTEGER NOT NULL REFERENCES folder (id),
  uid_validity INTEGER NOT NULL,             -- may come back: not unique in a folder
  opened INTEGER NOT NULL,
  uid_next INTEGER NOT NULL,                 -- the highest seen; 0 for none
  mod_seq INTEGER NOT NULL,                  -- HIGHESTMODSEQ at the beginning of the last completed pass; 0 for none
  completed INTEGER NOT NULL,                -- when a pass last went through to the end; 0 for never
  present INTEGER NOT NULL                   -- how many of its locations are not gone
) STRICT;
CREATE INDEX generation_by_folder ON generation (folder);

-- The UIDs that were listed to the end: one in here is a location, or was not there. Disjoint, no two of them neighbours.
CREATE TABLE scanned (
  generation INTEGER NOT NULL REFERENCES generation (id),
  low INTEGER NOT NULL,
  high INTEGER NOT NULL CHECK (low <= high),
  PRIMARY KEY (generation, low)
) STRICT, WITHOUT ROWID;

-- A message on a server: one row for every UID that was ever listed.
CREATE TABLE location (
  generation INTEGER NOT NULL REFERENCES generation (id),
  uid INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('listed', 'landed', 'unavailable')), -- unavailable: the server does not give it
  content INTEGER REFERENCES content (id),
  size INTEGER NOT NULL,                     -- RFC822.SIZE, which need not be the length
  received INTEGER NOT NULL,                 -- INTERNALDATE; 0 when the server doesn't say
  flags INTEGER NOT NULL,                    -- 1 seen, 2 answered, 4 flagged, 8 deleted, 16 draft
  object_id TEXT NOT NULL,                   -- EMAILID or X-GM-MSGID, where it was asked for
  attempts INTEGER NOT NULL,                 -- how often the server was asked in vain
  tried INTEGER NOT NULL,                    -- when last; 0 for never
  reason TEXT NOT NULL,                      -- what it said
  gone INTEGER NOT NULL,                     -- when it was found gone from the server; 0 while it is there
  PRIMARY KEY (generation, uid),
  CHECK ((state = 'landed') = (content IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX location_to_come ON location (generation, received)
  WHERE content IS NULL AND gone = 0 AND state = 'listed';
CREATE INDEX location_unavailable ON location (generation) WHERE state = 'unavailable';
CREATE INDEX location_by_content ON location (content) WHERE content IS NOT NULL;
CREATE INDEX location_by_object_id ON location (object_id) WHERE object_id <> '';

-- How an account fared.
CREATE TABLE mailbox (
  name TEXT PRIMARY KEY,
  last_success INTEGER NOT NULL,             -- 0 for never
  last_failure INTEGER NOT NULL,             -- 0 for never
  failure TEXT NOT NULL                      -- the last one, a sentence
) STRICT, WITHOUT ROWID;

-- Orders -----------------------------------------------------------------------------------------------------------

-- An order. Outputs call it o-ID; its number is the first our_order key of its ring.
CREATE TABLE order_ (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  state TEXT NOT NULL,                       -- inquiry … paid, declined, cancelled
  opened INTEGER NOT NULL,                   -- date of the message that opened it
  last_activity INTEGER NOT NULL             -- date of its newest message
) STRICT;
CREATE INDEX order_by_activity ON order_ (last_activity);

-- The key ring: any of these finds the order.
CREATE TABLE order_key (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  kind TEXT NOT NULL,
  normalised TEXT NOT NULL,
  value TEXT NOT NULL,
  message INTEGER NOT NULL REFERENCES message (id), -- that taught it
  UNIQUE (order_, kind, normalised)
) STRICT;
CREATE INDEX order_key_by_value ON order_key (normalised, kind);

-- The people of other companies in an order.
CREATE TABLE order_party (
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  address TEXT NOT NULL,
  position INTEGER NOT NULL,                 -- in the order they came up: the customer's first is who is written to
  domain TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  company TEXT NOT NULL,
  last_activity INTEGER NOT NULL,            -- the order's, repeated so that the newest orders of a party are read first
  PRIMARY KEY (order_, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX order_party_by_address ON order_party (address, last_activity);
CREATE INDEX order_party_by_domain ON order_party (domain, last_activity);

-- A message belongs to an order, with the reasons.
CREATE TABLE link (
  message INTEGER NOT NULL REFERENCES message (id),
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  position INTEGER NOT NULL,                 -- 0 for the strongest
  held INTEGER NOT NULL CHECK (held IN (0, 1)), -- 1: not sure enough; shown to a person, moves nothing
  score REAL NOT NULL,                       -- 0 to 1
  evidence TEXT NOT NULL,                    -- JSON, strongest first
  PRIMARY KEY (message, order_)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_by_order ON link (order_, held, message);

-- The orders of a thread, so that a long thread need not be read for them.
CREATE TABLE thread_order (
  thread INTEGER NOT NULL REFERENCES thread (id),
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  message INTEGER NOT NULL REFERENCES message (id), -- the newest that is linked
  PRIMARY KEY (thread, order_)
) STRICT, WITHOUT ROWID;

-- What a message reports.
CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES message (id),
  order_ INTEGER REFERENCES order_ (id),     -- that it counts for
  name TEXT NOT NULL,
  rule TEXT NOT NULL,                        -- that recognised it
  score REAL NOT NULL,
  UNIQUE (message, name)
) STRICT;
CREATE INDEX event_by_order ON event (order_) WHERE order_ IS NOT NULL;

-- A step of an order. The state of an order is that after its last step.
CREATE TABLE transition (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  message INTEGER NOT NULL REFERENCES message (id),
  event TEXT NOT NULL,
  state_before TEXT NOT NULL,
  state_after TEXT NOT NULL,
  warrant TEXT NOT NULL DEFAULT ''           -- what it rests on: unverified, E2, E3, E4; empty where nothing moved
) STRICT;
CREATE INDEX transition_by_order ON transition (order_);

-- An event that could not follow from where its order stood: it moved nothing.
CREATE TABLE anomaly (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  message INTEGER NOT NULL REFERENCES message (id),
  event TEXT NOT NULL,
  state TEXT NOT NULL,                       -- that it met
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX anomaly_by_order ON anomaly (order_);

-- Corrections ------------------------------------------------------------------------------------------------------

-- An event that a message may report, not sure enough to be believed. It moves nothing; a person decides.
CREATE TABLE unclear_event (
  message INTEGER NOT NULL REFERENCES message (id),
  name TEXT NOT NULL,
  probability REAL NOT NULL,                 -- from 0 to 1
  reasons TEXT NOT NULL,                     -- JSON: what speaks for it and against, strongest first
  settled INTEGER NOT NULL,                  -- when a person decided; 0 while it waits
  PRIMARY KEY (message, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX unclear_event_waiting ON unclear_event (message) WHERE settled = 0;

-- What a person said that a message reports. It only grows; of several the last one counts, and no program adds to it.
CREATE TABLE correction (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES message (id),
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,                       -- a name of the configuration
  uid INTEGER NOT NULL,                      -- the kernel's word on who
  reason TEXT NOT NULL,                      -- in their words
  events_before TEXT NOT NULL,               -- JSON: event, rule, event, rule, …; no rule where a person had said so
  events_after TEXT NOT NULL                 -- JSON: events
) STRICT;
CREATE INDEX correction_by_message ON correction (message);

-- Trust ------------------------------------------------------------------------------------------------------------

-- How sure it is who wrote a message; no row: no border was configured, and it bears no token of ours.
CREATE TABLE message_trust (
  message INTEGER PRIMARY KEY REFERENCES message (id),
  authentication TEXT NOT NULL CHECK (authentication IN ('unchecked', 'failed', 'passed', 'inside')),
  token INTEGER NOT NULL CHECK (token IN (0, 1))
) STRICT;

-- A step that no machine takes by itself, and what a person made of it. A row for claim_opened says that all claims up to
-- its message are settled.
CREATE TABLE awaited_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  message INTEGER NOT NULL REFERENCES message (id),
  event TEXT NOT NULL,
  reason TEXT NOT NULL,                      -- why it waits
  state TEXT NOT NULL CHECK (state IN ('waiting', 'confirmed', 'refused', 'overtaken')),
  decided INTEGER NOT NULL,                  -- 0 while it waits
  actor TEXT NOT NULL,                       -- who decided; empty while nobody has
  note TEXT NOT NULL,                        -- why
  UNIQUE (order_, message, event)
) STRICT;
CREATE INDEX awaited_step_waiting ON awaited_step (order_) WHERE state = 'waiting';

-- A message has named other bank details: money of its sender, and its orders, stand still until two people have looked.
CREATE TABLE hold (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  party TEXT NOT NULL,                       -- a company's domain, or an address at a public provider
  message INTEGER NOT NULL UNIQUE REFERENCES message (id),
  reason TEXT NOT NULL,
  opened INTEGER NOT NULL,
  released INTEGER NOT NULL,                 -- 0 while it stands
  verdict TEXT NOT NULL CHECK (verdict IN ('', 'genuine', 'false'))
) STRICT;
CREATE INDEX hold_open ON hold (party) WHERE released = 0;

-- The orders that such a message is linked to, or may belong to.
CREATE TABLE hold_order (
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  hold INTEGER NOT NULL REFERENCES hold (id),
  PRIMARY KEY (order_, hold)
) STRICT, WITHOUT ROWID;

-- One person's word for a release; the second one, with a manager among them, releases.
CREATE TABLE hold_release (
  hold INTEGER NOT NULL REFERENCES hold (id),
  uid INTEGER NOT NULL,                      -- the kernel's word on who
  actor TEXT NOT NULL,
  role TEXT NOT NULL,                        -- specialist, manager
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('genuine', 'false')),
  reason TEXT NOT NULL,
  callback TEXT NOT NULL,                    -- who was called back, on which number
  PRIMARY KEY (hold, uid)
) STRICT, WITHOUT ROWID;

-- The account numbers that a party has named. Those with a hold are believed only once it is released as genuine.
CREATE TABLE party_account (
  party TEXT NOT NULL,                       -- as in hold
  kind TEXT NOT NULL,                        -- iban, russian, account, correspondent, bik, bic, routing
  value TEXT NOT NULL,                       -- capitals and digits
  message INTEGER NOT NULL REFERENCES message (id), -- that named it first
  hold INTEGER REFERENCES hold (id),
  PRIMARY KEY (party, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_account_by_hold ON party_account (hold) WHERE hold IS NOT NULL;

-- Rulings and the order list ---------------------------------------------------------------------------------------

-- Who sends what is asked for each time a conversation begins.
CREATE INDEX message_by_sender ON message (sender, date);

-- What a person decided about an order or a message. It only grows.
CREATE TABLE ruling (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,                       -- a name of the configuration
  uid INTEGER NOT NULL,                      -- the kernel's word on who
  act TEXT NOT NULL CHECK (act IN ('set', 'merge', 'split', 'link', 'unlink')),
  order_ INTEGER NOT NULL,                   -- no reference: it may have been merged into another since
  message INTEGER NOT NULL,                  -- linked or unlinked; for set the newest message of the store by then
  field TEXT NOT NULL,                       -- state, number, key; empty for other acts
  value_before TEXT NOT NULL,
  value_after TEXT NOT NULL,                 -- the new value; the other order of merge and split
  reason TEXT NOT NULL                       -- in their words
) STRICT;
CREATE INDEX ruling_by_order ON ruling (order_);

-- Threads that a person has given to an order or taken from it: later messages follow.
CREATE TABLE taught_thread (
  thread INTEGER NOT NULL REFERENCES thread (id),
  order_ INTEGER NOT NULL REFERENCES order_ (id),
  linked INTEGER NOT NULL CHECK (linked IN (0, 1)),
  ruling INTEGER NOT NULL REFERENCES ruling (id),
  PRIMARY KEY (thread, order_)
) STRICT, WITHOUT ROWID;

-- Orders that are now a part of another; their stable names find it.
CREATE TABLE merged_order (
  order_ INTEGER PRIMARY KEY,
  survivor INTEGER NOT NULL REFERENCES order_ (id)
) STRICT;

-- The order list of the ERP, as last imported: the authority on numbers and customers.
CREATE TABLE listed_order (
  number TEXT PRIMARY KEY,                   -- comparable form, as in order_key
  value TEXT NOT NULL,                       -- as the list writes it
  shape TEXT NOT NULL,                       -- the comparable form without its last digits
  serial INTEGER NOT NULL,                   -- the last digits; the list covers the range of a shape
  customer TEXT NOT NULL,
  customer_number TEXT NOT NULL,
  amount TEXT NOT NULL,                      -- digits with a decimal point; empty when not told
  currency TEXT NOT NULL,
  date TEXT NOT NULL,                        -- YYYY-MM-DD; empty when not told
  state TEXT NOT NULL,                       -- in the words of the list
  source TEXT NOT NULL,                      -- the name of the file
  imported INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_order_by_shape ON listed_order (shape, serial);

-- Other numbers of a listed order: the customer's, the quotation's, the supplier order's.
CREATE TABLE listed_key (
  normalised TEXT NOT NULL,
  kind TEXT NOT NULL,
  number TEXT NOT NULL REFERENCES listed_order (number),
  value TEXT NOT NULL,
  PRIMARY KEY (normalised, kind, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_key_by_number ON listed_key (number);

-- Outgoing ---------------------------------------------------------------------------------------------------------

-- A reply that waits for a person, and what became of it.
CREATE TABLE draft (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES message (id), -- that it answers
  thread INTEGER NOT NULL REFERENCES thread (id),
  order_ INTEGER REFERENCES order_ (id),
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected', 'stale', 'sent')),
  reason TEXT NOT NULL,                      -- why it is rejected, stale or waits again
  event TEXT NOT NULL,
  template TEXT NOT NULL,
  language TEXT NOT NULL,
  mailbox TEXT NOT NULL,                     -- the account it goes out from
  from_address TEXT NOT NULL,
  from_name TEXT NOT NULL,
  to_list TEXT NOT NULL,                     -- JSON: name, address, name, address, …
  cc_list TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  in_reply_to TEXT NOT NULL,
  reference_list TEXT NOT NULL,              -- JSON
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_by_thread ON draft (thread) WHERE state IN ('pending', 'approved');
CREATE INDEX draft_by_message ON draft (message);
CREATE INDEX draft_by_order ON draft (order_) WHERE order_ IS NOT NULL;

-- A person's yes to exactly one text.
CREATE TABLE approval (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft INTEGER NOT NULL REFERENCES draft (id),
  reviewed BLOB NOT NULL CHECK (length(reviewed) = 32), -- over account, text, recipients, order and thread head as shown
  frozen BLOB NOT NULL CHECK (length(frozen) = 32), -- over the final bytes, the envelope and the account
  approver TEXT NOT NULL,
  uid INTEGER NOT NULL,                      -- the kernel's word on who
  at INTEGER NOT NULL,
  expires INTEGER NOT NULL,
  void TEXT NOT NULL                         -- why it is worth nothing any more; empty while it holds
) STRICT;
CREATE INDEX approval_by_draft ON approval (draft);

-- A frozen letter on its way: queued → open → committing → sent → filed, beside it failed, uncertain, cancelled.
-- committing is durable before the final dot is written; what a crash leaves there is uncertain, never sent again by
-- a machine.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  draft INTEGER NOT NULL REFERENCES draft (id),
  approval INTEGER NOT NULL REFERENCES approval (id),
  mailbox TEXT NOT NULL,
  message_id TEXT NOT NULL,                  -- without brackets; the same on every try
  bytes BLOB NOT NULL,                       -- final, not compressed
  sender TEXT NOT NULL,                      -- reverse-path
  recipients TEXT NOT NULL,                  -- JSON: forward-paths
  state TEXT NOT NULL CHECK (
    state IN ('queued', 'open', 'committing', 'sent', 'filed', 'failed', 'uncertain', 'cancelled')
  ),
  attempts INTEGER NOT NULL,                 -- how often it was opened
  due INTEGER NOT NULL,                      -- not tried before
  note TEXT NOT NULL,                        -- the server's words, or why it is where it is
  created INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  filed_folder TEXT NOT NULL,
  filed_uid INTEGER NOT NULL                 -- of the copy; 0 when it is not known
) STRICT;
CREATE UNIQUE INDEX outbox_by_draft ON outbox (draft) WHERE state NOT IN ('failed', 'cancelled');
CREATE UNIQUE INDEX outbox_by_message_id ON outbox (message_id) WHERE state NOT IN ('failed', 'cancelled');
CREATE INDEX outbox_by_state ON outbox (state, mailbox, due);

-- The log ----------------------------------------------------------------------------------------------------------

-- Who did what, when. It only grows, and each row seals all before it.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,      -- without gaps
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,                       -- a name of the configuration, or agent
  uid INTEGER NOT NULL,                      -- the kernel's word on who
  action TEXT NOT NULL,                      -- order opened, order advanced, draft approved, outbox sent, …
  subject TEXT NOT NULL,                     -- order o-7, draft 12, outbox 3
  detail TEXT NOT NULL,
  digest BLOB NOT NULL,                      -- of what it was done to; empty where there is none
  chain BLOB NOT NULL CHECK (length(chain) = 32) -- SHA-256 over the chain before and the other columns
) STRICT;
CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log only grows'); END;
