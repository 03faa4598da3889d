/* The parts of collecting that need no mailbox: reading IMAP, reading headers, and deciding what is about us. */
#include "src/courier/concern.h"
#include "src/courier/header.h"
#include "src/courier/imap.h"
#include "src/courier/mailbox.h"
#include "tests/run.h"

#include <check.h>
#include <string.h>

/* --- IMAP ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	const char *bytes;
	gsize len, at, step;
} Stream;

static ImapEnd
give(void *data, char *buffer, gsize cap, gsize *got)
{
	Stream *s = data;
	*got = MIN(MIN(s->step, cap), s->len - s->at);
	memcpy(buffer, s->bytes + s->at, *got);
	s->at += *got;
	return *got ? IMAP_FINE : IMAP_CLOSED;
}

/* An endless stream of one byte, which counts what was asked of it. */
static ImapEnd
flood(void *data, char *buffer, gsize cap, gsize *got)
{
	gsize *given = data;
	memset(buffer, 'x', cap);
	*got = cap;
	*given += cap;
	return IMAP_FINE;
}

static ImapReader *
reader_of(Stream *s, const char *bytes, gsize len, gsize step)
{
	*s = (Stream){bytes, len, 0, step};
	return imap_reader_new(give, s);
}

/* The one response of these bytes, which must be fine. */
static ImapResponse *
response_of(const char *bytes)
{
	Stream s;
	ImapResponse *r = NULL;
	g_autoptr(ImapReader) reader = reader_of(&s, bytes, strlen(bytes), 1000);
	ck_assert_msg(imap_read(reader, &r) == IMAP_FINE, "%s", bytes);
	return r;
}

START_TEST(test_a_message_is_never_taken_for_the_server)
{
	static const char wire[] = "* 1 FETCH (UID 7 BODY[] {34}\r\nB001 OK done\r\n* 2 EXISTS\r\n{5}\r\n \r\n FLAGS (\\Recent))\r\nB001 OK really\r\n";
	static const gsize steps[] = {1, 7, 1000};
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++) {
		Stream s;
		g_autoptr(ImapReader) reader = reader_of(&s, wire, sizeof wire - 1, steps[i]);
		g_autoptr(ImapResponse) fetch = NULL, done = NULL;
		g_auto(ImapFetched) f = {0};
		ck_assert_int_eq(imap_read(reader, &fetch), IMAP_FINE);
		ck_assert_int_eq(imap_read(reader, &done), IMAP_FINE);
		ck_assert_str_eq(done->tag, "B001");
		ck_assert_str_eq(done->text, "OK really");
		ck_assert(imap_fetch(fetch, &f));
		ck_assert_uint_eq(f.uid, 7);
		ck_assert_uint_eq(f.body_size, 34);
		ck_assert_mem_eq(g_bytes_get_data(f.body, NULL), "B001 OK done\r\n* 2 EXISTS\r\n{5}\r\n \r\n", 34);
	}
}
END_TEST

START_TEST(test_human_text_has_no_literals)
{
	static const char wire[] = "* OK look at {99}\r\n* BYE {3}\r\nB1 NO no {7}\r\n";
	Stream s;
	g_autoptr(ImapReader) reader = reader_of(&s, wire, sizeof wire - 1, 1000);
	static const ImapKind kinds[] = {IMAP_OK, IMAP_BYE, IMAP_NO};
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		g_autoptr(ImapResponse) r = NULL;
		ck_assert_int_eq(imap_read(reader, &r), IMAP_FINE);
		ck_assert_int_eq(r->kind, kinds[i]);
	}
}
END_TEST

