#include "tests/report-life.h"

#include "src/register/actions.h"
#include "src/register/dpo.h"
#include "src/register/filing.h"
#include "src/register/import.h"
#include "src/register/intake.h"
#include "src/register/outgoing.h"
#include "src/register/receipts.h"
#include "tests/invented.h"

#include <string.h>

#define MINUTES(n) (INT64_C(60) * (n))
#define HOURS(n) (INT64_C(3600) * (n))
#define DAYS(n) (INT64_C(86400) * (n))
#define SPAN DAYS(700)

/* --- what happens to each -------------------------------------------------------------------------------------------------------- */

typedef enum { DEED_LOG, DEED_SEND, DEED_TAKE, DEED_TELL, DEED_EXPLAIN, DEED_VOID, DEED_NO_BREACH, DEED_FILE, DEED_WAIVE, DEED_CLOSE, DEEDS } DeedKind;

typedef struct {
	IncidentKind kind;
	Instant at[DEEDS]; /* when each is done; INSTANT_NONE: it is not */
	Instant detected;
	bool unproven;     /* the notice leaves by PEC, and nobody accepts it */
	const char *title, *cause, *reason;
	char *ref;
	bool taken_back;   /* void */
} Story;

typedef struct {
	Instant at;
	Story *story;
	DeedKind kind;
} Moment;

static const char *const titles[] = {"Lista inviata al committente sbagliato", "E-mail a destinatari in chiaro", "Chiavetta non cifrata persa",
	"Registrazione consegnata a terzi", "Credenziali cedute a un finto assistente", "Estrazione non autorizzata dal CRM",
	"Cartella condivisa aperta a tutti", "Stampe dimenticate in sala riunioni"};
static const char *const kinds[] = {"sent-by-mistake", "mail-misdirected", "lost-device", "record-mix-up", "phishing",
	"list-export", "wrong-permissions", "lost-paper"};
static const char *const sites[] = {"Torino", "Milano", "Bari"};
static const char *const campaigns[] = {"Energia Nord", "Telefonia casa", "Recupero crediti"};
static const char *const causes[] = {"internal-report-late", "night-or-weekend", "waiting-for-facts", "mail-failed"};
static const char *const reasons[] = {"Il capoturno ha segnalato solo la mattina dopo", "Nessuno di turno nella notte tra sabato e domenica",
	"Il fornitore ha confermato i dati coinvolti il giorno dopo", LIFE_LATE_REASON};

static const char *
kind_of(const char *title)
{
	for (gsize i = 0; i < G_N_ELEMENTS(titles); i++)
		if (strcmp(titles[i], title) == 0)
			return kinds[i];
	return NULL;
}

/* Minutes until the notice: mostly some hours, now and then more than a day. */
static int64_t
delay(int i)
{
	static const int hours[] = {1, 2, 3, 3, 5, 7, 9, 11, 16, 20};

	if (i % 11 == 4)
		return HOURS(26) + MINUTES(some(60 * 40));
	int64_t whole = HOURS(ONE_OF(hours)); /* one chance a statement: compilers take operands in their own order */
	return whole + MINUTES(some(59));
}

