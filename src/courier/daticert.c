/* libxml2's push parser with everything taken away that reaches out of the document. */
#include "src/courier/daticert.h"

#include "src/core/err.h"
#include "src/core/text.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#define SIZE_MAX_XML (1 << 20)
#define DEEPEST      30
#define STEP         4096 /* bytes a push */
#define LINE_COLUMNS 2000 /* of any one value */

/* --- reading ------------------------------------------------------------------------------------------------------ */

typedef struct {
	int depth;
	bool refused;
	startElementNsSAX2Func start;
	endElementNsSAX2Func end;
} Guard;

static void
refuse(xmlParserCtxt *context)
{
	((Guard *)context->_private)->refused = true;
	xmlStopParser(context);
}

/* Nobody needs one: the defaults are known, and whatever it declares is an attack or a mistake. */
static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name;
	(void)external;
	(void)system;
	refuse(data);
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
         int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	Guard *guard = ((xmlParserCtxt *)data)->_private;
	if (++guard->depth > DEEPEST)
		refuse(data);
	else
		guard->start(data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	Guard *guard = ((xmlParserCtxt *)data)->_private;
	guard->depth--;
	guard->end(data, name, prefix, uri);
}

static void
be_quiet(void *data, xmlErrorPtr problem)
{
	(void)data;
	(void)problem;
}

static xmlParserInputPtr
no_entity(const char *url, const char *id, xmlParserCtxt *context)
{
	(void)url;
	(void)id;
	(void)context;
	return NULL;
}

void
daticert_prepare(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(no_entity);
	g_autoptr(GError) ignored = NULL;
	PecFacts *facts;
	static const char sample[] = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><postacert tipo=\"x\"/>";
	if (daticert_parse(sample, sizeof sample - 1, &facts, &ignored))
		pec_facts_free(facts);
}

static void
guard_with(xmlParserCtxt *context, Guard *guard)
{
	xmlSAXHandler *sax = context->sax;
	xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	guard->start = sax->startElementNs;
	guard->end = sax->endElementNs;
	context->_private = guard;
	sax->internalSubset = on_doctype;
	sax->externalSubset = NULL;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->serror = be_quiet;
}

/* NULL: refused, or not well formed. */
static xmlDoc *
read_document(const char *bytes, gsize len)
{
	Guard guard = {0};
	xmlSetExternalEntityLoader(no_entity);
	xmlParserCtxt *context = xmlCreatePushParserCtxt(NULL, NULL, NULL, 0, NULL);
	if (!context)
		return NULL;
	guard_with(context, &guard);
	int problem = 0;
	for (gsize done = 0; done < len && !problem && !guard.refused; done += MIN(len - done, STEP))
		problem = xmlParseChunk(context, bytes + done, (int)MIN(len - done, STEP), 0);
	if (!problem && !guard.refused)
		problem = xmlParseChunk(context, "", 0, 1);
	xmlDoc *document = context->myDoc;
	if (problem || guard.refused || !context->wellFormed) {
		xmlFreeDoc(document);
		document = NULL;
	}
	xmlFreeParserCtxt(context);
	return document;
}

/* --- facts -------------------------------------------------------------------------------------------------------- */

