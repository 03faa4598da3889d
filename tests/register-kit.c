/* See register-kit.h. */
#include "tests/register-kit.h"

#include "db/verify.h"

#include <glib/gstdio.h>
#include <string.h>

Reg reg;

/* --- surroundings --------------------------------------------------------------------------------------------------- */

static Instant
now_of_test(void)
{
	return reg.now;
}

/* xorshift: the same bytes in each run, and never the same salt twice. */
static void
chance_of_test(void *buffer, gsize len)
{
	guint8 *to = buffer;
	for (gsize i = 0; i < len; i++) {
		reg.chance ^= reg.chance << 13;
		reg.chance ^= reg.chance >> 7;
		reg.chance ^= reg.chance << 17;
		to[i] = (guint8)(reg.chance >> 32);
	}
}

static GTimeZone *
zone_of_test(const char *identifier, GError **error)
{
	GTimeZone *zone = g_time_zone_new_identifier(identifier);
	if (!zone)
		err_set(error, E_INPUT, "there is no zone %s", identifier);
	return zone;
}

Surroundings
reg_host(const char *account)
{
	return (Surroundings){.now = now_of_test, .random = chance_of_test, .zone = zone_of_test, .account = account,
		.name = "Nome Cognome", .has_email = true, .has_pec = reg.has_pec, .lang = LANG_EN};
}

/* --- the register --------------------------------------------------------------------------------------------------- */

Founding
reg_founding(void)
{
	return (Founding){.organisation = "Rossi Contact S.p.A.", .code = "ROSSI", .name = "Maria Bianchi",
		.email = "maria@rossi.example", .phone = "+39 06 1", .role = ROLE_SECURITY, .dpo_name = "Giulia Verdi",
		.dpo_email = DPO_MAIL, .dpo_phone = "+39 02 2", .dpo_from = INT64_C(1767222000), .dpo_declared = true,
		.vat = "IT01234567890", .office = "via Larga 1, Milano", .pec = "rossi@pec.rossi.example", .desk_phone = "+39 06 100"};
}

void
reg_setup_bare(void)
{
	reg = (Reg){.now = REG_NOW, .chance = 88172645463325252U};
	reg.dir = g_dir_make_tmp("breccia-register-XXXXXX", NULL);
	ck_assert_ptr_nonnull(reg.dir);
	reg.uri = g_strdup_printf("sqlite:%s/register.db", reg.dir);
}

static void
add_person(Session *s, const char *name, const char *account, const char *role)
{
	g_autofree char *email = g_strdup_printf("%s@rossi.example", account);
	const char *accounts[] = {account, NULL}, *roles[] = {role, NULL};
	const PersonInput in = {.name = name, .email = email, .accounts = accounts, .roles = roles};
	OK(register_person_add(s, &in, NULL, &error));
}

void
reg_setup(void)
{
	reg_setup_bare();
	const Surroundings host = reg_host("maria");
	const Founding founding = reg_founding();
	OK(register_create(reg.uri, &host, &founding, &error));
	g_autoptr(Session) s = reg_as("maria");
	const char *accounts[] = {"giulia", NULL};
	const PersonInput giulia = {.accounts = accounts};
	OK(register_person_change(s, "p2", &giulia, &error));
	add_person(s, "Luca Neri", "luca", "security");
	add_person(s, "Carla Conti", "carla", "manager");
	add_person(s, "Ugo Galli", "ugo", "auditor");
	add_person(s, "Pia Serra", "pia", "admin");
}

static void
remove_files(const char *dir)
{
	GDir *list = g_dir_open(dir, 0, NULL);
	for (const char *name; list && (name = g_dir_read_name(list));) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		g_unlink(path);
	}
	g_clear_pointer(&list, g_dir_close);
	g_rmdir(dir);
}

/* Whatever a test did, the register must agree with its journal afterwards. */
void
reg_teardown(void)
{
	g_autofree char *path = g_build_filename(reg.dir, "register.db", NULL);
	if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_autoptr(Db) db = NULL;
		Verdicts verdicts = {0};
		OK(db_open(reg.uri, DB_OPEN, &db, &error));
		OK(verify_register(db, false, NULL, NULL, &verdicts, &error));
		ck_assert_msg(verdicts.sound, "%s", verdicts.what);
		verdicts_clear(&verdicts);
	}
	remove_files(reg.dir);
	g_clear_pointer(&reg.dir, g_free);
	g_clear_pointer(&reg.uri, g_free);
}

