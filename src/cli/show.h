/* The parts of `breccia show` that other commands print as well, in words and in JSON. */
#ifndef BRECCIA_CLI_SHOW_H
#define BRECCIA_CLI_SHOW_H

#include "src/cli/view.h"
#include "src/core/answer.h"
#include "src/core/severity.h"

#define SHOW_LABEL 28

void show_heading(const char *words);
void show_pair(const char *label, const char *value); /* value: as it came, of several lines if it likes */

/* --- severity (show-severity.c) ----------------------------------------------------------------------------------------- */

/* The newest assessment with its answers, flags and reason, and the earlier ones in a line each; nothing where there is none. */
void show_severity(const Cli *cli, const Incident *incident);
/* Sets "assessment", and "earlier_assessments" where there are some. */
void show_severity_json(const Incident *incident, json_t *object);
/* ENISA's tables, for `breccia help severity`. */
void show_severity_table(const Cli *cli);
/* "3.50 high", "high (stated by the DPO)". (transfer full) */
char *show_score(const Assessment *assessment, Lang lang);
Tone show_level_tone(Level level);
/* "3 behavioural data: ...", the sentence that was chosen in that row; NULL where there is nothing to say. (transfer full) */
char *show_answer(const Answers *answers, int row, Lang lang);

/* --- receipts (show-receipt.c) ---------------------------------------------------------------------------------------------- */

/* What the courier read out of it; NULL: nobody looked yet, or it was erased. (transfer full) */
bool show_answer_of(const Cli *cli, const Receipt *receipt, Answer **answer, GError **error);
/* The receipt with all that is known of it, what it says, and what can be done with it. */
void show_receipt(const Cli *cli, const Receipt *receipt, const Answer *answer);
/* The same, into an object: "text", "proposals" and "attachments" besides what view_receipt() has. */
void show_receipt_json(const Receipt *receipt, const Answer *answer, json_t *object);
/* "takes charge: yes", and the DPO's own words where they are others. (transfer full, harmless) */
char *show_proposal(const Proposal *proposal, Lang lang);

/* --- actions and evidence (show-action.c) ----------------------------------------------------------------------------------- */

void show_actions(const Cli *cli, const Incident *incident);
void show_evidence(const Cli *cli, const Incident *incident);
json_t *show_action_json(const Action *action, Instant now);
json_t *show_evidence_json(const Evidence *evidence);
/* Who owns it: a name, an outsider's name and address, "-". (transfer full, harmless) */
char *show_owner(const Cli *cli, const Action *action);
/* The same of what waits; of what is settled who recorded that, and the owner beside. (transfer full, harmless) */
char *show_who(const Cli *cli, const Action *action);
/* "OVERDUE by 2 h", "by 25/11 18:30", "": when it is due, or was settled. (transfer full) */
char *show_due(const Cli *cli, const Action *action, Tone *tone);
char *show_verified(const Cli *cli, const Action *action); /* by whom and when, NULL: not verified (transfer full) */
/* "e1, of action 2", and its file, size, time and who kept it. (transfer full, harmless) */
char *show_evidence_label(const Evidence *evidence);
char *show_evidence_words(const Cli *cli, const Evidence *evidence);
/* Warns where the DPO would execute it. */
bool show_dpo_executes(const Cli *cli, const Action *action, GError **error);

#endif
