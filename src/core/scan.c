/*
 * Guessing at personal data in free text.
 *
 * One walk from left to right; wherever a word may begin, each recogniser is asked how many bytes from there are its
 * kind (0: none). Recognisers look at ASCII only and at a bounded stretch of text, so that the walk is linear. Order
 * matters where two could match: an address before a tax code, an IBAN before a card, a card before a telephone.
 */
#include "src/core/scan.h"

#include <string.h>

#define DIGITS "0123456789"
#define IBAN_MIN 15
#define IBAN_MAX 34
#define CARD_MIN 13
#define CARD_MAX 19
#define PHONE_MAX 15 /* ITU-T E.164 */

static const Words kinds[SCAN_KINDS] = {
	[SCAN_TAX_CODE] = {"This looks like an Italian tax code: is it needed? It stays here for years.",
		"Sembra un codice fiscale: serve davvero? Qui resta per anni."},
	[SCAN_IBAN] = {"This looks like an IBAN: is it needed? It stays here for years.",
		"Sembra un IBAN: serve davvero? Qui resta per anni."},
	[SCAN_CARD] = {"This looks like the number of a payment card: is it needed? It stays here for years.",
		"Sembra il numero di una carta di pagamento: serve davvero? Qui resta per anni."},
	[SCAN_PHONE] = {"This looks like a telephone number: is it needed? It stays here for years.",
		"Sembra un numero di telefono: serve davvero? Qui resta per anni."},
	[SCAN_EMAIL] = {"This looks like an e-mail address: is it needed? It stays here for years.",
		"Sembra un indirizzo e-mail: serve davvero? Qui resta per anni."},
};

const Words *
scan_kind_words(ScanKind kind)
{
	return &kinds[kind];
}

static int
digit(char c)
{
	return g_ascii_isdigit(c) ? c - '0' : 0;
}

/*
 * Copies letters and digits from s into out (max of them, upper case), passing over single characters of gaps between
 * them. Returns the bytes read.
 */
static gsize
compact(const char *s, const char *gaps, gsize max, char *out)
{
	gsize n = 0, read = 0;
	for (const char *p = s; n < max; p++) {
		if (g_ascii_isalnum(*p)) {
			out[n++] = g_ascii_toupper(*p);
			read = (gsize)(p - s) + 1;
		} else if (!n || !*p || !strchr(gaps, *p) || !g_ascii_isalnum(p[1])) {
			break;
		}
	}
	out[n] = '\0';
	return read;
}

/* ------------------------------------------------------------------------------------------------ tax code */

