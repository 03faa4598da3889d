/*
 * The permission table, cell by cell, through the functions that enforce it: each act tried by somebody of each role.
 *
 * A row names an act and who may; whoever else tries is refused with E_DENIED, and nothing is written. Who may is let through: what the
 * state of the register makes of it then is other tests' matter. A new function of src/register gets a row.
 */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/register/actions.h"
#include "src/register/assess.h"
#include "src/register/clients.h"
#include "src/register/duty.h"
#include "src/register/erase.h"
#include "src/register/house.h"
#include "src/register/import.h"

#include <string.h>

/* Each stands for a column by its letter. */
static const struct {
	char letter;
	const char *account;
} who[] = {
	{'s', "luca"}, {'d', "giulia"}, {'D', "giulia"}, /* D: with the company's delegation on file */
	{'m', "carla"}, {'a', "ugo"}, {'p', "pia"}, {'n', "nemo"} /* nobody whom the register knows */, {'c', NULL} /* the courier */,
};

#define REF "2026-0001"
#define OTHER "2026-0002" /* logged by nemo */

static bool
amend_detected(Session *s, const char *at, GError **error)
{
	json_auto_t *fields = json_pack("{s:s}", "detected_at", at);
	Amended out = {0};
	bool ok = register_amend(s, &(Amendment){.ref = REF, .fields = fields, .reason = "x"}, &out, error);
	amended_clear(&out);
	return ok;
}

static bool
do_log(Session *s, GError **error)
{
	json_auto_t *fields = reg_json("{'title':'x'}");
	Logged out = {0};
	bool ok = register_log(s, &(Intake){.fields = fields}, &out, error);
	logged_clear(&out);
	return ok;
}

static bool
do_amend(Session *s, GError **error)
{
	json_auto_t *fields = reg_json("{'subjects':'12'}");
	Amended out = {0};
	bool ok = register_amend(s, &(Amendment){.ref = REF, .fields = fields}, &out, error);
	amended_clear(&out);
	return ok;
}

static bool
do_earlier(Session *s, GError **error)
{
	return amend_detected(s, "2026-11-23T19:00:00Z", error);
}

static bool
do_later(Session *s, GError **error)
{
	return amend_detected(s, "2026-11-23T21:30:00Z", error);
}

static bool
do_note(Session *s, GError **error)
{
	return register_note(s, REF, "x", error);
}

static bool
do_duty(Session *s, GError **error)
{
	return register_duty(s, &(DutyToRecord){.duty = "dpia", .at = reg.now - HOURS(24), .expires = INSTANT_NONE}, error);
}

static bool
do_receipt(Session *s, GError **error)
{
	g_autofree char *id = NULL;
	return register_receipt_add(s, &(ReceiptToKeep){.ref = REF, .bytes = "altro", .len = 5}, &id, error);
}

static bool
do_called(Session *s, GError **error)
{
	return register_called(s, REF, "dpo", reg.now, "x", error);
}

static bool
do_notify(Session *s, GError **error)
{
	Notified out = {0};
	bool ok = register_notify(s, &(Notify){.ref = REF}, &out, error);
	notified_clear(&out);
	return ok;
}

static bool
do_retry(Session *s, GError **error)
{
	return register_outbox_retry(s, REF "/n1", error);
}

static bool
do_hold(Session *s, GError **error)
{
	return register_outbox_hold(s, REF "/n1", error);
}

static bool
do_withdraw(Session *s, GError **error)
{
	return register_outbox_withdraw(s, REF "/n1", "x", error);
}

static bool
do_release_all(Session *s, GError **error)
{
	int count;
	return register_release_all(s, &count, error);
}

static bool
do_take(Session *s, GError **error)
{
	return register_take(s, REF, NULL, error);
}

static bool
do_take_for(Session *s, GError **error)
{
	return register_take(s, REF, "r1", error);
}

static bool
judge(Session *s, bool decision, const char *reply, GError **error)
{
	g_auto(Judged) out = {0};
	const Judging in = {.ref = REF, .about = ABOUT_AUTHORITY, .yes = true, .reason = "x", .from_reply = reply};
	return (decision ? register_decide : register_opinion)(s, &in, &out, error);
}

