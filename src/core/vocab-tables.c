/*
 * The vocabularies, as tables: the EDPB template for personal data breach notification, version 1.0, field by field, in
 * its order. Italian words are those of the Garante's own notification form wherever it has the same option.
 *
 * A few terms are ours, because a call centre needs them and the template has no option of their own: lists carried off
 * by an insider, call recordings, traffic data, a report by a client. They carry the key under which an export in the
 * template's form puts them. The register keeps codes for ever: a code never changes its meaning and is never removed;
 * what is no longer offered becomes inactive.
 */
#include "src/core/vocab.h"

#define TERM(c, e, english, italian) {(c), (e), {(english), (italian)}, true}
#define END {NULL, NULL, {NULL, NULL}, false}

#define NOT_YET "not yet determined"

/* Labels begin with the word that people type: `--nature riservatezza` finds it. */
static const Term nature[] = {
	TERM("c", "55.a", "confidentiality (disclosure or access)", "riservatezza (divulgazione o accesso)"),
	TERM("i", "55.b", "integrity (alteration)", "integrità (modifica)"),
	TERM("a", "55.c", "availability (loss or destruction)", "disponibilità (perdita o distruzione)"),
	TERM(VOCAB_UNKNOWN, NULL, NOT_YET, "non ancora determinata"),
	END,
};

static const Term confidentiality[] = {
	TERM("disclosed", "56.a", "data exfiltrated or disclosed", "dati esfiltrati o divulgati"),
	TERM("likely-disclosed", "56.b", "data probably exfiltrated or disclosed, no evidence",
		"dati probabilmente esfiltrati o divulgati, senza riscontri"),
	TERM("not-disclosed", "56.c", "data neither exfiltrated nor disclosed, on reasonable evidence",
		"dati né esfiltrati né divulgati, sulla base di riscontri ragionevoli"),
	TERM("undeterminable", "56.d", "not possible to assess", "non valutabile"),
	TERM(VOCAB_UNKNOWN, "56.e", NOT_YET, "non ancora determinata"),
	END,
};

static const Term protection[] = {
	TERM("intact", "57.a", "unintelligible, and the protection is intact (encrypted, key safe)",
		"dati inintelligibili, protezione integra (cifratura, chiave al sicuro)"),
	TERM("weak", "57.b", "protected, but the protection can probably be overcome",
		"dati protetti, ma la protezione è probabilmente superabile"),
	TERM("none", "57.c", "readable, not protected", "dati leggibili, nessuna protezione"),
	TERM("undeterminable", "57.d", "not possible to assess", "non valutabile"),
	TERM(VOCAB_UNKNOWN, "57.e", NOT_YET, "non ancora determinata"),
	END,
};

static const Term integrity[] = {
	TERM("altered", "58.a", "altered, no evidence of misuse", "dati modificati, senza riscontri di uso illecito o scorretto"),
	TERM("altered-reversible", "58.b", "altered and misused, the damage can be reversed",
		"dati modificati e usati in modo illecito o scorretto, danni rimediabili"),
	TERM("altered-irreversible", "58.c", "altered and misused, the damage cannot be reversed",
		"dati modificati e usati in modo illecito o scorretto, danni non rimediabili"),
	TERM(VOCAB_UNKNOWN, NULL, NOT_YET, "non ancora determinata"),
	END,
};

static const Term availability[] = {
	TERM("temporary", "59.a", "temporarily unavailable", "indisponibilità temporanea"),
	TERM("permanent", "59.b", "permanently unavailable", "indisponibilità definitiva"),
	TERM(VOCAB_UNKNOWN, "59.c", NOT_YET, "non ancora determinata"),
	END,
};

