/* One pass over the bytes; what is no tag is text. */
#include "src/courier/html.h"

#include <stdbool.h>
#include <string.h>

#define DEEPEST_QUOTE 5

typedef struct {
	GString *out;
	int quoted;
	bool gap;    /* white space was seen since the last word */
	bool fresh;  /* at the start of a line */
} Writer;

static void
start_line(Writer *w)
{
	if (!w->fresh)
		return;
	for (int i = 0; i < MIN(w->quoted, DEEPEST_QUOTE); i++)
		g_string_append(w->out, "> ");
	w->fresh = false;
}

static void
end_line(Writer *w, bool even_if_empty)
{
	w->gap = false;
	if (w->fresh && !even_if_empty)
		return;
	start_line(w);
	g_string_append_c(w->out, '\n');
	w->fresh = true;
}

static void
put(Writer *w, gunichar c)
{
	if (c < 0x80 && g_ascii_isspace((char)c)) {
		w->gap = !w->fresh;
		return;
	}
	start_line(w);
	if (w->gap)
		g_string_append_c(w->out, ' ');
	w->gap = false;
	g_string_append_unichar(w->out, c);
}

/* --- entities ----------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	gunichar is;
} entities[] = {
	{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", ' '}, {"agrave", 0xe0}, {"egrave", 0xe8},
	{"eacute", 0xe9}, {"igrave", 0xec}, {"ograve", 0xf2}, {"ugrave", 0xf9}, {"Agrave", 0xc0}, {"Egrave", 0xc8}, {"Eacute", 0xc9},
	{"Igrave", 0xcc}, {"Ograve", 0xd2}, {"Ugrave", 0xd9}, {"rsquo", 0x2019}, {"lsquo", 0x2018}, {"ldquo", 0x201c}, {"rdquo", 0x201d},
	{"laquo", 0xab}, {"raquo", 0xbb}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"euro", 0x20ac}, {"deg", 0xb0}, {"hellip", 0x2026},
};

static gunichar
numbered(const char *digits, gsize len)
{
	g_autofree char *text = g_strndup(digits, len);
	bool hex = *text == 'x' || *text == 'X';
	guint64 n;
	if (!g_ascii_string_to_unsigned(text + hex, hex ? 16 : 10, 1, 0x10ffff, &n, NULL))
		return 0xfffd;
	return g_unichar_validate((gunichar)n) ? (gunichar)n : 0xfffd;
}

/* p is at '&'. How many bytes were read; 0: it is no entity. */
static gsize
put_entity(Writer *w, const char *p)
{
	gsize len = strcspn(p + 1, "; <&");
	if (p[len + 1] != ';' || len == 0 || len > 9)
		return 0;
	if (p[1] == '#') {
		put(w, numbered(p + 2, len - 1));
		return len + 2;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(entities); i++)
		if (strlen(entities[i].name) == len && !memcmp(entities[i].name, p + 1, len)) {
			put(w, entities[i].is);
			return len + 2;
		}
	return 0;
}

/* --- tags --------------------------------------------------------------------------------------------------------- */

static bool
named(const char *name, gsize len, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == len && !g_ascii_strncasecmp(name, *names, len))
			return true;
	return false;
}

static const char *
after(const char *p, const char *mark)
{
	const char *end = strstr(p, mark);
	return end ? end + strlen(mark) : p + strlen(p);
}

/* Everything up to the end tag of what p begins: <style>, <script>. */
static const char *
skip_element(const char *p, const char *name, gsize len)
{
	while ((p = strstr(p, "</"))) {
		p += 2;
		if (!g_ascii_strncasecmp(p, name, len))
			return after(p, ">");
	}
	return NULL;
}

/* p is at '<' and begins a tag. What follows the tag. */
static const char *
tag(Writer *w, const char *p)
{
	static const char *const hidden[] = {"style", "script", "head", "title", NULL};
	static const char *const blocks[] = {"p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "pre", "hr", "body", NULL};
	static const char *const quote[] = {"blockquote", NULL}, *const line[] = {"br", NULL};
	bool end = p[1] == '/';
	const char *name = p + 1 + end;
	gsize len = strspn(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
	const char *rest = after(name, ">");
	if (!end && named(name, len, hidden)) {
		const char *skipped = skip_element(rest, name, len);
		return skipped ? skipped : rest + strlen(rest);
	}
	if (named(name, len, line))
		end_line(w, true);
	else if (named(name, len, blocks))
		end_line(w, false);
	else if (named(name, len, quote)) {
		end_line(w, false);
		w->quoted = MAX(0, w->quoted + (end ? -1 : 1));
	}
	return rest;
}

char *
html_text(const char *html)
{
	Writer w = {.out = g_string_new(NULL), .fresh = true};
	g_autofree char *valid = g_utf8_make_valid(html, -1);
	for (const char *p = valid; *p;) {
		gsize read = *p == '&' ? put_entity(&w, p) : 0;
		if (read) {
			p += read;
		} else if (g_str_has_prefix(p, "<!--")) {
			p = after(p, "-->");
		} else if (*p == '<' && (g_ascii_isalpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
			p = tag(&w, p);
		} else {
			put(&w, g_utf8_get_char(p));
			p = g_utf8_next_char(p);
		}
	}
	end_line(&w, false);
	return g_string_free(w.out, FALSE);
}
