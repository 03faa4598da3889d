/*
 * One submission by libesmtp 1.1.0, with what that library needs to be trusted with a message:
 *
 *   - it goes on unauthenticated after a refused login, or where none is offered: what passes its monitor is read
 *     (dialogue.c), and the process ends before MAIL can leave;
 *   - it reads replies that were pipelined before the TLS handshake as if TLS had protected them: anything that no command
 *     asked for ends the process;
 *   - its own context for TLS crashes in a second session, does not look at the configured name, and sends no SNI: the
 *     context is ours, verifies chain and name in the handshake, and sets SNI from the info callback;
 *   - with TLS 1.3 it waits for ever for the session ticket that comes after the handshake: TLS 1.2 is the maximum;
 *   - it says success where nothing was sent, and crashes where a server vanishes: what counts are the replies, each
 *     told to the parent, and the parent's clock.
 *
 * The process is used once and exits without tidying up.
 */
#include "src/courier/submit.h"

#include "src/courier/confine.h"
#include "src/courier/dialogue.h"
#include "src/courier/telling.h"

#include <arpa/inet.h>
#include <auth-client.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* After openssl/ssl.h: its prototypes about TLS depend on it. */
#include <libesmtp.h>

/* Politeness after the result (QUIT) may take so long. */
#define FAREWELL_SECONDS 5

typedef struct {
	Telling t;
	const char *message;
	char *host, *user, *secret; /* the libraries take them without const */
	gsize size;
	int step_ms;
	bool login, tls, want_dsn, only_login;
	Dialogue *dialogue;
	bool given;
	SSL *ssl;   /* once TLS stands */
	int verify; /* X509_V_OK, or what the certificate fails at */
	int64_t heard_ms;
} Submit;

static int64_t
monotonic_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* --- the dialogue ------------------------------------------------------------------------------------------------ */

/* Ends the process before libesmtp can do its next thing. */
static G_NORETURN void
stop(Submit *s, Fault fault, const Reply *reason, const char *words)
{
	tell_fault(&s->t, fault, reason, words);
	tell_result(&s->t);
	_exit(0);
}

/* The server let us in, and that was all that was asked. libesmtp would go on to MAIL. */
static G_NORETURN void
leave(Submit *s)
{
	tell_result(&s->t);
	alarm(FAREWELL_SECONDS);
	if (s->ssl && SSL_write(s->ssl, "QUIT\r\n", 6) > 0)
		SSL_shutdown(s->ssl);
	_exit(0);
}

static void
on_command(Said said, void *data)
{
	Submit *s = data;
	bool harmless = said == SAID_EHLO || said == SAID_STARTTLS || said == SAID_QUIT;
	/* This runs before the bytes leave: what must not be said is never said. */
	if (s->tls && !s->t.tls && !harmless)
		stop(s, FAULT_ACCOUNT, NULL, "the connection is not protected by TLS");
	if (s->login && !s->t.authenticated && !harmless && said != SAID_AUTH)
		stop(s, FAULT_ACCOUNT, NULL, "the server offers no login that can be used (AUTH PLAIN or LOGIN)");
	if (s->only_login && said == SAID_MAIL)
		leave(s);
	tell_said(&s->t, said);
}

static void
on_greeting(Submit *s, const Reply *reply)
{
	/* Kept, not ended: libesmtp tries the server's next address. */
	if (reply->code / 100 != 2)
		tell_fault(&s->t, FAULT_TEMPORARY, reply, NULL);
}

static void
on_login(Submit *s, const Reply *reply)
{
	tell_login(&s->t, reply);
	if (s->t.fault != FAULT_NONE)
		stop(s, s->t.fault, NULL, NULL); /* before libesmtp tries the next mechanism, or goes on without */
}

