/* The children there are. */
#include "src/courier/child.h"
#include "src/courier/collect.h"
#include "src/courier/confine.h"
#include "src/courier/parse.h"
#include "src/courier/submit.h"

const ChildRow child_rows[] = {
	{"confined", confined_child},
	{"parse", parse_child},
	{"submit", submit_child},
	{"submit-curl", submit_curl_child},
	{"collect", collect_child},
	{NULL, NULL},
};
