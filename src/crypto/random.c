/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/random.h"

#include "base/hex.h"
#include "base/secret.h"
#include "crypto/openssl.h"

#include <string.h>

void
soky_random_fill (void *data, gsize length)
{
  guint8 *at = data;

  while (length > 0) {
    int part = (int) MIN (length, G_MAXINT);
    if (RAND_bytes (at, part) != 1)
      g_error ("the system gives no random numbers");
    at += part;
    length -= (gsize) part;
  }
}

char *
soky_random_hex (gsize bytes)
{
  g_autofree guint8 *data = g_malloc0 (bytes + 1);

  soky_random_fill (data, bytes);
  char *text = soky_hex_encode (data, bytes);
  soky_wipe (data, bytes);
  return text;
}

char *
soky_random_base64url (gsize bytes)
{
  g_autofree guint8 *data = g_malloc0 (bytes + 1);

  soky_random_fill (data, bytes);
  char *text = g_base64_encode (data, bytes);
  soky_wipe (data, bytes);
  text[strcspn (text, "=")] = '\0';
  return g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
}

gboolean
soky_constant_time_equal (const void *a, const void *b, gsize length)
{
  return CRYPTO_memcmp (a, b, length) == 0;
}
