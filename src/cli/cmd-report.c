/* report: were the deadlines met? For managers, in the form that they read. */
#include "src/cli/out.h"
#include "src/cli/paper.h"
#include "src/cli/report.h"
#include "src/cli/view.h"
#include "src/core/vocab.h"
#include "src/register/people.h"

#include <string.h>

#define LISTED_TEXT 100 /* of each list, on a terminal; */
#define LISTED_PAGE 500 /* on a page: who wants more wants a spreadsheet */

typedef enum { FORMAT_TEXT, FORMAT_LINES, FORMAT_HTML, FORMAT_CSV, FORMAT_JSON } Format;

static const char *const formats[] = {"text", "lines", "html", "csv", "json"};

bool
view_report(const Cli *cli, const Period *period, bool brief, Report **report, GError **error)
{
	const ReportQuery query = {.period = *period, .now = cli->now, .zone = cli->session->zone, .brief = brief};

	return report_make(cli->session->db, cli->session->settings, &query, report, error);
}

/* --- what is asked -------------------------------------------------------------------------------------------------------------- */

static bool
ask_format(const Cli *cli, Format *format, GError **error)
{
	const char *text = cli_text(cli, "format");

	*format = cli->json ? FORMAT_JSON : cli_text(cli, "csv") ? FORMAT_CSV : FORMAT_TEXT;
	if (!text)
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		if (!g_str_equal(text, formats[i]))
			continue;
		if (*format != FORMAT_TEXT && *format != (Format)i)
			return err_set(error, E_USAGE, "two formats are asked for: give one of --format, --json and --csv");
		*format = (Format)i;
		return true;
	}
	return err_set(error, E_USAGE, "there is no format \"%s\": there are text, lines, html, csv and json", text);
}

static bool
ask_dialect(const Cli *cli, CsvDialect *dialect, GError **error)
{
	const char *text = cli_text(cli, "csv");

	if (text && !g_str_equal(text, "raw") && !g_str_equal(text, "sheet"))
		return err_set(error, E_USAGE, "there is no CSV \"%s\": --csv sheet is for spreadsheets, --csv raw for programs", text);
	*dialect = csv_dialect(cli->lang, text && g_str_equal(text, "raw"));
	return true;
}

static bool
ask_period(const Cli *cli, Period *period, GError **error)
{
	const char *text = cli_text(cli, "period"), *from = cli_text(cli, "from"), *to = cli_text(cli, "to");
	GTimeZone *zone = cli->session->zone;
	g_auto(Tip) tip = {0};

	if (text && (from || to))
		return err_set(error, E_USAGE, "a period is asked for twice: give --period, or --from and --to");
	if (from || to)
		return query_tip(cli->session->db, &tip, error) && period_between(from, to, tip.created_at, cli->now, zone, period, error);
	return period_parse(text ? text : "this-year", cli->now, zone, period, error);
}

/* "By client" where no client may be named is no wish that can be granted; campaigns mostly bear their clients' names. */
static bool
ask_by(const Cli *cli, ReportQuery *query, GError **error)
{
	const char *text = cli_text(cli, "by");

	query->no_clients = cli_flag(cli, "no-clients");
	if (text && !stats_by_parse(text, &query->by))
		return err_set(error, E_USAGE, "there is no \"--by %s\": there are client, site, campaign and cause", text);
	if (query->no_clients && (query->by == BY_CLIENT || query->by == BY_CAMPAIGN || query->client || query->campaign))
		return err_set(error, E_USAGE, "--no-clients names neither clients nor campaigns: leave out the one or the other");
	return true;
}

/* client: what query->client is borrowed from. */
static bool
ask(Cli *cli, ReportQuery *query, Client **client, GError **error)
{
	const char *of = cli_text(cli, "client"), *kind = cli_text(cli, "kind");

	*query = (ReportQuery){.now = cli->now, .zone = cli->session->zone, .site = cli_text(cli, "site"), .campaign = cli_text(cli, "campaign")};
	if (of && !session_client(cli->session, of, client, error))
		return false;
	if (of)
		query->client = (*client)->id;
	if (kind && !vocab_parse(&vocab_kind, kind, &query->kind, error))
		return false;
	return ask_by(cli, query, error) && ask_period(cli, &query->period, error);
}

