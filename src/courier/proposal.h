/*
 * What a DPO wrote into the lines that a notice ends with:
 *
 *   Prendo in carico: sì / no                                    I take charge: yes / no
 *   Rischio: improbabile | presente | elevato | da valutare      Risk: unlikely | present | high | to be assessed
 *   Notifica al Garante - mio parere:                            Notification to the authority - my opinion:
 *   Interessati - mio parere:                                    Data subjects - my opinion:
 *   Misure richieste:                                            Measures requested:
 *
 * In either language, quoted ("> ") or not, bulleted, in any case, with any dash. A line that was left as it was sent says nothing. What is found is a
 * proposal with the DPO's own words beside it, for a person to confirm: anybody can write such a line into a mail. Pure.
 */
#ifndef BRECCIA_COURIER_PROPOSAL_H
#define BRECCIA_COURIER_PROPOSAL_H

#include "src/courier/understood.h"

/* At most one for each field, in the order above. What was written into the quotation counts where nothing was written above it; two
 * different answers to the same line become words. */
void proposal_find(const char *text, GPtrArray *proposals);

#endif
