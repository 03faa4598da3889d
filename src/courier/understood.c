/*
 * The facts of a message: their codes, and one table of fields for each structure, from which it is written as JSON, read back and
 * freed.
 */
#include "src/courier/understood.h"

#include "src/core/address.h"
#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define MOST       2000      /* entries of one list */
#define TEXT_MAX   100000    /* bytes that another process may say in one line */
#define LINES_MAX  (2 << 20) /* and in several */

/* --- codes -------------------------------------------------------------------------------------------------------- */

#define CODE(c) {(c), {(c), (c)}} /* never shown as words */

static const Coded extents[] = {CODE("unknown"), CODE("full"), CODE("brief"), CODE("concise")};
static const Coded errors[] = {CODE("none"), CODE("no-recipient"), CODE("no-domain"), CODE("virus"), CODE("other")};
static const Coded actions[] = {
	CODE("unknown"), CODE("failed"), CODE("delayed"), CODE("delivered"), CODE("relayed"), CODE("expanded"), CODE("displayed"),
	CODE("deleted"), CODE("dispatched"), CODE("processed"),
};
static const Coded places[] = {
	CODE("pec-header"), CODE("pec-msgid"), CODE("pec-id"), CODE("in-reply-to"), CODE("references"), CODE("envelope-id"),
	CODE("original-message-id"), CODE("returned"),
};

/* --- fields ------------------------------------------------------------------------------------------------------- */

typedef enum { IS_TEXT, IS_LINES, IS_BOOL, IS_COUNT, IS_INSTANT, IS_CODE, IS_OBJECT, IS_LIST } FieldIs;

typedef struct Shape Shape;

typedef struct {
	const char *key;
	FieldIs is;
	gsize at; /* offset of the member */
	const Coded *codes;
	gsize n_codes;
	const Shape *shape; /* of the object, or of the entries */
} Field;

struct Shape {
	gsize size;
	const Field *fields;
	gsize n;
};

#define TEXT(type, member)           {#member, IS_TEXT, offsetof(type, member), NULL, 0, NULL}
#define FLAG(type, member)           {#member, IS_BOOL, offsetof(type, member), NULL, 0, NULL}
#define COUNT(type, member)          {#member, IS_COUNT, offsetof(type, member), NULL, 0, NULL}
#define INSTANT(type, member)        {#member, IS_INSTANT, offsetof(type, member), NULL, 0, NULL}
#define CODED(type, member, table)   {#member, IS_CODE, offsetof(type, member), table, G_N_ELEMENTS(table), NULL}
#define OBJECT(type, member, shape_) {#member, IS_OBJECT, offsetof(type, member), NULL, 0, &(shape_)}
#define LIST(type, member, shape_)   {#member, IS_LIST, offsetof(type, member), NULL, 0, &(shape_)}
#define SHAPE(name, type, table)     static const Shape name = {sizeof(type), table, G_N_ELEMENTS(table)}

static const Field why_fields[] = {TEXT(Why, word)};
SHAPE(why_shape, Why, why_fields);

static const Field signature_fields[] = {
	CODED(Signature, verdict, signature_verdicts), CODED(Signature, reason, signature_reasons), TEXT(Signature, signer), TEXT(Signature, subject),
	TEXT(Signature, issuer), TEXT(Signature, digest), INSTANT(Signature, signed_at),
};
SHAPE(signature_shape, Signature, signature_fields);

static const Field pec_recipient_fields[] = {TEXT(PecRecipient, address), FLAG(PecRecipient, certified)};
SHAPE(pec_recipient_shape, PecRecipient, pec_recipient_fields);

static const Field pec_fields[] = {
	TEXT(PecFacts, type), CODED(PecFacts, error, errors), TEXT(PecFacts, sender), LIST(PecFacts, recipients, pec_recipient_shape),
	TEXT(PecFacts, reply_to), TEXT(PecFacts, subject), TEXT(PecFacts, provider), INSTANT(PecFacts, at), TEXT(PecFacts, id),
	TEXT(PecFacts, msgid), CODED(PecFacts, extent, extents), TEXT(PecFacts, delivered_to),
	LIST(PecFacts, taken, pec_recipient_shape), TEXT(PecFacts, error_text), FLAG(PecFacts, virus),
};
SHAPE(pec_shape, PecFacts, pec_fields);

