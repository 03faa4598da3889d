/* Answers to ENISA's questions: read, written, checked, and added up in quarters. */
#include "src/core/severity.h"

#include "src/core/coded.h"
#include "src/core/err.h"
#include "src/core/text.h"

#include <string.h>

static const Coded criteria[CRITERION_COUNT] = {
	[CRITERION_DPC] = {"dpc", {"data processing context", "contesto del trattamento"}},
	[CRITERION_EI] = {"ei", {"ease of identification", "facilità di identificazione"}},
	[CRITERION_CB] = {"cb", {"circumstances of the breach", "circostanze della violazione"}},
};

static const Words meanings[] = {
	[LEVEL_LOW] = {"people are not affected, or meet a few inconveniences that they overcome without any problem",
		"le persone non ne risentono, o incontrano qualche inconveniente che superano senza problemi"},
	[LEVEL_MEDIUM] = {"people may meet significant inconveniences (costs, stress, no access to a service), which they overcome with a few difficulties",
		"le persone possono incontrare inconvenienti significativi (costi, stress, mancato accesso a un servizio), superabili con qualche difficoltà"},
	[LEVEL_HIGH] = {"people may meet significant consequences (theft of money, blacklisting, loss of a job), which they overcome with serious difficulties",
		"le persone possono subire conseguenze significative (furto di denaro, liste nere, perdita del lavoro), superabili con serie difficoltà"},
	[LEVEL_VERY_HIGH] = {"people may meet consequences that cannot be undone or overcome (heavy debt, lasting harm, death)",
		"le persone possono subire conseguenze irreversibili o insuperabili (debiti gravi, danni duraturi, morte)"},
};

static const Words conventions[] = {
	[LEVEL_LOW] = {"kept in the register only", "si conserva nel solo registro"},
	[LEVEL_MEDIUM] = {"notified to the Garante", "notifica al Garante"},
	[LEVEL_HIGH] = {"notified to the Garante, and the data subjects are told", "notifica al Garante e comunicazione agli interessati"},
	[LEVEL_VERY_HIGH] = {"notified to the Garante, and the data subjects are told", "notifica al Garante e comunicazione agli interessati"},
};

const char *
criterion_code(Criterion criterion)
{
	return criteria[criterion].code;
}

const Words *
criterion_words(Criterion criterion)
{
	return &criteria[criterion].words;
}

const Words *
level_meaning(Level level)
{
	return &meanings[level];
}

const Words *
level_convention(Level level)
{
	return &conventions[level];
}

const Cell *
severity_cell(const SeverityRow *row, int value)
{
	for (int i = 0; i < row->n_cells; i++)
		if (row->cells[i].value == value)
			return &row->cells[i];
	return NULL;
}

int
severity_adjusted(const SeverityRow *row, int by)
{
	return CLAMP(row->base + by, 1, 4);
}

/* --- numbers ---------------------------------------------------------------------------------------------------------- */

char *
severity_number(int quarters, Lang lang)
{
	return g_strdup_printf("%d%s%02d", quarters / 4, lang == LANG_IT ? "," : ".", quarters % 4 * 25);
}

/* "0.25", ".5", "0,75", "1", "1.00" -> quarters; -1 for all else. */
static int
read_quarters(const char *text)
{
	static const char *const parts[][2] = {{"0", "00"}, {"25", "25"}, {"5", "50"}, {"75", "75"}};
	const char *point = strpbrk(text, ".,");
	gsize digits = point ? (gsize)(point - text) : strlen(text);
	int whole = digits == 0 ? 0 : g_ascii_isdigit(*text) && digits == 1 ? *text - '0' : -1;
	if (whole < 0 || (!point && digits == 0))
		return -1;
	for (int i = 0; i < 4; i++)
		if (!point || strcmp(point + 1, parts[i][0]) == 0 || strcmp(point + 1, parts[i][1]) == 0)
			return whole * 4 + (point ? i : 0);
	return -1;
}

/* "2", "+1", "-1", "base" -> 1..4; -1 for all else. */
static int
read_context(const SeverityRow *row, const char *text)
{
	bool relative = *text == '+' || *text == '-';
	if (strcmp(text, "base") == 0)
		return row->base;
	if (!g_ascii_isdigit(text[relative]) || text[relative + 1])
		return -1;
	int value = text[relative] - '0';
	return relative ? severity_adjusted(row, *text == '-' ? -value : value) : value;
}

/* --- answers ------------------------------------------------------------------------------------------------------------ */

void
answers_clear(Answers *answers)
{
	for (int i = 0; i < SEVERITY_ROWS; i++)
		answers->values[i] = NOT_CHOSEN;
}

