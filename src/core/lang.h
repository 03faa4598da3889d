/*
 * The two languages, and words that are rows of tables.
 *
 * Words of the register (vocabularies, rules, stages, gates, states: all that a notice, a dossier or a report may
 * print) stand in tables with both languages and are chosen by a Lang parameter, so that one process can render an
 * Italian notice while it talks English. Words of the process (errors, help, prompts) go through gettext instead.
 */
#ifndef BRECCIA_CORE_LANG_H
#define BRECCIA_CORE_LANG_H

typedef enum { LANG_EN, LANG_IT } Lang;

typedef struct {
	const char *en, *it;
} Words;

static inline const char *
words_in(const Words *w, Lang lang)
{
	return lang == LANG_IT ? w->it : w->en;
}

/* "it" or "en", as settings and options write it. */
static inline const char *
lang_code(Lang lang)
{
	return lang == LANG_IT ? "it" : "en";
}

#endif
