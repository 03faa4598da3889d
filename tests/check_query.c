/* Reading a register: one incident whole, lists and their cursors, the courier's questions, people, history. */
#include "db/query.h"
#include "src/core/err.h"
#include "tests/run.h"
#include "tests/sample.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static Sample sample;

static void
make_story(void)
{
	sample_open(&sample, false);
	sample_story(&sample);
}

static void
remove_register(void)
{
	sample_close(&sample);
}

static Incident *
incident(const char *ref)
{
	Incident *found = NULL;

	WELL(query_incident(sample.db, ref, &found, &error_));
	ck_assert_msg(found != NULL, "no %s", ref);
	return found;
}

/* --- one incident ------------------------------------------------------------------------------------------------- */

START_TEST(test_incident_has_its_fields_from_both_sides)
{
	g_autoptr(Incident) i = incident("2026-0002");

	ck_assert_str_eq(i->ref, "2026-0002");
	ck_assert_int_eq(i->kind, KIND_BREACH);
	ck_assert_str_eq(incident_title(i), "Portatile smarrito in treno");
	ck_assert_str_eq(incident_text(i, "site"), "Roma");
	ck_assert_str_eq(incident_text(i, "description"), "Perché non cifrato?");
	ck_assert_str_eq(incident_text(i, "subjects"), "10-20");
	ck_assert_str_eq(incident_text(i, "own_data"), "unknown");
	ck_assert_uint_eq(json_array_size(json_object_get(i->fields, "nature")), 2);
	ck_assert_str_eq(i->dpo, "p2");
	ck_assert_str_eq(i->logged_by, "p1");
	ck_assert(i->logged_at > SAMPLE_BEGIN && i->taken_at == INSTANT_NONE && i->closed_at == INSTANT_NONE);
	ck_assert(i->seq > 0 && i->last_seq > i->seq);
	ck_assert_ptr_null(i->outcome);
	ck_assert_ptr_null(i->source_id);
	ck_assert(!i->historic && !i->erased && !i->drill_send);
}
END_TEST

START_TEST(test_corrected_detection_moves_due_and_keeps_the_first)
{
	g_autoptr(Incident) i = incident("2026-0002");
	const Clock *dpo = g_ptr_array_index(i->clocks, 0);

	ck_assert_str_eq(dpo->id, "dpo-24h");
	ck_assert_int_eq(dpo->due_at, incident_instant(i, "detected_at") + 24 * 3600);
	ck_assert_int_eq(dpo->first_due_at, dpo->due_at + 7100);
	ck_assert_int_eq(dpo->length, 24 * 3600);
}
END_TEST

START_TEST(test_clocks_stand_dpo_first_then_by_due)
{
	g_autoptr(Incident) i = incident("2026-0001");
	const Clock *dpo, *client, *authority;

	ck_assert_uint_eq(i->clocks->len, 3);
	dpo = g_ptr_array_index(i->clocks, 0);
	client = g_ptr_array_index(i->clocks, 1);
	authority = g_ptr_array_index(i->clocks, 2);
	ck_assert_str_eq(dpo->id, "dpo-24h"); /* the client's 12 hours are due before it */
	ck_assert_str_eq(client->id, "client:alfa");
	ck_assert_str_eq(client->rule, "client");
	ck_assert_str_eq(client->client, "alfa");
	ck_assert_str_eq(client->client_name, "Alfa S.p.A.");
	ck_assert_str_eq(authority->id, "authority-72h");
	ck_assert(authority->provisional && !dpo->provisional);
	ck_assert_int_eq(dpo->required[CHANNEL_PEC], PROOF_ACCEPTED);
	ck_assert_int_eq(dpo->required[CHANNEL_EMAIL], PROOF_SUBMITTED);
	ck_assert_int_eq(authority->from, FROM_AWARE);
	ck_assert_str_eq(authority->late_cause, "other");
	ck_assert_str_eq(authority->late_reason, "in ferie");
}
END_TEST

START_TEST(test_clock_is_met_when_the_notice_was_sent)
{
	g_autoptr(Incident) i = incident("2026-0001");
	const Clock *dpo = g_ptr_array_index(i->clocks, 0);
	const Notice *n = g_ptr_array_index(i->notices, 0);

	ck_assert_int_eq(n->state, NOTICE_SENT);
	ck_assert_int_eq(n->proof, PROOF_SUBMITTED);
	ck_assert_int_eq(dpo->met_at, n->sent_at);
	ck_assert_int_eq(dpo->proof, PROOF_SUBMITTED);
	ck_assert_int_eq(clock_state(dpo, sample.now), CLOCK_MET);
}
END_TEST

