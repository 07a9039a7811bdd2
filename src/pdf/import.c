/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/import.h"

#include "pdf/fail.h"
#include "pdf/source.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define MAX_DEPTH 64
#define MAX_OBJECTS 4096

typedef struct {
  SokyPdfUpdate *update;
  SokyPdf *from;
  GHashTable *numbers; /* number there -> number here */
  GQueue pending;      /* numbers there whose objects are not copied yet */
} Import;

static gboolean copy_value (Import *import, const SokyObject *value, GString *out, guint depth);

/* The number here of an object there; generations do not matter, as @from has one revision. */
static guint
map_number (Import *import, int number)
{
  gpointer known = g_hash_table_lookup (import->numbers, GINT_TO_POINTER (number));
  if (known != NULL)
    return GPOINTER_TO_UINT (known);

  guint fresh = soky_pdf_update_allocate (import->update);
  g_hash_table_insert (import->numbers, GINT_TO_POINTER (number), GUINT_TO_POINTER (fresh));
  g_queue_push_tail (&import->pending, GINT_TO_POINTER (number));
  return fresh;
}

static gboolean
copy_pairs (Import *import, const SokyObject *dictionary, const char *skip, GString *out,
            guint depth)
{
  g_auto (GStrv) keys = soky_object_dup_keys (dictionary);

  for (guint i = 0; keys[i] != NULL; i++) {
    if (g_strcmp0 (keys[i], skip) == 0)
      continue;
    g_auto (SokyObject) value = soky_object_get (dictionary, keys[i]);
    g_autofree char *key = soky_source_name (keys[i] + 1);
    g_string_append_printf (out, " %s ", key);
    if (!copy_value (import, &value, out, depth + 1))
      return FALSE;
  }
  return TRUE;
}

static gboolean
copy_direct (Import *import, const SokyObject *value, GString *out, guint depth)
{
  if (soky_object_is_array (value)) {
    g_string_append_c (out, '[');
    for (int i = 0; i < soky_object_count (value); i++) {
      g_auto (SokyObject) item = soky_object_item (value, i);
      g_string_append_c (out, ' ');
      if (!copy_value (import, &item, out, depth + 1))
        return FALSE;
    }
    g_string_append (out, " ]");
    return TRUE;
  }
  if (soky_object_is_dictionary (value)) {
    g_string_append (out, "<<");
    gboolean done = copy_pairs (import, value, NULL, out, depth);
    g_string_append (out, " >>");
    return done;
  }
  g_autofree char *source = soky_object_dup_resolved (value);
  g_string_append (out, source);
  return TRUE;
}

static gboolean
copy_value (Import *import, const SokyObject *value, GString *out, guint depth)
{
  int number = 0, generation = 0;

  if (depth > MAX_DEPTH || g_hash_table_size (import->numbers) > MAX_OBJECTS)
    return FALSE;
  if (!soky_object_get_reference (value, &number, &generation))
    return copy_direct (import, value, out, depth);
  g_string_append_printf (out, "%u 0 R", map_number (import, number));
  return TRUE;
}

static gboolean
copy_stream (Import *import, const SokyObject *stream, guint number)
{
  g_autoptr (GString) dictionary = g_string_new (NULL);
  g_autoptr (GBytes) data = soky_object_read_raw (stream);

  if (data == NULL || !copy_pairs (import, stream, "/Length", dictionary, 0))
    return FALSE;
  soky_pdf_update_set_stream (import->update, number, dictionary->str, data);
  return TRUE;
}

static gboolean
copy_pending (Import *import)
{
  while (!g_queue_is_empty (&import->pending)) {
    int there = GPOINTER_TO_INT (g_queue_pop_head (&import->pending));
    guint here = map_number (import, there);
    g_auto (SokyObject) object = soky_object_by_number (soky_pdf_get_qpdf (import->from), there, 0);
    if (soky_object_is_stream (&object)) {
      if (!copy_stream (import, &object, here))
        return FALSE;
      continue;
    }
    g_autoptr (GString) source = g_string_new (NULL);
    if (!copy_direct (import, &object, source, 0))
      return FALSE;
    soky_pdf_update_set (import->update, here, 0, source->str);
  }
  return TRUE;
}

