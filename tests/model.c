/* See model.h. */
#include "tests/model.h"

#include "src/register/actions.h"
#include "src/register/assess.h"

#include <string.h>

static const char *const accounts[MODEL_PEOPLE] = {"maria", "giulia", "luca", "carla", "ugo", "pia", "nemo", "luca"};

/* Every text that is typed holds this mark, which no fact may hold. */
static const char *const texts[] = {"TYPED un elenco", "TYPED due\nrighe", "TYPED '; DROP TABLE incident; --", "TYPED {{seal}}", "TYPED \xf0\x9f\x94\xa5",
	"TYPED perch\xc3\xa9 s\xc3\xac", "TYPED \x1b[2J", "TYPED \xe2\x80\xae girato"};

static int
below(Model *m, int n)
{
	return g_rand_int_range(m->rand, 0, n);
}

static bool
one_in(Model *m, int n)
{
	return below(m, n) == 0;
}

#define ANY(m, array) ((array)[below((m), (int)G_N_ELEMENTS(array))])

static const char *
typed(Model *m)
{
	return ANY(m, texts);
}

/* NULL when there is none yet, and now and then one that does not exist. */
static const char *
any_ref(Model *m)
{
	if (m->refs->len == 0 || one_in(m, 40))
		return "2026-0777";
	/* Mostly about what is new. */
	guint last = m->refs->len - 1, back = (guint)below(m, 4);
	return g_ptr_array_index(m->refs, one_in(m, 3) ? (guint)below(m, (int)m->refs->len) : last - MIN(back, last));
}

static char *
any_notice(Model *m)
{
	return g_strdup_printf("%s/n%d", any_ref(m), one_in(m, 3) ? 2 + below(m, 3) : 1);
}

/* --- time --------------------------------------------------------------------------------------------------------------- */

static void
pass_time(Model *m)
{
	static const int64_t steps[] = {0, 1, 30, 600, 3600, 4 * 3600, 20 * 3600, 26 * 3600, 4 * 86400};
	m->went_back = one_in(m, 25);
	if (m->went_back)
		reg.now -= 1 + below(m, 7200);
	else
		reg.now += one_in(m, 4) ? ANY(m, steps) : below(m, 5400);
}

/* Some instant that a person might give: mostly past, at times a slip into the future. */
static void
put_instant_text(Model *m, json_t *fields, const char *name)
{
	static const int64_t ago[] = {0, 60, 3600, 5 * 3600, 23 * 3600, 24 * 3600, 25 * 3600, 73 * 3600, 90 * 86400};
	Instant t = one_in(m, 30) ? reg.now + below(m, 400) : reg.now - ANY(m, ago) - below(m, 600);
	g_autofree char *text = instant_rfc3339(t);
	json_object_set_new(fields, name, json_string(text));
}

/* --- incidents ---------------------------------------------------------------------------------------------------------- */

/* Canonical values, as src/cli makes them of what is typed. */
static void
put_some_fields(Model *m, json_t *fields)
{
	static const char *const yesno[] = {"yes", "no", "unknown"};
	static const char *const counts[] = {"1200", "~300", "10-20", "unknown"};
	static const char *const words[] = {"description", "unknowns", "recipient", "systems", "measures_taken", "prevention", "consequences_note",
		"contact", "campaign", "protocol", "root_cause"};
	for (int n = below(m, 4); n > 0; n--)
		json_object_set_new(fields, ANY(m, words), one_in(m, 6) ? json_null() : json_string(typed(m)));
	if (one_in(m, 3))
		json_object_set_new(fields, "own_data", json_string(ANY(m, yesno)));
	if (one_in(m, 6))
		json_object_set_new(fields, "nis2", json_string(ANY(m, yesno)));
	if (one_in(m, 3))
		json_object_set_new(fields, "subjects", json_string(ANY(m, counts)));
	if (one_in(m, 3))
		json_object_set_new(fields, "nature", json_pack(one_in(m, 2) ? "[s]" : "[s,s]", "c", "a"));
	if (one_in(m, 6))
		put_instant_text(m, fields, "occurred_from");
	if (one_in(m, 10))
		put_instant_text(m, fields, "occurred_to");
}

