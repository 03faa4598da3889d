/* See sample.h. */
#include "tests/sample.h"

#include "src/core/ref.h"
#include "src/core/seal.h"

#include <glib/gstdio.h>
#include <string.h>

static Instant
now_of(void *data)
{
	return ((Sample *)data)->now;
}

/* A small generator (xorshift): a test wants the same bytes each time. */
static void
chance_of(void *data, void *buffer, gsize len)
{
	Sample *sample = data;
	guint8 *to = buffer;

	for (gsize i = 0; i < len; i++) {
		sample->chance ^= sample->chance << 13;
		sample->chance ^= sample->chance >> 7;
		sample->chance ^= sample->chance << 17;
		to[i] = (guint8)(sample->chance >> 32);
	}
}

static void
ends_well(bool ok, GError *error)
{
	if (!ok)
		g_error("%s", error ? error->message : "failed without an error");
}

void
sample_open(Sample *sample, bool file)
{
	GError *error = NULL;

	memset(sample, 0, sizeof *sample);
	sample->now = SAMPLE_BEGIN;
	sample->chance = 88172645463325252U;
	sample->writer = (Writer){.by = "p1", .now = now_of, .random = chance_of, .data = sample};
	if (file) {
		sample->dir = g_dir_make_tmp("breccia-XXXXXX", &error);
		ends_well(sample->dir != NULL, error);
		sample->uri = g_strdup_printf("sqlite:%s/register.db", sample->dir);
	}
	ends_well(db_open(file ? sample->uri : ":memory:", DB_CREATE, &sample->db, &error), error);
	sample_add(sample, "register.created", NULL,
		json_pack("{s:i, s:s, s:s, s:b}", "format", 1, "hash", "sha-256", "register",
			"4f1c2a7e-0000-4000-8000-000000000001", "demo", 0),
		NULL);
}

void
sample_reopen(Sample *sample)
{
	GError *error = NULL;

	db_close(sample->db);
	sample->db = NULL;
	ends_well(db_open(sample->uri, DB_OPEN, &sample->db, &error), error);
}

void
sample_close(Sample *sample)
{
	db_close(sample->db);
	if (sample->dir) {
		GDir *dir = g_dir_open(sample->dir, 0, NULL);
		for (const char *name; dir && (name = g_dir_read_name(dir));) {
			g_autofree char *path = g_build_filename(sample->dir, name, NULL);
			g_unlink(path);
		}
		g_clear_pointer(&dir, g_dir_close);
		g_rmdir(sample->dir);
	}
	g_free(sample->dir);
	g_free(sample->uri);
	memset(sample, 0, sizeof *sample);
}

void
sample_begin(Sample *sample)
{
	GError *error = NULL;

	ends_well(journal_begin(sample->db, &sample->writer, &error), error);
}

void
sample_commit(Sample *sample)
{
	GError *error = NULL;

	ends_well(journal_commit(sample->db, &error), error);
}

int64_t
sample_add(Sample *sample, const char *kind, const char *ref, json_t *facts, json_t *body)
{
	GError *error = NULL;
	int64_t seq = 0;

	if (!facts)
		g_error("%s: the facts of the test are no JSON", kind);
	sample_begin(sample);
	ends_well(journal_append(sample->db, kind, ref, facts, body, &seq, &error), error);
	sample_commit(sample);
	return seq;
}

static json_t *
when(Instant t)
{
	g_autofree char *text = instant_rfc3339(t);

	return json_string(text);
}

json_t *
sample_clock(const char *id, Instant starts, int hours)
{
	bool client = g_str_has_prefix(id, "client:");
	json_t *clock = json_pack("{s:s, s:s, s:s, s:o, s:o, s:i, s:{s:s, s:s}}", "id", id, "rule", client ? "client" : id,
		"from", strcmp(id, "authority-72h") ? "detected" : "aware", "starts_at", when(starts), "due_at",
		when(starts + hours * 3600), "length", hours * 3600, "proof", "email", "submitted", "pec", "accepted");

	if (client)
		json_object_set_new(clock, "client", json_string(id + strlen("client:")));
	if (!strcmp(id, "authority-72h"))
		json_object_set_new(clock, "provisional", json_true());
	return clock;
}

