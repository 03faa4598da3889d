/* Time: the clocks with what proves them as a time line, and the history from the journal. */
#include "tui/tab.h"

#include "src/core/clock.h"
#include "src/core/text.h"
#include "tui/receipts.h"
#include "tui/words.h"

#include <string.h>

/* --- clocks as bars ---------------------------------------------------------------------------------------------------------- */

static void
bar(App *app, const Clock *k, Page *page)
{
	Instant until = k->met_at != INSTANT_NONE ? k->met_at : app->cli->now;
	g_autofree char *from = instant_show_short(k->starts_at, app->cli->now, app->cli->session->zone);
	g_autofree char *to = instant_show_short(k->due_at, app->cli->now, app->cli->session->zone);
	int before = MAX(14, text_width(from) + 1), cells = CLAMP(page_cols(page) - 22 - before, 10, 60);
	int full = k->length > 0 ? (int)(CLAMP(until - k->starts_at, 0, k->length) * cells / k->length) : cells;
	g_autoptr(GString) done = g_string_new(NULL), rest = g_string_new(NULL);
	ClockState state = clock_state(k, app->cli->now);
	Style style = state == CLOCK_LATE ? LOOK_BAD : state == CLOCK_DUE_SOON || state == CLOCK_MET_LATE ? LOOK_WARN : LOOK_GOOD;
	for (int i = 0; i < cells; i++)
		g_string_append(i < full ? done : rest, term_sign(i < full ? SIGN_BAR_FULL : SIGN_BAR_EMPTY));
	page_line(page);
	page_cell(page, before, LOOK_DIM, from);
	page_part(page, style, done->str);
	page_part(page, LOOK_DIM, rest->str);
	page_part(page, LOOK_PLAIN, "  ");
	page_part(page, LOOK_DIM, to);
}

static void
one_clock(App *app, const Clock *k, Page *page)
{
	Tone tone;
	g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone), *left = NULL;
	bool near = clock_open(k) && ABS(k->due_at - app->cli->now) <= 3600;
	if (near) {
		g_autofree char *span = words_left(app, k->due_at - app->cli->now);
		left = k->due_at < app->cli->now ? g_strdup_printf(_("LATE by %s"), span) : g_strdup_printf(_("SOON: %s left"), span);
	}
	page_line(page);
	page_cell(page, 28, LOOK_BOLD, name);
	page_part(page, style_of_tone(tone), near ? left : words);
	if (k->internal)
		page_part(page, LOOK_DIM, _("   internal target; the law says: without undue delay"));
	if (clock_state(k, app->cli->now) != CLOCK_PAST)
		bar(app, k, page);
	if (k->first_due_at != k->due_at) {
		g_autofree char *first = instant_brief(k->first_due_at, app->cli->session->zone, app->cli->lang);
		g_autofree char *was = g_strdup_printf(_("it was %s before the time was corrected"), first);
		page_under(page, 14, LOOK_DIM, was);
	}
	if (k->late_reason || (k->late_cause && k->erased)) {
		g_autofree char *why = g_strdup_printf("%s: %s", vocab_label(&vocab_late_cause, k->late_cause, app->cli->lang),
			k->late_reason ? k->late_reason : _("erased"));
		page_under(page, 14, LOOK_PLAIN, why);
	} else if (clock_wants_reason(k, app->cli->now))
		page_under(page, 14, LOOK_WARN, _("why? w records the reason"));
}

/* --- the time line ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
	Instant at;
	int order; /* at the same instant: as they were added */
	Style style;
	char *what;
} Moment;

static void
moment_clear(gpointer data)
{
	g_free(((Moment *)data)->what);
}

static int
by_time(gconstpointer a, gconstpointer b)
{
	const Moment *x = a, *y = b;
	return x->at != y->at ? (x->at < y->at ? -1 : 1) : x->order - y->order;
}

static void add(GArray *line, Instant at, Style style, const char *format, ...) G_GNUC_PRINTF(4, 5);

static void
add(GArray *line, Instant at, Style style, const char *format, ...)
{
	va_list ap;
	if (at == INSTANT_NONE)
		return;
	va_start(ap, format);
	const Moment m = {at, (int)line->len, style, g_strdup_vprintf(format, ap)};
	va_end(ap);
	g_array_append_val(line, m);
}

