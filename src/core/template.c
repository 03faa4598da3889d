/*
 * Templates: first the text becomes a flat list of pieces, checked; then the pieces are rendered.
 *
 * Invariants: every section piece knows the piece that ends it; a value reaches the output through exactly one of the
 * escapes of this file (append_text, append_one_line, append_html); values are never parsed.
 *
 * TEMPLATE_TEXT and forging: a value that is alone on its line, or that has several lines, or that would reach beyond
 * the column where mail is wrapped, stands as an indented block. What wrapping later moves to the beginning of a line
 * is then indented as well.
 */
#include "src/core/template.h"

#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"

#define INDENT 4
#define DEPTH_MAX 16
#define NAME_CHARS "abcdefghijklmnopqrstuvwxyz0123456789_"

/* ---------------------------------------------------------------------------------------------------- values */

typedef struct {
	enum { V_TEXT, V_INSTANT, V_BOOL, V_LIST } type;
	char *text;
	Instant instant;
	bool truth;
	GPtrArray *list; /* of TemplateValues */
} Value;

struct TemplateValues {
	GHashTable *by_name;
};

static void
value_free(void *data)
{
	Value *v = data;
	g_free(v->text);
	if (v->list)
		g_ptr_array_unref(v->list);
	g_free(v);
}

TemplateValues *
template_values_new(void)
{
	TemplateValues *values = g_new0(TemplateValues, 1);
	values->by_name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, value_free);
	return values;
}

void
template_values_free(TemplateValues *values)
{
	if (!values)
		return;
	g_hash_table_unref(values->by_name);
	g_free(values);
}

static void
free_set(void *data)
{
	template_values_free(data);
}

static void
set_value(TemplateValues *values, const char *name, Value value)
{
	g_hash_table_insert(values->by_name, g_strdup(name), g_memdup2(&value, sizeof value));
}

void
template_values_text(TemplateValues *values, const char *name, const char *text)
{
	set_value(values, name, (Value){.type = V_TEXT, .text = g_strdup(text ? text : "")});
}

void
template_values_textf(TemplateValues *values, const char *name, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	set_value(values, name, (Value){.type = V_TEXT, .text = g_strdup_vprintf(format, ap)});
	va_end(ap);
}

void
template_values_instant(TemplateValues *values, const char *name, Instant t)
{
	set_value(values, name, (Value){.type = V_INSTANT, .instant = t});
}

void
template_values_bool(TemplateValues *values, const char *name, bool value)
{
	set_value(values, name, (Value){.type = V_BOOL, .truth = value});
}

void
template_values_int(TemplateValues *values, const char *name, int64_t number)
{
	template_values_textf(values, name, "%" G_GINT64_FORMAT, number);
}

TemplateValues *
template_values_list_add(TemplateValues *values, const char *name)
{
	Value *v = g_hash_table_lookup(values->by_name, name);
	if (!v || v->type != V_LIST) {
		set_value(values, name, (Value){.type = V_LIST, .list = g_ptr_array_new_with_free_func(free_set)});
		v = g_hash_table_lookup(values->by_name, name);
	}
	TemplateValues *set = template_values_new();
	g_ptr_array_add(v->list, set);
	return set;
}

static bool
truthy(const Value *v)
{
	if (!v)
		return false;
	switch (v->type) {
	case V_TEXT:
		return !text_blank(v->text);
	case V_INSTANT:
		return v->instant != INSTANT_NONE;
	case V_BOOL:
		return v->truth;
	case V_LIST:
		return v->list->len > 0;
	}
	g_assert_not_reached();
}

/* ---------------------------------------------------------------------------------------------------- pieces */

typedef struct {
	enum { P_TEXT, P_VALUE, P_SECTION, P_INVERTED, P_END, P_COMMENT } type;
	char *text; /* the literal text, or the name */
	int line;
	guint end;       /* of a section: the index of its P_END */
	bool ends_line;  /* of a value: nothing but spaces and closing tags between it and the end of its line */
} Piece;

typedef struct {
	const char *p;
	int line;
	GPtrArray *pieces;
	GArray *open; /* guint: indices of the sections that wait for their end */
} Parser;

static void
piece_free(void *data)
{
	Piece *piece = data;
	g_free(piece->text);
	g_free(piece);
}

static Piece *
add_piece(Parser *ps, int type, const char *text, gsize len)
{
	Piece *piece = g_new0(Piece, 1);
	piece->type = type;
	piece->text = g_strndup(text, len);
	piece->line = ps->line;
	g_ptr_array_add(ps->pieces, piece);
	return piece;
}

