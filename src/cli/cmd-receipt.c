/* receipt, called: what comes back to a notice sent by hand, and whom somebody called. */
#include "src/cli/ask.h"
#include "src/cli/receipt-enter.h"
#include "src/cli/show.h"

#include "src/core/text.h"
#include "src/register/receipts.h"

#include <string.h>

/* --- receipt ---------------------------------------------------------------------------------------------------------- */

static int
receipt_add(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *bytes = NULL, *id = NULL;
	gsize len = 0;
	const char *file = cli->args[2];
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require(cli->session, RIGHT_ADD, error) ||
		!view_read_receipt(cli, file, &bytes, &len, error))
		return -1;
	const ReceiptToKeep keep = {.ref = in->ref, .notice = cli_text(cli, "notice"), .bytes = bytes, .len = len,
		.name = g_str_equal(file, "-") ? NULL : file, .reason = cli_text(cli, "reason")};
	if (!register_receipt_add(cli->session, &keep, &id, error))
		return -1;
	if (!cli->json && !cli->quiet)
		out_print(_("%s: kept with %s; the courier says what it proves: breccia receipt show %s\n"), id, in->ref, id);
	view_start_courier(cli);
	return out_done(cli, "receipt", id);
}

static const Column columns[] = {
	{"id", N_("RECEIPT"), false},    {"ref", N_("REF"), false},   {"notice", N_("NOTICE"), false}, {"at", N_("KEPT"), false},
	{"by", N_("BY"), false},         {"kind", NULL, false},       {"signature", NULL, false},      {"outcome", NULL, false},
	{"why", N_("PROVES"), true},     {"size", NULL, false},       {"bytes_sha256", NULL, false},   {"name", N_("FILE"), true},
	{"reason", N_("WHY"), true},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Receipt *r)
{
	g_autofree char *at = instant_show_short(r->at, cli->now, cli->session->zone), *by = view_person(cli, r->by);
	g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, r->size);
	g_autofree char *words = view_receipt_words(cli, r);
	const char *number = r->notice ? strrchr(r->notice, '/') + 1 : NULL;
	sheet_row(sheet);
	sheet_cell(sheet, r->id);
	sheet_cell(sheet, r->ref);
	sheet_cell2(sheet, number ? number : "", r->notice ? json_string(r->notice) : NULL);
	sheet_cell2(sheet, at, view_instant(r->at));
	sheet_cell2(sheet, by, json_string(r->by));
	sheet_cell(sheet, r->kind);
	sheet_cell(sheet, r->signature);
	sheet_cell(sheet, r->outcome);
	sheet_cell2(sheet, words, r->why ? json_string(r->why) : NULL);
	sheet_cell2(sheet, size, json_integer(r->size));
	sheet_cell(sheet, r->bytes);
	sheet_cell2(sheet, r->name ? r->name : "", r->name ? json_string(r->name) : NULL);
	sheet_cell2(sheet, r->reason ? r->reason : "", r->reason ? json_string(r->reason) : NULL);
}

static int
receipt_list(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autoptr(GPtrArray) receipts = NULL;
	g_autoptr(Sheet) sheet = sheet_new("receipts", columns, G_N_ELEMENTS(columns));
	bool of_one = cli->n_args > 1;
	if (of_one && (!session_incident(cli->session, cli->args[1], &in, error) || !session_require_reading(cli->session, in, error)))
		return -1;
	if ((!of_one && !session_require(cli->session, RIGHT_READ, error)) ||
		!query_receipts(cli->session->db, in ? in->ref : NULL, &receipts, error))
		return -1;
	for (guint i = 0; i < receipts->len; i++)
		add_row(cli, sheet, g_ptr_array_index(receipts, i));
	return sheet_print(sheet, cli, _("no receipt is kept"));
}

static const Column perhaps_columns[] = {
	{"account", N_("ACCOUNT"), false}, {"received_at", N_("RECEIVED"), false}, {"size", N_("BYTES"), false}, {"why", NULL, false},
	{"from", N_("FROM"), false},       {"subject", N_("SUBJECT"), true},
};

