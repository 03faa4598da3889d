/* What the courier asks of a register, its people and clients, its journal and blobs. */
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
make_empty(void)
{
	sample_open(&sample, false);
}

static void
remove_register(void)
{
	sample_close(&sample);
}

/* --- notices ------------------------------------------------------------------------------------------------------ */

static char *
ids_of(const GPtrArray *notices)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < notices->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "", ((const Notice *)g_ptr_array_index(notices, i))->id);
	return g_string_free(out, FALSE);
}

static char *
due_at(Instant now)
{
	g_autoptr(GPtrArray) due = NULL;

	WELL(query_outbox_due(sample.db, now, &due, &error_));
	return ids_of(due);
}

START_TEST(test_outbox_shows_what_is_not_settled)
{
	g_autoptr(GPtrArray) notices = NULL, recent = NULL;
	g_autofree char *unsettled = NULL, *since = NULL;

	WELL(query_outbox(sample.db, INSTANT_NONE, &notices, &error_));
	unsettled = ids_of(notices);
	ck_assert_str_eq(unsettled, "2026-0002/n1 2026-D01/n1");
	WELL(query_outbox(sample.db, SAMPLE_BEGIN, &recent, &error_));
	since = ids_of(recent);
	ck_assert_str_eq(since, "2026-0001/n1 2026-0001/n2 2026-0002/n1 2026-0002/n2 2026-D01/n1");
}
END_TEST

START_TEST(test_notice_is_found_by_its_id)
{
	Notice *none = (Notice *)&sample;
	g_autoptr(Notice) n = NULL;

	WELL(query_notice(sample.db, "2026-0002/n1", &n, &error_));
	ck_assert_int_eq(n->verdict, VERDICT_TEMPFAIL);
	ck_assert_int_eq(n->code, 451);
	ck_assert_str_eq(n->reply, "451 4.7.1 try later");
	ck_assert(n->next_at > n->attempted_at);
	WELL(query_notice(sample.db, "2026-0002/n9", &none, &error_));
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(test_failed_notice_is_due_again_at_its_time)
{
	g_autoptr(Notice) n = NULL;
	g_autofree char *before = NULL, *then = NULL;

	WELL(query_notice(sample.db, "2026-0002/n1", &n, &error_));
	before = due_at(n->next_at - 1);
	then = due_at(n->next_at);
	ck_assert_str_eq(before, "2026-D01/n1"); /* queued, and due at once */
	ck_assert_str_eq(then, "2026-D01/n1 2026-0002/n1");
}
END_TEST

START_TEST(test_held_notice_waits_for_its_hour_or_for_ever)
{
	g_autofree char *early = NULL, *later = NULL, *held = NULL;
	Instant hold = sample.now + 600;
	g_autofree char *until = instant_rfc3339(hold);

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_queue(&sample, "2026-0001/n1");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s, s:s}", "notice", "n1", "hold_until", until), NULL);
	early = due_at(hold - 1);
	later = due_at(hold);
	ck_assert_str_eq(early, "");
	ck_assert_str_eq(later, "2026-0001/n1");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s}", "notice", "n1"), NULL);
	held = due_at(hold + 86400);
	ck_assert_str_eq(held, "");
}
END_TEST

START_TEST(test_courier_wakes_for_the_next_attempt_or_the_switch)
{
	Instant next = 0;

	WELL(query_outbox_next(sample.db, &next, &error_));
	ck_assert_int_eq(next, INSTANT_NONE);
	sample_log(&sample, "2026-0001", "A", sample.now);
	WELL(query_outbox_next(sample.db, &next, &error_));
	ck_assert_int_eq(next, sample.now + 20 * 3600); /* the dead-man's switch, 4 h before 24 */
	sample_add(&sample, "setting.changed", NULL, json_pack("{s:s, s:s}", "name", "auto-notify", "value", "6h"), NULL);
	WELL(query_outbox_next(sample.db, &next, &error_));
	ck_assert_int_eq(next, sample.now + 18 * 3600);
	sample_queue(&sample, "2026-0001/n1");
	WELL(query_outbox_next(sample.db, &next, &error_));
	ck_assert_int_le(next, sample.now);
	sample_send(&sample, "2026-0001/n1");
	WELL(query_outbox_next(sample.db, &next, &error_));
	ck_assert_int_eq(next, INSTANT_NONE);
}
END_TEST

