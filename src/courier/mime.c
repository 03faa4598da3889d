/* GMime, with limits of ours around it. */
#include "src/courier/mime.h"

#include "src/core/text.h"
#include "src/courier/charset.h"
#include "src/courier/html.h"

#include <string.h>

#define NAME_COLUMNS 120
#define HEADER_MAX   20000 /* bytes of one field that are looked at */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeParserOptions, g_mime_parser_options_free)

static GMimeParserOptions *
parser_options(void)
{
	static const char *fallback[] = {"utf-8", "iso-8859-1", NULL};
	GMimeParserOptions *options = g_mime_parser_options_new();
	g_mime_parser_options_set_fallback_charsets(options, fallback);
	return options;
}

void
mime_prepare(void)
{
	/* GMime opens a converter for each field; what iconv has loaded once it does not look for on the disk again. */
	static const char *const charsets[] = {"utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"};
	static GIConv kept[G_N_ELEMENTS(charsets)]; /* open for the life of the process: that keeps them loaded */
	g_mime_init();
	if (kept[0])
		return;
	for (gsize i = 0; i < G_N_ELEMENTS(charsets); i++)
		kept[i] = g_iconv_open("UTF-8", charsets[i]);
	static const char sample[] =
		"From: =?windows-1252?q?=93x=94?= <a@b.it>\nSubject: =?iso-8859-15?q?=A4?= =?iso-8859-1?b?6A==?=\n"
		"Date: Mon, 23 Nov 2026 10:00:00 +0100\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n";
	GMimeMessage *message = mime_open(sample, sizeof sample - 1);
	char *subject = mime_header(GMIME_OBJECT(message), "Subject"), *from = mime_from(message, NULL);
	g_free(subject);
	g_free(from);
	mime_date(message);
	g_object_unref(message);
}

GMimeMessage *
mime_open(const void *bytes, gsize len)
{
	if (!bytes || !len)
		return NULL;
	g_autoptr(GMimeParserOptions) options = parser_options();
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, len);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_persist_stream(parser, TRUE);
	GMimeMessage *message = g_mime_parser_construct_message(parser, options);
	g_object_unref(parser);
	g_object_unref(stream);
	if (message && !g_mime_message_get_mime_part(message))
		g_clear_object(&message);
	return message;
}

/* --- header fields ------------------------------------------------------------------------------------------------ */

/* Of a message that is the inner one of a part or the entity itself: GMime keeps some fields with the message, the content's with the
 * part. Both are looked at. */
static GMimeHeader *
find_header(GMimeObject *object, const char *name)
{
	GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), name);
	if (header || !GMIME_IS_MESSAGE(object))
		return header;
	GMimeObject *part = g_mime_message_get_mime_part(GMIME_MESSAGE(object));
	return part ? g_mime_header_list_get_header(g_mime_object_get_header_list(part), name) : NULL;
}

char *
mime_header(GMimeObject *object, const char *name)
{
	GMimeHeader *header = find_header(object, name);
	const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
	if (!raw)
		return NULL;
	/* An encoded word in the middle of what must be a token stays as it is: nobody encodes those. */
	g_autofree char *bounded = g_strndup(raw, HEADER_MAX);
	g_autofree char *utf8 = charset_decode(bounded, strlen(bounded), NULL);
	g_autofree char *unfolded = text_one_line(utf8);
	g_autoptr(GMimeParserOptions) options = parser_options();
	g_autofree char *decoded = g_mime_utils_header_decode_text(options, unfolded);
	g_autofree char *line = text_one_line(decoded ? decoded : unfolded);
	return text_blank(line) ? NULL : g_steal_pointer(&line);
}

static int
count_in(GMimeObject *object, const char *name)
{
	GMimeHeaderList *list = g_mime_object_get_header_list(object);
	int found = 0;
	for (int i = 0; i < g_mime_header_list_get_count(list); i++)
		found += !g_ascii_strcasecmp(g_mime_header_get_name(g_mime_header_list_get_header_at(list, i)), name);
	return found;
}

int
mime_header_count(GMimeObject *object, const char *name)
{
	GMimeObject *part = GMIME_IS_MESSAGE(object) ? g_mime_message_get_mime_part(GMIME_MESSAGE(object)) : NULL;
	return count_in(object, name) + (part ? count_in(part, name) : 0);
}

bool
mime_header_is(GMimeObject *object, const char *name, const char *value)
{
	g_autofree char *found = mime_header(object, name);
	return found && !g_ascii_strcasecmp(found, value);
}

char *
mime_from(GMimeMessage *message, char **name)
{
	InternetAddressList *list = g_mime_message_get_from(message);
	InternetAddress *one = list && internet_address_list_length(list) == 1 ? internet_address_list_get_address(list, 0) : NULL;
	if (name)
		*name = NULL;
	if (!one || !INTERNET_ADDRESS_IS_MAILBOX(one) || mime_header_count(GMIME_OBJECT(message), "From") != 1)
		return NULL;
	const char *address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
	g_autofree char *line = text_one_line(address), *shown = text_one_line(internet_address_get_name(one));
	if (name && !text_blank(shown))
		*name = g_steal_pointer(&shown);
	return text_blank(line) ? NULL : g_steal_pointer(&line);
}

