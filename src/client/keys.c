/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "client/keys.h"

#define KEPT_US (10 * 60 * G_USEC_PER_SEC)

struct _SokyKeys {
  GHashTable *keys; /* fingerprint -> Key */
};

typedef struct {
  char *text;
  gint64 until_us; /* monotonic */
} Key;

static void
key_free (gpointer pointer)
{
  Key *self = pointer;
  g_free (self->text);
  g_free (self);
}

SokyKeys *
soky_keys_new (void)
{
  SokyKeys *self = g_new0 (SokyKeys, 1);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, key_free);
  return self;
}

void
soky_keys_free (SokyKeys *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->keys);
  g_free (self);
}

char *
soky_keys_choose (SokyKeys *self, const char *fingerprint)
{
  const Key *key = g_hash_table_lookup (self->keys, fingerprint);
  gboolean known = key != NULL && g_get_monotonic_time () < key->until_us;
  return known ? g_strdup (key->text) : g_uuid_string_random ();
}

void
soky_keys_keep (SokyKeys *self, const char *fingerprint, const char *text)
{
  Key *key = g_new0 (Key, 1);
  key->text = g_strdup (text);
  key->until_us = g_get_monotonic_time () + KEPT_US;
  g_hash_table_replace (self->keys, g_strdup (fingerprint), key);
}

void
soky_keys_forget (SokyKeys *self, const char *fingerprint, gboolean all)
{
  if (all)
    g_hash_table_remove_all (self->keys);
  else
    g_hash_table_remove (self->keys, fingerprint);
}