START_TEST(test_a_literal_is_bounded_before_memory_is_taken)
{
	static const struct {
		const char *wire;
		ImapEnd end;
	} rows[] = {
		{"* 1 FETCH (BODY[] {4294967296}\r\n", IMAP_ABSURD},       {"* 1 FETCH (BODY[] {99999999999999999999}\r\n", IMAP_ABSURD},
		{"* 1 FETCH (BODY[] {268435457}\r\n", IMAP_ABSURD},        {"* 1 FETCH (BODY[] {268435456}\r\nabc", IMAP_CLOSED},
		{"* 1 FETCH (BODY[] {5}\r\nabc", IMAP_CLOSED},             {"", IMAP_CLOSED},
		{"\r\n", IMAP_BABBLED},                                    {" x\r\n", IMAP_BABBLED},
		{"HTTP/1.1-400-Bad-Request-and-so-on-and-on\r\n", IMAP_BABBLED},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Stream s;
		g_autoptr(ImapResponse) r = NULL;
		g_autoptr(ImapReader) reader = reader_of(&s, rows[i].wire, strlen(rows[i].wire), 1000);
		ck_assert_msg(imap_read(reader, &r) == rows[i].end, "%s", rows[i].wire);
	}
}
END_TEST

START_TEST(test_a_line_without_end_is_given_up)
{
	gsize given = 0;
	g_autoptr(ImapResponse) r = NULL;
	g_autoptr(ImapReader) reader = imap_reader_new(flood, &given);
	ck_assert_int_eq(imap_read(reader, &r), IMAP_ABSURD);
	ck_assert_uint_le(given, IMAP_LINE_MAX + 20000);
	/* Literal after literal in one response. */
	g_autoptr(GString) many = g_string_new("* 1 FETCH (");
	for (int i = 0; i <= IMAP_LITERALS_MAX; i++)
		g_string_append(many, "A {0}\r\n ");
	Stream s;
	g_autoptr(ImapReader) again = reader_of(&s, many->str, many->len, 1000);
	ck_assert_int_eq(imap_read(again, &r), IMAP_ABSURD);
}
END_TEST

START_TEST(test_of_a_long_literal_the_beginning_is_kept)
{
	static const char wire[] = "* 3 FETCH (BODY[HEADER.FIELDS (FROM \"TO\")] {10}\r\n0123456789 UID 5)\r\n";
	Stream s;
	g_autoptr(ImapResponse) r = NULL;
	g_autoptr(ImapReader) reader = reader_of(&s, wire, sizeof wire - 1, 3);
	g_auto(ImapFetched) f = {0};
	imap_reader_keep(reader, 4);
	ck_assert_int_eq(imap_read(reader, &r), IMAP_FINE);
	ck_assert(imap_fetch(r, &f));
	ck_assert_uint_eq(f.uid, 5);
	ck_assert_uint_eq(f.body_size, 10);
	ck_assert_uint_eq(g_bytes_get_size(f.body), 4);
}
END_TEST

START_TEST(test_what_a_fetch_may_look_like)
{
	static const struct {
		const char *wire;
		guint32 uid;
		Instant received;
		gsize size, body; /* body G_MAXSIZE: none */
	} rows[] = {
		{"* 5 FETCH (UID 9 RFC822.SIZE 42 INTERNALDATE \"17-Jul-1996 02:44:25 -0700\")\r\n", 9, 837596665, 42, G_MAXSIZE},
		{"* 5 fetch (uid 9 Body[] \"a\\\"b\")\r\n", 9, INSTANT_NONE, 0, 3},
		{"* 5 FETCH (BODY[] NIL UID 9)\r\n", 9, INSTANT_NONE, 0, G_MAXSIZE},
		{"* 5 FETCH (FLAGS (\\Seen (x \"y)\" z)) UID 9 X-GM NIL MODSEQ (12) BODY[]<0> {2}\r\nhi)\r\n", 9, INSTANT_NONE, 0, 2},
		{"* 5 FETCH (X {3}\r\nabc BODY[HEADER.FIELDS ({4}\r\nFROM)] {1}\r\nz UID 9)\r\n", 9, INSTANT_NONE, 0, 1},
		{"* 5 FETCH (UID 9 RFC822.SIZE 99999999999 INTERNALDATE \"x\")\r\n", 9, INSTANT_NONE, G_MAXUINT32, G_MAXSIZE},
		{"* 5 FETCH (FLAGS ())\r\n", 0, INSTANT_NONE, 0, G_MAXSIZE},
		{"* 5 FETCH ()\r\n", 0, INSTANT_NONE, 0, G_MAXSIZE},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(ImapResponse) r = response_of(rows[i].wire);
		g_auto(ImapFetched) f = {0};
		ck_assert_msg(imap_fetch(r, &f), "%s", rows[i].wire);
		ck_assert_uint_eq(f.uid, rows[i].uid);
		ck_assert_msg(f.received == rows[i].received, "%s: %" G_GINT64_FORMAT, rows[i].wire, (gint64)f.received);
		ck_assert_uint_eq(f.size, rows[i].size);
		ck_assert_msg((f.body ? g_bytes_get_size(f.body) : G_MAXSIZE) == rows[i].body, "%s", rows[i].wire);
	}
}
END_TEST

