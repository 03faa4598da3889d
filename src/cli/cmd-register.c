/* register: the register of breaches that GDPR art. 33(5) asks for, whole or for one client. */
#include "src/cli/paper.h"
#include "src/cli/view.h"

#include "src/register/clients.h"
#include "src/register/people.h"
#include "src/report/book.h"

#include <string.h>

typedef enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_HTML, FORMAT_JSON } Format;

static bool
read_format(const Cli *cli, Format *format, GError **error)
{
	static const char *const names[] = {[FORMAT_TEXT] = "text", [FORMAT_CSV] = "csv", [FORMAT_HTML] = "html", [FORMAT_JSON] = "json", NULL};
	const char *csv = cli_text(cli, "csv");
	int found;
	if (csv && !g_str_equal(csv, "raw"))
		return err_set(error, E_USAGE, "--csv is raw, for programs; for people it is --format csv");
	if (!paper_format(cli, names, G_N_ELEMENTS(names) - 1, csv ? FORMAT_CSV : FORMAT_TEXT, FORMAT_JSON, &found, error))
		return false;
	*format = (Format)found;
	return !csv || *format == FORMAT_CSV || err_set(error, E_USAGE, "--csv goes with --format csv alone");
}

/* A day alone, given as the last one, is meant whole. */
static bool
read_end(const Cli *cli, Instant *to, GError **error)
{
	const char *text = cli_text(cli, "to");
	GTimeZone *zone = cli->session->zone;
	*to = INSTANT_NONE;
	if (!text || instant_parse(text, cli->now, zone, to, NULL))
		return true;
	if (!instant_parse_day(text, cli->now, zone, to, error))
		return false;
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(*to), here = g_date_time_to_timezone(utc, zone);
	g_autoptr(GDateTime) next = g_date_time_add_days(here, 1);
	*to = g_date_time_to_unix(next);
	return true;
}

static bool
read_period(const Cli *cli, BookOf *of, GError **error)
{
	const char *from = cli_text(cli, "from");
	of->from = INSTANT_NONE;
	if (from && !instant_parse_day(from, cli->now, cli->session->zone, &of->from, error))
		return false;
	if (!read_end(cli, &of->to, error))
		return false;
	return of->from == INSTANT_NONE || of->to == INSTANT_NONE || of->from < of->to ||
		err_set(error, E_USAGE, "--from is after --to: nothing lies between them");
}

typedef struct {
	Session *session;
	const char *client;
} Telling;

static bool
told_of(const Incident *in, json_t **fields, void *data, GError **error)
{
	const Telling *telling = data;
	return client_told(telling->session, in, telling->client, fields, error);
}

static bool
write_book(const Cli *cli, const Book *book, Format format, GError **error)
{
	g_autoptr(Document) document = NULL;
	g_autofree char *csv = NULL;
	json_auto_t *o = NULL;
	switch (format) {
	case FORMAT_CSV:
		csv = book_csv(book, csv_dialect(cli->lang, cli_text(cli, "csv") != NULL));
		return out_bytes(cli_text(cli, "output"), csv, strlen(csv), error);
	case FORMAT_JSON:
		o = book_json(book);
		return paper_json(cli, o, error);
	case FORMAT_TEXT:
	case FORMAT_HTML:
		return book_document(book, &document, error) && paper_document(cli, document, format == FORMAT_HTML ? PAPER_HTML : PAPER_TEXT, error);
	}
	g_assert_not_reached();
}

static int
run_register(Cli *cli, GError **error)
{
	Session *s = cli->session;
	g_autoptr(Client) client = NULL;
	g_autoptr(Book) book = NULL;
	Format format = FORMAT_TEXT;
	BookOf of = {.db = s->db, .zone = s->zone, .settings = s->settings, .lang = cli->lang, .now = cli->now, .program = "breccia " PACKAGE_VERSION};
	if (!read_format(cli, &format, error) || !session_require(s, RIGHT_READ, error) || !read_period(cli, &of, error) ||
		(cli_text(cli, "for") && !session_client(s, cli_text(cli, "for"), &client, error)))
		return -1;
	Telling telling = {s, client ? client->id : NULL};
	of.client = telling.client;
	of.told = told_of;
	of.data = &telling;
	view_record_reading(cli, READING_REGISTER, NULL);
	return book_make(&of, &book, error) && write_book(cli, book, format, error) ? 0 : -1;
}

static const Option register_options[] = {
	{"from", 0, OPT_TEXT, N_("DAY"), N_("only what was detected from then on")},
	{"to", 0, OPT_TEXT, N_("DAY"), N_("and until then; a day alone is meant whole")},
	{"for", 0, OPT_TEXT, N_("CLIENT"), N_("what this client may know of its own breaches, and nothing of anybody else")},
	{"format", 0, OPT_TEXT, "text|csv|html|json", N_("what is written; csv as the language's spreadsheets open it")},
	{"csv", 0, OPT_TEXT, "raw", N_("csv for programs: RFC 4180, codes, RFC 3339")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_register = {
	.name = "register",
	.usage = "[--from DAY] [--to DAY] [--for CLIENT] [--format text|csv|html|json] [-o FILE]",
	.say = N_("the register of breaches that GDPR art. 33(5) asks for"),
	.more = N_("Each entry with its facts, effects and remedies, who was told and when, and the reasons of the decisions. Near misses, what turned out "
		   "to be no breach, void entries and exercises are in it, marked and apart."),
	.needs = NEEDS_REGISTER,
	.options = register_options,
	.keeps_group = true,
	.run = run_register,
};
