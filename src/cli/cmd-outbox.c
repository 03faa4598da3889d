/* notify, outbox, send: what goes out, and what became of it. */
#include "src/cli/ask.h"
#include "src/cli/view.h"

#include "src/core/clock.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/clients.h"
#include "src/register/letter.h"
#include "src/register/people.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- notify ---------------------------------------------------------------------------------------------------------- */

static bool
parse_channel(const char *text, SendBy *by, GError **error)
{
	static const char *const names[] = {[SEND_AUTO] = "auto", [SEND_EMAIL] = "email", [SEND_PEC] = "pec"};
	*by = SEND_AUTO;
	for (SendBy b = SEND_AUTO; b <= SEND_PEC; b++)
		if (!text || g_str_equal(text, names[b])) {
			*by = b;
			return true;
		}
	return err_set(error, E_USAGE, "--channel is auto, email or pec, not %s", text);
}

static void
print_notified(const Cli *cli, const Notified *notified)
{
	for (guint i = 0; i < notified->ids->len; i++) {
		g_autoptr(Notice) n = NULL;
		if (!query_notice(cli->session->db, g_ptr_array_index(notified->ids, i), &n, NULL) || !n)
			continue;
		const char *channel = words_in(channel_words(n->channel), cli->lang);
		if (notified->released)
			out_print(_("%s, %s: waits no longer\n"), n->id, channel);
		else
			out_print(_("%s, %s: queued\n"), n->id, channel);
	}
	Home home;
	if (session_home(cli->session, &home, NULL) && home != HOME_HERE)
		out_tone(TONE_BAD, _("NOTHING LEAVES: %s\n"), view_home_words(home));
}

static bool
confirmed_client(const Incident *in, const char *to)
{
	g_autofree char *who = out_safe(to);
	g_autofree char *question = g_strdup_printf(_("The notice about %s leaves for client %s. `breccia outbox` shows its text. Send it?"), in->ref,
		who);
	return ask_yes(question, false);
}

/* What cannot be undone asks once, and says what will happen. */
static bool
confirmed(const Cli *cli, const Incident *in, const char *to)
{
	g_autoptr(Dpo) dpo = NULL;
	if (out_is_interactive() && !cli_flag(cli, "yes") && to && !g_str_equal(to, "dpo"))
		return confirmed_client(in, to);
	if (!out_is_interactive() || cli_flag(cli, "yes") || !query_dpo_at(cli->session->db, cli->now, &dpo, NULL))
		return true;
	g_autofree char *who = dpo ? view_person(cli, dpo->person) : g_strdup(_("nobody: no DPO is in office"));
	g_autofree char *question = g_strdup_printf(_("A notice about %s goes to the DPO, %s. Send it?"), in->ref, who);
	return ask_yes(question, true);
}

