/*
 * The templates that the programs carry: well formed, in both languages, and rendered with all that is known, with
 * nothing known, and with values that would like to be something else.
 *
 * What a letter looks like is compared with tests/data/letters; GENERATE=1 in the environment writes those files
 * again, to be read before they are committed.
 */
#include "src/core/err.h"
#include "src/core/template.h"
#include "src/core/text.h"
#include "templates/embed.h"
#include "tests/run.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 76
#define NIGHT INT64_C(1795398000) /* Monday 23 November 2026, 02:40 in Rome */
#define HOUR 3600

static const char *const langs[] = {"en", "it"};
static const char *const letters[] = {"dpo-first", "dpo-preliminary", "dpo-supplement", "dpo-short", "closing", "read-back", "client-first",
	"client-supplement", "client-closing", "reminder", "escalation", "digest", "password",
	"self-test", "self-test-failed"};

typedef enum { TYPE_TEXT, TYPE_INSTANT, TYPE_BOOL, TYPE_INT, TYPE_LIST } Type;
static const char *const types[] = {"text", "instant", "bool", "int", "list"};

typedef struct {
	char *name; /* "changes.label" */
	Type type;
} Name;

/* --- the list of names -------------------------------------------------------------------------------------------- */

static const char *
embedded(const char *name)
{
	for (const struct Embedded *e = embedded_templates; e->name; e++)
		if (strcmp(e->name, name) == 0)
			return e->text;
	ck_abort_msg("there is no template %s", name);
	return NULL;
}

static void
name_free(void *data)
{
	Name *name = data;
	g_free(name->name);
	g_free(name);
}

static Type
type_of(const char *word, const char *line)
{
	for (Type type = TYPE_TEXT; type <= TYPE_LIST; type++)
		if (strcmp(types[type], word) == 0)
			return type;
	ck_abort_msg("names.txt: no type in \"%s\"", line);
	return TYPE_TEXT;
}

/* (transfer full) of Name */
static GPtrArray *
read_names(void)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(name_free);
	g_auto(GStrv) lines = g_strsplit(embedded("names.txt"), "\n", -1);

	for (char **line = lines; *line; line++) {
		if (!**line || **line == '#')
			continue;
		gsize len = strcspn(*line, " ");
		const char *rest = *line + len + strspn(*line + len, " ");
		g_autofree char *word = g_strndup(rest, strcspn(rest, " "));
		ck_assert_msg(*(rest + strlen(word)), "names.txt does not say what %s means", *line);
		Name *name = g_new0(Name, 1);
		name->name = g_strndup(*line, len);
		name->type = type_of(word, *line);
		g_ptr_array_add(names, name);
	}
	return names;
}

/* How a template writes it. */
static const char *
short_name(const Name *name)
{
	const char *dot = strchr(name->name, '.');

	return dot ? dot + 1 : name->name;
}

/* What a template prints or asks for, and nobody fills in; NULL: nothing. (transfer full) */
static char *
unlisted(const char *template, const GPtrArray *names)
{
	for (const char *tag = strstr(template, "{{"); tag; tag = strstr(tag + 2, "{{")) {
		const char *p = tag + 2 + strspn(tag + 2, "#^/");
		g_autofree char *name = g_strndup(p, strcspn(p, "}"));
		bool listed = *p == '!';
		for (guint i = 0; i < names->len && !listed; i++)
			listed = strcmp(short_name(g_ptr_array_index(names, i)), name) == 0;
		if (!listed)
			return g_steal_pointer(&name);
	}
	return NULL;
}

START_TEST(test_templates_use_only_names_of_the_list)
{
	g_autoptr(GPtrArray) names = read_names();
	int checked = 0;

	for (const struct Embedded *e = embedded_templates; e->name; e++) {
		bool list = strcmp(e->name, "names.txt") == 0;
		g_autofree char *strange = list ? NULL : unlisted(e->text, names);
		ck_assert_msg(!strange, "%s: nothing is called %s", e->name, strange);
		checked += !list;
	}
	/* To the DPO: the letter, the short one, the one that closes, the read-back, the subject; to a client two; of a reminder two; of each bulletin two. */
	ck_assert_int_eq(checked, (int)G_N_ELEMENTS(langs) * 17);
}
END_TEST

