/* receipt, called: what comes back to a notice sent by hand, and whom somebody called. */
#include "src/cli/ask.h"
#include "src/cli/view.h"

#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/receipts.h"

#include <string.h>

/* --- receipt ---------------------------------------------------------------------------------------------------------- */

static bool
read_bytes(const Cli *cli, const char *file, char **bytes, gsize *len, GError **error)
{
	gsize max = register_evidence_limit(cli->session);
	return g_str_equal(file, "-") ? host_read_stdin(max, bytes, len, error) : host_read_file(file, max, bytes, len, error);
}

static int
receipt_add(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *bytes = NULL, *id = NULL;
	gsize len = 0;
	const char *file = cli->args[2];
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require(cli->session, RIGHT_ADD, error) ||
		!read_bytes(cli, file, &bytes, &len, error))
		return -1;
	const ReceiptToKeep keep = {.ref = in->ref, .notice = cli_text(cli, "notice"), .bytes = bytes, .len = len,
		.name = g_str_equal(file, "-") ? NULL : file, .reason = cli_text(cli, "reason")};
	if (!register_receipt_add(cli->session, &keep, &id, error))
		return -1;
	if (!cli->json && !cli->quiet)
		out_print(_("%s: kept with %s as evidence; it proves nothing by itself\n"), id, in->ref);
	return out_done(cli, "receipt", id);
}

static const Column columns[] = {
	{"id", N_("RECEIPT"), false},    {"ref", N_("REF"), false},   {"notice", N_("NOTICE"), false}, {"at", N_("KEPT"), false},
	{"by", N_("BY"), false},         {"kind", NULL, false},       {"signature", NULL, false},      {"outcome", NULL, false},
	{"size", N_("BYTES"), false},    {"bytes_sha256", NULL, false}, {"name", N_("FILE"), true},    {"reason", N_("WHY"), true},
};

static void
add_row(const Cli *cli, Sheet *sheet, const Receipt *r)
{
	g_autofree char *at = instant_show_short(r->at, cli->now, cli->session->zone), *by = view_person(cli, r->by);
	g_autofree char *size = g_strdup_printf("%" G_GINT64_FORMAT, r->size);
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

static void
print_receipt(const Cli *cli, const Receipt *r)
{
	g_autofree char *at = instant_echo(r->at, cli->now, cli->session->zone, cli->lang), *by = view_person(cli, r->by);
	g_autofree char *kept = g_strdup_printf(_("%s, by %s"), at, by), *size = g_strdup_printf("%" G_GINT64_FORMAT, r->size);
	g_autofree char *name = out_safe(r->name), *reason = out_safe(r->reason), *words = view_receipt_words(r);
	const struct {
		const char *label, *value;
	} all[] = {{_("about"), r->notice ? r->notice : r->ref}, {_("kept"), kept}, {_("file"), name}, {_("bytes"), size},
		{"SHA-256", r->bytes}, {_("why"), reason}, {_("proves"), words}};
	out_tone(TONE_BOLD, "%s\n", r->id);
	for (guint i = 0; i < G_N_ELEMENTS(all); i++)
		if (*all[i].value)
			out_pair(2, TONE_DIM, all[i].label, 10, all[i].value);
}

static int
receipt_show(Cli *cli, GError **error)
{
	g_autoptr(Receipt) r = NULL;
	g_autoptr(Incident) in = NULL;
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	bool eml = cli_flag(cli, "eml");
	if (eml + cli->json > 1 || (cli_text(cli, "output") && !eml))
		return err_set(error, E_USAGE, "give one of --eml and --json; --output goes with --eml"), -1;
	if (!session_receipt(cli->session, cli->args[1], &r, error) || !query_incident(cli->session->db, r->ref, &in, error) ||
		!session_require_reading(cli->session, in, error))
		return -1;
	if (eml && !query_blob(cli->session->db, r->bytes, &bytes, error))
		return -1;
	if (eml) {
		const void *data = bytes ? g_bytes_get_data(bytes, &len) : "";
		return out_bytes(cli_text(cli, "output"), data, len, error) ? 0 : -1;
	}
	if (cli->json) {
		json_t *o = out_json_new(), *body = view_receipt(r);
		json_object_update(o, body);
		json_decref(body);
		return out_json(o);
	}
	print_receipt(cli, r);
	return 0;
}

static const struct {
	const char *verb;
	int min, max;
	int (*run)(Cli *cli, GError **error);
} verbs[] = {{"add", 3, 3, receipt_add}, {"list", 1, 2, receipt_list}, {"perhaps", 1, 1, receipt_perhaps}, {"show", 2, 2, receipt_show}};

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
	return err_set(error, E_USAGE, "there is no command \"receipt %s\": there are add, list, perhaps, show", cli->args[0]), -1;
}

static const Option receipt_options[] = {
	{"notice", 0, OPT_TEXT, N_("ID"), N_("add: the notice that it answers")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("add: why it counts")},
	{"eml", 0, OPT_FLAG, NULL, N_("show: the bytes themselves, as they were handed in")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_receipt = {
	.name = "receipt",
	.usage = "[list [REF] | perhaps | add REF FILE|- [--notice ID] [--reason TEXT] | show ID [--eml [-o FILE]]]",
	.say = N_("keep what came back to a notice"),
	.more = N_("add keeps a saved receipt or answer as it is, under its SHA-256; - is standard input. What is kept so is evidence and never by "
		   "itself proof that the DPO was notified. perhaps lists what lies in the mailbox and may be an answer: its header, nothing else."),
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
