/* The words of a report. */
#include "src/report/words.h"

#include "src/core/text.h"

#include <string.h>

/* Columns: who wants more opens the incident. */
#define TITLE_MOST 160
#define REASON_MOST 600

char *
words_fill(const Words *words, Lang lang, ...)
{
	const char *texts[9] = {NULL};
	GString *out = g_string_new(NULL);
	va_list ap;
	int n = 0;

	va_start(ap, lang);
	for (const char *text = va_arg(ap, const char *); text && n < 9; text = va_arg(ap, const char *))
		texts[n++] = text;
	va_end(ap);
	for (const char *c = words_in(words, lang); *c; c++) {
		if (*c == '%' && c[1] >= '1' && c[1] < '1' + n)
			g_string_append(out, texts[*++c - '1']);
		else
			g_string_append_c(out, *c);
	}
	return g_string_free(out, FALSE);
}

char *
words_count(int n)
{
	return g_strdup_printf("%d", n);
}

char *
words_of(const Tally *tally, Lang lang)
{
	static const Words of = {"%1 of %2", "%1 su %2"};
	g_autofree char *a = words_count(tally->n[STANDING_ON_TIME]), *b = words_count(tally_counted(tally));

	return tally_counted(tally) ? words_fill(&of, lang, a, b, NULL) : g_strdup("-");
}

char *
words_share(const Tally *tally, Lang lang)
{
	int share = tally_percent(tally);
	char *of = words_of(tally, lang);

	if (share >= 0) {
		g_autofree char *alone = of;
		of = g_strdup_printf("%s (%d%%)", alone, share);
	}
	return of;
}

const char *
words_standing(Standing standing, Lang lang)
{
	static const Words words[STANDINGS] = {
		[STANDING_ON_TIME] = {"in time", "in tempo"}, [STANDING_LATE] = {"late", "in ritardo"},
		[STANDING_UNPROVEN] = {"not proven", "non provato"}, [STANDING_RUNNING] = {"running", "in corso"},
		[STANDING_DROPPED] = {"not due", "non dovuto"},
	};
	return words_in(&words[standing], lang);
}

const char *
words_entry(Entry entry, Lang lang)
{
	static const Words words[ENTRIES] = {
		[ENTRY_BREACH] = {"breaches", "violazioni"},
		[ENTRY_NOT_A_BREACH] = {"found not to be a breach", "risultate non violazioni"},
		[ENTRY_NEAR_MISS] = {"near misses", "quasi violazioni"},
		[ENTRY_VOID] = {"void (entered in error, duplicates)", "annullati (errori, doppioni)"},
		[ENTRY_HISTORIC] = {"imported from paper", "importati dalla carta"},
		[ENTRY_DRILL] = {"drills", "esercitazioni"},
	};
	return words_in(&words[entry], lang);
}

const char *
words_step(Step step, Lang lang)
{
	static const Words words[STEPS] = {
		[STEP_LOGGED] = {"detected > logged", "rilevato > registrato"},
		[STEP_SENT] = {"logged > sent to the DPO", "registrato > inviato al DPO"},
		[STEP_DELIVERED] = {"sent > delivered", "inviato > consegnato"},
		[STEP_TAKEN] = {"told > taken by the DPO", "avvisato > preso in carico dal DPO"},
		[STEP_CLOSED] = {"taken > closed", "preso in carico dal DPO > chiuso"},
	};
	return words_in(&words[step], lang);
}

/* --- names ---------------------------------------------------------------------------------------------------------------------- */

static char *
words_clock(const Report *report, const char *rule, const char *client, const char *client_name, bool provisional, Lang lang)
{
	const ClockRule *known = clock_rule(rule);
	const Clock clock = {.id = (char *)(guintptr)rule, .rule = (char *)(guintptr)rule, .client = (char *)(guintptr)client,
		.client_name = (char *)(guintptr)client_name, .provisional = provisional};

	if (report->query.no_clients && known && g_strcmp0(rule, RULE_CLIENT) == 0)
		return g_strdup(words_in(&known->name, lang));
	return clock_name(&clock, lang);
}

char *
words_named(const Report *report, const NamedClock *c, Lang lang)
{
	return words_clock(report, c->rule, c->client, c->client_name, c->provisional, lang);
}

char *
words_rule(const char *rule, Lang lang)
{
	static const Words clients = {"Clients", "Committenti"}, internal = {"%1 (internal target)", "%1 (obiettivo interno)"};
	const ClockRule *known = clock_rule(rule);

	if (!known)
		return g_strdup(rule);
	if (strcmp(rule, RULE_CLIENT) == 0)
		return g_strdup(words_in(&clients, lang));
	return known->internal ? words_fill(&internal, lang, words_in(&known->name, lang), NULL) : g_strdup(words_in(&known->name, lang));
}

char *
words_group(const Report *report, const Group *group, Lang lang)
{
	static const Words missing = {"not recorded", "non registrato"}, nobody = {"of no client", "di nessun committente"},
			   unknown = {"client not yet known", "committente non ancora noto"}, no_cause = {"no cause given", "causa non indicata"};

	if (report->query.by == BY_CAUSE)
		return g_strdup(*group->key ? vocab_label(&vocab_late_cause, group->key, lang) : words_in(&no_cause, lang));
	if (report->query.by == BY_CLIENT && (!*group->key || strcmp(group->key, "?") == 0))
		return g_strdup(words_in(*group->key ? &unknown : &nobody, lang));
	if (!*group->key)
		return g_strdup(words_in(&missing, lang));
	return g_strdup(group->name && *group->name ? group->name : group->key);
}

