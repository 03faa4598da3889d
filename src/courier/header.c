/* Fields of a header: found, unfolded, decoded. Nothing here trusts that a line ends, a word is closed, or a charset exists. */
#include "src/courier/header.h"

#include <string.h>

/* --- fields --------------------------------------------------------------------------------------------------------- */

/* The end of the line that begins at `from`: behind its LF, or len. */
static gsize
line_end(const char *block, gsize len, gsize from)
{
	const char *lf = memchr(block + from, '\n', len - from);
	return lf ? (gsize)(lf - block) + 1 : len;
}

static bool
is_empty_line(const char *block, gsize from, gsize end)
{
	return (end - from == 1 && block[from] == '\n') || (end - from == 2 && block[from] == '\r' && block[from + 1] == '\n');
}

gsize
header_length(const char *bytes, gsize len)
{
	for (gsize from = 0, end; from < len; from = end) {
		end = line_end(bytes, len, from);
		if (is_empty_line(bytes, from, end))
			return end;
	}
	return len;
}

/* Is this line the first of a field of that name? *value: where its value begins. */
static bool
is_field(const char *block, gsize from, gsize end, const char *name, gsize *value)
{
	gsize n = strlen(name);
	if (end - from <= n || g_ascii_strncasecmp(block + from, name, n))
		return false;
	from += n;
	while (from < end && (block[from] == ' ' || block[from] == '\t'))
		from++;
	*value = from + 1;
	return from < end && block[from] == ':';
}

/* Appends with line ends, tabs and NUL as spaces. */
static void
append(GString *out, const char *bytes, gsize len)
{
	for (gsize i = 0; i < len; i++)
		g_string_append_c(out, bytes[i] == '\0' || bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == '\t' ? ' ' : bytes[i]);
}

char *
header_value(const char *block, gsize len, const char *name)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool inside = false, found = false;
	for (gsize from = 0, end, value; from < len; from = end) {
		end = line_end(block, len, from);
		if (is_empty_line(block, from, end))
			break;
		if (block[from] == ' ' || block[from] == '\t')
			value = from;
		else
			inside = is_field(block, from, end, name, &value);
		if (!inside)
			continue;
		if (found)
			g_string_append_c(out, ' ');
		append(out, block + value, end - value);
		while (out->len && out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		found = true;
	}
	return found ? g_strstrip(g_string_free(g_steal_pointer(&out), FALSE)) : NULL;
}

#define CHARSET_MAX 40
#define WORD_MAX    1000 /* 75 are allowed, and many programs write more */

/* --- encoded words -------------------------------------------------------------------------------------------------- */

static int
hex(const char *two)
{
	int high = g_ascii_xdigit_value(two[0]), low = high < 0 ? -1 : g_ascii_xdigit_value(two[1]);
	return low < 0 ? -1 : high * 16 + low;
}

/* What Q says, bytes. */
static void
decode_q(const char *text, gsize len, GString *out)
{
	for (gsize i = 0; i < len; i++) {
		int byte = text[i] == '=' && i + 2 < len ? hex(text + i + 1) : -1;
		g_string_append_c(out, byte >= 0 ? (char)byte : text[i] == '_' ? ' ' : text[i]);
		i += byte >= 0 ? 2 : 0;
	}
}

static void
decode_b(const char *text, gsize len, GString *out)
{
	g_autofree char *copy = g_strndup(text, len);
	gsize n;
	g_autofree guchar *bytes = g_base64_decode(copy, &n);
	g_string_append_len(out, (const char *)bytes, (gssize)n);
}

/* One encoded word at `text`: "=?charset?Q?...?=". Its length, or 0 where none stands; its charset and bytes. */
static gsize
encoded_word(const char *text, char **charset, GString *bytes)
{
	const char *set = text + 2, *kind, *from, *end;
	if (text[0] != '=' || text[1] != '?' || !(kind = g_strstr_len(set, CHARSET_MAX, "?")) || kind == set || !kind[1] || kind[2] != '?')
		return 0;
	from = kind + 3;
	if (!(end = g_strstr_len(from, WORD_MAX, "?=")) || memchr(from, ' ', (gsize)(end - from)))
		return 0;
	if (g_ascii_toupper(kind[1]) == 'Q')
		decode_q(from, (gsize)(end - from), bytes);
	else if (g_ascii_toupper(kind[1]) == 'B')
		decode_b(from, (gsize)(end - from), bytes);
	else
		return 0;
	*charset = g_strndup(set, strcspn(set, "?*")); /* "*it": a language (RFC 2231 5) */
	return (gsize)(end + 2 - text);
}

/* Bytes of that charset as UTF-8; what cannot be is replaced. */
static void
append_as_utf8(GString *out, const char *charset, const GString *bytes)
{
	gsize n = 0;
	g_autofree char *converted = NULL;
	if (g_ascii_strcasecmp(charset, "utf-8") && g_ascii_strcasecmp(charset, "us-ascii"))
		converted = g_convert(bytes->str, (gssize)bytes->len, "UTF-8", charset, NULL, &n, NULL);
	g_autofree char *valid = converted ? g_utf8_make_valid(converted, (gssize)n) : g_utf8_make_valid(bytes->str, (gssize)bytes->len);
	append(out, valid, strlen(valid));
}

char *
header_decode(const char *value)
{
	g_autoptr(GString) out = g_string_new(NULL), bytes = g_string_new(NULL);
	g_autofree char *charset = NULL; /* of the bytes that wait: a character may be cut between two words */
	for (const char *at = value; *at;) {
		g_autofree char *next = NULL;
		g_autoptr(GString) word = g_string_new(NULL);
		gsize blank = charset ? strspn(at, " ") : 0, length = encoded_word(at + blank, &next, word);
		if (charset && (!length || g_ascii_strcasecmp(charset, next))) {
			append_as_utf8(out, charset, bytes);
			g_string_truncate(bytes, 0);
			g_clear_pointer(&charset, g_free);
		}
		if (!length) {
			g_string_append_c(out, *at++);
			continue;
		}
		g_string_append_len(bytes, word->str, (gssize)word->len);
		g_free(charset);
		charset = g_steal_pointer(&next);
		at += blank + length;
	}
	if (charset)
		append_as_utf8(out, charset, bytes);
	return g_utf8_make_valid(out->str, (gssize)out->len);
}

char *
header_text(const char *block, gsize len, const char *name)
{
	g_autofree char *value = header_value(block, len, name);
	return value ? header_decode(value) : NULL;
}

/* --- quoted-printable ----------------------------------------------------------------------------------------------- */

GBytes *
header_unquote(const char *bytes, gsize len)
{
	g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)len);
	for (gsize i = 0; i < len; i++) {
		gsize left = len - i;
		int byte = bytes[i] == '=' && left > 2 ? hex(bytes + i + 1) : -1;
		if (byte >= 0) {
			g_byte_array_append(out, &(guint8){(guint8)byte}, 1);
			i += 2;
		} else if (bytes[i] == '=' && left > 2 && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
			i += 2;
		} else if (bytes[i] == '=' && left > 1 && bytes[i + 1] == '\n') {
			i++;
		} else {
			g_byte_array_append(out, (const guint8 *)bytes + i, 1);
		}
	}
	return g_byte_array_free_to_bytes(g_steal_pointer(&out));
}
