/*
 * Counts of people and records, as they are known: exactly, about, between two numbers, or not yet.
 *
 * Both 1.200 and 1,200 are twelve hundred in every language: nobody counts people in thousandths, and a mark that does
 * not group three digits is refused rather than read one way or the other.
 */
#include "src/core/incident.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

#define COUNT_MAX G_GINT64_CONSTANT(10000000000)
#define SHOWN 40 /* columns of a wrong value that a message repeats */

static const char *
skip_spaces(const char *p)
{
	while (*p == ' ')
		p++;
	return p;
}

/* The mark that groups digits at p, or none: it has a digit after it. */
static char
group_mark(const char *p)
{
	return strchr(".,' ", *p) && g_ascii_isdigit(p[1]) ? *p : '\0';
}

/* Stops counting above the maximum: what is larger is refused, whatever it is. */
static const char *
read_digits(const char *p, int *n, int64_t *value)
{
	for (*n = 0; g_ascii_isdigit(*p); p++, (*n)++)
		*value = MIN(*value * 10 + (*p - '0'), COUNT_MAX + 1);
	return p;
}

/* Reads "1200" or "1.200.000" at *p and moves past it and the spaces after it. */
static bool
read_number(const char **p, int64_t *value)
{
	int n;
	*value = 0;
	const char *q = read_digits(skip_spaces(*p), &n, value);
	char mark = group_mark(q);
	if (n == 0 || (mark && n > 3))
		return false;
	while (mark && group_mark(q) == mark) {
		q = read_digits(q + 1, &n, value);
		if (n != 3)
			return false;
	}
	*p = skip_spaces(q);
	return *value <= COUNT_MAX;
}

static bool
read_word(const char **p, const char *const *words)
{
	const char *q = skip_spaces(*p);
	for (; *words; words++) {
		gsize n = strlen(*words);
		bool letters = g_ascii_isalpha((*words)[n - 1]);
		if (strncmp(q, *words, n) == 0 && !(letters && g_ascii_isalpha(q[n]))) {
			*p = skip_spaces(q + n);
			return true;
		}
	}
	return false;
}

static bool
read_count(const char *p, char **canonical)
{
	static const char *const about[] = {"~", "\xe2\x89\x88", "about", "approximately", "approx.", "approx", "around", "circa", "c.ca",
		"c.a", "ca.", "ca", NULL};
	static const char *const between[] = {"between", "from", "tra", "fra", "da", NULL};
	static const char *const to[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94", "...", "..", "to", "a", "ad", NULL};
	static const char *const and[] = {"and", "e", "ed", NULL};
	int64_t min, max;
	bool approximate = read_word(&p, about);
	bool range = read_word(&p, between);
	if (!read_number(&p, &min))
		return false;
	if (read_word(&p, to) || (range && read_word(&p, and))) {
		if (!read_number(&p, &max) || min > max)
			return false;
	} else if (range) {
		return false;
	} else {
		max = min;
	}
	approximate = read_word(&p, about) || approximate;
	if (*p)
		return false;
	if (min < max)
		*canonical = g_strdup_printf("%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, min, max);
	else
		*canonical = g_strdup_printf("%s%" G_GINT64_FORMAT, approximate ? "~" : "", min);
	return true;
}

bool
count_parse(const char *text, char **canonical, GError **error)
{
	g_autofree char *folded = text_fold(text);
	if (vocab_is_unknown(folded)) {
		*canonical = g_strdup(VOCAB_UNKNOWN);
		return true;
	}
	if (read_count(folded, canonical))
		return true;
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, SHOWN);
	return err_set(error, E_INPUT, "\"%s\" is no number of people or records: write 1200, ~1200 (about), 10-20 or unknown", shown);
}
