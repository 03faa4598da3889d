/* The children there are. */
#include "src/courier/child.h"
#include "src/courier/parse.h"
#include "src/courier/submit.h"

const ChildRow child_rows[] = {
	{"submit", submit_child},
	{"parse", parse_child},
	{NULL, NULL},
};
