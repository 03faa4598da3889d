/* Opinions and decisions: what they start and end, whom they tell, and what stays late whatever is decided. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/core/judgement.h"

#include <string.h>

#define OWN "{'title':'Elenco','own_data':'yes'}"

static bool
judge(const char *account, bool decision, const char *ref, Question about, bool yes, const char *reason, const char *reply, Judged *out,
	GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	g_auto(Judged) judged = {0};
	const Judging in = {.ref = ref, .about = about, .yes = yes, .reason = reason, .from_reply = reply};
	return (decision ? register_decide : register_opinion)(s, &in, out ? out : &judged, error);
}

static void
decide(const char *ref, Question about, bool yes)
{
	OK(judge("carla", true, ref, about, yes, "il motivo", NULL, NULL, &error));
}

static void
advise(const char *ref, Question about, bool yes)
{
	OK(judge("giulia", false, ref, about, yes, "il parere", NULL, NULL, &error));
}

static char *
keep_answer(const char *ref)
{
	g_autoptr(Session) s = reg_as("luca");
	char *id = NULL;
	g_autofree char *bytes = g_strdup_printf("From: dpo\r\n\r\nprendo in carico %" G_GINT64_FORMAT "\r\n", reg.now);
	const ReceiptToKeep in = {.ref = ref, .bytes = bytes, .len = strlen(bytes), .name = "risposta.eml"};
	OK(register_receipt_add(s, &in, &id, &error));
	return id;
}

static void
delegate(void)
{
	g_autoptr(Session) s = reg_as("pia");
	const DpoInput in = {.person = "p2", .from = reg.now - 60, .delegated = true, .declared = true};
	OK(register_dpo_appoint(s, &in, &error));
}

/* --- opinions and decisions ------------------------------------------------------------------------------------------------ */

START_TEST(test_each_says_why_and_none_is_overwritten)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	LEFT_ALONE(judge("giulia", false, ref, ABOUT_AUTHORITY, true, " \n", NULL, NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(judge("carla", true, ref, ABOUT_AUTHORITY, true, NULL, NULL, NULL, &error), E_INPUT, "--reason");
	LEFT_ALONE(judge("carla", true, ref, ABOUT_AUTHORITY, true, "perch\xe9", NULL, NULL, &error), E_INPUT, "UTF-8");
	advise(ref, ABOUT_AUTHORITY, true);
	advise(ref, ABOUT_AUTHORITY, false);
	decide(ref, ABOUT_AUTHORITY, true);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_uint_eq(incident->opinions->len, 2);
	const Judgement *decision = judgement_about(incident->decisions, ABOUT_AUTHORITY);
	ck_assert(!judgement_about(incident->opinions, ABOUT_AUTHORITY)->yes);
	ck_assert_str_eq(decision->act.by, "p4");
	ck_assert_str_eq(decision->reason, "il motivo");
	ck_assert(judgement_against(incident, decision));
}
END_TEST

START_TEST(test_a_decision_is_read_beside_the_opinion_before_it)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_auto(Judged) first = {0}, second = {0};
	OK(judge("carla", true, ref, ABOUT_SUBJECTS, false, "x", NULL, &first, &error));
	ck_assert(first.no_opinion && !first.against);
	advise(ref, ABOUT_SUBJECTS, true);
	OK(judge("carla", true, ref, ABOUT_SUBJECTS, false, "per le ragioni dette", NULL, &second, &error));
	ck_assert(second.against && !second.no_opinion);
	advise(ref, ABOUT_SUBJECTS, false);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert(judgement_against(incident, judgement_about(incident->decisions, ABOUT_SUBJECTS))); /* the later opinion rewrites nothing */
}
END_TEST

