/* The projections: what each kind of event makes of the tables, and that replaying the journal makes the same again. */
#include "db/apply.h"
#include "db/project.h"
#include "src/core/notice.h"
#include "src/core/person.h"
#include "tests/journal-kit.h"
#include "tests/journal-life.h"
#include "tests/run.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NEVER INT64_MAX

/* --- the life of a notice ------------------------------------------------------------------------------------------ */

static void
notice(const char *kind, const char *more, const char *body)
{
	g_autofree char *facts = g_strdup_printf("{'notice':'n1'%s}", more);
	kit_append(kind, REF, facts, body);
}

static void
queue(const char *more)
{
	g_autofree char *facts = g_strdup_printf(",'audience':'dpo','letter':'first','channel':'email','lang':'it'%s", more);
	notice("notice.queued", facts, NULL);
}

static void
compose(void)
{
	notice("notice.composed", ",'message_id':'<2026-0001.n1.x@rossi.it>','bytes':" HASH ",'text':" HASH ",'people':['p2','p3'],'seal':"
		HASH ",'seal_seq':3", "{'to':['dpo@studio.it','vice@studio.it'],'from':'breach@rossi.it','subject':'[ROSSI 2026-0001]'}");
}

static void
submit(const char *more)
{
	g_autofree char *at = instant_rfc3339(kit.now + 5);
	g_autofree char *facts = g_strdup_printf(",'sent_at':'%s','code':250,'enhanced':'2.0.0'%s", at, more);
	notice("notice.submitted", facts, "{'server':'smtp.rossi.it:587','reply':'2.0.0 Ok','queue_id':'4ABC',"
		"'recipients':[{'address':'vice@studio.it','code':250,'reply':'Ok'}]}");
}

static void
refuse(const char *verdict, const char *more)
{
	g_autofree char *facts = g_strdup_printf(",'verdict':'%s','code':451%s", verdict, more);
	notice("notice.failed", facts, "{'reply':'4.7.1 Later'}");
}

static void
attempt(int n)
{
	g_autofree char *facts = g_strdup_printf(",'attempt':%d", n);
	notice("notice.attempted", facts, NULL);
}

static void
setup(void)
{
	kit_setup();
	kit_found();
}

/* --- register, settings, people, clients -------------------------------------------------------------------------- */

START_TEST(test_register_and_settings)
{
	kit_is("SELECT uuid FROM register", "5d0a9d6e-0000-4000-8000-000000000001");
	kit_is_number("SELECT created_at FROM register", KIT_NOW);
	kit_is("SELECT demo FROM register", "0");
	kit_append("setting.changed", NULL, "{'name':'hold','value':'20m'}", NULL);
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'Rossi S.p.A.'}");
	kit_is("SELECT value FROM setting WHERE name = 'hold'", "20m");
	kit_is("SELECT value FROM setting WHERE name = 'organisation.name'", "Rossi S.p.A.");
	kit_append("setting.changed", NULL, "{'name':'hold','value':'5m'}", NULL);
	kit_is("SELECT value FROM setting WHERE name = 'hold'", "5m");
	kit_append("setting.changed", NULL, "{'name':'hold','value':''}", NULL);
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", NULL);
	kit_is("SELECT count(*) FROM setting", "0");
}
END_TEST

START_TEST(test_people)
{
	g_autofree char *roles = g_strdup_printf("%d", 1 << ROLE_SECURITY | 1 << ROLE_ADMIN);
	kit_append("person.added", NULL, "{'person':'p1','roles':['security','admin']}",
		"{'name':'Ada','email':'ada@rossi.it','phone':'+39 1','accounts':['ada','ufficio']}");
	kit_append("person.added", NULL, "{'person':'p2','roles':[]}", "{'name':'Bea','accounts':['ufficio']}");
	kit_is("SELECT roles FROM person WHERE id = 'p1'", roles);
	kit_is("SELECT number FROM person WHERE id = 'p2'", "2");
	kit_is("SELECT count(*) FROM person_account WHERE account = 'ufficio'", "2");
	kit_is("SELECT account FROM person_account WHERE person = 'p1' ORDER BY place", "ada");
	kit_append("person.changed", NULL, "{'person':'p1'}", "{'phone':'','position':'Responsabile IT'}");
	kit_is("SELECT phone FROM person WHERE id = 'p1'", NULL);
	kit_is("SELECT name || email || position FROM person WHERE id = 'p1'", "Adaada@rossi.itResponsabile IT");
	kit_is("SELECT roles FROM person WHERE id = 'p1'", roles);
	kit_append("person.changed", NULL, "{'person':'p1','roles':['dpo']}", "{'accounts':['nuovo']}");
	kit_is_number("SELECT roles FROM person WHERE id = 'p1'", 1 << ROLE_DPO);
	kit_is("SELECT group_concat(account) FROM person_account WHERE person = 'p1'", "nuovo");
	kit_append("person.retired", NULL, "{'person':'p2'}", NULL);
	kit_is_number("SELECT retired FROM person WHERE id = 'p2'", KIT_NOW);
	kit_is("SELECT retired FROM person WHERE id = 'p1'", NULL);
	kit_is("SELECT value FROM counter WHERE name = 'person'", "2");
}
END_TEST

