/* A template, and after a NUL the value that it prints, in every kind. */
#include "src/core/template.h"
#include "src/core/text.h"
#include "tests/fuzz/target.h"

#include <string.h>

static TemplateValues *
values_with(const char *value)
{
	TemplateValues *values = template_values_new();
	template_values_text(values, "title", value);
	template_values_text(values, "description", value);
	template_values_bool(values, "is_first", true);
	template_values_int(values, "seal_seq", 7);
	template_values_instant(values, "due", 1795398000);
	for (int i = 0; i < 2; i++) {
		TemplateValues *row = template_values_list_add(values, "changes");
		template_values_text(row, "label", value);
		template_values_text(row, "now", i ? value : NULL);
	}
	return values;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	gsize len = strlen(text);
	g_autofree char *value = len < size ? g_strndup((const char *)data + len + 1, size - len - 1) : g_strdup("x");
	g_autoptr(TemplateValues) values = values_with(value);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	for (TemplateKind kind = TEMPLATE_TEXT; kind <= TEMPLATE_HTML; kind++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *made = template_render(text, values, kind, zone, LANG_IT, &error);
		g_assert_true((made == NULL) == (error != NULL));
		g_free(made ? template_wrap(made, TEMPLATE_COLUMNS) : NULL);
		g_assert_true(kind != TEMPLATE_HEADER || !made || !strpbrk(made, "\r\n"));
	}
	return 0;
}
