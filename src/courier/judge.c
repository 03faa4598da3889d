/*
 * The verdicts. One rule above all: SENT needs the server's 2xx for the recipient and for the message, over the protection and
 * under the login that were asked for; and once the end of the message may have left, nothing but the server's reply
 * makes it "not sent".
 */
#include "src/courier/judge.h"

#include <string.h>

/* --- from the frames --------------------------------------------------------------------------------------------- */

static const json_t *
result_of(const GPtrArray *frames)
{
	for (guint i = 0; i < frames->len; i++) {
		const json_t *result = json_object_get(g_ptr_array_index(frames, i), "result");
		if (json_is_object(result))
			return result;
	}
	return NULL;
}

static const char *
last_step(const GPtrArray *frames)
{
	const char *step = "start";
	for (guint i = 0; i < frames->len; i++) {
		const char *at = json_string_value(json_object_get(g_ptr_array_index(frames, i), "at"));
		step = at ? at : step;
	}
	return step;
}

static bool
final_reached(const GPtrArray *frames)
{
	for (guint i = 0; i < frames->len; i++)
		if (!g_strcmp0(json_string_value(json_object_get(g_ptr_array_index(frames, i), "at")), "final"))
			return true;
	return false;
}

/* What the server said, in order, of the frames that are well formed. (transfer full) */
static json_t *
heard(const GPtrArray *frames)
{
	json_t *all = json_array();
	for (guint i = 0; i < frames->len; i++) {
		const char *at = json_string_value(json_object_get(g_ptr_array_index(frames, i), "heard"));
		const char *reply = json_string_value(json_object_get(g_ptr_array_index(frames, i), "reply"));
		if (at && reply)
			json_array_append_new(all, json_pack("{s:s, s:s}", "at", at, "reply", reply));
	}
	return all;
}

static int
code_of(const json_t *reply)
{
	json_int_t code = json_integer_value(json_object_get(reply, "code"));
	return code >= 100 && code < 600 ? (int)code : 0;
}

static const char *
text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* --- judging ----------------------------------------------------------------------------------------------------- */

/* 530, 535, 538: who we are is at fault, not what we send (RFC 4954 6). */
static bool
about_the_account(int code)
{
	return code == 530 || code == 535 || code == 538;
}

static Verdict
refusal(int code)
{
	if (about_the_account(code))
		return VERDICT_ACCOUNT;
	return code / 100 == 5 ? VERDICT_PERMFAIL : VERDICT_TEMPFAIL;
}

typedef struct {
	const json_t *fault, *message; /* fault: the result itself when it carries one */
	bool account, final, proper;   /* proper: TLS and login as asked */
} Facts;

static Verdict
fault_verdict(const Facts *facts)
{
	if (facts->account)
		return VERDICT_ACCOUNT;
	return facts->final ? VERDICT_UNCERTAIN : VERDICT_TEMPFAIL;
}

/* *decides: the reply that the verdict rests on; NULL: none. */
static Verdict
recipient_verdict(const Facts *facts, const json_t *rcpt, const json_t **decides)
{
	int taken = code_of(rcpt), message = code_of(facts->message);
	*decides = rcpt;
	if (taken && taken / 100 != 2)
		return refusal(taken);
	/* A server that reads the message only when all is well never answers it for a recipient it did not answer. */
	*decides = message ? facts->message : facts->fault;
	if (message && message / 100 != 2)
		return refusal(message);
	if (!message || !taken)
		return fault_verdict(facts);
	return facts->proper ? VERDICT_SENT : VERDICT_ACCOUNT;
}

static void
add_recipient(Submission *s, const char *address, Verdict verdict, const json_t *decides)
{
	RecipientResult *r = g_new0(RecipientResult, 1);
	r->address = g_strdup(address);
	r->verdict = verdict;
	r->code = code_of(decides);
	r->enhanced = g_strdup(text_of(decides, "enhanced"));
	r->reply = g_strdup(text_of(decides, "reply"));
	g_ptr_array_add(s->recipients, r);
}

/* The whole is as good as its best recipient: it was taken by somebody, or what still may help is tried. */
static const RecipientResult *
best(const Submission *s)
{
	static const int rank[] = {
		[VERDICT_SENT] = 0, [VERDICT_UNCERTAIN] = 1, [VERDICT_ACCOUNT] = 2, [VERDICT_TEMPFAIL] = 3, [VERDICT_PERMFAIL] = 4,
	};
	const RecipientResult *found = g_ptr_array_index(s->recipients, 0);
	for (guint i = 1; i < s->recipients->len; i++) {
		const RecipientResult *r = g_ptr_array_index(s->recipients, i);
		if (rank[r->verdict] < rank[found->verdict])
			found = r;
	}
	return found;
}

