/* The courier's loop. */
#include "src/courier/courier.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/courier/bulletins.h"
#include "src/courier/examine.h"
#include "src/courier/inbox.h"
#include "src/courier/outbox.h"
#include "src/host/host.h"
#include "src/register/clients.h"
#include "src/register/house.h"
#include "src/register/remind.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PASS_SECONDS  60  /* the longest time between two passes, and so between two heartbeats */
#define LOOK_MS       1000
#define SETTLE_MS     200 /* a file that stayed as it is so long is written */
#define SETTLE_LOOKS  10
#define FAILED_PASSES 12  /* in a row, five seconds apart */
#define FAILED_WAIT   5

/* The only way in from a signal. */
static volatile sig_atomic_t asked_to_end, asked_to_reload;

typedef struct {
	const CourierOptions *options;
	Conf *conf;
	char *conf_stamp; /* of its files, when they were last read or found wrong */
	char *account, *machine;
	Session *session;
	Sender senders[2];
	Inbox inboxes[2];
	int lock;
	Home home;     /* at the last pass */
	int64_t stamp; /* of the register, when it was last looked at */
	bool demo;     /* a throw-away register: nobody waits for its dead-man's switch */
} Courier;

/* --- setting up --------------------------------------------------------------------------------------------------- */

static void
on_signal(int number)
{
	if (number == SIGHUP)
		asked_to_reload = 1;
	else
		asked_to_end = 1;
}

