/*
 * IMAP. libcurl connects, protects the connection, checks the certificate and logs in; then the dialogue is our own.
 *
 * libcurl's own reading of IMAP is not used: its URLs SELECT and mark as read, and with CUSTOMREQUEST it takes a line of a message
 * that looks like a tagged reply for the server's (seen with 7.88). Commands go out one at a time, and what comes back is read by imap.c.
 */
#include "src/courier/mailbox.h"

#include "src/courier/concern.h"
#include "src/courier/imap.h"
#include "src/host/host.h"

#include <curl/curl.h>
#include <errno.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <string.h>

#define FAREWELL_MS   2000
#define RESPONSES_MAX 200000  /* untagged ones to one command */

typedef struct {
	Mailbox *box;
	CURL *curl;
	char url[300], error[CURL_ERROR_SIZE];
	int step_ms;
	ImapReader *reader;
	unsigned tag;
	char *refused;   /* what the server said when it refused a login or the connection */
	char *bye;
	GArray *uids;    /* of guint32: what is new, ascending */
	guint at;        /* the next of them */
	guint32 validity, next;
	bool has_validity;
} Imap;

static const char *
text_of(const json_t *request, const char *key)
{
	return json_string_value(json_object_get(request, key));
}

/* --- connecting ----------------------------------------------------------------------------------------------------- */

/* Lines of the dialogue that libcurl holds: only what refuses is kept, for its words. */
static size_t
on_line(char *bytes, size_t size, size_t count, void *data)
{
	Imap *imap = data;
	g_autofree char *line = g_strndup(bytes, MIN(size * count, 1000));
	char **words = NULL;
	g_auto(GStrv) part = g_strsplit(g_strchomp(line), " ", 3);
	if (g_strv_length(part) == 3 && (!g_ascii_strcasecmp(part[1], "NO") || !g_ascii_strcasecmp(part[1], "BAD") || !g_ascii_strcasecmp(part[1], "BYE")))
		words = &imap->refused;
	if (words) {
		g_free(*words);
		*words = g_strdup_printf("%s %s", part[1], part[2]);
	}
	return size * count;
}

/* The server may refuse for now (RFC 5530), which is nobody's fault. */
static bool
says_not_now(const char *words)
{
	static const char *const codes[] = {"[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[OVERQUOTA]"};
	g_autofree char *upper = words ? g_ascii_strup(words, -1) : NULL;
	for (gsize i = 0; upper && i < G_N_ELEMENTS(codes); i++)
		if (strstr(upper, codes[i]))
			return true;
	return upper && g_str_has_prefix(upper, "BYE");
}

static bool
fail_certificate(Imap *imap)
{
	long verdict = 0;
	curl_easy_getinfo(imap->curl, CURLINFO_SSL_VERIFYRESULT, &verdict);
	if (verdict != X509_V_OK && verdict != X509_V_ERR_HOSTNAME_MISMATCH)
		return mailbox_fail(imap->box, TROUBLE_CERTIFICATE, "the server's certificate is not trusted: %s",
		                    X509_verify_cert_error_string(verdict));
	return mailbox_fail(imap->box, TROUBLE_CERTIFICATE, "the server's certificate is not for this host: %s", imap->error);
}

static bool
fail_connecting(Imap *imap, CURLcode code)
{
	static const struct {
		CURLcode code;
		Trouble trouble;
		const char *words;
	} rows[] = {
		{CURLE_USE_SSL_FAILED, TROUBLE_TLS, "the server does not offer STARTTLS"},
		{CURLE_SSL_CACERT_BADFILE, TROUBLE_CONFIG, "the file of trusted certificates cannot be read"},
		{CURLE_COULDNT_RESOLVE_HOST, TROUBLE_UNREACHABLE, "no connection: the server's name is not known"},
		{CURLE_OPERATION_TIMEDOUT, TROUBLE_SILENT, "the server did not answer"},
		{CURLE_GOT_NOTHING, TROUBLE_CLOSED, "the server broke the connection off"},
		{CURLE_RECV_ERROR, TROUBLE_CLOSED, "the server broke the connection off"},
		{CURLE_SEND_ERROR, TROUBLE_CLOSED, "the server broke the connection off"},
		{CURLE_WEIRD_SERVER_REPLY, TROUBLE_BABBLE, "the server speaks no IMAP"},
	};
	if (imap->refused && says_not_now(imap->refused))
		return mailbox_fail(imap->box, TROUBLE_BUSY, "%s", imap->refused);
	if (code == CURLE_LOGIN_DENIED)
		return mailbox_fail(imap->box, TROUBLE_LOGIN, "%s", imap->refused ? imap->refused : "the server offers no login that can be used");
	if (code == CURLE_PEER_FAILED_VERIFICATION)
		return fail_certificate(imap);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		if (rows[i].code == code)
			return mailbox_fail(imap->box, rows[i].trouble, "%s", imap->refused ? imap->refused : rows[i].words);
	return mailbox_fail(imap->box, TROUBLE_UNREACHABLE, "no connection: %s", *imap->error ? imap->error : curl_easy_strerror(code));
}

