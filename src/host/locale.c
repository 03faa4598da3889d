/*
 * The language of the process, set once.
 *
 * A bare Debian has neither an Italian locale nor LANG; gettext then answers in English whatever one asks. So the language is chosen here,
 * the character set becomes UTF-8 where the locale says nothing, and LANGUAGE, which needs no installed locale, tells gettext.
 */
#include "src/host/host.h"

#include "src/core/err.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>

static const char *
first_set(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "";
}

bool
host_locale_chosen(void)
{
	const char *value = first_set();
	return *value && !g_str_equal(value, "C") && !g_str_equal(value, "POSIX") && !g_str_has_prefix(value, "C.");
}

static void
take_from_environment(int category)
{
	const char *now = setlocale(category, "");
	if (!now || g_str_equal(now, "C") || g_str_equal(now, "POSIX"))
		setlocale(category, "C.UTF-8");
}

static const char *
translate(const char *format)
{
	return gettext(format);
}

static void
find_catalogue(void)
{
	g_autofree char *dir = host_program_dir();
	g_autofree char *beside = dir ? g_build_filename(dir, "po", NULL) : NULL;
	g_autofree char *file = dir ? g_build_filename(beside, "it", "LC_MESSAGES", "breccia.mo", NULL) : NULL;
	bindtextdomain("breccia", file && access(file, R_OK) == 0 ? beside : LOCALEDIR);
	bind_textdomain_codeset("breccia", "UTF-8");
	textdomain("breccia");
	err_translate_with(translate);
}

Lang
host_locale(const char *option)
{
	bool italian = g_str_has_prefix(option ? option : first_set(), "it");
	/* No other category means anything to this program, and each is files to open at every start. */
	take_from_environment(LC_CTYPE);
	take_from_environment(LC_MESSAGES);
	g_setenv("LANGUAGE", italian ? "it" : "en", TRUE);
	find_catalogue();
	return italian ? LANG_IT : LANG_EN;
}
