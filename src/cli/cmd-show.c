/* show: one incident, whole. */
#include "src/cli/show.h"

#include "src/core/clock.h"
#include "src/core/stage.h"
#include "src/core/text.h"

#define LABEL SHOW_LABEL

void
show_heading(const char *words)
{
	out_print("\n");
	out_tone(TONE_BOLD, "%s\n", words);
}

void
show_pair(const char *label, const char *value)
{
	g_autofree char *safe = text_visible_lines(value);
	out_pair(2, TONE_DIM, label, LABEL, safe);
}

/* Until the DPO takes charge. */
static void
print_whom_to_call(const Cli *cli)
{
	Tone tone;
	g_autofree char *numbers = view_telephones(cli, &tone), *absence = view_absence(cli);
	if (numbers)
		out_pair(2, tone, tone == TONE_BAD ? _("DPO") : _("Telephone"), LABEL, numbers);
	if (absence)
		out_under(2, TONE_WARN, absence);
}

/* Held by a dispute, or erased after its time. */
static void
print_retention(const Cli *cli, const Incident *in)
{
	g_autofree char *why = out_safe(in->held_why);
	if (in->erased_at != INSTANT_NONE) {
		g_autofree char *when = instant_show_day(in->erased_at, cli->session->zone);
		g_autofree char *line = g_strdup_printf(_("Its texts were erased on %s; what happened, when, and what was met stays."), when);
		out_under(2, TONE_DIM, line);
	}
	if (in->held_at != INSTANT_NONE) {
		g_autofree char *when = instant_show_day(in->held_at, cli->session->zone);
		g_autofree char *line = g_strdup_printf(_("Under legal hold since %s: %s"), when, why);
		out_under(2, TONE_WARN, line);
	}
}

static void
print_head(const Cli *cli, const Incident *in)
{
	g_autofree char *title = out_safe(incident_title(in)), *head = g_strdup_printf("%s  %s", in->ref, title);
	const char *stage = words_in(stage_words(incident_stage(in, cli->now)), cli->lang);
	g_autofree char *logged = instant_echo(in->logged_at, cli->now, cli->session->zone, cli->lang);
	g_autofree char *by = view_person(cli, in->logged_by);
	g_autofree char *when = g_strdup_printf(_("Logged %s, by %s."), logged, by);
	g_autofree char *line = g_strdup_printf("%s, %s. %s", words_in(incident_kind_words(in->kind), cli->lang), stage, when);
	out_under(0, TONE_BOLD, head);
	out_under(2, TONE_PLAIN, line);
	view_print_ending(cli, in);
	print_retention(cli, in);
	if (in->historic)
		out_under(2, TONE_DIM, _("Imported from an earlier register: no clock runs, and nothing is sent about it."));
	else if (!in->dpo)
		out_under(2, TONE_BAD, _("NO DPO was in office when it was detected: a violation of its own; the clock runs all the same."));
	if (in->taken_at == INSTANT_NONE && !incident_over(in) && !in->historic)
		print_whom_to_call(cli);
}

/* What is said of a clock beside its deadline stands on the same line where there is room. */
static void
print_deadline(const Cli *cli, const Clock *k)
{
	Tone tone;
	g_autofree char *name = view_clock_name(cli, k), *words = view_clock_words(cli, k, &tone);
	g_autofree char *when = instant_brief(k->due_at, cli->session->zone, cli->lang), *due = g_strdup_printf(_("by %s"), when);
	if (2 + MAX(LABEL, text_width(name) + 1) + text_width(due) + 3 + text_width(words) < out_columns()) {
		g_autofree char *padded = text_pad(name, MAX(LABEL, text_width(name) + 1));
		out_print("  %s%s   ", padded, due);
		out_tone(tone, "%s\n", words);
		return;
	}
	out_pair(2, TONE_PLAIN, name, LABEL, due);
	out_under(2 + LABEL, tone, words);
}

