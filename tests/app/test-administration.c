/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quản trị in the window, against a real server with the demo school: what is changed here is there
 * when it is asked for again. */
#include "config.h"

#include "app/pages/import-page.h"
#include "app/place.h"
#include "app/widgets/audit-words.h"
#include "app/window.h"

#include "fixture.h"
#include "office-hands.h"
#include "softtoken.h"

#include <string.h>

#define LAN "Nguyễn Thị Lan"
#define OWN_PASSWORD "mật khẩu của Lan"

static void
test_place (void)
{
  g_autoptr (SokyPerson) person = soky_person_new ("p", "p", "P");

  soky_person_add_position (person, SOKY_ROLE_PRINCIPAL, "u", "");
  g_assert_false (soky_place_is_for (SOKY_PLACE_ADMINISTRATION, person));
  soky_person_add_position (person, SOKY_ROLE_SCHOOL_ADMIN, "u", "");
  g_assert_true (soky_place_is_for (SOKY_PLACE_ADMINISTRATION, person));
}

/* What a spreadsheet would take for a formula is made a text. */
static void
test_table (void)
{
  g_autoptr (GPtrArray) items =
      g_ptr_array_new_with_free_func ((GDestroyNotify) soky_audit_item_free);
  SokyAuditItem *item = g_new0 (SokyAuditItem, 1);

  item->number = 7;
  item->person_id = g_strdup ("gv-lan");
  item->person_name = g_strdup ("=1+1");
  item->address = g_strdup ("::1");
  item->event = g_strdup ("signed-in");
  item->subject = g_strdup ("a \"b\"");
  item->detail = g_strdup ("x, y");
  g_ptr_array_add (items, item);
  g_autoptr (GBytes) table = soky_audit_items_to_csv (items);
  gsize length = 0;
  const char *data = g_bytes_get_data (table, &length);
  g_autofree char *text = g_strndup (data, length);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf"));
  g_assert_nonnull (strstr (text, "\"'=1+1\",\"gv-lan\""));
  g_assert_nonnull (strstr (text, "\"Signed in\",\"a \"\"b\"\"\",\"x, y\"\r\n"));
}

static void
test_people (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "People");
  open_row (fixture->window, LAN);
  GtkWidget *dialog = display_wait_window ("SokyPersonDialog");
  type (dialog, "Full name", "Nguyễn Thị Ngọc Lan");
  save ("SokyPersonDialog");
  wait_row (fixture->window, "Nguyễn Thị Ngọc Lan");

  /* somebody new, with a role */
  display_press (fixture->window, "Add…");
  dialog = display_wait_window ("SokyPersonDialog");
  g_assert_null (display_find_button (dialog, "Save"));
  type (dialog, "Full name", "Trần Thị Thanh Bình");
  type (dialog, "Name of the account", "gv.binh");
  g_assert_null (display_find_button (dialog, "Save"));
  display_press (dialog, "Add…");
  display_press (display_wait_window ("SokyPositionDialog"), "Take Over");
  display_wait_no_window ("SokyPositionDialog");
  save ("SokyPersonDialog");
  wait_row (fixture->window, "Trần Thị Thanh Bình");

  /* who has left is said to have left */
  open_row (fixture->window, "Trần Thị Thanh Bình");
  set_switch (display_wait_window ("SokyPersonDialog"), "Works Here", FALSE);
  save ("SokyPersonDialog");
  display_wait_text (fixture->window, "Has left");
  leave (fixture);
}

static gboolean
shows_new_name (gpointer dialog)
{
  GtkWidget *name = find_row (dialog, "Full name");
  return name != NULL &&
         g_str_equal (gtk_editable_get_text (GTK_EDITABLE (name)), "Nguyễn Thị Lan Hương");
}

