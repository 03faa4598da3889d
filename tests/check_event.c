/* Events: what fits a kind, the one spelling of a line, and what is not taken back from a journal. */
#include "src/core/event.h"

#include "src/core/err.h"
#include "src/core/seal.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define AT 1795470245 /* 2026-11-23T21:44:05Z */
#define AT_TEXT "2026-11-23T21:44:05Z"
#define SALT_HEX "000102030405060708090a0b0c0d0e0f"

static const unsigned char salt[16] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};

static json_t *
json(const char *text)
{
	json_error_t why;
	json_t *value = text ? json_loads(text, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why) : NULL;

	ck_assert_msg(!text || value, "the test's own JSON is broken: %s", text);
	return value;
}

static bool
fits(const char *kind, const char *ref, const char *facts, const char *body, GError **error)
{
	json_t *f = json(facts), *b = json(body);
	bool ok = event_check(event_kind(kind), ref, f, b, error);

	json_decref(f);
	json_decref(b);
	return ok;
}

/* --- fitting ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *kind, *ref, *facts, *body;
} good[] = {
	{"register.created", NULL, "{\"format\":1,\"hash\":\"sha-256\",\"register\":\"u\",\"demo\":false}", NULL},
	{"setting.changed", NULL, "{\"name\":\"hold\",\"value\":\"10m\"}", NULL},
	{"setting.changed", NULL, "{\"name\":\"organisation.name\"}", "{\"text\":\"Perch\\u00e9 S.p.A.\"}"},
	{"person.added", NULL, "{\"person\":\"p1\",\"roles\":[\"dpo\"]}", "{\"name\":\"x\",\"accounts\":[\"maria\"]}"},
	{"incident.logged", "2026-0007",
	 "{\"kind\":\"breach\",\"clocks\":[],\"detected_at\":\"" AT_TEXT "\",\"nature\":[\"c\"],\"subjects\":\"~1200\"}",
	 "{\"title\":\"t\"}"},
	{"incident.logged", "2026-D02", "{\"kind\":\"drill\",\"clocks\":[{\"id\":\"dpo-24h\",\"length\":86400}]}", NULL},
	{"incident.amended", "2026-0007", "{\"cause\":null,\"nature\":null}", "{\"title\":null,\"description\":\"a\\nb\"}"},
	{"client.affected", "2026-0007", "{\"client\":\"alfa\",\"clock\":{\"id\":\"client:alfa\",\"proof\":{\"pec\":\"accepted\"}}}", NULL},
	{"note.added", "2026-0007", "{}", "{\"text\":\"\"}"},
	{"notice.composed", "2026-0007",
	 "{\"notice\":\"n1\",\"message_id\":\"<a@b>\",\"bytes\":\"" HASH "\",\"text\":\"" HASH "\",\"people\":[]}",
	 "{\"to\":[\"a@b.it\"],\"from\":\"c@d.it\",\"subject\":\"s\"}"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\"}", "{}"},
};

START_TEST(test_well_formed_events_fit)
{
	g_autoptr(GError) error = NULL;

	ck_assert_msg(fits(good[_i].kind, good[_i].ref, good[_i].facts, good[_i].body, &error), "%s", error->message);
}
END_TEST

static const struct {
	const char *kind, *ref, *facts, *body, *named; /* what the message must name */
} bad[] = {
	/* unknown, missing */
	{"note.added", "2026-0007", "{\"colour\":1}", "{\"text\":\"x\"}", "colour"},
	{"note.added", "2026-0007", "{}", "{\"text\":\"x\",\"title\":\"y\"}", "title"},
	{"note.added", "2026-0007", "{}", NULL, "text"},
	{"note.added", "2026-0007", "{}", "{}", "text"},
	{"notice.held", "2026-0007", "{}", NULL, "notice"},
	{"note.added", "2026-0007", "{}", "{\"text\":\"x\",\"salt\":\"" SALT_HEX "\"}", "salt"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"no_such\":\"x\"}", NULL, "no_such"},
	/* the wrong side */
	{"note.added", "2026-0007", "{\"text\":\"x\"}", NULL, "text"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"title\":\"secret\"}", NULL, "title"},
	{"incident.amended", "2026-0007", "{}", "{\"cause\":\"x\"}", "cause"},
	{"incident.amended", "2026-0007", "{\"title\":null}", NULL, "title"},
	/* the wrong type */
	{"setting.changed", NULL, "{\"name\":5}", NULL, "name"},
	{"setting.changed", NULL, "{\"name\":null}", NULL, "name"},
	{"register.created", NULL, "{\"format\":1.0,\"hash\":\"h\",\"register\":\"u\",\"demo\":false}", NULL, "format"},
	{"register.created", NULL, "{\"format\":1,\"hash\":\"h\",\"register\":\"u\",\"demo\":0}", NULL, "demo"},
	{"person.added", NULL, "{\"person\":\"p1\",\"roles\":\"dpo\"}", NULL, "roles"},
	{"person.added", NULL, "{\"person\":\"p1\",\"roles\":[1]}", NULL, "roles"},
	{"client.affected", "2026-0007", "{\"client\":\"a\",\"clock\":[]}", NULL, "clock"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[1]}", NULL, "clocks"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":{}}", NULL, "clocks"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"nature\":\"c\"}", NULL, "nature"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"subjects\":12}", NULL, "subjects"},
	/* null takes away in a correction only, and only an incident's field */
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"cause\":null}", NULL, "cause"},
	{"incident.amended", "2026-0007", "{\"clocks\":null}", NULL, "clocks"},
	/* reals, at any depth */
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[{\"length\":86400.0}]}", NULL, "clocks"},
	{"client.affected", "2026-0007", "{\"client\":\"a\",\"clock\":{\"x\":[{\"y\":1e3}]}}", NULL, "clock"},
	{"notice.failed", "2026-0007", "{\"notice\":\"n1\",\"verdict\":\"v\"}",
	 "{\"reply\":\"r\",\"recipients\":[{\"code\":4.5}]}", "recipients"},
	/* a text among the facts */
	{"setting.changed", NULL, "{\"name\":\"perch\\u00e9\"}", NULL, "name"},
	{"setting.changed", NULL, "{\"name\":\"a\\nb\"}", NULL, "name"},
	{"client.affected", "2026-0007", "{\"client\":\"a\",\"clock\":{\"\\u00e8\":1}}", NULL, "clock"},
	/* instants have one form */
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"2026-11-23T22:44:05+01:00\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"2026-11-23T21:44:05z\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"2026-11-23 21:44:05Z\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"2026-11-23T21:44:05.5Z\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"2026-02-30T21:44:05Z\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":\"\"}", NULL, "hold_until"},
	{"notice.held", "2026-0007", "{\"notice\":\"n1\",\"hold_until\":1795470245}", NULL, "hold_until"},
	{"incident.logged", "2026-0007", "{\"kind\":\"breach\",\"clocks\":[],\"detected_at\":\"now\"}", NULL, "detected_at"},
	/* hashes */
	{"notice.composed", "2026-0007",
	 "{\"notice\":\"n1\",\"message_id\":\"m\",\"bytes\":\"E3B0\",\"text\":\"" HASH "\",\"people\":[]}",
	 "{\"to\":[],\"from\":\"c\",\"subject\":\"s\"}", "bytes"},
	/* the ref */
	{"note.added", NULL, "{}", "{\"text\":\"x\"}", "names no incident"},
	{"note.added", "13", "{}", "{\"text\":\"x\"}", "13"},
	{"note.added", "2026-7", "{}", "{\"text\":\"x\"}", "2026-7"},
	{"note.added", "2026-0007/n1", "{}", "{\"text\":\"x\"}", "2026-0007/n1"},
	{"note.added", "", "{}", "{\"text\":\"x\"}", "ref"},
	{"setting.changed", "2026-0007", "{\"name\":\"x\"}", NULL, "may not name"},
	/* no objects */
	{"setting.changed", NULL, "[]", NULL, "facts"},
	{"setting.changed", NULL, "{\"name\":\"x\"}", "[]", "body"},
};