START_TEST(test_appointments)
{
	kit_append("dpo.appointed", NULL, "{'person':'p2','from':'2026-01-01T00:00:00Z','deputy':'p3','delegated':true,'declared':true}",
		"{'act':'CdA 12/2025','firm':'Studio'}");
	kit_is("SELECT person || deputy || delegated || declared || act || firm FROM dpo", "p2p311CdA 12/2025Studio");
	kit_append("dpo.away", NULL, "{'person':'p2','from':'2026-08-01T00:00:00Z','to':'2026-08-20T00:00:00Z'}", NULL);
	kit_is_number("SELECT away_to - away_from FROM dpo", 19 * 86400);
	kit_append("dpo.ended", NULL, "{'person':'p2','until':'2026-09-01T00:00:00Z'}", NULL);
	kit_append("dpo.appointed", NULL, "{'person':'p2','from':'2026-10-01T00:00:00Z'}", NULL);
	kit_is("SELECT count(*) FROM dpo", "2");
	kit_is("SELECT count(*) FROM dpo WHERE until_at IS NULL AND away_from IS NULL AND delegated = 0", "1");
}
END_TEST

START_TEST(test_clients)
{
	kit_append("client.added", NULL, "{'client':'alfa','hours':12,'starts':'aware','processor':true,'lang':'en'}",
		"{'name':'Alfa S.p.A.','pec':'alfa@pec.it','clause':'art. 9'}");
	kit_append("client.added", NULL, "{'client':'beta'}", "{'name':'Beta'}");
	kit_is("SELECT name || hours || from_aware || processor || lang || pec FROM client WHERE id = 'alfa'", "Alfa S.p.A.1211enalfa@pec.it");
	kit_is("SELECT coalesce(hours, 'none') || from_aware || coalesce(lang, 'none') FROM client WHERE id = 'beta'", "none0none");
	kit_append("client.changed", NULL, "{'client':'alfa','starts':'detected','processor':false}", "{'clause':'','name':'Alfa'}");
	kit_is("SELECT name || hours || from_aware || processor || coalesce(clause, '-') FROM client WHERE id = 'alfa'", "Alfa1200-");
	kit_append("client.retired", NULL, "{'client':'beta'}", NULL);
	kit_is_number("SELECT retired FROM client WHERE id = 'beta'", KIT_NOW);
}
END_TEST

/* --- incidents ---------------------------------------------------------------------------------------------------- */


START_TEST(test_logging)
{
	kit_append("incident.logged", REF, "{'kind':'breach','dpo':'p2','detected_at':'2026-11-23T20:00:00Z','nature':['c','i'],"
		"'own_data':'unknown','subjects':'~1200','clocks':["
		CLOCK("dpo-24h", "dpo-24h", "detected", "2026-11-23T20:00:00Z", "2026-11-24T20:00:00Z",
			",'proof':{'email':'delivered','pec':'accepted'}") ","
		CLOCK("authority-72h", "authority-72h", "aware", "2026-11-23T20:00:00Z", "2026-11-26T20:00:00Z",
			",'provisional':true,'internal':false") "]}",
		"{'title':'Elenco spedito','source_id':'ticket-7','reason':'perche'}");
	kit_is("SELECT kind || dpo || source_id || open || historic || erased || drill_send FROM incident", "breachp2ticket-71000");
	kit_is("SELECT detected_at FROM incident", "1795464000");
	kit_is("SELECT next_due FROM incident", "1795550400");
	kit_is("SELECT logged_by FROM incident", "p1");
	kit_is("SELECT fields FROM incident", "{\"detected_at\":\"2026-11-23T20:00:00Z\",\"nature\":[\"c\",\"i\"],\"own_data\":\"unknown\","
		"\"subjects\":\"~1200\",\"title\":\"Elenco spedito\"}");
	kit_is("SELECT proof_email || proof_pec || provisional || proof FROM clock WHERE id = 'dpo-24h'", "deliveredaccepted0none");
	kit_is("SELECT proof_email || provisional || internal || starts_from FROM clock WHERE id = 'authority-72h'", "submitted10aware");
	kit_is("SELECT value FROM counter WHERE name = 'incident:2026'", "1");
	kit_is("SELECT seq FROM history WHERE ref = '" REF "'", "2");
}
END_TEST

