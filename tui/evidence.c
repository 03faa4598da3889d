/* Evidence: a file is kept as it is, or its hash alone; and what was kept is given back. */
#include "src/register/evidence.h"

#include "src/cli/input.h"
#include "src/cli/show.h"
#include "src/core/text.h"
#include "src/host/host.h"
#include "tui/about.h"
#include "tui/screens.h"
#include "tui/words.h"

#include <string.h>

/* --- keeping --------------------------------------------------------------------------------------------------------------------- */

#define WHOLE "file"
#define HASH "hash"

static void
manners(Form *form, const InputRow *input, GArray *choices)
{
	(void)form;
	(void)input;
	choice_add(choices, WHOLE, _("the file as it is"), NULL, false);
	choice_add(choices, HASH, _("hash, size and place alone: for a list that leaked"), NULL, false);
}

static char *
manner_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	(void)form;
	(void)input;
	if (g_str_equal(text, WHOLE))
		return g_strdup(_("the file as it is"));
	if (g_str_equal(text, HASH))
		return g_strdup(_("hash, size and place alone"));
	err_set(error, E_INPUT, "it is file or hash");
	return NULL;
}

static void
actions(Form *form, const InputRow *input, GArray *choices)
{
	const Incident *in = ((const About *)form_data(form))->incident;
	(void)input;
	for (guint i = 0; i < in->actions->len; i++) {
		const Action *a = g_ptr_array_index(in->actions, i);
		choice_add(choices, a->id, a->title ? a->title : a->id, NULL, false);
	}
}

static char *
action_said(Form *form, const InputRow *input, const char *text, GError **error)
{
	const Incident *in = ((const About *)form_data(form))->incident;
	(void)input;
	for (guint i = 0; i < in->actions->len; i++) {
		const Action *a = g_ptr_array_index(in->actions, i);
		if (g_str_equal(a->id, text))
			return g_strdup(a->title ? a->title : a->id);
	}
	err_set(error, E_NOTFOUND, "this incident has no action %s: choose one", text);
	return NULL;
}

static const InputRow add_rows[] = {
	{.name = "path", .type = INPUT_FILE, .label = N_("file"), .hint = N_("Its path: ~/header.eml, /tmp/screen.png."), .needed = true},
	{.name = "manner", .type = INPUT_CODE, .choices = manners, .say = manner_said, .label = N_("what is kept"),
		.hint = N_("Do not copy the list that leaked into the register, which is kept for years: its hash, size and place are evidence enough."),
		.empty = N_("the file; of a table, its hash alone")},
	{.name = "place", .type = INPUT_LINE, .label = N_("where the file itself is"), .hint = N_("And who keeps it. Needed where only the hash is kept.")},
	{.name = "action", .type = INPUT_CODE, .choices = actions, .say = action_said, .label = N_("result of the action"), .empty = N_("of none")},
	{.name = "note", .type = INPUT_TEXT, .label = N_("what it shows")},
	{.name = NULL},
};

/* As was chosen; else by the name: a spreadsheet is what leaks. */
static bool
is_hash_only(Form *form, const char *path)
{
	const char *manner = form_text(form, "manner");
	return manner ? g_str_equal(manner, HASH) : evidence_is_list(path);
}

static void
draw_kept(Form *form, Page *page)
{
	const Cli *cli = form_app(form)->cli;
	g_autofree char *path = form_path(form, "path");
	g_autoptr(GPtrArray) warnings = g_ptr_array_new_with_free_func(g_free);
	input_scan(cli, _("note"), form_text(form, "note"), warnings);
	input_scan(cli, _("place"), form_text(form, "place"), warnings);
	if (path && is_hash_only(form, path))
		page_under(page, 0, LOOK_WARN, _("Only its hash, its size and where it is are kept: say where, and who keeps it."));
	for (guint i = 0; i < warnings->len; i++)
		page_under(page, 0, LOOK_WARN, g_ptr_array_index(warnings, i));
}

static bool
take_file(Form *form, const char *path, EvidenceToKeep *keep, char **bytes, char **hash, GError **error)
{
	gsize len = 0;
	int64_t size;
	/* What is no file could keep the program waiting. */
	if (!host_file_size(path, &size, error))
		return false;
	if (is_hash_only(form, path)) {
		if (!keep->place)
			return form_refuse_at(form, "place", _("where is the file itself, and who keeps it?"), error);
		if (!host_hash_file(path, hash, &keep->len, error))
			return false;
		keep->hash = *hash;
		return true;
	}
	if (!host_read_file(path, register_evidence_limit(form_app(form)->cli->session), bytes, &len, error))
		return false;
	keep->bytes = *bytes;
	keep->len = (int64_t)len;
	return true;
}

