/* dossier: all about one incident, for whoever was not there; or what one client may see of it. */
#include "src/cli/dossier.h"
#include "src/cli/paper.h"
#include "src/cli/view.h"

#include "src/host/host.h"
#include "src/register/clients.h"
#include "src/report/bundle.h"
#include "src/report/edpb.h"

typedef enum { FORMAT_TEXT, FORMAT_HTML, FORMAT_JSON, FORMAT_EDPB } Format;

static bool
read_format(const Cli *cli, Format *format, GError **error)
{
	static const char *const names[] = {[FORMAT_TEXT] = "text", [FORMAT_HTML] = "html", [FORMAT_JSON] = "json", [FORMAT_EDPB] = "edpb", NULL};
	int found;
	if (!paper_format(cli, names, G_N_ELEMENTS(names) - 1, FORMAT_TEXT, FORMAT_JSON, &found, error))
		return false;
	*format = (Format)found;
	return true;
}

/* Of this incident, for the client of --for where that is given; *client and *told (new references) are what *of borrows. */
static bool
dossier_of(const Cli *cli, const Incident *in, DossierOf *of, char **client, json_t **told, GError **error)
{
	Session *s = cli->session;
	const char *name = cli_text(cli, "for");
	*client = NULL;
	*told = NULL;
	if (name && (!session_told_client(s, in, name, client, error) || !client_told(s, in, *client, told, error)))
		return false;
	*of = (DossierOf){.db = s->db, .zone = s->zone, .settings = s->settings, .incident = in, .lang = cli->lang, .now = cli->now,
		.program = "breccia " PACKAGE_VERSION, .client = *client, .told = *told};
	return true;
}

static bool
write_document(const Cli *cli, const DossierOf *of, Format format, GError **error)
{
	g_autoptr(Document) document = NULL;
	if (!(of->client ? dossier_make_for_client : dossier_make)(of, &document, error))
		return false;
	return paper_document(cli, document, format == FORMAT_HTML ? PAPER_HTML : PAPER_TEXT, error);
}

static bool
write_edpb(const Cli *cli, const DossierOf *of, GError **error)
{
	json_auto_t *form = NULL;
	if (of->client)
		return err_set(error, E_USAGE, "the form is the controller's: --format edpb goes without --for");
	return edpb_make(of, &form, error) && paper_json(cli, form, error);
}

static bool
write_dossier(const Cli *cli, const DossierOf *of, Format format, GError **error)
{
	json_auto_t *o = NULL;
	switch (format) {
	case FORMAT_TEXT:
	case FORMAT_HTML:
		return write_document(cli, of, format, error);
	case FORMAT_EDPB:
		return write_edpb(cli, of, error);
	case FORMAT_JSON:
		return (of->client ? dossier_json_for_client : dossier_json)(cli, of, &o, error) && paper_json(cli, o, error);
	}
	g_assert_not_reached();
}

/* --- a bundle ---------------------------------------------------------------------------------------------------------------- */

static void
begin_file(const char *name, void *data)
{
	host_pack_file(data, name);
}

static void
write_bytes(const void *bytes, gsize len, void *data)
{
	host_pack_write(data, bytes, len);
}

/* The heads of a journal name every client: to one of them it is not given. */
static bool
check_bundle(const Cli *cli, GError **error)
{
	if (cli_text(cli, "for"))
		return err_set(error, E_USAGE, "a bundle holds the heads of the whole journal, which name other clients: --bundle goes without --for");
	if (cli_text(cli, "format") || cli_text(cli, "output"))
		return err_set(error, E_USAGE, "--bundle FILE writes all there is into that file: it goes without --format and --output");
	return true;
}

static int
write_bundle(const Cli *cli, const DossierOf *of, GError **error)
{
	const char *file = cli_text(cli, "bundle");
	json_auto_t *o = NULL;
	HostPack *pack = NULL;
	if (!check_bundle(cli, error) || !dossier_json(cli, of, &o, error) || !host_pack_begin(file, of->now, &pack, error))
		return -1;
	const BundleSink sink = {begin_file, write_bytes, pack};
	if (!bundle_make(of, o, &sink, error)) {
		host_pack_abandon(pack);
		return -1;
	}
	if (!host_pack_end(pack, error))
		return -1;
	if (!cli->json && !cli->quiet)
		out_print(_("%s: README.txt in it says how to check it, without this program.\nIt holds the heads of the whole journal: codes, numbers and "
			"instants of other incidents too, and no text of theirs.\n"), file);
	return out_done(cli, "file", file);
}

static int
run_dossier(Cli *cli, GError **error)
{
	g_autoptr(Incident) in = NULL;
	g_autofree char *client = NULL;
	json_auto_t *told = NULL;
	DossierOf of;
	Format format = FORMAT_TEXT;
	if (!read_format(cli, &format, error) || !session_require(cli->session, RIGHT_READ, error) ||
		!session_incident(cli->session, cli->args[0], &in, error) || !dossier_of(cli, in, &of, &client, &told, error))
		return -1;
	view_record_reading(cli, cli_text(cli, "bundle") ? READING_BUNDLE : READING_DOSSIER, in->ref);
	if (cli_text(cli, "bundle"))
		return write_bundle(cli, &of, error);
	return write_dossier(cli, &of, format, error) ? 0 : -1;
}

static const Option dossier_options[] = {
	{"format", 0, OPT_TEXT, "text|html|json|edpb", N_("what is written; edpb: the EDPB's form, field by field, and what is missing in it")},
	{"for", 0, OPT_TEXT, N_("CLIENT"), N_("an extract for this client alone, which shows nothing of anybody else")},
	{"bundle", 0, OPT_TEXT, N_("FILE.zip"), N_("with messages, receipts, evidence and journal, to be checked without this program")},
	{"output", 'o', OPT_TEXT, N_("FILE"), N_("into a new file instead of standard output")},
	{NULL, 0, OPT_FLAG, NULL, NULL},
};

const Command command_dossier = {
	.name = "dossier",
	.usage = "REF [--format text|html|json|edpb] [--for CLIENT] [-o FILE] | REF --bundle FILE.zip",
	.say = N_("all about one incident, in the order of the authority's form"),
	.more = N_("Facts with what is still open marked, clocks, opinions and decisions with their reasons, actions, notices with their text, receipts, "
		   "evidence with its hashes, the time line, the seal. In the language of --lang."),
	.needs = NEEDS_REGISTER,
	.options = dossier_options,
	.min_args = 1,
	.max_args = 1,
	.keeps_group = true,
	.run = run_dossier,
};
