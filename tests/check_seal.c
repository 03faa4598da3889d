/* The seal: the formula printed in the manual, step by step, and what is taken for a seal. */
#include "src/core/seal.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC_SHA256 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* printf '%s\n%s' PREVIOUS HEAD | sha256sum, with coreutils */
#define HEAD_1 "{\"seq\":1}"
#define SEAL_1 "a453da8151216b5ae0a15c5377bc79da35cc4f629a9e9a3dcab70bf0b485609a"
#define HEAD_2 "{\"seq\":2}"
#define SEAL_2 "aabdca35c84c7235a0fb26ec7f9daef8548e422c2b8ef9aa0d526efe6a092a1e"

START_TEST(test_hash_is_that_of_sha256sum)
{
	char hex[SEAL_LEN + 1];

	seal_hash("abc", 3, hex);
	ck_assert_str_eq(hex, ABC_SHA256);
	seal_hash("", 0, hex);
	ck_assert_str_eq(hex, EMPTY_SHA256);
	seal_hash(NULL, 0, hex);
	ck_assert_str_eq(hex, EMPTY_SHA256);
}
END_TEST

START_TEST(test_hash_counts_bytes_after_a_nul)
{
	char with[SEAL_LEN + 1], without[SEAL_LEN + 1];

	seal_hash("a\0b", 3, with);
	seal_hash("a", 1, without);
	ck_assert_str_ne(with, without);
}
END_TEST

/* Every length around the blocks of the sum, whole and in pieces, against another implementation. */
START_TEST(test_hash_is_that_of_glib_whole_and_in_pieces)
{
	g_autoptr(SealSum) sum = seal_sum_new();
	char bytes[300], hex[SEAL_LEN + 1];

	for (gsize i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	for (gsize len = 0; len <= sizeof bytes; len++) {
		g_autofree char *other = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, len);
		seal_hash(bytes, len, hex);
		ck_assert_str_eq(hex, other);
		seal_sum_add(sum, bytes, len / 3);
		seal_sum_add(sum, NULL, 0);
		seal_sum_add(sum, bytes + len / 3, len - len / 3);
		seal_sum_hex(sum, hex); /* and the sum begins anew */
		ck_assert_str_eq(hex, other);
	}
}
END_TEST

START_TEST(test_chain_is_previous_seal_newline_head)
{
	char seal[SEAL_LEN + 1];

	seal_next(seal_zero, HEAD_1, seal);
	ck_assert_str_eq(seal, SEAL_1);
	seal_next(seal, HEAD_2, seal); /* in place */
	ck_assert_str_eq(seal, SEAL_2);
}
END_TEST

START_TEST(test_one_changed_byte_changes_every_later_seal)
{
	char good[SEAL_LEN + 1], bad[SEAL_LEN + 1];

	seal_next(seal_zero, HEAD_1, good);
	seal_next(seal_zero, "{\"seq\":3}", bad);
	ck_assert_str_ne(good, bad);
	seal_next(good, HEAD_2, good);
	seal_next(bad, HEAD_2, bad);
	ck_assert_str_ne(good, bad);
}
END_TEST

START_TEST(test_zero_is_sixty_four_zeros)
{
	ck_assert_uint_eq(strlen(seal_zero), SEAL_LEN);
	ck_assert_uint_eq(strspn(seal_zero, "0"), SEAL_LEN);
	ck_assert(seal_is_hex(seal_zero));
}
END_TEST

START_TEST(test_only_sixty_four_lower_case_hex_digits_are_a_seal)
{
	static const char *const wrong[] = {
		NULL, "", "00", "0" EMPTY_SHA256,
		"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
		"g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85\n",
		" 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	};

	ck_assert(seal_is_hex(EMPTY_SHA256));
	for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++)
		ck_assert_msg(!seal_is_hex(wrong[i]), "row %zu", i);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("seal");
	TCase *tc = tcase_create("seal");

	tcase_add_test(tc, test_hash_is_that_of_sha256sum);
	tcase_add_test(tc, test_hash_counts_bytes_after_a_nul);
	tcase_add_test(tc, test_hash_is_that_of_glib_whole_and_in_pieces);
	tcase_add_test(tc, test_chain_is_previous_seal_newline_head);
	tcase_add_test(tc, test_one_changed_byte_changes_every_later_seal);
	tcase_add_test(tc, test_zero_is_sixty_four_zeros);
	tcase_add_test(tc, test_only_sixty_four_lower_case_hex_digits_are_a_seal);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
