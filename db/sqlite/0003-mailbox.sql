-- What was read of the mailboxes. Local: lost, they are read again from the day that answers are awaited since, and nothing is kept twice.

-- Up to where, one row an account. place names the mailbox that the cursor is of: another one begins anew.
CREATE TABLE local_mailbox (
	account   TEXT PRIMARY KEY NOT NULL, -- 'email', 'pec'
	place     TEXT NOT NULL,             -- '': nowhere yet
	validity  INTEGER NOT NULL,          -- UIDVALIDITY; 0 of a Maildir
	uid       INTEGER NOT NULL,          -- all up to here was looked at
	polled_at INTEGER,                   -- the last time that it went well
	failed_at INTEGER,                   -- since when it does not
	trouble   TEXT,                      -- a code; NULL: none
	words     TEXT,                      -- the server's
	retry_at  INTEGER,                   -- an account at fault is left alone until then
	conf      TEXT NOT NULL              -- what it was configured as when it failed
) STRICT, WITHOUT ROWID;

-- The files of a Maildir that were looked at, by a hash of their names.
CREATE TABLE local_seen (
	account TEXT NOT NULL,
	name    TEXT NOT NULL,
	PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

-- What may be an answer, by its header alone: nothing else of it was fetched. Goes by itself after a month.
CREATE TABLE local_perhaps (
	account     TEXT NOT NULL,
	name        TEXT NOT NULL,           -- 'validity.uid', or the hash of a file's name
	found_at    INTEGER NOT NULL,
	received_at INTEGER,
	sender      TEXT NOT NULL,
	subject     TEXT NOT NULL,
	size        INTEGER NOT NULL,
	why         TEXT NOT NULL,           -- 'sender', 'large'
	PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;
