/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/signatures-panel.h"

#include <glib/gi18n.h>

#include "app/signed-version.h"
#include "app/verification.h"
#include "base/clock.h"
#include "app/dialogs/certificate-dialog.h"
#include "app/widgets/report-words.h"
#include "app/widgets/signature-row.h"

struct _SokySignaturesPanel {
  AdwBin parent_instance;

  GtkStack *stack;
  GtkImage *summary_icon;
  GtkLabel *summary_label;
  GtkWidget *trust_box;
  GtkListBox *list;
  AdwStatusPage *error_page;
  GtkStack *online_stack;
  GtkWidget *online_button;
  GtkLabel *online_label;

  SokyInput *input; /* nullable */
  char *name;
  SokyTrust *trust; /* nullable */
  SokyReport *report;
  GCancellable *asking; /* nullable: the authorities are being asked */
};

enum { SHOW_SIGNATURE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SokySignaturesPanel, soky_signatures_panel, ADW_TYPE_BIN)

static void
row_activated_cb (SokySignaturesPanel *self, GtkListBoxRow *row)
{
  SokySignatureRow *chosen = SOKY_SIGNATURE_ROW (row);
  const SokySignatureReport *signature = soky_signature_row_get_signature (chosen);

  soky_signature_row_toggle_details (chosen);
  if (signature->page > 0)
    g_signal_emit (self, signals[SHOW_SIGNATURE], 0, signature->page, signature->rect[0],
                   signature->rect[1], signature->rect[2], signature->rect[3]);
}

/* rows point into the report, so they go first */
static void
clear (SokySignaturesPanel *self)
{
  GtkWidget *row;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->report, soky_report_free);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* What a report without the network cannot know, and when the authorities were asked. */
static void
show_reach (SokySignaturesPanel *self)
{
  g_autofree char *now = soky_clock_to_local (soky_clock_now_us ());
  g_autofree char *asked = g_strdup_printf (_ ("The authorities were asked at %s."), now);

  gtk_label_set_text (self->online_label,
                      self->report->network
                          ? asked
                          : _ ("What was revoked lately is known only to the authorities."));
  gtk_stack_set_visible_child_name (self->online_stack, "ask");
  gtk_widget_set_visible (GTK_WIDGET (self->online_stack), self->input != NULL);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokySignaturesPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SokyReport) report = soky_verification_run_finish (result, &error);

  /* stopped, or of a file that is not shown any more */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  if (report != NULL)
    soky_signatures_panel_take_report (self, g_steal_pointer (&report));
  else
    soky_signatures_panel_set_error (self, error);
}

static void
online_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (widget);

  if (self->report == NULL || self->input == NULL || self->asking != NULL)
    return;
  self->asking = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->online_stack, "asking");
  soky_verification_run_async (self->input, self->name, self->trust, SOKY_VERIFY_ONLINE,
                               self->asking, asked_cb, g_object_ref (self));
}

/* What was found without the network stays. */
static void
stop_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (widget);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  gtk_stack_set_visible_child_name (self->online_stack, "ask");
  gtk_widget_grab_focus (self->online_button);
}

static void
revision_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (widget);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  guint index = g_variant_get_uint32 (parameter);

  if (self->report == NULL || self->input == NULL || index >= self->report->signatures->len ||
      !soky_signed_version_exists (self->report, index))
    return;
  g_autoptr (SokySignedVersion) revision =
      soky_signed_version_new (self->input, self->name, self->report, index);
  if (g_str_equal (action, "signatures.view"))
    soky_signed_version_view (revision, window, self->trust);
  else if (g_str_equal (action, "signatures.compare"))
    soky_signed_version_compare (revision, window);
  else
    soky_signed_version_save (revision, window);
}

static void
certificate_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (self->report == NULL || index >= self->report->signatures->len)
    return;
  const SokySignatureReport *signature = g_ptr_array_index (self->report->signatures, index);
  if (signature->certificate == NULL)
    return;
  gtk_window_present (GTK_WINDOW (soky_certificate_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (widget)), signature->certificate, signature->chain)));
}

static void
change_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (widget);
  guint index, number;

  g_variant_get (parameter, "(uu)", &index, &number);
  if (self->report == NULL || index >= self->report->signatures->len)
    return;
  const SokySignatureReport *signature = g_ptr_array_index (self->report->signatures, index);
  if (number >= signature->change_list->len)
    return;
  const SokyPdfChange *change = g_ptr_array_index (signature->change_list, number);
  g_signal_emit (self, signals[SHOW_SIGNATURE], 0, change->page, change->rect[0], change->rect[1],
                 change->rect[2], change->rect[3]);
}

