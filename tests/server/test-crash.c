/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "documents.h"
#include "fixture.h"
#include "school.h"
#include "visitor.h"

#include <string.h>

/* kill -9 in the midst of uploads: what was acknowledged is there, and nothing half is. */

#define ROUNDS 30
#define WRITERS 2

static School *school;
static FixtureServer *server;
static GBytes *pdf;

/* Somebody who makes books and signs them until the server is gone. */
typedef struct {
  Visitor *visitor;
  const char *owner_id;
  GHashTable *acknowledged; /* id -> version, as a number */
  GBytes *with_signature;
  int answers;
} Writer;

static gboolean
keep (Writer *self)
{
  if (visitor_get_answer (self->visitor)->status >= 300 ||
      visitor_get_answer (self->visitor)->status == 0)
    return FALSE;
  g_autoptr (SokyBook) book = visitor_get_book (self->visitor);
  g_hash_table_insert (self->acknowledged, g_strdup (book->id),
                       GUINT_TO_POINTER ((guint) book->version));
  g_atomic_int_inc (&self->answers);
  return TRUE;
}

static gboolean
create (Writer *self)
{
  const Request request = {.text = "{\"type_id\":\"duty_log\",\"title\":\"Sổ\",\"school_year\":"
                                   "\"2026-2027\",\"period\":\"week-03\"}"};
  visitor_send (self->visitor, "POST", "/api/v1/books", &request);
  return keep (self);
}

static gboolean
attach (Writer *self, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/revisions", book->id);
  const Request request = {
      .type = "application/pdf", .body = pdf, .version = book->version, .base = "length=0"};
  visitor_send (self->visitor, "POST", path, &request);
  return keep (self);
}

static gboolean
submit (Writer *self, const SokyBook *book)
{
  g_autofree char *path = g_strdup_printf ("/api/v1/books/%s/actions", book->id);
  g_autofree char *text = g_strdup_printf (
      "{\"action\":\"submit\",\"route\":[{\"order\":1,\"person_id\":\"%s\",\"role\":\"none\","
      "\"kind\":\"person\",\"require_cert\":true},{\"order\":2,\"person_id\":\"ht-hanh\",\"role\":"
      "\"principal\",\"kind\":\"person\",\"require_cert\":true}]}",
      self->owner_id);
  const Request request = {.text = text, .version = book->version};
  visitor_send (self->visitor, "POST", path, &request);
  return keep (self);
}

static gpointer
write_books (gpointer data)
{
  Writer *self = data;

  while (create (self)) {
    g_autoptr (SokyBook) draft = visitor_get_book (self->visitor);
    if (!attach (self, draft))
      break;
    g_autoptr (SokyBook) attached = visitor_get_book (self->visitor);
    if (!submit (self, attached))
      break;
    g_autoptr (SokyBook) submitted = visitor_get_book (self->visitor);
    visitor_upload (self->visitor, submitted, self->with_signature, NULL);
    if (!keep (self))
      break;
  }
  return NULL;
}

static void
assert_kept (Writer *self)
{
  GHashTableIter iter;
  gpointer id, version;

  g_hash_table_iter_init (&iter, self->acknowledged);
  while (g_hash_table_iter_next (&iter, &id, &version)) {
    g_autofree char *path = g_strdup_printf ("/api/v1/books/%s", (char *) id);
    visitor_send (self->visitor, "GET", path, NULL);
    visitor_assert (self->visitor, 200, NULL);
    g_autoptr (SokyBook) book = visitor_get_book (self->visitor);
    g_assert_cmpuint (book->version, >=, GPOINTER_TO_UINT (version));
    if (book->head_sha256 == NULL)
      continue;
    g_autoptr (GBytes) file = visitor_download (self->visitor, book);
    g_assert_true (g_bytes_equal (file, book->revision_count > 1 ? self->with_signature : pdf));
  }
}

static void
start_writer (Writer *self, const char *login, const char *owner_id)
{
  if (self->acknowledged == NULL) {
    self->acknowledged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    self->with_signature = school_sign (school, login, pdf);
  }
  g_clear_pointer (&self->visitor, visitor_free);
  self->visitor = visitor_new_signed_in (server, login);
  self->owner_id = owner_id;
  self->answers = 0;
}

static void
test_kill (void)
{
  static const char *const logins[WRITERS] = {"gv.lan", "tt.minh"};
  static const char *const ids[WRITERS] = {"gv-lan", "tt-minh"};
  Writer writers[WRITERS] = {0};
  GThread *threads[WRITERS];
  g_autofree char *output = NULL;

  for (guint round = 0; round < ROUNDS; round++) {
    for (guint i = 0; i < WRITERS; i++)
      start_writer (&writers[i], logins[i], ids[i]);
    for (guint i = 0; i < WRITERS; i++)
      threads[i] = g_thread_new ("writer", write_books, &writers[i]);
    /* another moment each time */
    while (g_atomic_int_get (&writers[0].answers) < (int) (2 + round % 7))
      g_usleep (1000);
    g_usleep (round * 700);
    fixture_server_kill (server);
    for (guint i = 0; i < WRITERS; i++)
      g_thread_join (threads[i]);
    fixture_server_start (server);
    for (guint i = 0; i < WRITERS; i++) {
      visitor_free (writers[i].visitor);
      writers[i].visitor = visitor_new_signed_in (server, logins[i]);
      assert_kept (&writers[i]);
    }
  }
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  int status = fixture_server_command (&output, NULL, "check", "--state", school->folder, NULL);
  if (status != 0)
    g_error ("soky-server check: %s", output);
  for (guint i = 0; i < WRITERS; i++) {
    visitor_free (writers[i].visitor);
    g_hash_table_unref (writers[i].acknowledged);
    g_bytes_unref (writers[i].with_signature);
  }
  fixture_server_start (server);
}

/* What a dead server left in the uploads is cleared away by the next. */
static void
test_leftovers (void)
{
  g_autofree char *path = g_build_filename (school->folder, "uploads", "left-over", NULL);

  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  fixture_write (path, "half", 4);
  fixture_server_start (server);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  school = school_new ();
  server = fixture_server_new (school->folder);
  pdf = document_make (DOCUMENT_TABLE, 2);

  g_test_add_func ("/server/crash/kill", test_kill);
  g_test_add_func ("/server/crash/leftovers", test_leftovers);
  int status = g_test_run ();

  fixture_server_free (server);
  school_free (school);
  g_bytes_unref (pdf);
  return status;
}
