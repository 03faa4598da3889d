/* Bulletins on their way: composed, written down, sent, settled. */
#include "src/courier/bulletins.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/courier/compose.h"
#include "src/register/bulletin.h"

#include <stdio.h>

static char *
new_message_id(Session *s, const Sender *sender)
{
	unsigned char random[16];
	s->host.random(random, sizeof random);
	return compose_message_id("bulletin", random, address_domain(sender->from));
}

static bool
compose(Session *s, const Sender *sender, const LetterText *letter, const char *id, GBytes **bytes, GError **error)
{
	const Recipient *to = g_ptr_array_index(letter->to, 0);
	const Mailbox boxes[] = {{NULL, to->address}, {NULL, NULL}};
	static const ExtraHeader extra[] = {{"X-Breccia-Ref", "bulletin"}, {NULL, NULL}}; /* as notices have it: in our own mailbox it is known again */
	const Mail mail = {
		.from = {sender->name ? sender->name : settings_text(s->settings, "organisation.name"), sender->from}, .to = boxes,
		.subject = letter->subject, .text = letter->text, .date = session_now(s), .zone = s->zone, .message_id = id, .automatic = true,
		.extra = extra,
	};
	return compose_message(&mail, bytes, error);
}

/* Written down before a byte goes out: were this process to end now, it would count as sent. */
static bool
submit(const Bulletins *w, Sender *sender, const Bulletin *b, const LetterText *letter, GError **error)
{
	Session *s = w->session;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Submission) submission = NULL;
	g_autofree char *id = new_message_id(s, sender), *envid = compose_envid(id);
	const char *to[] = {((const Recipient *)g_ptr_array_index(letter->to, 0))->address, NULL};
	const Envelope envelope = {.to = to, .envid = envid, .want_dsn = false};
	bool go;
	if (!compose(s, sender, letter, id, &bytes, error) || !register_bulletin_attempted(s, b, letter, id, &go, error))
		return false;
	if (!go)
		return true;
	if (!sender_submit(sender, &envelope, bytes, &submission, error))
		return false;
	if (!w->quiet)
		fprintf(stderr, "breccia-courier: %s: %s, %d\n", b->id, verdict_code(submission->verdict), submission->code);
	return register_bulletin_settled(s, b->id, submission->verdict, submission->code, submission->server, submission->reply, error) &&
	       sender_learn(sender, s->db, session_now(s), submission, error);
}

/* An account that is stopped or has sent enough this minute: another pass. */
static bool
send_one(const Bulletins *w, const Bulletin *b, GError **error)
{
	g_autoptr(LetterText) letter = NULL;
	Sender *sender = &w->senders[b->channel];
	SenderState state;
	int64_t wait;
	if (!sender_state(sender, w->session->db, session_now(w->session), &state, &wait, error))
		return false;
	if (state != SENDER_READY)
		return true;
	return register_bulletin_letter(w->session, b, &letter, error) && submit(w, sender, b, letter, error);
}

/* Whoever lost their address meanwhile, or a template that does not fit, holds nothing else up. */
static bool
is_only_this_one(const GError *error)
{
	return g_error_matches(error, ERR_DOMAIN, E_STATE) || g_error_matches(error, ERR_DOMAIN, E_INPUT);
}

bool
bulletins_work(const Bulletins *w, GError **error)
{
	static const char *const groups[] = {"email", "pec"};
	g_autoptr(GPtrArray) due = NULL;
	Expiring expiring[G_N_ELEMENTS(groups)];
	gsize count = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(groups); i++) {
		const char *day = conf_has_account(w->conf, groups[i]) ? conf_text(w->conf, groups[i], "password-expires") : NULL;
		if (day)
			expiring[count++] = (Expiring){.group = groups[i], .day = day};
	}
	const Sender *pec = &w->senders[CHANNEL_PEC];
	const Machine machine = {.expiring = expiring, .expiring_count = count,
		.self = pec->present && conf_text(w->conf, "pec", "inbox") ? pec->from : NULL};
	if (!register_bulletins_due(w->session, &machine, &due, error))
		return false;
	for (guint i = 0; i < due->len && !w->interrupted(); i++) {
		g_autoptr(GError) problem = NULL;
		if (!send_one(w, g_ptr_array_index(due, i), &problem) && !is_only_this_one(problem)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return false;
		}
	}
	return true;
}
