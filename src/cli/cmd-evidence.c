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
	char *bytes, *hash;
	bool hash_only, is_list;
	const char *file; /* NULL: standard input */
} Given;

static void
given_clear(Given *given)
{
	g_free(given->bytes);
	g_free(given->hash);
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
	if (!session_incident(cli->session, cli->args[1], &in, error) || !session_require(cli->session, RIGHT_ADD, error) ||
		!read_given(cli, &given, error) || !register_evidence_add(cli->session, in->ref, &given.keep, &id, error))
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
	int words; /* the verb included */
	int (*run)(Cli *cli, GError **error);
} verbs[] = {{"add", 3, evidence_add}, {"list", 2, evidence_list}, {"get", 2, evidence_get}, {"show", 2, evidence_show}};

static int
run_evidence(Cli *cli, GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(verbs); i++) {
		if (!g_str_equal(verbs[i].verb, cli->args[0]))
			continue;
		if (cli->n_args != verbs[i].words)
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
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("get: into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_evidence = {
	.name = "evidence",
	.usage = "add REF FILE|- [--note TEXT] [--action ID] [--hash-only --place TEXT] | list REF | get ID [-o FILE] | show ID",
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
