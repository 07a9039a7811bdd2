-- What this computer keeps of one account at one server, to work without it.

-- Facts by name: the session's person and certificates.
CREATE TABLE fact (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- Answers of the server, as it gave them, by what was asked.
CREATE TABLE document (
  path TEXT NOT NULL PRIMARY KEY,
  body TEXT NOT NULL,
  seen_us INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- base is the book as the server has it, missing where it was made here and is not sent yet; shown
-- is the same with the effect of all that waits, and the rest says where shown stands.
CREATE TABLE book (
  id TEXT NOT NULL PRIMARY KEY,
  base TEXT,
  whole INTEGER NOT NULL,
  version INTEGER NOT NULL,
  shown TEXT NOT NULL,
  waiting INTEGER NOT NULL DEFAULT 0,
  in_outbox INTEGER NOT NULL DEFAULT 0,
  in_inbox INTEGER NOT NULL DEFAULT 0,
  in_published INTEGER NOT NULL DEFAULT 0,
  folded TEXT NOT NULL DEFAULT '',
  updated_us INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX book_outbox ON book (updated_us, id) WHERE in_outbox = 1;
CREATE INDEX book_inbox ON book (updated_us, id) WHERE in_inbox = 1;
CREATE INDEX book_published ON book (updated_us, id) WHERE in_published = 1;
CREATE INDEX book_waiting ON book (id) WHERE waiting > 0;

-- Books that were made here, under the id that the server gave them.
CREATE TABLE alias (
  local_id TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL
) STRICT;

-- What waits to be sent, in order. version is what the server must have (If-Match), 0 until the
-- item before it is answered; seen_* is the book that the person looked at, base_* the file that a
-- signature was appended to, sha256 the whole new file.
CREATE TABLE item (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  book_id TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  version INTEGER NOT NULL,
  seen_round INTEGER NOT NULL DEFAULT 0,
  seen_sha256 TEXT,
  seen_length INTEGER NOT NULL DEFAULT 0,
  seen_revisions INTEGER NOT NULL DEFAULT 0,
  base_sha256 TEXT,
  base_length INTEGER NOT NULL DEFAULT 0,
  sha256 TEXT,
  length INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  fingerprint TEXT,
  holder TEXT,
  organisation INTEGER NOT NULL DEFAULT 0,
  auto_publish INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'refused')),
  code TEXT,
  reason TEXT,
  created_us INTEGER NOT NULL,
  tried_us INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX item_book ON item (book_id, position);
