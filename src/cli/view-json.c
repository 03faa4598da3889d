/* Incidents as JSON: the stable shape that breccia(1) documents. Absent means not recorded. */
#include "src/cli/show.h"

#include "src/core/clock.h"
#include "src/core/stage.h"

json_t *
view_instant(Instant t)
{
	if (t == INSTANT_NONE)
		return NULL;
	g_autofree char *text = instant_rfc3339(t);
	return json_string(text);
}

static void
set(json_t *o, const char *key, json_t *value)
{
	if (value)
		json_object_set_new(o, key, value);
}

static void
set_text(json_t *o, const char *key, const char *value)
{
	if (value)
		json_object_set_new(o, key, json_string(value));
}

json_t *
view_clock(const Clock *k, Instant now)
{
	json_t *o = json_object();
	set_text(o, "rule", k->id);
	set_text(o, "state", clock_state_code(clock_state(k, now)));
	set(o, "starts_at", view_instant(k->starts_at));
	set(o, "due_at", view_instant(k->due_at));
	if (k->first_due_at != k->due_at)
		set(o, "first_due_at", view_instant(k->first_due_at));
	set(o, "met_at", view_instant(k->met_at));
	set_text(o, "proof", proof_code(k->proof));
	set_text(o, "client", k->client);
	if (k->provisional)
		set(o, "provisional", json_true());
	if (k->late_by_correction)
		set(o, "late_by_correction", json_true());
	if (k->ended_late)
		set(o, "ended_late", json_true());
	set_text(o, "reason", k->reason);
	set_text(o, "late_cause", k->late_cause);
	set_text(o, "late_reason", k->late_reason);
	return o;
}

static json_t *
recipients(const GPtrArray *to)
{
	json_t *list = json_array();
	for (guint i = 0; i < to->len; i++) {
		const Recipient *r = g_ptr_array_index(to, i);
		json_t *o = json_object();
		set_text(o, "address", r->address);
		set_text(o, "person", r->person);
		if (r->code)
			set(o, "code", json_integer(r->code));
		set_text(o, "reply", r->reply);
		if (r->proof != PROOF_NONE)
			set_text(o, "proof", proof_code(r->proof));
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
view_notice(const Notice *n)
{
	json_t *o = json_object();
	set_text(o, "id", n->id);
	set_text(o, "kind", n->audience); /* as it was called first; everywhere else it is the audience */
	set_text(o, "audience", n->audience);
	set_text(o, "letter", letter_code(n->letter));
	if (n->supplement)
		set(o, "supplement", json_integer(n->supplement));
	set_text(o, "channel", channel_code(n->channel));
	set_text(o, "state", notice_state_code(n->state));
	set_text(o, "proof", proof_code(n->proof));
	set(o, "to", recipients(n->to));
	set_text(o, "message_id", n->message_id);
	set_text(o, "subject", n->subject);
	if (n->steps)
		set(o, "reminds_of", json_loads(n->steps, 0, NULL));
	if (n->automatic)
		set(o, "automatic", json_true());
	if (n->exercise)
		set(o, "exercise", json_true());
	set(o, "queued_at", view_instant(n->queued_at));
	if (n->hold_until == NOTICE_HELD)
		set(o, "held", json_true());
	else
		set(o, "hold_until", view_instant(n->hold_until));
	if (view_is_draft(n))
		set(o, "draft", json_true());
	set(o, "released_at", view_instant(n->released_at));
	set_text(o, "released_by", n->released_by);
	set_text(o, "released_why", n->released_why);
	if (n->released_late)
		set(o, "released_late", json_true());
	set(o, "submitted_at", view_instant(n->sent_at));
	set(o, "certified_at", view_instant(n->certified_at));
	set_text(o, "pec_id", n->pec_id);
	set(o, "next_at", view_instant(n->next_at));
	set(o, "attempts", json_integer(n->attempts));
	if (n->attempts > 0 && n->state != NOTICE_SENDING)
		set_text(o, "verdict", verdict_code(n->verdict));
	if (n->code)
		set(o, "code", json_integer(n->code));
	set_text(o, "enhanced", n->enhanced);
	set_text(o, "reply", n->reply);
	set_text(o, "server", n->server);
	set_text(o, "queue_id", n->queue_id);
	set_text(o, "reason", n->reason);
	set_text(o, "bytes_sha256", n->bytes);
	return o;
}

static json_t *
affected(const Affected *a)
{
	json_t *o = json_object();
	set_text(o, "client", a->client);
	set_text(o, "name", a->name);
	set_text(o, "campaign", a->campaign);
	set_text(o, "reference", a->reference);
	set_text(o, "subjects", a->subjects);
	set_text(o, "records", a->records);
	if (a->data)
		json_object_set(o, "data", a->data);
	set_text(o, "description", a->description);
	set_text(o, "measures_taken", a->measures_taken);
	set(o, "told_at", view_instant(a->told_at));
	return o;
}

static json_t *
notes(const GPtrArray *all)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++) {
		const Note *n = g_ptr_array_index(all, i);
		json_t *o = json_object();
		set(o, "at", view_instant(n->at));
		set_text(o, "by", n->by);
		set_text(o, "text", n->text);
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
view_receipt(const Receipt *r)
{
	json_t *o = json_object();
	set_text(o, "id", r->id);
	set_text(o, "ref", r->ref);
	set_text(o, "notice", r->notice);
	set(o, "at", view_instant(r->at));
	set_text(o, "by", r->by);
	set_text(o, "kind", r->kind);
	set_text(o, "signature", r->signature);
	set_text(o, "outcome", r->outcome);
	set(o, "size", json_integer(r->size));
	set_text(o, "bytes_sha256", r->bytes);
	set_text(o, "name", r->name);
	set_text(o, "reason", r->reason);
	set(o, "judged_at", view_instant(r->judged_at));
	set_text(o, "signature_reason", r->signature_reason);
	set_text(o, "why", r->why);
	if (r->proof != PROOF_NONE)
		set_text(o, "proof", proof_code(r->proof));
	set(o, "certified_at", view_instant(r->certified_at));
	set_text(o, "message_id", r->message_id);
	set_text(o, "pec_id", r->pec_id);
	set_text(o, "sender", r->sender);
	set_text(o, "recipient", r->recipient);
	set_text(o, "subject", r->subject);
	set_text(o, "words", r->words);
	set_text(o, "facts_sha256", r->facts);
	return o;
}

static json_t *
receipts(const GPtrArray *all)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++)
		json_array_append_new(list, view_receipt(g_ptr_array_index(all, i)));
	return list;
}

