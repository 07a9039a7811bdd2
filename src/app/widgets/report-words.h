/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

G_BEGIN_DECLS

/* How a verdict looks and reads in the window: always a word beside the colour. */
const char *soky_verdict_get_label (SokyVerdict verdict);
const char *soky_verdict_get_icon (SokyVerdict verdict);
/* A style class: "success", "warning" or "error". */
const char *soky_verdict_get_style (SokyVerdict verdict);

/* The whole file in one sentence, for the head of the panel. */
char *soky_report_get_summary (const SokyReport *report);

/* Who signed: the holder of the certificate, else the name that the signature claims. */
const char *soky_signature_get_signer (const SokySignatureReport *signature);

/* As what: "Hiệu trưởng, Trường THCS Hoa Sen"; "" when the certificate does not say. */
char *soky_signature_describe_role (const SokySignatureReport *signature);
/* When, and by whose clock; "" when nothing tells. */
char *soky_signature_describe_time (const SokySignatureReport *signature);
/* "None", "Only such as are allowed"… */
const char *soky_signature_describe_changes (const SokySignatureReport *signature);

/* A line of the details: what it is and what it says. */
typedef struct {
  const char *label;
  char *value;
} SokyReportLine;

/* Returns: (transfer full) (element-type SokyReportLine): every detail that the report knows, but
 * the changes */
GPtrArray *soky_signature_get_lines (const SokySignatureReport *signature);

G_END_DECLS
