/*
 * Reading a register: plain structs of src/core, made from the projections.
 *
 * Lists use keyset paging on NOT NULL columns, never OFFSET. The board's cost depends on what is open, not on what is
 * stored. Nothing here depends on the time; what does (late, soon, stage) is computed from the structs by core.
 * A query that finds nothing succeeds with NULL, or an empty array, unless it says otherwise.
 */
#ifndef BRECCIA_DB_QUERY_H
#define BRECCIA_DB_QUERY_H

#include "db/store.h"
#include "src/core/bulletin.h"
#include "src/core/clock.h"
#include "src/core/duty.h"
#include "src/core/event.h"
#include "src/core/filter.h"
#include "src/core/incident.h"
#include "src/core/person.h"
#include "src/core/settings.h"

/* --- the register ------------------------------------------------------------------------------------------------- */

typedef struct {
	char *uuid;
	bool demo;
	Instant created_at;
	int64_t seq;    /* of the newest event */
	char seal[65];
	Instant at;     /* of the newest event */
} Tip;

bool query_tip(Db *db, Tip *tip, GError **error); /* tip_clear() it */
void tip_clear(Tip *tip);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Tip, tip_clear)

/* Where the register is at home, and how old its newest backup is. */
typedef struct {
	char *machine;       /* hash of the one that sends; NULL: any may */
	Instant moved_at;    /* INSTANT_NONE: it was not, or was adopted or restored since */
	char *moved_to;      /* as the person named it; NULL: erased */
	Instant restored_at; /* INSTANT_NONE: it was not, or was adopted since */
	Instant backup_at;   /* INSTANT_NONE: never */
	int64_t backup_seq;
} House;

bool query_house(Db *db, House *house, GError **error); /* house_clear() it */
void house_clear(House *house);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(House, house_clear)
/* How far each series has counted: name (char *) -> value (int64_t *). (transfer full) */
bool query_counters(Db *db, GHashTable **counters, GError **error);
bool query_settings(Db *db, Settings **settings, GError **error); /* (transfer full), never NULL */

bool query_duties(Db *db, GPtrArray **duties, GError **error); /* of Duty, in the order of recording */

/* --- incidents ---------------------------------------------------------------------------------------------------- */

/* Everything known about one incident; *incident NULL when there is none. */
bool query_incident(Db *db, const char *ref, Incident **incident, GError **error);
/* Its fields, clocks and notices alone: the rest is empty. */
bool query_incident_brief(Db *db, const char *ref, Incident **incident, GError **error);
bool query_ref_of_source(Db *db, const char *source_id, char **ref, GError **error);
/* Is the ref's number taken, and which are its nearest? For "no such incident: the newest is 2026-0013". */
bool query_newest_ref(Db *db, char **ref, GError **error);

typedef enum { ORDER_URGENT, ORDER_NEWEST } ListOrder;

typedef struct {
	const Filter *filter; /* NULL: all */
	ListOrder order;      /* urgent: open ones by (next due, ref); newest: by ref backwards in time */
	bool current;         /* what happens now: neither closed nor void nor imported. Uses the partial index of open incidents */
	int limit;            /* at most so many; 0: all */
	const char *after;    /* cursor from a former page; NULL: from the beginning */
	bool brief;           /* fields, clocks and notices alone: what a board shows. Only without a filter, which looks at all */
	Instant now;
	const char *me;       /* person id, for +mine */
} ListQuery;

/* Whole incidents (of Incident), and the cursor of the next page or NULL (transfer full). E_INPUT for a cursor that is none. */
bool query_list(Db *db, const ListQuery *query, GPtrArray **incidents, char **next, GError **error);

/* Closed or void before then, neither held nor erased: refs (char *), in their order. */
bool query_ended_before(Db *db, Instant before, GPtrArray **refs, GError **error);

/* How many a ListQuery of the current ones has. Cheap: by the partial index. */
bool query_count_current(Db *db, int64_t *current, GError **error);

/* --- notices ------------------------------------------------------------------------------------------------------ */

/* Not settled, or settled since `since` (INSTANT_NONE: unsettled and failed only), oldest first. (of Notice) */
bool query_outbox(Db *db, Instant since, GPtrArray **notices, GError **error);
bool query_notice(Db *db, const char *id, Notice **notice, GError **error);
/* By what an answer may name: its Message-ID or its PEC provider's id ("<left@right>"), or its envelope id ("left"). NULL: none has it. */
bool query_notice_named(Db *db, const char *id, Notice **notice, GError **error);
bool query_notice_latest(Db *db, const char *ref, const char *audience, Notice **notice, GError **error); /* of those that left; NULL */
/* Of open incidents: those that did not arrive, PECs sent before then that nobody accepted, and PECs to what is no PEC mailbox, where the
 * same letter did not go by the other channel. (of Notice) */