START_TEST(test_what_is_no_fetch_is_none)
{
	static const char *const wires[] = {
		"* 5 EXISTS\r\n", "* FETCH (UID 1)\r\n", "* 5 FETCH UID 1\r\n", "* 5 FETCH (UID 1\r\n", "* 5 FETCH (UID x)\r\n", "* 5 FETCH (UID -1)\r\n",
		"* 5 FETCH (UID 4294967296)\r\n", "* 5 FETCH (BODY[)\r\n", "* 5 FETCH (BODY[] \"a)\r\n", "* 5 FETCH (FLAGS (a)\r\n",
		"* 5 FETCH ((((((((((((((((((((((((((((((((((((((((((\r\n", "* 5 FETCH (X ((((((((((((((((((((((((((((((((((((((((((\r\n", "* 5 FETCH (\r\n",
		"* OK 5 FETCH (UID 1)\r\n", "* 5 FETCH (UID)\r\n", "* 5 FETCH (UID ", "* 5 FETCH (A  )\r\n",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(wires); i++) {
		Stream s;
		g_autofree char *wire = g_strconcat(wires[i], "\r\n", NULL);
		g_autoptr(ImapReader) reader = reader_of(&s, wire, strlen(wire), 1000);
		g_autoptr(ImapResponse) r = NULL;
		g_auto(ImapFetched) f = {0};
		ck_assert_int_eq(imap_read(reader, &r), IMAP_FINE);
		ck_assert_msg(!imap_fetch(r, &f), "%s", wires[i]);
	}
}
END_TEST

START_TEST(test_numbers_of_a_search_and_of_a_code)
{
	g_autoptr(GArray) uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	g_autoptr(ImapResponse) some = response_of("* SEARCH 3 9  4 (MODSEQ 7)\r\n"), none = response_of("* SEARCH\r\n");
	g_autoptr(ImapResponse) bad = response_of("* SEARCH 3 x\r\n"), big = response_of("* SEARCH 4294967296\r\n"), other = response_of("* SEARCHED 1\r\n");
	g_autoptr(ImapResponse) code = response_of("* OK [UIDVALIDITY 3857529045] fine\r\n"), alert = response_of("* NO [ALERT] disk\r\n");
	g_autoptr(ImapResponse) lie = response_of("* OK UIDVALIDITY 7\r\n"), half = response_of("* OK [UIDVALIDITY 7\r\n");
	guint32 n = 0;
	ck_assert(imap_search(some, uids));
	ck_assert_uint_eq(uids->len, 3);
	ck_assert_uint_eq(g_array_index(uids, guint32, 2), 4);
	ck_assert(imap_search(none, uids));
	ck_assert(!imap_search(bad, uids) && !imap_search(big, uids) && !imap_search(other, uids));
	ck_assert(imap_code_number(code, "UIDVALIDITY", &n));
	ck_assert_uint_eq(n, 3857529045u);
	ck_assert(!imap_code_number(code, "UIDNEXT", &n) && !imap_code_number(lie, "UIDVALIDITY", &n) && !imap_code_number(alert, "ALERT", &n));
	ck_assert(imap_code_number(half, "UIDVALIDITY", &n));
}
END_TEST

