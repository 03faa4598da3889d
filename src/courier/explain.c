/* From a file to the same child that the courier asks, and its answer to standard output. */
#include "src/courier/explain.h"

#include "src/core/err.h"
#include "src/courier/parse.h"
#include "src/courier/understand.h"
#include "src/host/host.h"
#include "src/register/receipts.h"

#include <stdio.h>
#include <string.h>

static bool
read_message(const char *file, GBytes **message, GError **error)
{
	char *text = NULL;
	gsize len;
	bool done = strcmp(file, "-") ? host_read_file(file, UNDERSTAND_MAX, &text, &len, error)
	                              : host_read_stdin(UNDERSTAND_MAX, &text, &len, error);
	if (done)
		*message = g_bytes_new_take(text, len);
	return done;
}

static bool
print(const Understood *u, GError **error)
{
	json_auto_t *facts = understood_to_json(u), *document = json_pack("{s:i}", "v", 1);
	json_object_update(document, facts);
	bool done = json_dumpf(document, stdout, JSON_INDENT(2)) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
	return done || err_set(error, E_IO, "nothing can be written to standard output");
}

bool
explain_file(const char *file, const char *ca_file, GError **error)
{
	g_autoptr(GBytes) message = NULL;
	g_autoptr(Understood) u = NULL;
	return read_message(file, &message, error) && parse_message(message, ca_file, host_now(), &u, error) && print(u, error);
}

static bool
read_kept(const char *uri, const char *receipt, Lang lang, GBytes **message, GError **error)
{
	g_autofree char *account = host_account(), *machine = host_machine_id();
	g_autoptr(Session) session = NULL;
	g_autoptr(Receipt) kept = NULL;
	const Surroundings host = {
		.now = host_now, .random = host_random, .zone = host_zone, .account = account, .machine = machine, .lang = lang,
	};
	if (!session_open_courier(uri, &host, &session, error) || !session_receipt(session, receipt, &kept, error) ||
	    !query_blob(session->db, kept->bytes, message, error))
		return false;
	return *message || err_set(error, E_NOTFOUND, "the bytes of %s were erased", kept->id);
}

bool
explain_part(const char *uri, const char *receipt, int part, Lang lang, GError **error)
{
	g_autoptr(GBytes) message = NULL, bytes = NULL;
	if (!read_kept(uri, receipt, lang, &message, error) || !parse_part(message, part, &bytes, error))
		return false;
	gsize len;
	const void *content = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_base64_encode(content ? content : "", len);
	json_auto_t *document = json_pack("{s:i, s:s}", "v", 1, "bytes", text);
	bool done = json_dumpf(document, stdout, JSON_COMPACT) == 0 && putchar('\n') != EOF && fflush(stdout) == 0;
	return done || err_set(error, E_IO, "nothing can be written to standard output");
}
