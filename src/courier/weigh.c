/* What a receipt proves. */
#include "src/courier/weigh.h"

#include <string.h>

void
weighed_clear(Weighed *weighed)
{
	json_decref(weighed->results);
}

static void
nothing(Weighed *out, ReceiptOutcome outcome, ReceiptWhy why)
{
	out->outcome = outcome;
	out->why = why;
}

/* --- recipients ------------------------------------------------------------------------------------------------------- */

static int
place_of(const Notice *notice, const char *address)
{
	for (guint i = 0; address && i < notice->to->len; i++)
		if (g_ascii_strcasecmp(((const Recipient *)g_ptr_array_index(notice->to, i))->address, address) == 0)
			return (int)i;
	return -1;
}

/* place -1: all of them. */
static void
add_result(Weighed *out, int place, Proof proof)
{
	json_t *result = json_object();
	if (!out->results)
		out->results = json_array();
	if (place >= 0)
		json_object_set_new(result, "place", json_integer(place));
	json_object_set_new(result, "proof", json_string(proof_code(proof)));
	json_array_append_new(out->results, result);
}

/* --- PEC receipts ----------------------------------------------------------------------------------------------------- */

static bool
counts(const Weighing *in)
{
	return understood_proves(in->said);
}

/* The signed data name our message: the header around them anybody could have written. */
static bool
certifies(const Weighing *in)
{
	const char *msgid = in->said->pec->msgid, *id = in->said->pec->id;
	return in->notice && (g_strcmp0(msgid, in->notice->message_id) == 0 || (in->notice->pec_id && g_strcmp0(id, in->notice->pec_id) == 0));
}

static bool
is_possible(const Weighing *in, Instant at)
{
	Instant begin = in->notice->composed_at;
	return at != INSTANT_NONE && at <= in->now + WEIGH_TOLERANCE && (begin == INSTANT_NONE || at >= begin - WEIGH_TOLERANCE);
}

static const PecRecipient *
pec_recipient(const PecFacts *pec, const char *address)
{
	for (guint i = 0; i < pec->recipients->len; i++) {
		const PecRecipient *r = g_ptr_array_index(pec->recipients, i);
		if (g_ascii_strcasecmp(r->address, address) == 0)
			return r;
	}
	return NULL;
}

/* The first of the notice's recipients that the provider names, and rather one whose address is no PEC mailbox; NULL. */
static const PecRecipient *
recipient_of(const Weighing *in)
{
	const PecRecipient *first = NULL;
	for (guint i = 0; i < in->notice->to->len; i++) {
		const PecRecipient *r = pec_recipient(in->said->pec, ((const Recipient *)g_ptr_array_index(in->notice->to, i))->address);
		if (r && (!first || (first->certified && !r->certified)))
			first = r;
	}
	return first;
}

/* Both warnings look alike: what comes 22 hours after the acceptance is the last. */
static bool
is_final(const Weighing *in)
{
	Instant begin = notice_left_at(in->notice);
	return begin != INSTANT_NONE && in->said->pec->at - begin >= RECEIPT_FINAL;
}

static void
accepted(const Weighing *in, Weighed *out)
{
	const PecRecipient *r = recipient_of(in);
	add_result(out, -1, PROOF_ACCEPTED);
	nothing(out, OUTCOME_PROVES, r && !r->certified ? WHY_EXTERNAL : WHY_PROVEN);
	out->recipient = r ? r->address : NULL;
}

static void
not_accepted(const Weighing *in, Weighed *out)
{
	(void)in;
	add_result(out, -1, PROOF_REFUTED);
	nothing(out, OUTCOME_REFUTES, WHY_REFUSED);
}

/* A receipt of delivery, and of its failure, is about one recipient each. */
static void
about_one(const Weighing *in, Weighed *out, ReceiptOutcome outcome, ReceiptWhy why, Proof proof)
{
	int place = place_of(in->notice, in->said->pec->delivered_to);
	if (place < 0) {
		nothing(out, OUTCOME_NONE, WHY_OTHER_RECIPIENT);
		return;
	}
	add_result(out, place, proof);
	nothing(out, outcome, why);
}

static void
delivered(const Weighing *in, Weighed *out)
{
	about_one(in, out, OUTCOME_PROVES, WHY_PROVEN, PROOF_DELIVERED);
}

static void
not_delivered(const Weighing *in, Weighed *out)
{
	about_one(in, out, OUTCOME_REFUTES, WHY_REFUSED, PROOF_REFUTED);
}

static void
warned(const Weighing *in, Weighed *out)
{
	if (is_final(in))
		not_delivered(in, out);
	else
		nothing(out, OUTCOME_WARNS, WHY_DELAYED);
}

static void
between_providers(const Weighing *in, Weighed *out)
{
	(void)in;
	nothing(out, OUTCOME_NONE, WHY_NO_PROOF);
}

/* A receipt of acceptance whose certified subject carries our mark, for somebody whom a notice may be written to: it was sent from a
 * webmail, by somebody who could not wait. */