static void
count_lines(Parser *ps, const char *from, const char *to)
{
	for (; from < to; from++)
		ps->line += *from == '\n';
}

/* Whether the tag from start to end is alone on its line; *next is then where the following line begins. */
static bool
standalone(const char *template, const char *start, const char *end, const char **next)
{
	while (start > template && (start[-1] == ' ' || start[-1] == '\t'))
		start--;
	end += strspn(end, " \t\r");
	if ((start > template && start[-1] != '\n') || (*end && *end != '\n'))
		return false;
	*next = *end ? end + 1 : end;
	return true;
}

static bool
ends_line(const char *p)
{
	for (;;) {
		p += strspn(p, " \t\r");
		if (!*p || *p == '\n')
			return true;
		const char *close = g_str_has_prefix(p, "{{/") ? strstr(p, "}}") : NULL;
		if (!close)
			return false;
		p = close + 2;
	}
}

static bool
open_section(Parser *ps, int type, const char *name, GError **error)
{
	if (ps->open->len >= DEPTH_MAX)
		return err_set(error, E_INPUT, "template line %d: sections more than %d deep: make it simpler", ps->line,
		               DEPTH_MAX);
	g_array_append_val(ps->open, ps->pieces->len);
	add_piece(ps, type, name, strlen(name));
	return true;
}

static bool
close_section(Parser *ps, const char *name, GError **error)
{
	if (!ps->open->len)
		return err_set(error, E_INPUT, "template line %d: {{/%s}} closes nothing: remove it", ps->line, name);
	guint index = g_array_index(ps->open, guint, ps->open->len - 1);
	Piece *section = g_ptr_array_index(ps->pieces, index);
	if (!g_str_equal(section->text, name))
		return err_set(error, E_INPUT, "template line %d: {{/%s}} stands where {{/%s}} of line %d is due: close that",
		               ps->line, name, section->text, section->line);
	section->end = ps->pieces->len;
	g_array_set_size(ps->open, ps->open->len - 1);
	add_piece(ps, P_END, name, strlen(name));
	return true;
}

static bool
read_name(Parser *ps, const char *start, const char *end, char **name, GError **error)
{
	*name = g_strndup(start, (gsize)(end - start));
	g_strstrip(*name);
	if (**name && strspn(*name, NAME_CHARS) == strlen(*name))
		return true;
	g_autofree char *visible = text_visible(*name);
	g_autofree char *shown = text_fit(visible, 40);
	return err_set(error, E_INPUT, "template line %d: \"%s\" is not a name: use a-z, 0-9 and _ only", ps->line, shown);
}

static bool
add_tag(Parser *ps, char sigil, const char *name, const char *end, GError **error)
{
	switch (sigil) {
	case '#':
		return open_section(ps, P_SECTION, name, error);
	case '^':
		return open_section(ps, P_INVERTED, name, error);
	case '/':
		return close_section(ps, name, error);
	case '!':
		add_piece(ps, P_COMMENT, "", 0);
		return true;
	default:
		add_piece(ps, P_VALUE, name, strlen(name))->ends_line = ends_line(end);
		return true;
	}
}

/* ps->p stands at "{{". Reads that tag and, of a section tag that is alone on its line, the rest of the line. */
static bool
read_tag(Parser *ps, const char *template, GError **error)
{
	const char *start = ps->p, *inside = start + 2, *end = strstr(inside, "}}"), *next = NULL;
	g_autofree char *name = NULL;
	char sigil = *inside;
	if (!end)
		return err_set(error, E_INPUT, "template line %d: {{ without its }}: close the tag", ps->line);
	if (sigil && strchr("{&>=<$*", sigil))
		return err_set(error, E_INPUT, "template line %d: {{%c is not supported: use {{name}}, sections and comments",
		               ps->line, sigil);
	bool quiet = sigil && strchr("#^/!", sigil);
	if (sigil != '!' && !read_name(ps, inside + quiet, end, &name, error))
		return false;
	end += 2;
	bool alone = quiet && standalone(template, start, end, &next);
	if (!add_tag(ps, sigil, name, end, error))
		return false;
	ps->p = alone ? next : end;
	count_lines(ps, start, ps->p);
	return true;
}

/* The literal text up to the next tag, without the indentation of a tag that is alone on its line. */
static void
read_text(Parser *ps, const char *template)
{
	const char *start = ps->p, *end = strstr(start, "{{"), *next;
	if (!end)
		end = start + strlen(start);
	ps->p = end;
	const char *close = *end && end[2] && strchr("#^/!", end[2]) ? strstr(end, "}}") : NULL;
	const char *cut = end;
	if (close && standalone(template, end, close + 2, &next))
		while (cut > start && (cut[-1] == ' ' || cut[-1] == '\t'))
			cut--;
	if (cut > start)
		add_piece(ps, P_TEXT, start, (gsize)(cut - start));
	count_lines(ps, start, end);
}

