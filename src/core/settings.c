/*
 * Settings: the table, what is accepted, and the values of one register with the defaults below them.
 *
 * A code or number that this program would not accept (in a register written by a newer one) counts as not set, so that
 * no getter fails or leaves its range.
 */
#include "src/core/settings.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/reading.h"
#include "src/core/ref.h"
#include "src/core/text.h"

#include <string.h>

#define MINUTE INT64_C(60)
#define HOUR (60 * MINUTE)

#define TEXT(name, value, en, it) {(name), SETTING_TEXT, 0, 500, NULL, (value), {(en), (it)}, SIDE_BODY}
#define DURATION(name, min, max, value, en, it) \
	{(name), SETTING_DURATION, (min), (max), NULL, (value), {(en), (it)}, SIDE_FACT}
#define NUMBER(name, min, max, value, en, it) {(name), SETTING_NUMBER, (min), (max), NULL, (value), {(en), (it)}, SIDE_FACT}
#define CHOICE(name, choices, value, en, it) {(name), SETTING_CHOICE, 0, 0, (choices), (value), {(en), (it)}, SIDE_FACT}

/* The range of a text is its length in characters. */
const SettingRow setting_rows[] = {
	CHOICE("language", "it|en", "it", "language of notices, letters and reports",
	       "lingua di comunicazioni, lettere e rapporti"),
	{"zone", SETTING_ZONE, 1, 64, NULL, "Europe/Rome",
	 {"home zone: times typed without offset are read in it, and all are shown in it",
	  "fuso orario del registro: vi si leggono le ore scritte senza scarto e vi si mostrano tutte"}, SIDE_FACT},
	{"code", SETTING_TEXT, 2, 12, NULL, "REG",
	 {"short code of the register, printed before the ref in subjects",
	  "sigla del registro, stampata negli oggetti prima del riferimento"}, SIDE_FACT},
	TEXT("organisation.name", "", "name of the company", "ragione sociale"),
	TEXT("organisation.vat", "", "VAT number or tax code", "partita IVA o codice fiscale"),
	TEXT("organisation.office", "", "registered office", "sede legale"),
	TEXT("organisation.pec", "", "PEC address of the company", "indirizzo PEC dell'azienda"),
	TEXT("organisation.phone", "", "telephone of the desk that answers about breaches",
	     "telefono dell'ufficio che risponde sulle violazioni"),
	TEXT("organisation.sector", "", "sector of activity", "settore di attività"),
	TEXT("organisation.representative", "", "legal representative", "legale rappresentante"),
	TEXT("organisation.delegate", "", "who decides about breaches for the company, if delegated",
	     "chi decide per l'azienda sulle violazioni, se delegato"),
	TEXT("organisation.control", "", "control function, which receives the continuity plan",
	     "funzione di controllo, che riceve il piano di continuità operativa"),
	DURATION("hold", 0, 2 * HOUR, "10m", "how long a first notice, logged in a terminal, waits for facts that are typed meanwhile",
	         "quanto attende i dati inseriti nel frattempo una prima comunicazione registrata da un terminale"),
	DURATION("auto-notify", 30 * MINUTE, 20 * HOUR, "4h",
	         "how long before the deadline the courier notifies the DPO by itself, where nobody did",
	         "quanto prima della scadenza il corriere scrive da sé al DPO, se nessuno l'ha fatto"),
	DURATION("take-charge", HOUR, 72 * HOUR, "12h",
	         "how long an incident may wait for the DPO to take charge, before the deputy and then the managers are told",
	         "quanto un incidente può attendere di essere preso in carico dal DPO, prima di avvisare il vice e poi la direzione"),
	{"reminders", SETTING_DURATIONS, 5 * MINUTE, 30 * 24 * HOUR, NULL, "12h, 6h, 1h",
	 {"when security and managers are reminded of a clock that is not met: before its end and when it is over",
	  "quando ricordare a sicurezza e direzione un termine non rispettato: prima della fine e a termine scaduto"}, SIDE_FACT},
	CHOICE("digest", "off|monthly", "off", "a summary of each month, to the DPO (by PEC where there is one) and to the managers",
	       "un riepilogo di ogni mese, al DPO (per PEC se c'è) e alla direzione"),
	CHOICE("self-test", "off|weekly", "off", "a PEC to the register's own address each week, whose receipts prove that PEC works",
	       "una PEC al proprio indirizzo ogni settimana, le cui ricevute provano che la PEC funziona"),
	NUMBER("client-hours", 1, 720, "24", "hours to tell a client, where the contract names none",
	       "ore per avvisare un committente, se il contratto non le indica"),
	NUMBER("authority-hours", 1, 72, "72", "hours to notify the authority: 72 by law, fewer if the company wants",
	       "ore per la notifica al Garante: 72 per legge, meno se l'azienda vuole"),
	NUMBER("supplement-days", 1, 365, "30", "days within which a preliminary filing is to be completed: a target, the law sets none",
	       "giorni entro cui completare una notifica preliminare: un obiettivo, la legge non ne fissa"),
	NUMBER("subjects-hours", 1, 720, "72",
	       "hours to tell the data subjects after deciding to: a target, law: without undue delay",
	       "ore per la comunicazione agli interessati dopo averla decisa: un obiettivo, per legge: senza ingiustificato ritardo"),
	CHOICE("proof.email", "submitted|delivered|acknowledged", "submitted",
	       "proof that an e-mail to the DPO needs to meet its clock",
	       "prova richiesta a un'e-mail al DPO perché il termine sia rispettato"),
	CHOICE("proof.pec", "accepted|delivered|acknowledged", "accepted", "proof that a PEC to the DPO needs to meet its clock",
	       "prova richiesta a una PEC al DPO perché il termine sia rispettato"),
	{"nis2", SETTING_BOOL, 0, 0, NULL, "no",
	 {"whether the clocks of NIS 2 run as well", "se decorrono anche i termini della NIS 2"}, SIDE_FACT},
	NUMBER("evidence-limit", 1, 100, "10", "size of the largest file that is kept with an incident, in MB",
	       "dimensione massima di un file conservato con un incidente, in MB"),
	NUMBER("retention", 1, 50, "5", "years for which an incident is kept after closing",
	       "anni di conservazione di un incidente dopo la chiusura"),
	CHOICE(SETTING_READING, "off|exports|all", "off", "what is recorded of reading: what leaves the register, or also who looked at an incident",
	       "che cosa si annota della consultazione: ciò che esce dal registro, o anche chi ha aperto un incidente"),
	{NULL, SETTING_TEXT, 0, 0, NULL, NULL, {NULL, NULL}, SIDE_FACT},
};

