/* Whom a text names, and whom it may not. */
#include "src/register/others.h"

#include "src/core/text.h"

#include <string.h>

#define NAME_MIN 3   /* characters: a shorter name would be found in half of all sentences */
#define WORD_MIN 4   /* of a word that stands for a whole name */
#define PHONE_MIN 6  /* digits */
#define VAT_MIN 7
#define GAP_MAX 2    /* characters between two digits of one number: "(02) 123" */

/* --- words ------------------------------------------------------------------------------------------------------------------ */

/* The words of a text, one after another with nothing between: word i ends at ends[i], and in the folded text at last[i]. */
typedef struct {
	char *folded;
	GString *joined;
	GArray *ends, *last; /* of gsize */
} Spelt;

static void
spelt_clear(Spelt *spelt)
{
	g_free(spelt->folded);
	g_string_free(spelt->joined, TRUE);
	g_array_unref(spelt->ends);
	g_array_unref(spelt->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Spelt, spelt_clear)

static gsize
starts_at(const Spelt *spelt, guint word)
{
	return word ? g_array_index(spelt->ends, gsize, word - 1) : 0;
}

static gsize
ends_at(const Spelt *spelt, guint word)
{
	return g_array_index(spelt->ends, gsize, word);
}

/* (transfer full) */
static char *
words_of(const Spelt *spelt, guint from, guint until)
{
	return g_strndup(spelt->joined->str + starts_at(spelt, from), until > from ? ends_at(spelt, until - 1) - starts_at(spelt, from) : 0);
}

/* "Luce & Gas" is "luce e gas"; "E.ON" is another thing. */
static bool
is_and(const char *from, const char *until, bool apart)
{
	static const char *const ands[] = {"e", "ed", "and", NULL};
	g_autofree char *word = g_strndup(from, (gsize)(until - from));
	return apart && (*until == ' ' || !*until) && g_strv_contains(ands, word);
}

static void
spell(const char *text, Spelt *spelt)
{
	char *folded = text_fold(text ? text : "");
	spelt->folded = folded;
	spelt->joined = g_string_new(NULL);
	spelt->ends = g_array_new(FALSE, FALSE, sizeof(gsize));
	spelt->last = g_array_new(FALSE, FALSE, sizeof(gsize));
	for (const char *p = folded; *p;) {
		const char *from = p;
		while (*p && g_unichar_isalnum(g_utf8_get_char(p)))
			p = g_utf8_next_char(p);
		if (p > from && !is_and(from, p, from == folded || from[-1] == ' ')) {
			g_string_append_len(spelt->joined, from, p - from);
			gsize last = (gsize)(p - folded);
			g_array_append_val(spelt->ends, spelt->joined->len);
			g_array_append_val(spelt->last, last);
		}
		if (*p)
			p = g_utf8_next_char(p);
	}
}

/* The forms of a company, which nobody writes in a sentence; and what its branch here is called. */
static bool
is_form(const char *word)
{
	static const char *const forms[] = {"spa", "srl", "srls", "sas", "snc", "scarl", "scrl", "scpa", "sapa", "onlus", "ets", "aps",
		"ltd", "llc", "plc", "inc", "gmbh", "ag", "sa", "bv", "nv", "coop", "societa", "unipersonale", "italia", NULL};
	return g_strv_contains(forms, word);
}

/* In the names of many companies, or in what is written of any incident: none tells a company from others. */
static bool
is_common(const char *word)
{
	static const char *const words[] = {"acqua", "agenzia", "alla", "alle", "amministrazione", "area", "assicurativa", "assicurazione",
		"assicurazioni", "assistenza", "associazione", "azienda", "azione", "banca", "bank", "call", "campagna", "care", "casa",
		"cash", "center", "centro", "citta", "client", "cliente", "clienti", "commerciale", "commercio", "compagnia", "company",
		"compliance", "comune", "comunicazione", "comunicazioni", "consorzio", "consulenza", "consulting", "contact", "contatti",
		"contatto", "cooperativa", "costruzioni", "credito", "customer", "dalla", "data", "dati", "degli", "dell", "della",
		"delle", "dello", "digital", "digitale", "direzione", "elettrica", "elettricita", "energia", "energie", "energy", "europa",
		"europe", "finance", "finanza", "finanziaria", "fondazione", "fornitura", "forniture", "fratelli", "generale", "gestione",
		"gestioni", "global", "group", "gruppo", "help", "holding", "immobiliare", "impresa", "imprese", "industria", "industrie",
		"informatica", "insurance", "international", "internazionale", "internet", "istituto", "italian", "italiana", "italiane",
		"italiani", "italiano", "italy", "lavoro", "leasing", "legale", "logistica", "luce", "market", "marketing", "media",
		"mediazione", "medica", "mercato", "milano", "mobile", "napoli", "nazionale", "nella", "network", "nord", "nuova", "nuovo",
		"office", "online", "operatore", "operatori", "ovest", "partner", "partners", "personale", "persone", "posta", "power",
		"prima", "primo", "privacy", "prodotti", "progetti", "progetto", "protezione", "pubblica", "qualita", "recupero",
		"regione", "responsabile", "rete", "reti", "ricerca", "ricerche", "risorse", "roma", "salute", "sanita", "segreteria",
		"service", "services", "servizi", "servizio", "sicurezza", "sistema", "sistemi", "sociale", "societa", "software",
		"solution", "solutions", "soluzioni", "studio", "sulla", "support", "supporto", "sviluppo", "system", "systems", "team",
		"tecnologia", "tecnologie", "telecomunicazioni", "telefonia", "telefonica", "telefoniche", "telefonico", "telefono",
		"torino", "trasporti", "ufficio", "utenti", "utenze", "vendita", "vendite", "viaggi", "vita", NULL};
	return g_strv_contains(words, word);
}

static bool
has_letter(const char *word)
{
	for (; *word; word = g_utf8_next_char(word))
		if (g_unichar_isalpha(g_utf8_get_char(word)))
			return true;
	return false;
}

static bool
distinguishes(const char *word)
{
	return g_utf8_strlen(word, -1) >= WORD_MIN && has_letter(word) && !is_form(word) && !is_common(word);
}

/* How many of the words are the name, without the form at its end: "beta s.r.l." is "beta". */
static guint
without_form(const Spelt *name)
{
	guint len = name->ends->len;
	for (guint n = 1; n <= 4 && n < len; n++) {
		g_autofree char *last = words_of(name, len - n, len);
		if (is_form(last)) {
			len -= n;
			n = 0;
		}
	}
	return len;
}

/* --- numbers --------------------------------------------------------------------------------------------------------------------- */

/* Runs of digits, whatever stands between them. (transfer full) of char * */
static GPtrArray *
numbers_of(const char *text)
{
	g_autofree char *folded = text_fold(text ? text : "");
	GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) number = g_string_new(NULL);
	int gap = 0;
	for (const char *p = folded;; p++) {
		if (g_ascii_isdigit(*p)) {
			g_string_append_c(number, *p);
			gap = 0;
		} else if (!*p || !strchr(" .-/()+", *p) || ++gap > GAP_MAX) {
			if (number->len)
				g_ptr_array_add(all, g_strdup(number->str));
			g_string_truncate(number, 0);
		}
		if (!*p)
			return all;
	}
}

