/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/change.h"

SokyPdfChange *
soky_pdf_change_new (SokyPdfChangeKind kind, gboolean permitted, const char *text)
{
  SokyPdfChange *self = g_new0 (SokyPdfChange, 1);
  self->kind = kind;
  self->permitted = permitted;
  self->field = g_strdup ("");
  self->text = g_utf8_make_valid (text, -1);
  return self;
}

SokyPdfChange *
soky_pdf_change_copy (const SokyPdfChange *self)
{
  SokyPdfChange *copy = g_memdup2 (self, sizeof *self);
  copy->field = g_strdup (self->field);
  copy->text = g_strdup (self->text);
  return copy;
}

void
soky_pdf_change_free (SokyPdfChange *self)
{
  g_free (self->field);
  g_free (self->text);
  g_free (self);
}

const char *
soky_pdf_change_kind_to_string (SokyPdfChangeKind kind)
{
  static const char *const words[SOKY_PDF_CHANGE_KINDS] = {
      [SOKY_PDF_CHANGE_FILE] = "file",
      [SOKY_PDF_CHANGE_DOCUMENT] = "document",
      [SOKY_PDF_CHANGE_METADATA] = "metadata",
      [SOKY_PDF_CHANGE_EVIDENCE] = "evidence",
      [SOKY_PDF_CHANGE_CONTENT_REPLACED] = "content-replaced",
      [SOKY_PDF_CHANGE_CONTENT_REMOVED] = "content-removed",
      [SOKY_PDF_CHANGE_PAGE_CHANGED] = "page-changed",
      [SOKY_PDF_CHANGE_PAGE_REMOVED] = "page-removed",
      [SOKY_PDF_CHANGE_ANNOTATION_ADDED] = "annotation-added",
      [SOKY_PDF_CHANGE_ANNOTATION_CHANGED] = "annotation-changed",
      [SOKY_PDF_CHANGE_ANNOTATION_REMOVED] = "annotation-removed",
      [SOKY_PDF_CHANGE_FORM] = "form",
      [SOKY_PDF_CHANGE_FIELD_ADDED] = "field-added",
      [SOKY_PDF_CHANGE_FIELD_FILLED] = "field-filled",
      [SOKY_PDF_CHANGE_FIELD_CHANGED] = "field-changed",
      [SOKY_PDF_CHANGE_FIELD_REMOVED] = "field-removed",
      [SOKY_PDF_CHANGE_SIGNATURE_ADDED] = "signature-added",
      [SOKY_PDF_CHANGE_SIGNATURE_REPLACED] = "signature-replaced",
      [SOKY_PDF_CHANGE_TIMESTAMP_ADDED] = "timestamp-added",
  };
  g_return_val_if_fail (kind < SOKY_PDF_CHANGE_KINDS, words[SOKY_PDF_CHANGE_FILE]);

  return words[kind];
}