START_TEST(test_amending)
{
	kit_log(REF);
	kit_append("incident.amended", REF, "{'nature':['c'],'cause':'unknown','clocks':["
		CLOCK("authority-72h", "authority-72h", "aware", "2026-11-23T20:00:00Z", "2026-11-23T22:00:00Z", ",'provisional':true") "]}",
		"{'description':'Tutti i nomi'}");
	kit_is("SELECT json_extract(fields, '$.description') FROM incident", "Tutti i nomi");
	kit_is("SELECT max(seq) FROM history", "3");
	kit_is("SELECT next_due FROM incident", "1795471200");
	/* It moves: the first due instant stays. It is stopped: the reason stands, and the next one is due. */
	kit_append("incident.amended", REF, "{'clocks':[" CLOCK("authority-72h", "authority-72h", "aware", "2026-11-23T20:00:00Z",
		"2026-11-26T20:00:00Z", "") "]}", NULL);
	kit_is("SELECT first_due_at || ' ' || due_at || ' ' || provisional FROM clock WHERE id = 'authority-72h'", "1795471200 1795723200 0");
	kit_append("incident.amended", REF, "{'own_data':'no','stopped':['authority-72h'],'cleared':['description'],'cause':null}",
		"{'reason':'solo dati di committenti'}");
	kit_is("SELECT not_due || reason FROM clock WHERE id = 'authority-72h'", "1solo dati di committenti");
	kit_is_number("SELECT next_due FROM incident", KIT_NOW - 3600 + 86400);
	kit_is("SELECT json_extract(fields, '$.nature') || coalesce(json_extract(fields, '$.description'), '-') || "
		"coalesce(json_extract(fields, '$.cause'), '-') FROM incident", "[\"c\"]--");
	/* It applies again. */
	kit_append("incident.amended", REF, "{'own_data':'yes','clocks':[" CLOCK("authority-72h", "authority-72h", "aware",
		"2026-11-23T20:00:00Z", "2026-11-26T20:00:00Z", "") "]}", NULL);
	kit_is("SELECT not_due || coalesce(reason, '-') FROM clock WHERE id = 'authority-72h'", "0-");
	kit_is("SELECT count(*) FROM history", "5");
}
END_TEST

START_TEST(test_what_ends_late_says_when)
{
	kit_log(REF);
	kit.now = KIT_NOW + 86400 * 2;
	kit_append("incident.amended", REF, "{'stopped':['dpo-24h']}", "{'reason':'no'}");
	kit_is_number("SELECT ended_at FROM clock", KIT_NOW + 86400 * 2);
	kit_is("SELECT ended_late FROM clock", "1");
	/* It ended then, whatever is said again later. */
	kit.now += 86400;
	kit_append("incident.amended", REF, "{'stopped':['dpo-24h']}", "{'reason':'no'}");
	kit_is_number("SELECT ended_at FROM clock", KIT_NOW + 86400 * 2);
}
END_TEST

START_TEST(test_correcting_an_instant)
{
	kit_log(REF);
	kit_append("incident.instant-corrected", REF, "{'field':'detected_at','instant':'2026-11-22T10:00:00Z','dpo':'p9','clocks':["
		CLOCK("dpo-24h", "dpo-24h", "detected", "2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z", ",'late':true") "]}",
		"{'reason':'visto prima'}");
	kit_is("SELECT detected_at FROM incident", "1795341600");
	kit_is("SELECT json_extract(fields, '$.detected_at') FROM incident", "2026-11-22T10:00:00Z");
	kit_is("SELECT dpo FROM incident", "p9");
	kit_is("SELECT late_by_correction || ' ' || due_at FROM clock", "1 1795428000");
	kit_is_number("SELECT first_due_at FROM clock", KIT_NOW - 3600 + 86400);
	/* Late by the facts known then stays late, whatever comes later. */
	kit_append("incident.instant-corrected", REF, "{'field':'detected_at','instant':'2026-11-23T10:00:00Z','clocks':["
		CLOCK("dpo-24h", "dpo-24h", "detected", "2026-11-23T10:00:00Z", "2026-11-24T10:00:00Z", "") "]}", "{'reason':'no'}");
	kit_is("SELECT late_by_correction FROM clock", "1");
	kit_is("SELECT dpo FROM incident", NULL);
	kit_append("incident.instant-corrected", REF, "{'field':'aware_at','instant':'2026-11-23T11:00:00Z'}", "{'reason':'no'}");
	kit_is("SELECT json_extract(fields, '$.aware_at') FROM incident", "2026-11-23T11:00:00Z");
	kit_is("SELECT detected_at FROM incident", "1795428000");
}
END_TEST

START_TEST(test_affected_clients)
{
	kit_append("client.added", NULL, "{'client':'alfa'}", "{'name':'Alfa'}");
	kit_log(REF);
	kit_append("client.affected", REF, "{'client':'alfa','subjects':'12','data':['contact'],'clock':"
		CLOCK("client:alfa", "client", "detected", "2026-11-23T20:00:00Z", "2026-11-23T22:00:00Z", ",'client':'alfa'") "}",
		"{'campaign':'Luce'}");
	kit_is("SELECT client || subjects || data || campaign || name FROM affected", "alfa12[\"contact\"]Luce");
	kit_is("SELECT client FROM clock WHERE id = 'client:alfa'", "alfa");
	kit_is("SELECT next_due FROM incident", "1795471200");
	kit_append("client.amended", REF, "{'client':'alfa','records':'~40'}", "{'campaign':''}");
	kit_is("SELECT subjects || records || coalesce(campaign, '-') FROM affected", "12~40-");
	/* Not yet known which, then a name that the register does not know. */
	kit_append("client.affected", REF, "{'client':'?'}", NULL);
	kit_append("client.affected", REF, "{'client':'?'}", "{'name':'Gamma, Delta'}");
	kit_is("SELECT count(*) FROM affected WHERE client = '?'", "1");
	kit_is("SELECT name FROM affected WHERE client = '?'", "Gamma, Delta");
	kit_append("client.cleared", REF, "{'client':'alfa'}", "{'reason':'era Gamma'}");
	kit_is("SELECT count(*) FROM affected", "1");
	kit_is("SELECT not_due || reason FROM clock WHERE id = 'client:alfa'", "1era Gamma");
	kit_is_number("SELECT next_due FROM incident", KIT_NOW - 3600 + 86400);
}
END_TEST

