/*
 * A document as a page, its charts drawn as SVG.
 *
 * A chart is one picture with a name and a description for those who cannot see it; what is written in it is written again in the table
 * behind it. It is drawn in units of its own and scaled by the page. Numbers are whole: nothing here depends on a locale.
 */
#include "src/report/document.h"

#include "src/core/text.h"
#include "src/report/html.h"

#define WIDTH 720
#define HEIGHT 236
#define LEFT 34
#define RIGHT 6
#define TOP 22
#define BOTTOM 34
#define PLOT_WIDTH (WIDTH - LEFT - RIGHT)
#define PLOT_HEIGHT (HEIGHT - TOP - BOTTOM)
#define BAR_MOST 44
#define NUMBER_LEAST 15 /* height of a part that has room for its number */

static const struct {
	HtmlTone tone;
	const char *series; /* class of a bar's part and of its key */
} tones[] = {
	[DOC_PLAIN] = {HTML_PLAIN, "s-good"}, [DOC_DIM] = {HTML_DIM, "s-dim"}, [DOC_BOLD] = {HTML_PLAIN, "s-good"},
	[DOC_GOOD] = {HTML_GOOD, "s-good"}, [DOC_WARN] = {HTML_WARN, "s-warn"}, [DOC_BAD] = {HTML_BAD, "s-bad"},
};

/* --- charts ------------------------------------------------------------------------------------------------------------------- */

/* One, two or five times a power of ten: so that there are at most five lines above the ground. */
static int
step_of(int most)
{
	static const int steps[] = {1, 2, 5};

	for (int power = 1;; power *= 10) {
		for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
			if (most <= steps[i] * power * 5 || power >= 100000000)
				return steps[i] * power;
	}
}

static void
text_at(GString *html, int x, int y, const char *anchor, const char *class, const char *text)
{
	g_string_append_printf(html, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" class=\"%s\">", x, y, anchor, class);
	html_text(html, text);
	g_string_append(html, "</text>");
}

static void
number_at(GString *html, int x, int y, const char *anchor, const char *class, int n)
{
	g_autofree char *text = g_strdup_printf("%d", n);

	text_at(html, x, y, anchor, class, text);
}

static int
height_of(int value, int top)
{
	return top ? (int)((int64_t)value * PLOT_HEIGHT / top) : 0;
}

static void
grid(GString *html, int top, int step)
{
	for (int n = 0; n <= top; n += step) {
		int y = TOP + PLOT_HEIGHT - height_of(n, top);
		g_string_append_printf(html, "<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" class=\"%s\"/>", LEFT, WIDTH - RIGHT, y, y,
			n ? "grid" : "ground");
		number_at(html, LEFT - 6, y + 4, "end", "tick", n);
	}
	g_string_append_c(html, '\n');
}

static void
bar(GString *html, const Block *b, guint place, int top)
{
	const DocBar *of = g_ptr_array_index(b->rows, place);
	int n = (int)b->rows->len, width = MIN(BAR_MOST, PLOT_WIDTH * 2 / (3 * n)), middle = LEFT + PLOT_WIDTH * (2 * (int)place + 1) / (2 * n);
	int ground = TOP + PLOT_HEIGHT, total = doc_bar_total(b, of), below = 0, parts = 0;

	for (guint i = 0; i < b->columns->len; i++)
		parts += of->values[i] > 0;
	for (guint i = 0; i < b->columns->len; i++) {
		int from = height_of(below, top), until = height_of(below + of->values[i], top);
		below += of->values[i];
		if (until == from)
			continue;
		g_string_append_printf(html, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" class=\"%s\"/>", middle - width / 2, ground - until,
			width, until - from, tones[g_array_index(b->tones, DocTone, i)].series);
		if (parts > 1 && until - from >= NUMBER_LEAST && width >= 14)
			number_at(html, middle, ground - (from + until) / 2 + 4, "middle",
				g_array_index(b->tones, DocTone, i) == DOC_BAD ? "inside on-bad" : "inside", of->values[i]);
	}
	if (total)
		number_at(html, middle, ground - height_of(total, top) - 5, "middle", "total", total);
	/* Where they would run into each other, every second or third is named. */
	if (place % (guint)(n / 14 + 1) == 0)
		text_at(html, middle, ground + 18, "middle", "tick", of->label);
	g_string_append_c(html, '\n');
}

