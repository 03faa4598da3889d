/* Notices: queued, held, released, withdrawn; what the courier records of each step, and what meets the clock. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include <string.h>

#define N1 "2026-0001/n1"
#define N2 "2026-0001/n2"
#define N3 "2026-0001/n3"

static char *
log_held(const char *fields)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json(fields);
	Logged logged = {0};
	OK(register_log(s, &(Intake){.fields = json, .hold = true}, &logged, &error));
	char *ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
	return ref;
}

static void
notify(const char *ref, SendBy by, bool preliminary, const char *expected)
{
	g_autoptr(Session) s = reg_as("luca");
	Notified out = {0};
	OK(register_notify(s, &(Notify){.ref = ref, .by = by, .preliminary = preliminary}, &out, &error));
	g_ptr_array_add(out.ids, NULL);
	g_autofree char *ids = g_strjoinv(" ", (char **)out.ids->pdata);
	g_autofree char *found = g_strdup_printf("%s%s%s", ids, out.released ? " released" : "", out.supplement ? " supplement" : "");
	ck_assert_str_eq(found, expected);
	notified_clear(&out);
}

static bool
try_notify(const char *ref, SendBy by, GError **why)
{
	g_autoptr(Session) s = reg_as("luca");
	Notified out = {0};
	bool ok = register_notify(s, &(Notify){.ref = ref, .by = by}, &out, why);
	notified_clear(&out);
	return ok;
}

static bool
auto_notify(const char *ref)
{
	g_autoptr(Session) s = reg_courier();
	bool acted;
	OK(register_auto_notify(s, ref, &acted, &error));
	return acted;
}

/* --- asking ---------------------------------------------------------------------------------------------------------- */

START_TEST(test_notify_releases_what_waits_and_then_supplements)
{
	g_autofree char *ref = log_held("{'title':'x'}");
	notify(ref, SEND_AUTO, false, N1 " released");
	g_autoptr(Notice) released = reg_notice(N1);
	ck_assert_int_eq(released->hold_until, INSTANT_NONE);
	ck_assert_int_eq(released->next_at, reg.now);
	reg_send(N1);
	notify(ref, SEND_AUTO, false, N2 " supplement");
	notify(ref, SEND_AUTO, false, N2 " released"); /* not left yet: it takes in what is new */
	reg_send(N2);
	notify(ref, SEND_AUTO, true, N3 " supplement");
	reg_expect_notices(ref, "sent email first, sent email supplement 1, queued email supplement 2");
	LEFT_ALONE(try_notify("2026-0009", SEND_AUTO, &error), E_NOTFOUND, "2026-0009");
}
END_TEST

/* What left late stays late, whatever the machine's clock says when more is sent. */
START_TEST(test_a_clock_set_back_between_two_notices_makes_nothing_on_time)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-22T20:44:05Z'}", NULL);
	reg_send(N1);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET_LATE);
	reg.now -= HOURS(3);
	notify(ref, SEND_AUTO, false, N2 " supplement");
	reg_send(N2);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET_LATE);
}
END_TEST

/* A deputy named in the act stands for the DPO who is away: where only the deputy has an address there, it counts all the same. */
START_TEST(test_a_notice_to_the_deputy_meets_the_clock_while_the_dpo_is_away)
{
	g_autoptr(Session) s = reg_as("pia");
	reg.has_pec = true;
	OK(register_person_change(s, "p4", &(PersonInput){.pec = "carla@pec.example"}, &error));
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p4"}, &error));
	OK(register_dpo_away(s, REG_NOW, REG_NOW + HOURS(10), &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_compose(N1);
	g_autoptr(Notice) n = reg_notice(N1);
	ck_assert_uint_eq(n->to->len, 2); /* both in To */
	reg_attempt(N1);
	reg_settle(N1, VERDICT_SENT, reg.now);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
}
END_TEST

/* What each of both can be written to by, and what is then queued and composed for whom. */
static void
away_gets(PersonInput dpo, PersonInput deputy, const char *expected)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_person_change(s, "p2", &dpo, &error));
	OK(register_person_change(s, "p4", &deputy, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Incident) incident = reg_incident(ref);
	g_autoptr(GString) found = g_string_new(NULL);
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		g_autoptr(Session) courier = reg_courier();
		g_autoptr(LetterText) letter = NULL;
		OK(register_letter(courier, n, NULL, NULL, &letter, &error));
		g_string_append_printf(found, "%s%s %s:", i ? ", " : "", channel_code(n->channel), letter_code(n->letter));
		for (guint j = 0; j < letter->to->len; j++)
			g_string_append_printf(found, " %s", ((Recipient *)g_ptr_array_index(letter->to, j))->person);
	}
	ck_assert_str_eq(found->str, expected);
}

