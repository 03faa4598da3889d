/*
 * breccia.conf: its rows, and the text of files merged over one another.
 *
 * The lines are read here and not by GKeyFile: an error has to name its line, a key given twice is a mistake to show, and
 * a password-command is taken as it stands, without escapes.
 */
#include "src/core/conf.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define ACCOUNT(group) \
	{(group), "provider", CONF_PROVIDER, NULL, NULL, \
	 {"a provider whose servers and limits are known", "un gestore di cui sono noti i server e i limiti"}}, \
	{(group), "server", CONF_SERVER, "smtp|smtps|maildir", NULL, \
	 {"where messages are handed in: smtp://host:587, smtps://host:465 or maildir:/path", \
	  "dove si consegnano i messaggi: smtp://host:587, smtps://host:465 o maildir:/percorso"}}, \
	{(group), "user", CONF_TEXT, NULL, NULL, {"login name on the server", "nome utente sul server"}}, \
	{(group), "password-command", CONF_COMMAND, NULL, NULL, \
	 {"command whose first line of output is the password", "comando la cui prima riga di uscita è la password"}}, \
	{(group), "password-file", CONF_PATH, NULL, NULL, \
	 {"file whose first line is the password, readable by its owner only", \
	  "file la cui prima riga è la password, leggibile dal solo proprietario"}}, \
	{(group), "oauth2-command", CONF_COMMAND, NULL, NULL, \
	 {"command whose first line of output is an access token (XOAUTH2), instead of a password", \
	  "comando la cui prima riga di uscita è un token di accesso (XOAUTH2), al posto della password"}}, \
	{(group), "from", CONF_ADDRESS, NULL, NULL, {"sender of the notices", "mittente delle comunicazioni"}}, \
	{(group), "ca-file", CONF_PATH, NULL, NULL, \
	 {"certificates to trust instead of the system's", "certificati di cui fidarsi al posto di quelli del sistema"}}, \
	{(group), "auth", CONF_CHOICE, "login|none", "login", \
	 {"none: a relay that asks for no login, named on purpose", "none: un relay che non chiede accesso, indicato di proposito"}}, \
	{(group), "tls", CONF_CHOICE, "required|none", "required", \
	 {"none: without encryption, to this machine only", "none: senza cifratura, solo verso questa macchina"}}, \
	{(group), "hello", CONF_TEXT, NULL, NULL, \
	 {"name to greet the server with, where it is not the machine's own", "nome con cui salutare il server, se non quello della macchina"}}, \
	{(group), "max-per-minute", CONF_NUMBER, "0..600", "6", \
	 {"messages a minute, at most; 0: any number", "messaggi al minuto, al massimo; 0: senza limite"}}, \
	{(group), "timeout", CONF_NUMBER, "5..3600", "120", {"seconds that one session may last", "secondi che può durare una sessione"}}, \
	{(group), "inbox", CONF_SERVER, "imaps|imap|maildir", NULL, \
	 {"where receipts are collected: imaps://host, imap://host or maildir:/path", \
	  "dove si raccolgono le ricevute: imaps://host, imap://host o maildir:/percorso"}}, \
	{(group), "inbox-user", CONF_TEXT, NULL, NULL, \
	 {"login name on the inbox's server, where it is another", "nome utente sul server della casella, se è un altro"}}, \
	{(group), "inbox-password-command", CONF_COMMAND, NULL, NULL, \
	 {"command for the inbox's password, where it is another", "comando per la password della casella, se è un'altra"}}, \
	{(group), "poll", CONF_NUMBER, "5..3600", "60", \
	 {"seconds between two looks into the inbox while answers are awaited", \
	  "secondi tra due letture della casella quando si attendono risposte"}}, \
	{(group), "password-expires", CONF_DATE, NULL, NULL, \
	 {"the day on which the password expires, to be warned in time", "il giorno in cui scade la password, per un avviso in tempo"}}

