/* doctor: would a notice leave tonight? Everything that must be true for that, looked at one by one. */
#include "src/cli/leaving.h"
#include "src/cli/round-trip.h"
#include "src/cli/send-test.h"
#include "src/cli/watch.h"

#include "db/verify.h"
#include "src/core/clock.h"
#include "src/host/host.h"

#include <inttypes.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

typedef enum { FINE, NOTE, WRONG } Finding;

typedef struct {
	Cli *cli;
	Sheet *sheet;
	Finding worst;
} Round;

static const Column columns[] = {
	{"state", "", false}, {"check", N_("WHAT"), false}, {"say", N_("FOUND"), true},
};

/* check: N_("..."), in English in JSON, because programs look for it. */
static void
say(Round *r, Finding finding, const char *check, const char *words)
{
	static const char *const marks[] = {[FINE] = N_("ok"), [NOTE] = N_("note"), [WRONG] = N_("WRONG")};
	static const char *const codes[] = {[FINE] = "ok", [NOTE] = "note", [WRONG] = "wrong"};
	static const Tone tones[] = {[FINE] = TONE_GOOD, [NOTE] = TONE_WARN, [WRONG] = TONE_BAD};
	sheet_row(r->sheet);
	sheet_cell2(r->sheet, _(marks[finding]), json_string(codes[finding]));
	sheet_tone(r->sheet, tones[finding]);
	sheet_cell2(r->sheet, _(check), json_string(check));
	sheet_cell(r->sheet, words);
	r->worst = MAX(r->worst, finding);
}

/* --- the register ------------------------------------------------------------------------------------------------------- */

static void
look_at_register(Round *r)
{
	Cli *cli = r->cli;
	Tip tip = {0};
	const char *path = db_path(cli->session->db);
	struct statvfs disk;
	if (query_tip(cli->session->db, &tip, NULL)) {
		g_autofree char *words = g_strdup_printf(_("%s, %" PRId64 " events%s"), path ? path : ":memory:", tip.seq,
			tip.demo ? _(", a demonstration") : "");
		say(r, FINE, N_("register"), words);
	}
	tip_clear(&tip);
	if (path && statvfs(path, &disk) == 0) {
		uint64_t mb = (uint64_t)disk.f_bavail * disk.f_frsize / 1000000;
		g_autofree char *words = g_strdup_printf(_("%" PRIu64 " MB free"), mb);
		say(r, mb < 100 ? WRONG : mb < 1000 ? NOTE : FINE, N_("disk"), words);
	}
}

/* The chain alone, and only where that takes no time: doctor is asked often. */
#define CHAIN_AT_ONCE 100000 /* events */

static void
look_at_seal(Round *r)
{
	Db *db = r->cli->session->db;
	Tip tip = {0};
	Verdicts v = {0};
	Instant at;
	g_autofree char *text = NULL;
	bool known = local_get(db, LOCAL_VERIFIED, &text, NULL) && text && instant_from_rfc3339(text, &at);
	g_autofree char *when = known ? instant_show_short(at, r->cli->now, r->cli->session->zone) : NULL;
	g_autofree char *whole = known ? g_strdup_printf(_("verified whole %s"), when) : g_strdup(_("never verified whole here: breccia verify"));
	bool small = query_tip(db, &tip, NULL) && tip.seq <= CHAIN_AT_ONCE;
	tip_clear(&tip);
	if (!small || !verify_register(db, true, NULL, NULL, &v, NULL)) {
		say(r, NOTE, N_("seal"), whole);
		return;
	}
	g_autofree char *words = v.sound ? g_strdup_printf(_("the chain is unbroken; %s"), whole) : g_strdup_printf(_("BROKEN: %s"), v.what);
	say(r, v.sound ? FINE : WRONG, N_("seal"), words);
	verdicts_clear(&v);
}

/* Says so in words in which each %s is the path. */
static bool
others_may(Round *r, const char *path, mode_t what, const char *say_it)
{
	struct stat st;
	if (stat(path, &st) != 0 || !(st.st_mode & what) || (S_ISDIR(st.st_mode) && (st.st_mode & S_ISVTX)))
		return false;
	g_auto(GStrv) around = g_strsplit(say_it, "%s", -1);
	g_autofree char *words = g_strjoinv(path, around);
	say(r, WRONG, N_("permissions"), words);
	return true;
}

