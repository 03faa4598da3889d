/*
 * verify: walk the chain, look at every byte that is kept, make the tables again beside the register, and compare.
 *
 * The steps below fail with E_IO when the register disagrees with itself, and the engine fails so (or with E_INTERNAL, when
 * not even the tables are what they were) when it cannot read it. Both are results. Any other failure means that nothing was
 * found out: busy, not allowed, no room.
 */
#include "db/verify.h"

#include "db/driver.h"
#include "db/project.h"
#include "db/verify-gone.h"
#include "db/verify-tables.h"
#include "src/core/err.h"

#include <string.h>

/* How often progress is told, in events. */
#define STRIDE 4096

enum { SQL_TIP, SQL_JOURNAL, SQL_BLOBS, SQL_PARTS, SQL_BLOB, SQL_SEAL, SQL_SEAL_AT, SQL_ENGINE };

const Statement verify_statements[] = {
	[SQL_TIP] = {.name = "verify: tip", .sql = "SELECT seq, seal, at FROM tip"},
	[SQL_JOURNAL] = {.name = "verify: journal", .sql = "SELECT seq, seal, head, body FROM journal ORDER BY seq"},
	[SQL_BLOBS] = {.name = "verify: blobs", .sql = "SELECT sha256, size FROM blob ORDER BY sha256"},
	[SQL_PARTS] = {.name = "verify: parts", .sql = "SELECT part, data FROM blob_part WHERE sha256 = $1 ORDER BY part"},
	[SQL_BLOB] = {.name = "verify: blob", .sql = "SELECT size FROM blob WHERE sha256 = $1"},
	[SQL_SEAL] = {.name = "verify: seal", .sql = "SELECT seq FROM journal WHERE seal = $1 ORDER BY seq LIMIT 1"},
	[SQL_SEAL_AT] = {.name = "verify: seal at", .sql = "SELECT seq FROM journal WHERE seal = $1 AND seq = $2"},
	/* Do the pages hang together, and does every index say what its table says? No comparison of rows sees an index. */
	[SQL_ENGINE] = {.name = "verify: engine", .sqlite = "PRAGMA integrity_check(1)",
		.postgres = "SELECT 'ok' AS integrity_check"},
	{.name = NULL},
};

/* Facts that name bytes which the register must have kept. */
static const struct {
	const char *kind, *fact;
} named_blobs[] = {
	{"notice.composed", "bytes"}, {"notice.composed", "text"}, {"receipt.recorded", "bytes"}, {"receipt.judged", "facts"},
	{"evidence.added", "bytes"}, {"duty.recorded", "bytes"}, {"bulletin.proven", "bytes"},
};

typedef struct {
	Db *db, *scratch; /* scratch NULL: the chain only */
	Verdicts *verdicts;
	VerifyProgress progress;
	void *data;
	int64_t total;
	Gone *gone;              /* what is not there, until an event says that it was erased */
	char seal[SEAL_LEN + 1]; /* of the event before */
	char at[24];             /* of the event before, as its head writes it */
} Look;

void
verdicts_clear(Verdicts *verdicts)
{
	g_free(verdicts->what);
	memset(verdicts, 0, sizeof *verdicts);
}

static void
tell(const Look *look, int64_t done)
{
	if (look->progress)
		look->progress(MIN(done, look->total), look->total, look->data);
}

/* --- the chain ------------------------------------------------------------------------------------------------------ */

typedef struct {
	int64_t seq;
	const char *seal, *head, *body;
} Line;

/* The columns of SQL_JOURNAL. By place: a register has millions of lines. */
enum { JOURNAL_SEQ, JOURNAL_SEAL, JOURNAL_HEAD, JOURNAL_BODY };

/* False when there is a NUL in the text, behind which anything could stand unseen. */
static bool
whole_text(Stmt *stmt, int place, const char **text)
{
	gsize len = 0;

	*text = stmt_column_text(stmt, place);
	if (*text)
		stmt_column_blob(stmt, place, &len);
	return !*text || strlen(*text) == len;
}

