/* Lines of text, and scrolling in them. */
#include "tui/page.h"

#include "src/core/text.h"

#include <string.h>

typedef struct {
	Style style;
	int width; /* -1: as wide as it is */
	char *text;
} Part;

struct Page {
	int cols;
	GPtrArray *lines; /* of GArray of Part */
};

static void
part_clear(gpointer data)
{
	g_free(((Part *)data)->text);
}

Page *
page_new(int cols)
{
	Page *page = g_new0(Page, 1);
	page->cols = MAX(cols, 20);
	page->lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	return page;
}

void
page_free(Page *page)
{
	g_ptr_array_unref(page->lines);
	g_free(page);
}

int
page_cols(const Page *page)
{
	return page->cols;
}

guint
page_rows(const Page *page)
{
	return page->lines->len;
}

void
page_trim(Page *page, guint rows)
{
	if (page->lines->len > rows)
		g_ptr_array_set_size(page->lines, (int)rows);
}

void
page_line(Page *page)
{
	GArray *line = g_array_new(FALSE, FALSE, sizeof(Part));
	g_array_set_clear_func(line, part_clear);
	g_ptr_array_add(page->lines, line);
}

void
page_cell(Page *page, int width, Style style, const char *text)
{
	Part part = {style, width, text_visible(text)};
	if (!page->lines->len)
		page_line(page);
	GArray *line = g_ptr_array_index(page->lines, page->lines->len - 1);
	g_array_append_val(line, part);
}

void
page_part(Page *page, Style style, const char *text)
{
	page_cell(page, -1, style, text);
}

void
page_blank(Page *page)
{
	const GArray *last = page->lines->len ? g_ptr_array_index(page->lines, page->lines->len - 1) : NULL;
	if (last && last->len)
		page_line(page);
}

void
page_heading(Page *page, const char *text)
{
	page_blank(page);
	page_line(page);
	page_part(page, LOOK_BOLD, text);
}

void
page_pair(Page *page, int indent, const char *label, int width, Style style, const char *text)
{
	g_autofree char *space = g_strnfill((gsize)indent, ' '), *safe = text_visible_lines(text);
	int used = MAX(width, text_width(label) + 1);
	page_line(page);
	page_part(page, LOOK_PLAIN, space);
	page_cell(page, used, LOOK_DIM, label);
	g_autofree char *wrapped = text_wrap(safe, MAX(page->cols - indent - used - 1, 10), NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	for (char **line = lines; *line; line++) {
		if (line != lines) {
			g_autofree char *under = g_strnfill((gsize)(indent + used), ' ');
			page_line(page);
			page_part(page, LOOK_PLAIN, under);
		}
		page_part(page, style, *line);
	}
}

void
page_under(Page *page, int indent, Style style, const char *text)
{
	g_autofree char *safe = text_visible_lines(text), *space = g_strnfill((gsize)indent, ' ');
	g_autofree char *wrapped = text_wrap(safe, MAX(page->cols - indent - 1, 10), NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	for (char **line = lines; *line; line++) {
		page_line(page);
		page_part(page, LOOK_PLAIN, space);
		page_part(page, style, *line);
	}
}

/* --- drawing ---------------------------------------------------------------------------------------------------------------- */

static void
draw_line(const GArray *line, int row, const Area *a, bool hit)
{
	int col = a->col;
	for (guint i = 0; i < line->len; i++) {
		const Part *part = &g_array_index(line, Part, i);
		int room = a->col + a->cols - col;
		Style style = part->style | (hit ? LOOK_SELECTED : 0);
		if (room > 0)
			col += term_text(row, col, part->width < 0 ? -1 : MIN(part->width, room), style, part->text);
	}
}

void
page_draw(const Page *page, Scroll *scroll, const Area *a)
{
	int all = (int)page->lines->len;
	scroll->rows = a->rows;
	scroll->top = CLAMP(scroll->top, 0, MAX(0, all - a->rows));
	for (int r = 0; r < a->rows && scroll->top + r < all; r++)
		draw_line(g_ptr_array_index(page->lines, scroll->top + r), a->row + r, a, scroll->top + r == scroll->hit);
	if (scroll->top + a->rows < all) {
		g_autofree char *more = g_strdup_printf(" %s %d ", term_sign(SIGN_MORE), all - scroll->top - a->rows);
		term_text_right(a->row + a->rows - 1, a->col + a->cols - 1, 12, LOOK_KEY, more);
	}
}

bool
scroll_act(Scroll *scroll, Deed action)
{
	int page = MAX(scroll->rows - 1, 1);
	switch ((int)action) {
	case ACT_UP:
		scroll->top--;
		break;
	case ACT_DOWN:
		scroll->top++;
		break;
	case ACT_PAGE_UP:
		scroll->top -= page;
		break;
	case ACT_PAGE_DOWN:
		scroll->top += page;
		break;
	case ACT_HALF_UP:
		scroll->top -= page / 2;
		break;
	case ACT_HALF_DOWN:
		scroll->top += page / 2;
		break;
	case ACT_TOP:
		scroll->top = 0;
		break;
	case ACT_BOTTOM:
		scroll->top = G_MAXINT / 2;
		break;
	default:
		return false;
	}
	scroll->top = MAX(scroll->top, 0);
	return true;
}

/* --- finding ---------------------------------------------------------------------------------------------------------------- */

bool
text_has(const char *text, const char *words)
{
	g_autofree char *where = text_fold(text), *what = text_fold(words);
	return *what && strstr(where, what);
}

static bool
line_has(const GArray *line, const char *words)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (guint i = 0; i < line->len; i++) {
		g_string_append(all, g_array_index(line, Part, i).text);
		g_string_append_c(all, ' ');
	}
	return text_has(all->str, words);
}

bool
page_begins(const Page *page, int line, const char *text)
{
	const GArray *parts = line >= 0 && line < (int)page->lines->len ? g_ptr_array_index(page->lines, line) : NULL;

	return parts && parts->len && g_str_has_prefix(g_array_index(parts, Part, 0).text, text);
}

bool
page_find(const Page *page, Scroll *scroll, const char *words, int step)
{
	int all = (int)page->lines->len, from = scroll->hit >= 0 ? scroll->hit : scroll->top - step;
	for (int i = 1; i <= all; i++) {
		int at = ((from + step * i) % all + all) % all;
		if (!line_has(g_ptr_array_index(page->lines, at), words))
			continue;
		scroll->hit = at;
		if (at < scroll->top || at >= scroll->top + scroll->rows)
			scroll->top = MAX(0, at - scroll->rows / 2);
		return true;
	}
	return false;
}
