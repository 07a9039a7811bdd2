-- Number and date of a stamp that waits to be sent: "number=12;date=2026-11-25".

ALTER TABLE item ADD COLUMN numbering TEXT;