Instant
mime_date(GMimeMessage *message)
{
	GDateTime *date = g_mime_message_get_date(message);
	return date ? g_date_time_to_unix(date) : INSTANT_NONE;
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

char *
mime_type(GMimeObject *part)
{
	GMimeContentType *type = g_mime_object_get_content_type(part);
	g_autofree char *text = type ? g_mime_content_type_get_mime_type(type) : NULL;
	g_autofree char *line = text_one_line(text ? text : "application/octet-stream");
	return g_ascii_strdown(line, -1);
}

bool
mime_is(GMimeObject *part, const char *type)
{
	g_autofree char *is = mime_type(part);
	return g_str_has_suffix(type, "/*") ? !strncmp(is, type, strlen(type) - 1) : !strcmp(is, type);
}

char *
mime_name(GMimeObject *part)
{
	const char *name = g_mime_object_get_content_disposition_parameter(part, "filename");
	if (!name)
		name = g_mime_object_get_content_type_parameter(part, "name");
	if (!name)
		return NULL;
	g_autofree char *utf8 = charset_decode(name, strlen(name), NULL), *line = text_one_line(utf8);
	const char *slash = strrchr(line, '/'), *back = strrchr(line, '\\');
	const char *last = MAX(slash ? slash + 1 : line, back ? back + 1 : line);
	g_autofree char *file = g_strdelimit(g_strstrip(g_strdup(last)), ":\"", '_');
	bool good = !text_blank(file) && strcmp(file, ".") && strcmp(file, "..");
	return good ? text_fit(file, NAME_COLUMNS) : NULL;
}

bool
mime_attached(GMimeObject *part)
{
	GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(part);
	g_autofree char *name = mime_name(part);
	return name || (disposition && g_mime_content_disposition_is_attachment(disposition));
}

typedef struct {
	MimeVisit visit;
	void *data;
	int leaves, parts;
	bool stop;
} Walk;

static void
walk(Walk *w, GMimeObject *part, int depth)
{
	if (w->stop || ++w->parts > MIME_MOST || depth > MIME_DEEPEST)
		return;
	if (!GMIME_IS_MULTIPART(part)) {
		w->stop = !w->visit(part, w->leaves++, w->data);
		return;
	}
	for (int i = 0; i < g_mime_multipart_get_count(GMIME_MULTIPART(part)) && !w->stop; i++)
		walk(w, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
}

void
mime_each(GMimeObject *top, MimeVisit visit, void *data)
{
	Walk w = {visit, data, 0, 0, false};
	if (GMIME_IS_MESSAGE(top))
		top = g_mime_message_get_mime_part(GMIME_MESSAGE(top));
	if (top)
		walk(&w, top, 0);
}

/* A stream that keeps the first max bytes, and counts on. */
static GBytes *
bounded(GMimeStream *stream, gsize max, bool *cut)
{
	GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	gsize len = MIN(array->len, max);
	if (cut)
		*cut = array->len > max;
	return g_bytes_new(array->data, len);
}

GBytes *
mime_content(GMimeObject *leaf, gsize max, bool *cut)
{
	GMimeStream *stream = g_mime_stream_mem_new();
	GMimeDataWrapper *content = GMIME_IS_PART(leaf) ? g_mime_part_get_content(GMIME_PART(leaf)) : NULL;
	GMimeMessage *inner = GMIME_IS_MESSAGE_PART(leaf) ? g_mime_message_part_get_message(GMIME_MESSAGE_PART(leaf)) : NULL;
	if (content)
		g_mime_data_wrapper_write_to_stream(content, stream);
	else if (inner)
		g_mime_object_write_to_stream(GMIME_OBJECT(inner), NULL, stream);
	GBytes *bytes = bounded(stream, max, cut);
	g_object_unref(stream);
	return bytes;
}

char *
mime_content_text(GMimeObject *leaf, gsize max, bool *cut)
{
	gsize len;
	g_autoptr(GBytes) bytes = mime_content(leaf, max, cut);
	const void *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = charset_decode(data, len, g_mime_object_get_content_type_parameter(leaf, "charset"));
	g_autofree char *words = mime_is(leaf, "text/html") ? html_text(text) : NULL;
	return text_visible_lines(words ? words : text);
}

GMimeMessage *
mime_inner(GMimeObject *leaf)
{
	if (GMIME_IS_MESSAGE_PART(leaf)) {
		GMimeMessage *inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(leaf));
		bool whole = inner && g_mime_message_get_mime_part(inner);
		return whole ? g_object_ref(inner) : NULL;
	}
	if (!GMIME_IS_PART(leaf) || !mime_is(leaf, "message/*"))
		return NULL;
	gsize len;
	g_autoptr(GBytes) bytes = mime_content(leaf, G_MAXUINT32, NULL);
	const void *data = g_bytes_get_data(bytes, &len);
	return mime_open(data, len);
}

/* --- what somebody wrote ------------------------------------------------------------------------------------------ */

typedef struct {
	const char *type;
	GString *text;
	gsize max;
	bool cut;
} Written;

static bool
take_text(GMimeObject *leaf, int number, void *data)
{
	Written *w = data;
	(void)number;
	if (!mime_is(leaf, w->type) || mime_attached(leaf))
		return true;
	bool cut = false;
	g_autofree char *text = mime_content_text(leaf, w->max, &cut);
	if (w->text->len && w->text->str[w->text->len - 1] != '\n')
		g_string_append_c(w->text, '\n');
	g_string_append(w->text, text);
	w->cut = w->cut || cut;
	return w->text->len < w->max;
}

/* Not in the middle of a character. */
static void
truncate_at(GString *text, gsize max)
{
	while (max > 0 && (text->str[max] & 0xc0) == 0x80)
		max--;
	g_string_truncate(text, max);
}

char *
mime_text(GMimeObject *top, gsize max, bool *cut)
{
	static const char *const types[] = {"text/plain", "text/html"};
	g_autoptr(GString) text = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
		Written w = {types[i], text, max, false};
		g_string_truncate(text, 0);
		mime_each(top, take_text, &w);
		*cut = w.cut || text->len > max;
		if (!text_blank(text->str))
			break;
	}
	if (text->len > max)
		truncate_at(text, max);
	return g_string_free(g_steal_pointer(&text), FALSE);
}