static void
plan(Story *story, int i, Instant detected)
{
	Instant logged = detected + MINUTES(5 + some(100)), sent;
	int64_t took = delay(i);

	*story = (Story){.kind = i % 17 == 9 ? KIND_DRILL : i % 13 == 6 ? KIND_NEAR_MISS : KIND_BREACH, .detected = detected,
		.unproven = i % 23 == 15, .title = i % 19 == 4 ? LIFE_HOSTILE : ONE_OF(titles)};
	for (int k = 0; k < DEEDS; k++)
		story->at[k] = INSTANT_NONE;
	sent = detected + MAX(took, MINUTES(130));
	story->at[DEED_LOG] = logged;
	story->at[DEED_SEND] = sent;
	story->at[DEED_TAKE] = sent + HOURS(1) + MINUTES(some(900));
	story->at[DEED_TELL] = logged + MINUTES(some(7) ? 20 + some(60 * 9) : 60 * 40);
	story->at[i % 3 ? DEED_WAIVE : DEED_FILE] = detected + HOURS(i % 6 ? 50 : 80);
	if (i % 29 == 5)
		story->at[DEED_VOID] = sent + HOURS(2);
	if (i % 31 == 8)
		story->at[DEED_NO_BREACH] = sent + HOURS(5);
	if (i % 5)
		story->at[DEED_EXPLAIN] = sent + DAYS(2);
	if (i % 7)
		story->at[DEED_CLOSE] = sent + DAYS(3 + some(20));
	story->cause = ONE_OF(causes);
	story->reason = ONE_OF(reasons);
}

/* --- doing it -------------------------------------------------------------------------------------------------------------------- */

static void
log_one(Story *story)
{
	static const char *const clients[] = {"alfa", "beta", "gamma"};
	g_autofree char *detected = instant_rfc3339(story->detected);
	const char *kind = kind_of(story->title), *affected[] = {some(15) ? ONE_OF(clients) : "?", NULL};
	const char *own = some(2) ? "no" : "yes", *site = ONE_OF(sites);
	json_auto_t *fields = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "title", story->title, "detected_at", detected, "site", site,
		"own_data", own, "description", "Fatti noti a oggi.", "nature", "c");
	const Intake in = {.kind = story->kind, .fields = fields, .clients = some(3) ? affected : NULL};
	Logged logged = {0};

	json_object_del(fields, "nature");
	if (some(4))
		json_object_set_new(fields, "campaign", json_string(ONE_OF(campaigns)));
	if (kind)
		json_object_set_new(fields, "breach_kind", json_string(kind));
	work.person->host.has_pec = story->unproven;
	WELL(register_log(work.person, &in, &logged, &error));
	work.person->host.has_pec = false;
	story->ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
}

/* What comes back, some minutes later: a delivery report about every second one. */
static void
deliver(const Notice *notice)
{
	g_autofree char *bytes = g_strdup_printf("Delivery report of %s", notice->id), *id = NULL;
	const ReceiptCollected kept = {.ref = notice->ref, .notice = notice->id, .bytes = bytes, .len = strlen(bytes), .kind = "other",
		.signature = "none", .outcome = "none"};
	ReceiptJudged judged = {.notice = notice->id, .kind = MESSAGE_DSN, .outcome = OUTCOME_PROVES, .why = WHY_PROVEN,
		.at = work.now + MINUTES(3), .facts = "{}"};
	bool fresh;

	json_auto_t *results = json_pack("[{s:i, s:s}]", "place", 0, "proof", "delivered");
	judged.results = results;
	work.now = work.writer.at = work.now + MINUTES(4);
	WELL(register_receipt_collected(&work.courier, &kept, &id, &fresh, &error));
	judged.receipt = id;
	WELL(register_receipt_judged(&work.courier, &judged, &error));
}

/* Of those to the DPO: by PEC where it is to remain unproven, and then nothing else. */
static void
send_one(const Story *story)
{
	const Outcome out = {.verdict = VERDICT_SENT, .sent_at = work.now, .next_at = INSTANT_NONE, .code = 250, .enhanced = "2.0.0",
		.reply = "250 2.0.0 Ok", .server = "smtp.rossi.example:587", .queue_id = "4A7F", .tls = "TLSv1.3"};
	g_autoptr(Incident) in = NULL;

	WELL(query_incident(work.person->db, story->ref, &in, &error));
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *notice = g_ptr_array_index(in->notices, i);
		if (strcmp(notice->audience, "dpo") != 0 || notice->state != NOTICE_QUEUED || (notice->channel == CHANNEL_PEC) != story->unproven)
			continue;
		work.writer.by = work.courier.actor;
		work_compose(notice->id);
		if (!notice->exercise) {
			WELL(register_attempted(&work.courier, notice->id, &error));
			WELL(register_settled(&work.courier, notice->id, &out, &error));
			if (!story->unproven && some(2))
				deliver(notice);
		}
		work.writer.by = work.person->actor;
	}
}

