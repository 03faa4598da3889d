/* Reminders: to whom, by which way, each once. */
#include "src/register/remind.h"

#include "src/core/err.h"
#include "src/register/queue.h"

#include <string.h>

void
remind_rules_clear(RemindRules *rules)
{
	g_clear_pointer(&rules->before, g_array_unref);
}

bool
remind_rules(Session *s, const Incident *incident, Instant now, RemindRules *rules, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(s->db, now, &dpo, error))
		return false;
	rules->before = settings_durations(s->settings, "reminders");
	rules->policy = (RemindPolicy){
		.take_charge = settings_seconds(s->settings, "take-charge"), .before = (const int64_t *)(const void *)rules->before->data,
		.before_count = rules->before->len, .deputy = dpo && dpo->deputy, .absent_at = remind_absent_at(incident),
	};
	return true;
}

/* --- to whom ------------------------------------------------------------------------------------------------------------ */

typedef struct {
	char *audience;
	Channel channel;
	GPtrArray *rows; /* of Reminder, borrowed */
} Addressee;

static void
addressee_free(void *data)
{
	Addressee *a = data;
	g_free(a->audience);
	g_ptr_array_unref(a->rows);
	g_free(a);
}

typedef struct {
	Session *s;
	const Incident *incident;
	GPtrArray *people; /* of Person: all that are active */
	Dpo *dpo;
	GPtrArray *found;  /* of Addressee */
} Search;

static void
search_clear(Search *search)
{
	g_clear_pointer(&search->people, g_ptr_array_unref);
	g_clear_pointer(&search->dpo, dpo_free);
	g_clear_pointer(&search->found, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Search, search_clear)

static void
add(Search *search, const char *prefix, const char *id, Channel channel, Reminder *row)
{
	g_autofree char *audience = g_strconcat(prefix, id, NULL);
	Addressee *a = NULL;
	for (guint i = 0; i < search->found->len && !a; i++) {
		Addressee *other = g_ptr_array_index(search->found, i);
		a = g_str_equal(other->audience, audience) ? other : NULL;
	}
	if (!a) {
		a = g_new0(Addressee, 1);
		a->audience = g_steal_pointer(&audience);
		a->channel = channel;
		a->rows = g_ptr_array_new();
		g_ptr_array_add(search->found, a);
	}
	if (!g_ptr_array_find(a->rows, row, NULL))
		g_ptr_array_add(a->rows, row);
}

/* A reminder rings, it proves nothing: ordinary e-mail, unless PEC is all there is. */
static void
add_person(Search *search, const Person *p, Reminder *row)
{
	const Surroundings *host = &search->s->host;
	bool by_pec = p->pec && (!p->email || (!host->has_email && host->has_pec));
	if (p->email || p->pec)
		add(search, AUDIENCE_PERSON, p->id, by_pec ? CHANNEL_PEC : CHANNEL_EMAIL, row);
}

static void
add_id(Search *search, const char *id, Reminder *row)
{
	for (guint i = 0; id && i < search->people->len; i++) {
		const Person *p = g_ptr_array_index(search->people, i);
		if (g_str_equal(p->id, id))
			add_person(search, p, row);
	}
}

static void
add_role(Search *search, Role role, Reminder *row)
{
	for (guint i = 0; i < search->people->len; i++) {
		const Person *p = g_ptr_array_index(search->people, i);
		if (p->roles & (1U << role))
			add_person(search, p, row);
	}
}

static void
add_owner(Search *search, Reminder *row)
{
	for (guint i = 0; i < search->incident->actions->len; i++) {
		const Action *a = g_ptr_array_index(search->incident->actions, i);
		if (g_strcmp0(strrchr(a->id, '/') + 1, row->about) != 0)
			continue;
		if (a->owner)
			add_id(search, a->owner, row);
		else if (a->owner_email)
			add(search, AUDIENCE_OWNER, row->about, CHANNEL_EMAIL, row);
	}
}

static void
address(Search *search, Reminder *row)
{
	if (row->to & REMIND_OWNER)
		add_owner(search, row);
	if (row->to & REMIND_DEPUTY)
		add_id(search, search->dpo ? search->dpo->deputy : NULL, row);
	if (row->to & REMIND_DPO)
		add_id(search, search->dpo ? search->dpo->person : NULL, row);
	if (row->to & REMIND_MANAGERS)
		add_role(search, ROLE_MANAGER, row);
	if (row->to & REMIND_SECURITY)
		add_role(search, ROLE_SECURITY, row);
}

/* --- queueing ----------------------------------------------------------------------------------------------------------- */

static Letter
letter_of(const GPtrArray *rows)
{
	for (guint i = 0; i < rows->len; i++)
		if (((const Reminder *)g_ptr_array_index(rows, i))->kind == REMIND_CHARGE)
			return LETTER_ESCALATION;
	return LETTER_REMINDER;
}

static bool
queue_all(Change *c, const Incident *incident, const GPtrArray *due, int *count, GError **error)
{
	g_auto(Search) search = {.s = c->session, .incident = incident, .found = g_ptr_array_new_with_free_func(addressee_free)};
	if (!query_people(c->session->db, false, &search.people, error) || !query_dpo_at(c->session->db, c->now, &search.dpo, error))
		return false;
	for (guint i = 0; i < due->len; i++)
		address(&search, g_ptr_array_index(due, i));
	for (guint i = 0; i < search.found->len; i++) {
		const Addressee *a = g_ptr_array_index(search.found, i);
		json_auto_t *steps = remind_steps(a->rows);
		if (!queue_reminder(c, incident, a->audience, letter_of(a->rows), a->channel, steps, error))
			return false;
	}
	*count += (int)search.found->len;
	return true;
}

static bool
find_due(Session *s, const Incident *incident, Instant now, GPtrArray **plan, GPtrArray **due, GError **error)
{
	g_auto(RemindRules) rules = {0};
	if (!remind_rules(s, incident, now, &rules, error))
		return false;
	*plan = remind_plan(incident, &rules.policy);
	*due = remind_due(*plan, incident, now);
	return true;
}

/* Looked at first without the lock, which most passes need not take. */
static bool
is_due(Session *s, const char *ref, bool *due, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) plan = NULL, rows = NULL;
	*due = false;
	if (!query_incident(s->db, ref, &incident, error))
		return false;
	if (!incident || !find_due(s, incident, session_now(s), &plan, &rows, error))
		return !incident;
	*due = rows->len > 0;
	return true;
}

