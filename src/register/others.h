/*
 * Whom a text for one client may not name: the other clients, and the people of the register. Private to src/register.
 *
 * A name is found however it is written (case, accents, spaces, hyphens, the form of the company), whole or by the words that tell it from
 * others; so are addresses, their domain, VAT numbers, telephones and the surnames of contacts. Too much may be found, and the text is then
 * said to be left out; what is not found is told to somebody whom it does not concern.
 */
#ifndef BRECCIA_REGISTER_OTHERS_H
#define BRECCIA_REGISTER_OTHERS_H

#include "src/register/session.h"

typedef struct {
	GHashTable *names;      /* folded, without anything between the words -> char *, the same for people to read */
	GHashTable *own;        /* the addressee's and the company's, as the keys of names: inside them nobody else is named */
	GHashTable *own_words;  /* of the addressee's name */
	GPtrArray *numbers, *own_numbers; /* of char *, digits alone */
} Others;

void others_clear(Others *others);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Others, others_clear)

/* All clients of the register but this one, retired ones too, by former names as well, whoever else the incident is said to affect,
 * and the people of the register: who did what is the company's own matter. */
bool others_find(Session *session, const GPtrArray *affected, const char *client, Others *others, GError **error);
/* Which of them a text names; NULL: none. Borrowed. */
const char *others_in(const Others *others, const char *text);

#endif
