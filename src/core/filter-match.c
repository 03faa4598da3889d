/*
 * Does an incident match? One function a field; each asks whether any of the term's values holds.
 */
#include "src/core/filter.h"

#include "src/core/clock.h"
#include "src/core/filter-words.h"
#include "src/core/stage.h"
#include "src/core/text.h"

#include <string.h>

void
filter_words(GString *out, const char *text)
{
	if (!text)
		return;
	g_autofree char *folded = text_fold(text);
	g_string_append_c(out, ' ');
	for (char *p = folded; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (g_unichar_isalnum(c))
			g_string_append_unichar(out, c);
		else if (out->str[out->len - 1] != ' ')
			g_string_append_c(out, ' ');
	}
	if (out->str[out->len - 1] != ' ')
		g_string_append_c(out, ' ');
}

/* Does " a b c " hold these words ("b c") one after another, the last of them whole (exact) or its beginning? */
static bool
filter_words_hold(const char *words, const char *value, bool exact)
{
	g_autofree char *wanted = g_strconcat(" ", value, exact ? " " : NULL, NULL);

	return strstr(words, wanted) != NULL;
}

/* What is asked about one incident. */
typedef struct {
	const Incident *incident;
	Instant now;
	const char *me;
	char *words; /* of all that a bare word searches; NULL until one asks */
} Asking;

typedef bool (*Matcher)(Asking *asking, const FilterTerm *term);

static bool
is_one_of(char **values, const char *value)
{
	return value && g_strv_contains((const char *const *)values, value);
}

static bool
lies_within(const FilterTerm *term, Instant instant)
{
	return instant != INSTANT_NONE && (term->from == INSTANT_NONE || instant >= term->from) &&
	       (term->until == INSTANT_NONE || instant < term->until);
}

/* --- texts -------------------------------------------------------------------------------------------------------- */

static bool
text_holds(const FilterTerm *term, const char *text)
{
	g_autoptr(GString) words = g_string_new(NULL);

	filter_words(words, text);
	for (char **value = term->values; *value; value++)
		if (filter_words_hold(words->str, *value, term->exact))
			return true;
	return false;
}

/* A line end between two texts keeps words from following one another across them. */
static void
add_words(GString *words, const char *text)
{
	filter_words(words, text);
	g_string_append_c(words, '\n');
}

/* The texts that db indexes as well: title, description, recipient, systems, notes, names of clients. */
static char *
words_of_incident(const Incident *incident)
{
	static const char *const searched[] = {"title", "description", "recipient", "systems"};
	GString *words = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(searched); i++)
		add_words(words, incident_text(incident, searched[i]));
	for (guint i = 0; i < incident->notes->len; i++)
		add_words(words, ((const Note *)g_ptr_array_index(incident->notes, i))->text);
	for (guint i = 0; i < incident->clients->len; i++)
		add_words(words, ((const Affected *)g_ptr_array_index(incident->clients, i))->name);
	return g_string_free(words, FALSE);
}

static bool
match_text(Asking *asking, const FilterTerm *term)
{
	if (!asking->words)
		asking->words = words_of_incident(asking->incident);
	return filter_words_hold(asking->words, term->values[0], term->exact);
}

static bool
match_site(Asking *asking, const FilterTerm *term)
{
	return text_holds(term, incident_text(asking->incident, "site"));
}

/* The incident's own campaign, or that of an affected client. */
static bool
match_campaign(Asking *asking, const FilterTerm *term)
{
	if (text_holds(term, incident_text(asking->incident, "campaign")))
		return true;
	for (guint i = 0; i < asking->incident->clients->len; i++)
		if (text_holds(term, ((const Affected *)g_ptr_array_index(asking->incident->clients, i))->campaign))
			return true;
	return false;
}

static bool
match_client(Asking *asking, const FilterTerm *term)
{
	for (guint i = 0; i < asking->incident->clients->len; i++) {
		const Affected *affected = g_ptr_array_index(asking->incident->clients, i);
		g_autofree char *name = affected->name ? text_fold(affected->name) : NULL;
		if (is_one_of(term->values, affected->client) || is_one_of(term->values, name))
			return true;
	}
	return false;
}

