-- Enrolment by the person's own hand: a certificate waits until somebody who may has confirmed it. Those that were
-- enrolled on the server's command line count as confirmed.

ALTER TABLE enrolment ADD COLUMN id TEXT NOT NULL DEFAULT '';
UPDATE enrolment SET id = lower (hex (randomblob (12)));
CREATE UNIQUE INDEX enrolment_by_id ON enrolment (id);
ALTER TABLE enrolment ADD COLUMN confirmed_us INTEGER NOT NULL DEFAULT 0;
UPDATE enrolment SET confirmed_us = enrolled_us;
ALTER TABLE enrolment ADD COLUMN confirmed_by TEXT;  -- the person who did; NULL: the command line, or a rule

-- what a certificate must say for its enrolment to be confirmed by itself
CREATE TABLE person_mark (
  person_id TEXT NOT NULL REFERENCES person (id),
  kind TEXT NOT NULL CHECK (kind IN ('email', 'id-number')),
  value TEXT NOT NULL,                                -- in lower case
  PRIMARY KEY (person_id, kind)
) STRICT, WITHOUT ROWID;

-- what has been given out to be signed, once
CREATE TABLE challenge (
  id TEXT NOT NULL PRIMARY KEY,
  nonce TEXT NOT NULL,
  purpose TEXT NOT NULL,
  host TEXT NOT NULL,
  person_id TEXT REFERENCES person (id),              -- NULL: nobody is signed in yet
  address TEXT NOT NULL,
  expires_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX challenge_by_end ON challenge (expires_us);
