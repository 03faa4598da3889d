/* journal, verify, seal: is the register what it was? */
#include "src/cli/verify-mailbox.h"
#include "src/cli/view.h"

#include "db/verify.h"
#include "src/core/event.h"
#include "src/core/ref.h"
#include "src/core/seal.h"
#include "src/register/anchor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* --- journal export ------------------------------------------------------------------------------------------------------ */

/* SEAL TAB HEAD TAB BODY LF, exactly as hashed: breccia-journal(5). */
static bool
export_line(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	(void)seq;
	FILE *out = data;
	if (fprintf(out, "%s\t%s\t%s\n", seal, head, body ? body : "") < 0)
		return err_set(error, E_IO, "the export cannot be written: %s", g_strerror(errno));
	return true;
}

static int
journal_export(Cli *cli, GError **error)
{
	if (!query_journal(cli->session->db, 1, export_line, stdout, error))
		return -1;
	if (fflush(stdout) != 0)
		return err_set(error, E_IO, "the export cannot be written: %s", g_strerror(errno)), -1;
	return 0;
}

/* --- journal for people ---------------------------------------------------------------------------------------------------- */

static const Column columns[] = {
	{"seq", N_("SEQ"), false},  {"at", N_("WHEN"), false},   {"by", N_("WHO"), false},   {"ref", N_("REF"), false},
	{"kind", N_("WHAT"), false}, {"facts", NULL, false},      {"body", NULL, false},      {"erased", NULL, false},
	{"back", NULL, false},      {"detail", N_("DETAIL"), true}, {"seal", NULL, false},
};

typedef struct {
	const Cli *cli;
	Sheet *sheet;
	GHashTable *names; /* person id -> name */
} Reading;

static const char *
name_of(Reading *r, const char *id)
{
	char *name = g_hash_table_lookup(r->names, id);
	if (!name) {
		name = view_person(r->cli, id);
		g_hash_table_insert(r->names, g_strdup(id), name);
	}
	return name;
}

static void
append_detail(GString *out, const char *key, const json_t *value)
{
	g_autofree char *text = NULL;
	if (json_is_string(value))
		text = g_strdup(json_string_value(value));
	else if (json_is_integer(value))
		text = g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(value));
	if (text)
		g_string_append_printf(out, "%s%s=%s", out->len ? " " : "", key, text);
}

/* The values that fit in words: facts first, then what was typed. */
static char *
detail(const Event *event)
{
	GString *out = g_string_new(NULL);
	const char *key;
	json_t *value;
	json_object_foreach(event->facts, key, value)
	append_detail(out, key, value);
	if (event->body)
		json_object_foreach(event->body, key, value) if (!g_str_equal(key, "salt")) append_detail(out, key, value);
	return g_string_free(out, FALSE);
}

static bool
journal_row(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Reading *r = data;
	g_autoptr(Event) event = NULL;
	if (!event_read(head, body, &event, error))
		return false;
	g_autofree char *number = g_strdup_printf("%" G_GINT64_FORMAT, seq), *at = instant_show(event->at, r->cli->session->zone);
	g_autofree char *words = detail(event);
	const char *what = event->kind ? words_in(&event->kind->words, r->cli->lang) : event->kind_name;
	sheet_row(r->sheet);
	sheet_cell2(r->sheet, number, json_integer(seq));
	sheet_cell2(r->sheet, at, view_instant(event->at));
	sheet_cell2(r->sheet, name_of(r, event->by), json_string(event->by));
	sheet_cell(r->sheet, event->ref);
	sheet_cell2(r->sheet, what, json_string(event->kind_name));
	sheet_cell2(r->sheet, NULL, json_incref(event->facts));
	sheet_cell2(r->sheet, NULL, event->body ? json_incref(event->body) : NULL);
	sheet_cell2(r->sheet, NULL, event->erased ? json_true() : NULL);
	sheet_cell2(r->sheet, NULL, event->back ? json_integer(event->back) : NULL);
	sheet_cell2(r->sheet, words, NULL);
	sheet_cell(r->sheet, seal);
	return true;
}

static int
journal_list(Cli *cli, GError **error)
{
	g_autoptr(Sheet) sheet = sheet_new("events", columns, G_N_ELEMENTS(columns));
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_autoptr(Incident) in = NULL;
	Reading reading = {cli, sheet, names};
	if (cli->n_args && !session_incident(cli->session, cli->args[0], &in, error))
		return -1;
	if (in ? !query_history(cli->session->db, in->ref, journal_row, &reading, error)
	       : !query_journal(cli->session->db, 1, journal_row, &reading, error))
		return -1;
	out_page_begin();
	return sheet_print(sheet, cli, NULL);
}

