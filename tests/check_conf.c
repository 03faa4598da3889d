/* breccia.conf: what is accepted, who wins, and errors that say where and what to write instead. */
#include "src/core/conf.h"

#include "src/core/err.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static Conf *
merged(const char *text)
{
	g_autoptr(GError) error = NULL;
	Conf *conf = conf_new();

	ck_assert_msg(conf_merge(conf, text, "test.conf", &error), "%s", error ? error->message : "");
	return conf;
}

START_TEST(test_empty_file_gives_the_defaults)
{
	g_autoptr(Conf) conf = merged("");

	ck_assert_ptr_null(conf_text(conf, "register", "uri"));
	ck_assert_ptr_null(conf_text(conf, "email", "server"));
	ck_assert_str_eq(conf_text(conf, "email", "auth"), "login");
	ck_assert_str_eq(conf_text(conf, "pec", "tls"), "required");
	ck_assert_int_eq(conf_number(conf, "pec", "max-per-minute"), 6);
	ck_assert_int_eq(conf_number(conf, "email", "timeout"), 120);
	ck_assert_int_eq(conf_number(conf, "email", "no-such"), 0);
	ck_assert_ptr_null(conf_origin(conf, "email", "auth"));
	ck_assert(!conf_has_account(conf, "email"));
}
END_TEST

START_TEST(test_file_is_read_as_it_stands)
{
	g_autoptr(Conf) conf = merged("\xef\xbb\xbf# a comment\r\n\r\n[register]\r\n\turi = sqlite:/var/lib/breccia/r.db  \r\n"
	                              "[email]\nserver=smtp://mail.example.it:25\n from =  \"Rossi, ufficio\" <b@rossi.example>\n"
	                              "password-command = pass show 'a=b' | sed 's/\\t#x//'\n[ui]\nlanguage=it");

	ck_assert_str_eq(conf_text(conf, "register", "uri"), "sqlite:/var/lib/breccia/r.db");
	ck_assert_str_eq(conf_text(conf, "email", "server"), "smtp://mail.example.it:25");
	ck_assert_str_eq(conf_text(conf, "email", "password-command"), "pass show 'a=b' | sed 's/\\t#x//'");
	ck_assert_str_eq(conf_text(conf, "ui", "language"), "it");
	ck_assert_str_eq(conf_origin(conf, "email", "server"), "test.conf");
	ck_assert(conf_has_account(conf, "email"));
	ck_assert(!conf_has_account(conf, "pec"));
}
END_TEST

START_TEST(test_later_file_wins_key_by_key_and_empty_takes_back)
{
	g_autoptr(Conf) conf = merged("[email]\nuser = a\nhello = x.example\ntimeout = 30\n");

	ck_assert(conf_merge(conf, "[email]\nuser = b\ntimeout =\n", "mine.conf", NULL));
	ck_assert_str_eq(conf_text(conf, "email", "user"), "b");
	ck_assert_str_eq(conf_origin(conf, "email", "user"), "mine.conf");
	ck_assert_str_eq(conf_text(conf, "email", "hello"), "x.example");
	ck_assert_str_eq(conf_origin(conf, "email", "hello"), "test.conf");
	ck_assert_int_eq(conf_number(conf, "email", "timeout"), 120);
	ck_assert_ptr_null(conf_origin(conf, "email", "timeout"));
}
END_TEST

