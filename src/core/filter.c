/*
 * Reading filters: arguments are cut into words, a word is negated or not, and is a tag, a field or a text.
 *
 * A word keeps beside its bytes which of them stood in quotes: those mean nothing to the grammar.
 */
#include "src/core/filter.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/filter-time.h"
#include "src/core/filter-words.h"
#include "src/core/severity.h"
#include "src/core/stage.h"
#include "src/core/text.h"

#include <string.h>

struct Filter {
	GPtrArray *terms; /* of FilterTerm */
};

typedef struct {
	Instant now;
	GTimeZone *zone;
} Context;

static void
term_free(void *data)
{
	FilterTerm *term = data;

	g_strfreev(term->values);
	g_free(term);
}

void
filter_free(Filter *filter)
{
	if (!filter)
		return;
	g_ptr_array_unref(filter->terms);
	g_free(filter);
}

const GPtrArray *
filter_terms(const Filter *filter)
{
	return filter->terms;
}

/* --- values: what a person typed -> canonical ------------------------------------------------------------------- */

static bool
read_ref(const Context *context, const char *text, Ref *ref, GError **error)
{
	return ref_parse(text, instant_year(context->now, context->zone), ref, error);
}

static bool
value_ref(const Context *context, const char *text, char **out, GError **error)
{
	Ref ref;

	if (!read_ref(context, text, &ref, error))
		return false;
	*out = ref_format(&ref);
	return true;
}

static bool
value_stage(const Context *context, const char *text, char **out, GError **error)
{
	Stage stage;
	g_autofree char *code = g_ascii_strdown(text, -1);
	g_autoptr(GString) all = g_string_new(NULL);

	(void)context;
	if (stage_parse(code, &stage)) {
		*out = g_steal_pointer(&code);
		return true;
	}
	for (int i = STAGE_LOGGED; i <= STAGE_VOID; i++)
		g_string_append_printf(all, "%s%s", i > STAGE_LOGGED ? ", " : "", stage_code((Stage)i));
	return err_set(error, E_INPUT, "there is no stage %s: there are %s", text, all->str);
}

static bool
value_of_vocab(const Vocab *vocab, const char *text, char **out, GError **error)
{
	const char *code;

	if (!vocab_parse(vocab, text, &code, error))
		return false;
	*out = g_strdup(code);
	return true;
}

static bool
value_kind(const Context *context, const char *text, char **out, GError **error)
{
	IncidentKind kind;
	g_autofree char *code = g_ascii_strdown(text, -1);
	g_autoptr(GError) why = NULL;

	(void)context;
	if (incident_kind_parse(code, &kind)) {
		*out = g_steal_pointer(&code);
		return true;
	}
	if (value_of_vocab(&vocab_kind, text, out, &why))
		return true;
	return err_set(error, E_INPUT, "%s; or breach, near-miss, drill", why->message);
}

static bool
value_cause(const Context *context, const char *text, char **out, GError **error)
{
	(void)context;
	return value_of_vocab(&vocab_cause, text, out, error);
}

static bool
value_nature(const Context *context, const char *text, char **out, GError **error)
{
	(void)context;
	return value_of_vocab(&vocab_nature, text, out, error);
}

static bool
value_severity(const Context *context, const char *text, char **out, GError **error)
{
	Level level;

	(void)context;
	if (vocab_is_unknown(text)) {
		*out = g_strdup(VOCAB_UNKNOWN);
		return true;
	}
	if (!level_read(text, &level, error))
		return false;
	*out = g_strdup(level_code(level));
	return true;
}

/* A state, a rule, or the id of a client's clock ("client:alfa"). */
static bool
value_clock(const Context *context, const char *text, char **out, GError **error)
{
	ClockState state;
	g_autofree char *code = g_ascii_strdown(text, -1);
	g_autoptr(GString) all = g_string_new(NULL);

	(void)context;
	if (clock_state_parse(code, &state) || clock_rule(code) ||
	    (g_str_has_prefix(code, RULE_CLIENT ":") && code[strlen(RULE_CLIENT ":")])) {
		*out = g_steal_pointer(&code);
		return true;
	}
	for (int i = CLOCK_RUNNING; i <= CLOCK_PAST; i++)
		g_string_append_printf(all, "%s%s", i > CLOCK_RUNNING ? ", " : "", clock_state_code((ClockState)i));
	for (const ClockRule *rule = clock_rules; rule->id; rule++)
		g_string_append_printf(all, ", %s", rule->id);
	return err_set(error, E_INPUT, "there is no clock %s: there are %s", text, all->str);
}

