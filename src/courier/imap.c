/* Reading IMAP responses. See the header for what is promised of hostile streams. */
#include "src/courier/imap.h"

#include <string.h>

#define LITERAL '\1' /* stands in the text for a literal; no text holds it otherwise */
#define NESTED  32   /* parentheses in parentheses */

/* --- the stream ----------------------------------------------------------------------------------------------------- */

struct ImapReader {
	ImapFill fill;
	void *data;
	char buffer[16384];
	gsize at, len, keep;
};

ImapReader *
imap_reader_new(ImapFill fill, void *data)
{
	ImapReader *r = g_new0(ImapReader, 1);
	r->fill = fill;
	r->data = data;
	r->keep = 4096;
	return r;
}

void
imap_reader_free(ImapReader *r)
{
	g_free(r);
}

void
imap_reader_keep(ImapReader *r, gsize most)
{
	r->keep = most;
}

static ImapEnd
more(ImapReader *r)
{
	r->at = r->len = 0;
	ImapEnd end = r->fill(r->data, r->buffer, sizeof r->buffer, &r->len);
	if (end != IMAP_FINE)
		return end;
	return r->len ? IMAP_FINE : IMAP_CLOSED;
}

/* Appends one line without its end. */
static ImapEnd
read_line(ImapReader *r, GString *line)
{
	for (;;) {
		ImapEnd end = r->at < r->len ? IMAP_FINE : more(r);
		if (end != IMAP_FINE)
			return end;
		const char *from = r->buffer + r->at, *stop = memchr(from, '\n', r->len - r->at);
		gsize n = stop ? (gsize)(stop - from) : r->len - r->at;
		if (line->len + n > IMAP_LINE_MAX)
			return IMAP_ABSURD;
		g_string_append_len(line, from, (gssize)n);
		r->at += n + (stop ? 1 : 0);
		if (stop)
			break;
	}
	if (line->len && line->str[line->len - 1] == '\r')
		g_string_truncate(line, line->len - 1);
	return IMAP_FINE;
}

/* Exactly size bytes; the first r->keep of them are kept. Memory is taken as they come, not as they are announced. */
static ImapEnd
read_literal(ImapReader *r, gsize size, GBytes **bytes)
{
	g_autoptr(GByteArray) kept = g_byte_array_new();
	for (gsize left = size; left > 0;) {
		ImapEnd end = r->at < r->len ? IMAP_FINE : more(r);
		if (end != IMAP_FINE)
			return end;
		gsize n = MIN(left, r->len - r->at), room = r->keep > kept->len ? r->keep - kept->len : 0;
		g_byte_array_append(kept, (const guint8 *)r->buffer + r->at, (guint)MIN(n, room));
		r->at += n;
		left -= n;
	}
	*bytes = g_byte_array_free_to_bytes(g_steal_pointer(&kept));
	return IMAP_FINE;
}

/* --- a response ----------------------------------------------------------------------------------------------------- */

void
imap_response_free(ImapResponse *response)
{
	if (!response)
		return;
	g_free(response->tag);
	g_free(response->text);
	g_ptr_array_unref(response->literals);
	g_array_unref(response->sizes);
	g_free(response);
}

static ImapKind
kind_of(const char *tag, const char *text)
{
	static const struct {
		const char *word;
		ImapKind kind;
	} words[] = {{"OK", IMAP_OK}, {"NO", IMAP_NO}, {"BAD", IMAP_BAD}, {"BYE", IMAP_BYE}, {"PREAUTH", IMAP_PREAUTH}};
	gsize length = strcspn(text, " ");
	if (!strcmp(tag, "+"))
		return IMAP_CONTINUE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i].word) == length && !g_ascii_strncasecmp(text, words[i].word, length))
			return words[i].kind;
	return IMAP_DATA;
}

