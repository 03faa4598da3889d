/* HTML: the one escape, and what pages are made of. */
#include "src/report/html.h"

#include "src/core/text.h"
#include "src/report/style-embed.h"

/* --- texts ----------------------------------------------------------------------------------------------------------------- */

/* Quotes too: the same escape serves inside an attribute. */
static void
append_escaped(GString *html, const char *text)
{
	for (const char *c = text; *c; c++) {
		switch (*c) {
		case '&':
			g_string_append(html, "&amp;");
			break;
		case '<':
			g_string_append(html, "&lt;");
			break;
		case '>':
			g_string_append(html, "&gt;");
			break;
		case '"':
			g_string_append(html, "&quot;");
			break;
		case '\'':
			g_string_append(html, "&#39;");
			break;
		default:
			g_string_append_c(html, *c);
			break;
		}
	}
}

void
html_text(GString *html, const char *text)
{
	g_autofree char *shown = text_visible(text);
	append_escaped(html, shown);
}

void
html_lines(GString *html, const char *text)
{
	g_autofree char *shown = text_visible_lines(text);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(shown), "\n", -1);
	for (char **line = lines; *line; line++) {
		if (line != lines)
			g_string_append(html, "<br>\n");
		append_escaped(html, *line);
	}
}

void
html_value(GString *html, const char *text)
{
	g_string_append(html, "<bdi>");
	html_lines(html, text);
	g_string_append(html, "</bdi>");
}

/* --- elements -------------------------------------------------------------------------------------------------------------- */

static void
append_attribute(GString *html, const char *name, const char *value)
{
	if (!value)
		return;
	g_string_append_printf(html, " %s=\"", name);
	html_text(html, value);
	g_string_append_c(html, '"');
}

void
html_tag(GString *html, const char *element, ...)
{
	va_list pairs;

	g_string_append_printf(html, "<%s", element);
	va_start(pairs, element);
	for (const char *name = va_arg(pairs, const char *); name; name = va_arg(pairs, const char *))
		append_attribute(html, name, va_arg(pairs, const char *));
	va_end(pairs);
	g_string_append_c(html, '>');
}

void
html_close(GString *html, const char *element)
{
	g_string_append_printf(html, "</%s>\n", element);
}

void
html_element(GString *html, const char *element, const char *class, const char *text)
{
	html_tag(html, element, "class", class, NULL);
	html_text(html, text);
	html_close(html, element);
}

void
html_section(GString *html, const char *id, const char *heading)
{
	g_autofree char *heading_id = g_strconcat(id, "-heading", NULL);

	html_tag(html, "section", "id", id, "aria-labelledby", heading_id, NULL);
	html_tag(html, "h2", "id", heading_id, NULL);
	html_text(html, heading);
	html_close(html, "h2");
}

const char *
html_tone(HtmlTone tone)
{
	static const char *const classes[] = {
		[HTML_PLAIN] = NULL, [HTML_DIM] = "dim", [HTML_GOOD] = "good", [HTML_WARN] = "warn", [HTML_BAD] = "bad",
	};
	return classes[tone];
}

void
html_badge(GString *html, HtmlTone tone, const char *text)
{
	const char *class = html_tone(tone);
	g_autofree char *both = class ? g_strconcat("badge ", class, NULL) : g_strdup("badge");

	html_tag(html, "span", "class", both, NULL);
	html_value(html, text);
	g_string_append(html, "</span>");
}

/* --- tables ---------------------------------------------------------------------------------------------------------------- */

static void
append_head(GString *html, const HtmlColumn *columns, guint n)
{
	g_string_append(html, "<thead><tr>");
	for (guint i = 0; i < n; i++) {
		html_tag(html, "th", "scope", "col", "class", columns[i].number ? "n" : NULL, NULL);
		html_text(html, columns[i].heading);
		g_string_append(html, "</th>");
	}
	g_string_append(html, "</tr></thead>\n");
}

void
html_table_begin(GString *html, const char *caption, const HtmlColumn *columns, guint n)
{
	g_string_append(html, "<div class=\"wide\"><table>\n");
	if (caption)
		html_element(html, "caption", NULL, caption);
	append_head(html, columns, n);
	g_string_append(html, "<tbody>\n");
}

void
html_row_begin(GString *html, const char *heading)
{
	g_string_append(html, "<tr>");
	if (!heading)
		return;
	g_string_append(html, "<th scope=\"row\">");
	html_value(html, heading);
	g_string_append(html, "</th>");
}

void
html_cell(GString *html, const char *class, const char *text)
{
	html_tag(html, "td", "class", class, NULL);
	html_value(html, text);
	g_string_append(html, "</td>");
}

void
html_row_end(GString *html)
{
	g_string_append(html, "</tr>\n");
}

void
html_table_end(GString *html)
{
	g_string_append(html, "</tbody></table></div>\n");
}

/* --- the page -------------------------------------------------------------------------------------------------------------- */

/* Belt and braces: what is not allowed to load cannot load even if the escape had a hole. */
#define POLICY "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

void
html_begin(GString *html, const HtmlPage *page)
{
	g_string_append(html, "<!DOCTYPE html>\n");
	html_tag(html, "html", "lang", lang_code(page->lang), NULL);
	g_string_append(html, "\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
		"<meta name=\"robots\" content=\"noindex\">\n");
	html_element(html, "title", NULL, page->title);
	g_string_append_printf(html, "<style>\n%s</style>\n</head>\n<body>\n<header>\n", embedded_style[0].text);
	if (page->lead)
		html_element(html, "p", "lead", page->lead);
	html_element(html, "h1", NULL, page->title);
	if (page->under)
		html_element(html, "p", "muted", page->under);
	g_string_append(html, "</header>\n<main>\n");
}

void
html_end(GString *html)
{
	g_string_append(html, "</main>\n</body>\n</html>\n");
}