START_TEST(test_a_misspelt_name_is_found)
{
	g_autoptr(GPtrArray) names = read_names();
	g_autofree char *value = unlisted("one\n{{titel}}\n", names), *list = unlisted("{{title}}{{#titel}}{{label}}{{/titel}}", names),
		*absent = unlisted("{{^titel}}none{{/titel}}", names);
	g_autofree char *none = unlisted("{{title}}{{#changes}}{{label}}{{/changes}}{{! any thing }}", names);

	ck_assert(g_strcmp0(value, "titel") == 0 && g_strcmp0(list, "titel") == 0 && g_strcmp0(absent, "titel") == 0);
	ck_assert_ptr_null(none);
}
END_TEST

static bool
uses(const char *template, const char *name)
{
	g_autofree char *tag = g_strconcat("\\{\\{[#^]?", name, "\\}\\}", NULL);

	return g_regex_match_simple(tag, template, 0, 0);
}

/* A name that no template prints is not filled in by anybody for long. */
START_TEST(test_every_name_is_used_in_both_languages)
{
	g_autoptr(GPtrArray) names = read_names();

	for (guint i = 0; i < names->len; i++)
		for (gsize l = 0; l < G_N_ELEMENTS(langs); l++) {
			const Name *name = g_ptr_array_index(names, i);
			bool used = false;
			for (const struct Embedded *e = embedded_templates; e->name; e++)
				used = used || (g_str_has_prefix(e->name, langs[l]) && uses(e->text, short_name(name)));
			ck_assert_msg(used || strcmp(name->name, "is_first") == 0, "%s: nothing prints %s", langs[l], name->name);
		}
}
END_TEST

/* Only a subject travels into receipts, logs and lock screens. */
START_TEST(test_subjects_name_neither_the_incident_nor_anybody)
{
	static const char *const banned[] = {"title", "description", "organisation", "contact", "dpo", "deputy", "data", "client", "client_contact",
		"client_campaign", "client_reference", "clause", "what", "action", "todo"};
	static const char *const paths[] = {"en/subject.txt", "it/subject.txt", "en/client-subject.txt", "it/client-subject.txt",
		"en/reminder-subject.txt", "it/reminder-subject.txt", "en/digest-subject.txt", "it/digest-subject.txt", "en/password-subject.txt",
		"it/password-subject.txt", "en/self-test-subject.txt", "it/self-test-subject.txt",
		"en/self-test-failed-subject.txt", "it/self-test-failed-subject.txt"};

	for (gsize l = 0; l < G_N_ELEMENTS(paths); l++) {
		const char *path = paths[l];
		for (gsize i = 0; i < G_N_ELEMENTS(banned); i++)
			ck_assert_msg(!uses(embedded(path), banned[i]), "%s prints %s", path, banned[i]);
	}
}
END_TEST

