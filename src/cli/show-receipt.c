/* A receipt, and what it says. */
#include "src/cli/show.h"

#include "src/core/text.h"

#define LABEL 12

bool
show_answer_of(const Cli *cli, const Receipt *r, Answer **answer, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	*answer = NULL;
	if (!r->facts)
		return true;
	if (!query_blob(cli->session->db, r->facts, &bytes, error))
		return false;
	const void *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	*answer = data ? answer_read(data, len) : NULL;
	return true;
}

char *
show_proposal(const Proposal *p, Lang lang)
{
	const char *value = words_in(proposal_value_words(p->value), lang), *field = words_in(proposal_field_words(p->field), lang);
	g_autofree char *words = out_safe(p->words ? p->words : "");
	bool same = !*words || g_ascii_strcasecmp(words, value) == 0;
	if (p->value == SAYS_WORDS)
		return g_strdup_printf("%s: \"%s\"", field, words);
	return same ? g_strdup_printf("%s: %s", field, value) : g_strdup_printf("%s: %s (\"%s\")", field, value, words);
}

static void
pair(const char *label, const char *value)
{
	g_autofree char *safe = out_safe(value ? value : "");
	if (*safe)
		out_pair(2, TONE_DIM, label, LABEL, safe);
}

static void
show_judgement(const Cli *cli, const Receipt *r)
{
	g_autofree char *words = view_receipt_words(cli, r);
	g_autofree char *at = r->certified_at == INSTANT_NONE ? NULL : instant_echo(r->certified_at, cli->now, cli->session->zone, cli->lang);
	out_pair(2, view_receipt_tone(r), _("proves"), LABEL, words);
	pair(_("certified"), at);
	pair(_("from"), r->sender);
	pair(_("to"), r->recipient);
	pair(_("subject"), r->subject);
	pair(_("server says"), r->words);
}

static void
show_kept(const Cli *cli, const Receipt *r)
{
	g_autofree char *at = instant_echo(r->at, cli->now, cli->session->zone, cli->lang), *by = view_person(cli, r->by);
	g_autofree char *kept = g_strdup_printf(_("%s, by %s"), at, by), *size = g_strdup_printf("%" G_GINT64_FORMAT, r->size);
	pair(_("about"), r->notice ? r->notice : r->ref);
	pair(_("kept"), kept);
	pair(_("file"), r->name);
	pair(_("bytes"), size);
	pair("SHA-256", r->bytes);
	pair(_("why"), r->reason);
}

static void
show_text(const Answer *answer)
{
	if (!answer->text || text_blank(answer->text))
		return;
	g_autofree char *text = text_visible_lines(answer->text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(text), "\n", -1);
	out_print("\n");
	for (char **line = lines; *line; line++)
		out_under(4, TONE_PLAIN, *line);
	if (answer->text_cut)
		out_tone(TONE_DIM, "  %s\n", _("(cut here: --eml gives the whole message)"));
}

static void
show_proposals(const Cli *cli, const Receipt *r, const Answer *answer)
{
	if (!answer->proposals->len)
		return;
	out_print("\n");
	out_tone(TONE_BOLD, "%s\n", _("Written into the lines of the notice"));
	for (guint i = 0; i < answer->proposals->len; i++) {
		const Proposal *p = g_ptr_array_index(answer->proposals, i);
		g_autofree char *words = show_proposal(p, cli->lang);
		out_print("  %s\n", words);
	}
	out_tone(TONE_DIM, _("Nothing of it is recorded by itself: breccia receipt enter %s\n"), r->id);
}

static void
show_attachments(const Receipt *r, const Answer *answer)
{
	for (guint i = 0; i < answer->attachments->len; i++) {
		const Attachment *a = g_ptr_array_index(answer->attachments, i);
		g_autofree char *name = out_safe(a->name ? a->name : "-");
		if (i == 0) {
			out_print("\n");
			out_tone(TONE_BOLD, "%s\n", _("Attached"));
		}
		out_print("  %" G_GINT64_FORMAT "  %s  %" G_GINT64_FORMAT "  SHA-256 %s\n", a->part, name, a->size, a->sha256 ? a->sha256 : "-");
	}
	if (answer->attachments->len)
		out_tone(TONE_DIM, _("Kept as evidence with: breccia evidence add %s --from-receipt %s:PART\n"), r->ref, r->id);
}

void
show_receipt(const Cli *cli, const Receipt *r, const Answer *answer)
{
	out_tone(TONE_BOLD, "%s\n", r->id);
	show_kept(cli, r);
	show_judgement(cli, r);
	if (!answer)
		return;
	show_text(answer);
	show_proposals(cli, r, answer);
	show_attachments(r, answer);
}

static json_t *
proposal_json(const Proposal *p)
{
	return json_pack("{s:s, s:s, s:s*, s:b}", "field", proposal_fields[p->field].code, "value", proposal_values[p->value].code, "words", p->words,
		"quoted", p->quoted);
}

static json_t *
attachment_json(const Attachment *a)
{
	return json_pack("{s:I, s:s*, s:s*, s:I, s:s*}", "part", (json_int_t)a->part, "name", a->name, "type", a->type, "size", (json_int_t)a->size,
		"sha256", a->sha256);
}

void
show_receipt_json(const Receipt *r, const Answer *answer, json_t *o)
{
	json_auto_t *body = view_receipt(r);
	json_object_update(o, body);
	if (!answer)
		return;
	json_t *proposals = json_array(), *attachments = json_array();
	for (guint i = 0; i < answer->proposals->len; i++)
		json_array_append_new(proposals, proposal_json(g_ptr_array_index(answer->proposals, i)));
	for (guint i = 0; i < answer->attachments->len; i++)
		json_array_append_new(attachments, attachment_json(g_ptr_array_index(answer->attachments, i)));
	if (answer->text)
		json_object_set_new(o, "text", json_string(answer->text));
	json_object_set_new(o, "proposals", proposals);
	json_object_set_new(o, "attachments", attachments);
}