/* Targets that no law sets are shown as such; what ended says why, and whether it was late by then. */
static void
print_ended(const Clock *k)
{
	g_autofree char *reason = out_safe(k->reason);
	if (k->internal && clock_open(k))
		out_under(2 + LABEL, TONE_DIM, _("internal target; law: without undue delay"));
	if ((k->not_due || k->waived) && *reason)
		out_under(2 + LABEL, TONE_PLAIN, reason);
	if (k->ended_late && (k->not_due || k->waived))
		out_under(2 + LABEL, TONE_WARN, _("it was LATE when it ended: that stays"));
}

static void
print_clocks(const Cli *cli, const Incident *in)
{
	show_heading(_("Clocks"));
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		g_autofree char *more = NULL, *draft = view_client_words(cli, in, k);
		print_deadline(cli, k);
		if (draft)
			out_under(2 + LABEL, TONE_WARN, draft);
		if (k->first_due_at != k->due_at) {
			g_autofree char *first = instant_brief(k->first_due_at, cli->session->zone, cli->lang);
			g_autofree char *was = k->from == FROM_DECISION ? g_strdup_printf(_("it was %s when it first started"), first)
									: g_strdup_printf(_("it was %s before the time was corrected"), first);
			out_under(2 + LABEL, TONE_DIM, was);
		}
		print_ended(k);
		if (k->late_reason || (k->late_cause && k->erased)) {
			g_autofree char *why = k->late_reason ? out_safe(k->late_reason) : g_strdup(_("erased"));
			more = g_strdup_printf("%s: %s", vocab_label(&vocab_late_cause, k->late_cause, cli->lang), why);
			out_under(2 + LABEL, TONE_PLAIN, more);
		} else if (clock_wants_reason(k, cli->now)) {
			more = g_strdup_printf(_("why? breccia late %s %s --cause CODE --reason TEXT"), in->ref, k->id);
			out_under(2 + LABEL, TONE_WARN, more);
		}
	}
}

static char *
addresses(const Notice *n)
{
	GString *to = g_string_new(NULL);
	for (guint r = 0; r < n->to->len; r++)
		g_string_append_printf(to, "%s%s", r ? ", " : " -> ", ((const Recipient *)g_ptr_array_index(n->to, r))->address);
	return g_string_free(to, FALSE);
}

/* Who let a notice to a client go. */
static char *
released_words(const Cli *cli, const Notice *n)
{
	if (n->released_at == INSTANT_NONE)
		return NULL;
	g_autofree char *by = view_person(cli, n->released_by), *when = instant_show(n->released_at, cli->session->zone), *why = out_safe(n->released_why);
	return g_strdup_printf(n->released_late ? _("sent without release, by %s, %s%s%s") : _("released by %s, %s%s%s"), by, when, *why ? ": " : "", why);
}

static void
print_notices(const Cli *cli, const Incident *in)
{
	show_heading(_("Notices"));
	if (in->notices->len == 0 && in->historic) {
		out_under(2, TONE_DIM, _("none: what paper says of them stands with the clocks"));
	} else if (in->notices->len == 0 && incident_over(in)) {
		out_under(2, TONE_DIM, _("no notice"));
	} else if (in->notices->len == 0) {
		g_autofree char *none = g_strdup_printf(_("none. breccia notify %s"), in->ref);
		out_under(2, TONE_WARN, none);
	}
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		Tone tone;
		g_autofree char *words = view_notice_words(cli, n, &tone), *to = addresses(n), *safe = out_safe(to), *reply = out_safe(n->reply);
		g_autofree char *audience = view_audience(cli, n->audience), *released = released_words(cli, n);
		g_autofree char *what = g_strdup_printf("%s: %s, %s%s", audience, words_in(letter_words(n->letter), cli->lang),
			words_in(channel_words(n->channel), cli->lang), safe);
		out_pair(2, TONE_PLAIN, n->id, LABEL, what);
		out_under(2 + LABEL, tone, words);
		if (released)
			out_under(2 + LABEL, n->released_late ? TONE_WARN : TONE_DIM, released);
		if (n->state == NOTICE_SENT && n->code)
			out_under(2 + LABEL, TONE_DIM, reply);
	}
}

