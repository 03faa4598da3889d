/* One incident: a head that is always seen, and its sides. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"
#include "tui/tab.h"
#include "tui/words.h"

typedef struct {
	View view;
	char *ref;
	Incident *incident;
	guint tab, n_tabs;
	Scroll scroll;
	Page *page; /* as it was last drawn, for searching */
} Screen;

/* Once for an incident, however often it is opened or read again. */
static void
record_opening(App *app, const char *ref)
{
	if (!reading_recorded(READING_APP, app->cli->session->settings) || g_hash_table_contains(app->read, ref))
		return;
	g_hash_table_add(app->read, g_strdup(ref));
	app_record_reading(app, READING_APP, ref);
}

static bool
incident_load(View *view, GError **error)
{
	Screen *s = (Screen *)view;
	g_autoptr(Incident) in = NULL;
	g_clear_pointer(&s->page, page_free);
	if (!query_incident(view->app->cli->session->db, s->ref, &in, error))
		return false;
	if (in && session_require_reading(view->app->cli->session, in, error)) {
		incident_free(s->incident);
		s->incident = g_steal_pointer(&in);
		record_opening(view->app, s->ref);
		return true;
	}
	return false;
}

typedef struct {
	bool brief;
	int most;    /* columns of a name, but of the chosen one */
	int between; /* two names */
} TabLook;

static const char *
tab_name(guint i, const TabLook *look)
{
	return _(look->brief ? tabs[i].brief : tabs[i].name);
}

static int
tab_width(const Screen *s, guint i, const TabLook *look)
{
	int whole = text_width(tab_name(i, look));
	return i == s->tab ? whole : MIN(whole, look->most);
}

static int
tabs_width(const Screen *s, const TabLook *look)
{
	int width = 1;
	for (guint i = 0; i < s->n_tabs; i++)
		width += 1 + look->between + tab_width(s, i, look);
	return width - 1; /* behind the last one nothing has to stay free */
}

/* Where there is no room, names come closer together, then their brief ones stand there, then all but the chosen one get shorter. */
static TabLook
tab_look(const Screen *s, int cols)
{
	static const TabLook looks[] = {{false, 40, 4}, {true, 40, 4}, {false, 40, 1}, {true, 40, 1}};
	TabLook look = looks[0];
	for (gsize i = 0; i < G_N_ELEMENTS(looks) && tabs_width(s, &look) > cols; i++)
		look = looks[i];
	while (look.most > 1 && tabs_width(s, &look) > cols)
		look.most--;
	return look;
}

static void
draw_tabs(const Screen *s, int row, const Area *a)
{
	const TabLook look = tab_look(s, a->cols);
	int col = a->col + 1;
	for (guint i = 0; i < s->n_tabs && col < a->cols; i++) {
		g_autofree char *key = g_strdup_printf("%u", i + 1), *cut = text_pad(tab_name(i, &look), tab_width(s, i, &look));
		g_autofree char *name = look.between == 4 ? g_strdup_printf(" %s ", cut) : g_strdup(cut);
		col += term_text(row, col, -1, LOOK_KEY, key);
		col += term_text(row, col, -1, i == s->tab ? LOOK_BOLD | LOOK_SELECTED : LOOK_PLAIN, name) + (look.between == 4 ? 2 : 1);
	}
}

/* The clock that matters most: the DPO's until it is met, then the next. */
static void
draw_clock(const Screen *s, int row, const Area *a)
{
	App *app = s->view.app;
	const Clock *k = view_dpo_clock(s->incident), *next = view_next_clock(s->incident);
	Tone tone;
	if (!clock_open(k) && next)
		k = next;
	g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
	if (clock_open(k)) {
		g_autofree char *left = words_left(app, k->due_at - app->cli->now);
		g_free(words);
		words = k->due_at < app->cli->now ? g_strdup_printf(_("LATE by %s"), left) : g_strdup_printf(_("%s left"), left);
	}
	g_autofree char *line = g_strdup_printf("%s: %s", name, words);
	term_text_right(row, a->cols - 1, a->cols / 2, style_of_tone(tone), line);
}