static void
picture(GString *html, const Block *b, int number)
{
	g_autofree char *title = g_strdup_printf("chart%d-title", number), *desc = g_strdup_printf("chart%d-desc", number);
	g_autofree char *both = g_strconcat(title, " ", desc, NULL), *box = g_strdup_printf("0 0 %d %d", WIDTH, HEIGHT);
	int most = 1, step, top;

	for (guint i = 0; i < b->rows->len; i++)
		most = MAX(most, doc_bar_total(b, g_ptr_array_index(b->rows, i)));
	step = step_of(most);
	top = (most + step - 1) / step * step;
	html_tag(html, "svg", "viewBox", box, "role", "img", "aria-labelledby", both, NULL);
	html_tag(html, "title", "id", title, NULL);
	html_text(html, b->text);
	g_string_append(html, "</title>");
	html_tag(html, "desc", "id", desc, NULL);
	html_text(html, b->say);
	g_string_append(html, "</desc>\n");
	grid(html, top, step);
	for (guint i = 0; i < b->rows->len; i++)
		bar(html, b, i, top);
	html_close(html, "svg");
}

static void
keys(GString *html, const Block *b)
{
	g_string_append(html, "<p class=\"keys\">");
	for (guint i = 0; i < b->columns->len; i++) {
		g_autofree char *class = g_strconcat("key ", tones[g_array_index(b->tones, DocTone, i)].series, NULL);
		html_tag(html, "span", "class", class, NULL);
		html_text(html, g_array_index(b->columns, DocColumn, i).heading);
		g_string_append(html, "</span> ");
	}
	html_close(html, "p");
}

static void
numbers(GString *html, const Block *b, Lang lang)
{
	static const Words behind = {"The numbers", "I numeri"};
	guint n = b->columns->len;
	g_autofree HtmlColumn *columns = g_new0(HtmlColumn, n + 1);

	columns[0].heading = b->axis;
	for (guint i = 0; i < n; i++)
		columns[i + 1] = (HtmlColumn){g_array_index(b->columns, DocColumn, i).heading, true};
	g_string_append(html, "<details>");
	html_element(html, "summary", NULL, words_in(&behind, lang));
	html_table_begin(html, NULL, columns, n + 1);
	for (guint k = 0; k < b->rows->len; k++) {
		const DocBar *of = g_ptr_array_index(b->rows, k);
		html_row_begin(html, of->label);
		for (guint i = 0; i < n; i++) {
			g_autofree char *text = g_strdup_printf("%d", of->values[i]);
			html_cell(html, "n", text);
		}
		html_row_end(html);
	}
	html_table_end(html);
	html_close(html, "details");
}

static void
chart(GString *html, const Block *b, int number, Lang lang)
{
	html_tag(html, "figure", NULL);
	html_element(html, "figcaption", NULL, b->text);
	keys(html, b);
	picture(html, b, number);
	numbers(html, b, lang);
	html_close(html, "figure");
}

/* --- texts -------------------------------------------------------------------------------------------------------------------- */

/* An element whose tone is seen. On paper a word stands beside it; a sign alone would be read by nobody who cannot see. */
static void
toned(GString *html, const Document *d, const char *element, DocTone tone)
{
	static const Words open = {"open", "aperto"}, look = {"note", "attenzione"};

	html_tag(html, element, "class", d->paper ? NULL : tone == DOC_BOLD ? "say" : html_tone(tones[tone].tone), NULL);
	if (!d->paper || (tone != DOC_WARN && tone != DOC_BAD))
		return;
	html_badge(html, tones[tone].tone, words_in(tone == DOC_WARN ? &open : &look, d->lang));
	g_string_append_c(html, ' ');
}

static void
say(GString *html, const Document *d, const Block *b)
{
	toned(html, d, "p", b->tone);
	html_lines(html, b->text);
	html_close(html, "p");
}

static void
pairs(GString *html, const Document *d, const Block *b)
{
	html_tag(html, "dl", "class", "facts", NULL);
	for (guint i = 0; i < b->cells->len; i += 2) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1;
		html_element(html, "dt", NULL, label->text);
		toned(html, d, "dd", value->tone);
		html_value(html, value->text);
		html_close(html, "dd");
	}
	html_close(html, "dl");
}