/* A line that ends with {n}: the literal that follows it. The braces are taken off. */
static bool
announces(GString *line, gsize *size, bool *absurd)
{
	const char *open = line->len && line->str[line->len - 1] == '}' ? strrchr(line->str, '{') : NULL;
	guint64 number;
	g_autofree char *digits = open ? g_strndup(open + 1, strlen(open) - 2) : NULL;
	if (!digits || !*digits || digits[strspn(digits, "0123456789")])
		return false;
	*absurd = !g_ascii_string_to_unsigned(digits, 10, 0, IMAP_LITERAL_MAX, &number, NULL);
	*size = *absurd ? 0 : (gsize)number;
	g_string_truncate(line, (gsize)(open - line->str));
	return true;
}

/* What could be taken for the mark of a literal, or would end a string, is no text. */
static void
clean(GString *line, gsize from)
{
	for (gsize i = from; i < line->len; i++)
		if (line->str[i] == '\0' || line->str[i] == LITERAL)
			line->str[i] = '?';
}

/* Appends the rest of a line that holds literals. */
static ImapEnd
read_literals(ImapReader *r, GString *line, ImapResponse *response)
{
	gsize size;
	bool absurd = false;
	while (announces(line, &size, &absurd)) {
		GBytes *bytes;
		if (absurd || response->literals->len == IMAP_LITERALS_MAX)
			return IMAP_ABSURD;
		ImapEnd end = read_literal(r, size, &bytes);
		if (end != IMAP_FINE)
			return end;
		g_ptr_array_add(response->literals, bytes);
		g_array_append_val(response->sizes, size);
		g_string_append_c(line, LITERAL);
		/* Read apart: what is behind a literal may not join what was before it to make another. */
		g_autoptr(GString) rest = g_string_new(NULL);
		if ((end = read_line(r, rest)) != IMAP_FINE)
			return end;
		clean(rest, 0);
		g_string_append_len(line, rest->str, (gssize)rest->len);
		if (line->len > IMAP_LINE_MAX)
			return IMAP_ABSURD;
	}
	return IMAP_FINE;
}

ImapEnd
imap_read(ImapReader *r, ImapResponse **response)
{
	g_autoptr(GString) line = g_string_new(NULL);
	ImapEnd end = read_line(r, line);
	if (end != IMAP_FINE)
		return end;
	clean(line, 0);
	gsize tag = strcspn(line->str, " ");
	if (tag == 0 || tag > 32)
		return IMAP_BABBLED;
	g_autoptr(ImapResponse) got = g_new0(ImapResponse, 1);
	got->literals = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	got->sizes = g_array_new(FALSE, FALSE, sizeof(gsize));
	got->tag = g_strndup(line->str, tag);
	g_string_erase(line, 0, (gssize)MIN(tag + 1, line->len));
	got->kind = kind_of(got->tag, line->str);
	if (got->kind == IMAP_DATA && (end = read_literals(r, line, got)) != IMAP_FINE)
		return end;
	got->text = g_strdup(line->str);
	*response = g_steal_pointer(&got);
	return IMAP_FINE;
}

/* --- what is in it -------------------------------------------------------------------------------------------------- */

/* After "OK [CODE": what follows the code; NULL where it is another, or none. */
static const char *
after_code(const ImapResponse *response, const char *code)
{
	const char *open = response->kind == IMAP_DATA ? NULL : strchr(response->text, ' ');
	gsize length = strlen(code);
	if (!open || open[1] != '[' || g_ascii_strncasecmp(open + 2, code, length) || !strchr(" ]", open[2 + length]) || !open[2 + length])
		return NULL;
	return open + 2 + length;
}

static bool
number_at(const char *text, gsize length, guint64 most, guint64 *number)
{
	g_autofree char *digits = g_strndup(text, length);
	return length > 0 && !digits[strspn(digits, "0123456789")] && g_ascii_string_to_unsigned(digits, 10, 0, most, number, NULL);
}

bool
imap_code_number(const ImapResponse *response, const char *code, guint32 *number)
{
	const char *rest = after_code(response, code);
	guint64 value;
	if (!rest || *rest != ' ' || !number_at(rest + 1, strcspn(rest + 1, " ]"), G_MAXUINT32, &value))
		return false;
	*number = (guint32)value;
	return true;
}

