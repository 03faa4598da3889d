/*
 * Reports on two years of a call centre (report-life.h): the figures agree with plain SQL over the same period, month by month, and every
 * form says the same without letting a hostile title become anything but a title.
 */
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/report/forms.h"
#include "src/report/words.h"
#include "tests/report-life.h"

#include <check.h>
#include <glib/gstdio.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#define BREACHES 150
#define UNTIL "2026-11-28T09:30:00Z"

static char *dir, *path;
static Instant now;
static GTimeZone *rome;
static Db *db;
static sqlite3 *raw;
static Settings *settings;
static Report *report;

/* One register for all the tests of a case: nothing here writes. */
static void
begin(void)
{
	g_autofree char *account = host_account();

	dir = g_dir_make_tmp("breccia-report-XXXXXX", NULL);
	path = g_build_filename(dir, "register.db", NULL);
	ck_assert(instant_from_rfc3339(UNTIL, &now));
	rome = g_time_zone_new_identifier("Europe/Rome");
	report_life(path, account, now, BREACHES);
	ck_assert(db_open(path, DB_OPEN, &db, NULL));
	ck_assert(query_settings(db, &settings, NULL));
	ck_assert_int_eq(sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
}

static void
end(void)
{
	sqlite3_close(raw);
	g_clear_pointer(&report, report_free);
	settings_free(settings);
	db_close(db);
	g_time_zone_unref(rome);
	for (const char *const *suffix = (const char *const[]){"", "-wal", "-shm", NULL}; *suffix; suffix++) {
		g_autofree char *file = g_strconcat(path, *suffix, NULL);
		(void)g_remove(file);
	}
	(void)g_rmdir(dir);
	g_free(path);
	g_free(dir);
}

static ReportQuery
asking(const char *period)
{
	ReportQuery query = {.now = now, .zone = rome};

	ck_assert(period_parse(period, now, rome, &query.period, NULL));
	return query;
}

static const Stats *
make(const ReportQuery *query)
{
	GError *error = NULL;

	g_clear_pointer(&report, report_free);
	ck_assert_msg(report_make(db, settings, query, &report, &error), "%s", error ? error->message : "");
	return report->stats;
}

/* --- the figures agree ---------------------------------------------------------------------------------------------------------------- */

/* As somebody would ask who has nothing but the tables and the rules of counting. */
#define COUNTED \
	"WITH k AS (SELECT c.rule, c.ref, coalesce(c.met_at, CASE WHEN c.proof <> 'none' THEN (SELECT min(n.sent_at) FROM notice n" \
	"  WHERE n.ref = c.ref AND n.audience = 'dpo' AND n.state = 'sent' AND n.proof NOT IN ('none', 'refuted')) END) AS left_at," \
	" c.client, c.met_at, c.due_at, c.starts_at, c.proof, c.late_cause, c.late_reason," \
	" CASE WHEN c.met_at IS NOT NULL AND c.met_at < c.due_at THEN c.met_at ELSE c.due_at END AS at," \
	" c.met_at IS NOT NULL AND c.met_at <= c.due_at AND c.ended_late = 0 AS in_time," \
	" c.met_at IS NULL AND c.proof <> 'none' AND c.waived = 0 AND c.not_due = 0 AND (SELECT min(n.sent_at) FROM notice n" \
	"  WHERE n.ref = c.ref AND n.audience = 'dpo' AND n.state = 'sent') <= c.due_at AS unproven" \
	" FROM clock c JOIN incident i ON i.ref = c.ref WHERE i.kind = 'breach' AND i.voided_at IS NULL AND i.historic = 0" \
	" AND i.outcome IS NOT 'not-a-breach' AND (c.waived = 0 AND c.not_due = 0 OR c.ended_late = 1)" \
	" AND (c.met_at IS NOT NULL OR c.due_at < ?3)) "

static int64_t
ask(const char *sql, const Period *period, const char *text)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	ck_assert_msg(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL) == SQLITE_OK, "%s", sqlite3_errmsg(raw));
	for (int i = 1; i <= sqlite3_bind_parameter_count(stmt); i++) {
		if (i == 4)
			sqlite3_bind_text(stmt, i, text, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(stmt, i, i == 1 ? period->from : i == 2 ? period->until : now);
	}
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

#define IN_PERIOD " FROM k WHERE at >= ?1 AND at < ?2 "

static void
agrees(const char *name)
{
	const ReportQuery query = asking(name);
	const Stats *stats = make(&query);
	const Period *p = &query.period;
	Spread spread = stats_spread(stats->times);

	for (const ClockRule *rule = clock_rules; rule->id; rule++) {
		const Tally *t = stats_rule(stats, rule->id);
		ck_assert_msg(t->n[STANDING_ON_TIME] == ask(COUNTED "SELECT count(*)" IN_PERIOD "AND rule = ?4 AND in_time", p, rule->id), "%s", name);
		ck_assert_msg(t->n[STANDING_UNPROVEN] == ask(COUNTED "SELECT count(*)" IN_PERIOD "AND rule = ?4 AND unproven", p, rule->id), "%s", name);
		ck_assert_msg(tally_counted(t) == ask(COUNTED "SELECT count(*)" IN_PERIOD "AND rule = ?4", p, rule->id), "%s", name);
		ck_assert_msg(t->n[STANDING_RUNNING] == ask("SELECT count(*) FROM clock c JOIN incident i ON i.ref = c.ref WHERE i.kind = 'breach'"
			" AND i.voided_at IS NULL AND i.historic = 0 AND i.outcome IS NOT 'not-a-breach' AND c.met_at IS NULL AND c.waived = 0"
			" AND c.not_due = 0 AND c.due_at >= ?3 AND c.rule = ?4", p, rule->id), "%s", name);
	}
	ck_assert_int_eq(stats->explained, ask(COUNTED "SELECT count(*)" IN_PERIOD "AND NOT in_time AND NOT unproven AND late_cause IS NOT NULL"
		" AND late_reason IS NOT NULL", p, NULL));
	ck_assert_int_eq(stats->incidents, ask(COUNTED "SELECT count(DISTINCT ref)" IN_PERIOD, p, NULL));
	ck_assert_int_eq(stats->entries[ENTRY_DRILL], ask("SELECT count(*) FROM incident WHERE kind = 'drill' AND voided_at IS NULL"
		" AND detected_at >= ?1 AND detected_at < ?2", p, NULL));
	ck_assert_int_eq(stats->entries[ENTRY_VOID], ask("SELECT count(*) FROM incident WHERE voided_at IS NOT NULL AND detected_at >= ?1"
		" AND detected_at < ?2", p, NULL));
	ck_assert_int_eq(stats_spread(stats->steps[STEP_DELIVERED]).n, ask(COUNTED "SELECT count(DISTINCT k.ref) FROM k JOIN receipt r ON r.ref = k.ref"
		" WHERE k.at >= ?1 AND k.at < ?2 AND k.rule = 'dpo-24h' AND k.met_at IS NOT NULL AND r.proof = 'delivered'", p, NULL));
	if (!spread.n)
		return;
#define TIMES COUNTED ", t AS (SELECT coalesce(left_at, ?3) - starts_at AS s, row_number() OVER (ORDER BY coalesce(left_at, ?3) - starts_at) AS r," \
	" count(*) OVER () AS n" IN_PERIOD "AND rule = 'dpo-24h') "
	ck_assert_int_eq(spread.n, ask(TIMES "SELECT count(*) FROM t", p, NULL));
	ck_assert_int_eq(spread.worst, ask(TIMES "SELECT max(s) FROM t", p, NULL));
	ck_assert_int_eq(spread.median, ask(TIMES "SELECT (min(s) + max(s)) / 2 FROM t WHERE r IN ((n + 1) / 2, n / 2 + 1)", p, NULL));
	ck_assert_int_eq(spread.p90, ask(TIMES "SELECT min(s) FROM t WHERE r * 10 >= n * 9", p, NULL));
}

START_TEST(test_figures_agree_with_plain_sql)
{
	static const char *const periods[] = {"2024", "2025", "2026", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3",
		"2026-Q4"};
	const ReportQuery all = asking("2026");

	for (gsize i = 0; i < G_N_ELEMENTS(periods); i++)
		agrees(periods[i]);
	for (int m = 0; m < 24; m++) {
		g_autofree char *month = g_strdup_printf("%d-%02d", 2025 + m / 12, m % 12 + 1);
		agrees(month);
	}
	/* It would agree on nothing as well: the year has some of each. */
	make(&all);
	for (int s = STANDING_ON_TIME; s <= STANDING_RUNNING; s++)
		ck_assert_int_gt(report->stats->all.n[s], 0);
	for (int e = 0; e < ENTRIES; e++)
		ck_assert_int_gt(report->stats->entries[e], 0);
	ck_assert_int_gt(report->stats->explained, 0);
	ck_assert_int_gt(stats_spread(report->stats->steps[STEP_DELIVERED]).n, 0);
	ck_assert_int_eq(stats_spread(report->stats->steps[STEP_DELIVERED]).worst, 180);
	ck_assert_int_lt(report->stats->explained, report->stats->all.n[STANDING_LATE]);
}
END_TEST

START_TEST(test_months_and_quarters_add_up)
{
	ReportQuery query = asking("2025");
	int year = tally_counted(&make(&query)->all), months = 0, quarters = 0;

	for (int m = 0; m < 12; m++) {
		g_autofree char *month = g_strdup_printf("2025-%02d", m + 1), *quarter = g_strdup_printf("2025-Q%d", m / 3 + 1);
		query = asking(month);
		months += tally_counted(&make(&query)->all);
		if (m % 3)
			continue;
		query = asking(quarter);
		quarters += tally_counted(&make(&query)->all);
	}
	ck_assert_int_gt(year, 100);
	ck_assert_int_eq(months, year);
	ck_assert_int_eq(quarters, year);
}
END_TEST

START_TEST(test_the_periods_beside_are_what_they_are_alone)
{
	ReportQuery query = asking("2026-Q2");
	Tally before, year_ago;

	make(&query);
	before = report->stats_before->all;
	year_ago = report->stats_year_ago->all;
	query = asking("2026-Q1");
	make(&query);
	for (int s = STANDING_ON_TIME; s <= STANDING_UNPROVEN; s++)
		ck_assert_int_eq(before.n[s], report->stats->all.n[s]);
	query = asking("2025-Q2");
	make(&query);
	for (int s = STANDING_ON_TIME; s <= STANDING_UNPROVEN; s++)
		ck_assert_int_eq(year_ago.n[s], report->stats->all.n[s]);
}
END_TEST

START_TEST(test_a_client_and_a_site_agree_with_plain_sql)
{
	ReportQuery query = asking("2026");
	int sites = 0;

	query.client = "alfa";
	make(&query);
	ck_assert_str_eq(report->client_name, "Alfa");
	ck_assert_int_gt(tally_counted(&report->stats->all), 0);
	ck_assert_int_eq(tally_counted(stats_rule(report->stats, RULE_CLIENT)),
		ask(COUNTED "SELECT count(*)" IN_PERIOD "AND client = 'alfa'", &query.period, NULL));
	ck_assert_int_eq(tally_counted(stats_rule(report->stats, RULE_DPO)), ask(COUNTED "SELECT count(*)" IN_PERIOD "AND rule = 'dpo-24h'"
		" AND ref IN (SELECT ref FROM clock WHERE client = 'alfa')", &query.period, NULL));
	query.client = NULL;
	for (const char *const *site = (const char *const[]){"torino", "MILANO", "Bari", NULL}; *site; site++) {
		query.site = *site;
		sites += tally_counted(&make(&query)->all);
	}
	query.site = NULL;
	ck_assert_int_eq(sites, tally_counted(&make(&query)->all));
}
END_TEST

START_TEST(test_groups_add_up_but_by_client)
{
	ReportQuery query = asking("2026");

	for (query.by = BY_SITE; query.by <= BY_CAUSE; query.by++) {
		Tally sum = {0};
		const Stats *stats = make(&query);
		for (guint i = 0; i < stats->groups->len; i++)
			for (int s = 0; s < STANDINGS; s++)
				sum.n[s] += ((const Group *)g_ptr_array_index(stats->groups, i))->all.n[s];
		ck_assert_int_eq(sum.n[STANDING_LATE], stats->all.n[STANDING_LATE]);
		ck_assert_int_eq(sum.n[STANDING_ON_TIME], query.by == BY_CAUSE ? 0 : stats->all.n[STANDING_ON_TIME]);
	}
}
END_TEST

/* --- the forms ------------------------------------------------------------------------------------------------------------------------- */

static GString *
page_of(const ReportQuery *query, Lang lang)
{
	g_autoptr(Document) document = NULL;
	GString *html = g_string_new(NULL);

	make(query);
	document = report_document(report, lang, 0);
	document_html(document, html);
	return html;
}

START_TEST(test_a_page_shows_hostile_titles_as_text)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) html = page_of(&query, LANG_IT);

	ck_assert_ptr_nonnull(strstr(html->str, "&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;q&quot; =1+1 &lt;U+202E&gt;gpj."));
	ck_assert_ptr_nonnull(strstr(html->str, "&lt;b&gt;Posta&lt;/b&gt; ferma"));
	ck_assert_ptr_null(strstr(html->str, "<script"));
	ck_assert_ptr_null(strstr(html->str, "<b>"));
	ck_assert_ptr_null(strstr(html->str, "\u202e"));
	ck_assert(g_utf8_validate(html->str, -1, NULL));
}
END_TEST

