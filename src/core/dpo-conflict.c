/*
 * Who may not be DPO, by the title of what else they do.
 *
 * The code of practice of 2018 refuses the company's administrator and its operations director; art. 38(6) GDPR, WP243
 * rev.01 section 3.5 and the Garante's guidance of 29 April 2021 name further posts that determine purposes and means: those
 * are a warning that wants a reason. Whole titles are compared and never pieces of words, because "amministratore" is inside
 * "amministratore di sistema", who administers no company.
 *
 * A position is cut into the posts it names ("Presidente e A.D.", "CEO / CFO"), each post into words, folded, in the
 * masculine, without articles. A title fits a post that begins with it; the row says what may follow. A wrong refusal costs
 * somebody a clearer wording, a wrong approval costs the company its DPO: in doubt a title of the board is refused.
 */
#include "src/core/person.h"

#include "src/core/text.h"

#include <string.h>

/* What may stand after a title without making it another one. */
typedef enum {
	REST_NONE,    /* nothing */
	REST_COMPANY, /* nothing, "of" somebody, or the company's name: "amministratore della Rossi S.r.l." */
	REST_ANY      /* anything: "CEO Italy"; but not "CEO assistant" */
} Rest;

typedef struct {
	const char *title;
	Rest rest;
} Title;

/* The administrator, whoever represents the company, the members of its board, and the operations director. */
static const Title refused[] = {
	{"amministratore", REST_COMPANY},
	{"amministratore unico", REST_ANY},
	{"amministratore delegato", REST_ANY},
	{"amministratore esecutivo", REST_ANY},
	{"amministratore indipendente", REST_ANY},
	{"amministratore non esecutivo", REST_ANY},
	{"AD", REST_COMPANY},
	{"legale rappresentante", REST_ANY},
	{"rappresentante legale", REST_ANY},
	{"consigliere", REST_COMPANY},
	{"consigliere di amministrazione", REST_ANY},
	{"consigliere del CdA", REST_ANY},
	{"consigliere delegato", REST_ANY},
	{"consigliere indipendente", REST_ANY},
	{"consiglio di amministrazione", REST_ANY},
	{"CdA", REST_COMPANY},
	{"membro del consiglio di amministrazione", REST_ANY},
	{"membro del consiglio", REST_NONE},
	{"membro del CdA", REST_ANY},
	{"membro del board", REST_ANY},
	{"componente del consiglio di amministrazione", REST_ANY},
	{"componente del CdA", REST_ANY},
	{"presidente", REST_COMPANY},
	{"presidente del CdA", REST_ANY},
	{"presidente del consiglio di amministrazione", REST_ANY},
	{"presidente esecutivo", REST_ANY},
	{"vicepresidente", REST_COMPANY},
	{"vice presidente", REST_COMPANY},
	{"socio amministratore", REST_ANY},
	{"socio accomandatario", REST_ANY},
	{"titolare", REST_NONE},
	{"titolare del trattamento", REST_ANY},
	{"titolare della ditta", REST_ANY},
	{"titolare dell'impresa", REST_ANY},
	{"titolare dell'azienda", REST_ANY},
	{"titolare della società", REST_ANY},
	{"direttore operativo", REST_ANY},
	{"direttore delle operazioni", REST_ANY},
	{"direttore operations", REST_ANY},
	{"capo delle operazioni", REST_ANY},
	{"administrator", REST_COMPANY},
	{"sole administrator", REST_ANY},
	{"legal representative", REST_ANY},
	{"member of the board", REST_ANY},
	{"board member", REST_ANY},
	{"board director", REST_ANY},
	{"company director", REST_ANY},
	{"sole director", REST_ANY},
	{"executive director", REST_ANY},
	{"non-executive director", REST_ANY},
	{"managing director", REST_ANY},
	{"board of directors", REST_ANY},
	{"chair", REST_COMPANY},
	{"chairman", REST_COMPANY},
	{"chairwoman", REST_COMPANY},
	{"chairperson", REST_COMPANY},
	{"vice chairman", REST_COMPANY},
	{"president", REST_COMPANY},
	{"CEO", REST_ANY},
	{"COO", REST_ANY},
	{"chief executive", REST_ANY},
	{"chief executive officer", REST_ANY},
	{"chief operating officer", REST_ANY},
	{"chief operations officer", REST_ANY},
	{"director of operations", REST_ANY},
	{"operations director", REST_ANY},
	{"head of operations", REST_ANY},
	{"VP operations", REST_ANY},
	{"vice president operations", REST_ANY},
};