static char *
unnotified(Instant before)
{
	g_autoptr(GPtrArray) refs = NULL;
	g_autoptr(GString) out = g_string_new(NULL);

	WELL(query_unnotified(sample.db, before, &refs, &error_));
	for (guint i = 0; i < refs->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "", (const char *)g_ptr_array_index(refs, i));
	return g_strdup(out->str);
}

#define UNNOTIFIED(before, expected) do { \
	g_autofree char *refs_ = unnotified(before); \
	ck_assert_str_eq(refs_, expected); \
} while (0)

START_TEST(test_switch_names_who_was_not_told)
{
	Instant due = sample.now + 86400;

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_log(&sample, "2026-D01", "Prova", sample.now);
	UNNOTIFIED(due - 1, "");
	UNNOTIFIED(due, "2026-0001");
}
END_TEST

START_TEST(test_switch_leaves_alone_what_is_on_its_way)
{
	Instant due = sample.now + 86400;

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_queue(&sample, "2026-0001/n1");
	UNNOTIFIED(due, "");
	sample_send(&sample, "2026-0001/n1");
	UNNOTIFIED(due, "");
}
END_TEST

START_TEST(test_switch_counts_no_held_withdrawn_or_failed_notice)
{
	Instant due = sample.now + 86400;

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_queue(&sample, "2026-0001/n1");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s}", "notice", "n1"), NULL);
	UNNOTIFIED(due, "2026-0001");
	sample_add(&sample, "notice.cancelled", "2026-0001", json_pack("{s:s}", "notice", "n1"), json_pack("{s:s}", "reason", "x"));
	UNNOTIFIED(due, "2026-0001");
	sample_queue(&sample, "2026-0001/n2");
	UNNOTIFIED(due, "");
	sample_add(&sample, "notice.attempted", "2026-0001", json_pack("{s:s, s:i}", "notice", "n2", "attempt", 1), NULL);
	sample_add(&sample, "notice.failed", "2026-0001",
		json_pack("{s:s, s:s, s:i}", "notice", "n2", "verdict", "permfail", "code", 550),
		json_pack("{s:s}", "reply", "550 5.1.1 no such user"));
	UNNOTIFIED(due, "2026-0001");
}
END_TEST

START_TEST(test_switch_trusts_a_hold_that_ends_in_time)
{
	Instant due = sample.now + 86400;
	g_autofree char *soon = instant_rfc3339(due - 7200), *late = instant_rfc3339(due - 60);

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_queue(&sample, "2026-0001/n1");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s, s:s}", "notice", "n1", "hold_until", soon), NULL);
	UNNOTIFIED(due, "");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s, s:s}", "notice", "n1", "hold_until", late), NULL);
	UNNOTIFIED(due, "2026-0001");
	sample_add(&sample, "notice.held", "2026-0001", json_pack("{s:s}", "notice", "n1"), NULL);
	UNNOTIFIED(due, "2026-0001");
	sample_add(&sample, "notice.retried", "2026-0001", json_pack("{s:s, s:s}", "notice", "n1", "next_at", soon), NULL);
	UNNOTIFIED(due, "");
}
END_TEST

START_TEST(test_switch_does_not_repeat_what_was_refused_for_good)
{
	Instant due = sample.now + 86400;

	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_add(&sample, "notice.queued", "2026-0001",
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:b}", "notice", "n1", "audience", "dpo", "letter", "preliminary", "channel", "email",
			"lang", "it", "automatic", 1), NULL);
	UNNOTIFIED(due, "");
	sample_add(&sample, "notice.attempted", "2026-0001", json_pack("{s:s, s:i}", "notice", "n1", "attempt", 1), NULL);
	sample_add(&sample, "notice.failed", "2026-0001", json_pack("{s:s, s:s, s:i}", "notice", "n1", "verdict", "permfail", "code", 550),
		json_pack("{s:s}", "reply", "550 5.1.1 no such user"));
	UNNOTIFIED(due, "");
}
END_TEST

