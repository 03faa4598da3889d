/* What Tab offers on the line for commands and on the one for filters: from the tables of commands, fields and vocabularies, and from the register. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/core/filter.h"
#include "src/core/stage.h"
#include "src/host/host.h"

#include <string.h>

#define REFS 200 /* the most urgent of what is open: more is no help */

typedef struct {
	App *app;
	const char *begin; /* what stands there already */
	GPtrArray *words;
} Offers;

/* Somebody whom the register does not know is told nothing that stands in it. */
static Session *
readable(const Offers *o)
{
	Session *session = o->app->cli->session;
	return session && session_may(session, RIGHT_READ) ? session : NULL;
}

static void
offer(Offers *o, const char *word)
{
	if (g_str_has_prefix(word, o->begin))
		g_ptr_array_add(o->words, g_strdup(word));
}

static void
offer_codes(Offers *o, const Vocab *vocab, const char *before)
{
	for (const Term *t = vocab->terms; t->code; t++) {
		g_autofree char *word = g_strconcat(before, t->code, NULL);
		if (t->active)
			offer(o, word);
	}
}

/* --- by what a command's usage names --------------------------------------------------------------------------------------------- */

static void
refs(Offers *o)
{
	const Cli *cli = o->app->cli;
	const ListQuery query = {.order = ORDER_URGENT, .current = true, .now = cli->now, .limit = REFS};
	g_autoptr(GPtrArray) open = NULL;
	g_autofree char *next = NULL;
	if (!readable(o) || !query_list(cli->session->db, &query, &open, &next, NULL))
		return;
	for (guint i = 0; i < open->len; i++)
		offer(o, ((const Incident *)g_ptr_array_index(open, i))->ref);
}

static void
offer_ids(Offers *o, const GPtrArray *all, gsize offset)
{
	for (guint i = 0; i < all->len; i++)
		offer(o, G_STRUCT_MEMBER(const char *, g_ptr_array_index(all, i), offset));
}

/* What hangs on an incident, once its number stands there. */
static void
ids(Offers *o)
{
	const char *slash = strchr(o->begin, '/');
	g_autofree char *ref = slash ? g_strndup(o->begin, (gsize)(slash - o->begin)) : NULL;
	g_autoptr(Incident) in = NULL;
	if (!slash) {
		refs(o);
		return;
	}
	if (!readable(o) || !query_incident(readable(o)->db, ref, &in, NULL) || !in)
		return;
	offer_ids(o, in->notices, G_STRUCT_OFFSET(Notice, id));
	offer_ids(o, in->actions, G_STRUCT_OFFSET(Action, id));
	offer_ids(o, in->evidence, G_STRUCT_OFFSET(Evidence, id));
}

static void
clocks(Offers *o)
{
	for (const ClockRule *r = clock_rules; r->id; r++)
		if (!g_str_equal(r->id, RULE_CLIENT))
			offer(o, r->id);
}

static void
people(Offers *o)
{
	g_autoptr(GPtrArray) all = NULL;
	if (readable(o) && query_people(readable(o)->db, false, &all, NULL))
		for (guint i = 0; i < all->len; i++)
			offer(o, ((const Person *)g_ptr_array_index(all, i))->id);
}

static void
clients(Offers *o)
{
	g_autoptr(GPtrArray) all = NULL;
	if (readable(o) && query_clients(readable(o)->db, false, &all, NULL))
		for (guint i = 0; i < all->len; i++)
			offer(o, ((const Client *)g_ptr_array_index(all, i))->id);
}

static void
settings(Offers *o)
{
	for (const SettingRow *r = setting_rows; r->name; r++)
		offer(o, r->name);
}

static void
names_of_commands(Offers *o)
{
	for (const Command *const *c = commands; *c; c++)
		offer(o, (*c)->name);
}

static void
fields(Offers *o)
{
	for (const Field *f = incident_fields; f->name; f++) {
		g_autofree char *word = g_strconcat(f->option, "=", NULL);
		const char *equals = strchr(o->begin, '=');
		if (f->use & FIELD_AMEND)
			offer(o, word);
		if (equals && f->vocab && g_str_has_prefix(o->begin, word))
			offer_codes(o, f->vocab, word);
	}
}

static void
roles(Offers *o)
{
	for (Role r = 0; r < ROLE_COUNT; r++)
		offer(o, role_code(r));
}

/* Only what begins like a path: who types a title has no use for the names of files. */
static void
files(Offers *o)
{
	const char *slash = strrchr(o->begin, '/');
	g_autofree char *folder = slash ? g_strndup(o->begin, (gsize)(slash - o->begin) + 1) : NULL, *path = folder ? host_expand_home(folder) : NULL;
	g_autoptr(GPtrArray) entries = NULL;
	if (!path || !host_list_folder(path, &entries, NULL))
		return;
	for (guint i = 0; i < entries->len; i++) {
		const HostEntry *e = g_ptr_array_index(entries, i);
		g_autofree char *word = g_strconcat(folder, e->name, e->folder ? "/" : "", NULL);
		offer(o, word);
	}
}