/* NULL: nothing is said. */
static char **
some_clients(Model *m)
{
	static const char *const said[] = {"alfa", "beta", "gamma", "alfa,beta", "?", "none", "none", "TYPED Delta srl",
		"alfa,TYPED Epsilon", "?,gamma", "none,alfa"};
	return one_in(m, 4) ? NULL : g_strsplit(ANY(m, said), ",", -1);
}

static bool
do_log(Model *m, GError **error)
{
	json_auto_t *fields = json_object();
	g_auto(GStrv) clients = some_clients(m);
	g_autofree char *source = one_in(m, 6) ? g_strdup_printf("TYPED SRC %d", below(m, 4)) : NULL;
	Logged logged = {0};
	if (!one_in(m, 30))
		json_object_set_new(fields, "title", json_string(typed(m)));
	put_some_fields(m, fields);
	if (!one_in(m, 3))
		put_instant_text(m, fields, "detected_at");
	if (one_in(m, 5))
		put_instant_text(m, fields, "aware_at");
	const Intake in = {.kind = one_in(m, 5) ? KIND_DRILL : one_in(m, 6) ? KIND_NEAR_MISS : KIND_BREACH, .fields = fields,
		.clients = (const char *const *)clients, .source_id = source, .reason = one_in(m, 2) ? typed(m) : NULL, .no_send = one_in(m, 5),
		.drill_send = one_in(m, 2), .hold = one_in(m, 2)};
	if (!register_log(m->actor, &in, &logged, error))
		return false;
	if (!logged.existed) {
		m->logged = g_strdup(logged.ref);
		g_ptr_array_add(m->refs, g_strdup(logged.ref));
	}
	logged_clear(&logged);
	return true;
}

static bool
amend(Model *m, json_t *fields, char **clients, char **cleared, GError **why)
{
	g_autoptr(Incident) shown = NULL;
	const char *ref = any_ref(m);
	OK(query_incident(m->actor->db, ref, &shown, &error));
	const Amendment in = {.ref = ref, .fields = fields, .clients = (const char *const *)clients, .cleared = (const char *const *)cleared,
		.reason = one_in(m, 4) ? NULL : typed(m), .seen = one_in(m, 3) && shown ? shown->last_seq - below(m, 5) : 0};
	Amended out = {0};
	bool ok = register_amend(m->actor, &in, &out, why);
	amended_clear(&out);
	return ok;
}

static bool
do_amend(Model *m, GError **error)
{
	json_auto_t *fields = json_object();
	put_some_fields(m, fields);
	return amend(m, fields, NULL, NULL, error);
}

static bool
do_correct(Model *m, GError **error)
{
	json_auto_t *fields = json_object();
	if (one_in(m, 3))
		put_some_fields(m, fields);
	put_instant_text(m, fields, one_in(m, 3) ? "aware_at" : "detected_at");
	if (one_in(m, 6))
		put_instant_text(m, fields, "detected_at");
	return amend(m, fields, NULL, NULL, error);
}

static bool
do_clients(Model *m, GError **error)
{
	static const char *const cleared[] = {"alfa", "beta", "?"};
	json_auto_t *fields = json_object();
	g_auto(GStrv) clients = some_clients(m);
	g_auto(GStrv) away = one_in(m, 3) ? g_strsplit(ANY(m, cleared), ",", -1) : NULL;
	return amend(m, fields, clients, away, error);
}

/* What one client alone is told. */
static bool
do_affected(Model *m, GError **why)
{
	static const char *const clients[] = {"alfa", "beta", "gamma", "?", "TYPED Delta srl"};
	static const char *const texts_of[] = {"description", "measures_taken", "campaign", "reference"}, *const counts[] = {"1200", "~300", "unknown"};
	json_auto_t *fields = json_object();
	g_autoptr(Incident) shown = NULL;
	const char *ref = any_ref(m);
	EntryChanged out = {0};
	json_object_set_new(fields, ANY(m, texts_of), one_in(m, 4) ? json_null() : json_string(typed(m)));
	json_object_set_new(fields, one_in(m, 2) ? "subjects" : "records", one_in(m, 4) ? json_null() : json_string(ANY(m, counts)));
	if (one_in(m, 4))
		json_object_set_new(fields, "data", one_in(m, 2) ? json_null() : json_pack("[s]", "contact"));
	OK(query_incident(m->actor->db, ref, &shown, &error));
	const EntryChange in = {.ref = ref, .client = ANY(m, clients), .fields = fields,
		.seen = one_in(m, 3) && shown ? shown->last_seq - below(m, 5) : 0};
	bool ok = register_affected(m->actor, &in, &out, why);
	entry_changed_clear(&out);
	return ok;
}

