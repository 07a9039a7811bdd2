/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of books that is read through: one key to the next, decisions that lead on, marks that go
 * with a return, many that are returned with one reason. */
#include "config.h"

#include "desk.h"
#include "display.h"

#include "app/pages/book-reader.h"
#include "app/window.h"
#include "book/book-query.h"
#include "book/comment.h"
#include "client/session-review.h"

#define BOOKS 53 /* more than the server lists at once */
#define REASON "Thiếu mục tiêu."

static FixtureServer *server;

typedef struct {
  Desk *lan;
  GPtrArray *books; /* the newest is the last */
  GtkWidget *window;
} Room;

static SokyBookReader *
find_reader (Room *room)
{
  return SOKY_BOOK_READER (display_find (room->window, "SokyBookReader"));
}

static gboolean
is_signed_in (gpointer window)
{
  return soky_window_get_workspace (window) != NULL;
}

static gboolean
lists_all (gpointer data)
{
  SokyWorkspace *workspace = soky_window_get_workspace (SOKY_WINDOW (((Room *) data)->window));
  return workspace != NULL && g_list_model_get_n_items (G_LIST_MODEL (soky_workspace_get_model (
                                  workspace, SOKY_BOOK_VIEW_INBOX))) >= BOOKS;
}

static void
room_open (Room *room, gconstpointer data)
{
  g_autofree char *ca_file = fixture_server_file (server, "server-ca.pem");
  g_autoptr (SokySecret) password = soky_secret_new (FIXTURE_PASSWORD, -1);
  guint count = GPOINTER_TO_UINT (data);

  room->lan = desk_new (server, fixture_server_get_url (server), "gv.lan");
  room->books = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_unref);
  for (guint i = 0; i < count; i++) {
    g_autofree char *title = g_strdup_printf ("Giáo án bài %u", i + 1);
    g_autoptr (GError) error = NULL;
    g_autoptr (SokyBook) draft = desk_make_book (room->lan, title, 1);
    g_ptr_array_add (room->books, desk_submit_plain (room->lan, draft, &error));
    g_assert_no_error (error);
  }
  room->window = soky_window_new (NULL, NULL);
  gtk_window_present (GTK_WINDOW (room->window));
  soky_window_sign_in (SOKY_WINDOW (room->window), fixture_server_get_url (server), ca_file,
                       "tt.minh", password);
  display_wait (is_signed_in, room->window);
  soky_window_show_place (SOKY_WINDOW (room->window), SOKY_PLACE_INBOX);
}

static void
room_close (Room *room, gconstpointer data)
{
  display_close (GTK_WINDOW (room->window));
  desk_settle ();
  g_ptr_array_unref (room->books);
  desk_free (room->lan);
}

static void
agree (const char *button)
{
  display_press (display_wait_window ("AdwMessageDialog"), button);
}

static void
act (Room *room, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (find_reader (room)), action, NULL);
}

typedef struct {
  Room *room;
  const SokyBook *book;
} Showing;

static gboolean
shows (gpointer data)
{
  Showing *self = data;
  SokyBookReader *reader = find_reader (self->room);
  SokyBook *open = reader != NULL ? soky_book_reader_get_book (reader) : NULL;
  /* the whole book has come, not only what the list knows of it */
  return open != NULL && g_str_equal (open->id, self->book->id) && open->revisions->len > 0 &&
         display_find_button (GTK_WIDGET (reader), "Return") != NULL;
}

/* @age: 0 is the newest, which the list has first */
static void
wait_book (Room *room, guint age)
{
  Showing showing = {room, room->books->pdata[room->books->len - 1 - age]};
  display_wait (shows, &showing);
}

static void
begin (Room *room)
{
  display_wait (lists_all, room);
  g_signal_emit_by_name (display_find (room->window, "GtkColumnView"), "activate", 0);
  wait_book (room, 0);
  g_assert_cmpuint (display_count (room->window, "1 / 53"), ==, 1);
}

static SokyBook *
get (Room *room, guint age)
{
  const SokyBook *book = room->books->pdata[room->books->len - 1 - age];
  g_autoptr (GError) error = NULL;
  SokyBook *now = desk_get (room->lan, book->id, &error);
  g_assert_no_error (error);
  return now;
}