static void
look_at_permissions(Round *r)
{
	const char *path = db_path(r->cli->session->db);
	g_autofree char *folder = path ? g_path_get_dirname(path) : NULL;
	g_auto(GStrv) files = host_conf_files(r->cli->conf_file);
	/* A register that is open itself is refused before anybody comes here. */
	bool open = path && others_may(r, folder, S_IWOTH, _("everybody can replace the register in %s: chmod o-w %s"));
	/* What stands there as password-command is run. */
	for (char **f = files; *f; f++)
		open = others_may(r, *f, S_IWOTH, _("everybody can change %s, which may name commands: chmod o-w %s")) || open;
	if (!open)
		say(r, FINE, N_("permissions"), _("register, its folder and the configuration are closed to others"));
}

static void
look_at_language(Round *r)
{
	Session *s = r->cli->session;
	static const Words names = {"English", "inglese"}, italian = {"Italian", "italiano"};
	const char *set = conf_text(r->cli->conf, "ui", "language"), *is = r->cli->lang == LANG_IT ? "it" : "en";
	const char *notices = words_in(s->lang == LANG_IT ? &italian : &names, r->cli->lang);
	const char *here = words_in(r->cli->lang == LANG_IT ? &italian : &names, r->cli->lang);
	bool differs = set && !g_str_equal(set, is);
	g_autofree char *words = differs ? g_strdup_printf(_("the configuration says %s, but LANG gives %s here"), set, is)
					 : g_strdup_printf(_("%s; notices: %s"), here, notices);
	say(r, differs ? NOTE : FINE, N_("language"), words);
}

static void
look_at_zone(Round *r)
{
	const char *home = settings_text(r->cli->session->settings, "zone");
	g_autofree char *system = host_system_zone();
	g_autofree char *words = g_str_equal(home, system ? system : home)
		? g_strdup(home)
		: g_strdup_printf(_("times are read and shown in %s; this system is set to %s"), home, system);
	say(r, g_str_equal(home, system ? system : home) ? FINE : NOTE, N_("zone"), words);
}

static void
look_at_people(Round *r)
{
	Session *s = r->cli->session;
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) person = NULL;
	if (!query_dpo_at(s->db, r->cli->now, &dpo, NULL) || (dpo && !query_person(s->db, dpo->person, &person, NULL)))
		return;
	if (!dpo || !person)
		say(r, WRONG, N_("DPO"), _("nobody is appointed: that is a violation of its own. breccia dpo appoint"));
	else {
		g_autofree char *words = g_strdup_printf("%s%s%s%s%s", person->name, person->email ? ", " : "", person->email ? person->email : "",
			person->pec ? ", PEC " : "", person->pec ? person->pec : "");
		say(r, FINE, N_("DPO"), words);
		if (!person->phone && !person->phone_out)
			say(r, NOTE, N_("DPO"), _("no telephone: who logs at night has nobody to call. breccia person change"));
		bool external = false;
		if (person->pec && query_is_external(s->db, person->pec, &external, NULL) && external)
			say(r, WRONG, N_("DPO"), _("the PEC address is no PEC mailbox: no receipt of delivery will ever come. breccia person change --pec"));
		g_autofree char *absence = view_absence(r->cli);
		if (absence)
			say(r, NOTE, N_("DPO"), absence);
		if (!dpo->deputy)
			say(r, NOTE, N_("deputy"), _("no deputy is named: while the DPO is away nobody reads the notice"));
	}
	if (s->alone)
		say(r, NOTE, N_("people"), _("one person alone: nobody watches the other. breccia person add"));
}

static void
look_at_clock(Round *r)
{
	Tip tip = {0};
	if (query_tip(r->cli->session->db, &tip, NULL) && tip.at > r->cli->now + INSTANT_AHEAD)
		say(r, WRONG, N_("clock"), _("this machine's clock stands before the newest event: set it right"));
	else
		say(r, FINE, N_("clock"), _("not before the newest event"));
	tip_clear(&tip);
	switch (host_clock_sync()) {
	case HOST_SYNC_YES:
		say(r, FINE, N_("time"), _("the clock is kept right by the network"));
		break;
	case HOST_SYNC_NO:
		say(r, NOTE, N_("time"), _("nothing keeps this clock right, as far as the kernel knows: timedatectl set-ntp true"));
		break;
	case HOST_SYNC_UNKNOWN:
		say(r, NOTE, N_("time"), _("whether the clock is kept right cannot be told here, as in a container"));
		break;
	}
}

/* --- the mail ------------------------------------------------------------------------------------------------------------ */