void
sample_log(Sample *sample, const char *ref, const char *title, Instant detected)
{
	bool drill = strchr(ref, 'D') != NULL;

	sample_add(sample, "incident.logged", ref,
		json_pack("{s:s, s:[o, o], s:s, s:o, s:o, s:s, s:s}", "kind", drill ? "drill" : "breach", "clocks",
			sample_clock("dpo-24h", detected, 24), sample_clock("authority-72h", detected, 72), "dpo", "p2", "detected_at",
			when(detected), "aware_at", when(detected), "own_data", "unknown", "client_data", "unknown"),
		json_pack("{s:s}", "title", title));
}

static char *
ref_of(const char *id)
{
	return g_strndup(id, (gsize)(strchr(id, '/') - id));
}

void
sample_queue(Sample *sample, const char *id)
{
	g_autofree char *ref = ref_of(id);

	sample_add(sample, "notice.queued", ref,
		json_pack("{s:s, s:s, s:s, s:s, s:s}", "notice", strchr(id, '/') + 1, "audience", "dpo", "letter", "first", "channel", "email", "lang",
			"it"),
		NULL);
}

void
sample_send(Sample *sample, const char *id)
{
	g_autofree char *ref = ref_of(id), *message = g_strdup_printf("<%s@example.it>", id);
	g_autofree char *bytes = g_strdup_printf("Message-ID: %s\r\n\r\nBuongiorno.\r\n", message);
	const char *by = sample->writer.by;
	char of_bytes[65], of_text[65];
	GError *error = NULL;

	sample->writer.by = "courier";
	sample_begin(sample);
	ends_well(journal_put_blob(sample->db, bytes, strlen(bytes), of_bytes, &error), error);
	ends_well(journal_put_blob(sample->db, "Buongiorno.", 11, of_text, &error), error);
	sample_add(sample, "notice.composed", ref,
		json_pack("{s:s, s:s, s:s, s:s, s:[s], s:s, s:i}", "notice", strchr(id, '/') + 1, "message_id", message, "bytes", of_bytes, "text",
			of_text, "people", "p2", "seal", seal_zero, "seal_seq", 0),
		json_pack("{s:[s], s:s, s:s}", "to", "dpo@example.it", "from", "registro@example.it", "subject", "[ROSSI] Violazione"));
	sample_commit(sample);
	sample_add(sample, "notice.attempted", ref, json_pack("{s:s, s:i}", "notice", strchr(id, '/') + 1, "attempt", 1), NULL);
	sample->now += 2;
	sample_add(sample, "notice.submitted", ref,
		json_pack("{s:s, s:o, s:i, s:s, s:s, s:b}", "notice", strchr(id, '/') + 1, "sent_at", when(sample->now), "code", 250, "enhanced", "2.0.0",
			"tls", "TLSv1.2", "dsn", 1),
		json_pack("{s:s, s:s, s:s, s:[{s:s, s:i, s:s}]}", "server", "smtp.example.it:587", "reply", "250 2.0.0 Ok: queued",
			"queue_id", "4A7F", "recipients", "address", "dpo@example.it", "code", 250, "reply", "250 2.1.5 Ok"));
	sample->writer.by = by;
}

static void
add_person(Sample *sample, const char *id, const char *role, const char *name, json_t *accounts)
{
	g_autofree char *email = g_strdup_printf("%s@example.it", id);

	sample_add(sample, "person.added", NULL, json_pack("{s:s, s:[s]}", "person", id, "roles", role),
		json_pack("{s:s, s:s, s:o}", "name", name, "email", email, "accounts", accounts));
}

