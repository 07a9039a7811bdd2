/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

G_BEGIN_DECLS

/* A report in words, in the user's language. */

/* "valid", "invalid", "indeterminate". */
const char *soky_verdict_get_title (SokyVerdict verdict);

/* Who and when: "Nguyễn Thị Lan (Trường THCS Hoa Sen), 05.09.2026 14:30:00 +07:00". */
char *soky_signature_report_describe (const SokySignatureReport *self);

/* A line per signature: file, field, verdict, who and when, and what it means; one line that says
 * so when there is no signature. */
char *soky_report_to_text (const SokyReport *self);

G_END_DECLS
