/* Composing by GMime, which is told each choice that it would make by itself: charset, encoding, boundary, line ends. */
#include "src/courier/compose.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/text.h"
#include "src/courier/transport.h"

#include <gmime/gmime.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(GMimeFormatOptions, g_mime_format_options_free)

/* --- checks ------------------------------------------------------------------------------------------------------- */

static bool
check_id(const char *id, GError **error)
{
	if (!id || address_check_id(id))
		return true;
	return err_set(error, E_INPUT, "the message id may not be one: <left@right> without spaces");
}

static bool
check_extra(const ExtraHeader *extra, GError **error)
{
	for (; extra && extra->name; extra++)
		if (strncmp(extra->name, "X-", 2) || extra->name[strspn(extra->name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-")])
			return err_set(error, E_INPUT, "the header %s may not be set: X- and letters", extra->name);
	return true;
}

static bool
check(const Mail *mail, GError **error)
{
	if (!mail->message_id || !check_id(mail->message_id, error) || !check_id(mail->in_reply_to, error) ||
	    !check_id(mail->references, error) || !check_extra(mail->extra, error) || !address_check(mail->from.address, error))
		return false;
	if (!mail->to->address)
		return err_set(error, E_INPUT, "a message needs a recipient");
	for (const Mailbox *to = mail->to; to->address; to++)
		if (!address_check(to->address, error))
			return false;
	return true;
}

/* --- headers ------------------------------------------------------------------------------------------------------ */

static void
add_mailbox(GMimeMessage *message, GMimeAddressType type, const Mailbox *mailbox)
{
	g_autofree char *name = mailbox->name ? text_one_line(mailbox->name) : NULL;
	InternetAddress *address = internet_address_mailbox_new(name && *name ? name : NULL, mailbox->address);
	internet_address_set_charset(address, "utf-8");
	internet_address_list_add(g_mime_message_get_addresses(message, type), address);
	g_object_unref(address);
}

static void
set_header(GMimeMessage *message, const char *name, const char *value)
{
	g_autofree char *clean = text_one_line(value);
	g_mime_object_set_header(GMIME_OBJECT(message), name, clean, "utf-8");
}

static void
set_headers(GMimeMessage *message, const Mail *mail)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(mail->date);
	g_autoptr(GDateTime) date = g_date_time_to_timezone(utc, mail->zone);
	g_autofree char *subject = text_one_line(mail->subject);
	g_autofree char *id = g_strndup(mail->message_id + 1, strlen(mail->message_id) - 2);
	add_mailbox(message, GMIME_ADDRESS_TYPE_FROM, &mail->from);
	for (const Mailbox *to = mail->to; to->address; to++)
		add_mailbox(message, GMIME_ADDRESS_TYPE_TO, to);
	g_mime_message_set_subject(message, subject, "utf-8");
	g_mime_message_set_date(message, date);
	g_mime_message_set_message_id(message, id);
	if (mail->in_reply_to)
		set_header(message, "In-Reply-To", mail->in_reply_to);
	if (mail->references)
		set_header(message, "References", mail->references);
	if (mail->automatic)
		set_header(message, "Auto-Submitted", "auto-generated");
	for (const ExtraHeader *extra = mail->extra; extra && extra->name; extra++)
		set_header(message, extra->name, extra->value);
}

/* --- parts -------------------------------------------------------------------------------------------------------- */

static GMimePart *
part(const char *type, const char *subtype, const void *bytes, gsize size, GMimeContentEncoding encoding)
{
	GMimePart *p = g_mime_part_new_with_type(type, subtype);
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, size);
	GMimeDataWrapper *content = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_part_set_content(p, content);
	g_mime_part_set_content_encoding(p, encoding);
	g_object_unref(content);
	g_object_unref(stream);
	return p;
}

/* As a part and not as GMime's text part: that one would choose ISO-8859-1 again wherever it fits. */
static GMimePart *
text_part(const char *text)
{
	g_autofree char *visible = text_visible_lines(text);
	g_autofree char *lines = g_strconcat(visible, g_str_has_suffix(visible, "\n") ? "" : "\n", NULL);
	GMimePart *p = part("text", "plain", lines, strlen(lines), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(p), "charset", "utf-8");
	return p;
}

static GMimePart *
attachment_part(const Attachment *attachment)
{
	gsize size;
	const void *bytes = g_bytes_get_data(attachment->bytes, &size);
	g_auto(GStrv) type = g_strsplit(attachment->type, "/", 2);
	g_autofree char *name = text_one_line(attachment->name);
	bool known = type[0] && type[1] && !type[1][strspn(type[1], G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS ".+-")] &&
	             !type[0][strspn(type[0], G_CSET_a_2_z)];
	GMimePart *p = part(known ? type[0] : "application", known ? type[1] : "octet-stream", bytes, size,
	                    GMIME_CONTENT_ENCODING_BASE64);
	g_strdelimit(name, "/\\:\"", '_');
	g_mime_object_set_disposition(GMIME_OBJECT(p), GMIME_DISPOSITION_ATTACHMENT);
	g_mime_part_set_filename(p, name);
	return p;
}

/* The boundary comes from the Message-ID: no text can know it before, and the same letter gives the same bytes. */
static GMimeObject *
with_attachments(GMimePart *text, const Mail *mail)
{
	GMimeMultipart *mixed = g_mime_multipart_new_with_subtype("mixed");
	g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, mail->message_id, -1);
	g_autofree char *boundary = g_strdup_printf("=_%.40s", digest);
	g_mime_multipart_set_boundary(mixed, boundary);
	g_mime_multipart_add(mixed, GMIME_OBJECT(text));
	for (const Attachment *a = mail->attachments; a->name; a++) {
		GMimePart *p = attachment_part(a);
		g_mime_multipart_add(mixed, GMIME_OBJECT(p));
		g_object_unref(p);
	}
	return GMIME_OBJECT(mixed);
}

