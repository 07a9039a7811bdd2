/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "book/check-code.h"

#include <string.h>

#define DIGITS "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#define BITS 5
#define GROUP 4
#define N_DIGITS (SOKY_CHECK_CODE_BYTES * 8 / BITS)
#define LONGEST_URL 120

/* The digit that a character stands for; NULL when it stands for none. */
static const char *
find_digit (char c)
{
  char upper = g_ascii_toupper (c);

  if (upper == 'O')
    upper = '0';
  if (upper == 'I' || upper == 'L')
    upper = '1';
  return upper != '\0' ? strchr (DIGITS, upper) : NULL;
}

static void
add_digit (GString *code, guint *count, char digit)
{
  if (*count > 0 && *count % GROUP == 0)
    g_string_append_c (code, '-');
  g_string_append_c (code, digit);
  ++*count;
}

char *
soky_check_code_new (const guint8 random[SOKY_CHECK_CODE_BYTES])
{
  GString *code = g_string_new (NULL);
  guint count = 0, held = 0, bits = 0;

  for (guint i = 0; i < SOKY_CHECK_CODE_BYTES; i++) {
    held = (held << 8 | random[i]) & 0xfff;
    for (bits += 8; bits >= BITS; bits -= BITS)
      add_digit (code, &count, DIGITS[held >> (bits - BITS) & 0x1f]);
  }
  return g_string_free (code, FALSE);
}

char *
soky_check_code_parse (const char *text)
{
  g_autoptr (GString) code = g_string_new (NULL);
  guint count = 0;

  for (const char *p = text != NULL ? text : ""; *p != '\0'; p++) {
    const char *digit = find_digit (*p);
    if (*p == '-' || *p == ' ')
      continue;
    if (digit == NULL || count == N_DIGITS)
      return NULL;
    add_digit (code, &count, *digit);
  }
  return count == N_DIGITS ? g_string_free (g_steal_pointer (&code), FALSE) : NULL;
}

char *
soky_check_code_get_address (const char *public_url, const char *code)
{
  return public_url != NULL && code != NULL ? g_strconcat (public_url, "/v/", code, NULL) : NULL;
}

gboolean
soky_public_url_is_sound (const char *url)
{
  g_autoptr (GUri) uri = url ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && strlen (url) <= LONGEST_URL && !g_str_has_suffix (url, "/") &&
         (g_str_equal (g_uri_get_scheme (uri), "https") ||
          g_str_equal (g_uri_get_scheme (uri), "http")) &&
         g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0' &&
         g_uri_get_userinfo (uri) == NULL && g_uri_get_query (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL;
}