static void
story_people(Sample *sample)
{
	add_person(sample, "p1", "security", "Maria Bianchi", json_pack("[s]", "maria"));
	sample_add(sample, "person.changed", NULL, json_pack("{s:s, s:[s, s]}", "person", "p1", "roles", "security", "admin"),
		json_pack("{s:s, s:s}", "phone", "+39 06 1", "position", "Sicurezza"));
	add_person(sample, "p2", "dpo", "Giulia Verdi", json_array());
	add_person(sample, "p3", "manager", "Luca Neri", json_pack("[s, s]", "luca", "desk"));
	add_person(sample, "p4", "dpo", "Ugo Bruni", json_pack("[s]", "desk"));
	add_person(sample, "p5", "security", "Ada Rosa", json_pack("[s]", "desk"));
	sample_add(sample, "dpo.appointed", NULL, json_pack("{s:s, s:s}", "person", "p4", "from", "2025-01-01T00:00:00Z"),
		json_pack("{s:s}", "act", "Atto 1"));
	sample_add(sample, "dpo.ended", NULL, json_pack("{s:s, s:s}", "person", "p4", "until", "2026-06-01T00:00:00Z"), NULL);
	sample_add(sample, "dpo.appointed", NULL,
		json_pack("{s:s, s:s, s:s, s:b, s:b}", "person", "p2", "from", "2026-06-01T00:00:00Z", "deputy", "p3", "delegated", 1,
			"declared", 1),
		json_pack("{s:s, s:s, s:s, s:s}", "act", "Atto 2", "protocol", "77/2026", "firm", "Verdi srl", "reason", "nota"));
	sample_add(sample, "dpo.away", NULL,
		json_pack("{s:s, s:s, s:s}", "person", "p2", "from", "2026-12-20T00:00:00Z", "to", "2027-01-07T00:00:00Z"), NULL);
	sample_add(sample, "person.retired", NULL, json_pack("{s:s}", "person", "p4"), json_pack("{s:s}", "reason", "dimesso"));
}

static void
story_clients(Sample *sample)
{
	sample_add(sample, "client.added", NULL,
		json_pack("{s:s, s:i, s:s, s:b, s:s}", "client", "alfa", "hours", 12, "starts", "aware", "processor", 1, "lang", "en"),
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "name", "Alfa S.p.A.", "vat", "IT1", "email", "a@alfa.example", "pec",
			"a@pec.alfa.example", "contact", "Sig. Alfa", "phone", "+39 02 1", "clause", "art. 9"));
	sample_add(sample, "client.added", NULL, json_pack("{s:s}", "client", "beta"), json_pack("{s:s}", "name", "beta srl"));
	sample_add(sample, "client.retired", NULL, json_pack("{s:s}", "client", "beta"), NULL);
	sample_add(sample, "client.added", NULL, json_pack("{s:s, s:i}", "client", "gamma", "hours", 48),
		json_pack("{s:s}", "name", "Gamma scarl"));
	sample_add(sample, "setting.changed", NULL, json_pack("{s:s, s:s}", "name", "hold", "value", "5m"), NULL);
	sample_add(sample, "setting.changed", NULL, json_pack("{s:s}", "name", "organisation.name"),
		json_pack("{s:s}", "text", "Rossi Contact S.p.A."));
}

static void
story_receipt(Sample *sample)
{
	const char *bytes = "Subject: ACCETTAZIONE\r\n\r\nok\r\n";
	char hash[65];
	GError *error = NULL;

	sample_begin(sample);
	ends_well(journal_put_blob(sample->db, bytes, strlen(bytes), hash, &error), error);
	sample_add(sample, "receipt.recorded", "2026-0001",
		json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:s}", "receipt", "r1", "notice", "n1", "bytes", hash, "size", (int)strlen(bytes), "kind",
			"other", "signature", "none", "outcome", "none"),
		json_pack("{s:s, s:s}", "name", "accettazione.eml", "reason", "dalla casella"));
	sample_commit(sample);
	sample_add(sample, "call.noted", "2026-0001", json_pack("{s:o, s:s}", "at", when(sample->now - 60), "person", "p2"),
		json_pack("{s:s}", "outcome", "Ha risposto."));
}