/* Without the prefix of Italy: it is written or not. */
static void
add_phone(GPtrArray *numbers, const char *phone)
{
	g_autoptr(GPtrArray) all = numbers_of(phone);
	for (guint i = 0; i < all->len; i++) {
		const char *number = g_ptr_array_index(all, i);
		if (g_str_has_prefix(number, "0039"))
			number += 4;
		else if (i == 0 && strchr(phone, '+') && g_str_has_prefix(number, "39"))
			number += 2;
		if (strlen(number) >= PHONE_MIN)
			g_ptr_array_add(numbers, g_strdup(number));
	}
}

static void
add_vat(GPtrArray *numbers, const char *vat)
{
	g_autoptr(GString) digits = g_string_new(NULL);
	for (const char *p = vat ? vat : ""; *p; p++)
		if (g_ascii_isdigit(*p))
			g_string_append_c(digits, *p);
	if (digits->len >= VAT_MIN)
		g_ptr_array_add(numbers, g_strdup(digits->str));
}

static const char *
number_in(const Others *others, const char *text)
{
	g_autoptr(GPtrArray) all = numbers_of(text);
	for (guint i = 0; i < all->len; i++) {
		g_autoptr(GString) number = g_string_new(g_ptr_array_index(all, i));
		for (guint n = 0; n < others->own_numbers->len; n++)
			g_string_replace(number, g_ptr_array_index(others->own_numbers, n), " ", 0);
		for (guint n = 0; n < others->numbers->len; n++)
			if (strstr(number->str, g_ptr_array_index(others->numbers, n)))
				return g_ptr_array_index(others->numbers, n);
	}
	return NULL;
}

