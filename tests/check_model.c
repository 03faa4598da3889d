/*
 * What must hold in every life of a register (tests/model.h), whatever happened: asked after each step, and now and then of the whole.
 *
 * MODEL_SEEDS=n lives of MODEL_STEPS=n steps each, from MODEL_FROM=n; a failure names its seed.
 */
#include "tests/model.h"
#include "tests/run.h"

#include "db/migrate.h"
#include "db/verify.h"
#include "src/register/past.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int
number_of(const char *name, int otherwise)
{
	const char *text = g_getenv(name);
	return text ? (int)g_ascii_strtoll(text, NULL, 10) : otherwise;
}

/* --- one incident --------------------------------------------------------------------------------------------------------- */

/* What proves that they were told, from the notices alone: the earliest sending whose proof is enough, of those before any supplement where
 * there is one. What tells of no breach counts for nothing. */
static Instant
told_at(const Incident *incident, const Clock *clock, const char *audience)
{
	Instant first = INSTANT_NONE;
	int supplement = 0;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		bool counts = n->exercise ? n->state == NOTICE_COMPOSED && incident->kind == KIND_DRILL :
			n->state == NOTICE_SENT && proof_reaches(n->proof, clock->required[n->channel]);
		Instant at = n->exercise ? n->composed_at : n->sent_at;
		/* A client that was told that it is over has to be told again. */
		if (n->letter == LETTER_CLOSING && n->state == NOTICE_SENT && n->proof > PROOF_NONE && !g_str_equal(audience, "dpo") &&
			g_str_equal(n->audience, audience)) {
			first = INSTANT_NONE;
			supplement = 0;
		}
		if (n->letter == LETTER_CLOSING || n->letter == LETTER_READ_BACK)
			continue;
		bool before = first == INSTANT_NONE || n->supplement < supplement || (n->supplement == supplement && at < first);
		if (counts && g_str_equal(n->audience, audience) && before) {
			first = at;
			supplement = n->supplement;
		}
	}
	return first;
}

/* And what was filed for any other, from the filings alone. */
static Instant
filed_at(const Incident *incident, const Clock *clock)
{
	Instant first = INSTANT_NONE;
	for (guint i = 0; i < incident->filings->len; i++) {
		const Filing *f = g_ptr_array_index(incident->filings, i);
		bool completes = g_str_equal(clock->id, "supplement") && g_str_equal(f->clock, "authority-72h") && f->type == FILING_COMPLETE;
		bool counts = completes || (g_str_equal(f->clock, clock->id) && f->type != FILING_WITHDRAWAL);
		if (counts && (first == INSTANT_NONE || f->act.at < first))
			first = f->act.at;
	}
	return first;
}

/* Something was decided at the instant of an answer, which lies before it was entered. */
static bool
answered(const Incident *incident)
{
	for (guint i = 0; i < incident->decisions->len; i++)
		if (((const Judgement *)g_ptr_array_index(incident->decisions, i))->act.receipt)
			return true;
	return false;
}

static void
check_clock(Model *m, const Incident *incident, const Clock *k, GHashTable *late)
{
	g_autofree char *key = g_strconcat(incident->ref, " ", k->id, NULL);
	ClockState state = clock_state(k, reg.now);
	HOLDS(m, k->due_at == k->starts_at + k->length, "%s is due at another time than its length says", key);
	if (g_str_equal(k->rule, RULE_DPO)) {
		HOLDS(m, k->length == 86400, "%s lasts %d", key, (int)k->length);
		HOLDS(m, (k->voided || !k->not_due) && !k->waived, "%s was waived", key);
		HOLDS(m, k->starts_at == incident_instant(incident, "detected_at"), "%s does not start at detection", key);
		HOLDS(m, k->met_at == told_at(incident, k, "dpo"), "%s was met at %" G_GINT64_FORMAT ", told at %" G_GINT64_FORMAT, key, k->met_at,
			told_at(incident, k, "dpo"));
	} else if (g_str_equal(k->rule, RULE_CLIENT)) {
		Instant told = told_at(incident, k, k->client), filed = filed_at(incident, k);
		told = told == INSTANT_NONE || (filed != INSTANT_NONE && filed < told) ? filed : told;
		HOLDS(m, k->met_at == told, "%s was met at %" G_GINT64_FORMAT ", told at %" G_GINT64_FORMAT, key, k->met_at,
			told);
	} else {
		HOLDS(m, k->met_at == filed_at(incident, k), "%s was met at %" G_GINT64_FORMAT ", filed at %" G_GINT64_FORMAT, key, k->met_at,
			filed_at(incident, k));
	}
	/* A clock that stood wrong may have made something look late that was not; what was filed or answered in time was late only for who did
	 * not know. */
	if (m->went_back && !k->late_by_correction && !k->ended_late)
		g_hash_table_remove(late, key);
	if (g_hash_table_contains(late, key))
		HOLDS(m, clock_was_late(k, reg.now) || state == CLOCK_MET || k->voided || (k->not_due && answered(incident)), "%s was late and is %s", key,
			clock_state_code(state));
	if (clock_was_late(k, reg.now))
		g_hash_table_add(late, g_steal_pointer(&key));
}

