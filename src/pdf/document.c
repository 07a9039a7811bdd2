/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/document.h"

#include "pdf/document-private.h"
#include "pdf/fail.h"
#include "pdf/packed.h"
#include "pdf/page-tree.h"
#include "pdf/scan.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

struct _SokyPdf {
  SokyInput *input;
  SokyXref *xref;
  qpdf_data qpdf;
  char *complaint;          /* the first warning of libqpdf, or NULL */
  GHashTable *packed;       /* object streams that were looked at: see soky_packed_check() */
  GArray *pages;            /* SokyPdfPage, once asked for */
  GHashTable *page_numbers; /* object number -> page from 1 */
};

static gboolean
fail_encrypted (GError **error)
{
  g_set_error_literal (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_ENCRYPTED,
                       _ ("This PDF is protected by encryption. Save a copy without a password or "
                          "protection, and use that."));
  return FALSE;
}

static gboolean
fail_by_qpdf (SokyPdf *self, GError **error)
{
  qpdf_error problem = qpdf_get_error (self->qpdf);
  enum qpdf_error_code_e code =
      problem ? qpdf_get_error_code (self->qpdf, problem) : qpdf_e_damaged_pdf;

  if (code == qpdf_e_password)
    return fail_encrypted (error);
  const char *detail = problem ? qpdf_get_error_message_detail (self->qpdf, problem) : "";
  if (code == qpdf_e_unsupported) {
    g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_UNSUPPORTED,
                 _ ("This PDF uses something that is not supported (%s). Print it to a new PDF and "
                    "use that."),
                 detail);
    return FALSE;
  }
  g_autofree char *reason = g_strdup_printf ("%s.", detail);
  return soky_pdf_fail_damaged (error, reason);
}

/* A /Size above the highest number only leaves numbers unused; we never go by it. */
static gboolean
is_harmless (const char *complaint)
{
  unsigned int size = 0, highest = 0;
  return sscanf (complaint,
                 "reported number of objects (%u) is not one plus the highest object number (%u)",
                 &size, &highest) == 2 &&
         size > highest;
}

static void
note_complaints (SokyPdf *self)
{
  while (qpdf_more_warnings (self->qpdf)) {
    qpdf_error warning = qpdf_next_warning (self->qpdf);
    const char *complaint = qpdf_get_error_message_detail (self->qpdf, warning);
    if (self->complaint == NULL && !is_harmless (complaint))
      self->complaint = g_strdup (complaint);
  }
  if (qpdf_has_error (self->qpdf)) {
    qpdf_error problem = qpdf_get_error (self->qpdf);
    if (self->complaint == NULL)
      self->complaint = g_strdup (qpdf_get_error_message_detail (self->qpdf, problem));
  }
}

static gboolean
is_encrypted (SokyPdf *self)
{
  SokyInput *input = self->input;
  const SokyXrefSection *section = soky_xref_get_section (self->xref, 0);
  SokyScan scan = {soky_input_peek (input), (gsize) soky_input_get_size (input),
                   (gsize) section->trailer};
  g_autoptr (GHashTable) trailer = soky_scan_dictionary (&scan);

  return trailer != NULL && g_hash_table_contains (trailer, "Encrypt");
}

static gboolean
read_objects (SokyPdf *self, GError **error)
{
  self->qpdf = qpdf_init ();
  qpdf_silence_errors (self->qpdf);
  qpdf_set_suppress_warnings (self->qpdf, QPDF_TRUE);
  qpdf_set_attempt_recovery (self->qpdf, QPDF_FALSE);
  QPDF_ERROR_CODE code =
      qpdf_read_memory (self->qpdf, "PDF", (const char *) soky_input_peek (self->input),
                        (unsigned long long) soky_input_get_size (self->input), NULL);
  if ((code & QPDF_ERRORS) != 0)
    return fail_by_qpdf (self, error);
  if (qpdf_is_encrypted (self->qpdf))
    return fail_encrypted (error);

  g_auto (SokyObject) catalog = soky_pdf_get_catalog (self);
  if (!soky_object_is_dictionary (&catalog) || !soky_object_has (&catalog, "/Pages"))
    return soky_pdf_fail_damaged (error, _ ("its catalog of contents is missing."));
  return TRUE;
}

