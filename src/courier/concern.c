/* Deciding what is about us. Linear in what is looked at, whatever stands there. */
#include "src/courier/concern.h"

#include "src/courier/header.h"

#include <string.h>

#define ID_MAX 250 /* as address_check_id() */

struct Known {
	GHashTable *ids;       /* "left@right" in lower case -> notice */
	GHashTable *envelopes; /* "left", which is the envelope id too -> notice (borrowed) */
	GHashTable *people;    /* addresses in lower case */
	GHashTable *own;       /* where we write from, ids of what is about no incident: in lower case, no brackets */
	char *code;
};

/* --- what we know --------------------------------------------------------------------------------------------------- */

static void
add_id(Known *known, const char *id, const char *notice)
{
	gsize length = strlen(id);
	if (!notice || length < 3)
		return;
	bool bracketed = id[0] == '<' && id[length - 1] == '>';
	char *key = g_ascii_strdown(bracketed ? id + 1 : id, bracketed ? (gssize)length - 2 : -1), *value = g_strdup(notice);
	const char *at = strchr(key, '@');
	if (at)
		g_hash_table_insert(known->envelopes, g_strndup(key, (gsize)(at - key)), value);
	g_hash_table_insert(known->ids, key, value);
}

static void
add_tokens(GHashTable *table, const json_t *list)
{
	size_t i;
	json_t *value;
	json_array_foreach (list, i, value) {
		char *token = json_is_string(value) ? g_ascii_strdown(json_string_value(value), -1) : NULL;
		if (token)
			g_hash_table_add(table, g_strstrip(g_strdelimit(token, "<>", ' ')));
	}
}

Known *
known_new(const json_t *what)
{
	json_t *ids = json_object_get(what, "ids"), *people = json_object_get(what, "people"), *value;
	const char *code = json_string_value(json_object_get(what, "code")), *id;
	if (!json_is_object(ids) || !json_is_array(people) || !code)
		return NULL;
	Known *known = g_new0(Known, 1);
	known->ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	known->envelopes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	known->people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	known->own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	known->code = g_strdup(code);
	json_object_foreach (ids, id, value)
		add_id(known, id, json_string_value(value));
	add_tokens(known->people, people);
	add_tokens(known->own, json_object_get(what, "own"));
	return known;
}

void
known_free(Known *known)
{
	if (!known)
		return;
	g_hash_table_unref(known->envelopes);
	g_hash_table_unref(known->ids);
	g_hash_table_unref(known->people);
	g_hash_table_unref(known->own);
	g_free(known->code);
	g_free(known);
}

/* --- ids ------------------------------------------------------------------------------------------------------------ */

/* What may stand in an id or an address: all that is not a separator of such lists. */
static bool
in_token(char c)
{
	return (guchar)c > ' ' && (guchar)c < 0x7f && !strchr("<>,;\"()[]", c);
}

/* The tokens with an @ in them, in lower case, that `table` has: its value for the first one; NULL: it has none. */
static const char *
find_token(GHashTable *table, const char *bytes, gsize len)
{
	char token[ID_MAX + 1];
	for (gsize i = 0; i < len; i++) {
		gsize n = 0;
		bool at = false;
		for (; i < len && in_token(bytes[i]); i++, n++) {
			at = at || bytes[i] == '@';
			if (n < ID_MAX)
				token[n] = g_ascii_tolower(bytes[i]);
		}
		if (at && n <= ID_MAX) {
			token[n] = '\0';
			const char *value = g_hash_table_lookup(table, token);
			if (value)
				return value;
		}
	}
	return NULL;
}

static const char *
find_in_field(GHashTable *table, const char *block, gsize len, const char *name)
{
	g_autofree char *value = header_value(block, len, name);
	return value ? find_token(table, value, strlen(value)) : NULL;
}

static const char *
find_in_fields(const Known *known, const char *block, gsize len)
{
	static const char *const fields[] = {"X-Riferimento-Message-ID", "In-Reply-To", "References", "Message-ID"};
	const char *notice = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(fields) && !notice; i++)
		notice = find_in_field(known->ids, block, len, fields[i]);
	return notice;
}

/* --- headers -------------------------------------------------------------------------------------------------------- */

/* What a mail server wrote by itself: a report, or a bounce of the old kind. */
static bool
is_report(const char *block, gsize len)
{
	g_autofree char *type = header_value(block, len, "Content-Type"), *failed = header_value(block, len, "X-Failed-Recipients");
	g_autofree char *from = header_value(block, len, "From"), *lower = from ? g_ascii_strdown(from, -1) : NULL;
	if (failed || (type && !g_ascii_strncasecmp(type, "multipart/report", 16)))
		return true;
	return lower && (strstr(lower, "mailer-daemon") || strstr(lower, "postmaster@"));
}

/* A PEC names the true sender inside the display name: "Per conto di: dpo@pec.example". */
static bool
is_from_somebody_known(const Known *known, const char *block, gsize len)
{
	static const char *const fields[] = {"From", "Reply-To"};
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *text = header_text(block, len, fields[i]);
		if (text && find_token(known->people, text, strlen(text)))
			return true;
	}
	return false;
}

static bool
has_field(const char *block, gsize len, const char *name)
{
	g_autofree char *value = header_value(block, len, name);
	return value != NULL;
}

