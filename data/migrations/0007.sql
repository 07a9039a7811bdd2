-- Ủy quyền: who decides in whose place, and by which record a step was decided; comments of a review.

CREATE TABLE delegation (
  id TEXT NOT NULL PRIMARY KEY,
  school_id TEXT NOT NULL REFERENCES unit (id),
  kind TEXT NOT NULL,
  giver_id TEXT REFERENCES person (id),               -- NULL = in the name of a body
  office TEXT NOT NULL,                               -- role of the giver that is given
  office_title TEXT NOT NULL,                         -- texts as they were when it was made
  receiver_id TEXT NOT NULL REFERENCES person (id),
  receiver_title TEXT NOT NULL,
  first_day TEXT NOT NULL,                            -- "2026-09-05"
  last_day TEXT,                                      -- NULL = open
  types TEXT NOT NULL,                                -- JSON array of types of book; empty = all
  note TEXT,
  maker_id TEXT REFERENCES person (id),               -- NULL = the server's command line
  made_us INTEGER NOT NULL,
  revoked_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX delegation_by_school ON delegation (school_id, made_us);
CREATE INDEX delegation_by_receiver ON delegation (receiver_id);

ALTER TABLE step ADD COLUMN delegation_id TEXT REFERENCES delegation (id);
ALTER TABLE step ADD COLUMN delegation_kind TEXT;
ALTER TABLE step ADD COLUMN delegation_office TEXT;
ALTER TABLE step ADD COLUMN decider_id TEXT REFERENCES person (id);
ALTER TABLE step ADD COLUMN decider_name TEXT;
ALTER TABLE step ADD COLUMN decider_title TEXT;
CREATE INDEX step_waiting_decider ON step (decider_id, book_id) WHERE waiting = 1;

CREATE TABLE comment (
  book_id TEXT NOT NULL REFERENCES book (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  round INTEGER NOT NULL,
  revision INTEGER NOT NULL,                          -- -1 = none in particular
  page INTEGER NOT NULL,                              -- 0 = of the whole book
  place_left INTEGER NOT NULL,                        -- in 1/10,000 of the page
  place_top INTEGER NOT NULL,
  place_right INTEGER NOT NULL,
  place_bottom INTEGER NOT NULL,
  text TEXT NOT NULL,
  author_id TEXT NOT NULL REFERENCES person (id),
  made_us INTEGER NOT NULL,
  with_return INTEGER NOT NULL CHECK (with_return IN (0, 1)),
  resolved_us INTEGER NOT NULL,
  resolver_id TEXT REFERENCES person (id),
  PRIMARY KEY (book_id, number)
) STRICT, WITHOUT ROWID;
