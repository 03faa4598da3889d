/* Opinions, decisions, filings and endings, in words and in JSON. */
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/core/judgement.h"
#include "src/core/text.h"
#include "src/report/dossier.h"

/* --- JSON ---------------------------------------------------------------------------------------------------------------- */

static void
set_text(json_t *o, const char *key, const char *value)
{
	if (value)
		json_object_set_new(o, key, json_string(value));
}

static void
set_act(json_t *o, const Act *act)
{
	json_object_set_new(o, "at", view_instant(act->at));
	set_text(o, "by", act->by);
	set_text(o, "typed_by", act->typed_by);
	set_text(o, "receipt", act->receipt);
	if (act->noted_at != act->at)
		json_object_set_new(o, "noted_at", view_instant(act->noted_at));
}

static json_t *
view_judgement(const Incident *in, const Judgement *j, bool decision)
{
	json_t *o = json_object();
	int64_t late = decision ? judgement_late_by(in, j) : 0;
	set_text(o, "about", question_code(j->about));
	json_object_set_new(o, "yes", json_boolean(j->yes));
	set_act(o, &j->act);
	set_text(o, "reason", j->reason);
	set_text(o, "signed_by", j->signed_by);
	if (decision && judgement_against(in, j))
		json_object_set_new(o, "against_opinion", json_true());
	if (late)
		json_object_set_new(o, "late_minutes", json_integer((late + 59) / 60));
	return o;
}

static json_t *
judgements(const Incident *in, const GPtrArray *all, bool decisions)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++)
		json_array_append_new(list, view_judgement(in, g_ptr_array_index(all, i), decisions));
	return list;
}

static json_t *
filings(const GPtrArray *all)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++) {
		const Filing *f = g_ptr_array_index(all, i);
		json_t *o = json_object();
		set_text(o, "clock", f->clock);
		set_text(o, "type", filing_type_code(f->type));
		set_act(o, &f->act);
		set_text(o, "number", f->number);
		set_text(o, "protocol", f->protocol);
		set_text(o, "evidence", f->evidence);
		set_text(o, "note", f->note);
		json_array_append_new(list, o);
	}
	return list;
}

static void
set_ending(json_t *o, const Incident *in)
{
	if (in->voided_at != INSTANT_NONE)
		json_object_set_new(o, "voided_at", view_instant(in->voided_at));
	set_text(o, "outcome", in->outcome);
	set_text(o, "closed_by", in->closed_by);
	set_text(o, "ended_why", in->ended_why);
	set_text(o, "duplicate_of", in->duplicate_of);
	if (in->reopened)
		json_object_set_new(o, "reopened", json_integer(in->reopened));
}

void
view_set_work(json_t *o, const Incident *in)
{
	json_object_set_new(o, "opinions", judgements(in, in->opinions, false));
	json_object_set_new(o, "decisions", judgements(in, in->decisions, true));
	json_object_set_new(o, "filings", filings(in->filings));
	set_ending(o, in);
}

/* --- words --------------------------------------------------------------------------------------------------------------- */

#define LABEL 28

char *
view_by(const Cli *cli, const char *person, bool paper)
{
	g_autofree char *by = view_person(cli, person);
	return paper ? g_strdup_printf(_("from paper, entered by %s"), by) : g_steal_pointer(&by);
}

char *
view_act_by(const Cli *cli, const Incident *in, const Act *act)
{
	return view_by(cli, act->by, act->seq <= dossier_paper(cli->session->db, in).seq);
}

char *
view_act_words(const Cli *cli, const Incident *in, const Act *act)
{
	g_autofree char *at = instant_show_short(act->at, cli->now, cli->session->zone), *by = view_act_by(cli, in, act);
	if (!act->receipt)
		return g_strdup_printf("%s, %s", at, by);
	g_autofree char *typed = view_person(cli, act->typed_by);
	return g_strdup_printf(_("%s, %s (entered by %s from %s)"), at, by, typed, act->receipt);
}

char *
view_judgement_words(const Cli *cli, const Incident *in, const Judgement *j)
{
	g_autofree char *act = view_act_words(cli, in, &j->act), *reason = out_safe(j->reason), *signer = out_safe(j->signed_by);
	g_autofree char *signed_by = *signer ? g_strdup_printf(_(", signed by %s"), signer) : g_strdup("");
	return g_strdup_printf("%s. %s%s: %s", j->yes ? _("yes") : _("no"), act, signed_by, reason);
}

char *
view_decided_late(const Cli *cli, const Incident *in, const Judgement *decision)
{
	int64_t late = judgement_late_by(in, decision);
	if (!late)
		return NULL;
	g_autofree char *span = duration_show(late, cli->lang);
	return g_strdup_printf(_("decided LATE, %s after the deadline"), span);
}

static void
print_judgement(const Cli *cli, const Incident *in, const Judgement *j, bool decision)
{
	g_autofree char *words = view_judgement_words(cli, in, j), *late = decision ? view_decided_late(cli, in, j) : NULL;
	g_autofree char *line = g_strdup_printf("%s: %s", decision ? _("decision") : _("opinion"), words);
	out_under(4, TONE_PLAIN, line);
	if (decision && judgement_against(in, j))
		out_under(6, TONE_WARN, _("against the DPO's opinion"));
	if (late)
		out_under(6, TONE_WARN, late);
}

