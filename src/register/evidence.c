/* Evidence of an incident. */
#include "src/register/keep.h"

#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/seal.h"
#include "src/core/text.h"

#include <string.h>

bool
evidence_is_list(const char *name)
{
	static const char *const endings[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".sql", ".mdb", ".accdb", ".sqlite", ".parquet"};
	g_autofree char *folded = name ? text_fold(name) : NULL;
	for (gsize i = 0; folded && i < G_N_ELEMENTS(endings); i++)
		if (g_str_has_suffix(folded, endings[i]))
			return true;
	return false;
}

bool
evidence_check(const Session *s, const EvidenceToKeep *in, GError **error)
{
	if (!check_utf8("the note", in->note, error) || !check_utf8("the place", in->place, error))
		return false;
	if (in->len <= 0)
		return err_set(error, E_INPUT, "the file is empty: give the one that shows what happened");
	if (in->bytes && in->len > (int64_t)register_evidence_limit(s))
		return err_set(error, E_INPUT, "the file is larger than the setting evidence-limit, %s MB: keep its hash alone, with --hash-only",
			settings_text(s->settings, "evidence-limit"));
	if (in->bytes)
		return true;
	if (!seal_is_hex(in->hash))
		return err_set(error, E_INPUT, "%s is no SHA-256 of a file: 64 hexadecimal digits", in->hash ? in->hash : "-");
	return !text_blank(in->place) ||
		err_set(error, E_INPUT, "only the hash is kept: say with --place where the file itself is, and who keeps it");
}

static const Evidence *
find_kept(const Incident *incident, const char *hash)
{
	for (guint i = 0; i < incident->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(incident->evidence, i);
		if (g_str_equal(e->hash, hash))
			return e;
	}
	return NULL;
}

/* *number ("1") borrows from `incident`. */
static bool
find_action(const Session *s, const Incident *incident, const char *text, const char **number, GError **error)
{
	g_autofree char *id = NULL;
	*number = NULL;
	if (!text)
		return true;
	if (!session_sub_id(s, incident, text, REF_ACTION, &id, error))
		return false;
	for (guint i = 0; i < incident->actions->len; i++) {
		const Action *a = g_ptr_array_index(incident->actions, i);
		if (g_str_equal(a->id, id))
			*number = strrchr(a->id, '/') + 1;
	}
	return *number ||
		err_set(error, E_NOTFOUND, "incident %s has no action %s: see `breccia action list %s`", incident->ref, text, incident->ref);
}

static bool
put_bytes(Change *c, const EvidenceToKeep *in, char hash[65], GError **error)
{
	if (in->bytes)
		return journal_put_blob(c->session->db, in->bytes, (gsize)in->len, hash, error);
	g_strlcpy(hash, in->hash, 65);
	return true;
}

bool
evidence_append(Change *c, const Incident *incident, const EvidenceToKeep *in, char **id, GError **error)
{
	char hash[65];
	const char *action;
	g_autofree char *number = NULL, *name = text_file_name(in->name);
	if (!find_action(c->session, incident, in->action, &action, error) || !put_bytes(c, in, hash, error))
		return false;
	const Evidence *kept = find_kept(incident, hash);
	if (kept)
		return err_set(error, E_STATE, "these very bytes are there already, as %s: see `breccia evidence show %s`", kept->id, kept->id);
	if (!journal_next_evidence(c->session->db, incident->ref, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "evidence", number);
	put_text(facts, in->bytes ? "bytes" : "hash", hash);
	json_object_set_new(facts, "size", json_integer(in->len));
	put_text(facts, "action", action);
	put_text(body, "name", name);
	put_text(body, "place", text_blank(in->place) ? NULL : in->place);
	put_text(body, "note", text_blank(in->note) ? NULL : in->note);
	if (!change_append(c, "evidence.added", incident->ref, facts, body, error))
		return false;
	*id = g_steal_pointer(&number);
	return true;
}

bool
evidence_keep(Change *c, const Incident *incident, const EvidenceToKeep *in, char **id, GError **error)
{
	char hash[65];
	if (!put_bytes(c, in, hash, error))
		return false;
	const Evidence *kept = find_kept(incident, hash);
	if (!kept)
		return evidence_append(c, incident, in, id, error);
	*id = g_strdup(strrchr(kept->id, '/') + 1);
	return true;
}

bool
register_evidence_add(Session *s, const char *ref, const EvidenceToKeep *in, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autofree char *number = NULL;
	*id = NULL;
	if (!evidence_check(s, in, error) || !change_begin(&c, s, RIGHT_ADD, error) || !change_incident(&c, ref, true, &incident, error) ||
		!evidence_append(&c, incident, in, &number, error) || !change_commit(&c, error))
		return false;
	*id = g_strdup_printf("%s/%s", ref, number);
	return true;
}

bool
session_evidence(Session *s, const char *text, Evidence **evidence, GError **error)
{
	g_autofree char *id = NULL;
	*evidence = NULL;
	if (!session_sub_id(s, NULL, text, REF_EVIDENCE, &id, error) || !query_evidence(s->db, id, evidence, error))
		return false;
	return *evidence || err_set(error, E_NOTFOUND, "there is no evidence %s: see `breccia evidence list`", id);
}
