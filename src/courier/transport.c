/* The front door of the transports: the table, the checks that hold for each of them, and the results. */
#include "src/courier/transport.h"

#include "src/core/address.h"
#include "src/core/err.h"

#include <string.h>

#define MAX_LINE 998
#define MAX_RECIPIENTS 100

static const Transport *const transports[] = {&transport_esmtp, &transport_curl, &transport_maildir};

/* --- results ----------------------------------------------------------------------------------------------------- */

static void
recipient_result_free(RecipientResult *result)
{
	if (!result)
		return;
	g_free(result->address);
	g_free(result->enhanced);
	g_free(result->reply);
	g_free(result);
}

Submission *
submission_new(void)
{
	Submission *submission = g_new0(Submission, 1);
	submission->recipients = g_ptr_array_new_with_free_func((GDestroyNotify)recipient_result_free);
	return submission;
}

void
submission_free(Submission *submission)
{
	if (!submission)
		return;
	g_free(submission->enhanced);
	g_free(submission->reply);
	g_free(submission->server);
	g_free(submission->queue_id);
	g_free(submission->tls);
	json_decref(submission->heard);
	g_ptr_array_unref(submission->recipients);
	g_free(submission);
}

json_t *
submission_recipients(const Submission *submission)
{
	json_t *list = json_array();
	for (guint i = 0; i < submission->recipients->len; i++) {
		const RecipientResult *r = g_ptr_array_index(submission->recipients, i);
		json_array_append_new(list, json_pack("{s:s, s:i, s:s?}", "address", r->address, "code", r->code, "reply", r->reply));
	}
	return list;
}

/* --- checks ------------------------------------------------------------------------------------------------------ */

static bool
check_envelope(const Account *account, const Envelope *envelope, GError **error)
{
	if (!address_check(account->from, error))
		return false;
	gsize count = 0;
	for (; envelope->to[count]; count++)
		if (!address_check(envelope->to[count], error))
			return false;
	if (!count || count > MAX_RECIPIENTS)
		return err_set(error, E_INPUT, "a message needs between 1 and %d recipients", MAX_RECIPIENTS);
	/* Some servers copy the envid into their reports without decoding it, so nothing that would need encoding is used. */
	if (envelope->envid && (!*envelope->envid || strlen(envelope->envid) > 100 ||
	                        envelope->envid[strspn(envelope->envid, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-")]))
		return err_set(error, E_INPUT, "the envelope id %s has other characters than letters, digits, . and -",
		               envelope->envid);
	return true;
}

bool
transport_check_message(GBytes *message, GError **error)
{
	gsize size;
	const char *bytes = g_bytes_get_data(message, &size);
	gsize line = 0;
	for (gsize i = 0; i < size; i++) {
		bool end = bytes[i] == '\r' && i + 1 < size && bytes[i + 1] == '\n';
		if (!end && (bytes[i] == '\r' || bytes[i] == '\n' || bytes[i] == 0 || (bytes[i] & 0x80)))
			return err_set(error, E_INTERNAL, "byte %zu of the message may not be sent: no canonical 7-bit line", i);
		if (end)
			i++;
		line = end ? 0 : line + 1;
		if (line > MAX_LINE)
			return err_set(error, E_INTERNAL, "a line of the message is longer than %d bytes", MAX_LINE);
	}
	if (!size || line)
		return err_set(error, E_INTERNAL, "the message does not end with a line end");
	return true;
}

const Transport *
transport_for(const Account *account, GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(transports); i++)
		if (g_str_has_prefix(account->server, transports[i]->scheme))
			/* libesmtp knows no tokens. */
			return transports[i] == &transport_esmtp && account->login && account->bearer ? &transport_curl : transports[i];
	err_set(error, E_CONFIG, "the server %s is not understood: smtp://host:587, smtps://host:465 or maildir:PATH", account->server);
	return NULL;
}

bool
transport_submit(const Account *account, const Envelope *envelope, GBytes *message, Link **link, Submission **submission, GError **error)
{
	Link *none = NULL;
	const Transport *transport = transport_for(account, error);
	if (!transport || !check_envelope(account, envelope, error) || !transport_check_message(message, error))
		return false;
	bool done = transport->submit(account, envelope, message, link ? link : &none, submission, error);
	transport_close(&none);
	return done;
}

bool
transport_login(const Account *account, Submission **submission, GError **error)
{
	const Transport *transport = transport_for(account, error);
	if (!transport || !address_check(account->from, error))
		return false;
	if (!transport->login)
		return err_set(error, E_CONFIG, "%s is no server that could be logged in to", account->server);
	return transport->login(account, submission, error);
}
