/* A form that is being filled in. Between edpb.c and edpb-fields.c. */
#ifndef BRECCIA_REPORT_EDPB_FORM_H
#define BRECCIA_REPORT_EDPB_FORM_H

#include "src/report/edpb.h"

struct EdpbForm {
	const DossierOf *of;
	const Incident *in;
	Person *dpo;        /* at detection; NULL: there was none */
	GPtrArray *clients; /* of Client, those of the register that are affected */
	json_t *answers;    /* so far, by number: what is asked depends on them */
};

bool edpb_holds(const json_t *value, const char *key); /* a key, or an array with it */
bool edpb_withdrawn(const EdpbForm *form);             /* it was filed, and turned out to be no breach */

#endif
