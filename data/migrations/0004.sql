-- Published books that wait for proof of time to be appended to them; a book leaves when it has it.

CREATE TABLE protection (
  book_id TEXT NOT NULL PRIMARY KEY REFERENCES book (id) ON DELETE CASCADE,
  due_us INTEGER NOT NULL,                            -- not tried before
  tries INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX protection_by_time ON protection (due_us);
