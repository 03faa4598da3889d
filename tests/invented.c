#include "tests/invented.h"

#include "src/host/host.h"
#include "src/register/letter.h"
#include "src/register/outgoing.h"
#include "src/register/people.h"

#include <string.h>

Work work;

static guint64 state;

static Instant
now_of_work(void)
{
	return work.now;
}

static Instant
now_of_writer(void *data)
{
	(void)data;
	return work.now;
}

/* xorshift: the same register each time. */
guint64
chance(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

int
some(int n)
{
	return (int)(chance() % (guint64)n);
}

static void
chance_bytes(void *buffer, gsize len)
{
	for (gsize i = 0; i < len; i++)
		((guint8 *)buffer)[i] = (guint8)(chance() >> 32);
}

static void
chance_of_writer(void *data, void *buffer, gsize len)
{
	(void)data;
	chance_bytes(buffer, len);
}

void
work_well(bool ok, GError *error)
{
	if (!ok)
		g_error("%s", error ? error->message : "failed without an error");
}

void
work_found(const char *file, const char *account, Instant now, const Founding *founding, const char *const *clients)
{
	const Surroundings host = {.now = now_of_work, .random = chance_bytes, .zone = host_zone, .account = account, .has_email = true,
		.lang = LANG_IT};

	work.now = now;
	state = 88172645463325252U;
	WELL(register_create(file, &host, founding, &error));
	WELL(session_open(file, &host, NULL, &work.person, &error));
	for (int i = 0; clients[i]; i++) {
		const ClientInput client = {.name = clients[i], .hours = 12 * (i + 1), .processor = -1};
		WELL(register_client_add(work.person, &client, NULL, &error));
	}
	work.courier = *work.person;
	work.courier.actor = (char *)(guintptr)ACTOR_COURIER;
	work.writer = (Writer){.by = work.person->actor, .now = now_of_writer, .random = chance_of_writer};
}

void
work_compose(const char *id)
{
	g_autoptr(Notice) notice = NULL;
	g_autoptr(LetterText) letter = NULL;

	WELL(query_notice(work.courier.db, id, &notice, &error));
	WELL(register_letter(&work.courier, notice, NULL, NULL, &letter, &error));
	const Recipient *first = g_ptr_array_index(letter->to, 0);
	const char *to[] = {first->address, NULL}, *people[] = {first->person, NULL};
	g_autofree char *message_id = g_strdup_printf("<%s.%08x@rossi.example>", id, (unsigned)(chance() >> 32));
	g_autofree char *bytes = g_strdup_printf("Message-ID: %s\r\nSubject: %s\r\nMIME-Version: 1.0\r\n\r\n%s", message_id, letter->subject,
		letter->text);
	const Composed in = {.id = id, .message_id = message_id, .from = "registro@rossi.example", .subject = letter->subject, .to = to,
		.people = people, .bytes = bytes, .bytes_len = strlen(bytes), .text = letter->text, .seal = letter->seal, .seal_seq = letter->seal_seq};
	WELL(register_composed(&work.courier, &in, &error));
}
