/* From a kept receipt to what it proves. Lines name receipts, notices and codes: never people, addresses, subjects. */
#include "src/courier/examine.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/courier/parse.h"
#include "src/courier/weigh.h"
#include "src/register/outgoing.h"
#include "src/register/receipts.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TRUST "trust"           /* of local_get: with which authorities and whose addresses receipts were judged */

G_GNUC_PRINTF(2, 3)
static void
line(const Examiner *x, const char *format, ...)
{
	va_list ap;
	if (x->quiet)
		return;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	fprintf(stderr, "breccia-courier: %s\n", text);
}

/* --- who is known ------------------------------------------------------------------------------------------------------- */

static const char *
ca_file_of(const Examiner *x)
{
	return conf_text(x->conf, "pec", "receipt-ca-file");
}

/* Changes when another file of authorities is named or the same is written, and with the addresses of those who may answer. */
static bool
fingerprint(const Examiner *x, char **digest, GError **error)
{
	const char *path = ca_file_of(x);
	g_autoptr(GString) all = g_string_new(path ? path : "system");
	g_autoptr(GPtrArray) people = NULL;
	struct stat st;
	if (!register_addressees_all(x->session, &people, error))
		return false;
	if (path && stat(path, &st) == 0)
		g_string_append_printf(all, " %" G_GINT64_FORMAT ".%ld %" G_GINT64_FORMAT, (gint64)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (gint64)st.st_size);
	for (guint i = 0; i < people->len; i++) {
		const Addressee *a = g_ptr_array_index(people, i);
		g_string_append_printf(all, "\n%s %s", a->audience, a->address);
	}
	*digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, all->str, -1);
	return true;
}

/* Said once, and again only when it is another one. */
static bool
complain(const Examiner *x, const char *problem, GError **error)
{
	g_autofree char *before = NULL;
	if (!local_get(x->session->db, LOCAL_TRUST_PROBLEM, &before, error))
		return false;
	if (g_strcmp0(before, problem) == 0)
		return true;
	if (problem)
		line(x, "receipts cannot be judged: %s", problem);
	return local_put(x->session->db, LOCAL_TRUST_PROBLEM, problem, error);
}

/* --- which notice ----------------------------------------------------------------------------------------------------- */

/* Signed data first, then what only a reader of our message can have, then what a mail program puts there. */
static const IdPlace places[] = {
	ID_PEC_MSGID, ID_PEC_ID, ID_PEC_HEADER, ID_ENVELOPE, ID_ORIGINAL, ID_RETURNED, ID_IN_REPLY_TO, ID_REFERENCES,
};

static bool
find_by_place(Db *db, const Understood *u, IdPlace place, Notice **notice, GError **error)
{
	for (guint i = 0; i < u->ids->len && !*notice; i++) {
		const IdFound *found = g_ptr_array_index(u->ids, i);
		if (found->place == place && !query_notice_named(db, found->id, notice, error))
			return false;
	}
	return true;
}

static bool
find_by_ids(Db *db, const Understood *u, Notice **notice, GError **error)
{
	*notice = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(places) && !*notice; i++)
		if (!find_by_place(db, u, places[i], notice, error))
			return false;
	return true;
}

/* The ids that a message bears itself: of an envelope, those that its letter had when it was handed over. A receipt bears none of ours. */
static bool
bears_our_id(Session *s, const Understood *u, bool *own, GError **error)
{
	const char *const ids[] = {u->message_id, u->letter_id, u->pec ? u->pec->msgid : NULL};
	g_autoptr(GHashTable) bulletins = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	if (!query_bulletin_ids(s->db, INSTANT_NONE, bulletins, error))
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(ids) && !*own; i++) {
		g_autoptr(Notice) notice = NULL;
		if (ids[i] && !query_notice_named(s->db, ids[i], &notice, error))
			return false;
		*own = notice || (ids[i] && g_hash_table_contains(bulletins, ids[i]));
	}
	return true;
}

