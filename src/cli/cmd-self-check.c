/* self-check: does the company do what the code of practice asks of it beside its incidents? */
#include "src/cli/paper.h"
#include "src/cli/self-check.h"

#include "src/core/text.h"

typedef enum { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON } Format;

/* In days, which is how old such a thing is. (transfer full); NULL: it has no age */
static char *
age_words(const Cli *cli, Instant at)
{
	if (at == INSTANT_NONE || at > cli->now)
		return NULL;
	return duration_ago(cli->now - at, cli->lang);
}

/* --- JSON ----------------------------------------------------------------------------------------------------------------- */

static json_t *
document(const Cli *cli, const GPtrArray *checks)
{
	static const char *const states[] = {[CHECK_FINE] = "fine", [CHECK_LOOK] = "look", [CHECK_FAILED] = "failed"};
	json_t *o = json_object(), *list = json_array();
	for (guint i = 0; i < checks->len; i++) {
		const Check *c = g_ptr_array_index(checks, i);
		json_t *row = json_object();
		json_object_set_new(row, "check", json_string(c->code));
		json_object_set_new(row, "state", json_string(states[c->state]));
		json_object_set_new(row, "evidence", json_string(c->evidence));
		if (c->at != INSTANT_NONE) {
			json_object_set_new(row, "at", view_instant(c->at));
			json_object_set_new(row, "age_days", json_integer(MAX(0, cli->now - c->at) / 86400));
		}
		if (c->todo)
			json_object_set_new(row, "todo", json_string(c->todo));
		json_array_append_new(list, row);
	}
	json_object_set_new(o, "status", json_integer(self_check_worst(checks)));
	json_object_set_new(o, "checks", list);
	return o;
}

/* --- on paper --------------------------------------------------------------------------------------------------------------- */

static const char *
state_words(const Cli *cli, CheckState state)
{
	static const Words words[] = {[CHECK_FINE] = {"in order", "in regola"}, [CHECK_LOOK] = {"look at it", "da vedere"},
		[CHECK_FAILED] = {"NOT MET", "NON SODDISFATTO"}};
	return words_in(&words[state], cli->lang);
}

static Document *
paper(const Cli *cli, const GPtrArray *checks)
{
	const Words title = {"Self-check", "Autoverifica"}, made = {"made", "prodotta"}, found = {"found", "riscontro"}, age = {"age", "età"},
		    todo = {"what to do", "che cosa fare"}, state = {"state", "stato"};
	const char *company = settings_text(cli->session->settings, "organisation.name");
	g_autofree char *heading = g_strdup_printf("%s%s%s", words_in(&title, cli->lang), *company ? " - " : "", company);
	g_autofree char *now = instant_show(cli->now, cli->session->zone);
	Document *d = document_new_paper(cli->lang, heading);
	doc_pair(d, DOC_PLAIN, words_in(&made, cli->lang), now);
	for (guint i = 0; i < checks->len; i++) {
		const Check *c = g_ptr_array_index(checks, i);
		g_autofree char *old = age_words(cli, c->at);
		doc_entry(d, c->name);
		doc_pair(d, c->state == CHECK_FINE ? DOC_GOOD : DOC_BAD, words_in(&state, cli->lang), state_words(cli, c->state));
		doc_pair(d, DOC_PLAIN, words_in(&found, cli->lang), c->evidence);
		doc_pair(d, DOC_PLAIN, words_in(&age, cli->lang), old);
		doc_pair(d, DOC_PLAIN, words_in(&todo, cli->lang), c->todo);
	}
	return d;
}

/* --- on a terminal ------------------------------------------------------------------------------------------------------------- */

static void
print(const Cli *cli, const GPtrArray *checks)
{
	static const Tone tones[] = {[CHECK_FINE] = TONE_GOOD, [CHECK_LOOK] = TONE_WARN, [CHECK_FAILED] = TONE_BAD};
	static const char *const signs[] = {[CHECK_FINE] = "ok", [CHECK_LOOK] = "--", [CHECK_FAILED] = "!!"};
	for (guint i = 0; i < checks->len; i++) {
		const Check *c = g_ptr_array_index(checks, i);
		g_autofree char *old = age_words(cli, c->at), *evidence = out_safe(c->evidence);
		g_autofree char *line = g_strdup_printf("%s: %s%s%s", c->name, evidence, old ? ", " : "", old ? old : "");
		out_pair(0, tones[c->state], signs[c->state], 3, line);
		if (c->todo) {
			g_autofree char *todo = out_safe(c->todo), *arrow = g_strdup_printf("-> %s", todo);
			out_under(3, TONE_DIM, arrow);
		}
	}
}

static int
run_self_check(Cli *cli, GError **error)
{
	static const char *const names[] = {[FORMAT_TEXT] = "text", [FORMAT_HTML] = "html", [FORMAT_JSON] = "json", NULL};
	g_autoptr(GPtrArray) checks = NULL;
	int format = FORMAT_TEXT;
	if (!paper_format(cli, names, G_N_ELEMENTS(names) - 1, FORMAT_TEXT, FORMAT_JSON, &format, error) ||
		!session_require(cli->session, RIGHT_READ, error) || !self_check(cli, &checks, error))
		return -1;
	if (format == FORMAT_JSON) {
		json_auto_t *o = document(cli, checks);
		return paper_json(cli, o, error) ? (int)self_check_worst(checks) : -1;
	}
	if (format == FORMAT_TEXT && !cli_text(cli, "output")) {
		out_page_begin();
		print(cli, checks);
		return (int)self_check_worst(checks);
	}
	g_autoptr(Document) made = paper(cli, checks);
	return paper_document(cli, made, format == FORMAT_HTML ? PAPER_HTML : PAPER_TEXT, error) ? (int)self_check_worst(checks) : -1;
}

static const Option self_check_options[] = {
	{"format", 0, OPT_TEXT, "text|html|json", N_("what is written")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_self_check = {
	.name = "self-check",
	.usage = "[--format text|html|json] [-o FILE]",
	.say = N_("does the company do what the code of practice asks of it?"),
	.more = N_("The DPO and its papers, DPIA, continuity plan, the 24 hours of a year, late clocks, exercises, the PEC path, backup, seal: each "
		   "with how it stands, what shows that, how old that is, and what to do. Exit status: 0 all in order, 1 something to look at, 2 "
		   "something is not met."),
	.needs = NEEDS_REGISTER,
	.options = self_check_options,
	.keeps_group = true,
	.run = run_self_check,
};
