/*
 * breccia-bundle: makes a ZIP archive on standard output of the files that it is told on standard input (src/bundle/parcel.h).
 *
 * breccia starts it for `dossier --bundle`. It is a program of its own so that what people run every day does not load libarchive; it opens no
 * file and reads no register.
 */
#include "src/bundle/parcel.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	/* The exit statuses of src/core/err.c. */
	static const int statuses[] = {[PARCEL_WHOLE] = 0, [PARCEL_BROKEN] = 65, [PARCEL_UNWRITTEN] = 73};
	if (argc == 2 && strcmp(argv[1], "--version") == 0)
		return puts("breccia-bundle " PACKAGE_VERSION) < 0;
	if (argc != 1 || isatty(STDIN_FILENO) || isatty(STDOUT_FILENO)) {
		(void)fputs("breccia-bundle: breccia starts this program: breccia dossier REF --bundle FILE.zip\n", stderr);
		return 64;
	}
	/* What is abandoned goes with the process: libarchive forgets parts of an archive that failed when it is asked to free it. */
	_exit(statuses[parcel_pack(STDIN_FILENO, STDOUT_FILENO)]);
}
