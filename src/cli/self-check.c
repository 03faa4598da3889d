/* The duties of the code of practice, looked at one by one. */
#include "src/cli/self-check.h"

#include "src/cli/watch.h"
#include "src/core/clock.h"
#include "src/register/anchor.h"
#include "src/report/words.h"

#include <string.h>

#define DAYS(n) (INT64_C(86400) * (n))
#define YEAR_MONTHS (-12)
#define PROOF_OLD DAYS(31)  /* a path by which nothing has come for a month is not known to work */
#define VERIFY_OLD DAYS(31)
#define SAY(en, it) (l->cli->lang == LANG_IT ? (it) : (en))

typedef struct {
	const Cli *cli;
	Db *db;
	GPtrArray *checks;
	Watch watch;
	/* Of the breaches of a year whose 24 hours were met or fell due in it. */
	int due, on_time, running;
	Instant drill; /* the newest exercise; INSTANT_NONE */
	Instant since; /* a year ago */
} Looking;

static void
check_free(Check *check)
{
	g_free(check->name);
	g_free(check->evidence);
	g_free(check->todo);
	g_free(check);
}

/* Takes evidence; todo NULL: nothing to do. */
static void
add(Looking *l, const char *code, const char *name, CheckState state, char *evidence, Instant at, const char *todo)
{
	Check *check = g_new0(Check, 1);
	check->code = code;
	check->name = g_strdup(name);
	check->state = state;
	check->evidence = evidence;
	check->at = at;
	check->todo = g_strdup(todo);
	g_ptr_array_add(l->checks, check);
}

static char *
day(const Looking *l, Instant t)
{
	return instant_show_day(t, l->cli->session->zone);
}

/* --- the DPO ------------------------------------------------------------------------------------------------------------------- */

static bool
look_at_dpo(Looking *l, GError **error)
{
	g_autoptr(Dpo) dpo = NULL;
	g_autoptr(Person) p = NULL;
	const char *title = NULL, *name = SAY("DPO appointed, without a conflict of interests", "DPO designato, senza conflitto di interessi");
	if (!query_dpo_at(l->db, l->cli->now, &dpo, error) || (dpo && !query_person(l->db, dpo->person, &p, error)))
		return false;
	if (!dpo || !p) {
		add(l, "dpo", name, CHECK_FAILED, g_strdup(SAY("nobody is appointed", "nessuno è designato")), INSTANT_NONE, "breccia dpo appoint");
		return true;
	}
	Conflict conflict = p->position ? dpo_conflict(p->position, &title) : CONFLICT_NONE;
	g_autofree char *from = day(l, dpo->from);
	const char *who = p->name ? p->name : p->id;
	if (conflict == CONFLICT_NONE)
		add(l, "dpo", name, CHECK_FINE, g_strdup_printf(SAY("%s, since %s", "%s, dal %s"), who, from), dpo->from,
			dpo->deputy ? NULL : SAY("name a deputy: breccia dpo appoint --deputy", "indicare un vice: breccia dpo appoint --deputy"));
	else
		add(l, "dpo", name, conflict == CONFLICT_REFUSED ? CHECK_FAILED : CHECK_LOOK,
			g_strdup_printf(SAY("%s is also: %s", "%s è anche: %s"), who, title), dpo->from,
			SAY("appoint somebody without such a post, or record why it is no conflict: breccia duty record dpo-conflict",
				"designare chi non ha quell'incarico, o registrare perché non c'è conflitto: breccia duty record dpo-conflict"));
	return true;
}

/* --- the papers ------------------------------------------------------------------------------------------------------------------ */

static char *
duty_evidence(const Looking *l, const DutyRow *row, const DutyStanding *s)
{
	if (!s->newest)
		return g_strdup(SAY("nothing is recorded", "nulla è registrato"));
	g_autofree char *at = day(l, s->newest->at), *until = day(l, s->expires_at), *handed = s->handed ? day(l, s->handed->at) : NULL;
	g_autoptr(GString) words = g_string_new(at);
	if (row->versioned)
		g_string_append_printf(words, SAY(", version %s", ", versione %s"), s->newest->version ? s->newest->version : SAY("not given", "non indicata"));
	if (handed)
		g_string_append_printf(words, SAY(", handed to %s on %s", ", consegnato a %s il %s"), s->handed->handed_to, handed);
	else if (row->versioned)
		g_string_append(words, SAY(", not handed over", ", non consegnato"));
	if (s->expires_at != INSTANT_NONE)
		g_string_append_printf(words, SAY(", until %s", ", fino al %s"), until);
	if (s->newest->reason)
		g_string_append_printf(words, " (%s)", s->newest->reason);
	return g_strdup(words->str);
}

