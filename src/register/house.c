/* Backups, restoring, moving, adopting. */
#include "src/register/house.h"

#include "src/core/err.h"
#include "src/core/seal.h"
#include "src/core/text.h"
#include "src/register/change.h"

#include <string.h>

#define TRIES 5 /* to restore over a register that others write to */

/* --- at home? ----------------------------------------------------------------------------------------------------- */

/* NULL: this machine has no id. */
static bool
this_machine(Session *s, char **hash, GError **error)
{
	Tip tip = {0};
	*hash = NULL;
	if (!s->host.machine)
		return true;
	if (!query_tip(s->db, &tip, error))
		return false;
	g_autofree char *both = g_strdup_printf("%s\n%s", s->host.machine, tip.uuid ? tip.uuid : "");
	char hex[SEAL_LEN + 1];
	seal_hash(both, strlen(both), hex);
	*hash = g_strdup(hex);
	tip_clear(&tip);
	return true;
}

static bool
find_home(Session *s, House *house, Home *home, GError **error)
{
	g_autofree char *here = NULL;
	if (!query_house(s->db, house, error) || !this_machine(s, &here, error))
		return false;
	bool elsewhere = here && house->machine && !g_str_equal(here, house->machine);
	*home = house->moved_at != INSTANT_NONE ? HOME_MOVED : house->restored_at != INSTANT_NONE ? HOME_RESTORED
		: elsewhere ? HOME_ELSEWHERE : HOME_HERE;
	return true;
}

bool
session_home(Session *s, Home *home, GError **error)
{
	g_auto(House) house = {0};
	return find_home(s, &house, home, error);
}

static bool
refuse_moved(const Session *s, const House *house, GError **error)
{
	g_autofree char *when = instant_show(house->moved_at, s->zone);
	return err_set(error, E_STATE, "the register was moved away at %s, to %s: work there, or `breccia adopt` to stay here", when,
		house->moved_to ? house->moved_to : "?");
}

bool
session_require_kept(Session *s, GError **error)
{
	g_auto(House) house = {0};
	return query_house(s->db, &house, error) && (house.moved_at == INSTANT_NONE || refuse_moved(s, &house, error));
}

bool
session_require_sending(Session *s, GError **error)
{
	g_auto(House) house = {0};
	Home home;
	if (!find_home(s, &house, &home, error))
		return false;
	if (home == HOME_MOVED)
		return refuse_moved(s, &house, error);
	return home == HOME_HERE ||
		err_set(error, E_STATE, "the register came from another machine or a backup, and sends nothing: breccia adopt");
}

/* --- adopting ----------------------------------------------------------------------------------------------------- */

bool
house_append_adopted(Change *c, const char *reason, GError **error)
{
	g_autofree char *here = NULL;
	if (!this_machine(c->session, &here, error))
		return false;
	json_t *facts = json_object(), *body = json_object();
	put_text(facts, "machine", here);
	put_text(body, "reason", reason);
	return change_append(c, "register.adopted", NULL, facts, body, error);
}

bool
session_require_adoptable(Session *s, GError **error)
{
	g_auto(House) house = {0};
	Home home;
	if (!session_require(s, RIGHT_KEEP, error) || !find_home(s, &house, &home, error))
		return false;
	return home != HOME_HERE || (!house.machine && s->host.machine) ||
		err_set(error, E_STATE, "the register is at home on this machine: there is nothing to adopt");
}

bool
register_adopt(Session *s, const char *reason, GError **error)
{
	g_auto(Change) c = {0};
	if (!reason || text_blank(reason))
		return err_set(error, E_INPUT, "say why this machine sends from now on, with --reason");
	return change_begin_house(&c, s, RIGHT_KEEP, error) && session_require_adoptable(s, error) &&
		house_append_adopted(&c, reason, error) && change_commit(&c, error);
}

/* --- backups ------------------------------------------------------------------------------------------------------ */

static json_t *
facts_of(const Backup *made)
{
	json_t *facts = json_object();
	json_object_set_new(facts, "seq", json_integer(made->seq));
	put_text(facts, "seal", made->seal);
	json_object_set_new(facts, "size", json_integer(made->size));
	return facts;
}

static bool
copy(Session *s, const BackupTo *to, Backup *made, GError **error)
{
	return g_str_equal(to->path, "-") ? backup_to_fd(s->db, to->fd, made, error)
					  : backup_to_file(s->db, to->path, to->force, made, error);
}

/* Nobody writes from here to the commit: what the copy lacks is the mark alone. Who is killed between the two has a copy, and a register that
 * goes on. */
static bool
move(Session *s, const BackupTo *to, Backup *made, GError **error)
{
	g_auto(Change) c = {0};
	if (!change_begin(&c, s, RIGHT_KEEP, error) || !copy(s, to, made, error))
		return false;
	json_t *body = json_object();
	put_text(body, "to", to->path);
	return change_append(&c, "register.moved", NULL, facts_of(made), body, error) && change_commit(&c, error);
}

