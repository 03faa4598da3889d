/*
 * What a foreign message is, in typed facts: what understand() answers and the register is told.
 *
 * Every text here is UTF-8 and harmless (text_one_line(), `text` alone has lines, by text_visible_lines()); NULL: it was not said.
 * Every id is "<left@right>", whatever the message wrote around it. Nothing here says by itself that a notice of ours is concerned, and
 * but for a PEC message whose signature is valid all of it is only what somebody wrote: see IdPlace, and signature.h.
 *
 * Structures, their JSON and their release all follow one table of fields (understood.c): a fact is a member and a row.
 */
#ifndef BRECCIA_COURIER_UNDERSTOOD_H
#define BRECCIA_COURIER_UNDERSTOOD_H

#include "src/core/answer.h"
#include "src/core/coded.h"
#include "src/core/receipt.h"
#include "src/core/when.h"

#include <jansson.h>

typedef struct {
	SignatureVerdict verdict;
	SignatureReason reason;
	char *signer;          /* the address in the certificate */
	char *subject, *issuer; /* of the certificate, RFC 2253 */
	char *digest;          /* "sha256" */
	Instant signed_at;     /* as the signature says; INSTANT_NONE */
} Signature;

typedef enum { EXTENT_UNKNOWN, EXTENT_FULL, EXTENT_BRIEF, EXTENT_CONCISE } PecExtent;
typedef enum { PEC_ERROR_NONE, PEC_ERROR_NO_RECIPIENT, PEC_ERROR_NO_DOMAIN, PEC_ERROR_VIRUS, PEC_ERROR_OTHER } PecError;

typedef struct {
	char *address;
	bool certified; /* false: tipo="esterno", no PEC mailbox: no receipt of delivery will ever come */
} PecRecipient;

/* daticert.xml. The kind decides what came of the message, `error` only explains it. */
typedef struct {
	char *type;               /* postacert@tipo: "avvenuta-consegna" */
	PecError error;
	char *sender;             /* mittente */
	GPtrArray *recipients;    /* of PecRecipient: destinatari */
	char *reply_to, *subject; /* risposte, oggetto */
	char *provider;           /* gestore-emittente: free words, no key */
	Instant at;               /* data: the legal instant; INSTANT_NONE where it cannot be read */
	char *id;                 /* identificativo: what the provider calls the message */
	char *msgid;              /* the sender's own Message-ID */
	PecExtent extent;         /* ricevuta@tipo */
	char *delivered_to;       /* consegna: the one recipient concerned */
	GPtrArray *taken;         /* of PecRecipient: ricezione */
	char *error_text;         /* errore-esteso */
	bool virus;
} PecFacts;

typedef enum {
	ACTION_UNKNOWN,
	ACTION_FAILED, ACTION_DELAYED, ACTION_DELIVERED, ACTION_RELAYED, ACTION_EXPANDED, /* RFC 3464 2.3.3 */
	ACTION_DISPLAYED, ACTION_DELETED, ACTION_DISPATCHED, ACTION_PROCESSED             /* RFC 8098 3.2.6.2 */
} ReportAction;

typedef struct {
	char *recipient;  /* final-recipient: the address without its type */
	char *original;   /* original-recipient */
	ReportAction action;
	char *status;     /* "5.1.1" */
	char *diagnostic; /* the words of the server */
	char *remote;     /* remote-mta */
	bool automatic;   /* of a read receipt: the mail program sent it without asking */
} ReportRecipient;

typedef struct {
	char *reporter;        /* reporting-mta, reporting-ua */
	char *envelope_id;     /* original-envelope-id: our ENVID */
	GPtrArray *recipients; /* of ReportRecipient */
} ReportFacts;

/* Where an id was found. Only the two of daticert are signed; an id of ours in any other place proves no more than that who wrote it
 * knew the 128 random bits in it. */
typedef enum {
	ID_PEC_HEADER,  /* X-Riferimento-Message-ID */
	ID_PEC_MSGID, ID_PEC_ID,
	ID_IN_REPLY_TO, ID_REFERENCES,
	ID_ENVELOPE,    /* original-envelope-id: without brackets and domain */
	ID_ORIGINAL,    /* original-message-id of a read receipt */
	ID_RETURNED,    /* Message-ID of a message that was sent back */
	ID_PLACES
} IdPlace;

typedef struct {
	char *id;
	IdPlace place;
} IdFound;

/* Found in the text of our own notice, returned or quoted. */
typedef struct {
	int64_t seq;
	char *seal;     /* 64 hex digits */
	char *in_register; /* the uuid beside it; NULL */
	bool quoted;    /* in an answer's quotation, that anybody can write */
} SealFound;

typedef struct {
	int64_t part;   /* for understand_part() */
	char *name, *type, *sha256;
	int64_t size;   /* bytes */
} AttachmentFound;

typedef struct {
	char *word;
} Why;

typedef struct {
	MessageKind kind;
	bool failed;                /* the process that read it came to no good end (parse.h): nothing else is known */
	GPtrArray *why;             /* of Why: what the kind and the verdict rest on, in English */
	Signature *signature;       /* never NULL */
	char *message_id;
	char *letter_id;            /* of the letter within an envelope */
	char *stamp;                /* X-Breccia-Ref, of the message or the letter: it says that a register wrote it */
	char *from, *from_name;     /* of the message itself */
	char *sender;               /* who speaks: of a valid envelope the certified sender, else whom the letter names, which proves nothing */
	char *subject;              /* of the message; within an envelope that of the inner one */
	char *mark_code, *mark_ref; /* "[ROSSI 2026-0013]" in it: NULL, or both */
	Instant date;               /* of the Date field; INSTANT_NONE */
	bool automatic;             /* written by a program, not by a person (also inside an envelope) */
	GPtrArray *ids;             /* of IdFound */
	PecFacts *pec;              /* NULL: there is no daticert, or it cannot be read */
	ReportFacts *report;        /* NULL but for DSN and MDN */
	char *text;                 /* of the message, or of the inner one */
	bool text_cut;
	GPtrArray *seals;           /* of SealFound */
	GPtrArray *attachments;     /* of AttachmentFound */
	GPtrArray *proposals;       /* of Proposal */
} Understood;

Understood *understood_new(void);
void understood_free(Understood *understood);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Understood, understood_free)

/* The shape is documented in breccia-courier(8). (transfer full) */
json_t *understood_to_json(const Understood *understood);
/* From a process that has read foreign bytes, so believed in nothing: E_IO for a shape, a code or a number that cannot be. Texts are made
 * harmless again. (transfer full) */
bool understood_from_json(const json_t *json, Understood **understood, GError **error);

/* Signed by a provider that we trust, so that it can prove what it says. */
bool understood_proves(const Understood *understood);


/* The pieces, for those that find them. */
PecFacts *pec_facts_new(void);
void pec_facts_free(PecFacts *facts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PecFacts, pec_facts_free)
ReportFacts *report_facts_new(void);
void pec_recipient_add(GPtrArray *recipients, const char *address, bool certified);
ReportRecipient *report_recipient_add(ReportFacts *report);
Proposal *proposal_add(GPtrArray *proposals);
void understood_why(Understood *understood, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Once for each place; what is no id is left out. id: with or without its brackets. */
void understood_add_id(Understood *understood, IdPlace place, const char *id);
void understood_add_seal(Understood *understood, const SealFound *seal); /* copied */
void understood_add_attachment(Understood *understood, const AttachmentFound *attachment); /* copied */
void understood_verdict(Understood *understood, SignatureVerdict verdict, SignatureReason reason);

#endif