static bool
do_opinion(Session *s, GError **error)
{
	return judge(s, false, NULL, error);
}

static bool
do_opinion_for(Session *s, GError **error)
{
	return judge(s, false, "r1", error);
}

static bool
do_decide(Session *s, GError **error)
{
	return judge(s, true, NULL, error);
}

static bool
do_waive(Session *s, GError **error)
{
	return register_waive(s, &(Waiving){.ref = REF, .clock = RULE_AUTHORITY, .reason = "x"}, error);
}

static bool
do_file(Session *s, GError **error)
{
	g_auto(Filed) out = {0};
	return register_file(s, &(FilingToRecord){.ref = REF, .clock = RULE_AUTHORITY, .type = FILING_COMPLETE, .at = reg.now}, &out, error);
}

static bool
do_late(Session *s, GError **error)
{
	return register_late(s, REF, RULE_DPO, "other", "x", error);
}

static bool
do_close(Session *s, GError **error)
{
	g_auto(Closed) out = {0};
	return register_close(s, &(Closing){.ref = REF, .review_at = INSTANT_NONE}, &out, error);
}

static bool
do_close_for(Session *s, GError **error)
{
	g_auto(Closed) out = {0};
	return register_close(s, &(Closing){.ref = REF, .review_at = INSTANT_NONE, .from_reply = "r1"}, &out, error);
}

static bool
do_reopen(Session *s, GError **error)
{
	return register_reopen(s, REF, "x", NULL, error);
}

static bool
do_void(Session *s, GError **error)
{
	g_auto(Voided) out = {0};
	return register_void(s, &(Voiding){.ref = REF, .reason = "x"}, &out, error);
}

static bool
read_of(Session *s, const char *ref, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	return query_incident(s->db, ref, &incident, error) && session_require_reading(s, incident, error);
}

static bool
do_read(Session *s, GError **error)
{
	return read_of(s, REF, error);
}

static bool
do_follow(Session *s, GError **error)
{
	return read_of(s, OTHER, error);
}

static bool
do_person_add(Session *s, GError **error)
{
	return register_person_add(s, &(PersonInput){.name = "X", .email = "x@rossi.example"}, NULL, error);
}

static bool
do_person_change(Session *s, GError **error)
{
	return register_person_change(s, "p3", &(PersonInput){.phone = "+39 06 7"}, error);
}

static bool
do_person_retire(Session *s, GError **error)
{
	return register_person_retire(s, "p5", "x", error);
}

static bool
do_client_add(Session *s, GError **error)
{
	return register_client_add(s, &(ClientInput){.name = "Beta", .processor = -1}, NULL, error);
}

static bool
do_client_change(Session *s, GError **error)
{
	return register_client_change(s, "alfa", &(ClientInput){.hours = 8, .processor = -1}, error);
}

static bool
do_client_retire(Session *s, GError **error)
{
	return register_client_retire(s, "alfa", "x", error);
}

static bool
do_dpo_appoint(Session *s, GError **error)
{
	return register_dpo_appoint(s, &(DpoInput){.person = "p3", .from = reg.now, .declared = true}, error);
}

static bool
do_dpo_end(Session *s, GError **error)
{
	return register_dpo_end(s, INSTANT_NONE, "x", error);
}

static bool
do_dpo_away(Session *s, GError **error)
{
	return register_dpo_away(s, reg.now, reg.now + HOURS(24), error);
}

static bool
do_setting(Session *s, GError **error)
{
	return register_setting(s, "hold", "20m", error);
}

static bool
do_adopt(Session *s, GError **error)
{
	return register_adopt(s, "x", error);
}

static bool
do_backup(Session *s, GError **error)
{
	g_autofree char *path = g_build_filename(reg.dir, "copy.db", NULL);
	Backup made = {0};
	bool ok = register_backup(s, &(BackupTo){.path = path, .force = true}, &made, error);
	return ok;
}

