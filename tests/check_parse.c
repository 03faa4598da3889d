/*
 * The child that reads foreign bytes: what it may still do, what it says, and that no end of it is more than "not understood".
 *
 * child_run() executes this very program again. Its child `parse` is the real one, but for messages that begin with "TRIAL": then it misbehaves as
 * they say.
 */
#include "src/core/err.h"
#include "src/courier/frame.h"
#include "src/courier/confine.h"
#include "src/courier/parse.h"
#include "src/courier/understand.h"
#include "tests/run.h"

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#define NOW INT64_C(1795860000)

/* --- the children --------------------------------------------------------------------------------------------------- */

static void
answer(int fd, const char *json)
{
	json_auto_t *said = json_loads(json, 0, NULL);
	g_assert_nonnull(said);
	frame_write(fd, said, NULL);
}

static void
babble(int fd, const char *bytes, gsize len)
{
	if (write(fd, bytes, len) != (ssize_t)len)
		_exit(99);
}

static int
misbehave(const char *how, int fd)
{
	if (!strcmp(how, "crash")) {
		signal(SIGSEGV, SIG_DFL);
		raise(SIGSEGV);
	} else if (!strcmp(how, "silence")) {
		return 0;
	} else if (!strcmp(how, "status")) {
		answer(fd, "{\"v\":1,\"understood\":{}}");
		return 3;
	} else if (!strcmp(how, "garbage")) {
		babble(fd, "\0\0\0\5hello", 9);
	} else if (!strcmp(how, "flood")) {
		babble(fd, "\x7f\xff\xff\xff", 4);
	} else if (!strcmp(how, "shape")) {
		answer(fd, "{\"v\":1,\"understood\":{\"kind\":\"pec-delivered\"}}");
	} else if (!strcmp(how, "twice")) {
		answer(fd, "{\"v\":1,\"understood\":{}}");
		answer(fd, "{\"understood\":{}}");
	} else if (!strcmp(how, "version")) {
		answer(fd, "{\"v\":99,\"understood\":{}}");
	}
	return 0;
}

static int
parse_or_misbehave(const json_t *request, int fd)
{
	gsize len;
	const char *text = json_string_value(json_object_get(request, "message"));
	g_autofree guchar *bytes = g_base64_decode(text, &len);
	g_autofree char *message = g_strndup((char *)bytes, len);
	if (g_str_has_prefix(message, "TRIAL "))
		return misbehave(message + 6, fd);
	return parse_child(request, fd);
}

static bool
cannot_open(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 && open("/dev/null", O_WRONLY) < 0 && open("/tmp/breccia-parse", O_RDWR | O_CREAT, 0600) < 0;
}

static bool
cannot_connect(void)
{
	int pair[2];
	return socket(AF_INET, SOCK_STREAM, 0) < 0 && socket(AF_UNIX, SOCK_STREAM, 0) < 0 && socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 &&
	       pipe(pair) < 0 && dup(CHILD_FD) < 0;
}

