/* Reading for the board. */
#include "tui/board-model.h"

#include "src/cli/report.h"
#include "src/core/clock.h"
#include "src/report/words.h"
#include "tui/words.h"

/* Events of a register that is counted before its board is first seen; one that is larger is counted while somebody reads. */
#define EVENTS_AT_ONCE 10000
/* And one so large that a key would have to wait for it is counted when somebody asks, with D. */
#define EVENTS_BY_ITSELF 200000
#define ANSWER_HOLDS 60 /* seconds, of a larger one that goes on changing */

const Incident *
board_row(Board *b, guint row)
{
	const Incident *in = NULL;
	g_autoptr(GError) error = NULL;
	App *app = b->view.app;
	if (!session_may(app->cli->session, RIGHT_READ))
		return NULL;
	guint at = row < b->order->len ? g_array_index(b->order, guint, row) : row;
	if (!rows_get(&b->rows, app->cli->session, app->cli->now, at, &in, &error))
		app_fail(app, g_steal_pointer(&error));
	return in;
}

const Incident *
board_here(Board *b)
{
	return board_row(b, b->list.at);
}

static void
count(const Incident *in, Instant now, Counts *c)
{
	bool late = false, soon = false;
	for (guint i = 0; i < in->clocks->len; i++) {
		ClockState state = clock_state(g_ptr_array_index(in->clocks, i), now);
		late = late || state == CLOCK_LATE;
		soon = soon || state == CLOCK_DUE_SOON;
	}
	c->open++;
	c->late += late;
	c->soon += soon && !late;
	c->to_act += words_untaken(in);
	c->unproven += notices_unproven(in->notices);
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		c->refuted += n->state == NOTICE_SENT && n->proof == PROOF_REFUTED;
	}
}

/* What lies with this person comes first; within each part the order stays, the most urgent first. */
static void
arrange(Board *b)
{
	App *app = b->view.app;
	g_array_set_size(b->order, 0);
	b->awaiting = 0;
	guint n = MIN(b->rows.known, COUNTED * ROWS_PAGE);
	g_autofree bool *mine = g_new0(bool, n + 1);
	for (guint i = 0; i < n; i++) {
		const Incident *in = NULL;
		if (!rows_get(&b->rows, app->cli->session, app->cli->now, i, &in, NULL) || !in)
			return;
		mine[i] = words_awaits(app, in) != NULL;
		b->awaiting += mine[i];
	}
	if (!b->rows.ended || b->filter || b->all)
		return;
	for (int turn = 1; turn >= 0; turn--)
		for (guint i = 0; i < n; i++)
			if (mine[i] == (turn == 1))
				g_array_append_val(b->order, i);
}

static void
keep_place(Board *b)
{
	for (guint i = 0; b->ref && i < MIN(b->rows.known, COUNTED * ROWS_PAGE); i++) {
		const Incident *in = board_row(b, i);
		if (in && g_str_equal(in->ref, b->ref)) {
			b->list.at = i;
			return;
		}
	}
}

void
board_remember(Board *b)
{
	const Incident *in = board_here(b);
	g_free(b->ref);
	b->ref = in ? g_strdup(in->ref) : NULL;
}

static bool
count_open(Board *b, GError **error)
{
	App *app = b->view.app;
	Session *s = app->cli->session;
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = app->cli->now, .limit = COUNTED * ROWS_PAGE};
	g_autoptr(GPtrArray) open = NULL;
	g_autofree char *next = NULL;
	b->counts = (Counts){0};
	if (!query_count_current(s->db, &b->open, error))
		return false;
	if (b->filter || b->all) {
		if (!query_list(s->db, &query, &open, &next, error))
			return false;
		for (guint i = 0; i < open->len; i++)
			count(g_ptr_array_index(open, i), app->cli->now, &b->counts);
		return true;
	}
	for (guint i = 0; i < MIN(b->rows.known, COUNTED * ROWS_PAGE); i++) {
		const Incident *in = NULL;
		if (!rows_get(&b->rows, s, app->cli->now, i, &in, error))
			return false;
		if (in)
			count(in, app->cli->now, &b->counts);
	}
	return true;
}