/* What is the DPO's or the company's to say: by its fact alone, who may is tested elsewhere. */
static void
append(const Story *story, const char *kind, json_t *facts, json_t *body)
{
	WELL(journal_append(work.person->db, kind, story->ref, facts, body, NULL, &error));
}

/* Every clock that still wants a reason. */
static void
explain(const Story *story)
{
	g_autoptr(Incident) in = NULL;

	WELL(query_incident(work.person->db, story->ref, &in, &error));
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(in->clocks, i);
		if (clock_wants_reason(clock, work.now))
			WELL(register_late(work.person, story->ref, clock->id, story->cause, story->reason, &error));
	}
}

static const Clock *
open_clock(const Incident *in, const char *rule)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(in->clocks, i);
		if (strcmp(clock->rule, rule) == 0 && clock_open(clock))
			return clock;
	}
	return NULL;
}

/* By other means, with what shows it. */
static void
file_one(const Story *story, const char *rule)
{
	g_autoptr(Incident) in = NULL;
	const Clock *clock;

	WELL(query_incident(work.person->db, story->ref, &in, &error));
	clock = open_clock(in, rule);
	if (!clock || g_strcmp0(clock->client, "?") == 0 || (strcmp(rule, RULE_AUTHORITY) == 0 && clock->provisional))
		return;
	g_autofree char *bytes = g_strdup_printf("ricevuta %s %s", story->ref, clock->id);
	const EvidenceToKeep evidence = {.bytes = bytes, .len = (int64_t)strlen(bytes), .name = "ricevuta.txt"};
	const FilingToRecord filing = {.ref = story->ref, .clock = clock->id, .type = FILING_COMPLETE, .at = work.now, .evidence = &evidence};
	g_auto(Filed) filed = {0};
	WELL(register_file(work.person, &filing, &filed, &error));
}

static void
waive_one(const Story *story)
{
	g_autoptr(Incident) in = NULL;

	WELL(query_incident(work.person->db, story->ref, &in, &error));
	if (open_clock(in, RULE_AUTHORITY))
		append(story, "clock.waived", json_pack("{s:s}", "clock", RULE_AUTHORITY),
			json_pack("{s:s}", "reason", "Rischio improbabile per gli interessati"));
}

/* All that is open ends, but for the notice to the DPO. */
static void
deny_one(const Story *story)
{
	g_autoptr(Incident) in = NULL;
	json_t *stopped = json_array();

	WELL(query_incident(work.person->db, story->ref, &in, &error));
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(in->clocks, i);
		if (clock_open(clock) && strcmp(clock->rule, RULE_DPO) != 0)
			json_array_append_new(stopped, json_string(clock->id));
	}
	append(story, "decision.made", json_pack("{s:s, s:b, s:o}", "about", "breach", "yes", 0, "stopped", stopped),
		json_pack("{s:s}", "reason", "I dati erano cifrati e la chiave al sicuro"));
}

static void
plan_action(const Story *story)
{
	const NewAction action = {.ref = story->ref, .fields = {.title = "Rivedere i destinatari " LIFE_HOSTILE, .kind = "prevention",
		.due = work.now + DAYS(10)}};
	g_autofree char *id = NULL;

	WELL(register_action_add(work.person, &action, &id, &error));
}

