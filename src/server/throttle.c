/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/throttle.h"

#define MAX_ENTRIES 20000
/* after this long without a wrong try all is forgotten */
#define MEMORY_US ((gint64) 3600 * G_USEC_PER_SEC)

typedef struct {
  guint wrong;
  gint64 last_us;
} Entry;

struct _SokyThrottle {
  GMutex lock;
  GHashTable *accounts; /* login -> Entry */
  GHashTable *addresses;
  guint account_tries;
  guint address_tries;
  guint longest_wait;
};

SokyThrottle *
soky_throttle_new (guint account_tries, guint address_tries, guint longest_wait)
{
  SokyThrottle *self = g_new0 (SokyThrottle, 1);
  g_mutex_init (&self->lock);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->addresses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->account_tries = account_tries;
  self->address_tries = address_tries;
  self->longest_wait = longest_wait;
  return self;
}

void
soky_throttle_free (SokyThrottle *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->addresses);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static guint
wait_seconds (SokyThrottle *self, const Entry *entry, guint free_tries, gint64 now_us)
{
  /* a clock that was set back must not lock anybody out for longer than the longest wait */
  if (entry == NULL || entry->wrong < free_tries || now_us < entry->last_us ||
      now_us - entry->last_us >= MEMORY_US)
    return 0;

  guint doublings = MIN (entry->wrong - free_tries, 20);
  gint64 wait_us = (gint64) MIN (1u << doublings, self->longest_wait) * G_USEC_PER_SEC;
  gint64 left_us = entry->last_us + wait_us - now_us;
  return left_us > 0 ? (guint) ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

guint
soky_throttle_ask (SokyThrottle *self, const char *account, const char *address, gint64 now_us)
{
  g_mutex_lock (&self->lock);
  guint account_wait = wait_seconds (self, g_hash_table_lookup (self->accounts, account),
                                     self->account_tries, now_us);
  guint address_wait = wait_seconds (self, g_hash_table_lookup (self->addresses, address),
                                     self->address_tries, now_us);
  g_mutex_unlock (&self->lock);
  return MAX (account_wait, address_wait);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer now_us)
{
  return *(gint64 *) now_us - ((Entry *) value)->last_us >= MEMORY_US;
}

/* Whoever fills the table with invented logins only gets the table emptied. */
static void
make_room (GHashTable *table, gint64 now_us)
{
  if (g_hash_table_size (table) < MAX_ENTRIES)
    return;
  g_hash_table_foreach_remove (table, is_old, &now_us);
  if (g_hash_table_size (table) >= MAX_ENTRIES)
    g_hash_table_remove_all (table);
}

static void
count_wrong (GHashTable *table, const char *key, gint64 now_us)
{
  Entry *entry = g_hash_table_lookup (table, key);

  if (entry == NULL) {
    make_room (table, now_us);
    entry = g_new0 (Entry, 1);
    g_hash_table_insert (table, g_strdup (key), entry);
  } else if (now_us - entry->last_us >= MEMORY_US) {
    entry->wrong = 0;
  }
  entry->wrong++;
  entry->last_us = now_us;
}

void
soky_throttle_tell (SokyThrottle *self, const char *account, const char *address, gboolean right,
                    gint64 now_us)
{
  g_mutex_lock (&self->lock);
  if (right) {
    g_hash_table_remove (self->accounts, account);
  } else {
    count_wrong (self->accounts, account, now_us);
    count_wrong (self->addresses, address, now_us);
  }
  g_mutex_unlock (&self->lock);
}
