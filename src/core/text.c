/*
 * Text made harmless, measured and cut.
 *
 * Every function walks its text with next_char(), which yields U+FFFD for a byte that is not UTF-8: hostile bytes are
 * shown as such and nothing reads past the terminator. Only GLib's Unicode tables are used, never the locale.
 */
#include "src/core/text.h"

#include <string.h>

#define REPLACEMENT 0xFFFD
#define ELLIPSIS "…"
#define TAB_COLUMNS 4
#define MARKS_MAX 8 /* on one character; more than any language uses, less than a column of noise */

typedef enum { PLAIN, SPACE, LINE_END, CONTROL, BIDI, INVISIBLE } Class;

typedef struct {
	gunichar first, last;
} Range;

static const Range bidi[] = {{0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

/* Characters that take no ink and no part in ordinary Latin text: what makes two texts look alike. */
static const Range invisible[] = {
	{0x00AD, 0x00AD}, {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},   {0x200B, 0x200D},
	{0x2060, 0x2065}, {0x206A, 0x206F}, {0x3164, 0x3164}, {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},
	{0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

static bool
in_ranges(gunichar c, const Range *ranges, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}

static gunichar
next_char(const char **p)
{
	if ((guchar)**p < 0x80)
		return (guchar)*(*p)++;
	gunichar c = g_utf8_get_char_validated(*p, -1);
	if (c == (gunichar)-1 || c == (gunichar)-2) {
		(*p)++;
		return REPLACEMENT;
	}
	*p = g_utf8_next_char(*p);
	return c;
}

static void
append_char(GString *out, gunichar c)
{
	if (c < 0x80)
		g_string_append_c(out, (char)c);
	else
		g_string_append_unichar(out, c);
}

static bool
is_emoji(gunichar c)
{
	return c >= 0x1F000 || (c >= 0x2600 && c <= 0x27BF) || c == 0xFE0F;
}

/* A joiner or a variation selector inside an emoji is what it was made for; anywhere else it hides something. */
static bool
is_emoji_glue(gunichar c, gunichar previous)
{
	return (c == 0x200D || c == 0xFE0F) && is_emoji(previous) && previous < 0xE0000;
}

static Class
classify(gunichar c, gunichar previous)
{
	if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
		return LINE_END;
	if (c == '\t')
		return SPACE;
	if (c < 0x20 || (c >= 0x7F && c <= 0x9F))
		return CONTROL;
	if (c < 0x80)
		return c == ' ' ? SPACE : PLAIN;
	if (in_ranges(c, bidi, G_N_ELEMENTS(bidi)))
		return BIDI;
	if (in_ranges(c, invisible, G_N_ELEMENTS(invisible)) && !is_emoji_glue(c, previous))
		return INVISIBLE;
	return g_unichar_isspace(c) ? SPACE : PLAIN;
}

static int
char_width(gunichar c)
{
	if (c < 0x80)
		return 1;
	if (g_unichar_iszerowidth(c))
		return 0;
	return g_unichar_iswide(c) ? 2 : 1;
}

bool
text_valid(const char *s, gsize len)
{
	return s && g_utf8_validate_len(s, len == (gsize)-1 ? strlen(s) : len, NULL);
}

bool
text_blank(const char *s)
{
	gunichar previous = 0;
	while (s && *s) {
		gunichar c = next_char(&s);
		if (classify(c, previous) == PLAIN)
			return false;
		previous = c;
	}
	return true;
}

static void
append_named(GString *out, gunichar c)
{
	if (c < 0x80)
		g_string_append_printf(out, "\\x%02x", c);
	else
		g_string_append_printf(out, "<U+%04X>", c);
}

/* The character at *p is a line end and *p stands after it: a CR takes the LF that follows with it. */
static void
finish_line_end(gunichar c, const char **p)
{
	if (c == '\r' && **p == '\n')
		(*p)++;
}

static char *
visible(const char *s, bool lines)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gunichar previous = 0;
	while (s && *s) {
		gunichar c = next_char(&s);
		switch (classify(c, previous)) {
		case PLAIN:
			g_string_append_unichar(out, c);
			break;
		case SPACE:
			if (c == '\t' && lines)
				g_string_append_printf(out, "%*s", TAB_COLUMNS, "");
			else
				g_string_append_unichar(out, c == '\t' ? ' ' : c);
			break;
		case LINE_END:
			finish_line_end(c, &s);
			if (c == '\n' || c == '\r')
				g_string_append(out, lines ? "\n" : "⏎");
			else
				append_named(out, c);
			break;
		case CONTROL:
		case BIDI:
		case INVISIBLE:
			append_named(out, c);
			break;
		}
		previous = c;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
text_visible(const char *s)
{
	return visible(s, false);
}

char *
text_visible_lines(const char *s)
{
	return visible(s, true);
}

char *
text_one_line(const char *s)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gunichar previous = 0;
	bool gap = false;
	while (s && *s) {
		gunichar c = next_char(&s);
		Class class = classify(c, previous);
		previous = c;
		if (class == BIDI || class == INVISIBLE)
			continue;
		if (class != PLAIN) {
			gap = out->len > 0;
			continue;
		}
		if (gap)
			g_string_append_c(out, ' ');
		gap = false;
		append_char(out, c);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

int
text_width(const char *s)
{
	int width = 0;
	while (s && *s)
		width += char_width(next_char(&s));
	return width;
}

/* The longest beginning of s within so many columns, appended to out with the marks of its last character. */
static void
append_fitting(GString *out, const char *s, int columns)
{
	int width = 0, marks = 0;
	while (*s) {
		gunichar c = next_char(&s);
		int w = char_width(c);
		if (width + w > columns)
			return;
		marks = w ? 0 : marks + 1;
		if (marks <= MARKS_MAX)
			g_string_append_unichar(out, c);
		width += w;
	}
}

char *
text_fit(const char *s, int columns)
{
	g_autoptr(GString) out = g_string_new(NULL);
	if (s && columns > 0) {
		bool cut = text_width(s) > columns;
		append_fitting(out, s, cut ? columns - 1 : columns);
		if (cut)
			g_string_append(out, ELLIPSIS);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

#define NAME_COLUMNS 120 /* enough for any that a mail program proposes */

char *
text_file_name(const char *path)
{
	if (!path || !text_valid(path, strlen(path)))
		return NULL;
	const char *slash = strrchr(path, '/'), *back = strrchr(path, '\\');
	g_autofree char *line = text_one_line(MAX(slash ? slash + 1 : path, back ? back + 1 : path));
	return line[strspn(line, ".")] ? text_fit(line, NAME_COLUMNS) : NULL;
}

char *
text_pad(const char *s, int columns)
{
	g_autofree char *fit = text_fit(s, columns);
	return g_strdup_printf("%s%*s", fit, MAX(columns - text_width(fit), 0), "");
}

char *
text_pad_left(const char *s, int columns)
{
	g_autofree char *fit = text_fit(s, columns);
	return g_strdup_printf("%*s%s", MAX(columns - text_width(fit), 0), "", fit);
}

/* ------------------------------------------------------------------------------------------------- wrapping */

typedef struct {
	GString *out;
	const char *indent;
	int columns, used; /* used: columns taken on the present line */
	bool split;        /* words wider than a line may be cut */
} Wrap;

static void
wrap_break(Wrap *w)
{
	g_string_append_c(w->out, '\n');
	g_string_append(w->out, w->indent);
	w->used = text_width(w->indent);
}

static void
wrap_split_word(Wrap *w, const char *word)
{
	while (*word) {
		gunichar c = next_char(&word);
		int width = char_width(c);
		if (w->used + width > w->columns)
			wrap_break(w);
		g_string_append_unichar(w->out, c);
		w->used += width;
	}
}

static void
wrap_word(Wrap *w, const char *spaces, gsize nspaces, const char *word, gsize len, bool first)
{
	g_autofree char *copy = g_strndup(word, len);
	int width = text_width(copy);
	if (!first && w->used + (int)nspaces + width > w->columns) {
		wrap_break(w);
	} else {
		g_string_append_len(w->out, spaces, (gssize)nspaces);
		w->used += (int)nspaces;
	}
	if (w->split && w->used + width > w->columns) {
		wrap_split_word(w, copy);
		return;
	}
	g_string_append(w->out, copy);
	w->used += width;
}

static void
wrap_line(Wrap *w, const char *line, const char *end)
{
	w->used = 0;
	for (bool first = true; line < end; first = false) {
		const char *word = line;
		while (word < end && *word == ' ')
			word++;
		const char *after = word;
		while (after < end && *after != ' ')
			after++;
		if (after > word) /* spaces at the end of a line go */
			wrap_word(w, line, (gsize)(word - line), word, (gsize)(after - word), first);
		line = after;
	}
}

static char *
wrap(const char *s, int columns, const char *indent, bool split)
{
	/* A wrap narrower than its indent would never end: give it room for some words at least. */
	int room = text_width(indent) + 8;
	Wrap w = {.out = g_string_new(NULL), .indent = indent ? indent : "", .columns = MAX(columns, room), .split = split};
	g_autofree char *clean = g_utf8_make_valid(s ? s : "", -1);
	for (const char *line = clean;; line++) {
		const char *end = strchrnul(line, '\n');
		wrap_line(&w, line, end);
		if (!*end)
			break;
		g_string_append_c(w.out, '\n');
		line = end;
	}
	return g_string_free(w.out, FALSE);
}

char *
text_wrap(const char *s, int columns, const char *indent)
{
	return wrap(s, columns, indent, true);
}

char *
text_wrap_words(const char *s, int columns, const char *indent)
{
	return wrap(s, columns, indent, false);
}

/* ------------------------------------------------------------------------------------------------ comparing */

/* Letters that decompose into nothing, though people type them without their strokes. */
static const struct {
	gunichar letter;
	const char *plain;
} strokes[] = {
	{0x00E6, "ae"}, {0x00F8, "o"}, {0x0111, "d"}, {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"},
	{0x00DF, "ss"}, {0x2019, "'"},
};

static void
append_plain(GString *out, gunichar c)
{
	for (gsize i = 0; c >= 0x80 && i < G_N_ELEMENTS(strokes); i++) {
		if (strokes[i].letter == c) {
			g_string_append(out, strokes[i].plain);
			return;
		}
	}
	append_char(out, c);
}

/* Characters that are not ASCII. A run of them can be folded by itself: what follows or precedes a character changes it only by marks,
 * which are dropped. To ASCII nothing happens but lower case, and it is most of every text. */
static void
append_folded(GString *out, const char *run, gssize len)
{
	if (len == 0)
		return;
	g_autofree char *folded = g_utf8_casefold(run, len);
	g_autofree char *apart = g_utf8_normalize(folded, -1, G_NORMALIZE_NFKD);
	for (const char *p = apart; *p;) {
		gunichar c = next_char(&p);
		if (!g_unichar_ismark(c))
			append_plain(out, c);
	}
}

char *
text_fold(const char *s)
{
	g_autofree char *line = text_one_line(s);
	g_autoptr(GString) out = g_string_sized_new(strlen(line));
	for (const char *p = line; *p;) {
		const char *run = p;
		while ((guchar)*p >= 0x80)
			p++;
		append_folded(out, run, p - run);
		for (; *p && (guchar)*p < 0x80; p++)
			g_string_append_c(out, g_ascii_tolower(*p));
	}
	/* Compatibility forms can hide spaces: make them single again. */
	return text_one_line(out->str);
}

char *
text_slug(const char *s)
{
	g_autofree char *folded = text_fold(s);
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *p = folded; *p; p++) {
		if (g_ascii_isalnum(*p))
			g_string_append_c(out, g_ascii_tolower(*p));
		else if (*p != '\'' && out->len && out->str[out->len - 1] != '-')
			g_string_append_c(out, '-');
	}
	if (out->len && out->str[out->len - 1] == '-')
		g_string_truncate(out, out->len - 1);
	return g_string_free(g_steal_pointer(&out), FALSE);
}
