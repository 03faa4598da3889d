/* The register of breaches: read once, written as CSV, JSON or a document. */
#include "src/report/book-part.h"

#include "src/core/text.h"

#include <string.h>

#define PAGE 200 /* incidents read at once */

/* --- reading ---------------------------------------------------------------------------------------------------------------------------- */

static void
row_free(gpointer data, bool client)
{
	BookRow *row = data;
	for (guint i = 0; i < book_columns(client); i++) {
		g_free(row->cells[i].words);
		json_decref(row->cells[i].value);
	}
	g_free(row->cells);
	g_free(row);
}

static void
own_row_free(gpointer data)
{
	row_free(data, false);
}

static void
client_row_free(gpointer data)
{
	row_free(data, true);
}

void
book_free(Book *book)
{
	if (!book)
		return;
	g_ptr_array_unref(book->rows);
	g_free(book);
}

static BookSection
section_of(const Incident *in)
{
	if (in->kind == KIND_DRILL)
		return BOOK_DRILL;
	if (in->voided_at != INSTANT_NONE)
		return BOOK_VOID;
	if (g_strcmp0(in->outcome, "not-a-breach") == 0)
		return BOOK_NOT_A_BREACH;
	return in->kind == KIND_NEAR_MISS ? BOOK_NEAR_MISS : BOOK_BREACH;
}

static bool
in_period(const BookOf *of, const Incident *in)
{
	Instant detected = incident_instant(in, "detected_at");
	return (of->from == INSTANT_NONE || detected >= of->from) && (of->to == INSTANT_NONE || detected < of->to);
}

/* A client's are the breaches that affect it, and whatever it was written to about; not what it was spared. */
static bool
is_of_client(const BookOf *of, const Incident *in)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (n->state == NOTICE_SENT && g_str_equal(n->audience, of->client))
			return true;
	}
	return section_of(in) == BOOK_BREACH && affected_find(in->clients, of->client);
}

static bool
add_incident(Book *book, const Incident *in, GError **error)
{
	const BookOf *of = book->of;
	json_auto_t *told = NULL;
	if (!in_period(of, in) || (of->client && !is_of_client(of, in)))
		return true;
	if (of->client && !of->told(in, &told, of->data, error))
		return false;
	const Entry entry = {of, in, of->client ? told : in->fields, section_of(in)};
	BookRow *row = g_new0(BookRow, 1);
	row->section = entry.section;
	row->cells = g_new0(BookCell, book_columns(of->client != NULL));
	book_fill(&entry, row->cells);
	g_ptr_array_add(book->rows, row);
	return true;
}

static bool
read_all(Book *book, GError **error)
{
	g_autofree char *after = NULL;
	do {
		const ListQuery query = {.order = ORDER_NEWEST, .limit = PAGE, .after = after, .now = book->of->now};
		g_autoptr(GPtrArray) page = NULL;
		g_autofree char *next = NULL;
		if (!query_list(book->of->db, &query, &page, &next, error))
			return false;
		for (guint i = 0; i < page->len; i++)
			if (!add_incident(book, g_ptr_array_index(page, i), error))
				return false;
		g_free(after);
		after = g_steal_pointer(&next);
	} while (after);
	return true;
}

/* Newest first, as they are read, becomes oldest first, section by section. */
static void
put_in_order(Book *book)
{
	g_autoptr(GPtrArray) rows = g_ptr_array_new();
	for (BookSection section = BOOK_BREACH; section < BOOK_SECTIONS; section++)
		for (guint i = book->rows->len; i > 0; i--) {
			BookRow *row = g_ptr_array_index(book->rows, i - 1);
			if (row->section == section)
				g_ptr_array_add(rows, row);
		}
	memcpy(book->rows->pdata, rows->pdata, rows->len * sizeof(gpointer));
}

bool
book_make(const BookOf *of, Book **book, GError **error)
{
	g_autoptr(Book) made = g_new0(Book, 1);
	made->of = of;
	made->rows = g_ptr_array_new_with_free_func(of->client ? client_row_free : own_row_free);
	if (!db_read_begin(of->db, error))
		return false;
	bool ok = read_all(made, error);
	db_read_end(of->db);
	if (!ok)
		return false;
	if (made->rows->len)
		put_in_order(made);
	*book = g_steal_pointer(&made);
	return true;
}

/* --- CSV and JSON --------------------------------------------------------------------------------------------------------------------------- */

static const char *
heading(const Book *book, guint i)
{
	const BookColumn *column = book_column(book->of->client != NULL, i);
	const Field *field = column->heading.en ? NULL : field_find(column->key);
	return words_in(field ? &field->label : &column->heading, book->of->lang);
}

