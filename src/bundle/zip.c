/* A ZIP archive, by libarchive. */
#include "src/bundle/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

struct Zip {
	struct archive *archive;
	int64_t instant;
};

static Zip *
give_up(Zip *zip)
{
	zip_abandon(zip);
	return NULL;
}

Zip *
zip_open(int fd, int64_t instant)
{
	Zip *zip = calloc(1, sizeof *zip);
	if (!zip)
		return NULL;
	zip->instant = instant;
	zip->archive = archive_write_new();
	if (!zip->archive || archive_write_set_format_zip(zip->archive) != ARCHIVE_OK ||
		archive_write_set_format_option(zip->archive, "zip", "compression", "deflate") != ARCHIVE_OK ||
		archive_write_open_fd(zip->archive, fd) != ARCHIVE_OK)
		return give_up(zip);
	return zip;
}

bool
zip_file(Zip *zip, const char *name)
{
	struct archive_entry *entry = archive_entry_new();
	if (!entry)
		return false;
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0600);
	archive_entry_set_mtime(entry, zip->instant, 0);
	bool ok = archive_write_header(zip->archive, entry) == ARCHIVE_OK;
	archive_entry_free(entry);
	return ok;
}

bool
zip_write(Zip *zip, const void *data, size_t len)
{
	const char *from = data;
	while (len > 0) {
		la_ssize_t n = archive_write_data(zip->archive, from, len);
		if (n <= 0)
			return false;
		from += n;
		len -= (size_t)n;
	}
	return true;
}

bool
zip_close(Zip *zip)
{
	bool ok = archive_write_close(zip->archive) == ARCHIVE_OK;
	archive_write_free(zip->archive);
	free(zip);
	return ok;
}

void
zip_abandon(Zip *zip)
{
	if (zip->archive) {
		archive_write_fail(zip->archive);
		archive_write_free(zip->archive);
	}
	free(zip);
}