START_TEST(test_what_is_refused_leaves_the_value_of_an_earlier_file)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = merged("[pec]\nserver = smtps://smtp.example.it\n");

	ck_assert(!conf_merge(conf, "[pec]\nserver = smtp.example.it\n", "mine.conf", &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
	ck_assert_str_eq(conf_text(conf, "pec", "server"), "smtps://smtp.example.it");
	ck_assert_str_eq(conf_origin(conf, "pec", "server"), "test.conf");
}
END_TEST

START_TEST(test_every_row_is_well_formed_and_both_accounts_have_the_same)
{
	int email = 0, pec = 0;

	for (const ConfRow *row = conf_rows; row->group; row++) {
		ck_assert_msg(conf_find(row->group, row->name) == row, "[%s] %s stands twice", row->group, row->name);
		ck_assert(row->say.en && row->say.it);
		ck_assert_ptr_null(strstr(row->name, "password") && strcmp(row->name, "password") == 0 ? row : NULL);
		email += strcmp(row->group, "email") == 0;
		pec += strcmp(row->group, "pec") == 0 && strcmp(row->name, "receipt-ca-file") != 0; /* only a PEC is signed */
		if (!row->value)
			continue;
		g_autofree char *text = g_strdup_printf("[%s]\n%s = %s\n", row->group, row->name, row->value);
		g_autoptr(Conf) conf = conf_new();
		ck_assert_msg(conf_merge(conf, text, "row", NULL), "[%s] %s", row->group, row->name);
	}
	ck_assert_int_eq(email, pec);
	ck_assert_ptr_null(conf_find("email", "password"));
}
END_TEST

/* --- errors ------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *text;
	const char *says[3]; /* what the message holds */
} bad[] = {
	/* where */
	{"[email]\nuser = a\nnonsense\n", {"test.conf:3", "key = value"}},
	{"user = a\n", {"test.conf:1", "before the first group"}},
	{"[email\n", {"test.conf:1", "]"}},
	{"= x\n[email]\n", {"test.conf:1"}},
	{"[email]\nuser = a\nuser = b\n", {"test.conf:3", "user", "twice"}},
	{"[email]\nuser = a\n[pec]\n[email]\nuser = b\n", {"test.conf:5", "twice"}},
	/* names */
	{"[emial]\n", {"[emial]", "did you mean [email]"}},
	{"[postgres]\n", {"[register], [email], [pec] and [ui]"}},
	{"[]\n", {"test.conf:1", "there is no group []"}},
	{"[email]\nsevrer = x\n", {"test.conf:2", "sevrer", "did you mean server"}},
	{"[email]\nca_file = /x\n", {"did you mean ca-file"}},
	{"[ui]\nwallpaper = x\n", {"language"}},
	{"[email]\npassword = hunter2\n", {"password-command", "password-file"}},
	{"[pec]\npasswd = hunter2\n", {"password-command"}},
	{"[email]\nServer = smtp://x.example\n", {"did you mean server"}},
	/* values */
	{"[email]\nserver = mail.example.it\n", {"test.conf:2", "[email] server", "smtp://host:587"}},
	{"[email]\nserver = http://mail.example.it\n", {"smtps://host:465"}},
	{"[email]\nserver = imaps://mail.example.it\n", {"wrong kind", "smtp://host:587"}},
	{"[email]\ninbox = smtp://mail.example.it\n", {"wrong kind", "imaps://host"}},
	{"[email]\nserver = maildir:box\n", {"maildir:/path"}},
	{"[email]\nfrom = nobody\n", {"[email] from"}},
	{"[email]\nfrom = a@b.it, c@d.it\n", {"[email] from"}},
	{"[email]\nca-file = ca.pem\n", {"ca-file", "absolute"}},
	{"[email]\nauth = plain\n", {"login, none"}},
	{"[email]\nmax-per-minute = -1\n", {"0..600"}},
	{"[email]\nmax-per-minute = 6x\n", {"0..600"}},
	{"[email]\ntimeout = 99999999999999999999\n", {"5..3600"}},
	{"[email]\npassword-expires = 2026-02-29\n", {"2026-11-30"}},
	{"[email]\npassword-expires = 29/02/2028\n", {"2026-11-30"}},
	{"[email]\npassword-expires = 2026-1-1x\n", {"2026-11-30"}},
	{"[email]\npassword-expires = 0000-01-01\n", {"2026-11-30"}},
	{"[email]\nprovider = libero\n", {"aruba-pec, poste, legalmail"}},
	{"[email]\nhello = a b\n", {"hello"}},
	{"[ui]\nlanguage = fr\n", {"it, en"}},
	{"[ui]\ntheme = pink\n", {"auto, dark, light, none"}},
	{"[ui]\nbell = maybe\n", {"yes, no"}},
	/* bytes */
	{"[email]\nuser = caff\xe8\n", {"test.conf:2", "UTF-8"}},
	{"[email]\nuser = a\x1b[31m\n", {"test.conf:2"}},
	{"[em\x1b]ail]\n", {"test.conf:1"}},
	{"[email]\nuser = a\rBcc: x\n", {"test.conf:2"}},
	/* together */
	{"[email]\ntls = none\nserver = smtp://mail.example.it\n", {"tls = none", "mail.example.it"}},
	{"[pec]\nserver = smtps://127.example.it\ntls = none\n", {"[pec] tls = none"}},
	{"[pec]\nprovider = aruba-pec\ntls = none\n", {"smtps.pec.aruba.it"}},
};