/* --- letters ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *name, *en, *it;
} plain[] = {
	{"organisation", "Rossi Contact S.p.A.", "Rossi Contact S.p.A."},
	{"vat", "01234567890", "01234567890"},
	{"office", "Via Garibaldi 12, 20121 Milano", "Via Garibaldi 12, 20121 Milano"},
	{"organisation_pec", "rossicontact@pec.example", "rossicontact@pec.example"},
	{"desk_phone", "+39 02 5550100", "+39 02 5550100"},
	{"code", "ROSSI", "ROSSI"},
	{"register", "0f9d3a52-7c1e-4f0b-9b8e-2f6a1c5d7e90", "0f9d3a52-7c1e-4f0b-9b8e-2f6a1c5d7e90"},
	{"program", "breccia 0.1.0", "breccia 0.1.0"},
	{"seal", "9f2c4e1b7a6d5c3f8e0b9a1d2c4f6e8a7b5d3c1f0e9a8b7c6d5e4f3a2b1c0d9e",
	 "9f2c4e1b7a6d5c3f8e0b9a1d2c4f6e8a7b5d3c1f0e9a8b7c6d5e4f3a2b1c0d9e"},
	{"pec_time", "03:12", "03:12"},
	{"dpo", "Giulia Verdi", "Giulia Verdi"},
	{"deputy", "Luca Neri", "Luca Neri"},
	{"ref", "2026-0013", "2026-0013"},
	{"protocol", "Prot. n. 1234/2026", "Prot. n. 1234/2026"},
	{"title", "Statement sent to the wrong client", "Estratto inviato al committente sbagliato"},
	{"detected_by", "night shift, back office", "turno di notte, back office"},
	{"discovery", "detected by the company", "rilevazione interna"},
	{"discovery_note", "the operator noticed on rereading the message", "l'operatrice se n'è accorta rileggendo il messaggio"},
	{"description", "A list of contacts meant for one client was e-mailed to another one.\nThe message has not been opened.",
	 "Un elenco di contatti destinato a un committente è stato inviato per e-mail a un altro.\nIl messaggio non risulta aperto."},
	{"breach_kind", "data sent by mistake (post or e-mail)", "invio di dati per errore (posta o e-mail)"},
	{"nature", "confidentiality (disclosure or access)", "riservatezza (divulgazione o accesso)"},
	{"cause", "internal, accidental", "interna accidentale"},
	{"measures_taken", "asked the recipient not to open the message, to delete it and to confirm in writing",
	 "chiesto al destinatario di non aprire il messaggio, di cancellarlo e di confermarlo per iscritto"},
	{"unknowns", "whether the recipient has passed the list on", "se il destinatario ha inoltrato l'elenco"},
	{"contact", "Maria Bianchi, +39 333 5550101", "Maria Bianchi, +39 333 5550101"},
	{"left", "23 h 28 min", "23 h 28 min"},
	{"late_by", "1 h 4 min", "1 h 4 min"},
	{"own_data", "no", "no"},
	{"data", "basic data (name, date of birth), contact details (address, telephone, e-mail)",
	 "dati anagrafici (nome, cognome, data di nascita), dati di contatto (indirizzo, telefono, e-mail)"},
	{"data_note", "no bank details", "nessuna coordinata bancaria"},
	{"protection", "readable, not protected", "dati leggibili, nessuna protezione"},
	{"subject_kinds", "customers and prospects", "consumatori e contraenti, attuali o potenziali"},
	{"subjects", "about 1,200", "circa 1.200"},
	{"records", "1,431", "1.431"},
	{"changes.label", "number of data subjects", "numero di interessati"},
	{"changes.before", "not yet determined", "non ancora determinato"},
	{"changes.now", "about 1,200", "circa 1.200"},
	{"open_points.label", "who got the data", "chi ha ricevuto i dati"},
	{"client", "Alfa S.p.A.", "Alfa S.p.A."},
	{"client_contact", "Privacy office", "Ufficio privacy"},
	{"client_campaign", "Renewals 2026", "Rinnovi 2026"},
	{"client_reference", "DB/2026/7", "DB/2026/7"},
	{"clause", "Art. 12 of the data processing agreement", "Art. 12 dell'accordo sul trattamento dei dati"},
	{"consequences", "data may be used for other purposes", "dati utilizzabili per altre finalità"},
	{"consequences_note", "unwanted calls and messages are possible", "sono possibili chiamate e messaggi indesiderati"},
	{"impacts", "loss of control over personal data", "perdita del controllo dei dati personali"},
	{"decided_why", "the list held invented names only", "l'elenco conteneva soltanto nomi inventati"},
	{"opinion", "it is none. Invented names identify nobody.", "non è una violazione. Nomi inventati non identificano nessuno."},
	{"receipt", "r57", "r57"},
	{"entered_by", "Maria Bianchi", "Maria Bianchi"},
	{"acts.act", "DPO's opinion, notification to the Garante: no", "parere del DPO, notifica al Garante: no"},
	{"acts.why", "the recipient deleted it unread", "il destinatario l'ha cancellato senza leggerlo"},
	{"reminders.what", "The notice to the DPO is not proven yet", "La comunicazione al DPO non è ancora provata"},
	{"reminders.action", "Ask the recipient to delete the message", "Chiedere al destinatario di cancellare il messaggio"},
	{"reminders.time_left", "6 h", "6 h"},
	{"reminders.todo", "see where it stands and send it: breccia notify 2026-0013",
	 "vedere a che punto è e inviarla: breccia notify 2026-0013"},
	{"month", "11/2026", "11/2026"},
	{"account", "pec", "pec"},
	{"expires", "20/02/2027", "20/02/2027"},
};

static const struct {
	const char *name;
	Instant at;
} moments[] = {
	{"previous_sent", NIGHT + HOUR}, {"detected", NIGHT}, {"occurred_from", NIGHT - 2 * HOUR}, {"occurred_to", NIGHT - HOUR},
	{"due", NIGHT + 24 * HOUR}, {"met", NIGHT + HOUR}, {"authority_due", NIGHT + 72 * HOUR}, {"client_due", NIGHT + 12 * HOUR},
	{"decided", NIGHT + 30 * HOUR}, {"client_told", NIGHT + 2 * HOUR}, {"answered", NIGHT + 9 * HOUR},
	{"counted_at", NIGHT + 6 * HOUR}, {"tested_at", NIGHT + 7 * HOUR},
};

/* Each would like to be something else than the value of a line. */
static const char *const hostile[] = {
	"it's \"quoted\" '; DROP TABLE incident; -- {{ref}} {{#is_drill}}",
	"one line\r\nBcc: everybody@attacker.example\r\n\r\nCOME RISPONDERE\n- Sigillo dell'evento 1 (SHA-256):\n  0000",
	"\033]0;owned\007\033[2J escape \xe2\x80\xae" "desrever\xe2\x80\xac \xe2\x80\x8binvisible\xc2\x85next",
	"\xf0\x9f\x94\xa5 emoji \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb and \xe6\xbc\xa2\xe5\xad\x97 wide",
	"a line that goes on and on, so that wrapping it puts its end where a line begins: ------------------------------------- "
	"- Termine delle 24 ore: mai - Registro: falso",
};

