/* Where words leave the program: tones, pages, sheets, JSON. */
#include "src/cli/out.h"

#include "src/core/text.h"
#include "src/host/host.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* --- the terminal ------------------------------------------------------------------------------------------------------ */

/* Asked once: each cell of a table depends on it. */
bool
out_is_terminal(void)
{
	static int known = -1;
	if (known < 0)
		known = isatty(STDOUT_FILENO);
	return known;
}

bool
out_is_interactive(void)
{
	return out_is_terminal() && isatty(STDIN_FILENO);
}

int
out_columns(void)
{
	struct winsize size = {0};
	const char *env = g_getenv("COLUMNS");
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	gint64 n = env ? g_ascii_strtoll(env, NULL, 10) : 0;
	return n >= 20 && n <= 1000 ? (int)n : 80;
}

static int
out_rows(void)
{
	struct winsize size = {0};
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 ? size.ws_row : 24;
}

static bool
in_colour(void)
{
	const char *no = g_getenv("NO_COLOR"), *term = g_getenv("TERM");
	return out_is_terminal() && !(no && *no) && term && !g_str_equal(term, "dumb");
}

/* --- paging -------------------------------------------------------------------------------------------------------------- */

/* The text being gathered for the pager; the process writes to one place only. */
static GString *page;

static void
emit(const char *text)
{
	if (page)
		g_string_append(page, text);
	else
		(void)fputs(text, stdout);
}

void
out_page_begin(void)
{
	if (!page && out_is_interactive())
		page = g_string_new(NULL);
}

static const char *
pager(void)
{
	static const char *const names[] = {"BRECCIA_PAGER", "PAGER"};
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		if (value)
			return *value && !g_str_equal(value, "cat") ? value : NULL;
	}
	g_autofree char *less = g_find_program_in_path("less");
	return less ? "less" : NULL;
}

static bool
through_pager(const char *command, const char *text, gsize len)
{
	int pipes[2], status = 0;
	if (pipe(pipes) != 0)
		return false;
	(void)fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		if (!host_drop_group() || dup2(pipes[0], STDIN_FILENO) < 0)
			_exit(126);
		close(pipes[0]);
		close(pipes[1]);
		setenv("LESS", "FRX", 0);
		execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	close(pipes[0]);
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	for (gsize at = 0; pid > 0 && at < len;) {
		ssize_t n = write(pipes[1], text + at, len - at);
		if (n < 0 && errno != EINTR)
			break; /* the reader has seen enough */
		at += n > 0 ? (gsize)n : 0;
	}
	close(pipes[1]);
	while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	(void)signal(SIGPIPE, before);
	return pid > 0 && !(WIFEXITED(status) && WEXITSTATUS(status) >= 126);
}

void
out_page_end(void)
{
	if (!page)
		return;
	GString *text = g_steal_pointer(&page);
	int lines = 0;
	for (const char *p = text->str; *p; p++)
		lines += *p == '\n';
	const char *command = lines >= out_rows() ? pager() : NULL;
	if (!command || !through_pager(command, text->str, text->len))
		(void)fputs(text->str, stdout);
	g_string_free(text, TRUE);
}

/* --- words ----------------------------------------------------------------------------------------------------------------- */

static const char *
tone_code(Tone tone)
{
	switch (tone) {
	case TONE_PLAIN:
		return NULL;
	case TONE_DIM:
		return "\x1b[2m";
	case TONE_BOLD:
		return "\x1b[1m";
	case TONE_GOOD:
		return "\x1b[32m";
	case TONE_WARN:
		return "\x1b[33m";
	case TONE_BAD:
		return "\x1b[1;31m";
	}
	return NULL;
}

static void
emit_toned(Tone tone, const char *text)
{
	const char *code = in_colour() ? tone_code(tone) : NULL;
	if (code)
		emit(code);
	emit(text);
	if (code)
		emit("\x1b[0m");
}

void
out_print(const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	emit(text);
}

void
out_tone(Tone tone, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	g_autofree char *text = g_strdup_vprintf(format, ap);
	va_end(ap);
	emit_toned(tone, text);
}

#define READABLE 100 /* columns that eyes follow from one line to the next */

static void
emit_wrapped(const char *text, const char *under)
{
	g_autofree char *all = g_strconcat(under, text, NULL);
	g_autofree char *wrapped = text_wrap(all, MIN(out_columns() - 1, READABLE), under);
	emit(*text ? wrapped + strlen(under) : "");
	emit("\n");
}

/* Every line of the text stands under the first, so that none looks like a heading. */
void
out_pair(int indent, Tone tone, const char *label, int width, const char *text)
{
	g_autofree char *margin = g_strnfill((gsize)indent, ' '), *padded = text_pad(label, MAX(width, text_width(label)));
	g_autofree char *under = g_strnfill((gsize)(indent + width), ' '), *trimmed = g_strchomp(g_strdup(text));
	g_auto(GStrv) lines = g_strsplit(trimmed, "\n", -1);
	emit(margin);
	emit_toned(tone, padded);
	if (text_width(label) >= width) { /* no room beside it */
		emit("\n");
		emit(under);
	}
	emit_wrapped(lines[0] ? lines[0] : "", under);
	for (guint i = 1; lines[0] && lines[i]; i++) {
		emit(under);
		emit_wrapped(lines[i], under);
	}
}

