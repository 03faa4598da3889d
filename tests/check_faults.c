/*
 * A disk that fails, at every step of every change: no space, an error, and the power cut.
 *
 * Whatever fails: one clear line with its exit status, nothing half done, a sound register that opens again, and the same thing done again
 * goes well. Whatever the power leaves: all that was acknowledged, and what then still has to be done can be done.
 */
#include "tests/fault-vfs.h"
#include "tests/register-kit.h"
#include "tests/run.h"

#include "db/verify.h"

#include <glib/gstdio.h>
#include <string.h>

#define REF "2026-0001"
#define NOTICE "2026-0001/n1"

/* --- the steps of a register's life, each a program run of its own ------------------------------------------------------ */

static bool
do_log(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("maria");
	json_auto_t *fields = reg_json("{'title':'Portatile perso','description':'Sul treno'}");
	const Intake in = {.kind = KIND_BREACH, .fields = fields};
	Logged logged = {0};
	bool ok = session_open(reg.uri, &host, NULL, &s, error) && register_log(s, &in, &logged, error);
	logged_clear(&logged);
	return ok;
}

static bool
do_amend(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("maria");
	json_auto_t *fields = reg_json("{'description':'Sul treno per Roma','own_data':'yes'}");
	const Amendment in = {.ref = REF, .fields = fields};
	Amended amended = {0};
	bool ok = session_open(reg.uri, &host, NULL, &s, error) && register_amend(s, &in, &amended, error);
	amended_clear(&amended);
	return ok;
}

static bool
do_setting(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("maria");
	return session_open(reg.uri, &host, NULL, &s, error) && register_setting(s, "hold", "15m", error);
}

/* Larger than a part of a blob is needed only to be in several pages. */
static bool
do_compose(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("courier");
	g_autofree char *bytes = g_strnfill(20000, 'x');
	const char *to[] = {DPO_MAIL, NULL}, *people[] = {"p2", NULL};
	const Composed in = {.id = NOTICE, .message_id = "<1@rossi.example>", .from = "registro@rossi.example", .subject = "Violazione",
		.to = to, .people = people, .bytes = bytes, .bytes_len = strlen(bytes), .text = "Violazione"};
	return session_open_courier(reg.uri, &host, &s, error) && register_composed(s, &in, error);
}

static bool
do_attempt(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("courier");
	return session_open_courier(reg.uri, &host, &s, error) && register_attempted(s, NOTICE, error);
}

static bool
do_settle(GError **error)
{
	g_autoptr(Session) s = NULL;
	const Surroundings host = reg_host("courier");
	const Outcome out = {.verdict = VERDICT_SENT, .sent_at = reg.now, .next_at = INSTANT_NONE, .code = 250,
		.reply = "250 2.0.0 Ok: queued", .server = "smtp.rossi.example:587"};
	return session_open_courier(reg.uri, &host, &s, error) && register_settled(s, NOTICE, &out, error);
}

static bool
do_found(GError **error)
{
	const Surroundings host = reg_host("maria");
	const Founding founding = reg_founding();
	return register_create(reg.uri, &host, &founding, error);
}

static const struct {
	const char *name;
	bool (*run)(GError **error);
} life[] = {
	{"log", do_log}, {"amend", do_amend}, {"compose", do_compose}, {"attempt", do_attempt}, {"settle", do_settle},
	{"setting", do_setting}, {"log again", do_log},
};
#define LIFE ((int)G_N_ELEMENTS(life))
#define COMPOSED 3 /* steps after which the notice is that far */
#define SETTLED 5

/* After each number of steps: the register's file, its seal, and the state of chance that the next step begins with. */
static struct {
	char *file, seal[65];
	gsize len;
	guint64 chance;
} after[LIFE + 1];

static char *
path_of(const char *tail)
{
	return g_strconcat(reg.dir, "/register.db", tail, NULL);
}

