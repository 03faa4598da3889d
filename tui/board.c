/* The board: what must I do now? And every other list of incidents: what was found, what a filter lets through, all of them. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"
#include "tui/board-model.h"
#include "tui/prompt.h"
#include "tui/words.h"

#include <string.h>

/* --- painting ------------------------------------------------------------------------------------------------------------------- */

static int
draw_count(int row, int col, const char *word, int64_t n, Style style)
{
	g_autofree char *text = g_strdup_printf("%s %" G_GINT64_FORMAT, word, n);
	return col + term_text(row, col, -1, n ? style : LOOK_DIM, text) + 3;
}

static void
draw_counts(Board *b, const Area *a)
{
	App *app = b->view.app;
	Tone tone;
	bool dpo = (app->cli->session->roles & (1U << ROLE_DPO)) != 0;
	g_autofree char *courier = view_courier_words(app->cli, &b->courier, &tone);
	int col = draw_count(a->row, 1, _("OPEN"), b->open, LOOK_BOLD);
	col = draw_count(a->row, col, _("LATE"), b->counts.late, LOOK_BAD);
	col = draw_count(a->row, col, _("DUE SOON"), b->counts.soon, LOOK_WARN);
	if (dpo || b->awaiting)
		col = draw_count(a->row, col, _("AWAITS YOU"), b->awaiting, LOOK_WARN);
	if (!dpo)
		col = draw_count(a->row, col, _("DPO TO ACT"), b->counts.to_act, LOOK_BOLD);
	col = draw_count(a->row, col, _("OUTBOX"), b->outbox, b->failed ? LOOK_BAD : LOOK_BOLD);
	/* In words, and on a line of its own when it is not well. */
	if (tone != TONE_BAD && col + text_width(courier) + 1 < a->cols)
		term_text_right(a->row, a->cols - 1, a->cols - col, LOOK_DIM, courier);
}

static bool
has_alarm(const Board *b)
{
	Tone tone;
	char *words = view_courier_words(b->view.app->cli, &b->courier, &tone);
	g_free(words);
	return tone == TONE_BAD;
}

typedef struct {
	Board *board;
	BoardLook look;
} Cells;

static ListCell
first_cell(App *app, const Incident *in)
{
	bool late = false, soon = false;
	for (guint i = 0; i < in->clocks->len; i++) {
		ClockState state = clock_state(g_ptr_array_index(in->clocks, i), app->cli->now);
		late = late || state == CLOCK_LATE;
		soon = soon || state == CLOCK_DUE_SOON;
	}
	const char *mine = words_awaits(app, in) ? "*" : " ";
	return (ListCell){g_strconcat(late ? "!" : soon ? ">" : " ", mine, NULL), late ? LOOK_BAD : soon || *mine == '*' ? LOOK_WARN : LOOK_PLAIN};
}

static void
notice_seconds(App *app, const Clock *k)
{
	if (k && clock_open(k) && ABS(k->due_at - app->cli->now) <= 3600)
		app->fast = true;
}

static ListCell
stage_cell(App *app, const Incident *in)
{
	return (ListCell){g_strdup(words_in(stage_words(incident_stage(in, app->cli->now)), app->cli->lang)), LOOK_PLAIN};
}

/* Where there is no room for both, the time of today's and the day of others. */
static char *
detected_words(App *app, const Incident *in, int width)
{
	Instant t = incident_instant(in, "detected_at");
	GTimeZone *zone = app->cli->session->zone;
	g_autofree char *both = instant_show_short(t, app->cli->now, zone);
	if (width >= text_width(both))
		return g_steal_pointer(&both);
	g_autofree char *day = instant_show_day(t, zone), *today = instant_show_day(app->cli->now, zone);
	return g_str_equal(day, today) ? instant_clock(t, zone) : g_strndup(day, 5);
}

static ListCell
board_cell(gpointer data, guint row, guint column, int width)
{
	const Cells *cells = data;
	App *app = cells->board->view.app;
	const Incident *in = board_row(cells->board, row);
	Tone tone = TONE_PLAIN;
	char *text;
	if (!in)
		return (ListCell){g_strdup(column == 1 ? "..." : ""), LOOK_DIM};
	switch (column) {
	case 0:
		return first_cell(app, in);
	case 1:
		return (ListCell){g_strdup(in->ref), LOOK_PLAIN};
	case 2:
		return (ListCell){g_strdup(incident_title(in)), in->kind == KIND_BREACH ? LOOK_PLAIN : LOOK_DIM};
	case 3:
		return (ListCell){detected_words(app, in, width), LOOK_DIM};
	case 4:
		notice_seconds(app, view_dpo_clock(in));
		text = board_dpo_words(app->cli, view_dpo_clock(in), &cells->look, &tone);
		break;
	case 5:
		notice_seconds(app, view_next_clock(in));
		text = board_next_words(app->cli, in, &cells->look, &tone);
		break;
	default:
		return stage_cell(app, in);
	}
	return (ListCell){text, style_of_tone(tone)};
}

