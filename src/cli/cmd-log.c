/*
 * log: record a breach, start its clock, queue the notice to the DPO.
 *
 * Title and time are enough. It ends with the next five minutes, not with a ref: what runs until when, what leaves when, whom to call,
 * what to do now.
 */
#include "src/cli/ask.h"
#include "src/cli/input.h"
#include "src/cli/leaving.h"
#include "src/cli/log.h"
#include "src/cli/view.h"

#include "src/core/advice.h"
#include "src/core/clock.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/intake.h"

#include <stdio.h>
#include <string.h>

#define STDIN_MAX (1024 * 1024)
#define LONG_AGO 604800 /* seconds: a week. What was noticed before is logged now, or a day was mistyped */

typedef struct {
	Intake intake;
	json_t *fields;
	GPtrArray *clients;  /* of char *, NULL-terminated when set */
	GPtrArray *warnings; /* of char * */
	char *source_id, *reason;
} Draft;

static void
draft_clear(Draft *d)
{
	json_decref(d->fields);
	g_clear_pointer(&d->clients, g_ptr_array_unref);
	g_clear_pointer(&d->warnings, g_ptr_array_unref);
	g_free(d->source_id);
	g_free(d->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Draft, draft_clear)

/* --- JSON on standard input ---------------------------------------------------------------------------------------------- */

static bool
take_clients(Draft *d, const json_t *value, GError **error)
{
	gsize i;
	json_t *item;
	if (!json_is_array(value))
		return err_set(error, E_INPUT, "clients: give a list of names, or [\"unknown\"], or [\"none\"]");
	d->clients = g_ptr_array_new_with_free_func(g_free);
	json_array_foreach(value, i, item)
	{
		if (!json_is_string(item))
			return err_set(error, E_INPUT, "clients: give a list of names, or [\"unknown\"], or [\"none\"]");
		g_ptr_array_add(d->clients, g_strdup(json_string_value(item)));
	}
	g_ptr_array_add(d->clients, NULL);
	return true;
}

static bool
take_text(const char *key, const json_t *value, char **out, GError **error)
{
	if (!json_is_string(value))
		return err_set(error, E_INPUT, "%s: give a text", key);
	g_free(*out);
	*out = g_strdup(json_string_value(value));
	return true;
}

static bool
take_flag(const char *key, const json_t *value, bool *out, GError **error)
{
	if (!json_is_boolean(value))
		return err_set(error, E_INPUT, "%s: give true or false", key);
	*out = json_is_true(value);
	return true;
}

/* A key that is no field: one of the few that say how to log, or something that a newer or another program knows. */
static bool
take_key(Draft *d, const char *key, const json_t *value, GError **error)
{
	if (g_str_equal(key, "v"))
		return true;
	if (g_str_equal(key, "clients"))
		return take_clients(d, value, error);
	if (g_str_equal(key, "source_id"))
		return take_text(key, value, &d->source_id, error);
	if (g_str_equal(key, "reason"))
		return take_text(key, value, &d->reason, error);
	if (g_str_equal(key, "no_send"))
		return take_flag(key, value, &d->intake.no_send, error);
	if (g_str_equal(key, "send"))
		return take_flag(key, value, &d->intake.drill_send, error);
	if (g_str_equal(key, "kind"))
		return (json_is_string(value) && incident_kind_parse(json_string_value(value), &d->intake.kind)) ||
			err_set(error, E_INPUT, "kind: give breach, near-miss or drill");
	g_ptr_array_add(d->warnings, g_strdup_printf(_("key \"%s\" is not known here and was left out"), key));
	return true;
}

static bool
read_json(const Cli *cli, Draft *d, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func(g_free);
	json_error_t where;
	gsize len;
	if (!host_read_stdin(STDIN_MAX, &text, &len, error))
		return false;
	json_auto_t *object = json_loadb(text, len, JSON_REJECT_DUPLICATES, &where);
	if (!object)
		return err_set(error, E_INPUT, "standard input is not JSON: line %d: %s", where.line, where.text);
	if (!json_is_object(object))
		return err_set(error, E_INPUT, "standard input is not one JSON object: write {\"title\":\"...\"}");
	if (!input_json(cli, object, FIELD_LOG, d->fields, others, error))
		return false;
	for (guint i = 0; i < others->len; i++) {
		const char *key = g_ptr_array_index(others, i);
		if (!take_key(d, key, json_object_get(object, key), error))
			return false;
	}
	return true;
}

/* --- options, words and questions ------------------------------------------------------------------------------------------- */

static bool
ask_title(Draft *d, GError **error)
{
	g_autofree char *title = ask_line(_("What happened, in a few words?"), NULL);
	if (!title || text_blank(title))
		return err_set(error, E_INPUT, "the title is missing: say in a few words what happened");
	json_object_set_new(d->fields, "title", json_string(title));
	return true;
}

static bool
is_asking(const Cli *cli)
{
	return out_is_interactive() && !cli_flag(cli, "no-input");
}

/* "Monday 9 November 2026, 10:00 (Italian time, UTC+1), 15 d ago"; NULL: not so long ago, or not said. (transfer full) */
static char *
long_ago(const Cli *cli, const json_t *fields)
{
	Instant t;
	const char *text = json_string_value(json_object_get(fields, "detected_at"));
	if (!text || !instant_from_rfc3339(text, &t) || cli->now - t <= LONG_AGO)
		return NULL;
	g_autofree char *when = instant_letter(t, cli->session->zone, cli->lang), *ago = duration_ago(cli->now - t, cli->lang);
	return g_strdup_printf("%s, %s", when, ago);
}

static bool
confirmed(const Cli *cli, const json_t *fields)
{
	g_autofree char *said = long_ago(cli, fields);
	g_autofree char *question = said ? g_strdup_printf(_("Detected %s: the 24 hours have passed. Is that right?"), said) : NULL;
	return !question || ask_yes(question, false);
}

/* The time is always asked: "now" is when somebody came to type, rarely when somebody noticed. */
static bool
ask_detected(const Cli *cli, Draft *d, GError **error)
{
	const Field *field = field_find("detected_at");
	for (;;) {
		g_autoptr(GError) problem = NULL;
		json_t *value = NULL;
		g_autofree char *answer = ask_line(_("When did somebody in the company, or a supplier, first notice?"), _("now"));
		if (!answer)
			return err_set(error, E_INPUT, "the time of detection is missing: give --detected");
		if (field_parse(field, answer, cli->now, cli->session->zone, &value, &problem)) {
			Instant t;
			if (instant_from_rfc3339(json_string_value(value), &t) && instant_check_past(t, cli->now, cli->session->zone, &problem)) {
				g_autofree char *echo = instant_echo(t, cli->now, cli->session->zone, cli->lang);
				out_print("  %s\n", echo);
				json_object_set_new(d->fields, "detected_at", value);
				if (confirmed(cli, d->fields))
					return true;
				continue;
			}
			json_decref(value);
		}
		g_autofree char *why = out_safe(problem->message);
		out_tone(TONE_BAD, "  %s\n", why);
	}
}

static bool
read_options(const Cli *cli, Draft *d, GError **error)
{
	g_autofree char *rest = cli_rest(cli, 0);
	if (rest && json_object_get(d->fields, "title"))
		return err_set(error, E_USAGE, "the title is given twice: as --title and as words");
	if (rest) {
		json_t *value = NULL;
		if (!field_parse(field_find("title"), rest, cli->now, cli->session->zone, &value, error))
			return false;
		json_object_set_new(d->fields, "title", value);
	}
	if (is_asking(cli) && !json_object_get(d->fields, "title") && !ask_title(d, error))
		return false;
	bool asks = is_asking(cli) && (!json_object_get(d->fields, "detected_at") || !confirmed(cli, d->fields));
	if (asks && !ask_detected(cli, d, error))
		return false;
	d->intake.hold = out_is_interactive() && !cli_flag(cli, "now");
	return true;
}

static void
replace_text(char **to, const char *text)
{
	if (!text)
		return;
	g_free(*to);
	*to = g_strdup(text);
}

/* They count beside JSON too, and win over it. */
static bool
take_flags(const Cli *cli, Draft *d, GError **error)
{
	if (cli_flag(cli, "near-miss") && cli_flag(cli, "drill"))
		return err_set(error, E_USAGE, "--near-miss and --drill exclude each other: give one");
	if (cli_flag(cli, "near-miss") || cli_flag(cli, "drill"))
		d->intake.kind = cli_flag(cli, "drill") ? KIND_DRILL : KIND_NEAR_MISS;
	d->intake.no_send = d->intake.no_send || cli_flag(cli, "no-send");
	d->intake.drill_send = d->intake.drill_send || cli_flag(cli, "send");
	if (d->intake.drill_send && d->intake.kind != KIND_DRILL)
		return err_set(error, E_USAGE, "--send is for drills, whose notice otherwise stays here: a breach's notice leaves by itself");
	replace_text(&d->source_id, cli_text(cli, "source-id"));
	replace_text(&d->reason, cli_text(cli, "reason"));
	return true;
}

/* --- the next five minutes ---------------------------------------------------------------------------------------------------- */

#define LABEL 12

static void
print_label(const char *label)
{
	g_autofree char *padded = text_pad(label, MAX(LABEL, text_width(label) + 1));
	out_tone(TONE_BOLD, "%s", padded);
}

static char *
deadline_words(const Cli *cli, const Clock *k, Tone *tone)
{
	g_autofree char *due = instant_brief(k->due_at, cli->session->zone, cli->lang);
	g_autofree char *left = duration_show(ABS(k->due_at - cli->now), cli->lang);
	*tone = clock_state(k, cli->now) == CLOCK_LATE ? TONE_BAD : TONE_PLAIN;
	if (*tone == TONE_BAD)
		return g_strdup_printf(_("was due %s: LATE by %s."), due, left);
	return g_strdup_printf(_("by %s, %s left."), due, left);
}

/* The words that a silent courier has. */
static char *
nothing_leaves(const Cli *cli, const Courier *courier, const char *blocked)
{
	Tone tone;
	if (courier->home != HOME_HERE)
		return g_strdup_printf(_("NOTHING LEAVES: %s"), view_home_words(courier->home));
	if (!cli->session->host.has_email && !cli->session->host.has_pec)
		return g_strdup(_("NOTHING LEAVES: no mail account is set up on this machine: see breccia doctor."));
	if (blocked)
		return g_strdup_printf(_("NOTHING LEAVES: %s"), blocked);
	if (courier->absent)
		return view_courier_words(cli, courier, &tone);
	return NULL;
}

static char *
leaving_words(const Cli *cli, const Incident *in, const Courier *courier)
{
	Instant hold = INSTANT_NONE;
	bool ways[2] = {false}, queued = false, stopped = false;
	g_autofree char *blocked = NULL;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (!g_str_equal(n->audience, "dpo"))
			continue;
		g_autofree char *why = NULL;
		queued = true;
		bool known = leaving_blocked(cli, n, &why, NULL);
		if (why && !blocked)
			blocked = g_steal_pointer(&why);
		else if (known && !why && leaving_has_account(cli, n->channel)) {
			ways[n->channel] = ways[n->channel] || !courier->stopped_by[n->channel];
			stopped = stopped || courier->stopped_by[n->channel];
		}
		if (n->hold_until != INSTANT_NONE)
			hold = n->hold_until;
		if (n->exercise)
			return g_strdup(_("Exercise: the notice is written, nothing is sent."));
	}
	bool pec = ways[CHANNEL_PEC], email = ways[CHANNEL_EMAIL], none = !pec && !email;
	const char *by = pec && email ? _("by PEC and by e-mail") : pec ? _("by PEC") : _("by e-mail");
	if (!queued && in->kind == KIND_DRILL) /* nor does the switch see it */
		return g_strdup(_("Exercise: nothing is sent."));
	if (!queued) {
		g_autofree char *span = duration_show(settings_seconds(cli->session->settings, "auto-notify"), cli->lang);
		return g_strdup_printf(_("Nothing is sent now; unless somebody does, a preliminary notice leaves %s before the end."), span);
	}
	char *nothing = nothing_leaves(cli, courier, none ? blocked : NULL);
	if (nothing)
		return nothing;
	if (none && stopped)
		return g_strdup_printf(_("NOTHING LEAVES: the mail account is stopped: %s"), courier->stopped);
	if (hold == INSTANT_NONE)
		return g_strdup_printf(_("It leaves now %s."), by);
	g_autoptr(GTimeZone) zone = g_time_zone_ref(cli->session->zone);
	g_autofree char *when = instant_show_short(hold, cli->now, zone);
	return g_strdup_printf(_("It leaves %s %s (at once: breccia notify %s)."), when, by, in->ref);
}