START_TEST(test_taking_charge_does_not_stop_the_switch)
{
	sample_log(&sample, "2026-0001", "A", sample.now);
	sample_add(&sample, "dpo.took-charge", "2026-0001", json_object(), NULL);
	UNNOTIFIED(sample.now + 86400, "2026-0001");
}
END_TEST

/* --- people, clients, appointments ---------------------------------------------------------------------------------- */

START_TEST(test_people_come_by_number)
{
	g_autoptr(GPtrArray) now = NULL, ever = NULL;
	const Person *first;

	WELL(query_people(sample.db, false, &now, &error_));
	WELL(query_people(sample.db, true, &ever, &error_));
	ck_assert_uint_eq(now->len, 4);
	ck_assert_uint_eq(ever->len, 5);
	first = g_ptr_array_index(ever, 0);
	ck_assert_str_eq(first->id, "p1");
	ck_assert_str_eq(first->name, "Maria Bianchi");
	ck_assert_str_eq(first->phone, "+39 06 1");
	ck_assert_str_eq(first->position, "Sicurezza");
	ck_assert_ptr_null(first->pec);
	ck_assert_str_eq(first->accounts[0], "maria");
	ck_assert_ptr_null(first->accounts[1]);
	ck_assert_uint_eq(first->roles, 1U << ROLE_SECURITY | 1U << ROLE_ADMIN);
	ck_assert_int_ne(((const Person *)g_ptr_array_index(ever, 3))->retired, INSTANT_NONE);
}
END_TEST

START_TEST(test_people_past_nine_stay_in_order)
{
	g_autoptr(GPtrArray) people = NULL;

	for (int i = 6; i <= 11; i++) {
		g_autofree char *id = g_strdup_printf("p%d", i);
		sample_add(&sample, "person.added", NULL, json_pack("{s:s, s:[]}", "person", id, "roles"), json_pack("{s:s}", "name", id));
	}
	WELL(query_people(sample.db, true, &people, &error_));
	ck_assert_uint_eq(people->len, 11);
	for (guint i = 0; i < people->len; i++) {
		g_autofree char *id = g_strdup_printf("p%u", i + 1);
		ck_assert_str_eq(((const Person *)g_ptr_array_index(people, i))->id, id);
	}
}
END_TEST

START_TEST(test_account_finds_everybody_bound_to_it)
{
	g_autoptr(GPtrArray) desk = NULL, none = NULL, part = NULL;

	WELL(query_people_of_account(sample.db, "desk", &desk, &error_));
	ck_assert_uint_eq(desk->len, 2); /* p4 is retired */
	ck_assert_str_eq(((const Person *)g_ptr_array_index(desk, 0))->id, "p3");
	ck_assert_str_eq(((const Person *)g_ptr_array_index(desk, 1))->id, "p5");
	WELL(query_people_of_account(sample.db, "DESK", &none, &error_));
	ck_assert_uint_eq(none->len, 0);
	WELL(query_people_of_account(sample.db, "des", &part, &error_));
	ck_assert_uint_eq(part->len, 0);
}
END_TEST