/* Nothing is overwritten that somebody else has changed: it is shown as it is. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = fixture_server_file (fixture->server, "");
  g_autofree char *output = NULL;

  enter (fixture, "People");
  open_row (fixture->window, LAN);
  GtkWidget *dialog = display_wait_window ("SokyPersonDialog");
  type (dialog, "Full name", "Nguyễn Lan");
  int status = fixture_server_command (&output, NULL, "user", "set", "gv.lan", "--name",
                                       "Nguyễn Thị Lan Hương", "--state", state, NULL);
  g_assert_cmpint (status, ==, 0);
  display_press (dialog, "Save");
  display_press (dialog, "Show");
  display_wait (shows_new_name, dialog);
  type (dialog, "Full name", "Nguyễn Lan");
  save ("SokyPersonDialog");
  wait_row (fixture->window, "Nguyễn Lan");
  leave (fixture);
}

/* An administrator at the command line, at the same time. */
static char *
command (Fixture *fixture, const char *name, const char *verb, const char *what, const char *option,
         const char *value)
{
  g_autofree char *state = fixture_server_file (fixture->server, "");
  char *output = NULL;
  int status = fixture_server_command (&output, NULL, name, "--state", state, verb, what, option,
                                       value, NULL);

  if (status != 0)
    g_error ("soky-server %s %s: %s", name, verb, output);
  return output;
}

static gboolean
is_fresh (gpointer dialog)
{
  return display_find_button (dialog, "Show") == NULL &&
         display_find_button (dialog, "Save") != NULL;
}

static void
refused_then_shown (GtkWidget *dialog)
{
  display_press (dialog, "Save");
  display_press (dialog, "Show");
  display_wait (is_fresh, dialog);
}

/* The same of units, types and years. */
static void
test_conflicts (Fixture *fixture, gconstpointer data)
{
  const char *unit = "Tổ Toán – Tin";

  enter (fixture, "Units");
  open_row (fixture->window, unit);
  GtkWidget *dialog = display_wait_window ("SokyUnitDialog");
  type (dialog, "Name", "Tổ Toán");
  g_autofree char *units = command (fixture, "unit", "list", NULL, NULL, NULL);
  g_auto (GStrv) before = g_strsplit (units, unit, 2);
  char *line = strrchr (before[0], '\n');
  g_auto (GStrv) columns = g_strsplit (line != NULL ? line + 1 : before[0], "\t", 2);
  g_free (command (fixture, "unit", "set", columns[0], "--name", "Tổ Toán – Tin – Công nghệ"));
  refused_then_shown (dialog);
  g_assert_cmpstr (get_text (dialog, "Name"), ==, "Tổ Toán – Tin – Công nghệ");
  save ("SokyUnitDialog");
  leave (fixture);

  enter (fixture, "Types of Books");
  open_row (fixture->window, "Sổ trực ban");
  dialog = display_wait_window ("SokyTypeDialog");
  set_switch (dialog, "Locked", TRUE);
  g_autofree char *definition = command (fixture, "type", "show", "duty_log", NULL, NULL);
  g_auto (GStrv) parts = g_strsplit (definition, "\"cert_mandatory\":false", 2);
  g_autofree char *changed = g_strjoinv ("\"cert_mandatory\":true", parts);
  g_autofree char *path = fixture_server_file (fixture->server, "duty-log.json");
  fixture_write (path, changed, strlen (changed));
  g_free (command (fixture, "type", "set", "duty_log", path, NULL));
  refused_then_shown (dialog);
  GtkWidget *locked = display_find (wait_row (dialog, "Locked"), "GtkSwitch");
  g_assert_false (gtk_switch_get_active (GTK_SWITCH (locked)));
  save ("SokyTypeDialog");
  leave (fixture);

  enter (fixture, "School Years");
  wait_row (fixture->window, "Subjects of the School");
  GtkWidget *page = display_find (fixture->window, "SokyYearsPage");
  GtkWidget *row = display_find (page, "AdwActionRow");
  g_autofree char *year = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  open_row (page, year);
  dialog = display_wait_window ("SokyYearDialog");
  set_number (dialog, "Weeks", 36);
  g_free (command (fixture, "year", "set", year, "--weeks", "33"));
  refused_then_shown (dialog);
  g_assert_cmpint (get_number (dialog, "Weeks"), ==, 33);
  save ("SokyYearDialog");
  leave (fixture);
}

static GtkWidget *
find_label_with (GtkWidget *widget, const char *css)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, css))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_label_with (child, css);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
shows_password (gpointer data)
{
  GtkWidget *dialog = display_find_window ("AdwMessageDialog");
  return dialog != NULL && find_label_with (dialog, "monospace") != NULL;
}