static const Field report_recipient_fields[] = {
	TEXT(ReportRecipient, recipient), TEXT(ReportRecipient, original), CODED(ReportRecipient, action, actions),
	TEXT(ReportRecipient, status), TEXT(ReportRecipient, diagnostic), TEXT(ReportRecipient, remote), FLAG(ReportRecipient, automatic),
};
SHAPE(report_recipient_shape, ReportRecipient, report_recipient_fields);

static const Field report_fields[] = {
	TEXT(ReportFacts, reporter), TEXT(ReportFacts, envelope_id), LIST(ReportFacts, recipients, report_recipient_shape),
};
SHAPE(report_shape, ReportFacts, report_fields);

static const Field id_fields[] = {TEXT(IdFound, id), CODED(IdFound, place, places)};
SHAPE(id_shape, IdFound, id_fields);

static const Field seal_fields[] = {
	COUNT(SealFound, seq), TEXT(SealFound, seal), TEXT(SealFound, in_register), FLAG(SealFound, quoted),
};
SHAPE(seal_shape, SealFound, seal_fields);

static const Field attachment_fields[] = {
	COUNT(AttachmentFound, part), TEXT(AttachmentFound, name), TEXT(AttachmentFound, type), TEXT(AttachmentFound, sha256),
	COUNT(AttachmentFound, size),
};
SHAPE(attachment_shape, AttachmentFound, attachment_fields);

static const Field proposal_members[] = {
	CODED(Proposal, field, proposal_fields), CODED(Proposal, value, proposal_values), TEXT(Proposal, words), FLAG(Proposal, quoted),
};
SHAPE(proposal_shape, Proposal, proposal_members);

static const Field understood_fields[] = {
	CODED(Understood, kind, message_kinds), FLAG(Understood, failed), LIST(Understood, why, why_shape), OBJECT(Understood, signature, signature_shape),
	TEXT(Understood, message_id), TEXT(Understood, letter_id), TEXT(Understood, stamp),
	TEXT(Understood, from), TEXT(Understood, from_name), TEXT(Understood, sender),
	TEXT(Understood, subject), TEXT(Understood, mark_code), TEXT(Understood, mark_ref), INSTANT(Understood, date),
	FLAG(Understood, automatic), LIST(Understood, ids, id_shape), OBJECT(Understood, pec, pec_shape),
	OBJECT(Understood, report, report_shape), {"text", IS_LINES, offsetof(Understood, text), NULL, 0, NULL},
	FLAG(Understood, text_cut), LIST(Understood, seals, seal_shape), LIST(Understood, attachments, attachment_shape),
	LIST(Understood, proposals, proposal_shape),
};
SHAPE(understood_shape, Understood, understood_fields);

static void *
member(const void *object, const Field *field)
{
	return (char *)object + field->at;
}

/* --- making and freeing ------------------------------------------------------------------------------------------- */

static void *
shape_new(const Shape *shape)
{
	void *object = g_malloc0(shape->size);
	for (gsize i = 0; i < shape->n; i++) {
		const Field *f = &shape->fields[i];
		if (f->is == IS_LIST)
			*(GPtrArray **)member(object, f) = g_ptr_array_new();
		else if (f->is == IS_INSTANT)
			*(Instant *)member(object, f) = INSTANT_NONE;
	}
	return object;
}

static void
shape_free(const Shape *shape, void *object)
{
	for (gsize i = 0; object && i < shape->n; i++) {
		const Field *f = &shape->fields[i];
		if (f->is == IS_TEXT || f->is == IS_LINES)
			g_free(*(char **)member(object, f));
		else if (f->is == IS_OBJECT)
			shape_free(f->shape, *(void **)member(object, f));
		else if (f->is == IS_LIST) {
			GPtrArray *list = *(GPtrArray **)member(object, f);
			for (guint k = 0; k < list->len; k++)
				shape_free(f->shape, g_ptr_array_index(list, k));
			g_ptr_array_unref(list);
		}
	}
	g_free(object);
}

Understood *
understood_new(void)
{
	Understood *u = shape_new(&understood_shape);
	u->signature = shape_new(&signature_shape);
	u->signature->reason = REASON_NO_SIGNATURE;
	return u;
}

void
understood_free(Understood *u)
{
	shape_free(&understood_shape, u);
}

PecFacts *
pec_facts_new(void)
{
	return shape_new(&pec_shape);
}

void
pec_facts_free(PecFacts *facts)
{
	shape_free(&pec_shape, facts);
}

ReportFacts *
report_facts_new(void)
{
	return shape_new(&report_shape);
}

