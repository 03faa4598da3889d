/* Settings: the table agrees with itself, values are kept in one form, and nothing gets out of its range. */
#include "src/core/settings.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static char *
canonical(const char *name, const char *value)
{
	g_autoptr(GError) error = NULL;
	char *kept = NULL;

	ck_assert_msg(setting_check(setting_find(name), value, &kept, &error), "%s=%s: %s", name, value,
	              error ? error->message : "");
	return kept;
}

static const struct {
	const char *name, *value, *kept;
} good[] = {
	{"language", "it", "it"},
	{"language", " EN ", "en"},
	{"zone", "Europe/Rome", "Europe/Rome"},
	{"zone", "Etc/GMT+1", "Etc/GMT+1"},
	{"code", "rossi", "ROSSI"},
	{"organisation.name", " Perch\xc3\xa9 S.p.A.\r\n(gi\xc3\xa0 Rossi) ", "Perch\xc3\xa9 S.p.A. (gi\xc3\xa0 Rossi)"},
	{"organisation.pec", "rossi@pec.example", "rossi@pec.example"},
	{"hold", "600s", "10m"},
	{"hold", "10 min", "10m"},
	{"hold", "10", "10m"},
	{"hold", "0", "0m"},
	{"hold", "2h", "2h"},
	{"hold", "90s", "1m30s"},
	{"auto-notify", "90 minuti", "1h30m"},
	{"auto-notify", "30m", "30m"},
	{"auto-notify", "20h", "20h"},
	{"take-charge", "3d", "72h"},
	{"client-hours", "720", "720"},
	{"client-hours", "024", "24"},
	{"authority-hours", "72", "72"},
	{"proof.email", "delivered", "delivered"},
	{"proof.pec", "ACCEPTED", "accepted"},
	{"nis2", "S\xc3\xac", "yes"},
	{"nis2", "true", "yes"},
	{"nis2", "off", "no"},
	{"nis2", "NO", "no"},
	{"retention", "50", "50"},
	/* empty takes any of them back */
	{"retention", "", ""},
	{"zone", " \t ", ""},
	{"organisation.pec", "", ""},
};

START_TEST(test_accepted_value_is_kept_in_one_form)
{
	g_autofree char *kept = canonical(good[_i].name, good[_i].value);
	g_autofree char *again = canonical(good[_i].name, kept);

	ck_assert_str_eq(kept, good[_i].kept);
	ck_assert_str_eq(again, kept);
}
END_TEST

static const struct {
	const char *name, *value;
} bad[] = {
	{"language", "fr"}, {"language", "it|en"}, {"language", "italiano"},
	{"zone", "../../etc/passwd"}, {"zone", "/etc/localtime"}, {"zone", "Europe/Rome;x"}, {"zone", "Europe/R\xc3\xb2me"},
	{"code", "R"}, {"code", "1ROSSI"}, {"code", "ROSSI CONTACT"}, {"code", "D12"}, {"code", "ROSSIROSSIROSSI"},
	{"organisation.pec", "rossi"}, {"organisation.pec", "a@b.it, c@d.it"}, {"organisation.name", "caff\xe8"},
	{"hold", "2h1s"}, {"hold", "600"}, {"hold", "-5m"}, {"hold", "soon"}, {"hold", "10x"}, {"hold", "99999999999999999999"},
	{"auto-notify", "29m59s"}, {"auto-notify", "20h1s"}, {"auto-notify", "0"},
	{"take-charge", "59m"}, {"take-charge", "73h"},
	{"client-hours", "0"}, {"client-hours", "721"}, {"client-hours", "24h"}, {"client-hours", "1.5"}, {"client-hours", "-1"},
	{"authority-hours", "73"}, {"authority-hours", "0"}, {"authority-hours", "4294967368"},
	{"proof.email", "accepted"}, {"proof.email", "none"}, {"proof.email", "declared"}, {"proof.pec", "submitted"},
	{"nis2", "maybe"}, {"nis2", "1"}, {"retention", "0"}, {"retention", "51"},
};

START_TEST(test_value_outside_its_range_is_refused)
{
	g_autoptr(GError) error = NULL;
	char *kept = NULL;

	ck_assert_msg(!setting_check(setting_find(bad[_i].name), bad[_i].value, &kept, &error), "%s=%s", bad[_i].name, bad[_i].value);
	ck_assert_ptr_null(kept);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	ck_assert_msg(!strchr(error->message, '\n') && text_valid(error->message, strlen(error->message)), "%s", error->message);
}
END_TEST

START_TEST(test_refusal_says_the_range)
{
	g_autoptr(GError) time = NULL, number = NULL, choice = NULL;
	char *kept = NULL;

	setting_check(setting_find("auto-notify"), "21h", &kept, &time);
	ck_assert_msg(strstr(time->message, "30m") && strstr(time->message, "20h") && strstr(time->message, "auto-notify"), "%s",
	              time->message);
	setting_check(setting_find("authority-hours"), "80", &kept, &number);
	ck_assert_msg(strstr(number->message, "1") && strstr(number->message, "72"), "%s", number->message);
	setting_check(setting_find("proof.pec"), "x", &kept, &choice);
	ck_assert_msg(strstr(choice->message, "accepted, delivered, acknowledged"), "%s", choice->message);
}
END_TEST