/* adding an authority helps where nobody vouches for a certificate and all else is well */
static gboolean
lacks_trust (const SokyReport *report)
{
  for (guint i = 0; i < report->signatures->len; i++) {
    const SokySignatureReport *signature = g_ptr_array_index (report->signatures, i);
    if (signature->verdict == SOKY_VERDICT_INDETERMINATE && signature->certificate != NULL &&
        signature->trust == SOKY_REPORT_UNKNOWN)
      return TRUE;
  }
  return FALSE;
}

static void
set_summary_style (SokySignaturesPanel *self, const char *style)
{
  static const char *const styles[] = {"success", "warning", "error"};
  for (guint i = 0; i < G_N_ELEMENTS (styles); i++) {
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary_icon), styles[i]);
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary_label), styles[i]);
  }
  gtk_widget_add_css_class (GTK_WIDGET (self->summary_icon), style);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary_label), style);
}

static void
soky_signatures_panel_dispose (GObject *object)
{
  SokySignaturesPanel *self = SOKY_SIGNATURES_PANEL (object);
  if (self->list != NULL)
    clear (self);
  self->list = NULL;
  g_clear_pointer (&self->input, soky_input_unref);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->trust, soky_trust_unref);
  G_OBJECT_CLASS (soky_signatures_panel_parent_class)->dispose (object);
}

static void
soky_signatures_panel_class_init (SokySignaturesPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_signatures_panel_dispose;
  signals[SHOW_SIGNATURE] = g_signal_new (
      "show-signature", SOKY_TYPE_SIGNATURES_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
      G_TYPE_NONE, 5, G_TYPE_INT, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/signatures-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, summary_icon);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, trust_box);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, list);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, error_page);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, online_stack);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, online_button);
  gtk_widget_class_bind_template_child (widget_class, SokySignaturesPanel, online_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "signatures.ask", NULL, online_action);
  gtk_widget_class_install_action (widget_class, "signatures.stop-asking", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "signatures.view", "u", revision_action);
  gtk_widget_class_install_action (widget_class, "signatures.compare", "u", revision_action);
  gtk_widget_class_install_action (widget_class, "signatures.save", "u", revision_action);
  gtk_widget_class_install_action (widget_class, "signatures.certificate", "u", certificate_action);
  gtk_widget_class_install_action (widget_class, "signatures.show-change", "(uu)", change_action);
}

static void
soky_signatures_panel_init (SokySignaturesPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_signatures_panel_new (void)
{
  return g_object_new (SOKY_TYPE_SIGNATURES_PANEL, NULL);
}

void
soky_signatures_panel_set_source (SokySignaturesPanel *self, SokyInput *input, const char *name,
                                  SokyTrust *trust)
{
  g_return_if_fail (SOKY_IS_SIGNATURES_PANEL (self));

  clear (self);
  g_clear_pointer (&self->input, soky_input_unref);
  g_clear_pointer (&self->trust, soky_trust_unref);
  g_free (self->name);
  self->input = input != NULL ? soky_input_ref (input) : NULL;
  self->name = g_strdup (name);
  self->trust = trust != NULL ? soky_trust_ref (trust) : NULL;
}

void
soky_signatures_panel_set_checking (SokySignaturesPanel *self)
{
  g_return_if_fail (SOKY_IS_SIGNATURES_PANEL (self));

  clear (self);
  gtk_stack_set_visible_child_name (self->stack, "checking");
}

void
soky_signatures_panel_take_report (SokySignaturesPanel *self, SokyReport *report)
{
  g_return_if_fail (SOKY_IS_SIGNATURES_PANEL (self) && report != NULL);

  clear (self);
  self->report = report;
  if (report->signatures->len == 0) {
    gtk_stack_set_visible_child_name (self->stack, "empty");
    return;
  }

  SokyVerdict verdict = soky_report_get_verdict (report);
  g_autofree char *summary = soky_report_get_summary (report);
  gtk_image_set_from_icon_name (self->summary_icon, soky_verdict_get_icon (verdict));
  gtk_label_set_text (self->summary_label, summary);
  set_summary_style (self, soky_verdict_get_style (verdict));
  gtk_widget_set_visible (self->trust_box, lacks_trust (report));
  show_reach (self);
  for (guint i = 0; i < report->signatures->len; i++)
    gtk_list_box_append (self->list, soky_signature_row_new (report, i, self->input != NULL));
  gtk_stack_set_visible_child_name (self->stack, "report");
}

const SokyReport *
soky_signatures_panel_get_report (SokySignaturesPanel *self)
{
  g_return_val_if_fail (SOKY_IS_SIGNATURES_PANEL (self), NULL);

  return self->report;
}

void
soky_signatures_panel_set_error (SokySignaturesPanel *self, const GError *error)
{
  g_return_if_fail (SOKY_IS_SIGNATURES_PANEL (self) && error != NULL);

  clear (self);
  g_autofree char *words = g_markup_escape_text (error->message, -1);
  adw_status_page_set_description (self->error_page, words);
  gtk_stack_set_visible_child_name (self->stack, "error");
}
