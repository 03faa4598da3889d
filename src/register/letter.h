/*
 * Letters: what a notice says. Gathers the values that templates/names.txt lists from what the register knows, and renders
 * subject and text in the notice's language.
 */
#ifndef BRECCIA_REGISTER_LETTER_H
#define BRECCIA_REGISTER_LETTER_H

#include "src/register/session.h"

typedef struct {
	char *subject, *text;   /* text: UTF-8, LF, wrapped at 76 */
	GPtrArray *to;          /* of Recipient: DPO, and the deputy while the DPO is away; or the client's address */
	char *references;       /* Message-ID of the first message about this incident to the same; NULL */
	char seal[65];
	int64_t seal_seq;
} LetterText;

void letter_free(LetterText *letter);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LetterText, letter_free)

/* override: the text of a template that replaces the built-in one, by name ("it/dpo.txt"), or NULL. E_STATE when there is nobody to
 * write to (no DPO, no address on this channel): the message says what to do. Of a notice that is not composed yet it is the text as it
 * would be now. */
typedef char *(*TemplateOverride)(const char *name, void *data);
bool register_letter(Session *session, const Notice *notice, TemplateOverride override, void *data, LetterText **letter,
	GError **error);
/* To whom it would be addressed now (of Recipient). E_STATE as above. */
bool register_letter_to(Session *session, const Notice *notice, GPtrArray **to, GError **error);

#endif
