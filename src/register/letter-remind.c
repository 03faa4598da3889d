/* What a reminder says: what waits, by when, and what to do. No title of an incident, no client, nobody's name; of an action its title, which
 * its owner has to know. */
#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/register/filling.h"
#include "src/register/remind.h"

#include <string.h>

/* %1$s: the incident; %2$s: what the row is about. */
typedef struct {
	RemindKind kind;
	const char *which; /* the step; of a clock its rule; NULL: any other */
	Words what, todo;
} Saying;

static const Saying sayings[] = {
	{REMIND_CHARGE, "deputy",
	 {"The DPO has not taken charge of the incident yet", "L'incidente non è stato ancora preso in carico dal DPO"},
	 {"reach the DPO; where that fails, act in the DPO's place as the act of appointment says",
	  "raggiungere il DPO; se non è possibile, agire in sua vece come prevede l'atto di nomina"}},
	{REMIND_CHARGE, "managers",
	 {"The DPO has not taken charge of the incident yet", "L'incidente non è stato ancora preso in carico dal DPO"},
	 {"reach the DPO or the deputy by telephone: breccia show %1$s", "raggiungere il DPO o il vice per telefono: breccia show %1$s"}},
	{REMIND_CLOCK, RULE_DPO,
	 {"The notice to the DPO is not proven yet", "La comunicazione al DPO non è ancora provata"},
	 {"see where it stands and send it: breccia notify %1$s", "vedere a che punto è e inviarla: breccia notify %1$s"}},
	{REMIND_CLOCK, RULE_CLIENT,
	 {"A client has not been told yet", "Un committente non è stato ancora avvisato"},
	 {"release the notice that waits: breccia show %1$s", "rilasciare la comunicazione che attende: breccia show %1$s"}},
	{REMIND_CLOCK, RULE_AUTHORITY,
	 {"The notification to the authority is not recorded yet", "La notifica al Garante non risulta ancora registrata"},
	 {"notify, or decide that it is not due, and record it: breccia file %1$s, breccia decide %1$s",
	  "notificare, o decidere che non è dovuta, e registrarlo: breccia file %1$s, breccia decide %1$s"}},
	{REMIND_CLOCK, RULE_SUBJECTS,
	 {"The communication to the data subjects is not recorded yet", "La comunicazione agli interessati non risulta ancora registrata"},
	 {"make it and record it: breccia file %1$s", "eseguirla e registrarla: breccia file %1$s"}},
	{REMIND_CLOCK, NULL,
	 {"A filing is not recorded yet: %2$s", "Un adempimento non risulta ancora registrato: %2$s"},
	 {"file it and record it: breccia file %1$s", "eseguirlo e registrarlo: breccia file %1$s"}},
	{REMIND_ACTION, NULL,
	 {"Action %2$s is not done yet", "L'azione %2$s non è ancora conclusa"},
	 {"finish it, or say when it will be done, to whoever follows the incident",
	  "concluderla, o dire quando lo sarà, a chi segue l'incidente"}},
	{REMIND_UNDELIVERED, "failed",
	 {"Notice %2$s could not be sent", "La comunicazione %2$s non è stata inviata"},
	 {"read the server's words and use another way: breccia outbox show %1$s/%2$s",
	  "leggere la risposta del server e usare un'altra via: breccia outbox show %1$s/%2$s"}},
	{REMIND_UNDELIVERED, "delayed",
	 {"Notice %2$s has not been delivered yet: so says whoever carries it",
	  "La comunicazione %2$s non è ancora stata consegnata: lo segnala chi la trasporta"},
	 {"telephone, and use another way if it stays so: breccia outbox show %1$s/%2$s",
	  "telefonare, e usare un'altra via se resta così: breccia outbox show %1$s/%2$s"}},
	{REMIND_UNDELIVERED, NULL,
	 {"Notice %2$s came back: it was not delivered", "La comunicazione %2$s è tornata indietro: non è stata consegnata"},
	 {"use another address or channel, and telephone: breccia outbox show %1$s/%2$s",
	  "usare un altro indirizzo o canale, e telefonare: breccia outbox show %1$s/%2$s"}},
};

