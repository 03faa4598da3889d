/*
 * A document as lines: for terminals and screens of any width, for files, and for ears.
 *
 * Columns are as wide as what stands in them; where they do not fit, those that grow give way, and texts are cut with an ellipsis rather
 * than wrapped, so that a row stays a line. What grows and is the last column is wrapped under itself; on paper every cell is.
 */
#include "src/report/document.h"

#include "src/core/text.h"

#include <string.h>

#define GAP 2
#define ROOMY 30 /* columns in which a title or a reason can be read */
#define UNDER 4
#define NARROW 10
#define LEAST 16 /* columns in which words can be wrapped */
#define MARGIN 2 /* of all that is no heading, on paper: what comes from outside cannot look like one */
#define LABEL 34 /* columns of the label of a pair, where there is room for them */
#define BAR_LEAST 8
#define BAR_MOST 40

/* A document being written. */
typedef struct {
	DocLines to;
	bool paper;
	int margin;
	int blanks; /* owed: they are written before what follows them, so that no line ends in one */
} Lines;

static Lines
lines_of(const Document *d, const DocLines *to)
{
	return (Lines){.to = *to, .paper = d->paper, .margin = d->paper ? MARGIN : 0};
}

/* All that is written passes here. */
static void
part(Lines *out, DocTone tone, const char *text)
{
	g_autofree char *safe = text_visible(text), *blanks = g_strnfill((gsize)out->blanks, ' ');

	if (!*safe)
		return;
	if (out->blanks)
		out->to.part(DOC_PLAIN, blanks, out->to.data);
	out->blanks = 0;
	out->to.part(tone, safe, out->to.data);
}

static void
line(Lines *out, const char *ref)
{
	out->blanks = 0;
	out->to.line(ref, out->to.data);
}

static void
spaces(Lines *out, int n)
{
	out->blanks += MAX(n, 0);
}

/* In a column of its own. */
static void
padded(Lines *out, DocTone tone, const char *text, int width)
{
	part(out, tone, text);
	spaces(out, width - text_width(text));
}

/*
 * A text wrapped to the screen under so many columns; the first line begins where the line in hand stands. A word that is wider than a line
 * stays whole on paper: a hash is copied from there.
 */
static void
wrapped(Lines *out, DocTone tone, int indent, const char *text, const char *ref)
{
	g_autofree char *safe = text_visible_lines(text);
	g_autofree char *body = (out->paper ? text_wrap_words : text_wrap)(g_strchomp(safe), MAX(out->to.columns - indent, LEAST), NULL);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	for (char **l = lines; *l; l++) {
		if (l != lines)
			spaces(out, indent);
		part(out, tone, *l);
		line(out, ref);
	}
}

static void
paragraph(Lines *out, DocTone tone, const char *text)
{
	spaces(out, out->margin);
	wrapped(out, tone, out->margin, text, NULL);
}

/* What a tone is on paper. */
static const char *
mark(const Lines *out, DocTone tone)
{
	if (!out->paper)
		return "";
	return tone == DOC_WARN ? "[?] " : tone == DOC_BAD ? "[!] " : "";
}

/* --- headings and texts ------------------------------------------------------------------------------------------------------- */

/* On paper it is underlined with this sign, if there is one; what goes on in the next line does not begin like another heading. */
static void
headline(Lines *out, const char *text, char under)
{
	g_autofree char *safe = text_visible(text), *rule = NULL;

	wrapped(out, DOC_BOLD, out->margin, safe, NULL);
	if (!out->paper || !under)
		return;
	rule = g_strnfill((gsize)MIN(text_width(safe), MAX(out->to.columns, LEAST)), under);
	part(out, DOC_BOLD, rule);
	line(out, NULL);
}

static void
say(Lines *out, const Block *b)
{
	g_autofree char *text = g_strconcat(mark(out, b->tone), b->text, NULL);

	paragraph(out, b->tone, text);
}