START_TEST(test_what_does_not_fit_is_a_defect_that_names_kind_and_field)
{
	g_autoptr(GError) error = NULL;

	ck_assert_msg(!fits(bad[_i].kind, bad[_i].ref, bad[_i].facts, bad[_i].body, &error), "row %d fits", _i);
	ck_assert(g_error_matches(error, ERR_DOMAIN, E_INTERNAL));
	ck_assert_msg(strstr(error->message, bad[_i].kind) && strstr(error->message, bad[_i].named), "row %d: %s", _i,
	              error->message);
}
END_TEST

START_TEST(test_missing_facts_do_not_fit)
{
	ck_assert(!event_check(event_kind("note.added"), "2026-0007", NULL, NULL, NULL));
}
END_TEST

START_TEST(test_text_that_is_not_utf8_or_holds_nul_does_not_fit)
{
	const EventKind *kind = event_kind("note.added");
	json_t *facts = json_object();
	json_t *broken = json_pack("{s:o}", "text", json_string_nocheck("caff\xe8"));
	json_t *nul = json_pack("{s:o}", "text", json_stringn("a\0b", 3));
	json_t *surrogate = json_pack("{s:o}", "text", json_string_nocheck("\xed\xa0\x80"));

	ck_assert(!event_check(kind, "2026-0007", facts, broken, NULL));
	ck_assert(!event_check(kind, "2026-0007", facts, nul, NULL));
	ck_assert(!event_check(kind, "2026-0007", facts, surrogate, NULL));
	json_decref(facts);
	json_decref(broken);
	json_decref(nul);
	json_decref(surrogate);
}
END_TEST