static int
count_of(const char *text, const char *what)
{
	int n = 0;

	for (const char *at = strstr(text, what); at; at = strstr(at + 1, what))
		n++;
	return n;
}

/* Each picture has a name, a description, and its numbers behind it; what is opened is closed. */
/* "Were the deadlines met?" is not answered by the DPO's alone. */
START_TEST(test_the_answer_is_about_all_deadlines)
{
	static const struct {
		int dpo, dpo_late, other, other_late;
		const char *answer;
	} rows[] = {
		{0, 0, 0, 0, "2026: no deadline was met or fell due."},
		{1, 0, 0, 0, "2026: yes. DPO told in time: 1 of 1."},
		{1, 0, 2, 0, "2026: yes. DPO told in time: 1 of 1. Others: 2 of 2."},
		{1, 0, 2, 1, "2026: not always. DPO told in time: 1 of 1. Others: 2 of 3."},
		{1, 1, 2, 0, "2026: not always. DPO told in time: 1 of 2. Others: 2 of 2."},
		{0, 0, 0, 1, "2026: not always. Others: 0 of 1."},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		RuleStats dpo = {.rule = RULE_DPO, .tally.n = {[STANDING_ON_TIME] = rows[i].dpo, [STANDING_LATE] = rows[i].dpo_late}};
		Stats stats = {.rules = g_array_new(FALSE, FALSE, sizeof dpo)};
		Report about = {.stats = &stats, .query.zone = rome};
		stats.all.n[STANDING_ON_TIME] = rows[i].dpo + rows[i].other;
		stats.all.n[STANDING_LATE] = rows[i].dpo_late + rows[i].other_late;
		g_array_append_val(stats.rules, dpo);
		ck_assert(period_parse("2026", now, rome, &about.query.period, NULL));
		g_autofree char *answer = words_answer(&about, LANG_EN);
		ck_assert_str_eq(answer, rows[i].answer);
		g_array_unref(stats.rules);
	}
}
END_TEST

