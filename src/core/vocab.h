/*
 * Vocabularies: the closed lists from which an incident's coded fields take their values.
 *
 * They follow the EDPB template for personal data breach notification (version 1.0): each term has our readable
 * code, the key of the template's option ("60.g", NULL where the template has none), its words in both languages,
 * and whether it is still offered (a retired term stays readable for ever). Every list has the term VOCAB_UNKNOWN,
 * "not yet determined": the open unknowns of an incident are the to-do list for its supplement.
 */
#ifndef BRECCIA_CORE_VOCAB_H
#define BRECCIA_CORE_VOCAB_H

#include "src/core/lang.h"

#include <glib.h>
#include <stdbool.h>

#define VOCAB_UNKNOWN "unknown"

typedef struct {
	const char *code;
	const char *edpb;
	Words label;
	bool active;
} Term;

typedef struct {
	const char *name; /* "nature", as `breccia help vocabularies` and messages call it */
	Words title;
	const Term *terms; /* ends with a NULL code */
} Vocab;

/* nature: c, i, a (55); cause (61); kind of incident (60); how it was discovered (50); data categories (70); data-subject
 * categories (65); measures in place (75); protection (57); state of confidentiality, integrity, availability (56, 58, 59);
 * consequences per C, I, A (79, 81, 83); potential impacts (85); yes-no (yes, no, unknown: 109, 110, 113); cause of a late
 * clock (ours); severity of the potential impacts (87). */
extern const Vocab vocab_nature, vocab_cause, vocab_kind, vocab_discovery, vocab_data, vocab_subjects, vocab_measures,
	vocab_protection, vocab_confidentiality, vocab_integrity, vocab_availability, vocab_consequences_c,
	vocab_consequences_i, vocab_consequences_a, vocab_impacts, vocab_severity, vocab_yesno, vocab_late_cause, vocab_outcome;

/* All of them, ends with NULL: for help, tests and the manual. */
extern const Vocab *const vocab_all[];

const Term *vocab_find(const Vocab *vocab, const char *code); /* NULL when there is none; retired terms are found */
/* The label, or the code itself when the vocabulary does not know it (a register written by a newer program). */
const char *vocab_label(const Vocab *vocab, const char *code, Lang lang);
/* Fails with E_INPUT naming the field and, where they are few, the codes offered. Also takes an unambiguous beginning
 * or the label in either language, case-blind, or the template's key ("60.b"); *code then is the code itself (static).
 * Only terms that are still offered. */
bool vocab_parse(const Vocab *vocab, const char *text, const char **code, GError **error);
/* The same, with the field's own name in the message where it is not the vocabulary's. */
bool vocab_parse_as(const Vocab *vocab, const char *name, const char *text, const char **code, GError **error);

/* "unknown", "?", "non noto", "not yet determined", ...: an answer, in either language, case-blind. */
bool vocab_is_unknown(const char *text);

#endif
