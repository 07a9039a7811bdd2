/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "desk.h"
#include "fixture.h"
#include "relay.h"

#include "base/task.h"
#include "book/book-query.h"
#include "book/error.h"
#include "client/book-batch.h"
#include "client/error.h"

#include <glib/gstdio.h>

/* Changes that are made without a network: their effect is seen at once, and they are done once
 * when there is one again. */

#define MANY 1000

static FixtureServer *server;

typedef struct {
  char *folder; /* of lan's library */
  Desk *lan;    /* with a network */
  Desk *minh;   /* likewise, without a library */
} Room;

static void
set_up (Room *self, gconstpointer data)
{
  g_autofree char *root = fixture_make_folder ();

  self->folder = g_build_filename (root, "library", NULL);
  self->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  self->minh = desk_new (server, fixture_server_get_url (server), "tt.minh");
  desk_keep (self->lan, self->folder);
  desk_look_up (self->lan);
}

static void
tear_down (Room *self, gconstpointer data)
{
  desk_free (self->lan);
  desk_free (self->minh);
  fixture_remove_folder (g_path_get_dirname (self->folder));
  g_free (self->folder);
}

static guint
count_items (Desk *desk)
{
  g_autoptr (GPtrArray) items = desk_outbox (desk);
  return items->len;
}

static SokyOutboxItem *
get_item (GPtrArray *items, guint index)
{
  g_assert_cmpuint (index, <, items->len);
  return items->pdata[index];
}

/* A book is made, gets its PDF and is submitted, all without a network. */
static void
test_new_book (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) draft = desk_make_book (away, "Soạn trên tàu", 3);
  g_autoptr (SokyBook) submitted = desk_submit_plain (away, draft, &error);
  g_assert_no_error (error);

  g_assert_cmpint (submitted->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_cmpuint (count_items (away), ==, 3);
  g_autoptr (SokyBook) again = desk_get (away, draft->id, &error);
  g_assert_cmpint (again->state, ==, SOKY_BOOK_IN_REVIEW);
  g_autofree char *head = desk_fetch (away, again, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (desk_count_books (away, "soạn trên tàu"), ==, 1);
  /* with a network, before it is sent: it stands in the list still */
  g_assert_cmpuint (desk_count_books (room->lan, "Soạn trên tàu"), ==, 1);

  desk_flush (room->lan);
  g_assert_cmpuint (count_items (room->lan), ==, 0);
  g_assert_cmpuint (desk_count_books (room->lan, "Soạn trên tàu"), ==, 1);
  g_autoptr (SokyBookPage) seen = desk_list (room->minh, "inbox", "Soạn trên tàu", NULL, &error);
  g_assert_cmpuint (seen->books->len, ==, 1);
  const SokyBook *arrived = seen->books->pdata[0];
  g_assert_cmpuint (arrived->page_count, ==, 3);
  /* what was written to those who decide has come with it */
  g_assert_cmpstr (soky_book_get_round (submitted)->note, ==, DESK_NOTE);
  g_assert_cmpstr (soky_book_get_round (arrived)->note, ==, DESK_NOTE);
  /* who had it open finds it under the id that it had here */
  g_autoptr (SokyBook) found = desk_get (room->lan, draft->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->id, ==, arrived->id);
  g_assert_cmpuint (found->version, ==, arrived->version);
}

/* The rules refuse here what they would refuse there. */
static void
test_rules (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) draft = desk_create (away, "Chưa có tệp", &error);
  g_assert_no_error (error);

  g_assert_null (desk_submit_plain (away, draft, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_NO_FILE);
  g_clear_error (&error);
  g_assert_null (desk_create (away, "", &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_TITLE_MISSING);
  g_clear_error (&error);
  g_autofree char *noise = desk_make_pdf (1);
  fixture_write (noise, "no PDF at all", 13);
  g_assert_null (desk_attach (away, draft, noise, &error));
  g_assert_nonnull (error);
  g_unlink (noise);
  g_assert_cmpuint (count_items (away), ==, 1);
}

/* A signature that is made without a network is bound to the file that was signed. */
static void
test_signature (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký ở nhà", 3);
  g_autoptr (SokyBook) submitted = desk_submit (room->lan, draft);
  g_autofree char *seen = desk_fetch (room->lan, submitted, -1, &error);
  g_assert_no_error (error);

  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) signed_book = desk_sign_book (away, server, "gv.lan", submitted);
  g_assert_cmpint (signed_book->revision_count, ==, 2);
  g_assert_null (soky_book_find_current_step (signed_book, "gv-lan"));
  g_autofree char *head = desk_fetch (away, signed_book, -1, &error);
  g_assert_no_error (error);

  desk_flush (room->lan);
  g_autoptr (SokyBook) now = desk_get (room->minh, submitted->id, &error);
  g_assert_cmpint (now->revision_count, ==, 2);
  g_assert_cmpstr (now->head_sha256, ==, signed_book->head_sha256);
}

/* Another signature came first: it has to be made again, and nothing is sent that was not seen. */
static void
test_signature_late (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Ký sau", 3);
  g_autoptr (SokyBook) submitted = desk_submit_parallel (room->lan, draft);
  g_autofree char *seen = desk_fetch (room->lan, submitted, -1, &error);

  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) mine = desk_sign_book (away, server, "gv.lan", submitted);
  g_autoptr (SokyBook) theirs = desk_sign_book (room->minh, server, "tt.minh", submitted);
  desk_flush (room->lan);
  g_autoptr (GPtrArray) items = desk_outbox (room->lan);
  SokyOutboxItem *item = get_item (items, 0);
  g_assert_cmpint (item->state, ==, SOKY_OUTBOX_REFUSED);
  g_assert_cmpstr (item->code, ==, soky_book_error_to_code (SOKY_BOOK_ERROR_HEAD_MOVED));
  g_assert_nonnull (item->reason);

  /* what is shown is the book as it is there */
  g_autoptr (SokyBook) shown = desk_get (away, submitted->id, &error);
  g_assert_cmpstr (shown->head_sha256, ==, theirs->head_sha256);
  SokyLibrary *library = soky_session_get_library (room->lan->session);
  g_assert_false (soky_outbox_retry (library, item->position, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_HEAD_MOVED);
  g_clear_error (&error);
  /* no further change before the person has decided */
  g_assert_null (desk_approve (room->lan, shown, &error));
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNDECIDED);
  g_clear_error (&error);
  g_assert_cmpuint (soky_outbox_cancel (library, item->position, &error), ==, 1);
  g_autoptr (SokyBook) done = desk_sign_book (room->lan, server, "gv.lan", shown);
  g_assert_cmpint (done->revision_count, ==, 3);
}