/* The instant of a head, which begins {"seq":42,"at":"2026-11-23T21:44:05Z", as this program writes it. */
static bool
read_beginning(const Line *line, char at[24])
{
	char begins[48];
	int n = g_snprintf(begins, sizeof begins, "{\"seq\":%lld,\"at\":\"", (long long)line->seq);
	gsize len = strlen("2026-11-23T21:44:05Z");

	if (strncmp(line->head, begins, (gsize)n) != 0 || strlen(line->head + n) < len + 2 ||
		strncmp(line->head + n + len, "\",", 2) != 0)
		return false;
	memcpy(at, line->head + n, len);
	at[len] = '\0';
	return true;
}

/* The body's hash that a head ends with: ,"body":"<64 hex>"}. False: it names none. Facts that have a member of this name end
 * differently, because the facts' own brace comes before the head's. */
static bool
read_body_hash(const char *head, char hash[SEAL_LEN + 1])
{
	static const char member[] = ",\"body\":\"";
	gsize len = strlen(head), tail = strlen(member) + SEAL_LEN + strlen("\"}");
	const char *end = head + len - tail;

	if (len < tail || strncmp(end, member, strlen(member)) != 0 || strcmp(head + len - 2, "\"}") != 0)
		return false;
	memcpy(hash, end + strlen(member), SEAL_LEN);
	hash[SEAL_LEN] = '\0';
	return seal_is_hex(hash);
}

static bool
check_body(Look *look, const Line *line, GError **error)
{
	char named[SEAL_LEN + 1], found[SEAL_LEN + 1];
	bool has = read_body_hash(line->head, named);

	if (!has && !line->body)
		return true;
	if (!has)
		return err_set(error, E_IO, "event %lld has a body that its head does not name", (long long)line->seq);
	if (!line->body) {
		gone_body(look->gone, line->seq);
		return true;
	}
	seal_hash(line->body, strlen(line->body), found);
	if (strcmp(found, named) != 0)
		return err_set(error, E_IO, "the body of event %lld is not the one that was sealed", (long long)line->seq);
	return true;
}

static bool
check_line(Look *look, const Line *line, GError **error)
{
	int64_t expected = look->verdicts->events + 1;

	look->verdicts->seq = line->seq;
	if (line->seq != expected)
		return err_set(error, E_IO, "after event %lld comes event %lld: what stood between is missing", (long long)expected - 1,
			(long long)line->seq);
	seal_next(look->seal, line->head, look->seal);
	if (strcmp(look->seal, line->seal) != 0)
		return err_set(error, E_IO, "the seal of event %lld is not that of its head and of the seal before it", (long long)line->seq);
	if (!read_beginning(line, look->at))
		return err_set(error, E_IO, "the head of event %lld does not begin with its number and instant", (long long)line->seq);
	return check_body(look, line, error) && gone_explain(look->gone, line->head, line->body, error);
}

static bool
check_named_blob(Look *look, const Event *event, const char *fact, GError **error)
{
	const char *hex = json_string_value(json_object_get(event->facts, fact));
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_BLOB]);
	bool found;

	stmt_bind_text(stmt, "$1", hex);
	found = stmt_row(stmt);
	if (!stmt_done(stmt, error))
		return false;
	if (!found && hex)
		gone_bytes(look->gone, hex, event->seq);
	return true;
}

/* Reads the event strictly and applies it to the scratch store. */
static bool
replay(Look *look, const Line *line, GError **error)
{
	g_autoptr(Event) event = NULL;

	if (!event_read(line->head, line->body, &event, error))
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(named_blobs); i++)
		if (strcmp(event->kind_name, named_blobs[i].kind) == 0 && !check_named_blob(look, event, named_blobs[i].fact, error))
			return false;
	return project_event(look->scratch, event, error);
}

