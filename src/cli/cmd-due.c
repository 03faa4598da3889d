/* due: the clocks by urgency, an exit status for cron and monitoring, one line for Nagios and one for a prompt. */
#include "src/cli/watch.h"

#include "src/core/clock.h"

#include <string.h>

static const Column columns[] = {
	{"ref", N_("REF"), false},     {"rule", NULL, false},        {"clock", N_("CLOCK"), false}, {"state", NULL, false},
	{"due_at", N_("DUE"), false},  {"left", N_("TIME"), false},  {"title", N_("INCIDENT"), true},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Pressing *r)
{
	Tone tone;
	g_autofree char *name = view_clock_name(cli, r->clock), *words = view_clock_words(cli, r->clock, &tone);
	g_autofree char *due = instant_show_short(r->clock->due_at, cli->now, cli->session->zone);
	sheet_row(sheet);
	sheet_cell(sheet, r->incident->ref);
	sheet_cell(sheet, r->clock->id);
	sheet_cell2(sheet, name, NULL);
	sheet_cell(sheet, clock_state_code(clock_state(r->clock, cli->now)));
	sheet_cell2(sheet, due, view_instant(r->clock->due_at));
	sheet_cell2(sheet, words, json_integer(r->clock->due_at - cli->now));
	sheet_tone(sheet, tone);
	sheet_cell(sheet, incident_title(r->incident));
}

static void
add_numbers(Sheet *sheet, const Watch *w)
{
	json_t *o = sheet_extra(sheet);
	json_object_set_new(o, "status", json_integer(watch_status(w)));
	json_object_set_new(o, "open", json_integer(w->open));
	json_object_set_new(o, "late", json_integer(w->late));
	json_object_set_new(o, "due_soon", json_integer(w->soon));
	json_object_set_new(o, "outbox", json_integer(w->outbox));
	json_object_set_new(o, "to_release", json_integer(w->to_release));
	json_object_set_new(o, "unproven", json_integer(w->unproven));
	json_object_set_new(o, "actions_overdue", json_integer(w->overdue));
	json_object_set_new(o, "courier_silent", json_boolean(w->courier.silent));
	json_object_set_new(o, "blocked", json_integer(w->blocked));
	json_object_set_new(o, "failing", json_integer(w->failing->len));
	json_object_set_new(o, "failed", json_integer(w->failed->len));
	json_object_set_new(o, "delayed", json_integer(w->delayed->len));
	json_object_set_new(o, "no_dpo", json_boolean(w->no_dpo));
	json_object_set_new(o, "nothing_leaves", json_boolean(w->courier.home != HOME_HERE));
	json_object_set_new(o, "mailbox_unread", json_boolean(w->inbox.unread));
	json_object_set_new(o, "receipts_unjudged", json_boolean(w->trust_problem != NULL));
	json_object_set_new(o, "self_test_failed", json_boolean(w->self_test_failed));
	json_object_set_new(o, "backup_old", json_boolean(w->backup_age > BACKUP_OLD));
	if (w->duty_days != WATCH_NEVER)
		json_object_set_new(o, "duty_days", json_integer(w->duty_days));
	if (w->expires != WATCH_NEVER)
		json_object_set_new(o, "password_days", json_integer(w->expires));
}

/* The newest words of the server about each. */
static void
print_in_vain(const Cli *cli, const GPtrArray *notices)
{
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		Tone tone;
		g_autofree char *words = view_notice_words(cli, n, &tone), *to = view_audience(cli, n->audience);
		g_autofree char *line = g_strdup_printf("%s  %s: %s", n->id, to, words);
		out_under(0, TONE_BAD, line);
	}
}

/* What helps: another channel where there is one, else a telephone. */
static void
print_unaccepted(const Watch *w)
{
	const char *ref = w->unaccepted->ref;
	if (w->email_helps)
		out_tone(TONE_WARN, _("%s: a PEC has not been accepted, and half of the time is gone: breccia notify %s --channel email\n"), ref, ref);
	else
		out_tone(TONE_WARN, _("%s: a PEC has not been accepted, and half of the time is gone: call the DPO\n"), ref);
}

