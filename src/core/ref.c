/* Refs and codes: what is accepted is wider than what is written. */
#include "src/core/ref.h"

#include <string.h>

#include "src/core/err.h"
#include "src/core/text.h"
#include "src/core/when.h"

#define DIGITS "0123456789"
#define CODE_MIN 2
#define CODE_MAX 12
#define CODE_WANTED 3 /* a code made by us is at least this long */

static bool
refuse(const char *text, GError **error)
{
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, 30);
	return err_set(error, E_INPUT, "\"%s\" is no incident: write for instance 13, 2026-13 or 2026-0013 (drills: D2)",
	               shown);
}

/* Upper case, on one line, without brackets around. */
static char *
unwrapped(const char *text)
{
	g_autofree char *line = text_one_line(text);
	gsize len = strlen(line);
	if (len >= 2 && ((*line == '[' && line[len - 1] == ']') || (*line == '(' && line[len - 1] == ')'))) {
		line[len - 1] = '\0';
		*line = ' ';
	}
	g_autofree char *upper = g_ascii_strup(line, -1);
	return g_strdup(g_strstrip(upper));
}

/* Where the code before a ref ends, NULL: there is none. */
static const char *
code_end(const char *upper)
{
	const char *space = strchr(upper, ' ');
	if (!space)
		return NULL;
	g_autofree char *code = g_strndup(upper, (gsize)(space - upper));
	return ref_code_check(code, NULL) ? space : NULL;
}

/* Without a code before it, too. */
static char *
bare(const char *text)
{
	g_autofree char *upper = unwrapped(text);
	const char *end = code_end(upper);
	return g_strdup(end ? end + 1 : upper);
}

char *
ref_code_before(const char *text)
{
	g_autofree char *upper = unwrapped(text);
	const char *end = code_end(upper);
	return end ? g_strndup(upper, (gsize)(end - upper)) : NULL;
}

/* At most nine digits, so that it fits; advances. */
static bool
take_number(const char **p, int *value)
{
	gsize n = strspn(*p, DIGITS);
	if (n < 1 || n > 9)
		return false;
	*value = (int)g_ascii_strtoll(*p, NULL, 10);
	*p += n;
	return true;
}

static bool
take_year(const char **p, int *year)
{
	const char *start = *p;
	return take_number(p, year) && *p - start == 4 && *year >= INSTANT_FIRST_YEAR && *year <= INSTANT_LAST_YEAR;
}

/* D2 or 13: the series and the number in it. */
static bool
take_place(const char **p, Ref *ref)
{
	ref->drill = **p == 'D';
	if (ref->drill)
		(*p)++;
	return take_number(p, &ref->number) && ref->number > 0;
}

/* The whole of an upper case text: 13, D2, 2026-13, 2026-D2, 13/2026, D2/2026. */
static bool
read_ref(const char *s, int this_year, Ref *ref)
{
	const char *p = s;
	if (take_year(&p, &ref->year) && *p == '-') {
		p++;
		return take_place(&p, ref) && !*p;
	}
	p = s;
	ref->year = this_year;
	if (!take_place(&p, ref))
		return false;
	if (*p == '/') {
		p++;
		if (!take_year(&p, &ref->year))
			return false;
	}
	return !*p;
}

bool
ref_parse(const char *text, int this_year, Ref *out, GError **error)
{
	g_autofree char *s = bare(text);
	return read_ref(s, this_year, out) || refuse(text, error);
}

char *
ref_format(const Ref *ref)
{
	return g_strdup_printf(ref->drill ? "%04d-D%02d" : "%04d-%04d", ref->year, ref->number);
}

/* The number of a series as it is written: with zeros in front up to so many digits, and no further. */
static bool
take_exact_number(const char **p, int digits, int *number)
{
	const char *start = *p;
	return take_number(p, number) && *number > 0 && (*p - start == digits || (*p - start > digits && *start != '0'));
}

bool
ref_exact(const char *text, Ref *out)
{
	const char *p = text;
	if (!take_year(&p, &out->year) || *p++ != '-')
		return false;
	out->drill = *p == 'D';
	if (out->drill)
		p++;
	return take_exact_number(&p, out->drill ? 2 : 4, &out->number) && !*p;
}