const ConfRow conf_rows[] = {
	{"register", "uri", CONF_TEXT, NULL, NULL, {"the register: sqlite:/path", "il registro: sqlite:/percorso"}},
	ACCOUNT("email"),
	ACCOUNT("pec"),
	{"pec", "receipt-ca-file", CONF_PATH, NULL, NULL,
	 {"authorities whose signatures on receipts count, instead of AgID's",
	  "autorità le cui firme sulle ricevute valgono, al posto di quella di AgID"}},
	{"ui", "language", CONF_CHOICE, "it|en", NULL,
	 {"language of screens and messages, else that of the system", "lingua di schermate e messaggi, altrimenti quella del sistema"}},
	{"ui", "theme", CONF_CHOICE, "auto|dark|light|none", "auto",
	 {"colours of the screens, for a dark or a light background, or none", "colori delle schermate, per sfondo scuro o chiaro, o nessuno"}},
	{"ui", "bell", CONF_CHOICE, "yes|no", "yes",
	 {"ring the terminal's bell when something becomes urgent", "segnale acustico del terminale quando qualcosa diventa urgente"}},
	{NULL, NULL, CONF_TEXT, NULL, NULL, {NULL, NULL}},
};

const ConfRow *
conf_find(const char *group, const char *name)
{
	for (const ConfRow *row = conf_rows; row->group; row++)
		if (strcmp(row->group, group) == 0 && strcmp(row->name, name) == 0)
			return row;
	return NULL;
}

/* --- values ------------------------------------------------------------------------------------------------------- */

typedef bool (*ValueCheck)(const ConfRow *row, const char *value, GError **error);

static bool
check_text(const ConfRow *row, const char *value, GError **error)
{
	if (strcmp(row->name, "hello") != 0 || strspn(value, G_CSET_A_2_Z G_CSET_a_2_z "0123456789.-[]:") == strlen(value))
		return true;
	return err_set(error, E_CONFIG, "%s is no host name: give one such as desk.example.it", value);
}

static bool
check_server(const ConfRow *row, const char *value, GError **error)
{
	static const char *const schemes[] = {
		[CONF_SMTP] = "smtp", [CONF_SMTPS] = "smtps", [CONF_MAILDIR] = "maildir", [CONF_IMAPS] = "imaps",
		[CONF_IMAP] = "imap",
	};
	g_auto(ConfServer) server = {0};
	g_auto(GStrv) may = g_strsplit(row->choices, "|", -1);

	if (!conf_server_parse(value, &server, error))
		return false;
	if (!g_strv_contains((const char *const *)may, schemes[server.scheme]))
		return err_set(error, E_CONFIG, "%s is of the wrong kind: give %s", value,
		               strcmp(row->name, "inbox") == 0 ? "imaps://host, imap://host, maildir:/path"
		                                               : "smtp://host:587, smtps://host:465, maildir:/path");
	return true;
}

static bool
check_address(const ConfRow *row, const char *value, GError **error)
{
	g_autofree char *address = NULL;
	g_autoptr(GError) why = NULL;

	(void)row;
	if (!address_parse(value, NULL, &address, &why))
		return err_set(error, E_CONFIG, "%s", why->message);
	return true;
}

static bool
check_path(const ConfRow *row, const char *value, GError **error)
{
	(void)row;
	if (value[0] != '/')
		return err_set(error, E_CONFIG, "the path is not absolute: give one that begins with /"); /* may be a password */
	return true;
}

static bool
check_number(const ConfRow *row, const char *value, GError **error)
{
	gint64 number, min = g_ascii_strtoll(row->choices, NULL, 10), max = g_ascii_strtoll(strstr(row->choices, "..") + 2, NULL, 10);

	if (!g_ascii_string_to_signed(value, 10, min, max, &number, NULL))
		return err_set(error, E_CONFIG, "%s is not in its range: give a whole number, %s", value, row->choices);
	return true;
}

static bool
check_choice(const ConfRow *row, const char *value, GError **error)
{
	g_auto(GStrv) may = g_strsplit(row->choices, "|", -1);

	if (!g_strv_contains((const char *const *)may, value)) {
		g_autofree char *offered = g_strjoinv(", ", may);
		return err_set(error, E_CONFIG, "%s is not one of its values: give %s", value, offered);
	}
	return true;
}

static bool
check_command(const ConfRow *row, const char *value, GError **error)
{
	(void)row;
	(void)value;
	(void)error;
	return true; /* the shell's own */
}