/* Its letter says that nobody released it, or another by which the same letter went was released. */
static bool
by_contract(Model *m, const Incident *incident, const Notice *notice)
{
	g_autoptr(GBytes) text = NULL;
	if (!notice->text)
		return false;
	OK(query_blob(m->courier->db, notice->text, &text, &error));
	gsize len;
	const char *bytes = g_bytes_get_data(text, &len);
	if (g_strstr_len(bytes, (gssize)len, notice->lang == LANG_IT ? "INVIATA AUTOMATICAMENTE" : "SENT AUTOMATICALLY"))
		return true;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (g_str_equal(n->audience, notice->audience) && n->supplement == notice->supplement && n->released_at != INSTANT_NONE)
			return true;
	}
	return false;
}

static void
check_notices(Model *m, const Incident *incident)
{
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		g_autofree char *id = g_strdup_printf("%s/n%u", incident->ref, i + 1);
		HOLDS(m, g_str_equal(n->id, id), "%s stands where %s should", n->id, id);
		HOLDS(m, (n->sent_at != INSTANT_NONE) == (n->state == NOTICE_SENT), "%s is %s and was sent, or not", id, notice_state_code(n->state));
		HOLDS(m, n->state == NOTICE_SENT || n->proof == PROOF_NONE, "%s is %s and proven", id, notice_state_code(n->state));
		HOLDS(m, !n->exercise || n->attempts == 0, "%s is an exercise and was attempted", id);
		HOLDS(m, g_str_equal(n->audience, "dpo") || n->attempts == 0 || n->released_at != INSTANT_NONE || by_contract(m, incident, n),
			"%s left for a client, and nobody had released it", id);
		HOLDS(m, n->released_late == (n->released_late && n->released_why), "%s was released late without a reason", id);
	}
}

static void
check_next_due(Model *m, const Incident *incident)
{
	g_autofree char *sql = g_strdup_printf("SELECT next_due FROM incident WHERE ref = '%s'", incident->ref);
	Instant next = INT64_MAX;
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (clock_open(k) && incident->closed_at == INSTANT_NONE && incident->voided_at == INSTANT_NONE)
			next = MIN(next, k->due_at);
	}
	HOLDS(m, kit_number(m->courier->db, sql) == next, "%s: the next due instant is not that of its earliest open clock", incident->ref);
}

/* A breach always has the DPO's clock, and the others that its answers ask for. */
static void
check_which_clocks(Model *m, const Incident *incident)
{
	const Clock *authority = reg_clock(incident, RULE_AUTHORITY);
	const char *own = incident_text(incident, "own_data");
	const Judgement *decision = judgement_about(incident->decisions, ABOUT_AUTHORITY);
	bool due = authority && !authority->not_due, met = authority && authority->met_at != INSTANT_NONE;
	bool asked = incident->kind == KIND_BREACH && g_strcmp0(own, "no") != 0 && !incident->outcome && (!decision || decision->yes);
	HOLDS(m, g_str_equal(((const Clock *)g_ptr_array_index(incident->clocks, 0))->id, RULE_DPO), "%s has no clock to the DPO", incident->ref);
	if (incident->voided_at != INSTANT_NONE)
		return;
	HOLDS(m, due == asked || (due && (met || authority->waived)), "%s: own data %s, and the authority's clock", incident->ref, own ? own : "-");
	HOLDS(m, !due || met || authority->waived || authority->provisional == (g_strcmp0(own, "yes") != 0 && !decision), "%s: provisional or not",
		incident->ref);
	for (guint i = 0; incident->kind == KIND_BREACH && !incident->outcome && i < incident->clients->len; i++) {
		const Affected *a = g_ptr_array_index(incident->clients, i);
		g_autofree char *id = g_strconcat(RULE_CLIENT ":", a->client, NULL);
		const Clock *k = reg_clock(incident, id);
		HOLDS(m, k && !k->not_due, "%s affects %s, whose clock does not run", incident->ref, a->client);
	}
}

