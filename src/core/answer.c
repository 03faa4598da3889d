/* What an answer says. */
#include "src/core/answer.h"

#include <string.h>

const Coded proposal_fields[PROPOSE_FIELDS] = {
	[PROPOSE_TAKE] = {"take-charge", {"takes charge", "prende in carico"}},
	[PROPOSE_RISK] = {"risk", {"risk", "rischio"}},
	[PROPOSE_AUTHORITY] = {"authority", {"opinion: notify the authority", "parere: notifica al Garante"}},
	[PROPOSE_SUBJECTS] = {"subjects", {"opinion: tell the data subjects", "parere: comunicazione agli interessati"}},
	[PROPOSE_MEASURES] = {"measures", {"measures requested", "misure richieste"}},
};

const Coded proposal_values[SAYS_VALUES] = {
	[SAYS_WORDS] = {"words", {"", ""}},
	[SAYS_YES] = {"yes", {"yes", "sì"}},
	[SAYS_NO] = {"no", {"no", "no"}},
	[SAYS_UNLIKELY] = {"unlikely", {"unlikely", "improbabile"}},
	[SAYS_RISK] = {"risk", {"present", "presente"}},
	[SAYS_HIGH] = {"high", {"high", "elevato"}},
	[SAYS_TO_ASSESS] = {"to-assess", {"to be assessed", "da valutare"}},
};

const Words *
proposal_field_words(ProposalField field)
{
	return &proposal_fields[field].words;
}

const Words *
proposal_value_words(ProposalValue value)
{
	return &proposal_values[value].words;
}

static void
proposal_free(Proposal *proposal)
{
	g_free(proposal->words);
	g_free(proposal);
}

static void
attachment_free(Attachment *a)
{
	g_free(a->name);
	g_free(a->type);
	g_free(a->sha256);
	g_free(a);
}

static const char *
text_in(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void
read_proposal(const json_t *one, GPtrArray *list)
{
	gsize field, value;
	if (!coded_find(proposal_fields, PROPOSE_FIELDS, text_in(one, "field"), &field) ||
		!coded_find(proposal_values, SAYS_VALUES, text_in(one, "value"), &value))
		return;
	Proposal *p = g_new0(Proposal, 1);
	p->field = (ProposalField)field;
	p->value = (ProposalValue)value;
	p->words = g_strdup(text_in(one, "words"));
	p->quoted = json_is_true(json_object_get(one, "quoted"));
	g_ptr_array_add(list, p);
}

static void
read_attachment(const json_t *one, GPtrArray *list)
{
	Attachment *a = g_new0(Attachment, 1);
	a->part = json_integer_value(json_object_get(one, "part"));
	a->size = json_integer_value(json_object_get(one, "size"));
	a->name = g_strdup(text_in(one, "name"));
	a->type = g_strdup(text_in(one, "type"));
	a->sha256 = g_strdup(text_in(one, "sha256"));
	g_ptr_array_add(list, a);
}

static void
read_why(const json_t *one, GPtrArray *list)
{
	if (json_is_string(one))
		g_ptr_array_add(list, g_strdup(json_string_value(one)));
}

static void
read_list(const json_t *facts, const char *key, void (*read)(const json_t *one, GPtrArray *list), GPtrArray *list)
{
	size_t i;
	json_t *one;
	json_array_foreach (json_object_get(facts, key), i, one)
		read(one, list);
}

Answer *
answer_read(const void *json, gsize len)
{
	json_auto_t *facts = json ? json_loadb(json, len, 0, NULL) : NULL;
	Answer *answer = g_new0(Answer, 1);
	answer->text = g_strdup(text_in(facts, "text"));
	answer->text_cut = json_is_true(json_object_get(facts, "text_cut"));
	answer->proposals = g_ptr_array_new_with_free_func((GDestroyNotify)proposal_free);
	answer->attachments = g_ptr_array_new_with_free_func((GDestroyNotify)attachment_free);
	answer->why = g_ptr_array_new_with_free_func(g_free);
	read_list(facts, "proposals", read_proposal, answer->proposals);
	read_list(facts, "attachments", read_attachment, answer->attachments);
	read_list(facts, "why", read_why, answer->why);
	return answer;
}

void
answer_free(Answer *answer)
{
	if (!answer)
		return;
	g_free(answer->text);
	g_ptr_array_unref(answer->proposals);
	g_ptr_array_unref(answer->attachments);
	g_ptr_array_unref(answer->why);
	g_free(answer);
}
