-- Reminders of books that are late: at most one to a person of a type and period in a day.

CREATE TABLE reminder (
  person_id TEXT NOT NULL REFERENCES person (id),     -- who is reminded
  type_id TEXT NOT NULL REFERENCES book_type (id),
  school_year TEXT NOT NULL,
  period TEXT NOT NULL,
  day TEXT NOT NULL,                                  -- of Vietnam, "2026-09-07"
  class_name TEXT,
  sender_id TEXT NOT NULL REFERENCES person (id),
  note TEXT,
  made_us INTEGER NOT NULL,
  PRIMARY KEY (person_id, type_id, school_year, period, day)
) STRICT, WITHOUT ROWID;