static const Saying *
saying_of(const Filling *f, const Reminder *r)
{
	const Clock *clock = r->kind == REMIND_CLOCK ? clock_find(f->in->clocks, r->about) : NULL;
	const char *which = clock ? clock->rule : r->step;
	gsize i = 0;
	while (sayings[i].kind != r->kind || (sayings[i].which && g_strcmp0(sayings[i].which, which) != 0))
		i++;
	return &sayings[i];
}

/* A clock's own name, for those that have no saying of their own: none of them is a client's. */
static char *
about_of(const Filling *f, const Reminder *r)
{
	const Clock *clock = r->kind == REMIND_CLOCK ? clock_find(f->in->clocks, r->about) : NULL;
	return clock ? clock_name(clock, f->notice->lang) : g_strdup(r->about ? r->about : "");
}

/* The placeholders are the table's own, never a text's: what is put in is not looked at again. */
static char *
say(const Filling *f, const Words *words, const char *about)
{
	g_auto(GStrv) parts = g_strsplit(words_in(words, f->notice->lang), "%", -1);
	GString *out = g_string_new(parts[0]);
	for (char **part = parts + 1; *part; part++) {
		g_string_append(out, **part == '1' ? f->in->ref : about);
		g_string_append(out, *part + strlen("1$s"));
	}
	return g_string_free(out, FALSE);
}

static const char *
title_of(const Filling *f, const Reminder *r)
{
	for (guint i = 0; r->kind == REMIND_ACTION && i < f->in->actions->len; i++) {
		const Action *a = g_ptr_array_index(f->in->actions, i);
		if (g_strcmp0(strrchr(a->id, '/') + 1, r->about) == 0)
			return a->title;
	}
	return NULL;
}

/* A notice that did not arrive has no end of its own: that of its clock is another row's. */
static void
fill_time(const Filling *f, const Reminder *r, int64_t take_charge, TemplateValues *row)
{
	Instant end = r->kind == REMIND_CHARGE ? r->anchor + take_charge : r->anchor;
	g_autofree char *span = duration_show(ABS(end - f->now), f->notice->lang);
	if (r->kind == REMIND_UNDELIVERED)
		return;
	template_values_instant(row, "deadline", end);
	template_values_text(row, f->now > end ? "over_by" : "time_left", span);
}

/* Several clients with the same contract are one line: none is named. */
static void
fill_row(const Filling *f, const Reminder *r, int64_t take_charge, GHashTable *said)
{
	const Saying *saying = saying_of(f, r);
	g_autofree char *about = about_of(f, r), *what = say(f, &saying->what, about), *todo = say(f, &saying->todo, about);
	if (!g_hash_table_add(said, g_strdup_printf("%s %" G_GINT64_FORMAT, what, r->anchor)))
		return;
	TemplateValues *row = template_values_list_add(f->v, "reminders");
	template_values_text(row, "what", what);
	template_values_text(row, "action", title_of(f, r));
	template_values_text(row, "todo", todo);
	fill_time(f, r, take_charge, row);
}

bool
filling_reminder(const Filling *f, GError **error)
{
	g_auto(RemindRules) rules = {0};
	g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	if (!remind_rules(f->s, f->in, f->now, &rules, error))
		return false;
	g_autoptr(GPtrArray) plan = remind_plan(f->in, &rules.policy), still = remind_still(plan, f->notice->steps);
	if (!still->len)
		return err_set(error, E_STATE, "nothing is left to remind of: the courier withdraws notice %s", f->notice->id);
	template_values_bool(f->v, "is_escalation", f->notice->letter == LETTER_ESCALATION);
	template_values_bool(f->v, "is_dpo_absent", f->notice->letter == LETTER_ESCALATION && rules.policy.absent_at != INSTANT_NONE);
	for (guint i = 0; i < still->len; i++)
		fill_row(f, g_ptr_array_index(still, i), rules.policy.take_charge, said);
	return true;
}
