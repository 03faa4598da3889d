/* Receipts on the screens. */
#include "tui/receipts.h"

#include "src/cli/show.h"
#include "src/core/text.h"
#include "tui/words.h"

#include <string.h>

/* --- what it is worth -------------------------------------------------------------------------------------------------------------- */

/* By why a receipt counts or does not. */
static const struct {
	ReceiptWhy why;
	Words say;
} advice[] = {
	{WHY_REFUSED, {"send it another way (s), and call", "inviare per altra via (s) e telefonare"}},
	{WHY_AUTOMATIC, {"call: nobody has read it", "telefonare: nessuno l'ha letta"}},
	{WHY_DELAYED, {"call, and watch: it may still come back", "telefonare e tenere d'occhio: può ancora tornare indietro"}},
	{WHY_EXTERNAL, {"correct the address; an e-mail goes too", "correggere l'indirizzo; parte anche un'e-mail"}},
	{WHY_SIGNATURE, {"call: do not rely on it", "telefonare: non farvi affidamento"}},
	{WHY_STRANGER, {"call the addressee", "telefonare al destinatario"}},
};

const char *
receipt_advice(const Receipt *r, Lang lang)
{
	ReceiptWhy why;
	if (r->judged_at == INSTANT_NONE || !receipt_why_parse(r->why, &why))
		return NULL;
	/* That a report is not signed is nothing to call about: it never is. */
	if (why == WHY_SIGNATURE && g_strcmp0(r->signature, signature_verdict_code(SIGNATURE_NONE)) == 0)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(advice); i++)
		if (advice[i].why == why)
			return words_in(&advice[i].say, lang);
	return NULL;
}

Instant
receipt_when(const Receipt *r)
{
	return r->judged_at != INSTANT_NONE && r->certified_at != INSTANT_NONE ? r->certified_at : r->at;
}

/* --- lines ------------------------------------------------------------------------------------------------------------------------- */

/* "24/11 14:03, dpo@verdi.example; kept 24/11 14:05 by the courier: answer.eml" (transfer full) */
static char *
origin(const App *app, const Receipt *r)
{
	g_autofree char *when = instant_show_short(receipt_when(r), app->cli->now, app->cli->session->zone);
	g_autofree char *kept = instant_show_short(r->at, app->cli->now, app->cli->session->zone), *by = view_person(app->cli, r->by);
	g_autoptr(GString) out = g_string_new(NULL);
	if (r->judged_at != INSTANT_NONE)
		g_string_printf(out, "%s%s%s; ", when, r->sender ? ", " : "", r->sender ? r->sender : "");
	g_string_append_printf(out, _("kept %s by %s"), kept, by);
	if (r->name)
		g_string_append_printf(out, ": %s", r->name);
	return g_strdup(out->str);
}

#define TEXT_LINES 12

/* Somebody's own words, the beginning of them. */
static void
text_lines(const Receipt *r, const char *text, Page *page, int indent)
{
	g_autofree char *copy = g_strdup(text ? text : "");
	g_auto(GStrv) lines = g_strsplit(g_strstrip(copy), "\n", TEXT_LINES + 1);
	g_autofree char *more = g_strdup_printf(_("the rest of it: :receipt show %s"), r->id);
	for (int i = 0; *copy && lines[i] && i < TEXT_LINES; i++)
		page_under(page, indent + 2, LOOK_PLAIN, lines[i]);
	if (g_strv_length(lines) > TEXT_LINES)
		page_under(page, indent + 2, LOOK_DIM, more);
}

/* What an answer says, and what in it can be recorded for the DPO. */
static void
answer_lines(App *app, const Receipt *r, Page *page, int indent)
{
	g_autoptr(Answer) answer = NULL;
	g_autofree char *key = action_key_words(ACT_ENTER), *how = g_strdup_printf(_("[%s] records what you confirm of it"), key);
	if (!show_answer_of(app->cli, r, &answer, NULL) || !answer)
		return;
	text_lines(r, answer->text, page, indent);
	for (guint i = 0; i < answer->proposals->len; i++) {
		g_autofree char *words = show_proposal(g_ptr_array_index(answer->proposals, i), app->cli->lang);
		page_under(page, indent, LOOK_BOLD, words);
	}
	for (guint i = 0; i < answer->attachments->len; i++) {
		const Attachment *a = g_ptr_array_index(answer->attachments, i);
		g_autofree char *size = words_size(a->size), *line = g_strdup_printf(_("attached: %s, %s"), a->name ? a->name : "-", size);
		page_under(page, indent, LOOK_PLAIN, line);
	}
	if (answer->proposals->len && session_may(app->cli->session, action_rows[ACT_ENTER].right))
		page_under(page, indent, LOOK_DIM, how);
}

bool
receipt_answers(const Receipt *r)
{
	ReceiptWhy why;
	return r->judged_at != INSTANT_NONE && receipt_why_parse(r->why, &why) && (why == WHY_ANSWERED || why == WHY_ANSWERED_SIGNED);
}

/* All that is known of it. indent: columns that its id takes. */
static void
receipt_lines(App *app, const Receipt *r, Page *page, int indent)
{
	const char *todo = receipt_advice(r, app->cli->lang);
	g_autofree char *say = view_receipt_words(app->cli, r), *from = origin(app, r);
	page_pair(page, 0, r->id, indent, style_of_tone(view_receipt_tone(r)), say);
	if (todo)
		page_under(page, indent, LOOK_WARN, todo);
	page_under(page, indent, LOOK_DIM, from);
	const char *rest[] = {r->recipient, r->words, r->reason};
	for (gsize i = 0; i < G_N_ELEMENTS(rest); i++)
		if (rest[i] && *rest[i])
			page_under(page, indent, LOOK_DIM, rest[i]);
	if (receipt_answers(r))
		answer_lines(app, r, page, indent);
}

bool
receipts_of(App *app, const GPtrArray *receipts, const char *notice, Page *page, int indent)
{
	bool any = false;
	for (guint i = 0; i < receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(receipts, i);
		if (g_strcmp0(r->notice, notice) != 0)
			continue;
		receipt_lines(app, r, page, indent);
		any = true;
	}
	return any;
}
