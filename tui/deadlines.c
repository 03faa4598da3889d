/*
 * Deadlines, for managers: were they met? The year, the quarter or the month; what is named can be opened.
 *
 * What is said is the report's own document (src/report), so that the screen, the paper and the command never differ. Up and down go from one
 * named row to the next where one is seen, and scroll where none is.
 */
#include "tui/screens.h"

#include "src/cli/report.h"
#include "src/report/words.h"

#define LISTED 200      /* of each list */
#define ADDED_QUICK 5000 /* incidents: a register of so many is counted again each minute */

typedef struct {
	View view;
	Period period;
	Report *report;
	Document *document;
	Page *page;
	GPtrArray *refs; /* of char *, one a line of the page: what it is about; NULL: nothing */
	Scroll scroll;
	Instant counted;
} Deadlines;

/* --- reading --------------------------------------------------------------------------------------------------------------------- */

static bool
deadlines_load(View *view, GError **error)
{
	Deadlines *d = (Deadlines *)view;
	App *app = view->app;
	g_autoptr(Report) report = NULL;

	if (!view_report(app->cli, &d->period, false, &report, error))
		return false;
	g_clear_pointer(&d->document, document_free);
	g_clear_pointer(&d->report, report_free);
	d->report = g_steal_pointer(&report);
	d->document = report_document(d->report, app->cli->lang, LISTED);
	d->counted = app->cli->now;
	return true;
}

static void
deadlines_tick(View *view)
{
	Deadlines *d = (Deadlines *)view;
	Instant now = view->app->cli->now;

	if (d->report && d->report->stats->added <= ADDED_QUICK && d->counted / 60 != now / 60 && app_top(view->app) == view)
		view->stale = true;
}

/* --- painting -------------------------------------------------------------------------------------------------------------------- */

static void
add_part(DocTone tone, const char *text, void *data)
{
	static const Style styles[] = {[DOC_PLAIN] = LOOK_PLAIN, [DOC_DIM] = LOOK_DIM, [DOC_BOLD] = LOOK_BOLD, [DOC_GOOD] = LOOK_GOOD,
		[DOC_WARN] = LOOK_WARN, [DOC_BAD] = LOOK_BAD};
	Deadlines *d = data;

	/* The line in hand is the page's last: it was begun when the one before ended. */
	page_part(d->page, styles[tone], text);
}

static void
end_line(const char *ref, void *data)
{
	Deadlines *d = data;

	g_ptr_array_add(d->refs, g_strdup(ref));
	page_line(d->page);
}

static void
build(Deadlines *d, int cols)
{
	const bool ascii = ((guchar)*term_sign(SIGN_BAR_FULL) & 0x80) == 0;
	/* Figures stand to the right, where the page says how much follows: "↓ 120" must not hide a digit. */
	const DocLines lines = {.columns = cols - SCROLL_MARK, .ascii = ascii, .part = add_part, .line = end_line, .data = d};

	g_clear_pointer(&d->page, page_free);
	d->page = page_new(cols);
	g_ptr_array_set_size(d->refs, 0);
	page_line(d->page);
	document_lines(d->document, &lines);
}

static void
deadlines_draw(View *view, const Area *a)
{
	Deadlines *d = (Deadlines *)view;
	const Area inside = {a->row + 2, a->col + 1, MAX(a->rows - 2, 1), a->cols - 1};
	g_autofree char *about = NULL, *title = NULL;

	term_rule(a->row + 1, a->col, a->cols);
	if (!d->document)
		return;
	about = words_about(d->report, view->app->cli->lang);
	title = g_strdup_printf("%s  %s", d->document->title, about);
	term_text(a->row, 1, a->cols - 2, LOOK_BOLD, title);
	build(d, inside.cols - 2);
	page_draw(d->page, &d->scroll, &inside);
}

/* --- moving ---------------------------------------------------------------------------------------------------------------------- */

/* A row may take several lines: its first one stands for it. */
static bool
begins_row(const Deadlines *d, int line)
{
	const char *ref = line >= 0 && line < (int)d->refs->len ? g_ptr_array_index(d->refs, line) : NULL;
	const char *before = ref && line > 0 ? g_ptr_array_index(d->refs, line - 1) : NULL;

	/* Two deadlines of one incident may follow each other: a row that begins with its ref is another one. */
	return ref && (g_strcmp0(ref, before) != 0 || page_begins(d->page, line, ref));
}

