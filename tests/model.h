/*
 * Random lives of a register: whatever its people and its courier may do, in any order, over a year with both its nights of changing
 * clocks, a new year and a machine whose clock is set back. The same seed gives the same life.
 */
#ifndef BRECCIA_TESTS_MODEL_H
#define BRECCIA_TESTS_MODEL_H

#include "src/register/clients.h"
#include "tests/register-kit.h"

#define MODEL_PEOPLE 8

typedef struct {
	unsigned seed, step;
	GRand *rand;
	Session *people[MODEL_PEOPLE]; /* windows that stay open all along */
	Session *courier;
	Session *actor;     /* of the present step */
	GPtrArray *refs;    /* of char *: incidents, in the order of logging */
	char *logged;       /* by the present step; NULL */
	const char *op;     /* the name of the present step */
	bool went_back;     /* the clock was set back before it */
	GString *trace;     /* the last steps, for a failure */
} Model;

void model_begin(Model *model, unsigned seed); /* after reg_setup() */
void model_end(Model *model);
/* One step: time passes, somebody does something. False with the error when it was refused. */
bool model_step(Model *model, GError **error);

/* Asserts with seed, step and what led there. */
#define HOLDS(model, condition, ...) do { if (!(condition)) { g_autofree char *why_ = g_strdup_printf(__VA_ARGS__); \
	ck_abort_msg("seed %u, step %u (%s): %s\n%s", (model)->seed, (model)->step, (model)->op, why_, (model)->trace->str); } } while (0)

#endif
