/* The templates as they are shipped, named "it/....txt" and "en/....txt". */
#ifndef BRECCIA_TEMPLATES_EMBED_H
#define BRECCIA_TEMPLATES_EMBED_H

#include "src/core/embed.h"

extern const struct Embedded embedded_templates[];

#endif