/* Thirty days before, a note; on the last one nothing may leave tonight. */
static void
look_at_password(Round *r, const char *group, const char *check)
{
	int days = watch_password(r->cli, group);
	const char *day = conf_text(r->cli->conf, group, "password-expires");
	if (days == WATCH_NEVER)
		return;
	g_autofree char *words = days < 0 ? g_strdup_printf(_("the password expired on %s"), day)
		: g_strdup_printf(ngettext("the password expires in %d day, on %s", "the password expires in %d days, on %s", (unsigned long)days),
			days, day);
	say(r, days <= 1 ? WRONG : days <= 30 ? NOTE : FINE, check, words);
}

/* A server that is no server. */
static void
look_at_maildir(Round *r, const char *check, const char *server)
{
	g_auto(ConfServer) parsed = {0};
	Tip tip = {0};
	if (!conf_server_parse(server, &parsed, NULL) || parsed.scheme != CONF_MAILDIR)
		return;
	if (access(parsed.path, F_OK) == 0 && access(parsed.path, W_OK) != 0)
		say(r, WRONG, check, _("its folder cannot be written"));
	if (query_tip(r->cli->session->db, &tip, NULL) && !tip.demo)
		say(r, NOTE, check, _("notices are written to a folder, not sent: that meets no clock"));
	tip_clear(&tip);
}

/* When the server last let this account in, by a message or by the login of the day; *at INSTANT_NONE: never. (transfer full) */
static char *
login_words(Round *r, const char *group, Instant *at)
{
	g_autofree char *key = g_strconcat("login.smtp.", group, NULL), *text = NULL;
	*at = INSTANT_NONE;
	if (!local_get(r->cli->session->db, key, &text, NULL) || !text)
		return NULL;
	json_auto_t *o = json_loads(text, 0, NULL);
	const char *good = json_string_value(json_object_get(o, "good")), *problem = json_string_value(json_object_get(o, "error"));
	if (good && !instant_from_rfc3339(good, at))
		*at = INSTANT_NONE;
	g_autofree char *when = *at != INSTANT_NONE ? instant_show_short(*at, r->cli->now, r->cli->session->zone) : NULL;
	g_autofree char *last = when ? g_strdup_printf(_("last good login %s"), when) : g_strdup(_("no good login yet"));
	return problem ? g_strdup_printf("%s; %s", last, problem) : g_steal_pointer(&last);
}

/* What became of the newest notice of the last day that this account was to send, and whether it was in vain. */
static const Notice *
newest_attempt(const GPtrArray *notices, const char *group)
{
	const Notice *newest = NULL;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		bool tried = n->attempts > 0 && n->state != NOTICE_SENDING && n->state != NOTICE_CANCELLED;
		if (tried && g_str_equal(channel_code(n->channel), group) && (!newest || n->attempted_at >= newest->attempted_at))
			newest = n;
	}
	return newest && newest->state != NOTICE_SENT ? newest : NULL;
}

static void
look_at_attempt(Round *r, const char *group, const char *check, Instant good)
{
	g_autoptr(GPtrArray) notices = NULL;
	if (!query_outbox(r->cli->session->db, r->cli->now - 86400, &notices, NULL))
		return;
	const Notice *n = newest_attempt(notices, group);
	/* Let in since then: whatever it was is over. A refused recipient is not. */
	if (!n || (n->state != NOTICE_FAILED && good != INSTANT_NONE && good > n->attempted_at))
		return;
	g_autofree char *when = instant_show_short(n->attempted_at, r->cli->now, r->cli->session->zone);
	g_autofree char *words = g_strdup_printf(_("the newest attempt, %s of %s, failed: %s"), when, n->id, n->reply ? n->reply : "?");
	say(r, leaving_fails(n, r->cli->now) ? WRONG : NOTE, check, words);
}

static void
look_at_login(Round *r, const char *group, const char *check)
{
	const char *server = conf_text(r->cli->conf, group, "server");
	Instant good;
	g_autofree char *login = login_words(r, group, &good);
	g_autofree char *words = login ? g_strdup_printf("%s, %s", server, login) : g_strdup(server);
	say(r, FINE, check, words);
	look_at_attempt(r, group, check, good);
}

