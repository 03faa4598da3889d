/*
 * Frames, and the children that speak them.
 *
 * child_run() executes this very program again, so main() serves `--child NAME`; the table of children is this file's own, and
 * its one row misbehaves as it is asked to.
 */
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/frame.h"
#include "tests/run.h"

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- the child ---------------------------------------------------------------------------------------------------- */

extern char **environ;

static int
compare(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* What a child can see of the machine. */
static json_t *
surroundings(void)
{
	g_autoptr(GPtrArray) env = g_ptr_array_new();
	g_autoptr(GString) open_ones = g_string_new(NULL);
	struct rlimit core;
	int death = 0;
	char byte;
	for (char **e = environ; *e; e++)
		g_ptr_array_add(env, *e);
	g_ptr_array_sort(env, compare);
	g_ptr_array_add(env, NULL);
	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			g_string_append_printf(open_ones, "%s%d", open_ones->len ? " " : "", fd);
	g_autofree char *all = g_strjoinv(" ", (char **)env->pdata);
	prctl(PR_GET_PDEATHSIG, &death);
	getrlimit(RLIMIT_CORE, &core);
	return json_pack("{s:s, s:s, s:b, s:i, s:i, s:b}", "descriptors", open_ones->str, "environment", all, "no_new_privs",
	                 prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1, "core", (int)core.rlim_cur, "death_signal", death, "no_input",
	                 read(STDIN_FILENO, &byte, 1) == 0);
}

static void
raw(int fd, const char *bytes, gsize len)
{
	if (write(fd, bytes, len) != (ssize_t)len)
		_exit(99);
}

static int
trial(const json_t *request, int fd)
{
	const char *how = json_string_value(json_object_get(request, "how"));
	bool other = !strcmp(how, "version");
	json_t *hello = json_pack("{s:i}", "v", FRAME_VERSION + (other ? 1 : 0));
	frame_write(fd, hello, NULL);
	json_decref(hello);
	json_t *answer = NULL;
	if (!strcmp(how, "answer"))
		answer = json_pack("{s:s}", "how", how);
	else if (!strcmp(how, "look"))
		answer = surroundings();
	else if (!strcmp(how, "measure"))
		answer = json_pack("{s:i}", "length", (int)json_string_length(json_object_get(request, "text")));
	else if (!strcmp(how, "signalled")) {
		kill(getpid(), SIGTERM);
		kill(getpid(), SIGINT);
		answer = json_pack("{s:b}", "lives", true);
	} else if (!strcmp(how, "exit"))
		return 3;
	else if (!strcmp(how, "crash")) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	} else if (!strcmp(how, "garbage"))
		raw(fd, "\0\0\0\5hello", 9);
	else if (!strcmp(how, "flood"))
		raw(fd, "\x7f\xff\xff\xff", 4);
	else if (!strcmp(how, "half"))
		raw(fd, "\0\0\0\5{", 5);
	else if (!strcmp(how, "linger"))
		close(fd);
	else if (!strcmp(how, "ask")) {
		/* A question to each answer, with its number. */
		json_t *said = NULL;
		for (json_int_t n = 0; n >= 0 && n < 20000; json_decref(said)) {
			json_t *question = json_pack("{s:I, s:b}", "question", n, "asks", true);
			frame_write(fd, question, NULL);
			json_decref(question);
			n = frame_read(fd, &said, NULL) && said ? json_integer_value(json_object_get(said, "n")) : -1;
		}
	}
	if (!strcmp(how, "hang") || !strcmp(how, "linger") || other)
		sleep(60);
	if (answer)
		frame_write(fd, answer, NULL);
	json_decref(answer);
	return 0;
}

const ChildRow child_rows[] = {{"trial", trial}, {NULL, NULL}};

/* --- frames ------------------------------------------------------------------------------------------------------- */

START_TEST(test_a_frame_comes_back_and_may_come_in_pieces)
{
	g_autoptr(GByteArray) whole = g_byte_array_new();
	g_autoptr(GByteArray) piecemeal = g_byte_array_new();
	json_t *out = json_pack("{s:s, s:i}", "a", "perch\xc3\xa9", "b", 7), *in = NULL;
	ck_assert(frame_append(whole, out, NULL));
	ck_assert_int_eq(whole->data[0], 0); /* big endian */
	for (guint i = 0; i < whole->len; i++) {
		ck_assert_ptr_null(in);
		g_byte_array_append(piecemeal, whole->data + i, 1);
		ck_assert(frame_take(piecemeal, &in, NULL));
	}
	ck_assert(json_equal(in, out));
	ck_assert_uint_eq(piecemeal->len, 0);
	json_decref(in);
	json_decref(out);
}
END_TEST