START_TEST(test_while_the_dpo_is_away_each_gets_the_full_text_by_a_way_of_their_own)
{
	const PersonInput both = {.email = DPO_MAIL, .pec = DPO_PEC}, email = {.email = DPO_MAIL, .pec = ""}, pec = {.email = "", .pec = DPO_PEC};
	const PersonInput deputy_both = {.email = "carla@rossi.example", .pec = "carla@pec.example"},
		deputy_email = {.email = "carla@rossi.example", .pec = ""}, deputy_pec = {.email = "", .pec = "carla@pec.example"};
	g_autoptr(Session) s = reg_as("pia");
	reg.has_pec = true;
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p4"}, &error));
	away_gets(both, deputy_email, "pec first: p2, email short: p2");
	OK(register_dpo_away(s, REG_NOW, REG_NOW + HOURS(10), &error));
	away_gets(both, deputy_both, "pec first: p2 p4, email short: p2 p4");
	away_gets(both, deputy_email, "pec first: p2, email first: p2 p4");
	away_gets(both, deputy_pec, "pec first: p2 p4, email short: p2");
	away_gets(email, deputy_pec, "pec first: p4, email first: p2");
	away_gets(email, deputy_both, "email first: p2 p4");
	away_gets(pec, deputy_email, "pec first: p2, email first: p4");
	away_gets(pec, deputy_both, "pec first: p2 p4");
	reg.has_pec = false;
	away_gets(both, deputy_both, "email first: p2 p4");
	away_gets(email, deputy_pec, "email first: p2");
	away_gets(pec, deputy_both, "pec first: p2 p4, email first: p4");
}
END_TEST

START_TEST(test_a_deputy_without_pec_gets_the_supplement_in_full)
{
	g_autoptr(Session) s = reg_as("pia");
	reg.has_pec = true;
	reg_change_dpo((PersonInput){.pec = DPO_PEC});
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p4"}, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_send(N1);
	reg_send(N2);
	OK(register_dpo_away(s, REG_NOW, REG_NOW + HOURS(10), &error));
	notify(ref, SEND_AUTO, false, N3 " 2026-0001/n4 supplement");
	reg_expect_notices(ref, "sent pec first, sent email short, queued pec supplement 1, queued email supplement 1");
}
END_TEST

START_TEST(test_notify_after_no_sending_and_after_a_refusal_begins_anew)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json("{'title':'x'}");
	Logged logged = {0};
	OK(register_log(s, &(Intake){.fields = json, .no_send = true}, &logged, &error));
	notify(logged.ref, SEND_AUTO, true, N1);
	reg_compose(N1);
	reg_attempt(N1);
	reg_settle(N1, VERDICT_PERMFAIL, INSTANT_NONE);
	notify(logged.ref, SEND_AUTO, false, N2);
	OK(register_outbox_withdraw(s, N2, "era doppia", &error));
	notify(logged.ref, SEND_AUTO, false, N3);
	reg_expect_notices(logged.ref, "failed email preliminary, cancelled email first, queued email first");
	logged_clear(&logged);
}
END_TEST

START_TEST(test_pec_proves_and_e_mail_wakes)
{
	reg.has_pec = true;
	reg_change_dpo((PersonInput){.pec = DPO_PEC});
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_expect_notices(ref, "queued pec first, queued email short");
	notify(ref, SEND_AUTO, false, N1 " " N2 " released");
	reg_send(N1);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING); /* PEC takes an acceptance */
	/* The e-mail only wakes: that it waits does not keep new facts from the DPO. */
	notify(ref, SEND_AUTO, false, N3 " 2026-0001/n4 supplement");
	reg_send(N2);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
	reg_expect_notices(ref, "sent pec first, sent email short, queued pec supplement 1, queued email short 1");
}
END_TEST

