/* Rows of a spreadsheet as entries of an import: each kind of column is a row of the table, with how its cells are read. */
#include "src/register/import-csv.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/severity.h"
#include "src/core/text.h"
#include "src/register/change.h"

#include <string.h>

#define SHOWN 40 /* columns of a heading that a message repeats */

typedef struct {
	Session *s;
	Instant now;
	json_t *object;
	const char *day_at; /* "09:00": what a day alone means; NULL: it means nothing */
	bool assumed;       /* the cell in hand had a day alone */
	bool no_breach; /* the register says that it was none */
} Row;

typedef struct Target Target;
struct Target {
	const char *name;  /* for --map, and the heading that `register --csv raw` writes or import.h's key */
	const char *words; /* further headings, between "|" */
	bool (*take)(Row *row, const Target *target, const char *text, GError **error); /* NULL: a field of the incident */
	const char *key;   /* of the entry; NULL: the column stays out */
	const char *of;    /* which of the key's list: a question, a clock */
	const char *part;  /* the key within that */
};

typedef struct {
	const Target *target; /* NULL: a field, or nothing */
	const Field *field;
	bool known;           /* something of both, or left out on purpose */
	char *heading;
} Column;

struct ImportColumns {
	GArray *columns; /* of Column */
	char *day_at;    /* of a Row */
};

/* --- cells ---------------------------------------------------------------------------------------------------------------- */

static bool
take_text(Row *row, const Target *t, const char *text, GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	(void)error;
	put_text(row->object, t->key, trimmed);
	return true;
}

/* Has it a day, a month and a year? "yesterday" and "14:30" are for those who type today. *alone: and nothing else. */
static bool
names_a_day(const char *text, bool *alone)
{
	gsize n[3] = {0};
	for (gsize i = 0; i < G_N_ELEMENTS(n); i++) {
		text += i ? strcspn(text, "0123456789") : strspn(text, " ");
		n[i] = strspn(text, "0123456789");
		text += n[i];
		if (i < 2 && (!*text || !strchr("/-.", *text) || !g_ascii_isdigit(text[1])))
			return false;
	}
	bool year_first = n[0] == 4 && n[2] <= 2;
	*alone = text[strspn(text, " ")] == '\0';
	return n[1] <= 2 && (year_first || (n[0] <= 2 && (n[2] == 4 || n[2] == 2)));
}

static bool
read_instant(Row *row, const char *text, Instant *at, GError **error)
{
	bool alone = false;
	if (!names_a_day(text, &alone))
		return err_set(error, E_INPUT, "this is no day with its time: write 23/11/2026 18:30 or 2026-11-23T18:30:00+01:00");
	g_autofree char *whole = alone ? g_strconcat(text, " ", row->day_at ? row->day_at : "12:00", NULL) : g_strdup(text);
	if (!instant_parse(whole, row->now, row->s->zone, at, error) || !instant_check_past(*at, row->now, row->s->zone, error))
		return false;
	row->assumed = row->assumed || alone;
	return !alone || row->day_at ||
		err_set(error, E_INPUT, "a day alone is not enough: add the time, or say for all of them with --day-at HH:MM what it means");
}

static bool
take_instant(Row *row, const Target *t, const char *text, GError **error)
{
	Instant at;
	if (!read_instant(row, text, &at, error))
		return false;
	put_instant(row->object, t->key, at);
	return true;
}

/* What the register says of an entry, which is more than its kind. */
static const struct {
	const char *code;
	Words words;
	const char *kind; /* NULL: it does not come in */
	bool no_breach;
} sorts[] = {
	{"breach", {"breach", "violazione"}, "breach", false},
	{"near-miss", {"near miss", "quasi violazione"}, "near-miss", false},
	{"drill", {"exercise", "esercitazione"}, "drill", false},
	{"not-a-breach", {"not a breach", "non è una violazione"}, "breach", true},
	{"void", {"void", "annullato"}, NULL, false},
};

static bool
equal_folded(const char *folded, const char *word)
{
	g_autofree char *other = text_fold(word);
	return g_str_equal(folded, other);
}

