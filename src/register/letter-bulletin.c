/* What a bulletin says: figures and deadlines, never an incident's title, a client or a person. */
#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/register/bulletin.h"
#include "src/register/filling.h"

#include <string.h>

/* --- the digest ----------------------------------------------------------------------------------------------------------- */

typedef struct {
	int64_t incidents, clocks, late, unknowns, unproven, overdue;
} Open;

static void
count_incident(Open *open, const Incident *in, Instant now)
{
	g_autoptr(GPtrArray) unknowns = incident_unknowns(in);
	open->incidents++;
	open->unknowns += unknowns->len;
	open->unproven += notices_unproven(in->notices);
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		open->clocks += clock_open(k);
		open->late += clock_state(k, now) == CLOCK_LATE;
	}
}

static bool
count_open(Session *s, Instant now, Open *open, GError **error)
{
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .brief = true, .now = now};
	g_autoptr(GPtrArray) incidents = NULL, actions = NULL;
	g_autofree char *next = NULL;
	if (!query_list(s->db, &query, &incidents, &next, error) || !query_actions_waiting(s->db, &actions, error))
		return false;
	for (guint i = 0; i < incidents->len; i++) {
		const Incident *in = g_ptr_array_index(incidents, i);
		if (in->kind != KIND_DRILL)
			count_incident(open, in, now);
	}
	for (guint i = 0; i < actions->len; i++)
		open->overdue += action_overdue(g_ptr_array_index(actions, i), now);
	return true;
}

static bool
fill_digest(const Filling *f, const Bulletin *b, GError **error)
{
	int64_t decided, on_time;
	Open open = {0};
	if (!query_month(f->s->db, b->month.from, b->month.to, &decided, &on_time, error) || !count_open(f->s, f->now, &open, error))
		return false;
	const struct {
		const char *name;
		int64_t number;
	} figures[] = {
		{"decided_count", decided}, {"on_time_count", on_time}, {"open_incidents", open.incidents}, {"open_clocks", open.clocks},
		{"late_clocks", open.late}, {"overdue_actions", open.overdue}, {"open_unknowns", open.unknowns}, {"unproven_notices", open.unproven},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
		template_values_int(f->v, figures[i].name, figures[i].number);
	template_values_bool(f->v, "is_quiet_month", decided == 0);
	/* "2026-11" as both languages write it. */
	template_values_textf(f->v, "month", "%s/%.4s", b->month.name + 5, b->month.name);
	template_values_instant(f->v, "counted_at", f->now);
	return true;
}

/* --- a password ------------------------------------------------------------------------------------------------------------ */

static void
fill_password(const Filling *f, const Bulletin *b)
{
	int left = bulletin_days_left(b->day, f->now, f->s->zone);
	template_values_text(f->v, "account", b->account);
	template_values_textf(f->v, "expires", "%.2s/%.2s/%.4s", b->day + 8, b->day + 5, b->day);
	template_values_bool(f->v, "is_expired", left < 0);
	if (left >= 0)
		template_values_int(f->v, "days_left", left);
}

/* --- the self-test ----------------------------------------------------------------------------------------------------------- */

static void
fill_self_test(const Filling *f, const Bulletin *b)
{
	template_values_instant(f->v, "tested_at", b->kind == BULLETIN_SELF_TEST_FAILED ? b->since : f->now);
	template_values_bool(f->v, "is_accepted", b->accepted);
}

static const char *const bases[] = {
	[BULLETIN_DIGEST] = "digest", [BULLETIN_PASSWORD] = "password", [BULLETIN_SELF_TEST] = "self-test",
	[BULLETIN_SELF_TEST_FAILED] = "self-test-failed",
};

static bool
fill(const Filling *f, const Bulletin *b, GError **error)
{
	switch (b->kind) {
	case BULLETIN_DIGEST:
		return fill_digest(f, b, error);
	case BULLETIN_PASSWORD:
		fill_password(f, b);
		break;
	case BULLETIN_SELF_TEST:
	case BULLETIN_SELF_TEST_FAILED:
		fill_self_test(f, b);
		break;
	}
	return true;
}

/* --- the letter ------------------------------------------------------------------------------------------------------------ */

static bool
find_recipient(Session *s, const Bulletin *b, GPtrArray **to, GError **error)
{
	g_autoptr(Person) p = NULL;
	if (b->person && !query_person(s->db, b->person, &p, error))
		return false;
	const char *address = !p ? b->self : b->channel == CHANNEL_PEC ? p->pec : p->email;
	if (!address)
		return err_set(error, E_STATE, "%s has no address to be written to", b->person);
	Recipient *r = g_new0(Recipient, 1);
	r->address = g_strdup(address);
	r->person = g_strdup(b->person);
	*to = g_ptr_array_new_with_free_func((GDestroyNotify)recipient_free);
	g_ptr_array_add(*to, r);
	return true;
}

bool
register_bulletin_letter(Session *s, const Bulletin *b, LetterText **out, GError **error)
{
	g_autoptr(LetterText) letter = g_new0(LetterText, 1);
	g_autoptr(TemplateValues) values = template_values_new();
	const Notice any = {.lang = s->lang};
	const Filling f = {.s = s, .notice = &any, .v = values, .now = session_now(s)};
	if (!find_recipient(s, b, &letter->to, error) || !filling_register(&f, letter, error))
		return false;
	if (!fill(&f, b, error))
		return false;
	g_autofree char *text = filling_render(&f, bases[b->kind], TEMPLATE_TEXT, NULL, NULL, error);
	g_autofree char *subject = g_strconcat(bases[b->kind], "-subject", NULL);
	if (!text)
		return false;
	letter->text = template_wrap(text, TEMPLATE_COLUMNS);
	letter->subject = filling_render(&f, subject, TEMPLATE_HEADER, NULL, NULL, error);
	if (!letter->subject)
		return false;
	*out = g_steal_pointer(&letter);
	return true;
}