static bool
parse(const char *template, GPtrArray **pieces, GError **error)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(piece_free);
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	Parser ps = {.p = template, .line = 1, .pieces = list, .open = open};
	if (!text_valid(template, strlen(template)))
		return err_set(error, E_INPUT, "the template is not UTF-8: convert it");
	while (*ps.p) {
		read_text(&ps, template);
		if (*ps.p && !read_tag(&ps, template, error))
			return false;
	}
	if (open->len) {
		const Piece *section = g_ptr_array_index(list, g_array_index(open, guint, open->len - 1));
		return err_set(error, E_INPUT, "template line %d: section %s is never closed: add {{/%s}}", section->line,
		               section->text, section->text);
	}
	*pieces = g_steal_pointer(&list);
	return true;
}

/* ------------------------------------------------------------------------------------------------- rendering */

typedef struct {
	GPtrArray *pieces;
	TemplateKind kind;
	GTimeZone *zone;
	Lang lang;
	GString *out;
	bool block; /* an indented block was just written: the next thing begins a line */
	const TemplateValues *sets[DEPTH_MAX + 1]; /* innermost last */
	guint depth;
} Render;

static const Value *
lookup(const Render *r, const char *name)
{
	for (guint i = r->depth; i > 0; i--) {
		const Value *v = g_hash_table_lookup(r->sets[i - 1]->by_name, name);
		if (v)
			return v;
	}
	return NULL;
}

static const char *
current_line(const GString *out)
{
	const char *last = strrchr(out->str, '\n');
	return last ? last + 1 : out->str;
}

/* Ends the line that a block left open, as soon as something else than a line end follows. */
static void
leave_block(Render *r, const char **text)
{
	if (!r->block || !**text)
		return;
	const char *rest = *text + strspn(*text, " \t");
	bool needed = *rest && *rest != '\n';
	if (needed)
		g_string_append_c(r->out, '\n');
	r->block = !*rest; /* spaces alone decide nothing: what follows them does */
	*text = rest;
}

static void
append_literal(Render *r, const char *text)
{
	leave_block(r, &text);
	g_string_append(r->out, text);
}

/* Drops the spaces at the end of the output; returns how many. */
static gsize
trim_spaces(GString *out)
{
	gsize len = out->len;
	while (len && (out->str[len - 1] == ' ' || out->str[len - 1] == '\t'))
		len--;
	gsize dropped = out->len - len;
	g_string_truncate(out, len);
	return dropped;
}

static void
append_block(Render *r, const char *value)
{
	gsize spaces = trim_spaces(r->out);
	bool begins_line = !*current_line(r->out);
	gsize indent = begins_line ? MAX(spaces, INDENT) : INDENT;
	if (!begins_line)
		g_string_append_c(r->out, '\n');
	g_auto(GStrv) lines = g_strsplit(value, "\n", -1);
	for (char **line = lines; *line; line++) {
		if (line > lines)
			g_string_append_c(r->out, '\n');
		if (**line) /* no spaces at the end of an empty line */
			g_string_append_printf(r->out, "%*s%s", (int)indent, "", *line);
	}
	r->block = true;
}

static void
append_text(Render *r, const char *text, bool line_ends)
{
	g_autofree char *value = text_visible_lines(text);
	g_strchomp(value);
	while (*value == '\n')
		memmove(value, value + 1, strlen(value));
	if (!*value)
		return;
	bool after_block = r->block;
	if (after_block)
		g_string_append_c(r->out, '\n');
	r->block = false;
	const char *line = current_line(r->out);
	bool alone = (line_ends || after_block) && text_blank(line);
	if (alone || strchr(value, '\n') || text_width(line) + text_width(value) > TEMPLATE_COLUMNS)
		append_block(r, value);
	else
		g_string_append(r->out, value);
}

static void
append_one_line(Render *r, const char *text)
{
	g_autofree char *value = text_one_line(text);
	g_string_append(r->out, value);
}

static void
append_html(Render *r, const char *text)
{
	g_autofree char *value = text_visible_lines(text);
	g_autofree char *xml = g_markup_escape_text(value, -1);
	g_autoptr(GString) html = g_string_new(xml);
	g_string_replace(html, "&apos;", "&#39;", 0); /* the one that old readers of HTML do not know */
	g_string_append(r->out, html->str);
}

