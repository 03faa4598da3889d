/*
 * Refs: how people name an incident and the things that hang on it.
 *
 * "2026-0013" for what happened, "2026-D02" for drills: the year of logging in the home zone, and a number without
 * gaps in its own series. Numbers past 9999 (99 for drills) simply get longer. What hangs on an incident has a letter
 * and a number of its own: notice "2026-0013/n1", evidence "2026-0013/e1", action "2026-0013/1".
 *
 * The register's code ("ROSSI") goes before the ref in subjects, because an outside DPO serves many companies.
 */
#ifndef BRECCIA_CORE_REF_H
#define BRECCIA_CORE_REF_H

#include <glib.h>
#include <stdbool.h>

typedef struct {
	int year;
	bool drill;
	int number;
} Ref;

#define REF_ACTION '\0' /* the letter of an action's id is none */
#define REF_NOTICE 'n'
#define REF_EVIDENCE 'e'

/*
 * Accepts 13, 0013, 2026-13, 2026-0013, 13/2026, D2, 2026-D2, D02/2026, each also with a code before it and brackets
 * around it ("[ROSSI 2026-0013]"), blind to case. A missing year is this_year. E_INPUT otherwise.
 */
bool ref_parse(const char *text, int this_year, Ref *out, GError **error);
/* The code of such a text, in upper case: is it this register's? NULL: none stands there. (transfer full) */
char *ref_code_before(const char *text);

char *ref_format(const Ref *ref); /* (transfer full) */
/* Only what ref_format() writes, as the journal has it. */
bool ref_exact(const char *text, Ref *out);

/*
 * "2026-0013/n1" -> letter 'n', number 1; "2026-0013/2" -> REF_ACTION, 2; "13/n1" and "D2/e3" take this_year.
 * After 2026-0013 comes always a sub-id; "13/2026" alone is a ref, and no sub-id. E_INPUT otherwise.
 */
bool ref_parse_sub(const char *text, int this_year, Ref *ref, char *letter, int *number, GError **error);

char *ref_format_sub(const Ref *ref, char letter, int number); /* (transfer full) */

/*
 * Finds "[CODE 2026-0013]" in a subject line, after any "R: Re: RIF: I:", blind to case. Other codes do not match.
 * False where there is none.
 */
bool ref_find_mark(const char *subject, const char *code, Ref *out);

/* ROSSI from "Rossi Contact S.p.A.": the first word that means something, ASCII capitals and digits, 3 to 12 of
 * them; "REG" where the name gives none. (transfer full) */
char *ref_code_default(const char *organisation);

/* 2 to 12 of A-Z 0-9, beginning with a letter; E_INPUT otherwise. Not "D" and digits alone: that names a drill. */
bool ref_code_check(const char *code, GError **error);

#endif
