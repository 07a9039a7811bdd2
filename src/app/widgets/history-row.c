/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/history-row.h"

#include <glib/gi18n.h>

#include "app/widgets/revision-words.h"
#include "base/clock.h"

struct _SokyHistoryRow {
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *what_label;
  GtkLabel *round_label;
  GtkLabel *note_label;
  GtkLabel *when_label;
  GtkLabel *number_label;
  GtkWidget *present_chip;
  GtkStack *stack;
  GtkMenuButton *menu_button;

  int number;
};

G_DEFINE_FINAL_TYPE (SokyHistoryRow, soky_history_row, GTK_TYPE_LIST_BOX_ROW)

static void
add_to_menu (GMenu *menu, const char *label, const char *action, int number)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, action, "i", number);
  g_menu_append_item (menu, item);
}

static void
fill_menu (SokyHistoryRow *self, gboolean present)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  add_to_menu (menu, _ ("View This Revision"), "history.open", self->number);
  if (!present)
    add_to_menu (menu, _ ("Compare with Present File"), "history.compare", self->number);
  add_to_menu (menu, _ ("Save This Revision…"), "history.save", self->number);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
fill (SokyHistoryRow *self, const SokyBook *book, const SokyRevision *revision, gboolean present)
{
  g_autofree char *what = soky_revision_describe (book, revision);
  g_autofree char *round = soky_revision_describe_round (book, revision);
  g_autofree char *when = soky_clock_to_local (revision->created_us);
  g_autofree char *size = g_format_size ((guint64) revision->length);
  g_autofree char *when_and_size = g_strdup_printf ("%s · %s", when, size);
  g_autofree char *number = g_strdup_printf (_ ("Revision %d"), revision->number + 1);

  gtk_image_set_from_icon_name (self->icon, soky_revision_get_icon (book, revision));
  gtk_label_set_text (self->what_label, what);
  gtk_label_set_text (self->round_label, round);
  gtk_label_set_text (self->when_label, when_and_size);
  gtk_label_set_text (self->number_label, number);
  gtk_widget_set_visible (self->present_chip, present);
  g_autofree char *notes = soky_revision_get_notes (book, revision);
  gtk_label_set_text (self->note_label, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), notes != NULL);

  g_autofree char *spoken = g_strdup_printf ("%s%s%s: %s. %s. %s", number, present ? ", " : "",
                                             present ? _ ("Present") : "", what, round, when);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
soky_history_row_class_init (SokyHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/history-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, what_label);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, round_label);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, when_label);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, present_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyHistoryRow, menu_button);
}

static void
soky_history_row_init (SokyHistoryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_history_row_new (const SokyBook *book, const SokyRevision *revision, gboolean present)
{
  g_return_val_if_fail (book != NULL && revision != NULL, NULL);

  SokyHistoryRow *self = g_object_new (SOKY_TYPE_HISTORY_ROW, NULL);
  self->number = revision->number;
  fill (self, book, revision, present);
  fill_menu (self, present);
  return GTK_WIDGET (self);
}

int
soky_history_row_get_number (SokyHistoryRow *self)
{
  g_return_val_if_fail (SOKY_IS_HISTORY_ROW (self), -1);

  return self->number;
}

void
soky_history_row_set_busy (SokyHistoryRow *self, gboolean busy)
{
  g_return_if_fail (SOKY_IS_HISTORY_ROW (self));

  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "menu");
}
