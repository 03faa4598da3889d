-- The truth of a register: journal and blobs. What is here is migrated, never rebuilt.

-- "brec": what file(1) and db/sqlite.c know a register by. Part of the creation's transaction, like all that follows, so that
-- nobody meets half a register.
PRAGMA application_id = 1651664227;

-- Which of these files were run ('journal'), and of which number the projections are ('projection').
CREATE TABLE version (
	part   TEXT PRIMARY KEY NOT NULL,
	number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE journal (
	seq  INTEGER PRIMARY KEY,
	seal TEXT NOT NULL,
	head TEXT NOT NULL,
	body TEXT                -- NULL: the event has no text, or its body was erased (then the head names its hash)
) STRICT;

-- Three triggers as a seat belt against our own defects, and no more than that: who can write the file can drop them.
-- What shows a change is the seal.
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN
	SELECT RAISE(ABORT, 'the journal is never deleted from');
END;

-- The one change that will ever be let through is a body that becomes NULL because an event of kind body.erased names its
-- seq. No such kind exists yet, so everything is refused.
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN
	SELECT RAISE(ABORT, 'the journal is never changed');
END;

-- Without this one INSERT OR REPLACE walks past the other two. It also keeps seq without gaps.
CREATE TRIGGER journal_only_next BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
BEGIN
	SELECT RAISE(ABORT, 'the journal only grows at its end');
END;

-- The end of the chain, and the lock of writers: each write transaction begins by updating this row.
CREATE TABLE tip (
	one  INTEGER PRIMARY KEY CHECK (one = 1),
	seq  INTEGER NOT NULL,
	seal TEXT NOT NULL,
	at   INTEGER             -- of the newest event; NULL in an empty register
) STRICT;

INSERT INTO tip (one, seq, seal, at)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', NULL);

-- Bytes by their SHA-256, in parts of at most 1 MiB counted from 1; none for the empty blob.
CREATE TABLE blob (
	sha256 TEXT PRIMARY KEY NOT NULL,
	size   INTEGER NOT NULL
) STRICT;

CREATE TABLE blob_part (
	sha256 TEXT NOT NULL REFERENCES blob (sha256),
	part   INTEGER NOT NULL,
	data   BLOB NOT NULL,
	PRIMARY KEY (sha256, part)
) STRICT;

-- What may be lost with no fact lost: heartbeats, the state of mail accounts, cursors.
CREATE TABLE local_value (
	name  TEXT PRIMARY KEY NOT NULL,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
