/* Frames between the courier and its children: encoding, decoding, and blocking reads and writes that never give half. */
#include "src/courier/frame.h"

#include "src/core/err.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEAD 4

bool
frame_append(GByteArray *buffer, const json_t *object, GError **error)
{
	if (!json_is_object(object))
		return err_set(error, E_INTERNAL, "a frame must be an object");
	gsize size = json_dumpb(object, NULL, 0, JSON_COMPACT | JSON_ENSURE_ASCII);
	if (!size || size > FRAME_MAX)
		return err_set(error, E_INTERNAL, "a frame of %zu bytes is too long: the limit is %u", size, FRAME_MAX);
	guint start = buffer->len;
	guint32 length = GUINT32_TO_BE((guint32)size);
	g_byte_array_append(buffer, (const guint8 *)&length, HEAD);
	g_byte_array_set_size(buffer, start + HEAD + (guint)size);
	json_dumpb(object, (char *)buffer->data + start + HEAD, size, JSON_COMPACT | JSON_ENSURE_ASCII);
	return true;
}

/* The length announced by the four bytes of a head. */
static bool
announced(const guint8 head[HEAD], gsize *size, GError **error)
{
	guint32 length;
	memcpy(&length, head, HEAD);
	*size = GUINT32_FROM_BE(length);
	if (!*size || *size > FRAME_MAX)
		return err_set(error, E_IO, "a frame announces %zu bytes: the limit is %u", *size, FRAME_MAX);
	return true;
}

static bool
decode(const guint8 *bytes, gsize size, json_t **object, GError **error)
{
	json_error_t problem;
	json_t *read = json_loadb((const char *)bytes, size, JSON_REJECT_DUPLICATES, &problem);
	if (!json_is_object(read)) {
		json_decref(read);
		return err_set(error, E_IO, "a frame is no JSON object");
	}
	*object = read;
	return true;
}

bool
frame_take(GByteArray *buffer, json_t **object, GError **error)
{
	gsize size;
	*object = NULL;
	if (buffer->len < HEAD)
		return true;
	if (!announced(buffer->data, &size, error))
		return false;
	if (buffer->len - HEAD < size)
		return true;
	if (!decode(buffer->data + HEAD, size, object, error))
		return false;
	g_byte_array_remove_range(buffer, 0, (guint)(HEAD + size));
	return true;
}

bool
frame_write(int fd, const json_t *object, GError **error)
{
	g_autoptr(GByteArray) buffer = g_byte_array_new();
	if (!frame_append(buffer, object, error))
		return false;
	for (gsize done = 0; done < buffer->len;) {
		/* MSG_NOSIGNAL: a peer that has gone is an error here and not a signal. */
		ssize_t n = send(fd, buffer->data + done, buffer->len - done, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(error, E_IO, "a frame cannot be written: %s", g_strerror(errno));
		done += (gsize)n;
	}
	return true;
}

/* Reads exactly size bytes, or none at an end of file before the first (*got says which). */
static bool
read_whole(int fd, guint8 *bytes, gsize size, gsize *got, GError **error)
{
	for (*got = 0; *got < size;) {
		ssize_t n = read(fd, bytes + *got, size - *got);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_set(error, E_IO, "a frame cannot be read: %s", g_strerror(errno));
		if (n == 0)
			break;
		*got += (gsize)n;
	}
	if (*got && *got < size)
		return err_set(error, E_IO, "a frame ends after %zu of %zu bytes", *got, size);
	return true;
}

bool
frame_read(int fd, json_t **object, GError **error)
{
	guint8 head[HEAD];
	gsize got, size;
	*object = NULL;
	if (!read_whole(fd, head, HEAD, &got, error))
		return false;
	if (!got)
		return true;
	if (!announced(head, &size, error))
		return false;
	g_autofree guint8 *bytes = g_try_malloc(size);
	if (!bytes)
		return err_set(error, E_IO, "a frame of %zu bytes finds no memory", size);
	if (!read_whole(fd, bytes, size, &got, error))
		return false;
	if (!got)
		return err_set(error, E_IO, "a frame ends after %zu of %zu bytes", got, size);
	return decode(bytes, size, object, error);
}

bool
frame_check_version(const json_t *object, GError **error)
{
	if (json_integer_value(json_object_get(object, "v")) != FRAME_VERSION)
		return err_set(error, E_IO, "the other end does not speak version %d of the frames", FRAME_VERSION);
	return true;
}
