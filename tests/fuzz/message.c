/* A whole foreign message, with the authority of the tests to trust; what comes out must survive the way to the parent. */
#include "src/courier/understand.h"
#include "tests/fuzz/target.h"

#define NOW INT64_C(1795860000)

static Trust *
trust_once(void)
{
	static Trust *trust;
	const char *srcdir = g_getenv("srcdir");
	g_autofree char *path = g_build_filename(srcdir ? srcdir : ".", "tests", "data", "mail", "ca.pem", NULL);
	if (!trust) {
		understand_prepare();
		g_assert_true(trust_load(path, &trust, NULL));
	}
	return trust;
}

static void
check_parts(const uint8_t *data, size_t size, const Understood *u)
{
	for (guint i = 0; i < u->attachments->len && i < 1; i++) {
		const AttachmentFound *a = g_ptr_array_index(u->attachments, i);
		g_autoptr(GBytes) part = understand_part(data, size, a->part);
		g_assert_nonnull(part);
		g_assert_cmpint((int64_t)g_bytes_get_size(part), ==, a->size);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(Understood) u = understand(data, size, trust_once(), NOW);
	g_autoptr(Understood) back = NULL;
	json_auto_t *out = understood_to_json(u);
	g_assert_true(understood_from_json(out, &back, NULL));
	json_auto_t *again = understood_to_json(back);
	g_assert_true(json_equal(out, again));
	check_parts(data, size, u);
	return 0;
}