/* What people stumble over there helps where a login is refused. */
static void
look_at_stopped(Round *r, const char *group, const char *check, const json_t *state)
{
	const char *why = json_string_value(json_object_get(state, "error")), *hint = conf_hint(r->cli->conf, group, r->cli->lang);
	g_autofree char *words = g_strdup_printf(_("%s STOPPED: %s; then breccia outbox retry"), conf_text(r->cli->conf, group, "server"),
		why ? why : "?");
	say(r, WRONG, check, words);
	if (hint)
		say(r, NOTE, check, hint);
}

static void
look_at_account(Round *r, const char *group)
{
	const Conf *conf = r->cli->conf;
	g_autofree char *check = g_strdup_printf("[%s]", group), *secret = NULL, *key = g_strconcat("account.", group, NULL), *status = NULL;
	g_autoptr(GError) error = NULL;
	const char *server = conf_text(conf, group, "server"), *file = conf_text(conf, group, "ca-file");
	/* The secrets of the machine's courier are nobody else's to try. */
	bool ours = host_may_run_courier(db_path(r->cli->session->db));
	bool needs_secret = conf_text(conf, group, "user") && g_strcmp0(conf_text(conf, group, "auth"), "login") == 0;
	if (!conf_has_account(conf, group))
		return;
	look_at_password(r, group, check);
	look_at_maildir(r, check, server);
	if (file && access(file, R_OK) != 0)
		say(r, WRONG, check, _("the ca-file cannot be read"));
	if (ours && needs_secret && !host_secret(conf, group, &secret, &error))
		say(r, WRONG, check, error->message);
	else if (ours && needs_secret && !secret)
		say(r, WRONG, check, _("a user but no secret: set password-command or password-file"));
	json_auto_t *state = local_get(r->cli->session->db, key, &status, NULL) && status ? json_loads(status, 0, NULL) : NULL;
	if (g_strcmp0(json_string_value(json_object_get(state, "status")), "stopped") == 0)
		look_at_stopped(r, group, check, state);
	else
		look_at_login(r, group, check);
}

/* Where the receipts come back to. */
static void
look_at_inbox(Round *r, const char *group)
{
	g_auto(Inbox) inbox = {0};
	if (!view_inbox(r->cli, group, &inbox, NULL) || !inbox.configured)
		return;
	g_autofree char *state = view_inbox_words(r->cli, &inbox), *words = g_strdup_printf("[%s] %s", group, state);
	say(r, inbox.unread || inbox.why ? WRONG : inbox.read_at == INSTANT_NONE ? NOTE : FINE, N_("inbox"), words);
}

/* Where nothing vouches for a signature, no PEC is ever proven. */
static void
look_at_trust(Round *r)
{
	g_autofree char *problem = NULL;
	if (!local_get(r->cli->session->db, LOCAL_TRUST_PROBLEM, &problem, NULL) || !problem)
		return;
	g_autofree char *words = g_strdup_printf(_("receipts cannot be judged: %s"), problem);
	say(r, WRONG, N_("receipts"), words);
}

/* Whether a PEC came all the way, the last time that the register wrote to itself. */
static void
look_at_self_test(Round *r)
{
	g_auto(SelfTest) test = {0};
	if (!conf_has_account(r->cli->conf, "pec") || !query_self_test(r->cli->session->db, &test, NULL))
		return;
	SelfTestState state = self_test_state(&test, r->cli->now);
	g_autofree char *when = instant_show_short(test.attempted_at, r->cli->now, r->cli->session->zone);
	g_autofree char *good = g_strdup_printf(_("a PEC came all the way on %s"), when);
	g_autofree char *bad = g_strdup_printf(_("FAILED: the receipts of the PEC of %s did not come or do not hold"), when);
	if (state == SELF_TEST_GOOD)
		say(r, FINE, N_("self-test"), good);
	else if (state == SELF_TEST_FAILED)
		say(r, WRONG, N_("self-test"), bad);
	else if (conf_text(r->cli->conf, "pec", "inbox"))
		say(r, NOTE, N_("self-test"), state == SELF_TEST_RUNNING ? _("under way")
			: _("never: breccia doctor --round-trip, breccia config set self-test weekly"));
}

/* Has an address, but none that an account of this machine writes to; *alone: of which kind. */
static bool
cannot_be_written_to(const Round *r, const Person *p, Channel *alone)
{
	*alone = p->pec ? CHANNEL_PEC : CHANNEL_EMAIL;
	return (p->pec || p->email) && !(p->pec && leaving_has_account(r->cli, CHANNEL_PEC)) &&
		!(p->email && leaving_has_account(r->cli, CHANNEL_EMAIL));
}