static void
story_first(Sample *sample)
{
	Instant detected = sample->now - 3600;

	sample_log(sample, "2026-0001", "Lista inviata al committente sbagliato", detected);
	sample_add(sample, "client.affected", "2026-0001",
		json_pack("{s:s, s:s, s:s, s:[s], s:o}", "client", "alfa", "subjects", "1200", "records", "~1300", "data", "identity", "clock",
			sample_clock("client:alfa", detected, 12)),
		json_pack("{s:s, s:s}", "campaign", "Natale", "reference", "TK-9"));
	sample_add(sample, "client.affected", "2026-0001", json_pack("{s:s}", "client", "gamma"), NULL);
	sample_add(sample, "client.cleared", "2026-0001", json_pack("{s:s}", "client", "gamma"), json_pack("{s:s}", "reason", "no"));
	sample_queue(sample, "2026-0001/n1");
	sample->now += 600;
	sample_send(sample, "2026-0001/n1");
	sample_queue(sample, "2026-0001/n2");
	sample_add(sample, "notice.held", "2026-0001", json_pack("{s:s}", "notice", "n2"), NULL);
	sample_add(sample, "notice.cancelled", "2026-0001", json_pack("{s:s}", "notice", "n2"),
		json_pack("{s:s}", "reason", "doppia"));
	story_receipt(sample);
	sample_add(sample, "note.added", "2026-0001", json_object(), json_pack("{s:s}", "text", "Chiamato il destinatario."));
	sample_add(sample, "note.added", "2026-0001", json_object(), json_pack("{s:s}", "text", "Ha cancellato."));
	sample_add(sample, "clock.late-reason", "2026-0001",
		json_pack("{s:s, s:s}", "clock", "authority-72h", "cause", "other"), json_pack("{s:s}", "reason", "in ferie"));
	sample->writer.by = "p2";
	sample_add(sample, "dpo.took-charge", "2026-0001", json_object(), NULL);
	sample->writer.by = "p1";
}

static void
story_second(Sample *sample)
{
	sample->now += 1000;
	sample_log(sample, "2026-0002", "Portatile smarrito in treno", sample->now - 100);
	sample_add(sample, "incident.amended", "2026-0002",
		json_pack("{s:[s, s], s:s, s:s}", "nature", "c", "a", "subjects", "10-20", "cause", "unknown"),
		json_pack("{s:s, s:s, s:s}", "site", "Roma", "campaign", "Energia", "description", "Perché non cifrato?"));
	sample_add(sample, "incident.instant-corrected", "2026-0002",
		json_pack("{s:s, s:o, s:[o, o], s:s}", "field", "detected_at", "instant", when(sample->now - 7200), "clocks",
			sample_clock("dpo-24h", sample->now - 7200, 24), sample_clock("authority-72h", sample->now - 7200, 72), "dpo", "p2"),
		json_pack("{s:s}", "reason", "visto il registro degli accessi"));
	sample_queue(sample, "2026-0002/n1");
	sample->writer.by = "courier";
	sample_add(sample, "notice.attempted", "2026-0002", json_pack("{s:s, s:i}", "notice", "n1", "attempt", 1), NULL);
	sample_add(sample, "notice.failed", "2026-0002",
		json_pack("{s:s, s:s, s:i, s:s, s:o}", "notice", "n1", "verdict", "tempfail", "code", 451, "enhanced", "4.7.1",
			"next_at", when(sample->now + 300)),
		json_pack("{s:s, s:s}", "reply", "451 4.7.1 try later", "server", "smtp.example.it:587"));
	sample->writer.by = "p1";
}