static bool
is_sent_to_dpo(const Notice *n)
{
	return g_str_equal(n->audience, "dpo") && n->state == NOTICE_SENT;
}

/* An incident that was logged before and whose notice left long ago: where its clock stands. */
static bool
has_left(const Incident *in)
{
	for (guint i = 0; i < in->notices->len; i++)
		if (is_sent_to_dpo(g_ptr_array_index(in->notices, i)))
			return true;
	return false;
}

static void
print_dpo(const Cli *cli, const Logged *logged, const Incident *in, const Courier *courier)
{
	Tone tone;
	if (logged->existed && has_left(in)) {
		g_autofree char *words = view_clock_words(cli, view_dpo_clock(in), &tone);
		out_pair(0, TONE_BOLD, _("DPO"), LABEL, words);
		return;
	}
	g_autofree char *deadline = deadline_words(cli, view_dpo_clock(in), &tone);
	g_autofree char *leaving = leaving_words(cli, in, courier), *safe = out_safe(leaving);
	print_label(_("DPO"));
	out_tone(tone, "%s\n", deadline);
	out_pair(0, TONE_PLAIN, "", LABEL, safe);
	if (tone == TONE_BAD) {
		g_autofree char *why = g_strdup_printf(_("Then say why: breccia late %s --cause CODE --reason TEXT"), in->ref);
		out_pair(0, TONE_PLAIN, "", LABEL, why);
	}
}