/* --- how it is given ------------------------------------------------------------------------------------------------------------- */

static bool
give(const Cli *cli, const Report *report, Format format, CsvDialect dialect, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(Document) document = NULL;

	switch (format) {
	case FORMAT_TEXT:
	case FORMAT_LINES:
		document = report_document(report, cli->lang, LISTED_TEXT);
		return paper_document(cli, document, format == FORMAT_LINES ? PAPER_LINES : PAPER_TEXT, error);
	case FORMAT_HTML:
		document = report_document(report, cli->lang, LISTED_PAGE);
		return paper_document(cli, document, PAPER_HTML, error);
	case FORMAT_CSV:
		if (!report_csv(cli->session->db, report, cli->lang, dialect, out, error))
			return false;
		break;
	case FORMAT_JSON:
		report_json(report, out);
		break;
	}
	return out_bytes(cli_text(cli, "output"), out->str, out->len, error);
}

static int
run_report(Cli *cli, GError **error)
{
	g_autoptr(Client) client = NULL;
	g_autoptr(Report) report = NULL;
	ReportQuery query;
	CsvDialect dialect = CSV_RAW;
	Format format = FORMAT_TEXT;

	if (!session_require(cli->session, RIGHT_READ, error) || !ask_format(cli, &format, error) || !ask_dialect(cli, &dialect, error) ||
		!ask(cli, &query, &client, error))
		return -1;
	/* On the screen it is looked at; as a file it leaves. */
	if (cli_text(cli, "output") || (format != FORMAT_TEXT && format != FORMAT_LINES))
		view_record_reading(cli, READING_REPORT, NULL);
	/* A row for each deadline is written as it is read: nothing has to be counted. */
	if (format == FORMAT_CSV && query.by == BY_NOTHING)
		report = report_asked(&query);
	else if (!report_make(cli->session->db, cli->session->settings, &query, &report, error))
		return -1;
	return give(cli, report, format, dialect, error) ? 0 : -1;
}

static const Option report_options[] = {
	{"period", 'p', OPT_TEXT, N_("PERIOD"), N_("2026, 2026-Q3, 2026-07, this-year, last-year, this-quarter, last-quarter, this-month, last-month")},
	{"from", 0, OPT_TEXT, N_("DAY"), N_("instead of a period: from this day on")},
	{"to", 0, OPT_TEXT, N_("DAY"), N_("up to the end of this day")},
	{"client", 0, OPT_TEXT, N_("CLIENT"), N_("only breaches that affect this client, and nothing towards others")},
	{"site", 0, OPT_TEXT, N_("TEXT"), N_("only those of this site")},
	{"campaign", 0, OPT_TEXT, N_("TEXT"), N_("only those of this campaign")},
	{"kind", 0, OPT_TEXT, N_("KIND"), N_("only this kind of breach")},
	{"by", 0, OPT_TEXT, "client|site|campaign|cause", N_("the same figures for each of them; cause: of the lateness")},
	{"no-clients", 0, OPT_FLAG, NULL, N_("for the board room: neither clients nor texts that may name them")},
	{"format", 'f', OPT_TEXT, "text|lines|html|csv|json", N_("lines: a sentence for each row, for screen readers")},
	{"csv", 0, OPT_TEXT, "sheet|raw", N_("CSV for spreadsheets in the language of words, or for programs")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_report = {
	.name = "report",
	.usage = "[--period PERIOD | --from DAY --to DAY] [--client CLIENT] [--by client|site|campaign|cause] [--format FORMAT] [-o FILE]",
	.say = N_("were the deadlines met? The figures of a period"),
	.more = N_("How many deadlines were met in time, beside the period before and the same one a year ago; how long it took to tell the DPO; which "
		   "were late, and why; what runs now. Without a period: this year. Each deadline counts once, when it was met or fell due. Nobody is "
		   "counted by name."),
	.needs = NEEDS_REGISTER,
	.options = report_options,
	.vocab = &vocab_kind,
	.keeps_group = true,
	.run = run_report,
};
