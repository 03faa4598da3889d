/* What `breccia report` and the screens both need of a report. */
#ifndef BRECCIA_CLI_REPORT_H
#define BRECCIA_CLI_REPORT_H

#include "src/cli/command.h"
#include "src/report/forms.h"

/* The report of a whole period, nothing left out. (transfer full) */
bool view_report(const Cli *cli, const Period *period, bool brief, Report **report, GError **error);

#endif
