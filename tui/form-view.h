/* The inside of a form, between its two files. */
#ifndef BRECCIA_TUI_FORM_VIEW_H
#define BRECCIA_TUI_FORM_VIEW_H

#include "tui/form.h"

struct Form {
	View view;
	GArray *inputs;  /* of Input */
	GPtrArray *rows; /* of InputRow: those made for fields */
	guint at;       /* the one that is typed into; inputs->len: the button */
	int top;        /* the first line of the inputs that is seen */
	char *title, *draft, *kept; /* kept: the draft as it is on disk; NULL: none */
	const char *button;
	FormHead head;
	FormSave save;
	gpointer data;
	GDestroyNotify destroy;
};

extern const ViewOps form_ops;

void form_free(View *view);
void form_keep(View *view);
void form_drop_draft(Form *form);
void form_start_over(Form *form); /* as it was opened */
/* What was understood, NULL where there is nothing to say; false: it makes no sense. (transfer full) */
bool input_echo(Form *form, const Input *input, char **echo, GError **error);
/* As this kind of line reads an instant: what was, or what is planned. */
bool input_instant(const Cli *cli, const Input *input, const char *text, Instant *t, GError **error);
const char *choice_label(const char *code, Lang lang);
bool input_can_pick(const Input *input);
/* What is typed there may hold blanks, so that Space chooses only while there is nothing. */
bool input_takes_blanks(const Input *input);
/* Choosing instead of typing; false: there is nothing to choose from. */
bool input_pick(Form *form, Input *input);

#endif
