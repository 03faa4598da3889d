/*
 * What a notice to a client says: of that client alone (GDPR arts. 33(2), 28(3)(f)).
 *
 * Neither the title nor anybody's name is among the values, so no template can print them; numbers, campaign and reference are the client's
 * own; a text that names another client or somebody of the register is left out (others.h), and whoever releases the notice is told so.
 */
#include "src/register/filling.h"

#include "src/core/clock.h"
#include "src/register/past.h"
#include "src/register/told.h"

static const Clock *
clock_of(const Filling *f)
{
	for (guint i = 0; i < f->in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(f->in->clocks, i);
		if (g_str_equal(k->rule, RULE_CLIENT) && g_strcmp0(k->client, f->who->client->id) == 0)
			return k;
	}
	return NULL;
}

/* The client's own row: who it is, and what its contract says. */
static void
fill_client(const Filling *f)
{
	const Client *c = f->who->client;
	const Clock *clock = clock_of(f);
	template_values_text(f->v, "client", c->name);
	template_values_text(f->v, "client_contact", c->contact);
	template_values_text(f->v, "clause", c->clause);
	template_values_bool(f->v, "is_subprocessor", c->processor);
	template_values_instant(f->v, "client_due", clock && !clock->not_due ? clock->due_at : INSTANT_NONE);
}

/* Why there is nothing more to say; a client that was never told needs no end either. */
static void
fill_closing(const Filling *f)
{
	bool not_a_breach = g_strcmp0(f->in->outcome, "not-a-breach") == 0;
	bool cleared = !affected_find(f->in->clients, f->who->client->id);
	template_values_bool(f->v, "is_not_a_breach", not_a_breach);
	template_values_bool(f->v, "is_not_affected", cleared && !not_a_breach);
	template_values_bool(f->v, "is_closing", not_a_breach || cleared);
}

static void
fill_consequences(const Filling *f, const json_t *told)
{
	static const char *const names[] = {"consequences_c", "consequences_i", "consequences_a"};
	g_autoptr(GString) all = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *words = filling_known(f, told, field_find(names[i]));
		if (words)
			g_string_append_printf(all, "%s%s", all->len ? ", " : "", words);
	}
	template_values_text(f->v, "consequences", all->len ? all->str : NULL);
}

static void
fill_told(const Filling *f, const json_t *told)
{
	static const struct {
		const char *field, *name;
	} texts[] = {{"discovery", NULL}, {"description", NULL}, {"breach_kind", NULL}, {"nature", NULL}, {"cause", NULL}, {"measures_taken", NULL},
		{"data", NULL}, {"data_note", NULL}, {"protection", NULL}, {"subject_kinds", NULL}, {"subjects", NULL}, {"records", NULL},
		{"consequences_note", NULL}, {"impacts", NULL}, {"campaign", "client_campaign"}, {"reference", "client_reference"}};
	static const char *const instants[][2] = {{"detected_at", "detected"}, {"occurred_from", "occurred_from"}, {"occurred_to", "occurred_to"}};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		g_autofree char *text = filling_known(f, told, field_find(texts[i].field));
		template_values_text(f->v, texts[i].name ? texts[i].name : texts[i].field, text);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(instants); i++)
		template_values_instant(f->v, instants[i][1], incident_instant(f->in, instants[i][0]));
	template_values_bool(f->v, "recipient_known", incident_text(f->in, "recipient") != NULL);
	fill_consequences(f, told);
}

/* What a first notice asks about and nobody can answer for this client yet. */
static void
fill_open_points(const Filling *f, const json_t *told)
{
	for (const Field *field = incident_fields; field->name; field++) {
		bool asked = field->use & FIELD_TOLD && field->use & FIELD_NOTICE && !(field->use & FIELD_OPTIONAL);
		g_autofree char *known = asked ? filling_known(f, told, field) : NULL;
		if (asked && !known)
			template_values_text(template_values_list_add(f->v, "open_points"), "label", words_in(&field->label, f->notice->lang));
	}
}

/* What was said to this client then, and is said otherwise now. */
static bool
fill_changes(const Filling *f, const json_t *told, const Others *others, GError **error)
{
	const Notice *before = f->notice->supplement ? filling_notice_before(f) : NULL;
	const char *client = f->who->client->id;
	json_auto_t *past = NULL;
	g_autoptr(GPtrArray) affected = NULL;
	int64_t seq = 0;
	if (!before)
		return true;
	template_values_instant(f->v, "previous_sent", before->sent_at);
	if (!past_composed(f->s, before, &seq, error) || !past_fields(f->s, f->in->ref, seq, &past, error) ||
		!past_clients(f->s, f->in->ref, seq, &affected, error))
		return false;
	json_auto_t *then = told_fields(past, affected, client, others);
	for (const Field *field = incident_fields; field->name; field++)
		if (field->use & FIELD_TOLD)
			filling_change(f, field, then, told);
	return true;
}

bool
filling_client(const Filling *f, GError **error)
{
	g_auto(Others) others = {0};
	if (!others_find(f->s, f->in->clients, f->who->client->id, &others, error))
		return false;
	json_auto_t *told = told_fields(f->in->fields, f->in->clients, f->who->client->id, &others);
	fill_client(f);
	fill_closing(f);
	fill_told(f, told);
	fill_open_points(f, told);
	return fill_changes(f, told, &others, error);
}