/* A password that was given out is changed before anything else is seen. */
static void
test_password (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "People");
  open_row (fixture->window, LAN);
  GtkWidget *dialog = display_wait_window ("SokyPersonDialog");
  display_press (dialog, "Reset…");
  agree ("Reset");
  display_wait (shows_password, NULL);
  GtkWidget *label = find_label_with (display_find_window ("AdwMessageDialog"), "monospace");
  g_autofree char *password = g_strdup (gtk_label_get_text (GTK_LABEL (label)));
  agree ("Close");
  gtk_window_close (GTK_WINDOW (dialog));
  leave (fixture);

  knock (fixture, "gv.lan", password);
  dialog = display_wait_window ("SokyPasswordDialog");
  g_assert_null (soky_window_get_workspace (SOKY_WINDOW (fixture->window)));
  g_assert_null (display_find_button (dialog, "Change"));
  type (dialog, "Present password", password);
  type (dialog, "New password", OWN_PASSWORD);
  type (dialog, "New password again", OWN_PASSWORD);
  display_press (dialog, "Change");
  display_wait (is_in, fixture);
  leave (fixture);
  /* it is the person's own from now on */
  knock (fixture, "gv.lan", OWN_PASSWORD);
  display_wait (is_in, fixture);
  leave (fixture);
}

static gboolean
has_pin (gpointer data)
{
  GtkWidget *dialog = display_find_window ("SokyChallengeDialog");
  GtkWidget *pin = dialog != NULL ? display_find (dialog, "AdwPasswordEntryRow") : NULL;
  return pin != NULL && gtk_widget_is_sensitive (pin);
}

/* The account asks for the password and for the token. */
static void
test_second_proof (Fixture *fixture, gconstpointer data)
{
  g_autofree char *config = fixture_server_file (fixture->server, "softhsm2.conf");

  g_setenv ("SOFTHSM2_CONF", config, TRUE);
  enter (fixture, "People");
  open_row (fixture->window, LAN);
  GtkWidget *dialog = display_wait_window ("SokyPersonDialog");
  set_switch (dialog, "Token at Sign-In", TRUE);
  save ("SokyPersonDialog");
  leave (fixture);

  knock (fixture, "gv.lan", FIXTURE_PASSWORD);
  dialog = display_wait_window ("SokyChallengeDialog");
  g_assert_null (soky_window_get_workspace (SOKY_WINDOW (fixture->window)));
  GtkWidget *row = wait_row (dialog, LAN);
  gtk_widget_activate (row);
  display_wait (has_pin, NULL);
  gtk_editable_set_text (GTK_EDITABLE (display_find (dialog, "AdwPasswordEntryRow")), FIXTURE_PIN);
  display_press (dialog, "Sign In");
  display_wait (is_in, fixture);
  leave (fixture);
}

static void
test_units (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "Units");
  wait_row (fixture->window, "Tổ Toán – Tin");
  display_press (fixture->window, "Add…");
  type (display_wait_window ("SokyUnitDialog"), "Name", "Tổ Thể dục – Nghệ thuật");
  save ("SokyUnitDialog");
  open_row (fixture->window, "Tổ Thể dục – Nghệ thuật");
  set_switch (display_wait_window ("SokyUnitDialog"), "Closed", TRUE);
  save ("SokyUnitDialog");
  display_wait_text (fixture->window, "Closed");
  open_row (fixture->window, "Tổ Thể dục – Nghệ thuật");
  display_press (display_wait_window ("SokyUnitDialog"), "Remove…");
  agree ("Remove");
  Wanted gone = {fixture->window, "Tổ Thể dục – Nghệ thuật"};
  display_wait (has_no_row, &gone);

  /* one that people are of says why it stays */
  open_row (fixture->window, "Tổ Toán – Tin");
  GtkWidget *dialog = display_wait_window ("SokyUnitDialog");
  display_press (dialog, "Remove…");
  agree ("Remove");
  display_wait_text (dialog,
                     "The unit has people, books or other units, so it is kept. Close it instead.");
  gtk_window_close (GTK_WINDOW (dialog));
  leave (fixture);
}