/* Headers of the company's post: for those who handle notices. */
static int
receipt_perhaps(Cli *cli, GError **error)
{
	g_autoptr(GPtrArray) list = NULL;
	g_autoptr(Sheet) sheet = sheet_new("perhaps", perhaps_columns, G_N_ELEMENTS(perhaps_columns));
	if (!session_require(cli->session, RIGHT_ADD, error) || !local_perhaps(cli->session->db, &list, error))
		return -1;
	for (guint i = 0; i < list->len; i++) {
		const LocalPerhaps *p = g_ptr_array_index(list, i);
		Instant at = p->received_at == INSTANT_NONE ? p->found_at : p->received_at;
		g_autofree char *shown = instant_show_short(at, cli->now, cli->session->zone);
		g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, p->size);
		sheet_row(sheet);
		sheet_cell(sheet, p->account);
		sheet_cell2(sheet, shown, view_instant(at));
		sheet_cell2(sheet, size, json_integer(p->size));
		sheet_cell(sheet, p->why);
		sheet_cell(sheet, p->sender);
		sheet_cell(sheet, p->subject);
	}
	int status = sheet_print(sheet, cli, _("nothing else looks like an answer"));
	if (list->len && !cli->json)
		out_print("%s\n", _("None of these was fetched: save what is an answer in the mailbox, then breccia receipt add REF FILE"));
	return status;
}

static int
receipt_show(Cli *cli, GError **error)
{
	g_autoptr(Receipt) r = NULL;
	g_autoptr(Incident) in = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(Answer) answer = NULL;
	gsize len = 0;
	bool eml = cli_flag(cli, "eml");
	if (eml + cli->json > 1 || (cli_text(cli, "output") && !eml))
		return err_set(error, E_USAGE, "give one of --eml and --json; --output goes with --eml"), -1;
	if (!session_receipt(cli->session, cli->args[1], &r, error) || !query_incident(cli->session->db, r->ref, &in, error) ||
		!session_require_reading(cli->session, in, error) || !show_answer_of(cli, r, &answer, error))
		return -1;
	if (eml && !query_blob(cli->session->db, r->bytes, &bytes, error))
		return -1;
	if (eml && !bytes)
		return err_set(error, E_NOTFOUND, "the bytes of %s were erased: `breccia receipt show %s --json` has their hash", r->id, r->id), -1;
	if (eml) {
		view_record_reading(cli, READING_EXPORT, r->ref);
		const void *data = g_bytes_get_data(bytes, &len);
		return out_bytes(cli_text(cli, "output"), data, len, error) ? 0 : -1;
	}
	if (cli->json) {
		json_t *o = out_json_new();
		show_receipt_json(r, answer, o);
		return out_json(o);
	}
	show_receipt(cli, r, answer);
	return 0;
}

static int
receipt_confirm(Cli *cli, GError **error)
{
	g_autofree char *id = NULL;
	g_autoptr(Receipt) r = NULL;
	if (!register_receipt_confirm(cli->session, cli->args[1], &id, error))
		return -1;
	view_start_courier(cli); /* other receipts of the same message wait for it */
	if (!cli->json && !cli->quiet && session_receipt(cli->session, cli->args[1], &r, NULL)) {
		g_autofree char *at = instant_echo(r->certified_at, cli->now, cli->session->zone, cli->lang);
		out_print(_("%s: recorded as sent by hand, as %s certifies it: %s\n"), id, r->id, at);
	}
	return out_done(cli, "notice", id);
}

static int
receipt_enter(Cli *cli, GError **error)
{
	g_autoptr(Receipt) r = NULL;
	g_autoptr(Answer) answer = NULL;
	if (!session_receipt(cli->session, cli->args[1], &r, error) || !show_answer_of(cli, r, &answer, error))
		return -1;
	return enter_answer(cli, r, answer, error);
}