START_TEST(test_what_is_no_frame_is_refused)
{
	static const struct {
		const char *bytes;
		gsize len;
	} bad[] = {
		{"\0\0\0\0", 4}, {"\4\0\0\1", 4}, {"\xff\xff\xff\xff", 4}, {"\0\0\0\2[]", 6}, {"\0\0\0\1{", 5}, {"\0\0\0\2{\0", 6},
		{"\0\0\0\x0d{\"a\":1,\"a\":2}", 17},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GByteArray) buffer = g_byte_array_new();
		g_autoptr(GError) error = NULL;
		json_t *object;
		g_byte_array_append(buffer, (const guint8 *)bad[i].bytes, (guint)bad[i].len);
		ck_assert_msg(!frame_take(buffer, &object, &error), "case %zu", i);
		ck_assert(g_error_matches(error, ERR_DOMAIN, E_IO));
		ck_assert_ptr_null(object);
	}
}
END_TEST

START_TEST(test_the_blocking_pair_tells_an_end_from_a_cut)
{
	int pair[2];
	json_t *out = json_pack("{s:i}", "v", FRAME_VERSION), *in;
	ck_assert_int_eq(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), 0);
	ck_assert(frame_write(pair[0], out, NULL));
	ck_assert(frame_read(pair[1], &in, NULL));
	ck_assert(frame_check_version(in, NULL));
	json_decref(in);
	ck_assert_int_eq(write(pair[0], "\0\0\0\x09{\"a", 7), 7);
	close(pair[0]);
	ck_assert(!frame_read(pair[1], &in, NULL));
	ck_assert(frame_read(pair[1], &in, NULL));
	ck_assert_ptr_null(in);
	ck_assert(!frame_write(pair[1], out, NULL)); /* nobody there: an error and no signal */
	close(pair[1]);
	json_decref(out);
}
END_TEST

/* --- children ----------------------------------------------------------------------------------------------------- */

static void
run(const char *how, unsigned limit_ms, ChildResult *result)
{
	json_t *request = json_pack("{s:s}", "how", how);
	ck_assert(child_run("trial", request, limit_ms, result, NULL));
	json_decref(request);
}

START_TEST(test_a_child_answers)
{
	g_auto(ChildResult) r = {0};
	run("answer", 10000, &r);
	ck_assert_int_eq(r.end, CHILD_EXITED);
	ck_assert_int_eq(r.status, 0);
	ck_assert_uint_eq(r.frames->len, 2);
	ck_assert_str_eq(json_string_value(json_object_get(g_ptr_array_index(r.frames, 1), "how")), "answer");
}
END_TEST

START_TEST(test_a_child_has_nothing_but_its_socket)
{
	g_auto(ChildResult) r = {0};
	int kept = open("/dev/null", O_RDONLY);
	ck_assert_int_ge(kept, 0);
	ck_assert_int_eq(fcntl(kept, F_DUPFD, 200), 200); /* without close-on-exec */
	ck_assert_int_eq(setenv("BRECCIA_REGISTER", "secret", 1), 0);
	ck_assert_int_eq(setenv("TZ", "Europe/Rome", 1), 0);
	run("look", 10000, &r);
	ck_assert_uint_eq(r.frames->len, 2);
	const json_t *seen = g_ptr_array_index(r.frames, 1);
	ck_assert_str_eq(json_string_value(json_object_get(seen, "descriptors")), "0 1 2 3");
	ck_assert_str_eq(json_string_value(json_object_get(seen, "environment")), "LC_CTYPE=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin TZ=Europe/Rome");
	ck_assert(json_is_true(json_object_get(seen, "no_new_privs")));
	ck_assert_int_eq(json_integer_value(json_object_get(seen, "core")), 0);
	ck_assert_int_eq(json_integer_value(json_object_get(seen, "death_signal")), 9);
	ck_assert(json_is_true(json_object_get(seen, "no_input")));
	close(200);
	close(kept);
}
END_TEST

START_TEST(test_a_child_finishes_when_its_group_is_asked_to_end)
{
	g_auto(ChildResult) r = {0};
	run("signalled", 10000, &r);
	ck_assert_int_eq(r.end, CHILD_EXITED);
	ck_assert_uint_eq(r.frames->len, 2);
}
END_TEST

