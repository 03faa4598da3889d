/*
 * The kinds of event: the vocabulary of the journal.
 *
 * One table a kind: its fields, their types, and the side each stands on (facts stay for ever, bodies may be erased).
 * Append only: a kind or a field that was once released never changes its meaning.
 */
#include "src/core/event.h"

#define FACT(n, t) {(n), (t), SIDE_FACT, true}
#define FACT_OPT(n, t) {(n), (t), SIDE_FACT, false}
#define BODY(n, t) {(n), (t), SIDE_BODY, true}
#define BODY_OPT(n, t) {(n), (t), SIDE_BODY, false}
#define END {NULL, IS_STRING, SIDE_FACT, false}

/* --- the register ------------------------------------------------------------------------------------------------ */

static const EventField register_created[] = {
	FACT("format", IS_INTEGER), FACT("hash", IS_STRING), FACT("register", IS_STRING), FACT("demo", IS_BOOL), END,
};

/* A setting whose row is a fact carries "value" among the facts, one that is text in the body; an empty value takes it back. informed: when
 * the workers were told of it, of record-reading alone. */
static const EventField setting_changed[] = {
	FACT("name", IS_STRING), FACT_OPT("value", IS_STRING), FACT_OPT("informed", IS_INSTANT), BODY_OPT("text", IS_STRING), END,
};

/* Somebody looked at it, or gave it out, where record-reading asks for it. what: reading_code(); never a word of what was read. */
static const EventField reading_recorded[] = {FACT("what", IS_STRING), END};

/* From here on this machine sends. machine: SHA-256 of the machine's id and the register's uuid; absent: it has none. */
static const EventField register_adopted[] = {FACT_OPT("machine", IS_HASH), BODY_OPT("reason", IS_STRING), END};
/*
 * What stands before this event came from a backup. lost: the end of the journal that it was put in the place of. numbers: how far that one
 * had counted where it was ahead, [{"counter":"incident:2026","value":14}]: no ref that anybody may have seen is given twice.
 */
static const EventField register_restored[] = {
	FACT_OPT("lost_seq", IS_INTEGER), FACT_OPT("lost_seal", IS_HASH), FACT_OPT("numbers", IS_OBJECTS), BODY_OPT("from", IS_STRING), END,
};
/* The copy that goes elsewhere ends with event seq; nothing but register.adopted or register.restored follows here. */
static const EventField register_moved[] = {
	FACT("seq", IS_INTEGER), FACT("seal", IS_HASH), FACT("size", IS_INTEGER), BODY_OPT("to", IS_STRING), END,
};
/* A copy up to event seq, verified; size in bytes. */
static const EventField backup_made[] = {FACT("seq", IS_INTEGER), FACT("seal", IS_HASH), FACT("size", IS_INTEGER), END};

/* What the company did about a duty of its own, when, until when that lasts, and the paper that shows it (a blob). */
static const EventField duty_recorded[] = {
	FACT("duty", IS_STRING), FACT("at", IS_INSTANT), FACT_OPT("expires", IS_INSTANT), FACT_OPT("bytes", IS_HASH), FACT_OPT("size", IS_INTEGER),
	BODY_OPT("version", IS_STRING), BODY_OPT("handed_to", IS_STRING), BODY_OPT("reason", IS_STRING), BODY_OPT("name", IS_STRING), END,
};

/* --- people and clients ------------------------------------------------------------------------------------------- */

#define PERSON_BODY \
	BODY_OPT("name", IS_STRING), BODY_OPT("email", IS_STRING), BODY_OPT("pec", IS_STRING), BODY_OPT("phone", IS_STRING), \
	BODY_OPT("phone_out", IS_STRING), BODY_OPT("position", IS_STRING), BODY_OPT("accounts", IS_STRINGS), BODY_OPT("reply_from", IS_STRINGS)

static const EventField person_added[] = {FACT("person", IS_STRING), FACT("roles", IS_STRINGS), PERSON_BODY, END};
/* Only what changes is there; an empty text takes a value away. */
static const EventField person_changed[] = {FACT("person", IS_STRING), FACT_OPT("roles", IS_STRINGS), PERSON_BODY, END};
static const EventField person_retired[] = {FACT("person", IS_STRING), BODY_OPT("reason", IS_STRING), END};

