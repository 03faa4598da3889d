/* import: incidents of the past, a JSON object a line or a row of CSV; all of a file, or nothing of it. */
#include "src/cli/view.h"

#include "src/core/csv-read.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/import-csv.h"
#include "src/register/import.h"

#include <stdio.h>
#include <string.h>

#define FILE_MAX (256u << 20)
#define ERRORS_SHOWN 20
#define HEADING_SHOWN 40 /* columns */

typedef struct {
	int line, row; /* row: in a spreadsheet; of CSV alone */
} Place;

typedef struct {
	Cli *cli;
	GPtrArray *entries;     /* of ImportEntry */
	GArray *places;         /* of Place: where each entry stands */
	GPtrArray *errors;      /* of char *: "12: detected_at is missing" */
	GHashTable *wrong;      /* of line: those that have an error */
	/* Of CSV alone */
	GPtrArray *headings;    /* of char * */
	ImportColumns *columns; /* NULL: JSON lines */
	Place at;               /* the row that is being read */
} Import;

static void
import_init(Import *import, Cli *cli)
{
	*import = (Import){.cli = cli};
	import->entries = g_ptr_array_new_with_free_func((GDestroyNotify)import_entry_free);
	import->places = g_array_new(FALSE, FALSE, sizeof(Place));
	import->errors = g_ptr_array_new_with_free_func(g_free);
	import->headings = g_ptr_array_new_with_free_func(g_free);
	import->wrong = g_hash_table_new(NULL, NULL);
}

static void
import_clear(Import *import)
{
	g_clear_pointer(&import->entries, g_ptr_array_unref);
	g_clear_pointer(&import->places, g_array_unref);
	g_clear_pointer(&import->errors, g_ptr_array_unref);
	g_clear_pointer(&import->headings, g_ptr_array_unref);
	g_clear_pointer(&import->wrong, g_hash_table_unref);
	g_clear_pointer(&import->columns, import_columns_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Import, import_clear)

static const char *
file_name(const Import *import)
{
	return import->cli->args[0];
}

static bool
is_csv(const Cli *cli)
{
	g_autofree char *name = g_ascii_strdown(cli->args[0], -1);
	return cli_flag(cli, "csv") || g_str_has_suffix(name, ".csv");
}

static void
note_error(Import *import, int line, const char *why)
{
	g_ptr_array_add(import->errors, g_strdup_printf("%d: %s", line, why));
	g_hash_table_add(import->wrong, GINT_TO_POINTER(line));
}

/* --- JSON lines ----------------------------------------------------------------------------------------------------------- */

static void
read_line(Import *import, int number, const char *line, gsize len)
{
	json_error_t where;
	ImportEntry *entry = NULL;
	const Place place = {number, 0};
	g_autoptr(GError) problem = NULL;
	json_auto_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &where);
	if (!object) {
		note_error(import, number, where.text);
	} else if (!import_read(import->cli->session, object, &entry, NULL, &problem)) {
		note_error(import, number, problem->message);
	} else {
		g_ptr_array_add(import->entries, entry);
		g_array_append_val(import->places, place);
	}
}

/* Blank lines are none. */
static void
read_lines(Import *import, const char *text, gsize len)
{
	int number = 0;
	for (const char *at = text, *end = text + len; at < end;) {
		const char *newline = memchr(at, '\n', (gsize)(end - at));
		gsize length = (gsize)((newline ? newline : end) - at);
		number++;
		if (strspn(at, " \t\r") < length)
			read_line(import, number, at, length);
		at += length + 1;
	}
}

/* --- CSV ------------------------------------------------------------------------------------------------------------------ */

/* A cell as a spreadsheet names it, with the heading of its column: "12: cell C9 (rilevato): ...". */
static void
note_cell(guint column, const char *why, void *data)
{
	Import *import = data;
	if (column == IMPORT_NO_COLUMN || column >= import->headings->len) {
		note_error(import, import->at.line, why);
		return;
	}
	g_autofree char *letters = csv_column_letters(column);
	g_autofree char *named = text_fit(g_ptr_array_index(import->headings, column), HEADING_SHOWN);
	g_autofree char *said = g_strdup_printf(_("cell %s%d (%s): %s"), letters, import->at.row, named, why);
	note_error(import, import->at.line, said);
}

