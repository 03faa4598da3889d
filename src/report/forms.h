/* The forms of a report: a document (for pages and screens), a table for spreadsheets, JSON. */
#ifndef BRECCIA_REPORT_FORMS_H
#define BRECCIA_REPORT_FORMS_H

#include "src/report/csv.h"
#include "src/report/document.h"
#include "src/report/report.h"

/* most: so many of each list at most, and where the others are; 0: all. (report-document.c) */
Document *report_document(const Report *report, Lang lang, int most);

/*
 * Headings, then a row for each deadline that counts in the period or runs now, as report_rows() finds them: a spreadsheet can group and count
 * as it likes, and comes to the same figures. With query.by the groups instead, a row each. (report-csv.c)
 */
bool report_csv(Db *db, const Report *report, Lang lang, CsvDialect dialect, GString *out, GError **error);

/* One object on one line, {"v":1,...}; words never depend on the language. (report-json.c) */
void report_json(const Report *report, GString *out);

#endif