static void
pairs(Lines *out, const Block *b)
{
	int width = CLAMP(out->to.columns - out->margin - LEAST, LEAST, LABEL);

	for (guint i = 0; i < b->cells->len; i += 2) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1;
		g_autofree char *name = text_visible(label->text), *text = g_strconcat(mark(out, value->tone), value->text, NULL);
		if (text_width(name) < width) {
			spaces(out, out->margin);
			padded(out, DOC_PLAIN, name, width);
		} else {
			paragraph(out, DOC_PLAIN, name);
			spaces(out, out->margin + width);
		}
		wrapped(out, value->tone, out->margin + width, text, NULL);
	}
}

/* Behind a bar, so that nothing in it can be taken for what the document says. */
static void
verbatim(Lines *out, const Block *b)
{
	g_autofree char *safe = text_visible_lines(b->text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(safe), "\n", -1);

	for (char **l = lines; *l; l++) {
		spaces(out, out->margin);
		part(out, DOC_DIM, "|");
		spaces(out, 1);
		part(out, DOC_PLAIN, g_strchomp(*l));
		line(out, NULL);
	}
}

/* --- figures ------------------------------------------------------------------------------------------------------------------ */

/* "DPO told in time: 11 of 12; 92%." */
static void
linear_cells(Lines *out, const Block *b, guint each)
{
	for (guint i = 0; i < b->cells->len; i += each) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1, *note = each > 2 ? label + 2 : NULL;
		bool more = note && note->text && *note->text;
		g_autofree char *sentence = g_strdup_printf("%s: %s%s%s%s.", label->text, mark(out, value->tone), value->text, more ? "; " : "",
			more ? note->text : "");
		wrapped(out, DOC_PLAIN, 0, sentence, NULL);
	}
}

static void
figures(Lines *out, const Block *b)
{
	int width = 0;

	for (guint i = 0; i < b->cells->len; i += 3)
		width = MAX(width, text_width(g_array_index(b->cells, DocCell, i).text));
	width = MIN(width, out->to.columns / 2) + 1;
	for (guint i = 0; i < b->cells->len; i += 3) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1, *note = label + 2;
		g_autofree char *head = text_fit(label->text, width);
		padded(out, DOC_PLAIN, head, width + 1);
		part(out, value->tone == DOC_PLAIN ? DOC_BOLD : value->tone, value->text);
		if (!note->text || !*note->text) {
			line(out, NULL);
		} else if (width + 1 + text_width(value->text) + GAP + text_width(note->text) <= out->to.columns) {
			spaces(out, GAP);
			part(out, DOC_DIM, note->text);
			line(out, NULL);
		} else {
			line(out, NULL);
			spaces(out, width + 1);
			wrapped(out, DOC_DIM, width + 1, note->text, NULL);
		}
	}
}

/* --- tables ------------------------------------------------------------------------------------------------------------------- */

static const DocCell *
cell_of(const Block *b, guint row, guint column)
{
	const DocRow *r = g_ptr_array_index(b->rows, row);

	return column < r->cells->len ? &g_array_index(r->cells, DocCell, column) : NULL;
}

static int
natural(const Block *b, guint column)
{
	int width = text_width(g_array_index(b->columns, DocColumn, column).heading);

	for (guint i = 0; i < b->rows->len; i++) {
		const DocCell *cell = cell_of(b, i, column);
		g_autofree char *shown = text_visible(cell ? cell->text : "");
		width = MAX(width, text_width(shown));
	}
	return width;
}

/* Where two columns grow and there is no room for both, the last one stands under its row. */
static bool
goes_under(const Lines *out, const Block *b)
{
	guint n = b->columns->len, growing = 0;
	int left = out->to.columns - GAP * (int)(n - 1);

	for (guint i = 0; i < n; i++) {
		const DocColumn *column = &g_array_index(b->columns, DocColumn, i);
		growing += column->grows;
		if (!column->grows)
			left -= natural(b, i);
	}
	return growing > 1 && g_array_index(b->columns, DocColumn, n - 1).grows && left < (int)growing * ROOMY;
}