START_TEST(test_incident_has_its_notices_with_recipients)
{
	g_autoptr(Incident) i = incident("2026-0001");
	const Notice *first, *second;
	const Recipient *to;

	ck_assert_uint_eq(i->notices->len, 2);
	first = g_ptr_array_index(i->notices, 0);
	second = g_ptr_array_index(i->notices, 1);
	ck_assert_str_eq(first->id, "2026-0001/n1");
	ck_assert_str_eq(first->ref, "2026-0001");
	ck_assert_str_eq(first->audience, "dpo");
	ck_assert_str_eq(first->subject, "[ROSSI] Violazione");
	ck_assert_str_eq(first->message_id, "<2026-0001/n1@example.it>");
	ck_assert_str_eq(first->server, "smtp.example.it:587");
	ck_assert_str_eq(first->reply, "250 2.0.0 Ok: queued");
	ck_assert_str_eq(first->queue_id, "4A7F");
	ck_assert_str_eq(first->enhanced, "2.0.0");
	ck_assert_int_eq(first->code, 250);
	ck_assert_int_eq(first->attempts, 1);
	ck_assert_int_eq(first->verdict, VERDICT_SENT);
	ck_assert_int_eq(first->lang, LANG_IT);
	ck_assert_uint_eq(strlen(first->bytes), 64);
	ck_assert_uint_eq(strlen(first->text), 64);
	ck_assert_uint_eq(first->to->len, 1);
	to = g_ptr_array_index(first->to, 0);
	ck_assert_str_eq(to->address, "dpo@example.it");
	ck_assert_str_eq(to->person, "p2");
	ck_assert_int_eq(to->code, 250);
	ck_assert_str_eq(to->reply, "250 2.1.5 Ok");
	ck_assert_int_eq(second->state, NOTICE_CANCELLED);
	ck_assert_str_eq(second->reason, "doppia");
	ck_assert_uint_eq(second->to->len, 0);
}
END_TEST

START_TEST(test_incident_has_its_clients_and_notes)
{
	g_autoptr(Incident) i = incident("2026-0001");
	const Affected *alfa;
	const Note *note;

	ck_assert_uint_eq(i->clients->len, 1); /* gamma turned out not to be affected */
	alfa = g_ptr_array_index(i->clients, 0);
	ck_assert_str_eq(alfa->client, "alfa");
	ck_assert_str_eq(alfa->name, "Alfa S.p.A.");
	ck_assert_str_eq(alfa->campaign, "Natale");
	ck_assert_str_eq(alfa->reference, "TK-9");
	ck_assert_str_eq(alfa->subjects, "1200");
	ck_assert_str_eq(alfa->records, "~1300");
	ck_assert_uint_eq(json_array_size(alfa->data), 1);
	ck_assert_int_eq(alfa->told_at, INSTANT_NONE);
	ck_assert_uint_eq(i->notes->len, 2);
	note = g_ptr_array_index(i->notes, 1);
	ck_assert_str_eq(note->text, "Ha cancellato.");
	ck_assert_str_eq(note->by, "p1");
	ck_assert(note->seq > ((const Note *)g_ptr_array_index(i->notes, 0))->seq);
	ck_assert_str_eq(i->taken_by, "p2");
	ck_assert_int_ne(i->taken_at, INSTANT_NONE);
}
END_TEST

START_TEST(test_incident_that_is_not_there_is_null)
{
	Incident *found = (Incident *)&sample;

	WELL(query_incident(sample.db, "2026-0999", &found, &error_));
	ck_assert_ptr_null(found);
}
END_TEST

START_TEST(test_drill_says_so)
{
	g_autoptr(Incident) i = incident("2026-D01");

	ck_assert_int_eq(i->kind, KIND_DRILL);
}
END_TEST

