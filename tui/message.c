/* One notice: as it was sent, what the servers said, what came back. */
#include "tui/screens.h"

#include "tui/form.h"
#include "tui/receipts.h"
#include "tui/words.h"

#define LABEL 16

typedef struct {
	char *id;
} Message;

static void
message_free(gpointer data)
{
	Message *m = data;
	g_free(m->id);
	g_free(m);
}

static void
pair(Page *page, const char *label, const char *text)
{
	if (text && *text)
		page_pair(page, 0, label, LABEL, LOOK_PLAIN, text);
}

/* What the servers and the addressee answered, with what it is worth. */
static void
came_back(App *app, const Notice *n, Page *page)
{
	g_autoptr(Incident) in = NULL;
	if (!query_incident(app->cli->session->db, n->ref, &in, NULL) || !in)
		return;
	page_heading(page, _("What came back"));
	if (!receipts_of(app, in->receipts, n->id, page, LABEL))
		page_under(page, 0, LOOK_DIM, _("nothing yet"));
}

static void
build_message(App *app, Page *page, gpointer data)
{
	const Message *m = data;
	g_autoptr(Notice) n = NULL;
	g_autoptr(GError) error = NULL;
	g_autofree char *text = NULL, *subject = NULL;
	Style style;
	if (!query_notice(app->cli->session->db, m->id, &n, &error) || !n) {
		page_under(page, 0, LOOK_BAD, error ? error->message : m->id);
		return;
	}
	g_autofree char *state = words_notice_state(app, n, &style), *code = n->code ? g_strdup_printf("%d %s", n->code, n->enhanced ? n->enhanced : "") : NULL;
	page_pair(page, 0, _("state"), LABEL, style, state);
	for (guint r = 0; r < n->to->len; r++) {
		const Recipient *to = g_ptr_array_index(n->to, r);
		g_autofree char *line = to->code ? g_strdup_printf("%s   %d %s", to->address, to->code, to->reply ? to->reply : "") : g_strdup(to->address);
		pair(page, r ? "" : _("to"), line);
	}
	pair(page, _("server"), n->server);
	pair(page, _("it said"), code);
	pair(page, "", n->reply);
	pair(page, _("queue id"), n->queue_id);
	pair(page, "Message-ID", n->message_id);
	came_back(app, n, page);
	if (!view_notice_text(app->cli, n, &text, &subject, &error)) {
		page_under(page, 0, LOOK_WARN, error->message);
		return;
	}
	page_heading(page, n->text ? _("As it was sent") : _("As it would be sent now"));
	pair(page, _("subject"), subject);
	page_blank(page);
	page_under(page, 0, LOOK_PLAIN, text);
}

void
message_open(App *app, const Notice *n)
{
	Message *m = g_new0(Message, 1);
	m->id = g_strdup(n->id);
	g_autofree char *title = g_strdup_printf("%s   %s, %s", n->id, words_in(letter_words(n->letter), app->cli->lang),
		words_in(channel_words(n->channel), app->cli->lang));
	text_open(app, title, build_message, m, message_free);
}

/* --- into a file, to be sent by hand ------------------------------------------------------------------------------------------------- */

typedef struct {
	char *id;
	bool composed; /* then byte for byte; else its text, as it would be now */
} Saving;

static void
saving_free(gpointer data)
{
	g_free(((Saving *)data)->id);
	g_free(data);
}

static const InputRow save_row = {.name = "path", .type = INPUT_LINE, .label = N_("into which new file"),
	.hint = N_("It is made, readable for you alone; what is there already is never written over."), .needed = true};

static bool
save_as(Form *form, GError **error)
{
	const Saving *saving = form_data(form);
	g_autofree char *path = form_path(form, "path");
	const char *const words[] = {"outbox", "show", saving->id, saving->composed ? "--eml" : "--text", "--output", path, NULL};
	(void)error;
	command_run(form_app(form), saving->id, words, NULL);
	return true;
}

static void
draw_saving(Form *form, Page *page)
{
	const Saving *saving = form_data(form);
	page_under(page, 0, LOOK_PLAIN, saving->composed ? _("The message byte for byte, for a program that sends files.")
		: _("Addresses, subject and text, to be pasted: it is not composed yet."));
	page_under(page, 0, LOOK_DIM, _("What comes back to it is kept with M on the incident, and proves it once it is confirmed."));
}

void
message_save_open(App *app, const Notice *n)
{
	Saving *saving = g_new0(Saving, 1);
	g_autofree char *plain = g_strdelimit(g_strdup(n->id), "/", '-'), *title = g_strdup_printf("%s   %s", n->id, _("into a file"));
	*saving = (Saving){g_strdup(n->id), n->bytes != NULL};
	g_autofree char *path = g_strdup_printf("~/%s.%s", plain, saving->composed ? "eml" : "txt");
	const FormSpec spec = {.title = title, .save = N_("Write it"), .head = draw_saving, .save_it = save_as, .data = saving, .destroy = saving_free};
	Form *form = form_new(app, &spec);
	form_add(form, &save_row, path);
	form_open(form);
}
