/* What breccia.conf knows without a file: "providers.txt". */
#ifndef BRECCIA_CORE_CONF_EMBED_H
#define BRECCIA_CORE_CONF_EMBED_H

#include "src/core/embed.h"

extern const struct Embedded embedded_conf[];

#endif
