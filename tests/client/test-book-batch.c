/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many books with one login, against the real server and real tokens. */
#include "config.h"

#include "desk.h"
#include "relay.h"
#include "softtoken.h"

#include "base/task.h"
#include "book/actor.h"
#include "book/book-query.h"
#include "book/row-look.h"
#include "client/book-batch.h"
#include "client/error.h"
#include "client/signing-look.h"
#include "crypto/token/token.h"
#include "fixture.h"
#include "pdf/signature.h"
#include "sign/preview.h"
#include "sign/signature-images.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define BOOKS 6
#define PUBLIC_URL "https://so.hoasen.edu.vn"

static FixtureServer *server;

typedef struct {
  SokyTokenHost *host;
  GPtrArray *tokens;
  SokySigner *signer;
} Key;

static void
key_init (Key *self, const char *login)
{
  g_autofree char *config = fixture_server_file (server, "softhsm2.conf");
  g_autoptr (SokySecret) pin = soky_secret_new (FIXTURE_PIN, -1);
  g_autoptr (GError) error = NULL;

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  self->host = soky_token_host_new_for_module (fixture_tokens_find_module ());
  self->tokens = soky_token_host_list (self->host, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; self->signer == NULL && i < self->tokens->len; i++) {
    SokyToken *token = self->tokens->pdata[i];
    if (g_str_equal (soky_token_get_label (token), login))
      self->signer = soky_token_host_login (
          self->host, token, soky_token_get_certificates (token)->pdata[0], pin, NULL, &error);
  }
  g_assert_no_error (error);
  g_assert_nonnull (self->signer);
}

static void
key_clear (Key *self)
{
  g_object_unref (self->signer);
  g_ptr_array_unref (self->tokens);
  g_object_unref (self->host);
}

typedef struct {
  SokyBookBatch *batch;
  GCancellable *cancellable;
  guint cancel_after; /* books signed; 0 = never */
} Running;

static void
changed_cb (SokyBatch *batch, guint index, gpointer user_data)
{
  Running *self = user_data;
  SokyBatchProgress progress;

  soky_batch_get_progress (batch, &progress);
  if (self->cancel_after > 0 && progress.done >= self->cancel_after)
    g_cancellable_cancel (self->cancellable);
}

static gpointer
run_in_thread (gpointer data, GCancellable *cancellable, GError **error)
{
  Running *self = data;
  gboolean through = soky_book_batch_run (self->batch, changed_cb, self, self->cancellable, error);
  return through ? soky_task_done () : NULL;
}

static gboolean
run (SokyBookBatch *batch, guint cancel_after, GError **error)
{
  Running running = {batch, g_cancellable_new (), cancel_after};
  g_auto (Reply) reply = {NULL};

  soky_task_run (NULL, run_in_thread, &running, NULL, NULL, NULL, reply_cb, &reply);
  gboolean through = soky_task_finish (reply_wait (&reply), error) != NULL;
  g_object_unref (running.cancellable);
  return through;
}

static SokyBookType *
lesson_plan (Desk *desk)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_load_book_types_async (desk->session, NULL, reply_cb, &reply);
  g_autoptr (GPtrArray) types =
      soky_session_load_book_types_finish (desk->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < types->len; i++) {
    SokyBookType *type = types->pdata[i];
    if (g_str_equal (type->id, "lesson_plan"))
      return soky_book_type_ref (type);
  }
  g_assert_not_reached ();
}

/* Books whose turn it is with whoever sits at @desk, as a list shows them. */
static GPtrArray *
seen_books (Desk *desk, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBookPage) page = desk_list (desk, "inbox", title, NULL, &error);
  g_assert_no_error (error);
  return g_ptr_array_ref (page->books);
}

static void
make_books (Desk *lan, const char *title, guint count, gboolean parallel)
{
  for (guint i = 0; i < count; i++) {
    g_autoptr (SokyBook) draft = desk_make_book (lan, title, 1);
    g_autoptr (SokyBook) book =
        parallel ? desk_submit_parallel (lan, draft) : desk_submit (lan, draft);
    g_assert_nonnull (book);
  }
}

static SokyBookBatch *
make_batch (Desk *desk, GPtrArray *books)
{
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);

  for (guint i = 0; i < books->len; i++)
    g_ptr_array_add (types, lesson_plan (desk));
  return soky_book_batch_new (desk->session, books, types);
}

