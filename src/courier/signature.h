/*
 * The S/MIME signature of a PEC message (RFC 8551, RFC 6109 4.2): clear signed, one signer, whose certificate is the sender's.
 *
 * It is checked over the bytes as they came: the first part is cut out of them between its delimiters, because a message that is written
 * again is not what was signed. What is checked is what is read: whoever wants facts takes them from `content` alone.
 */
#ifndef BRECCIA_COURIER_SIGNATURE_H
#define BRECCIA_COURIER_SIGNATURE_H

#include "src/courier/mime.h"
#include "src/courier/trust.h"
#include "src/courier/understood.h"

/*
 * bytes, message: the same message. from: its sender, NULL when there is not exactly one. Fills signature as of the instant `at` (for the
 * lives of the certificates). *content: the signed part with its header, also where the verdict is not good; NULL where there is none.
 * (transfer full)
 */
void signature_check(GBytes *bytes, GMimeMessage *message, const char *from, const Trust *trust, Instant at, Signature *signature,
                     GBytes **content);

#endif
