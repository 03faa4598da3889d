/* What a person asks the courier to try. */
#include "src/courier/trial.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/courier/child.h"
#include "src/courier/compose.h"
#include "src/courier/sender.h"
#include "src/host/host.h"
#include "src/register/session.h"

#define CONFINED_MS 10000

static const Words subject = {"breccia: test message", "breccia: messaggio di prova"};
static const Words text = {
	"This is a test message of breccia, which keeps the register of personal data\n"
	"breaches. Somebody asked for it, to see whether notices can leave by this account.\n"
	"\n"
	"Nothing has happened, and nothing has to be done.\n",
	"Questo è un messaggio di prova di breccia, il registro delle violazioni di dati\n"
	"personali. È stato chiesto da una persona, per vedere se le comunicazioni possono\n"
	"partire da questa casella.\n"
	"\n"
	"Non è successo nulla, e non c'è nulla da fare.\n",
};

typedef struct {
	Session *session;
	Conf *conf;
	char *account, *machine;
	Sender sender;
} Trial;

static void
trial_clear(Trial *t)
{
	sender_clear(&t->sender);
	g_clear_pointer(&t->session, session_free);
	g_clear_pointer(&t->conf, conf_free);
	g_free(t->account);
	g_free(t->machine);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trial, trial_clear)

static bool
choose(Trial *t, const char *account, GError **error)
{
	Channel channel;
	const char *name = account ? account : conf_has_account(t->conf, "email") ? "email" : "pec";
	if (!channel_parse(name, &channel) || (channel != CHANNEL_EMAIL && channel != CHANNEL_PEC))
		return err_set(error, E_USAGE, "%s is no account: --account is email or pec", name);
	sender_init(&t->sender, channel, t->conf);
	return t->sender.present ||
	       err_set(error, E_CONFIG, "no [%s] account is set up on this machine: breccia.conf(5)", channel_code(channel));
}

static bool
set_up(Trial *t, const TrialOptions *o, GError **error)
{
	t->account = host_account();
	t->machine = host_machine_id();
	const Surroundings host = {
		.now = host_now, .random = host_random, .zone = host_zone, .account = t->account, .machine = t->machine, .lang = o->lang,
	};
	return host_conf(o->conf_file, &t->conf, error) && choose(t, o->account, error) &&
	       session_open_courier(o->uri, &host, &t->session, error);
}

static bool
compose(const Trial *t, const char *to, const char *id, GBytes **bytes, GError **error)
{
	const Mailbox boxes[] = {{NULL, to}, {NULL, NULL}};
	Lang lang = t->session->lang;
	const Mail mail = {
		.from = {t->sender.name ? t->sender.name : settings_text(t->session->settings, "organisation.name"), t->sender.from},
		.to = boxes, .subject = words_in(&subject, lang), .text = words_in(&text, lang), .date = session_now(t->session),
		.zone = t->session->zone, .message_id = id, .automatic = true,
	};
	return compose_message(&mail, bytes, error);
}

static json_t *
answer_of(const Trial *t, const Submission *s, const char *to, const char *id, Lang lang)
{
	json_t *o = json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:s?, s:s?, s:i, s:s, s:s?}", "v", 1, "account", t->sender.group, "from",
	                      t->sender.from, "to", to, "message_id", id, "verdict", verdict_code(s->verdict), "server", s->server, "tls", s->tls,
	                      "code", s->code, "reply", s->reply, "hint", conf_hint(t->conf, t->sender.group, lang));
	json_object_set_new(o, "authenticated", json_boolean(s->authenticated));
	json_object_set_new(o, "dsn", json_boolean(s->dsn));
	json_object_set_new(o, "stored", json_boolean(s->stored));
	json_object_set_new(o, "heard", s->heard ? json_incref(s->heard) : json_array());
	return o;
}

bool
trial_send(const TrialOptions *o, json_t **answer, GError **error)
{
	g_auto(Trial) t = {0};
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Submission) s = NULL;
	unsigned char random[16];
	if (!set_up(&t, o, error))
		return false;
	const char *to = o->to ? o->to : t.sender.from;
	host_random(random, sizeof random);
	g_autofree char *id = compose_message_id("test", random, address_domain(t.sender.from)), *envid = compose_envid(id);
	Envelope envelope = {.to = (const char *const[]){to, NULL}, .envid = envid, .want_dsn = true};
	if (!address_check(to, error) || !compose(&t, to, id, &bytes, error) || !sender_submit(&t.sender, &envelope, bytes, &s, error) ||
	    !sender_learn(&t.sender, t.session->db, session_now(t.session), s, error))
		return false;
	*answer = answer_of(&t, s, to, id, o->lang);
	return true;
}

/* --- walls -------------------------------------------------------------------------------------------------------- */

static bool
ask(const char *as, json_t **confined, GError **error)
{
	g_auto(ChildResult) child = {0};
	json_auto_t *request = json_pack("{s:s}", "as", as);
	if (!child_run("confined", request, CONFINED_MS, &child, error))
		return false;
	json_t *told = child.frames->len ? json_object_get(g_ptr_array_index(child.frames, 0), "confined") : NULL;
	if (!told || child.end != CHILD_EXITED || child.status)
		return err_set(error, E_UNAVAILABLE, "a process cannot be confined on this machine");
	*confined = json_incref(told);
	return true;
}

bool
trial_confinement(json_t **answer, GError **error)
{
	json_auto_t *network = NULL, *parser = NULL;
	if (!ask("network", &network, error) || !ask("parser", &parser, error))
		return false;
	*answer = json_pack("{s:i, s:O, s:O}", "v", 1, "network", network, "parser", parser);
	return true;
}
