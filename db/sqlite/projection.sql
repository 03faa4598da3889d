-- What the journal says, arranged for reading. Made by db/project*.c and by nothing else; dropped and rebuilt when its
-- number (db/project.h) differs. No serial, rowid, random or clock: keys are seqs and public ids, and the same journal
-- gives the same rows on every machine. Instants are seconds since 1970 UTC, NULL where they do not apply; flags are 0
-- and 1; a text that was erased is NULL, or '' where a column is NOT NULL.

CREATE TABLE register (
	uuid        TEXT PRIMARY KEY NOT NULL,
	seq         INTEGER NOT NULL,
	created_at  INTEGER NOT NULL,
	demo        INTEGER NOT NULL,
	machine     TEXT,            -- hash of the one that sends; NULL: any may
	adopted_at  INTEGER,
	restored_at INTEGER,         -- not adopted since
	moved_at    INTEGER,         -- away, and neither adopted nor restored since
	moved_to    TEXT,
	backup_at   INTEGER,         -- the newest
	backup_seq  INTEGER
) STRICT;

CREATE TABLE setting (
	name  TEXT PRIMARY KEY NOT NULL,
	value TEXT NOT NULL,
	seq   INTEGER NOT NULL      -- of the event that set it
) STRICT;

-- The highest number given so far: 'incident:2026', 'drill:2026', 'notice:2026-0013', 'action:2026-0013', 'evidence:2026-0013', 'person',
-- 'receipt'.
CREATE TABLE counter (
	name  TEXT PRIMARY KEY NOT NULL,
	value INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
	id        TEXT PRIMARY KEY NOT NULL,  -- 'p3'
	number    INTEGER NOT NULL,           -- 3
	seq       INTEGER NOT NULL,
	since     INTEGER NOT NULL,
	retired   INTEGER,                    -- when
	roles     INTEGER NOT NULL,           -- bits: 1 << Role
	name      TEXT,
	email     TEXT,
	pec       TEXT,
	reply_from TEXT,                      -- from where answers come besides: '["a@x.example"]'
	phone     TEXT,
	phone_out TEXT,
	position  TEXT,
	erased    INTEGER NOT NULL
) STRICT;

CREATE TABLE person_account (
	account TEXT NOT NULL,
	person  TEXT NOT NULL,
	place   INTEGER NOT NULL,             -- its place in the person's list, from 0
	PRIMARY KEY (account, person)
) STRICT;

-- Appointments, one row each.
CREATE TABLE dpo (
	seq       INTEGER PRIMARY KEY NOT NULL,
	person    TEXT NOT NULL,
	from_at   INTEGER NOT NULL,
	until_at  INTEGER,                    -- NULL: in office
	deputy    TEXT,
	delegated INTEGER NOT NULL,
	declared  INTEGER NOT NULL,
	act       TEXT,
	protocol  TEXT,
	firm      TEXT,
	reason    TEXT,
	away_from INTEGER,
	away_to   INTEGER
) STRICT;

CREATE TABLE client (
	id         TEXT PRIMARY KEY NOT NULL, -- 'alfa'
	seq        INTEGER NOT NULL,
	name       TEXT NOT NULL,
	former     TEXT,                      -- the names before it, a line each; NULL: none
	vat        TEXT,
	email      TEXT,
	pec        TEXT,
	reply_from TEXT,                      -- as person.reply_from
	contact    TEXT,
	phone      TEXT,
	clause     TEXT,
	hours      INTEGER,                   -- NULL: the setting client-hours
	from_aware INTEGER NOT NULL,
	processor  INTEGER NOT NULL,
	auto_notify INTEGER NOT NULL,         -- told in time even where nobody released the notice
	lang       TEXT,                      -- NULL: the register's
	retired    INTEGER                    -- when
) STRICT;

CREATE TABLE incident (
	ref         TEXT PRIMARY KEY NOT NULL,
	seq         INTEGER NOT NULL,         -- of incident.logged: the order of logging
	kind        TEXT NOT NULL,            -- 'breach', 'near-miss', 'drill'
	logged_at   INTEGER NOT NULL,
	logged_by   TEXT NOT NULL,
	dpo         TEXT,
	source_id   TEXT,
	drill_send  INTEGER NOT NULL,
	historic    INTEGER NOT NULL,
	erased      INTEGER NOT NULL,
	detected_at INTEGER NOT NULL,
	open        INTEGER NOT NULL,         -- neither closed nor void, whatever its clocks say
	next_due    INTEGER NOT NULL,         -- of its unmet clocks; 9223372036854775807 when nothing is due
	taken_at    INTEGER,
	taken_by    TEXT,
	assessed_at INTEGER,
	closed_at   INTEGER,
	voided_at   INTEGER,
	outcome     TEXT,
	closed_by    TEXT,
	ended_why    TEXT,                    -- said at closing or voiding
	duplicate_of TEXT,
	reopened     INTEGER NOT NULL,        -- how often
	held_at      INTEGER,                 -- by a legal hold
	held_why     TEXT,
	erased_at    INTEGER,
	fields       TEXT NOT NULL            -- JSON object of the canonical values by name, sorted: {"nature":["c","i"],"own_data":"unknown"}
) STRICT;