/* --- what the courier is told --------------------------------------------------------------------------------------------- */

static bool
is_due(const Notice *n)
{
	/* Once a hold is over, or the wait after an attempt; and what is further ahead than any of them lasts was written by a clock that
	 * stood ahead. */
	Instant at = MAX(n->hold_until, n->next_at);
	bool ever = n->next_at != INSTANT_NONE || n->state == NOTICE_QUEUED;
	bool ahead = at != INT64_MAX && at > reg.now + (n->hold_until == INSTANT_NONE ? 15 * 60 : 2 * 3600);
	return !notice_settled(n) && ever && (at <= reg.now || ahead);
}

/* Nobody told the DPO, and nothing is under way that will before the time is over. */
static bool
is_for_the_switch(const Incident *incident)
{
	const Clock *dpo = reg_clock(incident, RULE_DPO);
	bool told = incident->kind == KIND_DRILL || !clock_open(dpo) || incident->closed_at != INSTANT_NONE || incident->voided_at != INSTANT_NONE;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (!g_str_equal(n->audience, "dpo"))
			continue;
		bool goes = !notice_settled(n) && (n->hold_until == INSTANT_NONE || n->hold_until < dpo->due_at - 1800);
		if (n->letter == LETTER_CLOSING || n->letter == LETTER_READ_BACK || !g_str_equal(n->audience, "dpo"))
			continue;
		/* What the switch itself sent and was refused for good is a matter for people. */
		told = told || goes || n->state == NOTICE_SENT || (n->state == NOTICE_FAILED && n->automatic);
	}
	return !told;
}

static void
add_expected(const Incident *incident, GString *due, GString *untold)
{
	for (guint i = 0; i < incident->notices->len; i++)
		if (is_due(g_ptr_array_index(incident->notices, i)))
			g_string_append_printf(due, "%s ", ((const Notice *)g_ptr_array_index(incident->notices, i))->id);
	if (is_for_the_switch(incident))
		g_string_append_printf(untold, "%s ", incident->ref);
}

static int
by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "a b c " sorted. */
static char *
sorted(GPtrArray *words)
{
	GString *line = g_string_new(NULL);
	g_ptr_array_sort(words, by_text);
	for (guint i = 0; i < words->len; i++)
		g_string_append_printf(line, "%s ", (char *)g_ptr_array_index(words, i));
	return g_string_free(line, FALSE);
}

static char *
sorted_line(const GString *line)
{
	g_auto(GStrv) words = g_strsplit(line->str, " ", -1);
	g_autoptr(GPtrArray) array = g_ptr_array_new();
	for (gsize i = 0; words[i]; i++)
		if (*words[i])
			g_ptr_array_add(array, words[i]);
	return sorted(array);
}

static void
check_courier(Model *m, const GString *due, const GString *untold)
{
	g_autoptr(GPtrArray) notices = NULL, refs = NULL, ids = g_ptr_array_new();
	OK(query_outbox_due(m->courier->db, reg.now, &notices, &error));
	OK(query_unnotified(m->courier->db, INT64_MAX - 1, &refs, &error));
	for (guint i = 0; i < notices->len; i++)
		g_ptr_array_add(ids, ((const Notice *)g_ptr_array_index(notices, i))->id);
	g_autofree char *due_found = sorted(ids), *due_wanted = sorted_line(due);
	g_autofree char *untold_found = sorted(refs), *untold_wanted = sorted_line(untold);
	HOLDS(m, g_str_equal(due_found, due_wanted), "due are %s, and should be %s", due_found, due_wanted);
	HOLDS(m, g_str_equal(untold_found, untold_wanted), "untold are %s, and should be %s", untold_found, untold_wanted);
}

/* --- all of them ---------------------------------------------------------------------------------------------------------- */