static void
print_other_clocks(const Cli *cli, const Incident *in)
{
	for (guint i = 1; i < in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(in->clocks, i);
		Tone tone;
		g_autofree char *name = view_clock_name(cli, k), *deadline = deadline_words(cli, k, &tone);
		char *remark = strstr(name, " ("); /* "(provvisorio)" is said in full below */
		if (remark)
			*remark = '\0';
		g_autofree char *draft = view_client_words(cli, in, k);
		const char *more = draft ? draft : k->provisional ? _("Provisional: own data too?") : "";
		if (draft) /* one sentence with it */
			deadline[strlen(deadline) - 1] = ':';
		g_autofree char *words = g_strconcat(deadline, *more ? " " : "", more, draft ? "." : "", NULL);
		out_pair(0, TONE_BOLD, name, LABEL, words);
	}
}

static void
print_telephones(const Cli *cli)
{
	Tone tone;
	g_autofree char *numbers = view_telephones(cli, &tone), *absence = view_absence(cli);
	if (numbers && tone == TONE_BAD) {
		print_label(_("DPO"));
		out_tone(tone, "%s\n", numbers);
	} else if (numbers)
		out_pair(0, TONE_BOLD, _("Telephone"), LABEL, numbers);
	if (absence)
		out_pair(0, TONE_PLAIN, "", LABEL, absence);
}