/* --- the table ---------------------------------------------------------------------------------------------------- */

START_TEST(test_every_kind_is_found_by_its_name_once)
{
	for (const EventKind *kind = event_kinds; kind->name; kind++) {
		ck_assert_msg(event_kind(kind->name) == kind, "%s stands twice", kind->name);
		ck_assert_msg(strchr(kind->name, '.') && kind->words.en && kind->words.it, "%s", kind->name);
	}
	ck_assert_ptr_null(event_kind("incident.exploded"));
	ck_assert_ptr_null(event_kind(""));
}
END_TEST

START_TEST(test_every_kind_touches_by_a_fact_that_it_requires)
{
	for (const EventKind *kind = event_kinds; kind->name; kind++) {
		bool found = !kind->touched_by;
		for (const EventField *field = kind->fields; !found && field->name; field++)
			found = strcmp(field->name, kind->touched_by) == 0 && field->side == SIDE_FACT && field->required &&
			        field->type == IS_STRING;
		ck_assert_msg(found, "%s is touched by a field that it may lack", kind->name);
		ck_assert_msg(!kind->touches == !(kind->touched_by || (kind->touches && !strstr(kind->touches, "%s"))), "%s",
		              kind->name);
	}
}
END_TEST

START_TEST(test_no_field_of_a_kind_hides_a_field_of_incidents_or_the_salt)
{
	for (const EventKind *kind = event_kinds; kind->name; kind++)
		for (const EventField *field = kind->fields; field->name; field++) {
			ck_assert_msg(strcmp(field->name, "salt") != 0, "%s", kind->name);
			ck_assert_msg(!kind->incident || !field_find(field->name), "%s: %s", kind->name, field->name);
		}
}
END_TEST

/* --- writing ------------------------------------------------------------------------------------------------------ */

static char *
head_of(const char *kind, const char *ref, const char *facts, const char *hash)
{
	g_autofree char *own = g_strdup(ref);
	Event event = {.seq = 42, .at = AT, .by = (char *)"p3", .kind = event_kind(kind), .ref = own};

	event.facts = json(facts);
	char *line = event_head_line(&event, hash);
	json_decref(event.facts);
	return line;
}

START_TEST(test_head_has_one_order_and_no_space)
{
	g_autofree char *line = head_of("note.added", "2026-0007", "{}", HASH);

	ck_assert_str_eq(line, "{\"seq\":42,\"at\":\"" AT_TEXT "\",\"by\":\"p3\",\"kind\":\"note.added\",\"ref\":\"2026-0007\","
	                       "\"facts\":{},\"body\":\"" HASH "\"}");
}
END_TEST

