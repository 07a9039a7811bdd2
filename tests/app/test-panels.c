/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/pages/sign-in-page.h"
#include "app/widgets/banner.h"
#include "app/widgets/book-words.h"
#include "app/widgets/report-words.h"
#include "app/widgets/route-panel.h"
#include "app/widgets/signatures-panel.h"
#include "app/widgets/week-chart.h"
#include "book/names.h"

#include "display.h"

#define DAY_US (24 * G_TIME_SPAN_HOUR)
#define MOMENT_US (G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC)

static SokySignatureReport *
make_signature (const char *signer, SokyVerdict verdict, const char *reason)
{
  SokySignatureReport *signature = soky_signature_report_new ();
  soky_names_assign (&signature->signer, signer);
  soky_names_assign (&signature->reason, reason);
  signature->verdict = verdict;
  signature->signed_at_us = MOMENT_US;
  signature->page = 2;
  signature->rect[0] = 72;
  return signature;
}

static SokyReport *
make_report (SokyVerdict worst)
{
  SokyReport *report = soky_report_new ("book.pdf", 1000);
  g_ptr_array_add (report->signatures,
                   make_signature ("Nguyễn Thị Lan", SOKY_VERDICT_VALID, "All is well."));
  g_ptr_array_add (report->signatures, make_signature ("Trần Văn Minh", worst, "A reason."));
  return report;
}

static void
shown_cb (GtkWidget *panel, int page, double x0, double y0, double x1, double y1, int *seen)
{
  *seen = page;
  g_assert_cmpfloat (x0, ==, 72);
}

static void
test_signatures (void)
{
  static const struct {
    SokyVerdict verdict;
    const char *summary;
    const char *word;
  } cases[] = {
      {SOKY_VERDICT_VALID, "2 signatures, all valid", "Valid"},
      {SOKY_VERDICT_INDETERMINATE, "Not every signature can be confirmed", "Not confirmed"},
      {SOKY_VERDICT_INVALID, "A signature is not valid", "Not valid"},
  };
  GtkWidget *panel = soky_signatures_panel_new ();
  GtkWindow *window = display_show (panel, 340, 700);
  int page = 0;
  g_signal_connect (panel, "show-signature", G_CALLBACK (shown_cb), &page);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    soky_signatures_panel_take_report (SOKY_SIGNATURES_PANEL (panel),
                                       make_report (cases[i].verdict));
    g_assert_cmpuint (display_count (panel, cases[i].summary), ==, 1);
    g_assert_cmpuint (display_count (panel, cases[i].word), >=, 1);
    g_assert_cmpuint (display_count (panel, "Nguyễn Thị Lan"), ==, 1);
  }

  GtkWidget *row = display_find (panel, "SokySignatureRow");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Nguyễn Thị Lan: Valid. All is well.");
  gtk_widget_activate (row);
  g_assert_cmpint (page, ==, 2);
  g_assert_cmpuint (display_count (panel, "Content"), ==, 1);

  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "5 < 6 & so on");
  soky_signatures_panel_set_error (SOKY_SIGNATURES_PANEL (panel), error);
  g_assert_cmpuint (display_count (panel, "5 < 6 & so on"), ==, 1);
  soky_signatures_panel_take_report (SOKY_SIGNATURES_PANEL (panel), soky_report_new ("x", 1));
  g_assert_null (display_find (panel, "SokySignatureRow"));
  display_close (window);
}

static void
add_step (SokyRound *round, guint order, const char *name, SokyOutcome outcome)
{
  SokyStep *step = soky_step_new (order, name, SOKY_ROLE_TEACHER, SOKY_STEP_PERSON, order != 2);
  soky_names_assign (&step->person_name, name);
  soky_names_assign (&step->title, "Giáo viên");
  step->outcome = outcome;
  step->decided_us = outcome == SOKY_OUTCOME_PENDING ? 0 : MOMENT_US;
  if (outcome == SOKY_OUTCOME_RETURNED)
    soky_names_assign (&step->reason, "Thiếu mục III.");
  g_ptr_array_add (round->steps, step);
}

