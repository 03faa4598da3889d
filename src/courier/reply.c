/* Answers: fields of the header, the lines of the text, the parts beside it. */
#include "src/courier/reply.h"

#include "src/core/ref.h"
#include "src/core/seal.h"
#include "src/core/text.h"
#include "src/courier/proposal.h"
#include "src/courier/report.h"

#include <string.h>

#define ATTACHMENT_MAX (100u << 20)
#define FOOT_LINES     6 /* between a seal and the register's name */

/* --- the mark in a subject ---------------------------------------------------------------------------------------- */

/* bracket: at '['. */
static bool
mark_at(const char *bracket, char **code, char **ref)
{
	gsize len = strcspn(bracket, "]"), word = strspn(bracket + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS);
	Ref found;
	if (!bracket[len] || len > 60)
		return false;
	g_autofree char *mark = g_strndup(bracket, len + 1), *first = g_strndup(bracket + 1, word), *upper = g_ascii_strup(first, -1);
	if (!ref_code_check(upper, NULL) || !ref_find_mark(mark, upper, &found))
		return false;
	*code = g_steal_pointer(&upper);
	*ref = ref_format(&found);
	return true;
}

void
reply_mark(const char *subject, char **code, char **ref)
{
	*code = *ref = NULL;
	for (const char *p = subject ? strchr(subject, '[') : NULL; p; p = strchr(p + 1, '['))
		if (mark_at(p, code, ref))
			return;
}

/* --- seals -------------------------------------------------------------------------------------------------------- */

/* What follows the first of these words that the line begins with; NULL: none. */
static const char *
after_any(const char *line, const char *const *words)
{
	for (; *words; words++)
		if (g_str_has_prefix(line, *words))
			return line + strlen(*words);
	return NULL;
}

/* The line without the marks of quotation; as it stands in a notice of ours. */
static const char *
bare(const char *line, bool own)
{
	return own ? line : line + strspn(line, ">| \t");
}

/* "- Sigillo dell'evento 12 (SHA-256):" -> 12 */
static bool
seal_line(const char *line, bool own, int64_t *seq)
{
	static const char *const words[] = {"- Sigillo dell'evento ", "- Sigillo dell\xe2\x80\x99" "evento ", "- Seal of event ", NULL};
	const char *number = after_any(bare(line, own), words);
	char *end;
	if (!number || !g_ascii_isdigit(*number))
		return false;
	*seq = g_ascii_strtoll(number, &end, 10);
	return *seq > 0 && *seq < G_MAXINT64 && g_str_has_prefix(end, " (SHA-256)");
}

/* The first word of a line. (transfer full) */
static char *
first_word(const char *line)
{
	const char *start = line + strspn(line, ">| \t");
	return g_strndup(start, strcspn(start, " \t\r"));
}

/* "- Registro: UUID" in the lines after a seal. (transfer full), NULL */
static char *
register_after(char **lines, bool own)
{
	static const char *const words[] = {"- Registro: ", "- Register: ", NULL};
	for (int i = 0; i < FOOT_LINES && lines[i]; i++) {
		const char *uuid = after_any(bare(lines[i], own), words);
		g_autofree char *word = uuid ? first_word(uuid) : NULL;
		if (word && g_uuid_string_is_valid(word))
			return g_ascii_strdown(word, -1);
	}
	return NULL;
}

/*
 * The seals at the foot of our notices. own: the text is that of a notice, and only its foot counts (whatever a person typed into a notice is
 * indented); otherwise it is somebody's letter, and what is found is `quoted`.
 */
static void
reply_seals(const char *text, bool own, Understood *u)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		SealFound found = {.quoted = !own};
		if (!seal_line(*line, own, &found.seq) || !line[1])
			continue;
		g_autofree char *seal = first_word(line[1]), *of = register_after(line + 2, own);
		found.seal = seal;
		found.in_register = of;
		if (seal_is_hex(seal))
			understood_add_seal(u, &found);
	}
}

static bool
look_for_notice(GMimeObject *leaf, int number, void *data)
{
	(void)number;
	bool cut;
	GMimeMessage *inner = mime_inner(leaf);
	if (!inner)
		return true;
	g_autofree char *text = mime_text(GMIME_OBJECT(inner), REPLY_TEXT_MAX, &cut);
	reply_seals(text, true, data);
	g_object_unref(inner);
	return true;
}

void
reply_seals_returned(GMimeMessage *message, Understood *u)
{
	mime_each(GMIME_OBJECT(message), look_for_notice, u);
}

/* --- ids ---------------------------------------------------------------------------------------------------------- */

static void
add_ids(GMimeMessage *message, const char *field, IdPlace place, Understood *u)
{
	g_autofree char *value = mime_header(GMIME_OBJECT(message), field);
	for (const char *p = value; p && (p = strchr(p, '<'));) {
		gsize len = strcspn(p, ">");
		if (!p[len])
			return;
		g_autofree char *id = g_strndup(p, len + 1);
		understood_add_id(u, place, id);
		p += len;
	}
}

/* --- automatic ---------------------------------------------------------------------------------------------------- */

/* What makes a message an automatic one; NULL: nothing does. X-Auto-Response-Suppress says nothing of who wrote it. (transfer full) */
static char *
automatic_by_fields(GMimeObject *message)
{
	static const char *const marks[] = {"X-Autoreply", "X-Autorespond", "X-Autoresponder"};
	g_autofree char *submitted = mime_header(message, "Auto-Submitted"), *precedence = mime_header(message, "Precedence");
	bool person = submitted && !g_ascii_strncasecmp(submitted, "no", 2) && !g_ascii_isalnum(submitted[2]);
	if (submitted && !person)
		return g_strdup_printf("Auto-Submitted is %s", submitted);
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (mime_header_count(message, marks[i]))
			return g_strdup_printf("there is %s", marks[i]);
	if (precedence && (!g_ascii_strcasecmp(precedence, "auto_reply") || !g_ascii_strcasecmp(precedence, "auto-reply")))
		return g_strdup("Precedence is auto_reply");
	return NULL;
}

