/* What receipts make of a notice, its recipients and its clock; the events are those of a journal, the tables what they are projected to. */
#include "db/apply.h"
#include "src/core/notice.h"
#include "tests/journal-kit.h"
#include "tests/journal-life.h"
#include "tests/run.h"

#include <stdlib.h>
#include <string.h>

#define NEVER INT64_MAX

static void
notice(const char *kind, const char *more, const char *body)
{
	g_autofree char *facts = g_strdup_printf("{'notice':'n1'%s}", more);
	kit_append(kind, REF, facts, body);
}

static void
queue(const char *channel)
{
	g_autofree char *facts = g_strdup_printf(",'audience':'dpo','letter':'first','channel':'%s','lang':'it'", channel);
	notice("notice.queued", facts, NULL);
}

static void
compose(void)
{
	notice("notice.composed", ",'message_id':'<2026-0001.n1.x@rossi.it>','bytes':" HASH ",'text':" HASH ",'people':['p2','p3'],'seal':"
		HASH ",'seal_seq':3", "{'to':['dpo@studio.it','vice@studio.it'],'from':'breach@rossi.it','subject':'[ROSSI 2026-0001]'}");
}

static void
submit(void)
{
	g_autofree char *at = instant_rfc3339(kit.now + 5);
	g_autofree char *facts = g_strdup_printf(",'sent_at':'%s','code':250,'enhanced':'2.0.0'", at);
	notice("notice.submitted", facts, "{'server':'smtp.rossi.it:587','reply':'2.0.0 Ok','queue_id':'4ABC',"
		"'recipients':[{'address':'vice@studio.it','code':250,'reply':'Ok'}]}");
}

static void
attempt(void)
{
	notice("notice.attempted", ",'attempt':1", NULL);
}

static void
setup(void)
{
	kit_setup();
	kit_found();
}

static void
keep(const char *receipt)
{
	g_autofree char *facts = g_strdup_printf("{'receipt':'%s','bytes':" HASH ",'size':12,'kind':'other','signature':'none','outcome':'none'}",
		receipt);
	kit_append("receipt.recorded", REF, facts, NULL);
}

/* Of r1, about n1. */
static void
judge_one(const char *receipt, const char *outcome, const char *more)
{
	g_autofree char *facts = g_strdup_printf("{'receipt':'%s','notice':'n1','kind':'pec-accepted','signature':'valid','reason':'good',"
		"'outcome':%s,'why':'proven','facts':" HASH "%s}", receipt, outcome, more);
	kit_append("receipt.judged", REF, facts, "{'sender':'a@pec.it','words':'ok'}");
}

static void
judge(const char *outcome, const char *more)
{
	judge_one("r1", outcome, more);
}

#define SAYS(proof) ",'results':[{'proof':'" proof "'}]"
#define SAYS_OF(place, proof) ",'results':[{'place':" place ",'proof':'" proof "'}]"

/* By PEC, sent: the clock wants an acceptance. */
static void
sent_by_pec(void)
{
	kit_log(REF);
	queue("pec");
	compose();
	attempt();
	submit();
	keep("r1");
	keep("r2");
	keep("r3");
	kit_is("SELECT proof FROM notice", "submitted");
	kit_is("SELECT met_at FROM clock", NULL);
}

START_TEST(test_an_acceptance_meets_the_clock_at_its_own_instant)
{
	sent_by_pec();
	judge("'proves'", SAYS("accepted") ",'at':'2026-11-23T21:44:20Z','pec_id':'<y@pec.it>','message_id':'<x@rossi.it>'");
	kit_is("SELECT proof || pec_id || state FROM notice", "accepted<y@pec.it>sent");
	kit_is("SELECT group_concat(proof) FROM recipient", "accepted,accepted");
	kit_is("SELECT proof || judged_seq || why || sender || message_id FROM receipt WHERE id = 'r1'", "accepted10provena@pec.it<x@rossi.it>");
	kit_is_number("SELECT met_at FROM clock", 1795470260);
	kit_is_number("SELECT certified_at FROM notice", 1795470260);
	/* A delivery comes after it, and an acceptance that comes twice changes nothing. */
	judge_one("r2", "'proves'", SAYS_OF("1", "delivered") ",'at':'2026-11-23T21:45:00Z'");
	judge_one("r3", "'proves'", SAYS("accepted") ",'at':'2026-11-23T21:44:20Z'");
	kit_is("SELECT proof FROM notice", "delivered");
	kit_is("SELECT group_concat(proof) FROM recipient", "accepted,delivered");
	kit_is_number("SELECT met_at FROM clock", 1795470260);
}
END_TEST

