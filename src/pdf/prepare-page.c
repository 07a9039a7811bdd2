/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/fail.h"
#include "pdf/prepare-private.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>

/* Whether another page has the same array: then the widget must not go into it. */
static gboolean
is_shared (const SokyPrepare *self, int array)
{
  qpdf_data qpdf = soky_pdf_get_qpdf (self->base);

  for (guint i = 0; i < soky_pdf_count_pages (self->base); i++) {
    const SokyPdfPage *page = soky_pdf_get_page (self->base, i, NULL);
    if (page == NULL || page->number == 0 || page->number == self->page->number)
      continue;
    g_auto (SokyObject) object = soky_object_by_number (qpdf, page->number, page->generation);
    g_auto (SokyObject) annots = soky_object_get (&object, "/Annots");
    int number = 0, generation = 0;
    if (soky_object_get_reference (&annots, &number, &generation) && number == array)
      return TRUE;
  }
  return FALSE;
}

gboolean
soky_prepare_hang_widget (SokyPrepare *self, guint widget, guint generation, GError **error)
{
  const SokyPdfPage *page = self->page;
  int number = 0, array_generation = 0;

  if (page->number == 0)
    return soky_pdf_fail_damaged (error, _ ("its list of pages is not in order."));
  g_auto (SokyObject) object =
      soky_object_by_number (soky_pdf_get_qpdf (self->base), page->number, page->generation);
  g_auto (SokyObject) annots = soky_object_get (&object, "/Annots");
  if (!soky_object_is_null (&annots) && !soky_object_is_array (&annots))
    return soky_pdf_fail_damaged (error, _ ("the annotations of a page are not in order."));

  g_autofree char *reference = g_strdup_printf ("%u %u R", widget, generation);
  g_autofree char *array = soky_source_append (&annots, reference);
  if (soky_object_is_array (&annots) &&
      soky_object_get_reference (&annots, &number, &array_generation) &&
      !is_shared (self, number)) {
    soky_pdf_update_set (self->update, (guint) number, (guint) array_generation, array);
    return TRUE;
  }
  g_autofree char *source = soky_source_edit (&object, "/Annots", array, NULL);
  soky_pdf_update_set (self->update, (guint) page->number, (guint) page->generation, source);
  return TRUE;
}