START_TEST(test_two_people_at_the_same_question_are_told)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_autoptr(Incident) shown = reg_incident(ref);
	g_auto(Judged) out = {0}, other = {0};
	g_autoptr(Session) s = reg_as("carla");
	advise(ref, ABOUT_AUTHORITY, false);
	Judging in = {.ref = ref, .about = ABOUT_AUTHORITY, .yes = true, .reason = "x", .seen = shown->last_seq};
	LEFT_ALONE(register_decide(s, &in, &out, &error), E_CONFLICT, "opinion");
	in.about = ABOUT_SUBJECTS; /* about which nobody said anything */
	OK(register_decide(s, &in, &other, &error));
}
END_TEST

START_TEST(test_a_processor_decides_nothing_about_the_authority)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", "?");
	LEFT_ALONE(judge("carla", true, ref, ABOUT_AUTHORITY, true, "x", NULL, NULL, &error), E_STATE, "clients alone");
	LEFT_ALONE(judge("carla", true, ref, ABOUT_SUBJECTS, true, "x", NULL, NULL, &error), E_STATE, "own-data=yes");
	decide(ref, ABOUT_BREACH, false);
	g_autofree char *miss = reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x'}", NULL);
	LEFT_ALONE(judge("carla", true, miss, ABOUT_BREACH, false, "x", NULL, NULL, &error), E_STATE, "near miss");
}
END_TEST

/* What was examined speaks for the DPO only where it does not show that it is somebody else's, or nobody's. */
static const struct {
	MessageKind kind;
	ReceiptWhy why;
	const char *part; /* of the refusal; NULL: it is taken */
} examined[] = {
	{MESSAGE_AUTO_REPLY, WHY_AUTOMATIC, "no answer of the DPO's"}, {MESSAGE_PEC_DELIVERED, WHY_PROVEN, "no answer of the DPO's"},
	{MESSAGE_DSN, WHY_PROVEN, "no answer of the DPO's"}, {MESSAGE_REPLY, WHY_STRANGER, "not from the DPO"}, {MESSAGE_OTHER, WHY_OWN, "not from the DPO"},
	{MESSAGE_REPLY, WHY_ANSWERED, NULL}, {MESSAGE_PEC_ENVELOPE, WHY_ANSWERED_SIGNED, NULL}, {MESSAGE_OTHER, WHY_UNKNOWN_MESSAGE, NULL},
};

START_TEST(test_what_is_no_answer_does_not_speak_for_the_dpo)
{
	g_autofree char *ref = reg_log("luca", OWN, "none"), *answer = keep_answer(ref);
	g_autoptr(Session) courier = reg_courier();
	OK(register_receipt_judged(courier, &(ReceiptJudged){.receipt = answer, .kind = examined[_i].kind, .why = examined[_i].why, .at = INSTANT_NONE,
		.facts = "{}"}, &error));
	if (examined[_i].part)
		LEFT_ALONE(judge("luca", false, ref, ABOUT_AUTHORITY, true, "x", answer, NULL, &error), E_INPUT, examined[_i].part);
	else
		OK(judge("luca", false, ref, ABOUT_AUTHORITY, true, "x", answer, NULL, &error));
}
END_TEST