/* Comments of the book as its owner sees them. */
static GPtrArray *
list_comments (Room *room, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_auto (Reply) reply = {NULL};

  soky_session_list_comments_async (room->lan->session, id, NULL, reply_cb, &reply);
  GPtrArray *comments =
      soky_session_list_comments_finish (room->lan->session, reply_wait (&reply), &error);
  g_assert_no_error (error);
  return comments;
}

static void
keep_mark (Room *room, const char *text)
{
  display_press (room->window, "Comments");
  display_wait_text (room->window, "No Comments");
  GtkWidget *panel = display_find (room->window, "SokyCommentsPanel");
  GtkTextView *view = GTK_TEXT_VIEW (display_find (panel, "GtkTextView"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
  display_press (panel, "With the Return");
  g_assert_cmpuint (display_count (panel, text), ==, 1);
}

static void
return_with_reason (void)
{
  GtkWidget *dialog = display_wait_window ("SokyReasonDialog");
  GtkTextView *text = GTK_TEXT_VIEW (display_find (dialog, "GtkTextView"));

  g_assert_cmpuint (display_count (dialog, "One comment goes with it."), ==, 1);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), REASON, -1);
  display_press (dialog, "Return");
}

static void
test_series (Room *room, gconstpointer data)
{
  begin (room);
  act (room, "book.next");
  wait_book (room, 1);
  g_assert_cmpuint (display_count (room->window, "2 / 53"), ==, 1);
  act (room, "book.previous");
  wait_book (room, 0);

  /* a decision leads to the next book, and stays to be seen */
  act (room, "book.decide");
  agree ("Approve");
  wait_book (room, 1);
  g_assert_cmpuint (display_count (room->window, "✓ 1"), ==, 1);
  g_autoptr (SokyBook) approved = get (room, 0);
  g_assert_cmpint (soky_book_get_round (approved)->steps->len, ==, 2);

  /* what was kept goes with the return, and not before */
  keep_mark (room, "Trang này thiếu ngày.");
  g_autoptr (SokyBook) open = get (room, 1);
  g_autoptr (GPtrArray) before = list_comments (room, open->id);
  g_assert_cmpuint (before->len, ==, 0);
  act (room, "book.return");
  return_with_reason ();
  wait_book (room, 2);
  g_assert_cmpuint (display_count (room->window, "✓ 2"), ==, 1);
  g_assert_cmpuint (display_count (room->window, "Trang này thiếu ngày."), ==, 0);
  g_autoptr (SokyBook) returned = get (room, 1);
  g_assert_cmpint (returned->state, ==, SOKY_BOOK_RETURNED);
  g_autoptr (GPtrArray) after = list_comments (room, returned->id);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_true (((SokyComment *) after->pdata[0])->returned);

  for (guint i = 0; i < BOOKS; i++)
    act (room, "book.next");
  wait_book (room, BOOKS - 1);
  g_assert_cmpuint (display_count (room->window, "53 / 53"), ==, 1);
  act (room, "book.back");
  display_wait_text (room->window, "To Sign");
}

static gboolean
is_through (gpointer dialog)
{
  return display_count (dialog, "3 of 3: 3 returned") == 1;
}

static void
test_return_many (Room *room, gconstpointer data)
{
  display_wait_text (room->window, "Giáo án bài 3");
  gtk_widget_activate_action (room->window, "win.return-many", NULL);
  GtkWidget *dialog = display_wait_window ("SokyReturnManyDialog");
  g_assert_null (display_find_button (dialog, "Return"));
  GtkTextView *text = GTK_TEXT_VIEW (display_find (dialog, "GtkTextView"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (text), REASON, -1);
  g_assert_null (display_find_button (dialog, "Return"));
  display_press (dialog, "All or None");
  display_press (dialog, "Return 3");
  display_wait (is_through, dialog);
  display_press (dialog, "Close");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (SokyBook) now = get (room, i);
    g_assert_cmpint (now->state, ==, SOKY_BOOK_RETURNED);
    g_assert_cmpstr (soky_book_get_return_reason (now), ==, REASON);
  }
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  server = fixture_server_new_demo ();
  if (server == NULL) {
    g_print ("1..0 # SKIP softhsm2 and opensc are not installed\n");
    return 0;
  }
  g_test_add ("/reading/return-many", Room, GUINT_TO_POINTER (3), room_open, test_return_many,
              room_close);
  g_test_add ("/reading/series", Room, GUINT_TO_POINTER (BOOKS), room_open, test_series,
              room_close);
  int status = g_test_run ();
  fixture_server_free (server);
  return status;
}
