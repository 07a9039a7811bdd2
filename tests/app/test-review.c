/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a review shows: comments and their places, who stands in for whom, phrases that are kept. */
#include "config.h"

#include "app/dialogs/reason-dialog.h"
#include "app/settings.h"
#include "app/widgets/comments-panel.h"
#include "app/widgets/delegation-row.h"
#include "app/widgets/route-panel.h"
#include "book/book-type.h"
#include "book/names.h"

#include "display.h"

#define MOMENT_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

/* Of lan, waiting for minh. */
static SokyBook *
make_book (void)
{
  SokyBook *book = soky_book_new ();
  SokyRound *round = soky_round_new (1, MOMENT_US);
  SokyStep *step = soky_step_new (1, "minh", SOKY_ROLE_GROUP_HEAD, SOKY_STEP_PERSON, TRUE);

  soky_names_assign (&book->id, "b1");
  soky_names_assign (&book->owner_id, "lan");
  soky_names_assign (&book->fields.period, "week-03");
  soky_names_assign (&step->person_name, "Trần Văn Minh");
  soky_names_assign (&step->title, "Tổ trưởng");
  g_ptr_array_add (round->steps, step);
  g_ptr_array_add (book->rounds, round);
  book->state = SOKY_BOOK_IN_REVIEW;
  book->round = 1;
  book->revision_count = 3;
  book->page_count = 2;
  return book;
}

static SokyComment *
make_comment (guint number, const char *text, guint page)
{
  SokyComment *comment = soky_comment_new (text);

  comment->number = number;
  comment->round = 1;
  comment->page = page;
  comment->made_us = MOMENT_US;
  soky_names_assign (&comment->author_id, "minh");
  soky_names_assign (&comment->author_name, "Trần Văn Minh");
  return comment;
}

static void
sent_cb (GtkWidget *panel, SokyComment *wish, SokyComment **place)
{
  *place = soky_comment_ref (wish);
}

static void
resolve_cb (GtkWidget *panel, guint number, guint *place)
{
  *place = number;
}

static void
type_text (GtkWidget *panel, const char *text)
{
  GtkWidget *view = display_find (panel, "GtkTextView");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
test_comments (void)
{
  GtkWidget *panel = soky_comments_panel_new ();
  SokyCommentsPanel *comments = SOKY_COMMENTS_PANEL (panel);
  GtkWindow *window = display_show (panel, 340, 700);
  g_autoptr (SokyBook) book = make_book ();
  g_autoptr (SokyPerson) minh = soky_person_new ("minh", "", "Minh");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  const SokyActor actor = {minh};
  g_autoptr (SokyComment) wish = NULL;
  guint resolved = 0;

  g_signal_connect (panel, "send", G_CALLBACK (sent_cb), &wish);
  g_signal_connect (panel, "resolve", G_CALLBACK (resolve_cb), &resolved);
  soky_comments_panel_set_loading (comments);
  soky_comments_panel_show (comments, list, book, &actor);
  g_assert_cmpuint (display_count (panel, "No Comments"), ==, 1);
  g_assert_null (display_find_button (panel, "Comment"));

  /* what is sent says where, and on which revision */
  type_text (panel, "  Thiếu mục tiêu\n");
  soky_comments_panel_set_place (comments, 2, &(SokyCommentPlace){1, 2, 3, 4});
  g_assert_cmpuint (display_count (panel, "Page 2"), ==, 1);
  display_press (panel, "Comment");
  g_assert_cmpstr (wish->text, ==, "Thiếu mục tiêu");
  g_assert_cmpuint (wish->page, ==, 2);
  g_assert_cmpint (wish->place.bottom, ==, 4);
  g_assert_cmpint (wish->revision, ==, 2);

  /* a refusal keeps the text, an answer takes it away */
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No network.");
  soky_comments_panel_set_sending (comments);
  g_assert_null (display_find_button (panel, "Comment"));
  soky_comments_panel_set_sent (comments, error);
  g_assert_cmpuint (display_count (panel, "No network."), ==, 1);
  g_assert_nonnull (display_find_button (panel, "Comment"));
  soky_comments_panel_set_sent (comments, NULL);
  g_assert_null (display_find_button (panel, "Comment"));
  g_assert_cmpuint (display_count (panel, "Mark a Place"), ==, 1);

  g_ptr_array_add (list, make_comment (1, "Một", 1));
  g_ptr_array_add (list, make_comment (2, "Hai", 0));
  ((SokyComment *) list->pdata[1])->resolved_us = MOMENT_US;
  soky_comments_panel_show (comments, list, book, &actor);
  g_assert_cmpuint (display_count (panel, "Mark as Fixed"), ==, 1);
  display_press (panel, "Mark as Fixed");
  g_assert_cmpuint (resolved, ==, 1);
  display_close (window);
}

/* Who is not on the route reads, and writes nothing. */
static void
test_reader (void)
{
  GtkWidget *panel = soky_comments_panel_new ();
  GtkWindow *window = display_show (panel, 340, 700);
  g_autoptr (SokyBook) book = make_book ();
  g_autoptr (SokyPerson) huy = soky_person_new ("huy", "", "Huy");
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) soky_comment_unref);
  const SokyActor actor = {huy};

  g_ptr_array_add (list, make_comment (1, "Một", 1));
  soky_comments_panel_show (SOKY_COMMENTS_PANEL (panel), list, book, &actor);
  g_assert_cmpuint (display_count (panel, "Một"), ==, 1);
  g_assert_cmpuint (display_count (panel, "Mark as Fixed"), ==, 0);
  g_assert_null (display_find (panel, "GtkTextView"));
  display_close (window);
}

