/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/blobs/blobs.h"

#include <string.h>

G_DEFINE_INTERFACE (SokyBlobs, soky_blobs, G_TYPE_OBJECT)

#define HASH_DIGITS 64

static void
soky_blobs_default_init (SokyBlobsInterface *iface)
{
}

/* A name that is anything else would be a path. */
static gboolean
is_hash (const char *sha256)
{
  return strlen (sha256) == HASH_DIGITS && strspn (sha256, "0123456789abcdef") == HASH_DIGITS;
}

gboolean
soky_blobs_put (SokyBlobs *self, const char *path, const char *sha256, GError **error)
{
  g_return_val_if_fail (SOKY_IS_BLOBS (self), FALSE);
  g_return_val_if_fail (is_hash (sha256), FALSE);

  return SOKY_BLOBS_GET_IFACE (self)->put (self, path, sha256, error);
}

SokyInput *
soky_blobs_open (SokyBlobs *self, const char *sha256, GError **error)
{
  g_return_val_if_fail (SOKY_IS_BLOBS (self), NULL);
  g_return_val_if_fail (is_hash (sha256), NULL);

  return SOKY_BLOBS_GET_IFACE (self)->open (self, sha256, error);
}

gboolean
soky_blobs_visit (SokyBlobs *self, SokyBlobVisitor visitor, gpointer user_data, GError **error)
{
  g_return_val_if_fail (SOKY_IS_BLOBS (self), FALSE);

  return SOKY_BLOBS_GET_IFACE (self)->visit (self, visitor, user_data, error);
}
