/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"

#include "crypto/token/token.h"
#include "fixture.h"
#include "pdf-builder.h"
#include "sign/sign.h"
#include "softtoken.h"

#include <glib/gstdio.h>

void
reply_cb (GObject *source, GAsyncResult *result, gpointer reply)
{
  g_set_object (&((Reply *) reply)->result, result);
}

GAsyncResult *
reply_wait (Reply *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

void
reply_clear (Reply *self)
{
  g_clear_object (&self->result);
}

static gboolean
quiet_cb (gpointer quiet)
{
  *(gboolean *) quiet = TRUE;
  return G_SOURCE_REMOVE;
}

void
desk_settle (void)
{
  gboolean quiet = FALSE;
  /* after everything that is ready, worker threads included */
  g_timeout_add_full (G_PRIORITY_LOW, 200, quiet_cb, &quiet, NULL);
  while (!quiet)
    g_main_context_iteration (NULL, TRUE);
}

static Desk *
make (const char *url, const char *ca_file)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (GError) error = NULL;

  self->cache_folder = fixture_make_folder ();
  self->cache = soky_cache_new (self->cache_folder);
  self->connection = soky_connection_new (url, ca_file, &error);
  g_assert_no_error (error);
  self->session = soky_session_new (self->connection, self->cache);
  return self;
}

Desk *
desk_new_with_ca (const char *url, const char *ca_file, const char *login)
{
  Desk *self = make (url, ca_file);
  g_autoptr (GError) error = NULL;

  if (login != NULL)
    desk_sign_in (self, login, FIXTURE_PASSWORD, &error);
  g_assert_no_error (error);
  return self;
}

Desk *
desk_new (FixtureServer *server, const char *url, const char *login)
{
  g_autofree char *ca_file = fixture_server_file (server, "server-ca.pem");
  return desk_new_with_ca (url, ca_file, login);
}

Desk *
desk_new_plain (const char *url)
{
  return make (url, NULL);
}

void
desk_free (Desk *self)
{
  g_object_unref (self->session);
  g_object_unref (self->connection);
  g_object_unref (self->cache);
  fixture_remove_folder (self->cache_folder);
  g_free (self);
}

gboolean
desk_sign_in (Desk *self, const char *login, const char *password, GError **error)
{
  g_autoptr (SokySecret) secret = soky_secret_new (password, -1);
  g_auto (Reply) reply = {NULL};

  soky_session_sign_in_async (self->session, login, secret, NULL, reply_cb, &reply);
  return soky_session_sign_in_finish (self->session, reply_wait (&reply), error);
}

SokyBook *
desk_create (Desk *self, const char *title, GError **error)
{
  const SokyBookFields fields = {.title = (char *) title,
                                 .school_year = (char *) "2026-2027",
                                 .period = (char *) "week-03",
                                 .class_name = (char *) "6A",
                                 .subject = (char *) "Tin học"};
  g_auto (Reply) reply = {NULL};

  soky_session_create_book_async (self->session, "lesson_plan", &fields, NULL, reply_cb, &reply);
  return soky_session_book_finish (self->session, reply_wait (&reply), error);
}

SokyBook *
desk_get (Desk *self, const char *id, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_get_book_async (self->session, id, NULL, reply_cb, &reply);
  return soky_session_book_finish (self->session, reply_wait (&reply), error);
}

SokyBook *
desk_attach (Desk *self, SokyBook *book, const char *path, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_upload_pdf_async (self->session, book, path, NULL, reply_cb, &reply);
  return soky_session_book_finish (self->session, reply_wait (&reply), error);
}

SokyBook *
desk_act (Desk *self, SokyBook *book, const SokyAction *action, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_act_async (self->session, book, action, NULL, reply_cb, &reply);
  return soky_session_book_finish (self->session, reply_wait (&reply), error);
}

SokyBook *
desk_send_signature (Desk *self, SokyBook *book, const char *path, GError **error)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SIGN, book->version);
  soky_session_upload_signature_async (self->session, book, path, action, NULL, reply_cb, &reply);
  return soky_session_book_finish (self->session, reply_wait (&reply), error);
}

char *
desk_fetch (Desk *self, SokyBook *book, int revision, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_fetch_pdf_async (self->session, book, revision, NULL, reply_cb, &reply);
  return soky_session_fetch_pdf_finish (self->session, reply_wait (&reply), error);
}

SokyBookPage *
desk_list (Desk *self, const char *view, const char *query, const char *cursor, GError **error)
{
  g_auto (Reply) reply = {NULL};
  soky_session_list_books_async (self->session, view, query, cursor, NULL, reply_cb, &reply);
  return soky_session_list_books_finish (self->session, reply_wait (&reply), error);
}

guint
desk_count_books (Desk *self, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page = desk_list (self, "outbox", title, NULL, &error);
  g_autofree char *wanted = g_utf8_casefold (title, -1);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < page->books->len; i++) {
    const SokyBook *book = page->books->pdata[i];
    g_autofree char *name = g_utf8_casefold (book->fields.title, -1);
    count += g_str_equal (name, wanted);
  }
  return count;
}

char *
desk_make_pdf (guint pages)
{
  g_autoptr (GBytes) pdf = pdf_builder_simple (pages);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "soky-desk-XXXXXX", NULL);
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  fixture_write (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  return g_steal_pointer (&path);
}

