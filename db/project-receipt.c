/* What came back or was kept, what was made of it, and who was spoken to. A receipt is evidence until it is judged to be proof. */
#include "db/apply.h"

#include "src/core/receipt.h"

enum { SQL_RECEIPT, SQL_JUDGE, SQL_CONFIRM, SQL_NOTICE, SQL_RECIPIENTS, SQL_SAYING, SQL_PROVE, SQL_PROVE_TO, SQL_CALL };

const Statement receipt_statements[] = {
	[SQL_RECEIPT] = {"receipt", .sql = "INSERT INTO receipt (id, number, ref, seq, notice, at, by, kind, signature, outcome, bytes, size, "
		"name, reason, proof) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'none')"},
	[SQL_JUDGE] = {"judge a receipt", .sql = "UPDATE receipt SET judged_seq = $2, judged_at = $3, notice = $4, kind = $5, signature = $6, "
		"signature_reason = $7, outcome = $8, why = $9, proof = $10, results = $11, certified_at = $12, facts = $13, message_id = $14, "
		"pec_id = $15, sender = $16, recipient = $17, subject = $18, words = $19 WHERE id = $1"},
	[SQL_CONFIRM] = {"confirm a receipt", .sql = "UPDATE receipt SET notice = $2, outcome = 'proves', why = 'proven', proof = 'accepted', "
		"results = '[{\"proof\":\"accepted\"}]' WHERE id = $1"},
	[SQL_NOTICE] = {"a notice to be proven", .sql = "SELECT channel, base, exercise FROM notice WHERE id = $1"},
	[SQL_RECIPIENTS] = {"recipients to be proven", .sql = "SELECT count(*) AS count FROM recipient WHERE notice = $1"},
	[SQL_SAYING] = {"what receipts say of a notice", .sql = "SELECT kind, results, certified_at, pec_id, judged_at FROM receipt "
		"WHERE notice = $1 AND judged_seq IS NOT NULL AND results IS NOT NULL ORDER BY judged_seq"},
	/* What is proven has left: it is not sent again, whatever came of the attempt. */
	[SQL_PROVE] = {"prove a notice", .sql = "UPDATE notice SET proof = $2, certified_at = $3, pec_id = coalesce($4, pec_id), "
		"sent_at = CASE WHEN sent_at IS NULL AND CAST($5 AS BIGINT) IS NOT NULL THEN $5 ELSE sent_at END, "
		"state = CASE WHEN CAST($5 AS BIGINT) IS NOT NULL THEN 'sent' ELSE state END WHERE id = $1"},
	[SQL_PROVE_TO] = {"prove it to a recipient", .sql = "UPDATE recipient SET proof = $3 WHERE notice = $1 AND place = $2"},
	[SQL_CALL] = {"call", .sql = "INSERT INTO phone_call (ref, seq, at, noted_at, by, person, who, outcome) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7, coalesce($8, ''))"},
	{.name = NULL},
};

bool
apply_receipt_recorded(Db *db, const Event *event, GError **error)
{
	const char *id = fact_text(event, "receipt"), *notice = fact_text(event, "notice");
	int64_t number = g_ascii_strtoll(*id ? id + 1 : id, NULL, 10);
	g_autofree char *of = notice ? g_strdup_printf("%s/%s", event->ref, notice) : NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_RECEIPT]);

	stmt_bind_text(stmt, "$1", id);
	stmt_bind_int64(stmt, "$2", number);
	stmt_bind_text(stmt, "$3", event->ref);
	stmt_bind_int64(stmt, "$4", event->seq);
	stmt_bind_text(stmt, "$5", of);
	stmt_bind_instant(stmt, "$6", event->at);
	stmt_bind_text(stmt, "$7", event->by);
	stmt_bind_text(stmt, "$8", fact_text(event, "kind"));
	stmt_bind_text(stmt, "$9", fact_text(event, "signature"));
	stmt_bind_text(stmt, "$10", fact_text(event, "outcome"));
	stmt_bind_text(stmt, "$11", fact_text(event, "bytes"));
	stmt_bind_int64(stmt, "$12", fact_int64(event, "size"));
	stmt_bind_text(stmt, "$13", body_text(event, "name"));
	stmt_bind_text(stmt, "$14", body_text(event, "reason"));
	return stmt_done(stmt, error) && counter_reach(db, "receipt", number, error);
}

/* --- what follows ----------------------------------------------------------------------------------------------------- */

