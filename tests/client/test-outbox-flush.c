/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"

#include "book/error.h"
#include "wire/error.h"

#include <glib/gstdio.h>

/* A long time away: 200 changes wait, and others have changed the same books meanwhile. */

#define NEW_BOOKS 40 /* made, with a PDF, submitted: three changes each */
#define APPROVALS 40 /* of books that are in review */
#define DELETIONS 20 /* of drafts */
#define NEW_FILES 20 /* for drafts */
#define CHANGES (3 * NEW_BOOKS + APPROVALS + DELETIONS + NEW_FILES)

static FixtureServer *server;

typedef struct {
  Desk *lan;   /* at school, in the evening */
  Desk *minh;  /* who works meanwhile */
  Desk *other; /* lan at another computer */
  Desk *away;
  GPtrArray *in_review;
  GPtrArray *to_delete;
  GPtrArray *to_replace;
} Term;

static GPtrArray *
new_books (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
}

static void
make_books (Term *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < APPROVALS; i++) {
    g_autoptr (SokyBook) draft = desk_make_book (self->lan, "Chờ duyệt", 1);
    g_ptr_array_add (self->in_review, desk_submit_plain (self->lan, draft, &error));
    g_assert_no_error (error);
  }
  for (guint i = 0; i < DELETIONS; i++)
    g_ptr_array_add (self->to_delete, desk_create (self->lan, "Bỏ đi", &error));
  for (guint i = 0; i < NEW_FILES; i++)
    g_ptr_array_add (self->to_replace, desk_create (self->lan, "Thay tệp", &error));
  g_assert_no_error (error);
}

static void
remove_book (Desk *desk, SokyBook *book)
{
  g_auto (Reply) reply = {NULL};
  g_autoptr (GError) error = NULL;

  soky_session_delete_book_async (desk->session, book, NULL, reply_cb, &reply);
  g_assert_true (soky_session_delete_book_finish (desk->session, reply_wait (&reply), &error));
  g_assert_no_error (error);
}

static void
work_away (Term *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = desk_make_pdf (2);

  for (guint i = 0; i < NEW_BOOKS; i++) {
    g_autofree char *title = g_strdup_printf ("Mới k%02uk", i);
    g_autoptr (SokyBook) draft = desk_make_book (self->away, title, 1);
    g_autoptr (SokyBook) submitted = desk_submit_plain (self->away, draft, &error);
    g_assert_no_error (error);
  }
  for (guint i = 0; i < APPROVALS; i++) {
    g_autoptr (SokyBook) after = desk_approve (self->away, self->in_review->pdata[i], &error);
    g_assert_no_error (error);
  }
  for (guint i = 0; i < DELETIONS; i++)
    remove_book (self->away, self->to_delete->pdata[i]);
  for (guint i = 0; i < NEW_FILES; i++) {
    g_autoptr (SokyBook) after = desk_attach (self->away, self->to_replace->pdata[i], pdf, &error);
    g_assert_no_error (error);
  }
  g_unlink (pdf);
}

/* Of each kind, a part is changed by others: ten approved beside, ten returned; five drafts that
 * are to go have got a file; five that are to get a file are gone. */
static void
change_meanwhile (Term *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pdf = desk_make_pdf (3);

  for (guint i = 0; i < 10; i++) {
    g_autoptr (SokyBook) after = desk_approve (self->minh, self->in_review->pdata[i], &error);
    g_assert_no_error (error);
  }
  for (guint i = 10; i < 20; i++) {
    SokyBook *book = self->in_review->pdata[i];
    g_autoptr (SokyAction) back = soky_action_new (SOKY_ACTION_RETURN, book->version);
    soky_action_set_reason (back, "Sai tuần");
    g_autoptr (SokyBook) after = desk_act (self->minh, book, back, &error);
    g_assert_no_error (error);
  }
  for (guint i = 0; i < 5; i++) {
    g_autoptr (SokyBook) after = desk_attach (self->other, self->to_delete->pdata[i], pdf, &error);
    g_assert_no_error (error);
    remove_book (self->other, self->to_replace->pdata[i]);
  }
  g_unlink (pdf);
}

