-- The first schema. Moments are microseconds since 1970 in UTC ("_us"), 0 = not yet; identifiers are random hexadecimal
-- text; hashes are lower-case hexadecimal SHA-256.

CREATE TABLE unit (
  id TEXT NOT NULL PRIMARY KEY,
  parent_id TEXT REFERENCES unit (id),
  level TEXT NOT NULL CHECK (level IN ('province', 'district', 'school', 'group')),
  label TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX unit_by_parent ON unit (parent_id);

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                               -- the name without case and diacritics, for search
  unit_id TEXT NOT NULL REFERENCES unit (id),
  school_id TEXT NOT NULL REFERENCES unit (id),
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX person_by_school ON person (school_id, folded);

CREATE TABLE position (
  person_id TEXT NOT NULL REFERENCES person (id),
  number INTEGER NOT NULL,
  role TEXT NOT NULL,
  unit_id TEXT NOT NULL REFERENCES unit (id),
  title TEXT NOT NULL,
  class_name TEXT,
  subject TEXT,
  PRIMARY KEY (person_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  person_id TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  password TEXT NOT NULL,                             -- argon2id, with its parameters
  changed_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY,               -- SHA-256: the token itself is only with the client
  id TEXT NOT NULL UNIQUE,
  person_id TEXT NOT NULL REFERENCES person (id),
  address TEXT NOT NULL,
  created_us INTEGER NOT NULL,
  used_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_person ON session (person_id);
CREATE INDEX session_by_end ON session (expires_us);

-- which certificate a person signs with; an organisation's may be with several clerks
CREATE TABLE enrolment (
  fingerprint TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  holder TEXT NOT NULL,
  organisation INTEGER NOT NULL CHECK (organisation IN (0, 1)),
  der BLOB NOT NULL,
  not_before_us INTEGER NOT NULL,
  not_after_us INTEGER NOT NULL,
  enrolled_us INTEGER NOT NULL,
  withdrawn_us INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (fingerprint, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX enrolment_by_person ON enrolment (person_id);

CREATE TABLE school_year (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,                                 -- "2026-2027"
  begins TEXT NOT NULL,                               -- Monday of week 1, "2026-09-07"
  weeks INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE class (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE subject (
  school_id TEXT NOT NULL REFERENCES unit (id),
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (school_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE book_type (
  id TEXT NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,                          -- in lists
  unit_id TEXT REFERENCES unit (id),                  -- NULL = built in
  name TEXT NOT NULL,
  definition TEXT NOT NULL                            -- JSON, as it travels
) STRICT, WITHOUT ROWID;

CREATE TABLE book (
  id TEXT NOT NULL PRIMARY KEY,
  type_id TEXT NOT NULL REFERENCES book_type (id),
  title TEXT NOT NULL,
  school_year TEXT NOT NULL,
  period TEXT NOT NULL,
  class_name TEXT,
  subject TEXT,
  owner_id TEXT NOT NULL REFERENCES person (id),
  unit_id TEXT NOT NULL REFERENCES unit (id),
  school_id TEXT NOT NULL REFERENCES unit (id),
  state TEXT NOT NULL CHECK (state IN ('draft', 'in_review', 'returned', 'approved', 'published')),
  version INTEGER NOT NULL,
  round INTEGER NOT NULL,
  auto_publish INTEGER NOT NULL CHECK (auto_publish IN (0, 1)),
  publish_after_stamp INTEGER NOT NULL CHECK (publish_after_stamp IN (0, 1)),
  revision_count INTEGER NOT NULL,
  head_sha256 TEXT,
  head_length INTEGER NOT NULL,
  page_count INTEGER NOT NULL,
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  due_us INTEGER NOT NULL,
  recall_requested_us INTEGER NOT NULL,
  published_us INTEGER NOT NULL,
  folded TEXT NOT NULL                                -- what is searched, without case and diacritics
) STRICT, WITHOUT ROWID;
CREATE INDEX book_by_owner ON book (owner_id, updated_us DESC, id DESC);
CREATE INDEX book_published ON book (school_id, updated_us DESC, id DESC) WHERE state = 'published';

CREATE TABLE round (
  book_id TEXT NOT NULL REFERENCES book (id),
  number INTEGER NOT NULL,
  submitted_us INTEGER NOT NULL,
  ended_us INTEGER NOT NULL,
  ending TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (book_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE step (
  book_id TEXT NOT NULL,
  round INTEGER NOT NULL,
  number INTEGER NOT NULL,                            -- place in the list of the round
  sign_order INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (id),
  person_name TEXT NOT NULL,                          -- as it was when the book was submitted
  role TEXT NOT NULL,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  require_cert INTEGER NOT NULL CHECK (require_cert IN (0, 1)),
  outcome TEXT NOT NULL,
  decided_us INTEGER NOT NULL,
  consented_us INTEGER NOT NULL,
  reason TEXT,
  certificate TEXT,                                   -- fingerprint
  certificate_holder TEXT,
  certificate_organisation INTEGER,
  revision INTEGER NOT NULL,
  waiting INTEGER NOT NULL CHECK (waiting IN (0, 1)), -- this person is to do something now
  PRIMARY KEY (book_id, round, number),
  FOREIGN KEY (book_id, round) REFERENCES round (book_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_waiting ON step (person_id, book_id) WHERE waiting = 1;

CREATE TABLE revision (
  book_id TEXT NOT NULL REFERENCES book (id),
  number INTEGER NOT NULL,
  base INTEGER NOT NULL CHECK (base IN (0, 1)),       -- 1 = a whole PDF, 0 = appended to the one before
  sha256 TEXT NOT NULL,                               -- of the whole file
  length INTEGER NOT NULL,                            -- of the whole file
  blob TEXT NOT NULL,                                 -- SHA-256 of the bytes that were stored
  blob_length INTEGER NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  created_us INTEGER NOT NULL,
  round INTEGER NOT NULL,
  PRIMARY KEY (book_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_by_blob ON revision (blob);

-- append-only: each record's hash covers the hash before it
CREATE TABLE audit (
  number INTEGER NOT NULL PRIMARY KEY,
  at_us INTEGER NOT NULL,
  person_id TEXT NOT NULL,                            -- empty: nobody signed in
  address TEXT NOT NULL,                              -- empty: the server's own command line
  event TEXT NOT NULL,
  subject TEXT NOT NULL,                              -- identifier of the book, person or session
  detail TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject);
CREATE TRIGGER audit_keeps_records BEFORE UPDATE ON audit BEGIN
  SELECT raise (ABORT, 'audit records are never changed');
END;
CREATE TRIGGER audit_loses_nothing BEFORE DELETE ON audit BEGIN
  SELECT raise (ABORT, 'audit records are never removed');
END;

-- answers of writes, kept for seven days so that a repeated request gets the same answer
CREATE TABLE answer (
  person_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,                              -- SHA-256 of what was asked
  status INTEGER NOT NULL,
  etag TEXT,
  location TEXT,
  body TEXT NOT NULL,
  at_us INTEGER NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX answer_by_time ON answer (at_us);
