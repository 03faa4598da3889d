/* What somebody was told and is known otherwise since: it follows from the journal, and stands until it is told anew. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/register/clients.h"
#include "src/register/outdated.h"

#include <string.h>

#define REF "2026-0001"
#define N(n) REF "/n" #n
#define BASE "{'title':'Due fogli','own_data':'no'}"

/* "dpo n1 description nature; alfa-s-p-a n2 subjects" */
static void
expect(const char *expected)
{
	g_autoptr(Incident) in = reg_incident(REF);
	g_autoptr(Session) s = reg_as("luca");
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(GString) found = g_string_new(NULL);
	OK(outdated_find(s, in, &all, &error));
	for (guint i = 0; i < all->len; i++) {
		const Outdated *o = g_ptr_array_index(all, i);
		g_string_append_printf(found, "%s%s %s", i ? "; " : "", o->audience, strrchr(o->notice, '/') + 1);
		for (guint k = 0; k < o->fields->len; k++)
			g_string_append_printf(found, " %s", ((const Field *)g_ptr_array_index(o->fields, k))->name);
	}
	ck_assert_str_eq(found->str, expected);
}

static void
notify(const char *account, const char *to)
{
	g_autoptr(Session) s = reg_as(account);
	Notified out = {0};
	OK(register_notify(s, &(Notify){.ref = REF, .to = to}, &out, &error));
	notified_clear(&out);
}

static void
two_clients(void)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_client_add(s, &(ClientInput){.name = "Alfa", .hours = 24, .email = "privacy@alfa.example", .processor = -1}, NULL, &error));
	OK(register_client_add(s, &(ClientInput){.name = "Beta", .hours = 24, .email = "privacy@beta.example", .processor = -1}, NULL, &error));
}

/* --- the DPO -------------------------------------------------------------------------------------------------------------- */

START_TEST(test_it_stands_from_the_change_until_a_supplement_waits_or_has_left)
{
	g_free(reg_log("luca", BASE, "none"));
	reg_amend("luca", REF, "{'description':'Uno'}", NULL, NULL);
	expect(""); /* nothing has left: it will say so */
	reg_compose(N(1));
	reg_amend("luca", REF, "{'description':'Due'}", NULL, NULL);
	expect("dpo n1 description"); /* its bytes are frozen */
	reg_attempt(N(1));
	reg_settle(N(1), VERDICT_SENT, reg.now);
	reg_amend("maria", REF, "{'nature':['c'],'root_cause':'fretta','recipient':'Bianchi'}", NULL, NULL);
	expect("dpo n1 description nature"); /* a notice prints neither of the others */
	reg_amend("maria", REF, "{'description':'Uno'}", NULL, NULL);
	expect("dpo n1 nature"); /* as it was told */
	notify("luca", NULL);
	expect("");
	reg_amend("luca", REF, "{'subjects':'120'}", NULL, NULL);
	expect(""); /* it still waits */
	reg_send(N(2));
	expect("");
	reg_amend("luca", REF, "{'subjects':'130'}", NULL, NULL);
	expect("dpo n2 subjects");
}
END_TEST

START_TEST(test_what_the_dpo_changed_the_dpo_knows_but_for_the_time_under_the_deadline)
{
	g_free(reg_log("luca", BASE, "none"));
	reg_send(N(1));
	g_autoptr(Session) s = reg_as("giulia");
	OK(register_take(s, REF, NULL, &error));
	reg_amend("giulia", REF, "{'description':'Due'}", NULL, NULL);
	expect("");
	reg_amend("luca", REF, "{'records':'9'}", NULL, NULL);
	expect("dpo n1 records");
	reg_amend("giulia", REF, "{'detected_at':'2026-11-23T20:00:00Z'}", "il registro accessi", NULL);
	expect("dpo n1 detected_at records");
}
END_TEST

START_TEST(test_of_a_drill_or_a_void_entry_nothing_is_said)
{
	g_autofree char *drill = reg_log_kind("luca", KIND_DRILL, "{'title':'prova'}", "none");
	g_autofree char *ref = reg_log("luca", BASE, "none");
	g_autofree char *first = g_strconcat(ref, "/n1", NULL);
	g_autoptr(Session) s = reg_as("giulia");
	Voided voided = {0};
	g_autofree char *letter = g_strconcat(drill, "/n1", NULL);
	reg_compose(letter);
	reg_amend("luca", drill, "{'description':'Due'}", NULL, NULL);
	g_autoptr(Incident) in = reg_incident(drill);
	g_autoptr(GPtrArray) none = NULL;
	OK(outdated_find(s, in, &none, &error));
	ck_assert_uint_eq(none->len, 0);
	reg_send(first);
	reg_amend("luca", ref, "{'description':'Due'}", NULL, NULL);
	expect("dpo n1 description");
	OK(register_void(s, &(Voiding){.ref = ref, .reason = "prova di tastiera"}, &voided, &error));
	voided_clear(&voided);
	expect("");
}
END_TEST

/* --- clients -------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_client_by_what_its_own_letter_prints)
{
	EntryChanged out = {0};
	two_clients();
	g_free(reg_log("luca", BASE, "alfa"));
	notify("giulia", "alfa");
	reg_send(N(2));
	expect("");
	reg_amend("luca", REF, "{'title':'altro','description':'Poco'}", NULL, NULL);
	expect("alfa n2 description");
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *fields = reg_json("{'subjects':'12'}");
	OK(register_affected(s, &(EntryChange){.ref = REF, .client = "alfa", .fields = fields}, &out, &error));
	entry_changed_clear(&out);
	expect("alfa n2 description subjects");
	notify("giulia", "alfa");
	expect("");
}
END_TEST

START_TEST(test_a_further_client_is_news_to_the_dpo)
{
	two_clients();
	g_free(reg_log("luca", BASE, "alfa"));
	reg_send(N(1));
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *fields = json_object();
	static const char *const beta[] = {"beta", NULL};
	Amended out = {0};
	OK(register_amend(s, &(Amendment){.ref = REF, .fields = fields, .clients = beta}, &out, &error));
	ck_assert_uint_eq(out.outdated->len, 1);
	amended_clear(&out);
	expect("dpo n1 client_data");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("outdated");
	TCase *t = tcase_create("outdated");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_it_stands_from_the_change_until_a_supplement_waits_or_has_left);
	tcase_add_test(t, test_what_the_dpo_changed_the_dpo_knows_but_for_the_time_under_the_deadline);
	tcase_add_test(t, test_of_a_drill_or_a_void_entry_nothing_is_said);
	tcase_add_test(t, test_a_client_by_what_its_own_letter_prints);
	tcase_add_test(t, test_a_further_client_is_news_to_the_dpo);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
