/* Listening to an SMTP dialogue. See the header for what it is for; lines and texts are bounded, whatever the server sends. */
#include "src/courier/dialogue.h"

#include "src/core/text.h"

#include <string.h>

#define MAX_LINE 4096
#define MAX_TEXT 8192

struct Dialogue {
	DialogueEvents events;
	GArray *waiting;   /* of Said: commands whose reply is still to come, oldest first */
	GString *out, *in; /* lines that are not whole yet */
	GString *text;     /* of the reply that is being read */
	char *enhanced;
	int lines;
	bool dsn, auth_line, unasked;
};

/* --- replies ----------------------------------------------------------------------------------------------------- */

void
reply_free(Reply *reply)
{
	if (!reply)
		return;
	g_free(reply->enhanced);
	g_free(reply->text);
	g_free(reply);
}

char *
reply_show(const Reply *reply)
{
	return g_strdup_printf("%d%s%s%s%s", reply->code, reply->enhanced ? " " : "", reply->enhanced ? reply->enhanced : "",
	                       *reply->text ? " " : "", reply->text);
}

/* The length of a leading "5.7.8" (RFC 3463: class 2, 4 or 5, then two numbers of up to three digits), or 0. */
static gsize
enhanced_length(const char *text)
{
	const char *p = text;
	if (!strchr("245", *p) || !*p || p[1] != '.')
		return 0;
	p += 2;
	gsize subject = strspn(p, "0123456789");
	if (subject < 1 || subject > 3 || p[subject] != '.')
		return 0;
	p += subject + 1;
	gsize detail = strspn(p, "0123456789");
	if (detail < 1 || detail > 3 || (p[detail] && p[detail] != ' '))
		return 0;
	return (gsize)(p + detail - text);
}

/* Takes the enhanced code off one line's text: kept when it is the first, dropped when it only repeats it. */
static const char *
take_enhanced(const char *text, char **enhanced)
{
	gsize length = enhanced_length(text);
	if (!length)
		return text;
	if (!*enhanced)
		*enhanced = g_strndup(text, length);
	else if (strncmp(*enhanced, text, length) || (*enhanced)[length])
		return text;
	return text + length + strspn(text + length, " ");
}

static char *
harmless(const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	return text_one_line(valid);
}

Reply *
reply_new(Said said, int code, const char *text)
{
	Reply *reply = g_new0(Reply, 1);
	g_autofree char *line = harmless(text ? text : "");
	reply->said = said;
	reply->code = code;
	reply->text = g_strdup(take_enhanced(line, &reply->enhanced));
	return reply;
}

/* --- the dialogue ------------------------------------------------------------------------------------------------ */

Dialogue *
dialogue_new(const DialogueEvents *events)
{
	Dialogue *d = g_new0(Dialogue, 1);
	d->events = *events;
	d->waiting = g_array_new(FALSE, FALSE, sizeof(Said));
	d->out = g_string_new(NULL);
	d->in = g_string_new(NULL);
	d->text = g_string_new(NULL);
	return d;
}

void
dialogue_free(Dialogue *d)
{
	if (!d)
		return;
	g_array_unref(d->waiting);
	g_string_free(d->out, TRUE);
	g_string_free(d->in, TRUE);
	g_string_free(d->text, TRUE);
	g_free(d->enhanced);
	g_free(d);
}

static void
forget_reply(Dialogue *d)
{
	g_string_truncate(d->text, 0);
	g_clear_pointer(&d->enhanced, g_free);
	d->lines = 0;
	d->dsn = false;
}

static void
await(Dialogue *d, Said said)
{
	g_array_append_val(d->waiting, said);
}

void
dialogue_connected(Dialogue *d)
{
	g_array_set_size(d->waiting, 0);
	g_string_truncate(d->out, 0);
	g_string_truncate(d->in, 0);
	forget_reply(d);
	d->auth_line = d->unasked = false;
	await(d, SAID_GREETING);
}