START_TEST(test_mistake_is_named_with_its_place_and_what_to_write)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Conf) conf = conf_new();

	ck_assert_msg(!conf_merge(conf, bad[_i].text, "test.conf", &error), "accepted: %s", bad[_i].text);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
	for (int i = 0; i < 3 && bad[_i].says[i]; i++)
		ck_assert_msg(strstr(error->message, bad[_i].says[i]), "\"%s\" not in: %s", bad[_i].says[i], error->message);
	for (const char *at = error->message; *at; at++)
		ck_assert_msg((guchar)*at >= 0x20, "a control character in: %s", bad[_i].text);
}
END_TEST

START_TEST(test_secret_in_the_wrong_place_is_not_printed)
{
	static const char *const texts[] = {
		"[email]\npassword = hunter2\n",   "[email]\npassword hunter2\n",     "[email]\npassword-file = hunter2\n",
		"[email]\nserver = smtp://me:hunter2@mail.example.it\n",            "[email]\npassword-file: hunter2\n",
		"password = hunter2\n",            "[email]\nsecret = hunter2\n",     "[email]\npassword-command = a\npassword-command = hunter2\n",
	};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(Conf) conf = conf_new();
		ck_assert_msg(!conf_merge(conf, texts[i], "f", &error), "%s", texts[i]);
		ck_assert_msg(!strstr(error->message, "hunter2"), "%s", error->message);
	}
}
END_TEST

START_TEST(test_unencrypted_is_for_this_machine)
{
	static const char *const hosts[] = {"localhost", "LOCALHOST:25", "127.0.0.1", "127.8.9.10:2525", "[::1]:587"};

	for (gsize i = 0; i < G_N_ELEMENTS(hosts); i++) {
		g_autofree char *text = g_strdup_printf("[email]\ntls = none\nserver = smtp://%s\n", hosts[i]);
		g_autoptr(Conf) conf = merged(text);
		ck_assert_str_eq(conf_text(conf, "email", "tls"), "none");
	}
	g_autoptr(Conf) box = merged("[email]\ntls = none\nserver = maildir:/tmp/box\n");
	ck_assert_str_eq(conf_text(box, "email", "tls"), "none");
	g_autoptr(Conf) nothing = merged("[email]\ntls = none\n");
	ck_assert(!conf_merge(nothing, "[email]\nserver = smtp://mail.example.it\n", "later.conf", NULL));
}
END_TEST

/* --- providers ---------------------------------------------------------------------------------------------------- */

START_TEST(test_provider_fills_what_the_file_leaves_out)
{
	g_autoptr(Conf) conf = merged("[pec]\nprovider = legalmail\nfrom = a@pec.example\nuser = M1\n");

	ck_assert_str_eq(conf_text(conf, "pec", "server"), "smtps://sendm.cert.legalmail.it");
	ck_assert_str_eq(conf_text(conf, "pec", "inbox"), "imaps://mbox.cert.legalmail.it");
	ck_assert_int_eq(conf_number(conf, "pec", "max-per-minute"), 6);
	ck_assert_str_eq(conf_origin(conf, "pec", "server"), "legalmail");
	ck_assert(conf_has_account(conf, "pec"));
	ck_assert_ptr_null(conf_text(conf, "email", "server"));
}
END_TEST

START_TEST(test_value_in_the_file_wins_over_the_provider)
{
	g_autoptr(Conf) conf = merged("[pec]\nserver = smtps://other.example.it\nprovider = aruba-pec\n");

	ck_assert_str_eq(conf_text(conf, "pec", "server"), "smtps://other.example.it");
	ck_assert_str_eq(conf_origin(conf, "pec", "server"), "test.conf");
	ck_assert_str_eq(conf_text(conf, "pec", "inbox"), "imaps://imaps.pec.aruba.it");
}
END_TEST

