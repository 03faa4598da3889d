/* Finding a term: exactly, for what the journal holds; generously, for what somebody types at night. */
#include "src/core/vocab.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define FEW 12        /* so many codes are named in a message; longer lists have a help page */
#define SHOWN 40      /* columns of a wrong value that a message repeats */

const Term *
vocab_find(const Vocab *vocab, const char *code)
{
	for (const Term *term = vocab->terms; code && term->code; term++)
		if (strcmp(term->code, code) == 0)
			return term;
	return NULL;
}

const char *
vocab_label(const Vocab *vocab, const char *code, Lang lang)
{
	const Term *term = vocab_find(vocab, code);
	return term ? words_in(&term->label, lang) : code;
}

/* How well a term answers to what was typed; the best wins, and only a beginning can be ambiguous. */
typedef enum { FIT_NONE, FIT_LABEL_BEGINS, FIT_CODE_BEGINS, FIT_LABEL, FIT_EDPB, FIT_CODE } Fit;

static Fit
fit_label(const char *label, const char *folded)
{
	g_autofree char *known = text_fold(label);
	if (strcmp(known, folded) == 0)
		return FIT_LABEL;
	return g_str_has_prefix(known, folded) ? FIT_LABEL_BEGINS : FIT_NONE;
}

static Fit
fit(const Term *term, const char *folded)
{
	if (strcmp(term->code, folded) == 0)
		return FIT_CODE;
	if (g_strcmp0(term->edpb, folded) == 0)
		return FIT_EDPB;
	Fit en = fit_label(term->label.en, folded), it = fit_label(term->label.it, folded);
	Fit label = MAX(en, it);
	return label < FIT_CODE_BEGINS && g_str_has_prefix(term->code, folded) ? FIT_CODE_BEGINS : label;
}

bool
vocab_is_unknown(const char *text)
{
	static const char *const words[] = {
		VOCAB_UNKNOWN, "?", "not known", "not yet known", "not determined", "not yet determined", "to be determined", "tbd",
		"ignoto", "ignota", "sconosciuto", "sconosciuta", "non noto", "non nota", "non ancora noto", "non ancora nota",
		"non determinato", "non determinata", "non ancora determinato", "non ancora determinata", "non ancora determinati",
		"non ancora determinate", "da determinare", "non so", "n/d", "nd",
	};
	g_autofree char *folded = text_fold(text);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(folded, words[i]) == 0)
			return true;
	return false;
}

static char *
codes_offered(const Vocab *vocab)
{
	GString *list = g_string_new(NULL);
	int n = 0;
	for (const Term *term = vocab->terms; term->code; term++) {
		if (!term->active)
			continue;
		if (++n > FEW)
			break;
		g_string_append_printf(list, "%s%s", list->len ? ", " : "", term->code);
	}
	if (n > FEW)
		g_string_truncate(list, 0);
	return g_string_free(list, FALSE);
}

static bool
refuse(const Vocab *vocab, const char *name, const char *text, GError **error)
{
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, SHOWN);
	g_autofree char *offered = codes_offered(vocab);
	if (*offered)
		return err_set(error, E_INPUT, "%s: there is no \"%s\": write one of %s", name, shown, offered);
	return err_set(error, E_INPUT, "%s: there is no \"%s\": `breccia help vocabularies` lists what there is", name, shown);
}

bool
vocab_parse_as(const Vocab *vocab, const char *name, const char *text, const char **code, GError **error)
{
	g_autofree char *folded = text_fold(text);
	if (!*folded)
		return refuse(vocab, name, text, error);

	const Term *unknown = vocab_find(vocab, VOCAB_UNKNOWN);
	if (unknown && vocab_is_unknown(text)) {
		*code = unknown->code;
		return true;
	}
	const Term *best = NULL, *rival = NULL;
	Fit best_fit = FIT_NONE;
	for (const Term *term = vocab->terms; term->code; term++) {
		Fit f = term->active ? fit(term, folded) : FIT_NONE;
		if (f > best_fit) {
			best = term;
			best_fit = f;
			rival = NULL;
		} else if (f == best_fit && f != FIT_NONE) {
			rival = rival ? rival : term;
		}
	}
	/* A beginning can fit several, and two terms may share a key of the template: choosing would be a guess. */
	if (best && rival)
		return err_set(error, E_INPUT, "%s: \"%s\" can mean %s or %s: write more of it", name, folded, best->code, rival->code);
	if (!best)
		return refuse(vocab, name, text, error);
	*code = best->code;
	return true;
}

bool
vocab_parse(const Vocab *vocab, const char *text, const char **code, GError **error)
{
	return vocab_parse_as(vocab, vocab->name, text, code, error);
}