static bool
do_note(Model *m, GError **error)
{
	return register_note(m->actor, any_ref(m), typed(m), error);
}

static bool
do_take(Model *m, GError **error)
{
	return register_take(m->actor, any_ref(m), NULL, error);
}

static bool
do_late(Model *m, GError **error)
{
	static const char *const clocks[] = {"dpo-24h", "dpo-24h", "authority-72h", "client:alfa", "client:?"};
	return register_late(m->actor, any_ref(m), ANY(m, clocks), "other", typed(m), error);
}

/* --- opinions, decisions, filings, endings ------------------------------------------------------------------------------ */

/* Something that was kept of it, for others to enter what the DPO answered; NULL: the DPO's own act. */
static char *
some_answer(Model *m, const char *ref)
{
	g_autoptr(Incident) incident = NULL;
	OK(query_incident(m->courier->db, ref, &incident, &error));
	if (!incident || !incident->receipts->len || one_in(m, 3))
		return NULL;
	return g_strdup(((const Receipt *)g_ptr_array_index(incident->receipts, 0))->id);
}

static bool
do_judge(Model *m, GError **error)
{
	g_auto(Judged) judged = {0};
	const char *ref = any_ref(m);
	g_autofree char *answer = some_answer(m, ref);
	const Judging in = {.ref = ref, .about = (Question)below(m, 3), .yes = one_in(m, 2), .reason = one_in(m, 12) ? " " : typed(m),
		.signed_by = one_in(m, 3) ? typed(m) : NULL, .from_reply = answer};
	return (one_in(m, 3) ? register_opinion : register_decide)(m->actor, &in, &judged, error);
}

static bool
do_file(Model *m, GError **error)
{
	static const char *const clocks[] = {"authority-72h", "authority-72h", "subjects", "supplement", "nis2-early", "nis2-72h", "nis2-final",
		"client:alfa", "client:?", "dpo-24h"};
	g_auto(Filed) filed = {0};
	g_autofree char *bytes = g_strdup_printf("prova %u", m->step);
	const EvidenceToKeep evidence = {.bytes = bytes, .len = (int64_t)strlen(bytes), .name = "TYPED.pdf"};
	const FilingToRecord in = {.ref = any_ref(m), .clock = ANY(m, clocks), .type = (FilingType)below(m, 4), .at = reg.now - below(m, 90000),
		.number = one_in(m, 2) ? typed(m) : NULL, .note = one_in(m, 2) ? typed(m) : NULL, .evidence = one_in(m, 2) ? &evidence : NULL};
	return register_file(m->actor, &in, &filed, error);
}

static bool
do_waive(Model *m, GError **error)
{
	static const char *const clocks[] = {"dpo-24h", "authority-72h", "subjects", "supplement", "client:alfa", "client:?", "nis2-early"};
	const Waiving in = {.ref = any_ref(m), .clock = ANY(m, clocks), .reason = typed(m)};
	return register_waive(m->actor, &in, error);
}

static bool
do_end(Model *m, GError **error)
{
	const char *ref = any_ref(m);
	g_autofree char *answer = one_in(m, 3) ? some_answer(m, ref) : NULL;
	g_auto(Closed) closed = {0};
	g_auto(Voided) voided = {0};
	const Closing close = {.ref = ref, .reason = one_in(m, 3) ? NULL : typed(m), .from_reply = answer,
		.review_at = one_in(m, 2) ? reg.now + 1 + below(m, 900000) : INSTANT_NONE};
	const Voiding end = {.ref = ref, .reason = typed(m), .duplicate_of = one_in(m, 2) ? any_ref(m) : NULL, .from_reply = answer};
	if (one_in(m, 8))
		return register_void(m->actor, &end, &voided, error);
	return one_in(m, 3) ? register_reopen(m->actor, ref, typed(m), answer, error) : register_close(m->actor, &close, &closed, error);
}