START_TEST(test_an_answer_by_mail_decides_only_for_a_delegate)
{
	g_autofree char *ref = reg_log("luca", OWN, "none"), *answer = keep_answer(ref);
	Instant answered = reg.now;
	reg.now += HOURS(2);
	OK(judge("luca", false, ref, ABOUT_AUTHORITY, true, "rischio presente", answer, NULL, &error));
	LEFT_ALONE(judge("luca", true, ref, ABOUT_AUTHORITY, true, "x", answer, NULL, &error), E_DENIED, "delegation");
	LEFT_ALONE(judge("carla", false, ref, ABOUT_AUTHORITY, true, "x", answer, NULL, &error), E_DENIED, "p4");
	LEFT_ALONE(judge("luca", false, ref, ABOUT_AUTHORITY, true, "x", "r9", NULL, &error), E_NOTFOUND, "r9");
	delegate();
	OK(judge("luca", true, ref, ABOUT_AUTHORITY, true, "x", answer, NULL, &error));
	OK(judge("giulia", true, ref, ABOUT_SUBJECTS, false, "x", NULL, NULL, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	const Judgement *opinion = g_ptr_array_index(incident->opinions, 0), *decision = g_ptr_array_index(incident->decisions, 0);
	ck_assert_str_eq(opinion->act.by, "p2");
	ck_assert_str_eq(opinion->act.typed_by, "p3");
	ck_assert_int_eq(opinion->act.at, answered);
	ck_assert_int_eq(opinion->act.noted_at, reg.now);
	ck_assert_str_eq(decision->act.receipt, answer);
}
END_TEST

/* --- the authority's clock -------------------------------------------------------------------------------------------------- */

START_TEST(test_yes_makes_the_72_hours_certain_and_no_ends_them)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", "none");
	g_autoptr(Incident) before = reg_incident(ref);
	ck_assert(reg_clock(before, RULE_AUTHORITY)->provisional);
	decide(ref, ABOUT_AUTHORITY, true);
	g_autoptr(Incident) certain = reg_incident(ref);
	ck_assert(!reg_clock(certain, RULE_AUTHORITY)->provisional);
	reg_amend("luca", ref, "{'own_data':'yes'}", NULL, NULL);
	reg_amend("luca", ref, "{'own_data':'unknown'}", NULL, NULL);
	g_autoptr(Incident) still = reg_incident(ref);
	ck_assert(!reg_clock(still, RULE_AUTHORITY)->provisional);
	decide(ref, ABOUT_AUTHORITY, false);
	g_autoptr(Incident) ended = reg_incident(ref);
	const Clock *k = reg_clock(ended, RULE_AUTHORITY);
	ck_assert_int_eq(clock_state(k, reg.now), CLOCK_NOT_DUE);
	ck_assert_str_eq(k->reason, "il motivo");
	ck_assert(!clock_wants_reason(k, reg.now) && !k->ended_late);
	reg_amend("luca", ref, "{'own_data':'yes'}", NULL, NULL); /* another question: what was decided stands */
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_NOT_DUE);
	decide(ref, ABOUT_AUTHORITY, true);
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_RUNNING);
}
END_TEST

START_TEST(test_not_required_decided_after_the_72_hours_is_late_and_stays_so)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_autoptr(Session) s = reg_as("luca");
	g_auto(Judged) judged = {0};
	reg.now += HOURS(72) + 61;
	OK(judge("carla", true, ref, ABOUT_AUTHORITY, false, "rischio improbabile", NULL, &judged, &error));
	ck_assert_int_eq(judged.late_by, 61);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, RULE_AUTHORITY);
	ck_assert_int_eq(clock_state(k, reg.now), CLOCK_NOT_DUE);
	ck_assert(k->ended_late && clock_was_late(k, reg.now) && clock_wants_reason(k, reg.now));
	OK(register_late(s, ref, RULE_AUTHORITY, "waiting-for-facts", "mancavano i dati", &error));
	/* Neither another no, nor a yes, nor a corrected start makes it undone. */
	decide(ref, ABOUT_AUTHORITY, false);
	g_autofree char *later = g_strdup_printf("{'aware_at':'%s'}", "2026-11-26T20:44:05Z");
	reg_amend("giulia", ref, later, "saputo dopo", NULL);
	decide(ref, ABOUT_AUTHORITY, true);
	g_autoptr(Incident) again = reg_incident(ref);
	k = reg_clock(again, RULE_AUTHORITY);
	ck_assert_int_eq(clock_state(k, reg.now), CLOCK_RUNNING);
	ck_assert(clock_was_late(k, reg.now) && !clock_wants_reason(k, reg.now));
	const Judgement *first = g_ptr_array_index(again->decisions, 0), *second = g_ptr_array_index(again->decisions, 1);
	ck_assert_int_eq(judgement_late_by(again, second), 0); /* it ended nothing */
	ck_assert(!judgement_late_by(again, first) || first->act.at > k->due_at);
}
END_TEST

