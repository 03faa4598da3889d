/* Fields: finding one, reading what was typed into its canonical value, and showing that to people. */
#include "src/core/incident.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

/* More than anybody writes, less than what would trouble a mail program or a screen. */
#define LINE_MAX_BYTES (64 * 1024)
#define TEXT_MAX_BYTES (1024 * 1024)

/* By FIELD_FEMININE and FIELD_PLURAL. */
static const Words not_determined[] = {{"not yet determined", "non ancora determinato"}, {"not yet determined", "non ancora determinata"},
	{"not yet determined", "non ancora determinati"}, {"not yet determined", "non ancora determinate"}};

/* --- finding ---------------------------------------------------------------------------------------------------------- */

const Field *
field_find(const char *name)
{
	/* Asked of every field of every event that is read: the first letter tells most of them apart. */
	for (const Field *field = incident_fields; name && field->name; field++)
		if (field->name[0] == name[0] && strcmp(field->name, name) == 0)
			return field;
	return NULL;
}

const Field *
field_find_option(const char *option)
{
	if (!option)
		return NULL;
	g_autofree char *hyphens = g_strdelimit(g_strdup(option), "_", '-');
	for (const Field *field = incident_fields; field->name; field++)
		if (strcmp(field->option, hyphens) == 0)
			return field;
	g_autofree char *name = g_strdelimit(g_strdup(option), "-", '_');
	return field_find(name);
}

Side
field_side(const Field *field)
{
	return field->type == FIELD_LINE || field->type == FIELD_TEXT ? SIDE_BODY : SIDE_FACT;
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

/* Texts are kept whole, to the byte: what was typed may be evidence. They are made harmless where they are shown. */
static bool
parse_text(const Field *field, const char *text, json_t **value, GError **error)
{
	gsize limit = field->type == FIELD_LINE ? LINE_MAX_BYTES : TEXT_MAX_BYTES;
	if (strlen(text) > limit)
		return err_set(error, E_INPUT, "%s: a text of more than %d kB: shorten it, and keep the whole as evidence", field->option,
			(int)(limit / 1024));
	*value = json_string(text);
	return true;
}

static bool
parse_instant(const Field *field, const char *text, Instant now, GTimeZone *zone, json_t **value, GError **error)
{
	Instant t;
	if (!instant_parse(text, now, zone, &t, error)) {
		g_prefix_error(error, "%s: ", field->option);
		return false;
	}
	g_autofree char *canonical = instant_rfc3339(t);
	*value = json_string(canonical);
	return true;
}

static bool
parse_count(const Field *field, const char *text, json_t **value, GError **error)
{
	g_autofree char *canonical = NULL;
	if (!count_parse(text, &canonical, error)) {
		g_prefix_error(error, "%s: ", field->option);
		return false;
	}
	*value = json_string(canonical);
	return true;
}

static bool
parse_code(const Field *field, const char *text, json_t **value, GError **error)
{
	const char *code;
	if (!vocab_parse_as(field->vocab, field->option, text, &code, error))
		return false;
	*value = json_string(code);
	return true;
}

/* A set of codes: which terms of the vocabulary were named, so that order and doubles take care of themselves. */
typedef struct {
	const Vocab *vocab;
	const char *name;
	GHashTable *codes;
} Picks;

static bool
pick(Picks *picks, const char *text, GError **error)
{
	const char *code;
	if (!vocab_parse_as(picks->vocab, picks->name, text, &code, error))
		return false;
	g_hash_table_add(picks->codes, (gpointer)code);
	return true;
}

static json_t *
picked(const Picks *picks)
{
	json_t *array = json_array();
	for (const Term *term = picks->vocab->terms; term->code; term++)
		if (g_hash_table_contains(picks->codes, term->code))
			json_array_append_new(array, json_string(term->code));
	return array;
}

/* "c,i", "c; i"; a whole label may hold commas itself, so it is tried first. */
static bool
parse_codes(const Field *field, const char *text, json_t **value, GError **error)
{
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
	Picks picks = {field->vocab, field->option, codes};
	if (!pick(&picks, text, NULL)) {
		g_auto(GStrv) parts = g_strsplit_set(text, ",;", -1);
		for (char **part = parts; *part; part++)
			if (!text_blank(*part) && !pick(&picks, *part, error))
				return false;
		if (g_hash_table_size(codes) == 0)
			return pick(&picks, "", error); /* "," names none: refused with what there is */
	}
	*value = picked(&picks);
	return true;
}

bool
field_parse(const Field *field, const char *text, Instant now, GTimeZone *zone, json_t **value, GError **error)
{
	if (!text_valid(text, (gsize)-1))
		return err_set(error, E_INPUT, "%s: this is not UTF-8: check the encoding of what you pasted or of the file", field->option);
	if (text_blank(text)) {
		*value = json_null();
		return true;
	}
	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return parse_text(field, text, value, error);
	case FIELD_INSTANT:
		return parse_instant(field, text, now, zone, value, error);
	case FIELD_CODE:
		return parse_code(field, text, value, error);
	case FIELD_CODES:
		return parse_codes(field, text, value, error);
	case FIELD_COUNT:
		return parse_count(field, text, value, error);
	}
	g_assert_not_reached();
}