/* "a;b": what is a list in JSON. */
static char *
codes(const json_t *value)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(value); i++)
		g_string_append_printf(all, "%s%s", i ? ";" : "", json_string_value(json_array_get(value, i)));
	if (json_is_boolean(value))
		g_string_append(all, json_is_true(value) ? "yes" : "no");
	if (json_is_string(value))
		g_string_append(all, json_string_value(value));
	return g_strdup(all->str);
}

static void
write_cell(Csv *csv, const BookColumn *column, const BookCell *cell)
{
	g_autofree char *code = NULL;
	switch (column->type) {
	case CELL_INSTANT:
		csv_instant(csv, cell->at);
		return;
	case CELL_SCORE:
		if (cell->quarters)
			csv_decimal(csv, (int64_t)cell->quarters * 25, 2);
		else
			csv_text(csv, NULL);
		return;
	case CELL_TEXT:
		code = csv->dialect == CSV_RAW && !cell->left_out ? codes(cell->value) : NULL;
		csv_text(csv, code ? code : cell->words);
		return;
	}
}

char *
book_csv(const Book *book, CsvDialect dialect)
{
	GString *out = g_string_new(NULL);
	bool client = book->of->client != NULL;
	Csv csv;
	csv_begin(&csv, dialect, book->of->zone, out);
	for (guint i = 0; i < book_columns(client); i++)
		csv_text(&csv, dialect == CSV_RAW ? book_column(client, i)->key : heading(book, i));
	csv_row_end(&csv);
	for (guint r = 0; r < book->rows->len; r++) {
		const BookRow *row = g_ptr_array_index(book->rows, r);
		for (guint i = 0; i < book_columns(client); i++)
			write_cell(&csv, book_column(client, i), &row->cells[i]);
		csv_row_end(&csv);
	}
	return g_string_free(out, FALSE);
}

static void
set_instant(json_t *o, const char *key, Instant t)
{
	g_autofree char *text = instant_rfc3339(t);
	if (t != INSTANT_NONE)
		json_object_set_new(o, key, json_string(text));
}

json_t *
book_json(const Book *book)
{
	json_t *o = json_object(), *list = json_array();
	bool client = book->of->client != NULL;
	for (guint r = 0; r < book->rows->len; r++) {
		const BookRow *row = g_ptr_array_index(book->rows, r);
		json_t *entry = json_object(), *left_out = json_array();
		for (guint i = 0; i < book_columns(client); i++) {
			if (row->cells[i].value)
				json_object_set(entry, book_column(client, i)->key, row->cells[i].value);
			if (row->cells[i].left_out)
				json_array_append_new(left_out, json_string(book_column(client, i)->key));
		}
		if (client)
			json_object_set(entry, "left_out", left_out);
		json_decref(left_out);
		json_array_append_new(list, entry);
	}
	json_object_set_new(o, "entries", list);
	if (client)
		json_object_set_new(o, "client", json_string(book->of->client));
	set_instant(o, "from", book->of->from);
	set_instant(o, "to", book->of->to);
	return o;
}

/* --- a document --------------------------------------------------------------------------------------------------------------------------------- */

#define SAY(en, it) (book->of->lang == LANG_IT ? (it) : (en))

static char *
shown(const Book *book, const BookColumn *column, const BookCell *cell)
{
	if (column->type == CELL_INSTANT)
		return instant_show(cell->at, book->of->zone);
	if (column->type == CELL_SCORE)
		return cell->quarters ? g_strdup_printf("%d%c%02d", cell->quarters / 4, book->of->lang == LANG_IT ? ',' : '.', cell->quarters % 4 * 25) : NULL;
	return g_strdup(cell->words);
}

static guint
place(bool client, const char *key)
{
	for (guint i = 0; i < book_columns(client); i++)
		if (g_str_equal(book_column(client, i)->key, key))
			return i;
	g_assert_not_reached();
}

/* What fits on a sheet: one line each, before the entries themselves. */
static void
overview(const Book *book, Document *d, BookSection section)
{
	bool client = book->of->client != NULL;
	static const char *const own[] = {"ref", "detected_at", "dpo_state", "authority_filed_at", "title"};
	static const char *const for_client[] = {"ref", "reference", "detected_at", "state", "breach_kind"};
	const char *const *keys = client ? for_client : own;
	doc_table(d, NULL);
	for (guint c = 0; c < G_N_ELEMENTS(own); c++) {
		guint at = place(client, keys[c]);
		bool grows = book_column(client, at)->type == CELL_TEXT && !g_str_equal(keys[c], "ref");
		doc_column(d, heading(book, at), false, grows);
	}
	for (guint r = 0; r < book->rows->len; r++) {
		const BookRow *row = g_ptr_array_index(book->rows, r);
		if (row->section != section)
			continue;
		doc_row(d, NULL);
		for (guint c = 0; c < G_N_ELEMENTS(own); c++) {
			guint at = place(client, keys[c]);
			g_autofree char *words = shown(book, book_column(client, at), &row->cells[at]);
			doc_cell(d, DOC_PLAIN, words);
		}
	}
}