/* Values of the characters in odd places, counted from one (D.M. 23/12/1976): of 0-9 and of A-Z. */
static const int odd_digits[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
static const int odd_letters[] = {1, 0,  5,  7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                  20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

static bool
tax_code_ok(const char *c)
{
	/* A letter, a digit (or the letter that stands for it where two people's codes collided), the month. */
	static const char shape[] = "AAAAAA99M99A999A";
	int sum = 0;
	for (int i = 0; i < 16; i++) {
		bool letter = g_ascii_isalpha(c[i]);
		const char *letters = shape[i] == 'M' ? "ABCDEHLMPRST" : "LMNPQRSTUV";
		if (shape[i] != '9' && !letter)
			return false;
		if (shape[i] != 'A' && letter && !strchr(letters, c[i]))
			return false;
		if (i == 15)
			break;
		if (i % 2 == 0)
			sum += letter ? odd_letters[c[i] - 'A'] : odd_digits[digit(c[i])];
		else
			sum += letter ? c[i] - 'A' : digit(c[i]);
	}
	return c[15] == 'A' + sum % 26;
}

static gsize
match_tax_code(const char *s)
{
	char c[17];
	gsize read = compact(s, " ", 16, c);
	return strlen(c) == 16 && !g_ascii_isalnum(s[read]) && tax_code_ok(c) ? read : 0;
}

/* ---------------------------------------------------------------------------------------------------- IBAN */

/* Lengths by country (ISO 13616 registry): those of SEPA, and neighbours that Italian companies meet. */
static const char iban_lengths[] =
	"AD24 AE23 AL28 AT20 BA20 BE16 BG22 CH21 CY28 CZ24 DE22 DK18 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 "
	"GR27 HR21 HU28 IE22 IL23 IS26 IT27 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MT31 NL18 NO15 PL28 PT25 RO24 RS22 "
	"SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 XK20";

static gsize
iban_length(const char *c)
{
	for (const char *row = iban_lengths; *row; row += row[4] ? 5 : 4)
		if (row[0] == c[0] && row[1] == c[1])
			return (gsize)(digit(row[2]) * 10 + digit(row[3]));
	return 0;
}

/* The number modulo 97, the first four characters moved to the end, letters as 10 to 35. */
static bool
iban_ok(const char *c, gsize len)
{
	int rest = 0;
	for (gsize i = 0; i < len; i++) {
		char x = c[(i + 4) % len];
		rest = g_ascii_isdigit(x) ? (rest * 10 + digit(x)) % 97 : (rest * 100 + x - 'A' + 10) % 97;
	}
	return rest == 1;
}

static gsize
match_iban(const char *s)
{
	char c[IBAN_MAX + 1];
	if (!g_ascii_isalpha(s[0]) || !g_ascii_isalpha(s[1]))
		return 0;
	compact(s, " ", IBAN_MAX, c);
	gsize want = iban_length(c);
	if (!want || strlen(c) < want || !g_ascii_isdigit(c[2]) || !g_ascii_isdigit(c[3]))
		return 0;
	/* Words may follow after a space: read again, no further than this country's length. */
	gsize read = compact(s, " ", want, c);
	return !g_ascii_isalnum(s[read]) && iban_ok(c, want) ? read : 0;
}

/* ---------------------------------------------------------------------------------------------------- card */

static bool
luhn_ok(const char *c)
{
	int sum = 0;
	gsize len = strlen(c);
	for (gsize i = 0; i < len; i++) {
		int d = digit(c[len - 1 - i]) << (i % 2);
		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10 == 0;
}

static bool
issuer_ok(const char *c)
{
	int four = digit(c[0]) * 1000 + digit(c[1]) * 100 + digit(c[2]) * 10 + digit(c[3]);
	return (four >= 2221 && four <= 2720) || (four >= 3000 && four <= 6999);
}

/* The digits of a number with single gaps between, not followed by more of it. */
static gsize
match_digits(const char *s, const char *gaps, gsize max, char *digits)
{
	gsize read = compact(s, gaps, max, digits);
	if (strspn(digits, DIGITS) != strlen(digits)) {
		/* "4111 1111 1111 1111 scade 10/30": the words after it belong to no number. */
		gsize n = strspn(digits, DIGITS);
		const char *p = s;
		for (gsize seen = 0; seen < n; p++)
			seen += g_ascii_isdigit(*p);
		digits[n] = '\0';
		read = (gsize)(p - s);
	}
	return g_ascii_isalnum(s[read]) ? 0 : read;
}

static gsize
match_card(const char *s)
{
	char c[CARD_MAX + 1];
	gsize read = match_digits(s, " -", CARD_MAX, c);
	if (!read || strlen(c) < CARD_MIN || !issuer_ok(c) || !luhn_ok(c))
		return 0;
	bool one_digit_only = strspn(c, c + strlen(c) - 1) == strlen(c);
	return one_digit_only ? 0 : read;
}

/* -------------------------------------------------------------------------------------------------- telephone */

/* A time or a decimal goes on after what looked like the end: 03/11 22:05, 0123456789,50. */
static bool
number_goes_on(const char *end)
{
	return g_ascii_isalnum(*end) || (*end && strchr(":,./-", *end) && g_ascii_isdigit(end[1]));
}

/* +39 02 1234567, +39 (0)2 1234567, 0039 ... */
static gsize
match_international(const char *s)
{
	static const char gaps[] = " .-/()";
	gsize digits = 0, read = 0, start = *s == '+' ? 1 : 2;
	if ((*s != '+' && !g_str_has_prefix(s, "00")) || s[start] < '1' || s[start] > '9')
		return 0;
	for (gsize i = start; s[i] && digits <= PHONE_MAX; i++) {
		if (g_ascii_isdigit(s[i])) {
			digits++;
			read = i + 1;
		} else if (!strchr(gaps, s[i]) || (strchr(" .-/", s[i]) && strchr(" .-/", s[i - 1]))) {
			break; /* one gap at a time; brackets may stand beside it */
		}
	}
	return digits >= 9 && digits <= PHONE_MAX && !number_goes_on(s + read) ? read : 0;
}

/* 347 1234567, 347.123.4567: ten digits, the first group three at least (350.000.000 is an amount). */
static gsize
match_mobile(const char *s)
{
	char c[12];
	if (s[0] != '3' || s[1] < '2' || s[1] > '9' || strspn(s, DIGITS) < 3)
		return 0;
	gsize read = match_digits(s, " .-/", 11, c);
	return read && strlen(c) == 10 && !number_goes_on(s + read) ? read : 0;
}

/*
 * 02 12345678, 081/1234567, 0432-123456, 0212345678. A date, a protocol number and a VAT number begin with 0 as well:
 * hence the bounds on the first group, one sign other than a space at most, and only after that group.
 */
static gsize
match_landline(const char *s)
{
	char c[13];
	gsize first = strspn(s, DIGITS), rest, read;
	if (s[0] != '0' || s[1] < '1' || s[1] > '9')
		return 0;
	if (first >= 9) /* all in one; eleven digits are a VAT number */
		return first <= 10 && !number_goes_on(s + first) ? first : 0;
	if (first > 4 || !s[first] || !strchr(" ./-", s[first]))
		return 0;
	/* A group of two after the area code is how dates go on: 03/02/2026. */
	rest = strspn(s + first + 1, DIGITS);
	if (first == 2 && rest == 2 && s[first + 1 + rest] && strchr("./-", s[first + 1 + rest]))
		return 0;
	read = match_digits(s + first + 1, " ", 9, c);
	if (!read || rest < 2 || first + strlen(c) < 9 || first + strlen(c) > 11)
		return 0;
	return number_goes_on(s + first + 1 + read) ? 0 : first + 1 + read;
}

static gsize
match_phone(const char *s)
{
	gsize read = match_international(s);
	if (!read)
		read = match_mobile(s);
	return read ? read : match_landline(s);
}

/* ----------------------------------------------------------------------------------------------------- e-mail */

/* How many bytes from s are letters, digits or of others; at most max and one more. */
static gsize
span(const char *s, const char *others, gsize max)
{
	gsize n = 0;
	while (n <= max && s[n] && (g_ascii_isalnum(s[n]) || strchr(others, s[n])))
		n++;
	return n;
}

static gsize
match_email(const char *s)
{
	gsize local = span(s, "._%+-", 64);
	if (!local || s[local] != '@' || !g_ascii_isalnum(s[local + 1]))
		return 0;
	const char *host = s + local + 1;
	gsize len = span(host, ".-", 253);
	while (len && !g_ascii_isalnum(host[len - 1])) /* the full stop of the sentence */
		len--;
	gsize letters = 0;
	while (letters < len && g_ascii_isalpha(host[len - 1 - letters]))
		letters++;
	return letters >= 2 && letters < len && host[len - 1 - letters] == '.' ? local + 1 + len : 0;
}

/* ------------------------------------------------------------------------------------------------------- walk */

static const struct {
	ScanKind kind;
	gsize (*match)(const char *s);
} recognisers[] = {
	{SCAN_EMAIL, match_email}, {SCAN_TAX_CODE, match_tax_code}, {SCAN_IBAN, match_iban},
	{SCAN_CARD, match_card},   {SCAN_PHONE, match_phone},
};

/* Not inside a word, and not after a sign that joins it to a number before: 2026-0013, 10.0.0.1, 22:05. */
static bool
may_begin(const char *text, const char *p)
{
	if (p == text)
		return true;
	char before = p[-1];
	if (g_ascii_isalnum(before) || before == '_')
		return false;
	return !strchr("-./:,+", before) || p - text < 2 || !g_ascii_isdigit(p[-2]);
}

static gsize
match_any(const char *p, ScanKind *kind)
{
	for (gsize i = 0; i < G_N_ELEMENTS(recognisers); i++) {
		gsize length = recognisers[i].match(p);
		if (length) {
			*kind = recognisers[i].kind;
			return length;
		}
	}
	return 0;
}

GPtrArray *
scan_personal_data(const char *text)
{
	GPtrArray *hits = g_ptr_array_new_with_free_func(g_free);
	for (const char *p = text; p && *p;) {
		ScanKind kind;
		bool begins = (g_ascii_isalnum(*p) || *p == '+') && may_begin(text, p);
		gsize length = begins ? match_any(p, &kind) : 0;
		if (length) {
			ScanHit hit = {.kind = kind, .start = (gsize)(p - text), .length = length};
			g_ptr_array_add(hits, g_memdup2(&hit, sizeof hit));
		}
		p += length ? length : 1;
	}
	return hits;
}

char *
scan_mask(const char *text, const ScanHit *hit)
{
	gsize head = MIN(hit->length / 4, 3), tail = MIN(hit->length / 8, 2);
	const char *start = text + hit->start;
	return g_strdup_printf("%.*s…%.*s", (int)head, start, (int)tail, start + hit->length - tail);
}
