/* The parts of the courier that need no network: the listener of dialogues, verdicts, composing, Maildirs, checks. */
#include "src/core/err.h"
#include "src/courier/compose.h"
#include "src/courier/daily.h"
#include "src/courier/dialogue.h"
#include "src/courier/judge.h"
#include "src/courier/transport.h"
#include "tests/run.h"

#include <check.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- dialogues ---------------------------------------------------------------------------------------------------- */

static void
note_reply(const Reply *reply, void *data)
{
	g_autofree char *shown = reply_show(reply);
	g_string_append_printf(data, "%d:%s%s\n", reply->said, shown, reply->dsn ? " DSN" : "");
}

typedef struct {
	Dialogue *d;
	GString *replies;
} Heard;

static Heard
listen_to(void)
{
	Heard h = {NULL, g_string_new(NULL)};
	h.d = dialogue_new(&(DialogueEvents){NULL, note_reply, h.replies});
	dialogue_connected(h.d);
	return h;
}

static void
client(Heard *h, const char *bytes)
{
	dialogue_sent(h->d, bytes, strlen(bytes));
}

static void
server(Heard *h, const char *bytes)
{
	dialogue_received(h->d, bytes, strlen(bytes));
}

static void
heard_free(Heard *h)
{
	dialogue_free(h->d);
	g_string_free(h->replies, TRUE);
}

START_TEST(test_replies_find_their_commands)
{
	Heard h = listen_to();
	server(&h, "220 hello\r\n");
	client(&h, "EHLO me\r\n");
	server(&h, "250-host\r\n250-PIPELINING\r\n250-dsn\r\n");
	server(&h, "250 SIZE\r\n");
	client(&h, "AUTH LOGIN\r\n");
	server(&h, "334 VXNl\r\n");
	client(&h, "MAIL\r\n"); /* an answer to the prompt, whatever it looks like */
	server(&h, "235 2.7.0 in\r\n");
	client(&h, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT");
	client(&h, " TO:<e@f>\r\nDATA\r\n");
	server(&h, "250 2.1.0 a\r\n250 2.1.5 b\r\n550-5.1.1 no\r\n550 5.1.1 such\r\n354 go\r\n");
	server(&h, "250 2.0.0 queued\r\n");
	client(&h, "QUIT\r\n");
	server(&h, "221 bye\r\n");
	ck_assert_str_eq(h.replies->str, "0:220 hello\n1:250 host PIPELINING dsn SIZE DSN\n3:334 VXNl\n3:235 2.7.0 in\n4:250 2.1.0 a\n"
	                                 "5:250 2.1.5 b\n5:550 5.1.1 no such\n6:354 go\n7:250 2.0.0 queued\n8:221 bye\n");
	ck_assert(!dialogue_unasked(h.d));
	heard_free(&h);
}
END_TEST

START_TEST(test_what_nobody_asked_for_is_noticed)
{
	static const char *const ahead[] = {
		"220 go\r\n250 smuggled\r\n", "220 go\r\n2", "220 go\r\n\r\n", "220-go\r\n220 on\r\nx", "220 go\r\n221 bye\r\n",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(ahead); i++) {
		Heard h = listen_to();
		server(&h, "220 hello\r\n");
		client(&h, "STARTTLS\r\n");
		ck_assert(!dialogue_unasked(h.d));
		server(&h, ahead[i]);
		ck_assert_msg(dialogue_unasked(h.d), "case %zu", i);
		heard_free(&h);
	}
	Heard h = listen_to();
	server(&h, "220 hello\r\n");
	server(&h, "421 going down\r\n"); /* may come at any time */
	ck_assert(!dialogue_unasked(h.d));
	dialogue_connected(h.d);
	server(&h, "* OK IMAP\r\n"); /* asked for, though no reply */
	ck_assert(!dialogue_unasked(h.d));
	heard_free(&h);
}
END_TEST

START_TEST(test_a_reply_is_bounded_and_harmless)
{
	Heard h = listen_to();
	g_autofree char *line = g_strnfill(100000, 'x');
	g_autofree char *reply = g_strdup_printf("554-5.0.0 %s\r\n554-5.0.0 %s\r\n554-5.0.0 %s\r\n554 a\x1b[31m\xe2\x80\xae\xff", line, line, line);
	server(&h, reply);
	dialogue_received(h.d, "\0b\r\n", 4);
	ck_assert_uint_lt(h.replies->len, 13000);
	ck_assert(g_utf8_validate(h.replies->str, -1, NULL));
	ck_assert_ptr_null(strchr(h.replies->str, 0x1b));
	heard_free(&h);
}
END_TEST

/* --- verdicts ----------------------------------------------------------------------------------------------------- */

static const char *const two[] = {"a@lab.test", "b@lab.test", NULL};
static const Asked asked = {two, true, true, 5};

/* One judgement of a result (NULL: none came) after the steps that are listed. */
static Submission *
judged(ChildEnd end, int status, const char *step, const char *result)
{
	g_auto(ChildResult) r = {.end = end, .status = status};
	r.frames = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref);
	g_ptr_array_add(r.frames, json_pack("{s:s}", "at", step));
	if (result) {
		json_t *object = json_loads(result, 0, NULL);
		ck_assert_ptr_nonnull(object);
		g_ptr_array_add(r.frames, json_pack("{s:o}", "result", object));
	}
	return judge(&r, &asked);
}

