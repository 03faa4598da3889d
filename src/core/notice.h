/*
 * Notices: what goes out, how far each is, and when it is tried again.
 *
 * A notice is queued by a person or a rule, composed once (from then on every attempt sends the same bytes under the
 * same Message-ID), attempted, and settled by the server's reply. Its progress (state) and its proof are two things.
 */
#ifndef BRECCIA_CORE_NOTICE_H
#define BRECCIA_CORE_NOTICE_H

#include "src/core/lang.h"
#include "src/core/proof.h"
#include "src/core/when.h"

#include <stdbool.h>

typedef enum {
	NOTICE_QUEUED,
	NOTICE_COMPOSED,
	NOTICE_SENDING,
	NOTICE_SENT,
	NOTICE_FAILED, /* for good: another address or channel is needed */
	NOTICE_CANCELLED
} NoticeState;

typedef enum { CHANNEL_EMAIL, CHANNEL_PEC } Channel;

/* What one attempt came to. Everything outside the program knows these five and no others. */
typedef enum {
	VERDICT_SENT,      /* recipient 2xx, transfer 2xx, authenticated, no security event */
	VERDICT_TEMPFAIL,  /* nothing was sent; trying again helps */
	VERDICT_PERMFAIL,  /* this address or content is refused; trying again does not help */
	VERDICT_UNCERTAIN, /* it may have been sent: sent again with the same bytes, a duplicate is harmless */
	VERDICT_ACCOUNT    /* login, certificate, name, STARTTLS: the account is at fault and is stopped, not the notice */
} Verdict;

/* The letters. "short" is the e-mail that wakes while the full text goes by PEC. "closing" tells who was told that it was no breach;
 * "read-back" repeats to the DPO what was entered from an answer; "reminder" and "escalation" (the DPO did not take charge) are the courier's
 * to people of the register and owners of actions. These four tell nobody of a breach: they meet no clock.
 * "by-hand" was written and sent outside this program, and a receipt proves it. */
typedef enum {
	LETTER_FIRST, LETTER_PRELIMINARY, LETTER_SUPPLEMENT, LETTER_SHORT, LETTER_CLOSING, LETTER_READ_BACK, LETTER_BY_HAND, LETTER_REMINDER,
	LETTER_ESCALATION
} Letter;

/* To whom: the DPO; those of reminders begin as register/remind.h says; all others are clients' ids. */
#define AUDIENCE_DPO "dpo"

/* hold_until of a notice that waits until somebody releases it. */
#define NOTICE_HELD INT64_MAX

typedef struct {
	char *address;
	char *person; /* id, NULL for a client's address */
	int code;     /* the server's last reply about it, 0: none yet */
	char *reply;
	Proof proof;  /* by receipts about this recipient; PROOF_NONE: none was */
} Recipient;

typedef struct {
	char *id, *ref;    /* "2026-0013/n1", "2026-0013" */
	int64_t seq;       /* of notice.queued */
	char *audience;    /* "dpo" or a client's id; of a reminder "person:p3", or "action:3" for its owner outside the register */
	Letter letter;
	int supplement;    /* its number, from 1; 0 otherwise */
	Channel channel;
	Lang lang;
	bool automatic;    /* by the dead-man's switch: nobody confirmed its text */
	bool exercise;     /* a drill without --send: composed, never sent */
	NoticeState state;
	Proof proof;
	Instant queued_at, hold_until, composed_at, sent_at, next_at; /* INSTANT_NONE where not applicable */
	char *queued_by;
	char *from;        /* the address that it is sent from */
	char *message_id, *subject;
	char *pec_id;      /* what the PEC provider calls it; NULL until the acceptance is there */
	Instant certified_at; /* when its provider accepted it, by the signed receipt: the legal instant of sending; INSTANT_NONE */
	char *bytes, *text;     /* SHA-256 of the frozen message and of its readable text */
	GPtrArray *to;          /* of Recipient; empty until composed */
	int attempts;
	Instant attempted_at;
	Verdict verdict;        /* of the last attempt; meaningful when attempts > 0 and state is not NOTICE_SENDING */
	int code;               /* the server's last code, 0: none */
	char *enhanced;         /* "5.7.8", NULL */
	char *reply;            /* in the server's own words, or what happened; NULL */
	char *server;           /* "smtp.example.it:587" */
	char *queue_id;
	char *reason;           /* why it was cancelled */
	char *receipt;          /* of a read-back: the answer whose content it repeats; NULL */
	char *steps;            /* of a reminder: what it reminds of, as remind.h writes it; NULL */
	Instant released_at;    /* to a client: when somebody let it go; INSTANT_NONE */
	char *released_by, *released_why; /* who; why, NULL when not said */
	bool released_late;     /* by security alone, because little time was left: sent without release */
} Notice;

Notice *notice_new(void);
void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)
void recipient_free(Recipient *recipient);

const char *notice_state_code(NoticeState state); /* "queued", ... */
bool notice_state_parse(const char *code, NoticeState *state);
const Words *notice_state_words(NoticeState state);
const char *channel_code(Channel channel); /* "email", "pec" */
bool channel_parse(const char *code, Channel *channel);
const Words *channel_words(Channel channel);
const char *verdict_code(Verdict verdict); /* "sent", "tempfail", "permfail", "uncertain", "account" */
bool verdict_parse(const char *code, Verdict *verdict);
const Words *verdict_words(Verdict verdict);
const char *letter_code(Letter letter); /* "first", "preliminary", "supplement", "short", "closing", "read-back", "reminder", "escalation" */
bool letter_tells(Letter letter);       /* of a breach: neither a closing notice, a read-back nor a reminder */
bool letter_reminds(Letter letter);     /* a reminder or an escalation */
Instant notice_left_at(const Notice *notice); /* certified where it is, else when the server took it; INSTANT_NONE */
bool letter_parse(const char *code, Letter *letter);
const Words *letter_words(Letter letter);

/* Sent, and its delivery neither proven nor refuted. */
bool notice_undelivered(const Notice *notice);

/* Settled: nothing more will happen to it by itself. */
bool notice_settled(const Notice *notice);

/* Of the notices (of Notice) of one incident: somebody was written to, and no notice to them is known to have arrived. */
bool notices_unproven(const GPtrArray *notices);

/* Nothing waits longer than this by itself, in seconds: for its next attempt, for facts (the most that the setting hold can be). */
#define NOTICE_RETRY_MAX 900
#define NOTICE_HOLD_MAX  7200
/* Held by a person, or its time has not come. A time further ahead than any wait was written while the clock stood ahead, and was over
 * when the clock was set right. */
bool notice_waits(const Notice *notice, Instant now);

/*
 * Seconds to wait before attempt n + 1 (n attempts were made, n >= 1), with `left` seconds until the deadline (negative: late).
 * A pure function: left > 0 ? clamp(min(step[n], left / 10), 30 s, 15 min) : step[min(n, 5)].
 */
int64_t notice_delay(int attempts, int64_t left);

#endif
