/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/token/image.h"

#include "base/platform.h"

#include <string.h>

guint64
soky_image_number (SokyImageView *view, guint64 offset, guint bytes)
{
  if (view->bad || offset > view->length || bytes > view->length - offset) {
    view->bad = TRUE;
    return 0;
  }
  guint64 number = 0;
  for (guint i = 0; i < bytes; i++) {
    guint at = view->big_endian ? i : bytes - 1 - i;
    number = number << 8 | view->data[offset + at];
  }
  return number;
}

gboolean
soky_image_text_is (SokyImageView *view, guint64 offset, const char *text)
{
  gsize size = strlen (text) + 1;
  return !view->bad && offset <= view->length && size <= view->length - offset &&
         memcmp (view->data + offset, text, size) == 0;
}

SokyImageVerdict
soky_image_examine (const guint8 *data, gsize length, const char *symbol)
{
  return g_str_equal (soky_platform_module_suffix (), ".dll")
             ? soky_pe_examine (data, length, symbol)
             : soky_elf_examine (data, length, symbol);
}