static bool
count_outbox(Board *b, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	App *app = b->view.app;
	if (!query_outbox(app->cli->session->db, INSTANT_NONE, &waiting, error))
		return false;
	b->outbox = b->failed = 0;
	for (guint i = 0; i < waiting->len; i++) {
		const Notice *n = g_ptr_array_index(waiting, i);
		b->outbox += !view_is_draft(n); /* a draft waits for a person, and is said where it is theirs */
		b->failed += n->state == NOTICE_FAILED;
	}
	courier_clear(&b->courier);
	return view_courier(app->cli, &b->courier, error);
}

/* A manager comes to know whether the deadlines were met: the year's answer stands above what awaits a decision or a release. */
static bool
answer(Board *b, GError **error)
{
	App *app = b->view.app;
	Period year = period_of(SPAN_YEAR, app->cli->now, app->cli->session->zone);
	g_autoptr(Report) report = NULL;
	const Tally *dpo;

	if (!view_report(app->cli, &year, true, &report, error))
		return false;
	dpo = stats_rule(report->stats, RULE_DPO);
	g_free(b->answer);
	b->answer = words_answer(report, app->cli->lang);
	b->answer_bad = dpo->n[STANDING_LATE] > 0;
	b->answer_seq = report->tip.seq;
	b->answered = app->cli->now;
	return true;
}

static bool
wants_answer(const Board *b, bool seen, GError **error)
{
	App *app = b->view.app;
	g_auto(Tip) tip = {0};

	if (!(app->cli->session->roles & (1U << ROLE_MANAGER)) || !query_tip(app->cli->session->db, &tip, error))
		return false;
	if (b->answer && tip.seq == b->answer_seq && app->cli->now / 60 == b->answered / 60)
		return false;
	if (tip.seq > EVENTS_BY_ITSELF)
		return false;
	return tip.seq <= EVENTS_AT_ONCE || (seen && (!b->answer || app->cli->now - b->answered >= ANSWER_HOLDS));
}

/* A clock that ran out, a notice that was refused: once, whatever one is looking at. */
static void
watch(Board *b)
{
	int urgent = b->counts.late + b->failed + b->counts.refuted;
	if (b->urgent >= 0 && urgent > b->urgent) {
		app_bell(b->view.app);
		app_say(b->view.app, LOOK_BAD, "%s", _("something has become urgent: see the board"));
	}
	b->urgent = urgent;
}

bool
board_load(View *view, GError **error)
{
	Board *b = (Board *)view;
	App *app = view->app;
	rows_forget(&b->rows);
	if (!session_may(app->cli->session, RIGHT_READ)) {
		b->rows.known = 0;
		b->rows.ended = true;
		return true;
	}
	if (!rows_read(&b->rows, app->cli->session, app->cli->now, b->filter || b->all ? 1 : COUNTED, error))
		return false;
	arrange(b);
	keep_place(b);
	if (!count_open(b, error) || !count_outbox(b, error))
		return false;
	if (wants_answer(b, false, NULL) && !answer(b, error))
		return false;
	watch(b);
	return true;
}

/* Time alone makes things late. */
void
board_tick(View *view)
{
	Board *b = (Board *)view;
	Instant now = view->app->cli->now;
	Counts counts = {0};
	if (wants_answer(b, true, NULL) && answer(b, NULL))
		view->app->dirty = true;
	if (b->filter || b->all || now / 60 == view->app->drawn / 60)
		return;
	for (guint i = 0; i < MIN(b->rows.known, COUNTED * ROWS_PAGE); i++) {
		const Incident *in = NULL;
		if (rows_get(&b->rows, view->app->cli->session, now, i, &in, NULL) && in)
			count(in, now, &counts);
	}
	b->counts = counts;
	courier_clear(&b->courier);
	(void)view_courier(view->app->cli, &b->courier, NULL);
	watch(b);
}