static void
incident_draw(View *view, const Area *a)
{
	Screen *s = (Screen *)view;
	App *app = view->app;
	if (!s->incident) {
		term_text(a->row + 1, 2, a->cols - 4, LOOK_WARN, _("this incident cannot be shown"));
		return;
	}
	const char *stage = words_in(stage_words(incident_stage(s->incident, app->cli->now)), app->cli->lang);
	const char *kind = words_in(incident_kind_words(s->incident->kind), app->cli->lang);
	g_autoptr(GString) about = g_string_new(NULL);
	if (s->incident->historic)
		g_string_append_printf(about, "%s, ", _("imported"));
	if (s->incident->kind != KIND_BREACH)
		g_string_append_printf(about, "%s, ", kind);
	g_string_append(about, stage);
	term_text(a->row, 1, 11, LOOK_BOLD, s->incident->ref);
	term_text(a->row, 12, a->cols - 13, LOOK_BOLD, incident_title(s->incident));
	term_text(a->row + 1, 12, a->cols - 13, LOOK_DIM, about->str);
	draw_clock(s, a->row + 1, a);
	draw_tabs(s, a->row + 2, a);
	term_rule(a->row + 3, a->col, a->cols);
	const Area inside = {a->row + 4, a->col + 1, MAX(a->rows - 4, 1), a->cols - 1};
	if (!tabs[s->tab].still || !s->page || page_cols(s->page) != MAX(inside.cols - 1, 20)) {
		g_clear_pointer(&s->page, page_free);
		s->page = page_new(inside.cols - 1);
		tabs[s->tab].build(app, s->incident, s->page);
	}
	page_draw(s->page, &s->scroll, &inside);
}

static void
show_tab(Screen *s, guint tab)
{
	if (tab >= s->n_tabs)
		return;
	s->tab = tab;
	g_clear_pointer(&s->page, page_free);
	s->scroll = (Scroll){.hit = -1};
}

static bool
incident_act_here(View *view, Deed action, int key)
{
	Screen *s = (Screen *)view;
	if (scroll_act(&s->scroll, action))
		return true;
	if (action == ACT_TAB)
		show_tab(s, (guint)(key - '1'));
	else if (action == ACT_NEXT_TAB || action == ACT_PREV_TAB)
		show_tab(s, (s->tab + s->n_tabs + (action == ACT_NEXT_TAB ? 1 : -1)) % s->n_tabs);
	else
		return s->incident && incident_act(view->app, s->incident, action);
	return true;
}

static const char *
incident_refuse_here(View *view, Deed action)
{
	return incident_refuse(view->app, ((Screen *)view)->incident, action);
}

static const Deed *
incident_first(View *view)
{
	return tabs[((Screen *)view)->tab].first;
}

static bool
incident_find(View *view, const char *words, int step)
{
	Screen *s = (Screen *)view;
	return s->page && page_find(s->page, &s->scroll, words, step);
}

static void
incident_close(View *view)
{
	Screen *s = (Screen *)view;
	g_free(s->ref);
	incident_free(s->incident);
	g_clear_pointer(&s->page, page_free);
}

static const ViewOps incident_ops = {
	.where = AT_INCIDENT, .size = sizeof(Screen), .load = incident_load, .draw = incident_draw, .act = incident_act_here,
	.refuse = incident_refuse_here, .first = incident_first, .find = incident_find, .free = incident_close,
};

void
incident_open(App *app, const char *ref)
{
	Screen *s = (Screen *)view_new(app, &incident_ops);
	s->ref = g_strdup(ref);
	s->scroll.hit = -1;
	while (tabs[s->n_tabs].name)
		s->n_tabs++;
	app_push(app, &s->view);
}