static bool
check_date(const ConfRow *row, const char *value, GError **error)
{
	(void)row;
	bool shaped = strlen(value) == 10 && strspn(value, "0123456789-") == 10 && value[4] == '-' && value[7] == '-';
	int year = shaped ? (int)g_ascii_strtoll(value, NULL, 10) : 0;
	int month = shaped ? (int)g_ascii_strtoll(value + 5, NULL, 10) : 0;
	int day = shaped ? (int)g_ascii_strtoll(value + 8, NULL, 10) : 0;

	if (year < 1 || month < 1 || month > 12 || day < 1 || day > 31 ||
	    !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
		return err_set(error, E_CONFIG, "%s is no day: give one such as 2026-11-30", value);
	return true;
}

/* Which there are is known when all is merged. */
static bool
check_provider(const ConfRow *row, const char *value, GError **error)
{
	(void)row;
	if (value[strspn(value, G_CSET_a_2_z G_CSET_DIGITS "-")])
		return err_set(error, E_CONFIG, "%s is no name of a provider: small letters, digits and -", value);
	return true;
}

static const ValueCheck checks[] = {
	[CONF_TEXT] = check_text,     [CONF_SERVER] = check_server, [CONF_ADDRESS] = check_address, [CONF_PATH] = check_path,
	[CONF_NUMBER] = check_number, [CONF_CHOICE] = check_choice, [CONF_COMMAND] = check_command, [CONF_DATE] = check_date,
	[CONF_PROVIDER] = check_provider,
};

/* Valid UTF-8 of one line: it comes from a file that anybody may have edited. */
static bool
is_line(const char *value)
{
	if (!text_valid(value, strlen(value)))
		return false;
	for (const char *at = value; *at; at++)
		if (((guchar)*at < 0x20 && *at != '\t') || *at == 0x7f)
			return false;
	return true;
}

/* --- names that are nearly right ---------------------------------------------------------------------------------- */

/* Of Levenshtein; names longer than this are nobody's typing error. */
#define NAME_MAX_LEN 32

static int
distance(const char *a, const char *b)
{
	int row[NAME_MAX_LEN + 1], n = (int)strlen(b);

	if (n > NAME_MAX_LEN || strlen(a) > NAME_MAX_LEN)
		return NAME_MAX_LEN;
	for (int j = 0; j <= n; j++)
		row[j] = j;
	for (int i = 1; a[i - 1]; i++) {
		int diagonal = row[0];
		row[0] = i;
		for (int j = 1; j <= n; j++) {
			int changed = diagonal + (g_ascii_tolower(a[i - 1]) != g_ascii_tolower(b[j - 1]));
			diagonal = row[j];
			row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
		}
	}
	return row[n];
}

/* The nearest of group's keys, or of the groups when group is NULL; NULL when none is near. */
static const char *
nearest(const char *group, const char *name)
{
	const char *best = NULL;
	int least = MAX(2, (int)strlen(name) / 3) + 1;

	for (const ConfRow *row = conf_rows; row->group; row++) {
		const char *known = group ? row->name : row->group;
		if (group && strcmp(group, row->group) != 0)
			continue;
		int far = distance(name, known);
		if (far < least) {
			least = far;
			best = known;
		}
	}
	return best;
}

static bool
is_group(const char *name)
{
	for (const ConfRow *row = conf_rows; row->group; row++)
		if (strcmp(row->group, name) == 0)
			return true;
	return false;
}

static bool
unknown_group(const char *where, const char *group, GError **error)
{
	const char *near = nearest(NULL, group);

	if (near)
		return err_set(error, E_CONFIG, "%s: there is no group [%s]: did you mean [%s]?", where, group, near);
	return err_set(error, E_CONFIG, "%s: there is no group [%s]: there are [register], [email], [pec] and [ui]", where, group);
}

static char *
keys_of(const char *group)
{
	GString *keys = g_string_new(NULL);

	for (const ConfRow *row = conf_rows; row->group; row++)
		if (strcmp(group, row->group) == 0)
			g_string_append_printf(keys, "%s%s", keys->len > 0 ? ", " : "", row->name);
	return g_string_free(keys, FALSE);
}

static bool
unknown_key(const char *where, const char *group, const char *name, GError **error)
{
	static const char *const secrets[] = {"password", "passwd", "pass", "secret", NULL};
	const char *near = nearest(group, name);

	if (g_strv_contains(secrets, name))
		return err_set(error, E_CONFIG,
		               "%s: [%s] has no key %s: a secret comes by password-command or from a password-file", where, group, name);
	if (near)
		return err_set(error, E_CONFIG, "%s: [%s] has no key %s: did you mean %s?", where, group, name, near);
	g_autofree char *keys = keys_of(group);
	return err_set(error, E_CONFIG, "%s: [%s] has no key %s: there are %s", where, group, name, keys);
}

/* --- a configuration ---------------------------------------------------------------------------------------------- */

typedef struct {
	char *value, *origin;
} Given;

struct Conf {
	GHashTable *given;        /* "group.name" -> Given */
	ConfProviders *providers; /* NULL: nobody has asked for one yet */
};

static void
given_free(void *data)
{
	Given *given = data;

	g_free(given->value);
	g_free(given->origin);
	g_free(given);
}

Conf *
conf_new(void)
{
	Conf *conf = g_new0(Conf, 1);

	conf->given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, given_free);
	return conf;
}