static bool
add_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	g_autofree char *path = form_path(form, "path"), *bytes = NULL, *hash = NULL, *id = NULL;
	const char *manner = form_text(form, "manner");
	EvidenceToKeep keep = {.name = path, .place = form_text(form, "place"), .action = form_text(form, "action"), .note = form_text(form, "note")};
	g_autofree char *said = manner ? manner_said(form, NULL, manner, error) : g_strdup("");
	if (!said || !take_file(form, path, &keep, &bytes, &hash, error) || !register_evidence_add(app->cli->session, about->ref, &keep, &id, error))
		return false;
	app_changed(app);
	g_autofree char *size = words_size(keep.len);
	app_say(app, LOOK_GOOD, bytes ? _("%s: kept as evidence, %s") : _("%s: its hash is kept as evidence, of %s"), id, size);
	return true;
}

void
evidence_open(App *app, const Incident *in)
{
	Form *form = form_about(app, in, _("Evidence"), "evidence", N_("Keep it"), add_save, draw_kept, NULL);
	if (!form)
		return;
	form_add_all(form, add_rows);
	form_open(form);
}

/* --- giving back ----------------------------------------------------------------------------------------------------------------- */

static const InputRow copy_row = {.name = "path", .type = INPUT_LINE, .label = N_("into which new file"),
	.hint = N_("It is made, readable for you alone; what is there already is never written over."), .needed = true};

static bool
copy_save(Form *form, GError **error)
{
	App *app = form_app(form);
	const About *about = form_data(form);
	g_autofree char *path = form_path(form, "path");
	g_autoptr(GBytes) bytes = NULL;
	Evidence *e = NULL;
	gsize len = 0;
	bool ok = session_evidence(app->cli->session, about->id, &e, error) && query_blob(app->cli->session->db, e->hash, &bytes, error);
	if (ok && bytes)
		app_record_reading(app, READING_EXPORT, e->ref);
	if (e)
		evidence_free(e);
	if (!ok)
		return false;
	if (!bytes)
		return err_set(error, E_NOTFOUND, "the bytes of %s were erased: `breccia evidence show %s` has their hash", about->id, about->id);
	const void *data = g_bytes_get_data(bytes, &len);
	if (!host_write_bytes(path, data, len, error))
		return false;
	app_say(app, LOOK_GOOD, _("%s: written to %s"), about->id, path);
	return true;
}

static void
copy_form(App *app, const Incident *in, const char *id)
{
	for (guint i = 0; i < in->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(in->evidence, i);
		if (!g_str_equal(e->id, id))
			continue;
		g_autofree char *path = g_strconcat("~/", e->name ? e->name : strrchr(e->id, '/') + 1, NULL);
		g_autofree char *what = g_strdup_printf("%s %s", _("Copy of"), e->id), *draft = g_strconcat("copy-", strrchr(e->id, '/') + 1, NULL);
		Form *form = form_about(app, in, what, draft, N_("Write it"), copy_save, NULL, e->id);
		if (!form)
			return;
		form_add(form, &copy_row, path);
		form_open(form);
		return;
	}
}

static void
copy_picked(App *app, const char *const *ids, gpointer data)
{
	g_autoptr(Incident) in = NULL;
	if (ids[0] && query_incident(app->cli->session->db, data, &in, NULL) && in)
		copy_form(app, in, ids[0]);
}

bool
copy_any(const Incident *in)
{
	for (guint i = 0; i < in->evidence->len; i++)
		if (((const Evidence *)g_ptr_array_index(in->evidence, i))->kept)
			return true;
	return false;
}

/* The one that is kept; where there are several, one chooses. */
void
copy_open(App *app, const Incident *in)
{
	GArray *choices = choices_new();
	for (guint i = 0; i < in->evidence->len; i++) {
		const Evidence *e = g_ptr_array_index(in->evidence, i);
		g_autofree char *size = words_size(e->size);
		if (e->kept)
			choice_add(choices, e->id, e->name ? e->name : e->id, size, false);
	}
	if (choices->len == 1) {
		g_autofree char *id = g_strdup(g_array_index(choices, Choice, 0).id);
		g_array_unref(choices);
		copy_form(app, in, id);
		return;
	}
	picker_open(app, _("Which file?"), choices, false, copy_picked, g_strdup(in->ref), g_free);
}
