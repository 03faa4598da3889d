/* The machine-readable part of a report: as text, and as the part of a message, of delivery and of reading. */
#include "src/courier/report.h"
#include "src/courier/charset.h"
#include "tests/fuzz/target.h"

#include <string.h>

static void
as_message(const char *kind, const uint8_t *data, size_t size)
{
	g_autoptr(Understood) u = understood_new();
	g_autoptr(GByteArray) whole = g_byte_array_new();
	g_autofree char *head = g_strdup_printf("From: a@b.example\nContent-Type: multipart/report; boundary=rr\n\n--rr\n\nx\n--rr\n"
	                                        "Content-Type: message/%s\n\n", kind);
	g_byte_array_append(whole, (const guint8 *)head, (guint)strlen(head));
	g_byte_array_append(whole, data, (guint)size);
	g_byte_array_append(whole, (const guint8 *)"\n--rr--\n", 8);
	GMimeMessage *message = mime_open(whole->data, whole->len);
	g_assert_nonnull(message);
	report_read(message, u);
	g_object_unref(message);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool prepared;
	if (!prepared)
		mime_prepare();
	prepared = true;
	g_autofree char *text = charset_decode(data, size, NULL);
	g_ptr_array_unref(report_blocks(text));
	as_message("delivery-status", data, size);
	as_message("disposition-notification", data, size);
	return 0;
}
