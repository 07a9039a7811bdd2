/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/trust-dialog.h"

#include <glib/gi18n.h>

#include "app/dialogs/certificate-dialog.h"
#include "app/gtk-compat.h"
#include "base/clock.h"
#include "crypto/certificate-text.h"

struct _SokyTrustDialog {
  AdwWindow parent_instance;

  GtkStack *stack;
  GtkListBox *list;

  SokyAnchors *anchors;
};

typedef struct {
  SokyTrustDialog *dialog;
  GPtrArray *certificates;
} Offer;

G_DEFINE_FINAL_TYPE (SokyTrustDialog, soky_trust_dialog, ADW_TYPE_WINDOW)

static void
offer_free (Offer *offer)
{
  g_object_unref (offer->dialog);
  g_ptr_array_unref (offer->certificates);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Offer, offer_free)

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTrustDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!soky_anchors_change_finish (result, &error) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    soky_show_failure (GTK_WINDOW (self), _ ("The List Was Not Changed"), error->message);
}

static void
remove_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyAnchor) anchor = user_data;
  SokyTrustDialog *self = SOKY_TRUST_DIALOG (source);

  if (soky_ask_finish (result))
    soky_anchors_remove_async (self->anchors, anchor, changed_cb, g_object_ref (self));
}

static SokyAnchor *
anchor_of (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "anchor");
}

static void
remove_cb (GtkButton *button, SokyTrustDialog *self)
{
  SokyAnchor *anchor =
      anchor_of (gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW));
  g_autofree char *body = g_strdup_printf (
      _ ("Signatures of people with a certificate of “%s” will no longer be confirmed here."),
      soky_certificate_get_holder (soky_anchor_get_certificate (anchor)));
  SokyQuestion question = {.heading = _ ("Trust No Longer?"),
                           .body = body,
                           .accept = _ ("_Remove"),
                           .destructive = TRUE};
  soky_ask_async (GTK_WINDOW (self), &question, remove_confirmed_cb, g_object_ref (anchor));
}

static GtkWidget *
make_remove_button (SokyTrustDialog *self, const char *name)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* TRANSLATORS: what a screen reader says of the button; %s is an authority */
  g_autofree char *label = g_strdup_printf (_ ("Remove %s"), name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Trust no longer"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), self);
  return button;
}

static char *
describe_anchor (SokyAnchor *anchor)
{
  SokyCertificate *certificate = soky_anchor_get_certificate (anchor);
  g_autofree char *until = soky_clock_to_local (soky_certificate_get_not_after_us (certificate));
  g_autofree char *when = g_strdup_printf (_ ("Valid until %s"), until);
  GString *text = g_string_new (soky_certificate_get_organisation (certificate));

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", when);
  if (!soky_certificate_is_root (certificate))
    g_string_append_printf (text, "\n%s", _ ("Intermediate authority"));
  if (!soky_anchor_is_kept (anchor))
    g_string_append_printf (text, "\n%s", _ ("Named when SoKy was started"));
  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (SokyTrustDialog *self, SokyAnchor *anchor)
{
  const char *holder = soky_certificate_get_holder (soky_anchor_get_certificate (anchor));
  g_autofree char *title = g_markup_escape_text (holder, -1);
  g_autofree char *words = describe_anchor (anchor);
  g_autofree char *subtitle = g_markup_escape_text (words, -1);
  GtkWidget *row = adw_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), "anchor", g_object_ref (anchor), g_object_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (soky_anchor_is_kept (anchor))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, holder));
  return row;
}

static void
fill (SokyTrustDialog *self)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->anchors));
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < count; i++) {
    g_autoptr (SokyAnchor) anchor = g_list_model_get_item (G_LIST_MODEL (self->anchors), i);
    gtk_list_box_append (self->list, make_row (self, anchor));
  }
  gtk_stack_set_visible_child_name (self->stack, count > 0 ? "list" : "empty");
}

static void
row_activated_cb (SokyTrustDialog *self, GtkListBoxRow *row)
{
  SokyAnchor *anchor = anchor_of (GTK_WIDGET (row));
  gtk_window_present (GTK_WINDOW (
      soky_certificate_dialog_new (GTK_WINDOW (self), soky_anchor_get_certificate (anchor), NULL)));
}