static bool
cannot_take_memory(void)
{
	void *all = mmap(NULL, (size_t)1 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return all == MAP_FAILED;
}

static bool
is_limited(int what, rlim_t most)
{
	struct rlimit l;
	return getrlimit((__rlimit_resource_t)what, &l) == 0 && l.rlim_max <= most;
}

/* Gains none; where a filter stands, it does not even let that be asked. */
static bool
no_rights(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 0;
}

/* What a confined process has: the tries themselves, and what they cannot show in a second. */
static int
try_all(const json_t *request, int fd)
{
	g_autoptr(GError) error = NULL;
	understand_prepare();
	if (!confine_parser(NULL, &error))
		return err_exit_of(error);
	if (json_is_true(json_object_get(request, "spin")))
		for (volatile unsigned i = 0;; i++)
			;
	json_auto_t *said = json_pack("{s:i, s:b, s:b, s:b, s:b, s:b, s:b, s:b}", "v", FRAME_VERSION, "open", cannot_open(), "socket", cannot_connect(),
	                              "memory", cannot_take_memory(), "rights", no_rights(), "core",
	                              is_limited(RLIMIT_CORE, 0), "time", is_limited(RLIMIT_CPU, 10), "size", is_limited(RLIMIT_FSIZE, 0));
	frame_write(fd, said, NULL);
	_exit(0); /* as parse_child does: nothing at the exit has its rights any more */
}

const ChildRow child_rows[] = {{"parse", parse_or_misbehave}, {"try", try_all}, {NULL, NULL}};

/* --- helpers -------------------------------------------------------------------------------------------------------- */

static char *
path_of(const char *name)
{
	const char *srcdir = g_getenv("srcdir");
	g_autofree char *folder = g_canonicalize_filename(srcdir ? srcdir : ".", NULL);
	return g_build_filename(folder, "tests", "data", "mail", name, NULL);
}

static GBytes *
bytes_of(const char *name)
{
	g_autofree char *path = path_of(name);
	char *text;
	gsize len;
	ck_assert_msg(g_file_get_contents(path, &text, &len, NULL), "there is no %s", path);
	return g_bytes_new_take(text, len);
}

static Understood *
parse(GBytes *message)
{
	Understood *u = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *ca = path_of("ca.pem");
	ck_assert_msg(parse_message(message, ca, NOW, &u, &error), "%s", error ? error->message : "");
	return u;
}

/* --- confinement ---------------------------------------------------------------------------------------------------- */

START_TEST(test_it_can_open_nothing_and_take_no_more)
{
	static const char *const tries[] = {"open", "socket", "rights", "core", "time", "size"};
	g_auto(ChildResult) child = {0};
	json_auto_t *request = json_object();
	ck_assert(child_run("try", request, 60000, &child, NULL));
	ck_assert_int_eq(child.end, CHILD_EXITED);
	ck_assert_uint_eq(child.frames->len, 1);
	const json_t *said = g_ptr_array_index(child.frames, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(tries); i++)
		ck_assert_msg(json_is_true(json_object_get(said, tries[i])), "%s", tries[i]);
#if !defined(__SANITIZE_ADDRESS__)
	ck_assert(json_is_true(json_object_get(said, "memory")));
#endif
}
END_TEST

START_TEST(test_it_cannot_run_for_ever)
{
	g_auto(ChildResult) child = {0};
	json_auto_t *request = json_pack("{s:b}", "spin", true);
	if (!g_getenv("TESTS_LONG"))
		return; /* 10 s of processor time; the limit itself is looked at above */
	ck_assert(child_run("try", request, 300000, &child, NULL));
	ck_assert_int_eq(child.end, CHILD_KILLED);
	ck_assert(child.status == SIGXCPU || child.status == SIGKILL);
}
END_TEST

/* --- answers -------------------------------------------------------------------------------------------------------- */

/* What a process without files and converters says is what this one says: every message. */
START_TEST(test_a_confined_process_understands_as_well)
{
	g_autofree char *folder = path_of("");
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	int compared = 0;
	while ((name = g_dir_read_name(dir))) {
		if (!g_str_has_suffix(name, ".eml") || (!g_getenv("TESTS_LONG") && compared > 40))
			continue;
		g_autoptr(GBytes) message = bytes_of(name);
		g_autoptr(Understood) u = parse(message);
		g_autofree char *path = g_strdup_printf("%s/%.*s.json", folder, (int)strlen(name) - 4, name);
		json_auto_t *got = understood_to_json(u), *wanted = json_load_file(path, 0, NULL);
		ck_assert_msg(!u->failed && json_equal(got, wanted), "%s", name);
		compared++;
	}
	ck_assert_int_gt(compared, 30);
}
END_TEST

START_TEST(test_no_end_of_it_is_more_than_not_understood)
{
	static const char *const ways[] = {"crash", "silence", "status", "garbage", "flood", "shape", "twice", "version"};
	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_autofree char *text = g_strconcat("TRIAL ", ways[i], NULL);
		g_autoptr(GBytes) message = g_bytes_new(text, strlen(text));
		g_autoptr(Understood) u = parse(message);
		ck_assert_msg(u->failed && u->kind == MESSAGE_OTHER && !understood_proves(u), "%s", ways[i]);
		ck_assert_uint_eq(u->why->len, 1);
	}
}
END_TEST

START_TEST(test_a_hang_is_not_understood)
{
	ChildResult child = {.end = CHILD_TIMED_OUT, .frames = g_ptr_array_new()};
	g_autoptr(Understood) u = parse_judge(&child);
	ck_assert(u->failed);
	child_result_clear(&child);
}
END_TEST

START_TEST(test_what_is_too_large_is_kept_and_not_understood)
{
	guint8 *much = g_malloc0(UNDERSTAND_MAX + 1);
	g_autoptr(GBytes) message = g_bytes_new_take(much, UNDERSTAND_MAX + 1);
	g_autoptr(Understood) u = parse(message);
	ck_assert(u->failed);
}
END_TEST

START_TEST(test_a_trust_that_cannot_be_read_is_an_error)
{
	g_autoptr(GBytes) message = bytes_of("pec-accepted.eml");
	Understood *u = NULL;
	g_autoptr(GError) error = NULL;
	ck_assert(!parse_message(message, "/nonexistent/ca.pem", NOW, &u, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_CONFIG));
	ck_assert_ptr_null(u);
}
END_TEST

START_TEST(test_an_attachment_comes_whole)
{
	g_autoptr(GBytes) message = bytes_of("pec-envelope-answer.eml");
	g_autoptr(Understood) u = parse(message);
	ck_assert_uint_eq(u->attachments->len, 1);
	const AttachmentFound *a = g_ptr_array_index(u->attachments, 0);
	g_autoptr(GBytes) part = NULL;
	GBytes *none = NULL;
	g_autoptr(GError) error = NULL;
	ck_assert(parse_part(message, a->part, &part, NULL));
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, part);
	ck_assert_str_eq(hash, a->sha256);
	ck_assert(!parse_part(message, 77, &none, &error));
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_IO));
}
END_TEST

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	const TTest *const tests[] = {
		test_it_can_open_nothing_and_take_no_more, test_it_cannot_run_for_ever, test_a_confined_process_understands_as_well,
		test_no_end_of_it_is_more_than_not_understood, test_a_hang_is_not_understood, test_what_is_too_large_is_kept_and_not_understood,
		test_a_trust_that_cannot_be_read_is_an_error, test_an_attachment_comes_whole,
	};
	TCase *c = tcase_create("parse");
	tcase_set_timeout(c, 300);
	for (gsize i = 0; i < G_N_ELEMENTS(tests); i++)
		tcase_add_test(c, tests[i]);
	Suite *s = suite_create("parse");
	suite_add_tcase(s, c);
	return run_suite(s);
}