static bool
take_sub(const char *p, char *letter, int *number)
{
	*letter = REF_ACTION;
	if (*p == 'N' || *p == 'E')
		*letter = g_ascii_tolower(*p++);
	return take_number(&p, number) && *number > 0 && !*p;
}

bool
ref_parse_sub(const char *text, int this_year, Ref *ref, char *letter, int *number, GError **error)
{
	g_autofree char *s = bare(text);
	Ref whole;
	char *slash = strrchr(s, '/');
	/* "13/2026" is an incident of that year, never the 2026th action of this year's 13. */
	if (slash && !read_ref(s, this_year, &whole)) {
		*slash = '\0';
		if (take_sub(slash + 1, letter, number) && read_ref(s, this_year, ref))
			return true;
	}
	g_autofree char *visible = text_visible(text);
	g_autofree char *shown = text_fit(visible, 30);
	return err_set(error, E_INPUT,
	               "\"%s\" names nothing of an incident: write 2026-0013/n1 (notice), /e1 (evidence) or /1 (action)",
	               shown);
}

char *
ref_format_sub(const Ref *ref, char letter, int number)
{
	g_autofree char *head = ref_format(ref);
	if (letter == REF_ACTION)
		return g_strdup_printf("%s/%d", head, number);
	return g_strdup_printf("%s/%c%d", head, letter, number);
}

/* Whether p stands at "[CODE 2026-0013]". */
static bool
mark_at(const char *p, const char *code, Ref *out)
{
	gsize len = strlen(code);
	p++;
	if (g_ascii_strncasecmp(p, code, len) != 0 || p[len] != ' ')
		return false;
	p += len + strspn(p + len, " ");
	const char *end = strchr(p, ']');
	if (!end || end - p > 20)
		return false;
	g_autofree char *ref = g_ascii_strup(p, end - p);
	return read_ref(g_strstrip(ref), 0, out) && out->year;
}

bool
ref_find_mark(const char *subject, const char *code, Ref *out)
{
	g_autofree char *line = text_one_line(subject);
	for (const char *p = line; *code && (p = strchr(p, '[')); p++)
		if (mark_at(p, code, out))
			return true;
	return false;
}

/* ----------------------------------------------------------------------------------------------------- codes */

/* Words that every second company has in its name. Written as text_slug() leaves them. */
static bool
means_nothing(const char *word)
{
	static const char *const words[] = {
		"il", "lo", "la", "gli", "le", "l", "i", "di", "del", "della", "dei", "e", "ed", "and", "of", "the", "spa",
		"srl", "srls", "sapa", "snc", "sas", "scarl", "scrl", "scpa", "soc", "coop", "societa", "cooperativa", "ditta",
		"gruppo", "group", "azienda", "impresa", "studio", "company", "ltd", "inc", "gmbh", "ag", "sa", "bv", "s", "p",
		"a", "r", "c",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_equal(word, words[i]))
			return true;
	return false;
}

static char *
code_of(const char *letters)
{
	g_autofree char *cut = g_strndup(letters, CODE_MAX);
	g_autofree char *code = g_ascii_strup(cut, -1);
	return strlen(code) >= CODE_WANTED && ref_code_check(code, NULL) ? g_steal_pointer(&code) : NULL;
}

char *
ref_code_default(const char *organisation)
{
	g_autofree char *slug = text_slug(organisation);
	g_auto(GStrv) words = g_strsplit(slug, "-", -1);
	g_autoptr(GString) all = g_string_new(NULL);
	for (char **w = words; *w; w++) {
		if (means_nothing(*w))
			continue;
		char *code = code_of(*w);
		if (code)
			return code;
		g_string_append(all, *w);
	}
	char *code = code_of(all->str);
	return code ? code : g_strdup("REG");
}

bool
ref_code_check(const char *code, GError **error)
{
	gsize len = strlen(code), good = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS);
	bool like_drill = *code == 'D' && len > 1 && strspn(code + 1, DIGITS) == len - 1;
	if (good == len && len >= CODE_MIN && len <= CODE_MAX && g_ascii_isalpha(*code) && !like_drill)
		return true;
	g_autofree char *visible = text_visible(code);
	g_autofree char *shown = text_fit(visible, 20);
	return err_set(error, E_INPUT,
	               "\"%s\" cannot be a code: take 2 to 12 capital letters and digits, a letter first, like ROSSI",
	               shown);
}
