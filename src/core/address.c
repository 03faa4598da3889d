/* Mail addresses: what passes here cannot break a header or an SMTP command. */
#include "src/core/address.h"

#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define ATEXT ALNUM "!#$%&'*+-/=?^_`{|}~" /* RFC 5322 3.2.3 */
#define ADDRESS_MAX 254                   /* RFC 5321 4.5.3.1.3, less the brackets of the path */
#define LOCAL_MAX 64
#define LABEL_MAX 63
#define NAME_MAX_BYTES 200
#define ID_MAX 250

static char *
shown(const char *text)
{
	g_autofree char *visible = text_visible(text);
	return text_fit(visible, 60);
}

static bool
refuse(const char *text, GError **error)
{
	g_autofree char *s = shown(text);
	return err_set(error, E_INPUT, "\"%s\" is not a mail address: write one like name@example.it", s);
}

/* atext and single dots inside */
static bool
dot_atom(const char *s, gsize len)
{
	bool after_dot = true;
	for (gsize i = 0; i < len; i++) {
		if (s[i] == '.' && after_dot)
			return false;
		after_dot = s[i] == '.';
		if (!after_dot && (!s[i] || !strchr(ATEXT, s[i])))
			return false;
	}
	return !after_dot;
}

static bool
label_ok(const char *s, gsize len)
{
	return len >= 1 && len <= LABEL_MAX && strspn(s, ALNUM "-") >= len && *s != '-' && s[len - 1] != '-';
}

/* Host-name labels, at least two of them unless it is this machine; the last is no number (that is an IP address). */
static bool
domain_ok(const char *domain)
{
	if (g_ascii_strcasecmp(domain, "localhost") == 0)
		return true;
	const char *label = domain;
	for (;;) {
		gsize len = strcspn(label, ".");
		if (!label_ok(label, len))
			return false;
		if (!label[len])
			break;
		label += len + 1;
	}
	return label != domain && strspn(label, "0123456789") != strlen(label);
}

bool
address_check(const char *address, GError **error)
{
	const char *at = strrchr(address, '@');
	gsize len = strlen(address);
	if (!g_str_is_ascii(address)) {
		g_autofree char *s = shown(address);
		return err_set(error, E_INPUT,
		               "\"%s\" has letters beyond ASCII (SMTPUTF8 is not supported): use the address without them", s);
	}
	if (len > ADDRESS_MAX || (at && at - address > LOCAL_MAX)) {
		g_autofree char *s = shown(address);
		return err_set(error, E_INPUT, "\"%s\" is too long for an address: at most %d characters, %d before the @", s,
		               ADDRESS_MAX, LOCAL_MAX);
	}
	if (!at || !dot_atom(address, (gsize)(at - address)) || !domain_ok(at + 1))
		return refuse(address, error);
	return true;
}

/* Takes off the quotes of "Rossi, Mario" and the backslashes inside, in place. */
static void
unquote(char *name)
{
	gsize len = strlen(name);
	if (len < 2 || name[0] != '"' || name[len - 1] != '"')
		return;
	char *to = name;
	for (const char *from = name + 1; from < name + len - 1; from++) {
		if (*from == '\\' && from + 1 < name + len - 1)
			from++;
		*to++ = *from;
	}
	*to = '\0';
	g_strstrip(name);
}

/* Nothing that text_visible() would have to make visible, and no brackets: what is left is fit to be quoted. */
static bool
name_check(const char *name, GError **error)
{
	g_autofree char *visible = text_visible(name);
	if (text_valid(name, strlen(name)) && g_str_equal(visible, name) && strlen(name) <= NAME_MAX_BYTES &&
	    !strpbrk(name, "<>"))
		return true;
	g_autofree char *s = text_fit(visible, 60);
	return err_set(error, E_INPUT, "\"%s\" cannot be the name before an address: leave out what is not text", s);
}

static bool
split(const char *text, char **name, char **address, GError **error)
{
	gsize len = strlen(text);
	const char *open = strrchr(text, '<');
	if (!open) {
		*address = g_strdup(text);
		return true;
	}
	if (text[len - 1] != '>')
		return refuse(text, error);
	*name = g_strndup(text, (gsize)(open - text));
	*address = g_strndup(open + 1, len - (gsize)(open - text) - 2);
	g_strstrip(*name);
	unquote(*name);
	if (!**name)
		g_clear_pointer(name, g_free);
	return !*name || name_check(*name, error);
}

bool
address_parse(const char *text, char **name, char **address, GError **error)
{
	g_autofree char *n = NULL, *a = NULL, *trimmed = g_strdup(text);
	/* Only spaces and tabs go: a line end is a reason to refuse, not to tidy up. */
	char *start = trimmed + strspn(trimmed, " \t");
	gsize len = strlen(start);
	while (len && strchr(" \t", start[len - 1]))
		start[--len] = '\0';
	if (strpbrk(start, "\r\n"))
		return refuse(text, error);
	if (!split(start, &n, &a, error) || !address_check(a, error))
		return false;
	if (name)
		*name = g_steal_pointer(&n);
	*address = g_steal_pointer(&a);
	return true;
}

bool
address_check_id(const char *id)
{
	gsize len = strlen(id);
	if (len < 5 || len > ID_MAX || id[0] != '<' || id[len - 1] != '>')
		return false;
	int ats = 0;
	for (gsize i = 1; i < len - 1; i++) {
		if (!g_ascii_isgraph(id[i]) || strchr("<>\"\\(),;", id[i]))
			return false;
		ats += id[i] == '@';
	}
	return ats == 1 && id[1] != '@' && id[len - 2] != '@';
}

bool
address_equal(const char *a, const char *b)
{
	return a && b && g_ascii_strcasecmp(a, b) == 0;
}

const char *
address_domain(const char *address)
{
	const char *at = address ? strrchr(address, '@') : NULL;
	return at && at[1] ? at + 1 : NULL;
}