static bool
remind_of(Session *s, const char *ref, int *count, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) plan = NULL, due = NULL;
	int queued = 0;
	if (!change_begin_sending(&c, s, error) || !change_incident(&c, ref, false, &incident, error) ||
		!find_due(s, incident, c.now, &plan, &due, error) || !queue_all(&c, incident, due, &queued, error))
		return false;
	*count += queued;
	return queued == 0 || change_commit(&c, error);
}

bool
register_remind(Session *s, int *count, GError **error)
{
	g_autoptr(GPtrArray) refs = NULL;
	g_autoptr(GArray) before = settings_durations(s->settings, "reminders");
	int64_t window = before->len ? g_array_index(before, int64_t, 0) : 0;
	*count = 0;
	if (!query_remindable(s->db, session_now(s) + window, &refs, error))
		return false;
	for (guint i = 0; i < refs->len; i++) {
		bool due;
		if (!is_due(s, g_ptr_array_index(refs, i), &due, error) || (due && !remind_of(s, g_ptr_array_index(refs, i), count, error)))
			return false;
	}
	return true;
}

/* --- ending ------------------------------------------------------------------------------------------------------------- */

bool
register_remind_end(Session *s, const char *id, bool *ended, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(RemindRules) rules = {0};
	g_autoptr(Notice) notice = NULL;
	g_autoptr(Incident) incident = NULL;
	*ended = false;
	if (!query_notice(s->db, id, &notice, error))
		return false;
	if (!notice || !letter_reminds(notice->letter) || (notice->state != NOTICE_QUEUED && notice->state != NOTICE_COMPOSED))
		return true;
	if (!change_begin_sending(&c, s, error) || !change_incident(&c, notice->ref, false, &incident, error) ||
		!remind_rules(s, incident, c.now, &rules, error))
		return false;
	g_autoptr(GPtrArray) plan = remind_plan(incident, &rules.policy), still = remind_still(plan, notice->steps);
	if (still->len)
		return true;
	static const Words why = {"nothing is left to remind of", "non c'è più nulla da ricordare"};
	*ended = true;
	return queue_cancel(&c, notice, words_in(&why, s->lang), error) && change_commit(&c, error);
}