static bool
step(Deadlines *d, int by)
{
	Scroll *s = &d->scroll;
	bool seen = s->hit >= s->top && s->hit < s->top + s->rows;
	int from = seen ? s->hit + by : by > 0 ? s->top : s->top + s->rows - 1;

	for (int line = from; line >= s->top && line < s->top + s->rows; line += by) {
		if (!begins_row(d, line))
			continue;
		s->hit = line;
		return true;
	}
	return false;
}

static void
turn(Deadlines *d, Period period)
{
	View *view = &d->view;
	g_autoptr(GError) error = NULL;
	int year = instant_year(period.from, view->app->cli->session->zone);

	if (year < INSTANT_FIRST_YEAR || period.from > view->app->cli->now) {
		app_say(view->app, LOOK_DIM, "%s", _("there is nothing beyond"));
		return;
	}
	d->period = period;
	d->scroll = (Scroll){.hit = -1};
	if (!deadlines_load(view, &error))
		app_fail(view->app, g_steal_pointer(&error));
}

/* A year becomes its newest quarter, that its newest month, and the month the whole year again. */
static Period
other_span(const Deadlines *d)
{
	static const Span next[] = {[SPAN_YEAR] = SPAN_QUARTER, [SPAN_QUARTER] = SPAN_MONTH, [SPAN_MONTH] = SPAN_YEAR, [SPAN_DAYS] = SPAN_YEAR};
	Instant last = MIN(d->period.until - 1, d->view.app->cli->now);

	return period_of(next[d->period.span], last, d->view.app->cli->session->zone);
}

static const char *
ref_here(const Deadlines *d)
{
	const Scroll *s = &d->scroll;
	bool seen = s->hit >= s->top && s->hit < s->top + s->rows && s->hit < (int)d->refs->len;

	return seen ? g_ptr_array_index(d->refs, s->hit) : NULL;
}

static bool
deadlines_act(View *view, Deed action, int key)
{
	Deadlines *d = (Deadlines *)view;
	GTimeZone *zone = view->app->cli->session->zone;

	(void)key;
	switch ((int)action) {
	case ACT_EARLIER:
		turn(d, period_before(&d->period, zone));
		return true;
	case ACT_LATER:
		turn(d, period_after(&d->period, zone));
		return true;
	case ACT_SPAN:
		turn(d, other_span(d));
		return true;
	case ACT_OPEN:
		incident_open(view->app, ref_here(d));
		return true;
	case ACT_DOWN:
	case ACT_UP:
		return step(d, action == ACT_DOWN ? 1 : -1) || scroll_act(&d->scroll, action);
	default:
		return scroll_act(&d->scroll, action);
	}
}

static const char *
deadlines_refuse(View *view, Deed action)
{
	if (action == ACT_OPEN && !ref_here((Deadlines *)view))
		return _("Down to an incident first: Enter opens it");
	return NULL;
}

static bool
deadlines_find(View *view, const char *words, int by)
{
	Deadlines *d = (Deadlines *)view;

	return d->page && page_find(d->page, &d->scroll, words, by);
}

static void
deadlines_free(View *view)
{
	Deadlines *d = (Deadlines *)view;

	g_clear_pointer(&d->document, document_free);
	g_clear_pointer(&d->report, report_free);
	g_clear_pointer(&d->page, page_free);
	g_ptr_array_unref(d->refs);
}

static const ViewOps deadlines_ops = {
	.where = AT_DEADLINES, .size = sizeof(Deadlines), .load = deadlines_load, .draw = deadlines_draw, .act = deadlines_act,
	.refuse = deadlines_refuse, .find = deadlines_find, .tick = deadlines_tick, .free = deadlines_free,
};

void
deadlines_open(App *app)
{
	Deadlines *d = (Deadlines *)view_new(app, &deadlines_ops);

	d->refs = g_ptr_array_new_with_free_func(g_free);
	d->scroll.hit = -1;
	d->period = period_of(SPAN_YEAR, app->cli->now, app->cli->session->zone);
	app_push(app, &d->view);
}