static void
catch_signals(void)
{
	static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
	struct sigaction action = {.sa_handler = on_signal}; /* without SA_RESTART: a sleep ends */
	sigemptyset(&action.sa_mask);
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		sigaction(numbers[i], &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static bool
interrupted(void)
{
	return asked_to_end != 0;
}

static void
use_conf(Courier *c, Conf *conf)
{
	static const Channel channels[] = {CHANNEL_EMAIL, CHANNEL_PEC};
	for (gsize i = 0; i < G_N_ELEMENTS(channels); i++) {
		Sender *sender = &c->senders[channels[i]];
		/* How many left in this minute is as true as before. */
		GArray *recent = g_steal_pointer(&sender->recent);
		sender_clear(sender);
		sender_init(sender, channels[i], conf);
		if (recent) {
			g_array_unref(sender->recent);
			sender->recent = recent;
		}
		inbox_init(&c->inboxes[channels[i]], channels[i], conf);
	}
	g_clear_pointer(&c->conf, conf_free);
	c->conf = conf;
	if (c->session) {
		c->session->host.has_email = c->senders[CHANNEL_EMAIL].present;
		c->session->host.has_pec = c->senders[CHANNEL_PEC].present;
	}
}

static void
courier_clear(Courier *c)
{
	for (gsize i = 0; i < G_N_ELEMENTS(c->senders); i++)
		sender_clear(&c->senders[i]);
	g_clear_pointer(&c->session, session_free);
	g_clear_pointer(&c->conf, conf_free);
	g_free(c->conf_stamp);
	g_free(c->account);
	g_free(c->machine);
	if (c->lock >= 0)
		close(c->lock);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Courier, courier_clear)

static bool
set_up(Courier *c, GError **error)
{
	Conf *conf = NULL;
	/* The stamp first: what is written while we read is read again. */
	c->conf_stamp = host_conf_stamp(c->options->conf_file);
	if (!host_conf(c->options->conf_file, &conf, error))
		return false;
	use_conf(c, conf);
	c->account = host_account();
	c->machine = host_machine_id();
	const Surroundings host = {
		.now = host_now, .random = host_random, .zone = host_zone, .account = c->account, .machine = c->machine,
		.has_email = c->senders[CHANNEL_EMAIL].present, .has_pec = c->senders[CHANNEL_PEC].present, .lang = c->options->lang,
	};
	if (!session_open_courier(c->options->uri, &host, &c->session, error))
		return false;
	const char *path = db_path(c->session->db);
	Tip tip = {0};
	if (!query_tip(c->session->db, &tip, error))
		return false;
	c->demo = tip.demo;
	tip_clear(&tip);
	if (!path)
		return true;
	c->lock = host_courier_lock(path, error);
	return c->lock >= 0;
}

static void
say(const Courier *c, const char *what)
{
	if (!c->options->quiet)
		fprintf(stderr, "breccia-courier: %s\n", what);
}

static bool
conf_changed(const Courier *c)
{
	g_autofree char *now = host_conf_stamp(c->options->conf_file);
	return !g_str_equal(now, c->conf_stamp);
}

/* Who writes a file empties it first: what is read in between would be a configuration without accounts. So it is read once it has not changed for
 * a moment, and one that goes on changing is read for the time being and, its stamp being another by then, once more. */
static void
settle_conf(Courier *c)
{
	for (int looks = 0; looks < SETTLE_LOOKS && (looks == 0 || conf_changed(c)); looks++) {
		g_free(c->conf_stamp);
		c->conf_stamp = host_conf_stamp(c->options->conf_file);
		poll(NULL, 0, SETTLE_MS);
	}
}

/* A file that is wrong leaves what was read before in force, and is looked at again once it is written. That is said quiet or not. */
static void
reload(Courier *c)
{
	g_autoptr(GError) error = NULL;
	Conf *conf = NULL;
	asked_to_reload = 0;
	settle_conf(c);
	if (!host_conf(c->options->conf_file, &conf, &error)) {
		fprintf(stderr, "breccia-courier: %s\n", error->message);
		return;
	}
	use_conf(c, conf);
	say(c, "configuration read again");
}

/* --- a pass ------------------------------------------------------------------------------------------------------- */

/* An address that refuses would be written to at every pass otherwise: once for each length of the switch is enough. */
static bool
switched_lately(Session *s, const char *ref, Instant now, bool *lately, GError **error)
{
	g_autoptr(Incident) incident = NULL;
	*lately = false;
	if (!query_incident(s->db, ref, &incident, error))
		return false;
	for (guint i = 0; incident && i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		/* One that was queued later than now was queued by a clock that stood ahead, and says nothing. */
		if (n->automatic && n->queued_at <= now && now - n->queued_at < settings_seconds(s->settings, "auto-notify"))
			*lately = true;
	}
	return true;
}

/* The dead-man's switch: nobody told the DPO, and the time is nearly over. */
static bool
switch_over(Courier *c, GError **error)
{
	g_autoptr(GPtrArray) refs = NULL;
	Session *s = c->session;
	Instant now = session_now(s);
	if (!query_unnotified(s->db, now + settings_seconds(s->settings, "auto-notify"), &refs, error))
		return false;
	for (guint i = 0; i < refs->len; i++) {
		const char *ref = g_ptr_array_index(refs, i);
		bool lately, acted = false;
		if (!switched_lately(s, ref, now, &lately, error) || (!lately && !register_auto_notify(s, ref, &acted, error)))
			return false;
		if (acted && !c->options->quiet)
			fprintf(stderr, "breccia-courier: %s: nobody has notified the DPO, sending the preliminary notice\n", ref);
	}
	return true;
}

/* The contract says that this client is told in time, and nobody released the notice to it. */
static bool
release_by_contract(Courier *c, GError **error)
{
	g_autoptr(GPtrArray) drafts = NULL;
	Session *s = c->session;
	if (!query_unreleased(s->db, session_now(s), settings_seconds(s->settings, "auto-notify"), &drafts, error))
		return false;
	for (guint i = 0; i < drafts->len; i++) {
		const Notice *n = g_ptr_array_index(drafts, i);
		bool acted = false;
		if (!register_auto_release(s, n->ref, n->audience, &acted, error))
			return false;
		if (acted && !c->options->quiet)
			fprintf(stderr, "breccia-courier: %s: nobody has released it, it leaves as the client's contract says\n", n->id);
	}
	return true;
}

/* A copy knows all that waits, and would send it a second time. Said once, quiet or not: it is why nothing leaves. */
static bool
look_at_home(Courier *c, GError **error)
{
	g_autoptr(GError) why = NULL;
	Home before = c->home;
	if (!session_home(c->session, &c->home, error))
		return false;
	if (c->home != before && !session_require_sending(c->session, &why))
		fprintf(stderr, "breccia-courier: %s\n", why->message);
	return true;
}

/* Once what was due has left: what has just been met need not be reminded of. */
static bool
remind(Courier *c, Outbox *outbox, int64_t *wait, GError **error)
{
	int64_t again = 0;
	int count;
	if (asked_to_end)
		return true;
	if (!register_remind(c->session, &count, error))
		return false;
	if (!count)
		return true;
	if (!c->options->quiet)
		fprintf(stderr, "breccia-courier: %d reminders\n", count);
	if (!outbox_work(outbox, &again, error))
		return false;
	*wait = again && (!*wait || again < *wait) ? again : *wait;
	return true;
}

static bool
send_bulletins(Courier *c, GError **error)
{
	const Bulletins bulletins = {.session = c->session, .senders = c->senders, .conf = c->conf, .quiet = c->options->quiet,
		.interrupted = interrupted};
	return c->home != HOME_HERE || bulletins_work(&bulletins, error);
}

static bool
send_all(Courier *c, int64_t *wait, GError **error)
{
	Outbox outbox = {.session = c->session, .senders = c->senders, .quiet = c->options->quiet, .interrupted = interrupted};
	bool done = c->home != HOME_HERE || (switch_over(c, error) && release_by_contract(c, error) && outbox_work(&outbox, wait, error) &&
		remind(c, &outbox, wait, error) && send_bulletins(c, error));
	/* What was kept open for the next message of this pass. */
	for (gsize i = 0; i < G_N_ELEMENTS(c->senders); i++)
		sender_rest(&c->senders[i]);
	return done;
}

/* After what is due has left. A register that is not at home here has no business with the accounts either. */
static bool
log_in_daily(Courier *c, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(c->senders) && c->home == HOME_HERE && !asked_to_end; i++)
		if (!sender_daily(&c->senders[i], c->session->db, c->session->zone, session_now(c->session), error))
			return false;
	return true;
}

/* When the newest attempt to send was made, by the monotonic clock; 0: none was. */
static int64_t
last_attempt(const Courier *c)
{
	int64_t last = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(c->senders); i++) {
		const GArray *recent = c->senders[i].recent;
		if (recent->len)
			last = MAX(last, g_array_index(recent, int64_t, recent->len - 1));
	}
	return last;
}