bool query_notices_doubtful(Db *db, Instant sent_before, GPtrArray **notices, GError **error);
/* What the courier has to do at `now`: notices queued and past their hold, composed or sending and past next_at. */
bool query_outbox_due(Db *db, Instant now, GPtrArray **notices, GError **error);
/* When the courier has to wake up next for a notice or a dead-man's switch; INSTANT_NONE: no time known. */
bool query_outbox_next(Db *db, Instant *next, GError **error);
/* Ids of ours that an answer may name: Message-ID (char *) -> id of the notice (char *), of what is under way or was settled since then.
 * (transfer full) */
bool query_sent_ids(Db *db, Instant since, GHashTable **ids, GError **error);
/* Since when an answer is awaited: the composing of the oldest notice of an open incident that was attempted, and is neither refuted nor
 * acknowledged; INSTANT_NONE: none is. */
bool query_awaited(Db *db, Instant *since, GError **error);
/* When it was last reported that this notice had not been delivered yet ("warns": a PEC's 12 hours, a delayed e-mail); INSTANT_NONE: never. */
bool query_delayed(Db *db, const char *notice, Instant *at, GError **error);
/* Open incidents, not drills, whose dpo-24h clock is unmet and due at or before `before`, and that have no notice to the DPO that was
 * sent or is on its way (unsettled, and not held to within half an hour of due): the dead-man's switch. One whose automatic notice was
 * refused for good is left out: sending that again by itself would bring nothing, and the outbox shows it. Refs (char *). */
bool query_unnotified(Db *db, Instant before, GPtrArray **refs, GError **error);

/* Incidents of which somebody may have to be reminded: open, no drills, not of the past; not taken in charge, or with a clock or an action
 * that is due at or before `before`, or with a notice that did not arrive. Refs (char *), the most urgent first. */
bool query_remindable(Db *db, Instant before, GPtrArray **refs, GError **error);

/* Drafts to clients whose contract lets them leave by themselves and that nobody released: their clock is unmet and due within `window`
 * seconds, or within a quarter of its length where that is less. (of Notice) */
bool query_unreleased(Db *db, Instant now, int64_t window, GPtrArray **notices, GError **error);

/* --- bulletins ----------------------------------------------------------------------------------------------------- */

bool query_bulletin(Db *db, const char *id, BulletinState *state, GError **error); /* no attempts: there is none */
bool query_self_test(Db *db, SelfTest *test, GError **error); /* the newest; id NULL: there is none. self_test_clear() it */
/* Adds Message-ID (char *) -> id of the self-test (char *), of those that were attempted since then. */
bool query_self_test_ids(Db *db, Instant since, GHashTable *ids, GError **error);
/* The same of all bulletins, self-tests among them. */
bool query_bulletin_ids(Db *db, Instant since, GHashTable *ids, GError **error);
/* Breaches (not void, of the past, found to be none) whose 24 hours were decided from `from` until before `to`: the DPO was notified, or they
 * fell due without; and how many of them in time. */
bool query_month(Db *db, Instant from, Instant to, int64_t *decided, int64_t *on_time, GError **error);

/* --- receipts ------------------------------------------------------------------------------------------------------ */

bool query_receipts(Db *db, const char *ref, GPtrArray **receipts, GError **error); /* of Receipt, by number; ref NULL: of all */
bool query_receipt(Db *db, const char *id, Receipt **receipt, GError **error);
/* What the courier has to look at: receipts that nobody judged, and those that a notice recorded meanwhile may be about; with them those whose
 * signer or sender was not known, when others are now. (of Receipt, by number each) */
bool query_receipts_waiting(Db *db, bool unknown_too, GPtrArray **receipts, GError **error);
/* The newest acceptance of a PEC to this address said that it is no PEC mailbox. */
bool query_is_external(Db *db, const char *address, bool *external, GError **error);

/* A receipt whose signature holds, of a notice (or a self-test) that carries a seal at its foot. Whether the receipt has it too, only its bytes
 * say. */
typedef struct {
	char *id, *notice; /* "r57", "2026-0013/n1"; "self-test:2026-W48", "" */
	char *bytes;       /* their SHA-256 */
	Instant at;        /* as certified, else when it was kept */
	char *seal;
	int64_t seal_seq;
} SealedReceipt;

bool query_sealed_receipts(Db *db, GPtrArray **receipts, GError **error); /* of SealedReceipt, the newest seal first */

