/*
 * What a notice says, from what the register knows at the moment it is composed: that to the DPO here, that to a client in letter-client.c.
 *
 * Minimised: to the DPO the title and the facts, never names of data subjects, of clients or of who got the data.
 */
#include "src/register/letter.h"

#include "src/core/clock.h"
#include "src/core/err.h"
#include "src/core/judgement.h"
#include "src/register/filling.h"
#include "src/register/past.h"
#include "src/register/reach.h"
#include "src/register/readback.h"
#include "src/register/remind.h"
#include "templates/embed.h"

#include <string.h>

void
letter_free(LetterText *letter)
{
	if (!letter)
		return;
	g_free(letter->subject);
	g_free(letter->text);
	g_free(letter->references);
	g_clear_pointer(&letter->to, g_ptr_array_unref);
	g_free(letter);
}

/* --- to whom ----------------------------------------------------------------------------------------------------------- */

static void
addressees_clear(Addressees *a)
{
	g_clear_pointer(&a->dpo, dpo_free);
	g_clear_pointer(&a->person, person_free);
	g_clear_pointer(&a->deputy, person_free);
	g_clear_pointer(&a->client, client_free);
	g_clear_pointer(&a->outside, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Addressees, addressees_clear)

static bool
find_dpo(Session *s, Instant now, Addressees *a, GError **error)
{
	if (!query_dpo_at(s->db, now, &a->dpo, error))
		return false;
	if (!a->dpo)
		return err_set(error, E_STATE, "no DPO is in office, so there is nobody to write to: breccia dpo appoint");
	if (!query_person(s->db, a->dpo->person, &a->person, error))
		return false;
	return !(dpo_away(a->dpo, now) && a->dpo->deputy) || query_person(s->db, a->dpo->deputy, &a->deputy, error);
}

/* Whoever left the register, or an action's owner who is another one now, is not written to. */
static bool
find_reminded(Session *s, const Incident *in, const Notice *notice, Addressees *a, GError **error)
{
	if (g_str_has_prefix(notice->audience, AUDIENCE_PERSON)) {
		const char *id = notice->audience + strlen(AUDIENCE_PERSON);
		if (!query_person(s->db, id, &a->person, error))
			return false;
		return (a->person && a->person->retired == INSTANT_NONE) || err_set(error, E_STATE, "%s is not active any more", id);
	}
	for (guint i = 0; i < in->actions->len; i++) {
		const Action *action = g_ptr_array_index(in->actions, i);
		if (g_str_equal(strrchr(action->id, '/') + 1, notice->audience + strlen(AUDIENCE_OWNER)))
			a->outside = g_strdup(action->owner_email);
	}
	return a->outside || err_set(error, E_STATE, "nobody outside the register owns that action any more");
}

static bool
find_addressees(Session *s, const Incident *in, const Notice *notice, Instant now, Addressees *a, GError **error)
{
	if (notice_to_dpo(notice))
		return find_dpo(s, now, a, error);
	if (letter_reminds(notice->letter))
		return find_reminded(s, in, notice, a, error);
	if (!query_client(s->db, notice->audience, &a->client, error))
		return false;
	return a->client || err_set(error, E_INTERNAL, "there is no client %s", notice->audience);
}

static void
add_recipient(GPtrArray *to, const char *address, const char *person)
{
	if (!address)
		return;
	Recipient *r = g_new0(Recipient, 1);
	r->address = g_strdup(address);
	r->person = g_strdup(person);
	g_ptr_array_add(to, r);
}

static void
add_person(GPtrArray *to, const Person *person, Channel channel)
{
	if (person)
		add_recipient(to, channel == CHANNEL_PEC ? person->pec : person->email, person->id);
}

static bool
find_recipients(Session *s, const Notice *notice, Instant now, const Addressees *a, GPtrArray **out, GError **error)
{
	g_autoptr(GPtrArray) to = g_ptr_array_new_with_free_func((GDestroyNotify)recipient_free);
	g_auto(Reach) reach = {0};
	if (a->client)
		add_recipient(to, notice->channel == CHANNEL_PEC ? a->client->pec : a->client->email, NULL);
	add_recipient(to, a->outside, NULL);
	add_person(to, a->person, notice->channel);
	add_person(to, a->deputy, notice->channel);
	if (!to->len)
		return reach_find(s, notice->audience, now, &reach, error) && reach_refuse(&reach, notice->channel, error);
	*out = g_steal_pointer(&to);
	return true;
}

static bool
find_incident(Session *s, const char *ref, Incident **in, GError **error)
{
	if (!query_incident(s->db, ref, in, error))
		return false;
	return *in || err_set(error, E_NOTFOUND, "there is no incident %s: see `breccia list`", ref);
}

bool
register_letter_to(Session *s, const Notice *notice, GPtrArray **to, GError **error)
{
	g_auto(Addressees) who = {0};
	g_autoptr(Incident) in = NULL;
	Instant now = session_now(s);
	return find_incident(s, notice->ref, &in, error) && find_addressees(s, in, notice, now, &who, error) &&
		find_recipients(s, notice, now, &who, to, error);
}

/* --- the values ---------------------------------------------------------------------------------------------------------- */

char *
filling_known(const Filling *f, const json_t *fields, const Field *field)
{
	const json_t *value = json_object_get(fields, field->name);
	const char *text = json_string_value(value);
	if (!value || (text && g_str_equal(text, VOCAB_UNKNOWN) && field->type != FIELD_TEXT && field->type != FIELD_LINE))
		return NULL;
	if (text && (field->type == FIELD_TEXT || field->type == FIELD_LINE))
		return g_strdup(text);
	return field_show(field, value, f->s->zone, f->notice->lang);
}

static void
fill_facts(const Filling *f)
{
	static const char *const names[] = {"protocol", "title", "detected_by", "discovery", "discovery_note", "description", "breach_kind",
		"nature", "cause", "measures_taken", "unknowns", "own_data", "data", "data_note", "protection", "subject_kinds", "subjects",
		"records"};
	static const char *const instants[] = {"occurred_from", "occurred_to"};
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *text = filling_known(f, f->in->fields, field_find(names[i]));
		template_values_text(f->v, names[i], text);
	}
	for (guint i = 0; i < G_N_ELEMENTS(instants); i++)
		template_values_instant(f->v, instants[i], incident_instant(f->in, instants[i]));
	template_values_instant(f->v, "detected", incident_instant(f->in, "detected_at"));
	template_values_bool(f->v, "recipient_known", incident_text(f->in, "recipient") != NULL);
	g_autoptr(GPtrArray) open = incident_unknowns(f->in);
	for (guint i = 0; i < open->len; i++) {
		const Field *field = g_ptr_array_index(open, i);
		template_values_text(template_values_list_add(f->v, "open_points"), "label", words_in(&field->label, f->notice->lang));
	}
}