/* The DPO who cannot be written to learns of no breach; others are not reminded. */
static void
look_at_way_to(Round *r, const Person *p, const Dpo *dpo)
{
	static const unsigned reminded = 1U << ROLE_MANAGER | 1U << ROLE_SECURITY;
	bool is_dpo = dpo && g_str_equal(p->id, dpo->person), is_deputy = dpo && g_strcmp0(p->id, dpo->deputy) == 0;
	Channel alone;
	if ((!is_dpo && !is_deputy && !(p->roles & reminded)) || !cannot_be_written_to(r, p, &alone))
		return;
	const char *by = alone == CHANNEL_PEC ? _("by PEC") : _("by e-mail");
	g_autofree char *words = is_dpo
		? g_strdup_printf(_("the DPO %s can be written to %s alone, and there is no [%s] account"), p->name, by, channel_code(alone))
		: g_strdup_printf(_("%s can be reminded %s alone, and there is no [%s] account"), p->name, by, channel_code(alone));
	say(r, is_dpo ? WRONG : NOTE, is_dpo ? N_("DPO") : N_("people"), words);
}

static void
look_at_ways(Round *r)
{
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(GPtrArray) people = NULL;
	if (!query_dpo_at(r->cli->session->db, r->cli->now, &dpo, NULL) || !query_people(r->cli->session->db, false, &people, NULL))
		return;
	for (guint i = 0; i < people->len; i++)
		look_at_way_to(r, g_ptr_array_index(people, i), dpo);
}

static void
look_at_mail(Round *r)
{
	if (!conf_has_account(r->cli->conf, "email") && !conf_has_account(r->cli->conf, "pec"))
		say(r, WRONG, N_("mail"), _("no account is set up on this machine: nothing can leave. breccia.conf(5), [email]"));
	else
		look_at_ways(r);
	look_at_account(r, "email");
	look_at_inbox(r, "email");
	look_at_account(r, "pec");
	look_at_inbox(r, "pec");
	look_at_trust(r);
	look_at_self_test(r);
}

/* --- what is kept elsewhere, and where this is ---------------------------------------------------------------------------- */

static void
look_at_backup(Round *r)
{
	int64_t age;
	bool never;
	if (!view_backup(r->cli, &age, &never, NULL))
		return;
	g_autofree char *words = age < 0 ? g_strdup(_("not needed")) : view_backup_words(r->cli, age, never);
	say(r, age <= BACKUP_OLD ? FINE : never ? WRONG : NOTE, N_("backup"), words);
	if (!r->cli->session->host.machine)
		say(r, NOTE, N_("machine"), _("this one has no /etc/machine-id: a copy of the register that is used elsewhere would send too"));
}

/* Whether all of them are there is for self-check; here it is that one runs out. */
static void
look_at_duties(Round *r)
{
	g_autoptr(GPtrArray) records = NULL;
	int expired = 0, soon = 0;
	if (!query_duties(r->cli->session->db, &records, NULL))
		return;
	for (const DutyRow *row = duty_rows; row->id; row++) {
		DutyStanding s = duty_standing(row, records, r->cli->now, r->cli->session->zone);
		expired += s.state == DUTY_EXPIRED;
		soon += s.state == DUTY_EXPIRING;
	}
	g_autofree char *words = expired || soon
		? g_strdup_printf(_("papers that have expired: %d, which expire within 30 days: %d: breccia self-check"), expired, soon)
		: g_strdup(_("no paper that is recorded expires within 30 days; breccia self-check says what is missing"));
	say(r, expired || soon ? NOTE : FINE, N_("duties"), words);
}

static void
look_at_courier(Round *r)
{
	g_autofree char *path = host_courier_path();
	Courier courier = {0};
	if (access(path, X_OK) != 0) {
		g_autofree char *words = g_strdup_printf(_("not found at %s: make install"), path);
		say(r, WRONG, N_("courier"), words);
	}
	if (!view_courier(r->cli, &courier, NULL))
		return;
	Tone tone;
	g_autofree char *words = view_courier_words(r->cli, &courier, &tone);
	say(r, tone == TONE_BAD ? WRONG : FINE, N_("courier"), words);
	/* Commands start one when something is queued; only one that runs by itself can be a dead-man's switch. */
	if (!courier.running && (courier.beat == INSTANT_NONE || ABS(r->cli->now - courier.beat) > COURIER_SILENT))
		say(r, NOTE, N_("courier"), _("none runs by itself, so no preliminary notice would leave if everybody forgot: breccia-courier(8)"));
	courier_clear(&courier);
}