/* Reads each mailbox whose time it is. After a message left, once more when its first receipts may be there. */
static bool
collect(Courier *c, bool sent, GError **error)
{
	const InboxManner manner = {.quiet = c->options->quiet, .interrupted = interrupted};
	for (gsize i = 0; i < G_N_ELEMENTS(c->inboxes) && !asked_to_end; i++) {
		Inbox *inbox = &c->inboxes[i];
		int64_t seconds;
		bool more;
		if (!inbox->present || c->home == HOME_MOVED || (!sent && host_monotonic_ms() < inbox->next_ms))
			continue;
		if (!inbox_poll(inbox, c->session, &manner, &more, error) || !inbox_interval(inbox, c->session, &seconds, error))
			return false;
		seconds = more ? 0 : sent ? MIN(seconds, INBOX_AFTERMATH) : seconds;
		inbox->next_ms = host_monotonic_ms() + seconds * 1000;
	}
	return true;
}

/* What was kept is looked at before anything leaves, so that nothing is sent again whose receipt is there already; and once more after a
 * look into the mailboxes. What did not arrive goes the other way with the next sending. */
static bool
examine(Courier *c, GError **error)
{
	const Examiner examiner = {.session = c->session, .conf = c->conf, .quiet = c->options->quiet, .interrupted = interrupted};
	return examine_receipts(&examiner, error) && (c->home != HOME_HERE || examine_doubtful(&examiner, error));
}

static bool
work(Courier *c, int64_t *wait, GError **error)
{
	int64_t before = last_attempt(c);
	return examine(c, error) && send_all(c, wait, error) && collect(c, last_attempt(c) > before, error) && examine(c, error);
}

static bool
pass(Courier *c, int64_t *wait, GError **error)
{
	g_autofree char *beat = instant_rfc3339(host_now());
	/* Before anything acts: a secret that was refused and corrected since must not be tried once more. */
	if (asked_to_reload || conf_changed(c))
		reload(c);
	/* The stamp first: what changes while we work brings another pass. */
	return db_changed(c->session->db, &c->stamp, error) && local_put(c->session->db, "courier.beat", beat, error) &&
	       session_reload(c->session, error) && look_at_home(c, error) && work(c, wait, error) &&
	       log_in_daily(c, error);
}

/* --- waiting ------------------------------------------------------------------------------------------------------ */

/* The first instant after now at which something is due by itself; INSTANT_NONE: nothing is. */
static bool
next_due(Courier *c, Instant now, Instant *next, GError **error)
{
	g_autoptr(GPtrArray) notices = NULL;
	Instant known;
	*next = INSTANT_NONE;
	if (!query_outbox(c->session->db, INSTANT_NONE, &notices, error) || !query_outbox_next(c->session->db, &known, error))
		return false;
	/* What could be tried now and was not (a stopped account, nobody to write to) has no time of its own. */
	if (known != INSTANT_NONE && known > now && !(c->demo && c->options->mode == COURIER_UNTIL_IDLE))
		*next = known;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		Instant at = MAX(n->hold_until, n->next_at); /* INSTANT_NONE is the least there is */
		if (!notice_settled(n) && at != INT64_MAX && at > now && (*next == INSTANT_NONE || at < *next))
			*next = at;
	}
	return true;
}

