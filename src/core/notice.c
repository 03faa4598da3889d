/* Notices: their codes and words, and the one pure function that says when to try again. */
#include "src/core/notice.h"

#include "src/core/coded.h"

#include <string.h>

static const Coded states[] = {
	[NOTICE_QUEUED] = {"queued", {"waiting", "in attesa"}},
	[NOTICE_COMPOSED] = {"composed", {"ready to be sent", "pronta per l'invio"}},
	[NOTICE_SENDING] = {"sending", {"being sent", "invio in corso"}},
	[NOTICE_SENT] = {"sent", {"sent", "inviata"}},
	[NOTICE_FAILED] = {"failed", {"not sent", "non inviata"}},
	[NOTICE_CANCELLED] = {"cancelled", {"withdrawn", "ritirata"}},
};

static const Coded channels[] = {
	[CHANNEL_EMAIL] = {"email", {"e-mail", "e-mail"}},
	[CHANNEL_PEC] = {"pec", {"PEC", "PEC"}},
};

static const Coded verdicts[] = {
	[VERDICT_SENT] = {"sent", {"sent", "inviata"}},
	[VERDICT_TEMPFAIL] = {"tempfail", {"not sent for now", "non inviata per ora"}},
	[VERDICT_PERMFAIL] = {"permfail", {"refused", "rifiutata"}},
	[VERDICT_UNCERTAIN] = {"uncertain", {"perhaps sent", "esito incerto"}},
	[VERDICT_ACCOUNT] = {"account", {"mail account stopped", "casella ferma"}},
};

static const Coded letters[] = {
	[LETTER_FIRST] = {"first", {"first notice", "prima comunicazione"}},
	[LETTER_PRELIMINARY] = {"preliminary", {"preliminary notice", "comunicazione preliminare"}},
	[LETTER_SUPPLEMENT] = {"supplement", {"supplement", "integrazione"}},
	[LETTER_SHORT] = {"short", {"short e-mail", "e-mail di avviso"}},
	[LETTER_CLOSING] = {"closing", {"closing notice", "comunicazione di chiusura"}},
	[LETTER_READ_BACK] = {"read-back", {"read-back", "rilettura al DPO"}},
	[LETTER_BY_HAND] = {"by-hand", {"notice sent by hand", "comunicazione inviata a mano"}},
	[LETTER_REMINDER] = {"reminder", {"reminder", "promemoria"}},
	[LETTER_ESCALATION] = {"escalation", {"escalation", "sollecito"}},
};

/* Seconds before the next attempt, by the attempts made; the first try has none before it. */
static const int64_t steps[] = {60, 60, 120, 300, 600, 900};

#define DELAY_MIN 30  /* a tenth of what is left never reaches the deadline: without a floor it tries for ever */
#define DELAY_MAX NOTICE_RETRY_MAX

Notice *
notice_new(void)
{
	Notice *notice = g_new0(Notice, 1);
	notice->queued_at = notice->hold_until = notice->composed_at = INSTANT_NONE;
	notice->certified_at = notice->sent_at = notice->next_at = notice->attempted_at = notice->released_at = INSTANT_NONE;
	notice->to = g_ptr_array_new_with_free_func((GDestroyNotify)recipient_free);
	return notice;
}

void
notice_free(Notice *notice)
{
	if (!notice)
		return;
	g_free(notice->id);
	g_free(notice->ref);
	g_free(notice->audience);
	g_free(notice->queued_by);
	g_free(notice->from);
	g_free(notice->message_id);
	g_free(notice->pec_id);
	g_free(notice->subject);
	g_free(notice->bytes);
	g_free(notice->text);
	if (notice->to)
		g_ptr_array_unref(notice->to);
	g_free(notice->enhanced);
	g_free(notice->reply);
	g_free(notice->server);
	g_free(notice->queue_id);
	g_free(notice->reason);
	g_free(notice->receipt);
	g_free(notice->steps);
	g_free(notice->released_by);
	g_free(notice->released_why);
	g_free(notice);
}

void
recipient_free(Recipient *recipient)
{
	if (!recipient)
		return;
	g_free(recipient->address);
	g_free(recipient->person);
	g_free(recipient->reply);
	g_free(recipient);
}