static void
print_advice(const Cli *cli, const Incident *in)
{
	const Advice *advice = advice_for(incident_text(in, "breach_kind"));
	g_autoptr(GString) steps = g_string_new(NULL);
	for (int i = 0; i < ADVICE_STEPS; i++)
		g_string_append_printf(steps, "%s%d %s", i ? "  " : "", i + 1, words_in(&advice->steps[i], cli->lang));
	out_pair(0, TONE_BOLD, _("Now"), LABEL, steps->str);
}

static void
print_warnings(const GPtrArray *said, const Logged *logged)
{
	for (guint i = 0; i < said->len; i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(said, i));
		out_tone(TONE_WARN, "%s\n", safe);
	}
	for (guint i = 0; logged->unknown_clients && i < logged->unknown_clients->len; i++) {
		g_autofree char *safe = out_safe(g_ptr_array_index(logged->unknown_clients, i));
		out_tone(TONE_WARN, _("The register knows no client \"%s\": noted as not yet known, with the shortest contract's hours.\n"), safe);
	}
}

static void
print_logged(const Cli *cli, const GPtrArray *warnings, const Logged *logged, const Incident *in, const Courier *courier)
{
	g_autofree char *at = instant_show_short(in->logged_at, cli->now, cli->session->zone);
	g_autofree char *detected = instant_echo(incident_instant(in, "detected_at"), cli->now, cli->session->zone, cli->lang);
	if (logged->existed)
		out_print(_("%s was logged already, %s: nothing was added.\n"), in->ref, at);
	else
		out_print(_("%s logged %s. Detected %s.\n"), in->ref, at, detected);
	print_dpo(cli, logged, in, courier);
	print_other_clocks(cli, in);
	if (view_asks_nis2(cli, in))
		out_pair(0, TONE_WARN, "CSIRT", LABEL, _("is it a significant incident? breccia amend REF nis2=yes|no"));
	if (in->taken_at == INSTANT_NONE)
		print_telephones(cli);
	print_advice(cli, in);
	print_warnings(warnings, logged);
}

