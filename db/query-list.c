/*
 * Lists of incidents, page by page.
 *
 * SQL narrows, core decides: a form of the statement finds candidates in order, by what an index can answer, and filter_match()
 * says of each whether it is meant. So a wrong guess here can cost time and never an incident. What comes from outside is bound;
 * every text of SQL is a row of the table.
 *
 * The urgent order is two walks: the open ones by (next_due, ref) on the partial index, then, where closed ones are wanted as
 * well, those by seq backwards. A cursor says where a page ended: "u:NEXT_DUE:REF" in the first walk, "c:SEQ" in the second,
 * "n:SEQ" in the newest order.
 */
#include "db/query-row.h"
#include "src/core/err.h"
#include "src/core/ref.h"

/* Candidates that are asked for at once; a page is mostly smaller. */
#define BATCH 64

#define CANDIDATE "SELECT i.ref AS ref, i.seq AS seq, i.next_due AS next_due, i.open AS open, i.historic AS historic FROM incident AS i"
#define RANGES " AND i.detected_at >= $2 AND i.detected_at < $3 AND i.logged_at >= $4 AND i.logged_at < $5"

const Statement query_list_statements[] = {
	[LIST_BOARD] = {.name = "list: board", .sql =
		CANDIDATE " WHERE i.open = 1 AND (i.next_due, i.ref) > ($1, $2) ORDER BY i.next_due, i.ref LIMIT $3"},
	[LIST_ALL] = {.name = "list: newest", .sql =
		CANDIDATE " WHERE i.seq < $1" RANGES " ORDER BY i.seq DESC LIMIT $6"},
	/* seq + 0 keeps the planner from walking all that is stored in the order of seq: it has to take the index of open ones. */
	[LIST_OPEN] = {.name = "list: newest open", .sql =
		CANDIDATE " WHERE i.open = 1 AND i.seq + 0 < $1" RANGES " ORDER BY i.seq + 0 DESC LIMIT $6"},
	[LIST_OF_TEXT] = {.name = "list: text", .sqlite =
		CANDIDATE " JOIN search ON search.rowid = i.seq WHERE search MATCH $7 AND search.rowid < $1" RANGES
		" ORDER BY search.rowid DESC LIMIT $6",
		.postgres = CANDIDATE " JOIN search ON search.seq = i.seq WHERE search.words @@ to_tsquery('simple', $7) AND i.seq < $1" RANGES
		" ORDER BY i.seq DESC LIMIT $6"},
	[LIST_OF_REF] = {.name = "list: ref", .sql =
		CANDIDATE " WHERE i.ref = $7 AND i.seq < $1" RANGES " ORDER BY i.seq DESC LIMIT $6"},
	[LIST_COUNT] = {.name = "count of current incidents", .sql = "SELECT count(*) AS n FROM incident WHERE open = 1 AND historic = 0"},
	{.name = NULL},
};

typedef enum { WALK_URGENT, WALK_CLOSED, WALK_NEWEST } WalkKind;

static const struct {
	char letter;
	bool open_too, closed_too;
} walks[] = {
	[WALK_URGENT] = {'u', true, false}, [WALK_CLOSED] = {'c', false, true}, [WALK_NEWEST] = {'n', true, true},
};

/* Where the walk stands: behind what was seen last. */
typedef struct {
	WalkKind walk;
	int64_t due;
	char *ref; /* of the urgent walk */
	int64_t seq;
} Place;

typedef struct {
	Db *db;
	const ListQuery *query;
	const char *match;        /* the words for the full-text index; NULL: none to narrow by */
	char **refs;              /* the refs that a term names; NULL: none does */
	bool open_only;           /* asked for, or by a tag that only open ones have */
	Instant detected_from, detected_until, logged_from, logged_until;
	Place place, last;        /* last: of the newest incident in the page */
	GPtrArray *page;
	bool more;                /* one was found that had no room */
} List;

static void
place_set(Place *place, WalkKind walk, int64_t due, const char *ref, int64_t seq)
{
	g_free(place->ref);
	*place = (Place){.walk = walk, .due = due, .ref = g_strdup(ref), .seq = seq};
}

/* --- cursors -------------------------------------------------------------------------------------------------------- */

static bool
read_number(const char *text, int64_t *number)
{
	guint64 value;

	if (!g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, &value, NULL))
		return false;
	*number = (int64_t)value;
	return true;
}

static bool
is_ref(const char *text)
{
	g_autofree char *canonical = NULL;
	Ref ref;

	if (!ref_parse(text, INSTANT_FIRST_YEAR, &ref, NULL))
		return false;
	canonical = ref_format(&ref);
	return strcmp(canonical, text) == 0;
}