START_TEST(test_person_is_found_by_id)
{
	Person *none = (Person *)&sample;
	g_autoptr(Person) p = NULL;

	WELL(query_person(sample.db, "p3", &p, &error_));
	ck_assert_str_eq(p->name, "Luca Neri");
	ck_assert_str_eq(p->accounts[1], "desk");
	WELL(query_person(sample.db, "p33", &none, &error_));
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(test_clients_come_by_name)
{
	g_autoptr(GPtrArray) now = NULL, ever = NULL;
	g_autoptr(Client) alfa = NULL;
	Client *none = (Client *)&sample;

	WELL(query_clients(sample.db, false, &now, &error_));
	ck_assert_uint_eq(now->len, 2);
	WELL(query_clients(sample.db, true, &ever, &error_));
	ck_assert_uint_eq(ever->len, 3);
	ck_assert_str_eq(((const Client *)g_ptr_array_index(ever, 0))->id, "alfa");
	ck_assert_str_eq(((const Client *)g_ptr_array_index(ever, 1))->id, "beta");
	ck_assert(((const Client *)g_ptr_array_index(ever, 1))->retired);
	WELL(query_client(sample.db, "alfa", &alfa, &error_));
	ck_assert_str_eq(alfa->name, "Alfa S.p.A.");
	ck_assert_str_eq(alfa->clause, "art. 9");
	ck_assert_int_eq(alfa->hours, 12);
	ck_assert(alfa->from_aware && alfa->processor && !alfa->retired && alfa->lang == LANG_EN);
	WELL(query_client(sample.db, "omega", &none, &error_));
	ck_assert_ptr_null(none);
}
END_TEST

static char *
dpo_on(const char *when)
{
	g_autoptr(Dpo) dpo = NULL;
	Instant at;

	ck_assert(instant_from_rfc3339(when, &at));
	WELL(query_dpo_at(sample.db, at, &dpo, &error_));
	return g_strdup(dpo ? dpo->person : "nobody");
}

#define DPO_ON(when, expected) do { \
	g_autofree char *person_ = dpo_on(when); \
	ck_assert_msg(!strcmp(person_, expected), "%s: %s", when, person_); \
} while (0)

START_TEST(test_dpo_is_the_one_appointed_then)
{
	DPO_ON("2024-12-31T23:59:59Z", "nobody");
	DPO_ON("2025-01-01T00:00:00Z", "p4");
	DPO_ON("2026-05-31T23:59:59Z", "p4");
	DPO_ON("2026-06-01T00:00:00Z", "p2");
	DPO_ON("2030-06-01T00:00:00Z", "p2");
	sample_add(&sample, "dpo.ended", NULL, json_pack("{s:s, s:s}", "person", "p2", "until", "2027-01-01T00:00:00Z"), NULL);
	DPO_ON("2026-12-31T23:59:59Z", "p2");
	DPO_ON("2027-01-01T00:00:00Z", "nobody");
}
END_TEST

START_TEST(test_appointments_come_newest_first_with_their_terms)
{
	g_autoptr(GPtrArray) dpos = NULL;
	const Dpo *now;

	WELL(query_dpos(sample.db, &dpos, &error_));
	ck_assert_uint_eq(dpos->len, 2);
	now = g_ptr_array_index(dpos, 0);
	ck_assert_str_eq(now->person, "p2");
	ck_assert_str_eq(now->deputy, "p3");
	ck_assert(now->delegated);
	ck_assert_str_eq(now->act, "Atto 2");
	ck_assert_str_eq(now->protocol, "77/2026");
	ck_assert_str_eq(now->firm, "Verdi srl");
	ck_assert_str_eq(now->reason, "nota");
	ck_assert_int_eq(now->until, INSTANT_NONE);
	ck_assert_int_ne(now->away_from, INSTANT_NONE);
	ck_assert(now->away_to > now->away_from);
	ck_assert_int_eq(((const Dpo *)g_ptr_array_index(dpos, 1))->away_from, INSTANT_NONE);
}
END_TEST

/* --- the register and its journal ----------------------------------------------------------------------------------- */

START_TEST(test_tip_names_the_register_and_its_newest_event)
{
	Tip tip = {0};

	WELL(query_tip(sample.db, &tip, &error_));
	ck_assert_str_eq(tip.uuid, "4f1c2a7e-0000-4000-8000-000000000001");
	ck_assert(!tip.demo);
	ck_assert_int_eq(tip.created_at, SAMPLE_BEGIN);
	ck_assert_int_eq(tip.at, sample.now);
	ck_assert_uint_eq(strlen(tip.seal), 64);
	ck_assert_int_eq(tip.seq, sample_add(&sample, "note.added", "2026-0003", json_object(), json_pack("{s:s}", "text", "x")) - 1);
	tip_clear(&tip);
	ck_assert_ptr_null(tip.uuid);
}
END_TEST