/* The queue's name for the message, where the reply gives one in a form that is common. */
static char *
queue_id(const char *reply)
{
	static const char *const marks[] = {"queued as ", "id=", "Message accepted for delivery as "};
	for (gsize i = 0; reply && i < G_N_ELEMENTS(marks); i++) {
		const char *mark = strstr(reply, marks[i]);
		if (!mark)
			continue;
		mark += strlen(marks[i]);
		gsize length = strspn(mark, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.");
		if (length && length < 100)
			return g_strndup(mark, length);
	}
	return NULL;
}

/* --- without a result -------------------------------------------------------------------------------------------- */

static char *
words_of_the_end(const ChildResult *child, const Asked *asked)
{
	const char *step = last_step(child->frames);
	switch (child->end) {
	case CHILD_TIMED_OUT:
		return g_strdup_printf("no end within %u s (at %s)", asked->limit, step);
	case CHILD_KILLED:
		return g_strdup_printf("the connection or the sending process broke (signal %d at %s)", child->status, step);
	case CHILD_BABBLED:
	case CHILD_ANSWERED:
		return g_strdup_printf("the sending process gave no usable answer (at %s)", step);
	case CHILD_EXITED:
		return g_strdup_printf("the sending process gave no answer (status %d at %s)", child->status, step);
	}
	g_assert_not_reached();
}

static Submission *
judge_end(const ChildResult *child, const Asked *asked)
{
	Submission *s = submission_new();
	s->verdict = final_reached(child->frames) ? VERDICT_UNCERTAIN : VERDICT_TEMPFAIL;
	s->reply = words_of_the_end(child, asked);
	s->heard = heard(child->frames);
	for (const char *const *to = asked->to; *to; to++)
		add_recipient(s, *to, s->verdict, NULL);
	return s;
}

/* --- all together ------------------------------------------------------------------------------------------------ */

static Facts
facts_of(const json_t *result, const ChildResult *child, const Asked *asked)
{
	const char *fault = text_of(result, "fault");
	return (Facts){
		.fault = result,
		.message = json_object_get(result, "message"),
		.account = !g_strcmp0(fault, "account"),
		.final = json_is_true(json_object_get(result, "final")) || final_reached(child->frames),
		.proper = (!asked->login || json_is_true(json_object_get(result, "authenticated"))) &&
		          (!asked->tls || text_of(result, "tls")) && !fault,
	};
}

/* The verdict on a session without a message. *decides: as of a recipient. */
static Verdict
login_verdict(const Facts *facts, const json_t **decides)
{
	*decides = facts->fault;
	if (text_of(facts->fault, "fault"))
		return facts->account ? VERDICT_ACCOUNT : VERDICT_TEMPFAIL;
	return facts->proper ? VERDICT_SENT : VERDICT_ACCOUNT;
}

static void
judge_recipients(Submission *s, const Facts *facts, const json_t *result, const Asked *asked)
{
	for (gsize i = 0; asked->to[i]; i++) {
		const json_t *decides;
		Verdict verdict = recipient_verdict(facts, json_array_get(json_object_get(result, "recipients"), i), &decides);
		add_recipient(s, asked->to[i], verdict, decides);
	}
	const RecipientResult *r = best(s);
	s->verdict = r->verdict;
	s->code = r->code;
	s->enhanced = g_strdup(r->enhanced);
	s->reply = g_strdup(r->reply ? r->reply : "the connection was lost");
}

static void
judge_login(Submission *s, const Facts *facts)
{
	const json_t *decides;
	s->verdict = login_verdict(facts, &decides);
	s->code = code_of(decides);
	s->enhanced = g_strdup(text_of(decides, "enhanced"));
	s->reply = g_strdup(text_of(decides, "reply") ? text_of(decides, "reply") : "the server lets this account in");
}

Submission *
judge(const ChildResult *child, const Asked *asked)
{
	const json_t *result = result_of(child->frames);
	if (!result)
		return judge_end(child, asked);
	Submission *s = submission_new();
	Facts facts = facts_of(result, child, asked);
	if (asked->to[0])
		judge_recipients(s, &facts, result, asked);
	else
		judge_login(s, &facts);
	s->heard = heard(child->frames);
	s->tls = g_strdup(text_of(result, "tls"));
	s->authenticated = json_is_true(json_object_get(result, "authenticated"));
	/* A server that wants a login after all refuses who we are, too. */
	s->refused = s->verdict == VERDICT_ACCOUNT && (json_is_true(json_object_get(result, "refused")) || about_the_account(s->code));
	s->dsn = s->verdict == VERDICT_SENT && json_is_true(json_object_get(result, "dsn"));
	s->queue_id = s->verdict == VERDICT_SENT && asked->to[0] ? queue_id(s->reply) : NULL;
	return s;
}
