/* Receipts saved by hand, and calls. */
#include "src/register/receipts.h"

#include "src/core/err.h"
#include "src/core/ref.h"
#include "src/core/text.h"
#include "src/register/addressees.h"
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
		return err_set(error, E_INPUT, "the file is larger than the setting evidence-limit, %s MB: an administrator raises it, to 100 at most, with "
			"`breccia config set evidence-limit NUMBER`",
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

static json_t *
facts_of(const ReceiptJudged *in, const char *notice, const char *blob)
{
	json_t *facts = json_object();
	put_text(facts, "receipt", in->receipt);
	put_text(facts, "notice", notice);
	put_text(facts, "kind", message_kind_code(in->kind));
	put_text(facts, "signature", signature_verdict_code(in->signature));
	put_text(facts, "reason", signature_reason_code(in->reason));
	put_text(facts, "outcome", receipt_outcome_code(in->outcome));
	put_text(facts, "why", receipt_why_code(in->why));
	if (json_array_size(in->results))
		json_object_set(facts, "results", in->results);
	put_instant(facts, "at", in->at);
	put_printable(facts, "message_id", in->message_id);
	put_printable(facts, "pec_id", in->pec_id);
	put_text(facts, "facts", blob);
	return facts;
}

static json_t *
body_of(const ReceiptJudged *in)
{
	json_t *body = json_object();
	put_text(body, "sender", in->sender);
	put_text(body, "recipient", in->recipient);
	put_text(body, "subject", in->subject);
	put_text(body, "words", in->words);
	return body;
}

bool
register_receipt_judged(Session *s, const ReceiptJudged *in, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Receipt) receipt = NULL;
	g_autoptr(Incident) incident = NULL;
	char blob[65];
	if (!change_begin_courier(&c, s, error) || !session_receipt(s, in->receipt, &receipt, error) ||
		!change_incident(&c, receipt->ref, false, &incident, error) ||
		!journal_put_blob(s->db, in->facts, strlen(in->facts), blob, error))
		return false;
	return change_append(&c, "receipt.judged", receipt->ref, facts_of(in, number_of(incident, in->notice), blob), body_of(in), error) &&
		change_commit(&c, error);
}

/* --- sent by hand --------------------------------------------------------------------------------------------------------- */

/* To whom it was written, by the address that the receipt names; borrowed from `all`. */
static bool
find_audience(const GPtrArray *all, const Receipt *receipt, const Addressee **to, GError **error)
{
	*to = addressee_find(all, receipt->recipient);
	return *to || err_set(error, E_STATE, "receipt %s is about an address that is neither the DPO's nor an affected client's", receipt->id);
}

static bool
refuse_other(const Session *s, const Receipt *receipt, GError **error)
{
	if (g_strcmp0(receipt->outcome, receipt_outcome_code(OUTCOME_BY_HAND)) == 0)
		return true;
	g_autofree char *say = receipt_say(receipt, s->host.lang);
	return err_set(error, E_STATE, "receipt %s proves no notice that was sent by hand: %s", receipt->id, say);
}

/* What left before anybody knew of the breach cannot have notified it: a trial register with the same code writes the same mark. Detection may
 * have been corrected since the receipt was weighed. */
static bool
refuse_early(const Session *s, const Incident *incident, const Receipt *receipt, GError **error)
{
	Instant detected = incident_instant(incident, "detected_at");
	if (detected == INSTANT_NONE || receipt->certified_at >= detected)
		return true;
	g_autofree char *certified = instant_show(receipt->certified_at, s->zone), *when = instant_show(detected, s->zone);
	return err_set(error, E_STATE, "receipt %s is certified at %s, before incident %s was detected (%s): it can be no notice of it", receipt->id,
		certified, incident->ref, when);
}

static bool
append_recorded(Change *c, const Receipt *receipt, const Addressee *addressee, char **id, GError **error)
{
	g_autofree char *number = NULL;
	const char *const to[] = {receipt->recipient, NULL}, *const people[] = {addressee->person ? addressee->person : "", NULL};
	if (!journal_next_notice(c->session->db, receipt->ref, &number, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "notice", number);
	put_text(facts, "audience", addressee->audience);
	put_text(facts, "channel", channel_code(CHANNEL_PEC));
	put_text(facts, "lang", lang_code(c->session->lang));
	put_text(facts, "receipt", receipt->id);
	put_instant(facts, "sent_at", receipt->certified_at);
	put_text(facts, "message_id", receipt->message_id);
	put_text(facts, "pec_id", receipt->pec_id);
	put_strings(facts, "people", people);
	put_strings(body, "to", to);
	put_text(body, "from", receipt->sender);
	put_text(body, "subject", receipt->subject);
	*id = g_strconcat(receipt->ref, "/", number, NULL);
	return change_append(c, "notice.recorded", receipt->ref, facts, body, error);
}

bool
register_receipt_confirm(Session *s, const char *text, char **id, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Receipt) receipt = NULL;
	g_autoptr(Incident) incident = NULL;
	g_autoptr(GPtrArray) all = NULL;
	g_autofree char *notice = NULL;
	const Addressee *to;
	*id = NULL;
	if (!change_begin(&c, s, RIGHT_NOTIFY, error) || !session_receipt(s, text, &receipt, error) || !refuse_other(s, receipt, error) ||
		!change_incident(&c, receipt->ref, false, &incident, error) || !refuse_early(s, incident, receipt, error) ||
		!register_addressees(s, incident, &all, error) || !find_audience(all, receipt, &to, error) ||
		!append_recorded(&c, receipt, to, &notice, error) || !change_commit(&c, error))
		return false;
	*id = g_steal_pointer(&notice);
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