static void
do_it(Moment *moment)
{
	Story *story = moment->story;
	bool breach = story->kind == KIND_BREACH;

	if (story->taken_back)
		return;
	work.now = work.writer.at = moment->at;
	switch (moment->kind) {
	case DEED_LOG:
		log_one(story);
		break;
	case DEED_SEND:
		send_one(story);
		break;
	case DEED_TAKE:
		append(story, "dpo.took-charge", json_object(), NULL);
		if (breach && some(40) == 0)
			plan_action(story);
		break;
	case DEED_TELL:
		if (breach)
			file_one(story, RULE_CLIENT);
		break;
	case DEED_FILE:
		if (breach)
			file_one(story, RULE_AUTHORITY);
		break;
	case DEED_WAIVE:
		if (breach)
			waive_one(story);
		break;
	case DEED_EXPLAIN:
		explain(story);
		break;
	case DEED_NO_BREACH:
		if (breach)
			deny_one(story);
		break;
	case DEED_VOID:
		append(story, "incident.voided", json_object(), json_pack("{s:s}", "reason", "Registrato due volte"));
		story->taken_back = true;
		break;
	case DEED_CLOSE:
		append(story, "incident.closed", json_object(), NULL);
		story->taken_back = true;
		break;
	case DEEDS:
		g_assert_not_reached();
	}
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const Moment *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

/* --- the register ------------------------------------------------------------------------------------------------------------------ */

static void
found(const char *file, const char *account, Instant now)
{
	const Founding founding = {.organisation = "Rossi Contact S.p.A.", .code = "ROSSI", .name = "Maria Bianchi",
		.email = "maria@rossi.example", .role = ROLE_SECURITY, .dpo_name = "Giulia Verdi", .dpo_email = "dpo@verdi.example",
		.dpo_pec = "dpo@pec.verdi.example", .dpo_from = now, .dpo_declared = true};
	static const char *const clients[] = {"Alfa", "Beta", "Gamma", NULL};

	work_found(file, account, now, &founding, clients);
}

static void
import_paper(void)
{
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)import_entry_free);
	g_autofree char *first = NULL, *last = NULL;

	for (int i = 0; i < 3; i++) {
		g_autofree char *at = instant_rfc3339(work.now - DAYS(20 + 90 * i)), *told = instant_rfc3339(work.now - DAYS(20 + 90 * i) + HOURS(9));
		json_auto_t *object = json_pack("{s:s, s:s, s:s}", "title", "Dal registro cartaceo", "detected_at", at, "dpo_notified_at", told);
		ImportEntry *entry = NULL;
		WELL(import_read(work.person, object, &entry, NULL, &error));
		g_ptr_array_add(entries, entry);
	}
	WELL(register_import(work.person, entries, NULL, NULL, &first, &last, &error));
}

static void
live(Story *stories, int n, Instant until)
{
	g_autoptr(GArray) moments = g_array_new(FALSE, FALSE, sizeof(Moment));

	for (int i = 0; i < n; i++) {
		/* The newest ones still run. */
		plan(&stories[i], i, n - i <= 4 ? until - HOURS(1 + 5 * (n - i)) - MINUTES(17) : until - SPAN + HOURS(6) + (SPAN - DAYS(4)) * i / n);
		for (int k = 0; k < DEEDS; k++)
			if (stories[i].at[k] != INSTANT_NONE && stories[i].at[k] <= until)
				g_array_append_val(moments, ((Moment){stories[i].at[k], &stories[i], (DeedKind)k}));
	}
	g_array_sort(moments, by_time);
	for (guint i = 0; i < moments->len; i++)
		do_it(&g_array_index(moments, Moment, i));
}

void
report_life(const char *file, const char *account, Instant until, int breaches)
{
	g_autofree Story *stories = g_new0(Story, (gsize)breaches);

	found(file, account, until - SPAN);
	WELL(journal_begin(work.person->db, &work.writer, &error));
	live(stories, breaches, until);
	work.now = work.writer.at = until;
	import_paper();
	WELL(journal_commit(work.person->db, &error));
	for (int i = 0; i < breaches; i++)
		g_free(stories[i].ref);
	session_free(work.person);
}