START_TEST(test_a_page_can_be_read_without_seeing_it)
{
	static const char *const elements[] = {"section", "table", "tr", "th", "td", "figure", "svg", "text", "title", "desc", "details", "dl", "dt", "dd",
		"p", "bdi", "main", "header", "footer", "html", "body", "div", "h1", "h2"};
	ReportQuery query = asking("2026");
	g_autoptr(GString) html = NULL;

	query.by = BY_CLIENT;
	html = page_of(&query, LANG_EN);
	ck_assert_int_eq(count_of(html->str, "<svg "), 2);
	ck_assert_int_eq(count_of(html->str, "role=\"img\" aria-labelledby=\"chart"), 2);
	ck_assert_int_eq(count_of(html->str, "<title id=\"chart"), 2);
	ck_assert_int_eq(count_of(html->str, "<desc id=\"chart"), 2);
	ck_assert_int_eq(count_of(html->str, "<details>"), 2);
	ck_assert_int_eq(count_of(html->str, "<section id="), count_of(html->str, "<h2 id="));
	for (gsize i = 0; i < G_N_ELEMENTS(elements); i++) {
		g_autofree char *plain = g_strdup_printf("<%s>", elements[i]), *with = g_strdup_printf("<%s ", elements[i]),
			       *close = g_strdup_printf("</%s>", elements[i]);
		ck_assert_msg(count_of(html->str, plain) + count_of(html->str, with) == count_of(html->str, close), "%s", elements[i]);
	}
}
END_TEST