static const Term kind[] = {
	TERM("privilege-abuse", "60.a", "abuse of access privileges by staff", "abuso dei privilegi di accesso da parte del personale"),
	TERM("list-export", "60.g", "lists extracted or copied without authorisation",
		"estrazione o copia non autorizzata di liste"),
	TERM("ransomware", "60.b", "ransomware, device encrypted", "ransomware, dispositivo cifrato"),
	TERM("malware", "60.c", "hacking or malware", "intrusione informatica o malware"),
	TERM("phishing", "60.d", "phishing or social engineering", "phishing o ingegneria sociale"),
	TERM("vulnerability", "60.e", "security vulnerability exploited", "sfruttamento di una vulnerabilità"),
	TERM("unauthorised-access", "60.f", "unauthorised access to IT systems", "accesso non autorizzato ai sistemi informatici"),
	TERM("data-exfiltration", "60.g", "data exfiltrated or extracted without authorisation",
		"esfiltrazione o estrazione non autorizzata di dati"),
	TERM("record-mix-up", "60.h", "data of the wrong person shown (mix-up of records)",
		"scambio di posizioni: mostrati i dati di un altro interessato"),
	TERM("lost-device", "60.i", "device lost or stolen", "smarrimento o furto di un dispositivo"),
	TERM("e-waste", "60.j", "discarded device that still held data", "dispositivo dismesso con dati ancora presenti"),
	TERM("paper-disposal", "60.k", "paper disposed of incorrectly", "smaltimento non corretto di documenti cartacei"),
	TERM("mail-misdirected", "60.l", "mail lost, opened or misdelivered (post or e-mail)",
		"corrispondenza smarrita, aperta o recapitata alla persona sbagliata (posta o e-mail)"),
	TERM("misconfiguration", "60.m", "misconfiguration", "errore di configurazione"),
	TERM("wrong-permissions", "60.n", "wrong access permissions (cloud storage, shared folder)",
		"autorizzazioni di accesso errate (cloud, cartella condivisa)"),
	TERM("lost-paper", "60.o", "paper lost, stolen or left unattended", "documenti cartacei smarriti, rubati o incustoditi"),
	TERM("data-destroyed", "60.p", "data deleted or destroyed", "cancellazione o distruzione di dati"),
	TERM("wrong-display", "60.q", "data displayed to the wrong recipient", "dati mostrati al destinatario sbagliato"),
	TERM("sent-by-mistake", "60.r", "data sent by mistake (post or e-mail)", "invio di dati per errore (posta o e-mail)"),
	TERM("open-recipients", "60.s", "e-mail to several recipients without blind copy",
		"e-mail a più destinatari in chiaro, senza copia nascosta"),
	TERM("malfunction", "60.t", "technical malfunction", "malfunzionamento tecnico"),
	TERM("data-altered", "60.u", "unauthorised modification of data", "modifica non autorizzata di dati"),
	TERM("published", "60.v", "unintended publication (public link, web site, shared drive)",
		"pubblicazione involontaria (link pubblico, sito web, unità condivisa)"),
	TERM("verbal-disclosure", "60.w", "verbal disclosure without authorisation", "comunicazione verbale non autorizzata"),
	TERM("other", "60.y", "other (say what in the description)", "altro (precisare nella descrizione)"),
	TERM(VOCAB_UNKNOWN, "60.x", NOT_YET, "non ancora determinato"),
	END,
};

static const Term cause[] = {
	TERM("internal-accidental", "61.a", "internal, accidental", "interna accidentale"),
	TERM("internal-intentional", "61.b", "internal, intentional", "interna intenzionale"),
	TERM("external-accidental", "61.c", "external, accidental", "esterna accidentale"),
	TERM("external-intentional", "61.d", "external, intentional", "esterna intenzionale"),
	TERM("undeterminable", "61.f", "cannot be determined", "non determinabile"),
	TERM(VOCAB_UNKNOWN, "61.e", NOT_YET, "non ancora determinata"),
	END,
};

static const Term discovery[] = {
	TERM("own", "50.a", "detected by the company", "rilevazione interna"),
	TERM("processor", "50.b", "detected by a processor or supplier, who told the company",
		"segnalazione del responsabile del trattamento o di un fornitore"),
	TERM("client", "50.d", "told by a client", "segnalazione del committente"),
	TERM("data-subject", "50.c", "told by a data subject", "segnalazione di un interessato"),
	TERM("third-party", "50.d", "told by an outside party", "segnalazione di un terzo"),
	TERM("press", "50.e", "from the press", "notizie di stampa"),
	TERM("other", "50.f", "other (say how)", "altro (precisare come)"),
	TERM(VOCAB_UNKNOWN, NULL, NOT_YET, "non ancora determinato"),
	END,
};