static bool
take_sort(Row *row, const Target *t, const char *text, GError **error)
{
	g_autofree char *folded = text_fold(text);
	for (gsize i = 0; i < G_N_ELEMENTS(sorts); i++) {
		if (!g_str_equal(folded, sorts[i].code) && !equal_folded(folded, sorts[i].words.en) && !equal_folded(folded, sorts[i].words.it))
			continue;
		if (!sorts[i].kind)
			return err_set(error, E_INPUT, "what was void does not come in: take the row out");
		row->no_breach = sorts[i].no_breach;
		put_text(row->object, t->key, sorts[i].kind);
		return true;
	}
	return err_set(error, E_INPUT, "there is no such kind of entry: write one of %s", "breach, near-miss, not-a-breach, drill");
}

/* "Alfa (24/11/2026 03:02)": the client, and what stands in the last brackets where that says when, or that it was not told. */
static bool
read_client(Row *row, char *text, json_t *client, GError **error)
{
	static const char *const not_told[] = {"not told", "non informato", NULL};
	char *open = strrchr(text, '('), *close = open ? strchr(open, ')') : NULL;
	if (open > text && close && text_blank(close + 1)) {
		g_autofree char *inside = g_strndup(open + 1, (gsize)(close - open - 1)), *folded = text_fold(inside);
		Instant told = INSTANT_NONE;
		bool alone, when = names_a_day(inside, &alone);
		if (when && !read_instant(row, inside, &told, error))
			return false;
		if (when || g_strv_contains(not_told, folded))
			*open = '\0';
		put_instant(client, "told_at", told);
	}
	put_text(client, "client", g_strstrip(text));
	return true;
}

static bool
take_clients(Row *row, const Target *t, const char *text, GError **error)
{
	json_t *list = json_array();
	json_object_set_new(row->object, t->key, list);
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	for (char **part = parts; *part; part++) {
		if (text_blank(*part))
			continue;
		json_t *client = json_object();
		json_array_append_new(list, client);
		if (!read_client(row, *part, client, error))
			return false;
	}
	return true;
}

static bool
take_level(Row *row, const Target *t, const char *text, GError **error)
{
	Level level;
	if (!level_read(text, &level, error))
		return false;
	json_object_set_new(row->object, t->key, json_pack("{s:s}", t->part, level_code(level)));
	return true;
}

static bool
take_note(Row *row, const Target *t, const char *text, GError **error)
{
	(void)error;
	json_object_set_new(row->object, t->key, json_pack("[s]", text));
	return true;
}

/* --- several columns make one thing: a decision, a filing ------------------------------------------------------------------- */

static const char *
named_by(const char *key)
{
	return g_str_equal(key, "decisions") ? "about" : "clock";
}

/* The entry of a list that is about one question, or one clock; made where there is none yet. */
static json_t *
part_of(Row *row, const char *key, const char *of)
{
	const char *named = named_by(key);
	json_t *list = json_object_get(row->object, key), *item;
	size_t i;
	if (!list) {
		list = json_array();
		json_object_set_new(row->object, key, list);
	}
	json_array_foreach(list, i, item)
		if (g_strcmp0(json_string_value(json_object_get(item, named)), of) == 0)
			return item;
	item = json_pack("{s:s}", named, of);
	json_array_append_new(list, item);
	return item;
}


static bool
take_part_text(Row *row, const Target *t, const char *text, GError **error)
{
	(void)error;
	put_text(part_of(row, t->key, t->of), t->part, text);
	return true;
}

static bool
take_part_instant(Row *row, const Target *t, const char *text, GError **error)
{
	Instant at;
	if (!read_instant(row, text, &at, error))
		return false;
	put_instant(part_of(row, t->key, t->of), t->part, at);
	return true;
}

static bool
take_part_yes(Row *row, const Target *t, const char *text, GError **error)
{
	const char *code;
	if (!vocab_parse_as(&vocab_yesno, t->name, text, &code, error))
		return false;
	if (g_str_equal(code, VOCAB_UNKNOWN))
		return err_set(error, E_INPUT, "a decision is yes or no: leave it empty where none was made");
	json_object_set_new(part_of(row, t->key, t->of), t->part, json_boolean(g_str_equal(code, "yes")));
	return true;
}

