/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/password.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <sodium.h>

#define OPERATIONS crypto_pwhash_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_MEMLIMIT_INTERACTIVE

/* For a password that is random: fewer rounds, 1 MiB. */
#define OPERATIONS_RANDOM crypto_pwhash_OPSLIMIT_MIN
#define MEMORY_RANDOM (1024 * 1024)

static char *
hash_with (const SokySecret *password, unsigned long long operations, gsize memory)
{
  char hash[crypto_pwhash_STRBYTES];

  if (crypto_pwhash_str (hash, soky_secret_peek (password), soky_secret_get_length (password),
                         operations, memory) != 0)
    g_error ("no memory to hash a password");
  return g_strdup (hash);
}

char *
soky_password_hash (const SokySecret *password)
{
  return hash_with (password, OPERATIONS, MEMORY);
}

char *
soky_password_hash_random (const SokySecret *password)
{
  return hash_with (password, OPERATIONS_RANDOM, MEMORY_RANDOM);
}

/* The hash that stands in for that of an account which does not exist. */
static const char *
get_decoy (void)
{
  static char *decoy;

  if (g_once_init_enter (&decoy)) {
    guint8 noise[16];
    randombytes_buf (noise, sizeof noise);
    g_autoptr (SokySecret) secret = soky_secret_new ((const char *) noise, sizeof noise);
    g_once_init_leave (&decoy, soky_password_hash (secret));
  }
  return decoy;
}

gboolean
soky_password_verify (const char *hash, const SokySecret *password, gboolean *outdated)
{
  const char *known = hash ? hash : get_decoy ();
  gboolean right = crypto_pwhash_str_verify (known, soky_secret_peek (password),
                                             soky_secret_get_length (password)) == 0;

  if (outdated != NULL)
    *outdated = hash != NULL && crypto_pwhash_str_needs_rehash (hash, OPERATIONS, MEMORY) != 0;
  return hash != NULL && right;
}

gboolean
soky_password_check_new (const SokySecret *password, GError **error)
{
  const char *text = soky_secret_peek (password);

  if (g_utf8_validate (text, -1, NULL) && g_utf8_strlen (text, -1) >= SOKY_PASSWORD_LEAST)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _ ("A password needs at least %d characters."), SOKY_PASSWORD_LEAST);
  return FALSE;
}
