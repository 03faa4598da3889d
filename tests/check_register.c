/* Founding a register, who may do what, and the people in it. */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/core/ref.h"

#include <glib/gstdio.h>
#include <string.h>

/* --- founding --------------------------------------------------------------------------------------------------------- */

static void
expect_nothing_made(void)
{
	GDir *list = g_dir_open(reg.dir, 0, NULL);
	ck_assert_ptr_nonnull(list);
	const char *name = g_dir_read_name(list);
	ck_assert_msg(name == NULL, "%s was left behind", name);
	g_dir_close(list);
}

START_TEST(test_a_register_is_founded_with_all_that_was_said)
{
	g_autoptr(Session) s = reg_as("maria");
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) person = NULL;
	Tip tip = {0};
	OK(query_tip(s->db, &tip, &error));
	ck_assert_int_eq(strlen(tip.uuid), 36);
	ck_assert_int_eq(tip.uuid[14], '4');
	ck_assert(!tip.demo);
	tip_clear(&tip);
	ck_assert_str_eq(s->actor, "p1");
	ck_assert_uint_eq(s->roles, 1U << ROLE_SECURITY | 1U << ROLE_ADMIN);
	ck_assert_str_eq(settings_text(s->settings, "organisation.name"), "Rossi Contact S.p.A.");
	ck_assert_str_eq(settings_text(s->settings, "code"), "ROSSI");
	ck_assert_str_eq(settings_text(s->settings, "zone"), "Europe/Rome");
	ck_assert_str_eq(settings_text(s->settings, "language"), "it");
	ck_assert_str_eq(settings_text(s->settings, "organisation.vat"), "IT01234567890");
	OK(query_dpo_at(s->db, reg.now, &dpo, &error));
	ck_assert_str_eq(dpo->person, "p2");
	OK(query_person(s->db, "p2", &person, &error));
	ck_assert_str_eq(person->email, DPO_MAIL);
	ck_assert_uint_eq(person->roles, 1U << ROLE_DPO);
}
END_TEST

START_TEST(test_a_register_is_not_founded_twice)
{
	const Surroundings host = reg_host("maria");
	const Founding founding = reg_founding();
	LEFT_ALONE(register_create(reg.uri, &host, &founding, &error), E_WRITE, "");
}
END_TEST

/* What each refuses is the last thing that founding does, or the first: either way nothing stays. */
START_TEST(test_a_founding_that_is_refused_leaves_nothing)
{
	const Surroundings host = reg_host("maria");
	Founding f = reg_founding();
	f.organisation = " ";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "organisation");
	f = reg_founding();
	f.name = NULL;
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "name");
	f = reg_founding();
	f.dpo_position = "direttore delle operazioni";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_STATE, "DPO");
	f.dpo_position = "COO";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_STATE, "DPO");
	f.dpo_position = "Amministratore unico";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_STATE, "DPO");
	f.dpo_position = "CISO";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_STATE, "--dpo-reason");
	f = reg_founding();
	f.dpo_email = NULL;
	REFUSED(register_create(reg.uri, &host, &f, &error), E_STATE, "neither e-mail nor PEC");
	f.dpo_email = "dpo@x.example\r\nBcc: all@x.example";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "");
	f = reg_founding();
	f.zone = "Europe/Atlantide";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "zone");
	f = reg_founding();
	f.code = "rossi contact";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "");
	f = reg_founding();
	f.name = "Maria\nBianchi";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "name");
	f = reg_founding();
	f.email = "maria";
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "");
	f = reg_founding();
	f.role = ROLE_DPO; /* beside another DPO, the founder would be both DPO and administrator */
	REFUSED(register_create(reg.uri, &host, &f, &error), E_INPUT, "");
	expect_nothing_made();
}
END_TEST

