/* People: the permission table cell by cell, who may hold which roles, and who may not be DPO. */
#include "src/core/err.h"
#include "src/core/person.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* --- the permission table ------------------------------------------------------------------------------------------- */

/* As the manual prints it: s security, d dpo, m manager, a auditor, g admin; D: dpo with the company's delegation. */
static const struct {
	Right right;
	const char *may;
	bool unknown;
} rights[] = {
	{RIGHT_LOG, "sdmag", true},
	{RIGHT_ADD, "sd", false},
	{RIGHT_NOTIFY, "sd", false},
	{RIGHT_RELEASE, "dm", false},
	{RIGHT_TAKE, "d", false},
	{RIGHT_DECIDE, "mD", false},
	{RIGHT_DETECTED_EARLIER, "sd", false},
	{RIGHT_DETECTED_LATER, "d", false},
	{RIGHT_LATE_REASON, "sdm", false},
	{RIGHT_READ, "sdmag", false},
	{RIGHT_ADMIN, "g", false},
	{RIGHT_HOLD, "dmg", false},
	{RIGHT_KEEP, "g", false},
	{RIGHT_DUTY, "dmg", false},
};
static const char letters[] = "sdmag"; /* in the order of Role */

START_TEST(test_every_cell_of_the_permission_table)
{
	Right right = rights[_i / ROLE_COUNT].right;
	Role role = (Role)(_i % ROLE_COUNT);
	const char *may = rights[_i / ROLE_COUNT].may;
	bool expected = strchr(may, letters[role]) != NULL;

	ck_assert_msg(role_may(1U << role, right, false) == expected, "%s: %s", role_code(role), right_words(right)->en);
	if (role == ROLE_DPO)
		expected = expected || strchr(may, 'D');
	ck_assert_msg(role_may(1U << role, right, true) == expected, "%s, delegated: %s", role_code(role), right_words(right)->en);
}
END_TEST

START_TEST(test_a_login_that_nobody_knows_may_log_and_nothing_else)
{
	for (gsize i = 0; i < G_N_ELEMENTS(rights); i++) {
		ck_assert_int_eq(role_may(0, rights[i].right, false), rights[i].unknown);
		ck_assert_int_eq(role_may(0, rights[i].right, true), rights[i].unknown);
	}
}
END_TEST

START_TEST(test_roles_add_up)
{
	unsigned both = 1U << ROLE_SECURITY | 1U << ROLE_ADMIN;

	ck_assert(role_may(both, RIGHT_ADD, false));
	ck_assert(role_may(both, RIGHT_ADMIN, false));
	ck_assert(!role_may(both, RIGHT_TAKE, false));
	ck_assert(!role_may(both, RIGHT_DECIDE, true)); /* the delegation is the DPO's */
}
END_TEST

START_TEST(test_table_covers_every_right_with_words)
{
	ck_assert_uint_eq(G_N_ELEMENTS(rights), RIGHT_COUNT);
	for (int i = 0; i < RIGHT_COUNT; i++) {
		ck_assert_int_eq(rights[i].right, i);
		ck_assert(*right_words((Right)i)->en && *right_words((Right)i)->it);
	}
}
END_TEST

START_TEST(test_roles_are_read_back)
{
	Role role;

	for (int i = 0; i < ROLE_COUNT; i++) {
		ck_assert(role_parse(role_code((Role)i), &role));
		ck_assert_int_eq(role, i);
	}
	ck_assert(!role_parse("DPO", &role) && !role_parse("", &role) && !role_parse(NULL, &role));
	ck_assert_str_eq(role_words(ROLE_MANAGER)->it, "direzione");
	ck_assert_str_eq(role_words(ROLE_ADMIN)->it, "gestore del programma"); /* never "amministratore": he may not be DPO */
}
END_TEST

START_TEST(test_nobody_is_dpo_and_manager_or_admin_unless_alone)
{
	for (unsigned roles = 0; roles < 1U << ROLE_COUNT; roles++) {
		g_autoptr(GError) error = NULL;
		bool clash = (roles & 1U << ROLE_DPO) && (roles & (1U << ROLE_MANAGER | 1U << ROLE_ADMIN));
		ck_assert_int_eq(roles_check(roles, false, &error), !clash);
		ck_assert_int_eq(error != NULL, clash);
		if (clash)
			ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
		ck_assert(roles_check(roles, true, NULL));
	}
}
END_TEST

/* --- who may not be DPO --------------------------------------------------------------------------------------------- */