static const struct {
	const char *verb;
	int min, max;
	int (*run)(Cli *cli, GError **error);
} verbs[] = {{"add", 3, 3, receipt_add}, {"confirm", 2, 2, receipt_confirm}, {"enter", 2, 2, receipt_enter}, {"list", 1, 2, receipt_list},
	{"perhaps", 1, 1, receipt_perhaps}, {"show", 2, 2, receipt_show}};

static int
run_receipt(Cli *cli, GError **error)
{
	if (!cli->n_args)
		return receipt_list(cli, error);
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(verbs[i].verb, cli->args[0]))
			continue;
		if (cli->n_args < verbs[i].min || cli->n_args > verbs[i].max)
			return err_set(error, E_USAGE, "that is not how it is written: see `breccia help receipt`"), -1;
		return verbs[i].run(cli, error);
	}
	return err_set(error, E_USAGE, "there is no command \"receipt %s\": there are add, confirm, enter, list, perhaps, show", cli->args[0]), -1;
}

static const Option receipt_options[] = {
	{"notice", 0, OPT_TEXT, N_("ID"), N_("add: the notice that it answers")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("add: why it counts")},
	{"only", 0, OPT_TEXT, N_("FIELDS"), N_("enter: these alone, of take-charge, risk, authority, subjects, measures")},
	{"yes", 0, OPT_FLAG, NULL, N_("enter: do not ask")},
	{"eml", 0, OPT_FLAG, NULL, N_("show: the bytes themselves, as they were handed in")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_receipt = {
	.name = "receipt",
	.usage = "[list [REF] | perhaps | add REF FILE|- [--notice ID] [--reason TEXT] | show ID [--eml [-o FILE]] | confirm ID | enter ID "
		"[--only FIELDS] [--yes]]",
	.say = N_("what came back to a notice, and what it proves"),
	.more = N_("add keeps a saved receipt or answer as it is, under its SHA-256; - is standard input. The courier looks into it as into what it "
		   "collects: a PEC receipt proves by its signature, a report or an answer by the id of our message in it, anything else is evidence alone. "
		   "confirm records a notice that was sent by hand, from a webmail, which such a receipt proves. enter records what the DPO wrote into the "
		   "lines of the notice, once you have seen it. perhaps lists what lies in the mailbox and may be an answer: its header, nothing else."),
	.needs = NEEDS_REGISTER,
	.options = receipt_options,
	.max_args = 3,
	.keeps_group = true,
	.run = run_receipt,
};

/* --- called ----------------------------------------------------------------------------------------------------------- */

static int
run_called(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *who = cli_rest(cli, 1);
	Instant at;
	if (!session_incident(cli->session, cli->args[0], &in, error) || !cli_instant(cli, "at", &at, error) ||
		!ask_option(cli, "outcome", _("What did the call come to?"), error) ||
		!register_called(cli->session, in->ref, who, at == INSTANT_NONE ? cli->now : at, cli_text(cli, "outcome"), error))
		return -1;
	if (at != INSTANT_NONE && !cli->json && !cli->quiet) {
		g_autofree char *echo = instant_echo(at, cli->now, cli->session->zone, cli->lang);
		out_print(_("called: %s\n"), echo);
	}
	return out_done(cli, "ref", in->ref);
}

static const Option called_options[] = {
	{"at", 0, OPT_TEXT, N_("WHEN"), N_("when; now unless said otherwise")},
	{"outcome", 0, OPT_TEXT, N_("TEXT"), N_("what it came to")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_called = {
	.name = "called",
	.usage = "REF WHO [--at WHEN] --outcome TEXT",
	.say = N_("note that somebody was called"),
	.more = N_("WHO is somebody of the register (dpo, a number, login, address or name), or any name. A call is on the time line and is never proof: "
		   "the rule asks for an e-mail or a PEC."),
	.needs = NEEDS_REGISTER,
	.options = called_options,
	.min_args = 2,
	.max_args = -1,
	.keeps_group = true,
	.run = run_called,
};
