/* What was filed or told outside this program is recorded, and clocks that the company waives. */
#include "tui/screens.h"

#include "src/core/clock.h"
#include "src/host/host.h"
#include "src/register/filing.h"
#include "tui/about.h"
#include "tui/words.h"

/* --- which clock ----------------------------------------------------------------------------------------------------------------- */

static bool
is_filed_for(const Clock *k)
{
	return !g_str_equal(k->rule, RULE_DPO);
}

static bool
is_waived(const Clock *k)
{
	const ClockRule *rule = clock_rule(k->rule);
	return rule && rule->waivable && clock_open(k);
}

static bool
any(const Incident *in, bool (*fits)(const Clock *clock))
{
	for (guint i = 0; i < in->clocks->len; i++)
		if (fits(g_ptr_array_index(in->clocks, i)))
			return true;
	return false;
}

bool
filing_any(const Incident *in)
{
	return any(in, is_filed_for);
}

bool
waiving_any(const Incident *in)
{
	return any(in, is_waived);
}

/* The one that is most pressing: what is typed at night is about that. */
static const char *
first_clock(const Incident *in, bool (*fits)(const Clock *clock))
{
	const Clock *best = NULL;
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		bool sooner = !best || (clock_open(k) && (!clock_open(best) || k->due_at < best->due_at));
		if (fits(k) && sooner)
			best = k;
	}
	return best ? best->id : NULL;
}

static void
clock_choices(Form *form, GArray *choices, bool (*fits)(const Clock *clock))
{
	const Incident *in = ((const About *)form_data(form))->incident;
	const Cli *cli = form_app(form)->cli;
	for (guint i = 0; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		Tone tone;
		if (!fits(k))
			continue;
		g_autofree char *name = view_clock_name(cli, k), *words = view_clock_words(cli, k, &tone);
		choice_add(choices, k->id, name, words, false);
	}
}

static void
filed_clocks(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	clock_choices(form, choices, is_filed_for);
}

static void
waived_clocks(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	clock_choices(form, choices, is_waived);
}

static char *
clock_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	const Clock *k = clock_find(((const About *)form_data(form))->incident->clocks, text);
	(void)input;
	if (k)
		return view_clock_name(form_app(form)->cli, k);
	err_set(error, E_NOTFOUND, "this incident has no clock %s: choose one", text);
	return NULL;
}

/* How the clock stands that is chosen. */
static void
draw_clock(Form *form, Page *page)
{
	const Cli *cli = form_app(form)->cli;
	const char *id = form_text(form, "clock");
	const Clock *k = id ? clock_find(((const About *)form_data(form))->incident->clocks, id) : NULL;
	Tone tone;
	if (!k)
		return;
	g_autofree char *name = view_clock_name(cli, k), *words = view_clock_words(cli, k, &tone);
	page_line(page);
	page_part(page, LOOK_PLAIN, name);
	page_part(page, LOOK_PLAIN, ": ");
	page_part(page, style_of_tone(tone), words);
}

/* --- filing ---------------------------------------------------------------------------------------------------------------------- */

static void
types(Form *form, const InputRow *input, GArray *choices)
{
	(void)input;
	for (FilingType t = FILING_PRELIMINARY; t <= FILING_WITHDRAWAL; t++)
		choice_add(choices, filing_type_code(t), words_in(filing_type_words(t), form_app(form)->cli->lang), NULL, false);
}

static bool
read_type(const char *text, FilingType *type, GError **error)
{
	*type = FILING_COMPLETE;
	return !text || filing_type_parse(text, type) || err_set(error, E_INPUT, "it is one of preliminary, complete, supplement, withdrawal");
}

static char *
type_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	FilingType type;
	(void)input;
	return read_type(text, &type, error) ? g_strdup(words_in(filing_type_words(type), form_app(form)->cli->lang)) : NULL;
}

static const InputRow clock_row = {.name = "clock", .type = INPUT_CODE, .choices = filed_clocks, .say = clock_said, .label = N_("for which clock"),
	.hint = N_("A client that was told by other means, too."), .needed = true};

