/* From a stream of files to an archive. */
#include "src/bundle/parcel.h"

#include "src/bundle/zip.h"

#include <errno.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#define LINE_LONGEST 300
#define NAME_LONGEST 200
#define NAME_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/"

typedef struct {
	int in;
	char buffer[65536];
	gsize at, end;
	Zip *zip;
	bool file;         /* one has begun */
	GHashTable *names; /* those that came */
} Packing;

/* A name that may stand in a bundle. */
static bool
parcel_name_ok(const char *name)
{
	g_auto(GStrv) parts = g_strsplit(name, "/", -1);
	if (!*name || strlen(name) > NAME_LONGEST || strspn(name, NAME_CHARACTERS) != strlen(name))
		return false;
	for (char **part = parts; *part; part++)
		if (!**part || **part == '.')
			return false;
	return true;
}

/* More of the input; false at its end. */
static bool
fill(Packing *p)
{
	ssize_t n;
	do
		n = read(p->in, p->buffer, sizeof p->buffer);
	while (n < 0 && errno == EINTR);
	p->at = 0;
	p->end = n > 0 ? (gsize)n : 0;
	return n > 0;
}

static bool
read_line(Packing *p, char line[LINE_LONGEST])
{
	for (gsize n = 0; n < LINE_LONGEST; n++) {
		if (p->at == p->end && !fill(p))
			return false;
		line[n] = p->buffer[p->at++];
		if (line[n] == '\n') {
			line[n] = '\0';
			return strlen(line) == n;
		}
	}
	return false;
}

static Parcel
begin_file(Packing *p, const char *name)
{
	if (!p->zip || !parcel_name_ok(name) || !g_hash_table_add(p->names, g_strdup(name)))
		return PARCEL_BROKEN;
	p->file = true;
	return zip_file(p->zip, name) ? PARCEL_WHOLE : PARCEL_UNWRITTEN;
}

static Parcel
copy_data(Packing *p, const char *length)
{
	guint64 left;
	if (!p->file || !g_ascii_string_to_unsigned(length, 10, 0, G_MAXINT64, &left, NULL))
		return PARCEL_BROKEN;
	while (left > 0) {
		if (p->at == p->end && !fill(p))
			return PARCEL_BROKEN;
		gsize n = MIN(left, p->end - p->at);
		if (!zip_write(p->zip, p->buffer + p->at, n))
			return PARCEL_UNWRITTEN;
		p->at += n;
		left -= n;
	}
	return PARCEL_WHOLE;
}

static Parcel
open_archive(Packing *p, const char *instant, int out)
{
	gint64 t;
	if (p->zip || !g_ascii_string_to_signed(instant, 10, 0, G_MAXINT32, &t, NULL))
		return PARCEL_BROKEN;
	p->zip = zip_open(out, t);
	return p->zip ? PARCEL_WHOLE : PARCEL_UNWRITTEN;
}

/* One line after another, until the last. *end: that was it, and nothing follows. */
static Parcel
take_line(Packing *p, int out, bool *end)
{
	char line[LINE_LONGEST];
	if (!read_line(p, line))
		return PARCEL_BROKEN;
	if (g_str_has_prefix(line, "T "))
		return open_archive(p, line + 2, out);
	if (g_str_has_prefix(line, "F "))
		return begin_file(p, line + 2);
	if (g_str_has_prefix(line, "D "))
		return copy_data(p, line + 2);
	*end = p->file && g_str_equal(line, "E") && p->at == p->end && !fill(p);
	return *end ? PARCEL_WHOLE : PARCEL_BROKEN;
}

Parcel
parcel_pack(int in, int out)
{
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree Packing *p = g_new0(Packing, 1);
	Parcel state = PARCEL_WHOLE;
	bool end = false;
	p->in = in;
	p->names = names;
	while (!end && state == PARCEL_WHOLE)
		state = take_line(p, out, &end);
	if (state != PARCEL_WHOLE) {
		if (p->zip)
			zip_abandon(p->zip);
		return state;
	}
	return zip_close(p->zip) ? PARCEL_WHOLE : PARCEL_UNWRITTEN;
}
