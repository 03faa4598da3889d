/* Help, from the table of actions. */
#include "tui/screens.h"

#include "src/core/filter.h"
#include "src/core/text.h"

static const struct {
	unsigned where;
	const char *name;
} places[] = {
	{AT_BOARD, N_("On the board")}, {AT_INCIDENT, N_("In an incident")}, {AT_OUTBOX, N_("In the outbox")}, {AT_FORM, N_("In a form")},
	{AT_PICKER, N_("In a list to choose from")}, {AT_PAGE, N_("In a text")}, {AT_DEADLINES, N_("Among the deadlines")},
};

static void
section(Page *page, unsigned where, const char *name, unsigned said)
{
	page_heading(page, name);
	for (Deed a = 0; a < ACT_NONE; a++) {
		const ActionRow *row = &action_rows[a];
		g_autofree char *keys = action_all_keys(a);
		if ((row->where & where) && !(row->where & said))
			page_pair(page, 2, keys, 22, LOOK_PLAIN, _(row->help));
	}
}

static void
signs(Page *page)
{
	static const struct {
		const char *sign, *say;
	} rows[] = {
		{"!", N_("a clock of this incident is late")},
		{">", N_("a clock is due soon: a quarter of its time is left, or less")},
		{"*", N_("this lies with you: the line below the list says what to do")},
		{"?", N_("behind a time: provisional, because something is not yet determined")},
	};
	page_heading(page, _("Signs"));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		page_pair(page, 2, rows[i].sign, 22, LOOK_PLAIN, _(rows[i].say));
}

static void
filters(Page *page)
{
	page_heading(page, _("Filters"));
	g_autoptr(GString) words = g_string_new(NULL);
	for (guint i = 0; filter_word(i); i++)
		g_string_append_printf(words, "%s%s", i ? " " : "", filter_word(i));
	page_under(page, 2, LOOK_PLAIN, _("A filter is words joined by AND: field:value, field:a,b (or), -word (not), field:<x, field:a..b, +tag; a bare word "
		"searches the text. Tab completes. There are:"));
	page_under(page, 2, LOOK_PLAIN, words->str);
	page_under(page, 2, LOOK_PLAIN, _("For example: +late   due:<6h   client:alfa detected:2026-11   -kind:drill portatile"));
}

/* Where one came from first. */
static void
build(App *app, Page *page, gpointer data)
{
	unsigned where = GPOINTER_TO_UINT(data);
	(void)app;
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
		if (places[i].where & where)
			section(page, places[i].where, _(places[i].name), 0);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
		if (!(places[i].where & where))
			section(page, places[i].where, _(places[i].name), where);
	signs(page);
	filters(page);
}

void
help_open(App *app, unsigned where)
{
	text_open(app, _("Keys"), build, GUINT_TO_POINTER(where), NULL);
}