static void
set_login(Imap *imap, const json_t *request)
{
	const char *secret = text_of(request, "secret");
	curl_easy_setopt(imap->curl, CURLOPT_USERNAME, text_of(request, "user"));
	if (json_is_true(json_object_get(request, "oauth2"))) {
		curl_easy_setopt(imap->curl, CURLOPT_XOAUTH2_BEARER, secret);
		curl_easy_setopt(imap->curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2");
	} else {
		curl_easy_setopt(imap->curl, CURLOPT_PASSWORD, secret);
	}
}

static void
set_protection(Imap *imap, const json_t *request)
{
	const char *ca_file = text_of(request, "ca_file");
	bool tls = json_is_true(json_object_get(request, "tls"));
	curl_easy_setopt(imap->curl, CURLOPT_USE_SSL, (long)(tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
	curl_easy_setopt(imap->curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	curl_easy_setopt(imap->curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(imap->curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (ca_file) {
		curl_easy_setopt(imap->curl, CURLOPT_CAINFO, ca_file);
		curl_easy_setopt(imap->curl, CURLOPT_CAPATH, NULL);
	}
}

/* Nothing of the environment or of a home folder takes part: no proxy, no .netrc. */
static bool
connect_and_login(Imap *imap, const json_t *request)
{
	const char *host = text_of(request, "host");
	bool implicit = json_is_true(json_object_get(request, "implicit"));
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || !(imap->curl = curl_easy_init()))
		return mailbox_fail(imap->box, TROUBLE_UNREACHABLE, "libcurl cannot be set up");
	g_snprintf(imap->url, sizeof imap->url, strchr(host, ':') ? "%s://[%s]:%d/" : "%s://%s:%d/", implicit ? "imaps" : "imap", host,
	           (int)json_integer_value(json_object_get(request, "port")));
	curl_easy_setopt(imap->curl, CURLOPT_URL, imap->url);
	curl_easy_setopt(imap->curl, CURLOPT_PROTOCOLS_STR, "imap,imaps");
	curl_easy_setopt(imap->curl, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(imap->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(imap->curl, CURLOPT_PROXY, "");
	curl_easy_setopt(imap->curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(imap->curl, CURLOPT_CONNECTTIMEOUT_MS, (long)imap->step_ms);
	curl_easy_setopt(imap->curl, CURLOPT_TIMEOUT_MS, (long)imap->step_ms);
	curl_easy_setopt(imap->curl, CURLOPT_ERRORBUFFER, imap->error);
	curl_easy_setopt(imap->curl, CURLOPT_HEADERFUNCTION, on_line);
	curl_easy_setopt(imap->curl, CURLOPT_HEADERDATA, imap);
	set_protection(imap, request);
	set_login(imap, request);
	CURLcode code = curl_easy_perform(imap->curl);
	return code == CURLE_OK || fail_connecting(imap, code);
}

/* --- the stream ----------------------------------------------------------------------------------------------------- */

static ImapEnd
wait_for(Imap *imap, short what, int64_t until)
{
	curl_socket_t fd = CURL_SOCKET_BAD;
	int64_t left = until - host_monotonic_ms();
	curl_easy_getinfo(imap->curl, CURLINFO_ACTIVESOCKET, &fd);
	struct pollfd p = {.fd = fd, .events = what};
	if (fd == CURL_SOCKET_BAD)
		return IMAP_CLOSED;
	int n = left > 0 ? poll(&p, 1, (int)left) : 0;
	if (n < 0 && errno != EINTR)
		return IMAP_CLOSED;
	return n == 0 ? IMAP_SILENT : IMAP_FINE;
}

/* What libcurl has is drained before anything is waited for. */
static ImapEnd
fill(void *data, char *buffer, gsize cap, gsize *got)
{
	Imap *imap = data;
	int64_t until = host_monotonic_ms() + imap->step_ms;
	for (;;) {
		size_t n = 0;
		CURLcode code = curl_easy_recv(imap->curl, buffer, cap, &n);
		if (code == CURLE_OK) {
			*got = n;
			return n ? IMAP_FINE : IMAP_CLOSED;
		}
		ImapEnd end = code == CURLE_AGAIN ? wait_for(imap, POLLIN, until) : IMAP_CLOSED;
		if (end != IMAP_FINE)
			return end;
	}
}

static ImapEnd
put(Imap *imap, const char *bytes, gsize len)
{
	int64_t until = host_monotonic_ms() + imap->step_ms;
	while (len) {
		size_t n = 0;
		CURLcode code = curl_easy_send(imap->curl, bytes, len, &n);
		ImapEnd end = code == CURLE_OK ? IMAP_FINE : code == CURLE_AGAIN ? wait_for(imap, POLLOUT, until) : IMAP_CLOSED;
		if (end != IMAP_FINE)
			return end;
		bytes += n;
		len -= n;
	}
	return IMAP_FINE;
}

static bool
fail_reading(Imap *imap, ImapEnd end)
{
	static const struct {
		Trouble trouble;
		const char *words;
	} ends[] = {
		[IMAP_FINE] = {TROUBLE_BABBLE, "the server speaks no IMAP"},
		[IMAP_CLOSED] = {TROUBLE_CLOSED, "the server broke the connection off"},
		[IMAP_SILENT] = {TROUBLE_SILENT, "the server did not answer"},
		[IMAP_BABBLED] = {TROUBLE_BABBLE, "the server speaks no IMAP"},
		[IMAP_ABSURD] = {TROUBLE_ABSURD, "the server sends more than anybody asked for"},
	};
	if (imap->bye)
		return mailbox_fail(imap->box, TROUBLE_BUSY, "%s", imap->bye);
	return mailbox_fail(imap->box, ends[end].trouble, "%s", ends[end].words);
}

/* --- commands ------------------------------------------------------------------------------------------------------- */

/* Is given each untagged response; false ends the command, with box->trouble set. */
typedef bool (*Untagged)(Imap *imap, const ImapResponse *response, void *data);

/* One response; *done when it was the command's own. */
static bool
take(Imap *imap, const char *tag, bool first, Untagged each, void *data, ImapResponse **last)
{
	g_autoptr(ImapResponse) r = NULL;
	ImapEnd end = imap_read(imap->reader, &r);
	if (end != IMAP_FINE)
		return fail_reading(imap, end);
	if (!strcmp(r->tag, tag) && r->kind != IMAP_DATA) {
		*last = g_steal_pointer(&r);
		return true;
	}
	if (r->kind == IMAP_BYE && !imap->bye)
		imap->bye = g_strdup(r->text);
	if (!strcmp(r->tag, "*"))
		return !each || each(imap, r, data);
	/* The rest of a line that libcurl took the beginning of may be the first. */
	return first || fail_reading(imap, IMAP_BABBLED);
}

/* Sends a command and reads up to its reply, which is *reply. */
static bool
ask(Imap *imap, const char *command, Untagged each, void *data, ImapResponse **reply)
{
	g_autofree char *tag = g_strdup_printf("B%03u", ++imap->tag);
	g_autofree char *line = g_strdup_printf("%s %s\r\n", tag, command);
	ImapEnd end = put(imap, line, strlen(line));
	*reply = NULL;
	if (end != IMAP_FINE)
		return fail_reading(imap, end);
	for (unsigned count = 0; !*reply; count++)
		if (count > RESPONSES_MAX || !take(imap, tag, imap->tag == 1 && count == 0, each, data, reply))
			return fail_reading(imap, IMAP_ABSURD);
	return true;
}

/* The same, where nothing but OK will do. */
static bool
demand(Imap *imap, const char *command, Untagged each, void *data)
{
	g_autoptr(ImapResponse) reply = NULL;
	if (!ask(imap, command, each, data, &reply))
		return false;
	return reply->kind == IMAP_OK || mailbox_fail(imap->box, TROUBLE_BUSY, "%s", reply->text);
}

/* --- opening -------------------------------------------------------------------------------------------------------- */

static bool
on_examine(Imap *imap, const ImapResponse *r, void *data)
{
	(void)data;
	imap->has_validity = imap_code_number(r, "UIDVALIDITY", &imap->validity) || imap->has_validity;
	imap_code_number(r, "UIDNEXT", &imap->next);
	return true;
}

static bool
examine(Imap *imap, const char *folder)
{
	g_autofree char *name = imap_quoted(folder);
	g_autoptr(ImapResponse) reply = NULL;
	if (!name)
		return mailbox_fail(imap->box, TROUBLE_FOLDER, "the name of the folder has other characters than ASCII");
	g_autofree char *command = g_strconcat("EXAMINE ", name, NULL);
	if (!ask(imap, command, on_examine, NULL, &reply))
		return false;
	if (reply->kind != IMAP_OK)
		return mailbox_fail(imap->box, says_not_now(reply->text) ? TROUBLE_BUSY : TROUBLE_FOLDER, "%s", reply->text);
	return imap->has_validity || mailbox_fail(imap->box, TROUBLE_FOLDER, "the server gives its messages no lasting numbers (UIDVALIDITY)");
}

static bool
on_search(Imap *imap, const ImapResponse *r, void *data)
{
	(void)data;
	if (r->kind == IMAP_DATA && !g_ascii_strncasecmp(r->text, "SEARCH", 6) && !imap_search(r, imap->uids))
		return fail_reading(imap, IMAP_BABBLED);
	return true;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint32 x = *(const guint32 *)a, y = *(const guint32 *)b;
	return (x > y) - (x < y);
}

/* Leaves imap->uids ascending, each once, and above `last`: "n:*" always finds the newest message, however old. */
static bool
search(Imap *imap, const char *criterion, guint32 last)
{
	g_autofree char *command = g_strconcat("UID SEARCH ", criterion, NULL);
	if (!demand(imap, command, on_search, NULL))
		return false;
	g_array_sort(imap->uids, by_number);
	guint kept = 0;
	for (guint i = 0; i < imap->uids->len; i++) {
		guint32 uid = g_array_index(imap->uids, guint32, i);
		if (uid > last && (!kept || uid != g_array_index(imap->uids, guint32, kept - 1)))
			g_array_index(imap->uids, guint32, kept++) = uid;
	}
	g_array_set_size(imap->uids, kept);
	return true;
}

static bool
search_after(Imap *imap, guint32 last)
{
	g_autofree char *criterion = g_strdup_printf("UID %u:*", last + 1);
	/* What UIDNEXT is was said already: nothing was delivered since. */
	return last == G_MAXUINT32 || (imap->next && imap->next == last + 1) || search(imap, criterion, last);
}

/* A mailbox that the cursor knows nothing of. From the day that answers are awaited since, by the server's time of receipt and a day
 * more, because SINCE disregards the zone; else from now on. */
static bool
begin(Imap *imap, const char *since)
{
	guint32 begin = imap->next ? imap->next - 1 : 0;
	g_autofree char *criterion = since ? g_strconcat("SINCE ", since, NULL) : g_strdup("UID *");
	if ((since || !imap->next) && !search(imap, criterion, 0))
		return false;
	if (imap->uids->len)
		begin = since ? g_array_index(imap->uids, guint32, 0) - 1 : g_array_index(imap->uids, guint32, imap->uids->len - 1);
	if (!since)
		g_array_set_size(imap->uids, 0);
	imap->box->fresh = true;
	imap->box->begin = g_strdup_printf("%u", begin);
	return true;
}

static void
note_protection(Imap *imap)
{
	const struct curl_tlssessioninfo *info = NULL;
	if (curl_easy_getinfo(imap->curl, CURLINFO_TLS_SSL_PTR, &info) == CURLE_OK && info && info->backend == CURLSSLBACKEND_OPENSSL && info->internals)
		imap->box->tls = g_strdup_printf("%s %s", SSL_get_version(info->internals), SSL_get_cipher_name((SSL *)info->internals));
}

static bool
open_imap(Mailbox *box, const json_t *request)
{
	const json_t *cursor = json_object_get(request, "cursor");
	const char *host = text_of(request, "host"), *folder = text_of(request, "folder");
	Imap *imap = g_new0(Imap, 1);
	box->state = imap;
	imap->box = box;
	imap->step_ms = (int)json_integer_value(json_object_get(request, "step_ms"));
	imap->uids = g_array_new(FALSE, FALSE, sizeof(guint32));
	imap->reader = imap_reader_new(fill, imap);
	if (!host || !folder || !text_of(request, "user") || !text_of(request, "secret"))
		return mailbox_fail(box, TROUBLE_CONFIG, "the mailbox has no user or no password: set user and password-command");
	if (!connect_and_login(imap, request))
		return false;
	note_protection(imap);
	if (!examine(imap, folder))
		return false;
	box->validity = imap->validity;
	if (cursor && json_integer_value(json_object_get(cursor, "validity")) == imap->validity)
		return search_after(imap, (guint32)CLAMP(json_integer_value(json_object_get(cursor, "uid")), 0, G_MAXUINT32));
	return begin(imap, text_of(request, "since"));
}

/* --- reading -------------------------------------------------------------------------------------------------------- */

#define WANTED "(UID INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER.FIELDS (" CONCERN_FIELDS ")])"

typedef struct {
	GHashTable *wanted; /* guint32 as a pointer: those of the batch that have not come */
	GPtrArray *items;
} Batch;

static bool
on_header(Imap *imap, const ImapResponse *r, void *data)
{
	Batch *batch = data;
	g_auto(ImapFetched) f = {0};
	(void)imap;
	/* What was not asked for (flags that changed, another message) is none of ours. */
	if (!imap_fetch(r, &f) || !f.body || !g_hash_table_remove(batch->wanted, GUINT_TO_POINTER(f.uid)))
		return true;
	MailItem *item = g_new0(MailItem, 1);
	item->uid = f.uid;
	item->key = g_strdup_printf("%u", f.uid);
	item->received = f.received;
	item->size = f.size;
	item->header = g_steal_pointer(&f.body);
	g_ptr_array_add(batch->items, item);
	return true;
}

static int
by_uid(gconstpointer a, gconstpointer b)
{
	return by_number(&(*(const MailItem *const *)a)->uid, &(*(const MailItem *const *)b)->uid);
}

static bool
next_imap(Mailbox *box, GPtrArray **items, char **reached)
{
	Imap *imap = box->state;
	guint count = MIN(imap->uids->len - imap->at, MAILBOX_BATCH);
	*items = g_ptr_array_new_with_free_func((GDestroyNotify)mail_item_free);
	*reached = NULL;
	if (!count)
		return true;
	guint32 first = g_array_index(imap->uids, guint32, imap->at), last = g_array_index(imap->uids, guint32, imap->at + count - 1);
	g_autoptr(GHashTable) wanted = g_hash_table_new(NULL, NULL);
	g_autofree char *command = g_strdup_printf("UID FETCH %u:%u " WANTED, first, last);
	for (guint i = 0; i < count; i++)
		g_hash_table_add(wanted, GUINT_TO_POINTER(g_array_index(imap->uids, guint32, imap->at + i)));
	Batch batch = {wanted, *items};
	imap_reader_keep(imap->reader, MAILBOX_HEADER_MAX);
	if (!demand(imap, command, on_header, &batch))
		return false;
	g_ptr_array_sort(*items, by_uid);
	imap->at += count;
	*reached = g_strdup_printf("%u", last);
	return true;
}

typedef struct {
	MailItem *item;
	gsize most;
	GBytes *bytes;
} Whole;

static bool
on_body(Imap *imap, const ImapResponse *r, void *data)
{
	Whole *whole = data;
	g_auto(ImapFetched) f = {0};
	(void)imap;
	if (!imap_fetch(r, &f) || f.uid != whole->item->uid || !f.body || whole->bytes)
		return true;
	if (f.body_size > whole->most)
		whole->item->size = f.body_size;
	else
		whole->bytes = g_steal_pointer(&f.body);
	return true;
}

static bool
fetch_imap(Mailbox *box, MailItem *item, gsize most, GBytes **bytes)
{
	Imap *imap = box->state;
	Whole whole = {.item = item, .most = most};
	g_autofree char *command = g_strdup_printf("UID FETCH %u (UID BODY.PEEK[])", item->uid);
	imap_reader_keep(imap->reader, most);
	bool done = demand(imap, command, on_body, &whole);
	*bytes = whole.bytes;
	if (!done)
		g_clear_pointer(bytes, g_bytes_unref);
	return done;
}

static void
close_imap(Mailbox *box)
{
	Imap *imap = box->state;
	g_autoptr(ImapResponse) reply = NULL;
	if (imap->curl && box->trouble == TROUBLE_NONE) {
		imap->step_ms = MIN(imap->step_ms, FAREWELL_MS);
		ask(imap, "LOGOUT", NULL, NULL, &reply);
		/* What goes wrong with a farewell is nobody's trouble. */
		box->trouble = TROUBLE_NONE;
		g_clear_pointer(&box->words, g_free);
	}
	g_clear_pointer(&imap->curl, curl_easy_cleanup);
	g_clear_pointer(&imap->reader, imap_reader_free);
	g_array_unref(imap->uids);
	g_free(imap->refused);
	g_free(imap->bye);
	g_free(imap);
	box->state = NULL;
}

const MailSource mailbox_imap = {"imap", open_imap, next_imap, fetch_imap, close_imap};
