/* Incidents, clocks, notices and the courier in a few words. */
#include "src/cli/view.h"

#include "src/cli/leaving.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/letter.h"
#include "src/register/clients.h"
#include "src/register/receipts.h"
#include "src/register/remind.h"

#include <string.h>

/* --- clocks ---------------------------------------------------------------------------------------------------------- */

const Clock *
view_dpo_clock(const Incident *incident)
{
	return g_ptr_array_index(incident->clocks, 0);
}

const Clock *
view_next_clock(const Incident *incident)
{
	const Clock *next = NULL;
	for (guint i = 1; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (clock_open(k) && (!next || k->due_at < next->due_at))
			next = k;
	}
	return next;
}

char *
view_clock_name(const Cli *cli, const Clock *clock)
{
	g_autofree char *name = clock_name(clock, cli->lang);
	return out_safe(name);
}

static char *
met_words(const Cli *cli, const Clock *k)
{
	g_autofree char *when = instant_show_short(k->met_at, cli->now, cli->session->zone);
	if (k->proof == PROOF_NONE)
		return g_strdup_printf(_("exercise %s"), when);
	if (k->proof >= PROOF_DELIVERED)
		return g_strdup_printf("%s %s", words_in(proof_words(k->proof), cli->lang), when);
	if (k->proof == PROOF_DECLARED)
		return g_strdup_printf(_("%s, as declared"), when);
	return g_strdup_printf(_("sent %s, delivery not proven"), when);
}

static char *
met_late_words(const Cli *cli, const Clock *k)
{
	g_autofree char *by = duration_show(clock_late_by(k, cli->now), cli->lang);
	if (clock_late_before_correction(k, cli->now))
		return g_strdup_printf(_("met LATE by %s before its start was corrected"), by);
	return k->met_at > k->due_at ? g_strdup_printf(_("met LATE by %s"), by) : g_strdup(_("met LATE (time corrected)"));
}

char *
view_clock_words(const Cli *cli, const Clock *k, Tone *tone)
{
	ClockState state = clock_state(k, cli->now);
	g_autofree char *left = duration_show(ABS(k->due_at - cli->now), cli->lang);
	switch (state) {
	case CLOCK_RUNNING:
		*tone = TONE_PLAIN;
		return g_strdup_printf(_("%s left"), left);
	case CLOCK_DUE_SOON:
		*tone = TONE_WARN;
		return g_strdup_printf(_("SOON: %s left"), left);
	case CLOCK_LATE:
		*tone = TONE_BAD;
		/* Something left and stands; what is missing is the proof that is required. */
		return g_strdup_printf(k->proof == PROOF_NONE ? _("LATE by %s") : _("LATE by %s: sent, not proven"), left);
	case CLOCK_MET:
		*tone = TONE_GOOD;
		return met_words(cli, k);
	case CLOCK_MET_LATE:
		*tone = TONE_WARN;
		return met_late_words(cli, k);
	case CLOCK_PAST:
	case CLOCK_NOT_DUE:
	case CLOCK_WAIVED:
		*tone = TONE_DIM;
		if (k->met_at != INSTANT_NONE && state == CLOCK_PAST)
			return met_words(cli, k);
		return g_strdup(words_in(clock_state_words(state), cli->lang));
	}
	return g_strdup("");
}

char *
view_span(int64_t seconds)
{
	int64_t s = ABS(seconds);
	if (s >= 3600)
		return g_strdup_printf("%" G_GINT64_FORMAT "h%02dm", s / 3600, (int)(s % 3600 / 60));
	return s >= 60 ? g_strdup_printf("%dm", (int)(s / 60)) : g_strdup_printf("%ds", (int)s);
}

/* --- clients and their drafts ------------------------------------------------------------------------------------------ */

/* What a draft to a client waits for. */
static char *
draft_words(const Cli *cli, const char *audience)
{
	g_autoptr(Client) client = NULL;
	if (query_client(cli->session->db, audience, &client, NULL) && client && !client->email && !client->pec)
		return g_strdup_printf(_("draft ready, but there is no address: breccia client change %s --pec ADDRESS"), audience);
	if (client && client->auto_notify && client->clause)
		return g_strdup(_("draft ready, the DPO or the management releases it; by contract it leaves by itself before the end"));
	return g_strdup(_("draft ready, the DPO or the management releases it"));
}

