/* Mail addresses and Message-IDs: nothing passes that could break a header or an SMTP command. */
#include "src/core/address.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/err.h"
#include "tests/run.h"

static const char *const good[] = {
	"dpo@example.it", "giulia.verdi+dpo@pec.example.it", "a@b.it", "x_y-z@sub.domain.example", "o'brien@example.it",
	"root@localhost", "1@2.it", "a@xn--caff-8oa.it", "A.B@EXAMPLE.IT", "a@b-c.it", "!#$%&'*+-/=?^_`{|}~@example.it",
};

START_TEST(test_plain_addresses_are_accepted)
{
	g_autoptr(GError) error = NULL;
	ck_assert_msg(address_check(good[_i], &error), "%s: %s", good[_i], error ? error->message : "");
}
END_TEST

static const char *const bad[] = {
	"", "@", "a", "a@", "@b.it", "a@b", "a@@b.it", "a b@c.it", "a@b c.it", ".a@b.it", "a.@b.it", "a..b@c.it", "a@.b.it", "a@b.it.",
	"a@b..it", "a@-b.it", "a@b-.it", "a@b_c.it", "a@1.2.3.4", "a@[1.2.3.4]", "\"a b\"@c.it", "a(c)@b.it", "a,b@c.it", "a@b.it,c@d.it",
	"a;b@c.it", "<a@b.it>", "a@b.it>", "a@b.it\r\nBcc: c@d.it", "a\n@b.it", "a\t@b.it", "a@b.it\x7f", "a\\@b.it", "a:b@c.it",
	"perch\u00e9@b.it", "a@caff\u00e8.it", "a@b.it\u202e", "\xff@b.it", "a@localhost.", "a@b.it RCPT TO:<c@d.it>", " a@b.it",
};

