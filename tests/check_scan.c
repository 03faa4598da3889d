/* What looks like personal data is found, what only resembles it is not, and nothing found is printed whole. */
#include "src/core/scan.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *text;
	ScanKind kind;
	const char *found;
} found[] = {
	{"RSSMRA85T10A562S", SCAN_TAX_CODE, "RSSMRA85T10A562S"},
	{"Il sig. Rossi (rssmra85t10a562s), ieri", SCAN_TAX_CODE, "rssmra85t10a562s"},
	{"CF RSS MRA 85T10 A562S.", SCAN_TAX_CODE, "RSS MRA 85T10 A562S"},
	{"CF:RSSMRA85T10A562S", SCAN_TAX_CODE, "RSSMRA85T10A562S"},
	{"IBAN IT60X0542811101000000123456 intestato", SCAN_IBAN, "IT60X0542811101000000123456"},
	{"it60 x054 2811 1010 0000 0123 456", SCAN_IBAN, "it60 x054 2811 1010 0000 0123 456"},
	{"DE89 3704 0044 0532 0130 00 e altro", SCAN_IBAN, "DE89 3704 0044 0532 0130 00"},
	{"SM86U0322509800000000270100", SCAN_IBAN, "SM86U0322509800000000270100"},
	{"carta 4111111111111111 scadenza 10/30", SCAN_CARD, "4111111111111111"},
	{"4111 1111 1111 1111", SCAN_CARD, "4111 1111 1111 1111"},
	{"5555-5555-5555-4444,", SCAN_CARD, "5555-5555-5555-4444"},
	{"amex 378282246310005", SCAN_CARD, "378282246310005"},
	{"chiamare +39 347 1234567 subito", SCAN_PHONE, "+39 347 1234567"},
	{"+393471234567", SCAN_PHONE, "+393471234567"},
	{"+39 (0)2 12345678", SCAN_PHONE, "+39 (0)2 12345678"},
	{"0039 02 12345678", SCAN_PHONE, "0039 02 12345678"},
	{"347 1234567", SCAN_PHONE, "347 1234567"},
	{"347.123.4567", SCAN_PHONE, "347.123.4567"},
	{"(3471234567)", SCAN_PHONE, "3471234567"},
	{"tel. 02 12345678.", SCAN_PHONE, "02 12345678"},
	{"tel.0212345678", SCAN_PHONE, "0212345678"},
	{"081/1234567", SCAN_PHONE, "081/1234567"},
	{"0432-123456", SCAN_PHONE, "0432-123456"},
	{"06 1234 5678", SCAN_PHONE, "06 1234 5678"},
	{"scrive mario.rossi+x@example.it.", SCAN_EMAIL, "mario.rossi+x@example.it"},
	{"<Mario@EXAMPLE.co.uk>", SCAN_EMAIL, "Mario@EXAMPLE.co.uk"},
	{"è 3471234567", SCAN_PHONE, "3471234567"},
};

START_TEST(test_personal_data_is_found_where_it_stands)
{
	g_autoptr(GPtrArray) hits = scan_personal_data(found[_i].text);
	ck_assert_msg(hits->len == 1, "%s: %u hits", found[_i].text, hits->len);
	const ScanHit *hit = g_ptr_array_index(hits, 0);
	g_autofree char *what = g_strndup(found[_i].text + hit->start, hit->length);
	ck_assert_str_eq(what, found[_i].found);
	ck_assert_int_eq(hit->kind, found[_i].kind);
}
END_TEST

static const char *const innocent[] = {
	"",
	"Elenco di 350 interessati inviato al committente sbagliato.",
	"2026-0013", "2026-D02", "[ROSSI 2026-0013]", "2026-0013/n1", "13/2026",
	"23/11/2026 22:05", "03/02/2026", "03/02/2026 18:30", "03-02-2026 18:30", "03.02.2026 18.30", "03/11 22:05", "3/2/2026",
	"2026-11-23T21:44:05Z", "2026-11-23 18:30:15", "2026-11-23T22:44:05+01:00", "20261123214405", "dalle 02:40 alle 03:15",
	"02.40", "dal 03/02/2026 al 04/02/2026", "03/02/2026-04/02/2026", "01/01/2026, 02/01/2026 e 03/01/2026", "01 02 2026",
	"192.168.1.10", "10.0.0.1:8443", "203.0.113.45/24", "2001:db8::1", "127.0.0.1 127.0.0.2 127.0.0.3",
	"circa 350.000.000 record", "3.500.000,00 euro", "12.345,67", "3500000000000", "0,0123456789", "EUR 1.234.567.890",
	"P.IVA 01234567897", "IT01234567897", "protocollo 0123456/2026", "Prot. n. 1234/2026", "ticket 1764000000",
	"RSSMRA85T10A562T", /* wrong check character */
	"RSSMRA85T10A562SX", "XRSSMRA85T10A562S", "AAAAAAAAAAAAAAAA",
	"IT60X0542811101000000123457", "IT60X05428111010000001234567", "XX60X0542811101000000123456",
	"4111111111111112", "41111111111111111111", "0000000000000000", "1234567890123456", "4444444444444444",
	"a@b", "@example.it", "mario@localhost", "user@host.1", "due @ tre.it", "sha256 9f86d081884c7d659a2feaa0c55ad015",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "v1.2.3.4", "+10 000", "+01:00", "-3h", "00000000",
	"550e8400-e29b-41d4-a716-446655440000", "800 123456", "art. 33, 34", "porta 3389", "0123456789,50", "art. 4 L. 300/1970",
};