static void
draw_nothing(Board *b, const Area *a)
{
	const char *words = !session_may(b->view.app->cli->session, RIGHT_READ) ? _("you may record what happened: + ; what others recorded is not shown")
		: b->filter ? _("nothing fits: f changes the filter, Esc takes it away")
		: b->all ? _("nothing is recorded yet: + records a breach") : _("nothing is open");
	term_text(a->row + MIN(2, a->rows - 1), a->col + 3, a->cols - 4, LOOK_GOOD, words);
}

/* What else runs, in one line. */
static void
draw_clocks(App *app, const Incident *in, Page *page)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		Tone tone;
		if (!clock_open(k))
			continue;
		g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
		g_autofree char *both = g_strdup_printf("%s: %s   ", name, words);
		page_part(page, style_of_tone(tone), both);
	}
}

/* About the row one stands on, the most important first. */
static void
draw_detail(Board *b, const Incident *in, const Area *a)
{
	App *app = b->view.app;
	g_autoptr(Page) page = page_new(a->cols - 1);
	Scroll scroll = {.hit = -1};
	Style style;
	if (!in)
		return;
	const char *stage = words_in(stage_words(incident_stage(in, app->cli->now)), app->cli->lang), *awaits = words_awaits(app, in);
	g_autofree char *notice = words_notice_state(app, words_notice(in), &style);
	g_autofree char *head = g_strdup_printf("%s  %s", in->ref, incident_title(in)), *more = g_strdup_printf("   %s", stage);
	page_line(page);
	page_part(page, LOOK_BOLD, head);
	page_part(page, LOOK_DIM, more);
	page_line(page);
	page_part(page, style, notice);
	page_line(page);
	if (awaits) {
		page_part(page, LOOK_WARN, awaits);
		page_part(page, LOOK_PLAIN, "   ");
	}
	draw_clocks(app, in, page);
	if (a->rows > 3) {
		words_telephones(app, in, page, 14);
		if (in->taken_at == INSTANT_NONE)
			words_advice(app, in, page, 14);
		const char *text = incident_text(in, "description");
		if (text)
			page_pair(page, 0, "", 14, LOOK_PLAIN, text);
	}
	const Area inside = {a->row, a->col + 1, MIN(a->rows, (int)page_rows(page)), a->cols - 1};
	page_draw(page, &scroll, &inside);
}

static int
draw_lines_above(Board *b, const Area *a)
{
	App *app = b->view.app;
	int used = 1;
	draw_counts(b, a);
	if (has_alarm(b)) {
		Tone tone;
		g_autofree char *words = view_courier_words(app->cli, &b->courier, &tone);
		term_text(a->row + used++, 1, a->cols - 2, LOOK_BAD, words);
	}
	if (b->answer && a->rows >= 12) {
		g_autofree char *key = action_key_words(ACT_DEADLINES), *line = g_strdup_printf(_("%s   (%s: all about it)"), b->answer, key);
		term_text(a->row + used++, 1, a->cols - 2, b->answer_bad ? LOOK_BAD : LOOK_BOLD, line);
	}
	if (b->filter || b->all) {
		const char *more = b->rows.ended ? "" : "+";
		g_autofree char *count = g_strdup_printf("%u%s", b->rows.known, more);
		g_autofree char *line = b->filter ? g_strdup_printf(_("FILTER %s   (%s)   Esc: away"), b->filter, count)
						  : g_strdup_printf(_("ALL INCIDENTS   (%s)   Esc: the open ones"), count);
		term_text(a->row + used++, 1, a->cols - 2, LOOK_KEY, line);
	}
	return used;
}

static void
board_draw(View *view, const Area *a)
{
	Board *b = (Board *)view;
	int above = draw_lines_above(b, a), below = a->rows >= 40 ? 9 : a->rows >= 28 ? 7 : a->rows >= 15 ? 3 : a->rows >= 12 ? 2 : 0;
	Cells cells = {b, words_look(view->app, a->cols)};
	bool wide = a->cols >= BOARD_WIDE, roomy = a->cols >= 96;
	b->list.tight = !roomy;
	const Area list = {a->row + above, a->col, MAX(a->rows - above - below - (below ? 1 : 0), 2), a->cols};
	const ListColumn columns[] = {{"", 2}, {_("REF"), 9}, {_("INCIDENT"), 0}, {roomy ? _("DETECTED") : _("SINCE"), roomy ? 11 : 5},
		{_("DPO 24 H"), wide ? 24 : 16}, {_("NEXT DEADLINE"), wide ? 27 : 16}, {_("STAGE"), 26}};
	/* Reads as far as will be seen, so that the number of rows is known before they are laid out. */
	(void)board_row(b, b->list.top + (guint)list.rows);
	if (!b->rows.known)
		draw_nothing(b, &list);
	else
		list_draw(&b->list, &list, columns, a->cols >= 150 ? 7 : 6, b->rows.known, board_cell, &cells);
	if (below) {
		const Area detail = {a->row + a->rows - below, a->col, below, a->cols};
		term_rule(detail.row - 1, a->col, a->cols);
		draw_detail(b, b->rows.known ? board_here(b) : NULL, &detail);
	}
}