static void
on_reply(const Reply *reply, void *data)
{
	Submit *s = data;
	bool good = reply->code / 100 == 2;
	tell_heard(&s->t, reply);
	switch (reply->said) {
	case SAID_GREETING:
		on_greeting(s, reply);
		break;
	case SAID_EHLO:
		if (reply->code == 421)
			stop(s, FAULT_TEMPORARY, reply, NULL);
		s->t.dsn = reply->dsn && s->want_dsn;
		break;
	case SAID_STARTTLS:
		/* 454: not now (RFC 3207 4). */
		if (!good)
			stop(s, reply->code / 100 == 4 ? FAULT_TEMPORARY : FAULT_ACCOUNT, reply, NULL);
		break;
	case SAID_AUTH:
		on_login(s, reply);
		break;
	case SAID_RCPT:
		g_ptr_array_add(s->t.recipients, reply_copy(reply));
		break;
	case SAID_MAIL:
	case SAID_DATA:
		if (!good && reply->code != 354 && !s->t.decided)
			s->t.decided = reply_copy(reply);
		break;
	case SAID_BODY:
		s->t.decided = s->t.decided ? s->t.decided : reply_copy(reply);
		tell_result(&s->t);
		alarm(FAREWELL_SECONDS); /* nothing that still happens can change the result */
		break;
	case SAID_QUIT:
	case SAID_OTHER:
		break;
	}
}

static void
on_wire(const char *bytes, int len, int writing, void *data)
{
	Submit *s = data;
	s->heard_ms = monotonic_ms();
	if (writing == 1)
		dialogue_sent(s->dialogue, bytes, (gsize)len);
	else if (writing == 0)
		dialogue_received(s->dialogue, bytes, (gsize)len);
	if (s->tls && !s->t.tls && dialogue_unasked(s->dialogue))
		stop(s, FAULT_ACCOUNT, NULL,
		     "the server, or somebody on the way to it, sent replies ahead of the encryption: nothing was sent");
}

/* --- TLS --------------------------------------------------------------------------------------------------------- */

static bool
is_address(const char *host)
{
	unsigned char bytes[16];
	return inet_pton(AF_INET, host, bytes) == 1;
}

static Submit *
submit_of(const SSL *ssl)
{
	return SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
}

static void
on_handshake(const SSL *ssl, int where, int ret)
{
	Submit *s = submit_of(ssl);
	(void)ret;
	if (!(where & SSL_CB_HANDSHAKE_START))
		return;
	if (!is_address(s->host))
		SSL_set_tlsext_host_name((SSL *)(uintptr_t)ssl, s->host); /* it is ours to set: this is before the handshake */
	tell_step(&s->t, "handshake");
}

static int
on_certificate(int good, X509_STORE_CTX *store)
{
	Submit *s = submit_of(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
	if (!good && s->verify == X509_V_OK)
		s->verify = X509_STORE_CTX_get_error(store);
	return good;
}

static SSL_CTX *
tls_context(Submit *s, const char *ca_file)
{
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());
	X509_VERIFY_PARAM *param = SSL_CTX_get0_param(context);
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	/* A TLS 1.3 server sends session tickets after the handshake. libesmtp then sees the socket readable, reads, finds no
	 * data, and waits for a reply to what it has not sent yet. */
	SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
	if (ca_file ? !SSL_CTX_load_verify_file(context, ca_file) : !SSL_CTX_set_default_verify_paths(context)) {
		g_autofree char *words = g_strdup_printf("the file of trusted certificates cannot be read: %s",
		                                         ca_file ? ca_file : "the system's");
		stop(s, FAULT_ACCOUNT, NULL, words);
	}
	SSL_CTX_set_app_data(context, s);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, on_certificate);
	SSL_CTX_set_info_callback(context, on_handshake);
	X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	if (is_address(s->host))
		X509_VERIFY_PARAM_set1_ip_asc(param, s->host);
	else
		X509_VERIFY_PARAM_set1_host(param, s->host, 0);
	return context;
}

/* --- libesmtp ---------------------------------------------------------------------------------------------------- */

static void
on_event(smtp_session_t session, int event, void *data, ...)
{
	Submit *s = data;
	va_list ap;
	va_start(ap, data);
	(void)session;
	if (event == SMTP_EV_CONNECT) {
		/* Perhaps the next address of a host whose first one refused. */
		dialogue_connected(s->dialogue);
		s->t.fault = FAULT_NONE;
		g_clear_pointer(&s->t.reason, reply_free);
		s->heard_ms = monotonic_ms();
		tell_step(&s->t, "greeting");
	} else if (event == SMTP_EV_STARTTLS_OK) {
		s->ssl = va_arg(ap, SSL *);
		s->t.tls = g_strdup_printf("%s %s", SSL_get_version(s->ssl), SSL_get_cipher(s->ssl));
	} else if (event == SMTP_EV_WRONG_PEER_CERTIFICATE) {
		/* It compares with the canonical name of the host; ours was compared with the configured one, in the handshake. */
		*va_arg(ap, int *) = 1;
	} else if (event == SMTP_EV_EXTNA_STARTTLS) {
		stop(s, FAULT_ACCOUNT, NULL, "the server does not offer STARTTLS");
	}
	/* All other questions keep their answer: no. */
	va_end(ap);
}

