/*
 * The mailbox as a witness from outside: what receipts that providers signed say of the journal.
 *
 * A full receipt of delivery encloses our notice, and at its foot stands the seal of the journal as it was then. So each of them dates the
 * journal up to there, signed by somebody who never saw the register; and one about a notice that the register does not know says that the
 * register was cut, or put back from a copy. Nothing is kept or changed: the register is only looked at.
 */
#ifndef BRECCIA_COURIER_WITNESS_H
#define BRECCIA_COURIER_WITNESS_H

#include "src/core/lang.h"

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/*
 * {"v":1, "mailboxes":[{"account":"pec", "trouble":WORDS?}], "receipts":N, "seals":N, "newest":{"seq":N, "at":INSTANT}?,
 *  "broken":[{"seq":N, "seal":HEX, "at":INSTANT}], "unknown":[{"ref":REF, "message_id":ID, "at":INSTANT}]}
 *
 * receipts: with a valid signature and about us; seals: of this register, found in them; broken: those that do not lie on its chain; unknown:
 * messages whose mark is the register's, and that are none of its notices. E_CONFIG: no mailbox is set up. (transfer full)
 */
bool witness_look(const char *uri, const char *conf_file, Lang lang, json_t **answer, GError **error);

#endif