START_TEST(test_where_no_client_may_be_named_none_is)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) html = NULL, json = g_string_new(NULL), csv = g_string_new(NULL);

	query.no_clients = true;
	html = page_of(&query, LANG_IT);
	report_json(report, json);
	ck_assert(report_csv(db, report, LANG_IT, CSV_IT, csv, NULL));
	for (const char *const *word = (const char *const[]){"Alfa", "alfa", "Beta", "Energia Nord", "alert(1)", "Posta", "capoturno", NULL}; *word; word++) {
		ck_assert_msg(!strstr(html->str, *word), "page: %s", *word);
		ck_assert_msg(!strstr(json->str, *word), "json: %s", *word);
		ck_assert_msg(!strstr(csv->str, *word), "csv: %s", *word);
	}
	ck_assert_ptr_nonnull(strstr(html->str, "Committente"));
}
END_TEST

/* Nobody is named, in any form. */
START_TEST(test_no_person_is_in_a_report)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) html = page_of(&query, LANG_IT), json = g_string_new(NULL), csv = g_string_new(NULL);

	report_json(report, json);
	ck_assert(report_csv(db, report, LANG_IT, CSV_RAW, csv, NULL));
	for (const char *const *word = (const char *const[]){"Bianchi", "Verdi", "\"p1\"", "maria@", NULL}; *word; word++) {
		ck_assert_msg(!strstr(html->str, *word), "page: %s", *word);
		ck_assert_msg(!strstr(json->str, *word), "json: %s", *word);
		ck_assert_msg(!strstr(csv->str, *word), "csv: %s", *word);
	}
}
END_TEST

