/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/type-cache.h"

#include "wire/book-type.h"

/* a school has some dozens */
#define MOST 500

struct _SokyTypeCache {
  GMutex lock;
  GHashTable *types; /* spelling -> SokyBookType */
};

SokyTypeCache *
soky_type_cache_new (void)
{
  SokyTypeCache *self = g_new0 (SokyTypeCache, 1);

  g_mutex_init (&self->lock);
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) soky_book_type_unref);
  return self;
}

void
soky_type_cache_free (SokyTypeCache *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->types);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static SokyBookType *
find (SokyTypeCache *self, const char *definition, guint64 version)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  SokyBookType *type = g_hash_table_lookup (self->types, definition);

  return type != NULL && type->version == version ? soky_book_type_ref (type) : NULL;
}

static void
keep (SokyTypeCache *self, const char *definition, SokyBookType *type)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_hash_table_size (self->types) >= MOST)
    g_hash_table_remove_all (self->types);
  g_hash_table_insert (self->types, g_strdup (definition), soky_book_type_ref (type));
}

SokyBookType *
soky_type_cache_read (SokyTypeCache *self, const char *definition, guint64 version, GError **error)
{
  g_autoptr (SokyBookType) type = find (self, definition, version);

  if (type != NULL)
    return g_steal_pointer (&type);
  type = soky_wire_book_type_from_json (definition, -1, error);
  if (type == NULL)
    return NULL;
  type->version = version;
  keep (self, definition, type);
  return g_steal_pointer (&type);
}