static const Term subjects[] = {
	TERM("customers", "65.a", "customers and prospects", "consumatori e contraenti, attuali o potenziali"),
	TERM("employees", "65.b", "employees, past, present and candidates", "dipendenti, collaboratori e candidati, anche cessati"),
	TERM("forces", "65.c", "military or law enforcement staff", "appartenenti alle forze armate o di polizia"),
	TERM("minors", "65.d", "minors", "minori"),
	TERM("patients", "65.e", "patients", "pazienti"),
	TERM("students", "65.f", "students", "studenti"),
	TERM("subscribers", "65.g", "subscribers", "abbonati"),
	TERM("users", "65.h", "users", "utenti"),
	TERM("vulnerable", "65.i", "vulnerable people (elderly, refugees, disabled, victims)",
		"persone vulnerabili (anziani, rifugiati, disabili, vittime)"),
	TERM("other", "65.j", "others", "altri interessati"),
	TERM(VOCAB_UNKNOWN, "65.k", NOT_YET, "non ancora determinate"),
	END,
};

static const Term data[] = {
	TERM("basic", "70.a", "basic data (name, date of birth)", "dati anagrafici (nome, cognome, data di nascita)"),
	TERM("contact", "70.b", "contact details (address, telephone, e-mail)", "dati di contatto (indirizzo, telefono, e-mail)"),
	TERM("recordings", "70.u", "call recordings", "registrazioni delle chiamate"),
	TERM("traffic", "70.u", "traffic and browsing data", "dati di traffico telefonico e di navigazione"),
	TERM("biometric", "70.c", "biometric data", "dati biometrici"),
	TERM("criminal", "70.d", "criminal convictions and offences", "dati relativi a condanne penali e reati"),
	TERM("political", "70.e", "political opinions", "opinioni politiche"),
	TERM("ethnic", "70.f", "racial or ethnic origin", "origine razziale o etnica"),
	TERM("religious", "70.g", "religious or philosophical beliefs", "convinzioni religiose o filosofiche"),
	TERM("sexual", "70.h", "sex life or sexual orientation", "vita sessuale o orientamento sessuale"),
	TERM("union", "70.i", "trade union membership", "appartenenza sindacale"),
	TERM("genetic", "70.j", "genetic data", "dati genetici"),
	TERM("health", "70.k", "health data", "dati relativi alla salute"),
	TERM("financial", "70.l", "economic and financial data", "dati economici e finanziari"),
	TERM("work-health", "70.m", "health data about employment (sick leave, fitness for work)",
		"dati sulla salute relativi al lavoro (malattia, idoneità)"),
	TERM("identification", "70.n", "identification data (tax code, identity card number)",
		"dati di identificazione (codice fiscale, numero di documento)"),
	TERM("location", "70.o", "location data", "dati di localizzazione"),
	TERM("documents", "70.p", "official documents (copies)", "documenti di identità o ufficiali (copie)"),
	TERM("payment", "70.q", "payment data (cards, bank accounts)", "dati di pagamento (carte, conti correnti)"),
	TERM("profile", "70.r", "profile data (credit score, social network)", "dati di profilazione"),
	TERM("credentials", "70.s", "credentials (user names, passwords)", "credenziali di accesso (nome utente, password)"),
	TERM("other", "70.u", "other data (say which)", "altri dati (precisare quali)"),
	TERM(VOCAB_UNKNOWN, "70.t", NOT_YET, "non ancora determinate"),
	END,
};

static const Term measures[] = {
	TERM("pseudonymisation", "75.a", "pseudonymisation", "pseudonimizzazione"),
	TERM("backup", "75.b", "backup or recovery plan", "backup o piano di ripristino"),
	TERM("encryption", "75.c", "encryption", "cifratura"),
	TERM("policies", "75.d", "data protection and security policies", "politiche di protezione dei dati e di sicurezza"),
	TERM("training", "75.e", "data protection and security training", "formazione su protezione dei dati e sicurezza"),
	TERM("incident-log", "75.f", "incident log", "registro degli incidenti"),
	TERM("access-levels", "75.g", "levels of access to data", "livelli di accesso ai dati"),
	TERM("access-control", "75.h", "logical access control (multi-factor)", "controllo logico degli accessi (più fattori)"),
	TERM("audits", "75.i", "periodic audits", "verifiche periodiche"),
	TERM("physical", "75.j", "physical access control", "controllo fisico degli accessi"),
	TERM("updates", "75.k", "up-to-date systems", "sistemi aggiornati"),
	TERM("other", "75.l", "other measures (say which)", "altre misure (precisare quali)"),
	TERM(VOCAB_UNKNOWN, NULL, NOT_YET, "non ancora determinate"),
	END,
};

