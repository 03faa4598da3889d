/*
 * What is known of mail providers: src/core/providers.txt as it was when the program was built, and the files that a machine has
 * over it. Its lines look like those of breccia.conf: [name], key = value, # comment.
 */
#include "src/core/conf.h"

#include "src/core/conf-embed.h"
#include "src/core/err.h"
#include "src/core/text.h"

#include <stddef.h>
#include <string.h>

struct ConfProviders {
	GPtrArray *rows; /* of ConfProvider, in the order of the files */
};

static void
provider_free(void *data)
{
	ConfProvider *p = data;

	g_free(p->name);
	g_free(p->server);
	g_free(p->inbox);
	g_free(p->max_per_minute);
	g_free(p->hint_en);
	g_free(p->hint_it);
	g_free(p);
}

ConfProviders *
conf_providers_new(void)
{
	ConfProviders *providers = g_new0(ConfProviders, 1);

	providers->rows = g_ptr_array_new_with_free_func(provider_free);
	conf_providers_merge(providers, embedded_conf[0].text, embedded_conf[0].name, NULL); /* a test reads it first */
	return providers;
}

void
conf_providers_free(ConfProviders *providers)
{
	if (!providers)
		return;
	g_ptr_array_unref(providers->rows);
	g_free(providers);
}

const ConfProvider *
conf_providers_find(const ConfProviders *providers, const char *name)
{
	for (guint i = 0; name && i < providers->rows->len; i++) {
		const ConfProvider *p = g_ptr_array_index(providers->rows, i);
		if (strcmp(p->name, name) == 0)
			return p;
	}
	return NULL;
}

char *
conf_providers_names(const ConfProviders *providers)
{
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < providers->rows->len; i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", ((const ConfProvider *)g_ptr_array_index(providers->rows, i))->name);
	return g_string_free(names, FALSE);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *name;
	gsize offset;
	ConfScheme schemes[2]; /* of a server; the same twice: only that one */
	bool server;
} keys[] = {
	{"server", offsetof(ConfProvider, server), {CONF_SMTP, CONF_SMTPS}, true},
	{"inbox", offsetof(ConfProvider, inbox), {CONF_IMAPS, CONF_IMAPS}, true},
	{"max-per-minute", offsetof(ConfProvider, max_per_minute), {CONF_SMTP, CONF_SMTP}, false},
	{"hint-en", offsetof(ConfProvider, hint_en), {CONF_SMTP, CONF_SMTP}, false},
	{"hint-it", offsetof(ConfProvider, hint_it), {CONF_SMTP, CONF_SMTP}, false},
};

static bool
check_value(gsize key, const char *value, const char *where, GError **error)
{
	g_auto(ConfServer) server = {0};
	gint64 number;

	if (strcmp(keys[key].name, "max-per-minute") == 0 && !g_ascii_string_to_signed(value, 10, 0, 600, &number, NULL))
		return err_set(error, E_CONFIG, "%s: max-per-minute is a whole number, 0..600", where);
	if (!keys[key].server)
		return true;
	if (!conf_server_parse(value, &server, NULL) || (server.scheme != keys[key].schemes[0] && server.scheme != keys[key].schemes[1]))
		return err_set(error, E_CONFIG, "%s: %s is no server of that kind", where, keys[key].name);
	return true;
}

static bool
set_key(ConfProvider *p, const char *name, const char *value, const char *where, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		char **place = (char **)(void *)((char *)p + keys[i].offset);
		if (strcmp(keys[i].name, name) != 0)
			continue;
		if (*value && !check_value(i, value, where, error))
			return false;
		g_free(*place);
		*place = *value ? g_strdup(value) : NULL;
		return true;
	}
	return err_set(error, E_CONFIG, "%s: a provider has no key %s: there are server, inbox, max-per-minute, hint-en and hint-it", where, name);
}

static ConfProvider *
find_or_add(ConfProviders *providers, const char *name)
{
	ConfProvider *p = (ConfProvider *)(uintptr_t)conf_providers_find(providers, name);

	if (p)
		return p;
	p = g_new0(ConfProvider, 1);
	p->name = g_strdup(name);
	g_ptr_array_add(providers->rows, p);
	return p;
}

static bool
read_line(ConfProviders *providers, ConfProvider **at, char *line, const char *where, GError **error)
{
	gsize len = strlen(line);

	if (line[0] == '[') {
		g_autofree char *name = len > 2 && line[len - 1] == ']' ? g_strndup(line + 1, len - 2) : NULL;
		if (!name || len > 40 || name[strspn(name, G_CSET_a_2_z G_CSET_DIGITS "-")])
			return err_set(error, E_CONFIG, "%s: a provider is [name], of small letters, digits and -", where);
		*at = find_or_add(providers, name);
		return true;
	}
	char *equals = strchr(line, '=');
	if (!*at || !equals)
		return err_set(error, E_CONFIG, "%s: this is neither [provider] nor key = value", where);
	*equals = '\0';
	return set_key(*at, g_strstrip(line), g_strstrip(equals + 1), where, error);
}

bool
conf_providers_merge(ConfProviders *providers, const char *text, const char *origin, GError **error)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	ConfProvider *at = NULL;

	for (int i = 0; lines[i]; i++) {
		g_autofree char *where = g_strdup_printf("%s:%d", origin, i + 1);
		g_strstrip(lines[i]);
		if (!text_valid(lines[i], strlen(lines[i])))
			return err_set(error, E_CONFIG, "%s: this line is no UTF-8 text: correct it, and save the file as UTF-8", where);
		if (lines[i][0] && lines[i][0] != '#' && !read_line(providers, &at, lines[i], where, error))
			return false;
	}
	return true;
}