CREATE UNIQUE INDEX incident_by_seq ON incident (seq);
CREATE UNIQUE INDEX incident_by_source ON incident (source_id) WHERE source_id IS NOT NULL;
-- The board. Statements repeat the WHERE as it stands here, or the index is not used.
CREATE INDEX incident_board ON incident (next_due, ref) WHERE open = 1;

CREATE TABLE clock (
	ref                TEXT NOT NULL,
	id                 TEXT NOT NULL,     -- 'dpo-24h', 'client:alfa'
	seq                INTEGER NOT NULL,  -- of the event that started it
	rule               TEXT NOT NULL,
	client             TEXT,
	starts_from        TEXT NOT NULL,     -- clock_start_code()
	starts_at          INTEGER NOT NULL,
	due_at             INTEGER NOT NULL,
	first_due_at       INTEGER NOT NULL,
	length             INTEGER NOT NULL,
	provisional        INTEGER NOT NULL,
	internal           INTEGER NOT NULL,
	late_by_correction INTEGER NOT NULL,
	ended_late         INTEGER NOT NULL,  -- it was late when it was waived or found not to be due
	ended_at           INTEGER,           -- when it last was; it may run again since
	proof_email        TEXT NOT NULL,     -- required: proof_code()
	proof_pec          TEXT NOT NULL,
	met_at             INTEGER,
	proof              TEXT NOT NULL,     -- of what meets it, or the best so far
	not_due            INTEGER NOT NULL,
	waived             INTEGER NOT NULL,
	reason             TEXT,
	late_cause         TEXT,
	late_reason        TEXT,
	PRIMARY KEY (ref, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE affected (
	ref       TEXT NOT NULL,
	client    TEXT NOT NULL,              -- id; '?' when it is not yet known which
	name      TEXT NOT NULL,              -- as typed, for '?'; '' for a client of the register
	seq       INTEGER NOT NULL,           -- of client.affected
	campaign  TEXT,
	reference TEXT,
	subjects  TEXT,
	records   TEXT,
	data      TEXT,                       -- JSON array of codes; NULL: the incident's
	description    TEXT,                  -- as this client is told; NULL: the incident's
	measures_taken TEXT,
	told_at   INTEGER,
	PRIMARY KEY (ref, client, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX affected_by_client ON affected (client, ref);

CREATE TABLE note (
	ref  TEXT NOT NULL,
	seq  INTEGER NOT NULL,
	at   INTEGER NOT NULL,
	by   TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
	id           TEXT PRIMARY KEY NOT NULL, -- '2026-0013/n1'
	ref          TEXT NOT NULL,
	number       INTEGER NOT NULL,
	seq          INTEGER NOT NULL,          -- of notice.queued
	audience     TEXT NOT NULL,
	letter       TEXT NOT NULL,
	supplement   INTEGER NOT NULL,
	channel      TEXT NOT NULL,
	lang         TEXT NOT NULL,
	automatic    INTEGER NOT NULL,
	exercise     INTEGER NOT NULL,
	state        TEXT NOT NULL,
	proof        TEXT NOT NULL,
	settled      INTEGER NOT NULL,          -- sent, failed for good or withdrawn
	settled_at   INTEGER,
	due_at       INTEGER NOT NULL,          -- when the courier has to act: past hold and wait; 9223372036854775807: not by itself
	queued_at    INTEGER NOT NULL,
	queued_by    TEXT NOT NULL,
	hold_until   INTEGER,                   -- 9223372036854775807: until somebody releases it
	composed_at  INTEGER,
	sent_at      INTEGER,
	next_at      INTEGER,
	certified_at INTEGER,                   -- the instant of its signed acceptance, or of the earliest signed receipt until that is there
	base         TEXT NOT NULL,             -- the proof that sending alone gave
	pec_id       TEXT,                      -- the provider's name for it
	message_id   TEXT,
	sender       TEXT,
	subject      TEXT,
	bytes        TEXT,
	text         TEXT,
	seal         TEXT,
	seal_seq     INTEGER,
	attempts     INTEGER NOT NULL,
	attempted_at INTEGER,
	verdict      TEXT,                      -- of the last attempt, once it is known
	code         INTEGER NOT NULL,          -- 0: none
	enhanced     TEXT,
	reply        TEXT,
	server       TEXT,
	queue_id     TEXT,
	tls          TEXT,
	dsn          INTEGER NOT NULL,
	stored       INTEGER NOT NULL,          -- written to a maildir, not sent
	reason       TEXT,
	receipt      TEXT,                      -- of a read-back: the answer it repeats
	steps        TEXT,                      -- of a reminder: JSON, as src/core/remind.h writes it
	released_at  INTEGER,                   -- to a client: when, by whom, why
	released_by  TEXT,
	released_why TEXT,
	released_late INTEGER NOT NULL          -- by security alone
) STRICT;

CREATE UNIQUE INDEX notice_of_incident ON notice (ref, number);
CREATE INDEX notice_outbox ON notice (due_at, id) WHERE settled = 0;
CREATE INDEX notice_failed ON notice (seq) WHERE state = 'failed';
CREATE INDEX notice_by_message ON notice (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX notice_by_pec ON notice (pec_id) WHERE pec_id IS NOT NULL;
CREATE INDEX notice_settled ON notice (settled_at, id) WHERE settled = 1;

-- What was reminded of, each once: a rule, its step, the instant it counts from.
CREATE TABLE reminder (
	ref      TEXT NOT NULL,
	rule     TEXT NOT NULL,                 -- 'take-charge', 'clock:dpo-24h', 'action:3', 'undelivered:n4'
	step     TEXT NOT NULL,
	anchor   INTEGER NOT NULL,
	audience TEXT NOT NULL,
	channel  TEXT NOT NULL,
	notice   TEXT NOT NULL,
	PRIMARY KEY (ref, rule, step, anchor, audience, channel)
) STRICT, WITHOUT ROWID;

CREATE TABLE recipient (
	notice  TEXT NOT NULL,
	place   INTEGER NOT NULL,               -- from 0, as composed
	address TEXT NOT NULL,
	person  TEXT,
	code    INTEGER NOT NULL,
	reply   TEXT,
	proof   TEXT NOT NULL,              -- by receipts alone
	PRIMARY KEY (notice, place)
) STRICT, WITHOUT ROWID;

-- Bytes that came in and are kept: handed in by a person, or collected.
CREATE TABLE receipt (
	id        TEXT PRIMARY KEY NOT NULL,    -- 'r57'
	number    INTEGER NOT NULL,
	ref       TEXT NOT NULL,
	seq       INTEGER NOT NULL,
	notice    TEXT,                         -- id; NULL: of the incident as a whole
	at        INTEGER NOT NULL,
	by        TEXT NOT NULL,
	kind      TEXT NOT NULL,
	signature TEXT NOT NULL,
	outcome   TEXT NOT NULL,
	bytes     TEXT NOT NULL,
	size      INTEGER NOT NULL,
	name      TEXT,
	reason    TEXT,
	judged_seq       INTEGER,               -- of the newest judgement; NULL: nobody looked at it yet
	judged_at        INTEGER,
	signature_reason TEXT,
	why              TEXT,
	proof            TEXT NOT NULL,         -- the best that it says of a recipient
	results          TEXT,                  -- for each recipient, as the event has it
	certified_at     INTEGER,
	facts            TEXT,
	message_id       TEXT,
	pec_id           TEXT,
	sender           TEXT,
	recipient        TEXT,
	subject          TEXT,
	words            TEXT
) STRICT;

CREATE UNIQUE INDEX receipt_by_number ON receipt (number);
CREATE INDEX receipt_of_incident ON receipt (ref, number);
CREATE INDEX receipt_of_bytes ON receipt (bytes);
CREATE INDEX receipt_of_notice ON receipt (notice, judged_seq);
CREATE INDEX receipt_unread ON receipt (number) WHERE judged_seq IS NULL;

CREATE TABLE phone_call (
	ref      TEXT NOT NULL,
	seq      INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	noted_at INTEGER NOT NULL,
	by       TEXT NOT NULL,
	person   TEXT,
	who      TEXT,
	outcome  TEXT NOT NULL,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

-- Each scoring; the newest counts. by, at: whose act it is and when; typed_by, receipt: who entered it for them, from which answer.
CREATE TABLE assessment (
	ref            TEXT NOT NULL,
	seq            INTEGER NOT NULL,
	at             INTEGER NOT NULL,
	noted_at       INTEGER NOT NULL,
	by             TEXT NOT NULL,
	typed_by       TEXT,
	receipt        TEXT,
	answers        TEXT,                  -- JSON; NULL: a level was stated
	se             INTEGER NOT NULL,      -- quarters; 0: none
	level          TEXT NOT NULL,
	override       TEXT,
	many           INTEGER NOT NULL,
	unintelligible INTEGER NOT NULL,
	reason         TEXT,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

-- Opinions of the DPO and decisions of the company.
CREATE TABLE judgement (
	ref       TEXT NOT NULL,
	seq       INTEGER NOT NULL,
	at        INTEGER NOT NULL,
	noted_at  INTEGER NOT NULL,
	by        TEXT NOT NULL,
	typed_by  TEXT,
	receipt   TEXT,
	decision  INTEGER NOT NULL,           -- 0: an opinion
	about     TEXT NOT NULL,
	yes       INTEGER NOT NULL,
	reason    TEXT NOT NULL,
	signed_by TEXT,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

-- Done outside this program, and recorded.
CREATE TABLE filing (
	ref      TEXT NOT NULL,
	seq      INTEGER NOT NULL,
	at       INTEGER NOT NULL,
	noted_at INTEGER NOT NULL,
	by       TEXT NOT NULL,
	typed_by TEXT,
	receipt  TEXT,
	clock    TEXT NOT NULL,
	type     TEXT NOT NULL,
	number   TEXT,
	protocol TEXT,
	evidence TEXT,                        -- id
	note     TEXT,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE action (
	id          TEXT PRIMARY KEY NOT NULL, -- '2026-0013/1'
	ref         TEXT NOT NULL,
	number      INTEGER NOT NULL,
	seq         INTEGER NOT NULL,
	kind        TEXT NOT NULL,
	state       TEXT NOT NULL,
	title       TEXT NOT NULL,
	owner       TEXT,
	owner_name  TEXT,
	owner_email TEXT,
	added_at    INTEGER NOT NULL,
	added_by    TEXT NOT NULL,
	due_at      INTEGER,
	standard    TEXT,
	review      INTEGER NOT NULL,
	result      TEXT,
	settled_at  INTEGER,
	settled_by  TEXT,
	verified_at INTEGER,
	verified_by TEXT
) STRICT;

CREATE UNIQUE INDEX action_of_incident ON action (ref, number);
CREATE INDEX action_waiting ON action (due_at, id) WHERE settled_at IS NULL;

CREATE TABLE evidence (
	id     TEXT PRIMARY KEY NOT NULL,     -- '2026-0013/e1'
	ref    TEXT NOT NULL,
	number INTEGER NOT NULL,
	seq    INTEGER NOT NULL,
	at     INTEGER NOT NULL,
	by     TEXT NOT NULL,
	name   TEXT,
	hash   TEXT NOT NULL,
	size   INTEGER NOT NULL,
	kept   INTEGER NOT NULL,
	place  TEXT,
	action TEXT,                          -- id
	note   TEXT
) STRICT;

CREATE UNIQUE INDEX evidence_of_incident ON evidence (ref, number);
CREATE INDEX evidence_of_bytes ON evidence (hash);

-- What the company did about its own duties, and when. Few, and none is ever taken away.
CREATE TABLE duty (
	seq        INTEGER PRIMARY KEY NOT NULL,
	duty       TEXT NOT NULL,
	at         INTEGER NOT NULL,
	expires_at INTEGER,
	noted_at   INTEGER NOT NULL,
	by         TEXT NOT NULL,
	version    TEXT,
	handed_to  TEXT,
	reason     TEXT,
	bytes      TEXT,                      -- SHA-256 of the paper
	name       TEXT,
	size       INTEGER NOT NULL
) STRICT;

-- Which events are about which incident.
CREATE TABLE history (
	ref TEXT NOT NULL,
	seq INTEGER NOT NULL,
	PRIMARY KEY (ref, seq)
) STRICT, WITHOUT ROWID;

-- What the register told people by itself, about no incident, each once.
CREATE TABLE bulletin (
	id           TEXT PRIMARY KEY NOT NULL, -- 'digest:2026-11:p2', 'password:pec:2027-02-20:14:p1'
	person       TEXT,                      -- NULL: to itself
	channel      TEXT NOT NULL,
	seq          INTEGER NOT NULL,          -- of its first attempt
	attempts     INTEGER NOT NULL,
	attempted_at INTEGER NOT NULL,
	message_id   TEXT NOT NULL,
	seal         TEXT NOT NULL,
	seal_seq     INTEGER NOT NULL,
	verdict      TEXT,                      -- of the last attempt, once it is known
	code         INTEGER NOT NULL,
	next_at      INTEGER,
	server       TEXT,
	reply        TEXT,
	accepted_at  INTEGER,                   -- of a self-test: as its receipts certify
	delivered_at INTEGER,
	delivered_bytes TEXT                    -- SHA-256 of the receipt of delivery, which holds the seal
) STRICT;

CREATE INDEX bulletin_newest ON bulletin (attempted_at);

-- Full text, one row an incident; its rowid is incident.seq, so newest first is the order of rowids. An index over texts
-- that stand elsewhere; verify does not compare it.
CREATE VIRTUAL TABLE search USING fts5 (
	title, description, recipient, systems, notes, clients,
	tokenize = "unicode61 remove_diacritics 2"
);