typedef struct {
	Channel channel;
	Proof base, *proofs; /* by recipient; PROOF_NONE: no receipt says anything */
	gsize n;
	bool exercise, said; /* said: some receipt does */
	Instant accepted, delivered, left; /* the earliest of each; when the first receipt that proves anything was judged */
	char *pec_id;
} Saying;

static void
saying_clear(Saying *saying)
{
	g_free(saying->proofs);
	g_free(saying->pec_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Saying, saying_clear)

static bool
load_notice(Db *db, const char *id, Saying *saying, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_NOTICE]);
	stmt_bind_text(stmt, "$1", id);
	*saying = (Saying){.accepted = INSTANT_NONE, .delivered = INSTANT_NONE, .left = INSTANT_NONE, .exercise = true};
	if (stmt_row(stmt)) {
		channel_parse(stmt_text(stmt, "channel"), &saying->channel);
		proof_parse(stmt_text(stmt, "base"), &saying->base);
		saying->exercise = stmt_bool(stmt, "exercise");
	}
	return stmt_done(stmt, error);
}

static bool
load_recipients(Db *db, const char *id, Saying *saying, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_RECIPIENTS]);
	stmt_bind_text(stmt, "$1", id);
	saying->n = stmt_row(stmt) ? (gsize)stmt_int64(stmt, "count") : 0;
	saying->proofs = g_new0(Proof, saying->n + 1);
	return stmt_done(stmt, error);
}

static void
earliest(Instant *at, Instant candidate)
{
	if (candidate != INSTANT_NONE && (*at == INSTANT_NONE || candidate < *at))
		*at = candidate;
}

/* One entry of "results". A place that the notice has not is of a journal that this program would not write. */
static void
fold_in(Saying *saying, const json_t *result)
{
	const json_t *place = json_object_get(result, "place");
	Proof said;
	if (!proof_parse(json_string_value(json_object_get(result, "proof")), &said))
		return;
	for (gsize i = 0; i < saying->n; i++)
		if (!place || json_integer_value(place) == (json_int_t)i)
			saying->proofs[i] = receipt_fold(MAX(saying->base, saying->proofs[i]), saying->channel, said);
}

/* The instants of the signed receipts: an answer by PEC has one too, and it is that of the answer. */
static void
note_instants(Saying *saying, Stmt *stmt, const char *results)
{
	Instant at = stmt_instant(stmt, "certified_at");
	if (saying->channel != CHANNEL_PEC || !g_str_has_prefix(stmt_text(stmt, "kind"), "pec-"))
		return;
	if (strstr(results, "\"accepted\""))
		earliest(&saying->accepted, at);
	if (strstr(results, "\"delivered\""))
		earliest(&saying->delivered, at);
}

static bool
load_saying(Db *db, const char *id, Saying *saying, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_SAYING]);
	stmt_bind_text(stmt, "$1", id);
	while (stmt_row(stmt)) {
		const char *results = stmt_text(stmt, "results");
		json_auto_t *all = json_loads(results, 0, NULL);
		for (size_t i = 0; i < json_array_size(all); i++)
			fold_in(saying, json_array_get(all, i));
		note_instants(saying, stmt, results);
		earliest(&saying->left, stmt_instant(stmt, "judged_at"));
		if (!saying->pec_id)
			saying->pec_id = stmt_dup(stmt, "pec_id");
		saying->said = true;
	}
	return stmt_done(stmt, error);
}

static bool
prove_to(Db *db, const char *id, const Saying *saying, GError **error)
{
	for (gsize i = 0; i < saying->n; i++) {
		g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_PROVE_TO]);
		stmt_bind_text(stmt, "$1", id);
		stmt_bind_int64(stmt, "$2", (int64_t)i);
		stmt_bind_text(stmt, "$3", proof_code(saying->proofs[i]));
		if (!stmt_done(stmt, error))
			return false;
	}
	return true;
}

/* A recipient about whom no receipt speaks has what sending gave. */
static Proof
proof_of(const Saying *saying)
{
	g_autofree Proof *all = g_new0(Proof, saying->n + 1);
	for (gsize i = 0; i < saying->n; i++)
		all[i] = saying->proofs[i] == PROOF_NONE ? saying->base : saying->proofs[i];
	return saying->n && saying->said ? receipt_proof_of_all(all, saying->n) : saying->base;
}

