/* A document, and how it becomes text; folio-html.c has the other way out. */
#include "src/report/folio-block.h"

#include "src/core/text.h"

#include <string.h>

#define LABEL 34 /* columns */
#define TAB_MAX 34 /* the widest a column of a table becomes, but for the last */

/* --- making it --------------------------------------------------------------------------------------------------------- */

static void
block_free(Block *block)
{
	g_free(block->text);
	g_free(block->label);
	g_strfreev(block->cells);
	g_free(block);
}

Folio *
folio_new(const char *title, Lang lang)
{
	Folio *folio = g_new0(Folio, 1);
	folio->title = g_strdup(title);
	folio->lang = lang;
	folio->blocks = g_ptr_array_new_with_free_func((GDestroyNotify)block_free);
	return folio;
}

void
folio_free(Folio *folio)
{
	if (!folio)
		return;
	g_free(folio->title);
	g_ptr_array_unref(folio->blocks);
	g_free(folio);
}

static Block *
add(Folio *folio, BlockKind kind, const char *text)
{
	Block *block = g_new0(Block, 1);
	block->kind = kind;
	block->text = g_strdup(text ? text : "");
	g_ptr_array_add(folio->blocks, block);
	return block;
}

void
folio_section(Folio *folio, const char *title)
{
	Block *block = add(folio, BLOCK_SECTION, NULL);
	g_free(block->text);
	block->text = g_strdup_printf("%d. %s", ++folio->sections, title);
}

void
folio_entry(Folio *folio, const char *title)
{
	add(folio, BLOCK_ENTRY, title);
}

void
folio_pair(Folio *folio, const char *label, const char *value, Mark mark)
{
	if (text_blank(value))
		return;
	Block *block = add(folio, BLOCK_PAIR, value);
	block->label = g_strdup(label);
	block->mark = mark;
}

void
folio_say(Folio *folio, const char *text, Mark mark)
{
	if (!text_blank(text))
		add(folio, BLOCK_SAY, text)->mark = mark;
}

void
folio_verbatim(Folio *folio, const char *text)
{
	add(folio, BLOCK_VERBATIM, text);
}

void
folio_table(Folio *folio, const char *const *headings)
{
	add(folio, BLOCK_TABLE, NULL)->cells = g_strdupv((char **)headings);
}

void
folio_row(Folio *folio, const char *const *cells)
{
	const Block *table = NULL;
	for (guint i = folio->blocks->len; i > 0 && !table; i--) {
		const Block *b = g_ptr_array_index(folio->blocks, i - 1);
		table = b->kind == BLOCK_TABLE ? b : NULL;
	}
	g_assert(table != NULL);
	guint n = g_strv_length(table->cells);
	Block *row = add(folio, BLOCK_ROW, NULL);
	row->cells = g_new0(char *, n + 1);
	for (guint i = 0; i < n; i++)
		row->cells[i] = g_strdup(cells[i] ? cells[i] : "");
}

/* --- as text ------------------------------------------------------------------------------------------------------------- */

static const char *
mark_sign(Mark mark)
{
	switch (mark) {
	case MARK_NONE:
	case MARK_GOOD:
		break;
	case MARK_OPEN:
		return "[?] ";
	case MARK_LOOK:
		return "[!] ";
	}
	return "";
}

static void
line_of(GString *out, char c, const char *under)
{
	for (int i = text_width(under); i > 0; i--)
		g_string_append_c(out, c);
	g_string_append_c(out, '\n');
}

static void
add_heading(GString *out, const char *text, char line)
{
	g_autofree char *safe = text_visible(text);
	if (out->len)
		g_string_append_c(out, '\n');
	g_string_append_printf(out, "%s\n", safe);
	if (line)
		line_of(out, line, safe);
}

/* All lines of it under the first, so that none can be taken for a label or a heading. */
static void
add_wrapped(GString *out, const char *first, const char *under, const char *text, int columns)
{
	g_autofree char *safe = text_visible_lines(text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(safe), "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *whole = g_strconcat(i ? under : first, lines[i], NULL);
		g_autofree char *wrapped = text_wrap_words(whole, columns, under);
		g_string_append_printf(out, "%s\n", g_strchomp(wrapped));
	}
}

