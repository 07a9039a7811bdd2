/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare-window.h"
#include "app/dialogs/approver-row.h"
#include "app/dialogs/archive-dialog.h"
#include "app/dialogs/batch-dialog.h"
#include "app/dialogs/certificate-dialog.h"
#include "app/dialogs/challenge-dialog.h"
#include "app/dialogs/change-pin-dialog.h"
#include "app/dialogs/checkup-window.h"
#include "app/dialogs/converted-dialog.h"
#include "app/dialogs/create-dialog.h"
#include "app/dialogs/delegation-dialog.h"
#include "app/dialogs/delegations-window.h"
#include "app/dialogs/password-dialog.h"
#include "app/dialogs/position-dialog.h"
#include "app/dialogs/local-data-dialog.h"
#include "app/dialogs/looks-dialog.h"
#include "app/dialogs/looks-window.h"
#include "app/dialogs/outbox-window.h"
#include "app/dialogs/own-certificates-window.h"
#include "app/dialogs/people-popover.h"
#include "app/dialogs/place-dialog.h"
#include "app/dialogs/preferences-window.h"
#include "app/dialogs/reason-dialog.h"
#include "app/dialogs/sessions-dialog.h"
#include "app/dialogs/replace-dialog.h"
#include "app/dialogs/return-many-dialog.h"
#include "app/dialogs/sign-dialog.h"
#include "app/dialogs/sign-files-dialog.h"
#include "app/dialogs/sign-files-list.h"
#include "app/dialogs/signature-image-dialog.h"
#include "app/dialogs/signature-images-window.h"
#include "app/dialogs/submit-dialog.h"
#include "app/dialogs/tokens-window.h"
#include "app/dialogs/trust-dialog.h"
#include "app/file-window.h"
#include "app/files-window.h"
#include "app/help-window.h"
#include "app/pages/administration-page.h"
#include "app/pages/book-list-page.h"
#include "app/pages/book-reader.h"
#include "app/pages/import-page.h"
#include "app/pages/overview-page.h"
#include "app/pages/report-page.h"
#include "app/pages/sign-in-page.h"
#include "app/pages/welcome-page.h"
#include "app/shortcuts-window.h"
#include "app/view/pdf-pane.h"
#include "app/view/pdf-search-bar.h"
#include "app/view/pdf-side-pane.h"
#include "app/view/pdf-toolbar.h"
#include "app/widgets/banner.h"
#include "app/widgets/certificate-chooser.h"
#include "app/widgets/clean-copy-row.h"
#include "app/widgets/comment-row.h"
#include "app/widgets/comments-panel.h"
#include "app/widgets/delegation-row.h"
#include "app/widgets/file-look-group.h"
#include "app/widgets/history-panel.h"
#include "app/widgets/history-row.h"
#include "app/widgets/filter-bar.h"
#include "app/widgets/filter-chip.h"
#include "app/widgets/paper-preview.h"
#include "app/widgets/look-group.h"
#include "app/widgets/outbox-bar.h"
#include "app/widgets/outbox-row.h"
#include "app/widgets/own-certificate-row.h"
#include "app/widgets/pin-entry.h"
#include "app/widgets/reason-editor.h"
#include "app/widgets/route-panel.h"
#include "app/widgets/series-bar.h"
#include "app/widgets/sidebar-row.h"
#include "app/widgets/sidebar.h"
#include "app/widgets/signature-image-group.h"
#include "app/widgets/signature-preview.h"
#include "app/widgets/signature-row.h"
#include "app/widgets/signatures-panel.h"
#include "app/widgets/status-line.h"
#include "app/widgets/step-row.h"
#include "app/window.h"

#include "display.h"

#define SHORTCUTS "help-overlay.ui"
#define MANY "create-many-window.ui" /* needs a session: test-create-many builds it */
#define FOLDER "/vn/soky/SoKy/ui"
/* the narrowest window that must hold everything */
#define NARROW 360

typedef GType (*TypeFunc) (void);