START_TEST(test_the_channel_can_be_chosen_where_the_dpo_has_it)
{
	reg.has_pec = true;
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_send(N1);
	LEFT_ALONE(try_notify(ref, SEND_PEC, &error), E_STATE, "PEC");
	reg_change_dpo((PersonInput){.pec = DPO_PEC});
	notify(ref, SEND_PEC, false, N2 " supplement");
	reg_change_dpo((PersonInput){.email = ""});
	reg_send(N2);
	LEFT_ALONE(try_notify(ref, SEND_EMAIL, &error), E_STATE, "e-mail");
	notify(ref, SEND_AUTO, false, N3 " supplement");
	reg_expect_notices(ref, "sent email first, sent pec supplement 1, queued pec supplement 2");
}
END_TEST

START_TEST(test_without_a_dpo_the_notice_waits_for_one)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_dpo_end(s, INSTANT_NONE, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	reg_expect_notices(ref, "queued email first");
	g_autoptr(Session) courier = reg_courier();
	g_autoptr(Notice) notice = reg_notice(N1);
	g_autoptr(LetterText) letter = NULL;
	REFUSED(register_letter(courier, notice, NULL, NULL, &letter, &error), E_STATE, "dpo appoint");
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE}, &error));
	reg_send(N1);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
}
END_TEST

/* --- one notice --------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_notice_is_held_and_let_go)
{
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autoptr(Session) s = reg_as("luca");
	g_autoptr(GPtrArray) due = NULL, later = NULL;
	int count = -1;
	OK(register_outbox_hold(s, "1/n1", &error));
	g_autoptr(Notice) held = reg_notice(N1);
	ck_assert_int_eq(held->hold_until, NOTICE_HELD);
	OK(query_outbox_due(s->db, reg.now + HOURS(1000), &due, &error));
	ck_assert_uint_eq(due->len, 0);
	OK(register_release_all(s, &count, &error));
	ck_assert_int_eq(count, 1);
	OK(query_outbox_due(s->db, reg.now, &later, &error));
	ck_assert_uint_eq(later->len, 1);
	OK(register_release_all(s, &count, &error)); /* nothing is held any more */
	ck_assert_int_eq(count, 0);
	OK(register_outbox_hold(s, N1, &error));
	OK(register_outbox_retry(s, N1, &error));
	g_autoptr(Notice) free_again = reg_notice(N1);
	ck_assert_int_eq(free_again->hold_until, INSTANT_NONE);
	LEFT_ALONE(register_outbox_hold(s, "1/n7", &error), E_NOTFOUND, "2026-0001/n7");
	LEFT_ALONE(register_outbox_hold(s, "1/e1", &error), E_INPUT, "no notice");
}
END_TEST

START_TEST(test_what_has_left_is_not_called_back)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	LEFT_ALONE(register_outbox_withdraw(s, N1, " ", &error), E_INPUT, "--reason");
	LEFT_ALONE(register_outbox_withdraw(s, N1, "perch\xe9", &error), E_INPUT, "UTF-8");
	reg_compose(N1);
	reg_attempt(N1);
	LEFT_ALONE(register_outbox_withdraw(s, N1, "no", &error), E_STATE, "being sent");
	LEFT_ALONE(register_outbox_hold(s, N1, &error), E_STATE, "being sent");
	reg_settle(N1, VERDICT_SENT, reg.now);
	LEFT_ALONE(register_outbox_withdraw(s, N1, "no", &error), E_STATE, "left already");
	LEFT_ALONE(register_outbox_retry(s, N1, &error), E_STATE, "left already");
	notify(ref, SEND_AUTO, false, N2 " supplement");
	OK(register_outbox_withdraw(s, N2, "{{x}}\r\nBcc: a@b", &error));
	g_autoptr(Notice) withdrawn = reg_notice(N2);
	ck_assert_str_eq(withdrawn->reason, "{{x}}\r\nBcc: a@b");
	LEFT_ALONE(register_outbox_retry(s, N2, &error), E_STATE, "withdrawn");
	LEFT_ALONE(register_outbox_withdraw(s, N2, "due volte", &error), E_STATE, "withdrawn");
}
END_TEST

