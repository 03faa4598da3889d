/* Forms about an incident. */
#include "tui/about.h"

static void
about_free(gpointer data)
{
	About *about = data;
	incident_free(about->incident);
	g_free(about->id);
	g_free(about);
}

Form *
form_about(App *app, const Incident *in, const char *what, const char *name, const char *save, FormSave save_it, FormHead head, const char *id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(Incident) copy = NULL;
	Tip tip = {0};
	if (!query_tip(app->cli->session->db, &tip, &error) || !query_incident(app->cli->session->db, in->ref, &copy, &error) || !copy) {
		tip_clear(&tip);
		if (error)
			app_fail(app, g_steal_pointer(&error));
		return NULL;
	}
	About *about = g_new0(About, 1);
	about->incident = g_steal_pointer(&copy);
	about->ref = about->incident->ref;
	about->seen = about->incident->last_seq;
	about->id = g_strdup(id);
	g_autofree char *title = g_strdup_printf("%s   %s  %s", what, about->ref, incident_title(about->incident));
	g_autofree char *draft = g_strdup_printf("%s-%s-%s", tip.uuid ? tip.uuid : "", name, about->ref);
	const FormSpec spec = {.title = title, .save = save, .draft = draft, .head = head, .save_it = save_it, .data = about, .destroy = about_free};
	tip_clear(&tip);
	return form_new(app, &spec);
}