static int
run_notify(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	Notified notified = {0};
	Notify notify = {.preliminary = cli_flag(cli, "preliminary"), .to = cli_text(cli, "to"), .reason = cli_text(cli, "reason")};
	if (!parse_channel(cli_text(cli, "channel"), &notify.by, error) || !session_incident(cli->session, cli->args[0], &in, error))
		return -1;
	if (!confirmed(cli, in, notify.to))
		return 0;
	notify.ref = in->ref;
	if (!register_notify(cli->session, &notify, &notified, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new(), *ids = json_array();
		for (guint i = 0; i < notified.ids->len; i++)
			json_array_append_new(ids, json_string(g_ptr_array_index(notified.ids, i)));
		json_object_set_new(o, "notices", ids);
		json_object_set_new(o, "released", json_boolean(notified.released));
		json_object_set_new(o, "supplement", json_boolean(notified.supplement));
		json_object_set_new(o, "late", json_boolean(notified.late));
		out_json(o);
	} else
		print_notified(cli, &notified);
	notified_clear(&notified);
	view_start_courier(cli);
	return 0;
}

static const Option notify_options[] = {
	{"to", 0, OPT_TEXT, N_("dpo|CLIENT"), N_("to whom; the DPO unless said otherwise")},
	{"channel", 0, OPT_TEXT, "auto|email|pec", N_("auto: by PEC in full with a short e-mail, else by e-mail")},
	{"yes", 'y', OPT_FLAG, NULL, N_("do not ask")},
	{"preliminary", 0, OPT_FLAG, NULL, N_("say that a supplement follows")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why security alone releases a notice to a client")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_notify = {
	.name = "notify",
	.usage = "REF",
	.say = N_("send the notice to the DPO or a client now; after a first one, a supplement"),
	.more = N_("A notice that waits is released. Once one has left, the next is a supplement: it says what changed since. A notice to a client is "
		   "released by the DPO or the management; by security alone once less than a quarter of its time is left, with --reason."),
	.needs = NEEDS_REGISTER,
	.options = notify_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_notify,
};

/* --- outbox ------------------------------------------------------------------------------------------------------------ */

static const Column columns[] = {
	{"id", N_("NOTICE"), false},   {"audience", N_("TO"), false},     {"channel", N_("BY"), false},      {"letter", NULL, false}, {"state", NULL, false},
	{"proof", NULL, false},        {"attempts", N_("TRIES"), false},  {"reply", N_("WHERE IT STANDS"), true},
	{"next_at", NULL, false},      {"hold_until", NULL, false},      {"held", NULL, false},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Notice *n)
{
	Tone tone;
	g_autofree char *where = view_notice_words(cli, n, &tone);
	/* The first notice is the usual one; the others say which they are. */
	g_autofree char *words = n->letter == LETTER_FIRST ? g_strdup(where)
		: g_strdup_printf("%s: %s", words_in(letter_words(n->letter), cli->lang), where);
	g_autofree char *tries = g_strdup_printf("%d", n->attempts);
	g_autofree char *audience = view_audience(cli, n->audience), *fit = text_fit(audience, 16);
	sheet_row(sheet);
	sheet_cell(sheet, n->id);
	sheet_cell2(sheet, fit, json_string(n->audience));
	sheet_cell2(sheet, words_in(channel_words(n->channel), cli->lang), json_string(channel_code(n->channel)));
	sheet_cell2(sheet, words_in(letter_words(n->letter), cli->lang), json_string(letter_code(n->letter)));
	sheet_cell(sheet, notice_state_code(n->state));
	sheet_cell(sheet, proof_code(n->proof));
	sheet_cell2(sheet, tries, json_integer(n->attempts));
	sheet_cell2(sheet, words, n->reply ? json_string(n->reply) : NULL);
	sheet_tone(sheet, tone);
	sheet_cell2(sheet, NULL, view_instant(n->next_at));
	bool held = n->hold_until == NOTICE_HELD; /* until somebody releases it: no instant */
	sheet_cell2(sheet, NULL, held ? NULL : view_instant(n->hold_until));
	sheet_cell2(sheet, NULL, held ? json_true() : NULL);
}

/* --to dpo, or a client; NULL: all. */
static bool
find_audience(const Cli *cli, char **audience, GError **error)
{
	const char *to = cli_text(cli, "to");
	g_autoptr(Client) client = NULL;
	if (to && !g_str_equal(to, "dpo") && !session_client(cli->session, to, &client, error))
		return false;
	*audience = g_strdup(client ? client->id : to);
	return true;
}

static int
outbox_list(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) notices = NULL;
	g_autoptr(Sheet) sheet = sheet_new("notices", columns, G_N_ELEMENTS(columns));
	Courier courier = {0};
	/* What was settled in the last day is still of interest. */
	g_autofree char *audience = NULL;
	if (!session_require(cli->session, RIGHT_READ, error) || !find_audience(cli, &audience, error) ||
		!query_outbox(cli->session->db, cli->now - 86400, &notices, error) || !view_courier(cli, &courier, error))
		return -1;
	for (guint i = 0; i < notices->len; i++)
		if (!audience || g_str_equal(audience, ((const Notice *)g_ptr_array_index(notices, i))->audience))
			add_row(cli, sheet, g_ptr_array_index(notices, i));
	sheet_print(sheet, cli, _("nothing waits, and nothing left in the last day"));
	if (!cli->json && !cli->quiet) {
		Tone tone;
		g_autofree char *words = view_courier_words(cli, &courier, &tone);
		out_tone(tone, "  %s\n", words);
	}
	courier_clear(&courier);
	return 0;
}

static int
refuse_erased(const Notice *n, GError **error)
{
	return err_set(error, E_NOTFOUND, "the message of %s was erased: `breccia outbox show %s --json` has its hash", n->id, n->id), -1;
}

/* The message as it leaves, byte for byte: for any webmail or program that sends a file. */
static int
show_eml(const Cli *cli, const Notice *n, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	if (!n->bytes)
		return err_set(error, E_STATE, "notice %s is not composed yet: `breccia send` does that, or --text says what it would say", n->id), -1;
	if (!query_blob(cli->session->db, n->bytes, &bytes, error))
		return -1;
	if (!bytes)
		return refuse_erased(n, error);
	const void *data = g_bytes_get_data(bytes, &len);
	return out_bytes(cli_text(cli, "output"), data, len, error) ? 0 : -1;
}

/* To whom: as composed, else as it would be. */
static void
append_recipients(GString *out, const GPtrArray *to)
{
	for (guint i = 0; i < to->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", ((const Recipient *)g_ptr_array_index(to, i))->address);
}

/* What is pasted into a webmail: the addresses, the subject (whose mark finds the answers again) and the text. */
static int
show_text(const Cli *cli, const Notice *n, GError **error)
{
	g_autofree char *text = NULL, *subject = NULL;
	g_autoptr(LetterText) letter = NULL;
	g_autoptr(GString) out = g_string_new(_("To: "));
	if (!view_notice_text(cli, n, &text, &subject, error))
		return -1;
	if (!subject)
		return refuse_erased(n, error);
	if (!n->to->len && !register_letter(cli->session, n, NULL, NULL, &letter, error))
		return -1;
	append_recipients(out, letter ? letter->to : n->to);
	g_string_append_printf(out, "\n%s%s\n\n%s", _("Subject: "), subject, text);
	return out_bytes(cli_text(cli, "output"), out->str, out->len, error) ? 0 : -1;
}

/* To whoever is about to release it: what this client is not told because it names somebody else. */
static void
print_withheld(const Cli *cli, const Notice *n)
{
	g_autoptr(Incident) in = NULL;
	const Field *field;
	g_autofree char *whom = NULL;
	if (n->text || g_str_equal(n->audience, "dpo") || !query_incident(cli->session->db, n->ref, &in, NULL) || !in ||
		!client_withheld(cli->session, in, n->audience, &field, &whom, NULL) || !field)
		return;
	g_autofree char *safe = out_safe(whom);
	out_tone(TONE_WARN, _("left out: \"%s\" names \"%s\"\n"), words_in(&field->label, cli->lang), safe);
}

static int
outbox_show(Cli *cli, GError **error)
{
	g_autoptr(Notice) n = NULL;
	g_autofree char *text = NULL, *subject = NULL;
	Tone tone;
	bool eml = cli_flag(cli, "eml"), plain = cli_flag(cli, "text");
	if (eml + plain + cli->json > 1 || (cli_text(cli, "output") && !eml && !plain))
		return err_set(error, E_USAGE, "give one of --eml, --text and --json; --output goes with the first two"), -1;
	if (!session_require(cli->session, RIGHT_READ, error) || !session_notice(cli->session, cli->args[1], &n, error))
		return -1;
	if (eml || plain)
		view_record_reading(cli, READING_EXPORT, n->ref);
	if (eml || plain)
		return eml ? show_eml(cli, n, error) : show_text(cli, n, error);
	if (cli->json) {
		json_t *o = out_json_new(), *body = view_notice(n);
		json_object_update(o, body);
		json_decref(body);
		if (view_notice_text(cli, n, &text, &subject, NULL))
			json_object_set_new(o, "text", json_string(text));
		return out_json(o);
	}
	if (!view_notice_text(cli, n, &text, &subject, error))
		return -1;
	g_autofree char *words = view_notice_words(cli, n, &tone), *safe_subject = out_safe(subject), *safe = text_visible_lines(text);
	out_page_begin();
	out_tone(tone, "%s: %s\n", n->id, words);
	for (guint i = 0; i < n->to->len; i++) {
		const Recipient *r = g_ptr_array_index(n->to, i);
		g_autofree char *address = out_safe(r->address), *reply = out_safe(r->reply);
		out_print(_("to %s%s%s\n"), address, *reply ? ": " : "", reply);
	}
	print_withheld(cli, n);
	if (!subject)
		return out_print("%s\n", _("erased")), 0;
	out_tone(TONE_BOLD, "%s\n\n", safe_subject);
	out_print("%s%s", safe, g_str_has_suffix(safe, "\n") ? "" : "\n");
	return 0;
}

/* Tried in vain, and waits for its next time or its account. What waits for facts or is held back was not meant. */
static bool
is_to_be_retried(const Notice *n)
{
	return !notice_settled(n) && n->state != NOTICE_SENDING && !n->exercise && n->hold_until != NOTICE_HELD &&
		(n->attempts > 0 || n->reply);
}

static bool
retry_all(const Cli *cli, json_t *ids, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	if (!session_require(cli->session, RIGHT_NOTIFY, error) || !query_outbox(cli->session->db, INSTANT_NONE, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len; i++) {
		const Notice *n = g_ptr_array_index(waiting, i);
		if (!is_to_be_retried(n))
			continue;
		if (!register_outbox_retry(cli->session, n->id, error))
			return false;
		json_array_append_new(ids, json_string(n->id));
	}
	return true;
}

/* Its whole id, however it was typed. */
static int
done_with(Cli *cli, GError **error)
{
	g_autoptr(Notice) notice = NULL;
	return session_notice(cli->session, cli->args[1], &notice, error) ? out_done(cli, "id", notice->id) : -1;
}

static int
outbox_retry(Cli *cli, GError **error)
{
	bool one = cli->n_args > 1;
	json_auto_t *ids = json_array();
	if (!(one ? register_outbox_retry(cli->session, cli->args[1], error) : retry_all(cli, ids, error)))
		return -1;
	/* A person asks: an account that was stopped is tried again too. */
	if (!local_put(cli->session->db, "account.email", NULL, error) || !local_put(cli->session->db, "account.pec", NULL, error) ||
		!local_mailboxes_retry(cli->session->db, error))
		return -1;
	view_start_courier(cli);
	if (one || !cli->json)
		return one ? done_with(cli, error) : 0;
	json_t *o = out_json_new();
	json_object_set(o, "notices", ids);
	return out_json(o);
}

static int
outbox_hold(Cli *cli, GError **error)
{
	return register_outbox_hold(cli->session, cli->args[1], error) ? done_with(cli, error) : -1;
}

static int
outbox_withdraw(Cli *cli, GError **error)
{
	if (!ask_option(cli, "reason", _("Why is it withdrawn?"), error))
		return -1;
	return register_outbox_withdraw(cli->session, cli->args[1], cli_text(cli, "reason"), error) ? done_with(cli, error) : -1;
}

static const struct {
	const char *verb;
	int args, least; /* words; least: without its last, which is all of them */
	int (*run)(Cli *cli, GError **error);
} verbs[] = {
	{"list", 1, 1, outbox_list},  {"show", 2, 2, outbox_show},         {"retry", 2, 1, outbox_retry},
	{"hold", 2, 2, outbox_hold},  {"withdraw", 2, 2, outbox_withdraw},
};

static int
run_outbox(Cli *cli, GError **error)
{
	const char *verb = cli->n_args ? cli->args[0] : "list";
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(verbs[i].verb, verb))
			continue;
		if (cli->n_args && (cli->n_args > verbs[i].args || cli->n_args < verbs[i].least))
			return err_set(error, E_USAGE, "that is not how it is written: breccia outbox %s%s", verb,
				verbs[i].args > 1 ? " 2026-0013/n1" : ""), -1;
		return verbs[i].run(cli, error);
	}
	return err_set(error, E_USAGE, "there is no command \"outbox %s\": there are list, show, retry, hold, withdraw", verb), -1;
}

static const Option outbox_options[] = {
	{"eml", 0, OPT_FLAG, NULL, N_("show: the message itself, byte for byte, to send it from any webmail")},
	{"text", 0, OPT_FLAG, NULL, N_("show: addresses, subject and text alone, to be pasted")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why a notice is withdrawn")},
	{"to", 0, OPT_TEXT, N_("dpo|CLIENT"), N_("list: only the notices to them")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_outbox = {
	.name = "outbox",
	.usage = "[list [--to dpo|CLIENT] | show ID [--eml | --text] [-o FILE] | retry [ID] | hold ID | withdraw ID --reason TEXT]",
	.say = N_("the notices that wait, and those of the last day"),
	.more = N_("show prints the message and the server's words; retry sends now, also through an account that was stopped, without ID all that "
		   "was tried in vain; hold keeps a notice "
		   "back (the dead-man's switch still sends it); withdraw takes one back that has not left."),
	.needs = NEEDS_REGISTER,
	.options = outbox_options,
	.max_args = 2,
	.keeps_group = true,
	.run = run_outbox,
};

/* --- send ---------------------------------------------------------------------------------------------------------------- */

#define SEND_WAIT_MS 30000

/* A courier is at work already: it sees what was released; wait for the outcome. */
static bool
wait_for_courier(const Cli *cli, GError **error)
{
	int64_t end = host_monotonic_ms() + SEND_WAIT_MS;
	while (host_monotonic_ms() < end) {
		g_autoptr(GPtrArray) due = NULL;
		if (!query_outbox_due(cli->session->db, session_now(cli->session), &due, error))
			return false;
		if (due->len == 0)
			return true;
		host_sleep_ms(200);
	}
	return true;
}

static bool
send_now(const Cli *cli, GError **error)
{
	int status = 0;
	const char *path = db_path(cli->session->db);
	if (path && host_courier_running(path))
		return wait_for_courier(cli, error);
	if (path && !host_may_run_courier(path))
		return err_set(error, E_UNAVAILABLE, "the courier of this machine does not run, and is another account's to start: "
			"systemctl start breccia-courier, as administrator");
	if (!host_courier_run(cli->uri, cli->conf_file, &status, error))
		return false;
	if (status == err_exit(E_BUSY)) /* another one was faster */
		return wait_for_courier(cli, error);
	return status == 0 || err_set(error, E_UNAVAILABLE, "the courier ended with status %d: breccia doctor says what is missing", status);
}

/* What was met late wants a cause and a reason, and nobody remembers better than now. */
static bool
ask_reasons(const Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) open = NULL;
	g_autofree char *next = NULL;
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = cli->now};
	if (cli->json || cli->quiet || !session_may(cli->session, RIGHT_LATE_REASON))
		return true;
	if (!query_list(cli->session->db, &query, &open, &next, error))
		return false;
	for (guint i = 0; i < open->len; i++) {
		const Incident *in = g_ptr_array_index(open, i);
		const Clock *k = view_dpo_clock(in);
		if (clock_state(k, cli->now) == CLOCK_MET_LATE && clock_wants_reason(k, cli->now))
			out_tone(TONE_WARN, _("  %s was met late. Why? breccia late %s --cause CODE --reason TEXT\n"), in->ref, in->ref);
	}
	return true;
}

/* What somebody asked to send and did not leave is a failure, for scripts too. Nobody asks for reminders. */
static bool
all_left(const Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	guint held = 0;
	if (!query_outbox(cli->session->db, INSTANT_NONE, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len; i++) {
		const Notice *n = g_ptr_array_index(waiting, i);
		held += n->exercise || n->hold_until == NOTICE_HELD || letter_reminds(n->letter);
	}
	return waiting->len == held ||
		err_set(error, E_UNAVAILABLE, "%u of the notices did not leave: the outbox above says why and when next", waiting->len - held);
}

static int
run_send(Cli *cli, GError **error)
{
	int released = 0;
	if (!session_require_sending(cli->session, error))
		return -1;
	if (session_may(cli->session, RIGHT_NOTIFY)) {
		if (!register_release_all(cli->session, &released, error))
			return -1;
	} else if (!session_require(cli->session, RIGHT_READ, error))
		return -1;
	if (!send_now(cli, error))
		return -1;
	cli->now = session_now(cli->session);
	return outbox_list(cli, error) == 0 && ask_reasons(cli, error) && all_left(cli, error) ? 0 : -1;
}

const Command command_send = {
	.name = "send",
	.usage = "",
	.say = N_("send what waits, now, and say what became of it"),
	.more = N_("Runs the courier once. Nothing waits for facts or for its next try. Where a courier is at work already, waits up to 30 seconds for "
		   "its outcome."),
	.needs = NEEDS_REGISTER,
	.keeps_group = true,
	.run = run_send,
};
