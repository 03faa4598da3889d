/* import: incidents of the past, a JSON object a line; all of a file, or nothing of it. */
#include "src/cli/view.h"

#include "src/host/host.h"
#include "src/register/import.h"

#include <stdio.h>
#include <string.h>

#define FILE_MAX (256u << 20)
#define ERRORS_SHOWN 20

typedef struct {
	Cli *cli;
	GPtrArray *entries; /* of ImportEntry */
	GArray *lines;      /* of int: where each entry stands */
	GPtrArray *errors;  /* of char *: "12: detected_at is missing" */
} Import;

static void
import_clear(Import *import)
{
	g_clear_pointer(&import->entries, g_ptr_array_unref);
	g_clear_pointer(&import->lines, g_array_unref);
	g_clear_pointer(&import->errors, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Import, import_clear)

static void
note_error(Import *import, int line, const char *why)
{
	g_ptr_array_add(import->errors, g_strdup_printf("%d: %s", line, why));
}

static void
read_line(Import *import, int number, const char *line, gsize len)
{
	json_error_t where;
	ImportEntry *entry = NULL;
	g_autoptr(GError) problem = NULL;
	json_auto_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &where);
	if (!object) {
		note_error(import, number, where.text);
	} else if (!import_read(import->cli->session, object, &entry, &problem)) {
		note_error(import, number, problem->message);
	} else {
		g_ptr_array_add(import->entries, entry);
		g_array_append_val(import->lines, number);
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

static void
note_duplicate(guint place, const char *source_id, const char *ref, void *data)
{
	Import *import = data;
	g_autofree char *why = ref ? g_strdup_printf(_("source_id %s is in the register already, as %s"), source_id, ref)
				   : g_strdup_printf(_("source_id %s stands twice in this file"), source_id);
	note_error(import, g_array_index(import->lines, int, place), why);
}

/* Each wrong line on standard error, and one sentence about all. */
static int
refuse(const Import *import, GError **error)
{
	for (guint i = 0; i < MIN(import->errors->len, ERRORS_SHOWN); i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(import->errors, i));
		(void)fprintf(stderr, "%s:%s\n", g_str_equal(import->cli->args[0], "-") ? "-" : import->cli->args[0], safe);
	}
	if (import->errors->len > ERRORS_SHOWN)
		(void)fprintf(stderr, _("and %u more\n"), import->errors->len - ERRORS_SHOWN);
	err_set(error, E_INPUT, "%u lines are wrong, and nothing was imported: correct them, and give the whole file again",
		import->errors->len);
	return -1;
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
		return out_json(o);
	}
	if (cli->quiet)
		return 0;
	if (first)
		out_tone(TONE_GOOD, ngettext("%u incident imported, %s to %s. Nothing is sent about it.\n",
			"%u incidents imported, %s to %s. Nothing is sent about them.\n", import->entries->len), import->entries->len, first, last);
	else
		out_print(ngettext("%u incident would be imported.\n", "%u incidents would be imported.\n", import->entries->len),
			import->entries->len);
	return 0;
}

static int
run_import(Cli *cli, GError **error)
{
	g_auto(Import) import = {.cli = cli, .entries = g_ptr_array_new_with_free_func((GDestroyNotify)import_entry_free),
		.lines = g_array_new(FALSE, FALSE, sizeof(int)), .errors = g_ptr_array_new_with_free_func(g_free)};
	g_autofree char *text = NULL;
	gsize len;
	bool in = g_str_equal(cli->args[0], "-");
	if (!session_require(cli->session, RIGHT_ADMIN, error) ||
		!(in ? host_read_stdin(FILE_MAX, &text, &len, error) : host_read_file(cli->args[0], FILE_MAX, &text, &len, error)))
		return -1;
	read_lines(&import, text, len);
	if (!import_duplicates(cli->session, import.entries, note_duplicate, &import, error))
		return -1;
	return import.errors->len ? refuse(&import, error) : write_all(&import, error);
}

static const Option import_options[] = {
	{"dry-run", 'n', OPT_FLAG, NULL, N_("read and check all, and write nothing")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_import = {
	.name = "import",
	.usage = "FILE | -",
	.say = N_("take in incidents of the past, from JSON lines"),
	.more = N_("One JSON object a line: the fields of log -, and the whole story: see IMPORT in the manual. All of the file comes in, or nothing. What is "
		   "imported is of the past: nothing is sent about it, no clock runs, and what paper says of a notice is declared, not proven."),
	.needs = NEEDS_REGISTER,
	.options = import_options,
	.min_args = 1,
	.max_args = 1,
	.run = run_import,
};