static void
add_facts(App *app, const Incident *in, GArray *line)
{
	static const char *const fields[] = {"occurred_from", "detected_at", "aware_at"};
	const char *taker = in->historic && !in->taken_by ? in->logged_by : in->taken_by;
	g_autofree char *by = view_by(app->cli, in->logged_by, in->historic);
	g_autofree char *taken = view_by(app->cli, taker, in->historic && !in->taken_by);
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		add(line, incident_instant(in, fields[i]), i == 1 ? LOOK_BOLD : LOOK_PLAIN, "%s",
			words_in(&field_find(fields[i])->label, app->cli->lang));
	add(line, in->logged_at, LOOK_PLAIN, in->historic ? _("logged, %s") : _("logged by %s"), by);
	add(line, in->taken_at, LOOK_GOOD, _("taken in charge by the DPO, %s"), taken);
	add(line, in->assessed_at, LOOK_PLAIN, "%s", _("assessed"));
	add(line, in->closed_at, LOOK_GOOD, "%s", _("closed"));
	add(line, in->voided_at, LOOK_DIM, "%s", _("void"));
}

/* What the last attempt came to; while that is not known, how the notice stands. */
static void
add_attempt(App *app, const Notice *n, const char *number, GArray *line)
{
	bool known = n->state != NOTICE_SENDING && n->verdict != VERDICT_SENT;
	const char *outcome = words_in(known ? verdict_words(n->verdict) : notice_state_words(n->state), app->cli->lang);
	const char *reply = known && n->reply ? n->reply : "";
	add(line, n->attempted_at, LOOK_WARN, "%s: %s%s%s", number, outcome, *reply ? ": " : "", reply);
}

static void
add_notices(App *app, const Incident *in, GArray *line)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		const char *channel = words_in(channel_words(n->channel), app->cli->lang), *number = strrchr(n->id, '/');
		number = number ? number + 1 : n->id;
		add(line, n->queued_at, LOOK_DIM, _("%s: notice queued, %s"), number, channel);
		if (n->state == NOTICE_SENT && n->proof == PROOF_REFUTED)
			add(line, n->sent_at, LOOK_BAD, _("%s: sent, and came back: %s"), number, n->reply ? n->reply : "");
		else if (n->state == NOTICE_SENT)
			add(line, n->sent_at, LOOK_GOOD, "%s: %s: %s", number, words_in(proof_words(n->proof), app->cli->lang),
				n->reply ? n->reply : "");
		else if (n->attempts > 0)
			add_attempt(app, n, number, line);
		if (notice_is_held(n, app->cli->now) && n->hold_until != NOTICE_HELD)
			add(line, n->hold_until, LOOK_WARN, _("%s: leaves by itself"), number);
		else if (notice_is_waiting(n) && n->next_at != INSTANT_NONE && n->next_at > app->cli->now)
			add(line, n->next_at, LOOK_WARN, _("%s: next try"), number);
	}
}

static void
add_rest(App *app, const Incident *in, GArray *line)
{
	for (guint i = 0; i < in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(in->receipts, i);
		const char *of = r->notice ? strrchr(r->notice, '/') : NULL;
		g_autofree char *say = view_receipt_words(app->cli, r);
		add(line, receipt_when(r), style_of_tone(view_receipt_tone(r)), "%s%s%s: %s", r->id, of ? ", " : "", of ? of + 1 : "", say);
	}
	for (guint i = 0; i < in->calls->len; i++) {
		const Call *c = g_ptr_array_index(in->calls, i);
		g_autofree char *who = c->person || !c->who ? view_person(app->cli, c->person) : g_strdup(c->who);
		add(line, c->at, LOOK_PLAIN, _("called %s: %s"), who, c->outcome ? c->outcome : "");
	}
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		g_autofree char *name = view_clock_name(app->cli, k);
		if (clock_open(k))
			add(line, k->due_at, k->due_at < app->cli->now ? LOOK_BAD : LOOK_WARN, _("%s: the time ends"), name);
	}
	add(line, app->cli->now, LOOK_KEY, "%s", _("NOW"));
}