const SettingRow *
setting_find(const char *name)
{
	for (const SettingRow *row = setting_rows; row->name; row++)
		if (strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

/* --- what is accepted --------------------------------------------------------------------------------------------- */

/* 5400 -> "1h30m"; days stay hours, as deadlines are spoken of. */
static char *
duration_canonical(int64_t seconds)
{
	static const struct {
		int64_t seconds;
		char letter;
	} units[] = {{HOUR, 'h'}, {MINUTE, 'm'}, {1, 's'}};
	GString *text = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		if (seconds >= units[i].seconds)
			g_string_append_printf(text, "%d%c", (int)(seconds / units[i].seconds), units[i].letter);
		seconds %= units[i].seconds;
	}
	if (text->len == 0)
		g_string_append(text, "0m");
	return g_string_free(text, FALSE);
}

static bool
check_duration(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	int64_t seconds;

	if (!duration_parse(value, &seconds, error))
		return false;
	if (seconds < row->min || seconds > row->max) {
		g_autofree char *min = duration_canonical(row->min), *max = duration_canonical(row->max);
		return err_set(error, E_INPUT, "%s may not be %s: give a time from %s to %s", row->name, value, min, max);
	}
	*canonical = duration_canonical(seconds);
	return true;
}

static gint
longest_first(gconstpointer a, gconstpointer b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return x > y ? -1 : x < y;
}

/* "12h, 6h" in whatever order and as often as typed. (transfer full), or NULL */
static GArray *
read_durations(const SettingRow *row, const char *value, GError **error)
{
	g_auto(GStrv) parts = g_strsplit_set(value, ",;", -1);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(int64_t));
	for (char **part = parts; *part; part++) {
		g_autofree char *one = NULL;
		int64_t seconds;
		if (!*g_strstrip(*part))
			continue;
		if (!check_duration(row, *part, &one, error) || !duration_parse(one, &seconds, error))
			return NULL;
		bool there = false;
		for (guint i = 0; i < found->len; i++)
			there = there || g_array_index(found, int64_t, i) == seconds;
		if (!there)
			g_array_append_val(found, seconds);
	}
	g_array_sort(found, longest_first);
	return g_steal_pointer(&found);
}

