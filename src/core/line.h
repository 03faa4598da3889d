/*
 * A line of the journal and the JSON values in it: the one spelling that Jansson writes with JSON_COMPACT | JSON_ENSURE_ASCII.
 *
 * Jansson reads all of JSON and then somebody has to see whether the line was spelt so; this reads nothing else, and takes a tenth
 * of the time, which was most of what a replay of the journal cost. A test holds the two together: a line is read here if and
 * only if Jansson reads it and would write it again byte for byte, and then it has the same value; what is written here is what
 * Jansson writes.
 */
#ifndef BRECCIA_CORE_LINE_H
#define BRECCIA_CORE_LINE_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

/* An object: no real at any depth, no key twice, no NUL, integers of 64 bits. NULL: it is no JSON, or another spelling of it. (transfer
 * full) */
json_t *line_read(const char *line);

/* Any value without reals. (transfer full) */
char *line_write(const json_t *value);
/* An object, its members (and not theirs) in the order of their names: as equal objects are written alike. (transfer full) */
char *line_write_sorted(const json_t *object);

#endif
