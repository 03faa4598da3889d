/* What to do at once, by kind of breach. */
#include "src/core/advice.h"

#include <stddef.h>
#include <string.h>

static const char *const misdirected[] = {"mail-misdirected", "sent-by-mistake", "open-recipients", "record-mix-up", "wrong-display", NULL};
static const char *const exported[] = {"list-export", "privilege-abuse", "data-exfiltration", NULL};
static const char *const lost[] = {"lost-device", "lost-paper", "e-waste", "paper-disposal", NULL};
static const char *const encrypted[] = {"ransomware", "malware", "data-destroyed", "data-altered", NULL};
static const char *const broken_into[] = {"phishing", "unauthorised-access", "vulnerability", NULL};
static const char *const exposed[] = {"published", "misconfiguration", "wrong-permissions", NULL};

const Advice advice_table[] = {
	{misdirected, {
		{"ask the recipient not to open it, to delete it and to confirm in writing",
			"chiedere al destinatario di non aprire, cancellare e confermare per iscritto"},
		{"keep the message as sent, with its headers, not the list itself",
			"conservare il messaggio inviato con le intestazioni, non l'elenco"},
		{"suspend other mailings from the same list", "sospendere altri invii dalla stessa lista"}}},
	{exported, {
		{"suspend the account and the sessions of who took the data, without warning them",
			"sospendere l'utenza e le sessioni di chi ha estratto i dati, senza preavviso"},
		{"keep the access and export logs before they are overwritten",
			"conservare i log di accesso e di estrazione prima che siano sovrascritti"},
		{"stop exports from the same campaign until it is clear how it happened",
			"bloccare le estrazioni dalla stessa commessa finché non è chiaro come è avvenuto"}}},
	{lost, {
		{"lock or wipe the device from afar, and change the passwords it knew",
			"bloccare o cancellare il dispositivo da remoto e cambiare le password che conteneva"},
		{"write down what was on it and whether it was encrypted", "annotare che cosa conteneva e se era cifrato"},
		{"report theft to the police and keep the report", "in caso di furto, fare denuncia e conservarla"}}},
	{encrypted, {
		{"take the machines off the network, do not switch them off", "isolare le macchine dalla rete, senza spegnerle"},
		{"check that the backups are out of reach and untouched", "verificare che le copie di sicurezza siano isolate e integre"},
		{"keep the ransom note and the logs, pay and answer nothing", "conservare il messaggio di riscatto e i log, non pagare e non rispondere"}}},
	{broken_into, {
		{"change the passwords and end the sessions that were used", "cambiare le password e chiudere le sessioni utilizzate"},
		{"keep logs and messages before they are overwritten", "conservare log e messaggi prima che siano sovrascritti"},
		{"look for the same access to other systems", "cercare lo stesso accesso su altri sistemi"}}},
	{exposed, {
		{"take what is exposed off line, and ask search engines to forget it",
			"togliere dalla rete ciò che è esposto e chiederne la rimozione ai motori di ricerca"},
		{"keep the access logs from the day it became visible", "conservare i log di accesso dal giorno in cui è diventato visibile"},
		{"check whether other folders have the same permissions", "verificare se altre cartelle hanno gli stessi permessi"}}},
	{NULL, {
		{"stop what is still going on", "fermare ciò che è ancora in corso"},
		{"keep logs and messages, not copies of the data", "conservare log e messaggi, non copie dei dati"},
		{"write down who noticed what, and when", "annotare chi si è accorto di che cosa, e quando"}}},
};

const Advice *
advice_for(const char *kind)
{
	const Advice *row = advice_table;
	for (; row->kinds; row++)
		for (const char *const *k = row->kinds; kind && *k; k++)
			if (strcmp(*k, kind) == 0)
				return row;
	return row;
}
