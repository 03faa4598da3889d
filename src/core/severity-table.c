/*
 * ENISA's tables, one row of cells for each kind of data, identifier and circumstance.
 *
 * Each cell holds the sentence that is chosen and ENISA's own cases for it. Three points are ours: a codice fiscale is no bare number (it
 * holds parts of the name, sex, date and place of birth); call recordings count as behavioural data, which their content may raise; and
 * credentials are scored, as ENISA says, by what they open.
 */
#include "src/core/severity.h"

/* --- DPC: which data, in which context ---------------------------------------------------------------------------------- */

static const Cell simple[] = {
	{1, {"nothing is known that makes these data more critical", "nessun elemento noto rende questi dati più critici"},
		{"the address list of a supermarket", "l'elenco di indirizzi di un supermercato"}},
	{2, {"the amount of data, or who holds them, lets one profile people or infer their social or financial status",
		"la quantità di dati, o chi li tratta, permette di profilare le persone o di dedurne la condizione sociale o economica"},
		{"the list of a dealer in luxury cars", "l'elenco di un concessionario di auto di lusso"}},
	{3, {"the data, or who holds them, let one infer health, sex life, political or religious belief",
		"i dati, o chi li tratta, permettono di dedurre salute, vita sessuale, opinioni politiche o convinzioni religiose"},
		{"the list of an on-line pharmacy", "l'elenco di una farmacia on line"}},
	{4, {"because of who the people are (minors, vulnerable), the data are critical to their safety or their physical or mental condition",
		"per chi sono le persone (minori, vulnerabili), i dati sono critici per la loro sicurezza o condizione fisica o psicologica"},
		{"a list of undercover officers", "un elenco di agenti sotto copertura"}},
};

static const Cell behavioural[] = {
	{1, {"no real insight into behaviour, or easily collected from public sources anyway",
		"nessuna reale conoscenza dei comportamenti, o dati facilmente reperibili comunque da fonti pubbliche"},
		{"the calls received by a help desk", "le chiamate ricevute da un servizio di assistenza"}},
	{2, {"nothing is known that makes these data more or less critical", "nessun elemento noto rende questi dati più o meno critici"},
		{"one week of a person's calls", "una settimana di chiamate di una persona"}},
	{3, {"the amount of data, or who holds them, shows a person's daily life and habits in detail",
		"la quantità di dati, o chi li tratta, mostra nel dettaglio vita quotidiana e abitudini di una persona"},
		{"one year of a person's calls", "un anno di chiamate di una persona"}},
	{4, {"a profile on sensitive data can be made", "si può costruire un profilo basato su dati sensibili"},
		{"calls to a psychological help line", "le chiamate a un servizio di sostegno psicologico"}},
};

static const Cell financial[] = {
	{1, {"no real insight into somebody's finances", "nessuna reale conoscenza della situazione economica"},
		{"that somebody has an account at a bank; cards that expired long ago",
			"che qualcuno ha un conto presso una banca; carte scadute da anni"}},
	{2, {"some financial information, without insight into the financial situation",
		"alcune informazioni economiche, senza conoscenza della situazione economica"},
		{"account numbers (IBAN) alone", "soli numeri di conto (IBAN)"}},
	{3, {"nothing is known that makes these data more or less critical", "nessun elemento noto rende questi dati più o meno critici"},
		{"the balances of a month; part of the data of a card", "i saldi di un mese; parte dei dati di una carta"}},
	{4, {"full information that enables fraud, or a detailed social or financial profile",
		"informazioni complete che permettono una frode, o un profilo sociale o economico dettagliato"},
		{"all data of a card; a year of statements in detail", "tutti i dati di una carta; un anno di estratti conto dettagliati"}},
};

static const Cell sensitive[] = {
	{1, {"no real insight, or easily collected from public sources anyway",
		"nessuna reale conoscenza, o dati facilmente reperibili comunque da fonti pubbliche"},
		{"that somebody had ordinary blood tests", "che qualcuno ha fatto esami del sangue generici"}},
	{2, {"general assumptions only", "solo supposizioni generiche"},
		{"that blood was tested in an emergency room", "che un esame del sangue è stato fatto al pronto soccorso"}},
	{3, {"assumptions about sensitive information", "supposizioni su informazioni sensibili"},
		{"that somebody was tested for a certain disease", "che qualcuno ha fatto l'esame per una certa malattia"}},
	{4, {"nothing is known that makes these data less critical", "nessun elemento noto rende questi dati meno critici"},
		{"the results of the tests", "i risultati degli esami"}},
};

