/* The overview of an incident, and what was written, received and said about it. */
#include "tui/tab.h"

#include "src/core/clock.h"
#include "src/core/text.h"
#include "tui/words.h"

const Tab tabs[] = {
	{N_("Overview"), tab_overview, false},
	{N_("Clocks & proof"), tab_clocks, false},
	{N_("Messages"), tab_messages, false},
	{N_("Assessment"), tab_assessment, false},
	{N_("Decisions"), tab_decisions, false},
	{N_("Actions"), tab_actions, false},
	{N_("History"), tab_history, true},
	{NULL, NULL, false},
};

#define LABEL 28

static int
label(const Page *page)
{
	return page_cols(page) < 100 ? 24 : LABEL;
}

/* --- overview --------------------------------------------------------------------------------------------------------------- */

static void
clocks_brief(App *app, const Incident *in, Page *page)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		Tone tone;
		g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
		g_autofree char *due = instant_brief_short(k->due_at, app->cli->session->zone, app->cli->lang), *by = g_strdup_printf(_("by %s"), due);
		page_line(page);
		page_cell(page, label(page), LOOK_DIM, name);
		page_cell(page, 24, LOOK_PLAIN, by);
		page_part(page, style_of_tone(tone), words);
		words_draft(app, in, k, page, label(page));
	}
}

static void
facts(App *app, const Incident *in, Page *page)
{
	for (const Field *f = incident_fields; f->name; f++) {
		const json_t *value = json_object_get(in->fields, f->name);
		if (!value || g_str_equal(f->name, "title"))
			continue;
		g_autofree char *shown = field_show(f, value, app->cli->session->zone, app->cli->lang);
		page_pair(page, 0, words_in(&f->label, app->cli->lang), label(page), LOOK_PLAIN, shown);
	}
	for (guint i = 0; i < in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(in->clients, i);
		bool known = a->name && *a->name && !g_str_equal(a->name, "?");
		page_pair(page, 0, _("client"), label(page), LOOK_PLAIN, known ? a->name : _("not yet known which"));
	}
}

static void
unknowns(App *app, const Incident *in, Page *page)
{
	g_autoptr(GPtrArray) open = incident_unknowns(in);
	g_autoptr(GString) list = g_string_new(NULL);
	for (guint i = 0; i < open->len; i++)
		g_string_append_printf(list, "%s%s", i ? ", " : "", words_in(&((const Field *)g_ptr_array_index(open, i))->label, app->cli->lang));
	page_heading(page, _("Not yet determined"));
	page_under(page, 0, LOOK_PLAIN, list->len ? list->str : _("nothing"));
}

static void
notes(App *app, const Incident *in, Page *page)
{
	if (in->notes->len)
		page_heading(page, _("Notes"));
	for (guint i = in->notes->len; i > 0; i--) {
		const Note *n = g_ptr_array_index(in->notes, i - 1);
		g_autofree char *by = view_person(app->cli, n->by), *when = instant_show_short(n->at, app->cli->now, app->cli->session->zone);
		g_autofree char *head = g_strdup_printf("%s %s", when, by);
		page_pair(page, 0, head, label(page), LOOK_PLAIN, n->text);
	}
}

void
tab_overview(App *app, const Incident *in, Page *page)
{
	const char *awaits = words_awaits(app, in);
	Style style;
	g_autofree char *notice = words_notice_state(app, words_notice(in), &style);
	if (awaits)
		page_under(page, 0, LOOK_WARN, awaits);
	if (!in->dpo)
		page_under(page, 0, LOOK_BAD, _("NO DPO was in office when it was detected: a violation of its own; the clock runs all the same."));
	clocks_brief(app, in, page);
	page_pair(page, 0, _("notice to the DPO"), label(page), style, notice);
	words_telephones(app, in, page, label(page));
	if (in->taken_at == INSTANT_NONE)
		words_advice(app, in, page, label(page));
	page_blank(page);
	page_line(page);
	facts(app, in, page);
	notes(app, in, page);
	unknowns(app, in, page);
	words_gates(app, in, page, false);
}

