/* No register yet: what `breccia init` asks, on one page; then init itself is run with the answers. */
#include "tui/screens.h"

#include "src/core/ref.h"
#include "src/host/host.h"
#include "tui/form.h"

/* Questions whose answers become flags. */
#define CONFLICT "-conflict"
#define SERVICE "-service"

static const InputRow rows[] = {
	{.name = "org", .type = INPUT_LINE, .label = N_("the company"), .hint = N_("As it signs its letters: Rossi Contact S.p.A."), .needed = true},
	{.name = "me", .type = INPUT_LINE, .label = N_("you"),
		.hint = N_("Your name and e-mail address: Maria Bianchi <maria@rossi.example>"), .needed = true},
	{.name = "role", .type = INPUT_CHOICE, .label = N_("your role"),
		.hint = N_("security logs and sends; dpo takes charge; manager decides for the company."),
		.empty = N_("security"), .words = "security|dpo|manager|admin"},
	{.name = "phone", .type = INPUT_LINE, .label = N_("your telephone"), .hint = N_("A notice prints it, so that the DPO can call back.")},
	{.name = "dpo", .type = INPUT_LINE, .label = N_("the DPO"),
		.hint = N_("Name and e-mail address: Giulia Verdi <dpo@verdi.example>. Notices go there.")},
	{.name = "dpo-pec", .type = INPUT_LINE, .label = N_("the DPO's PEC"), .hint = N_("PEC proves, e-mail wakes. Leave it empty where there is none.")},
	{.name = "dpo-phone", .type = INPUT_LINE, .label = N_("the DPO's telephone"), .hint = N_("Shown until somebody takes charge.")},
	{.name = "dpo-position", .type = INPUT_LINE, .label = N_("the DPO's position"),
		.hint = N_("In the company, if any: an administrator or operations director cannot be its DPO.")},
	{.name = CONFLICT, .type = INPUT_CHOICE, .label = N_("is the DPO a director?"),
		.hint = N_("Administrator or operations director of the company: they cannot be its DPO. "
			"The answer stays with the appointment."), .empty = N_("not said"), .words = "no|yes"},
	{.name = "dpo-since", .type = INPUT_LINE, .label = N_("the DPO in office since"), .hint = N_("A day: 1/3/2024."), .empty = N_("today")},
	{.name = "dpo-reason", .type = INPUT_LINE, .label = N_("why that is no conflict"),
		.hint = N_("Where the position is one that is warned about: an IT manager, for example.")},
	{.name = "language", .type = INPUT_CHOICE, .label = N_("language of the notices"), .words = "it|en"},
	{.name = "zone", .type = INPUT_LINE, .label = N_("time zone"), .hint = N_("In which times are typed and shown, whatever this machine's zone is.")},
	{.name = "code", .type = INPUT_LINE, .label = N_("short code"),
		.hint = N_("For the subjects of mails: ROSSI. Made from the company's name unless given.")},
	{.name = "vat", .type = INPUT_LINE, .label = N_("VAT number")},
	{.name = "office", .type = INPUT_LINE, .label = N_("registered office")},
	{.name = "pec", .type = INPUT_LINE, .label = N_("PEC of the company")},
	{.name = "desk-phone", .type = INPUT_LINE, .label = N_("telephone of the desk"), .hint = N_("Of the desk that answers about breaches.")},
	{.name = "server", .type = INPUT_LINE, .label = N_("mail server"), .hint = N_("For sending: smtp://mail.rossi.example:587. Can be set up later.")},
	{.name = "from", .type = INPUT_LINE, .label = N_("sender's address")},
	{.name = "user", .type = INPUT_LINE, .label = N_("user name there")},
	{.name = "password-command", .type = INPUT_LINE, .label = N_("command that prints the password"),
		.hint = N_("No password is written down here: a command that prints it, such as pass show mail.")},
	{.name = "password-file", .type = INPUT_FILE, .label = N_("or a file that holds it"), .hint = N_("Readable by nobody else.")},
	{.name = "ca-file", .type = INPUT_FILE, .label = N_("certificates to trust"), .hint = N_("Of the mail server, where it is the company's own."),
		.empty = N_("the system's")},
	{.name = SERVICE, .type = INPUT_CHOICE, .label = N_("keep the courier running"),
		.hint = N_("By a service of systemd for you alone: then a notice leaves also when everybody has forgotten it."), .empty = N_("no"),
		.words = "yes|no"},
	{.name = NULL},
};

static void
head(Form *form, Page *page)
{
	const App *app = form_app(form);
	page_under(page, 0, LOOK_PLAIN, _("There is no register yet. Two lines are enough to begin; the rest can follow."));
	page_pair(page, 0, _("it will stand in"), 18, LOOK_DIM, app->cli->uri);
}

/* What init made is opened, and the form behind it goes. */
static void
made(App *app)
{
	g_autoptr(GError) error = NULL;
	for (guint i = 0; i < app->views->len; i++)
		app_close(g_ptr_array_index(app->views, i));
	g_clear_pointer(&app->cli->conf, conf_free);
	if (!host_conf(app->cli->conf_file, &app->cli->conf, &error) || !cli_open(app->cli, &error)) {
		app_fail(app, g_steal_pointer(&error));
		app->over = true;
		return;
	}
	host_draft_drop("init");
	board_open(app);
	app_say(app, LOOK_GOOD, "%s", _("the register is made. Try it with an exercise: +, and as kind: drill"));
}

static bool
says(Form *form, const char *name, const char *answer)
{
	const char *text = form_text(form, name);
	return text && g_ascii_strcasecmp(text, answer) == 0;
}

static bool
setup_save(Form *form, GError **error)
{
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	if (says(form, CONFLICT, "yes"))
		return err_set(error, E_STATE, "the company's administrator or operations director cannot be its DPO: appoint somebody else");
	g_ptr_array_add(words, g_strdup("init"));
	g_ptr_array_add(words, g_strdup("--no-input"));
	for (const InputRow *r = rows; r->name; r++) {
		g_autofree char *path = r->type == INPUT_FILE ? form_path(form, r->name) : NULL;
		const char *text = path ? path : form_text(form, r->name);
		if (text && *r->name != '-')
			g_ptr_array_add(words, g_strdup_printf("--%s=%s", r->name, text));
	}
	if (says(form, CONFLICT, "no"))
		g_ptr_array_add(words, g_strdup("--dpo-no-conflict"));
	if (says(form, SERVICE, "yes"))
		g_ptr_array_add(words, g_strdup("--service"));
	g_ptr_array_add(words, NULL);
	command_run(form_app(form), _("Setting up"), (const char *const *)words->pdata, made);
	/* It stays until the register is there: a refusal must not cost what was typed. */
	return err_set(error, E_BUSY, "the register is being made");
}

void
setup_open(App *app)
{
	const FormSpec spec = {.title = _("Setting up breccia"), .save = N_("Make the register"), .draft = "init", .head = head, .save_it = setup_save};
	Form *form = form_new(app, &spec);
	for (const InputRow *r = rows; r->name; r++)
		form_add(form, r, g_str_equal(r->name, "language") ? lang_code(app->cli->lang) : g_str_equal(r->name, "zone") ? "Europe/Rome" : NULL);
	form_open(form);
}