/* What the DPO and the company did about the second. */
static void
story_work(Sample *sample)
{
	const char *ref = "2026-0002", *bytes = "la lettera";
	char hash[65];
	GError *error = NULL;

	sample_begin(sample);
	ends_well(journal_put_blob(sample->db, bytes, strlen(bytes), hash, &error), error);
	sample_add(sample, "evidence.added", ref,
		json_pack("{s:s, s:s, s:i, s:s}", "evidence", "e1", "bytes", hash, "size", (int)strlen(bytes), "action", "1"),
		json_pack("{s:s, s:s, s:s}", "name", "lettera.txt", "place", "fascicolo", "note", "firmata"));
	sample_commit(sample);
	sample_add(sample, "receipt.recorded", ref,
		json_pack("{s:s, s:s, s:i, s:s, s:s, s:s}", "receipt", "r2", "bytes", hash, "size", (int)strlen(bytes), "kind", "other", "signature",
			"none", "outcome", "none"),
		NULL);
	sample_add(sample, "assessment.made", ref,
		json_pack("{s:{s:{s:i}, s:{s:i}, s:{s:i, s:i, s:i, s:i}}, s:i, s:s, s:s, s:b, s:b, s:s, s:o, s:s}", "answers", "dpc", "behavioural", 3,
			"ei", "name", 4, "cb", "c", 2, "i", 0, "a", 0, "m", 0, "se", 14, "level", "high", "override", "very-high",
			"many", 1, "unintelligible", 1, "for", "p2", "at", when(sample->now), "receipt", "r2"),
		json_pack("{s:s}", "reason", "minori"));
	sample_add(sample, "opinion.given", ref,
		json_pack("{s:s, s:b, s:s, s:o, s:s}", "about", "subjects", "yes", 1, "for", "p2", "at", when(sample->now), "receipt", "r2"),
		json_pack("{s:s}", "reason", "rischio elevato"));
	sample_add(sample, "decision.made", ref,
		json_pack("{s:s, s:b, s:[o]}", "about", "subjects", "yes", 1, "clocks", sample_clock("subjects", sample->now, 72)),
		json_pack("{s:s, s:s}", "reason", "come da parere", "signed_by", "Luca Neri"));
	sample_add(sample, "filing.recorded", ref,
		json_pack("{s:s, s:s, s:o, s:s}", "clock", "subjects", "type", "complete", "at", when(sample->now), "evidence", "e1"),
		json_pack("{s:s, s:s, s:s}", "number", "12", "protocol", "Prot. 7", "note", "a mezzo posta"));
	sample_add(sample, "clock.waived", ref, json_pack("{s:s}", "clock", "authority-72h"), json_pack("{s:s}", "reason", "rischio improbabile"));
	sample_add(sample, "action.added", ref,
		json_pack("{s:s, s:s, s:s, s:s, s:o, s:s}", "action", "1", "kind", "recovery", "state", "open", "owner", "p1", "due",
			when(sample->now + 86400), "standard", "wipe-device"),
		json_pack("{s:s, s:s, s:s}", "title", "cancellare il portatile", "owner_name", "Reparto IT", "owner_email", "it@rossi.example"));
	sample_add(sample, "action.done", ref, json_pack("{s:s}", "action", "1"), json_pack("{s:s}", "result", "cancellato"));
	sample_add(sample, "action.verified", ref, json_pack("{s:s}", "action", "1"), NULL);
	sample_add(sample, "duty.recorded", NULL,
		json_pack("{s:s, s:o, s:o, s:s, s:i}", "duty", "continuity-plan", "at", when(sample->now - 86400), "expires",
			when(sample->now + 86400), "bytes", hash, "size", (int)strlen(bytes)),
		json_pack("{s:s, s:s, s:s, s:s}", "version", "3", "handed_to", "Collegio sindacale", "reason", "rivisto", "name", "piano.pdf"));
}

/* Queued by the courier, and withdrawn because nothing was left to remind of. */
static void
story_reminder(Sample *sample)
{
	const char *ref = "2026-0002";

	sample->writer.by = "courier";
	sample_add(sample, "notice.queued", ref,
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:[{s:s, s:s, s:o}]}", "notice", "n2", "audience", "person:p1", "letter", "reminder", "channel",
			"email", "lang", "it", "steps", "rule", "action:1", "step", "overdue", "anchor", when(sample->now + 86400)), NULL);
	sample_add(sample, "notice.cancelled", ref, json_pack("{s:s}", "notice", "n2"), json_pack("{s:s}", "reason", "conclusa"));
	sample_add(sample, "bulletin.attempted", NULL,
		json_pack("{s:s, s:s, s:s, s:i, s:s, s:s, s:i}", "bulletin", "digest:2026-10:p2", "person", "p2", "channel", "email", "attempt", 1,
			"message_id", "<bulletin.1@rossi.example>", "seal", "9f2c4e1b7a6d5c3f8e0b9a1d2c4f6e8a7b5d3c1f0e9a8b7c6d5e4f3a2b1c0d9e",
			"seal_seq", 3), NULL);
	sample_add(sample, "bulletin.settled", NULL,
		json_pack("{s:s, s:s, s:i, s:o}", "bulletin", "digest:2026-10:p2", "verdict", "tempfail", "code", 451, "next_at", when(sample->now + 60)),
		json_pack("{s:s, s:s}", "server", "smtp.example.it:587", "reply", "451 4.7.1 try later"));
	sample->writer.by = "p1";
}

void
sample_story(Sample *sample)
{
	story_people(sample);
	story_clients(sample);
	story_first(sample);
	story_second(sample);
	story_work(sample);
	story_reminder(sample);
	sample->now += 1000;
	sample_log(sample, "2026-0003", "Registrazioni pubbliche", sample->now - 90000);
	sample_log(sample, "2026-D01", "Prova annuale", sample->now);
	sample_queue(sample, "2026-D01/n1");
}
