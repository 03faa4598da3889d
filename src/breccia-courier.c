/* The courier: the one program on the network. Its own children are this same program, asked as `--child NAME`. */
#include "src/courier/child.h"

#include <stdio.h>

int
main(int argc, char **argv)
{
	if (child_asked(argc, argv))
		return child_serve(argv[2]);
	return puts("breccia-courier " PACKAGE_VERSION) < 0;
}