static bool
read_place(const char *cursor, ListOrder order, Place *place)
{
	g_auto(GStrv) parts = g_strsplit(cursor, ":", 4);
	guint n = g_strv_length(parts);
	int64_t number;

	if (n < 2 || strlen(parts[0]) != 1 || !read_number(parts[1], &number))
		return false;
	if (order == ORDER_URGENT && parts[0][0] == walks[WALK_URGENT].letter && n == 3 && is_ref(parts[2])) {
		place_set(place, WALK_URGENT, number, parts[2], G_MAXINT64);
		return true;
	}
	if (n != 2 || parts[0][0] != walks[order == ORDER_URGENT ? WALK_CLOSED : WALK_NEWEST].letter)
		return false;
	place_set(place, order == ORDER_URGENT ? WALK_CLOSED : WALK_NEWEST, 0, NULL, number);
	return true;
}

static char *
write_place(const Place *place)
{
	if (place->walk == WALK_URGENT)
		return g_strdup_printf("%c:%" G_GINT64_FORMAT ":%s", walks[WALK_URGENT].letter, place->due, place->ref);
	return g_strdup_printf("%c:%" G_GINT64_FORMAT, walks[place->walk].letter, place->seq);
}

/* --- what a filter lets us narrow by ---------------------------------------------------------------------------------- */

static bool
has_letters(const char *word)
{
	for (const char *c = word; *c; c = g_utf8_next_char(c))
		if (g_unichar_isalnum(g_utf8_get_char(c)))
			return true;
	return false;
}

