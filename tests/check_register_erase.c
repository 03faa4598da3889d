/* Erasing what was kept long enough: what goes, what stays, what is held, and that nothing of it is left in the files. */
#include "db/query-report.h"
#include "db/verify.h"
#include "src/register/dpo.h"
#include "src/register/erase.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include <stdlib.h>
#include <string.h>

#define YEARS(n) (INT64_C(86400) * 366 * (n))
#define REF "2026-0001"
#define CANARY "ornitorinco"

/* Closing has its own rules, which are not what this is about. */
static void
end_incident(const char *ref, const char *kind)
{
	g_autoptr(Session) s = reg_as("giulia");
	Writer writer = kit_writer();
	writer.by = "p2";
	kit.now = reg.now;
	OK(journal_begin(s->db, &writer, &error));
	OK(journal_append(s->db, kind, ref, json_object(), json_pack("{s:s}", "reason", CANARY), NULL, &error));
	OK(journal_commit(s->db, &error));
}

static void
live(void)
{
	g_autoptr(Session) s = NULL;
	g_free(reg_log("luca", "{'title':'Lista con " CANARY "','description':'un " CANARY " nei dati'}", NULL));
	const ReceiptToKeep kept = {.ref = REF, .bytes = CANARY " in posta", .len = strlen(CANARY " in posta"), .name = CANARY ".eml"};
	g_autofree char *id = NULL;
	s = reg_as("luca");
	reg_send(REF "/n1");
	OK(register_receipt_add(s, &kept, &id, &error));
	OK(register_note(s, REF, "nota: " CANARY, &error));
	end_incident(REF, "incident.closed");
}

static GPtrArray *
erase_all(bool *clean)
{
	g_autoptr(Session) s = reg_as("pia");
	GPtrArray *erased = NULL;
	OK(register_erase(s, INSTANT_NONE, "fine della conservazione", &erased, clean, &error));
	return erased;
}

static void
check_sound(void)
{
	g_autoptr(Session) s = reg_as("pia");
	Verdicts v = {0};
	OK(verify_register(s->db, false, NULL, NULL, &v, &error));
	ck_assert_msg(v.sound, "%s", v.what);
	verdicts_clear(&v);
	OK(verify_register(s->db, true, NULL, NULL, &v, &error));
	ck_assert_msg(v.sound, "%s", v.what);
	verdicts_clear(&v);
}

static bool
word_in_files(void)
{
	static const char *const ends[] = {"", "-wal", "-shm"};
	for (guint i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *path = g_strconcat(reg.uri + strlen("sqlite:"), ends[i], NULL), *bytes = NULL;
		gsize len = 0;
		if (g_file_get_contents(path, &bytes, &len, NULL) && memmem(bytes, len, CANARY, strlen(CANARY)))
			return true;
	}
	return false;
}

START_TEST(test_what_was_kept_long_enough_leaves_no_word)
{
	bool clean = false;
	live();
	ck_assert(word_in_files());
	reg.now += YEARS(6);
	g_autoptr(GPtrArray) erased = erase_all(&clean);
	ck_assert_uint_eq(erased->len, 1);
	const Erased *e = g_ptr_array_index(erased, 0);
	ck_assert_str_eq(e->ref, REF);
	ck_assert_int_ge(e->texts, 5);
	ck_assert_int_eq(e->files, 2); /* the message, the receipt */
	ck_assert_uint_eq(e->message_ids->len, 1);
	ck_assert(clean);
	ck_assert(!word_in_files());
	check_sound();
}
END_TEST

START_TEST(test_what_happened_and_what_was_met_stays)
{
	bool clean;
	live();
	g_autoptr(Incident) before = reg_incident(REF);
	reg.now += YEARS(6);
	g_ptr_array_unref(erase_all(&clean));
	g_autoptr(Incident) after = reg_incident(REF);
	const Clock *then = reg_clock(before, RULE_DPO), *now = reg_clock(after, RULE_DPO);
	ck_assert(now->met_at == then->met_at && now->proof == then->proof && now->due_at == then->due_at);
	ck_assert(after->erased && after->erased_at == reg.now);
	ck_assert(after->closed_at == before->closed_at);
	ck_assert_str_eq(incident_title(after), "erased");
	ck_assert_uint_eq(after->notes->len, before->notes->len);
	ck_assert_str_eq(((const Note *)g_ptr_array_index(after->notes, 0))->text, "");
	ck_assert(incident_instant(after, "detected_at") == incident_instant(before, "detected_at"));
	g_autoptr(Session) dpo = reg_as("giulia");
	LEFT_ALONE(register_reopen(dpo, REF, "è emerso altro", NULL, &error), E_STATE, "were erased");
	LEFT_ALONE(register_note(dpo, REF, "con un nome che nessuno cancellerebbe più", &error), E_STATE, "were erased");
	/* Once is enough. */
	g_autoptr(GPtrArray) again = erase_all(&clean);
	ck_assert_uint_eq(again->len, 0);
}
END_TEST