static int
find_row(Criterion criterion, const char *code)
{
	for (int i = 0; i < SEVERITY_ROWS; i++)
		if (severity_rows[i].criterion == criterion && g_ascii_strcasecmp(severity_rows[i].code, code) == 0)
			return i;
	return NOT_CHOSEN;
}

static bool
refuse_row(Criterion criterion, const char *code, GError **error)
{
	g_autoptr(GString) codes = g_string_new(NULL);
	for (int i = 0; i < SEVERITY_ROWS; i++)
		if (severity_rows[i].criterion == criterion)
			g_string_append_printf(codes, "%s%s", codes->len ? ", " : "", severity_rows[i].code);
	return err_set(error, E_INPUT, "--%s knows no %s: there are %s; `breccia help severity` explains them", criterion_code(criterion), code,
		codes->str);
}

static bool
refuse_value(const SeverityRow *row, const char *text, GError **error)
{
	g_autoptr(GString) values = g_string_new(NULL);
	for (int i = 0; i < row->n_cells; i++) {
		g_autofree char *number = row->criterion == CRITERION_DPC ? g_strdup_printf("%d", row->cells[i].value)
									  : severity_number(row->cells[i].value, LANG_EN);
		g_string_append_printf(values, "%s%s", i ? ", " : "", number);
	}
	return err_set(error, E_INPUT, "%s cannot be %s: it is one of %s; `breccia help severity` says what each means", row->code, text,
		values->str);
}

static bool
take_piece(Answers *answers, Criterion criterion, const char *piece, GError **error)
{
	const char *colon = strpbrk(piece, ":=");
	g_autofree char *code = colon ? g_strndup(piece, (gsize)(colon - piece)) : g_strdup(piece);
	int row = find_row(criterion, g_strstrip(code)), value;
	if (row == NOT_CHOSEN)
		return refuse_row(criterion, *code ? code : "\"\"", error);
	g_autofree char *text = g_strstrip(g_strdup(colon ? colon + 1 : criterion == CRITERION_DPC ? "base" : ""));
	if (answers->values[row] != NOT_CHOSEN)
		return err_set(error, E_INPUT, "%s is given twice: leave one of them out", severity_rows[row].code);
	value = criterion == CRITERION_DPC ? read_context(&severity_rows[row], text) : read_quarters(text);
	if (!severity_cell(&severity_rows[row], value))
		return refuse_value(&severity_rows[row], *text ? text : "\"\"", error);
	answers->values[row] = value;
	return true;
}

static bool
only_digits(const char *text)
{
	return *text && strspn(text, "0123456789") == strlen(text);
}

/* Between commas; but "name:0,25" is one piece: a comma before digits alone is a decimal one. (transfer full, of char *) */
static GPtrArray *
split(const char *text)
{
	GPtrArray *pieces = g_ptr_array_new_with_free_func(g_free);
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	for (char **part = parts; *part; part++) {
		char *last = pieces->len ? g_ptr_array_index(pieces, pieces->len - 1) : NULL;
		g_strstrip(*part);
		if (last && only_digits(*part) && strpbrk(last, ":=") && !strchr(last, '.')) {
			pieces->pdata[pieces->len - 1] = g_strconcat(last, ".", *part, NULL);
			g_free(last);
		} else
			g_ptr_array_add(pieces, g_strdup(*part));
	}
	return pieces;
}

/* What is not said of the circumstances did not happen. */
static void
fill_circumstances(Answers *answers)
{
	for (int i = 0; i < SEVERITY_ROWS; i++)
		if (severity_rows[i].criterion == CRITERION_CB && answers->values[i] == NOT_CHOSEN)
			answers->values[i] = 0;
}

bool
answers_take(Answers *answers, Criterion criterion, const char *text, GError **error)
{
	g_autoptr(GPtrArray) pieces = split(text);
	Answers taken;
	answers_clear(&taken);
	bool none = criterion == CRITERION_CB && g_ascii_strcasecmp(text, "none") == 0;
	if (pieces->len == 0)
		return refuse_row(criterion, "\"\"", error);
	for (guint i = 0; i < pieces->len && !none; i++)
		if (!take_piece(&taken, criterion, g_ptr_array_index(pieces, i), error))
			return false;
	for (int i = 0; i < SEVERITY_ROWS; i++) {
		bool again = taken.values[i] != NOT_CHOSEN && answers->values[i] != NOT_CHOSEN && answers->values[i] != 0;
		if (again)
			return err_set(error, E_INPUT, "%s is given twice: leave one of them out", severity_rows[i].code);
		if (taken.values[i] != NOT_CHOSEN)
			answers->values[i] = taken.values[i];
	}
	if (criterion == CRITERION_CB)
		fill_circumstances(answers);
	return true;
}