static bool
walk_line(Look *look, Stmt *stmt, GError **error)
{
	Verdicts *v = look->verdicts;
	Line line = {.seq = stmt_column_int64(stmt, JOURNAL_SEQ)};

	if (!whole_text(stmt, JOURNAL_SEAL, &line.seal) || !whole_text(stmt, JOURNAL_HEAD, &line.head) ||
		!whole_text(stmt, JOURNAL_BODY, &line.body) || !line.seal || !line.head) {
		v->seq = line.seq;
		return err_set(error, E_IO, "event %lld is not text", (long long)line.seq);
	}
	if (!check_line(look, &line, error) || (look->scratch && !replay(look, &line, error)))
		return false;
	if (v->events == 0)
		instant_from_rfc3339(look->at, &v->first_at);
	v->events++;
	if (v->events % STRIDE == 0)
		tell(look, v->events);
	return true;
}

static bool
walk_chain(Look *look, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_JOURNAL]);

	g_strlcpy(look->seal, seal_zero, sizeof look->seal);
	while (stmt_row(stmt))
		if (!walk_line(look, stmt, error))
			return false;
	if (!stmt_done(stmt, error))
		return false;
	look->verdicts->seq = 0;
	g_strlcpy(look->verdicts->seal, look->seal, sizeof look->verdicts->seal);
	if (look->verdicts->events > 0)
		instant_from_rfc3339(look->at, &look->verdicts->last_at);
	return true;
}

/* The tip is where the next event will hang on: it must be the end of the chain that was walked. */
static bool
check_tip(Look *look, GError **error)
{
	const Verdicts *v = look->verdicts;
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_TIP]);
	bool found = stmt_row(stmt), same = false;
	int64_t seq = 0;

	if (found) {
		seq = stmt_int64(stmt, "seq");
		same = seq == v->events && g_strcmp0(stmt_text(stmt, "seal"), v->seal) == 0 && stmt_instant(stmt, "at") == v->last_at;
	}
	if (!stmt_done(stmt, error))
		return false;
	if (!found)
		return err_set(error, E_IO, "the register has lost the end of its chain (table tip)");
	if (!same)
		return err_set(error, E_IO, "the register says that event %lld is its newest (table tip), and the journal ends with event %lld",
			(long long)seq, (long long)v->events);
	return true;
}

/* --- the bytes ------------------------------------------------------------------------------------------------------ */

static bool
sum_parts(Look *look, const char *hex, SealSum *sum, int64_t *size, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_PARTS]);
	int64_t next = 1;

	*size = 0;
	stmt_bind_text(stmt, "$1", hex);
	while (stmt_row(stmt)) {
		gsize len;
		const void *data = stmt_blob(stmt, "data", &len);
		if (stmt_int64(stmt, "part") != next++)
			return err_set(error, E_IO, "part %lld of the bytes %s is missing", (long long)next - 1, hex);
		seal_sum_add(sum, data, len);
		*size += (int64_t)len;
	}
	return stmt_done(stmt, error);
}

static bool
check_blob(Look *look, const char *hex, int64_t size, GError **error)
{
	g_autoptr(SealSum) sum = seal_sum_new();
	char is[SEAL_LEN + 1];
	int64_t found;

	if (!sum_parts(look, hex, sum, &found, error))
		return false;
	seal_sum_hex(sum, is);
	if (found != size || strcmp(is, hex) != 0)
		return err_set(error, E_IO, "the bytes kept as %s are no longer those that were stored", hex);
	look->verdicts->blobs++;
	return true;
}

static bool
check_blobs(Look *look, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_BLOBS]);

	while (stmt_row(stmt)) {
		const char *hex = stmt_text(stmt, "sha256");
		if (!check_blob(look, hex ? hex : "", stmt_int64(stmt, "size"), error))
			return false;
	}
	return stmt_done(stmt, error);
}

/* --- the whole ------------------------------------------------------------------------------------------------------ */

