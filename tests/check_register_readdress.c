/* Notices that wait and would go to somebody else by now. */
#include "tests/register-kit.h"
#include "tests/run.h"

#define N1 "2026-0001/n1"
#define N2 "2026-0001/n2"
#define N3 "2026-0001/n3"

static bool
readdress(const char *id)
{
	g_autoptr(Session) s = reg_courier();
	bool acted;
	OK(register_readdress(s, id, &acted, &error));
	return acted;
}

static void
fails_with(const char *id, Verdict verdict)
{
	reg_attempt(id);
	reg_settle(id, verdict, reg.now);
}

static void
appoint_carla(void)
{
	static const char *const roles[] = {"dpo", NULL};
	g_autoptr(Session) s = reg_as("pia");
	OK(register_person_change(s, "p4", &(PersonInput){.roles = roles}, &error));
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p4", .from = INSTANT_NONE}, &error));
	reg.now++;
}

START_TEST(test_what_never_left_follows_a_corrected_address)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_compose(N1);
	ck_assert(!readdress(N1));
	fails_with(N1, VERDICT_TEMPFAIL);
	fails_with(N1, VERDICT_ACCOUNT);
	ck_assert(!readdress(N1));
	reg_change_dpo((PersonInput){.email = "giusta@studioverdi.example"});
	ck_assert(readdress(N1));
	reg_expect_notices(ref, "cancelled email first, queued email first");
	reg_compose(N2);
	g_autoptr(Notice) fresh = reg_notice(N2);
	ck_assert_str_eq(((Recipient *)g_ptr_array_index(fresh->to, 0))->address, "giusta@studioverdi.example");
	ck_assert(!readdress(N2));
}
END_TEST

START_TEST(test_what_may_have_left_is_never_addressed_anew)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_compose(N1);
	fails_with(N1, VERDICT_UNCERTAIN);
	fails_with(N1, VERDICT_TEMPFAIL); /* the last word is not the only one */
	reg_change_dpo((PersonInput){.email = "giusta@studioverdi.example"});
	ck_assert(!readdress(N1));
	g_autofree char *other = reg_log("luca", "{'title':'y'}", NULL);
	reg_compose("2026-0002/n1");
	reg_attempt("2026-0002/n1");
	reg_change_dpo((PersonInput){.email = "altra@studioverdi.example"});
	ck_assert(!readdress("2026-0002/n1")); /* is being sent */
	reg_expect_notices(ref, "composed email first");
	reg_expect_notices(other, "sending email first");
}
END_TEST

START_TEST(test_what_was_refused_and_is_tried_again_follows_too)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	reg_compose(N1);
	reg_attempt(N1);
	reg_settle(N1, VERDICT_PERMFAIL, INSTANT_NONE);
	reg_change_dpo((PersonInput){.email = "giusta@studioverdi.example"});
	OK(register_outbox_retry(s, N1, &error));
	ck_assert(readdress(N1));
	reg_expect_notices(ref, "cancelled email first, queued email first");
}
END_TEST

START_TEST(test_a_new_dpo_gets_what_waited_for_the_former)
{
	reg.has_pec = true;
	reg_change_dpo((PersonInput){.pec = DPO_PEC});
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_compose(N1);
	reg_compose(N2);
	fails_with(N1, VERDICT_TEMPFAIL);
	appoint_carla(); /* who has no PEC: the full text by e-mail, and nothing that points to a PEC */
	ck_assert(readdress(N1));
	ck_assert(readdress(N2));
	reg_expect_notices(ref, "cancelled pec first, cancelled email short, queued email first");
	reg_compose(N3);
	g_autoptr(Notice) fresh = reg_notice(N3);
	ck_assert_str_eq(((Recipient *)g_ptr_array_index(fresh->to, 0))->person, "p4");
}
END_TEST

START_TEST(test_a_supplement_stays_that_supplement)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_send(N1);
	g_autoptr(Session) s = reg_as("luca");
	Notified notified = {0};
	OK(register_notify(s, &(Notify){.ref = ref}, &notified, &error));
	notified_clear(&notified);
	reg_compose(N2);
	appoint_carla();
	ck_assert(readdress(N2));
	reg_expect_notices(ref, "sent email first, cancelled email supplement 1, queued email supplement 1");
}
END_TEST

START_TEST(test_without_anybody_else_it_stays_as_it_is)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("pia");
	reg_compose(N1);
	OK(register_dpo_end(s, INSTANT_NONE, NULL, &error));
	reg.now++;
	ck_assert(!readdress(N1));
	reg_expect_notices(ref, "composed email first");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-readdress");
	TCase *t = tcase_create("readdress");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_what_never_left_follows_a_corrected_address);
	tcase_add_test(t, test_what_may_have_left_is_never_addressed_anew);
	tcase_add_test(t, test_what_was_refused_and_is_tried_again_follows_too);
	tcase_add_test(t, test_a_new_dpo_gets_what_waited_for_the_former);
	tcase_add_test(t, test_a_supplement_stays_that_supplement);
	tcase_add_test(t, test_without_anybody_else_it_stays_as_it_is);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
