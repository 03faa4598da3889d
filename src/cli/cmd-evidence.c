/* evidence: what shows what happened, kept as it is, and given back byte for byte. */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/show.h"

#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/evidence.h"

#include <inttypes.h>
#include <string.h>

/* --- add -------------------------------------------------------------------------------------------------------------- */

typedef struct {
	EvidenceToKeep keep;
	char *bytes, *hash, *name;
	bool hash_only, is_list;
	const char *file; /* NULL: standard input */
} Given;

static void
given_clear(Given *given)
{
	g_free(given->bytes);
	g_free(given->hash);
	g_free(given->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Given, given_clear)

/* What leaked is no evidence of itself, and a register is kept for years. */
static bool
is_only_hashed(const Cli *cli, const Given *given)
{
	if (cli_flag(cli, "hash-only"))
		return true;
	if (!given->is_list || !out_is_interactive() || cli->json)
		return false;
	out_tone(TONE_WARN, "%s\n", _("Do not copy the list that leaked into the register: its hash, size and place are evidence enough."));
	return ask_yes(_("Keep the hash alone?"), true);
}

static bool
read_bytes(const Cli *cli, Given *given, GError **error)
{
	gsize max = register_evidence_limit(cli->session), len = 0;
	bool ok = given->file ? host_read_file(given->file, max, &given->bytes, &len, error) : host_read_stdin(max, &given->bytes, &len, error);
	given->keep.bytes = given->bytes;
	given->keep.len = (int64_t)len;
	return ok;
}

/* The courier reads mail, and nobody else: it takes the attachment out of the message. "r57:2". */
static bool
ask_part(const Cli *cli, const Receipt *receipt, const char *part, Given *given, GError **error)
{
	const char *options[] = {"--receipt", receipt->id, "--part", part, "--lang", lang_code(cli->lang), NULL};
	g_autofree char *text = NULL;
	int status = 0;
	gsize len = 0;
	if (!host_courier_ask(cli->uri, cli->conf_file, options, &text, &status, error))
		return false;
	json_auto_t *said = status == 0 ? json_loads(text, 0, NULL) : NULL;
	const char *bytes = json_string_value(json_object_get(said, "bytes"));
	if (!bytes)
		return err_set(error, E_UNAVAILABLE, "part %s of %s cannot be read out of the message: breccia receipt show %s --eml gives all of it",
			part, receipt->id, receipt->id);
	given->bytes = (char *)g_base64_decode(bytes, &len);
	given->keep.bytes = given->bytes;
	given->keep.len = (int64_t)len;
	return true;
}

static const Attachment *
find_attachment(const Answer *answer, const char *part)
{
	for (guint i = 0; answer && part && i < answer->attachments->len; i++) {
		const Attachment *a = g_ptr_array_index(answer->attachments, i);
		g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, a->part);
		if (g_str_equal(number, part))
			return a;
	}
	return NULL;
}

static bool
read_attached(Cli *cli, const char *ref, const char *from, Given *given, GError **error)
{
	g_auto(GStrv) names = g_strsplit(from, ":", 2);
	g_autoptr(Receipt) receipt = NULL;
	g_autoptr(Answer) answer = NULL;
	if (!names[0] || !*names[0] || !session_receipt(cli->session, names[0], &receipt, error))
		return *error || err_set(error, E_USAGE, "name the receipt and the part: --from-receipt r57:2");
	if (!g_str_equal(receipt->ref, ref))
		return err_set(error, E_INPUT, "receipt %s is about %s: give that incident", receipt->id, receipt->ref);
	if (!show_answer_of(cli, receipt, &answer, error))
		return false;
	const Attachment *a = find_attachment(answer, names[1]);
	if (!a)
		return err_set(error, E_NOTFOUND, "nothing of that number is attached to %s: see `breccia receipt show %s`", receipt->id, receipt->id);
	given->name = g_strdup(a->name);
	given->is_list = evidence_is_list(given->name);
	given->keep = (EvidenceToKeep){.name = given->name, .action = cli_text(cli, "action"), .note = cli_text(cli, "note")};
	return ask_part(cli, receipt, names[1], given, error);
}

