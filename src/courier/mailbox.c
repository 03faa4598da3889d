/* The front door of the mailboxes: the table of their kinds, and how a session fails. */
#include "src/courier/mailbox.h"

#include "src/core/text.h"

#include <stdarg.h>
#include <string.h>

static const MailSource *const sources[] = {&mailbox_imap, &mailbox_maildir};

static const char *const codes[] = {
	[TROUBLE_NONE] = "", [TROUBLE_LOGIN] = "login", [TROUBLE_CERTIFICATE] = "certificate", [TROUBLE_TLS] = "tls",
	[TROUBLE_FOLDER] = "folder", [TROUBLE_CONFIG] = "config", [TROUBLE_UNREACHABLE] = "unreachable", [TROUBLE_BUSY] = "busy",
	[TROUBLE_SILENT] = "silent", [TROUBLE_CLOSED] = "closed", [TROUBLE_BABBLE] = "babble", [TROUBLE_ABSURD] = "absurd",
};

const char *
trouble_code(Trouble trouble)
{
	return codes[trouble];
}

bool
trouble_parse(const char *code, Trouble *trouble)
{
	for (gsize i = 0; code && i < G_N_ELEMENTS(codes); i++)
		if (!strcmp(codes[i], code)) {
			*trouble = (Trouble)i;
			return true;
		}
	return false;
}

void
mail_item_free(MailItem *item)
{
	if (!item)
		return;
	g_free(item->key);
	g_free(item->path);
	g_clear_pointer(&item->header, g_bytes_unref);
	g_free(item);
}

bool
mailbox_fail(Mailbox *box, Trouble trouble, const char *format, ...)
{
	va_list ap;
	if (box->trouble != TROUBLE_NONE)
		return false; /* the first cause is the one to tell */
	va_start(ap, format);
	g_autofree char *raw = g_strdup_vprintf(format, ap);
	va_end(ap);
	g_autofree char *valid = g_utf8_make_valid(raw, -1), *line = text_one_line(valid);
	box->trouble = trouble;
	box->words = text_fit(line, 300);
	return false;
}

bool
mailbox_open(Mailbox *box, const json_t *request)
{
	const char *kind = json_string_value(json_object_get(request, "source"));
	*box = (Mailbox){0};
	box->seen = g_ptr_array_new_with_free_func(g_free);
	box->gone = g_ptr_array_new_with_free_func(g_free);
	for (gsize i = 0; kind && i < G_N_ELEMENTS(sources); i++)
		if (!strcmp(sources[i]->kind, kind))
			box->source = sources[i];
	if (!box->source)
		return mailbox_fail(box, TROUBLE_CONFIG, "there is no such kind of mailbox");
	return box->source->open(box, request);
}

void
mailbox_clear(Mailbox *box)
{
	if (box->source && box->state)
		box->source->close(box);
	g_clear_pointer(&box->begin, g_free);
	g_clear_pointer(&box->tls, g_free);
	g_clear_pointer(&box->words, g_free);
	g_clear_pointer(&box->seen, g_ptr_array_unref);
	g_clear_pointer(&box->gone, g_ptr_array_unref);
}
