-- Full text: what a book says of itself and the text of its PDF, in words with and without Vietnamese marks (the
-- tokenizer "soky" is the server's own). `soky-server reindex` takes the text of PDFs that were there before.

CREATE TABLE book_search (
  number INTEGER NOT NULL PRIMARY KEY,                -- rowid in book_text
  book_id TEXT NOT NULL UNIQUE REFERENCES book (id)
) STRICT;
CREATE VIRTUAL TABLE book_text USING fts5 (about, body, tokenize = 'soky', prefix = '2 3');
INSERT INTO book_search (book_id) SELECT id FROM book ORDER BY created_us, id;
INSERT INTO book_text (rowid, about, body)
  SELECT book_search.number,
         book.title || ' ' || book_type.name || ' ' || person.name || ' ' || ifnull (book.class_name, '') || ' ' ||
         ifnull (book.subject, '') || ' ' || book.folded,
         ''
  FROM book_search JOIN book ON book.id = book_search.book_id
  JOIN book_type ON book_type.id = book.type_id JOIN person ON person.id = book.owner_id;

-- lists of a school and of a group, and their orders
CREATE INDEX book_by_school ON book (school_id, updated_us DESC, id DESC) WHERE round > 0;
CREATE INDEX book_by_unit ON book (unit_id, updated_us DESC, id DESC) WHERE round > 0;
CREATE INDEX book_published_by_title ON book (school_id, substr (folded, 1, 120), id) WHERE state = 'published';
CREATE INDEX book_by_title ON book (school_id, substr (folded, 1, 120), id) WHERE round > 0;
CREATE INDEX book_by_period ON book (school_id, school_year, period);