START_TEST(test_what_was_not_said_has_its_default)
{
	const Surroundings host = reg_host("maria");
	const Founding founding = {.organisation = "Società Agricola Le Querce S.r.l.", .name = "Anna", .role = ROLE_SECURITY,
		.dpo_from = INSTANT_NONE};
	OK(register_create(reg.uri, &host, &founding, &error));
	g_autoptr(Session) s = reg_as("maria");
	g_autoptr(Dpo) dpo = NULL;
	ck_assert_str_eq(settings_text(s->settings, "zone"), "Europe/Rome");
	ck_assert_str_eq(settings_text(s->settings, "language"), "it");
	OK(ref_code_check(settings_text(s->settings, "code"), &error));
	OK(query_dpo_at(s->db, reg.now, &dpo, &error));
	ck_assert_ptr_null(dpo);
	ck_assert(s->alone);
}
END_TEST

START_TEST(test_one_person_may_be_everything)
{
	const Surroundings host = reg_host("maria");
	Founding f = reg_founding();
	f.role = ROLE_DPO;
	f.dpo_name = f.name;
	OK(register_create(reg.uri, &host, &f, &error));
	g_autoptr(Session) s = reg_as("maria");
	g_autoptr(Dpo) dpo = NULL;
	OK(query_dpo_at(s->db, reg.now, &dpo, &error));
	ck_assert_str_eq(dpo->person, "p1");
	ck_assert_uint_eq(s->roles, 1U << ROLE_DPO | 1U << ROLE_ADMIN);
}
END_TEST

/* --- who may ---------------------------------------------------------------------------------------------------------- */

typedef struct {
	Session *s;
	const char *ref, *notice;
} Try;

static bool
try_log(const Try *t, GError **error)
{
	json_auto_t *fields = reg_json("{'title':'Altro'}");
	const Intake in = {.fields = fields};
	Logged out = {0};
	bool ok = register_log(t->s, &in, &out, error);
	logged_clear(&out);
	return ok;
}

static bool
try_amend(const Try *t, GError **error)
{
	json_auto_t *fields = reg_json("{'description':'Di più'}");
	const Amendment in = {.ref = t->ref, .fields = fields};
	Amended out = {0};
	bool ok = register_amend(t->s, &in, &out, error);
	amended_clear(&out);
	return ok;
}

static bool
try_note(const Try *t, GError **error)
{
	return register_note(t->s, t->ref, "una nota", error);
}

static bool
try_correct(const Try *t, Instant to, GError **error)
{
	g_autofree char *text = instant_rfc3339(to);
	json_auto_t *fields = json_pack("{s:s}", "detected_at", text);
	const Amendment in = {.ref = t->ref, .fields = fields, .reason = "il registro accessi"};
	Amended out = {0};
	bool ok = register_amend(t->s, &in, &out, error);
	amended_clear(&out);
	return ok;
}

static bool
try_earlier(const Try *t, GError **error)
{
	return try_correct(t, REG_NOW - HOURS(2), error);
}

static bool
try_later(const Try *t, GError **error)
{
	return try_correct(t, REG_NOW - 60, error);
}

static bool
try_notify(const Try *t, GError **error)
{
	const Notify in = {.ref = t->ref};
	Notified out = {0};
	bool ok = register_notify(t->s, &in, &out, error);
	notified_clear(&out);
	return ok;
}

static bool
try_retry(const Try *t, GError **error)
{
	return register_outbox_retry(t->s, t->notice, error);
}

static bool
try_hold(const Try *t, GError **error)
{
	return register_outbox_hold(t->s, t->notice, error);
}

static bool
try_withdraw(const Try *t, GError **error)
{
	return register_outbox_withdraw(t->s, t->notice, "errore", error);
}

static bool
try_release(const Try *t, GError **error)
{
	int count;
	return register_release_all(t->s, &count, error);
}

static bool
try_take(const Try *t, GError **error)
{
	return register_take(t->s, t->ref, NULL, error);
}

