/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "wire/import-password.h"

#include <string.h>

#define LETTERS 12
#define GROUP 4
#define BITS 5

gboolean
soky_import_seed_is_valid (const char *text)
{
  return text != NULL && strlen (text) == SOKY_IMPORT_SEED_LENGTH &&
         strspn (text, "0123456789abcdef") == SOKY_IMPORT_SEED_LENGTH;
}

SokySecret *
soky_import_derive_password (const SokySecret *seed, const char *login)
{
  /* 32 of them; without l, o, 0 and 1 */
  static const char alphabet[] = "abcdefghijkmnpqrstuvwxyz23456789";
  GHmac *hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) soky_secret_peek (seed),
                            soky_secret_get_length (seed));
  guint8 bytes[32];
  gsize length = sizeof bytes;
  char text[LETTERS + LETTERS / GROUP];
  guint used = 0;

  g_hmac_update (hmac, (const guchar *) login, -1);
  g_hmac_get_digest (hmac, bytes, &length);
  g_hmac_unref (hmac);
  for (guint i = 0; i < LETTERS; i++) {
    guint bit = i * BITS;
    guint pair = ((guint) bytes[bit / 8] << 8) | bytes[bit / 8 + 1];
    if (i > 0 && i % GROUP == 0)
      text[used++] = '-';
    text[used++] = alphabet[(pair >> (16 - BITS - bit % 8)) & 31];
  }
  SokySecret *password = soky_secret_new (text, (gssize) used);
  soky_wipe (bytes, sizeof bytes);
  soky_wipe (text, sizeof text);
  return password;
}

/* A spreadsheet must not take a name for a formula. */
static void
add_cell (GString *csv, const char *text)
{
  g_string_append_c (csv, '"');
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *p);
  }
  g_string_append_c (csv, '"');
}

static void
wipe_string (gpointer data)
{
  GString *string = data;

  soky_wipe (string->str, string->allocated_len);
  g_string_free (string, TRUE);
}

/* More than the table can need, so that no copy of it is left behind when it grows. */
static gsize
measure (const SokyImportReport *report)
{
  gsize size = 64;

  for (guint i = 0; i < report->rows->len; i++) {
    const SokyImportRow *row = report->rows->pdata[i];
    size += 2 * (strlen (row->key) + strlen (row->name)) + 64;
  }
  return size;
}

GBytes *
soky_import_passwords_to_csv (const SokyImportReport *report, const SokySecret *seed)
{
  GString *csv = g_string_sized_new (measure (report));

  g_string_append (csv, "\xef\xbb\xbflogin,name,password\r\n");
  for (guint i = 0; i < report->rows->len; i++) {
    const SokyImportRow *row = report->rows->pdata[i];
    if (report->kind != SOKY_IMPORT_PEOPLE || row->outcome != SOKY_IMPORT_ADD || *row->key == '\0')
      continue;
    g_autoptr (SokySecret) password = soky_import_derive_password (seed, row->key);
    add_cell (csv, row->key);
    g_string_append_c (csv, ',');
    add_cell (csv, row->name);
    g_string_append_c (csv, ',');
    g_string_append_len (csv, soky_secret_peek (password),
                         (gssize) soky_secret_get_length (password));
    g_string_append (csv, "\r\n");
  }
  return g_bytes_new_with_free_func (csv->str, csv->len, wipe_string, csv);
}
