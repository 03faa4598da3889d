/* What the screens know, without a terminal: whose turn it is, where one stands, what is offered, in which words and colours. */
#include "tests/register-kit.h"
#include "tests/run.h"
#include "tui/board-model.h"
#include "tui/receipts.h"
#include "tui/screens.h"
#include "tui/tab.h"
#include "tui/words.h"

#include "src/core/filter.h"
#include "src/register/clients.h"
#include "src/register/import.h"

#include <glib/gstdio.h>
#include <string.h>

static struct {
	App app;
	Cli cli;
} desk;

/* The app as it is for somebody, with the board at its foot; *board lives as long. */
static Board *
sit_down(const char *account)
{
	const AppOptions options = {.quiet = true};
	desk.cli = (Cli){.session = reg_as(account), .conf = conf_new(), .uri = g_strdup(reg.uri), .lang = LANG_EN, .now = reg.now,
		.values = g_hash_table_new(g_str_hash, g_str_equal)};
	app_init(&desk.app, &desk.cli, &options);
	board_open(&desk.app);
	return g_ptr_array_index(desk.app.views, 0);
}

static void
stand_up(void)
{
	app_clear(&desk.app);
	session_free(desk.cli.session);
	conf_free(desk.cli.conf);
	g_free(desk.cli.uri);
	g_hash_table_unref(desk.cli.values);
}

static const char *
ref_at(Board *b, guint row)
{
	const Incident *in = board_row(b, row);
	return in ? in->ref : "none";
}

static void
load_board(Board *b)
{
	desk.cli.now = reg.now;
	OK(board_load(&b->view, &error));
}

#define OWN "{'title':'%s','detected_at':'2026-11-23T%s:00Z','own_data':'yes'}"

static char *
log_at(const char *account, IncidentKind kind, const char *title, const char *time)
{
	g_autofree char *fields = g_strdup_printf(OWN, title, time);
	return reg_log_kind(account, kind, fields, NULL);
}

/* --- whose turn it is -------------------------------------------------------------------------------------------------------- */

START_TEST(test_what_awaits_somebody_stands_first_on_their_board)
{
	g_autofree char *miss = log_at("maria", KIND_NEAR_MISS, "Almost", "10:00"), *breach = log_at("maria", KIND_BREACH, "Sent", "18:00");
	Board *b = sit_down("luca");
	ck_assert_str_eq(ref_at(b, 0), miss);
	ck_assert_int_eq(b->awaiting, 0);
	stand_up();
	b = sit_down("carla");
	ck_assert_str_eq(ref_at(b, 0), breach);
	ck_assert_str_eq(ref_at(b, 1), miss);
	ck_assert_int_eq(b->awaiting, 1);
	stand_up();
	b = sit_down("giulia");
	ck_assert_str_eq(ref_at(b, 0), miss);
	ck_assert_int_eq(b->awaiting, 2);
	stand_up();
}
END_TEST

/* A register that was kept on paper is no work that waits. */
START_TEST(test_what_was_imported_is_no_work_of_today)
{
	g_autofree char *now = log_at("maria", KIND_BREACH, "Sent", "18:00"), *first = NULL, *last = NULL;
	g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func((GDestroyNotify)import_entry_free);
	g_autoptr(Session) admin = reg_as("pia");
	json_auto_t *object = json_pack("{s:s, s:s, s:s}", "title", "On paper", "detected_at", "2020-01-01 08:00", "own_data", "yes");
	ImportEntry *entry = NULL;
	OK(import_read(admin, object, &entry, NULL, &error));
	g_ptr_array_add(entries, entry);
	OK(register_import(admin, entries, NULL, NULL, &first, &last, &error));
	Board *b = sit_down("giulia");
	ck_assert_int_eq(b->awaiting, 1);
	ck_assert_str_eq(ref_at(b, 0), now);
	ck_assert_str_eq(ref_at(b, 1), "none");
	ck_assert_int_eq(b->open, 1);
	ck_assert_int_eq(b->counts.to_act, 1);
	b->view.ops->find(&b->view, "+imported", 1);
	const Incident *in = board_row(b, 0);
	Style style;
	g_autofree char *told = words_told(&desk.app, in, &style);
	ck_assert_ptr_null(words_awaits(&desk.app, in));
	ck_assert(strstr(told, "imported"));
	ck_assert(strstr(incident_refuse(&desk.app, in, ACT_SEND), "imported"));
	stand_up();
}
END_TEST

