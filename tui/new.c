/* A new incident: one page, title and time first, everything else when one knows it. The clock runs from the detection, and is seen running. */
#include "tui/screens.h"

#include "src/cli/input.h"
#include "src/core/clock.h"
#include "src/core/text.h"
#include "src/register/intake.h"
#include "src/register/people.h"
#include "tui/form.h"
#include "tui/words.h"

#include <string.h>

static const InputRow clients_row = {.name = "-clients", .type = INPUT_CLIENTS, .label = N_("clients whose data they are"),
	.hint = N_("Names, parted by commas. Each has a clock of its own, and one that is not yet known runs with the shortest contract's hours."),
	.empty = N_("not said")};
static const InputRow kind_row = {.name = "-kind", .type = INPUT_CHOICE, .label = N_("breach, near miss or exercise"),
	.hint = N_("A near miss almost happened. An exercise is written and timed, and nothing is sent."), .empty = N_("breach"),
	.words = "breach|near-miss|drill"};
static const InputRow reason_row = {.name = "-reason", .type = INPUT_LINE, .label = N_("why noticed before it happened"),
	.hint = N_("Needed only where the time of detection stands before that of the breach.")};

/* What one knows at night, in the order in which one would tell it; all other fields follow. */
static const char *const first[] = {"title", "detected_at", NULL};
static const char *const second[] = {"own_data", "breach_kind", "description", "recipient", "occurred_from", "data", "subjects", "records",
	"measures_taken", "contact", NULL};

/* --- the clock ----------------------------------------------------------------------------------------------------------------- */

static void
draw_deadline(Form *form, Page *page)
{
	App *app = form_app(form);
	Instant detected;
	if (!form_instant(form, "detected_at", app->cli->now, &detected, NULL))
		return;
	const ClockRule *rule = clock_rule(RULE_DPO);
	Instant due = detected + rule->seconds;
	g_autofree char *by = instant_brief(due, app->cli->session->zone, app->cli->lang), *left = words_left(app, due - app->cli->now);
	g_autofree char *line = due < app->cli->now ? g_strdup_printf(_("The DPO was due %s: LATE by %s. Record it all the same, now."), by, left)
						    : g_strdup_printf(_("The DPO is due by %s: %s left."), by, left);
	page_line(page);
	page_part(page, due < app->cli->now ? LOOK_BAD : due - app->cli->now < rule->seconds / 4 ? LOOK_WARN : LOOK_GOOD, line);
}

/* Texts stay for years: what looks like personal data is pointed out, never refused. */
static void
draw_warning(Form *form, Page *page)
{
	json_auto_t *fields = json_object();
	guint at = form_at(form);
	bool read = form_fields(form, false, fields, NULL);
	form_go(form, at);
	if (!read)
		return;
	g_autoptr(GPtrArray) warnings = input_warnings(form_app(form)->cli, fields);
	if (!warnings->len)
		return;
	page_line(page);
	page_part(page, LOOK_WARN, g_ptr_array_index(warnings, 0));
}

static bool
is_same(const char *a, const char *b)
{
	g_autofree char *one = text_fold(a), *other = text_fold(b);
	return g_str_equal(g_strstrip(one), g_strstrip(other));
}

/* Whose data they are and who got them are easily taken for one another at night. */
static void
draw_confusion(Form *form, Page *page)
{
	const char *recipient = form_text(form, "recipient");
	g_auto(GStrv) clients = form_list(form, clients_row.name);
	for (char **c = clients; recipient && c && *c; c++) {
		g_autoptr(Client) known = NULL;
		bool found = session_client(form_app(form)->cli->session, *c, &known, NULL);
		if (!is_same(recipient, *c) && !(found && known->name && is_same(recipient, known->name)))
			continue;
		g_autofree char *line = g_strdup_printf(_("%s received the data, and the data are %s's: is it both?"), recipient, recipient);
		page_line(page);
		page_part(page, LOOK_WARN, line);
		return;
	}
}

static void
draw_head(Form *form, Page *page)
{
	draw_deadline(form, page);
	draw_warning(form, page);
	draw_confusion(form, page);
}

/* --- saving --------------------------------------------------------------------------------------------------------------------- */

static void
say_logged(App *app, const Logged *logged)
{
	g_autofree char *at = instant_clock(app->cli->now, app->cli->session->zone);
	if (logged->unknown_clients && logged->unknown_clients->len)
		app_say(app, LOOK_WARN, _("%s logged at %s. No client \"%s\" in the register: noted as not yet known"), logged->ref, at,
			(const char *)g_ptr_array_index(logged->unknown_clients, 0));
	else
		app_say(app, LOOK_GOOD, _("%s logged at %s: the clock runs, the notice is ready"), logged->ref, at);
}

static bool
new_save(Form *form, GError **error)
{
	App *app = form_app(form);
	json_auto_t *fields = json_object();
	g_auto(GStrv) clients = form_list(form, clients_row.name);
	Logged logged = {0};
	Intake intake = {.hold = true, .reason = form_text(form, reason_row.name)};
	const char *kind = form_text(form, kind_row.name);
	if (!form_fields(form, false, fields, error))
		return false;
	intake.fields = fields;
	intake.clients = (const char *const *)clients;
	if (kind && !incident_kind_parse(kind, &intake.kind))
		return err_set(error, E_INPUT, "kind: give breach, near-miss or drill");
	if (!register_log(app->cli->session, &intake, &logged, error))
		return false;
	app_start_courier(app);
	app_changed(app);
	/* Whom the register does not know is told the number, and no more. */
	if (session_may(app->cli->session, RIGHT_READ))
		incident_open(app, logged.ref);
	say_logged(app, &logged);
	logged_clear(&logged);
	return true;
}

/* --- the page ---------------------------------------------------------------------------------------------------------------------- */

static void
add_fields(Form *form, const char *const *names)
{
	for (; *names; names++)
		form_add_field(form, field_find(*names), NULL, g_str_equal(*names, "title"));
}

void
new_open(App *app)
{
	Tip tip = {0};
	(void)query_tip(app->cli->session->db, &tip, NULL);
	g_autofree char *draft = g_strdup_printf("%s-new", tip.uuid ? tip.uuid : "");
	const FormSpec spec = {.title = _("New breach"), .save = N_("Record it"), .draft = draft, .head = draw_head, .save_it = new_save};
	tip_clear(&tip);
	Form *form = form_new(app, &spec);
	add_fields(form, first);
	form_add(form, &clients_row, NULL);
	add_fields(form, second);
	for (const Field *f = incident_fields; f->name; f++)
		if ((f->use & FIELD_LOG) && !g_strv_contains(first, f->name) && !g_strv_contains(second, f->name))
			form_add_field(form, f, NULL, false);
	form_add(form, &kind_row, NULL);
	form_add(form, &reason_row, NULL);
	form_open(form);
}
