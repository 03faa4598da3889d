/* Typing. */
#include "tui/edit.h"

#include "src/core/text.h"
#include "tui/term.h"

#include <string.h>

void
edit_init(Edit *e, const char *text, bool lines)
{
	*e = (Edit){.text = g_string_new(NULL), .lines = lines};
	edit_set(e, text);
}

void
edit_clear(Edit *e)
{
	if (e->text)
		g_string_free(e->text, TRUE);
	e->text = NULL;
}

void
edit_set(Edit *e, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	g_string_assign(e->text, valid);
	e->at = e->text->len;
}

/* --- moving -------------------------------------------------------------------------------------------------------------- */

static bool
is_mark(const char *p)
{
	gunichar c = g_utf8_get_char(p);
	return g_unichar_ismark(c) || g_unichar_iszerowidth(c);
}

static gsize
before(const Edit *e, gsize at)
{
	const char *s = e->text->str, *p = s + at;
	while (p > s) {
		p = g_utf8_prev_char(p);
		if (!is_mark(p))
			break;
	}
	return (gsize)(p - s);
}

static gsize
after(const Edit *e, gsize at)
{
	const char *p = e->text->str + at;
	if (*p)
		p = g_utf8_next_char(p);
	while (*p && is_mark(p))
		p = g_utf8_next_char(p);
	return (gsize)(p - e->text->str);
}

static gsize
line_begin(const Edit *e)
{
	gsize at = e->at;
	while (at > 0 && e->text->str[at - 1] != '\n')
		at--;
	return at;
}

static gsize
line_end(const Edit *e)
{
	return e->at + strcspn(e->text->str + e->at, "\n");
}

static gsize
word_begin(const Edit *e)
{
	gsize at = e->at;
	while (at > 0 && e->text->str[at - 1] == ' ')
		at--;
	while (at > 0 && e->text->str[at - 1] != ' ' && e->text->str[at - 1] != '\n')
		at--;
	return at;
}

/* Up or down by one line as it was typed, in about the same column. */
static bool
move_line(Edit *e, int by)
{
	gsize begin = line_begin(e), column = e->at - begin;
	if (by < 0 && begin == 0)
		return false;
	if (by > 0 && line_end(e) == e->text->len)
		return false;
	e->at = by < 0 ? begin - 1 : line_end(e) + 1;
	gsize from = line_begin(e), to = line_end(e), at = MIN(from + column, to);
	while (at > from && (e->text->str[at] & 0xc0) == 0x80)
		at--;
	e->at = at;
	return true;
}

/* --- changing ------------------------------------------------------------------------------------------------------------ */

static void
cut(Edit *e, gsize from, gsize to)
{
	g_string_erase(e->text, (gssize)from, (gssize)(to - from));
	e->at = from;
}

static void
insert(Edit *e, gunichar c)
{
	if (e->text->len + 6 > EDIT_MAX)
		return;
	gsize old = e->text->len;
	g_string_insert_unichar(e->text, (gssize)e->at, c);
	e->at += e->text->len - old;
}

/* Letters, and the line ends of a text. Other control characters have no business in a register, not even by pasting. */
static bool
type(Edit *e, int key)
{
	if (key == K_ENTER && (e->lines || e->pasting)) {
		insert(e, e->lines ? '\n' : ' ');
		return true;
	}
	if (key == K_TAB && e->pasting) {
		insert(e, ' ');
		return true;
	}
	if (key < 32 || key >= K_FIRST || key == K_BACKSPACE || (key >= 0x80 && key < 0xa0) || !g_unichar_validate((gunichar)key))
		return e->pasting;
	insert(e, (gunichar)key);
	return true;
}

#define CTRL(letter) ((letter) & 0x1f)

bool
edit_key(Edit *e, int key)
{
	switch (key) {
	case K_PASTE:
	case K_PASTE_END:
		e->pasting = key == K_PASTE;
		return true;
	case K_LEFT:
	case CTRL('B'):
		e->at = before(e, e->at);
		return true;
	case K_RIGHT:
	case CTRL('F'):
		e->at = after(e, e->at);
		return true;
	case K_UP:
		return e->lines && move_line(e, -1);
	case K_DOWN:
		return e->lines && move_line(e, 1);
	case K_HOME:
	case CTRL('A'):
		e->at = line_begin(e);
		return true;
	case K_END:
	case CTRL('E'):
		e->at = line_end(e);
		return true;
	case K_BACKSPACE:
		cut(e, before(e, e->at), e->at);
		return true;
	case K_DELETE:
	case CTRL('D'): {
		gsize at = e->at;
		cut(e, at, after(e, at));
		return true;
	}
	case CTRL('W'):
		cut(e, word_begin(e), e->at);
		return true;
	case CTRL('U'):
		cut(e, line_begin(e), e->at);
		return true;
	case CTRL('K'):
		cut(e, e->at, line_end(e));
		return true;
	default:
		return type(e, key);
	}
}

/* --- showing ------------------------------------------------------------------------------------------------------------- */

static int
width_of(const Edit *e, gsize from, gsize to)
{
	g_autofree char *part = g_strndup(e->text->str + from, to - from), *shown = text_visible(part);
	return text_width(shown);
}

int
edit_window(const Edit *e, int width, gsize *from)
{
	gsize begin = 0;
	while (begin < e->at && width_of(e, begin, e->at) >= MAX(width, 2))
		begin = after(e, begin);
	*from = begin;
	return width_of(e, begin, e->at);
}

/* Cuts at the width, not at words: what one types stays where it is. */
char **
edit_wrapped(const Edit *e, int width, int *row, int *col)
{
	GPtrArray *lines = g_ptr_array_new();
	gsize from = 0, at = 0;
	*row = *col = 0;
	for (;;) {
		gsize next = after(e, at);
		char c = e->text->str[at];
		bool full = c && c != '\n' && width_of(e, from, next) > MAX(width, 2);
		if (full) {
			g_ptr_array_add(lines, g_strndup(e->text->str + from, at - from));
			from = at;
		}
		if (at == e->at) {
			*row = (int)lines->len;
			*col = width_of(e, from, at);
		}
		if (c == '\n' || !c) {
			g_ptr_array_add(lines, g_strndup(e->text->str + from, at - from));
			from = at + 1;
		}
		if (!c)
			break;
		at = c == '\n' ? at + 1 : next;
	}
	g_ptr_array_add(lines, NULL);
	return (char **)g_ptr_array_free(lines, FALSE);
}
