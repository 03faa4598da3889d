/* Linked into the programs of tests/crash: before anything else, the disk that $FAULT asks for. */
#include "tests/fault-vfs.h"

static void __attribute__((constructor))
before_anything_else(void)
{
	fault_from_environment();
}
