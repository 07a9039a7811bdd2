/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/hex.h"

#include <string.h>

char *
soky_hex_encode (const guint8 *data, gsize length)
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (2 * length + 1);

  for (gsize i = 0; i < length; i++) {
    text[2 * i] = digits[data[i] >> 4];
    text[2 * i + 1] = digits[data[i] & 0xf];
  }
  text[2 * length] = '\0';
  return text;
}

GBytes *
soky_hex_decode (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  gsize digits = strlen (text);
  if (digits % 2 != 0)
    return NULL;

  g_autofree guint8 *data = g_malloc (digits / 2 + 1);
  for (gsize i = 0; i < digits / 2; i++) {
    int high = g_ascii_xdigit_value (text[2 * i]);
    int low = g_ascii_xdigit_value (text[2 * i + 1]);
    if (high < 0 || low < 0)
      return NULL;
    data[i] = (guint8) (high << 4 | low);
  }
  return g_bytes_new_take (g_steal_pointer (&data), digits / 2);
}

gboolean
soky_hex_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == 64 && strspn (text, "0123456789abcdef") == 64;
}