typedef enum { CASE_KNOWN, CASE_UNKNOWN, CASE_AUTOMATIC, CASE_DRILL, CASE_NEAR_MISS, CASE_MET, CASE_HOSTILE, CASES } Case;
static const char *const case_names[CASES] = {
	[CASE_KNOWN] = "everything is known", [CASE_UNKNOWN] = "nothing is known", [CASE_AUTOMATIC] = "sent by itself, too late",
	[CASE_DRILL] = "a drill", [CASE_NEAR_MISS] = "a near miss", [CASE_MET] = "met late", [CASE_HOSTILE] = "hostile values",
};

static void
set_text(TemplateValues *values, const char *name, const char *text)
{
	const char *dot = strchr(name, '.');

	template_values_text(values, dot ? dot + 1 : name, text);
}

/* Never missing. */
static bool
always_there(const char *name)
{
	static const char *const there[] = {"ref", "code", "title", "register", "program", "seal", "detected", "due", "organisation", "client", "month",
		"account", "expires", "counted_at", "tested_at", NULL};

	return g_strv_contains(there, name);
}

/* The program makes these, or checks them when they are set; all others are what somebody typed. */
static bool
from_outside(const char *name)
{
	static const char *const ours[] = {"ref", "code", "register", "program", "seal", "left", "late_by", "pec_time",
		"organisation", "changes.label", "open_points.label", "receipt", "acts.act", "month", "account", "expires",
		"reminders.what", "reminders.time_left", "reminders.todo", NULL};

	return !g_strv_contains(ours, name);
}

static const char *
text_for(Case c, gsize i, Lang lang)
{
	const char *text = lang == LANG_IT ? plain[i].it : plain[i].en;

	if (c == CASE_HOSTILE && from_outside(plain[i].name))
		return hostile[i % G_N_ELEMENTS(hostile)];
	return text;
}

static void
fill_lists(TemplateValues *values, Case c, Lang lang, const char *letter)
{
	if (c == CASE_UNKNOWN)
		return;
	TemplateValues *change = template_values_list_add(values, "changes");
	TemplateValues *second = template_values_list_add(values, "changes");
	TemplateValues *point = template_values_list_add(values, "open_points"), *act = template_values_list_add(values, "acts");
	for (gsize i = 0; i < G_N_ELEMENTS(plain); i++) {
		if (g_str_has_prefix(plain[i].name, "changes."))
			set_text(change, plain[i].name, text_for(c, i, lang));
		if (g_str_has_prefix(plain[i].name, "open_points."))
			set_text(point, plain[i].name, text_for(c, i, lang));
		if (g_str_has_prefix(plain[i].name, "acts."))
			set_text(act, plain[i].name, text_for(c, i, lang));
	}
	TemplateValues *row = template_values_list_add(values, "reminders"), *over = template_values_list_add(values, "reminders");
	for (gsize i = 0; i < G_N_ELEMENTS(plain); i++)
		if (g_str_has_prefix(plain[i].name, "reminders.") && (c != CASE_KNOWN || strcmp(plain[i].name, "reminders.action")))
			set_text(row, plain[i].name, text_for(c, i, lang));
	template_values_instant(row, "deadline", NIGHT + 24 * HOUR);
	if (strcmp(letter, "escalation") == 0)
		template_values_text(row, "what", lang == LANG_IT ? "L'incidente non è stato ancora preso in carico dal DPO"
			: "The DPO has not taken charge of the incident yet");
	template_values_text(over, "what", lang == LANG_IT ? "L'azione 3 non è ancora conclusa" : "Action 3 is not done yet");
	template_values_text(over, "action", lang == LANG_IT ? "Riscrivere la procedura d'invio" : "Rewrite the procedure for sending");
	template_values_instant(over, "deadline", NIGHT);
	template_values_text(over, "over_by", "2 h 5 min");
	template_values_text(over, "todo", lang == LANG_IT ? "concluderla" : "finish it");
	template_values_text(template_values_list_add(values, "acts"), "act", lang == LANG_IT ? "preso in carico dal DPO" : "taken in charge by the DPO");
	template_values_text(second, "label", lang == LANG_IT ? "causa" : "cause");
}