START_TEST(test_what_only_resembles_it_is_left_alone)
{
	g_autoptr(GPtrArray) hits = scan_personal_data(innocent[_i]);
	ck_assert_msg(hits->len == 0, "%s: taken for %s", innocent[_i],
	              hits->len ? scan_kind_words(((ScanHit *)g_ptr_array_index(hits, 0))->kind)->en : "");
}
END_TEST

START_TEST(test_hits_come_in_order_and_apart)
{
	const char *text = "Mario (mario@example.it, 347 1234567) RSSMRA85T10A562S IT60X0542811101000000123456";
	const ScanKind kinds[] = {SCAN_EMAIL, SCAN_PHONE, SCAN_TAX_CODE, SCAN_IBAN};
	g_autoptr(GPtrArray) hits = scan_personal_data(text);
	gsize end = 0;
	ck_assert_uint_eq(hits->len, G_N_ELEMENTS(kinds));
	for (guint i = 0; i < hits->len; i++) {
		const ScanHit *hit = g_ptr_array_index(hits, i);
		ck_assert_int_eq(hit->kind, kinds[i]);
		ck_assert_uint_ge(hit->start, end);
		end = hit->start + hit->length;
		ck_assert_uint_le(end, strlen(text));
	}
}
END_TEST

/* The letters that replace digits where two people would have the same code (omocodia). */
START_TEST(test_tax_code_with_letters_for_digits_is_found)
{
	g_autoptr(GPtrArray) hits = scan_personal_data("RSSMRA85T10A56NH");
	ck_assert_uint_eq(hits->len, 1);
}
END_TEST

START_TEST(test_found_data_is_never_printed_whole)
{
	for (gsize i = 0; i < G_N_ELEMENTS(found); i++) {
		g_autoptr(GPtrArray) hits = scan_personal_data(found[i].text);
		const ScanHit *hit = g_ptr_array_index(hits, 0);
		g_autofree char *mask = scan_mask(found[i].text, hit);
		ck_assert_uint_le(strlen(mask), strlen("abc…yz"));
		ck_assert(!strstr(mask, found[i].found));
	}
	g_autoptr(GPtrArray) hits = scan_personal_data("x RSSMRA85T10A562S");
	g_autofree char *mask = scan_mask("x RSSMRA85T10A562S", g_ptr_array_index(hits, 0));
	ck_assert_str_eq(mask, "RSS…2S");
}
END_TEST

START_TEST(test_every_kind_has_words_in_both_languages)
{
	ck_assert_str_eq(scan_kind_words(SCAN_TAX_CODE)->it, "Sembra un codice fiscale: serve davvero? Qui resta per anni.");
	for (int kind = 0; kind < SCAN_KINDS; kind++) {
		ck_assert_ptr_nonnull(scan_kind_words((ScanKind)kind)->en);
		ck_assert_ptr_nonnull(scan_kind_words((ScanKind)kind)->it);
	}
}
END_TEST

START_TEST(test_hostile_text_is_walked_in_linear_time)
{
	const char *const patterns[] = {"a-", "1-", "0 ", "+3", "@", "a.", "+39 ", "(", "IT60 ", "\xff", "4 ", "RSSMRA", "..", "02 "};
	for (gsize i = 0; i < G_N_ELEMENTS(patterns); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		while (text->len < 1000000)
			g_string_append(text, patterns[i]);
		g_ptr_array_unref(scan_personal_data(text->str));
	}
	g_autoptr(GPtrArray) none = scan_personal_data(NULL);
	ck_assert_uint_eq(none->len, 0);
}
END_TEST

static Suite *
scan_suite(void)
{
	Suite *suite = suite_create("scan");
	TCase *tc = tcase_create("scan");

	tcase_set_timeout(tc, 20);
	tcase_add_loop_test(tc, test_personal_data_is_found_where_it_stands, 0, (int)G_N_ELEMENTS(found));
	tcase_add_loop_test(tc, test_what_only_resembles_it_is_left_alone, 0, (int)G_N_ELEMENTS(innocent));
	tcase_add_test(tc, test_hits_come_in_order_and_apart);
	tcase_add_test(tc, test_tax_code_with_letters_for_digits_is_found);
	tcase_add_test(tc, test_found_data_is_never_printed_whole);
	tcase_add_test(tc, test_every_kind_has_words_in_both_languages);
	tcase_add_test(tc, test_hostile_text_is_walked_in_linear_time);
	suite_add_tcase(suite, tc);
	return suite;
}

int
main(void)
{
	return run_suite(scan_suite());
}