SokyBook *
desk_make_book (Desk *self, const char *title, guint pages)
{
  g_autofree char *path = desk_make_pdf (pages);
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_create (self, title, &error);
  g_assert_no_error (error);
  SokyBook *book = desk_attach (self, draft, path, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return book;
}

static SokyBook *
submit (Desk *self, SokyBook *book, guint second)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, book->version);
  g_autoptr (GError) error = NULL;

  soky_action_add_step (
      action, soky_step_new (1, "gv-lan", SOKY_ROLE_SUBJECT_TEACHER, SOKY_STEP_PERSON, TRUE));
  soky_action_add_step (
      action, soky_step_new (second, "tt-minh", SOKY_ROLE_GROUP_HEAD, SOKY_STEP_PERSON, TRUE));
  SokyBook *submitted = desk_act (self, book, action, &error);
  g_assert_no_error (error);
  return submitted;
}

SokyBook *
desk_submit (Desk *self, SokyBook *book)
{
  return submit (self, book, 2);
}

SokyBook *
desk_submit_parallel (Desk *self, SokyBook *book)
{
  return submit (self, book, 1);
}

static SokyToken *
find_token (GPtrArray *tokens, const char *label)
{
  for (guint i = 0; i < tokens->len; i++)
    if (g_str_equal (soky_token_get_label (tokens->pdata[i]), label))
      return tokens->pdata[i];
  g_error ("there is no token %s", label);
}

char *
desk_sign (FixtureServer *server, const char *login, const char *head)
{
  g_autofree char *config = fixture_server_file (server, "softhsm2.conf");
  g_autofree char *name = g_strconcat (login, "-signed.pdf", NULL);
  char *path = fixture_server_file (server, name);
  const SokySignOptions options = {.placement = {.visible = FALSE}};
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  g_autoptr (GError) error = NULL;

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  g_autoptr (SokyTokenHost) host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  g_autoptr (GPtrArray) tokens = soky_token_host_list (host, NULL, NULL, &error);
  g_assert_no_error (error);
  SokyToken *token = find_token (tokens, login);
  g_autoptr (SokySigner) signer = soky_token_host_login (
      host, token, g_ptr_array_index (soky_token_get_certificates (token), 0), pin, NULL, &error);
  g_assert_no_error (error);
  soky_sign_file (head, path, &options, signer, NULL, &error);
  g_assert_no_error (error);
  return path;
}

SokyBook *
desk_sign_book (Desk *self, FixtureServer *server, const char *login, SokyBook *book)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *head = desk_fetch (self, book, -1, &error);
  g_assert_no_error (error);
  g_autofree char *path = desk_sign (server, login, head);
  SokyBook *done = desk_send_signature (self, book, path, &error);
  g_assert_no_error (error);
  return done;
}

guint
desk_count_files (Desk *self)
{
  g_autoptr (GDir) files = g_dir_open (self->cache_folder, 0, NULL);
  guint count = 0;
  while (g_dir_read_name (files) != NULL)
    count++;
  return count;
}

void
desk_keep (Desk *self, const char *folder)
{
  g_autoptr (SokyLibrary) library = soky_library_new (folder);

  soky_session_keep (self->session, library);
  g_set_object (&self->cache, soky_library_get_cache (library));
  desk_settle ();
}

Desk *
desk_new_offline (const char *folder)
{
  /* a port that nobody listens at */
  Desk *self = desk_new_plain ("http://127.0.0.1:1");
  g_autoptr (SokyLibrary) library = soky_library_new (folder);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_open_library_async (self->session, library, NULL, reply_cb, &reply);
  soky_session_open_library_finish (self->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  g_set_object (&self->cache, soky_library_get_cache (library));
  return self;
}

void
desk_look_up (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) types = {NULL}, people = {NULL};

  soky_session_load_book_types_async (self->session, NULL, reply_cb, &types);
  g_autoptr (GPtrArray) list =
      soky_session_load_book_types_finish (self->session, reply_wait (&types), &error);
  g_assert_no_error (error);
  soky_session_find_people_async (self->session, NULL, NULL, reply_cb, &people);
  g_autoptr (SokyPeoplePage) page =
      soky_session_find_people_finish (self->session, reply_wait (&people), &error);
  g_assert_no_error (error);
}

GPtrArray *
desk_outbox (Desk *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *items = soky_outbox_list (soky_session_get_library (self->session), &error);
  g_assert_no_error (error);
  return items;
}

static gboolean
has_more (Desk *self)
{
  g_autoptr (GPtrArray) items = desk_outbox (self);

  for (guint i = 0; i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    if (item->state != SOKY_OUTBOX_REFUSED && !item->blocked)
      return TRUE;
  }
  return FALSE;
}

void
desk_flush (Desk *self)
{
  g_autoptr (SokySender) sender = soky_sender_new (self->session);

  soky_sender_kick (sender);
  while (has_more (self) || soky_sender_get_state (sender) == SOKY_SENDER_SENDING)
    g_main_context_iteration (NULL, TRUE);
  soky_sender_stop (sender);
  desk_settle ();
}

SokyBook *
desk_submit_plain (Desk *self, SokyBook *book, GError **error)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_SUBMIT, book->version);

  soky_action_add_step (
      action, soky_step_new (1, "gv-lan", SOKY_ROLE_SUBJECT_TEACHER, SOKY_STEP_PERSON, FALSE));
  soky_action_add_step (
      action, soky_step_new (1, "tt-minh", SOKY_ROLE_GROUP_HEAD, SOKY_STEP_PERSON, FALSE));
  soky_action_set_note (action, DESK_NOTE);
  return desk_act (self, book, action, error);
}

SokyBook *
desk_approve (Desk *self, SokyBook *book, GError **error)
{
  g_autoptr (SokyAction) action = soky_action_new (SOKY_ACTION_APPROVE, book->version);
  return desk_act (self, book, action, error);
}