static int
run_journal(Cli *cli, GError **error)
{
	if (!session_require(cli->session, RIGHT_READ, error))
		return -1;
	return cli->n_args && g_str_equal(cli->args[0], "export") ? journal_export(cli, error) : journal_list(cli, error);
}

const Command command_journal = {
	.name = "journal",
	.usage = "[export | REF]",
	.say = N_("what happened, event by event"),
	.more = N_("export writes each event as SEAL, HEAD and BODY, which sha256sum alone can check: breccia-journal(5)."),
	.needs = NEEDS_REGISTER,
	.max_args = 1,
	.keeps_group = true,
	.run = run_journal,
};

/* --- verify -------------------------------------------------------------------------------------------------------------------- */

static bool
parse_against(const char *text, char **seal, int64_t *seq, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(text, "@", 2);
	char *end = NULL;
	*seq = 0;
	*seal = g_ascii_strdown(parts[0], -1);
	if (!seal_is_hex(*seal))
		return err_set(error, E_USAGE, "a seal is 64 hexadecimal digits, and may end with @ and its number: --against SEAL@SEQ");
	if (parts[1]) {
		*seq = g_ascii_strtoll(parts[1], &end, 10);
		if (end == parts[1] || *end || *seq < 1)
			return err_set(error, E_USAGE, "%s is no number of an event: --against SEAL@SEQ", parts[1]);
	}
	return true;
}

/* How much of the journal somebody else has signed for. (transfer full) */
static char *
anchor_words(const Cli *cli, const Verdicts *v, const Anchor *a)
{
	if (!a->receipt)
		return g_strdup(_("no external anchor yet"));
	g_autofree char *day = instant_show_day(a->at, cli->session->zone);
	int64_t after = v->events - a->seq;
	return g_strdup_printf(ngettext("newest external anchor: valid PEC receipt of %s, covers up to event %" PRId64 "; %" PRId64 " event after it",
		"newest external anchor: valid PEC receipt of %s, covers up to event %" PRId64 "; %" PRId64 " events after it", (unsigned long)after),
		day, a->seq, after);
}

/* One sentence that a judge can read. */
static char *
sentence(const Cli *cli, const Verdicts *v, const Anchor *a, bool refuted, bool witnessed)
{
	g_autofree char *first = instant_show_day(v->first_at, cli->session->zone), *anchor = anchor_words(cli, v, a);
	if (!v->sound) {
		g_autofree char *what = out_safe(v->what);
		return g_strdup_printf(_("The register is BROKEN: %s"), what);
	}
	if (a->off)
		return g_strdup_printf(_("The register is BROKEN: the seal in the signed receipt %s, of event %" PRId64 ", does not lie on this chain: "
			"the journal was cut or rewritten"), a->receipt, a->seq);
	if (!witnessed)
		return g_strdup(_("The register is BROKEN: its chain holds by itself, but is not the one that the signed receipts in the mailbox know"));
	if (refuted)
		return g_strdup(_("The register is BROKEN, if that seal is one of it: its chain holds by itself, and the seal is not on it"));
	return g_strdup_printf(ngettext("The register is sound: %" PRId64 " event since %s; %s.", "The register is sound: %" PRId64 " events since %s; %s.",
		(unsigned long)v->events), v->events, first, anchor);
}

static void
set_anchor(json_t *o, const Verdicts *v, const Anchor *a)
{
	if (!a->receipt)
		return;
	json_t *anchor = json_object();
	json_object_set_new(anchor, "receipt", json_string(a->receipt));
	if (*a->notice)
		json_object_set_new(anchor, "notice", json_string(a->notice));
	json_object_set_new(anchor, "at", view_instant(a->at));
	json_object_set_new(anchor, "seq", json_integer(a->seq));
	json_object_set_new(anchor, "on_chain", json_boolean(!a->off));
	json_object_set_new(anchor, "events_after", json_integer(v->events - a->seq));
	json_object_set_new(o, "anchor", anchor);
}

static int
print_json(const Verdicts *v, const Anchor *a, bool asked, int64_t found, bool sound, json_t *mailbox)
{
	json_t *o = out_json_new();
	json_object_set_new(o, "sound", json_boolean(sound));
	json_object_set_new(o, "events", json_integer(v->events));
	json_object_set_new(o, "blobs", json_integer(v->blobs));
	json_object_set_new(o, "seal", json_string(v->seal));
	if (v->what)
		json_object_set_new(o, "what", json_string(v->what));
	if (!v->sound && v->seq)
		json_object_set_new(o, "seq", json_integer(v->seq));
	if (asked)
		json_object_set_new(o, "against", found > 0 ? json_integer(found) : json_false());
	set_anchor(o, v, a);
	if (mailbox)
		json_object_set(o, "mailbox", mailbox);
	out_json(o);
	return sound ? 0 : 1;
}

