/*
 * A document as lines: for terminals and screens of any width, and for ears.
 *
 * Columns are as wide as what stands in them; where they do not fit, those that grow give way, and texts are cut with an ellipsis rather
 * than wrapped, so that a row stays a line. What grows and is the last column is wrapped under itself.
 */
#include "src/report/document.h"

#include "src/core/text.h"

#include <string.h>

#define GAP 2
#define ROOMY 30 /* columns in which a title or a reason can be read */
#define UNDER 4
#define NARROW 10
#define BAR_LEAST 8
#define BAR_MOST 40

static void
part(const DocLines *out, DocTone tone, const char *text)
{
	if (text && *text)
		out->part(tone, text, out->data);
}

static void
line(const DocLines *out, const char *ref)
{
	out->line(ref, out->data);
}

static void
spaces(const DocLines *out, int n)
{
	g_autofree char *text = n > 0 ? g_strnfill((gsize)n, ' ') : NULL;

	part(out, DOC_PLAIN, text);
}

/* A text wrapped to the screen under so many columns; the first line begins where the line in hand stands. */
static void
wrapped(const DocLines *out, DocTone tone, int indent, const char *text, const char *ref)
{
	g_autofree char *safe = text_visible_lines(text), *body = text_wrap(safe, MAX(out->columns - indent, 16), NULL);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);

	for (char **l = lines; *l; l++) {
		if (l != lines)
			spaces(out, indent);
		part(out, tone, *l);
		line(out, ref);
	}
}

/* --- figures ------------------------------------------------------------------------------------------------------------------ */

/* "DPO told in time: 11 of 12; 92%." */
static void
linear_figures(const DocLines *out, const Block *b)
{
	for (guint i = 0; i < b->cells->len; i += 3) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1, *note = label + 2;
		bool more = note->text && *note->text;
		g_autofree char *sentence = g_strdup_printf("%s: %s%s%s.", label->text, value->text, more ? "; " : "", more ? note->text : "");
		wrapped(out, DOC_PLAIN, 0, sentence, NULL);
	}
}

