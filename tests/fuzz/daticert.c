/* A document that calls itself daticert.xml. */
#include "src/core/text.h"
#include "src/courier/daticert.h"
#include "tests/fuzz/target.h"

#include <string.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool prepared;
	g_autoptr(PecFacts) facts = NULL;
	g_autoptr(GError) error = NULL;
	if (!prepared)
		daticert_prepare();
	prepared = true;
	if (!daticert_parse(data, size, &facts, &error)) {
		g_assert_null(facts);
		g_assert_nonnull(error);
		return 0;
	}
	g_assert_nonnull(facts->type);
	g_assert_true(!facts->subject || text_valid(facts->subject, strlen(facts->subject)));
	return 0;
}
