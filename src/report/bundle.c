/* A bundle, file after file. */
#include "src/report/bundle.h"

#include "src/core/seal.h"
#include "src/report/check-embed.h"

#include <inttypes.h>
#include <string.h>

#define NAME_LONGEST 80

typedef struct {
	const DossierOf *of;
	const BundleSink *sink;
	GString *sums;    /* SHA256SUMS so far */
	GString *signed_; /* receipts.txt */
	SealSum *sum;     /* of the file that is being written */
	char *name;       /* its name; NULL: none is */
} Bundle;

/* "prova 1.PDF" -> "prova_1.PDF": of letters, digits and . _ - alone, never beginning with a dot; "file" where nothing is left. (transfer full) */
static char *
bundle_file_name(const char *name)
{
	g_autoptr(GString) safe = g_string_new(NULL);
	for (const char *c = name ? name : ""; *c && safe->len < NAME_LONGEST; c++)
		g_string_append_c(safe, g_ascii_isalnum(*c) || strchr("._-", *c) ? *c : '_');
	while (safe->str[0] == '.')
		g_string_erase(safe, 0, 1);
	return g_strdup(safe->len ? safe->str : "file");
}

/* --- files ----------------------------------------------------------------------------------------------------------------------------- */

static void
end_file(Bundle *b)
{
	char hex[SEAL_LEN + 1];
	if (!b->name)
		return;
	seal_sum_hex(b->sum, hex);
	g_string_append_printf(b->sums, "%s  %s\n", hex, b->name);
	g_clear_pointer(&b->name, g_free);
}

static void
begin_file(Bundle *b, const char *name)
{
	end_file(b);
	b->name = g_strdup(name);
	b->sink->file(name, b->sink->data);
}

static void
put(Bundle *b, const void *bytes, gsize len)
{
	seal_sum_add(b->sum, bytes, len);
	b->sink->write(bytes, len, b->sink->data);
}

static void
put_text(Bundle *b, const char *name, const char *text)
{
	begin_file(b, name);
	put(b, text, strlen(text));
}

/* The bytes of a hash, where they are still there; *there may be NULL. */
static bool
put_blob(Bundle *b, const char *name, const char *hash, bool *there, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	if (!query_blob(b->of->db, hash, &bytes, error))
		return false;
	if (there)
		*there = bytes != NULL;
	if (!bytes)
		return true;
	const void *data = g_bytes_get_data(bytes, &len);
	begin_file(b, name);
	put(b, data, len);
	return true;
}

/* --- what went out, came in, and was kept --------------------------------------------------------------------------------------------------- */

/* "2026-0013/n1" -> "n1". */
static const char *
short_id(const char *id)
{
	const char *slash = strrchr(id, '/');
	return slash ? slash + 1 : id;
}

static bool
messages(Bundle *b, GError **error)
{
	for (guint i = 0; i < b->of->incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(b->of->incident->notices, i);
		g_autofree char *name = g_strdup_printf("messages/%s.eml", short_id(n->id));
		if (n->bytes && !put_blob(b, name, n->bytes, NULL, error))
			return false;
	}
	return true;
}

/* For check-receipts.sh: those whose signature was found to hold, with the seal that their notice carries. */
static void
note_signed(Bundle *b, const GPtrArray *sealed, const Receipt *r, const char *name)
{
	for (guint i = 0; i < sealed->len; i++) {
		const SealedReceipt *s = g_ptr_array_index(sealed, i);
		if (g_str_equal(s->id, r->id))
			g_string_append_printf(b->signed_, "%s %" PRId64 " %s %" PRId64 "\n", name, s->at, s->seal, s->seal_seq);
	}
}

static bool
receipts(Bundle *b, GError **error)
{
	g_autoptr(GPtrArray) sealed = NULL;
	if (!query_sealed_receipts(b->of->db, &sealed, error))
		return false;
	for (guint i = 0; i < b->of->incident->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(b->of->incident->receipts, i);
		g_autofree char *name = g_strdup_printf("receipts/%s.eml", r->id);
		bool there;
		if (!put_blob(b, name, r->bytes, &there, error))
			return false;
		if (there)
			note_signed(b, sealed, r, name);
	}
	put_text(b, "receipts.txt", b->signed_->str);
	return true;
}

