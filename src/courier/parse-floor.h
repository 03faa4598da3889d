/*
 * The least that the child `parse` gives up, on any machine: no descriptor can be opened any more (no file, no socket), no file grows, no core
 * is left, no right is gained; at most 10 s of processor time and 512 MB. What loads late must have been loaded before.
 */
#ifndef BRECCIA_COURIER_PARSE_FLOOR_H
#define BRECCIA_COURIER_PARSE_FLOOR_H

#include <glib.h>
#include <stdbool.h>

/* For ever. E_UNAVAILABLE: it could not, and nothing foreign may be looked at. */
bool parse_floor(GError **error);

#endif