static bool
read_given(Cli *cli, Given *given, GError **error)
{
	given->file = g_str_equal(cli->args[2], "-") ? NULL : cli->args[2];
	given->is_list = evidence_is_list(given->file);
	given->keep = (EvidenceToKeep){.name = given->file, .action = cli_text(cli, "action"), .note = cli_text(cli, "note"),
		.place = cli_text(cli, "place")};
	given->hash_only = is_only_hashed(cli, given);
	if (!given->hash_only)
		return read_bytes(cli, given, error);
	given->keep.place = ask_option(cli, "place", _("Where is the file itself, and who keeps it?"), error);
	if (!given->keep.place || !host_hash_file(given->file, &given->hash, &given->keep.len, error))
		return false;
	given->keep.hash = given->hash;
	return true;
}

/* (transfer full, of char *) */
static GPtrArray *
warnings_of(const Cli *cli, const Given *given)
{
	GPtrArray *out = g_ptr_array_new_with_free_func(g_free);
	if (given->is_list && !given->hash_only)
		g_ptr_array_add(out, g_strdup(_("It looks like a list, and its bytes were kept: next time --hash-only keeps its hash, size and place alone.")));
	input_scan(cli, _("note"), given->keep.note, out);
	input_scan(cli, _("place"), given->keep.place, out);
	return out;
}

static int
report(const Cli *cli, const Given *given, const char *id, GError **error)
{
	g_autoptr(GPtrArray) warnings = warnings_of(cli, given);
	Evidence *e = NULL;
	if (!query_evidence(cli->session->db, id, &e, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new(), *list = json_array();
		for (guint i = 0; i < warnings->len; i++)
			json_array_append_new(list, json_string(g_ptr_array_index(warnings, i)));
		json_object_set_new(o, "evidence", show_evidence_json(e));
		json_object_set_new(o, "warnings", list);
		out_json(o);
	} else if (cli->quiet)
		out_print("%s\n", id);
	else {
		out_print(e->kept ? _("%s: kept, %" PRId64 " bytes, SHA-256 %s\n") : _("%s: only the hash is kept, of %" PRId64 " bytes, SHA-256 %s\n"), id,
			e->size, e->hash);
		for (guint i = 0; i < warnings->len; i++) {
			g_autofree char *safe = out_safe(g_ptr_array_index(warnings, i));
			out_tone(TONE_WARN, "%s\n", safe);
		}
	}
	evidence_free(e);
	return 0;
}

static int
evidence_add(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_auto(Given) given = {0};
	g_autofree char *id = NULL;
	const char *from = cli_text(cli, "from-receipt");
	if (!from == (cli->n_args == 2))
		return err_set(error, E_USAGE, "give a file, or --from-receipt with what is attached to an answer: see `breccia help evidence`"), -1;
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require(cli->session, RIGHT_ADD, error) ||
		!(from ? read_attached(cli, in->ref, from, &given, error) : read_given(cli, &given, error)) ||
		!register_evidence_add(cli->session, in->ref, &given.keep, &id, error))
		return -1;
	return report(cli, &given, id, error);
}

/* --- list, show, get --------------------------------------------------------------------------------------------------------- */

static int
evidence_list(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require_reading(cli->session, in, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new(), *list = json_array();
		for (guint i = 0; i < in->evidence->len; i++)
			json_array_append_new(list, show_evidence_json(g_ptr_array_index(in->evidence, i)));
		json_object_set_new(o, "evidence", list);
		return out_json(o);
	}
	if (in->evidence->len == 0)
		out_print(_("no evidence is kept with %s\n"), in->ref);
	show_evidence(cli, in);
	return 0;
}

/* (transfer full); NULL: failed. */
static Evidence *
find(Cli *cli, GError **error)
{
	Evidence *e = NULL;
	g_autoptr(Incident) in = NULL;
	if (!session_evidence(cli->session, cli->args[1], &e, error))
		return NULL;
	if (query_incident(cli->session->db, e->ref, &in, error) && session_require_reading(cli->session, in, error))
		return e;
	evidence_free(e);
	return NULL;
}

