/* Line by line: marks of quotation off, a label, and what follows it. */
#include "src/courier/proposal.h"

#include "src/core/text.h"

#include <string.h>

#define LINES_MAX 30 /* that one answer goes on for */
#define WORDS_MAX 4000

/* --- what is asked, and what may be answered ----------------------------------------------------------------------- */

typedef struct {
	ProposalField field;
	bool goes_on;         /* may be answered in several lines */
	const char *label;    /* folded */
	const char *unfilled; /* folded; what the notice itself has after the colon */
} Label;

static const Label labels[] = {
	{PROPOSE_TAKE, false, "prendo in carico", "si / no"}, {PROPOSE_TAKE, false, "i take charge", "yes / no"},
	{PROPOSE_RISK, false, "rischio", "improbabile | presente | elevato | da valutare"},
	{PROPOSE_RISK, false, "risk", "unlikely | present | high | to be assessed"},
	{PROPOSE_AUTHORITY, true, "notifica al garante - mio parere", ""},
	{PROPOSE_AUTHORITY, true, "notification to the authority - my opinion", ""},
	{PROPOSE_SUBJECTS, true, "interessati - mio parere", ""}, {PROPOSE_SUBJECTS, true, "data subjects - my opinion", ""},
	{PROPOSE_MEASURES, true, "misure richieste", ""}, {PROPOSE_MEASURES, true, "measures requested", ""},
};

typedef struct {
	const char *word; /* folded; the answer is it, or begins with it and no letter after */
	ProposalValue value;
} Wording;

static const Wording yes_or_no[] = {
	{"si", SAYS_YES}, {"yes", SAYS_YES}, {"no", SAYS_NO}, {NULL, SAYS_WORDS},
};
static const Wording risks[] = {
	{"improbabile", SAYS_UNLIKELY}, {"unlikely", SAYS_UNLIKELY}, {"presente", SAYS_RISK}, {"present", SAYS_RISK},
	{"elevato", SAYS_HIGH}, {"alto", SAYS_HIGH}, {"high", SAYS_HIGH}, {"da valutare", SAYS_TO_ASSESS},
	{"to be assessed", SAYS_TO_ASSESS}, {NULL, SAYS_WORDS},
};
static const Wording any_words[] = {{NULL, SAYS_WORDS}};

static const Wording *const answers[] = {
	[PROPOSE_TAKE] = yes_or_no, [PROPOSE_RISK] = risks, [PROPOSE_AUTHORITY] = yes_or_no, [PROPOSE_SUBJECTS] = yes_or_no,
	[PROPOSE_MEASURES] = any_words,
};

/* --- lines -------------------------------------------------------------------------------------------------------- */

/* Past the marks of quotation; *quoted: there was one. */
static const char *
past_quotation(const char *line, bool *quoted)
{
	*quoted = false;
	for (;; line++) {
		if (*line == '>' || *line == '|')
			*quoted = true;
		else if (*line != ' ' && *line != '\t')
			return line;
	}
}

/* Folded, dashes alike, marks of lists and of emphasis off its ends. (transfer full) */
static char *
plain(const char *text)
{
	g_autofree char *folded = text_fold(text);
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *p = folded; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		bool dash = c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x2014 || c == 0x2212;
		if (c == '*' || c == '_' || c == '#' || c == 0x2022 || c == 0xb7)
			continue;
		g_string_append_unichar(out, dash ? '-' : c == 0xa0 ? ' ' : c);
	}
	g_strstrip(out->str);
	const char *start = out->str;
	while (start[0] == '-' && start[1] == ' ')
		start += 2;
	return g_strdup(start);
}

/* The label before the line's first colon, and what stands after it (borrowed from line). */
static const Label *
label_of(const char *line, const char **rest)
{
	const char *colon = strchr(line, ':');
	if (!colon || colon - line > 80)
		return NULL;
	g_autofree char *before = g_strndup(line, (gsize)(colon - line)), *name = plain(before);
	*rest = colon + 1 + strspn(colon + 1, "*_");
	for (gsize i = 0; i < G_N_ELEMENTS(labels); i++)
		if (!strcmp(labels[i].label, name))
			return &labels[i];
	return NULL;
}