/* "night or week-end: it was Sunday", as the register writes it; else all of it is the reason, and the cause another. */
static bool
take_late(Row *row, const Target *t, const char *text, GError **error)
{
	json_t *late = part_of(row, t->key, t->of);
	const char *colon = strstr(text, ": "), *code = NULL;
	g_autofree char *cause = colon ? g_strndup(text, (gsize)(colon - text)) : g_strdup(text);
	(void)error;
	bool known = vocab_parse(&vocab_late_cause, cause, &code, NULL);
	put_text(late, "cause", known ? code : "other");
	put_text(late, t->part, known && colon ? colon + 2 : text);
	return true;
}

/* --- the columns ---------------------------------------------------------------------------------------------------------- */

static const Target targets[] = {
	{"source_id", "ref|reference|our reference|riferimento|nostro riferimento|number|no.|numero|n.|nr.|n°|id|progressivo|numero progressivo",
		take_text, "source_id", NULL, NULL},
	{"kind", "section|entry|voce", take_sort, "kind", NULL, NULL},
	{"logged_at", "logged|logged on|registrato|registrato il|data di registrazione", take_instant, "logged_at", NULL, NULL},
	{"dpo_notified_at", "dpo_told_at|DPO: told|DPO: informato|told to the DPO|notified to the DPO|DPO notified|comunicato al DPO|"
		"comunicato al DPO il|comunicazione al DPO|informato il DPO|notificato al DPO", take_instant, "dpo_notified_at", NULL, NULL},
	{"taken_at", "taken in charge|taken|preso in carico|presa in carico", take_instant, "taken_at", NULL, NULL},
	{"closed_at", "closed|closed on|chiuso|chiuso il|chiusura|data di chiusura", take_instant, "closed_at", NULL, NULL},
	{"closed_reason", "ended_why|why it ended|why it was closed|motivo della conclusione|motivo della chiusura", take_text, "closed_reason",
		NULL, NULL},
	{"clients", "client|clients, and when they were told|committenti, e quando sono stati informati|committente|committenti|cliente|clienti",
		take_clients, "clients", NULL, NULL},
	{"severity", "level|gravità|livello|livello di gravità|livello di rischio", take_level, "assessment", NULL, "level"},
	{"notes", "note|annotazioni|remarks|osservazioni", take_note, "notes", NULL, NULL},

	{"authority", "filed with the Garante: decision|notifica al Garante: decisione", take_part_yes, "decisions", "authority", "yes"},
	{"authority_reason", "Garante: reason|Garante: motivazione", take_part_text, "decisions", "authority", "reason"},
	{"authority_decided_at", "Garante: decided|Garante: deciso", take_part_instant, "decisions", "authority", "at"},
	{"subjects_decision", "data subjects told: decision|comunicazione agli interessati: decisione", take_part_yes, "decisions", "subjects", "yes"},
	{"subjects_reason", "data subjects: reason|interessati: motivazione", take_part_text, "decisions", "subjects", "reason"},
	{"authority_filed_at", "Garante: filed|Garante: notificata|filed with the Garante|notificato al Garante|notifica al Garante", take_part_instant,
		"filings", RULE_AUTHORITY, "at"},
	{"authority_number", "Garante: number of the file|Garante: numero di fascicolo", take_part_text, "filings", RULE_AUTHORITY, "number"},
	{"subjects_told_at", "data subjects: told|interessati: informati|comunicato agli interessati", take_part_instant, "filings", RULE_SUBJECTS, "at"},
	{"dpo_late_reason", "DPO: why late|DPO: motivo del ritardo|why late|motivo del ritardo", take_late, "late", RULE_DPO, "reason"},
	{"authority_late_reason", "Garante: why late|Garante: motivo del ritardo", take_late, "late", RULE_AUTHORITY, "reason"},

	/* Fields, by what else they are called in such registers. */
	{"title", "subject|oggetto", NULL, "title", NULL, NULL},
	{"description", "descrizione|descrizione dell'evento|fatti", NULL, "description", NULL, NULL},
	{"detected_at", "detected on|rilevato il|rilevazione|data di rilevazione|data e ora di rilevazione|scoperto il|data della scoperta", NULL,
		"detected_at", NULL, NULL},
	{"occurred_from", "occurred on|avvenuto il|data dell'evento|data della violazione", NULL, "occurred_from", NULL, NULL},
	{"subjects", "interessati|numero interessati|n. interessati", NULL, "subjects", NULL, NULL},
	{"measures_taken", "misure|misure adottate|measures", NULL, "measures_taken", NULL, NULL},
	{"consequences_note", "conseguenze|effetti|effects", NULL, "consequences_note", NULL, NULL},

	/* What the register writes, and works out again. */
	{"imported", "importato", NULL, NULL, NULL, NULL},
	{"score", "score (ENISA)|punteggio (ENISA)", NULL, NULL, NULL, NULL},
	{"dpo_due_at", "DPO: due|DPO: scadenza", NULL, NULL, NULL, NULL},
	{"dpo_state", "DPO: 24 hours|DPO: 24 ore", NULL, NULL, NULL, NULL},
	{"dpo_proof", "DPO: proof|DPO: prova", NULL, NULL, NULL, NULL},
	{"stage", "state|stato", NULL, NULL, NULL, NULL},
};

