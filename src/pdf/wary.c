/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inspect-private.h"

SokyPdfWary *
soky_pdf_wary_new (SokyPdfWaryKind kind, int page, const char *detail)
{
  SokyPdfWary *self = g_new0 (SokyPdfWary, 1);

  self->kind = kind;
  self->page = page;
  self->detail = g_strdup (detail);
  return self;
}

void
soky_pdf_wary_free (SokyPdfWary *self)
{
  g_free (self->detail);
  g_free (self);
}

const char *
soky_pdf_wary_kind_to_string (SokyPdfWaryKind kind)
{
  static const char *const words[] = {
      [SOKY_PDF_WARY_JAVASCRIPT] = "javascript",
      [SOKY_PDF_WARY_LAUNCH] = "launch",
      [SOKY_PDF_WARY_SUBMIT] = "submit",
      [SOKY_PDF_WARY_REMOTE] = "remote",
      [SOKY_PDF_WARY_EMBEDDED_FILE] = "embedded-file",
      [SOKY_PDF_WARY_MULTIMEDIA] = "multimedia",
      [SOKY_PDF_WARY_XFA] = "xfa",
      [SOKY_PDF_WARY_HIDDEN_CONTENT] = "hidden-content",
      [SOKY_PDF_WARY_NEED_APPEARANCES] = "need-appearances",
      [SOKY_PDF_WARY_INVISIBLE_TEXT] = "invisible-text",
      [SOKY_PDF_WARY_FIELD_LOOK] = "field-look",
      [SOKY_PDF_WARY_CHANGED_AFTER] = "changed-after-signature",
  };
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (words), "other");
  return words[kind];
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const SokyPdfWary *one = *(const SokyPdfWary *const *) a;
  const SokyPdfWary *other = *(const SokyPdfWary *const *) b;
  if (one->page != other->page)
    return one->page < other->page ? -1 : 1;
  return (int) one->kind - (int) other->kind;
}

void
soky_pdf_wary_sort (GPtrArray *findings)
{
  g_ptr_array_sort (findings, compare_findings);
}
