/* The child `parse`, and the parent's judgement of what it says. */
#include "src/courier/parse.h"

#include "src/core/err.h"
#include "src/courier/frame.h"
#include "src/courier/confine.h"
#include "src/courier/understand.h"

#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

/* --- the child's side --------------------------------------------------------------------------------------------- */

/* Errors and digests that OpenSSL would otherwise look for when the first signature comes. */
static void
load_digests(void)
{
	static const char *const names[] = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"};
	OPENSSL_init_crypto(OPENSSL_INIT_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_ADD_ALL_DIGESTS | OPENSSL_INIT_ADD_ALL_CIPHERS, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		EVP_MD_free(EVP_MD_fetch(NULL, names[i], NULL));
}

static json_t *
answer(const json_t *request, const guchar *bytes, gsize len, const Trust *trust)
{
	const json_t *part = json_object_get(request, "part"), *now = json_object_get(request, "now");
	if (!part) {
		g_autoptr(Understood) u = understand(bytes, len, trust, json_integer_value(now));
		return json_pack("{s:i, s:o}", "v", FRAME_VERSION, "understood", understood_to_json(u));
	}
	gsize size = 0;
	g_autoptr(GBytes) found = understand_part(bytes, len, json_integer_value(part));
	const void *content = found ? g_bytes_get_data(found, &size) : NULL;
	g_autofree char *text = found ? g_base64_encode(content ? content : "", size) : NULL;
	return json_pack("{s:i, s:s*}", "v", FRAME_VERSION, "part", text);
}

static bool
read_request(const json_t *request, int fd, GError **error)
{
	g_autoptr(Trust) trust = NULL;
	gsize len;
	understand_prepare();
	load_digests();
	if (!trust_load(json_string_value(json_object_get(request, "ca_file")), &trust, error) || !confine_parser(NULL, error))
		return false;
	const char *text = json_string_value(json_object_get(request, "message"));
	g_autofree guchar *bytes = g_base64_decode(text ? text : "", &len);
	json_auto_t *said = answer(request, bytes, len, trust);
	return frame_write(fd, said, error);
}

/* Never returns: what libraries do at an exit needs rights that are gone, and nothing is left to be tidied. */
int
parse_child(const json_t *request, int fd)
{
	g_autoptr(GError) problem = NULL;
	if (read_request(request, fd, &problem))
		_exit(0);
	json_auto_t *said = json_pack("{s:i, s:s, s:s}", "v", FRAME_VERSION, "problem", problem->message, "code",
	                              problem->code == E_CONFIG ? "config" : "other");
	frame_write(fd, said, NULL);
	_exit(err_exit_of(problem));
}

/* --- the parent's side -------------------------------------------------------------------------------------------- */

static const json_t *
said(const ChildResult *child, const char *key)
{
	return child->frames->len == 1 ? json_object_get(g_ptr_array_index(child->frames, 0), key) : NULL;
}

static Understood *
not_understood(const ChildResult *child, const char *why)
{
	Understood *u = understood_new();
	u->failed = true;
	if (why)
		understood_why(u, "not understood: %s", why);
	else if (child->end == CHILD_TIMED_OUT)
		understood_why(u, "not understood: no answer within %d s", PARSE_SECONDS);
	else if (child->end == CHILD_KILLED)
		understood_why(u, "not understood: the process that read it broke (signal %d)", child->status);
	else
		understood_why(u, "not understood: the process that read it gave no usable answer (status %d)", child->status);
	return u;
}

Understood *
parse_judge(const ChildResult *child)
{
	const json_t *facts = said(child, "understood"), *problem = said(child, "problem");
	g_autoptr(GError) why = NULL;
	Understood *u;
	if (child->end != CHILD_EXITED || child->status != 0 || !facts)
		return not_understood(child, child->end == CHILD_EXITED ? json_string_value(problem) : NULL);
	return understood_from_json(facts, &u, &why) ? u : not_understood(child, why->message);
}

static bool
run(GBytes *message, json_t *request, ChildResult *child, GError **error)
{
	gsize len;
	const void *bytes = g_bytes_get_data(message, &len);
	if (len > UNDERSTAND_MAX)
		return err_set(error, E_INPUT, "the message has %zu bytes: %u are the most", len, UNDERSTAND_MAX);
	g_autofree char *text = g_base64_encode(bytes ? bytes : "", len);
	json_object_set_new(request, "message", json_string(text));
	return child_run("parse", request, PARSE_SECONDS * 1000, child, error);
}

/* The child has no language: what it met is met again here, where it is said in the person's. */
static bool
complain_of_trust(const char *ca_file, const char *problem, GError **error)
{
	g_autoptr(Trust) trust = NULL;
	return trust_load(ca_file, &trust, error) ? err_set(error, E_CONFIG, "%s", problem) : false;
}

bool
parse_message(GBytes *message, const char *ca_file, Instant now, Understood **understood, GError **error)
{
	g_auto(ChildResult) child = {0};
	g_autoptr(GError) why = NULL;
	json_auto_t *request = json_pack("{s:I, s:s*}", "now", (json_int_t)now, "ca_file", ca_file);
	*understood = NULL;
	if (!run(message, request, &child, &why)) {
		if (g_error_matches(why, ERR_DOMAIN, E_INPUT)) {
			*understood = not_understood(&child, why->message);
			return true;
		}
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	const char *code = json_string_value(said(&child, "code")), *problem = json_string_value(said(&child, "problem"));
	if (problem && !g_strcmp0(code, "config"))
		return complain_of_trust(ca_file, problem, error);
	*understood = parse_judge(&child);
	return true;
}

bool
parse_part(GBytes *message, int64_t part, GBytes **bytes, GError **error)
{
	g_auto(ChildResult) child = {0};
	json_auto_t *request = json_pack("{s:i, s:I}", "now", 0, "part", (json_int_t)part);
	*bytes = NULL;
	if (!run(message, request, &child, error))
		return false;
	const char *text = child.end == CHILD_EXITED ? json_string_value(said(&child, "part")) : NULL;
	if (!text)
		return err_set(error, E_IO, "the attachment cannot be read out of the message");
	gsize len;
	guchar *content = g_base64_decode(text, &len);
	*bytes = g_bytes_new_take(content, len);
	return true;
}
