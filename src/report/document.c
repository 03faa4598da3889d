/* A document's blocks. */
#include "src/report/document.h"

#include "src/core/text.h"

static void
cell_clear(gpointer data)
{
	g_free(((DocCell *)data)->text);
}

static void
column_clear(gpointer data)
{
	g_free(((DocColumn *)data)->heading);
}

static void
row_free(gpointer data)
{
	DocRow *row = data;

	g_array_unref(row->cells);
	g_free(row->ref);
	g_free(row);
}

static void
bar_free(gpointer data)
{
	DocBar *bar = data;

	g_free(bar->label);
	g_free(bar->say);
	g_free(bar->values);
	g_free(bar);
}

static void
block_free(gpointer data)
{
	Block *b = data;

	g_free(b->id);
	g_free(b->text);
	g_free(b->say);
	g_free(b->axis);
	g_clear_pointer(&b->cells, g_array_unref);
	g_clear_pointer(&b->columns, g_array_unref);
	g_clear_pointer(&b->tones, g_array_unref);
	g_clear_pointer(&b->rows, g_ptr_array_unref);
	g_free(b);
}

Document *
document_new(Lang lang, const char *lead, const char *title, const char *under)
{
	Document *d = g_new0(Document, 1);

	d->lang = lang;
	d->lead = g_strdup(lead);
	d->title = g_strdup(title);
	d->under = g_strdup(under);
	d->blocks = g_ptr_array_new_with_free_func(block_free);
	return d;
}

Document *
document_new_paper(Lang lang, const char *title)
{
	Document *d = document_new(lang, NULL, title, NULL);

	d->paper = true;
	return d;
}

void
document_free(Document *d)
{
	if (!d)
		return;
	g_free(d->title);
	g_free(d->lead);
	g_free(d->under);
	g_free(d->foot);
	g_ptr_array_unref(d->blocks);
	g_free(d);
}

static Block *
add_block(Document *d, BlockType type, const char *text)
{
	Block *b = g_new0(Block, 1);

	b->type = type;
	b->text = g_strdup(text);
	g_ptr_array_add(d->blocks, b);
	return b;
}

static Block *
last(Document *d, BlockType type)
{
	Block *b = d->blocks->len ? g_ptr_array_index(d->blocks, d->blocks->len - 1) : NULL;

	return b && b->type == type ? b : NULL;
}

static GArray *
cells_new(void)
{
	GArray *cells = g_array_new(FALSE, FALSE, sizeof(DocCell));

	g_array_set_clear_func(cells, cell_clear);
	return cells;
}

static void
add_cell(GArray *cells, DocTone tone, const char *text)
{
	DocCell cell = {g_strdup(text), tone};

	g_array_append_val(cells, cell);
}

/* Those of the last block, if it is of this type, else of a new one. */
static GArray *
cells_of(Document *d, BlockType type)
{
	Block *b = last(d, type);

	if (!b) {
		b = add_block(d, type, NULL);
		b->cells = cells_new();
	}
	return b->cells;
}

void
doc_heading(Document *d, const char *id, const char *text)
{
	Block *b = add_block(d, BLOCK_HEADING, id ? text : NULL);

	b->id = g_strdup(id);
	if (id)
		return;
	b->text = g_strdup_printf("%d. %s", ++d->sections, text);
	b->id = g_strdup_printf("s%d", d->sections);
}

void
doc_entry(Document *d, const char *text)
{
	add_block(d, BLOCK_ENTRY, text);
}

void
doc_text(Document *d, DocTone tone, const char *text)
{
	if (!text_blank(text))
		add_block(d, BLOCK_TEXT, text)->tone = tone;
}

void
doc_pair(Document *d, DocTone tone, const char *label, const char *value)
{
	if (text_blank(value))
		return;
	GArray *cells = cells_of(d, BLOCK_PAIRS);
	add_cell(cells, DOC_PLAIN, label);
	add_cell(cells, tone, value);
}

void
doc_verbatim(Document *d, const char *text)
{
	add_block(d, BLOCK_VERBATIM, text);
}

void
doc_figure(Document *d, DocTone tone, const char *label, const char *value, const char *note)
{
	GArray *cells = cells_of(d, BLOCK_FIGURES);

	add_cell(cells, DOC_PLAIN, label);
	add_cell(cells, tone, value);
	add_cell(cells, DOC_DIM, note);
}

void
doc_table(Document *d, const char *caption)
{
	Block *b = add_block(d, BLOCK_TABLE, caption);

	b->columns = g_array_new(FALSE, FALSE, sizeof(DocColumn));
	g_array_set_clear_func(b->columns, column_clear);
	b->rows = g_ptr_array_new_with_free_func(row_free);
}

void
doc_column(Document *d, const char *heading, bool number, bool grows)
{
	Block *b = last(d, BLOCK_TABLE);
	DocColumn column = {g_strdup(heading), number, grows};

	g_assert(b);
	g_array_append_val(b->columns, column);
}

void
doc_row(Document *d, const char *ref)
{
	Block *b = last(d, BLOCK_TABLE);
	DocRow *row = g_new0(DocRow, 1);

	g_assert(b);
	row->cells = cells_new();
	row->ref = g_strdup(ref);
	g_ptr_array_add(b->rows, row);
}

void
doc_cell(Document *d, DocTone tone, const char *text)
{
	Block *b = last(d, BLOCK_TABLE);

	g_assert(b && b->rows->len);
	add_cell(((DocRow *)g_ptr_array_index(b->rows, b->rows->len - 1))->cells, tone, text ? text : "");
}

void
doc_chart(Document *d, const char *caption, const char *axis, const char *say)
{
	Block *b = add_block(d, BLOCK_CHART, caption);

	b->say = g_strdup(say);
	b->axis = g_strdup(axis);
	b->columns = g_array_new(FALSE, FALSE, sizeof(DocColumn));
	g_array_set_clear_func(b->columns, column_clear);
	b->tones = g_array_new(FALSE, FALSE, sizeof(DocTone));
	b->rows = g_ptr_array_new_with_free_func(bar_free);
}

void
doc_series(Document *d, DocTone tone, const char *name)
{
	Block *b = last(d, BLOCK_CHART);
	DocColumn column = {g_strdup(name), true, false};

	g_assert(b);
	g_array_append_val(b->columns, column);
	g_array_append_val(b->tones, tone);
}

void
doc_bar(Document *d, const char *label, const char *say, const int *values)
{
	Block *b = last(d, BLOCK_CHART);
	DocBar *bar = g_new0(DocBar, 1);

	g_assert(b);
	bar->label = g_strdup(label);
	bar->say = g_strdup(say);
	bar->values = g_memdup2(values, b->columns->len * sizeof(int));
	g_ptr_array_add(b->rows, bar);
}

int
doc_bar_total(const Block *b, const DocBar *bar)
{
	int total = 0;

	for (guint i = 0; i < b->columns->len; i++)
		total += bar->values[i];
	return total;
}