static bool
wants_none(const ReportIncident *incident, void *data, GError **err)
{
	(void)err;
	for (guint i = 0; i < incident->n_clocks; i++)
		*(int *)data += clock_wants_reason(&incident->clocks[i].clock, reg.now) ? 1000 : 1;
	return true;
}

/* The cause is a fact; the sentence beside it went with the other texts, and nobody can be asked for it again. */
START_TEST(test_a_lateness_that_was_explained_stays_explained)
{
	bool clean;
	int seen = 0;
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-21T20:44:05Z','own_data':'no'}", "none");
	g_autoptr(Session) s = reg_as("luca");
	reg_send(REF "/n1");
	OK(register_late(s, ref, RULE_DPO, "mail-failed", CANARY, &error));
	end_incident(ref, "incident.closed");
	reg.now += YEARS(6);
	g_ptr_array_unref(erase_all(&clean));
	g_autoptr(Incident) after = reg_incident(ref);
	const Clock *k = reg_clock(after, RULE_DPO);
	ck_assert(clock_was_late(k, reg.now) && !k->late_reason);
	ck_assert_str_eq(k->late_cause, "mail-failed");
	ck_assert(!clock_wants_reason(k, reg.now));
	OK(query_report(s->db, 0, wants_none, &seen, &error));
	ck_assert_int_eq(seen, 1);
}
END_TEST

START_TEST(test_too_young_or_open_is_kept)
{
	g_autoptr(Session) s = NULL;
	g_autoptr(GPtrArray) erasable = NULL;
	live();
	g_free(reg_log("luca", "{'title':'ancora aperto'}", NULL));
	s = reg_as("pia");
	reg.now += YEARS(4);
	OK(register_erasable(s, INSTANT_NONE, &erasable, &error));
	ck_assert_uint_eq(erasable->len, 0);
	REFUSED(register_erasable(s, reg.now, &erasable, &error), E_STATE, "5 years");
	LEFT_ALONE(register_erase(s, reg.now, "x", &erasable, &(bool){0}, &error), E_STATE, "retention");
	g_clear_pointer(&erasable, g_ptr_array_unref);
	reg.now += YEARS(2);
	OK(register_erasable(s, INSTANT_NONE, &erasable, &error));
	ck_assert_uint_eq(erasable->len, 1);
}
END_TEST

START_TEST(test_a_void_one_is_erased_too)
{
	bool clean;
	g_autofree char *ref = reg_log("luca", "{'title':'doppio " CANARY "'}", NULL);
	end_incident(ref, "incident.voided");
	reg.now += YEARS(6);
	g_autoptr(GPtrArray) erased = erase_all(&clean);
	ck_assert_uint_eq(erased->len, 1);
	ck_assert(!word_in_files());
	check_sound();
}
END_TEST

START_TEST(test_a_legal_hold_bars_erasure_until_it_is_lifted)
{
	bool clean;
	g_autoptr(Session) manager = NULL;
	live();
	manager = reg_as("carla");
	OK(register_hold(manager, REF, "causa civile", &error));
	LEFT_ALONE(register_hold(manager, REF, "di nuovo", &error), E_STATE, "already");
	reg.now += YEARS(6);
	g_autoptr(GPtrArray) none = erase_all(&clean);
	ck_assert_uint_eq(none->len, 0);
	ck_assert(word_in_files());
	OK(register_hold_lift(manager, REF, "transazione", &error));
	LEFT_ALONE(register_hold_lift(manager, REF, "di nuovo", &error), E_STATE, "no legal hold");
	g_autoptr(GPtrArray) one = erase_all(&clean);
	ck_assert_uint_eq(one->len, 1);
	LEFT_ALONE(register_hold(manager, REF, "tardi", &error), E_STATE, "erased");
	check_sound();
}
END_TEST