const char *
notice_state_code(NoticeState state)
{
	return states[state].code;
}

bool
notice_state_parse(const char *code, NoticeState *state)
{
	gsize i;
	if (!coded_find(states, G_N_ELEMENTS(states), code, &i))
		return false;
	*state = (NoticeState)i;
	return true;
}

const Words *
notice_state_words(NoticeState state)
{
	return &states[state].words;
}

const char *
channel_code(Channel channel)
{
	return channels[channel].code;
}

bool
channel_parse(const char *code, Channel *channel)
{
	gsize i;
	if (!coded_find(channels, G_N_ELEMENTS(channels), code, &i))
		return false;
	*channel = (Channel)i;
	return true;
}

const Words *
channel_words(Channel channel)
{
	return &channels[channel].words;
}

const char *
verdict_code(Verdict verdict)
{
	return verdicts[verdict].code;
}

bool
verdict_parse(const char *code, Verdict *verdict)
{
	gsize i;
	if (!coded_find(verdicts, G_N_ELEMENTS(verdicts), code, &i))
		return false;
	*verdict = (Verdict)i;
	return true;
}

const Words *
verdict_words(Verdict verdict)
{
	return &verdicts[verdict].words;
}

const char *
letter_code(Letter letter)
{
	return letters[letter].code;
}

bool
letter_tells(Letter letter)
{
	return letter != LETTER_CLOSING && letter != LETTER_READ_BACK && !letter_reminds(letter);
}

bool
letter_reminds(Letter letter)
{
	return letter == LETTER_REMINDER || letter == LETTER_ESCALATION;
}

Instant
notice_left_at(const Notice *notice)
{
	return notice->certified_at != INSTANT_NONE ? notice->certified_at : notice->sent_at;
}

bool
letter_parse(const char *code, Letter *letter)
{
	gsize i;
	if (!coded_find(letters, G_N_ELEMENTS(letters), code, &i))
		return false;
	*letter = (Letter)i;
	return true;
}

const Words *
letter_words(Letter letter)
{
	return &letters[letter].words;
}

bool
notice_undelivered(const Notice *notice)
{
	return notice->state == NOTICE_SENT && proof_reaches(notice->proof, PROOF_SUBMITTED) && !proof_reaches(notice->proof, PROOF_DELIVERED);
}

bool
notice_settled(const Notice *notice)
{
	switch (notice->state) {
	case NOTICE_SENT:
	case NOTICE_FAILED:
	case NOTICE_CANCELLED:
		return true;
	case NOTICE_COMPOSED:
		return notice->exercise; /* composed is all that becomes of it */
	case NOTICE_QUEUED:
	case NOTICE_SENDING:
		return false;
	}
	g_assert_not_reached();
}

static bool
lies_ahead(Instant at, Instant now, int64_t most)
{
	return at > now && at - now <= most;
}

bool
notice_waits(const Notice *notice, Instant now)
{
	return notice->hold_until == INT64_MAX || lies_ahead(notice->hold_until, now, NOTICE_HOLD_MAX) ||
		lies_ahead(notice->next_at, now, NOTICE_RETRY_MAX);
}

int64_t
notice_delay(int attempts, int64_t left)
{
	g_return_val_if_fail(attempts >= 0, DELAY_MIN);
	int64_t step = steps[MIN((gsize)attempts, G_N_ELEMENTS(steps) - 1)];
	return left > 0 ? CLAMP(MIN(step, left / 10), DELAY_MIN, DELAY_MAX) : step;
}

static bool
proven_to(const GPtrArray *notices, const char *audience)
{
	for (guint i = 0; i < notices->len; i++) {
		const Notice *notice = g_ptr_array_index(notices, i);
		if (strcmp(notice->audience, audience) == 0 && proof_reaches(notice->proof, PROOF_DELIVERED))
			return true;
	}
	return false;
}

bool
notices_unproven(const GPtrArray *notices)
{
	for (guint i = 0; i < notices->len; i++) {
		const Notice *notice = g_ptr_array_index(notices, i);
		if (notice->state == NOTICE_SENT && !notice->exercise && !letter_reminds(notice->letter) && !proven_to(notices, notice->audience))
			return true;
	}
	return false;
}
