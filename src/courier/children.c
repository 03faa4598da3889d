/* The children there are. */
#include "src/courier/child.h"
#include "src/courier/collect.h"
#include "src/courier/submit.h"

const ChildRow child_rows[] = {
	{"submit", submit_child},
	{"collect", collect_child},
	{NULL, NULL},
};
