/*
 * An incident in the form of the EDPB's template for the notification of personal data breaches (version 1.0, adopted 8 June 2026): field
 * numbers and option keys as published, "60.g".
 *
 * What the register does not know it does not make up: a mandatory field without an answer is listed as missing. Where the template offers
 * "to be determined" that is the answer, and the field is listed as undetermined. Two answers are proposals that follow from others and
 * that the controller has to look at: the severity of the impacts (87) from the assessment, the outcome of the assessment (89) from the
 * decisions. Of a range of people or records the higher number is given.
 */
#ifndef BRECCIA_REPORT_EDPB_H
#define BRECCIA_REPORT_EDPB_H

#include "src/report/dossier.h"

#define EDPB_TEMPLATE "EDPB template for personal data breach notification"
#define EDPB_VERSION "1.0"

/*
 * {"template":...,"version":"1.0","ref":...,"kind":...,"complete":false,"missing":[{"field":30,"section":"2.3.1","label":"Name of the DPO"}],
 * "undetermined":[44,60],"by_hand":[25,26],"fields":{"3":"3.a","55":["55.a"],"68":1200,...}}. by_hand: what only the person who submits can
 * say. Texts are in of->lang. (new reference)
 */
bool edpb_make(const DossierOf *of, json_t **form, GError **error);

/* The fields that this version knows, for the test that compares them with the template: its number and its words. */
typedef enum { EDPB_OPTIONAL, EDPB_MANDATORY, EDPB_BY_HAND } EdpbNeed;

typedef struct EdpbForm EdpbForm;

typedef struct {
	int field;
	const char *section, *label;
	EdpbNeed need;
	bool (*asked)(const EdpbForm *form);    /* is it shown at all, after what was answered before it? NULL: always */
	json_t *(*value)(const EdpbForm *form); /* (new reference), NULL: not known. NULL function: never known here */
} EdpbField;

extern const EdpbField edpb_fields[]; /* in the template's order; ends with a zero */

#endif