/* --- the courier's steps ------------------------------------------------------------------------------------------------ */

static bool
courier_compose(const char *id, GError **why)
{
	g_autoptr(Session) s = reg_courier();
	const char *to[] = {DPO_MAIL, NULL}, *people[] = {"p2", NULL};
	const Composed in = {.id = id, .message_id = "<x@rossi.example>", .from = "r@rossi.example", .subject = "x", .to = to, .people = people,
		.bytes = "x", .bytes_len = 1, .text = "x"};
	return register_composed(s, &in, why);
}

static bool
courier_attempt(const char *id, GError **why)
{
	g_autoptr(Session) s = reg_courier();
	return register_attempted(s, id, why);
}

static bool
courier_settle(const char *id, Outcome out, GError **why)
{
	g_autoptr(Session) s = reg_courier();
	return register_settled(s, id, &out, why);
}

START_TEST(test_the_steps_come_in_their_order)
{
	const Outcome sent = {.verdict = VERDICT_SENT, .sent_at = REG_NOW, .code = 250, .reply = "250 Ok"};
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	LEFT_ALONE(courier_attempt(N1, &error), E_STATE, "not ready");
	LEFT_ALONE(courier_settle(N1, sent, &error), E_STATE, "not being sent");
	OK(courier_compose(N1, &error));
	LEFT_ALONE(courier_compose(N1, &error), E_STATE, "composed already");
	LEFT_ALONE(courier_settle(N1, sent, &error), E_STATE, "not being sent");
	OK(courier_attempt(N1, &error));
	OK(courier_attempt(N1, &error)); /* the courier died before it knew the outcome */
	g_autoptr(Notice) sending = reg_notice(N1);
	ck_assert_int_eq(sending->state, NOTICE_SENDING);
	ck_assert_int_eq(sending->attempts, 2);
	OK(courier_settle(N1, sent, &error));
	LEFT_ALONE(courier_compose(N1, &error), E_STATE, "settled");
	LEFT_ALONE(courier_attempt(N1, &error), E_STATE, "settled");
	LEFT_ALONE(courier_settle(N1, sent, &error), E_STATE, "settled");
	LEFT_ALONE(courier_settle("2026-0001/n9", sent, &error), E_NOTFOUND, "n9");
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert_int_eq(notice->proof, PROOF_SUBMITTED);
	ck_assert_int_eq(notice->sent_at, REG_NOW);
	ck_assert_str_eq(notice->reply, "250 Ok");
	ck_assert_str_eq(notice->message_id, "<x@rossi.example>");
	ck_assert_uint_eq(notice->to->len, 1);
}
END_TEST

START_TEST(test_only_the_server_s_word_meets_the_clock)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) dpo = reg_as("giulia");
	OK(register_take(dpo, ref, NULL, &error));
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	reg_compose(N1);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	reg_attempt(N1);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	reg.now += 90;
	reg_settle(N1, VERDICT_SENT, reg.now - 60);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *clock = reg_clock(incident, RULE_DPO);
	ck_assert_int_eq(clock->met_at, REG_NOW + 30);
	ck_assert_int_eq(clock->proof, PROOF_SUBMITTED);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
}
END_TEST

START_TEST(test_a_second_after_the_end_is_late_and_the_end_is_not)
{
	g_autofree char *in_time = reg_log("luca", "{'title':'x'}", NULL);
	g_autofree char *late = reg_log("luca", "{'title':'y'}", NULL);
	reg.now += HOURS(24) + 5;
	reg_compose(N1);
	reg_attempt(N1);
	reg_settle(N1, VERDICT_SENT, REG_NOW + HOURS(24));
	reg_compose("2026-0002/n1");
	reg_attempt("2026-0002/n1");
	reg_settle("2026-0002/n1", VERDICT_SENT, REG_NOW + HOURS(24) + 1);
	ck_assert_int_eq(reg_state(in_time, RULE_DPO), CLOCK_MET);
	ck_assert_int_eq(reg_state(late, RULE_DPO), CLOCK_MET_LATE);
	g_autoptr(Incident) incident = reg_incident(late);
	ck_assert(clock_wants_reason(reg_clock(incident, RULE_DPO), reg.now));
}
END_TEST