static bool
value_client(const Context *context, const char *text, char **out, GError **error)
{
	(void)context;
	(void)error;
	g_autofree char *folded = text_fold(text);
	*out = strcmp(folded, VOCAB_UNKNOWN) == 0 ? g_strdup("?") : g_steal_pointer(&folded);
	return true;
}

static bool
value_words(const Context *context, const char *text, char **out, GError **error)
{
	g_autoptr(GString) words = g_string_new(NULL);

	(void)context;
	filter_words(words, text);
	g_strstrip(words->str);
	if (!words->str[0])
		return err_set(error, E_INPUT, "\"%s\" has no letter and no digit: write a word to search for", text);
	*out = g_strdup(words->str);
	return true;
}

static bool
value_person(const Context *context, const char *text, char **out, GError **error)
{
	g_autofree char *id = g_ascii_strdown(text, -1);

	(void)context;
	if (strcmp(id, "me") != 0 && strcmp(id, "courier") != 0 &&
	    (id[0] != 'p' || !id[1] || strspn(id + 1, "0123456789") != strlen(id) - 1))
		return err_set(error, E_INPUT, "%s is nobody: write me, or a person's number such as p3", text);
	*out = g_steal_pointer(&id);
	return true;
}

/* --- ranges ------------------------------------------------------------------------------------------------------- */

/* "<2026-0009" and the like: the nearest ref that is still inside. */
static bool
range_compared(const Context *context, const char *text, FilterTerm *term, GError **error)
{
	bool inclusive = text[1] == '=';
	Ref ref;

	if (!read_ref(context, text + 1 + inclusive, &ref, error))
		return false;
	if (!inclusive)
		ref.number += text[0] == '<' ? -1 : 1;
	if (ref.number == 0)
		ref = (Ref){ref.year - 1, ref.drill, G_MAXINT};
	*(text[0] == '<' ? &term->last : &term->first) = ref;
	return true;
}

static bool
range_of_refs(const Context *context, const char *text, FilterTerm *term, GError **error)
{
	const char *dots = strstr(text, "..");

	if (!dots)
		return range_compared(context, text, term, error);
	g_autofree char *left = g_strndup(text, (gsize)(dots - text));
	const char *right = dots + 2;
	if (!left[0] && !right[0])
		return err_set(error, E_INPUT, "\"%s\" is no range: write for instance 2026-0001..2026-0009", text);
	if ((left[0] && !read_ref(context, left, &term->first, error)) || (right[0] && !read_ref(context, right, &term->last, error)))
		return false;
	if (left[0] && right[0] && term->first.drill != term->last.drill)
		return err_set(error, E_INPUT, "\"%s\" mixes incidents and drills: they are numbered apart", text);
	return true;
}

static bool
range_ahead(const Context *context, const char *text, FilterTerm *term, GError **error)
{
	return filter_time(text, true, context->now, context->zone, &term->from, &term->until, error);
}

static bool
range_behind(const Context *context, const char *text, FilterTerm *term, GError **error)
{
	return filter_time(text, false, context->now, context->zone, &term->from, &term->until, error);
}

/* --- the tables --------------------------------------------------------------------------------------------------- */

typedef bool (*ValueReader)(const Context *context, const char *text, char **out, GError **error);
typedef bool (*RangeReader)(const Context *context, const char *text, FilterTerm *term, GError **error);

static const struct {
	const char *name;
	FilterField field;
	ValueReader value; /* NULL: always a range */
	RangeReader range; /* NULL: never one */
} fields[] = {
	{"ref", FILTER_REF, value_ref, range_of_refs},
	{"stage", FILTER_STAGE, value_stage, NULL},
	{"kind", FILTER_KIND, value_kind, NULL},
	{"clock", FILTER_CLOCK, value_clock, NULL},
	{"client", FILTER_CLIENT, value_client, NULL},
	{"site", FILTER_SITE, value_words, NULL},
	{"campaign", FILTER_CAMPAIGN, value_words, NULL},
	{"detected", FILTER_DETECTED, NULL, range_behind},
	{"logged", FILTER_LOGGED, NULL, range_behind},
	{"due", FILTER_DUE, NULL, range_ahead},
	{"owner", FILTER_OWNER, value_person, NULL},
	{"by", FILTER_BY, value_person, NULL},
	{"cause", FILTER_CAUSE, value_cause, NULL},
	{"nature", FILTER_NATURE, value_nature, NULL},
	{"severity", FILTER_SEVERITY, value_severity, NULL},
};