static const Term consequences_c[] = {
	TERM("disclosed-beyond", "79.a", "disclosed beyond the privacy notice or the law",
		"dati divulgati al di fuori di quanto previsto dall'informativa o dalla disciplina di riferimento"),
	TERM("linkable", "79.b", "can easily be linked with other information about the people",
		"dati correlabili, senza sforzo irragionevole, ad altre informazioni relative agli interessati"),
	TERM("misused", "79.c", "may be used for other purposes or unlawfully",
		"dati utilizzabili per finalità diverse da quelle previste o in modo non lecito"),
	TERM("other", "79.d", "other", "altro"),
	TERM(VOCAB_UNKNOWN, "79.e", NOT_YET, "non ancora determinate"),
	END,
};

static const Term consequences_i[] = {
	TERM("used-invalid", "81.a", "altered and used though no longer valid", "dati modificati e usati benché non più validi"),
	TERM("used-otherwise", "81.b", "altered into otherwise valid data, then used for other purposes",
		"dati modificati in altri dati validi e poi usati per altre finalità"),
	TERM("other", "81.c", "other", "altro"),
	TERM(VOCAB_UNKNOWN, "81.d", NOT_YET, "non ancora determinate"),
	END,
};

static const Term consequences_a[] = {
	TERM("no-access", "83.a", "services cannot be accessed", "mancato accesso ai servizi"),
	TERM("disruption", "83.b", "services disrupted or hard to use", "malfunzionamento e difficoltà nell'uso dei servizi"),
	TERM("other", "83.c", "other", "altro"),
	TERM(VOCAB_UNKNOWN, "83.d", NOT_YET, "non ancora determinate"),
	END,
};

static const Term impacts[] = {
	TERM("control-loss", "85.a", "loss of control of their data", "perdita del controllo dei dati personali"),
	TERM("rights-limited", "85.b", "limitation of their rights", "limitazione dei diritti"),
	TERM("discrimination", "85.c", "discrimination", "discriminazione"),
	TERM("identity-theft", "85.d", "identity theft or usurpation", "furto o usurpazione d'identità"),
	TERM("fraud", "85.e", "fraud", "frodi"),
	TERM("financial-loss", "85.f", "financial loss", "perdite finanziarie"),
	TERM("reversal", "85.g", "unauthorised reversal of pseudonymisation", "decifratura non autorizzata della pseudonimizzazione"),
	TERM("reputation", "85.h", "damage to reputation", "pregiudizio alla reputazione"),
	TERM("secrecy", "85.i", "loss of confidentiality of data under professional secrecy",
		"perdita di riservatezza di dati protetti da segreto professionale"),
	TERM("known-to-others", "85.j", "data disclosed to unauthorised third parties",
		"conoscenza dei dati da parte di terzi non autorizzati"),
	TERM("disadvantage", "85.k", "significant economic or social disadvantage", "danno economico o sociale significativo"),
	TERM("harm", "85.l", "physical or mental harm", "danno fisico o psichico"),
	TERM("property", "85.m", "damage to property", "danno materiale o immateriale al patrimonio"),
	TERM("other", "85.n", "other impact (say which)", "altro impatto (precisare quale)"),
	TERM(VOCAB_UNKNOWN, "85.o", NOT_YET, "non ancora determinati"),
	END,
};

static const Term severity[] = {
	TERM("minor", "87.a", "minor", "lieve"),
	TERM("moderate", "87.b", "moderate", "moderata"),
	TERM("severe", "87.c", "severe", "grave"),
	TERM(VOCAB_UNKNOWN, "87.d", NOT_YET, "non ancora determinata"),
	END,
};