/* Asked of the courier, whose children confine themselves: what a kernel grants is known only by asking it. */
static void
look_at_confinement(Round *r)
{
	g_autofree char *text = NULL, *path = host_courier_path();
	int status = 0;
	/* That it is missing is said already. */
	if (access(path, X_OK) != 0)
		return;
	bool asked = host_courier_ask(r->cli->uri, r->cli->conf_file, (const char *const[]){"--confinement", NULL}, &text, &status, NULL);
	json_auto_t *o = asked && status == 0 ? json_loads(text, 0, NULL) : NULL;
	const json_t *walls = json_object_get(o, "parser");
	if (!walls) {
		say(r, WRONG, N_("children"), _("the courier's children cannot be confined here, so none of them is started"));
		return;
	}
	bool filter = json_is_true(json_object_get(walls, "filter"));
	int files = (int)json_integer_value(json_object_get(walls, "files"));
	g_autofree char *landlock = files ? g_strdup_printf(_("files by Landlock %d"), files) : g_strdup(_("files: no Landlock in this kernel"));
	g_autofree char *words = g_strdup_printf(_("confined by limits; %s; %s"),
		filter ? _("system calls filtered") : _("system calls: no filter (built without libseccomp, or a kernel without)"), landlock);
	say(r, filter && files ? FINE : NOTE, N_("children"), words);
}

static int
run_send_test(Cli *cli, GError **error)
{
	bool sent;
	if (!cli_open(cli, error) || !session_require(cli->session, RIGHT_READ, error) ||
		!send_test(cli, cli_text(cli, "account"), cli_text(cli, "to"), &sent, error))
		return -1;
	return sent ? 0 : 1;
}

static int
run_round_trip(Cli *cli, GError **error)
{
	bool good;
	if (!cli_open(cli, error) || !session_require(cli->session, RIGHT_READ, error) || !round_trip(cli, &good, error))
		return -1;
	return good ? 0 : 1;
}

static int
run_doctor(Cli *cli, GError **error)
{
	g_autoptr(Sheet) sheet = sheet_new("checks", columns, G_N_ELEMENTS(columns));
	Round round = {.cli = cli, .sheet = sheet};
	if (cli_flag(cli, "send-test") && cli_flag(cli, "round-trip"))
		return err_set(error, E_USAGE, "give one of --send-test and --round-trip"), -1;
	if (cli_flag(cli, "send-test"))
		return run_send_test(cli, error);
	if (cli_text(cli, "account") || cli_text(cli, "to"))
		return err_set(error, E_USAGE, "--account and --to belong to --send-test"), -1;
	if (cli_flag(cli, "round-trip"))
		return run_round_trip(cli, error);
	if (!cli_open(cli, error) || !session_require(cli->session, RIGHT_READ, error))
		return -1;
	look_at_register(&round);
	look_at_permissions(&round);
	look_at_seal(&round);
	look_at_clock(&round);
	look_at_zone(&round);
	look_at_language(&round);
	look_at_people(&round);
	look_at_backup(&round);
	look_at_duties(&round);
	look_at_mail(&round);
	look_at_courier(&round);
	look_at_confinement(&round);
	json_object_set_new(sheet_extra(sheet), "sound", json_boolean(round.worst != WRONG));
	sheet_print(sheet, cli, NULL);
	return round.worst == WRONG ? 1 : 0;
}

static const Option options[] = {
	{"send-test", 0, OPT_FLAG, NULL, N_("send a test message to oneself and show all that the server says")},
	{"account", 0, OPT_TEXT, "email|pec", N_("with --send-test: this account alone")},
	{"to", 0, OPT_TEXT, N_("ADDRESS"), N_("with --send-test: to this address instead")},
	{"round-trip", 0, OPT_FLAG, NULL, N_("send a PEC to oneself and wait for both receipts: does PEC work all the way?")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_doctor = {
	.name = "doctor",
	.usage = "[--send-test [--account email|pec] [--to ADDRESS] | --round-trip]",
	.say = N_("would a notice leave tonight?"),
	.more = N_("Looks at the register and its seal, permissions, the clock, the zone, the DPO, the mail accounts and the courier. Exit status 1 "
		   "when something is wrong."),
	.needs = NEEDS_CONF,
	.options = options,
	.keeps_group = true,
	.run = run_doctor,
};