bool
notice_prove(Db *db, const char *id, bool again, GError **error)
{
	g_auto(Saying) saying = {0};
	if (!load_notice(db, id, &saying, error))
		return false;
	if (saying.exercise)
		return true;
	if (!load_recipients(db, id, &saying, error) || !load_saying(db, id, &saying, error))
		return false;
	if (!saying.said && !again)
		return true;
	Proof proof = proof_of(&saying);
	Instant certified = saying.accepted != INSTANT_NONE ? saying.accepted : saying.delivered;
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_PROVE]);
	stmt_bind_text(stmt, "$1", id);
	stmt_bind_text(stmt, "$2", proof_code(proof));
	stmt_bind_instant(stmt, "$3", certified);
	stmt_bind_text(stmt, "$4", saying.pec_id);
	if (saying.said && proof_reaches(proof, PROOF_SUBMITTED))
		stmt_bind_instant(stmt, "$5", certified != INSTANT_NONE ? certified : saying.left);
	return stmt_done(stmt, error) && prove_to(db, id, &saying, error);
}

/* --- judging ---------------------------------------------------------------------------------------------------------- */

/* The best that it says of anybody; that it did not arrive, where it says nothing better. */
static Proof
best_of(const json_t *results)
{
	Proof best = PROOF_NONE, said;
	for (size_t i = 0; i < json_array_size(results); i++)
		if (proof_parse(json_string_value(json_object_get(json_array_get(results, i), "proof")), &said) &&
			(best == PROOF_NONE || best == PROOF_REFUTED || (said != PROOF_REFUTED && said > best)))
			best = said;
	return best;
}

static bool
judge(Db *db, const Event *event, const char *notice, GError **error)
{
	const json_t *results = json_object_get(event->facts, "results");
	g_autofree char *line = json_array_size(results) ? json_line(results) : NULL;
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_JUDGE]);
	stmt_bind_text(stmt, "$1", fact_text(event, "receipt"));
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", event->at);
	stmt_bind_text(stmt, "$4", notice);
	stmt_bind_text(stmt, "$5", fact_text(event, "kind"));
	stmt_bind_text(stmt, "$6", fact_text(event, "signature"));
	stmt_bind_text(stmt, "$7", fact_text(event, "reason"));
	stmt_bind_text(stmt, "$8", fact_text(event, "outcome"));
	stmt_bind_text(stmt, "$9", fact_text(event, "why"));
	stmt_bind_text(stmt, "$10", proof_code(best_of(results)));
	stmt_bind_text(stmt, "$11", line);
	stmt_bind_instant(stmt, "$12", fact_instant(event, "at"));
	stmt_bind_text(stmt, "$13", fact_text(event, "facts"));
	stmt_bind_text(stmt, "$14", fact_text(event, "message_id"));
	stmt_bind_text(stmt, "$15", fact_text(event, "pec_id"));
	stmt_bind_text(stmt, "$16", body_text(event, "sender"));
	stmt_bind_text(stmt, "$17", body_text(event, "recipient"));
	stmt_bind_text(stmt, "$18", body_text(event, "subject"));
	stmt_bind_text(stmt, "$19", body_text(event, "words"));
	return stmt_done(stmt, error);
}

bool
apply_receipt_judged(Db *db, const Event *event, GError **error)
{
	g_autofree char *notice = event_sub_id(event, "notice");
	if (!judge(db, event, notice, error))
		return false;
	return !notice || (notice_prove(db, notice, true, error) && notice_follow(db, event, error));
}

bool
receipt_confirm(Db *db, const char *receipt, const char *notice, GError **error)
{
	return apply_texts(db, &receipt_statements[SQL_CONFIRM], (const char *[]){receipt, notice, NULL}, error);
}

/* --- calls ------------------------------------------------------------------------------------------------------------ */

bool
apply_call_noted(Db *db, const Event *event, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &receipt_statements[SQL_CALL]);

	stmt_bind_text(stmt, "$1", event->ref);
	stmt_bind_int64(stmt, "$2", event->seq);
	stmt_bind_instant(stmt, "$3", fact_instant(event, "at"));
	stmt_bind_instant(stmt, "$4", event->at);
	stmt_bind_text(stmt, "$5", event->by);
	stmt_bind_text(stmt, "$6", fact_text(event, "person"));
	stmt_bind_text(stmt, "$7", body_text(event, "who"));
	stmt_bind_text(stmt, "$8", body_text(event, "outcome"));
	return stmt_done(stmt, error);
}