static void
filters(Offers *o)
{
	const char *minus = *o->begin == '-' ? "-" : "";
	for (guint i = 0; filter_word(i); i++) {
		g_autofree char *word = g_strconcat(minus, filter_word(i), NULL);
		offer(o, word);
	}
	const char *word = o->begin + strlen(minus);
	for (Stage st = STAGE_LOGGED; g_str_has_prefix(word, "stage:") && st <= STAGE_VOID; st++) {
		g_autofree char *whole = g_strconcat(minus, "stage:", stage_code(st), NULL);
		offer(o, whole);
	}
	for (IncidentKind k = KIND_BREACH; g_str_has_prefix(word, "kind:") && k <= KIND_DRILL; k++) {
		g_autofree char *whole = g_strconcat(minus, "kind:", incident_kind_code(k), NULL);
		offer(o, whole);
	}
}

/* What a placeholder in the usage of a command, or in the value of an option, stands for. */
static const struct {
	const char *placeholder;
	void (*add)(Offers *o);
} sources[] = {
	{"REF", refs}, {"ID", ids}, {"CLOCK", clocks}, {"WHO", people}, {"LOGIN", people}, {"CLIENT", clients}, {"NAME", settings}, {"ROLE", roles},
	{"COMMAND", names_of_commands}, {"FIELD=VALUE", fields}, {"FILTER", filters}, {"FILE", files}, {"DIR", files}, {"URI", files},
};

static void
offer_placeholder(Offers *o, const char *token)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sources); i++)
		if (g_str_equal(sources[i].placeholder, token))
			sources[i].add(o);
}

static bool
is_word(const char *token)
{
	return *token && *token != '-' && token[strspn(token, "abcdefghijklmnopqrstuvwxyz-")] == '\0';
}

/* "[list [REF] | add REF FILE|- ...]", "REF yes|no": what is written small stands for itself, the verbs only as first word. */
static void
offer_usage(Offers *o, const char *usage, bool first)
{
	g_auto(GStrv) tokens = g_strsplit_set(usage, " []\"", -1);
	for (char **t = tokens; *t; t++) {
		g_auto(GStrv) parts = g_strsplit(*t, "|", -1);
		bool choice = g_strv_length(parts) > 1;
		for (char **p = parts; *p; p++) {
			if (g_str_has_suffix(*p, "..."))
				(*p)[strlen(*p) - 3] = '\0';
			if (is_word(*p) && (choice || first))
				offer(o, *p);
			offer_placeholder(o, *p);
		}
	}
}

/* --- options --------------------------------------------------------------------------------------------------------------------- */

static void
offer_option(Offers *o, const char *name)
{
	g_autofree char *word = g_strconcat("--", name, NULL);
	offer(o, word);
}

static void
offer_options(Offers *o, const Command *c)
{
	for (const Option *option = c->options; option && option->name; option++)
		offer_option(o, option->name);
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & c->fields)
			offer_option(o, f->option);
}

/* The value of the option before; false: that is none which takes one. */
static bool
offer_value(Offers *o, const Command *c, const char *before)
{
	if (!g_str_has_prefix(before, "--"))
		return false;
	for (const Option *option = c->options; option && option->name; option++) {
		if (!g_str_equal(option->name, before + 2) || option->type == OPT_FLAG)
			continue;
		if (g_str_equal(option->arg, "CODE") && c->vocab)
			offer_codes(o, c->vocab, "");
		offer_usage(o, option->arg, false);
		return true;
	}
	for (const Field *f = incident_fields; f->name; f++) {
		if (!(f->use & c->fields) || !g_str_equal(f->option, before + 2))
			continue;
		if (f->vocab)
			offer_codes(o, f->vocab, "");
		return true;
	}
	return false;
}

/* --- the line -------------------------------------------------------------------------------------------------------------------- */

static void
offer_first(Offers *o)
{
	names_of_commands(o);
	for (Deed a = 0; a < ACT_NONE; a++)
		if ((action_rows[a].where & AT_READING) && action_rows[a].footer && !command_find(action_rows[a].name))
			offer(o, action_rows[a].name);
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In their order, each once. */
static GPtrArray *
settle(GPtrArray *words)
{
	g_ptr_array_sort(words, by_name);
	for (guint i = words->len; i > 1; i--)
		if (g_str_equal(g_ptr_array_index(words, i - 1), g_ptr_array_index(words, i - 2)))
			g_ptr_array_remove_index(words, i - 1);
	return words;
}

GPtrArray *
command_complete(App *app, const char *line)
{
	g_auto(GStrv) words = g_strsplit(line, " ", -1);
	const guint n = g_strv_length(words);
	const Command *c = n > 1 ? command_find(words[0]) : NULL;
	Offers o = {app, n ? words[n - 1] : "", g_ptr_array_new_with_free_func(g_free)};
	if (n <= 1)
		offer_first(&o);
	else if (c && *o.begin == '-' && !strstr(c->usage, "FILTER"))
		offer_options(&o, c);
	else if (c && (n < 3 || !offer_value(&o, c, words[n - 2])))
		offer_usage(&o, c->usage, n == 2);
	return settle(o.words);
}

GPtrArray *
filter_complete(App *app, const char *line)
{
	const char *space = strrchr(line, ' ');
	Offers o = {app, space ? space + 1 : line, g_ptr_array_new_with_free_func(g_free)};
	filters(&o);
	return settle(o.words);
}