static const EventField dpo_appointed[] = {
	FACT("person", IS_STRING), FACT("from", IS_INSTANT), FACT_OPT("deputy", IS_STRING), FACT_OPT("delegated", IS_BOOL),
	FACT_OPT("declared", IS_BOOL), /* asked outright, answered: neither administrator nor operations director */
	BODY_OPT("act", IS_STRING), BODY_OPT("protocol", IS_STRING), BODY_OPT("firm", IS_STRING), BODY_OPT("reason", IS_STRING),
	END,
};
static const EventField dpo_ended[] = {
	FACT("person", IS_STRING), FACT("until", IS_INSTANT), BODY_OPT("reason", IS_STRING), END,
};
static const EventField dpo_away[] = {
	FACT("person", IS_STRING), FACT("from", IS_INSTANT), FACT("to", IS_INSTANT), END,
};

#define CLIENT_FACTS \
	FACT("client", IS_STRING), FACT_OPT("hours", IS_INTEGER), FACT_OPT("starts", IS_STRING), \
	FACT_OPT("processor", IS_BOOL), FACT_OPT("lang", IS_STRING), FACT_OPT("auto_notify", IS_BOOL)
#define CLIENT_BODY \
	BODY_OPT("name", IS_STRING), BODY_OPT("vat", IS_STRING), BODY_OPT("email", IS_STRING), BODY_OPT("pec", IS_STRING), \
	BODY_OPT("contact", IS_STRING), BODY_OPT("phone", IS_STRING), BODY_OPT("clause", IS_STRING), \
	BODY_OPT("reply_from", IS_STRINGS)

static const EventField client_added[] = {CLIENT_FACTS, CLIENT_BODY, END};
static const EventField client_changed[] = {CLIENT_FACTS, CLIENT_BODY, END};
static const EventField client_retired[] = {FACT("client", IS_STRING), BODY_OPT("reason", IS_STRING), END};

/* --- incidents ---------------------------------------------------------------------------------------------------- */

/*
 * clocks: what runs from the start, frozen: [{"id":"dpo-24h","rule":"dpo-24h","from":"detected","starts_at":...,"due_at":...,
 * "length":86400,"client":"alfa","provisional":true,"internal":true,"proof":{"email":"submitted","pec":"accepted"}}].
 * dpo: the person who was DPO at detection; absent when there was none.
 */
static const EventField incident_logged[] = {
	FACT("kind", IS_STRING), FACT("clocks", IS_OBJECTS), FACT_OPT("dpo", IS_STRING), FACT_OPT("drill_send", IS_BOOL),
	BODY_OPT("source_id", IS_STRING), BODY_OPT("reason", IS_STRING), /* why detected stands before occurred */
	END,
};
/* Fields with their new values; null takes one away. clocks: those that the change starts or moves, whole again. stopped: ids of
 * clocks that no longer apply (own data = no). */
static const EventField incident_amended[] = {
	FACT_OPT("clocks", IS_OBJECTS), FACT_OPT("stopped", IS_STRINGS), FACT_OPT("cleared", IS_STRINGS),
	BODY_OPT("reason", IS_STRING), END,
};
/* detected_at, aware_at or occurred: which, the new instant, the clocks it moves (whole again, with "late":true on those that
 * became or stay late by it) and who was DPO then. */
static const EventField instant_corrected[] = {
	FACT("field", IS_STRING), FACT("instant", IS_INSTANT), FACT_OPT("clocks", IS_OBJECTS), FACT_OPT("dpo", IS_STRING),
	BODY("reason", IS_STRING), END,
};
/* What this client alone is told; only what changes is there, an empty text or list takes a value away: the incident's counts again. */
static const EventField client_affected[] = {
	FACT("client", IS_STRING), FACT_OPT("subjects", IS_STRING), FACT_OPT("records", IS_STRING), FACT_OPT("data", IS_STRINGS),
	FACT_OPT("clock", IS_OBJECT), BODY_OPT("name", IS_STRING), /* as typed, when the register does not know it: client "?" */
	BODY_OPT("campaign", IS_STRING), BODY_OPT("reference", IS_STRING),
	BODY_OPT("description", IS_STRING), BODY_OPT("measures_taken", IS_STRING), END,
};
static const EventField client_cleared[] = {FACT("client", IS_STRING), BODY("reason", IS_STRING), END};
/*
 * What the DPO answered by mail and somebody else entered: for whom, the instant of the answer, and the receipt that is on file. Without
 * them it is the act of who wrote the event, at the event's own instant.
 */
