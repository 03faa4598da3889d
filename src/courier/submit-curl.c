/*
 * Submission by libcurl, for TLS from the first byte and for logins with a token: libesmtp has neither.
 *
 * libcurl's own sending cannot ask for delivery reports and tells too little of each recipient, so it is asked for the connection only
 * (CURLOPT_CONNECT_ONLY): name, TCP, TLS with the check of chain and name, greeting, STARTTLS, login. The messages then go over that
 * connection by the dialogue below. What it needs to be trusted with that:
 *
 *   - it goes on without a login where none that it knows is offered, and says that all is well: nothing is sent before a 235 was seen;
 *   - all that passes is read once more (dialogue.c) for the server's words, of which it keeps a code at most;
 *   - no proxy, no netrc, no other protocol, no signal is taken from where the process runs.
 *
 * Its replies are read by its own rules, one odd line before a greeting included; what comes after STARTTLS and before TLS it refuses.
 */
#include "src/courier/submit.h"

#include "src/courier/confine.h"
#include "src/courier/frame.h"
#include "src/courier/telling.h"

#include <curl/curl.h>
#include <errno.h>
#include <openssl/x509_vfy.h>
#include <poll.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Politeness after the last message (QUIT) may take so long. */
#define FAREWELL_SECONDS 5
#define PIECE            16384

typedef struct {
	Telling t;
	const char *host;
	int step_ms;
	bool login, tls, implicit, bearer;
	CURL *curl;
	curl_socket_t socket;
	char problem[CURL_ERROR_SIZE];
	Dialogue *dialogue;
	Reply *last;       /* the newest reply of our own dialogue; NULL: none since the last command */
	char *challenge;   /* of the login, which in a refusal of a token holds its reason */
	bool connected;    /* libcurl is done: what passes now is ours */
	bool unclean;      /* a message was begun and not finished: RSET before the next */
} Wire;

static int64_t
monotonic_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- what passes -------------------------------------------------------------------------------------------------- */

static void
on_command(Said said, void *data)
{
	tell_said(&((Wire *)data)->t, said);
}

/* While libcurl speaks, each reply that it cannot go on from is the reason of what it will return. */
static void
on_their_reply(Wire *w, const Reply *reply)
{
	int class = reply->code / 100;
	if (reply->said == SAID_AUTH && reply->code == 334) {
		g_free(w->challenge);
		w->challenge = g_strdup(reply->text);
	} else if (reply->said == SAID_AUTH) {
		tell_login(&w->t, reply);
	} else if (reply->said == SAID_STARTTLS && class == 5) {
		tell_fault(&w->t, FAULT_ACCOUNT, reply, NULL);
	} else if (reply->code == 421 || ((reply->said == SAID_GREETING || reply->said == SAID_STARTTLS) && class != 2)) {
		tell_fault(&w->t, FAULT_TEMPORARY, reply, NULL);
	}
	/* The last one counts: what was said before TLS is forgotten. */
	if (reply->said == SAID_EHLO)
		w->t.offers_dsn = reply->dsn;
}

static void
on_reply(const Reply *reply, void *data)
{
	Wire *w = data;
	tell_heard(&w->t, reply);
	if (!w->connected) {
		on_their_reply(w, reply);
		return;
	}
	reply_free(w->last);
	w->last = reply_copy(reply);
}

/* libcurl tells all that it sends and receives, and in its own words how TLS came to be. */
static int
on_debug(CURL *curl, curl_infotype type, char *bytes, size_t size, void *data)
{
	static const char tls[] = "SSL connection using ";
	Wire *w = data;
	(void)curl;
	if (w->connected)
		return 0;
	if (type == CURLINFO_HEADER_IN)
		dialogue_received(w->dialogue, bytes, size);
	else if (type == CURLINFO_HEADER_OUT)
		dialogue_sent(w->dialogue, bytes, size);
	else if (type == CURLINFO_TEXT && size > strlen(tls) && !strncmp(bytes, tls, strlen(tls))) {
		/* "TLSv1.3 / TLS_AES_256_GCM_SHA384" */
		g_autoptr(GString) words = g_string_new_len(bytes + strlen(tls), (gssize)(size - strlen(tls)));
		g_string_replace(words, " / ", " ", 0);
		g_free(w->t.tls);
		w->t.tls = g_strstrip(g_strdup(words->str));
		if (w->implicit)
			tell_step(&w->t, "greeting");
	}
	return 0;
}

