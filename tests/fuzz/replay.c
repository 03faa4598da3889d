/* replay FOLDER...: what libFuzzer would give a target, from files: each whole, and cut at a few places. Says how many. */
#include "tests/fuzz/target.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

/* In memory of its own size, so that a byte read past its end is noticed by whoever watches. */
static void
try(const char *bytes, gsize len)
{
	g_autofree uint8_t *exact = g_memdup2(bytes, len);
	LLVMFuzzerTestOneInput(exact, len);
}

static int
try_folder(const char *folder)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	int tried = 0;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		gsize len;
		if (!g_file_get_contents(path, &bytes, &len, NULL))
			continue;
		for (gsize quarter = 1; quarter <= 4; quarter++)
			try(bytes, len * quarter / 4);
		tried++;
	}
	return tried;
}

int
main(int argc, char **argv)
{
	int tried = 0;
	for (int i = 1; i < argc; i++)
		tried += try_folder(argv[i]);
	printf("%d files\n", tried);
	return tried ? EXIT_SUCCESS : EXIT_FAILURE;
}