static void
print_remarks(const Cli *cli, const Watch *w)
{
	Tone tone;
	for (guint i = 0; i < w->incidents->len; i++)
		view_drafts(cli, g_ptr_array_index(w->incidents, i));
	g_autofree char *words = view_courier_words(cli, &w->courier, &tone);
	if (tone == TONE_BAD)
		out_tone(tone, "%s\n", words);
	/* The line above says one thing alone. */
	if (w->courier.blocked_why && !strstr(words, w->courier.blocked_why))
		out_tone(TONE_BAD, _("%s DOES NOT LEAVE: %s\n"), w->courier.blocked_id, w->courier.blocked_why);
	print_in_vain(cli, w->failing);
	print_in_vain(cli, w->failed);
	print_in_vain(cli, w->delayed);
	if (w->no_dpo && !w->blocked)
		out_tone(TONE_BAD, "%s\n", _("no DPO is in office, and a clock runs: breccia dpo appoint"));
	if (w->inbox.unread) {
		g_autofree char *inbox = view_inbox_words(cli, &w->inbox);
		out_tone(TONE_BAD, "[%s] %s\n", w->inbox_group, inbox);
	}
	if (w->trust_problem) {
		g_autofree char *problem = out_safe(w->trust_problem);
		out_tone(TONE_BAD, _("receipts cannot be judged: %s\n"), problem);
	}
	if (w->self_test_failed)
		out_tone(TONE_BAD, "%s\n", _("The self-test failed: PEC does not work all the way. breccia doctor"));
	if (w->backup_age > BACKUP_OLD) {
		g_autofree char *backup = view_backup_words(cli, w->backup_age, w->backup_never);
		out_tone(TONE_WARN, _("backup: %s\n"), backup);
	}
	if (w->overdue)
		out_tone(TONE_WARN, ngettext("%d action is overdue: breccia action list\n", "%d actions are overdue: breccia action list\n",
			(unsigned long)w->overdue), w->overdue);
	if (w->past_target)
		print_unaccepted(w);
	if (w->duty_days < 0)
		out_tone(TONE_BAD, _("%s has expired: breccia duty record %s\n"), words_in(&w->duty->name, cli->lang), w->duty->id);
	else if (w->duty_days <= WATCH_DUTY)
		out_tone(TONE_WARN, ngettext("%s expires in %d day: breccia duty show %s\n", "%s expires in %d days: breccia duty show %s\n",
			(unsigned long)w->duty_days), words_in(&w->duty->name, cli->lang), w->duty_days, w->duty->id);
	if (w->expires < 0)
		out_tone(TONE_BAD, _("The password of [%s] has expired\n"), w->expires_group);
	else if (w->expires <= WATCH_EXPIRY)
		out_tone(TONE_WARN, ngettext("The password of [%s] expires in %d day\n", "The password of [%s] expires in %d days\n",
			(unsigned long)w->expires), w->expires_group, w->expires);
}

static void
print_clocks(Cli *cli, const Watch *w)
{
	g_autoptr(Sheet) sheet = sheet_new("clocks", columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < w->pressing->len; i++)
		add_row(cli, sheet, &g_array_index(w->pressing, Pressing, i));
	add_numbers(sheet, w);
	sheet_print(sheet, cli, _("no clock is running"));
	if (!cli->json)
		print_remarks(cli, w);
}