static const InputRow file_rows[] = {
	{.name = "type", .type = INPUT_CODE, .choices = types, .say = type_said, .label = N_("what was filed"), .empty = N_("complete"),
		.hint = N_("A preliminary notification starts the clock of the supplement.")},
	{.name = "at", .type = INPUT_INSTANT, .label = N_("when"), .hint = N_("As the portal's confirmation says it: 14:30, yesterday 18:30."), .needed = true},
	{.name = "number", .type = INPUT_LINE, .label = N_("the authority's number"),
		.hint = N_("Of its file. Never its PIN, which opens the file to whoever reads it.")},
	{.name = "protocol", .type = INPUT_LINE, .label = N_("protocol number"), .hint = N_("The company's own: Prot. n. 1234/2026.")},
	{.name = "evidence", .type = INPUT_FILE, .label = N_("file that shows it"), .hint = N_("Kept with the incident as it is; needed for a client."),
		.empty = N_("none")},
	{.name = "note", .type = INPUT_TEXT, .label = N_("note"), .hint = N_("Needed where it was filed before the detection.")},
	{.name = NULL},
};

/* *bytes: what evidence points to; NULL where no file is named. */
static bool
read_evidence(Form *form, EvidenceToKeep *evidence, char **name, char **bytes, GError **error)
{
	int64_t size;
	gsize len = 0;
	*bytes = NULL;
	*name = form_path(form, "evidence");
	if (!*name)
		return true;
	if (!host_file_size(*name, &size, error) ||
		!host_read_file(*name, register_evidence_limit(form_app(form)->cli->session), bytes, &len, error))
		return false;
	*evidence = (EvidenceToKeep){.bytes = *bytes, .len = (int64_t)len, .name = *name};
	return true;
}

/* What moved on: the clocks that it met or started. */
static void
say_filed(App *app, const char *ref, const Filed *filed)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (guint i = 0; i < filed->moved->len; i++) {
		const Clock *k = g_ptr_array_index(filed->moved, i);
		Tone tone;
		g_autofree char *name = view_clock_name(app->cli, k), *words = view_clock_words(app->cli, k, &tone);
		g_string_append_printf(out, "%s%s: %s", out->len ? "; " : "", name, words);
	}
	app_say(app, LOOK_GOOD, _("%s: filed. %s"), ref, out->str);
}

static bool
file_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	EvidenceToKeep evidence = {0};
	g_autofree char *bytes = NULL, *name = NULL;
	g_auto(Filed) filed = {0};
	FilingToRecord filing = {.ref = about->ref, .clock = form_text(form, "clock"), .number = form_text(form, "number"),
		.protocol = form_text(form, "protocol"), .note = form_text(form, "note"), .seen = about->seen};
	if (!read_type(form_text(form, "type"), &filing.type, error) || !form_instant(form, "at", INSTANT_NONE, &filing.at, error) ||
		!read_evidence(form, &evidence, &name, &bytes, error))
		return false;
	filing.evidence = bytes ? &evidence : NULL;
	if (!bytes && g_str_has_prefix(filing.clock, RULE_CLIENT ":"))
		return form_refuse_at(form, "evidence", _("that a client was told by other means needs a file that shows it"), error);
	if (!register_file(app->cli->session, &filing, &filed, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	say_filed(app, about->ref, &filed);
	return true;
}

void
file_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("What was filed"), "filing", N_("Record it"), file_save, draw_clock, NULL);
	if (!form)
		return;
	form_add(form, &clock_row, first_clock(in, is_filed_for));
	form_add_all(form, file_rows);
	form_open(form);
}

/* --- waiving --------------------------------------------------------------------------------------------------------------------- */

static const InputRow waive_clock_row = {.name = "clock", .type = INPUT_CODE, .choices = waived_clocks, .say = clock_said,
	.label = N_("which clock"), .hint = N_("That of the DPO is never waived; one that is late stays late."), .needed = true};
static const InputRow waive_reason_row = {.name = "reason", .type = INPUT_TEXT, .label = N_("why it does not have to be met"),
	.hint = N_("It stays with the incident for ever."), .needed = true};

static bool
waive_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	const Waiving waiving = {.ref = about->ref, .clock = form_text(form, "clock"), .reason = form_text(form, "reason"), .seen = about->seen};
	if (!register_waive(app->cli->session, &waiving, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: %s is waived"), about->ref, waiving.clock);
	return true;
}

void
waive_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("A clock that is waived"), "waiver", N_("Waive it"), waive_save, draw_clock, NULL);
	if (!form)
		return;
	form_add(form, &waive_clock_row, first_clock(in, is_waived));
	form_add(form, &waive_reason_row, NULL);
	form_open(form);
}
