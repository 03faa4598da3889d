/*
 * Reading: one pass from left to right, a function for each kind of value. Each moves `at` past what it read, or answers NULL and leaves the
 * rest to be forgotten. A line ends with its NUL, which is inside none of the things read here, so nothing reads past it.
 */
#include "src/core/line.h"

#include <string.h>

/* As deep as Jansson reads, so that what could be appended can be read. */
#define DEPTH 2048

typedef struct {
	const char *at;
	GString *text; /* a key, or a string with escapes */
	int depth;
} Line;

static json_t *read_value(Line *line);

static bool
take(Line *line, char c)
{
	if (*line->at != c)
		return false;
	line->at++;
	return true;
}

static bool
take_word(Line *line, const char *word)
{
	gsize len = strlen(word);
	if (strncmp(line->at, word, len) != 0)
		return false;
	line->at += len;
	return true;
}

/* --- strings -------------------------------------------------------------------------------------------------------- */

/* Four digits, capitals only; -1: they are not. */
static int
read_hex(Line *line)
{
	int code = 0;
	for (int i = 0; i < 4; i++, line->at++) {
		if (!g_ascii_isxdigit(*line->at) || *line->at >= 'a')
			return -1;
		code = code * 16 + g_ascii_xdigit_value(*line->at);
	}
	return code;
}

/* What is written with \u: what has no letter of its own, and all that is not ASCII; past U+FFFF as two surrogates. */
static bool
read_code(Line *line)
{
	int code = read_hex(line), low = 0;
	if (code <= 0 || (code < 0x80 && (code >= 0x20 || strchr("\b\f\n\r\t", code))))
		return false;
	if (code >= 0xdc00 && code <= 0xdfff)
		return false;
	if (code >= 0xd800 && code <= 0xdbff) {
		if (!take_word(line, "\\u") || (low = read_hex(line)) < 0xdc00 || low > 0xdfff)
			return false;
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
	}
	g_string_append_unichar(line->text, (gunichar)code);
	return true;
}

static bool
read_escape(Line *line)
{
	static const char letters[] = "\"\\bfnrt", meant[] = "\"\\\b\f\n\r\t";
	char c = *line->at;
	const char *known = c ? strchr(letters, c) : NULL;
	if (c == 'u') {
		line->at++;
		return read_code(line);
	}
	if (!known)
		return false;
	line->at++;
	g_string_append_c(line->text, meant[known - letters]);
	return true;
}

/* Past what stands for itself: from a space to DEL, but for the two that are escaped. */
static const char *
plain_end(const char *from)
{
	while ((guchar)*from >= 0x20 && (guchar)*from < 0x80 && *from != '"' && *from != '\\')
		from++;
	return from;
}

/* After the quote: into line->text. */
static bool
read_text(Line *line)
{
	g_string_truncate(line->text, 0);
	for (;;) {
		const char *end = plain_end(line->at);
		g_string_append_len(line->text, line->at, end - line->at);
		line->at = end + 1;
		if (*end == '"')
			return true;
		if (*end != '\\' || !read_escape(line))
			return false;
	}
}

static json_t *
read_string(Line *line)
{
	const char *end = plain_end(line->at);
	if (*end == '"') {
		json_t *string = json_stringn_nocheck(line->at, (size_t)(end - line->at));
		line->at = end + 1;
		return string;
	}
	return read_text(line) ? json_stringn_nocheck(line->text->str, line->text->len) : NULL;
}

/* --- numbers -------------------------------------------------------------------------------------------------------- */

/* No zero in front of others, no minus zero, nothing that does not fit. */
static json_t *
read_integer(Line *line)
{
	bool minus = take(line, '-');
	guint64 value = 0, limit = (guint64)G_MAXINT64 + (minus ? 1 : 0);
	const char *first = line->at;
	for (; g_ascii_isdigit(*line->at); line->at++) {
		guint64 digit = (guint64)(*line->at - '0');
		if (value > (limit - digit) / 10)
			return NULL;
		value = value * 10 + digit;
	}
	if (line->at == first || (*first == '0' && (minus || line->at - first > 1)))
		return NULL;
	return json_integer((json_int_t)(minus ? 0 - value : value));
}

/* --- lists and objects ---------------------------------------------------------------------------------------------- */

/* A key that is short and plain, as they all are but few. NULL: it is another. */
static const char *
read_short_key(Line *line, char *key, gsize size)
{
	const char *end = plain_end(line->at);
	gsize len = (gsize)(end - line->at);
	if (*end != '"' || len >= size)
		return NULL;
	memcpy(key, line->at, len);
	key[len] = '\0';
	line->at = end + 1;
	return key;
}

/* Takes the value, also when it is NULL. */
static bool
add_member(Line *line, json_t *object)
{
	g_autofree char *kept = NULL;
	char small[64];
	if (!take(line, '"'))
		return false;
	const char *key = read_short_key(line, small, sizeof small);
	/* A copy: the value may need line->text for itself. */
	if (!key && read_text(line))
		key = kept = g_strdup(line->text->str);
	if (!key || !take(line, ':'))
		return false;
	size_t before = json_object_size(object);
	json_t *value = read_value(line);
	return value && json_object_set_new_nocheck(object, key, value) == 0 && json_object_size(object) == before + 1;
}