/* --- connecting --------------------------------------------------------------------------------------------------- */

static char *
url_of(const Wire *w, const json_t *request)
{
	g_autofree char *hello = curl_easy_escape(w->curl, json_string_value(json_object_get(request, "hello")), 0);
	bool literal = strchr(w->host, ':') != NULL;
	char *url = g_strdup_printf("%s://%s%s%s:%d/%s", w->implicit ? "smtps" : "smtp", literal ? "[" : "", w->host, literal ? "]" : "",
	                            (int)json_integer_value(json_object_get(request, "port")), hello);
	return url;
}

static void
set_options(Wire *w, const json_t *request)
{
	CURL *c = w->curl;
	g_autofree char *url = url_of(w, request);
	const char *ca_file = json_string_value(json_object_get(request, "ca_file"));
	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, w->problem);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, w);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)w->step_ms);
	curl_easy_setopt(c, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)MAX(w->step_ms / 1000, 1));
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(w->tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	curl_easy_setopt(c, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	if (ca_file) {
		curl_easy_setopt(c, CURLOPT_CAINFO, ca_file);
		curl_easy_setopt(c, CURLOPT_CAPATH, NULL);
	}
}

static void
set_login(const Wire *w, const json_t *request)
{
	const char *secret = json_string_value(json_object_get(request, "secret"));
	if (!w->login)
		return;
	curl_easy_setopt(w->curl, CURLOPT_USERNAME, json_string_value(json_object_get(request, "user")));
	curl_easy_setopt(w->curl, w->bearer ? CURLOPT_XOAUTH2_BEARER : CURLOPT_PASSWORD, secret);
	curl_easy_setopt(w->curl, CURLOPT_LOGIN_OPTIONS, w->bearer ? "AUTH=XOAUTH2" : "AUTH=PLAIN;AUTH=LOGIN");
}

static char *
words_of_certificate(const Wire *w)
{
	long verify = 0;
	curl_easy_getinfo(w->curl, CURLINFO_SSL_VERIFYRESULT, &verify);
	/* The name is compared before the chain is, and leaves no number of its own. */
	if (strstr(w->problem, "subject name"))
		return g_strdup_printf("the server's certificate is not for %s", w->host);
	if (verify > X509_V_ERR_UNSPECIFIED)
		return g_strdup_printf("the server's certificate is not trusted: %s", X509_verify_cert_error_string(verify));
	return g_strdup_printf("the server's certificate is not trusted: %s", w->problem);
}

static char *
words_of_connecting(const Wire *w)
{
	long system = 0;
	curl_easy_getinfo(w->curl, CURLINFO_OS_ERRNO, &system);
	return g_strdup_printf("no connection: %s", system ? g_strerror((int)system) : w->problem);
}

/* A refused token has its reason in the challenge, as JSON in base64 (Gmail, Microsoft). */
static char *
words_of_login(const Wire *w)
{
	gsize size;
	g_autofree guchar *reason = w->challenge && *w->challenge ? g_base64_decode(w->challenge, &size) : NULL;
	g_autofree char *text = reason && size ? g_strndup((char *)reason, MIN(size, 500)) : NULL;
	if (!w->bearer || !text)
		return g_strdup("the server offers no login that can be used (AUTH PLAIN or LOGIN)");
	g_autoptr(Reply) harmless = reply_new(SAID_AUTH, 334, text);
	return g_strdup_printf("the token was refused: %s", harmless->text);
}

/* What libcurl's return says where the server's own words do not. */
static void
explain(Wire *w, CURLcode code)
{
	g_autofree char *words = NULL;
	Fault fault = FAULT_TEMPORARY;
	switch ((int)code) {
	case CURLE_PEER_FAILED_VERIFICATION:
		words = words_of_certificate(w);
		fault = FAULT_ACCOUNT;
		break;
	case CURLE_SSL_CACERT_BADFILE:
		words = g_strdup("the file of trusted certificates cannot be read: ca-file");
		fault = FAULT_ACCOUNT;
		break;
	case CURLE_USE_SSL_FAILED:
		words = g_strdup("the server does not offer STARTTLS");
		fault = FAULT_ACCOUNT;
		break;
	case CURLE_LOGIN_DENIED:
		words = words_of_login(w);
		fault = FAULT_ACCOUNT;
		w->t.refused = w->t.refused || (w->t.fault == FAULT_NONE && w->bearer && w->challenge);
		break;
	case CURLE_SSL_CONNECT_ERROR:
		/* OpenSSL's own errors are about how the two speak; a connection that broke is not. */
		words = g_strdup_printf("TLS cannot be established: %s", w->problem);
		fault = strstr(w->problem, "error:") ? FAULT_ACCOUNT : FAULT_TEMPORARY;
		break;
	case CURLE_OPERATION_TIMEDOUT:
		words = g_strdup_printf("the server did not answer within %d s", w->step_ms / 1000);
		break;
	case CURLE_COULDNT_CONNECT:
	case CURLE_COULDNT_RESOLVE_HOST:
		words = words_of_connecting(w);
		break;
	case CURLE_WEIRD_SERVER_REPLY:
		words = g_strdup("the server, or somebody on the way to it, sent replies ahead of the encryption: nothing was sent");
		/* Of the greeting and of EHLO the server's own words are there already. */
		fault = w->tls && !w->t.tls ? FAULT_ACCOUNT : FAULT_TEMPORARY;
		break;
	default:
		words = g_strdup_printf("the server broke the connection off: %s", *w->problem ? w->problem : curl_easy_strerror(code));
	}
	tell_fault(&w->t, fault, NULL, words);
}

static bool
open_session(Wire *w, const json_t *request)
{
	set_options(w, request);
	set_login(w, request);
	tell_step(&w->t, "connect");
	dialogue_connected(w->dialogue);
	CURLcode code = curl_easy_perform(w->curl);
	if (code != CURLE_OK)
		explain(w, code);
	else if (w->login && !w->t.authenticated)
		tell_fault(&w->t, FAULT_ACCOUNT, NULL, "the server offers no login that can be used (AUTH PLAIN or LOGIN)");
	else if (curl_easy_getinfo(w->curl, CURLINFO_ACTIVESOCKET, &w->socket) != CURLE_OK || w->socket == CURL_SOCKET_BAD)
		tell_fault(&w->t, FAULT_TEMPORARY, NULL, "the server broke the connection off");
	/* libcurl would have failed without it; this one only lacks the words of another TLS library. */
	else if (w->tls && !w->t.tls)
		w->t.tls = g_strdup("TLS");
	w->connected = w->t.open = w->t.fault == FAULT_NONE;
	return w->connected;
}

/* --- the dialogue over the connection ----------------------------------------------------------------------------- */

/* Nothing more can be said here; words: why, where it was not the server that said so. */
static bool
lost(Wire *w, const char *words)
{
	w->t.open = false;
	tell_fault(&w->t, FAULT_TEMPORARY, NULL, words);
	return false;
}

static bool
wait_for(Wire *w, short events, int64_t end)
{
	int64_t left = end - monotonic_ms();
	struct pollfd p = {.fd = w->socket, .events = events};
	int n = left > 0 ? poll(&p, 1, (int)left) : 0;
	if (n > 0 || (n < 0 && errno == EINTR))
		return true;
	g_autofree char *words = g_strdup_printf("the server did not answer within %d s", w->step_ms / 1000);
	return lost(w, words);
}

static bool
write_all(Wire *w, const char *bytes, gsize size)
{
	int64_t end = monotonic_ms() + w->step_ms;
	while (size) {
		size_t n = 0;
		CURLcode code = curl_easy_send(w->curl, bytes, MIN(size, PIECE), &n);
		if (code == CURLE_AGAIN ? !wait_for(w, POLLOUT, end) : code != CURLE_OK)
			return lost(w, "the server broke the connection off");
		if (n)
			end = monotonic_ms() + w->step_ms; /* a large message may take longer than a reply */
		bytes += n;
		size -= n;
	}
	return true;
}

/* Reads what is there. False: it was the end. TLS may have read already what the socket does not show any more: so first read, then
 * wait. */
static bool
read_some(Wire *w, bool *nothing)
{
	char bytes[4096];
	size_t n = 0;
	CURLcode code = curl_easy_recv(w->curl, bytes, sizeof bytes, &n);
	*nothing = code == CURLE_AGAIN;
	if (*nothing)
		return true;
	if (code != CURLE_OK || n == 0)
		return lost(w, "the server broke the connection off");
	dialogue_received(w->dialogue, bytes, n);
	return true;
}

/* The reply that is awaited, in w->last. */
static bool
await_reply(Wire *w)
{
	int64_t end = monotonic_ms() + w->step_ms;
	while (!w->last) {
		bool nothing;
		if (!read_some(w, &nothing) || (nothing && !wait_for(w, POLLIN, end)))
			return false;
	}
	/* It said that it goes. */
	if (w->last->code == 421)
		w->t.open = false;
	return true;
}

static bool
command(Wire *w, const char *line)
{
	g_autofree char *whole = g_strconcat(line, "\r\n", NULL);
	g_clear_pointer(&w->last, reply_free);
	dialogue_sent(w->dialogue, whole, strlen(whole));
	return write_all(w, whole, strlen(whole)) && await_reply(w);
}

/* A refusal that decides about all recipients; the session goes on unless the server ends it. */
static bool
decided(Wire *w)
{
	w->t.decided = reply_copy(w->last);
	return false;
}

static bool
good(const Wire *w)
{
	return w->last->code / 100 == 2;
}

static bool
sender(Wire *w, const json_t *request)
{
	const char *envid = json_string_value(json_object_get(request, "envid"));
	w->t.dsn = w->t.offers_dsn && json_is_true(json_object_get(request, "want_dsn"));
	g_autofree char *line = g_strdup_printf("MAIL FROM:<%s>%s%s%s", json_string_value(json_object_get(request, "from")),
	                                        w->t.dsn ? " RET=HDRS" : "", w->t.dsn && envid ? " ENVID=" : "",
	                                        w->t.dsn && envid ? envid : "");
	w->unclean = true;
	return command(w, line) && (good(w) || decided(w));
}

/* RFC 3461 4: what would end an address in xtext is written by its number. */
static char *
xtext(const char *address)
{
	GString *out = g_string_new(NULL);
	for (; *address; address++)
		if (*address > ' ' && *address < 0x7f && *address != '+' && *address != '=')
			g_string_append_c(out, *address);
		else
			g_string_append_printf(out, "+%02X", (guchar)*address);
	return g_string_free(out, FALSE);
}

static bool
recipients(Wire *w, const json_t *request)
{
	size_t i;
	json_t *to;
	bool any = false;
	json_array_foreach (json_object_get(request, "to"), i, to) {
		const char *address = json_string_value(to);
		g_autofree char *original = xtext(address);
		g_autofree char *line = w->t.dsn ? g_strdup_printf("RCPT TO:<%s> NOTIFY=SUCCESS,FAILURE,DELAY ORCPT=rfc822;%s", address, original)
		                                 : g_strdup_printf("RCPT TO:<%s>", address);
		if (!command(w, line))
			return false;
		g_ptr_array_add(w->t.recipients, reply_copy(w->last));
		any = any || good(w);
		if (!w->t.open)
			return false;
	}
	return any;
}

/* RFC 5321 4.5.2: a dot that begins a line is doubled. The message is in canonical CRLF lines, see transport.h. */
static GString *
stuffed(const json_t *message)
{
	const char *bytes = json_string_value(message);
	gsize size = json_string_length(message);
	GString *out = g_string_sized_new(size + size / 64);
	for (gsize i = 0; i < size; i++) {
		if (bytes[i] == '.' && (i == 0 || bytes[i - 1] == '\n'))
			g_string_append_c(out, '.');
		g_string_append_c(out, bytes[i]);
	}
	return out;
}

static bool
data(Wire *w, const json_t *request)
{
	bool nothing;
	if (!command(w, "DATA") || (w->last->code != 354 && !decided(w)))
		return false;
	g_clear_pointer(&w->last, reply_free);
	GString *body = stuffed(json_object_get(request, "message"));
	bool sent = write_all(w, body->str, body->len);
	g_string_free(body, TRUE);
	/* Without its end a message is none. A server that has gone or refused meanwhile is not sent it. */
	if (!sent || !read_some(w, &nothing))
		return false;
	if (w->last) {
		w->t.open = false;
		return decided(w);
	}
	tell_step(&w->t, "final");
	w->t.final = true;
	if (!write_all(w, ".\r\n", 3) || !await_reply(w))
		return false;
	decided(w);
	w->unclean = false;
	return true;
}

static void
deliver(Wire *w, const json_t *request)
{
	tell_begin(&w->t);
	if (w->unclean && (!command(w, "RSET") || !w->t.open))
		return;
	w->unclean = false;
	if (sender(w, request) && recipients(w, request))
		data(w, request);
}

static G_NORETURN void
farewell(Wire *w)
{
	alarm(FAREWELL_SECONDS); /* nothing that still happens can change a result, or is waited for */
	w->t.fd = -1;
	if (w->connected && w->t.open)
		command(w, "QUIT");
	/* No tidying up: the process ends, and confined as it is it may not do much. */
	_exit(0);
}

/* --- the child ---------------------------------------------------------------------------------------------------- */

static bool
confine(const json_t *request)
{
	const char *files[] = {json_string_value(json_object_get(request, "ca_file")), NULL};
	unsigned ports[] = {(unsigned)json_integer_value(json_object_get(request, "port")), 0};
	return confine_network(files, ports, NULL, NULL);
}

int
submit_curl_child(const json_t *request, int fd)
{
	Wire w = {
		.host = json_string_value(json_object_get(request, "host")),
		.step_ms = (int)json_integer_value(json_object_get(request, "step_ms")),
		.login = json_is_true(json_object_get(request, "login")),
		.tls = json_is_true(json_object_get(request, "tls")),
		.implicit = json_is_true(json_object_get(request, "implicit")),
		.bearer = json_is_true(json_object_get(request, "bearer")),
		.socket = CURL_SOCKET_BAD,
	};
	if (!w.host || !confine(request) || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK || !(w.curl = curl_easy_init()))
		return 1;
	w.dialogue = dialogue_new(&(DialogueEvents){on_command, on_reply, &w});
	tell_start(&w.t, fd);
	json_t *next = NULL;
	bool more = open_session(&w, request) && json_object_get(request, "message");
	if (more)
		deliver(&w, request);
	tell_result(&w.t);
	while (more && w.t.open && frame_read(fd, &next, NULL) && next) {
		deliver(&w, next);
		tell_result(&w.t);
		json_decref(next);
	}
	farewell(&w);
}
