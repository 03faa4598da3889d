/* Standard actions by kind of breach. */
#include "src/core/action-library.h"

#include <string.h>

static const char *const misdirected[] = {"mail-misdirected", "sent-by-mistake", "open-recipients", "record-mix-up", "wrong-display", NULL};
static const char *const exported[] = {"list-export", "privilege-abuse", "data-exfiltration", NULL};
static const char *const lost[] = {"lost-device", "lost-paper", "e-waste", "paper-disposal", NULL};
static const char *const encrypted[] = {"ransomware", "malware", "data-destroyed", "data-altered", NULL};
static const char *const credentials[] = {"phishing", "unauthorised-access", "vulnerability", NULL};
static const char *const published[] = {"published", "misconfiguration", "wrong-permissions", NULL};
static const char *const no_kind[] = {NULL};

const ActionGroup action_groups[] = {
	{"misdirected", {"data sent to the wrong people", "dati inviati alle persone sbagliate"}, misdirected, NULL},
	{"export", {"lists copied or taken along", "elenchi copiati o sottratti"}, exported, NULL},
	{"lost", {"device or paper lost or stolen", "dispositivo o carte smarriti o rubati"}, lost, NULL},
	{"ransomware", {"ransomware, malware, data destroyed", "ransomware, malware, dati distrutti"}, encrypted, NULL},
	{"credentials", {"credentials stolen, account broken into", "credenziali sottratte, utenza violata"}, credentials, "credentials"},
	{"published", {"data open to everybody", "dati accessibili a chiunque"}, published, NULL},
	{"recordings", {"call recordings", "registrazioni delle chiamate"}, no_kind, "recordings"},
	{"general", {"in every case", "in ogni caso"}, NULL, NULL},
	{NULL, {NULL, NULL}, NULL, NULL},
};

#define IT {"IT", "reparto IT"}
#define SECURITY {"security", "sicurezza"}
#define SHIFT {"shift leader", "capoturno"}
#define MANAGEMENT {"management", "direzione"}
#define STAFF {"human resources", "ufficio del personale"}
#define FRONT {"whoever sent it", "chi ha effettuato l'invio"}
#define CONTAIN ACTION_CONTAINMENT
#define INVESTIGATE ACTION_INVESTIGATION
#define RECOVER ACTION_RECOVERY
#define PREVENT ACTION_PREVENTION
#define COMMUNICATE ACTION_COMMUNICATION