static bool
parse_array(const Field *field, const json_t *input, json_t **value, GError **error)
{
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);
	Picks picks = {field->vocab, field->option, codes};
	for (size_t i = 0; i < json_array_size(input); i++) {
		const json_t *item = json_array_get(input, i);
		if (!json_is_string(item))
			return err_set(error, E_INPUT, "%s: a list of codes holds strings only", field->option);
		if (!pick(&picks, json_string_value(item), error))
			return false;
	}
	*value = json_array_size(input) > 0 ? picked(&picks) : json_null();
	return true;
}

bool
field_parse_json(const Field *field, const json_t *input, Instant now, GTimeZone *zone, json_t **value, GError **error)
{
	if (!input || json_is_null(input)) {
		*value = json_null();
		return true;
	}
	if (json_is_string(input)) {
		if (strlen(json_string_value(input)) != json_string_length(input))
			return err_set(error, E_INPUT, "%s: a text may not hold the character NUL: take it out", field->option);
		return field_parse(field, json_string_value(input), now, zone, value, error);
	}
	if (json_is_array(input) && field->type == FIELD_CODES)
		return parse_array(field, input, value, error);
	if (json_is_integer(input) && field->type == FIELD_COUNT) {
		g_autofree char *digits = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(input));
		return parse_count(field, digits, value, error);
	}
	if (json_is_boolean(input) && field->vocab == &vocab_yesno)
		return parse_code(field, json_is_true(input) ? "yes" : "no", value, error);
	return err_set(error, E_INPUT, "%s: a value of this JSON type does not fit: write it as a string", field->option);
}

/* --- showing ---------------------------------------------------------------------------------------------------------- */

static char *
show_instant(const char *value, GTimeZone *zone, Lang lang)
{
	Instant t;
	return instant_from_rfc3339(value, &t) ? instant_brief(t, zone, lang) : g_strdup(value);
}

static void
append_grouped(GString *out, const char *digits, gsize n, Lang lang)
{
	for (gsize i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			g_string_append_c(out, lang == LANG_IT ? '.' : ',');
		g_string_append_c(out, digits[i]);
	}
}

static char *
show_count(const char *value, Lang lang)
{
	static const Words about = {"about ", "circa "}, from = {"", "da "}, to = {" to ", " a "};
	const char *dash = strchr(value, '-');
	bool approximate = *value == '~';
	GString *out = g_string_new(NULL);
	if (strcmp(value, VOCAB_UNKNOWN) == 0)
		return g_string_free(g_string_append(out, words_in(&not_determined[0], lang)), FALSE);
	if (dash) {
		g_string_append(out, words_in(&from, lang));
		append_grouped(out, value, (gsize)(dash - value), lang);
		g_string_append(out, words_in(&to, lang));
		append_grouped(out, dash + 1, strlen(dash + 1), lang);
	} else {
		if (approximate)
			g_string_append(out, words_in(&about, lang));
		append_grouped(out, value + approximate, strlen(value + approximate), lang);
	}
	return g_string_free(out, FALSE);
}

static char *
show_codes(const Field *field, const json_t *value, Lang lang)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *code = json_string_value(json_array_get(value, i));
		if (code)
			g_string_append_printf(out, "%s%s", out->len ? "; " : "", vocab_label(field->vocab, code, lang));
	}
	return g_string_free(out, FALSE);
}

static const char *
open_words(const Field *field, Lang lang)
{
	return words_in(&not_determined[(field->use & FIELD_FEMININE ? 1 : 0) + (field->use & FIELD_PLURAL ? 2 : 0)], lang);
}

char *
field_show(const Field *field, const json_t *value, GTimeZone *zone, Lang lang)
{
	const char *text = json_string_value(value);
	if (field->type == FIELD_CODES && json_array_size(value) > 0)
		return show_codes(field, value, lang);
	if (!text)
		return g_strdup(field->vocab ? vocab_label(field->vocab, VOCAB_UNKNOWN, lang) : open_words(field, lang));
	switch (field->type) {
	case FIELD_LINE:
	case FIELD_TEXT:
		return g_strdup(text);
	case FIELD_INSTANT:
		return show_instant(text, zone, lang);
	case FIELD_CODE:
	case FIELD_CODES:
		return g_strdup(vocab_label(field->vocab, text, lang));
	case FIELD_COUNT:
		return show_count(text, lang);
	}
	g_assert_not_reached();
}