/* Each word as a quoted beginning, "perche"*, so that nothing in it is an operator; quotes are doubled. */
static void
add_match(GString *match, const char *word)
{
	if (!has_letters(word))
		return; /* the index has no such word: core will look for it */
	g_string_append(match, match->len ? " \"" : "\"");
	for (const char *c = word; *c; c++)
		g_string_append_len(match, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
	g_string_append(match, "\"*");
}

static void
narrow_range(const FilterTerm *term, Instant *from, Instant *until)
{
	if (term->from != INSTANT_NONE)
		*from = MAX(*from, term->from);
	if (term->until != INSTANT_NONE)
		*until = MIN(*until, term->until);
}

static void
narrow_by(List *list, const FilterTerm *term, GString *match)
{
	bool one = term->values && term->values[0] && !term->values[1];

	if (term->negated)
		return;
	if (term->field == FILTER_TEXT && one)
		add_match(match, term->values[0]);
	else if (term->field == FILTER_REF && !list->refs && term->values && term->values[0])
		list->refs = term->values;
	else if (term->field == FILTER_TAG && (term->tag == TAG_OPEN || term->tag == TAG_LATE || term->tag == TAG_SOON))
		list->open_only = true;
	else if (term->field == FILTER_DETECTED)
		narrow_range(term, &list->detected_from, &list->detected_until);
	else if (term->field == FILTER_LOGGED)
		narrow_range(term, &list->logged_from, &list->logged_until);
}

static void
narrow(List *list, GString *match)
{
	const GPtrArray *terms = list->query->filter ? filter_terms(list->query->filter) : NULL;

	list->open_only = list->query->current;
	list->detected_from = list->logged_from = G_MININT64;
	list->detected_until = list->logged_until = G_MAXINT64;
	for (guint i = 0; terms && i < terms->len; i++)
		narrow_by(list, g_ptr_array_index(terms, i), match);
	list->match = match->len ? match->str : NULL;
}

/* --- walking -------------------------------------------------------------------------------------------------------- */

typedef struct {
	char *ref;
	int64_t seq, due;
	bool open, past;
} Candidate;

static void
candidate_clear(gpointer data)
{
	g_free(((Candidate *)data)->ref);
}

/* Takes the statement. */
static bool
read_candidates(Stmt *stmt, GArray *found, GError **error)
{
	g_autoptr(Stmt) s = stmt;

	while (stmt_row(s)) {
		Candidate c = {stmt_dup(s, "ref"), stmt_int64(s, "seq"), stmt_int64(s, "next_due"), stmt_bool(s, "open"),
			stmt_bool(s, "historic")};
		g_array_append_val(found, c);
	}
	return stmt_done(s, error);
}

static Stmt *
board_statement(const List *list)
{
	Stmt *s = stmt_open(list->db, &query_list_statements[LIST_BOARD]);

	stmt_bind_int64(s, "$1", list->place.due);
	stmt_bind_text(s, "$2", list->place.ref);
	stmt_bind_int64(s, "$3", BATCH);
	return s;
}

static Stmt *
seq_statement(const List *list, ListForm form, const char *what)
{
	Stmt *s = stmt_open(list->db, &query_list_statements[form]);

	stmt_bind_int64(s, "$1", list->place.seq);
	stmt_bind_int64(s, "$2", list->detected_from);
	stmt_bind_int64(s, "$3", list->detected_until);
	stmt_bind_int64(s, "$4", list->logged_from);
	stmt_bind_int64(s, "$5", list->logged_until);
	stmt_bind_int64(s, "$6", BATCH);
	if (what)
		stmt_bind_text(s, "$7", what);
	return s;
}

static int
by_seq_backwards(gconstpointer left, gconstpointer right)
{
	const Candidate *a = left, *b = right;

	return (a->seq < b->seq) - (a->seq > b->seq);
}

/* All of them at once: they were typed, hence are few. A ref named twice is found twice and kept once. */
static bool
find_refs(List *list, GArray *found, GError **error)
{
	for (char **ref = list->refs; *ref; ref++)
		if (!read_candidates(seq_statement(list, LIST_OF_REF, *ref), found, error))
			return false;
	g_array_sort(found, by_seq_backwards);
	for (guint i = 1; i < found->len;) {
		if (g_array_index(found, Candidate, i).seq == g_array_index(found, Candidate, i - 1).seq)
			g_array_remove_index(found, i);
		else
			i++;
	}
	return true;
}

static bool
find(List *list, GArray *found, GError **error)
{
	if (list->place.walk == WALK_URGENT)
		return read_candidates(board_statement(list), found, error);
	if (list->refs)
		return find_refs(list, found, error);
	if (list->match && !list->open_only)
		return read_candidates(seq_statement(list, LIST_OF_TEXT, list->match), found, error);
	return read_candidates(seq_statement(list, list->open_only ? LIST_OPEN : LIST_ALL, NULL), found, error);
}

/* Adds the candidate to the page if it is meant, or notes that there is one more. */
static bool
judge(List *list, const Candidate *candidate, GError **error)
{
	const ListQuery *query = list->query;
	g_autoptr(Incident) incident = NULL;

	place_set(&list->place, list->place.walk, candidate->due, candidate->ref, candidate->seq);
	if (candidate->open ? !walks[list->place.walk].open_too : list->open_only || !walks[list->place.walk].closed_too)
		return true;
	if (query->current && candidate->past)
		return true;
	if (!(query->brief && !query->filter ? query_incident_brief : query_incident)(list->db, candidate->ref, &incident, error))
		return false;
	if (!incident || (query->filter && !filter_match(query->filter, incident, query->now, query->me)))
		return true;
	if (query->limit > 0 && list->page->len == (guint)query->limit) {
		list->more = true;
		return true;
	}
	g_ptr_array_add(list->page, g_steal_pointer(&incident));
	place_set(&list->last, list->place.walk, list->place.due, list->place.ref, list->place.seq);
	return true;
}

/* One walk to its end, or until the page is full and it is known whether there are more. */
static bool
walk(List *list, GError **error)
{
	bool again = true;

	while (again) {
		g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
		g_array_set_clear_func(found, candidate_clear);
		if (!find(list, found, error))
			return false;
		for (guint i = 0; i < found->len && !list->more; i++)
			if (!judge(list, &g_array_index(found, Candidate, i), error))
				return false;
		again = !list->more && found->len >= BATCH;
	}
	return true;
}

static bool
walk_all(List *list, GError **error)
{
	if (!walk(list, error))
		return false;
	if (list->place.walk != WALK_URGENT || list->more || list->open_only)
		return true;
	place_set(&list->place, WALK_CLOSED, 0, NULL, G_MAXINT64);
	return walk(list, error);
}

static bool
begin(List *list, GError **error)
{
	const ListQuery *query = list->query;

	if (query->order == ORDER_URGENT)
		place_set(&list->place, WALK_URGENT, G_MININT64, "", G_MAXINT64);
	else
		place_set(&list->place, WALK_NEWEST, 0, NULL, G_MAXINT64);
	if (query->after && !read_place(query->after, query->order, &list->place))
		return err_set(error, E_INPUT, "\"%s\" is not where a page of this list ended: begin the list again", query->after);
	return true;
}

static bool
make_list(List *list, GError **error)
{
	bool ok;

	if (!begin(list, error) || !db_read_begin(list->db, error))
		return false;
	ok = walk_all(list, error);
	db_read_end(list->db);
	return ok;
}

bool
query_list(Db *db, const ListQuery *query, GPtrArray **incidents, char **next, GError **error)
{
	g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func((GDestroyNotify)incident_free);
	g_autoptr(GString) match = g_string_new(NULL);
	List list = {.db = db, .query = query, .page = page};
	bool ok;

	*incidents = NULL;
	if (next)
		*next = NULL;
	narrow(&list, match);
	ok = make_list(&list, error);
	if (ok)
		*incidents = g_steal_pointer(&page);
	if (ok && next && list.more)
		*next = write_place(&list.last);
	g_free(list.place.ref);
	g_free(list.last.ref);
	return ok;
}

bool
query_count_current(Db *db, int64_t *current, GError **error)
{
	g_autoptr(Stmt) s = stmt_open(db, &query_list_statements[LIST_COUNT]);

	*current = 0;
	if (stmt_row(s))
		*current = stmt_int64(s, "n");
	return stmt_done(s, error);
}