/* --- the work on an incident ----------------------------------------------------------------------------------------- */

/* Not settled, of all incidents but those that are void or of the past, by due; those without one last. (of Action) */
bool query_actions_waiting(Db *db, GPtrArray **actions, GError **error);
bool query_action(Db *db, const char *id, Action **action, GError **error);
bool query_evidence(Db *db, const char *id, Evidence **evidence, GError **error);

/* --- people and clients ------------------------------------------------------------------------------------------- */

bool query_people(Db *db, bool retired_too, GPtrArray **people, GError **error); /* of Person, by number */
bool query_person(Db *db, const char *id, Person **person, GError **error);
bool query_people_of_account(Db *db, const char *account, GPtrArray **people, GError **error); /* not retired */
bool query_clients(Db *db, bool retired_too, GPtrArray **clients, GError **error); /* of Client, by name */
bool query_client(Db *db, const char *id, Client **client, GError **error);
bool query_dpo_at(Db *db, Instant at, Dpo **dpo, GError **error); /* NULL: nobody was */
bool query_dpos(Db *db, GPtrArray **dpos, GError **error);         /* all appointments, newest first */

/* --- the journal, reading ----------------------------------------------------------------------------------------- */

/* Calls each with seal, head and body (NULL: none or erased), in order of seq from `from`, until it returns false (the query then
 * fails with the error that `each` set). One read transaction. */
typedef bool (*JournalLine)(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error);
bool query_journal(Db *db, int64_t from, JournalLine each, void *data, GError **error);
bool query_history(Db *db, const char *ref, JournalLine each, void *data, GError **error); /* events about one ref */
bool query_blob(Db *db, const char *hex, GBytes **bytes, GError **error);

/* --- local: may be lost with no fact lost -------------------------------------------------------------------------- */

#define LOCAL_TRUST_PROBLEM "trust.problem" /* why the courier cannot judge receipts */

/* Small texts under a name: "courier.beat" (RFC 3339), "account.email" (JSON: status, error, since), ... */
bool local_get(Db *db, const char *name, char **value, GError **error); /* NULL when unset */
bool local_put(Db *db, const char *name, const char *value, GError **error); /* its own short transaction; NULL removes */

/* How far the mailbox of an account ("email", "pec") was read, and how that went. */
typedef struct {
	char *account;
	char *place;             /* the mailbox that the cursor is of; NULL and "": none yet */
	int64_t validity, uid;   /* UIDVALIDITY, and the UID up to which all was looked at */
	Instant polled_at;       /* the last time that it went well; INSTANT_NONE: never */
	Instant failed_at;       /* since when it does not; INSTANT_NONE: it does */
	char *trouble, *words;   /* a code of src/courier/mailbox.h and the server's words; NULL */
	Instant retry_at;        /* the account is at fault and left alone until then; INSTANT_NONE */
	char *conf;              /* what it was configured as then */
} LocalMailbox;

void local_mailbox_free(LocalMailbox *mailbox);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LocalMailbox, local_mailbox_free)
bool local_mailbox(Db *db, const char *account, LocalMailbox **mailbox, GError **error); /* never NULL */
/* place, validity and uid; all the rest. Each is a transaction of its own, as all that follow. */
bool local_mailbox_cursor(Db *db, const LocalMailbox *mailbox, GError **error);
bool local_mailbox_status(Db *db, const LocalMailbox *mailbox, GError **error);
bool local_mailboxes_retry(Db *db, GError **error); /* none is left alone any longer */

/* The cursor of a Maildir besides: hashes of the names of files (char *). begin: the cursor and exactly these. */
bool local_seen(Db *db, const char *account, GPtrArray **names, GError **error);
bool local_seen_begin(Db *db, const LocalMailbox *mailbox, const GPtrArray *names, GError **error);
bool local_seen_change(Db *db, const char *account, const GPtrArray *add, const GPtrArray *remove, GError **error); /* either NULL */

/* A message that may be an answer: its header only. At most 500 of the last 30 days. */
typedef struct {
	char *account, *name;
	Instant found_at, received_at; /* the latter INSTANT_NONE where the server did not say */
	char *sender, *subject;
	int64_t size;
	char *why; /* "sender": somebody we wrote to; "large": about us, and too large to be kept */
} LocalPerhaps;

bool local_perhaps(Db *db, GPtrArray **list, GError **error); /* of LocalPerhaps, oldest first */
bool local_perhaps_add(Db *db, const LocalPerhaps *perhaps, GError **error); /* the same one twice is kept once */
bool local_perhaps_expire(Db *db, Instant now, GError **error);

#endif
