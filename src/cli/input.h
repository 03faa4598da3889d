/* Fields of an incident from options, FIELD=VALUE words and JSON; what looks like personal data in them. */
#ifndef BRECCIA_CLI_INPUT_H
#define BRECCIA_CLI_INPUT_H

#include "src/cli/command.h"

#include <jansson.h>

/* Sets canonical values in `fields`. E_INPUT, E_USAGE. */
bool input_options(const Cli *cli, unsigned use, json_t *fields, GError **error);
/* "field=value"; *name (static) is the field's JSON name. */
bool input_word(const Cli *cli, const char *word, unsigned use, json_t *fields, const char **name, GError **error);
/* One JSON object's keys that are fields; other keys are added to `others` (of char *). */
bool input_json(const Cli *cli, json_t *object, unsigned use, json_t *fields, GPtrArray *others, GError **error);

/* --seen, the last_seq of what was shown; 0 when it is not given: whatever was shown, the change stands. */
bool input_seen(const Cli *cli, int64_t *seen, GError **error);

/* Sentences about what looks like a tax code, an IBAN, a card ... in the texts, in the language of the process: pointed out, never
 * blocked. (transfer full, of char *) */
GPtrArray *input_warnings(const Cli *cli, json_t *fields);
/* Adds them for one text (NULL: none), which is called `label`. */
void input_scan(const Cli *cli, const char *label, const char *text, GPtrArray *warnings);

#endif