static void
print_about(const Cli *cli, const Incident *in, const GPtrArray *all, Question about, bool decisions, bool *headed)
{
	for (guint i = 0; i < all->len; i++) {
		const Judgement *j = g_ptr_array_index(all, i);
		if (j->about != about)
			continue;
		if (!*headed)
			out_under(2, TONE_DIM, words_in(question_words(about), cli->lang));
		*headed = true;
		print_judgement(cli, in, j, decisions);
	}
}

static void
print_judgements(const Cli *cli, const Incident *in)
{
	if (!in->opinions->len && !in->decisions->len)
		return;
	out_print("\n");
	out_tone(TONE_BOLD, "%s\n", _("Opinions and decisions"));
	for (Question about = ABOUT_AUTHORITY; about <= ABOUT_BREACH; about++) {
		bool headed = false;
		print_about(cli, in, in->opinions, about, false, &headed);
		print_about(cli, in, in->decisions, about, true, &headed);
	}
}

char *
view_filing_words(const Cli *cli, const Incident *in, const Filing *f)
{
	g_autofree char *act = view_act_words(cli, in, &f->act), *number = out_safe(f->number), *protocol = out_safe(f->protocol);
	return g_strdup_printf("%s, %s%s%s%s%s%s%s", words_in(filing_type_words(f->type), cli->lang), act, *number ? ", n. " : "", number,
		*protocol ? ", " : "", protocol, f->evidence ? ", " : "", f->evidence ? f->evidence : "");
}

char *
view_filing_name(const Cli *cli, const Incident *in, const Filing *f)
{
	const Clock *k = clock_find(in->clocks, f->clock);
	return k ? view_clock_name(cli, k) : out_safe(f->clock);
}

static void
print_filings(const Cli *cli, const Incident *in)
{
	if (!in->filings->len)
		return;
	out_print("\n");
	out_tone(TONE_BOLD, "%s\n", _("Filed"));
	for (guint i = 0; i < in->filings->len; i++) {
		const Filing *f = g_ptr_array_index(in->filings, i);
		g_autofree char *name = view_filing_name(cli, in, f), *line = view_filing_words(cli, in, f), *note = out_safe(f->note);
		out_pair(2, TONE_PLAIN, name, LABEL, line);
		if (*note)
			out_under(2 + LABEL, TONE_PLAIN, note);
	}
}

char *
view_closed_words(const Cli *cli, const Incident *in)
{
	g_autofree char *at = instant_brief(in->closed_at, cli->session->zone, cli->lang), *by = view_person(cli, in->closed_by);
	return dossier_paper(cli->session->db, in).closed ? g_strdup_printf(_("Closed %s: from paper, entered by %s."), at, by)
		: g_strdup_printf(_("Closed %s, by %s."), at, by);
}

void
view_print_ending(const Cli *cli, const Incident *in)
{
	g_autofree char *why = out_safe(in->ended_why), *closed = view_closed_words(cli, in);
	g_autofree char *copy = in->duplicate_of ? g_strdup_printf(_("The same as %s."), in->duplicate_of) : NULL;
	if (g_strcmp0(in->outcome, "not-a-breach") == 0)
		out_under(2, TONE_GOOD, _("Decided: not a personal data breach."));
	if (in->closed_at != INSTANT_NONE)
		out_under(2, TONE_PLAIN, closed);
	if (copy)
		out_under(2, TONE_PLAIN, copy);
	if (*why)
		out_under(2, TONE_PLAIN, why);
	if (in->reopened && in->closed_at == INSTANT_NONE)
		out_under(2, TONE_WARN, _("It was closed before, and opened again."));
}

bool
view_asks_nis2(const Cli *cli, const Incident *in)
{
	const char *said = incident_text(in, "nis2");
	return in->kind == KIND_BREACH && !incident_over(in) && settings_bool(cli->session->settings, "nis2") && (!said || g_str_equal(said, VOCAB_UNKNOWN));
}

void
view_print_work(const Cli *cli, const Incident *in)
{
	print_judgements(cli, in);
	print_filings(cli, in);
}

void
view_print_clocks(const Cli *cli, const GPtrArray *clocks)
{
	for (guint i = 0; i < clocks->len; i++) {
		const Clock *k = g_ptr_array_index(clocks, i);
		Tone tone;
		g_autofree char *name = view_clock_name(cli, k), *words = view_clock_words(cli, k, &tone);
		g_autofree char *when = instant_brief(k->due_at, cli->session->zone, cli->lang), *due = g_strdup_printf(_("by %s"), when);
		g_autofree char *line = clock_open(k) ? g_strdup_printf("%s: %s, %s", name, due, words) : g_strdup_printf("%s: %s", name, words);
		out_under(0, tone, line);
		if (k->ended_late && (k->not_due || k->waived))
			out_under(2, TONE_WARN, _("it was LATE when it ended: that stays, and wants its reason"));
	}
}

json_t *
view_clocks(const GPtrArray *clocks, Instant now)
{
	json_t *list = json_array();
	for (guint i = 0; i < clocks->len; i++)
		json_array_append_new(list, view_clock(g_ptr_array_index(clocks, i), now));
	return list;
}

json_t *
view_strings(const GPtrArray *texts)
{
	json_t *list = json_array();
	for (guint i = 0; i < texts->len; i++)
		json_array_append_new(list, json_string(g_ptr_array_index(texts, i)));
	return list;
}
