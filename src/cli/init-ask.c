/* The questions of `init`: each is checked when it is answered, and asked again until the answer will do. */
#include "src/cli/init-ask.h"

#include "src/cli/ask.h"
#include "src/cli/out.h"

#include "src/core/address.h"
#include "src/core/conf.h"
#include "src/core/person.h"
#include "src/core/ref.h"
#include "src/core/settings.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/people.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

void
setup_clear(Setup *s)
{
	char **all[] = {&s->org, &s->code, &s->me, &s->my_name, &s->my_mail, &s->role, &s->phone, &s->dpo, &s->dpo_name, &s->dpo_mail, &s->dpo_pec,
		&s->dpo_phone, &s->dpo_position, &s->dpo_since, &s->language, &s->zone, &s->vat, &s->office, &s->pec, &s->desk_phone, &s->dpo_reason,
		&s->server, &s->user, &s->from, &s->password_command, &s->password_file, &s->ca_file};
	for (guint i = 0; i < G_N_ELEMENTS(all); i++)
		g_clear_pointer(all[i], g_free);
}

/* --- two people ---------------------------------------------------------------------------------------------------------------- */

static bool
name_and_mail(const char *text, char **name, char **mail, GError **error)
{
	g_clear_pointer(name, g_free);
	g_clear_pointer(mail, g_free);
	if (!text)
		return true;
	if (!strchr(text, '<') && !strchr(text, '@')) {
		*name = g_strdup(text);
		return true;
	}
	if (!address_parse(text, name, mail, error))
		return false;
	if (!*name)
		*name = g_strdup(*mail);
	return true;
}

static bool
is_dpo(const Setup *s)
{
	return g_strcmp0(s->role, role_code(ROLE_DPO)) == 0;
}

bool
setup_names(Setup *s, GError **error)
{
	if (!name_and_mail(s->me, &s->my_name, &s->my_mail, error)) {
		g_prefix_error(error, "--me: ");
		return false;
	}
	if (!s->dpo && is_dpo(s) && (s->my_mail || s->dpo_pec))
		s->dpo = g_strdup(s->me);
	if (name_and_mail(s->dpo, &s->dpo_name, &s->dpo_mail, error))
		return true;
	g_prefix_error(error, "--dpo: ");
	return false;
}

/* --- what will do ---------------------------------------------------------------------------------------------------------------- */

typedef bool Check(const Cli *cli, const Setup *s, const char *text, GError **error);

static bool
check_me(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_autofree char *name = NULL, *mail = NULL;
	(void)cli;
	(void)s;
	return name_and_mail(text, &name, &mail, error) && person_input_check(&(PersonInput){.name = name, .email = mail}, error);
}

/* Who said to be the DPO, and said who that is. */
static bool
check_own(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_autofree char *me = NULL, *mine = NULL, *dpo = NULL, *theirs = NULL;
	if (!check_me(cli, s, text, error))
		return false;
	if (!is_dpo(s) || !s->dpo || !name_and_mail(text, &me, &mine, NULL) || !name_and_mail(s->dpo, &dpo, &theirs, NULL))
		return true;
	return g_strcmp0(me, dpo) == 0 || err_set(error, E_USAGE, "--role dpo is yours, but --dpo names somebody else: give one of them");
}

static bool
check_role(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	Role role;
	g_autofree char *me = NULL, *mine = NULL, *dpo = NULL, *theirs = NULL;
	(void)cli;
	if (!role_parse(text, &role))
		return err_set(error, E_USAGE, "%s is no role: there are security, dpo, manager, auditor, admin", text);
	if (role != ROLE_DPO || !s->me || !s->dpo || !name_and_mail(s->me, &me, &mine, NULL) || !name_and_mail(s->dpo, &dpo, &theirs, NULL))
		return true;
	return g_strcmp0(me, dpo) == 0 || err_set(error, E_USAGE, "the DPO is %s: choose another role for yourself", dpo);
}

static bool
check_phone(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	(void)cli;
	(void)s;
	return person_input_check(&(PersonInput){.phone = text}, error);
}

static bool
check_mail(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	(void)cli;
	(void)s;
	return address_check(text, error);
}

static bool
check_day(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	Instant t;
	g_autoptr(GTimeZone) zone = host_zone(s->zone ? s->zone : "Europe/Rome", error);
	return zone && instant_parse_day(text, cli->now, zone, &t, error);
}

