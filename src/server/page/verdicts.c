/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/page/verdicts.h"

#include "server/assembly.h"

#define MOST 500
/* certificates expire, anchors change: not believed longer */
#define KEPT_US ((gint64) 600 * G_USEC_PER_SEC)

typedef struct {
  GPtrArray *list; /* SokySigned */
  gint64 at_us;
} Entry;

struct _SokyVerdicts {
  SokyWorkers *workers;
  SokyBlobs *blobs;
  SokyScratch *scratch;
  GMutex lock;
  GHashTable *entries; /* "language sha256" -> Entry */
};

static void
signed_free (SokySigned *self)
{
  g_free (self->signer);
  g_free (self->organisation);
  g_free (self->reason);
  g_free (self);
}

GPtrArray *
soky_signed_list (const SokyReport *report)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) signed_free);

  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *from = report->signatures->pdata[i];
    SokySigned *one = g_new0 (SokySigned, 1);
    one->revision_end = from->revision_end;
    one->is_timestamp = from->is_timestamp;
    one->verdict = from->verdict;
    one->signer = g_strdup (from->signer);
    one->organisation = g_strdup (from->organisation);
    one->reason = g_strdup (from->reason);
    one->signed_at_us = from->signed_at_us;
    g_ptr_array_add (list, one);
  }
  return list;
}

static void
entry_free (Entry *self)
{
  g_ptr_array_unref (self->list);
  g_free (self);
}

SokyVerdicts *
soky_verdicts_new (SokyWorkers *workers, SokyBlobs *blobs, SokyScratch *scratch)
{
  SokyVerdicts *self = g_new0 (SokyVerdicts, 1);
  self->workers = workers;
  self->blobs = g_object_ref (blobs);
  self->scratch = scratch;
  g_mutex_init (&self->lock);
  self->entries =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
  return self;
}

void
soky_verdicts_free (SokyVerdicts *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->entries);
  g_mutex_clear (&self->lock);
  g_object_unref (self->blobs);
  g_free (self);
}

static GPtrArray *
find (SokyVerdicts *self, const char *key, gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL || now_us < entry->at_us || now_us - entry->at_us >= KEPT_US)
    return NULL;
  return g_ptr_array_ref (entry->list);
}

static void
keep (SokyVerdicts *self, const char *key, GPtrArray *list, gint64 now_us)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Entry *entry = g_new0 (Entry, 1);

  entry->list = g_ptr_array_ref (list);
  entry->at_us = now_us;
  if (g_hash_table_size (self->entries) >= MOST)
    g_hash_table_remove_all (self->entries);
  g_hash_table_insert (self->entries, g_strdup (key), entry);
}

GPtrArray *
soky_verdicts_get (SokyVerdicts *self, GPtrArray *segments, const char *sha256,
                   const char *language, gint64 now_us, GError **error)
{
  g_autofree char *key = g_strconcat (language, " ", sha256, NULL);
  GPtrArray *known = find (self, key, now_us);
  if (known != NULL)
    return known;

  g_autoptr (SokyAssembly) file =
      soky_assembly_new (self->scratch, self->blobs, segments, sha256, NULL, error);
  g_autoptr (SokyExamination) examination =
      file ? soky_workers_examine_in (self->workers, soky_assembly_get_path (file), 0, language,
                                      error)
           : NULL;
  if (examination == NULL)
    return NULL;
  GPtrArray *list = soky_signed_list (examination->report);
  keep (self, key, list, now_us);
  return list;
}