/* --- notices ------------------------------------------------------------------------------------------------------------ */

static bool
do_notify(Model *m, GError **error)
{
	Notified out = {0};
	static const char *const to[] = {NULL, NULL, "dpo", "alfa", "beta", "gamma", "?"};
	const Notify in = {.ref = any_ref(m), .by = (SendBy)below(m, 3), .preliminary = one_in(m, 3), .to = ANY(m, to),
		.reason = one_in(m, 2) ? typed(m) : NULL};
	bool ok = register_notify(m->actor, &in, &out, error);
	notified_clear(&out);
	return ok;
}

static bool
do_outbox(Model *m, GError **error)
{
	g_autofree char *id = any_notice(m);
	int count;
	switch (below(m, 4)) {
	case 0:
		return register_outbox_retry(m->actor, id, error);
	case 1:
		return register_outbox_hold(m->actor, id, error);
	case 2:
		return register_outbox_withdraw(m->actor, id, typed(m), error);
	}
	return register_release_all(m->actor, &count, error);
}

static bool
compose(Model *m, const char *id, GError **error)
{
	Session *s = m->courier;
	g_autoptr(Notice) notice = NULL;
	g_autoptr(LetterText) letter = NULL;
	if (!query_notice(s->db, id, &notice, error))
		return false;
	if (!notice)
		return err_set(error, E_NOTFOUND, "no notice %s", id);
	if (!register_letter(s, notice, NULL, NULL, &letter, error))
		return false;
	const Recipient *first = g_ptr_array_index(letter->to, 0);
	const char *to[] = {first->address, NULL}, *people[] = {first->person, NULL};
	g_autofree char *message_id = g_strdup_printf("<%s.%u@rossi.example>", id, g_rand_int(m->rand));
	HOLDS(m, !strpbrk(letter->subject, "\r\n\x1b") && !strchr(letter->text, '\x1b'), "a letter with control characters");
	const Composed in = {.id = id, .message_id = message_id, .from = "r@rossi.example", .subject = letter->subject, .to = to, .people = people,
		.bytes = letter->text, .bytes_len = strlen(letter->text), .text = letter->text, .seal = letter->seal, .seal_seq = letter->seal_seq};
	return register_composed(s, &in, error);
}

static bool
settle(Model *m, const char *id, GError **error)
{
	Verdict verdict = one_in(m, 2) ? VERDICT_SENT : (Verdict)below(m, 5);
	const Outcome out = {.verdict = verdict, .sent_at = verdict == VERDICT_SENT ? reg.now : INSTANT_NONE, .code = verdict == VERDICT_SENT ? 250 : 421,
		.enhanced = "2.0.0", .reply = typed(m), .server = "smtp.rossi.example:587", .queue_id = "TYPED 4A7F", .tls = "TLSv1.2", .dsn = one_in(m, 2),
		.stored = verdict == VERDICT_SENT && one_in(m, 10),
		.next_at = verdict == VERDICT_SENT || verdict == VERDICT_PERMFAIL ? INSTANT_NONE : reg.now + below(m, 900)};
	return register_settled(m->courier, id, &out, error);
}

static bool
do_courier_step(Model *m, GError **error)
{
	g_autofree char *id = any_notice(m);
	switch (below(m, 3)) {
	case 0:
		return compose(m, id, error);
	case 1:
		return register_attempted(m->courier, id, error);
	}
	return settle(m, id, error);
}