static void
draw_moment(App *app, const Moment *m, Page *page)
{
	bool now = m->style == LOOK_KEY, ahead = m->at > app->cli->now;
	g_autofree char *when = instant_show_short(m->at, app->cli->now, app->cli->session->zone);
	g_autofree char *label = g_strdup_printf("%s %s", term_sign(now ? SIGN_NOW : ahead ? SIGN_DOTTED : m->style == LOOK_DIM ? SIGN_LINE
		: SIGN_EVENT), when);
	int used = text_width(when) + 4;
	g_autofree char *wrapped = text_wrap(m->what, MAX(page_cols(page) - used - 2, 10), NULL);
	g_auto(GStrv) lines = g_strsplit(wrapped, "\n", -1);
	for (char **l = lines; *l; l++) {
		page_line(page);
		page_cell(page, used, now ? LOOK_KEY : LOOK_DIM, l == lines ? label : term_sign(ahead ? SIGN_DOTTED : SIGN_LINE));
		page_part(page, m->style, *l);
	}
}

void
tab_clocks(App *app, const Incident *in, Page *page)
{
	g_autoptr(GArray) line = g_array_new(FALSE, FALSE, sizeof(Moment));
	g_array_set_clear_func(line, moment_clear);
	for (guint i = 0; i < in->clocks->len; i++) {
		one_clock(app, g_ptr_array_index(in->clocks, i), page);
		page_blank(page);
	}
	add_facts(app, in, line);
	add_notices(app, in, line);
	add_rest(app, in, line);
	g_array_sort(line, by_time);
	page_heading(page, _("Time line"));
	for (guint i = 0; i < line->len; i++)
		draw_moment(app, &g_array_index(line, Moment, i), page);
}

/* --- history ---------------------------------------------------------------------------------------------------------------------- */

typedef struct {
	App *app;
	Page *page;
} Telling;

/* What a person can read of a value; NULL: hashes and what belongs to the machinery. (transfer full) */
static char *
value_words(App *app, const char *name, const json_t *value)
{
	const Field *f = field_find(name);
	const char *text = json_string_value(value);
	Instant t;
	ReadingKind reading;
	if (f)
		return field_show(f, value, app->cli->session->zone, app->cli->lang);
	if (text && g_str_equal(name, "what") && reading_parse(text, &reading))
		return g_strdup(words_in(reading_words(reading), app->cli->lang));
	if (json_is_integer(value))
		return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (!text || (strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64))
		return NULL;
	if (instant_from_rfc3339(text, &t))
		return instant_show(t, app->cli->session->zone);
	return text[0] == 'p' && text[1] && strspn(text + 1, "0123456789") == strlen(text + 1) ? view_person(app->cli, text) : g_strdup(text);
}

static void
tell_values(Telling *t, json_t *object)
{
	const char *name;
	json_t *value;
	json_object_foreach(object, name, value)
	{
		const Field *f = field_find(name);
		g_autofree char *words = value_words(t->app, name, value), *plain = g_strdelimit(g_strdup(name), "_", ' ');
		if (words)
			page_pair(t->page, 16, f ? words_in(&f->label, t->app->cli->lang) : plain, 24, LOOK_PLAIN, words);
	}
}

static bool
tell(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Telling *t = data;
	g_autoptr(Event) e = NULL;
	(void)seal;
	if (!event_read(head, body, &e, error))
		return false;
	g_autofree char *when = instant_show_short(e->at, t->app->cli->now, t->app->cli->session->zone), *by = view_person(t->app->cli, e->by);
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, seq);
	page_blank(t->page);
	page_line(t->page);
	page_cell(t->page, 16, LOOK_DIM, when);
	page_part(t->page, LOOK_BOLD, e->kind ? words_in(&e->kind->words, t->app->cli->lang) : e->kind_name);
	page_part(t->page, LOOK_PLAIN, "   ");
	page_part(t->page, LOOK_PLAIN, by);
	page_part(t->page, LOOK_DIM, "   #");
	page_part(t->page, LOOK_DIM, number);
	tell_values(t, e->facts);
	tell_values(t, e->body);
	if (e->erased)
		page_under(t->page, 16, LOOK_DIM, _("its words were erased"));
	return true;
}

void
tab_history(App *app, const Incident *in, Page *page)
{
	g_autoptr(GError) error = NULL;
	Telling telling = {app, page};
	if (!query_history(app->cli->session->db, in->ref, tell, &telling, &error))
		page_under(page, 0, LOOK_BAD, error->message);
}
