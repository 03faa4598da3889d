/* The dossier for programs. */
#include "src/cli/dossier.h"

#include "src/core/clock.h"

#include <string.h>

static void
set_text(json_t *o, const char *key, const char *value)
{
	if (value && *value)
		json_object_set_new(o, key, json_string(value));
}

static json_t *
organisation(const DossierOf *of, const char *const *names)
{
	json_t *o = json_object();
	for (; *names; names++) {
		g_autofree char *setting = g_strconcat("organisation.", *names, NULL);
		set_text(o, *names, settings_text(of->settings, setting));
	}
	return o;
}

static bool
set_seal(json_t *o, const DossierOf *of, GError **error)
{
	Tip tip = {0};
	if (!query_tip(of->db, &tip, error))
		return false;
	json_t *seal = json_object();
	json_object_set_new(seal, "seq", json_integer(tip.seq));
	set_text(seal, "sha256", tip.seal);
	json_object_set_new(o, "seal", seal);
	set_text(o, "register", tip.uuid);
	json_object_set_new(o, "made_at", view_instant(of->now));
	set_text(o, "program", of->program);
	tip_clear(&tip);
	return true;
}

/* The text of a notice as it was frozen; nothing where it is not composed yet, or erased. */
static bool
set_notice_text(const DossierOf *of, const Notice *n, json_t *o, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	gsize len = 0;
	if (!n->text)
		return true;
	if (!query_blob(of->db, n->text, &bytes, error))
		return false;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	g_autofree char *valid = data ? g_utf8_make_valid(data, (gssize)len) : NULL;
	set_text(o, "text", valid);
	return true;
}

/* --- the company's own -------------------------------------------------------------------------------------------------- */

static bool
set_texts(const DossierOf *of, json_t *incident, GError **error)
{
	json_t *notices = json_object_get(incident, "notices");
	for (guint i = 0; i < of->incident->notices->len; i++)
		if (!set_notice_text(of, g_ptr_array_index(of->incident->notices, i), json_array_get(notices, i), error))
			return false;
	return true;
}

static bool
set_people(json_t *o, const DossierOf *of, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	json_t *names = json_object();
	if (!query_people(of->db, true, &people, error)) {
		json_decref(names);
		return false;
	}
	for (guint i = 0; i < people->len; i++) {
		const Person *p = g_ptr_array_index(people, i);
		set_text(names, p->id, p->name);
	}
	json_object_set_new(o, "people", names);
	return true;
}

static bool
set_time_line(json_t *o, const DossierOf *of, GError **error)
{
	g_autoptr(GPtrArray) entries = NULL;
	if (!dossier_time_line(of, &entries, error))
		return false;
	json_t *list = json_array();
	for (guint i = 0; i < entries->len; i++) {
		const TimeEntry *e = g_ptr_array_index(entries, i);
		json_t *row = json_object();
		json_object_set_new(row, "seq", json_integer(e->seq));
		json_object_set_new(row, "at", view_instant(e->at));
		set_text(row, "by", e->by);
		set_text(row, "kind", e->kind);
		set_text(row, "detail", e->detail);
		json_array_append_new(list, row);
	}
	json_object_set_new(o, "time_line", list);
	return true;
}

static json_t *
unknowns(const Incident *in)
{
	g_autoptr(GPtrArray) open = incident_unknowns(in);
	json_t *list = json_array();
	for (guint i = 0; i < open->len; i++)
		json_array_append_new(list, json_string(((const Field *)g_ptr_array_index(open, i))->name));
	return list;
}

bool
dossier_json(const Cli *cli, const DossierOf *of, json_t **document, GError **error)
{
	static const char *const names[] = {"name", "vat", "office", "pec", "phone", "sector", "representative", "delegate", NULL};
	json_t *o = out_json_new(), *incident = view_incident(cli, of->incident);
	*document = o;
	json_object_set_new(o, "organisation", organisation(of, names));
	json_object_set_new(o, "incident", incident);
	json_object_set_new(o, "unknowns", unknowns(of->incident));
	return set_texts(of, incident, error) && set_people(o, of, error) && set_time_line(o, of, error) && set_seal(o, of, error);
}

