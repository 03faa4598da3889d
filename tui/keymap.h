/*
 * What one can do: one table. An action is a row: its name for the command line, its keys, where it is offered, whose right it needs, a word
 * for the footer and a sentence for help. The footer, the help screen, the lookup of keys and the manual read the same rows.
 */
#ifndef BRECCIA_TUI_KEYMAP_H
#define BRECCIA_TUI_KEYMAP_H

#include "src/core/person.h"

#include <libintl.h>
#include <stdbool.h>

#define N_(text) (text)

/* Where an action can be taken. */
typedef enum {
	AT_BOARD = 1,
	AT_INCIDENT = 2,
	AT_OUTBOX = 4,
	AT_PAGE = 8,   /* any text that is read: help, people, what a command said */
	AT_FORM = 16,
	AT_PICKER = 32,
	AT_DEADLINES = 64,
	AT_READING = AT_BOARD | AT_INCIDENT | AT_OUTBOX | AT_PAGE | AT_DEADLINES, /* everywhere but where one types */
	AT_LISTS = AT_BOARD | AT_OUTBOX
} Where;

/* ACTION(id, name, keys, where, right, footer, help). Keys are parted by spaces, the first is shown. No right: RIGHT_COUNT. The order is
 * that of the footer, the most needed first; a row without a footer word is found in help alone. */