/* As its heading has it: a field knows. (transfer full) */
static char *
open_words(const Book *book, const BookColumn *column)
{
	const Field *field = column->heading.en ? NULL : field_find(column->key);
	if (field)
		return field_show(field, NULL, book->of->zone, book->of->lang);
	return g_strdup(column->feminine ? SAY("not yet determined", "non ancora determinata") : SAY("not yet determined", "non ancora determinato"));
}

static void
entry_of(const Book *book, Document *d, const BookRow *row)
{
	bool client = book->of->client != NULL;
	doc_entry(d, row->cells[place(client, "ref")].words);
	for (guint i = 0; i < book_columns(client); i++) {
		const BookCell *cell = &row->cells[i];
		g_autofree char *words = shown(book, book_column(client, i), cell);
		if (text_blank(words) && cell->open) {
			g_free(words);
			words = open_words(book, book_column(client, i));
		}
		if (!g_str_equal(book_column(client, i)->key, "ref"))
			doc_pair(d, cell->open ? DOC_WARN : DOC_PLAIN, heading(book, i), words);
	}
}

static void
sections(const Book *book, Document *d)
{
	static const Words titles[] = {
		[BOOK_BREACH] = {"Personal data breaches", "Violazioni di dati personali"},
		[BOOK_NEAR_MISS] = {"Near misses", "Quasi violazioni"},
		[BOOK_NOT_A_BREACH] = {"Found not to be breaches", "Risultate non essere violazioni"},
		[BOOK_VOID] = {"Void entries", "Voci annullate"},
		[BOOK_DRILL] = {"Exercises: nothing real has happened", "Esercitazioni: non è avvenuto nulla di reale"},
	};
	for (BookSection section = BOOK_BREACH; section < BOOK_SECTIONS; section++) {
		bool headed = false;
		for (guint r = 0; r < book->rows->len; r++) {
			const BookRow *row = g_ptr_array_index(book->rows, r);
			if (row->section != section)
				continue;
			if (!headed) {
				doc_heading(d, NULL, words_in(&titles[section], book->of->lang));
				overview(book, d, section);
			}
			headed = true;
			entry_of(book, d, row);
		}
	}
	if (!book->rows->len)
		doc_text(d, DOC_PLAIN, SAY("There is no entry.", "Non c'è alcuna voce."));
}

static void
about(const Book *book, Document *d)
{
	const BookOf *of = book->of;
	g_autofree char *from = instant_show(of->from, of->zone), *to = instant_show(of->to, of->zone);
	g_autofree char *now = instant_show(of->now, of->zone), *count = g_strdup_printf("%u", book->rows->len);
	doc_pair(d, DOC_PLAIN, SAY("company", "azienda"), settings_text(of->settings, "organisation.name"));
	doc_pair(d, DOC_PLAIN, SAY("VAT number or tax code", "partita IVA o codice fiscale"), settings_text(of->settings, "organisation.vat"));
	doc_pair(d, DOC_PLAIN, SAY("detected from", "rilevate dal"), from);
	doc_pair(d, DOC_PLAIN, SAY("detected before", "rilevate prima del"), to);
	doc_pair(d, DOC_PLAIN, SAY("entries", "voci"), count);
	doc_pair(d, DOC_PLAIN, SAY("made", "prodotto il"), now);
}

bool
book_document(const Book *book, Document **document, GError **error)
{
	const BookOf *of = book->of;
	g_autoptr(Client) client = NULL;
	Tip tip = {0};
	if ((of->client && !query_client(of->db, of->client, &client, error)) || !query_tip(of->db, &tip, error))
		return false;
	g_autofree char *title = client
		? g_strdup_printf(SAY("Register of breaches: extract for %s", "Registro delle violazioni: estratto per %s"), client->name)
		: g_strdup(SAY("Register of breaches (GDPR art. 33(5))", "Registro delle violazioni (GDPR, art. 33, par. 5)"));
	g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, tip.seq);
	Document *made = document_new_paper(of->lang, title);
	about(book, made);
	sections(book, made);
	doc_heading(made, NULL, SAY("Seal", "Sigillo"));
	doc_pair(made, DOC_PLAIN, SAY("seal (SHA-256)", "sigillo (SHA-256)"), tip.seal);
	doc_pair(made, DOC_PLAIN, SAY("of event", "dell'evento"), seq);
	doc_pair(made, DOC_PLAIN, SAY("register", "registro"), tip.uuid);
	doc_pair(made, DOC_PLAIN, SAY("by", "da"), of->program);
	tip_clear(&tip);
	*document = made;
	return true;
}