static void
fill_clients(const Filling *f)
{
	int count = 0;
	bool open = false;
	for (guint i = 0; i < f->in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(f->in->clients, i);
		if (g_str_equal(a->client, "?"))
			open = true;
		else
			count++;
	}
	if (count || g_strcmp0(incident_text(f->in, "client_data"), "no") == 0)
		template_values_int(f->v, "clients_count", count);
	template_values_bool(f->v, "clients_open", open);
}

static void
fill_clocks(const Filling *f)
{
	const Clock *client = NULL;
	for (guint i = 0; i < f->in->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(f->in->clocks, i);
		if (g_str_equal(k->rule, RULE_AUTHORITY) && clock_open(k)) {
			template_values_instant(f->v, "authority_due", k->due_at);
			template_values_bool(f->v, "authority_provisional", k->provisional);
		}
		if (g_str_equal(k->rule, RULE_CLIENT) && clock_open(k) && (!client || k->due_at < client->due_at))
			client = k;
	}
	if (client)
		template_values_instant(f->v, "client_due", client->due_at);
	const Clock *dpo = g_ptr_array_index(f->in->clocks, 0);
	g_autofree char *span = duration_show(ABS(dpo->due_at - f->now), f->notice->lang);
	bool met = dpo->met_at != INSTANT_NONE;
	template_values_instant(f->v, "due", dpo->due_at);
	template_values_instant(f->v, "met", dpo->met_at);
	template_values_bool(f->v, "is_met_late", met && dpo->met_at > dpo->due_at);
	template_values_text(f->v, "left", !met && f->now <= dpo->due_at ? span : NULL);
	template_values_bool(f->v, "is_late", !met && f->now > dpo->due_at);
	template_values_text(f->v, "late_by", !met && f->now > dpo->due_at ? span : NULL);
}

