/* A letter in the making: what letter.c and letter-client.c share. Private to src/register. */
#ifndef BRECCIA_REGISTER_FILLING_H
#define BRECCIA_REGISTER_FILLING_H

#include "src/core/template.h"
#include "src/register/letter.h"

/* Who is written to: the DPO, and the deputy while the DPO is away; or a client; or who is reminded. */
typedef struct {
	Dpo *dpo;
	Person *person, *deputy; /* deputy: only while the DPO is away */
	Client *client;          /* NULL: it goes to the DPO, or reminds */
	char *outside;           /* of a reminder to the owner of an action who is not of the register: the address; NULL */
} Addressees;

typedef struct {
	Session *s;
	const Incident *in;
	const Notice *notice;
	const Addressees *who;
	TemplateValues *v;
	Instant now;
} Filling;

/* A value in words, or NULL where it is absent or not yet determined: the template then says so. (transfer full) */
char *filling_known(const Filling *f, const json_t *fields, const Field *field);
/* The newest notice to the same audience that left before this one and said something else; NULL: there is none. */
const Notice *filling_notice_before(const Filling *f);
/* One of the changes that a supplement lists. */
void filling_change(const Filling *f, const Field *field, const json_t *past, const json_t *present);

/* The values of the register that every letter may print, and the seal that stands at its foot. */
bool filling_register(const Filling *f, LetterText *letter, GError **error);
/* A template by its name without language and suffix ("dpo"). (transfer full), NULL with an error. */
char *filling_render(const Filling *f, const char *base, TemplateKind kind, TemplateOverride override, void *data, GError **error);

/* All that a letter to a client says beyond what every letter says. */
bool filling_client(const Filling *f, GError **error);
/* All that a reminder says. E_STATE where nothing is left to remind of. */
bool filling_reminder(const Filling *f, GError **error);

#endif
