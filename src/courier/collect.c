/* Collecting, in a process of its own: the network and the secret of one account, and nothing of the register but ids and addresses. */
#include "src/courier/collect.h"

#include "src/core/text.h"
#include "src/courier/concern.h"
#include "src/courier/confine.h"
#include "src/courier/frame.h"
#include "src/courier/header.h"
#include "src/courier/mailbox.h"
#include "src/host/host.h"

#include <string.h>
#include <unistd.h>

#define SHOWN 200 /* columns of a sender or a subject */

typedef struct {
	int fd;
	gint64 told;      /* frames that want an answer */
	bool stopped;     /* the parent said so, or is gone */
	Known *known;
	gsize most;
	int64_t until;    /* after that nothing new is begun */
	Mailbox box;
	gint64 looked, kept;
} Collect;

static void
tell(Collect *c, json_t *frame)
{
	if (!frame_write(c->fd, frame, NULL))
		c->stopped = true;
	json_decref(frame);
}

/* Tells, and waits until the parent has made it durable. */
static bool
tell_and_wait(Collect *c, json_t *frame)
{
	json_t *answer = NULL;
	json_object_set_new(frame, "asks", json_true());
	tell(c, frame);
	c->told++;
	bool on = !c->stopped && frame_read(c->fd, &answer, NULL) && answer && json_integer_value(json_object_get(answer, "ack")) == c->told;
	json_decref(answer);
	c->stopped = !on;
	return on;
}

static void
step(Collect *c, const char *at)
{
	tell(c, json_pack("{s:s}", "at", at));
}

/* --- frames --------------------------------------------------------------------------------------------------------- */

static json_t *
strings(const GPtrArray *list)
{
	json_t *array = json_array();
	for (guint i = 0; i < list->len; i++)
		json_array_append_new(array, json_string(g_ptr_array_index(list, i)));
	return array;
}

static bool
tell_box(Collect *c)
{
	json_t *box = json_pack("{s:b, s:I, s:I, s:o, s:o}", "fresh", c->box.fresh, "validity", (json_int_t)c->box.validity, "begin",
	                        (json_int_t)(c->box.begin ? g_ascii_strtoll(c->box.begin, NULL, 10) : 0), "seen", strings(c->box.seen), "gone",
	                        strings(c->box.gone));
	return tell_and_wait(c, json_pack("{s:o}", "box", box));
}

/* What a message and what is perhaps one have in common. */
static json_t *
item_json(const Collect *c, const MailItem *item, gsize size)
{
	g_autofree char *received = item->received == INSTANT_NONE ? NULL : instant_rfc3339(item->received);
	return json_pack("{s:s, s:I, s:s?, s:I}", "key", item->key, "validity", (json_int_t)c->box.validity, "received", received, "size",
	                 (json_int_t)size);
}

static void
put_shown(json_t *object, const char *name, const MailItem *item, const char *field)
{
	gsize len;
	const char *block = g_bytes_get_data(item->header, &len);
	g_autofree char *text = header_text(block, len, field), *line = text_one_line(text), *shown = text_fit(line, SHOWN);
	json_object_set_new(object, name, json_string(shown));
}

static bool
tell_perhaps(Collect *c, const MailItem *item, const char *why)
{
	json_t *o = item_json(c, item, item->size);
	json_object_set_new(o, "why", json_string(why));
	put_shown(o, "from", item, "From");
	put_shown(o, "subject", item, "Subject");
	return tell_and_wait(c, json_pack("{s:o}", "perhaps", o));
}

static bool
tell_message(Collect *c, const MailItem *item, const Concerned *about, GBytes *bytes)
{
	gsize size;
	const guchar *data = g_bytes_get_data(bytes, &size);
	g_autofree char *text = g_base64_encode(data, size), *ref = about->by == BY_MARK ? ref_format(&about->ref) : NULL;
	json_t *o = item_json(c, item, size);
	json_object_set_new(o, "by", json_string(concern_by_code(about->by)));
	json_object_set_new(o, "notice", about->notice ? json_string(about->notice) : json_null());
	json_object_set_new(o, "ref", ref ? json_string(ref) : json_null());
	json_object_set_new(o, "bytes", json_string(text));
	c->kept++;
	return tell_and_wait(c, json_pack("{s:o}", "message", o));
}