static bool
assess(Session *s, const char *from_reply, GError **error)
{
	const Level level = LEVEL_HIGH;
	const AssessInput stated = {.ref = REF, .level = &level, .from_reply = from_reply};
	Answers answers;
	answers_clear(&answers);
	answers_take(&answers, CRITERION_DPC, "simple", NULL);
	answers_take(&answers, CRITERION_EI, "name:1", NULL);
	answers_take(&answers, CRITERION_CB, "none", NULL);
	const AssessInput input = {.ref = REF, .answers = &answers};
	return register_assess(s, from_reply ? &stated : &input, error);
}

static bool
do_assess(Session *s, GError **error)
{
	return assess(s, NULL, error);
}

static bool
do_assess_for(Session *s, GError **error)
{
	return assess(s, "1", error);
}

static bool
do_action_add(Session *s, GError **error)
{
	g_autofree char *id = NULL;
	return register_action_add(s, &(NewAction){.ref = REF, .fields = {.title = "x", .kind = "recovery", .due = INSTANT_NONE}}, &id, error);
}

static bool
do_action_accept(Session *s, GError **error)
{
	return register_action_accept(s, REF "/1", NULL, NULL, 0, error);
}

static bool
do_action_start(Session *s, GError **error)
{
	return register_action_start(s, REF "/1", 0, error);
}

static bool
do_action_done(Session *s, GError **error)
{
	return register_action_done(s, REF "/1", "x", NULL, NULL, 0, error);
}

static bool
do_action_drop(Session *s, GError **error)
{
	return register_action_drop(s, REF "/1", "x", NULL, 0, error);
}

static bool
do_action_verify(Session *s, GError **error)
{
	return register_action_verify(s, REF "/1", NULL, NULL, 0, error);
}

static bool
do_evidence(Session *s, GError **error)
{
	g_autofree char *id = NULL;
	return register_evidence_add(s, REF, &(EvidenceToKeep){.bytes = "x", .len = 1}, &id, error);
}

static bool
do_release(Session *s, GError **error)
{
	Notified out = {0};
	bool ok = register_notify(s, &(Notify){.ref = REF, .to = "alfa"}, &out, error);
	notified_clear(&out);
	return ok;
}

static bool
do_hold_legal(Session *s, GError **error)
{
	return register_hold(s, REF, "x", error);
}

static bool
do_erase(Session *s, GError **error)
{
	g_autoptr(GPtrArray) erased = NULL;
	bool clean;
	return register_erase(s, INSTANT_NONE, "x", &erased, &clean, error);
}

static bool
do_import(Session *s, GError **error)
{
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autofree char *first = NULL, *last = NULL;
	return register_import(s, none, NULL, NULL, &first, &last, error);
}