START_TEST(test_every_provider_that_is_built_in_is_whole)
{
	static const char *const known[] = {"aruba-pec", "poste", "legalmail", "namirial", "register", "microsoft365", "google"};

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
		g_autofree char *text = g_strdup_printf("[pec]\nprovider = %s\nfrom = a@b.it\n", known[i]);
		g_autoptr(Conf) conf = merged(text);
		g_auto(ConfServer) server = {0}, inbox = {0};
		ck_assert(conf_has_account(conf, "pec"));
		ck_assert(conf_server_parse(conf_text(conf, "pec", "server"), &server, NULL) && server.scheme != CONF_MAILDIR);
		ck_assert(conf_server_parse(conf_text(conf, "pec", "inbox"), &inbox, NULL) && inbox.scheme == CONF_IMAPS);
		ck_assert_str_ne(conf_hint(conf, "pec", LANG_EN), conf_hint(conf, "pec", LANG_IT));
		ck_assert_ptr_null(conf_hint(conf, "email", LANG_EN));
	}
	ConfProviders *providers = conf_providers_new();
	g_autofree char *names = conf_providers_names(providers), *wanted = g_strjoinv(", ", (char **)(uintptr_t)(const char *[]){
		"aruba-pec", "poste", "legalmail", "namirial", "register", "microsoft365", "google", NULL});
	ck_assert_str_eq(names, wanted);
	conf_providers_free(providers);
}
END_TEST

START_TEST(test_a_list_of_ones_own_wins_key_by_key_and_adds)
{
	g_autoptr(Conf) conf = conf_new();

	ck_assert(conf_know_providers(conf, "# ours\n[aruba-pec]\nserver = smtps://new.pec.aruba.it\n\n[lepida]\nserver=smtps://a.example.it\n"
		"max-per-minute = 0\nhint-en = ask\n", "own", NULL));
	ck_assert(conf_merge(conf, "[pec]\nprovider = aruba-pec\n[email]\nprovider = lepida\n", "f", NULL));
	ck_assert_str_eq(conf_text(conf, "pec", "server"), "smtps://new.pec.aruba.it");
	ck_assert_str_eq(conf_text(conf, "pec", "inbox"), "imaps://imaps.pec.aruba.it");
	ck_assert_str_eq(conf_text(conf, "email", "server"), "smtps://a.example.it");
	ck_assert_ptr_null(conf_text(conf, "email", "inbox"));
	ck_assert_int_eq(conf_number(conf, "email", "max-per-minute"), 0);
	ck_assert_int_eq(conf_number(conf, "pec", "max-per-minute"), 6);
	ck_assert_str_eq(conf_hint(conf, "email", LANG_IT), "ask");
}
END_TEST

START_TEST(test_a_list_that_is_none_names_its_line)
{
	static const char *const lists[] = {
		"\nserver = smtps://a.it\n", "#\n[UPPER]\n", "\n[a b]\n", "\n[]\n", "[a]\nserver = imaps://a.it\n", "[a]\ninbox = smtps://a.it\n",
		"[a]\nserver = maildir:/tmp\n", "[a]\nserver = smtps://u:p@a.it\n", "[a]\nmax-per-minute = 601\n", "[a]\npassword = x\n",
		"[a]\nnothing\n", "[a]\nhint-en = \xff\n",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++) {
		g_autoptr(Conf) conf = conf_new();
		g_autoptr(GError) error = NULL;
		ck_assert_msg(!conf_know_providers(conf, lists[i], "list", &error), "%s", lists[i]);
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
		ck_assert_msg(g_str_has_prefix(error->message, "list:2: "), "%s", error->message);
	}
}
END_TEST