/* As the courier works: what is due, each as far as it goes. */
static bool
do_courier_pass(Model *m, GError **error)
{
	g_autoptr(GPtrArray) due = NULL;
	if (!query_outbox_due(m->courier->db, reg.now, &due, error))
		return false;
	for (guint i = 0; i < due->len; i++) {
		const Notice *n = g_ptr_array_index(due, i);
		g_autoptr(GError) local = NULL;
		bool elsewhere = false;
		HOLDS(m, !notice_settled(n) && (n->hold_until <= reg.now || n->hold_until > reg.now + 7200), "%s is not due", n->id);
		if (n->state == NOTICE_QUEUED && !compose(m, n->id, &local))
			HOLDS(m, g_error_matches(local, ERR_DOMAIN, E_STATE), "%s: %s", n->id, local->message);
		else if (!n->exercise && !(register_readdress(m->courier, n->id, &elsewhere, error) &&
			(elsewhere || (register_attempted(m->courier, n->id, error) && settle(m, n->id, error)))))
			return false;
	}
	return true;
}

/* A notice whose hold is over goes by itself. */
static bool
goes(Model *m, const char *ref)
{
	g_autoptr(Incident) incident = NULL;
	OK(query_incident(m->courier->db, ref, &incident, &error));
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!notice_settled(n) && n->hold_until <= reg.now)
			return true;
	}
	return false;
}

/* Clients whose contract says so, and no others. */
static bool
by_contract(Model *m, GError **why)
{
	g_autoptr(GPtrArray) drafts = NULL;
	if (!query_unreleased(m->courier->db, reg.now, HOURS(4), &drafts, why))
		return false;
	for (guint i = 0; i < drafts->len; i++) {
		const Notice *n = g_ptr_array_index(drafts, i);
		g_autoptr(Client) client = NULL;
		bool acted;
		OK(query_client(m->courier->db, n->audience, &client, &error));
		HOLDS(m, client && client->auto_notify && client->clause && n->hold_until == NOTICE_HELD, "%s may not leave by itself", n->id);
		if (!register_auto_release(m->courier, n->ref, n->audience, &acted, why))
			return false;
	}
	return true;
}

static bool
do_switch(Model *m, GError **error)
{
	bool acted;
	g_autoptr(GPtrArray) untold = NULL;
	g_autofree char *id = any_notice(m);
	if (one_in(m, 3))
		return by_contract(m, error);
	if (one_in(m, 2)) {
		if (!query_unnotified(m->courier->db, reg.now + HOURS(4), &untold, error))
			return false;
		for (guint i = 0; i < untold->len; i++) {
			if (!register_auto_notify(m->courier, g_ptr_array_index(untold, i), &acted, error))
				return false;
			HOLDS(m, acted || goes(m, g_ptr_array_index(untold, i)), "the switch did nothing about %s", (char *)g_ptr_array_index(untold, i));
		}
		return true;
	}
	return register_other_channel(m->courier, id, &acted, error);
}

static bool
do_keep(Model *m, GError **error)
{
	static const char *const files[] = {"/home/TYPED/ricevuta.eml", "C:\\posta\\TYPED 1.eml", NULL}, *const who[] = {"dpo", "luca", "TYPED Mario", "p4"};
	g_autofree char *id = NULL, *notice = one_in(m, 2) ? any_notice(m) : NULL;
	const char *ref = any_ref(m), *bytes = typed(m);
	if (one_in(m, 3))
		return register_called(m->actor, ref, ANY(m, who), reg.now - below(m, 900), typed(m), error);
	const ReceiptToKeep in = {.ref = ref, .notice = notice, .bytes = bytes, .len = strlen(bytes) - (gsize)below(m, 3), .name = ANY(m, files),
		.reason = one_in(m, 2) ? typed(m) : NULL};
	return register_receipt_add(m->actor, &in, &id, error);
}

/* --- severity, actions, evidence ---------------------------------------------------------------------------------------- */

static bool
do_assess(Model *m, GError **error)
{
	static const char *const dpc[] = {"simple:1", "behavioural:+1,simple", "financial:4", "sensitive"}, *const ei[] = {"name:1", "id:0.75,email:0.25"},
		*const cb[] = {"none", "c=0.5,m=0.5", "a=0.25"};
	Answers answers;
	const Level level = (Level)below(m, 4);
	answers_clear(&answers);
	if (!answers_take(&answers, CRITERION_DPC, ANY(m, dpc), error) || !answers_take(&answers, CRITERION_EI, ANY(m, ei), error) ||
		!answers_take(&answers, CRITERION_CB, ANY(m, cb), error))
		return false;
	bool reply = one_in(m, 4);
	return register_assess(m->actor, &(AssessInput){.ref = any_ref(m), .answers = reply && one_in(m, 2) ? NULL : &answers,
		.level = one_in(m, 3) ? &level : NULL, .reason = one_in(m, 3) ? NULL : typed(m), .from_reply = reply ? "r1" : NULL,
		.many = (Flag)below(m, 3)}, error);
}