static const char *const tags[] = {
	[TAG_OPEN] = "open", [TAG_LATE] = "late", [TAG_SOON] = "soon", [TAG_UNPROVEN] = "unproven",
	[TAG_MINE] = "mine", [TAG_UNKNOWN] = "unknown", [TAG_DRILL] = "drill",
	[TAG_OVERDUE] = "overdue", [TAG_IMPORTED] = "imported",
};

const char *
filter_word(guint i)
{
	static const char *const words[] = {"ref:", "stage:", "kind:", "clock:", "client:", "site:", "campaign:", "detected:", "logged:", "due:",
		"owner:", "by:", "cause:", "nature:", "severity:", "+open", "+late", "+soon", "+unproven", "+mine", "+unknown", "+drill",
		"+overdue", "+imported"};

	G_STATIC_ASSERT(G_N_ELEMENTS(words) == G_N_ELEMENTS(fields) + G_N_ELEMENTS(tags));
	return i < G_N_ELEMENTS(words) ? words[i] : NULL;
}

static bool
unknown_field(const char *name, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		g_string_append_printf(all, "%s%s", i > 0 ? ", " : "", fields[i].name);
	return err_set(error, E_INPUT, "there is no field %s to filter by: there are %s; a text with a colon goes in quotes", name,
	               all->str);
}

static bool
unknown_tag(const char *name, GError **error)
{
	g_autoptr(GString) all = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++)
		g_string_append_printf(all, "%s+%s", i > 0 ? ", " : "", tags[i]);
	return err_set(error, E_INPUT, "there is no tag +%s: there are %s; a text with a plus goes in quotes", name, all->str);
}

/* --- words -------------------------------------------------------------------------------------------------------- */

/* Bytes, and under each whether it stood in quotes ('q') or not ('.'). */
typedef struct {
	GString *text, *mask;
} Word;

static bool
is_bare(const Word *word, gsize i, char c)
{
	return word->text->str[i] == c && word->mask->str[i] == '.';
}

/* The first c outside quotes from i on, or the word's length. */
static gsize
find_bare(const Word *word, gsize i, char c)
{
	while (i < word->text->len && !is_bare(word, i, c))
		i++;
	return i;
}

static bool
is_quoted(const Word *word, gsize from)
{
	return from < word->text->len && !strchr(word->mask->str + from, '.');
}

static FilterTerm *
term_new(void)
{
	FilterTerm *term = g_new0(FilterTerm, 1);

	term->values = g_new0(char *, 1);
	term->from = term->until = INSTANT_NONE;
	return term;
}

static bool
is_range(const char *text)
{
	return text[0] == '<' || text[0] == '>' || strstr(text, "..");
}

/* The parts between bare commas, from `from` on. */
static char **
split_values(const Word *word, gsize from)
{
	GPtrArray *values = g_ptr_array_new();

	for (gsize end; from <= word->text->len; from = end + 1) {
		end = find_bare(word, from, ',');
		g_ptr_array_add(values, g_strstrip(g_strndup(word->text->str + from, end - from)));
	}
	g_ptr_array_add(values, NULL);
	return (char **)g_ptr_array_free(values, FALSE);
}

static bool
read_values(const Context *context, ValueReader reader, char **typed, FilterTerm *term, GError **error)
{
	g_free(term->values);
	term->values = g_new0(char *, g_strv_length(typed) + 1);
	for (gsize i = 0; typed[i]; i++)
		if (!reader(context, typed[i], &term->values[i], error))
			return false;
	return true;
}

static bool
read_field(const Context *context, const Word *word, gsize start, gsize colon, FilterTerm *term, GError **error)
{
	g_autofree char *typed_name = g_strndup(word->text->str + start, colon - start);
	g_autofree char *name = g_ascii_strdown(typed_name, -1);
	g_auto(GStrv) typed = split_values(word, colon + 1);
	gsize i = 0;

	while (i < G_N_ELEMENTS(fields) && strcmp(fields[i].name, name) != 0)
		i++;
	if (i == G_N_ELEMENTS(fields))
		return unknown_field(typed_name, error);
	for (char **value = typed; *value; value++)
		if (!(*value)[0])
			return err_set(error, E_INPUT, "%s: lacks a value: write for instance %s:value, without a space", name, name);
	term->field = fields[i].field;
	term->exact = is_quoted(word, colon + 1);
	if (!fields[i].range || (fields[i].value && !is_range(typed[0])))
		return read_values(context, fields[i].value, typed, term, error);
	if (typed[1])
		return err_set(error, E_INPUT, "%s takes one range: write for instance %s:a..b", name, name);
	return fields[i].range(context, typed[0], term, error);
}