START_TEST(test_charge_reasons_and_notes)
{
	kit_log(REF);
	kit_append("note.added", REF, "{}", "{'text':'Chiamato il destinatario'}");
	kit_is("SELECT seq || by || text FROM note", "3p1Chiamato il destinatario");
	kit_append("dpo.took-charge", REF, "{'for':'p2','at':'2026-11-23T21:00:00Z'}", NULL);
	kit.now += 60;
	kit_append("dpo.took-charge", REF, "{}", NULL);
	kit_is("SELECT taken_by || ' ' || taken_at FROM incident", "p2 1795467600");
	kit_append("clock.late-reason", REF, "{'clock':'dpo-24h','cause':'night'}", "{'reason':'di notte'}");
	kit_append("clock.late-reason", REF, "{'clock':'dpo-24h','cause':'mail-failed'}", "{'reason':'posta ferma'}");
	kit_is("SELECT late_cause || late_reason FROM clock", "mail-failedposta ferma");
	kit_is("SELECT max(seq) FROM history", "7");
}
END_TEST

START_TEST(test_full_text_follows)
{
#define FOUND(words) "SELECT count(*) FROM search WHERE search MATCH '" words "'"
	kit_append("client.added", NULL, "{'client':'alfa'}", "{'name':'Alfa Energia'}");
	kit_log(REF);
	kit_is(FOUND("elenco"), "1");
	kit_is("SELECT rowid = (SELECT seq FROM incident) FROM search", "1");
	kit_append("incident.amended", REF, "{}", "{'description':'Perch\u00e9 il server era aperto','systems':'CRM','recipient':'Beta'}");
	kit_is(FOUND("perche"), "1");
	kit_is(FOUND("systems : crm"), "1");
	kit_is(FOUND("recipient : beta"), "1");
	kit_append("note.added", REF, "{}", "{'text':'telefonata breve'}");
	kit_is(FOUND("notes : telefonata"), "1");
	kit_append("client.affected", REF, "{'client':'alfa'}", NULL);
	kit_is(FOUND("clients : energia"), "1");
	kit_append("incident.amended", REF, "{'cleared':['description']}", NULL);
	kit_is(FOUND("perche"), "0");
	kit_append("client.cleared", REF, "{'client':'alfa'}", "{'reason':'no'}");
	kit_is(FOUND("energia"), "0");
	kit_is("SELECT count(*) FROM search", "1");
}
END_TEST

/* --- notices ------------------------------------------------------------------------------------------------------ */

START_TEST(test_a_notice_goes_its_way)
{
	kit_log(REF);
	queue(",'hold_until':'2026-11-23T21:54:05Z'");
	kit_is("SELECT id || state || proof || settled FROM notice", "2026-0001/n1queuednone0");
	kit_is_number("SELECT due_at FROM notice", KIT_NOW + 600);
	kit_is("SELECT value FROM counter WHERE name = 'notice:" REF "'", "1");
	kit.now += 600;
	compose();
	kit_is("SELECT state || sender || subject || seal_seq FROM notice", "composedbreach@rossi.it[ROSSI 2026-0001]3");
	kit_is("SELECT group_concat(address || person) FROM recipient", "dpo@studio.itp2,vice@studio.itp3");
	kit_is_number("SELECT due_at FROM notice", KIT_NOW + 600);
	kit.now += 2;
	attempt(1);
	kit_is("SELECT state || attempts FROM notice", "sending1");
	kit_is_number("SELECT due_at FROM notice", KIT_NOW + 602); /* an outcome that never comes leaves it due */
	kit_is("SELECT met_at FROM clock", NULL);
	submit("");
	kit_is("SELECT state || proof || code || enhanced || server || reply || queue_id || settled || verdict FROM notice",
		"sentsubmitted2502.0.0smtp.rossi.it:5872.0.0 Ok4ABC1sent");
	kit_is_number("SELECT settled_at FROM notice", KIT_NOW + 602);
	kit_is_number("SELECT due_at FROM notice", NEVER);
	kit_is("SELECT code || reply FROM recipient WHERE address = 'vice@studio.it'", "250Ok");
	kit_is("SELECT code FROM recipient WHERE place = 0", "0");
	/* The clock is met at the sending instant, and the incident stays open. */
	kit_is_number("SELECT met_at FROM clock", KIT_NOW + 607);
	kit_is("SELECT proof FROM clock", "submitted");
	kit_is("SELECT open FROM incident", "1");
	kit_is_number("SELECT next_due FROM incident", NEVER);
}
END_TEST

