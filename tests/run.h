/* How every Check program ends: the suite runs, and what failed is its exit status. */
#ifndef BRECCIA_TESTS_RUN_H
#define BRECCIA_TESTS_RUN_H

#include <check.h>
#include <stdlib.h>

static inline int
run_suite(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
