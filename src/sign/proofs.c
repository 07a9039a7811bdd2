/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/proofs.h"

#include "pdf/evidence.h"

/* a report names no more of them than this */
#define MAX_LISTED 16
/* each means reading the file as it was then */
#define MAX_STORES 32

typedef struct {
  guint index;
  goffset end;
  SokyStampVerdict *verdict;
} Stamp;

struct _SokyProofs {
  GPtrArray *stamps; /* Stamp, newest first */
};

static void
stamp_free (Stamp *self)
{
  soky_stamp_verdict_free (self->verdict);
  g_free (self);
}

static void
add_all (SokyStatusPool *pool, const SokyPdfEvidence *evidence, gint64 since_us)
{
  for (guint i = 0; i < evidence->ocsps->len; i++)
    soky_status_pool_add_ocsp (pool, evidence->ocsps->pdata[i], since_us);
  for (guint i = 0; i < evidence->crls->len; i++)
    soky_status_pool_add_crl (pool, evidence->crls->pdata[i], since_us);
}

/* What the store held when @stamp was made is proven to be that old. */
static void
date_store (const SokyValidation *self, SokyPdf *document, const Stamp *stamp)
{
  g_autoptr (SokyPdf) then = soky_pdf_open_revision (document, stamp->end, NULL);
  g_autoptr (SokyPdfEvidence) evidence = then ? soky_pdf_read_evidence (then, NULL) : NULL;

  if (evidence != NULL)
    add_all (self->pool, evidence, stamp->verdict->report->time_us);
}

SokyProofs *
soky_proofs_new (const SokyValidation *self, SokyPdf *document, GPtrArray *candidates,
                 const SokyFinding *findings)
{
  g_return_val_if_fail (self != NULL && candidates != NULL, NULL);

  SokyProofs *proofs = g_new0 (SokyProofs, 1);
  guint stores = 0;
  proofs->stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) stamp_free);
  for (guint i = candidates->len; i > 0; i--) {
    SokyCandidate *candidate = g_ptr_array_index (candidates, i - 1);
    const SokyPdfSignature *signature = candidate->signature;
    if (!signature->is_timestamp || !signature->byte_range_ok || !signature->ends_revision)
      continue;
    Stamp *stamp = g_new0 (Stamp, 1);
    stamp->index = i - 1;
    stamp->end = signature->revision_end;
    stamp->verdict = soky_stamp_judge_document (self, candidate, &findings[i - 1],
                                                soky_proofs_since (proofs, stamp->end));
    g_ptr_array_add (proofs->stamps, stamp);
    if (stamp->verdict->report->proves && stores++ < MAX_STORES)
      date_store (self, document, stamp);
  }
  return proofs;
}

void
soky_proofs_free (SokyProofs *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->stamps);
  g_free (self);
}

gint64
soky_proofs_since (const SokyProofs *self, goffset end)
{
  gint64 since_us = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (guint i = 0; i < self->stamps->len; i++) {
    const Stamp *stamp = g_ptr_array_index (self->stamps, i);
    gint64 time_us = stamp->verdict->report->time_us;
    if (stamp->end > end && stamp->verdict->report->proves)
      since_us = since_us == 0 ? time_us : MIN (since_us, time_us);
  }
  return since_us;
}

gint64
soky_proofs_before (const SokyProofs *self, goffset end)
{
  gint64 before_us = 0;

  g_return_val_if_fail (self != NULL, 0);
  for (guint i = 0; i < self->stamps->len; i++) {
    const Stamp *stamp = g_ptr_array_index (self->stamps, i);
    if (stamp->end < end && stamp->verdict->report->proves)
      before_us = MAX (before_us, stamp->verdict->report->time_us);
  }
  return before_us;
}

const SokyStampVerdict *
soky_proofs_get (const SokyProofs *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  for (guint i = 0; i < self->stamps->len; i++) {
    const Stamp *stamp = g_ptr_array_index (self->stamps, i);
    if (stamp->index == index)
      return stamp->verdict;
  }
  return NULL;
}

void
soky_proofs_list (const SokyProofs *self, goffset end, GPtrArray *list)
{
  guint listed = 0;

  g_return_if_fail (self != NULL && list != NULL);
  for (guint i = self->stamps->len; i > 0 && listed < MAX_LISTED; i--) {
    const Stamp *stamp = g_ptr_array_index (self->stamps, i - 1);
    if (stamp->end <= end)
      continue;
    g_ptr_array_add (list, soky_timestamp_report_copy (stamp->verdict->report));
    listed++;
  }
}
