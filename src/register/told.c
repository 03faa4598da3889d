/* What one client is told of an incident. */
#include "src/register/told.h"

#include "src/core/text.h"

#include <string.h>

#define WORD_MIN 3 /* characters: a shorter name would be found in half of all sentences */

/* --- whom a text may not name ------------------------------------------------------------------------------------------ */

void
others_clear(Others *others)
{
	g_clear_pointer(&others->words, g_ptr_array_unref);
	g_clear_pointer(&others->own, g_free);
}

/* "beta s.r.l." -> "beta": in a sentence nobody writes the form of a company. (transfer full) */
static char *
without_form(const char *folded)
{
	static const char *const forms[] = {"spa", "srl", "srls", "sas", "snc", "scarl", "scpa", "sapa", "ltd", "llc", "plc", "inc", "gmbh", "ag",
		"sa", "bv", "nv", "coop", "societa", "unipersonale", "italia", NULL};
	char *name = g_strdup(folded);
	for (char *space; (space = strrchr(name, ' ')) != NULL; *space = '\0') {
		g_auto(GStrv) parts = g_strsplit(space + 1, ".", -1);
		g_autofree char *last = g_strjoinv("", parts);
		if (!g_strv_contains(forms, last))
			break;
	}
	return name;
}

static void
add_word(Others *others, const char *text)
{
	g_autofree char *folded = text_fold(text ? text : "");
	if (g_utf8_strlen(folded, -1) >= WORD_MIN && !g_str_equal(folded, others->own))
		g_ptr_array_add(others->words, g_steal_pointer(&folded));
}

static void
add_name(Others *others, const char *name)
{
	g_autofree char *folded = text_fold(name ? name : ""), *bare = without_form(folded);
	add_word(others, name);
	if (!g_str_equal(bare, folded))
		add_word(others, bare);
}

static void
add_affected(Others *others, const Affected *a, const Affected *own)
{
	g_auto(GStrv) names = g_strsplit(a->name ? a->name : "", ", ", -1);
	for (char **name = names; *name; name++)
		add_name(others, *name);
	if (!own || g_strcmp0(a->campaign, own->campaign) != 0)
		add_word(others, a->campaign);
	if (!own || g_strcmp0(a->reference, own->reference) != 0)
		add_word(others, a->reference);
}

bool
others_find(Session *s, const GPtrArray *affected, const char *client, Others *others, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(Client) own = NULL;
	if (!query_clients(s->db, true, &all, error) || !query_client(s->db, client, &own, error))
		return false;
	g_autofree char *name = text_fold(own ? own->name : client);
	others->own = without_form(name);
	others->words = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < all->len; i++) {
		const Client *c = g_ptr_array_index(all, i);
		if (!g_str_equal(c->id, client))
			add_name(others, c->name);
	}
	for (guint i = 0; i < affected->len; i++) {
		const Affected *a = g_ptr_array_index(affected, i);
		if (!g_str_equal(a->client, client))
			add_affected(others, a, affected_find(affected, client));
	}
	return true;
}

bool
others_add_people(Session *s, Others *others, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	if (!query_people(s->db, true, &people, error))
		return false;
	for (guint i = 0; i < people->len; i++)
		add_word(others, ((const Person *)g_ptr_array_index(people, i))->name);
	return true;
}

static bool
letter_before(const char *text, const char *at)
{
	const char *before = at > text ? g_utf8_find_prev_char(text, at) : NULL;
	return before && g_unichar_isalnum(g_utf8_get_char(before));
}

/* As a whole word: "alfa" is not in "alfabeto". */
static const char *
find_word(const char *text, const char *word)
{
	for (const char *at = strstr(text, word); at; at = strstr(at + 1, word)) {
		const char *after = at + strlen(word);
		if (!letter_before(text, at) && !g_unichar_isalnum(g_utf8_get_char(after)))
			return at;
	}
	return NULL;
}

/* Where the addressee's own name holds another's, it is the addressee that is meant. */
static void
blank_own(char *text, const char *own)
{
	for (char *at; *own && (at = (char *)find_word(text, own)) != NULL;)
		memset(at, '_', strlen(own));
}

const char *
others_in(const Others *others, const char *text)
{
	g_autofree char *folded = text_fold(text ? text : ""), *blanked = g_strdup(folded);
	blank_own(blanked, others->own);
	for (guint i = 0; i < others->words->len; i++) {
		const char *word = g_ptr_array_index(others->words, i);
		if (find_word(find_word(word, others->own) ? folded : blanked, word))
			return word;
	}
	return NULL;
}

/* --- what it is told ----------------------------------------------------------------------------------------------------- */

/* Of all whom the incident hits together: one client's only where it is the only one. */
static bool
is_of_all(const Field *field)
{
	static const char *const names[] = {"subjects", "records", "campaign", NULL};
	return g_strv_contains(names, field->name);
}

static bool
is_alone(const json_t *fields, const GPtrArray *affected)
{
	return affected->len == 1 && g_strcmp0(json_string_value(json_object_get(fields, "own_data")), "yes") != 0;
}

static bool
is_typed(const Field *field)
{
	return field->type == FIELD_TEXT || field->type == FIELD_LINE;
}

json_t *
told_fields(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others)
{
	const Affected *own = affected_find(affected, client);
	json_t *out = json_object();
	for (const Field *field = incident_fields; field->name; field++) {
		json_t *value = own && field->use & FIELD_CLIENT ? affected_value(own, field->name) : NULL;
		const json_t *of_incident = json_object_get(fields, field->name);
		bool left_out = (is_of_all(field) && !is_alone(fields, affected)) ||
			(is_typed(field) && others_in(others, json_string_value(of_incident)));
		if (!(field->use & FIELD_TOLD))
			continue;
		if (value)
			json_object_set_new(out, field->name, value);
		else if (of_incident && !left_out)
			json_object_set(out, field->name, (json_t *)of_incident);
	}
	return out;
}

const Field *
told_withheld(const json_t *fields, const GPtrArray *affected, const char *client, const Others *others, const char **whom)
{
	const Affected *own = affected_find(affected, client);
	for (const Field *field = incident_fields; field->name; field++) {
		json_auto_t *value = own && field->use & FIELD_CLIENT ? affected_value(own, field->name) : NULL;
		if (!(field->use & FIELD_TOLD) || !is_typed(field) || value || (is_of_all(field) && !is_alone(fields, affected)))
			continue;
		*whom = others_in(others, json_string_value(json_object_get(fields, field->name)));
		if (*whom)
			return field;
	}
	return NULL;
}