/* --- refs --------------------------------------------------------------------------------------------------------- */

static int
ref_compare(const Ref *a, const Ref *b)
{
	return a->year != b->year ? (a->year < b->year ? -1 : 1) : (a->number > b->number) - (a->number < b->number);
}

/* Incidents and drills are two series: a range in one says nothing of the other. */
static bool
ref_within(const FilterTerm *term, const char *text)
{
	const bool below = term->last.year != 0, above = term->first.year != 0;
	Ref ref;

	if (!ref_parse(text, INSTANT_FIRST_YEAR, &ref, NULL) || ref.drill != (above ? term->first.drill : term->last.drill))
		return false;
	return (!above || ref_compare(&ref, &term->first) >= 0) && (!below || ref_compare(&ref, &term->last) <= 0);
}

static bool
match_ref(Asking *asking, const FilterTerm *term)
{
	return term->values[0] ? is_one_of(term->values, asking->incident->ref) : ref_within(term, asking->incident->ref);
}

/* --- codes -------------------------------------------------------------------------------------------------------- */

static bool
match_stage(Asking *asking, const FilterTerm *term)
{
	return is_one_of(term->values, stage_code(incident_stage(asking->incident, asking->now)));
}

/* What nobody determined is unknown, said or not. */
static const char *
code_or_unknown(const Incident *incident, const char *field)
{
	const char *code = incident_text(incident, field);

	return code ? code : VOCAB_UNKNOWN;
}

static bool
match_kind(Asking *asking, const FilterTerm *term)
{
	return is_one_of(term->values, incident_kind_code(asking->incident->kind)) ||
	       is_one_of(term->values, code_or_unknown(asking->incident, "breach_kind"));
}

static bool
match_cause(Asking *asking, const FilterTerm *term)
{
	return is_one_of(term->values, code_or_unknown(asking->incident, "cause"));
}

static bool
match_nature(Asking *asking, const FilterTerm *term)
{
	json_t *codes = json_object_get(asking->incident->fields, "nature"), *code;
	size_t i;

	if (json_array_size(codes) == 0)
		return is_one_of(term->values, VOCAB_UNKNOWN);
	json_array_foreach(codes, i, code)
		if (is_one_of(term->values, json_string_value(code)))
			return true;
	return false;
}

static bool
is_by(const Asking *asking, const FilterTerm *term, const char *person)
{
	return is_one_of(term->values, person) || (person && is_one_of(term->values, "me") && g_strcmp0(person, asking->me) == 0);
}

static bool
match_by(Asking *asking, const FilterTerm *term)
{
	return is_by(asking, term, asking->incident->logged_by);
}

/* Whoever took it in charge answers for it, and whoever has something to do about it for that. */
static bool
match_owner(Asking *asking, const FilterTerm *term)
{
	if (is_by(asking, term, asking->incident->taken_by))
		return true;
	for (guint i = 0; i < asking->incident->actions->len; i++) {
		const Action *action = g_ptr_array_index(asking->incident->actions, i);
		if (!action_settled(action) && is_by(asking, term, action->owner))
			return true;
	}
	return false;
}

static bool
match_severity(Asking *asking, const FilterTerm *term)
{
	const GPtrArray *all = asking->incident->assessments;
	const Assessment *newest = all->len ? g_ptr_array_index(all, all->len - 1) : NULL;

	return is_one_of(term->values, newest ? level_code(assessment_level(newest)) : VOCAB_UNKNOWN);
}

/* --- times and clocks --------------------------------------------------------------------------------------------- */

static bool
match_detected(Asking *asking, const FilterTerm *term)
{
	return lies_within(term, incident_instant(asking->incident, "detected_at"));
}

static bool
match_logged(Asking *asking, const FilterTerm *term)
{
	return lies_within(term, asking->incident->logged_at);
}

static bool
match_due(Asking *asking, const FilterTerm *term)
{
	for (guint i = 0; i < asking->incident->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(asking->incident->clocks, i);
		if (clock_open(clock) && lies_within(term, clock->due_at))
			return true;
	}
	return false;
}