#define OK250 "{\"code\":250,\"reply\":\"250 ok\"}"
#define NO550 "{\"code\":550,\"enhanced\":\"5.1.1\",\"reply\":\"550 5.1.1 no\"}"
#define WAIT451 "{\"code\":451,\"reply\":\"451 later\"}"
#define RESULT(fault, in, to, message) \
	"{\"fault\":" fault ",\"authenticated\":" in ",\"tls\":\"TLSv1.2\",\"recipients\":[" to "],\"message\":" message "}"

START_TEST(test_the_table_of_verdicts)
{
	static const struct {
		const char *result;
		Verdict all, first, second;
	} rows[] = {
		{RESULT("null", "true", OK250 "," OK250, OK250), VERDICT_SENT, VERDICT_SENT, VERDICT_SENT},
		{RESULT("null", "true", OK250 "," NO550, OK250), VERDICT_SENT, VERDICT_SENT, VERDICT_PERMFAIL},
		{RESULT("null", "true", WAIT451 "," NO550, NO550), VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_PERMFAIL},
		{RESULT("null", "true", NO550 "," NO550, "null"), VERDICT_PERMFAIL, VERDICT_PERMFAIL, VERDICT_PERMFAIL},
		{RESULT("null", "true", OK250 "," OK250, NO550), VERDICT_PERMFAIL, VERDICT_PERMFAIL, VERDICT_PERMFAIL},
		{RESULT("null", "true", OK250 "," OK250, WAIT451), VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
		/* a success without the login or the protection that was asked for is none */
		{RESULT("null", "false", OK250 "," OK250, OK250), VERDICT_ACCOUNT, VERDICT_ACCOUNT, VERDICT_ACCOUNT},
		{"{\"authenticated\":true,\"recipients\":[" OK250 "," OK250 "],\"message\":" OK250 "}", VERDICT_ACCOUNT, VERDICT_ACCOUNT,
	         VERDICT_ACCOUNT},
		{RESULT("\"account\"", "true", OK250 "," OK250, OK250), VERDICT_ACCOUNT, VERDICT_ACCOUNT, VERDICT_ACCOUNT},
		/* a recipient that the server never answered was not given the message */
		{RESULT("null", "true", OK250, OK250), VERDICT_SENT, VERDICT_SENT, VERDICT_TEMPFAIL},
		{RESULT("null", "true", "", OK250), VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
		{RESULT("\"account\"", "false", "", "null"), VERDICT_ACCOUNT, VERDICT_ACCOUNT, VERDICT_ACCOUNT},
		{RESULT("\"temporary\"", "true", OK250 "," OK250, "null"), VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
		/* nonsense */
		{"{}", VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
		{"{\"message\":7,\"recipients\":{\"code\":250}}", VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
		{RESULT("null", "true", "{\"code\":\"250\"},{\"code\":2500}", OK250), VERDICT_TEMPFAIL, VERDICT_TEMPFAIL, VERDICT_TEMPFAIL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(Submission) s = judged(CHILD_EXITED, 0, "quit", rows[i].result);
		const RecipientResult *first = g_ptr_array_index(s->recipients, 0), *second = g_ptr_array_index(s->recipients, 1);
		ck_assert_msg(s->verdict == rows[i].all && first->verdict == rows[i].first && second->verdict == rows[i].second,
		              "row %zu: %s %s %s", i, verdict_code(s->verdict), verdict_code(first->verdict),
		              verdict_code(second->verdict));
		ck_assert_ptr_nonnull(s->reply);
	}
}
END_TEST

START_TEST(test_after_the_end_of_the_message_only_a_reply_says_not_sent)
{
	static const char *const steps[] = {"start", "connect", "mail", "rcpt", "data"};
	static const ChildEnd ends[] = {CHILD_EXITED, CHILD_KILLED, CHILD_TIMED_OUT, CHILD_BABBLED};
	for (gsize e = 0; e < G_N_ELEMENTS(ends); e++) {
		for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
			g_autoptr(Submission) s = judged(ends[e], 9, steps[i], NULL);
			ck_assert_int_eq(s->verdict, VERDICT_TEMPFAIL);
			ck_assert_ptr_nonnull(strstr(s->reply, steps[i]));
		}
		g_autoptr(Submission) s = judged(ends[e], 9, "final", NULL);
		ck_assert_int_eq(s->verdict, VERDICT_UNCERTAIN);
		g_autoptr(Submission) lost = judged(ends[e], 0, "final", RESULT("\"temporary\"", "true", OK250 "," OK250, "null"));
		ck_assert_int_eq(lost->verdict, VERDICT_UNCERTAIN);
		/* a reply counts, however the child ended after it */
		g_autoptr(Submission) sent = judged(ends[e], 9, "final", RESULT("null", "true", OK250 "," OK250, OK250));
		ck_assert_int_eq(sent->verdict, VERDICT_SENT);
	}
}
END_TEST

START_TEST(test_a_session_without_a_message)
{
	static const char *const nobody[] = {NULL};
	static const struct {
		const char *result;
		Verdict verdict;
		bool refused;
	} rows[] = {
		{RESULT("null", "true", "", "null"), VERDICT_SENT, false},
		/* to be let in without the login or the protection that was asked for is not to be let in */
		{RESULT("null", "false", "", "null"), VERDICT_ACCOUNT, false},
		{"{\"authenticated\":true,\"recipients\":[],\"message\":null}", VERDICT_ACCOUNT, false},
		{"{\"fault\":\"account\",\"refused\":true,\"code\":535,\"reply\":\"535 no\",\"tls\":\"x\"}", VERDICT_ACCOUNT, true},
		{"{\"fault\":\"account\",\"refused\":true,\"reply\":\"the token was refused\",\"tls\":\"x\"}", VERDICT_ACCOUNT, true},
		{"{\"fault\":\"account\",\"code\":454,\"reply\":\"454 later\",\"tls\":\"x\"}", VERDICT_ACCOUNT, false},
		{"{\"fault\":\"account\",\"reply\":\"not trusted\"}", VERDICT_ACCOUNT, false},
		{"{\"fault\":\"temporary\",\"refused\":true,\"code\":421,\"reply\":\"421 busy\"}", VERDICT_TEMPFAIL, false},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_auto(ChildResult) r = {.end = CHILD_EXITED};
		r.frames = g_ptr_array_new_with_free_func((GDestroyNotify)json_decref);
		g_ptr_array_add(r.frames, json_pack("{s:s, s:s}", "heard", "greeting", "reply", "220 hello"));
		g_ptr_array_add(r.frames, json_pack("{s:i, s:s}", "heard", 7, "reply", "220 nonsense"));
		g_ptr_array_add(r.frames, json_pack("{s:o}", "result", json_loads(rows[i].result, 0, NULL)));
		g_autoptr(Submission) s = judge(&r, &(Asked){nobody, true, true, 5});
		ck_assert_msg(s->verdict == rows[i].verdict && s->refused == rows[i].refused, "row %zu: %s", i, verdict_code(s->verdict));
		ck_assert_uint_eq(s->recipients->len, 0);
		ck_assert_uint_eq(json_array_size(s->heard), 1);
		ck_assert_ptr_nonnull(s->reply);
	}
}
END_TEST

/* --- the login of the day ------------------------------------------------------------------------------------------ */

/* The first minute of a day of Rome at which it is due, in minutes after midnight; -1: none. */
static int
first_minute(Login login, const char *seed, const char *day)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	g_autofree char *text = g_strconcat(day, "T00:00:00", NULL);
	g_autoptr(GDateTime) midnight = g_date_time_new_from_iso8601(text, rome);
	for (int minute = 0; minute < 26 * 60; minute++) {
		g_autoptr(GDateTime) at = g_date_time_add_minutes(midnight, minute);
		if (daily_is_due(&login, seed, rome, g_date_time_to_unix(at)))
			return g_date_time_get_hour(at) * 60 + g_date_time_get_minute(at);
	}
	return -1;
}

START_TEST(test_the_login_of_the_day_is_in_office_hours_and_not_everybodys_at_once)
{
	/* The last two have 25 and 23 hours. */
	static const char *const days[] = {"2026-11-24", "2026-07-01", "2026-10-25", "2026-03-29"};
	g_autoptr(GHashTable) minutes = g_hash_table_new(NULL, NULL);
	const Login never = {.good = INSTANT_NONE, .tried = INSTANT_NONE};
	for (int i = 0; i < 200; i++) {
		g_autofree char *seed = g_strdup_printf("privacy@rossi%d.example", i);
		int minute = first_minute(never, seed, days[i % 4]);
		ck_assert_msg(minute >= 9 * 60 && minute < 18 * 60, "%s: %d", seed, minute);
		ck_assert_int_eq(minute, first_minute(never, seed, days[(i + 1) % 4]));
		g_hash_table_add(minutes, GINT_TO_POINTER(minute));
	}
	ck_assert_uint_gt(g_hash_table_size(minutes), 100);
}
END_TEST

START_TEST(test_one_login_a_day_is_enough)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	const char *seed = "alice@lab.test";
	const Login never = {.good = INSTANT_NONE, .tried = INSTANT_NONE};
	Instant at, day = 1795478400; /* midnight */
	for (at = day; !daily_is_due(&never, seed, utc, at); at += 60)
		ck_assert_int_lt(at, day + 86400);
	const struct {
		Login login;
		Instant now;
		bool due;
	} rows[] = {
		{{.good = at, .tried = at}, at + 60, false},
		{{.good = at, .tried = at}, at + 86400, true},
		{{.good = at - 60, .tried = at - 60}, at, false}, /* a moment ago; and then it is of before the hour */
		{{.good = at - 3601, .tried = at - 3601}, at, true},
		{{.good = at - 86400, .tried = at}, at + 60, false},
		{{.good = at - 86400, .tried = at}, at + 3600, at + 3600 < day + 18 * 3600},
		{{.good = at - 86400, .tried = at}, day + 18 * 3600, false},
		{{.good = at + 999999, .tried = at + 999999}, at, true}, /* written by a clock that stood ahead */
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		ck_assert_msg(daily_is_due(&rows[i].login, seed, utc, rows[i].now) == rows[i].due, "row %zu", i);
}
END_TEST

/* --- composing ---------------------------------------------------------------------------------------------------- */

static const Mailbox recipients[] = {
	{"Niccol\xc3\xb2 D'\xc3\x80rienzo, \"Protocollo\"", "dpo@esempio.it"}, {NULL, "vice@esempio.it"}, {NULL, NULL},
};

static Mail
letter(GTimeZone *rome)
{
	return (Mail){
		.from = {"Rossi Contact S.p.A.", "privacy@rossi.example"}, .to = recipients,
		.subject = "[ROSSI 2026-0013] Violazione di dati personali: comunicazione al DPO (perch\xc3\xa9 s\xc3\xac)",
		.text = "Perch\xc3\xa9 no? Citt\xc3\xa0, \xe2\x82\xac 1.000.\n.punto\nFrom qui   \n\nFine",
		.date = 1795477445, .zone = rome, .message_id = "<2026-0013.n1.00ff@rossi.example>",
	};
}

static char *
composed(const Mail *mail)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) error = NULL;
	bool done = compose_message(mail, &bytes, &error);
	ck_assert_msg(done, "%s", error ? error->message : "");
	gsize size;
	const char *data = g_bytes_get_data(bytes, &size);
	return g_strndup(data, size);
}

START_TEST(test_the_bytes_of_a_letter)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	Mail mail = letter(rome);
	mail.references = mail.in_reply_to = "<2026-0013.n0.aa@rossi.example>";
	g_autofree char *text = composed(&mail);
	static const char *const wanted[] = {
		"From: \"Rossi Contact S.p.A.\" <privacy@rossi.example>\r\n",
		"Date: Tue, 24 Nov 2026 00:44:05 +0100\r\n",
		"Message-Id: <2026-0013.n1.00ff@rossi.example>\r\n",
		"References: <2026-0013.n0.aa@rossi.example>\r\n",
		"In-Reply-To: <2026-0013.n0.aa@rossi.example>\r\n",
		"MIME-Version: 1.0\r\n",
		"Content-Type: text/plain; charset=utf-8\r\n",
		"Content-Transfer-Encoding: quoted-printable\r\n",
		"Subject: [ROSSI 2026-0013] Violazione di dati personali: comunicazione al DPO\r\n =?UTF-8?",
		"\r\n\r\nPerch=C3=A9 no? Citt=C3=A0, =E2=82=AC 1.000.\r\n",
		"\r\n\r\nFine\r\n",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		ck_assert_msg(strstr(text, wanted[i]) != NULL, "%s\nis not in\n%s", wanted[i], text);
	ck_assert_ptr_null(strstr(text, "Bcc"));
	ck_assert_ptr_null(strstr(text, "iso-8859"));
	ck_assert_ptr_null(strstr(text, "Auto-Submitted"));
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	for (char **line = lines; *line; line++)
		ck_assert_msg(strlen(*line) <= 78, "%s", *line);
}
END_TEST

START_TEST(test_the_same_letter_gives_the_same_bytes)
{
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	g_autoptr(GBytes) json = g_bytes_new_static("{\"v\":1}", 7);
	const Attachment files[] = {{"incident.json", "application/json", json}, {"perch\xc3\xa9 no.pdf", "application/pdf", json}, {NULL, NULL, NULL}};
	Mail mail = letter(rome);
	mail.attachments = files;
	g_autofree char *first = composed(&mail), *second = composed(&mail);
	ck_assert_str_eq(first, second);
	ck_assert_ptr_nonnull(strstr(first, "Content-Type: multipart/mixed;"));
	ck_assert_ptr_nonnull(strstr(first, "Content-Disposition: attachment; filename=incident.json"));
	ck_assert_ptr_nonnull(strstr(first, "eyJ2IjoxfQ=="));
}
END_TEST

START_TEST(test_no_value_makes_a_header)
{
	static const char evil[] = "x\r\nX-Evil: 1\r\n\r\nbody\xe2\x80\xa8\x01";
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	g_autoptr(GBytes) bytes = g_bytes_new_static("x", 1);
	const Attachment files[] = {{evil, "text/html\r\nX-Evil: 1", bytes}, {"../../etc/passwd", "x", bytes}, {NULL, NULL, NULL}};
	const Mailbox to[] = {{evil, "dpo@esempio.it"}, {NULL, NULL}};
	const ExtraHeader extra[] = {{"X-Breccia-Ref", evil}, {NULL, NULL}};
	Mail mail = letter(utc);
	mail.from.name = mail.subject = evil;
	mail.to = to;
	mail.attachments = files;
	mail.extra = extra;
	g_autofree char *text = composed(&mail);
	ck_assert_ptr_null(strstr(text, "\nX-Evil"));
	ck_assert_ptr_null(strstr(text, "/passwd"));
}
END_TEST

START_TEST(test_addresses_and_ids_that_are_none_are_refused)
{
	g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
	static const char *const bad[] = {"a@b>\r\nRCPT TO:<c@d.it", "a b@c.it", "", "a@", "<a@b.it>"};
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		const Mailbox to[] = {{NULL, bad[i]}, {NULL, NULL}};
		Mail mails[] = {letter(utc), letter(utc), letter(utc), letter(utc)};
		mails[0].to = to;
		mails[1].from.address = bad[i];
		mails[2].message_id = i == 4 ? "a@b" : bad[i];
		mails[3].references = i == 4 ? "<a b@c>" : bad[i];
		for (gsize k = 0; k < G_N_ELEMENTS(mails); k++) {
			g_autoptr(GBytes) bytes = NULL;
			g_autoptr(GError) error = NULL;
			ck_assert_msg(!compose_message(&mails[k], &bytes, &error), "%s in %zu", bad[i], k);
			ck_assert(g_error_matches(error, ERR_DOMAIN, E_INPUT));
		}
	}
	const ExtraHeader bcc[] = {{"Bcc", "x@y.it"}, {NULL, NULL}};
	Mail mail = letter(utc);
	g_autoptr(GBytes) bytes = NULL;
	mail.extra = bcc;
	ck_assert(!compose_message(&mail, &bytes, NULL));
}
END_TEST

START_TEST(test_message_id_and_envelope_id)
{
	static const unsigned char random[16] = {0, 255, 16};
	g_autofree char *id = compose_message_id("2026-0013/n1", random, "rossi.example");
	g_autofree char *envid = compose_envid(id);
	ck_assert_str_eq(id, "<2026-0013.n1.00ff1000000000000000000000000000@rossi.example>");
	ck_assert_str_eq(envid, "2026-0013.n1.00ff1000000000000000000000000000");
}
END_TEST

/* --- Maildirs ----------------------------------------------------------------------------------------------------- */

static Submission *
store(const char *path)
{
	static const char *const to[] = {"dpo@esempio.it", NULL};
	g_autofree char *server = g_strconcat("maildir:", path, NULL);
	g_autoptr(GBytes) message = g_bytes_new_static("Subject: x\r\n\r\nciao\r\n", 20);
	Submission *s = NULL;
	g_autoptr(GError) error = NULL;
	Account account = {.server = server, .from = "a@esempio.it"};
	ck_assert_msg(transport_submit(&account, &(Envelope){.to = to}, message, NULL, &s, &error), "%s", error ? error->message : "");
	return s;
}

START_TEST(test_a_maildir_gets_whole_files_of_its_own)
{
	g_autofree char *dir = g_dir_make_tmp("courier-XXXXXX", NULL);
	g_autofree char *path = g_build_filename(dir, "posta", NULL);
	g_autofree char *new = g_build_filename(path, "new", NULL);
	g_autoptr(Submission) first = store(path);
	g_autoptr(Submission) second = store(path);
	ck_assert_int_eq(first->verdict, VERDICT_SENT);
	ck_assert(first->stored);
	ck_assert_str_ne(first->queue_id, second->queue_id);
	g_autofree char *file = g_build_filename(new, first->queue_id, NULL);
	g_autofree char *text = NULL;
	struct stat st;
	ck_assert(g_file_get_contents(file, &text, NULL, NULL));
	ck_assert_str_eq(text, "Subject: x\r\n\r\nciao\r\n");
	ck_assert_int_eq(stat(file, &st), 0);
	ck_assert_int_eq(st.st_mode & 07777, 0600);
	g_autofree char *tmp = g_build_filename(path, "tmp", NULL);
	ck_assert_int_eq(rmdir(tmp), 0); /* empty */
}
END_TEST

START_TEST(test_a_maildir_that_cannot_be_written_is_a_temporary_failure)
{
	g_autofree char *dir = g_dir_make_tmp("courier-XXXXXX", NULL);
	g_autofree char *missing = g_build_filename(dir, "no", "such", NULL);
	g_autofree char *new = g_build_filename(dir, "new", NULL);
	g_autoptr(Submission) none = store(missing);
	ck_assert_int_eq(none->verdict, VERDICT_TEMPFAIL);
	ck_assert_int_eq(symlink("/tmp", new), 0); /* a folder that leads elsewhere */
	g_autoptr(Submission) elsewhere = store(dir);
	ck_assert_int_eq(elsewhere->verdict, VERDICT_TEMPFAIL);
	ck_assert(!elsewhere->stored);
}
END_TEST

START_TEST(test_a_message_that_may_not_leave)
{
	g_autofree char *line = g_strnfill(999, 'x');
	g_autofree char *long_line = g_strconcat(line, "\r\n", NULL);
	const struct {
		const char *bytes;
		gsize len;
	} bad[] = {{"a\nb\r\n", 5}, {"a\rb\r\n", 5}, {"a\r", 2}, {"a", 1}, {"", 0}, {"a\0b\r\n", 5}, {"\xc3\xa9\r\n", 4}, {long_line, 1001}, {"a\r\r\n", 4}};
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new_static(bad[i].bytes, bad[i].len);
		ck_assert_msg(!transport_check_message(bytes, NULL), "case %zu", i);
	}
	g_autoptr(GBytes) good = g_bytes_new_static(long_line + 1, 1000);
	ck_assert(transport_check_message(good, NULL));
}
END_TEST

