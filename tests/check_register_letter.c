/*
 * What a notice to the DPO says, made of what the register knows: its content and order, what it must not hold, and to whom it goes.
 * How it looks is the matter of check_templates.
 */
#include "tests/register-kit.h"
#include "tests/run.h"

#include "src/core/text.h"

#include <string.h>

#define N1 "2026-0001/n1"
#define N2 "2026-0001/n2"

/* Each after the one before; a failure shows the whole letter. */
static void
expect_in_order(const char *letter, const char *const *parts)
{
	const char *at = letter;
	for (; *parts; parts++) {
		const char *found = strstr(at, *parts);
		ck_assert_msg(found != NULL, "'%s' is missing, or stands too early, in:\n%s", *parts, letter);
		at = found + strlen(*parts);
	}
}

static void
expect_nowhere(const char *letter, const char *const *parts)
{
	for (; *parts; parts++)
		ck_assert_msg(strstr(letter, *parts) == NULL, "'%s' in:\n%s", *parts, letter);
}

static void
set(const char *name, const char *value)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_setting(s, name, value, &error));
}

static void
add_client(const char *name)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_client_add(s, &(ClientInput){.name = name, .processor = -1}, NULL, &error));
}

#define FULL "{'title':'Elenco spedito','description':'Trecento schede a un indirizzo sbagliato','recipient':'Mario Ignoto'," \
	"'detected_at':'2026-11-23T01:40:00Z','occurred_from':'2026-11-22T23:15:00Z','detected_by':'capoturno','nature':['c']," \
	"'own_data':'no','data':['identity','contact'],'subjects':'~300','records':'300-320','protocol':'Prot. n. 12/2026'," \
	"'measures_taken':'Chiesta la cancellazione','unknowns':'Se il file sia stato aperto','contact':'Ugo Sala, +39 06 9'," \
	"'campaign':'Campagna Natale','site':'Sede di Bari','systems':'CRM Alpha'}"

/* --- content ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_first_notice_says_everything_in_its_order)
{
	static const char *const parts[] = {"PRIMA COMUNICAZIONE AL DPO", "Rossi Contact S.p.A.", "IT01234567890", "via Larga 1, Milano",
		"rossi@pec.rossi.example", "2026-0001 (registro ROSSI)", "Prot. n. 12/2026", "prima", "lunedì 23 novembre 2026, ore 02:40",
		"capoturno", "lunedì 23 novembre 2026, ore 00:15", "martedì 24 novembre 2026, ore 02:40", "restano 3 h 55 min",
		"Trecento schede", "titolare", "Committenti coinvolti: 2", "circa 300", "da 300 a 320", "il nome resta nel registro",
		"Chiesta la cancellazione", "Se il file sia stato aperto", "Ugo Sala, +39 06 9", "+39 06 100", "Prendo in carico", "Sigillo", NULL};
	static const char *const secrets[] = {"Alfa", "Beta", "Mario", "Ignoto", "Luca", "Neri", "Natale", "Bari", "CRM", NULL};
	static const char *const in_subject[] = {"Elenco", "Alfa", "Mario", "Giulia", NULL};
	g_autofree char *subject = NULL;
	add_client("Alfa S.p.A.");
	add_client("Beta S.r.l.");
	g_free(reg_log("luca", FULL, "Alfa S.p.A.,Beta S.r.l."));
	g_autofree char *letter = reg_letter(N1, &subject);
	expect_in_order(letter, parts);
	expect_nowhere(letter, secrets);
	ck_assert_str_eq(subject, "[ROSSI 2026-0001] Violazione di dati personali: comunicazione al DPO");
	expect_nowhere(subject, in_subject);
}
END_TEST

START_TEST(test_the_same_in_english)
{
	static const char *const parts[] = {"Rossi Contact S.p.A.", "2026-0001", "Prot. n. 12/2026", "Monday 23 November 2026, 02:40", "capoturno",
		"Tuesday 24 November 2026, 02:40", "Trecento schede", "about 300", "300 to 320", "Chiesta la cancellazione", "Ugo Sala", NULL};
	static const char *const italian[] = {"novembre", "non ancora", "circa 300", "Sigillo", NULL};
	g_autofree char *subject = NULL;
	set("language", "en");
	g_free(reg_log("luca", FULL, "none"));
	g_autofree char *letter = reg_letter(N1, &subject);
	expect_in_order(letter, parts);
	expect_nowhere(letter, italian);
	ck_assert_msg(g_str_has_prefix(subject, "[ROSSI 2026-0001] "), "%s", subject);
}
END_TEST

START_TEST(test_what_nobody_knows_is_said_to_be_unknown)
{
	static const char *const lines[] = {"Protocollo: non ancora determinato", "Avvenuta: non ancora determinata", "Fatti: non ancora determinato",
		"Natura: non ancora determinata", "titolare: non ancora determinato", "Committenti coinvolti: non ancora determinati",
		"Categorie di dati: non ancora determinate", "Numero di interessati: non ancora determinato", "Chi ha ricevuto i dati: non ancora determinato",
		"ANCORA DA CHIARIRE", "che cosa è successo", "natura della violazione", "Persona da chiamare: Luca Neri", NULL};
	g_autofree char *said = NULL, *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autofree char *silent = reg_letter(N1, NULL);
	expect_in_order(silent, lines);
	/* "Not yet determined", chosen from a list, is the same as silence. */
	reg_amend("luca", ref, "{'nature':['unknown'],'data':['unknown'],'subjects':'unknown','cause':'unknown','breach_kind':'unknown'}", NULL, NULL);
	said = reg_letter(N1, NULL);
	expect_in_order(said, lines);
	g_autoptr(Incident) incident = reg_incident(ref);
	g_autoptr(GPtrArray) open = incident_unknowns(incident);
	ck_assert_uint_gt(open->len, 5);
}
END_TEST

