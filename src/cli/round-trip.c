/* A self-test asked for, and waited for. The courier sends and collects: one that runs, or one that is started again and again. */
#include "src/cli/round-trip.h"

#include "src/cli/out.h"
#include "src/cli/view.h"
#include "src/core/err.h"
#include "src/host/host.h"
#include "src/register/bulletin.h"

#define LOOK_MS  1000
#define LEAVE_MS 30000 /* within so much it has left, or something holds it */

static bool
require_pec(const Cli *cli, GError **error)
{
	const char *path = db_path(cli->session->db);
	if (!conf_has_account(cli->conf, "pec") || !conf_text(cli->conf, "pec", "inbox"))
		return err_set(error, E_CONFIG, "there is no [pec] account with an inbox on this machine: breccia.conf(5)");
	if (path && !host_may_run_courier(path) && !host_courier_running(path))
		return err_set(error, E_UNAVAILABLE, "the courier of this machine does not run, and is another account's to start: "
			"systemctl start breccia-courier, as administrator");
	return true;
}

/* One that runs does it by itself. */
static bool
let_courier_work(const Cli *cli, GError **error)
{
	const char *path = db_path(cli->session->db);
	int status = 0;
	if (path && host_courier_running(path))
		return true;
	if (!host_courier_run(cli->uri, cli->conf_file, &status, error))
		return false;
	return status == 0 || status == err_exit(E_BUSY) ||
		err_set(error, E_UNAVAILABLE, "the courier ended with status %d: breccia doctor says what is missing", status);
}

/* *test: as it is when it is over. */
static bool
wait_for(const Cli *cli, const char *id, SelfTest *test, SelfTestState *state, GError **error)
{
	int64_t begin = host_monotonic_ms();
	for (;;) {
		int64_t waited;
		self_test_clear(test);
		if (!let_courier_work(cli, error) || !query_self_test(cli->session->db, test, error))
			return false;
		bool left = g_strcmp0(test->id, id) == 0;
		*state = left ? self_test_state(test, session_now(cli->session)) : SELF_TEST_NONE;
		waited = host_monotonic_ms() - begin;
		if (*state == SELF_TEST_GOOD || *state == SELF_TEST_FAILED || waited > SELF_TEST_SECONDS * 1000 || (!left && waited > LEAVE_MS))
			return true;
		host_sleep_ms(LOOK_MS);
	}
}

static void
print_step(const Cli *cli, const char *what, Instant at, const char *missing)
{
	g_autofree char *when = instant_show(at, cli->session->zone);
	out_pair(2, at == INSTANT_NONE ? TONE_BAD : TONE_GOOD, what, 14, at == INSTANT_NONE ? missing : when);
}

static void
print_words(const Cli *cli, const SelfTest *test, SelfTestState state)
{
	print_step(cli, _("sent"), state == SELF_TEST_NONE ? INSTANT_NONE : test->attempted_at, _("no: breccia doctor says why"));
	if (state == SELF_TEST_NONE)
		return;
	print_step(cli, _("accepted"), test->accepted_at, _("no signed receipt that holds"));
	print_step(cli, _("delivered"), test->delivered_at, _("no signed receipt that holds"));
	if (state == SELF_TEST_GOOD)
		out_tone(TONE_GOOD, "%s\n", _("PEC works: login, sending, delivery, collecting and verifying."));
	else
		out_tone(TONE_BAD, "%s\n", _("PEC does not work all the way: breccia doctor"));
}

static void
print_json(const char *id, const SelfTest *test, SelfTestState state)
{
	json_t *o = out_json_new(), *trip = json_object();
	json_object_set_new(trip, "id", json_string(id));
	json_object_set_new(trip, "good", json_boolean(state == SELF_TEST_GOOD));
	const struct {
		const char *key;
		Instant at;
	} steps[] = {{"sent_at", test->attempted_at}, {"accepted_at", test->accepted_at}, {"delivered_at", test->delivered_at}};
	for (gsize i = 0; i < G_N_ELEMENTS(steps) && state != SELF_TEST_NONE; i++) {
		g_autofree char *text = instant_rfc3339(steps[i].at);
		if (steps[i].at != INSTANT_NONE)
			json_object_set_new(trip, steps[i].key, json_string(text));
	}
	json_object_set_new(o, "round_trip", trip);
	out_json(o);
}

bool
round_trip(const Cli *cli, bool *good, GError **error)
{
	g_auto(SelfTest) test = {0};
	g_autofree char *id = NULL;
	SelfTestState state;
	if (!require_pec(cli, error) || !register_self_test_ask(cli->session, &id, error) || !wait_for(cli, id, &test, &state, error))
		return false;
	*good = state == SELF_TEST_GOOD;
	if (cli->json)
		print_json(id, &test, state);
	else
		print_words(cli, &test, state);
	return true;
}
