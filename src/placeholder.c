/* Stands for src/breccia.c until the layers that it needs link: only says its version. */
#include <stdio.h>

int
main(void)
{
	return puts("breccia " PACKAGE_VERSION) < 0;
}
