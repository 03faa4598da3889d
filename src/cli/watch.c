/* What presses: counted once, for `due` in all its forms. */
#include "src/cli/watch.h"

#include "src/cli/leaving.h"

#include "src/core/clock.h"

#include <limits.h>

static int
by_due(gconstpointer a, gconstpointer b)
{
	const Pressing *x = a, *y = b;
	if (x->clock->due_at != y->clock->due_at)
		return x->clock->due_at < y->clock->due_at ? -1 : 1;
	return g_strcmp0(x->incident->ref, y->incident->ref);
}

/* --- the clocks ------------------------------------------------------------------------------------------------------- */

/* One clock of an incident; what is late or soon is for the incident to be counted by. */
static void
add_clock(Watch *w, const Incident *in, const Clock *k, Instant now, bool *late, bool *soon)
{
	const Pressing p = {in, k};
	ClockState state = clock_state(k, now);
	if (!clock_open(k) && !clock_wants_reason(k, now))
		return;
	g_array_append_val(w->pressing, p);
	*late = *late || state == CLOCK_LATE;
	*soon = *soon || state == CLOCK_DUE_SOON;
	w->unexplained += !clock_open(k);
	if (clock_open(k) && k->due_at > now && (w->next == INSTANT_NONE || k->due_at < w->next))
		w->next = k->due_at;
}

/* A PEC can be known to have failed only a day after it left, so its acceptance has a target of half the time. */
static bool
past_target(const Incident *in, Instant now)
{
	const Clock *k = view_dpo_clock(in);
	if (!clock_open(k) || now <= k->starts_at + k->length / 2)
		return false;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		bool sent = g_str_equal(n->audience, "dpo") && n->channel == CHANNEL_PEC && n->state == NOTICE_SENT && !n->exercise;
		if (sent && !proof_reaches(n->proof, k->required[CHANNEL_PEC]))
			return true;
	}
	return false;
}

static bool
look_at_notices(const Cli *cli, Watch *w, const Incident *in, GError **error)
{
	for (guint i = 0; i < in->notices->len; i++) {
		Notice *n = g_ptr_array_index(in->notices, i);
		bool delayed;
		if (leaving_failed(in, n))
			g_ptr_array_add(w->failed, n);
		if (!leaving_delayed(cli, in, n, &delayed, error))
			return false;
		if (delayed)
			g_ptr_array_add(w->delayed, n);
	}
	return true;
}

static bool
add_incident(const Cli *cli, Watch *w, const Incident *in, Instant now, GError **error)
{
	bool late = false, soon = false;
	for (guint c = 0; c < in->clocks->len; c++)
		add_clock(w, in, g_ptr_array_index(in->clocks, c), now, &late, &soon);
	w->open++;
	w->late += late;
	w->soon += soon && !late;
	w->unproven += notices_unproven(in->notices);
	if (past_target(in, now) && w->past_target++ == 0)
		w->unaccepted = in;
	return look_at_notices(cli, w, in, error);
}

/* --- the mail --------------------------------------------------------------------------------------------------------- */

int
watch_password(const Cli *cli, const char *group)
{
	const char *day = conf_has_account(cli->conf, group) ? conf_text(cli->conf, group, "password-expires") : NULL;
	if (!day)
		return WATCH_NEVER;
	return bulletin_days_left(day, cli->now, cli->session->zone);
}

static void
look_at_passwords(const Cli *cli, Watch *w)
{
	static const char *const groups[] = {"email", "pec"};
	w->expires = WATCH_NEVER;
	for (guint i = 0; i < G_N_ELEMENTS(groups); i++) {
		int days = watch_password(cli, groups[i]);
		if (days < w->expires) {
			w->expires = days;
			w->expires_group = groups[i];
		}
	}
}

/* What was never recorded has no date on which it expires: self-check speaks of it. */
static bool
look_at_duties(const Cli *cli, Watch *w, GError **error)
{
	g_autoptr(GPtrArray) records = NULL;
	w->duty_days = WATCH_NEVER;
	if (!query_duties(cli->session->db, &records, error))
		return false;
	for (const DutyRow *row = duty_rows; row->id; row++) {
		DutyStanding s = duty_standing(row, records, cli->now, cli->session->zone);
		int64_t left = s.expires_at - cli->now;
		int days = s.expires_at == INSTANT_NONE ? WATCH_NEVER : (int)(left < 0 ? -((-left + 86399) / 86400) : left / 86400);
		if (days < w->duty_days) {
			w->duty_days = days;
			w->duty = row;
		}
	}
	return true;
}

static bool
count_outbox(const Cli *cli, Watch *w, GError **error)
{
	if (!query_outbox(cli->session->db, INSTANT_NONE, &w->waiting, error))
		return false;
	for (guint i = 0; i < w->waiting->len; i++) {
		const Notice *n = g_ptr_array_index(w->waiting, i);
		*(view_is_draft(n) ? &w->to_release : &w->outbox) += !notice_settled(n);
	}
	return true;
}

static const Incident *
incident_of(const Watch *w, const Notice *n)
{
	for (guint i = 0; i < w->incidents->len; i++) {
		const Incident *in = g_ptr_array_index(w->incidents, i);
		if (g_str_equal(in->ref, n->ref))
			return in;
	}
	return NULL;
}