START_TEST(test_json_says_the_same)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) out = g_string_new(NULL);
	json_error_t why;
	json_auto_t *json = NULL;
	const json_t *dpo;

	query.by = BY_SITE;
	make(&query);
	report_json(report, out);
	ck_assert(g_str_has_prefix(out->str, "{\"v\":1,"));
	for (const char *c = out->str; *c; c++)
		ck_assert_msg((*c >= ' ' && *c <= '~') || (*c == '\n' && !c[1]), "%d", *c);
	json = json_loads(out->str, JSON_REJECT_DUPLICATES, &why);
	ck_assert_msg(json != NULL, "%s", why.text);
	dpo = json_array_get(json_object_get(json, "deadlines"), 0);
	ck_assert_str_eq(json_string_value(json_object_get(dpo, "rule")), RULE_DPO);
	ck_assert_int_eq(json_integer_value(json_object_get(dpo, "in_time")), stats_rule(report->stats, RULE_DPO)->n[STANDING_ON_TIME]);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "late")), report->stats->all.n[STANDING_LATE]);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "unproven")), report->stats->all.n[STANDING_UNPROVEN]);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "running")), report->stats->all.n[STANDING_RUNNING]);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "months")), 12);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "groups")), 3);
	ck_assert_int_eq((int)json_array_size(json_object_get(json, "actions_overdue")), (int)report->stats->actions->len);
	ck_assert_int_gt((int)report->stats->actions->len, 0);
}
END_TEST

/* A row for each that counts or runs; no row begins a formula. */
START_TEST(test_csv_has_every_deadline)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) it = g_string_new(NULL), raw_csv = g_string_new(NULL);
	int rows;

	make(&query);
	rows = tally_counted(&report->stats->all) + report->stats->all.n[STANDING_RUNNING];
	ck_assert(report_csv(db, report, LANG_IT, CSV_IT, it, NULL));
	ck_assert(report_csv(db, report, LANG_IT, CSV_RAW, raw_csv, NULL));
	ck_assert_int_eq(count_of(it->str, "\r\n"), rows + 1);
	ck_assert_int_eq(count_of(raw_csv->str, "\r\n"), rows + 1);
	ck_assert(g_str_has_prefix(it->str, "\xEF\xBB\xBF" "riferimento;titolo;"));
	ck_assert(g_str_has_prefix(raw_csv->str, "ref,title,kind,site,campaign,rule,client,started_at,due_at,met_at,standing,taken_hours,"));
	ck_assert_int_eq(count_of(raw_csv->str, ",late,"), report->stats->all.n[STANDING_LATE]);
	ck_assert_int_eq(count_of(raw_csv->str, ",in-time,"), report->stats->all.n[STANDING_ON_TIME]);
	ck_assert_int_eq(count_of(it->str, ";in ritardo;"), report->stats->all.n[STANDING_LATE]);
}
END_TEST

