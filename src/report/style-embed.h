/* The style sheet of every page: "style.css". */
#ifndef BRECCIA_REPORT_STYLE_EMBED_H
#define BRECCIA_REPORT_STYLE_EMBED_H

#include "src/core/embed.h"

extern const struct Embedded embedded_style[];

#endif