/* --- doing ----------------------------------------------------------------------------------------------------------------------- */

static Board *
the_board(App *app)
{
	return g_ptr_array_index(app->views, 0);
}

static void
show_list(Board *b, Filter *filter, const char *text)
{
	g_autoptr(GError) error = NULL;
	g_free(b->filter);
	b->filter = g_strdup(text);
	b->list = (List){0};
	rows_set(&b->rows, filter, b->all && !filter ? ORDER_NEWEST : ORDER_URGENT, !filter && !b->all);
	if (!board_load(&b->view, &error))
		app_fail(b->view.app, g_steal_pointer(&error));
	b->view.app->dirty = true;
}

void
board_filter(App *app, const char *text)
{
	g_autoptr(GError) error = NULL;
	Board *b = the_board(app);
	if (!text || text_blank(text)) {
		show_list(b, NULL, NULL);
		return;
	}
	const char *words[] = {text, NULL};
	Filter *filter = filter_parse(words, app->cli->now, app->cli->session->zone, &error);
	if (!filter) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	show_list(b, filter, text);
}

void
board_find_all(App *app, const char *words)
{
	board_filter(app, words);
}

static bool
row_has(const Incident *in, const char *words)
{
	const char *texts[] = {in->ref, incident_title(in), incident_text(in, "description"), incident_text(in, "recipient")};
	for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
		if (texts[i] && text_has(texts[i], words))
			return true;
	for (guint i = 0; i < in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(in->clients, i);
		if (a->name && text_has(a->name, words))
			return true;
	}
	return false;
}

/* In the rows that were read; where none has it, among all incidents. */
static bool
board_find(View *view, const char *words, int step)
{
	Board *b = (Board *)view;
	gint64 n = MIN(b->rows.known, ROWS_KEPT * ROWS_PAGE);
	for (gint64 i = 1; i <= n; i++) {
		guint at = (guint)(((gint64)b->list.at + step * i) % n + n) % (guint)n;
		const Incident *in = board_row(b, at);
		if (in && row_has(in, words)) {
			b->list.at = at;
			board_remember(b);
			return true;
		}
	}
	if (b->filter)
		return false;
	board_find_all(view->app, words);
	return b->rows.known > 0;
}

static bool
board_act(View *view, Deed action, int key)
{
	Board *b = (Board *)view;
	App *app = view->app;
	const Incident *in;
	(void)key;
	if (list_act(&b->list, action, b->rows.known)) {
		board_remember(b);
		return true;
	}
	switch ((int)action) {
	case ACT_NEW:
		new_open(app);
		return true;
	case ACT_OPEN:
		in = board_here(b);
		if (in)
			incident_open(app, in->ref);
		return true;
	case ACT_FILTER:
		prompt_open(app, PROMPT_FILTER, b->filter, NULL, board_filter);
		return true;
	case ACT_ALL:
		b->all = !b->all || b->filter;
		show_list(b, NULL, NULL);
		return true;
	case ACT_CLEAR:
		b->all = false;
		show_list(b, NULL, NULL);
		return true;
	default:
		in = board_here(b);
		return in && incident_act(app, in, action);
	}
}

static const char *
board_refuse(View *view, Deed action)
{
	Board *b = (Board *)view;
	const Incident *in = b->rows.known ? board_here(b) : NULL;
	if (action == ACT_OPEN)
		return in ? NULL : "";
	return incident_refuse(view->app, in, action);
}

static void
board_free(View *view)
{
	Board *b = (Board *)view;
	rows_clear(&b->rows);
	courier_clear(&b->courier);
	g_array_unref(b->order);
	g_free(b->ref);
	g_free(b->filter);
	g_free(b->answer);
}

static const ViewOps board_ops = {
	.where = AT_BOARD, .size = sizeof(Board), .load = board_load, .draw = board_draw, .act = board_act, .refuse = board_refuse,
	.find = board_find, .tick = board_tick, .free = board_free,
};

void
board_open(App *app)
{
	Board *b = (Board *)view_new(app, &board_ops);
	rows_init(&b->rows);
	b->order = g_array_new(FALSE, FALSE, sizeof(guint));
	b->urgent = -1;
	app_push(app, &b->view);
}