#define ACT FACT_OPT("for", IS_STRING), FACT_OPT("at", IS_INSTANT), FACT_OPT("receipt", IS_STRING)

static const EventField took_charge[] = {ACT, BODY_OPT("text", IS_STRING), END};
static const EventField late_reason[] = {
	FACT("clock", IS_STRING), FACT("cause", IS_STRING), BODY("reason", IS_STRING), END,
};
static const EventField note_added[] = {BODY("text", IS_STRING), END};

/* --- the DPO's work, the company's decisions ------------------------------------------------------------------------ */

/*
 * answers: what was answered, as src/core/severity.h writes it; se: the score in quarters, 1..24; level: what follows from it. Without
 * answers a level alone is what the DPO stated. override: the level put in its place. many, unintelligible: the two flags.
 */
static const EventField assessment_made[] = {
	ACT, FACT_OPT("answers", IS_OBJECT), FACT_OPT("se", IS_INTEGER), FACT("level", IS_STRING), FACT_OPT("override", IS_STRING),
	FACT_OPT("many", IS_BOOL), FACT_OPT("unintelligible", IS_BOOL), BODY_OPT("reason", IS_STRING), END,
};
static const EventField opinion_given[] = {
	ACT, FACT("about", IS_STRING), FACT("yes", IS_BOOL), BODY("reason", IS_STRING), END,
};
/* clocks: those that the decision starts, or that run again, whole; stopped: ids of those that no longer apply by it. */
static const EventField decision_made[] = {
	ACT, FACT("about", IS_STRING), FACT("yes", IS_BOOL), FACT_OPT("clocks", IS_OBJECTS), FACT_OPT("stopped", IS_STRINGS),
	BODY("reason", IS_STRING), BODY_OPT("signed_by", IS_STRING), END,
};
static const EventField clock_waived[] = {ACT, FACT("clock", IS_STRING), BODY("reason", IS_STRING), END};
/* Filed or told outside this program, at `at`; clocks: those that it starts; stopped: those that it ends. evidence: "e1". */
static const EventField filing_recorded[] = {
	FACT("clock", IS_STRING), FACT("type", IS_STRING), FACT("at", IS_INSTANT), FACT_OPT("evidence", IS_STRING),
	FACT_OPT("clocks", IS_OBJECTS), FACT_OPT("stopped", IS_STRINGS), BODY_OPT("number", IS_STRING), BODY_OPT("protocol", IS_STRING),
	BODY_OPT("note", IS_STRING), END,
};

/* action: its number within the incident, "1". standard: the code of the standard action it came from. */
#define ACTION_BODY BODY_OPT("owner_name", IS_STRING), BODY_OPT("owner_email", IS_STRING)
static const EventField action_added[] = {
	ACT, FACT("action", IS_STRING), FACT("kind", IS_STRING), FACT("state", IS_STRING), FACT_OPT("owner", IS_STRING),
	FACT_OPT("due", IS_INSTANT), FACT_OPT("standard", IS_STRING), FACT_OPT("review", IS_BOOL), BODY("title", IS_STRING), ACTION_BODY, END,
};
/* Only what changes is there; cleared: "due", "owner". */
static const EventField action_changed[] = {
	ACT, FACT("action", IS_STRING), FACT_OPT("kind", IS_STRING), FACT_OPT("state", IS_STRING), FACT_OPT("owner", IS_STRING),
	FACT_OPT("due", IS_INSTANT), FACT_OPT("cleared", IS_STRINGS), BODY_OPT("title", IS_STRING), ACTION_BODY,
	BODY_OPT("reason", IS_STRING), END,
};
static const EventField action_done[] = {ACT, FACT("action", IS_STRING), BODY("result", IS_STRING), END};
static const EventField action_dropped[] = {ACT, FACT("action", IS_STRING), BODY("reason", IS_STRING), END};
/* The DPO saw that what was done holds. */
static const EventField action_verified[] = {ACT, FACT("action", IS_STRING), BODY_OPT("text", IS_STRING), END};
/* bytes: a blob of the register; hash: of bytes that are not kept here. One of the two. */
static const EventField evidence_added[] = {
	FACT("evidence", IS_STRING), FACT_OPT("bytes", IS_HASH), FACT_OPT("hash", IS_HASH), FACT("size", IS_INTEGER),
	FACT_OPT("action", IS_STRING), BODY_OPT("name", IS_STRING), BODY_OPT("place", IS_STRING), BODY_OPT("note", IS_STRING), END,
};