static char *
automatic_by_subject(GMimeObject *message)
{
	static const char *const beginnings[] = {
		"risposta automatica", "automatic reply", "fuori ufficio", "fuori sede", "out of office", "out of the office",
		"autoreply", "auto-reply", "autorisposta",
	};
	g_autofree char *subject = mime_header(message, "Subject"), *folded = text_fold(subject);
	for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
		if (g_str_has_prefix(folded, beginnings[i]))
			return g_strdup_printf("its subject begins with \"%s\"", beginnings[i]);
	return NULL;
}

static void
look_for_automatic(GMimeMessage *message, Understood *u)
{
	g_autofree char *why = automatic_by_fields(GMIME_OBJECT(message));
	if (!why)
		why = automatic_by_subject(GMIME_OBJECT(message));
	u->automatic = why != NULL;
	if (why)
		understood_why(u, "automatic: %s", why);
}

/* --- attachments -------------------------------------------------------------------------------------------------- */

static bool
is_body(GMimeObject *leaf)
{
	return (mime_is(leaf, "text/plain") || mime_is(leaf, "text/html")) && !mime_attached(leaf);
}

static bool
add_attachment(GMimeObject *leaf, int number, void *data)
{
	char hash[SEAL_LEN + 1];
	gsize len;
	if (is_body(leaf) || mime_is(leaf, "application/pkcs7-signature") || mime_is(leaf, "application/x-pkcs7-signature"))
		return true;
	g_autoptr(GBytes) bytes = mime_content(leaf, ATTACHMENT_MAX, NULL);
	const void *content = g_bytes_get_data(bytes, &len);
	g_autofree char *name = mime_name(leaf), *type = mime_type(leaf);
	seal_hash(content, len, hash);
	understood_add_attachment(data, &(AttachmentFound){number, name, type, hash, (int64_t)len});
	return true;
}

/* --- all together ------------------------------------------------------------------------------------------------- */

void
reply_read(GMimeMessage *message, Understood *u)
{
	g_free(u->subject);
	g_clear_pointer(&u->mark_code, g_free);
	g_clear_pointer(&u->mark_ref, g_free);
	g_free(u->stamp);
	u->subject = mime_header(GMIME_OBJECT(message), "Subject");
	u->stamp = mime_header(GMIME_OBJECT(message), "X-Breccia-Ref");
	reply_mark(u->subject, &u->mark_code, &u->mark_ref);
	add_ids(message, "In-Reply-To", ID_IN_REPLY_TO, u);
	add_ids(message, "References", ID_REFERENCES, u);
	g_free(u->text);
	u->text = mime_text(GMIME_OBJECT(message), REPLY_TEXT_MAX, &u->text_cut);
	look_for_automatic(message, u);
	if (!u->automatic)
		proposal_find(u->text, u->proposals);
	reply_seals(u->text, false, u);
	mime_each(GMIME_OBJECT(message), add_attachment, u);
}

/* A mail server speaks: by its name (RFC 2142), or with no address to answer to. */
static bool
from_a_server(GMimeMessage *message, const Understood *u)
{
	static const char *const names[] = {"mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon", "microsoftexchange"};
	g_autofree char *path = mime_header(GMIME_OBJECT(message), "Return-Path");
	bool nobody = path && !strcmp(path, "<>");
	for (gsize i = 0; u->from && i < G_N_ELEMENTS(names); i++) {
		gsize len = strlen(names[i]);
		if (!g_ascii_strncasecmp(u->from, names[i], len))
			return true;
	}
	return nobody && !u->automatic;
}

/* In the text, where the server copied the header into it: "Message-ID: <...>". */
static int
add_returned_in_text(Understood *u)
{
	g_auto(GStrv) lines = g_strsplit(u->text, "\n", -1);
	guint before = u->ids->len;
	for (char **line = lines; *line; line++) {
		const char *p = *line + strspn(*line, "> \t");
		if (!g_ascii_strncasecmp(p, "Message-ID:", 11)) {
			g_autofree char *id = g_strndup(p + 11, strcspn(p + 11, ">") + 1);
			understood_add_id(u, ID_RETURNED, id);
		}
	}
	return (int)(u->ids->len - before);
}

static bool
came_back(GMimeMessage *message, Understood *u)
{
	if (!from_a_server(message, u) || report_add_returned(message, u) + add_returned_in_text(u) == 0)
		return false;
	understood_why(u, "from a mail server, with a message that came back");
	reply_seals_returned(message, u);
	u->automatic = true;
	return true;
}

static bool
answers_something(Understood *u)
{
	for (guint i = 0; i < u->ids->len; i++) {
		const IdFound *id = g_ptr_array_index(u->ids, i);
		if (id->place == ID_IN_REPLY_TO || id->place == ID_REFERENCES) {
			understood_why(u, "there is In-Reply-To or References");
			return true;
		}
	}
	if (u->mark_ref)
		understood_why(u, "its subject carries the mark of a register");
	return u->mark_ref != NULL;
}

void
reply_classify(GMimeMessage *message, Understood *u)
{
	reply_read(message, u);
	if (came_back(message, u))
		u->kind = MESSAGE_BOUNCE;
	else if (u->automatic)
		u->kind = MESSAGE_AUTO_REPLY;
	else if (answers_something(u))
		u->kind = MESSAGE_REPLY;
	else
		understood_why(u, "nothing in it refers to a message");
}
