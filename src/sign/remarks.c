/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sign/remarks-private.h"

#include <glib/gi18n-lib.h>

#include "pdf/preflight.h"

#define MAX_FONTS 4 /* named one by one */

SokyRemarkWeight
soky_remark_weigh (SokyPdfWaryKind kind)
{
  switch (kind) {
  case SOKY_PDF_WARY_JAVASCRIPT:
  case SOKY_PDF_WARY_LAUNCH:
  case SOKY_PDF_WARY_SUBMIT:
  case SOKY_PDF_WARY_XFA:
  case SOKY_PDF_WARY_MULTIMEDIA:
  case SOKY_PDF_WARY_CHANGED_AFTER:
    return SOKY_REMARK_GRAVE;
  case SOKY_PDF_WARY_INVISIBLE_TEXT:
    return SOKY_REMARK_NOTE;
  case SOKY_PDF_WARY_REMOTE:
  case SOKY_PDF_WARY_EMBEDDED_FILE:
  case SOKY_PDF_WARY_HIDDEN_CONTENT:
  case SOKY_PDF_WARY_NEED_APPEARANCES:
  case SOKY_PDF_WARY_FIELD_LOOK:
  default:
    return SOKY_REMARK_CAUTION;
  }
}

void
soky_remark_free (SokyRemark *self)
{
  g_free (self->text);
  g_free (self->advice);
  g_free (self);
}

const char *
soky_remark_weight_to_string (SokyRemarkWeight weight)
{
  static const char *const words[] = {"note", "caution", "grave"};

  g_return_val_if_fail ((gsize) weight < G_N_ELEMENTS (words), "note");
  return words[weight];
}

static SokyRemark *
remark_new (SokyRemarkWeight weight, const char *kind, int page, const char *text)
{
  SokyRemark *self = g_new0 (SokyRemark, 1);

  self->weight = weight;
  self->kind = kind;
  self->page = page;
  self->text = g_strdup (text);
  return self;
}

static int
compare_remarks (gconstpointer a, gconstpointer b)
{
  const SokyRemark *one = *(const SokyRemark *const *) a;
  const SokyRemark *other = *(const SokyRemark *const *) b;

  if (one->weight != other->weight)
    return one->weight > other->weight ? -1 : 1;
  return one->page - other->page;
}

static void
take_findings (GPtrArray *remarks, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const SokyPdfWary *wary = g_ptr_array_index (findings, i);
    g_ptr_array_add (remarks, remark_new (soky_remark_weigh (wary->kind),
                                          soky_pdf_wary_kind_to_string (wary->kind), wary->page,
                                          wary->detail));
  }
}

static gboolean
inspect (SokyPdf *document, GPtrArray *remarks, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) acts = soky_pdf_inspect (document, error);
  g_autoptr (GPtrArray) looks =
      acts != NULL ? soky_pdf_inspect_look (document, cancellable, error) : NULL;

  if (looks == NULL)
    return FALSE;
  take_findings (remarks, acts);
  take_findings (remarks, looks);
  return TRUE;
}

/* Where a person mends it: most PDFs of a school come from Word. */
static const char *
advise (SokyPdfPreflightKind kind)
{
  switch (kind) {
  case SOKY_PDF_PREFLIGHT_FONT_MISSING:
    return _ ("In Word: File → Options → Save → tick “Embed fonts in the file”, then save as PDF "
              "again.");
  case SOKY_PDF_PREFLIGHT_FONT_LEGACY:
    return _ ("Convert the text to Unicode (UniKey: Ctrl+Shift+F6), choose Times New Roman in "
              "Word, then save as PDF again.");
  case SOKY_PDF_PREFLIGHT_PAGE_SIZE:
    return _ ("In Word: Layout → Size → A4, then save as PDF again.");
  case SOKY_PDF_PREFLIGHT_PAGE_TURNED:
    return _ ("In Word: Layout → Orientation; do not turn pages afterwards in the PDF.");
  case SOKY_PDF_PREFLIGHT_SCAN:
    return _ ("Save the document as PDF from Word instead of scanning it, if you have it.");
  case SOKY_PDF_PREFLIGHT_TOO_LARGE:
    return _ ("In Word: Save As → PDF → “Minimum size”, or make the pictures smaller (Picture "
              "Format → Compress Pictures).");
  case SOKY_PDF_PREFLIGHT_SIGNED:
    return _ ("Leave the file as it is: saving it again in another program breaks these "
              "signatures.");
  default:
    return NULL;
  }
}