/* A provider may give a message another id than ours; the header that we write stays, and no answer has it. */
static bool
is_stamped(const Examiner *x, const Understood *u)
{
	static const char *const groups[] = {"email", "pec"};
	for (gsize i = 0; u->stamp && u->sender && i < G_N_ELEMENTS(groups); i++) {
		g_autofree char *address = NULL;
		const char *from = conf_text(x->conf, groups[i], "from");
		if (from && address_parse(from, NULL, &address, NULL) && address_equal(address, u->sender))
			return true;
	}
	return false;
}

static bool
is_own(const Examiner *x, const Understood *u, bool *own, GError **error)
{
	*own = is_stamped(x, u);
	return *own || bears_our_id(x->session, u, own, error);
}

/* --- one receipt ------------------------------------------------------------------------------------------------------ */

typedef struct {
	Understood *understood;
	Notice *notice;
	Incident *incident;
	GPtrArray *addressees;
	char *facts;
} Examined;

static void
examined_clear(Examined *e)
{
	g_clear_pointer(&e->understood, understood_free);
	g_clear_pointer(&e->notice, notice_free);
	g_clear_pointer(&e->incident, incident_free);
	g_clear_pointer(&e->addressees, g_ptr_array_unref);
	g_clear_pointer(&e->facts, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Examined, examined_clear)

static bool
is_answer(MessageKind kind)
{
	return kind == MESSAGE_REPLY || kind == MESSAGE_PEC_ENVELOPE || kind == MESSAGE_PEC_ANOMALY || kind == MESSAGE_AUTO_REPLY;
}

/* The mark in the subject names the incident that the receipt was kept with. */
static bool
is_marked(Session *s, const Examined *e)
{
	const Understood *u = e->understood;
	return u->mark_code && u->mark_ref && g_strcmp0(u->mark_code, settings_text(s->settings, "code")) == 0 &&
		g_strcmp0(u->mark_ref, e->incident->ref) == 0;
}

/* An answer that names no id is about the newest notice to whoever speaks. *named: an id did it. */
static bool
find_notice(Session *s, Examined *e, bool *named, GError **error)
{
	if (!find_by_ids(s->db, e->understood, &e->notice, error))
		return false;
	/* It was kept with another incident: a person did so, or somebody quotes what is not his. */
	if (e->notice && !g_str_equal(e->notice->ref, e->incident->ref))
		g_clear_pointer(&e->notice, notice_free);
	*named = e->notice != NULL;
	const Addressee *who = addressee_from(e->addressees, e->understood->sender);
	if (e->notice || !who || !is_answer(e->understood->kind) || !is_marked(s, e))
		return true;
	return query_notice_latest(s->db, e->incident->ref, who->audience, &e->notice, error);
}

/* An absence is one, whatever envelope it came in; what we wrote is neither that nor an answer. */
static MessageKind
kind_of(const Understood *u, const Weighed *w)
{
	if (w->why == WHY_OWN)
		return u->pec ? u->kind : MESSAGE_OTHER;
	return u->automatic && is_answer(u->kind) ? MESSAGE_AUTO_REPLY : u->kind;
}

static bool
record(Session *s, const Receipt *receipt, Examined *e, bool named, const Weighed *w, GError **error)
{
	const Understood *u = e->understood;
	json_auto_t *facts = understood_to_json(u);
	e->facts = json_dumps(facts, JSON_COMPACT | JSON_SORT_KEYS);
	const ReceiptJudged judged = {
		.receipt = receipt->id, .notice = e->notice && (named || w->results) ? e->notice->id : receipt->notice,
		.kind = kind_of(u, w), .signature = u->signature->verdict, .reason = u->signature->reason,
		.outcome = w->outcome, .why = w->why, .results = w->results, .at = w->at, .message_id = u->pec ? u->pec->msgid : NULL,
		.pec_id = u->pec ? u->pec->id : NULL, .sender = u->pec && u->pec->sender ? u->pec->sender : u->sender, .recipient = w->recipient,
		.subject = u->pec && u->pec->subject ? u->pec->subject : u->subject, .words = w->words, .facts = e->facts,
	};
	return register_receipt_judged(s, &judged, error);
}

static bool
examine(const Examiner *x, const Receipt *receipt, GBytes *bytes, GError **error)
{
	Session *s = x->session;
	g_auto(Examined) e = {0};
	g_auto(Weighed) w = {0};
	Instant now = session_now(s);
	bool named, own;
	if (!parse_message(bytes, ca_file_of(x), now, &e.understood, error) || !query_incident(s->db, receipt->ref, &e.incident, error))
		return false;
	if (!e.incident)
		return err_set(error, E_INTERNAL, "the incident %s is gone", receipt->ref);
	if (!register_addressees(s, e.incident, &e.addressees, error) || !find_notice(s, &e, &named, error) ||
		!is_own(x, e.understood, &own, error))
		return false;
	/* The lines to be filled in are in it: empty, they are nobody's answer. */
	if (own)
		g_ptr_array_set_size(e.understood->proposals, 0);
	const Weighing in = {
		.said = e.understood, .notice = e.notice, .named = named, .addressees = e.addressees, .own = own, .marked = is_marked(s, &e),
		.detected_at = incident_instant(e.incident, "detected_at"), .now = now,
	};
	weigh(&in, &w);
	line(x, "%s: %s, signature %s: %s, %s%s%s", receipt->id, message_kind_code(e.understood->kind),
	     signature_verdict_code(e.understood->signature->verdict), receipt_outcome_code(w.outcome), receipt_why_code(w.why),
	     e.notice ? ", " : "", e.notice ? e.notice->id : "");
	return record(s, receipt, &e, named, &w, error);
}

/* Bytes that were erased cannot be looked at, and nothing asks for it again once their incident is closed. */
static bool
examine_kept(const Examiner *x, const Receipt *receipt, bool *stop, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(GError) problem = NULL;
	if (!query_blob(x->session->db, receipt->bytes, &bytes, error))
		return false;
	if (!bytes || examine(x, receipt, bytes, &problem))
		return true;
	/* The authorities cannot be read, or no process can be started: the rest would meet the same. */
	*stop = g_error_matches(problem, ERR_DOMAIN, E_CONFIG) || g_error_matches(problem, ERR_DOMAIN, E_UNAVAILABLE);
	if (*stop)
		return complain(x, problem->message, error);
	g_propagate_error(error, g_steal_pointer(&problem));
	return false;
}

bool
examine_receipts(const Examiner *x, GError **error)
{
	g_autoptr(GPtrArray) waiting = NULL;
	g_autofree char *trust = NULL, *before = NULL;
	Db *db = x->session->db;
	bool stop = false;
	if (!fingerprint(x, &trust, error) || !local_get(db, TRUST, &before, error))
		return false;
	bool anew = g_strcmp0(trust, before) != 0;
	if (!query_receipts_waiting(db, anew, &waiting, error))
		return false;
	for (guint i = 0; i < waiting->len && !stop; i++) {
		if (x->interrupted && x->interrupted())
			return true;
		if (!examine_kept(x, g_ptr_array_index(waiting, i), &stop, error))
			return false;
	}
	if (stop)
		return true;
	return (!waiting->len || complain(x, NULL, error)) && (!anew || local_put(db, TRUST, trust, error));
}

/* --- the other way ---------------------------------------------------------------------------------------------------- */

bool
examine_doubtful(const Examiner *x, GError **error)
{
	g_autoptr(GPtrArray) notices = NULL;
	Session *s = x->session;
	if (!query_notices_doubtful(s->db, session_now(s) - RECEIPT_PATIENCE, &notices, error))
		return false;
	for (guint i = 0; i < notices->len; i++) {
		const Notice *n = g_ptr_array_index(notices, i);
		bool acted = false;
		if (!register_other_channel(s, n->id, &acted, error))
			return false;
		if (acted)
			line(x, "%s %s: %s, the same letter goes by the other channel", n->id, channel_code(n->channel), proof_code(n->proof));
	}
	return true;
}