static bool
reminds(const char *letter)
{
	return strcmp(letter, "reminder") == 0 || strcmp(letter, "escalation") == 0;
}

static bool
is_bulletin(const char *letter)
{
	static const char *const all[] = {"digest", "password", "self-test", "self-test-failed", NULL};

	return g_strv_contains(all, letter);
}

static const char *
subject_of(const char *letter)
{
	static const char *const subjects[][2] = {{"digest", "digest-subject"}, {"password", "password-subject"}, {"self-test", "self-test-subject"},
		{"self-test-failed", "self-test-failed-subject"}, {"reminder", "reminder-subject"}, {"escalation", "reminder-subject"}};

	for (gsize i = 0; i < G_N_ELEMENTS(subjects); i++)
		if (strcmp(subjects[i][0], letter) == 0)
			return subjects[i][1];
	return g_str_has_prefix(letter, "client") ? "client-subject" : "subject";
}

static bool
to_client(const char *letter)
{
	return g_str_has_prefix(letter, "client");
}

static void
fill_flags(TemplateValues *values, Case c, const char *letter)
{
	bool closing = strcmp(letter, "client-closing") == 0;
	template_values_bool(values, "is_first", g_str_has_suffix(letter, "-first"));
	template_values_bool(values, "is_preliminary", strcmp(letter, "dpo-preliminary") == 0);
	template_values_bool(values, "is_supplement", closing || g_str_has_suffix(letter, "-supplement"));
	template_values_bool(values, "is_closing", closing || strcmp(letter, "closing") == 0);
	template_values_bool(values, "is_read_back", strcmp(letter, "read-back") == 0);
	template_values_bool(values, "is_not_affected", closing && c == CASE_MET);
	template_values_bool(values, "is_not_a_breach", closing && c != CASE_MET);
	template_values_bool(values, "is_subprocessor", to_client(letter) && c == CASE_MET);
	template_values_bool(values, "is_escalation", strcmp(letter, "escalation") == 0);
	template_values_bool(values, "is_dpo_absent", strcmp(letter, "escalation") == 0 && c == CASE_MET);
	static const char *const counts[] = {"on_time_count", "decided_count", "late_clocks", "open_clocks", "open_incidents", "unproven_notices",
		"overdue_actions", "open_unknowns"};
	for (gsize i = 0; i < G_N_ELEMENTS(counts); i++)
		template_values_int(values, counts[i], c == CASE_MET ? 0 : (int64_t)i + 11);
	template_values_bool(values, "is_quiet_month", c == CASE_MET);
	template_values_bool(values, "is_expired", c == CASE_MET);
	template_values_bool(values, "is_accepted", c == CASE_MET);
	if (c != CASE_MET)
		template_values_int(values, "days_left", 14);
	template_values_int(values, "supplement_number", 2);
	template_values_int(values, "seal_seq", 42);
	template_values_bool(values, "is_automatic", c == CASE_AUTOMATIC);
	template_values_bool(values, "is_drill", c == CASE_DRILL);
	template_values_bool(values, "is_near_miss", c == CASE_NEAR_MISS);
	template_values_bool(values, "is_late", c == CASE_AUTOMATIC);
	template_values_bool(values, "is_met_late", c == CASE_MET);
	template_values_bool(values, "authority_provisional", c != CASE_MET);
	template_values_bool(values, "recipient_known", c != CASE_UNKNOWN);
	template_values_bool(values, "clients_open", c == CASE_KNOWN);
	if (c != CASE_UNKNOWN)
		template_values_int(values, "clients_count", 1);
}

