/* One notice: as it was sent, what the servers said, what came back. */
#include "tui/screens.h"

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