static Desk *
desk_at (const char *login)
{
  return desk_new (server, fixture_server_get_url (server), login);
}

static guint
count_signatures (Desk *desk, const SokyBook *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) now = desk_get (desk, book->id, &error);
  g_assert_no_error (error);
  return now->revisions->len - 1;
}

/* All at once; one was signed from another desk meanwhile, and one came back to its owner. */
static void
test_batch (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) other = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  Key key = {0};

  make_books (lan, "Lô thường", BOOKS, FALSE);
  g_autoptr (GPtrArray) books = seen_books (lan, "Lô thường");
  g_assert_cmpuint (books->len, ==, BOOKS);
  g_autoptr (SokyBookBatch) batch = make_batch (lan, books);
  g_assert_true (soky_book_batch_needs_key (batch));

  g_autoptr (SokyBook) first = desk_get (other, ((SokyBook *) books->pdata[0])->id, &error);
  g_autoptr (SokyBook) done = desk_sign_book (other, server, "gv.lan", first);
  g_autoptr (SokyBook) second = desk_get (other, ((SokyBook *) books->pdata[1])->id, &error);
  g_autoptr (SokyAction) recall = soky_action_new (SOKY_ACTION_RECALL, second->version);
  g_autoptr (SokyBook) recalled = desk_act (other, second, recall, &error);
  g_assert_no_error (error);

  key_init (&key, "gv.lan");
  soky_book_batch_set_signer (batch, key.signer);
  g_assert_true (run (batch, 0, &error));
  g_assert_no_error (error);
  g_assert_false (soky_book_batch_needs_key (batch));
  SokyBatch *states = soky_book_batch_get_batch (batch);
  g_assert_cmpint (soky_batch_get_state (states, 0), ==, SOKY_BATCH_SIGNED);
  g_assert_cmpint (soky_batch_get_state (states, 1), ==, SOKY_BATCH_SKIPPED);
  for (guint i = 0; i < BOOKS; i++)
    g_assert_cmpuint (count_signatures (lan, books->pdata[i]), ==, i != 1);
  key_clear (&key);
}

/* Stopped after the first ones; the next run does the rest and no book twice. */
static void
test_resume (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  SokyBatchProgress progress;
  Key key = {0};

  make_books (lan, "Lô dừng", BOOKS, FALSE);
  g_autoptr (GPtrArray) books = seen_books (lan, "Lô dừng");
  g_autoptr (SokyBookBatch) batch = make_batch (lan, books);
  key_init (&key, "gv.lan");
  soky_book_batch_set_signer (batch, key.signer);
  gboolean through = run (batch, 1, &error);
  soky_batch_get_progress (soky_book_batch_get_batch (batch), &progress);
  g_assert_cmpint (through, ==, progress.waiting == 0);
  if (!through)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (run (batch, 0, &error));
  for (guint i = 0; i < BOOKS; i++)
    g_assert_cmpuint (count_signatures (lan, books->pdata[i]), ==, 1);
  key_clear (&key);
}

/* The other one of a step in any order signs between looking and sending: the tail is fetched, and
 * it is signed again in the same login. Played by two batches at once. */
static void
test_rebase (void)
{
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (Desk) minh = desk_at ("tt.minh");
  g_autoptr (GError) error = NULL;
  Key lans = {0};
  Key minhs = {0};

  make_books (lan, "Lô song song", BOOKS, TRUE);
  g_autoptr (GPtrArray) for_lan = seen_books (lan, "Lô song song");
  g_autoptr (GPtrArray) for_minh = seen_books (minh, "Lô song song");
  g_assert_cmpuint (for_minh->len, ==, BOOKS);
  g_autoptr (SokyBookBatch) one = make_batch (lan, for_lan);
  g_autoptr (SokyBookBatch) two = make_batch (minh, for_minh);
  key_init (&lans, "gv.lan");
  key_init (&minhs, "tt.minh");
  soky_book_batch_set_signer (one, lans.signer);
  soky_book_batch_set_signer (two, minhs.signer);

  Running first = {one, NULL, 0};
  Running second = {two, NULL, 0};
  g_auto (Reply) reply_one = {NULL};
  g_auto (Reply) reply_two = {NULL};
  soky_task_run (NULL, run_in_thread, &first, NULL, NULL, NULL, reply_cb, &reply_one);
  soky_task_run (NULL, run_in_thread, &second, NULL, NULL, NULL, reply_cb, &reply_two);
  g_assert_nonnull (soky_task_finish (reply_wait (&reply_one), &error));
  g_assert_no_error (error);
  g_assert_nonnull (soky_task_finish (reply_wait (&reply_two), &error));
  g_assert_no_error (error);
  for (guint i = 0; i < BOOKS; i++) {
    g_assert_cmpint (soky_batch_get_state (soky_book_batch_get_batch (one), i), ==,
                     SOKY_BATCH_SIGNED);
    g_assert_cmpint (soky_batch_get_state (soky_book_batch_get_batch (two), i), ==,
                     SOKY_BATCH_SIGNED);
    g_assert_cmpuint (count_signatures (lan, for_lan->pdata[i]), ==, 2);
  }
  key_clear (&lans);
  key_clear (&minhs);
}