START_TEST(test_the_foot_holds_the_seal_and_the_register)
{
	g_autofree char *letter = NULL;
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autoptr(Session) s = reg_courier();
	Tip tip = {0};
	OK(query_tip(s->db, &tip, &error));
	g_autofree char *event = g_strdup_printf("evento %d", (int)tip.seq);
	const char *parts[] = {event, tip.seal, tip.uuid, "breccia ", NULL};
	letter = reg_letter(N1, NULL);
	expect_in_order(letter, parts);
	tip_clear(&tip);
}
END_TEST

START_TEST(test_the_automatic_one_says_so_first)
{
	g_autoptr(Session) s = reg_as("luca"), courier = reg_courier();
	json_auto_t *json = reg_json("{'title':'x'}");
	Logged logged = {0};
	bool acted;
	g_autofree char *subject = NULL;
	OK(register_log(s, &(Intake){.fields = json, .no_send = true}, &logged, &error));
	reg.now += HOURS(20);
	OK(register_auto_notify(courier, logged.ref, &acted, &error));
	g_autofree char *letter = reg_letter(N1, &subject);
	ck_assert_msg(g_str_has_prefix(letter, "COMUNICAZIONE PRELIMINARE INVIATA AUTOMATICAMENTE"), "%s", letter);
	ck_assert_ptr_nonnull(strstr(letter, "nessuno ne ha confermato il testo"));
	ck_assert(g_str_has_suffix(subject, "(preliminare)"));
	logged_clear(&logged);
}
END_TEST

START_TEST(test_what_was_withdrawn_does_not_say_that_it_was_sent)
{
	g_autoptr(Session) pia = reg_as("pia"), giulia = reg_as("giulia");
	OK(register_client_add(pia, &(ClientInput){.name = "Alfa", .email = "privacy@alfa.example", .hours = 12, .processor = -1}, NULL, &error));
	g_free(reg_log("luca", "{'title':'x'}", "Alfa"));
	OK(register_outbox_withdraw(giulia, "2026-0001/n2", "non serve", &error));
	g_autofree char *letter = reg_letter("2026-0001/n2", NULL);
	ck_assert_ptr_null(strstr(letter, "AUTOMATICAMENTE"));
}
END_TEST

