/* Evidence that comes with another act. */
#include "src/register/keep.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define NAME_COLUMNS 120

/* Without its folder, of one line; NULL when nothing is left of it. (transfer full) */
static char *
harmless_name(const char *name)
{
	if (!name || !text_valid(name, strlen(name)))
		return NULL;
	const char *slash = strrchr(name, '/'), *back = strrchr(name, '\\');
	g_autofree char *line = text_one_line(MAX(slash ? slash + 1 : name, back ? back + 1 : name));
	return *line ? text_fit(line, NAME_COLUMNS) : NULL;
}

bool
evidence_check(const Session *s, const EvidenceToKeep *in, GError **error)
{
	if (in->len <= 0)
		return err_set(error, E_INPUT, "the file is empty: give the one that shows it");
	if ((gsize)in->len > register_evidence_limit(s))
		return err_set(error, E_INPUT, "the file is larger than the setting evidence-limit, %s MB: an administrator may raise it",
			settings_text(s->settings, "evidence-limit"));
	return true;
}

bool
evidence_append(Change *c, const Incident *incident, const EvidenceToKeep *in, char **id, GError **error)
{
	char hash[65];
	g_autofree char *number = NULL, *name = harmless_name(in->name);
	if (!journal_put_blob(c->session->db, in->bytes, (gsize)in->len, hash, error))
		return false;
	for (guint i = 0; i < incident->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(incident->evidence, i);
		if (g_str_equal(e->hash, hash))
			return err_set(error, E_STATE, "these very bytes are kept already, as %s", e->id);
	}
	if (!journal_next_evidence(c->session->db, incident->ref, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "evidence", number);
	put_text(facts, "bytes", hash);
	json_object_set_new(facts, "size", json_integer((json_int_t)in->len));
	put_text(body, "name", name);
	if (!change_append(c, "evidence.added", incident->ref, facts, body, error))
		return false;
	*id = g_steal_pointer(&number);
	return true;
}