START_TEST(test_a_delivery_before_its_acceptance)
{
	sent_by_pec();
	judge("'proves'", SAYS_OF("0", "delivered") ",'at':'2026-11-23T21:45:00Z'");
	kit_is_number("SELECT met_at FROM clock", 1795470300);
	judge_one("r2", "'proves'", SAYS("accepted") ",'at':'2026-11-23T21:44:20Z'");
	kit_is("SELECT proof FROM notice", "delivered");
	kit_is_number("SELECT met_at FROM clock", 1795470260);
}
END_TEST

START_TEST(test_what_did_not_arrive_reopens_the_clock)
{
	sent_by_pec();
	judge("'proves'", SAYS("accepted") ",'at':'2026-11-23T21:44:20Z'");
	judge_one("r2", "'refutes'", SAYS_OF("0", "refuted"));
	kit_is("SELECT proof FROM notice", "accepted"); /* the deputy may have it */
	judge_one("r3", "'refutes'", SAYS_OF("1", "refuted"));
	kit_is("SELECT proof || state FROM notice", "refutedsent");
	kit_is("SELECT met_at FROM clock", NULL);
	kit_is("SELECT proof FROM clock", "none");
	kit_is_number("SELECT next_due FROM incident", KIT_NOW - 3600 + 86400);
	/* Judged anew, it says nothing: what stood before stands again. */
	judge_one("r3", "'none'", "");
	kit_is("SELECT proof FROM notice", "accepted");
	kit_is_number("SELECT met_at FROM clock", 1795470260);
}
END_TEST

START_TEST(test_what_is_proven_has_left)
{
	kit_log(REF);
	queue("email");
	compose();
	attempt();
	keep("r1");
	judge("'proves'", SAYS("delivered"));
	kit_is("SELECT state || proof || settled FROM notice", "sentdelivered1");
	kit_is_number("SELECT due_at FROM notice", NEVER);
	kit_is_number("SELECT sent_at FROM notice", KIT_NOW);
	kit_is_number("SELECT met_at FROM clock", KIT_NOW);
}
END_TEST

START_TEST(test_a_notice_sent_by_hand)
{
	kit_log(REF);
	keep("r1");
	kit_append("receipt.judged", REF, "{'receipt':'r1','kind':'pec-accepted','signature':'valid','outcome':'by-hand','why':'by-hand','facts':" HASH
		",'at':'2026-11-23T21:00:00Z','message_id':'<web@pec.it>'}", "{'recipient':'dpo@pec.it'}");
	kit_is("SELECT met_at FROM clock", NULL);
	kit_append("notice.recorded", REF, "{'notice':'n1','audience':'dpo','channel':'pec','lang':'it','receipt':'r1',"
		"'sent_at':'2026-11-23T21:00:00Z','message_id':'<web@pec.it>','people':['p2']}", "{'to':['dpo@pec.it'],'subject':'x'}");
	kit_is("SELECT letter || state || proof || message_id || settled FROM notice", "by-handsentaccepted<web@pec.it>1");
	kit_is("SELECT notice || outcome FROM receipt", REF "/n1proves");
	kit_is("SELECT value FROM counter WHERE name = 'notice:" REF "'", "1");
	kit_is_number("SELECT met_at FROM clock", 1795467600);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("project-receipt");
	TCase *tc = tcase_create("receipts");
	suite_add_tcase(suite, tc);
	tcase_add_checked_fixture(tc, setup, kit_teardown);
	tcase_add_test(tc, test_an_acceptance_meets_the_clock_at_its_own_instant);
	tcase_add_test(tc, test_a_delivery_before_its_acceptance);
	tcase_add_test(tc, test_what_did_not_arrive_reopens_the_clock);
	tcase_add_test(tc, test_what_is_proven_has_left);
	tcase_add_test(tc, test_a_notice_sent_by_hand);
	return run_suite(suite);
}
