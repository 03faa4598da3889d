-- What the journal says, arranged for reading, on PostgreSQL: the tables of db/sqlite/projection.sql with the same columns in the same
-- order (a test compares them). What each column means stands there; here are the types, and where the engines differ.

CREATE TABLE register (
	uuid TEXT PRIMARY KEY,
	seq BIGINT NOT NULL,
	created_at BIGINT NOT NULL,
	demo BIGINT NOT NULL,
	machine TEXT,
	adopted_at BIGINT,
	restored_at BIGINT,
	moved_at BIGINT,
	moved_to TEXT,
	backup_at BIGINT,
	backup_seq BIGINT
);

CREATE TABLE setting (
	name TEXT PRIMARY KEY,
	value TEXT NOT NULL,
	seq BIGINT NOT NULL
);

CREATE TABLE counter (
	name TEXT PRIMARY KEY,
	value BIGINT NOT NULL
);

CREATE TABLE person (
	id TEXT PRIMARY KEY,
	number BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	since BIGINT NOT NULL,
	retired BIGINT,
	roles BIGINT NOT NULL,
	name TEXT,
	email TEXT,
	pec TEXT,
	reply_from TEXT,
	phone TEXT,
	phone_out TEXT,
	position TEXT,
	erased BIGINT NOT NULL
);

CREATE TABLE person_account (
	account TEXT NOT NULL,
	person TEXT NOT NULL,
	place BIGINT NOT NULL,
	PRIMARY KEY (account, person)
);

CREATE TABLE dpo (
	seq BIGINT PRIMARY KEY,
	person TEXT NOT NULL,
	from_at BIGINT NOT NULL,
	until_at BIGINT,
	deputy TEXT,
	delegated BIGINT NOT NULL,
	declared BIGINT NOT NULL,
	act TEXT,
	protocol TEXT,
	firm TEXT,
	reason TEXT,
	away_from BIGINT,
	away_to BIGINT
);

CREATE TABLE client (
	id TEXT PRIMARY KEY,
	seq BIGINT NOT NULL,
	name TEXT NOT NULL,
	former TEXT,
	vat TEXT,
	email TEXT,
	pec TEXT,
	reply_from TEXT,
	contact TEXT,
	phone TEXT,
	clause TEXT,
	hours BIGINT,
	from_aware BIGINT NOT NULL,
	processor BIGINT NOT NULL,
	auto_notify BIGINT NOT NULL,
	lang TEXT,
	retired BIGINT
);

CREATE TABLE incident (
	ref TEXT PRIMARY KEY,
	seq BIGINT NOT NULL,
	kind TEXT NOT NULL,
	logged_at BIGINT NOT NULL,
	logged_by TEXT NOT NULL,
	dpo TEXT,
	source_id TEXT,
	drill_send BIGINT NOT NULL,
	historic BIGINT NOT NULL,
	erased BIGINT NOT NULL,
	detected_at BIGINT NOT NULL,
	open BIGINT NOT NULL,
	next_due BIGINT NOT NULL,
	taken_at BIGINT,
	taken_by TEXT,
	assessed_at BIGINT,
	closed_at BIGINT,
	voided_at BIGINT,
	outcome TEXT,
	closed_by TEXT,
	ended_why TEXT,
	duplicate_of TEXT,
	reopened BIGINT NOT NULL,
	held_at BIGINT,
	held_why TEXT,
	erased_at BIGINT,
	fields TEXT NOT NULL
);

CREATE UNIQUE INDEX incident_by_seq ON incident (seq);
CREATE UNIQUE INDEX incident_by_source ON incident (source_id) WHERE source_id IS NOT NULL;

CREATE INDEX incident_board ON incident (next_due, ref) WHERE open = 1;

CREATE TABLE clock (
	ref TEXT NOT NULL,
	id TEXT NOT NULL,
	seq BIGINT NOT NULL,
	rule TEXT NOT NULL,
	client TEXT,
	starts_from TEXT NOT NULL,
	starts_at BIGINT NOT NULL,
	due_at BIGINT NOT NULL,
	first_due_at BIGINT NOT NULL,
	length BIGINT NOT NULL,
	provisional BIGINT NOT NULL,
	internal BIGINT NOT NULL,
	late_by_correction BIGINT NOT NULL,
	ended_late BIGINT NOT NULL,
	ended_at BIGINT,
	proof_email TEXT NOT NULL,
	proof_pec TEXT NOT NULL,
	met_at BIGINT,
	proof TEXT NOT NULL,
	not_due BIGINT NOT NULL,
	waived BIGINT NOT NULL,
	reason TEXT,
	late_cause TEXT,
	late_reason TEXT,
	PRIMARY KEY (ref, id)
);

