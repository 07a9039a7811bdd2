-- How and where signatures look on the books of a type, as an administrator changed it for a unit and those below it.
CREATE TABLE book_type_look (
  unit_id TEXT NOT NULL REFERENCES unit (id),
  type_id TEXT NOT NULL REFERENCES book_type (id),
  looks TEXT NOT NULL,                                -- JSON, as it travels
  changed_us INTEGER NOT NULL,
  PRIMARY KEY (unit_id, type_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX book_type_look_by_type ON book_type_look (type_id);