/* --- addresses -------------------------------------------------------------------------------------------------------------------- */

static bool
is_of_everybody(const char *domain)
{
	static const char *const domains[] = {"gmail.com", "googlemail.com", "libero.it", "virgilio.it", "iol.it", "inwind.it", "tiscali.it", "alice.it",
		"tin.it", "tim.it", "fastwebnet.it", "hotmail.com", "hotmail.it", "outlook.com", "outlook.it", "live.com", "live.it", "msn.com", "yahoo.com",
		"yahoo.it", "icloud.com", "me.com", "aruba.it", "arubapec.it", "pec.it", "legalmail.it", "postecert.it", "postacert.it", "poste.it",
		"pecimprese.it", "lamiapec.it", "mypec.eu", "mypec.it", "pecmail.it", "registerpec.it", "register.it", "sicurezzapostale.it", "namirial.it",
		"gigapec.it", "legpec.it", "ingpec.eu", "cgn.it", "infocert.it", "actaliscertymail.it", "spidmail.it", "proton.me", "protonmail.com", NULL};
	return g_strv_contains(domains, domain);
}

/* "x@pec.delta.it" -> "delta.it"; NULL: none that is its owner's alone. Borrowed from address, which is folded. */
static const char *
domain_of(const char *address)
{
	const char *at = strrchr(address, '@'), *domain = at ? at + 1 : NULL, *dot = domain ? strchr(domain, '.') : NULL;
	static const char *const hosts[] = {"pec.", "mail.", "email.", "cert.", "posta.", "postacert.", "pecmail.", "www."};
	for (gsize i = 0; i < G_N_ELEMENTS(hosts); i++)
		if (dot && strchr(dot + 1, '.') && g_str_has_prefix(domain, hosts[i])) {
			domain = dot + 1;
			break;
		}
	return dot && !is_of_everybody(domain) && !is_of_everybody(at + 1) ? domain : NULL;
}

/* --- whom a text may not name ------------------------------------------------------------------------------------------------------- */

void
others_clear(Others *others)
{
	g_clear_pointer(&others->names, g_hash_table_unref);
	g_clear_pointer(&others->own, g_hash_table_unref);
	g_clear_pointer(&others->own_words, g_hash_table_unref);
	g_clear_pointer(&others->numbers, g_ptr_array_unref);
	g_clear_pointer(&others->own_numbers, g_ptr_array_unref);
}

/* Its first words, shown without the form of a company. */
static void
add_spelt(Others *others, const Spelt *spelt, guint until)
{
	g_autofree char *key = words_of(spelt, 0, until);
	guint len = without_form(spelt);
	if (g_utf8_strlen(key, -1) >= NAME_MIN && !g_hash_table_contains(others->names, key))
		g_hash_table_insert(others->names, g_steal_pointer(&key), g_strndup(spelt->folded, g_array_index(spelt->last, gsize, len - 1)));
}

static void
add_whole(Others *others, const char *text)
{
	g_auto(Spelt) spelt = {0};
	spell(text, &spelt);
	add_spelt(others, &spelt, spelt.ends->len);
}

static void
add_word(Others *others, const Spelt *spelt, guint i)
{
	g_autofree char *word = words_of(spelt, i, i + 1);
	if (distinguishes(word) && !g_hash_table_contains(others->own_words, word) && !g_hash_table_contains(others->names, word))
		g_hash_table_insert(others->names, g_strdup(word), g_strdup(word));
}