static bool
check_durations(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	g_autofree char *folded = text_fold(value);
	if (g_str_equal(folded, "off") || g_str_equal(folded, "no")) {
		*canonical = g_strdup("off");
		return true;
	}
	g_autoptr(GArray) found = read_durations(row, value, error);
	if (!found)
		return false;
	if (!found->len || found->len > SETTING_DURATIONS_MAX)
		return err_set(error, E_INPUT, "%s may not be %s: give from 1 to %d times such as 12h, 6h, 1h, or off", row->name, value,
			SETTING_DURATIONS_MAX);
	g_autoptr(GString) text = g_string_new(NULL);
	for (guint i = 0; i < found->len; i++) {
		g_autofree char *one = duration_canonical(g_array_index(found, int64_t, i));
		g_string_append_printf(text, "%s%s", i ? ", " : "", one);
	}
	*canonical = g_strdup(text->str);
	return true;
}

static bool
check_number(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	gint64 number;

	if (!g_ascii_string_to_signed(value, 10, row->min, row->max, &number, NULL))
		return err_set(error, E_INPUT, "%s may not be %s: give a whole number from %d to %d", row->name, value,
		               (int)row->min, (int)row->max);
	*canonical = g_strdup_printf("%d", (int)number);
	return true;
}

/* yes, true, on: 1. no, false, off: 0. All else: -1. Accents and case are dropped before. */
static int
truth(const char *folded)
{
	static const char *const yes[] = {"yes", "si", "true", "on", NULL}, *const no[] = {"no", "false", "off", NULL};

	return g_strv_contains(yes, folded) ? 1 : g_strv_contains(no, folded) ? 0 : -1;
}

static bool
check_bool(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	g_autofree char *folded = text_fold(value);
	int yes = truth(folded);

	if (yes < 0)
		return err_set(error, E_INPUT, "%s may not be %s: give yes or no", row->name, value);
	*canonical = g_strdup(yes ? "yes" : "no");
	return true;
}

static bool
check_choice(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	g_auto(GStrv) choices = g_strsplit(row->choices, "|", -1);
	g_autofree char *folded = text_fold(value);

	if (!g_strv_contains((const char *const *)choices, folded)) {
		g_autofree char *offered = g_strjoinv(", ", choices);
		return err_set(error, E_INPUT, "%s may not be %s: give one of %s", row->name, value, offered);
	}
	*canonical = g_steal_pointer(&folded);
	return true;
}

/* The form of an identifier: nothing that could name a file outside the zone database. */
static bool
check_zone(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	gsize len = strlen(value);

	if (len > (gsize)row->max || !g_ascii_isalpha(value[0]) || strspn(value, G_CSET_A_2_Z G_CSET_a_2_z "0123456789_+-/") != len)
		return err_set(error, E_INPUT, "%s may not be %s: give a name such as Europe/Rome", row->name, value);
	*canonical = g_strdup(value);
	return true;
}