static int
on_login_question(auth_client_request_t request, char **result, int fields, void *data)
{
	Submit *s = data;
	for (int i = 0; i < fields; i++)
		result[i] = request[i].flags & AUTH_PASS   ? s->secret
		            : request[i].flags & AUTH_USER ? s->user
		                                           : NULL;
	return 1;
}

/* libesmtp asks for the message, and once more to learn that it was all: then its end leaves next. */
static const char *
give(void **context, int *len, void *data)
{
	Submit *s = data;
	(void)context;
	if (!len) {
		s->given = false;
		return NULL;
	}
	*len = 0;
	if (s->given) {
		if (!s->t.final)
			tell_step(&s->t, "final");
		s->t.final = true;
		return NULL;
	}
	s->given = true;
	*len = (int)s->size;
	return s->message;
}

static void
add_recipients(smtp_message_t message, const json_t *to, bool dsn)
{
	size_t i;
	json_t *address;
	json_array_foreach (to, i, address) {
		smtp_recipient_t recipient = smtp_add_recipient(message, json_string_value(address));
		if (dsn) {
			smtp_dsn_set_notify(recipient, Notify_SUCCESS | Notify_FAILURE | Notify_DELAY);
			smtp_dsn_set_orcpt(recipient, "rfc822", json_string_value(address));
		}
	}
}

static smtp_session_t
prepare(Submit *s, const json_t *request, smtp_message_t *message)
{
	smtp_session_t session = smtp_create_session();
	const char *envid = json_string_value(json_object_get(request, "envid"));
	g_autofree char *server =
		g_strdup_printf("%s:%d", s->host, (int)json_integer_value(json_object_get(request, "port")));
	smtp_set_server(session, server);
	smtp_set_hostname(session, json_string_value(json_object_get(request, "hello")));
	smtp_set_eventcb(session, on_event, s);
	smtp_set_monitorcb(session, on_wire, s, 0);
	/* Milliseconds, whatever its manual says. */
	for (int which = Timeout_GREETING; which <= Timeout_DATA2; which++)
		smtp_set_timeout(session, which | Timeout_OVERRIDE_RFC2822_MINIMUM, s->step_ms);
	if (s->tls) {
		smtp_starttls_enable(session, Starttls_REQUIRED);
		smtp_starttls_set_ctx(session, tls_context(s, json_string_value(json_object_get(request, "ca_file"))));
	}
	if (s->login) {
		auth_client_init();
		auth_context_t login = auth_create_context();
		auth_set_mechanism_flags(login, AUTH_PLUGIN_PLAIN, 0);
		auth_set_interact_cb(login, on_login_question, s);
		smtp_auth_set_context(session, login);
	}
	*message = smtp_add_message(session);
	smtp_set_reverse_path(*message, json_string_value(json_object_get(request, "from")));
	smtp_set_messagecb(*message, give, s);
	if (s->want_dsn) {
		smtp_dsn_set_ret(*message, Ret_HDRS);
		if (envid)
			smtp_dsn_set_envid(*message, envid);
	}
	add_recipients(*message, json_object_get(request, "to"), s->want_dsn);
	return session;
}

/* --- the end ----------------------------------------------------------------------------------------------------- */

static Reply *
from_status(Said said, const smtp_status_t *status)
{
	if (!status || !status->code)
		return NULL;
	g_autofree char *text =
		status->enh_class ? g_strdup_printf("%d.%d.%d %s", status->enh_class, status->enh_subject, status->enh_detail,
	                                            status->text ? status->text : "")
	                          : g_strdup(status->text);
	return reply_new(said, status->code, text);
}

static void
add_status(smtp_recipient_t recipient, const char *address, void *data)
{
	Submit *s = data;
	(void)address;
	Reply *reply = from_status(SAID_RCPT, smtp_recipient_status(recipient));
	g_ptr_array_add(s->t.recipients, reply ? reply : g_new0(Reply, 1));
}

