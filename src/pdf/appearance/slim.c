/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/slim.h"

#include <hb-subset.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>

/* The same glyphs under the same numbers without their hints; NULL when HarfBuzz cannot. */
static hb_blob_t *
strip_hints (const void *data, gsize length)
{
  hb_blob_t *blob = hb_blob_create (data, (guint) length, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *face = hb_face_create (blob, 0);
  hb_blob_destroy (blob);
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  guint n_glyphs = hb_face_get_glyph_count (face);
  hb_blob_t *result = NULL;

  if (input != NULL && n_glyphs > 0) {
    hb_set_add_range (hb_subset_input_glyph_set (input), 0, n_glyphs - 1);
    hb_set_add (hb_subset_input_set (input, HB_SUBSET_SETS_NO_SUBSET_TABLE_TAG),
                HB_TAG ('c', 'm', 'a', 'p'));
    hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_RETAIN_GIDS |
                                          HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_face_t *slim = hb_subset_or_fail (face, input);
    if (slim != NULL)
      result = hb_face_reference_blob (slim);
    hb_face_destroy (slim);
  }
  hb_subset_input_destroy (input);
  hb_face_destroy (face);
  return result;
}

static void
slim_font_file (qpdf_data qpdf, qpdf_oh descriptor)
{
  if (!qpdf_oh_has_key (qpdf, descriptor, "/FontFile2"))
    return;
  qpdf_oh file = qpdf_oh_get_key (qpdf, descriptor, "/FontFile2");
  qpdf_oh dict = qpdf_oh_get_dict (qpdf, file);
  unsigned char *data = NULL;
  size_t length = 0;
  if (qpdf_oh_get_stream_data (qpdf, file, qpdf_dl_all, NULL, &data, &length) != QPDF_SUCCESS)
    return;

  hb_blob_t *slim = strip_hints (data, length);
  if (slim != NULL && hb_blob_get_length (slim) > 0) {
    guint slim_length = 0;
    const char *bytes = hb_blob_get_data (slim, &slim_length);
    qpdf_oh none = qpdf_oh_new_null (qpdf);
    qpdf_oh_replace_stream_data (qpdf, file, (const unsigned char *) bytes, slim_length, none,
                                 none);
    qpdf_oh_replace_key (qpdf, dict, "/Length1", qpdf_oh_new_integer (qpdf, slim_length));
  }
  hb_blob_destroy (slim);
  free (data); /* qpdf allocates it by malloc */
}

static void
slim_font (qpdf_data qpdf, qpdf_oh font)
{
  if (qpdf_oh_has_key (qpdf, font, "/DescendantFonts"))
    font = qpdf_oh_get_array_item (qpdf, qpdf_oh_get_key (qpdf, font, "/DescendantFonts"), 0);
  if (qpdf_oh_has_key (qpdf, font, "/FontDescriptor"))
    slim_font_file (qpdf, qpdf_oh_get_key (qpdf, font, "/FontDescriptor"));
}

static void
slim_page (qpdf_data qpdf)
{
  qpdf_oh resources = qpdf_oh_get_key (qpdf, qpdf_get_page_n (qpdf, 0), "/Resources");
  if (qpdf_oh_has_key (qpdf, resources, "/Font")) {
    qpdf_oh fonts = qpdf_oh_get_key (qpdf, resources, "/Font");
    qpdf_oh_begin_dict_key_iter (qpdf, fonts);
    g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
    while (qpdf_oh_dict_more_keys (qpdf))
      g_ptr_array_add (names, g_strdup (qpdf_oh_dict_next_key (qpdf)));
    for (guint i = 0; i < names->len; i++)
      slim_font (qpdf, qpdf_oh_get_key (qpdf, fonts, names->pdata[i]));
  }
  qpdf_oh_remove_key (qpdf, qpdf_get_trailer (qpdf), "/Info");
}

static GBytes *
write_again (qpdf_data qpdf)
{
  if (qpdf_init_write_memory (qpdf) != QPDF_SUCCESS)
    return NULL;
  qpdf_set_object_stream_mode (qpdf, qpdf_o_disable);
  qpdf_set_compress_streams (qpdf, QPDF_TRUE);
  qpdf_set_deterministic_ID (qpdf, QPDF_TRUE);
  if (qpdf_write (qpdf) != QPDF_SUCCESS)
    return NULL;
  return g_bytes_new (qpdf_get_buffer (qpdf), qpdf_get_buffer_length (qpdf));
}

GBytes *
soky_appearance_slim (GBytes *bytes)
{
  gsize length = 0;
  const void *data = g_bytes_get_data (bytes, &length);
  GBytes *result = NULL;
  qpdf_data qpdf = qpdf_init ();
  qpdf_set_suppress_warnings (qpdf, QPDF_TRUE);
  qpdf_silence_errors (qpdf);
  if (qpdf_read_memory (qpdf, "appearance", data, length, NULL) == QPDF_SUCCESS &&
      qpdf_get_num_pages (qpdf) == 1) {
    slim_page (qpdf);
    result = write_again (qpdf);
  }
  qpdf_cleanup (&qpdf);
  return result != NULL ? result : g_bytes_ref (bytes);
}