static int
print_json(const Cli *cli, const GPtrArray *said, const Logged *logged, const Incident *in)
{
	json_t *o = out_json_new(), *warnings = json_array(), *unknown = json_array();
	for (guint i = 0; i < said->len; i++)
		json_array_append_new(warnings, json_string(g_ptr_array_index(said, i)));
	for (guint i = 0; logged->unknown_clients && i < logged->unknown_clients->len; i++)
		json_array_append_new(unknown, json_string(g_ptr_array_index(logged->unknown_clients, i)));
	json_object_set_new(o, "ref", json_string(in->ref));
	json_object_set_new(o, "existed", json_boolean(logged->existed));
	json_object_set_new(o, "warnings", warnings);
	json_object_set_new(o, "unknown_clients", unknown);
	json_object_set_new(o, "incident", view_incident(cli, in));
	return out_json(o);
}

/* --- log ------------------------------------------------------------------------------------------------------------------------ */

static bool
read_draft(const Cli *cli, Draft *d, GError **error)
{
	bool from_stdin = cli->n_args > 0 && g_str_equal(cli->args[0], "-");
	g_autoptr(GPtrArray) scanned = NULL;
	d->fields = json_object();
	d->warnings = g_ptr_array_new_with_free_func(g_free);
	if (from_stdin && cli->n_args > 1)
		return err_set(error, E_USAGE, "- stands alone: what happened is in the JSON that is read");
	if (from_stdin && !read_json(cli, d, error))
		return false;
	if (!input_options(cli, FIELD_LOG, d->fields, error) || (!from_stdin && !read_options(cli, d, error)) || !take_flags(cli, d, error))
		return false;
	scanned = input_warnings(cli, d->fields);
	g_ptr_array_extend_and_steal(d->warnings, g_steal_pointer(&scanned));
	d->intake.fields = d->fields;
	d->intake.clients = d->clients && !cli_list(cli, "client") ? (const char *const *)d->clients->pdata : cli_list(cli, "client");
	d->intake.source_id = d->source_id;
	d->intake.reason = d->reason;
	return true;
}