Session *
reg_as(const char *account)
{
	Session *s = NULL;
	const Surroundings host = reg_host(account);
	OK(session_open(reg.uri, &host, NULL, &s, &error));
	return s;
}

Session *
reg_courier(void)
{
	Session *s = NULL;
	const Surroundings host = reg_host("courier");
	OK(session_open_courier(reg.uri, &host, &s, &error));
	return s;
}

/* --- logging -------------------------------------------------------------------------------------------------------- */

json_t *
reg_json(const char *text)
{
	g_autofree char *quoted = g_strdelimit(g_strdup(text), "'", '"');
	json_error_t why;
	json_t *value = json_loads(quoted, 0, &why);
	ck_assert_msg(value != NULL, "%s: %s", text, why.text);
	return value;
}

char *
reg_log_kind(const char *account, IncidentKind kind, const char *fields, const char *clients)
{
	g_autoptr(Session) s = reg_as(account);
	json_auto_t *json = reg_json(fields);
	g_auto(GStrv) names = clients ? g_strsplit(clients, ",", -1) : NULL;
	const Intake in = {.kind = kind, .fields = json, .clients = (const char *const *)names};
	Logged logged = {0};
	OK(register_log(s, &in, &logged, &error));
	char *ref = g_steal_pointer(&logged.ref);
	logged_clear(&logged);
	return ref;
}

char *
reg_log(const char *account, const char *fields, const char *clients)
{
	return reg_log_kind(account, KIND_BREACH, fields, clients);
}

bool
reg_try_amend(const char *account, const char *ref, const char *fields, const char *reason, GError **error)
{
	g_autoptr(Session) s = reg_as(account);
	json_auto_t *json = reg_json(fields);
	const Amendment in = {.ref = ref, .fields = json, .reason = reason};
	Amended amended = {0};
	bool ok = register_amend(s, &in, &amended, error);
	amended_clear(&amended);
	return ok;
}

void
reg_amend(const char *account, const char *ref, const char *fields, const char *reason, Amended *out)
{
	g_autoptr(Session) s = reg_as(account);
	json_auto_t *json = reg_json(fields);
	const Amendment in = {.ref = ref, .fields = json, .reason = reason};
	Amended amended = {0};
	OK(register_amend(s, &in, out ? out : &amended, &error));
	amended_clear(&amended);
}

/* --- looking -------------------------------------------------------------------------------------------------------- */

Incident *
reg_incident(const char *ref)
{
	g_autoptr(Session) s = reg_courier();
	Incident *incident = NULL;
	OK(query_incident(s->db, ref, &incident, &error));
	ck_assert_msg(incident != NULL, "no incident %s", ref);
	return incident;
}

Notice *
reg_notice(const char *id)
{
	g_autoptr(Session) s = reg_courier();
	Notice *notice = NULL;
	OK(query_notice(s->db, id, &notice, &error));
	ck_assert_msg(notice != NULL, "no notice %s", id);
	return notice;
}

const Clock *
reg_clock(const Incident *incident, const char *id)
{
	for (guint i = 0; i < incident->clocks->len; i++) {
		const Clock *k = g_ptr_array_index(incident->clocks, i);
		if (g_str_equal(k->id, id))
			return k;
	}
	return NULL;
}

ClockState
reg_state(const char *ref, const char *clock)
{
	g_autoptr(Incident) incident = reg_incident(ref);
	const Clock *k = reg_clock(incident, clock);
	ck_assert_msg(k != NULL, "%s has no clock %s", ref, clock);
	return clock_state(k, reg.now);
}

typedef struct {
	const char *kind, *name;
	int count;
	char *fact;
} Count;

static bool
count_event(int64_t seq, const char *seal, const char *head, const char *body, void *data, GError **error)
{
	Count *count = data;
	g_autoptr(Event) event = NULL;
	(void)seq;
	(void)seal;
	if (!event_read(head, body, &event, error))
		return false;
	if (!g_str_equal(event->kind_name, count->kind))
		return true;
	count->count++;
	json_t *fact = count->name ? json_object_get(event->facts, count->name) : NULL;
	g_free(count->fact);
	count->fact = fact ? json_dumps(fact, JSON_COMPACT | JSON_ENCODE_ANY | JSON_SORT_KEYS) : NULL;
	return true;
}