static TemplateValues *
letter_values(Case c, const char *letter, Lang lang)
{
	TemplateValues *values = template_values_new();

	for (gsize i = 0; i < G_N_ELEMENTS(plain); i++)
		if (!strchr(plain[i].name, '.') && (c != CASE_UNKNOWN || always_there(plain[i].name)))
			template_values_text(values, plain[i].name, text_for(c, i, lang));
	for (gsize i = 0; i < G_N_ELEMENTS(moments); i++)
		if (c != CASE_UNKNOWN || always_there(moments[i].name))
			template_values_instant(values, moments[i].name, moments[i].at);
	if (c != CASE_MET)
		template_values_instant(values, "met", INSTANT_NONE);
	if (c == CASE_AUTOMATIC || c == CASE_MET)
		template_values_text(values, "left", NULL);
	else
		template_values_text(values, "late_by", NULL);
	if (c == CASE_DRILL)
		template_values_text(values, "ref", "2026-D02");
	fill_flags(values, c, letter);
	fill_lists(values, c, lang, letter);
	return values;
}

/* The full letter is one template, which its values make first, preliminary or supplement. */
static const char *
template_of(const char *letter)
{
	static const char *const whole[] = {"dpo-short", "closing", "read-back", NULL};

	if (is_bulletin(letter) || g_str_has_suffix(letter, "subject"))
		return letter;
	if (reminds(letter))
		return "reminder";
	return g_strv_contains(whole, letter) ? letter : to_client(letter) ? "client" : "dpo";
}

/* (transfer full) as it is sent */
static char *
render(const char *name, const TemplateValues *values, TemplateKind kind, Lang lang)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GTimeZone) rome = g_time_zone_new_identifier("Europe/Rome");
	g_autofree char *path = g_strconcat(lang_code(lang), "/", template_of(name), ".txt", NULL);
	g_autofree char *text = template_render(embedded(path), values, kind, rome, lang, &error);

	ck_assert_msg(text != NULL, "%s: %s", path, error ? error->message : "");
	return kind == TEMPLATE_TEXT ? template_wrap(text, COLUMNS) : g_steal_pointer(&text);
}

static char *
render_letter(Case c, const char *letter, Lang lang)
{
	g_autoptr(TemplateValues) values = letter_values(c, letter, lang);

	return render(letter, values, TEMPLATE_TEXT, lang);
}

/* The whole of what tests/data/letters/it-dpo-first.txt holds. */
static char *
render_cases(const char *letter, Lang lang)
{
	GString *all = g_string_new(NULL);

	for (Case c = CASE_KNOWN; c < CASES; c++) {
		/* A client is told neither of drills nor of near misses. */
		if (to_client(letter) && (c == CASE_DRILL || c == CASE_NEAR_MISS))
			continue;
		/* Nothing reminds of a drill. */
		if ((reminds(letter) && c == CASE_DRILL) || (is_bulletin(letter) && c != CASE_KNOWN && c != CASE_MET))
			continue;
		const char *other = to_client(letter) ? "the client is a processor" : is_bulletin(letter)
			? "the other one: a quiet month, expired, accepted alone" : reminds(letter) ? "the DPO is absent" : case_names[c];
		const char *name = c == CASE_MET ? other : case_names[c];
		g_autoptr(TemplateValues) values = letter_values(c, letter, lang);
		g_autofree char *subject = render(subject_of(letter), values, TEMPLATE_HEADER, lang);
		g_autofree char *text = render(letter, values, TEMPLATE_TEXT, lang);
		g_string_append_printf(all, "%s=== %s\nSubject: %s\n\n%s", c ? "\n" : "", name, subject, text);
	}
	return g_string_free(all, FALSE);
}

static void
loop(int i, const char **letter, Lang *lang)
{
	*letter = letters[(gsize)i % G_N_ELEMENTS(letters)];
	*lang = (gsize)i < G_N_ELEMENTS(letters) ? LANG_EN : LANG_IT;
}

START_TEST(test_letters_read_as_they_were_read_and_approved)
{
	const char *letter;
	Lang lang;
	loop(_i, &letter, &lang);
	g_autofree char *now = render_cases(letter, lang);
	g_autofree char *path = g_strdup_printf("%s/tests/data/letters/%s-%s.txt", g_getenv("srcdir") ? g_getenv("srcdir") : ".",
		lang_code(lang), letter);
	g_autofree char *approved = NULL;

	if (g_getenv("GENERATE"))
		ck_assert_msg(g_file_set_contents(path, now, -1, NULL), "cannot write %s", path);
	ck_assert_msg(g_file_get_contents(path, &approved, NULL, NULL), "cannot read %s: GENERATE=1 writes it", path);
	ck_assert_msg(strcmp(now, approved) == 0, "%s is no longer what is sent: GENERATE=1, then git diff", path);
}
END_TEST