START_TEST(test_a_failure_withdraws_what_it_met)
{
	kit_log(REF);
	queue("");
	compose();
	attempt(1);
	submit("");
	refuse("permfail", "");
	kit_is("SELECT state || settled || proof FROM notice", "failed1none");
	kit_is("SELECT met_at FROM clock", NULL);
	kit_is("SELECT proof FROM clock", "none");
	kit_is_number("SELECT next_due FROM incident", KIT_NOW - 3600 + 86400);
	notice("notice.retried", ",'next_at':'2026-11-23T23:00:00Z'", NULL);
	kit_is("SELECT state || settled || coalesce(settled_at, '-') FROM notice", "composed0-");
	kit_is("SELECT due_at FROM notice", "1795474800");
}
END_TEST

START_TEST(test_failures_that_pass_are_tried_again)
{
	static const char *const verdicts[] = {"tempfail", "uncertain", "account"};
	kit_log(REF);
	queue("");
	compose();
	for (gsize i = 0; i < G_N_ELEMENTS(verdicts); i++) {
		attempt((int)i + 1);
		refuse(verdicts[i], ",'next_at':'2026-11-23T23:00:00Z'");
		kit_is("SELECT verdict FROM notice", verdicts[i]);
		kit_is("SELECT state || settled || code || reply FROM notice", "composed04514.7.1 Later");
		kit_is("SELECT due_at FROM notice", "1795474800");
	}
	refuse("account", "");
	kit_is_number("SELECT due_at FROM notice", NEVER);
	kit_is("SELECT settled FROM notice", "0");
}
END_TEST

START_TEST(test_holding_and_withdrawing)
{
	kit_log(REF);
	queue("");
	kit_is_number("SELECT due_at FROM notice", 0); /* at once, also for a clock that is set back */
	notice("notice.held", "", NULL);
	kit_is_number("SELECT hold_until FROM notice", NOTICE_HELD);
	kit_is_number("SELECT due_at FROM notice", NEVER);
	notice("notice.held", ",'hold_until':'2026-11-23T23:00:00Z'", NULL);
	kit_is("SELECT due_at FROM notice", "1795474800");
	notice("notice.retried", ",'next_at':'2026-11-23T22:00:00Z'", NULL);
	kit_is("SELECT state || coalesce(hold_until, '-') FROM notice", "queued-");
	kit_is("SELECT due_at FROM notice", "1795471200");
	/* Held and told when to try: the later of the two. */
	notice("notice.held", ",'hold_until':'2026-11-23T23:00:00Z'", NULL);
	kit_is("SELECT due_at FROM notice", "1795474800");
	notice("notice.held", ",'hold_until':'2026-11-23T21:50:00Z'", NULL);
	kit_is("SELECT due_at FROM notice", "1795471200");
	notice("notice.cancelled", "", "{'reason':'doppione'}");
	kit_is("SELECT state || settled || reason FROM notice", "cancelled1doppione");
	kit_is_number("SELECT due_at FROM notice", NEVER);
	kit_is("SELECT met_at FROM clock", NULL);
}
END_TEST

START_TEST(test_a_file_is_proof_in_a_demo_only)
{
	kit_log(REF);
	queue("");
	compose();
	attempt(1);
	submit(",'stored':true");
	kit_is("SELECT state || proof || stored FROM notice", "sentnone1");
	kit_is("SELECT met_at FROM clock", NULL);
	/* The same in a register of the demo. */
	g_clear_pointer(&kit.db, db_discard);
	OK(db_open(":memory:", DB_CREATE, &kit.db, &error));
	kit_append("register.created", NULL, "{'format':1,'hash':'sha-256','register':'x','demo':true}", NULL);
	kit_log(REF);
	queue("");
	compose();
	attempt(1);
	submit(",'stored':true");
	kit_is("SELECT state || proof || stored FROM notice", "sentsubmitted1");
	kit_is_number("SELECT met_at FROM clock", KIT_NOW + 5);
}
END_TEST

START_TEST(test_an_exercise_is_met_when_composed)
{
	kit_log("2026-D01");
	kit_append("notice.queued", "2026-D01", "{'notice':'n1','audience':'dpo','letter':'first','channel':'email','lang':'it',"
		"'exercise':true}", NULL);
	kit_is("SELECT settled FROM notice", "0");
	kit_append("notice.composed", "2026-D01", "{'notice':'n1','message_id':'<a@b>','bytes':" HASH ",'text':" HASH ",'people':[]}",
		"{'to':[],'from':'a@b','subject':'x'}");
	kit_is("SELECT settled || state FROM notice", "1composed");
	kit_is_number("SELECT due_at FROM notice", NEVER);
	kit_is_number("SELECT met_at FROM clock", KIT_NOW);
	kit_is("SELECT value FROM counter WHERE name = 'drill:2026'", "1");
}
END_TEST

