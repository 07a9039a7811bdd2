/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/sign-method.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
parse_hash (const char *text, SokyHash *hash)
{
  static const struct {
    const char *name;
    SokyHash hash;
  } hashes[] = {
      {"sha256", SOKY_HASH_SHA256}, {"sha384", SOKY_HASH_SHA384}, {"sha512", SOKY_HASH_SHA512}};

  for (gsize i = 0; i < G_N_ELEMENTS (hashes); i++) {
    if (g_ascii_strcasecmp (text, hashes[i].name) != 0)
      continue;
    *hash = hashes[i].hash;
    return TRUE;
  }
  return FALSE;
}

/* "all", "include:A,B" or "exclude:A,B". */
static gboolean
parse_lock (SokyMethodArguments *self, SokyPdfLock *lock)
{
  const char *names = strchr (self->lock, ':');

  if (g_str_equal (self->lock, "all")) {
    lock->action = SOKY_PDF_LOCK_ALL;
    return TRUE;
  }
  if (names == NULL || names[1] == '\0')
    return FALSE;
  if (g_str_has_prefix (self->lock, "include:"))
    lock->action = SOKY_PDF_LOCK_INCLUDE;
  else if (g_str_has_prefix (self->lock, "exclude:"))
    lock->action = SOKY_PDF_LOCK_EXCLUDE;
  else
    return FALSE;
  g_strfreev (self->locked);
  self->locked = g_strsplit (names + 1, ",", -1);
  for (guint i = 0; self->locked[i] != NULL; i++)
    g_strstrip (self->locked[i]);
  lock->fields = (const char *const *) self->locked;
  return TRUE;
}

void
soky_method_arguments_add (SokyMethodArguments *self, GOptionGroup *group)
{
  const GOptionEntry entries[] = {
      {"hash", 0, 0, G_OPTION_ARG_STRING, &self->hash,
       N_ ("Hash with sha256 (the default), sha384 or sha512"), N_ ("NAME")},
      {"pss", 0, 0, G_OPTION_ARG_NONE, &self->prefer_pss,
       N_ ("Sign with RSA-PSS where the key can"), NULL},
      {"certify", 0, 0, G_OPTION_ARG_INT, &self->certify,
       N_ ("Certify, as the first signature: 1 nothing may change, 2 forms may be filled in and "
           "signed, 3 annotated as well"),
       N_ ("LEVEL")},
      {"lock", 0, 0, G_OPTION_ARG_STRING, &self->lock,
       N_ ("Lock fields: all, include:FIELD,… or exclude:FIELD,…"), N_ ("FIELDS")},
      G_OPTION_ENTRY_NULL,
  };

  g_option_group_add_entries (group, entries);
}

const char *
soky_method_arguments_read (SokyMethodArguments *self, SokySignOptions *options)
{
  options->prefer_pss = self->prefer_pss;
  options->certify = self->certify;
  if (self->hash != NULL && !parse_hash (self->hash, &options->hash))
    return _ ("--hash takes sha256, sha384 or sha512.");
  if (self->certify < 0 || self->certify > 3)
    return _ ("--certify takes 1 (nothing may change), 2 (forms may be filled in and signed) or 3 "
              "(annotated as well).");
  if (self->lock != NULL && !parse_lock (self, &options->lock))
    return _ ("--lock takes all, include:FIELD,… or exclude:FIELD,….");
  return NULL;
}

void
soky_method_arguments_clear (SokyMethodArguments *self)
{
  g_free (self->hash);
  g_free (self->lock);
  g_strfreev (self->locked);
}