/* --- how an incident ends, and what is left of it --------------------------------------------------------------------- */

/* at of one that was imported: when it was closed then. */
static const EventField incident_closed[] = {ACT, BODY_OPT("reason", IS_STRING), END};
static const EventField incident_reopened[] = {ACT, BODY("reason", IS_STRING), END};
static const EventField incident_voided[] = {ACT, FACT_OPT("duplicate_of", IS_STRING), BODY("reason", IS_STRING), END};
/*
 * Of the past: nothing is ever sent about it. logged_at: when it was recorded where it comes from; taken_at and taken: by whom it was taken
 * in charge. clocks: with "met_at" where paper says that they were met; their proof is at most "declared".
 */
static const EventField incident_imported[] = {
	FACT("kind", IS_STRING), FACT("clocks", IS_OBJECTS), FACT_OPT("dpo", IS_STRING), FACT_OPT("logged_at", IS_INSTANT),
	FACT_OPT("taken_at", IS_INSTANT), BODY_OPT("source_id", IS_STRING), END,
};
/* A dispute or an order: nothing of the incident may be erased until it is lifted. */
static const EventField hold_placed[] = {BODY("reason", IS_STRING), END};
static const EventField hold_lifted[] = {BODY("reason", IS_STRING), END};
/* events: the seqs whose bodies are erased with this event; blobs: the SHA-256 of bytes that go with them. */
static const EventField body_erased[] = {
	FACT("events", IS_INTEGERS), FACT_OPT("blobs", IS_STRINGS), FACT("closed_at", IS_INSTANT), BODY_OPT("reason", IS_STRING), END,
};

/* --- notices ------------------------------------------------------------------------------------------------------ */

static const EventField notice_queued[] = {
	FACT("notice", IS_STRING), FACT("audience", IS_STRING), FACT("letter", IS_STRING), FACT_OPT("supplement", IS_INTEGER),
	FACT("channel", IS_STRING), FACT("lang", IS_STRING), FACT_OPT("automatic", IS_BOOL), FACT_OPT("exercise", IS_BOOL),
	FACT_OPT("hold_until", IS_INSTANT), FACT_OPT("held", IS_BOOL), /* until somebody releases it */
	FACT_OPT("receipt", IS_STRING), /* of a read-back: the answer whose content it repeats */
	FACT_OPT("steps", IS_OBJECTS), /* of a reminder: [{"rule":"clock:dpo-24h","step":"6h","anchor":...}], each once for its incident */
	END,
};
/* bytes: SHA-256 of the frozen message; text: of its readable text. Both are blobs. seal: the one printed at its foot. */
static const EventField notice_composed[] = {
	FACT("notice", IS_STRING), FACT("message_id", IS_STRING), FACT("bytes", IS_HASH), FACT("text", IS_HASH),
	FACT("people", IS_STRINGS), FACT_OPT("seal", IS_HASH), FACT_OPT("seal_seq", IS_INTEGER),
	BODY("to", IS_STRINGS), BODY("from", IS_STRING), BODY("subject", IS_STRING), END,
};
static const EventField notice_attempted[] = {FACT("notice", IS_STRING), FACT("attempt", IS_INTEGER), END};
static const EventField notice_submitted[] = {
	FACT("notice", IS_STRING), FACT("sent_at", IS_INSTANT), FACT("code", IS_INTEGER), FACT_OPT("enhanced", IS_STRING),
	FACT_OPT("tls", IS_STRING), FACT_OPT("dsn", IS_BOOL), FACT_OPT("stored", IS_BOOL), /* written to a maildir, not sent */
	BODY_OPT("server", IS_STRING), BODY("reply", IS_STRING), BODY_OPT("queue_id", IS_STRING), BODY_OPT("recipients", IS_OBJECTS),
	END,
};
/* next_at: when it is tried again; absent: not by itself. */
static const EventField notice_failed[] = {
	FACT("notice", IS_STRING), FACT("verdict", IS_STRING), FACT_OPT("code", IS_INTEGER), FACT_OPT("enhanced", IS_STRING),
	FACT_OPT("next_at", IS_INSTANT), BODY_OPT("server", IS_STRING), BODY("reply", IS_STRING),
	BODY_OPT("recipients", IS_OBJECTS), END,
};
/* A person asks: try now (release of a hold, or after a failure). */
static const EventField notice_retried[] = {FACT("notice", IS_STRING), FACT("next_at", IS_INSTANT), END};
/* hold_until absent: held until it is released; the dead-man's switch still sends. */
static const EventField notice_held[] = {FACT("notice", IS_STRING), FACT_OPT("hold_until", IS_INSTANT), END};
/* A person lets a notice to a client go. late: by security alone, because less than a quarter of the time was left; then with a reason. */
static const EventField notice_released[] = {
	FACT("notice", IS_STRING), FACT("next_at", IS_INSTANT), FACT_OPT("late", IS_BOOL), BODY_OPT("reason", IS_STRING), END,
};
static const EventField notice_cancelled[] = {FACT("notice", IS_STRING), BODY("reason", IS_STRING), END};

