/*
 * Frames: what the courier and its children say to each other.
 *
 * A frame is a length of four bytes, big endian, and so many bytes of JSON, one object. The first frame of each
 * direction carries "v": FRAME_VERSION; a peer of another version is refused. Nothing longer than FRAME_MAX is written
 * or read. A peer may be hostile (a child has read foreign bytes): whatever comes is checked before it is believed.
 */
#ifndef BRECCIA_COURIER_FRAME_H
#define BRECCIA_COURIER_FRAME_H

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#define FRAME_VERSION 1
#define FRAME_MAX (64u << 20)

/* Appends one frame to buffer. E_INTERNAL when it is no object or too long. */
bool frame_append(GByteArray *buffer, const json_t *object, GError **error);

/*
 * Takes the first whole frame off the front of buffer. *object is NULL (and the result true) while it is not whole yet.
 * E_IO when the length is zero or above FRAME_MAX, or the bytes are no JSON object. (transfer full)
 */
bool frame_take(GByteArray *buffer, json_t **object, GError **error);

/* The blocking pair, for a child. frame_read gives *object NULL at an end of file between two frames; inside one: E_IO. */
bool frame_write(int fd, const json_t *object, GError **error);
bool frame_read(int fd, json_t **object, GError **error);

/* Does this first frame speak our version? E_IO otherwise. */
bool frame_check_version(const json_t *object, GError **error);

#endif