START_TEST(test_own_data_no_does_not_erase_that_it_was_late)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", "none");
	reg.now += HOURS(73);
	reg_amend("luca", ref, "{'own_data':'no'}", NULL, NULL);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, RULE_AUTHORITY);
	ck_assert_int_eq(clock_state(k, reg.now), CLOCK_NOT_DUE);
	ck_assert(k->ended_late && clock_wants_reason(k, reg.now));
	reg_amend("luca", ref, "{'own_data':'yes'}", NULL, NULL);
	reg_amend("luca", ref, "{'own_data':'no'}", NULL, NULL);
	g_autoptr(Incident) again = reg_incident(ref);
	ck_assert(reg_clock(again, RULE_AUTHORITY)->ended_late);
}
END_TEST

START_TEST(test_a_corrected_detection_keeps_the_lateness_of_every_clock)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .hours = 12, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'yes','detected_at':'2026-11-23T20:44:05Z'}", "alfa");
	decide(ref, ABOUT_SUBJECTS, true);
	reg.now += HOURS(80);
	reg_amend("giulia", ref, "{'detected_at':'2026-11-27T04:44:05Z'}", "l'ora era sbagliata", NULL);
	static const char *const moved[] = {RULE_DPO, RULE_AUTHORITY, "client:alfa"};
	g_autoptr(Incident) incident = reg_incident(ref);
	for (guint i = 0; i < G_N_ELEMENTS(moved); i++) {
		const Clock *k = reg_clock(incident, moved[i]);
		ck_assert_msg(clock_open(k) && k->due_at > reg.now, "%s", moved[i]);
		ck_assert_msg(clock_was_late(k, reg.now) && clock_wants_reason(k, reg.now), "%s was late", moved[i]);
		ck_assert_msg(k->first_due_at < k->due_at, "%s shows both deadlines", moved[i]);
	}
	/* What starts at a decision is not moved by when it was detected. */
	ck_assert_int_eq(reg_clock(incident, RULE_SUBJECTS)->due_at, REG_NOW + HOURS(72));
	ck_assert_int_eq(reg_state(ref, RULE_SUBJECTS), CLOCK_LATE);
}
END_TEST

/* --- the data subjects ------------------------------------------------------------------------------------------------------- */

START_TEST(test_telling_the_data_subjects_starts_at_the_decision)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_setting(pia, "subjects-hours", "48", &error));
	reg.now += HOURS(5);
	decide(ref, ABOUT_SUBJECTS, true);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, RULE_SUBJECTS);
	ck_assert(k->internal && k->from == FROM_DECISION);
	ck_assert_int_eq(k->due_at, REG_NOW + HOURS(53));
	reg.now += HOURS(10);
	decide(ref, ABOUT_SUBJECTS, true); /* said again: no new target */
	g_autoptr(Incident) again = reg_incident(ref);
	ck_assert_int_eq(reg_clock(again, RULE_SUBJECTS)->due_at, REG_NOW + HOURS(53));
	decide(ref, ABOUT_SUBJECTS, false);
	ck_assert_int_eq(reg_state(ref, RULE_SUBJECTS), CLOCK_NOT_DUE);
	reg.now += HOURS(1);
	decide(ref, ABOUT_SUBJECTS, true);
	g_autoptr(Incident) third = reg_incident(ref);
	k = reg_clock(third, RULE_SUBJECTS);
	ck_assert_int_eq(k->due_at, REG_NOW + HOURS(64));
	ck_assert_int_eq(k->first_due_at, REG_NOW + HOURS(53));
}
END_TEST

/* --- not a breach ------------------------------------------------------------------------------------------------------------ */

static const Notice *
letter_to(const Incident *incident, const char *audience, Letter letter)
{
	const Notice *found = NULL;
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		if (n->letter == letter && g_str_equal(n->audience, audience) && n->state != NOTICE_CANCELLED)
			found = n;
	}
	return found;
}

static void
tell_by_hand(const char *ref, const char *clock)
{
	g_autoptr(Session) s = reg_as("luca");
	g_auto(Filed) filed = {0};
	const EvidenceToKeep evidence = {.bytes = clock, .len = (int64_t)strlen(clock), .name = "pec.eml"};
	const FilingToRecord in = {.ref = ref, .clock = clock, .type = FILING_COMPLETE, .at = reg.now, .evidence = &evidence};
	OK(register_file(s, &in, &filed, &error));
}