/* Every class that has a template; a new .ui file without a line here fails the test. */
static const struct {
  const char *file;
  TypeFunc get_type;
} templates[] = {
    {"administration-page.ui", soky_administration_page_get_type},
    {"approver-row.ui", soky_approver_row_get_type},
    {"archive-dialog.ui", soky_archive_dialog_get_type},
    {"banner.ui", soky_banner_get_type},
    {"batch-dialog.ui", soky_batch_dialog_get_type},
    {"book-list-page.ui", soky_book_list_page_get_type},
    {"book-reader.ui", soky_book_reader_get_type},
    {"certificate-chooser.ui", soky_certificate_chooser_get_type},
    {"certificate-dialog.ui", soky_certificate_dialog_get_type},
    {"change-pin-dialog.ui", soky_change_pin_dialog_get_type},
    {"challenge-dialog.ui", soky_challenge_dialog_get_type},
    {"checkup-window.ui", soky_checkup_window_get_type},
    {"clean-copy-row.ui", soky_clean_copy_row_get_type},
    {"comment-row.ui", soky_comment_row_get_type},
    {"comments-panel.ui", soky_comments_panel_get_type},
    {"compare-window.ui", soky_compare_window_get_type},
    {"converted-dialog.ui", soky_converted_dialog_get_type},
    {"create-dialog.ui", soky_create_dialog_get_type},
    {"delegation-dialog.ui", soky_delegation_dialog_get_type},
    {"delegation-row.ui", soky_delegation_row_get_type},
    {"delegations-window.ui", soky_delegations_window_get_type},
    {"file-look-group.ui", soky_file_look_group_get_type},
    {"file-window.ui", soky_file_window_get_type},
    {"files-window.ui", soky_files_window_get_type},
    {"filter-bar.ui", soky_filter_bar_get_type},
    {"filter-chip.ui", soky_filter_chip_get_type},
    {"help-window.ui", soky_help_window_get_type},
    {"history-panel.ui", soky_history_panel_get_type},
    {"history-row.ui", soky_history_row_get_type},
    {"local-data-dialog.ui", soky_local_data_dialog_get_type},
    {"office-dialog.ui", soky_position_dialog_get_type}, /* one of those that are made of it */
    {"office-page.ui", soky_import_page_get_type},       /* likewise */
    {"look-group.ui", soky_look_group_get_type},
    {"looks-dialog.ui", soky_looks_dialog_get_type},
    {"looks-window.ui", soky_looks_window_get_type},
    {"outbox-bar.ui", soky_outbox_bar_get_type},
    {"outbox-row.ui", soky_outbox_row_get_type},
    {"outbox-window.ui", soky_outbox_window_get_type},
    {"overview-page.ui", soky_overview_page_get_type},
    {"own-certificate-row.ui", soky_own_certificate_row_get_type},
    {"own-certificates-window.ui", soky_own_certificates_window_get_type},
    {"paper-preview.ui", soky_paper_preview_get_type},
    {"password-dialog.ui", soky_password_dialog_get_type},
    {"pdf-pane.ui", soky_pdf_pane_get_type},
    {"pdf-search-bar.ui", soky_pdf_search_bar_get_type},
    {"pdf-side-pane.ui", soky_pdf_side_pane_get_type},
    {"pdf-toolbar.ui", soky_pdf_toolbar_get_type},
    {"people-popover.ui", soky_people_popover_get_type},
    {"pin-entry.ui", soky_pin_entry_get_type},
    {"place-dialog.ui", soky_place_dialog_get_type},
    {"preferences-window.ui", soky_preferences_window_get_type},
    {"reason-dialog.ui", soky_reason_dialog_get_type},
    {"reason-editor.ui", soky_reason_editor_get_type},
    {"return-many-dialog.ui", soky_return_many_dialog_get_type},
    {"report-page.ui", soky_report_page_get_type},
    {"replace-dialog.ui", soky_replace_dialog_get_type},
    {"route-panel.ui", soky_route_panel_get_type},
    {"series-bar.ui", soky_series_bar_get_type},
    {"sessions-dialog.ui", soky_sessions_dialog_get_type},
    {"sidebar-row.ui", soky_sidebar_row_get_type},
    {"sidebar.ui", soky_sidebar_get_type},
    {"sign-dialog.ui", soky_sign_dialog_get_type},
    {"sign-files-dialog.ui", soky_sign_files_dialog_get_type},
    {"sign-files-list.ui", soky_sign_files_list_get_type},
    {"sign-in-page.ui", soky_sign_in_page_get_type},
    {"signature-image-dialog.ui", soky_signature_image_dialog_get_type},
    {"signature-image-group.ui", soky_signature_image_group_get_type},
    {"signature-images-window.ui", soky_signature_images_window_get_type},
    {"signature-preview.ui", soky_signature_preview_get_type},
    {"signature-row.ui", soky_signature_row_get_type},
    {"signatures-panel.ui", soky_signatures_panel_get_type},
    {"status-line.ui", soky_status_line_get_type},
    {"step-row.ui", soky_step_row_get_type},
    {"submit-dialog.ui", soky_submit_dialog_get_type},
    {"tokens-window.ui", soky_tokens_window_get_type},
    {"trust-dialog.ui", soky_trust_dialog_get_type},
    {"welcome-page.ui", soky_welcome_page_get_type},
    {"window.ui", soky_window_get_type},
};

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;
  return FALSE;
}

/* the buttons that our templates make, not those inside of GTK's own widgets */
static gboolean
is_ours (GtkWidget *widget)
{
  static const char *const inner[] = {"GtkWindowControls", "GtkColumnViewTitle",  "GtkSearchEntry",
                                      "GtkPasswordEntry",  "AdwPasswordEntryRow", "AdwEntryRow",
                                      "GtkDropDown",       "AdwComboRow",         "GtkMenuButton",
                                      "GtkSpinButton"};
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    for (guint i = 0; i < G_N_ELEMENTS (inner); i++)
      if (g_str_equal (G_OBJECT_TYPE_NAME (parent), inner[i]))
        return FALSE;
  return TRUE;
}

