/* Parts of the scenario in which each kind of event occurs, and its words. */
#ifndef BRECCIA_TESTS_JOURNAL_LIFE_H
#define BRECCIA_TESTS_JOURNAL_LIFE_H

#define REF "2026-0001"
#define HASH "'0123456789012345678901234567890123456789012345678901234567890123'"
#define CLOCK(id, rule, from, start, due, more) \
	"{'id':'" id "','rule':'" rule "','from':'" from "','starts_at':'" start "','due_at':'" due "','length':86400" more "}"

void life_of_work(void);    /* what the DPO and the company do about REF, which has client alfa and receipt r1 */
void life_of_endings(void); /* closed, reopened, void (2026-D01), imported and erased (2026-0008) */

#endif