static bool
check_engine(Look *look, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_ENGINE]);
	g_autofree char *said = stmt_row(stmt) ? stmt_dup(stmt, "integrity_check") : NULL;

	if (!stmt_done(stmt, error))
		return false;
	if (g_strcmp0(said, "ok") != 0)
		return err_set(error, E_IO, "the database itself is damaged: %s", said ? said : "");
	return true;
}

static bool
check_tables(Look *look, GError **error)
{
	int64_t events = look->verdicts->events;
	int n = 0, done = 0;

	while (project_tables[n].table)
		n++;
	for (const ProjectTable *table = project_tables; table->table; table++) {
		if (!verify_table(look->db, look->scratch, table, &look->verdicts->seq, error))
			return false;
		tell(look, events + events / 4 * ++done / n);
	}
	return true;
}

static bool
look_at(Look *look, GError **error)
{
	if (!walk_chain(look, error) || !gone_check(look->gone, &look->verdicts->seq, error) || !check_tip(look, error))
		return false;
	if (look->scratch && !(check_blobs(look, error) && check_tables(look, error) && check_engine(look, error)))
		return false;
	tell(look, look->total);
	return true;
}

/* How many events there will be, for progress alone. */
static bool
count(Look *look, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(look->db, &verify_statements[SQL_TIP]);
	int64_t events = stmt_row(stmt) ? MAX(stmt_int64(stmt, "seq"), 0) : 0;

	look->total = look->scratch ? events + events / 4 : events;
	return stmt_done(stmt, error);
}

static bool
look_in_scratch(Look *look, GError **error)
{
	bool ok;

	if (!look->scratch)
		return count(look, error) && look_at(look, error);
	if (!db_write_begin(look->scratch, error))
		return false;
	ok = count(look, error) && look_at(look, error);
	db_write_rollback(look->scratch);
	return ok;
}

/* A disk that refuses, the register's or that of the temporary file, keeps us from looking: that accuses nobody. */
static bool
is_damage(const Look *look, const GError *error)
{
	if (look->db->disk_failed || (look->scratch && look->scratch->disk_failed))
		return false;
	return g_error_matches(error, ERR_DOMAIN, E_IO) || g_error_matches(error, ERR_DOMAIN, E_INTERNAL);
}

bool
verify_register(Db *db, bool chain_only, VerifyProgress progress, void *data, Verdicts *verdicts, GError **error)
{
	g_autoptr(Db) scratch = NULL;
	g_autoptr(GError) why = NULL;
	g_autoptr(Gone) gone = gone_new();
	Look look = {.db = db, .verdicts = verdicts, .progress = progress, .data = data, .gone = gone};

	memset(verdicts, 0, sizeof *verdicts);
	db->disk_failed = false;
	verdicts->first_at = verdicts->last_at = INSTANT_NONE;
	if (!chain_only && !db_open_scratch(&scratch, error))
		return false;
	look.scratch = scratch;
	if (db_read_begin(db, &why)) {
		verdicts->sound = look_in_scratch(&look, &why);
		db_read_end(db);
	}
	if (why && !is_damage(&look, why)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return false;
	}
	if (why)
		verdicts->what = g_strdup(why->message);
	return true;
}

bool
verify_against(Db *db, const char *seal, int64_t seq, int64_t *found, GError **error)
{
	g_autoptr(Stmt) stmt = stmt_open(db, &verify_statements[seq > 0 ? SQL_SEAL_AT : SQL_SEAL]);

	*found = 0;
	if (!seal_is_hex(seal))
		return err_set(error, E_INPUT, "\"%s\" is not a seal: it has 64 digits 0-9 a-f", seal);
	stmt_bind_text(stmt, "$1", seal);
	if (seq > 0)
		stmt_bind_int64(stmt, "$2", seq);
	if (stmt_row(stmt))
		*found = stmt_int64(stmt, "seq");
	return stmt_done(stmt, error);
}