START_TEST(test_not_a_breach_ends_the_clocks_and_tells_who_was_told)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .hours = 12, .email = "alfa@alfa.example", .processor = -1}, NULL, &error));
	OK(register_client_add(pia, &(ClientInput){.name = "Beta", .hours = 12, .email = "beta@beta.example", .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", OWN, "alfa,beta");
	g_auto(Judged) judged = {0};
	reg_send("2026-0001/n1");
	tell_by_hand(ref, "client:alfa");
	decide(ref, ABOUT_SUBJECTS, true);
	OK(judge("carla", true, ref, ABOUT_BREACH, false, "nomi inventati", NULL, &judged, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_str_eq(incident->outcome, "not-a-breach");
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_MET);
	ck_assert_int_eq(reg_state(ref, "client:alfa"), CLOCK_MET);
	ck_assert_int_eq(reg_state(ref, "client:beta"), CLOCK_NOT_DUE);
	ck_assert_int_eq(reg_state(ref, RULE_AUTHORITY), CLOCK_NOT_DUE);
	ck_assert_int_eq(reg_state(ref, RULE_SUBJECTS), CLOCK_NOT_DUE);
	/* The DPO, and the client that was told; that one waits for somebody to release it. Nobody else. */
	ck_assert_uint_eq(judged.queued->len, 2);
	const Notice *dpo = letter_to(incident, "dpo", LETTER_CLOSING), *alfa = letter_to(incident, "alfa", LETTER_CLOSING);
	ck_assert(dpo && dpo->hold_until == INSTANT_NONE);
	ck_assert(alfa && alfa->hold_until == NOTICE_HELD);
	ck_assert_ptr_null(letter_to(incident, "beta", LETTER_CLOSING));
	ck_assert_ptr_null(letter_to(incident, "beta", LETTER_FIRST)); /* the draft was taken back */
	g_autofree char *subject = NULL, *text = reg_letter(dpo->id, &subject), *client_subject = NULL, *client_text = reg_letter(alfa->id, &client_subject);
	ck_assert_ptr_nonnull(strstr(text, "nomi inventati"));
	ck_assert_ptr_nonnull(strstr(subject, "Non è una violazione"));
	ck_assert_ptr_nonnull(strstr(client_subject, "al committente (chiusura)"));
	ck_assert_msg(!strstr(client_text, "nomi inventati") && !strstr(client_text, "Beta") && !strstr(client_text, "Elenco"), "%s", client_text);
	ck_assert_uint_eq(judged.withdrawn->len, 2);
	decide(ref, ABOUT_BREACH, false); /* twice tells nobody twice */
	g_autoptr(Incident) twice = reg_incident(ref);
	ck_assert_uint_eq(twice->notices->len, incident->notices->len);
	LEFT_ALONE(judge("carla", true, ref, ABOUT_AUTHORITY, false, "x", NULL, NULL, &error), E_STATE, "breach yes");
	/* And back: beta is told after all; alfa, whose closing notice had not left, has nothing to hear. */
	decide(ref, ABOUT_BREACH, true);
	g_autoptr(Incident) again = reg_incident(ref);
	ck_assert_ptr_nonnull(letter_to(again, "beta", LETTER_FIRST));
	ck_assert_ptr_null(letter_to(again, "alfa", LETTER_CLOSING));
}
END_TEST

/* Who was told that it was over is told that this holds no more: once. */
START_TEST(test_a_breach_after_all_takes_the_closing_notice_back)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_autoptr(Session) luca = reg_as("luca");
	Notified out = {0};
	reg_send("2026-0001/n1");
	decide(ref, ABOUT_BREACH, false);
	reg_send("2026-0001/n2");
	decide(ref, ABOUT_BREACH, true);
	OK(register_notify(luca, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *text = reg_letter("2026-0001/n3", NULL);
	ck_assert_ptr_nonnull(strstr(text, "NON È PIÙ VALIDA"));
	reg_send("2026-0001/n3");
	OK(register_notify(luca, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *next = reg_letter("2026-0001/n4", NULL);
	ck_assert_ptr_null(strstr(next, "NON È PIÙ VALIDA"));
}
END_TEST

START_TEST(test_a_breach_after_all_runs_again_as_if_it_had_never_ended)
{
	g_autoptr(Session) pia = reg_as("pia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .hours = 12, .processor = -1}, NULL, &error));
	g_autofree char *ref = reg_log("luca", "{'title':'x','own_data':'no'}", "none");
	reg_send("2026-0001/n1");
	decide(ref, ABOUT_BREACH, false);
	reg.now += HOURS(1);
	/* What becomes known meanwhile starts nothing, and is not forgotten. */
	reg_amend("luca", ref, "{'own_data':'unknown'}", NULL, NULL);
	g_autoptr(Session) luca = reg_as("luca");
	json_auto_t *none = json_object();
	Amended amended = {0};
	const Amendment more = {.ref = ref, .fields = none, .clients = (const char *const[]){"alfa", NULL}};
	OK(register_amend(luca, &more, &amended, &error));
	amended_clear(&amended);
	g_autoptr(Incident) quiet = reg_incident(ref);
	ck_assert_uint_eq(quiet->clocks->len, 1);
	decide(ref, ABOUT_BREACH, true);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_ptr_null(incident->outcome);
	ck_assert(reg_clock(incident, RULE_AUTHORITY)->provisional);
	ck_assert_int_eq(reg_clock(incident, RULE_AUTHORITY)->due_at, REG_NOW + HOURS(72));
	ck_assert_int_eq(reg_clock(incident, "client:alfa")->due_at, REG_NOW + HOURS(12));
	ck_assert_ptr_null(letter_to(incident, "dpo", LETTER_CLOSING)); /* it had not left: it was withdrawn */
}
END_TEST

START_TEST(test_a_closing_notice_and_a_read_back_meet_no_clock)
{
	g_autofree char *ref = reg_log("luca", OWN, "none"), *answer = keep_answer(ref);
	OK(judge("luca", false, ref, ABOUT_BREACH, false, "x", answer, NULL, &error));
	decide(ref, ABOUT_BREACH, false);
	g_autoptr(Incident) incident = reg_incident(ref);
	const Notice *back = letter_to(incident, "dpo", LETTER_READ_BACK), *closing = letter_to(incident, "dpo", LETTER_CLOSING);
	ck_assert(back && closing);
	reg_send(back->id);
	reg_send(closing->id);
	ck_assert_int_eq(reg_state(ref, RULE_DPO), CLOCK_RUNNING);
	/* Nor do they keep the dead-man's switch from writing. */
	g_autoptr(Session) courier = reg_courier();
	bool acted;
	g_autoptr(Session) luca = reg_as("luca");
	OK(register_outbox_withdraw(luca, "2026-0001/n1", "prova", &error));
	OK(register_auto_notify(courier, ref, &acted, &error));
	ck_assert(acted);
}
END_TEST

/* The DPO is to be told all the same (the duty counts from detection), and what was decided meanwhile. */
START_TEST(test_a_first_notice_after_the_decision_says_so)
{
	g_autofree char *ref = reg_log("luca", OWN, "none");
	g_autoptr(Session) luca = reg_as("luca");
	Notified out = {0};
	OK(register_outbox_withdraw(luca, "2026-0001/n1", "prova", &error));
	decide(ref, ABOUT_BREACH, false);
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_ptr_null(letter_to(incident, "dpo", LETTER_CLOSING)); /* nobody was told of one */
	OK(register_notify(luca, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *text = reg_letter("2026-0001/n2", NULL);
	ck_assert_ptr_nonnull(strstr(text, "NON È UNA VIOLAZIONE DI DATI PERSONALI"));
	ck_assert_ptr_nonnull(strstr(text, "Deciso dall'azienda:"));
	decide(ref, ABOUT_BREACH, true);
	g_autofree char *again = reg_letter("2026-0001/n2", NULL);
	ck_assert_ptr_null(strstr(again, "NON È UNA VIOLAZIONE"));
}
END_TEST

/* --- the read-back ----------------------------------------------------------------------------------------------------------- */

START_TEST(test_what_was_entered_for_the_dpo_is_read_back_once)
{
	g_autofree char *ref = reg_log("luca", OWN, "none"), *answer = keep_answer(ref);
	g_autoptr(Session) s = reg_as("luca");
	reg_send("2026-0001/n1");
	OK(register_take(s, ref, answer, &error));
	OK(judge("luca", false, ref, ABOUT_AUTHORITY, false, "il file era cifrato", answer, NULL, &error));
	OK(judge("luca", false, ref, ABOUT_SUBJECTS, false, "nessun rischio elevato", answer, NULL, &error));
	g_autoptr(Incident) incident = reg_incident(ref);
	ck_assert_uint_eq(incident->notices->len, 2);
	const Notice *back = letter_to(incident, "dpo", LETTER_READ_BACK);
	ck_assert_str_eq(back->receipt, answer);
	ck_assert_int_eq(back->hold_until, reg.now + 600); /* it takes in what is typed meanwhile */
	g_autofree char *text = reg_letter(back->id, NULL);
	ck_assert_ptr_nonnull(strstr(text, "Ho registrato per Suo conto"));
	ck_assert_ptr_nonnull(strstr(text, "preso in carico dal DPO"));
	ck_assert_ptr_nonnull(strstr(text, "notifica al Garante: no"));
	ck_assert_ptr_nonnull(strstr(text, "il file era cifrato"));
	ck_assert_ptr_nonnull(strstr(text, "Se non è corretto risponda"));
	ck_assert_ptr_nonnull(strstr(text, "Luca Neri"));
	/* Once it is written, the next thing entered is read back anew, with all of that answer. */
	reg_send(back->id);
	OK(judge("luca", false, ref, ABOUT_SUBJECTS, true, "ripensandoci", answer, NULL, &error));
	g_autoptr(Incident) again = reg_incident(ref);
	ck_assert_uint_eq(again->notices->len, 3);
	/* What the DPO does in person is not. */
	advise(ref, ABOUT_AUTHORITY, true);
	g_autoptr(Incident) person = reg_incident(ref);
	ck_assert_uint_eq(person->notices->len, 3);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("judge");
	TCase *t = tcase_create("judge");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_each_says_why_and_none_is_overwritten);
	tcase_add_test(t, test_a_decision_is_read_beside_the_opinion_before_it);
	tcase_add_test(t, test_two_people_at_the_same_question_are_told);
	tcase_add_test(t, test_a_processor_decides_nothing_about_the_authority);
	tcase_add_loop_test(t, test_what_is_no_answer_does_not_speak_for_the_dpo, 0, G_N_ELEMENTS(examined));
	tcase_add_test(t, test_an_answer_by_mail_decides_only_for_a_delegate);
	tcase_add_test(t, test_yes_makes_the_72_hours_certain_and_no_ends_them);
	tcase_add_test(t, test_not_required_decided_after_the_72_hours_is_late_and_stays_so);
	tcase_add_test(t, test_own_data_no_does_not_erase_that_it_was_late);
	tcase_add_test(t, test_a_corrected_detection_keeps_the_lateness_of_every_clock);
	tcase_add_test(t, test_telling_the_data_subjects_starts_at_the_decision);
	tcase_add_test(t, test_not_a_breach_ends_the_clocks_and_tells_who_was_told);
	tcase_add_test(t, test_a_breach_after_all_takes_the_closing_notice_back);
	tcase_add_test(t, test_a_breach_after_all_runs_again_as_if_it_had_never_ended);
	tcase_add_test(t, test_a_closing_notice_and_a_read_back_meet_no_clock);
	tcase_add_test(t, test_a_first_notice_after_the_decision_says_so);
	tcase_add_test(t, test_what_was_entered_for_the_dpo_is_read_back_once);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