int
log_finish(Cli *cli, const Logged *logged, bool starts, const GPtrArray *warnings, GError **error)
{
	g_autoptr(Incident) in = NULL;
	Courier courier = {0};
	if (!logged->existed && starts)
		view_start_courier(cli);
	if (!query_incident(cli->session->db, logged->ref, &in, error) || !view_courier(cli, &courier, error))
		return -1;
	cli->now = logged->existed ? session_now(cli->session) : in->logged_at; /* questions take time */
	if (cli->json)
		print_json(cli, warnings, logged, in);
	else if (cli->quiet)
		out_print("%s\n", in->ref);
	else
		print_logged(cli, warnings, logged, in, &courier);
	courier_clear(&courier);
	return 0;
}

/* Where nobody can be asked it is recorded as given: what is said late must not be lost on top. */
static void
warn_long_ago(const Cli *cli, const Draft *d, const char *ref)
{
	g_autofree char *said = is_asking(cli) ? NULL : long_ago(cli, d->fields);
	if (!said)
		return;
	g_autofree char *line = g_strdup_printf(_("detected %s: the 24 hours have passed. If that is wrong: breccia amend %s detected=WHEN --reason TEXT"),
		said, ref);
	(void)fprintf(stderr, "breccia: %s\n", line);
	if (cli->json)
		g_ptr_array_add(d->warnings, g_steal_pointer(&line));
}

static int
run_log(Cli *cli, GError **error)
{
	g_auto(Draft) draft = {0};
	Logged logged = {0};
	if (!read_draft(cli, &draft, error) || !register_log(cli->session, &draft.intake, &logged, error))
		return -1;
	if (!logged.existed)
		warn_long_ago(cli, &draft, logged.ref);
	int status = log_finish(cli, &logged, !draft.intake.no_send, draft.warnings, error);
	logged_clear(&logged);
	return status;
}

static const Option options[] = {
	{"client", 0, OPT_LIST, N_("NAME"), N_("a client whose data are affected (again for each); unknown; none")},
	{"near-miss", 0, OPT_FLAG, NULL, N_("it almost happened")},
	{"drill", 0, OPT_FLAG, NULL, N_("an exercise: written, timed, not sent")},
	{"send", 0, OPT_FLAG, NULL, N_("with --drill: really send the notice, marked as an exercise")},
	{"no-send", 0, OPT_FLAG, NULL, N_("queue no notice now (the dead-man's switch still sends one)")},
	{"now", 0, OPT_FLAG, NULL, N_("do not let the notice wait for facts")},
	{"source-id", 0, OPT_TEXT, "ID", N_("the sender's own id: the same twice returns the first incident")},
	{"reason", 0, OPT_TEXT, N_("TEXT"), N_("why it was detected before it occurred")},
	{"no-input", 0, OPT_FLAG, NULL, N_("ask nothing")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_log = {
	.name = "log",
	.usage = "[TITLE...] [--detected WHEN] [OPTION...] | -",
	.say = N_("record a breach, start its clock, queue the notice to the DPO"),
	.more = N_("Only the title is needed; in a terminal the time of detection is asked, elsewhere it is now. With - one JSON object is read "
		   "from standard input. WHEN is now, -3h, 14:30, yesterday 18:30, 23/11 22:05, 2026-11-23 18:30 or RFC 3339; without an offset it is "
		   "read in the register's zone."),
	.needs = NEEDS_REGISTER,
	.options = options,
	.fields = FIELD_LOG,
	.max_args = -1,
	.keeps_group = true,
	.run = run_log,
};
