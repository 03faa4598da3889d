/* What goes into every bundle: how to check it, by their paths in the sources. */
#ifndef BRECCIA_REPORT_CHECK_EMBED_H
#define BRECCIA_REPORT_CHECK_EMBED_H

#include "src/core/embed.h"

extern const struct Embedded embedded_checks[];

#endif