static void
read_row(Import *import, const GPtrArray *cells)
{
	Session *session = import->cli->session;
	ImportEntry *entry = NULL;
	const char *key = NULL;
	g_autoptr(GError) problem = NULL;
	json_auto_t *object = import_columns_object(import->columns, session, cells, note_cell, import);
	if (!object)
		return;
	if (!import_read(session, object, &entry, &key, &problem)) {
		note_cell(import_columns_find(import->columns, cells, key), problem->message, import);
		return;
	}
	g_ptr_array_add(import->entries, entry);
	g_array_append_val(import->places, import->at);
}

static bool
next_row(Import *import, CsvReader *reader, GPtrArray *cells)
{
	g_autoptr(GError) problem = NULL;
	bool good = csv_read_row(reader, cells, &problem);
	import->at = (Place){reader->line, reader->row};
	if (!good)
		note_error(import, reader->line, problem->message);
	return good && cells->len;
}

/* Where a heading is wrong no row is looked at: each of them would be. */
static bool
read_csv(Import *import, const char *text, gsize len, GError **error)
{
	CsvReader reader;
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func(g_free);
	if (!csv_read_begin(&reader, text, len, error)) {
		g_prefix_error(error, "%s:%d: ", file_name(import), reader.line);
		return false;
	}
	if (!next_row(import, &reader, import->headings))
		return import->errors->len || err_set(error, E_INPUT, "%s is empty: its first row has to say what the columns are", file_name(import));
	if (!import_columns_read(import->headings, cli_list(import->cli, "map"), cli_text(import->cli, "day-at"), note_cell, import, &import->columns, error))
		return false;
	if (import->errors->len)
		return true;
	while (next_row(import, &reader, cells))
		read_row(import, cells);
	return true;
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

static void
note_duplicate(guint place, const char *source_id, const char *ref, void *data)
{
	Import *import = data;
	g_autoptr(GPtrArray) none = g_ptr_array_new();
	g_autofree char *why = ref ? g_strdup_printf(_("source_id %s is in the register already, as %s"), source_id, ref)
				   : g_strdup_printf(_("source_id %s stands twice in this file"), source_id);
	import->at = g_array_index(import->places, Place, place);
	note_cell(import->columns ? import_columns_find(import->columns, none, "source_id") : IMPORT_NO_COLUMN, why, import);
}

/* Each wrong line on standard error, and one sentence about all. */
static int
refuse(const Import *import, GError **error)
{
	for (guint i = 0; i < MIN(import->errors->len, ERRORS_SHOWN); i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(import->errors, i));
		(void)fprintf(stderr, "%s:%s\n", file_name(import), safe);
	}
	if (import->errors->len > ERRORS_SHOWN)
		(void)fprintf(stderr, _("and %u more\n"), import->errors->len - ERRORS_SHOWN);
	if (g_hash_table_size(import->wrong) == 1)
		err_set(error, E_INPUT, "one line is wrong, and nothing was imported: correct it, and give the whole file again");
	else
		err_set(error, E_INPUT, "%u lines are wrong, and nothing was imported: correct them, and give the whole file again",
			g_hash_table_size(import->wrong));
	return -1;
}

/* What each column was taken for. */
static void
show_columns(const Import *import)
{
	for (guint i = 0; import->columns && i < import->headings->len; i++) {
		g_autofree char *letters = csv_column_letters(i), *heading = text_visible(g_ptr_array_index(import->headings, i));
		const char *name = import_columns_name(import->columns, i);
		out_print("%s  %s: %s\n", letters, heading, name ? name : _("stays out"));
	}
}