START_TEST(test_a_failure_keeps_the_notice_and_the_clock_running)
{
	static const struct {
		Verdict verdict;
		NoticeState state;
	} rows[] = {{VERDICT_TEMPFAIL, NOTICE_COMPOSED}, {VERDICT_UNCERTAIN, NOTICE_COMPOSED}, {VERDICT_ACCOUNT, NOTICE_COMPOSED},
		{VERDICT_PERMFAIL, NOTICE_FAILED}};
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autofree char *bytes = NULL;
	reg_compose(N1);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		reg_attempt(N1);
		reg_settle(N1, rows[i].verdict, rows[i].verdict == VERDICT_PERMFAIL ? INSTANT_NONE : reg.now + 300);
		g_autoptr(Notice) notice = reg_notice(N1);
		ck_assert_int_eq(notice->state, rows[i].state);
		ck_assert_int_eq(notice->verdict, rows[i].verdict);
		ck_assert_int_eq(notice->attempts, (int)i + 1);
		ck_assert_int_eq(notice->proof, PROOF_NONE);
		ck_assert_str_eq(notice->reply, "450 4.7.1 later");
		ck_assert(!bytes || g_str_equal(bytes, notice->bytes)); /* the same message in each attempt */
		g_free(bytes);
		bytes = g_strdup(notice->bytes);
		ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	}
	LEFT_ALONE(courier_settle(N1, (Outcome){.verdict = VERDICT_TEMPFAIL, .sent_at = INSTANT_NONE, .next_at = reg.now}, &error), E_STATE,
		"settled");
	g_autoptr(Session) s = reg_as("luca");
	OK(register_outbox_retry(s, N1, &error)); /* a person may insist */
	reg_attempt(N1);
	reg_settle(N1, VERDICT_SENT, reg.now);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
}
END_TEST

START_TEST(test_what_could_not_be_composed_stays_queued)
{
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	reg_settle(N1, VERDICT_TEMPFAIL, reg.now + 60);
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert_int_eq(notice->state, NOTICE_QUEUED);
	ck_assert_int_eq(notice->next_at, reg.now + 60);
	reg_send(N1);
}
END_TEST

/* An outcome that could not be recorded would be one that is lost, and the notice would be sent for ever. */
START_TEST(test_whatever_a_server_says_is_recorded)
{
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	OK(courier_compose(N1, &error));
	OK(courier_attempt(N1, &error));
	const Outcome odd = {.verdict = VERDICT_SENT, .sent_at = REG_NOW, .code = 250, .reply = "250 gi\xe0 accettato\r\n\x1b[2J", .enhanced = "2.0.0\x07",
		.server = "s\xff", .queue_id = "\xe9", .tls = "TLS\n"};
	OK(courier_settle(N1, odd, &error));
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert_int_eq(notice->state, NOTICE_SENT);
	ck_assert_ptr_nonnull(strstr(notice->reply, "accettato"));
	ck_assert(g_utf8_validate(notice->reply, -1, NULL));
	ck_assert_ptr_null(notice->enhanced);
}
END_TEST

START_TEST(test_a_clock_asks_for_the_proof_of_its_birth)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_setting(s, "proof.email", "delivered", &error));
	g_autofree char *strict = reg_log("luca", "{'title':'x'}", NULL);
	OK(register_setting(s, "proof.email", "", &error));
	reg_send(N1);
	ck_assert_int_eq(reg_state(strict, RULE_DPO), CLOCK_RUNNING);
	g_autoptr(Incident) incident = reg_incident(strict);
	ck_assert_int_eq(reg_clock(incident, RULE_DPO)->proof, PROOF_SUBMITTED); /* the best so far */
}
END_TEST

START_TEST(test_what_was_written_to_a_file_proves_nothing)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	OK(courier_compose(N1, &error));
	OK(courier_attempt(N1, &error));
	OK(courier_settle(N1, (Outcome){.verdict = VERDICT_SENT, .sent_at = REG_NOW, .stored = true}, &error));
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert_int_eq(notice->proof, PROOF_NONE);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
}
END_TEST