static json_t *
calls(const GPtrArray *all)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++) {
		const Call *c = g_ptr_array_index(all, i);
		json_t *o = json_object();
		set(o, "at", view_instant(c->at));
		set_text(o, "person", c->person);
		set_text(o, "who", c->who);
		set_text(o, "outcome", c->outcome);
		set_text(o, "by", c->by);
		set(o, "noted_at", view_instant(c->noted_at));
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
view_gates(const Incident *incident, Instant now)
{
	json_t *list = json_array();
	for (const Gate *g = incident_gates; g->code; g++) {
		if (!gate_applies(g, incident))
			continue;
		bool ok = g->passes(incident, now);
		json_t *o = json_object();
		set_text(o, "code", g->code);
		set(o, "ok", json_boolean(ok));
		if (!ok)
			set_text(o, "say", g->say.en);
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *
actions(const GPtrArray *all, Instant now)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++)
		json_array_append_new(list, show_action_json(g_ptr_array_index(all, i), now));
	return list;
}

static json_t *
evidence(const GPtrArray *all)
{
	json_t *list = json_array();
	for (guint i = 0; i < all->len; i++)
		json_array_append_new(list, show_evidence_json(g_ptr_array_index(all, i)));
	return list;
}

json_t *
view_outdated(const GPtrArray *outdated)
{
	json_t *list = json_array();
	for (guint i = 0; i < outdated->len; i++) {
		const Outdated *of = g_ptr_array_index(outdated, i);
		json_t *o = json_object(), *fields = json_array();
		for (guint k = 0; k < of->fields->len; k++)
			json_array_append_new(fields, json_string(((const Field *)g_ptr_array_index(of->fields, k))->name));
		set_text(o, "audience", of->audience);
		set_text(o, "notice", of->notice);
		set(o, "fields", fields);
		json_array_append_new(list, o);
	}
	return list;
}

json_t *
view_incident(const Cli *cli, const Incident *in)
{
	json_t *o = json_object(), *clocks = json_array(), *notices = json_array(), *clients = json_array();
	set_text(o, "ref", in->ref);
	set_text(o, "kind", incident_kind_code(in->kind));
	set_text(o, "stage", stage_code(incident_stage(in, cli->now)));
	json_object_update(o, in->fields);
	set(o, "logged_at", view_instant(in->logged_at));
	set_text(o, "logged_by", in->logged_by);
	set_text(o, "dpo", in->dpo);
	set_text(o, "source_id", in->source_id);
	set(o, "taken_at", view_instant(in->taken_at));
	set_text(o, "taken_by", in->taken_by);
	set(o, "closed_at", view_instant(in->closed_at));
	set(o, "held_at", view_instant(in->held_at));
	set_text(o, "held_why", in->held_why);
	set(o, "erased_at", view_instant(in->erased_at));
	for (guint i = 0; i < in->clocks->len; i++)
		json_array_append_new(clocks, view_clock(g_ptr_array_index(in->clocks, i), cli->now));
	for (guint i = 0; i < in->notices->len; i++)
		json_array_append_new(notices, view_notice(g_ptr_array_index(in->notices, i)));
	for (guint i = 0; i < in->clients->len; i++)
		json_array_append_new(clients, affected(g_ptr_array_index(in->clients, i)));
	set(o, "clocks", clocks);
	set(o, "notices", notices);
	set(o, "clients", clients);
	set(o, "receipts", receipts(in->receipts));
	set(o, "calls", calls(in->calls));
	set(o, "notes", notes(in->notes));
	show_severity_json(in, o);
	set(o, "actions", actions(in->actions, cli->now));
	set(o, "evidence", evidence(in->evidence));
	set(o, "gates", view_gates(in, cli->now));
	view_set_work(o, in);
	set(o, "last_seq", json_integer(in->last_seq));
	return o;
}
