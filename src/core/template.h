/*
 * Templates: the text of notices and letters, in a strict part of Mustache.
 *
 *   {{name}}                       a value, escaped as the kind asks
 *   {{#name}}...{{/name}}          rendered for each set of a list, or once where the value is true
 *   {{^name}}...{{/name}}          rendered where the value is false, empty or missing
 *   {{! words }}                   nothing
 *
 * A line that holds nothing but one section or comment tag vanishes wholly. {{{x}}}, {{&x}}, {{>x}}, {{=x}} and names
 * of other than a-z 0-9 _ are errors that name the line. Values are never scanned for tags. A name is looked up in the
 * innermost set of values first, then outwards.
 *
 * A value cannot forge what surrounds it: see TemplateKind.
 */
#ifndef BRECCIA_CORE_TEMPLATE_H
#define BRECCIA_CORE_TEMPLATE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "src/core/lang.h"
#include "src/core/when.h"

#define TEMPLATE_COLUMNS 76 /* where mail is wrapped */

typedef enum {
	/* Control and bidirectional characters made visible. A text that is alone on its line, has several lines or
	 * would reach beyond TEMPLATE_COLUMNS stands on lines of its own, each indented by four spaces (or as far as its
	 * tag, where that is further), so that it imitates neither a heading nor the foot, not even when wrapped. */
	TEMPLATE_TEXT,
	TEMPLATE_HEADER, /* one line: values and the result */
	TEMPLATE_HTML    /* & < > " ' as entities, control characters visible, line ends kept */
} TemplateKind;

typedef struct TemplateValues TemplateValues;

TemplateValues *template_values_new(void);
void template_values_free(TemplateValues *values);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TemplateValues, template_values_free)

/* Setting a name again replaces its value. A NULL text, INSTANT_NONE and false are falsy and print nothing. */
void template_values_text(TemplateValues *values, const char *name, const char *text);
void template_values_textf(TemplateValues *values, const char *name, const char *format, ...) G_GNUC_PRINTF(3, 4);
void template_values_instant(TemplateValues *values, const char *name, Instant t); /* prints as instant_letter() */
void template_values_bool(TemplateValues *values, const char *name, bool value);   /* true prints nothing either */
void template_values_int(TemplateValues *values, const char *name, int64_t number); /* 0 is true: a known number */

/* A new set at the end of the list called name (borrowed: the parent frees it). */
TemplateValues *template_values_list_add(TemplateValues *values, const char *name);

/* (transfer full), or NULL with E_INPUT: a broken template, always with its line number. */
char *template_render(const char *template, const TemplateValues *values, TemplateKind kind, GTimeZone *zone,
                      Lang lang, GError **error);

/* Wraps what is longer than columns, as text of a mail: keeps short lines, blank lines and each line's indentation,
 * under which (and under a "- " or "1. " at its start) the rest of a long line continues. (transfer full) */
char *template_wrap(const char *text, int columns);

#endif
