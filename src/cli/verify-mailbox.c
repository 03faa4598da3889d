/* The mailbox as a witness. */
#include "src/cli/verify-mailbox.h"

#include "src/cli/out.h"
#include "src/host/host.h"

#include <inttypes.h>

static bool
ask(const Cli *cli, json_t **answer, GError **error)
{
	const char *options[] = {"--witness", "--lang", lang_code(cli->lang), NULL};
	const char *path = db_path(cli->session->db);
	g_autofree char *text = NULL;
	int status = 0;
	if (path && !host_may_run_courier(path))
		return err_set(error, E_DENIED, "the mailboxes of this machine are its courier's alone: sudo -u breccia breccia verify --mailbox");
	if (!conf_text(cli->conf, "email", "inbox") && !conf_text(cli->conf, "pec", "inbox"))
		return err_set(error, E_CONFIG, "no mailbox is set up on this machine: breccia.conf(5), inbox");
	if (!host_courier_ask(cli->uri, cli->conf_file, options, &text, &status, error))
		return false;
	*answer = status == 0 ? json_loads(text, 0, NULL) : NULL;
	return *answer || err_set(error, E_UNAVAILABLE, "the courier could not read the mailboxes again: it ended with status %d", status);
}

/* "20/11/2026 10:15", of an entry's own instant. (transfer full) */
static char *
when_of(const Cli *cli, const json_t *one)
{
	Instant at;
	const char *text = json_string_value(json_object_get(one, "at"));
	return text && instant_from_rfc3339(text, &at) ? instant_show(at, cli->session->zone) : g_strdup("?");
}

static bool
any_was_read(const json_t *answer)
{
	size_t i;
	json_t *box;
	json_array_foreach (json_object_get(answer, "mailboxes"), i, box)
		if (!json_object_get(box, "trouble"))
			return true;
	return false;
}

static void
say_troubles(const json_t *answer)
{
	size_t i;
	json_t *box;
	json_array_foreach (json_object_get(answer, "mailboxes"), i, box) {
		const char *trouble = json_string_value(json_object_get(box, "trouble"));
		g_autofree char *safe = out_safe(trouble ? trouble : "");
		if (trouble)
			out_tone(TONE_WARN, _("[%s] cannot be read: %s\n"), json_string_value(json_object_get(box, "account")), safe);
	}
}

static void
say_seals(const Cli *cli, const json_t *answer)
{
	int64_t seals = json_integer_value(json_object_get(answer, "seals")), receipts = json_integer_value(json_object_get(answer, "receipts"));
	const json_t *newest = json_object_get(answer, "newest");
	size_t i;
	json_t *one;
	json_array_foreach (json_object_get(answer, "broken"), i, one) {
		g_autofree char *when = when_of(cli, one);
		out_tone(TONE_BAD, _("The seal of event %" PRId64 ", in a receipt of %s, does not lie on this chain: the register was rewritten\n"),
			(int64_t)json_integer_value(json_object_get(one, "seq")), when);
	}
	if (newest && !json_array_size(json_object_get(answer, "broken"))) {
		g_autofree char *when = when_of(cli, newest);
		out_tone(TONE_GOOD, _("%" PRId64 " seals in %" PRId64 " signed receipts of the mailbox lie on this chain; the newest, of %s, covers it up to "
			"event %" PRId64 "\n"), seals, receipts, when, (int64_t)json_integer_value(json_object_get(newest, "seq")));
	} else if (!seals)
		out_print(_("%" PRId64 " signed receipts of the mailbox, none with a seal of this register\n"), receipts);
}

static void
say_unknown(const Cli *cli, const json_t *answer)
{
	const json_t *unknown = json_object_get(answer, "unknown");
	size_t i;
	json_t *one;
	if (!json_array_size(unknown))
		return;
	out_tone(TONE_BAD, ngettext("%zu signed receipt is about a notice that is not in this register: it was cut, or put back from a copy\n",
		"%zu signed receipts are about notices that are not in this register: it was cut, or put back from a copy\n",
		(unsigned long)json_array_size(unknown)), json_array_size(unknown));
	json_array_foreach (unknown, i, one) {
		g_autofree char *when = when_of(cli, one), *ref = out_safe(json_string_value(json_object_get(one, "ref")));
		g_autofree char *id = out_safe(json_string_value(json_object_get(one, "message_id")));
		out_print("  %s  %s  %s\n", ref, when, id);
	}
}

bool
verify_mailbox(const Cli *cli, bool *sound, json_t **answer, GError **error)
{
	json_auto_t *said = NULL;
	if (!ask(cli, &said, error))
		return false;
	*sound = !json_array_size(json_object_get(said, "broken")) && !json_array_size(json_object_get(said, "unknown"));
	if (!cli->json) {
		say_troubles(said);
		if (any_was_read(said))
			say_seals(cli, said);
		say_unknown(cli, said);
	}
	if (!any_was_read(said))
		return err_set(error, E_UNAVAILABLE, "no mailbox could be read: see `breccia doctor`");
	*answer = json_incref(said);
	return true;
}