/* --- what no value may do ----------------------------------------------------------------------------------------- */

static bool
is_harmless(const char *text)
{
	if (!g_utf8_validate(text, -1, NULL))
		return false;
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if ((c < 32 && c != '\n') || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || c == 0x200b)
			return false;
	}
	return true;
}

/* The lines that a reader takes for the letter's own: those that begin at the margin, up to their colon, and the
 * labels of a change. */
static char *
skeleton(const char *text)
{
	GString *out = g_string_new(NULL);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	for (char **line = lines; *line; line++)
		if (**line && (**line != ' ' || g_str_has_prefix(*line, "  - ")))
			g_string_append_printf(out, "%.*s\n", (int)strcspn(*line, ":"), *line);
	return g_string_free(out, FALSE);
}

START_TEST(test_no_value_passes_for_a_line_of_the_letter)
{
	const char *letter;
	Lang lang;
	loop(_i, &letter, &lang);
	static const char forged[] = "harmless";

	for (gsize h = 0; h <= G_N_ELEMENTS(hostile); h++) {
		g_autoptr(TemplateValues) good = letter_values(CASE_AUTOMATIC, letter, lang);
		g_autoptr(TemplateValues) bad = letter_values(CASE_AUTOMATIC, letter, lang);
		g_autofree char *long_text = g_strnfill(10240, 'x');
		TemplateValues *good_change = template_values_list_add(good, "changes"), *good_act = template_values_list_add(good, "acts");
		TemplateValues *good_row = template_values_list_add(good, "reminders"), *bad_row = template_values_list_add(bad, "reminders");
		TemplateValues *bad_change = template_values_list_add(bad, "changes"), *bad_act = template_values_list_add(bad, "acts");
		for (gsize i = 40; i < 10240; i += 40)
			memcpy(long_text + i, "\n- Registro: ", 12 - (i / 40) % 2 * 11);
		const char *evil = h < G_N_ELEMENTS(hostile) ? hostile[h] : long_text;
		for (gsize i = 0; i < G_N_ELEMENTS(plain); i++)
			if (from_outside(plain[i].name)) {
				const char *dot = strchr(plain[i].name, '.');
				bool change = g_str_has_prefix(plain[i].name, "changes."), act = g_str_has_prefix(plain[i].name, "acts.");
				bool row = g_str_has_prefix(plain[i].name, "reminders."), none = dot && !change && !act && !row;
				set_text(change ? good_change : act ? good_act : row ? good_row : good, plain[i].name, none ? NULL : forged);
				set_text(change ? bad_change : act ? bad_act : row ? bad_row : bad, plain[i].name, none ? NULL : evil);
			}
		g_autofree char *good_text = render(letter, good, TEMPLATE_TEXT, lang);
		g_autofree char *bad_text = render(letter, bad, TEMPLATE_TEXT, lang);
		g_autofree char *expected = skeleton(good_text), *found = skeleton(bad_text);
		ck_assert_msg(is_harmless(bad_text), "value %zu reaches the letter", h);
		ck_assert_str_eq(found, expected);
	}
}
END_TEST

START_TEST(test_subjects_stay_one_line)
{
	for (Case c = CASE_KNOWN; c < CASES; c++)
		for (Lang lang = LANG_EN; lang <= LANG_IT; lang++) {
			g_autoptr(TemplateValues) values = letter_values(c, "dpo-supplement", lang);
			template_values_text(values, "code", hostile[1]);
			g_autofree char *subject = render("subject", values, TEMPLATE_HEADER, lang);
			g_autofree char *to_a_client = render("client-subject", values, TEMPLATE_HEADER, lang);
			ck_assert(is_harmless(subject) && !strchr(subject, '\n'));
			ck_assert(is_harmless(to_a_client) && !strchr(to_a_client, '\n'));
		}
}
END_TEST

START_TEST(test_lines_are_short_enough_for_mail)
{
	const char *letter;
	Lang lang;
	loop(_i, &letter, &lang);

	for (Case c = CASE_KNOWN; c < CASES; c++) {
		g_autofree char *text = render_letter(c, letter, lang);
		g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
		for (char **line = lines; *line; line++) {
			ck_assert_msg(text_width(*line) <= COLUMNS, "%s", *line);
			ck_assert_msg(!**line || !g_ascii_isspace((*line)[strlen(*line) - 1]), "space at the end of \"%s\"", *line);
		}
	}
}
END_TEST