bool
answers_check(const Answers *answers, GError **error)
{
	int chosen[CRITERION_COUNT] = {0};
	for (int i = 0; i < SEVERITY_ROWS; i++) {
		const SeverityRow *row = &severity_rows[i];
		g_autofree char *text = g_strdup_printf("%d", answers->values[i]);
		if (answers->values[i] == NOT_CHOSEN)
			continue;
		if (!severity_cell(row, answers->values[i]))
			return refuse_value(row, text, error);
		chosen[row->criterion]++;
	}
	if (!chosen[CRITERION_DPC])
		return err_set(error, E_INPUT, "no kind of data is chosen: say with --dpc which, as --dpc simple:1");
	if (!chosen[CRITERION_EI])
		return err_set(error, E_INPUT, "nothing says how easily people are identified: give --ei, as --ei name:0.25");
	return chosen[CRITERION_CB] == 4 ||
		err_set(error, E_INPUT, "the circumstances are missing: give --cb, as --cb c=0.5,m=0.5, or --cb none");
}

json_t *
answers_write(const Answers *answers)
{
	json_t *json = json_object();
	for (int i = 0; i < SEVERITY_ROWS; i++) {
		const char *criterion = criterion_code(severity_rows[i].criterion);
		if (answers->values[i] == NOT_CHOSEN)
			continue;
		if (!json_object_get(json, criterion))
			json_object_set_new(json, criterion, json_object());
		json_object_set_new(json_object_get(json, criterion), severity_rows[i].code, json_integer(answers->values[i]));
	}
	return json;
}

static bool
read_criterion(Answers *answers, Criterion criterion, const json_t *object, GError **error)
{
	const char *code;
	json_t *value;
	json_object_foreach((json_t *)object, code, value)
	{
		int row = find_row(criterion, code);
		if (row == NOT_CHOSEN)
			return refuse_row(criterion, code, error);
		if (!json_is_integer(value) || json_integer_value(value) < 0 || json_integer_value(value) > 4)
			return refuse_value(&severity_rows[row], "?", error);
		answers->values[row] = (int)json_integer_value(value);
	}
	return true;
}

bool
answers_read(const json_t *json, Answers *answers, GError **error)
{
	gsize known = 0;
	answers_clear(answers);
	for (Criterion c = 0; c < CRITERION_COUNT; c++) {
		const json_t *object = json_object_get(json, criterion_code(c));
		known += object != NULL;
		if (object && (!json_is_object(object) || !read_criterion(answers, c, object, error)))
			return json_is_object(object) ? false : err_set(error, E_INPUT, "%s is no object of answers", criterion_code(c));
	}
	if (known != json_object_size(json))
		return err_set(error, E_INPUT, "the answers hold something else than dpc, ei and cb");
	return answers_check(answers, error);
}

/* --- the score ------------------------------------------------------------------------------------------------------------ */

bool
level_read(const char *text, Level *level, GError **error)
{
	g_autofree char *folded = text_fold(text);
	for (int l = LEVEL_LOW; l <= LEVEL_VERY_HIGH; l++) {
		const Words *words = level_words((Level)l);
		*level = (Level)l;
		if (strcmp(folded, level_code(*level)) == 0 || strcmp(folded, words->en) == 0 || strcmp(folded, words->it) == 0)
			return true;
	}
	return err_set(error, E_INPUT, "there is no level %s: there are low, medium, high, very-high", text);
}

Level
severity_level(int se)
{
	return se >= 16 ? LEVEL_VERY_HIGH : se >= 12 ? LEVEL_HIGH : se >= 8 ? LEVEL_MEDIUM : LEVEL_LOW;
}

Score
severity_score(const Answers *answers)
{
	int highest[CRITERION_COUNT] = {0}, sum = 0;
	for (int i = 0; i < SEVERITY_ROWS; i++) {
		Criterion criterion = severity_rows[i].criterion;
		highest[criterion] = MAX(highest[criterion], answers->values[i]);
		sum += criterion == CRITERION_CB ? MAX(0, answers->values[i]) : 0;
	}
	Score score = {.dpc = highest[CRITERION_DPC], .ei = highest[CRITERION_EI] ? highest[CRITERION_EI] : 4, .cb = sum};
	score.se = score.dpc * score.ei + score.cb;
	score.level = severity_level(score.se);
	return score;
}

