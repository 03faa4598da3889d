/* Receipts in words. */
#include "tui/receipts.h"

#include "src/core/coded.h"

#include <string.h>

/* --- tables ---------------------------------------------------------------------------------------------------------------------- */

/* By the code of the event. what: what it is; means: what one knows after it, and what to do; both {NULL, NULL}: nothing more. */
static const struct {
	const char *code;
	Words what, means;
} kinds[] = {
	{"pec-accepted", {"PEC: accepted by the sender's provider", "PEC: ricevuta di accettazione"},
		{"it is on its way; delivery is not proven yet", "è in viaggio; la consegna non è ancora provata"}},
	{"pec-delivered", {"PEC: delivered", "PEC: ricevuta di avvenuta consegna"},
		{"it lies in the addressee's mailbox", "è nella casella del destinatario"}},
	{"pec-taken", {"PEC: taken over by the recipient's provider", "PEC: presa in carico del gestore"},
		{"between the providers; delivery is not proven yet", "è fra i gestori; la consegna non è ancora provata"}},
	{"pec-not-accepted", {"PEC: not accepted", "PEC: avviso di non accettazione"},
		{"it did not leave: send it another way, and call", "non è partita: inviare per altra via e telefonare"}},
	{"pec-not-delivered", {"PEC: not delivered", "PEC: avviso di mancata consegna"},
		{"it did not arrive: send it another way, and call", "non è arrivata: inviare per altra via e telefonare"}},
	{"pec-warning", {"PEC: not delivered in time", "PEC: mancata consegna per superamento del tempo massimo"},
		{"it has not arrived: send it another way, and call", "non è arrivata: inviare per altra via e telefonare"}},
	{"pec-virus", {"PEC: virus found", "PEC: rilevazione di virus"},
		{"the provider stopped it: send it without attachments, and call", "il gestore l'ha fermata: inviare senza allegati e telefonare"}},
	{"pec-envelope", {"message by PEC", "messaggio di PEC"}, {NULL, NULL}},
	{"pec-anomaly", {"ordinary mail in a PEC envelope", "PEC: busta di anomalia"}, {NULL, NULL}},
	{"dsn", {"delivery report", "rapporto di consegna"}, {NULL, NULL}},
	{"mdn", {"read receipt", "conferma di lettura"}, {"it was opened: that is no answer", "è stata aperta: non è una risposta"}},
	{"auto-reply", {"automatic reply", "risposta automatica"},
		{"absent: nobody has read it, call", "assente: nessuno l'ha letta, telefonare"}},
	{"reply", {"reply", "risposta"}, {NULL, NULL}},
	{"bounce-unstructured", {"message sent back", "messaggio tornato indietro"},
		{"it did not arrive: send it another way, and call", "non è arrivata: inviare per altra via e telefonare"}},
};

static const Coded signatures[] = {
	{"valid", {"valid signature", "firma valida"}},
	{"untrusted", {"signed by somebody unknown", "firmata da chi non si conosce"}},
	{"invalid", {"signature FORGED OR DAMAGED", "firma FALSA O DANNEGGIATA"}},
};

static const struct {
	const char *code;
	Words words;
	Style style;
} outcomes[] = {
	{"proves", {"proves it", "la prova"}, LOOK_GOOD},
	{"refutes", {"REFUTES it: the notice did not arrive", "la SMENTISCE: la comunicazione non è arrivata"}, LOOK_BAD},
	{"none", {"proves nothing by itself", "da sola non prova nulla"}, LOOK_DIM},
};

static const Words *
kind_words(const Receipt *r, bool means)
{
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (g_strcmp0(kinds[i].code, r->kind) == 0)
			return means ? &kinds[i].means : &kinds[i].what;
	return NULL;
}

/* --- words ----------------------------------------------------------------------------------------------------------------------- */

char *
receipt_what(const Receipt *r, Lang lang)
{
	const Words *kind = kind_words(r, false);
	gsize at;
	const char *signature = coded_find(signatures, G_N_ELEMENTS(signatures), r->signature, &at) ? words_in(&signatures[at].words, lang) : NULL;
	const char *name = r->name ? r->name : _("a message that was kept");
	const char *what = kind ? words_in(kind, lang) : g_strcmp0(r->kind, "other") == 0 || !r->kind ? name : r->kind;
	return signature ? g_strdup_printf("%s, %s", what, signature) : g_strdup(what);
}

char *
receipt_says(const Receipt *r, Lang lang, Style *style)
{
	const Words *kind = kind_words(r, true);
	const char *means = kind ? words_in(kind, lang) : NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(outcomes); i++) {
		if (g_strcmp0(outcomes[i].code, r->outcome) != 0)
			continue;
		*style = outcomes[i].style;
		return means ? g_strdup_printf("%s; %s", words_in(&outcomes[i].words, lang), means) : g_strdup(words_in(&outcomes[i].words, lang));
	}
	*style = LOOK_PLAIN;
	return g_strdup(r->outcome ? r->outcome : "-");
}

void
receipt_lines(App *app, const Receipt *r, Page *page, int indent)
{
	const Lang lang = app->cli->lang;
	Style style;
	g_autofree char *what = receipt_what(r, lang), *says = receipt_says(r, lang, &style), *by = view_person(app->cli, r->by);
	g_autofree char *when = instant_show_short(r->at, app->cli->now, app->cli->session->zone), *line = g_strdup_printf("%s  %s, %s", what, when, by);
	page_pair(page, 0, r->id, indent, LOOK_PLAIN, line);
	page_under(page, indent, style, says);
	if (r->reason)
		page_under(page, indent, LOOK_DIM, r->reason);
}

bool
receipts_of(App *app, const GPtrArray *receipts, const char *notice, Page *page, int indent)
{
	bool any = false;
	for (guint i = 0; i < receipts->len; i++) {
		const Receipt *r = g_ptr_array_index(receipts, i);
		if (g_strcmp0(r->notice, notice) != 0)
			continue;
		receipt_lines(app, r, page, indent);
		any = true;
	}
	return any;
}
