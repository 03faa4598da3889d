/*
 * Prints the Italian words of the register's tables, one a line: where it stands, a tab, the words. tests/glossary.sh reads
 * them. Ends with 1 where a row has words in one language only.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "src/core/advice.h"
#include "src/core/clock.h"
#include "src/core/conf.h"
#include "src/core/event.h"
#include "src/core/incident.h"
#include "src/core/person.h"
#include "src/core/proof.h"
#include "src/core/reading.h"
#include "src/core/scan.h"
#include "src/core/scenario.h"
#include "src/core/settings.h"
#include "src/core/stage.h"
#include "src/core/vocab.h"

static int
print(const char *table, const char *row, const Words *words)
{
	bool en = words->en && *words->en, it = words->it && *words->it;

	if (it)
		printf("%s %s\t%s\n", table, row, words->it);
	if (en == it)
		return 0;
	fprintf(stderr, "%s %s has words in one language only\n", table, row);
	return 1;
}

static int
print_vocabularies(void)
{
	int missing = 0;

	for (const Vocab *const *vocab = vocab_all; *vocab; vocab++) {
		missing += print("vocabulary", (*vocab)->name, &(*vocab)->title);
		for (const Term *term = (*vocab)->terms; term->code; term++)
			missing += print((*vocab)->name, term->code, &term->label);
	}
	return missing;
}

static int
print_fields(void)
{
	int missing = 0;

	for (const Field *field = incident_fields; field->name; field++) {
		missing += print("field", field->name, &field->label);
		missing += print("hint", field->name, &field->hint);
	}
	for (const Scenario *s = scenarios; s->code; s++)
		missing += print("scenario", s->code, &s->title) + print("scenario", s->code, &s->description);
	for (int r = 0; r < READINGS; r++)
		missing += print("reading", reading_code((ReadingKind)r), reading_words((ReadingKind)r));
	for (const EventKind *kind = event_kinds; kind->name; kind++)
		missing += print("event", kind->name, &kind->words);
	return missing;
}

static int
print_rules(void)
{
	int missing = 0;

	for (const ClockRule *rule = clock_rules; rule->id; rule++) {
		missing += print("rule", rule->id, &rule->name);
		missing += print("applies", rule->id, &rule->applies);
		missing += print("met by", rule->id, &rule->met_by);
	}
	for (const SettingRow *row = setting_rows; row->name; row++)
		missing += print("setting", row->name, &row->say);
	for (const ConfRow *row = conf_rows; row->group; row++)
		missing += print("option", row->name, &row->say);
	ConfProviders *providers = conf_providers_new();
	g_autofree char *all = conf_providers_names(providers);
	g_auto(GStrv) names = g_strsplit(all, ", ", -1);
	for (char **name = names; *name; name++) {
		const ConfProvider *provider = conf_providers_find(providers, *name);
		const Words hint = {provider->hint_en, provider->hint_it};
		missing += print("provider", provider->name, &hint);
	}
	conf_providers_free(providers);
	return missing;
}

static int
print_advice(void)
{
	int missing = 0;

	for (const Advice *advice = advice_table;; advice++) {
		for (int i = 0; i < ADVICE_STEPS; i++)
			missing += print("advice", advice->kinds ? advice->kinds[0] : "others", &advice->steps[i]);
		if (!advice->kinds)
			return missing;
	}
}

static int
print_states(void)
{
	int missing = 0;

	for (IncidentKind kind = KIND_BREACH; kind <= KIND_DRILL; kind++)
		missing += print("kind", incident_kind_code(kind), incident_kind_words(kind));
	for (ClockState state = CLOCK_RUNNING; state <= CLOCK_PAST; state++)
		missing += print("clock", clock_state_code(state), clock_state_words(state));
	for (Proof proof = PROOF_NONE; proof <= PROOF_REFUTED; proof++)
		missing += print("proof", proof_code(proof), proof_words(proof));
	for (NoticeState state = NOTICE_QUEUED; state <= NOTICE_CANCELLED; state++)
		missing += print("notice", notice_state_code(state), notice_state_words(state));
	for (Channel channel = CHANNEL_EMAIL; channel <= CHANNEL_PEC; channel++)
		missing += print("channel", channel_code(channel), channel_words(channel));
	for (Verdict verdict = VERDICT_SENT; verdict <= VERDICT_ACCOUNT; verdict++)
		missing += print("verdict", verdict_code(verdict), verdict_words(verdict));
	for (Letter letter = LETTER_FIRST; letter <= LETTER_SHORT; letter++)
		missing += print("letter", letter_code(letter), letter_words(letter));
	return missing;
}

static int
print_people(void)
{
	int missing = 0;

	for (Role role = ROLE_SECURITY; role < ROLE_COUNT; role++)
		missing += print("role", role_code(role), role_words(role));
	for (Right right = RIGHT_LOG; right < RIGHT_COUNT; right++)
		missing += print("right", "may not", right_words(right));
	for (Stage stage = STAGE_LOGGED; stage <= STAGE_VOID; stage++)
		missing += print("stage", stage_code(stage), stage_words(stage));
	for (const Gate *gate = incident_gates; gate->code; gate++) {
		missing += print("gate", gate->code, &gate->name);
		missing += print("gate", gate->code, &gate->say);
	}
	return missing;
}

int
main(void)
{
	int missing = print_vocabularies() + print_fields() + print_rules() + print_advice() + print_states() + print_people();

	return missing ? EXIT_FAILURE : EXIT_SUCCESS;
}