static bool
check_zone(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_autoptr(GTimeZone) zone = host_zone(text, error);
	(void)cli;
	(void)s;
	return zone != NULL;
}

static bool
check_server(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_auto(ConfServer) server = {0};
	(void)cli;
	(void)s;
	if (!conf_server_parse(text, &server, error))
		return false;
	return (server.scheme != CONF_IMAP && server.scheme != CONF_IMAPS) ||
		err_set(error, E_CONFIG, "%s is of the wrong kind: give %s", text, "smtp://host:587, smtps://host:465, maildir:/path");
}

static bool
check_sender(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_autofree char *address = NULL;
	(void)cli;
	(void)s;
	return address_parse(text, NULL, &address, error);
}

static bool
check_command(const Cli *cli, const Setup *s, const char *text, GError **error)
{
	g_autoptr(Conf) trial = conf_new();
	g_autofree char *line = g_strdup_printf("[email]\npassword-command = %s\n", text);
	(void)cli;
	(void)s;
	return conf_merge(trial, line, "breccia.conf", error);
}

/* --- the questions --------------------------------------------------------------------------------------------------------------- */

typedef enum {
	ASK_ORG, ASK_CODE, ASK_VAT, ASK_OFFICE, ASK_PEC, ASK_DESK, ASK_ME, ASK_ROLE, ASK_PHONE, ASK_DPO, ASK_DPO_PEC, ASK_DPO_PHONE,
	ASK_DPO_POSITION, ASK_DPO_REASON, ASK_DPO_SINCE, ASK_LANGUAGE, ASK_ZONE, ASK_SERVER, ASK_FROM, ASK_USER, ASK_COMMAND, ASK_COUNT
} Ask;

typedef struct {
	const char *option;
	gsize at; /* in a Setup */
	const char *question;
	const char *setting; /* whose rules count; NULL */
	Check *check;        /* NULL: anything */
	const char *needed;  /* what is said of an answer that is empty; NULL: it may be */
} InitQuestion;

#define AT(member) offsetof(Setup, member)

static const InitQuestion questions[ASK_COUNT] = {
	[ASK_ORG] = {"org", AT(org), N_("Name of the company:"), "organisation.name", NULL,
		N_("type the name of the company: a register needs it")},
	[ASK_CODE] = {"code", AT(code), N_("Short code, for the subjects of mails:"), "code", NULL, NULL},
	[ASK_VAT] = {"vat", AT(vat), N_("VAT number (Enter: later):"), "organisation.vat", NULL, NULL},
	[ASK_OFFICE] = {"office", AT(office), N_("Registered office (Enter: later):"), "organisation.office", NULL, NULL},
	[ASK_PEC] = {"pec", AT(pec), N_("PEC of the company (Enter: none):"), "organisation.pec", NULL, NULL},
	[ASK_DESK] = {"desk-phone", AT(desk_phone), N_("Telephone of the desk that answers about breaches (Enter: later):"), "organisation.phone", NULL,
		NULL},
	[ASK_ME] = {"me", AT(me), N_("Your name and e-mail address, NAME <MAIL>:"), NULL, check_own,
		N_("type your name: Maria Bianchi <maria@rossi.example>")},
	[ASK_ROLE] = {"role", AT(role), N_("Your role: security, dpo, manager or admin:"), NULL, check_role, NULL},
	[ASK_PHONE] = {"phone", AT(phone), N_("Your telephone (Enter: later):"), NULL, check_phone, NULL},
	[ASK_DPO] = {"dpo", AT(dpo), N_("The DPO, NAME <MAIL> (Enter: appointed later):"), NULL, check_me, NULL},
	[ASK_DPO_PEC] = {"dpo-pec", AT(dpo_pec), N_("The DPO's PEC (Enter: none):"), NULL, check_mail, NULL},
	[ASK_DPO_PHONE] = {"dpo-phone", AT(dpo_phone), N_("The DPO's telephone (Enter: later):"), NULL, check_phone, NULL},
	[ASK_DPO_POSITION] = {"dpo-position", AT(dpo_position), N_("The DPO's position in the company, if any (Enter: none):"), NULL, NULL, NULL},
	[ASK_DPO_REASON] = {"dpo-reason", AT(dpo_reason), N_("Such a position is usually in conflict with a DPO's duties. Why is it not here?"), NULL, NULL,
		N_("say in a sentence why it is no conflict: it stays with the appointment")},
	[ASK_DPO_SINCE] = {"dpo-since", AT(dpo_since), N_("In office since (a date):"), NULL, check_day, NULL},
	[ASK_LANGUAGE] = {"language", AT(language), N_("Language of the notices, it or en:"), "language", NULL, NULL},
	[ASK_ZONE] = {"zone", AT(zone), N_("Time zone of the company:"), NULL, check_zone, NULL},
	[ASK_SERVER] = {"server", AT(server), N_("Mail server for sending, smtp://HOST:587 (Enter: later):"), NULL, check_server, NULL},
	[ASK_FROM] = {"from", AT(from), N_("Sender's address:"), NULL, check_sender, N_("type the address that notices come from")},
	[ASK_USER] = {"user", AT(user), N_("User name at the mail server:"), NULL, NULL, NULL},
	[ASK_COMMAND] = {"password-command", AT(password_command), N_("Command that prints the password (Enter: later):"), NULL, check_command, NULL},
};