/* Line by line: a line that is written from right to left turns no other around. */
static void
verbatim(GString *html, const Block *b)
{
	g_autofree char *safe = text_visible_lines(b->text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(safe), "\n", -1);

	html_tag(html, "pre", "class", "message", NULL);
	for (char **line = lines; *line; line++) {
		html_value(html, *line);
		g_string_append_c(html, '\n');
	}
	html_close(html, "pre");
}

/* --- the rest ----------------------------------------------------------------------------------------------------------------- */

static void
figures(GString *html, const Block *b)
{
	html_tag(html, "dl", "class", "figures", NULL);
	for (guint i = 0; i < b->cells->len; i += 3) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1, *note = label + 2;
		html_tag(html, "div", NULL);
		html_element(html, "dt", NULL, label->text);
		html_element(html, "dd", html_tone(tones[value->tone].tone), value->text);
		if (note->text)
			html_element(html, "dd", NULL, note->text);
		html_close(html, "div");
	}
	html_close(html, "dl");
}

/* What does not grow stays on one line: a ref has a hyphen, at which it would break. */
static char *
class_of(const DocColumn *column, DocTone tone)
{
	const char *side = column->number ? "n" : column->grows ? NULL : "k", *colour = html_tone(tones[tone].tone);

	return side && colour ? g_strconcat(side, " ", colour, NULL) : g_strdup(side ? side : colour);
}

static void
table_cell(GString *html, const Block *b, guint place, const DocCell *cell)
{
	const DocColumn *column = &g_array_index(b->columns, DocColumn, place);
	g_autofree char *class = class_of(column, cell->tone);

	if (place) {
		html_cell(html, class, cell->text);
		return;
	}
	html_tag(html, "th", "scope", "row", "class", class, NULL);
	html_value(html, cell->text);
	g_string_append(html, "</th>");
}

static void
table(GString *html, const Block *b)
{
	guint n = b->columns->len;
	g_autofree HtmlColumn *columns = g_new0(HtmlColumn, n);

	for (guint i = 0; i < n; i++) {
		const DocColumn *column = &g_array_index(b->columns, DocColumn, i);
		columns[i] = (HtmlColumn){column->heading, column->number};
	}
	html_table_begin(html, b->text, columns, n);
	for (guint k = 0; k < b->rows->len; k++) {
		const DocRow *row = g_ptr_array_index(b->rows, k);
		html_row_begin(html, NULL);
		for (guint i = 0; i < row->cells->len; i++)
			table_cell(html, b, i, &g_array_index(row->cells, DocCell, i));
		html_row_end(html);
	}
	html_table_end(html);
}

/* Of what has so many sections that one looks for them. */
static void
contents(GString *html, const Document *d)
{
	static const Words name = {"Contents", "Indice"};

	if (d->sections < 4)
		return;
	html_tag(html, "nav", "class", "contents", "aria-label", words_in(&name, d->lang), NULL);
	for (guint i = 0; i < d->blocks->len; i++) {
		const Block *b = g_ptr_array_index(d->blocks, i);
		g_autofree char *to = b->type == BLOCK_HEADING ? g_strconcat("#", b->id, NULL) : NULL;
		if (!to)
			continue;
		html_tag(html, "a", "href", to, NULL);
		html_text(html, b->text);
		html_close(html, "a");
	}
	html_close(html, "nav");
}

void
document_html(const Document *d, GString *html)
{
	const HtmlPage page = {d->lang, d->title, d->lead, d->under};
	bool section = false;
	int charts = 0;

	html_begin(html, &page);
	contents(html, d);
	for (guint i = 0; i < d->blocks->len; i++) {
		const Block *b = g_ptr_array_index(d->blocks, i);
		switch (b->type) {
		case BLOCK_HEADING:
			if (section)
				html_close(html, "section");
			html_section(html, b->id, b->text);
			section = true;
			break;
		case BLOCK_TEXT:
			say(html, d, b);
			break;
		case BLOCK_ENTRY:
			html_element(html, "h3", NULL, b->text);
			break;
		case BLOCK_PAIRS:
			pairs(html, d, b);
			break;
		case BLOCK_VERBATIM:
			verbatim(html, b);
			break;
		case BLOCK_FIGURES:
			figures(html, b);
			break;
		case BLOCK_TABLE:
			table(html, b);
			break;
		case BLOCK_CHART:
			chart(html, b, ++charts, d->lang);
			break;
		}
	}
	if (section)
		html_close(html, "section");
	if (d->foot)
		html_element(html, "footer", "foot", d->foot);
	html_end(html);
}