static void
test_certificates (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "Certificates");
  display_wait_text (fixture->window, "In Use");
  GtkWidget *row = wait_row (fixture->window, LAN);
  display_press (row, "Revoke…");
  GtkWidget *question = display_wait_window ("AdwMessageDialog");
  gtk_editable_set_text (GTK_EDITABLE (display_find (question, "GtkEntry")), "Mất token");
  agree ("Revoke");
  /* it stays in sight, with the reason, and nothing is left to be done with it */
  display_wait_text (fixture->window, "Revoked");
  row = wait_row (fixture->window, LAN);
  g_assert_null (display_find_button (row, "Revoke…"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Mất token"));
  leave (fixture);
}

static void
test_sessions (Fixture *fixture, gconstpointer data)
{
  knock (fixture, "gv.lan", FIXTURE_PASSWORD);
  display_wait (is_in, fixture);
  GtkWidget *other = fixture->window;
  enter (fixture, "Sessions");
  display_press (wait_row (fixture->window, LAN), "End");
  Wanted gone = {fixture->window, LAN};
  display_wait (has_no_row, &gone);
  g_assert_nonnull (find_row (fixture->window, "Đỗ Quang Huy"));
  /* it is really over */
  soky_workspace_refresh (soky_window_get_workspace (SOKY_WINDOW (other)));
  display_wait_text (other, "Sign In");
  display_close (GTK_WINDOW (other));
  leave (fixture);
}

static void
test_years (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "School Years");
  wait_row (fixture->window, "Subjects of the School");
  GtkWidget *page = display_find (fixture->window, "SokyYearsPage");
  GtkWidget *row = display_find (page, "AdwActionRow");
  g_autofree char *next = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  open_row (page, next);
  GtkWidget *dialog = display_wait_window ("SokyYearDialog");
  type (dialog, "Monday of the first week", "1/9");
  display_wait_text (dialog, "A day is written like 05/09/2026.");
  g_autofree char *monday = g_strdup_printf ("06/09/%.4s", next);
  type (dialog, "Monday of the first week", monday);
  set_switch (dialog, "Present Year", TRUE);
  /* the sixth need not be a Monday: then the year is moved to the next one that is */
  for (guint day = 7; display_find_button (dialog, "Save") == NULL && day <= 12; day++) {
    g_autofree char *later = g_strdup_printf ("%02u/09/%.4s", day, next);
    type (dialog, "Monday of the first week", later);
  }
  AdwComboRow *terms = ADW_COMBO_ROW (wait_row (dialog, "Terms"));
  g_assert_cmpuint (adw_combo_row_get_selected (terms), ==, 1);
  g_assert_null (find_row (dialog, "Weeks of the Second Term"));
  adw_combo_row_set_selected (terms, 2);
  set_number (dialog, "Weeks of the First Term", 40);
  display_wait_text (dialog, "The year begins on a Monday; terms and holidays lie in it; no class "
                             "is there twice.");
  set_number (dialog, "Weeks of the First Term", 14);
  set_number (dialog, "Weeks of the Second Term", 11);
  save ("SokyYearDialog");
  display_wait_text (fixture->window, "Present");
  open_row (page, next);
  dialog = display_wait_window ("SokyYearDialog");
  terms = ADW_COMBO_ROW (wait_row (dialog, "Terms"));
  g_assert_cmpuint (adw_combo_row_get_selected (terms), ==, 2);
  g_assert_cmpint (get_number (dialog, "Weeks of the First Term"), ==, 14);
  g_assert_cmpint (get_number (dialog, "Weeks of the Second Term"), ==, 11);
  gtk_window_close (GTK_WINDOW (dialog));
  g_autofree char *after = g_strdup_printf ("%u-%u", (guint) g_ascii_strtoull (next, NULL, 10) + 1,
                                            (guint) g_ascii_strtoull (next, NULL, 10) + 2);
  wait_row (fixture->window, after);

  open_row (fixture->window, "Subjects of the School");
  dialog = display_wait_window ("SokyNamesDialog");
  GtkTextView *view = GTK_TEXT_VIEW (display_find (dialog, "GtkTextView"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "Toán\n Khoa học \n\n", -1);
  save ("SokyNamesDialog");
  display_wait_text (fixture->window, "Toán, Khoa học");
  leave (fixture);
}

static void
test_types (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "Types of Books");
  open_row (fixture->window, "Sổ trực ban");
  set_switch (display_wait_window ("SokyTypeDialog"), "Locked", TRUE);
  save ("SokyTypeDialog");
  display_wait_text (fixture->window, "Locked");

  display_press (fixture->window, "Add…");
  GtkWidget *dialog = display_wait_window ("SokyTypeDialog");
  g_assert_null (display_find_button (dialog, "Save"));
  type (dialog, "Name", "Sổ câu lạc bộ");
  display_press (dialog, "Add…");
  display_press (display_wait_window ("SokyRouteRowDialog"), "Take Over");
  display_wait_no_window ("SokyRouteRowDialog");
  wait_row (dialog, "2. Principal");
  save ("SokyTypeDialog");
  display_wait_text (fixture->window, "Own Types");
  wait_row (fixture->window, "Sổ câu lạc bộ");
  leave (fixture);
}