START_TEST(test_a_client_is_told_by_a_notice_that_stands)
{
	kit_append("client.added", NULL, "{'client':'alfa'}", "{'name':'Alfa'}");
	kit_log(REF);
	kit_append("client.affected", REF, "{'client':'alfa','clock':" CLOCK("client:alfa", "client", "detected", "2026-11-23T20:00:00Z",
		"2026-11-23T22:00:00Z", ",'client':'alfa'") "}", NULL);
	notice("notice.queued", ",'audience':'alfa','letter':'first','channel':'pec','lang':'it'", NULL);
	compose();
	attempt(1);
	submit("");
	/* By PEC the provider's acceptance is needed: sent, told, and the clock still runs. */
	kit_is_number("SELECT told_at FROM affected", KIT_NOW + 5);
	kit_is("SELECT coalesce(met_at, '-') || proof FROM clock WHERE id = 'client:alfa'", "-submitted");
	refuse("permfail", "");
	kit_is("SELECT told_at FROM affected", NULL);
	submit(",'stored':true"); /* a file tells nobody */
	kit_is("SELECT told_at FROM affected", NULL);
}
END_TEST

/* --- where it is at home ------------------------------------------------------------------------------------------ */

START_TEST(test_a_backup_is_remembered)
{
	kit_is("SELECT backup_at FROM register", NULL);
	kit_append("backup.made", NULL, "{'seq':1,'seal':" HASH ",'size':8192}", NULL);
	kit_is("SELECT backup_seq || '@' || backup_at FROM register", "1@1795470245");
}
END_TEST

START_TEST(test_adopting_lifts_what_moving_and_restoring_did)
{
	static const char state[] = "SELECT (moved_at IS NOT NULL) || (restored_at IS NOT NULL) || (machine IS NOT NULL) FROM register";
	kit_is(state, "000");
	kit_append("register.adopted", NULL, "{'machine':" HASH "}", NULL);
	kit_is(state, "001");
	kit_append("register.moved", NULL, "{'seq':2,'seal':" HASH ",'size':8192}", "{'to':'/mnt/copia.db'}");
	kit_is(state, "101");
	kit_is("SELECT moved_to FROM register", "/mnt/copia.db");
	kit_append("register.restored", NULL, "{}", NULL);
	kit_is(state, "011");
	kit_is("SELECT moved_to FROM register", NULL);
	kit_append("register.adopted", NULL, "{}", "{'reason':'x'}");
	kit_is(state, "000"); /* and a machine without an id holds nothing back */
}
END_TEST

/* --- replaying ---------------------------------------------------------------------------------------------------- */

/* A journal in which each kind there is occurs. */
static void
live(void)
{
	kit_append("setting.changed", NULL, "{'name':'organisation.name'}", "{'text':'Rossi'}");
	kit_append("person.added", NULL, "{'person':'p1','roles':['security']}", "{'name':'Ada','accounts':['ada']}");
	kit_append("person.added", NULL, "{'person':'p2','roles':['dpo']}", "{'name':'Giulia','email':'dpo@studio.it'}");
	kit_append("person.changed", NULL, "{'person':'p1','roles':['security','admin']}", "{'phone':'1'}");
	kit_append("person.retired", NULL, "{'person':'p1'}", "{'reason':'via'}");
	kit_append("dpo.appointed", NULL, "{'person':'p2','from':'2026-01-01T00:00:00Z'}", "{'act':'x'}");
	kit_append("dpo.away", NULL, "{'person':'p2','from':'2026-08-01T00:00:00Z','to':'2026-08-20T00:00:00Z'}", NULL);
	kit_append("dpo.ended", NULL, "{'person':'p2','until':'2026-09-01T00:00:00Z'}", "{'reason':'x'}");
	kit_append("client.added", NULL, "{'client':'alfa','hours':12}", "{'name':'Alfa'}");
	kit_append("client.changed", NULL, "{'client':'alfa','hours':24}", "{'pec':'a@pec.it'}");
	kit_append("client.retired", NULL, "{'client':'alfa'}", NULL);
	kit_log(REF);
	kit_log("2026-D01");
	kit_append("incident.amended", REF, "{'nature':['c'],'clocks':[" CLOCK("authority-72h", "authority-72h", "aware",
		"2026-11-23T20:00:00Z", "2026-11-26T20:00:00Z", "") "]}", "{'description':'Tutti i nomi'}");
	kit_append("incident.amended", REF, "{'stopped':['authority-72h'],'cleared':['nature']}", "{'reason':'no'}");
	kit_append("incident.instant-corrected", REF, "{'field':'detected_at','instant':'2026-11-22T10:00:00Z','clocks':["
		CLOCK("dpo-24h", "dpo-24h", "detected", "2026-11-22T10:00:00Z", "2026-11-23T10:00:00Z", ",'late':true") "]}", "{'reason':'x'}");
	kit_append("client.affected", REF, "{'client':'alfa','clock':" CLOCK("client:alfa", "client", "detected", "2026-11-22T10:00:00Z",
		"2026-11-23T10:00:00Z", ",'client':'alfa'") "}", "{'campaign':'Luce'}");
	kit_append("client.amended", REF, "{'client':'alfa','subjects':'12'}", "{'reference':'A-1'}");
	kit_append("client.affected", REF, "{'client':'?'}", "{'name':'Gamma'}");
	kit_append("client.cleared", REF, "{'client':'?'}", "{'reason':'x'}");
	kit_append("dpo.took-charge", REF, "{}", NULL);
	kit_append("clock.late-reason", REF, "{'clock':'dpo-24h','cause':'night'}", "{'reason':'x'}");
	kit_append("note.added", REF, "{}", "{'text':'una nota'}");
	kit_append("call.noted", REF, "{'at':'2026-11-23T21:00:00Z','person':'p2'}", "{'outcome':'non risponde'}");
	kit_append("receipt.recorded", REF, "{'receipt':'r1','notice':'n1','bytes':" HASH ",'size':12,'kind':'other','signature':'none',"
		"'outcome':'none'}", "{'name':'ricevuta.eml','reason':'copia dalla casella'}");
	queue("");
	notice("notice.held", "", NULL);
	notice("notice.retried", ",'next_at':'2026-11-23T22:00:00Z'", NULL);
	compose();
	attempt(1);
	refuse("tempfail", ",'next_at':'2026-11-23T23:00:00Z'");
	kit.now += 3600;
	attempt(2);
	submit("");
	kit_append("receipt.judged", REF, "{'receipt':'r1','notice':'n1','kind':'dsn','signature':'none','outcome':'proves','why':'proven','facts':"
		HASH ",'results':[{'place':0,'proof':'delivered'}]}", "{'words':'2.1.5'}");
	kit_append("notice.recorded", REF, "{'notice':'n20','audience':'dpo','channel':'pec','lang':'it','receipt':'r1',"
		"'sent_at':'2026-11-23T22:00:00Z','message_id':'<web@pec.it>','people':['p2']}", "{'to':['dpo@pec.it'],'subject':'x'}");
	kit_append("notice.queued", REF, "{'notice':'n2','audience':'dpo','letter':'supplement','supplement':1,'channel':'pec','lang':'it'}",
		NULL);
	kit_append("notice.cancelled", REF, "{'notice':'n2'}", "{'reason':'x'}");
	life_of_work();
	life_of_endings();
	kit_append("register.adopted", NULL, "{'machine':" HASH "}", NULL);
	kit_append("backup.made", NULL, "{'seq':4,'seal':" HASH ",'size':8192}", NULL);
	kit_append("register.moved", NULL, "{'seq':5,'seal':" HASH ",'size':8192}", "{'to':'/mnt/copia.db'}");
	kit_append("register.restored", NULL, "{'lost_seq':9,'lost_seal':" HASH ",'numbers':[{'counter':'incident:2026','value':12}]}",
		"{'from':'/mnt/copia.db'}");
}