static const Title warned[] = {
	{"direttore", REST_COMPANY},
	{"director", REST_COMPANY},
	{"direttore generale", REST_ANY},
	{"DG", REST_COMPANY},
	{"general manager", REST_ANY},
	{"general director", REST_ANY},
	{"country manager", REST_ANY},
	{"procuratore", REST_COMPANY},
	{"procuratore speciale", REST_ANY},
	{"institore", REST_COMPANY},
	{"operations manager", REST_ANY},
	{"responsabile operativo", REST_ANY},
	{"responsabile delle operazioni", REST_ANY},
	{"responsabile operations", REST_ANY},
	{"CFO", REST_ANY},
	{"CIO", REST_ANY},
	{"CISO", REST_ANY},
	{"CMO", REST_ANY},
	{"CTO", REST_ANY},
	{"CSO", REST_ANY},
	{"CHRO", REST_ANY},
	{"HR business partner", REST_ANY},
	{"chief data officer", REST_ANY},
	{"chief digital officer", REST_ANY},
	{"direttore sanitario", REST_ANY},
	{"chief medical officer", REST_ANY},
	{"system administrator", REST_ANY},
	{"systems administrator", REST_ANY},
	{"network administrator", REST_ANY},
	{"database administrator", REST_ANY},
	{"IT administrator", REST_ANY},
	{"sysadmin", REST_ANY},
	{"sistemista", REST_ANY},
	{"fornitore IT", REST_ANY},
	{"fornitore informatico", REST_ANY},
	{"fornitore di servizi informatici", REST_ANY},
	{"fornitore di servizi IT", REST_ANY},
	{"consulente informatico", REST_ANY},
	{"consulente IT", REST_ANY},
	{"IT supplier", REST_ANY},
	{"IT provider", REST_ANY},
	{"IT consultant", REST_ANY},
};

/* "head of" each of these areas, in the order and words of either language, is a warning: the row's title stands for all. */
static const char *const heads[] = {
	"direttore", "responsabile", "capo", "dirigente", "head", "director", "vp", "chief",
};
static const char *const tails[] = {"director", "manager", "head"};
static const struct {
	const char *area, *title;
} areas[] = {
	{"finanza", "responsabile finanza"}, {"finanziario", "direttore finanziario"}, {"finance", "head of finance"},
	{"financial", "chief financial officer"}, {"amministrazione", "responsabile amministrazione"},
	{"amministrativo", "responsabile amministrativo"}, {"marketing", "head of marketing"},
	{"commerciale", "direttore commerciale"}, {"vendite", "direttore vendite"}, {"sales", "head of sales"},
	{"commercial", "head of sales"}, {"risorse umane", "responsabile risorse umane"},
	{"personale", "responsabile del personale"}, {"human resources", "head of human resources"}, {"HR", "head of HR"},
	{"people", "head of HR"}, {"IT", "head of IT"}, {"ICT", "head of IT"}, {"EDP", "responsabile EDP"},
	{"CED", "responsabile CED"}, {"informatica", "responsabile informatica"},
	{"informatico", "responsabile informatico"}, {"sistemi informativi", "responsabile sistemi informativi"},
	{"sistemi informatici", "responsabile sistemi informatici"},
	{"servizi informatici", "responsabile servizi informatici"}, {"information", "chief information officer"},
	{"information technology", "head of IT"}, {"technology", "chief technology officer"},
	{"sicurezza", "responsabile sicurezza"}, {"security", "head of security"},
	{"information security", "chief information security officer"}, {"cybersecurity", "head of cybersecurity"},
	{"cyber security", "head of cybersecurity"},
};