START_TEST(test_each_account_has_its_transport)
{
	static const struct {
		Account account;
		const Transport *transport;
	} rows[] = {
		{{.server = "smtp://mail.example.it", .login = true}, &transport_esmtp},
		{{.server = "smtp://mail.example.it", .login = true, .bearer = true}, &transport_curl},
		{{.server = "smtp://mail.example.it", .bearer = true}, &transport_esmtp},
		{{.server = "smtps://mail.example.it", .login = true}, &transport_curl},
		{{.server = "maildir:/tmp/posta"}, &transport_maildir},
		{{.server = "http://mail.example.it"}, NULL},
		{{.server = "smtp:"}, &transport_esmtp},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		ck_assert_msg(transport_for(&rows[i].account, NULL) == rows[i].transport, "%s", rows[i].account.server);
}
END_TEST

/* Before anything leaves, and so without a child: this program would be it. */
START_TEST(test_an_account_that_may_not_be_used)
{
	static const char *const to[] = {"dpo@esempio.it", NULL};
	static const struct {
		const char *server;
		bool login, tls;
	} bad[] = {
		{"smtp://", true, true}, {"smtp://a:0", true, true}, {"smtp://a/b", true, true}, {"smtp://u@a", true, true}, {"smtp:a", true, true},
		{"smtp://[::1]:25", true, true}, {"smtps://a b", true, true}, {"smtps://a:25:26", true, true},
		{"smtp://mail.example.it", false, false}, {"smtp://127.0.0.1.example.it", false, false}, {"smtps://mail.example.it", false, false},
		{"smtps://localhost", false, false}, {"smtp://mail.example.it", true, true}, {"smtps://mail.example.it", true, true},
	};
	g_autoptr(GBytes) message = g_bytes_new_static("Subject: x\r\n\r\nciao\r\n", 20);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		Submission *s = NULL;
		g_autoptr(GError) error = NULL, other = NULL;
		/* The last two have no secret. */
		bool secret = i + 2 < G_N_ELEMENTS(bad);
		Account account = {.server = bad[i].server, .from = "a@esempio.it", .login = bad[i].login, .tls = bad[i].tls, .user = "a",
			.secret = secret ? "b" : NULL};
		ck_assert_msg(!transport_submit(&account, &(Envelope){.to = to}, message, NULL, &s, &error), "%s", bad[i].server);
		ck_assert_msg(g_error_matches(error, ERR_DOMAIN, E_CONFIG), "%s: %s", bad[i].server, error->message);
		ck_assert_msg(!transport_login(&account, &s, &other), "%s", bad[i].server);
		ck_assert_msg(g_error_matches(other, ERR_DOMAIN, E_CONFIG), "%s: %s", bad[i].server, other->message);
	}
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
		{"dialogues", {test_replies_find_their_commands, test_what_nobody_asked_for_is_noticed,
	                       test_a_reply_is_bounded_and_harmless, NULL}},
		{"verdicts", {test_the_table_of_verdicts, test_after_the_end_of_the_message_only_a_reply_says_not_sent,
	                      test_a_session_without_a_message, NULL}},
		{"logins", {test_the_login_of_the_day_is_in_office_hours_and_not_everybodys_at_once, test_one_login_a_day_is_enough, NULL}},
		{"composing", {test_the_bytes_of_a_letter, test_the_same_letter_gives_the_same_bytes, test_no_value_makes_a_header,
	                       test_addresses_and_ids_that_are_none_are_refused, test_message_id_and_envelope_id, NULL}},
		{"transports", {test_a_maildir_gets_whole_files_of_its_own,
	                        test_a_maildir_that_cannot_be_written_is_a_temporary_failure, test_a_message_that_may_not_leave,
	                        test_each_account_has_its_transport, test_an_account_that_may_not_be_used, NULL}},
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
main(void)
{
	return run_suite(suite());
}