static void
add_confirmed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Offer) offer = user_data;

  if (soky_ask_finish (result))
    soky_anchors_add_async (offer->dialog->anchors, offer->certificates, changed_cb,
                            g_object_ref (offer->dialog));
}

static char *
describe_offer (GPtrArray *certificates)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < certificates->len; i++) {
    SokyCertificate *certificate = g_ptr_array_index (certificates, i);
    g_autofree char *fingerprint = soky_certificate_format_fingerprint (certificate);
    g_autofree char *until = soky_clock_to_local (soky_certificate_get_not_after_us (certificate));
    g_string_append_printf (text, "%s\n%s\n", soky_certificate_get_holder (certificate),
                            soky_certificate_get_organisation (certificate));
    g_string_append_printf (text, _ ("Valid until %s"), until);
    g_string_append_printf (text, "\nSHA-256:\n%s\n\n", fingerprint);
    if (!soky_certificate_is_root (certificate))
      g_string_append_printf (text, "%s\n\n",
                              _ ("This is an intermediate authority. It counts only together "
                                 "with the root authority above it."));
  }
  g_string_append (text, _ ("Compare the fingerprint with the one that the authority publishes. "
                            "Everybody with a certificate of this authority will be believed."));
  return g_string_free (text, FALSE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTrustDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = soky_anchors_read_finish (result, &error);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (certificates == NULL) {
    soky_show_failure (GTK_WINDOW (self), _ ("No Authority in This File"), error->message);
    return;
  }
  g_autofree char *body = describe_offer (certificates);
  SokyQuestion question = {
      .heading = ngettext ("Trust This Authority?", "Trust These Authorities?", certificates->len),
      .body = body,
      .accept = _ ("_Trust")};
  Offer *offer = g_new0 (Offer, 1);
  offer->dialog = g_object_ref (self);
  offer->certificates = g_ptr_array_ref (certificates);
  soky_ask_async (GTK_WINDOW (self), &question, add_confirmed_cb, offer);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SokyTrustDialog) self = user_data;
  g_autoptr (GListModel) files = soky_choose_file_finish (result, NULL);
  if (files == NULL)
    return;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  soky_trust_dialog_offer (self, file);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyFileChoice choice = {.title = _ ("Certificate of an Authority"),
                           .accept = _ ("_Open"),
                           .pattern = "*.[pPcCdD][eErR][mMtTrR]",
                           .pattern_name = _ ("Certificates")};
  soky_choose_file_async (GTK_WINDOW (widget), &choice, chosen_cb, g_object_ref (widget));
}

static void
soky_trust_dialog_dispose (GObject *object)
{
  SokyTrustDialog *self = SOKY_TRUST_DIALOG (object);

  if (self->anchors != NULL)
    g_signal_handlers_disconnect_by_data (self->anchors, self);
  g_clear_object (&self->anchors);
  G_OBJECT_CLASS (soky_trust_dialog_parent_class)->dispose (object);
}

static void
soky_trust_dialog_class_init (SokyTrustDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = soky_trust_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/soky/SoKy/ui/trust-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyTrustDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SokyTrustDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "trust.add", NULL, add_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_trust_dialog_init (SokyTrustDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_trust_dialog_new (GtkWindow *parent, SokyAnchors *anchors)
{
  g_return_val_if_fail (SOKY_IS_ANCHORS (anchors), NULL);

  SokyTrustDialog *self = g_object_new (SOKY_TYPE_TRUST_DIALOG, "transient-for", parent, NULL);
  self->anchors = g_object_ref (anchors);
  g_signal_connect_object (anchors, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return GTK_WIDGET (self);
}

void
soky_trust_dialog_offer (SokyTrustDialog *self, GFile *file)
{
  g_return_if_fail (SOKY_IS_TRUST_DIALOG (self) && G_IS_FILE (file));

  soky_anchors_read_async (file, read_cb, g_object_ref (self));
}