/* --- what came back, and who was spoken to -------------------------------------------------------------------------- */

/*
 * Bytes that came in, kept as a blob before anything looks into them. receipt: "r57", counted through the whole register. kind,
 * signature and outcome are codes of what was made of them; "other", "none", "none": nothing was, so they prove nothing.
 */
static const EventField receipt_recorded[] = {
	FACT("receipt", IS_STRING), FACT_OPT("notice", IS_STRING), FACT("bytes", IS_HASH), FACT("size", IS_INTEGER),
	FACT("kind", IS_STRING), FACT("signature", IS_STRING), FACT("outcome", IS_STRING),
	BODY_OPT("name", IS_STRING), /* of the file, without its folder */
	BODY_OPT("reason", IS_STRING), END,
};
/*
 * What was made of a receipt; a later judgement takes the place of an earlier one. facts: what was read out of it, a blob of JSON. results:
 * what follows for the recipients of the notice, [{"place":0,"proof":"delivered"}], by their place in notice.composed; without a place for
 * all; "refuted": it did not arrive. at: the receipt's own instant. message_id, pec_id: of the message that it certifies.
 */
static const EventField receipt_judged[] = {
	FACT("receipt", IS_STRING), FACT_OPT("notice", IS_STRING), FACT("kind", IS_STRING), FACT("signature", IS_STRING),
	FACT_OPT("reason", IS_STRING), FACT("outcome", IS_STRING), FACT("why", IS_STRING), FACT_OPT("results", IS_OBJECTS),
	FACT_OPT("at", IS_INSTANT), FACT_OPT("message_id", IS_STRING), FACT_OPT("pec_id", IS_STRING), FACT("facts", IS_HASH),
	BODY_OPT("sender", IS_STRING), BODY_OPT("recipient", IS_STRING), BODY_OPT("subject", IS_STRING), BODY_OPT("words", IS_STRING), END,
};
/* Sent by hand, from outside this program, and proven by a receipt that a person confirmed: sent_at is its certified instant. */
static const EventField notice_recorded[] = {
	FACT("notice", IS_STRING), FACT("audience", IS_STRING), FACT("channel", IS_STRING), FACT("lang", IS_STRING),
	FACT("receipt", IS_STRING), FACT("sent_at", IS_INSTANT), FACT("message_id", IS_STRING), FACT_OPT("pec_id", IS_STRING),
	FACT("people", IS_STRINGS), BODY("to", IS_STRINGS), BODY_OPT("from", IS_STRING), BODY_OPT("subject", IS_STRING), END,
};
/* Somebody was called; never a proof. person: one of the register; else who, as typed. */
static const EventField call_noted[] = {
	FACT("at", IS_INSTANT), FACT_OPT("person", IS_STRING), BODY_OPT("who", IS_STRING), BODY("outcome", IS_STRING), END,
};

/*
 * What the register tells people by itself, about no incident: bulletin: "digest:2026-11:p2"; person: to whom; absent: to itself. Recorded
 * before a byte goes out. seal: the one printed at its foot.
 */
