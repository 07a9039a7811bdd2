/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inspect.h"

#include <glib/gi18n-lib.h>

#include "pdf/changes.h"
#include "pdf/content.h"
#include "pdf/inspect-private.h"

#define MAX_FINDINGS 200

static void
report (GPtrArray *findings, SokyPdfWaryKind kind, int page, const char *detail)
{
  if (findings->len < MAX_FINDINGS)
    g_ptr_array_add (findings, soky_pdf_wary_new (kind, page, detail));
}

/* Text recognition puts such a layer over a scan; whoever searches or copies gets what it says, not
 * what the picture shows. */
static gboolean
look_at_pages (SokyPdf *document, GPtrArray *findings, GCancellable *cancellable, GError **error)
{
  g_autoptr (SokyGraph) graph = soky_graph_new (document);
  g_autoptr (GArray) pages = soky_graph_list_pages (graph);
  SokyContentBudget budget = SOKY_CONTENT_BUDGET;

  for (guint i = 0; i < pages->len; i++) {
    const SokyObjectPlace *place = &g_array_index (pages, SokyObjectPlace, i);
    SokyContentTraits traits;
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    soky_content_look (graph, soky_graph_load (graph, place->number, place->generation), &budget,
                       &traits);
    if (traits.hides_text && traits.shows_image)
      report (findings, SOKY_PDF_WARY_INVISIBLE_TEXT, place->page,
              _ ("Invisible text lies over a picture: searching and copying may give something "
                 "else than is seen."));
  }
  return TRUE;
}

static void
report_changes (GPtrArray *findings, const SokyPdfSignature *signature,
                const SokyPdfChanges *changes)
{
  for (guint i = 0; i < changes->forbidden; i++) {
    const SokyPdfChange *change = g_ptr_array_index (changes->list, i);
    g_autofree char *detail = g_strdup_printf (_ ("Changed after the signature “%s”: %s"),
                                               signature->field, change->text);
    report (findings, SOKY_PDF_WARY_CHANGED_AFTER, change->page, detail);
  }
}

static gboolean
look_at_signatures (SokyPdf *document, GPtrArray *findings, GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (document, error);
  goffset size = soky_input_get_size (soky_pdf_get_input (document));

  for (guint i = 0; signatures != NULL && i < signatures->len; i++) {
    const SokyPdfSignature *signature = g_ptr_array_index (signatures, i);
    if (!signature->byte_range_ok || signature->revision_end == size)
      continue;
    g_autoptr (GError) problem = NULL;
    g_autoptr (SokyPdfChanges) changes =
        soky_pdf_compare (document, signature, cancellable, &problem);
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (changes != NULL)
      report_changes (findings, signature, changes);
    else
      report (findings, SOKY_PDF_WARY_CHANGED_AFTER, 0, problem->message);
  }
  return signatures != NULL;
}

GPtrArray *
soky_pdf_inspect_look (SokyPdf *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GPtrArray) findings =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_pdf_wary_free);
  if (!look_at_pages (self, findings, cancellable, error) ||
      !soky_inspect_fields (self, findings, cancellable, error) ||
      !look_at_signatures (self, findings, cancellable, error))
    return NULL;
  soky_pdf_wary_sort (findings);
  return g_steal_pointer (&findings);
}