CREATE TABLE affected (
	ref TEXT NOT NULL,
	client TEXT NOT NULL,
	name TEXT NOT NULL,
	seq BIGINT NOT NULL,
	campaign TEXT,
	reference TEXT,
	subjects TEXT,
	records TEXT,
	data TEXT,
	description TEXT,
	measures_taken TEXT,
	told_at BIGINT,
	PRIMARY KEY (ref, client, name)
);

CREATE INDEX affected_by_client ON affected (client, ref);

CREATE TABLE note (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	by TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE notice (
	id TEXT PRIMARY KEY,
	ref TEXT NOT NULL,
	number BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	audience TEXT NOT NULL,
	letter TEXT NOT NULL,
	supplement BIGINT NOT NULL,
	channel TEXT NOT NULL,
	lang TEXT NOT NULL,
	automatic BIGINT NOT NULL,
	exercise BIGINT NOT NULL,
	state TEXT NOT NULL,
	proof TEXT NOT NULL,
	settled BIGINT NOT NULL,
	settled_at BIGINT,
	due_at BIGINT NOT NULL,
	queued_at BIGINT NOT NULL,
	queued_by TEXT NOT NULL,
	hold_until BIGINT,
	composed_at BIGINT,
	sent_at BIGINT,
	next_at BIGINT,
	certified_at BIGINT,
	base TEXT NOT NULL,
	pec_id TEXT,
	message_id TEXT,
	sender TEXT,
	subject TEXT,
	bytes TEXT,
	text TEXT,
	seal TEXT,
	seal_seq BIGINT,
	attempts BIGINT NOT NULL,
	attempted_at BIGINT,
	verdict TEXT,
	code BIGINT NOT NULL,
	enhanced TEXT,
	reply TEXT,
	server TEXT,
	queue_id TEXT,
	tls TEXT,
	dsn BIGINT NOT NULL,
	stored BIGINT NOT NULL,
	reason TEXT,
	receipt TEXT,
	steps TEXT,
	released_at BIGINT,
	released_by TEXT,
	released_why TEXT,
	released_late BIGINT NOT NULL
);

CREATE UNIQUE INDEX notice_of_incident ON notice (ref, number);
CREATE INDEX notice_outbox ON notice (due_at, id) WHERE settled = 0;
CREATE INDEX notice_failed ON notice (seq) WHERE state = 'failed';
CREATE INDEX notice_by_message ON notice (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX notice_by_pec ON notice (pec_id) WHERE pec_id IS NOT NULL;
CREATE INDEX notice_settled ON notice (settled_at, id) WHERE settled = 1;

CREATE TABLE reminder (
	ref TEXT NOT NULL,
	rule TEXT NOT NULL,
	step TEXT NOT NULL,
	anchor BIGINT NOT NULL,
	audience TEXT NOT NULL,
	channel TEXT NOT NULL,
	notice TEXT NOT NULL,
	PRIMARY KEY (ref, rule, step, anchor, audience, channel)
);

CREATE TABLE recipient (
	notice TEXT NOT NULL,
	place BIGINT NOT NULL,
	address TEXT NOT NULL,
	person TEXT,
	code BIGINT NOT NULL,
	reply TEXT,
	proof TEXT NOT NULL,
	PRIMARY KEY (notice, place)
);

CREATE TABLE receipt (
	id TEXT PRIMARY KEY NOT NULL,
	number BIGINT NOT NULL,
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	notice TEXT,
	at BIGINT NOT NULL,
	by TEXT NOT NULL,
	kind TEXT NOT NULL,
	signature TEXT NOT NULL,
	outcome TEXT NOT NULL,
	bytes TEXT NOT NULL,
	size BIGINT NOT NULL,
	name TEXT,
	reason TEXT,
	judged_seq BIGINT,
	judged_at BIGINT,
	signature_reason TEXT,
	why TEXT,
	proof TEXT NOT NULL,
	results TEXT,
	certified_at BIGINT,
	facts TEXT,
	message_id TEXT,
	pec_id TEXT,
	sender TEXT,
	recipient TEXT,
	subject TEXT,
	words TEXT
);

CREATE UNIQUE INDEX receipt_by_number ON receipt (number);
CREATE INDEX receipt_of_incident ON receipt (ref, number);
CREATE INDEX receipt_of_bytes ON receipt (bytes);
CREATE INDEX receipt_of_notice ON receipt (notice, judged_seq);
CREATE INDEX receipt_unread ON receipt (number) WHERE judged_seq IS NULL;

CREATE TABLE phone_call (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	noted_at BIGINT NOT NULL,
	by TEXT NOT NULL,
	person TEXT,
	who TEXT,
	outcome TEXT NOT NULL,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE assessment (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	noted_at BIGINT NOT NULL,
	by TEXT NOT NULL,
	typed_by TEXT,
	receipt TEXT,
	answers TEXT,
	se BIGINT NOT NULL,
	level TEXT NOT NULL,
	override TEXT,
	many BIGINT NOT NULL,
	unintelligible BIGINT NOT NULL,
	reason TEXT,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE judgement (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	noted_at BIGINT NOT NULL,
	by TEXT NOT NULL,
	typed_by TEXT,
	receipt TEXT,
	decision BIGINT NOT NULL,
	about TEXT NOT NULL,
	yes BIGINT NOT NULL,
	reason TEXT NOT NULL,
	signed_by TEXT,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE filing (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	noted_at BIGINT NOT NULL,
	by TEXT NOT NULL,
	typed_by TEXT,
	receipt TEXT,
	clock TEXT NOT NULL,
	type TEXT NOT NULL,
	number TEXT,
	protocol TEXT,
	evidence TEXT,
	note TEXT,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE action (
	id TEXT PRIMARY KEY,
	ref TEXT NOT NULL,
	number BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	kind TEXT NOT NULL,
	state TEXT NOT NULL,
	title TEXT NOT NULL,
	owner TEXT,
	owner_name TEXT,
	owner_email TEXT,
	added_at BIGINT NOT NULL,
	added_by TEXT NOT NULL,
	due_at BIGINT,
	standard TEXT,
	review BIGINT NOT NULL,
	result TEXT,
	settled_at BIGINT,
	settled_by TEXT,
	verified_at BIGINT,
	verified_by TEXT
);

CREATE UNIQUE INDEX action_of_incident ON action (ref, number);
CREATE INDEX action_waiting ON action (due_at, id) WHERE settled_at IS NULL;

CREATE TABLE evidence (
	id TEXT PRIMARY KEY,
	ref TEXT NOT NULL,
	number BIGINT NOT NULL,
	seq BIGINT NOT NULL,
	at BIGINT NOT NULL,
	by TEXT NOT NULL,
	name TEXT,
	hash TEXT NOT NULL,
	size BIGINT NOT NULL,
	kept BIGINT NOT NULL,
	place TEXT,
	action TEXT,
	note TEXT
);

CREATE UNIQUE INDEX evidence_of_incident ON evidence (ref, number);
CREATE INDEX evidence_of_bytes ON evidence (hash);

CREATE TABLE duty (
	seq BIGINT PRIMARY KEY,
	duty TEXT NOT NULL,
	at BIGINT NOT NULL,
	expires_at BIGINT,
	noted_at BIGINT NOT NULL,
	by TEXT NOT NULL,
	version TEXT,
	handed_to TEXT,
	reason TEXT,
	bytes TEXT,
	name TEXT,
	size BIGINT NOT NULL
);

CREATE TABLE history (
	ref TEXT NOT NULL,
	seq BIGINT NOT NULL,
	PRIMARY KEY (ref, seq)
);

CREATE TABLE bulletin (
	id TEXT PRIMARY KEY NOT NULL,
	person TEXT,
	channel TEXT NOT NULL,
	seq BIGINT NOT NULL,
	attempts BIGINT NOT NULL,
	attempted_at BIGINT NOT NULL,
	message_id TEXT NOT NULL,
	seal TEXT NOT NULL,
	seal_seq BIGINT NOT NULL,
	verdict TEXT,
	code BIGINT NOT NULL,
	next_at BIGINT,
	server TEXT,
	reply TEXT,
	accepted_at BIGINT,
	delivered_at BIGINT,
	delivered_bytes TEXT
);

CREATE INDEX bulletin_newest ON bulletin (attempted_at);

-- Full text, one row an incident, by incident.seq. The words are folded before they come here (text_fold), so the configuration is
-- 'simple': no stemming, no stop words, in whatever language they are.
CREATE TABLE search (
	seq BIGINT PRIMARY KEY,
	title TEXT,
	description TEXT,
	recipient TEXT,
	systems TEXT,
	notes TEXT,
	clients TEXT,
	words tsvector GENERATED ALWAYS AS (to_tsvector('simple', coalesce(title, '') || ' ' || coalesce(description, '') || ' ' ||
		coalesce(recipient, '') || ' ' || coalesce(systems, '') || ' ' || coalesce(notes, '') || ' ' || coalesce(clients, ''))) STORED
);

CREATE INDEX search_words ON search USING gin (words);