static bool
is_element(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static xmlNode *
child(xmlNode *parent, const char *name)
{
	for (xmlNode *node = parent ? parent->children : NULL; node; node = node->next)
		if (is_element(node, name))
			return node;
	return NULL;
}

/* NULL when blank: an empty <risposte/> says nothing. */
static char *
clean(xmlChar *raw)
{
	g_autofree char *line = raw ? text_one_line((const char *)raw) : NULL;
	xmlFree(raw);
	return text_blank(line) ? NULL : text_fit(line, LINE_COLUMNS);
}

static char *
content(xmlNode *node)
{
	return node ? clean(xmlNodeGetContent(node)) : NULL;
}

static char *
child_text(xmlNode *parent, const char *name)
{
	return content(child(parent, name));
}

static char *
attribute(xmlNode *node, const char *name)
{
	return node ? clean(xmlGetNoNsProp(node, (const xmlChar *)name)) : NULL;
}

/* "<x@y>" of "x@y": ids are compared with brackets. */
static char *
child_id(xmlNode *parent, const char *name)
{
	g_autofree char *text = child_text(parent, name);
	return !text || *text == '<' ? g_steal_pointer(&text) : g_strdup_printf("<%s>", text);
}

static void
read_recipients(xmlNode *parent, const char *name, GPtrArray *recipients)
{
	for (xmlNode *node = parent ? parent->children : NULL; node; node = node->next) {
		if (!is_element(node, name))
			continue;
		g_autofree char *address = content(node), *type = attribute(node, "tipo");
		pec_recipient_add(recipients, address, !type || g_ascii_strcasecmp(type, "esterno"));
	}
}

static unsigned
row_of(const char *const *names, gsize n, const char *name, unsigned otherwise)
{
	for (gsize i = 0; name && i < n; i++)
		if (!g_ascii_strcasecmp(names[i], name))
			return (unsigned)i;
	return otherwise;
}

static PecError
read_error(xmlNode *root)
{
	static const char *const names[] = {"nessuno", "no-dest", "no-dominio", "virus", "altro"};
	g_autofree char *text = attribute(root, "errore");
	return text ? row_of(names, G_N_ELEMENTS(names), text, PEC_ERROR_OTHER) : PEC_ERROR_NONE;
}

static PecExtent
read_extent(xmlNode *data)
{
	static const char *const names[] = {"", "completa", "breve", "sintetica"};
	g_autofree char *text = attribute(child(data, "ricevuta"), "tipo");
	return row_of(names, G_N_ELEMENTS(names), text, EXTENT_UNKNOWN);
}

/* Numbers of one or two digits, the third also of four, between separators, and nothing else. */
static bool
three_numbers(const char *text, char separator, int numbers[3])
{
	for (int i = 0; i < 3; i++) {
		gsize digits = strspn(text, "0123456789");
		if (digits == 0 || digits > (i == 2 ? 4 : 2))
			return false;
		numbers[i] = (int)g_ascii_strtoll(text, NULL, 10);
		text += digits;
		if (i < 2 && *text++ != separator)
			return false;
	}
	return !*text;
}

/* Seconds east of Greenwich, of "+0100" or "+01:00". */
static bool
read_zone(const char *text, int *seconds)
{
	g_autofree char *digits = g_strdup(*text ? text + 1 : "");
	if (strlen(digits) == 5 && digits[2] == ':')
		memmove(digits + 2, digits + 3, 3);
	if ((*text != '+' && *text != '-') || strlen(digits) != 4 || strspn(digits, "0123456789") != 4)
		return false;
	int number = (int)g_ascii_strtoll(digits, NULL, 10), minutes = number / 100 * 60 + number % 100;
	*seconds = (*text == '-' ? -minutes : minutes) * 60;
	return minutes <= 14 * 60 && number % 100 < 60;
}

/* "23/11/2026", "10:15:31", "+0100"; seconds may be 60. INSTANT_NONE for all else. */
static Instant
instant_of(const char *day, const char *time, const char *zone)
{
	int d[3], t[3], east;
	if (!day || !time || !zone || !three_numbers(day, '/', d) || !three_numbers(time, ':', t) || !read_zone(zone, &east))
		return INSTANT_NONE;
	if (d[2] < INSTANT_FIRST_YEAR || d[2] > INSTANT_LAST_YEAR || t[2] > 60)
		return INSTANT_NONE;
	/* A leap second is the first one of the next minute. */
	g_autoptr(GDateTime) local = g_date_time_new_utc(d[2], d[1], d[0], t[0], t[1], MIN(t[2], 59));
	return local ? g_date_time_to_unix(local) + (t[2] == 60) - east : INSTANT_NONE;
}

static Instant
read_instant(xmlNode *data)
{
	xmlNode *node = child(data, "data");
	g_autofree char *day = child_text(node, "giorno"), *time = child_text(node, "ora"), *zone = attribute(node, "zona");
	return instant_of(day, time, zone);
}

static void
read_facts(xmlNode *root, PecFacts *f)
{
	xmlNode *head = child(root, "intestazione"), *data = child(root, "dati");
	f->error = read_error(root);
	f->virus = f->error == PEC_ERROR_VIRUS;
	f->sender = child_text(head, "mittente");
	read_recipients(head, "destinatari", f->recipients);
	f->reply_to = child_text(head, "risposte");
	f->subject = child_text(head, "oggetto");
	f->provider = child_text(data, "gestore-emittente");
	f->at = read_instant(data);
	f->id = child_id(data, "identificativo");
	f->msgid = child_id(data, "msgid");
	f->extent = read_extent(data);
	f->delivered_to = child_text(data, "consegna");
	read_recipients(data, "ricezione", f->taken);
	f->error_text = child_text(data, "errore-esteso");
}

bool
daticert_parse(const void *bytes, gsize len, PecFacts **facts, GError **error)
{
	*facts = NULL;
	if (len > SIZE_MAX_XML)
		return err_set(error, E_INPUT, "daticert.xml has %zu bytes: %d are the most", len, SIZE_MAX_XML);
	xmlDoc *document = read_document(bytes, len);
	xmlNode *root = document ? xmlDocGetRootElement(document) : NULL;
	g_autofree char *type = root && is_element(root, "postacert") ? attribute(root, "tipo") : NULL;
	if (type) {
		*facts = pec_facts_new();
		(*facts)->type = g_ascii_strdown(type, -1);
		read_facts(root, *facts);
	}
	xmlFreeDoc(document);
	return type || err_set(error, E_INPUT, "daticert.xml is no certification that can be read");
}
