-- What a submission says to those who decide; number and date of a stamp, for types of books that ask for them.

ALTER TABLE round ADD COLUMN note TEXT;

ALTER TABLE step ADD COLUMN stamp_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE step ADD COLUMN stamp_date TEXT;          -- "2026-11-25"
CREATE INDEX step_by_stamp_number ON step (stamp_date, stamp_number) WHERE stamp_number > 0;