START_TEST(test_source_id_finds_its_incident)
{
	g_autofree char *ref = NULL, *none = NULL;

	sample_add(&sample, "incident.logged", "2026-0004",
		json_pack("{s:s, s:[], s:s}", "kind", "breach", "clocks", "detected_at", "2026-10-26T06:00:00Z"),
		json_pack("{s:s, s:s}", "title", "Da SIEM", "source_id", "siem-7"));
	WELL(query_ref_of_source(sample.db, "siem-7", &ref, &error_));
	ck_assert_str_eq(ref, "2026-0004");
	WELL(query_ref_of_source(sample.db, "siem-8", &none, &error_));
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(test_newest_ref_is_the_last_that_was_logged)
{
	g_autofree char *ref = NULL;

	WELL(query_newest_ref(sample.db, &ref, &error_));
	ck_assert_str_eq(ref, "2026-0003");
}
END_TEST

/* --- lists -------------------------------------------------------------------------------------------------------- */

/* The refs of a list, joined; with a page size it walks through all pages. */
static char *
refs_of(const char *words, ListOrder order, bool current, int limit)
{
	const char *const args[] = {words, NULL};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(Filter) filter = NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	g_autofree char *after = NULL;

	if (words) {
		GError *error = NULL;
		filter = filter_parse(args, sample.now, zone, &error);
		ck_assert_msg(filter != NULL, "%s: %s", words, error ? error->message : "");
	}
	do {
		g_autoptr(GPtrArray) page = NULL;
		ListQuery query = {.filter = filter, .order = order, .current = current, .limit = limit, .after = after,
			.now = sample.now, .me = "p1"};
		char *next = NULL;
		WELL(query_list(sample.db, &query, &page, &next, &error_));
		for (guint i = 0; i < page->len; i++)
			g_string_append_printf(out, "%s%s", out->len ? " " : "", ((const Incident *)g_ptr_array_index(page, i))->ref);
		ck_assert_msg(limit == 0 || page->len <= (guint)limit, "a page of %u", page->len);
		g_free(after);
		after = next;
	} while (after);
	return g_strdup(out->str);
}

static const struct {
	const char *words;
	ListOrder order;
	bool current;
	const char *refs;
} lists[] = {
	{NULL, ORDER_NEWEST, false, "2026-D01 2026-0003 2026-0002 2026-0001"},
	{"", ORDER_NEWEST, true, "2026-D01 2026-0003 2026-0002 2026-0001"},
	{NULL, ORDER_URGENT, true, "2026-0003 2026-0001 2026-0002 2026-D01"},
	{NULL, ORDER_URGENT, false, "2026-0003 2026-0001 2026-0002 2026-D01"},
	{"ref:2026-0002", ORDER_NEWEST, false, "2026-0002"},
	{"ref:1,3", ORDER_NEWEST, false, "2026-0003 2026-0001"},
	{"-ref:1,3", ORDER_NEWEST, false, "2026-D01 2026-0002"},
	{"ref:1 ref:2", ORDER_NEWEST, false, ""},
	{"ref:77", ORDER_URGENT, true, ""},
	{"client:alfa", ORDER_NEWEST, false, "2026-0001"},
	{"client:alfa", ORDER_URGENT, true, "2026-0001"},
	{"-client:alfa", ORDER_URGENT, true, "2026-0003 2026-0002 2026-D01"},
	{"kind:drill", ORDER_URGENT, true, "2026-D01"},
	{"cause:unknown", ORDER_NEWEST, false, "2026-D01 2026-0003 2026-0002 2026-0001"},
	{"perche", ORDER_NEWEST, false, "2026-0002"},
	{"perche", ORDER_URGENT, true, "2026-0002"},
	{"portatile cifrato", ORDER_NEWEST, false, "2026-0002"},
	{"cancellato", ORDER_NEWEST, false, "2026-0001"},
	{"alfa", ORDER_NEWEST, false, "2026-0001"},
	{"\"portat\"", ORDER_NEWEST, false, ""},
	{"\"portatile smarrito\"", ORDER_NEWEST, false, "2026-0002"},
	{"\"smarrito portatile\"", ORDER_NEWEST, false, ""},
	{"-portatile", ORDER_NEWEST, false, "2026-D01 2026-0003 2026-0001"},
	{"inesistente", ORDER_NEWEST, false, ""},
	{"portat", ORDER_NEWEST, false, "2026-0002"},
	{"ortatile", ORDER_NEWEST, false, ""},
	{"detected:2026-10-25", ORDER_NEWEST, false, "2026-0003"},
	{"logged:>2026-10-27", ORDER_NEWEST, false, ""},
	{"+drill", ORDER_NEWEST, false, "2026-D01"},
	{"+open -ref:D1", ORDER_URGENT, false, "2026-0003 2026-0001 2026-0002"},
};

START_TEST(test_list_finds_what_the_filter_means_at_every_page_size)
{
	for (int limit = 0; limit < 4; limit++) {
		g_autofree char *refs = refs_of(lists[_i].words, lists[_i].order, lists[_i].current, limit);
		ck_assert_msg(!strcmp(refs, lists[_i].refs), "%s by %d: %s", lists[_i].words ? lists[_i].words : "all", limit, refs);
	}
}
END_TEST

/* The refs that core alone would list: everything, newest first, and what the filter says of each. */
static char *
refs_without_narrowing(const Filter *filter)
{
	GString *out = g_string_new(NULL);
	g_autoptr(GPtrArray) all = NULL;
	ListQuery query = {.order = ORDER_NEWEST, .now = sample.now};

	WELL(query_list(sample.db, &query, &all, NULL, &error_));
	for (guint i = 0; i < all->len; i++) {
		const Incident *one = g_ptr_array_index(all, i);
		if (filter_match(filter, one, sample.now, "p1"))
			g_string_append_printf(out, "%s%s", out->len ? " " : "", one->ref);
	}
	return g_string_free(out, FALSE);
}

START_TEST(test_index_narrows_and_never_decides)
{
	static const char *const words[] = {"strasse", "Straße", "STRASSE 7", "s.p.a.", "alfa", "omega", "crm_export", "export", "e-mail",
		"mail", "\"e mail\"", "o'hara", "hara", "日本", "日", "cafe", "café", "CAFÉ", "1.200", "200", "x", "лена", "ελενη", "i̇", "-strasse",
		"ref:2,4 strasse", "ref:1..3", "detected:<2026-10-26 p", "logged:2026-10-26 -ref:1", "client:omega", "naïve", "ﬁle", "file",
		"²", "٣"};

	sample_add(&sample, "note.added", "2026-0002", json_object(),
		json_pack("{s:s}", "text", "Straße 7, CRM_export per e-mail a O'Hara; 日本語, cafe\u0301, 1.200 righe; Лёна Ελένη İstanbul naïve ﬁle ² ٣"));
	sample_add(&sample, "client.changed", NULL, json_pack("{s:s}", "client", "alfa"), json_pack("{s:s}", "name", "Omega Straße S.p.A."));
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		const char *const args[] = {words[i], NULL};
		g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
		g_autoptr(GError) error = NULL;
		g_autoptr(Filter) filter = filter_parse(args, sample.now, zone, &error);
		if (!filter)
			continue;
		g_autofree char *expected = refs_without_narrowing(filter);
		g_autofree char *refs = refs_of(words[i], ORDER_NEWEST, false, 0);
		ck_assert_msg(!strcmp(refs, expected), "%s: '%s' instead of '%s'", words[i], refs, expected);
	}
	g_autofree char *renamed = refs_of("omega", ORDER_NEWEST, false, 0), *folded = refs_of("strasse", ORDER_NEWEST, false, 0);
	ck_assert_str_eq(renamed, "2026-0001");
	ck_assert_str_eq(folded, "2026-0002 2026-0001");
}
END_TEST

