/*
 * Text from outside: checked, made harmless, measured in terminal columns, cut and wrapped.
 *
 * NULL reads as the empty text, and bytes that are not UTF-8 are shown as U+FFFD, never read past. What "harmless"
 * means: no control character (C0, DEL, C1), no bidirectional control, no line or paragraph separator and no
 * invisible character that could make two texts look alike ever leaves text_visible() as itself.
 * All that make a string return a new one (transfer full).
 */
#ifndef BRECCIA_CORE_TEXT_H
#define BRECCIA_CORE_TEXT_H

#include <glib.h>
#include <stdbool.h>

/* UTF-8 without NUL. len may be -1 cast to gsize for a terminated string. */
bool text_valid(const char *s, gsize len);

/* NULL, empty, or nothing but white space and invisible characters. */
bool text_blank(const char *s);

/* One line for a terminal: "a\nb" -> "a⏎b", ESC -> "\x1b", U+202E -> "<U+202E>", a tab is a space. */
char *text_visible(const char *s);

/* The same, but line ends stay (CRLF and CR become LF) and a tab becomes four spaces. */
char *text_visible_lines(const char *s);

/* For headers, subjects and file names: every run of white space, control characters and separators becomes one space,
 * bidirectional and invisible characters are dropped, ends are trimmed. */
char *text_one_line(const char *s);

/* A file's name without its folder, for showing and keeping, never for opening: "C:\\posta\\ricevuta.eml" -> "ricevuta.eml", one line, at most
 * 120 columns. NULL when nothing is left of it. */
char *text_file_name(const char *path);

int text_width(const char *s); /* columns: wide characters two, combining ones none */

/* At most so many columns, the last of them an ellipsis where something was cut. Never splits a character from its
 * marks. */
char *text_fit(const char *s, int columns);

/* text_fit(), then spaces up to exactly so many columns. */
char *text_pad(const char *s, int columns);      /* text left */
char *text_pad_left(const char *s, int columns); /* text right, for numbers */

/*
 * Wraps at words so that no line is wider than columns; a word wider than a line is cut. Line ends of s stay; every
 * line that wrapping adds begins with indent (NULL for none). Spaces within a line stay as they are.
 */
char *text_wrap(const char *s, int columns, const char *indent);

/* The same, but a word wider than a line stays whole: what a mail wants for its addresses. */
char *text_wrap_words(const char *s, int columns, const char *indent);

/* rossi-contact: ASCII lowercase, digits and single hyphens; accents dropped. May be empty. */
char *text_slug(const char *s);

/* Case folded, accents dropped, white space made single: equal for names that people would call the same. */
char *text_fold(const char *s);

#endif