static const EventField bulletin_attempted[] = {
	FACT("bulletin", IS_STRING), FACT_OPT("person", IS_STRING), FACT("channel", IS_STRING), FACT("attempt", IS_INTEGER),
	FACT("message_id", IS_STRING), FACT("seal", IS_HASH), FACT("seal_seq", IS_INTEGER), END,
};
/* next_at: when it is tried again; absent: not at all. */
static const EventField bulletin_settled[] = {
	FACT("bulletin", IS_STRING), FACT("verdict", IS_STRING), FACT_OPT("code", IS_INTEGER), FACT_OPT("next_at", IS_INSTANT),
	BODY_OPT("server", IS_STRING), BODY("reply", IS_STRING), END,
};

/* A PEC receipt with a valid signature about a self-test: proof: "accepted", "delivered"; at: its own instant; bytes: a blob. */
static const EventField bulletin_proven[] = {
	FACT("bulletin", IS_STRING), FACT("proof", IS_STRING), FACT("at", IS_INSTANT), FACT("bytes", IS_HASH), END,
};

#define NOTICE "notice:%s", "notice"
#define BULLETIN "bulletin:%s", "bulletin"

const EventKind event_kinds[] = {
	{"register.created", false, false, register_created, NULL, NULL, {"register created", "registro creato"}, false},
	{"setting.changed", false, false, setting_changed, "setting:%s", "name", {"setting changed", "impostazione modificata"}, false},
	{"person.added", false, false, person_added, "person:%s", "person", {"person added", "persona aggiunta"}, false},
	{"person.changed", false, false, person_changed, "person:%s", "person", {"person changed", "persona modificata"}, false},
	{"person.retired", false, false, person_retired, "person:%s", "person", {"person retired", "persona non più attiva"}, false},
	{"dpo.appointed", false, false, dpo_appointed, "dpo", NULL, {"DPO appointed", "DPO designato"}, false},
	{"dpo.ended", false, false, dpo_ended, "dpo", NULL, {"DPO's appointment ended", "incarico del DPO terminato"}, false},
	{"dpo.away", false, false, dpo_away, "dpo", NULL, {"DPO away", "DPO assente"}, false},
	{"client.added", false, false, client_added, "client:%s", "client", {"client added", "committente aggiunto"}, false},
	{"client.changed", false, false, client_changed, "client:%s", "client", {"client changed", "committente modificato"}, false},
	{"client.retired", false, false, client_retired, "client:%s", "client", {"client retired", "committente non più attivo"}, false},
	{"incident.logged", true, true, incident_logged, NULL, NULL, {"incident logged", "incidente registrato"}, false},
	{"incident.amended", true, true, incident_amended, NULL, NULL, {"facts amended", "dati modificati"}, false},
	{"incident.instant-corrected", true, false, instant_corrected, "field:%s", "field", {"instant corrected", "orario corretto"}, false},
	{"client.affected", true, false, client_affected, "affected:%s", "client", {"client affected", "committente coinvolto"}, false},
	{"client.amended", true, false, client_affected, "affected:%s", "client", {"affected client amended", "dati del committente modificati"}, false},
	{"client.cleared", true, false, client_cleared, "affected:%s", "client", {"client not affected", "committente non coinvolto"}, false},
	{"dpo.took-charge", true, false, took_charge, "charge", NULL, {"taken in charge by the DPO", "preso in carico dal DPO"}, false},
	{"clock.late-reason", true, false, late_reason, "late:%s", "clock", {"reason for lateness", "motivo del ritardo"}, false},
	{"assessment.made", true, false, assessment_made, "assessment", NULL, {"severity assessed", "gravità valutata"}, false},
	{"opinion.given", true, false, opinion_given, "opinion:%s", "about", {"DPO's opinion", "parere del DPO"}, false},
	{"decision.made", true, false, decision_made, "decision:%s", "about", {"decision of the company", "decisione dell'azienda"}, false},
	{"clock.waived", true, false, clock_waived, "clock:%s", "clock", {"clock waived", "termine dichiarato non dovuto"}, false},
	{"filing.recorded", true, false, filing_recorded, "clock:%s", "clock", {"filing recorded", "notifica registrata"}, false},
	{"action.added", true, false, action_added, "action:%s", "action", {"action added", "azione aggiunta"}, false},
	{"action.changed", true, false, action_changed, "action:%s", "action", {"action changed", "azione modificata"}, false},
	{"action.done", true, false, action_done, "action:%s", "action", {"action done", "azione conclusa"}, false},
	{"action.dropped", true, false, action_dropped, "action:%s", "action", {"action dropped", "azione abbandonata"}, false},
	{"action.verified", true, false, action_verified, "action:%s", "action", {"action verified by the DPO", "azione verificata dal DPO"}, false},
	{"evidence.added", true, false, evidence_added, "evidence:%s", "evidence", {"evidence added", "evidenza aggiunta"}, false},
	{"incident.closed", true, false, incident_closed, "stage", NULL, {"incident closed", "incidente chiuso"}, false},
	{"incident.reopened", true, false, incident_reopened, "stage", NULL, {"incident reopened", "incidente riaperto"}, false},
	{"incident.voided", true, false, incident_voided, "stage", NULL, {"incident void", "incidente annullato"}, false},
	{"incident.imported", true, true, incident_imported, NULL, NULL, {"incident imported", "incidente importato"}, false},
	{"hold.placed", true, false, hold_placed, "hold", NULL, {"legal hold placed", "blocco legale posto"}, false},
	{"hold.lifted", true, false, hold_lifted, "hold", NULL, {"legal hold lifted", "blocco legale tolto"}, false},
	{"body.erased", true, false, body_erased, "erasure", NULL, {"texts erased", "testi cancellati"}, false},
	{"note.added", true, false, note_added, NULL, NULL, {"note", "nota"}, false},
	{"notice.queued", true, false, notice_queued, NOTICE, {"notice queued", "comunicazione in uscita"}, true},
	{"notice.composed", true, false, notice_composed, NOTICE, {"notice composed", "comunicazione composta"}, true},
	{"notice.attempted", true, false, notice_attempted, NOTICE, {"sending attempted", "invio tentato"}, true},
	{"notice.submitted", true, false, notice_submitted, NOTICE, {"notice sent", "comunicazione inviata"}, true},
	{"notice.failed", true, false, notice_failed, NOTICE, {"sending failed", "invio non riuscito"}, true},
	{"notice.retried", true, false, notice_retried, NOTICE, {"sending asked for", "invio richiesto"}, true},
	{"notice.held", true, false, notice_held, NOTICE, {"notice held", "comunicazione trattenuta"}, false},
	{"notice.released", true, false, notice_released, NOTICE, {"notice released", "comunicazione rilasciata"}, false},
	{"notice.cancelled", true, false, notice_cancelled, NOTICE, {"notice withdrawn", "comunicazione ritirata"}, true},
	{"receipt.recorded", true, false, receipt_recorded, "receipt:%s", "receipt", {"receipt kept", "ricevuta conservata"}, true},
	{"receipt.judged", true, false, receipt_judged, "receipt:%s", "receipt", {"receipt examined", "ricevuta esaminata"}, true},
	{"notice.recorded", true, false, notice_recorded, NOTICE, {"notice sent by hand recorded", "comunicazione inviata a mano registrata"}, false},
	{"call.noted", true, false, call_noted, NULL, NULL, {"call", "telefonata"}, false},
	{"incident.read", true, false, reading_recorded, NULL, NULL, {"read", "consultato"}, false},
	{"register.read", false, false, reading_recorded, NULL, NULL, {"register read", "registro consultato"}, false},
	{"bulletin.attempted", false, false, bulletin_attempted, BULLETIN, {"bulletin being sent", "avviso in invio"}, true},
	{"bulletin.settled", false, false, bulletin_settled, BULLETIN, {"bulletin", "avviso"}, true},
	{"bulletin.proven", false, false, bulletin_proven, BULLETIN, {"self-test proven", "autoverifica provata"}, true},
	{"duty.recorded", false, false, duty_recorded, "duty:%s", "duty", {"duty recorded", "adempimento registrato"}, false},
	{"register.adopted", false, false, register_adopted, "register", NULL, {"register adopted by a machine", "registro adottato da una macchina"}, false},
	{"register.restored", false, false, register_restored, "register", NULL, {"register restored", "registro ripristinato"}, false},
	{"register.moved", false, false, register_moved, "register", NULL, {"register moved away", "registro spostato"}, false},
	{"backup.made", false, false, backup_made, NULL, NULL, {"backup made", "copia di sicurezza fatta"}, false},
	{NULL, false, false, NULL, NULL, NULL, {NULL, NULL}, false},
};