static bool
anything_on_its_way(const Incident *in, const char *client)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (g_str_equal(n->audience, client) && n->state != NOTICE_CANCELLED && n->state != NOTICE_FAILED)
			return true;
	}
	return false;
}

char *
view_client_words(const Cli *cli, const Incident *in, const Clock *k)
{
	if (!g_str_equal(k->rule, RULE_CLIENT) || !k->client || !clock_open(k))
		return NULL;
	if (g_str_equal(k->client, "?"))
		return g_strdup_printf(_("not yet known which client: breccia amend %s --client NAME"), in->ref);
	if (client_drafted(in, k->client))
		return draft_words(cli, k->client);
	return anything_on_its_way(in, k->client) ? NULL : g_strdup_printf(_("no notice: breccia notify %s --to %s"), in->ref, k->client);
}

bool
view_is_draft(const Notice *n)
{
	return n->state == NOTICE_QUEUED && n->hold_until == NOTICE_HELD && !g_str_equal(n->audience, "dpo") && !letter_reminds(n->letter);
}

void
view_drafts(const Cli *cli, const Incident *in)
{
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		g_autofree char *words = view_client_words(cli, in, k), *name = words ? view_clock_name(cli, k) : NULL;
		g_autofree char *line = words ? g_strdup_printf("%s  %s: %s", in->ref, name, words) : NULL;
		if (line)
			out_under(1, clock_state(k, cli->now) == CLOCK_RUNNING ? TONE_PLAIN : TONE_WARN, line);
	}
}