const StandardAction standard_actions[] = {
	{"ask-deletion", "misdirected", CONTAIN, 4, FRONT,
		{"ask the wrong recipients to delete it and to confirm in writing",
			"chiedere ai destinatari errati di cancellare e di confermarlo per iscritto"},
		{"Keep each answer as evidence; remind who does not answer within a day.",
			"Conservare ogni risposta come evidenza; sollecitare chi non risponde entro un giorno."}},
	{"stop-mailing", "misdirected", CONTAIN, 4, SHIFT,
		{"stop other mailings from the same list or template", "sospendere altri invii dallo stesso elenco o modello"},
		{"Until it is known why the recipients were wrong.", "Finché non è noto perché i destinatari erano errati."}},
	{"forwarded", "misdirected", INVESTIGATE, 48, SECURITY,
		{"find out whether it was opened, forwarded or downloaded", "accertare se è stato aperto, inoltrato o scaricato"},
		{"From the answers, and from the logs of the mail server or the shared folder.",
			"Dalle risposte, e dai log del server di posta o della cartella condivisa."}},
	{"second-check", "misdirected", PREVENT, 720, SHIFT,
		{"have a second person check the recipients of lists before they leave",
			"far controllare a una seconda persona i destinatari degli elenchi prima dell'invio"},
		{"Or let the program ask for them again where more than a few are outside the company.",
			"O farli richiedere dal programma, quando più di pochi sono esterni all'azienda."}},

	{"suspend-account", "export", CONTAIN, 2, IT,
		{"suspend the account that took the data, and end its sessions", "sospendere l'utenza che ha estratto i dati e chiuderne le sessioni"},
		{"Without warning its owner, and with the management informed.", "Senza preavviso all'interessato, informata la direzione."}},
	{"keep-export-logs", "export", INVESTIGATE, 24, IT,
		{"secure the logs of access and export", "mettere al sicuro i log di accesso e di estrazione"},
		{"Before they are overwritten, with their SHA-256, where the account concerned cannot reach them.",
			"Prima che siano sovrascritti, con il loro SHA-256, dove l'utenza coinvolta non arriva."}},
	{"return-data", "export", CONTAIN, 72, MANAGEMENT,
		{"demand in writing that the data be returned and deleted", "diffidare per iscritto a restituire e cancellare i dati"},
		{"With a lawyer where somebody took them on purpose; consider a report to the police.",
			"Con un legale, se la sottrazione è voluta; valutare la denuncia."}},
	{"limit-exports", "export", PREVENT, 720, IT,
		{"limit exports: who, how many records, with an alarm", "limitare le estrazioni: chi, quanti record, con un allarme"},
		{"Nobody on the telephone needs a whole list; show one contact at a time.",
			"Al telefono nessuno ha bisogno di un elenco intero: mostrare un contatto alla volta."}},

	{"lock-device", "lost", CONTAIN, 2, IT,
		{"lock or wipe the device from afar, and end its sessions", "bloccare o cancellare il dispositivo da remoto e chiuderne le sessioni"},
		{"Keep what the console says, with the time, as evidence.", "Conservare come evidenza ciò che riporta la console, con l'orario."}},
	{"change-known-passwords", "lost", CONTAIN, 4, IT,
		{"change the passwords and keys that it knew", "cambiare password e chiavi che conteneva"},
		{"Those saved in the browser and in the mail program, too.", "Anche quelle salvate nel browser e nel programma di posta."}},
	{"police-report", "lost", COMMUNICATE, 48, MANAGEMENT,
		{"report the loss or theft to the police", "denunciare lo smarrimento o il furto"},
		{"Keep the report as evidence.", "Conservare la denuncia come evidenza."}},
	{"what-was-on-it", "lost", INVESTIGATE, 24, SECURITY,
		{"reconstruct what was on it, and whether it was encrypted", "ricostruire che cosa conteneva e se era cifrato"},
		{"From the last backup or inventory, not from memory.", "Dall'ultima copia o dall'inventario, non a memoria."}},
	{"encrypt-devices", "lost", PREVENT, 720, IT,
		{"encrypt all portable devices, and see that it stays so", "cifrare tutti i dispositivi portatili e verificare che lo restino"},
		{"With the keys kept by the company.", "Con le chiavi conservate dall'azienda."}},

	{"isolate", "ransomware", CONTAIN, 1, IT,
		{"take the machines concerned off the network, without switching them off", "isolare dalla rete le macchine coinvolte, senza spegnerle"},
		{"What is in memory is evidence.", "Ciò che è in memoria è una prova."}},
	{"protect-backups", "ransomware", CONTAIN, 2, IT,
		{"disconnect the backups, and check that they are sound", "scollegare le copie di sicurezza e verificarne l'integrità"},
		{"Before anything is restored from them.", "Prima di qualsiasi ripristino."}},
	{"keep-traces", "ransomware", INVESTIGATE, 24, IT,
		{"secure images, logs and the ransom note", "mettere al sicuro immagini dei dischi, log e messaggio di riscatto"},
		{"Pay and answer nothing; ask whether data left before they were encrypted.",
			"Non pagare e non rispondere; accertare se i dati sono usciti prima della cifratura."}},
	{"restore", "ransomware", RECOVER, 48, IT,
		{"restore from sound backups, on clean machines", "ripristinare da copie integre, su macchine pulite"},
		{"Note when each service was available again: it decides the loss of availability.",
			"Annotare quando ogni servizio è tornato disponibile: da ciò dipende la perdita di disponibilità."}},
	{"close-entry", "ransomware", PREVENT, 168, IT,
		{"close the way by which it came in", "chiudere la via d'ingresso"},
		{"Updates, remote access with a second factor, fewer administrator rights.",
			"Aggiornamenti, accesso remoto con secondo fattore, meno privilegi amministrativi."}},

	{"reset-credentials", "credentials", CONTAIN, 2, IT,
		{"reset the credentials, and end all sessions and tokens", "reimpostare le credenziali e chiudere tutte le sessioni e i token"},
		{"Everywhere the same password was used.", "Ovunque fosse usata la stessa password."}},
	{"mail-rules", "credentials", INVESTIGATE, 24, IT,
		{"look for forwarding rules and for other accesses of the intruder", "cercare regole di inoltro e altri accessi dell'intruso"},
		{"In the mailbox and in every system that the account opens.", "Nella casella e in ogni sistema che l'utenza apre."}},
	{"warn-contacts", "credentials", COMMUNICATE, 24, SECURITY,
		{"warn those to whom the account may have written", "avvisare coloro a cui l'utenza può aver scritto"},
		{"Clients only through the DPO or the management.", "I committenti solo tramite il DPO o la direzione."}},
	{"second-factor", "credentials", PREVENT, 336, IT,
		{"require a second factor for mail, CRM and remote access", "imporre un secondo fattore per posta, CRM e accesso remoto"},
		{"Beginning with who can export lists.", "Cominciando da chi può estrarre elenchi."}},

	{"take-offline", "published", CONTAIN, 1, IT,
		{"take what is exposed off line", "togliere dalla rete ciò che è esposto"},
		{"And ask search engines and archives to forget it.", "E chiederne la rimozione a motori di ricerca e archivi."}},
	{"who-saw-it", "published", INVESTIGATE, 48, IT,
		{"find out from the logs who saw it, and since when", "accertare dai log chi l'ha visto e da quando"},
		{"Keep the logs from the day it became visible.", "Conservare i log dal giorno in cui è diventato visibile."}},
	{"review-permissions", "published", PREVENT, 336, IT,
		{"review the permissions of all shared folders and links", "rivedere i permessi di tutte le cartelle e i collegamenti condivisi"},
		{"Links that expire, no access without a login.", "Collegamenti a scadenza, nessun accesso senza autenticazione."}},

	{"which-calls", "recordings", INVESTIGATE, 24, SHIFT,
		{"list which calls, of which campaign and period, without copying them",
			"elencare quali chiamate, di quale commessa e periodo, senza copiarle"},
		{"One year of somebody's calls weighs more than one call.", "Un anno di chiamate di una persona pesa più di una chiamata."}},
	{"what-was-said", "recordings", INVESTIGATE, 72, SECURITY,
		{"find out whether cards, health or passwords were spoken of", "accertare se si è parlato di carte, salute o password"},
		{"By the script of the campaign and a sample, heard by as few people as possible.",
			"Dallo script della commessa e da un campione, ascoltato da meno persone possibile."}},
	{"retention-of-calls", "recordings", PREVENT, 720, IT,
		{"delete recordings that are kept longer than agreed", "cancellare le registrazioni conservate oltre i termini pattuiti"},
		{"What is not kept cannot be lost.", "Ciò che non si conserva non si può perdere."}},

	{"reconstruct", "general", INVESTIGATE, 24, SECURITY,
		{"reconstruct what happened, hour by hour", "ricostruire i fatti, ora per ora"},
		{"Who noticed what, when, and from which source it is known.", "Chi si è accorto di che cosa, quando, e da quale fonte risulta."}},
	{"count-people", "general", INVESTIGATE, 48, SECURITY,
		{"count the people and records concerned, for each client", "contare persone e record coinvolti, per ciascun committente"},
		{"An approximate number at once is better than an exact one late.", "Meglio subito un numero approssimato che tardi uno esatto."}},
	{"minimise-evidence", "general", CONTAIN, 48, SECURITY,
		{"delete the copies of the data made to investigate", "cancellare le copie dei dati fatte per gli accertamenti"},
		{"Keep hashes and logs, not the list.", "Conservare hash e log, non l'elenco."}},
	{"brief-staff", "general", PREVENT, 336, STAFF,
		{"tell the staff concerned what happened and what changes", "spiegare al personale coinvolto che cosa è successo e che cosa cambia"},
		{"Without names and without blame.", "Senza nomi e senza colpe."}},
	{NULL, NULL, CONTAIN, 0, {NULL, NULL}, {NULL, NULL}, {NULL, NULL}},
};

