/*
 * What an answer says: its text, what a DPO wrote into the lines of the notice, and what was attached.
 *
 * The courier keeps it as JSON beside the receipt (the "facts" of receipt.judged), so that no other program has to read mail. What is proposed
 * here a person confirms, beside the DPO's own words; nothing of it applies by itself.
 */
#ifndef BRECCIA_CORE_ANSWER_H
#define BRECCIA_CORE_ANSWER_H

#include "src/core/coded.h"

#include <jansson.h>

typedef enum { PROPOSE_TAKE, PROPOSE_RISK, PROPOSE_AUTHORITY, PROPOSE_SUBJECTS, PROPOSE_MEASURES, PROPOSE_FIELDS } ProposalField;
typedef enum {
	SAYS_WORDS, /* `words` is all there is: nothing that this program would put into a code */
	SAYS_YES, SAYS_NO,
	SAYS_UNLIKELY, SAYS_RISK, SAYS_HIGH, SAYS_TO_ASSESS,
	SAYS_VALUES
} ProposalValue;

/* What a DPO wrote into the lines of the notice, for a person to confirm. Never more than that. */
typedef struct {
	ProposalField field;
	ProposalValue value;
	char *words; /* his own */
	bool quoted; /* written into the quotation */
} Proposal;

extern const Coded proposal_fields[PROPOSE_FIELDS], proposal_values[SAYS_VALUES];
const Words *proposal_field_words(ProposalField field);
const Words *proposal_value_words(ProposalValue value); /* of SAYS_WORDS: "" */

typedef struct {
	int64_t part;  /* of the message: for breccia-courier --part */
	char *name, *type, *sha256;
	int64_t size;  /* bytes */
} Attachment;

typedef struct {
	char *text;             /* NULL: it has none */
	bool text_cut;
	GPtrArray *proposals;   /* of Proposal, in the order of ProposalField */
	GPtrArray *attachments; /* of Attachment */
	GPtrArray *why;         /* of char *: what kind and verdict rest on, in English */
} Answer;

/* Of the JSON that was kept; what it does not say, or says otherwise than it should, is not there. Never NULL. (transfer full) */
Answer *answer_read(const void *json, gsize len);
void answer_free(Answer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Answer, answer_free)

#endif