START_TEST(test_head_carries_account_and_clock_jumps_only_where_there_are_any)
{
	Event event = {.seq = 1, .at = AT, .by = (char *)"p1", .os = (char *)"m\xc3\xa0", .kind = event_kind("notice.held"),
	               .ref = (char *)"2026-D02", .back = 5, .jump = 90000};
	event.facts = json("{\"notice\":\"n1\"}");
	g_autofree char *line = event_head_line(&event, NULL);

	json_decref(event.facts);
	ck_assert_str_eq(line, "{\"seq\":1,\"at\":\"" AT_TEXT "\",\"by\":\"p1\",\"os\":\"m\\u00E0\",\"kind\":\"notice.held\","
	                       "\"ref\":\"2026-D02\",\"back\":5,\"jump\":90000,\"facts\":{\"notice\":\"n1\"}}");
}
END_TEST

START_TEST(test_body_begins_with_its_salt_and_is_ascii_on_one_line)
{
	json_t *body = json("{\"title\":\"\\u00e8 \\ud83d\\ude00\\r\\n\\u001b[31m\\u202e\",\"a\":\"b\"}");
	g_autofree char *line = event_body_line(body, salt);

	json_decref(body);
	ck_assert_str_eq(line, "{\"salt\":\"" SALT_HEX "\",\"title\":\"\\u00E8 \\uD83D\\uDE00\\r\\n\\u001B[31m\\u202E\",\"a\":\"b\"}");
}
END_TEST

START_TEST(test_no_text_no_body)
{
	json_t *empty = json_object();

	ck_assert_ptr_null(event_body_line(NULL, salt));
	ck_assert_ptr_null(event_body_line(empty, salt));
	json_decref(empty);
}
END_TEST

/* --- reading ------------------------------------------------------------------------------------------------------ */

START_TEST(test_what_was_written_is_read_back)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Event) event = NULL;
	json_t *facts = json(good[_i].facts), *body = json(good[_i].body);
	g_autofree char *body_line = event_body_line(body, salt);
	g_autofree char *head = head_of(good[_i].kind, good[_i].ref, good[_i].facts, body_line ? HASH : NULL);

	ck_assert_msg(event_read(head, body_line, &event, &error), "%s", error ? error->message : "");
	ck_assert_int_eq(event->seq, 42);
	ck_assert_int_eq(event->at, AT);
	ck_assert_str_eq(event->by, "p3");
	ck_assert_ptr_null(event->os);
	ck_assert_ptr_eq(event->kind, event_kind(good[_i].kind));
	ck_assert_str_eq(event->kind_name, good[_i].kind);
	ck_assert_str_eq(event->ref ? event->ref : "", good[_i].ref ? good[_i].ref : "");
	ck_assert(json_equal(event->facts, facts));
	ck_assert(!event->erased);
	ck_assert(body_line ? json_equal(event->body, body) : !event->body);
	json_decref(facts);
	json_decref(body);
}
END_TEST

START_TEST(test_erased_body_is_told_from_none)
{
	g_autoptr(Event) erased = NULL, none = NULL;
	g_autofree char *with = head_of("note.added", "2026-0007", "{}", HASH);
	g_autofree char *without = head_of("notice.held", "2026-0007", "{\"notice\":\"n1\"}", NULL);

	ck_assert(event_read(with, NULL, &erased, NULL)); /* the required text lies in the erased body */
	ck_assert(erased->erased);
	ck_assert_ptr_null(erased->body);
	ck_assert(event_read(without, NULL, &none, NULL));
	ck_assert(!none->erased);
}
END_TEST

START_TEST(test_kind_of_a_newer_program_is_readable)
{
	g_autoptr(Event) event = NULL;

	ck_assert(event_read("{\"seq\":1,\"at\":\"" AT_TEXT "\",\"by\":\"p1\",\"kind\":\"future.kind\",\"facts\":{\"x\":[1,null]},\"body\":\"" HASH "\"}",
	                     "{\"salt\":\"" SALT_HEX "\",\"y\":\"z\"}", &event, NULL));
	ck_assert_ptr_null(event->kind);
	ck_assert_str_eq(event->kind_name, "future.kind");
	ck_assert_str_eq(json_string_value(json_object_get(event->body, "y")), "z");
}
END_TEST