static SokyBook *
make_book (SokyBookState state, SokyOutcome second)
{
  SokyBook *book = soky_book_new ();
  soky_names_assign (&book->id, "b1");
  soky_names_assign (&book->type_name, "Giáo án");
  soky_names_assign (&book->owner_name, "Nguyễn Thị Lan");
  soky_names_assign (&book->fields.title, "Bài 2");
  soky_names_assign (&book->fields.period, "week-03");
  book->state = state;
  book->round = 1;
  SokyRound *round = soky_round_new (1, MOMENT_US - DAY_US);
  add_step (round, 1, "Nguyễn Thị Lan", SOKY_OUTCOME_SIGNED);
  add_step (round, 2, "Trần Văn Minh", second);
  add_step (round, 3, "Lê Thị Hồng Hạnh", SOKY_OUTCOME_PENDING);
  if (state == SOKY_BOOK_RETURNED) {
    round->end = SOKY_ROUND_RETURNED;
    soky_names_assign (&round->reason, "Thiếu mục III.");
  }
  g_ptr_array_add (book->rounds, round);
  return book;
}

static void
test_route (void)
{
  GtkWidget *panel = soky_route_panel_new ();
  GtkWindow *window = display_show (panel, 340, 700);

  g_autoptr (SokyBook) waiting = make_book (SOKY_BOOK_IN_REVIEW, SOKY_OUTCOME_PENDING);
  soky_route_panel_set_book (SOKY_ROUTE_PANEL (panel), waiting);
  g_assert_cmpuint (display_count (panel, "Bài 2"), ==, 1);
  g_assert_cmpuint (display_count (panel, "Has the book now"), ==, 1);
  g_assert_cmpuint (display_count (panel, "Comes later"), ==, 1);
  g_assert_cmpuint (display_count (panel, "CA"), ==, 2);
  g_assert_cmpuint (display_count (panel, "Why it came back"), ==, 0);

  g_autoptr (SokyBook) returned = make_book (SOKY_BOOK_RETURNED, SOKY_OUTCOME_RETURNED);
  soky_route_panel_set_book (SOKY_ROUTE_PANEL (panel), returned);
  g_assert_cmpuint (display_count (panel, "Why it came back"), ==, 1);
  g_assert_cmpuint (display_count (panel, "Thiếu mục III."), ==, 1);
  g_assert_cmpuint (display_count (panel, "Has the book now"), ==, 0);

  g_autofree char *current = soky_book_describe_current (waiting);
  g_assert_cmpstr (current, ==, "Trần Văn Minh");
  g_autofree char *file = soky_book_suggest_file_name (waiting);
  g_assert_cmpstr (file, ==, "Bài 2.pdf");
  display_close (window);
}

static void
clicked_cb (GtkWidget *banner, guint *clicks)
{
  (*clicks)++;
}

static void
test_banner (void)
{
  guint clicks = 0;
  GtkWidget *banner = g_object_new (SOKY_TYPE_BANNER, NULL);
  GtkWindow *window = display_show (banner, 600, 100);
  g_signal_connect (banner, "button-clicked", G_CALLBACK (clicked_cb), &clicks);

  g_assert_false (soky_banner_is_shown (SOKY_BANNER (banner)));
  soky_banner_show (SOKY_BANNER (banner), "warning", "No network", "Try Again");
  g_assert_true (soky_banner_is_shown (SOKY_BANNER (banner)));
  g_assert_cmpuint (display_count (banner, "No network"), ==, 1);
  GtkWidget *button = display_find_button (banner, "Try Again");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_assert_cmpuint (clicks, ==, 1);

  soky_banner_show (SOKY_BANNER (banner), "error", "Broken", NULL);
  g_assert_false (gtk_widget_get_visible (button));
  soky_banner_hide (SOKY_BANNER (banner));
  g_assert_false (soky_banner_is_shown (SOKY_BANNER (banner)));
  display_close (window);
}

static gboolean
has_message (gpointer data)
{
  GtkWidget *revealer = display_find (data, "GtkRevealer");
  return gtk_revealer_get_reveal_child (GTK_REVEALER (revealer));
}