START_TEST(test_dates_and_names)
{
	static const char *const bad[] = {NULL, "", "17-Jul-1996", "17-Xyz-1996 02:44:25 -0700", "99-Jul-1996 02:44:25 -0700", "17-Jul-1996 02:44:25 -07000",
	                                  "17-Jul-0000 02:44:25 -0700", "31-Feb-1996 02:44:25 -0700", "17-Jul-1996 25:44:25 -0700"};
	static const char *const names[][2] = {{"INBOX", "\"INBOX\""}, {"a \"b\\", "\"a \\\"b\\\\\""}, {"", NULL}, {"a\r\nb", NULL}, {"perch\xc3\xa9", NULL}};
	ck_assert(imap_date("23-Nov-2026 10:15:31 +0100") == 1795425331);
	ck_assert(imap_date(" 1-Jan-1970 00:00:60 +0000") == 59);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		ck_assert_msg(imap_date(bad[i]) == INSTANT_NONE, "%s", bad[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *quoted = imap_quoted(names[i][0]);
		ck_assert_pstr_eq(quoted, names[i][1]);
	}
}
END_TEST

/* --- headers -------------------------------------------------------------------------------------------------------- */

START_TEST(test_fields_are_found_and_unfolded)
{
	static const char block[] = "X: 1\r\nReferences:\r\n\t<a@b>\r\n  <c@d>  \r\nSUBJECT : one\nSubject:two\nX-Subject: no\n\nSubject: in the body\n";
	static const struct {
		const char *name, *value;
	} rows[] = {{"References", "<a@b>   <c@d>"}, {"subject", "one two"}, {"To", NULL}, {"X", "1"}, {"", NULL}};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *value = header_value(block, sizeof block - 1, rows[i].name);
		ck_assert_pstr_eq(value, rows[i].value);
	}
	g_autofree char *nul = header_value("A: x\0y\r\n", 8, "A"), *cut = header_value("A", 1, "A"), *open = header_value("A: z", 4, "A");
	ck_assert_str_eq(nul, "x y");
	ck_assert_ptr_null(cut);
	ck_assert_str_eq(open, "z");
	ck_assert_uint_eq(header_length(block, sizeof block - 1), strstr(block, "Subject: in") - block);
	ck_assert_uint_eq(header_length("A: b\n", 5), 5);
}
END_TEST

