/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "crypto/known-certificates.h"

/* When there are more, all are forgotten: whoever invents certificates only makes us read again. */
#define MOST 512

static GMutex lock;
static GHashTable *known; /* GBytes of the DER -> SokyCertificate */

static SokyCertificate *
find (GBytes *der)
{
  g_mutex_lock (&lock);
  SokyCertificate *found = known ? g_hash_table_lookup (known, der) : NULL;
  if (found != NULL)
    g_object_ref (found);
  g_mutex_unlock (&lock);
  return found;
}

static void
keep (GBytes *der, SokyCertificate *certificate)
{
  g_mutex_lock (&lock);
  if (known == NULL)
    known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
                                   g_object_unref);
  if (g_hash_table_size (known) >= MOST)
    g_hash_table_remove_all (known);
  g_hash_table_insert (known, g_bytes_ref (der), g_object_ref (certificate));
  g_mutex_unlock (&lock);
}

SokyCertificate *
soky_known_certificate (const void *data, gsize length, GError **error)
{
  g_autoptr (GBytes) der = g_bytes_new (data, length);
  SokyCertificate *certificate = find (der);
  if (certificate != NULL)
    return certificate;

  certificate = soky_certificate_new_from_der (data, length, error);
  if (certificate != NULL)
    keep (der, certificate);
  return certificate;
}
