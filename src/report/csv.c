/* CSV: three dialects in one table. */
#include "src/report/csv.h"

#include "src/core/text.h"

#include <string.h>

static const struct {
	const char *mark, *separator, *point;
	bool iso; /* instants for programs */
} dialects[] = {
	[CSV_IT] = {"\xEF\xBB\xBF", ";", ",", false},
	[CSV_EN] = {"\xEF\xBB\xBF", ",", ".", false},
	[CSV_RAW] = {"", ",", ".", true},
};

CsvDialect
csv_dialect(Lang lang, bool raw)
{
	if (raw)
		return CSV_RAW;
	return lang == LANG_IT ? CSV_IT : CSV_EN;
}

void
csv_begin(Csv *csv, CsvDialect dialect, GTimeZone *zone, GString *out)
{
	*csv = (Csv){.dialect = dialect, .zone = zone, .out = out};
	g_string_append(out, dialects[dialect].mark);
}

static void
separate(Csv *csv)
{
	if (csv->cells)
		g_string_append(csv->out, dialects[csv->dialect].separator);
	csv->cells = true;
}

/* Spreadsheets trim what stands before it, and East Asian ones take the wide forms. */
static bool
is_formula(const char *text)
{
	while (*text && g_unichar_isspace(g_utf8_get_char(text)))
		text = g_utf8_next_char(text);
	if (!*text)
		return false;
	return strchr("=+-@", *text) || g_utf8_strchr("＝＋－＠", -1, g_utf8_get_char(text));
}

/* Both separators: a file that is opened in the other kind of spreadsheet stays readable. */
static bool
wants_quotes(const char *text)
{
	size_t n = strlen(text);

	return strpbrk(text, "\",;\r\n") || (n && (text[0] == ' ' || text[n - 1] == ' '));
}

static void
append_quoted(GString *out, const char *text)
{
	g_string_append_c(out, '"');
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			g_string_append_c(out, '"');
		if (*c == '\n')
			g_string_append_c(out, '\r');
		g_string_append_c(out, *c);
	}
	g_string_append_c(out, '"');
}

/* Most cells: nothing in them can be anything else. */
static bool
is_plain(const char *text)
{
	if (text && !g_ascii_isalnum(*text))
		return !*text;
	for (; text && *text; text++)
		if (*text < ' ' || *text > '~' || strchr("\",;", *text) || (*text == ' ' && !text[1]))
			return false;
	return true;
}

void
csv_text(Csv *csv, const char *text)
{
	if (is_plain(text)) {
		separate(csv);
		g_string_append(csv->out, text ? text : "");
		return;
	}

	g_autofree char *shown = text_visible_lines(text);
	g_autofree char *cell = is_formula(shown) ? g_strconcat("'", shown, NULL) : g_strdup(shown);

	separate(csv);
	if (wants_quotes(cell))
		append_quoted(csv->out, cell);
	else
		g_string_append(csv->out, cell);
}

void
csv_int(Csv *csv, int64_t value)
{
	separate(csv);
	g_string_append_printf(csv->out, "%" G_GINT64_FORMAT, value);
}

void
csv_decimal(Csv *csv, int64_t value, int digits)
{
	g_autofree char *number = NULL;
	uint64_t whole = value < 0 ? -(uint64_t)value : (uint64_t)value;
	size_t n;

	if (digits <= 0) {
		csv_int(csv, value);
		return;
	}
	/* At least one digit before the point. */
	number = g_strdup_printf("%0*" G_GUINT64_FORMAT, digits + 1, whole);
	n = strlen(number) - (size_t)digits;
	separate(csv);
	g_string_append_printf(csv->out, "%s%.*s%s%s", value < 0 ? "-" : "", (int)n, number, dialects[csv->dialect].point, number + n);
}

static char *
instant_cell(const Csv *csv, Instant t)
{
	g_autoptr(GDateTime) utc = NULL;
	g_autoptr(GDateTime) local = NULL;

	if (t == INSTANT_NONE)
		return g_strdup("");
	if (dialects[csv->dialect].iso)
		return instant_rfc3339(t);
	if (csv->dialect == CSV_IT)
		return instant_show(t, csv->zone);
	utc = g_date_time_new_from_unix_utc(t);
	local = utc ? g_date_time_to_timezone(utc, csv->zone) : NULL;
	if (!local)
		return g_strdup("");
	return g_strdup_printf("%04d-%02d-%02d %02d:%02d", g_date_time_get_year(local), g_date_time_get_month(local),
		g_date_time_get_day_of_month(local), g_date_time_get_hour(local), g_date_time_get_minute(local));
}

void
csv_instant(Csv *csv, Instant t)
{
	g_autofree char *cell = instant_cell(csv, t);

	separate(csv);
	g_string_append(csv->out, cell);
}

void
csv_row_end(Csv *csv)
{
	g_string_append(csv->out, "\r\n");
	csv->cells = false;
}