bool
severity_counts(const Answers *answers, int row)
{
	const Score score = severity_score(answers);
	int value = answers->values[row];
	switch (severity_rows[row].criterion) {
	case CRITERION_DPC:
		return value == score.dpc;
	case CRITERION_EI:
		return value == score.ei;
	case CRITERION_CB:
	case CRITERION_COUNT:
		break;
	}
	return value > 0;
}

static bool
is_chosen(const Answers *answers, Criterion criterion)
{
	for (int i = 0; i < SEVERITY_ROWS; i++)
		if (severity_rows[i].criterion == criterion && answers->values[i] != NOT_CHOSEN)
			return true;
	return false;
}

char *
severity_formula(const Answers *answers, Lang lang)
{
	const Score score = severity_score(answers);
	g_autofree char *cb = severity_number(score.cb, lang), *ei = severity_number(score.ei, lang), *se = severity_number(score.se, lang);
	const bool identified = is_chosen(answers, CRITERION_EI);
	return g_strdup_printf("DPC %d x EI %s + CB %s = %s", score.dpc, identified ? ei : "-", cb, identified ? se : "-");
}

/* --- what an incident suggests ---------------------------------------------------------------------------------------------- */

/* Codes of vocab_data. Credentials count as what they open, which nobody but a person can tell. */
static const char *const as_simple[] = {"basic", "contact", "identification", "documents", NULL};
static const char *const as_behavioural[] = {"recordings", "traffic", "location", "profile", NULL};
static const char *const as_financial[] = {"financial", "payment", NULL};
static const char *const as_sensitive[] = {"biometric", "criminal", "political", "ethnic", "religious", "sexual", "union", "genetic", "health",
	"work-health", NULL};
static const char *const as_number[] = {"identification", "documents", NULL};

static const struct {
	const char *const *data;
	Criterion criterion;
	const char *code;
	int value; /* 0: the base */
} suggestions[] = {
	{as_simple, CRITERION_DPC, "simple", 0}, {as_behavioural, CRITERION_DPC, "behavioural", 0}, {as_financial, CRITERION_DPC, "financial", 0},
	{as_sensitive, CRITERION_DPC, "sensitive", 0}, {as_number, CRITERION_EI, "id", 3},
};

static bool
holds_any(const json_t *codes, const char *const *wanted)
{
	for (size_t i = 0; i < json_array_size(codes); i++)
		if (g_strv_contains(wanted, json_string_value(json_array_get(codes, i))))
			return true;
	return false;
}

void
severity_suggest(const Incident *incident, Answers *answers)
{
	const char *cause = incident_text(incident, "cause");
	answers_clear(answers);
	for (gsize i = 0; i < G_N_ELEMENTS(suggestions); i++) {
		int row = find_row(suggestions[i].criterion, suggestions[i].code);
		if (holds_any(json_object_get(incident->fields, "data"), suggestions[i].data))
			answers->values[row] = suggestions[i].value ? suggestions[i].value : severity_rows[row].base;
	}
	if (cause && g_str_has_suffix(cause, "-intentional"))
		answers->values[find_row(CRITERION_CB, "m")] = 2;
}

/* The most that a count in its canonical form can be: "1200", "~1200", "10-20"; 0 for unknown. */
static int64_t
at_most(const char *count)
{
	const char *dash = count ? strchr(count, '-') : NULL;
	return count ? g_ascii_strtoll(dash ? dash + 1 : count + (*count == '~'), NULL, 10) : 0;
}

bool
severity_many(const Incident *incident)
{
	int64_t of_clients = 0;
	for (guint i = 0; i < incident->clients->len; i++)
		of_clients += at_most(((const Affected *)g_ptr_array_index(incident->clients, i))->subjects);
	return MAX(of_clients, at_most(incident_text(incident, "subjects"))) > SEVERITY_MANY;
}

bool
severity_unintelligible(const Incident *incident)
{
	return g_strcmp0(incident_text(incident, "protection"), "intact") == 0;
}

const Words *
severity_tax_code_note(const Answers *answers)
{
	int row = find_row(CRITERION_EI, "id");
	return answers->values[row] == 1 ? &severity_rows[row].hint : NULL;
}

void
severity_preset(const Incident *in, Answers *answers, bool *many, bool *unintelligible)
{
	const Assessment *newest = in->assessments->len ? g_ptr_array_index(in->assessments, in->assessments->len - 1) : NULL;
	*many = newest ? newest->many : severity_many(in);
	*unintelligible = newest ? newest->unintelligible : severity_unintelligible(in);
	if (!newest || !newest->answers || !answers_read(newest->answers, answers, NULL))
		severity_suggest(in, answers);
}