/* Headings that people would call the same. */
static char *
fold_heading(const char *heading)
{
	g_autofree char *plain = g_strdelimit(g_strdup(heading), "_-", ' ');
	g_autofree char *folded = text_fold(plain);
	return g_strdup(g_strstrip(folded));
}

static bool
same_heading(const char *folded, const char *word)
{
	g_autofree char *other = fold_heading(word);
	return g_str_equal(folded, other);
}

static bool
is_target(const Target *t, const char *folded)
{
	g_auto(GStrv) words = g_strsplit(t->words, "|", -1);
	bool found = same_heading(folded, t->name);
	for (char **word = words; !found && *word; word++)
		found = same_heading(folded, *word);
	return found;
}

static const Field *
find_field(const char *folded)
{
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & (FIELD_LOG | FIELD_AMEND) && (same_heading(folded, f->name) || same_heading(folded, f->option) ||
			same_heading(folded, f->label.en) || same_heading(folded, f->label.it)))
			return f;
	return NULL;
}

static Column
find_column(const char *heading)
{
	g_autofree char *folded = fold_heading(heading);
	for (gsize i = 0; *folded && i < G_N_ELEMENTS(targets); i++)
		if (is_target(&targets[i], folded)) {
			bool field = !targets[i].take && targets[i].key;
			return (Column){field ? NULL : &targets[i], field ? field_find(targets[i].key) : NULL, true};
		}
	const Field *field = *folded ? find_field(folded) : NULL;
	return (Column){NULL, field, field != NULL};
}

static const char *
key_of(const Column *c)
{
	return c->field ? c->field->name : c->target ? c->target->key : NULL;
}

static bool
same_column(const Column *a, const Column *b)
{
	return key_of(a) && a->target == b->target && a->field == b->field;
}

const char *
import_columns_name(const ImportColumns *columns, guint column)
{
	const Column *c = &g_array_index(columns->columns, Column, column);
	return !key_of(c) ? NULL : c->target ? c->target->name : c->field->name;
}

/* --- headings ------------------------------------------------------------------------------------------------------------- */

static bool
apply_map(ImportColumns *columns, const GPtrArray *headings, const char *map, GError **error)
{
	const char *equals = strrchr(map, '=');
	if (!equals)
		return err_set(error, E_USAGE, "--map %s: write COLUMN=FIELD, or COLUMN= for a column that stays out", map);
	g_autofree char *heading = g_strndup(map, (gsize)(equals - map)), *folded = fold_heading(heading);
	Column column = text_blank(equals + 1) ? (Column){NULL, NULL, true} : find_column(equals + 1);
	bool found = false;
	if (!column.known || (!text_blank(equals + 1) && !key_of(&column)))
		return err_set(error, E_USAGE, "--map %s: there is no field \"%s\": see breccia(1), IMPORT", map, equals + 1);
	for (guint i = 0; i < headings->len; i++)
		if (same_heading(folded, g_ptr_array_index(headings, i))) {
			g_array_index(columns->columns, Column, i) = column;
			found = true;
		}
	return found || err_set(error, E_USAGE, "--map %s: the file has no column \"%s\"", map, heading);
}