/* A state: some clock is in it. A rule or a clock's id: that one is still open. */
static bool
match_clock(Asking *asking, const FilterTerm *term)
{
	for (guint i = 0; i < asking->incident->clocks->len; i++) {
		const Clock *clock = g_ptr_array_index(asking->incident->clocks, i);
		if (is_one_of(term->values, clock_state_code(clock_state(clock, asking->now))))
			return true;
		if (clock_open(clock) && (is_one_of(term->values, clock->rule) || is_one_of(term->values, clock->id)))
			return true;
	}
	return false;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

/* Nobody waits for the clocks of what is closed or void. */
static bool
any_clock_in(const Asking *asking, ClockState state)
{
	if (incident_over(asking->incident))
		return false;
	for (guint i = 0; i < asking->incident->clocks->len; i++)
		if (clock_state(g_ptr_array_index(asking->incident->clocks, i), asking->now) == state)
			return true;
	return false;
}

static bool
is_mine(const Incident *incident, const char *me)
{
	bool mine = me && (g_strcmp0(incident->logged_by, me) == 0 || g_strcmp0(incident->taken_by, me) == 0);

	for (guint i = 0; me && !mine && i < incident->actions->len; i++) {
		const Action *action = g_ptr_array_index(incident->actions, i);
		mine = !action_settled(action) && g_strcmp0(action->owner, me) == 0;
	}
	return mine;
}

/* An action planned at closing may wait beyond it. */
static bool
is_overdue(const Incident *incident, Instant now)
{
	for (guint i = 0; incident->voided_at == INSTANT_NONE && !incident->historic && i < incident->actions->len; i++)
		if (action_overdue(g_ptr_array_index(incident->actions, i), now))
			return true;
	return false;
}

static bool
has_unknowns(const Incident *incident)
{
	g_autoptr(GPtrArray) unknowns = incident_unknowns(incident);

	return unknowns->len > 0;
}

static bool
match_tag(Asking *asking, const FilterTerm *term)
{
	const Incident *incident = asking->incident;

	switch (term->tag) {
	case TAG_OPEN:
		return !incident_over(incident);
	case TAG_LATE:
		return any_clock_in(asking, CLOCK_LATE);
	case TAG_SOON:
		return any_clock_in(asking, CLOCK_DUE_SOON);
	case TAG_UNPROVEN:
		return notices_unproven(incident->notices);
	case TAG_MINE:
		return is_mine(incident, asking->me);
	case TAG_UNKNOWN:
		return has_unknowns(incident);
	case TAG_DRILL:
		return incident->kind == KIND_DRILL;
	case TAG_OVERDUE:
		return is_overdue(incident, asking->now);
	case TAG_IMPORTED:
		return incident->historic;
	}
	g_assert_not_reached();
}

static const Matcher matchers[] = {
	[FILTER_TEXT] = match_text,         [FILTER_REF] = match_ref,       [FILTER_STAGE] = match_stage,
	[FILTER_KIND] = match_kind,         [FILTER_CLOCK] = match_clock,   [FILTER_CLIENT] = match_client,
	[FILTER_SITE] = match_site,         [FILTER_CAMPAIGN] = match_campaign, [FILTER_DETECTED] = match_detected,
	[FILTER_LOGGED] = match_logged,     [FILTER_DUE] = match_due,       [FILTER_OWNER] = match_owner,
	[FILTER_BY] = match_by,             [FILTER_CAUSE] = match_cause,   [FILTER_NATURE] = match_nature,
	[FILTER_SEVERITY] = match_severity, [FILTER_TAG] = match_tag,
};

bool
filter_match(const Filter *filter, const Incident *incident, Instant now, const char *me)
{
	Asking asking = {incident, now, me, NULL};
	const GPtrArray *terms = filter_terms(filter);
	bool matches = true;

	for (guint i = 0; matches && i < terms->len; i++) {
		const FilterTerm *term = g_ptr_array_index(terms, i);
		matches = matchers[term->field](&asking, term) != term->negated;
	}
	g_free(asking.words);
	return matches;
}