static void
add_pair(GString *out, const Block *b, int columns)
{
	g_autofree char *label = text_visible(b->label), *under = g_strnfill(2 + LABEL, ' ');
	g_autofree char *padded = text_pad(label, MAX(LABEL, text_width(label)));
	g_autofree char *value = g_strconcat(mark_sign(b->mark), b->text, NULL);
	if (text_width(label) < LABEL) {
		g_autofree char *first = g_strconcat("  ", padded, NULL);
		add_wrapped(out, first, under, value, columns);
		return;
	}
	add_wrapped(out, "  ", "  ", label, columns);
	add_wrapped(out, under, under, value, columns);
}

static void
add_verbatim(GString *out, const Block *b)
{
	g_autofree char *safe = text_visible_lines(b->text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(safe), "\n", -1);
	for (guint i = 0; lines[i]; i++) {
		g_autofree char *line = g_strconcat("  | ", lines[i], NULL);
		g_string_append_printf(out, "%s\n", g_strchomp(line));
	}
}

/* The rows of a table stand after it; its widths are those of the widest cells. */
static void
measure(const Folio *folio, guint at, int *widths, guint n)
{
	for (guint r = at; r < folio->blocks->len; r++) {
		const Block *b = g_ptr_array_index(folio->blocks, r);
		if (r > at && b->kind != BLOCK_ROW)
			return;
		for (guint c = 0; c < n; c++) {
			g_autofree char *safe = text_visible(b->cells[c]);
			widths[c] = MIN(TAB_MAX, MAX(widths[c], text_width(safe)));
		}
	}
}

/* A cell that is too wide for its column goes on below it, cell under cell. */
static void
add_cells(GString *out, const Block *b, const int *widths, guint n, int columns)
{
	g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	int left = columns - 2;
	guint most = 0;
	for (guint c = 0; c < n; c++) {
		int width = c + 1 < n ? widths[c] : MAX(20, left);
		g_autofree char *safe = text_visible(b->cells[c]), *wrapped = text_wrap(safe, width, NULL);
		char **lines = g_strsplit(wrapped, "\n", -1);
		g_ptr_array_add(cells, lines);
		most = MAX(most, g_strv_length(lines));
		left -= width + 2;
	}
	for (guint l = 0; l < most; l++) {
		g_autoptr(GString) line = g_string_new("  ");
		for (guint c = 0; c < n; c++) {
			char **lines = g_ptr_array_index(cells, c);
			const char *text = l < g_strv_length(lines) ? lines[l] : "";
			g_autofree char *padded = c + 1 < n ? text_pad(text, widths[c] + 2) : g_strdup(text);
			g_string_append(line, padded);
		}
		g_string_append_printf(out, "%s\n", g_strchomp(line->str));
	}
}

static guint
add_table(GString *out, const Folio *folio, guint at, int columns)
{
	const Block *table = g_ptr_array_index(folio->blocks, at);
	guint n = g_strv_length(table->cells), r = at + 1;
	g_autofree int *widths = g_new0(int, n);
	measure(folio, at, widths, n);
	add_cells(out, table, widths, n, columns);
	for (; r < folio->blocks->len; r++) {
		const Block *b = g_ptr_array_index(folio->blocks, r);
		if (b->kind != BLOCK_ROW)
			break;
		add_cells(out, b, widths, n, columns);
	}
	return r - 1;
}

char *
folio_text(const Folio *folio, int columns)
{
	GString *out = g_string_new(NULL);
	add_heading(out, folio->title, '=');
	for (guint i = 0; i < folio->blocks->len; i++) {
		const Block *b = g_ptr_array_index(folio->blocks, i);
		g_autofree char *marked = b->kind == BLOCK_SAY ? g_strconcat(mark_sign(b->mark), b->text, NULL) : NULL;
		switch (b->kind) {
		case BLOCK_SECTION:
			add_heading(out, b->text, '-');
			break;
		case BLOCK_ENTRY:
			add_heading(out, b->text, 0);
			break;
		case BLOCK_PAIR:
			add_pair(out, b, columns);
			break;
		case BLOCK_SAY:
			add_wrapped(out, "  ", "  ", marked, columns);
			break;
		case BLOCK_VERBATIM:
			add_verbatim(out, b);
			break;
		case BLOCK_TABLE:
			i = add_table(out, folio, i, columns);
			break;
		case BLOCK_ROW: /* with its table */
			break;
		}
	}
	return g_string_free(out, FALSE);
}
