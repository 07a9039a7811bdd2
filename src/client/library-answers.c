/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which question is about what: the library answers as the server would. */
#include "config.h"

#include "base/clock.h"
#include "client/error.h"
#include "client/library-private.h"
#include "wire/book.h"
#include "wire/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum { ABOUT_DOCUMENT, ABOUT_BOOKS, ABOUT_BOOK, ABOUT_PEOPLE } Subject;

typedef struct {
  Subject subject;
  char *id;          /* nullable: of a book */
  GHashTable *query; /* name -> value */
} Question;

static void
question_clear (Question *self)
{
  g_free (self->id);
  g_clear_pointer (&self->query, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Question, question_clear)

static void
question_init (Question *self, const char *path)
{
  const char *mark = strchr (path, '?');
  g_autofree char *resource = mark ? g_strndup (path, (gsize) (mark - path)) : g_strdup (path);
  const char *id = g_str_has_prefix (resource, "/books/") ? resource + strlen ("/books/") : NULL;

  self->query = mark ? g_uri_parse_params (mark + 1, -1, "&", G_URI_PARAMS_NONE, NULL) : NULL;
  if (self->query == NULL)
    self->query = g_hash_table_new (g_str_hash, g_str_equal);
  self->subject = ABOUT_DOCUMENT;
  if (g_str_equal (resource, "/books")) {
    self->subject = ABOUT_BOOKS;
  } else if (g_str_equal (resource, "/people")) {
    self->subject = ABOUT_PEOPLE;
  } else if (id != NULL && strchr (id, '/') == NULL) {
    self->subject = ABOUT_BOOK;
    self->id = g_uri_unescape_string (id, NULL);
  }
}

static gboolean
note_document (SokyLibrary *self, const char *path, const char *text, GError **error)
{
  return soky_sqlite_execute (soky_library_get_database (self), NULL, error,
                              "INSERT OR REPLACE INTO document VALUES (?1, ?2, ?3)", "ssi", path,
                              text, soky_clock_now_us ());
}

/* A book that was read: kept, and given back as it is shown. */
static char *
note_book (SokyLibrary *self, const char *text, GError **error)
{
  g_autoptr (SokyBook) book = soky_wire_book_from_json (text, -1, error);

  if (book == NULL || !soky_library_store_base (self, book, TRUE, error))
    return NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (self, book->id, error);
  return shelf != NULL && shelf->waiting > 0 ? soky_wire_book_to_json (shelf->shown) : NULL;
}

char *
soky_library_note (SokyLibrary *self, const char *path, const char *text, GError **error)
{
  g_auto (Question) question = {0};
  g_autofree char *shown = NULL;
  g_autoptr (GError) problem = NULL;

  question_init (&question, path);
  if (!soky_library_begin (self, error))
    return NULL;
  switch (question.subject) {
  case ABOUT_BOOKS:
    shown = soky_library_note_page (self, question.query, text, &problem);
    break;
  case ABOUT_BOOK:
    shown = note_book (self, text, &problem);
    break;
  case ABOUT_PEOPLE:
    soky_library_note_people (self, question.query, text, &problem);
    break;
  case ABOUT_DOCUMENT:
  default:
    note_document (self, path, text, &problem);
  }
  gboolean good = problem == NULL;
  if (!good)
    g_propagate_error (error, g_steal_pointer (&problem));
  return soky_library_end (self, good, error) ? g_steal_pointer (&shown) : NULL;
}

static char *
not_seen (GError **error)
{
  g_set_error_literal (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_NOT_SEEN,
                       _ ("This was not opened on this computer before, so it needs a network."));
  return NULL;
}

static char *
answer_document (SokyLibrary *self, const char *path, GError **error)
{
  g_autoptr (SokyQuery) query =
      soky_sqlite_query (soky_library_get_database (self), error,
                         "SELECT body FROM document WHERE path = ?1", "s", path);

  if (query == NULL)
    return NULL;
  if (soky_query_next (query, error))
    return soky_query_text_or_empty (query);
  return soky_query_failed (query) ? NULL : not_seen (error);
}

static char *
answer_book (SokyLibrary *self, const char *id, GError **error)
{
  g_autofree char *now = soky_library_resolve (self, id);
  g_autoptr (GError) problem = NULL;
  g_autoptr (SokyShelf) shelf = soky_library_find_book (self, now, &problem);

  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return NULL;
  }
  if (shelf == NULL)
    return not_seen (error);
  if (shelf->shown->state == SOKY_BOOK_DELETED) {
    soky_wire_refuse (SOKY_WIRE_ERROR_NOT_FOUND, error);
    return NULL;
  }
  return soky_wire_book_to_json (shelf->shown);
}

char *
soky_library_answer (SokyLibrary *self, const char *path, GError **error)
{
  g_auto (Question) question = {0};
  char *text = NULL;

  question_init (&question, path);
  if (!soky_library_begin (self, error))
    return NULL;
  switch (question.subject) {
  case ABOUT_BOOKS:
    text = soky_library_answer_page (self, question.query, error);
    break;
  case ABOUT_BOOK:
    text = answer_book (self, question.id, error);
    break;
  case ABOUT_PEOPLE:
    text = soky_library_answer_people (self, question.query, error);
    break;
  case ABOUT_DOCUMENT:
  default:
    text = answer_document (self, path, error);
  }
  soky_library_end (self, FALSE, NULL);
  return text;
}