START_TEST(test_largest_numbers_survive)
{
	g_autoptr(Event) event = NULL;

	ck_assert(event_read("{\"seq\":9223372036854775807,\"at\":\"" AT_TEXT "\",\"by\":\"p1\",\"kind\":\"k.k\",\"facts\":{\"n\":-9223372036854775808}}",
	                     NULL, &event, NULL));
	ck_assert_int_eq(event->seq, INT64_MAX);
	ck_assert_int_eq(json_integer_value(json_object_get(event->facts, "n")), INT64_MIN);
}
END_TEST

#define HEAD(seq, at, by, rest) "{\"seq\":" seq ",\"at\":" at ",\"by\":" by rest
#define NOTE HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"note.added\",\"ref\":\"2026-0007\",\"facts\":{}")
#define HELD(facts) HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"notice.held\",\"ref\":\"2026-0007\",\"facts\":" facts)
#define FUTURE(facts) HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"future.kind\",\"facts\":" facts)
#define SALTED "{\"salt\":\"" SALT_HEX "\""
#define TEXT SALTED ",\"text\":\"x\"}"

static const struct {
	const char *what, *head, *body;
} hostile[] = {
	{"nothing", "", NULL},
	{"no JSON", "seq", NULL},
	{"cut short", "{\"seq\":1", NULL},
	{"no object", "[]", NULL},
	{"an empty object", "{}", NULL},
	{"rubbish after the end", HELD("{\"notice\":\"n1\"}") "}x", NULL},
	{"a line end after the end", HELD("{\"notice\":\"n1\"}") "}\n", NULL},
	{"a space", HELD(" {\"notice\":\"n1\"}") "}", NULL},
	{"a leading space", " " HELD("{\"notice\":\"n1\"}") "}", NULL},
	{"an escape that is not needed", HELD("{\"notice\":\"\\u006e1\"}") "}", NULL},
	{"an escaped slash", HELD("{\"notice\":\"a\\/b\"}") "}", NULL},
	{"lower-case hex in an escape", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"text\":\"\\u00e8\"}"},
	{"raw UTF-8", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"text\":\"\xc3\xa8\"}"},
	{"bytes that are not UTF-8", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"text\":\"\xe8\"}"},
	{"a NUL", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"text\":\"\\u0000\"}"},
	{"a lone surrogate", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"text\":\"\\uD83D\"}"},
	{"a key twice", HELD("{\"notice\":\"n1\",\"notice\":\"n2\"}") "}", NULL},
	{"a real", FUTURE("{\"x\":1.5}") "}", NULL},
	{"a real deep inside", FUTURE("{\"x\":[{\"y\":[1.0]}]}") "}", NULL},
	{"minus zero", FUTURE("{\"x\":-0}") "}", NULL},
	{"a number too large", FUTURE("{\"x\":9223372036854775808}") "}", NULL},
	{"seq 0", HEAD("0", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"a negative seq", HEAD("-1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"a seq in quotes", HEAD("\"1\"", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"an instant with offset", HEAD("1", "\"2026-11-23T22:44:05+01:00\"", "\"p1\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"an instant that is none", HEAD("1", "5", "\"p1\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"nobody", HEAD("1", "\"" AT_TEXT "\"", "\"\"", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"by a number", HEAD("1", "\"" AT_TEXT "\"", "3", ",\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"an account that is null", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"os\":null,\"kind\":\"k.k\",\"facts\":{}}"), NULL},
	{"no kind", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"facts\":{}}"), NULL},
	{"no facts", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\"}"), NULL},
	{"facts in a list", FUTURE("[]") "}", NULL},
	{"keys in another order", "{\"at\":\"" AT_TEXT "\",\"seq\":1,\"by\":\"p1\",\"kind\":\"k.k\",\"facts\":{}}", NULL},
	{"a key too many", FUTURE("{}") ",\"x\":1}", NULL},
	{"back 0", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\",\"back\":0,\"facts\":{}}"), NULL},
	{"a hash in capitals", FUTURE("{}") ",\"body\":\"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\"}", NULL},
	{"a hash too short", FUTURE("{}") ",\"body\":\"e3b0\"}", NULL},
	{"a body that the head does not name", HELD("{\"notice\":\"n1\"}") "}", TEXT},
	{"a body without salt", NOTE ",\"body\":\"" HASH "\"}", "{\"text\":\"x\"}"},
	{"a body whose salt comes last", NOTE ",\"body\":\"" HASH "\"}", "{\"text\":\"x\",\"salt\":\"" SALT_HEX "\"}"},
	{"a body with a short salt", NOTE ",\"body\":\"" HASH "\"}", "{\"salt\":\"00\",\"text\":\"x\"}"},
	{"a body of salt alone", FUTURE("{}") ",\"body\":\"" HASH "\"}", SALTED "}"},
	{"a body in a list", NOTE ",\"body\":\"" HASH "\"}", "[\"salt\",\"" SALT_HEX "\"]"},
	{"a ref that is none", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"k.k\",\"ref\":\"x\",\"facts\":{}}"), NULL},
	{"a known kind that lacks its ref", HEAD("1", "\"" AT_TEXT "\"", "\"p1\"", ",\"kind\":\"notice.held\",\"facts\":{\"notice\":\"n1\"}}"), NULL},
	{"a known kind that lacks a fact", HELD("{}") "}", NULL},
	{"a known kind that lacks its text", NOTE ",\"body\":\"" HASH "\"}", SALTED ",\"x\":\"y\"}"},
	{"a known kind that lacks its body", NOTE "}", NULL},
	{"a known kind with a wrong type", HELD("{\"notice\":1}") "}", NULL},
};

