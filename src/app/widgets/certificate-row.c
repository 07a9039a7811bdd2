/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/widgets/certificate-row.h"

#include "base/clock.h"

#include <glib/gi18n.h>

#define DAY_US (24 * 60 * 60 * G_GINT64_CONSTANT (1000000))

struct _SokyCertificateRow {
  AdwActionRow parent_instance;

  GtkCheckButton *button;
  SokyToken *token;
  SokyTokenCertificate *certificate;
  gboolean usable;
};

G_DEFINE_FINAL_TYPE (SokyCertificateRow, soky_certificate_row, ADW_TYPE_ACTION_ROW)

static void
soky_certificate_row_dispose (GObject *object)
{
  SokyCertificateRow *self = SOKY_CERTIFICATE_ROW (object);

  g_clear_object (&self->token);
  g_clear_object (&self->certificate);
  G_OBJECT_CLASS (soky_certificate_row_parent_class)->dispose (object);
}

static void
soky_certificate_row_class_init (SokyCertificateRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = soky_certificate_row_dispose;
}

static void
soky_certificate_row_init (SokyCertificateRow *self)
{
  self->button = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), 2);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 6);
}

static char *
describe_validity (SokyCertificate *certificate, gint64 now_us)
{
  guint days = (guint) ((soky_certificate_get_not_after_us (certificate) - now_us) / DAY_US);
  return g_strdup_printf (ngettext ("Valid for %u more day", "Valid for %u more days", days), days);
}

/* "serial 3A2F…, RSA 2048": what tells certificates of the same person apart. */
static char *
describe_key (SokyCertificate *certificate)
{
  static const char *const kinds[] = {
      [SOKY_KEY_RSA] = "RSA", [SOKY_KEY_EC] = "EC", [SOKY_KEY_EDWARDS] = "EdDSA"};
  SokyKeyKind kind = soky_certificate_get_key_kind (certificate);
  const char *word = kind < G_N_ELEMENTS (kinds) ? kinds[kind] : NULL;

  /* TRANSLATORS: serial number of a certificate, its kind of key and the bits of it */
  return g_strdup_printf (_ ("Serial number %s, %s %u"), soky_certificate_get_serial (certificate),
                          word ? word : "", soky_certificate_get_key_bits (certificate));
}

static char *
find_obstacle (SokyTokenCertificate *entry, const char *obstacle, gint64 now_us)
{
  g_autoptr (GError) error = NULL;
  SokyCertificate *certificate = soky_token_certificate_get_certificate (entry);

  if (!soky_certificate_check_usable (certificate, now_us, &error))
    return g_strdup (error->message);
  if (!soky_token_certificate_may_have_key (entry))
    return g_strdup (_ ("The token has no private key for it."));
  return g_strdup (obstacle);
}

GtkWidget *
soky_certificate_row_new (SokyToken *token, SokyTokenCertificate *entry, const char *obstacle)
{
  SokyCertificateRow *self = g_object_new (SOKY_TYPE_CERTIFICATE_ROW, NULL);
  SokyCertificate *certificate = soky_token_certificate_get_certificate (entry);
  gint64 now_us = soky_clock_now_us ();
  g_autofree char *why_not = find_obstacle (entry, obstacle, now_us);
  g_autofree char *validity = describe_validity (certificate, now_us);
  const char *organisation = soky_certificate_get_organisation (certificate);
  g_autofree char *issuer =
      g_strdup_printf (_ ("Issued by %s, token “%s”"), soky_certificate_get_issuer (certificate),
                       soky_token_get_label (token));
  g_autofree char *key = describe_key (certificate);
  g_autofree char *subtitle =
      g_strdup_printf ("%s%s%s\n%s\n%s", organisation, *organisation != '\0' ? "\n" : "", issuer,
                       key, why_not ? why_not : validity);

  self->token = g_object_ref (token);
  self->certificate = g_object_ref (entry);
  self->usable = why_not == NULL;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 soky_certificate_get_holder (certificate));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), GTK_WIDGET (self->button));
  gtk_widget_set_sensitive (GTK_WIDGET (self), self->usable);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  soky_certificate_get_holder (certificate), -1);
  return GTK_WIDGET (self);
}

SokyToken *
soky_certificate_row_get_token (SokyCertificateRow *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_ROW (self), NULL);

  return self->token;
}

SokyTokenCertificate *
soky_certificate_row_get_certificate (SokyCertificateRow *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_ROW (self), NULL);

  return self->certificate;
}

GtkCheckButton *
soky_certificate_row_get_button (SokyCertificateRow *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_ROW (self), NULL);

  return self->button;
}

gboolean
soky_certificate_row_is_usable (SokyCertificateRow *self)
{
  g_return_val_if_fail (SOKY_IS_CERTIFICATE_ROW (self), FALSE);

  return self->usable;
}