static void
check_names (GtkWidget *widget)
{
  if (!gtk_widget_get_visible (widget) && gtk_widget_get_parent (widget) != NULL)
    return;
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) && is_ours (widget) &&
      !has_text (widget) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("a %s without text has no accessible label (icon %s)", G_OBJECT_TYPE_NAME (widget),
             GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : "?");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

/* The widget that needs the room, for the message of a failure. */
static void
print_wide (GtkWidget *widget, guint depth)
{
  int minimum = 0;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum <= NARROW)
    return;
  g_test_message ("%*s%s needs %d pixels", (int) depth, "", G_OBJECT_TYPE_NAME (widget), minimum);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    print_wide (child, depth + 1);
}

static void
check_narrow (GtkWidget *widget)
{
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), "folded") != NULL)
    g_object_set (widget, "folded", TRUE, NULL);
  /* a window's own frame is not counted */
  if (GTK_IS_WINDOW (widget))
    widget = gtk_widget_get_first_child (widget);
  int minimum = 0;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  if (minimum > NARROW)
    print_wide (widget, 0);
  g_assert_cmpint (minimum, <=, NARROW);
}

/* its buttons are named after the person */
static GtkWidget *
make_approver_row (void)
{
  g_autoptr (SokyStep) step = soky_step_new (1, "p1", SOKY_ROLE_TEACHER, SOKY_STEP_PERSON, TRUE);
  g_autoptr (SokyPerson) person = soky_person_new ("p1", "gv.lan", "Nguyễn Thị Lan");
  return soky_approver_row_new (step, person, FALSE);
}

static GtkWidget *
make (TypeFunc get_type)
{
  if (get_type == soky_approver_row_get_type)
    return make_approver_row ();
  if (get_type == soky_filter_chip_get_type)
    return g_object_new (SOKY_TYPE_FILTER_CHIP, "title", "Class", NULL);
  if (get_type == soky_reason_dialog_get_type)
    return soky_reason_dialog_new (NULL, "Return the Book", "Return");
  return g_object_new (get_type (), NULL);
}

static void
test_template (gconstpointer data)
{
  TypeFunc get_type = (TypeFunc) data;
  GtkWidget *widget = make (get_type);
  gtk_widget_set_visible (widget, !GTK_IS_WINDOW (widget) && !GTK_IS_POPOVER (widget));
  check_names (widget);
  check_narrow (widget);

  if (GTK_IS_WINDOW (widget)) {
    gtk_window_present (GTK_WINDOW (widget));
    gtk_test_widget_wait_for_draw (widget);
    display_close (GTK_WINDOW (widget));
    return;
  }
  if (GTK_IS_POPOVER (widget)) {
    GtkWidget *button = gtk_menu_button_new ();
    gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), widget);
    widget = button;
  }
  if (GTK_IS_LIST_BOX_ROW (widget)) {
    GtkWidget *list = gtk_list_box_new ();
    gtk_list_box_append (GTK_LIST_BOX (list), widget);
    widget = list;
  }
  GtkWindow *window = display_show (widget, 400, 720);
  gtk_test_widget_wait_for_draw (widget);
  display_close (window);
}

/* It is no template: it is built each time that it is wanted. */
static void
test_shortcuts (void)
{
  GtkWidget *window = g_object_new (GTK_TYPE_APPLICATION_WINDOW, NULL);
  g_object_ref_sink (window);
  soky_show_shortcuts (GTK_APPLICATION_WINDOW (window));
  GtkShortcutsWindow *overlay =
      gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (window));
  g_assert_nonnull (overlay);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (overlay));
  gtk_window_close (GTK_WINDOW (overlay));
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (window);
}

static gboolean
is_built (const char *file)
{
  if (g_str_equal (file, SHORTCUTS) || g_str_equal (file, MANY))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    if (g_str_equal (templates[i].file, file))
      return TRUE;
  return FALSE;
}

/* Cells of lists are templates of GtkListItem, built by the factory of their column. */
static gboolean
is_cell (const char *file)
{
  g_autofree char *path = g_build_path ("/", FOLDER, file, NULL);
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, 0, NULL);
  return g_strstr_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       "<template class=\"GtkListItem\">") != NULL;
}

static void
test_complete (void)
{
  g_auto (GStrv) files = g_resources_enumerate_children (FOLDER, 0, NULL);
  g_assert_nonnull (files);
  for (guint i = 0; files[i] != NULL; i++)
    if (!is_built (files[i]) && !is_cell (files[i]))
      g_error ("%s is built by no test", files[i]);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;

  g_test_add_func ("/templates/complete", test_complete);
  g_test_add_func ("/templates/" SHORTCUTS, test_shortcuts);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++) {
    g_autofree char *path = g_strconcat ("/templates/", templates[i].file, NULL);
    g_test_add_data_func (path, templates[i].get_type, test_template);
  }
  return g_test_run ();
}
