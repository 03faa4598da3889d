/*
 * Lengths of time: shown, told as "ago", read from what people type.
 *
 * Shown lengths are cut down, never rounded up: nobody is told that more time is left than there is.
 */
#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/core/when.h"

#define MINUTE ((int64_t)60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define WEEK (7 * DAY)
#define LONGEST (3660 * DAY) /* ten years and their leap days */

static int64_t
magnitude(int64_t seconds)
{
	return seconds == INT64_MIN ? INT64_MAX : ABS(seconds);
}

static char *
two_units(int64_t n, const char *unit, int64_t rest, const char *rest_unit)
{
	if (!rest)
		return g_strdup_printf("%" G_GINT64_FORMAT " %s", n, unit);
	return g_strdup_printf("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s", n, unit, rest, rest_unit);
}

char *
duration_show(int64_t seconds, Lang lang)
{
	int64_t s = magnitude(seconds);
	if (s < MINUTE)
		return g_strdup_printf("%d s", (int)s);
	if (s < HOUR)
		return g_strdup_printf("%d min", (int)(s / MINUTE));
	if (s < 3 * DAY)
		return two_units(s / HOUR, "h", s % HOUR / MINUTE, "min");
	return two_units(s / DAY, lang == LANG_IT ? "g" : "d", s % DAY / HOUR, "h");
}

typedef struct {
	Words one, many;
} Unit;

static const Unit minutes = {{"minute", "minuto"}, {"minutes", "minuti"}};
static const Unit hours = {{"hour", "ora"}, {"hours", "ore"}};
static const Unit whole_days = {{"day", "giorno"}, {"days", "giorni"}};

static char *
counted(int64_t n, const Unit *unit, Lang lang)
{
	return g_strdup_printf("%" G_GINT64_FORMAT " %s", n, words_in(n == 1 ? &unit->one : &unit->many, lang));
}

/* "2 ore e 50 minuti" / "2 hours 50 minutes", or the first part alone. */
static char *
in_words(int64_t s, Lang lang)
{
	if (s < HOUR)
		return counted(s / MINUTE, &minutes, lang);
	bool long_ago = s >= 2 * DAY;
	g_autofree char *first = long_ago ? counted(s / DAY, &whole_days, lang) : counted(s / HOUR, &hours, lang);
	int64_t rest = long_ago ? s % DAY / HOUR : s % HOUR / MINUTE;
	if (!rest || s >= WEEK)
		return g_steal_pointer(&first);
	g_autofree char *second = counted(rest, long_ago ? &hours : &minutes, lang);
	return g_strdup_printf(lang == LANG_IT ? "%s e %s" : "%s %s", first, second);
}

char *
duration_ago(int64_t seconds, Lang lang)
{
	int64_t s = magnitude(seconds);
	if (s < MINUTE)
		return g_strdup(lang == LANG_IT ? "adesso" : "now");
	g_autofree char *words = in_words(s, lang);
	if (seconds < 0)
		return g_strdup_printf(lang == LANG_IT ? "tra %s" : "in %s", words);
	return g_strdup_printf(lang == LANG_IT ? "%s fa" : "%s ago", words);
}

/* ------------------------------------------------------------------------------------------------- reading */

static const struct {
	const char *words; /* separated and ended by spaces */
	int64_t seconds;
} units[] = {
	{" s sec secs second seconds secondo secondi ", 1},
	{" m min mins minute minutes minuto minuti ", MINUTE},
	{" h hr hrs hour hours ora ore ", HOUR},
	{" d day days g gg giorno giorni ", DAY},
	{" w week weeks settimana settimane ", WEEK},
};

static bool
unit_seconds(const char *word, gsize len, int64_t *seconds)
{
	g_autofree char *padded = g_strdup_printf(" %.*s ", (int)len, word);
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		if (strstr(units[i].words, padded)) {
			*seconds = units[i].seconds;
			return true;
		}
	}
	return false;
}

static const char *
skip_joints(const char *p)
{
	for (;;) {
		if (*p == ' ' || *p == ',')
			p++;
		else if (g_str_has_prefix(p, "e ") || g_str_has_prefix(p, "and "))
			p += *p == 'e' ? 2 : 4;
		else
			return p;
	}
}

/* A count: digits, or "un", "una", "un'", "a", "an" for one. Advances past it; -1 when there is none. */
static int64_t
take_count(const char **p)
{
	static const char *const ones[] = {"un'", "una ", "un ", "an ", "a "};
	for (gsize i = 0; i < G_N_ELEMENTS(ones); i++) {
		if (g_str_has_prefix(*p, ones[i])) {
			*p += strlen(ones[i]);
			return 1;
		}
	}
	gsize digits = strspn(*p, "0123456789");
	if (!digits || digits > 9)
		return -1;
	int64_t n = g_ascii_strtoll(*p, NULL, 10);
	*p += digits;
	return n;
}

static bool
duration_scan(const char *p, int64_t *seconds)
{
	if (g_str_equal(p, "mezz'ora") || g_str_equal(p, "mezzora") || g_str_equal(p, "half an hour")) {
		*seconds = HOUR / 2;
		return true;
	}
	int64_t total = 0;
	if (!*p)
		return false;
	while (*p) {
		int64_t n = take_count(&p), unit = MINUTE;
		if (n < 0)
			return false;
		while (*p == ' ')
			p++;
		gsize letters = strcspn(p, " ,0123456789");
		if (*p && !unit_seconds(p, letters, &unit))
			return false;
		if (n > LONGEST / unit)
			return false;
		total += n * unit;
		if (total > LONGEST)
			return false;
		p = skip_joints(p + letters);
	}
	*seconds = total;
	return true;
}

bool
duration_parse(const char *text, int64_t *seconds, GError **error)
{
	g_autofree char *folded = text_fold(text);
	if (strlen(folded) <= 60 && duration_scan(folded, seconds))
		return true;
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, 40);
	return err_set(error, E_INPUT, "\"%s\" is not a length of time: write 30s, 10m, 4h or 2d", shown);
}