/* --- drills --------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_drill_is_met_by_composing_and_sends_nothing)
{
	g_autofree char *ref = reg_log_kind("luca", KIND_DRILL, "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	ck_assert_str_eq(ref, "2026-D01");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	reg_compose("2026-D01/n1");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
	LEFT_ALONE(courier_attempt("2026-D01/n1", &error), E_STATE, "");
	LEFT_ALONE(register_outbox_withdraw(s, "2026-D01/n1", "no", &error), E_STATE, "drill");
	LEFT_ALONE(register_outbox_retry(s, "2026-D01/n1", &error), E_STATE, "drill");
	notify(ref, SEND_AUTO, false, "2026-D01/n2 supplement");
	notify(ref, SEND_AUTO, false, "2026-D01/n2 released");
	reg_compose("2026-D01/n2");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
}
END_TEST

START_TEST(test_a_drill_that_sends_is_sent)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json("{'title':'x'}");
	Logged logged = {0};
	OK(register_log(s, &(Intake){.kind = KIND_DRILL, .fields = json, .drill_send = true}, &logged, &error));
	reg_compose("2026-D01/n1");
	ck_assert_int_eq(reg_state(logged.ref, RULE_DPO), CLOCK_RUNNING);
	reg_attempt("2026-D01/n1");
	reg_settle("2026-D01/n1", VERDICT_SENT, reg.now);
	ck_assert_int_eq(reg_state(logged.ref, RULE_DPO), CLOCK_MET);
	logged_clear(&logged);
}
END_TEST

/* --- the dead-man's switch ------------------------------------------------------------------------------------------------ */

static guint
unnotified(void)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(GPtrArray) refs = NULL;
	OK(query_unnotified(s->db, reg.now + settings_seconds(s->settings, "auto-notify"), &refs, &error));
	return refs->len;
}

START_TEST(test_the_switch_tells_the_dpo_when_nobody_did)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json("{'title':'x'}");
	Logged logged = {0};
	OK(register_log(s, &(Intake){.fields = json, .no_send = true}, &logged, &error));
	reg.now += HOURS(20) - 1;
	ck_assert_uint_eq(unnotified(), 0);
	reg.now += 1;
	ck_assert_uint_eq(unnotified(), 1);
	ck_assert(auto_notify(logged.ref));
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert(notice->automatic);
	ck_assert_int_eq(notice->letter, LETTER_PRELIMINARY);
	ck_assert_str_eq(notice->queued_by, "courier");
	ck_assert_uint_eq(unnotified(), 0);
	ck_assert(!auto_notify(logged.ref)); /* one is on its way */
	reg_send(N1);
	ck_assert(!auto_notify(logged.ref)); /* one stands */
	logged_clear(&logged);
}
END_TEST

START_TEST(test_the_switch_replaces_what_somebody_held)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	OK(register_outbox_hold(s, N1, &error));
	reg.now += HOURS(20);
	ck_assert_uint_eq(unnotified(), 1);
	ck_assert(auto_notify(ref));
	reg_expect_notices(ref, "cancelled email first, queued email preliminary");
	g_autoptr(Notice) notice = reg_notice("2026-0001/n2");
	ck_assert(notice->automatic);
	g_autofree char *text = reg_letter("2026-0001/n2", NULL);
	ck_assert_ptr_nonnull(strstr(text, "COMUNICAZIONE PRELIMINARE INVIATA AUTOMATICAMENTE"));
}
END_TEST

/* Its bytes are fixed, and may have left: it is those that leave. */
START_TEST(test_the_switch_releases_what_was_composed_and_held)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	reg_compose(N1);
	OK(register_outbox_hold(s, N1, &error));
	reg.now += HOURS(20);
	ck_assert(auto_notify(ref));
	g_autoptr(Notice) notice = reg_notice(N1);
	ck_assert_int_eq(notice->hold_until, INSTANT_NONE);
	ck_assert(!notice->automatic);
	reg_expect_notices(ref, "composed email first");
}
END_TEST