static char **
place_of(Setup *s, Ask which)
{
	return (char **)(void *)((char *)s + questions[which].at);
}

static bool
stopped(GError **error)
{
	return err_set(error, E_USAGE, "the questions were not answered to the end: no register was made");
}

static void
say_why(const char *message)
{
	g_autofree char *safe = out_safe(message);
	out_under(2, TONE_BAD, safe);
}

static bool
will_do(const Cli *cli, const Setup *s, Ask which, const char *text, GError **error)
{
	const InitQuestion *q = &questions[which];
	g_autofree char *canonical = NULL;
	if (text_blank(text))
		return !q->needed || err_set(error, E_USAGE, "%s", _(q->needed));
	return (!q->setting || setting_check(setting_find(q->setting), text, &canonical, error)) && (!q->check || q->check(cli, s, text, error));
}

/* What was said already, by an option or before, is not asked. */
static bool
ask(const Cli *cli, Setup *s, Ask which, const char *preset, GError **error)
{
	char **to = place_of(s, which);
	while (!*to) {
		g_autoptr(GError) why = NULL;
		g_autofree char *answer = ask_line(_(questions[which].question), preset);
		if (!answer)
			return stopped(error);
		if (!will_do(cli, s, which, answer, &why)) {
			say_why(why->message);
			continue;
		}
		if (!text_blank(answer))
			*to = g_steal_pointer(&answer);
		return true;
	}
	return true;
}

static bool
ask_those(const Cli *cli, Setup *s, Ask first, Ask last, GError **error)
{
	for (Ask a = first; a <= last; a++)
		if (!ask(cli, s, a, NULL, error))
			return false;
	return true;
}

/* Nobody answers twenty questions to hear then that an option was wrong. */
static bool
check_options(const Cli *cli, Setup *s, GError **error)
{
	for (Ask a = 0; a < ASK_COUNT; a++) {
		const char *text = *place_of(s, a);
		if (!text || will_do(cli, s, a, text, error))
			continue;
		g_prefix_error(error, "--%s: ", questions[a].option);
		return false;
	}
	return true;
}

/* --- the DPO ----------------------------------------------------------------------------------------------------------------------- */

/* Somebody else is asked for: nothing of what was said of the one before is about them. Who said to be it themselves has another role. */
static void
forget_dpo(Setup *s)
{
	char **all[] = {&s->dpo, &s->dpo_name, &s->dpo_mail, &s->dpo_pec, &s->dpo_phone, &s->dpo_position, &s->dpo_reason};
	for (guint i = 0; i < G_N_ELEMENTS(all); i++)
		g_clear_pointer(all[i], g_free);
	if (is_dpo(s))
		g_clear_pointer(&s->role, g_free);
}

