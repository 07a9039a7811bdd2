/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/inspect-private.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdf/anchor-match.h"
#include "pdf/anchor-page.h"
#include "pdf/field-tree.h"

#define MAX_FIELDS 2000
#define FLAG_PASSWORD (1 << 13) /* of text fields (ISO 32000-2 table 231) */

/* The text of one page with its fields, as it is shown. */
typedef struct {
  int number;               /* 0 = of none */
  char *text;               /* nullable */
  PopplerRectangle *places; /* of its characters */
  guint count;
} PageText;

typedef struct {
  SokyPdf *document;
  PopplerDocument *shown; /* nullable until a field needs it */
  PageText page;
} Fields;

static cairo_status_t
take_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Poppler reads text from a page's content alone; drawn into a PDF of its own, what its fields show
 * is content as well. */
static PopplerDocument *
flatten (PopplerPage *page)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double width = 0, height = 0;

  poppler_page_get_size (page, &width, &height);
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (take_bytes, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  g_autoptr (GBytes) pdf = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  return poppler_document_new_from_bytes (pdf, NULL, NULL);
}

static void
page_text_clear (PageText *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->places, g_free);
  self->number = 0;
  self->count = 0;
}

static gboolean
read_page (Fields *self, int number)
{
  PageText *text = &self->page;

  if (text->number == number)
    return text->text != NULL;
  page_text_clear (text);
  text->number = number;
  if (self->shown == NULL)
    self->shown = soky_anchor_page_open_document (soky_pdf_get_input (self->document), NULL);
  g_autoptr (SokyPopplerPage) page =
      self->shown ? poppler_document_get_page (self->shown, number - 1) : NULL;
  g_autoptr (SokyPopplerDocument) flat = page ? flatten (page) : NULL;
  g_autoptr (SokyPopplerPage) flat_page = flat ? poppler_document_get_page (flat, 0) : NULL;
  text->text = flat_page ? poppler_page_get_text (flat_page) : NULL;
  if (text->text != NULL && !g_utf8_validate (text->text, -1, NULL))
    g_clear_pointer (&text->text, g_free);
  if (text->text != NULL)
    poppler_page_get_text_layout (flat_page, &text->places, &text->count);
  return text->text != NULL;
}

/* What stands within @rect as the page is shown, or NULL. */
static char *
read_rect (Fields *self, int number, const double rect[4])
{
  const SokyPdfPage *known = soky_pdf_get_page (self->document, (guint) number - 1, NULL);
  g_autoptr (GString) found = g_string_new (NULL);
  double box[4];

  if (known == NULL || !read_page (self, number))
    return NULL;
  SokyAnchorPage view = {.rotation = known->rotation};
  memcpy (view.crop, known->box, sizeof view.crop);
  soky_anchor_page_to_shown (&view, rect, box);
  const char *p = self->page.text;
  for (guint i = 0; i < self->page.count && *p != '\0'; i++, p = g_utf8_next_char (p)) {
    const PopplerRectangle *place = &self->page.places[i];
    double x = (place->x1 + place->x2) / 2, y = (place->y1 + place->y2) / 2;
    if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3])
      g_string_append_unichar (found, g_utf8_get_char (p));
  }
  return g_string_free (g_steal_pointer (&found), FALSE);
}

static gboolean
contains (const char *text, const char *wanted)
{
  glong first = 0, last = 0;
  return soky_anchor_match_last (text, wanted, &first, &last);
}

/* A value too long for its field shows a part of itself. */
static gboolean
agrees (const char *shown, const char *value)
{
  g_autofree char *blank = g_strstrip (g_strdup (shown));
  return *blank == '\0' ? *value == '\0' : contains (shown, value) || contains (value, shown);
}

/* A choice may show another text than the value that it stands for. */
static gboolean
option_agrees (const SokyObject *field, const char *shown, const char *value)
{
  g_auto (SokyObject) options = soky_object_get (field, "/Opt");

  for (int i = 0; i < soky_object_count (&options); i++) {
    g_auto (SokyObject) option = soky_object_item (&options, i);
    g_auto (SokyObject) export = soky_object_item (&option, 0);
    g_auto (SokyObject) label = soky_object_item (&option, 1);
    g_autofree char *export_text = soky_object_dup_text (&export);
    g_autofree char *label_text = soky_object_dup_text (&label);
    if (label_text != NULL && g_strcmp0 (export_text, value) == 0 && agrees (shown, label_text))
      return TRUE;
  }
  return FALSE;
}

static gboolean
text_agrees (Fields *self, const SokyFieldEntry *entry, const SokyObject *field)
{
  g_auto (SokyObject) value = soky_field_entry_get_value (self->document, entry);
  g_auto (SokyObject) flags = soky_object_get (field, "/Ff");
  g_autofree char *text = soky_object_dup_text (&value);
  gint64 bits = 0;

  soky_object_get_integer (&flags, &bits);
  if (text == NULL || *text == '\0' || (bits & FLAG_PASSWORD) != 0)
    return TRUE;
  g_autofree char *shown = read_rect (self, entry->page, entry->rect);
  return shown == NULL || agrees (shown, text) || option_agrees (field, shown, text);
}

/* A box that is ticked in one place and not in the other (ISO 32000-2 §12.7.5.2.3). */
static gboolean
button_agrees (Fields *self, const SokyFieldEntry *entry, const SokyObject *widget)
{
  g_auto (SokyObject) value = soky_field_entry_get_value (self->document, entry);
  g_auto (SokyObject) state = soky_object_get (widget, "/AS");
  g_autofree char *value_name = soky_object_dup_name (&value);
  g_autofree char *state_name = soky_object_dup_name (&state);

  return entry->widgets != 1 || value_name == NULL || state_name == NULL ||
         g_str_equal (value_name, state_name);
}

static gboolean
field_agrees (Fields *self, const SokyFieldEntry *entry)
{
  qpdf_data qpdf = soky_pdf_get_qpdf (self->document);
  int number = entry->is_merged ? entry->number : entry->widget_number;
  int generation = entry->is_merged ? entry->generation : entry->widget_generation;
  g_auto (SokyObject) field = soky_object_by_number (qpdf, entry->number, entry->generation);
  g_auto (SokyObject) widget = soky_object_by_number (qpdf, number, generation);
  g_auto (SokyObject) look = soky_object_get (&widget, "/AP");

  if (!entry->has_value || !entry->is_visible || entry->page == 0 || number == 0 ||
      soky_object_is_null (&look))
    return TRUE;
  if (g_str_equal (entry->type, "Btn"))
    return button_agrees (self, entry, &widget);
  return g_str_equal (entry->type, "Sig") || text_agrees (self, entry, &field);
}

gboolean
soky_inspect_fields (SokyPdf *document, GPtrArray *findings, GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GPtrArray) entries = soky_field_tree_list (document, error);
  Fields self = {document, NULL, {0}};

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (entries->len, MAX_FIELDS); i++) {
    const SokyFieldEntry *entry = g_ptr_array_index (entries, i);
    if (g_cancellable_is_cancelled (cancellable))
      break;
    if (field_agrees (&self, entry))
      continue;
    g_autofree char *detail =
        g_strdup_printf (_ ("The field “%s” shows something else than it holds."), entry->name);
    g_ptr_array_add (findings, soky_pdf_wary_new (SOKY_PDF_WARY_FIELD_LOOK, entry->page, detail));
  }
  page_text_clear (&self.page);
  g_clear_object (&self.shown);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