/* How many are open. */
static guint
check_incidents(Model *m, GHashTable *late)
{
	guint open = 0;
	g_autoptr(GString) due = g_string_new(NULL), untold = g_string_new(NULL);
	for (guint i = 0; i < m->refs->len; i++) {
		g_autoptr(Incident) incident = NULL;
		OK(query_incident(m->courier->db, g_ptr_array_index(m->refs, i), &incident, &error));
		HOLDS(m, incident != NULL, "%s is gone", (char *)g_ptr_array_index(m->refs, i));
		for (guint j = 0; j < incident->clocks->len; j++)
			check_clock(m, incident, g_ptr_array_index(incident->clocks, j), late);
		check_notices(m, incident);
		check_next_due(m, incident);
		check_which_clocks(m, incident);
		add_expected(incident, due, untold);
		open += incident->closed_at == INSTANT_NONE && incident->voided_at == INSTANT_NONE;
	}
	check_courier(m, due, untold);
	return open;
}

/* The board, read in pages of three, is all that is open, the most urgent first. */
static void
check_board(Model *m, guint open)
{
	g_autofree char *after = NULL;
	guint seen = 0;
	Instant last = INT64_MIN;
	do {
		g_autoptr(GPtrArray) page = NULL;
		char *next = NULL;
		const ListQuery query = {.order = ORDER_URGENT, .current = true, .limit = 3, .after = after, .now = reg.now};
		OK(query_list(m->courier->db, &query, &page, &next, &error));
		for (guint i = 0; i < page->len; i++) {
			const Incident *incident = g_ptr_array_index(page, i);
			Instant due = INT64_MAX;
			for (guint j = 0; j < incident->clocks->len; j++) {
				const Clock *k = g_ptr_array_index(incident->clocks, j);
				due = clock_open(k) ? MIN(due, k->due_at) : due;
			}
			HOLDS(m, due >= last, "%s stands after what is less urgent", incident->ref);
			last = due;
			seen++;
		}
		g_free(after);
		after = next;
	} while (after);
	HOLDS(m, seen == open, "the board has %u of %u incidents", seen, open);
}