static char *
any_action(Model *m)
{
	return g_strdup_printf("%s/%d", any_ref(m), 1 + below(m, 3));
}

static bool
do_plan(Model *m, GError **error)
{
	static const char *const owners[] = {"me", "dpo", "p3", "TYPED Reparto <it@rossi.example>", "", "p9"}, *const standards[] = {"isolate", "reconstruct"},
		*const kinds[] = {"containment", "prevenzione"};
	const ActionFields fields = {.title = one_in(m, 3) ? NULL : typed(m), .kind = one_in(m, 3) ? NULL : ANY(m, kinds),
		.owner = one_in(m, 3) ? NULL : ANY(m, owners), .due = one_in(m, 2) ? INSTANT_NONE : reg.now + below(m, 90000)};
	g_autofree char *id = NULL, *which = any_action(m);
	bool changed;
	if (one_in(m, 3))
		return register_action_change(m->actor, &(ActionChange){.id = which, .fields = fields, .reason = typed(m),
			.seen = one_in(m, 2) ? 1 + below(m, 200) : 0}, &changed, error);
	return register_action_add(m->actor, &(NewAction){.ref = any_ref(m), .fields = fields, .standard = one_in(m, 2) ? ANY(m, standards) : NULL,
		.review = one_in(m, 8), .from_reply = one_in(m, 8) ? "r1" : NULL}, &id, error);
}

static bool
do_work(Model *m, GError **error)
{
	const char *bytes = typed(m);
	const EvidenceToKeep evidence = {.bytes = bytes, .len = (int64_t)strlen(bytes), .name = "/TYPED/log.txt", .note = typed(m)};
	g_autofree char *id = any_action(m);
	const int64_t seen = one_in(m, 4) ? 1 + below(m, 200) : 0;
	switch (below(m, 5)) {
	case 0:
		return register_action_accept(m->actor, id, one_in(m, 2) ? typed(m) : NULL, NULL, seen, error);
	case 1:
		return register_action_start(m->actor, id, seen, error);
	case 2:
		return register_action_drop(m->actor, id, typed(m), one_in(m, 6) ? "r1" : NULL, seen, error);
	case 3:
		return register_action_verify(m->actor, id, typed(m), NULL, seen, error);
	}
	return register_action_done(m->actor, id, typed(m), one_in(m, 2) ? &evidence : NULL, NULL, seen, error);
}

static bool
do_evidence(Model *m, GError **error)
{
	const char *bytes = typed(m);
	g_autofree char *id = NULL;
	EvidenceToKeep in = {.bytes = bytes, .len = (int64_t)strlen(bytes) - below(m, 3), .name = "C:\\TYPED\\elenco.csv", .note = typed(m),
		.action = one_in(m, 4) ? "1" : NULL};
	if (one_in(m, 3)) {
		in.bytes = NULL;
		in.hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
		in.place = one_in(m, 4) ? NULL : typed(m);
	}
	return register_evidence_add(m->actor, any_ref(m), &in, &id, error);
}

/* --- people, clients, settings ------------------------------------------------------------------------------------------- */