/* A new entry of a list, or NULL where it is full: nobody writes so many. */
static void *
entry(GPtrArray *list, const Shape *shape)
{
	if (list->len >= MOST)
		return NULL;
	void *object = shape_new(shape);
	g_ptr_array_add(list, object);
	return object;
}

void
pec_recipient_add(GPtrArray *recipients, const char *address, bool certified)
{
	PecRecipient *r = address ? entry(recipients, &pec_recipient_shape) : NULL;
	if (!r)
		return;
	r->address = g_strdup(address);
	r->certified = certified;
}

ReportRecipient *
report_recipient_add(ReportFacts *report)
{
	return entry(report->recipients, &report_recipient_shape);
}

Proposal *
proposal_add(GPtrArray *proposals)
{
	return entry(proposals, &proposal_shape);
}

void
understood_why(Understood *u, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	g_autofree char *words = g_strdup_vprintf(format, args);
	va_end(args);
	Why *why = entry(u->why, &why_shape);
	if (why)
		why->word = text_one_line(words);
}

/* An envelope id stands without brackets: it is our Message-ID's left part. */
static char *
proper_id(IdPlace place, const char *id)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(id ? id : ""));
	if (place == ID_ENVELOPE)
		return *trimmed && strlen(trimmed) <= 250 && !strpbrk(trimmed, " <>\"") ? g_steal_pointer(&trimmed) : NULL;
	g_autofree char *bracketed = *trimmed == '<' ? g_strdup(trimmed) : g_strdup_printf("<%s>", trimmed);
	return address_check_id(bracketed) ? g_steal_pointer(&bracketed) : NULL;
}

void
understood_add_id(Understood *u, IdPlace place, const char *id)
{
	g_autofree char *proper = proper_id(place, id);
	for (guint i = 0; proper && i < u->ids->len; i++) {
		const IdFound *known = g_ptr_array_index(u->ids, i);
		if (known->place == place && !strcmp(known->id, proper))
			return;
	}
	IdFound *found = proper ? entry(u->ids, &id_shape) : NULL;
	if (!found)
		return;
	found->id = g_steal_pointer(&proper);
	found->place = place;
}

void
understood_add_seal(Understood *u, const SealFound *seal)
{
	for (guint i = 0; i < u->seals->len; i++) {
		const SealFound *known = g_ptr_array_index(u->seals, i);
		if (known->seq == seal->seq && !strcmp(known->seal, seal->seal))
			return;
	}
	SealFound *found = entry(u->seals, &seal_shape);
	if (found)
		*found = (SealFound){seal->seq, g_strdup(seal->seal), g_strdup(seal->in_register), seal->quoted};
}

void
understood_add_attachment(Understood *u, const AttachmentFound *a)
{
	AttachmentFound *found = entry(u->attachments, &attachment_shape);
	if (found)
		*found = (AttachmentFound){a->part, g_strdup(a->name), g_strdup(a->type), g_strdup(a->sha256), a->size};
}

void
understood_verdict(Understood *u, SignatureVerdict verdict, SignatureReason reason)
{
	u->signature->verdict = verdict;
	u->signature->reason = reason;
}

bool
understood_proves(const Understood *u)
{
	return u->signature->verdict == SIGNATURE_VALID;
}

/* --- to JSON ------------------------------------------------------------------------------------------------------ */

static json_t *shape_to_json(const Shape *shape, const void *object);

static json_t *
list_to_json(const Shape *shape, const GPtrArray *list)
{
	json_t *array = json_array();
	for (guint i = 0; i < list->len; i++) {
		const void *one = g_ptr_array_index(list, i);
		json_array_append_new(array, shape == &why_shape ? json_string(((const Why *)one)->word) : shape_to_json(shape, one));
	}
	return array;
}

static json_t *
instant_to_json(Instant t)
{
	if (t == INSTANT_NONE)
		return NULL;
	/* A year that nobody lives in has no form that could be read again. */
	Instant back;
	g_autofree char *text = instant_rfc3339(t);
	return instant_from_rfc3339(text, &back) ? json_string(text) : NULL;
}

