/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-row.h"

#include "app/signed-version.h"
#include "app/widgets/report-words.h"
#include "app/widgets/signature-details.h"

struct _SokySignatureRow {
  GtkListBoxRow parent_instance;

  const SokySignatureReport *signature;
  guint index;
  gboolean with_revision;
  GtkImage *icon;
  GtkLabel *signer_label;
  GtkLabel *role_label;
  GtkLabel *verdict_label;
  GtkLabel *time_label;
  GtkLabel *reason_label;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkBox *details;
};

G_DEFINE_FINAL_TYPE (SokySignatureRow, soky_signature_row, GTK_TYPE_LIST_BOX_ROW)

static void
fill (SokySignatureRow *self)
{
  const SokySignatureReport *signature = self->signature;
  const char *signer = soky_signature_get_signer (signature);
  const char *verdict = soky_verdict_get_label (signature->verdict);
  const char *style = soky_verdict_get_style (signature->verdict);
  g_autofree char *role = soky_signature_describe_role (signature);
  g_autofree char *time = soky_signature_describe_time (signature);

  gtk_image_set_from_icon_name (self->icon, soky_verdict_get_icon (signature->verdict));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
  gtk_label_set_text (self->signer_label, signer);
  gtk_label_set_text (self->verdict_label, verdict);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), style);
  gtk_label_set_text (self->role_label, role);
  gtk_widget_set_visible (GTK_WIDGET (self->role_label), *role != '\0');
  gtk_label_set_text (self->time_label, time);
  gtk_label_set_text (self->reason_label, signature->reason);

  g_autofree char *spoken = g_strdup_printf ("%s: %s. %s", signer, verdict, signature->reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
soky_signature_row_class_init (SokySignatureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/signature-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, signer_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, role_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, revealer);
  gtk_widget_class_bind_template_child (widget_class, SokySignatureRow, details);
}

static void
soky_signature_row_init (SokySignatureRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_signature_row_new (const SokyReport *report, guint index, gboolean with_source)
{
  g_return_val_if_fail (report != NULL && index < report->signatures->len, NULL);

  SokySignatureRow *self = g_object_new (SOKY_TYPE_SIGNATURE_ROW, NULL);
  self->signature = g_ptr_array_index (report->signatures, index);
  self->index = index;
  self->with_revision = with_source && soky_signed_version_exists (report, index);
  fill (self);
  return GTK_WIDGET (self);
}

const SokySignatureReport *
soky_signature_row_get_signature (SokySignatureRow *self)
{
  g_return_val_if_fail (SOKY_IS_SIGNATURE_ROW (self), NULL);

  return self->signature;
}

void
soky_signature_row_toggle_details (SokySignatureRow *self)
{
  g_return_if_fail (SOKY_IS_SIGNATURE_ROW (self));

  gboolean open = !gtk_revealer_get_reveal_child (self->revealer);
  if (open && gtk_widget_get_first_child (GTK_WIDGET (self->details)) == NULL)
    soky_signature_details_fill (self->details, self->signature, self->index, self->with_revision);
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}
