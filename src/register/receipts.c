/* Receipts saved by hand, and calls. */
#include "src/register/receipts.h"

#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/text.h"
#include "src/register/change.h"
#include "src/register/people.h"

#include <string.h>

gsize
register_evidence_limit(const Session *session)
{
	return (gsize)settings_number(session->settings, "evidence-limit") * 1000 * 1000;
}

static bool
check_bytes(const Session *s, const ReceiptToKeep *in, GError **error)
{
	if (in->len == 0)
		return err_set(error, E_INPUT, "the file is empty: save the whole message, and give that");
	if (in->len > register_evidence_limit(s))
		return err_set(error, E_INPUT, "the file is larger than the setting evidence-limit, %s MB: an administrator may raise it",
			settings_text(s->settings, "evidence-limit"));
	if (in->reason && !text_valid(in->reason, strlen(in->reason)))
		return err_set(error, E_INPUT, "the reason is not UTF-8 text: type it again");
	return true;
}

/* *number ("n1") borrows from `incident`. */
static bool
find_notice(const Session *s, const Incident *incident, const char *text, const char **number, GError **error)
{
	g_autofree char *wanted = NULL;
	*number = NULL;
	if (!text)
		return true;
	if (!session_sub_id(s, incident, text, REF_NOTICE, &wanted, error))
		return false;
	for (guint i = 0; i < incident->notices->len; i++) {
		const char *id = ((const Notice *)g_ptr_array_index(incident->notices, i))->id;
		if (g_str_equal(id, wanted))
			*number = strrchr(id, '/') + 1;
	}
	return *number || err_set(error, E_NOTFOUND, "incident %s has no notice %s: see `breccia show %s`", incident->ref, text,
		incident->ref);
}

/* The receipt that has these bytes; NULL: none of this incident has. */
static const Receipt *
find_kept(const Incident *incident, const char *hash)
{
	for (guint i = 0; i < incident->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(incident->receipts, i);
		if (g_str_equal(r->bytes, hash))
			return r;
	}
	return NULL;
}

static bool
refuse_kept(const Incident *incident, const char *hash, GError **error)
{
	const Receipt *r = find_kept(incident, hash);
	return !r || err_set(error, E_STATE, "these very bytes are kept already, as %s: see `breccia receipt show %s`", r->id, r->id);
}

