/*
 * Mail addresses and Message-IDs, checked before they come near a header or an SMTP command.
 *
 * Deliberately narrower than RFC 5321: an ASCII dot-atom local part and a domain of host-name labels. No quoted local
 * parts, no comments, no address literals, no SMTPUTF8. Nothing that passes can carry a line end, a space, a quote or
 * an angle bracket.
 */
#ifndef BRECCIA_CORE_ADDRESS_H
#define BRECCIA_CORE_ADDRESS_H

#include <glib.h>
#include <stdbool.h>

/*
 * Reads "Name <mail@host>", "<mail@host>" or "mail@host". *name is NULL where there is none; quotes around it are
 * taken off; a name with a line end or another control character is refused. name may be NULL when not wanted.
 * E_INPUT otherwise.
 * (transfer full for both)
 */
bool address_parse(const char *text, char **name, char **address, GError **error);

/* At most 254 bytes, 64 before the @; the domain has a dot or is "localhost". E_INPUT otherwise. */
bool address_check(const char *address, GError **error);

/* "<left@right>", printable ASCII without spaces or further brackets, at most 250 bytes (RFC 5322 3.6.4). */
bool address_check_id(const char *message_id);

/* The same mailbox, blind to case on both sides: nobody runs two mailboxes that differ by case. */
bool address_equal(const char *a, const char *b);

/* What stands after the @ (borrowed), or NULL. */
const char *address_domain(const char *address);

#endif