/* A message that this register wrote, in a mailbox that is an addressee's as well. What a PEC provider writes about one of ours may bear the id
 * that it gave ours, and is none; nor is an answer, which has an id of its own and no header of ours. */
static bool
is_our_own(const Known *known, const char *block, gsize len)
{
	static const char *const pec[] = {"X-Ricevuta", "X-Trasporto", "X-Riferimento-Message-ID"};
	for (gsize i = 0; i < G_N_ELEMENTS(pec); i++)
		if (has_field(block, len, pec[i]))
			return false;
	if (find_in_field(known->ids, block, len, "Message-ID") || find_in_field(known->own, block, len, "Message-ID"))
		return true;
	return has_field(block, len, "X-Breccia-Ref") && find_in_field(known->own, block, len, "From");
}

Concerned
concern(const Known *known, const char *block, gsize len)
{
	if (is_our_own(known, block, len))
		return (Concerned){0};
	g_autofree char *subject = header_text(block, len, "Subject");
	Concerned c = {.notice = find_in_fields(known, block, len)};
	if (c.notice) {
		c.concern = CONCERN_OURS;
		c.by = BY_ID;
	} else if (subject && ref_find_mark(subject, known->code, &c.ref)) {
		c.concern = CONCERN_OURS;
		c.by = BY_MARK;
	} else if (is_report(block, len)) {
		c.concern = CONCERN_REPORT;
		c.by = BY_REPORT;
	} else if (is_from_somebody_known(known, block, len)) {
		c.concern = CONCERN_PERHAPS;
		c.by = BY_SENDER;
	}
	return c;
}

/* --- reports -------------------------------------------------------------------------------------------------------- */

/* "Original-Envelope-Id: 2026-0001.n1.0af3..." at the beginning of a line. */
static const char *
find_envelope(const Known *known, const char *bytes, gsize len)
{
	static const char name[] = "Original-Envelope-Id:";
	for (gsize from = 0; from < len;) {
		const char *lf = memchr(bytes + from, '\n', len - from);
		gsize end = lf ? (gsize)(lf - bytes) : len, n = sizeof name - 1;
		if (end - from > n && end - from < n + ID_MAX && !g_ascii_strncasecmp(bytes + from, name, n)) {
			g_autofree char *value = g_strstrip(g_ascii_strdown(bytes + from + n, (gssize)(end - from - n)));
			const char *notice = g_hash_table_lookup(known->envelopes, value);
			if (notice)
				return notice;
		}
		from = end + 1;
	}
	return NULL;
}

static const char *
find_in_bytes(const Known *known, const char *bytes, gsize len)
{
	const char *notice = find_token(known->ids, bytes, len);
	return notice ? notice : find_envelope(known, bytes, len);
}

static bool
is_base64_line(const char *line, gsize len)
{
	gsize n = len && line[len - 1] == '\r' ? len - 1 : len;
	if (n < 4 || n % 4)
		return false;
	for (gsize i = 0; i < n; i++)
		if (!g_ascii_isalnum(line[i]) && !strchr("+/=", line[i]))
			return false;
	return true;
}

/* Each run of lines that could be base64, decoded. */
static const char *
find_in_base64(const Known *known, const char *bytes, gsize len)
{
	g_autoptr(GString) run = g_string_new(NULL);
	const char *notice = NULL;
	for (gsize from = 0; from <= len && !notice;) {
		const char *lf = from < len ? memchr(bytes + from, '\n', len - from) : NULL;
		gsize end = lf ? (gsize)(lf - bytes) : len;
		bool part = from < len && is_base64_line(bytes + from, end - from);
		if (part)
			g_string_append_len(run, bytes + from, (gssize)(end - from));
		if (!part && run->len) {
			gsize n;
			g_autofree guchar *decoded = g_base64_decode(run->str, &n);
			notice = find_in_bytes(known, (const char *)decoded, n);
			g_string_truncate(run, 0);
		}
		from = end + 1;
	}
	return notice;
}

Concerned
concern_report(const Known *known, const char *bytes, gsize len)
{
	Concerned c = {.notice = find_in_bytes(known, bytes, len)};
	if (!c.notice) {
		g_autoptr(GBytes) unquoted = header_unquote(bytes, len);
		gsize n;
		const char *text = g_bytes_get_data(unquoted, &n);
		c.notice = text ? find_in_bytes(known, text, n) : NULL;
	}
	if (!c.notice)
		c.notice = find_in_base64(known, bytes, len);
	if (c.notice) {
		c.concern = CONCERN_OURS;
		c.by = BY_REPORT;
	}
	return c;
}

/* --- codes ---------------------------------------------------------------------------------------------------------- */

static const char *const codes[] = {
	[BY_NOTHING] = "", [BY_ID] = "id", [BY_MARK] = "mark", [BY_REPORT] = "report", [BY_SENDER] = "sender",
};

const char *
concern_by_code(ConcernBy by)
{
	return codes[by];
}

bool
concern_by_parse(const char *code, ConcernBy *by)
{
	for (gsize i = 0; code && i < G_N_ELEMENTS(codes); i++)
		if (!strcmp(codes[i], code)) {
			*by = (ConcernBy)i;
			return true;
		}
	return false;
}