static void
add_name(Others *others, const char *name)
{
	g_auto(Spelt) spelt = {0};
	spell(name, &spelt);
	guint len = without_form(&spelt);
	add_spelt(others, &spelt, spelt.ends->len);
	add_spelt(others, &spelt, len);
	for (guint i = 0; i < len; i++)
		add_word(others, &spelt, i);
}

/* What follows a name is what somebody is: "Anna Verdi, DPO". */
static void
spell_person(const char *name, Spelt *spelt)
{
	g_autofree char *alone = g_strdup(name ? name : "");
	alone[strcspn(alone, ",;(/")] = '\0';
	spell(alone, spelt);
}

static void
add_person(Others *others, const char *name)
{
	g_auto(Spelt) spelt = {0};
	spell_person(name, &spelt);
	add_whole(others, name);
	if (spelt.ends->len)
		add_word(others, &spelt, spelt.ends->len - 1);
}

/* A person, or an office as there is one everywhere. */
static void
add_contact(Others *others, const char *name)
{
	g_auto(Spelt) spelt = {0};
	bool telling = false;
	spell_person(name, &spelt);
	for (guint i = 0; i < spelt.ends->len && !telling; i++) {
		g_autofree char *word = words_of(&spelt, i, i + 1);
		telling = distinguishes(word);
	}
	if (!telling)
		return;
	add_spelt(others, &spelt, spelt.ends->len);
	add_word(others, &spelt, spelt.ends->len - 1);
}

static void
add_address(Others *others, const char *address, bool domain_too)
{
	g_autofree char *folded = text_fold(address ? address : "");
	const char *domain = domain_too ? domain_of(folded) : NULL;
	add_whole(others, folded);
	if (domain)
		add_whole(others, domain);
}

static void
add_client(Others *others, const Client *c)
{
	add_name(others, c->name);
	for (char **former = c->former; *former; former++)
		add_name(others, *former);
	add_whole(others, c->vat);
	add_vat(others->numbers, c->vat);
	add_address(others, c->email, true);
	add_address(others, c->pec, true);
	for (char **from = c->reply_from; from && *from; from++)
		add_address(others, *from, true);
	add_contact(others, c->contact);
	add_phone(others->numbers, c->phone ? c->phone : "");
}

static void
add_affected(Others *others, const Affected *a, const Affected *own)
{
	g_auto(GStrv) names = g_strsplit(a->name ? a->name : "", ", ", -1);
	for (char **name = names; *name; name++)
		add_name(others, *name);
	if (!own || g_strcmp0(a->campaign, own->campaign) != 0)
		add_whole(others, a->campaign);
	if (!own || g_strcmp0(a->reference, own->reference) != 0)
		add_whole(others, a->reference);
}

/* --- whom it may -------------------------------------------------------------------------------------------------------------------- */

static void
add_own(Others *others, const char *text)
{
	g_auto(Spelt) spelt = {0};
	spell(text, &spelt);
	guint len = without_form(&spelt);
	if (spelt.ends->len)
		g_hash_table_add(others->own, words_of(&spelt, 0, spelt.ends->len));
	if (len)
		g_hash_table_add(others->own, words_of(&spelt, 0, len));
}

static void
add_own_name(Others *others, const char *name)
{
	g_auto(Spelt) spelt = {0};
	spell(name, &spelt);
	add_own(others, name);
	for (guint i = 0; i < spelt.ends->len; i++)
		g_hash_table_add(others->own_words, words_of(&spelt, i, i + 1));
}

static void
add_own_address(Others *others, const char *address)
{
	g_autofree char *folded = text_fold(address ? address : "");
	add_own(others, folded);
	add_own(others, domain_of(folded));
}

static void
add_own_client(Others *others, const Client *c)
{
	add_own_name(others, c->name);
	for (char **former = c->former; *former; former++)
		add_own_name(others, *former);
	add_own(others, c->contact);
	add_own(others, c->vat);
	add_vat(others->own_numbers, c->vat);
	add_own_address(others, c->email);
	add_own_address(others, c->pec);
	for (char **from = c->reply_from; from && *from; from++)
		add_own_address(others, *from);
	add_phone(others->own_numbers, c->phone ? c->phone : "");
}

