/* Blocks of fields, and what they mean. */
#include "src/courier/report.h"

#include "src/core/text.h"
#include "src/courier/charset.h"

#include <string.h>

#define PART_MAX   (1u << 20)
#define FIELDS_MAX 200 /* of one block */
#define BLOCKS_MAX 1000

/* --- blocks of fields --------------------------------------------------------------------------------------------- */

static bool
continues(const char *line)
{
	return *line == ' ' || *line == '\t';
}

/* "Name: value" -> the pair, the value harmless; where the name is there already, the first stands. */
static void
take_field(GHashTable *block, const GString *line)
{
	const char *colon = strchr(line->str, ':');
	if (!colon || colon == line->str || g_hash_table_size(block) >= FIELDS_MAX)
		return;
	g_autofree char *name = g_ascii_strdown(line->str, colon - line->str);
	g_strstrip(name);
	if (!g_hash_table_contains(block, name))
		g_hash_table_insert(block, g_steal_pointer(&name), text_one_line(colon + 1));
}

static GHashTable *
new_block(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

/* Ends the field that was being read, and at an empty line the block. */
static void
end_line(GPtrArray *blocks, GHashTable **block, GString *field, bool block_too)
{
	take_field(*block, field);
	g_string_truncate(field, 0);
	if (!block_too || g_hash_table_size(*block) == 0 || blocks->len >= BLOCKS_MAX)
		return;
	g_ptr_array_add(blocks, *block);
	*block = new_block();
}

GPtrArray *
report_blocks(const char *text)
{
	GPtrArray *blocks = g_ptr_array_new_with_free_func((GDestroyNotify)g_hash_table_unref);
	g_autoptr(GString) field = g_string_new(NULL);
	GHashTable *block = new_block();
	for (const char *p = text; *p;) {
		gsize len = strcspn(p, "\n"), shown = len - (len && p[len - 1] == '\r' ? 1 : 0);
		if (!continues(p) || shown == 0)
			end_line(blocks, &block, field, shown == 0);
		if (field->len < 10000)
			g_string_append_len(field, p, (gssize)shown);
		p += len + (p[len] == '\n' ? 1 : 0);
	}
	end_line(blocks, &block, field, true);
	g_hash_table_unref(block);
	return blocks;
}

static const char *
field(const GHashTable *block, const char *name)
{
	const char *value = g_hash_table_lookup((GHashTable *)block, name);
	return text_blank(value) ? NULL : value;
}

/* "rfc822; dpo@studio.it" -> "dpo@studio.it"; what stands in brackets is taken out of them. */
static char *
untyped(const GHashTable *block, const char *name)
{
	const char *value = field(block, name);
	if (!value)
		return NULL;
	const char *semicolon = strchr(value, ';');
	g_autofree char *rest = g_strstrip(g_strdup(semicolon ? semicolon + 1 : value));
	gsize len = strlen(rest);
	if (len > 2 && rest[0] == '<' && rest[len - 1] == '>')
		return g_strndup(rest + 1, len - 2);
	return g_steal_pointer(&rest);
}

/* --- what came back ----------------------------------------------------------------------------------------------- */

typedef struct {
	Understood *u;
	int found;
} Returned;

static void
add_returned(Returned *r, const char *id)
{
	guint before = r->u->ids->len;
	if (id)
		understood_add_id(r->u, ID_RETURNED, id);
	r->found += r->u->ids->len > before;
}

static bool
look_for_returned(GMimeObject *leaf, int number, void *data)
{
	(void)number;
	GMimeMessage *inner = mime_inner(leaf);
	if (inner) {
		g_autofree char *id = mime_header(GMIME_OBJECT(inner), "Message-ID");
		add_returned(data, id);
		g_object_unref(inner);
	} else if (mime_is(leaf, "text/rfc822-headers") || mime_is(leaf, "message/rfc822-headers")) {
		g_autofree char *text = mime_content_text(leaf, PART_MAX, NULL);
		g_autoptr(GPtrArray) blocks = report_blocks(text);
		add_returned(data, blocks->len ? field(g_ptr_array_index(blocks, 0), "message-id") : NULL);
	}
	return true;
}

int
report_add_returned(GMimeMessage *message, Understood *u)
{
	Returned r = {u, 0};
	mime_each(GMIME_OBJECT(message), look_for_returned, &r);
	return r.found;
}

/* --- delivery reports --------------------------------------------------------------------------------------------- */

static ReportAction
action_of(const char *word)
{
	static const struct {
		const char *word;
		ReportAction action;
	} rows[] = {
		{"failed", ACTION_FAILED}, {"delayed", ACTION_DELAYED}, {"delivered", ACTION_DELIVERED}, {"relayed", ACTION_RELAYED},
		{"expanded", ACTION_EXPANDED}, {"displayed", ACTION_DISPLAYED}, {"deleted", ACTION_DELETED},
		{"dispatched", ACTION_DISPATCHED}, {"processed", ACTION_PROCESSED},
	};
	gsize len = word ? strspn(word, G_CSET_a_2_z G_CSET_A_2_Z) : 0;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (len == strlen(rows[i].word) && !g_ascii_strncasecmp(word, rows[i].word, len))
			return rows[i].action;
	return ACTION_UNKNOWN;
}

/* "5.1.1 (bad mailbox)" -> "5.1.1" */
static char *
status_of(const char *value)
{
	gsize len = value ? strspn(value, "0123456789.") : 0;
	return len >= 5 && len < 12 ? g_strndup(value, len) : NULL;
}

static void
read_recipient(const GHashTable *block, ReportFacts *report)
{
	ReportRecipient *r = report_recipient_add(report);
	if (!r)
		return;
	r->recipient = untyped(block, "final-recipient");
	r->original = untyped(block, "original-recipient");
	r->action = action_of(field(block, "action"));
	r->status = status_of(field(block, "status"));
	r->diagnostic = untyped(block, "diagnostic-code");
	r->remote = untyped(block, "remote-mta");
}

static void
read_delivery(const GPtrArray *blocks, Understood *u)
{
	ReportFacts *report = u->report;
	for (guint i = 0; i < blocks->len; i++) {
		const GHashTable *block = g_ptr_array_index(blocks, i);
		if (field(block, "final-recipient") || field(block, "original-recipient")) {
			read_recipient(block, report);
		} else if (i == 0) {
			report->reporter = untyped(block, "reporting-mta");
			report->envelope_id = g_strdup(field(block, "original-envelope-id"));
			understood_add_id(u, ID_ENVELOPE, report->envelope_id);
		}
	}
}

/* --- read receipts ------------------------------------------------------------------------------------------------ */

/* "manual-action/MDN-sent-manually; displayed" */
static void
read_disposition(const GPtrArray *blocks, Understood *u)
{
	const GHashTable *block = blocks->len ? g_ptr_array_index(blocks, 0) : NULL;
	ReportRecipient *r = block ? report_recipient_add(u->report) : NULL;
	if (!r)
		return;
	const char *mode = field(block, "disposition");
	g_autofree char *type = untyped(block, "disposition");
	g_autofree char *lower = g_ascii_strdown(mode ? mode : "", -1);
	r->recipient = untyped(block, "final-recipient");
	r->original = untyped(block, "original-recipient");
	r->action = action_of(type);
	r->automatic = strstr(lower, "sent-automatically") != NULL;
	r->diagnostic = g_strdup(field(block, "failure") ? field(block, "failure") : field(block, "error"));
	u->report->reporter = g_strdup(field(block, "reporting-ua"));
	understood_add_id(u, ID_ORIGINAL, field(block, "original-message-id"));
}

/* --- all together ------------------------------------------------------------------------------------------------- */

static const struct {
	const char *type, *alias, *words;
	MessageKind kind;
	void (*read)(const GPtrArray *blocks, Understood *u);
} reports[] = {
	{"message/delivery-status", "message/global-delivery-status", "a delivery report (RFC 3464)", MESSAGE_DSN, read_delivery},
	{"message/disposition-notification", "message/global-disposition-notification", "a read receipt (RFC 8098)", MESSAGE_MDN,
	 read_disposition},
};

static bool
look_for_report(GMimeObject *leaf, int number, void *data)
{
	Understood *u = data;
	(void)number;
	for (gsize i = 0; i < G_N_ELEMENTS(reports); i++) {
		if (!mime_is(leaf, reports[i].type) && !mime_is(leaf, reports[i].alias))
			continue;
		g_autofree char *text = mime_content_text(leaf, PART_MAX, NULL);
		g_autoptr(GPtrArray) blocks = report_blocks(text);
		u->kind = reports[i].kind;
		u->report = report_facts_new();
		reports[i].read(blocks, u);
		understood_why(u, "multipart/report with %s: %s", reports[i].type, reports[i].words);
		return false;
	}
	return true;
}

bool
report_read(GMimeMessage *message, Understood *u)
{
	GMimeObject *top = g_mime_message_get_mime_part(message);
	if (!mime_is(top, "multipart/report"))
		return false;
	mime_each(top, look_for_report, u);
	if (!u->report)
		return false;
	u->automatic = true;
	report_add_returned(message, u);
	return true;
}