bool
imap_search(const ImapResponse *response, GArray *uids)
{
	const char *at = response->text;
	if (response->kind != IMAP_DATA || g_ascii_strncasecmp(at, "SEARCH", 6) || (at[6] && at[6] != ' '))
		return false;
	for (at += 6; *(at += strspn(at, " "));) {
		gsize length = strcspn(at, " ");
		guint64 value;
		/* "(MODSEQ 7)" may stand at the end (RFC 7162). */
		if (*at == '(')
			return true;
		if (!number_at(at, length, G_MAXUINT32, &value))
			return false;
		g_array_append_val(uids, (guint32[]){(guint32)value}[0]);
		at += length;
	}
	return true;
}

/* --- FETCH ---------------------------------------------------------------------------------------------------------- */

typedef struct {
	const ImapResponse *of;
	const char *at;
	guint literal; /* the next one */
} Scan;

static bool
skip_quoted(Scan *s)
{
	for (s->at++; *s->at && *s->at != '"'; s->at++)
		if (*s->at == '\\' && s->at[1])
			s->at++;
	return *s->at++ == '"';
}

/* A value of whatever kind: a string, a list, an atom. */
static bool
skip_value(Scan *s)
{
	int depth = 0;
	do {
		s->at += strspn(s->at, " ");
		if (*s->at == '(' || *s->at == ')') {
			depth += *s->at == '(' ? 1 : -1;
			s->at++;
		} else if (*s->at == '"') {
			if (!skip_quoted(s))
				return false;
		} else if (*s->at == LITERAL) {
			s->literal++;
			s->at++;
		} else {
			gsize length = strcspn(s->at, " ()\"\1");
			if (!length)
				return false;
			s->at += length;
		}
	} while (depth > 0 && depth <= NESTED);
	return depth == 0;
}

/* What stands between the quotes at s->at, or what a literal holds, or NULL for NIL. */
static bool
take_string(Scan *s, GBytes **bytes, gsize *size)
{
	*bytes = NULL;
	*size = 0;
	if (*s->at == LITERAL && s->literal < s->of->literals->len) {
		*size = g_array_index(s->of->sizes, gsize, s->literal);
		*bytes = g_bytes_ref(g_ptr_array_index(s->of->literals, s->literal++));
		s->at++;
		return true;
	}
	if (*s->at != '"')
		return skip_value(s); /* NIL */
	g_autoptr(GString) text = g_string_new(NULL);
	const char *from = s->at + 1;
	if (!skip_quoted(s))
		return false;
	for (; from < s->at - 1; from++)
		g_string_append_c(text, *from == '\\' ? *++from : *from);
	*size = text->len;
	*bytes = g_bytes_new(text->str, text->len);
	return true;
}

/* The name of an item: "UID", "BODY[HEADER.FIELDS (FROM \"TO\")]<0>". Leaves s->at behind it. */
static char *
take_name(Scan *s)
{
	gsize length = strcspn(s->at, " [()\"\1");
	char *name = g_ascii_strup(s->at, (gssize)length);
	s->at += length;
	if (*s->at == '[') {
		for (; *s->at && *s->at != ']'; s->at++)
			s->literal += *s->at == LITERAL;
		s->at += strcspn(s->at, " "); /* "]", "]<0>" */
	}
	return name;
}

static bool
take_number(Scan *s, guint64 most, guint64 *number)
{
	gsize length = strcspn(s->at, " )");
	bool fine = number_at(s->at, length, most, number);
	s->at += length;
	return fine;
}

