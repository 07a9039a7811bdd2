/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/sidebar-row.h"

#include <glib/gi18n.h>

struct _SokySidebarRow {
  GtkListBoxRow parent_instance;

  GtkImage *image;
  GtkLabel *label;
  GtkLabel *count_label;

  SokyPlace place;
};

G_DEFINE_FINAL_TYPE (SokySidebarRow, soky_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
soky_sidebar_row_class_init (SokySidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySidebarRow, image);
  gtk_widget_class_bind_template_child (widget_class, SokySidebarRow, label);
  gtk_widget_class_bind_template_child (widget_class, SokySidebarRow, count_label);
}

static void
soky_sidebar_row_init (SokySidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_sidebar_row_new (SokyPlace place)
{
  SokySidebarRow *self = g_object_new (SOKY_TYPE_SIDEBAR_ROW, NULL);
  const SokyPlaceInfo *info = soky_place_get_info (place);

  self->place = place;
  gtk_image_set_from_icon_name (self->image, info->icon);
  gtk_label_set_text (self->label, _ (info->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (info->label), -1);
  if (info->urgent)
    gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "urgent");
  /* what only does something is never the place where one is */
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), info->page != NULL);
  return GTK_WIDGET (self);
}

SokyPlace
soky_sidebar_row_get_place (SokySidebarRow *self)
{
  g_return_val_if_fail (SOKY_IS_SIDEBAR_ROW (self), SOKY_PLACE_OUTBOX);

  return self->place;
}

void
soky_sidebar_row_set_count (SokySidebarRow *self, guint count)
{
  g_return_if_fail (SOKY_IS_SIDEBAR_ROW (self));

  g_autofree char *text = g_strdup_printf ("%u", count);
  gtk_label_set_text (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), count > 0);
}