/* Gives each that grows and needs no more than its share what it needs; true: there was one. */
static bool
satisfy(int *widths, const int *wanted, guint n, int *left, int *growing)
{
	bool any = false;

	for (guint i = 0; i < n && *growing; i++) {
		if (widths[i] >= 0 || wanted[i] > *left / *growing)
			continue;
		widths[i] = wanted[i];
		*left -= wanted[i];
		(*growing)--;
		any = true;
	}
	return any;
}

/* Those of the first n that grow share what the others leave, the modest ones first; the last of all takes what remains. */
static int *
widths_of(const Lines *out, const Block *b, guint n)
{
	int *widths = g_new0(int, n), left = out->to.columns - out->margin - GAP * (int)(n - 1), growing = 0, rest = left;
	g_autofree int *wanted = g_new0(int, n);

	for (guint i = 0; i < n; i++) {
		bool grows = g_array_index(b->columns, DocColumn, i).grows;
		wanted[i] = natural(b, i);
		widths[i] = grows ? -1 : wanted[i];
		growing += grows;
		left -= grows ? 0 : wanted[i];
	}
	while (growing && satisfy(widths, wanted, n, &left, &growing))
		continue;
	for (guint i = 0; i < n; i++) {
		if (widths[i] < 0)
			widths[i] = MAX(left / growing, NARROW);
		rest -= widths[i];
	}
	if (g_array_index(b->columns, DocColumn, n - 1).grows)
		widths[n - 1] += MAX(rest, 0);
	return widths;
}

/* What of a cell is seen in its column: one line, or as many as it takes. (transfer full) */
static char **
cell_lines(const char *text, int width, bool wraps)
{
	g_autofree char *safe = (wraps ? text_visible_lines : text_visible)(text);
	g_autofree char *shown = wraps ? text_wrap(safe, width, NULL) : text_fit(safe, width);

	return g_strsplit(shown, "\n", -1);
}

/* Cells beside each other; what of one needs more lines goes on below it. */
static void
row_lines(Lines *out, const Block *b, const int *widths, guint n, const GArray *cells, const char *ref)
{
	g_autoptr(GPtrArray) columns = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	guint most = 1;

	for (guint i = 0; i < n; i++) {
		bool grows = g_array_index(b->columns, DocColumn, i).grows, wraps = out->paper || (grows && i + 1 == n && widths[i] >= LEAST);
		char **lines = cell_lines(i < cells->len ? g_array_index(cells, DocCell, i).text : "", widths[i], wraps);
		g_ptr_array_add(columns, lines);
		most = MAX(most, g_strv_length(lines));
	}
	for (guint k = 0; k < most; k++) {
		spaces(out, out->margin);
		for (guint i = 0; i < n; i++) {
			char **lines = g_ptr_array_index(columns, i);
			const char *text = k < g_strv_length(lines) ? lines[k] : "";
			int before = g_array_index(b->columns, DocColumn, i).number ? widths[i] - text_width(text) : 0;
			spaces(out, before);
			padded(out, i < cells->len ? g_array_index(cells, DocCell, i).tone : DOC_PLAIN, text, widths[i] - before + GAP);
		}
		line(out, ref);
	}
}

static void
table_row(Lines *out, const Block *b, const int *widths, guint n, guint row)
{
	const DocRow *r = g_ptr_array_index(b->rows, row);
	const DocCell *under = n < b->columns->len ? cell_of(b, row, n) : NULL;

	row_lines(out, b, widths, n, r->cells, r->ref);
	if (!under || text_blank(under->text))
		return;
	spaces(out, UNDER);
	wrapped(out, under->tone, UNDER, under->text, r->ref);
}