int
reg_events(const char *kind)
{
	g_autoptr(Session) s = reg_courier();
	Count count = {.kind = kind};
	OK(query_journal(s->db, 1, count_event, &count, &error));
	return count.count;
}

char *
reg_fact(const char *kind, const char *name)
{
	g_autoptr(Session) s = reg_courier();
	Count count = {.kind = kind, .name = name};
	OK(query_journal(s->db, 1, count_event, &count, &error));
	return count.fact;
}

void
reg_seal(char seal[65])
{
	g_autoptr(Session) s = reg_courier();
	Tip tip = {0};
	OK(query_tip(s->db, &tip, &error));
	memcpy(seal, tip.seal, 65);
	tip_clear(&tip);
}

/* --- the courier ---------------------------------------------------------------------------------------------------- */

char *
reg_letter(const char *id, char **subject)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) notice = reg_notice(id);
	g_autoptr(LetterText) letter = NULL;
	OK(register_letter(s, notice, NULL, NULL, &letter, &error));
	if (subject)
		*subject = g_steal_pointer(&letter->subject);
	return g_steal_pointer(&letter->text);
}

void
reg_compose(const char *id)
{
	g_autoptr(Session) s = reg_courier();
	g_autoptr(Notice) notice = reg_notice(id);
	g_autoptr(LetterText) letter = NULL;
	g_autoptr(GPtrArray) to = g_ptr_array_new(), people = g_ptr_array_new();
	OK(register_letter(s, notice, NULL, NULL, &letter, &error));
	for (guint i = 0; i < letter->to->len; i++) {
		const Recipient *r = g_ptr_array_index(letter->to, i);
		g_ptr_array_add(to, r->address);
		g_ptr_array_add(people, r->person);
	}
	g_ptr_array_add(to, NULL);
	g_ptr_array_add(people, NULL);
	g_autofree char *message_id = g_strdup_printf("<%s@rossi.example>", id);
	const Composed in = {.id = id, .message_id = message_id, .from = "registro@rossi.example", .subject = letter->subject,
		.to = (const char *const *)to->pdata, .people = (const char *const *)people->pdata, .bytes = letter->text,
		.bytes_len = strlen(letter->text), .text = letter->text, .seal = letter->seal, .seal_seq = letter->seal_seq};
	OK(register_composed(s, &in, &error));
}

void
reg_attempt(const char *id)
{
	g_autoptr(Session) s = reg_courier();
	OK(register_attempted(s, id, &error));
}

void
reg_settle(const char *id, Verdict verdict, Instant at)
{
	g_autoptr(Session) s = reg_courier();
	bool sent = verdict == VERDICT_SENT;
	const Outcome out = {.verdict = verdict, .sent_at = sent ? at : INSTANT_NONE, .next_at = sent ? INSTANT_NONE : at,
		.code = sent ? 250 : 450, .reply = sent ? "250 2.0.0 Ok: queued" : "450 4.7.1 later", .server = "smtp.rossi.example:587"};
	OK(register_settled(s, id, &out, &error));
}

void
reg_send(const char *id)
{
	reg_compose(id);
	reg_attempt(id);
	reg_settle(id, VERDICT_SENT, reg.now);
}

void
reg_change_dpo(PersonInput in)
{
	g_autoptr(Session) s = reg_as("pia");
	OK(register_person_change(s, "p2", &in, &error));
}

void
reg_expect_notices(const char *ref, const char *expected)
{
	g_autoptr(Incident) incident = reg_incident(ref);
	g_autoptr(GString) found = g_string_new(NULL);
	for (guint i = 0; i < incident->notices->len; i++) {
		const Notice *n = g_ptr_array_index(incident->notices, i);
		g_string_append_printf(found, "%s%s %s %s", i ? ", " : "", notice_state_code(n->state), channel_code(n->channel), letter_code(n->letter));
		if (n->supplement)
			g_string_append_printf(found, " %d", n->supplement);
	}
	ck_assert_str_eq(found->str, expected);
}