static void
judge(const char *account, bool decision, const char *ref, Question about, bool yes)
{
	g_autoptr(Session) s = reg_as(account);
	g_auto(Judged) judged = {0};
	const Judging judging = {.ref = ref, .about = about, .yes = yes, .reason = "because"};
	OK((decision ? register_decide : register_opinion)(s, &judging, &judged, &error));
}

START_TEST(test_a_turn_goes_from_one_to_the_next)
{
	g_autofree char *ref = log_at("maria", KIND_BREACH, "Sent", "18:00");
	g_autoptr(Session) giulia = reg_as("giulia");
	OK(register_take(giulia, ref, NULL, &error));
	Board *b = sit_down("carla");
	ck_assert(strstr(words_awaits(&desk.app, board_row(b, 0)), "d decides"));
	stand_up();
	judge("carla", true, ref, ABOUT_AUTHORITY, true);
	judge("carla", true, ref, ABOUT_SUBJECTS, false);
	b = sit_down("carla");
	ck_assert_ptr_null(words_awaits(&desk.app, board_row(b, 0)));
	stand_up();
	b = sit_down("luca");
	ck_assert(strstr(words_awaits(&desk.app, board_row(b, 0)), "F records it"));
	stand_up();
	g_autoptr(Session) luca = reg_as("luca");
	g_auto(Filed) filed = {0};
	const FilingToRecord filing = {.ref = ref, .clock = "authority-72h", .type = FILING_COMPLETE, .at = reg.now};
	OK(register_file(luca, &filing, &filed, &error));
	b = sit_down("luca");
	ck_assert_ptr_null(words_awaits(&desk.app, board_row(b, 0)));
	stand_up();
}
END_TEST

START_TEST(test_keys_are_told_to_those_who_have_them)
{
	g_autoptr(Incident) untold = incident_new();
	static const struct {
		const char *account;
		bool told;
	} rows[] = {{"luca", true}, {"giulia", true}, {"carla", false}, {"ugo", false}};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		sit_down(rows[i].account);
		Style style;
		g_autofree char *none = words_told(&desk.app, untold, &style);
		ck_assert_msg((strstr(none, "s sends") != NULL) == rows[i].told, "%s: %s", rows[i].account, none);
		stand_up();
	}
}
END_TEST

START_TEST(test_nobody_reads_who_may_not)
{
	g_free(log_at("maria", KIND_BREACH, "Sent", "18:00"));
	Board *b = sit_down("nemo");
	ck_assert_str_eq(ref_at(b, 0), "none");
	g_autoptr(GPtrArray) refs = command_complete(&desk.app, "note 2026-"), people = command_complete(&desk.app, "person show ");
	ck_assert_uint_eq(refs->len, 0);
	for (guint i = 0; i < people->len; i++)
		ck_assert_str_ne(g_ptr_array_index(people, i), "p1");
	stand_up();
}
END_TEST

/* --- the place, and what becomes urgent ---------------------------------------------------------------------------------------- */

START_TEST(test_the_place_is_kept_when_others_log)
{
	g_autofree char *first = log_at("maria", KIND_BREACH, "One", "18:00"), *second = log_at("maria", KIND_BREACH, "Two", "19:00");
	Board *b = sit_down("luca");
	b->list.at = 1;
	board_remember(b);
	ck_assert_str_eq(ref_at(b, 0), first);
	ck_assert_str_eq(ref_at(b, 1), second);
	g_autofree char *earlier = log_at("luca", KIND_BREACH, "Before", "12:00");
	load_board(b);
	ck_assert_str_eq(ref_at(b, 0), earlier);
	ck_assert_uint_eq(b->list.at, 2);
	ck_assert_str_eq(ref_at(b, b->list.at), second);
	stand_up();
}
END_TEST