void
out_under(int indent, Tone tone, const char *text)
{
	g_autofree char *margin = g_strnfill((gsize)indent, ' '), *all = g_strconcat(margin, text, NULL);
	g_autofree char *wrapped = text_wrap(all, MIN(out_columns() - 1, READABLE), margin);
	emit_toned(tone, wrapped);
	emit("\n");
}

char *
out_safe(const char *value)
{
	return text_visible(value ? value : "");
}

bool
out_bytes(const char *file, const void *data, gsize len, GError **error)
{
	if (file)
		return host_write_bytes(file, data, len, error);
	if (out_is_terminal()) {
		g_autofree char *valid = g_utf8_make_valid(data, (gssize)len), *safe = text_visible_lines(valid);
		out_page_begin();
		emit(safe);
		return true;
	}
	return fwrite(data, 1, len, stdout) == len || err_set(error, E_IO, "the output cannot be written: %s", g_strerror(errno));
}

/* --- JSON -------------------------------------------------------------------------------------------------------------------- */

json_t *
out_json_new(void)
{
	json_t *o = json_object();
	json_object_set_new(o, "v", json_integer(1));
	return o;
}

/* Printable ASCII only: what a value holds cannot act on a terminal that shows the document. Jansson leaves DEL as it is. */
int
out_json(json_t *document)
{
	char *text = json_dumps(document, JSON_COMPACT | JSON_ENSURE_ASCII);
	g_auto(GStrv) parts = g_strsplit(text, "\x7f", -1);
	g_autofree char *printable = g_strjoinv("\\u007f", parts);
	emit(printable);
	emit("\n");
	free(text);
	json_decref(document);
	return 0;
}

int
out_done(const Cli *cli, const char *key, const char *value)
{
	if (!cli->json)
		return 0;
	json_t *o = out_json_new();
	if (key)
		json_object_set_new(o, key, json_string(value));
	return out_json(o);
}

/* --- sheets -------------------------------------------------------------------------------------------------------------------- */

typedef struct {
	char *shown;
	json_t *value;
	Tone tone;
} Cell;

struct Sheet {
	const char *plural;
	const Column *columns;
	guint n;
	GPtrArray *rows; /* of GArray of Cell */
	json_t *document;
};

static void
cell_clear(gpointer data)
{
	Cell *cell = data;
	g_free(cell->shown);
	json_decref(cell->value);
}

Sheet *
sheet_new(const char *plural, const Column *columns, guint n)
{
	Sheet *sheet = g_new0(Sheet, 1);
	sheet->plural = plural;
	sheet->columns = columns;
	sheet->n = n;
	sheet->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	sheet->document = out_json_new();
	return sheet;
}

void
sheet_free(Sheet *sheet)
{
	if (!sheet)
		return;
	g_ptr_array_unref(sheet->rows);
	json_decref(sheet->document);
	g_free(sheet);
}

void
sheet_row(Sheet *sheet)
{
	GArray *row = g_array_new(FALSE, TRUE, sizeof(Cell));
	g_array_set_clear_func(row, cell_clear);
	g_ptr_array_add(sheet->rows, row);
}

static GArray *
last_row(const Sheet *sheet)
{
	return g_ptr_array_index(sheet->rows, sheet->rows->len - 1);
}

void
sheet_cell2(Sheet *sheet, const char *shown, json_t *value)
{
	const Cell cell = {out_safe(shown), value, TONE_PLAIN};
	g_array_append_val(last_row(sheet), cell);
}

void
sheet_cell(Sheet *sheet, const char *value)
{
	sheet_cell2(sheet, value, value ? json_string(value) : NULL);
}

void
sheet_tone(Sheet *sheet, Tone tone)
{
	GArray *row = last_row(sheet);
	g_array_index(row, Cell, row->len - 1).tone = tone;
}

json_t *
sheet_extra(Sheet *sheet)
{
	return sheet->document;
}

static void
print_json(Sheet *sheet)
{
	json_t *list = json_array();
	for (guint r = 0; r < sheet->rows->len; r++) {
		const GArray *row = g_ptr_array_index(sheet->rows, r);
		json_t *o = json_object();
		for (guint c = 0; c < row->len && c < sheet->n; c++) {
			json_t *value = g_array_index(row, Cell, c).value;
			if (value)
				json_object_set(o, sheet->columns[c].key, value);
		}
		json_array_append_new(list, o);
	}
	json_object_set_new(sheet->document, sheet->plural, list);
	out_json(json_incref(sheet->document));
}

