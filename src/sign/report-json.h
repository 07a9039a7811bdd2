/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

G_BEGIN_DECLS

/* The stable JSON of `soky-cli verify --json`: an array with an object per signature. The same text
 * carries a report from the server's worker process to the server.
 * @reports: (element-type SokyReport) */
char *soky_report_to_json (GPtrArray *reports);

/**
 * soky_report_from_json:
 * @text: what soky_report_to_json() made of one report; from a process that is not trusted
 *
 * Certificates come back from their DER. An empty array gives a report without signatures, whose
 * file and size are not known.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with a #GIOError
 */
SokyReport *soky_report_from_json (const char *text, gsize length, GError **error);

G_END_DECLS
