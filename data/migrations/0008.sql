-- Administration: versions by which two administrators do not overwrite each other, units that are closed, accounts with
-- one-time passwords and a second proof, classes of each school year, and types of books that units vary.

ALTER TABLE unit ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1));
ALTER TABLE unit ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

ALTER TABLE person ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE person ADD COLUMN second_proof INTEGER NOT NULL DEFAULT 0 CHECK (second_proof IN (0, 1));
CREATE INDEX person_by_unit ON person (unit_id);
CREATE INDEX position_by_unit ON position (unit_id, role);

-- the password was given out for one time
ALTER TABLE account ADD COLUMN must_change INTEGER NOT NULL DEFAULT 0 CHECK (must_change IN (0, 1));

-- the year that new books are for; where none is marked, the newest
ALTER TABLE school_year ADD COLUMN present INTEGER NOT NULL DEFAULT 0 CHECK (present IN (0, 1));
UPDATE school_year SET present = 1
  WHERE name = (SELECT max (name) FROM school_year AS other WHERE other.school_id = school_year.school_id);

CREATE TABLE school_year_part (
  school_id TEXT NOT NULL,
  school_year TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('term', 'holiday')),
  number INTEGER NOT NULL,
  first TEXT NOT NULL,                                -- a week of a term, a day of a holiday
  last TEXT NOT NULL,
  PRIMARY KEY (school_id, school_year, kind, number),
  FOREIGN KEY (school_id, school_year) REFERENCES school_year (school_id, name)
) STRICT, WITHOUT ROWID;

-- classes are a year's; those of before belong to the present one ("" where there is no year)
CREATE TABLE year_class (
  school_id TEXT NOT NULL REFERENCES unit (id),
  school_year TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (school_id, school_year, name)
) STRICT, WITHOUT ROWID;
INSERT INTO year_class (school_id, school_year, name, position)
  SELECT school_id, ifnull ((SELECT name FROM school_year WHERE school_year.school_id = class.school_id AND present = 1), ''),
    name, position FROM class;
DROP TABLE class;
ALTER TABLE year_class RENAME TO class;

ALTER TABLE book_type ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- what a unit, and those below it, have in place of a type that they inherit
CREATE TABLE book_type_variant (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  type_id TEXT NOT NULL REFERENCES book_type (id),
  definition TEXT NOT NULL,                           -- JSON, as it travels
  version INTEGER NOT NULL,
  PRIMARY KEY (unit_id, type_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX book_type_variant_by_type ON book_type_variant (type_id);

CREATE INDEX audit_by_person ON audit (person_id, number);