static const char *const refused[] = {
	/* the rule's own two, and their usual forms */
	"amministratore", "Amministratrice", "AMMINISTRATORE UNICO", "Amministratrice unica", "Amministratore Delegato", "A.D.", "AD", "a.d.",
	"Amm. Delegato", "amm.re unico", "Amministratore delegato di Rossi Contact", "Amministratrice delegata Rossi Contact S.p.A.",
	"amministratore della Rossi Contact S.p.A.", "amministratore di Rossi Contact", "Amministratore dell'azienda",
	"amministratore dell\u2019azienda", "Amministratore Rossi Contact S.r.l.", "co-amministratore", "Amministratore di società",
	"Direttore operativo", "DIRETTRICE OPERATIVA", "Direttore Operativo Italia", "direttore delle operazioni", "Direttrice delle operazioni",
	"direttore operations", "Direttore Operations della Rossi Contact", "dir. operativo", "dir.operativo", "Operations Director",
	"Director of Operations", "director, operations", "Head of Operations", "VP Operations", "Vice President of Operations",
	"CEO", "c.e.o.", "COO", "CEO Italy", "CEO of Rossi Contact", "Group COO", "acting CEO", "Chief Executive", "Chief Executive Officer",
	"Chief Operating Officer", "Chief Operations Officer", "Managing Director", "Administrator", "Administrator of Rossi Contact Ltd",
	/* who represents it, and its board */
	"Legale rappresentante", "legale rappresentante pro tempore", "Rappresentante Legale", "legal representative", "consigliere",
	"Consigliera", "Consigliere di amministrazione", "consigliere d'amministrazione", "Consigliere del C.d.A.", "Consigliere delegato",
	"Consigliere indipendente", "membro del CdA", "Membro del Consiglio di Amministrazione", "componente del consiglio di amministrazione",
	"Presidente", "Presidente del CdA", "Presidente del Consiglio di Amministrazione", "Presidente della Rossi Contact S.p.A.",
	"Vicepresidente", "vice presidente del CdA", "Vice-Presidente", "Socio amministratore", "Socia amministratrice", "Titolare",
	"titolare della ditta", "Member of the Board", "member of the board of directors", "Board member", "Non-executive director",
	"Executive Director", "Chairman", "Chairwoman of the board", "President",
	/* several posts in one line */
	"Presidente e A.D.", "Responsabile qualità e amministratore unico", "Avvocato; consigliere di amministrazione", "CFO / COO",
	"Consulente privacy, amministratore", "Avvocato (legale rappresentante)", "President & CEO", "DPO - Direttore operativo",
	"DPO \xe2\x80\x93 direttore operativo", "Socio nonché amministratore delegato", "direttore commerciale e operativo",
	"Operations and sales director", "Head of legal and operations", "Direttore generale e amministratore delegato",
	"  Amministratore\t delegato \n",
};

static const char *const warned[] = {
	"amministratore di sistema", "Amministratrice di sistema", "amministratore dei sistemi", "Amministratore del sistema informatico",
	"amministratore di rete", "Amministratore di sistema senior", "amministratore di sistema della Rossi Contact S.p.A.",
	"amministratore IT", "amministratore della piattaforma CRM", "System Administrator", "Systems administrator", "IT administrator",
	"Administrator of the CRM", "sysadmin", "Responsabile amministrativo", "responsabile amministrativa", "Direttrice amministrativa",
	"Responsabile amministrazione e controllo", "responsabile dell'amministrazione", "CFO", "c.f.o.", "Chief Financial Officer",
	"Direttore finanziario", "Finance Director", "Head of Finance", "Responsabile marketing", "Direttore Marketing", "marketing manager",
	"Head of marketing", "Chief Marketing Officer", "Responsabile risorse umane", "Direttrice delle Risorse Umane", "HR Director",
	"HR manager", "Head of HR", "responsabile del personale", "Responsabile ufficio personale", "Responsabile IT",
	"responsabile dell'IT", "IT Manager", "Head of IT", "CIO", "CTO", "CISO", "Chief Information Security Officer",
	"Responsabile sistemi informativi", "responsabile della sicurezza informatica", "Information Security Manager", "Security manager",
	"Direttore generale", "Direttrice Generale", "General Manager", "Direttore", "direttore commerciale", "Responsabile operativo",
	"Operations manager", "Deputy COO", "vice direttore operativo", "Vice President", "fornitore IT", "IT supplier", "Consulente informatico",
	"Procuratore", "Avvocato e responsabile IT", "Responsabile qualità, sistemista", "responsabile legale e marketing",
};

static const char *const fine[] = {
	"", " ", "DPO", "Data Protection Officer", "Responsabile della protezione dei dati", "Head of data protection", "Consulente privacy",
	"Avvocato", "avvocata esterna", "Responsabile qualità", "Internal auditor", "compliance officer", "Responsabile compliance", "impiegato",
	"Impiegata amministrativa", "assistente dell'amministratore delegato", "Assistente di direzione", "assistant to the CEO",
	"CEO assistant", "CEO office", "Segretaria del presidente", "ex amministratore delegato", "Former CEO", "consigliere comunale",
	"consigliere dell'ordine degli avvocati", "presidente del collegio sindacale", "Presidente dell'associazione Alfa",
	"amministratore di condominio", "amministratore di sostegno", "Team leader", "site manager", "capoturno", "operatore", "Chief privacy officer",
	"coordinatore", "Ceorati", "cooperatore", "direttorio", "amministratorex", "Consulente", "\xe9\x83\xa8\xe9\x95\xb7", "e", ",;/", "di",
};