START_TEST(test_time_alone_makes_late_and_says_so_once)
{
	g_free(log_at("maria", KIND_BREACH, "One", "18:00"));
	Board *b = sit_down("luca");
	ck_assert_int_eq(b->counts.late, 0);
	ck_assert_ptr_null(desk.app.message);
	reg.now += HOURS(24);
	desk.cli.now = reg.now;
	board_tick(&b->view);
	ck_assert_int_eq(b->counts.late, 1);
	ck_assert(desk.app.message && strstr(desk.app.message, "urgent"));
	g_clear_pointer(&desk.app.message, g_free);
	desk.cli.now += 120;
	board_tick(&b->view);
	ck_assert_ptr_null(desk.app.message);
	stand_up();
}
END_TEST

/* --- releasing ------------------------------------------------------------------------------------------------------------------- */

static bool
may_release(const char *account, bool read_only)
{
	Board *b = sit_down(account);
	desk.app.options.read_only = read_only;
	bool may = release_may(&desk.app, board_row(b, 0));
	stand_up();
	return may;
}

START_TEST(test_security_alone_releases_in_the_last_quarter)
{
	g_autoptr(Session) pia = reg_as("pia");
	const ClientInput alfa = {.name = "Alfa", .hours = 12, .email = "privacy@alfa.example", .processor = -1};
	OK(register_client_add(pia, &alfa, NULL, &error));
	g_free(reg_log("maria", "{'title':'Sent','detected_at':'2026-11-23T20:00:00Z'}", "Alfa"));
	ck_assert(may_release("giulia", false) && may_release("carla", false) && !may_release("luca", false) && !may_release("ugo", false));
	ck_assert(!may_release("giulia", true));
	reg.now += HOURS(8);
	ck_assert(may_release("luca", false) && !may_release("ugo", false) && !may_release("luca", true));
}
END_TEST

/* --- completing ------------------------------------------------------------------------------------------------------------------ */

static void
offers(const char *line, const char *expected)
{
	g_autoptr(GPtrArray) words = command_complete(&desk.app, line);
	g_ptr_array_add(words, NULL);
	g_autofree char *all = g_strjoinv(" ", (char **)words->pdata);
	ck_assert_msg(g_str_equal(all, expected), "\"%s\" offers \"%s\", not \"%s\"", line, all, expected);
}

START_TEST(test_tab_knows_what_the_tables_and_the_register_know)
{
	g_autofree char *ref = log_at("maria", KIND_BREACH, "One", "18:00"), *file = g_build_filename(reg.dir, "header.eml", NULL);
	g_autofree char *line = g_strdup_printf("evidence add %s %s/hea", ref, reg.dir), *notices = g_strdup_printf("outbox show %s/", ref);
	g_autofree char *notice = g_strdup_printf("%s/n1", ref);
	ck_assert(g_file_set_contents(file, "x", 1, NULL));
	(void)sit_down("luca");
	offers("evid", "evidence");
	offers("note 2026-", ref);
	offers("evidence g", "get");
	offers("evidence get g", "");
	offers("decide 1 authority y", "yes");
	offers("file 1 auth", "authority-72h");
	offers("note 1 --", "");
	offers("waive 1 subjects --re", "--reason");
	offers("person add x --role sec", "security");
	offers("config get take", "take-charge");
	offers("amend 1 own-data=u", "own-data=unknown");
	offers("amend 1 own-d", "own-data=");
	offers("list +l", "+late");
	offers("list -+la", "-+late");
	offers("list stage:in", "stage:in-charge");
	offers(notices, notice);
	offers(line, file);
	offers("nonsense x", "");
	stand_up();
}
END_TEST

START_TEST(test_every_word_of_a_filter_is_one)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	for (guint i = 0; filter_word(i); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *word = g_str_has_suffix(filter_word(i), ":") ? g_strconcat(filter_word(i), "x", NULL) : g_strdup(filter_word(i));
		const char *const words[] = {word, NULL};
		g_autoptr(Filter) filter = filter_parse(words, REG_NOW, zone, &error);
		ck_assert_msg(filter || !strstr(error->message, "there is no field"), "%s: %s", word, error->message);
		ck_assert_msg(filter || filter_word(i)[0] != '+', "%s is no tag", word);
	}
}
END_TEST