static char *
duty_todo(const Looking *l, const DutyRow *row, const DutyStanding *s)
{
	switch (s->state) {
	case DUTY_FINE:
		return NULL;
	case DUTY_MISSING:
		return g_strdup_printf(SAY("record %s: breccia duty record %s --at DAY", "registrare %s: breccia duty record %s --at GIORNO"),
			words_in(&row->what, l->cli->lang), row->id);
	case DUTY_UNFINISHED:
		return g_strdup_printf(SAY("hand the plan to the control function, with its version: breccia duty record %s --at DAY --handed-to NAME",
			"consegnare il piano, con la versione, alla funzione di controllo: breccia duty record %s --at GIORNO --handed-to NOME"), row->id);
	case DUTY_EXPIRING:
	case DUTY_EXPIRED:
		return g_strdup_printf(SAY("review it: breccia duty record %s --at DAY", "rivedere: breccia duty record %s --at GIORNO"), row->id);
	}
	return NULL;
}

static bool
look_at_duties(Looking *l, GError **error)
{
	static const CheckState states[] = {[DUTY_FINE] = CHECK_FINE, [DUTY_EXPIRING] = CHECK_LOOK, [DUTY_UNFINISHED] = CHECK_LOOK,
		[DUTY_EXPIRED] = CHECK_FAILED, [DUTY_MISSING] = CHECK_FAILED};
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(Dpo) dpo = NULL;
	if (!query_duties(l->db, &records, error) || !query_dpo_at(l->db, l->cli->now, &dpo, error))
		return false;
	for (const DutyRow *row = duty_rows; row->id; row++) {
		DutyStanding s = duty_standing(row, records, l->cli->now, l->cli->session->zone);
		const char *appointed = s.newest ? NULL : duty_in_appointment(row, dpo);
		if (appointed) {
			add(l, row->id, words_in(&row->name, l->cli->lang), CHECK_FINE, g_strdup(appointed), dpo->from, NULL);
			continue;
		}
		g_autofree char *todo = duty_todo(l, row, &s);
		add(l, row->id, words_in(&row->name, l->cli->lang), row->needed ? states[s.state] : MIN(states[s.state], CHECK_LOOK),
			duty_evidence(l, row, &s), s.newest ? s.newest->at : INSTANT_NONE, todo);
	}
	return true;
}

/* --- the 24 hours ------------------------------------------------------------------------------------------------------------------ */

/* Breaches alone: neither drills, near misses and what was none, nor what is void or of the past. */
static bool
counts(const Incident *in)
{
	return in->kind == KIND_BREACH && !in->historic && in->voided_at == INSTANT_NONE && g_strcmp0(in->outcome, "not-a-breach") != 0;
}

static void
count(Looking *l, const Incident *in)
{
	Instant now = l->cli->now, detected = incident_instant(in, "detected_at");
	const Clock *k = in->clocks->len ? view_dpo_clock(in) : NULL;
	if (in->kind == KIND_DRILL && in->voided_at == INSTANT_NONE && (l->drill == INSTANT_NONE || detected > l->drill))
		l->drill = detected;
	if (!k || !counts(in))
		return;
	Instant when = k->met_at != INSTANT_NONE ? k->met_at : k->due_at;
	if (when < l->since)
		return;
	if (when > now) {
		l->running++;
		return;
	}
	l->due++;
	l->on_time += clock_state(k, now) == CLOCK_MET && !clock_was_late(k, now);
}

/* Newest first; what was logged more than a year and its clock ago was over before the year began. */
static bool
count_all(Looking *l, GError **error)
{
	g_autofree char *after = NULL;
	bool older = false;
	do {
		const ListQuery query = {.order = ORDER_NEWEST, .limit = 200, .after = after, .brief = true, .now = l->cli->now};
		g_autoptr(GPtrArray) page = NULL;
		g_autofree char *next = NULL;
		if (!query_list(l->db, &query, &page, &next, error))
			return false;
		for (guint i = 0; i < page->len; i++) {
			const Incident *in = g_ptr_array_index(page, i);
			count(l, in);
			older = older || in->logged_at < l->since - DAYS(400);
		}
		g_free(after);
		after = g_steal_pointer(&next);
	} while (after && !older);
	return true;
}