#define ACTIONS(ACTION) \
	ACTION(NEW, "new", "+ Ins", AT_BOARD, RIGHT_LOG, N_("New breach"), N_("record a breach: its clock runs from the detection")) \
	ACTION(OPEN, "open", "Enter", AT_LISTS | AT_DEADLINES, RIGHT_COUNT, N_("Open"), N_("open what one stands on")) \
	ACTION(SEND, "send", "s", AT_BOARD | AT_INCIDENT, RIGHT_NOTIFY, N_("Send"), \
		N_("send the notice to the DPO now; after a first one, a supplement")) \
	ACTION(RETRY, "retry", "s r", AT_OUTBOX, RIGHT_NOTIFY, N_("Send now"), N_("send it now, or try again: what is marked, else this one")) \
	ACTION(HOLD, "hold", "h", AT_BOARD | AT_INCIDENT | AT_OUTBOX, RIGHT_NOTIFY, N_("Hold"), \
		N_("hold the notice back (shortly before the deadline it leaves all the same)")) \
	ACTION(TAKE, "take", "t", AT_BOARD | AT_INCIDENT, RIGHT_TAKE, N_("Take charge"), N_("the DPO takes charge")) \
	ACTION(WHY, "late", "w", AT_BOARD | AT_INCIDENT, RIGHT_LATE_REASON, N_("Why late"), N_("say why a clock was missed")) \
	ACTION(ASSESS, "assess", "v", AT_BOARD | AT_INCIDENT, RIGHT_TAKE, N_("Assess"), N_("assess the severity: ENISA's questions, one after the other")) \
	ACTION(OPINION, "opinion", "i", AT_BOARD | AT_INCIDENT, RIGHT_TAKE, N_("Opinion"), \
		N_("the DPO's opinion: the authority, the data subjects, is it a breach at all")) \
	ACTION(DECIDE, "decide", "d", AT_BOARD | AT_INCIDENT, RIGHT_DECIDE, N_("Decide"), N_("what the company decides, and why")) \
	ACTION(RELEASE, "release", "r", AT_BOARD | AT_INCIDENT, RIGHT_READ, N_("Release"), N_("let a draft to a client leave")) \
	ACTION(AMEND, "amend", "e", AT_BOARD | AT_INCIDENT, RIGHT_ADD, N_("Edit"), N_("add facts as they become known, or correct them")) \
	ACTION(NOTE, "note", "m", AT_BOARD | AT_INCIDENT, RIGHT_ADD, N_("Note"), N_("add a note")) \
	ACTION(CALLED, "called", "c", AT_BOARD | AT_INCIDENT, RIGHT_ADD, N_("Call"), N_("note a telephone call: on the time line, never a proof")) \
	ACTION(FILE, "file", "F", AT_BOARD | AT_INCIDENT, RIGHT_ADD, N_("File"), \
		N_("record what was filed or told outside this program: the authority, the data subjects, a client")) \
	ACTION(WAIVE, "waive", "W", AT_BOARD | AT_INCIDENT, RIGHT_DECIDE, N_("Waive"), N_("the company says that a clock does not have to be met, and why")) \
	ACTION(PLAN, "action", "a", AT_BOARD | AT_INCIDENT, RIGHT_ADD, N_("Action"), N_("add an action: what is done about it, who does it, by when")) \
	ACTION(ACCEPT, "accept", "y", AT_INCIDENT, RIGHT_TAKE, N_("Accept"), N_("the DPO accepts an action that was proposed")) \
	ACTION(START, "start", "b", AT_INCIDENT, RIGHT_ADD, N_("Begin"), N_("an action is begun")) \
	ACTION(DONE, "done", "x", AT_INCIDENT, RIGHT_ADD, N_("Done"), N_("an action is done: what came of it")) \
	ACTION(DROP, "drop", "X", AT_INCIDENT, RIGHT_ADD, N_("Drop"), N_("drop an action, and say why")) \
	ACTION(VERIFY, "verify", "Y", AT_INCIDENT, RIGHT_TAKE, N_("Verify"), N_("the DPO verifies that what was done holds")) \
	ACTION(EVIDENCE, "evidence", "E", AT_INCIDENT, RIGHT_ADD, N_("Evidence"), N_("keep a file that shows what happened; of a list, its hash alone")) \
	ACTION(COPY, "copy", "S", AT_INCIDENT, RIGHT_READ, N_("Copy"), N_("give a file that is kept as evidence back, into a new file")) \
	ACTION(KEEP, "keep", "M", AT_INCIDENT, RIGHT_ADD, N_("Keep a message"), N_("keep a receipt or an answer that was saved as a file")) \
	ACTION(CONFIRM, "confirm", "K", AT_INCIDENT, RIGHT_NOTIFY, N_("Confirm"), \
		N_("a receipt that proves a notice sent by hand: record that notice")) \
	ACTION(ENTER, "enter", "P", AT_INCIDENT, RIGHT_ADD, N_("Enter answer"), \
		N_("record for the DPO what was answered by mail: you confirm it, and the DPO gets it read back")) \
	ACTION(ATTACHED, "attached", "T", AT_INCIDENT, RIGHT_ADD, N_("Attached"), N_("keep as evidence what is attached to an answer")) \
	ACTION(CLOSE, "close", "C", AT_INCIDENT, RIGHT_TAKE, N_("Close"), N_("close the incident, or see what is still missing")) \
	ACTION(REOPEN, "reopen", "O", AT_INCIDENT, RIGHT_TAKE, N_("Reopen"), N_("open a closed incident again, and say why")) \
	ACTION(VOID, "void", "V", AT_INCIDENT, RIGHT_TAKE, NULL, N_("void an entry that was made in error or twice; it stays, with its reason")) \
	ACTION(WITHDRAW, "withdraw", "x", AT_OUTBOX, RIGHT_NOTIFY, N_("Withdraw"), N_("take back a notice that has not left")) \
	ACTION(MARK, "mark", "Space", AT_OUTBOX | AT_PICKER, RIGHT_COUNT, N_("Mark"), N_("mark this one, or take its mark away")) \
	ACTION(SAVE_AS, "save-as", "S", AT_OUTBOX, RIGHT_READ, N_("Into a file"), N_("the message into a file, to send it from any webmail")) \
	ACTION(MARK_ALL, "mark-all", "*", AT_OUTBOX, RIGHT_COUNT, NULL, N_("mark all that can still be sent, or take all marks away")) \
	ACTION(TAB, "tab", "1 2 3 4 5 6 7 8", AT_INCIDENT, RIGHT_COUNT, NULL, N_("one side of the incident")) \
	ACTION(NEXT_TAB, "next", "Tab Right l ]", AT_INCIDENT, RIGHT_COUNT, NULL, N_("the next side")) \
	ACTION(PREV_TAB, "previous", "S-Tab Left [", AT_INCIDENT, RIGHT_COUNT, NULL, N_("the side before")) \
	ACTION(FIND, "find", "/", AT_READING, RIGHT_COUNT, N_("Find"), N_("find words: here, else among all incidents")) \
	ACTION(FILTER, "filter", "f", AT_BOARD, RIGHT_COUNT, N_("Filter"), N_("show only what fits: stage:logged client:alfa due:<6h +late -kind:drill")) \
	ACTION(ALL, "all", "A", AT_BOARD, RIGHT_COUNT, NULL, N_("all incidents, also the closed ones; again: the open ones")) \
	ACTION(DEADLINES, "deadlines", "D", AT_BOARD | AT_INCIDENT, RIGHT_READ, N_("Deadlines"), \
		N_("were the deadlines met? The share in time, the months, the late ones and why")) \
	ACTION(EARLIER, "earlier", "< Left h", AT_DEADLINES, RIGHT_COUNT, N_("Before"), N_("the period before")) \
	ACTION(LATER, "later", "> Right l", AT_DEADLINES, RIGHT_COUNT, N_("After"), N_("the period after")) \
	ACTION(SPAN, "span", "Tab", AT_DEADLINES, RIGHT_COUNT, N_("Period"), N_("the year, its quarter, its month, and the year again")) \
	ACTION(OUTBOX, "outbox", "o", AT_BOARD | AT_INCIDENT, RIGHT_READ, N_("Outbox"), N_("what waits, what left, and what the servers said")) \
	ACTION(PEOPLE, "people", "p", AT_BOARD | AT_INCIDENT, RIGHT_READ, N_("People"), N_("people, clients and settings")) \
	ACTION(UP, "up", "Up k", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("up")) \
	ACTION(DOWN, "down", "Down j", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("down")) \
	ACTION(PAGE_UP, "page-up", "PgUp ^B", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("a screen up")) \
	ACTION(PAGE_DOWN, "page-down", "PgDn ^F", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("a screen down")) \
	ACTION(HALF_UP, "half-up", "^U", AT_READING, RIGHT_COUNT, NULL, N_("half a screen up")) \
	ACTION(HALF_DOWN, "half-down", "^D", AT_READING, RIGHT_COUNT, NULL, N_("half a screen down")) \
	ACTION(TOP, "top", "g Home", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("to the beginning")) \
	ACTION(BOTTOM, "bottom", "G End", AT_READING | AT_PICKER, RIGHT_COUNT, NULL, N_("to the end; of a long list, as far as it was read")) \
	ACTION(NEXT_HIT, "next-hit", "n", AT_READING, RIGHT_COUNT, NULL, N_("the next place where the words stand")) \
	ACTION(PREV_HIT, "previous-hit", "N", AT_READING, RIGHT_COUNT, NULL, N_("the place before")) \
	ACTION(COMMAND, "command", ":", AT_READING, RIGHT_COUNT, NULL, N_("any command of breccia, as in the shell; Tab completes, Up repeats")) \
	ACTION(CORRECT, "correct", "u", AT_READING, RIGHT_COUNT, NULL, N_("how something is corrected: nothing is undone in silence")) \
	ACTION(RELOAD, "reload", "R F5", AT_READING, RIGHT_COUNT, NULL, N_("read the register again")) \
	ACTION(REDRAW, "redraw", "^L", AT_READING | AT_FORM | AT_PICKER, RIGHT_COUNT, NULL, N_("draw the screen again")) \
	ACTION(SAVE, "save", "^S F2", AT_FORM, RIGHT_COUNT, N_("Save"), N_("what was typed goes into the register")) \
	ACTION(NEXT_FIELD, "next-field", "Tab Down Enter", AT_FORM, RIGHT_COUNT, N_("Next"), N_("the next line of the form")) \
	ACTION(PREV_FIELD, "previous-field", "S-Tab Up", AT_FORM, RIGHT_COUNT, NULL, N_("the line before")) \
	ACTION(PICK, "pick", "^P F3", AT_FORM, RIGHT_COUNT, N_("Choose"), N_("choose from what there is")) \
	ACTION(EDITOR, "editor", "^O F4", AT_FORM, RIGHT_COUNT, N_("Editor"), N_("write a long text in $VISUAL or $EDITOR")) \
	ACTION(DISCARD, "discard", "^X", AT_FORM, RIGHT_COUNT, NULL, N_("throw away what was typed, the draft too")) \
	ACTION(CHOOSE, "choose", "Enter", AT_PICKER, RIGHT_COUNT, N_("Take it"), N_("take what one stands on, or what is marked")) \
	ACTION(HELP, "help", "? F1", AT_READING, RIGHT_COUNT, N_("Help"), N_("all keys")) \
	ACTION(BACK, "back", "q Esc", AT_INCIDENT | AT_OUTBOX | AT_PAGE | AT_DEADLINES, RIGHT_COUNT, N_("Back"), N_("back; nothing that was typed is lost")) \
	ACTION(CLEAR, "clear", "Esc", AT_BOARD, RIGHT_COUNT, NULL, N_("take filter and search away")) \
	ACTION(LEAVE, "leave", "Esc", AT_FORM | AT_PICKER, RIGHT_COUNT, N_("Leave"), N_("leave; what was typed is kept as a draft")) \
	ACTION(QUIT, "quit", "q Q", AT_BOARD, RIGHT_COUNT, N_("Quit"), N_("end the program")) \
	ACTION(QUIT_ALL, "exit", "Q", AT_INCIDENT | AT_OUTBOX | AT_PAGE | AT_DEADLINES, RIGHT_COUNT, NULL, N_("end the program"))

#define ACTION_ID(id, name, keys, where, right, footer, help) ACT_##id,
typedef enum { ACTIONS(ACTION_ID) ACT_NONE } Deed;
#undef ACTION_ID

typedef struct {
	const char *name, *keys;
	unsigned where;
	Right right;
	const char *footer, *help; /* to be translated */
} ActionRow;

extern const ActionRow action_rows[]; /* by Deed; ends with a NULL name */

Deed action_of_key(int key, unsigned where);            /* ACT_NONE */
Deed action_of_name(const char *name, unsigned where);  /* ACT_NONE */
/* "Enter", "^S", "+": as footer and help write it. Its first key. (transfer full) */
char *action_key_words(Deed action);
char *action_all_keys(Deed action); /* all of them, parted by spaces (transfer full) */
/* A key by its name; 0 when there is none of that name. */
int key_of_name(const char *name);

#endif