static bool
try_late(const Try *t, GError **error)
{
	return register_late(t->s, t->ref, "dpo-24h", "night", "era notte", error);
}

static bool
try_person_add(const Try *t, GError **error)
{
	const PersonInput in = {.name = "Nuova Persona"};
	return register_person_add(t->s, &in, NULL, error);
}

static bool
try_person_change(const Try *t, GError **error)
{
	const PersonInput in = {.phone = "+39 02 77"};
	return register_person_change(t->s, "p5", &in, error);
}

static bool
try_person_retire(const Try *t, GError **error)
{
	return register_person_retire(t->s, "p5", NULL, error);
}

static bool
try_client_add(const Try *t, GError **error)
{
	const ClientInput in = {.name = "Omega S.p.A.", .processor = -1};
	return register_client_add(t->s, &in, NULL, error);
}

static bool
try_client_change(const Try *t, GError **error)
{
	const ClientInput in = {.phone = "+39 02 78", .processor = -1};
	return register_client_change(t->s, "alfa", &in, error);
}

static bool
try_client_retire(const Try *t, GError **error)
{
	return register_client_retire(t->s, "alfa", NULL, error);
}

static bool
try_appoint(const Try *t, GError **error)
{
	const DpoInput in = {.person = "p3", .from = INSTANT_NONE, .declared = true};
	return register_dpo_appoint(t->s, &in, error);
}

static bool
try_end(const Try *t, GError **error)
{
	return register_dpo_end(t->s, INSTANT_NONE, NULL, error);
}

static bool
try_away(const Try *t, GError **error)
{
	return register_dpo_away(t->s, REG_NOW, REG_NOW + HOURS(48), error);
}

static bool
try_setting(const Try *t, GError **error)
{
	return register_setting(t->s, "hold", "5m", error);
}

static bool
try_receipt(const Try *t, GError **error)
{
	g_autofree char *id = NULL;
	const ReceiptToKeep in = {.ref = t->ref, .bytes = t->ref, .len = strlen(t->ref)};
	return register_receipt_add(t->s, &in, &id, error);
}

static bool
try_called(const Try *t, GError **error)
{
	return register_called(t->s, t->ref, "dpo", REG_NOW, "nessuna risposta", error);
}

/* The people who may, by account, in the order of `everybody`. */
static const struct {
	const char *name, *who;
	bool (*run)(const Try *, GError **);
} cases[] = {
	{"log", "maria giulia luca carla ugo pia nemo", try_log},
	{"amend", "maria giulia luca", try_amend},
	{"note", "maria giulia luca", try_note},
	{"correct earlier", "maria giulia luca", try_earlier},
	{"correct later", "giulia", try_later},
	{"notify", "maria giulia luca", try_notify},
	{"retry", "maria giulia luca", try_retry},
	{"hold", "maria giulia luca", try_hold},
	{"withdraw", "maria giulia luca", try_withdraw},
	{"send", "maria giulia luca", try_release},
	{"take", "giulia", try_take},
	{"late", "maria giulia luca carla", try_late},
	{"keep a receipt", "maria giulia luca", try_receipt},
	{"note a call", "maria giulia luca", try_called},
	{"add a person", "maria pia", try_person_add},
	{"change a person", "maria pia", try_person_change},
	{"retire a person", "maria pia", try_person_retire},
	{"add a client", "maria pia", try_client_add},
	{"change a client", "maria pia", try_client_change},
	{"retire a client", "maria pia", try_client_retire},
	{"appoint", "maria pia", try_appoint},
	{"end an appointment", "maria pia", try_end},
	{"be away", "maria giulia pia", try_away},
	{"set", "maria pia", try_setting},
};
static const char *const everybody[] = {"maria", "giulia", "luca", "carla", "ugo", "pia", "nemo"};