/* --- EI: how easily somebody is identified --------------------------------------------------------------------------------- */

static const Cell full_name[] = {
	{1, {"many people in the country have the same name", "molte persone nel Paese hanno lo stesso nome"}, {NULL, NULL}},
	{2, {"few people in the country have the same name", "poche persone nel Paese hanno lo stesso nome"}, {NULL, NULL}},
	{3, {"few people in a small town have the same name", "poche persone in una piccola città hanno lo stesso nome"}, {NULL, NULL}},
	{4, {"the date of birth and the e-mail or home address are there, too", "ci sono anche data di nascita e indirizzo e-mail o di casa"}, {NULL, NULL}},
};

static const Cell number[] = {
	{1, {"the number alone, with nothing to look it up in", "il solo numero, senza nulla in cui cercarlo"}, {NULL, NULL}},
	{3, {"the number reveals more (as a date of birth does) and is linked to other data",
		"il numero rivela altro (come la data di nascita) ed è collegato ad altri dati"},
		{"a codice fiscale", "un codice fiscale"}},
	{4, {"what the number refers to is out as well (name, picture)", "è uscito anche ciò a cui il numero rimanda (nome, fotografia)"}, {NULL, NULL}},
};

static const Cell phone[] = {
	{1, {"in no public directory", "in nessun elenco pubblico"}, {NULL, NULL}},
	{2, {"in no public directory, but in a small town", "in nessun elenco pubblico, ma in una piccola città"}, {NULL, NULL}},
	{4, {"in a public directory", "in un elenco pubblico"}, {NULL, NULL}},
};

static const Cell email[] = {
	{1, {"it holds no name and is found nowhere on line", "non contiene il nome e non si trova in rete"},
		{"xk42@posta.example", "xk42@posta.example"}},
	{3, {"it holds no name, but a search shows whose it is", "non contiene il nome, ma una ricerca mostra di chi è"}, {NULL, NULL}},
	{4, {"it holds the name and can be searched for", "contiene il nome e si può cercare in rete"},
		{"maria.bianchi@rossi.example", "maria.bianchi@rossi.example"}},
};

static const Cell picture[] = {
	{1, {"not clear, or from far away", "poco chiara, o da lontano"}, {NULL, NULL}},
	{2, {"not clear, but what is around gives a hint", "poco chiara, ma il contesto dà un indizio"}, {NULL, NULL}},
	{3, {"clear, with nothing else", "chiara, senza altro"}, {NULL, NULL}},
	{4, {"clear, and linked to other information", "chiara e collegata ad altre informazioni"}, {NULL, NULL}},
};

static const Cell alias[] = {
	{1, {"no link to the person without something to look it up in", "nessun legame con la persona senza qualcosa in cui cercarlo"},
		{"a code that only the company's own files explain", "un codice che solo gli archivi dell'azienda spiegano"}},
	{3, {"it reveals part of the identity (as a first name) and is linked to other data",
		"rivela parte dell'identità (come il nome di battesimo) ed è collegato ad altri dati"}, {NULL, NULL}},
	{4, {"it reveals the full name, or what explains it is out as well", "rivela il nome completo, o è uscito anche ciò che lo spiega"}, {NULL, NULL}},
};

/* --- CB: what happened to the data ------------------------------------------------------------------------------------------ */

static const Cell confidentiality[] = {
	{0, {"not lost; or exposed, without evidence that anybody made unlawful use of the data",
		"non persa; o dati esposti, senza prove che qualcuno li abbia trattati illecitamente"},
		{"paper or a laptop was lost and came back", "un documento o un portatile smarrito e ritrovato"}},
	{1, {"the data went to a number of recipients who are known", "i dati sono giunti a un certo numero di destinatari noti"},
		{"an e-mail to the wrong recipients", "un'e-mail ai destinatari sbagliati"}},
	{2, {"the number of recipients is not known, or the data are public", "il numero dei destinatari non è noto, o i dati sono pubblici"},
		{"a list on the web; data sold by who took them", "un elenco sul web; dati venduti da chi li ha presi"}},
};