static bool
is_by_hand(const Weighing *in, Weighed *out)
{
	const PecFacts *pec = in->said->pec;
	if (!in->marked || in->said->kind != MESSAGE_PEC_ACCEPTED || pec->at == INSTANT_NONE || !pec->msgid)
		return false;
	for (guint i = 0; i < pec->recipients->len; i++) {
		const PecRecipient *r = g_ptr_array_index(pec->recipients, i);
		if (!addressee_find(in->addressees, r->address))
			continue;
		out->recipient = r->address;
		return true;
	}
	return false;
}

static void
weigh_pec(const Weighing *in, Weighed *out, void (*what)(const Weighing *, Weighed *))
{
	const PecFacts *pec = in->said->pec;
	bool before = pec && in->detected_at != INSTANT_NONE && pec->at < in->detected_at;
	if (!counts(in) || !pec)
		nothing(out, OUTCOME_NONE, WHY_SIGNATURE);
	else if (!certifies(in) && is_by_hand(in, out))
		nothing(out, before ? OUTCOME_NONE : OUTCOME_BY_HAND, before ? WHY_BEFORE : WHY_BY_HAND);
	else if (!certifies(in))
		nothing(out, OUTCOME_NONE, WHY_UNKNOWN_MESSAGE);
	else if (in->notice->channel != CHANNEL_PEC || (in->notice->from && g_ascii_strcasecmp(pec->sender ? pec->sender : "", in->notice->from) != 0))
		nothing(out, OUTCOME_NONE, WHY_OTHER_SENDER);
	else if (!is_possible(in, pec->at))
		nothing(out, OUTCOME_NONE, WHY_INSTANT);
	else
		what(in, out);
}

/* --- reports ---------------------------------------------------------------------------------------------------------- */

/* Of what a server says of one recipient; a row where that is nothing that counts. */
static const struct {
	ReceiptOutcome outcome;
	ReceiptWhy why;
	Proof proof;
} of_action[] = {
	[ACTION_UNKNOWN] = {OUTCOME_NONE, WHY_NO_PROOF, PROOF_NONE},
	[ACTION_FAILED] = {OUTCOME_REFUTES, WHY_REFUSED, PROOF_REFUTED},
	[ACTION_DELAYED] = {OUTCOME_WARNS, WHY_DELAYED, PROOF_NONE},
	[ACTION_DELIVERED] = {OUTCOME_PROVES, WHY_PROVEN, PROOF_DELIVERED},
	[ACTION_RELAYED] = {OUTCOME_NONE, WHY_RELAYED, PROOF_NONE},
	[ACTION_EXPANDED] = {OUTCOME_NONE, WHY_RELAYED, PROOF_NONE},
	[ACTION_DISPLAYED] = {OUTCOME_PROVES, WHY_OPENED, PROOF_DELIVERED},
	[ACTION_DELETED] = {OUTCOME_NONE, WHY_NO_PROOF, PROOF_NONE},
	[ACTION_DISPATCHED] = {OUTCOME_NONE, WHY_NO_PROOF, PROOF_NONE},
	[ACTION_PROCESSED] = {OUTCOME_NONE, WHY_NO_PROOF, PROOF_NONE},
};

/* Forwarding changes the final recipient: where the notice has one alone, it is that one. */
static int
place_of_report(const Notice *notice, const ReportRecipient *r)
{
	int place = place_of(notice, r->original);
	if (place < 0)
		place = place_of(notice, r->recipient);
	return place < 0 && notice->to->len == 1 ? 0 : place;
}

/* How much one outcome matters beside another, of the same report: that it did not arrive is said first. */
static int
weight(ReceiptOutcome outcome)
{
	static const int weights[] = {[OUTCOME_NONE] = 0, [OUTCOME_BY_HAND] = 1, [OUTCOME_PROVES] = 2, [OUTCOME_WARNS] = 3, [OUTCOME_REFUTES] = 4};
	return weights[outcome];
}

static void
weigh_recipient(const Weighing *in, const ReportRecipient *r, Weighed *out)
{
	int place = place_of_report(in->notice, r);
	ReceiptOutcome outcome = place < 0 ? OUTCOME_NONE : of_action[r->action].outcome;
	ReceiptWhy why = place < 0 ? WHY_OTHER_RECIPIENT : of_action[r->action].why;
	if (place >= 0 && of_action[r->action].proof != PROOF_NONE)
		add_result(out, place, of_action[r->action].proof);
	if (out->recipient && weight(outcome) <= weight(out->outcome))
		return;
	nothing(out, outcome, why);
	out->recipient = r->original ? r->original : r->recipient;
	out->words = r->diagnostic ? r->diagnostic : r->status;
}

/* The id of ours must stand where such a report has it. */
static bool
carries_id(const Weighing *in)
{
	for (guint i = 0; i < in->said->ids->len; i++) {
		const IdFound *found = g_ptr_array_index(in->said->ids, i);
		const char *id = in->notice->message_id, *at = id ? strchr(id, '@') : NULL;
		if (!at)
			return false;
		if (strcmp(found->id, id) == 0 || (found->place == ID_ENVELOPE && strncmp(found->id, id + 1, (gsize)(at - id) - 1) == 0 &&
			strlen(found->id) == (gsize)(at - id) - 1))
			return true;
	}
	return false;
}