void
conf_free(Conf *conf)
{
	if (!conf)
		return;
	g_hash_table_unref(conf->given);
	conf_providers_free(conf->providers);
	g_free(conf);
}

/* Read when a group first names a provider: every command reads a configuration, and few of them ask. */
static ConfProviders *
known_providers(const Conf *conf)
{
	if (!conf->providers)
		((Conf *)(guintptr)conf)->providers = conf_providers_new();
	return conf->providers;
}

bool
conf_know_providers(Conf *conf, const char *text, const char *origin, GError **error)
{
	return conf_providers_merge(known_providers(conf), text, origin, error);
}

static const Given *
given_of(const Conf *conf, const char *group, const char *name)
{
	g_autofree char *key = g_strconcat(group, ".", name, NULL);

	return g_hash_table_lookup(conf->given, key);
}

/* What is known of the provider that a group names; NULL: it names none. */
static const ConfProvider *
conf_provider(const Conf *conf, const char *group)
{
	const Given *given = given_of(conf, group, "provider");

	return given ? conf_providers_find(known_providers(conf), given->value) : NULL;
}

const char *
conf_hint(const Conf *conf, const char *group, Lang lang)
{
	const ConfProvider *provider = conf_provider(conf, group);

	return provider ? lang == LANG_IT && provider->hint_it ? provider->hint_it : provider->hint_en : NULL;
}

/* What the group's provider is known for, under this name; NULL: nothing. */
static const char *
from_provider(const Conf *conf, const char *group, const char *name)
{
	const ConfProvider *provider = conf_provider(conf, group);

	if (!provider)
		return NULL;
	if (strcmp(name, "server") == 0)
		return provider->server;
	if (strcmp(name, "inbox") == 0)
		return provider->inbox;
	return strcmp(name, "max-per-minute") == 0 ? provider->max_per_minute : NULL;
}

/* Without encryption is for the loopback interface: a password or a notice would cross the network in clear. */
static bool
check_server_of(const Conf *conf, const char *group, const char *name, const char *where, GError **error)
{
	const char *server = conf_text(conf, group, name);
	g_auto(ConfServer) parsed = {0};

	if (strcmp(conf_text(conf, group, "tls"), "none") != 0 || !server || !conf_server_parse(server, &parsed, NULL))
		return true;
	if (parsed.scheme == CONF_MAILDIR || parsed.scheme == CONF_IMAPS || conf_host_is_loopback(parsed.host))
		return true;
	return err_set(error, E_CONFIG, "%s: [%s] tls = none is for this machine only, and %s is another: take the line out", where,
	               group, parsed.host);
}

static bool
check_account(const Conf *conf, const char *group, const char *where, GError **error)
{
	const Given *named = given_of(conf, group, "provider");

	if (named && !conf_provider(conf, group)) {
		g_autofree char *names = conf_providers_names(known_providers(conf));
		return err_set(error, E_CONFIG, "%s: [%s] provider: %s is not known: give %s, or server and inbox", where, group, named->value, names);
	}
	return check_server_of(conf, group, "server", where, error) && check_server_of(conf, group, "inbox", where, error);
}

static bool
check_whole(const Conf *conf, const char *where, GError **error)
{
	return check_account(conf, "email", where, error) && check_account(conf, "pec", where, error);
}