/* --- servers ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *text;
	ConfScheme scheme;
	const char *host;
	int port;
	const char *path;
} servers[] = {
	{"smtp://mail.example.it", CONF_SMTP, "mail.example.it", 587, NULL},
	{"smtp://mail.example.it:25", CONF_SMTP, "mail.example.it", 25, NULL},
	{"smtps://mail.example.it", CONF_SMTPS, "mail.example.it", 465, NULL},
	{"imaps://mail.example.it", CONF_IMAPS, "mail.example.it", 993, NULL},
	{"smtp://relay", CONF_SMTP, "relay", 587, NULL},
	{"smtp://10.0.0.1:2525", CONF_SMTP, "10.0.0.1", 2525, NULL},
	{"smtp://[2001:db8::1]", CONF_SMTP, "2001:db8::1", 587, NULL},
	{"smtp://[::1]:65535", CONF_SMTP, "::1", 65535, NULL},
	{"smtp://xn--caff-8oa.example", CONF_SMTP, "xn--caff-8oa.example", 587, NULL},
	{"maildir:/tmp/a b/\xc3\xa8@x", CONF_MAILDIR, NULL, 0, "/tmp/a b/\xc3\xa8@x"},
};

START_TEST(test_server_is_taken_apart)
{
	g_auto(ConfServer) server = {0};

	ck_assert_msg(conf_server_parse(servers[_i].text, &server, NULL), "%s", servers[_i].text);
	ck_assert_int_eq(server.scheme, servers[_i].scheme);
	ck_assert_int_eq(server.port, servers[_i].port);
	ck_assert_str_eq(server.host ? server.host : "-", servers[_i].host ? servers[_i].host : "-");
	ck_assert_str_eq(server.path ? server.path : "-", servers[_i].path ? servers[_i].path : "-");
}
END_TEST

static const char *const no_servers[] = {
	"", "smtp", "smtp://", "smtp:mail.example.it", "SMTP://mail.example.it", "ftp://x", "smtp://:25", "smtp://host:", "smtp://host:0",
	"smtp://host:65536", "smtp://host:+25", "smtp://host: 25", "smtp://host:25x", "smtp://host/", "smtp://a b", "smtp://-a.example",
	"smtp://a-.example", "smtp://a..example", "smtp://.example", "smtp://example.", "smtp://1.2.3", "smtp://1.2.3.256", "smtp://a.123",
	"smtp://[::1", "smtp://::1", "smtp://[localhost]", "smtp://[127.0.0.1]", "smtp://[::1%eth0]", "smtp://[::1]x", "smtp://[]",
	"smtp://user:pw@host", "smtp://user@host", "smtp://caff\xc3\xa8.example", "smtp://host\r\nRSET", "smtp://host#x", "smtp://host?x",
	"maildir:", "maildir:box", "maildir://host/box\n", "maildir:/a\x01", "maildir:/caff\xe8", " smtp://host",
	"smtp://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example",
};

START_TEST(test_what_is_no_server_is_refused_and_leaves_nothing_behind)
{
	g_autoptr(GError) error = NULL;
	ConfServer server = {0};

	ck_assert_msg(!conf_server_parse(no_servers[_i], &server, &error), "%s", no_servers[_i]);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
	ck_assert_ptr_null(server.host);
	ck_assert_ptr_null(server.path);
}
END_TEST

START_TEST(test_loopback_is_told_from_names_that_look_like_it)
{
	ck_assert(conf_host_is_loopback("localhost"));
	ck_assert(conf_host_is_loopback("127.255.255.254"));
	ck_assert(conf_host_is_loopback("::1"));
	ck_assert(!conf_host_is_loopback("127.evil.example"));
	ck_assert(!conf_host_is_loopback("127.0.0.1.evil.example"));
	ck_assert(!conf_host_is_loopback("localhost.evil.example"));
	ck_assert(!conf_host_is_loopback("128.0.0.1"));
	ck_assert(!conf_host_is_loopback("::2"));
	ck_assert(!conf_host_is_loopback(""));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("conf");
	TCase *tc = tcase_create("conf");

	tcase_add_test(tc, test_empty_file_gives_the_defaults);
	tcase_add_test(tc, test_file_is_read_as_it_stands);
	tcase_add_test(tc, test_later_file_wins_key_by_key_and_empty_takes_back);
	tcase_add_test(tc, test_what_is_refused_leaves_the_value_of_an_earlier_file);
	tcase_add_test(tc, test_every_row_is_well_formed_and_both_accounts_have_the_same);
	tcase_add_loop_test(tc, test_mistake_is_named_with_its_place_and_what_to_write, 0, (int)G_N_ELEMENTS(bad));
	tcase_add_test(tc, test_secret_in_the_wrong_place_is_not_printed);
	tcase_add_test(tc, test_unencrypted_is_for_this_machine);
	tcase_add_test(tc, test_provider_fills_what_the_file_leaves_out);
	tcase_add_test(tc, test_value_in_the_file_wins_over_the_provider);
	tcase_add_test(tc, test_every_provider_that_is_built_in_is_whole);
	tcase_add_test(tc, test_a_list_of_ones_own_wins_key_by_key_and_adds);
	tcase_add_test(tc, test_a_list_that_is_none_names_its_line);
	tcase_add_loop_test(tc, test_server_is_taken_apart, 0, (int)G_N_ELEMENTS(servers));
	tcase_add_loop_test(tc, test_what_is_no_server_is_refused_and_leaves_nothing_behind, 0, (int)G_N_ELEMENTS(no_servers));
	tcase_add_test(tc, test_loopback_is_told_from_names_that_look_like_it);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