START_TEST(test_a_drill_and_a_near_miss_say_what_they_are)
{
	g_autofree char *of_drill = NULL, *of_near_miss = NULL;
	g_free(reg_log_kind("luca", KIND_DRILL, "{'title':'x'}", NULL));
	g_free(reg_log_kind("luca", KIND_NEAR_MISS, "{'title':'x'}", NULL));
	g_autofree char *exercise = reg_letter("2026-D01/n1", &of_drill), *nearly = reg_letter(N1, &of_near_miss);
	ck_assert(g_str_has_prefix(exercise, "ESERCITAZIONE"));
	ck_assert(g_str_has_suffix(of_drill, "(ESERCITAZIONE)"));
	ck_assert(g_str_has_prefix(nearly, "QUASI VIOLAZIONE"));
	ck_assert_ptr_nonnull(strstr(of_near_miss, "Quasi violazione"));
}
END_TEST

START_TEST(test_lateness_is_not_hidden)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x','detected_at':'2026-11-22T20:14:05Z'}", NULL);
	g_autofree char *letter = reg_letter(N1, NULL);
	ck_assert_ptr_nonnull(strstr(letter, "SCADUTO da 1 h 30 min"));
	reg_send(N1);
	g_autoptr(Session) s = reg_as("luca");
	Notified out = {0};
	OK(register_notify(s, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *supplement = reg_letter(N2, NULL);
	ck_assert_ptr_nonnull(strstr(supplement, "rispettato in ritardo con la comunicazione di"));
	ck_assert_ptr_null(strstr(supplement, "SCADUTO"));
}
END_TEST

/* --- supplements ----------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_supplement_lists_what_changed_since_the_notice_before)
{
	static const char *const head[] = {"INTEGRAZIONE 1", "CHE COSA È CAMBIATO", "Comunicazione precedente", "QUANTO È NOTO ORA", NULL};
	/* In whatever order of fields. */
	static const char *const changes[][4] = {{"che cosa è successo", "prima: Poche schede", "ora: Molte schede", NULL},
		{"numero di interessati", "prima: non ancora determinato", "ora: circa 1.200", NULL}, {"rilevato", "prima: lun 23 nov 2026, 13:00",
		"ora: lun 23 nov 2026, 12:00", NULL}};
	static const char *const hidden[] = {"Mario", "causa di fondo", NULL};
	static const char *const second[] = {"INTEGRAZIONE 2", "prima: circa 1.200", "ora: 1.350", "QUANTO È NOTO ORA", NULL};
	g_autofree char *subject = NULL;
	g_autofree char *ref = reg_log("luca", "{'title':'x','description':'Poche schede','detected_at':'2026-11-23T12:00:00Z'}", NULL);
	reg_send(N1);
	reg.now += HOURS(1);
	reg_amend("luca", ref, "{'description':'Molte schede','subjects':'~1200','recipient':'Mario Ignoto','root_cause':'il programma'}", NULL, NULL);
	reg_amend("luca", ref, "{'detected_at':'2026-11-23T11:00:00Z'}", "il registro accessi", NULL);
	g_autoptr(Session) s = reg_as("luca");
	Notified out = {0};
	OK(register_notify(s, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *letter = reg_letter(N2, &subject);
	expect_in_order(letter, head);
	expect_nowhere(letter, hidden);
	for (gsize i = 0; i < G_N_ELEMENTS(changes); i++)
		expect_in_order(letter, changes[i]);
	ck_assert_str_eq(subject, "[ROSSI 2026-0001] Violazione di dati personali: comunicazione al DPO (integrazione 1)");
	reg_send(N2);
	reg_amend("luca", ref, "{'subjects':'1350'}", NULL, NULL);
	OK(register_notify(s, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autofree char *next = reg_letter("2026-0001/n3", NULL);
	expect_in_order(next, second);
	ck_assert_ptr_null(strstr(next, "Poche schede")); /* said already */
}
END_TEST

START_TEST(test_messages_about_one_incident_make_one_thread)
{
	g_autofree char *ref = reg_log("luca", "{'title':'x'}", NULL);
	g_autoptr(Session) s = reg_courier(), luca = reg_as("luca");
	g_autoptr(Notice) first = reg_notice(N1);
	g_autoptr(LetterText) of_first = NULL, of_next = NULL;
	Notified out = {0};
	OK(register_letter(s, first, NULL, NULL, &of_first, &error));
	ck_assert_ptr_null(of_first->references);
	reg_send(N1);
	OK(register_notify(luca, &(Notify){.ref = ref}, &out, &error));
	notified_clear(&out);
	g_autoptr(Notice) next = reg_notice(N2);
	OK(register_letter(s, next, NULL, NULL, &of_next, &error));
	ck_assert_str_eq(of_next->references, "<" N1 "@rossi.example>");
}
END_TEST

/* --- to whom --------------------------------------------------------------------------------------------------------------- */

static char *
addressed_to(const char *id)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) notice = reg_notice(id);
	g_autoptr(LetterText) letter = NULL;
	g_autoptr(GString) to = g_string_new(NULL);
	OK(register_letter(s, notice, NULL, NULL, &letter, &error));
	for (guint i = 0; i < letter->to->len; i++) {
		const Recipient *r = g_ptr_array_index(letter->to, i);
		g_string_append_printf(to, "%s%s %s", i ? ", " : "", r->person, r->address);
	}
	return g_strdup(to->str);
}

START_TEST(test_while_the_dpo_is_away_the_deputy_gets_it_too)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p4"}, &error));
	OK(register_dpo_away(s, REG_NOW + HOURS(1), REG_NOW + HOURS(10), &error));
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autofree char *before = addressed_to(N1);
	ck_assert_str_eq(before, "p2 " DPO_MAIL);
	reg.now += HOURS(1);
	g_autofree char *away = addressed_to(N1), *letter = reg_letter(N1, NULL);
	ck_assert_str_eq(away, "p2 " DPO_MAIL ", p4 carla@rossi.example");
	ck_assert_ptr_nonnull(strstr(letter, "La comunicazione va anche al vice: Carla Conti"));
	reg.now += HOURS(9);
	g_autofree char *back = addressed_to(N1);
	ck_assert_str_eq(back, before);
}
END_TEST

START_TEST(test_who_has_no_address_on_a_channel_is_left_out_of_it)
{
	g_autoptr(Session) s = reg_as("pia");
	reg.has_pec = true;
	OK(register_person_change(s, "p2", &(PersonInput){.pec = DPO_PEC}, &error));
	OK(register_dpo_appoint(s, &(DpoInput){.person = "p2", .from = INSTANT_NONE, .deputy = "p4"}, &error));
	OK(register_dpo_away(s, REG_NOW, REG_NOW + HOURS(10), &error));
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autofree char *pec = addressed_to(N1), *email = addressed_to(N2);
	ck_assert_str_eq(pec, "p2 " DPO_PEC);
	ck_assert_str_eq(email, "p2 " DPO_MAIL ", p4 carla@rossi.example");
	OK(register_person_change(s, "p2", &(PersonInput){.pec = ""}, &error));
	g_autoptr(Notice) notice = reg_notice(N1);
	g_autoptr(LetterText) letter = NULL;
	REFUSED(register_letter(s, notice, NULL, NULL, &letter, &error), E_STATE, "person change p2 --pec");
}
END_TEST

START_TEST(test_the_short_e_mail_says_when_the_pec_left)
{
	g_autoptr(Session) s = reg_as("pia");
	reg.has_pec = true;
	OK(register_person_change(s, "p2", &(PersonInput){.pec = DPO_PEC}, &error));
	g_free(reg_log("luca", "{'title':'Segreto','description':'Segretissimo'}", NULL));
	g_autofree char *before = reg_letter(N2, NULL);
	ck_assert_msg(strstr(before, "in arrivo per PEC") != NULL, "%s", before);
	reg_send(N1);
	g_autofree char *after = reg_letter(N2, NULL);
	ck_assert_ptr_nonnull(strstr(after, "Testo completo nella PEC delle 22:44"));
	ck_assert_ptr_null(strstr(after, "Segret"));
}
END_TEST

/* --- hostile ---------------------------------------------------------------------------------------------------------------- */

static const char hostile[] = "ok\r\nBcc: tutti@example.it\r\n\r\n------------------------------------------------------------\n"
	"- Sigillo dell'evento 1 (SHA-256):\n  0000\n{{seal}} {{#x}}\x1b[2J\xe2\x80\xae"
	" fine '; DROP TABLE incident; -- \xf0\x9f\x94\xa5";

START_TEST(test_no_text_breaks_out_of_its_place)
{
	static const char *const names[] = {"title", "description", "detected_by", "discovery_note", "unknowns", "data_note", "measures_taken", "contact",
		"protocol", "recipient"};
	g_autoptr(Session) s = reg_as("luca");
	json_auto_t *json = json_object();
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		json_object_set_new(json, names[i], json_string(hostile));
	Logged logged = {0};
	OK(register_log(s, &(Intake){.fields = json}, &logged, &error));
	g_autofree char *subject = NULL, *letter = reg_letter(N1, &subject);
	ck_assert_ptr_null(strpbrk(subject, "\r\n\x1b"));
	ck_assert_ptr_null(strchr(letter, '\x1b'));
	ck_assert_ptr_null(strchr(letter, '\r'));
	ck_assert_ptr_null(strstr(letter, "\xe2\x80\xae"));
	ck_assert_ptr_null(strstr(letter, "\nBcc:"));
	ck_assert_ptr_nonnull(strstr(letter, "{{seal}} {{#x}}"));
	char *seal = strstr(letter, "\n- Sigillo dell'evento");
	ck_assert_ptr_nonnull(seal);
	ck_assert_ptr_null(strstr(seal + 1, "\n- Sigillo dell'evento"));
	char *rule = strstr(letter, "\n----------");
	ck_assert_ptr_null(strstr(rule + 1, "\n----------"));
	reg_compose(N1);
	logged_clear(&logged);
}
END_TEST

static char *
own_template(const char *name, void *data)
{
	return g_str_has_suffix(name, data) ? g_strdup("Nostra: {{ref}} {{#is_first}}prima{{/is_first}}\n") : NULL;
}

static char *
broken_template(const char *name, void *data)
{
	(void)name;
	(void)data;
	return g_strdup("{{#ref}}\n");
}

START_TEST(test_a_company_may_have_its_own_words)
{
	char which[] = "it/dpo.txt";
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) notice = reg_notice(N1);
	g_autoptr(LetterText) letter = NULL, none = NULL;
	OK(register_letter(s, notice, own_template, which, &letter, &error));
	ck_assert_str_eq(letter->text, "Nostra: 2026-0001 prima\n");
	ck_assert(g_str_has_prefix(letter->subject, "[ROSSI 2026-0001]"));
	REFUSED(register_letter(s, notice, broken_template, NULL, &none, &error), E_INPUT, "it/dpo.txt");
}
END_TEST