static SokyBook *
submit_for_approval (Room *room, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, title, 2);
  SokyBook *submitted = desk_submit_plain (room->lan, draft, &error);
  g_assert_no_error (error);
  return submitted;
}

/* Somebody else approved meanwhile: the book has only grown, so mine is made anew. */
static void
test_approval_beside (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) submitted = submit_for_approval (room, "Duyệt song song");
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) mine = desk_approve (away, submitted, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mine->state, ==, SOKY_BOOK_IN_REVIEW);

  g_autoptr (SokyBook) theirs = desk_approve (room->minh, submitted, &error);
  g_assert_no_error (error);
  desk_flush (room->lan);
  g_assert_cmpuint (count_items (room->lan), ==, 0);
  g_autoptr (SokyBook) now = desk_get (room->minh, submitted->id, &error);
  g_assert_cmpint (now->state, ==, SOKY_BOOK_APPROVED);
}

/* The book came back meanwhile: the reason is shown with what the book is now, and later changes
 * of other books go on. */
static void
test_refused (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) submitted = submit_for_approval (room, "Bị trả lại");
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) mine = desk_approve (away, submitted, &error);
  g_autoptr (SokyBook) other = desk_make_book (away, "Sổ khác", 1);

  g_autoptr (SokyAction) back = soky_action_new (SOKY_ACTION_RETURN, submitted->version);
  soky_action_set_reason (back, "Thiếu trang 2");
  g_autoptr (SokyBook) returned = desk_act (room->minh, submitted, back, &error);
  g_assert_no_error (error);
  desk_flush (room->lan);
  g_autoptr (GPtrArray) items = desk_outbox (room->lan);
  g_assert_cmpuint (items->len, ==, 1);
  SokyOutboxItem *item = get_item (items, 0);
  g_assert_cmpint (item->state, ==, SOKY_OUTBOX_REFUSED);
  g_assert_cmpuint (desk_count_books (room->minh, "Sổ khác"), ==, 0);
  g_assert_cmpuint (desk_count_books (room->lan, "Sổ khác"), ==, 1);
  g_autoptr (SokyBook) shown = desk_get (away, submitted->id, &error);
  g_assert_cmpint (shown->state, ==, SOKY_BOOK_RETURNED);
  g_assert_cmpstr (soky_book_get_return_reason (shown), ==, "Thiếu trang 2");

  SokyLibrary *library = soky_session_get_library (room->lan->session);
  g_assert_false (soky_outbox_retry (library, item->position, &error));
  g_assert_error (error, SOKY_BOOK_ERROR, SOKY_BOOK_ERROR_WRONG_STATE);
  g_clear_error (&error);
  g_assert_cmpuint (soky_outbox_cancel (library, item->position, &error), ==, 1);
  g_assert_cmpuint (count_items (room->lan), ==, 0);
}