static Said
said(const char *line)
{
	static const struct {
		const char *verb;
		Said said;
	} verbs[] = {
		{"EHLO", SAID_EHLO}, {"HELO", SAID_EHLO}, {"STARTTLS", SAID_STARTTLS}, {"AUTH", SAID_AUTH}, {"MAIL", SAID_MAIL},
		{"RCPT", SAID_RCPT}, {"DATA", SAID_DATA}, {"QUIT", SAID_QUIT},
	};
	gsize length = strcspn(line, " ");
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
		if (strlen(verbs[i].verb) == length && !g_ascii_strncasecmp(line, verbs[i].verb, length))
			return verbs[i].said;
	return SAID_OTHER;
}

static void
command(Dialogue *d, const char *line)
{
	/* The single dot that libesmtp sends to end a DATA without a valid recipient: the reply to SAID_BODY is already awaited. */
	if (!strcmp(line, "."))
		return;
	Said what = d->auth_line ? SAID_AUTH : said(line);
	d->auth_line = false;
	await(d, what);
	if (d->events.command)
		d->events.command(what, d->events.data);
}

/* Gives each whole line of what came to `each`, without its end; keeps the rest. */
static void
lines(Dialogue *d, GString *rest, const char *bytes, gsize len, void (*each)(Dialogue *, const char *))
{
	for (gsize i = 0; i < len; i++) {
		if (bytes[i] == '\n') {
			if (rest->len && rest->str[rest->len - 1] == '\r')
				g_string_truncate(rest, rest->len - 1);
			each(d, rest->str);
			g_string_truncate(rest, 0);
		} else if (rest->len < MAX_LINE) {
			/* A NUL would hide what follows it. */
			g_string_append_c(rest, bytes[i] ? bytes[i] : '?');
		}
	}
}

void
dialogue_sent(Dialogue *d, const char *bytes, gsize len)
{
	lines(d, d->out, bytes, len, command);
}

static void
finish(Dialogue *d, int code)
{
	g_autoptr(Reply) reply = g_new0(Reply, 1);
	reply->code = code;
	reply->enhanced = g_steal_pointer(&d->enhanced);
	reply->text = harmless(d->text->str);
	reply->dsn = d->dsn;
	/* A server may say 421 and go at any time (RFC 5321 3.8): to whatever waits, or to nothing. */
	reply->said = d->waiting->len ? g_array_index(d->waiting, Said, 0) : SAID_OTHER;
	if (d->waiting->len)
		g_array_remove_index(d->waiting, 0);
	forget_reply(d);
	if (reply->said == SAID_AUTH && code == 334)
		d->auth_line = true;
	if (reply->said == SAID_DATA && code == 354)
		g_array_prepend_val(d->waiting, (Said[]){SAID_BODY}[0]);
	if (d->events.reply)
		d->events.reply(reply, d->events.data);
}

static bool
reply_line(const char *line, int *code, bool *last, const char **text)
{
	for (int i = 0; i < 3; i++)
		if (!g_ascii_isdigit(line[i]))
			return false;
	if (line[3] && line[3] != ' ' && line[3] != '-')
		return false;
	*code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
	*last = line[3] != '-';
	*text = line[3] ? line + 4 : "";
	return *code >= 100 && *code < 600;
}

static void
received(Dialogue *d, const char *line)
{
	int code;
	bool last;
	const char *text;
	bool reply = reply_line(line, &code, &last, &text);
	/* 421 may come at any time. What is no reply, while one is awaited, is another protocol: libesmtp ends there. */
	if (!d->waiting->len && !(reply && code == 421))
		d->unasked = true;
	if (!reply)
		return;
	if (d->waiting->len && g_array_index(d->waiting, Said, 0) == SAID_EHLO && d->lines &&
	    !g_ascii_strncasecmp(text, "DSN", 3) && (!text[3] || text[3] == ' '))
		d->dsn = true;
	text = take_enhanced(text, &d->enhanced);
	if (d->text->len < MAX_TEXT)
		g_string_append_printf(d->text, "%s%s", d->text->len && *text ? " " : "", text);
	d->lines++;
	if (last)
		finish(d, code);
}

void
dialogue_received(Dialogue *d, const char *bytes, gsize len)
{
	lines(d, d->in, bytes, len, received);
	/* A line that is not whole yet belongs to nobody when no command waits. */
	if (d->in->len && !d->waiting->len)
		d->unasked = true;
}

bool
dialogue_unasked(const Dialogue *d)
{
	return d->unasked;
}
