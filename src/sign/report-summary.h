/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

G_BEGIN_DECLS

/* A whole file in a line of a table. */

/* "valid", "invalid", "indeterminate", or "not signed"; translated. */
const char *soky_report_get_word (const SokyReport *self);
/* Each signer once, in the order of signing: "Nguyễn Thị Lan; Trần Văn Minh"; "" for none. */
char *soky_report_list_signers (const SokyReport *self);
/* When each of the signatures was made, in Vietnam's zone; "" for none. */
char *soky_report_list_times (const SokyReport *self);
/* Why the verdict is what it is: the reason of the first signature that has the worst verdict. */
const char *soky_report_get_reason (const SokyReport *self);

/* The table as CSV (RFC 4180) in UTF-8 with a byte order mark, which Excel needs; a cell that a
 * spreadsheet would take for a formula begins with an apostrophe. */
GString *soky_report_csv_new (void);
void soky_report_csv_add (GString *csv, const SokyReport *report);
/* A file that could not be checked. @reason: in words */
void soky_report_csv_add_failure (GString *csv, const char *file, const char *reason);

G_END_DECLS