/* Each with an incident of its own: what one does must not make the next impossible. */
static bool
attempt(int which, const char *account, GError **why)
{
	bool late = cases[which].run == try_late;
	g_autofree char *ref = reg_log("maria", late ? "{'title':'Elenco','detected_at':'2026-11-22T10:00:00Z'}" :
		"{'title':'Elenco','detected_at':'2026-11-23T21:00:00Z'}", "none");
	g_autofree char *notice = g_strconcat(ref, "/n1", NULL);
	g_autoptr(Session) s = reg_as(account), maria = reg_as("maria");
	const Try t = {s, ref, notice};
	char before[65], after[65];
	if (cases[which].run == try_release) /* only what waits is released */
		OK(register_outbox_hold(maria, notice, &error));
	reg_seal(before);
	bool ok = cases[which].run(&t, why);
	reg_seal(after);
	ck_assert_msg(ok != g_str_equal(before, after), "%s, %s: %s", account, cases[which].name, ok ? "nothing written" : "written");
	return ok;
}

START_TEST(test_each_may_do_what_their_role_says_and_no_more)
{
	g_auto(GStrv) who = g_strsplit(cases[_i].who, " ", -1);
	g_autoptr(Session) admin = reg_as("pia");
	const ClientInput alfa = {.name = "Alfa", .processor = -1};
	OK(register_client_add(admin, &alfa, NULL, &error));
	for (gsize i = 0; i < G_N_ELEMENTS(everybody); i++)
		if (!g_strv_contains((const char *const *)who, everybody[i]))
			REFUSED(attempt(_i, everybody[i], &error), E_DENIED, "");
	/* Not every thing can be done twice; who comes second is at least not denied. */
	for (gsize i = 0, done = 0; i < G_N_ELEMENTS(everybody); i++) {
		g_autoptr(GError) error = NULL;
		if (!g_strv_contains((const char *const *)who, everybody[i]))
			continue;
		bool ok = attempt(_i, everybody[i], &error);
		ck_assert_msg(ok || (done && !g_error_matches(error, ERR_DOMAIN, E_DENIED)), "%s, %s: %s", everybody[i], cases[_i].name,
			error ? error->message : "");
		done++;
	}
}
END_TEST

START_TEST(test_what_counts_is_the_role_under_the_lock)
{
	g_autofree char *ref = reg_log("maria", "{'title':'Elenco'}", "none");
	g_autoptr(Session) luca = reg_as("luca"), admin = reg_as("pia");
	const char *auditor[] = {"auditor", NULL};
	const PersonInput demoted = {.roles = auditor};
	OK(register_person_change(admin, "p3", &demoted, &error));
	LEFT_ALONE(register_note(luca, ref, "ancora io?", &error), E_DENIED, "p3");
	const char *security[] = {"security", NULL};
	const PersonInput back = {.roles = security};
	OK(register_person_change(admin, "p3", &back, &error));
	OK(register_note(luca, ref, "di nuovo io", &error));
	OK(register_person_retire(admin, "p3", "dimesso", &error));
	LEFT_ALONE(register_note(luca, ref, "ancora?", &error), E_DENIED, "p3");
}
END_TEST

START_TEST(test_the_courier_writes_only_what_is_its_own)
{
	g_autofree char *ref = reg_log("luca", "{'title':'Elenco'}", "none");
	g_autoptr(Session) courier = reg_courier();
	LEFT_ALONE(register_note(courier, ref, "bip", &error), E_DENIED, "courier");
	LEFT_ALONE(register_take(courier, ref, NULL, &error), E_DENIED, "courier");
	LEFT_ALONE(register_setting(courier, "hold", "1m", &error), E_DENIED, "courier");
	LEFT_ALONE(register_outbox_hold(courier, "2026-0001/n1", &error), E_DENIED, "courier");
	const Try t = {courier, ref, "2026-0001/n1"};
	LEFT_ALONE(try_log(&t, &error), E_DENIED, "");
	LEFT_ALONE(try_amend(&t, &error), E_DENIED, "courier");
}
END_TEST