/* The content as it stands when it is one stream, else all of it decoded and joined. */
static GBytes *
read_content (Import *import, const SokyObject *page, GString *dictionary)
{
  g_auto (SokyObject) contents = soky_object_get (page, "/Contents");

  if (soky_object_is_stream (&contents)) {
    static const char *const keys[] = {"/Filter", "/DecodeParms"};
    for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
      g_auto (SokyObject) value = soky_object_get (&contents, keys[i]);
      g_autofree char *source = soky_object_dup_resolved (&value);
      if (!soky_object_is_null (&value))
        g_string_append_printf (dictionary, " %s %s", keys[i], source);
    }
    return soky_object_read_raw (&contents);
  }
  unsigned char *data = NULL;
  size_t length = 0;
  if ((qpdf_oh_get_page_content_data (page->qpdf, page->oh, &data, &length) & QPDF_ERRORS) != 0)
    return NULL;
  return g_bytes_new_with_free_func (data, length, free, data);
}

/* Which part of the form fills the rectangle once it is turned (ISO 32000-2 §12.5.5, algorithm
 * 8.1): of the rectangle's proportions, around the page's middle. */
static void
find_box (const SokyPdfPage *page, int rotation, double width, double height, double box[4])
{
  double shown_width = rotation % 180 == 0 ? width : height;
  double shown_height = rotation % 180 == 0 ? height : width;
  double own_width = page->box[2] - page->box[0], own_height = page->box[3] - page->box[1];
  double scale = MIN (shown_width / own_width, shown_height / own_height);
  double middle_x = (page->box[0] + page->box[2]) / 2, middle_y = (page->box[1] + page->box[3]) / 2;

  box[0] = middle_x - shown_width / scale / 2;
  box[1] = middle_y - shown_height / scale / 2;
  box[2] = middle_x + shown_width / scale / 2;
  box[3] = middle_y + shown_height / scale / 2;
}

static void
append_geometry (GString *dictionary, const double box[4], int rotation)
{
  static const double matrices[4][6] = {
      {1, 0, 0, 1, 0, 0}, {0, 1, -1, 0, 0, 0}, {-1, 0, 0, -1, 0, 0}, {0, -1, 1, 0, 0, 0}};
  g_autofree char *box_source = soky_source_numbers (box, 4);
  g_autofree char *matrix = soky_source_numbers (matrices[rotation / 90 % 4], 6);

  g_string_append_printf (dictionary,
                          "/Type /XObject /Subtype /Form /FormType 1 /BBox %s /Matrix %s",
                          box_source, matrix);
}

static gboolean
import_form (Import *import, const SokyPdfPage *page, const double box[4], int rotation,
             guint number)
{
  g_autoptr (GString) dictionary = g_string_new (NULL);
  g_auto (SokyObject) object =
      soky_object_by_number (soky_pdf_get_qpdf (import->from), page->number, page->generation);
  g_auto (SokyObject) resources = soky_object_get (&object, "/Resources");
  g_auto (SokyObject) group = soky_object_get (&object, "/Group");

  append_geometry (dictionary, box, rotation);
  g_string_append (dictionary, " /Resources ");
  if (soky_object_is_null (&resources))
    g_string_append (dictionary, "<< >>");
  else if (!copy_value (import, &resources, dictionary, 0))
    return FALSE;
  if (!soky_object_is_null (&group)) {
    g_string_append (dictionary, " /Group ");
    if (!copy_value (import, &group, dictionary, 0))
      return FALSE;
  }
  g_autoptr (GBytes) content = read_content (import, &object, dictionary);
  if (content == NULL || !copy_pending (import))
    return FALSE;
  soky_pdf_update_set_stream (import->update, number, dictionary->str, content);
  return TRUE;
}

gboolean
soky_pdf_import_page (SokyPdfUpdate *update, GBytes *pdf, int rotation, double width, double height,
                      guint *number, GError **error)
{
  g_return_val_if_fail (width > 0 && height > 0, FALSE);

  g_autoptr (SokyInput) input = soky_input_new_for_bytes (pdf);
  g_autoptr (SokyPdf) from = soky_pdf_open (input, error);
  const SokyPdfPage *page = from ? soky_pdf_get_page (from, 0, error) : NULL;
  if (page == NULL)
    return FALSE;

  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  Import import = {update, from, numbers, G_QUEUE_INIT};
  double box[4] = {0};
  gboolean done = page->number > 0 && page->box[0] < page->box[2] && page->box[1] < page->box[3];
  *number = soky_pdf_update_allocate (update);
  if (done) {
    find_box (page, rotation, width, height, box);
    done = import_form (&import, page, box, rotation, *number);
  }
  g_queue_clear (&import.pending);
  if (!done)
    return soky_pdf_fail_damaged (error, _ ("the picture of the signature cannot be taken over."));
  return soky_pdf_check_sound (from, error);
}