bool
register_backup(Session *s, const BackupTo *to, Backup *made, GError **error)
{
	g_auto(Change) c = {0};
	Home home;
	if (!session_require(s, RIGHT_KEEP, error) || !session_home(s, &home, error))
		return false;
	if (to->move)
		return move(s, to, made, error);
	if (!copy(s, to, made, error))
		return false;
	if (home == HOME_MOVED)
		return true;
	return change_begin(&c, s, RIGHT_KEEP, error) && change_append(&c, "backup.made", NULL, facts_of(made), NULL, error) &&
		change_commit(&c, error);
}

/* --- restoring ---------------------------------------------------------------------------------------------------- */

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(a, b);
}

/* How far the register that is lost had counted, where that is further. (transfer full) */
static bool
numbers_ahead(Db *lost, Db *kept, json_t **numbers, GError **error)
{
	g_autoptr(GHashTable) before = NULL, now = NULL;
	if (!query_counters(lost, &before, error) || !query_counters(kept, &now, error))
		return false;
	g_autoptr(GList) names = g_list_sort(g_hash_table_get_keys(before), by_name);
	*numbers = json_array();
	for (GList *n = names; n; n = n->next) {
		const int64_t *was = g_hash_table_lookup(before, n->data), *is = g_hash_table_lookup(now, n->data);
		if (!is || *was > *is)
			json_array_append_new(*numbers, json_pack("{s:s, s:I}", "counter", (const char *)n->data, "value", (json_int_t)*was));
	}
	return true;
}

/* What is staged says what it is, before it stands where anybody can find it. lost: NULL where no register was. */
static bool
append_restored(Session *staged, Session *lost, const Tip *lost_tip, const char *from, GError **error)
{
	g_auto(Change) c = {0};
	json_t *numbers = NULL;
	if (!change_begin_house(&c, staged, RIGHT_READ, error) || (lost && !numbers_ahead(lost->db, staged->db, &numbers, error)))
		return false;
	json_t *facts = json_object(), *body = json_object();
	if (lost) {
		json_object_set_new(facts, "lost_seq", json_integer(lost_tip->seq));
		put_text(facts, "lost_seal", lost_tip->seal);
	}
	if (numbers && json_array_size(numbers))
		json_object_set(facts, "numbers", numbers);
	json_decref(numbers);
	put_text(body, "from", from);
	return change_append(&c, "register.restored", NULL, facts, body, error) && change_commit(&c, error);
}

static bool
same_register(Session *staged, const Tip *lost, const char *file, GError **error)
{
	Tip tip = {0};
	if (!query_tip(staged->db, &tip, error))
		return false;
	bool same = g_strcmp0(tip.uuid, lost->uuid) == 0;
	tip_clear(&tip);
	return same || err_set(error, E_STATE, "%s is a backup of another register: restore it elsewhere, with -r", file);
}

typedef struct {
	const char *uri, *as, *file;
	const Surroundings *host;
} Restoring;

/* The backup as it will be, in a file beside the register. */
static bool
prepare(const Restoring *r, const char *stage, Session *lost, const Tip *lost_tip, GError **error)
{
	g_autofree char *uri = g_strconcat("sqlite:", stage, NULL);
	g_autoptr(Session) staged = NULL;
	if (!session_open(uri, r->host, r->as, &staged, error))
		return false;
	if (!staged->actor)
		return err_set(error, E_DENIED, "the register in %s does not know the account %s: restore it as somebody whom it knows", r->file,
			staged->account);
	return (!lost || same_register(staged, lost_tip, r->file, error)) && append_restored(staged, lost, lost_tip, r->file, error);
}

/* One try. *moved_on: somebody wrote meanwhile, and what is lost is not what the event says. */
static bool
try_restore(const Restoring *r, Session *lost, Restored *out, bool *moved_on, GError **error)
{
	g_autofree char *stage = NULL;
	Backup made;
	Tip tip = {0};
	*moved_on = false;
	if (!stage_make(r->uri, r->file, &stage, &made, error))
		return false;
	bool ok = (!lost || query_tip(lost->db, &tip, error)) && prepare(r, stage, lost, &tip, error) &&
		(lost ? stage_put(lost->db, stage, tip.seq, moved_on, error) : stage_found(r->uri, stage, error));
	out->events = made.seq;
	out->lost_seq = tip.seq;
	g_strlcpy(out->seal, made.seal, sizeof out->seal);
	tip_clear(&tip);
	stage_remove(stage);
	return ok;
}

bool
register_restore(const char *uri, const Surroundings *host, const char *as, const char *file, bool over, Restored *out, GError **error)
{
	const Restoring r = {.uri = uri, .as = as, .file = file, .host = host};
	g_autoptr(Session) lost = NULL;
	g_autoptr(GError) problem = NULL;
	bool moved_on = true;
	*out = (Restored){0};
	if (!session_open(uri, host, as, &lost, &problem) && !g_error_matches(problem, ERR_DOMAIN, E_NOTFOUND)) {
		g_propagate_error(error, g_steal_pointer(&problem));
		return false;
	}
	if (lost && !over)
		return err_set(error, E_WRITE, "there is a register already: --force restores over it, and what came after the backup is lost");
	if (lost && !session_require(lost, RIGHT_KEEP, error))
		return false;
	for (int i = 0; i < TRIES && moved_on; i++)
		if (!try_restore(&r, lost, out, &moved_on, error))
			return false;
	return !moved_on || err_set(error, E_BUSY, "the register is being written to all the time: stop that, and restore again");
}