static void
log_as_nemo(char **ref)
{
	*ref = reg_log("nemo", "{'title':'Ho trovato una chiavetta'}", NULL);
}

START_TEST(test_a_login_that_nobody_knows_logs_and_follows_its_own)
{
	g_autofree char *mine = NULL, *again = NULL;
	g_autofree char *other = reg_log("luca", "{'title':'Altro'}", "none");
	log_as_nemo(&mine);
	g_autoptr(Session) nemo = reg_as("nemo");
	ck_assert_str_eq(nemo->actor, "p7");
	ck_assert_uint_eq(nemo->roles, 0);
	g_autoptr(Incident) of_nemo = reg_incident(mine), of_luca = reg_incident(other);
	ck_assert_str_eq(of_nemo->logged_by, "p7");
	OK(session_require_reading(nemo, of_nemo, &error));
	REFUSED(session_require_reading(nemo, of_luca, &error), E_DENIED, "p7");
	log_as_nemo(&again);
	ck_assert_int_eq(reg_events("person.added"), 7);
}
END_TEST

START_TEST(test_two_windows_of_an_unknown_login_make_one_person)
{
	g_autoptr(Session) first = reg_as("nemo"), second = reg_as("nemo");
	const Try a = {first, NULL, NULL}, b = {second, NULL, NULL};
	OK(try_log(&a, &error));
	OK(try_log(&b, &error));
	ck_assert_int_eq(reg_events("person.added"), 7);
	ck_assert_str_eq(second->actor, "p7");
	g_autoptr(Session) third = reg_as("nemo");
	ck_assert_str_eq(third->actor, "p7");
}
END_TEST

START_TEST(test_people_who_share_an_account_say_who_they_are)
{
	g_autoptr(Session) admin = reg_as("pia"), chosen = NULL, none = NULL;
	const char *desk[] = {"luca", "desk", NULL}, *only[] = {"desk", NULL};
	const PersonInput luca = {.accounts = desk}, ugo = {.accounts = only};
	const Surroundings host = reg_host("desk");
	OK(register_person_change(admin, "p3", &luca, &error));
	OK(register_person_change(admin, "p5", &ugo, &error));
	REFUSED(session_open(reg.uri, &host, NULL, &none, &error), E_USAGE, "--as");
	REFUSED(session_open(reg.uri, &host, "carla", &none, &error), E_DENIED, "carla");
	OK(session_open(reg.uri, &host, "luca", &chosen, &error));
	ck_assert_str_eq(chosen->actor, "p3");
	ck_assert_str_eq(chosen->os, "desk");
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register");
	TCase *bare = tcase_create("founding"), *people = tcase_create("rights");
	tcase_add_checked_fixture(bare, reg_setup_bare, reg_teardown);
	tcase_add_test(bare, test_a_founding_that_is_refused_leaves_nothing);
	tcase_add_test(bare, test_what_was_not_said_has_its_default);
	tcase_add_test(bare, test_one_person_may_be_everything);
	suite_add_tcase(s, bare);
	tcase_add_checked_fixture(people, reg_setup, reg_teardown);
	tcase_add_test(people, test_a_register_is_founded_with_all_that_was_said);
	tcase_add_test(people, test_a_register_is_not_founded_twice);
	tcase_add_loop_test(people, test_each_may_do_what_their_role_says_and_no_more, 0,
		(int)G_N_ELEMENTS(cases));
	tcase_add_test(people, test_what_counts_is_the_role_under_the_lock);
	tcase_add_test(people, test_the_courier_writes_only_what_is_its_own);
	tcase_add_test(people, test_a_login_that_nobody_knows_logs_and_follows_its_own);
	tcase_add_test(people, test_two_windows_of_an_unknown_login_make_one_person);
	tcase_add_test(people, test_people_who_share_an_account_say_who_they_are);
	suite_add_tcase(s, people);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