START_TEST(test_encoded_words_are_decoded)
{
	static const char *const rows[][2] = {
		{"plain", "plain"},
		{"=?UTF-8?Q?R=3A_=5BROSSI_2026-0001=5D?= x", "R: [ROSSI 2026-0001] x"},
		{"=?iso-8859-1?q?citt=E0?=", "citt\xc3\xa0"},
		{"=?UTF-8?B?W1JPU1NJIDIwMjYtMDAwMV0=?=", "[ROSSI 2026-0001]"},
		{"=?utf-8?B?4oI=?= =?UTF-8?B?rA==?=", "\xe2\x82\xac"}, /* a character cut in two */
		{"=?utf-8?q?a?=  =?utf-8?q?b?= c", "ab c"},
		{"=?utf-8*it?q?a?=", "a"},
		{"=?unheard-of?q?a=FF?=", "a\xef\xbf\xbd"},
		{"=?utf-8?x?a?= =?utf-8?q?a b?= =?", "=?utf-8?x?a?= =?utf-8?q?a b?= =?"},
		{"=?utf-8?q?=4?= =", "=4 ="},
		{"caff\xe8", "caff\xef\xbf\xbd"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = header_decode(rows[i][0]);
		ck_assert_str_eq(text, rows[i][1]);
	}
	/* Nothing that is decoded is a line end. */
	g_autofree char *safe = header_decode("=?utf-8?q?a=0D=0Ab?=");
	ck_assert_str_eq(safe, "a  b");
}
END_TEST

START_TEST(test_a_hostile_header_takes_no_time)
{
	g_autoptr(GString) words = g_string_new("Subject: "), folds = g_string_new("References:");
	while (words->len < MAILBOX_HEADER_MAX)
		g_string_append(words, "=?x?Q?");
	while (folds->len < MAILBOX_HEADER_MAX)
		g_string_append(folds, "\n ");
	g_string_append(folds, "<a@b>\n");
	g_autofree char *subject = header_text(words->str, words->len, "Subject"), *references = header_value(folds->str, folds->len, "References");
	ck_assert_uint_gt(strlen(subject), 1000);
	ck_assert_str_eq(references + strlen(references) - 5, "<a@b>");
}
END_TEST

START_TEST(test_quoted_printable_is_undone)
{
	static const char text[] = "a=3Db=\r\nc=\nd=zz=";
	g_autoptr(GBytes) out = header_unquote(text, sizeof text - 1);
	ck_assert_uint_eq(g_bytes_get_size(out), 9);
	ck_assert_mem_eq(g_bytes_get_data(out, NULL), "a=bcd=zz=", 9);
}
END_TEST

/* --- what is about us ----------------------------------------------------------------------------------------------- */

#define OURS "<2026-0001.n1.0af30af30af30af30af30af30af30af3@rossi.example>"
#define BULLETIN "<bulletin.0af30af30af30af30af30af30af30af3@rossi.example>"
#define PROVIDERS "opec9.20261123101531.00077.310.1.1@pec.example"

static Known *
known(void)
{
	json_auto_t *what = json_pack("{s:{s:s, s:s}, s:[s, s], s:[s, s], s:s}", "ids", OURS, "2026-0001/n1", PROVIDERS, "2026-0002/n1", "people",
	                              "Giulia@Verdi.example",
	                              "alfa@pec.example", "own", "Privacy@Rossi.example", BULLETIN, "code", "ROSSI");
	Known *k = known_new(what);
	ck_assert_ptr_nonnull(k);
	return k;
}

START_TEST(test_the_table_of_what_is_about_us)
{
	static const struct {
		const char *header;
		Concern concern;
		ConcernBy by;
		const char *notice;
		int number; /* of the mark */
	} rows[] = {
		/* receipts and envelopes */
		{"X-Ricevuta: accettazione\r\nX-Riferimento-Message-ID: " OURS "\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		{"x-riferimento-message-id:\r\n " OURS "\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		{"X-Riferimento-Message-ID: 2026-0001.N1.0AF30AF30AF30AF30AF30AF30AF30AF3@ROSSI.example\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		{"Subject: POSTA CERTIFICATA: R: [ROSSI 2026-0013] Violazione\r\n", CONCERN_OURS, BY_MARK, NULL, 13},
		{"Subject: ANOMALIA MESSAGGIO: I: Re: [rossi 2026-0013]\r\n", CONCERN_OURS, BY_MARK, NULL, 13},
		/* answers */
		{"In-Reply-To: " OURS "\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		{"References: <x@y>\r\n <" PROVIDERS ">\r\n", CONCERN_OURS, BY_ID, "2026-0002/n1", 0},
		{"Subject: =?utf-8?Q?RIF=3A_=5BROSSI_2026-0013=5D_perch=C3=A9?=\r\n", CONCERN_OURS, BY_MARK, NULL, 13},
		{"X-Ricevuta: accettazione\r\nMessage-ID: <" PROVIDERS ">\r\n", CONCERN_OURS, BY_ID, "2026-0002/n1", 0},
		{"X-Trasporto: posta-certificata\r\nMessage-ID: <" PROVIDERS ">\r\n", CONCERN_OURS, BY_ID, "2026-0002/n1", 0},
		{"From: privacy@rossi.example\r\nMessage-ID: <a@b>\r\nIn-Reply-To: " OURS "\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		/* what this register wrote, in the mailbox of an addressee */
		{"Message-ID: " OURS "\r\nIn-Reply-To: <" PROVIDERS ">\r\nSubject: [ROSSI 2026-0013]\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"From: Rossi <privacy@rossi.example>\r\nX-Breccia-Ref: 2026-0001\r\nMessage-ID: <another@provider>\r\nReferences: " OURS "\r\n",
		 CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"From: giulia@verdi.example\r\nMessage-Id: " BULLETIN "\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"From: giulia@verdi.example\r\nX-Breccia-Ref: 2026-0001\r\nReferences: " OURS "\r\n", CONCERN_OURS, BY_ID, "2026-0001/n1", 0},
		/* what a server wrote */
		{"Content-Type: multipart/report; report-type=delivery-status\r\n", CONCERN_REPORT, BY_REPORT, NULL, 0},
		{"content-type:\n Multipart/Report;\n", CONCERN_REPORT, BY_REPORT, NULL, 0},
		{"From: Mail Delivery System <Mailer-Daemon@mail.example>\r\n", CONCERN_REPORT, BY_REPORT, NULL, 0},
		{"X-Failed-Recipients: a@b\r\n", CONCERN_REPORT, BY_REPORT, NULL, 0},
		/* people we write to */
		{"From: \"Giulia Verdi\" <giulia@verdi.example>\r\nSubject: pranzo\r\n", CONCERN_PERHAPS, BY_SENDER, NULL, 0},
		{"From: \"Per conto di: alfa@pec.example\" <posta-certificata@gestore.example>\r\n", CONCERN_PERHAPS, BY_SENDER, NULL, 0},
		/* the company's own post */
		{"From: tribunale@giustizia.example\r\nSubject: ACCETTAZIONE: ricorso\r\nX-Riferimento-Message-ID: <altro@azienda.example>\r\n",
		 CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"Subject: [ROSSIX 2026-0013] x\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"Subject: ROSSI 2026-0013\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"From: xgiulia@verdi.example\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"From: giulia@verdi.example.org\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"To: giulia@verdi.example\r\nX-Other: " OURS "\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"\r\nIn-Reply-To: " OURS "\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"In-Reply-To: <2026-0001.n1.0af3@rossi.example>\r\n", CONCERN_NONE, BY_NOTHING, NULL, 0},
		{"", CONCERN_NONE, BY_NOTHING, NULL, 0},
	};
	g_autoptr(Known) k = known();
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Concerned c = concern(k, rows[i].header, strlen(rows[i].header));
		ck_assert_msg(c.concern == rows[i].concern && c.by == rows[i].by, "%s: %d by %d", rows[i].header, c.concern, c.by);
		ck_assert_pstr_eq(c.notice, rows[i].notice);
		ck_assert_int_eq(c.by == BY_MARK ? c.ref.number : 0, rows[i].number);
	}
}
END_TEST

START_TEST(test_a_report_is_ours_when_it_names_us)
{
	g_autofree char *base64 = g_base64_encode((const guchar *)"Subject: x\r\nMessage-ID: " OURS "\r\n", strlen("Subject: x\r\nMessage-ID: " OURS "\r\n"));
	g_autofree char *in_base64 = g_strdup_printf("--b\r\n\r\n%.60s\r\n%s\r\n--b--\r\n", base64, base64 + 60);
	const struct {
		const char *bytes, *notice;
	} rows[] = {
		{"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-Id: " OURS "\r\n--b--\r\n", "2026-0001/n1"},
		{"Original-Envelope-Id: 2026-0001.n1.0af30af30af30af30af30af30af30af3\r\n", "2026-0001/n1"},
		{"\noriginal-envelope-id:2026-0001.N1.0af30af30af30af30af30af30af30af3", "2026-0001/n1"},
		{"=3C2026-0001.n1.0af30af30af30af30af30a=\r\nf30af30af3@rossi.example>", "2026-0001/n1"},
		{in_base64, "2026-0001/n1"},
		{"Message-ID: <somebody@else.example>\r\nOriginal-Envelope-Id: x\r\n", NULL},
		{"Subject: [ROSSI 2026-0001]\r\n", NULL},
		{"Original-Envelope-Id: 2026-0001.n1.\r\n", NULL},
		{"@@@@ <@> <>", NULL},
		{"", NULL},
	};
	g_autoptr(Known) k = known();
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		Concerned c = concern_report(k, rows[i].bytes, strlen(rows[i].bytes));
		ck_assert_msg((c.concern == CONCERN_OURS) == (rows[i].notice != NULL), "case %zu", i);
		ck_assert_pstr_eq(c.notice, rows[i].notice);
	}
}
END_TEST

START_TEST(test_what_is_known_has_its_shape)
{
	static const char *const bad[] = {"{}", "[]", "{\"ids\":[],\"people\":[],\"code\":\"A\"}", "{\"ids\":{},\"people\":{},\"code\":\"A\"}",
	                                  "{\"ids\":{},\"people\":[],\"code\":1}"};
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
		json_auto_t *what = json_loads(bad[i], 0, NULL);
		ck_assert_ptr_null(known_new(what));
	}
	json_auto_t *odd = json_loads("{\"ids\":{\"\":\"a\",\"x\":1,\"<>\":\"b\",\"@\":\"c\",\"ab@\":\"d\"},\"people\":[1,\"\"],\"code\":\"\"}", 0, NULL);
	g_autoptr(Known) k = known_new(odd);
	ck_assert_ptr_nonnull(k);
	ck_assert_int_eq(concern(k, "Subject: [ 2026-0001]\nFrom: @\n", 31).concern, CONCERN_NONE);
}
END_TEST

/* Thousands of ids and a long list of them: what is looked up is a hash, not a list. */
START_TEST(test_many_ids_cost_nothing)
{
	json_t *ids = json_object();
	for (int i = 0; i < 20000; i++) {
		g_autofree char *id = g_strdup_printf("<2026-%04d.n1.%032x@rossi.example>", i, i);
		json_object_set_new(ids, id, json_string("2026-0001/n1"));
	}
	json_auto_t *what = json_pack("{s:o, s:[], s:s}", "ids", ids, "people", "code", "ROSSI");
	g_autoptr(Known) k = known_new(what);
	g_autoptr(GString) header = g_string_new("References:");
	while (header->len < MAILBOX_HEADER_MAX)
		g_string_append(header, " <nobody@example.org>");
	for (int i = 0; i < 100; i++)
		ck_assert_int_eq(concern(k, header->str, header->len).concern, CONCERN_NONE);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("mailbox");
	const struct {
		const char *name;
		const TTest *tests[12];
	} groups[] = {
		{"imap", {test_a_message_is_never_taken_for_the_server, test_human_text_has_no_literals, test_a_literal_is_bounded_before_memory_is_taken,
	                  test_a_line_without_end_is_given_up, test_of_a_long_literal_the_beginning_is_kept, test_what_a_fetch_may_look_like,
	                  test_what_is_no_fetch_is_none, test_numbers_of_a_search_and_of_a_code, test_dates_and_names, NULL}},
		{"headers", {test_fields_are_found_and_unfolded, test_encoded_words_are_decoded, test_a_hostile_header_takes_no_time,
	                     test_quoted_printable_is_undone, NULL}},
		{"concern", {test_the_table_of_what_is_about_us, test_a_report_is_ours_when_it_names_us, test_what_is_known_has_its_shape,
	                     test_many_ids_cost_nothing, NULL}},
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
