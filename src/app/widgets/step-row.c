/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/step-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/widgets/book-words.h"

struct _SokyStepRow {
  GtkListBoxRow parent_instance;

  GtkWidget *line_above;
  GtkWidget *line_below;
  AdwAvatar *avatar;
  GtkLabel *name_label;
  GtkLabel *role_label;
  GtkLabel *stand_in_label;
  GtkWidget *cert_chip;
  GtkImage *outcome_icon;
  GtkLabel *outcome_label;
  GtkLabel *reason_label;
};

G_DEFINE_FINAL_TYPE (SokyStepRow, soky_step_row, GTK_TYPE_LIST_BOX_ROW)

static void
fill (SokyStepRow *self, const SokyBook *book, const SokyStep *step)
{
  g_autofree char *role = soky_step_describe_role (step);
  g_autofree char *stand_in = soky_step_describe_stand_in (step);
  g_autofree char *outcome = soky_step_describe (book, step);
  const char *style = soky_step_get_style (book, step);
  /* the reason of the last return stands in a card of its own */
  gboolean has_reason =
      step->reason != NULL && *step->reason != '\0' && book->state != SOKY_BOOK_RETURNED;

  adw_avatar_set_text (self->avatar, step->person_name);
  gtk_label_set_text (self->name_label, step->person_name);
  gtk_label_set_text (self->role_label, role);
  gtk_label_set_text (self->stand_in_label, stand_in != NULL ? stand_in : "");
  gtk_widget_set_visible (GTK_WIDGET (self->stand_in_label), stand_in != NULL);
  gtk_widget_set_visible (self->cert_chip, step->require_cert);
  gtk_image_set_from_icon_name (self->outcome_icon, soky_step_get_icon (book, step));
  gtk_widget_add_css_class (GTK_WIDGET (self->outcome_icon), style);
  gtk_label_set_text (self->outcome_label, outcome);
  gtk_widget_add_css_class (GTK_WIDGET (self->outcome_label), style);
  gtk_label_set_text (self->reason_label, has_reason ? step->reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), has_reason);

  g_autofree char *spoken =
      g_strdup_printf ("%u. %s, %s: %s%s%s", step->order, step->person_name, role, outcome,
                       stand_in != NULL ? ", " : "", stand_in != NULL ? stand_in : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
soky_step_row_class_init (SokyStepRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, line_above);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, line_below);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, role_label);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, stand_in_label);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, cert_chip);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, outcome_icon);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SokyStepRow, reason_label);
}

static void
soky_step_row_init (SokyStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_step_row_new (const SokyBook *book, const SokyStep *step, gboolean first, gboolean last)
{
  g_return_val_if_fail (book != NULL && step != NULL, NULL);

  SokyStepRow *self = g_object_new (SOKY_TYPE_STEP_ROW, NULL);
  fill (self, book, step);
  /* the line keeps its room, so that faces stay in one column */
  gtk_widget_set_opacity (self->line_above, first ? 0 : 1);
  gtk_widget_set_opacity (self->line_below, last ? 0 : 1);
  return GTK_WIDGET (self);
}
