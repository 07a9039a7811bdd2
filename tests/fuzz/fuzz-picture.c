/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pdf/appearance/picture.h"
#include "pdf/error.h"

#include <stdint.h>

#define MOST 200

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t length);

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = soky_picture_decode (bytes, MOST, &error);

  if (picture == NULL) {
    g_assert_true (error->domain == SOKY_PDF_ERROR);
    return 0;
  }
  g_assert_cmpint (gdk_pixbuf_get_width (picture), <=, MOST);
  g_assert_cmpint (gdk_pixbuf_get_height (picture), <=, MOST);
  for (int ink = SOKY_INK_KEEP; ink <= SOKY_INK_RED; ink++) {
    g_autoptr (GBytes) lifted = soky_picture_lift (bytes, (SokyInk) ink, NULL);
    if (lifted != NULL)
      g_assert_cmpuint (g_bytes_get_size (lifted), >, 8);
  }
  return 0;
}