bool
filling_register(const Filling *f, LetterText *letter, GError **error)
{
	static const char *const settings[][2] = {{"organisation", "organisation.name"}, {"vat", "organisation.vat"},
		{"office", "organisation.office"}, {"organisation_pec", "organisation.pec"}, {"desk_phone", "organisation.phone"},
		{"code", "code"}};
	Tip tip = {0};
	for (guint i = 0; i < G_N_ELEMENTS(settings); i++)
		if (settings_is_set(f->s->settings, settings[i][1]))
			template_values_text(f->v, settings[i][0], settings_text(f->s->settings, settings[i][1]));
	if (!query_tip(f->s->db, &tip, error))
		return false;
	template_values_text(f->v, "register", tip.uuid);
	template_values_text(f->v, "program", "breccia " PACKAGE_VERSION);
	template_values_text(f->v, "seal", tip.seal);
	template_values_int(f->v, "seal_seq", tip.seq);
	memcpy(letter->seal, tip.seal, sizeof letter->seal);
	letter->seal_seq = tip.seq;
	tip_clear(&tip);
	return true;
}

/* Who can be asked: whoever was named; else whoever logged it. */
static bool
fill_contact(const Filling *f, GError **error)
{
	const char *named = incident_text(f->in, "contact");
	g_autoptr(Person) logger = NULL;
	if (named) {
		template_values_text(f->v, "contact", named);
		return true;
	}
	if (!query_person(f->s->db, f->in->logged_by, &logger, error))
		return false;
	if (logger && logger->name) {
		const char *phone = logger->phone_out ? logger->phone_out : logger->phone;
		template_values_textf(f->v, "contact", "%s%s%s", logger->name, phone ? ", " : "", phone ? phone : "");
	}
	return true;
}

/* A notice to a client that leaves as its contract says, because nobody released it. One that is still held waits for somebody. */
static bool
by_itself(const Filling *f)
{
	bool released = !f->who->client || f->notice->hold_until == NOTICE_HELD;
	for (guint i = 0; i < f->in->notices->len && !released; i++) {
		const Notice *n = g_ptr_array_index(f->in->notices, i);
		released = g_str_equal(n->audience, f->notice->audience) && n->supplement == f->notice->supplement && n->released_at != INSTANT_NONE;
	}
	return !released;
}

/* The newest that left to the same addressee said that it was over, and that is said otherwise now. */
static Instant
closing_sent(const Filling *f)
{
	bool holds = f->in->outcome || !letter_tells(f->notice->letter);
	for (guint i = holds ? 0 : f->in->notices->len; i-- > 0;) {
		const Notice *n = g_ptr_array_index(f->in->notices, i);
		bool theirs = n->seq < f->notice->seq && n->state == NOTICE_SENT && g_str_equal(n->audience, f->notice->audience);
		if (theirs && (n->letter == LETTER_CLOSING || letter_tells(n->letter)))
			return n->letter == LETTER_CLOSING ? n->sent_at : INSTANT_NONE;
	}
	return INSTANT_NONE;
}