static void
assert_conflict(const char *position, Conflict expected)
{
	static const char *const names[] = {"fine", "warned", "refused"};
	const char *title = (const char *)1;
	Conflict got = dpo_conflict(position, &title);

	ck_assert_msg(got == expected, "\"%s\" is %s (%s), not %s", position, names[got], title ? title : "-", names[expected]);
	ck_assert_int_eq(title != NULL, expected != CONFLICT_NONE);
	ck_assert_int_eq(dpo_conflict(position, NULL), expected);
}

START_TEST(test_refused_as_dpo)
{
	assert_conflict(refused[_i], CONFLICT_REFUSED);
}
END_TEST

START_TEST(test_warned_as_dpo)
{
	assert_conflict(warned[_i], CONFLICT_WARN);
}
END_TEST

START_TEST(test_fine_as_dpo)
{
	assert_conflict(fine[_i], CONFLICT_NONE);
}
END_TEST

START_TEST(test_the_title_in_conflict_is_named)
{
	const char *title = NULL;

	ck_assert_int_eq(dpo_conflict("Responsabile IT e Amministratrice delegata", &title), CONFLICT_REFUSED);
	ck_assert_str_eq(title, "amministratore delegato"); /* the worse of the two */
	ck_assert_int_eq(dpo_conflict("amministratore di rete", &title), CONFLICT_WARN);
	ck_assert_str_eq(title, "amministratore di sistema");
	ck_assert_int_eq(dpo_conflict("HR director", &title), CONFLICT_WARN);
	ck_assert_str_eq(title, "head of HR");
}
END_TEST

START_TEST(test_a_position_of_any_length_is_judged)
{
	g_autoptr(GString) long_one = g_string_new("impiegato");

	while (long_one->len < 4096)
		g_string_append(long_one, ", impiegato");
	ck_assert_int_eq(dpo_conflict(long_one->str, NULL), CONFLICT_NONE);
	g_string_append(long_one, " e COO");
	ck_assert_int_eq(dpo_conflict(long_one->str, NULL), CONFLICT_REFUSED);
}
END_TEST

/* --- plain data ----------------------------------------------------------------------------------------------------- */

START_TEST(test_new_ones_are_empty_and_free_all_they_hold)
{
	g_autoptr(Person) person = person_new();
	g_autoptr(Dpo) dpo = dpo_new();
	g_autoptr(Client) client = client_new();

	ck_assert_ptr_nonnull(person->accounts);
	ck_assert_ptr_null(person->accounts[0]);
	ck_assert(person->retired == INSTANT_NONE && dpo->until == INSTANT_NONE && dpo->away_from == INSTANT_NONE);
	ck_assert_int_eq(client->lang, LANG_IT);
	person->name = g_strdup("Giulia Verdi");
	g_strfreev(person->accounts);
	person->accounts = g_strsplit("giulia,gverdi", ",", -1);
	dpo->act = g_strdup("act 12/2026");
	client->clause = g_strdup("art. 9.2");
	person_free(NULL);
	dpo_free(NULL);
	client_free(NULL);
}
END_TEST

START_TEST(test_a_dpo_is_away_from_the_first_instant_until_the_last)
{
	g_autoptr(Dpo) dpo = dpo_new();

	ck_assert(!dpo_away(dpo, 100));
	dpo->away_from = 100;
	ck_assert(!dpo_away(dpo, 99));
	ck_assert(dpo_away(dpo, 100));
	ck_assert(dpo_away(dpo, 1000000)); /* until somebody says that they are back */
	dpo->away_to = 200;
	ck_assert(dpo_away(dpo, 199));
	ck_assert(!dpo_away(dpo, 200));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("person");
	TCase *tc = tcase_create("person");

	tcase_add_loop_test(tc, test_every_cell_of_the_permission_table, 0, RIGHT_COUNT * ROLE_COUNT);
	tcase_add_test(tc, test_a_login_that_nobody_knows_may_log_and_nothing_else);
	tcase_add_test(tc, test_roles_add_up);
	tcase_add_test(tc, test_table_covers_every_right_with_words);
	tcase_add_test(tc, test_roles_are_read_back);
	tcase_add_test(tc, test_nobody_is_dpo_and_manager_or_admin_unless_alone);
	tcase_add_loop_test(tc, test_refused_as_dpo, 0, (int)G_N_ELEMENTS(refused));
	tcase_add_loop_test(tc, test_warned_as_dpo, 0, (int)G_N_ELEMENTS(warned));
	tcase_add_loop_test(tc, test_fine_as_dpo, 0, (int)G_N_ELEMENTS(fine));
	tcase_add_test(tc, test_the_title_in_conflict_is_named);
	tcase_add_test(tc, test_a_position_of_any_length_is_judged);
	tcase_add_test(tc, test_new_ones_are_empty_and_free_all_they_hold);
	tcase_add_test(tc, test_a_dpo_is_away_from_the_first_instant_until_the_last);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
