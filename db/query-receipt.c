/* What was kept of an incident: receipts, and who was called. */
#include "db/query-row.h"

enum { SQL_RECEIPT, SQL_OF_INCIDENT, SQL_ALL, SQL_UNREAD, SQL_UNKNOWN, SQL_ACCEPTED, SQL_CALLS, SQL_ANCHORS };

const Statement query_receipt_statements[] = {
	[SQL_RECEIPT] = {.name = "receipt by id", .sql = "SELECT * FROM receipt WHERE id = $1"},
	[SQL_OF_INCIDENT] = {.name = "receipts of an incident", .sql = "SELECT * FROM receipt WHERE ref = $1 ORDER BY number"},
	[SQL_ALL] = {.name = "receipts", .sql = "SELECT * FROM receipt ORDER BY number"},
	/* One of a message sent by hand waits until that is recorded, by another receipt of the same message. */
	[SQL_UNREAD] = {.name = "receipts that nobody looked at", .sql = "SELECT * FROM receipt WHERE judged_seq IS NULL "
		"UNION ALL SELECT r.* FROM notice AS n JOIN receipt AS r ON r.ref = n.ref AND r.message_id = n.message_id WHERE n.letter = 'by-hand' "
		"AND (r.why = 'by-hand' OR r.why = 'unknown-message') "
		/* Detection was corrected: it is not from before it any longer. */
		"UNION ALL SELECT r.* FROM receipt AS r WHERE r.ref IN (SELECT i.ref FROM incident AS i WHERE i.open = 1) AND r.why = 'before' "
		"AND r.certified_at >= (SELECT i.detected_at FROM incident AS i WHERE i.ref = r.ref) ORDER BY number"},
	[SQL_UNKNOWN] = {.name = "receipts whose signer or sender is unknown", .sql =
		"SELECT * FROM receipt WHERE judged_seq IS NOT NULL AND (signature = 'untrusted' OR why = 'stranger') ORDER BY number"},
	[SQL_ACCEPTED] = {.name = "newest acceptance for an address", .sql = "SELECT why FROM receipt WHERE kind = 'pec-accepted' "
		"AND outcome = 'proves' AND lower(recipient) = lower($1) ORDER BY judged_seq DESC LIMIT 1"},
	[SQL_CALLS] = {.name = "calls of an incident", .sql =
		"SELECT seq, at, noted_at, by, person, who, outcome FROM phone_call WHERE ref = $1 ORDER BY seq"},
	[SQL_ANCHORS] = {.name = "signed receipts of notices with a seal", .sql =
		"SELECT receipt.id AS id, receipt.notice AS notice, receipt.bytes AS bytes, receipt.at AS at, receipt.certified_at AS certified_at, "
		"notice.seal AS seal, notice.seal_seq AS seal_seq FROM receipt JOIN notice ON notice.id = receipt.notice "
		"WHERE receipt.signature = 'valid' AND notice.seal IS NOT NULL "
		/* What the register wrote to itself: without a breach, nothing else carries a seal outside. */
		"UNION ALL SELECT id, '' AS notice, delivered_bytes AS bytes, delivered_at AS at, delivered_at AS certified_at, seal, seal_seq FROM bulletin "
		"WHERE delivered_bytes IS NOT NULL ORDER BY seal_seq DESC, id DESC"},
	{.name = NULL},
};

static Receipt *
read_receipt(Stmt *s)
{
	Receipt *r = g_new0(Receipt, 1);

	r->id = stmt_dup(s, "id");
	r->ref = stmt_dup(s, "ref");
	r->notice = stmt_dup(s, "notice");
	r->seq = stmt_int64(s, "seq");
	r->at = stmt_instant(s, "at");
	r->by = stmt_dup(s, "by");
	r->kind = stmt_dup(s, "kind");
	r->signature = stmt_dup(s, "signature");
	r->outcome = stmt_dup(s, "outcome");
	r->bytes = stmt_dup(s, "bytes");
	r->size = stmt_int64(s, "size");
	r->name = stmt_dup(s, "name");
	r->reason = stmt_dup(s, "reason");
	r->judged_at = stmt_instant(s, "judged_at");
	r->signature_reason = stmt_dup(s, "signature_reason");
	r->why = stmt_dup(s, "why");
	proof_parse(stmt_text(s, "proof"), &r->proof);
	r->certified_at = stmt_instant(s, "certified_at");
	r->facts = stmt_dup(s, "facts");
	r->message_id = stmt_dup(s, "message_id");
	r->pec_id = stmt_dup(s, "pec_id");
	r->sender = stmt_dup(s, "sender");
	r->recipient = stmt_dup(s, "recipient");
	r->subject = stmt_dup(s, "subject");
	r->words = stmt_dup(s, "words");
	return r;
}