static void
table_head(Lines *out, const Block *b, const int *widths, guint n)
{
	g_autoptr(GArray) cells = g_array_new(FALSE, FALSE, sizeof(DocCell));

	for (guint i = 0; i < n; i++) {
		const DocCell cell = {g_array_index(b->columns, DocColumn, i).heading, DOC_DIM};
		g_array_append_val(cells, cell);
	}
	row_lines(out, b, widths, n, cells, NULL);
}

/* "DPO: in time 11 of 12 (92 %); late 1; unproven 0." */
static void
linear_row(Lines *out, const Block *b, guint row)
{
	const DocRow *r = g_ptr_array_index(b->rows, row);
	g_autoptr(GString) sentence = g_string_new(NULL);

	for (guint i = 0; i < r->cells->len; i++) {
		const DocCell *cell = &g_array_index(r->cells, DocCell, i);
		const char *heading = g_array_index(b->columns, DocColumn, i).heading;
		if (!*cell->text)
			continue;
		if (i == 0)
			g_string_append_printf(sentence, "%s:", cell->text);
		else
			g_string_append_printf(sentence, "%s %s%s%s", sentence->str[sentence->len - 1] == ':' ? "" : ";", heading, *heading ? " " : "",
				cell->text);
	}
	g_string_append_c(sentence, '.');
	wrapped(out, DOC_PLAIN, 0, sentence->str, r->ref);
}

static void
table(Lines *out, const Block *b)
{
	guint n = b->columns->len - (!out->paper && goes_under(out, b));
	g_autofree int *widths = out->to.linear ? NULL : widths_of(out, b, n);

	if (b->text)
		paragraph(out, DOC_DIM, b->text);
	if (!out->to.linear)
		table_head(out, b, widths, n);
	for (guint i = 0; i < b->rows->len; i++) {
		if (out->to.linear)
			linear_row(out, b, i);
		else
			table_row(out, b, widths, n, i);
	}
}

/* --- charts ------------------------------------------------------------------------------------------------------------------- */

/* Each series has a sign of its own: what it is must not hang on a colour. */
static const char *
sign_of(const Lines *out, DocTone tone)
{
	switch (tone) {
	case DOC_BAD:
		return out->to.ascii ? "!" : "▒";
	case DOC_WARN:
		return out->to.ascii ? "?" : "░";
	case DOC_PLAIN:
	case DOC_DIM:
	case DOC_BOLD:
	case DOC_GOOD:
		return out->to.ascii ? "#" : "█";
	}
	g_assert_not_reached();
}

/* Whatever is there is seen: a value that is not nothing has one sign at least. */
static int
bar_parts(Lines *out, const Block *b, const DocBar *bar, int most, int width)
{
	int used = 0;

	for (guint i = 0; i < b->columns->len; i++) {
		DocTone tone = g_array_index(b->tones, DocTone, i);
		int n = most > width ? (int)(((int64_t)bar->values[i] * width + most - 1) / most) : bar->values[i];
		g_autoptr(GString) signs = g_string_new(NULL);
		for (int k = 0; k < n; k++)
			g_string_append(signs, sign_of(out, tone));
		part(out, tone == DOC_GOOD ? DOC_PLAIN : tone, signs->str);
		used += n;
	}
	return used;
}

static void
legend(Lines *out, const Block *b)
{
	for (guint i = 0; i < b->columns->len; i++) {
		DocTone tone = g_array_index(b->tones, DocTone, i);
		part(out, tone == DOC_GOOD ? DOC_PLAIN : tone, sign_of(out, tone));
		part(out, DOC_PLAIN, " ");
		part(out, DOC_DIM, g_array_index(b->columns, DocColumn, i).heading);
		if (i + 1 < b->columns->len)
			spaces(out, GAP + 1);
	}
	line(out, NULL);
}