/* NULL: the member says nothing, and has no key. */
static json_t *
field_to_json(const Field *f, const void *object)
{
	const void *at = member(object, f);
	switch (f->is) {
	case IS_TEXT:
	case IS_LINES: return *(char *const *)at ? json_string(*(char *const *)at) : NULL;
	case IS_BOOL: return *(const bool *)at ? json_true() : NULL;
	case IS_COUNT: return json_integer(*(const int64_t *)at);
	case IS_INSTANT: return instant_to_json(*(const Instant *)at);
	case IS_CODE: return json_string(f->codes[*(const unsigned *)at].code);
	case IS_OBJECT: return *(void *const *)at ? shape_to_json(f->shape, *(void *const *)at) : NULL;
	case IS_LIST: return list_to_json(f->shape, *(GPtrArray *const *)at);
	}
	g_assert_not_reached();
}

static json_t *
shape_to_json(const Shape *shape, const void *object)
{
	json_t *json = json_object();
	for (gsize i = 0; i < shape->n; i++) {
		json_t *value = field_to_json(&shape->fields[i], object);
		if (value)
			json_object_set_new(json, shape->fields[i].key, value);
	}
	return json;
}

json_t *
understood_to_json(const Understood *u)
{
	return shape_to_json(&understood_shape, u);
}

/* --- from JSON ---------------------------------------------------------------------------------------------------- */

static bool shape_from_json(const Shape *shape, const json_t *json, void **object, GError **error);

static bool
list_from_json(const Field *f, const json_t *json, GPtrArray *list, GError **error)
{
	gsize i;
	json_t *one;
	if (!json_is_array(json) || json_array_size(json) > MOST)
		return err_set(error, E_IO, "what was understood has no list %s, or too long a one", f->key);
	json_array_foreach (json, i, one) {
		void *object;
		json_auto_t *wrapped = f->shape == &why_shape ? json_pack("{s:O}", "word", one) : json_incref(one);
		if (!shape_from_json(f->shape, wrapped, &object, error))
			return false;
		g_ptr_array_add(list, object);
	}
	return true;
}

static bool
code_from_json(const Field *f, const json_t *json, unsigned *value)
{
	gsize index;
	if (!coded_find(f->codes, f->n_codes, json_string_value(json), &index))
		return false;
	*value = (unsigned)index;
	return true;
}

static bool
count_from_json(const json_t *json, int64_t *value)
{
	*value = json_integer_value(json);
	return json_is_integer(json) && *value >= 0;
}

static bool
text_from_json(const Field *f, const json_t *json, char **text)
{
	const char *value = json_string_value(json);
	if (value && json_string_length(json) > (f->is == IS_LINES ? LINES_MAX : TEXT_MAX))
		return false;
	if (value)
		*text = f->is == IS_LINES ? text_visible_lines(value) : text_one_line(value);
	return value != NULL;
}

static bool
field_from_json(const Field *f, const json_t *json, void *at, GError **error)
{
	bool good = false;
	switch (f->is) {
	case IS_TEXT:
	case IS_LINES: good = text_from_json(f, json, at); break;
	case IS_BOOL: good = json_is_true(json); *(bool *)at = good; break;
	case IS_COUNT: good = count_from_json(json, at); break;
	case IS_INSTANT: good = json_is_string(json) && instant_from_rfc3339(json_string_value(json), at); break;
	case IS_CODE: good = code_from_json(f, json, at); break;
	case IS_OBJECT: return shape_from_json(f->shape, json, at, error);
	case IS_LIST: return list_from_json(f, json, *(GPtrArray **)at, error);
	}
	return good || err_set(error, E_IO, "what was understood has a wrong %s", f->key);
}

static bool
must_be_there(FieldIs is)
{
	return is == IS_CODE || is == IS_COUNT || is == IS_LIST;
}

static bool
shape_from_json(const Shape *shape, const json_t *json, void **object, GError **error)
{
	*object = NULL;
	if (!json_is_object(json))
		return err_set(error, E_IO, "what was understood is no object");
	void *made = shape_new(shape);
	for (gsize i = 0; i < shape->n; i++) {
		const Field *f = &shape->fields[i];
		const json_t *value = json_object_get(json, f->key);
		bool good = value ? field_from_json(f, value, member(made, f), error) : !must_be_there(f->is);
		if (!good) {
			if (!value)
				err_set(error, E_IO, "what was understood has no %s", f->key);
			shape_free(shape, made);
			return false;
		}
	}
	*object = made;
	return true;
}

bool
understood_from_json(const json_t *json, Understood **understood, GError **error)
{
	void *made;
	*understood = NULL;
	if (!shape_from_json(&understood_shape, json, &made, error))
		return false;
	*understood = made;
	if ((*understood)->signature)
		return true;
	g_clear_pointer(understood, understood_free);
	return err_set(error, E_IO, "what was understood has no signature");
}