static void
tell_unknown(guint column, const char *heading, ImportColumnWrong wrong, void *data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *visible = text_visible(heading), *shown = text_fit(visible, SHOWN);
	err_set(&error, E_INPUT, "which field is this? --map \"%s=FIELD\", or --map \"%s=\" to leave it out", shown, shown);
	wrong(column, error->message, data);
}

static void
check_doubles(const ImportColumns *columns, guint column, const GPtrArray *headings, ImportColumnWrong wrong, void *data)
{
	const Column *all = (const Column *)(void *)columns->columns->data;
	for (guint before = 0; before < column; before++) {
		if (!same_column(&all[before], &all[column]))
			continue;
		g_autoptr(GError) error = NULL;
		const char *name = import_columns_name(columns, column);
		g_autofree char *visible = text_visible(g_ptr_array_index(headings, before)), *shown = text_fit(visible, SHOWN);
		err_set(&error, E_INPUT, "%s is in the column \"%s\" already: map one of the two to another field, or to none", name, shown);
		wrong(column, error->message, data);
		return;
	}
}

static void
check_needed(const ImportColumns *columns, ImportColumnWrong wrong, void *data)
{
	static const char *const needed[] = {"source_id", "title", "detected_at"};
	for (gsize n = 0; n < G_N_ELEMENTS(needed); n++) {
		g_autoptr(GError) error = NULL;
		bool found = false;
		for (guint i = 0; i < columns->columns->len; i++)
			found = found || g_strcmp0(key_of(&g_array_index(columns->columns, Column, i)), needed[n]) == 0;
		if (found)
			continue;
		err_set(&error, E_INPUT, "no column is %s, which is needed: --map COLUMN=%s", needed[n], needed[n]);
		wrong(IMPORT_NO_COLUMN, error->message, data);
	}
}

static void
column_clear(gpointer data)
{
	g_free(((Column *)data)->heading);
}

static bool
is_time_of_day(const char *text)
{
	return strlen(text) == 5 && text[2] == ':' && strspn(text, "0123456789:") == 5 && g_ascii_strtoll(text, NULL, 10) < 24 &&
		g_ascii_strtoll(text + 3, NULL, 10) < 60;
}

bool
import_columns_read(const GPtrArray *headings, const char *const *maps, const char *day_at, ImportColumnWrong wrong, void *data,
	ImportColumns **out, GError **error)
{
	g_autoptr(ImportColumns) columns = g_new0(ImportColumns, 1);
	columns->columns = g_array_new(FALSE, TRUE, sizeof(Column));
	g_array_set_clear_func(columns->columns, column_clear);
	columns->day_at = g_strdup(day_at);
	if (day_at && !is_time_of_day(day_at))
		return err_set(error, E_USAGE, "\"%s\" is no time of a day: write 09:00", day_at);
	for (guint i = 0; i < headings->len; i++) {
		Column column = find_column(g_ptr_array_index(headings, i));
		g_array_append_val(columns->columns, column);
	}
	for (; maps && *maps; maps++)
		if (!apply_map(columns, headings, *maps, error))
			return false;
	for (guint i = 0; i < headings->len; i++) {
		const char *heading = g_ptr_array_index(headings, i);
		Column *column = &g_array_index(columns->columns, Column, i);
		column->heading = g_strdup(heading);
		if (!column->known && !text_blank(heading))
			tell_unknown(i, heading, wrong, data);
		check_doubles(columns, i, headings, wrong, data);
	}
	check_needed(columns, wrong, data);
	*out = g_steal_pointer(&columns);
	return true;
}

void
import_columns_free(ImportColumns *columns)
{
	if (!columns)
		return;
	g_array_unref(columns->columns);
	g_free(columns->day_at);
	g_free(columns);
}

/* --- rows ------------------------------------------------------------------------------------------------------------------ */

