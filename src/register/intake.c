/* Logging an incident: title and time are enough, everything else can follow. */
#include "src/register/intake.h"

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/register/affected.h"
#include "src/register/change.h"
#include "src/register/drafts.h"
#include "src/register/queue.h"
#include "src/register/running.h"
#include "src/register/times.h"

#include <string.h>

void
logged_clear(Logged *logged)
{
	g_clear_pointer(&logged->ref, g_free);
	g_clear_pointer(&logged->unknown_clients, g_ptr_array_unref);
}

/* --- what the incident begins with --------------------------------------------------------------------------------- */

/* Null is how an amendment takes a value away; in what is logged it says nothing. */
static void
drop_nulls(json_t *fields)
{
	const char *name;
	json_t *value;
	void *next;
	json_object_foreach_safe(fields, next, name, value)
		if (json_is_null(value))
			json_object_del(fields, name);
}

static bool
complete_fields(const Intake *in, Instant now, GTimeZone *zone, json_t **fields, GError **error)
{
	json_auto_t *all = json_deep_copy(in->fields);
	drop_nulls(all);
	const char *title = json_string_value(json_object_get(all, "title"));
	if (!title || text_blank(title))
		return err_set(error, E_INPUT, "the title is missing: say in a few words what happened");
	if (!times_take(all, now, zone, error))
		return false;
	if (field_instant(all, "detected_at") == INSTANT_NONE)
		put_instant(all, "detected_at", now);
	if (!times_check(all, in->reason, error))
		return false;
	if (!json_object_get(all, "own_data"))
		put_text(all, "own_data", VOCAB_UNKNOWN);
	*fields = g_steal_pointer(&all);
	return true;
}

/* --- log ------------------------------------------------------------------------------------------------------------ */

static bool
append_logged(Change *c, const Intake *in, const char *ref, json_t *fields, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	g_auto(Running) running = {0};
	if (!query_dpo_at(c->session->db, field_instant(fields, "detected_at"), &dpo, error) ||
		!running_begin(c, in->kind, fields, &running, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "kind", incident_kind_code(in->kind));
	running_put(&running, facts);
	put_text(facts, "dpo", dpo ? dpo->person : NULL);
	put_true(facts, "drill_send", in->kind == KIND_DRILL && in->drill_send);
	put_fields(fields, facts, body);
	put_text(body, "source_id", in->source_id);
	put_text(body, "reason", in->reason);
	return change_append(c, "incident.logged", ref, facts, body, error);
}

static bool
log_now(Change *c, const Intake *in, Hit *hit, json_t *fields, Logged *out, GError **error)
{
	Session *s = c->session;
	Instant detected = field_instant(fields, "detected_at"), aware = field_instant(fields, "aware_at");
	if (!json_object_get(fields, "client_data"))
		put_text(fields, "client_data", hit_client_data(hit));
	if (!journal_next_ref(s->db, instant_year(c->now, s->zone), in->kind == KIND_DRILL, &out->ref, error) ||
		!append_logged(c, in, out->ref, fields, error) ||
		!hit_append(c, out->ref, hit, detected, aware == INSTANT_NONE ? detected : aware, in->kind == KIND_BREACH, error))
		return false;
	/* A draft to a client leaves nothing: it waits for somebody. */
	return (in->no_send || queue_first(c, out->ref, in->hold, false, error)) && drafts_make(c, out->ref, hit->known, error);
}

bool
register_log(Session *s, const Intake *in, Logged *out, GError **error)
{
	g_auto(Change) c = {0};
	g_auto(Hit) hit = {0};
	json_auto_t *fields = NULL;
	*out = (Logged){0};
	if (!check_utf8("the reason", in->reason, error) || !check_utf8("the id of the source", in->source_id, error) ||
		!change_begin(&c, s, RIGHT_LOG, error))
		return false;
	if (in->source_id && !query_ref_of_source(s->db, in->source_id, &out->ref, error))
		return false;
	if (out->ref) {
		out->existed = true; /* nothing was appended: leaving takes the lock back */
		return true;
	}
	if (!complete_fields(in, c.now, s->zone, &fields, error) || !hit_find(s, in->clients, &hit, error) ||
	    !log_now(&c, in, &hit, fields, out, error) || !change_commit(&c, error)) {
		logged_clear(out);
		return false;
	}
	out->unknown_clients = g_steal_pointer(&hit.names);
	return true;
}

bool
register_note(Session *s, const char *ref, const char *text, GError **error)
{
	g_auto(Change) c = {0};
	g_autoptr(Incident) incident = NULL;
	if (text_blank(text))
		return err_set(error, E_INPUT, "the note is empty: breccia note REF \"what is to be remembered\"");
	if (!text_valid(text, strlen(text)))
		return err_set(error, E_INPUT, "the note is not UTF-8 text: type it again");
	if (!change_begin(&c, s, RIGHT_ADD, error) || !change_incident(&c, ref, false, &incident, error) || !change_require_texts(incident, error))
		return false;
	json_t *body = json_object();
	put_text(body, "text", text);
	return change_append(&c, "note.added", ref, json_object(), body, error) && change_commit(&c, error);
}