static void
look_at_hours(Looking *l)
{
	const Watch *w = &l->watch;
	bool all = l->on_time == l->due;
	const Tally tally = {.n = {[STANDING_ON_TIME] = l->on_time, [STANDING_LATE] = l->due - l->on_time}};
	g_autofree char *of = words_share(&tally, l->cli->lang);
	char *share = l->due ? g_strdup_printf(SAY("%s in the last twelve months", "%s negli ultimi dodici mesi"), of)
		: g_strdup(SAY("no breach in the last twelve months", "nessuna violazione negli ultimi dodici mesi"));
	add(l, "notified", SAY("breaches notified to the DPO within 24 hours", "violazioni segnalate al DPO entro 24 ore"),
		all ? CHECK_FINE : CHECK_LOOK, share, INSTANT_NONE,
		all ? NULL : SAY("see which and why: breccia report", "vedere quali e perché: breccia report"));
	bool bad = w->late || w->unexplained;
	char *late = bad
		? g_strdup_printf(SAY("%d late now, %d met late without a reason", "%d in ritardo ora, %d adempiuti in ritardo senza motivazione"), w->late,
			w->unexplained)
		: g_strdup(SAY("none is late, none is without its reason", "nessuno in ritardo, nessuno senza motivazione"));
	add(l, "late", SAY("late clocks explained", "ritardi motivati"), bad ? CHECK_FAILED : CHECK_FINE, late, INSTANT_NONE,
		bad ? "breccia due; breccia late REF RULE --cause CODE --reason TEXT" : NULL);
}

static void
look_at_drills(Looking *l)
{
	bool recent = l->drill != INSTANT_NONE && l->drill >= l->since;
	g_autofree char *when = day(l, l->drill);
	add(l, "drill", SAY("exercise in the last twelve months", "esercitazione negli ultimi dodici mesi"), recent ? CHECK_FINE : CHECK_LOOK,
		l->drill == INSTANT_NONE ? g_strdup(SAY("none so far", "finora nessuna"))
					 : g_strdup_printf(SAY("the last one on %s", "l'ultima il %s"), when),
		l->drill, recent ? NULL : "breccia drill");
}

/* --- mail, copies, seal --------------------------------------------------------------------------------------------------------------- */

/* What came back signed shows that sending, delivery, collecting and verifying work. */
static bool
look_at_pec(Looking *l, GError **error)
{
	g_autoptr(GPtrArray) receipts = NULL;
	g_auto(SelfTest) test = {0};
	Instant newest = INSTANT_NONE;
	const char *name = SAY("the PEC path works", "il percorso PEC funziona");
	if (!query_receipts(l->db, NULL, &receipts, error) || !query_self_test(l->db, &test, error))
		return false;
	if (self_test_state(&test, l->cli->now) == SELF_TEST_FAILED) {
		g_autofree char *sent = day(l, test.attempted_at);
		add(l, "pec", name, CHECK_FAILED, g_strdup_printf(SAY("the self-test of %s failed", "l'autoverifica del %s non è riuscita"), sent),
			test.attempted_at, "breccia doctor --round-trip");
		return true;
	}
	newest = test.delivered_at;
	for (guint i = 0; i < receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(receipts, i);
		Instant at = r->certified_at != INSTANT_NONE ? r->certified_at : r->at;
		if (g_str_equal(r->signature, "valid") && at > newest)
			newest = at;
	}
	g_autofree char *when = day(l, newest);
	bool account = conf_has_account(l->cli->conf, "pec"), fresh = newest != INSTANT_NONE && l->cli->now - newest <= PROOF_OLD;
	char *evidence = newest != INSTANT_NONE ? g_strdup_printf(SAY("last signed receipt on %s", "ultima ricevuta firmata il %s"), when)
		: account ? g_strdup(SAY("no signed receipt so far", "finora nessuna ricevuta firmata"))
			  : g_strdup(SAY("no PEC account is set up on this machine", "su questa macchina non è configurata alcuna casella PEC"));
	add(l, "pec", name, fresh ? CHECK_FINE : CHECK_LOOK, evidence, newest,
		fresh ? NULL : account ? "breccia doctor --round-trip"
			: SAY("set up [pec]: breccia.conf(5)", "configurare [pec]: breccia.conf(5)"));
	return true;
}