static bool
read_tag(const char *name, FilterTerm *term, GError **error)
{
	term->field = FILTER_TAG;
	for (gsize i = 0; i < G_N_ELEMENTS(tags); i++) {
		if (g_ascii_strcasecmp(tags[i], name) == 0) {
			term->tag = (FilterTag)i;
			return true;
		}
	}
	return unknown_tag(name, error);
}

static bool
read_text(const Context *context, const Word *word, gsize start, FilterTerm *term, GError **error)
{
	g_auto(GStrv) one = g_new0(char *, 2);

	one[0] = g_strdup(word->text->str + start);
	term->field = FILTER_TEXT;
	term->exact = is_quoted(word, start);
	return read_values(context, value_words, one, term, error);
}

/* Where the colon after a field's name stands, or 0: "10:30" and quoted words have none. */
static gsize
field_colon(const Word *word, gsize start)
{
	gsize colon = find_bare(word, start, ':');

	if (colon == word->text->len || colon == start)
		return 0;
	for (gsize i = start; i < colon; i++)
		if (word->mask->str[i] != '.' || !(g_ascii_isalpha(word->text->str[i]) || strchr("_-", word->text->str[i])))
			return 0;
	return colon;
}

/* "due<6h" is what people write for "due:<6h": where a field that takes ranges stands before the sign, the colon is put in. As a text
 * it would find nothing, and that would be believed. */
static void
put_colon(const Word *word, gsize start)
{
	gsize sign = MIN(find_bare(word, start, '<'), find_bare(word, start, '>'));
	g_autofree char *name = g_strndup(word->text->str + start, sign - start);

	if (sign == word->text->len || memchr(word->mask->str + start, 'q', sign - start))
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!fields[i].range || g_ascii_strcasecmp(fields[i].name, name) != 0)
			continue;
		g_string_insert_c(word->text, (gssize)sign, ':');
		g_string_insert_c(word->mask, (gssize)sign, '.');
		return;
	}
}

static bool
read_word(const Context *context, const Word *word, FilterTerm *term, GError **error)
{
	gsize start = word->text->len > 1 && is_bare(word, 0, '-');
	put_colon(word, start);
	gsize colon = field_colon(word, start);

	term->negated = start > 0;
	if (is_bare(word, start, '+'))
		return read_tag(word->text->str + start + 1, term, error);
	if (colon)
		return read_field(context, word, start, colon, term, error);
	return read_text(context, word, start, term, error);
}

/* Takes the next word off *rest (one line, no control characters); false with *rest at the end when there is none, or with
 * error when a quote is not closed. */
static bool
next_word(const char **rest, Word *word, GError **error)
{
	bool quoted = false;
	const char *p = *rest;

	g_string_truncate(word->text, 0);
	g_string_truncate(word->mask, 0);
	while (*p == ' ')
		p++;
	const char *start = p;
	for (; *p && (quoted || *p != ' '); p++) {
		if (*p == '"') {
			quoted = !quoted;
			continue;
		}
		g_string_append_c(word->text, *p);
		g_string_append_c(word->mask, quoted ? 'q' : '.');
	}
	*rest = p;
	if (quoted)
		return err_set(error, E_INPUT, "a quote is not closed: %s", start);
	return p > start;
}

static bool
add_word(Filter *filter, const Context *context, const Word *word, GError **error)
{
	FilterTerm *term = term_new();

	g_ptr_array_add(filter->terms, term);
	return read_word(context, word, term, error);
}

static bool
add_argument(Filter *filter, const Context *context, const char *argument, GError **error)
{
	if (!text_valid(argument, strlen(argument)))
		return err_set(error, E_INPUT, "a word of the filter is not UTF-8: type it again");
	g_autofree char *line = text_one_line(argument);
	Word word = {g_string_new(NULL), g_string_new(NULL)};
	const char *rest = line;
	GError *why = NULL;

	while (!why && next_word(&rest, &word, &why))
		add_word(filter, context, &word, &why);
	g_string_free(word.text, TRUE);
	g_string_free(word.mask, TRUE);
	if (why)
		g_propagate_error(error, why);
	return !why;
}

Filter *
filter_parse(const char *const *words, Instant now, GTimeZone *zone, GError **error)
{
	g_autoptr(Filter) filter = g_new0(Filter, 1);
	const Context context = {now, zone};

	filter->terms = g_ptr_array_new_with_free_func(term_free);
	for (; words && *words; words++)
		if (!add_argument(filter, &context, *words, error))
			return NULL;
	return g_steal_pointer(&filter);
}