START_TEST(test_reading_only_lets_through_what_reads)
{
	static const char *const reads[] = {"list", "show 1", "receipt", "receipt list 1", "evidence get 1/e1", "config get hold", "outbox show 1/n1",
		"doctor", "verify --chain"};
	static const char *const writes[] = {"note 1 x", "receipt add 1 f", "evidence add 1 f", "config set hold 0", "outbox retry 1/n1", "log x", "send",
		"doctor --send-test", "erase 1", "backup f", "adopt --reason x", "nonsense"};
	for (gsize i = 0; i < G_N_ELEMENTS(reads); i++) {
		g_auto(GStrv) words = g_strsplit(reads[i], " ", -1);
		ck_assert_msg(command_reads((const char *const *)words), "%s is refused", reads[i]);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(writes); i++) {
		g_auto(GStrv) words = g_strsplit(writes[i], " ", -1);
		ck_assert_msg(!command_reads((const char *const *)words), "%s is let through", writes[i]);
	}
}
END_TEST

/* --- words and colours ------------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_receipt_looks_like_what_it_is_worth)
{
	static const struct {
		const char *signature, *outcome, *why;
		Style style;
		const char *todo; /* NULL: nothing */
	} rows[] = {
		{"valid", "proves", "proven", LOOK_GOOD, NULL}, {"valid", "refutes", "refused", LOOK_BAD, "another way"},
		{"none", "warns", "delayed", LOOK_WARN, "watch"}, {"none", "none", "automatic", LOOK_PLAIN, "nobody has read it"},
		{"invalid", "none", "signature", LOOK_BAD, "do not rely on it"}, {"untrusted", "none", "signature", LOOK_PLAIN, "do not rely on it"},
		{"none", "none", "signature", LOOK_PLAIN, NULL},
		{"valid", "proves", "external", LOOK_GOOD, "correct the address"}, {"none", "none", "no-proof", LOOK_PLAIN, NULL},
		{"odd", "odd", "odd", LOOK_PLAIN, NULL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Receipt r = {.at = 60, .judged_at = 120, .certified_at = 30, .signature = (char *)(gpointer)rows[i].signature,
			.outcome = (char *)(gpointer)rows[i].outcome, .why = (char *)(gpointer)rows[i].why};
		const char *todo = receipt_advice(&r, LANG_EN);
		ck_assert_uint_eq(style_of_tone(view_receipt_tone(&r)), rows[i].style);
		ck_assert_msg(rows[i].todo ? todo && strstr(todo, rows[i].todo) : !todo, "%s: %s", rows[i].why, todo);
		ck_assert_int_eq(receipt_when(&r), 30);
		r.judged_at = INSTANT_NONE;
		ck_assert(receipt_when(&r) == 60 && !receipt_advice(&r, LANG_EN));
	}
}
END_TEST

/* A receipt that the courier collected and judged, about a notice that was sent by hand. (transfer full) */
static char *
collect_by_hand(const char *ref)
{
	g_autoptr(Session) courier = reg_courier();
	char *id = NULL;
	bool fresh;
	const ReceiptCollected collected = {.ref = ref, .bytes = "receipt", .len = 7, .kind = "other", .signature = "none", .outcome = "none"};
	OK(register_receipt_collected(courier, &collected, &id, &fresh, &error));
	const ReceiptJudged judged = {.receipt = id, .kind = MESSAGE_PEC_ACCEPTED, .signature = SIGNATURE_VALID, .reason = REASON_GOOD,
		.outcome = OUTCOME_BY_HAND, .why = WHY_BY_HAND, .at = reg.now - 60, .message_id = "<x@pec.example>", .sender = "rossi@pec.rossi.example",
		.recipient = DPO_PEC, .facts = "{}"};
	OK(register_receipt_judged(courier, &judged, &error));
	return id;
}