/* Other forms of a word: the feminine, and what people abbreviate. */
static const char *const forms[][2] = {
	{"amministratrice", "amministratore"}, {"amm", "amministratore"}, {"ammre", "amministratore"}, {"administratrix", "administrator"},
	{"direttrice", "direttore"}, {"dir", "direttore"}, {"consigliera", "consigliere"}, {"presidentessa", "presidente"},
	{"pres", "presidente"}, {"vicepresidentessa", "vicepresidente"}, {"socia", "socio"}, {"unica", "unico"}, {"delegata", "delegato"},
	{"esecutiva", "esecutivo"}, {"operativa", "operativo"}, {"amministrativa", "amministrativo"}, {"finanziaria", "finanziario"},
	{"capa", "capo"}, {"resp", "responsabile"}, {"rapp", "rappresentante"}, {"rappr", "rappresentante"}, {"membra", "membro"},
	{"operation", "operations"}, {"procuratrice", "procuratore"}, {"accomandataria", "accomandatario"},
	{"sanitaria", "sanitario"}, {"fornitrice", "fornitore"},
};

static const char *const articles[] = {
	"il", "lo", "la", "l", "i", "gli", "le", "un", "una", "uno", "the", "a", "an", "per", "in", "for",
};
static const char *const genitives[] = {
	"di", "del", "dello", "della", "dell", "dei", "degli", "delle", "d", "of", "at", "presso",
};
static const char *const company_forms[] = {
	"spa", "srl", "srls", "snc", "sas", "sapa", "scarl", "coop", "ltd", "plc", "llc", "inc", "gmbh", "ag", "sa",
	"bv", "group", "holding",
};
/* "responsabile ufficio personale": between the head and the area. */
static const char *const units[] = {
	"ufficio", "area", "settore", "funzione", "reparto", "servizio", "direzione", "dipartimento", "department",
};
/* They work for somebody who holds the title. */
static const char *const helpers[] = {
	"assistente", "assistant", "segretario", "segretaria", "segreteria", "secretary", "staff", "office",
	"ufficio", "supporto", "support", "collaboratore", "collaboratrice",
};
static const char *const former[] = {"ex", "former", "gia", "past"};
static const char *const before[] = {
	"co", "acting", "interim", "group", "global", "attuale", "current", "dott", "dottssa", "dr", "ing", "avv",
};
static const char *const under[] = {"vice", "deputy", "vicario"};
/* "amministratore di ..." these is an IT job, or no company's at all; "presidente di ..." those is no company's board. */
static const char *const technical[] = {
	"sistema", "sistemi", "rete", "reti", "database", "databases", "basi", "base", "dati", "server", "dominio",
	"domini", "piattaforma", "piattaforme", "infrastruttura", "applicazioni", "applicativi", "cloud", "crm",
	"sito", "it", "ict", "informatico", "network", "networks", "system", "systems",
};
static const char *const elsewhere[] = {
	"condominio", "condomini", "stabili", "sostegno", "collegio", "organismo", "odv", "ordine", "associazione",
	"fondazione", "comune", "regione", "provincia", "stato", "sindacato", "circolo", "club", "quartiere",
	"municipio", "camera", "tribunale", "sezione", "fiducia",
};

typedef struct {
	char *text;
	bool genitive; /* "of" stood before it */
} Word;

#define ONE_OF(word, table) one_of((word), (table), G_N_ELEMENTS(table))

static bool
one_of(const char *word, const char *const *table, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (strcmp(table[i], word) == 0)
			return true;
	return false;
}

static void
word_free(Word *word)
{
	g_free(word->text);
	g_free(word);
}

static void
add_word(GPtrArray *post, const char *text, bool genitive)
{
	Word *word = g_new0(Word, 1);
	word->text = g_strdup(text);
	word->genitive = genitive;
	for (gsize i = 0; i < G_N_ELEMENTS(forms); i++)
		if (strcmp(forms[i][0], text) == 0) {
			g_free(word->text);
			word->text = g_strdup(forms[i][1]);
		}
	g_ptr_array_add(post, word);
}

