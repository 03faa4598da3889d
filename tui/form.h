/*
 * A form: lines that are filled in, one page, saved by one key.
 *
 * What was understood of an instant, a count or a code stands beside it while one types. Nothing typed is lost: an error
 * leaves everything as it is, and whatever stands in an open form is a draft on disk within a second; leaving keeps it, saving drops it.
 */
#ifndef BRECCIA_TUI_FORM_H
#define BRECCIA_TUI_FORM_H

#include "tui/app.h"
#include "tui/dialog.h"
#include "tui/edit.h"
#include "tui/page.h"

typedef enum {
	INPUT_LINE,
	INPUT_TEXT,    /* several lines */
	INPUT_FIELD,   /* a field of an incident: what it takes follows from the field */
	INPUT_INSTANT, /* what has happened */
	INPUT_PLANNED, /* what is to be done by then */
	INPUT_FILE,    /* the path of a file that is there */
	INPUT_VOCAB,   /* one code of .vocab */
	INPUT_CLIENTS, /* names or ids, parted by commas; "?" and "none" */
	INPUT_PERSON,  /* somebody of the register, or as typed */
	INPUT_CHOICE,  /* one word of .words */
	INPUT_CODE     /* one of what .choices offers; .say says what it means */
} InputType;

typedef struct InputRow InputRow;
typedef struct Form Form;

struct InputRow {
	const char *name;  /* in the draft; NULL ends a table */
	InputType type;
	const char *label; /* N_; of INPUT_FIELD NULL: the field's own */
	const char *hint;  /* N_; the same */
	const char *empty; /* N_: what nothing means, shown dim; NULL */
	const Vocab *vocab;
	const char *words; /* "it|en" */
	bool needed;
	void (*choices)(Form *form, const InputRow *row, GArray *choices); /* adds what there is, of Choice */
	/* What was typed, in words; NULL: it is none of them. (transfer full) */
	char *(*say)(Form *form, const InputRow *row, const char *text, GError **error);
	const void *about; /* for these two */
};

typedef struct {
	const InputRow *row;
	const Field *field; /* of INPUT_FIELD */
	Edit edit;
	char *initial;      /* as the form was opened, before a draft */
	char *problem;      /* what is wrong with it; NULL */
} Input;

/* True: it is in the register, the form closes; it has said what was done. */
typedef bool (*FormSave)(Form *form, GError **error);
typedef void (*FormHead)(Form *form, Page *page);

typedef struct {
	const char *title;   /* translated by the caller, or of data; copied */
	const char *save;    /* the button: N_ */
	const char *draft;   /* name of the draft; NULL: none is kept */
	FormHead head;       /* lines above; NULL */
	FormSave save_it;
	gpointer data;       /* the caller's */
	GDestroyNotify destroy;
} FormSpec;

Form *form_new(App *app, const FormSpec *spec);
void form_add(Form *form, const InputRow *row, const char *value);  /* row: for ever */
/* The same of a row that is made for this form, whose name is copied; its words are the caller's, for ever. */
void form_add_made(Form *form, const InputRow *row, const char *value);
void form_add_field(Form *form, const Field *field, const char *value, bool needed);
void form_add_all(Form *form, const InputRow *rows);
/* Takes up the draft, where there is one, and shows the form. */
void form_open(Form *form);

App *form_app(Form *form);
gpointer form_data(Form *form);
guint form_at(Form *form); /* which line one is at */
void form_go(Form *form, guint at);
/* Something is missing at that line: goes there and says so, in words that are translated already. False, always. */
bool form_refuse_at(Form *form, const char *name, const char *why, GError **error);
/* What was typed there; NULL when it is blank. */
const char *form_text(Form *form, const char *name);
/* All that was typed into fields of an incident, canonical. only_changed: of the others nothing. */
bool form_fields(Form *form, bool only_changed, json_t *fields, GError **error);
bool form_instant(Form *form, const char *name, Instant preset, Instant *t, GError **error); /* as its row reads it */
/* Of a file: what was typed, "~" read as a shell does; NULL when it is blank. (transfer full) */
char *form_path(Form *form, const char *name);
/* The words of a line with commas: clients. (transfer full), NULL when it is blank */
char **form_list(Form *form, const char *name);

#endif
