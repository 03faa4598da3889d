/* Reading CSV: one pass, a cell at a time; how much it keeps is one row. */
#include "src/core/csv-read.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define MARK "\xEF\xBB\xBF"

/* --- line ends ------------------------------------------------------------------------------------------------------------ */

static bool
is_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Past one line end, of two bytes where it is CRLF. */
static void
pass_end(CsvReader *r)
{
	r->at += *r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n' ? 2 : 1;
	r->next_line++;
}

static int
line_of(const char *text, const char *place)
{
	int line = 1;
	for (const char *c = text; c < place; c++)
		line += *c == '\n' || (*c == '\r' && c[1] != '\n');
	return line;
}

/* --- beginning ------------------------------------------------------------------------------------------------------------ */

static bool
check_bytes(CsvReader *r, const char *text, gsize len, GError **error)
{
	const char *bad;
	if (g_utf8_validate_len(text, len, &bad))
		return true;
	r->line = line_of(text, bad);
	if (!*bad && !(len > 1 && (guchar)text[0] >= 0xFE))
		return err_set(error, E_INPUT, "there is a character NUL: this is no text, or a damaged one");
	return err_set(error, E_INPUT, "this is not UTF-8: save it again as \"CSV UTF-8\", or convert it: iconv -f CP1252 -t UTF-8");
}

/* What stands most often in the first row, outside quotes. */
static char
guess_separator(const char *text, const char *end)
{
	static const char candidates[] = ";,\t";
	guint found[G_N_ELEMENTS(candidates)] = {0};
	gsize best = 0;
	bool quoted = false;
	for (const char *c = text; c < end && (quoted || !is_end(*c)); c++) {
		const char *which = *c ? strchr(candidates, *c) : NULL;
		if (*c == '"')
			quoted = !quoted;
		else if (which && !quoted)
			found[which - candidates]++;
	}
	for (gsize i = 1; i < G_N_ELEMENTS(candidates); i++)
		if (found[i] > found[best])
			best = i;
	return found[best] ? candidates[best] : ',';
}

/* The line with which Excel is told: it is a row of no data. */
static bool
take_told_separator(CsvReader *r)
{
	gsize n = strlen("sep=");
	if ((gsize)(r->end - r->at) < n + 2 || g_ascii_strncasecmp(r->at, "sep=", n) != 0 || !strchr(";,\t|", r->at[n]) || !is_end(r->at[n + 1]))
		return false;
	r->separator = r->at[n];
	r->at += n + 1;
	pass_end(r);
	r->row++;
	return true;
}

bool
csv_read_begin(CsvReader *r, const char *text, gsize len, GError **error)
{
	*r = (CsvReader){.at = text, .end = text + len, .next_line = 1};
	if (!check_bytes(r, text, len, error))
		return false;
	if (len >= strlen(MARK) && memcmp(text, MARK, strlen(MARK)) == 0)
		r->at += strlen(MARK);
	if (!take_told_separator(r))
		r->separator = guess_separator(r->at, r->end);
	return true;
}

/* --- rows ------------------------------------------------------------------------------------------------------------------ */

static bool
at_cell_end(const CsvReader *r)
{
	return r->at == r->end || *r->at == r->separator || is_end(*r->at);
}

/* From the opening quote to after the closing one. */
static bool
read_quoted(CsvReader *r, GString *cell, GError **error)
{
	int begun = r->next_line;
	for (r->at++; r->at < r->end;) {
		if (is_end(*r->at)) {
			pass_end(r);
			g_string_append_c(cell, '\n');
		} else if (*r->at != '"') {
			g_string_append_c(cell, *r->at++);
		} else if (r->at + 1 < r->end && r->at[1] == '"') {
			g_string_append_c(cell, '"');
			r->at += 2;
		} else {
			r->at++;
			return true;
		}
	}
	r->line = begun;
	return err_set(error, E_INPUT, "a quote (\") is opened here and never closed: close it, or write it twice where it is part of a text");
}

static bool
read_cell(CsvReader *r, GPtrArray *cells, GError **error)
{
	g_autoptr(GString) cell = g_string_new(NULL);
	const char *from = r->at;
	if (r->at < r->end && *r->at == '"') {
		if (!read_quoted(r, cell, error))
			return false;
		if (!at_cell_end(r)) {
			r->line = r->next_line;
			return err_set(error, E_INPUT,
				"there is text after a closing quote (\"): a quote that is part of a text in quotes is written twice");
		}
	} else {
		while (!at_cell_end(r))
			r->at++;
		g_string_append_len(cell, from, r->at - from);
	}
	g_ptr_array_add(cells, g_string_free(g_steal_pointer(&cell), FALSE));
	return true;
}

static bool
read_cells(CsvReader *r, GPtrArray *cells, GError **error)
{
	while (read_cell(r, cells, error)) {
		if (r->at == r->end || *r->at != r->separator) {
			if (r->at < r->end)
				pass_end(r);
			return true;
		}
		r->at++;
		if (cells->len == CSV_COLUMNS_MAX)
			return err_set(error, E_INPUT, "there are more than %d columns: look at the quotes and the separator", CSV_COLUMNS_MAX);
	}
	return false;
}

static bool
is_empty(const GPtrArray *cells)
{
	for (guint i = 0; i < cells->len; i++)
		if (!text_blank(g_ptr_array_index(cells, i)))
			return false;
	return true;
}

bool
csv_read_row(CsvReader *r, GPtrArray *cells, GError **error)
{
	do {
		g_ptr_array_set_size(cells, 0);
		if (r->at == r->end)
			return true;
		r->line = r->next_line;
		r->row++;
		if (!read_cells(r, cells, error))
			return false;
	} while (is_empty(cells));
	return true;
}

char *
csv_column_letters(guint column)
{
	GString *letters = g_string_new(NULL);
	for (guint n = column + 1; n > 0; n = (n - 1) / 26)
		g_string_prepend_c(letters, (char)('A' + (n - 1) % 26));
	return g_string_free(letters, FALSE);
}
