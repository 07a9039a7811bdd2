/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sign/report.h"

G_BEGIN_DECLS

/* Members of a signature in JSON besides what their names say:
 * verdict, indication   "valid", "invalid", "indeterminate"; the (sub-)indication of EN 319 102-1
 * level                 "none", "B-B", "B-T", "B-LT", "B-LTA": what the file itself proves
 * trust_time            the moment for which the certificate was judged
 * best_time             since when the signature is proven to exist, and best_time_source:
 *                       "none", "signature-timestamp", "document-timestamp"
 * timestamps            objects: document, proves, time, authority, indication, problem
 * revocation            objects, one for each certificate below the anchor: holder, fingerprint,
 *                       status ("good", "revoked", "unknown"), evidence ("none", "ocsp", "crl"),
 *                       fault, origin ("none", "file", "network"), produced_at, next_update,
 *                       revoked_at, cause (CRLReason), text
 * verified_at, policy   when, and by what: revocation ("published", "prefer", "require"), network
 * Moments are RFC 3339, or null. Members may be added, none will change. */

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
