/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/people-popover.h"

#include "base/collate.h"
#include "base/text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _SokyPeoplePopover {
  GtkPopover parent_instance;

  GtkEditable *search;
  GtkListBox *list;

  char *wanted; /* folded */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokyPeoplePopover, soky_people_popover, GTK_TYPE_POPOVER)

static SokyPerson *
get_person (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "person");
}

static gboolean
row_matches (GtkListBoxRow *row, gpointer user_data)
{
  SokyPeoplePopover *self = user_data;
  const SokyPerson *person = get_person (row);
  g_autofree char *name = soky_text_fold (person->name);

  return self->wanted == NULL || strstr (name, self->wanted) != NULL;
}

static void
search_changed_cb (SokyPeoplePopover *self)
{
  g_free (self->wanted);
  self->wanted = soky_text_fold (gtk_editable_get_text (self->search));
  gtk_list_box_invalidate_filter (self->list);
}

static void
row_activated_cb (SokyPeoplePopover *self, GtkListBoxRow *row)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_editable_set_text (self->search, "");
  g_signal_emit (self, signals[CHOSEN], 0, get_person (row));
}

/* Enter takes the first person that is left. */
static void
search_activate_cb (SokyPeoplePopover *self)
{
  search_changed_cb (self);
  for (int i = 0;; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);
    if (row == NULL)
      return;
    if (row_matches (row, self)) {
      row_activated_cb (self, row);
      return;
    }
  }
}

static void
soky_people_popover_finalize (GObject *object)
{
  g_free (SOKY_PEOPLE_POPOVER (object)->wanted);
  G_OBJECT_CLASS (soky_people_popover_parent_class)->finalize (object);
}

static void
soky_people_popover_class_init (SokyPeoplePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_people_popover_finalize;
  signals[CHOSEN] = g_signal_new ("chosen", SOKY_TYPE_PEOPLE_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, SOKY_TYPE_PERSON);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/people-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyPeoplePopover, search);
  gtk_widget_class_bind_template_child (widget_class, SokyPeoplePopover, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const SokyPerson *first = g_object_get_data (G_OBJECT (a), "person");
  const SokyPerson *second = g_object_get_data (G_OBJECT (b), "person");

  return soky_collate_names (first->name, second->name);
}

static void
soky_people_popover_init (SokyPeoplePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, row_matches, self, NULL);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
}

GtkWidget *
soky_people_popover_new (void)
{
  return g_object_new (SOKY_TYPE_PEOPLE_POPOVER, NULL);
}

static GtkWidget *
make_row (SokyPerson *person)
{
  const SokyPosition *position =
      person->positions->len > 0 ? g_ptr_array_index (person->positions, 0) : NULL;
  const char *title = position ? soky_person_get_title (person, position->role) : "";
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", title, person->unit_name);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, person->name,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "person", soky_person_ref (person),
                          (GDestroyNotify) soky_person_unref);
  return row;
}

void
soky_people_popover_set_people (SokyPeoplePopover *self, GPtrArray *people)
{
  g_return_if_fail (SOKY_IS_PEOPLE_POPOVER (self));

  for (GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0); row != NULL;
       row = gtk_list_box_get_row_at_index (self->list, 0))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; i < people->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (people, i)));
}