char *
view_outdated_words(const Cli *cli, const Outdated *o)
{
	g_autoptr(GString) out = g_string_new(strrchr(o->notice, '/') + 1);
	for (guint i = 0; i < o->fields->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : ": ", words_in(&((const Field *)g_ptr_array_index(o->fields, i))->label, cli->lang));
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
view_outdated_how(const char *ref, const Outdated *o)
{
	if (g_str_equal(o->audience, AUDIENCE_DPO))
		return g_strdup_printf(_("breccia notify %s sends a supplement"), ref);
	return g_strdup_printf(_("breccia notify %s --to %s sends a supplement"), ref, o->audience);
}

void
view_told_otherwise(const char *ref, const char *client)
{
	out_print(_("%s was told something else before: breccia notify %s --to %s sends a supplement.\n"), client, ref, client);
}

char *
view_audience(const Cli *cli, const char *audience)
{
	g_autoptr(Client) client = NULL;
	if (g_str_equal(audience, "dpo"))
		return g_strdup("DPO");
	if (g_str_has_prefix(audience, AUDIENCE_PERSON))
		return view_person(cli, audience + strlen(AUDIENCE_PERSON));
	if (g_str_has_prefix(audience, AUDIENCE_OWNER))
		return g_strdup_printf(_("owner of action %s"), audience + strlen(AUDIENCE_OWNER));
	if (!query_client(cli->session->db, audience, &client, NULL) || !client)
		return out_safe(audience);
	return out_safe(client->name);
}

/* --- whom to call -------------------------------------------------------------------------------------------------------- */

static void
add_telephone(const Cli *cli, GString *line, const char *id, const char *as)
{
	g_autoptr(Person) p = NULL;
	if (!id || !query_person(cli->session->db, id, &p, NULL) || !p || (!p->phone && !p->phone_out))
		return;
	g_autofree char *name = out_safe(p->name), *phone = out_safe(p->phone), *out_of_hours = out_safe(p->phone_out);
	g_string_append_printf(line, "%s%s (%s) %s%s%s", line->len ? "\n" : "", name, as, phone, *phone && *out_of_hours ? ", " : "",
		out_of_hours);
}

char *
view_telephones(const Cli *cli, Tone *tone)
{
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(GString) line = g_string_new(NULL);
	*tone = TONE_PLAIN;
	if (!query_dpo_at(cli->session->db, cli->now, &dpo, NULL))
		return NULL;
	if (!dpo) {
		*tone = TONE_BAD;
		return g_strdup(_("nobody is appointed: that is a violation of its own. breccia dpo appoint"));
	}
	add_telephone(cli, line, dpo->person, dpo_away(dpo, cli->now) ? _("DPO, away") : _("DPO"));
	add_telephone(cli, line, dpo->deputy, _("deputy"));
	return line->len ? g_strdup(line->str) : NULL;
}

char *
view_absence(const Cli *cli)
{
	g_autoptr(Dpo) dpo = NULL;
	if (!query_dpo_at(cli->session->db, cli->now, &dpo, NULL) || !dpo || !dpo_away(dpo, cli->now))
		return NULL;
	g_autofree char *until = instant_brief(dpo->away_to, cli->session->zone, cli->lang), *deputy = view_person(cli, dpo->deputy);
	return dpo->deputy ? g_strdup_printf(_("the DPO is away until %s: notices go to %s too"), until, deputy)
			   : g_strdup_printf(_("the DPO is away until %s, and no deputy is named: breccia dpo appoint --deputy"), until);
}

/* --- notices ----------------------------------------------------------------------------------------------------------- */

static char *
waiting_words(const Cli *cli, const Notice *n, Tone *tone)
{
	g_autofree char *hold = instant_show_short(n->hold_until, cli->now, cli->session->zone);
	g_autofree char *next = instant_show_short(n->next_at, cli->now, cli->session->zone);
	g_autofree char *reply = out_safe(n->reply);
	*tone = TONE_WARN;
	if (n->exercise)
		return g_strdup(_("exercise: nothing is sent"));
	if (n->hold_until == NOTICE_HELD && !view_is_draft(n)) /* whatever was tried before it was */
		return g_strdup(_("held back"));
	if (n->attempts > 0 && n->verdict == VERDICT_ACCOUNT) /* until the account works: that has no time of its own */
		return g_strdup_printf(_("waits: %s"), reply);
	if (n->attempts > 0) {
		const char *outcome = words_in(verdict_words(n->verdict), cli->lang); /* what may have left is not called "not sent" */
		return n->next_at == INSTANT_NONE ? g_strdup_printf("%s: %s", outcome, reply)
						  : g_strdup_printf(_("%s: %s; next try %s"), outcome, reply, next);
	}
	if (view_is_draft(n))
		return draft_words(cli, n->audience);
	if (n->hold_until != INSTANT_NONE && n->hold_until > cli->now)
		return g_strdup_printf(_("waits for facts until %s"), hold);
	if (n->reply && *reply)
		return g_strdup_printf(_("waits: %s"), reply);
	return g_strdup(_("waits for the courier"));
}

static char *
unproven_words(const Cli *cli, const Notice *n, const char *when, Tone *tone)
{
	Instant at;
	if (letter_reminds(n->letter)) /* nothing rests on its proof */
		return g_strdup_printf(_("sent %s"), when);
	if (!query_delayed(cli->session->db, n->id, &at, NULL) || at == INSTANT_NONE)
		return g_strdup_printf(_("sent %s, delivery not proven"), when);
	g_autofree char *said = instant_show_short(at, cli->now, cli->session->zone);
	*tone = TONE_WARN;
	return g_strdup_printf(_("sent %s, NOT DELIVERED YET by %s"), when, said);
}

char *
view_notice_words(const Cli *cli, const Notice *n, Tone *tone)
{
	g_autofree char *when = instant_show_short(n->sent_at, cli->now, cli->session->zone);
	g_autofree char *reply = out_safe(n->reply);
	*tone = TONE_PLAIN;
	switch (n->state) {
	case NOTICE_QUEUED:
	case NOTICE_COMPOSED:
		return waiting_words(cli, n, tone);
	case NOTICE_SENDING:
		*tone = TONE_WARN;
		return g_strdup(_("being sent"));
	case NOTICE_SENT:
		*tone = n->proof == PROOF_REFUTED || n->proof == PROOF_NONE ? TONE_BAD : TONE_GOOD;
		if (n->proof == PROOF_NONE)
			return g_strdup_printf(_("written to a file %s: proves nothing"), when);
		if (n->proof == PROOF_REFUTED)
			return g_strdup_printf(_("came back: %s"), reply);
		if (n->proof >= PROOF_DELIVERED)
			return g_strdup_printf(_("sent %s, %s"), when, words_in(proof_words(n->proof), cli->lang));
		return unproven_words(cli, n, when, tone);
	case NOTICE_FAILED:
		*tone = TONE_BAD;
		return g_strdup_printf(_("REFUSED: %s"), reply);
	case NOTICE_CANCELLED:
		*tone = TONE_DIM;
		return g_strdup(_("withdrawn"));
	}
	return g_strdup("");
}

bool
view_notice_text(const Cli *cli, const Notice *n, char **text, char **subject, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(LetterText) letter = NULL;
	if (n->text) {
		if (!query_blob(cli->session->db, n->text, &bytes, error))
			return false;
		gsize len = 0;
		const char *data = bytes ? g_bytes_get_data(bytes, &len) : "";
		*text = g_strndup(data, len);
		*subject = g_strdup(n->subject);
		return true;
	}
	if (!register_letter(cli->session, n, NULL, NULL, &letter, error))
		return false;
	*text = g_steal_pointer(&letter->text);
	*subject = g_steal_pointer(&letter->subject);
	return true;
}

/* Its hash alone would prove nothing, and a part of it neither: unlike other files it has to be kept whole. */
bool
view_read_receipt(const Cli *cli, const char *file, char **bytes, gsize *len, GError **error)
{
	gsize max = register_evidence_limit(cli->session);
	g_autoptr(GError) why = NULL;
	if (g_str_equal(file, "-") ? host_read_stdin(max, bytes, len, &why) : host_read_file(file, max, bytes, len, &why))
		return true;
	if (g_error_matches(why, ERR_DOMAIN, E_INPUT))
		return err_set(error, E_INPUT, "%s is larger than the setting evidence-limit, %s MB: an administrator raises it, to 100 at most, with "
			"`breccia config set evidence-limit NUMBER`", file, settings_text(cli->session->settings, "evidence-limit"));
	g_propagate_error(error, g_steal_pointer(&why));
	return false;
}

char *
view_receipt_words(const Cli *cli, const Receipt *receipt)
{
	g_autofree char *words = receipt_say(receipt, cli->lang);
	return out_safe(words);
}

Tone
view_receipt_tone(const Receipt *receipt)
{
	static const Tone tones[] = {
		[OUTCOME_NONE] = TONE_PLAIN, [OUTCOME_PROVES] = TONE_GOOD, [OUTCOME_REFUTES] = TONE_BAD, [OUTCOME_WARNS] = TONE_WARN,
		[OUTCOME_BY_HAND] = TONE_WARN,
	};
	ReceiptOutcome outcome;
	/* What should be signed and is not as it should be is a warning, whatever it says. */
	if (g_str_equal(receipt->signature, signature_verdict_code(SIGNATURE_INVALID)))
		return TONE_BAD;
	return receipt_outcome_parse(receipt->outcome, &outcome) ? tones[outcome] : TONE_PLAIN;
}

char *
view_person(const Cli *cli, const char *id)
{
	g_autoptr(Person) person = NULL;
	if (!id)
		return g_strdup("-");
	if (g_str_equal(id, ACTOR_COURIER))
		return g_strdup(_("the courier"));
	if (!query_person(cli->session->db, id, &person, NULL) || !person || !person->name)
		return out_safe(id);
	return out_safe(person->name);
}

/* --- the courier ----------------------------------------------------------------------------------------------------------- */

void
courier_clear(Courier *courier)
{
	g_clear_pointer(&courier->stopped, g_free);
	g_clear_pointer(&courier->blocked_id, g_free);
	g_clear_pointer(&courier->blocked_why, g_free);
}

static bool
read_stopped(const Cli *cli, Courier *courier, GError **error)
{
	for (Channel i = CHANNEL_EMAIL; i <= CHANNEL_PEC; i++) {
		g_autofree char *key = g_strconcat("account.", channel_code(i), NULL), *text = NULL;
		if (!local_get(cli->session->db, key, &text, error))
			return false;
		json_auto_t *o = text ? json_loads(text, 0, NULL) : NULL;
		const char *status = json_string_value(json_object_get(o, "status")), *why = json_string_value(json_object_get(o, "error"));
		courier->stopped_by[i] = g_strcmp0(status, "stopped") == 0;
		if (courier->stopped_by[i] && !courier->stopped)
			courier->stopped = g_strdup_printf("[%s] %s", channel_code(i), why ? why : "?");
	}
	return true;
}

static bool
read_blocked(const Cli *cli, Courier *courier, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	if (!query_outbox(cli->session->db, INSTANT_NONE, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len; i++) {
		const Notice *n = g_ptr_array_index(waiting, i);
		g_autofree char *why = NULL;
		if (!leaving_blocked(cli, n, &why, error))
			return false;
		courier->blocked += why != NULL;
		courier->open += !why && !notice_settled(n) && n->hold_until != NOTICE_HELD && leaving_has_account(cli, n->channel);
		if (why && !courier->blocked_why) {
			courier->blocked_id = g_strdup(n->id);
			courier->blocked_why = g_steal_pointer(&why);
		}
	}
	return true;
}

/* Since it should have left, and since anybody last tried: a moment is no silence. */
static bool
waits_too_long(const GPtrArray *due, Instant beat, Instant now)
{
	for (guint i = 0; i < due->len; i++) {
		const Notice *n = g_ptr_array_index(due, i);
		const Instant times[] = {n->queued_at, n->hold_until, n->next_at, beat};
		Instant since = INSTANT_NONE;
		/* What lies ahead, of something that is due, was written by a clock that stood ahead. */
		for (guint t = 0; t < G_N_ELEMENTS(times); t++)
			if (times[t] <= now)
				since = MAX(since, times[t]);
		if (since == INSTANT_NONE || now - since > COURIER_SILENT)
			return true;
	}
	return false;
}

bool
view_courier(const Cli *cli, Courier *courier, GError **error)
{
	g_autofree char *beat = NULL;
	g_autoptr(GPtrArray) due = NULL;
	*courier = (Courier){.beat = INSTANT_NONE};
	if (!local_get(cli->session->db, "courier.beat", &beat, error) ||
		!query_outbox_due(cli->session->db, cli->now, &due, error) || !read_stopped(cli, courier, error) ||
		!read_blocked(cli, courier, error) ||
		!session_home(cli->session, &courier->home, error))
		return false;
	if (beat && !instant_from_rfc3339(beat, &courier->beat))
		courier->beat = INSTANT_NONE;
	courier->running = db_path(cli->session->db) && host_courier_running(db_path(cli->session->db));
	courier->waiting = (int)due->len;
	/* Where nobody here can start one, it should be at work already: what is logged now would not leave either. */
	courier->absent = !courier->running && !host_may_run_courier(db_path(cli->session->db)) &&
		(courier->beat == INSTANT_NONE || cli->now - courier->beat > COURIER_RESTART);
	courier->silent = !courier->running && (courier->absent || waits_too_long(due, courier->beat, cli->now));
	return true;
}

/* --- mailboxes -------------------------------------------------------------------------------------------------------------- */

void
inbox_clear(Inbox *inbox)
{
	g_clear_pointer(&inbox->why, g_free);
}

bool
view_inbox(const Cli *cli, const char *group, Inbox *inbox, GError **error)
{
	g_autoptr(LocalMailbox) box = NULL;
	Instant awaited;
	*inbox = (Inbox){.read_at = INSTANT_NONE, .configured = conf_text(cli->conf, group, "inbox") != NULL};
	if (!inbox->configured)
		return true;
	if (!local_mailbox(cli->session->db, group, &box, error) || !query_awaited(cli->session->db, &awaited, error))
		return false;
	inbox->read_at = box->polled_at;
	inbox->why = g_strdup(box->words);
	/* A read ahead of the clock was recorded by one that stood ahead. */
	bool old = box->polled_at == INSTANT_NONE ? awaited != INSTANT_NONE && cli->now - awaited > INBOX_UNREAD
						  : ABS(cli->now - box->polled_at) > INBOX_UNREAD;
	inbox->unread = box->retry_at != INSTANT_NONE || (old && awaited != INSTANT_NONE);
	return true;
}

char *
view_inbox_words(const Cli *cli, const Inbox *inbox)
{
	g_autofree char *why = inbox->why ? out_safe(inbox->why) : NULL;
	g_autofree char *at = inbox->read_at == INSTANT_NONE ? NULL : instant_show_short(inbox->read_at, cli->now, cli->session->zone);
	if (!at)
		return why ? g_strdup_printf(_("mailbox never read: %s"), why) : g_strdup(_("mailbox never read"));
	if (why)
		return g_strdup_printf(_("mailbox not read since %s: %s"), at, why);
	return g_strdup_printf(inbox->unread ? _("mailbox not read since %s") : _("mailbox read %s"), at);
}

const char *
view_home_words(Home home)
{
	switch (home) {
	case HOME_HERE:
		break;
	case HOME_MOVED:
		return _("the register was moved to another machine");
	case HOME_RESTORED:
	case HOME_ELSEWHERE:
		return _("the register came from another machine or a backup: breccia adopt");
	}
	return NULL;
}

bool
view_backup(const Cli *cli, int64_t *age, bool *never, GError **error)
{
	g_auto(House) house = {0};
	Tip tip = {0};
	if (!query_house(cli->session->db, &house, error) || !query_tip(cli->session->db, &tip, error))
		return false;
	*never = house.backup_at == INSTANT_NONE;
	*age = MAX(0, cli->now - (*never ? tip.created_at : house.backup_at));
	if (tip.demo || house.moved_at != INSTANT_NONE)
		*age = -1;
	tip_clear(&tip);
	return true;
}

char *
view_backup_words(const Cli *cli, int64_t age, bool never)
{
	g_autofree char *span = duration_show(age, cli->lang);
	if (never)
		return g_strdup(_("none was ever taken: breccia backup FILE"));
	return age > BACKUP_OLD ? g_strdup_printf(_("the newest is %s old: breccia backup FILE"), span)
				: g_strdup_printf(_("the newest is %s old"), span);
}

char *
view_courier_words(const Cli *cli, const Courier *courier, Tone *tone)
{
	g_autofree char *since = courier->beat == INSTANT_NONE ? NULL : instant_show_short(courier->beat, cli->now, cli->session->zone);
	*tone = courier->silent || courier->stopped || courier->blocked || courier->home != HOME_HERE ? TONE_BAD : TONE_PLAIN;
	if (courier->home != HOME_HERE)
		return g_strdup_printf(_("NOTHING LEAVES: %s"), view_home_words(courier->home));
	if (courier->stopped) {
		g_autofree char *why = out_safe(courier->stopped);
		return g_strdup_printf(_("mail account STOPPED: %s"), why);
	}
	if (courier->absent)
		return g_strdup(_("NOTHING LEAVES: the courier of this machine does not run. As administrator: systemctl start breccia-courier"));
	if (courier->silent && !since)
		return g_strdup(_("NOTHING LEAVES: the courier has never run. Now: breccia send"));
	if (courier->silent)
		return g_strdup_printf(_("NOTHING LEAVES: the courier has not run since %s. Now: breccia send"), since);
	if (courier->blocked && !courier->open)
		return g_strdup_printf(_("NOTHING LEAVES: %s"), courier->blocked_why);
	if (courier->blocked)
		return g_strdup_printf(_("%s DOES NOT LEAVE: %s"), courier->blocked_id, courier->blocked_why);
	if (courier->running)
		return g_strdup(_("courier at work"));
	return since ? g_strdup_printf(_("courier ran %s"), since) : g_strdup(_("courier not needed yet"));
}

bool
view_courier_start(const Cli *cli, GError **error)
{
	const char *path = db_path(cli->session->db);
	Home home;
	if (!path || host_courier_running(path) || !host_may_run_courier(path) || !session_home(cli->session, &home, NULL) || home != HOME_HERE)
		return true;
	if (!cli->session->host.has_email && !cli->session->host.has_pec)
		return true;
	return host_courier_start(cli->uri, cli->conf_file, error);
}

void
view_record_reading(const Cli *cli, ReadingKind reading, const char *ref)
{
	g_autoptr(GError) error = NULL;
	if (register_read(cli->session, reading, ref, &error) || reading_may_pass(error))
		return;
	g_autofree char *why = out_safe(error->message), *line = g_strdup_printf(_("that this was read could not be recorded: %s"), why);
	(void)fprintf(stderr, "breccia: %s\n", line);
}

void
view_start_courier(const Cli *cli)
{
	g_autoptr(GError) error = NULL;
	if (!view_courier_start(cli, &error)) {
		g_autofree char *why = out_safe(error->message);
		out_tone(TONE_BAD, "%s\n", why);
	}
}