START_TEST(test_list_takes_no_word_for_sql)
{
	static const char *const words[] = {"\"", "'", "a\" OR \"b", "NEAR(a b)", "*", "x'; DROP TABLE journal; --", "title:x", "%", "^a"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
		const char *const args[] = {words[i], NULL};
		g_autoptr(Filter) filter = filter_parse(args, sample.now, zone, NULL);
		g_autoptr(GPtrArray) page = NULL;
		ListQuery query = {.filter = filter, .order = ORDER_NEWEST, .now = sample.now};
		if (filter)
			WELL(query_list(sample.db, &query, &page, NULL, &error_));
	}
	g_autofree char *all = refs_of(NULL, ORDER_NEWEST, false, 0);
	ck_assert_str_eq(all, "2026-D01 2026-0003 2026-0002 2026-0001");
}
END_TEST

START_TEST(test_cursor_that_is_none_is_refused)
{
	static const char *const wrong[] = {"", "x", "u", "u:", "u:1", "u:x:2026-0001", "u:1:2026-0001'--", "n:", "n:x", "n:1:2", "n:-1",
		"u:99999999999999999999:2026-0001", "n:99999999999999999999", " n:4", "n:4 "};

	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GPtrArray) page = NULL;
		g_autoptr(GError) error = NULL;
		ListQuery query = {.order = wrong[i][0] == 'u' ? ORDER_URGENT : ORDER_NEWEST, .after = wrong[i], .now = sample.now,
			.current = wrong[i][0] == 'u'};
		ck_assert_msg(!query_list(sample.db, &query, &page, NULL, &error), "'%s' was taken", wrong[i]);
		ck_assert_int_eq(error->code, E_INPUT);
	}
}
END_TEST