static const struct {
	const char *name;
	bool (*run)(Session *, GError **);
	const char *may; /* the letters of who may */
} acts[] = {
	{"log", do_log, "sdDmapn"},
	{"add facts", do_amend, "sdD"}, {"note", do_note, "sdD"}, {"keep a receipt", do_receipt, "sdD"}, {"note a call", do_called, "sdD"},
	{"correct the detection to earlier", do_earlier, "sdD"}, {"correct the detection to later", do_later, "dD"},
	{"notify", do_notify, "sdD"}, {"retry", do_retry, "sdD"}, {"hold", do_hold, "sdD"}, {"withdraw", do_withdraw, "sdD"},
	{"release what waits", do_release_all, "sdD"},
	{"take charge", do_take, "dD"}, {"give an opinion", do_opinion, "dD"}, {"close", do_close, "dD"}, {"reopen", do_reopen, "dD"},
	{"void", do_void, "dD"},
	/* With the DPO's answer on file whoever adds facts enters it for the DPO. */
	{"enter that the DPO takes charge", do_take_for, "sdD"}, {"enter the DPO's opinion", do_opinion_for, "sdD"},
	{"enter that the DPO closes", do_close_for, "sdD"},
	{"assess", do_assess, "dD"}, {"enter the DPO's assessment", do_assess_for, "sdD"},
	{"propose an action", do_action_add, "sdD"}, {"accept an action", do_action_accept, "dD"}, {"start an action", do_action_start, "sdD"},
	{"finish an action", do_action_done, "sdD"}, {"drop a proposed action", do_action_drop, "sdD"},
	{"verify an action", do_action_verify, "dD"}, {"keep evidence", do_evidence, "sdD"},
	{"release a notice to a client", do_release, "dDm"},
	{"place a legal hold", do_hold_legal, "dDmp"}, {"erase", do_erase, "p"}, {"import", do_import, "p"},
	{"decide", do_decide, "Dm"}, {"waive", do_waive, "Dm"},
	{"record a filing", do_file, "sdD"}, {"explain a late clock", do_late, "sdDm"},
	{"read", do_read, "sdDmap"}, {"follow what one logged", do_follow, "sdDmapn"},
	{"add a person", do_person_add, "p"}, {"change a person", do_person_change, "p"}, {"retire a person", do_person_retire, "p"},
	{"add a client", do_client_add, "p"}, {"change a client", do_client_change, "p"}, {"retire a client", do_client_retire, "p"},
	{"appoint the DPO", do_dpo_appoint, "p"}, {"end the appointment", do_dpo_end, "p"}, {"say that the DPO is away", do_dpo_away, "dDp"},
	{"change a setting", do_setting, "p"}, {"record a duty", do_duty, "dDmp"}, {"adopt", do_adopt, "p"}, {"back up", do_backup, "p"},
};

/* One incident with an answer on file and a clock that is late, another that nemo logged, a client. */
static void
setup(void)
{
	reg_setup();
	g_autoptr(Session) pia = reg_as("pia"), luca = reg_as("luca");
	g_autofree char *id = NULL;
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .email = "privacy@alfa.example", .processor = -1}, NULL, &error));
	g_free(reg_log("luca", "{'title':'x','own_data':'yes','detected_at':'2026-11-23T20:44:05Z'}", "Alfa"));
	g_free(reg_log("nemo", "{'title':'y'}", "none"));
	g_autofree char *action = NULL;
	OK(register_action_add(luca, &(NewAction){.ref = REF, .fields = {.title = "x", .kind = "recovery", .due = INSTANT_NONE}}, &action, &error));
	OK(register_receipt_add(luca, &(ReceiptToKeep){.ref = REF, .bytes = "prendo in carico", .len = 16}, &id, &error));
}

static Session *
session_of(char letter, const char *account)
{
	if (letter == 'D') {
		g_autoptr(Session) pia = reg_as("pia");
		OK(register_dpo_appoint(pia, &(DpoInput){.person = "p2", .from = reg.now, .delegated = true, .declared = true}, &error));
	}
	return account ? reg_as(account) : reg_courier();
}

START_TEST(test_who_may_and_who_may_not)
{
	gsize act = (gsize)_i / G_N_ELEMENTS(who), column = (gsize)_i % G_N_ELEMENTS(who);
	g_autoptr(Session) s = session_of(who[column].letter, who[column].account);
	g_autoptr(GError) error = NULL;
	char before[65], after[65];
	reg_seal(before);
	bool done = acts[act].run(s, &error), may = strchr(acts[act].may, who[column].letter) != NULL;
	bool denied = g_error_matches(error, ERR_DOMAIN, E_DENIED);
	ck_assert_msg(done || error, "%s by %c: refused without a word", acts[act].name, who[column].letter);
	ck_assert_msg(may == !denied && (may || !done), "%s by %c: %s", acts[act].name, who[column].letter, done ? "done" : error->message);
	reg_seal(after);
	ck_assert_msg(done || strcmp(before, after) == 0, "%s by %c was refused, and yet written", acts[act].name, who[column].letter);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("permissions");
	TCase *t = tcase_create("table");
	tcase_add_checked_fixture(t, setup, reg_teardown);
	tcase_add_loop_test(t, test_who_may_and_who_may_not, 0, (int)(G_N_ELEMENTS(acts) * G_N_ELEMENTS(who)));
	suite_add_tcase(suite, t);
	return run_suite(suite);
}