/* Gapless in its series, and of the year of the home zone. */
static void
check_ref(Model *m, GHashTable *counters)
{
	if (!m->logged)
		return;
	bool drill = strchr(m->logged, 'D') != NULL;
	g_autofree char *series = g_strndup(m->logged, drill ? 6 : 5);
	int next = GPOINTER_TO_INT(g_hash_table_lookup(counters, series)) + 1;
	g_autofree char *expected = g_strdup_printf(drill ? "%s%02d" : "%s%04d", series, next);
	g_autofree char *year = g_strdup_printf("%d-", instant_year(reg.now, m->actor->zone));
	HOLDS(m, g_str_equal(m->logged, expected), "%s was logged, not %s", m->logged, expected);
	HOLDS(m, g_str_has_prefix(m->logged, year), "%s was logged in %s", m->logged, year);
	g_hash_table_replace(counters, g_steal_pointer(&series), GINT_TO_POINTER(next));
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static void
check_sound(Model *m)
{
	Verdicts v = {0};
	OK(verify_register(m->courier->db, false, NULL, NULL, &v, &error));
	HOLDS(m, v.sound, "%s", v.what);
	verdicts_clear(&v);
}

/* Taken for one of an older program and rebuilt under another zone, locale and configuration, it has the same rows. */
static void
check_rebuild(Model *m)
{
	static const char *const zones[] = {"Asia/Tokyo", "America/St_Johns", "Pacific/Apia", ":nowhere"};
	static const char *const locales[] = {"C", "it_IT.UTF-8", "tr_TR.UTF-8", "C.UTF-8"};
	g_autofree char *before = kit_dump(m->courier->db);
	g_setenv("TZ", zones[m->step % 4], TRUE);
	tzset();
	g_setenv("LC_ALL", locales[m->step % 4], TRUE);
	setlocale(LC_ALL, "");
	g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
	OK(kit_run(m->courier->db, "UPDATE version SET number = 0 WHERE part = 'projection'", &error));
	OK(migrate_open(m->courier->db, &error));
	g_autofree char *after = kit_dump(m->courier->db);
	HOLDS(m, g_str_equal(before, after), "rebuilt under %s, the tables differ", zones[m->step % 4]);
}

/* Codes, ids, instants, hashes, addresses of messages: printable, without spaces, and never what somebody typed. */
static void
check_fact(Model *m, const Event *event, const json_t *value)
{
	const json_t *item;
	const char *name;
	size_t i;
	if (json_is_string(value)) {
		const char *text = json_string_value(value);
		for (const char *p = text; *p; p++)
			HOLDS(m, g_ascii_isalnum(*p) || strchr("<>@.:/_~?+-", *p), "%s: '%s' among the facts", event->kind_name, text);
		HOLDS(m, !strstr(text, "TYPED") && !strstr(text, "typed"), "%s: '%s' was typed", event->kind_name, text);
	}
	json_array_foreach(value, i, item)
		check_fact(m, event, item);
	json_object_foreach((json_t *)(guintptr)value, name, item)
		check_fact(m, event, item);
}

typedef struct {
	Model *model;
	int64_t seq;
} Walk;

static bool
walk(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Walk *w = data;
	g_autoptr(Event) event = NULL;
	(void)seal;
	HOLDS(w->model, seq == ++w->seq, "event %d stands where %d should", (int)seq, (int)w->seq);
	if (!event_read(head, body, &event, error))
		return false;
	check_fact(w->model, event, event->facts);
	HOLDS(w->model, !g_str_equal(event->by, ACTOR_COURIER) || event->kind->courier, "the courier wrote %s", event->kind_name);
	return true;
}

static void
check_journal(Model *m)
{
	Walk w = {m, 0};
	OK(query_journal(m->courier->db, 1, walk, &w, &error));
}

/* The past as a supplement reads it, read up to now, is the present. */
static void
check_past(Model *m)
{
	for (guint i = 0; i < m->refs->len; i++) {
		g_autoptr(Incident) incident = NULL;
		json_auto_t *past = NULL;
		OK(query_incident(m->courier->db, g_ptr_array_index(m->refs, i), &incident, &error));
		OK(past_fields(m->courier, incident->ref, incident->last_seq, &past, &error));
		HOLDS(m, json_equal(past, incident->fields), "%s: its past does not lead to its present", incident->ref);
	}
}

/* --- a life ---------------------------------------------------------------------------------------------------------------- */

static void
check_refusal(Model *m, const GError *why, const char before[65])
{
	char after[65];
	static const Err allowed[] = {E_STATE, E_INPUT, E_NOTFOUND, E_DENIED, E_CONFLICT};
	bool known = false;
	for (gsize i = 0; i < G_N_ELEMENTS(allowed); i++)
		known = known || g_error_matches(why, ERR_DOMAIN, (int)allowed[i]);
	HOLDS(m, known, "%s", why->message);
	Tip tip = {0};
	OK(query_tip(m->courier->db, &tip, &error));
	memcpy(after, tip.seal, sizeof after);
	tip_clear(&tip);
	/* A pass of the courier is several changes, of which the first may have gone well. */
	HOLDS(m, g_str_equal(m->op, "courier pass") || g_str_equal(before, after), "refused (%s), and yet written", why->message);
}

START_TEST(test_whatever_happens_the_register_holds)
{
	Model m;
	int steps = number_of("MODEL_STEPS", 120), refused = 0;
	g_autoptr(GHashTable) late = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) counters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	model_begin(&m, (unsigned)(number_of("MODEL_FROM", 1) + _i));
	for (int step = 0; step < steps; step++) {
		g_autoptr(GError) why = NULL;
		Tip tip = {0};
		OK(query_tip(m.courier->db, &tip, &error));
		if (!model_step(&m, &why)) {
			refused++;
			check_refusal(&m, why, tip.seal);
		}
		tip_clear(&tip);
		check_ref(&m, counters);
		check_board(&m, check_incidents(&m, late));
		if (step % 40 == 39)
			check_rebuild(&m);
	}
	check_sound(&m);
	check_rebuild(&m);
	check_sound(&m);
	check_journal(&m);
	check_past(&m);
	/* A life of refusals would prove nothing. */
	HOLDS(&m, refused < steps * 3 / 4, "%d of %d steps were refused", refused, steps);
	model_end(&m);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("model");
	TCase *t = tcase_create("lives");
	tcase_set_timeout(t, 600);
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_loop_test(t, test_whatever_happens_the_register_holds, 0, number_of("MODEL_SEEDS", 8));
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	/* Memory where there is some: thousands of durable commits are not what is tested here. */
	if (!g_getenv("TMPDIR") && g_file_test("/dev/shm", G_FILE_TEST_IS_DIR))
		g_setenv("TMPDIR", "/dev/shm", TRUE);
	return run_suite(suite());
}