/* A register that was moved away or removed is nobody's any more: what would be written to it is lost. */
static bool
still_there(const Courier *c)
{
	const char *path = db_path(c->session->db);
	return !path || access(path, F_OK) == 0;
}

/* When the next pass has to be, by the monotonic clock: a heartbeat, or a mailbox to read. */
static int64_t
next_pass_ms(const Courier *c)
{
	int64_t next = host_monotonic_ms() + PASS_SECONDS * 1000;
	for (gsize i = 0; i < G_N_ELEMENTS(c->inboxes); i++)
		if (c->inboxes[i].present && c->home != HOME_MOVED)
			next = MIN(next, c->inboxes[i].next_ms);
	return next;
}

/* Sleeps until then, a change of the register by somebody else or of the configuration, or a signal. The wall clock is looked at each time: a machine
 * that was suspended goes on at once. */
static bool
sleep_until(Courier *c, Instant until, GError **error)
{
	int64_t stamp, end = next_pass_ms(c);
	while (!asked_to_end && !asked_to_reload && !conf_changed(c) && still_there(c) && host_now() < until && host_monotonic_ms() < end) {
		poll(NULL, 0, LOOK_MS);
		if (!db_changed(c->session->db, &stamp, error))
			return false;
		if (stamp != c->stamp)
			break;
	}
	return true;
}

/* One pass and the sleep after it. *idle: nothing will be due by itself. */
static bool
turn(Courier *c, bool *idle, GError **error)
{
	int64_t wait = 0;
	Instant next;
	if (!pass(c, &wait, error))
		return false;
	/* What may have been sent is sent again at once, also by a courier that runs once. */
	if (c->options->mode == COURIER_ONCE)
		return wait != 1 || pass(c, &wait, error);
	Instant now = session_now(c->session);
	if (!next_due(c, now, &next, error))
		return false;
	if (wait && (next == INSTANT_NONE || now + wait < next))
		next = now + wait;
	if (c->home != HOME_HERE)
		next = INSTANT_NONE;
	*idle = next == INSTANT_NONE;
	if (*idle && c->options->mode == COURIER_UNTIL_IDLE)
		return true;
	return sleep_until(c, *idle ? now + PASS_SECONDS : next, error);
}

/*
 * Who queues a notice starts a courier only where none holds the lock. So one that is about to end lets the lock go first, and then looks once
 * more: either its lock was seen to be free, or the change is seen here. Where another has taken the lock meanwhile, that one does it.
 */
static bool
may_leave(Courier *c, GError **error)
{
	int64_t before = c->stamp, stamp;
	if (asked_to_end || c->lock < 0)
		return true;
	/* A single pass changes the register itself; what others changed during it they wait for, or the next one finds. */
	if (c->options->mode == COURIER_ONCE && !db_changed(c->session->db, &before, error))
		return true;
	close(c->lock);
	c->lock = -1;
	if (!db_changed(c->session->db, &stamp, error) || stamp == before)
		return true;
	c->lock = host_courier_lock(db_path(c->session->db), NULL);
	return c->lock < 0;
}

bool
courier_run(const CourierOptions *options, GError **error)
{
	g_auto(Courier) c = {.options = options, .lock = -1};
	int failed = 0;
	bool idle = false;
	catch_signals();
	if (!set_up(&c, error))
		return false;
	while (!asked_to_end && still_there(&c)) {
		g_autoptr(GError) problem = NULL;
		bool ok = turn(&c, &idle, &problem), done = options->mode == COURIER_ONCE || (idle && options->mode == COURIER_UNTIL_IDLE);
		if (ok && done && may_leave(&c, &problem) && !problem)
			return true;
		ok = ok && !problem;
		failed = ok ? 0 : failed + 1;
		if (!ok && (options->mode == COURIER_ONCE || failed >= FAILED_PASSES)) {
			g_propagate_error(error, g_steal_pointer(&problem));
			return false;
		}
		if (!ok) {
			say(&c, problem->message);
			poll(NULL, 0, FAILED_WAIT * 1000);
		}
	}
	return true;
}