static GPtrArray *
new_post(GPtrArray *posts)
{
	GPtrArray *post = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	g_ptr_array_add(posts, post);
	return post;
}

/* "a.d." is "ad" and "dir.operativo" two words: a point before a long word parts them. */
static bool
point_parts(const char *p)
{
	gsize n = 0;
	while (g_ascii_isalpha(p[1 + n]))
		n++;
	return n >= 4;
}

/* The folded position as words of ASCII letters and digits, single spaces, with " , " between posts. */
static char *
spell(const char *position)
{
	g_autofree char *folded = text_fold(position);
	GString *out = g_string_new(" ");
	for (const char *p = folded; *p; p++) {
		guchar c = (guchar)*p;
		if (*p == '.' && !point_parts(p))
			continue;
		if (strchr(",;/|+&()", *p) || (*p == '-' && p[1] == ' '))
			g_string_append(out, " , ");
		else if (g_ascii_isalnum(*p) || (c >= 0x80 && !g_str_has_prefix(p, "\xe2\x80")))
			g_string_append_c(out, *p);
		else if (c >= 0x80) { /* a dash or an apostrophe from a word processor */
			g_string_append(out, p[3] == ' ' && p > folded && p[-1] == ' ' ? " , " : " ");
			p += 2;
		} else {
			g_string_append_c(out, ' ');
		}
	}
	return g_string_free(out, FALSE);
}

/* Of posts, each of Word; words of a title pass through here too, so that both are spelt alike. */
static GPtrArray *
split(const char *position)
{
	static const char *const ands[] = {",", "e", "ed", "and", "nonche"};
	GPtrArray *posts = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
	g_autofree char *spelt = spell(position);
	g_auto(GStrv) words = g_strsplit(spelt, " ", -1);
	GPtrArray *post = new_post(posts);
	bool genitive = false;
	for (char **word = words; *word; word++) {
		if (!**word || ONE_OF(*word, articles))
			continue;
		if (ONE_OF(*word, ands)) {
			post = new_post(posts);
			genitive = false;
		} else if (ONE_OF(*word, genitives)) {
			genitive = true;
		} else {
			add_word(post, *word, genitive);
			genitive = false;
		}
	}
	return posts;
}

static const char *
word_at(const GPtrArray *post, guint i)
{
	return i < post->len ? ((const Word *)g_ptr_array_index(post, i))->text : "";
}

/* How many words of the post, from `at`, are those of the title; 0 when they are not. */
static guint
begins_with(const GPtrArray *post, guint at, const char *title)
{
	g_autoptr(GPtrArray) posts = split(title);
	const GPtrArray *words = g_ptr_array_index(posts, 0);
	for (guint i = 0; i < words->len; i++)
		if (strcmp(word_at(post, at + i), word_at(words, i)) != 0)
			return 0;
	return words->len;
}

static bool
helps(const GPtrArray *post, guint at)
{
	for (guint i = at; i < post->len; i++)
		if (ONE_OF(word_at(post, i), helpers))
			return true;
	return false;
}

static bool
rest_fits(const GPtrArray *post, guint at, Rest rest)
{
	if (at >= post->len)
		return true;
	switch (rest) {
	case REST_NONE:
		return false;
	case REST_COMPANY:
		if (ONE_OF(word_at(post, at), elsewhere))
			return false;
		return ((const Word *)g_ptr_array_index(post, at))->genitive || ONE_OF(word_at(post, post->len - 1), company_forms);
	case REST_ANY:
		return !helps(post, at);
	}
	g_assert_not_reached();
}

/* The longest title that the post holds from `at`. */
static guint
longest(const GPtrArray *post, guint at, const Title *titles, gsize n, const char **title)
{
	guint best = 0;
	for (gsize i = 0; i < n; i++) {
		guint words = begins_with(post, at, titles[i].title);
		if (words > best && rest_fits(post, at + words, titles[i].rest)) {
			best = words;
			*title = titles[i].title;
		}
	}
	return best;
}