START_TEST(test_each_bad_end_of_a_child_is_an_outcome)
{
	static const struct {
		const char *how;
		ChildEnd end;
		int status;
		guint frames;
	} cases[] = {
		{"exit", CHILD_EXITED, 3, 1},        {"crash", CHILD_KILLED, 11, 1},  {"hang", CHILD_TIMED_OUT, 0, 1},
		{"garbage", CHILD_BABBLED, 0, 1},    {"flood", CHILD_BABBLED, 0, 1},  {"half", CHILD_EXITED, 0, 1},
		{"version", CHILD_BABBLED, 0, 0},    {"linger", CHILD_TIMED_OUT, 0, 1},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(ChildResult) r = {0};
		run(cases[i].how, 700, &r);
		ck_assert_msg(r.end == cases[i].end, "%s ended as %d", cases[i].how, r.end);
		ck_assert_msg(r.frames->len == cases[i].frames, "%s left %u frames", cases[i].how, r.frames->len);
		if (r.end == CHILD_EXITED || r.end == CHILD_KILLED)
			ck_assert_int_eq(r.status, cases[i].status);
	}
}
END_TEST

/* Answers each question with the next number, so often; then says that it was the last, or leaves it there. */
static void
answer_questions(int count, bool let_it_end)
{
	Child *child = child_start("trial", NULL);
	json_t *next = json_pack("{s:s}", "how", "ask");
	ck_assert_ptr_nonnull(child);
	for (int n = 0; n <= count; n++) {
		g_auto(ChildResult) r = {0};
		ck_assert(child_ask(child, next, "asks", 10000, &r, NULL));
		ck_assert_int_eq(r.end, CHILD_ANSWERED);
		ck_assert_int_eq(json_integer_value(json_object_get(g_ptr_array_index(r.frames, r.frames->len - 1), "question")), n);
		json_decref(next);
		next = json_pack("{s:i}", "n", n < count ? n + 1 : -1);
	}
	g_auto(ChildResult) last = {0};
	if (let_it_end) {
		ck_assert(child_ask(child, next, "asks", 10000, &last, NULL));
		ck_assert_int_eq(last.end, CHILD_EXITED);
	}
	json_decref(next);
	child_end(child, 0);
}

START_TEST(test_a_child_that_asks_is_answered)
{
	answer_questions(15000, true); /* more frames than are kept of one request */
	answer_questions(3, true);
	answer_questions(3, false);
}
END_TEST

START_TEST(test_a_long_request_reaches_the_child_whole)
{
	g_auto(ChildResult) r = {0};
	g_autofree char *long_text = g_strnfill(20 << 20, 'x');
	json_t *request = json_pack("{s:s, s:s}", "how", "measure", "text", long_text);
	ck_assert(child_run("trial", request, 20000, &r, NULL));
	ck_assert_uint_eq(r.frames->len, 2);
	ck_assert_int_eq(json_integer_value(json_object_get(g_ptr_array_index(r.frames, 1), "length")), 20 << 20);
	json_decref(request);
}
END_TEST

START_TEST(test_a_child_that_does_not_listen_costs_its_time_only)
{
	g_auto(ChildResult) r = {0};
	/* More than a socket holds, to a child that the table does not have: it ends without reading. */
	g_autofree char *text = g_strnfill(8 << 20, 'x');
	json_t *request = json_pack("{s:s}", "text", text);
	ck_assert(child_run("nobody", request, 5000, &r, NULL));
	ck_assert_int_eq(r.end, CHILD_EXITED);
	ck_assert_int_eq(r.status, err_exit(E_USAGE));
	ck_assert_uint_eq(r.frames->len, 0);
	json_decref(request);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("courier");
	const struct {
		const char *name;
		const TTest *tests[8];
	} groups[] = {
		{"frames", {test_a_frame_comes_back_and_may_come_in_pieces, test_what_is_no_frame_is_refused,
	                    test_the_blocking_pair_tells_an_end_from_a_cut, NULL}},
		{"children", {test_a_child_answers, test_a_child_has_nothing_but_its_socket, test_a_child_finishes_when_its_group_is_asked_to_end,
	                      test_each_bad_end_of_a_child_is_an_outcome, test_a_child_that_asks_is_answered,
	                      test_a_long_request_reaches_the_child_whole, test_a_child_that_does_not_listen_costs_its_time_only, NULL}},
	};
	for (gsize g = 0; g < G_N_ELEMENTS(groups); g++) {
		TCase *tcase = tcase_create(groups[g].name);
		tcase_set_timeout(tcase, 60);
		for (const TTest *const *test = groups[g].tests; *test; test++)
			tcase_add_test(tcase, *test);
		suite_add_tcase(s, tcase);
	}
	return s;
}

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	return run_suite(suite());
}
