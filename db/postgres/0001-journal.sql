-- The truth of a register on PostgreSQL: the tables of db/sqlite/0001-journal.sql with the same columns in the same order. A
-- database of registers is made with --locale=C --encoding=UTF8, so that text sorts by its bytes as it does in SQLite.

-- Which of these files were run ('journal'), and of which number the projections are ('projection').
CREATE TABLE version (
	part   TEXT PRIMARY KEY,
	number BIGINT NOT NULL
);

CREATE TABLE journal (
	seq  BIGINT PRIMARY KEY,
	seal TEXT NOT NULL,
	head TEXT NOT NULL,
	body TEXT                -- NULL: the event has no text, or its body was erased (then the head names its hash)
);

-- A seat belt against our own defects; the wall is that the roles of the programs are granted no more than SELECT and INSERT.
CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'the journal is never changed and never deleted from';
END
$$;

CREATE TRIGGER journal_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
	FOR EACH STATEMENT EXECUTE FUNCTION journal_refuses();

CREATE FUNCTION journal_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF NEW.seq IS DISTINCT FROM (SELECT coalesce(max(seq), 0) + 1 FROM journal) THEN
		RAISE EXCEPTION 'the journal only grows at its end';
	END IF;
	RETURN NEW;
END
$$;

CREATE TRIGGER journal_only_next BEFORE INSERT ON journal
	FOR EACH ROW EXECUTE FUNCTION journal_grows();

-- The end of the chain, and the lock of writers: each write transaction begins by updating this row.
CREATE TABLE tip (
	one  BIGINT PRIMARY KEY CHECK (one = 1),
	seq  BIGINT NOT NULL,
	seal TEXT NOT NULL,
	at   BIGINT              -- of the newest event; NULL in an empty register
);

INSERT INTO tip (one, seq, seal, at)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000', NULL);

-- Bytes by their SHA-256, in parts of at most 1 MiB counted from 1; none for the empty blob.
CREATE TABLE blob (
	sha256 TEXT PRIMARY KEY,
	size   BIGINT NOT NULL
);

CREATE TABLE blob_part (
	sha256 TEXT NOT NULL REFERENCES blob (sha256),
	part   BIGINT NOT NULL,
	data   BYTEA NOT NULL,
	PRIMARY KEY (sha256, part)
);

-- What may be lost with no fact lost: heartbeats, the state of mail accounts, cursors.
CREATE TABLE local_value (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
);
