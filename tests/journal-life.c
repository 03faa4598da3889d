/* The DPO's work and how incidents end, as events. */
#include "tests/journal-life.h"

#include "tests/journal-kit.h"

void
life_of_work(void)
{
	kit_append("assessment.made", REF, "{'answers':{'dpc':[]},'se':14,'level':'high','override':'very-high','many':true}", "{'reason':'x'}");
	kit_append("notice.queued", REF, "{'notice':'n9','audience':'person:p2','letter':'reminder','channel':'email','lang':'it','steps':["
		"{'rule':'clock:dpo-24h','step':'late','anchor':'2026-11-23T10:00:00Z'},{'rule':'take-charge','step':'deputy',"
		"'anchor':'2026-11-22T10:00:00Z'}]}", NULL);
	kit_append("bulletin.attempted", NULL, "{'bulletin':'digest:2026-11:p2','person':'p2','channel':'pec','attempt':1,'message_id':'<b.1@x.it>',"
		"'seal':" HASH ",'seal_seq':3}", NULL);
	kit_append("bulletin.settled", NULL, "{'bulletin':'digest:2026-11:p2','verdict':'tempfail','code':451,'next_at':'2026-12-01T07:01:00Z'}",
		"{'server':'mail.x.it:587','reply':'451 later'}");
	kit_append("bulletin.proven", NULL, "{'bulletin':'digest:2026-11:p2','proof':'accepted','at':'2026-12-01T07:00:01Z','bytes':" HASH "}", NULL);
	kit_append("bulletin.proven", NULL, "{'bulletin':'digest:2026-11:p2','proof':'delivered','at':'2026-12-01T07:00:02Z','bytes':" HASH "}", NULL);
	kit_append("opinion.given", REF, "{'about':'subjects','yes':true,'for':'p2','at':'2026-11-23T22:00:00Z','receipt':'r1'}",
		"{'reason':'rischio elevato'}");
	kit_append("decision.made", REF, "{'about':'subjects','yes':true,'clocks':[" CLOCK("subjects", "subjects", "decision",
		"2026-11-23T22:00:00Z", "2026-11-26T22:00:00Z", "") "]}", "{'reason':'come da parere','signed_by':'Luca Neri'}");
	kit_append("decision.made", REF, "{'about':'breach','yes':false,'stopped':['subjects']}", "{'reason':'dati di prova'}");
	kit_append("evidence.added", REF, "{'evidence':'e1','bytes':" HASH ",'size':12,'action':'1'}", "{'name':'prova.txt'}");
	kit_append("evidence.added", REF, "{'evidence':'e2','hash':" HASH ",'size':12}", "{'name':'elenco.csv','place':'archivio'}");
	kit_append("filing.recorded", REF, "{'clock':'client:alfa','type':'complete','at':'2026-11-23T09:00:00Z','evidence':'e1'}",
		"{'number':'12','protocol':'Prot. 7','note':'per telefono'}");
	kit_append("clock.waived", REF, "{'clock':'authority-72h'}", "{'reason':'x'}");
	kit_append("action.added", REF, "{'action':'1','kind':'containment','state':'proposed','owner':'p1','standard':'recall-message'}",
		"{'title':'chiedere la cancellazione'}");
	kit_append("action.changed", REF, "{'action':'1','state':'open','due':'2026-11-30T10:00:00Z'}",
		"{'owner_name':'Reparto IT','owner_email':'it@rossi.example'}");
	kit_append("action.done", REF, "{'action':'1'}", "{'result':'cancellato'}");
	kit_append("action.verified", REF, "{'action':'1'}", "{'text':'visto'}");
	kit_append("action.added", REF, "{'action':'2','kind':'prevention','state':'open','review':true}", "{'title':'riesame'}");
	kit_append("action.changed", REF, "{'action':'2','cleared':['owner','due']}", NULL);
	kit_append("action.dropped", REF, "{'action':'2'}", "{'reason':'x'}");
}

void
life_of_endings(void)
{
	kit_append("notice.queued", REF, "{'notice':'n3','audience':'alfa','letter':'first','channel':'pec','lang':'it','held':true}", NULL);
	kit_append("notice.released", REF, "{'notice':'n3','next_at':'2026-11-24T01:00:00Z','late':true}", "{'reason':'nessuno risponde'}");
	kit_append("incident.closed", REF, "{}", "{'reason':'tutto fatto'}");
	kit_append("incident.reopened", REF, "{}", "{'reason':'altro elenco trovato'}");
	kit_append("incident.voided", "2026-D01", "{'duplicate_of':'2026-0007'}", "{'reason':'doppia'}");
	kit_append("incident.imported", "2026-0008", "{'kind':'breach','detected_at':'2019-05-02T08:00:00Z','logged_at':'2019-05-02T09:00:00Z',"
		"'taken_at':'2019-05-02T10:00:00Z','clocks':[" CLOCK("dpo-24h", "dpo-24h", "detected", "2019-05-02T08:00:00Z",
		"2019-05-03T08:00:00Z", ",'met_at':'2019-05-02T12:00:00Z'") "]}", "{'title':'Fascicolo smarrito','source_id':'7/2019'}");
	kit_append("incident.closed", "2026-0008", "{'at':'2019-06-01T08:00:00Z'}", NULL);
	kit_append("hold.placed", "2026-0008", "{}", "{'reason':'causa civile'}");
	kit_append("hold.lifted", "2026-0008", "{}", "{'reason':'transazione'}");
	kit_append("duty.recorded", NULL, "{'duty':'continuity-plan','at':'2026-01-10T09:00:00Z','expires':'2027-01-10T09:00:00Z','bytes':" HASH ",'size':7}",
		"{'version':'3','handed_to':'Collegio sindacale','reason':'x','name':'piano.pdf'}");
	kit_append("body.erased", "2026-0008", "{'events':[],'closed_at':'2019-06-01T08:00:00Z'}", "{'reason':'conservazione'}");
}