/* By name, and with an address of one kind or the other. */
static bool
ask_who(const Cli *cli, Setup *s, GError **error)
{
	for (;;) {
		bool mine = is_dpo(s);
		if (mine && !s->dpo)
			s->dpo = g_strdup(s->me);
		if (!ask(cli, s, ASK_DPO, NULL, error))
			return false;
		if (!s->dpo && (s->dpo_pec || s->dpo_phone || s->dpo_position || s->dpo_reason || s->dpo_since)) {
			say_why(_("an option says something of the DPO: name the DPO, NAME <MAIL>"));
			continue;
		}
		if (!s->dpo)
			return true;
		if (!ask(cli, s, ASK_DPO_PEC, NULL, error) || !name_and_mail(s->dpo, &s->dpo_name, &s->dpo_mail, error))
			return false;
		if (s->dpo_mail || s->dpo_pec)
			return true;
		say_why(_("no notice could reach the DPO: give an e-mail address, NAME <MAIL>, or the PEC"));
		g_clear_pointer(&s->dpo, g_free);
		if (!mine)
			continue;
		g_clear_pointer(&s->me, g_free);
		if (!ask(cli, s, ASK_ME, NULL, error))
			return false;
	}
}

/* *other: it has to be somebody else. */
static bool
ask_position(const Cli *cli, Setup *s, bool *other, GError **error)
{
	const char *title = NULL;
	*other = false;
	for (;;) {
		if (!ask(cli, s, ASK_DPO_POSITION, NULL, error))
			return false;
		const Conflict conflict = dpo_conflict(s->dpo_position ? s->dpo_position : "", &title);
		if (conflict == CONFLICT_WARN)
			return ask(cli, s, ASK_DPO_REASON, NULL, error);
		if (conflict == CONFLICT_NONE)
			return true;
		g_autofree char *line = g_strdup_printf(_("the position \"%s\" cannot be that of a DPO, who may be neither the company's administrator "
			"nor its operations director: appoint somebody else"), title);
		say_why(line);
		*other = ask_yes(_("Appoint somebody else? No: the position was mistyped."), true);
		g_clear_pointer(&s->dpo_position, g_free);
		if (feof(stdin))
			return stopped(error);
		if (*other)
			return true;
	}
}

static bool
ask_declared(Setup *s, bool *other, GError **error)
{
	if (s->declared)
		return true;
	*other = ask_yes(_("Is the DPO the company's administrator or its operations director?"), false);
	if (feof(stdin))
		return stopped(error);
	s->declared = !*other;
	if (*other)
		say_why(_("the company's administrator or operations director cannot be its DPO: appoint somebody else"));
	return true;
}

static bool
ask_dpo(const Cli *cli, Setup *s, bool *other, GError **error)
{
	*other = false;
	if (!ask_who(cli, s, error))
		return false;
	if (!s->dpo)
		return true;
	if (!ask(cli, s, ASK_DPO_PHONE, NULL, error) || !ask_position(cli, s, other, error))
		return false;
	return *other || (ask(cli, s, ASK_DPO_SINCE, _("today"), error) && ask_declared(s, other, error));
}

/* --- all of them ------------------------------------------------------------------------------------------------------------------- */

static bool
ask_people(const Cli *cli, Setup *s, GError **error)
{
	g_autofree char *login = host_account(), *full = host_full_name();
	bool other = false;
	if (!ask(cli, s, ASK_ME, full ? full : login, error))
		return false;
	do {
		if (other)
			forget_dpo(s);
		if (!ask(cli, s, ASK_ROLE, role_code(ROLE_SECURITY), error) || (!other && !ask(cli, s, ASK_PHONE, NULL, error)) ||
			!ask_dpo(cli, s, &other, error))
			return false;
	} while (other);
	return true;
}

static bool
ask_mail(const Cli *cli, Setup *s, GError **error)
{
	if (!ask(cli, s, ASK_SERVER, NULL, error))
		return false;
	return !s->server || (ask(cli, s, ASK_FROM, NULL, error) && ask(cli, s, ASK_USER, s->from, error) && ask(cli, s, ASK_COMMAND, NULL, error));
}

bool
init_ask(const Cli *cli, Setup *s, GError **error)
{
	if (!check_options(cli, s, error) || !ask(cli, s, ASK_ORG, NULL, error))
		return false;
	g_autofree char *code = ref_code_default(s->org);
	return ask(cli, s, ASK_CODE, code, error) && ask_those(cli, s, ASK_VAT, ASK_DESK, error) && ask_people(cli, s, error) &&
		ask(cli, s, ASK_LANGUAGE, lang_code(cli->lang), error) && ask(cli, s, ASK_ZONE, "Europe/Rome", error) && ask_mail(cli, s, error);
}