/* where: what messages name (file and line); origin: what is kept. */
static bool
put(Conf *conf, const char *group, const char *name, const char *value, const char *where, const char *origin, GError **error)
{
	const ConfRow *row = conf_find(group, name);
	g_autofree char *key = g_strconcat(group, ".", name, NULL);
	g_autofree char *trimmed = g_strstrip(g_strdup(value));
	g_autoptr(GError) why = NULL;

	if (!is_group(group))
		return unknown_group(where, group, error);
	if (!row)
		return unknown_key(where, group, name, error);
	if (!is_line(trimmed))
		return err_set(error, E_CONFIG, "%s: [%s] %s holds bytes that are no text: type it again", where, group, name);
	if (!trimmed[0]) {
		g_hash_table_remove(conf->given, key);
		return true;
	}
	if (!checks[row->type](row, trimmed, &why))
		return err_set(error, E_CONFIG, "%s: [%s] %s: %s", where, group, name, why->message);
	Given *given = g_new0(Given, 1);
	given->value = g_steal_pointer(&trimmed);
	given->origin = g_strdup(origin);
	g_hash_table_replace(conf->given, g_steal_pointer(&key), given);
	return true;
}

/* Where the reading of one file stands. */
typedef struct {
	Conf *conf;
	const char *origin;
	char *group;      /* NULL before the first */
	GHashTable *seen; /* "group.name" of this file */
	int line;
} Reader;

static bool
read_group(Reader *reader, const char *line, const char *where, GError **error)
{
	gsize len = strlen(line);

	if (line[len - 1] != ']')
		return err_set(error, E_CONFIG, "%s: a group has no end: close it with ]", where);
	g_free(reader->group);
	reader->group = g_strstrip(g_strndup(line + 1, len - 2));
	return is_group(reader->group) || unknown_group(where, reader->group, error);
}

/* The line itself is never printed: it may hold a password. */
static bool
read_key(Reader *reader, const char *line, const char *where, GError **error)
{
	const char *equals = strchr(line, '=');

	if (!equals || equals == line)
		return err_set(error, E_CONFIG, "%s: this is neither [group] nor key = value: correct it, or begin it with #", where);
	if (!reader->group)
		return err_set(error, E_CONFIG, "%s: a key stands before the first group: begin with [register], [email], [pec] or [ui]", where);
	g_autofree char *name = g_strstrip(g_strndup(line, (gsize)(equals - line)));
	if (!g_hash_table_add(reader->seen, g_strconcat(reader->group, ".", name, NULL)))
		return err_set(error, E_CONFIG, "%s: [%s] %s is given twice in this file: keep one", where, reader->group, name);
	return put(reader->conf, reader->group, name, equals + 1, where, reader->origin, error);
}

static bool
read_one(Reader *reader, char *line, GError **error)
{
	g_autofree char *where = g_strdup_printf("%s:%d", reader->origin, ++reader->line);

	g_strstrip(line);
	if (!line[0] || line[0] == '#')
		return true;
	if (!is_line(line))
		return err_set(error, E_CONFIG, "%s: this line is no UTF-8 text: correct it, and save the file as UTF-8", where);
	return line[0] == '[' ? read_group(reader, line, where, error) : read_key(reader, line, where, error);
}

bool
conf_merge(Conf *conf, const char *text, const char *origin, GError **error)
{
	Reader reader = {.conf = conf, .origin = origin};
	g_auto(GStrv) lines = g_strsplit(g_str_has_prefix(text, "\xef\xbb\xbf") ? text + 3 : text, "\n", -1);
	bool ok = true;

	reader.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (char **line = lines; ok && *line; line++)
		ok = read_one(&reader, *line, error);
	g_hash_table_unref(reader.seen);
	g_free(reader.group);
	return ok && check_whole(conf, origin, error);
}

const char *
conf_text(const Conf *conf, const char *group, const char *name)
{
	const Given *given = given_of(conf, group, name);
	const char *provided = given ? given->value : from_provider(conf, group, name);
	const ConfRow *row = provided ? NULL : conf_find(group, name);

	return provided ? provided : row ? row->value : NULL;
}

const char *
conf_origin(const Conf *conf, const char *group, const char *name)
{
	const Given *given = given_of(conf, group, name);

	if (given)
		return given->origin;
	return from_provider(conf, group, name) ? conf_text(conf, group, "provider") : NULL;
}

int64_t
conf_number(const Conf *conf, const char *group, const char *name)
{
	const char *text = conf_text(conf, group, name);

	return text ? g_ascii_strtoll(text, NULL, 10) : 0;
}

bool
conf_has_account(const Conf *conf, const char *group)
{
	return conf_text(conf, group, "server") && conf_text(conf, group, "from");
}