static char *
replayed(void)
{
	g_autoptr(Db) scratch = NULL;
	OK(db_open_scratch(&scratch, &error));
	OK(project_replay(kit.db, scratch, &error));
	return kit_dump(scratch);
}

START_TEST(test_the_scenario_has_every_kind)
{
	live();
	for (const EventKind *kind = event_kinds; kind->name; kind++) {
		g_autofree char *sql = g_strdup_printf("SELECT count(*) > 0 FROM journal WHERE head LIKE '%%\"kind\":\"%s\"%%'", kind->name);
		ck_assert_msg(kit_number(kit.db, sql) == 1, "%s does not occur", kind->name);
	}
	for (const ProjectTable *table = project_tables; table->table; table++) {
		g_autofree char *sql = g_strdup_printf("SELECT count(*) FROM %s", table->table);
		ck_assert_msg(kit_number(kit.db, sql) > 0, "%s is empty", table->table);
	}
}
END_TEST

START_TEST(test_replaying_gives_the_same_tables)
{
	g_autofree char *is = NULL;
	g_autofree char *again = NULL;
	live();
	is = kit_dump(kit.db);
	again = replayed();
	ck_assert_str_eq(again, is);
}
END_TEST

START_TEST(test_neither_zone_nor_locale_nor_time_matter)
{
	static const char *const zones[] = {"UTC", "Asia/Kathmandu", "America/Los_Angeles"};
	static const char *const locales[] = {"C", "C.UTF-8", "it_IT.UTF-8"};
	g_autofree char *is = NULL;
	live();
	is = kit_dump(kit.db);
	for (gsize i = 0; i < G_N_ELEMENTS(zones); i++) {
		g_autofree char *again = NULL;
		g_setenv("TZ", zones[i], TRUE);
		tzset();
		g_setenv("LC_ALL", locales[i], TRUE);
		setlocale(LC_ALL, "");
		kit.now += 100 * 86400;
		again = replayed();
		ck_assert_str_eq(again, is);
	}
}
END_TEST

START_TEST(test_every_table_of_the_schema_is_compared)
{
	g_autofree char *sql = NULL;
	GString *names = g_string_new("'version','journal','tip','blob','blob_part','local_value','local_mailbox','local_seen','local_perhaps'");
	for (const ProjectTable *table = project_tables; table->table; table++)
		g_string_append_printf(names, ",'%s'", table->table);
	sql = g_strdup_printf("SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND name NOT IN (%s) "
		"AND name NOT LIKE 'search%%' AND name NOT LIKE 'sqlite_%%'", names->str);
	kit_is(sql, NULL);
	g_string_free(names, TRUE);
}
END_TEST