START_TEST(test_all_else_is_refused)
{
	g_autoptr(GError) error = NULL;
	ck_assert_msg(!address_check(bad[_i], &error), "\"%s\" was accepted", bad[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	for (const char *p = error->message; *p; p++)
		ck_assert(*p != '\n' && *p != '\r' && *p != '\x7f');
}
END_TEST

START_TEST(test_letters_beyond_ascii_are_refused_by_name)
{
	g_autoptr(GError) error = NULL;
	ck_assert(!address_check("perché@example.it", &error));
	ck_assert_ptr_nonnull(strstr(error->message, "SMTPUTF8"));
}
END_TEST

START_TEST(test_lengths_have_their_limits)
{
	g_autofree char *x64 = g_strnfill(64, 'x'), *x63 = g_strnfill(63, 'x'), *huge = g_strnfill(10000, 'x');
	g_autofree char *local_ok = g_strdup_printf("%s@b.it", x64);
	g_autofree char *local_long = g_strdup_printf("%sx@b.it", x64);
	g_autofree char *label_ok = g_strdup_printf("a@%s.it", x63);
	g_autofree char *label_long = g_strdup_printf("a@%sx.it", x63);
	g_autofree char *at_254 = g_strdup_printf("%.59s@%s.%s.%s.it", x64, x63, x63, x63);
	g_autofree char *at_255 = g_strdup_printf("%.60s@%s.%s.%s.it", x64, x63, x63, x63);
	g_autofree char *endless = g_strdup_printf("%s@b.it", huge);
	ck_assert_uint_eq(strlen(at_254), 254);
	ck_assert(address_check(local_ok, NULL));
	ck_assert(!address_check(local_long, NULL));
	ck_assert(address_check(label_ok, NULL));
	ck_assert(!address_check(label_long, NULL));
	ck_assert(address_check(at_254, NULL));
	ck_assert(!address_check(at_255, NULL));
	g_autoptr(GError) error = NULL;
	ck_assert(!address_check(endless, &error));
	ck_assert_uint_lt(strlen(error->message), 300);
}
END_TEST

static const struct {
	const char *text, *name, *address;
} parsed[] = {
	{"dpo@example.it", NULL, "dpo@example.it"},
	{" <dpo@example.it> ", NULL, "dpo@example.it"},
	{"Giulia Verdi <dpo@example.it>", "Giulia Verdi", "dpo@example.it"},
	{"Niccolò Però <dpo@example.it>", "Niccolò Però", "dpo@example.it"},
	{"\"Verdi, Giulia\" <dpo@example.it>", "Verdi, Giulia", "dpo@example.it"},
	{"\"Giulia \\\"Giù\\\" Verdi\" <dpo@example.it>", "Giulia \"Giù\" Verdi", "dpo@example.it"},
	{"Verdi, Giulia <dpo@example.it>", "Verdi, Giulia", "dpo@example.it"},
	{"\"\" <dpo@example.it>", NULL, "dpo@example.it"},
};

START_TEST(test_name_and_address_are_told_apart)
{
	g_autofree char *name = NULL, *address = NULL;
	ck_assert_msg(address_parse(parsed[_i].text, &name, &address, NULL), "%s", parsed[_i].text);
	ck_assert_pstr_eq(name, parsed[_i].name);
	ck_assert_str_eq(address, parsed[_i].address);
	g_autofree char *alone = NULL;
	ck_assert(address_parse(parsed[_i].text, NULL, &alone, NULL));
	ck_assert_str_eq(alone, parsed[_i].address);
}
END_TEST

static const char *const unparsed[] = {
	"", " ", "Giulia Verdi", "Giulia <dpo@example.it", "Giulia dpo@example.it>", "Giulia <dpo@example.it> x", "<>", "Giulia <>",
	"<a@b.it> <c@d.it>", "A <a@b.it>, B <c@d.it>", "Giulia\r\nBcc: x <dpo@example.it>", "dpo@example.it\n", "Giu\x1b[1mlia <a@b.it>",
	"Giulia\u202e <a@b.it>", "Giulia \xff <a@b.it>", "Giulia < dpo@example.it>", "<<a@b.it>>",
};

START_TEST(test_hostile_or_broken_mailboxes_are_refused)
{
	g_autofree char *name = NULL, *address = NULL;
	g_autoptr(GError) error = NULL;
	ck_assert_msg(!address_parse(unparsed[_i], &name, &address, &error), "\"%s\" was accepted", unparsed[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
	ck_assert_ptr_null(name);
	ck_assert_ptr_null(address);
}
END_TEST

START_TEST(test_message_ids_have_brackets_and_one_at)
{
	const char *ids[] = {"<2026-0013.n1.0123456789abcdef@example.it>", "<opec295.20260101.1.2@pec.aruba.it>", "<a@b>"};
	const char *no_ids[] = {"", "a@b", "<a@b", "<a>", "<@b>", "<a@>", "<a@b@c>", "<a b@c>", "<a@b>\r\n", "<a\n@b>", "<<a@b>>",
	                        "<a@b><c@d>", "<\u00e8@b>", "<a\"@b>"};
	g_autofree char *x = g_strnfill(300, 'x');
	g_autofree char *long_id = g_strdup_printf("<%s@b>", x);
	for (gsize i = 0; i < G_N_ELEMENTS(ids); i++)
		ck_assert_msg(address_check_id(ids[i]), "%s", ids[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(no_ids); i++)
		ck_assert_msg(!address_check_id(no_ids[i]), "%s", no_ids[i]);
	ck_assert(!address_check_id(long_id));
}
END_TEST

START_TEST(test_addresses_are_the_same_whatever_their_case)
{
	ck_assert(address_equal("DPO@Example.it", "dpo@example.IT"));
	ck_assert(!address_equal("dpo@example.it", "dpo2@example.it"));
	ck_assert(!address_equal(NULL, "a@b.it"));
	ck_assert(!address_equal(NULL, NULL)); /* two unknown ones are not the same */
}
END_TEST

START_TEST(test_domain_is_what_follows_the_at)
{
	ck_assert_str_eq(address_domain("dpo@example.it"), "example.it");
	ck_assert_ptr_null(address_domain("dpo"));
	ck_assert_ptr_null(address_domain("dpo@"));
	ck_assert_ptr_null(address_domain(NULL));
}
END_TEST

static Suite *
address_suite(void)
{
	Suite *suite = suite_create("address");
	TCase *tc = tcase_create("address");

	tcase_add_loop_test(tc, test_plain_addresses_are_accepted, 0, (int)G_N_ELEMENTS(good));
	tcase_add_loop_test(tc, test_all_else_is_refused, 0, (int)G_N_ELEMENTS(bad));
	tcase_add_test(tc, test_letters_beyond_ascii_are_refused_by_name);
	tcase_add_test(tc, test_lengths_have_their_limits);
	tcase_add_loop_test(tc, test_name_and_address_are_told_apart, 0, (int)G_N_ELEMENTS(parsed));
	tcase_add_loop_test(tc, test_hostile_or_broken_mailboxes_are_refused, 0, (int)G_N_ELEMENTS(unparsed));
	tcase_add_test(tc, test_message_ids_have_brackets_and_one_at);
	tcase_add_test(tc, test_addresses_are_the_same_whatever_their_case);
	tcase_add_test(tc, test_domain_is_what_follows_the_at);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	return run_suite(address_suite());
}
