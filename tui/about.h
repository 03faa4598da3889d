/* A form about an incident: it keeps what was shown when it was opened, so that two people at the same thing hear of each other. */
#ifndef BRECCIA_TUI_ABOUT_H
#define BRECCIA_TUI_ABOUT_H

#include "tui/form.h"

typedef struct {
	Incident *incident; /* as it was when the form was opened */
	const char *ref;    /* its own */
	int64_t seen;       /* its last_seq */
	char *id;           /* of a clock, an action; NULL */
} About;

/* what: the title, in words; draft: its name, the incident's number is added; head and id: NULL. Data of the form: About. NULL, and said,
 * when the incident cannot be read. */
Form *form_about(App *app, const Incident *incident, const char *what, const char *draft, const char *save, FormSave save_it, FormHead head,
	const char *id);

#endif