const StandardAction *
standard_action(const char *code)
{
	for (const StandardAction *a = standard_actions; a->code; a++)
		if (g_strcmp0(a->code, code) == 0)
			return a;
	return NULL;
}

static bool
has_data(const Incident *incident, const char *code)
{
	const json_t *codes = json_object_get(incident->fields, "data");
	for (size_t i = 0; code && i < json_array_size(codes); i++)
		if (g_strcmp0(json_string_value(json_array_get(codes, i)), code) == 0)
			return true;
	return false;
}

static bool
action_group_fits(const ActionGroup *group, const Incident *incident)
{
	const char *kind = incident_text(incident, "breach_kind");
	return !group->kinds || (kind && g_strv_contains(group->kinds, kind)) || has_data(incident, group->data);
}

static bool
has_already(const Incident *incident, const StandardAction *standard)
{
	for (guint i = 0; i < incident->actions->len; i++)
		if (g_strcmp0(((const Action *)g_ptr_array_index(incident->actions, i))->standard, standard->code) == 0)
			return true;
	return false;
}

GPtrArray *
standard_actions_for(const Incident *incident)
{
	GPtrArray *fitting = g_ptr_array_new();
	for (const ActionGroup *group = action_groups; group->code; group++)
		for (const StandardAction *a = standard_actions; a->code && action_group_fits(group, incident); a++)
			if (strcmp(a->group, group->code) == 0 && !has_already(incident, a))
				g_ptr_array_add(fitting, (gpointer)a);
	return fitting;
}