static void
print_facts(const Cli *cli, const Incident *in)
{
	show_heading(_("Facts"));
	for (const Field *f = incident_fields; f->name; f++) {
		const json_t *value = json_object_get(in->fields, f->name);
		if (!value || g_str_equal(f->name, "title"))
			continue;
		g_autofree char *shown = field_show(f, value, cli->session->zone, cli->lang);
		show_pair(words_in(&f->label, cli->lang), shown);
	}
}

/* Each client with what it alone is told. */
static void
print_clients(const Cli *cli, const Incident *in)
{
	if (in->clients->len)
		show_heading(_("Clients"));
	for (guint i = 0; i < in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(in->clients, i);
		bool known = a->name && *a->name && !g_str_equal(a->name, "?");
		g_autofree char *name = known ? out_safe(a->name) : g_strdup(_("not yet known which"));
		g_autofree char *told = instant_show(a->told_at, cli->session->zone);
		g_autofree char *words = a->told_at == INSTANT_NONE ? g_strdup(_("not told yet")) : g_strdup_printf(_("told %s"), told);
		out_pair(2, TONE_PLAIN, name, LABEL, words);
		for (const Field *f = incident_fields; f->name; f++) {
			json_auto_t *value = f->use & FIELD_CLIENT ? affected_value(a, f->name) : NULL;
			g_autofree char *shown = value ? field_show(f, value, cli->session->zone, cli->lang) : NULL;
			if (shown)
				out_pair(4, TONE_DIM, words_in(&f->label, cli->lang), LABEL - 2, shown);
		}
	}
}

static void
print_notes(const Cli *cli, const Incident *in)
{
	if (in->notes->len == 0)
		return;
	show_heading(_("Notes"));
	for (guint i = 0; i < in->notes->len; i++) {
		const Note *n = g_ptr_array_index(in->notes, i);
		g_autofree char *by = view_person(cli, n->by), *when = instant_show(n->at, cli->session->zone);
		g_autofree char *label = g_strdup_printf("%s %s", when, by);
		show_pair(label, n->text);
	}
}

static void
print_receipts(const Cli *cli, const Incident *in)
{
	if (in->receipts->len == 0)
		return;
	show_heading(_("Receipts"));
	for (guint i = 0; i < in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(in->receipts, i);
		g_autofree char *by = view_person(cli, r->by), *when = instant_show(r->at, cli->session->zone), *proves = view_receipt_words(cli, r);
		g_autofree char *label = g_strdup_printf("%s%s%s", r->id, r->notice ? "  " : "", r->notice ? r->notice : "");
		g_autofree char *what = g_strdup_printf("%s%s%s %s", r->name ? r->name : "", r->name ? ", " : "", when, by);
		show_pair(label, what);
		if (r->reason) {
			g_autofree char *reason = out_safe(r->reason);
			out_under(2 + LABEL, TONE_PLAIN, reason);
		}
		out_under(2 + LABEL, view_receipt_tone(r), proves);
	}
}

/* Under a heading that says what the rule thinks of them. */
static void
print_calls(const Cli *cli, const Incident *in)
{
	if (in->calls->len == 0)
		return;
	show_heading(_("Calls (never a proof)"));
	for (guint i = 0; i < in->calls->len; i++) {
		const Call *c = g_ptr_array_index(in->calls, i);
		g_autofree char *who = c->person || !c->who ? view_person(cli, c->person) : out_safe(c->who);
		g_autofree char *when = instant_show(c->at, cli->session->zone), *by = view_person(cli, c->by);
		g_autofree char *label = g_strdup_printf("%s %s", when, who), *noted = g_strdup_printf(_("noted by %s"), by);
		show_pair(label, c->outcome);
		out_under(2 + LABEL, TONE_DIM, noted);
	}
}

