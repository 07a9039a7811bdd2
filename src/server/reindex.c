/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "server/reindex.h"

#include "server/assembly.h"
#include "server/log.h"
#include "server/store/books.h"

static gboolean
add_id (const char *id, gpointer user_data, GError **error)
{
  g_ptr_array_add (user_data, g_strdup (id));
  return TRUE;
}

static GPtrArray *
list_ids (SokyService *service, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);

  if (tx == NULL || !soky_store_visit_books (tx, add_id, ids, error))
    return NULL;
  return g_steal_pointer (&ids);
}

/* What the book's PDF says; empty where it says nothing. A file that is damaged is for
 * `soky-server check` to find. */
static char *
read_text (SokyService *service, SokyTransaction *tx, const SokyBook *book)
{
  g_autoptr (GError) error = NULL;

  if (book->head_sha256 == NULL)
    return g_strdup ("");
  g_autoptr (GPtrArray) segments =
      soky_store_list_segments (tx, book->id, book->revision_count - 1, &error);
  g_autoptr (SokyAssembly) file =
      segments ? soky_assembly_new (service->scratch, service->blobs, segments, book->head_sha256,
                                    NULL, &error)
               : NULL;
  if (file == NULL) {
    soky_log ("no-text", "book", book->id, "why", error->message, NULL);
    return g_strdup ("");
  }
  char *text = soky_workers_read_text (service->workers, soky_assembly_get_path (file));
  return text ? text : g_strdup ("");
}

static SokyBook *
read_one (SokyService *service, const char *id, char **text, GError **error)
{
  g_autoptr (SokyTransaction) tx = soky_store_begin (service->store, SOKY_STORE_READ, error);
  g_autoptr (SokyBook) book = tx ? soky_store_get_book (tx, id, error) : NULL;

  if (book == NULL)
    return NULL;
  *text = read_text (service, tx, book);
  return g_steal_pointer (&book);
}

static gboolean
reindex_one (SokyService *service, const char *id, SokyReindexing *result, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (SokyBook) book = read_one (service, id, &text, error);
  g_autoptr (SokyTransaction) tx =
      book ? soky_store_begin (service->store, SOKY_STORE_WRITE, error) : NULL;
  g_autoptr (SokyBook) now = tx ? soky_store_get_book (tx, id, error) : NULL;

  if (now == NULL)
    return FALSE;
  /* a PDF that has come meanwhile was read as it came */
  if (g_strcmp0 (book->head_sha256, now->head_sha256) != 0)
    return TRUE;
  result->books++;
  result->silent += *text == '\0';
  return soky_store_set_book_text (tx, now, text, error) && soky_transaction_commit (tx, error);
}

gboolean
soky_reindex_all (SokyService *service, SokyReindexing *result, GError **error)
{
  g_autoptr (GPtrArray) ids = list_ids (service, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (GError) problem = NULL;
    if (reindex_one (service, ids->pdata[i], result, &problem))
      continue;
    /* thrown away meanwhile */
    if (g_error_matches (problem, SOKY_STORE_ERROR, SOKY_STORE_ERROR_NOT_FOUND))
      continue;
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }
  return ids != NULL;
}