static int
print_verdicts(const Cli *cli, const Verdicts *v, const Anchor *a, bool asked, int64_t found, json_t *mailbox, bool witnessed)
{
	bool refuted = asked && found <= 0, sound = v->sound && !a->off && !refuted && witnessed;
	if (cli->json)
		return print_json(v, a, asked, found, sound, mailbox);
	g_autofree char *words = sentence(cli, v, a, refuted, witnessed);
	if (asked && found > 0)
		out_print(_("The seal given is that of event %" PRId64 ": all up to there is as it was.\n"), found);
	if (refuted)
		out_tone(TONE_BAD, _("The seal given does not lie on this chain: the register was cut or rewritten since it was written down.\n"));
	out_tone(sound ? TONE_GOOD : TONE_BAD, "%s\n", words);
	return sound ? 0 : 1;
}

/* For doctor. Whoever may only read the register verifies it all the same. */
static void
remember(const Cli *cli)
{
	g_autofree char *now = instant_rfc3339(session_now(cli->session));
	local_put(cli->session->db, LOCAL_VERIFIED, now, NULL);
}

static int
run_verify(Cli *cli, GError **error)
{
	const char *against = cli_text(cli, "against");
	g_autofree char *seal = NULL;
	g_auto(Anchor) anchor = {0};
	json_auto_t *mailbox = NULL;
	bool witnessed = true;
	Verdicts v = {0};
	int64_t seq = 0, found = 0;
	if (!session_require(cli->session, RIGHT_READ, error) || (against && !parse_against(against, &seal, &seq, error)) ||
		!verify_register(cli->session->db, cli_flag(cli, "chain"), out_shows_progress(cli) ? out_progress : NULL, NULL, &v, error))
		return -1;
	int status = -1;
	/* Of a broken register nothing is said but that: its tables may be anything. */
	if ((!v.sound || session_anchor(cli->session, &anchor, error)) && (!against || verify_against(cli->session->db, seal, seq, &found, error)))
		status = cli_flag(cli, "mailbox") && !verify_mailbox(cli, &witnessed, &mailbox, error) ? -1
			: print_verdicts(cli, &v, &anchor, against != NULL, found, mailbox, witnessed);
	if (status == 0 && !cli_flag(cli, "chain"))
		remember(cli);
	verdicts_clear(&v);
	return status;
}

static const Option verify_options[] = {
	{"chain", 0, OPT_FLAG, NULL, N_("the chain of seals only, without replaying the journal")},
	{"mailbox", 0, OPT_FLAG, NULL, N_("read the mailboxes again: do the seals in signed receipts lie on this chain, is a notice missing?")},
	{"against", 0, OPT_TEXT, "SEAL[@SEQ]", N_("a seal kept outside, from a notice: does it lie on this chain?")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_verify = {
	.name = "verify",
	.usage = "[--chain] [--against SEAL[@SEQ]] [--mailbox]",
	.say = N_("is the register intact?"),
	.more = N_("Checks every seal, every body and every file, replays the journal and compares all tables. Exit status 0 sound, 1 broken. What the "
		   "chain alone cannot show is that its newest events were cut off: --against a seal from an older notice shows that, and --mailbox "
		   "looks at all that PEC providers ever signed."),
	.needs = NEEDS_LOOK,
	.options = verify_options,
	.keeps_group = true,
	.run = run_verify,
};

/* --- seal ------------------------------------------------------------------------------------------------------------------------ */

static int
run_seal(Cli *cli, GError **error)
{
	Tip tip = {0};
	if (!session_require(cli->session, RIGHT_READ, error) || !query_tip(cli->session->db, &tip, error))
		return -1;
	if (cli->json) {
		json_t *o = out_json_new();
		json_object_set_new(o, "seq", json_integer(tip.seq));
		json_object_set_new(o, "sha256", json_string(tip.seal));
		json_object_set_new(o, "at", view_instant(tip.at));
		json_object_set_new(o, "register", json_string(tip.uuid));
		out_json(o);
	} else
		out_print("%s@%" G_GINT64_FORMAT "\n", tip.seal, tip.seq);
	tip_clear(&tip);
	return 0;
}

const Command command_seal = {
	.name = "seal",
	.usage = "",
	.say = N_("the seal of the register now, to be kept elsewhere"),
	.more = N_("What it prints is what breccia verify --against takes."),
	.needs = NEEDS_REGISTER,
	.keeps_group = true,
	.run = run_seal,
};