static void
fill_letter(const Filling *f)
{
	const Notice *n = f->notice;
	template_values_bool(f->v, "is_first", n->letter == LETTER_FIRST);
	template_values_bool(f->v, "is_preliminary", n->letter == LETTER_PRELIMINARY);
	/* What was withdrawn is not sent: neither by somebody nor by itself. */
	template_values_bool(f->v, "is_automatic", n->state != NOTICE_CANCELLED && (n->automatic || by_itself(f)));
	template_values_bool(f->v, "is_supplement", n->supplement > 0);
	if (n->supplement)
		template_values_int(f->v, "supplement_number", n->supplement);
	template_values_bool(f->v, "is_closing", n->letter == LETTER_CLOSING);
	template_values_instant(f->v, "closing_sent", closing_sent(f));
	template_values_bool(f->v, "is_read_back", n->letter == LETTER_READ_BACK);
	template_values_bool(f->v, "is_drill", f->in->kind == KIND_DRILL);
	template_values_bool(f->v, "is_near_miss", f->in->kind == KIND_NEAR_MISS);
	template_values_text(f->v, "dpo", f->who->person ? f->who->person->name : NULL);
	template_values_text(f->v, "deputy", f->who->deputy ? f->who->deputy->name : NULL);
	for (guint i = 0; n->letter == LETTER_SHORT && i < f->in->notices->len; i++) {
		const Notice *other = g_ptr_array_index(f->in->notices, i);
		if (other->channel != CHANNEL_PEC || !letter_tells(other->letter) || other->supplement != n->supplement || other->sent_at == INSTANT_NONE)
			continue;
		g_autofree char *sent = instant_show(other->sent_at, f->s->zone);
		template_values_text(f->v, "pec_time", strrchr(sent, ' ') + 1);
	}
}

/* --- closing ------------------------------------------------------------------------------------------------------------ */

/* The reason goes to the DPO alone: what was typed may name other clients. */
static void
fill_closing(const Filling *f)
{
	static const Words yes = {"it is a breach", "è una violazione"}, no = {"it is none", "non è una violazione"};
	const Judgement *decision = judgement_about(f->in->decisions, ABOUT_BREACH);
	const Judgement *opinion = decision ? judgement_opinion(f->in, decision) : NULL;
	template_values_bool(f->v, "is_not_a_breach", g_strcmp0(f->in->outcome, "not-a-breach") == 0);
	if (!decision)
		return;
	template_values_instant(f->v, "decided", decision->act.at);
	template_values_text(f->v, "decided_why", decision->reason);
	if (opinion)
		template_values_textf(f->v, "opinion", "%s. %s", words_in(opinion->yes ? &yes : &no, f->notice->lang), opinion->reason);
}

/* --- what changed since the notice before ---------------------------------------------------------------------------------- */

static bool
is_earlier(const Filling *f, const Notice *n)
{
	return g_str_equal(n->audience, f->notice->audience) && letter_tells(n->letter) && n->seq < f->notice->seq &&
		n->supplement != f->notice->supplement;
}

const Notice *
filling_notice_before(const Filling *f)
{
	const Notice *before = NULL;
	for (guint i = 0; i < f->in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(f->in->notices, i);
		if (is_earlier(f, n) && n->letter != LETTER_SHORT && n->bytes &&
			(n->state == NOTICE_SENT || n->state == NOTICE_SENDING || n->exercise))
			before = n;
	}
	/* Where only the short e-mail left, it is what the DPO has. */
	for (guint i = 0; !before && i < f->in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(f->in->notices, i);
		if (is_earlier(f, n) && n->state == NOTICE_SENT)
			before = n;
	}
	return before;
}

void
filling_change(const Filling *f, const Field *field, const json_t *past, const json_t *present)
{
	const json_t *old = json_object_get(past, field->name), *now = json_object_get(present, field->name);
	if (old && now ? json_equal(old, now) : old == now)
		return;
	g_autofree char *was = filling_known(f, past, field), *is = filling_known(f, present, field);
	TemplateValues *change = template_values_list_add(f->v, "changes");
	template_values_text(change, "label", words_in(&field->label, f->notice->lang));
	/* As the label has it, where neither the template nor another can know. */
	g_autofree char *open = field_show(field, NULL, f->s->zone, f->notice->lang);
	template_values_text(change, "before", was ? was : open);
	template_values_text(change, "now", is ? is : open);
}

static bool
fill_changes(const Filling *f, GError **error)
{
	const Notice *before = f->notice->supplement ? filling_notice_before(f) : NULL;
	json_auto_t *past = NULL;
	int64_t seq = 0;
	if (!before)
		return true;
	template_values_instant(f->v, "previous_sent", before->sent_at);
	if (!past_composed(f->s, before, &seq, error) || !past_fields(f->s, f->in->ref, seq, &past, error))
		return false;
	/* Who got the data is not printed, neither before nor now. */
	for (const Field *field = incident_fields; field->name; field++)
		if ((field->use & FIELD_NOTICE) && !g_str_equal(field->name, "recipient"))
			filling_change(f, field, past, f->in->fields);
	return true;
}

