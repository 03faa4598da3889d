/* Single-byte charsets by small tables. */
#include "src/courier/charset.h"

#include <string.h>

typedef gunichar (*ByteReader)(guchar byte);

static gunichar
latin1(guchar byte)
{
	return byte;
}

static gunichar
latin9(guchar byte)
{
	static const struct {
		guchar byte;
		gunichar is;
	} other[] = {
		{0xa4, 0x20ac}, {0xa6, 0x160}, {0xa8, 0x161}, {0xb4, 0x17d}, {0xb8, 0x17e}, {0xbc, 0x152}, {0xbd, 0x153}, {0xbe, 0x178},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(other); i++)
		if (other[i].byte == byte)
			return other[i].is;
	return byte;
}

/* What calls itself ISO-8859-1 in mail is often this; the two differ where the former has control characters only. */
static gunichar
windows1252(guchar byte)
{
	static const gunichar high[32] = {
		0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
		0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
	};
	return byte >= 0x80 && byte < 0xa0 ? high[byte - 0x80] : byte;
}

static const struct {
	const char *name;
	ByteReader reader;
} known[] = {
	{"utf-8", windows1252}, {"utf8", windows1252}, {"us-ascii", windows1252}, {"ascii", windows1252}, {"ansi_x3.4-1968", windows1252},
	{"iso-8859-1", windows1252}, {"iso8859-1", windows1252}, {"latin1", windows1252}, {"iso_8859-1", windows1252},
	{"windows-1252", windows1252}, {"cp1252", windows1252}, {"iso-8859-15", latin9}, {"iso8859-15", latin9}, {"latin9", latin9},
	{"unknown-8bit", windows1252}, {"binary", latin1},
};

static ByteReader
reader_of(const char *charset)
{
	for (gsize i = 0; charset && i < G_N_ELEMENTS(known); i++)
		if (!g_ascii_strcasecmp(known[i].name, charset))
			return known[i].reader;
	return charset ? NULL : windows1252;
}

static void
append(GString *out, ByteReader reader, guchar byte)
{
	if (byte == 0)
		g_string_append_unichar(out, 0xfffd);
	else if (byte < 0x80)
		g_string_append_c(out, (char)byte);
	else if (reader)
		g_string_append_unichar(out, reader(byte));
	else
		g_string_append_printf(out, "\\x%02X", byte);
}

char *
charset_decode(const void *bytes, gsize len, const char *charset)
{
	ByteReader reader = reader_of(charset);
	const guchar *b = bytes;
	if (reader && len && g_utf8_validate_len(bytes, len, NULL))
		return g_strndup(bytes, len);
	g_autoptr(GString) out = g_string_sized_new(len + 16);
	for (gsize i = 0; i < len; i++)
		append(out, reader, b[i]);
	return g_string_free(g_steal_pointer(&out), FALSE);
}
