/* Placeholder: only says its version. */
#include <stdio.h>

int
main(void)
{
	return puts("breccia-courier " PACKAGE_VERSION) < 0;
}
