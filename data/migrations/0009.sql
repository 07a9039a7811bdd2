-- A deputy in a body (TM.) stands for its head; why a certificate was withdrawn, and by whom.

ALTER TABLE delegation ADD COLUMN head_title TEXT;            -- NULL = the receiver is no deputy there
ALTER TABLE step ADD COLUMN delegation_head TEXT;

ALTER TABLE enrolment ADD COLUMN withdrawn_by TEXT REFERENCES person (id); -- NULL = the server's command line
ALTER TABLE enrolment ADD COLUMN withdrawn_reason TEXT;       -- NULL = none was given