static bool
do_person(Model *m, GError **error)
{
	static const char *const roles[] = {"security", "dpo", "manager", "auditor", "admin"};
	static const char *const positions[] = {"COO", "CFO", "TYPED capoturno", "consulente", ""};
	static const char *const who[] = {"p2", "p3", "p4", "p5", "p9"};
	const char *code[] = {ANY(m, roles), NULL};
	static const char *const others[] = {"TYPED-risposte@studio.example", "g@studio.example", NULL}, *const none[] = {"", NULL};
	switch (below(m, 5)) {
	case 0:
		return register_person_add(m->actor, &(PersonInput){.name = "TYPED Persona", .email = "x@rossi.example", .roles = code}, NULL, error);
	case 1:
		return register_person_change(m->actor, ANY(m, who), &(PersonInput){.position = ANY(m, positions)}, error);
	case 2:
		return register_person_change(m->actor, ANY(m, who), &(PersonInput){.pec = one_in(m, 2) ? "" : DPO_PEC, .phone = "+39 06 7",
			.reply_from = one_in(m, 3) ? none : others}, error);
	case 3:
		return register_person_change(m->actor, "p9", &(PersonInput){.roles = code}, error);
	}
	return register_person_retire(m->actor, one_in(m, 2) ? "p9" : "p8", typed(m), error);
}

static bool
do_client(Model *m, GError **error)
{
	static const char *const names[] = {"Alfa", "Beta", "Gamma"};
	const ClientInput in = {.name = ANY(m, names), .hours = one_in(m, 2) ? 0 : 1 + below(m, 72), .starts = one_in(m, 3) ? "aware" : NULL,
		.clause = typed(m), .email = one_in(m, 4) ? NULL : "breach@client.example", .pec = one_in(m, 3) ? "c@pec.example" : NULL,
		.auto_notify = one_in(m, 4) ? "yes" : NULL, .processor = -1};
	const ClientInput changed = {.hours = 1 + below(m, 72), .contact = "TYPED Signora", .processor = below(m, 2),
		.pec = one_in(m, 3) ? "" : NULL, .clause = one_in(m, 4) ? "" : NULL,
		.auto_notify = one_in(m, 3) ? "yes" : one_in(m, 2) ? "no" : NULL};
	switch (below(m, 4)) {
	case 0:
		return register_client_change(m->actor, ANY(m, names), &changed, error);
	case 1:
		return one_in(m, 4) ? register_client_retire(m->actor, ANY(m, names), typed(m), error) : true;
	}
	return register_client_add(m->actor, &in, NULL, error);
}

static bool
do_dpo(Model *m, GError **error)
{
	static const char *const who[] = {"p2", "p2", "p3", "p8", "p4"};
	const DpoInput in = {.person = ANY(m, who), .from = one_in(m, 3) ? reg.now + below(m, 200000) - 100000 : INSTANT_NONE,
		.deputy = one_in(m, 2) ? "p4" : NULL, .delegated = one_in(m, 2), .declared = true, .act = "TYPED Atto 3", .reason = typed(m)};
	switch (below(m, 4)) {
	case 0:
		return register_dpo_end(m->actor, one_in(m, 2) ? INSTANT_NONE : reg.now + below(m, 100000), typed(m), error);
	case 1:
		return one_in(m, 3) ? register_dpo_back(m->actor, error)
			: register_dpo_away(m->actor, reg.now + below(m, 5000), reg.now + below(m, 100000), error);
	}
	return register_dpo_appoint(m->actor, &in, error);
}

static bool
do_setting(Model *m, GError **error)
{
	static const char *const rows[][2] = {{"hold", "30m"}, {"hold", "0"}, {"auto-notify", "6h"}, {"client-hours", "12"}, {"client-hours", ""},
		{"authority-hours", "48"}, {"nis2", "yes"}, {"nis2", "yes"}, {"subjects-hours", "48"}, {"supplement-days", "10"},
		{"proof.email", "delivered"}, {"proof.email", ""}, {"language", "en"}, {"language", "it"}, {"zone", "Asia/Tokyo"},
		{"zone", ""}, {"organisation.office", "TYPED via Larga 1"}, {"code", "ROSSI2"}, {"code", "no code"}};
	int which = below(m, (int)G_N_ELEMENTS(rows));
	return register_setting(m->actor, rows[which][0], rows[which][1], error);
}