/* --- a client's ------------------------------------------------------------------------------------------------------------ */

static json_t *
clock_of(const DossierOf *of)
{
	for (guint i = 0; i < of->incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(of->incident->clocks, i);
		if (!g_str_equal(k->rule, RULE_CLIENT) || g_strcmp0(k->client, of->client) != 0)
			continue;
		json_t *o = json_object();
		json_object_set_new(o, "starts_at", view_instant(k->starts_at));
		json_object_set_new(o, "due_at", view_instant(k->due_at));
		set_text(o, "state", clock_state_code(clock_state(k, of->now)));
		if (k->met_at != INSTANT_NONE)
			json_object_set_new(o, "met_at", view_instant(k->met_at));
		set_text(o, "proof", proof_code(k->proof));
		return o;
	}
	return NULL;
}

static bool
append_notice(json_t *list, const DossierOf *of, const Notice *n, GError **error)
{
	json_t *o = json_object(), *to = json_array();
	set_text(o, "letter", letter_code(n->letter));
	set_text(o, "channel", channel_code(n->channel));
	json_object_set_new(o, "sent_at", view_instant(n->sent_at));
	set_text(o, "proof", proof_code(n->proof));
	set_text(o, "message_id", n->message_id);
	set_text(o, "subject", n->subject);
	set_text(o, "bytes_sha256", n->bytes);
	for (guint i = 0; i < n->to->len; i++)
		json_array_append_new(to, json_string(((const Recipient *)g_ptr_array_index(n->to, i))->address));
	json_object_set_new(o, "to", to);
	json_array_append_new(list, o);
	return set_notice_text(of, n, o, error);
}

static json_t *
receipts(const DossierOf *of)
{
	json_t *list = json_array();
	for (guint i = 0; i < of->incident->receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(of->incident->receipts, i);
		if (!dossier_receipt_is_for(of->incident, r, of->client))
			continue;
		json_t *o = json_object();
		set_text(o, "message_id", dossier_receipt_message_id(of->incident, r));
		json_object_set_new(o, "at", view_instant(r->at));
		set_text(o, "kind", r->kind);
		set_text(o, "signature", r->signature);
		set_text(o, "outcome", r->outcome);
		set_text(o, "why", r->why);
		if (r->certified_at != INSTANT_NONE)
			json_object_set_new(o, "certified_at", view_instant(r->certified_at));
		set_text(o, "bytes_sha256", r->bytes);
		json_array_append_new(list, o);
	}
	return list;
}

static bool
set_notices(json_t *o, const DossierOf *of, GError **error)
{
	json_t *list = json_array();
	json_object_set_new(o, "notices", list);
	for (guint i = 0; i < of->incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(of->incident->notices, i);
		if (dossier_notice_is_for(n, of->client) && !append_notice(list, of, n, error))
			return false;
	}
	return true;
}

bool
dossier_json_for_client(const Cli *cli, const DossierOf *of, json_t **document, GError **error)
{
	static const char *const names[] = {"name", "vat", "office", "pec", "phone", NULL};
	json_t *o = out_json_new(), *clock = clock_of(of);
	(void)cli;
	*document = o;
	json_object_set_new(o, "organisation", organisation(of, names));
	set_text(o, "ref", of->incident->ref);
	set_text(o, "client", of->client);
	json_object_set_new(o, "affected", json_boolean(affected_find(of->incident->clients, of->client) != NULL));
	json_object_set(o, "facts", (json_t *)of->told);
	json_object_set_new(o, "left_out", dossier_all_left_out(of->incident, of->client, of->told));
	if (g_strcmp0(of->incident->outcome, "not-a-breach") == 0)
		set_text(o, "outcome", of->incident->outcome);
	if (of->incident->kind == KIND_DRILL)
		set_text(o, "kind", incident_kind_code(of->incident->kind));
	if (clock)
		json_object_set_new(o, "clock", clock);
	json_object_set_new(o, "receipts", receipts(of));
	return set_notices(o, of, error) && set_seal(o, of, error);
}
