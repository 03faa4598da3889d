/* From a collected message to a receipt. */
#include "src/courier/intake.h"

#include "src/core/err.h"
#include "src/register/receipts.h"

#include <string.h>

/* How it was recognised: %s is the account. */
static const Words reasons[] = {
	[BY_NOTHING] = {"collected from [%s]", "raccolto dalla casella [%s]"},
	[BY_ID] = {"collected from [%s]: it names our message", "raccolto dalla casella [%s]: nomina il nostro messaggio"},
	[BY_MARK] = {"collected from [%s]: our mark is in its subject", "raccolto dalla casella [%s]: la nostra sigla è nell'oggetto"},
	[BY_REPORT] = {"collected from [%s]: a report about our message", "raccolto dalla casella [%s]: un rapporto sul nostro messaggio"},
	[BY_SENDER] = {"collected from [%s]", "raccolto dalla casella [%s]"},
};

static char *
reason_of(const Session *s, const IntakeMeta *meta)
{
	g_auto(GStrv) around = g_strsplit(words_in(&reasons[meta->by], s->lang), "%s", 2);
	return g_strjoinv(meta->account, around);
}

/* The incident that it is about: of the notice that it names, or the one in its mark. NULL: the register has none. (transfer full) */
static bool
find_ref(Session *s, const IntakeMeta *meta, char **ref, GError **error)
{
	g_autoptr(Notice) notice = NULL;
	g_autoptr(Incident) incident = NULL;
	*ref = NULL;
	if (meta->notice && !query_notice(s->db, meta->notice, &notice, error))
		return false;
	const char *named = notice ? notice->ref : meta->ref;
	if (named && !query_incident(s->db, named, &incident, error))
		return false;
	*ref = incident ? g_strdup(incident->ref) : NULL;
	return true;
}

bool
intake_message(Session *s, GBytes *bytes, const IntakeMeta *meta, Intake *intake, char **id, GError **error)
{
	g_autofree char *ref = NULL, *reason = reason_of(s, meta);
	bool fresh;
	*intake = INTAKE_FOREIGN;
	*id = NULL;
	if (!find_ref(s, meta, &ref, error))
		return false;
	if (!ref)
		return true;
	ReceiptCollected receipt = {.ref = ref, .notice = meta->notice, .kind = "other", .signature = "none", .outcome = "none", .reason = reason};
	receipt.bytes = g_bytes_get_data(bytes, &receipt.len);
	if (!register_receipt_collected(s, &receipt, id, &fresh, error))
		return false;
	*intake = fresh ? INTAKE_KEPT : INTAKE_KNOWN;
	return true;
}