static void
bars(Lines *out, const Block *b)
{
	int label = 0, say = 0, most = 0, width;

	for (guint i = 0; i < b->rows->len; i++) {
		const DocBar *bar = g_ptr_array_index(b->rows, i);
		label = MAX(label, text_width(bar->label));
		say = MAX(say, text_width(bar->say));
		most = MAX(most, doc_bar_total(b, bar));
	}
	/* One more for each series: every part is rounded up. */
	width = CLAMP(out->to.columns - label - say - 2 * GAP - (int)b->columns->len, BAR_LEAST, BAR_MOST);
	for (guint i = 0; i < b->rows->len; i++) {
		const DocBar *bar = g_ptr_array_index(b->rows, i);
		int used;
		if (!doc_bar_total(b, bar)) {
			part(out, DOC_PLAIN, bar->label);
			line(out, NULL);
			continue;
		}
		padded(out, DOC_PLAIN, bar->label, label + GAP);
		used = bar_parts(out, b, bar, most, width);
		if (*bar->say) {
			spaces(out, MIN(most, width) + (int)b->columns->len - 1 - used + GAP);
			part(out, DOC_DIM, bar->say);
		}
		line(out, NULL);
	}
}

static void
chart(Lines *out, const Block *b)
{
	if (b->text)
		paragraph(out, DOC_DIM, b->text);
	if (b->say && out->to.linear)
		wrapped(out, DOC_PLAIN, 0, b->say, NULL);
	if (!out->to.linear) {
		legend(out, b);
		bars(out, b);
		return;
	}
	for (guint i = 0; i < b->rows->len; i++) {
		const DocBar *bar = g_ptr_array_index(b->rows, i);
		g_autofree char *sentence = *bar->say ? g_strdup_printf("%s: %s.", bar->label, bar->say) : NULL;
		if (sentence)
			wrapped(out, DOC_PLAIN, 0, sentence, NULL);
	}
}

/* --- the whole ---------------------------------------------------------------------------------------------------------------- */

static void
blocks(Lines *out, const Document *d)
{
	for (guint i = 0; i < d->blocks->len; i++) {
		const Block *b = g_ptr_array_index(d->blocks, i);
		switch (b->type) {
		case BLOCK_HEADING:
		case BLOCK_ENTRY:
			line(out, NULL);
			headline(out, b->text, b->type == BLOCK_HEADING ? '-' : 0);
			break;
		case BLOCK_TEXT:
			say(out, b);
			break;
		case BLOCK_PAIRS:
			out->to.linear ? linear_cells(out, b, 2) : pairs(out, b);
			break;
		case BLOCK_VERBATIM:
			verbatim(out, b);
			break;
		case BLOCK_FIGURES:
			out->to.linear ? linear_cells(out, b, 3) : figures(out, b);
			break;
		case BLOCK_TABLE:
			if (i && ((const Block *)g_ptr_array_index(d->blocks, i - 1))->type == BLOCK_TABLE)
				line(out, NULL);
			table(out, b);
			break;
		case BLOCK_CHART:
			chart(out, b);
			break;
		}
	}
}

void
document_lines(const Document *d, const DocLines *to)
{
	Lines out = lines_of(d, to);

	blocks(&out, d);
}

void
document_text(const Document *d, const DocLines *to)
{
	Lines out = lines_of(d, to);

	if (d->lead && *d->lead)
		wrapped(&out, DOC_DIM, 0, d->lead, NULL);
	headline(&out, d->title, '=');
	if (d->under)
		wrapped(&out, DOC_DIM, 0, d->under, NULL);
	if (!d->paper)
		line(&out, NULL);
	blocks(&out, d);
	if (!d->foot)
		return;
	line(&out, NULL);
	wrapped(&out, DOC_DIM, 0, d->foot, NULL);
}

/* --- into a string ------------------------------------------------------------------------------------------------------------ */

static void
append_part(DocTone tone, const char *text, void *data)
{
	(void)tone;
	g_string_append(data, text);
}

static void
append_end(const char *ref, void *data)
{
	(void)ref;
	g_string_append_c(data, '\n');
}

DocLines
doc_lines_to(GString *text, int columns)
{
	return (DocLines){.columns = columns, .part = append_part, .line = append_end, .data = text};
}
