/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signature-row.h"

#include <glib/gi18n.h>

#include "app/signed-version.h"
#include "app/widgets/report-words.h"
#include "base/clock.h"

struct _SokySignatureRow {
  GtkListBoxRow parent_instance;

  const SokySignatureReport *signature;
  guint index;
  gboolean with_revision;
  GtkImage *icon;
  GtkLabel *signer_label;
  GtkLabel *verdict_label;
  GtkLabel *time_label;
  GtkLabel *reason_label;
  GtkImage *arrow;
  GtkRevealer *revealer;
  GtkBox *details;
};

G_DEFINE_FINAL_TYPE (SokySignatureRow, soky_signature_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
make_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  if (style != NULL) {
    gtk_widget_add_css_class (label, "caption");
    gtk_widget_add_css_class (label, style);
  }
  return label;
}

static GtkWidget *
make_button (SokySignatureRow *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", self->index);
  return button;
}

static void
add_revision_buttons (SokySignatureRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), make_label (_ ("The file as it was when signed"), "dim-label"));
  gtk_box_append (GTK_BOX (box), make_button (self, _ ("View Signed Version"), "signatures.view"));
  gtk_box_append (GTK_BOX (box),
                  make_button (self, _ ("Compare with Present File"), "signatures.compare"));
  gtk_box_append (GTK_BOX (box), make_button (self, _ ("Save This Version…"), "signatures.save"));
  gtk_box_append (self->details, box);
}

static void
fill_details (SokySignatureRow *self)
{
  g_autoptr (GPtrArray) lines = soky_signature_get_lines (self->signature);

  if (self->with_revision)
    add_revision_buttons (self);

  for (guint i = 0; i < lines->len; i++) {
    SokyReportLine *line = g_ptr_array_index (lines, i);
    GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
    gtk_box_append (GTK_BOX (box), make_label (line->label, "dim-label"));
    gtk_box_append (GTK_BOX (box), make_label (line->value, NULL));
    gtk_box_append (self->details, box);
  }
}

static void
fill (SokySignatureRow *self)
{
  const SokySignatureReport *signature = self->signature;
  const char *signer = soky_signature_get_signer (signature);
  const char *verdict = soky_verdict_get_label (signature->verdict);
  const char *style = soky_verdict_get_style (signature->verdict);
  g_autofree char *time =
      signature->signed_at_us != 0 ? soky_clock_to_local (signature->signed_at_us) : NULL;

  gtk_image_set_from_icon_name (self->icon, soky_verdict_get_icon (signature->verdict));
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), style);
  gtk_label_set_text (self->signer_label, signer);
  gtk_label_set_text (self->verdict_label, verdict);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), style);
  gtk_label_set_text (self->time_label, time != NULL ? time : "");
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
    fill_details (self);
  gtk_revealer_set_reveal_child (self->revealer, open);
  gtk_image_set_from_icon_name (self->arrow, open ? "pan-up-symbolic" : "pan-down-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}
