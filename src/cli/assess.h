/* Assessing by question and answer, in a terminal only. */
#ifndef BRECCIA_CLI_ASSESS_H
#define BRECCIA_CLI_ASSESS_H

#include "src/cli/command.h"
#include "src/core/severity.h"
#include "src/register/assess.h"

typedef struct {
	Answers answers;
	Flag many, unintelligible;
	bool overridden;
	Level level;
	char *reason;
	bool agreed; /* to record it */
} Asked;

void asked_clear(Asked *asked);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Asked, asked_clear)

/* One question at a time with ENISA's own examples, the score moving. What Enter alone takes is the newest assessment's answer, else what the
 * facts suggest. E_USAGE when the answers end too soon. */
bool assess_ask(const Cli *cli, const Incident *incident, Asked *asked, GError **error);

#endif