#define PEOPLE                                                                                     \
  "Tên đăng nhập,Họ và tên,Tổ,Chức vụ\n"                                            \
  "gv.lan,Nguyễn Thị Lan Anh,Tổ Toán – Tin,Giáo viên\n"                                 \
  "gv.cuong,Nguyễn Đặng Hoàng Cường,Tổ Ngữ văn,Giáo viên\n"

static void
test_import (Fixture *fixture, gconstpointer data)
{
  char *folder = fixture_make_folder ();
  g_autofree char *path = g_build_filename (folder, "people.csv", NULL);

  fixture_write (path, PEOPLE, strlen (PEOPLE));
  enter (fixture, "Import");
  wait_row (fixture->window, "Table");
  soky_import_page_open (SOKY_IMPORT_PAGE (display_find (fixture->window, "SokyImportPage")), path);
  display_wait_text (fixture->window, "What Would Change");
  wait_row (fixture->window, "Nguyễn Đặng Hoàng Cường (gv.cuong)");
  display_press (fixture->window, "Bring In…");
  agree ("Bring In");
  display_wait_text (fixture->window, "Brought In");
  g_assert_nonnull (display_find_button (fixture->window, "Save Passwords…"));
  leave (fixture);

  enter (fixture, "People");
  wait_row (fixture->window, "Nguyễn Đặng Hoàng Cường");
  wait_row (fixture->window, "Nguyễn Thị Lan Anh");
  leave (fixture);
  fixture_remove_folder (folder);
}

static void
test_audit (Fixture *fixture, gconstpointer data)
{
  enter (fixture, "Audit");
  wait_row (fixture->window, "Submitted");
  GtkWidget *page = display_find (fixture->window, "SokyJournalPage");
  /* "Signed in" is the first event of the list */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (display_find (page, "GtkDropDown")), 1);
  Wanted gone = {page, "Submitted"};
  display_wait (has_no_row, &gone);
  GtkWidget *row = wait_row (page, "Signed in");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  display_press (row, "Only This Person");
  display_wait_text (page, "Only what Đỗ Quang Huy did");
  display_press (page, "Show All");
  Wanted all = {page, "Only what Đỗ Quang Huy did"};
  display_wait (has_no_row, &all);
  leave (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = fixture_server_new_demo ();
  g_assert_nonnull (fixture->server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  fixture_server_free (fixture->server);
}

int
main (int argc, char **argv)
{
  if (!display_init (&argc, &argv))
    return 0;
  if (!fixture_tokens_find_module ()) {
    g_print ("1..0 # SKIP SoftHSM is not installed\n");
    return 0;
  }

#define ADD(name, test) g_test_add ("/administration/" name, Fixture, NULL, set_up, test, tear_down)
  g_test_add_func ("/administration/place", test_place);
  g_test_add_func ("/administration/table", test_table);
  ADD ("people", test_people);
  ADD ("conflict", test_conflict);
  ADD ("conflicts", test_conflicts);
  ADD ("password", test_password);
  ADD ("second-proof", test_second_proof);
  ADD ("units", test_units);
  ADD ("certificates", test_certificates);
  ADD ("sessions", test_sessions);
  ADD ("years", test_years);
  ADD ("types", test_types);
  ADD ("import", test_import);
  ADD ("audit", test_audit);
#undef ADD
  return g_test_run ();
}
