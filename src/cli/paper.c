/* Documents: by which format they leave, and where to. */
#include "src/cli/paper.h"

#include <string.h>

#define PAPER_COLUMNS 100
#define FILE_COLUMNS 80 /* of what is read on screens, elsewhere */

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

static void
part_to_screen(DocTone tone, const char *text, void *data)
{
	static const Tone tones[] = {[DOC_PLAIN] = TONE_PLAIN, [DOC_DIM] = TONE_DIM, [DOC_BOLD] = TONE_BOLD, [DOC_GOOD] = TONE_GOOD,
		[DOC_WARN] = TONE_WARN, [DOC_BAD] = TONE_BAD};
	(void)data;
	out_tone(tones[tone], "%s", text);
}

static void
line_to_screen(const char *ref, void *data)
{
	(void)ref, (void)data;
	out_print("\n");
}

static int
columns_for(const Document *document, const char *file)
{
	if (!document->paper)
		return file ? FILE_COLUMNS : out_columns();
	return file || !out_is_terminal() ? PAPER_COLUMNS : MIN(out_columns() - 1, PAPER_COLUMNS);
}

bool
paper_document(const Cli *cli, const Document *document, PaperForm form, GError **error)
{
	const char *file = cli_text(cli, "output");
	g_autoptr(GString) text = g_string_new(NULL);
	DocLines lines = doc_lines_to(text, columns_for(document, file));
	lines.linear = form == PAPER_LINES;
	if (form == PAPER_HTML) {
		document_html(document, text);
	} else if (file) {
		document_text(document, &lines);
	} else {
		lines.part = part_to_screen;
		lines.line = line_to_screen;
		out_page_begin();
		document_text(document, &lines);
		return true;
	}
	return out_bytes(file, text->str, text->len, error);
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