/* --- a step -------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	int weight;
	bool (*run)(Model *, GError **);
} ops[] = {
	{"log", 10, do_log}, {"amend", 9, do_amend}, {"correct", 7, do_correct}, {"clients", 5, do_clients},
	{"affected", 5, do_affected}, {"note", 2, do_note}, {"take", 3, do_take},
	{"late", 4, do_late}, {"notify", 6, do_notify}, {"outbox", 6, do_outbox}, {"courier step", 8, do_courier_step}, {"courier pass", 10, do_courier_pass},
	{"judge", 7, do_judge}, {"file", 6, do_file}, {"waive", 2, do_waive}, {"end", 4, do_end}, {"switch", 4, do_switch},
	{"keep", 4, do_keep}, {"assess", 4, do_assess}, {"plan", 5, do_plan}, {"work", 6, do_work},
	{"evidence", 3, do_evidence}, {"person", 3, do_person}, {"client", 3, do_client}, {"dpo", 3, do_dpo}, {"setting", 3, do_setting},
};

static int
any_op(Model *m)
{
	int total = 0, at;
	for (gsize i = 0; i < G_N_ELEMENTS(ops); i++)
		total += ops[i].weight;
	at = below(m, total);
	for (gsize i = 0; i < G_N_ELEMENTS(ops); i++)
		if ((at -= ops[i].weight) < 0)
			return (int)i;
	return 0;
}

/* Half the time it is done by somebody who could: refusals are tested, but a life of refusals is none. */
static Session *
any_actor(Model *m, const char *op)
{
	static const char *const admins[] = {"person", "client", "dpo", "setting"};
	if (one_in(m, 3))
		return m->people[below(m, MODEL_PEOPLE)];
	for (gsize i = 0; i < G_N_ELEMENTS(admins); i++)
		if (g_str_equal(op, admins[i]))
			return m->people[5];
	static const char *const the_dpos[] = {"take", "correct", "assess", "judge", "end", NULL};
	if (g_str_equal(op, "waive") || (g_str_equal(op, "judge") && one_in(m, 2)))
		return m->people[3];
	if (g_strv_contains(the_dpos, op) || (g_str_equal(op, "work") && one_in(m, 2)))
		return m->people[1];
	return m->people[one_in(m, 2) ? 0 : 2];
}

bool
model_step(Model *m, GError **error)
{
	GError *why = NULL;
	pass_time(m);
	int which = m->refs->len == 0 && one_in(m, 2) ? 0 : any_op(m);
	m->step++;
	m->op = ops[which].name;
	g_clear_pointer(&m->logged, g_free);
	m->actor = any_actor(m, m->op);
	reg.has_pec = one_in(m, 2);
	for (gsize i = 0; i < MODEL_PEOPLE; i++)
		m->people[i]->host.has_pec = reg.has_pec;
	m->courier->host.has_pec = reg.has_pec;
	bool ok = ops[which].run(m, &why);
	g_autofree char *at = instant_rfc3339(reg.now);
	g_string_append_printf(m->trace, "%u %s %s by %s: %s\n", m->step, at, m->op, m->actor->account, ok ? m->logged ? m->logged : "done" : why->message);
	if (m->trace->len > 3000) /* a message of Check has an end */
		g_string_erase(m->trace, 0, (gssize)(m->trace->len - 3000));
	if (why)
		g_propagate_error(error, why);
	return ok;
}

void
model_begin(Model *m, unsigned seed)
{
	static const char *const begins[] = {"2026-03-28T21:00:00Z", "2026-10-24T21:00:00Z", "2026-12-31T18:00:00Z", "2026-11-23T21:44:05Z"};
	*m = (Model){.seed = seed, .rand = g_rand_new_with_seed(seed), .refs = g_ptr_array_new_with_free_func(g_free),
		.trace = g_string_new(NULL), .op = "begin"};
	ck_assert(instant_from_rfc3339(begins[seed % G_N_ELEMENTS(begins)], &reg.now));
	for (gsize i = 0; i < MODEL_PEOPLE; i++)
		m->people[i] = reg_as(accounts[i]);
	m->courier = reg_courier();
}

void
model_end(Model *m)
{
	for (gsize i = 0; i < MODEL_PEOPLE; i++)
		g_clear_pointer(&m->people[i], session_free);
	g_clear_pointer(&m->courier, session_free);
	g_ptr_array_unref(m->refs);
	g_rand_free(m->rand);
	g_free(m->logged);
	g_string_free(m->trace, TRUE);
}