/* With CHUNKING libesmtp shuts its monitor before the replies come: then its own statuses are all there is. */
static void
fill_in(Submit *s, smtp_message_t message)
{
	if (!s->t.final || s->t.decided)
		return;
	if (!s->t.recipients->len)
		smtp_enumerate_recipients(message, add_status, s);
	Reply *reply = from_status(SAID_BODY, smtp_message_transfer_status(message));
	/* A 354 is left there when the connection breaks after it: no word about the message. */
	if (reply && reply->code / 100 != 3)
		s->t.decided = reply;
	else
		reply_free(reply);
}

static char *
words_of_certificate(const Submit *s)
{
	if (s->verify == X509_V_ERR_HOSTNAME_MISMATCH || s->verify == X509_V_ERR_IP_ADDRESS_MISMATCH)
		return g_strdup_printf("the server's certificate is not for %s", s->host);
	return g_strdup_printf("the server's certificate is not trusted: %s", X509_verify_cert_error_string(s->verify));
}

/* What OpenSSL says of a handshake that failed for another reason than the certificate; NULL: nothing. */
static char *
words_of_tls(Fault *fault)
{
	unsigned long code = ERR_peek_error();
	if (!code)
		return NULL;
	if (ERR_GET_LIB(code) == ERR_LIB_SSL && ERR_GET_REASON(code) != SSL_R_UNEXPECTED_EOF_WHILE_READING)
		*fault = FAULT_ACCOUNT;
	const char *reason = ERR_reason_error_string(code);
	return g_strdup_printf("TLS cannot be established: %s", reason ? reason : "unknown reason");
}

static void
explain(Submit *s, int problem, int system)
{
	char text[256] = "";
	if (s->t.fault != FAULT_NONE || s->t.decided)
		return;
	s->t.fault = FAULT_TEMPORARY;
	if (s->verify != X509_V_OK) {
		s->t.fault = FAULT_ACCOUNT;
		s->t.words = words_of_certificate(s);
	} else if (s->tls && !s->t.tls && (s->t.words = words_of_tls(&s->t.fault))) {
		return;
	} else if (s->heard_ms && monotonic_ms() - s->heard_ms >= s->step_ms - 100) {
		s->t.words = g_strdup_printf("the server did not answer within %d s", s->step_ms / 1000);
	} else if (s->heard_ms || problem == SMTP_ERR_DROPPED_CONNECTION) {
		s->t.words = g_strdup("the server broke the connection off");
	} else {
		const char *words = smtp_strerror(problem, text, sizeof text);
		s->t.words = g_strdup_printf("no connection: %s", problem < 0 ? g_strerror(-problem) : words ? words : g_strerror(system));
	}
}

static bool
confine(const json_t *request)
{
	const char *files[] = {json_string_value(json_object_get(request, "ca_file")), NULL};
	unsigned ports[] = {(unsigned)json_integer_value(json_object_get(request, "port")), 0};
	return confine_network(files, ports, NULL, NULL);
}

int
submit_child(const json_t *request, int fd)
{
	Submit s = {
		.host = g_strdup(json_string_value(json_object_get(request, "host"))),
		.user = g_strdup(json_string_value(json_object_get(request, "user"))),
		.secret = g_strdup(json_string_value(json_object_get(request, "secret"))),
		.message = json_string_value(json_object_get(request, "message")),
		.size = json_string_length(json_object_get(request, "message")),
		.step_ms = (int)json_integer_value(json_object_get(request, "step_ms")),
		.login = json_is_true(json_object_get(request, "login")),
		.tls = json_is_true(json_object_get(request, "tls")),
		.want_dsn = json_is_true(json_object_get(request, "want_dsn")),
		.verify = X509_V_OK,
		.only_login = json_is_true(json_object_get(request, "only_login")),
	};
	smtp_message_t message;
	if (!s.host || !s.message || !s.size || !confine(request))
		return 1;
	s.dialogue = dialogue_new(&(DialogueEvents){on_command, on_reply, &s});
	tell_start(&s.t, fd);
	smtp_session_t session = prepare(&s, request, &message);
	tell_step(&s.t, "connect");
	ERR_clear_error();
	errno = 0;
	smtp_start_session(session);
	int system = errno;
	fill_in(&s, message);
	explain(&s, smtp_errno(), system);
	tell_result(&s.t);
	/* No tidying up: destroying a session frees a certificate once too often, and the process ends anyway. */
	_exit(0);
}