static bool
add_item(Line *line, json_t *array)
{
	json_t *value = read_value(line);
	return value && json_array_append_new(array, value) == 0;
}

/* After the bracket, up to `end`: what stands between commas. Takes the container. */
static json_t *
read_members(Line *line, json_t *container, char end, bool (*add)(Line *line, json_t *container))
{
	if (take(line, end))
		return container;
	while (add(line, container)) {
		if (take(line, end))
			return container;
		if (!take(line, ','))
			break;
	}
	json_decref(container);
	return NULL;
}

static json_t *
read_any(Line *line)
{
	if (take(line, '"'))
		return read_string(line);
	if (take(line, '{'))
		return read_members(line, json_object(), '}', add_member);
	if (take(line, '['))
		return read_members(line, json_array(), ']', add_item);
	if (take_word(line, "true"))
		return json_true();
	if (take_word(line, "false"))
		return json_false();
	if (take_word(line, "null"))
		return json_null();
	return read_integer(line);
}

static json_t *
read_value(Line *line)
{
	json_t *value = ++line->depth <= DEPTH ? read_any(line) : NULL;
	line->depth--;
	return value;
}

json_t *
line_read(const char *text)
{
	g_autoptr(GString) buffer = g_string_sized_new(256);
	Line line = {.at = text, .text = buffer};
	json_t *object = *text == '{' ? read_value(&line) : NULL;
	if (object && *line.at == '\0')
		return object;
	json_decref(object);
	return NULL;
}

/* --- writing -------------------------------------------------------------------------------------------------------- */

static void
write_code(GString *line, gunichar code)
{
	static const char meant[] = "\b\f\n\r\t", letters[] = "bfnrt";
	const char *known = code && code < 0x20 ? strchr(meant, (int)code) : NULL;
	if (known)
		g_string_append_printf(line, "\\%c", letters[known - meant]);
	else if (code < 0x10000)
		g_string_append_printf(line, "\\u%04X", code);
	else
		g_string_append_printf(line, "\\u%04X\\u%04X", 0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
}

static void
write_string(GString *line, const char *text, gsize len)
{
	const char *end = text + len;
	g_string_append_c(line, '"');
	while (text < end) {
		const char *plain = plain_end(text);
		g_string_append_len(line, text, plain - text);
		text = plain;
		if (text < end && (*text == '"' || *text == '\\')) {
			g_string_append_c(line, '\\');
			g_string_append_c(line, *text++);
		} else if (text < end) {
			write_code(line, g_utf8_get_char(text));
			text = g_utf8_next_char(text);
		}
	}
	g_string_append_c(line, '"');
}

static void
write_integer(GString *line, json_int_t value)
{
	char digits[24];
	g_string_append_len(line, digits, g_snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, value));
}

static void write_value(GString *line, const json_t *value);

static void
write_member(GString *line, const char *name, const json_t *value)
{
	if (line->str[line->len - 1] != '{')
		g_string_append_c(line, ',');
	write_string(line, name, strlen(name));
	g_string_append_c(line, ':');
	write_value(line, value);
}

static void
write_object(GString *line, const json_t *object)
{
	const char *name;
	json_t *value;
	g_string_append_c(line, '{');
	json_object_foreach((json_t *)(guintptr)object, name, value)
		write_member(line, name, value);
	g_string_append_c(line, '}');
}

static void
write_array(GString *line, const json_t *array)
{
	g_string_append_c(line, '[');
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			g_string_append_c(line, ',');
		write_value(line, json_array_get(array, i));
	}
	g_string_append_c(line, ']');
}

static void
write_value(GString *line, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		write_object(line, value);
		return;
	case JSON_ARRAY:
		write_array(line, value);
		return;
	case JSON_STRING:
		write_string(line, json_string_value(value), json_string_length(value));
		return;
	case JSON_INTEGER:
		write_integer(line, json_integer_value(value));
		return;
	case JSON_TRUE:
		g_string_append(line, "true");
		return;
	case JSON_FALSE:
		g_string_append(line, "false");
		return;
	case JSON_NULL:
		g_string_append(line, "null");
		return;
	case JSON_REAL:
		break;
	}
	g_assert_not_reached();
}

char *
line_write(const json_t *value)
{
	GString *line = g_string_sized_new(512);
	write_value(line, value);
	return g_string_free(line, FALSE);
}

typedef struct {
	const char *name;
	const json_t *value;
} Member;

static int
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(((const Member *)a)->name, ((const Member *)b)->name);
}

char *
line_write_sorted(const json_t *object)
{
	g_autoptr(GArray) members = g_array_new(FALSE, FALSE, sizeof(Member));
	GString *line = g_string_new("{");
	const char *name;
	json_t *value;
	json_object_foreach((json_t *)(guintptr)object, name, value) {
		Member member = {name, value};
		g_array_append_val(members, member);
	}
	g_array_sort(members, by_name);
	for (guint i = 0; i < members->len; i++)
		write_member(line, g_array_index(members, Member, i).name, g_array_index(members, Member, i).value);
	g_string_append_c(line, '}');
	return g_string_free(line, FALSE);
}