static bool
look_at_backup(Looking *l, GError **error)
{
	g_auto(House) house = {0};
	int64_t age;
	bool never;
	if (!view_backup(l->cli, &age, &never, error) || !query_house(l->db, &house, error))
		return false;
	add(l, "backup", SAY("backup not older than a week", "copia di sicurezza non più vecchia di una settimana"),
		age <= BACKUP_OLD ? CHECK_FINE : never ? CHECK_FAILED : CHECK_LOOK,
		age < 0 ? g_strdup(SAY("not needed", "non serve")) : view_backup_words(l->cli, age, never), never ? INSTANT_NONE : house.backup_at,
		age <= BACKUP_OLD ? NULL : "breccia backup FILE");
	return true;
}

static void
look_at_verified(Looking *l)
{
	g_autofree char *text = NULL;
	Instant at = INSTANT_NONE;
	if (local_get(l->db, LOCAL_VERIFIED, &text, NULL) && text && !instant_from_rfc3339(text, &at))
		at = INSTANT_NONE;
	bool fresh = at != INSTANT_NONE && l->cli->now - at <= VERIFY_OLD;
	g_autofree char *when = day(l, at);
	add(l, "verified", SAY("register verified", "registro verificato"), fresh ? CHECK_FINE : CHECK_LOOK,
		at == INSTANT_NONE ? g_strdup(SAY("never here", "mai qui")) : g_strdup_printf(SAY("found sound on %s", "trovato integro il %s"), when), at,
		fresh ? NULL : "breccia verify");
}

static bool
look_at_anchor(Looking *l, GError **error)
{
	g_auto(Anchor) anchor = {0};
	Tip tip = {0};
	const char *name = SAY("seal anchored outside", "sigillo ancorato all'esterno");
	if (!session_anchor(l->cli->session, &anchor, error) || !query_tip(l->db, &tip, error))
		return false;
	int64_t after = tip.seq - anchor.seq;
	tip_clear(&tip);
	if (!anchor.receipt) {
		add(l, "anchor", name, CHECK_LOOK, g_strdup(SAY("no signed receipt holds a seal", "nessuna ricevuta firmata contiene un sigillo")),
			INSTANT_NONE, SAY("send by PEC and collect the receipts; keep `breccia seal` elsewhere until then",
				"inviare per PEC e raccogliere le ricevute; fino ad allora conservare altrove `breccia seal`"));
		return true;
	}
	g_autofree char *when = day(l, anchor.at);
	add(l, "anchor", name, anchor.off ? CHECK_FAILED : CHECK_FINE,
		anchor.off ? g_strdup_printf(SAY("the seal in %s does not lie on this chain", "il sigillo in %s non si trova su questa catena"), anchor.receipt)
			   : g_strdup_printf(SAY("PEC receipt of %s, up to event %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " after it",
				   "ricevuta PEC del %s, fino all'evento %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " dopo"), when, anchor.seq, after),
		anchor.at, anchor.off ? "breccia verify" : NULL);
	return true;
}

/* --- all of it ------------------------------------------------------------------------------------------------------------------------ */

bool
self_check(const Cli *cli, GPtrArray **checks, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)check_free);
	Looking looking = {.cli = cli, .db = cli->session->db, .checks = found, .drill = INSTANT_NONE}, *l = &looking;
	l->since = instant_add_months(cli->now, YEAR_MONTHS, cli->session->zone);
	bool ok = watch_look(cli, &l->watch, error) && count_all(l, error) && look_at_dpo(l, error) && look_at_duties(l, error);
	if (ok) {
		look_at_hours(l);
		look_at_drills(l);
		ok = look_at_pec(l, error) && look_at_backup(l, error);
	}
	if (ok) {
		look_at_verified(l);
		ok = look_at_anchor(l, error);
	}
	watch_clear(&l->watch);
	if (ok)
		*checks = g_steal_pointer(&found);
	return ok;
}

CheckState
self_check_worst(const GPtrArray *checks)
{
	CheckState worst = CHECK_FINE;
	for (guint i = 0; i < checks->len; i++)
		worst = MAX(worst, ((const Check *)g_ptr_array_index(checks, i))->state);
	return worst;
}
