/*
 * What came back and was saved somewhere is kept; one that proves a notice sent by hand is confirmed by a person; what a DPO answered by mail
 * is entered for the DPO, and what was attached to it becomes evidence.
 */
#include "src/cli/show.h"
#include "src/host/host.h"
#include "src/register/receipts.h"
#include "tui/about.h"
#include "tui/receipts.h"
#include "tui/screens.h"
#include "tui/words.h"

#include <string.h>

/* --- keeping ----------------------------------------------------------------------------------------------------------------------- */

static void
notices(Form *form, const InputRow *input, GArray *choices)
{
	const Incident *in = ((const About *)form_data(form))->incident;
	const Cli *cli = form_app(form)->cli;
	(void)input;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		Tone tone;
		g_autofree char *to = view_audience(cli, n->audience), *state = view_notice_words(cli, n, &tone);
		choice_add(choices, n->id, to, state, false);
	}
}

static char *
notice_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	const Incident *in = ((const About *)form_data(form))->incident;
	(void)input;
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (g_str_equal(n->id, text) || g_str_equal(strrchr(n->id, '/') + 1, text))
			return view_audience(form_app(form)->cli, n->audience);
	}
	err_set(error, E_NOTFOUND, "this incident has no notice %s: choose one", text);
	return NULL;
}

static const InputRow keep_rows[] = {
	{.name = "path", .type = INPUT_FILE, .label = N_("file"), .hint = N_("The message as it was saved, with its headers: ~/receipt.eml."), .needed = true},
	{.name = "notice", .type = INPUT_CODE, .choices = notices, .say = notice_said, .label = N_("about which notice"),
		.empty = N_("the incident as a whole")},
	{.name = "reason", .type = INPUT_LINE, .label = N_("why it counts")},
	{.name = NULL},
};

static bool
keep_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	const char *notice = form_text(form, "notice");
	g_autofree char *path = form_path(form, "path"), *bytes = NULL, *id = NULL, *said = notice ? notice_said(form, NULL, notice, error) : g_strdup("");
	int64_t size;
	gsize len = 0;
	if (!said || !host_file_size(path, &size, error) ||
		!view_read_receipt(app->cli, path, &bytes, &len, error))
		return false;
	const ReceiptToKeep keep = {.ref = about->ref, .notice = notice, .bytes = bytes, .len = len, .name = path, .reason = form_text(form, "reason")};
	if (!register_receipt_add(app->cli->session, &keep, &id, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: kept; what it proves is seen once it has been read"), id);
	return true;
}

void
keep_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("What came back"), "receipt", N_("Keep it"), keep_save, NULL, NULL);
	if (!form)
		return;
	form_add_all(form, keep_rows);
	form_open(form);
}

/* --- confirming -------------------------------------------------------------------------------------------------------------------- */

static bool
waits(const Receipt *r)
{
	ReceiptOutcome outcome;
	return receipt_outcome_parse(r->outcome, &outcome) && outcome == OUTCOME_BY_HAND;
}

bool
confirm_any(const Incident *in)
{
	for (guint i = 0; i < in->receipts->len; i++)
		if (waits(g_ptr_array_index(in->receipts, i)))
			return true;
	return false;
}

static void
confirm(App *app, gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *id = NULL;
	if (!register_receipt_confirm(app->cli->session, data, &id, &error)) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	app_changed(app);
	app_say(app, LOOK_GOOD, _("%s: recorded as sent by hand, and proven by %s"), id, (const char *)data);
}

static void
ask_confirm(App *app, const Receipt *r)
{
	g_autofree char *say = view_receipt_words(app->cli, r), *when = instant_brief(receipt_when(r), app->cli->session->zone, app->cli->lang);
	g_autofree char *text = g_strdup_printf(_("%s: %s\n\n%s, %s. A notice sent by hand is recorded at that instant, with this as its proof. Nothing "
		"leaves."), r->id, say, when, r->recipient ? r->recipient : "-");
	dialog_ask(app, _("Sent by hand"), text, _("record it"), confirm, g_strdup(r->id), g_free);
}

static void
confirm_picked(App *app, const char *const *ids, gpointer data)
{
	g_autoptr(Receipt) r = NULL;
	(void)data;
	if (ids[0] && query_receipt(app->cli->session->db, ids[0], &r, NULL) && r)
		ask_confirm(app, r);
}

