/* An incident in the form of the EDPB's template: asked field by field. */
#include "src/report/edpb-form.h"

/* "To be determined" and its like are answers, and are pointed out. */
static bool
undetermined(const json_t *value)
{
	static const char *const keys[] = {"44.e", "56.e", "57.e", "59.c", "60.x", "61.e", "65.k", "67.d", "70.t", "72.d", "79.e", "81.d", "83.d", "85.o",
		"87.d", "97.b1", "97.c", "109.c", "110.c", "113.c"};
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		if (edpb_holds(value, keys[i]))
			return true;
	return false;
}

static void
append_missing(json_t *missing, const EdpbField *field)
{
	json_array_append_new(missing, json_pack("{s:i, s:s, s:s}", "field", field->field, "section", field->section, "label", field->label));
}

static void
fill(EdpbForm *f, json_t *form)
{
	json_t *missing = json_array(), *open = json_array(), *by_hand = json_array();
	for (const EdpbField *field = edpb_fields; field->field; field++) {
		g_autofree char *key = g_strdup_printf("%d", field->field);
		if (field->asked && !field->asked(f))
			continue;
		json_t *value = field->value ? field->value(f) : NULL;
		if (value) {
			json_object_set_new(f->answers, key, value);
			if (undetermined(value))
				json_array_append_new(open, json_integer(field->field));
		} else if (field->need == EDPB_MANDATORY)
			append_missing(missing, field);
		else if (field->need == EDPB_BY_HAND)
			json_array_append_new(by_hand, json_integer(field->field));
	}
	bool complete = json_array_size(missing) == 0;
	if (complete && json_array_size(open) == 0 && !edpb_withdrawn(f))
		json_object_set_new(f->answers, "4", json_string("4.a"));
	json_object_set_new(form, "complete", json_boolean(complete));
	json_object_set_new(form, "missing", missing);
	json_object_set_new(form, "undetermined", open);
	json_object_set_new(form, "by_hand", by_hand);
	json_object_set(form, "fields", f->answers);
}

static bool
gather(EdpbForm *f, GError **error)
{
	if (f->in->dpo && !query_person(f->of->db, f->in->dpo, &f->dpo, error))
		return false;
	for (guint i = 0; i < f->in->clients->len; i++) {
		const Affected *a = g_ptr_array_index(f->in->clients, i);
		g_autoptr(Client) client = NULL;
		if (!query_client(f->of->db, a->client, &client, error))
			return false;
		if (client)
			g_ptr_array_add(f->clients, g_steal_pointer(&client));
	}
	return true;
}

bool
edpb_make(const DossierOf *of, json_t **form, GError **error)
{
	g_autoptr(GPtrArray) clients = g_ptr_array_new_with_free_func((GDestroyNotify)client_free);
	json_auto_t *answers = json_object();
	EdpbForm f = {.of = of, .in = of->incident, .clients = clients, .answers = answers};
	bool ok = gather(&f, error);
	if (ok) {
		*form = json_object();
		json_object_set_new(*form, "template", json_string(EDPB_TEMPLATE));
		json_object_set_new(*form, "version", json_string(EDPB_VERSION));
		json_object_set_new(*form, "ref", json_string(of->incident->ref));
		json_object_set_new(*form, "kind", json_string(incident_kind_code(of->incident->kind)));
		fill(&f, *form);
	}
	person_free(f.dpo);
	return ok;
}