START_TEST(test_what_is_asked_for_is_not_lost_on_what_waits)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	Notified out = {0};
	reg_change_dpo((PersonInput){.pec = DPO_PEC});
	OK(register_notify(s, &(Notify){.ref = ref, .by = SEND_PEC}, &out, &error));
	ck_assert(!out.released && !out.supplement);
	notified_clear(&out);
	reg_expect_notices(ref, "cancelled email first, queued pec first");
	OK(register_notify(s, &(Notify){.ref = ref, .by = SEND_EMAIL, .preliminary = true}, &out, &error));
	notified_clear(&out);
	reg_expect_notices(ref, "cancelled email first, cancelled pec first, queued email preliminary");
	reg_compose("2026-0001/n3");
	LEFT_ALONE(register_notify(s, &(Notify){.ref = ref, .by = SEND_PEC}, &out, &error), E_STATE, "composed already");
	reg_attempt("2026-0001/n3");
	reg_settle("2026-0001/n3", VERDICT_SENT, reg.now);
	OK(register_notify(s, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	OK(register_notify(s, &(Notify){.ref = ref, .by = SEND_PEC}, &out, &error));
	ck_assert(out.supplement);
	notified_clear(&out);
	reg_expect_notices(ref, "cancelled email first, cancelled pec first, sent email preliminary, cancelled email supplement 1, queued pec supplement 1");
}
END_TEST

START_TEST(test_the_switch_answers_a_withdrawal_too)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_as("luca");
	OK(register_outbox_withdraw(s, N1, "non era pronta", &error));
	reg.now += HOURS(20);
	ck_assert_uint_eq(unnotified(), 1);
	ck_assert(auto_notify(ref));
	reg_expect_notices(ref, "cancelled email first, queued email preliminary");
}
END_TEST

START_TEST(test_the_switch_is_not_for_drills)
{
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = reg_json("{'title':'x'}");
	Logged logged = {0};
	OK(register_log(s, &(Intake){.kind = KIND_DRILL, .fields = json, .no_send = true}, &logged, &error));
	reg.now += HOURS(23);
	ck_assert_uint_eq(unnotified(), 0);
	ck_assert(!auto_notify(logged.ref));
	logged_clear(&logged);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-outgoing");
	TCase *t = tcase_create("outgoing");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_notify_releases_what_waits_and_then_supplements);
	tcase_add_test(t, test_a_clock_set_back_between_two_notices_makes_nothing_on_time);
	tcase_add_test(t, test_a_notice_to_the_deputy_meets_the_clock_while_the_dpo_is_away);
	tcase_add_test(t, test_while_the_dpo_is_away_each_gets_the_full_text_by_a_way_of_their_own);
	tcase_add_test(t, test_a_deputy_without_pec_gets_the_supplement_in_full);
	tcase_add_test(t, test_notify_after_no_sending_and_after_a_refusal_begins_anew);
	tcase_add_test(t, test_pec_proves_and_e_mail_wakes);
	tcase_add_test(t, test_the_channel_can_be_chosen_where_the_dpo_has_it);
	tcase_add_test(t, test_without_a_dpo_the_notice_waits_for_one);
	tcase_add_test(t, test_a_notice_is_held_and_let_go);
	tcase_add_test(t, test_what_has_left_is_not_called_back);
	tcase_add_test(t, test_the_steps_come_in_their_order);
	tcase_add_test(t, test_only_the_server_s_word_meets_the_clock);
	tcase_add_test(t, test_a_second_after_the_end_is_late_and_the_end_is_not);
	tcase_add_test(t, test_a_failure_keeps_the_notice_and_the_clock_running);
	tcase_add_test(t, test_what_could_not_be_composed_stays_queued);
	tcase_add_test(t, test_whatever_a_server_says_is_recorded);
	tcase_add_test(t, test_a_clock_asks_for_the_proof_of_its_birth);
	tcase_add_test(t, test_what_was_written_to_a_file_proves_nothing);
	tcase_add_test(t, test_a_drill_is_met_by_composing_and_sends_nothing);
	tcase_add_test(t, test_a_drill_that_sends_is_sent);
	tcase_add_test(t, test_the_switch_tells_the_dpo_when_nobody_did);
	tcase_add_test(t, test_the_switch_replaces_what_somebody_held);
	tcase_add_test(t, test_the_switch_releases_what_was_composed_and_held);
	tcase_add_test(t, test_what_is_asked_for_is_not_lost_on_what_waits);
	tcase_add_test(t, test_the_switch_answers_a_withdrawal_too);
	tcase_add_test(t, test_the_switch_is_not_for_drills);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