static bool
fill_dpo(const Filling *f, GError **error)
{
	fill_facts(f);
	fill_clients(f);
	fill_clocks(f);
	fill_closing(f);
	return fill_contact(f, error) && fill_changes(f, error) && readback_fill(f->s, f->notice, f->v, error);
}

/* --- rendering ----------------------------------------------------------------------------------------------------------------- */

static char *
template_text(const char *name, TemplateOverride override, void *data)
{
	char *own = override ? override(name, data) : NULL;
	for (const struct Embedded *e = embedded_templates; !own && e->name; e++)
		if (g_str_equal(e->name, name))
			own = g_strdup(e->text);
	return own;
}

char *
filling_render(const Filling *f, const char *base, TemplateKind kind, TemplateOverride override, void *data, GError **error)
{
	g_autofree char *name = g_strdup_printf("%s/%s.txt", lang_code(f->notice->lang), base);
	g_autofree char *text = template_text(name, override, data);
	if (!text) {
		err_set(error, E_INTERNAL, "the template %s is missing", name);
		return NULL;
	}
	char *out = template_render(text, f->v, kind, f->s->zone, f->notice->lang, error);
	if (!out)
		g_prefix_error(error, "%s: ", name);
	return out;
}

static bool
render_both(const Filling *f, LetterText *letter, TemplateOverride override, void *data, GError **error)
{
	static const char *const bases[] = {[LETTER_SHORT] = "dpo-short", [LETTER_CLOSING] = "closing", [LETTER_READ_BACK] = "read-back",
		[LETTER_REMINDER] = "reminder", [LETTER_ESCALATION] = "reminder"};
	const char *own = f->notice->letter < G_N_ELEMENTS(bases) ? bases[f->notice->letter] : NULL;
	const char *base = f->who->client ? "client" : own ? own : "dpo";
	g_autofree char *text = filling_render(f, base, TEMPLATE_TEXT, override, data, error);
	if (!text)
		return false;
	letter->text = template_wrap(text, TEMPLATE_COLUMNS);
	const char *subject = f->who->client ? "client-subject" : letter_reminds(f->notice->letter) ? "reminder-subject" : "subject";
	letter->subject = filling_render(f, subject, TEMPLATE_HEADER, override, data, error);
	return letter->subject != NULL;
}

/* One thread of messages per incident in the mail program of each who is written to. */
static char *
first_message(const Incident *in, const Notice *self)
{
	for (guint i = 0; i < in->notices->len; i++) {
		const Notice *n = g_ptr_array_index(in->notices, i);
		if (n->message_id && g_str_equal(n->audience, self->audience) && !g_str_equal(n->id, self->id))
			return g_strdup(n->message_id);
	}
	return NULL;
}

static bool
fill_matter(const Filling *f, GError **error)
{
	if (letter_reminds(f->notice->letter))
		return filling_reminder(f, error);
	return f->who->client ? filling_client(f, error) : fill_dpo(f, error);
}

bool
register_letter(Session *s, const Notice *notice, TemplateOverride override, void *data, LetterText **out, GError **error)
{
	g_auto(Addressees) who = {0};
	g_autoptr(LetterText) letter = g_new0(LetterText, 1);
	g_autoptr(Incident) in = NULL;
	g_autoptr(TemplateValues) values = template_values_new();
	Filling f = {.s = s, .notice = notice, .who = &who, .v = values, .now = session_now(s)};
	if (!find_incident(s, notice->ref, &in, error))
		return false;
	f.in = in;
	if (!find_addressees(s, in, notice, f.now, &who, error) || !find_recipients(s, notice, f.now, &who, &letter->to, error))
		return false;
	fill_letter(&f);
	template_values_text(f.v, "ref", in->ref);
	if (!filling_register(&f, letter, error) || !fill_matter(&f, error) ||
		!render_both(&f, letter, override, data, error))
		return false;
	letter->references = first_message(in, notice);
	*out = g_steal_pointer(&letter);
	return true;
}
