/* A document as one page of HTML. */
#include "src/report/folio-block.h"

#include "src/core/text.h"
#include "src/report/html.h"

typedef struct {
	const Folio *folio;
	GString *html;
	int section;
	bool facts; /* a list of pairs is open */
} Page;

static void
facts(Page *page, bool open)
{
	if (page->facts == open)
		return;
	page->facts = open;
	if (open)
		html_facts_begin(page->html);
	else
		html_facts_end(page->html);
}

static void
end_section(Page *page)
{
	facts(page, false);
	if (page->section)
		html_close(page->html, "section");
}

static void
section(Page *page, const char *title)
{
	end_section(page);
	g_autofree char *id = g_strdup_printf("s%d", ++page->section);
	html_section(page->html, id, title);
}

/* Its words stand beside it; a sign alone would be read by nobody who cannot see. */
static void
mark(Page *page, Mark of)
{
	const Words open = {"open", "aperto"}, look = {"note", "attenzione"};
	if (of == MARK_OPEN)
		html_badge(page->html, HTML_WARN, words_in(&open, page->folio->lang));
	if (of == MARK_LOOK)
		html_badge(page->html, HTML_BAD, words_in(&look, page->folio->lang));
	if (of == MARK_OPEN || of == MARK_LOOK)
		g_string_append_c(page->html, ' ');
}

static void
pair(Page *page, const Block *b)
{
	facts(page, true);
	html_element(page->html, "dt", NULL, b->label);
	html_tag(page->html, "dd", NULL);
	mark(page, b->mark);
	html_value(page->html, b->text);
	html_close(page->html, "dd");
}

static void
say(Page *page, const Block *b)
{
	facts(page, false);
	html_tag(page->html, "p", NULL);
	mark(page, b->mark);
	html_lines(page->html, b->text);
	html_close(page->html, "p");
}

/* Line by line: a line that is written from right to left turns no other around. */
static void
verbatim(Page *page, const Block *b)
{
	g_autofree char *safe = text_visible_lines(b->text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(safe), "\n", -1);
	facts(page, false);
	html_tag(page->html, "pre", "class", "message", NULL);
	for (char **line = lines; *line; line++) {
		html_value(page->html, *line);
		g_string_append_c(page->html, '\n');
	}
	html_close(page->html, "pre");
}

static void
row(Page *page, const Block *b)
{
	html_row_begin(page->html, b->cells[0]);
	for (char **cell = b->cells + 1; b->cells[0] && *cell; cell++)
		html_cell(page->html, NULL, *cell);
	html_row_end(page->html);
}

static guint
table(Page *page, guint at)
{
	const GPtrArray *blocks = page->folio->blocks;
	const Block *b = g_ptr_array_index(blocks, at);
	guint n = g_strv_length(b->cells), r = at + 1;
	g_autofree HtmlColumn *columns = g_new0(HtmlColumn, n);
	for (guint i = 0; i < n; i++)
		columns[i].heading = b->cells[i];
	facts(page, false);
	html_table_begin(page->html, NULL, columns, n);
	for (; r < blocks->len && ((const Block *)g_ptr_array_index(blocks, r))->kind == BLOCK_ROW; r++)
		row(page, g_ptr_array_index(blocks, r));
	html_table_end(page->html);
	return r - 1;
}

static void
contents(Page *page)
{
	const Words name = {"Contents", "Indice"};
	int number = 0;
	if (page->folio->sections < 4)
		return;
	html_tag(page->html, "nav", "class", "contents", "aria-label", words_in(&name, page->folio->lang), NULL);
	for (guint i = 0; i < page->folio->blocks->len; i++) {
		const Block *b = g_ptr_array_index(page->folio->blocks, i);
		g_autofree char *to = b->kind == BLOCK_SECTION ? g_strdup_printf("#s%d", ++number) : NULL;
		if (!to)
			continue;
		html_tag(page->html, "a", "href", to, NULL);
		html_text(page->html, b->text);
		html_close(page->html, "a");
	}
	html_close(page->html, "nav");
}

char *
folio_html(const Folio *folio)
{
	GString *html = g_string_new(NULL);
	Page page = {.folio = folio, .html = html};
	html_begin(html, &(const HtmlPage){.lang = folio->lang, .title = folio->title});
	contents(&page);
	for (guint i = 0; i < folio->blocks->len; i++) {
		const Block *b = g_ptr_array_index(folio->blocks, i);
		switch (b->kind) {
		case BLOCK_SECTION:
			section(&page, b->text);
			break;
		case BLOCK_ENTRY:
			facts(&page, false);
			html_element(html, "h3", NULL, b->text);
			break;
		case BLOCK_PAIR:
			pair(&page, b);
			break;
		case BLOCK_SAY:
			say(&page, b);
			break;
		case BLOCK_VERBATIM:
			verbatim(&page, b);
			break;
		case BLOCK_TABLE:
			i = table(&page, i);
			break;
		case BLOCK_ROW: /* with its table */
			break;
		}
	}
	end_section(&page);
	html_end(html);
	return g_string_free(html, FALSE);
}
