/* The board, painted: counters, the list, and about the row one stands on. */
#include "tui/board-model.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"
#include "tui/words.h"

#include <string.h>

typedef struct {
	char *text;
	Style style;
} Tally;

static void
tally(GArray *all, const char *word, int64_t n, Style style)
{
	const Tally t = {g_strdup_printf("%s %" G_GINT64_FORMAT, word, n), n ? style : LOOK_DIM};
	g_array_append_val(all, t);
}

static void
tally_clear(gpointer data)
{
	g_free(((Tally *)data)->text);
}

static GArray *
tallies(const Board *b)
{
	const bool dpo = (b->view.app->cli->session->roles & (1U << ROLE_DPO)) != 0;
	GArray *all = g_array_new(FALSE, FALSE, sizeof(Tally));
	g_array_set_clear_func(all, tally_clear);
	tally(all, _("OPEN"), b->open, LOOK_BOLD);
	tally(all, _("LATE"), b->counts.late, LOOK_BAD);
	tally(all, _("DUE SOON"), b->counts.soon, LOOK_WARN);
	if (dpo || b->awaiting)
		tally(all, _("AWAITS YOU"), b->awaiting, LOOK_WARN);
	if (!dpo)
		tally(all, _("DPO TO ACT"), b->counts.to_act, LOOK_BOLD);
	tally(all, _("OUTBOX"), b->outbox, b->failed ? LOOK_BAD : LOOK_BOLD);
	return all;
}

static int
tallies_width(const GArray *all, int between)
{
	int width = 1;
	for (guint i = 0; i < all->len; i++)
		width += text_width(g_array_index(all, Tally, i).text) + between;
	return width - between;
}

static void
draw_counts(Board *b, const Area *a)
{
	Tone tone;
	g_autoptr(GArray) all = tallies(b);
	g_autofree char *courier = view_courier_words(b->view.app->cli, &b->courier, &tone);
	int between = 3, col = 1;
	while (between > 1 && tallies_width(all, between) > a->cols)
		between--;
	for (guint i = 0; i < all->len; i++) {
		const Tally *t = &g_array_index(all, Tally, i);
		col += term_text(a->row, col, -1, t->style, t->text) + between;
	}
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

static char *
detected_words(App *app, const Incident *in, int width)
{
	return instant_show_within(incident_instant(in, "detected_at"), app->cli->now, app->cli->session->zone, width);
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

/* What runs, as many to a line as fit. */
static void
draw_clocks(App *app, const Incident *in, Page *page)
{
	int used = page_cols(page);
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		Tone tone;
		if (!clock_open(k))
			continue;
		g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
		g_autofree char *both = g_strdup_printf("%s: %s", name, words);
		if (used + 3 + text_width(both) > page_cols(page)) {
			page_line(page);
			used = 0;
		} else
			page_part(page, LOOK_PLAIN, "   ");
		page_part(page, style_of_tone(tone), both);
		used += 3 + text_width(both);
	}
}

/* About the row one stands on, the most important first; whom to call until somebody has taken charge. */
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
	g_autofree char *notice = words_told(app, in, &style);
	g_autofree char *head = g_strdup_printf("%s  %s", in->ref, incident_title(in)), *more = g_strdup_printf("   %s", stage);
	page_line(page);
	page_part(page, LOOK_BOLD, head);
	page_part(page, LOOK_DIM, more);
	if (awaits)
		page_under(page, 0, LOOK_WARN, awaits);
	page_line(page);
	page_part(page, style, notice);
	draw_clocks(app, in, page);
	words_telephones(app, in, page, 10);
	/* Half an advice is none. */
	guint rows = page_rows(page);
	if (words_untaken(in))
		words_advice(app, in, page, 10);
	if (page_rows(page) > (guint)a->rows)
		page_trim(page, rows);
	const char *text = incident_text(in, "description");
	if (text)
		page_pair(page, 0, "", 10, LOOK_PLAIN, text);
	page_trim(page, (guint)a->rows);
	const Area inside = {a->row, a->col + 1, a->rows, a->cols - 1};
	page_draw(page, &scroll, &inside);
}

/* The list is seen whole where it can be; what room it leaves is for the row one stands on. Does not depend on that row, so that nothing
 * jumps while one moves. */
static int
detail_rows(const Board *b, const Area *a, int above)
{
	const int least = a->rows >= 18 ? 5 : a->rows >= 15 ? 4 : a->rows >= 12 ? 2 : 0, most = a->rows >= 40 ? 12 : a->rows >= 28 ? 9 : 7;
	const int left = a->rows - above - 2 - (int)MIN(b->rows.known, 1000);
	return least ? CLAMP(left, least, most) : 0;
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
		g_autofree char *key = action_key_words(ACT_DEADLINES), *line = g_strdup_printf(_("%s   (%s: all)"), b->answer, key);
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

void
board_draw(View *view, const Area *a)
{
	Board *b = (Board *)view;
	int above = draw_lines_above(b, a), below = detail_rows(b, a, above);
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
