/* What the receipts in the mailbox say of the journal. */
#include "src/courier/witness.h"

#include "db/verify.h"
#include "src/core/err.h"
#include "src/courier/inbox.h"
#include "src/courier/parse.h"
#include "src/host/host.h"

#include <string.h>

typedef struct {
	Session *session;
	Conf *conf;
	char *account, *machine, *uuid;
	GHashTable *told; /* ids of unknown messages that were named */
	json_t *broken, *unknown, *mailboxes;
	int64_t receipts, seals, newest;
	Instant newest_at;
} Witness;

static void
witness_clear(Witness *w)
{
	g_clear_pointer(&w->session, session_free);
	g_clear_pointer(&w->conf, conf_free);
	g_clear_pointer(&w->told, g_hash_table_unref);
	g_free(w->account);
	g_free(w->machine);
	g_free(w->uuid);
	json_decref(w->broken);
	json_decref(w->unknown);
	json_decref(w->mailboxes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Witness, witness_clear)

static void
set_instant(json_t *object, Instant at)
{
	g_autofree char *text = at == INSTANT_NONE ? NULL : instant_rfc3339(at);
	if (text)
		json_object_set_new(object, "at", json_string(text));
}

/* --- one receipt ------------------------------------------------------------------------------------------------------ */

static bool
look_at_seal(Witness *w, const SealFound *seal, Instant at, GError **error)
{
	int64_t found;
	if (seal->quoted || (seal->in_register && w->uuid && strcmp(seal->in_register, w->uuid) != 0))
		return true;
	if (!verify_against(w->session->db, seal->seal, seal->seq, &found, error))
		return false;
	w->seals++;
	if (found && (!w->newest || found > w->newest)) {
		w->newest = found;
		w->newest_at = at;
	}
	if (found)
		return true;
	json_t *one = json_pack("{s:I, s:s}", "seq", (json_int_t)seal->seq, "seal", seal->seal);
	set_instant(one, at);
	json_array_append_new(w->broken, one);
	return true;
}

/* Of our register by its mark, and none of its notices. */
static bool
look_at_message(Witness *w, const Understood *u, GError **error)
{
	g_autoptr(Notice) notice = NULL;
	if (!u->pec || !u->pec->msgid || !u->mark_ref || g_strcmp0(u->mark_code, settings_text(w->session->settings, "code")) != 0)
		return true;
	if (!query_notice_named(w->session->db, u->pec->msgid, &notice, error))
		return false;
	if (notice || !g_hash_table_add(w->told, g_strdup(u->pec->msgid)))
		return true;
	json_t *one = json_pack("{s:s, s:s}", "ref", u->mark_ref, "message_id", u->pec->msgid);
	set_instant(one, u->pec->at);
	json_array_append_new(w->unknown, one);
	return true;
}

/* Only what a provider signed witnesses anything. Somebody's letter by PEC is his own. */
static bool
hear(GBytes *message, void *data, GError **error)
{
	Witness *w = data;
	g_autoptr(Understood) u = NULL;
	if (!parse_message(message, conf_text(w->conf, "pec", "receipt-ca-file"), session_now(w->session), &u, error))
		return false;
	if (!understood_proves(u) || u->kind == MESSAGE_PEC_ENVELOPE || u->kind == MESSAGE_PEC_ANOMALY)
		return true;
	w->receipts++;
	for (guint i = 0; i < u->seals->len; i++)
		if (!look_at_seal(w, g_ptr_array_index(u->seals, i), u->pec ? u->pec->at : INSTANT_NONE, error))
			return false;
	return look_at_message(w, u, error);
}

/* --- all -------------------------------------------------------------------------------------------------------------- */

static bool
read_mailbox(Witness *w, Channel channel, GError **error)
{
	const InboxManner manner = {.quiet = true};
	Inbox inbox;
	g_autofree char *trouble = NULL;
	inbox_init(&inbox, channel, w->conf);
	if (!inbox.present)
		return true;
	if (!inbox_read_again(&inbox, w->session, &manner, hear, w, &trouble, error))
		return false;
	json_array_append_new(w->mailboxes, json_pack("{s:s, s:s*}", "account", inbox.group, "trouble", trouble));
	return true;
}

static bool
set_up(Witness *w, const char *uri, const char *conf_file, Lang lang, GError **error)
{
	Tip tip = {0};
	w->account = host_account();
	w->machine = host_machine_id();
	const Surroundings host = {
		.now = host_now, .random = host_random, .zone = host_zone, .account = w->account, .machine = w->machine, .lang = lang,
	};
	w->broken = json_array();
	w->unknown = json_array();
	w->mailboxes = json_array();
	w->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	w->newest_at = INSTANT_NONE;
	if (!host_conf(conf_file, &w->conf, error) || !session_open_courier(uri, &host, &w->session, error) ||
	    !query_tip(w->session->db, &tip, error))
		return false;
	w->uuid = g_strdup(tip.uuid);
	tip_clear(&tip);
	return true;
}

static json_t *
answer_of(const Witness *w)
{
	json_t *o = json_pack("{s:i, s:O, s:I, s:I, s:O, s:O}", "v", 1, "mailboxes", w->mailboxes, "receipts", (json_int_t)w->receipts, "seals",
	                      (json_int_t)w->seals, "broken", w->broken, "unknown", w->unknown);
	if (w->newest) {
		json_t *newest = json_pack("{s:I}", "seq", (json_int_t)w->newest);
		set_instant(newest, w->newest_at);
		json_object_set_new(o, "newest", newest);
	}
	return o;
}

bool
witness_look(const char *uri, const char *conf_file, Lang lang, json_t **answer, GError **error)
{
	g_auto(Witness) w = {0};
	*answer = NULL;
	if (!set_up(&w, uri, conf_file, lang, error) || !read_mailbox(&w, CHANNEL_PEC, error) || !read_mailbox(&w, CHANNEL_EMAIL, error))
		return false;
	if (!json_array_size(w.mailboxes))
		return err_set(error, E_CONFIG, "no mailbox is set up on this machine: breccia.conf(5), inbox");
	*answer = answer_of(&w);
	return true;
}