static void
append_value(Render *r, const char *text, bool line_ends)
{
	switch (r->kind) {
	case TEMPLATE_TEXT:
		append_text(r, text, line_ends);
		return;
	case TEMPLATE_HEADER:
		append_one_line(r, text);
		return;
	case TEMPLATE_HTML:
		append_html(r, text);
		return;
	}
	g_assert_not_reached();
}

static bool
render_value(Render *r, const Piece *piece, GError **error)
{
	const Value *v = lookup(r, piece->text);
	if (!v || v->type == V_BOOL)
		return true;
	if (v->type == V_LIST)
		return err_set(error, E_INPUT, "template line %d: %s is a list: write {{#%s}}...{{/%s}}", piece->line,
		               piece->text, piece->text, piece->text);
	if (v->type == V_TEXT) {
		append_value(r, v->text, piece->ends_line);
		return true;
	}
	/* Our own words: alone on a line they need no indentation. */
	g_autofree char *when = instant_letter(v->instant, r->zone, r->lang);
	append_value(r, when, false);
	return true;
}

static bool render_pieces(Render *r, guint from, guint to, GError **error);

/* A list within a row of its own would be written over and over: 2 rows and 16 sections make 65,536 lines. */
static bool
is_within(const Render *r, const GPtrArray *list)
{
	for (guint i = 1; i < r->depth; i++)
		if (g_ptr_array_find((GPtrArray *)list, r->sets[i], NULL))
			return true;
	return false;
}

static bool
render_section(Render *r, guint at, GError **error)
{
	const Piece *piece = g_ptr_array_index(r->pieces, at);
	const Value *v = lookup(r, piece->text);
	if (truthy(v) == (piece->type == P_INVERTED))
		return true;
	if (piece->type == P_INVERTED || v->type != V_LIST)
		return render_pieces(r, at + 1, piece->end, error);
	if (is_within(r, v->list))
		return err_set(error, E_INPUT, "template line %d: {{#%s}} stands within itself: close the first", piece->line, piece->text);
	for (guint i = 0; i < v->list->len; i++) {
		r->sets[r->depth++] = g_ptr_array_index(v->list, i);
		bool ok = render_pieces(r, at + 1, piece->end, error);
		r->depth--;
		if (!ok)
			return false;
	}
	return true;
}

static bool
render_pieces(Render *r, guint from, guint to, GError **error)
{
	for (guint i = from; i < to; i++) {
		const Piece *piece = g_ptr_array_index(r->pieces, i);
		switch (piece->type) {
		case P_TEXT:
			append_literal(r, piece->text);
			break;
		case P_VALUE:
			if (!render_value(r, piece, error))
				return false;
			break;
		case P_SECTION:
		case P_INVERTED:
			if (!render_section(r, i, error))
				return false;
			i = piece->end;
			break;
		case P_END:
		case P_COMMENT:
			break;
		}
	}
	return true;
}

char *
template_render(const char *template, const TemplateValues *values, TemplateKind kind, GTimeZone *zone, Lang lang,
                GError **error)
{
	g_autoptr(GPtrArray) pieces = NULL;
	if (!parse(template, &pieces, error))
		return NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	Render r = {.pieces = pieces, .kind = kind, .zone = zone, .lang = lang, .out = out, .sets = {values}, .depth = 1};
	if (!render_pieces(&r, 0, pieces->len, error))
		return NULL;
	return kind == TEMPLATE_HEADER ? text_one_line(out->str) : g_string_free(g_steal_pointer(&out), FALSE);
}

/* -------------------------------------------------------------------------------------------------- wrapping */

/* What the rest of a long line is indented by: its own indentation, and the width of a list mark after it. */
static int
hanging(const char *line)
{
	int indent = (int)strspn(line, " ");
	const char *p = line + indent;
	gsize digits = strspn(p, "0123456789");
	if ((*p == '-' || *p == '*') && p[1] == ' ')
		return indent + 2;
	if (digits && digits <= 2 && (p[digits] == '.' || p[digits] == ')') && p[digits + 1] == ' ')
		return indent + (int)digits + 2;
	return indent;
}

char *
template_wrap(const char *text, int columns)
{
	g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
	for (char **line = lines; *line; line++) {
		if (text_width(*line) <= columns)
			continue;
		g_autofree char *indent = g_strnfill((gsize)MIN(hanging(*line), columns / 2), ' ');
		char *wrapped = text_wrap_words(*line, columns, indent);
		g_free(*line);
		*line = wrapped;
	}
	return g_strjoinv("\n", lines);
}