START_TEST(test_settings_are_those_that_were_changed)
{
	g_autoptr(Settings) settings = NULL;

	WELL(query_settings(sample.db, &settings, &error_));
	ck_assert_int_eq(settings_seconds(settings, "hold"), 300);
	ck_assert_str_eq(settings_text(settings, "organisation.name"), "Rossi Contact S.p.A.");
	ck_assert(!settings_is_set(settings, "auto-notify"));
	ck_assert_int_eq(settings_seconds(settings, "auto-notify"), 4 * 3600);
}
END_TEST

typedef struct {
	int64_t last;
	int count, stop_after;
	const char *ref;
} Walk;

static bool
walk_line(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Walk *walk = data;
	g_autofree char *ref = g_strdup_printf("\"ref\":\"%s\"", walk->ref ? walk->ref : "");

	ck_assert(seq > walk->last);
	ck_assert_uint_eq(strlen(seal), 64);
	ck_assert(!walk->ref || strstr(head, ref));
	ck_assert((body != NULL) == (strstr(head, ",\"body\":\"") != NULL));
	walk->last = seq;
	if (++walk->count == walk->stop_after)
		return err_set(error, E_STATE, "enough");
	return true;
}

START_TEST(test_journal_is_read_in_order_from_anywhere)
{
	Walk all = {0}, rest = {0}, stopped = {.stop_after = 3};
	g_autoptr(GError) error = NULL;

	WELL(query_journal(sample.db, 1, walk_line, &all, &error_));
	ck_assert_int_eq(all.count, all.last);
	WELL(query_journal(sample.db, 11, walk_line, &rest, &error_));
	ck_assert_int_eq(rest.count, all.count - 10);
	ck_assert(!query_journal(sample.db, 1, walk_line, &stopped, &error));
	ck_assert_str_eq(error->message, "enough");
	ck_assert_int_eq(stopped.count, 3);
}
END_TEST

START_TEST(test_history_tells_of_one_incident_only)
{
	Walk first = {.ref = "2026-0001"}, none = {.ref = "2026-0999"};
	g_autoptr(Incident) i = NULL;

	WELL(query_incident(sample.db, "2026-0001", &i, &error_));
	WELL(query_history(sample.db, "2026-0001", walk_line, &first, &error_));
	ck_assert_int_eq(first.count, 17);
	ck_assert_int_eq(first.last, i->last_seq);
	WELL(query_history(sample.db, "2026-0999", walk_line, &none, &error_));
	ck_assert_int_eq(none.count, 0);
}
END_TEST

START_TEST(test_blob_comes_back_byte_by_byte)
{
	g_autofree guint8 *bytes = g_malloc(3 * 1024 * 1024 + 7);
	g_autoptr(GBytes) got = NULL, empty = NULL, none = NULL;
	char hex[65], hex_empty[65];

	for (gsize i = 0; i < 3 * 1024 * 1024 + 7; i++)
		bytes[i] = (guint8)(i * 31 >> 3);
	sample_begin(&sample);
	WELL(journal_put_blob(sample.db, bytes, 3 * 1024 * 1024 + 7, hex, &error_));
	WELL(journal_put_blob(sample.db, "", 0, hex_empty, &error_));
	sample_add(&sample, "note.added", "2026-0003", json_object(), json_pack("{s:s}", "text", "x"));
	sample_commit(&sample);
	WELL(query_blob(sample.db, hex, &got, &error_));
	ck_assert_uint_eq(g_bytes_get_size(got), 3 * 1024 * 1024 + 7);
	ck_assert_mem_eq(g_bytes_get_data(got, NULL), bytes, 3 * 1024 * 1024 + 7);
	WELL(query_blob(sample.db, hex_empty, &empty, &error_));
	ck_assert_ptr_nonnull(empty);
	ck_assert_uint_eq(g_bytes_get_size(empty), 0);
	WELL(query_blob(sample.db, "00", &none, &error_));
	ck_assert_ptr_null(none);
}
END_TEST

