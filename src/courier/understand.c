/* The front door. */
#include "src/courier/understand.h"

#include "src/courier/daticert.h"
#include "src/courier/mime.h"
#include "src/courier/pec.h"
#include "src/courier/reply.h"
#include "src/courier/report.h"

void
understand_prepare(void)
{
	mime_prepare();
	daticert_prepare();
}

static void
read_header(GMimeMessage *message, Understood *u)
{
	g_autofree char *id = mime_header(GMIME_OBJECT(message), "Message-ID");
	u->message_id = g_steal_pointer(&id);
	u->from = mime_from(message, &u->from_name);
	u->sender = g_strdup(u->from);
	u->subject = mime_header(GMIME_OBJECT(message), "Subject");
	u->date = mime_date(message);
	reply_mark(u->subject, &u->mark_code, &u->mark_ref);
}

static void
read_report(GMimeMessage *message, Understood *u)
{
	u->text = mime_text(GMIME_OBJECT(message), REPLY_TEXT_MAX, &u->text_cut);
	reply_seals_returned(message, u);
}

static void
classify(GBytes *bytes, GMimeMessage *message, const Trust *trust, Instant now, Understood *u)
{
	read_header(message, u);
	if (pec_read(bytes, message, trust, now, u))
		return;
	if (report_read(message, u))
		read_report(message, u);
	else
		reply_classify(message, u);
}

Understood *
understand(const void *bytes, gsize len, const Trust *trust, Instant now)
{
	Understood *u = understood_new();
	if (len > UNDERSTAND_MAX) {
		understood_why(u, "too large to be looked at: %zu bytes", len);
		return u;
	}
	g_autoptr(GBytes) all = g_bytes_new_static(bytes, len);
	GMimeMessage *message = mime_open(bytes, len);
	if (message)
		classify(all, message, trust, now, u);
	else
		understood_why(u, "it is no mail");
	g_clear_object(&message);
	return u;
}

typedef struct {
	int64_t wanted;
	GBytes *bytes;
} Part;

static bool
take_part(GMimeObject *leaf, int number, void *data)
{
	Part *part = data;
	if (number != part->wanted)
		return true;
	part->bytes = mime_content(leaf, UNDERSTAND_MAX, NULL);
	return false;
}

GBytes *
understand_part(const void *bytes, gsize len, int64_t part)
{
	g_autoptr(GBytes) all = g_bytes_new_static(bytes, len);
	Part found = {part, NULL};
	GMimeMessage *message = len <= UNDERSTAND_MAX ? mime_open(bytes, len) : NULL;
	GMimeMessage *letter = message ? pec_letter(all, message) : NULL;
	if (message)
		mime_each(GMIME_OBJECT(letter ? letter : message), take_part, &found);
	g_clear_object(&letter);
	g_clear_object(&message);
	return found.bytes;
}