static void
figures(const DocLines *out, const Block *b)
{
	int width = 0;

	for (guint i = 0; i < b->cells->len; i += 3)
		width = MAX(width, text_width(g_array_index(b->cells, DocCell, i).text));
	for (guint i = 0; i < b->cells->len; i += 3) {
		const DocCell *label = &g_array_index(b->cells, DocCell, i), *value = label + 1, *note = label + 2;
		g_autofree char *head = text_pad(label->text, MIN(width, out->columns / 2) + 1);
		part(out, DOC_PLAIN, head);
		part(out, DOC_PLAIN, " ");
		part(out, value->tone == DOC_PLAIN ? DOC_BOLD : value->tone, value->text);
		if (note->text && *note->text) {
			g_autofree char *rest = g_strconcat("  ", note->text, NULL);
			int used = text_width(head) + 1 + text_width(value->text);
			if (used + text_width(rest) <= out->columns) {
				part(out, DOC_DIM, rest);
			} else {
				line(out, NULL);
				spaces(out, text_width(head) + 1);
				wrapped(out, DOC_DIM, text_width(head) + 1, note->text, NULL);
				continue;
			}
		}
		line(out, NULL);
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
goes_under(const DocLines *out, const Block *b)
{
	guint n = b->columns->len, growing = 0;
	int left = out->columns - GAP * (int)(n - 1);

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

/* Those of the first n that grow share what the others leave, the modest ones first. */
static int *
widths_of(const DocLines *out, const Block *b, guint n)
{
	int *widths = g_new0(int, n), left = out->columns - GAP * (int)(n - 1), growing = 0;
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
	for (guint i = 0; i < n; i++)
		if (widths[i] < 0)
			widths[i] = MAX(left / growing, NARROW);
	return widths;
}

static void
table_cell(const DocLines *out, const DocColumn *column, int width, bool is_last, DocTone tone, const char *text)
{
	g_autofree char *shown = text_visible(text);
	g_autofree char *padded = column->number ? text_pad_left(shown, width) : is_last ? text_fit(shown, width) : text_pad(shown, width);

	part(out, tone, padded);
}

static void
table_row(const DocLines *out, const Block *b, const int *widths, guint n, guint row)
{
	static const DocCell none = {(char *)(guintptr)"", DOC_PLAIN};
	const DocRow *r = g_ptr_array_index(b->rows, row);
	int at = 0;

	for (guint i = 0; i < n; i++) {
		const DocColumn *column = &g_array_index(b->columns, DocColumn, i);
		const DocCell *cell = cell_of(b, row, i) ? cell_of(b, row, i) : &none;
		if (i > 0 && i + 1 == n && column->grows && out->columns - at >= 16) {
			wrapped(out, cell->tone, at, cell->text, r->ref);
			return;
		}
		table_cell(out, column, widths[i], i + 1 == n, cell->tone, cell->text);
		at += widths[i] + GAP;
		if (i + 1 < n)
			spaces(out, GAP);
	}
	line(out, r->ref);
	if (n < b->columns->len && cell_of(b, row, n)) {
		spaces(out, UNDER);
		wrapped(out, cell_of(b, row, n)->tone, UNDER, cell_of(b, row, n)->text, r->ref);
	}
}

static void
table_head(const DocLines *out, const Block *b, const int *widths, guint n)
{
	for (guint i = 0; i < n; i++) {
		const DocColumn *column = &g_array_index(b->columns, DocColumn, i);
		if (i)
			spaces(out, GAP);
		table_cell(out, column, widths[i], i + 1 == n, DOC_DIM, column->heading);
	}
	line(out, NULL);
}

/* "DPO: in time 11 of 12 (92 %); late 1; unproven 0." */
static void
linear_row(const DocLines *out, const Block *b, guint row)
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
table(const DocLines *out, const Block *b)
{
	guint n = b->columns->len - goes_under(out, b);
	g_autofree int *widths = out->linear ? NULL : widths_of(out, b, n);

	if (b->text)
		wrapped(out, DOC_DIM, 0, b->text, NULL);
	if (!out->linear)
		table_head(out, b, widths, n);
	for (guint i = 0; i < b->rows->len; i++) {
		if (out->linear)
			linear_row(out, b, i);
		else
			table_row(out, b, widths, n, i);
	}
}

/* --- charts ------------------------------------------------------------------------------------------------------------------- */

/* Each series has a sign of its own: what it is must not hang on a colour. */
static const char *
sign_of(const DocLines *out, DocTone tone)
{
	switch (tone) {
	case DOC_BAD:
		return out->ascii ? "!" : "▒";
	case DOC_WARN:
		return out->ascii ? "?" : "░";
	case DOC_PLAIN:
	case DOC_DIM:
	case DOC_BOLD:
	case DOC_GOOD:
		return out->ascii ? "#" : "█";
	}
	g_assert_not_reached();
}

/* Whatever is there is seen: a value that is not nothing has one sign at least. */
static int
bar_parts(const DocLines *out, const Block *b, const DocBar *bar, int most, int width)
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
legend(const DocLines *out, const Block *b)
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
bars(const DocLines *out, const Block *b)
{
	int label = 0, say = 0, most = 0, width;

	for (guint i = 0; i < b->rows->len; i++) {
		const DocBar *bar = g_ptr_array_index(b->rows, i);
		label = MAX(label, text_width(bar->label));
		say = MAX(say, text_width(bar->say));
		most = MAX(most, doc_bar_total(b, bar));
	}
	/* One more for each series: every part is rounded up. */
	width = CLAMP(out->columns - label - say - 2 * GAP - (int)b->columns->len, BAR_LEAST, BAR_MOST);
	for (guint i = 0; i < b->rows->len; i++) {
		const DocBar *bar = g_ptr_array_index(b->rows, i);
		g_autofree char *head = text_pad(bar->label, label);
		int used;
		if (!doc_bar_total(b, bar)) {
			part(out, DOC_PLAIN, bar->label);
			line(out, NULL);
			continue;
		}
		part(out, DOC_PLAIN, head);
		spaces(out, GAP);
		used = bar_parts(out, b, bar, most, width);
		if (*bar->say) {
			spaces(out, MIN(most, width) + (int)b->columns->len - 1 - used + GAP);
			part(out, DOC_DIM, bar->say);
		}
		line(out, NULL);
	}
}

static void
chart(const DocLines *out, const Block *b)
{
	if (b->text)
		wrapped(out, DOC_DIM, 0, b->text, NULL);
	if (b->say && out->linear)
		wrapped(out, DOC_PLAIN, 0, b->say, NULL);
	if (!out->linear) {
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

void
document_lines(const Document *d, const DocLines *out)
{
	for (guint i = 0; i < d->blocks->len; i++) {
		const Block *b = g_ptr_array_index(d->blocks, i);
		switch (b->type) {
		case BLOCK_HEADING:
			line(out, NULL);
			wrapped(out, DOC_BOLD, 0, b->text, NULL);
			break;
		case BLOCK_TEXT:
			wrapped(out, b->tone, 0, b->text, NULL);
			break;
		case BLOCK_FIGURES:
			(out->linear ? linear_figures : figures)(out, b);
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
document_text(const Document *d, const DocLines *out)
{
	if (d->lead && *d->lead)
		wrapped(out, DOC_DIM, 0, d->lead, NULL);
	wrapped(out, DOC_BOLD, 0, d->title, NULL);
	if (d->under)
		wrapped(out, DOC_DIM, 0, d->under, NULL);
	line(out, NULL);
	document_lines(d, out);
	if (!d->foot)
		return;
	line(out, NULL);
	wrapped(out, DOC_DIM, 0, d->foot, NULL);
}