static bool
append_receipt(Change *c, const Incident *incident, const ReceiptToKeep *in, char **id, GError **error)
{
	char hash[65];
	const char *notice;
	g_autofree char *number = NULL, *name = text_file_name(in->name);
	if (!find_notice(c->session, incident, in->notice, &notice, error) || !journal_put_blob(c->session->db, in->bytes, in->len, hash, error) ||
		!refuse_kept(incident, hash, error) || !journal_next_receipt(c->session->db, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "receipt", number);
	put_text(facts, "notice", notice);
	put_text(facts, "bytes", hash);
	json_object_set_new(facts, "size", json_integer((json_int_t)in->len));
	put_text(facts, "kind", "other");
	put_text(facts, "signature", "none");
	put_text(facts, "outcome", "none");
	put_text(body, "name", name);
	put_text(body, "reason", text_blank(in->reason) ? NULL : in->reason);
	if (!change_append(c, "receipt.recorded", incident->ref, facts, body, error))
		return false;
	*id = g_steal_pointer(&number);
	return true;
}

bool
register_receipt_add(Session *s, const ReceiptToKeep *in, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autofree char *given = NULL;
	*id = NULL;
	if (!check_bytes(s, in, error) || !change_begin(&c, s, RIGHT_ADD, error) ||
		!change_incident(&c, in->ref, false, &incident, error) || !append_receipt(&c, incident, in, &given, error) ||
		!change_commit(&c, error))
		return false;
	*id = g_steal_pointer(&given);
	return true;
}

/* "n1" of "2026-0013/n1" where the incident has it; NULL otherwise. */
static const char *
number_of(const Incident *incident, const char *notice)
{
	for (guint i = 0; notice && i < incident->notices->len; i++)
		if (g_str_equal(((const Notice *)g_ptr_array_index(incident->notices, i))->id, notice))
			return strrchr(notice, '/') + 1;
	return NULL;
}

static bool
append_collected(Change *c, const Incident *incident, const ReceiptCollected *in, char **id, bool *fresh, GError **error)
{
	char hash[65];
	g_autofree char *number = NULL;
	if (!journal_put_blob(c->session->db, in->bytes, in->len, hash, error))
		return false;
	const Receipt *kept = find_kept(incident, hash);
	*fresh = !kept;
	if (kept) {
		*id = g_strdup(kept->id);
		return true;
	}
	if (!journal_next_receipt(c->session->db, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "receipt", number);
	put_text(facts, "notice", number_of(incident, in->notice));
	put_text(facts, "bytes", hash);
	json_object_set_new(facts, "size", json_integer((json_int_t)in->len));
	put_text(facts, "kind", in->kind);
	put_text(facts, "signature", in->signature);
	put_text(facts, "outcome", in->outcome);
	put_text(body, "reason", in->reason);
	if (!change_append(c, "receipt.recorded", incident->ref, facts, body, error))
		return false;
	*id = g_steal_pointer(&number);
	return true;
}

bool
register_receipt_collected(Session *s, const ReceiptCollected *in, char **id, bool *fresh, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autofree char *given = NULL;
	*id = NULL;
	*fresh = false;
	if (in->len == 0)
		return err_set(error, E_INPUT, "nothing was collected");
	if (!change_begin_courier(&c, s, error) || !change_incident(&c, in->ref, false, &incident, error) ||
		!append_collected(&c, incident, in, &given, fresh, error))
		return false;
	/* What is kept already changes nothing: the transaction is taken back. */
	if (*fresh && !change_commit(&c, error))
		return false;
	*id = g_steal_pointer(&given);
	return true;
}

bool
session_receipt(Session *s, const char *text, Receipt **receipt, GError **error)
{
	g_autofree char *id = g_ascii_isdigit(*text) ? g_strconcat("r", text, NULL) : g_ascii_strdown(text, -1);
	if (!query_receipt(s->db, id, receipt, error))
		return false;
	return *receipt || err_set(error, E_NOTFOUND, "there is no receipt %s: see `breccia receipt list`", id);
}

/* --- calls -------------------------------------------------------------------------------------------------------------- */

/* A name that several answer to, or that nobody does, is kept as it was typed: a call is noted in a hurry. */
static bool
find_called(Session *s, const char *who, Instant at, char **person, GError **error)
{
	g_autoptr(Person) found = NULL;
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(GError) problem = NULL;
	*person = NULL;
	if (g_ascii_strcasecmp(who, "dpo") == 0 && !query_dpo_at(s->db, at, &dpo, error))
		return false;
	if (dpo) {
		*person = g_strdup(dpo->person);
		return true;
	}
	if (session_person(s, who, &found, &problem)) {
		*person = g_strdup(found->id);
		return true;
	}
	if (g_error_matches(problem, ERR_DOMAIN, E_NOTFOUND) || g_error_matches(problem, ERR_DOMAIN, E_INPUT))
		return true;
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

bool
register_called(Session *s, const char *ref, const char *who, Instant at, const char *outcome, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	g_autofree char *person = NULL;
	if (text_blank(who) || !text_valid(who, strlen(who)))
		return err_set(error, E_INPUT, "say who was called: breccia called %s WHO --outcome TEXT", ref);
	if (!outcome || text_blank(outcome) || !text_valid(outcome, strlen(outcome)))
		return err_set(error, E_INPUT, "say with --outcome what the call came to, also when nobody answered");
	if (!change_begin(&c, s, RIGHT_ADD, error) || !change_incident(&c, ref, false, &incident, error) ||
		!instant_check_past(at, c.now, s->zone, error) || !find_called(s, who, at, &person, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_instant(facts, "at", MIN(at, c.now));
	put_text(facts, "person", person);
	put_text(body, "who", person ? NULL : who);
	put_text(body, "outcome", outcome);
	return change_append(&c, "call.noted", incident->ref, facts, body, error) && change_commit(&c, error);
}