static void
print_unknowns(const Cli *cli, const Incident *in)
{
	g_autoptr(GPtrArray) unknowns = incident_unknowns(in);
	g_autoptr(GString) list = g_string_new(NULL);
	for (guint i = 0; i < unknowns->len; i++) {
		const Field *f = g_ptr_array_index(unknowns, i);
		g_string_append_printf(list, "%s%s", i ? ", " : "", words_in(&f->label, cli->lang));
	}
	show_heading(_("Not yet determined"));
	show_pair(_("for the supplement"), list->len ? list->str : _("nothing"));
}

static bool
print_outdated(const Cli *cli, const Incident *in, GError **error)
{
	g_autoptr(GPtrArray) outdated = NULL;
	if (!outdated_find(cli->session, in, &outdated, error))
		return false;
	if (outdated->len)
		show_heading(_("Told otherwise, and not yet told anew"));
	for (guint i = 0; i < outdated->len; i++) {
		const Outdated *o = g_ptr_array_index(outdated, i);
		g_autofree char *name = view_audience(cli, o->audience), *words = view_outdated_words(cli, o), *how = view_outdated_how(in->ref, o);
		show_pair(name, words);
		if (!incident_over(in))
			out_under(2 + LABEL, TONE_WARN, how);
	}
	return true;
}

static void
print_gates(const Cli *cli, const Incident *in)
{
	show_heading(_("Before it can be closed"));
	for (const Gate *g = incident_gates; g->code; g++) {
		if (!gate_applies(g, in))
			continue;
		bool ok = g->passes(in, cli->now);
		g_autofree char *words = g_strconcat(words_in(&g->name, cli->lang), ok ? "" : ": ", ok ? "" : words_in(&g->say, cli->lang), NULL);
		out_pair(2, ok ? TONE_GOOD : TONE_WARN, ok ? "ok" : "--", 3, words);
	}
}

/* What is void wants nothing any more, and what is closed was looked at when it was. */
static void
print_open_questions(const Cli *cli, const Incident *in)
{
	if (in->voided_at == INSTANT_NONE)
		print_unknowns(cli, in);
	if (!incident_over(in))
		print_gates(cli, in);
}

static int
print_json(const Cli *cli, const Incident *in, GError **error)
{
	Tip tip = {0};
	g_autoptr(GPtrArray) outdated = NULL;
	if (!query_tip(cli->session->db, &tip, error) || !outdated_find(cli->session, in, &outdated, error))
		return -1;
	json_t *o = out_json_new(), *body = view_incident(cli, in), *seal = json_object();
	json_object_update(o, body);
	json_decref(body);
	json_object_set_new(seal, "seq", json_integer(tip.seq));
	json_object_set_new(seal, "sha256", json_string(tip.seal));
	json_object_set_new(o, "outdated", view_outdated(outdated));
	json_object_set_new(o, "seal", seal);
	tip_clear(&tip);
	return out_json(o);
}

static int
run_show(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	if (!session_incident(cli->session, cli->args[0], &in, error) || !session_require_reading(cli->session, in, error))
		return -1;
	view_record_reading(cli, READING_SHOW, in->ref);
	if (cli->json)
		return print_json(cli, in, error);
	out_page_begin();
	print_head(cli, in);
	print_clocks(cli, in);
	if (view_asks_nis2(cli, in))
		out_under(2, TONE_WARN, _("NIS 2: is it a significant incident? The 24 hours to CSIRT Italia run only once somebody says so: breccia amend REF "
			"nis2=yes|no"));
	view_print_work(cli, in);
	print_notices(cli, in);
	if (!print_outdated(cli, in, error))
		return -1;
	print_receipts(cli, in);
	print_calls(cli, in);
	print_facts(cli, in);
	print_clients(cli, in);
	show_severity(cli, in);
	show_actions(cli, in);
	show_evidence(cli, in);
	print_notes(cli, in);
	print_open_questions(cli, in);
	return 0;
}

const Command command_show = {
	.name = "show",
	.usage = "REF",
	.say = N_("one incident, whole"),
	.more = N_("REF is 13, 2026-13, 2026-0013, 13/2026 or \"ROSSI 2026-0013\"; a drill is D2 or 2026-D02."),
	.needs = NEEDS_REGISTER,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_show,
};