/* --- lines ------------------------------------------------------------------------------------------------------------------------------ */

/* At any width, in both languages: no line is wider than the screen, and nothing but text stands in it. */
START_TEST(test_lines_keep_to_the_screen)
{
	static const char *const periods[] = {"2026", "2026-Q3", "2026-07"};
	static const int widths[] = {48, 78, 80, 120, 200};

	for (gsize k = 0; k < G_N_ELEMENTS(periods) * 2 * G_N_ELEMENTS(widths) * 2; k++) {
		g_autoptr(GString) text = g_string_new(NULL);
		ReportQuery query = asking(periods[k % 3]);
		int width = widths[k / 6 % G_N_ELEMENTS(widths)];
		DocLines out = doc_lines_to(text, width);
		g_autoptr(Document) document = NULL;
		out.linear = k / 30;
		query.by = BY_CLIENT;
		make(&query);
		document = report_document(report, k / 3 % 2 ? LANG_IT : LANG_EN, 0);
		document_text(document, &out);
		g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
		for (char **line = lines; *line; line++) {
			g_autofree char *safe = text_visible(*line);
			ck_assert_str_eq(safe, *line);
			/* A screen that is narrower than a table of numbers cuts it. */
			if (width >= 78)
				ck_assert_msg(text_width(*line) <= width, "%d: %s", width, *line);
		}
	}
}
END_TEST

START_TEST(test_ascii_bars_are_ascii)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) text = g_string_new(NULL);
	DocLines out = doc_lines_to(text, 80);
	g_autoptr(Document) document = NULL;

	out.ascii = true;
	make(&query);
	document = report_document(report, LANG_EN, 0);
	document_lines(document, &out);
	ck_assert_ptr_null(strstr(text->str, "█"));
	ck_assert_ptr_null(strstr(text->str, "▒"));
	ck_assert_ptr_nonnull(strstr(text->str, "###"));
}
END_TEST

START_TEST(test_a_long_list_says_what_it_leaves_out)
{
	ReportQuery query = asking("2026");
	g_autoptr(GString) text = g_string_new(NULL);
	const DocLines out = doc_lines_to(text, 100);
	g_autoptr(Document) document = NULL;
	g_autofree char *rest = NULL;

	make(&query);
	document = report_document(report, LANG_EN, 3);
	document_lines(document, &out);
	rest = g_strdup_printf("... and %d more: breccia report --format csv", report->stats->all.n[STANDING_LATE] - 3);
	ck_assert_ptr_nonnull(strstr(text->str, rest));
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("report");
	TCase *tc = tcase_create("report");
	/* Made once, in the parent: nothing writes. */
	tcase_add_unchecked_fixture(tc, begin, end);
	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, test_figures_agree_with_plain_sql);
	tcase_add_test(tc, test_months_and_quarters_add_up);
	tcase_add_test(tc, test_the_periods_beside_are_what_they_are_alone);
	tcase_add_test(tc, test_a_client_and_a_site_agree_with_plain_sql);
	tcase_add_test(tc, test_groups_add_up_but_by_client);
	tcase_add_test(tc, test_a_page_shows_hostile_titles_as_text);
	tcase_add_test(tc, test_the_answer_is_about_all_deadlines);
	tcase_add_test(tc, test_a_page_can_be_read_without_seeing_it);
	tcase_add_test(tc, test_where_no_client_may_be_named_none_is);
	tcase_add_test(tc, test_no_person_is_in_a_report);
	tcase_add_test(tc, test_json_says_the_same);
	tcase_add_test(tc, test_csv_has_every_deadline);
	tcase_add_test(tc, test_lines_keep_to_the_screen);
	tcase_add_test(tc, test_ascii_bars_are_ascii);
	tcase_add_test(tc, test_a_long_list_says_what_it_leaves_out);
	suite_add_tcase(suite, tc);
	SRunner *runner = srunner_create(suite);
	/* SQLite does not like to be carried over a fork. */
	srunner_set_fork_status(runner, CK_NOFORK);
	srunner_run_all(runner, CK_NORMAL);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