/* @packed: of another document that begins with the same bytes */
static SokyPdf *
open_input (SokyInput *input, GHashTable *packed, GError **error)
{
  g_autoptr (SokyPdf) self = g_new0 (SokyPdf, 1);
  self->input = soky_input_ref (input);
  self->packed = g_hash_table_ref (packed);
  self->xref = soky_xref_read (input, error);
  if (self->xref == NULL)
    return NULL;
  if (is_encrypted (self)) {
    fail_encrypted (error);
    return NULL;
  }
  if (!soky_packed_check (input, self->xref, self->packed, error) || !read_objects (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

SokyPdf *
soky_pdf_open (SokyInput *input, GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (GHashTable) packed = g_hash_table_new (NULL, NULL);
  return open_input (input, packed, error);
}

SokyPdf *
soky_pdf_open_revision (SokyPdf *self, goffset length, GError **error)
{
  g_return_val_if_fail (length >= 0 && length <= soky_input_get_size (self->input), NULL);

  g_autoptr (SokyInput) prefix = soky_input_prefix (self->input, length);
  return open_input (prefix, self->packed, error);
}

void
soky_pdf_close (SokyPdf *self)
{
  if (self == NULL)
    return;
  if (self->qpdf != NULL)
    qpdf_cleanup (&self->qpdf);
  soky_xref_free (self->xref);
  soky_input_unref (self->input);
  g_hash_table_unref (self->packed);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->page_numbers, g_hash_table_unref);
  g_free (self->complaint);
  g_free (self);
}

SokyInput *
soky_pdf_get_input (SokyPdf *self)
{
  return self->input;
}

qpdf_data
soky_pdf_get_qpdf (SokyPdf *self)
{
  return self->qpdf;
}

const SokyXref *
soky_pdf_get_xref (SokyPdf *self)
{
  return self->xref;
}

SokyObject
soky_pdf_get_catalog (SokyPdf *self)
{
  g_auto (SokyObject) trailer = soky_object_trailer (self->qpdf);
  return soky_object_get (&trailer, "/Root");
}

gboolean
soky_pdf_check_sound (SokyPdf *self, GError **error)
{
  note_complaints (self);
  if (self->complaint == NULL)
    return TRUE;
  g_autofree char *reason = g_strdup_printf ("%s.", self->complaint);
  return soky_pdf_fail_damaged (error, reason);
}

static gboolean
ensure_pages (SokyPdf *self, GError **error)
{
  if (self->pages != NULL)
    return TRUE;
  self->pages = soky_page_tree_list (self, error);
  if (self->pages == NULL)
    return FALSE;
  self->page_numbers = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < self->pages->len; i++) {
    const SokyPdfPage *page = &g_array_index (self->pages, SokyPdfPage, i);
    if (page->number > 0)
      g_hash_table_insert (self->page_numbers, GINT_TO_POINTER (page->number),
                           GINT_TO_POINTER ((int) i + 1));
  }
  return TRUE;
}

guint
soky_pdf_count_pages (SokyPdf *self)
{
  return ensure_pages (self, NULL) ? self->pages->len : 0;
}

const SokyPdfPage *
soky_pdf_get_page (SokyPdf *self, guint index, GError **error)
{
  if (!ensure_pages (self, error))
    return NULL;
  if (index < self->pages->len)
    return &g_array_index (self->pages, SokyPdfPage, index);
  g_set_error (error, SOKY_PDF_ERROR, SOKY_PDF_ERROR_NO_SUCH_PAGE,
               _ ("The document has %u pages; choose one of them."), self->pages->len);
  return NULL;
}

gboolean
soky_pdf_get_page_geometry (SokyPdf *self, int page, double box[4], int *rotation, GError **error)
{
  const SokyPdfPage *found =
      soky_pdf_get_page (self, page > 0 ? (guint) page - 1 : G_MAXUINT, error);
  if (found == NULL)
    return FALSE;
  memcpy (box, found->box, sizeof found->box);
  *rotation = found->rotation;
  return TRUE;
}

int
soky_pdf_find_page (SokyPdf *self, int number, int generation)
{
  if (!ensure_pages (self, NULL))
    return 0;
  int page = GPOINTER_TO_INT (g_hash_table_lookup (self->page_numbers, GINT_TO_POINTER (number)));
  return page > 0 && g_array_index (self->pages, SokyPdfPage, page - 1).generation == generation
             ? page
             : 0;
}

guint
soky_pdf_count_revisions (SokyPdf *self)
{
  return soky_xref_count_revisions (self->xref);
}

goffset
soky_pdf_get_revision_end (SokyPdf *self, guint index)
{
  return soky_xref_get_revision_end (self->xref, index);
}