/* Answers to sent signatures are lost on the way: each book has one signature all the same. */
static void
test_lost_answers (void)
{
  Relay *relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) lan = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (GError) error = NULL;
  Key key = {0};

  make_books (lan, "Lô mất tin", BOOKS, FALSE);
  g_autoptr (GPtrArray) books = seen_books (lan, "Lô mất tin");
  g_autoptr (SokyBookBatch) batch = make_batch (lan, books);
  key_init (&key, "gv.lan");
  soky_book_batch_set_signer (batch, key.signer);
  relay_lose_answers (relay, 7);
  for (guint tries = 0; !run (batch, 0, &error) && tries < 10; tries++) {
    g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNREACHABLE);
    g_clear_error (&error);
  }
  g_assert_no_error (error);
  g_assert_cmpuint (relay_get_lost (relay), ==, 7);
  for (guint i = 0; i < BOOKS; i++)
    g_assert_cmpuint (count_signatures (lan, books->pdata[i]), ==, 1);
  key_clear (&key);
  relay_free (relay);
}

/* The demo server, known to everybody by an address. */
static void
set_public_url (void)
{
  g_autofree char *path = fixture_server_file (server, "server.conf");
  g_autoptr (GKeyFile) settings = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_key_file_load_from_file (settings, path, G_KEY_FILE_KEEP_COMMENTS, &error);
  g_assert_no_error (error);
  g_key_file_set_string (settings, "public", "url", PUBLIC_URL);
  g_key_file_save_to_file (settings, path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_server_stop (server), ==, 0);
  fixture_server_start (server);
}

/* The type as an administrator may have it: a picture, a QR code. */
static SokyBookType *
lesson_plan_with_code (Desk *desk)
{
  g_autoptr (SokyBookType) type = lesson_plan (desk);
  g_autoptr (GPtrArray) looks = soky_book_type_get_looks (type);

  for (guint i = 0; i < looks->len; i++) {
    SokyRowLook *look = looks->pdata[i];
    look->code = TRUE;
    look->profile = look->kind == SOKY_STEP_PERSON ? SOKY_PROFILE_PERSON : look->profile;
  }
  return soky_book_type_with_looks (type, looks);
}

/* A signature with the red stamp on it. */
static void
keep_sealed (void)
{
  g_autoptr (GdkPixbuf) picture = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 300, 120);
  g_autoptr (GError) error = NULL;
  char *png = NULL;
  gsize length = 0;

  gdk_pixbuf_fill (picture, 0xd01018ff);
  gdk_pixbuf_save_to_buffer (picture, &png, &length, "png", &error, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (png, length);
  g_assert_true (soky_signature_images_keep (SOKY_SIGNATURE_IMAGE_SEALED, bytes, &error));
  g_assert_no_error (error);
}

/* The page as it is seen. */
static GdkPixbuf *
draw_page (const char *pdf)
{
  g_autofree char *stem = fixture_server_file (server, "page");
  g_autofree char *png = g_strconcat (stem, ".png", NULL);
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture_run (&output, "pdftoppm", "-r", "150", "-png", "-singlefile", pdf, stem, NULL) != 0)
    return NULL;
  GdkPixbuf *page = gdk_pixbuf_new_from_file (png, &error);
  g_assert_no_error (error);
  return page;
}

static gboolean
has_red (GdkPixbuf *page)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (page);

  for (int y = 0; y < gdk_pixbuf_get_height (page); y++) {
    for (int x = 0; x < gdk_pixbuf_get_width (page); x++) {
      const guint8 *pixel =
          pixels + y * gdk_pixbuf_get_rowstride (page) + x * gdk_pixbuf_get_n_channels (page);
      if (pixel[0] > 180 && pixel[1] < 60 && pixel[2] < 60)
        return TRUE;
    }
  }
  return FALSE;
}