static json_t *
columns_json(const Import *import)
{
	json_t *list = json_array();
	for (guint i = 0; i < import->headings->len; i++) {
		const char *name = import_columns_name(import->columns, i);
		json_array_append_new(list, json_pack("{s:s, s:o}", "heading", g_ptr_array_index(import->headings, i), "field",
			name ? json_string(name) : json_null()));
	}
	return list;
}

static int
write_all(const Import *import, GError **error)
{
	Cli *cli = import->cli;
	g_autofree char *first = NULL, *last = NULL;
	bool dry = cli_flag(cli, "dry-run");
	if (!dry && import->entries->len &&
		!register_import(cli->session, import->entries, out_shows_progress(cli) ? out_progress : NULL, NULL, &first, &last, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "imported", json_integer(dry ? 0 : import->entries->len));
		json_object_set_new(o, "found", json_integer(import->entries->len));
		if (first) {
			json_object_set_new(o, "first", json_string(first));
			json_object_set_new(o, "last", json_string(last));
		}
		if (import->columns)
			json_object_set_new(o, "columns", columns_json(import));
		return out_json(o);
	}
	if (cli->quiet)
		return 0;
	if (dry)
		show_columns(import);
	if (first) {
		out_tone(TONE_GOOD, ngettext("%u incident imported, %s to %s. Nothing is sent about it.\n",
			"%u incidents imported, %s to %s. Nothing is sent about them.\n", import->entries->len), import->entries->len, first, last);
		out_print("%s\n", _("The board leaves out what was imported: breccia list +imported"));
	} else {
		out_print(ngettext("%u incident would be imported.\n", "%u incidents would be imported.\n", import->entries->len),
			import->entries->len);
	}
	return 0;
}

static bool
read_all(Import *import, GError **error)
{
	const Cli *cli = import->cli;
	g_autofree char *text = NULL;
	gsize len;
	if ((cli_list(cli, "map") || cli_text(cli, "day-at")) && !is_csv(cli))
		return err_set(error, E_USAGE, "--map and --day-at are for CSV: give a file FILE.csv, or --csv");
	if (!session_require(cli->session, RIGHT_ADMIN, error) || !(g_str_equal(file_name(import), "-") ? host_read_stdin(FILE_MAX, &text, &len, error)
			: host_read_file(file_name(import), FILE_MAX, &text, &len, error)))
		return false;
	if (is_csv(cli))
		return read_csv(import, text, len, error);
	read_lines(import, text, len);
	return true;
}

static int
run_import(Cli *cli, GError **error)
{
	g_auto(Import) import = {0};
	import_init(&import, cli);
	if (!read_all(&import, error) || !import_duplicates(cli->session, import.entries, note_duplicate, &import, error))
		return -1;
	return import.errors->len ? refuse(&import, error) : write_all(&import, error);
}

static const Option import_options[] = {
	{"dry-run", 'n', OPT_FLAG, NULL, N_("read and check all, and write nothing; of CSV it says what each column is taken for")},
	{"csv", 0, OPT_FLAG, NULL, N_("it is CSV, as a FILE.csv is without this")},
	{"map", 0, OPT_LIST, N_("COLUMN=FIELD"), N_("what the column of CSV with this heading is; COLUMN= leaves it out (again for each)")},
	{"day-at", 0, OPT_TEXT, "HH:MM", N_("what a day without a time means in CSV; without this it is refused")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_import = {
	.name = "import",
	.usage = "[--csv] [--map COLUMN=FIELD]... [--day-at HH:MM] FILE | -",
	.say = N_("take in incidents of the past, from JSON lines or CSV"),
	.more = N_("One JSON object a line: the fields of log -, and the whole story; or CSV of a spreadsheet, whose columns are known by their "
		   "headings: see IMPORT in the manual. All of the file comes in, or nothing. What is imported is of the past: nothing is sent about "
		   "it, no clock runs, and what paper says of a notice is declared, not proven."),
	.needs = NEEDS_REGISTER,
	.options = import_options,
	.min_args = 1,
	.max_args = 1,
	.run = run_import,
};