static void
test_stand_in (void)
{
  GtkWidget *panel = soky_route_panel_new ();
  GtkWindow *window = display_show (panel, 340, 700);
  g_autoptr (SokyBook) book = make_book ();
  const SokyStandIn borrowed = {.delegation_id = (char *) "d",
                                .kind = SOKY_DELEGATION_DEPUTY,
                                .office = (char *) "Hiệu trưởng",
                                .person_id = (char *) "th",
                                .person_name = (char *) "Trần Thị Thu",
                                .title = (char *) "Phó Hiệu trưởng"};
  SokyRound *round = book->rounds->pdata[0];
  SokyStep *step = round->steps->pdata[0];

  soky_route_panel_set_stand_in (SOKY_ROUTE_PANEL (panel), "You decide it as KT. Hiệu trưởng");
  soky_route_panel_set_book (SOKY_ROUTE_PANEL (panel), book);
  g_assert_cmpuint (display_count (panel, "You decide it as KT. Hiệu trưởng"), ==, 1);
  g_assert_cmpuint (display_count (panel, "KT. Hiệu trưởng: Trần Thị Thu"), ==, 0);
  step->stand_in = soky_stand_in_copy (&borrowed);
  step->outcome = SOKY_OUTCOME_APPROVED;
  soky_route_panel_set_stand_in (SOKY_ROUTE_PANEL (panel), NULL);
  soky_route_panel_set_book (SOKY_ROUTE_PANEL (panel), book);
  g_assert_cmpuint (display_count (panel, "KT. Hiệu trưởng: Trần Thị Thu"), ==, 1);
  g_assert_cmpuint (display_count (panel, "You decide it as KT. Hiệu trưởng"), ==, 0);
  display_close (window);
}

static void
test_delegation (void)
{
  g_autoptr (SokyDelegationRecord) record =
      soky_delegation_record_new ("d", SOKY_DELEGATION_WARRANT);
  g_autoptr (GPtrArray) types =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_book_type_unref);

  soky_names_assign (&record->office_title, "Hiệu trưởng");
  soky_names_assign (&record->receiver_name, "Trần Văn Minh");
  soky_names_assign (&record->giver_name, "Lê Thị Hồng Hạnh");
  soky_names_assign (&record->note, "12/UQ");
  g_date_set_dmy (&record->first, 5, 9, 2020);
  g_date_set_dmy (&record->last, 31, 12, 2099);
  g_ptr_array_add (record->type_ids, g_strdup ("a"));
  g_ptr_array_add (types, soky_book_type_new ("a", "a", "Giáo án"));
  g_ptr_array_add (types, soky_book_type_new ("b", "b", "Sổ khác"));
  GtkWidget *row = soky_delegation_row_new (record, types, TRUE);
  GtkWidget *list = gtk_list_box_new ();
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  GtkWindow *window = display_show (list, 400, 300);
  g_assert_cmpuint (display_count (row, "TUQ. Hiệu trưởng: Trần Văn Minh"), ==, 1);
  g_assert_cmpuint (display_count (row, "In force"), ==, 1);
  g_assert_cmpuint (display_count (row, "05/09/2020 to 31/12/2099"), ==, 1);
  g_assert_cmpuint (display_count (row, "In the place of Lê Thị Hồng Hạnh · Giáo án · 12/UQ"), ==,
                    1);
  g_assert_nonnull (display_find_button (row, "Withdraw…"));
  display_close (window);
}

static void
test_phrases (void)
{
  g_autoptr (GSettings) settings = soky_settings_new ();
  GtkWidget *first = soky_reason_dialog_new (NULL, "Return", "Return");

  g_assert_nonnull (settings);
  gtk_window_present (GTK_WINDOW (first));
  display_wait_text (first, "Please add the missing parts.");
  type_text (first, "Thiếu chữ ký của tổ trưởng.");
  GtkWidget *keep = display_find (first, "GtkCheckButton");
  g_assert_true (gtk_widget_get_sensitive (keep));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (keep), TRUE);
  display_press (first, "Return");

  GtkWidget *second = soky_reason_dialog_new (NULL, "Return", "Return");
  gtk_window_present (GTK_WINDOW (second));
  display_wait_text (second, "Thiếu chữ ký của tổ trưởng.");
  g_assert_cmpuint (display_count (second, "Please add the missing parts."), ==, 1);
  display_close (GTK_WINDOW (second));
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/review/comments", test_comments);
  g_test_add_func ("/review/reader", test_reader);
  g_test_add_func ("/review/stand-in", test_stand_in);
  g_test_add_func ("/review/delegation", test_delegation);
  g_test_add_func ("/review/phrases", test_phrases);
  return g_test_run ();
}
