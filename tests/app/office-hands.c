/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "office-hands.h"

#include "app/place.h"
#include "app/window.h"

#include "fixture.h"

/* --- looking --- */

/* A row on the screen, by its title; its entry or switch is inside. */
GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_row (child, title);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
has_row (gpointer data)
{
  const Wanted *wanted = data;
  return find_row (wanted->widget, wanted->title) != NULL;
}

gboolean
has_no_row (gpointer data)
{
  return !has_row (data);
}

GtkWidget *
wait_row (GtkWidget *widget, const char *title)
{
  Wanted wanted = {widget, title};

  display_wait (has_row, &wanted);
  return find_row (widget, title);
}

void
open_row (GtkWidget *widget, const char *title)
{
  g_signal_emit_by_name (wait_row (widget, title), "activated");
}

void
type (GtkWidget *dialog, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (wait_row (dialog, row)), text);
}

void
set_switch (GtkWidget *dialog, const char *row, gboolean active)
{
  GtkWidget *toggle = display_find (wait_row (dialog, row), "GtkSwitch");
  gtk_switch_set_active (GTK_SWITCH (toggle), active);
}

static GtkSpinButton *
find_number (GtkWidget *dialog, const char *row)
{
  return GTK_SPIN_BUTTON (display_find (wait_row (dialog, row), "GtkSpinButton"));
}

void
set_number (GtkWidget *dialog, const char *row, int value)
{
  gtk_spin_button_set_value (find_number (dialog, row), value);
}

int
get_number (GtkWidget *dialog, const char *row)
{
  return gtk_spin_button_get_value_as_int (find_number (dialog, row));
}

const char *
get_text (GtkWidget *dialog, const char *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (wait_row (dialog, row)));
}

void
agree (const char *button)
{
  display_press (display_wait_window ("AdwMessageDialog"), button);
}

void
save (const char *type_name)
{
  display_press (display_find_window (type_name), "Save");
  display_wait_no_window (type_name);
}

/* --- the way in --- */

gboolean
is_in (gpointer data)
{
  return display_find (((Fixture *) data)->window, "SokySidebar") != NULL;
}

/* With @password typed; what comes then is for the test to see. */
void
knock (Fixture *fixture, const char *login, const char *password)
{
  g_autofree char *ca_file = fixture_server_file (fixture->server, "server-ca.pem");
  g_autoptr (SokySecret) secret = soky_secret_new (password, -1);

  fixture->window = soky_window_new (NULL, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  soky_window_sign_in (SOKY_WINDOW (fixture->window), fixture_server_get_url (fixture->server),
                       ca_file, login, secret);
}

/* The administrator, in one of the pages. */
void
enter (Fixture *fixture, const char *section)
{
  knock (fixture, "qt.huy", FIXTURE_PASSWORD);
  display_wait (is_in, fixture);
  g_signal_emit_by_name (display_find (fixture->window, "SokySidebar"), "place-chosen",
                         (int) SOKY_PLACE_ADMINISTRATION);
  open_row (fixture->window, section);
}

void
leave (Fixture *fixture)
{
  display_close (GTK_WINDOW (fixture->window));
}
