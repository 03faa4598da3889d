/* The line at the foot. */
#include "tui/prompt.h"

#include "src/core/text.h"
#include "tui/edit.h"

#include <string.h>

typedef struct {
	View view;
	PromptKind kind;
	Edit edit;
	guint back;  /* how far into the history; 0: what is being typed */
	char *kept;  /* that, while one looks at the history */
	char *offer; /* what could stand here, after Tab */
	PromptComplete complete;
	PromptDone done;
} Prompt;

static const char *
label(PromptKind kind)
{
	switch (kind) {
	case PROMPT_COMMAND:
		return ":";
	case PROMPT_FIND:
		return "/";
	case PROMPT_FILTER:
		return _("filter: ");
	}
	return "";
}

static void
prompt_draw(View *view, const Area *area)
{
	const Prompt *p = (const Prompt *)view;
	int row = area->row + area->rows, width = text_width(label(p->kind)), room = area->cols - width - 3;
	gsize from;
	int at = edit_window(&p->edit, room, &from);
	term_text(row, 0, area->cols, LOOK_PLAIN, "");
	term_text(row, 1, -1, LOOK_KEY, label(p->kind));
	term_text(row, 1 + width, room, LOOK_PLAIN, p->edit.text->str + from);
	if (p->offer) {
		term_text(row + 1, 0, area->cols, LOOK_PLAIN, "");
		term_text(row + 1, 1, area->cols - 1, LOOK_DIM, p->offer);
	}
	term_cursor(row, 1 + width + at);
}

static void
look_back(Prompt *p, int step)
{
	const GPtrArray *history = p->view.app->histories[p->kind];
	guint to = step > 0 ? p->back + 1 : p->back - 1;
	if ((step < 0 && p->back == 0) || to > history->len)
		return;
	if (p->back == 0) {
		g_free(p->kept);
		p->kept = g_strdup(p->edit.text->str);
	}
	p->back = to;
	edit_set(&p->edit, to ? g_ptr_array_index(history, history->len - to) : p->kept);
}

/* What all of them begin with. */
static char *
common(const GPtrArray *words)
{
	g_autofree char *begin = g_strdup(g_ptr_array_index(words, 0));
	for (guint i = 1; i < words->len; i++) {
		const char *w = g_ptr_array_index(words, i);
		gsize n = 0;
		while (begin[n] && begin[n] == w[n])
			n++;
		begin[n] = '\0';
	}
	return g_steal_pointer(&begin);
}

static void
complete(Prompt *p)
{
	const char *line = p->edit.text->str, *space = strrchr(line, ' '), *last = space ? space + 1 : line;
	g_autoptr(GPtrArray) words = p->complete ? p->complete(p->view.app, line) : NULL;
	if (!words || !words->len)
		return;
	g_autofree char *begin = common(words), *head = g_strndup(line, (gsize)(last - line));
	/* After what wants to be gone on with no blank stands. */
	bool whole_word = words->len == 1 && !strchr("/=:", begin[strlen(begin) - 1]);
	g_autofree char *whole = g_strconcat(head, begin, whole_word ? " " : "", NULL);
	if (strlen(begin) >= strlen(last))
		edit_set(&p->edit, whole);
	if (words->len > 1) {
		g_ptr_array_add(words, NULL);
		p->offer = g_strjoinv("  ", (char **)words->pdata);
	}
}

static void
remember(Prompt *p)
{
	GPtrArray *history = p->view.app->histories[p->kind];
	const char *text = p->edit.text->str;
	if (!text_blank(text) && (!history->len || !g_str_equal(g_ptr_array_index(history, history->len - 1), text)))
		g_ptr_array_add(history, g_strdup(text));
}

static bool
prompt_key(View *view, int key)
{
	Prompt *p = (Prompt *)view;
	g_clear_pointer(&p->offer, g_free);
	if (key == K_ENTER && !p->edit.pasting) {
		g_autofree char *text = g_strdup(p->edit.text->str);
		remember(p);
		app_close(view);
		p->done(view->app, text);
	} else if (key == K_ESC || key == 3 || (key == K_BACKSPACE && !p->edit.text->len))
		app_close(view);
	else if (key == K_UP || key == K_DOWN)
		look_back(p, key == K_UP ? 1 : -1);
	else if (key == K_TAB && !p->edit.pasting)
		complete(p);
	else if (key == 12)
		term_redraw();
	else
		edit_key(&p->edit, key);
	return true;
}

static void
prompt_free(View *view)
{
	Prompt *p = (Prompt *)view;
	edit_clear(&p->edit);
	g_free(p->kept);
	g_free(p->offer);
}

static const ViewOps prompt_ops = {
	.size = sizeof(Prompt), .overlay = true, .draw = prompt_draw, .key = prompt_key, .free = prompt_free,
};

void
prompt_open(App *app, PromptKind kind, const char *text, PromptComplete completes, PromptDone done)
{
	Prompt *p = (Prompt *)view_new(app, &prompt_ops);
	p->kind = kind;
	p->complete = completes;
	p->done = done;
	edit_init(&p->edit, text, false);
	app_push(app, &p->view);
}