/* The form is over: an empty line, a rule, the mark before a signature, what a telephone adds. */
static bool
ends_answer(const char *line)
{
	static const char *const marks[] = {"inviato da", "sent from", "ottieni outlook", "get outlook", "il giorno ", "on "};
	g_autofree char *folded = plain(line);
	if (text_blank(line) || strspn(line, "-_=* ") == strlen(line))
		return true;
	for (gsize i = 0; i < G_N_ELEMENTS(marks) - 2; i++)
		if (g_str_has_prefix(folded, marks[i]))
			return true;
	/* "Il giorno 23 novembre ... ha scritto:" begins the quotation of another message. */
	bool dated = g_str_has_prefix(folded, marks[4]) || g_str_has_prefix(folded, marks[5]);
	return dated && g_str_has_suffix(folded, ":");
}

/* --- answers ------------------------------------------------------------------------------------------------------ */

static bool
is_word(const char *text, const char *word)
{
	gsize len = strlen(word);
	return !strncmp(text, word, len) && !g_unichar_isalnum(g_utf8_get_char(text + len));
}

/* "sì / no" with one of them marked is not guessed at. */
static bool
offers_both(const char *text, const Wording *first, const Wording *possible)
{
	for (const Wording *a = possible; a->word; a++) {
		const char *found = a->value == first->value ? NULL : strstr(text, a->word);
		bool starts = found && (found == text || strchr("/| ", found[-1]));
		if (starts && is_word(found, a->word) && strpbrk(text, "/|"))
			return true;
	}
	return false;
}

static ProposalValue
value_of(ProposalField field, const char *words)
{
	g_autofree char *text = plain(words);
	for (const Wording *a = answers[field]; a->word; a++)
		if (is_word(text, a->word))
			return offers_both(text, a, answers[field]) ? SAYS_WORDS : a->value;
	return SAYS_WORDS;
}

static char *
without_spaces(const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	return g_strjoinv("", words);
}

/* Nothing was written: blank, or what the notice had there. */
static bool
left_alone(const Label *label, const char *words)
{
	g_autofree char *text = plain(words), *tight = without_spaces(text), *sent = without_spaces(label->unfilled);
	return !*tight || !strcmp(tight, sent);
}

static Proposal *
find(GPtrArray *proposals, ProposalField field)
{
	for (guint i = 0; i < proposals->len; i++) {
		Proposal *p = g_ptr_array_index(proposals, i);
		if (p->field == field)
			return p;
	}
	return NULL;
}

static void
propose(GPtrArray *proposals, const Label *label, const char *words, bool quoted)
{
	g_autofree char *line = text_one_line(words);
	if (left_alone(label, line))
		return;
	ProposalValue value = value_of(label->field, line);
	Proposal *p = find(proposals, label->field);
	if (p && quoted && !p->quoted)
		return;
	if (!p && !(p = proposal_add(proposals)))
		return;
	bool other = p->words && p->quoted == quoted && strcmp(p->words, line);
	g_autofree char *both = other ? g_strdup_printf("%s / %s", p->words, line) : NULL;
	g_free(p->words);
	p->words = both ? text_fit(both, WORDS_MAX) : text_fit(line, WORDS_MAX);
	p->value = other && p->value != value ? SAYS_WORDS : value;
	p->field = label->field;
	p->quoted = quoted;
}

/* What follows in further lines of the same depth of quotation. lines: after the label's own. How many were read. */
static int
read_on(char **lines, bool quoted, GString *words)
{
	int n = 0;
	for (; lines[n] && n < LINES_MAX; n++) {
		bool quoted_too;
		const char *rest, *line = past_quotation(lines[n], &quoted_too);
		if (quoted_too != quoted || ends_answer(line) || label_of(line, &rest))
			break;
		g_string_append_printf(words, " %s", line);
	}
	return n;
}

static int
compare(gconstpointer a, gconstpointer b)
{
	const Proposal *p = *(const Proposal *const *)a, *q = *(const Proposal *const *)b;
	return (int)p->field - (int)q->field;
}

void
proposal_find(const char *text, GPtrArray *proposals)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++) {
		bool quoted;
		const char *rest;
		const Label *label = label_of(past_quotation(*line, &quoted), &rest);
		if (!label)
			continue;
		g_autoptr(GString) words = g_string_new(rest);
		/* A short answer may stand in the line below its label. */
		if (label->goes_on || text_blank(rest))
			line += read_on(line + 1, quoted, words);
		propose(proposals, label, words->str, quoted);
	}
	g_ptr_array_sort(proposals, compare);
}