/* The apostrophe that src/report/csv.c and spreadsheets put before what would be a formula. */
static const char *
without_apostrophe(const char *text)
{
	const char *c = text + 1;
	if (*text != '\'')
		return text;
	while (*c && g_unichar_isspace(g_utf8_get_char(c)))
		c = g_utf8_next_char(c);
	return *c && (strchr("=+-@", *c) || g_utf8_strchr("＝＋－＠", -1, g_utf8_get_char(c))) ? text + 1 : text;
}

/* "1.200,00" is what a spreadsheet makes of 1200; "12,5" people stay wrong. */
static char *
without_empty_decimals(const char *text)
{
	g_autofree char *trimmed = g_strchomp(g_strdup(text));
	char *mark = strlen(trimmed) ? trimmed + strlen(trimmed) : NULL;
	int zeros = 0;
	while (mark && mark > trimmed && mark[-1] == '0' && zeros < 2) {
		mark--;
		zeros++;
	}
	if (zeros && mark - 1 > trimmed && strchr(",.", mark[-1]) && g_ascii_isdigit(mark[-2]))
		mark[-1] = '\0';
	return g_steal_pointer(&trimmed);
}

/* Labels may hold commas: apart by ";" alone first, as the register writes them; else however `log` would read it. */
static bool
read_codes(const Row *row, const Field *field, const char *text, json_t **value, GError **error)
{
	json_auto_t *list = json_array();
	g_auto(GStrv) parts = g_strsplit(text, ";", -1);
	for (char **part = parts; *part; part++)
		if (!text_blank(*part))
			json_array_append_new(list, json_string(*part));
	return (json_array_size(list) && field_parse_json(field, list, row->now, row->s->zone, value, NULL)) ||
		field_parse(field, text, row->now, row->s->zone, value, error);
}

static bool
take_field(Row *row, const Field *field, const char *text, GError **error)
{
	g_autofree char *count = field->type == FIELD_COUNT ? without_empty_decimals(text) : NULL;
	json_t *value = NULL;
	Instant at;
	if (field->type == FIELD_INSTANT) {
		if (!read_instant(row, text, &at, error))
			return false;
		put_instant(row->object, field->name, at);
		return true;
	}
	if (field->type == FIELD_CODES ? !read_codes(row, field, text, &value, error)
			: !field_parse(field, count ? count : text, row->now, row->s->zone, &value, error))
		return false;
	json_object_set_new(row->object, field->name, value);
	return true;
}

static bool
take_cell(Row *row, const Column *c, const char *cell, GError **error)
{
	const char *text = without_apostrophe(cell);
	if (text_blank(text))
		return true;
	if (!c->known)
		return err_set(error, E_INPUT, "this column has no heading: give it one, or empty it");
	if (c->field)
		return take_field(row, c->field, text, error);
	return !c->target || !c->target->take || c->target->take(row, c->target, text, error);
}

static guint
find_part(const ImportColumns *columns, const GPtrArray *cells, const char *key, const char *of)
{
	guint empty = IMPORT_NO_COLUMN;
	for (guint i = 0; i < columns->columns->len; i++) {
		const Column *c = &g_array_index(columns->columns, Column, i);
		if (g_strcmp0(key_of(c), key) != 0 || (of && c->target && g_strcmp0(c->target->of, of) != 0))
			continue;
		if (i < cells->len && !text_blank(g_ptr_array_index(cells, i)))
			return i;
		empty = MIN(empty, i);
	}
	return empty;
}

guint
import_columns_find(const ImportColumns *columns, const GPtrArray *cells, const char *key)
{
	return key ? find_part(columns, cells, key, NULL) : IMPORT_NO_COLUMN;
}

static bool
lacks_part(const char *key, const json_t *item, GError **error)
{
	if (g_str_equal(key, "filings") && !json_object_get(item, "at"))
		return !err_set(error, E_INPUT, "there is a number, and not when it was filed");
	if (g_str_equal(key, "decisions") && !json_object_get(item, "yes"))
		return !err_set(error, E_INPUT, "there is a reason or an instant, and no decision: yes or no");
	if (g_str_equal(key, "decisions") && !json_object_get(item, "reason"))
		return !err_set(error, E_INPUT, "a decision wants its reason");
	return false;
}