static bool
evidence(Bundle *b, GError **error)
{
	for (guint i = 0; i < b->of->incident->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(b->of->incident->evidence, i);
		g_autofree char *safe = bundle_file_name(e->name), *name = g_strdup_printf("evidence/%s-%s", short_id(e->id), safe);
		if (e->kept && !put_blob(b, name, e->hash, NULL, error))
			return false;
	}
	return true;
}

/* --- the journal --------------------------------------------------------------------------------------------------------------------------------- */

static bool
add_seq(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	(void)seal, (void)head, (void)body, (void)error;
	g_hash_table_add(data, g_memdup2(&seq, sizeof seq));
	return true;
}

typedef struct {
	Bundle *b;
	GHashTable *own; /* of int64_t: events about this incident */
} Extract;

/* All heads, so that the chain can be checked; the bodies of this incident and no others. */
static bool
put_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	(void)error;
	const Extract *x = data;
	bool own = body && g_hash_table_contains(x->own, &seq);
	put(x->b, seal, strlen(seal));
	put(x->b, "\t", 1);
	put(x->b, head, strlen(head));
	put(x->b, "\t", 1);
	if (own)
		put(x->b, body, strlen(body));
	put(x->b, "\n", 1);
	return true;
}

static bool
journal(Bundle *b, GError **error)
{
	g_autoptr(GHashTable) own = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	Extract extract = {b, own};
	if (!query_history(b->of->db, b->of->incident->ref, add_seq, own, error))
		return false;
	begin_file(b, "journal.txt");
	return query_journal(b->of->db, 1, put_event, &extract, error);
}

/* --- all of it -------------------------------------------------------------------------------------------------------------------------------------- */

static void
checks(Bundle *b)
{
	static const struct {
		const char *source, *name;
	} files[] = {{"src/report/check/readme.txt", "README.txt"}, {"src/report/check/seal.txt", "seal.txt"},
		{"man/checks/check.sh", "check-journal.sh"}, {"src/report/check/files.sh", "check-files.sh"},
		{"src/report/check/receipts.sh", "check-receipts.sh"}};
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
		for (const struct Embedded *e = embedded_checks; e->name; e++)
			if (g_str_equal(e->name, files[i].source)) {
				begin_file(b, files[i].name);
				put(b, e->text, e->len);
			}
}

static bool
dossier(Bundle *b, const json_t *json, GError **error)
{
	g_autoptr(Document) document = NULL;
	g_autoptr(GString) html = g_string_new(NULL);
	if (!dossier_make(b->of, &document, error))
		return false;
	g_autofree char *line = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII);
	document_html(document, html);
	put_text(b, "dossier.html", html->str);
	put_text(b, "dossier.json", line);
	return true;
}

static bool
fill(Bundle *b, const json_t *json, GError **error)
{
	checks(b);
	if (!dossier(b, json, error) || !messages(b, error) || !receipts(b, error) || !evidence(b, error) || !journal(b, error))
		return false;
	end_file(b);
	b->sink->file("SHA256SUMS", b->sink->data);
	b->sink->write(b->sums->str, b->sums->len, b->sink->data);
	return true;
}

bool
bundle_make(const DossierOf *of, const json_t *json, const BundleSink *sink, GError **error)
{
	g_autoptr(GString) sums = g_string_new(NULL), lines = g_string_new(NULL);
	g_autoptr(SealSum) sum = seal_sum_new();
	Bundle b = {.of = of, .sink = sink, .sums = sums, .signed_ = lines, .sum = sum};
	if (!db_read_begin(of->db, error))
		return false;
	bool ok = fill(&b, json, error);
	db_read_end(of->db);
	g_free(b.name);
	return ok;
}
