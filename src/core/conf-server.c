/*
 * Servers as breccia.conf names them.
 *
 * A host is a name or an address literal and nothing else: what passes here goes into connect, into the check of a
 * certificate's name and onto screens.
 */
#include "src/core/conf.h"

#include "src/core/err.h"

#include <string.h>

#define HOST_MAX 253
#define LABEL_MAX 63
#define ALNUM G_CSET_A_2_Z G_CSET_a_2_z "0123456789"

static const struct {
	const char *prefix;
	ConfScheme scheme;
	int port;
} schemes[] = {
	{"smtp://", CONF_SMTP, 587},
	{"smtps://", CONF_SMTPS, 465},
	{"maildir:", CONF_MAILDIR, 0},
	{"imaps://", CONF_IMAPS, 993},
	{"imap://", CONF_IMAP, 143},
};

void
conf_server_clear(ConfServer *server)
{
	g_clear_pointer(&server->host, g_free);
	g_clear_pointer(&server->path, g_free);
	server->port = 0;
}

bool
conf_host_is_loopback(const char *host)
{
	if (g_ascii_strcasecmp(host, "localhost") == 0 || strcmp(host, "::1") == 0)
		return true;
	return g_str_has_prefix(host, "127.") && g_hostname_is_ip_address(host);
}

/* Labels of letters, digits and inner hyphens; one that ends in digits alone would be an address, and must then be one. */
static bool
is_host_name(const char *text)
{
	gsize len = strlen(text), label = 0;
	const char *last = strrchr(text, '.') ? strrchr(text, '.') + 1 : text;

	if (len == 0 || len > HOST_MAX || strspn(text, ALNUM ".-") != len)
		return false;
	for (gsize i = 0; i <= len; i++) {
		bool ends = i == len || text[i] == '.';
		if (ends && (label == 0 || label > LABEL_MAX || text[i - 1] == '-' || text[i - label] == '-'))
			return false;
		label = ends ? 0 : label + 1;
	}
	return strspn(last, "0123456789") != strlen(last) || g_hostname_is_ip_address(text);
}

static bool
is_ipv6_literal(const char *text)
{
	return strspn(text, "0123456789abcdefABCDEF:.") == strlen(text) && strchr(text, ':') && g_hostname_is_ip_address(text);
}

/* "host", "host:25", "[::1]:25" -> host and, where there is one, port. */
static bool
parse_host_port(const char *text, ConfServer *out)
{
	const char *end = text[0] == '[' ? strchr(text, ']') : NULL;
	gint64 port = out->port;

	if (end)
		out->host = g_strndup(text + 1, (gsize)(end++ - text - 1));
	else
		out->host = g_strndup(text, strcspn(text, ":"));
	const char *rest = end ? end : text + strlen(out->host);
	if (rest[0] && (rest[0] != ':' || !g_ascii_isdigit(rest[1]) ||
	                !g_ascii_string_to_signed(rest + 1, 10, 1, 65535, &port, NULL)))
		return false;
	out->port = (int)port;
	return end ? is_ipv6_literal(out->host) : is_host_name(out->host);
}

static bool
is_clean_path(const char *text)
{
	for (const char *at = text; *at; at++)
		if ((guchar)*at < 0x20 || *at == 0x7f)
			return false;
	return text[0] == '/' && g_utf8_validate(text, -1, NULL);
}

/* "host:993/Ricevute di breccia": the folder as the server names it, in ASCII (others in modified UTF-7, RFC 3501 5.1.3). */
static bool
parse_inbox(const char *text, ConfServer *out)
{
	const char *slash = strchr(text, '/');
	g_autofree char *place = slash ? g_strndup(text, (gsize)(slash - text)) : g_strdup(text);

	if (slash && slash[1])
		out->path = g_strdup(slash + 1);
	return (!out->path || g_str_is_ascii(out->path)) && parse_host_port(place, out);
}

static bool
parse_after_scheme(const char *text, ConfServer *out)
{
	if (out->scheme == CONF_IMAPS || out->scheme == CONF_IMAP)
		return parse_inbox(text, out);
	if (out->scheme != CONF_MAILDIR)
		return parse_host_port(text, out);
	out->path = g_strdup(text);
	return is_clean_path(text);
}

bool
conf_server_parse(const char *text, ConfServer *out, GError **error)
{
	*out = (ConfServer){0};
	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++) {
		if (!g_str_has_prefix(text, schemes[i].prefix))
			continue;
		out->scheme = schemes[i].scheme;
		out->port = schemes[i].port;
		if (parse_after_scheme(text + strlen(schemes[i].prefix), out))
			return true;
		conf_server_clear(out);
		break;
	}
	if (strchr(text, '@'))
		return err_set(error, E_CONFIG, "a server with a user or password in it: give them by user and password-command");
	return err_set(error, E_CONFIG, "%s is no server: give smtp://host:587, smtps://host:465, imaps://host or maildir:/path",
	               text);
}