START_TEST(test_hostile_line_is_an_error_of_the_journal_and_nothing_is_returned)
{
	g_autoptr(GError) error = NULL;
	Event *event = NULL;

	ck_assert_msg(!event_read(hostile[_i].head, hostile[_i].body, &event, &error), "%s was read", hostile[_i].what);
	ck_assert_ptr_null(event);
	ck_assert_msg(g_error_matches(error, ERR_DOMAIN, E_IO), "%s", hostile[_i].what);
}
END_TEST

START_TEST(test_nesting_without_end_is_refused)
{
	g_autoptr(GString) head = g_string_new(FUTURE("{\"x\":"));

	for (int i = 0; i < 100000; i++)
		g_string_append_c(head, '[');
	for (int i = 0; i < 100000; i++)
		g_string_append_c(head, ']');
	g_string_append(head, "}}");
	Event *event = NULL;
	ck_assert(!event_read(head->str, NULL, &event, NULL));
}
END_TEST

/* One byte more, less or other is either refused or another event, never the same one in another spelling. */
START_TEST(test_no_two_spellings_read_as_the_same_event)
{
	static const char line[] = HELD("{\"notice\":\"n1\",\"hold_until\":\"" AT_TEXT "\"}") "}";

	for (gsize i = 0; i < strlen(line); i++) {
		for (int c = 1; c < 256; c++) {
			g_autoptr(Event) event = NULL;
			g_autofree char *changed = g_strdup(line);
			changed[i] = (char)c;
			if (!event_read(changed, NULL, &event, NULL))
				continue;
			g_autofree char *again = event_head_line(event, NULL);
			ck_assert_str_eq(again, changed);
		}
	}
}
END_TEST

/* The same for the escapes of a body, behind its salt. */
START_TEST(test_no_two_spellings_read_as_the_same_body)
{
	static const char line[] =
		SALTED ",\"text\":\"\\u00E8\\uD83D\\uDE00\\r\\n\\b\\f\\t\\u001B\\\\\\\"/\\u0080\x7f\",\"x\":[{\"y\":[-10,0,true,null]}]}";

	for (gsize i = strlen(SALTED); i < strlen(line); i++) {
		for (int c = 1; c < 256; c++) {
			g_autoptr(Event) event = NULL;
			g_autofree char *changed = g_strdup(line);
			changed[i] = (char)c;
			if (!event_read(FUTURE("{}") ",\"body\":\"" HASH "\"}", changed, &event, NULL))
				continue;
			g_autofree char *again = event_body_line(event->body, salt);
			ck_assert_str_eq(again, changed);
		}
	}
	g_autoptr(Event) event = NULL;
	ck_assert(event_read(FUTURE("{}") ",\"body\":\"" HASH "\"}", line, &event, NULL));
}
END_TEST