START_TEST(test_overlong_text_is_refused_by_characters_not_bytes)
{
	GString *text = g_string_new(NULL);
	char *kept = NULL;

	for (int i = 0; i < 500; i++)
		g_string_append(text, "\xc3\xa8");
	ck_assert(setting_check(setting_find("organisation.office"), text->str, &kept, NULL));
	g_free(kept);
	kept = NULL;
	g_string_append(text, "\xc3\xa8");
	ck_assert(!setting_check(setting_find("organisation.office"), text->str, &kept, NULL));
	g_string_free(text, TRUE);
}
END_TEST

START_TEST(test_every_default_is_what_the_row_itself_accepts)
{
	for (const SettingRow *row = setting_rows; row->name; row++) {
		g_autofree char *kept = canonical(row->name, row->value);
		ck_assert_str_eq(kept, row->value);
		ck_assert_ptr_eq(setting_find(row->name), row);
		ck_assert_msg(row->say.en && row->say.it && strcmp(row->say.en, row->say.it) != 0, "%s", row->name);
		ck_assert_int_eq(row->side == SIDE_BODY, g_str_has_prefix(row->name, "organisation."));
	}
	ck_assert_ptr_null(setting_find("password"));
	ck_assert_ptr_null(setting_find(""));
}
END_TEST

START_TEST(test_new_register_has_the_defaults)
{
	g_autoptr(Settings) settings = settings_new();

	ck_assert_int_eq(settings_seconds(settings, "hold"), 600);
	ck_assert_int_eq(settings_seconds(settings, "auto-notify"), 4 * 3600);
	ck_assert_int_eq(settings_seconds(settings, "take-charge"), 12 * 3600);
	ck_assert_int_eq(settings_number(settings, "client-hours"), 24);
	ck_assert_int_eq(settings_number(settings, "authority-hours"), 72);
	ck_assert_int_eq(settings_number(settings, "retention"), 5);
	ck_assert(!settings_bool(settings, "nis2"));
	ck_assert_int_eq(settings_lang(settings), LANG_IT);
	ck_assert_int_eq(settings_proof(settings, CHANNEL_EMAIL), PROOF_SUBMITTED);
	ck_assert_int_eq(settings_proof(settings, CHANNEL_PEC), PROOF_ACCEPTED);
	ck_assert_str_eq(settings_text(settings, "zone"), "Europe/Rome");
	ck_assert_str_eq(settings_text(settings, "organisation.name"), "");
	ck_assert(!settings_is_set(settings, "hold"));
	ck_assert_str_eq(settings_text(settings, "no-such"), "");
}
END_TEST

START_TEST(test_what_was_set_counts_until_it_is_taken_back)
{
	g_autoptr(Settings) settings = settings_new();

	settings_set(settings, "hold", "1h");
	settings_set(settings, "language", "en");
	settings_set(settings, "proof.email", "delivered");
	settings_set(settings, "nis2", "yes");
	settings_set(settings, "organisation.name", "Rossi");
	ck_assert(settings_is_set(settings, "hold"));
	ck_assert_int_eq(settings_seconds(settings, "hold"), 3600);
	ck_assert_int_eq(settings_lang(settings), LANG_EN);
	ck_assert_int_eq(settings_proof(settings, CHANNEL_EMAIL), PROOF_DELIVERED);
	ck_assert(settings_bool(settings, "nis2"));
	ck_assert_str_eq(settings_text(settings, "organisation.name"), "Rossi");
	settings_set(settings, "hold", "");
	settings_set(settings, "language", NULL);
	ck_assert(!settings_is_set(settings, "hold"));
	ck_assert_int_eq(settings_seconds(settings, "hold"), 600);
	ck_assert_int_eq(settings_lang(settings), LANG_IT);
}
END_TEST

START_TEST(test_journal_that_sets_nonsense_leaves_the_default)
{
	static const struct {
		const char *name, *value;
	} rows[] = {
		{"authority-hours", "1000"}, {"client-hours", "many"}, {"hold", "3d"}, {"auto-notify", "0"},
		{"proof.email", "none"}, {"proof.pec", "submitted"}, {"nis2", "perhaps"}, {"language", "fr"},
		{"zone", "../x"}, {"retention", "\xff"},
	};
	g_autoptr(Settings) settings = settings_new();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		settings_set(settings, rows[i].name, rows[i].value);
		ck_assert_str_eq(settings_text(settings, rows[i].name), setting_find(rows[i].name)->value);
		ck_assert(!settings_is_set(settings, rows[i].name));
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("settings");
	TCase *tc = tcase_create("settings");

	tcase_add_loop_test(tc, test_accepted_value_is_kept_in_one_form, 0, (int)G_N_ELEMENTS(good));
	tcase_add_loop_test(tc, test_value_outside_its_range_is_refused, 0, (int)G_N_ELEMENTS(bad));
	tcase_add_test(tc, test_refusal_says_the_range);
	tcase_add_test(tc, test_overlong_text_is_refused_by_characters_not_bytes);
	tcase_add_test(tc, test_every_default_is_what_the_row_itself_accepts);
	tcase_add_test(tc, test_new_register_has_the_defaults);
	tcase_add_test(tc, test_what_was_set_counts_until_it_is_taken_back);
	tcase_add_test(tc, test_journal_that_sets_nonsense_leaves_the_default);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