/* "direttore del personale", "HR director": the head of an area that decides why and how data are processed. */
static bool
heads_area(const GPtrArray *post, guint at, const char **title)
{
	for (gsize i = 0; i < G_N_ELEMENTS(areas); i++) {
		bool headed = ONE_OF(word_at(post, at), heads);
		guint from = at + headed + (headed && ONE_OF(word_at(post, at + 1), units));
		guint words = begins_with(post, from, areas[i].area);
		if (words > 0 && (headed || ONE_OF(word_at(post, from + words), tails)) && !helps(post, from + words)) {
			*title = areas[i].title;
			return true;
		}
	}
	return false;
}

static bool
administers_systems(const GPtrArray *post, guint at)
{
	const char *word = word_at(post, at);
	return (strcmp(word, "amministratore") == 0 || strcmp(word, "administrator") == 0) && ONE_OF(word_at(post, at + 1), technical);
}

static Conflict
judge(const GPtrArray *post, const char **title)
{
	guint at = 0;
	bool deputy = false;
	const char *found = NULL;
	while (ONE_OF(word_at(post, at), before))
		at++;
	if (ONE_OF(word_at(post, at), former))
		return CONFLICT_NONE;
	if (administers_systems(post, at)) {
		*title = "amministratore di sistema";
		return CONFLICT_WARN;
	}
	guint worst = longest(post, at, refused, G_N_ELEMENTS(refused), &found);
	if (worst == 0 && ONE_OF(word_at(post, at), under)) {
		/* Whoever stands in for the operations director is not that director, but near enough to be asked. */
		deputy = true;
		worst = longest(post, ++at, refused, G_N_ELEMENTS(refused), &found);
	}
	const char *milder = NULL;
	guint mild = longest(post, at, warned, G_N_ELEMENTS(warned), &milder);
	if (worst >= mild && worst > 0) {
		*title = found;
		return deputy ? CONFLICT_WARN : CONFLICT_REFUSED;
	}
	if (mild > 0 || heads_area(post, at, &milder)) {
		*title = milder;
		return CONFLICT_WARN;
	}
	return CONFLICT_NONE;
}

/* "direttore commerciale e operativo": what heads the first post heads the second too; "operations and sales director" the
 * other way about. The post made whole (transfer full), or NULL where nothing is to be borrowed. */
static GPtrArray *
borrowed(const GPtrArray *posts, guint i, bool from_before)
{
	const GPtrArray *post = g_ptr_array_index(posts, i);
	const GPtrArray *lender = from_before ? (i > 0 ? g_ptr_array_index(posts, i - 1) : NULL) :
		(i + 1 < posts->len ? g_ptr_array_index(posts, i + 1) : NULL);
	if (!lender || lender->len == 0 || post->len == 0)
		return NULL;
	const char *word = word_at(lender, from_before ? 0 : lender->len - 1);
	if (!(from_before ? ONE_OF(word, heads) : ONE_OF(word, tails)))
		return NULL;
	GPtrArray *whole = g_ptr_array_new_with_free_func((GDestroyNotify)word_free);
	if (from_before)
		add_word(whole, word, false);
	for (guint j = 0; j < post->len; j++)
		add_word(whole, word_at(post, j), ((const Word *)g_ptr_array_index(post, j))->genitive);
	if (!from_before)
		add_word(whole, word, false);
	return whole;
}

static void
judge_into(const GPtrArray *post, Conflict *worst, const char **title)
{
	const char *found = NULL;
	if (!post)
		return;
	Conflict conflict = judge(post, &found);
	if (conflict > *worst) {
		*worst = conflict;
		*title = found;
	}
}

Conflict
dpo_conflict(const char *position, const char **title)
{
	Conflict worst = CONFLICT_NONE;
	const char *found = NULL;
	g_autoptr(GPtrArray) posts = split(position ? position : "");
	for (guint i = 0; i < posts->len; i++) {
		g_autoptr(GPtrArray) after = borrowed(posts, i, true), ahead = borrowed(posts, i, false);
		judge_into(g_ptr_array_index(posts, i), &worst, &found);
		judge_into(after, &worst, &found);
		judge_into(ahead, &worst, &found);
	}
	if (title)
		*title = found;
	return worst;
}