static void
test_sign_in (void)
{
  GtkWidget *page = soky_sign_in_page_new ();
  GtkWindow *window = display_show (page, 400, 720);
  SokySignInPage *form = SOKY_SIGN_IN_PAGE (page);
  GtkWidget *password = display_find (page, "AdwPasswordEntryRow");

  /* what is typed stays in memory that is not swapped out */
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (password));
  g_assert_true (GTK_IS_PASSWORD_ENTRY_BUFFER (gtk_text_get_buffer (GTK_TEXT (text))));

  g_signal_emit_by_name (password, "entry-activated");
  g_assert_cmpuint (display_count (page, "Type your password."), ==, 1);
  gtk_editable_set_text (GTK_EDITABLE (password), "secret");
  g_signal_emit_by_name (password, "entry-activated");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==, "");
  g_assert_cmpuint (display_count (page, "Type your password."), ==, 0);

  /* nobody listens on that port: a message in words, and the form can be used again */
  g_autoptr (SokySecret) secret = soky_secret_new ("secret", -1);
  soky_sign_in_page_fill (form, "http://127.0.0.1:9", NULL, "gv.lan");
  gtk_revealer_set_reveal_child (GTK_REVEALER (display_find (page, "GtkRevealer")), FALSE);
  soky_sign_in_page_submit (form, secret);
  g_assert_false (gtk_widget_get_sensitive (display_find (page, "AdwPreferencesGroup")));
  display_wait (has_message, page);
  g_assert_true (gtk_widget_get_sensitive (display_find (page, "AdwPreferencesGroup")));

  /* plain HTTP to another machine is refused before anything is sent */
  soky_sign_in_page_fill (form, "http://school.example", NULL, NULL);
  soky_sign_in_page_submit (form, secret);
  g_assert_true (gtk_widget_get_sensitive (display_find (page, "AdwPreferencesGroup")));
  g_assert_cmpstr (soky_sign_in_page_get_server (form), ==, "http://school.example");
  display_close (window);
}

static void
week_chosen_cb (GtkWidget *chart, const char *period, char **chosen)
{
  *chosen = g_strdup (period);
}

static gboolean
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) list = gtk_widget_observe_controllers (widget);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GtkEventController) one = g_list_model_get_item (list, i);
    if (GTK_IS_EVENT_CONTROLLER_KEY (one))
      g_signal_emit_by_name (one, "key-pressed", key, 0, 0, &handled);
  }
  return handled;
}

/* Weeks without books stand between those with some; keys go from one to the other. */
static void
test_weeks (void)
{
  g_autoptr (SokyProgressReport) none = soky_progress_report_new (SOKY_PROGRESS_BY_PERIOD);
  g_autoptr (SokyProgressReport) report = soky_progress_report_new (SOKY_PROGRESS_BY_PERIOD);
  g_autofree char *chosen = NULL;
  SokyProgressRow *second = soky_progress_row_new ("week-02", "Week 2");
  SokyProgressRow *fourth = soky_progress_row_new ("week-04", "Week 4");
  SokyProgressRow *month = soky_progress_row_new ("month-09", "Month 9");
  SokyWeekChart *chart = SOKY_WEEK_CHART (soky_week_chart_new ());

  second->states[SOKY_BOOK_PUBLISHED] = 3;
  fourth->states[SOKY_BOOK_RETURNED] = 1;
  month->states[SOKY_BOOK_PUBLISHED] = 9;
  g_ptr_array_add (report->rows, month);
  g_ptr_array_add (report->rows, second);
  g_ptr_array_add (report->rows, fourth);
  GtkWindow *window = display_show (GTK_WIDGET (chart), 400, 200);
  g_assert_false (soky_week_chart_set_report (chart, none));
  g_assert_false (press (GTK_WIDGET (chart), GDK_KEY_Left));
  g_assert_true (soky_week_chart_set_report (chart, report));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (chart),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_signal_connect (chart, "week-chosen", G_CALLBACK (week_chosen_cb), &chosen);
  g_assert_true (press (GTK_WIDGET (chart), GDK_KEY_Left));
  g_assert_true (press (GTK_WIDGET (chart), GDK_KEY_Left));
  g_assert_true (press (GTK_WIDGET (chart), GDK_KEY_Return));
  g_assert_cmpstr (chosen, ==, "week-03");
  g_autoptr (GdkTexture) picture = display_render (GTK_WIDGET (chart));
  g_assert_cmpint (gdk_texture_get_width (picture), ==, 400);
  display_close (window);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/panels/signatures", test_signatures);
  g_test_add_func ("/panels/route", test_route);
  g_test_add_func ("/panels/banner", test_banner);
  g_test_add_func ("/panels/weeks", test_weeks);
  g_test_add_func ("/panels/sign-in", test_sign_in);
  return g_test_run ();
}