static const Cell integrity[] = {
	{0, {"not lost; or altered, without any misuse that is known, and the original can be had back",
		"non persa; o dati modificati, senza usi scorretti noti, e l'originale è recuperabile"}, {NULL, NULL}},
	{1, {"altered and possibly misused, and can be restored", "dati modificati e forse usati scorrettamente, ma ripristinabili"}, {NULL, NULL}},
	{2, {"altered and possibly misused, and cannot be restored", "dati modificati e forse usati scorrettamente, non ripristinabili"}, {NULL, NULL}},
};

static const Cell availability[] = {
	{0, {"not lost; or the data are recovered without difficulty", "non persa; o i dati si recuperano senza difficoltà"},
		{"a file of which there are copies", "un file di cui esistono copie"}},
	{1, {"not available for some time", "dati non disponibili per un certo tempo"},
		{"a database that takes a day to restore", "una banca dati che richiede un giorno di ripristino"}},
	{2, {"lost for good: nobody can supply them again", "dati persi per sempre: nessuno può fornirli di nuovo"}, {NULL, NULL}},
};

static const Cell malicious[] = {
	{0, {"no: an accident, an error, a defect", "no: un incidente, un errore, un difetto"}, {NULL, NULL}},
	{2, {"yes: somebody did it on purpose", "sì: qualcuno l'ha fatto apposta"},
		{"theft, intrusion, an employee who takes a list along", "furto, intrusione, un dipendente che porta con sé un elenco"}},
};

#define CELLS(table) (table), (int)G_N_ELEMENTS(table)

const SeverityRow severity_rows[SEVERITY_ROWS] = {
	{CRITERION_DPC, "simple", {"simple data", "dati semplici"},
		{"biographical and contact data, full name, education, family, profession",
			"dati anagrafici e di contatto, nome completo, istruzione, famiglia, professione"}, 1, CELLS(simple)},
	{CRITERION_DPC, "behavioural", {"behavioural data", "dati comportamentali"},
		{"location, traffic, preferences, habits; call recordings, whose content may count for more",
			"posizione, traffico, preferenze, abitudini; registrazioni delle chiamate, il cui contenuto può pesare di più"},
		2, CELLS(behavioural)},
	{CRITERION_DPC, "financial", {"financial data", "dati economici"},
		{"income, transactions, statements, investments, cards, invoices, social welfare; credentials count as what they open",
			"reddito, movimenti, estratti conto, investimenti, carte, fatture, assistenza sociale; le credenziali valgono quanto ciò che aprono"},
		3, CELLS(financial)},
	{CRITERION_DPC, "sensitive", {"sensitive data", "dati sensibili"},
		{"health, politics, sex life: in practice all of arts. 9 and 10 GDPR",
			"salute, politica, vita sessuale: in pratica tutti quelli degli artt. 9 e 10 GDPR"}, 4, CELLS(sensitive)},
	{CRITERION_EI, "name", {"full name", "nome e cognome"}, {NULL, NULL}, 0, CELLS(full_name)},
	{CRITERION_EI, "id", {"identity card, passport, social security or tax number",
			"carta d'identità, passaporto, codice fiscale o altro numero personale"},
		{"a codice fiscale holds parts of the name, sex, date and place of birth: never 0.25, normally 0.75",
			"un codice fiscale contiene parti del nome, sesso, data e luogo di nascita: mai 0,25, di norma 0,75"}, 0, CELLS(number)},
	{CRITERION_EI, "phone", {"telephone number or home address", "numero di telefono o indirizzo di casa"}, {NULL, NULL}, 0, CELLS(phone)},
	{CRITERION_EI, "email", {"e-mail address", "indirizzo e-mail"}, {NULL, NULL}, 0, CELLS(email)},
	{CRITERION_EI, "picture", {"picture", "fotografia"}, {NULL, NULL}, 0, CELLS(picture)},
	{CRITERION_EI, "code", {"code, alias, initials", "codice, pseudonimo, iniziali"}, {NULL, NULL}, 0, CELLS(alias)},
	{CRITERION_CB, "c", {"loss of confidentiality", "perdita di riservatezza"}, {NULL, NULL}, 0, CELLS(confidentiality)},
	{CRITERION_CB, "i", {"loss of integrity", "perdita di integrità"}, {NULL, NULL}, 0, CELLS(integrity)},
	{CRITERION_CB, "a", {"loss of availability", "perdita di disponibilità"}, {NULL, NULL}, 0, CELLS(availability)},
	{CRITERION_CB, "m", {"malicious intent", "intento doloso"}, {NULL, NULL}, 0, CELLS(malicious)},
};