/* A recall that came too late for the version it was made on, and is still wanted. */
static void
test_retry (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) submitted = submit_for_approval (room, "Thu hồi lại");
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyAction) recall = soky_action_new (SOKY_ACTION_RECALL, submitted->version);
  g_autoptr (SokyBook) mine = desk_act (away, submitted, recall, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mine->state, ==, SOKY_BOOK_DRAFT);

  g_autoptr (SokyBook) theirs = desk_approve (room->minh, submitted, &error);
  desk_flush (room->lan);
  g_autoptr (GPtrArray) items = desk_outbox (room->lan);
  SokyOutboxItem *item = get_item (items, 0);
  g_assert_cmpint (item->state, ==, SOKY_OUTBOX_REFUSED);
  SokyLibrary *library = soky_session_get_library (room->lan->session);
  g_assert_true (soky_outbox_retry (library, item->position, &error));
  g_assert_no_error (error);
  desk_flush (room->lan);
  g_assert_cmpuint (count_items (room->lan), ==, 0);
  g_autoptr (SokyBook) now = desk_get (room->minh, submitted->id, &error);
  g_assert_cmpint (now->recall_requested_us, >, 0);
}

/* What is taken back takes with it what was built on it. */
static void
test_cancel (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) draft = desk_make_book (away, "Đổi ý", 3);
  g_autoptr (SokyBook) submitted = desk_submit_plain (away, draft, &error);
  g_autoptr (SokyBook) approved = desk_approve (away, submitted, &error);
  g_assert_no_error (error);
  SokyLibrary *library = soky_session_get_library (away->session);

  g_autoptr (GPtrArray) items = desk_outbox (away);
  g_assert_cmpuint (items->len, ==, 4);
  g_assert_cmpuint (soky_outbox_cancel (library, get_item (items, 2)->position, &error), ==, 2);
  g_autoptr (SokyBook) now = desk_get (away, draft->id, &error);
  g_assert_cmpint (now->state, ==, SOKY_BOOK_DRAFT);
  g_assert_cmpuint (soky_outbox_cancel (library, get_item (items, 0)->position, &error), ==, 2);
  g_assert_cmpuint (count_items (away), ==, 0);
  g_assert_cmpuint (desk_count_books (away, "Đổi ý"), ==, 0);
  desk_flush (room->lan);
  g_assert_cmpuint (desk_count_books (room->lan, "Đổi ý"), ==, 0);
}

/* The server does it and its answer is lost: it waits, and is done once. */
static void
test_lost (Room *room, gconstpointer data)
{
  g_autoptr (Relay) relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) lan = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (GError) error = NULL;

  desk_keep (lan, room->folder);
  relay_lose_answers (relay, MANY);
  g_autoptr (SokyBook) book = desk_create (lan, "Mất mạng giữa chừng", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (book->id, "local-"));
  g_assert_true (soky_session_is_offline (lan->session));
  g_assert_cmpuint (relay_get_lost (relay), >=, 1);
  /* it may be done already, so it cannot be taken back */
  g_autoptr (GPtrArray) items = desk_outbox (lan);
  SokyLibrary *library = soky_session_get_library (lan->session);
  g_assert_cmpuint (soky_outbox_cancel (library, get_item (items, 0)->position, &error), ==, 0);
  g_assert_error (error, SOKY_CLIENT_ERROR, SOKY_CLIENT_ERROR_UNDECIDED);

  relay_lose_answers (relay, 0);
  desk_flush (lan);
  g_assert_false (soky_session_is_offline (lan->session));
  g_assert_cmpuint (count_items (lan), ==, 0);
  g_assert_cmpuint (desk_count_books (lan, "Mất mạng giữa chừng"), ==, 1);
}