/* One item and its value. */
static bool
take_item(Scan *s, ImapFetched *out)
{
	g_autofree char *name = take_name(s);
	g_autoptr(GBytes) text = NULL;
	guint64 number = 0;
	gsize size;
	if (!*name || *s->at != ' ')
		return false;
	s->at += strspn(s->at, " ");
	if (!strcmp(name, "UID")) {
		bool fine = take_number(s, G_MAXUINT32, &number);
		out->uid = (guint32)number;
		return fine;
	}
	if (!strcmp(name, "RFC822.SIZE")) {
		bool fine = take_number(s, G_MAXUINT32, &number); /* 63 bits in IMAP4rev2: nothing that long is fetched */
		out->size = fine ? (gsize)number : G_MAXUINT32;
		return true;
	}
	if (!strcmp(name, "INTERNALDATE")) {
		if (!take_string(s, &text, &size))
			return false;
		g_autofree char *date = text ? g_strndup(g_bytes_get_data(text, NULL), g_bytes_get_size(text)) : NULL;
		out->received = imap_date(date);
		return true;
	}
	if (strcmp(name, "BODY") || out->body)
		return skip_value(s);
	return take_string(s, &out->body, &out->body_size);
}

bool
imap_fetch(const ImapResponse *response, ImapFetched *out)
{
	gsize digits = strspn(response->text, "0123456789");
	const char *word = response->text + digits;
	*out = (ImapFetched){.received = INSTANT_NONE};
	if (response->kind != IMAP_DATA || !digits || g_ascii_strncasecmp(word, " FETCH ", 7))
		return false;
	Scan s = {response, word + 7 + strspn(word + 7, " "), 0};
	if (*s.at++ != '(')
		return false;
	for (s.at += strspn(s.at, " "); *s.at != ')'; s.at += strspn(s.at, " "))
		if (!*s.at || !take_item(&s, out)) {
			imap_fetched_clear(out);
			return false;
		}
	return true;
}

void
imap_fetched_clear(ImapFetched *fetched)
{
	g_clear_pointer(&fetched->body, g_bytes_unref);
}

/* --- words ---------------------------------------------------------------------------------------------------------- */

static int
month_of(const char *name)
{
	static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	for (int i = 0; i < 12; i++)
		if (!g_ascii_strncasecmp(months + 3 * i, name, 3))
			return i + 1;
	return 0;
}

/* The shape, with d for a digit, a for a letter, s for a sign, and " d-aaa-dddd" for a day below ten. */
static bool
shaped(const char *text, const char *shape)
{
	for (; *shape; shape++, text++) {
		bool fits = *shape == 'd' ? g_ascii_isdigit(*text)
		          : *shape == 'a' ? g_ascii_isalpha(*text)
		          : *shape == 's' ? *text == '+' || *text == '-'
		                          : *text == *shape;
		if (!fits)
			return false;
	}
	return !*text;
}

static int
two(const char *digits)
{
	return (digits[0] == ' ' ? 0 : digits[0] - '0') * 10 + digits[1] - '0';
}

Instant
imap_date(const char *text)
{
	if (!text || (!shaped(text, "dd-aaa-dddd dd:dd:dd sdddd") && !shaped(text, " d-aaa-dddd dd:dd:dd sdddd")))
		return INSTANT_NONE;
	int year = two(text + 7) * 100 + two(text + 9), month = month_of(text + 3);
	int offset = (two(text + 22) * 60 + two(text + 24)) * 60;
	g_autoptr(GDateTime) t = year && month
		? g_date_time_new_utc(year, month, two(text), two(text + 12), two(text + 15), MIN(two(text + 18), 59)) : NULL;
	if (!t)
		return INSTANT_NONE;
	return g_date_time_to_unix(t) + (text[21] == '-' ? offset : -offset);
}

char *
imap_quoted(const char *name)
{
	g_autoptr(GString) out = g_string_new("\"");
	for (const char *at = name; *at; at++) {
		if ((guchar)*at < 0x20 || (guchar)*at > 0x7e)
			return NULL;
		if (*at == '"' || *at == '\\')
			g_string_append_c(out, '\\');
		g_string_append_c(out, *at);
	}
	g_string_append_c(out, '"');
	return *name ? g_string_free(g_steal_pointer(&out), FALSE) : NULL;
}