/* What several columns make has all that it needs. */
static bool
check_whole(const ImportColumns *columns, const Row *row, const char *key, const GPtrArray *cells, ImportColumnWrong wrong, void *data)
{
	bool good = true;
	size_t i;
	json_t *item;
	json_array_foreach(json_object_get(row->object, key), i, item)
	{
		g_autoptr(GError) error = NULL;
		if (!lacks_part(key, item, &error))
			continue;
		const char *of = json_string_value(json_object_get(item, named_by(key)));
		wrong(find_part(columns, cells, key, of), error->message, data);
		good = false;
	}
	return good;
}

/* That it was no breach is a decision, and why it ended its reason. */
static bool
end_row(const ImportColumns *columns, Row *row, const GPtrArray *cells, ImportColumnWrong wrong, void *data)
{
	g_autoptr(GError) error = NULL;
	const char *why = json_string_value(json_object_get(row->object, "closed_reason"));
	if (row->no_breach && why) {
		json_t *decision = part_of(row, "decisions", "breach");
		json_object_set_new(decision, "yes", json_false());
		put_text(decision, "reason", why);
		json_object_del(row->object, "closed_reason");
	} else if (row->no_breach) {
		err_set(&error, E_INPUT, "why it was not a breach is missing: write it into closed_reason");
		wrong(find_part(columns, cells, "kind", NULL), error->message, data);
	} else if (why && !json_object_get(row->object, "closed_at")) {
		err_set(&error, E_INPUT, "there is why it was closed, and not when: write it into closed_at");
		wrong(find_part(columns, cells, "closed_reason", NULL), error->message, data);
	}
	return !error;
}

static bool
check_source(const ImportColumns *columns, const Row *row, const GPtrArray *cells, ImportColumnWrong wrong, void *data)
{
	g_autoptr(GError) error = NULL;
	if (json_object_get(row->object, "source_id"))
		return true;
	err_set(&error, E_INPUT, "source_id is missing: by it the register knows what it has already");
	wrong(find_part(columns, cells, "source_id", NULL), error->message, data);
	return false;
}

/* Whoever reads it in years has to know that nobody noted this time. */
static void
note_assumed(const Row *row, const char *headings)
{
	g_autofree char *safe = text_visible(headings);
	g_autofree char *text = g_strdup_printf(row->s->lang == LANG_IT ? "L'ora è presunta, le %s: la carta ha soltanto il giorno (%s)."
		: "The time is assumed to be %s: paper has the day alone (%s).", row->day_at, safe);
	json_t *notes = json_object_get(row->object, "notes");
	if (!notes)
		json_object_set_new(row->object, "notes", notes = json_array());
	json_array_append_new(notes, json_string(text));
}

json_t *
import_columns_object(const ImportColumns *columns, Session *session, const GPtrArray *cells, ImportColumnWrong wrong, void *data)
{
	json_auto_t *object = json_object();
	Row row = {.s = session, .now = session_now(session), .object = object, .day_at = columns->day_at};
	g_autoptr(GString) assumed = g_string_new(NULL);
	bool good = true;
	if (cells->len != columns->columns->len) {
		g_autoptr(GError) error = NULL;
		err_set(&error, E_INPUT, "there are %u cells under %u headings: look at the quotes and the separator", cells->len, columns->columns->len);
		wrong(IMPORT_NO_COLUMN, error->message, data);
		return NULL;
	}
	for (guint i = 0; i < cells->len; i++) {
		g_autoptr(GError) error = NULL;
		const Column *column = &g_array_index(columns->columns, Column, i);
		row.assumed = false;
		if (take_cell(&row, column, g_ptr_array_index(cells, i), &error)) {
			if (row.assumed)
				g_string_append_printf(assumed, "%s%s", assumed->len ? ", " : "", column->heading);
			continue;
		}
		wrong(i, error->message, data);
		good = false;
	}
	/* What follows looks at several cells: only where each of them could be read. */
	if (!good || !check_source(columns, &row, cells, wrong, data) || !check_whole(columns, &row, "decisions", cells, wrong, data) ||
		!check_whole(columns, &row, "filings", cells, wrong, data) ||
		!end_row(columns, &row, cells, wrong, data))
		return NULL;
	if (assumed->len)
		note_assumed(&row, assumed->str);
	return g_steal_pointer(&object);
}