/* The company itself is named in everything it writes. */
static void
add_company(Others *others, const Settings *settings)
{
	add_own(others, settings_text(settings, "organisation.name"));
	add_own(others, settings_text(settings, "organisation.pec"));
	add_vat(others->own_numbers, settings_text(settings, "organisation.vat"));
	add_phone(others->own_numbers, settings_text(settings, "organisation.phone"));
}

static void
add_own_entry(Others *others, const Affected *a)
{
	if (!a)
		return;
	add_own(others, a->campaign);
	add_own(others, a->reference);
}

/* Of their addresses the domain is the company's. */
static bool
add_people(Session *s, Others *others, GError **error)
{
	g_autoptr(GPtrArray) people = NULL;
	if (!query_people(s->db, true, &people, error))
		return false;
	for (guint i = 0; i < people->len; i++) {
		const Person *p = g_ptr_array_index(people, i);
		add_person(others, p->name);
		add_address(others, p->email, false);
		add_address(others, p->pec, false);
		add_phone(others->numbers, p->phone ? p->phone : "");
		add_phone(others->numbers, p->phone_out ? p->phone_out : "");
	}
	return true;
}

bool
others_find(Session *s, const GPtrArray *affected, const char *client, Others *others, GError **error)
{
	g_autoptr(GPtrArray) all = NULL;
	g_autoptr(Client) own = NULL;
	const Affected *entry = affected_find(affected, client);
	if (!query_clients(s->db, true, &all, error) || !query_client(s->db, client, &own, error))
		return false;
	others->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	others->own = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	others->own_words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	others->numbers = g_ptr_array_new_with_free_func(g_free);
	others->own_numbers = g_ptr_array_new_with_free_func(g_free);
	if (own)
		add_own_client(others, own);
	else
		add_own_name(others, client);
	add_company(others, s->settings);
	add_own_entry(others, entry);
	for (guint i = 0; i < all->len; i++) {
		const Client *c = g_ptr_array_index(all, i);
		if (!g_str_equal(c->id, client))
			add_client(others, c);
	}
	for (guint i = 0; i < affected->len; i++) {
		const Affected *a = g_ptr_array_index(affected, i);
		if (!g_str_equal(a->client, client))
			add_affected(others, a, entry);
	}
	return add_people(s, others, error);
}

/* --- finding them ----------------------------------------------------------------------------------------------------------------- */

static gsize
longest(GHashTable *names)
{
	GHashTableIter iter;
	gpointer key;
	gsize most = 0;
	g_hash_table_iter_init(&iter, names);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		most = MAX(most, strlen(key));
	return most;
}

/* Whole words of the text that are one of the names together: where they end, and under which key; 0 and NULL: none. The longest. */
static guint
name_at(const Spelt *text, guint from, GHashTable *names, gsize limit, guint beyond, const char **shown)
{
	guint found = 0;
	for (guint i = from; i < text->ends->len && ends_at(text, i) - starts_at(text, from) <= limit; i++) {
		g_autofree char *key = i >= beyond ? words_of(text, from, i + 1) : NULL;
		gpointer value = NULL;
		if (!key || !g_hash_table_lookup_extended(names, key, NULL, &value))
			continue;
		found = i + 1;
		if (shown)
			*shown = value;
	}
	return found;
}

const char *
others_in(const Others *others, const char *text)
{
	g_auto(Spelt) spelt = {0};
	const char *shown = NULL;
	gsize limit = longest(others->names), own_limit = longest(others->own);
	guint own = 0; /* up to there it is the addressee that is meant, unless a name goes on */
	spell(text, &spelt);
	for (guint i = 0; i < spelt.ends->len; i++) {
		own = MAX(own, name_at(&spelt, i, others->own, own_limit, 0, NULL));
		if (name_at(&spelt, i, others->names, limit, MAX(own, i), &shown))
			return shown;
	}
	return number_in(others, text);
}