static int
evidence_show(Cli *cli, GError **error)
{
	Evidence *e = find(cli, error);
	if (!e)
		return -1;
	if (cli->json) {
		json_t *o = out_json_new(), *body = show_evidence_json(e);
		json_object_update(o, body);
		json_decref(body);
		out_json(o);
	} else {
		g_autofree char *at = instant_echo(e->at, cli->now, cli->session->zone, cli->lang), *by = view_person(cli, e->by);
		g_autofree char *added = g_strdup_printf(_("%s, by %s"), at, by), *size = g_strdup_printf("%" PRId64, e->size);
		const struct {
			const char *label, *value;
		} all[] = {{_("file"), e->name}, {_("bytes"), size}, {"SHA-256", e->hash}, {_("kept"), added},
			{_("place"), e->kept ? NULL : e->place ? e->place : "?"}, {_("action"), e->action}, {_("note"), e->note}};
		out_tone(TONE_BOLD, "%s\n", e->id);
		for (guint i = 0; i < G_N_ELEMENTS(all); i++)
			if (all[i].value)
				show_pair(all[i].label, all[i].value);
	}
	evidence_free(e);
	return 0;
}

static bool
give_back(const Cli *cli, const Evidence *e, GError **error)
{
	const char *file = cli_text(cli, "output");
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	if (!e->kept) {
		g_autofree char *place = out_safe(e->place);
		return err_set(error, E_STATE, "only the hash of %s is kept; the file itself: %s", e->id, place);
	}
	if (!query_blob(cli->session->db, e->hash, &bytes, error))
		return false;
	if (!bytes)
		return err_set(error, E_NOTFOUND, "the bytes of %s were erased: `breccia evidence show %s` has their hash", e->id, e->id);
	view_record_reading(cli, READING_EXPORT, e->ref);
	const void *data = g_bytes_get_data(bytes, &len);
	return out_bytes(file && !g_str_equal(file, "-") ? file : NULL, data, len, error);
}

static int
evidence_get(Cli *cli, GError **error)
{
	Evidence *e = find(cli, error);
	bool ok = e && give_back(cli, e, error);
	evidence_free(e);
	return ok ? 0 : -1;
}

static const struct {
	const char *verb;
	int min, max; /* words, the verb included */
	int (*run)(Cli *cli, GError **error);
} verbs[] = {{"add", 2, 3, evidence_add}, {"list", 2, 2, evidence_list}, {"get", 2, 2, evidence_get}, {"show", 2, 2, evidence_show}};

static int
run_evidence(Cli *cli, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(verbs[i].verb, cli->args[0]))
			continue;
		if (cli->n_args < verbs[i].min || cli->n_args > verbs[i].max)
			return err_set(error, E_USAGE, "that is not how it is written: see `breccia help evidence`"), -1;
		return verbs[i].run(cli, error);
	}
	return err_set(error, E_USAGE, "there is no command \"evidence %s\": there are add, list, get, show", cli->args[0]), -1;
}

static const Option evidence_options[] = {
	{"note", 0, OPT_TEXT, N_("TEXT"), N_("add: what it shows")},
	{"action", 0, OPT_TEXT, N_("ID"), N_("add: the action that it is the result of")},
	{"hash-only", 0, OPT_FLAG, NULL, N_("add: keep hash, size and place, not the bytes: for the lists that leaked")},
	{"place", 0, OPT_TEXT, N_("TEXT"), N_("add: with --hash-only, where the file itself is, and who keeps it")},
	{"from-receipt", 0, OPT_TEXT, N_("RECEIPT:PART"), N_("add: what is attached to an answer, instead of a file")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("get: into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_evidence = {
	.name = "evidence",
	.usage = "add REF FILE|- [--note TEXT] [--action ID] [--hash-only --place TEXT] | add REF --from-receipt RECEIPT:PART | list REF | "
		"get ID [-o FILE] | show ID",
	.say = N_("keep what shows what happened, and give it back"),
	.more = N_("A file is kept as it is, under its SHA-256; - is standard input. Do not copy the list that leaked into the register: --hash-only keeps "
		   "its hash, its size and where it is. An ID is 2026-0013/e1 or 13/e1."),
	.needs = NEEDS_REGISTER,
	.options = evidence_options,
	.min_args = 1,
	.max_args = 3,
	.keeps_group = true,
	.run = run_evidence,
};