/* The DPO answered the notice by mail, in its lines. (transfer full) */
static char *
collect_answer(const char *ref)
{
	g_autofree char *notice = g_strconcat(ref, "/n1", NULL);
	g_autoptr(Session) courier = reg_courier();
	json_auto_t *results = json_pack("[{s:i, s:s}]", "place", 0, "proof", "acknowledged");
	char *id = NULL;
	bool fresh;
	const ReceiptCollected collected = {.ref = ref, .notice = notice, .bytes = "answer", .len = 6, .kind = "other", .signature = "none",
		.outcome = "none"};
	reg_send(notice);
	OK(register_receipt_collected(courier, &collected, &id, &fresh, &error));
	const ReceiptJudged judged = {.receipt = id, .notice = notice, .kind = MESSAGE_REPLY, .signature = SIGNATURE_NONE, .reason = REASON_NO_SIGNATURE,
		.outcome = OUTCOME_PROVES, .why = WHY_ANSWERED, .results = results, .at = reg.now, .sender = DPO_MAIL, .recipient = DPO_MAIL,
		.facts = "{\"text\":\"Taken.\\n\\u001b[31mRisk?\\nc\\nd\\ne\\nf\\ng\\nh\\ni\\nj\\nk\\nl\\nthirteenth\","
			 "\"proposals\":[{\"field\":\"take-charge\",\"value\":\"yes\",\"words\":\"of course\"}],"
			 "\"attachments\":[{\"part\":2,\"name\":\"opinion\\u0007.pdf\",\"size\":12345}]}"};
	OK(register_receipt_judged(courier, &judged, &error));
	return id;
}

static bool
page_says(void (*build)(App *app, const Incident *incident, Page *page), const Incident *in, const char *words)
{
	g_autoptr(Page) page = page_new(100);
	Scroll scroll = {.hit = -1, .rows = 10};
	build(&desk.app, in, page);
	return page_find(page, &scroll, words, 1);
}

START_TEST(test_what_came_back_is_told_and_can_be_confirmed)
{
	g_autofree char *ref = log_at("maria", KIND_BREACH, "One", "18:00"), *id = collect_by_hand(ref);
	g_autoptr(Incident) in = reg_incident(ref);
	(void)sit_down("luca");
	ck_assert(confirm_any(in));
	ck_assert_ptr_null(incident_refuse(&desk.app, in, ACT_CONFIRM));
	ck_assert(page_says(tab_messages, in, "PEC: accepted by the provider, valid signature"));
	ck_assert(page_says(tab_messages, in, DPO_PEC) && page_says(tab_messages, in, "rossi@pec.rossi.example"));
	ck_assert(page_says(tab_clocks, in, id));
	ck_assert(!page_says(tab_clocks, in, "FORGED"));
	stand_up();
}
END_TEST

START_TEST(test_what_may_have_left_is_not_called_unsent)
{
	g_autofree char *ref = log_at("maria", KIND_BREACH, "One", "18:00"), *id = g_strconcat(ref, "/n1", NULL);
	reg_compose(id);
	reg_attempt(id);
	g_autoptr(Incident) before = reg_incident(ref);
	reg_settle(id, VERDICT_UNCERTAIN, reg.now + 60);
	g_autoptr(Incident) after = reg_incident(ref);
	(void)sit_down("luca");
	ck_assert(page_says(tab_clocks, before, "n1: being sent") && !page_says(tab_clocks, before, "perhaps sent"));
	ck_assert(page_says(tab_clocks, after, "n1: perhaps sent") && !page_says(tab_clocks, after, "not sent"));
	ck_assert(page_says(tab_messages, after, "perhaps sent: ") && !page_says(tab_messages, after, "not sent"));
	stand_up();
}
END_TEST