static bool
look_at_blocked(const Cli *cli, Watch *w, GError **error)
{
	for (guint i = 0; i < w->waiting->len; i++) {
		Notice *n = g_ptr_array_index(w->waiting, i);
		const Incident *in = incident_of(w, n);
		g_autofree char *why = NULL;
		if (!leaving_blocked(cli, n, &why, error))
			return false;
		w->blocked += why != NULL;
		if (!why && leaving_fails(n, cli->now))
			g_ptr_array_add(w->failing, n);
		w->blocked_dpo = w->blocked_dpo || (why && in && g_str_equal(n->audience, "dpo") && clock_open(view_dpo_clock(in)));
	}
	return true;
}

/* Where nobody is in office, the dead-man's switch has nobody to write to either. */
static bool
look_at_dpo(const Cli *cli, Watch *w, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) person = NULL;
	if (!query_dpo_at(cli->session->db, cli->now, &dpo, error) || (dpo && !query_person(cli->session->db, dpo->person, &person, error)))
		return false;
	w->email_helps = person && person->email && leaving_has_account(cli, CHANNEL_EMAIL);
	for (guint i = 0; i < w->incidents->len && !dpo; i++)
		w->no_dpo = w->no_dpo || clock_open(view_dpo_clock(g_ptr_array_index(w->incidents, i)));
	return true;
}

static bool
count_overdue(const Cli *cli, Watch *w, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	if (!query_actions_waiting(cli->session->db, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len; i++)
		w->overdue += action_overdue(g_ptr_array_index(waiting, i), cli->now);
	return true;
}

/* The first mailbox that nobody reads; a read one is none. */
static bool
look_at_inboxes(const Cli *cli, Watch *w, GError **error)
{
	static const char *const groups[] = {"pec", "email"};
	for (guint i = 0; i < G_N_ELEMENTS(groups) && !w->inbox.unread; i++) {
		inbox_clear(&w->inbox);
		if (!view_inbox(cli, groups[i], &w->inbox, error))
			return false;
		w->inbox_group = groups[i];
	}
	return true;
}

static bool
look_at_self_test(const Cli *cli, Watch *w, GError **error)
{
	g_auto(SelfTest) test = {0};
	if (!query_self_test(cli->session->db, &test, error))
		return false;
	w->self_test_failed = self_test_state(&test, cli->now) == SELF_TEST_FAILED;
	return true;
}

/* --- all of it --------------------------------------------------------------------------------------------------------- */

bool
watch_look(const Cli *cli, Watch *w, GError **error)
{
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = cli->now, .brief = true};
	g_autofree char *more = NULL;
	*w = (Watch){.next = INSTANT_NONE, .failing = g_ptr_array_new(), .failed = g_ptr_array_new(), .delayed = g_ptr_array_new()};
	if (!query_list(cli->session->db, &query, &w->incidents, &more, error) || !count_outbox(cli, w, error) ||
		!count_overdue(cli, w, error) || !look_at_blocked(cli, w, error) || !look_at_dpo(cli, w, error) ||
		!look_at_duties(cli, w, error) || !view_courier(cli, &w->courier, error) || !look_at_inboxes(cli, w, error) ||
		!view_backup(cli, &w->backup_age, &w->backup_never, error))
		return false;
	if (!local_get(cli->session->db, LOCAL_TRUST_PROBLEM, &w->trust_problem, error) || !look_at_self_test(cli, w, error))
		return false;
	w->pressing = g_array_new(FALSE, FALSE, sizeof(Pressing));
	for (guint i = 0; i < w->incidents->len; i++)
		if (!add_incident(cli, w, g_ptr_array_index(w->incidents, i), cli->now, error))
			return false;
	g_array_sort(w->pressing, by_due);
	look_at_passwords(cli, w);
	return true;
}

void
watch_clear(Watch *w)
{
	g_clear_pointer(&w->pressing, g_array_unref);
	g_clear_pointer(&w->failing, g_ptr_array_unref);
	g_clear_pointer(&w->failed, g_ptr_array_unref);
	g_clear_pointer(&w->delayed, g_ptr_array_unref);
	g_clear_pointer(&w->waiting, g_ptr_array_unref);
	g_clear_pointer(&w->incidents, g_ptr_array_unref);
	courier_clear(&w->courier);
	inbox_clear(&w->inbox);
	g_clear_pointer(&w->trust_problem, g_free);
}

int
watch_status(const Watch *w)
{
	/* Late, or about to be so unseen: a clock runs, and nothing would leave. */
	if (w->late || w->blocked_dpo || (w->courier.silent && w->next != INSTANT_NONE))
		return 2;
	return w->soon || w->unexplained || w->past_target || w->inbox.unread || w->trust_problem || w->self_test_failed || w->courier.silent ||
		w->failing->len || w->failed->len || w->delayed->len || w->blocked || w->no_dpo ||
		w->courier.stopped || w->courier.home != HOME_HERE || w->expires <= WATCH_EXPIRY || w->duty_days <= WATCH_DUTY ||
		w->backup_age > BACKUP_OLD;
}