START_TEST(test_local_texts_come_and_go)
{
	g_autofree char *unset = NULL, *set = NULL, *again = NULL, *gone = NULL;

	WELL(local_get(sample.db, "courier.beat", &unset, &error_));
	ck_assert_ptr_null(unset);
	WELL(local_put(sample.db, "courier.beat", "2026-10-26T06:13:20Z", &error_));
	WELL(local_get(sample.db, "courier.beat", &set, &error_));
	ck_assert_str_eq(set, "2026-10-26T06:13:20Z");
	WELL(local_put(sample.db, "courier.beat", "è", &error_));
	WELL(local_get(sample.db, "courier.beat", &again, &error_));
	ck_assert_str_eq(again, "è");
	WELL(local_put(sample.db, "courier.beat", NULL, &error_));
	WELL(local_get(sample.db, "courier.beat", &gone, &error_));
	ck_assert_ptr_null(gone);
}
END_TEST

START_TEST(test_empty_register_answers_everything)
{
	g_autoptr(GPtrArray) list = NULL, outbox = NULL, people = NULL, clients = NULL, dpos = NULL;
	g_autofree char *ref = NULL;
	Dpo *dpo = (Dpo *)&sample;
	ListQuery query = {.order = ORDER_URGENT, .current = true, .now = sample.now};

	WELL(query_list(sample.db, &query, &list, NULL, &error_));
	WELL(query_outbox(sample.db, INSTANT_NONE, &outbox, &error_));
	WELL(query_people(sample.db, true, &people, &error_));
	WELL(query_clients(sample.db, true, &clients, &error_));
	WELL(query_dpos(sample.db, &dpos, &error_));
	WELL(query_dpo_at(sample.db, sample.now, &dpo, &error_));
	WELL(query_newest_ref(sample.db, &ref, &error_));
	ck_assert_uint_eq(list->len + outbox->len + people->len + clients->len + dpos->len, 0);
	ck_assert_ptr_null(dpo);
	ck_assert_ptr_null(ref);
}
END_TEST

static void
add_story_tests(TCase *tc)
{
	tcase_add_test(tc, test_outbox_shows_what_is_not_settled);
	tcase_add_test(tc, test_notice_is_found_by_its_id);
	tcase_add_test(tc, test_failed_notice_is_due_again_at_its_time);
	tcase_add_test(tc, test_people_come_by_number);
	tcase_add_test(tc, test_people_past_nine_stay_in_order);
	tcase_add_test(tc, test_account_finds_everybody_bound_to_it);
	tcase_add_test(tc, test_person_is_found_by_id);
	tcase_add_test(tc, test_clients_come_by_name);
	tcase_add_test(tc, test_dpo_is_the_one_appointed_then);
	tcase_add_test(tc, test_appointments_come_newest_first_with_their_terms);
	tcase_add_test(tc, test_tip_names_the_register_and_its_newest_event);
	tcase_add_test(tc, test_settings_are_those_that_were_changed);
	tcase_add_test(tc, test_journal_is_read_in_order_from_anywhere);
	tcase_add_test(tc, test_history_tells_of_one_incident_only);
	tcase_add_test(tc, test_blob_comes_back_byte_by_byte);
	tcase_add_test(tc, test_local_texts_come_and_go);
}

static void
add_empty_tests(TCase *tc)
{
	tcase_add_test(tc, test_held_notice_waits_for_its_hour_or_for_ever);
	tcase_add_test(tc, test_courier_wakes_for_the_next_attempt_or_the_switch);
	tcase_add_test(tc, test_switch_names_who_was_not_told);
	tcase_add_test(tc, test_switch_leaves_alone_what_is_on_its_way);
	tcase_add_test(tc, test_switch_counts_no_held_withdrawn_or_failed_notice);
	tcase_add_test(tc, test_switch_trusts_a_hold_that_ends_in_time);
	tcase_add_test(tc, test_switch_does_not_repeat_what_was_refused_for_good);
	tcase_add_test(tc, test_taking_charge_does_not_stop_the_switch);
	tcase_add_test(tc, test_empty_register_answers_everything);
}

int
main(void)
{
	Suite *suite = suite_create("query_rest");
	TCase *story = tcase_create("story"), *empty = tcase_create("empty");

	tcase_add_checked_fixture(story, make_story, remove_register);
	tcase_add_checked_fixture(empty, make_empty, remove_register);
	add_story_tests(story);
	add_empty_tests(empty);
	suite_add_tcase(suite, story);
	suite_add_tcase(suite, empty);
	return run_suite(suite);
}
