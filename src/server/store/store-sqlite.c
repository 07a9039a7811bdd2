/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/store/store-sqlite.h"

#include "base/text.h"
#include "server/store/migrations.h"
#include "server/store/sqlite-connection.h"
#include "server/store/sqlite-administration.h"

#include <glib/gi18n-lib.h>

#define READERS 4

struct _SokySqliteStore {
  GObject parent_instance;
  GMutex writing; /* held by the one transaction that writes */
  SokySqlite *writer;
  GAsyncQueue *readers;
  SokyTypeCache *types;
};

typedef struct {
  SokyTransaction base;
  SokySqliteStore *store;
  SokySqlite *connection;
  SokyStoreMode mode;
  gboolean open;
} Transaction;

static void store_iface_init (SokyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SokySqliteStore, soky_sqlite_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SOKY_TYPE_STORE, store_iface_init))

SokySqlite *
soky_sqlite_store_connection (SokyTransaction *tx)
{
  return ((Transaction *) tx)->connection;
}

SokyTypeCache *
soky_sqlite_store_types (SokyTransaction *tx)
{
  return ((Transaction *) tx)->store->types;
}

gboolean
soky_store_not_found (GError **error)
{
  g_set_error_literal (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND, "no such record");
  return FALSE;
}

gboolean
soky_sqlite_need_row (SokyQuery *query, GError **error)
{
  if (query == NULL)
    return FALSE;
  if (soky_query_next (query, error))
    return TRUE;
  return soky_query_failed (query) ? FALSE : soky_store_not_found (error);
}

gboolean
soky_sqlite_was_changed (gint64 changes, GError **error)
{
  if (changes == 1)
    return TRUE;
  g_set_error_literal (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_CHANGED,
                       "the record was changed meanwhile");
  return FALSE;
}

void
soky_search_split (const char *text, char *words[SOKY_SEARCH_WORDS])
{
  g_autofree char *folded = soky_text_fold (text ? text : "");
  g_auto (GStrv) parts = g_strsplit (folded, " ", 0);
  guint n = 0;

  for (char **part = parts; *part != NULL && n < SOKY_SEARCH_WORDS; part++) {
    if (**part != '\0')
      words[n++] = g_strdup (*part);
  }
  while (n < SOKY_SEARCH_WORDS)
    words[n++] = g_strdup ("");
}

void
soky_search_clear (char *words[SOKY_SEARCH_WORDS])
{
  for (guint i = 0; i < SOKY_SEARCH_WORDS; i++)
    g_clear_pointer (&words[i], g_free);
}

static gboolean
transaction_commit (SokyTransaction *base, GError **error)
{
  Transaction *self = (Transaction *) base;
  g_return_val_if_fail (self->open, FALSE);

  if (!soky_sqlite_execute (self->connection, NULL, error, "COMMIT", ""))
    return FALSE;
  self->open = FALSE;
  return TRUE;
}

static void
transaction_free (SokyTransaction *base)
{
  Transaction *self = (Transaction *) base;
  g_autoptr (GError) error = NULL;

  if (self->open && !soky_sqlite_execute (self->connection, NULL, &error, "ROLLBACK", ""))
    g_debug ("nothing to roll back: %s", error->message);
  if (self->mode == SOKY_STORE_WRITE)
    g_mutex_unlock (&self->store->writing);
  else
    g_async_queue_push (self->store->readers, self->connection);
  g_object_unref (self->store);
  g_free (self);
}

static gboolean
start (SokySqlite *connection, SokyStoreMode mode, GError **error)
{
  if (mode == SOKY_STORE_WRITE)
    return soky_sqlite_execute (connection, NULL, error, "BEGIN IMMEDIATE", "");
  /* a reader that would only start reading later would see a later state */
  return soky_sqlite_execute (connection, NULL, error, "BEGIN", "") &&
         soky_sqlite_execute (connection, NULL, error, "SELECT 1 FROM sqlite_schema LIMIT 1", "");
}

static SokyTransaction *
store_begin (SokyStore *store, SokyStoreMode mode, GError **error)
{
  SokySqliteStore *self = SOKY_SQLITE_STORE (store);
  Transaction *tx = g_new0 (Transaction, 1);

  tx->base =
      (SokyTransaction){&soky_sqlite_directory, &soky_sqlite_accounts,  &soky_sqlite_enrolments,
                        &soky_sqlite_books,     &soky_sqlite_reviews,   &soky_sqlite_journal,
                        &soky_sqlite_reports,   &soky_sqlite_reminders, transaction_commit,
                        transaction_free};
  tx->store = g_object_ref (self);
  tx->mode = mode;
  if (mode == SOKY_STORE_WRITE) {
    g_mutex_lock (&self->writing);
    tx->connection = self->writer;
  } else {
    tx->connection = g_async_queue_pop (self->readers);
  }
  tx->open = start (tx->connection, mode, error);
  if (!tx->open)
    g_clear_pointer ((SokyTransaction **) &tx, soky_transaction_free);
  return (SokyTransaction *) tx;
}

static gboolean
store_copy (SokyStore *store, const char *path, GError **error)
{
  SokySqliteStore *self = SOKY_SQLITE_STORE (store);
  SokySqlite *reader = g_async_queue_pop (self->readers);
  gboolean good = soky_sqlite_copy (reader, path, error);

  g_async_queue_push (self->readers, reader);
  return good;
}

static void
store_iface_init (SokyStoreInterface *iface)
{
  iface->begin = store_begin;
  iface->copy = store_copy;
}

static void
close_connection (gpointer connection)
{
  soky_sqlite_close (connection);
}

static void
soky_sqlite_store_finalize (GObject *object)
{
  SokySqliteStore *self = SOKY_SQLITE_STORE (object);

  g_clear_pointer (&self->readers, g_async_queue_unref);
  g_clear_pointer (&self->writer, soky_sqlite_close);
  soky_type_cache_free (self->types);
  g_mutex_clear (&self->writing);
  G_OBJECT_CLASS (soky_sqlite_store_parent_class)->finalize (object);
}

static void
soky_sqlite_store_class_init (SokySqliteStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = soky_sqlite_store_finalize;
}

static void
soky_sqlite_store_init (SokySqliteStore *self)
{
  g_mutex_init (&self->writing);
  self->readers = g_async_queue_new_full (close_connection);
  self->types = soky_type_cache_new ();
}

SokyStore *
soky_sqlite_store_open (const char *path, gboolean create, GError **error)
{
  g_return_val_if_fail (path != NULL, NULL);

  g_autoptr (SokySqliteStore) self = g_object_new (SOKY_TYPE_SQLITE_STORE, NULL);

  if (!create && !g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND,
                 _ ("There is no database at %s. Make one with `soky-server init`."), path);
    return NULL;
  }
  self->writer = soky_sqlite_connect (path, create, error);
  if (self->writer == NULL || !soky_migrations_apply (self->writer, error))
    return NULL;
  for (guint i = 0; i < READERS; i++) {
    SokySqlite *reader = soky_sqlite_connect (path, FALSE, error);
    if (reader == NULL)
      return NULL;
    g_async_queue_push (self->readers, reader);
  }
  return SOKY_STORE (g_steal_pointer (&self));
}