/* The fonts of all findings of @kind, as one list. */
static char *
list_fonts (GPtrArray *items, SokyPdfPreflightKind kind)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint count = 0;

  for (guint i = 0; i < items->len; i++) {
    const SokyPdfPreflightItem *item = g_ptr_array_index (items, i);
    if (item->kind != kind || item->font == NULL || count++ > MAX_FONTS)
      continue;
    if (list->len > 0)
      g_string_append (list, ", ");
    g_string_append (list, count > MAX_FONTS ? "…" : item->font);
  }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
describe (const SokyPdfPreflightItem *item, const char *fonts, goffset limit)
{
  g_autofree char *size = g_format_size ((guint64) limit);

  switch (item->kind) {
  case SOKY_PDF_PREFLIGHT_FONT_MISSING:
    return g_strdup_printf (_ ("Not embedded in the file: the font %s. Another computer shows "
                               "another one."),
                            fonts);
  case SOKY_PDF_PREFLIGHT_FONT_LEGACY:
    return g_strdup_printf (_ ("Of the old kind (TCVN3, VNI): the font %s. Searching and copying "
                               "gives wrong letters."),
                            fonts);
  case SOKY_PDF_PREFLIGHT_PAGE_SIZE:
    return g_strdup_printf (ngettext ("%u page is not A4.", "%u pages are not A4.", item->count),
                            item->count);
  case SOKY_PDF_PREFLIGHT_PAGE_TURNED:
    return g_strdup_printf (ngettext ("%u page is turned.", "%u pages are turned.", item->count),
                            item->count);
  case SOKY_PDF_PREFLIGHT_SCAN:
    return g_strdup_printf (ngettext ("%u page is a picture without text: it cannot be searched.",
                                      "%u pages are pictures without text: they cannot be "
                                      "searched.",
                                      item->count),
                            item->count);
  case SOKY_PDF_PREFLIGHT_TOO_LARGE:
    return g_strdup_printf (_ ("The file is larger than the %s that the server takes."), size);
  case SOKY_PDF_PREFLIGHT_SIGNED:
    return g_strdup_printf (
        ngettext ("The file holds %u signature.", "The file holds %u signatures.", item->count),
        item->count);
  default:
    return g_strdup ("");
  }
}

static SokyRemarkWeight
weigh_preflight (SokyPdfPreflightKind kind)
{
  switch (kind) {
  case SOKY_PDF_PREFLIGHT_TOO_LARGE:
    return SOKY_REMARK_GRAVE;
  case SOKY_PDF_PREFLIGHT_FONT_MISSING:
  case SOKY_PDF_PREFLIGHT_FONT_LEGACY:
    return SOKY_REMARK_CAUTION;
  case SOKY_PDF_PREFLIGHT_PAGE_SIZE:
  case SOKY_PDF_PREFLIGHT_PAGE_TURNED:
  case SOKY_PDF_PREFLIGHT_SCAN:
  case SOKY_PDF_PREFLIGHT_SIGNED:
  default:
    return SOKY_REMARK_NOTE;
  }
}

static gboolean
fly (SokyPdf *document, goffset limit, GPtrArray *remarks, GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GPtrArray) items = soky_pdf_preflight (document, limit, cancellable, error);

  guint told = 0; /* a bit for each kind: fonts are told together */

  for (guint i = 0; items != NULL && i < items->len; i++) {
    const SokyPdfPreflightItem *item = g_ptr_array_index (items, i);
    if ((told & (1u << item->kind)) != 0)
      continue;
    told |= 1u << item->kind;
    g_autofree char *fonts = list_fonts (items, item->kind);
    g_autofree char *text = describe (item, fonts, limit);
    SokyRemark *remark =
        remark_new (weigh_preflight (item->kind), soky_pdf_preflight_kind_to_string (item->kind),
                    item->page, text);
    remark->advice = g_strdup (advise (item->kind));
    g_ptr_array_add (remarks, remark);
  }
  return items != NULL;
}

GPtrArray *
soky_remarks_for_signer (SokyInput *input, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (GPtrArray) remarks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_remark_free);
  g_autoptr (SokyPdf) document = soky_pdf_open (input, error);
  if (document == NULL || !inspect (document, remarks, cancellable, error))
    return NULL;
  g_ptr_array_sort (remarks, compare_remarks);
  return g_steal_pointer (&remarks);
}

GPtrArray *
soky_remarks_for_submitter (SokyInput *input, goffset limit, GCancellable *cancellable,
                            GError **error)
{
  g_return_val_if_fail (input != NULL, NULL);

  g_autoptr (GPtrArray) remarks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_remark_free);
  g_autoptr (SokyPdf) document = soky_pdf_open (input, error);
  if (document == NULL || !fly (document, limit, remarks, cancellable, error) ||
      !inspect (document, remarks, cancellable, error))
    return NULL;
  g_ptr_array_sort (remarks, compare_remarks);
  return g_steal_pointer (&remarks);
}