static void
set_body(GMimeMessage *message, const Mail *mail)
{
	GMimePart *text = text_part(mail->text);
	bool attached = mail->attachments && mail->attachments->name;
	GMimeObject *body = attached ? with_attachments(text, mail) : GMIME_OBJECT(text);
	g_mime_message_set_mime_part(message, body);
	if (attached)
		g_object_unref(body);
	g_object_unref(text);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static GBytes *
serialise(GMimeMessage *message)
{
	g_autoptr(GMimeFormatOptions) options = g_mime_format_options_new();
	GMimeStream *out = g_mime_stream_mem_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	g_mime_object_write_to_stream(GMIME_OBJECT(message), options, out);
	GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(out));
	GBytes *copy = g_bytes_new(bytes->data, bytes->len);
	g_object_unref(out);
	return copy;
}

bool
compose_message(const Mail *mail, GBytes **bytes, GError **error)
{
	if (!check(mail, error))
		return false;
	g_mime_init(); /* counts: once is enough, more is harmless */
	GMimeMessage *message = g_mime_message_new(FALSE);
	set_headers(message, mail);
	set_body(message, mail);
	g_autoptr(GBytes) made = serialise(message);
	g_object_unref(message);
	if (!transport_check_message(made, error))
		return false;
	*bytes = g_steal_pointer(&made);
	return true;
}

char *
compose_message_id(const char *notice, const unsigned char random[16], const char *domain)
{
	char hex[33];
	for (int i = 0; i < 16; i++)
		g_snprintf(hex + 2 * i, 3, "%02x", random[i]);
	g_autofree char *dotted = g_strdelimit(g_strdup(notice), "/", '.');
	return g_strdup_printf("<%s.%s@%s>", dotted, hex, domain);
}

char *
compose_envid(const char *message_id)
{
	return g_strndup(message_id + 1, strcspn(message_id + 1, "@"));
}
