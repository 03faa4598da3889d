/* The error table and the one function that fails. */
#include "src/core/err.h"

#include <stdarg.h>

static const struct {
	const char *name;
	int exit;
} table[] = {
	[E_STATE] = {"state", 1},        [E_USAGE] = {"usage", 64},     [E_INPUT] = {"input", 65},
	[E_NOTFOUND] = {"notfound", 66}, [E_UNAVAILABLE] = {"unavailable", 69},
	[E_INTERNAL] = {"internal", 70}, [E_WRITE] = {"write", 73},     [E_IO] = {"io", 74},
	[E_BUSY] = {"busy", 75},         [E_CONFLICT] = {"conflict", 75}, [E_DENIED] = {"denied", 77},
	[E_CONFIG] = {"config", 78},
};

/* The one process-wide setting of core: written once at start, before anything can fail. */
static ErrTranslator translator;

GQuark
err_quark(void)
{
	return g_quark_from_static_string("breccia");
}

void
err_translate_with(ErrTranslator t)
{
	translator = t;
}

/* The translation has the same conversions: msgfmt -c checks it when the catalogue is built. */
static const char *translated(const char *format) G_GNUC_FORMAT(1);

static const char *
translated(const char *format)
{
	return translator ? translator(format) : format;
}

bool
err_set(GError **error, Err code, const char *format, ...)
{
	if (!error)
		return false;
	va_list ap;
	va_start(ap, format);
	*error = g_error_new_valist(ERR_DOMAIN, (gint)code, translated(format), ap);
	va_end(ap);
	return false;
}

int
err_exit(Err code)
{
	return table[code].exit;
}

const char *
err_name(Err code)
{
	return table[code].name;
}

int
err_exit_of(const GError *error)
{
	if (error->domain != ERR_DOMAIN || error->code < 0 || (gsize)error->code >= G_N_ELEMENTS(table))
		return table[E_INTERNAL].exit;
	return table[error->code].exit;
}