const char *
words_by(StatsBy by, Lang lang)
{
	static const Words words[] = {
		[BY_NOTHING] = {"", ""}, [BY_CLIENT] = {"client", "committente"}, [BY_SITE] = {"site", "sede"},
		[BY_CAMPAIGN] = {"campaign", "commessa"}, [BY_CAUSE] = {"cause of the lateness", "causa del ritardo"},
	};
	return words_in(&words[by], lang);
}

char *
words_bin(int bin, Lang lang)
{
	static const Words days = {"d", "g"};
	int from = bin ? (int)(stats_bins[bin - 1] / 3600) : 0, until = bin < STATS_BINS - 1 ? (int)(stats_bins[bin] / 3600) : 0;

	if (!bin)
		return g_strdup_printf("< %d h", until);
	if (!until)
		return g_strdup_printf("> %d %s", from / 24, words_in(&days, lang));
	return until <= 48 ? g_strdup_printf("%d-%d h", from, until) : g_strdup_printf("%d-%d %s", from / 24, until / 24, words_in(&days, lang));
}

char *
words_title(const Report *report, const char *title, const char *breach_kind, Lang lang)
{
	if (report->query.no_clients)
		return g_strdup(breach_kind ? vocab_label(&vocab_kind, breach_kind, lang) : "-");
	return title ? text_fit(title, TITLE_MOST) : g_strdup("-");
}

char *
words_why(const Report *report, const NamedClock *c, Lang lang)
{
	static const Words missing = {"NO REASON GIVEN", "MOTIVO NON INDICATO"},
			   corrected = {" (late by a correction)", " (in ritardo per una correzione)"},
			   before = {" (before its start was corrected)", " (prima della correzione dell'orario di decorrenza)"},
			   unmet = {" (still not met)", " (ancora da adempiere)"};
	const char *cause = c->cause && strcmp(c->cause, VOCAB_UNKNOWN) != 0 ? vocab_label(&vocab_late_cause, c->cause, lang) : NULL;
	const char *reason = report->query.no_clients ? NULL : c->reason;
	GString *why = g_string_new(cause);

	if (reason && *reason) {
		g_autofree char *fit = text_fit(reason, REASON_MOST);
		g_string_append_printf(why, "%s%s", why->len ? ": " : "", fit);
	}
	if (!why->len)
		g_string_append(why, words_in(&missing, lang));
	if (c->met_at == INSTANT_NONE && !c->ended)
		g_string_append(why, words_in(&unmet, lang));
	if (c->by_correction)
		g_string_append(why, words_in(&corrected, lang));
	if (c->before_correction)
		g_string_append(why, words_in(&before, lang));
	return g_string_free(why, FALSE);
}

/* --- sentences ------------------------------------------------------------------------------------------------------------------- */

static void
add_about(GString *about, const Words *label, Lang lang, const char *value)
{
	if (value)
		g_string_append_printf(about, "; %s: %s", words_in(label, lang), value);
}

char *
words_about(const Report *report, Lang lang)
{
	static const Words client = {"client", "committente"}, site = {"site", "sede"}, campaign = {"campaign", "commessa"},
			   kind = {"kind", "tipo"};
	const ReportQuery *q = &report->query;
	GString *about = g_string_new(NULL);
	g_autofree char *name = period_name(&q->period, q->zone, lang), *days = period_days(&q->period, q->zone);

	g_string_append(about, name);
	if (q->period.span != SPAN_DAYS)
		g_string_append_printf(about, " (%s)", days);
	add_about(about, &client, lang, report->client_name);
	add_about(about, &site, lang, q->site);
	add_about(about, &campaign, lang, q->campaign);
	add_about(about, &kind, lang, q->kind ? vocab_label(&vocab_kind, q->kind, lang) : NULL);
	return g_string_free(about, FALSE);
}

/* Those towards anybody but the DPO. */
static Tally
others_of(const Stats *stats)
{
	Tally others = stats->all;
	const Tally *dpo = stats_rule(stats, RULE_DPO);

	for (int i = 0; i < STANDINGS; i++)
		others.n[i] -= dpo->n[i];
	return others;
}

char *
words_answer(const Report *report, Lang lang)
{
	static const Words nothing = {"%1: no deadline was met or fell due.", "%1: nessun termine rispettato o scaduto."},
			   all = {"%1: yes.", "%1: sì."}, some = {"%1: not always.", "%1: non sempre."},
			   told = {" DPO told in time: %1.", " DPO avvisato in tempo: %1."},
			   rest = {" Others: %1.", " Altri: %1."};
	const Tally *dpo = stats_rule(report->stats, RULE_DPO), others = others_of(report->stats);
	g_autofree char *share = words_share(dpo, lang), *other = words_of(&others, lang);
	g_autofree char *name = period_name(&report->query.period, report->query.zone, lang);
	int counted = tally_counted(&report->stats->all);
	bool good = report->stats->all.n[STANDING_ON_TIME] == counted;
	g_autofree char *answer = words_fill(!counted ? &nothing : good ? &all : &some, lang, name, NULL);
	g_autofree char *of_dpo = tally_counted(dpo) ? words_fill(&told, lang, share, NULL) : g_strdup("");
	g_autofree char *of_others = tally_counted(&others) ? words_fill(&rest, lang, other, NULL) : g_strdup("");

	return g_strconcat(answer, of_dpo, of_others, NULL);
}
