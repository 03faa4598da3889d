/* Documents: by which format they leave, and where to. */
#include "src/cli/paper.h"

#include <string.h>

#define PAPER_COLUMNS 100

bool
paper_format(const Cli *cli, const char *const *names, gsize n, int otherwise, int json, int *format, GError **error)
{
	const char *name = cli_text(cli, "format");
	*format = cli->json ? json : otherwise;
	for (gsize i = 0; name && i < n; i++)
		if (g_str_equal(name, names[i])) {
			*format = (int)i;
			return !cli->json || *format == json || err_set(error, E_USAGE, "give one of --json and --format");
		}
	if (!name)
		return true;
	g_autofree char *known = g_strjoinv(", ", (char **)names);
	return err_set(error, E_USAGE, "--format is one of %s, not %s", known, name);
}

bool
paper_folio(const Cli *cli, const Folio *folio, bool html, GError **error)
{
	const char *file = cli_text(cli, "output");
	int columns = file || !out_is_terminal() ? PAPER_COLUMNS : MIN(out_columns() - 1, PAPER_COLUMNS);
	g_autofree char *text = html ? folio_html(folio) : folio_text(folio, columns);
	return out_bytes(file, text, strlen(text), error);
}

/* One line, as every document; a file gets the same. */
bool
paper_json(const Cli *cli, json_t *document, GError **error)
{
	const char *file = cli_text(cli, "output");
	json_auto_t *o = out_json_new();
	json_object_update(o, document);
	if (!file) {
		out_json(g_steal_pointer(&o));
		return true;
	}
	g_autofree char *line = json_dumps(o, JSON_COMPACT | JSON_ENSURE_ASCII);
	g_autofree char *text = g_strconcat(line, "\n", NULL);
	return out_bytes(file, text, strlen(text), error);
}