START_TEST(test_cursor_of_the_other_order_is_refused)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) first = NULL, second = NULL;
	g_autofree char *next = NULL;
	ListQuery query = {.order = ORDER_NEWEST, .limit = 1, .now = sample.now};

	WELL(query_list(sample.db, &query, &first, &next, &error_));
	ck_assert_ptr_nonnull(next);
	query.order = ORDER_URGENT;
	query.current = true;
	query.after = next;
	ck_assert(!query_list(sample.db, &query, &second, NULL, &error));
	ck_assert_int_eq(error->code, E_INPUT);
}
END_TEST

START_TEST(test_last_page_has_no_cursor)
{
	g_autoptr(GPtrArray) page = NULL;
	g_autofree char *next = NULL;
	ListQuery query = {.order = ORDER_NEWEST, .limit = 4, .now = sample.now};

	WELL(query_list(sample.db, &query, &page, &next, &error_));
	ck_assert_uint_eq(page->len, 4);
	ck_assert_ptr_null(next);
}
END_TEST

START_TEST(test_listed_incident_is_whole)
{
	g_autoptr(GPtrArray) page = NULL;
	g_autoptr(Incident) same = incident("2026-0001");
	ListQuery query = {.order = ORDER_NEWEST, .now = sample.now};
	const Incident *listed;

	WELL(query_list(sample.db, &query, &page, NULL, &error_));
	listed = g_ptr_array_index(page, 3);
	ck_assert_str_eq(listed->ref, same->ref);
	ck_assert(json_equal(listed->fields, same->fields));
	ck_assert_uint_eq(listed->clocks->len, same->clocks->len);
	ck_assert_uint_eq(listed->notices->len, same->notices->len);
	ck_assert_uint_eq(listed->clients->len, same->clients->len);
	ck_assert_uint_eq(listed->notes->len, same->notes->len);
}
END_TEST

START_TEST(test_open_ones_are_counted)
{
	int64_t open = 0;

	WELL(query_count_current(sample.db, &open, &error_));
	ck_assert_int_eq(open, 4);
}
END_TEST

static void
add_story_tests(TCase *tc)
{
	tcase_add_test(tc, test_incident_has_its_fields_from_both_sides);
	tcase_add_test(tc, test_corrected_detection_moves_due_and_keeps_the_first);
	tcase_add_test(tc, test_clocks_stand_dpo_first_then_by_due);
	tcase_add_test(tc, test_clock_is_met_when_the_notice_was_sent);
	tcase_add_test(tc, test_incident_has_its_notices_with_recipients);
	tcase_add_test(tc, test_incident_has_its_clients_and_notes);
	tcase_add_test(tc, test_incident_that_is_not_there_is_null);
	tcase_add_test(tc, test_drill_says_so);
	tcase_add_test(tc, test_source_id_finds_its_incident);
	tcase_add_test(tc, test_newest_ref_is_the_last_that_was_logged);
	tcase_add_loop_test(tc, test_list_finds_what_the_filter_means_at_every_page_size, 0, (int)G_N_ELEMENTS(lists));
	tcase_add_test(tc, test_index_narrows_and_never_decides);
	tcase_add_test(tc, test_list_takes_no_word_for_sql);
	tcase_add_test(tc, test_cursor_that_is_none_is_refused);
	tcase_add_test(tc, test_cursor_of_the_other_order_is_refused);
	tcase_add_test(tc, test_last_page_has_no_cursor);
	tcase_add_test(tc, test_listed_incident_is_whole);
	tcase_add_test(tc, test_open_ones_are_counted);
}

int
main(void)
{
	Suite *suite = suite_create("query");
	TCase *story = tcase_create("story");

	tcase_add_checked_fixture(story, make_story, remove_register);
	add_story_tests(story);
	suite_add_tcase(suite, story);
	return run_suite(suite);
}