/* With all bodies gone every event still applies: facts are what they were, texts are empty. */
START_TEST(test_erased_bodies_apply)
{
	g_autofree char *again = NULL;
	g_autoptr(Db) scratch = NULL;
	live();
	OK(kit_run(kit.db, "DROP TRIGGER journal_no_update", &error));
	OK(kit_run(kit.db, "UPDATE journal SET body = NULL", &error));
	OK(db_open_scratch(&scratch, &error));
	OK(project_replay(kit.db, scratch, &error));
#define SAME(sql) do { g_autofree char *a = kit_value(kit.db, sql), *b = kit_value(scratch, sql); ck_assert_str_eq(a, b); } while (0)
	SAME("SELECT group_concat(ref || id || due_at || coalesce(met_at, '-') || not_due || late_by_correction || coalesce(late_cause, '-')) "
		"FROM (SELECT * FROM clock ORDER BY ref, id)");
	SAME("SELECT group_concat(id || state || proof || due_at || attempts || code) FROM (SELECT * FROM notice ORDER BY id)");
	SAME("SELECT group_concat(ref || next_due || detected_at || taken_at) FROM (SELECT * FROM incident WHERE taken_at IS NOT NULL)");
	SAME("SELECT group_concat(id || roles || retired) FROM (SELECT * FROM person WHERE retired IS NOT NULL)");
	SAME("SELECT group_concat(name || value) FROM (SELECT * FROM counter ORDER BY name)");
	again = kit_dump(scratch);
	static const char *const words[] = {"Rossi", "Ada", "Giulia", "studio.it", "Alfa", "Elenco", "Tutti", "una nota", "4ABC", "Luce", "A-1",
		"risponde", "ricevuta.eml", "casella"};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		ck_assert_msg(strstr(again, words[i]) == NULL, "%s was erased", words[i]);
	ck_assert_int_eq(kit_number(scratch, "SELECT erased FROM incident WHERE ref = '" REF "'"), 1);
	ck_assert_int_eq(kit_number(scratch, "SELECT count(*) FROM recipient WHERE address = '' AND person IN ('p2', 'p3')"), 3);
}
END_TEST

START_TEST(test_an_unknown_kind_only_enters_the_history)
{
	Event event = {.seq = 9, .at = KIT_NOW, .by = g_strdup("p1"), .kind_name = g_strdup("duty.recorded"), .ref = g_strdup(REF),
		.facts = json_object()};
	kit_log(REF);
	OK(db_write_begin(kit.db, &error));
	OK(project_event(kit.db, &event, &error));
	OK(db_write_commit(kit.db, &error));
	kit_is("SELECT count(*) FROM history WHERE seq = 9", "1");
	kit_is("SELECT max(seq) FROM history", "9");
	g_free(event.by);
	g_free(event.kind_name);
	g_free(event.ref);
	json_decref(event.facts);
}
END_TEST

static Suite *
suite(void)
{
	Suite *s = suite_create("project");
	TCase *kinds = tcase_create("kinds"), *notices = tcase_create("notices"), *replay = tcase_create("replay");
	TCase *const all[] = {kinds, notices, replay};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		tcase_add_checked_fixture(all[i], setup, kit_teardown);
		suite_add_tcase(s, all[i]);
	}
	tcase_add_test(kinds, test_register_and_settings);
	tcase_add_test(kinds, test_a_backup_is_remembered);
	tcase_add_test(kinds, test_adopting_lifts_what_moving_and_restoring_did);
	tcase_add_test(kinds, test_people);
	tcase_add_test(kinds, test_appointments);
	tcase_add_test(kinds, test_clients);
	tcase_add_test(kinds, test_logging);
	tcase_add_test(kinds, test_amending);
	tcase_add_test(kinds, test_what_ends_late_says_when);
	tcase_add_test(kinds, test_correcting_an_instant);
	tcase_add_test(kinds, test_affected_clients);
	tcase_add_test(kinds, test_charge_reasons_and_notes);
	tcase_add_test(kinds, test_full_text_follows);
	tcase_add_test(notices, test_a_notice_goes_its_way);
	tcase_add_test(notices, test_a_failure_withdraws_what_it_met);
	tcase_add_test(notices, test_failures_that_pass_are_tried_again);
	tcase_add_test(notices, test_holding_and_withdrawing);
	tcase_add_test(notices, test_a_file_is_proof_in_a_demo_only);
	tcase_add_test(notices, test_an_exercise_is_met_when_composed);
	tcase_add_test(notices, test_a_client_is_told_by_a_notice_that_stands);
	tcase_add_test(replay, test_the_scenario_has_every_kind);
	tcase_add_test(replay, test_replaying_gives_the_same_tables);
	tcase_add_test(replay, test_neither_zone_nor_locale_nor_time_matter);
	tcase_add_test(replay, test_every_table_of_the_schema_is_compared);
	tcase_add_test(replay, test_erased_bodies_apply);
	tcase_add_test(replay, test_an_unknown_kind_only_enters_the_history);
	return s;
}

int
main(void)
{
	return run_suite(suite());
}