START_TEST(test_bytes_that_another_incident_uses_stay)
{
	bool clean;
	g_autoptr(Session) s = NULL;
	g_autofree char *id = NULL;
	live();
	g_autofree char *other = reg_log("luca", "{'title':'un altro'}", NULL);
	const ReceiptToKeep kept = {.ref = other, .bytes = CANARY " in posta", .len = strlen(CANARY " in posta")};
	s = reg_as("luca");
	OK(register_receipt_add(s, &kept, &id, &error));
	reg.now += YEARS(6);
	g_autoptr(GPtrArray) erased = erase_all(&clean);
	ck_assert_int_eq(((const Erased *)g_ptr_array_index(erased, 0))->files, 1);
	check_sound();
}
END_TEST

START_TEST(test_only_the_administrator_erases_and_says_why)
{
	static const char *const others[] = {"giulia", "luca", "carla", "ugo", "nemo"};
	GPtrArray *erased = NULL;
	bool clean;
	live();
	reg.now += YEARS(6);
	for (guint i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autoptr(Session) s = reg_as(others[i]);
		LEFT_ALONE(register_erase(s, INSTANT_NONE, "x", &erased, &clean, &error), E_DENIED, "may not");
	}
	g_autoptr(Session) admin = reg_as("pia");
	LEFT_ALONE(register_erase(admin, INSTANT_NONE, " ", &erased, &clean, &error), E_INPUT, "--reason");
}
END_TEST

START_TEST(test_a_body_is_never_taken_away_without_its_event)
{
	g_autoptr(Session) s = NULL;
	live();
	s = reg_as("pia");
	REFUSED(kit_run(s->db, "UPDATE journal SET body = NULL WHERE seq = 3", &error), E_INTERNAL, "never changed");
	Writer writer = kit_writer();
	OK(journal_begin(s->db, &writer, &error));
	OK(journal_append(s->db, "body.erased", REF, json_pack("{s:[i], s:s}", "events", 1, "closed_at", "2026-11-23T21:44:05Z"), NULL, NULL, &error));
	/* Another one than those it names, nor anything but the body of those. */
	REFUSED(kit_run(s->db, "UPDATE journal SET body = NULL WHERE seq = 3", &error), E_INTERNAL,
		"never changed");
	REFUSED(kit_run(s->db, "UPDATE journal SET body = NULL, head = head WHERE seq IN (1, 2)", &error), E_INTERNAL, "never changed");
	REFUSED(kit_run(s->db, "UPDATE journal SET head = '{}', body = NULL WHERE seq = 1", &error), E_INTERNAL, "never changed");
	journal_rollback(s->db);
}
END_TEST

START_TEST(test_a_body_that_nobody_erased_is_a_loss)
{
	bool clean;
	live();
	reg.now += YEARS(6);
	g_ptr_array_unref(erase_all(&clean));
	g_autoptr(Session) s = reg_as("pia");
	Verdicts v = {0};
	OK(kit_run(s->db, "DROP TRIGGER journal_no_update", &error));
	OK(kit_run(s->db, "CREATE TEMP TABLE kept AS SELECT body FROM journal WHERE seq = 2", &error));
	OK(kit_run(s->db, "UPDATE journal SET body = NULL WHERE seq = 2", &error));
	OK(verify_register(s->db, true, NULL, NULL, &v, &error));
	ck_assert(!v.sound && v.seq == 2);
	ck_assert_ptr_nonnull(strstr(v.what, "lost its body"));
	verdicts_clear(&v);
	OK(kit_run(s->db, "UPDATE journal SET body = (SELECT body FROM kept) WHERE seq = 2", &error));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("register-erase");
	TCase *erase = tcase_create("erase");
	tcase_add_checked_fixture(erase, reg_setup, reg_teardown);
	tcase_set_timeout(erase, 30);
	tcase_add_test(erase, test_what_was_kept_long_enough_leaves_no_word);
	tcase_add_test(erase, test_what_happened_and_what_was_met_stays);
	tcase_add_test(erase, test_a_lateness_that_was_explained_stays_explained);
	tcase_add_test(erase, test_too_young_or_open_is_kept);
	tcase_add_test(erase, test_a_void_one_is_erased_too);
	tcase_add_test(erase, test_a_legal_hold_bars_erasure_until_it_is_lifted);
	tcase_add_test(erase, test_bytes_that_another_incident_uses_stay);
	tcase_add_test(erase, test_only_the_administrator_erases_and_says_why);
	tcase_add_test(erase, test_a_body_is_never_taken_away_without_its_event);
	tcase_add_test(erase, test_a_body_that_nobody_erased_is_a_loss);
	suite_add_tcase(suite, erase);
	return run_suite(suite);
}
