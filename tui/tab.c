/* The overview of an incident, and what was written, received and said about it. */
#include "tui/tab.h"

#include "src/core/clock.h"
#include "src/core/text.h"
#include "tui/receipts.h"
#include "tui/words.h"

static const Deed for_clocks[] = {ACT_SEND, ACT_HOLD, ACT_WHY, ACT_FILE, ACT_WAIVE, ACT_NONE};
static const Deed for_messages[] = {ACT_ENTER, ACT_ATTACHED, ACT_CONFIRM, ACT_SEND, ACT_HOLD, ACT_RELEASE, ACT_CALLED, ACT_KEEP, ACT_NONE};
static const Deed for_assessment[] = {ACT_ASSESS, ACT_NONE};
static const Deed for_decisions[] = {ACT_OPINION, ACT_DECIDE, ACT_FILE, ACT_WAIVE, ACT_CLOSE, ACT_REOPEN, ACT_NONE};
static const Deed for_actions[] = {ACT_PLAN, ACT_ACCEPT, ACT_START, ACT_DONE, ACT_DROP, ACT_VERIFY, ACT_NONE};
static const Deed for_evidence[] = {ACT_EVIDENCE, ACT_COPY, ACT_NONE};

const Tab tabs[] = {
	{N_("Overview"), N_("Overview"), tab_overview, NULL, false},
	{N_("Clocks & proof"), N_("Clocks"), tab_clocks, for_clocks, false},
	{N_("Messages"), N_("Messages"), tab_messages, for_messages, false},
	{N_("Assessment"), N_("Assessment"), tab_assessment, for_assessment, false},
	{N_("Decisions"), N_("Decisions"), tab_decisions, for_decisions, false},
	{N_("Actions"), N_("Actions"), tab_actions, for_actions, false},
	{N_("Evidence"), N_("Evidence"), tab_evidence, for_evidence, false},
	{N_("History"), N_("History"), tab_history, NULL, true},
	{NULL, NULL, NULL, NULL, false},
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
		g_autofree char *due = words_due(app, k), *by = g_strdup_printf(_("by %s"), due);
		page_line(page);
		page_cell(page, label(page), LOOK_DIM, name);
		page_cell(page, 24, LOOK_PLAIN, by);
		/* What does not fit beside it stands below, whole. */
		if (label(page) + 24 + text_width(words) < page_cols(page))
			page_part(page, style_of_tone(tone), words);
		else
			page_under(page, label(page), style_of_tone(tone), words);
		if (k->provisional && clock_open(k))
			page_under(page, label(page), LOOK_DIM, session_may(app->cli->session, RIGHT_ADD)
				? _("Provisional: own data too? e records it") : _("Provisional: own data too?"));
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

/* While the DPO has not been told: whether anything leaves at all. */
static void
standstill(App *app, const Incident *in, Page *page)
{
	Courier courier = {0};
	Tone tone = TONE_PLAIN;
	if (view_dpo_clock(in)->met_at != INSTANT_NONE || !view_courier(app->cli, &courier, NULL))
		return;
	g_autofree char *words = view_courier_words(app->cli, &courier, &tone);
	courier_clear(&courier);
	if (tone == TONE_BAD)
		page_under(page, 0, LOOK_BAD, words);
}

void
tab_overview(App *app, const Incident *in, Page *page)
{
	const char *awaits = words_awaits(app, in);
	Style style;
	g_autofree char *notice = words_told(app, in, &style);
	if (awaits)
		page_under(page, 0, LOOK_WARN, awaits);
	if (!in->dpo && !in->historic)
		page_under(page, 0, LOOK_BAD, _("NO DPO was in office when it was detected: a violation of its own; the clock runs all the same."));
	if (!incident_over(in) && !in->historic)
		standstill(app, in, page);
	clocks_brief(app, in, page);
	page_pair(page, 0, _("notice to the DPO"), label(page), style, notice);
	words_telephones(app, in, page, label(page));
	if (words_untaken(in))
		words_advice(app, in, page, label(page));
	page_blank(page);
	facts(app, in, page);
	notes(app, in, page);
	if (in->voided_at == INSTANT_NONE)
		unknowns(app, in, page);
	words_outdated(app, in, page, label(page));
	words_gates(app, in, page, false);
}

/* --- messages ----------------------------------------------------------------------------------------------------------------- */

static void
one_notice(App *app, const Notice *n, Page *page)
{
	Style style;
	g_autofree char *words = words_notice_state(app, n, &style), *queued = instant_show_short(n->queued_at, app->cli->now, app->cli->session->zone);
	g_autofree char *by = view_person(app->cli, n->queued_by), *to = view_audience(app->cli, n->audience);
	g_autoptr(GString) what = g_string_new(NULL);
	g_string_printf(what, "%s: %s, %s", to, words_in(letter_words(n->letter), app->cli->lang), words_in(channel_words(n->channel), app->cli->lang));
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

/* Those that are about no notice; each notice has its own beneath it. */
static void
receipts(App *app, const Incident *in, Page *page)
{
	page_heading(page, _("Receipts"));
	if (!in->receipts->len)
		page_under(page, 0, LOOK_DIM, _("none: M keeps one that was saved"));
	else if (!receipts_of(app, in->receipts, NULL, page, 16))
		page_under(page, 0, LOOK_DIM, _("each stands under its notice"));
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
	Style style;
	g_autofree char *none = in->notices->len ? NULL : words_told(app, in, &style);
	if (none)
		page_under(page, 0, style, none);
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		page_blank(page);
		one_notice(app, n, page);
		(void)receipts_of(app, in->receipts, n->id, page, 16);
	}
	receipts(app, in, page);
	calls(app, in, page);
}