static guint
count_refused (Term *self, const char *kind, const char *code)
{
  g_autoptr (GPtrArray) items = desk_outbox (self->lan);
  guint count = 0;

  for (guint i = 0; i < items->len; i++) {
    const SokyOutboxItem *item = items->pdata[i];
    g_assert_cmpint (item->state, ==, SOKY_OUTBOX_REFUSED);
    g_assert_nonnull (item->reason);
    if (g_str_equal (item->kind, kind) && g_strcmp0 (item->code, code) == 0)
      count++;
  }
  return count;
}

static void
check_refusals (Term *self)
{
  g_autoptr (GPtrArray) items = desk_outbox (self->lan);
  const char *version = soky_book_error_to_code (SOKY_BOOK_ERROR_VERSION);
  const char *gone = soky_wire_error_to_code (SOKY_WIRE_ERROR_NOT_FOUND);

  g_assert_cmpuint (items->len, ==, 20);
  g_assert_cmpuint (count_refused (self, "approve", version), ==, 10);
  g_assert_cmpuint (count_refused (self, "delete", version), ==, 5);
  g_assert_cmpuint (count_refused (self, "attach", gone), ==, 5);
}

static void
check_books (Term *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < APPROVALS; i++) {
    const SokyBook *before = self->in_review->pdata[i];
    g_autoptr (SokyBook) now = desk_get (self->other, before->id, &error);
    g_assert_no_error (error);
    g_assert_cmpint (now->state, ==,
                     i < 10   ? SOKY_BOOK_APPROVED
                     : i < 20 ? SOKY_BOOK_RETURNED
                              : SOKY_BOOK_IN_REVIEW);
    g_assert_cmpuint (now->version, ==, before->version + (i < 10 ? 2 : 1));
  }
  for (guint i = 0; i < NEW_FILES; i++) {
    const SokyBook *before = self->to_replace->pdata[i];
    g_autoptr (SokyBook) now = desk_get (self->other, before->id, NULL);
    g_assert_true ((now == NULL) == (i < 5));
    g_assert_cmpuint (now ? now->page_count : 2, ==, 2);
  }
  for (guint i = 0; i < DELETIONS; i++) {
    const SokyBook *before = self->to_delete->pdata[i];
    g_autoptr (SokyBook) now = desk_get (self->other, before->id, NULL);
    g_assert_true ((now != NULL) == (i < 5));
  }
}

/* Each new book is there once. */
static void
check_new (Term *self)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < NEW_BOOKS; i++) {
    g_autofree char *title = g_strdup_printf ("Mới k%02uk", i);
    g_autoptr (SokyBookPage) page = desk_list (self->other, "outbox", title, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (page->books->len, ==, 1);
    const SokyBook *book = page->books->pdata[0];
    g_assert_cmpint (book->state, ==, SOKY_BOOK_IN_REVIEW);
    g_assert_cmpuint (book->version, ==, 3);
  }
}

static void
test_long_away (void)
{
  g_autofree char *root = fixture_make_folder ();
  g_autofree char *folder = g_build_filename (root, "library", NULL);
  const char *url = fixture_server_get_url (server);
  Term term = {.lan = desk_new (server, url, "gv.lan"),
               .minh = desk_new (server, url, "tt.minh"),
               .other = desk_new (server, url, "gv.lan"),
               .in_review = new_books (),
               .to_delete = new_books (),
               .to_replace = new_books ()};

  desk_keep (term.lan, folder);
  desk_look_up (term.lan);
  make_books (&term);
  term.away = desk_new_offline (folder);
  work_away (&term);
  g_autoptr (GPtrArray) items = desk_outbox (term.away);
  g_assert_cmpuint (items->len, ==, CHANGES);
  change_meanwhile (&term);

  gint64 started_us = g_get_monotonic_time ();
  desk_flush (term.lan);
  g_test_message ("%u changes in %.1f s", CHANGES,
                  (double) (g_get_monotonic_time () - started_us) / G_USEC_PER_SEC);
  check_refusals (&term);
  check_books (&term);
  check_new (&term);
  desk_free (term.lan);
  desk_free (term.minh);
  desk_free (term.other);
  desk_free (term.away);
  g_ptr_array_unref (term.in_review);
  g_ptr_array_unref (term.to_delete);
  g_ptr_array_unref (term.to_replace);
  fixture_remove_folder (g_steal_pointer (&root));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add_func ("/outbox-flush/long-away", test_long_away);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