static bool
may_report(const Weighing *in, Weighed *out)
{
	if (!in->notice || !in->named)
		nothing(out, OUTCOME_NONE, WHY_UNKNOWN_MESSAGE);
	else if (!carries_id(in))
		nothing(out, OUTCOME_NONE, WHY_NO_ID);
	else if (in->notice->channel == CHANNEL_PEC)
		nothing(out, OUTCOME_NONE, WHY_SIGNATURE);
	else
		return true;
	return false;
}

static void
weigh_report(const Weighing *in, Weighed *out)
{
	nothing(out, OUTCOME_NONE, WHY_NO_PROOF);
	if (!may_report(in, out) || !in->said->report)
		return;
	for (guint i = 0; i < in->said->report->recipients->len; i++)
		weigh_recipient(in, g_ptr_array_index(in->said->report->recipients, i), out);
}

/* It says that it came back, and mostly not from whom: it is taken for all of them. */
static void
weigh_bounce(const Weighing *in, Weighed *out)
{
	if (may_report(in, out))
		not_accepted(in, out);
}

/* --- answers ---------------------------------------------------------------------------------------------------------- */

/* An address of theirs that the notice did not go to answers for all: it is one addressee's. */
static void
acknowledged(const Weighing *in, Weighed *out, ReceiptWhy why)
{
	add_result(out, place_of(in->notice, in->said->sender), PROOF_ACKNOWLEDGED);
	nothing(out, OUTCOME_PROVES, why);
}

static void
weigh_answer(const Weighing *in, Weighed *out)
{
	const Addressee *who = addressee_from(in->addressees, in->said->sender);
	bool signed_by = in->said->kind == MESSAGE_PEC_ENVELOPE && counts(in) && in->said->pec && in->said->pec->sender &&
		g_ascii_strcasecmp(in->said->pec->sender, in->said->sender ? in->said->sender : "") == 0;
	bool theirs = who && in->notice && g_strcmp0(who->audience, in->notice->audience) == 0;
	if (in->said->automatic)
		nothing(out, OUTCOME_NONE, WHY_AUTOMATIC);
	else if (!in->notice)
		nothing(out, OUTCOME_NONE, in->marked ? (who ? WHY_NO_ID : WHY_STRANGER) : WHY_UNKNOWN_MESSAGE);
	else if (!theirs)
		nothing(out, OUTCOME_NONE, WHY_STRANGER);
	else if (signed_by)
		acknowledged(in, out, WHY_ANSWERED_SIGNED);
	else if (in->named && carries_id(in))
		acknowledged(in, out, WHY_ANSWERED);
	else
		nothing(out, OUTCOME_NONE, WHY_NO_ID);
}

/* --- all -------------------------------------------------------------------------------------------------------------- */

static const struct {
	void (*pec)(const Weighing *in, Weighed *out); /* of a PEC receipt, once it certifies our message */
	void (*other)(const Weighing *in, Weighed *out);
} rows[] = {
	[MESSAGE_OTHER] = {NULL, NULL},
	[MESSAGE_PEC_ACCEPTED] = {accepted, NULL},
	[MESSAGE_PEC_NOT_ACCEPTED] = {not_accepted, NULL},
	[MESSAGE_PEC_TAKEN] = {between_providers, NULL},
	[MESSAGE_PEC_DELIVERED] = {delivered, NULL},
	[MESSAGE_PEC_NOT_DELIVERED] = {not_delivered, NULL},
	[MESSAGE_PEC_WARNING] = {warned, NULL},
	[MESSAGE_PEC_VIRUS] = {between_providers, NULL},
	[MESSAGE_PEC_ENVELOPE] = {NULL, weigh_answer},
	[MESSAGE_PEC_ANOMALY] = {NULL, weigh_answer},
	[MESSAGE_DSN] = {NULL, weigh_report},
	[MESSAGE_MDN] = {NULL, weigh_report},
	[MESSAGE_AUTO_REPLY] = {NULL, weigh_answer},
	[MESSAGE_REPLY] = {NULL, weigh_answer},
	[MESSAGE_BOUNCE] = {NULL, weigh_bounce},
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == MESSAGE_KINDS);

void
weigh(const Weighing *in, Weighed *out)
{
	const Understood *said = in->said;
	*out = (Weighed){.outcome = OUTCOME_NONE, .why = said->failed ? WHY_NOT_UNDERSTOOD : WHY_NO_PROOF, .at = INSTANT_NONE};
	if (said->pec) {
		out->at = said->pec->at;
		out->recipient = said->pec->delivered_to;
		out->words = said->pec->error_text;
	}
	if (said->failed)
		return;
	if (in->own && !rows[said->kind].pec)
		nothing(out, OUTCOME_NONE, WHY_OWN);
	else if (rows[said->kind].pec)
		weigh_pec(in, out, rows[said->kind].pec);
	else if (rows[said->kind].other)
		rows[said->kind].other(in, out);
}