START_TEST(test_what_a_dpo_answered_waits_to_be_entered)
{
	g_autofree char *ref = log_at("maria", KIND_BREACH, "One", "18:00"), *id = collect_answer(ref);
	g_autoptr(Incident) in = reg_incident(ref);
	(void)sit_down("luca");
	ck_assert(answer_any(in) && !confirm_any(in));
	ck_assert_ptr_null(incident_refuse(&desk.app, in, ACT_ENTER));
	ck_assert(strstr(words_awaits(&desk.app, in), "P enters"));
	ck_assert(page_says(tab_messages, in, id) && page_says(tab_messages, in, "Taken.") && page_says(tab_messages, in, "\\x1b[31mRisk?"));
	ck_assert(page_says(tab_messages, in, "of course") && page_says(tab_messages, in, "[P] records"));
	ck_assert(page_says(tab_messages, in, "the rest of it") && !page_says(tab_messages, in, "thirteenth"));
	ck_assert(page_says(tab_messages, in, "attached: opinion\\x07.pdf, 12 kB"));
	attached_open(&desk.app, in);
	ck_assert_uint_eq(desk.app.views->len, 2);
	g_ptr_array_set_size(desk.app.views, 1);
	enter_open(&desk.app, in);
	ck_assert_ptr_eq(app_top(&desk.app)->ops->load, NULL);
	ck_assert_uint_eq(desk.app.views->len, 2);
	stand_up();
	(void)sit_down("ugo");
	ck_assert_ptr_null(words_awaits(&desk.app, in));
	ck_assert(!page_says(tab_messages, in, "[P] records"));
	stand_up();
}
END_TEST

START_TEST(test_sizes_are_short)
{
	static const struct {
		int64_t bytes;
		const char *words;
	} rows[] = {{0, "0 B"}, {999, "999 B"}, {1000, "1 kB"}, {1499, "1 kB"}, {1500, "2 kB"}, {12345678, "12 MB"}, {INT64_C(5000000000000), "5000 GB"}};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *words = words_size(rows[i].bytes);
		ck_assert_str_eq(words, rows[i].words);
	}
}
END_TEST

START_TEST(test_a_theme_follows_wish_terminal_and_no_color)
{
	static const struct {
		const char *name, *background, *no_colour;
		Theme theme;
	} rows[] = {
		{"auto", NULL, NULL, THEME_DARK}, {NULL, NULL, NULL, THEME_DARK}, {"auto", "0;15", NULL, THEME_LIGHT},
		{"auto", "0;default;7", NULL, THEME_LIGHT}, {"auto", "15;0", NULL, THEME_DARK}, {"auto", "rubbish", NULL, THEME_DARK},
		{"dark", "0;15", NULL, THEME_DARK}, {"light", "15;0", NULL, THEME_LIGHT}, {"none", NULL, NULL, THEME_NONE},
		{"light", NULL, "1", THEME_NONE}, {"light", NULL, "", THEME_LIGHT},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		ck_assert_int_eq((int)theme_choose(rows[i].name, rows[i].background, rows[i].no_colour), (int)rows[i].theme);
	for (Style tone = LOOK_PLAIN; tone <= LOOK_TITLE; tone++) {
		short light = theme_colour(THEME_LIGHT, tone), dark = theme_colour(THEME_DARK, tone);
		ck_assert_int_eq(theme_colour(THEME_NONE, tone), -1);
		/* Yellow, cyan and white on white; blue and black on black. */
		ck_assert(light != 3 && light != 6 && light != 7 && light != 0);
		ck_assert(dark != 4 && dark != 0);
	}
}
END_TEST

int
main(void)
{
	const TTest *const all[] = {
		test_what_awaits_somebody_stands_first_on_their_board, test_what_was_imported_is_no_work_of_today,
		test_a_turn_goes_from_one_to_the_next,
		test_keys_are_told_to_those_who_have_them, test_nobody_reads_who_may_not, test_the_place_is_kept_when_others_log,
		test_time_alone_makes_late_and_says_so_once, test_security_alone_releases_in_the_last_quarter,
		test_tab_knows_what_the_tables_and_the_register_know, test_every_word_of_a_filter_is_one,
		test_reading_only_lets_through_what_reads, test_a_receipt_looks_like_what_it_is_worth,
		test_what_came_back_is_told_and_can_be_confirmed, test_what_may_have_left_is_not_called_unsent, test_what_a_dpo_answered_waits_to_be_entered,
		test_sizes_are_short,
		test_a_theme_follows_wish_terminal_and_no_color,
	};
	Suite *suite = suite_create("models");
	TCase *tcase = tcase_create("models");
	tcase_add_checked_fixture(tcase, reg_setup, reg_teardown);
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		tcase_add_test(tcase, all[i]);
	suite_add_tcase(suite, tcase);
	return run_suite(suite);
}
