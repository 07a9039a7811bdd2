/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/route-group.h"

#include <glib/gi18n.h>

#include "app/dialogs/route-row-dialog.h"
#include "app/widgets/office-rows.h"
#include "book/route-template.h"

/* Kept with the group. */
typedef struct {
  AdwPreferencesGroup *group;
  GPtrArray *rows;    /* SokyRouteRow, of the owner */
  GPtrArray *widgets; /* in the group, one for each */
  SokySession *session;
  void (*changed) (gpointer owner);
  gpointer owner;
} RouteGroup;

static void show (RouteGroup *self);

static void
route_group_free (gpointer data)
{
  RouteGroup *self = data;

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->widgets);
  g_object_unref (self->session);
  g_free (self);
}

static RouteGroup *
get (gpointer group)
{
  return g_object_get_data (G_OBJECT (group), "route");
}

static guint
get_index (gpointer widget)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (widget), "index"));
}

static int
compare (gconstpointer first, gconstpointer second)
{
  const SokyRouteRow *a = *(SokyRouteRow *const *) first;
  const SokyRouteRow *b = *(SokyRouteRow *const *) second;

  return (a->order > b->order) - (a->order < b->order);
}

static void
note_change (RouteGroup *self)
{
  g_ptr_array_sort (self->rows, compare);
  show (self);
  self->changed (self->owner);
}

static void
taken_cb (AdwPreferencesGroup *group, SokyRouteRowDialog *dialog)
{
  RouteGroup *self = get (group);
  guint index = get_index (dialog);
  SokyRouteRow *row =
      index < self->rows->len
          ? g_ptr_array_index (self->rows, index)
          : soky_route_add_row (self->rows, 1, SOKY_ROLE_PRINCIPAL, SOKY_STEP_PERSON);

  soky_route_row_dialog_apply (dialog, row);
  note_change (self);
}

/* @index: behind the last one for a new row */
static void
ask (RouteGroup *self, guint index)
{
  const SokyRouteRow *row = index < self->rows->len ? g_ptr_array_index (self->rows, index) : NULL;
  const SokyRouteRow *last =
      self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self->group)));
  GtkWidget *dialog =
      soky_route_row_dialog_new (window, self->session, row, last ? last->order + 1 : 1);

  g_object_set_data (G_OBJECT (dialog), "index", GUINT_TO_POINTER (index));
  g_signal_connect_object (dialog, "done", G_CALLBACK (taken_cb), self->group, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
edit_cb (AdwPreferencesGroup *group, GtkWidget *row)
{
  ask (get (group), get_index (row));
}

static void
add_cb (AdwPreferencesGroup *group)
{
  ask (get (group), get (group)->rows->len);
}

static void
remove_cb (AdwPreferencesGroup *group, GtkWidget *button)
{
  RouteGroup *self = get (group);

  g_ptr_array_remove_index (self->rows, get_index (button));
  note_change (self);
}

static char *
describe (const SokyRouteRow *row)
{
  g_autoptr (GString) text = g_string_new (soky_step_kind_get_label (row->kind));

  g_string_append_printf (text, " · %s",
                          row->require_cert ? _ ("with certificate") : _ ("without certificate"));
  if (row->owner)
    g_string_append_printf (text, " · %s", _ ("the submitter"));
  if (row->optional)
    g_string_append_printf (text, " · %s", _ ("can be left out"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (RouteGroup *self, guint index)
{
  const SokyRouteRow *row = g_ptr_array_index (self->rows, index);
  g_autofree char *title = g_strdup_printf ("%u. %s", row->order, soky_role_get_label (row->role));
  g_autofree char *facts = describe (row);
  AdwActionRow *widget = soky_office_row_new (self->group, title, facts);
  g_autofree char *name = g_strdup_printf (_ ("Take out of the route: %s"), title);
  GtkWidget *button = soky_office_row_add_button (widget, _ ("Remove"), name);

  g_object_set_data (G_OBJECT (widget), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  soky_office_row_lead_on (widget);
  g_signal_connect_object (widget, "activated", G_CALLBACK (edit_cb), self->group,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self->group,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->widgets, widget);
}

static void
show (RouteGroup *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->group));

  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus (GTK_WINDOW (root), NULL);
  for (guint i = 0; i < self->widgets->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->widgets, i));
  g_ptr_array_set_size (self->widgets, 0);
  for (guint i = 0; i < self->rows->len; i++)
    add_row (self, i);
}

void
soky_route_group_fill (AdwPreferencesGroup *group, GPtrArray *rows, SokySession *session,
                       void (*changed) (gpointer owner), gpointer owner)
{
  RouteGroup *self = g_new0 (RouteGroup, 1);
  GtkWidget *button = gtk_button_new_with_label (_ ("Add…"));

  self->group = group;
  self->rows = g_ptr_array_ref (rows);
  self->widgets = g_ptr_array_new ();
  self->session = g_object_ref (session);
  self->changed = changed;
  self->owner = owner;
  g_object_set_data_full (G_OBJECT (group), "route", self, route_group_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add a row to the route"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_cb), group, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (group, button);
  show (self);
}
