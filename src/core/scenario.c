/* Scenarios for exercises: a table. */
#include "src/core/scenario.h"

#include <string.h>

const Scenario scenarios[] = {
	{"misdirected-mail", "mail-misdirected",
		{"Contact list sent to the wrong recipient", "Elenco di contatti inviato al destinatario sbagliato"},
		{"A shift leader has sent a spreadsheet of people called to an address outside the company that the mail program completed by itself. The "
			"recipient has answered that it is not for them.",
			"Un capoturno ha inviato un foglio con i dati delle persone chiamate a un indirizzo esterno, completato in automatico dal "
			"programma di posta. Il destinatario ha risposto che non è per lui."},
		{{"nature", "c"}, {"data", "basic,contact"}, {"subject_kinds", "customers"}, {"subjects", "340"}, {"discovery", "third-party"},
			{"own_data", "yes"}}},
	{"list-export", "list-export",
		{"Contact list exported at night from the CRM", "Elenco contatti estratto di notte dal CRM"},
		{"The log of the CRM shows an export of the whole contact list at 03:10, with an account whose owner was not on shift. Where the file is "
			"now is not known.",
			"Il log del CRM riporta alle 03:10 un'estrazione dell'intero elenco contatti, con un'utenza il cui titolare non era in turno. Non è "
			"noto dove si trovi ora il file."},
		{{"nature", "c"}, {"data", "basic,contact"}, {"subject_kinds", "customers"}, {"subjects", "~12000"}, {"discovery", "own"},
			{"own_data", "yes"}}},
	{"lost-device", "lost-device",
		{"Laptop of the personnel office lost on a train", "Portatile dell'ufficio del personale smarrito in treno"},
		{"A laptop was left on a train. It held payslips; whether its disk was encrypted is not known. The loss was noticed on arrival.",
			"Un portatile è stato dimenticato in treno. Conteneva cedolini; non è noto se il disco fosse cifrato. Lo smarrimento è stato notato "
			"all'arrivo."},
		{{"nature", "c,a"}, {"data", "basic,financial"}, {"subject_kinds", "employees"}, {"subjects", "64"}, {"discovery", "own"},
			{"own_data", "yes"}}},
	{"ransomware", "ransomware",
		{"File server encrypted, with a ransom note", "Server dei file cifrato, con richiesta di riscatto"},
		{"Since the morning the shared folders hold only encrypted files and a note that asks for money and threatens to publish. The newest "
			"backup is two days old.",
			"Dal mattino le cartelle condivise contengono solo file cifrati e un messaggio che chiede denaro e minaccia di pubblicare. L'ultima "
			"copia di sicurezza è di due giorni fa."},
		{{"nature", "c,a"}, {"data", "basic,contact,recordings"}, {"subject_kinds", "customers,employees"}, {"subjects", "unknown"},
			{"discovery", "own"}, {"own_data", "yes"}}},
	{NULL, NULL, {NULL, NULL}, {NULL, NULL}, {{NULL, NULL}}},
};

const Scenario *
scenario_find(const char *code)
{
	for (const Scenario *s = scenarios; s->code; s++)
		if (strcmp(s->code, code) == 0)
			return s;
	return NULL;
}