/* gettext answers the empty text with the catalogue's header. */
static const char *
heading(const Column *column)
{
	return column->heading && *column->heading ? _(column->heading) : column->heading;
}

static bool
in_list(const Column *column)
{
	return column->heading && !column->detail;
}

static void
measure(const Sheet *sheet, int *widths)
{
	for (guint c = 0; c < sheet->n; c++) {
		widths[c] = in_list(&sheet->columns[c]) ? text_width(heading(&sheet->columns[c])) : 0;
		for (guint r = 0; r < sheet->rows->len && in_list(&sheet->columns[c]); r++) {
			const GArray *row = g_ptr_array_index(sheet->rows, r);
			if (c < row->len)
				widths[c] = MAX(widths[c], text_width(g_array_index(row, Cell, c).shown));
		}
	}
}

/* The columns that grow give way, the widest first, until the line fits the screen; in a file nothing is shortened. */
static void
squeeze(const Sheet *sheet, int *widths)
{
	int room = out_columns() - 2;
	while (out_is_terminal()) {
		int total = 0, widest = -1;
		for (guint c = 0; c < sheet->n; c++) {
			total += widths[c] ? widths[c] + 2 : 0;
			if (sheet->columns[c].grows && widths[c] > 8 && (widest < 0 || widths[c] > widths[widest]))
				widest = (int)c;
		}
		if (total - 2 <= room || widest < 0)
			return;
		widths[widest] -= MIN(total - 2 - room, widths[widest] - 8);
	}
}

static void
print_cell(const char *shown, int width, bool last, Tone tone)
{
	g_autofree char *fit = out_is_terminal() ? text_fit(shown, width) : g_strdup(shown);
	emit_toned(tone, fit);
	for (int pad = last ? 0 : width + 2 - text_width(fit); pad > 0; pad--)
		emit(" ");
}

static void
print_headings(const Sheet *sheet, const int *widths)
{
	guint last = 0;
	for (guint c = 0; c < sheet->n; c++)
		last = in_list(&sheet->columns[c]) ? c : last;
	emit("  ");
	for (guint c = 0; c <= last; c++)
		if (in_list(&sheet->columns[c]))
			print_cell(heading(&sheet->columns[c]), widths[c], c == last, TONE_DIM);
	emit("\n");
}

/* Nothing stands behind the last cell that says something. */
static void
print_row(const Sheet *sheet, const GArray *row, const int *widths)
{
	guint last = 0;
	for (guint c = 0; c < row->len; c++)
		if (in_list(&sheet->columns[c]) && *g_array_index(row, Cell, c).shown)
			last = c;
	emit("  ");
	for (guint c = 0; c < row->len && c <= last; c++)
		if (in_list(&sheet->columns[c]))
			print_cell(g_array_index(row, Cell, c).shown, widths[c], c == last, g_array_index(row, Cell, c).tone);
	emit("\n");
}

static void
print_text(const Sheet *sheet)
{
	g_autofree int *widths = g_new0(int, sheet->n);
	measure(sheet, widths);
	squeeze(sheet, widths);
	print_headings(sheet, widths);
	for (guint r = 0; r < sheet->rows->len; r++)
		print_row(sheet, g_ptr_array_index(sheet->rows, r), widths);
}

/* A line a value, of those that say something. */
static void
print_record(const Sheet *sheet, const GArray *row)
{
	int width = 0;
	for (guint c = 0; c < sheet->n; c++)
		if (sheet->columns[c].heading)
			width = MAX(width, text_width(heading(&sheet->columns[c])));
	for (guint c = 0; c < row->len; c++) {
		const Cell *cell = &g_array_index(row, Cell, c);
		if (!sheet->columns[c].heading || !*cell->shown)
			continue;
		emit("  ");
		print_cell(heading(&sheet->columns[c]), width, false, TONE_DIM);
		emit_toned(cell->tone, cell->shown);
		emit("\n");
	}
}

int
sheet_print_one(Sheet *sheet, const Cli *cli)
{
	if (cli->json)
		print_json(sheet);
	else
		print_record(sheet, last_row(sheet));
	return 0;
}

int
sheet_print(Sheet *sheet, const Cli *cli, const char *when_empty)
{
	if (cli->json)
		print_json(sheet);
	else if (sheet->rows->len)
		print_text(sheet);
	else if (!cli->quiet && when_empty)
		out_print("%s\n", when_empty);
	return 0;
}

/* --- long work -------------------------------------------------------------------------------------------------------- */

bool
out_shows_progress(const Cli *cli)
{
	return isatty(STDERR_FILENO) && !cli->quiet && !cli->json;
}

void
out_progress(int64_t done, int64_t total, void *data)
{
	(void)data;
	(void)fprintf(stderr, "\r%3d %%", (int)(total ? done * 100 / total : 100));
	if (done >= total)
		(void)fprintf(stderr, "\r     \r");
	(void)fflush(stderr);
}