/* --- keys --------------------------------------------------------------------------------------------------------- */

static char *
keys_of(const char *kind, const char *ref, const char *facts, const char *body)
{
	g_autofree char *own = g_strdup(ref);
	Event event = {.seq = 1, .at = AT, .by = (char *)"p1", .kind = event_kind(kind), .ref = own};

	event.facts = json(facts);
	event.body = json(body);
	g_auto(GStrv) keys = event_keys(&event);
	json_decref(event.facts);
	json_decref(event.body);
	return g_strjoinv(" ", keys);
}

START_TEST(test_keys_name_what_an_event_changes)
{
	static const struct {
		const char *kind, *facts, *body, *keys;
	} rows[] = {
		{"notice.held", "{\"notice\":\"n1\"}", NULL, "notice:n1"},
		{"incident.amended", "{\"cause\":null,\"clocks\":[]}", "{\"title\":\"x\",\"reason\":\"y\"}", "field:cause field:title"},
		{"incident.instant-corrected", "{\"field\":\"detected_at\"}", "{\"reason\":\"y\"}", "field:detected_at"},
		{"clock.late-reason", "{\"clock\":\"client:alfa\",\"cause\":\"x\"}", NULL, "late:client:alfa"},
		{"dpo.took-charge", "{}", NULL, "charge"},
		{"note.added", "{}", "{\"text\":\"x\"}", ""},
		{"setting.changed", "{\"name\":\"%s%n\"}", NULL, "setting:%s%n"},
		{"no.such-kind", "{\"title\":1}", NULL, ""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *keys = keys_of(rows[i].kind, "2026-0007", rows[i].facts, rows[i].body);
		ck_assert_str_eq(keys, rows[i].keys);
	}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("event");
	TCase *tc = tcase_create("event");

	tcase_add_loop_test(tc, test_well_formed_events_fit, 0, (int)G_N_ELEMENTS(good));
	tcase_add_loop_test(tc, test_what_does_not_fit_is_a_defect_that_names_kind_and_field, 0, (int)G_N_ELEMENTS(bad));
	tcase_add_test(tc, test_missing_facts_do_not_fit);
	tcase_add_test(tc, test_text_that_is_not_utf8_or_holds_nul_does_not_fit);
	tcase_add_test(tc, test_every_kind_is_found_by_its_name_once);
	tcase_add_test(tc, test_every_kind_touches_by_a_fact_that_it_requires);
	tcase_add_test(tc, test_no_field_of_a_kind_hides_a_field_of_incidents_or_the_salt);
	tcase_add_test(tc, test_head_has_one_order_and_no_space);
	tcase_add_test(tc, test_head_carries_account_and_clock_jumps_only_where_there_are_any);
	tcase_add_test(tc, test_body_begins_with_its_salt_and_is_ascii_on_one_line);
	tcase_add_test(tc, test_no_text_no_body);
	tcase_add_loop_test(tc, test_what_was_written_is_read_back, 0, (int)G_N_ELEMENTS(good));
	tcase_add_test(tc, test_erased_body_is_told_from_none);
	tcase_add_test(tc, test_kind_of_a_newer_program_is_readable);
	tcase_add_test(tc, test_largest_numbers_survive);
	tcase_add_loop_test(tc, test_hostile_line_is_an_error_of_the_journal_and_nothing_is_returned, 0,
	                    (int)G_N_ELEMENTS(hostile));
	tcase_add_test(tc, test_nesting_without_end_is_refused);
	tcase_add_test(tc, test_no_two_spellings_read_as_the_same_event);
	tcase_add_test(tc, test_no_two_spellings_read_as_the_same_body);
	tcase_add_test(tc, test_keys_name_what_an_event_changes);
	suite_add_tcase(suite, tc);
	return run_suite(suite);
}