/* What could not leave at all waits, and can be taken back. */
static void
test_unsent (Room *room, gconstpointer data)
{
  Relay *relay = relay_new (fixture_server_get_url (server));
  g_autoptr (Desk) lan = desk_new (server, relay_get_url (relay), "gv.lan");
  g_autoptr (GError) error = NULL;

  desk_keep (lan, room->folder);
  relay_free (relay);
  g_autoptr (SokyBook) book = desk_create (lan, "Không có mạng", &error);
  g_assert_no_error (error);
  g_autoptr (GPtrArray) items = desk_outbox (lan);
  g_assert_cmpint (get_item (items, 0)->tried_us, ==, 0);
  g_autoptr (SokySender) sender = soky_sender_new (lan->session);
  soky_sender_kick (sender);
  while (soky_sender_get_state (sender) == SOKY_SENDER_SENDING)
    g_main_context_iteration (NULL, TRUE);
  soky_sender_stop (sender);
  desk_settle ();
  SokyLibrary *library = soky_session_get_library (lan->session);
  g_assert_cmpuint (soky_outbox_cancel (library, get_item (items, 0)->position, &error), ==, 1);
  g_assert_no_error (error);
}

/* A change of a book with others that wait goes behind them, network or not. */
static void
test_behind (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Xếp hàng", 2);
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_autoptr (SokyBook) submitted = desk_submit_plain (away, draft, &error);
  g_assert_no_error (error);

  g_autoptr (SokyBook) approved = desk_approve (room->lan, submitted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (room->lan), ==, 2);
  desk_flush (room->lan);
  g_autoptr (SokyBook) now = desk_get (room->minh, draft->id, &error);
  g_assert_cmpint (now->state, ==, SOKY_BOOK_IN_REVIEW);
  g_assert_cmpuint (now->version, ==, draft->version + 2);
}

static gpointer
run_batch (gpointer batch, GCancellable *cancellable, GError **error)
{
  return soky_book_batch_run (batch, NULL, NULL, cancellable, error) ? soky_task_done () : NULL;
}

/* Many at once, as with a network. */
static void
test_batch (Room *room, gconstpointer data)
{
  g_autoptr (GPtrArray) books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);
  g_autoptr (GError) error = NULL;
  g_auto (Reply) listed = {NULL}, done = {NULL};

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (books, submit_for_approval (room, "Duyệt nhiều"));
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  soky_session_load_book_types_async (away->session, NULL, reply_cb, &listed);
  g_autoptr (GPtrArray) known =
      soky_session_load_book_types_finish (away->session, reply_wait (&listed), &error);
  for (guint i = 0; i < known->len; i++)
    for (guint j = 0; j < books->len; j++)
      if (g_str_equal (((SokyBookType *) known->pdata[i])->id,
                       ((SokyBook *) books->pdata[j])->type_id))
        g_ptr_array_add (types, soky_book_type_ref (known->pdata[i]));
  g_autoptr (SokyBookBatch) batch = soky_book_batch_new (away->session, books, types);
  soky_task_run (NULL, run_batch, batch, NULL, NULL, NULL, reply_cb, &done);
  g_assert_nonnull (soky_task_finish (reply_wait (&done), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_items (away), ==, 3);

  desk_flush (room->lan);
  for (guint i = 0; i < books->len; i++) {
    const SokyBook *before = books->pdata[i];
    g_autoptr (SokyBook) now = desk_get (room->minh, before->id, &error);
    g_assert_cmpuint (now->version, ==, before->version + 1);
  }
}

static void
test_delete (Room *room, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyBook) draft = desk_make_book (room->lan, "Xóa khi vắng", 2);
  g_autoptr (Desk) away = desk_new_offline (room->folder);
  g_auto (Reply) reply = {NULL};

  soky_session_delete_book_async (away->session, draft, NULL, reply_cb, &reply);
  g_assert_true (soky_session_delete_book_finish (away->session, reply_wait (&reply), &error));
  g_assert_no_error (error);
  g_assert_cmpuint (desk_count_books (away, "Xóa khi vắng"), ==, 0);
  desk_flush (room->lan);
  g_assert_cmpuint (count_items (room->lan), ==, 0);
  g_assert_cmpuint (desk_count_books (room->lan, "Xóa khi vắng"), ==, 0);
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
#define ADD(path, func) g_test_add ("/outbox/" path, Room, NULL, set_up, func, tear_down)
  ADD ("new-book", test_new_book);
  ADD ("rules", test_rules);
  ADD ("signature", test_signature);
  ADD ("signature-late", test_signature_late);
  ADD ("approval-beside", test_approval_beside);
  ADD ("refused", test_refused);
  ADD ("retry", test_retry);
  ADD ("cancel", test_cancel);
  ADD ("lost", test_lost);
  ADD ("unsent", test_unsent);
  ADD ("behind", test_behind);
  ADD ("batch", test_batch);
  ADD ("delete", test_delete);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