static void
tell_result(Collect *c, bool more)
{
	tell(c, json_pack("{s:{s:s, s:s?, s:I, s:I, s:b, s:s?}}", "result", "trouble", trouble_code(c->box.trouble), "words", c->box.words,
	                  "looked", (json_int_t)c->looked, "kept", (json_int_t)c->kept, "more", more, "tls", c->box.tls));
}

/* --- one session ---------------------------------------------------------------------------------------------------- */

/* Fetches what is about us, or may be. A report of somebody else's message is looked into and dropped. */
static bool
fetch_and_tell(Collect *c, MailItem *item, Concerned about)
{
	g_autoptr(GBytes) bytes = NULL;
	if (item->size <= c->most && !c->box.source->fetch(&c->box, item, c->most, &bytes))
		return false;
	/* Nothing that long is taken in by itself. Of a report nobody can know whose it is: it is passed over. */
	if (item->size > c->most)
		return about.concern != CONCERN_OURS || tell_perhaps(c, item, "large");
	if (!bytes)
		return true;
	if (about.concern == CONCERN_REPORT) {
		gsize size;
		const char *data = g_bytes_get_data(bytes, &size);
		about = concern_report(c->known, data, size);
	}
	return about.concern != CONCERN_OURS || tell_message(c, item, &about, bytes);
}

static bool
look_at(Collect *c, MailItem *item)
{
	gsize len;
	const char *block = g_bytes_get_data(item->header, &len);
	Concerned about = {0};
	c->looked++;
	if (block)
		about = concern(c->known, block, len);
	switch (about.concern) {
	case CONCERN_NONE:
		return true;
	case CONCERN_PERHAPS:
		return tell_perhaps(c, item, "sender");
	case CONCERN_REPORT:
	case CONCERN_OURS:
		return fetch_and_tell(c, item, about);
	}
	g_assert_not_reached();
}

static bool
time_is_up(const Collect *c)
{
	return host_monotonic_ms() >= c->until;
}

static bool
tell_reached(Collect *c, const GPtrArray *items, const char *reached)
{
	json_t *keys = json_array();
	for (guint i = 0; c->box.source == &mailbox_maildir && i < items->len; i++)
		json_array_append_new(keys, json_string(((const MailItem *)g_ptr_array_index(items, i))->key));
	return tell_and_wait(c, json_pack("{s:{s:I, s:s, s:o}}", "reached", "validity", (json_int_t)c->box.validity, "key", reached, "keys", keys));
}

/* *more: there is something left. False: the session cannot go on. */
static bool
batch(Collect *c, bool *more)
{
	g_autoptr(GPtrArray) items = NULL;
	g_autofree char *reached = NULL;
	bool on = c->box.source->next(&c->box, &items, &reached);
	*more = false;
	if (!on || !reached)
		return on;
	for (guint i = 0; i < items->len; i++) {
		*more = true;
		if (time_is_up(c) || !look_at(c, g_ptr_array_index(items, i)))
			return false;
	}
	*more = true;
	return tell_reached(c, items, reached);
}

static void
session(Collect *c, const json_t *request)
{
	bool more = false;
	step(c, "open");
	if (mailbox_open(&c->box, request) && tell_box(c)) {
		step(c, "look");
		do {
			if (!batch(c, &more))
				break;
		} while (more && !time_is_up(c));
	}
	step(c, "close");
	tell_result(c, more && c->box.trouble == TROUBLE_NONE);
}

/* One server, or one folder, and nothing else of this machine. */
static bool
confine(const json_t *request)
{
	const char *ca_file = json_string_value(json_object_get(request, "ca_file")), *path = json_string_value(json_object_get(request, "path"));
	const char *files[] = {path ? path : ca_file, NULL};
	unsigned ports[] = {(unsigned)json_integer_value(json_object_get(request, "port")), 0};
	return confine_network(files, ports, NULL, NULL);
}

int
collect_child(const json_t *request, int fd)
{
	g_autoptr(Known) known = known_new(json_object_get(request, "known"));
	Collect c = {
		.fd = fd, .known = known, .most = (gsize)json_integer_value(json_object_get(request, "most")),
		.until = host_monotonic_ms() + json_integer_value(json_object_get(request, "soft_ms")),
	};
	tell(&c, json_pack("{s:i, s:s}", "v", FRAME_VERSION, "at", "start"));
	if (!known || !confine(request))
		return 1;
	session(&c, request);
	mailbox_clear(&c.box);
	/* What libraries do at an exit needs rights that are gone. */
	_exit(0);
}
