/*
 * The app: a stack of views, a head, a footer, a line for messages, and the loop that feeds them.
 *
 * A view is a struct of functions. load() reads the register into the view's model, draw() paints the model; nobody paints while reading or
 * reads while painting. The loop loads again what is seen when another process changed the register, and draws again when
 * something was done, changed, or when a countdown on the screen moved.
 *
 * To add a screen: a file with its ViewOps and a function that pushes it, a row in keymap.h for what opens it. To add a side of an
 * incident: a row in the table of tab.c.
 */
#ifndef BRECCIA_TUI_APP_H
#define BRECCIA_TUI_APP_H

#include "src/cli/view.h"
#include "tui/keymap.h"
#include "tui/term.h"

#undef N_
#define N_(text) (text)

typedef struct App App;
typedef struct View View;

typedef struct {
	unsigned where; /* which rows of the key map are for it: Where */
	gsize size;     /* of its struct, which begins with View */
	bool overlay;   /* what lies below stays visible */
	bool (*load)(View *view, GError **error);               /* NULL: it has nothing from the register */
	void (*draw)(View *view, const Area *area);
	bool (*key)(View *view, int key);                        /* before the key map: true when it was eaten; NULL */
	bool (*act)(View *view, Deed action, int key);         /* false: not mine */
	/* Why an action cannot be taken now: NULL it can; "" it makes no sense here; a sentence. What is refused is not in the footer. */
	const char *(*refuse)(View *view, Deed action);
	/* What the foot offers before all else, where one part of a view asks for other things than the rest; ends with ACT_NONE. NULL, and may
	 * answer NULL: the order of the key map. */
	const Deed *(*first)(View *view);
	bool (*find)(View *view, const char *words, int step);   /* step 1: forward from here, -1: back; false: nowhere. NULL */
	void (*tick)(View *view);                                /* each second at most, also when it is hidden; NULL */
	void (*keep)(View *view);                                /* what was typed goes to a draft; NULL */
	void (*free)(View *view);                                /* what the struct holds; NULL */
} ViewOps;

struct View {
	const ViewOps *ops;
	App *app;
	bool stale; /* load before it is drawn again */
	bool done;  /* to be taken off the stack */
};

typedef struct {
	bool read_only, quiet;
} AppOptions;

struct App {
	Cli *cli;
	GPtrArray *views; /* of View, the one that is worked with last */
	AppOptions options;
	char *message;
	Style message_style;
	bool over, dirty, fast; /* fast: seconds are on the screen */
	int64_t stamp;          /* of the register, when it was last read */
	Instant drawn;
	char *words;            /* what was last looked for */
	GPtrArray *histories[3]; /* of char *: of the prompts, by PromptKind */
	GHashTable *read;        /* refs (char *) that were opened: recorded once */
	int job;                /* descriptor that a view reads from; -1 */
	int status;             /* of the program */
};

View *view_new(App *app, const ViewOps *ops); /* not yet on the stack */
void app_push(App *app, View *view);          /* takes it; loads it */
void app_close(View *view);                   /* off the stack, after the key that is being handled */
View *app_top(App *app);

/* The message line: until the next key. Format as printf; what comes from outside is made harmless when it is painted. */
void app_say(App *app, Style style, const char *format, ...) G_GNUC_PRINTF(3, 4);
void app_fail(App *app, GError *error);       /* says it; takes it */
/* After something was written by this program: everything that is seen is read again. */
void app_changed(App *app);
/* False and a message where this cannot be done: read-only, or no right. */
bool app_may(App *app, Right right);
/* As view_record_reading() does, with the message line. */
void app_record_reading(App *app, ReadingKind reading, const char *ref);
void app_bell(App *app);
/* Starts a courier where one is needed and allowed; a failure is said. */
void app_start_courier(App *app);

/* What is the same on every screen: help, command line, search, leaving. False: nothing of that. (screens.c) */
bool app_act(App *app, Deed action);

void app_init(App *app, Cli *cli, const AppOptions *options);
/* Until it ends; its exit status. The terminal has been started, and the first views are on the stack. */
int app_run(App *app);
void app_clear(App *app);

#endif
