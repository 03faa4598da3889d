/* People, clients and settings, for reading. They are changed by commands. */
#include "tui/screens.h"

#include "src/core/text.h"

static char *
roles_words(const Person *p, Lang lang)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (Role r = 0; r < ROLE_COUNT; r++)
		if (p->roles & (1U << r))
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", words_in(role_words(r), lang));
	return g_strdup(out->len ? out->str : "-");
}

static void
add_reply_from(GString *line, char **addresses)
{
	g_autofree char *all = g_strjoinv(", ", addresses), *words = g_strdup_printf(_("answers also from %s"), all);
	if (*all)
		g_string_append_printf(line, "%s%s", line->len ? "  " : "", words);
}

static void
people(App *app, Page *page)
{
	g_autoptr(GPtrArray) all = NULL;
	if (!query_people(app->cli->session->db, false, &all, NULL))
		return;
	page_heading(page, _("People"));
	for (guint i = 0; i < all->len; i++) {
		const Person *p = g_ptr_array_index(all, i);
		const char *parts[] = {p->email, p->pec, p->phone, p->phone_out, p->position};
		g_autofree char *roles = roles_words(p, app->cli->lang);
		g_autoptr(GString) reach = g_string_new(NULL);
		for (gsize k = 0; k < G_N_ELEMENTS(parts); k++)
			if (parts[k])
				g_string_append_printf(reach, "%s%s", reach->len ? "  " : "", parts[k]);
		add_reply_from(reach, p->reply_from);
		page_line(page);
		page_cell(page, 5, LOOK_DIM, p->id);
		page_cell(page, 26, LOOK_BOLD, p->name ? p->name : "");
		page_part(page, LOOK_PLAIN, roles);
		if (reach->len)
			page_under(page, 5, LOOK_PLAIN, reach->str);
	}
}

static void
dpo(App *app, Page *page)
{
	g_autoptr(GPtrArray) all = NULL;
	if (!query_dpos(app->cli->session->db, &all, NULL))
		return;
	page_heading(page, _("DPO"));
	if (!all->len)
		page_under(page, 0, LOOK_BAD, _("nobody is in office: that is a violation of its own"));
	for (guint i = 0; i < all->len; i++) {
		const Dpo *d = g_ptr_array_index(all, i);
		g_autofree char *who = view_person(app->cli, d->person), *from = instant_show_day(d->from, app->cli->session->zone);
		g_autofree char *until = d->until == INSTANT_NONE ? g_strdup("") : instant_show_day(d->until, app->cli->session->zone);
		g_autofree char *when = d->until == INSTANT_NONE ? g_strdup_printf(_("in office since %s"), from)
								 : g_strdup_printf(_("in office %s to %s"), from, until);
		bool now = d->until == INSTANT_NONE || d->until > app->cli->now;
		page_pair(page, 0, who, 31, now ? LOOK_PLAIN : LOOK_DIM, when);
		if (now && dpo_away(d, app->cli->now))
			page_under(page, 31, LOOK_WARN, _("away now: notices go to the deputy too"));
		if (now && d->deputy) {
			g_autofree char *deputy = view_person(app->cli, d->deputy), *line = g_strdup_printf(_("deputy: %s"), deputy);
			page_under(page, 31, LOOK_PLAIN, line);
		}
	}
}

static void
clients(App *app, Page *page)
{
	g_autoptr(GPtrArray) all = NULL;
	if (!query_clients(app->cli->session->db, false, &all, NULL))
		return;
	page_heading(page, _("Clients"));
	if (!all->len)
		page_under(page, 0, LOOK_DIM, _("none. :client add NAME --hours N"));
	for (guint i = 0; i < all->len; i++) {
		const Client *c = g_ptr_array_index(all, i);
		g_autoptr(GString) line = g_string_new(NULL);
		g_string_printf(line, c->from_aware ? _("%d h from awareness") : _("%d h from detection"), c->hours);
		const char *parts[] = {c->contact, c->phone, c->pec, c->email, c->clause};
		for (gsize k = 0; k < G_N_ELEMENTS(parts); k++)
			if (parts[k])
				g_string_append_printf(line, "  %s", parts[k]);
		add_reply_from(line, c->reply_from);
		page_pair(page, 0, c->name ? c->name : c->id, 31, LOOK_PLAIN, line->str);
	}
}

static void
settings(App *app, Page *page)
{
	const Settings *set = app->cli->session->settings;
	page_heading(page, _("Settings"));
	for (const SettingRow *r = setting_rows; r->name; r++) {
		const char *value = settings_text(set, r->name);
		g_autofree char *words = g_strdup_printf("%s   %s", *value ? value : "-", words_in(&r->say, app->cli->lang));
		page_pair(page, 0, r->name, 31, settings_is_set(set, r->name) ? LOOK_PLAIN : LOOK_DIM, words);
	}
}

static void
build(App *app, Page *page, gpointer data)
{
	(void)data;
	page_under(page, 0, LOOK_DIM, _("To change something: :person change, :client change, :dpo appoint, :config set (Tab completes)."));
	people(app, page);
	dpo(app, page);
	clients(app, page);
	settings(app, page);
	page_heading(page, _("Register"));
	page_pair(page, 0, _("the register"), 31, LOOK_PLAIN, app->cli->uri);
}

void
people_open(App *app)
{
	text_open(app, _("People and settings"), build, NULL, NULL);
}
