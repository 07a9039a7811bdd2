/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/certificate-dialog.h"

#include <glib/gi18n.h>

#include "base/clock.h"
#include "crypto/certificate-text.h"

#define INDENT 18

struct _SokyCertificateDialog {
  AdwWindow parent_instance;

  GtkListBox *chain_list;
  GtkWidget *chain_group;
  GtkListBox *detail_list;

  GPtrArray *chain; /* SokyCertificate, the top first */
  guint shown;
};

G_DEFINE_FINAL_TYPE (SokyCertificateDialog, soky_certificate_dialog, ADW_TYPE_WINDOW)

typedef void (*LineFunc) (gpointer data, const char *label, const char *value);

static const char *
get_name (SokyCertificate *certificate)
{
  const char *holder = soky_certificate_get_holder (certificate);
  return *holder != '\0' ? holder : soky_certificate_get_organisation (certificate);
}

static char *
describe_validity (SokyCertificate *certificate)
{
  gint64 now_us = soky_clock_now_us ();
  gint64 from_us = soky_certificate_get_not_before_us (certificate);
  gint64 to_us = soky_certificate_get_not_after_us (certificate);
  g_autofree char *from = soky_clock_to_local (from_us);
  g_autofree char *to = soky_clock_to_local (to_us);

  if (now_us > to_us)
    return g_strdup_printf (_ ("%s – %s, expired"), from, to);
  if (now_us < from_us)
    return g_strdup_printf (_ ("%s – %s, not valid yet"), from, to);
  return g_strdup_printf ("%s – %s", from, to);
}

/* Hands every line that the certificate has to @add. */
static void
list_lines (SokyCertificate *certificate, LineFunc add, gpointer data)
{
  g_autofree char *validity = describe_validity (certificate);
  g_autofree char *key = soky_certificate_describe_key (certificate);
  g_autofree char *usage = soky_certificate_describe_usage (certificate);
  g_autofree char *fingerprint = soky_certificate_format_fingerprint (certificate);
  const struct {
    const char *label;
    const char *value;
  } lines[] = {
      {_ ("Holder"), soky_certificate_get_holder (certificate)},
      {_ ("Position"), soky_certificate_get_title (certificate)},
      {_ ("Organisation"), soky_certificate_get_organisation (certificate)},
      {_ ("E-mail"), soky_certificate_get_email (certificate)},
      {_ ("Issued by"), soky_certificate_get_issuer (certificate)},
      {_ ("Certificate valid"), validity},
      {_ ("Key"), key},
      {_ ("Usage"), usage},
      {_ ("Serial number"), soky_certificate_get_serial (certificate)},
      {_ ("Fingerprint (SHA-256)"), fingerprint},
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (*lines[i].value != '\0')
      add (data, lines[i].label, lines[i].value);
}

static void
add_row (gpointer data, const char *label, const char *value)
{
  SokyCertificateDialog *self = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (label), *text = gtk_label_new (value);

  gtk_widget_add_css_class (box, "certificate-line");
  gtk_widget_add_css_class (title, "dim-label");
  gtk_widget_add_css_class (title, "caption");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->detail_list, row);
}

static void
add_text (gpointer data, const char *label, const char *value)
{
  g_string_append_printf (data, "%s: %s\n", label, value);
}

static void
show_certificate (SokyCertificateDialog *self, guint index)
{
  GtkWidget *row;

  self->shown = index;
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->detail_list))) != NULL)
    gtk_list_box_remove (self->detail_list, row);
  list_lines (g_ptr_array_index (self->chain, index), add_row, self);
}

static void
selected_cb (SokyCertificateDialog *self, GtkListBoxRow *row)
{
  if (row != NULL)
    show_certificate (self, (guint) gtk_list_box_row_get_index (row));
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SokyCertificateDialog *self = SOKY_CERTIFICATE_DIALOG (widget);
  g_autoptr (GString) text = g_string_new (NULL);

  if (self->chain->len == 0)
    return;
  SokyCertificate *certificate = g_ptr_array_index (self->chain, self->shown);
  g_autofree char *pem = soky_certificate_to_pem (certificate);
  list_lines (certificate, add_text, text);
  g_string_append_printf (text, "\n%s", pem);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static GtkWidget *
make_chain_row (SokyCertificate *certificate, guint depth)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (soky_certificate_is_authority (certificate)
                                                      ? "soky-seal-symbolic"
                                                      : "avatar-default-symbolic");
  g_autofree char *name = g_markup_escape_text (get_name (certificate), -1);
  g_autofree char *organisation =
      g_markup_escape_text (soky_certificate_get_organisation (certificate), -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), organisation);
  gtk_widget_set_margin_start (icon, (int) depth * INDENT);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  return row;
}

static void
soky_certificate_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (SOKY_CERTIFICATE_DIALOG (object)->chain);
  G_OBJECT_CLASS (soky_certificate_dialog_parent_class)->finalize (object);
}

static void
soky_certificate_dialog_class_init (SokyCertificateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = soky_certificate_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/soky/SoKy/ui/certificate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateDialog, chain_list);
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateDialog, chain_group);
  gtk_widget_class_bind_template_child (widget_class, SokyCertificateDialog, detail_list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_install_action (widget_class, "certificate.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
soky_certificate_dialog_init (SokyCertificateDialog *self)
{
  self->chain = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
soky_certificate_dialog_new (GtkWindow *parent, SokyCertificate *certificate, GPtrArray *chain)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE (certificate), NULL);

  SokyCertificateDialog *self =
      g_object_new (SOKY_TYPE_CERTIFICATE_DIALOG, "transient-for", parent, NULL);
  for (guint i = chain != NULL ? chain->len : 0; i > 0; i--)
    if (!soky_certificate_equal (g_ptr_array_index (chain, i - 1), certificate))
      g_ptr_array_add (self->chain, g_object_ref (g_ptr_array_index (chain, i - 1)));
  g_ptr_array_add (self->chain, g_object_ref (certificate));

  for (guint i = 0; i < self->chain->len; i++)
    gtk_list_box_append (self->chain_list, make_chain_row (g_ptr_array_index (self->chain, i), i));
  gtk_widget_set_visible (self->chain_group, self->chain->len > 1);
  gtk_list_box_select_row (self->chain_list, gtk_list_box_get_row_at_index (
                                                 self->chain_list, (int) self->chain->len - 1));
  return GTK_WIDGET (self);
}