/* The one that waits; where there are several, one chooses. */
void
confirm_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	const Receipt *only = NULL;
	for (guint i = 0; i < in->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(in->receipts, i);
		if (!waits(r))
			continue;
		g_autofree char *say = view_receipt_words(app->cli, r);
		choice_add(choices, r->id, say, r->recipient, false);
		only = r;
	}
	if (choices->len == 1) {
		g_array_unref(choices);
		ask_confirm(app, only);
		return;
	}
	picker_open(app, _("Which one?"), choices, false, confirm_picked, NULL, NULL);
}

/* --- entering ---------------------------------------------------------------------------------------------------------------------- */

bool
answer_any(const Incident *in)
{
	for (guint i = 0; i < in->receipts->len; i++)
		if (receipt_answers(g_ptr_array_index(in->receipts, i)))
			return true;
	return false;
}

/* The command does it, and says of each what became of it; the DPO gets a message that repeats it. */
static void
enter_picked(App *app, const char *const *fields, gpointer data)
{
	g_autofree char *only = g_strjoinv(",", (char **)(gpointer)fields), *title = g_strdup_printf(_("From %s"), (const char *)data);
	const char *const words[] = {"receipt", "enter", data, "--only", only, "--yes", NULL};
	if (*only)
		command_run(app, title, words, NULL);
}

static void
enter_from(App *app, const char *id)
{
	g_autoptr(Receipt) r = NULL;
	g_autoptr(Answer) answer = NULL;
	g_autoptr(GError) error = NULL;
	if (!query_receipt(app->cli->session->db, id, &r, &error) || !r || !show_answer_of(app->cli, r, &answer, &error)) {
		app_fail(app, g_steal_pointer(&error));
		return;
	}
	if (!answer || !answer->proposals->len) {
		app_say(app, LOOK_WARN, _("nothing in %s can be recorded by itself: its words stand in the messages, 3"), id);
		return;
	}
	GArray *choices = choices_new();
	for (guint i = 0; i < answer->proposals->len; i++) {
		const Proposal *p = g_ptr_array_index(answer->proposals, i);
		g_autofree char *words = show_proposal(p, app->cli->lang);
		choice_add(choices, proposal_fields[p->field].code, words, NULL, true);
	}
	picker_open(app, _("To be recorded for the DPO"), choices, true, enter_picked, g_strdup(id), g_free);
}

static void
answer_picked(App *app, const char *const *ids, gpointer data)
{
	(void)data;
	if (ids[0])
		enter_from(app, ids[0]);
}

/* The answer; where there are several, one chooses, the newest first. */
void
enter_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	for (guint i = in->receipts->len; i > 0; i--) {
		const Receipt *r = g_ptr_array_index(in->receipts, i - 1);
		if (!receipt_answers(r))
			continue;
		g_autofree char *say = view_receipt_words(app->cli, r), *when = instant_show_short(receipt_when(r), app->cli->now, app->cli->session->zone);
		choice_add(choices, r->id, say, when, false);
	}
	if (choices->len == 1) {
		g_autofree char *id = g_strdup(g_array_index(choices, Choice, 0).id);
		g_array_unref(choices);
		enter_from(app, id);
		return;
	}
	picker_open(app, _("Which answer?"), choices, false, answer_picked, NULL, NULL);
}

/* --- what is attached --------------------------------------------------------------------------------------------------------------- */

static void
add_attached(App *app, const Receipt *r, GArray *choices)
{
	g_autoptr(Answer) answer = NULL;
	if (!show_answer_of(app->cli, r, &answer, NULL) || !answer)
		return;
	for (guint i = 0; i < answer->attachments->len; i++) {
		const Attachment *a = g_ptr_array_index(answer->attachments, i);
		g_autofree char *id = g_strdup_printf("%s:%" G_GINT64_FORMAT, r->id, a->part), *size = words_size(a->size);
		choice_add(choices, id, a->name ? a->name : id, size, false);
	}
}

/* The courier takes the part out of the message, where foreign bytes are read. */
static void
attached_picked(App *app, const char *const *ids, gpointer data)
{
	const char *const words[] = {"evidence", "add", data, "--from-receipt", ids[0], NULL};
	if (ids[0])
		command_run(app, ids[0], words, NULL);
}

void
attached_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	for (guint i = 0; i < in->receipts->len; i++)
		if (receipt_answers(g_ptr_array_index(in->receipts, i)))
			add_attached(app, g_ptr_array_index(in->receipts, i), choices);
	if (!choices->len) {
		g_array_unref(choices);
		app_say(app, LOOK_WARN, "%s", _("nothing is attached to what was answered"));
		return;
	}
	picker_open(app, _("To be kept as evidence"), choices, false, attached_picked, g_strdup(in->ref), g_free);
}