static const Term yesno[] = {
	TERM("yes", "109.a", "yes", "sì"),
	TERM("no", "109.b", "no", "no"),
	TERM(VOCAB_UNKNOWN, "109.c", "not yet known", "non ancora noto"),
	END,
};

/* Ours: why a clock was met late, or not at all. The question that a company has to answer to itself. */
static const Term late_cause[] = {
	TERM("internal-report-late", NULL, "reported late inside the company", "segnalazione interna tardiva"),
	TERM("night-or-weekend", NULL, "night or week-end", "notte o fine settimana"),
	TERM("waiting-for-facts", NULL, "waiting for facts", "in attesa di elementi"),
	TERM("mail-failed", NULL, "mail failed", "posta non funzionante"),
	TERM("dpo-unreachable", NULL, "DPO unreachable", "DPO non raggiungibile"),
	TERM("time-corrected", NULL, "time corrected afterwards", "orario corretto in seguito"),
	TERM("other", NULL, "other (say what)", "altro (precisare)"),
	/* Explains nothing: never offered, and refused with a sentence of its own. */
	{VOCAB_UNKNOWN, NULL, {NOT_YET, "non ancora determinata"}, false},
	END,
};

/* How it ended. A breach is what it is taken for until the company decides otherwise. */
static const Term outcome[] = {
	TERM("breach", NULL, "a personal data breach", "violazione di dati personali"),
	TERM("not-a-breach", NULL, "not a breach", "non è una violazione"),
	TERM(VOCAB_UNKNOWN, NULL, NOT_YET, "non ancora determinato"),
	END,
};

const Vocab vocab_nature = {"nature", {"nature of the breach", "natura della violazione"}, nature};
const Vocab vocab_confidentiality = {"confidentiality", {"loss of confidentiality", "perdita di riservatezza"}, confidentiality};
const Vocab vocab_protection = {"protection", {"protection of the data", "protezione dei dati"}, protection};
const Vocab vocab_integrity = {"integrity", {"loss of integrity", "perdita di integrità"}, integrity};
const Vocab vocab_availability = {"availability", {"loss of availability", "perdita di disponibilità"}, availability};
const Vocab vocab_kind = {"kind", {"kind of incident", "tipo di incidente"}, kind};
const Vocab vocab_cause = {"cause", {"cause", "causa"}, cause};
const Vocab vocab_discovery = {"discovery", {"how it was discovered", "come è stata scoperta"}, discovery};
const Vocab vocab_subjects = {"subject-kinds", {"categories of data subjects", "categorie di interessati"}, subjects};
const Vocab vocab_data = {"data", {"categories of data", "categorie di dati"}, data};
const Vocab vocab_measures = {"measures", {"measures in place before", "misure già in atto"}, measures};
const Vocab vocab_consequences_c = {
	"consequences-c", {"consequences for confidentiality", "conseguenze per la riservatezza"}, consequences_c};
const Vocab vocab_consequences_i = {
	"consequences-i", {"consequences for integrity", "conseguenze per l'integrità"}, consequences_i};
const Vocab vocab_consequences_a = {
	"consequences-a", {"consequences for availability", "conseguenze per la disponibilità"}, consequences_a};
const Vocab vocab_impacts = {"impacts", {"potential impacts on people", "potenziali impatti per gli interessati"}, impacts};
const Vocab vocab_severity = {"severity", {"severity of the potential impacts", "gravità dei potenziali impatti"}, severity};
const Vocab vocab_yesno = {"yes-no", {"yes or no", "sì o no"}, yesno};
const Vocab vocab_late_cause = {"late-cause", {"cause of the lateness", "causa del ritardo"}, late_cause};
const Vocab vocab_outcome = {"outcome", {"outcome", "esito"}, outcome};

const Vocab *const vocab_all[] = {
	&vocab_kind, &vocab_nature, &vocab_cause, &vocab_discovery, &vocab_data, &vocab_subjects, &vocab_protection,
	&vocab_confidentiality, &vocab_integrity, &vocab_availability, &vocab_measures, &vocab_consequences_c,
	&vocab_consequences_i, &vocab_consequences_a, &vocab_impacts, &vocab_severity, &vocab_yesno, &vocab_late_cause,
	&vocab_outcome, NULL,
};
