/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/route-panel.h"

#include <glib/gi18n.h>

#include "app/widgets/book-words.h"
#include "app/widgets/step-row.h"
#include "base/clock.h"
#include "book/book-query.h"

struct _SokyRoutePanel {
  AdwBin parent_instance;

  GtkLabel *state_chip;
  GtkLabel *title_label;
  GtkLabel *kind_label;
  GtkLabel *owner_label;
  GtkLabel *updated_label;
  GtkWidget *note_box;
  GtkLabel *note_heading;
  GtkLabel *note_label;
  GtkWidget *reason_box;
  GtkLabel *reason_label;
  GtkLabel *route_heading;
  GtkLabel *stand_in_label;
  GtkListBox *list;
  GtkWidget *no_route_label;
};

G_DEFINE_FINAL_TYPE (SokyRoutePanel, soky_route_panel, ADW_TYPE_BIN)

static void
clear (SokyRoutePanel *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
fill_facts (SokyRoutePanel *self, const SokyBook *book)
{
  g_autofree char *kind = soky_book_describe_kind (book);
  g_autofree char *updated = soky_clock_to_local (book->updated_us);
  g_autofree char *owner = g_strdup_printf (_ ("Submitted by %s"), book->owner_name);
  g_autofree char *changed = g_strdup_printf (_ ("Changed %s"), updated);

  gtk_label_set_text (self->state_chip, soky_book_state_get_label (book->state));
  gtk_widget_set_css_classes (
      GTK_WIDGET (self->state_chip),
      (const char *[]){"chip", soky_book_state_get_style (book->state), NULL});
  gtk_label_set_text (self->title_label, book->fields.title);
  gtk_label_set_text (self->kind_label, kind);
  gtk_label_set_text (self->owner_label, owner);
  gtk_label_set_text (self->updated_label, changed);
}

static void
fill_note (SokyRoutePanel *self, const SokyBook *book)
{
  const SokyRound *round = soky_book_get_round (book);
  const char *note = round != NULL ? round->note : NULL;
  g_autofree char *heading = g_strdup_printf (_ ("Note from %s"), book->owner_name);

  gtk_label_set_text (self->note_heading, heading);
  gtk_label_set_text (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (self->note_box, note != NULL);
}

static void
fill_reason (SokyRoutePanel *self, const SokyBook *book)
{
  const char *reason = soky_book_get_return_reason (book);
  gboolean shown = book->state == SOKY_BOOK_RETURNED && reason != NULL;

  gtk_label_set_text (self->reason_label, shown ? reason : "");
  gtk_widget_set_visible (self->reason_box, shown);
}

static void
fill_route (SokyRoutePanel *self, const SokyBook *book)
{
  GPtrArray *steps = soky_book_get_steps (book);

  clear (self);
  for (guint i = 0; i < steps->len; i++)
    gtk_list_box_append (self->list, soky_step_row_new (book, g_ptr_array_index (steps, i), i == 0,
                                                        i + 1 == steps->len));
  gtk_widget_set_visible (GTK_WIDGET (self->list), steps->len > 0);
  gtk_widget_set_visible (self->no_route_label, steps->len == 0);

  g_autofree char *round = g_strdup_printf (_ ("Route, round %u"), book->round);
  gtk_label_set_text (self->route_heading, book->round > 1 ? round : _ ("Route"));
}

static void
soky_route_panel_class_init (SokyRoutePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/route-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, state_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, kind_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, owner_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, updated_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, note_box);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, note_heading);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, reason_box);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, route_heading);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, stand_in_label);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, list);
  gtk_widget_class_bind_template_child (widget_class, SokyRoutePanel, no_route_label);
}

static void
soky_route_panel_init (SokyRoutePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_route_panel_new (void)
{
  return g_object_new (SOKY_TYPE_ROUTE_PANEL, NULL);
}

void
soky_route_panel_set_book (SokyRoutePanel *self, const SokyBook *book)
{
  g_return_if_fail (SOKY_IS_ROUTE_PANEL (self) && book != NULL);

  fill_facts (self, book);
  fill_note (self, book);
  fill_reason (self, book);
  fill_route (self, book);
}

void
soky_route_panel_set_stand_in (SokyRoutePanel *self, const char *words)
{
  g_return_if_fail (SOKY_IS_ROUTE_PANEL (self));

  gtk_label_set_text (self->stand_in_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stand_in_label), words != NULL);
}