/* --- messages ----------------------------------------------------------------------------------------------------------------- */

static void
one_notice(App *app, const Notice *n, Page *page)
{
	Style style;
	g_autofree char *words = words_notice_state(app, n, &style), *queued = instant_show_short(n->queued_at, app->cli->now, app->cli->session->zone);
	g_autofree char *by = view_person(app->cli, n->queued_by);
	g_autoptr(GString) what = g_string_new(NULL);
	g_string_printf(what, "%s, %s", words_in(letter_words(n->letter), app->cli->lang), words_in(channel_words(n->channel), app->cli->lang));
	for (guint r = 0; r < n->to->len; r++)
		g_string_append_printf(what, "%s%s", r ? ", " : "  ", ((const Recipient *)g_ptr_array_index(n->to, r))->address);
	page_pair(page, 0, n->id, 16, LOOK_BOLD, what->str);
	page_under(page, 16, style, words);
	g_autofree char *origin = n->automatic ? g_strdup_printf(_("queued %s by itself: nobody had notified in time"), queued)
					       : g_strdup_printf(_("queued %s by %s, tried %d times"), queued, by, n->attempts);
	page_under(page, 16, LOOK_DIM, origin);
	if (n->reply && *n->reply && (n->state == NOTICE_SENT || n->state == NOTICE_FAILED)) {
		g_autofree char *said = g_strdup_printf(_("%s said: %s"), n->server ? n->server : _("the server"), n->reply);
		page_under(page, 16, LOOK_DIM, said);
	}
	if (n->reason)
		page_under(page, 16, LOOK_DIM, n->reason);
}

static void
receipts(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Receipts"));
	if (!in->receipts->len)
		page_under(page, 0, LOOK_DIM, _("none. :receipt add REF FILE keeps one that was saved"));
	for (guint i = 0; i < in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(in->receipts, i);
		g_autofree char *by = view_person(app->cli, r->by), *when = instant_show_short(r->at, app->cli->now, app->cli->session->zone);
		g_autofree char *head = g_strdup_printf("%s%s%s", r->id, r->notice ? "  " : "", r->notice ? r->notice : "");
		g_autofree char *what = g_strdup_printf("%s%s%s  %s", r->name ? r->name : "", r->name ? "  " : "", when, by);
		g_autofree char *proves = view_receipt_words(app->cli, r);
		page_pair(page, 0, head, 22, LOOK_PLAIN, what);
		page_under(page, 22, LOOK_DIM, proves);
		if (r->reason)
			page_under(page, 22, LOOK_PLAIN, r->reason);
	}
}

static void
calls(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Calls (never a proof)"));
	if (!in->calls->len)
		page_under(page, 0, LOOK_DIM, _("none: c notes one"));
	for (guint i = 0; i < in->calls->len; i++) {
		const Call *c = g_ptr_array_index(in->calls, i);
		g_autofree char *who = c->person || !c->who ? view_person(app->cli, c->person) : g_strdup(c->who);
		g_autofree char *when = instant_show_short(c->at, app->cli->now, app->cli->session->zone), *by = view_person(app->cli, c->by);
		g_autofree char *head = g_strdup_printf("%s %s", when, who), *what = g_strdup_printf(_("%s (noted by %s)"), c->outcome ? c->outcome : "", by);
		page_pair(page, 0, head, label(page), LOOK_PLAIN, what);
	}
}

void
tab_messages(App *app, const Incident *in, Page *page)
{
	if (!in->notices->len)
		page_under(page, 0, LOOK_WARN, _("no notice yet: s sends one"));
	for (guint i = 0; i < in->notices->len; i++) {
		page_blank(page);
		one_notice(app, g_ptr_array_index(in->notices, i), page);
	}
	receipts(app, in, page);
	calls(app, in, page);
}