static void
keep(int done)
{
	g_autofree char *path = path_of("");
	reg_seal(after[done].seal);
	after[done].chance = reg.chance;
	ck_assert(g_file_get_contents(path, &after[done].file, &after[done].len, NULL));
}

static void
go_back_to(int done)
{
	static const char *const tails[] = {"-wal", "-shm", "-journal"};
	g_autofree char *path = path_of("");
	for (gsize i = 0; i < G_N_ELEMENTS(tails); i++) {
		g_autofree char *other = path_of(tails[i]);
		g_unlink(other);
	}
	ck_assert(g_file_set_contents_full(path, after[done].file, (gssize)after[done].len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
	reg.chance = after[done].chance;
}

static void
setup(void)
{
	fault_install();
	reg_setup();
	keep(0);
	for (int i = 0; i < LIFE; i++) {
		OK(life[i].run(&error));
		keep(i + 1);
	}
}

static void
setup_bare(void)
{
	fault_install();
	reg_setup_bare();
}

/* Whether the tables agree with the journal takes longest, so it is asked one time in so many, and wherever a test ends. */
#define ONE_IN 8

static void
expect_sound(const char *when, bool whole)
{
	g_autoptr(Db) db = NULL;
	Verdicts verdicts = {0};
	g_autoptr(GError) problem = NULL;
	ck_assert_msg(db_open(reg.uri, DB_OPEN, &db, &problem), "%s: %s", when, problem ? problem->message : "?");
	OK(verify_register(db, !whole, NULL, NULL, &verdicts, &error));
	ck_assert_msg(verdicts.sound, "%s: %s", when, verdicts.what);
	verdicts_clear(&verdicts);
}

/* How many steps the register has taken, by its seal. */
static int
stands_at(const char *when)
{
	char seal[65];
	reg_seal(seal);
	for (int i = 0; i <= LIFE; i++)
		if (g_str_equal(seal, after[i].seal))
			return i;
	ck_abort_msg("%s: the register is where no step leaves it", when);
}

/* --- a step fails ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	Fault fault;
	bool lasting;
} faults[] = {{"full once", FAULT_FULL, false}, {"full", FAULT_FULL, true}, {"error once", FAULT_IO, false}, {"error", FAULT_IO, true}};

/* Every step is reached by one kind of fault or another; by each of them with TESTS_LONG set, as `make soak` does. */
static int
first(gsize kind)
{
	return g_getenv("TESTS_LONG") ? 1 : 1 + (int)(kind % 3);
}

static int
next(int at)
{
	return g_getenv("TESTS_LONG") ? at + 1 : at + 3;
}

/* "what went wrong: what to do" on one line, and the code of a disk. */
static void
expect_clear(const char *when, const GError *error)
{
	ck_assert_msg(error != NULL, "%s: failed without a word", when);
	ck_assert_msg(g_error_matches(error, ERR_DOMAIN, E_WRITE) || g_error_matches(error, ERR_DOMAIN, E_IO), "%s: %s (%s)", when,
		error->message, err_name((Err)error->code));
	ck_assert_msg(!strchr(error->message, '\n') && strstr(error->message, ": "), "%s: %s", when, error->message);
	ck_assert_msg(strstr(error->message, reg.dir) != NULL, "%s names no file: %s", when, error->message);
}

/* The one failure that cannot say what came of it: the disk did not confirm the end of the transaction. It says so. */
static bool
may_be_there(const GError *problem)
{
	return problem && g_error_matches(problem, ERR_DOMAIN, E_IO) && strstr(problem->message, "whether it is there");
}

/* One run of a step with a fault at `at`; false when the fault did not happen any more. */
static bool
fails_at(int step, gsize f, int at)
{
	g_autofree char *when = g_strdup_printf("%s, %s at %d", life[step].name, faults[f].name, at);
	g_autoptr(GError) problem = NULL;
	go_back_to(step);
	fault_arm(faults[f].fault, at, faults[f].lasting);
	bool done = life[step].run(&problem);
	bool happened = fault_happened();
	fault_disarm();
	if (!done)
		expect_clear(when, problem);
	expect_sound(when, at % ONE_IN == 0);
	int stands = stands_at(when);
	ck_assert_msg(stands == step + done || (stands == step + 1 && may_be_there(problem)), "%s: %s, and the register says otherwise", when,
		done ? "done" : problem->message);
	if (stands == step) {
		reg.chance = after[step].chance;
		OK(life[step].run(&error));
		ck_assert_int_eq(stands_at(when), step + 1);
	}
	return happened;
}

START_TEST(test_a_disk_that_fails_at_any_step_leaves_all_or_nothing)
{
	int refused = 0;
	for (gsize f = 0; f < G_N_ELEMENTS(faults); f++) {
		int at = first(f);
		for (; fails_at(_i, f, at); at = next(at))
			refused++;
	}
	ck_assert_int_ge(refused, 16);
}
END_TEST

static void
expect_no_register(const char *when)
{
	GDir *list = g_dir_open(reg.dir, 0, NULL);
	const char *name = g_dir_read_name(list);
	ck_assert_msg(name == NULL, "%s: %s was left behind", when, name);
	g_dir_close(list);
}

static void
take_away_register(void)
{
	GDir *list = g_dir_open(reg.dir, 0, NULL);
	for (const char *name; (name = g_dir_read_name(list));) {
		g_autofree char *path = g_build_filename(reg.dir, name, NULL);
		g_unlink(path);
	}
	g_dir_close(list);
}

START_TEST(test_a_founding_on_a_disk_that_fails_leaves_nothing)
{
	bool happened = true;
	for (int at = first((gsize)_i); happened; at = next(at)) {
		g_autofree char *when = g_strdup_printf("founding, %s at %d", faults[_i].name, at);
		g_autoptr(GError) problem = NULL;
		fault_arm(faults[_i].fault, at, faults[_i].lasting);
		bool done = do_found(&problem);
		happened = fault_happened();
		fault_disarm();
		if (!done) {
			expect_clear(when, problem);
			expect_no_register(when);
			OK(do_found(&error));
		}
		expect_sound(when, at % ONE_IN == 0);
		take_away_register();
	}
}
END_TEST

/* A disk that is too full for the tables verify compares with is not a broken register. */
START_TEST(test_verify_on_a_disk_that_fails_accuses_nobody)
{
	bool happened = true;
	for (int at = first((gsize)_i); happened; at = next(at)) {
		g_autoptr(Db) db = NULL;
		g_autoptr(GError) problem = NULL;
		Verdicts verdicts = {0};
		OK(db_open(reg.uri, DB_OPEN, &db, &error));
		fault_arm(faults[_i].fault, at, faults[_i].lasting);
		bool looked = verify_register(db, false, NULL, NULL, &verdicts, &problem);
		happened = fault_happened();
		fault_disarm();
		ck_assert_msg(looked ? verdicts.sound : problem != NULL, "%s", verdicts.what);
		if (!looked)
			ck_assert(g_error_matches(problem, ERR_DOMAIN, E_WRITE) || g_error_matches(problem, ERR_DOMAIN, E_IO));
		verdicts_clear(&verdicts);
	}
}
END_TEST

/* --- the power goes ---------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	Left left;
	guint32 seed;
} cuts[] = {
	{"only what was synced", LEFT_SYNCED, 0}, {"all that was written", LEFT_ALL, 0}, {"some", LEFT_SOME, 1}, {"some", LEFT_SOME, 1000},
};

/* The rest of the life goes on from where the register stands. */
static void
live_on(const char *when, int from)
{
	reg.chance = after[from].chance;
	for (int i = from; i < LIFE; i++)
		OK(life[i].run(&error));
	expect_sound(when, true);
	ck_assert_int_eq(stands_at(when), LIFE);
}

static void
expect_truth(const char *when, int done)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(GPtrArray) due = NULL;
	if (done == 0)
		return;
	OK(query_outbox_due(s->db, reg.now, &due, &error));
	ck_assert_msg((reg_state(REF, "dpo-24h") == CLOCK_MET) == (done >= SETTLED), "%s: the clock, after %d steps", when, done);
	ck_assert_msg((int)due->len == (done == LIFE) + (done < SETTLED), "%s: %u notices are due after %d steps", when, due->len, done);
}

/* Lives from `from` with the power cut at `at`; false when it was not reached. */
static bool
power_fails_at(int from, int at, gsize c)
{
	g_autofree char *when = g_strdup_printf("from %s, the power cut at %d, %s left", life[from].name, at, cuts[c].name);
	int acknowledged = from;
	go_back_to(from);
	fault_arm(FAULT_CUT, at, true);
	while (acknowledged < MIN(from + 1, LIFE)) {
		g_autoptr(GError) problem = NULL;
		if (!life[acknowledged].run(&problem))
			break;
		acknowledged++;
	}
	bool happened = fault_happened();
	fault_power_back(cuts[c].left, cuts[c].seed + (guint32)at);
	expect_sound(when, at % ONE_IN == 0);
	int stands = stands_at(when);
	/* What was being committed when the power went may be there too. */
	ck_assert_msg(stands >= acknowledged && stands <= acknowledged + 1, "%s: %d were acknowledged, %d are there", when, acknowledged, stands);
	expect_truth(when, stands);
	if (at % 16 == 0)
		live_on(when, stands);
	return happened;
}

START_TEST(test_what_was_acknowledged_survives_a_power_cut)
{
	for (gsize c = 0; c < G_N_ELEMENTS(cuts); c++) {
		int at = first(c);
		while (power_fails_at(_i, at, c))
			at = next(at);
		ck_assert_int_ge(at, 12);
	}
}
END_TEST

START_TEST(test_a_founding_cut_short_can_be_done_again)
{
	bool happened = true;
	for (int at = first((gsize)_i); happened; at = next(at)) {
		g_autofree char *when = g_strdup_printf("founding, the power cut at %d, %s left", at, cuts[_i].name);
		g_autoptr(GError) problem = NULL;
		fault_arm(FAULT_CUT, at, true);
		bool done = do_found(&problem);
		happened = fault_happened();
		fault_power_back(cuts[_i].left, cuts[_i].seed + (guint32)at);
		g_clear_error(&problem);
		if (!done && !do_found(&problem))
			ck_assert_msg(strstr(problem->message, "is there already") != NULL, "%s: %s", when, problem->message);
		expect_sound(when, at % ONE_IN == 0);
		ck_assert_int_eq(reg_events("register.created"), 1);
		take_away_register();
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("faults");
	TCase *lives = tcase_create("lives"), *foundings = tcase_create("foundings");
	tcase_add_checked_fixture(lives, setup, reg_teardown);
	tcase_set_timeout(lives, 60);
	tcase_add_loop_test(lives, test_a_disk_that_fails_at_any_step_leaves_all_or_nothing, 0, LIFE);
	tcase_add_loop_test(lives, test_verify_on_a_disk_that_fails_accuses_nobody, 0, G_N_ELEMENTS(faults));
	tcase_add_loop_test(lives, test_what_was_acknowledged_survives_a_power_cut, 0, LIFE);
	tcase_add_checked_fixture(foundings, setup_bare, reg_teardown);
	tcase_set_timeout(foundings, 60);
	tcase_add_loop_test(foundings, test_a_founding_on_a_disk_that_fails_leaves_nothing, 0, G_N_ELEMENTS(faults));
	tcase_add_loop_test(foundings, test_a_founding_cut_short_can_be_done_again, 0, G_N_ELEMENTS(cuts));
	suite_add_tcase(suite, lives);
	suite_add_tcase(suite, foundings);
	return run_suite(suite);
}