static bool
check_text(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	if (g_utf8_strlen(value, -1) > row->max)
		return err_set(error, E_INPUT, "%s is too long: give at most %d characters", row->name, (int)row->max);
	if (strcmp(row->name, "code") == 0) {
		g_autofree char *code = g_ascii_strup(value, -1);
		if (!ref_code_check(code, error))
			return false;
		*canonical = g_steal_pointer(&code);
		return true;
	}
	if (strcmp(row->name, "organisation.pec") == 0 && !address_check(value, error))
		return false;
	*canonical = g_strdup(value);
	return true;
}

bool
setting_check(const SettingRow *row, const char *value, char **canonical, GError **error)
{
	static bool (*const checks[])(const SettingRow *, const char *, char **, GError **) = {
		[SETTING_TEXT] = check_text,   [SETTING_DURATION] = check_duration, [SETTING_NUMBER] = check_number,
		[SETTING_BOOL] = check_bool,   [SETTING_CHOICE] = check_choice,     [SETTING_ZONE] = check_zone,
		[SETTING_DURATIONS] = check_durations,
	};

	if (!text_valid(value, strlen(value)))
		return err_set(error, E_INPUT, "the value of %s is not UTF-8: type it again", row->name);
	g_autofree char *line = text_one_line(value);
	if (!line[0]) {
		*canonical = g_strdup("");
		return true;
	}
	return checks[row->type](row, line, canonical, error);
}

/* --- the values of a register ------------------------------------------------------------------------------------- */

struct Settings {
	GHashTable *values; /* name -> value, only those that are set */
};

Settings *
settings_new(void)
{
	Settings *settings = g_new0(Settings, 1);

	settings->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	return settings;
}

void
settings_free(Settings *settings)
{
	if (!settings)
		return;
	g_hash_table_unref(settings->values);
	g_free(settings);
}

void
settings_set(Settings *settings, const char *name, const char *value)
{
	const SettingRow *row = setting_find(name);
	g_autofree char *kept = NULL;

	if (value && row && row->side == SIDE_FACT)
		setting_check(row, value, &kept, NULL);
	else
		kept = g_strdup(value);
	if (kept && kept[0])
		g_hash_table_replace(settings->values, g_strdup(name), g_steal_pointer(&kept));
	else
		g_hash_table_remove(settings->values, name);
}

bool
settings_is_set(const Settings *settings, const char *name)
{
	return g_hash_table_contains(settings->values, name);
}

const char *
settings_text(const Settings *settings, const char *name)
{
	const char *value = g_hash_table_lookup(settings->values, name);
	const SettingRow *row = value ? NULL : setting_find(name);

	return value ? value : row ? row->value : "";
}

int64_t
settings_seconds(const Settings *settings, const char *name)
{
	int64_t seconds = 0;

	duration_parse(settings_text(settings, name), &seconds, NULL);
	return seconds;
}

GArray *
settings_durations(const Settings *settings, const char *name)
{
	const SettingRow *row = setting_find(name);
	const char *value = settings_text(settings, name);
	GArray *found = row && strcmp(value, "off") != 0 ? read_durations(row, value, NULL) : NULL;

	return found ? found : g_array_new(FALSE, FALSE, sizeof(int64_t));
}

int64_t
settings_number(const Settings *settings, const char *name)
{
	return g_ascii_strtoll(settings_text(settings, name), NULL, 10);
}

bool
settings_bool(const Settings *settings, const char *name)
{
	return strcmp(settings_text(settings, name), "yes") == 0;
}

Lang
settings_lang(const Settings *settings)
{
	return strcmp(settings_text(settings, "language"), "en") == 0 ? LANG_EN : LANG_IT;
}

Proof
settings_proof(const Settings *settings, Channel channel)
{
	Proof proof = PROOF_SUBMITTED;

	proof_parse(settings_text(settings, channel == CHANNEL_PEC ? "proof.pec" : "proof.email"), &proof);
	return proof;
}
