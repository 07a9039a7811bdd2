-- The code by which anybody can ask whether a book is published: it is printed on the book, and cannot be guessed. Books
-- from before get one here: 16 digits of Crockford's base 32 in groups of four.

ALTER TABLE book ADD COLUMN check_code TEXT;
UPDATE book SET check_code =
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  '-' ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  '-' ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  '-' ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1) ||
  substr ('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (random () & 31) + 1, 1);
CREATE UNIQUE INDEX book_by_check_code ON book (check_code);

-- to recognize a file that somebody holds
CREATE INDEX revision_by_sha256 ON revision (sha256);