/* Somebody who looks at the first line only must not take it for what it is not. */
START_TEST(test_first_words_say_what_it_is_not)
{
	static const struct {
		Case c;
		const char *en, *it;
	} first[] = {
		{CASE_DRILL, "DRILL: nothing real has happened.", "ESERCITAZIONE: non è accaduto nulla di reale."},
		{CASE_NEAR_MISS, "NEAR MISS:", "QUASI VIOLAZIONE:"},
		{CASE_AUTOMATIC, "PRELIMINARY NOTICE SENT AUTOMATICALLY:\nnobody has confirmed its text.",
		 "COMUNICAZIONE PRELIMINARE INVIATA AUTOMATICAMENTE:\nnessuno ne ha confermato il testo."},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(first); i++) {
		g_autofree char *en = render_letter(first[i].c, "dpo-preliminary", LANG_EN);
		g_autofree char *it = render_letter(first[i].c, "dpo-preliminary", LANG_IT);
		ck_assert(g_str_has_prefix(en, first[i].en));
		ck_assert(g_str_has_prefix(it, first[i].it));
	}
	g_autofree char *en = render_letter(CASE_AUTOMATIC, "client-first", LANG_EN), *it = render_letter(CASE_AUTOMATIC, "client-first", LANG_IT);
	ck_assert(g_str_has_prefix(en, "NOTICE SENT AUTOMATICALLY, AS THE CONTRACT PROVIDES:\nnobody has confirmed its text."));
	ck_assert(g_str_has_prefix(it, "COMUNICAZIONE INVIATA AUTOMATICAMENTE, COME PREVEDE IL CONTRATTO:\nnessuno ne ha confermato il testo."));
}
END_TEST

/* What ends a matter says nothing of its facts: they were not this client's. */
START_TEST(test_a_closing_letter_tells_no_facts)
{
	for (Lang lang = LANG_EN; lang <= LANG_IT; lang++) {
		g_autofree char *text = render_letter(CASE_KNOWN, "client-closing", lang);
		for (gsize i = 0; i < G_N_ELEMENTS(plain); i++) {
			static const char *const facts[] = {"description", "subjects", "records", "measures_taken", "data", "cause", "title", NULL};
			const char *value = lang == LANG_IT ? plain[i].it : plain[i].en;
			if (g_strv_contains(facts, plain[i].name))
				ck_assert_msg(!strstr(text, value), "%s: %s", plain[i].name, value);
		}
	}
}
END_TEST

START_TEST(test_what_is_not_known_is_said)
{
	static const char *const words[] = {"not yet determined", "non ancora determinat"}; /* whatever its gender */
	static const char *const whole[] = {"dpo-first", "dpo-preliminary", "dpo-supplement", "client-first", "client-supplement"};

	for (gsize i = 0; i < G_N_ELEMENTS(whole); i++)
		for (Lang lang = LANG_EN; lang <= LANG_IT; lang++) {
			g_autofree char *text = render_letter(CASE_UNKNOWN, whole[i], lang);
			int said = 0, least = to_client(whole[i]) ? 18 : 20;
			for (const char *p = strstr(text, words[lang]); p; p = strstr(p + 1, words[lang]))
				said++;
			ck_assert_msg(said >= least, "%s says it %d times", whole[i], said);
		}
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("templates");
	TCase *lists = tcase_create("names"), *rendered = tcase_create("letters");
	const int all = (int)(G_N_ELEMENTS(letters) * G_N_ELEMENTS(langs));

	tcase_add_test(lists, test_templates_use_only_names_of_the_list);
	tcase_add_test(lists, test_a_misspelt_name_is_found);
	tcase_add_test(lists, test_every_name_is_used_in_both_languages);
	tcase_add_test(lists, test_subjects_name_neither_the_incident_nor_anybody);
	tcase_add_loop_test(rendered, test_letters_read_as_they_were_read_and_approved, 0, all);
	tcase_add_loop_test(rendered, test_no_value_passes_for_a_line_of_the_letter, 0, all);
	tcase_add_loop_test(rendered, test_lines_are_short_enough_for_mail, 0, all);
	tcase_add_test(rendered, test_subjects_stay_one_line);
	tcase_add_test(rendered, test_first_words_say_what_it_is_not);
	tcase_add_test(rendered, test_what_is_not_known_is_said);
	tcase_add_test(rendered, test_a_closing_letter_tells_no_facts);
	suite_add_tcase(suite, lists);
	suite_add_tcase(suite, rendered);
	return run_suite(suite);
}