static void
part(GString *line, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
part(GString *line, const char *format, ...)
{
	va_list ap;
	if (line->len)
		g_string_append(line, ", ");
	va_start(ap, format);
	g_string_append_vprintf(line, format, ap);
	va_end(ap);
}

/* For a prompt or the bar of tmux: empty when nothing is open and nothing waits. */
static void
print_line(const Cli *cli, const Watch *w)
{
	g_autoptr(GString) line = g_string_new(NULL);
	if (w->late)
		part(line, _("%d LATE"), w->late);
	if (w->soon)
		part(line, _("%d SOON"), w->soon);
	if (w->next != INSTANT_NONE) {
		g_autofree char *left = view_span(w->next - cli->now);
		part(line, _("next %s"), left);
	}
	if (w->outbox)
		part(line, _("%d unsent"), w->outbox);
	if (w->failed->len)
		part(line, _("%d FAILED"), (int)w->failed->len);
	if (w->to_release)
		part(line, _("%d to release"), w->to_release);
	if (w->courier.silent || w->courier.stopped || w->blocked || w->courier.home != HOME_HERE)
		part(line, "%s", _("NOTHING LEAVES"));
	if (!line->len && w->open)
		part(line, _("%d open"), w->open);
	if (line->len)
		out_print("%s\n", line->str);
}

/* English, always, like JSON; and neither titles nor people nor addresses: these lines travel through mails and chats. */
static void
print_nagios(const Cli *cli, const Watch *w)
{
	static const char *const words[] = {"OK", "WARNING", "CRITICAL"};
	g_autoptr(GString) line = g_string_new(NULL), data = g_string_new(NULL);
	if (w->late)
		part(line, "%d late", w->late);
	if (w->soon)
		part(line, "%d due soon", w->soon);
	if (w->unexplained)
		part(line, "%d late without a reason", w->unexplained);
	if (w->courier.silent)
		part(line, "nothing leaves, the courier is silent");
	if (w->no_dpo)
		part(line, "no DPO is in office");
	else if (w->blocked)
		part(line, "%d waiting for an account that is not set up", w->blocked);
	if (w->failing->len)
		part(line, "%d tried in vain for half an hour", (int)w->failing->len);
	if (w->failed->len)
		part(line, "%d refused or came back", (int)w->failed->len);
	if (w->delayed->len)
		part(line, "%d not delivered yet", (int)w->delayed->len);
	if (w->courier.home != HOME_HERE)
		part(line, "nothing leaves from this machine");
	if (w->courier.stopped)
		part(line, "a mail account is stopped");
	if (w->inbox.unread)
		part(line, "the mailbox of %s is not read", w->inbox_group);
	if (w->trust_problem)
		part(line, "receipts cannot be judged");
	if (w->self_test_failed)
		part(line, "the self-test of the PEC failed");
	if (w->past_target)
		part(line, "%d PEC not accepted in time", w->past_target);
	if (w->expires <= WATCH_EXPIRY)
		part(line, "the password of %s %s %d days", w->expires_group, w->expires < 0 ? "expired since" : "expires in", ABS(w->expires));
	if (w->duty_days <= WATCH_DUTY)
		part(line, "%s %s %d days", w->duty->id, w->duty_days < 0 ? "expired since" : "expires in", ABS(w->duty_days));
	if (w->backup_age > BACKUP_OLD)
		part(line, "no backup for %d days", (int)(w->backup_age / 86400));
	if (!line->len)
		part(line, "nothing presses");
	if (w->next != INSTANT_NONE) {
		g_autofree char *left = view_span(w->next - cli->now);
		part(line, "next deadline in %s", left);
		g_string_printf(data, " next=%" G_GINT64_FORMAT "s", w->next - cli->now);
	}
	out_print("BRECCIA %s - %s | late=%d soon=%d open=%d outbox=%d unproven=%d failed=%d%s\n", words[watch_status(w)], line->str, w->late, w->soon,
		w->open, w->outbox, w->unproven, (int)w->failed->len, data->str);
}

static int
run_due(Cli *cli, GError **error)
{
	g_auto(Watch) watch = {0};
	bool nagios = cli_flag(cli, "nagios"), line = cli_flag(cli, "line");
	if (nagios + line + cli->json > 1)
		return err_set(error, E_USAGE, "give one of --nagios, --line and --json"), -1;
	if (!session_require(cli->session, RIGHT_READ, error) || !watch_look(cli, &watch, error))
		return -1;
	if (line) {
		print_line(cli, &watch);
		return 0;
	}
	if (nagios)
		print_nagios(cli, &watch);
	else
		print_clocks(cli, &watch);
	return watch_status(&watch);
}

static const Option due_options[] = {
	{"nagios", 0, OPT_FLAG, NULL, N_("one line for Nagios and its kin; exit status 3 when nothing could be found out")},
	{"line", 0, OPT_FLAG, NULL, N_("one short line for a prompt, empty when nothing is open; exit status 0")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_due = {
	.name = "due",
	.usage = "[--nagios | --line]",
	.say = N_("the clocks by urgency"),
	.more = N_("Exit status: 2 a clock is late, or runs while its notice cannot leave; 1 a clock is due soon or was met late without a reason, a "
		   "notice does not leave, came back or is not accepted or delivered in time, answers or receipts are not read, the self-test "
		   "failed, a password (14 days) or a paper of the company (30) runs out, or there was no backup for a week; else 0. breccia(1) lists them."),
	.needs = NEEDS_REGISTER,
	.options = due_options,
	.keeps_group = true,
	.run = run_due,
};