/* What is shown before one book is signed by itself. */
static void
preview_alone (Desk *desk, SokyBook *book, SokyBookType *type, Key *key, SokySignPreview *preview)
{
  const SokyActor actor = soky_session_get_actor (desk->session);
  const SokySigningWish wish = {.sealed = TRUE};
  const SokyDelegationRecord *by = NULL;
  const SokyStep *step = soky_actor_find_step (&actor, book, g_get_real_time (), &by);
  g_autofree char *code = soky_session_get_check_address (desk->session, book);
  g_auto (SokySigningLook) look = {0};
  g_autoptr (GError) error = NULL;
  g_autofree char *head = desk_fetch (desk, book, -1, &error);

  g_assert_true (g_str_has_prefix (code, PUBLIC_URL "/v/"));
  soky_signing_look_init (&look, type, step, by, code, &wish);
  soky_sign_preview (head, &look.options, soky_signer_get_certificate (key->signer), preview, NULL,
                     &error);
  g_assert_no_error (error);
}

/* The signature of the batch stands where a single one would, and is that one. */
static void
assert_looks_alike (Desk *desk, SokyBook *before, const SokySignPreview *preview)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) book = desk_get (desk, before->id, &error);
  g_autofree char *path = desk_fetch (desk, book, -1, &error);
  g_autoptr (SokyInput) input = soky_input_open (path, &error);
  g_autoptr (SokyPdf) pdf = soky_pdf_open (input, &error);
  g_autoptr (GPtrArray) signatures = soky_pdf_list_signatures (pdf, &error);
  g_autofree char *code = soky_session_get_check_address (desk->session, book);
  g_autofree char *picture = fixture_server_file (server, "page.png");
  g_autofree char *read = NULL;
  g_assert_no_error (error);
  g_assert_cmpuint (signatures->len, ==, 1);
  const SokyPdfSignature *signature = signatures->pdata[0];

  g_assert_cmpint (signature->page, ==, preview->page);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat_with_epsilon (signature->rect[i], preview->rect[i], 0.05);
  g_autoptr (GdkPixbuf) page = draw_page (path);
  if (page == NULL || fixture_run (&read, "zbarimg", "-q", "--raw", picture, NULL) == -1) {
    g_test_skip ("pdftoppm and zbarimg are needed to see the signature");
    return;
  }
  g_assert_true (has_red (page));
  g_assert_nonnull (strstr (read, code));
}

/* Look, picture and QR code are those of a single signature. */
static void
test_same_look (void)
{
  set_public_url ();
  g_autoptr (Desk) lan = desk_at ("gv.lan");
  g_autoptr (GError) error = NULL;
  Key key = {0};
  g_auto (SokySignPreview) preview = {0};

  keep_sealed ();
  make_books (lan, "Lô có dấu", 1, FALSE);
  g_autoptr (GPtrArray) books = seen_books (lan, "Lô có dấu");
  g_autoptr (SokyBook) book = desk_get (lan, ((SokyBook *) books->pdata[0])->id, &error);
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  g_ptr_array_add (types, lesson_plan_with_code (lan));
  g_autoptr (SokyBookBatch) batch = soky_book_batch_new (lan->session, books, types);
  key_init (&key, "gv.lan");
  preview_alone (lan, book, types->pdata[0], &key, &preview);
  soky_book_batch_set_signer (batch, key.signer);
  soky_book_batch_set_sealed (batch, TRUE);
  g_assert_true (run (batch, 0, &error));
  g_assert_no_error (error);
  assert_looks_alike (lan, book, &preview);
  g_assert_true (soky_signature_images_remove (SOKY_SIGNATURE_IMAGE_SEALED, &error));
  key_clear (&key);
}

int
main (int argc, char **argv)
{
  /* pictures of nobody else's test */
  char *data = fixture_make_folder ();
  g_setenv ("XDG_DATA_HOME", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/book-batch/same-look", test_same_look);
  g_test_add_func ("/book-batch/all", test_batch);
  g_test_add_func ("/book-batch/resume", test_resume);
  g_test_add_func ("/book-batch/rebase", test_rebase);
  g_test_add_func ("/book-batch/lost-answers", test_lost_answers);
  int status = g_test_run ();
  fixture_server_free (server);
  fixture_remove_folder (data);
  return status;
}
