/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdf/evidence.h"
#include "pdf/object.h"

G_BEGIN_DECLS

/* What reading (evidence.c) and writing (evidence-write.c) a store share. */

#define SOKY_EVIDENCE_CERTS "/Certs"
#define SOKY_EVIDENCE_OCSPS "/OCSPs"
#define SOKY_EVIDENCE_CRLS "/CRLs"

/* One piece: the key of its list, its decoded bytes, its stream. */
typedef void (*SokyEvidenceFunc) (const char *key, GBytes *bytes, const SokyObject *stream,
                                  gpointer user_data);

/* All pieces of @store, a document security store or anything else, within limits. */
gboolean soky_evidence_foreach (const SokyObject *store, SokyEvidenceFunc func, gpointer user_data,
                                GError **error);
GPtrArray *soky_evidence_get_list (const SokyPdfEvidence *self, const char *key);

G_END_DECLS
