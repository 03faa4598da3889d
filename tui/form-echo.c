/* What was understood of a line of a form. */
#include "tui/form-view.h"

#include "src/core/text.h"
#include "src/host/host.h"
#include "src/register/people.h"
#include "tui/words.h"

#include <string.h>

static char *
echo_clients(Form *form, const Input *in)
{
	Session *session = form->view.app->cli->session;
	g_auto(GStrv) names = form_list(form, in->row->name);
	g_autoptr(GString) out = g_string_new(NULL);
	for (char **n = names; n && *n; n++) {
		g_autoptr(Client) client = NULL;
		const char *words = g_str_equal(*n, "?") || vocab_is_unknown(*n) ? _("not yet known which") : g_str_equal(*n, "none") ? _("no client's data")
			: session_client(session, *n, &client, NULL) && client->name ? client->name : _("not in the register: counts as not yet known");
		g_string_append_printf(out, "%s%s", out->len ? "; " : "", words);
	}
	return g_strdup(out->str);
}

static bool
echo_field(const Cli *cli, const Field *field, const char *text, char **echo, GError **error)
{
	json_t *value = NULL;
	Instant t;
	if (!field_parse(field, text, cli->now, cli->session->zone, &value, error))
		return false;
	json_auto_t *kept = value;
	if (field->type == FIELD_INSTANT && json_is_string(kept) && instant_from_rfc3339(json_string_value(kept), &t)) {
		*echo = instant_echo(t, cli->now, cli->session->zone, cli->lang);
		return instant_check_past(t, cli->now, cli->session->zone, error);
	}
	if (field->type == FIELD_CODE || field->type == FIELD_CODES || field->type == FIELD_COUNT)
		*echo = field_show(field, kept, cli->session->zone, cli->lang);
	return true;
}

/* An instant as this kind of line reads it. */
bool
input_instant(const Cli *cli, const Input *in, const char *text, Instant *t, GError **error)
{
	GTimeZone *zone = cli->session->zone;
	return (in->row->type == INPUT_PLANNED ? instant_parse_planned : instant_parse)(text, cli->now, zone, t, error);
}

static bool
echo_instant(const Cli *cli, const Input *in, char **echo, GError **error)
{
	GTimeZone *zone = cli->session->zone;
	Instant t;
	if (!input_instant(cli, in, in->edit.text->str, &t, error))
		return false;
	*echo = instant_echo(t, cli->now, zone, cli->lang);
	return in->row->type == INPUT_PLANNED || instant_check_past(t, cli->now, zone, error);
}

static bool
echo_file(const char *text, char **echo, GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text)), *path = host_expand_home(trimmed);
	int64_t size;
	if (!host_file_size(path, &size, error))
		return false;
	*echo = words_size(size);
	return true;
}

bool
input_echo(Form *form, const Input *in, char **echo, GError **error)
{
	const Cli *cli = form->view.app->cli;
	const char *text = in->edit.text->str, *code = NULL;
	*echo = NULL;
	if (text_blank(text))
		return true;
	switch (in->row->type) {
	case INPUT_LINE:
	case INPUT_TEXT:
		return true;
	case INPUT_CHOICE:
		*echo = g_strdup(choice_label(text, cli->lang));
		return true;
	case INPUT_FIELD:
		return echo_field(cli, in->field, text, echo, error);
	case INPUT_INSTANT:
	case INPUT_PLANNED:
		return echo_instant(cli, in, echo, error);
	case INPUT_FILE:
		return echo_file(text, echo, error);
	case INPUT_VOCAB:
		if (!vocab_parse(in->row->vocab, text, &code, error))
			return false;
		*echo = g_strdup(vocab_label(in->row->vocab, code, cli->lang));
		return true;
	case INPUT_CODE:
		return (*echo = in->row->say(form, in->row, text, error)) != NULL;
	case INPUT_CLIENTS:
		*echo = echo_clients(form, in);
		return true;
	case INPUT_PERSON: {
		g_autoptr(Person) person = NULL;
		if (session_person(cli->session, text, &person, NULL) && person->name)
			*echo = g_strdup(person->name);
		return true;
	}
	}
	return true;
}