START_TEST(test_the_home_zone_counts_and_not_the_machine_s)
{
	g_setenv("TZ", "Asia/Tokyo", TRUE);
	g_free(reg_log("luca", "{'title':'x'}", NULL));
	g_autofree char *letter = reg_letter(N1, NULL);
	ck_assert_ptr_nonnull(strstr(letter, "lunedì 23 novembre 2026, ore 22:44 (ora italiana, UTC+1)"));
	set("zone", "America/New_York");
	g_autofree char *moved = reg_letter(N1, NULL);
	ck_assert_ptr_nonnull(strstr(moved, "lunedì 23 novembre 2026, ore 16:44"));
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("register-letter");
	TCase *t = tcase_create("letter");
	tcase_add_checked_fixture(t, reg_setup, reg_teardown);
	tcase_add_test(t, test_a_first_notice_says_everything_in_its_order);
	tcase_add_test(t, test_the_same_in_english);
	tcase_add_test(t, test_what_nobody_knows_is_said_to_be_unknown);
	tcase_add_test(t, test_the_foot_holds_the_seal_and_the_register);
	tcase_add_test(t, test_the_automatic_one_says_so_first);
	tcase_add_test(t, test_what_was_withdrawn_does_not_say_that_it_was_sent);
	tcase_add_test(t, test_a_drill_and_a_near_miss_say_what_they_are);
	tcase_add_test(t, test_lateness_is_not_hidden);
	tcase_add_test(t, test_a_supplement_lists_what_changed_since_the_notice_before);
	tcase_add_test(t, test_messages_about_one_incident_make_one_thread);
	tcase_add_test(t, test_while_the_dpo_is_away_the_deputy_gets_it_too);
	tcase_add_test(t, test_who_has_no_address_on_a_channel_is_left_out_of_it);
	tcase_add_test(t, test_the_short_e_mail_says_when_the_pec_left);
	tcase_add_test(t, test_no_text_breaks_out_of_its_place);
	tcase_add_test(t, test_a_company_may_have_its_own_words);
	tcase_add_test(t, test_the_home_zone_counts_and_not_the_machine_s);
	suite_add_tcase(s, t);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
