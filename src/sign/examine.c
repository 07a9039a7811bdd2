/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/examine.h"

#include "pdf/changes.h"
#include "sign/remarks-private.h"
#include "sign/verify-private.h"

static gboolean
inspect (SokyExamination *self, SokyPdf *document, GError **error)
{
  g_autoptr (GPtrArray) list = soky_pdf_inspect (document, error);
  if (list == NULL)
    return FALSE;

  for (guint i = 0; i < list->len && self->refused == NULL; i++) {
    const SokyPdfWary *wary = list->pdata[i];
    if (soky_remark_weigh (wary->kind) == SOKY_REMARK_GRAVE)
      self->refused = g_strdup (wary->detail);
  }
  return TRUE;
}

static gboolean
compare (SokyExamination *self, SokyPdfComparer *comparer, goffset base_length,
         GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyPdfChanges) changes =
      soky_pdf_comparer_run_revision (comparer, base_length, cancellable, error);
  if (changes == NULL)
    return FALSE;

  self->altered = changes->level == SOKY_PDF_CHANGES_FORBIDDEN;
  if (self->altered && changes->list->len > 0)
    self->alteration = g_strdup (((const SokyPdfChange *) changes->list->pdata[0])->text);
  return TRUE;
}

SokyExamination *
soky_examine (SokyInput *input, goffset base_length, const SokyVerifyPolicy *policy,
              GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL && policy != NULL, NULL);

  g_autoptr (SokyExamination) self = g_new0 (SokyExamination, 1);
  g_autoptr (SokyPdf) document = soky_pdf_open (input, error);

  if (document == NULL || !inspect (self, document, error))
    return NULL;
  g_autoptr (SokyPdfComparer) comparer = soky_pdf_comparer_new (document);
  if (base_length > 0 && !compare (self, comparer, base_length, cancellable, error))
    return NULL;
  self->pages = soky_pdf_count_pages (document);
  self->report = soky_verify_document (document, comparer, "", policy, cancellable, error);
  return self->report ? g_steal_pointer (&self) : NULL;
}

void
soky_examination_free (SokyExamination *self)
{
  if (self == NULL)
    return;
  g_free (self->refused);
  g_free (self->alteration);
  g_clear_pointer (&self->report, soky_report_free);
  g_free (self);
}