bool
query_read_receipts(Db *db, const char *ref, GPtrArray *receipts, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[ref ? SQL_OF_INCIDENT : SQL_ALL]);

	if (ref)
		stmt_bind_text(s, "$1", ref);
	while (stmt_row(s))
		g_ptr_array_add(receipts, read_receipt(s));
	return stmt_done(s, error);
}

bool
query_read_calls(Db *db, const char *ref, GPtrArray *calls, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[SQL_CALLS]);

	stmt_bind_text(s, "$1", ref);
	while (stmt_row(s)) {
		Call *call = g_new0(Call, 1);
		call->seq = stmt_int64(s, "seq");
		call->at = stmt_instant(s, "at");
		call->noted_at = stmt_instant(s, "noted_at");
		call->by = stmt_dup(s, "by");
		call->person = stmt_dup(s, "person");
		call->who = stmt_dup(s, "who");
		call->outcome = stmt_dup(s, "outcome");
		g_ptr_array_add(calls, call);
	}
	return stmt_done(s, error);
}

bool
query_receipts(Db *db, const char *ref, GPtrArray **receipts, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)receipt_free);

	*receipts = NULL;
	if (!query_read_receipts(db, ref, found, error))
		return false;
	*receipts = g_steal_pointer(&found);
	return true;
}

static bool
receipts_of(Db *db, int sql, GPtrArray *receipts, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[sql]);

	while (stmt_row(s))
		g_ptr_array_add(receipts, read_receipt(s));
	return stmt_done(s, error);
}

bool
query_receipts_waiting(Db *db, bool unknown_too, GPtrArray **receipts, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)receipt_free);

	*receipts = NULL;
	if (!receipts_of(db, SQL_UNREAD, found, error) || (unknown_too && !receipts_of(db, SQL_UNKNOWN, found, error)))
		return false;
	*receipts = g_steal_pointer(&found);
	return true;
}

bool
query_is_external(Db *db, const char *address, bool *external, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[SQL_ACCEPTED]);

	stmt_bind_text(s, "$1", address);
	*external = stmt_row(s) && g_strcmp0(stmt_text(s, "why"), "external") == 0;
	return stmt_done(s, error);
}

bool
query_receipt(Db *db, const char *id, Receipt **receipt, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[SQL_RECEIPT]);
	g_autoptr(Receipt) found = NULL;

	*receipt = NULL;
	stmt_bind_text(s, "$1", id);
	if (stmt_row(s))
		found = read_receipt(s);
	if (!stmt_done(s, error))
		return false;
	*receipt = g_steal_pointer(&found);
	return true;
}

static void
sealed_receipt_free(SealedReceipt *receipt)
{
	if (!receipt)
		return;
	g_free(receipt->id);
	g_free(receipt->notice);
	g_free(receipt->bytes);
	g_free(receipt->seal);
	g_free(receipt);
}

bool
query_sealed_receipts(Db *db, GPtrArray **receipts, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)sealed_receipt_free);
	g_autoptr(Stmt) s = stmt_open(db, &query_receipt_statements[SQL_ANCHORS]);

	*receipts = NULL;
	while (stmt_row(s)) {
		SealedReceipt *r = g_new0(SealedReceipt, 1);
		r->id = stmt_dup(s, "id");
		r->notice = stmt_dup(s, "notice");
		r->bytes = stmt_dup(s, "bytes");
		r->seal = stmt_dup(s, "seal");
		r->seal_seq = stmt_int64(s, "seal_seq");
		r->at = stmt_is_null(s, "certified_at") ? stmt_instant(s, "at") : stmt_instant(s, "certified_at");
		g_ptr_array_add(found, r);
	}
	if (!stmt_done(s, error))
		return false;
	*receipts = g_steal_pointer(&found);
	return true;
}
