/* help: from the tables that the program itself reads. */
#include "src/cli/show.h"

#include "src/core/text.h"

#define LABEL 28

static void
print_row(const char *label, const char *say)
{
	out_pair(2, TONE_PLAIN, label, LABEL, say);
}

static void
print_paragraph(const char *text)
{
	g_autofree char *wrapped = text_wrap(text, MIN(out_columns() - 1, 100), "");
	out_print("\n%s%s", wrapped, g_str_has_suffix(wrapped, "\n") ? "" : "\n");
}

static void
print_options(const Option *options)
{
	for (const Option *o = options; o && o->name; o++) {
		g_autofree char *letter = o->letter ? g_strdup_printf("-%c, ", o->letter) : g_strdup("");
		g_autofree char *label = g_strdup_printf("%s--%s%s%s", letter, o->name, o->arg ? " " : "", o->arg ? _(o->arg) : "");
		print_row(label, _(o->say));
	}
}

static void
print_fields(const Cli *cli, unsigned use, bool as_options)
{
	for (const Field *f = incident_fields; f->name; f++) {
		if (!(f->use & use))
			continue;
		g_autofree char *label = g_strdup_printf(as_options ? "--%s" : "%s", f->option);
		g_autofree char *say = g_strdup_printf("%s. %s%s%s", words_in(&f->label, cli->lang), words_in(&f->hint, cli->lang),
			f->vocab ? " -> " : "", f->vocab ? f->vocab->name : "");
		print_row(label, say);
	}
}

static void
print_vocab(const Cli *cli, const Vocab *vocab)
{
	out_print("\n");
	out_tone(TONE_BOLD, "%s", vocab->name);
	out_print(" (%s)\n", words_in(&vocab->title, cli->lang));
	for (const Term *t = vocab->terms; t->code; t++)
		if (t->active)
			print_row(t->code, words_in(&t->label, cli->lang));
}

static void
print_command(const Cli *cli, const Command *c)
{
	out_tone(TONE_BOLD, "breccia %s %s\n", c->name, c->usage);
	out_print("%s\n", _(c->say));
	if (c->more)
		print_paragraph(_(c->more));
	if (c->options || c->fields) {
		out_print("\n");
		print_options(c->options);
		print_fields(cli, c->fields, true);
	}
	if (c->fields)
		print_paragraph(_("`breccia help vocabularies` lists the codes."));
	if (c->vocab)
		print_vocab(cli, c->vocab);
	out_print("\n");
	print_options(common_options);
}

static void
print_all(void)
{
	out_tone(TONE_BOLD, _("breccia: the register of personal-data breaches and the keeper of its clock\n"));
	out_print("\n");
	print_row("breccia", _("what must I do now?"));
	for (const Command *const *c = commands; *c; c++)
		print_row((*c)->name, _((*c)->say));
	out_print("\n");
	print_options(common_options);
	print_paragraph(_("`breccia help COMMAND` says more; `breccia help fields` and `breccia help vocabularies` list what an incident can hold. "
			  "The manual: man breccia."));
}

static json_t *
command_json(const Command *c)
{
	json_t *o = json_object(), *options = json_array();
	json_object_set_new(o, "name", json_string(c->name));
	json_object_set_new(o, "usage", json_string(c->usage));
	json_object_set_new(o, "say", json_string(c->say));
	for (const Option *p = c->options; p && p->name; p++)
		json_array_append_new(options, json_string(p->name));
	for (const Field *f = incident_fields; f->name; f++)
		if (f->use & c->fields)
			json_array_append_new(options, json_string(f->option));
	json_object_set_new(o, "options", options);
	return o;
}

static int
print_json(void)
{
	json_t *o = out_json_new(), *list = json_array();
	for (const Command *const *c = commands; *c; c++)
		json_array_append_new(list, command_json(*c));
	json_object_set_new(o, "commands", list);
	return out_json(o);
}

static int
run_help(Cli *cli, GError **error)
{
	const char *topic = cli->n_args ? cli->args[0] : NULL;
	const Command *command = topic ? command_find(topic) : NULL;
	if (cli->json && !topic)
		return print_json();
	out_page_begin();
	if (!topic)
		print_all();
	else if (command)
		print_command(cli, command);
	else if (g_str_equal(topic, "fields"))
		print_fields(cli, FIELD_LOG | FIELD_AMEND, false);
	else if (g_str_equal(topic, "severity"))
		show_severity_table(cli);
	else if (g_str_equal(topic, "vocabularies"))
		for (const Vocab *const *v = vocab_all; *v; v++)
			print_vocab(cli, *v);
	else
		return err_set(error, E_USAGE, "there is no help on %s: see `breccia help`", topic), -1;
	return 0;
}

const Command command_help = {
	.name = "help",
	.usage = "[COMMAND | fields | vocabularies | severity]",
	.say = N_("how each command is used"),
	.needs = NEEDS_NOTHING,
	.max_args = 1,
	.run = run_help,
};
